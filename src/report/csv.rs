//! A row for each figure, for people: with a mark of UTF-8, so that spreadsheets read its letters.

use serde_json::json;

use crate::foreign;

use super::cell::{Cell, letter};
use super::say::Say;
use super::{Report, WriteError};

/// What makes spreadsheets take a file for UTF-8.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The columns: name for programs, key of the words for people, and type.
const COLUMNS: &[(&str, &str, &str)] = &[
    ("table", "report-csv_table", "string"),
    ("heading", "report-csv_heading", "string"),
    ("row", "report-csv_row", "string"),
    ("column", "report-csv_column", "string"),
    ("shown", "report-csv_shown", "string"),
    ("value", "report-value", "decimal"),
    ("low", "report-low", "decimal"),
    ("high", "report-high", "decimal"),
    ("precision", "report-precision", "string"),
    ("basis", "report-basis", "string"),
    ("remark", "report-remark", "string"),
    ("level", "report-about_tier", "string"),
];

/// The rows of all tables.
pub fn rows(report: &Report) -> Result<String, WriteError> {
    let say = Say(report.language);
    let mut rows = vec![COLUMNS.iter().map(|(_, key, _)| say.word(key)).collect::<Vec<_>>()];
    for table in report.tables() {
        for row in &table.rows {
            for (column, cell) in table.columns.iter().zip(&row.cells) {
                let mut line = [&table.caption, &row.group, &row.label, &column.label]
                    .map(String::clone)
                    .to_vec();
                line.extend(figure(say, cell));
                line.push(table.level.clone());
                rows.push(line);
            }
        }
    }
    Ok(format!("{BYTE_ORDER_MARK}{}", text(&rows)?))
}

/// What a cell has in the columns from `shown` to `remark`.
fn figure(say: Say, cell: &Cell) -> [String; 7] {
    let none = String::new;
    let shown = say.short(cell);
    match cell {
        Cell::Figure(figure) => [
            shown,
            figure.estimate().map_or_else(none, |value| value.to_string()),
            figure.low.to_string(),
            figure.high.to_string(),
            letter(figure.precision).into(),
            say.basis(figure.basis),
            match figure.is_provisional {
                true => say.word("report-release_provisional"),
                false => none(),
            },
        ],
        Cell::Change(change) => [
            shown,
            change.difference.map_or_else(none, |value| value.to_string()),
            change.low.to_string(),
            change.high.to_string(),
            none(),
            none(),
            say.verdict(change),
        ],
        Cell::Missing(reason) => {
            [shown, none(), none(), none(), none(), none(), say.word(&reason.key())]
        }
    }
}

/// Rows as text in which a spreadsheet runs nothing.
pub fn text(rows: &[Vec<String>]) -> Result<String, WriteError> {
    let wrong = |error: &dyn std::fmt::Display| WriteError::Rows(error.to_string());
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    for row in rows {
        let cells = row.iter().map(|cell| foreign::cell(cell));
        writer.write_record(cells).map_err(|error| wrong(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| wrong(&error))?;
    String::from_utf8(bytes).map_err(|error| wrong(&error))
}

/// What the columns are, as the W3C's "CSV on the Web" has it.
pub fn description(report: &Report, name: &str) -> String {
    let say = Say(report.language);
    let columns = COLUMNS.iter().map(|(name, key, datatype)| {
        json!({ "name": name, "titles": say.word(key), "datatype": datatype })
    });
    described(report, name, columns.collect())
}

/// The description of a file of rows with its columns.
pub fn described(report: &Report, name: &str, columns: Vec<serde_json::Value>) -> String {
    let notes: Vec<String> =
        report.about.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let document = json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": report.language.tag() }],
        "url": name,
        "dc:title": report.title,
        "dc:language": report.language.tag(),
        "dc:source": notes,
        "dialect": { "encoding": "utf-8", "header": true, "delimiter": "," },
        "tableSchema": { "columns": columns },
    });
    foreign::json(&format!("{document:#}")) + "\n"
}
