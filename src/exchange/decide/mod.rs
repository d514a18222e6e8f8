//! Decisions: what becomes of a change, given the views, the time and nothing else that changes.
//!
//! Decisions have no lock, no clock and no thread, and store nothing: they put journal entries, lines
//! of the audit log and values together that the writer commits at once ([`Decided`]). What a change
//! brings about is seen by those decided after it in the same group, before it is in the views.

mod hits;
mod liaison_keys;
mod members;
mod questions;
mod records;
mod referrals;
mod releases;
mod restoration;
mod streams;

use std::collections::{HashMap, HashSet};

use crate::audit::{Call, CallResult, Subject};
use crate::domain::hashed::HashedMap;
use crate::domain::id::{MemberId, OpaqueId};
use crate::domain::referral::ReferralId;
use crate::referral::case::Referral;
use crate::store::{Entry, RecordKey, Space, encode_entry};

use super::by::{By, result_of};
use super::change::{Change, On, Reply, StreamState, Tallies};
use super::error::ExchangeError;
use super::secrets::ExchangeSecrets;
use super::setup::Setup;
use super::told::Told;
use super::views::{Note, Position, RecordState, Terms, Views};

pub use releases::{check_approval, plan, plan_losses, rules_of};
pub use streams::VERSION as STREAM_VERSION;

/// Everything that a decision rests on beside the change itself.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// The views, as the journal has made them.
    pub views: &'a Views,
    /// How the exchange is set up.
    pub setup: &'a Setup,
    /// The exchange's key.
    pub secrets: &'a ExchangeSecrets,
    /// Unix seconds.
    pub now: i64,
    /// Random bytes and earlier entries.
    pub outside: &'a dyn Outside,
}

impl<'a> Given<'a> {
    /// Key and settings that shape views beside the journal.
    pub fn terms(&self) -> Terms<'a> {
        let keep_completed_days = self.setup.referrals.keep_completed_days;
        Terms { secrets: self.secrets, keep_completed_days }
    }
}

/// The world outside, as far as decisions ask it for something.
pub trait Outside {
    /// Sixteen random bytes, to name what nobody must be able to guess.
    fn random(&self) -> Result<[u8; 16], ExchangeError>;
    /// A journal entry of before, which is in the store.
    fn recall(&self, sequence: u64) -> Result<Entry, ExchangeError>;
}

/// A journal entry that was decided on.
pub struct NewEntry {
    /// Place of the entry in the journal.
    pub sequence: u64,
    /// The entry.
    pub entry: Entry,
    /// Keyed hash of the whole record, of an accepted one.
    pub digest: Option<[u8; 16]>,
}

/// Gives a caller the answer, once it is known whether what was decided is stored.
pub type Answer = Box<dyn FnOnce(bool)>;

/// Decisions of one group, to be committed at once.
pub struct Decided {
    /// The commit: entries, values, and the lines that tell of them.
    pub told: Told,
    /// The journal entries in it, in order.
    pub entries: Vec<NewEntry>,
    /// Changes of views that no entry tells.
    pub notes: Vec<Note>,
    /// Answers, in the order of the changes.
    pub answers: Vec<Answer>,
}

/// Decisions that are being made, on top of the same views.
pub struct Group<'a> {
    given: Given<'a>,
    decided: Decided,
    /// Sequence of the next entry.
    next: u64,
    /// Referrals as this group leaves them.
    referrals: HashMap<ReferralId, Referral>,
    /// States of records as this group leaves them.
    records: HashedMap<RecordKey, RecordState>,
    /// Records that were never there and that this group has ended, by institution.
    ended: HashMap<MemberId, HashSet<RecordKey>>,
    /// Submissions as this group leaves them.
    positions: HashMap<(MemberId, OpaqueId), Position>,
    /// Open streams as this group leaves them; nothing where one has ended.
    streams: HashMap<u64, Option<StreamState>>,
    /// Compares what records were about with what they are about now, once one is corrected.
    pairs: Option<questions::Pairs>,
}

impl<'a> Group<'a> {
    /// A group without decisions. The audit log has `lines` lines.
    pub fn new(given: Given<'a>, lines: u64) -> Self {
        let told = Told::new(lines, given.now);
        Self {
            given,
            next: given.views.next,
            decided: Decided { told, entries: Vec::new(), notes: Vec::new(), answers: Vec::new() },
            records: HashedMap::default(),
            ended: HashMap::new(),
            positions: HashMap::new(),
            referrals: HashMap::new(),
            streams: HashMap::new(),
            pairs: None,
        }
    }

    /// Ends the group.
    pub fn finish(self) -> Decided {
        let Self { mut decided, streams, .. } = self;
        decided
            .notes
            .extend(streams.into_iter().map(|(opened, state)| Note::Stream(opened, state)));
        decided
    }

    /// Decides a change.
    pub fn decide(&mut self, change: Change) {
        match change {
            Change::Submit { on, member, submission, sequence, records, allowed, reply } => {
                let mut counts = Tallies::new();
                let batch = (member, submission, sequence);
                let result = self.submit(batch, records, &allowed, &mut counts);
                let is_refused = result.is_err() && !self.told().is_untold();
                match on {
                    On::Open(opened) => self.count_on_stream(opened, &counts),
                    // What is refused at once begins no stream: the gate tells of the refusal.
                    On::Begins { .. } | On::All(_) if is_refused => {}
                    On::Begins { by, reply } => {
                        let stream = self.open_stream(&by);
                        self.count_on_stream(stream.opened, &counts);
                        self.answer(reply, Ok(stream));
                    }
                    On::All(by) => {
                        let opened = self.open_stream(&by).opened;
                        self.close_stream(&by, opened, result_of(&result), &counts);
                    }
                }
                self.answer(reply, result);
            }
            Change::Withdraw { by, member, records, lapsed, reply } => {
                let outcomes: Vec<_> = records
                    .into_iter()
                    .map(|(kind, key)| self.withdraw(&member, kind, key, lapsed))
                    .collect();
                by.concerns(records::about_withdrawals(&outcomes));
                self.done(&by, reply, Ok(outcomes));
            }
            Change::EndConsent { by, member, records, reply } => {
                let outcomes: Vec<_> = records
                    .into_iter()
                    .map(|(kind, key, revision)| self.end_consent(&member, kind, key, revision))
                    .collect();
                by.concerns(records::about_consent(&outcomes));
                self.done(&by, reply, Ok(outcomes));
            }
            Change::Register { by, change, reply } => {
                let result = self.change_member(&by, change);
                self.done(&by, reply, result);
            }
            Change::CreateReferral { by, draft, reply } => {
                let result = self.create_referral(*draft);
                self.done(&by, reply, result);
            }
            Change::ActOnReferral { by, id, act, reply } => {
                let result = self.act_on_referral(id, *act);
                self.done(&by, reply, result);
            }
            Change::PublishKey { by, key, reply } => {
                let result = self.publish_key(*key);
                self.done(&by, reply, result);
            }
            Change::AskHit { by, member, purpose, cost, reply } => {
                let result = self.ask_hit(&by, member, purpose, cost);
                self.done(&by, reply, result);
            }
            Change::FoundHit { id, found, reply } => {
                let result = self.found_hit(id, found);
                self.answer(reply, result);
            }
            Change::DecideHit { by, member, id, confirmed, reply } => {
                let result = self.decide_hit(member, id, confirmed);
                self.done(&by, reply, result);
            }
            Change::ImpossibleHitCheck { country, reply } => {
                self.impossible_hit_check(country);
                self.answer(reply, Ok(()));
            }
            Change::Upkeep { reply } => {
                self.upkeep();
                self.answer(reply, Ok(()));
            }
            Change::Tell { by, result, reply } => {
                self.told().tell(&by, result, &by.subject());
                self.answer(reply, Ok(()));
            }
            Change::OpenStream { by, reply } => {
                let stream = self.open_stream(&by);
                self.answer(reply, Ok(stream));
            }
            Change::CloseStream { by, opened, result, counts, reply } => {
                self.close_stream(&by, opened, result, &counts);
                self.answer(reply, Ok(()));
            }
            Change::Relayed { opened, entry, counts, keep, reply } => {
                self.append(*entry);
                if let Some((name, value)) = keep {
                    self.told().put(Space::Meta, &name, value);
                }
                self.count_on_stream(opened, &counts);
                self.answer(reply, Ok(()));
            }
            Change::Keep { by, name, value, reply } => {
                self.told().put(Space::Meta, &name, value);
                self.done(&by, reply, Ok(()));
            }
        }
    }

    /// Answers a call, with its line when it changed something. One that changed nothing gets its
    /// line from the gate.
    fn done<T: Send + 'static>(
        &mut self,
        by: &By,
        reply: Reply<T>,
        result: Result<T, ExchangeError>,
    ) {
        if self.told().is_untold() {
            self.told().tell(by, result_of(&result), &by.subject());
        }
        self.answer(reply, result);
    }

    fn answer<T: Send + 'static>(&mut self, reply: Reply<T>, result: Result<T, ExchangeError>) {
        self.decided.answers.push(Box::new(move |committed| {
            let result = if committed {
                result
            } else {
                Err(ExchangeError::Unavailable(
                    "the store failed; nothing was acknowledged, try again later",
                ))
            };
            // The caller may have gone: what it sent is stored all the same.
            let _ = reply.send(result);
        }));
    }

    fn told(&mut self) -> &mut Told {
        &mut self.decided.told
    }

    fn views(&self) -> &'a Views {
        self.given.views
    }

    /// The entries of this group so far.
    fn pending(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.decided.entries.iter().map(|new| &new.entry)
    }

    fn append(&mut self, entry: Entry) -> u64 {
        let bytes = encode_entry(&entry);
        self.append_bytes(entry, bytes, None)
    }

    fn append_bytes(&mut self, entry: Entry, bytes: Vec<u8>, digest: Option<[u8; 16]>) -> u64 {
        let sequence = self.next;
        self.next += 1;
        self.told().put(Space::Journal, &sequence.to_be_bytes(), bytes);
        self.decided.entries.push(NewEntry { sequence, entry, digest });
        sequence
    }

    /// Removes an entry that is superseded or whose record is withdrawn. An entry of its own follows
    /// it, so that the journal does not end before it.
    fn erase(&mut self, sequence: u64) {
        self.told().remove(Space::Journal, &sequence.to_be_bytes());
    }

    /// Adds the line of a call that the exchange itself has made.
    fn tell_by_exchange(&mut self, call: Call, subject: &Subject) {
        self.told().tell(&By::exchange(call), CallResult::Ok, subject);
    }
}
