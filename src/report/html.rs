//! One page that needs nothing else: no script, no font, no picture from anywhere.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::foreign;
use crate::proto::v1::Basis;

use super::cell::{Cell, letter};
use super::say::{DOT, Say};
use super::{Report, Row, Section, Table, chart};

/// Colours have a contrast of at least 7 : 1 on their ground.
const STYLE: &str = "
:root { color-scheme: light; }
body { font: 1rem/1.5 system-ui, 'DejaVu Sans', sans-serif; color: #1a1a1a; background: #fff; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.7rem; line-height: 1.25; } h2 { font-size: 1.3rem; margin-top: 2.5rem; border-bottom: 2px solid #1f5a94; }
dl { display: grid; grid-template-columns: fit-content(40%) minmax(0, 1fr); gap: .2rem 1rem; } dt { font-weight: 600; } dd { margin: 0; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0 .3rem; font-size: .9rem; }
caption { text-align: left; font-weight: 600; padding: .3rem 0; }
th, td { border-bottom: 1px solid #c8c8c8; padding: .25rem .5rem; text-align: left; vertical-align: top; }
thead th { border-bottom: 2px solid #444; } tbody th { font-weight: 400; } tbody th.group { font-weight: 600; background: #eef3f8; }
td { font-variant-numeric: tabular-nums; } td b { font-weight: 600; } td small { display: block; color: #404040; font-size: .85em; }
.scroll { overflow-x: auto; } .source, .note { color: #404040; font-size: .85rem; margin: .2rem 0; }
.chart { width: 100%; height: auto; font: 13px system-ui, 'DejaVu Sans', sans-serif; fill: #1a1a1a; }
.skip { position: absolute; left: -999rem; } .skip:focus { position: static; }
@page { size: A4; margin: 14mm 15mm; }
@media print { html { font-size: 9pt; } body { line-height: 1.3; max-width: none; margin: 0; padding: 0; } h1 { font-size: 1.5rem; margin: 0; } p { margin: .4rem 0; }
  h2 { margin-top: 1rem; } th, td { padding: .12rem .4rem; } td small { font-size: .9em; } .chart { width: 80%; } .whole { break-inside: avoid; } h2 { break-after: avoid; } .skip { display: none; }
  section + section { break-before: page; } tr, svg { break-inside: avoid; } .drawn, tr:has(.group) { break-after: avoid; } .source { break-before: avoid; } thead { display: table-header-group; } .scroll { overflow: visible; } }
";

/// Rows of a table that is not broken between pages.
const SHORT: usize = 16;

/// The page.
pub fn page(report: &Report) -> String {
    let say = Say(report.language);
    let page = html! {
        (DOCTYPE)
        html lang=(report.language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                // Whatever stood in a text, nothing is fetched and nothing runs.
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { (text(&report.title)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a class="skip" href="#main" { (say.word("report-skip")) }
                header {
                    h1 { (text(&report.title)) }
                    dl {
                        @for (name, value) in &report.about {
                            dt { (text(name)) } dd { (text(value)) }
                        }
                    }
                }
                main id="main" { (sections(report)) }
            }
        }
    };
    page.into_string()
}

/// Text of whomever: nothing in it is hidden, or turns round what follows.
fn text(text: &str) -> String {
    foreign::line(text)
}

/// All its parts, each with a heading of the second level.
pub fn sections(report: &Report) -> Markup {
    html! { @for part in &report.sections { (section(part, Say(report.language))) } }
}

fn section(part: &Section, say: Say) -> Markup {
    html! {
        section {
            h2 { (text(&part.title)) }
            @for paragraph in &part.text { p { (text(paragraph)) } }
            @for table in &part.tables {
                (rows(table, say))
                (chart::svg(table, say))
                @for note in &table.notes { p class="note" { (text(note)) } }
                p class="source" { (text(&table.source)) }
                p class="source" { (text(&table.level)) }
            }
        }
    }
}

fn rows(table: &Table, say: Say) -> Markup {
    // Consecutive rows of one heading stand together in a body of their own, which names them.
    let mut groups: Vec<(&str, Vec<&Row>)> = Vec::new();
    for row in &table.rows {
        match groups.last_mut() {
            Some((group, rows)) if *group == row.group => rows.push(row),
            _ => groups.push((&row.group, vec![row])),
        }
    }
    // A short table stays on one page of a print.
    let class = if table.rows.len() <= SHORT { "scroll whole" } else { "scroll" };
    html! {
        // Whoever has no mouse can scroll it.
        div class=(class) tabindex="0" role="group" aria-label=(text(&table.caption)) {
            table id=(table.id) {
                caption { (text(&table.caption)) }
                thead {
                    tr {
                        th scope="col" { (text(&table.rows_are)) }
                        @for column in &table.columns { th scope="col" { (text(&column.label)) } }
                    }
                }
                @for (group, rows) in groups {
                    tbody {
                        @if !group.is_empty() {
                            tr { th class="group" scope="rowgroup" colspan=(table.columns.len() + 1) { (text(group)) } }
                        }
                        @for row in rows {
                            tr {
                                th scope="row" { (text(&row.label)) }
                                @for cell in &row.cells { (figure(cell, say)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn figure(cell: &Cell, say: Say) -> Markup {
    let (short, more) = match cell {
        Cell::Figure(figure) => {
            let interval = say.interval(figure.low, figure.high);
            let basis = say.basis(figure.basis);
            let more = match (figure.basis, letter(figure.precision)) {
                (Basis::Exact, _) => basis,
                (_, "") => format!("{interval}, {basis}"),
                (_, letter) => format!("{interval}, {letter}, {basis}"),
            };
            let more = match figure.is_provisional {
                true => format!("{more}, {}", say.word("report-release_provisional")),
                false => more,
            };
            (say.short(cell), more)
        }
        Cell::Change(change) => (say.verdict(change), say.bounds(change)),
        Cell::Missing(reason) => (DOT.to_owned(), say.word(&reason.key())),
    };
    html! { td { b { (short) } " " small { (more) } } }
}
