//! `vdx store`: the files of a store, while no exchange runs on them.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::store::{self, Engine, StorageKey, StoreSettings, transfer};

use super::common::print;

/// What to do with a store.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Move a store of the engine sled, as older versions made it, to the engine redb.
    Move(MoveArgs),
}

/// Copies everything in a store of the engine sled into a new directory under the engine redb, reads
/// both and compares every value. Nothing that is stored in the old directory changes. No exchange
/// may run on it.
#[derive(clap::Args)]
pub struct MoveArgs {
    /// The directory of the old store.
    #[arg(long, value_name = "DIR")]
    from: PathBuf,
    /// The new directory: missing or empty.
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// The key that the old store is encrypted with; the new one will be, too.
    #[arg(long, value_name = "FILE")]
    storage_key: Option<PathBuf>,
}

pub fn run(command: &Command) -> Result<ExitCode> {
    let Command::Move(args) = command;
    let (old, new) = (args.from.display(), args.to.display());
    if !args.from.exists() {
        bail!("{old}: there is no such directory");
    }
    if Engine::of(&args.from) != Some(Engine::Sled) {
        bail!(
            "{old} holds no store of the engine sled (files named conf and db): name the data_dir of \
             the older version"
        );
    }
    if args.to.exists() && std::fs::read_dir(&args.to)?.next().is_some() {
        bail!("{new} holds something already: name a directory that is missing or empty");
    }
    let key = args.storage_key.as_deref().map(StorageKey::load).transpose()?;
    let settings = |dir, engine| StoreSettings { engine, ..StoreSettings::new(dir, key.as_ref()) };
    let from = store::open(&settings(&args.from, Engine::Sled))?;
    let to = store::open(&settings(&args.to, Engine::Redb))?;
    let moved = transfer(&*from, &*to).with_context(|| {
        format!("{new} is not finished: remove it, and {old} goes on as before")
    })?;
    print(&format!(
        "{} values, {} journal entries among them, {} bytes: copied, read back and compared.\n\
         Set data_dir to {new}, leave out engine under [store], and run vdx doctor.\n\
         Keep {old} until the exchange has run and a backup was made, then destroy it: it holds \
         what was erased.\n",
        moved.values, moved.entries, moved.bytes
    ))
}
