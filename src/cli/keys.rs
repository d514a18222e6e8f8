//! `vdx keys`: national keys and the exchange's key.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;

use crate::domain::profile::Profile;
use crate::exchange::ExchangeSecrets;
use crate::pseudonym::NationalKey;

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
    /// Show epoch and check value of a national key: equal on all machines that hold the
    /// same key, and what the exchange's configuration needs.
    ShowFingerprint {
        /// The key file.
        file: PathBuf,
    },
}

pub fn run(command: &Command) -> Result<ExitCode> {
    match command {
        Command::Generate { epoch, out } => {
            let key = NationalKey::generate(*epoch)?;
            key.save(out)?;
            println!("{} written (readable by you alone)", out.display());
            show(&key);
        }
        Command::GenerateExchange { out } => {
            ExchangeSecrets::generate(out)?;
            println!("{} written (readable by you alone)", out.display());
            println!("Keep a copy offline: without it the store is of no use.");
        }
        Command::ShowFingerprint { file } => show(&NationalKey::load(file)?),
    }
    Ok(ExitCode::SUCCESS)
}

fn show(key: &NationalKey) {
    println!("epoch {}, check value {}", key.epoch(), hex::encode(key.check_value()));
    println!("shipped linkage profile {:?}", Profile::shipped().id());
    println!("\nFor the exchange's configuration:");
    println!("[[key_epochs]]\nepoch = {}", key.epoch());
    println!("check_value = \"{}\"", hex::encode(key.check_value()));
}
