//! The parameters of disclosure control, in one place, with floors below which
//! nobody can set them.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::domain::codes::Role;
use crate::domain::period::Years;
use crate::statistics::{Dimension, SWAPPED};

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TierKind {
    /// Analysts and coordinators of the exchange's own country.
    National,
    /// Liaisons of partner countries.
    Transnational,
    /// Whoever reads what is printed or put on a web page.
    Public,
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
            Self::Public => "public",
        }
    }

    /// The tier that somebody gets who may have `self` and asks for another one: the stricter
    /// of the two.
    pub fn at_least(self, asked: Option<Self>) -> Self {
        asked.map_or(self, |asked| if asked as u8 > self as u8 { asked } else { self })
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
    /// Questions of one member on one day (UTC); every figure of an indicator is one. At most
    /// 10,000.
    #[serde(default = "per_day")]
    pub questions_per_day: u32,
    /// Questions of one member to one epoch. At most 100,000.
    #[serde(default = "per_epoch")]
    pub questions_per_epoch: u32,
}

fn per_day() -> u32 {
    2_000
}

fn per_epoch() -> u32 {
    20_000
}

impl Tier {
    const fn new(threshold: u32, max_dimensions: usize) -> Self {
        Self {
            minimum: 5,
            threshold,
            max_dimensions,
            questions_per_day: 2_000,
            questions_per_epoch: 20_000,
        }
    }
}

/// Dimensions that always count as sensitive: what was done to a person, and by whom. They are
/// the block that swapping exchanges.
pub const SENSITIVE: &[Dimension] = SWAPPED;

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
    /// For what is printed or put on a web page.
    pub public: Tier,
    /// A restriction that leaves out fewer than about this many units is ignored, or, on a
    /// sensitive dimension, hides the cell (KD). At least 10.
    pub low_effect: u32,
    /// A category of a sensitive dimension that holds more than this share of its base is
    /// hidden. At most 0.9.
    pub homogeneity: f64,
    /// Sensitive dimensions beyond [`SENSITIVE`], by name.
    pub sensitive: Vec<String>,
    /// Share of persons whose sensitive facts are exchanged with those of a similar person
    /// before counting, 0 to 0.5. Lowering it is named in every answer.
    pub swap_share: f64,
    /// The same for persons of a rare profile, 0 to 1.
    pub swap_rare_share: f64,
    /// A year that was published is revised only when at least this many of its persons changed
    /// (KE); until then it repeats what it said. At least 10.
    pub revision_changes: usize,
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
            national: Tier::new(10, 4),
            transnational: Tier::new(20, 3),
            public: Tier::new(20, 3),
            low_effect: 10,
            homogeneity: 0.9,
            sensitive: Vec::new(),
            swap_share: 0.05,
            swap_rare_share: 0.30,
            revision_changes: 20,
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
        for kind in [TierKind::National, TierKind::Transnational, TierKind::Public] {
            let (name, tier) = (kind.name(), self.tier(kind));
            rule(tier.minimum >= 5, &format!("{name}.minimum must be at least 5"))?;
            rule(
                tier.threshold >= 10 && tier.threshold >= tier.minimum + 3,
                &format!("{name}.threshold must be at least 10, and at least minimum + 3"),
            )?;
            rule(
                (1..=4).contains(&tier.max_dimensions),
                &format!("{name}.max_dimensions must be 1 to 4"),
            )?;
            rule(
                (1..=10_000).contains(&tier.questions_per_day)
                    && (1..=100_000).contains(&tier.questions_per_epoch),
                &format!(
                    "{name}.questions_per_day must be 1 to 10000, questions_per_epoch 1 to 100000"
                ),
            )?;
        }
        for (name, tier, weaker) in [
            ("transnational", &self.transnational, &self.national),
            ("public", &self.public, &self.transnational),
        ] {
            rule(
                tier.threshold >= weaker.threshold && tier.max_dimensions <= weaker.max_dimensions,
                &format!("{name} must be at least as strict as the tier before it"),
            )?;
        }
        rule(self.low_effect >= 10, "low_effect must be at least 10")?;
        rule((0.5..=0.9).contains(&self.homogeneity), "homogeneity must be 0.5 to 0.9")?;
        rule((0.0..=0.5).contains(&self.swap_share), "swap_share must be 0 to 0.5")?;
        rule((0.0..=1.0).contains(&self.swap_rare_share), "swap_rare_share must be 0 to 1")?;
        rule(self.revision_changes >= 10, "revision_changes must be at least 10")?;
        for name in &self.sensitive {
            let known = Dimension::from_name(name);
            rule(known.is_some(), "sensitive must name dimensions (vdx codes lists them)")?;
        }
        rule((1950..=2100).contains(&self.first_year), "first_year must be 1950 to 2100")?;
        rule(self.minimum_changes >= 50, "minimum_changes must be at least 50")
    }

    /// The parameters of a tier.
    pub fn tier(&self, kind: TierKind) -> &Tier {
        match kind {
            TierKind::National => &self.national,
            TierKind::Transnational => &self.transnational,
            TierKind::Public => &self.public,
        }
    }

    /// Whether a dimension is sensitive.
    pub fn is_sensitive(&self, dimension: Dimension) -> bool {
        SENSITIVE.contains(&dimension) || self.sensitive.iter().any(|n| n == dimension.name())
    }

    /// Names of the protections in force, for every answer: whoever lowers one says so.
    pub fn protections(&self) -> Vec<String> {
        let mut names =
            ["closed algebra", "cell-key noise", "soft threshold", "low-effect detection"]
                .map(String::from)
                .to_vec();
        names.push(format!("homogeneity {} %", (self.homogeneity * 100.0).round()));
        names.push(match self.swap_share {
            0.0 => "no swapping".into(),
            share => format!(
                "swapping {} %, rare {} %",
                (share * 100.0).round(),
                (self.swap_rare_share * 100.0).round()
            ),
        });
        names.push(format!("editions of {} changes", self.revision_changes));
        names
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
            ("public = { minimum = 5, threshold = 10, max_dimensions = 3 }", "public"),
            ("low_effect = 3", "low_effect"),
            ("homogeneity = 0.99", "homogeneity"),
            ("sensitive = [\"colour\"]", "sensitive"),
            ("swap_share = 0.7", "swap_share"),
            ("revision_changes = 1", "revision_changes"),
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
