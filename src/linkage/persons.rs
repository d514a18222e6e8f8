//! Who each mention is, at one moment: for whoever asks for all of them while linkage goes on.

use super::linker::Linker;
use super::members::MentionKey;

/// The persons of all mentions of a linker, as they were at one moment: 32 bytes a mention.
pub struct Persons(Vec<(MentionKey, MentionKey)>);

impl Linker {
    /// The persons of this moment.
    pub fn persons(&self) -> Persons {
        let slots = self.descriptions.bodies.iter();
        let persons = slots.flat_map(|slot| {
            self.members.of(slot).map(move |key| (key, self.person_of(key, slot)))
        });
        Persons(persons.collect())
    }
}

impl Persons {
    /// Makes [`Persons::person`] fast. Not done while linkage waits.
    pub fn sorted(mut self) -> Self {
        self.0.sort_unstable();
        self
    }

    /// The person of a mention, named by the smallest key among its descriptions. They must be sorted.
    pub fn person(&self, key: MentionKey) -> Option<MentionKey> {
        let place = self.0.binary_search_by_key(&key, |(mention, _)| *mention).ok()?;
        Some(self.0[place].1)
    }
}
