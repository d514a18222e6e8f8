//! The exchange's configuration: a TOML file, with overrides from the environment.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::disclosure::Policy;
use crate::domain::codes::Role;
use crate::domain::country::Country;
use crate::domain::id::OpaqueId;
use crate::exchange::{ExchangeSecrets, KeyEpoch, Setup};
use crate::grpc::Limits;
use crate::identity::{SpiffeId, TlsFiles, TrustDomain, TrustStore, server_config};

/// The file. Relative paths are relative to it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub listen: SocketAddr,
    pub data_dir: PathBuf,
    pub certificate: PathBuf,
    pub key: PathBuf,
    pub exchange_key: PathBuf,
    pub country: String,
    pub first_coordinator: String,
    #[serde(default)]
    pub regions: Vec<String>,
    pub policy: Option<PathBuf>,
    pub linkage_profile: Option<PathBuf>,
    #[serde(default = "info")]
    pub log: String,
    #[serde(default)]
    pub log_format: LogFormat,
    #[serde(default)]
    pub limits: Limits,
    pub trust: Vec<TrustDomain>,
    pub key_epochs: Vec<KeyEpochEntry>,
}

/// A national key epoch that is accepted.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyEpochEntry {
    pub epoch: u32,
    pub check_value: String,
}

/// How logs look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    #[default]
    Text,
    Json,
}

fn info() -> String {
    "info".into()
}

/// Everything a server needs, checked.
pub struct Checked {
    pub setup: Setup,
    pub secrets: ExchangeSecrets,
    pub tls: TlsFiles,
    pub trust: Arc<TrustStore>,
}

/// Settings that the environment may override, as `VDX_` and the name in capitals.
const OVERRIDES: &[&str] = &[
    "listen",
    "data_dir",
    "certificate",
    "key",
    "exchange_key",
    "policy",
    "linkage_profile",
    "log",
    "log_format",
];

impl Config {
    /// Reads the file and the overrides; `environment` gives a variable's value.
    pub fn load(path: &Path, environment: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let mut table: toml::Table = toml::from_str(&text)
            .map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
        let base = path.parent().unwrap_or(Path::new("."));
        let mut overridden = Vec::new();
        for name in OVERRIDES {
            let variable = format!("VDX_{}", name.to_uppercase());
            if let Some(value) = environment(&variable) {
                table.insert((*name).into(), toml::Value::String(value));
                overridden.push(variable);
            }
        }
        let mut config: Self = table.try_into().map_err(|error| {
            let also = if overridden.is_empty() {
                String::new()
            } else {
                format!(" (with {} from the environment)", overridden.join(", "))
            };
            anyhow::anyhow!("{}{also}: {error}", path.display())
        })?;
        let files = [
            &mut config.data_dir,
            &mut config.certificate,
            &mut config.key,
            &mut config.exchange_key,
        ];
        let optional = [&mut config.policy, &mut config.linkage_profile];
        let trust = config.trust.iter_mut().flat_map(|t| [&mut t.ca, &mut t.crl]);
        for file in files.into_iter().chain(optional.into_iter().flatten()).chain(trust) {
            *file = base.join(&*file);
        }
        Ok(config)
    }

    /// Checks everything that can be checked before the store is opened, and tells all
    /// that is wrong at once.
    pub fn check(&self) -> Result<Checked> {
        let mut wrong: Vec<String> = Vec::new();
        let country = Country::from_code(&self.country);
        if country.is_none() {
            wrong.push("country: must be an ISO 3166-1 code (XK for Kosovo)".into());
        }
        let coordinator =
            SpiffeId::parse(&self.first_coordinator).ok().filter(|id| id.role == Role::Coordinator);
        if coordinator.is_none() {
            wrong.push(
                "first_coordinator: must be spiffe://<trust-domain>/coordinator/<member>".into(),
            );
        }
        if self.regions.len() > 254 || self.regions.iter().any(|r| OpaqueId::new(r).is_none()) {
            wrong.push("regions: must be at most 254 codes of A-Z a-z 0-9 . _ - :".into());
        }
        let policy = keep(
            &mut wrong,
            "policy",
            match &self.policy {
                Some(path) => Policy::load(path).map_err(anyhow::Error::from),
                None => Ok(Policy::default()),
            },
        );
        let profile = keep(
            &mut wrong,
            "linkage_profile",
            super::common::profile(self.linkage_profile.as_deref()),
        );
        let secrets = keep(
            &mut wrong,
            "exchange_key",
            ExchangeSecrets::load(&self.exchange_key).map_err(anyhow::Error::from),
        );
        let key_epochs = self.key_epochs(&mut wrong);
        if self.trust.is_empty() {
            wrong.push("trust: must name at least one trust domain".into());
        }
        let tls = TlsFiles { certificate: self.certificate.clone(), key: self.key.clone() };
        let trust = keep(
            &mut wrong,
            "trust",
            TrustStore::load(self.trust.clone()).map_err(anyhow::Error::from),
        );
        if let Some(trust) = &trust {
            keep(&mut wrong, "certificate", server_config(&tls, trust).map_err(Into::into));
        }
        match (country, coordinator, policy, profile, secrets, trust) {
            (
                Some(country),
                Some(coordinator),
                Some(policy),
                Some(profile),
                Some(secrets),
                Some(trust),
            ) if wrong.is_empty() => {
                let setup = Setup {
                    policy,
                    profile,
                    key_epochs,
                    regions: self.regions.clone(),
                    first_coordinator: coordinator.member,
                    country,
                };
                Ok(Checked { setup, secrets, tls, trust })
            }
            _ => bail!("the configuration is wrong:\n  {}", wrong.join("\n  ")),
        }
    }

    fn key_epochs(&self, wrong: &mut Vec<String>) -> Vec<KeyEpoch> {
        let mut epochs: Vec<KeyEpoch> = Vec::new();
        for (index, entry) in self.key_epochs.iter().enumerate() {
            let mut check_value = [0; crate::pseudonym::key::KEY_CHECK_LENGTH];
            let fits = hex::decode_to_slice(&entry.check_value, &mut check_value).is_ok();
            if !fits || entry.epoch == 0 || epochs.iter().any(|e| e.epoch == entry.epoch) {
                wrong.push(format!(
                    "key_epochs[{index}]: needs a number of its own, 1 or more, and a check value of 16 hexadecimal digits (vdx keys show-fingerprint)"
                ));
            }
            epochs.push(KeyEpoch { epoch: entry.epoch, check_value });
        }
        if epochs.is_empty() {
            wrong.push("key_epochs: must name at least one epoch".into());
        }
        epochs
    }
}

fn keep<T>(wrong: &mut Vec<String>, name: &str, result: Result<T>) -> Option<T> {
    result.map_err(|error| wrong.push(format!("{name}: {error:#}"))).ok()
}
