//! Tests that honest histories are verified, and that a history is not verified any more whatever
//! is changed in it.

use proptest::prelude::*;

use super::*;
use crate::domain::record::Pseudonym;
use crate::domain::referral::{Basis, ReferralId};
use crate::domain::referral_codes::{DeclineReason, LegalBasis, ReferralType};
use crate::referral::case::{Decision, Referral};
use crate::referral::history::Event;
use crate::referral::keys::Keyring;

const START: i64 = 1_800_000_000;

fn keyring(name: &str, seed: u8) -> Keyring {
    let member = MemberId::new("exchange.example", name).unwrap();
    Keyring::from_bytes(member, [seed; 32], [seed + 1; 32])
}

fn parties() -> [Keyring; 2] {
    [keyring("tirana", 1), keyring("kosovo", 3)]
}

/// History that an honest exchange stores when the two parties try these actions, a minute apart.
fn honest(actions: &[(usize, usize)]) -> Referral {
    let parties = parties();
    let open = OpenPart {
        id: ReferralId([1; 16]),
        addressee: Addressee::Member(parties[1].member().clone()),
        kind: ReferralType::ProtectionAndShelter,
        pseudonym: Pseudonym([2; 16]),
        age_band: None,
        needs: Vec::new(),
        stage: None,
        basis: Basis {
            basis: LegalBasis::VictimConsent,
            recorded_on: Some("2026-10".parse().unwrap()),
            valid_until: None,
            child_risk: None,
        },
    };
    let mut statement = Statement {
        number: 1,
        previous: [0; 32],
        actor: Some(parties[0].member().clone()),
        action: ReferralAction::Create,
        reason: None,
        deadline: None,
        sealed: Some([[3; 32]; 2]),
    };
    let sign = |statement: &Statement, keys: &Keyring| {
        Some((keys.public().id(), keys.sign(&statement.bytes(open.id, &open))))
    };
    let created = Event {
        signed: sign(&statement, &parties[0]),
        statement: statement.clone(),
        at: START,
        status: ReferralStatus::Draft,
        sealed_bytes: 5000,
    };
    let [sender, recipient] = [0, 1].map(|place| parties[place].member().clone());
    let mut referral = Referral::new(open.clone(), sender, recipient, created);
    for (step, (who, action)) in actions.iter().enumerate() {
        let (actor, action) = (&parties[*who], ReferralAction::ALL[*action]);
        let at = START + 60 * (step as i64 + 1);
        statement = Statement {
            number: referral.events.len() as u32 + 1,
            previous: referral.hash(referral.events.len() as u32).unwrap(),
            actor: Some(actor.member().clone()),
            action,
            reason: (action == ReferralAction::Decline).then_some(DeclineReason::NoCapacity),
            deadline: lifecycle::sets_deadline(action).then_some(at + DAY + 60 * step as i64),
            sealed: (action == ReferralAction::Message).then_some([[step as u8; 32]; 2]),
        };
        let signed = sign(&statement, actor).unwrap();
        let key = actor.public();
        if let Ok(Decision::Add(event)) =
            referral.decide(statement.clone(), signed, Some(&key), 5000, at)
        {
            referral.push(*event);
        }
    }
    referral
}

fn shown(referral: &Referral) -> Shown {
    let steps = referral.events.iter().enumerate().map(|(place, event)| ShownStep {
        statement: event.statement.clone(),
        signed: event.signed,
        at: event.at,
        hash: referral.hash(place as u32 + 1).unwrap(),
    });
    Shown {
        open: referral.open.clone(),
        sender: referral.sender.clone(),
        recipient: Some(referral.recipient.clone()),
        standing: Standing { status: referral.status(), deadline: referral.deadline },
        erased: referral.erased,
        steps: steps.collect(),
    }
}

fn judged(shown: &Shown, seen: Option<Seen>) -> Verdict {
    let parties = parties();
    let signer = |actor: &MemberId, id: KeyId| {
        let keys = parties.iter().find(|keys| keys.member() == actor);
        let key = keys.map(Keyring::public).filter(|key| key.id() == id);
        key.ok_or((Doubt::Unproven, "is signed with an unknown key".to_owned()))
    };
    verify(shown, parties[1].member(), seen, START + DAY, &signer)
}

/// Makes one change of a history, which may leave it as it was.
fn bend(shown: &mut Shown, how: usize, place: usize, other: usize) {
    let count = shown.steps.len();
    let place = place % count;
    let step = &mut shown.steps[place];
    match how {
        0 => step.hash[other % 32] ^= 1,
        1 => step.at += 1 + other as i64,
        2 => step.statement.previous[other % 32] ^= 1,
        3 => step.statement.actor = None,
        4 => step.statement.actor = Some(parties()[other % 2].member().clone()),
        5 => step.statement.action = ReferralAction::ALL[other % ReferralAction::ALL.len()],
        6 => step.statement.deadline = Some(START + other as i64),
        7 => step.statement.sealed = Some([[other as u8; 32]; 2]),
        8 => step.signed = None,
        9 => {
            if let Some((_, signature)) = &mut step.signed {
                signature.0[other % 64] ^= 1;
            }
        }
        10 => step.statement.number += 1,
        11 => {
            shown.steps.remove(place);
        }
        12 => shown.steps.swap(place, other % count),
        13 => {
            let again = shown.steps[other % count].clone();
            shown.steps.insert(place, again);
        }
        14 => shown.standing.status = ReferralStatus::ALL[other % ReferralStatus::ALL.len()],
        15 => shown.standing.deadline = Some(START + other as i64),
        16 => shown.erased = !shown.erased && shown.standing.status != ReferralStatus::Completed,
        17 => shown.open.pseudonym.0[other % 16] ^= 1,
        18 => shown.open.id.0[other % 16] ^= 1,
        _ => std::mem::swap(&mut shown.sender, shown.recipient.as_mut().unwrap()),
    }
}

/// Text of everything of a history that is compared.
fn all(shown: &Shown) -> String {
    format!("{shown:?}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn no_change_of_a_history_is_verified(
        actions in prop::collection::vec((0usize..2, 0usize..ReferralAction::ALL.len()), 0..40),
        how in 0usize..20,
        place in 0usize..64,
        other in 0usize..1000,
    ) {
        let referral = honest(&actions);
        let right = shown(&referral);
        let verdict = judged(&right, None);
        prop_assert!(verdict.is_verified(), "{:?}", verdict.reasons);
        let seen = verdict.seen.unwrap();
        prop_assert!(judged(&right, Some(seen)).is_verified());
        let mut bent = right.clone();
        bend(&mut bent, how, place, other);
        if all(&bent) != all(&right) {
            prop_assert!(!judged(&bent, None).is_verified(), "{how}: {bent:?}");
            prop_assert!(!judged(&bent, Some(seen)).is_verified());
        }
    }

    /// A state that was verified when it was the present one is not verified by whoever has seen
    /// more: memory alone tells.
    #[test]
    fn going_back_is_found_by_whoever_saw_more(
        actions in prop::collection::vec((0usize..2, 0usize..ReferralAction::ALL.len()), 1..40),
        back in 1usize..40,
    ) {
        let later = honest(&actions);
        let earlier = honest(&actions[..actions.len() - back.min(actions.len())]);
        let seen = judged(&shown(&later), None).seen.unwrap();
        let before = judged(&shown(&earlier), None).seen.unwrap();
        // Forward is right; back is found.
        prop_assert!(judged(&shown(&later), Some(before)).is_verified());
        let verdict = judged(&shown(&earlier), Some(seen));
        prop_assert_eq!(verdict.is_verified(), earlier.events.len() == later.events.len());
        prop_assert!(verdict.is_verified() || !verdict.can_be_settled());
    }
}
