//! Builder of records from rows: maps codes, coarsens dates and ages, makes tokens, and leaves
//! everything identifying behind.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use parking_lot::Mutex;

use crate::domain::codes::*;
use crate::domain::id::OpaqueId;
use crate::domain::period::YearMonth;
use crate::domain::profile::{Profile, ProfileId};
use crate::domain::record::*;
use crate::domain::rules::{self, Context};

use super::dates::DateReader;
use super::fields::Fields;
use super::follow::Followed;
use super::identity::{BirthDate, Identity};
use super::key::TokenKey;
use super::mapping::{IdentityColumns, Mapping, MappingError};
use super::match_key::Tokenizer;
use super::missing::{Detail, Why, Worth, set_aside};
use super::numbers::{Zero, without_zero};
use super::record_ids::{Naming, RecordIdKey};
use super::remarks::{Remark, Remarked, Remarks};
use super::rows::{ReadNotes, Row, RowError, Rows};
use super::shared::{Doubles, SharedNumbers, is_odd_hyphen};

/// Reason why a row was refused: a column (or field) and what would be right, never the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Column of the export, or field of the record where no column is at fault.
    pub column: String,
    /// Words that say what would be right.
    pub reason: String,
}

/// Count of the values of a column that were set aside for one reason: they say nothing of a
/// person, and the record goes on without them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// Column of the export.
    pub column: String,
    /// Reason why the values were set aside.
    pub why: Why,
    /// Number of values.
    pub count: u64,
    /// Smallest line in which such a value stands, from 1.
    pub line: u64,
}

fn with_tokenizers(profile: &Profile, keys: Vec<TokenKey>) -> Vec<(TokenKey, Tokenizer)> {
    let prepared = keys.into_iter().map(|key| {
        let tokenizer = Tokenizer::new(profile, &key);
        (key, tokenizer)
    });
    prepared.collect()
}

/// Full date of birth, as year, month and day.
pub(super) fn born(identity: &Identity) -> Option<(i16, i8, i8)> {
    identity.birth_date.and_then(|birth| Some((birth.year, birth.month?, birth.day?)))
}

/// Reason why the row of a person who says NO does not leave.
pub const NO_CONSENT: &str =
    "is NO: the record does not leave, and is withdrawn where the exchange has it";

/// Reason why a row does not leave whose record has a newer version in another row of the file.
pub const OLDER_VERSION: &str = "has a newer version in the same file: only that one leaves";

/// Reason why the row of a person of whom too little is known does not leave.
pub const TOO_LITTLE: &str = "too little is known to tell the person from others: give a national id, a document number, or names with a date of birth";

/// Builder that makes records of the rows of an export.
pub struct Builder {
    pub(super) mapping: Mapping,
    pub(super) profile: Profile,
    pub(super) keys: Vec<(TokenKey, Tokenizer)>,
    transnational: Vec<(TokenKey, Tokenizer)>,
    pub(super) today: Date,
    pub(super) dates: DateReader,
    pub(super) remarks: Remarks,
    shared: SharedNumbers,
    doubles: Doubles,
    pub(super) naming: Naming,
    pub(super) followed: Mutex<Followed>,
    /// Number of values that were set aside, and the first line with one, by column and reason.
    aside: Mutex<BTreeMap<(String, Why), (u64, u64)>>,
    /// Number of values that were set aside, by what they stand for.
    aside_of: Mutex<BTreeMap<Detail, u64>>,
    /// Digest of the file that was studied.
    studied: Option<blake3::Hash>,
}

impl Builder {
    /// A builder for one export. `keys` holds the national key of each epoch in
    /// use; during a rotation there are two, and each person gets tokens of both.
    /// The first key makes the pseudonyms of cases and defendants. `today` tells
    /// which dates lie in the future. Unless the mapping says `plain_ids`, no record
    /// is built before [`Builder::with_record_ids`] or [`Builder::with_plain_ids`].
    pub fn new(mapping: Mapping, profile: Profile, keys: Vec<TokenKey>, today: Date) -> Self {
        let keys = with_tokenizers(&profile, keys);
        let dates = DateReader::new(&mapping.date_formats, mapping.two_digit_years_from, today);
        let naming = if mapping.plain_ids { Naming::Plain } else { Naming::Undecided };
        Self {
            dates,
            remarks: Remarks::default(),
            doubles: Doubles::default(),
            mapping,
            profile,
            keys,
            transnational: Vec::new(),
            today,
            shared: SharedNumbers::default(),
            naming,
            followed: Mutex::default(),
            aside: Mutex::default(),
            aside_of: Mutex::default(),
            studied: None,
        }
    }

    /// Adds the transnational keys: records that may cross borders get tokens of these too.
    pub fn with_transnational(mut self, keys: Vec<TokenKey>) -> Self {
        self.transnational = with_tokenizers(&self.profile, keys);
        self
    }

    /// Has record ids hashed with the institution's own secret, as those of the mapping's `system`.
    /// Refuses a mapping that names none: its ids would meet those of another system; and one that
    /// says `plain_ids`.
    pub fn with_record_ids(mut self, key: &RecordIdKey) -> Result<Self, MappingError> {
        if self.mapping.plain_ids {
            return Err(MappingError::PlainAndHashed);
        }
        let system = self.mapping.system.as_deref().filter(|name| !name.trim().is_empty());
        self.naming = Naming::Hashed(key.of_system(system.ok_or(MappingError::NoSystem)?));
        Ok(self)
    }

    /// Has record ids leave as they stand: for ids that mean nothing outside the institution's system,
    /// and that no other system of the institution uses.
    pub fn with_plain_ids(mut self) -> Self {
        self.naming = Naming::Plain;
        self
    }

    /// The id under which the record of a row with this id leaves; `None` for text that is none.
    pub fn record_id(&self, raw: &str) -> Option<OpaqueId> {
        match &self.naming {
            Naming::Hashed(ids) => ids.id(self.mapping.record, raw),
            Naming::Plain => OpaqueId::new(raw.trim()),
            Naming::Undecided => None,
        }
    }

    /// Has the ids of all rows kept, to see which records an export lacks: some 100 bytes a row.
    pub fn following_ids(self) -> Self {
        self.followed.lock().follow_ids();
        self
    }

    /// First characters of the ids of this system's records, where ids are hashed.
    pub fn ids_mark(&self) -> Option<&str> {
        match &self.naming {
            Naming::Hashed(ids) => Some(ids.mark()),
            Naming::Plain | Naming::Undecided => None,
        }
    }

    /// Records of which the rows that were built since the start say NO to processing: at most so
    /// many.
    pub fn said_no(&self, most: usize) -> Vec<OpaqueId> {
        self.followed.lock().refused_consent().take(most).map(|(id, _)| id.clone()).collect()
    }

    /// Takes what was followed in the rows that were built since the start.
    pub fn take_followed(&self) -> Followed {
        std::mem::take(&mut *self.followed.lock())
    }

    /// Whether the builder makes tokens that partner countries can find.
    pub fn has_transnational_key(&self) -> bool {
        !self.transnational.is_empty()
    }

    /// Reads a file before its rows are built. Faults of the file as a whole are found before
    /// anything leaves, and so are numbers that stand beside different persons in it, and ids that
    /// stand in several rows. Returns what was passed over.
    pub fn study(mut self, file: &Path) -> Result<(Self, ReadNotes), RowError> {
        let pass = |builder: &mut Self, see: fn(&mut Self, &Row)| {
            let mut rows = builder.rows(file)?;
            for row in rows.by_ref() {
                match row {
                    Ok(row) => see(builder, &row),
                    Err(RowError::Row { .. }) => {}
                    Err(error) => return Err(error),
                }
            }
            builder.studied = Some(rows.digest());
            Ok(rows.notes().clone())
        };
        let notes = pass(&mut self, Self::count)?;
        if self.has_doubles() {
            pass(&mut self, Self::note)?;
        }
        Ok((self, notes))
    }

    /// Opens the rows of a file. Where it was studied, and has another content at the end of this reading, that is an
    /// error of the file: what was found when it was studied holds for another one.
    pub fn rows(&self, file: &Path) -> Result<Rows, RowError> {
        Rows::open_again(file, &self.mapping, self.studied)
    }

    /// Counts the numbers and the id of a row, to find what stands in several rows. All rows of a
    /// file are counted before the first is built. Memory does not grow with the rows.
    pub fn count(&mut self, row: &Row) {
        for columns in [&self.mapping.identity, &self.mapping.defendant] {
            let mut identity = self.mapped_identity(row, columns);
            set_aside(&mut identity);
            self.shared.count(&identity);
        }
        if let Some(id) = self.counted_id(row) {
            self.doubles.count(id);
        }
    }

    /// Whether anything that was counted may stand in several rows, so that [`Builder::note`] has
    /// something to find.
    pub fn has_doubles(&self) -> bool {
        self.shared.has_doubles() || self.doubles.has_any()
    }

    /// Notes who stands beside the numbers of a row that were counted more than once, and the ids
    /// that stand in several rows. When all rows of a file were noted before the first is built,
    /// numbers that stand beside different persons in it are set aside.
    pub fn note(&mut self, row: &Row) {
        for columns in [&self.mapping.identity, &self.mapping.defendant] {
            let mut identity = self.mapped_identity(row, columns);
            set_aside(&mut identity);
            self.shared.note(&identity);
        }
        if let Some(id) = self.counted_id(row) {
            if self.doubles.note(id, row) {
                self.remarks.add(self.column_of("record_id"), Remark::AlikeIds, row.line);
            }
            if self.has_revisions() {
                let revision = Fields::new(self, row).silent_revision();
                self.doubles.note_revision(id, revision);
            }
        }
    }

    /// Id of a row's record. A second row with the id is another version of the record, or, without
    /// revisions, a mistake: nobody knows which of the two holds.
    fn counted_id<'r>(&self, row: &'r Row) -> Option<&'r str> {
        let id = row.value(self.mapping.fields.get("record_id")?.column()?);
        (!id.is_empty()).then_some(id)
    }

    fn has_revisions(&self) -> bool {
        self.mapping.fields.contains_key("revision")
    }

    /// Name of a field's column in the file; the field itself where it has no column.
    pub(super) fn column_of<'f>(&'f self, field: &'f str) -> &'f str {
        let source = self.mapping.fields.get(field);
        source.and_then(|source| source.columns().next()).unwrap_or(field)
    }

    /// Counts of values that were read in another way than they stand, in the rows that were built
    /// since the start.
    pub fn remarks(&self) -> Vec<Remarked> {
        self.remarks.all()
    }

    /// First and last year that years of two digits stand for.
    pub fn short_years(&self) -> (i16, i16) {
        self.dates.short_years()
    }

    /// Counts of values that were set aside in the rows that were built since the start.
    pub fn set_aside(&self) -> Vec<SetAside> {
        let aside = self.aside.lock();
        let found = aside.iter().map(|((column, why), (count, line))| SetAside {
            column: column.clone(),
            why: *why,
            count: *count,
            line: *line,
        });
        found.collect()
    }

    /// Number of values that were set aside in the rows that were built since the start, by what they stand
    /// for.
    pub fn set_aside_of(&self) -> BTreeMap<Detail, u64> {
        self.aside_of.lock().clone()
    }

    pub(super) fn count_set_aside(&self, column: &str, detail: Detail, why: Why, line: u64) {
        *self.aside_of.lock().entry(detail).or_default() += 1;
        let mut aside = self.aside.lock();
        let (count, first) = aside.entry((column.to_owned(), why)).or_insert((0, line));
        *count += 1;
        *first = line.min(*first);
    }

    /// All keys of the builder, and the id of the profile by which they are used: what a client
    /// proves.
    pub fn keys(&self) -> (impl Iterator<Item = &TokenKey>, ProfileId) {
        (self.keys.iter().chain(&self.transnational).map(|(key, _)| key), self.profile.id())
    }

    /// Mapping of the export.
    pub fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    /// Builds the records of a row - one, but for a row of assistance with several services. The
    /// error lists everything that is wrong with the row.
    pub fn build(&self, row: &Row) -> Result<Vec<Record>, Vec<Refusal>> {
        let mut fields = Fields::new(self, row);
        let (id, said) = fields.follow();
        if self.counted_id(row).is_some_and(|raw| self.doubles.has_newer(raw, said.revision)) {
            let column = self.column_of("revision").into();
            return Err(vec![Refusal { column, reason: OLDER_VERSION.into() }]);
        }
        let built = self.build_row(fields, row);
        self.followed.lock().end(id, built.as_deref().unwrap_or_default());
        built
    }

    /// Follows what a row that cannot be read says of its record all the same. Whether it says NO to
    /// processing.
    pub fn follow_damaged(&self, line: u64, rest: Option<&Row>) -> bool {
        let Some(row) = rest else {
            self.followed.lock().nameless.insert(line);
            return false;
        };
        let mut fields = Fields::new(self, row);
        let (id, said) = fields.follow();
        self.followed.lock().end(id, &[]);
        said.is_no
    }

    fn build_row(&self, mut fields: Fields<'_>, row: &Row) -> Result<Vec<Record>, Vec<Refusal>> {
        let records = match self.mapping.record {
            RecordKind::Victim => fields.victim().map(|r| vec![Record::Victim(Box::new(r))]),
            RecordKind::Assistance => fields.assistance(),
            RecordKind::Proceeding => {
                fields.proceeding().map(|r| vec![Record::Proceeding(Box::new(r))])
            }
        };
        let consent = match records.as_deref() {
            Some([Record::Victim(victim)]) => Some(victim.consent.processing),
            // Services and proceedings are asked for it where their export tells of it.
            _ if self.mapping.record != RecordKind::Victim
                && self.mapping.fields.contains_key("consent_processing") =>
            {
                Some(fields.code("consent_processing"))
            }
            _ => None,
        };
        let earlier = self.counted_id(row).and_then(|id| self.doubles.earlier(id, row));
        if let Some(line) = earlier.filter(|_| !self.has_revisions()) {
            fields.refuse(
                "record_id",
                format!("is the id of line {line} already: each row must have its own, or say the same (or map revision, if they are versions of one record)"),
            );
        }
        let id = self.column_of("record_id");
        if row.value(id).contains(is_odd_hyphen) {
            self.remarks.add(id, Remark::OddHyphen, row.line);
        }
        let mut refusals = fields.refusals;
        let Some(records) = records.filter(|_| refusals.is_empty()) else { return Err(refusals) };
        let month = YearMonth::new(i32::from(self.today.year()), i32::from(self.today.month()));
        let context = Context {
            this_month: month.ok_or_else(Vec::new)?,
            key_epochs: &self.keys.iter().map(|(key, _)| key.epoch()).collect::<Vec<_>>(),
            transnational_epochs: &self
                .transnational
                .iter()
                .map(|(key, _)| key.epoch())
                .collect::<Vec<_>>(),
            regions: &[],
            profile: &self.profile,
        };
        if let Some(said) = consent.filter(|said| *said != Some(YesNo::Yes)) {
            let why = match said {
                Some(YesNo::No) => NO_CONSENT,
                _ => "must be YES: without it the record may not leave",
            };
            let column = self.column_of("consent_processing").into();
            refusals.push(Refusal { column, reason: why.into() });
        }
        for record in &records {
            refusals.extend(rules::check(record, &context).into_iter().map(|v| Refusal {
                column: self.column_of_violation(&v.field),
                reason: v.description,
            }));
        }
        refusals.dedup();
        if refusals.is_empty() { Ok(records) } else { Err(refusals) }
    }

    /// Columns of the file behind a field as the schema calls it (`victim.identified_on`): several
    /// with commas between them; the field itself where none is behind it.
    pub fn column_of_violation(&self, field: &str) -> String {
        let path = field.split_once('.').map_or(field, |(_, path)| path);
        // A place in a list is no column of its own.
        let path = path.split('[').next().unwrap_or(path);
        let name = match path.split_once('.') {
            Some(("consent", consent @ ("processing" | "cross_border_sharing"))) => {
                format!("consent_{consent}")
            }
            Some((_, name)) => name.to_owned(),
            None => path.to_owned(),
        };
        let is_of_person = matches!(name.as_str(), "tokens" | "transnational_tokens");
        let columns: Vec<&str> = match self.mapping.fields.get(&name) {
            Some(source) => source.columns().collect(),
            None if is_of_person => self.mapping.identity.columns().map(String::as_str).collect(),
            None => Vec::new(),
        };
        if columns.is_empty() { field.to_owned() } else { columns.join(", ") }
    }

    /// Reads the identity in a row. A date of birth that cannot be read is left out, and so are
    /// details that say nothing or are damaged. Offline evaluation of linkage uses the identity as
    /// it is.
    pub fn identity(&self, row: &Row) -> Identity {
        self.read_identity(row, &self.mapping.identity).0
    }

    /// Reads the identity in a row as [`Builder::build`] does, whatever else the row holds: what is set
    /// aside is counted. Beside it stands what the row would be refused for.
    pub fn checked_identity(&self, row: &Row) -> (Identity, Vec<Refusal>) {
        let mut fields = Fields { builder: self, row, refusals: Vec::new(), is_silent: false };
        let identity = fields.identity(&self.mapping.identity).unwrap_or_default();
        (identity, fields.refusals)
    }

    /// Makes the tokens of an identity under all keys.
    pub fn tokens(&self, identity: &Identity) -> Vec<Token> {
        self.keys.iter().flat_map(|(_, tokenizer)| tokenizer.padded(identity)).collect()
    }

    /// Makes the tokens of an identity under the transnational keys.
    pub fn transnational_tokens(&self, identity: &Identity) -> Vec<Token> {
        self.transnational.iter().flat_map(|(_, tokenizer)| tokenizer.padded(identity)).collect()
    }

    /// Reads the identity in some columns of a row. Details that say nothing are left out, and
    /// told beside it.
    pub(super) fn read_identity(
        &self,
        row: &Row,
        columns: &IdentityColumns,
    ) -> (Identity, Vec<(Detail, Worth)>) {
        let mut identity = self.mapped_identity(row, columns);
        let mut aside = set_aside(&mut identity);
        let [id, document] = self.shared.are_shared(&identity);
        if id {
            identity.national_id.clear();
            aside.push((Detail::NationalId, Worth::Nothing(Why::Shared)));
        }
        if document {
            identity.document.clear();
            aside.push((Detail::Document, Worth::Nothing(Why::Shared)));
        }
        (identity, aside)
    }

    fn mapped_identity(&self, row: &Row, columns: &IdentityColumns) -> Identity {
        let value_of = |column: &str| match row.value(column) {
            value if self.mapping.is_said_empty(value) => String::new(),
            value => value.to_owned(),
        };
        let value = |column: &Option<String>| column.as_deref().map_or_else(String::new, value_of);
        let mut identity = Identity::default();
        (identity.given_name, identity.surname) = match &columns.full_name {
            Some(both) => both.apart(&value_of(&both.column)).unwrap_or_default(),
            None => (value(&columns.given_name), value(&columns.surname)),
        };
        identity.birth_date = columns.birth_date.as_ref().and_then(|column| {
            // A time in UTC may be of the day before.
            let found =
                self.dates.read(row.value(column)).ok().filter(|found| !found.is_instant)?;
            Some(BirthDate { year: found.year, month: found.month, day: found.day })
        });
        identity.sex = value(&columns.sex);
        identity.national_id = value(&columns.national_id);
        if let Some(Zero::Restored(whole)) = without_zero(&identity.national_id, born(&identity)) {
            identity.national_id = whole;
        }
        identity.document = value(&columns.document);
        identity.place_of_birth = value(&columns.place_of_birth);
        identity
    }
}
