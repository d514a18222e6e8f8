//! What all mentions say of each other at one moment, for whoever asks for all of them while linkage
//! goes on.

use std::collections::{HashMap, HashSet};

use super::bodies::Slot;
use super::linker::{Edge, Linker};
use super::members::MentionKey;

/// The mentions of a linker with what links them and what speaks against it, as they were at one
/// moment: 20 bytes a mention, 12 for each link and 8 for each veto.
#[derive(Default)]
pub struct Persons {
    /// Each mention with its description.
    pub(super) mentions: Vec<(MentionKey, Slot)>,
    /// Links between descriptions, whatever became of them: whether two are linked rests on these two.
    pub(super) links: Vec<Edge>,
    /// Linked or not, these cannot be of one person, and hang together through others.
    pub(super) vetoes: Vec<(Slot, Slot)>,
    /// Descriptions of several mentions that say too little for these to be of one person.
    pub(super) weak: HashSet<Slot>,
}

impl Linker {
    /// Lists what links mentions as they are now.
    pub fn persons(&self) -> Persons {
        let mut persons = Persons::default();
        // Very many descriptions that say plainly the same count as one.
        let mut as_one: HashMap<Slot, Slot> = HashMap::new();
        let mut seen: HashSet<Slot> = HashSet::new();
        for slot in self.descriptions.bodies.iter() {
            // Whoever is alone in a component has no links.
            if self.ring[slot as usize] == slot || seen.contains(&slot) {
                continue;
            }
            let component: Vec<Slot> = self.component(slot).collect();
            seen.extend(&component);
            if component.len() > self.most_together() {
                self.crowd(&component, &mut persons.links, &mut as_one);
            } else {
                self.links_within(&component, &mut persons.links);
                for (place, a) in component.iter().enumerate() {
                    let further = component[place + 1..].iter();
                    let vetoes = further.filter(|b| self.compare(*a, **b).veto);
                    persons.vetoes.extend(vetoes.map(|b| (*a, *b)));
                }
            }
        }
        for slot in self.descriptions.bodies.iter() {
            let description = as_one.get(&slot).copied().unwrap_or(slot);
            persons.mentions.extend(self.members.of(slot).map(|key| (key, description)));
            if description == slot && self.is_apart(slot) {
                persons.weak.insert(slot);
            }
        }
        persons
    }

    /// What links the descriptions of a component in which they are too many to be weighed against
    /// each other: clusters of very many are one description each, and others have their links.
    fn crowd(&self, component: &[Slot], links: &mut Vec<Edge>, as_one: &mut HashMap<Slot, Slot>) {
        let mut clusters: HashMap<Slot, Vec<Slot>> = HashMap::new();
        for slot in component {
            clusters.entry(self.cluster_of[*slot as usize]).or_default().push(*slot);
        }
        for (name, members) in clusters {
            if members.len() > self.most_together() {
                as_one.extend(members.into_iter().map(|member| (member, name)));
            } else {
                let first = links.len();
                self.links_within(&members, links);
                // A large cluster is sought through, which finds its neighbours as well.
                let is_of_it = |slot: Slot| self.cluster_of[slot as usize] == name;
                let found = links.split_off(first);
                links.extend(found.into_iter().filter(|(_, a, b)| is_of_it(*a) && is_of_it(*b)));
            }
        }
    }
}

#[cfg(test)]
impl Persons {
    /// Mentions with their descriptions, and links of these with weights, as tests make them up.
    pub(crate) fn of_parts(mentions: Vec<(MentionKey, u32)>, links: Vec<(f32, u32, u32)>) -> Self {
        Self { mentions, links, ..Self::default() }
    }
}
