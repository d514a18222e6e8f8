//! Estimates weights from records whose true persons are known.
//!
//! Each group of match keys is one comparison with a level for each key and each combination of
//! keys: the strongest shared one. The weight of a level is log2 of how much more often it occurs among pairs
//! of one person than among other pairs (Fellegi and Sunter, 1969); frequencies are
//! counted, with half an observation added to each.

use std::collections::{HashMap, HashSet};

use crate::domain::code_list::CodeList;
use crate::domain::profile::{Profile, Weights};
use crate::domain::record::Token;

/// Fewer pairs at a level than this, and its weight is not estimated from them.
const RARE: f64 = 6.0;

/// A record: its tokens and its true person.
pub struct Example<'a> {
    /// The tokens.
    pub tokens: &'a [Token],
    /// The person.
    pub entity: usize,
}

/// What can be the strongest evidence in a group: a key, or a combination of keys.
struct Level {
    kinds: u64,
    group: usize,
}

/// Weights for the profile's match keys, and a threshold at which a pair is as likely one
/// person as not.
pub fn estimate(profile: &Profile, examples: &[Example<'_>]) -> Weights {
    let sharing = sharing_pairs(profile, examples);
    let matches = matching_pairs(examples);
    let total = examples.len() as f64 * (examples.len() as f64 - 1.0) / 2.0;
    let others = (total - matches.len() as f64).max(1.0);
    let prior = matches.len().max(1) as f64;
    let bits = |[other, same]: [f64; 2]| ((same / prior) / (other / others)).log2();

    let levels = levels(profile);
    // First each level for itself, to rank the levels of a group.
    let mut counts = vec![[0.5f64; 2]; levels.len()];
    for (pair, shared) in &sharing {
        let is_match = usize::from(matches.contains(pair));
        for (level, count) in levels.iter().zip(&mut counts) {
            if level.kinds & shared == level.kinds {
                count[is_match] += 1.0;
            }
        }
    }
    let rank: Vec<f64> = counts.into_iter().map(bits).collect();
    let strongest = |group: usize, shared: u64| {
        let of_group = levels.iter().enumerate().filter(|(_, level)| level.group == group);
        let held = of_group.filter(|(_, level)| level.kinds & shared == level.kinds);
        held.map(|(at, _)| at).max_by(|a, b| rank[*a].total_cmp(&rank[*b]))
    };

    let under = conditions(profile);
    let counts_in = |place: usize, shared: u64| under[place].is_none_or(|kind| shared & kind != 0);
    // Then pairs for which a level is the strongest that they share.
    let mut strong = vec![[0.5f64; 2]; levels.len()];
    let mut none = vec![[0.5f64; 2]; profile.groups.len()];
    let kinds_of: Vec<u64> = examples
        .iter()
        .map(|e| e.tokens.iter().fold(0, |bits, t| bits | 1u64 << t.kind.number()))
        .collect();
    let both = |pair: &Pair| kinds_of[pair.0] & kinds_of[pair.1];
    for (pair, shared) in &sharing {
        let is_match = usize::from(matches.contains(pair));
        for (place, group) in profile.groups.iter().enumerate() {
            if !counts_in(place, *shared) {
                continue;
            }
            match strongest(place, *shared) {
                Some(level) => strong[level][is_match] += 1.0,
                None if both(pair) & group.kinds != 0 => none[place][is_match] += 1.0,
                None => {}
            }
        }
    }
    // Pairs that share nothing at all: matches are counted, others are nearly all pairs.
    for pair in matches.iter().filter(|pair| !sharing.contains_key(*pair)) {
        for (place, group) in profile.groups.iter().enumerate() {
            if both(pair) & group.kinds != 0 && under[place].is_none() {
                none[place][1] += 1.0;
            }
        }
    }

    let mut disagree = Vec::new();
    let mut of_level = vec![0.0; levels.len()];
    for (place, group) in profile.groups.iter().enumerate() {
        let with = kinds_of.iter().filter(|kinds| *kinds & group.kinds != 0);
        let share = with.count() as f64 / examples.len() as f64;
        let here = || (0..levels.len()).filter(|level| levels[*level].group == place);
        let both_others = match under[place] {
            Some(_) => here().map(|level| strong[level][0]).sum::<f64>() + none[place][0],
            None => (others * share * share).max(1.0),
        };
        let both_matches = here().map(|level| strong[level][1]).sum::<f64>() + none[place][1];
        for level in here() {
            let [other, same] = strong[level];
            // A level that hardly ever is the strongest one tells too little of itself: its own
            // frequency has to do.
            of_level[level] = if says_nothing(profile, place) {
                0.0
            } else if other + same < RARE && under[place].is_none() {
                rank[level]
            } else {
                ((same / both_matches) / (other / both_others)).log2()
            };
        }
        let differ = none[place][1] / both_matches;
        disagree.push(match under[place] {
            _ if says_nothing(profile, place) => 0.0,
            // What differs under the same name is told by a contradiction.
            Some(_) => f64::from(group.disagree),
            None => differ.log2(),
        });
    }

    let threshold = (others / prior).log2();
    let evidence = |pair: &Pair, shared: u64| -> f64 {
        let groups = profile.groups.iter().enumerate().zip(&disagree);
        let weights = groups.map(|((place, group), disagree)| match strongest(place, shared) {
            Some(level) => of_level[level],
            None if both(pair) & group.kinds != 0 => *disagree,
            None => 0.0,
        });
        weights.sum()
    };
    let contradictions = profile.contradictions.iter().map(|contradiction| {
        let held =
            sharing.iter().filter(|(pair, shared)| contradiction.holds(**shared, both(pair)));
        let seen: Vec<(f64, bool)> = held
            .map(|(pair, shared)| (evidence(pair, *shared) - threshold, matches.contains(pair)))
            .collect();
        let enough = seen.len() as f64 >= RARE;
        if enough { correction(&seen) as f32 } else { contradiction.weight }
    });
    let contradictions = contradictions.collect();

    let (singles, combined) = of_level.split_at(profile.keys.len());
    Weights {
        threshold: threshold as f32,
        keys: profile
            .keys
            .iter()
            .map(|key| key.kind)
            .zip(singles.iter().map(|w| *w as f32))
            .collect(),
        combinations: combined.iter().map(|weight| *weight as f32).collect(),
        disagree: disagree.iter().map(|weight| *weight as f32).collect(),
        contradictions,
    }
}

/// Whether a group has weight only where a contradiction says so: it repeats what others say.
fn says_nothing(profile: &Profile, place: usize) -> bool {
    let of_group = profile.keys.iter().filter(|key| key.group == place);
    profile.groups[place].disagree == 0.0
        && of_group.map(|key| profile.weight(key.kind)).all(|weight| weight == 0.0)
}

/// The kind under which each group is weighed, as a bit: a group whose keys hold a whole name, beside
/// the one that weighs names, tells only what it adds to the name.
fn conditions(profile: &Profile) -> Vec<Option<u64>> {
    let name = profile.commonness.as_ref().and_then(|commonness| {
        let key = profile.keys.iter().find(|key| key.kind == commonness.kind)?;
        Some((commonness, key))
    });
    let condition = |place: usize| {
        let (commonness, name) = name.filter(|(commonness, _)| commonness.group != place)?;
        let mut of_group = profile.keys.iter().filter(|key| key.group == place);
        let holds_name = of_group.any(|key| name.parts.iter().all(|part| key.parts.contains(part)));
        holds_name.then_some(1u64 << commonness.kind.number())
    };
    (0..profile.groups.len()).map(condition).collect()
}

/// What has to be added to the log-odds (in bits) of pairs so that as many of them are expected to
/// be one person as are; below 0, because it is a contradiction.
fn correction(seen: &[(f64, bool)]) -> f64 {
    let matches = seen.iter().filter(|(_, is_match)| *is_match).count() as f64;
    let expected = |added: f64| -> f64 {
        seen.iter().map(|(odds, _)| 1.0 / (1.0 + (-odds - added).exp2())).sum()
    };
    let (mut low, mut high) = (-20.0, -0.1);
    for _ in 0..30 {
        let middle = (low + high) / 2.0;
        if expected(middle) > matches { high = middle } else { low = middle }
    }
    high
}

/// The keys of a profile, then its combinations.
fn levels(profile: &Profile) -> Vec<Level> {
    let keys =
        profile.keys.iter().map(|key| Level { kinds: 1u64 << key.kind.number(), group: key.group });
    let combinations = profile.combinations.iter();
    keys.chain(combinations.map(|c| Level { kinds: c.kinds, group: c.group })).collect()
}

type Pair = (usize, usize);

/// Pairs that share a token which is not too common, and the kinds that they share.
fn sharing_pairs(profile: &Profile, examples: &[Example<'_>]) -> HashMap<Pair, u64> {
    let mut holders: HashMap<&Token, Vec<usize>> = HashMap::new();
    for (index, example) in examples.iter().enumerate() {
        for token in example.tokens {
            holders.entry(token).or_default().push(index);
        }
    }
    let mut pairs: HashMap<Pair, u64> = HashMap::new();
    for (token, holders) in holders.iter().filter(|(_, h)| h.len() <= profile.frequency_cap) {
        for (place, a) in holders.iter().enumerate() {
            for b in &holders[place + 1..] {
                *pairs.entry((*a, *b)).or_default() |= 1u64 << token.kind.number();
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
