//! From a row to a record: maps codes, coarsens dates and ages, makes tokens, and
//! leaves everything identifying behind.

use jiff::civil::Date;
use jiff::fmt::strtime::BrokenDownTime;

use crate::domain::code_list::{CodeList, CodeSet};
use crate::domain::codes::*;
use crate::domain::country::Country;
use crate::domain::id::{OPAQUE_RULE, OpaqueId};
use crate::domain::period::YearMonth;
use crate::domain::profile::{Profile, ProfileId};
use crate::domain::record::*;
use crate::domain::rules::{self, Context};

use super::identity::{BirthDate, Identity};
use super::key::{KEY_CHECK_LENGTH, NationalKey};
use super::mapping::{IdentityColumns, Mapping};
use super::match_key::{case_pseudonym, defendant_pseudonym, tokens};
use super::normalize::{fold, number};
use super::rows::Row;

/// Why a row was refused: a column (or field) and what would be right. Never the
/// value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Column of the export, or field of the record where no column is at fault.
    pub column: String,
    /// What would be right.
    pub reason: String,
}

/// Makes records out of rows.
pub struct Builder {
    mapping: Mapping,
    profile: Profile,
    keys: Vec<NationalKey>,
    epochs: Vec<u32>,
    today: Date,
}

impl Builder {
    /// A builder for one export. `keys` holds the national key of each epoch in
    /// use; during a rotation there are two, and each person gets tokens of both.
    /// The first key makes the pseudonyms of cases and defendants. `today` tells
    /// which dates lie in the future.
    pub fn new(mapping: Mapping, profile: Profile, keys: Vec<NationalKey>, today: Date) -> Self {
        let epochs = keys.iter().map(NationalKey::epoch).collect();
        Self { mapping, profile, keys, epochs, today }
    }

    /// What a client proves of each of its keys: epoch, check value, profile.
    pub fn key_checks(&self) -> impl Iterator<Item = (u32, [u8; KEY_CHECK_LENGTH], ProfileId)> {
        let profile = self.profile.id();
        self.keys.iter().map(move |key| (key.epoch(), key.check_value(), profile))
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
            key_epochs: &self.epochs,
            regions: &[],
        };
        refusals.extend(
            rules::check(&record, &context)
                .into_iter()
                .map(|v| Refusal { column: v.field, reason: v.description }),
        );
        if refusals.is_empty() { Ok(record) } else { Err(refusals) }
    }

    /// The identity in a row; a date of birth that cannot be read is left out.
    /// Offline evaluation of linkage uses it as it is.
    pub fn identity(&self, row: &Row) -> Identity {
        self.read_identity(row, &self.mapping.identity)
    }

    /// Tokens of an identity under all keys.
    pub fn tokens(&self, identity: &Identity) -> Vec<Token> {
        self.keys.iter().flat_map(|key| tokens(identity, &self.profile, key)).collect()
    }

    fn read_identity(&self, row: &Row, columns: &IdentityColumns) -> Identity {
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

/// Reads the fields of one row and collects what is wrong.
struct Fields<'a> {
    builder: &'a Builder,
    row: &'a Row,
    refusals: Vec<Refusal>,
}

impl Fields<'_> {
    fn victim(&mut self) -> Option<VictimRecord> {
        let identity = self.identity(&self.builder.mapping.identity)?;
        let identified = self.date("identified_on");
        let record = VictimRecord {
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
        };
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
        let key = self.builder.keys.first()?;
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

    // --- one value each ---------------------------------------------------

    fn refuse(&mut self, field: &str, reason: impl Into<String>) {
        let source = self.builder.mapping.fields.get(field);
        let column = source.and_then(|s| s.column()).unwrap_or(field).to_owned();
        self.refusals.push(Refusal { column, reason: reason.into() });
    }

    /// The value of a field after translation; empty when there is none.
    fn value(&self, field: &str) -> String {
        let Some(source) = self.builder.mapping.fields.get(field) else { return String::new() };
        let value = source
            .constant()
            .unwrap_or_else(|| source.column().map_or("", |column| self.row.value(column)));
        source.translate(value).to_owned()
    }

    fn required<T>(&mut self, field: &str, read: fn(&mut Self, &str) -> Option<T>) -> Option<T> {
        let before = self.refusals.len();
        let value = read(self, field);
        if value.is_none() && self.refusals.len() == before {
            self.refuse(field, "is required, but empty");
        }
        value
    }

    fn code<T: CodeList>(&mut self, field: &str) -> Option<T> {
        let value = self.value(field);
        self.code_value(field, &value)
    }

    fn code_value<T: CodeList>(&mut self, field: &str, value: &str) -> Option<T> {
        if value.is_empty() {
            return None;
        }
        let code = T::from_code(&value.replace([' ', '-'], "_"));
        if code.is_none() {
            let known: Vec<_> = T::ALL.iter().map(|code| code.code()).collect();
            self.refuse(
                field,
                format!("must be one of {} (or be mapped to one)", known.join(", ")),
            );
        }
        code
    }

    fn list(&self, field: &str) -> Vec<String> {
        let Some(source) = self.builder.mapping.fields.get(field) else { return Vec::new() };
        let raw = source
            .constant()
            .unwrap_or_else(|| source.column().map_or("", |column| self.row.value(column)));
        raw.split(self.builder.mapping.list_separator.as_str())
            .map(|item| source.translate(item.trim()).to_owned())
            .filter(|item| !item.is_empty())
            .collect()
    }

    fn codes<T: CodeList>(&mut self, field: &str) -> CodeSet<T> {
        self.list(field).iter().filter_map(|item| self.code_value(field, item)).collect()
    }

    fn country(&mut self, field: &str) -> Option<Country> {
        let value = self.value(field);
        self.country_value(field, &value)
    }

    fn country_value(&mut self, field: &str, value: &str) -> Option<Country> {
        if value.is_empty() {
            return None;
        }
        let country = Country::from_code(value);
        if country.is_none() {
            self.refuse(
                field,
                "must be an ISO 3166-1 code of two or three letters (XK for Kosovo)",
            );
        }
        country
    }

    fn countries(&mut self, field: &str) -> Vec<Country> {
        let mut countries: Vec<Country> =
            self.list(field).iter().filter_map(|item| self.country_value(field, item)).collect();
        countries.sort_unstable();
        countries.dedup();
        countries
    }

    fn opaque(&mut self, field: &str) -> Option<OpaqueId> {
        let value = self.value(field);
        self.opaque_value(field, &value)
    }

    fn opaque_value(&mut self, field: &str, value: &str) -> Option<OpaqueId> {
        if value.is_empty() {
            return None;
        }
        let id = OpaqueId::new(value);
        if id.is_none() {
            self.refuse(field, OPAQUE_RULE);
        }
        id
    }

    fn integer(&mut self, field: &str) -> Option<u64> {
        let value = self.value(field);
        if value.is_empty() {
            return None;
        }
        let number = value.parse().ok();
        if number.is_none() {
            self.refuse(field, "must be a whole number without separators");
        }
        number
    }

    /// A whole number, or the time of the last change, which grows with every
    /// correction; 1 when nothing is mapped.
    fn revision(&mut self) -> u32 {
        let value = self.value("revision");
        if value.is_empty() {
            return 1;
        }
        if let Ok(revision) = value.parse() {
            return revision;
        }
        let changed = self.parts(&value).and_then(|parts| {
            let midnight = parts.to_date().ok()?.to_datetime(jiff::civil::Time::midnight());
            let clock = i64::from(parts.hour().unwrap_or(0)) * 3600
                + i64::from(parts.minute().unwrap_or(0)) * 60
                + i64::from(parts.second().unwrap_or(0));
            let start = jiff::civil::date(2000, 1, 1).at(0, 0, 0, 0);
            u32::try_from((midnight.duration_since(start)).as_secs() + clock).ok()
        });
        if changed.is_none() {
            self.refuse(
                "revision",
                "must be a whole number, or a date in one of the mapping's date_formats",
            );
        }
        changed.unwrap_or(1)
    }

    fn parts(&self, text: &str) -> Option<BrokenDownTime> {
        let formats = &self.builder.mapping.date_formats;
        formats.iter().find_map(|format| BrokenDownTime::parse(format, text).ok())
    }

    /// A full date, when the value is one.
    fn date(&self, field: &str) -> Option<Date> {
        self.parts(&self.value(field))?.to_date().ok()
    }

    fn month(&mut self, field: &str) -> Option<YearMonth> {
        let value = self.value(field);
        if value.is_empty() {
            return None;
        }
        let month = value.parse().ok().or_else(|| {
            let parts = self.parts(&value)?;
            YearMonth::new(i32::from(parts.year()?), i32::from(parts.month()?))
        });
        if month.is_none() {
            self.refuse(
                field,
                "must be a month (YYYY-MM), or a date in one of the mapping's date_formats",
            );
        }
        month
    }

    /// From the mapped field - a code, `9-17`, or an age in years - or computed
    /// from the date of birth.
    fn age_band(&mut self, identity: &Identity, identified: Option<Date>) -> Option<AgeBand> {
        let value = self.value("age_band");
        if let Ok(age) = value.parse::<u32>() {
            return Some(AgeBand::of_age(age));
        }
        if let Some((low, high)) = value.split_once('-')
            && let (Ok(low), Ok(high)) = (low.trim().parse(), high.trim().parse())
            && AgeBand::of_age(low) == AgeBand::of_age(high)
        {
            return Some(AgeBand::of_age(low));
        }
        if !value.is_empty() {
            return self.code_value("age_band", value.trim_end_matches('+'));
        }
        let (birth, on) = (identity.birth_date?, identified?);
        birth.age_at(on.year(), on.month(), on.day()).map(AgeBand::of_age)
    }

    /// As given, or counted between the exact dates of a case that is before a
    /// court.
    fn court_days(&mut self, stage: ProceedingStage) -> Option<u32> {
        if let Some(days) = self.integer("court_days") {
            return Some(days.min(u64::from(u32::MAX)) as u32);
        }
        if stage < ProceedingStage::FirstInstance {
            return None;
        }
        let (opened, closed) = (self.date("opened_on")?, self.date("closed_on")?);
        u32::try_from(opened.until(closed).ok()?.get_days()).ok()
    }

    fn identity(&mut self, columns: &IdentityColumns) -> Option<Identity> {
        let identity = self.builder.read_identity(self.row, columns);
        let column = columns.birth_date.as_deref().unwrap_or_default();
        if !columns.is_empty() && !self.row.value(column).is_empty() {
            let today = self.builder.today;
            let reason = match identity.birth_date {
                None => Some("must be a date in one of the mapping's date_formats, or a year"),
                Some(birth) if birth.year > today.year() => Some("must not be in the future"),
                Some(_) => None,
            };
            if let Some(reason) = reason {
                self.refusals.push(Refusal { column: column.into(), reason: reason.into() });
            }
        }
        Some(identity)
    }

    /// Refuses a row whose opaque ids hold something identifying: the most likely
    /// way for an identity to slip out.
    fn guard<'i>(&mut self, identity: &Identity, opaque: impl Iterator<Item = &'i OpaqueId>) {
        let numbers: Vec<String> = [&identity.national_id, &identity.document]
            .into_iter()
            .filter_map(|n| number(n))
            .collect();
        let surname = fold(&identity.surname);
        for id in opaque {
            let digits = number(id.as_str()).unwrap_or_default();
            let letters = fold(id.as_str());
            if numbers.iter().any(|n| digits.contains(n.as_str())) {
                self.refuse(
                    "record_id",
                    "must not hold the person's identification or document number",
                );
            }
            if surname.len() >= 4 && letters.contains(&surname) {
                self.refuse("record_id", "must not hold the person's surname");
            }
        }
    }
}
