//! The mapping file: which column of an institution's export holds what.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use thiserror::Error;

use crate::domain::codes::RecordKind;

use super::missing::Detail;

/// A mapping file that cannot be used.
#[derive(Debug, Error)]
pub enum MappingError {
    /// Reading failed.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Not a mapping.
    #[error("{path}: {reason}")]
    Format {
        /// The file.
        path: PathBuf,
        /// What is wrong and where.
        reason: String,
    },
    /// A field that the schema does not have.
    #[error("[fields] {field}: no such field of {kind} records; there are: {known}")]
    UnknownField {
        /// The name in the file.
        field: String,
        /// The kind of record.
        kind: &'static str,
        /// All names.
        known: String,
    },
    /// A required field has no source.
    #[error("[fields] {0}: required, but the mapping names no column or constant for it")]
    MissingField(&'static str),
    /// A field with neither or both of column and constant.
    #[error("[fields] {0}: give either a column or a constant")]
    Source(String),
    /// The export lacks a column that the mapping names.
    #[error("the file has no column \"{0}\", which the mapping names")]
    MissingColumn(String),
}

/// Where a field of the record comes from.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum FieldSource {
    /// A column as it stands.
    Column(String),
    /// A column or a constant, with a translation of values to codes.
    Detailed(DetailedSource),
}

/// The long form of a source.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DetailedSource {
    /// The column.
    pub column: Option<String>,
    /// A value for all rows.
    pub constant: Option<String>,
    /// What the export writes -> the code of the schema.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
}

impl FieldSource {
    pub(super) fn column(&self) -> Option<&str> {
        match self {
            Self::Column(column) => Some(column),
            Self::Detailed(source) => source.column.as_deref(),
        }
    }

    pub(super) fn constant(&self) -> Option<&str> {
        match self {
            Self::Column(_) => None,
            Self::Detailed(source) => source.constant.as_deref(),
        }
    }

    /// The code that the export's value stands for; the value itself when the
    /// mapping does not translate it.
    pub(super) fn translate<'a>(&'a self, value: &'a str) -> &'a str {
        let Self::Detailed(source) = self else { return value };
        source
            .values
            .iter()
            .find(|(from, _)| from.to_lowercase() == value.to_lowercase())
            .map_or(value, |(_, to)| to)
    }
}

/// Columns that identify a person. They make tokens and never leave.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs)] // the fields of `Identity`
pub struct IdentityColumns {
    pub given_name: Option<String>,
    pub surname: Option<String>,
    pub birth_date: Option<String>,
    pub sex: Option<String>,
    pub national_id: Option<String>,
    pub document: Option<String>,
    pub place_of_birth: Option<String>,
}

impl IdentityColumns {
    /// All columns named.
    pub(super) fn columns(&self) -> impl Iterator<Item = &String> {
        [
            &self.given_name,
            &self.surname,
            &self.birth_date,
            &self.sex,
            &self.national_id,
            &self.document,
            &self.place_of_birth,
        ]
        .into_iter()
        .flatten()
    }

    /// The column of a detail.
    pub(super) fn column(&self, detail: Detail) -> Option<&str> {
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

    pub(super) fn is_empty(&self) -> bool {
        self.columns().next().is_none()
    }
}

/// A mapping file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Kind of the records: `victim`, `assistance` or `proceeding`.
    #[serde(deserialize_with = "kind")]
    pub record: RecordKind,
    /// Column separator of CSV files; a comma unless given.
    #[serde(default = "comma")]
    pub delimiter: char,
    /// Formats of dates, tried in turn (`strptime`, for example `%d.%m.%Y`).
    #[serde(default = "iso_date")]
    pub date_formats: Vec<String>,
    /// Between the values of a multi-valued column; `|` unless given.
    #[serde(default = "bar")]
    pub list_separator: String,
    /// Who the victim is.
    #[serde(default)]
    pub identity: IdentityColumns,
    /// Who the defendant is, in proceedings.
    #[serde(default)]
    pub defendant: IdentityColumns,
    /// Sources of the record's fields.
    #[serde(default)]
    pub fields: BTreeMap<String, FieldSource>,
}

fn kind<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<RecordKind, D::Error> {
    use crate::domain::code_list::CodeList;
    let text = String::deserialize(deserializer)?;
    RecordKind::from_code(&text).ok_or_else(|| {
        serde::de::Error::custom("record must be \"victim\", \"assistance\" or \"proceeding\"")
    })
}
fn comma() -> char {
    ','
}
fn iso_date() -> Vec<String> {
    vec!["%Y-%m-%d".into()]
}
fn bar() -> String {
    "|".into()
}

const VICTIM_FIELDS: &[&str] = &[
    "record_id",
    "revision",
    "episode",
    "trafficking_status",
    "status_decided_by",
    "gender",
    "age_band",
    "majority_at_exploitation",
    "citizenships",
    "country_of_exploitation",
    "country_of_residence",
    "country_of_identification",
    "country_of_recruitment",
    "region",
    "trafficking_form",
    "identified_on",
    "trafficking_duration",
    "previously_trafficked",
    "recruitment_methods",
    "control_methods",
    "exploitation_types",
    "labour_sector",
    "sexual_exploitation_forms",
    "recruiter_relations",
    "acts",
    "means",
    "consent_processing",
    "consent_cross_border_sharing",
    "discoverable_by",
];

const ASSISTANCE_FIELDS: &[&str] = &[
    "record_id",
    "revision",
    "victim_record_id",
    "service",
    "status",
    "beneficiary",
    "provider_type",
    "started_on",
    "ended_on",
];

const PROCEEDING_FIELDS: &[&str] = &[
    "record_id",
    "revision",
    "case_number",
    "stage",
    "outcome",
    "offence",
    "opened_on",
    "closed_on",
    "court_days",
    "arrested",
    "sentence_months",
    "is_public_official",
    "assets_confiscated",
    "compensation_requested",
    "compensation_awarded",
    "compensation_paid",
    "compensation_amount_euro",
    "joint_investigation",
    "child_interview_with_social_worker",
    "victim_record_ids",
];

impl Mapping {
    /// Names of the fields that a mapping may give to records of a kind; `None` for another word than
    /// `victim`, `assistance` and `proceeding`.
    pub fn fields_of(kind: &str) -> Option<&'static [&'static str]> {
        match kind {
            "victim" => Some(VICTIM_FIELDS),
            "assistance" => Some(ASSISTANCE_FIELDS),
            "proceeding" => Some(PROCEEDING_FIELDS),
            _ => None,
        }
    }

    /// Reads a mapping file and checks it against the schema.
    pub fn load(path: &Path) -> Result<Self, MappingError> {
        let text = fs::read_to_string(path)
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
        let mapping: Self = toml::from_str(text).map_err(|error| MappingError::Format {
            path: PathBuf::from("mapping"),
            reason: error.to_string(),
        })?;
        let format =
            |reason: &str| MappingError::Format { path: "mapping".into(), reason: reason.into() };
        if !mapping.delimiter.is_ascii() {
            return Err(format("delimiter must be one ASCII character"));
        }
        if mapping.list_separator.is_empty() {
            return Err(format("list_separator must not be empty"));
        }
        Ok(mapping)
    }

    /// Checks that all fields exist, that each has one source, and that the
    /// required ones are there. Offline evaluation of linkage, which needs the
    /// identity alone, skips this.
    pub fn check_fields(&self) -> Result<(), MappingError> {
        let (known, required, kind): (&[&str], &[&'static str], _) = match self.record {
            RecordKind::Victim => (
                VICTIM_FIELDS,
                &["record_id", "trafficking_status", "identified_on", "consent_processing"],
                "victim",
            ),
            RecordKind::Assistance => {
                (ASSISTANCE_FIELDS, &["record_id", "service", "status", "started_on"], "assistance")
            }
            RecordKind::Proceeding => (
                PROCEEDING_FIELDS,
                &["record_id", "case_number", "stage", "outcome", "offence", "opened_on"],
                "proceeding",
            ),
        };
        for (field, source) in &self.fields {
            if !known.contains(&field.as_str()) {
                return Err(MappingError::UnknownField {
                    field: field.clone(),
                    kind,
                    known: known.join(", "),
                });
            }
            if source.column().is_some() == source.constant().is_some() {
                return Err(MappingError::Source(field.clone()));
            }
        }
        required
            .iter()
            .find(|field| !self.fields.contains_key(**field))
            .map_or(Ok(()), |field| Err(MappingError::MissingField(field)))
    }

    /// Checks that the export has every column that the mapping names.
    pub fn check_columns(&self, header: &[String]) -> Result<(), MappingError> {
        self.identity
            .columns()
            .chain(self.defendant.columns())
            .map(String::as_str)
            .chain(self.fields.values().filter_map(FieldSource::column))
            .find(|column| !header.iter().any(|name| name == column))
            .map_or(Ok(()), |column| Err(MappingError::MissingColumn(column.into())))
    }
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
        let mapping = Mapping::parse(GOOD).unwrap();
        let header = ["Emri", "ID", "Statusi"].map(String::from);
        let error = mapping.check_columns(&header).unwrap_err();
        assert!(error.to_string().contains("\"Data\""), "{error}");
    }
}
