//! Years beside each other, with what changed in the last one.

use std::collections::BTreeMap;

use crate::proto::v1;
use crate::report::{Cell, Change, Verdict};

use super::common::{Table, table};
use super::query::{dimensions, figure, is_published, label};
use super::speech::{language, sentence, word};

/// A table whose columns are years, and how many rows are left out; nothing where an answer has fewer than
/// two years, or where its years do not fit beside each other.
pub fn table_of_years(answer: &v1::QueryTableResponse, all: bool) -> Option<(Table, usize)> {
    let is_year = |name: &String| name == "year" || name == "year_closed";
    let place = answer.group_by.iter().position(is_year)?;
    let mut years: Vec<&str> = answer.cells.iter().map(|cell| &*cell.codes[place]).collect();
    years.sort_unstable();
    years.dedup();
    let (last, before) = (*years.last()?, *years.get(years.len().checked_sub(2)?)?);
    // Rows in the order of the answer, which is that of the code lists.
    let mut order: Vec<Vec<&String>> = Vec::new();
    let mut cells: BTreeMap<(Vec<&String>, &str), &v1::Cell> = BTreeMap::new();
    for cell in &answer.cells {
        let mut codes: Vec<&String> = cell.codes.iter().collect();
        let year = codes.remove(place);
        if !order.contains(&codes) {
            order.push(codes.clone());
        }
        cells.insert((codes, year), cell);
    }
    let mut header = dimensions(answer);
    header.remove(place);
    if header.is_empty() {
        header.push(String::new());
    }
    header.extend(years.iter().map(|year| (*year).to_owned()));
    header.push(sentence("report-since", &[("year", before.to_owned().into())]));
    let mut table = table(&header);
    let mut hidden = 0;
    for codes in order {
        let of = |year: &str| cells.get(&(codes.clone(), year)).copied();
        if !all && !codes.is_empty() && !years.iter().any(|year| of(year).is_some_and(is_published))
        {
            hidden += 1;
            continue;
        }
        // The dimension of the years is none of the labels.
        let places = (0..answer.group_by.len()).filter(|other| *other != place);
        let mut row: Vec<String> = places
            .zip(&codes)
            .map(|(place, code)| label(language(), answer, place, code))
            .collect();
        if row.is_empty() {
            row.push(word("cli-count"));
        }
        row.extend(years.iter().map(|year| of(year).map_or_else(|| "·".into(), figure)));
        row.push(of(before).zip(of(last)).map_or_else(|| "·".into(), |(a, b)| changed(a, b)));
        table.add_row(row);
    }
    table.fits_in_lines().then_some((table, hidden))
}

fn changed(earlier: &v1::Cell, later: &v1::Cell) -> String {
    // The tier decides only why a figure is missing, which is not told here.
    let of = |cell| Cell::of_count(cell, v1::Unit::Persons, v1::Tier::National);
    change_text(&of(later).since(&of(earlier)))
}

/// A change for a table of the command.
pub fn change_text(cell: &Cell) -> String {
    let Cell::Change(Change { low, high, verdict, .. }) = cell else { return "·".into() };
    let verdict = word(match verdict {
        Verdict::More => "report-change_more",
        Verdict::Less => "report-change_less",
        Verdict::Noise => "report-change_noise",
        Verdict::Same => "report-change_same",
    });
    // Signs on both ends: "from -3 to +12" is read in one way.
    format!("{verdict} ({low:+} {high:+})")
}
