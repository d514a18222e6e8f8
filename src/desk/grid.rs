//! A table of words.

use maud::{Markup, html};

use crate::report::Say;

/// A table with its caption and the keys of its columns' names; the first cell of a row is its heading. It
/// scrolls by itself where it is wider than the page, by keyboard too.
pub fn grid(say: Say, caption: &str, columns: &[&str], rows: &[Vec<Markup>]) -> Markup {
    html! {
        div class="scroll" tabindex="0" role="group" aria-label=(caption) {
            table {
                caption { (caption) }
                thead { tr { @for column in columns { th scope="col" { (say.capital(column)) } } } }
                tbody {
                    @for row in rows {
                        tr {
                            @for (number, cell) in row.iter().enumerate() {
                                @if number == 0 { th scope="row" { (cell) } } @else { td { (cell) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A cell of text.
pub fn cell(text: impl AsRef<str>) -> Markup {
    html! { (text.as_ref()) }
}

/// A cell that stays on one line: a day, a figure.
pub fn short(text: impl AsRef<str>) -> Markup {
    html! { span class="short" { (text.as_ref()) } }
}
