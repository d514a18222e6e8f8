//! `vdx keys`: national keys and the exchange's key.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Subcommand;

use crate::backup::generate_recovery_key;
use crate::client::ClientProfile;
use crate::domain::codes::KeyScope;
use crate::domain::profile::Profile;
use crate::exchange::ExchangeSecrets;
use crate::pseudonym::{RecordIdKey, TokenKey};
use crate::secret_file::KeyError;
use crate::store::StorageKey;

use super::common::Connection;
use super::naming::elsewhere;
use super::speech::sentence;

#[derive(Subcommand)]
pub enum Command {
    /// Make the national key of an epoch, which all institutions share and the exchange
    /// never holds.
    Generate {
        /// Number of the key epoch.
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
        epoch: u32,
        /// New file; never overwritten.
        #[arg(long, default_value = "national.key")]
        out: PathBuf,
    },
    /// Make the exchange's own key, which no institution holds.
    GenerateExchange {
        /// New file; never overwritten.
        #[arg(long, default_value = "exchange.key")]
        out: PathBuf,
    },
    /// Make the key with which an exchange encrypts its store.
    GenerateStorage {
        /// New file; never overwritten.
        #[arg(long, default_value = "storage.key")]
        out: PathBuf,
    },
    /// Make the secret under which an institution's record ids are hashed, so that any text works as an
    /// id and none leaves. Once for an institution: all its machines need the same one.
    GenerateIds {
        /// New file, never overwritten; where `vdx submit` looks for it unless given: ids.key beside the client
        /// profile.
        #[arg(long)]
        out: Option<PathBuf>,
        #[command(flatten)]
        connection: Connection,
        /// A second file with the same secret, on another medium: the copy to keep.
        #[arg(long, value_name = "FILE")]
        copy: Option<PathBuf>,
    },
    /// Make the transnational key of an epoch, which institutions and liaisons of all partner
    /// countries share and no exchange holds.
    GenerateTransnational {
        /// Number of the key epoch.
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
        epoch: u32,
        /// New file; never overwritten.
        #[arg(long, default_value = "transnational.key")]
        out: PathBuf,
    },
    /// Make a recovery key, to which backups are encrypted. Keep the file off the exchange's
    /// machine; only its public half belongs into the configuration.
    GenerateRecovery {
        /// New file; never overwritten.
        #[arg(long, default_value = "recovery.key")]
        out: PathBuf,
    },
    /// Make the key of the next epoch, and tell how to move from the old one to it. The old key
    /// stays as it is: both are in use until every institution has submitted with both.
    Rotate {
        /// The national or transnational key in use.
        file: PathBuf,
        /// New file; never overwritten.
        #[arg(long)]
        out: PathBuf,
    },
    /// Show epoch and check value of a national or transnational key: equal on all machines
    /// that hold the same key, and what the exchange's configuration needs. Of a key for record ids
    /// the check value alone.
    ShowFingerprint {
        /// The key file.
        file: PathBuf,
    },
    /// Show the public key that verifies the exchange's audit log, from the exchange's key file:
    /// what an auditor compares with the first `vdx audit verify`, or gives to it with --key.
    ShowAuditKey {
        /// The exchange's key file.
        #[arg(default_value = "exchange.key")]
        file: PathBuf,
    },
}

pub fn run(command: &Command) -> Result<ExitCode> {
    match command {
        Command::Generate { epoch, out } => generate(KeyScope::National, *epoch, out)?,
        Command::GenerateTransnational { epoch, out } => {
            generate(KeyScope::Transnational, *epoch, out)?;
        }
        Command::GenerateExchange { out } => {
            ExchangeSecrets::generate(out)?;
            say!("{} written (readable by you alone)", out.display());
            say!("Keep a copy offline: without it the store is of no use.");
        }
        Command::GenerateIds { out, copy, connection } => {
            generate_ids(out.as_deref(), copy.as_deref(), connection)?;
        }
        Command::GenerateStorage { out } => {
            StorageKey::generate(out)?;
            say!("{} written (readable by you alone)", out.display());
            say!("The exchange needs it at every start; keep it off the disk that it encrypts.");
            say!("\nFor the exchange's configuration:\nstorage_key = \"{}\"", out.display());
        }
        Command::GenerateRecovery { out } => {
            let recipient = generate_recovery_key(out)?;
            say!("{} written (readable by you alone)", out.display());
            say!("Keep it where the exchange is not: whoever has it reads every backup.");
            say!("\nFor the exchange's configuration:\nrecovery_key = \"{recipient}\"");
        }
        Command::Rotate { file, out } => rotate(file, out)?,
        Command::ShowFingerprint { file } => match RecordIdKey::load(file) {
            Ok(key) => say!("key for record ids, check value {}", hex::encode(key.check_value())),
            Err(_) => show(&load(file)?),
        },
        Command::ShowAuditKey { file } => {
            let secrets = ExchangeSecrets::load(file)?;
            say!("{}", hex::encode(secrets.audit_public_key()));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// A national or transnational key.
fn load(file: &Path) -> Result<TokenKey, KeyError> {
    TokenKey::load(KeyScope::National, file)
        .or_else(|error| TokenKey::load(KeyScope::Transnational, file).map_err(|_| error))
}

fn generate_ids(out: Option<&Path>, copy: Option<&Path>, connection: &Connection) -> Result<()> {
    let place = ClientProfile::id_key_of(&connection.profile);
    // One that is named by hand may be meant to be another one, as after a loss.
    if let (None, Some(other)) = (out, elsewhere(&place)) {
        let other = other.display().to_string().into();
        let place = place.display().to_string().into();
        bail!(sentence("cli-ids_key_twice", &[("other", other), ("path", place)]));
    }
    let out = out.unwrap_or(&place);
    let key = RecordIdKey::generate()?;
    // The copy first: a key in use has one.
    for path in copy.into_iter().chain([out]) {
        key.save(path)?;
        say!("{} written (readable by you alone)", path.display());
    }
    say!("check value {}", hex::encode(key.check_value()));
    say!(
        "
Copy it to every machine of the institution that submits; never make a second one.{}
Without it no record can be corrected, withdrawn or found by its id. If all copies are lost: make a new
one, submit complete exports under it with --new-system, and then withdraw what was submitted under
the old one, all at once (vdx records; vdx records --mark MARK --withdraw NUMBER).",
        match copy {
            Some(_) => "\nKeep the copy where the machine is not.",
            None => "\nNOT COPIED YET: keep a copy of the file where this machine is not, before the first submission.",
        }
    );
    Ok(())
}

fn rotate(file: &Path, out: &Path) -> Result<()> {
    let old = load(file)?;
    let epoch = old.epoch().checked_add(1).context("there are no more epochs")?;
    generate(old.scope(), epoch, out)?;
    let option = match old.scope() {
        KeyScope::National => "key",
        KeyScope::Transnational => "transnational-key",
    };
    let (file, out, retired) = (file.display(), out.display(), old.epoch());
    say!(
        "
1. Add the lines above to the exchange's configuration, beside those of epoch {retired}, and
   restart it.
2. Give the new key to everybody who has the old one, by a way that you trust. Each submits
   everything with both: vdx submit --{option} {out} --{option} {file} ...
3. When all have done so, take the lines of epoch {retired} out of the configuration, restart, and
   destroy the old key. Records that were not submitted again stay, but nothing new will be found
   to be about the same persons."
    );
    Ok(())
}

fn generate(scope: KeyScope, epoch: u32, out: &Path) -> Result<()> {
    let key = TokenKey::generate(scope, epoch)?;
    key.save(out)?;
    say!("{} written (readable by you alone)", out.display());
    show(&key);
    Ok(())
}

fn show(key: &TokenKey) {
    say!("epoch {}, check value {}", key.epoch(), hex::encode(key.check_value()));
    say!("shipped linkage profile {:?}", Profile::shipped().id());
    say!("\nFor the exchange's configuration:");
    let table = match key.scope() {
        KeyScope::National => "key_epochs",
        KeyScope::Transnational => "transnational_key_epochs",
    };
    say!("[[{table}]]\nepoch = {}", key.epoch());
    say!("check_value = \"{}\"", hex::encode(key.check_value()));
}
