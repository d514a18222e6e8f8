//! The writers, against texts of whomever and figures that are not told.

use super::*;
use crate::proto::v1::{Basis, Precision, Unit};

const HOSTILE: &str =
    "=HYPERLINK(\"https://evil.example\") <script>alert(1)</script> & \u{202e}x\u{7}";

fn told(value: f64, low: f64, high: f64) -> Cell {
    let (precision, basis, unit) = (Precision::B, Basis::Measured, Unit::Persons);
    let (told, is_provisional) = (Told::Estimate(value), false);
    Cell::Figure(Figure { told, low, high, precision, basis, unit, is_provisional })
}

/// A report with every kind of cell, whose every text is hostile.
fn report(language: Language) -> Report {
    let text = || HOSTILE.to_owned();
    let (precision, basis, unit) = (Precision::Rough, Basis::Measured, Unit::Persons);
    let (told_few, low, high, is_provisional) = (Told::Few, 0.0, 16.0, false);
    let few = Figure { told: told_few, low, high, precision, basis, unit, is_provisional };
    let few = Cell::Figure(few);
    let exact = Cell::Figure(Figure {
        told: Told::Estimate(40.0),
        low: 40.0,
        high: 40.0,
        precision: Precision::A,
        basis: Basis::Exact,
        unit,
        is_provisional,
    });
    let mut cells = vec![told(120.0, 100.0, 140.0), few, exact];
    cells.extend(Reason::ALL.iter().map(|reason| Cell::Missing(*reason)));
    let rows = cells.into_iter().enumerate().map(|(place, cell)| Row {
        group: if place < 3 { String::new() } else { text() },
        label: text(),
        key: vec![("ROW", place.to_string())],
        cells: vec![told(60.0, 50.0, 70.0), cell.clone(), cell.since(&told(60.0, 50.0, 70.0))],
    });
    let year = |year: &str| Column { label: year.into(), key: vec![("TIME_PERIOD", year.into())] };
    let table = Table {
        id: "ONE".into(),
        caption: text(),
        rows_are: text(),
        columns: vec![year("2009"), year("2010"), Column { label: text(), key: Key::new() }],
        rows: rows.collect(),
        drawn: Some(1),
        source: text(),
        level: text(),
        notes: vec![text()],
    };
    Report {
        data_set: "STRATEGY",
        language,
        year: 2010,
        title: text(),
        country: "XK".into(),
        about: vec![(text(), text())],
        sections: vec![Section { title: text(), text: vec![text()], tables: vec![table] }],
    }
}

fn text(report: &Report, layout: Layout, place: usize) -> String {
    let files = report.files("report.csv", layout).unwrap();
    String::from_utf8(files[place].1.clone()).unwrap()
}

#[test]
fn a_page_holds_texts_of_others_as_text_alone() {
    for language in Language::ALL {
        let page = text(&report(*language), Layout::Html, 0);
        assert!(page.contains(&format!("<html lang=\"{language}\">")));
        assert!(!page.contains("<script") && page.contains("&lt;script&gt;"), "{language}");
        assert!(!page.contains('\u{202e}') && !page.contains('\u{7}'));
        // Nothing is fetched from anywhere, and nothing runs.
        for outside in ["src=", "href=\"http", "url(http", "@import", "<link", "javascript:", " on"]
        {
            let found = page.match_indices(outside).map(|(at, _)| &page[at..]).find(|rest| {
                // Words of a sentence are no attribute.
                outside != " on" || rest.split(['=', ' ', '>']).nth(1).is_some_and(|w| w == "=")
            });
            assert_eq!(found.map(|rest| &rest[..20.min(rest.len())]), None, "{outside}");
        }
        assert!(page.contains("default-src 'none'"));
    }
}

#[test]
fn a_page_can_be_read_by_a_machine_that_speaks() {
    let page = text(&report(Language::En), Layout::Html, 0);
    assert_eq!(page.matches("<caption>").count(), page.matches("<table").count());
    assert_eq!(page.matches("<h1>").count(), 1);
    // A heading above all columns and beside all rows.
    assert_eq!(page.matches("<th scope=\"row\">").count(), Reason::ALL.len() + 3);
    assert!(!page.contains("<th>") && page.contains("<th scope=\"col\">"));
    assert!(page.contains("role=\"img\"") && page.contains("aria-label=\""));
    assert!(page.contains("class=\"skip\"") && page.contains("id=\"main\""));
    assert!(page.contains("@page") && page.contains("table-header-group"));
}

#[test]
fn what_is_not_told_is_drawn_as_such_and_never_as_zero() {
    let page = text(&report(Language::En), Layout::Html, 0);
    let drawing = page.split("<svg").nth(1).unwrap().split("</svg>").next().unwrap();
    // Two estimates, of which each has a bar and a margin; one below ten; seven that are not told.
    assert_eq!(drawing.matches("class=\"bar\"").count(), 2);
    assert_eq!(drawing.matches("class=\"few\"").count(), 1);
    assert_eq!(drawing.matches("class=\"untold\"").count(), Reason::ALL.len());
    assert!(!drawing.contains("width=\"0\""));
}

#[test]
fn rows_run_nothing_in_a_spreadsheet_and_hold_no_number_that_is_not_told() {
    let report = report(Language::Sq);
    let rows = text(&report, Layout::Csv, 0);
    assert!(rows.starts_with('\u{feff}'), "spreadsheets read its letters");
    let mut reader = ::csv::Reader::from_reader(rows.trim_start_matches('\u{feff}').as_bytes());
    let mut seen = 0;
    for row in reader.records() {
        let row = row.unwrap();
        for cell in &row {
            assert!(!cell.starts_with(['=', '+', '@']), "{cell}");
            let is_number = cell.parse::<f64>().is_ok();
            assert!(is_number || !cell.starts_with('-'), "{cell}");
            assert!(!cell.chars().any(crate::foreign::is_hidden));
        }
        let is_told = !row[5].is_empty();
        assert_eq!(is_told, row[5].parse::<f64>().is_ok());
        if &row[4] == "." {
            assert!(!is_told && row[6].is_empty() && row[7].is_empty() && !row[10].is_empty());
            seen += 1;
        }
        if &row[4] == "<10" {
            assert_eq!((&row[5], &row[6], &row[7]), ("", "0", "16"));
        }
    }
    // Those of the year, and the differences that they leave open.
    assert_eq!(seen, 2 * Reason::ALL.len());
    let description = text(&report, Layout::Csv, 1);
    let description: serde_json::Value = serde_json::from_str(&description).unwrap();
    assert_eq!(description["url"], "report.csv");
    assert_eq!(description["tableSchema"]["columns"].as_array().unwrap().len(), 12);
}

#[test]
fn codes_for_statistical_offices_say_what_each_figure_is() {
    let report = report(Language::En);
    let rows = text(&report, Layout::Sdmx, 0);
    let mut reader = ::csv::Reader::from_reader(rows.as_bytes());
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|column| column == name).unwrap();
    assert_eq!(header.iter().take(3).collect::<Vec<_>>(), ["STRUCTURE", "STRUCTURE_ID", "ACTION"]);
    let rows: Vec<::csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 2 * (Reason::ALL.len() + 3), "differences are left out");
    let mut keys = std::collections::BTreeSet::new();
    for row in &rows {
        assert_eq!((&row[0], &row[1], &row[2]), ("dataflow", "VDX:THB_STRATEGY(1.0)", "I"));
        let key: Vec<&str> = (3..at("OBS_VALUE")).map(|place| &row[place]).collect();
        assert!(keys.insert(key.join(" ")), "one figure stands twice");
        let is_told = row[at("OBS_VALUE")].parse::<f64>().is_ok();
        assert_eq!(is_told, ["A", "E"].contains(&&row[at("OBS_STATUS")]));
    }
    let of = |place: &str, column: &str| {
        let row =
            rows.iter().find(|row| &row[at("ROW")] == place && &row[at("TIME_PERIOD")] == "2010");
        row.unwrap()[at(column)].to_owned()
    };
    assert_eq!([of("0", "OBS_STATUS"), of("0", "CONF_STATUS")], ["E", "F"]);
    assert_eq!([of("1", "OBS_STATUS"), of("1", "UPPER_BOUND")], ["Q", "16"]);
    assert_eq!(of("2", "OBS_STATUS"), "A");
    let modelled = [of("3", "OBS_STATUS"), of("3", "CONF_STATUS"), of("3", "COMMENT")];
    assert_eq!(modelled, ["Q", "N", "MODELLED"]);
    let description: serde_json::Value =
        serde_json::from_str(&text(&report, Layout::Sdmx, 1)).unwrap();
    let columns = description["tableSchema"]["columns"].as_array().unwrap();
    assert_eq!(columns.len(), header.len());
}

#[test]
fn a_workbook_has_charts_with_margins_frozen_headings_and_no_formula() {
    let bytes = report(Language::SrCyrl).files("r.xlsx", Layout::Xlsx).unwrap().remove(0).1;
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        let mut file = book.by_name(name).unwrap();
        std::io::Read::read_to_string(&mut file, &mut text).unwrap();
        text
    };
    let sheet = part("xl/worksheets/sheet2.xml");
    assert!(sheet.contains("state=\"frozen\"") && sheet.contains("ySplit=\"3\""));
    for sheet in [&sheet, &part("xl/worksheets/sheet1.xml")] {
        assert!(!sheet.contains("<f>") && !sheet.contains("<hyperlink"), "{sheet}");
    }
    // A text that looks like a formula stays a text when somebody edits its cell.
    assert!(part("xl/styles.xml").contains("quotePrefix=\"1\""));
    let chart = part("xl/charts/chart1.xml");
    assert!(chart.contains("<c:barChart>") && chart.contains("<c:errBars>"), "{chart}");
    // Two estimates are drawn, and nothing for what is not told.
    let values = chart.split("<c:val>").nth(1).unwrap().split("</c:val>").next().unwrap();
    assert_eq!(values.matches("<c:v>").count(), 2, "{values}");
}

#[test]
fn the_ending_of_a_name_chooses_the_layout() {
    for (name, layout) in [
        ("a.xlsx", Some(Layout::Xlsx)),
        ("A.HTML", Some(Layout::Html)),
        ("a.csv", Some(Layout::Csv)),
        ("a.sdmx.csv", Some(Layout::Sdmx)),
        ("a.docx", None),
        ("xlsx", None),
    ] {
        assert_eq!(Layout::of_file_name(name), layout, "{name}");
    }
}

/// Keys in quotes in the sources of this room.
fn used(dir: &std::path::Path, keys: &mut std::collections::BTreeSet<String>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.ends_with("tests.rs") {
            continue;
        }
        let source = std::fs::read_to_string(&path).unwrap();
        for part in source.split("\"report-").skip(1) {
            let name = part.split('"').next().unwrap_or_default();
            if !name.contains('{') {
                keys.insert(format!("report-{name}"));
            }
        }
    }
}

#[test]
fn every_word_of_a_report_is_there_in_every_language_and_none_is_left_over() {
    let mut said: std::collections::BTreeSet<String> =
        Reason::ALL.iter().map(|reason| reason.key()).collect();
    used(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report"), &mut said);
    let known = include_str!("../../locales/en.ftl").lines();
    let known = known.filter_map(|line| Some(line.split_once(" = ")?.0));
    let known = known.filter(|key| key.starts_with("report-")).map(String::from).collect();
    assert_eq!(said, known);
    for key in &said {
        for language in Language::ALL {
            assert!(crate::words::find_label(*language, key).is_some(), "{language}: {key}");
        }
    }
}

/// Whoever sends the rows on must not send figures that are not complete as if they were.
#[test]
fn provisional_figures_are_marked_in_every_layout() {
    let mut report = report(Language::En);
    let cells = |report: &mut Report| {
        let tables = report.sections.iter_mut().flat_map(|section| &mut section.tables);
        for row in tables.flat_map(|table| &mut table.rows) {
            row.cells = row.cells.drain(..).map(|cell| cell.provisional(true)).collect();
        }
    };
    let of = |report: &Report| {
        let [rows, sdmx] = [csv::rows(report).unwrap(), sdmx::rows(report).unwrap()];
        [rows, sdmx, html::page(report)]
    };
    let [rows, sdmx, page] = of(&report);
    assert!(!rows.contains(",provisional,") && !page.contains(", provisional"));
    assert!(sdmx.contains(",E,F,") && !sdmx.contains(",P,"), "{sdmx}");
    cells(&mut report);
    let [rows, sdmx, page] = of(&report);
    assert!(rows.contains(",provisional,") && page.contains(", provisional"));
    assert!(sdmx.contains(",P,F,") && !sdmx.contains(",E,F,"), "{sdmx}");
    assert!(sdmx.contains("BELOW_10 PROVISIONAL"), "{sdmx}");
}
