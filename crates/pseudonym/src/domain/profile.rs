//! Linkage profile: which match keys a record gets, and what each is worth.

use std::fmt;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::code_list::CodeList;
use super::codes::MatchKeyKind;

/// Reason why a profile cannot be used.
#[derive(Debug, Error)]
#[error("linkage profile: {0}")]
pub struct ProfileError(pub(super) String);

/// Part of a match key: a detail of which it is made. Details with several values (`near`, `part`)
/// give several tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs)] // the names in the file say it
pub enum Part {
    #[serde(rename = "given")]
    Given,
    #[serde(rename = "surname")]
    Surname,
    #[serde(rename = "given.sound")]
    GivenSound,
    #[serde(rename = "surname.sound")]
    SurnameSound,
    #[serde(rename = "given.prefix")]
    GivenPrefix,
    #[serde(rename = "surname.prefix")]
    SurnamePrefix,
    /// Both names in alphabetical order.
    #[serde(rename = "names.sorted")]
    NamesSorted,
    /// Each part of a double surname.
    #[serde(rename = "surname.part")]
    SurnamePart,
    /// The given name with no letter or one letter left out.
    #[serde(rename = "given.near")]
    GivenNear,
    /// The surname with no letter or one letter left out.
    #[serde(rename = "surname.near")]
    SurnameNear,
    #[serde(rename = "id")]
    Id,
    /// The national id with no character or one character but the last left out.
    #[serde(rename = "id.slip")]
    IdSlip,
    /// The national id with no character or the last one left out.
    #[serde(rename = "id.stem")]
    IdStem,
    #[serde(rename = "document")]
    Document,
    #[serde(rename = "place")]
    Place,
    #[serde(rename = "sex")]
    Sex,
    #[serde(rename = "year")]
    Year,
    #[serde(rename = "month")]
    Month,
    #[serde(rename = "day")]
    Day,
    /// Month and day in numeric order.
    #[serde(rename = "date.sorted")]
    DateSorted,
    /// Where a national id of at least eight characters has letters and digits: what one register gives
    /// out is of one form.
    #[serde(rename = "id.form")]
    IdForm,
    /// With no character or one character left out; letters that look like digits are these.
    #[serde(rename = "document.near")]
    DocumentNear,
    /// Pairs of the words of given name and surname, in phonetic form and alphabetical order.
    #[serde(rename = "names.pair")]
    NamesPair,
    /// Both names by classes of their consonants, in alphabetical order.
    #[serde(rename = "names.consonants")]
    NamesConsonants,
    /// The commonest variant of the given name.
    #[serde(rename = "given.root")]
    GivenRoot,
    /// The surname as its masculine form, or the commonest of its variants.
    #[serde(rename = "surname.root")]
    SurnameRoot,
    /// The year's decade, the decade around it, its last two digits as they are and in order, and the
    /// two pairs of years ten apart that hold it: what years have in common that may be slips of one.
    #[serde(rename = "year.near")]
    YearNear,
    /// That the given name is a well-known one.
    #[serde(rename = "given.known")]
    GivenKnown,
    /// Each word of given name and surname, in phonetic form.
    #[serde(rename = "names.word")]
    NamesWord,
    /// The two pairs of neighbouring days that hold the date, and the two of neighbouring years: dates
    /// one day or one year apart share one of them.
    #[serde(rename = "date.near")]
    DateNear,
}

/// Whether parts tell a day of the year, and not which year: such a match key is not made of 1 January,
/// which stands where the day is not known.
pub fn is_of_any_year(parts: &[Part]) -> bool {
    parts.contains(&Part::Day) && !parts.contains(&Part::Year)
}

/// Match key of a profile.
#[derive(Clone, Debug)]
pub struct MatchKey {
    /// Kind of the match key on the wire.
    pub kind: MatchKeyKind,
    /// Parts of which the match key is made.
    pub parts: Vec<Part>,
    /// Place of the match key's group in [`Profile::groups`].
    pub group: usize,
    /// Whether records that share this match key alone are compared at all.
    pub seeks: bool,
}

/// Group of match keys that tell of the same details, so that only the strongest shared key
/// counts.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Name of the details.
    pub name: String,
    /// Weight in bits when both records have keys of the group and share none.
    pub disagree: f32,
    /// Kinds of the group's keys, as bits.
    #[serde(skip)]
    pub kinds: u64,
}

/// Combination of match keys of one group that say more together than the strongest of them.
#[derive(Clone, Debug)]
pub struct Combination {
    /// The kinds, as bits; all must be shared.
    pub kinds: u64,
    /// Place of their group in [`Profile::groups`].
    pub group: usize,
    /// Weight in bits of sharing all of the keys.
    pub weight: f32,
}

/// Contradiction: speaks against one person although keys are shared.
#[derive(Clone, Debug)]
pub struct Contradiction {
    /// Name of the contradiction.
    pub name: String,
    /// One of these kinds, as bits, must be shared, if there are any ...
    pub shared: u64,
    /// ... and of these, which both records have, none ...
    pub missing: u64,
    /// ... nor any of these, whether the records have them or not.
    pub unless: u64,
    /// Weight in bits, below 0.
    pub weight: f32,
    /// Whether two such records are never in one cluster, whatever else they say.
    pub veto: bool,
}

impl Contradiction {
    /// Whether two records that both have certain kinds of keys, and share some, contradict each
    /// other. Kinds are bits.
    pub fn holds(&self, shared: u64, both: u64) -> bool {
        (self.shared == 0 || shared & self.shared != 0)
            && both & self.missing == self.missing
            && shared & (self.missing | self.unless) == 0
    }
}

/// Rule about common names: how many share a name, and what that takes from the weights that rest
/// on it.
#[derive(Clone, Debug)]
pub struct Commonness {
    /// Kind of the key whose sharers are counted: persons, not records.
    pub kind: MatchKeyKind,
    /// Place of the group whose weight falls, in [`Profile::groups`].
    pub group: usize,
    /// Number of bits for each doubling of the sharers beyond two.
    pub bits: f32,
    /// Number of persons at the exchange from which each doubling of it takes as many bits from parts of
    /// names that two records with two names share; nothing where their number does not count.
    pub all_from: Option<u32>,
}

/// Linkage profile: how match keys are made and records compared.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Weight in bits from which two records are linked.
    pub threshold: f32,
    /// Two records of this weight in bits or less are never in one cluster.
    pub veto: f32,
    /// Largest number of persons beside whom a token may stand before it loses its weight; for some
    /// persons it does so from half of this number on.
    pub frequency_cap: usize,
    /// Groups of match keys.
    pub groups: Vec<Group>,
    /// Rule by which common names count less, if there is one.
    pub commonness: Option<Commonness>,
    /// Combinations of keys that say more together.
    pub combinations: Vec<Combination>,
    /// Contradictions, which speak against one person.
    pub contradictions: Vec<Contradiction>,
    /// Match keys of the profile.
    pub keys: Vec<MatchKey>,
    /// Variants of names that a country adds to those that are known everywhere; the first of each
    /// list stands for all of it.
    pub variants: Vec<Vec<String>>,
    pub(super) weights: [f32; KINDS],
    /// Kinds that seek, as bits.
    pub(super) seeking: u64,
    pub(super) id: ProfileId,
}

/// Weights in bits of the keys and groups of a profile.
#[derive(Clone, Debug)]
pub struct Weights {
    /// Weight from which two records are linked.
    pub threshold: f32,
    /// Weight of sharing each key, by kind.
    pub keys: HashMap<MatchKeyKind, f32>,
    /// Weight of each combination, in the order of the profile.
    pub combinations: Vec<f32>,
    /// Weight of disagreement in each group, in the order of the profile.
    pub disagree: Vec<f32>,
    /// Weight of each contradiction, in the order of the profile.
    pub contradictions: Vec<f32>,
}

/// Id of a profile: a hash of the definitions of its match keys.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ProfileId(pub [u8; 16]);

impl fmt::Debug for ProfileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

/// Version of normalization and of the meaning of parts: it enters every profile's id.
const MATCH_KEY_VERSION: &str = "vdx match keys 3";

pub(super) const KINDS: usize = MatchKeyKind::ALL.len() + 1;

impl Profile {
    /// The profile that is shipped with the program.
    pub fn shipped() -> Self {
        Self::parse(include_str!("profile.toml")).expect("the shipped profile is tested")
    }

    /// Takes the weakest keys from the seeking ones, as long as all keys that do not seek cannot
    /// reach the threshold together: a pair that reaches it shares another key, by which it is
    /// found. Weak keys are the common ones, and would bring the most pairs to compare.
    pub(super) fn stop_seeking(&mut self) {
        let mut kinds: Vec<MatchKeyKind> = self.keys.iter().map(|key| key.kind).collect();
        kinds.sort_by(|a, b| self.weight(*a).total_cmp(&self.weight(*b)));
        // Keys that do not seek must not link by themselves: such links would be found by chance.
        for kind in kinds.iter().rev() {
            if self.most(!self.seeking) >= self.threshold {
                self.seeking |= 1u64 << kind.number();
            }
        }
        for kind in kinds {
            let silent = !self.seeking | 1u64 << kind.number();
            if self.most(silent) < self.threshold {
                self.seeking &= !silent;
            }
        }
    }

    /// The greatest weight of two records that share keys of these kinds alone.
    fn most(&self, kinds: u64) -> f32 {
        (0..self.groups.len()).map(|place| self.strongest(place, kinds)).sum()
    }

    /// Weight in bits of the strongest key, or combination of keys, in the group at a place, of
    /// two records that share keys of these kinds; 0 when they share none of the group.
    pub fn strongest(&self, place: usize, kinds: u64) -> f32 {
        let shared = kinds & self.groups[place].kinds;
        let mut strongest = 0f32;
        // Asked of each pair of records: only bits that are set are looked at.
        let mut left = shared;
        while left != 0 {
            strongest = strongest.max(self.weights[left.trailing_zeros() as usize]);
            left &= left - 1;
        }
        let combined = self.combinations.iter();
        let combined = combined.filter(|c| c.group == place && shared & c.kinds == c.kinds);
        combined.map(|c| c.weight).fold(strongest, f32::max)
    }

    /// Weights of this profile.
    pub fn own_weights(&self) -> Weights {
        Weights {
            threshold: self.threshold,
            keys: self.keys.iter().map(|key| (key.kind, self.weight(key.kind))).collect(),
            combinations: self.combinations.iter().map(|c| c.weight).collect(),
            disagree: self.groups.iter().map(|group| group.disagree).collect(),
            contradictions: self.contradictions.iter().map(|c| c.weight).collect(),
        }
    }

    /// Id of the profile, which names the definitions of its match keys, whatever their weights.
    pub fn id(&self) -> ProfileId {
        self.id
    }

    /// Weight in bits of sharing a key of a kind.
    pub fn weight(&self, kind: MatchKeyKind) -> f32 {
        self.weights[usize::from(kind.number())]
    }

    /// Whether records that share a key of this kind, and perhaps no other, are compared: what the
    /// file says, less the weak keys without which every link is found as well.
    pub fn seeks(&self, kind: MatchKeyKind) -> bool {
        self.seeking & (1u64 << kind.number()) != 0
    }

    /// The kinds of match keys that seek: bit `n` stands for the kind with number `n`.
    pub fn seeking(&self) -> u64 {
        self.seeking
    }
}

pub(super) fn id_of(keys: &[MatchKey], variants: &[Vec<String>]) -> ProfileId {
    let mut hasher = blake3::Hasher::new();
    hasher.update(MATCH_KEY_VERSION.as_bytes());
    for key in keys {
        let definition = format!("\n{} {:?}", key.kind.code(), key.parts);
        hasher.update(definition.as_bytes());
    }
    for names in variants {
        hasher.update(format!("\nvariants {names:?}").as_bytes());
    }
    let mut id = [0; 16];
    id.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    ProfileId(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_profile_defines_every_match_key() {
        let profile = Profile::shipped();
        for kind in MatchKeyKind::ALL {
            assert!(profile.keys.iter().any(|key| key.kind == *kind), "{kind:?}");
            let groups = profile.groups.iter().filter(|g| g.kinds & (1u64 << kind.number()) != 0);
            assert_eq!(groups.count(), 1);
        }
    }
}
