//! Persons as a release counts them: whom an institution tells apart, no other institution's record
//! makes one.
//!
//! Linkage joins two records through a third one. That is right for finding a person again, and
//! wrong for figures that are to hide whether one record is there: an institution could send ten records
//! that each resemble somebody, and none another. If nobody knows the person they are ten, and if
//! somebody does they are one, so that a single record moves ten rows of a release.
//!
//! So a release takes each institution by its own word. Its records of a person are one *voice* as far as
//! they are linked by records of its own; a person has at most one voice of each institution. Where
//! linkage puts several voices of one institution into a person, the person is taken apart:
//!
//! 1. The first voice in a secret order is taken, and of each other institution the one that is
//!    linked with it most strongly.
//! 2. What is left falls into parts that hang together; each part in which no institution has
//!    several voices is a person, and each other one is taken apart in the same way.
//!
//! So the records of one institution about somebody move few rows: the person's own, and at most one
//! of each other institution, which would be a person of its own without them. Choices can go on from
//! one part to the next only in the order in which voices are taken. The order is that of keyed hashes,
//! which no sender knows, and chains of choices are short in a random order (as in Censor-Hillel,
//! Haramaty and Karnin 2016 for maximal independent sets).

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::bodies::Slot;
use super::clusters::Sets;
use super::linker::Edge;
use super::members::MentionKey;
use super::persons::Persons;

/// What one institution says of a person: records of its own that are linked with each other.
struct Voice {
    institution: u32,
    /// The smallest of its mentions: its place in the secret order.
    first: MentionKey,
    /// Places of its mentions in the list of all.
    mentions: Vec<usize>,
    /// Voices of other institutions that it is linked with, each with the weight of the link.
    linked: BTreeMap<usize, f32>,
}

impl Persons {
    /// Takes persons apart of whom one institution has several voices, which only records of others bring
    /// together. Needs the institution of each mention; the list must be sorted. The result depends on
    /// the set of mentions alone.
    pub fn by_own_word(mut self, institution: impl Fn(MentionKey) -> Option<u32>) -> Self {
        let links = std::mem::take(&mut self.links);
        let linked: HashSet<Slot> = links.iter().flat_map(|(_, a, b)| [*a, *b]).collect();
        // A person with one description has one voice of each institution.
        let mut persons: BTreeMap<MentionKey, (Vec<usize>, Vec<Edge>)> = BTreeMap::new();
        let mut person_of: HashMap<Slot, MentionKey> = HashMap::new();
        for (place, mentioned) in self.mentions.iter().enumerate() {
            if linked.contains(&mentioned.description) {
                persons.entry(mentioned.person).or_default().0.push(place);
                person_of.insert(mentioned.description, mentioned.person);
            }
        }
        for link in links {
            let person = person_of.get(&link.1).and_then(|person| persons.get_mut(person));
            person.into_iter().for_each(|(_, links)| links.push(link));
        }
        for (person, (places, links)) in persons {
            let mentions = places.iter().map(|place| {
                let mentioned = self.mentions[*place];
                let institution = institution(mentioned.key).unwrap_or(u32::MAX);
                (*place, institution, mentioned.description, mentioned.key)
            });
            let voices = voices(&mentions.collect::<Vec<_>>(), &links);
            for part in apart(&voices) {
                let name = part.iter().map(|voice| voices[*voice].first).min();
                let mentions = part.iter().flat_map(|voice| &voices[*voice].mentions);
                for place in mentions {
                    self.mentions[*place].person = name.unwrap_or(person);
                }
            }
        }
        self
    }
}

/// The voices of a person, in the secret order, from its mentions (place, institution, description,
/// key) and the links between its descriptions.
fn voices(mentions: &[(usize, u32, Slot, MentionKey)], links: &[Edge]) -> Vec<Voice> {
    // A description in the mouth of one institution is the least that is said at once.
    let mut said: BTreeMap<(Slot, u32), Vec<usize>> = BTreeMap::new();
    for (at, (_, institution, description, _)) in mentions.iter().enumerate() {
        said.entry((*description, *institution)).or_default().push(at);
    }
    let said: Vec<((Slot, u32), Vec<usize>)> = said.into_iter().collect();
    let of_description = |description: Slot| {
        let first = said.partition_point(|((of, _), _)| *of < description);
        let last = said.partition_point(|((of, _), _)| *of <= description);
        first..last
    };
    // What two descriptions link; the same one in two mouths is linked more strongly than any other.
    let mut linked: Vec<(usize, usize, f32)> = Vec::new();
    for (weight, a, b) in links {
        linked.extend(
            of_description(*a).flat_map(|a| of_description(*b).map(move |b| (a, b, *weight))),
        );
    }
    for (place, ((description, _), _)) in said.iter().enumerate() {
        let further = place + 1..of_description(*description).end;
        linked.extend(further.map(|other| (place, other, f32::MAX)));
    }

    let institution = |place: usize| said[place].0.1;
    let mut sets = Sets::new(said.len());
    for (a, b, _) in linked.iter().filter(|(a, b, _)| institution(*a) == institution(*b)) {
        sets.join(*a, *b);
    }
    let mut voices: Vec<(MentionKey, Vec<usize>)> = Vec::new();
    for place in (0..said.len()).filter(|place| sets.set_of[*place] == *place) {
        let members: Vec<usize> = sets.members(place).collect();
        let all = members.iter().flat_map(|member| &said[*member].1);
        if let Some(first) = all.map(|at| mentions[*at].3).min() {
            voices.push((first, members));
        }
    }
    voices.sort_unstable_by_key(|(first, _)| *first);
    let mut voice_of = vec![0; said.len()];
    for (voice, (_, members)) in voices.iter().enumerate() {
        members.iter().for_each(|member| voice_of[*member] = voice);
    }
    let voice = |(first, members): (MentionKey, Vec<usize>)| Voice {
        institution: institution(members[0]),
        first,
        mentions: members
            .iter()
            .flat_map(|member| &said[*member].1)
            .map(|at| mentions[*at].0)
            .collect(),
        linked: BTreeMap::new(),
    };
    let mut voices: Vec<Voice> = voices.into_iter().map(voice).collect();
    for (a, b, weight) in linked.iter().filter(|(a, b, _)| institution(*a) != institution(*b)) {
        for (from, to) in [(*a, *b), (*b, *a)] {
            let most = voices[voice_of[from]].linked.entry(voice_of[to]).or_insert(*weight);
            *most = most.max(*weight);
        }
    }
    voices
}

/// The persons of whom these voices tell, each as a list of voices.
fn apart(voices: &[Voice]) -> Vec<Vec<usize>> {
    let mut persons = Vec::new();
    let mut parts: Vec<BTreeSet<usize>> = vec![(0..voices.len()).collect()];
    while let Some(mut part) = parts.pop() {
        let institutions: BTreeSet<u32> = part.iter().map(|at| voices[*at].institution).collect();
        if institutions.len() == part.len() {
            persons.push(part.into_iter().collect());
            continue;
        }
        let Some(first) = part.pop_first() else { continue };
        let mut strongest: BTreeMap<u32, (f32, usize)> = BTreeMap::new();
        for (other, weight) in voices[first].linked.iter().filter(|(at, _)| part.contains(at)) {
            let best = strongest.entry(voices[*other].institution).or_insert((*weight, *other));
            if *weight > best.0 {
                *best = (*weight, *other);
            }
        }
        let mut person = vec![first];
        for (_, other) in strongest.into_values() {
            part.remove(&other);
            person.push(other);
        }
        persons.push(person);
        // What is left, as far as it hangs together.
        while let Some(start) = part.pop_first() {
            let mut found = BTreeSet::from([start]);
            let mut waiting = vec![start];
            while let Some(next) = waiting.pop() {
                for other in voices[next].linked.keys() {
                    if part.remove(other) {
                        found.insert(*other);
                        waiting.push(*other);
                    }
                }
            }
            parts.push(found);
        }
    }
    persons
}

#[cfg(test)]
mod tests {
    use super::super::persons::Mentioned;
    use super::*;

    /// A mention: who says it, and the description. Keys are as random as a keyed hash.
    type Said = (u32, Slot);

    fn key(said: Said) -> MentionKey {
        let mut bytes = said.0.to_le_bytes().to_vec();
        bytes.extend(said.1.to_le_bytes());
        let hash = blake3::hash(&bytes);
        MentionKey(u128::from_le_bytes(hash.as_bytes()[..16].try_into().unwrap()))
    }

    /// Persons as linkage finds them: whatever hangs together. Then taken apart; each as a sorted list.
    fn released(said: &[Said], links: &[Edge]) -> BTreeSet<Vec<Said>> {
        let there: BTreeSet<Slot> = said.iter().map(|(_, description)| *description).collect();
        let is_there = |(_, a, b): &&Edge| there.contains(a) && there.contains(b);
        let links: Vec<Edge> = links.iter().filter(is_there).copied().collect();
        let mut name: BTreeMap<Slot, Slot> = there.iter().map(|slot| (*slot, *slot)).collect();
        let mut changed = true;
        while changed {
            changed = false;
            for (_, a, b) in &links {
                let least = name[a].min(name[b]);
                changed |= name.insert(*a, least) != Some(least);
                changed |= name.insert(*b, least) != Some(least);
            }
        }
        let person = |slot: &Slot| {
            let all = said.iter().filter(|(_, other)| name[other] == name[slot]);
            all.map(|said| key(*said)).min().unwrap()
        };
        let mentions = said.iter().map(|(institution, description)| Mentioned {
            key: key((*institution, *description)),
            person: person(description),
            description: *description,
        });
        let institutions: HashMap<MentionKey, u32> =
            said.iter().map(|said| (key(*said), said.0)).collect();
        let persons = Persons { mentions: mentions.collect(), links }.sorted();
        let persons = persons.by_own_word(|mention| institutions.get(&mention).copied());
        let mut found: BTreeMap<MentionKey, Vec<Said>> = BTreeMap::new();
        for said in said {
            found.entry(persons.person(key(*said)).unwrap()).or_default().push(*said);
        }
        found
            .into_values()
            .map(|mut list| {
                list.sort_unstable();
                list
            })
            .collect()
    }

    const ASKER: u32 = 1;
    const OTHER: u32 = 2;

    #[test]
    fn records_that_only_another_institutions_record_joins_stay_persons_of_their_own() {
        // Nine descriptions of the asker, each linked with the one of the other institution.
        let links: Vec<Edge> = (1..=9).map(|arm| (20.0 + arm as f32, 0, arm)).collect();
        let arms: Vec<Said> = (1..=9).map(|arm| (ASKER, arm)).collect();
        let unknown = released(&arms, &links);
        let known = released(&[&arms[..], &[(OTHER, 0)]].concat(), &links);
        assert_eq!((unknown.len(), known.len()), (9, 9));
        // One row is another one: that of the person.
        assert_eq!(known.difference(&unknown).count(), 1);
    }

    #[test]
    fn what_no_institution_contradicts_stays_one_person() {
        // A chain of four institutions; two records of one that it links itself; one record in the
        // mouths of two.
        let links = [(20.0, 0, 1), (20.0, 1, 2), (20.0, 2, 3), (20.0, 3, 4)];
        let said = [(1, 0), (1, 1), (2, 2), (3, 3), (4, 4), (5, 4)];
        assert_eq!(released(&said, &links).len(), 1);
        // The last one is of the first institution as well, and nothing of its own links it.
        let said = [(1, 0), (1, 1), (2, 2), (3, 3), (1, 4), (5, 4)];
        let persons = released(&said, &links);
        assert_eq!(persons.len(), 2, "{persons:?}");
    }

    /// Whatever two institutions make up together about a person, and whatever they know of others:
    /// the record of a third one moves few persons, in the mean over the secret order.
    #[test]
    fn one_record_moves_few_persons_whatever_others_made_up() {
        const ARMS: u32 = 30;
        const TRIALS: u32 = 200;
        type Made = fn(u32) -> (Vec<(u32, u32)>, Vec<(f32, u32, u32)>);
        // Descriptions 1 to 30 are the asker's, 31 to 60 those of an institution that helps, 61 to 90
        // of persons whom both know. 0 is the record.
        let made: [(&str, Made); 4] = [
            ("a star", |arm| (vec![(1, arm)], vec![(20.0, 0, arm)])),
            ("a star of pairs", |arm| {
                (vec![(1, arm), (3, arm + 30)], vec![(20.0, 0, arm), (25.0, arm, arm + 30)])
            }),
            ("a path", |arm| {
                let on = (24.0, arm + 30, arm + 1);
                let first = (30.0, 0, arm);
                let links = vec![(25.0, arm, arm + 30), on];
                let first = if arm == 1 { vec![first] } else { vec![] };
                (vec![(1, arm), (3, arm + 30)], [links, first].concat())
            }),
            ("a star to others", |arm| {
                (vec![(1, arm), (2, arm + 60)], vec![(20.0, 0, arm), (20.0, arm, arm + 60)])
            }),
        ];
        for (name, make) in made {
            let mut moved = 0;
            for trial in 0..TRIALS {
                // Another order of secrets in each trial.
                let at = |slot: Slot| slot + 1000 * trial;
                let (mut said, mut links) = (Vec::new(), Vec::new());
                for arm in 1..=ARMS {
                    let (more, linked) = make(arm);
                    said.extend(more.into_iter().map(|(who, slot)| (who, at(slot))));
                    links.extend(linked.into_iter().map(|(w, a, b)| (w, at(a), at(b))));
                }
                let unknown = released(&said, &links);
                said.push((OTHER, at(0)));
                let known = released(&said, &links);
                moved += unknown.symmetric_difference(&known).count();
            }
            let mean = moved as f64 / f64::from(TRIALS);
            println!("{name}: {mean:.1}");
            assert!(mean < 6.0, "{name}: {mean} persons are other ones");
        }
    }
}
