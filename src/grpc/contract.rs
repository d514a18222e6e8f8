//! What `proto/` says is what the code does: code lists.

use std::collections::BTreeSet;

use prost::Message;
use prost_types::{EnumDescriptorProto, FileDescriptorSet};

use crate::domain::code_list::CodeList;
use crate::domain::codes::*;
use crate::domain::reasons::Reason;
use crate::domain::referral_codes::*;
use crate::statistics::Measure;

/// Holds an enum of the schema against its code list, and gives its name in the schema back.
fn check<T: CodeList>(enums: &[EnumDescriptorProto]) -> String {
    let unspecified = format!("{}_UNSPECIFIED", T::LIST);
    let list = enums.iter().find(|list| list.value[0].name() == unspecified);
    let list = list.unwrap_or_else(|| panic!("{} is in the schema", T::LIST));
    assert_eq!(list.value.len(), T::ALL.len() + 1, "{}", T::LIST);
    for value in &list.value[1..] {
        let code = T::from_number(value.number()).unwrap();
        assert_eq!(value.name(), format!("{}_{}", T::LIST, code.code()));
    }
    list.name().to_owned()
}

macro_rules! check_all {
    ($enums:expr; $($list:ty),+ $(,)?) => { [$(check::<$list>($enums)),+] };
}

/// Lists that the code takes from the schema itself: there is nothing beside them that could differ.
const FROM_THE_SCHEMA: [&str; 13] = [
    "Basis",
    "CellStatus",
    "HitAlarm",
    "HitDecision",
    "HitResult",
    "Precision",
    "RecordOutcome",
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
    let checked = check_all!(&enums;
        YesNo, TraffickingStatus, StatusDecidedBy, Gender, AgeBand, Majority, TraffickingForm,
        DurationBand, RecruitmentMethod, ControlMethod, ExploitationType, LabourSector,
        SexualExploitationForm, RecruiterRelation, TraffickingAct, TraffickingMeans, Service,
        AssistanceStatus, Beneficiary, ProviderType, ProceedingStage, ProceedingOutcome, Offence,
        MatchKeyKind, KeyScope, ReferralType, ReferralStage, ReferralStatus, ReferralAction,
        DeclineReason, LegalBasis, ChildRisk, HitPurpose, RecordKind, Role, MemberStatus, Measure, Reason,
    );
    let checked: BTreeSet<&str> = checked.iter().map(String::as_str).collect();
    let all: BTreeSet<&str> = enums.iter().map(|list| list.name()).collect();
    let others: Vec<_> = all.difference(&checked).copied().collect();
    assert_eq!(others, FROM_THE_SCHEMA, "lists of the schema that nothing is held against");
}
