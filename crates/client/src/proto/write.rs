//! From records to messages.

use crate::domain::code_list::{CodeList, CodeSet};
use crate::domain::country::Country;
use crate::domain::id::OpaqueId;
use crate::domain::period::YearMonth;
use crate::domain::profile::ProfileId;
use crate::domain::record::*;
use crate::pseudonym::TokenKey;

use super::v1;

/// The message of a month.
pub fn year_month(month: YearMonth) -> v1::YearMonth {
    v1::YearMonth { year: month.year(), month: month.month() }
}

/// The proof, without revealing it, that a client holds a key and works by a profile.
pub fn key_check(key: &TokenKey, profile: ProfileId) -> v1::KeyCheck {
    v1::KeyCheck {
        key_epoch: key.epoch(),
        value: key.check_value().to_vec(),
        profile_id: profile.0.to_vec(),
        scope: number(Some(key.scope())),
    }
}

/// The message of a record: what a client sends.
pub fn from_record(record: &Record) -> v1::Record {
    let record = match record {
        Record::Victim(r) => v1::record::Record::Victim(from_victim(r)),
        Record::Assistance(r) => v1::record::Record::Assistance(v1::AssistanceRecord {
            record_id: r.record_id.as_str().into(),
            revision: r.revision,
            victim: Some(from_reference(&r.victim)),
            service: number(Some(r.service)),
            status: number(Some(r.status)),
            beneficiary: number(r.beneficiary),
            provider_type: number(r.provider_type),
            started_on: Some(year_month(r.started_on)),
            ended_on: r.ended_on.map(year_month),
        }),
        Record::Proceeding(r) => v1::record::Record::Proceeding(from_proceeding(r)),
    };
    v1::Record { record: Some(record) }
}

fn from_victim(r: &VictimRecord) -> v1::VictimRecord {
    let opaque = |id: &Option<OpaqueId>| id.as_ref().map_or("", OpaqueId::as_str).to_owned();
    let country = |country: Option<Country>| country.map_or("", Country::alpha2).to_owned();
    v1::VictimRecord {
        record_id: r.record_id.as_str().into(),
        revision: r.revision,
        episode: opaque(&r.episode),
        tokens: from_tokens(&r.tokens),
        trafficking_status: number(Some(r.trafficking_status)),
        status_decided_by: number(r.status_decided_by),
        gender: number(r.gender),
        age_band: number(r.age_band),
        majority_at_exploitation: number(r.majority_at_exploitation),
        citizenships: r.citizenships.iter().map(|c| c.alpha2().to_owned()).collect(),
        country_of_exploitation: country(r.country_of_exploitation),
        country_of_residence: country(r.country_of_residence),
        country_of_identification: country(r.country_of_identification),
        country_of_recruitment: country(r.country_of_recruitment),
        region: opaque(&r.region),
        trafficking_form: number(r.trafficking_form),
        identified_on: Some(year_month(r.identified_on)),
        trafficking_duration: number(r.trafficking_duration),
        previously_trafficked: number(r.previously_trafficked),
        recruitment_methods: numbers(r.recruitment_methods),
        control_methods: numbers(r.control_methods),
        exploitation_types: numbers(r.exploitation_types),
        labour_sector: number(r.labour_sector),
        sexual_exploitation_forms: numbers(r.sexual_exploitation_forms),
        recruiter_relations: numbers(r.recruiter_relations),
        acts: numbers(r.acts),
        means: numbers(r.means),
        consent: Some(v1::Consent {
            processing: number(r.consent.processing),
            cross_border_sharing: number(r.consent.cross_border_sharing),
            discoverable_by: r.discoverable_by.iter().map(|c| c.alpha2().to_owned()).collect(),
        }),
        transnational_tokens: from_tokens(&r.transnational_tokens),
    }
}

fn from_proceeding(r: &ProceedingRecord) -> v1::ProceedingRecord {
    v1::ProceedingRecord {
        record_id: r.record_id.as_str().into(),
        revision: r.revision,
        case_token: r.case_token.0.to_vec(),
        defendant_token: r.defendant_token.map(|token| token.0.to_vec()).unwrap_or_default(),
        key_epoch: r.key_epoch,
        stage: number(Some(r.stage)),
        outcome: number(Some(r.outcome)),
        offence: number(Some(r.offence)),
        opened_on: Some(year_month(r.opened_on)),
        closed_on: r.closed_on.map(year_month),
        court_days: r.court_days.unwrap_or(0),
        arrested: number(r.arrested),
        sentence_months: r.sentence_months.unwrap_or(0),
        is_public_official: number(r.is_public_official),
        assets_confiscated: number(r.assets_confiscated),
        compensation: Some(v1::Compensation {
            requested: number(r.compensation.requested),
            awarded: number(r.compensation.awarded),
            paid: number(r.compensation.paid),
            amount_euro: r.compensation.amount_euro,
        }),
        joint_investigation: number(r.joint_investigation),
        child_interview_with_social_worker: number(r.child_interview_with_social_worker),
        victims: r.victims.iter().map(from_reference).collect(),
    }
}

fn from_reference(reference: &VictimReference) -> v1::VictimReference {
    match reference {
        VictimReference::Record(id) => {
            v1::VictimReference { victim_record_id: id.as_str().into(), tokens: Vec::new() }
        }
        VictimReference::Tokens(tokens) => {
            v1::VictimReference { victim_record_id: String::new(), tokens: from_tokens(tokens) }
        }
    }
}

/// The messages of tokens.
pub fn from_tokens(tokens: &[Token]) -> Vec<v1::Token> {
    tokens
        .iter()
        .map(|token| v1::Token {
            kind: number(Some(token.kind)),
            key_epoch: token.key_epoch,
            value: token.value.to_vec().into(),
        })
        .collect()
}

/// The number of a code on the wire; 0 when not reported.
pub fn number<T: CodeList>(code: Option<T>) -> i32 {
    code.map_or(0, |code| i32::from(code.number()))
}

fn numbers<T: CodeList>(set: CodeSet<T>) -> Vec<i32> {
    set.iter().map(|code| i32::from(code.number())).collect()
}
