//! Steps as messages to the writer, and the answers to them in words.

use tokio::sync::oneshot;

use crate::audit::{Call, CallResult};
use crate::domain::code_list::CodeList;
use crate::domain::codes::{MemberStatus, RecordKind};
use crate::domain::id::OpaqueId;
use crate::domain::period::Years;
use crate::domain::referral::ReferralId;
use crate::domain::referral_codes::{HitPurpose, ReferralAction as Action};
use crate::domain::release::{ReleaseKind, ReleaseScope, Signer};
use crate::referral::keys::{KeyId, Signature};
use crate::referral::lifecycle;
use crate::release::block::ReleaseTables;
use crate::store::Entry;

use super::super::by::By;
use super::super::change::{
    Allowed, BatchAnswer, Change, ConsentOutcome, Counted, Draft, HitResult, HitTarget, Measured,
    MemberChange, On, OpenStream, Pending, Question, Ready, SignedAct, Tallies, WithdrawOutcome,
};
use super::super::decide::check_approval;
use super::super::error::ExchangeError;
use super::super::setup::Clock;
use super::samples::{HUB_NOTE, entry_of, keyring, member, open_part, record, statement};
use super::steps::{Step, Way};
use super::{DAY, World};

const ALL_QUESTIONS: [Question; 3] =
    [Question::WiderSharing, Question::EarlierContent, Question::OtherPerson];

const STEP: Call = Call("Step");

/// What a step was answered, once it is.
pub type Told = Box<dyn FnOnce(&mut World) -> String>;

/// An answer in words, to be compared.
pub fn word<T>(result: Result<T, ExchangeError>, done: impl FnOnce(T) -> String) -> String {
    match result {
        Ok(value) => done(value),
        Err(ExchangeError::Invalid(violations)) => format!("invalid {}", violations[0].field),
        Err(ExchangeError::Denied(_)) => "denied".into(),
        Err(ExchangeError::NotFound(_)) => "not found".into(),
        Err(ExchangeError::Precondition(reason, _) | ExchangeError::Exhausted(reason, _)) => {
            reason.code().into()
        }
        Err(ExchangeError::Unavailable(_) | ExchangeError::Store(_)) => "unavailable".into(),
    }
}

/// The word for what is done.
pub fn done<T>(_: T) -> String {
    "done".into()
}

/// A place for an answer, and what will be read from it.
fn reply<T: 'static>(
    told: impl FnOnce(&mut World, T) -> String + 'static,
) -> (oneshot::Sender<Result<T, ExchangeError>>, Told) {
    let (reply, mut answer) = oneshot::channel();
    let read = move |world: &mut World| {
        let result = answer.try_recv().expect("each change is answered");
        word(result, |value| told(world, value))
    };
    (reply, Box::new(read))
}

impl World {
    fn by(&self) -> By {
        By::exchange(STEP)
    }

    /// The writer's message for a step, and what reads its answer.
    pub fn change(&mut self, step: &Step) -> (Change, Told) {
        let by = self.by();
        match step.clone() {
            Step::Open(who) => {
                let (reply, told) = reply(move |world, stream: OpenStream| {
                    world.streams.insert(who, stream.opened);
                    "done".into()
                });
                (Change::OpenStream { by, reply }, told)
            }
            Step::Close(who) => {
                let (reply, told) = reply(|_, ()| done(()));
                let opened = self.streams.remove(&who).expect("it is open");
                let (result, counts) = (CallResult::Ok, Tallies::new());
                (Change::CloseStream { by, opened, result, counts, reply }, told)
            }
            Step::Submit { who, way, submission, sequence, records, readmit, confirm } => {
                let (reply, told) = reply(|_, answer: BatchAnswer| {
                    for violation in answer.records.iter().flat_map(|record| &record.violations) {
                        assert_eq!(violation.field, "record_id", "{violation:?}");
                    }
                    let outcomes: Vec<_> = answer.records.iter().map(|r| r.outcome).collect();
                    format!("{} {outcomes:?}", answer.durable_through)
                });
                let records = records.into_iter().map(|sent| Ok(record(sent))).collect();
                let records = self.shared.prepare(&member(who), records);
                let submission = OpaqueId::new(&format!("S{submission}")).expect("an id");
                let (begins, mut begun) = oneshot::channel();
                let on = match way {
                    Way::Open => On::Open(self.streams[&who]),
                    Way::Begins => On::Begins { by, reply: begins },
                    Way::All => On::All(by),
                };
                let told = move |world: &mut Self| {
                    if let Ok(Ok(stream)) = begun.try_recv() {
                        world.streams.insert(who, stream.opened);
                    }
                    told(world)
                };
                let confirmed = if confirm { ALL_QUESTIONS.to_vec() } else { Vec::new() };
                let (member, allowed) = (member(who), Allowed { readmit, confirmed, holds: false });
                let change =
                    Change::Submit { on, member, submission, sequence, records, allowed, reply };
                (change, Box::new(told))
            }
            Step::Withdraw(who, id, lapsed) => {
                let (reply, told) =
                    reply(|_, outcomes: Vec<WithdrawOutcome>| format!("{:?}", outcomes[0]));
                let records = vec![(RecordKind::Victim, self.key(who, id))];
                (Change::Withdraw { by, member: member(who), records, lapsed, reply }, told)
            }
            Step::EndConsent(who, id, revision) => {
                let (reply, told) =
                    reply(|_, outcomes: Vec<ConsentOutcome>| format!("{:?}", outcomes[0]));
                let records = vec![(RecordKind::Victim, self.key(who, id), revision)];
                (Change::EndConsent { by, member: member(who), records, reply }, told)
            }
            Step::Put(who) => {
                let (reply, told) = reply(|_, _| done(()));
                let change = MemberChange::Put(entry_of(who));
                (Change::Register { by, change, reply }, told)
            }
            Step::Status(who, is_active) => {
                let (reply, told) = reply(|_, _| done(()));
                let status = MemberStatus::ALL[usize::from(!is_active)];
                let change = MemberChange::Status(member(who), status);
                (Change::Register { by, change, reply }, told)
            }
            Step::Ask(who) => {
                let (reply, told) = reply(|world, counted: Counted| {
                    world.checks.push(counted.id);
                    format!("{} left", counted.checks_left)
                });
                let (member, purpose, cost) = (member(who), HitPurpose::ALL[0], 1);
                (Change::AskHit { by, member, purpose, cost, reply }, told)
            }
            Step::Find(check, found) => {
                let (reply, told) = reply(|_, result| {
                    let word = match result {
                        HitResult::Hit(_) => "hit",
                        HitResult::NoHit => "no hit",
                        HitResult::Pending => "pending",
                    };
                    word.into()
                });
                let found = found
                    .map(|(who, id)| HitTarget { holder: member(who), record: self.key(who, id) });
                (Change::FoundHit { id: self.checks[check], found, reply }, told)
            }
            Step::Decide(who, check, confirmed) => {
                let (reply, told) = reply(|_, ()| done(()));
                let (member, id) = (member(who), self.checks[check]);
                (Change::DecideHit { by, member, id, confirmed, reply }, told)
            }
            Step::Publish(who, version) => {
                let (reply, told) = reply(|_, ()| done(()));
                let key = Box::new(keyring(who, version).public());
                (Change::PublishKey { by, key, reply }, told)
            }
            Step::Create(slot, from, to) => {
                let (reply, told) = reply(|_, ()| done(()));
                let open = open_part(slot, to);
                let statement = statement(1, [0; 32], from, Action::Create, None);
                let signed = self.sign(from, &statement.bytes(open.id, &open));
                let act = SignedAct { statement, signed, envelopes: None };
                (Change::CreateReferral { by, draft: Box::new(Draft { open, act }), reply }, told)
            }
            Step::Act(slot, who, action) => {
                let (reply, told) = reply(|_, ()| done(()));
                let id = ReferralId([slot; 16]);
                let known = self.shared.views.read().referrals.get(id).cloned();
                let (next, previous, open) = match &known {
                    Some(referral) => {
                        let number = referral.events.len() as u32;
                        let hash = referral.hash(number).expect("of the last event");
                        (number + 1, hash, referral.open.clone())
                    }
                    None => (2, [0; 32], open_part(slot, 6)),
                };
                let deadline = self.clock.now() + 20 * DAY;
                let deadline = lifecycle::sets_deadline(action).then_some(deadline);
                let statement = statement(next, previous, who, action, deadline);
                let signed = self.sign(who, &statement.bytes(id, &open));
                let act = Box::new(SignedAct { statement, signed, envelopes: None });
                (Change::ActOnReferral { by, id, act, reply }, told)
            }
            Step::Upkeep => {
                let (reply, told) = reply(|_, ()| done(()));
                (Change::Upkeep { reply }, told)
            }
            Step::Relay(sent, withdrawn) => {
                let (reply, told) = reply(|_, ()| done(()));
                let keys = |all: Vec<(usize, u8)>| {
                    all.into_iter().map(|(who, id)| self.key(who, id)).collect()
                };
                let (sent, withdrawn) = (keys(sent), keys(withdrawn));
                let entry = Entry::Relayed { hub: "hub".into(), through: 1, sent, withdrawn };
                let opened = *self.streams.values().next().expect("one is open");
                let (counts, entry) = (Tallies::new(), Box::new(entry));
                (Change::Relayed { opened, entry, counts, keep: None, reply }, told)
            }
            Step::Keep(value) => {
                let (reply, told) = reply(|_, ()| done(()));
                (Change::Keep { by, name: HUB_NOTE.to_vec(), value: vec![value], reply }, told)
            }
            Step::Tell => {
                let (reply, told) = reply(|_, ()| done(()));
                (Change::Tell { by, result: CallResult::Denied, reply }, told)
            }
            Step::Propose(..) | Step::Approve(..) | Step::Finish => unreachable!("they are whole"),
        }
    }

    /// Takes a step that rests on everything before it.
    pub fn whole(&mut self, step: &Step) -> String {
        let (by, shared) = (self.by(), &self.shared);
        let signer = |who: usize| Signer { member: member(who), person: None };
        match *step {
            Step::Propose(who, year) => {
                let years = Years::new(year, year).expect("a year");
                let scope = ReleaseScope { kind: ReleaseKind::Final, years };
                let proposed =
                    shared.change_apart(|group| group.propose_release(&by, signer(who), scope));
                word(proposed, |number| number.to_string())
            }
            Step::Approve(who, number) => {
                let number = number as u32;
                let checked = {
                    let views = shared.views.read();
                    let now = shared.clock.now();
                    check_approval(&views, &shared.setup, now, &signer(who), number)
                        .map(|(_, plan)| (plan.closes, views.releases.approved()))
                };
                let approved = checked.and_then(|(closes, after)| {
                    let (nonce, snapshot, frozen) = ([1; 32], [2; 32], Vec::new());
                    let pending = Pending { number, closes, nonce, snapshot, frozen };
                    let prepared =
                        Ready { signer: signer(who), pending, charges: Vec::new(), after };
                    shared.change_apart(|group| group.approve_release(&by, prepared))
                });
                word(approved, done)
            }
            _ => {
                let pending = shared.views.read().releases.pending().cloned();
                let Some(info) = pending else { return "done".into() };
                let (number, scope) = (info.number, info.scope);
                let (parts, exact) = (Vec::new(), Vec::new());
                let tables = ReleaseTables { number, scope, parts, exact };
                let (blocks, fitted, stale) = (Vec::new(), Vec::new(), Vec::new());
                let measured = Measured { pending: number, tables, blocks, fitted, stale };
                word(shared.change_apart(|group| Ok(group.finish_release(&measured))), done)
            }
        }
    }

    /// Signs with the key that a liaison has published last, or is going to.
    fn sign(&self, who: usize, bytes: &[u8]) -> (KeyId, Signature) {
        let views = self.shared.views.read();
        let version = views.liaison_keys.latest(&member(who)).map_or(1, |key| key.version);
        let keys = keyring(who, version);
        (keys.public().id(), keys.sign(bytes))
    }
}
