//! The command line: one file for each subcommand.
//!
//! Exit codes: 0 all went well; 1 something failed or was refused; 2 the command line is
//! wrong; 3 the work is done, but some rows were rejected, or some sealed parts could not be
//! opened; 4 what was shown is not verified: it is the word of the exchange alone.

// Everything printed goes through `common`, which lets nothing foreign act on a terminal.
#![deny(clippy::print_stdout, clippy::print_stderr)]

/// Prints a line to standard output.
macro_rules! say {
    ($($part:tt)*) => { $crate::cli::common::say(&format!($($part)*)) };
}

/// Prints a line to standard error.
macro_rules! note {
    ($($part:tt)*) => { $crate::cli::common::note(&format!($($part)*)) };
}

mod audit;
mod backup;
mod codebook;
mod codes;
mod common;
mod config;
mod confirm;
mod demo;
mod demo_referral;
mod doctor;
mod ends;
mod evidence;
mod held;
mod help;
mod indicators;
mod init;
mod keys;
mod layout;
mod linkage;
mod linkage_quality;
mod linkage_reasons;
mod manual;
mod mapping;
mod members;
mod naming;
mod passphrase;
mod pki;
mod query;
mod reasons;
mod records;
mod referral;
mod rejected_file;
mod relay;
mod release;
mod remarks;
mod report;
mod restoration;
mod sending;
mod series;
mod serve;
mod speech;
mod store;
mod submission;
mod submit;
mod withdraw;

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

/// Unified, anonymized exchange of data on victims of trafficking.
#[derive(Parser)]
#[command(name = "vdx", version, about, propagate_version = true, after_help = AFTER_HELP)]
struct Cli {
    /// Language of what is printed for people; that of the environment unless given. `sr` is
    /// Serbian in Latin script, `sr-Cyrl` in Cyrillic.
    #[arg(long, global = true, env = "VDX_LANG", value_name = "LANGUAGE", value_parser = speech::parser())]
    lang: Option<speech::Chosen>,
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
Start here:
  vdx demo                                     see everything work on this machine
  vdx init                                     the directory of a new exchange
  vdx mapping new export.xlsx                  a first mapping of your export
  vdx submit --mapping m.toml --key national.key export.csv --dry-run
  vdx referral inbox                           what partners have sent you
  vdx query --measure persons --by gender,age_band --years 2008-2011

Exit codes: 0 done, 1 failed or refused, 2 wrong usage, 3 done, but some rows were rejected or some
sealed parts not opened, 4 shown, but not verified, 5 answered, but the exchange gave no head of its log
afterwards, so that nothing proves it yet.";

#[derive(Subcommand)]
enum Command {
    /// Make the directory of a new exchange: configuration, authority, keys, first client profiles.
    Init(init::Args),
    /// Run an exchange.
    Serve(serve::Args),
    /// Check configuration, certificates, disk and store of an exchange.
    Doctor(doctor::Args),
    /// Pseudonymize an export and submit it.
    Submit(submit::Args),
    /// Write and check the mapping of an export.
    #[command(subcommand)]
    Mapping(mapping::Command),
    /// List the records that your institution has at the exchange.
    Records(records::Args),
    /// Withdraw records of your institution.
    Withdraw(withdraw::Args),
    /// Count persons, assistance or proceedings, protected.
    Query(query::Args),
    /// Print the indicators of the national strategy.
    Indicators(indicators::Args),
    /// Fill a form with the figures of a year: for the ministry, Eurostat, UNODC, or the public.
    Report(report::Args),
    /// List measures, dimensions and codes.
    Codes(codes::Args),
    /// Exchange referrals with partner countries (liaison).
    #[command(subcommand)]
    Referral(Box<referral::Command>),
    /// Carry consented cross-border records to a hub (coordinator).
    Relay(relay::Args),
    /// Propose, approve and list releases of figures (coordinator).
    #[command(subcommand)]
    Release(release::Command),
    /// Tells what is in the place of this command of earlier versions.
    #[command(hide = true)]
    Publish(release::PublishArgs),
    /// List releases.
    #[command(hide = true)]
    Epochs(release::EpochsArgs),
    /// Administer members (coordinator).
    #[command(subcommand)]
    Members(members::Command),
    /// Tell who the exchange takes you for.
    Whoami(members::WhoamiArgs),
    /// Read and check the audit log (auditor).
    #[command(subcommand)]
    Audit(audit::Command),
    /// Copy everything stored into an encrypted file (coordinator).
    Backup(backup::BackupArgs),
    /// Check a backup from end to end, offline.
    Verify(backup::VerifyArgs),
    /// Fill an empty data directory with a backup, offline.
    Restore(backup::RestoreArgs),
    /// Acknowledge that the exchange was restored (coordinator).
    AcknowledgeRestore(restoration::Args),
    /// Administer the files of a store, offline.
    #[command(subcommand)]
    Store(store::Command),
    /// Make and show keys.
    #[command(subcommand)]
    Keys(keys::Command),
    /// Measure and tune linkage.
    #[command(subcommand)]
    Linkage(linkage::Command),
    /// Make and administer certificates.
    #[command(subcommand)]
    Pki(pki::Command),
    /// Run the whole exchange on this machine with generated data.
    Demo(demo::Args),
    /// Print a completion script for a shell.
    Completions(manual::CompletionsArgs),
    /// Write manual pages.
    Manual(manual::ManualArgs),
}

/// A command whose texts behind the options are broken where the terminal ends: here they are broken where
/// the source ends, which would break them twice. Examples, which are indented, stay as they are.
fn unfolded(command: clap::Command) -> clap::Command {
    let text = command.get_after_help().map(ToString::to_string);
    let command = command.mut_subcommands(unfolded);
    let Some(text) = text else { return command };
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let is_own = line.is_empty() || line.starts_with(' ');
        let ends = |last: &String| last.is_empty() || last.starts_with(' ') || last.ends_with(':');
        match lines.last_mut().filter(|last| !is_own && !ends(last)) {
            Some(last) => *last += &format!(" {line}"),
            None => lines.push(line.to_owned()),
        }
    }
    command.after_help(lines.join("\n"))
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let language = help::language_of(std::env::args_os());
    let command = help::in_language(unfolded(Cli::command()), language);
    let matches = command.try_get_matches().unwrap_or_else(|error| help::exit(&error, language));
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    speech::choose(cli.lang.and_then(|chosen| chosen.0));
    let result = match cli.command {
        Command::Init(args) => init::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Doctor(args) => doctor::run(&args),
        Command::Submit(args) => submit::run(&args),
        Command::Mapping(command) => mapping::run(&command),
        Command::Records(args) => records::run(&args),
        Command::Withdraw(args) => withdraw::run(&args),
        Command::Query(args) => query::run(&args),
        Command::Indicators(args) => indicators::run(&args),
        Command::Report(args) => report::run(&args),
        Command::Codes(args) => codes::run(&args),
        Command::Referral(command) => referral::run(&command),
        Command::Relay(args) => relay::run(&args),
        Command::Release(command) => release::run(&command),
        Command::Publish(args) => release::publish(&args),
        Command::Epochs(args) => release::epochs(&args),
        Command::Members(command) => members::run(&command),
        Command::Whoami(args) => members::whoami(&args),
        Command::Audit(command) => audit::run(&command),
        Command::Backup(args) => backup::backup(&args),
        Command::Verify(args) => backup::verify(&args),
        Command::Restore(args) => backup::restore(&args),
        Command::AcknowledgeRestore(args) => restoration::run(&args),
        Command::Store(command) => store::run(&command),
        Command::Keys(command) => keys::run(&command),
        Command::Linkage(command) => linkage::run(&command),
        Command::Pki(command) => pki::run(&command),
        Command::Demo(args) => demo::run(&args),
        Command::Completions(args) => manual::completions(&args, Cli::command()),
        Command::Manual(args) => manual::manual(&args, Cli::command()),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            note!("vdx: {}", common::explain(&error));
            match () {
                () if error.is::<common::Unsettled>() => ExitCode::from(common::NOT_CERTAIN),
                () if error.is::<common::Usage>() => ExitCode::from(common::WRONG_USAGE),
                () => ExitCode::FAILURE,
            }
        }
    }
}
