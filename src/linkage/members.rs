//! Mentions of each description, and the description of each mention.

use std::collections::BTreeMap;

use hashbrown::HashTable;
use serde::{Deserialize, Serialize};

use crate::domain::hashed::mix;

use super::bodies::Slot;

/// Name of a mention: a keyed hash of institution, record and place in the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MentionKey(pub u128);

/// Institution that a mention is of: a hash of its name, or any number that tells institutions apart.
pub type Sender = u32;

/// Mentions of each description. The smallest mention lies beside the slot of its description, as
/// nearly all are the only mentions of theirs: 28 bytes. Each further mention takes about 80
/// bytes, and any mention is added or taken away in the same time, however many there are.
#[derive(Clone, Default)]
pub struct Members {
    /// Smallest mention of each description, by slot.
    first: Vec<MentionKey>,
    /// Institution of the smallest mention of each description, by slot.
    first_of: Vec<Sender>,
    /// Further mentions with their institutions, each by its description's slot.
    others: BTreeMap<(Slot, MentionKey), Sender>,
    /// Number of further mentions of each institution, by the description's slot.
    further: BTreeMap<(Slot, Sender), u32>,
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
        self.first[slot as usize] == key || self.others.contains_key(&(slot, key))
    }

    /// Smallest mention of a description.
    pub fn first(&self, slot: Slot) -> MentionKey {
        self.first[slot as usize]
    }

    /// Whether a description has one mention only.
    pub fn is_single(&self, slot: Slot) -> bool {
        self.rest(slot).next().is_none()
    }

    /// Mentions of a description but for the smallest, in order, with their institutions.
    fn rest(&self, slot: Slot) -> impl Iterator<Item = (MentionKey, Sender)> {
        let all = (slot, MentionKey(0))..=(slot, MentionKey(u128::MAX));
        self.others.range(all).map(|((_, key), of)| (*key, *of))
    }

    /// All mentions of a description in order.
    pub fn of(&self, slot: Slot) -> impl Iterator<Item = MentionKey> {
        self.with_institutions(slot).map(|(key, _)| key)
    }

    /// All mentions of a description in order, with their institutions.
    pub fn with_institutions(&self, slot: Slot) -> impl Iterator<Item = (MentionKey, Sender)> {
        let first = (self.first(slot), self.first_of[slot as usize]);
        std::iter::once(first).chain(self.rest(slot))
    }

    /// The institutions that have mentions of a description, each once.
    pub fn institutions(&self, slot: Slot) -> impl Iterator<Item = Sender> {
        let first = self.first_of[slot as usize];
        let further = self.further.range((slot, 0)..=(slot, Sender::MAX));
        let others = further.map(|((_, of), _)| *of).filter(move |of| *of != first);
        std::iter::once(first).chain(others)
    }

    /// Whether an institution has a mention of a description.
    pub fn is_of(&self, slot: Slot, institution: Sender) -> bool {
        self.first_of[slot as usize] == institution
            || self.further.contains_key(&(slot, institution))
    }

    /// Adds the first mention of a new description.
    pub fn start(&mut self, slot: Slot, key: MentionKey, institution: Sender) {
        let place = slot as usize;
        let slots = self.first.len().max(place + 1);
        self.first.resize(slots, MentionKey(0));
        self.first_of.resize(slots, 0);
        self.first[place] = key;
        self.first_of[place] = institution;
        self.enter(slot, key);
    }

    /// Adds a mention to a description that has some; returns whether the new mention is the
    /// smallest now.
    pub fn add(&mut self, slot: Slot, key: MentionKey, institution: Sender) -> bool {
        let place = slot as usize;
        let smallest = key < self.first[place];
        let (other, of) = if smallest {
            let first = std::mem::replace(&mut self.first[place], key);
            (first, std::mem::replace(&mut self.first_of[place], institution))
        } else {
            (key, institution)
        };
        self.others.insert((slot, other), of);
        *self.further.entry((slot, of)).or_default() += 1;
        self.enter(slot, key);
        smallest
    }

    /// Takes a further mention out, if it is one; gives its institution.
    fn take_further(&mut self, slot: Slot, key: MentionKey) -> Option<Sender> {
        let of = self.others.remove(&(slot, key))?;
        if let Some(number) = self.further.get_mut(&(slot, of)) {
            *number -= 1;
            if *number == 0 {
                self.further.remove(&(slot, of));
            }
        }
        Some(of)
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
        if self.take_further(slot, key).is_some() {
            return Left::Same;
        }
        let next = self.rest(slot).next();
        let Some((next, of)) = next else { return Left::Nothing };
        self.take_further(slot, next);
        self.first[slot as usize] = next;
        self.first_of[slot as usize] = of;
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
        let institutions = |members: &Members| members.institutions(3).collect::<Vec<_>>();
        members.start(3, key(5), 1);
        assert!(members.is_single(3));
        assert!(!members.add(3, key(7), 1));
        assert!(members.add(3, key(2), 9));
        assert_eq!(institutions(&members), [9, 1]);
        assert_eq!(members.of(3).collect::<Vec<_>>(), [key(2), key(5), key(7)]);
        assert_eq!((members.len(), members.slot(key(7)), members.slot(key(8))), (3, Some(3), None));
        assert_eq!(members.remove(3, key(5)), Left::Same);
        assert!(members.is_of(3, 1) && members.is_of(3, 9) && !members.is_of(3, 2));
        assert_eq!(members.remove(3, key(2)), Left::Renamed);
        assert_eq!((members.first(3), institutions(&members)), (key(7), vec![1]));
        assert_eq!((members.slot(key(2)), members.remove(3, key(7))), (None, Left::Nothing));
        assert_eq!(members.len(), 0);
    }
}
