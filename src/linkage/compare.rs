//! What two mentions say about each other: the weights of the profile, added up.

use crate::domain::codes::MatchKeyKind;

use super::bodies::Slot;
use super::descriptions::{LinkToken, bit};
use super::linker::Linker;

/// What two mentions say about each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// Weight in bits of their being one person.
    pub weight: f32,
    /// Whether a veto forbids it.
    pub veto: bool,
    both: u32,
    shared: u32,
}

impl Comparison {
    /// Whether a key of the kind is shared and has weight.
    pub fn shares(&self, kind: MatchKeyKind) -> bool {
        self.shared & bit(kind) != 0
    }

    /// Whether both have keys of the kind under one key epoch.
    pub fn both_have(&self, kind: MatchKeyKind) -> bool {
        self.both & bit(kind) != 0
    }
}

impl Linker {
    /// How often the number of persons who have a name has doubled.
    pub(super) fn doublings(persons: usize) -> u32 {
        persons.max(1).ilog2()
    }

    /// How many persons have the name of two descriptions; where they have two names, the rarer one: a
    /// name with a slip in it is rare, and two common names have common parts. How many have a name of
    /// `a` is asked for by its place.
    fn crowd(&self, a: &[LinkToken], b: &[LinkToken], persons: impl Fn(usize) -> usize) -> usize {
        let Some(commonness) = &self.profile.commonness else { return 0 };
        let kind = bit(commonness.kind);
        let names = |tokens: &[LinkToken]| {
            let first = tokens.partition_point(|token| token.kind_bit() < kind);
            let last = tokens.partition_point(|token| token.kind_bit() <= kind);
            first..last
        };
        let (ours, theirs) = (names(a), &b[names(b)]);
        let largest = ours.clone().map(&persons).max().unwrap_or(0);
        if largest <= 1 || ours.clone().any(|place| theirs.contains(&a[place])) {
            return largest;
        }
        let other = theirs.iter().map(|token| self.crowds.persons(*token)).max().unwrap_or(0);
        largest.min(other)
    }

    /// Bits that a shared name loses because so many persons have it.
    fn commonness(&self, persons: usize) -> f32 {
        let doublings = Self::doublings(persons) as f32;
        self.profile.commonness.as_ref().map_or(0.0, |c| c.bits * doublings)
    }

    /// Whether a token that stands beside so many persons has weight.
    pub(super) fn is_weighty(&self, persons: usize) -> bool {
        persons <= self.profile.frequency_cap
    }

    /// Weight of two descriptions being of one person, and whether a veto forbids it.
    pub(super) fn compare(&self, a: Slot, b: Slot) -> Comparison {
        let tokens = self.descriptions.bodies.tokens(a);
        let persons = |place: usize| {
            self.persons_beside(tokens[place], self.descriptions.count(tokens[place]))
        };
        self.compare_tokens(&tokens, &self.descriptions.bodies.tokens(b), persons)
    }

    /// The same of their tokens. How many persons stand beside a token of `a` is
    /// asked for by its place.
    pub(super) fn compare_tokens(
        &self,
        a: &[LinkToken],
        b: &[LinkToken],
        persons: impl Fn(usize) -> usize,
    ) -> Comparison {
        // Kinds that both have under one key epoch, and kinds that they share.
        let mut both = 0u32;
        let mut shared = 0u32;
        let mut weighty = 0u32;
        let (mut i, mut j) = (0, 0);
        while i < a.len() && j < b.len() {
            let (left, right) = (a[i], b[j]);
            if left.kind_and_epoch() == right.kind_and_epoch() {
                both |= left.kind_bit();
            }
            match left.cmp(&right) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    shared |= left.kind_bit();
                    let persons = persons(i);
                    if self.is_weighty(persons) {
                        weighty |= left.kind_bit();
                    }
                    i += 1;
                    j += 1;
                }
            }
        }
        let mut weight = 0.0;
        for (place, group) in self.profile.groups.iter().enumerate() {
            if shared & group.kinds != 0 {
                if self.profile.commonness.as_ref().is_some_and(|c| c.group == place) {
                    weight -= self.commonness(self.crowd(a, b, &persons));
                }
                weight += self.profile.strongest(place, weighty);
            } else if both & group.kinds != 0 {
                weight += group.disagree;
            }
        }
        let mut never = false;
        for contradiction in self.profile.contradictions.iter().filter(|c| c.holds(shared, both)) {
            weight += contradiction.weight;
            never |= contradiction.veto;
        }
        // What is never one person is no link either, whatever its weights.
        if never {
            weight = weight.min(self.profile.threshold - 1.0);
        }
        Comparison { weight, veto: never || weight <= self.profile.veto, both, shared: weighty }
    }
}
