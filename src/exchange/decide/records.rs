//! Decisions about records.

use crate::audit::Subject;
use crate::domain::codes::RecordKind;
use crate::domain::id::{MemberId, OpaqueId};
use crate::domain::reasons::Reason;
use crate::store::{Entry, RecordKey, begin_record_entry, encode_entry};

use super::super::change::{
    Allowed, BatchAnswer, ConsentOutcome, Outcome, Prepared, Question, ReadyRecord, RecordAnswer,
    Tallies, Tally, WithdrawOutcome,
};
use super::super::error::ExchangeError;
use super::super::views::{Position, RecordState};
use super::Group;
use super::questions::{Pairs, Version, inherited, raised};

/// The revision of a record whose institution does not number its versions: the newer submission wins.
const UNNUMBERED: u32 = 0;
/// The revision that earlier versions of the client gave to records whose versions are not numbered.
const FIRST: u32 = 1;
/// Records that were never there and that an institution may have ended: some 150 bytes each, in memory
/// and on the disk.
const MOST_ENDED: usize = if cfg!(test) { 40 } else { 100_000 };

/// What decides between two versions of a record.
#[derive(Clone, Copy)]
struct Order<'a> {
    /// Sequence number of the journal entry with which the submission began.
    begun: u64,
    /// What else the batch may do.
    allowed: &'a Allowed,
}

impl Order<'_> {
    /// What a record of this submission is, beside other contents: those of a submission that began
    /// later are newer, whichever of the two came first with this record, and whenever this one is sent
    /// again. So all records of a file are newer than those of another one, or none is.
    fn of(self, stored: RecordState) -> Outcome {
        if stored.order < self.begun { Outcome::Amended } else { Outcome::Stale }
    }

    /// What a record of this submission is that was withdrawn. One that its row did not name for a while
    /// comes back with a newer submission; another one never does by itself.
    fn of_withdrawn(self, state: RecordState) -> Outcome {
        match () {
            () if self.allowed.readmit => Outcome::Stored,
            () if !state.lapsed => Outcome::Withdrawn,
            () if state.sequence < self.begun => Outcome::Stored,
            () => Outcome::Stale,
        }
    }

    fn confirms(self, questions: &[Question]) -> bool {
        questions.iter().all(|question| self.allowed.confirmed.contains(question))
    }
}

/// What becomes of a record of which another version is there. `before` is its entry, unless this is the
/// very same.
fn outcome(
    record: &ReadyRecord,
    state: RecordState,
    before: Option<&Entry>,
    order: Order<'_>,
) -> Outcome {
    let Some(before) = before else { return Outcome::Unchanged };
    let revision = record.revision;
    match () {
        () if revision != UNNUMBERED && revision < state.revision => Outcome::Stale,
        // Its number would be forgotten, and an older version could take its place.
        () if revision == UNNUMBERED && state.revision > FIRST => Outcome::Conflict,
        () if revision == state.revision => match sent_again(&record.entry, before) {
            Outcome::Conflict if revision == UNNUMBERED => order.of(state),
            outcome => outcome,
        },
        () if revision == UNNUMBERED => order.of(state),
        () => Outcome::Amended,
    }
}

/// What becomes of a record that has the revision of another version, and other bytes. One that says
/// the same under other keys was sent again after a rotation, and takes the place of the one before.
/// One that only lacks the transnational tokens was sent again without that key: a command that forgot
/// it must not hide a person from partner countries.
fn sent_again(entry: &Entry, before: &Entry) -> Outcome {
    let (Entry::Record { record: before, .. }, Entry::Record { record: now, .. }) = (before, entry)
    else {
        return Outcome::Conflict;
    };
    let is_rotated = before.key_epochs() != now.key_epochs()
        && before.without_pseudonyms() == now.without_pseudonyms();
    match () {
        () if before.without_transnational() == **now => Outcome::Unchanged,
        () if is_rotated => Outcome::Amended,
        () => Outcome::Conflict,
    }
}

impl Group<'_> {
    /// Decides a batch, and counts what it brings to its stream: of a batch that fails amid its records,
    /// those before.
    pub(super) fn submit(
        &mut self,
        (member, submission, sequence): (MemberId, OpaqueId, u64),
        records: Vec<Prepared>,
        allowed: &Allowed,
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
        let order = Order { begun, allowed };
        let mut answers = Vec::with_capacity(records.len());
        for record in records {
            let answer = match record {
                Prepared::Refused(answer) => answer,
                Prepared::Ready(record) => self.store_record(*record, order, counts)?,
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
        order: Order<'_>,
        counts: &mut Tallies,
    ) -> Result<RecordAnswer, ExchangeError> {
        let key = record.key;
        let Some(state) = self.state(key) else {
            self.accept(record, None, order);
            return Ok(Outcome::Stored.into());
        };
        if state.withdrawn {
            let outcome = order.of_withdrawn(state);
            if outcome == Outcome::Stored {
                // The withdrawal is superseded.
                self.accept(record, Some(state), order);
            }
            return Ok(outcome.into());
        }
        let is_same = (record.revision, record.digest) == (state.revision, state.digest);
        let before = if is_same { None } else { Some(self.entry(state.sequence)?) };
        match (outcome(&record, state, before.as_ref(), order), before) {
            // What a newer submission says as well is as new as that one: an older submission that
            // is sent again must not take its place.
            (Outcome::Unchanged, before) if state.order < order.begun => {
                self.confirm(record, state, before, order)?;
            }
            (Outcome::Amended, Some(Entry::Record { record: known, fingerprints, .. })) => {
                let mut record = record;
                let Entry::Record { record: new, fingerprints: own, member, .. } =
                    &mut record.entry
                else {
                    unreachable!("a record")
                };
                let before = Version { record: &known, fingerprints: &fingerprints };
                let now = Version { record: new, fingerprints: own };
                let is_numbered = record.revision != UNNUMBERED;
                let profile = &self.given.setup.profile;
                let pairs = self.pairs.get_or_insert_with(|| Pairs::new(profile));
                let mut questions = raised(&before, &now, is_numbered, pairs);
                let says_else = || known.without_pseudonyms() != new.without_pseudonyms();
                if order.allowed.holds && !is_numbered && says_else() {
                    questions.push(Question::Correction);
                }
                if !order.confirms(&questions) {
                    let outcome = Outcome::Unconfirmed;
                    return Ok(RecordAnswer { questions, ..outcome.into() });
                }
                if !questions.is_empty() {
                    *counts.entry(Tally::Confirmed).or_default() += 1;
                }
                *own = inherited(&fingerprints, own);
                record.bytes = begin_record_entry(member, key, new, own).0;
                self.accept(record, Some(state), order);
                return Ok(Outcome::Amended.into());
            }
            (outcome, _) => return Ok(outcome.into()),
        }
        Ok(Outcome::Unchanged.into())
    }

    /// Stores a record in the place of what is there of it.
    fn accept(&mut self, record: ReadyRecord, before: Option<RecordState>, order: Order<'_>) {
        let ReadyRecord { key, revision, digest, entry, bytes } = record.of_submission(order.begun);
        if let Some(before) = before {
            self.erase(before.sequence);
        }
        let Entry::Record { fingerprints, .. } = &entry else { unreachable!("a record") };
        let count = fingerprints.len();
        let sequence = self.append_bytes(entry, bytes, Some(digest));
        let state = RecordState::accepted(sequence, order.begun, revision, digest, count);
        self.records.insert(key, state);
    }

    /// Gives what is stored of a record the order of a newer submission that says the same.
    fn confirm(
        &mut self,
        record: ReadyRecord,
        state: RecordState,
        before: Option<Entry>,
        order: Order<'_>,
    ) -> Result<(), ExchangeError> {
        let key = record.key;
        let stored = match before {
            None if !state.corrected => None,
            None => Some(self.entry(state.sequence)?),
            before => before,
        };
        let (entry, bytes) = match stored {
            Some(mut stored) => {
                if let Entry::Record { begun, .. } = &mut stored {
                    *begun = order.begun;
                }
                let bytes = encode_entry(&stored);
                (stored, bytes)
            }
            None => {
                let ReadyRecord { entry, bytes, .. } = record.of_submission(order.begun);
                (entry, bytes)
            }
        };
        self.erase(state.sequence);
        let sequence = self.append_bytes(entry, bytes, Some(state.digest));
        self.records.insert(key, RecordState { sequence, order: order.begun, ..state });
        Ok(())
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
        lapsed: bool,
    ) -> WithdrawOutcome {
        let Some(state) = self.state(key) else { return WithdrawOutcome::NotFound };
        // An institution that withdraws what has lapsed wants it never to come back by itself.
        if state.withdrawn && (lapsed || !state.lapsed) {
            return WithdrawOutcome::Unchanged;
        }
        self.end(member, kind, key, state, lapsed);
        if state.withdrawn { WithdrawOutcome::Unchanged } else { WithdrawOutcome::Withdrawn }
    }

    /// Ends a record that is there, or has lapsed.
    fn end(
        &mut self,
        member: &MemberId,
        kind: RecordKind,
        key: RecordKey,
        state: RecordState,
        lapsed: bool,
    ) {
        self.erase(state.sequence);
        let (member, revision) = (member.clone(), state.revision);
        let state = if lapsed {
            let sequence = self.append(Entry::Lapsed { member, key, kind, revision });
            RecordState::lapsed(sequence, revision)
        } else {
            let sequence = self.append(Entry::Withdrawn { member, key, kind, revision });
            RecordState::withdrawn(sequence, revision)
        };
        self.records.insert(key, state);
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
        if state.withdrawn && !state.lapsed {
            return ConsentOutcome::Unchanged;
        }
        self.end(member, kind, key, state, false);
        if state.withdrawn { ConsentOutcome::Unchanged } else { ConsentOutcome::Withdrawn }
    }

    fn remember(&mut self, member: &MemberId, kind: RecordKind, key: RecordKey, revision: u32) {
        let entry = Entry::ConsentEnded { member: member.clone(), key, kind, revision };
        let sequence = self.append(entry);
        self.records.insert(key, RecordState::withdrawn(sequence, revision));
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
