//! Spreadsheets: one sheet of an .xlsx, .ods or .xls file, whose values are held in memory as a whole.

use std::io::Cursor;

use calamine::{Data, Reader, Sheets, Xls, open_workbook_auto_from_rs};

use super::super::{kind::kind_of, shown};
use super::RowError;
use super::archive::{self, Blank, Looked, NoValue};
use super::old_excel;

/// Reader of the rows of a sheet.
pub struct SheetReader {
    cells: Cells,
    next: usize,
    /// First cell of the row that was read last.
    last: usize,
    /// Blocks of cells without a value of their own, the last first, and those among them that reach the row that is
    /// read.
    blanks: Vec<Blank>,
    reached: Vec<Blank>,
    /// Rows that its program does not show.
    pub hidden: u64,
}

/// Row of a sheet.
pub struct SheetRow {
    /// Number of the row in the sheet, from 1.
    pub line: u64,
    /// Values of the row.
    pub values: Vec<String>,
    /// Places of those that are dates.
    pub dates: Vec<usize>,
    /// Places that are empty because the cell has no value of its own.
    pub blanks: Vec<(usize, NoValue)>,
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
        let (mut looked, mut book) = match is_old {
            true => {
                let bytes = old_excel::bounded(bytes).map_err(|error| wrong(&error))?;
                let book = Xls::new(Cursor::new(bytes)).map_err(|error| wrong(&error))?;
                (Looked::default(), Sheets::Xls(book))
            }
            false => {
                let looked = archive::look(&bytes).map_err(|error| wrong(&error))?;
                let book = open_workbook_auto_from_rs(Cursor::new(bytes));
                (looked, book.map_err(|error| wrong(&error))?)
            }
        };
        let names = book.sheet_names();
        // Some people give each person a sheet.
        let shown = |(place, name): (usize, &String)| match shown::may_identify(name) {
            true => format!("sheet {} ({})", place + 1, kind_of(name)),
            false => format!("\"{name}\""),
        };
        let listed = || names.iter().enumerate().map(shown).collect::<Vec<_>>().join(", ");
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
                    if Cells::has_any(&mut book, name).map_err(|error| wrong(&error))? {
                        filled.push(name.clone());
                    }
                }
                match filled.as_slice() {
                    [only] => only.clone(),
                    _ => {
                        return Err(RowError::Content(format!(
                            "has several sheets: {}; name one in the mapping, as in sheet = \"...\"",
                            listed()
                        )));
                    }
                }
            }
        };
        let mut cells = Cells::of(&mut book, &name).map_err(|error| wrong(&error))?;
        let merged = match &mut book {
            Sheets::Xlsx(book) => {
                book.merge_cells_by_sheet_name(&name).map_err(|error| wrong(&error))?
            }
            Sheets::Xls(book) => {
                book.merge_cells_by_sheet_name(&name).map_err(|error| wrong(&error))?
            }
            _ => Vec::new(),
        };
        let place = names.iter().position(|other| *other == name);
        let table = place.and_then(|place| looked.tables.get_mut(place));
        let mut blanks = table.map(std::mem::take).unwrap_or_default();
        for formula in blanks.extract_if(.., |blank| blank.why == NoValue::Formula) {
            cells.add_formula(formula).map_err(|error| wrong(&error))?;
        }
        cells.sort();
        blanks.append(&mut cells.formulas);
        blanks.extend(merged.into_iter().map(|block| Blank {
            rows: (block.start.0, block.end.0),
            columns: (block.start.1, block.end.1),
            why: NoValue::Merged,
        }));
        blanks.sort_by_key(|blank| std::cmp::Reverse(blank.rows));
        let (hidden, reached) = (looked.hidden, Vec::new());
        Ok(Self { cells, next: 0, last: 0, blanks, reached, hidden })
    }

    /// Reads the next row that has a value, or that of the last reading once more.
    pub fn read_or_repeat(&mut self, is_again: bool) -> Option<SheetRow> {
        if is_again {
            self.next = self.last;
        }
        self.read()
    }

    /// Reads the next row that has a value.
    pub fn read(&mut self) -> Option<SheetRow> {
        let Cells { list, text, width, .. } = &self.cells;
        let row = list.get(self.next)?.row;
        self.last = self.next;
        let mut values = vec![String::new(); *width];
        let mut dates = Vec::new();
        while let Some(cell) = list.get(self.next).filter(|cell| cell.row == row) {
            let place = usize::from(cell.column);
            let start = cell.start as usize;
            if let Some(value) = values.get_mut(place) {
                *value = text[start..start + cell.length as usize].to_owned();
            }
            if cell.is_date {
                dates.push(place);
            }
            self.next += 1;
        }
        while let Some(blank) = self.blanks.pop_if(|blank| blank.rows.0 <= row) {
            self.reached.push(blank);
        }
        self.reached.retain(|blank| blank.rows.1 >= row);
        let mut blanks = Vec::new();
        for blank in &self.reached {
            let last = blank.columns.1.min((*width as u32).saturating_sub(1));
            let places = (blank.columns.0..=last).map(|place| place as usize);
            let empty = places.filter(|place| values[*place].is_empty());
            blanks.extend(empty.map(|place| (place, blank.why)));
        }
        Some(SheetRow { line: u64::from(row) + 1, values, dates, blanks })
    }
}

/// The cells of a sheet that have a value, row by row. A sheet is stretched by a single cell far from the
/// others: room is taken by what is there alone.
struct Cells {
    list: Vec<Cell>,
    text: String,
    /// Formulas without a value.
    formulas: Vec<Blank>,
    /// Columns of the widest row.
    width: usize,
}

#[derive(Clone, Copy)]
struct Cell {
    row: u32,
    column: u16,
    is_date: bool,
    /// Place of its text, in bytes.
    start: u32,
    length: u32,
}

/// Most cells of a sheet.
const CELLS: usize = 1 << 25;
/// Most bytes of all texts of a sheet: a text that many cells share counts for each.
const TEXT: usize = 1 << 29;
/// Most cells of all rows, each as long as the longest.
const AREA: usize = 1 << 28;

impl Cells {
    fn of(book: &mut Sheets<Cursor<Vec<u8>>>, sheet: &str) -> Result<Self, String> {
        let mut cells =
            Self { list: Vec::new(), text: String::new(), formulas: Vec::new(), width: 0 };
        let told = |error: &dyn std::fmt::Display| error.to_string();
        match book {
            Sheets::Xlsx(book) => {
                let mut reader = book.worksheet_cells_reader(sheet).map_err(|e| told(&e))?;
                // A text that is empty is a value: what a formula such as =IF(A1="","",A1) gives.
                while let Some(cell) =
                    reader.next_cell_with_formula_metadata().map_err(|e| told(&e))?
                {
                    let ((row, column), is_formula) = (cell.pos, cell.formula.is_some());
                    let value: Data = cell.value.into();
                    if is_formula && value == Data::Empty {
                        let (rows, columns) = ((row, row), (column, column));
                        cells.add_formula(Blank { rows, columns, why: NoValue::Formula })?;
                    }
                    cells.add((row, column), &value)?;
                }
            }
            Sheets::Xlsb(book) => {
                let mut reader = book.worksheet_cells_reader(sheet).map_err(|e| told(&e))?;
                while let Some(cell) = reader.next_cell().map_err(|e| told(&e))? {
                    cells.add(cell.get_position(), &cell.get_value().clone().into())?;
                }
            }
            book => {
                let range = book.worksheet_range(sheet).map_err(|e| told(&e))?;
                let (row, column) = range.start().unwrap_or_default();
                for (r, c, value) in range.used_cells() {
                    cells.add((row + r as u32, column + c as u32), value)?;
                }
            }
        }
        cells.sort();
        let rows = cells.list.chunk_by(|a, b| a.row == b.row).count();
        if rows.saturating_mul(cells.width) > AREA {
            return Err(format!(
                "it has {rows} rows and {} columns: delete what stands far to the right of the table",
                cells.width
            ));
        }
        Ok(cells)
    }

    fn add(&mut self, (row, column): (u32, u32), value: &Data) -> Result<(), String> {
        let value_text = text(value);
        if value_text.is_empty() {
            return Ok(());
        }
        let column = u16::try_from(column).map_err(|_| "it has too many columns")?;
        if self.list.len() == CELLS || self.text.len() + value_text.len() > TEXT {
            return Err("it has too many values, or too long ones".into());
        }
        let is_date = match value {
            Data::DateTime(time) => !time.is_duration(),
            Data::DateTimeIso(_) => true,
            _ => false,
        };
        self.width = self.width.max(usize::from(column) + 1);
        // Both are bounded by TEXT.
        let (start, length) = (self.text.len() as u32, value_text.len() as u32);
        self.text += &value_text;
        self.list.push(Cell { row, column, is_date, start, length });
        Ok(())
    }

    /// Adds a formula without a value: its row is there, though it may have nothing else.
    fn add_formula(&mut self, blank: Blank) -> Result<(), String> {
        if self.list.len() == CELLS {
            return Err("it has too many values, or too long ones".into());
        }
        let column = u16::try_from(blank.columns.0).map_err(|_| "it has too many columns")?;
        let (row, is_date, start, length) = (blank.rows.0, false, 0, 0);
        self.list.push(Cell { row, column, is_date, start, length });
        self.formulas.push(blank);
        Ok(())
    }

    fn sort(&mut self) {
        // Nobody promises that they come in their order.
        if !self.list.is_sorted_by_key(|cell| (cell.row, cell.column)) {
            self.list.sort_by_key(|cell| (cell.row, cell.column));
        }
    }

    /// Whether a sheet has a value.
    fn has_any(book: &mut Sheets<Cursor<Vec<u8>>>, sheet: &str) -> Result<bool, String> {
        Ok(!Self::of(book, sheet)?.list.is_empty())
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
