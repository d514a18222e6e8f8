//! One referral with its history, and the decision whether a statement may be added to it. The
//! decision is a pure function: the exchange stores what is decided here.

use serde::{Deserialize, Serialize};

use crate::domain::code_list::CodeList;
use crate::domain::id::MemberId;
use crate::domain::referral::{OpenPart, ReferralId};
use crate::domain::referral_codes::{ReferralAction, ReferralStatus};
use crate::domain::rules::Violation;

use super::history::{Event, Hash, Statement};
use super::keys::{KeyId, PublicKey, Signature};
use super::lifecycle::{self, Party};
use super::standing::Standing;

/// Largest distance of a deadline from the present, in seconds: 366 days.
pub const MAX_DEADLINE: i64 = 366 * DAY;
/// Time in seconds after which a draft that is not sent expires: 30 days.
pub const DRAFT_LIFE: i64 = 30 * DAY;
/// Largest number of events of one referral.
pub const MAX_EVENTS: usize = 1000;
/// Largest size of all envelopes to one party, in bytes: 32 MiB. A referral is read in one answer.
pub const MAX_SEALED: u64 = 32 << 20;

/// Length of a day in seconds.
pub const DAY: i64 = 86_400;

/// Reason why a statement is not added to a history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The actor is no party of the referral: for such an actor it does not exist.
    NotAParty,
    /// The history has events that the actor had not seen.
    Stale {
        /// Number that the next statement must have.
        next: u32,
    },
    /// The action is not allowed in this state, or not to this party.
    Illegal {
        /// Present state of the referral.
        status: ReferralStatus,
        /// Actions that this party may do in the present state.
        allowed: Vec<ReferralAction>,
    },
    /// A field of the statement breaks a rule.
    Invalid(Violation),
    /// The statement is not signed by the actor's latest key.
    Signature,
    /// The history has as many events as it may have.
    Full,
}

/// Decision of the exchange on a statement that is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The statement is new: this event is to be stored.
    Add(Box<Event>),
    /// The statement is in the history already: nothing changes.
    Repeated,
}

/// Referral with its history, as the exchange holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Referral {
    /// Open part of the referral.
    pub open: OpenPart,
    /// Member that drafted the referral.
    pub sender: MemberId,
    /// Member to which the referral goes.
    pub recipient: MemberId,
    /// History of the referral, never empty.
    pub events: Vec<Event>,
    /// Hashes of the events, in their order.
    hashes: Vec<Hash>,
    /// Time until which the next step is due, in Unix seconds.
    pub deadline: Option<i64>,
    /// Whether the referral's sealed contents have been erased.
    pub erased: bool,
}

impl Referral {
    /// A draft, made from its first event.
    pub fn new(open: OpenPart, sender: MemberId, recipient: MemberId, created: Event) -> Self {
        let hashes = vec![created.hash(open.id, &open)];
        let deadline = Standing::draft(created.at).deadline;
        Self { open, sender, recipient, events: vec![created], hashes, deadline, erased: false }
    }

    /// Id of the referral.
    pub fn id(&self) -> ReferralId {
        self.open.id
    }

    /// Latest event of the history.
    pub fn last(&self) -> &Event {
        self.events.last().expect("a history is never empty")
    }

    /// Present state of the referral.
    pub fn status(&self) -> ReferralStatus {
        self.last().status
    }

    /// Hash of the event with this number, from 1; `None` where there is none.
    pub fn hash(&self, number: u32) -> Option<Hash> {
        self.hashes.get((number as usize).checked_sub(1)?).copied()
    }

    /// Party that a member is of the referral; `None` for others. A draft has no recipient yet.
    pub fn party(&self, member: &MemberId) -> Option<Party> {
        if *member == self.sender {
            Some(Party::Sender)
        } else if *member == self.recipient && self.status() != ReferralStatus::Draft {
            // Withdrawn before it was sent: the recipient never heard of it.
            self.events
                .iter()
                .any(|event| event.statement.action == ReferralAction::Send)
                .then_some(Party::Recipient)
        } else {
            None
        }
    }

    /// Whether the recipient has accepted the referral at any time.
    pub fn was_accepted(&self) -> bool {
        self.events.iter().any(|event| event.statement.action == ReferralAction::Accept)
    }

    /// The other party of the referral than `member`.
    pub fn other(&self, member: &MemberId) -> &MemberId {
        if *member == self.sender { &self.recipient } else { &self.sender }
    }

    /// Bytes that an actor has to sign for a statement.
    pub fn to_sign(&self, statement: &Statement) -> Vec<u8> {
        statement.bytes(self.id(), &self.open)
    }

    /// Size in bytes of all envelopes to one party.
    fn sealed_bytes(&self) -> u64 {
        self.events.iter().map(|event| u64::from(event.sealed_bytes)).sum()
    }

    /// Decides on a statement of a member that came with an envelope of `sealed_bytes` to the
    /// other party. `key` is the member's latest published key.
    pub fn decide(
        &self,
        statement: Statement,
        signed: (KeyId, Signature),
        key: Option<&PublicKey>,
        sealed_bytes: u32,
        now: i64,
    ) -> Result<Decision, Refusal> {
        let party =
            statement.actor.as_ref().and_then(|m| self.party(m)).ok_or(Refusal::NotAParty)?;
        if let Some(known) = self.events.get((statement.number as usize).wrapping_sub(1))
            && known.statement == statement
            && known.signed == Some(signed)
        {
            return Ok(Decision::Repeated);
        }
        let status = self.status();
        let next_status = lifecycle::next(status, statement.action, party).ok_or_else(|| {
            Refusal::Illegal { status, allowed: lifecycle::allowed(status, party) }
        })?;
        let next = self.events.len() as u32 + 1;
        if statement.number != next || Some(statement.previous) != self.hash(next - 1) {
            return Err(Refusal::Stale { next });
        }
        let is_full = self.events.len() >= MAX_EVENTS
            || self.sealed_bytes() + u64::from(sealed_bytes) > MAX_SEALED;
        // It can always be closed.
        if is_full && !lifecycle::is_closed(next_status) {
            return Err(Refusal::Full);
        }
        self.standing().check_details(&statement, now).map_err(Refusal::Invalid)?;
        let key = key.filter(|key| key.id() == signed.0).ok_or(Refusal::Signature)?;
        if !key.verify(&self.to_sign(&statement), &signed.1) {
            return Err(Refusal::Signature);
        }
        let signed = Some(signed);
        let event = Event { statement, signed, at: now, status: next_status, sealed_bytes };
        Ok(Decision::Add(Box::new(event)))
    }

    /// Event by which the exchange itself ends a referral whose time has come; `None` before that.
    pub fn expire(&self, now: i64) -> Option<Event> {
        let status = lifecycle::next(self.status(), ReferralAction::Expire, Party::Exchange)?;
        let number = self.events.len() as u32 + 1;
        let statement = Statement {
            number,
            previous: self.hash(number - 1)?,
            actor: None,
            action: ReferralAction::Expire,
            reason: None,
            deadline: None,
            sealed: None,
        };
        Some(Event { statement, signed: None, at: now, status, sealed_bytes: 0 })
    }

    /// Adds an event that was decided to the history.
    pub fn push(&mut self, event: Event) {
        self.deadline = self.standing().moved(event.status, &event.statement).deadline;
        self.erased |= lifecycle::erases(event.status);
        self.hashes.push(event.hash(self.id(), &self.open));
        self.events.push(event);
    }

    /// Present state of the referral with its deadline.
    fn standing(&self) -> Standing {
        Standing { status: self.status(), deadline: self.deadline }
    }

    /// Time when the referral expires by itself, in Unix seconds: at its deadline, or with the
    /// consent.
    pub fn expires_at(&self) -> Option<i64> {
        self.standing().expires_at(&self.open.basis)
    }
}

/// Names of actions, for messages.
pub fn names(actions: &[ReferralAction]) -> String {
    let names: Vec<&str> = actions.iter().map(|action| action.code()).collect();
    if names.is_empty() { "nothing".into() } else { names.join(", ") }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::keys::Keyring;
    use super::*;
    use crate::domain::record::Pseudonym;
    use crate::domain::referral::{Addressee, Basis};
    use crate::domain::referral_codes::{DeclineReason, LegalBasis, ReferralType};

    const START: i64 = 1_800_000_000;

    fn member(name: &str) -> MemberId {
        MemberId::new("exchange.example", name).unwrap()
    }

    fn keyring(name: &str, seed: u8) -> Keyring {
        Keyring::from_bytes(member(name), [seed; 32], [seed + 1; 32])
    }

    fn draft() -> Referral {
        let open = OpenPart {
            id: ReferralId([1; 16]),
            addressee: Addressee::Member(member("kosovo")),
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
        let statement = Statement {
            number: 1,
            previous: [0; 32],
            actor: Some(member("tirana")),
            action: ReferralAction::Create,
            reason: None,
            deadline: None,
            sealed: None,
        };
        let status = ReferralStatus::Draft;
        let created = Event { statement, signed: None, at: START, status, sealed_bytes: 5000 };
        Referral::new(open, member("tirana"), member("kosovo"), created)
    }

    /// Statement that a well-meaning client would make.
    fn statement(referral: &Referral, actor: &Keyring, action: ReferralAction) -> Statement {
        let number = referral.events.len() as u32 + 1;
        Statement {
            number,
            previous: referral.hash(number - 1).unwrap(),
            actor: Some(actor.member().clone()),
            action,
            reason: (action == ReferralAction::Decline).then_some(DeclineReason::NoCapacity),
            deadline: lifecycle::sets_deadline(action)
                .then(|| referral.deadline.unwrap_or(START).max(START) + DAY),
            sealed: (action == ReferralAction::Message).then_some([[3; 32]; 2]),
        }
    }

    fn decide(
        referral: &Referral,
        actor: &Keyring,
        statement: Statement,
    ) -> Result<Decision, Refusal> {
        let key = actor.public();
        let signature = actor.sign(&referral.to_sign(&statement));
        referral.decide(statement, (key.id(), signature), Some(&key), 5000, START)
    }

    fn act(referral: &mut Referral, actor: &Keyring, action: ReferralAction) {
        let statement = statement(referral, actor, action);
        let Ok(Decision::Add(event)) = decide(referral, actor, statement) else {
            panic!("{action:?} is allowed");
        };
        referral.push(*event);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        /// No sequence of calls by three members leads off the table: the third member never gets
        /// anything done, every step is one of the table, what is closed stays closed, and the
        /// history holds.
        #[test]
        fn no_sequence_of_calls_leaves_the_table(
            steps in prop::collection::vec((0usize..3, 0usize..ReferralAction::ALL.len()), 1..30),
        ) {
            let actors = [keyring("tirana", 1), keyring("kosovo", 3), keyring("rome", 5)];
            let mut referral = draft();
            let mut previous = referral.hash(1);
            for (who, action) in steps {
                let (actor, action) = (&actors[who], ReferralAction::ALL[action]);
                let before = referral.clone();
                let party = referral.party(actor.member());
                let statement = statement(&referral, actor, action);
                match decide(&referral, actor, statement) {
                    Ok(Decision::Add(event)) => {
                        prop_assert!(who != 2, "a third country acted");
                        let expected = lifecycle::next(before.status(), action, party.unwrap());
                        prop_assert_eq!(Some(event.status), expected);
                        prop_assert_eq!(Some(event.statement.previous), previous);
                        referral.push(*event);
                        previous = referral.hash(referral.events.len() as u32);
                    }
                    Ok(Decision::Repeated) => prop_assert!(false, "nothing was repeated"),
                    Err(refusal) => {
                        let illegal = matches!(refusal, Refusal::Illegal { .. });
                        prop_assert!(refusal == Refusal::NotAParty || illegal, "{refusal:?}");
                        prop_assert_eq!(&referral, &before);
                    }
                }
                let status = referral.status();
                if lifecycle::is_closed(before.status()) {
                    prop_assert_eq!(status, before.status());
                }
                prop_assert_eq!(referral.erased, lifecycle::erases(status));
                prop_assert_eq!(referral.deadline.is_none(), lifecycle::is_closed(status));
                prop_assert_eq!(referral.party(actors[2].member()), None);
            }
        }
    }

    #[test]
    fn two_people_cannot_decide_at_once_and_a_repeat_changes_nothing() {
        let (tirana, kosovo) = (keyring("tirana", 1), keyring("kosovo", 3));
        let mut referral = draft();
        act(&mut referral, &tirana, ReferralAction::Send);
        act(&mut referral, &kosovo, ReferralAction::Receive);
        let accept = statement(&referral, &kosovo, ReferralAction::Accept);
        let decline = statement(&referral, &kosovo, ReferralAction::Decline);
        let message = statement(&referral, &tirana, ReferralAction::Message);
        let Ok(Decision::Add(event)) = decide(&referral, &kosovo, accept.clone()) else {
            panic!("accepting is allowed");
        };
        referral.push(*event);
        assert_eq!(decide(&referral, &kosovo, accept), Ok(Decision::Repeated));
        assert!(matches!(decide(&referral, &kosovo, decline), Err(Refusal::Illegal { .. })));
        assert_eq!(decide(&referral, &tirana, message), Err(Refusal::Stale { next: 5 }));
    }

    #[test]
    fn a_full_referral_can_still_be_closed() {
        let (tirana, kosovo) = (keyring("tirana", 1), keyring("kosovo", 3));
        let mut referral = draft();
        act(&mut referral, &tirana, ReferralAction::Send);
        act(&mut referral, &kosovo, ReferralAction::Receive);
        referral.events[0].sealed_bytes = MAX_SEALED as u32;
        let message = statement(&referral, &kosovo, ReferralAction::Message);
        assert_eq!(decide(&referral, &kosovo, message), Err(Refusal::Full));
        act(&mut referral, &kosovo, ReferralAction::Decline);
    }

    #[test]
    fn only_the_actors_latest_key_signs() {
        let (tirana, kosovo) = (keyring("tirana", 1), keyring("kosovo", 3));
        let referral = draft();
        let send = statement(&referral, &tirana, ReferralAction::Send);
        let signature = kosovo.sign(&referral.to_sign(&send));
        for (id, key) in [
            (tirana.public().id(), Some(tirana.public())),
            (kosovo.public().id(), Some(tirana.public())),
            (tirana.public().id(), None),
        ] {
            let refused = referral.decide(send.clone(), (id, signature), key.as_ref(), 0, START);
            assert_eq!(refused, Err(Refusal::Signature));
        }
    }

    #[test]
    fn it_expires_at_its_deadline_or_with_the_consent() {
        let tirana = keyring("tirana", 1);
        let mut referral = draft();
        assert_eq!(referral.expires_at(), Some(START + DRAFT_LIFE));
        act(&mut referral, &tirana, ReferralAction::Send);
        let deadline = referral.deadline.unwrap();
        assert_eq!(referral.expires_at(), Some(deadline));
        let until: crate::domain::period::YearMonth = "2026-11".parse().unwrap();
        referral.open.basis.valid_until = Some(until);
        // Noon of December 1 in UTC: November is over everywhere on earth.
        assert_eq!(referral.expires_at(), Some(1_796_126_400));
        referral.push(referral.expire(deadline).unwrap());
        assert_eq!((referral.status(), referral.erased), (ReferralStatus::Expired, true));
        assert_eq!(referral.expire(deadline), None);
    }

    #[test]
    fn details_are_checked() {
        let (tirana, kosovo) = (keyring("tirana", 1), keyring("kosovo", 3));
        let mut referral = draft();
        let field = |referral: &Referral, actor: &Keyring, statement: Statement| match decide(
            referral, actor, statement,
        ) {
            Err(Refusal::Invalid(violation)) => violation.field,
            other => panic!("{other:?}"),
        };
        let send = statement(&referral, &tirana, ReferralAction::Send);
        for deadline in [None, Some(START), Some(START + MAX_DEADLINE + 1)] {
            let wrong = Statement { deadline, ..send.clone() };
            assert_eq!(field(&referral, &tirana, wrong), "statement.deadline");
        }
        let sealed = Statement { sealed: Some([[1; 32]; 2]), ..send };
        assert_eq!(field(&referral, &tirana, sealed), "sealed");
        act(&mut referral, &tirana, ReferralAction::Send);
        act(&mut referral, &kosovo, ReferralAction::Receive);
        let decline = statement(&referral, &kosovo, ReferralAction::Decline);
        let unexplained = Statement { reason: None, ..decline };
        assert_eq!(field(&referral, &kosovo, unexplained), "statement.reason");
        let message = statement(&referral, &kosovo, ReferralAction::Message);
        let empty = Statement { sealed: None, ..message };
        assert_eq!(field(&referral, &kosovo, empty), "sealed");
        act(&mut referral, &kosovo, ReferralAction::Accept);
        let extend = statement(&referral, &kosovo, ReferralAction::Extend);
        let shorter = Statement { deadline: Some(START + 1), ..extend };
        assert_eq!(field(&referral, &kosovo, shorter), "statement.deadline");
    }
}
