//! Decisions about records.

use crate::audit::Subject;
use crate::domain::codes::RecordKind;
use crate::domain::id::{MemberId, OpaqueId};
use crate::domain::reasons::Reason;
use crate::store::{Entry, RecordKey, encode_entry};

use super::super::change::{
    BatchAnswer, ConsentOutcome, Outcome, Prepared, ReadyRecord, Tallies, Tally, WithdrawOutcome,
};
use super::super::error::ExchangeError;
use super::super::views::{Position, RecordState};
use super::Group;

/// The revision of a record whose institution does not number its versions: the newer submission wins.
const UNNUMBERED: u32 = 0;
/// The revision that earlier versions of the client gave to records whose versions are not numbered.
const FIRST: u32 = 1;
/// Records that were never there and that an institution may have ended: some 150 bytes each, in memory
/// and on the disk.
const MOST_ENDED: usize = if cfg!(test) { 40 } else { 100_000 };

/// What decides between two versions of a record without a revision.
#[derive(Clone, Copy)]
struct Order {
    /// Sequence number of the journal entry with which the submission began.
    begun: u64,
    /// Whether records without a revision that were withdrawn are taken anew.
    readmit: bool,
}

impl Order {
    /// What a record of this submission is, beside other content that was stored at a sequence number:
    /// what another submission stored after this one began is newer, whenever this one is sent again.
    fn of(self, stored: u64) -> Outcome {
        if stored < self.begun { Outcome::Amended } else { Outcome::Stale }
    }

    /// Whether a version is taken anew of a record that was withdrawn in another one: a higher number
    /// says so by itself, if the one before had any.
    fn admits(self, revision: u32, withdrawn: u32) -> bool {
        self.readmit || withdrawn != UNNUMBERED && revision > withdrawn
    }
}

impl Group<'_> {
    /// Decides a batch, and counts what it brings to its stream: of a batch that fails amid its records,
    /// those before.
    pub(super) fn submit(
        &mut self,
        (member, submission, sequence): (MemberId, OpaqueId, u64),
        records: Vec<Prepared>,
        readmit: bool,
        counts: &mut Tallies,
    ) -> Result<BatchAnswer, ExchangeError> {
        let name = (member.clone(), submission.clone());
        let known = self.positions.get(&name).copied();
        let known = known.or_else(|| self.views().records.positions.get(&name).copied());
        let durable = known.map_or(0, |known| known.batch);
        if sequence > durable + 1 {
            return Err(ExchangeError::Precondition(
                Reason::SequenceGap,
                format!("the next batch of this submission is {}", durable + 1),
            ));
        }
        let begun = known.map_or(self.next, |known| known.begun);
        let order = Order { begun, readmit };
        let mut answers = Vec::with_capacity(records.len());
        for record in records {
            let answer = match record {
                Prepared::Refused(answer) => answer,
                Prepared::Ready(record) => self.store_record(*record, order)?.into(),
            };
            *counts.entry(answer.outcome.into()).or_default() += 1;
            answers.push(answer);
        }
        counts.insert(Tally::Batches, 1);
        let durable_through = durable.max(sequence);
        if durable_through > durable {
            // The one before says nothing any more.
            known.iter().for_each(|known| self.erase(known.entry));
            let entry = self.append(Entry::Submitted { member, submission, sequence, begun });
            self.positions.insert(name, Position { batch: sequence, entry, begun });
        }
        Ok(BatchAnswer { durable_through, records: answers })
    }

    fn store_record(
        &mut self,
        record: ReadyRecord,
        order: Order,
    ) -> Result<Outcome, ExchangeError> {
        let ReadyRecord { key, revision, digest, entry, bytes } = record;
        let outcome = match self.state(key) {
            None => Outcome::Stored,
            Some(state) if state.withdrawn && !order.admits(revision, state.revision) => {
                Outcome::Withdrawn
            }
            Some(state) if state.withdrawn => {
                // The withdrawal is superseded.
                self.erase(state.sequence);
                Outcome::Stored
            }
            Some(state) if revision != UNNUMBERED && revision < state.revision => Outcome::Stale,
            // Its number would be forgotten, and an older version could take its place.
            Some(state) if revision == UNNUMBERED && state.revision > FIRST => Outcome::Conflict,
            Some(state) if revision == state.revision && digest == state.digest => {
                Outcome::Unchanged
            }
            Some(state) if revision == state.revision => {
                let outcome = match self.sent_again(&entry, state.sequence)? {
                    Outcome::Conflict if revision == UNNUMBERED => order.of(state.sequence),
                    outcome => outcome,
                };
                if outcome == Outcome::Amended {
                    self.erase(state.sequence);
                }
                outcome
            }
            Some(state) if revision == UNNUMBERED && order.of(state.sequence) == Outcome::Stale => {
                Outcome::Stale
            }
            Some(state) => {
                self.erase(state.sequence);
                Outcome::Amended
            }
        };
        match self.state(key) {
            _ if matches!(outcome, Outcome::Stored | Outcome::Amended) => {
                let sequence = self.append_bytes(entry, bytes, Some(digest));
                let state = RecordState { sequence, revision, digest, withdrawn: false };
                self.records.insert(key, state);
            }
            // What a newer submission says as well is as new as that one: an older submission that
            // is sent again must not take its place.
            Some(state) if outcome == Outcome::Unchanged && state.sequence < order.begun => {
                let (entry, bytes) = if digest == state.digest {
                    (entry, bytes)
                } else {
                    let stored = self.entry(state.sequence)?;
                    let bytes = encode_entry(&stored);
                    (stored, bytes)
                };
                self.erase(state.sequence);
                let sequence = self.append_bytes(entry, bytes, Some(state.digest));
                self.records.insert(key, RecordState { sequence, ..state });
            }
            _ => {}
        }
        Ok(outcome)
    }

    /// What becomes of a record that has the revision of the entry at a sequence number, and other
    /// bytes. One that says the same under other keys was sent again after a rotation, and takes the
    /// place of the one before. One that only lacks the transnational tokens was sent again without
    /// that key: a command that forgot it must not hide a person from partner countries.
    fn sent_again(&self, entry: &Entry, sequence: u64) -> Result<Outcome, ExchangeError> {
        Ok(match (&self.entry(sequence)?, entry) {
            (Entry::Record { record: before, .. }, Entry::Record { record: now, .. }) => {
                let is_rotated = before.key_epochs() != now.key_epochs()
                    && before.without_pseudonyms() == now.without_pseudonyms();
                match () {
                    () if before.without_transnational() == **now => Outcome::Unchanged,
                    () if is_rotated => Outcome::Amended,
                    () => Outcome::Conflict,
                }
            }
            _ => Outcome::Conflict,
        })
    }

    /// The entry at a sequence number, decided just now or stored before.
    fn entry(&self, sequence: u64) -> Result<Entry, ExchangeError> {
        let entries = &self.decided.entries;
        match entries.binary_search_by_key(&sequence, |new| new.sequence) {
            Ok(place) => Ok(entries[place].entry.clone()),
            Err(_) => Ok(self.given.outside.recall(sequence)?),
        }
    }

    fn state(&self, key: RecordKey) -> Option<RecordState> {
        self.records.get(&key).copied().or_else(|| self.views().records.get(key))
    }

    pub(super) fn withdraw(
        &mut self,
        member: &MemberId,
        kind: RecordKind,
        key: RecordKey,
    ) -> WithdrawOutcome {
        let Some(state) = self.state(key) else { return WithdrawOutcome::NotFound };
        if state.withdrawn {
            return WithdrawOutcome::Unchanged;
        }
        self.erase(state.sequence);
        let revision = state.revision;
        let sequence =
            self.append(Entry::Withdrawn { member: member.clone(), key, kind, revision });
        self.records.insert(key, RecordState { sequence, withdrawn: true, ..state });
        WithdrawOutcome::Withdrawn
    }
}

impl Group<'_> {
    pub(super) fn end_consent(
        &mut self,
        member: &MemberId,
        kind: RecordKind,
        key: RecordKey,
        revision: u32,
    ) -> ConsentOutcome {
        let Some(state) = self.state(key) else {
            let before = self.views().records.ended(member);
            let ended = self.ended.entry(member.clone()).or_default();
            if before + ended.len() >= MOST_ENDED {
                return ConsentOutcome::NotRemembered;
            }
            ended.insert(key);
            self.remember(member, kind, key, revision);
            return ConsentOutcome::Remembered;
        };
        // What was withdrawn without a number is taken anew by none.
        let is_said =
            state.withdrawn && (revision <= state.revision || state.revision == UNNUMBERED);
        if is_said {
            return ConsentOutcome::Unchanged;
        }
        self.erase(state.sequence);
        // A version between the two says yes, and must not come back either.
        let revision = revision.max(state.revision);
        // One that was never there stays one of those that are counted.
        if state.withdrawn && self.is_ended(member, key) {
            self.remember(member, kind, key, revision);
            return ConsentOutcome::Unchanged;
        }
        let sequence =
            self.append(Entry::Withdrawn { member: member.clone(), key, kind, revision });
        self.records.insert(key, RecordState { sequence, revision, withdrawn: true, ..state });
        if state.withdrawn { ConsentOutcome::Unchanged } else { ConsentOutcome::Withdrawn }
    }

    fn remember(&mut self, member: &MemberId, kind: RecordKind, key: RecordKey, revision: u32) {
        let entry = Entry::ConsentEnded { member: member.clone(), key, kind, revision };
        let sequence = self.append(entry);
        let digest = [0; 16];
        self.records.insert(key, RecordState { sequence, revision, digest, withdrawn: true });
    }

    fn is_ended(&self, member: &MemberId, key: RecordKey) -> bool {
        self.views().records.is_ended(member, key)
            || self.ended.get(member).is_some_and(|ended| ended.contains(&key))
    }
}

/// A word on consent, as its line tells it: how many records, never which ones.
pub(super) fn about_consent(outcomes: &[ConsentOutcome]) -> Subject {
    let count = |wanted| outcomes.iter().filter(|outcome| **outcome == wanted).count();
    Subject::default()
        .with("withdrawn", count(ConsentOutcome::Withdrawn))
        .with("unchanged", count(ConsentOutcome::Unchanged))
        .with("remembered", count(ConsentOutcome::Remembered))
        .with("not_remembered", count(ConsentOutcome::NotRemembered))
}

/// A withdrawal, as its line tells it: how many records, never which ones.
pub(super) fn about_withdrawals(outcomes: &[WithdrawOutcome]) -> Subject {
    let count = |wanted| outcomes.iter().filter(|outcome| **outcome == wanted).count();
    Subject::default()
        .with("withdrawn", count(WithdrawOutcome::Withdrawn))
        .with("unchanged", count(WithdrawOutcome::Unchanged))
        .with("not_found", count(WithdrawOutcome::NotFound))
}
