//! The exchange's configuration: a TOML file, with overrides from the environment.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::audit::{VerifierKey, domain_of};
use crate::client::ClientProfile;

use crate::domain::code_list::CodeList;
use crate::domain::codes::Role;
use crate::domain::country::Country;
use crate::domain::id::{OPAQUE_RULE, OpaqueId};
use crate::exchange::{ExchangeSecrets, KeyEpoch, ReferralSettings, Retention, Setup};
use crate::foreign;
use crate::grpc::Limits;
use crate::identity::{Passphrase, SpiffeId, TlsFiles, TrustDomain, TrustStore, server_config};
use crate::relay::Hub;
use crate::release::policy::Policy;
use crate::secret_file::KeyError;
use crate::small_file::{self, SMALL};
use crate::store::{CACHE, Engine, StorageKey, StoreSettings};

use super::common::explain;

/// The file. Relative paths are relative to it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub listen: SocketAddr,
    /// Where there are pages for browsers; nowhere by default.
    pub web_listen: Option<SocketAddr>,
    pub data_dir: PathBuf,
    pub certificate: PathBuf,
    pub key: PathBuf,
    pub key_passphrase_file: Option<PathBuf>,
    pub exchange_key: PathBuf,
    pub storage_key: Option<PathBuf>,
    pub country: String,
    pub first_coordinator: String,
    #[serde(default)]
    pub regions: Vec<String>,
    pub policy: Option<PathBuf>,
    pub recovery_key: Option<String>,
    #[serde(default)]
    pub person_required: Vec<String>,
    pub linkage_profile: Option<PathBuf>,
    #[serde(default = "info")]
    pub log: String,
    pub metrics: Option<SocketAddr>,
    #[serde(default)]
    pub log_format: LogFormat,
    #[serde(default)]
    pub limits: Limits,
    pub trust: Vec<TrustDomain>,
    /// A hub has none of its own: it links by the transnational key.
    #[serde(default)]
    pub key_epochs: Vec<KeyEpochEntry>,
    #[serde(default)]
    pub transnational_key_epochs: Vec<KeyEpochEntry>,
    #[serde(default)]
    pub hub: bool,
    #[serde(default)]
    pub hubs: Vec<HubEntry>,
    /// Keys of the logs of other exchanges that this one witnesses, as C2SP verifier keys.
    #[serde(default)]
    pub witnessed_logs: Vec<VerifierKey>,
    #[serde(default)]
    pub referrals: ReferralSettings,
    #[serde(default)]
    pub retention: Retention,
    #[serde(default)]
    pub store: StoreConfig,
}

/// How the store is kept.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StoreConfig {
    pub engine: Engine,
    /// Megabytes (1,048,576 bytes) of the engine's cache.
    pub cache_mb: u64,
}

impl Default for StoreConfig {
    fn default() -> Self {
        Self { engine: Engine::default(), cache_mb: CACHE >> 20 }
    }
}

/// A hub to which records may be relayed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HubEntry {
    pub name: String,
    /// Client profile by which this exchange reaches the hub, as a member with the role
    /// institution.
    pub profile: PathBuf,
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
    pub hubs: Vec<Hub>,
    pub storage_key: Option<StorageKey>,
}

/// Most days that `max_certificate_days` may allow: ten years.
const MOST_CERTIFICATE_DAYS: u32 = 3653;

/// Settings that the environment may override, as `VDX_` and the name in capitals.
const OVERRIDES: &[&str] = &[
    "listen",
    "web_listen",
    "data_dir",
    "certificate",
    "key",
    "key_passphrase_file",
    "exchange_key",
    "storage_key",
    "policy",
    "linkage_profile",
    "log",
    "log_format",
    "metrics",
];

impl Config {
    /// How the store is opened, with its key.
    pub fn store<'a>(&'a self, key: Option<&'a StorageKey>) -> StoreSettings<'a> {
        let StoreConfig { engine, cache_mb } = self.store;
        let cache = cache_mb.saturating_mul(1 << 20);
        StoreSettings { dir: &self.data_dir, engine, key, cache }
    }

    /// Reads the file and the overrides; `environment` gives a variable's value.
    pub fn load(path: &Path, environment: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let text =
            small_file::read_text(path, SMALL).with_context(|| path.display().to_string())?;
        let mut table: toml::Table = toml::from_str(&text).map_err(|error| {
            anyhow::anyhow!("{}: {}", path.display(), foreign::toml_fault(&text, &error))
        })?;
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
        let optional = [
            &mut config.key_passphrase_file,
            &mut config.storage_key,
            &mut config.policy,
            &mut config.linkage_profile,
        ];
        let trust = config.trust.iter_mut().flat_map(|t| t.ca.iter_mut().chain(&mut t.crl));
        let hubs = config.hubs.iter_mut().map(|hub| &mut hub.profile);
        let listed = trust.chain(hubs);
        for file in files.into_iter().chain(optional.into_iter().flatten()).chain(listed) {
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
        if let Some(coordinator) = &coordinator
            && !self.trust.iter().any(|t| t.domain == *coordinator.member.trust_domain)
        {
            wrong.push(format!(
                "first_coordinator: no [[trust]] entry is of its trust domain {}: nobody could call as it",
                coordinator.member.trust_domain
            ));
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
        let next_year = i32::from(super::common::today().year()) + 1;
        if policy.as_ref().is_some_and(|policy| policy.first_year > next_year) {
            wrong.push(format!(
                "policy: first_year must be {next_year} at most: no year before it is ever released"
            ));
        }
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
        let storage_key = self.storage_key.as_ref().and_then(|path| {
            let loaded = StorageKey::load(path).map_err(|error| {
                if !matches!(error, KeyError::Io { .. }) {
                    return error.into();
                }
                let text = explain(&error.into());
                let rule = "it must be the key that the store was made with (vdx keys generate-storage, once, before the first start): put its file there, or name it rightly; where it is lost, restore a backup into a new directory under a new key";
                anyhow::anyhow!("{text}; {rule}")
            });
            keep(&mut wrong, "storage_key", loaded)
        });
        let transnational_epochs =
            key_epochs("transnational_key_epochs", &self.transnational_key_epochs, &mut wrong);
        let key_epochs = match (self.hub, self.key_epochs.is_empty()) {
            (true, true) => transnational_epochs.clone(),
            (true, false) => {
                wrong.push("key_epochs: a hub has none; it links by the transnational key".into());
                Vec::new()
            }
            (false, _) => key_epochs("key_epochs", &self.key_epochs, &mut wrong),
        };
        if key_epochs.is_empty() {
            let name = if self.hub { "transnational_key_epochs" } else { "key_epochs" };
            wrong.push(format!("{name}: must name at least one epoch"));
        }
        let person_required = roles("person_required", &self.person_required, &mut wrong);
        let recovery = self.recovery_key.as_ref().and_then(|key| {
            let recipient = key.parse().map_err(|rule: &str| anyhow::anyhow!(rule));
            keep(&mut wrong, "recovery_key", recipient)
        });
        let is_taken = |address: SocketAddr| {
            address.port() != 0 && [Some(self.listen), self.metrics].contains(&Some(address))
        };
        if self.web_listen.is_some_and(is_taken) {
            wrong.push("web_listen: must be an address and port of its own, such as 127.0.0.1:8443: listen and metrics have theirs".into());
        }
        if self.metrics.is_some_and(|address| !address.ip().is_loopback()) {
            wrong.push(
                "metrics: must be a loopback address such as 127.0.0.1:9464; it asks nobody who they are".into(),
            );
        }
        wrong.extend(self.referrals.wrong());
        wrong.extend(self.retention.wrong());
        wrong.extend(self.limits.violations());
        let mut hubs: Vec<Hub> = Vec::new();
        for (index, hub) in self.hubs.iter().enumerate() {
            let name = format!("hubs[{index}]");
            if OpaqueId::new(&hub.name).is_none() || hubs.iter().any(|h| h.name == hub.name) {
                wrong.push(format!("{name}.name: {OPAQUE_RULE}, each once"));
            }
            let profile = ClientProfile::load(&hub.profile).map_err(anyhow::Error::from);
            if let Some(mut profile) = keep(&mut wrong, &name, profile) {
                // The service may write nowhere else.
                profile.heads = Some(self.data_dir.join(format!("hub-{}.head", hub.name)));
                hubs.push(Hub { name: hub.name.clone(), profile });
            }
        }
        let is_log = |key: &VerifierKey| !key.is_witness() && domain_of(&key.name).is_some();
        if !self.witnessed_logs.iter().all(is_log) {
            wrong.push(
                "witnessed_logs: must be keys of logs, such as exchange.example/audit+1a2b3c4d+BASE64".into(),
            );
        }
        if self.trust.is_empty() {
            wrong.push("trust: must name at least one trust domain".into());
        }
        for (index, entry) in self.trust.iter().enumerate() {
            if entry.ca.is_empty() || entry.crl.is_empty() {
                wrong.push(format!("trust[{index}]: ca and crl must name at least one file each"));
            }
            if !(1..=MOST_CERTIFICATE_DAYS).contains(&entry.max_certificate_days) {
                wrong.push(format!(
                    "trust[{index}].max_certificate_days: must be 1 to {MOST_CERTIFICATE_DAYS}"
                ));
            }
        }
        let passphrase = self.key_passphrase_file.as_ref().and_then(|path| {
            let loaded = Passphrase::load(path).map_err(anyhow::Error::from);
            keep(&mut wrong, "key_passphrase_file", loaded)
        });
        let mut tls = TlsFiles::new(&self.certificate, &self.key);
        tls.passphrase = passphrase;
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
                    transnational_epochs,
                    recovery,
                    is_hub: self.hub,
                    referrals: self.referrals,
                    retention: self.retention,
                    regions: self.regions.clone(),
                    person_required,
                    witnessed: self.witnessed_logs.clone(),
                    first_coordinator: coordinator.member,
                    country,
                };
                Ok(Checked { setup, secrets, tls, trust, hubs, storage_key })
            }
            _ => bail!("the configuration is wrong:\n  {}", wrong.join("\n  ")),
        }
    }
}

/// Roles by their names.
fn roles(name: &str, entries: &[String], wrong: &mut Vec<String>) -> Vec<Role> {
    let mut roles = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        match Role::from_code(entry) {
            Some(role) => roles.push(role),
            None => wrong.push(format!(
                "{name}[{index}]: must be institution, analyst, liaison, coordinator or auditor"
            )),
        }
    }
    roles
}

fn key_epochs(name: &str, entries: &[KeyEpochEntry], wrong: &mut Vec<String>) -> Vec<KeyEpoch> {
    let mut epochs: Vec<KeyEpoch> = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let mut check_value = [0; crate::pseudonym::key::KEY_CHECK_LENGTH];
        let fits = hex::decode_to_slice(&entry.check_value, &mut check_value).is_ok();
        if !fits || entry.epoch == 0 || epochs.iter().any(|e| e.epoch == entry.epoch) {
            wrong.push(format!(
                "{name}[{index}]: needs a number of its own, 1 or more, and a check value of 16 hexadecimal digits (vdx keys show-fingerprint)"
            ));
        }
        if fits && check_value.iter().all(|byte| *byte == 0) {
            wrong.push(format!(
                "{name}[{index}].check_value: is the placeholder of the example; put in the one that vdx keys show-fingerprint prints for the key"
            ));
        }
        epochs.push(KeyEpoch { epoch: entry.epoch, check_value });
    }
    epochs
}

fn keep<T>(wrong: &mut Vec<String>, name: &str, result: Result<T>) -> Option<T> {
    result.map_err(|error| wrong.push(format!("{name}: {}", explain(&error)))).ok()
}
