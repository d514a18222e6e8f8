//! The view of all records and submissions.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::domain::hashed::{HashedMap, with_room};
use crate::domain::id::{MemberId, OpaqueId};
use crate::store::RecordKey;

/// The state of a record, as far as it is known without reading the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordState {
    /// Sequence number of its journal entry, or of that of its withdrawal.
    pub sequence: u64,
    /// Sequence number of the journal entry with which the submission began that stored the record, or
    /// said the same last: the place of the record's contents among those of other submissions. Of one
    /// that was withdrawn `sequence`.
    pub order: u64,
    /// Revision of the record; of a withdrawn one that which was withdrawn.
    pub revision: u32,
    /// Keyed hash of the whole record; meaningless when withdrawn.
    pub digest: [u8; 16],
    /// Whether it was withdrawn.
    pub withdrawn: bool,
    /// Whether it was withdrawn because its row did not name it any more: a newer submission may bring
    /// it back.
    pub lapsed: bool,
    /// Whether its entry has fingerprints of earlier contents.
    pub corrected: bool,
}

impl RecordState {
    /// The state of a record that was accepted. `begun` is 0 where nobody knows when its submission
    /// began: it stands where it was stored.
    pub fn accepted(
        sequence: u64,
        begun: u64,
        revision: u32,
        digest: [u8; 16],
        fingerprints: usize,
    ) -> Self {
        let corrected = fingerprints > 1;
        let order = order(begun, sequence);
        Self { sequence, order, revision, digest, withdrawn: false, lapsed: false, corrected }
    }

    /// The state of a record that was withdrawn.
    pub fn withdrawn(sequence: u64, revision: u32) -> Self {
        let (withdrawn, lapsed, corrected) = (true, false, false);
        let order = sequence;
        Self { sequence, order, revision, digest: [0; 16], withdrawn, lapsed, corrected }
    }

    /// The state of a record that its row does not name any more.
    pub fn lapsed(sequence: u64, revision: u32) -> Self {
        Self { lapsed: true, ..Self::withdrawn(sequence, revision) }
    }
}

/// The place of a record's contents among those of other submissions, from when its submission began,
/// or, where an earlier version did not note that, from where it was stored.
pub fn order(begun: u64, sequence: u64) -> u64 {
    if begun == 0 { sequence } else { begun }
}

/// How far a submission has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The last durable batch.
    pub batch: u64,
    /// The journal entry that says so.
    pub entry: u64,
    /// Sequence number of the journal entry with which it began.
    pub begun: u64,
}

/// All records and submissions.
#[derive(Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(Clone, PartialEq))]
pub struct Records {
    #[serde(deserialize_with = "with_room::<_, (RecordKey, RecordState), _>")]
    states: HashedMap<RecordKey, RecordState>,
    /// Records that were never there and whose persons say no to processing, by institution.
    ended: HashMap<MemberId, HashSet<RecordKey>>,
    /// Submissions, by institution and name.
    pub positions: HashMap<(MemberId, OpaqueId), Position>,
}

impl Records {
    /// The state of a record; nothing when it was never there.
    pub fn get(&self, key: RecordKey) -> Option<RecordState> {
        self.states.get(&key).copied()
    }

    /// Sets the state of a record. Whether the record was there before.
    pub fn set(&mut self, key: RecordKey, state: RecordState) -> bool {
        self.states.insert(key, state).is_some()
    }

    /// Notes that the person of a record that is not there says no to processing.
    pub fn end(&mut self, member: &MemberId, key: RecordKey, state: RecordState) {
        self.ended.entry(member.clone()).or_default().insert(key);
        self.set(key, state);
    }

    /// Forgets that of a record that was taken all the same.
    pub fn take_up(&mut self, member: &MemberId, key: RecordKey) {
        let Some(ended) = self.ended.get_mut(member) else { return };
        ended.remove(&key);
        if ended.is_empty() {
            self.ended.remove(member);
        }
    }

    /// How many records an institution has ended that were never there.
    pub fn ended(&self, member: &MemberId) -> usize {
        self.ended.get(member).map_or(0, HashSet::len)
    }

    /// All records that there ever were, in no order.
    pub fn all(&self) -> impl ExactSizeIterator<Item = (RecordKey, RecordState)> {
        self.states.iter().map(|(key, state)| (*key, *state))
    }

    /// How many records there ever were.
    pub fn len(&self) -> usize {
        self.states.len()
    }

    /// How far a submission of an institution is durable, and when it began.
    pub fn position(&self, name: &(MemberId, OpaqueId)) -> Option<Position> {
        self.positions.get(name).copied()
    }
}
