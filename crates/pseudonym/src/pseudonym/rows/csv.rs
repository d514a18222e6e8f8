//! Separated values, row by row, with the lines that an editor counts. Quotes that would swallow
//! rows are an error of the file: whoever believed them would lose persons without a word.

use std::io::{BufRead, BufReader};

use super::RowError;
use super::source::Utf8Source;

/// Longest row in bytes: a longer row is an unclosed quote, or the file is no export.
pub const MAX_ROW: usize = 1 << 20;

/// Row as it stands in the file.
#[derive(Default)]
pub struct RawRow {
    /// Line in which the row begins, from 1.
    pub line: u64,
    /// Bytes of all cells, one after the other.
    bytes: Vec<u8>,
    /// Offset in `bytes` at which each cell ends.
    ends: Vec<usize>,
    /// Reason why the cells cannot be told apart for sure, if there is one.
    pub problem: Option<&'static str>,
}

impl RawRow {
    /// Cells of the row, in their order.
    pub fn cells(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.bytes[start..*end])
    }

    /// Bytes of all cells of the row.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Place of a byte within its cell.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// The byte is at the beginning of a cell.
    Start,
    /// The byte is in a cell without quotes, or behind the quotes of a cell.
    Bare,
    /// The byte is between quotes.
    Quoted,
    /// The byte is behind a quote that ends the cell, or is the first of two that stand for one.
    Closed,
}

/// Quoted cell that goes over several lines, watched to see whether it is text, or rows that a
/// forgotten quote swallowed.
#[derive(Clone, Copy, Default)]
struct Spanning {
    /// Line in which the cell opens.
    opened: u64,
    /// Number of cells before the cell in its row.
    before: usize,
    /// Number of line ends in the cell.
    lines: usize,
    /// Number of delimiters in the cell's first line.
    first: usize,
    /// Number of delimiters in the cell's present line.
    last: usize,
    /// Whether a line of the cell between the first and the last has as many cells as the header.
    holds_row: bool,
}

impl Spanning {
    fn see(&mut self, byte: u8, is_end: bool, delimiter: u8, columns: usize) {
        self.last += usize::from(byte == delimiter);
        if is_end {
            match self.lines {
                0 => self.first = self.last,
                _ => self.holds_row |= self.last + 1 == columns && columns > 3,
            }
            self.lines += 1;
            self.last = 0;
        }
    }

    /// Whether the cell holds whole rows, or is the end of one row and the beginning of another.
    fn swallows(&self, cells: usize, columns: usize) -> bool {
        let behind = cells.saturating_sub(self.before + 1);
        let joins = columns > 3
            && cells == columns
            && self.first > 0
            && self.first == behind
            && self.last == self.before;
        self.holds_row || joins
    }
}

/// Reader of rows of separated values.
pub struct CsvReader {
    input: BufReader<Utf8Source>,
    delimiter: u8,
    /// Line of the next byte, from 1.
    line: u64,
    /// Whether the last byte was a carriage return, to which a line feed belongs.
    after_return: bool,
    /// Number of columns of the header; 0 before it is known.
    pub columns: usize,
}

impl CsvReader {
    /// Opens a source. A first line `sep=;`, which spreadsheets write and take away, is skipped;
    /// where it names another separator than the mapping, that is an error.
    pub fn new(source: Utf8Source, delimiter: Option<u8>) -> Result<Self, RowError> {
        let mut input = BufReader::with_capacity(1 << 16, source);
        let start = input.fill_buf().map_err(RowError::of_io)?;
        let told = match start {
            [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', told, b'\r' | b'\n', ..] => Some(*told),
            _ => None,
        };
        let mut reader = Self { input, delimiter: b',', line: 1, after_return: false, columns: 0 };
        reader.delimiter = match (delimiter, told) {
            (Some(mapped), Some(told)) if mapped != told => {
                return Err(RowError::Content(format!(
                    "line 1: the file says that its columns are separated by {:?}, the mapping says {:?}: set delimiter in the mapping",
                    char::from(told),
                    char::from(mapped)
                )));
            }
            (mapped, told) => mapped.or(told).unwrap_or(b','),
        };
        if told.is_some() {
            reader.input.consume(5);
            let ending = reader.input.fill_buf().map_err(RowError::of_io)?;
            let length = if ending.starts_with(b"\r\n") { 2 } else { 1 };
            reader.input.consume(length);
            reader.line = 2;
        }
        Ok(reader)
    }

    /// Reads the next row that has a byte; false at the end.
    pub fn read(&mut self, row: &mut RawRow) -> Result<bool, RowError> {
        row.bytes.clear();
        row.ends.clear();
        row.problem = None;
        let mut place = Place::Start;
        let mut opened = 0;
        let mut quoted = Spanning::default();
        let mut spanning: Vec<Spanning> = Vec::new();
        loop {
            let buffer = self.input.fill_buf().map_err(RowError::of_io)?;
            if buffer.is_empty() {
                if place == Place::Quoted {
                    return Err(unclosed(opened));
                }
                if place == Place::Start && row.ends.is_empty() {
                    return Ok(false);
                }
                row.ends.push(row.bytes.len());
                return Ok(true);
            }
            let mut used = 0;
            let mut is_whole = false;
            for byte in buffer {
                used += 1;
                let is_end = matches!(byte, b'\n' | b'\r');
                if std::mem::replace(&mut self.after_return, *byte == b'\r') && *byte == b'\n' {
                    if place == Place::Quoted {
                        row.bytes.push(b'\n');
                    }
                    continue;
                }
                if place == Place::Start && row.ends.is_empty() && !is_end {
                    row.line = self.line;
                }
                self.line += u64::from(is_end);
                match place {
                    Place::Quoted => match byte {
                        b'"' => {
                            place = Place::Closed;
                            if quoted.lines > 0 {
                                spanning.push(Spanning { opened, ..quoted });
                            }
                        }
                        _ => {
                            row.bytes.push(*byte);
                            quoted.see(*byte, is_end, self.delimiter, self.columns);
                        }
                    },
                    Place::Closed if *byte == b'"' => {
                        row.bytes.push(b'"');
                        place = Place::Quoted;
                    }
                    _ if is_end => {
                        if place == Place::Start && row.ends.is_empty() {
                            continue; // an empty line
                        }
                        is_whole = true;
                        break;
                    }
                    _ if *byte == self.delimiter => {
                        row.ends.push(row.bytes.len());
                        place = Place::Start;
                    }
                    Place::Start if *byte == b'"' => {
                        place = Place::Quoted;
                        opened = self.line;
                        quoted = Spanning { before: row.ends.len(), ..Spanning::default() };
                    }
                    Place::Closed if matches!(byte, b' ' | b'\t') => {}
                    Place::Closed => {
                        if quoted.lines > 0 {
                            return Err(swallowed(opened, self.line));
                        }
                        row.problem = Some(
                            "a cell goes on behind its closing quote: a quote within a quoted cell must be doubled",
                        );
                        row.bytes.push(*byte);
                        place = Place::Bare;
                    }
                    Place::Start | Place::Bare => {
                        row.bytes.push(*byte);
                        place = Place::Bare;
                    }
                }
            }
            self.input.consume(used);
            if is_whole {
                row.ends.push(row.bytes.len());
                let cells = row.ends.len();
                match spanning.iter().find(|cell| cell.swallows(cells, self.columns)) {
                    Some(cell) => return Err(swallowed(cell.opened, self.line)),
                    None => return Ok(true),
                }
            }
            if row.bytes.len() > MAX_ROW {
                return Err(match place {
                    Place::Quoted => unclosed(opened),
                    _ => too_long(row.line),
                });
            }
        }
    }
}

fn unclosed(line: u64) -> RowError {
    RowError::Content(format!(
        "line {line}: a quote that opens here is not closed, so that all rows behind it would be one cell: close it, or export without quotes within cells"
    ))
}

fn swallowed(opened: u64, closed: u64) -> RowError {
    RowError::Content(format!(
        "line {opened}: a quote that opens here is closed in line {closed} only, and what is between looks like whole rows: close it where its cell ends"
    ))
}

/// Error about a row that is longer than [`MAX_ROW`].
pub fn too_long(line: u64) -> RowError {
    RowError::Content(format!(
        "line {line}: is longer than {} KiB: this is no row of an export, or the file has no line ends",
        MAX_ROW >> 10
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &'static str, columns: usize) -> Result<Vec<(u64, Vec<String>)>, String> {
        let source = Utf8Source::new(Box::new(text.as_bytes()), None).unwrap();
        let mut reader = CsvReader::new(source, Some(b';')).map_err(|e| e.to_string())?;
        reader.columns = columns;
        let mut rows = Vec::new();
        let mut row = RawRow::default();
        while reader.read(&mut row).map_err(|e| e.to_string())? {
            let cells = row.cells().map(|cell| String::from_utf8(cell.to_vec()).unwrap());
            rows.push((row.line, cells.collect()));
        }
        Ok(rows)
    }

    #[test]
    fn lines_are_those_of_an_editor() {
        for ending in ["\n", "\r\n", "\r"] {
            let text = "sep=;\na;b\n\n\"x\ny\";2\n;\n3".replace('\n', ending);
            let rows = read(text.leak(), 0).unwrap();
            let lines: Vec<u64> = rows.iter().map(|(line, _)| *line).collect();
            assert_eq!(lines, [2, 4, 6, 7], "{ending:?}");
            assert_eq!(rows[1].1[0].replace("\r\n", "\n").replace('\r', "\n"), "x\ny");
            assert_eq!(rows[2].1, ["", ""]);
        }
    }

    #[test]
    fn quotes() {
        assert_eq!(
            read("\"a; \"\"b\"\"\";\"\" ;c\"d\n", 0).unwrap()[0].1,
            ["a; \"b\"", "", "c\"d"]
        );
        assert!(read("a;b\n1;\"2\n3;4\n", 2).unwrap_err().contains("line 2"));
        let swallowing = "a;b;c;d\n1;\"2;3;4\n5;6;7;8\n9;10\";11;12\n";
        assert!(read(swallowing, 4).unwrap_err().contains("line 2"), "closed two rows later");
        let joined = "a;b;c;d\n1;\"2;3;4\n5;6\";7;8\n";
        assert!(read(joined, 4).unwrap_err().contains("line 2"), "closed in the next row");
        assert_eq!(read("a;b;c;d\n1;\"x; y\nz; w\";3;4\n", 4).unwrap()[1].1[2], "3");
        let reopened = "a;b\n1;\"2\n3;\"4\"\n";
        assert!(
            read(reopened, 2).unwrap_err().contains("line 2"),
            "closed by the next opening one"
        );
        assert!(read("a\n\"long\n", 1).unwrap_err().contains("line 2"));
    }
}
