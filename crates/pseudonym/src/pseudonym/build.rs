//! From a row to a record: maps codes, coarsens dates and ages, makes tokens, and
//! leaves everything identifying behind.

use std::collections::BTreeMap;

use jiff::civil::Date;
use parking_lot::Mutex;

use crate::domain::codes::*;
use crate::domain::period::YearMonth;
use crate::domain::profile::{Profile, ProfileId};
use crate::domain::record::*;
use crate::domain::rules::{self, Context};

use super::fields::Fields;
use super::identity::{BirthDate, Identity};
use super::key::TokenKey;
use super::mapping::{IdentityColumns, Mapping};
use super::match_key::{Tokenizer, case_pseudonym, defendant_pseudonym};
use super::missing::{Detail, Why, Worth, set_aside};
use super::rows::Row;
use super::shared::SharedNumbers;

/// Why a row was refused: a column (or field) and what would be right. Never the
/// value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Column of the export, or field of the record where no column is at fault.
    pub column: String,
    /// What would be right.
    pub reason: String,
}

/// Values of a column that were set aside for one reason: they say nothing of a person, and the
/// record goes on without them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// Column of the export.
    pub column: String,
    /// Why.
    pub why: Why,
    /// How many.
    pub count: u64,
    /// Smallest line in which one stands, from 1.
    pub line: u64,
}

fn with_tokenizers(profile: &Profile, keys: Vec<TokenKey>) -> Vec<(TokenKey, Tokenizer)> {
    let prepared = keys.into_iter().map(|key| {
        let tokenizer = Tokenizer::new(profile, &key);
        (key, tokenizer)
    });
    prepared.collect()
}

/// Makes records out of rows.
pub struct Builder {
    pub(super) mapping: Mapping,
    profile: Profile,
    keys: Vec<(TokenKey, Tokenizer)>,
    transnational: Vec<(TokenKey, Tokenizer)>,
    pub(super) today: Date,
    shared: SharedNumbers,
    /// What was set aside: how many, and in which line first.
    aside: Mutex<BTreeMap<(String, Why), (u64, u64)>>,
}

impl Builder {
    /// A builder for one export. `keys` holds the national key of each epoch in
    /// use; during a rotation there are two, and each person gets tokens of both.
    /// The first key makes the pseudonyms of cases and defendants. `today` tells
    /// which dates lie in the future.
    pub fn new(mapping: Mapping, profile: Profile, keys: Vec<TokenKey>, today: Date) -> Self {
        let keys = with_tokenizers(&profile, keys);
        Self {
            mapping,
            profile,
            keys,
            transnational: Vec::new(),
            today,
            shared: SharedNumbers::default(),
            aside: Mutex::default(),
        }
    }

    /// Adds the transnational keys: records that may cross borders get tokens of these too.
    pub fn with_transnational(mut self, keys: Vec<TokenKey>) -> Self {
        self.transnational = with_tokenizers(&self.profile, keys);
        self
    }

    /// Whether it makes tokens that partner countries can find.
    pub fn has_transnational_key(&self) -> bool {
        !self.transnational.is_empty()
    }

    /// Takes notice of the numbers in a row. When all rows of a file were noted before the first is
    /// built, numbers that stand beside different persons in it are set aside.
    pub fn note(&mut self, row: &Row) {
        for columns in [&self.mapping.identity, &self.mapping.defendant] {
            let mut identity = self.mapped_identity(row, columns);
            set_aside(&mut identity);
            self.shared.note(&identity);
        }
    }

    /// What was set aside in the rows that were built since the start.
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

    pub(super) fn count_set_aside(&self, column: &str, why: Why, line: u64) {
        let mut aside = self.aside.lock();
        let (count, first) = aside.entry((column.to_owned(), why)).or_insert((0, line));
        *count += 1;
        *first = line.min(*first);
    }

    /// All its keys, and the id of the profile by which they are used: what a client proves.
    pub fn keys(&self) -> (impl Iterator<Item = &TokenKey>, ProfileId) {
        (self.keys.iter().chain(&self.transnational).map(|(key, _)| key), self.profile.id())
    }

    /// The mapping.
    pub fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    /// The record of a row, or everything that is wrong with it.
    pub fn build(&self, row: &Row) -> Result<Record, Vec<Refusal>> {
        let mut fields = Fields { builder: self, row, refusals: Vec::new() };
        let record = match self.mapping.record {
            RecordKind::Victim => fields.victim().map(|r| Record::Victim(Box::new(r))),
            RecordKind::Assistance => fields.assistance().map(|r| Record::Assistance(Box::new(r))),
            RecordKind::Proceeding => fields.proceeding().map(|r| Record::Proceeding(Box::new(r))),
        };
        let mut refusals = fields.refusals;
        let Some(record) = record.filter(|_| refusals.is_empty()) else { return Err(refusals) };
        if !rules::may_be_processed(&record) {
            refusals.push(Refusal {
                column: "consent_processing".into(),
                reason: "must be YES: without it the record may not leave".into(),
            });
        }
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
        };
        refusals.extend(
            rules::check(&record, &context)
                .into_iter()
                .map(|v| Refusal { column: v.field, reason: v.description }),
        );
        if refusals.is_empty() { Ok(record) } else { Err(refusals) }
    }

    /// The identity in a row; a date of birth that cannot be read is left out, and so is what says
    /// nothing or is damaged. Offline evaluation of linkage uses it as it is.
    pub fn identity(&self, row: &Row) -> Identity {
        self.read_identity(row, &self.mapping.identity).0
    }

    /// Tokens of an identity under all keys.
    pub fn tokens(&self, identity: &Identity) -> Vec<Token> {
        self.keys.iter().flat_map(|(_, tokenizer)| tokenizer.padded(identity)).collect()
    }

    /// Tokens of an identity under the transnational keys.
    pub fn transnational_tokens(&self, identity: &Identity) -> Vec<Token> {
        self.transnational.iter().flat_map(|(_, tokenizer)| tokenizer.padded(identity)).collect()
    }

    /// The identity in some columns of a row, without what says nothing; that is told beside it.
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
        let value =
            |column: &Option<String>| column.as_ref().map_or("", |c| row.value(c)).to_owned();
        let mut identity = Identity::default();
        identity.given_name = value(&columns.given_name);
        identity.surname = value(&columns.surname);
        identity.birth_date =
            BirthDate::parse(&value(&columns.birth_date), &self.mapping.date_formats);
        identity.sex = value(&columns.sex);
        identity.national_id = value(&columns.national_id);
        identity.document = value(&columns.document);
        identity.place_of_birth = value(&columns.place_of_birth);
        identity
    }
}

impl Fields<'_> {
    fn victim(&mut self) -> Option<VictimRecord> {
        let identity = self.identity(&self.builder.mapping.identity)?;
        let identified = self.date("identified_on");
        self.refuse_birth_after(&identity, "identified_on");
        let mut record = VictimRecord {
            record_id: self.required("record_id", Self::opaque)?,
            revision: self.revision(),
            episode: self.opaque("episode"),
            tokens: self.builder.tokens(&identity),
            trafficking_status: self.required("trafficking_status", Self::code)?,
            status_decided_by: self.code("status_decided_by"),
            gender: self.code("gender"),
            age_band: self.age_band(&identity, identified),
            majority_at_exploitation: self.code("majority_at_exploitation"),
            citizenships: self.countries("citizenships"),
            country_of_exploitation: self.country("country_of_exploitation"),
            country_of_residence: self.country("country_of_residence"),
            country_of_identification: self.country("country_of_identification"),
            country_of_recruitment: self.country("country_of_recruitment"),
            region: self.opaque("region"),
            trafficking_form: self.code("trafficking_form"),
            identified_on: self.required("identified_on", Self::month)?,
            trafficking_duration: self.code("trafficking_duration"),
            previously_trafficked: self.code("previously_trafficked"),
            recruitment_methods: self.codes("recruitment_methods"),
            control_methods: self.codes("control_methods"),
            exploitation_types: self.codes("exploitation_types"),
            labour_sector: self.code("labour_sector"),
            sexual_exploitation_forms: self.codes("sexual_exploitation_forms"),
            recruiter_relations: self.codes("recruiter_relations"),
            acts: self.codes("acts"),
            means: self.codes("means"),
            consent: Consent {
                processing: self.code("consent_processing"),
                cross_border_sharing: self.code("consent_cross_border_sharing"),
            },
            transnational_tokens: Vec::new(),
            discoverable_by: self.countries("discoverable_by"),
        };
        if record.may_cross_borders() {
            record.transnational_tokens = self.builder.transnational_tokens(&identity);
        }
        let profile = &self.builder.profile;
        if !record.tokens.iter().any(|token| profile.seeks(token.kind)) {
            self.refuse(
                "identity",
                "too little is known to tell the person from others: give a national id, a document number, or names with a date of birth",
            );
        }
        let opaque = [Some(&record.record_id), record.episode.as_ref(), record.region.as_ref()];
        self.guard(&identity, opaque.into_iter().flatten());
        Some(record)
    }

    fn assistance(&mut self) -> Option<AssistanceRecord> {
        let identity = self.identity(&self.builder.mapping.identity)?;
        let victim = match self.opaque("victim_record_id") {
            Some(id) => VictimReference::Record(id),
            None => VictimReference::Tokens(self.builder.tokens(&identity)),
        };
        if victim == VictimReference::Tokens(Vec::new()) {
            self.refuse("victim_record_id", "name the victim's record, or map [identity] columns that tell the person from others");
        }
        let record = AssistanceRecord {
            record_id: self.required("record_id", Self::opaque)?,
            revision: self.revision(),
            victim,
            service: self.required("service", Self::code)?,
            status: self.required("status", Self::code)?,
            beneficiary: self.code("beneficiary"),
            provider_type: self.code("provider_type"),
            started_on: self.required("started_on", Self::month)?,
            ended_on: self.month("ended_on"),
        };
        self.guard(&identity, [&record.record_id].into_iter());
        Some(record)
    }

    fn proceeding(&mut self) -> Option<ProceedingRecord> {
        let victim = self.identity(&self.builder.mapping.identity)?;
        let defendant = self.identity(&self.builder.mapping.defendant)?;
        let (key, _) = self.builder.keys.first()?;
        let case_token = case_pseudonym(&self.value("case_number"), key);
        if case_token.is_none() {
            self.refuse("case_number", "must have at least four letters and digits");
        }
        let mut victims: Vec<VictimReference> = self
            .list("victim_record_ids")
            .iter()
            .filter_map(|id| self.opaque_value("victim_record_ids", id))
            .map(VictimReference::Record)
            .collect();
        let victim_tokens = self.builder.tokens(&victim);
        if !victim_tokens.is_empty() {
            victims.push(VictimReference::Tokens(victim_tokens));
        }
        let stage: ProceedingStage = self.required("stage", Self::code)?;
        let record = ProceedingRecord {
            record_id: self.required("record_id", Self::opaque)?,
            revision: self.revision(),
            case_token: case_token?,
            defendant_token: defendant_pseudonym(&defendant, key),
            key_epoch: key.epoch(),
            stage,
            outcome: self.required("outcome", Self::code)?,
            offence: self.required("offence", Self::code)?,
            opened_on: self.required("opened_on", Self::month)?,
            closed_on: self.month("closed_on"),
            court_days: self.court_days(stage),
            arrested: self.code("arrested"),
            sentence_months: self
                .integer("sentence_months")
                .map(|n| n.min(u64::from(u32::MAX)) as u32),
            is_public_official: self.code("is_public_official"),
            assets_confiscated: self.code("assets_confiscated"),
            compensation: Compensation {
                requested: self.code("compensation_requested"),
                awarded: self.code("compensation_awarded"),
                paid: self.code("compensation_paid"),
                amount_euro: self.integer("compensation_amount_euro").unwrap_or(0),
            },
            joint_investigation: self.code("joint_investigation"),
            child_interview_with_social_worker: self.code("child_interview_with_social_worker"),
            victims,
        };
        self.guard(&victim, [&record.record_id].into_iter());
        self.guard(&defendant, [&record.record_id].into_iter());
        Some(record)
    }
}
