//! From records to messages.

use crate::domain::code_list::{CodeList, CodeSet};
use crate::domain::country::Country;
use crate::domain::id::OpaqueId;
use crate::domain::period::YearMonth;
use crate::domain::profile::ProfileId;
use crate::domain::record::*;
use crate::pseudonym::TokenKey;
use vdx_pseudonym::{assistance_fields, proceeding_fields, victim_fields};

use super::v1;

/// Writes a month as a message.
pub fn year_month(month: YearMonth) -> v1::YearMonth {
    v1::YearMonth { year: month.year(), month: month.month() }
}

/// Key check: the proof that a client holds a key and works by a profile, without revealing the
/// key.
pub fn key_check(key: &TokenKey, profile: ProfileId) -> v1::KeyCheck {
    v1::KeyCheck {
        key_epoch: key.epoch(),
        value: key.check_value().to_vec(),
        profile_id: profile.0.to_vec(),
        scope: number(Some(key.scope())),
    }
}

/// Writes a record as a message, as a client sends it.
pub fn from_record(record: &Record) -> v1::Record {
    let record = match record {
        Record::Victim(r) => v1::record::Record::Victim(from_victim(r)),
        Record::Assistance(r) => v1::record::Record::Assistance(from_assistance(r)),
        Record::Proceeding(r) => v1::record::Record::Proceeding(from_proceeding(r)),
    };
    v1::Record { record: Some(record) }
}

/// Writes the fields of a record as the table of fields says, onto a message that has the fields
/// which are written by hand.
macro_rules! write {
    (
        $record:ident, $message:ident;
        $($shape:ident $name:ident: $type:ty $(=> $dimension:ident)?;)+
    ) => {{
        $(write_field! { $shape, $record, $message, $name })+
        $message
    }};
}

macro_rules! write_field {
    (own, $record:ident, $message:ident, $name:ident) => {};
    (may, $record:ident, $message:ident, $name:ident) => {
        $message.$name = $record.$name.as_ref().map(ToField::to_field).unwrap_or_default();
    };
    (may_made, $record:ident, $message:ident, $name:ident) => {
        write_field! { may, $record, $message, $name }
    };
    ($shape:ident, $record:ident, $message:ident, $name:ident) => {
        $message.$name = $record.$name.to_field();
    };
}

fn from_victim(r: &VictimRecord) -> v1::VictimRecord {
    let mut message = v1::VictimRecord {
        record_id: r.record_id.as_str().into(),
        revision: r.revision,
        tokens: from_tokens(&r.tokens),
        consent: Some(v1::Consent {
            processing: number(r.consent.processing),
            cross_border_sharing: number(r.consent.cross_border_sharing),
            discoverable_by: r.discoverable_by.to_field(),
        }),
        transnational_tokens: from_tokens(&r.transnational_tokens),
        ..Default::default()
    };
    victim_fields! { write r, message }
}

fn from_assistance(r: &AssistanceRecord) -> v1::AssistanceRecord {
    let mut message = v1::AssistanceRecord {
        record_id: r.record_id.as_str().into(),
        revision: r.revision,
        victim: Some(from_reference(&r.victim)),
        ..Default::default()
    };
    assistance_fields! { write r, message }
}

fn from_proceeding(r: &ProceedingRecord) -> v1::ProceedingRecord {
    let mut message = v1::ProceedingRecord {
        record_id: r.record_id.as_str().into(),
        revision: r.revision,
        case_token: r.case_token.0.to_vec(),
        defendant_token: r.defendant_token.map(|token| token.0.to_vec()).unwrap_or_default(),
        key_epoch: r.key_epoch,
        compensation: Some(v1::Compensation {
            requested: number(r.compensation.requested),
            awarded: number(r.compensation.awarded),
            paid: number(r.compensation.paid),
            amount_euro: r.compensation.amount_euro,
        }),
        victims: r.victims.iter().map(from_reference).collect(),
        ..Default::default()
    };
    proceeding_fields! { write r, message }
}

/// Value of a record that is written to a field of a message.
trait ToField<M> {
    /// Value as the field of the message holds it.
    fn to_field(&self) -> M;
}

impl<T: CodeList> ToField<i32> for T {
    fn to_field(&self) -> i32 {
        number(Some(*self))
    }
}

impl ToField<String> for OpaqueId {
    fn to_field(&self) -> String {
        self.as_str().to_owned()
    }
}

impl ToField<String> for Country {
    fn to_field(&self) -> String {
        self.alpha2().to_owned()
    }
}

impl ToField<Option<v1::YearMonth>> for YearMonth {
    fn to_field(&self) -> Option<v1::YearMonth> {
        Some(year_month(*self))
    }
}

impl ToField<u32> for u32 {
    fn to_field(&self) -> u32 {
        *self
    }
}

impl<T: CodeList> ToField<Vec<i32>> for CodeSet<T> {
    fn to_field(&self) -> Vec<i32> {
        self.iter().map(|code| code.to_field()).collect()
    }
}

impl ToField<Vec<String>> for Vec<Country> {
    fn to_field(&self) -> Vec<String> {
        self.iter().map(Country::to_field).collect()
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

/// Writes tokens as messages.
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

/// Number of a code on the wire; 0 when not reported.
pub fn number<T: CodeList>(code: Option<T>) -> i32 {
    code.map_or(0, |code| i32::from(code.number()))
}
