//! The members of a simulated exchange, and what they send.

use std::sync::OnceLock;

use crate::domain::code_list::CodeList;
use crate::domain::codes::{
    AgeBand, Gender, MatchKeyKind, MemberStatus, Role, TraffickingStatus, YesNo,
};
use crate::domain::country::Country;
use crate::domain::id::{MemberId, OpaqueId};
use crate::domain::member::Member;
use crate::domain::profile::Profile;
use crate::domain::record::{Consent, Pseudonym, Record, Token, VictimRecord};
use crate::domain::referral::{Addressee, Basis, OpenPart, ReferralId};
use crate::domain::referral_codes::{
    DeclineReason, LegalBasis, ReferralAction as Action, ReferralType,
};
use crate::referral::history::Statement;
use crate::referral::keys::Keyring;
use crate::release::policy::Policy;

use super::super::setup::{HitConfirmation, KeyEpoch, ReferralSettings, Setup};
use super::model::{BUDGET, KEPT};
use super::steps::{COUNTRIES, INSTITUTION, NAMES, Sent};

const DOMAIN: &str = "exchange.example";

/// Where a value beside the journal is kept, as the latest restore of a hub is.
pub const HUB_NOTE: &[u8] = b"hub restored a hub";

pub fn member(who: usize) -> MemberId {
    MemberId::new(DOMAIN, NAMES[who]).expect("a name")
}

pub fn country(who: usize) -> Country {
    Country::from_alpha2(COUNTRIES[who]).expect("a country")
}

pub fn entry_of(who: usize) -> Member {
    let role = match who {
        0 | 1 => Role::Coordinator,
        _ if INSTITUTION.contains(&who) => Role::Institution,
        _ => Role::Liaison,
    };
    Member {
        id: member(who),
        display_name: NAMES[who].into(),
        country: country(who),
        roles: vec![role],
        status: MemberStatus::Active,
    }
}

/// The first and the second version of each liaison's key.
pub fn keyring(who: usize, version: u32) -> &'static Keyring {
    static KEYS: OnceLock<Vec<[Keyring; 2]>> = OnceLock::new();
    let keys = KEYS.get_or_init(|| {
        let first = |who: usize| Keyring::from_bytes(member(who), [who as u8; 32], [9; 32]);
        let second = |who: usize| {
            let mut keys = first(who);
            keys.rotate().expect("random bytes");
            keys
        };
        (0..NAMES.len()).map(|who| [first(who), second(who)]).collect()
    });
    &keys[who][version as usize - 1]
}

pub fn record_id(id: u8) -> OpaqueId {
    OpaqueId::new(&format!("R{id}")).expect("an id")
}

pub fn record(sent: Sent) -> Record {
    let token = |kind| Token { kind, key_epoch: 1, value: [sent.person + 1; 16] };
    let tokens = vec![token(MatchKeyKind::ALL[0]), token(MatchKeyKind::Document)];
    let mut tokens = tokens;
    tokens.sort_unstable();
    let yes_no = |yes| Some(if yes { YesNo::Yes } else { YesNo::No });
    Record::Victim(Box::new(VictimRecord {
        record_id: record_id(sent.id),
        revision: sent.revision,
        episode: None,
        transnational_tokens: if sent.is_shared { tokens.clone() } else { Vec::new() },
        tokens,
        trafficking_status: TraffickingStatus::ALL[0],
        status_decided_by: None,
        gender: Some(Gender::ALL[0]),
        age_band: Some(AgeBand::ALL[sent.detail as usize]),
        majority_at_exploitation: None,
        citizenships: vec![Country::from_alpha2("RS").expect("a country")],
        country_of_exploitation: Country::from_alpha2("XK"),
        country_of_residence: None,
        country_of_identification: None,
        country_of_recruitment: None,
        region: None,
        trafficking_form: None,
        identified_on: "2010-03".parse().expect("a month"),
        trafficking_duration: None,
        previously_trafficked: None,
        recruitment_methods: Default::default(),
        control_methods: Default::default(),
        exploitation_types: Default::default(),
        labour_sector: None,
        sexual_exploitation_forms: Default::default(),
        recruiter_relations: Default::default(),
        acts: Default::default(),
        means: Default::default(),
        consent: Consent { processing: yes_no(true), cross_border_sharing: yes_no(sent.is_shared) },
        discoverable_by: Vec::new(),
    }))
}

pub fn setup(is_confirmed: bool) -> Setup {
    let epoch = KeyEpoch { epoch: 1, check_value: Default::default() };
    Setup {
        retention: Default::default(),
        policy: policy(),
        profile: Profile::shipped(),
        key_epochs: vec![epoch.clone()],
        transnational_epochs: vec![epoch],
        is_hub: false,
        referrals: ReferralSettings {
            hit_checks_per_day: BUDGET,
            hit_confirmation: match is_confirmed {
                true => HitConfirmation::Holder,
                false => HitConfirmation::None,
            },
            keep_completed_days: KEPT,
            ..ReferralSettings::default()
        },
        recovery: None,
        witnessed: Vec::new(),
        regions: Vec::new(),
        person_required: Vec::new(),
        first_coordinator: member(0),
        country: country(0),
    }
}

pub fn policy() -> Policy {
    static POLICY: OnceLock<Policy> = OnceLock::new();
    let text =
        "rows = 2000\ncountries = [\"XK\", \"AL\"]\ntables = \"\"\"\nyear x gender: 1\n\"\"\"\n";
    POLICY.get_or_init(|| Policy::parse(text).expect("a policy")).clone()
}

pub fn open_part(slot: u8, to: usize) -> OpenPart {
    OpenPart {
        id: ReferralId([slot; 16]),
        addressee: Addressee::Member(member(to)),
        kind: ReferralType::ProtectionAndShelter,
        pseudonym: Pseudonym([2; 16]),
        age_band: None,
        needs: Vec::new(),
        stage: None,
        basis: Basis {
            basis: LegalBasis::VictimConsent,
            recorded_on: Some("2026-01".parse().expect("a month")),
            valid_until: None,
            child_risk: None,
        },
    }
}

pub fn statement(
    number: u32,
    previous: [u8; 32],
    who: usize,
    action: Action,
    deadline: Option<i64>,
) -> Statement {
    let reason = (action == Action::Decline).then_some(DeclineReason::NoCapacity);
    Statement { number, previous, actor: Some(member(who)), action, reason, deadline, sealed: None }
}
