//! Reads CSV and JSON Lines exports, row by row.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;

use thiserror::Error;

/// Format of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputFormat {
    /// Comma (or otherwise) separated values with a header line, UTF-8.
    Csv,
    /// One JSON object a line, UTF-8.
    JsonLines,
}

impl InputFormat {
    /// The format that a file name promises: `.jsonl`, `.ndjson` and `.json` are
    /// JSON Lines, everything else is CSV.
    pub fn of_path(path: &Path) -> Self {
        match path.extension().and_then(|e| e.to_str()) {
            Some("jsonl" | "ndjson" | "json") => Self::JsonLines,
            _ => Self::Csv,
        }
    }
}

/// A file or row that cannot be read. Rows are named by line, never repeated.
#[derive(Debug, Error)]
pub enum RowError {
    /// The file as a whole.
    #[error("cannot read the file: {0}")]
    File(std::io::Error),
    /// The header line.
    #[error("header line: {0}")]
    Header(String),
    /// One row; the following ones can still be read.
    #[error("line {line}: {reason}")]
    Row {
        /// Line number, from 1.
        line: u64,
        /// What is wrong.
        reason: String,
    },
}

/// One row: the values of its columns.
#[derive(Clone)]
pub struct Row {
    /// Line number in the file, from 1.
    pub line: u64,
    header: Arc<HashMap<String, usize>>,
    values: Vec<String>,
}

impl Row {
    /// The trimmed value of a column; empty when there is none.
    pub fn value(&self, column: &str) -> &str {
        self.header
            .get(column)
            .and_then(|index| self.values.get(*index))
            .map_or("", |value| value.trim())
    }
}

/// The rows of an export.
pub struct Rows {
    reader: Reader,
    header: Arc<HashMap<String, usize>>,
    columns: Vec<String>,
    list_separator: String,
}

enum Reader {
    Csv(Box<csv::Reader<Box<dyn Read + Send>>>),
    JsonLines { lines: Box<dyn BufRead + Send>, line: u64 },
}

impl Rows {
    /// Opens a file.
    pub fn open(
        path: &Path,
        format: InputFormat,
        delimiter: char,
        list_separator: &str,
    ) -> Result<Self, RowError> {
        let file = File::open(path).map_err(RowError::File)?;
        Self::read(Box::new(file), format, delimiter, list_separator)
    }

    /// Reads from any source.
    pub fn read(
        source: Box<dyn Read + Send>,
        format: InputFormat,
        delimiter: char,
        list_separator: &str,
    ) -> Result<Self, RowError> {
        let mut rows = Self {
            reader: Reader::JsonLines { lines: Box::new(std::io::empty()), line: 0 },
            header: Arc::default(),
            columns: Vec::new(),
            list_separator: list_separator.into(),
        };
        if format == InputFormat::JsonLines {
            rows.reader = Reader::JsonLines { lines: Box::new(BufReader::new(source)), line: 0 };
            return Ok(rows);
        }
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter as u8).flexible(true).from_reader(source);
        let header = reader.byte_headers().map_err(|error| RowError::Header(error.to_string()))?;
        for (index, name) in header.iter().enumerate() {
            let name = std::str::from_utf8(name)
                .map_err(|_| RowError::Header(format!("column {} is not UTF-8", index + 1)))?;
            rows.columns.push(name.trim_start_matches('\u{feff}').trim().to_owned());
        }
        let places: HashMap<String, usize> =
            rows.columns.iter().enumerate().map(|(i, name)| (name.clone(), i)).collect();
        if places.len() != rows.columns.len() {
            return Err(RowError::Header("two columns have the same name".into()));
        }
        rows.header = Arc::new(places);
        rows.reader = Reader::Csv(Box::new(reader));
        Ok(rows)
    }

    /// Names of the columns; `None` for JSON Lines, where each row has its own.
    pub fn columns(&self) -> Option<&[String]> {
        matches!(self.reader, Reader::Csv(_)).then_some(&self.columns)
    }
}

impl Iterator for Rows {
    type Item = Result<Row, RowError>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.reader {
            Reader::Csv(reader) => next_csv(reader, &self.header),
            Reader::JsonLines { lines, line } => next_json(lines, line, &self.list_separator),
        }
    }
}

fn next_csv(
    reader: &mut csv::Reader<Box<dyn Read + Send>>,
    header: &Arc<HashMap<String, usize>>,
) -> Option<Result<Row, RowError>> {
    let mut record = csv::ByteRecord::new();
    match reader.read_byte_record(&mut record) {
        Ok(false) => return None,
        Ok(true) => {}
        Err(error) => {
            let line = error.position().map_or(0, csv::Position::line);
            let reason = match error.into_kind() {
                csv::ErrorKind::Io(source) => return Some(Err(RowError::File(source))),
                _ => "not readable as CSV".into(),
            };
            return Some(Err(RowError::Row { line, reason }));
        }
    }
    let line = record.position().map_or(0, csv::Position::line);
    if record.len() != header.len() {
        let reason = format!("has {} columns where the header has {}", record.len(), header.len());
        return Some(Err(RowError::Row { line, reason }));
    }
    let mut values = Vec::with_capacity(record.len());
    for (index, value) in record.iter().enumerate() {
        match std::str::from_utf8(value) {
            Ok(value) => values.push(value.to_owned()),
            Err(_) => {
                let reason = format!("column {} is not valid UTF-8", index + 1);
                return Some(Err(RowError::Row { line, reason }));
            }
        }
    }
    Some(Ok(Row { line, header: header.clone(), values }))
}

fn next_json(
    lines: &mut Box<dyn BufRead + Send>,
    line: &mut u64,
    list_separator: &str,
) -> Option<Result<Row, RowError>> {
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        match lines.read_until(b'\n', &mut bytes) {
            Ok(0) => return None,
            Ok(_) => *line += 1,
            Err(error) => return Some(Err(RowError::File(error))),
        }
        if !bytes.trim_ascii().is_empty() {
            break;
        }
    }
    let wrong = |reason: &str| Some(Err(RowError::Row { line: *line, reason: reason.into() }));
    let Ok(text) = std::str::from_utf8(&bytes) else { return wrong("is not valid UTF-8") };
    let Ok(object) = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(text)
    else {
        return wrong("is not a JSON object");
    };
    let mut header = HashMap::with_capacity(object.len());
    let mut values = Vec::with_capacity(object.len());
    for (index, (name, value)) in object.into_iter().enumerate() {
        header.insert(name, index);
        values.push(flat(&value, list_separator));
    }
    Some(Ok(Row { line: *line, header: Arc::new(header), values }))
}

fn flat(value: &serde_json::Value, list_separator: &str) -> String {
    match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(items) => items
            .iter()
            .map(|item| flat(item, list_separator))
            .collect::<Vec<_>>()
            .join(list_separator),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &'static [u8], format: InputFormat) -> Vec<Result<Row, RowError>> {
        Rows::read(Box::new(bytes), format, ';', "|").unwrap().collect()
    }

    #[test]
    fn csv_with_mark_quotes_and_bad_rows() {
        let rows = read(b"\xef\xbb\xbfid;name\n1;\"A; B\"\n2;\xff\n3\n4; C \n", InputFormat::Csv);
        assert_eq!(rows.len(), 4);
        let first = rows[0].as_ref().unwrap();
        assert_eq!((first.line, first.value("id"), first.value("name")), (2, "1", "A; B"));
        assert_eq!(first.value("none"), "");
        assert!(
            matches!(&rows[1], Err(RowError::Row { line: 3, reason }) if reason.contains("UTF-8"))
        );
        assert!(matches!(&rows[2], Err(RowError::Row { line: 4, .. })));
        assert_eq!(rows[3].as_ref().unwrap().value("name"), "C");
    }

    #[test]
    fn json_lines_with_lists_and_bad_rows() {
        let rows = read(
            b"{\"id\": 1, \"means\": [\"A\", \"B\"], \"x\": null}\n\nnot json\n{\"id\": \"2\"}",
            InputFormat::JsonLines,
        );
        assert_eq!(rows.len(), 3);
        let first = rows[0].as_ref().unwrap();
        assert_eq!((first.value("id"), first.value("means"), first.value("x")), ("1", "A|B", ""));
        assert!(matches!(&rows[1], Err(RowError::Row { line: 3, .. })));
        assert_eq!(rows[2].as_ref().unwrap().line, 4);
    }

    #[test]
    fn a_doubled_column_is_refused() {
        assert!(matches!(
            Rows::read(Box::new(&b"a;a\n"[..]), InputFormat::Csv, ';', "|"),
            Err(RowError::Header(_))
        ));
    }
}
