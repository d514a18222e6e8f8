//! Tests that no field of a record is forgotten: what the schema has is read, written, built from
//! exports, and counted, or named here with the reason why not.

use std::collections::BTreeSet;

use jiff::civil::date;
use prost::Message;
use prost_reflect::{
    DescriptorPool, DynamicMessage, FieldDescriptor, Kind, MessageDescriptor, ReflectMessage, Value,
};

use crate::domain::code_list::CodeList;
use crate::domain::codes::{KeyScope, RecordKind};
use crate::domain::profile::Profile;
use crate::proto::{DESCRIPTORS, from_record, to_record, v1};
use crate::pseudonym::schema::fields;
use crate::pseudonym::{Builder, InputFormat, Mapping, Rows, TokenKey};
use crate::statistics::Dimension;

const KINDS: [&str; 3] = ["victim", "assistance", "proceeding"];

/// Fields that an institution's program makes, each with the columns of which it is made.
const MADE: [(&str, &str); 6] = [
    ("tokens", "the identity"),
    ("transnational_tokens", "the identity"),
    ("case_token", "case_number"),
    ("defendant_token", "the defendant's identity"),
    ("key_epoch", "the key"),
    ("victims", "victim_record_ids, or the identity"),
];

/// Fields of records that are counted under another name.
const COUNTED_AS: [(&str, &str); 17] = [
    ("identified_on", "year"),
    ("started_on", "year"),
    ("opened_on", "year"),
    ("closed_on", "year_closed"),
    ("citizenships", "citizenship"),
    ("means", "means"),
    ("previously_trafficked", "repeat_trafficking"),
    ("episode", "repeat_trafficking"),
    ("status", "assistance_received"),
    ("court_days", "court_days_band"),
    ("sentence_months", "sentence_band"),
    ("is_public_official", "public_official"),
    ("child_interview_with_social_worker", "child_interview"),
    ("compensation_paid", "compensated"),
    ("compensation_requested", "compensated"),
    ("case_token", "handled_by"),
    ("victim", "compensated"),
];

/// Fields of records that no dimension counts, each with the reason.
const NOT_COUNTED: [(&str, &str); 12] = [
    ("record_id", "names the record, not the person"),
    ("revision", "orders versions"),
    ("tokens", "find the person"),
    ("transnational_tokens", "find the person"),
    ("defendant_token", "tells defendants apart"),
    ("key_epoch", "names the key"),
    ("victims", "ties a case to persons"),
    ("ended_on", "a service counts in the year in which it began"),
    ("consent_processing", "is YES in every record that is taken"),
    ("consent_cross_border_sharing", "decides on sharing"),
    ("discoverable_by", "decides on sharing"),
    ("compensation_amount_euro", "sums of money single persons out"),
];

fn record(kind: &str) -> (MessageDescriptor, FieldDescriptor) {
    let pool = DescriptorPool::decode(DESCRIPTORS).unwrap();
    let record = pool.get_message_by_name("vdx.v1.Record").unwrap();
    let field = record.get_field_by_name(kind).unwrap();
    (record, field)
}

/// A value of a field that is not the default, and that the reader accepts.
fn value(field: &FieldDescriptor) -> Value {
    let one = match field.kind() {
        Kind::Enum(_) => Value::EnumNumber(1),
        Kind::String if field.name().contains("countr") => Value::String("XK".into()),
        Kind::String if field.name() == "citizenships" => Value::String("XK".into()),
        Kind::String if field.name() == "discoverable_by" => Value::String("AL".into()),
        Kind::String => Value::String("A1".into()),
        Kind::Bytes => Value::Bytes(vec![7; 16].into()),
        Kind::Uint32 => Value::U32(3),
        Kind::Uint64 => Value::U64(3),
        Kind::Int32 if field.name() == "year" => Value::I32(2010),
        Kind::Int32 => Value::I32(5),
        Kind::Message(message) => Value::Message(filled(&message)),
        other => panic!("{}: {other:?} is new here", field.full_name()),
    };
    if field.is_list() { Value::List(vec![one]) } else { one }
}

/// A message with a value in every field.
fn filled(message: &MessageDescriptor) -> DynamicMessage {
    let mut filled = DynamicMessage::new(message.clone());
    for field in message.fields() {
        // A victim is named by a record or by tokens, never by both.
        if field.full_name() != "vdx.v1.VictimReference.tokens" {
            filled.set_field(&field, value(&field));
        }
    }
    filled
}

/// Fields of a kind of record under the names that mappings use. Messages of several fields that
/// stand for one thing are taken apart.
fn leaves(message: &MessageDescriptor) -> Vec<(String, FieldDescriptor)> {
    let mut leaves = Vec::new();
    for field in message.fields() {
        match field.kind() {
            Kind::Message(inner) if ["Consent", "Compensation"].contains(&inner.name()) => {
                let name = |leaf: FieldDescriptor| match leaf.name() {
                    "discoverable_by" => (leaf.name().to_owned(), leaf),
                    of => (format!("{}_{of}", field.name()), leaf),
                };
                leaves.extend(inner.fields().map(name));
            }
            _ => leaves.push((field.name().to_owned(), field)),
        }
    }
    leaves
}

fn message_of(field: &FieldDescriptor) -> MessageDescriptor {
    match field.kind() {
        Kind::Message(message) => message,
        _ => unreachable!("records are messages"),
    }
}

#[test]
fn every_field_is_read_and_written() {
    for kind in KINDS {
        let (record, field) = record(kind);
        let mut message = DynamicMessage::new(record.clone());
        message.set_field(&field, Value::Message(filled(&message_of(&field))));
        let sent = v1::Record::decode(message.encode_to_vec().as_slice()).unwrap();
        let read = to_record(sent.clone()).unwrap();
        assert_eq!(from_record(&read), sent, "{kind}");
    }
}

/// Value that a mapping gives a field for all rows, as text that is right for the field.
fn constant(name: &str, field: Option<&FieldDescriptor>) -> String {
    let Some(field) = field else {
        // What decides whether a record leaves, and what is made of a number.
        let value = match name {
            "case_number" => "PK 2010 0001",
            "consent_processing" => "YES",
            _ => "A1",
        };
        return value.into();
    };
    match field.kind() {
        _ if name == "outcome" => "CONVICTED".into(),
        _ if name == "trafficking_form" => "CROSS_BORDER".into(),
        _ if name.contains("countr") || name == "citizenships" => "XK".into(),
        _ if name == "discoverable_by" => "AL".into(),
        Kind::Enum(list) => {
            let code = list.get_value(1).unwrap();
            let unspecified = list.get_value(0).unwrap();
            let prefix = unspecified.name().trim_end_matches("UNSPECIFIED");
            code.name().trim_start_matches(prefix).to_owned()
        }
        Kind::Message(month) if month.name() == "YearMonth" => "2010-05-01".into(),
        Kind::Uint32 | Kind::Uint64 => "3".into(),
        _ => "A1".into(),
    }
}

#[test]
fn every_field_is_built_from_an_export() {
    for kind in KINDS {
        let (_, field) = record(kind);
        let message = message_of(&field);
        let leaves = leaves(&message);
        let of_kind = RecordKind::from_code(kind).unwrap();
        let known: Vec<&str> = fields(of_kind).iter().map(|field| field.name).collect();
        let of = |name: &str| leaves.iter().find(|(leaf, _)| leaf == name).map(|(_, field)| field);
        let mut mapping = format!("record = \"{kind}\"\n[fields]\n");
        for name in &known {
            let value = constant(name, of(name));
            mapping += &format!("{name} = {{ constant = \"{value}\" }}\n");
        }
        let person = "given_name = \"g\"\nsurname = \"s\"\nbirth_date = \"b\"\n";
        mapping += &format!("[identity]\n{person}[defendant]\n{person}");
        let key = |scope| TokenKey::from_bytes(scope, 1, [7; 32]);
        let mapping = Mapping::parse(&mapping).unwrap();
        mapping.check_fields().unwrap();
        let today = date(2010, 12, 1);
        let keys = vec![key(KeyScope::National)];
        let builder = Builder::new(mapping.clone(), Profile::shipped(), keys, today)
            .with_plain_ids()
            .with_transnational(vec![key(KeyScope::Transnational)]);
        let export = "g,s,b\nArbelina,Testovska,1990-02-03\n".as_bytes();
        let mut rows = Rows::read(Box::new(export), InputFormat::Csv, &mapping).unwrap();
        let row = rows.next().unwrap().unwrap();
        let built = from_record(&builder.build(&row).unwrap()[0]);
        let mut whole = DynamicMessage::new(record(kind).0);
        whole.merge(built.encode_to_vec().as_slice()).unwrap();
        let Value::Message(built) = whole.get_field(&field).into_owned() else { unreachable!() };

        for (name, leaf) in leaves {
            let made = MADE.iter().any(|(field, _)| *field == name);
            let by_reference = name == "victim" && known.contains(&"victim_record_id");
            assert!(
                made || by_reference || known.contains(&name.as_str()),
                "{kind}.{name} has no place in a mapping"
            );
            let holder = match built.descriptor().get_field_by_name(leaf.name()) {
                Some(_) => built.clone(),
                None => {
                    let inner =
                        if name.starts_with("compensation") { "compensation" } else { "consent" };
                    built.get_field_by_name(inner).unwrap().as_message().unwrap().clone()
                }
            };
            assert!(holder.has_field_by_name(leaf.name()), "{kind}.{name} is not built");
        }
    }
}

#[test]
fn every_field_is_counted_or_said_not_to_be() {
    let mut used = BTreeSet::new();
    for kind in KINDS {
        for (name, _) in leaves(&message_of(&record(kind).1)) {
            let alias = COUNTED_AS.iter().find(|(field, _)| *field == name).map(|(_, as_)| *as_);
            let counted = [alias.unwrap_or(&name), name.trim_end_matches('s')]
                .into_iter()
                .any(|name| Dimension::from_name(name).is_some());
            let said = NOT_COUNTED.iter().any(|(field, _)| *field == name);
            assert!(counted != said, "{kind}.{name}: counted by a dimension, or said here why not");
            used.insert(name);
        }
    }
    for (field, _) in COUNTED_AS.iter().chain(&NOT_COUNTED) {
        assert!(used.contains(*field), "{field} is no field of a record");
    }
}
