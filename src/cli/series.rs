//! Years beside each other, with what changed in the last one.

use std::collections::{BTreeMap, BTreeSet};

use crate::proto::v1;
use crate::report::{Cell, Change, Verdict, spans};

use super::common::{Table, table, wrapped};
use super::query::{dimensions, figure, is_published, is_year, label};
use super::speech::{language, sentence, word};

/// What is told below a table of years of which some are not released for good; nothing where all are.
pub fn provisional_note(years: &BTreeSet<i32>) -> String {
    if years.is_empty() {
        return String::new();
    }
    let years = spans(years.iter().copied()).join(", ");
    wrapped(&(sentence("cli-provisional_years", &[("years", years.into())]) + "\n"))
}

/// A table whose columns are years, and how many rows are left out; nothing where an answer has fewer than
/// two years, or where its years do not fit beside each other. With a provisional year nothing is compared:
/// what is missing in it would stand as a change.
pub fn table_of_years(
    answer: &v1::QueryTableResponse,
    all: bool,
    provisional: &BTreeSet<i32>,
) -> Option<(Table, usize)> {
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
    let two = [before, last].into_iter().filter_map(|year| year.parse().ok());
    let is_open = two.into_iter().any(|year: i32| provisional.contains(&year));
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
        let change = || of(before).zip(of(last)).map_or_else(|| "·".into(), |(a, b)| changed(a, b));
        row.push(if is_open { word("report-release_provisional") } else { change() });
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::common::Format;
    use crate::cli::query::{Shown, render};

    fn cell(codes: [&str; 2], count: u64, half: f64) -> v1::Cell {
        let few = count < 10;
        let status = if few { v1::CellStatus::Few } else { v1::CellStatus::Published };
        v1::Cell {
            codes: codes.map(String::from).to_vec(),
            status: status as i32,
            count: if few { 0 } else { count },
            low: if few { 0.0 } else { count as f64 - half },
            high: count as f64 + half,
            precision: v1::Precision::A as i32,
            basis: v1::Basis::Measured as i32,
        }
    }

    fn answer(cells: Vec<v1::Cell>) -> v1::QueryTableResponse {
        let group_by = ["age_band", "year"].map(String::from).to_vec();
        v1::QueryTableResponse { group_by, cells, ..Default::default() }
    }

    fn text(cells: Vec<v1::Cell>) -> String {
        render(&answer(cells), Format::Table, Shown::default(), &BTreeSet::new()).unwrap()
    }

    #[test]
    fn years_stand_beside_each_other_with_what_changed() {
        let text = text(vec![
            cell(["FROM_9_TO_17", "2009"], 100, 8.0),
            cell(["FROM_9_TO_17", "2010"], 140, 8.0),
            cell(["FROM_18_TO_20", "2009"], 100, 8.0),
            cell(["FROM_18_TO_20", "2010"], 110, 8.0),
            cell(["FROM_21_TO_23", "2009"], 4, 12.0),
            cell(["FROM_21_TO_23", "2010"], 5, 12.0),
        ]);
        let line = |start: &str| text.lines().find(|line| line.contains(start)).unwrap();
        assert!(line("age").contains("2009") && line("age").contains("2010"), "{text}");
        assert!(text.contains("since 2009"), "{text}");
        assert!(line("child of 9").contains("more (+24 +56)"), "{text}");
        assert!(line("18 to 20").contains("noise (-6 +26)"), "{text}");
        // Of whom there are fewer than ten in both years is left out, as in every table.
        assert!(!text.contains("21 to 23") && text.contains("--all"), "{text}");
    }

    #[test]
    fn a_provisional_year_is_not_compared_and_that_is_said() {
        let cells = answer(vec![
            cell(["FROM_9_TO_17", "2009"], 200, 8.0),
            cell(["FROM_9_TO_17", "2010"], 90, 8.0),
        ]);
        let of = |years: &[i32]| {
            let years = years.iter().copied().collect();
            render(&cells, Format::Table, Shown::default(), &years).unwrap()
        };
        assert!(of(&[2008]).contains("less (-126 -94)"), "{}", of(&[2008]));
        for year in [2009, 2010] {
            let text = of(&[year]);
            assert!(!text.contains("less"), "{text}");
            assert!(text.contains(&format!("provisional figures alone for {year}")), "{text}");
        }
    }

    #[test]
    fn four_years_fit_a_terminal() {
        let codes = ["FROM_9_TO_17", "FROM_18_TO_20", "FROM_21_TO_23"];
        let years = ["2008", "2009", "2010", "2011"];
        let cells = codes.iter().flat_map(|code| years.map(|year| cell([code, year], 1234, 120.0)));
        let text = text(cells.collect());
        // Wider ones are told one figure a row: years would not stand in one line.
        assert!(text.lines().any(|line| years.iter().all(|year| line.contains(year))), "{text}");
        let years = (2000..2012).map(|year| cell(["FROM_9_TO_17", &year.to_string()], 1234, 120.0));
        assert!(table_of_years(&answer(years.collect()), false, &BTreeSet::new()).is_none());
    }

    #[test]
    fn a_figure_below_ten_has_the_same_interval_in_every_format() {
        let cells = answer(vec![cell(["FROM_9_TO_17", "2010"], 4, 21.0)]);
        let all = Shown { all: true, ..Shown::default() };
        let of = |format| render(&cells, format, all, &BTreeSet::new()).unwrap();
        assert!(of(Format::Table).contains("<10 (0-25)"), "{}", of(Format::Table));
        assert!(of(Format::Csv).contains("few,,0,25,"), "{}", of(Format::Csv));
        assert!(of(Format::Json).contains("\"high\": 25.0"), "{}", of(Format::Json));
    }
}
