//! All code lists of the schema, for whatever must hold for each of them, such as words and
//! numbers on the wire.

use super::code_list::CodeList;
use super::codes::*;
use super::reasons::Reason;
use super::referral_codes::*;

/// A code list of the schema: its name in upper snake case, and its codes in the order of their numbers,
/// which run from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Name of the list in the schema.
    pub name: &'static str,
    /// Codes of the list, in the order of their numbers.
    pub codes: Vec<&'static str>,
}

impl List {
    /// The code list of a type.
    pub fn of<T: CodeList>() -> Self {
        Self { name: T::LIST, codes: T::ALL.iter().map(|code| code.code()).collect() }
    }
}

/// All code lists that this crate declares.
pub fn all() -> Vec<List> {
    macro_rules! all {
        ($($list:ty),+ $(,)?) => { vec![$(List::of::<$list>()),+] };
    }
    all![
        YesNo,
        TraffickingStatus,
        StatusDecidedBy,
        Gender,
        AgeBand,
        Majority,
        TraffickingForm,
        DurationBand,
        RecruitmentMethod,
        ControlMethod,
        ExploitationType,
        LabourSector,
        SexualExploitationForm,
        RecruiterRelation,
        TraffickingAct,
        TraffickingMeans,
        Service,
        AssistanceStatus,
        Beneficiary,
        ProviderType,
        ProceedingStage,
        ProceedingOutcome,
        Offence,
        MatchKeyKind,
        KeyScope,
        RecordKind,
        Role,
        MemberStatus,
        ReferralType,
        ReferralStage,
        ReferralStatus,
        ReferralAction,
        DeclineReason,
        LegalBasis,
        ChildRisk,
        HitPurpose,
        HitAlarm,
        Reason,
    ]
}
