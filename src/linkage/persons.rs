//! Persons of all mentions at one moment, for whoever asks for all of them while linkage goes on.

use std::collections::HashMap;

use super::bodies::Slot;
use super::linker::{Edge, Linker};
use super::members::MentionKey;

/// Person of each mention of a linker, as they were at one moment: 48 bytes a mention, and 12 for
/// each link within a person.
pub struct Persons {
    pub(super) mentions: Vec<Mentioned>,
    /// Links between different descriptions of one person.
    pub(super) links: Vec<Edge>,
}

/// A mention with its person and its description.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mentioned {
    pub key: MentionKey,
    pub person: MentionKey,
    pub description: Slot,
}

impl Linker {
    /// Lists the person of each mention, as they are now.
    pub fn persons(&self) -> Persons {
        let mut clusters: HashMap<Slot, Vec<Slot>> = HashMap::new();
        for slot in self.descriptions.bodies.iter() {
            // Whoever is alone in a component is alone in a cluster.
            if self.ring[slot as usize] != slot {
                clusters.entry(self.cluster_of[slot as usize]).or_default().push(slot);
            }
        }
        // Very many descriptions that say plainly the same count as one.
        let is_crowd = |members: &Vec<Slot>| members.len() > self.most_together();
        let slots = self.descriptions.bodies.iter();
        let mentions = slots.flat_map(|slot| {
            let cluster = self.cluster_of[slot as usize];
            let as_one = clusters.get(&cluster).is_some_and(is_crowd);
            self.members.of(slot).map(move |key| Mentioned {
                key,
                person: self.person_of(key, slot),
                description: if as_one { cluster } else { slot },
            })
        });
        let mentions = mentions.collect();
        clusters.retain(|_, members| !is_crowd(members));
        Persons { mentions, links: self.links_of_persons(&clusters) }
    }

    /// The links within clusters of several descriptions.
    fn links_of_persons(&self, clusters: &HashMap<Slot, Vec<Slot>>) -> Vec<Edge> {
        let mut links = Vec::new();
        clusters.values().for_each(|members| self.links_within(members, &mut links));
        // A large cluster is sought through, which finds its neighbours as well.
        let cluster = |slot: Slot| self.cluster_of[slot as usize];
        links.retain(|(_, a, b)| cluster(*a) == cluster(*b));
        links
    }
}

impl Persons {
    /// Sorts the list, as [`Persons::person`] needs it. Linkage does not wait for this.
    pub fn sorted(mut self) -> Self {
        self.mentions.sort_unstable();
        self
    }

    /// Finds the person of a mention, named by the smallest key among its mentions. The list must
    /// be sorted.
    pub fn person(&self, key: MentionKey) -> Option<MentionKey> {
        let place = self.mentions.binary_search_by_key(&key, |mentioned| mentioned.key).ok()?;
        Some(self.mentions[place].person)
    }
}
