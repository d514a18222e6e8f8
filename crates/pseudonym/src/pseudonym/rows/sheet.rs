//! Spreadsheets: one sheet of an .xlsx, .ods or .xls file, held in memory as a whole.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Sheets, open_workbook_auto_from_rs};

use super::{RowError, archive};

/// Reader of the rows of a sheet.
pub struct SheetReader {
    range: Range<Data>,
    next: usize,
    /// Rows that its program does not show.
    pub hidden: u64,
}

/// Whether a file is one of the spreadsheets that are read here, or pretends to be.
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0])
}

impl SheetReader {
    /// Opens a sheet of a workbook: the sheet with this name, or the only one.
    pub fn new(bytes: Vec<u8>, sheet: Option<&str>) -> Result<Self, RowError> {
        let is_old = bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]);
        let wrong = |error: &dyn std::fmt::Display| {
            let kind = match is_old {
                true => {
                    "is an old Excel workbook (.xls), or one under a password, that cannot be read"
                }
                false => "is an archive (as .xlsx and .ods are) that cannot be read as a workbook",
            };
            RowError::Content(format!(
                "{kind} ({error}): save it as .xlsx without a password, as .ods or as CSV UTF-8"
            ))
        };
        let hidden =
            if is_old { 0 } else { archive::look(&bytes).map_err(|error| wrong(&error))? };
        let mut book: Sheets<_> =
            open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|error| wrong(&error))?;
        let names = book.sheet_names();
        let listed = || names.iter().map(|n| format!("\"{n}\"")).collect::<Vec<_>>().join(", ");
        let name = match (sheet, names.as_slice()) {
            (Some(sheet), _) => names
                .iter()
                .find(|name| super::column_name(name) == super::column_name(sheet))
                .ok_or_else(|| {
                    RowError::Content(format!(
                        "has no sheet \"{sheet}\", which the mapping names; there are: {}",
                        listed()
                    ))
                })?
                .clone(),
            (None, [only]) => only.clone(),
            (None, []) => return Err(wrong(&"it has no sheet")),
            (None, _) => {
                let mut filled = Vec::new();
                for name in &names {
                    if !book.worksheet_range(name).map_err(|error| wrong(&error))?.is_empty() {
                        filled.push(name.clone());
                    }
                }
                match filled.as_slice() {
                    [only] => only.clone(),
                    _ => {
                        return Err(RowError::Content(format!(
                            "has several sheets: {}; name one in the mapping, as in sheet = \"{}\"",
                            listed(),
                            names[0]
                        )));
                    }
                }
            }
        };
        let range = book.worksheet_range(&name).map_err(|error| wrong(&error))?;
        Ok(Self { range, next: 0, hidden })
    }

    /// Reads the next row that has a cell: its number in the sheet, from 1, and its values.
    pub fn read(&mut self) -> Option<(u64, Vec<String>)> {
        let start = self.range.start()?.0 as usize;
        if self.next == self.range.height() {
            return None;
        }
        let cells = (0..self.range.width())
            .map(|column| self.range.get((self.next, column)).map(text).unwrap_or_default());
        let row = ((start + self.next + 1) as u64, cells.collect());
        self.next += 1;
        Some(row)
    }
}

/// Text of a cell: numbers digit for digit, dates as year-month-day.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(is_true) => is_true.to_string(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => float(*number),
        Data::DateTime(time) if time.is_duration() => float(time.as_f64()),
        Data::DateTime(time) => {
            let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
            match (hour, minute, second) {
                (0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
                _ => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"),
            }
        }
        Data::Error(error) => error.to_string(),
        #[allow(unreachable_patterns)] // calamine may learn of more
        _ => String::new(),
    }
}

/// Text of a number, its digits. A spreadsheet keeps fifteen digits: a longer number is shown in
/// scientific notation, so that nobody takes it for a number of a person.
fn float(number: f64) -> String {
    if number.abs() >= 1e15 {
        return format!("{number:e}").replace('e', "e+");
    }
    format!("{number}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_digits() {
        assert_eq!(float(1_177_335_501.0), "1177335501");
        assert_eq!(float(703_991_123_456.0), "703991123456");
        assert_eq!(float(36.5), "36.5");
        assert_eq!(float(12_345_678_901_234_567_890.0), "1.2345678901234567e+19");
        assert_eq!(text(&Data::Bool(true)), "true");
    }
}
