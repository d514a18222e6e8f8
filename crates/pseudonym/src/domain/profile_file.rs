//! The linkage profile as a TOML file.

use serde::{Deserialize, Serialize};

use crate::foreign::toml_fault;

use super::code_list::CodeList;
use super::codes::MatchKeyKind;
use super::profile::{
    Combination, Commonness, Contradiction, Group, KINDS, MatchKey, Part, Profile, ProfileError,
    Weights, id_of,
};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfileFile {
    threshold: f32,
    veto: f32,
    frequency_cap: usize,
    group: Vec<Group>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    commonness: Option<CommonnessFile>,
    #[serde(default)]
    combination: Vec<CombinationFile>,
    #[serde(default)]
    contradiction: Vec<ContradictionFile>,
    /// Lists of names that stand for one name in this country, each by its commonest first. They
    /// belong to the definitions of the match keys.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    variants: Vec<Vec<String>>,
    key: Vec<KeyFile>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CommonnessFile {
    key: String,
    group: String,
    bits: f32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    all_from: Option<u32>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CombinationFile {
    keys: Vec<String>,
    weight: f32,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ContradictionFile {
    name: String,
    #[serde(default)]
    shared: Vec<String>,
    missing: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    weight: f32,
    #[serde(default)]
    veto: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    name: String,
    parts: Vec<Part>,
    group: String,
    weight: f32,
    #[serde(default = "yes")]
    seeks: bool,
}

fn yes() -> bool {
    true
}

impl Profile {
    /// Reads a profile from TOML.
    pub fn parse(text: &str) -> Result<Self, ProfileError> {
        let file: ProfileFile =
            toml::from_str(text).map_err(|error| ProfileError(toml_fault(text, &error)))?;
        if file.threshold.is_nan() || file.threshold <= 0.0 || file.frequency_cap < 2 {
            return Err(ProfileError(
                "threshold must be above 0 and frequency_cap at least 2".into(),
            ));
        }
        if file.veto.is_nan() || file.veto >= 0.0 {
            return Err(ProfileError("veto must be below 0".into()));
        }
        let mut contradictions = Vec::new();
        for contradiction in file.contradiction {
            if contradiction.weight.is_nan() || contradiction.weight >= 0.0 {
                return Err(ProfileError(format!(
                    "{}: weight must be below 0",
                    contradiction.name
                )));
            }
            contradictions.push(Contradiction {
                shared: kinds_of(&contradiction.shared)?,
                missing: kinds_of(&contradiction.missing)?,
                unless: kinds_of(&contradiction.unless)?,
                name: contradiction.name,
                weight: contradiction.weight,
                veto: contradiction.veto,
            });
        }
        let mut groups = file.group;
        let mut keys: Vec<MatchKey> = Vec::with_capacity(file.key.len());
        let mut weights = [0.0; KINDS];
        let mut seeking = 0;
        for key in file.key {
            let kind = MatchKeyKind::from_code(&key.name)
                .ok_or_else(|| ProfileError(format!("no such match key: {}", key.name)))?;
            if keys.iter().any(|other| other.kind == kind) {
                return Err(ProfileError(format!("{} is defined twice", key.name)));
            }
            if key.parts.is_empty() {
                return Err(ProfileError(format!("{} has no parts", key.name)));
            }
            let group =
                groups.iter().position(|group| group.name == key.group).ok_or_else(|| {
                    ProfileError(format!("{}: no such group: {}", key.name, key.group))
                })?;
            groups[group].kinds |= 1u64 << kind.number();
            weights[usize::from(kind.number())] = key.weight;
            seeking |= u64::from(key.seeks) << kind.number();
            keys.push(MatchKey { kind, parts: key.parts, group, seeks: key.seeks });
        }
        let mut combinations = Vec::new();
        for CombinationFile { keys, weight } in file.combination {
            let kinds = kinds_of(&keys)?;
            let group = groups.iter().position(|group| kinds & !group.kinds == 0);
            let group = group.filter(|_| kinds.count_ones() > 1).ok_or_else(|| {
                let keys = keys.join(", ");
                ProfileError(format!("combination {keys}: must be several keys of one group"))
            })?;
            combinations.push(Combination { kinds, group, weight });
        }
        let commonness = file.commonness.map(|c| -> Result<Commonness, ProfileError> {
            let kind = MatchKeyKind::from_code(&c.key)
                .ok_or_else(|| ProfileError(format!("no such match key: {}", c.key)))?;
            let group = groups
                .iter()
                .position(|group| group.name == c.group)
                .ok_or_else(|| ProfileError(format!("commonness: no such group: {}", c.group)))?;
            if c.all_from == Some(0) {
                return Err(ProfileError("commonness: all_from must be at least 1".into()));
            }
            Ok(Commonness { kind, group, bits: c.bits, all_from: c.all_from })
        });
        let commonness = commonness.transpose()?;
        keys.sort_by_key(|key| key.kind);
        let id = id_of(&keys, &file.variants);
        let mut profile = Self {
            threshold: file.threshold,
            veto: file.veto,
            frequency_cap: file.frequency_cap,
            groups,
            commonness,
            combinations,
            contradictions,
            keys,
            variants: file.variants,
            weights,
            seeking,
            id,
        };
        profile.stop_seeking();
        Ok(profile)
    }

    /// Writes the profile as TOML, with other weights in place of its own.
    pub fn to_toml(&self, weights: &Weights) -> String {
        let rounded = |bits: f32| (f64::from(bits) * 10.0).round() / 10.0;
        let mut group = self.groups.clone();
        for (group, disagree) in group.iter_mut().zip(&weights.disagree) {
            group.disagree = rounded(*disagree) as f32;
        }
        let keys = self.keys.iter().map(|key| KeyFile {
            name: key.kind.code().into(),
            parts: key.parts.clone(),
            group: self.groups[key.group].name.clone(),
            weight: rounded(weights.keys.get(&key.kind).copied().unwrap_or(0.0)) as f32,
            seeks: key.seeks,
        });
        let file = ProfileFile {
            threshold: rounded(weights.threshold) as f32,
            veto: self.veto,
            frequency_cap: self.frequency_cap,
            group,
            commonness: self.commonness.as_ref().map(|c| CommonnessFile {
                key: c.kind.code().into(),
                group: self.groups[c.group].name.clone(),
                bits: c.bits,
                all_from: c.all_from,
            }),
            combination: self
                .combinations
                .iter()
                .zip(&weights.combinations)
                .map(|(c, weight)| CombinationFile {
                    keys: names_of(c.kinds),
                    weight: rounded(*weight) as f32,
                })
                .collect(),
            contradiction: self
                .contradictions
                .iter()
                .zip(&weights.contradictions)
                .map(|(c, weight)| ContradictionFile {
                    name: c.name.clone(),
                    shared: names_of(c.shared),
                    missing: names_of(c.missing),
                    unless: names_of(c.unless),
                    veto: c.veto,
                    weight: rounded(*weight) as f32,
                })
                .collect(),
            variants: self.variants.clone(),
            key: keys.collect(),
        };
        toml::to_string(&file).expect("a profile always serializes")
    }
}

fn names_of(bits: u64) -> Vec<String> {
    let kinds = MatchKeyKind::ALL.iter().filter(|kind| bits & (1u64 << kind.number()) != 0);
    kinds.map(|kind| kind.code().to_owned()).collect()
}

fn kinds_of(names: &[String]) -> Result<u64, ProfileError> {
    names.iter().try_fold(0u64, |bits, name| {
        let kind = MatchKeyKind::from_code(name)
            .ok_or_else(|| ProfileError(format!("no such match key: {name}")))?;
        Ok(bits | 1u64 << kind.number())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = "threshold = 1.0\nveto = -5.0\nfrequency_cap = 5\n[[group]]\nname = \"a\"\ndisagree = 0.0\n\
        [[key]]\nname = \"DOCUMENT\"\nparts = [\"document\"]\ngroup = \"a\"\nweight = 2.0\n";

    #[test]
    fn mistakes_are_named() {
        let error = |text: &str| Profile::parse(text).unwrap_err().to_string();
        let twice = format!("{SMALL}{}", &SMALL[SMALL.find("[[key]]").unwrap()..]);
        assert!(error(&twice).contains("defined twice"));
        assert!(error(&SMALL.replace("DOC", "DAC")).contains("DACUMENT"));
        assert!(error(&SMALL.replace("[\"document\"]", "[]")).contains("no parts"));
        assert!(error(&SMALL.replace("[\"document\"]", "[\"shoe\"]")).contains("shoe"));
        assert!(error(&SMALL.replace("group = \"a\"", "group = \"b\"")).contains("no such group"));
        assert!(error(&SMALL.replace("= 5", "= 1")).contains("frequency_cap"));
        let all_from =
            "[commonness]\nkey = \"DOCUMENT\"\ngroup = \"a\"\nbits = 1.0\nall_from = 0\n[[key]]";
        assert!(error(&SMALL.replace("[[key]]", all_from)).contains("all_from"));
    }

    #[test]
    fn the_id_follows_definitions_and_not_weights() {
        let id = |text: &str| Profile::parse(text).unwrap().id();
        assert_eq!(id(SMALL), id(&SMALL.replace("2.0", "3.0")));
        assert_ne!(id(SMALL), id(&SMALL.replace("[\"document\"]", "[\"document\", \"sex\"]")));
    }
}
