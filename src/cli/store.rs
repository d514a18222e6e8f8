//! `vdx store`: the files of a store, while no exchange runs on them.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::store::{self, Engine, StorageKey, StoreError, StoreSettings, transfer};

use super::common::print;

/// What to do with a store.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Move a store of the engine sled, as older versions made it, to the engine redb.
    Move(MoveArgs),
}

/// Copies everything in a store of the engine sled into a new directory under the engine redb, reads
/// both and compares every value. The old directory stays as it is, byte for byte: its files are
/// copied beside the new directory first, which takes as much space again for that time. No exchange
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
    if args.to.join(store::COPYING).exists() {
        return Err(StoreError::Unfinished(args.to.clone()).into());
    }
    if args.to.exists() && std::fs::read_dir(&args.to)?.next().is_some() {
        bail!("{new} holds something already: name a directory that is missing or empty");
    }
    let above = place_of(&args.to)?;
    if above.starts_with(args.from.canonicalize()?) {
        bail!("{new} would lie in {old}, which is destroyed in the end: name one beside it");
    }
    let key = args.storage_key.as_deref().map(StorageKey::load).transpose()?;
    let settings = |dir, engine| StoreSettings { engine, ..StoreSettings::new(dir, key.as_ref()) };
    // Opening it changes it, and it is the way back: a copy is opened instead.
    let copy = tempfile::Builder::new().prefix("vdx-move-").tempdir_in(&above)?;
    let _unused = copy_old(&args.from, copy.path())?;
    let from = store::open(&settings(copy.path(), Engine::Sled))?;
    let to = store::begin_copy(&settings(&args.to, Engine::Redb))?;
    let moved = transfer(&*from, &*to).with_context(|| {
        format!("{new} is not finished: remove it, and {old} goes on as before")
    })?;
    // Remembered revocation lists: an older one must readmit nobody.
    let lists = args.from.join("crl");
    if lists.exists() {
        copy_all(&lists, &args.to.join("crl"))?;
    }
    print(&format!(
        "{} values, {} journal entries among them, {} bytes: copied, read back and compared.\n\
         Set data_dir to {new}, leave out engine under [store], and run vdx doctor.\n\
         Keep {old} until the exchange has run and a backup was made, then destroy it: it holds \
         what was erased.\n",
        moved.values, moved.entries, moved.bytes
    ))
}

/// The directory in which another one is or will be, which is made when it is missing.
fn place_of(dir: &Path) -> Result<PathBuf> {
    let above = match dir.parent() {
        Some(above) if above != Path::new("") => above,
        _ => Path::new("."),
    };
    std::fs::create_dir_all(above)?;
    Ok(above.canonicalize()?)
}

/// Copies all files of a store that no process uses, and keeps it unused as long as what is returned
/// is kept.
fn copy_old(from: &Path, to: &Path) -> Result<Vec<File>> {
    let mut locks = Vec::new();
    // The engine locks its own file, this program the other one.
    for name in ["lock", "db"] {
        let Ok(file) = File::open(from.join(name)) else { continue };
        match file.try_lock() {
            Ok(()) => locks.push(file),
            Err(TryLockError::WouldBlock) => return Err(StoreError::InUse(from.into()).into()),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
    }
    copy_all(from, to).with_context(|| format!("{} cannot be copied", from.display()))?;
    Ok(locks)
}

fn copy_all(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            copy_all(&from, &to)?;
        } else {
            std::fs::copy(&from, &to)?;
        }
    }
    Ok(())
}
