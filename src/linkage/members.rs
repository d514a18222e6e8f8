//! Mentions of each description, and the description of each mention.

use std::collections::BTreeSet;

use hashbrown::HashTable;
use serde::{Deserialize, Serialize};

use crate::domain::hashed::mix;

use super::bodies::Slot;

/// Name of a mention: a keyed hash of institution, record and place in the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MentionKey(pub u128);

/// Mentions of each description. The smallest mention lies beside the slot of its description, as
/// nearly all are the only mentions of theirs: 24 bytes. Each further mention takes about 60
/// bytes, and any mention is added or taken away in the same time, however many there are.
#[derive(Clone, Default)]
pub struct Members {
    /// Smallest mention of each description, by slot.
    first: Vec<MentionKey>,
    /// Further mentions, each with its description's slot.
    others: BTreeSet<(Slot, MentionKey)>,
    /// Slots, found by a part of the hash of a mention's key, which stands beside each slot.
    slots: HashTable<(u32, Slot)>,
}

/// Part of a mention's key that serves as a hash: keys are keyed hashes themselves.
fn short(key: MentionKey) -> u32 {
    (key.0 ^ (key.0 >> 64)) as u32
}

/// Hash under which the part of a mention's key is found.
fn long(short: u32) -> u64 {
    mix(u64::from(short))
}

impl Members {
    /// Number of mentions of all descriptions.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Number of slots up to the greatest one that has had a mention.
    pub fn described(&self) -> usize {
        self.first.len()
    }

    /// Slot of a mention's description; `None` for an unknown mention.
    pub fn slot(&self, key: MentionKey) -> Option<Slot> {
        let hash = short(key);
        let is = |(short, slot): &(u32, Slot)| *short == hash && self.has(*slot, key);
        self.slots.find(long(hash), is).map(|(_, slot)| *slot)
    }

    fn has(&self, slot: Slot, key: MentionKey) -> bool {
        self.first[slot as usize] == key || self.others.contains(&(slot, key))
    }

    /// Smallest mention of a description.
    pub fn first(&self, slot: Slot) -> MentionKey {
        self.first[slot as usize]
    }

    /// Whether a description has one mention only.
    pub fn is_single(&self, slot: Slot) -> bool {
        self.rest(slot).next().is_none()
    }

    /// Mentions of a description but for the smallest, in order.
    fn rest(&self, slot: Slot) -> impl Iterator<Item = MentionKey> {
        let all = (slot, MentionKey(0))..=(slot, MentionKey(u128::MAX));
        self.others.range(all).map(|(_, key)| *key)
    }

    /// All mentions of a description in order.
    pub fn of(&self, slot: Slot) -> impl Iterator<Item = MentionKey> {
        std::iter::once(self.first(slot)).chain(self.rest(slot))
    }

    /// Adds the first mention of a new description.
    pub fn start(&mut self, slot: Slot, key: MentionKey) {
        let place = slot as usize;
        self.first.resize(self.first.len().max(place + 1), MentionKey(0));
        self.first[place] = key;
        self.enter(slot, key);
    }

    /// Adds a mention to a description that has some; returns whether the new mention is the
    /// smallest now.
    pub fn add(&mut self, slot: Slot, key: MentionKey) -> bool {
        let first = &mut self.first[slot as usize];
        let smallest = key < *first;
        let other = if smallest { std::mem::replace(first, key) } else { key };
        self.others.insert((slot, other));
        self.enter(slot, key);
        smallest
    }

    fn enter(&mut self, slot: Slot, key: MentionKey) {
        let hash = short(key);
        self.slots.insert_unique(long(hash), (hash, slot), |(short, _)| long(*short));
    }

    /// Takes away a mention of a description; returns what that leaves.
    pub fn remove(&mut self, slot: Slot, key: MentionKey) -> Left {
        let hash = short(key);
        let entry = self.slots.find_entry(long(hash), |entry| *entry == (hash, slot));
        if let Ok(entry) = entry {
            entry.remove();
        }
        if self.others.remove(&(slot, key)) {
            return Left::Same;
        }
        let next = self.rest(slot).next();
        let Some(next) = next else { return Left::Nothing };
        self.others.remove(&(slot, next));
        self.first[slot as usize] = next;
        Left::Renamed
    }
}

/// Mentions that a description still has after one was taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// No mention is left.
    Nothing,
    /// Other mentions are left, of which another one is the smallest now.
    Renamed,
    /// Other mentions are left, and the smallest is the same as before.
    Same,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_come_and_go_in_any_order() {
        let mut members = Members::default();
        let key = |n: u128| MentionKey(n << 64 | n);
        members.start(3, key(5));
        assert!(members.is_single(3));
        assert!(!members.add(3, key(7)));
        assert!(members.add(3, key(2)));
        assert_eq!(members.of(3).collect::<Vec<_>>(), [key(2), key(5), key(7)]);
        assert_eq!((members.len(), members.slot(key(7)), members.slot(key(8))), (3, Some(3), None));
        assert_eq!(members.remove(3, key(5)), Left::Same);
        assert_eq!(members.remove(3, key(2)), Left::Renamed);
        assert_eq!(members.first(3), key(7));
        assert_eq!((members.slot(key(2)), members.remove(3, key(7))), (None, Left::Nothing));
        assert_eq!(members.len(), 0);
    }
}
