//! Bars with their margins, as SVG within a page.

use maud::{Markup, PreEscaped, html};

use crate::foreign;

use super::Table;
use super::cell::{Cell, Told};
use super::say::{DOT, FEW, Say};

const WIDTH: f64 = 720.0;
const LABELS: f64 = 250.0;
const FIGURES: f64 = 110.0;
const ROW: f64 = 24.0;
const MOST_LETTERS: usize = 32;

/// The drawing of the column of a table that is drawn; nothing where it has no figure to draw.
pub fn svg(table: &Table, say: Say) -> Markup {
    let Some(column) = table.drawn else { return html! {} };
    let drawn: Vec<(&str, &Cell)> = table
        .rows
        .iter()
        .filter_map(|row| Some((row.label.as_str(), row.cells.get(column)?)))
        .collect();
    let most = drawn.iter().filter_map(|(_, cell)| Some(cell.figure()?.high)).fold(0.0, f64::max);
    if most <= 0.0 || drawn.len() > 40 {
        return html! {};
    }
    let room = WIDTH - LABELS - FIGURES;
    let at = |value: f64| LABELS + (value / most).clamp(0.0, 1.0) * room;
    let height = ROW * drawn.len() as f64 + 12.0;
    let year = table.columns.get(column).map(|column| column.label.clone()).unwrap_or_default();
    let title = format!("{} ({year})", table.caption);
    // Each drawing names its own pattern: two with one name in a page would be one.
    let pattern = format!("untold-{}", table.id);
    html! {
        p class="note drawn" { (say.text("report-drawn", &[("column", foreign::line(&year).into())])) }
        svg class="chart" role="img" viewBox=(format!("0 0 {WIDTH} {height}")) aria-label=(foreign::line(&title)) xmlns="http://www.w3.org/2000/svg" {
            defs {
                pattern id=(pattern) width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                    rect width="6" height="6" fill="#fff" {}
                    line x1="0" y1="0" x2="0" y2="6" stroke="#767676" stroke-width="2" {}
                }
            }
            line x1=(LABELS) y1="4" x2=(LABELS) y2=(height - 4.0) stroke="#444" {}
            @for (place, (label, cell)) in drawn.iter().enumerate() {
                @let top = 6.0 + ROW * place as f64;
                @let middle = top + ROW / 2.0;
                text x=(LABELS - 8.0) y=(middle + 4.0) text-anchor="end" { (shortened(label)) }
                @match cell {
                    Cell::Figure(figure) => {
                        @match figure.told {
                            Told::Estimate(value) => {
                                rect class="bar" x=(LABELS) y=(top + 4.0) width=(round(at(value) - LABELS)) height=(ROW - 8.0) fill="#1f5a94" {}
                                (margin(at(figure.low), at(figure.high), middle))
                            }
                            Told::Few => {
                                // Its margin alone: a bar would be as long as the most that it may be.
                                g class="few" { (margin(at(figure.low), at(figure.high), middle)) }
                            }
                        }
                        @let text = if figure.told == Told::Few { FEW.to_owned() } else { say.short(cell) };
                        text x=(round(at(figure.high) + 8.0)) y=(middle + 4.0) { (text) }
                    }
                    _ => {
                        // As wide as the drawing, so that nobody takes it for a small number or for zero.
                        rect class="untold" x=(LABELS) y=(top + 6.0) width=(room) height=(ROW - 12.0) fill=(PreEscaped(format!("url(#{pattern})"))) {}
                        text x=(LABELS + room + 8.0) y=(middle + 4.0) { (DOT) }
                    }
                }
            }
        }
    }
}

/// The interval: a line with an end at each side.
fn margin(from: f64, to: f64, middle: f64) -> Markup {
    let (from, to) = (round(from), round(to));
    let path = format!("M{from} {middle}H{to}M{from} {}v8M{to} {}v8", middle - 4.0, middle - 4.0);
    html! {
        path class="margin" d=(path) stroke="#fff" stroke-width="4" fill="none" {}
        path class="margin" d=(path) stroke="#b35900" stroke-width="2" fill="none" {}
    }
}

fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

fn shortened(label: &str) -> String {
    let label = foreign::line(label);
    match label.chars().count() > MOST_LETTERS {
        true => label.chars().take(MOST_LETTERS - 1).chain(['…']).collect(),
        false => label,
    }
}
