//! Persons of all mentions at one moment, for whoever asks for all of them while linkage goes on.

use super::linker::Linker;
use super::members::MentionKey;

/// Person of each mention of a linker, as they were at one moment: 32 bytes a mention.
pub struct Persons(Vec<(MentionKey, MentionKey)>);

impl Linker {
    /// Lists the person of each mention, as they are now.
    pub fn persons(&self) -> Persons {
        let slots = self.descriptions.bodies.iter();
        let persons = slots.flat_map(|slot| {
            self.members.of(slot).map(move |key| (key, self.person_of(key, slot)))
        });
        Persons(persons.collect())
    }
}

impl Persons {
    /// Sorts the list, as [`Persons::person`] needs it. Linkage does not wait for this.
    pub fn sorted(mut self) -> Self {
        self.0.sort_unstable();
        self
    }

    /// Finds the person of a mention, named by the smallest key among its descriptions. The list
    /// must be sorted.
    pub fn person(&self, key: MentionKey) -> Option<MentionKey> {
        let place = self.0.binary_search_by_key(&key, |(mention, _)| *mention).ok()?;
        Some(self.0[place].1)
    }
}
