//! From messages to records: collects every violation of a record instead of stopping
//! at the first one.

use super::v1;
use crate::domain::code_list::{CodeList, CodeSet};
use crate::domain::codes::*;
use crate::domain::country::Country;
use crate::domain::id::{OPAQUE_RULE, OpaqueId};
use crate::domain::period::YearMonth;
use crate::domain::record::*;
use crate::domain::rules::Violation;
use vdx_pseudonym::{assistance_fields, proceeding_fields, victim_fields};

/// Numbers of values that were set aside, each with the name of the detail that the values stand for.
pub fn set_aside_by_detail(counts: &v1::SetAsideCounts) -> [(&'static str, u64); 6] {
    [
        ("given_name", counts.given_names),
        ("surname", counts.surnames),
        ("birth_date", counts.birth_dates),
        ("national_id", counts.national_ids),
        ("document", counts.documents),
        ("place_of_birth", counts.places_of_birth),
    ]
}

/// Reads a record, or tells all that is wrong with it.
pub fn to_record(message: v1::Record) -> Result<Record, Vec<Violation>> {
    let mut fields = Fields::default();
    let record = match message.record {
        Some(v1::record::Record::Victim(m)) => {
            fields.victim(m).map(|r| Record::Victim(Box::new(r)))
        }
        Some(v1::record::Record::Assistance(m)) => {
            fields.assistance(m).map(|r| Record::Assistance(Box::new(r)))
        }
        Some(v1::record::Record::Proceeding(m)) => {
            fields.proceeding(m).map(|r| Record::Proceeding(Box::new(r)))
        }
        None => {
            fields.wrong("record", "must be a victim, assistance or proceeding record");
            None
        }
    };
    match record {
        Some(record) if fields.violations.is_empty() => Ok(record),
        _ => Err(fields.violations),
    }
}

/// Reads the tokens of a person, or tells all that is wrong with them.
pub fn to_tokens(field: &str, tokens: Vec<v1::Token>) -> Result<Vec<Token>, Vec<Violation>> {
    let mut fields = Fields::default();
    let tokens = fields.tokens(field, tokens);
    if fields.violations.is_empty() { Ok(tokens) } else { Err(fields.violations) }
}

/// Reads the fields of a message as the table of fields says; fields that are read by hand are
/// given. Everything that is wrong is told before the first missing field ends the reading.
macro_rules! read {
    (
        $fields:expr, $message:ident, $own:ident, $kind:literal, $Record:ident;
        $($shape:ident $name:ident: $type:ty $(=> $dimension:ident)?;)+
    ) => {{
        $(let $name = read_field! { $shape, $fields, $message, $own, $kind, $name, $type };)+
        Some($Record { $($name: read_value!($shape $name),)+ })
    }};
}

macro_rules! read_field {
    (own, $fields:expr, $message:ident, $own:ident, $kind:literal, $name:ident, $type:ty) => {
        $own.$name
    };
    ($shape:ident, $fields:expr, $message:ident, $own:ident, $kind:literal, $name:ident, $type:ty) => {{
        let field = concat!($kind, ".", stringify!($name));
        let value = <$type>::from_field($fields, field, $message.$name);
        read_needed!($shape, $fields, field, value)
    }};
}

macro_rules! read_needed {
    (must, $fields:expr, $field:ident, $value:ident) => {
        $fields.need($field, $value)
    };
    (must_made, $fields:expr, $field:ident, $value:ident) => {
        $fields.need($field, $value)
    };
    ($shape:ident, $fields:expr, $field:ident, $value:ident) => {
        $value
    };
}

macro_rules! read_value {
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

#[derive(Default)]
struct Fields {
    violations: Vec<Violation>,
}

impl Fields {
    fn wrong(&mut self, field: &str, description: impl Into<String>) {
        self.violations.push(Violation::new(field, description));
    }

    fn need<T>(&mut self, field: &str, value: Option<T>) -> Option<T> {
        if value.is_none() && !self.violations.iter().any(|v| v.field == field) {
            self.wrong(field, "is required");
        }
        value
    }

    fn code<T: CodeList>(&mut self, field: &str, number: i32) -> Option<T> {
        if number == 0 {
            return None;
        }
        let code = T::from_number(number);
        if code.is_none() {
            let list = T::LIST;
            self.wrong(field, format!("must be a value of {list} (1 to {})", T::ALL.len()));
        }
        code
    }

    fn codes<T: CodeList>(&mut self, field: &str, numbers: &[i32]) -> CodeSet<T> {
        numbers
            .iter()
            .enumerate()
            .filter_map(|(index, number)| {
                let field = format!("{field}[{index}]");
                let code = self.code(&field, *number);
                self.need(&field, code)
            })
            .collect()
    }

    fn opaque(&mut self, field: &str, text: &str) -> Option<OpaqueId> {
        if text.is_empty() {
            return None;
        }
        let id = OpaqueId::new(text);
        if id.is_none() {
            self.wrong(field, OPAQUE_RULE);
        }
        id
    }

    fn country(&mut self, field: &str, code: &str) -> Option<Country> {
        if code.is_empty() {
            return None;
        }
        let country = Country::from_alpha2(code);
        if country.is_none() {
            self.wrong(field, "must be an ISO 3166-1 alpha-2 code in capitals (XK for Kosovo)");
        }
        country
    }

    fn countries(&mut self, field: &str, codes: &[String]) -> Vec<Country> {
        let read = |(index, code): (usize, &String)| {
            let field = format!("{field}[{index}]");
            let country = self.country(&field, code);
            self.need(&field, country)
        };
        codes.iter().enumerate().filter_map(read).collect()
    }

    fn month(&mut self, field: &str, month: Option<v1::YearMonth>) -> Option<YearMonth> {
        let month = month?;
        let read = YearMonth::new(month.year, month.month);
        if read.is_none() {
            self.wrong(field, "must have a year of 1900 to 2199 and a month of 1 to 12");
        }
        read
    }

    fn tokens(&mut self, field: &str, tokens: Vec<v1::Token>) -> Vec<Token> {
        let mut read = Vec::with_capacity(tokens.len());
        for (index, token) in tokens.into_iter().enumerate() {
            // Most are right: their fields are named only when they are not.
            if let (Some(kind), Ok(value)) =
                (MatchKeyKind::from_number(token.kind), token.value.as_ref().try_into())
            {
                read.push(Token { kind, key_epoch: token.key_epoch, value });
                continue;
            }
            let kind_field = format!("{field}[{index}].kind");
            let kind = self.code(&kind_field, token.kind);
            let _: Option<MatchKeyKind> = self.need(&kind_field, kind);
            self.hash(&format!("{field}[{index}].value"), &token.value);
        }
        read
    }

    fn hash(&mut self, field: &str, value: &[u8]) -> Option<[u8; TOKEN_LENGTH]> {
        let hash = value.try_into().ok();
        if hash.is_none() {
            self.wrong(field, format!("must have exactly {TOKEN_LENGTH} bytes"));
        }
        hash
    }

    fn reference(
        &mut self,
        field: &str,
        message: Option<v1::VictimReference>,
    ) -> Option<VictimReference> {
        let message = self.need(field, message)?;
        match (message.victim_record_id.is_empty(), message.tokens.is_empty()) {
            (false, true) => {
                let field = format!("{field}.victim_record_id");
                self.opaque(&field, &message.victim_record_id).map(VictimReference::Record)
            }
            (true, false) => {
                let tokens = self.tokens(&format!("{field}.tokens"), message.tokens);
                Some(VictimReference::Tokens(tokens))
            }
            _ => {
                self.wrong(field, "must have either a victim_record_id or tokens");
                None
            }
        }
    }

    fn record_id(&mut self, field: &str, id: &str) -> Option<OpaqueId> {
        let id = self.opaque(field, id);
        self.need(field, id)
    }

    fn victim(&mut self, m: v1::VictimRecord) -> Option<VictimRecord> {
        let record_id = self.record_id("victim.record_id", &m.record_id);
        let consent = self.need("victim.consent", m.consent);
        let discoverable_by = consent.as_ref().map_or(Vec::new(), |consent| {
            self.countries("victim.consent.discoverable_by", &consent.discoverable_by)
        });
        let consent = consent.map(|consent| Consent {
            processing: self.code("victim.consent.processing", consent.processing),
            cross_border_sharing: self
                .code("victim.consent.cross_border_sharing", consent.cross_border_sharing),
        });
        let own = Victim {
            record_id,
            revision: Some(m.revision),
            tokens: Some(self.tokens("victim.tokens", m.tokens)),
            consent,
            transnational_tokens: Some(
                self.tokens("victim.transnational_tokens", m.transnational_tokens),
            ),
            discoverable_by: Some(discoverable_by),
        };
        victim_fields! { read self, m, own, "victim", VictimRecord }
    }

    fn assistance(&mut self, m: v1::AssistanceRecord) -> Option<AssistanceRecord> {
        let own = Assistance {
            record_id: self.record_id("assistance.record_id", &m.record_id),
            revision: Some(m.revision),
            victim: self.reference("assistance.victim", m.victim),
        };
        assistance_fields! { read self, m, own, "assistance", AssistanceRecord }
    }

    fn proceeding(&mut self, m: v1::ProceedingRecord) -> Option<ProceedingRecord> {
        let record_id = self.record_id("proceeding.record_id", &m.record_id);
        let case_token = self.hash("proceeding.case_token", &m.case_token);
        let defendant_token = if m.defendant_token.is_empty() {
            None
        } else {
            self.hash("proceeding.defendant_token", &m.defendant_token)
        };
        let compensation = m.compensation.unwrap_or_default();
        let mut victims = Vec::with_capacity(m.victims.len());
        for (index, victim) in m.victims.into_iter().enumerate() {
            victims.extend(self.reference(&format!("proceeding.victims[{index}]"), Some(victim)));
        }
        let own = Proceeding {
            record_id,
            revision: Some(m.revision),
            case_token: case_token.map(Pseudonym),
            defendant_token: Some(defendant_token.map(Pseudonym)),
            key_epoch: Some(m.key_epoch),
            compensation: Some(Compensation {
                requested: self.code("proceeding.compensation.requested", compensation.requested),
                awarded: self.code("proceeding.compensation.awarded", compensation.awarded),
                paid: self.code("proceeding.compensation.paid", compensation.paid),
                amount_euro: compensation.amount_euro,
            }),
            victims: Some(victims),
        };
        proceeding_fields! { read self, m, own, "proceeding", ProceedingRecord }
    }
}

/// Fields of a victim record that are read by hand, each `None` where it is wrong.
struct Victim {
    record_id: Option<OpaqueId>,
    revision: Option<u32>,
    tokens: Option<Vec<Token>>,
    consent: Option<Consent>,
    transnational_tokens: Option<Vec<Token>>,
    discoverable_by: Option<Vec<Country>>,
}

/// Fields of an assistance record that are read by hand, each `None` where it is wrong.
struct Assistance {
    record_id: Option<OpaqueId>,
    revision: Option<u32>,
    victim: Option<VictimReference>,
}

/// Fields of a proceeding record that are read by hand, each `None` where it is wrong.
struct Proceeding {
    record_id: Option<OpaqueId>,
    revision: Option<u32>,
    case_token: Option<Pseudonym>,
    defendant_token: Option<Option<Pseudonym>>,
    key_epoch: Option<u32>,
    compensation: Option<Compensation>,
    victims: Option<Vec<VictimReference>>,
}

/// Value of a record that is read from a field of a message.
trait FromField<M>: Sized {
    /// Reads the value from the field; `None` when none was given, or a wrong one, which is told.
    fn from_field(fields: &mut Fields, field: &str, message: M) -> Option<Self>;
}

impl<T: CodeList> FromField<i32> for T {
    fn from_field(fields: &mut Fields, field: &str, number: i32) -> Option<Self> {
        fields.code(field, number)
    }
}

impl FromField<String> for OpaqueId {
    fn from_field(fields: &mut Fields, field: &str, text: String) -> Option<Self> {
        fields.opaque(field, &text)
    }
}

impl FromField<String> for Country {
    fn from_field(fields: &mut Fields, field: &str, code: String) -> Option<Self> {
        fields.country(field, &code)
    }
}

impl FromField<Option<v1::YearMonth>> for YearMonth {
    fn from_field(fields: &mut Fields, field: &str, month: Option<v1::YearMonth>) -> Option<Self> {
        fields.month(field, month)
    }
}

impl FromField<u32> for u32 {
    fn from_field(_: &mut Fields, _: &str, number: u32) -> Option<Self> {
        (number > 0).then_some(number)
    }
}

impl<T: CodeList> FromField<Vec<i32>> for CodeSet<T> {
    fn from_field(fields: &mut Fields, field: &str, numbers: Vec<i32>) -> Option<Self> {
        Some(fields.codes(field, &numbers))
    }
}

impl FromField<Vec<String>> for Vec<Country> {
    fn from_field(fields: &mut Fields, field: &str, codes: Vec<String>) -> Option<Self> {
        let mut countries = fields.countries(field, &codes);
        countries.sort_unstable();
        countries.dedup();
        Some(countries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_violations_of_a_record_are_told_at_once() {
        let message = v1::VictimRecord {
            record_id: "no spaces".into(),
            gender: 77,
            citizenships: vec!["XK".into(), "zz".into()],
            identified_on: Some(v1::YearMonth { year: 2010, month: 13 }),
            tokens: vec![v1::Token { kind: 1, key_epoch: 1, value: vec![0; 15].into() }],
            ..Default::default()
        };
        let record = v1::Record { record: Some(v1::record::Record::Victim(message)) };
        let wrong = to_record(record).unwrap_err();
        let fields: Vec<&str> = wrong.iter().map(|v| v.field.as_str()).collect();
        for field in [
            "victim.record_id",
            "victim.trafficking_status",
            "victim.identified_on",
            "victim.consent",
            "victim.citizenships[1]",
            "victim.tokens[0].value",
        ] {
            assert!(fields.contains(&field), "{field} in {fields:?}");
        }
        assert!(to_record(v1::Record { record: None }).is_err());
    }
}
