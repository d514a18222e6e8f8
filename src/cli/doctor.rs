//! `vdx doctor`: what an operator should know before it becomes a problem.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;

use crate::domain::member::void_roles;
use crate::exchange::ExchangeError;
use crate::foreign;
use crate::identity::{Validity, ValidityKind, is_encrypted_key};
use crate::pseudonym::variant_faults;
use crate::store::Engine;

use super::common::{explain, now, print, reason_said, wrapped};
use super::config::{Checked, Config};
use super::serve::{self, Looked, MAX_CLOCK_LAG};

/// Checks an exchange's configuration, keys, certificates, clock, disk and store, and says what
/// to do. Exit code 1 when something must be put right.
#[derive(clap::Args)]
pub struct Args {
    /// Configuration file.
    #[arg(long, default_value = "vdx.toml", value_name = "FILE")]
    config: PathBuf,
}

/// How something stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Right,
    Attend,
    Wrong,
}

/// What was found, with the part that it concerns.
type Finding = (&'static str, Verdict, String);

/// That a running exchange has the store open.
const IN_USE: &str = "in use by a running exchange, which reads it through at its start";

/// Free space below which the disk is a problem soon, and now; bytes.
const LOW: u64 = 10 << 30;
const TOO_LOW: u64 = 1 << 30;

pub fn run(args: &Args) -> Result<ExitCode> {
    let mut found = Vec::new();
    let config = Config::load(&args.config, |name| std::env::var(name).ok())
        .and_then(|config| config.check().map(|checked| (config, checked)));
    match config {
        Err(error) => found.push(("configuration", Verdict::Wrong, explain(&error))),
        Ok((config, checked)) => {
            let readable = format!("{} and every file it names", args.config.display());
            found.push(("configuration", Verdict::Right, readable));
            if let Some(address) = config.web_listen {
                let text =
                    format!("browsers find pages at {address}, with a certificate (docs/desk.md)");
                found.push(("pages", Verdict::Right, text));
            }
            let faults = variant_faults(&checked.setup.profile.variants);
            found.extend(faults.into_iter().map(|text| ("linkage profile", Verdict::Wrong, text)));
            certificates(&config, &checked, &mut found);
            let place = found.len();
            found.push(disk(&config.data_dir));
            let is_new = has_none(&config.data_dir);
            revocation_lists(&config, &checked, &mut found);
            let of_store = store(&config, checked);
            let mut of_keys = Vec::new();
            keys(&config, is_new, &of_store, &mut of_keys);
            found.splice(place..place, of_keys);
            found.extend(of_store);
        }
    }
    // No table: in a pipe its widest row would make all of them as wide.
    let mut report = String::new();
    for (part, verdict, text) in &found {
        let mark = match verdict {
            Verdict::Right => "ok",
            Verdict::Attend => "attend to",
            Verdict::Wrong => "WRONG",
        };
        // Each finding is one line, in which somebody may look for it.
        let text = text.replace(":\n  ", ": ").replace("\n  ", "; ");
        let text = foreign::line(&reason_said(&text));
        report += &format!("{mark:<9}  {part}: {text}\n");
    }
    print(&wrapped(&report))?;
    let wrong = found.iter().any(|(_, verdict, _)| *verdict == Verdict::Wrong);
    Ok(if wrong { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn certificates(config: &Config, checked: &Checked, found: &mut Vec<Finding>) {
    let mut validities = Validity::of_exchange(&config.certificate, &checked.trust);
    for path in checked.hubs.iter().filter_map(|hub| hub.profile.certificate.as_ref()) {
        let of_hub = Validity::of_certificates(path, ValidityKind::Certificate);
        validities = validities.and_then(|list| Ok([list, of_hub?].concat()));
    }
    match validities {
        Err(error) => found.push(("certificates", Verdict::Wrong, error.to_string())),
        Ok(validities) => found.extend(validities.iter().map(|validity| {
            let verdict = match () {
                () if !validity.is_valid(now()) => Verdict::Wrong,
                () if validity.is_due(now()) => Verdict::Attend,
                () => Verdict::Right,
            };
            ("certificates", verdict, validity.describe(now()))
        })),
    }
    let authorities = checked.trust.domains().iter().flat_map(|domain| &domain.ca);
    for ca in authorities {
        let key = ca.with_extension("key.pem");
        if key.exists() {
            let how = if is_encrypted_key(&key) {
                "whoever guesses its passphrase can be anybody; keep it offline"
            } else {
                "whoever has it can be anybody; keep it offline, and encrypted (vdx pki encrypt)"
            };
            let text = format!("{} is on this machine: {how}", key.display());
            found.push(("certificates", Verdict::Attend, text));
        }
    }
}

/// Compares revocation lists with the newest ones that were in force.
fn revocation_lists(config: &Config, checked: &Checked, found: &mut Vec<Finding>) {
    if !config.data_dir.exists() {
        return;
    }
    match checked.trust.compare_with(config.data_dir.join("crl")) {
        Err(error) => found.push(("certificates", Verdict::Wrong, error.to_string())),
        Ok(()) => found.extend(
            checked.trust.warnings().into_iter().map(|text| ("certificates", Verdict::Wrong, text)),
        ),
    }
}

/// Whether there is no store in a directory yet.
fn has_none(data_dir: &Path) -> bool {
    Engine::of(data_dir).is_none()
}

/// Keys, after what was found of the store: a key that is missing in the configuration is not one
/// that is still to be made.
fn keys(config: &Config, is_new: bool, of_store: &[Finding], found: &mut Vec<Finding>) {
    let of_store = || of_store.iter().filter(|(part, ..)| *part == "store");
    let is_wrong = of_store().any(|(_, verdict, _)| *verdict == Verdict::Wrong);
    let is_in_use = of_store().any(|(.., text)| text == IN_USE);
    match &config.storage_key {
        // What is wrong with the store tells whether it is the key.
        _ if is_wrong => {}
        Some(path) if is_new => {
            let text = format!("the store will be encrypted: {}", path.display());
            found.push(("keys", Verdict::Right, text));
        }
        Some(path) => {
            let text = format!("the store is encrypted: {}", path.display());
            found.push(("keys", Verdict::Right, text));
        }
        None => {
            let text = match (is_new, is_in_use) {
                (true, _) => {
                    "without a storage_key the store is not encrypted: make a key (vdx keys generate-storage) and set it before the first start"
                }
                (false, true) => {
                    "no storage_key is set: if the running exchange has one, name it here too, or it will not start again; if it has none, its store is not encrypted (restore a backup with a key into a new directory, vdx restore --storage-key, and destroy the old one)"
                }
                (false, false) => {
                    "the store is not encrypted: make a key (vdx keys generate-storage), restore a backup with it into a new directory (vdx restore --storage-key) and destroy the old one"
                }
            };
            found.push(("keys", Verdict::Attend, text.into()));
        }
    }
    let (verdict, text) = match &config.recovery_key {
        Some(_) => (Verdict::Right, "backups can be made"),
        None => (Verdict::Attend, "no backups can be made: set recovery_key"),
    };
    found.push(("keys", verdict, text.into()));
}

#[cfg(unix)]
fn disk(data_dir: &Path) -> Finding {
    // A directory that is still to be made lies on the disk of the one above it.
    let there = data_dir.ancestors().find(|path| path.exists()).unwrap_or(Path::new("."));
    match rustix::fs::statvfs(there) {
        Err(error) => ("disk", Verdict::Wrong, format!("{}: {error}", there.display())),
        Ok(disk) => {
            let free = disk.f_bavail.saturating_mul(disk.f_frsize);
            let verdict = match free {
                ..TOO_LOW => Verdict::Wrong,
                TOO_LOW..LOW => Verdict::Attend,
                _ => Verdict::Right,
            };
            ("disk", verdict, format!("{} MiB free for {}", free >> 20, data_dir.display()))
        }
    }
}

#[cfg(not(unix))]
fn disk(_data_dir: &Path) -> Finding {
    ("disk", Verdict::Attend, "free space is not known on this system".into())
}

/// Reads a store that nobody uses, and compares the clock with what was logged in it.
fn store(config: &Config, checked: Checked) -> Vec<Finding> {
    let dir = config.data_dir.display();
    let other = |verdict, text: String| vec![("store", verdict, text)];
    let exchange = match Looked::at(config, checked) {
        Ok(Looked::Read(exchange)) => exchange,
        Ok(Looked::None) if config.data_dir.exists() => {
            let text = format!(
                "{dir} holds none: the first start makes one. If there was one, mount its disk, or \
                 set data_dir right, before you start"
            );
            return other(Verdict::Attend, text);
        }
        Ok(Looked::None) => {
            return other(Verdict::Right, format!("{dir} is made at the first start"));
        }
        Ok(Looked::InUse) => {
            return other(Verdict::Right, IN_USE.into());
        }
        Ok(Looked::Sled) => {
            let text = format!(
                "{dir} holds a store of the engine sled, which is not read here, since opening it \
                 changes it: vdx store move reads and compares all of it"
            );
            return other(Verdict::Attend, text);
        }
        Err(error) => return other(Verdict::Wrong, error.to_string()),
    };
    let read = || {
        exchange.verify()?;
        let pending = exchange.is_restored();
        let coordinator = serve::lost_coordinator(&exchange);
        Ok::<_, ExchangeError>((exchange.clock_lag()?, exchange.members(), pending, coordinator))
    };
    match read() {
        Err(error) => vec![("store", Verdict::Wrong, error.to_string())],
        Ok((lag, members, pending, coordinator)) => {
            let clock = if lag > MAX_CLOCK_LAG {
                (Verdict::Wrong, format!("{lag} seconds behind the latest call in the audit log"))
            } else {
                (Verdict::Right, "not behind the audit log".into())
            };
            let sound = "everything in it is sound".into();
            let mut found = vec![("store", Verdict::Right, sound), ("clock", clock.0, clock.1)];
            if exchange.is_behind() {
                let text = "older than what was acknowledged, as a member has shown: nothing is taken. Put the newest data directory back, or restore a backup";
                found.push(("store", Verdict::Wrong, text.into()));
            }
            if pending {
                let text = "restored from a backup: the exchange takes nothing before the coordinator has acknowledged it (vdx acknowledge-restore)";
                found.push(("store", Verdict::Attend, text.into()));
            }
            found.extend(coordinator.map(|text| ("members", Verdict::Attend, text)));
            for member in members {
                let void = void_roles(&member.roles).map(|(_, rule)| {
                    let text =
                        format!("{}: {rule}; until it is put right, it does not count", member.id);
                    ("members", Verdict::Attend, text)
                });
                found.extend(void);
            }
            found
        }
    }
}
