//! `vdx backup`, `vdx verify` and `vdx restore`.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::backup::{self, BackupError};
use crate::proto::v1;
use crate::secret_file::create_private;
use crate::store::{self, Engine, StorageKey, StoreError, StoreSettings};

use super::common::{Connection, print, with_client};

/// Copies everything that a running exchange has stored into one file, encrypted to the recovery
/// key that its configuration names. You cannot read it yourself.
#[derive(clap::Args)]
pub struct BackupArgs {
    /// New file; never overwritten.
    #[arg(long)]
    out: PathBuf,
    #[command(flatten)]
    connection: Connection,
}

/// Reads a backup from end to end: it can be decrypted, nothing is missing or changed, and the
/// journal in it is whole.
#[derive(clap::Args)]
pub struct VerifyArgs {
    /// The backup.
    file: PathBuf,
    /// The recovery key's private half.
    #[arg(long, value_name = "FILE")]
    recovery_key: PathBuf,
}

/// Fills an empty data directory with a backup. The exchange must not run on it; it needs the
/// same exchange key as before. Members notice that it went back: it takes nothing before the
/// coordinator has acknowledged the restore.
#[derive(clap::Args)]
pub struct RestoreArgs {
    /// The backup.
    #[arg(required_unless_present = "mark")]
    file: Option<PathBuf>,
    /// The recovery key's private half.
    #[arg(long, value_name = "FILE", required_unless_present = "mark")]
    recovery_key: Option<PathBuf>,
    /// Only mark a data directory that was put back by other means, such as a snapshot of the
    /// disk, as restored.
    #[arg(long, conflicts_with_all = ["file", "recovery_key"])]
    mark: bool,
    /// The new data directory: missing or empty, unless it is to be marked.
    #[arg(long, value_name = "DIR")]
    data_dir: PathBuf,
    /// The key with which the new store is encrypted; it need not be the old one. The exchange's
    /// configuration names it as storage_key.
    #[arg(long, value_name = "FILE")]
    storage_key: Option<PathBuf>,
    /// Write the whole store unencrypted: for a trial run with invented records alone.
    #[arg(long, conflicts_with_all = ["storage_key", "mark"])]
    unencrypted: bool,
}

pub fn backup(args: &BackupArgs) -> Result<ExitCode> {
    let name = args.out.display().to_string();
    let file = create_private(&args.out).with_context(|| name.clone())?;
    let result = with_client(&args.connection, async |client| {
        let mut pieces =
            client.backup().create_backup(v1::CreateBackupRequest {}).await?.into_inner();
        let mut out = BufWriter::new(&file);
        let mut bytes = 0;
        while let Some(piece) = pieces.message().await? {
            out.write_all(&piece.data).with_context(|| name.clone())?;
            bytes += piece.data.len();
        }
        out.flush()?;
        drop(out);
        file.sync_all()?;
        Ok(bytes)
    });
    match result {
        Ok(bytes) => print(&format!(
            "{name}: {bytes} bytes. Check it with: vdx verify {name} --recovery-key FILE\n"
        )),
        Err(error) => {
            // Half a backup must not lie about looking like one.
            let _ = std::fs::remove_file(&args.out);
            Err(error)
        }
    }
}

fn open(path: &PathBuf) -> Result<BufReader<File>> {
    Ok(BufReader::new(File::open(path).with_context(|| path.display().to_string())?))
}

pub fn verify(args: &VerifyArgs) -> Result<ExitCode> {
    let contents = backup::verify(open(&args.file)?, &args.recovery_key)
        .with_context(|| args.file.display().to_string())?;
    print(&format!(
        "The backup is whole: {} values, {} journal entries.\n",
        contents.values, contents.entries
    ))
}

/// What an operator does after a restore.
const NEXT: &str = "It takes nothing before the coordinator has acknowledged the restore: vdx acknowledge-restore\n";

/// What a backup does not hold.
const LISTS: &str = "Revocation lists are in no backup: before the start, have each authority sign a fresh one (vdx pki renew-crl), or copy the directory crl of the former data directory, so that an older list readmits nobody.\n";

pub fn restore(args: &RestoreArgs) -> Result<ExitCode> {
    let dir = &args.data_dir;
    let key = args.storage_key.as_deref().map(StorageKey::load).transpose()?;
    let (Some(file), Some(recovery_key)) = (&args.file, &args.recovery_key) else {
        let Some(engine) = Engine::of(dir) else {
            bail!("{}: not a data directory", dir.display());
        };
        let settings = StoreSettings { engine, ..StoreSettings::new(dir, key.as_ref()) };
        backup::mark(&*store::open(&settings)?)?;
        return print(&format!("{}: marked as restored.\n{NEXT}", dir.display()));
    };
    if key.is_none() && !args.unencrypted {
        bail!(
            "nothing was written: give --storage-key FILE, the key that the exchange's configuration names as storage_key (vdx keys generate-storage makes one). Without it everything would lie unencrypted on the disk; where that is meant: --unencrypted"
        );
    }
    if dir.join(store::COPYING).exists() {
        return Err(StoreError::Unfinished(dir.clone()).into());
    }
    if dir.exists() && std::fs::read_dir(dir)?.next().is_some() {
        return Err(BackupError::NotEmpty(dir.clone()).into());
    }
    // Read through once before anything is written.
    backup::verify(open(file)?, recovery_key).with_context(|| file.display().to_string())?;
    let store = store::begin_copy(&StoreSettings::new(dir, key.as_ref()))?;
    let contents = backup::restore(open(file)?, recovery_key, &*store)
        .with_context(|| file.display().to_string())?;
    let plain = match key {
        Some(_) => "",
        None => "It is NOT ENCRYPTED: whoever reads the disk reads all of it.\n",
    };
    print(&format!(
        "{}: {} values restored, {} journal entries. Start the exchange with its own exchange key.\n{plain}{LISTS}{NEXT}",
        dir.display(),
        contents.values,
        contents.entries
    ))
}
