//! Mapping file: tells which column of an institution's export holds what.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use thiserror::Error;

use crate::domain::code_list::CodeList;
use crate::domain::codes::RecordKind;
use crate::foreign::toml_fault;
use crate::small_file::{self, SMALL};

use super::full_name::FullName;
use super::missing::Detail;
use super::rows::{ENCODINGS, column_name, encoding};
use super::schema::{self, Field, Holds};

/// Reason why a mapping file cannot be used.
#[derive(Debug, Error)]
pub enum MappingError {
    /// The file cannot be read.
    #[error("{path}: {source}")]
    Io {
        /// Path of the file.
        path: PathBuf,
        /// Error of the operating system.
        source: std::io::Error,
    },
    /// The file is no mapping.
    #[error("{path}: {reason}")]
    Format {
        /// Path of the file.
        path: PathBuf,
        /// Fault of the file and its place, in words.
        reason: String,
    },
    /// The mapping names a field that the schema does not have.
    #[error("[fields] {field}: no such field of {kind} records; there are: {known}")]
    UnknownField {
        /// Name of the field in the file.
        field: String,
        /// Kind of record of the mapping.
        kind: &'static str,
        /// Names of all fields of the kind, for the message.
        known: String,
    },
    /// Record ids are hashed, and the mapping does not say from which system the ids are.
    #[error(
        "the mapping must name the system that the ids are of, above [identity]: system = \"registry\". All mappings of one system have the same name in it, each other system of the institution has another: so no record of one takes the place of another's"
    )]
    NoSystem,
    /// A key for record ids beside a mapping that wants them as they stand.
    #[error("the mapping says plain_ids = true, and an id key was given: take away one of the two")]
    PlainAndHashed,
    /// A required field has no source.
    #[error("[fields] {0}: required, but the mapping names no column or constant for it")]
    MissingField(&'static str),
    /// A field has no source or several: column, columns, flags and constant exclude each other.
    #[error(
        "[fields] {0}: give a column or a constant (or columns or flags, where several values are possible)"
    )]
    Source(String),
    /// The mapping names a code that the field does not have.
    #[error("[fields] {field}: {code:?} is no code of it; there are: {known}")]
    Code {
        /// Name of the field.
        field: String,
        /// Code that stands in the mapping.
        code: String,
        /// All codes of the field, for the message.
        known: String,
    },
}

/// Source of a field of the record.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum FieldSource {
    /// A column, whose values are taken as they stand.
    Column(String),
    /// A column or a constant, with a translation of values to codes.
    Detailed(DetailedSource),
}

/// Source of a field in its long form, a table of TOML.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DetailedSource {
    /// Name of the column.
    pub column: Option<String>,
    /// Names of several columns that hold one value or more each.
    pub columns: Vec<String>,
    /// Columns that say yes or no, each with the code that a yes stands for.
    pub flags: BTreeMap<String, String>,
    /// Value for all rows.
    pub constant: Option<String>,
    /// Values as the export writes them, each with the code of the schema; an empty code leaves
    /// the value out.
    pub values: BTreeMap<String, String>,
    /// Treatment of values that are no code and not in `values`: see [`Unmapped`].
    pub other: Option<String>,
}

/// Treatment of values without a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unmapped<'a> {
    /// The row of such a value is refused.
    Refuse,
    /// Such values are left out of the record.
    LeaveOut,
    /// Such values become this code.
    Code(&'a str),
}

/// Value as it is compared: in one letter case, with single blanks.
fn value_key(text: &str) -> String {
    column_name(text).to_lowercase()
}

impl FieldSource {
    /// Source with one value for all rows.
    pub fn constantly(value: &str) -> Self {
        Self::Detailed(DetailedSource { constant: Some(value.into()), ..DetailedSource::default() })
    }

    /// Name of the source's column, when it is one column.
    pub fn column(&self) -> Option<&str> {
        match self {
            Self::Column(column) => Some(column),
            Self::Detailed(source) => source.column.as_deref(),
        }
    }

    /// Names of all columns of the source.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        let (one, detailed) = match self {
            Self::Column(column) => (Some(column), None),
            Self::Detailed(source) => (source.column.as_ref(), Some(source)),
        };
        let several = detailed.into_iter().flat_map(|source| &source.columns);
        let flags = detailed.into_iter().flat_map(|source| source.flags.keys());
        one.into_iter().chain(several).chain(flags).map(String::as_str)
    }

    /// Columns that say yes or no, each with the code of a yes.
    pub(super) fn flags(&self) -> impl Iterator<Item = (&str, &str)> {
        let detailed = match self {
            Self::Column(_) => None,
            Self::Detailed(source) => Some(source),
        };
        let flags = detailed.into_iter().flat_map(|source| &source.flags);
        flags.map(|(column, code)| (column.as_str(), code.as_str()))
    }

    /// Whether one cell is the only source, so that one value is the rule.
    pub(super) fn is_one_cell(&self) -> bool {
        self.column().is_some() || self.constant().is_some()
    }

    pub(super) fn constant(&self) -> Option<&str> {
        match self {
            Self::Column(_) => None,
            Self::Detailed(source) => source.constant.as_deref(),
        }
    }

    /// Code that the export's value stands for; the value itself when the mapping does not
    /// translate it.
    pub fn translate<'a>(&'a self, value: &'a str) -> &'a str {
        match self {
            Self::Detailed(source) if !source.values.is_empty() => {
                source.values.get(&value_key(value)).map_or(value, String::as_str)
            }
            _ => value,
        }
    }

    /// Whether the mapping translates this value.
    pub fn translates(&self, value: &str) -> bool {
        matches!(self, Self::Detailed(source) if source.values.contains_key(&value_key(value)))
    }

    /// Treatment of values without a code.
    pub fn unmapped(&self) -> Unmapped<'_> {
        let Self::Detailed(source) = self else { return Unmapped::Refuse };
        match source.other.as_deref() {
            None | Some("refuse") => Unmapped::Refuse,
            Some("leave_out") => Unmapped::LeaveOut,
            Some(code) => Unmapped::Code(code),
        }
    }

    /// Brings names and values to the form in which they are compared; an error for a value with
    /// two codes.
    fn normalize(&mut self) -> Result<(), String> {
        let source = match self {
            Self::Column(column) => {
                *column = column_name(column);
                return Ok(());
            }
            Self::Detailed(source) => source,
        };
        source.column = source.column.as_deref().map(column_name);
        source.columns = source.columns.iter().map(|column| column_name(column)).collect();
        source.flags =
            source.flags.iter().map(|(column, code)| (column_name(column), code.clone())).collect();
        let mut values = BTreeMap::new();
        for (value, code) in &source.values {
            if let Some(before) = values.insert(value_key(value), code.clone())
                && before != *code
            {
                return Err(format!("values: {value:?} has two codes, {before} and {code}"));
            }
        }
        source.values = values;
        Ok(())
    }

    /// Codes that the source names.
    fn codes(&self) -> impl Iterator<Item = &str> {
        let detailed = match self {
            Self::Column(_) => None,
            Self::Detailed(source) => Some(source),
        };
        let all = detailed
            .into_iter()
            .flat_map(|source| source.values.values().chain(source.flags.values()));
        let other = match self.unmapped() {
            Unmapped::Code(code) => Some(code),
            _ => None,
        };
        all.map(String::as_str).chain(self.constant()).chain(other)
    }
}

/// Columns that identify a person. They make tokens and never leave.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs)] // the fields of `Identity`
pub struct IdentityColumns {
    pub given_name: Option<String>,
    pub surname: Option<String>,
    /// Both names in one column, in the place of the two above.
    pub full_name: Option<FullName>,
    pub birth_date: Option<String>,
    pub sex: Option<String>,
    pub national_id: Option<String>,
    pub document: Option<String>,
    pub place_of_birth: Option<String>,
}

impl IdentityColumns {
    /// Names of all columns that are given.
    pub(super) fn columns(&self) -> impl Iterator<Item = &String> {
        let all = [
            &self.given_name,
            &self.surname,
            &self.birth_date,
            &self.sex,
            &self.national_id,
            &self.document,
            &self.place_of_birth,
        ];
        all.into_iter().flatten().chain(self.full_name.as_ref().map(|both| &both.column))
    }

    /// Name of the column of a detail.
    pub(super) fn column(&self, detail: Detail) -> Option<&str> {
        if let (Detail::GivenName | Detail::Surname, Some(both)) = (detail, &self.full_name) {
            return Some(&both.column);
        }
        let column = match detail {
            Detail::GivenName => &self.given_name,
            Detail::Surname => &self.surname,
            Detail::BirthDate => &self.birth_date,
            Detail::NationalId => &self.national_id,
            Detail::Document => &self.document,
            Detail::PlaceOfBirth => &self.place_of_birth,
        };
        column.as_deref()
    }

    fn normalize(&mut self) {
        let columns = [
            &mut self.given_name,
            &mut self.surname,
            &mut self.birth_date,
            &mut self.sex,
            &mut self.national_id,
            &mut self.document,
            &mut self.place_of_birth,
        ];
        let both = self.full_name.as_mut().map(|both| &mut both.column);
        for column in columns.into_iter().flatten().chain(both) {
            *column = column_name(column);
        }
    }
}

/// Mapping of an export to records, as its file says it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Kind of the records: `victim`, `assistance` or `proceeding`.
    #[serde(deserialize_with = "kind")]
    pub record: RecordKind,
    /// Column separator of CSV files; a comma unless given here or in a first line `sep=;`.
    #[serde(default)]
    pub delimiter: Option<char>,
    /// Encoding of a text file without a mark: one of [`ENCODINGS`]; UTF-8 unless given.
    #[serde(default)]
    encoding: Option<String>,
    /// Line (or row of a sheet) of the header, from 1; the first that is not empty unless given.
    #[serde(default)]
    pub header_line: Option<u64>,
    /// `none` where the file has no header: its columns are named by their number, from 1.
    #[serde(default)]
    header: Option<String>,
    /// Sheet of a workbook; the only one unless given.
    #[serde(default)]
    pub sheet: Option<String>,
    /// Formats of dates, tried in turn (`strptime`, for example `%d.%m.%Y`), and `excel` for days
    /// as a spreadsheet counts them. Dates as year-month-day are always read.
    #[serde(default = "iso_date")]
    pub date_formats: Vec<String>,
    /// First of the hundred years in which years of two digits (`%y`) lie; the hundred years up to
    /// now unless given.
    #[serde(default)]
    pub two_digit_years_from: Option<i16>,
    /// Mark before the decimals of amounts, a comma or a point; needed only for amounts such as
    /// `1.500`, which can be read in two ways.
    #[serde(default)]
    pub decimal: Option<char>,
    /// Values that mean that nothing is known; hyphens, `N/A`, `NULL` and the like unless given, in
    /// `[fields]` alone.
    #[serde(default)]
    pub empty: Option<Vec<String>>,
    /// Characters that may stand between the values of a multi-valued column; `|` unless given.
    #[serde(default = "bar", rename = "list_separator", deserialize_with = "one_or_more")]
    pub list_separators: Vec<String>,
    /// Name of the system that the export comes from; required unless `plain_ids`: hashed ids of one
    /// system do not meet those of another.
    #[serde(default)]
    pub system: Option<String>,
    /// Whether record ids leave as they stand, because they mean nothing outside the system.
    #[serde(default)]
    pub plain_ids: bool,
    /// Who the victim is.
    #[serde(default)]
    pub identity: IdentityColumns,
    /// Columns of the defendant's identity, in proceedings.
    #[serde(default)]
    pub defendant: IdentityColumns,
    /// Columns that are made of several of the file's, by their name, such as a date of columns for day, month and
    /// year: their values stand with dots between them.
    #[serde(default)]
    pub joined: BTreeMap<String, Vec<String>>,
    /// Sources of the record's fields.
    #[serde(default)]
    pub fields: BTreeMap<String, FieldSource>,
}

fn kind<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<RecordKind, D::Error> {
    let text = String::deserialize(deserializer)?;
    RecordKind::from_code(&text).ok_or_else(|| {
        serde::de::Error::custom("record must be \"victim\", \"assistance\" or \"proceeding\"")
    })
}
fn iso_date() -> Vec<String> {
    vec!["%Y-%m-%d".into()]
}
fn bar() -> Vec<String> {
    vec!["|".into()]
}

fn one_or_more<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OneOrMore {
        One(String),
        More(Vec<String>),
    }
    Ok(match OneOrMore::deserialize(deserializer)? {
        OneOrMore::One(one) => vec![one],
        OneOrMore::More(more) => more,
    })
}

/// Values of fields that mean that nothing is known, unless the mapping lists its own. Codes of
/// countries (`NA` is Namibia) are not among them.
pub const EMPTY: &[&str] =
    &["-", "--", "---", "–", "—", "/", "//", "n/a", "n.a.", "n/d", "#n/a", "null", "(null)", "\\n"];

/// Whether a value means that nothing is known: by the words of a mapping, if it has its own.
pub(super) fn is_empty_word(words: Option<&[String]>, value: &str) -> bool {
    let value = value.trim().to_lowercase();
    match words {
        Some(words) => words.iter().any(|word| word.trim().to_lowercase() == value),
        None => EMPTY.contains(&value.as_str()),
    }
}

impl Mapping {
    /// Reads a mapping file and checks it against the schema.
    pub fn load(path: &Path) -> Result<Self, MappingError> {
        let text = small_file::read_text(path, SMALL)
            .map_err(|source| MappingError::Io { path: path.into(), source })?;
        Self::parse(&text).map_err(|error| match error {
            MappingError::Format { reason, .. } => {
                MappingError::Format { path: path.into(), reason }
            }
            other => other,
        })
    }

    /// Reads a mapping from text.
    pub fn parse(text: &str) -> Result<Self, MappingError> {
        let mut mapping: Self = toml::from_str(text).map_err(|error| MappingError::Format {
            path: PathBuf::from("mapping"),
            reason: format!("is no mapping: {}", toml_fault(text, &error)),
        })?;
        let format = |reason: String| MappingError::Format { path: "mapping".into(), reason };
        if mapping.delimiter.is_some_and(|c| !c.is_ascii() || matches!(c, '"' | '\n' | '\r')) {
            return Err(format("delimiter must be one ASCII character, and no quote".into()));
        }
        if mapping.list_separators.is_empty()
            || mapping.list_separators.iter().any(String::is_empty)
        {
            return Err(format("list_separator must not be empty".into()));
        }
        if mapping.encoding.as_deref().is_some_and(|name| encoding(name).is_none()) {
            return Err(format(format!("encoding must be one of {}", ENCODINGS.join(", "))));
        }
        if mapping.decimal.is_some_and(|c| !matches!(c, '.' | ',')) {
            return Err(format("decimal must be \",\" or \".\"".into()));
        }
        if mapping.header.as_deref().is_some_and(|header| header != "none") {
            return Err(format("header must be \"none\", or be left out".into()));
        }
        if mapping.header.is_some() && mapping.header_line.is_some() {
            return Err(format("header = \"none\" and header_line exclude each other".into()));
        }
        if mapping.header_line == Some(0) {
            return Err(format("header_line counts from 1".into()));
        }
        if mapping.two_digit_years_from.is_some_and(|year| !(1800..=2100).contains(&year)) {
            return Err(format("two_digit_years_from must be a year, as in 1930".into()));
        }
        for columns in [&mut mapping.identity, &mut mapping.defendant] {
            columns.normalize();
            let has_one = columns.given_name.is_some() || columns.surname.is_some();
            if columns.full_name.is_some() && has_one {
                return Err(format(
                    "full_name stands in the place of given_name and surname: name it, or those two".into(),
                ));
            }
        }
        let joined = std::mem::take(&mut mapping.joined);
        mapping.joined = joined
            .iter()
            .map(|(name, parts)| {
                (column_name(name), parts.iter().map(|p| column_name(p)).collect())
            })
            .collect();
        let has_two = mapping.joined.values().all(|parts| parts.len() > 1);
        let is_made = |part: &String| mapping.joined.contains_key(part);
        if !has_two || mapping.joined.values().flatten().any(is_made) {
            return Err(format(
                "[joined] makes a column of two or more columns of the file, as in \"Born\" = [\"Day\", \"Month\", \"Year\"]".into(),
            ));
        }
        for (field, source) in &mut mapping.fields {
            source.normalize().map_err(|reason| format(format!("[fields] {field}: {reason}")))?;
        }
        Ok(mapping)
    }

    /// Whether the file has no header, so that its columns are named by their number.
    pub fn has_no_header(&self) -> bool {
        self.header.is_some()
    }

    /// Encoding that the mapping names.
    pub fn encoding(&self) -> Option<&'static encoding_rs::Encoding> {
        self.encoding.as_deref().and_then(encoding)
    }

    /// Whether a value of a field means that nothing is known.
    pub fn is_empty_word(&self, value: &str) -> bool {
        is_empty_word(self.empty.as_deref(), value)
    }

    /// Whether the mapping itself says that a value means that nothing is known.
    pub(super) fn is_said_empty(&self, value: &str) -> bool {
        self.empty.is_some() && self.is_empty_word(value)
    }

    /// Splits a cell that may hold several values.
    pub fn split<'a>(&self, cell: &'a str) -> impl Iterator<Item = &'a str> {
        let mut parts = vec![cell];
        for separator in &self.list_separators {
            parts = parts.into_iter().flat_map(|part| part.split(separator.as_str())).collect();
        }
        parts.into_iter().map(str::trim).filter(|part| !part.is_empty())
    }

    /// Checks that all fields exist, that each has one source and codes that there are, and that
    /// the required fields are there. Offline evaluation of linkage, which needs the identity
    /// alone, skips this check.
    pub fn check_fields(&self) -> Result<(), MappingError> {
        self.check_fields_but("")
    }

    /// Checks the fields as [`Mapping::check_fields`] does, where one required field may still be
    /// missing.
    pub fn check_fields_but(&self, missing: &str) -> Result<(), MappingError> {
        let known = schema::fields(self.record);
        let kind = match self.record {
            RecordKind::Victim => "victim",
            RecordKind::Assistance => "assistance",
            RecordKind::Proceeding => "proceeding",
        };
        for (name, source) in &self.fields {
            let Some(field) = schema::field_of(self.record, name) else {
                let names: Vec<&str> = known.iter().map(|field| field.name).collect();
                return Err(MappingError::UnknownField {
                    field: name.clone(),
                    kind,
                    known: names.join(", "),
                });
            };
            check_source(field, source)?;
        }
        known
            .iter()
            .filter(|field| field.is_required && field.name != missing)
            .find(|field| !self.fields.contains_key(field.name))
            .map_or(Ok(()), |field| Err(MappingError::MissingField(field.name)))
    }

    /// Names of all columns of the file that the mapping names.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        let of_persons = self.identity.columns().chain(self.defendant.columns());
        let of_fields = self.fields.values().flat_map(FieldSource::columns);
        let all = of_persons.map(String::as_str).chain(of_fields);
        let parts = self.joined.values().flatten().map(String::as_str);
        all.filter(|name| !self.joined.contains_key(*name)).chain(parts)
    }
}

fn check_source(field: &Field, source: &FieldSource) -> Result<(), MappingError> {
    let is_several = matches!(field.holds, Holds::Codes(_) | Holds::Countries | Holds::Ids)
        || field.name == "service";
    let sources = usize::from(source.column().is_some()) + usize::from(source.constant().is_some());
    let has_more = source.columns().count() > usize::from(source.column().is_some());
    if sources + usize::from(has_more) != 1 || has_more && !is_several {
        return Err(MappingError::Source(field.name.into()));
    }
    let is_right = |code: &str| match field.holds {
        _ if code.is_empty() => true,
        Holds::Age => {
            schema::codes("AGE_BAND").iter().any(|label| label.code.eq_ignore_ascii_case(code))
                || code.parse::<u32>().is_ok()
                || code.contains('-')
        }
        Holds::Country | Holds::Countries => schema::country(code).is_some(),
        // A constant may hold several.
        holds => holds.list().is_none_or(|list| {
            code.split('|').all(|code| {
                let code = code.trim().replace([' ', '-'], "_");
                let is_known =
                    schema::codes(list).iter().any(|l| l.code.eq_ignore_ascii_case(&code));
                is_known || list == "YES_NO" && schema::yes_no(&code).is_some()
            })
        }),
    };
    let Some(wrong) = source.codes().find(|code| !is_right(code)) else { return Ok(()) };
    let known = match field.holds.list() {
        Some(list) => {
            schema::codes(list).iter().map(|label| label.code).collect::<Vec<_>>().join(", ")
        }
        None => "codes of ISO 3166-1 (XK for Kosovo)".into(),
    };
    Err(MappingError::Code { field: field.name.into(), code: wrong.into(), known })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
        record = "victim"
        delimiter = ";"
        [identity]
        given_name = "Emri"
        [fields]
        record_id = "ID"
        trafficking_status = { column = "Statusi", values = { "Viktimë" = "ACTUAL_VICTIM" } }
        identified_on = "Data"
        consent_processing = { constant = "YES" }
    "#;

    #[test]
    fn a_mapping_is_read_and_translates() {
        let mapping = Mapping::parse(GOOD).unwrap();
        mapping.check_fields().unwrap();
        let status = &mapping.fields["trafficking_status"];
        assert_eq!(status.translate("VIKTIMË"), "ACTUAL_VICTIM");
        assert_eq!(status.translate("POSSIBLE_VICTIM"), "POSSIBLE_VICTIM");
    }

    #[test]
    fn mistakes_are_named() {
        let error = |text: &str| {
            let mapping = Mapping::parse(text);
            mapping.and_then(|m| m.check_fields()).unwrap_err().to_string()
        };
        let with = |from: &str, to: &str| error(&GOOD.replace(from, to));
        assert!(with("record_id =", "recordid =").contains("recordid"));
        assert!(with("identified_on = \"Data\"", "").contains("identified_on"));
        assert!(with("{ constant = \"YES\" }", "{ values = {} }").contains("consent_processing"));
        assert!(with("\"victim\"", "\"person\"").contains("record must be"));
        assert!(with("given_name", "first_name").contains("first_name"));
        assert!(with("ACTUAL_VICTIM", "VICTIM").contains("POSSIBLE_VICTIM"));
        assert!(with("\"YES\"", "\"MAYBE\"").contains("UNKNOWN"));
        assert!(with("\"Data\"", "{ columns = [\"Data\", \"D2\"] }").contains("identified_on"));
        assert!(with("delimiter = \";\"", "encoding = \"latin\"").contains("windows-1250"));
        assert!(with("delimiter = \";\"", "delimiter = \"ë\"").contains("ASCII"));
        let twice = "{ column = \"S\", values = { a = \"ACTUAL_VICTIM\", A = \"NOT_A_VICTIM\" } }";
        let told =
            with("{ column = \"Statusi\", values = { \"Viktimë\" = \"ACTUAL_VICTIM\" } }", twice);
        assert!(told.contains("two codes"), "{told}");
    }

    #[test]
    fn cells_are_split_and_empty_words_known() {
        let mapping = Mapping::parse(
            &GOOD.replace("delimiter", "list_separator = [\",\", \"/\"]\ndelimiter"),
        );
        let mapping = mapping.unwrap();
        assert_eq!(mapping.split("a, b/ c,,").collect::<Vec<_>>(), ["a", "b", "c"]);
        assert!(mapping.is_empty_word("N/A") && mapping.is_empty_word("-"));
        assert!(!mapping.is_empty_word("NA") && !mapping.is_said_empty("-"));
        let own =
            Mapping::parse(&GOOD.replace("delimiter", "empty = [\"asgjë\"]\ndelimiter")).unwrap();
        assert!(own.is_said_empty("Asgjë") && !own.is_empty_word("-"));
    }
}
