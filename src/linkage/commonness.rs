//! Commonness of the name of each description, in doublings of the number of persons who have it, and
//! doublings of the number of all persons.
//!
//! If all who share a name crossed a doubling at once, one record more or less at a power of two would
//! have everybody of that name weighed again. So each person crosses at a number of their own, which
//! is drawn by a hash: on average the doublings are the logarithm of the number of persons, and one
//! record more or less touches one or two of them, however many have the name.

use std::collections::BTreeSet;

use crate::domain::hashed::mix;

use super::bodies::Slot;
use super::crowds::Core;
use super::descriptions::LinkToken;

/// Stands for what all persons have in common, beside the tokens of names; no token has kind 0.
pub const EVERYBODY: LinkToken = LinkToken(0);

/// What a description's shared details lose, in doublings of numbers of persons.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Doublings {
    /// Doublings of the number of persons with its name.
    pub name: u8,
    /// Doublings of the number of all persons since the one from which the profile counts them.
    pub all: u8,
}

impl Doublings {
    /// Doublings that count between two descriptions, which share a name or not, and of which what they
    /// share would hardly link them.
    pub fn between(self, other: Self, share_name: bool, hardly: bool) -> f32 {
        let mean = |a: u8, b: u8| f32::from(a + b) / 2.0;
        if share_name {
            return mean(self.name, other.name);
        }
        // Where they have two names, as after a marriage, the rarer one counts: two common names have
        // common parts. But a name with a slip in it is rare as well: where they share little else, both
        // names must be rare. And the more persons there are, the more of them have the parts by chance.
        let rarer = f32::from(self.name.min(other.name));
        let name = if hardly { mean(self.name, other.name) } else { rarer };
        name.max(mean(self.all, other.all))
    }
}

/// Number of persons of one name up to which all are weighed again at once.
const FEW: usize = 16;

/// Phase of a person: where between two doublings the person crosses, from 0 to nearly 1, in parts
/// of 2^32.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Phase(u32);

impl Phase {
    /// Draws the phase of a person from its core. Cores are keyed hashes: nobody can choose a
    /// phase.
    pub fn of(core: Core) -> Self {
        Self((mix(core.word()) >> 32) as u32)
    }

    /// Number of times that the number of persons with a name has doubled, for a person of this
    /// phase.
    pub fn doublings(self, persons: usize) -> u8 {
        if persons < FEW {
            return persons.max(1).ilog2() as u8;
        }
        let phase = f64::from(self.0) / 2f64.powi(32);
        ((persons as f64).log2() + phase - 0.5).floor() as u8
    }
}

/// Holders of each name, by phase.
#[derive(Default)]
pub struct Names(BTreeSet<(LinkToken, Phase, Slot)>);

impl Names {
    /// Notes that a description has a name now.
    pub fn add(&mut self, name: LinkToken, phase: Phase, slot: Slot) {
        self.0.insert((name, phase, slot));
    }

    /// Notes that a description has a name no more.
    pub fn take(&mut self, name: LinkToken, phase: Phase, slot: Slot) {
        self.0.remove(&(name, phase, slot));
    }

    /// Holders of a name whose doublings change when the number of its persons goes from `before`
    /// to `now`, which differ by one.
    pub fn crossing(&self, name: LinkToken, before: usize, now: usize) -> Vec<Slot> {
        let (low, high) = (before.min(now), before.max(now));
        let differ = |phase: Phase| phase.doublings(low) != phase.doublings(high);
        let all = (Phase(0), Phase(u32::MAX));
        let ranges = match high {
            // The same for all phases.
            ..FEW if !differ(Phase(0)) => Vec::new(),
            ..=FEW => vec![all],
            _ => phases_between(low, high),
        };
        let within = |(from, to): (Phase, Phase)| {
            let of_name = self.0.range((name, from, 0)..=(name, to, Slot::MAX));
            of_name.filter(|(_, phase, _)| differ(*phase)).map(|(_, _, slot)| *slot)
        };
        ranges.into_iter().flat_map(within).collect()
    }
}

/// Phases that cross between two numbers of persons, and a few around them.
fn phases_between(low: usize, high: usize) -> Vec<(Phase, Phase)> {
    let crossing = |persons: usize| {
        // log2(persons) + phase - 0.5 is a whole number.
        let phase = (0.5 - (persons as f64).log2()).rem_euclid(1.0);
        (phase * 2f64.powi(32)) as u32
    };
    // Phases fall as numbers rise.
    let from = Phase(crossing(high).saturating_sub(4));
    let to = Phase(crossing(low).saturating_add(4));
    if from <= to { vec![(from, to)] } else { vec![(from, Phase(u32::MAX)), (Phase(0), to)] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_names_say_less_among_more_persons() {
        let of = |name, all| Doublings { name, all };
        assert_eq!(of(3, 9).between(of(4, 9), true, false), 3.5);
        assert_eq!(of(3, 0).between(of(8, 0), false, false), 3.0);
        assert_eq!(of(3, 0).between(of(8, 0), false, true), 5.5);
        assert_eq!(of(3, 4).between(of(0, 5), false, false), 4.5);
    }

    #[test]
    fn whoever_crosses_is_found_and_few_do() {
        let name = LinkToken(7);
        let mut random = fastrand::Rng::with_seed(4);
        let mut names = Names::default();
        let all: Vec<Phase> = (0..3_000).map(|_| Phase(random.u32(..))).collect();
        for (slot, phase) in (0..).zip(&all) {
            names.add(name, *phase, slot);
            names.add(LinkToken(8), *phase, slot);
        }
        let mut most = 0;
        for persons in 1..3_000usize {
            let mut found = names.crossing(name, persons, persons + 1);
            let back = names.crossing(name, persons + 1, persons);
            assert_eq!(found, back);
            found.sort_unstable();
            let crosses = |phase: &Phase| phase.doublings(persons) != phase.doublings(persons + 1);
            let expected = (0..).zip(&all).filter(|(_, phase)| crosses(phase));
            assert_eq!(found, expected.map(|(slot, _)| slot).collect::<Vec<Slot>>(), "{persons}");
            if persons > 1_000 {
                most = most.max(found.len());
            }
        }
        assert!(most < 20, "{most} of three thousand at once");
        assert_eq!(Phase(0).doublings(4096), 11);
        assert_eq!(Phase(u32::MAX).doublings(4096), 12);
        names.take(name, all[5], 5);
        assert!(!names.crossing(name, 1, 2).contains(&5));
    }
}
