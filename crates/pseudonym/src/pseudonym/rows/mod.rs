//! Reads exports row by row: separated values, JSON, spreadsheets.
//!
//! ```text
//! bytes -> UTF-8 (source) -> cells of a row (csv, json, sheet) -> cleaned, under the names of a header
//! ```
//!
//! Memory does not grow with the file, but for a spreadsheet, whose sheet is held whole. What would
//! make a file mean something else than it says - an encoding that nobody named, a quote that swallows
//! rows - is an error of the file; what concerns one row is an error of that row.

mod archive;
mod cells;
mod csv;
mod header;
mod joined;
mod json;
mod notes;
mod old_excel;
mod sheet;
mod source;

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use parking_lot::Mutex;
use thiserror::Error;

use super::mapping::{Mapping, is_empty_word};
use super::shown;
use archive::NoValue;
use csv::{CsvReader, RawRow};
use header::Columns;
use joined::Joined;
use json::{Flat, JsonReader};
use sheet::SheetReader;
use source::Utf8Source;

pub(super) use cells::is_date;
pub use header::{column_name, repaired};
pub use notes::{Passed, ReadNotes};
pub use source::{ENCODINGS, encoding, no_export, proposal, unmarked, wide};

/// Number of rows in which the header is looked for when it is not where it should be.
const SEARCHED: usize = 30;

/// Most bytes of a workbook, which is read whole: packed, the largest that may be unpacked has less.
const WORKBOOK: u64 = 1 << 29;

/// Format of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputFormat {
    /// Comma (or otherwise) separated values with a header line.
    Csv,
    /// JSON: one object a line, or an array of objects.
    Json,
    /// Workbook of a spreadsheet: .xlsx, .ods or .xls.
    Sheet,
}

impl InputFormat {
    /// Format that a file name promises: `.jsonl`, `.ndjson` and `.json` are JSON, `.xlsx`,
    /// `.xlsm`, `.xlsb`, `.xls` and `.ods` workbooks, everything else is CSV.
    pub fn of_path(path: &Path) -> Self {
        let ending = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
        match ending.as_deref() {
            Some("jsonl" | "ndjson" | "json") => Self::Json,
            Some("xlsx" | "xlsm" | "xlsb" | "xls" | "ods") => Self::Sheet,
            _ => Self::Csv,
        }
    }
}

/// Opens a file that can be read several times, as an export is: a pipe gives what it has once, and may never
/// give anything.
pub(super) fn open(path: &Path) -> Result<File, RowError> {
    let is_plain = |file: &std::fs::Metadata| file.is_file();
    let no_file = || {
        RowError::Content(
            "is no plain file (but a directory, a pipe or a device), and an export is read several times: save it as a file first".into(),
        )
    };
    // A named pipe would wait at its opening for somebody who writes.
    if !is_plain(&std::fs::metadata(path).map_err(RowError::File)?) {
        return Err(no_file());
    }
    let file = File::open(path).map_err(RowError::File)?;
    match is_plain(&file.metadata().map_err(RowError::File)?) {
        true => Ok(file),
        false => Err(no_file()),
    }
}

/// Reason why a file or row cannot be read. Rows are named by line, never repeated.
#[derive(Debug, Error)]
pub enum RowError {
    /// The file cannot be read.
    #[error("cannot read the file: {0}")]
    File(io::Error),
    /// The file as a whole is not what it should be.
    #[error("{0}")]
    Content(String),
    /// The row cannot be read; the rows after it still can.
    #[error("line {line}: {column}{}{reason}", if column.is_empty() { "" } else { ": " })]
    Row {
        /// Line number as an editor counts, or row of a sheet, from 1.
        line: u64,
        /// Name of the column; empty when the fault is of no single column.
        column: String,
        /// Fault of the row, and what would be right.
        reason: String,
        /// What can be read of the row all the same, with its damaged values left empty: what it says
        /// of its record (a NO to processing) is followed.
        rest: Option<Box<Row>>,
    },
}

impl RowError {
    fn of_io(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::InvalidData => Self::Content(error.to_string()),
            _ => Self::File(error),
        }
    }

    fn of_row(line: u64, reason: impl Into<String>) -> Self {
        Self::Row { line, column: String::new(), reason: reason.into(), rest: None }
    }
}

/// Row of an export: the values of its columns.
#[derive(Clone)]
pub struct Row {
    /// Line in the file as an editor counts, or row of the sheet, from 1.
    pub line: u64,
    /// Number of the row among all rows, from 1: several may stand in one line.
    pub number: u64,
    columns: Arc<Columns>,
    values: Vec<String>,
    /// Places of cells that a workbook holds as dates.
    dates: Vec<usize>,
    /// Places of cells that are empty because they have no value of their own.
    blanks: Vec<(usize, NoValue)>,
    /// Places of values of several objects in one: of several persons, in a column that identifies one.
    several: Vec<usize>,
}

/// Without values: they are of persons.
impl std::fmt::Debug for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Row").field("line", &self.line).finish_non_exhaustive()
    }
}

impl Row {
    /// All values of the row, in their order.
    pub fn values(&self) -> &[String] {
        &self.values
    }

    /// Names of the row's columns.
    pub fn names(&self) -> &[String] {
        &self.columns.names
    }

    /// Trimmed value of a column, by its name as [`column_name`] gives it; empty when there is no
    /// such column.
    pub fn value(&self, column: &str) -> &str {
        let place = self.columns.place(column);
        place.and_then(|place| self.values.get(place)).map_or("", String::as_str)
    }
}

impl Row {
    /// Whether a column has values of several objects of a list.
    pub(super) fn has_several(&self, column: &str) -> bool {
        self.columns.place(column).is_some_and(|place| self.several.contains(&place))
    }

    /// Whether a workbook holds a column of the row as a date, whatever was typed into it.
    pub(super) fn is_date(&self, column: &str) -> bool {
        self.columns.place(column).is_some_and(|place| self.dates.contains(&place))
    }
}

/// Reader of the rows of an export.
pub struct Rows {
    reader: Reader,
    columns: Arc<Columns>,
    /// Names of the columns that the mapping names.
    mapped: Vec<String>,
    /// Places of the columns that the mapping names.
    places: Vec<usize>,
    list_separator: String,
    joined: Joined,
    /// Values that mean that nothing is known, as the mapping says.
    empty: Option<Vec<String>>,
    notes: ReadNotes,
    /// Number of rows that could be read.
    objects: u64,
    letters: Letters,
    /// Whether the row that was read last is the first of the table, and still to be given out.
    is_first: bool,
    /// First bytes of the file.
    start: Vec<u8>,
    /// Digest of what was read so far, and of what another reading has read.
    digest: Arc<Mutex<blake3::Hasher>>,
    expected: Option<blake3::Hash>,
    /// Encoding that the mapping names.
    named: Option<&'static encoding_rs::Encoding>,
    is_over: bool,
}

enum Reader {
    Nothing,
    Csv(Box<CsvReader>, RawRow),
    Json(Box<JsonReader>, Vec<u8>),
    Sheet(Box<SheetReader>),
}

/// Source whose bytes are hashed as they are read.
struct Hashed {
    source: Box<dyn Read + Send>,
    digest: Arc<Mutex<blake3::Hasher>>,
}

impl Read for Hashed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.digest.lock().update(&buffer[..read]);
        Ok(read)
    }
}

/// Count of rows with letters beyond ASCII, and of those among them that are not UTF-8.
#[derive(Default)]
struct Letters {
    right: u64,
    wrong: u64,
    /// Line of the first row that is not UTF-8, and what to write in the mapping.
    first: Option<(u64, &'static str)>,
}

impl Letters {
    fn wrong(&mut self, line: u64, start: &[u8], bytes: &[u8]) -> &'static str {
        self.wrong += 1;
        self.first.get_or_insert_with(|| (line, proposal(&[start, bytes].concat()))).1
    }
}

impl Rows {
    /// Opens a file, and checks that it has the columns that the mapping names.
    pub fn open(path: &Path, mapping: &Mapping) -> Result<Self, RowError> {
        Self::open_again(path, mapping, None)
    }

    /// Opens a file that was read before: when its content is not `expected` at the end, that is an error of the
    /// file.
    pub(super) fn open_again(
        path: &Path,
        mapping: &Mapping,
        expected: Option<blake3::Hash>,
    ) -> Result<Self, RowError> {
        let file = open(path)?;
        let mut rows = Self::read(Box::new(file), InputFormat::of_path(path), mapping)?;
        rows.expected = expected;
        Ok(rows)
    }

    /// Digest of the file, once all of its rows were read.
    pub(super) fn digest(&self) -> blake3::Hash {
        self.digest.lock().finalize()
    }

    /// Reads the rows of an export from any source. A workbook is recognized whatever format is
    /// told.
    pub fn read(
        source: Box<dyn Read + Send>,
        format: InputFormat,
        mapping: &Mapping,
    ) -> Result<Self, RowError> {
        let digest = Arc::new(Mutex::new(blake3::Hasher::new()));
        let mut source = Hashed { source, digest: digest.clone() };
        let mut start = Vec::new();
        source.by_ref().take(1 << 12).read_to_end(&mut start).map_err(RowError::File)?;
        if start.is_empty() {
            return Err(RowError::Content("the file is empty".into()));
        }
        let is_sheet = sheet::is_workbook(&start);
        let kind = no_export(&start).map(String::from).or_else(|| {
            let is_lost = format == InputFormat::Sheet && !is_sheet;
            is_lost.then(|| {
                "is no workbook, whatever its name says: give it the ending .csv if it is one"
                    .into()
            })
        });
        let kind = kind.or_else(|| unmarked(&start, mapping.encoding()).filter(|_| !is_sheet));
        if let Some(kind) = kind {
            return Err(RowError::Content(kind));
        }
        let beginning = start.clone();
        let source: Box<dyn Read + Send> = Box::new(io::Cursor::new(start).chain(source));
        let mapped: Vec<String> = mapping.columns().map(String::from).collect();
        let mut rows = Self {
            reader: Reader::Nothing,
            columns: Arc::default(),
            mapped,
            places: Vec::new(),
            list_separator: mapping.list_separators.first().cloned().unwrap_or_default(),
            joined: Joined::of(mapping),
            empty: mapping.empty.clone(),
            notes: ReadNotes::default(),
            objects: 0,
            letters: Letters::default(),
            is_first: false,
            start: beginning,
            digest,
            expected: None,
            named: mapping.encoding(),
            is_over: false,
        };
        if is_sheet {
            let mut bytes = Vec::new();
            source.take(WORKBOOK + 1).read_to_end(&mut bytes).map_err(RowError::File)?;
            if bytes.len() as u64 > WORKBOOK {
                let most = WORKBOOK >> 20;
                return Err(RowError::Content(format!(
                    "is a workbook of more than {most} MiB: export CSV in UTF-8"
                )));
            }
            let reader = SheetReader::new(bytes, mapping.sheet.as_deref())?;
            rows.notes.hidden = reader.hidden;
            rows.reader = Reader::Sheet(Box::new(reader));
            return rows.with_columns(mapping);
        }
        let named = mapping.encoding();
        let source = Utf8Source::new(source, named).map_err(RowError::of_io)?;
        let marked = source.marked().filter(|marked| named.is_some_and(|named| named != *marked));
        rows.notes.marked = marked.map(|encoding| encoding.name().to_ascii_lowercase());
        if source.beginning().trim_ascii().is_empty() {
            return Err(RowError::Content("the file is empty".into()));
        }
        if format == InputFormat::Json {
            rows.reader = Reader::Json(Box::new(JsonReader::new(source)), Vec::new());
            return Ok(rows);
        }
        let delimiter = mapping.delimiter.map(|delimiter| delimiter as u8);
        rows.reader = Reader::Csv(Box::new(CsvReader::new(source, delimiter)?), RawRow::default());
        rows.with_columns(mapping)
    }

    /// Reads up to the header, or to the first row where there is none, and checks it.
    fn with_columns(mut self, mapping: &Mapping) -> Result<Self, RowError> {
        let header_line = mapping.header_line;
        let (line, mut cells) = loop {
            let Some((line, cells)) = self.cells()? else {
                return Err(RowError::Content(match header_line {
                    Some(line) => {
                        format!("ends before line {line}, where the mapping says its header is")
                    }
                    None => "the file is empty".into(),
                }));
            };
            match header_line {
                Some(wanted) if line < wanted => {}
                Some(wanted) if line > wanted => {
                    return Err(RowError::Content(format!(
                        "no row begins in line {wanted}, where the mapping says its header is; the next one is in line {line}"
                    )));
                }
                _ if cells.iter().all(|cell| cell.trim().is_empty()) => {}
                _ => break (line, cells),
            }
        };
        if mapping.has_no_header() {
            cells = (1..=cells.len()).map(|number| number.to_string()).collect();
            self.is_first = true;
        }
        let is_data = shown::is_data(cells.iter().map(String::as_str));
        let columns = Columns::new(cells.into_iter());
        let names = self.mapped.clone();
        let mapped: Vec<&str> = names.iter().map(String::as_str).collect();
        if let Some(complaint) = columns.complaint(&mapped) {
            let found = header_line.is_none().then(|| self.search(&mapped)).flatten();
            if let Some(misnamed) = source::misnamed(&self.start, self.named) {
                return Err(RowError::Content(misnamed));
            }
            return Err(RowError::Content(match found {
                Some(found) => format!(
                    "line {line} is not its header; the columns that the mapping names are in line {found}: write header_line = {found} in the mapping"
                ),
                None if is_data && !columns.has_any(&mapped) => format!(
                    "line {line} holds data, it seems, and the file has no header: write header = \"none\" in the mapping, and name its columns by their number, as in surname = \"3\"; {complaint}"
                ),
                None => complaint,
            }));
        }
        self.places = mapped.iter().filter_map(|name| columns.place(name)).collect();
        self.columns = Arc::new(columns);
        if let Reader::Csv(reader, _) = &mut self.reader {
            reader.columns = self.columns.names.len();
        }
        Ok(self)
    }

    /// Finds the header in a later row, and returns its line.
    fn search(&mut self, mapped: &[&str]) -> Option<u64> {
        (0..SEARCHED).find_map(|_| {
            let (line, cells) = self.cells().ok()??;
            Columns::new(cells.into_iter()).complaint(mapped).is_none().then_some(line)
        })
    }

    /// Reads the cells of the next row, before there is a header.
    fn cells(&mut self) -> Result<Option<(u64, Vec<String>)>, RowError> {
        match &mut self.reader {
            Reader::Sheet(reader) => Ok(reader.read().map(|row| (row.line, row.values))),
            Reader::Json(..) | Reader::Nothing => Ok(None),
            Reader::Csv(reader, row) => {
                if !reader.read(row)? {
                    return Ok(None);
                }
                let mut cells = Vec::new();
                for (place, cell) in row.cells().enumerate() {
                    let text = std::str::from_utf8(cell).map_err(|_| {
                        RowError::Content(format!(
                            "line {}: column {} of the header is not UTF-8: name its encoding in the mapping, as in {}",
                            row.line,
                            place + 1,
                            proposal(&self.start)
                        ))
                    })?;
                    cells.push(text.to_owned());
                }
                Ok(Some((row.line, cells)))
            }
        }
    }

    /// Names of the columns; `None` for JSON, where each object has its own.
    pub fn columns(&self) -> Option<&[String]> {
        (!matches!(self.reader, Reader::Json(..))).then_some(&self.columns.names)
    }

    /// Reads the next row as it stands, and counts its cells.
    pub(super) fn next_width(&mut self) -> Result<Option<usize>, RowError> {
        Ok(self.cells()?.map(|(_, cells)| cells.len()))
    }

    /// Reads line and cells of the next row, as they stand.
    pub(super) fn next_cells(&mut self) -> Result<Option<(u64, Vec<String>)>, RowError> {
        self.cells()
    }

    /// Notes on what was passed over so far.
    pub fn notes(&self) -> &ReadNotes {
        &self.notes
    }

    /// Reads the next row, right or wrong; `None` at the end.
    fn read_next(&mut self) -> Result<Option<Row>, RowError> {
        loop {
            let (mut dates, mut blanks, mut several) = (Vec::new(), Vec::new(), Vec::new());
            let is_first = std::mem::take(&mut self.is_first);
            let (line, values) = match &mut self.reader {
                Reader::Json(reader, text) => {
                    let Some(line) = reader.read(text)? else { return self.end() };
                    let (values, found) = self.json_values(line)?;
                    several = found;
                    (line, values)
                }
                Reader::Nothing => return Ok(None),
                Reader::Sheet(reader) => match reader.read_or_repeat(is_first) {
                    Some(row) => {
                        (dates, blanks) = (row.dates, row.blanks);
                        (row.line, row.values)
                    }
                    None => return self.end(),
                },
                Reader::Csv(reader, row) => {
                    if !is_first && !reader.read(row)? {
                        return self.end();
                    }
                    let line = row.line;
                    if let Some(problem) = row.problem {
                        return Err(RowError::of_row(line, problem));
                    }
                    (line, self.csv_values(line)?)
                }
            };
            let values: Vec<String> = values.iter().map(|value| cells::clean(value)).collect();
            // A row of formulas without a value is a person whom nobody could see.
            let is_formula = |(place, why): &(usize, NoValue)| {
                *why == NoValue::Formula && self.places.contains(place)
            };
            if values.iter().all(String::is_empty) && !blanks.iter().any(is_formula) {
                self.notes.empty.add(line);
                continue;
            }
            if self.is_header(&values) {
                self.notes.headers.add(line);
                continue;
            }
            if !self.is_json() && cells::is_total(&values) {
                self.notes.totals.add(line);
                continue;
            }
            let width = self.columns.names.len();
            if values.iter().skip(width).any(|value| !value.is_empty()) {
                let reason = format!(
                    "has {} columns where the header has {width}: a separator within a cell must be between quotes",
                    values.len()
                );
                return Err(RowError::of_row(line, reason));
            }
            if values.len() < width {
                self.notes.short.add(line);
            }
            self.objects += 1;
            let (number, columns) = (self.objects, self.columns.clone());
            let mut row = Row { line, number, columns, values, dates, blanks, several };
            self.check(&row)?;
            self.joined.add_to(&mut row, |value| is_empty_word(self.empty.as_deref(), value));
            return Ok(Some(row));
        }
    }

    fn csv_values(&mut self, line: u64) -> Result<Vec<String>, RowError> {
        let Reader::Csv(_, row) = &self.reader else { return Ok(Vec::new()) };
        let mut values = Vec::with_capacity(self.columns.names.len());
        let mut has_letters = false;
        for (place, cell) in row.cells().enumerate() {
            let Ok(text) = std::str::from_utf8(cell) else {
                let proposal = self.letters.wrong(line, &self.start, row.bytes());
                let column = self.columns.names.get(place).cloned().unwrap_or_default();
                let reason = format!(
                    "is not UTF-8: if the whole file is in another encoding, name it in the mapping, as in {proposal}"
                );
                let letters = |cell| std::str::from_utf8(cell).unwrap_or_default();
                let values = row.cells().map(|cell| cells::clean(letters(cell))).collect();
                let (number, columns) = (self.objects + 1, self.columns.clone());
                let (dates, blanks, several) = (Vec::new(), Vec::new(), Vec::new());
                let rest = Row { line, number, columns, values, dates, blanks, several };
                let rest = Some(Box::new(self.undamaged(rest)));
                return Err(RowError::Row { line, column, reason, rest });
            };
            has_letters |= !text.is_ascii();
            values.push(text.to_owned());
        }
        self.letters.right += u64::from(has_letters);
        Ok(values)
    }

    /// Values of an object, and the places of those that stand in several objects of a list.
    fn json_values(&mut self, line: u64) -> Result<(Vec<String>, Vec<usize>), RowError> {
        let Reader::Json(_, bytes) = &self.reader else { return Ok(Default::default()) };
        let Ok(text) = std::str::from_utf8(bytes) else {
            let proposal = self.letters.wrong(line, &self.start, bytes);
            let reason = format!(
                "is not UTF-8: if the whole file is in another encoding, name it in the mapping, as in {proposal}"
            );
            return Err(RowError::of_row(line, reason));
        };
        self.letters.right += u64::from(!text.is_ascii());
        let flat = Flat::read(text, &self.list_separator)
            .map_err(|reason| RowError::of_row(line, reason))?;
        if let Some(column) = flat.doubled {
            return Err(RowError::Row {
                line,
                column,
                reason: "stands twice in one object".into(),
                rest: None,
            });
        }
        let places = flat.values.iter().enumerate();
        let several = places.filter(|(_, (name, _))| flat.several.contains(name));
        let several = several.map(|(place, _)| place).collect();
        let (names, values): (Vec<String>, Vec<String>) = flat.values.into_iter().unzip();
        if names != self.columns.names {
            let columns = Columns::new(names.into_iter());
            // What was named once is known: what no object has at the end is missing.
            self.mapped.retain(|name| columns.place(name).is_none());
            self.columns = Arc::new(columns);
        }
        Ok((values, several))
    }

    /// Checks at the end of the file what can only be said there, such as that all of its rows are
    /// in another encoding.
    fn end(&mut self) -> Result<Option<Row>, RowError> {
        if self.expected.is_some_and(|expected| expected != self.digest()) {
            return Err(RowError::Content(
                "changed while it was read: wait until the program that writes it is done, and run the same command again".into(),
            ));
        }
        let letters = &self.letters;
        if let Some((line, proposal)) = letters.first.filter(|_| letters.wrong > letters.right) {
            let count = letters.wrong;
            return Err(RowError::Content(format!(
                "is not in UTF-8: {count} rows have other letters, the first in line {line}; name its encoding in the mapping, as in {proposal}"
            )));
        }
        if matches!(self.reader, Reader::Json(..)) && self.objects > 0 {
            let mapped: Vec<&str> = self.mapped.iter().map(String::as_str).collect();
            if let Some(complaint) = self.columns.complaint_of_objects(&mapped) {
                return Err(RowError::Content(format!("in all its objects, {complaint}")));
            }
        }
        Ok(None)
    }

    fn is_json(&self) -> bool {
        matches!(self.reader, Reader::Json(..))
    }

    fn is_header(&self, values: &[String]) -> bool {
        let names = &self.columns.names;
        !self.is_json()
            && values.len() == names.len()
            && values.iter().zip(names).all(|(value, name)| column_name(value) == *name)
    }

    /// A row without its damaged values. One with more values than there are columns has none that
    /// can be told apart.
    fn undamaged(&self, mut row: Row) -> Row {
        if row.values.len() > self.columns.names.len() {
            row.values.clear();
        }
        row.values
            .iter_mut()
            .filter(|value| cells::damage(value).is_some())
            .for_each(String::clear);
        row
    }

    /// Refuses a row with values that nobody can have written, or without values that somebody has.
    fn check(&self, row: &Row) -> Result<(), RowError> {
        let mapped = row.blanks.iter().filter(|(place, _)| self.places.contains(place));
        if let Some((place, why)) = mapped.min_by_key(|(place, _)| *place) {
            return Err(RowError::Row {
                line: row.line,
                column: self.columns.names.get(*place).cloned().unwrap_or_default(),
                reason: why.text().into(),
                rest: Some(Box::new(self.undamaged(row.clone()))),
            });
        }
        for (name, value) in row.columns.names.iter().zip(&row.values) {
            let is_mapped = match self.reader {
                Reader::Json(..) => true,
                _ => row.columns.place(name).is_some_and(|place| self.places.contains(&place)),
            };
            let is_plain = value.bytes().all(|byte| (0x20..0x7f).contains(&byte));
            if is_plain || !is_mapped {
                continue;
            }
            let Some(reason) = cells::damage(value) else { continue };
            return Err(RowError::Row {
                line: row.line,
                column: name.clone(),
                reason: reason.into(),
                rest: Some(Box::new(self.undamaged(row.clone()))),
            });
        }
        Ok(())
    }
}

impl Iterator for Rows {
    type Item = Result<Row, RowError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let item = self.read_next().transpose();
        match &item {
            Some(Ok(_) | Err(RowError::Row { .. })) => self.notes.rows += 1,
            _ => self.is_over = true,
        }
        item
    }
}
