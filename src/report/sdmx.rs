//! A row for each figure, in codes: SDMX-CSV 2.0, as statistical offices load it.
//!
//! `OBS_STATUS` and `CONF_STATUS` have codes of the SDMX code lists of these names:
//!
//! | a figure that is | OBS_STATUS | CONF_STATUS |
//! |---|---|---|
//! | exact | A, normal | F, free |
//! | an estimate | E, estimated; P, provisional, where nothing of its year is released for good | F; N, not for publication, where the public tier would not tell it |
//! | an estimate below ten | Q, suppressed: bounds alone | the same |
//! | withheld by the tier, or resting on fewer than ten | Q | N |
//! | not measured, not released | O, missing | F |
//! | not collected | L, exists but was not collected | F |

use serde_json::json;

use crate::proto::v1::{Basis, Precision, Unit};

use super::cell::{Cell, Figure, Reason, Told, basis, letter};
use super::{Column, Report, Row, Table, WriteError, csv};

/// The agency that maintains the structure of the data.
const AGENCY: &str = "VDX";

/// Columns behind the dimensions.
const MEASURES: &[(&str, &str)] = &[
    ("OBS_VALUE", "decimal"),
    ("LOWER_BOUND", "decimal"),
    ("UPPER_BOUND", "decimal"),
    ("UNIT_MEASURE", "string"),
    ("OBS_STATUS", "string"),
    ("CONF_STATUS", "string"),
    ("PRECISION", "string"),
    ("BASIS", "string"),
    ("COMMENT", "string"),
];

const STRUCTURE: [&str; 3] = ["STRUCTURE", "STRUCTURE_ID", "ACTION"];

/// The dimensions of a report: those that everything has, and those that its tables use.
fn dimensions(report: &Report) -> Vec<&'static str> {
    let mut found = vec!["FREQ", "REF_AREA", "SUBJECT"];
    for table in report.tables() {
        let keys = table.rows.iter().map(|row| &row.key);
        for (name, _) in keys.chain(table.columns.iter().map(|column| &column.key)).flatten() {
            if !found.contains(name) && *name != "TIME_PERIOD" {
                found.push(name);
            }
        }
    }
    found.push("TIME_PERIOD");
    found
}

/// The rows of all tables. Differences follow from figures, and are left out.
pub fn rows(report: &Report) -> Result<String, WriteError> {
    let dimensions = dimensions(report);
    let mut header: Vec<String> = STRUCTURE.map(String::from).to_vec();
    header.extend(dimensions.iter().map(|name| name.to_ascii_uppercase()));
    header.extend(MEASURES.iter().map(|(name, _)| (*name).to_owned()));
    let mut rows = vec![header];
    for table in report.tables() {
        for row in &table.rows {
            for (column, cell) in table.columns.iter().zip(&row.cells) {
                // A column that names nothing holds differences, in whatever way they are missing.
                if column.key.is_empty() {
                    continue;
                }
                let structure = format!("{AGENCY}:THB_{}(1.0)", report.data_set);
                let mut line = vec!["dataflow".to_owned(), structure, "I".to_owned()];
                let code = |name| code(report, table, row, column, name);
                line.extend(dimensions.iter().map(|name| code(name)));
                line.extend(observed(cell));
                rows.push(line);
            }
        }
    }
    csv::text(&rows)
}

/// The code of a dimension; `_T` is the total of all.
fn code(report: &Report, table: &Table, row: &Row, column: &Column, name: &str) -> String {
    let named = row.key.iter().chain(&column.key).find(|(of, _)| *of == name);
    match (name, named) {
        ("TIME_PERIOD", Some((_, period))) => period.clone(),
        (_, Some((_, code))) => id(code),
        ("FREQ", _) => frequency(row, column).into(),
        ("REF_AREA", _) => id(&report.country),
        ("SUBJECT", _) => table.id.clone(),
        ("TIME_PERIOD", _) => report.year.to_string(),
        _ => "_T".into(),
    }
}

/// How often a figure comes, of SDMX's code list of frequencies: each year, or every few years.
fn frequency(row: &Row, column: &Column) -> &'static str {
    let period = row.key.iter().chain(&column.key).find(|(of, _)| *of == "TIME_PERIOD");
    match period.and_then(|(_, period)| period.split_once("/P")) {
        None => "A",
        Some((_, "2Y")) => "A2",
        Some((_, "3Y")) => "A3",
        Some((_, "4Y")) => "A4",
        Some((_, "5Y")) => "A5",
        Some(_) => "_O",
    }
}

/// A code as SDMX allows it: letters, digits, and few signs.
fn id(code: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() || "_@$-".contains(c) { c } else { '_' };
    code.chars().map(letter).collect()
}

/// What a cell has in the columns behind the dimensions.
fn observed(cell: &Cell) -> [String; MEASURES.len()] {
    let none = String::new;
    match cell {
        Cell::Figure(figure) => {
            let status = match (figure.told, figure.basis) {
                (Told::Few, _) => "Q",
                _ if figure.is_provisional => "P",
                (_, Basis::Exact) => "A",
                _ => "E",
            };
            let comment = match (figure.told, figure.is_provisional) {
                (Told::Few, false) => "BELOW_10",
                (Told::Few, true) => "BELOW_10 PROVISIONAL",
                _ => "",
            };
            [
                figure.estimate().map_or_else(none, |value| value.to_string()),
                figure.low.to_string(),
                figure.high.to_string(),
                unit(figure.unit).into(),
                status.into(),
                if is_public(figure) { "F" } else { "N" }.into(),
                letter(figure.precision).into(),
                basis(figure.basis).into(),
                comment.into(),
            ]
        }
        Cell::Missing(reason) => {
            let (status, confidentiality) = match reason {
                Reason::Modelled | Reason::Rough | Reason::RestsOnFew => ("Q", "N"),
                Reason::NotMeasured
                | Reason::NotToldApart
                | Reason::NotReleased
                | Reason::NotComparable
                | Reason::Provisional => ("O", "F"),
                Reason::NotCollected => ("L", "F"),
            };
            let [status, confidentiality] = [status, confidentiality].map(String::from);
            let reason = reason.code().to_owned();
            [none(), none(), none(), none(), status, confidentiality, none(), none(), reason]
        }
        Cell::Change(_) => std::array::from_fn(|_| none()),
    }
}

/// Whether the public tier would tell a figure.
fn is_public(figure: &Figure) -> bool {
    let is_precise = matches!(figure.precision, Precision::A | Precision::B);
    figure.basis != Basis::Modelled && (is_precise || figure.told == Told::Few)
}

fn unit(unit: Unit) -> &'static str {
    unit.as_str_name().trim_start_matches("UNIT_")
}

/// What the columns are, as the W3C's "CSV on the Web" has it.
pub fn description(report: &Report, name: &str) -> String {
    let text = STRUCTURE.into_iter().chain(dimensions(report)).map(|name| (name, "string"));
    let columns = text
        .chain(MEASURES.iter().copied())
        .map(|(name, datatype)| (name.to_ascii_uppercase(), datatype))
        .map(|(name, datatype)| json!({ "name": name, "titles": name, "datatype": datatype }));
    csv::described(report, name, columns.collect())
}
