//! How the number of persons bears on a description: doublings of the number of persons with its name
//! and of all persons, and up to which number of persons beside a token the token is followed.
//!
//! If all who share a name crossed a doubling at once, one record more or less at a power of two would
//! have everybody of that name weighed again, and if all left a crowd at one size, one record would
//! part everybody in it. So each person crosses at a number of their own, which is drawn by a hash: on
//! average the doublings are the logarithm of the number of persons, and one record more or less
//! touches one or two of them, however many there are.
//!
//! The hash has a key of the exchange, and another one where an institution's records are linked by
//! themselves: whoever sees at which number its own records part there does not learn at which number they
//! do here, and cannot gather persons who all cross at once.

use std::collections::BTreeSet;

use super::bodies::Slot;
use super::crowds::Core;
use super::descriptions::LinkToken;

/// Stands for what all persons have in common, beside the tokens of names; no token has kind 0.
pub const EVERYBODY: LinkToken = LinkToken(0);

/// How numbers of persons bear on what a description shares with others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bearing {
    /// Doublings of the number of persons with its name.
    pub name: u8,
    /// Doublings of the number of all persons since the one from which the profile counts them.
    pub all: u8,
    /// Number of persons beside a token up to which the token is followed.
    pub limit: u32,
}

impl Bearing {
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

/// Number of persons from which doublings follow the logarithm; below it they are somewhat fewer.
const FEW: usize = 16;

/// Secret from which the phase of each person is drawn.
pub type PhaseKey = [u8; 32];

/// Phase of a person: where between two doublings the person crosses, from 0 to nearly 1, in parts
/// of 2^32.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Phase(u32);

impl Phase {
    /// The least phase: of whoever crosses a doubling last.
    pub const LOWEST: Self = Self(0);
    /// The greatest phase: of whoever crosses a doubling first.
    pub const HIGHEST: Self = Self(u32::MAX);

    /// Draws the phase of a person from its core.
    pub fn of(core: Core, key: &PhaseKey) -> Self {
        let hash = blake3::keyed_hash(key, &core.word().to_le_bytes());
        let [a, b, c, d, ..] = *hash.as_bytes();
        Self(u32::from_le_bytes([a, b, c, d]))
    }

    fn fraction(self) -> f64 {
        f64::from(self.0) / 2f64.powi(32)
    }

    /// Number of times that the number of persons with a name has doubled, for a person of this
    /// phase.
    pub fn doublings(self, persons: usize) -> u8 {
        (growth(persons) + self.fraction()).floor() as u8
    }

    /// Number of persons beside a token up to which a person of this phase follows the token: between half
    /// of `cap` and `cap`.
    pub fn limit(self, cap: usize) -> u32 {
        (cap as f64 * (self.fraction() - 1.0).exp2()) as u32
    }
}

/// Doublings of a number of persons, less what makes up for the phase. One person is no doubling, and
/// two are one: there is nobody else to be touched. Three and four are little more: one person whose date of
/// birth is written in as many ways counts as so many, and would lose the links between them.
fn growth(persons: usize) -> f64 {
    let doublings = (persons as f64).log2();
    match persons {
        0 | 1 => 0.0,
        2..FEW => 1.0 + 2.5 * ((doublings - 1.0) / 3.0).powf(1.5),
        _ => doublings - 0.5,
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
        let ranges = match high {
            ..=2 => vec![(Phase::LOWEST, Phase::HIGHEST)],
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
        // The sum of growth and phase is a whole number.
        let phase = (-growth(persons)).rem_euclid(1.0);
        (phase * 2f64.powi(32)) as u32
    };
    // Phases fall as numbers rise.
    let from = Phase(crossing(high).saturating_sub(4));
    let to = Phase(crossing(low).saturating_add(4));
    if from <= to { vec![(from, to)] } else { vec![(from, Phase::HIGHEST), (Phase::LOWEST, to)] }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::domain::codes::MatchKeyKind::{self, *};
    use crate::domain::profile::Profile;
    use crate::domain::record::Token;
    use crate::linkage::{Linker, MentionKey};

    use super::*;

    fn token(kind: MatchKeyKind, value: u8) -> Token {
        Token { kind, key_epoch: 1, value: [value; 16] }
    }

    /// Adds persons of two equal records each, one by one, with many keys of phases. Gives the most rows
    /// of others - persons, with their records - that one more person changes, on average over the keys.
    fn most_rows_changed(profile: &Profile, tokens: impl Fn(u8) -> Vec<Token>) -> f64 {
        const PERSONS: u8 = 90;
        const KEYS: u8 = 20;
        let mut changed = vec![0; usize::from(PERSONS)];
        for key in 0..KEYS {
            let mut linker = Linker::new(profile.clone()).with_phases([key; 32]);
            let mut before = BTreeSet::new();
            for person in 0..PERSONS {
                for record in 0..2 {
                    let name = MentionKey(u128::from(person) * 2 + record);
                    linker.insert(name, &tokens(person));
                }
                let rows = |last: u8| {
                    let mut rows: BTreeMap<MentionKey, Vec<u128>> = BTreeMap::new();
                    for record in 0..u128::from(last) * 2 {
                        let row = linker.person(MentionKey(record)).unwrap();
                        rows.entry(row).or_default().push(record);
                    }
                    rows.into_values().collect::<BTreeSet<_>>()
                };
                changed[usize::from(person)] += rows(person).symmetric_difference(&before).count();
                before = rows(person + 1);
            }
        }
        let most = changed.into_iter().max().unwrap_or_default();
        most as f64 / f64::from(KEYS)
    }

    #[test]
    fn one_person_more_moves_few_others_whatever_their_number() {
        // Strangers beside one number.
        let strangers = |person| vec![token(NationalId, 0), token(PhoneticBirthDate, person)];
        let rows = most_rows_changed(&Profile::shipped(), strangers);
        assert!(rows < 9.0, "{rows} rows around the cap");
        // Namesakes, each of whom is linked as long as the name has not doubled once, twice ... more.
        for doublings in 0u8..5 {
            let mut profile = Profile::shipped();
            profile.threshold = profile.weight(PhoneticYearMonth) - f32::from(doublings) - 0.5;
            let namesakes = |person| vec![token(PhoneticName, 0), token(PhoneticYearMonth, person)];
            let rows = most_rows_changed(&profile, namesakes);
            assert!(rows < 9.0, "{rows} rows where {doublings} doublings decide");
        }
    }

    #[test]
    fn parts_of_names_say_less_among_more_persons() {
        let of = |name, all| Bearing { name, all, limit: 60 };
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
            // Of those who are there, on average.
            if persons < 64 {
                let each = found.len() as f64 * persons as f64 / all.len() as f64;
                assert!(each < 2.0, "{each} of {persons} persons");
            }
        }
        assert!(most < 20, "{most} of three thousand at once");
        assert_eq!(Phase(0).doublings(4096), 11);
        assert_eq!(Phase(u32::MAX).doublings(4096), 12);
        assert_eq!([60, 4].map(|cap| Phase::LOWEST.limit(cap)), [30, 2]);
        assert_eq!([60, 4].map(|cap| Phase::HIGHEST.limit(cap)), [59, 3]);
        names.take(name, all[5], 5);
        assert!(!names.crossing(name, 1, 2).contains(&5));
    }
}
