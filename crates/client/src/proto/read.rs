//! From messages to records: collects every violation of a record instead of stopping
//! at the first one.

use super::v1;
use crate::domain::code_list::{CodeList, CodeSet};
use crate::domain::codes::MatchKeyKind;
use crate::domain::country::Country;
use crate::domain::id::{OPAQUE_RULE, OpaqueId};
use crate::domain::period::YearMonth;
use crate::domain::record::*;
use crate::domain::rules::Violation;

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

    fn victim(&mut self, m: v1::VictimRecord) -> Option<VictimRecord> {
        let record_id = self.opaque("victim.record_id", &m.record_id);
        let record_id = self.need("victim.record_id", record_id);
        let status = self.code("victim.trafficking_status", m.trafficking_status);
        let status = self.need("victim.trafficking_status", status);
        let identified_on = self.month("victim.identified_on", m.identified_on);
        let identified_on = self.need("victim.identified_on", identified_on);
        let consent = self.need("victim.consent", m.consent);
        let mut citizenships = Vec::with_capacity(m.citizenships.len());
        for (index, code) in m.citizenships.iter().enumerate() {
            let field = format!("victim.citizenships[{index}]");
            let country = self.country(&field, code);
            citizenships.extend(self.need(&field, country));
        }
        citizenships.sort_unstable();
        citizenships.dedup();
        let discoverable_by = consent.as_ref().map_or(Vec::new(), |consent| {
            let codes = consent.discoverable_by.iter().enumerate();
            codes
                .filter_map(|(index, code)| {
                    let field = format!("victim.consent.discoverable_by[{index}]");
                    let country = self.country(&field, code);
                    self.need(&field, country)
                })
                .collect()
        });
        let consent = consent.map(|consent| Consent {
            processing: self.code("victim.consent.processing", consent.processing),
            cross_border_sharing: self
                .code("victim.consent.cross_border_sharing", consent.cross_border_sharing),
        });
        let mut country = |name: &str, code: &str| self.country(&format!("victim.{name}"), code);
        let country_of_exploitation =
            country("country_of_exploitation", &m.country_of_exploitation);
        let country_of_residence = country("country_of_residence", &m.country_of_residence);
        let country_of_identification =
            country("country_of_identification", &m.country_of_identification);
        let country_of_recruitment = country("country_of_recruitment", &m.country_of_recruitment);
        let episode = self.opaque("victim.episode", &m.episode);
        let region = self.opaque("victim.region", &m.region);
        let tokens = self.tokens("victim.tokens", m.tokens);
        let transnational_tokens =
            self.tokens("victim.transnational_tokens", m.transnational_tokens);
        let record = VictimRecord {
            record_id: record_id?,
            revision: m.revision,
            episode,
            tokens,
            trafficking_status: status?,
            status_decided_by: self.code("victim.status_decided_by", m.status_decided_by),
            gender: self.code("victim.gender", m.gender),
            age_band: self.code("victim.age_band", m.age_band),
            majority_at_exploitation: self
                .code("victim.majority_at_exploitation", m.majority_at_exploitation),
            citizenships,
            country_of_exploitation,
            country_of_residence,
            country_of_identification,
            country_of_recruitment,
            region,
            trafficking_form: self.code("victim.trafficking_form", m.trafficking_form),
            identified_on: identified_on?,
            trafficking_duration: self.code("victim.trafficking_duration", m.trafficking_duration),
            previously_trafficked: self
                .code("victim.previously_trafficked", m.previously_trafficked),
            recruitment_methods: self.codes("victim.recruitment_methods", &m.recruitment_methods),
            control_methods: self.codes("victim.control_methods", &m.control_methods),
            exploitation_types: self.codes("victim.exploitation_types", &m.exploitation_types),
            labour_sector: self.code("victim.labour_sector", m.labour_sector),
            sexual_exploitation_forms: self
                .codes("victim.sexual_exploitation_forms", &m.sexual_exploitation_forms),
            recruiter_relations: self.codes("victim.recruiter_relations", &m.recruiter_relations),
            acts: self.codes("victim.acts", &m.acts),
            means: self.codes("victim.means", &m.means),
            consent: consent?,
            transnational_tokens,
            discoverable_by,
        };
        Some(record)
    }

    fn assistance(&mut self, m: v1::AssistanceRecord) -> Option<AssistanceRecord> {
        let record_id = self.opaque("assistance.record_id", &m.record_id);
        let record_id = self.need("assistance.record_id", record_id);
        let victim = self.reference("assistance.victim", m.victim);
        let service = self.code("assistance.service", m.service);
        let service = self.need("assistance.service", service);
        let status = self.code("assistance.status", m.status);
        let status = self.need("assistance.status", status);
        let started_on = self.month("assistance.started_on", m.started_on);
        let started_on = self.need("assistance.started_on", started_on);
        Some(AssistanceRecord {
            record_id: record_id?,
            revision: m.revision,
            victim: victim?,
            service: service?,
            status: status?,
            beneficiary: self.code("assistance.beneficiary", m.beneficiary),
            provider_type: self.code("assistance.provider_type", m.provider_type),
            started_on: started_on?,
            ended_on: self.month("assistance.ended_on", m.ended_on),
        })
    }

    fn proceeding(&mut self, m: v1::ProceedingRecord) -> Option<ProceedingRecord> {
        let record_id = self.opaque("proceeding.record_id", &m.record_id);
        let record_id = self.need("proceeding.record_id", record_id);
        let case_token = self.hash("proceeding.case_token", &m.case_token);
        let defendant_token = if m.defendant_token.is_empty() {
            None
        } else {
            self.hash("proceeding.defendant_token", &m.defendant_token)
        };
        let stage = self.code("proceeding.stage", m.stage);
        let stage = self.need("proceeding.stage", stage);
        let outcome = self.code("proceeding.outcome", m.outcome);
        let outcome = self.need("proceeding.outcome", outcome);
        let offence = self.code("proceeding.offence", m.offence);
        let offence = self.need("proceeding.offence", offence);
        let opened_on = self.month("proceeding.opened_on", m.opened_on);
        let opened_on = self.need("proceeding.opened_on", opened_on);
        let compensation = m.compensation.unwrap_or_default();
        let mut victims = Vec::with_capacity(m.victims.len());
        for (index, victim) in m.victims.into_iter().enumerate() {
            victims.extend(self.reference(&format!("proceeding.victims[{index}]"), Some(victim)));
        }
        Some(ProceedingRecord {
            record_id: record_id?,
            revision: m.revision,
            case_token: Pseudonym(case_token?),
            defendant_token: defendant_token.map(Pseudonym),
            key_epoch: m.key_epoch,
            stage: stage?,
            outcome: outcome?,
            offence: offence?,
            opened_on: opened_on?,
            closed_on: self.month("proceeding.closed_on", m.closed_on),
            court_days: (m.court_days > 0).then_some(m.court_days),
            arrested: self.code("proceeding.arrested", m.arrested),
            sentence_months: (m.sentence_months > 0).then_some(m.sentence_months),
            is_public_official: self.code("proceeding.is_public_official", m.is_public_official),
            assets_confiscated: self.code("proceeding.assets_confiscated", m.assets_confiscated),
            compensation: Compensation {
                requested: self.code("proceeding.compensation.requested", compensation.requested),
                awarded: self.code("proceeding.compensation.awarded", compensation.awarded),
                paid: self.code("proceeding.compensation.paid", compensation.paid),
                amount_euro: compensation.amount_euro,
            },
            joint_investigation: self.code("proceeding.joint_investigation", m.joint_investigation),
            child_interview_with_social_worker: self.code(
                "proceeding.child_interview_with_social_worker",
                m.child_interview_with_social_worker,
            ),
            victims,
        })
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
