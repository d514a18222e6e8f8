//! Estimates weights from records whose true persons are known.
//!
//! Each group of match keys is one comparison with a level for each key: the strongest
//! shared one. The weight of a level is log2 of how much more often it occurs among pairs
//! of one person than among other pairs (Fellegi and Sunter, 1969); frequencies are
//! counted, with half an observation added to each.

use std::collections::{HashMap, HashSet};

use crate::domain::code_list::CodeList;
use crate::domain::codes::MatchKeyKind;
use crate::domain::profile::{Profile, Weights};
use crate::domain::record::Token;

/// Fewer pairs at a level than this, and its weight is not estimated from them.
const RARE: f64 = 6.0;

const KINDS: usize = MatchKeyKind::ALL.len() + 1;

/// A record: its tokens and its true person.
pub struct Example<'a> {
    /// The tokens.
    pub tokens: &'a [Token],
    /// The person.
    pub entity: usize,
}

/// Weights for the profile's match keys, and a threshold at which a pair is as likely one
/// person as not.
pub fn estimate(profile: &Profile, examples: &[Example<'_>]) -> Weights {
    let sharing = sharing_pairs(profile, examples);
    let matches = matching_pairs(examples);
    let total = examples.len() as f64 * (examples.len() as f64 - 1.0) / 2.0;
    let others = (total - matches.len() as f64).max(1.0);

    // First each key for itself, to rank the levels of a group.
    let mut counts = [[0.5f64; 2]; KINDS];
    for (pair, shared) in &sharing {
        let is_match = usize::from(matches.contains(pair));
        for kind in kinds(*shared) {
            counts[usize::from(kind.number())][is_match] += 1.0;
        }
    }
    let bits = |[other, same]: [f64; 2]| -> f64 {
        ((same / matches.len().max(1) as f64) / (other / others)).log2()
    };
    let rank = counts.map(bits);

    // Then each level: pairs for which this key is the strongest shared one of its group.
    let mut levels = [[0.5f64; 2]; KINDS];
    let mut none = vec![[0.5f64; 2]; profile.groups.len()];
    let strongest = |group: u32, shared: u32| {
        kinds(group & shared)
            .max_by(|a, b| rank[usize::from(a.number())].total_cmp(&rank[usize::from(b.number())]))
    };
    let kinds_of: Vec<u32> = examples
        .iter()
        .map(|e| e.tokens.iter().fold(0, |bits, t| bits | 1 << t.kind.number()))
        .collect();
    for (pair, shared) in &sharing {
        let is_match = usize::from(matches.contains(pair));
        for (place, group) in profile.groups.iter().enumerate() {
            match strongest(group.kinds, *shared) {
                Some(kind) => levels[usize::from(kind.number())][is_match] += 1.0,
                None if kinds_of[pair.0] & kinds_of[pair.1] & group.kinds != 0 => {
                    none[place][is_match] += 1.0;
                }
                None => {}
            }
        }
    }
    // Pairs that share nothing at all: matches are counted, others are nearly all pairs.
    for pair in matches.iter().filter(|pair| !sharing.contains_key(*pair)) {
        for (place, group) in profile.groups.iter().enumerate() {
            if kinds_of[pair.0] & kinds_of[pair.1] & group.kinds != 0 {
                none[place][1] += 1.0;
            }
        }
    }
    let mut weights = Weights {
        threshold: (others / matches.len().max(1) as f64).log2() as f32,
        keys: HashMap::new(),
        disagree: Vec::new(),
    };
    for (place, group) in profile.groups.iter().enumerate() {
        let with = kinds_of.iter().filter(|kinds| *kinds & group.kinds != 0);
        let share = with.count() as f64 / examples.len() as f64;
        let both_others = (others * share * share).max(1.0);
        let both_matches: f64 =
            kinds(group.kinds).map(|kind| levels[usize::from(kind.number())][1]).sum::<f64>()
                + none[place][1];
        for kind in kinds(group.kinds) {
            let number = usize::from(kind.number());
            let [other, same] = levels[number];
            // A level that hardly ever is the strongest one tells too little of itself: the
            // key's own frequency has to do.
            let weight = if other + same < RARE {
                rank[number]
            } else {
                ((same / both_matches) / (other / both_others)).log2()
            };
            weights.keys.insert(kind, weight as f32);
        }
        weights.disagree.push((none[place][1] / both_matches).log2() as f32);
    }
    weights
}

type Pair = (usize, usize);

/// Pairs that share a token which is not too common, and the kinds that they share.
fn sharing_pairs(profile: &Profile, examples: &[Example<'_>]) -> HashMap<Pair, u32> {
    let mut holders: HashMap<&Token, Vec<usize>> = HashMap::new();
    for (index, example) in examples.iter().enumerate() {
        for token in example.tokens {
            holders.entry(token).or_default().push(index);
        }
    }
    let mut pairs: HashMap<Pair, u32> = HashMap::new();
    for (token, holders) in holders.iter().filter(|(_, h)| h.len() <= profile.frequency_cap) {
        for (place, a) in holders.iter().enumerate() {
            for b in &holders[place + 1..] {
                *pairs.entry((*a, *b)).or_default() |= 1 << token.kind.number();
            }
        }
    }
    pairs
}

fn matching_pairs(examples: &[Example<'_>]) -> HashSet<Pair> {
    let mut entities: HashMap<usize, Vec<usize>> = HashMap::new();
    for (index, example) in examples.iter().enumerate() {
        entities.entry(example.entity).or_default().push(index);
    }
    let mut pairs = HashSet::new();
    for members in entities.values() {
        for (place, a) in members.iter().enumerate() {
            pairs.extend(members[place + 1..].iter().map(|b| (*a, *b)));
        }
    }
    pairs
}

fn kinds(bits: u32) -> impl Iterator<Item = MatchKeyKind> {
    MatchKeyKind::ALL.iter().copied().filter(move |kind| bits & (1 << kind.number()) != 0)
}
