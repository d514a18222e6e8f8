//! Persons as a release counts them: whom an institution tells apart, no other institution's record
//! makes one.
//!
//! Linkage joins two records through a third one. That is right for finding a person again, and
//! wrong for figures that are to hide whether one record is there: an institution could send ten records
//! that each resemble somebody, and none another. If nobody knows the person they are ten, and if
//! somebody does they are one, so that a single record moves ten rows of a release.
//!
//! So a release takes each institution by its own word. What its records say of a person, linked as if
//! there were no others, is one *voice*: no other institution's record joins two voices of it, or parts
//! one. A person has at most one voice of each institution, and no two that contradict each other.
//! Voices of different institutions are joined as far as two records link them. Where that would
//! break a rule, persons are found so:
//!
//! 1. The first voice in a secret order is taken, and of each other institution the one that is
//!    linked with it most strongly, as far as none contradicts another one.
//! 2. What is left falls into parts that hang together; each part in which no rule is broken is a
//!    person, and each other one is taken apart in the same way.
//!
//! So the records of one institution about somebody move few rows: the person's own, and at most one
//! of each other institution, which would be a person of its own without them. Choices can go on from
//! one part to the next only in the order in which voices are taken. The order is that of keyed hashes,
//! which no sender knows, and chains of choices are short in a random order (as in Censor-Hillel,
//! Haramaty and Karnin 2016 for maximal independent sets).

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::bodies::Slot;
use super::linker::Edge;
use super::members::MentionKey;
use super::persons::Persons;

/// Names an institution for ever: a keyed hash.
pub type Institution = u128;

/// Voices of one institution that a description links with others, at most. There are more only where an
/// institution tells apart what it describes alike.
const SPEAKERS: usize = 16;

/// What one institution says of a person.
struct Voice {
    institution: Institution,
    /// The smallest of its mentions.
    name: MentionKey,
    /// Places of voices of other institutions that it is linked with, each with the weight of the
    /// strongest link.
    linked: BTreeMap<usize, f32>,
    /// Places of voices that cannot be of the same person.
    contradicts: BTreeSet<usize>,
}

impl Voice {
    /// Places of the voices that it is linked with, the most strongly linked first.
    fn strongest_first(&self) -> Vec<usize> {
        let mut linked: Vec<(usize, f32)> =
            self.linked.iter().map(|(at, weight)| (*at, *weight)).collect();
        linked.sort_by(|a, b| b.1.total_cmp(&a.1));
        linked.into_iter().map(|(at, _)| at).collect()
    }
}

/// Whether a voice is heard where persons are looked for, and with whom it can be of one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// It is not.
    Not,
    /// With whoever is not heard [`Heard::Elsewhere`].
    Here,
    /// With whoever is not heard [`Heard::Here`].
    Elsewhere,
    /// With anybody.
    Anywhere,
}

/// What each institution says of whom, and what links that.
#[derive(Default)]
pub struct Voices {
    /// In the secret order.
    voices: Vec<Voice>,
    /// The place of each mention's voice.
    of: HashMap<MentionKey, usize>,
}

impl Persons {
    /// Finds what each institution says. Needs the institution of each mention, and the person whom it
    /// tells of by that institution's records alone, named by the smallest key of these mentions. A
    /// mention of which nothing is known is left out. The result depends on the set of mentions alone.
    pub fn by_own_word(
        self,
        own: impl Fn(MentionKey) -> Option<(Institution, MentionKey)>,
    ) -> Voices {
        let Self { mentions, links, vetoes, weak } = self;
        let names = mentions.iter().filter_map(|(key, _)| {
            let (institution, name) = own(*key)?;
            (name == *key).then_some((institution, name))
        });
        let mut voices = Voices::unlinked(names);
        let mut said = Vec::with_capacity(mentions.len());
        for (key, description) in mentions {
            let Some((institution, name)) = own(key) else { continue };
            if let Some(place) = voices.of.get(&name).copied() {
                said.push((description, institution, place));
                voices.of.insert(key, place);
            }
        }
        said.sort_unstable();
        said.dedup();
        voices.link(&said, &links, &vetoes, &weak);
        voices
    }
}

impl Voices {
    /// Voices that nothing links: the institution of each, and its name.
    pub fn unlinked(voices: impl IntoIterator<Item = (Institution, MentionKey)>) -> Self {
        let voice = |(institution, name)| Voice {
            institution,
            name,
            linked: BTreeMap::new(),
            contradicts: BTreeSet::new(),
        };
        let mut voices: Vec<Voice> = voices.into_iter().map(voice).collect();
        // The smallest of many keys has small high bits, and any low ones: how much an institution sends
        // does not tell when its turn comes.
        voices.sort_unstable_by_key(|voice| (voice.name.0 as u64, voice.name));
        let of = voices.iter().enumerate().map(|(place, voice)| (voice.name, place)).collect();
        Self { voices, of }
    }

    /// Links voices, from what each description is said by: description, institution, and place of the
    /// voice, sorted.
    fn link(
        &mut self,
        said: &[(Slot, Institution, usize)],
        links: &[Edge],
        vetoes: &[(Slot, Slot)],
        weak: &HashSet<Slot>,
    ) {
        let few = |same: &[(Slot, Institution, usize)]| -> Vec<usize> {
            let by_institution = same.chunk_by(|a, b| a.1 == b.1);
            by_institution.flat_map(|of| of.iter().take(SPEAKERS)).map(|(.., at)| *at).collect()
        };
        let speakers = |description: Slot| {
            let first = said.partition_point(|(of, ..)| *of < description);
            let last = said.partition_point(|(of, ..)| *of <= description);
            few(&said[first..last])
        };
        // The same description in two mouths links more strongly than any other.
        for same in said.chunk_by(|a, b| a.0 == b.0).filter(|same| !weak.contains(&same[0].0)) {
            let all = few(same);
            for (place, a) in all.iter().enumerate() {
                all[place + 1..].iter().for_each(|b| self.join(*a, *b, f32::MAX));
            }
        }
        for (weight, a, b) in links {
            let others = speakers(*b);
            for a in speakers(*a) {
                others.iter().for_each(|b| self.join(a, *b, *weight));
            }
        }
        for (a, b) in vetoes {
            let others = speakers(*b);
            for a in speakers(*a) {
                for b in others.iter().filter(|b| **b != a) {
                    self.voices[a].contradicts.insert(*b);
                    self.voices[*b].contradicts.insert(a);
                }
            }
        }
        for Voice { linked, contradicts, .. } in &mut self.voices {
            linked.retain(|other, _| !contradicts.contains(other));
        }
    }

    /// Notes a link of two voices, unless they are of one institution.
    fn join(&mut self, a: usize, b: usize, weight: f32) {
        if self.voices[a].institution != self.voices[b].institution {
            for (from, to) in [(a, b), (b, a)] {
                let most = self.voices[from].linked.entry(to).or_insert(weight);
                *most = most.max(weight);
            }
        }
    }

    /// The voice of a mention, named by the smallest of its mentions.
    pub fn voice(&self, mention: MentionKey) -> Option<MentionKey> {
        Some(self.voices[*self.of.get(&mention)?].name)
    }

    /// The institution whose voice this is; the voice is one that [`Voices::voice`] named.
    pub fn institution(&self, voice: MentionKey) -> Option<Institution> {
        Some(self.voices[*self.of.get(&voice)?].institution)
    }

    /// The voices of other institutions that a voice is linked with, the most strongly linked first.
    pub fn linked(&self, voice: MentionKey) -> Vec<MentionKey> {
        let linked = self.of.get(&voice).map(|at| self.voices[*at].strongest_first());
        linked.into_iter().flatten().map(|at| self.voices[at].name).collect()
    }

    /// All voices in the secret order.
    pub fn all(&self) -> impl Iterator<Item = MentionKey> {
        self.voices.iter().map(|voice| voice.name)
    }

    /// The persons of whom those voices tell that are heard, each as its voices. `are_two` says of two
    /// voices of different institutions that they are not of one person, whatever links them.
    pub fn persons(
        &self,
        heard: impl Fn(MentionKey) -> Heard,
        are_two: impl Fn(MentionKey, MentionKey) -> bool,
    ) -> Vec<Vec<MentionKey>> {
        let heard: Vec<Heard> = self.all().map(heard).collect();
        let mut left: BTreeSet<usize> =
            (0..heard.len()).filter(|at| heard[*at] != Heard::Not).collect();
        let are_two = |a: usize, b: usize| {
            let (one, other) = (&self.voices[a], &self.voices[b]);
            one.institution == other.institution
                || one.contradicts.contains(&b)
                || is_apart(heard[a], heard[b])
                || are_two(one.name, other.name)
        };
        let mut persons = Vec::new();
        let mut parts = Vec::new();
        while let Some(first) = left.first().copied() {
            parts.push(self.part(first, &mut left, &are_two));
            while let Some(mut part) = parts.pop() {
                if self.is_person(&part, &are_two) {
                    persons.push(part.into_iter().map(|at| self.voices[at].name).collect());
                    continue;
                }
                let person = self.first_person(&part, &are_two);
                part.retain(|at| !person.contains(at));
                persons.push(person.into_iter().map(|at| self.voices[at].name).collect());
                while let Some(first) = part.first().copied() {
                    parts.push(self.part(first, &mut part, &are_two));
                }
            }
        }
        persons
    }

    /// Takes out of what is left whoever hangs together with one of them.
    fn part(
        &self,
        first: usize,
        left: &mut BTreeSet<usize>,
        are_two: &impl Fn(usize, usize) -> bool,
    ) -> BTreeSet<usize> {
        left.remove(&first);
        let mut found = BTreeSet::from([first]);
        let mut waiting = vec![first];
        while let Some(next) = waiting.pop() {
            for other in self.voices[next].linked.keys().copied() {
                if left.contains(&other) && !are_two(next, other) {
                    left.remove(&other);
                    found.insert(other);
                    waiting.push(other);
                }
            }
        }
        found
    }

    /// Whether voices that hang together can all be of one person.
    fn is_person(&self, part: &BTreeSet<usize>, are_two: &impl Fn(usize, usize) -> bool) -> bool {
        let institutions: HashSet<Institution> =
            part.iter().map(|at| self.voices[*at].institution).collect();
        institutions.len() == part.len()
            && part.iter().all(|a| part.range(a + 1..).all(|b| !are_two(*a, *b)))
    }

    /// The first voice of a part with the strongest link to each other institution.
    fn first_person(
        &self,
        part: &BTreeSet<usize>,
        are_two: &impl Fn(usize, usize) -> bool,
    ) -> Vec<usize> {
        let mut person: Vec<usize> = part.first().copied().into_iter().collect();
        let linked = person.first().map(|first| self.voices[*first].strongest_first());
        for other in linked.into_iter().flatten().filter(|at| part.contains(at)) {
            if person.iter().all(|at| !are_two(*at, other)) {
                person.push(other);
            }
        }
        person
    }
}

/// Whether nobody is heard both ways.
fn is_apart(a: Heard, b: Heard) -> bool {
    matches!((a, b), (Heard::Here, Heard::Elsewhere) | (Heard::Elsewhere, Heard::Here))
}

#[cfg(test)]
mod tests {
    use super::super::clusters::Sets;
    use super::*;

    /// A mention: who says it, and the description.
    type Said = (Institution, Slot);

    /// What is said, and what linkage makes of pairs of descriptions.
    #[derive(Clone, Default)]
    struct World {
        said: Vec<Said>,
        links: Vec<Edge>,
        vetoes: Vec<(Slot, Slot)>,
    }

    /// Keys are as random as a keyed hash.
    fn key(said: Said) -> MentionKey {
        let mut bytes = said.0.to_le_bytes().to_vec();
        bytes.extend(said.1.to_le_bytes());
        let hash = blake3::hash(&bytes);
        MentionKey(u128::from_le_bytes(hash.as_bytes()[..16].try_into().unwrap()))
    }

    impl World {
        fn new(said: &[Said], links: &[Edge], vetoes: &[(Slot, Slot)]) -> Self {
            Self { said: said.to_vec(), links: links.to_vec(), vetoes: vetoes.to_vec() }
        }

        /// Clusters of some mentions, as linkage finds them: the strongest links first, unless a veto
        /// stands between what they join. Each mention has the place of its cluster.
        fn clusters(&self, said: &[Said]) -> Vec<usize> {
            let mut sets = Sets::new(said.len());
            let mut links = self.links.clone();
            links.sort_by(|a, b| b.0.total_cmp(&a.0));
            let is_vetoed = |a: Slot, b: Slot| {
                self.vetoes.iter().any(|pair| *pair == (a, b) || *pair == (b, a))
            };
            let places = |slot: Slot| (0..said.len()).filter(move |at| said[*at].1 == slot);
            for slot in said.iter().map(|said| said.1) {
                let first = places(slot).next().unwrap();
                places(slot).for_each(|other| sets.join(first, other));
            }
            for (_, a, b) in links {
                let (Some(a), Some(b)) = (places(a).next(), places(b).next()) else { continue };
                let mut pairs = sets.members(a).flat_map(|x| sets.members(b).map(move |y| (x, y)));
                if !pairs.any(|(x, y)| is_vetoed(said[x].1, said[y].1)) {
                    drop(pairs);
                    sets.join(a, b);
                }
            }
            sets.set_of
        }

        /// The voice of each mention. `joint`: as far as records of all institutions together make one
        /// person, which is how it must not be.
        fn own(&self, joint: bool) -> HashMap<MentionKey, (Institution, MentionKey)> {
            let mut own = HashMap::new();
            let all = self.clusters(&self.said);
            let institutions: BTreeSet<Institution> = self.said.iter().map(|said| said.0).collect();
            for institution in institutions {
                let mut of_it: BTreeMap<usize, Vec<Said>> = BTreeMap::new();
                for (said, cluster) in self.said.iter().zip(&all) {
                    let part = if joint { *cluster } else { 0 };
                    if said.0 == institution {
                        of_it.entry(part).or_default().push(*said);
                    }
                }
                for said in of_it.into_values() {
                    let clusters = self.clusters(&said);
                    for (place, said_here) in said.iter().enumerate() {
                        let members = (0..said.len()).filter(|at| clusters[*at] == clusters[place]);
                        let name = members.map(|at| key(said[at])).min().unwrap();
                        own.insert(key(*said_here), (institution, name));
                    }
                }
            }
            own
        }

        /// Persons as a release has them, each as a sorted list.
        fn rows(&self, joint: bool) -> BTreeSet<Vec<Said>> {
            let there: HashSet<Slot> = self.said.iter().map(|said| said.1).collect();
            let is_there = |a: &Slot, b: &Slot| there.contains(a) && there.contains(b);
            let persons = Persons {
                mentions: self.said.iter().map(|said| (key(*said), said.1)).collect(),
                links: self.links.iter().filter(|(_, a, b)| is_there(a, b)).copied().collect(),
                vetoes: self.vetoes.iter().filter(|(a, b)| is_there(a, b)).copied().collect(),
                weak: HashSet::new(),
            };
            let own = self.own(joint);
            let voices = persons.by_own_word(|mention| own.get(&mention).copied());
            let mut all: BTreeSet<Said> = self.said.iter().copied().collect();
            let mut rows = BTreeSet::new();
            for person in voices.persons(|_| Heard::Here, |_, _| false) {
                let is_of_it = |said: &Said| person.contains(&voices.voice(key(*said)).unwrap());
                let row: Vec<Said> = all.iter().copied().filter(is_of_it).collect();
                all.retain(|said| !row.contains(said));
                rows.insert(row);
            }
            assert!(all.is_empty(), "everybody is of a person");
            rows
        }

        /// How many persons are other ones when one more record is there.
        fn moved(&self, record: Said, joint: bool) -> usize {
            let mut with = self.clone();
            with.said.push(record);
            self.rows(joint).symmetric_difference(&with.rows(joint)).count()
        }
    }

    const ASKER: Institution = 1;
    const OTHER: Institution = 2;

    #[test]
    fn records_that_only_another_institutions_record_joins_stay_persons_of_their_own() {
        // Nine descriptions of the asker, each linked with the one of the other institution.
        let links: Vec<Edge> = (1..=9).map(|arm| (20.0 + arm as f32, 0, arm)).collect();
        let arms: Vec<Said> = (1..=9).map(|arm| (ASKER, arm)).collect();
        let unknown = World::new(&arms, &links, &[]).rows(false);
        let known = World::new(&[&arms[..], &[(OTHER, 0)]].concat(), &links, &[]).rows(false);
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
        assert_eq!(World::new(&said, &links, &[]).rows(false).len(), 1);
        // The last one is of the first institution as well, and nothing of its own links it.
        let of_two = [(1, 0), (1, 1), (2, 2), (3, 3), (1, 4), (5, 4)];
        let persons = World::new(&of_two, &links, &[]).rows(false);
        assert_eq!(persons.len(), 2, "{persons:?}");
        // Two of the chain contradict each other, as twins do.
        let persons = World::new(&said, &links, &[(2, 4)]).rows(false);
        assert_eq!(persons.len(), 2, "{persons:?}");
    }

    #[test]
    fn who_is_heard_elsewhere_is_another_person() {
        let said = [(1, 0), (2, 1), (3, 2)];
        let mentions = said.iter().map(|said| (key(*said), said.1)).collect();
        let links = vec![(20.0, 0, 1), (21.0, 1, 2)];
        let persons = Persons { mentions, links, ..Persons::default() };
        let voices = persons.by_own_word(|mention| {
            let said = said.iter().find(|said| key(**said) == mention)?;
            Some((said.0, mention))
        });
        let count = |heard: [Heard; 3]| {
            let of = |voice| heard[said.iter().position(|said| key(*said) == voice).unwrap()];
            voices.persons(of, |_, _| false).len()
        };
        assert_eq!(count([Heard::Here, Heard::Anywhere, Heard::Here]), 1);
        assert_eq!(count([Heard::Here, Heard::Anywhere, Heard::Elsewhere]), 2);
        assert_eq!(count([Heard::Here, Heard::Elsewhere, Heard::Elsewhere]), 2);
        assert_eq!(count([Heard::Here, Heard::Not, Heard::Here]), 2, "nothing joins them");
        assert_eq!(voices.linked(key((2, 1))), [key((3, 2)), key((1, 0))], "the strongest first");
    }

    /// Whatever two institutions make up together about a person, and whatever they know of others:
    /// the record of a third one moves few persons, in the mean over the secret order.
    #[test]
    fn one_record_moves_few_persons_whatever_others_made_up() {
        const ARMS: Slot = 30;
        const TRIALS: Slot = 40;
        /// What is made up of an arm beside the record, which is description 0: its descriptions are
        /// the given one and those after it; the next arm's are two more.
        type Made = fn(Slot) -> World;
        let made: [(&str, Made); 7] = [
            ("a star", |a| World::new(&[(1, a)], &[(20.0, 0, a)], &[])),
            ("a star of pairs", |a| {
                World::new(&[(1, a), (3, a + 1)], &[(20.0, 0, a), (25.0, a, a + 1)], &[])
            }),
            ("a path", |a| {
                let mut links = vec![(25.0, a, a + 1), (24.0, a + 1, a + 3)];
                links.extend((a == 3).then_some((30.0, 0, a)));
                World::new(&[(1, a), (3, a + 1)], &links, &[])
            }),
            ("a star to others", |a| {
                World::new(&[(1, a), (2, a + 1)], &[(20.0, 0, a), (20.0, a, a + 1)], &[])
            }),
            ("a star of contradictions", |a| {
                // The asker's own word is a and b, and c; with the record it would be a, and b and c.
                let links = [(20.0, a, a + 1), (15.0, a + 1, a + 2), (25.0, 0, a + 1)];
                let to_record = (30.0, 0, a + 2);
                let said = [(1, a), (1, a + 1), (1, a + 2)];
                World::new(&said, &[&links[..], &[to_record]].concat(), &[(a, a + 2)])
            }),
            ("a star of pairs that contradict the record", |a| {
                let links = [(20.0, 0, a), (25.0, a, a + 1)];
                World::new(&[(1, a), (3, a + 1)], &links, &[(0, a + 1)])
            }),
            ("a star of pairs of whom one contradicts the next", |a| {
                let links = [(20.0, 0, a), (20.0, 0, a + 1), (25.0, a, a + 1)];
                let vetoes = [(a, a + 4), (a + 1, a + 3)];
                World::new(&[(1, a), (3, a + 1)], &links, &vetoes)
            }),
        ];
        let mean = |make: Made, joint| {
            let mut moved = 0;
            for trial in 0..TRIALS {
                // Another order of secrets in each trial.
                let at = |slot: Slot| slot + 1000 * trial;
                let mut world = World::default();
                for arm in 1..=ARMS {
                    let more = make(3 * arm);
                    world.said.extend(more.said.iter().map(|(who, slot)| (*who, at(*slot))));
                    world.links.extend(more.links.iter().map(|(w, a, b)| (*w, at(*a), at(*b))));
                    world.vetoes.extend(more.vetoes.iter().map(|(a, b)| (at(*a), at(*b))));
                }
                moved += world.moved((OTHER, at(0)), joint);
            }
            moved as f64 / f64::from(TRIALS)
        };
        for (name, make) in made {
            let mean = mean(make, false);
            println!("{name}: {mean:.1}");
            assert!(mean < 6.0, "{name}: {mean} persons are other ones");
        }
        // What an institution says, seen together with the record, is what that makes of it.
        let joint = mean(made[4].1, true);
        println!("the star of contradictions, by all records: {joint:.1}");
        assert!(joint > 30.0, "the attack itself is too weak: {joint}");
    }
}
