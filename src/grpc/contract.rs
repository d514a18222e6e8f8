//! Tests that the code lists of `proto/` are those of the code.

use std::collections::BTreeSet;

use prost::Message;
use prost_types::{EnumDescriptorProto, FileDescriptorSet};

use crate::domain::lists::{self, List};
use crate::statistics::Measure;

/// Checks an enum of the schema against its code list, and returns the enum's name in the schema.
fn check<'a>(list: &List, enums: &'a [EnumDescriptorProto]) -> &'a str {
    let unspecified = format!("{}_UNSPECIFIED", list.name);
    let of_schema = enums.iter().find(|of_schema| of_schema.value[0].name() == unspecified);
    let of_schema = of_schema.unwrap_or_else(|| panic!("{} is in the schema", list.name));
    assert_eq!(of_schema.value.len(), list.codes.len() + 1, "{}", list.name);
    for (number, (value, code)) in (1..).zip(of_schema.value[1..].iter().zip(&list.codes)) {
        assert_eq!((value.number(), value.name()), (number, &*format!("{}_{code}", list.name)));
    }
    of_schema.name()
}

/// Lists that the code takes from the schema itself: there is nothing beside them that could differ.
const FROM_THE_SCHEMA: [&str; 14] = [
    "Basis",
    "CellStatus",
    "EndConsentOutcome",
    "HitDecision",
    "HitResult",
    "Precision",
    "RecordOutcome",
    "RecordQuestion",
    "RecordStatus",
    "ReleaseKind",
    "ReleaseStage",
    "Tier",
    "Unit",
    "WithdrawOutcome",
];

/// The schema and the domain list the same codes under the same numbers, and no list is left out.
#[test]
fn code_lists_are_those_of_the_schema() {
    let set = FileDescriptorSet::decode(crate::proto::DESCRIPTORS).unwrap();
    let ours = set.file.into_iter().filter(|file| file.package() == "vdx.v1");
    let enums: Vec<_> = ours.flat_map(|file| file.enum_type).collect();
    let lists = lists::all().into_iter().chain([List::of::<Measure>()]);
    let checked: BTreeSet<&str> = lists.map(|list| check(&list, &enums)).collect();
    let all: BTreeSet<&str> = enums.iter().map(|list| list.name()).collect();
    let others: Vec<_> = all.difference(&checked).copied().collect();
    assert_eq!(others, FROM_THE_SCHEMA, "lists of the schema that nothing is held against");
}
