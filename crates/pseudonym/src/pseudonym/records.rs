//! Records out of rows: each field by its type, as the table of fields says, and those by hand that are
//! made of several columns or under keys.

use crate::domain::code_list::{CodeList, CodeSet};
use crate::domain::codes::*;
use crate::domain::country::Country;
use crate::domain::id::OpaqueId;
use crate::domain::period::YearMonth;
use crate::domain::record::*;
use crate::{assistance_fields, proceeding_fields, victim_fields};

use super::build::TOO_LITTLE;
use super::fields::Fields;
use super::mapping::FieldSource;
use super::match_key::{case_pseudonym, defendant_pseudonym};

/// Builds the fields of a record out of a row as the table of fields says; fields that are made by
/// hand are given. Everything that is wrong is told before the first missing field ends the
/// building.
macro_rules! build {
    (
        $fields:expr, $own:ident, $Record:ident;
        $($shape:ident $name:ident: $type:ty $(=> $dimension:ident)?;)+
    ) => {{
        $(let $name = build_field! { $shape, $fields, $own, $name, $type };)+
        $Record { $($name: build_value!($shape $name),)+ }
    }};
}

macro_rules! build_field {
    (own, $fields:expr, $own:ident, $name:ident, $type:ty) => {
        $own.$name
    };
    (must_made, $fields:expr, $own:ident, $name:ident, $type:ty) => {
        $own.$name
    };
    (may_made, $fields:expr, $own:ident, $name:ident, $type:ty) => {
        $own.$name
    };
    (must, $fields:expr, $own:ident, $name:ident, $type:ty) => {
        $fields.required(stringify!($name), <$type>::from_cell)
    };
    ($shape:ident, $fields:expr, $own:ident, $name:ident, $type:ty) => {
        <$type>::from_cell($fields, stringify!($name))
    };
}

macro_rules! build_value {
    (may $name:ident) => {
        $name
    };
    (may_made $name:ident) => {
        $name
    };
    ($shape:ident $name:ident) => {
        $name?
    };
}

/// Value of a record that is built from the columns of one field.
trait FromCell: Sized {
    /// Reads the value from the field's cell; `None` where the cell is empty, or holds a wrong
    /// value, which is told.
    fn from_cell(fields: &mut Fields<'_>, field: &str) -> Option<Self>;
}

impl<T: CodeList> FromCell for T {
    fn from_cell(fields: &mut Fields<'_>, field: &str) -> Option<Self> {
        fields.code(field)
    }
}

impl<T: CodeList> FromCell for CodeSet<T> {
    fn from_cell(fields: &mut Fields<'_>, field: &str) -> Option<Self> {
        Some(fields.codes(field))
    }
}

impl FromCell for OpaqueId {
    fn from_cell(fields: &mut Fields<'_>, field: &str) -> Option<Self> {
        fields.opaque(field)
    }
}

impl FromCell for Country {
    fn from_cell(fields: &mut Fields<'_>, field: &str) -> Option<Self> {
        fields.country(field)
    }
}

impl FromCell for Vec<Country> {
    fn from_cell(fields: &mut Fields<'_>, field: &str) -> Option<Self> {
        Some(fields.countries(field))
    }
}

impl FromCell for YearMonth {
    fn from_cell(fields: &mut Fields<'_>, field: &str) -> Option<Self> {
        fields.month(field)
    }
}

impl FromCell for u32 {
    fn from_cell(fields: &mut Fields<'_>, field: &str) -> Option<Self> {
        fields.integer(field).map(|number| number.min(u64::from(u32::MAX)) as u32)
    }
}

/// Fields of a victim record that are made by hand, each `None` where it is wrong.
struct Victim {
    record_id: Option<OpaqueId>,
    revision: Option<u32>,
    tokens: Option<Vec<Token>>,
    age_band: Option<AgeBand>,
    consent: Option<Consent>,
    transnational_tokens: Option<Vec<Token>>,
    discoverable_by: Option<Vec<Country>>,
}

/// Fields of an assistance record that are made by hand, each `None` where it is wrong.
struct Assistance {
    record_id: Option<OpaqueId>,
    revision: Option<u32>,
    victim: Option<VictimReference>,
    service: Option<Service>,
}

/// Fields of a proceeding record that are made by hand, each `None` where it is wrong.
struct Proceeding {
    record_id: Option<OpaqueId>,
    revision: Option<u32>,
    case_token: Option<Pseudonym>,
    defendant_token: Option<Option<Pseudonym>>,
    key_epoch: Option<u32>,
    court_days: Option<u32>,
    compensation: Option<Compensation>,
    victims: Option<Vec<VictimReference>>,
}

impl Fields<'_> {
    pub(super) fn victim(&mut self) -> Option<VictimRecord> {
        let identity = self.identity(&self.builder.mapping.identity)?;
        let identified = self.date("identified_on");
        self.refuse_birth_after(&identity, "identified_on");
        let own = Victim {
            record_id: self.required("record_id", Self::record_id),
            revision: Some(self.revision()),
            tokens: Some(self.builder.tokens(&identity)),
            age_band: self.age_band(&identity, identified),
            consent: Some(Consent {
                processing: self.code("consent_processing"),
                cross_border_sharing: self.code("consent_cross_border_sharing"),
            }),
            transnational_tokens: Some(Vec::new()),
            discoverable_by: Some(self.countries("discoverable_by")),
        };
        let mut record = victim_fields! { build self, own, VictimRecord };
        if record.may_cross_borders() {
            record.transnational_tokens = self.builder.transnational_tokens(&identity);
        }
        let profile = &self.builder.profile;
        if !record.tokens.iter().any(|token| profile.seeks(token.kind)) {
            self.refuse("identity", TOO_LITTLE);
        }
        let opaque = [Some(&record.record_id), record.episode.as_ref(), record.region.as_ref()];
        self.guard(&identity, opaque.into_iter().flatten());
        Some(record)
    }

    fn victim_record_id(&mut self) -> Option<OpaqueId> {
        let value = self.value("victim_record_id");
        self.id_of(RecordKind::Victim, "victim_record_id", value)
    }

    pub(super) fn assistance(&mut self) -> Option<Vec<Record>> {
        let identity = self.identity(&self.builder.mapping.identity)?;
        let victim = match self.victim_record_id() {
            Some(id) => VictimReference::Record(id),
            None => VictimReference::Tokens(self.builder.tokens(&identity)),
        };
        if victim == VictimReference::Tokens(Vec::new()) {
            self.refuse("victim_record_id", "name the victim's record, or map [identity] columns that tell the person from others");
        }
        let services = self.services();
        let own = Assistance {
            record_id: self.required("record_id", Self::record_id),
            revision: Some(self.revision()),
            victim: Some(victim),
            service: services.first().copied(),
        };
        let record = assistance_fields! { build self, own, AssistanceRecord };
        self.guard(&identity, [&record.record_id].into_iter());
        let is_one_cell =
            self.builder.mapping.fields.get("service").is_some_and(FieldSource::is_one_cell);
        let mut records = Vec::with_capacity(services.len());
        for (place, service) in services.iter().enumerate() {
            let mut record = AssistanceRecord { service: *service, ..record.clone() };
            // The first service of a cell keeps the row's id, as a single one has it; those of
            // several columns come and go, so that each is named by itself.
            if place > 0 || !is_one_cell {
                let id = format!("{}:{}", record.record_id.as_str(), service.code());
                record.record_id = self.opaque_value("record_id", &id)?;
            }
            records.push(Record::Assistance(Box::new(record)));
        }
        Some(records)
    }

    pub(super) fn proceeding(&mut self) -> Option<ProceedingRecord> {
        let victim = self.identity(&self.builder.mapping.identity)?;
        let defendant = self.identity(&self.builder.mapping.defendant)?;
        let (key, _) = self.builder.keys.first()?;
        let case_number = self.value("case_number");
        let case_token = case_pseudonym(case_number, key);
        if !self.is_damaged_id("case_number", case_number) && case_token.is_none() {
            self.refuse("case_number", "must have at least four letters and digits");
        }
        let mut victims: Vec<VictimReference> = self
            .list("victim_record_ids")
            .iter()
            .filter_map(|id| self.id_of(RecordKind::Victim, "victim_record_ids", id))
            .map(VictimReference::Record)
            .collect();
        let victim_tokens = self.builder.tokens(&victim);
        if !victim_tokens.is_empty() {
            victims.push(VictimReference::Tokens(victim_tokens));
        }
        let own = Proceeding {
            record_id: self.required("record_id", Self::record_id),
            revision: Some(self.revision()),
            case_token,
            defendant_token: Some(defendant_pseudonym(&defendant, key)),
            key_epoch: Some(key.epoch()),
            // Counted below, where the stage is known.
            court_days: None,
            compensation: Some(Compensation {
                requested: self.code("compensation_requested"),
                awarded: self.code("compensation_awarded"),
                paid: self.code("compensation_paid"),
                amount_euro: self.integer("compensation_amount_euro").unwrap_or(0),
            }),
            victims: Some(victims),
        };
        let mut record = proceeding_fields! { build self, own, ProceedingRecord };
        record.court_days = self.court_days(record.stage);
        self.guard(&victim, [&record.record_id].into_iter());
        self.guard(&defendant, [&record.record_id].into_iter());
        Some(record)
    }
}
