//! The weights that decide which records are one person.

use std::collections::BTreeMap;

use serde::Deserialize;
use thiserror::Error;

use crate::domain::code_list::CodeList;
use crate::domain::codes::MatchKeyKind;

/// A profile that cannot be used.
#[derive(Debug, Error)]
#[error("linkage profile: {0}")]
pub struct ProfileError(String);

/// Match keys that tell of the same details, so that only the strongest shared one
/// counts.
#[derive(Clone, Debug)]
pub struct Group {
    /// What the details are.
    pub name: String,
    /// Weight in bits when both records have keys of the group and share none.
    pub disagree: f32,
    /// Whether such a pair may never be in one cluster.
    pub veto: bool,
    /// Weight in bits of each shared key.
    agree: [f32; KINDS],
    kinds: u32,
}

const KINDS: usize = MatchKeyKind::ALL.len() + 1;

impl Group {
    /// Whether the kind belongs to the group.
    pub fn has(&self, kind: MatchKeyKind) -> bool {
        self.kinds & (1 << kind.number()) != 0
    }

    /// Weight of sharing a key of this kind.
    pub fn weight(&self, kind: MatchKeyKind) -> f32 {
        self.agree[usize::from(kind.number())]
    }

    pub(super) fn kinds(&self) -> u32 {
        self.kinds
    }
}

/// How records are compared.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Weight in bits from which two records are linked.
    pub threshold: f32,
    /// Most records that may carry a token before it loses its weight.
    pub frequency_cap: usize,
    /// The groups of match keys.
    pub groups: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfileFile {
    threshold: f32,
    frequency_cap: usize,
    group: Vec<GroupFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupFile {
    name: String,
    disagree: f32,
    #[serde(default)]
    veto: bool,
    agree: BTreeMap<String, f32>,
}

impl Profile {
    /// The shipped profile.
    pub fn shipped() -> Self {
        Self::parse(include_str!("profile.toml")).expect("the shipped profile is tested")
    }

    /// Reads a profile from TOML.
    pub fn parse(text: &str) -> Result<Self, ProfileError> {
        let file: ProfileFile =
            toml::from_str(text).map_err(|error| ProfileError(error.to_string()))?;
        if file.threshold.is_nan() || file.threshold <= 0.0 || file.frequency_cap < 2 {
            return Err(ProfileError(
                "threshold must be above 0 and frequency_cap at least 2".into(),
            ));
        }
        let mut seen = 0;
        let mut groups = Vec::with_capacity(file.group.len());
        for group in file.group {
            let mut agree = [0.0; KINDS];
            let mut kinds = 0;
            for (code, weight) in group.agree {
                let kind = MatchKeyKind::from_code(&code)
                    .ok_or_else(|| ProfileError(format!("no such match key: {code}")))?;
                if seen & (1 << kind.number()) != 0 {
                    return Err(ProfileError(format!("{code} is in two groups")));
                }
                seen |= 1 << kind.number();
                kinds |= 1 << kind.number();
                agree[usize::from(kind.number())] = weight;
            }
            groups.push(Group {
                name: group.name,
                disagree: group.disagree,
                veto: group.veto,
                agree,
                kinds,
            });
        }
        Ok(Self { threshold: file.threshold, frequency_cap: file.frequency_cap, groups })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_profile_covers_every_match_key_once() {
        let profile = Profile::shipped();
        for kind in MatchKeyKind::ALL {
            assert_eq!(profile.groups.iter().filter(|g| g.has(*kind)).count(), 1, "{kind:?}");
        }
    }

    #[test]
    fn mistakes_are_named() {
        let error = |text: &str| Profile::parse(text).unwrap_err().to_string();
        let group = "[[group]]\nname = \"a\"\ndisagree = 0.0\n[group.agree]\nDOCUMENT = 1.0\n";
        let head = "threshold = 1.0\nfrequency_cap = 5\n";
        assert!(error(&format!("{head}{group}{group}")).contains("two groups"));
        assert!(error(&format!("{head}{}", group.replace("DOC", "DAC"))).contains("DACUMENT"));
        assert!(error(&format!("{}{group}", head.replace("5", "1"))).contains("frequency_cap"));
    }
}
