//! `vdx keys`: national keys and the exchange's key.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;

use crate::backup::generate_recovery_key;
use crate::domain::codes::KeyScope;
use crate::domain::profile::Profile;
use crate::exchange::ExchangeSecrets;
use crate::pseudonym::TokenKey;
use crate::store::StorageKey;

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
    /// Show epoch and check value of a national or transnational key: equal on all machines
    /// that hold the same key, and what the exchange's configuration needs.
    ShowFingerprint {
        /// The key file.
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
            println!("{} written (readable by you alone)", out.display());
            println!("Keep a copy offline: without it the store is of no use.");
        }
        Command::GenerateStorage { out } => {
            StorageKey::generate(out)?;
            println!("{} written (readable by you alone)", out.display());
            println!(
                "The exchange needs it at every start; keep it off the disk that it encrypts."
            );
            println!("\nFor the exchange's configuration:\nstorage_key = \"{}\"", out.display());
        }
        Command::GenerateRecovery { out } => {
            let recipient = generate_recovery_key(out)?;
            println!("{} written (readable by you alone)", out.display());
            println!("Keep it where the exchange is not: whoever has it reads every backup.");
            println!("\nFor the exchange's configuration:\nrecovery_key = \"{recipient}\"");
        }
        Command::ShowFingerprint { file } => {
            let national = TokenKey::load(KeyScope::National, file);
            show(&national.or_else(|error| {
                TokenKey::load(KeyScope::Transnational, file).map_err(|_| error)
            })?);
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn generate(scope: KeyScope, epoch: u32, out: &Path) -> Result<()> {
    let key = TokenKey::generate(scope, epoch)?;
    key.save(out)?;
    println!("{} written (readable by you alone)", out.display());
    show(&key);
    Ok(())
}

fn show(key: &TokenKey) {
    println!("epoch {}, check value {}", key.epoch(), hex::encode(key.check_value()));
    println!("shipped linkage profile {:?}", Profile::shipped().id());
    println!("\nFor the exchange's configuration:");
    let table = match key.scope() {
        KeyScope::National => "key_epochs",
        KeyScope::Transnational => "transnational_key_epochs",
    };
    println!("[[{table}]]\nepoch = {}", key.epoch());
    println!("check_value = \"{}\"", hex::encode(key.check_value()));
}
