//! Survey of an export that nobody has described yet: how it is written, and what its columns are
//! called and hold. [`draft`](super::draft) writes a mapping of what was found.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::domain::codes::RecordKind;

use super::dates::{DateReader, NoDate};
use super::full_name::NameOrder;
use super::kind::kind_of;
use super::mapping::Mapping;
use super::rows::{InputFormat, RowError, Rows, no_export, open, proposal, unmarked, wide};
use super::schema::folded;
use super::shown;

/// Number of different values of a column that are kept: a column with more is no column of codes.
const MAX_VALUES: usize = 80;
/// Longest value that is kept, in bytes.
const MAX_LENGTH: usize = 80;
/// Number of bytes at the beginning of the file in which the separator and the header are looked
/// for.
const START: usize = 1 << 16;
/// Number of rows that are tried as a header.
const SEARCHED: usize = 30;

/// Formats of dates that are looked for; of two formats that read as many values, the first is
/// meant.
pub const DATE_FORMATS: &[&str] = &[
    "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d.%m.%y",
    "%d/%m/%y", "%m/%d/%y", "%d-%m-%y", "excel",
];

/// Column of a surveyed file, and what it holds.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// Name of the column.
    pub name: String,
    /// Number of rows with a value in the column.
    pub filled: u64,
    /// Different values of the column and how often each stands, as long as they are few.
    pub values: BTreeMap<String, u64>,
    /// Whether the column has more different values than are kept.
    pub has_many: bool,
    /// Number of values that are dates, by the set of the formats of [`DATE_FORMATS`] that read
    /// them (bit by bit; the highest bit is year-month-day, or a part of a date).
    pub dates: BTreeMap<u32, u64>,
    /// Number of values that are no date.
    pub no_dates: u64,
    /// Number of values of nine to thirteen digits.
    pub long_numbers: u64,
    /// Number of values that are ages in years, or numbers as small.
    pub ages: u64,
    /// Number of values of several words.
    pub several_words: u64,
    /// Number of rows in which the column stands in several objects of one list.
    pub in_several: u64,
    /// Kind of the first value.
    pub kind: String,
}

impl Column {
    /// Share of the column's values that are dates, 0 to 1.
    pub fn share_of_dates(&self) -> f64 {
        let dates: u64 = self.dates.values().sum();
        if self.filled == 0 { 0.0 } else { dates as f64 / self.filled as f64 }
    }

    /// Whether the column holds given name and surname in one, by its name or by what it holds.
    pub fn is_full_name(&self) -> bool {
        let words: Vec<String> =
            self.name.split(|c: char| !c.is_alphabetic()).map(super::normalize::fold).collect();
        let is = |word: &str, of: &&str| word == super::normalize::fold(of);
        let has = |of: &[&str]| words.iter().any(|word| of.iter().any(|of| is(word, of)));
        let is_both = has(&["mbiemri", "mbiemer", "prezime", "surname"])
            && has(&["emri", "emer", "ime", "name", "given", "first"])
            || has(&["last", "family"]) && has(&["first", "given"])
            || has(&["full", "plote", "puno"]) && has(&["emri", "ime", "name"])
            || has(&["imeprezime", "imeiprezime", "emrimbiemri", "emridhembiemri", "fullname"]);
        is_both && self.filled > 0
    }

    /// Order of given name and surname in the column, by the words of its name; nothing where they do not say.
    pub fn name_order(&self) -> Option<NameOrder> {
        let name = folded(&self.name);
        let words = ["mbiemri", "mbiemer", "prezime", "surname", "last", "family"];
        let place = words.iter().filter_map(|word| name.find(word)).min()?;
        Some(if place == 0 { NameOrder::SurnameFirst } else { NameOrder::GivenFirst })
    }

    /// Whether most values are ages.
    pub fn holds_ages(&self) -> bool {
        self.ages * 2 >= self.filled && self.ages > 0
    }

    /// Looks at a value; `of_several` says that it is of several objects of a list, with bars between them.
    fn see(&mut self, value: &str, of_several: bool, readers: &[DateReader], plain: &DateReader) {
        if value.is_empty() {
            return;
        }
        if self.filled == 0 {
            self.kind = kind_of(value);
        }
        self.filled += 1;
        self.several_words += u64::from(value.split_whitespace().nth(1).is_some());
        if !self.has_many && value.len() <= MAX_LENGTH {
            *self.values.entry(value.to_owned()).or_default() += 1;
        }
        if self.values.len() > MAX_VALUES || value.len() > MAX_LENGTH {
            self.has_many = true;
            self.values.clear();
        }
        let digits = value.bytes().filter(u8::is_ascii_digit).count();
        self.long_numbers += u64::from(digits == value.len() && (9..=13).contains(&digits));
        // Whether they are dates, one of them tells.
        let value = if of_several { value.split('|').next().unwrap_or(value) } else { value };
        let mut read = 0;
        if digits > 0 && value.len() <= MAX_LENGTH {
            match plain.read(value) {
                // Read without any format: it asks for none.
                Ok(_) => read |= 1 << 31,
                Err(NoDate::Age) => self.ages += 1,
                Err(_) => self.ages += u64::from(is_age_in_words(value)),
            }
            // The formats are of numbers; a word is at most in the time behind the date.
            let first = value.split_whitespace().next().unwrap_or_default();
            let date = first.split(['T', 't']).next().unwrap_or_default();
            if read == 0 && !date.contains(char::is_alphabetic) {
                let has_day =
                    |reader: &DateReader| reader.read(value).is_ok_and(|f| f.day.is_some());
                for (place, reader) in readers.iter().enumerate() {
                    read |= u32::from(has_day(reader)) << place;
                }
            }
        }
        match read {
            0 => self.no_dates += 1,
            read => *self.dates.entry(read).or_default() += 1,
        }
    }
}

/// Whether a value is an age with a word behind it: `22 vjeç`.
fn is_age_in_words(value: &str) -> bool {
    let mut parts = value.split_whitespace();
    let is_age = |part: &str| part.parse::<u8>().is_ok_and(|age| age <= 120);
    parts.next().is_some_and(is_age)
        && parts.next().is_some_and(|word| {
            let is = |of: &&str| super::normalize::fold(of) == super::normalize::fold(word);
            ["vjeç", "vjet", "vjeçe", "godina", "godine", "years", "year", "yrs"].iter().any(is)
        })
}

/// Result of the survey of a file.
#[derive(Clone, Debug)]
pub struct Survey {
    /// Name of the file without directories.
    pub file: String,
    /// Encoding of the file, where it is not UTF-8 and has no mark; the second value tells whether
    /// it is only one of several that are likely.
    pub encoding: Option<(String, bool)>,
    /// Separator between the columns, where it is no comma.
    pub delimiter: Option<char>,
    /// Line of the header, where it is not the first.
    pub header_line: Option<u64>,
    /// Whether the file seems to have no header: its columns are called by their numbers.
    pub has_no_header: bool,
    /// Sheet of a workbook, where there are several.
    pub sheet: Option<String>,
    /// Columns of the file, in their order.
    pub columns: Vec<Column>,
    /// Number of rows.
    pub rows: u64,
    /// Number of rows that cannot be read.
    pub unreadable: u64,
}

impl Survey {
    /// Surveys a file.
    pub fn of(
        path: &Path,
        sheet: Option<&str>,
        today: jiff::civil::Date,
    ) -> Result<Self, RowError> {
        let mut survey = Self {
            file: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            encoding: None,
            delimiter: None,
            header_line: None,
            has_no_header: false,
            sheet: sheet.map(str::to_owned),
            columns: Vec::new(),
            rows: 0,
            unreadable: 0,
        };
        let mut start = Vec::new();
        let mut file = open(path)?;
        file.by_ref().take(START as u64).read_to_end(&mut start).map_err(RowError::File)?;
        if let Some(kind) = no_export(&start) {
            return Err(RowError::Content(kind.into()));
        }
        let is_marked = encoding_rs::Encoding::for_bom(&start).is_some();
        let is_book = start.starts_with(b"PK\x03\x04") || start.starts_with(&[0xd0, 0xcf, 0x11]);
        let is_json = InputFormat::of_path(path) == InputFormat::Json;
        if !is_book && !is_marked {
            survey.encoding = match wide(&start).filter(|name| name.starts_with("utf-16")) {
                Some(name) => Some((name.into(), false)),
                None if wide(&start).is_some() => {
                    let told = unmarked(&start, None).unwrap_or_default();
                    return Err(RowError::Content(told));
                }
                None => other_encoding(path).map_err(RowError::File)?,
            };
        }
        if !is_book && !is_json {
            survey.delimiter = survey.find_delimiter(path)?;
        }
        if !is_json {
            survey.find_header(path)?;
        }
        survey.read(path, today)?;
        Ok(survey)
    }

    /// First lines of a mapping that reads the file as far as it is known.
    fn head(&self) -> String {
        let mut head = "record = \"victim\"\n".to_owned();
        let mut add = |name: &str, value: toml::Value| head += &format!("{name} = {value}\n");
        if let Some((encoding, _)) = &self.encoding {
            add("encoding", encoding.as_str().into());
        }
        if let Some(delimiter) = self.delimiter {
            add("delimiter", delimiter.to_string().into());
        }
        if let Some(line) = self.header_line {
            add("header_line", toml::Value::Integer(line as i64));
        }
        if self.has_no_header {
            add("header", "none".into());
        }
        if let Some(sheet) = &self.sheet {
            add("sheet", sheet.as_str().into());
        }
        head
    }

    fn rows(&self, path: &Path) -> Result<Rows, RowError> {
        let mapping = Mapping::parse(&self.head());
        let mapping = mapping.map_err(|error| RowError::Content(error.to_string()))?;
        Rows::open(path, &mapping)
    }

    /// Finds the separator that gives most rows the same number of columns, and many of them.
    fn find_delimiter(&self, path: &Path) -> Result<Option<char>, RowError> {
        let mut best = (0, None);
        for delimiter in [',', ';', '\t', '|'] {
            let tried = Self { delimiter: Some(delimiter), ..self.clone() };
            let Ok(mut rows) = tried.rows(path) else { continue };
            let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
            for width in std::iter::from_fn(|| rows.next_width().ok().flatten()).take(50) {
                *widths.entry(width).or_default() += 1;
            }
            let width = rows.columns().map_or(0, <[String]>::len);
            *widths.entry(width).or_default() += 1;
            let score =
                widths.iter().filter(|(width, _)| **width > 1).map(|(w, n)| w * n * n).max();
            if let Some(score) = score.filter(|score| *score > best.0) {
                best = (score, Some(delimiter));
            }
        }
        // A file that says its separator itself needs none in the mapping.
        Ok(best.1.filter(|delimiter| *delimiter != ','))
    }

    /// Finds the header: the first row that is nearly as wide as the others. Where that row has numbers or dates
    /// it is of a person, and there is no header.
    fn find_header(&mut self, path: &Path) -> Result<(), RowError> {
        let mut rows = self.rows(path)?;
        let mut seen: Vec<(u64, Vec<String>)> = Vec::new();
        if let Some(columns) = rows.columns() {
            seen.push((0, columns.to_vec()));
        }
        while let (true, Ok(Some(cells))) = (seen.len() < SEARCHED, rows.next_cells()) {
            seen.push(cells);
        }
        let filled = |cells: &[String]| cells.iter().filter(|cell| !cell.trim().is_empty()).count();
        let widest = seen.iter().map(|(_, cells)| filled(cells)).max().unwrap_or(0);
        let is_wide = |cells: &[String]| filled(cells) * 3 >= widest * 2;
        let Some((line, cells)) = seen.iter().find(|(_, cells)| is_wide(cells)) else {
            return Ok(());
        };
        let numbers = cells.iter().filter(|c| c.trim().starts_with(|c: char| c.is_ascii_digit()));
        let known = cells.iter().filter(|cell| shown::is_column_name(cell)).count();
        let is_header = known * 2 >= filled(cells)
            || numbers.count() * 4 <= filled(cells)
                && !shown::is_data(cells.iter().map(String::as_str));
        self.has_no_header = !is_header;
        self.header_line = Some(*line).filter(|line| is_header && *line > 0);
        Ok(())
    }

    fn read(&mut self, path: &Path, today: jiff::civil::Date) -> Result<(), RowError> {
        let reader = |formats: &[String]| DateReader::new(formats, None, today);
        let readers: Vec<DateReader> =
            DATE_FORMATS.iter().map(|format| reader(&[(*format).to_owned()])).collect();
        let plain = reader(&[]);
        let mut rows = self.rows(path)?;
        let mut columns: Vec<Column> = Vec::new();
        let add = |columns: &mut Vec<Column>, names: &[String]| {
            for name in names.iter().filter(|name| !name.is_empty()) {
                if !columns.iter().any(|column| column.name == *name) {
                    columns.push(Column { name: name.clone(), ..Column::default() });
                }
            }
        };
        let mut named = rows.columns().unwrap_or_default().to_vec();
        add(&mut columns, &named);
        for row in rows.by_ref() {
            let row = match row {
                Ok(row) => row,
                Err(RowError::Row { .. }) => {
                    self.unreadable += 1;
                    continue;
                }
                Err(error) => return Err(error),
            };
            self.rows += 1;
            if named != row.names() {
                named = row.names().to_vec();
                add(&mut columns, &named);
            }
            for column in &mut columns {
                let value = row.value(&column.name);
                let of_several = row.has_several(&column.name);
                column.see(value, of_several, &readers, &plain);
                column.in_several += u64::from(of_several);
            }
        }
        self.columns = columns;
        Ok(())
    }

    /// Whether the names of the columns are names of columns for sure, as far as words tell: otherwise they may be
    /// names of persons.
    pub fn has_header(&self) -> bool {
        let known =
            self.columns.iter().filter(|column| shown::is_column_name(&column.name)).count();
        self.has_no_header || known > 0 && known * 3 >= self.columns.len()
    }

    /// Columns that hold given name and surname in one.
    pub fn full_names(&self) -> impl Iterator<Item = &Column> {
        let has_surname = self.assign("identity", &[]).contains_key("surname");
        let is_by_values = move |column: &Column| {
            let is_given = self.assign("identity", &[]).get("given_name") == Some(&column.name);
            !has_surname && is_given && column.several_words * 2 >= column.filled
        };
        self.columns.iter().filter(move |column| column.is_full_name() || is_by_values(column))
    }

    /// Columns of the names of several persons in one row: they are called alike but for a number.
    pub fn numbered_names(&self) -> Vec<&Column> {
        let letters =
            |name: &str| name.trim_end_matches(|c: char| !c.is_alphabetic()).to_lowercase();
        let is_numbered = |column: &&Column| {
            let name = letters(&column.name);
            let is_name = targets("identity")
                .filter(|(target, _)| matches!(*target, "given_name" | "surname"))
                .any(|(_, words)| words.iter().any(|word| folded(word) == folded(&name)));
            is_name && self.columns.iter().filter(|other| letters(&other.name) == name).count() > 1
        };
        self.columns.iter().filter(is_numbered).collect()
    }

    /// Formats that read the dates of some columns, the commonest first; and whether more than one
    /// of them reads some dates.
    pub fn date_formats(&self, columns: &[&str]) -> (Vec<&'static str>, bool) {
        let mut left: BTreeMap<u32, u64> = BTreeMap::new();
        let chosen = self.columns.iter().filter(|column| columns.contains(&column.name.as_str()));
        for (read, count) in chosen.flat_map(|column| &column.dates) {
            // What is read without any format needs none.
            if read >> 31 == 0 {
                *left.entry(*read).or_default() += count;
            }
        }
        let all = left.clone();
        let mut formats = Vec::new();
        while !left.is_empty() {
            let covered = |place: usize| -> u64 {
                left.iter().filter(|(read, _)| **read >> place & 1 == 1).map(|(_, n)| n).sum()
            };
            let places = 0..DATE_FORMATS.len();
            let Some(best) = places.rev().max_by_key(|place| covered(*place)) else { break };
            if covered(best) == 0 {
                break;
            }
            formats.push(best);
            left.retain(|read, _| *read >> best & 1 == 0);
        }
        let is_two =
            |read: &u32| formats.iter().filter(|place| *read >> **place & 1 == 1).count() > 1;
        let is_ambiguous = all.keys().any(is_two);
        (formats.into_iter().map(|place| DATE_FORMATS[place]).collect(), is_ambiguous)
    }

    /// Guesses what each column fills: a detail of the identity, and a field of this kind of
    /// record.
    pub fn guess(&self, kind: RecordKind) -> Guess {
        let mut identity = self.assign("identity", &[]);
        let apart: Vec<&str> = (self.full_names().chain(self.numbered_names()))
            .map(|column| column.name.as_str())
            .collect();
        identity.retain(|_, column| !apart.contains(&column.as_str()));
        let mut guess = Guess { identity, ..Guess::default() };
        let section = section(kind);
        // Details of a person are no field, but for sex, which is both.
        let taken: Vec<&str> = guess
            .identity
            .iter()
            .filter(|(detail, _)| **detail != "sex")
            .map(|(_, column)| column.as_str())
            .collect();
        guess.fields = self.assign(section, &taken);
        if kind == RecordKind::Proceeding {
            guess.identity.clear();
        }
        guess
    }

    /// Measures how well the columns of the file fit a kind of record.
    fn fits(&self, kind: RecordKind) -> usize {
        let common = ["record_id", "revision"];
        // Consent alone does not tell the kind: it is asked for of each.
        let is_own = |field: &&&str| {
            !common.contains(*field)
                && (kind == RecordKind::Victim || **field != "consent_processing")
        };
        self.assign(section(kind), &[]).keys().filter(is_own).count()
    }

    /// Kind of record that the columns fit best.
    pub fn kind(&self) -> RecordKind {
        let has =
            |kind: RecordKind, field: &str| self.assign(section(kind), &[]).contains_key(field);
        if has(RecordKind::Assistance, "service") && !has(RecordKind::Victim, "exploitation_types")
        {
            return RecordKind::Assistance;
        }
        let is_proceeding = has(RecordKind::Proceeding, "outcome")
            || has(RecordKind::Proceeding, "offence") && has(RecordKind::Proceeding, "stage");
        match is_proceeding
            && self.fits(RecordKind::Proceeding) + 1 >= self.fits(RecordKind::Victim)
        {
            true => RecordKind::Proceeding,
            false => RecordKind::Victim,
        }
    }

    /// Whether a column is called as those that fill a target of a section.
    pub(super) fn is_named(section: &str, target: &str, name: &str) -> bool {
        let name = folded(name);
        targets(section)
            .filter(|(found, _)| *found == target)
            .any(|(_, words)| words.iter().any(|word| name.contains(&folded(word))))
    }

    /// Gives each target the column whose name fits it best; each column goes to one.
    fn assign(&self, section: &str, taken: &[&str]) -> BTreeMap<&'static str, String> {
        let mut candidates: Vec<(usize, usize, &'static str, &str)> = Vec::new();
        for (target, mut words) in targets(section) {
            // A column of dates of birth may hold ages.
            let named = words.len();
            if target == "age_band" {
                let births = targets("identity").filter(|(target, _)| *target == "birth_date");
                words.extend(births.flat_map(|(_, words)| words));
            }
            let is_date = target == "birth_date" || target.ends_with("_on");
            for (place, column) in self.columns.iter().enumerate() {
                if taken.contains(&column.name.as_str())
                    || column.filled == 0
                    || shown::has_number(&column.name)
                {
                    continue;
                }
                if is_date && column.share_of_dates() < 0.5
                    || target == "consent_processing" && column.has_many
                {
                    continue;
                }
                let name = folded(&column.name);
                let of_ages = if column.holds_ages() { words.len() } else { named };
                let score = words.iter().take(of_ages).enumerate().filter_map(|(rank, word)| {
                    let word = folded(word);
                    let is_part =
                        word.len() >= 5 && (name.starts_with(&word) || name.ends_with(&word));
                    match () {
                        () if name == word => Some(1000 - rank),
                        () if is_part => Some(500 - rank),
                        () if word.len() >= 6 && name.contains(&word) => Some(300 - rank),
                        () => None,
                    }
                });
                if let Some(score) = score.max() {
                    candidates.push((score, usize::MAX - place, target, &column.name));
                }
            }
        }
        candidates.sort_by(|a, b| b.cmp(a));
        let mut assigned: BTreeMap<&'static str, String> = BTreeMap::new();
        let mut used: BTreeSet<&str> = BTreeSet::new();
        for (_, _, target, column) in candidates {
            if !assigned.contains_key(target) && used.insert(column) {
                assigned.insert(target, column.to_owned());
            }
        }
        assigned
    }

    /// Finds a column by its name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

/// Guess at what the columns of a file fill.
#[derive(Clone, Debug, Default)]
pub struct Guess {
    /// Columns of the details of the identity, by detail.
    pub identity: BTreeMap<&'static str, String>,
    /// Columns of the record's fields, by field.
    pub fields: BTreeMap<&'static str, String>,
}

impl Guess {
    /// Whether something is read from a column.
    pub fn uses(&self, column: &str) -> bool {
        self.identity.values().chain(self.fields.values()).any(|used| used == column)
    }
}

fn section(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Victim => "victim",
        RecordKind::Assistance => "assistance",
        RecordKind::Proceeding => "proceeding",
    }
}

fn targets(section: &str) -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    let head = format!("[{section}]");
    let lines = include_str!("columns.txt").lines().skip_while(move |line| *line != head).skip(1);
    lines.take_while(|line| !line.starts_with('[')).filter_map(|line| {
        let (target, words) = line.split_once('|')?;
        Some((target.trim(), words.split(',').map(str::trim).collect()))
    })
}

/// Finds the encoding of a text without a mark that is not UTF-8, and tells whether others are as
/// likely.
fn other_encoding(path: &Path) -> std::io::Result<Option<(String, bool)>> {
    let mut file = File::open(path)?;
    let mut rest: Vec<u8> = Vec::new();
    let mut high = Vec::new();
    let mut is_utf8 = true;
    let mut buffer = vec![0; START];
    let mut has_zeros = false;
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        let bytes = &buffer[..read];
        has_zeros |= high.is_empty() && bytes.iter().filter(|byte| **byte == 0).count() * 4 > read;
        rest.extend_from_slice(bytes);
        match std::str::from_utf8(&rest) {
            Ok(_) => rest.clear(),
            Err(error) if error.error_len().is_none() => drop(rest.drain(..error.valid_up_to())),
            Err(_) => {
                is_utf8 = false;
                rest.clear();
            }
        }
        if high.len() < 4 * START {
            high.extend_from_slice(bytes);
        }
    }
    if is_utf8 && rest.is_empty() && !has_zeros {
        return Ok(None);
    }
    let proposal = proposal(&high);
    let name = proposal.split('"').nth(1).unwrap_or("windows-1250");
    Ok(Some((name.to_owned(), proposal.contains("\" or \""))))
}
