//! What two mentions say about each other: the weights of the profile, added up.

use crate::domain::codes::MatchKeyKind;

use super::bodies::Slot;
use super::commonness::{Bearing, EVERYBODY, Phase};
use super::crowds::{ALL, core};
use super::descriptions::{LinkToken, bit};
use super::linker::Linker;

/// What two mentions say about each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// Weight in bits of their being one person.
    pub weight: f32,
    /// Whether a veto forbids it.
    pub veto: bool,
    both: u64,
    shared: u64,
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

/// Description that is compared with another one.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// Its tokens, sorted.
    pub tokens: &'a [LinkToken],
    /// How numbers of persons bear on it.
    pub bearing: Bearing,
    /// Its slot; nothing of one that is asked for and not there.
    pub slot: Option<Slot>,
}

impl Linker {
    /// The side of a description that is there, with its tokens.
    pub(super) fn side<'a>(&self, slot: Slot, tokens: &'a [LinkToken]) -> Side<'a> {
        Side { tokens, bearing: self.common[slot as usize], slot: Some(slot) }
    }

    /// The side of a description that is asked for, with its tokens.
    pub(super) fn asked<'a>(&self, tokens: &'a [LinkToken]) -> Side<'a> {
        Side { tokens, bearing: self.bearing(tokens, self.phase(tokens)), slot: None }
    }

    /// Whether a token says nothing of a description: at each institution that has the description, the
    /// token stands beside more persons than the description's limit.
    pub(super) fn is_beyond(&self, token: LinkToken, slot: Option<Slot>) -> bool {
        let large = self.crowds.large(token);
        let (false, Some(slot)) = (large.is_empty(), slot) else { return false };
        let limit = self.common[slot as usize].limit;
        let is_large = |of| large.iter().any(|(by, persons)| *by == of && *persons > limit);
        self.members.institutions(slot).all(is_large)
    }

    /// The phase of whoever a description with these tokens is about.
    pub(super) fn phase(&self, tokens: &[LinkToken]) -> Phase {
        Phase::of(core(tokens), &self.phases)
    }

    /// How numbers of persons bear on a description with these tokens, which is of somebody with this
    /// phase; of several names the commonest counts.
    pub(super) fn bearing(&self, tokens: &[LinkToken], phase: Phase) -> Bearing {
        let persons = self.names(tokens).iter().map(|name| self.crowds.persons(*name, ALL)).max();
        let all = self.all_from.map_or(0, |from| {
            phase.doublings(self.crowds.persons(EVERYBODY, ALL)).saturating_sub(from.ilog2() as u8)
        });
        let name = phase.doublings(persons.unwrap_or(0));
        Bearing { name, all, limit: phase.limit(self.profile.frequency_cap) }
    }

    /// The tokens of a description that are weighed by how many persons have them.
    pub(super) fn names<'a>(&self, tokens: &'a [LinkToken]) -> &'a [LinkToken] {
        let first = tokens.partition_point(|token| token.kind_bit() < self.counted);
        let last = tokens.partition_point(|token| token.kind_bit() <= self.counted);
        if self.counted == 0 { &[] } else { &tokens[first..last] }
    }

    /// Weight of two descriptions being of one person, and whether a veto forbids it.
    pub(super) fn compare(&self, a: Slot, b: Slot) -> Comparison {
        let [left, right] = [a, b].map(|slot| self.descriptions.bodies.tokens(slot));
        self.compare_sides(self.side(a, &left), self.side(b, &right))
    }

    /// No two descriptions weigh more that share tokens of these kinds and of no other kinds that seek,
    /// and whose names have doubled so often at least.
    pub(super) fn most(&self, shared: u64, doublings: u8) -> f32 {
        let kinds = shared | !self.profile.seeking();
        let groups = self.profile.groups.iter().enumerate();
        let most = groups.map(|(place, group)| {
            let strongest = self.profile.strongest(place, kinds);
            let strongest = match &self.profile.commonness {
                Some(common) if common.group == place => {
                    strongest - common.bits * f32::from(doublings)
                }
                _ => strongest,
            };
            strongest.max(group.disagree).max(0.0)
        });
        most.sum()
    }

    /// Compares two descriptions by their tokens, and by how numbers of persons bear on them.
    pub(super) fn compare_sides(&self, ours: Side<'_>, theirs: Side<'_>) -> Comparison {
        let (a, b) = (ours.tokens, theirs.tokens);
        // Kinds that both have under one key epoch, and kinds that they share.
        let mut both = 0u64;
        let mut shared = 0u64;
        let mut weighty = 0u64;
        let (mut i, mut j) = (0, 0);
        while i < a.len() && j < b.len() {
            let (left, right) = (a[i], b[j]);
            if left.kind_and_epoch() == right.kind_and_epoch() {
                both |= left.kind_bit();
            }
            if left == right {
                shared |= left.kind_bit();
                if !self.is_beyond(left, ours.slot) && !self.is_beyond(left, theirs.slot) {
                    weighty |= left.kind_bit();
                }
            }
            // Without a branch that cannot be foreseen.
            i += usize::from(left <= right);
            j += usize::from(right <= left);
        }
        let mut weight = 0.0;
        for (place, group) in self.profile.groups.iter().enumerate() {
            if shared & group.kinds != 0 {
                let strongest = self.profile.strongest(place, weighty);
                weight += match &self.profile.commonness {
                    Some(common) if common.group == place => {
                        let share_name = shared & self.counted != 0;
                        let hardly = strongest < self.profile.threshold + 1.0;
                        let doublings = ours.bearing.between(theirs.bearing, share_name, hardly);
                        // The commonest name says no more against one person than another name does.
                        (strongest - common.bits * doublings).max(group.disagree.min(0.0))
                    }
                    _ => strongest,
                };
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
