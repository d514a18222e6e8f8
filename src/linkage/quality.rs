//! How good linkage seems to be, without knowing the truth: from two kinds of evidence that do not
//! depend on each other.
//!
//! Numbers (national id, document) and names with the date of birth are wrong or missing for reasons
//! of their own. Among pairs that share a national id, the share that names and dates alone would have
//! found tells how many pairs without numbers are found; among pairs that names and dates alone would
//! link, the share with two different registered numbers tells how many of those without numbers are
//! of two persons. Each description is in one pair of each sort at most, so that nobody weighs more
//! than others.

use std::collections::HashSet;

use crate::domain::codes::MatchKeyKind;
use crate::domain::profile::{Part, Profile};

use super::bodies::Slot;
use super::descriptions::{LinkToken, bit};
use super::linker::Linker;

/// Descriptions of one person beyond which a cluster looks wrong.
pub const LARGE: usize = 20;

/// What pairs of descriptions and clusters say about linkage. Counts of several linkers add up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// Pairs that share a national id, and in which both have names and date of birth ...
    pub same_number: u64,
    /// ... of which names and date of birth alone would link these.
    pub same_number_found: u64,
    /// Pairs that names and date of birth alone would link, and in which both have a registered
    /// number ...
    pub same_names: u64,
    /// ... of which the numbers of these are of two persons.
    pub same_names_other_number: u64,
    /// Linked pairs ...
    pub linked: u64,
    /// ... of which these share no number.
    pub linked_by_names: u64,
    /// Clusters of more than [`LARGE`] different descriptions.
    pub large: u64,
    /// Clusters in which two descriptions contradict each other: their weights add up to less than 0.
    pub contradicting: u64,
}

impl Agreement {
    /// Adds the counts of others.
    pub fn add(&mut self, other: &Self) {
        self.same_number += other.same_number;
        self.same_number_found += other.same_number_found;
        self.same_names += other.same_names;
        self.same_names_other_number += other.same_names_other_number;
        self.linked += other.linked;
        self.linked_by_names += other.linked_by_names;
        self.large += other.large;
        self.contradicting += other.contradicting;
    }
}

/// Kinds of tokens that are made of numbers, as bits.
fn of_numbers(profile: &Profile) -> u64 {
    let is_number = |part: &Part| {
        use Part::*;
        matches!(part, Id | IdSlip | IdStem | IdForm | Document | DocumentNear | NamesWord)
    };
    let keys = profile.keys.iter().filter(|key| key.parts.iter().any(is_number));
    keys.fold(0, |bits, key| bits | bit(key.kind))
}

impl Linker {
    /// What the pairs and clusters of this linker say about linkage.
    pub fn agreement(&self) -> Agreement {
        let mut counts = Agreement::default();
        let numbers = of_numbers(&self.profile);
        let mut used: [HashSet<Slot>; 3] = Default::default();
        let mut slots: Vec<Slot> = self.descriptions.bodies.iter().collect();
        slots.sort_unstable_by_key(|slot| self.descriptions.bodies.key(*slot));
        for slot in &slots {
            if used.iter().all(|used| used.contains(slot)) {
                continue;
            }
            let tokens = self.descriptions.bodies.tokens(*slot);
            for (other, _) in self.candidates(&tokens, &self.holders(&tokens), Some(*slot)) {
                if other != *slot {
                    self.count_pair([*slot, other], numbers, &mut used, &mut counts);
                }
            }
        }
        for slot in slots.iter().filter(|slot| self.cluster_of[**slot as usize] == **slot) {
            let cluster = self.component(*slot);
            let members: Vec<Slot> =
                cluster.filter(|member| self.cluster_of[*member as usize] == *slot).collect();
            counts.large += u64::from(members.len() > LARGE);
            // As many as are looked at show what there is to show.
            let shown = &members[..members.len().min(LARGE)];
            let contradicts = |a: &Slot| {
                let others = shown.iter().filter(|b| *b > a);
                others.into_iter().any(|b| self.compare(*a, *b).weight < 0.0)
            };
            counts.contradicting += u64::from(shown.iter().any(contradicts));
        }
        counts
    }

    /// Counts a pair of descriptions where both are free.
    fn count_pair(
        &self,
        pair: [Slot; 2],
        numbers: u64,
        used: &mut [HashSet<Slot>; 3],
        counts: &mut Agreement,
    ) {
        let [a, b] = pair;
        let is_free = |used: &HashSet<Slot>| !used.contains(&a) && !used.contains(&b);
        if !used.iter().any(is_free) {
            return;
        }
        let whole = self.compare(a, b);
        let [left, right] = pair.map(|slot| {
            let tokens = self.descriptions.bodies.tokens(slot);
            let names = tokens.into_iter().filter(|token| token.kind_bit() & numbers == 0);
            names.collect::<Vec<LinkToken>>()
        });
        let names = self.compare_sides(self.side(a, &left), self.side(b, &right));
        let by_names = names.weight >= self.profile.threshold;
        let same_number = whole.shares(MatchKeyKind::NationalId);
        let take = |used: &mut HashSet<Slot>, counts: [&mut u64; 2], second: bool| {
            if !used.contains(&a) && !used.contains(&b) {
                used.extend(pair);
                *counts[0] += 1;
                *counts[1] += u64::from(second);
            }
        };
        if same_number && whole.both_have(MatchKeyKind::PhoneticBirthDate) {
            let counts = [&mut counts.same_number, &mut counts.same_number_found];
            take(&mut used[0], counts, by_names);
        }
        if by_names && whole.shares(MatchKeyKind::NationalIdWhole) {
            let counts = [&mut counts.same_names, &mut counts.same_names_other_number];
            take(&mut used[1], counts, whole.veto);
        }
        if self.cluster_of[a as usize] == self.cluster_of[b as usize] {
            let by_number = same_number || whole.shares(MatchKeyKind::Document);
            let counts = [&mut counts.linked, &mut counts.linked_by_names];
            take(&mut used[2], counts, !by_number);
        }
    }
}

/// A share, from the least to the greatest that what was counted allows (a 95 % interval).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Between {
    /// From 0 to 1.
    pub low: f64,
    /// From 0 to 1.
    pub high: f64,
}

/// Of so many pairs at least something can be said.
pub const ENOUGH: f64 = 200.0;

impl Between {
    /// The interval of Wilson (1927) of a share of which `part` of `whole` cases were seen, give or take
    /// the spread of a noise in both.
    pub fn of(part: f64, whole: f64, spread_of_noise: f64) -> Self {
        const Z: f64 = 1.96;
        let whole = whole.max(1.0);
        let share = (part / whole).clamp(0.0, 1.0);
        let spread = Z * Z / whole;
        let middle = (share + spread / 2.0) / (1.0 + spread);
        let half = Z * (share * (1.0 - share) / whole + spread / (4.0 * whole)).sqrt();
        let half = half / (1.0 + spread);
        let half = half + spread_of_noise / whole;
        Self { low: (middle - half).max(0.0), high: (middle + half).min(1.0) }
    }
}

/// What counts of [`Agreement`], which may have been blurred, say about all links.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Share of the pairs of one person that were not linked; nothing when too few pairs say so.
    pub missed: Option<Between>,
    /// Share of the linked pairs that are of two persons; nothing when too few pairs say so.
    pub wrong: Option<Between>,
}

impl Estimate {
    /// From counts in the order of [`Agreement`]'s first six.
    /// `noise` is the spread of the noise in them.
    pub fn of(counts: [f64; 6], noise: f64) -> Self {
        let [number, found, names, other, linked, by_names] = counts;
        let enough = linked >= ENOUGH;
        let share_by_names = (by_names / linked.max(1.0)).clamp(0.0, 1.0);
        let wrong = (enough && names >= ENOUGH).then(|| {
            let Between { low, high } = Between::of(other, names, noise);
            Between { low: low * share_by_names, high: high * share_by_names }
        });
        let missed = (enough && number >= ENOUGH).then(|| {
            let Between { low, high } = Between::of(found, number, noise);
            // For each that names find there are 1/share - 1 that they do not.
            let missed = |found: f64| {
                let missed = share_by_names * (1.0 / found.max(0.01) - 1.0);
                missed / (1.0 + missed)
            };
            Between { low: missed(high), high: missed(low) }
        });
        Self { missed, wrong }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::record::Token;
    use crate::linkage::MentionKey;

    fn token(kind: MatchKeyKind, value: u64) -> Token {
        let mut token = Token { kind, key_epoch: 1, value: [0; 16] };
        token.value.copy_from_slice(&blake3::hash(&value.to_le_bytes()).as_bytes()[..16]);
        token
    }

    #[test]
    fn numbers_and_names_judge_each_other() {
        use MatchKeyKind::*;
        let mut linker = Linker::new(Profile::shipped());
        let number = |n| [token(NationalId, n), token(NationalIdWhole, 1)];
        let names = |n| [NameBirthDate, PhoneticBirthDate, PhoneticName].map(|k| token(k, n));
        let mut key = 0;
        let mut insert = |tokens: Vec<Token>| {
            linker.insert(MentionKey(key), &tokens);
            key += 1;
        };
        for n in 0..200 {
            // Of ten with the same number, one is written in another way altogether; of ten with the
            // same names, one has another number; and twenty more have names alone.
            let other = if n % 10 == 0 { 10_000 + n } else { n };
            insert([&number(n)[..], &names(n)].concat());
            insert([&number(n)[..], &names(other), &[token(Document, 5_000 + n)]].concat());
            insert([&number(1_000 + n)[..], &names(1_000 + n)].concat());
            let number = number(if n % 10 == 0 { 20_000 + n } else { 1_000 + n });
            insert([&number[..], &names(1_000 + n), &[token(Document, n)]].concat());
        }
        for n in 3_000..3_100 {
            insert(names(n).to_vec());
            insert([&names(n)[..], &[token(Document, n)]].concat());
        }
        let counts = linker.agreement();
        assert_eq!((counts.same_number, counts.same_number_found), (380, 360));
        assert_eq!((counts.same_names, counts.same_names_other_number), (380, 20));
        assert_eq!((counts.linked, counts.linked_by_names), (480, 100));
        assert_eq!((counts.large, counts.contradicting), (0, 0));
        let six = [380.0, 360.0, 380.0, 20.0, 480.0, 100.0];
        let Estimate { missed, wrong } = Estimate::of(six, 0.0);
        let holds = |between: Option<Between>, share: f64| {
            between.is_some_and(|b| b.low < share && share < b.high && b.high < 0.03)
        };
        assert!(holds(missed, 0.0114) && holds(wrong, 0.0110), "{missed:?} {wrong:?}");
        assert_eq!(Estimate::of([5.0; 6], 0.0), Estimate { missed: None, wrong: None });
    }
}
