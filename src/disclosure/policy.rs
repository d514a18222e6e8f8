//! The parameters of disclosure control, in one place, with floors below which
//! nobody can set them.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::domain::codes::Role;
use crate::domain::period::Years;

/// A policy that cannot be used.
#[derive(Debug, Error)]
pub enum PolicyError {
    /// Reading failed.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A parameter is missing, misspelled or too weak.
    #[error("disclosure policy: {0}")]
    Wrong(String),
}

/// Who asks: decides thresholds and the number of dimensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TierKind {
    /// Analysts and coordinators of the exchange's own country.
    National,
    /// Liaisons of partner countries.
    Transnational,
}

impl TierKind {
    /// The tier of a role: the stricter one for partners, and for everybody at a hub of
    /// several countries.
    pub fn of(role: Role, is_hub: bool) -> Self {
        if is_hub || role == Role::Liaison { Self::Transnational } else { Self::National }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::National => "national",
            Self::Transnational => "transnational",
        }
    }
}

/// Parameters of a tier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// A cell with a true count below this is suppressed (KH). At least 5.
    pub minimum: u32,
    /// A cell with a perturbed count below this is suppressed (KS). At least 10, and
    /// at least `minimum` + 3: the noise must blur the edge.
    pub threshold: u32,
    /// Most dimensions of one question, 1 to 4.
    pub max_dimensions: usize,
}

/// The whole policy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Policy {
    /// Noise is at most this (D), 8 to 64.
    pub noise_bound: u32,
    /// Variance of the noise (V), at least 6 and at most a quarter of D squared.
    pub noise_variance: f64,
    /// For the country's own analysts.
    pub national: Tier,
    /// For liaisons of partner countries.
    pub transnational: Tier,
    /// Periods of several years that are published as cells of their own, for
    /// example "2008-2011".
    #[serde(with = "periods")]
    pub periods: Vec<Years>,
    /// First year that can be asked for.
    pub first_year: i32,
    /// An epoch opens only when at least this many records were added, corrected or
    /// withdrawn since the last one: otherwise two epochs could be compared person by
    /// person. At least 50.
    pub minimum_changes: u64,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            noise_bound: 8,
            noise_variance: 6.0,
            national: Tier { minimum: 5, threshold: 10, max_dimensions: 4 },
            transnational: Tier { minimum: 5, threshold: 20, max_dimensions: 3 },
            periods: Vec::new(),
            first_year: 2000,
            minimum_changes: 50,
        }
    }
}

impl Policy {
    /// Reads a policy file.
    pub fn load(path: &Path) -> Result<Self, PolicyError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| PolicyError::Io { path: path.into(), source })?;
        Self::parse(&text)
    }

    /// Reads a policy and checks it against the floors.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        let policy: Self =
            toml::from_str(text).map_err(|error| PolicyError::Wrong(error.to_string()))?;
        policy.check()?;
        Ok(policy)
    }

    /// Checks the floors.
    pub fn check(&self) -> Result<(), PolicyError> {
        let rule = |holds: bool, text: &str| {
            if holds { Ok(()) } else { Err(PolicyError::Wrong(text.into())) }
        };
        let bound = f64::from(self.noise_bound);
        rule((8..=64).contains(&self.noise_bound), "noise_bound must be 8 to 64")?;
        rule(
            self.noise_variance >= 6.0 && self.noise_variance <= bound * bound / 4.0,
            "noise_variance must be at least 6 and at most noise_bound^2 / 4",
        )?;
        for (name, tier) in [("national", &self.national), ("transnational", &self.transnational)] {
            rule(tier.minimum >= 5, &format!("{name}.minimum must be at least 5"))?;
            rule(
                tier.threshold >= 10 && tier.threshold >= tier.minimum + 3,
                &format!("{name}.threshold must be at least 10, and at least minimum + 3"),
            )?;
            rule(
                (1..=4).contains(&tier.max_dimensions),
                &format!("{name}.max_dimensions must be 1 to 4"),
            )?;
        }
        rule(
            self.transnational.threshold >= self.national.threshold
                && self.transnational.max_dimensions <= self.national.max_dimensions,
            "transnational must be at least as strict as national",
        )?;
        rule((1950..=2100).contains(&self.first_year), "first_year must be 1950 to 2100")?;
        rule(self.minimum_changes >= 50, "minimum_changes must be at least 50")
    }

    /// The parameters of a tier.
    pub fn tier(&self, kind: TierKind) -> &Tier {
        match kind {
            TierKind::National => &self.national,
            TierKind::Transnational => &self.transnational,
        }
    }

    /// A hash of all parameters, which every answer carries.
    pub fn version(&self) -> String {
        let bytes = serde_json::to_vec(self).expect("a policy always serializes");
        hex::encode(&blake3::hash(&bytes).as_bytes()[..8])
    }
}

mod periods {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::domain::period::Years;

    pub fn serialize<S: Serializer>(periods: &[Years], serializer: S) -> Result<S::Ok, S::Error> {
        periods.iter().map(Years::to_string).collect::<Vec<_>>().serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Years>, D::Error> {
        let texts = Vec::<String>::deserialize(deserializer)?;
        texts.iter().map(|text| text.parse().map_err(serde::de::Error::custom)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floors_hold() {
        Policy::default().check().unwrap();
        for (text, name) in [
            ("noise_bound = 5", "noise_bound"),
            ("noise_variance = 2.0", "noise_variance"),
            ("national = { minimum = 3, threshold = 10, max_dimensions = 4 }", "minimum"),
            ("national = { minimum = 5, threshold = 6, max_dimensions = 4 }", "threshold"),
            ("national = { minimum = 5, threshold = 10, max_dimensions = 9 }", "max_dimensions"),
            ("national = { minimum = 5, threshold = 30, max_dimensions = 4 }", "as strict"),
            ("minimum_changes = 1", "minimum_changes"),
            ("periods = [\"2011-2008\"]", "period"),
            ("treshold = 3", "treshold"),
        ] {
            let error = Policy::parse(text).unwrap_err().to_string();
            assert!(error.contains(name), "{text}: {error}");
        }
    }

    #[test]
    fn any_change_is_a_new_version() {
        let policy = Policy::parse("periods = [\"2008-2011\"]").unwrap();
        assert_ne!(policy.version(), Policy::default().version());
        assert_eq!(Policy::default().version(), Policy::default().version());
    }
}
