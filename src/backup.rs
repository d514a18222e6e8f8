//! Backups: a consistent copy of the store in one file, encrypted to a recovery key (age,
//! <https://age-encryption.org/v1>) and authenticated piece by piece, so that nothing of it can
//! be read, changed or cut off unnoticed.
//!
//! Inside: a line that says what it is, then each value as space (1 byte), length of the key
//! (4 bytes, big-endian), key, length of the value, value; at the end a zero byte and the number
//! of values (8 bytes). The exchange's key is not in it: a backup is of no use without that
//! either.

use std::io::{self, BufWriter, Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use age::secrecy::ExposeSecret;
use age::x25519::{Identity, Recipient};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::audit::INCARNATION;
use crate::secret_file::{KeyError, read_private, write_private};
use crate::store::{BEHIND, Batch, RESTORED, Snapshot, Space, Store, StoreError, decode_entry};

const HEAD: &[u8] = b"vdx backup 1\n";
/// Longest key or value in bytes: more is damage.
const LONGEST: u32 = 1 << 30;
/// Number of values' bytes that are committed together when restoring.
const COMMIT: usize = 8 << 20;

/// Reason why a backup cannot be made or read.
#[derive(Debug, Error)]
pub enum BackupError {
    /// The file cannot be read or written.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The recovery key cannot be made or read.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The file at this path is no recovery key.
    #[error("{0}: not a recovery key (AGE-SECRET-KEY-1...)")]
    NotAKey(PathBuf),
    /// The backup is encrypted to another recovery key, or is no age file.
    #[error("the file cannot be decrypted with this recovery key")]
    OtherKey,
    /// The file was cut off or changed, or is no backup.
    #[error("the backup is damaged: {0}")]
    Damaged(&'static str),
    /// A newer version of this program made the backup.
    #[error("the backup was made by a newer version of vdx: use that version")]
    Newer,
    /// The directory to restore into holds something already.
    #[error("{0} holds something already: restore into an empty directory")]
    NotEmpty(PathBuf),
}

/// Public half of a recovery key, to which backups are encrypted.
#[derive(Clone)]
pub struct RecoveryRecipient(Recipient);

impl FromStr for RecoveryRecipient {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self).map_err(|_| "must be the public half of a recovery key (age1...)")
    }
}

impl std::fmt::Display for RecoveryRecipient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Makes a recovery key in a new file that only its owner can read; the age tools can read the
/// file too.
pub fn generate_recovery_key(path: &Path) -> Result<RecoveryRecipient, BackupError> {
    let identity = Identity::generate();
    let text = Zeroizing::new(format!("{}\n", identity.to_string().expose_secret()));
    write_private(path, text.as_bytes())
        .map_err(|source| KeyError::Io { path: path.into(), source })?;
    Ok(RecoveryRecipient(identity.to_public()))
}

fn load_identity(path: &Path) -> Result<Identity, BackupError> {
    let text = read_private(path)?;
    let mut lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let key = lines.next().and_then(|line| line.trim().parse().ok());
    key.ok_or_else(|| BackupError::NotAKey(path.into()))
}

/// Writes a backup of everything in a store, as it was at one moment.
pub fn write(
    store: &dyn Snapshot,
    recipient: &RecoveryRecipient,
    output: &mut dyn Write,
) -> Result<u64, BackupError> {
    let recipients = std::iter::once(&recipient.0 as &dyn age::Recipient);
    let encryptor =
        age::Encryptor::with_recipients(recipients).map_err(|_| BackupError::OtherKey)?;
    let mut writer = BufWriter::new(encryptor.wrap_output(output)?);
    writer.write_all(HEAD)?;
    let mut values = 0u64;
    for space in Space::ALL {
        let mut failed = None;
        store.scan(*space, &[], &mut |key, value| {
            values += 1;
            match write_value(&mut writer, *space, key, value) {
                Ok(()) => Ok(ControlFlow::Continue(())),
                Err(error) => {
                    failed = Some(error);
                    Ok(ControlFlow::Break(()))
                }
            }
        })?;
        if let Some(error) = failed {
            return Err(error.into());
        }
    }
    writer.write_all(&[0])?;
    writer.write_all(&values.to_be_bytes())?;
    let encrypted = writer.into_inner().map_err(io::IntoInnerError::into_error)?;
    encrypted.finish()?.flush()?;
    Ok(values)
}

fn write_value(writer: &mut impl Write, space: Space, key: &[u8], value: &[u8]) -> io::Result<()> {
    writer.write_all(&[space.prefix()])?;
    for part in [key, value] {
        writer.write_all(&(part.len() as u32).to_be_bytes())?;
        writer.write_all(part)?;
    }
    Ok(())
}

/// Numbers of what a backup holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// Number of values of all kinds.
    pub values: u64,
    /// Number of journal entries among the values.
    pub entries: u64,
}

/// Reads a whole backup and checks it: the backup can be decrypted, nothing is missing at its end,
/// and its journal is whole and readable.
pub fn verify(input: impl Read, identity: &Path) -> Result<Contents, BackupError> {
    read(input, &load_identity(identity)?, |_, _, _| Ok(()))
}

/// Fills an empty store with a backup, and marks the store as restored: the exchange takes nothing
/// before its coordinator has acknowledged the restore. A store whose restore broke off does not
/// open.
pub fn restore(
    input: impl Read,
    identity: &Path,
    store: &dyn Store,
) -> Result<Contents, BackupError> {
    let identity = load_identity(identity)?;
    let mut batch = Batch::of_copy();
    batch.put(Space::Meta, RESTORED, []);
    store.commit(std::mem::replace(&mut batch, Batch::of_copy()))?;
    let mut size = 0;
    let contents = read(input, &identity, |space, key, value| {
        if (space, key) == (Space::Meta, RESTORED) {
            // The backup was made of a restored store; this restore is another one.
            return Ok(());
        }
        batch.put(space, key, value);
        size += key.len() + value.len();
        if size >= COMMIT {
            store.commit(std::mem::replace(&mut batch, Batch::of_copy()))?;
            size = 0;
        }
        Ok(())
    })?;
    mark_restored(batch, store)?;
    store.commit(Batch::end_of_copy())?;
    Ok(contents)
}

/// Marks a store whose directory was put back by other means than a backup, such as a snapshot of
/// the disk, as restored.
pub fn mark(store: &dyn Store) -> Result<(), BackupError> {
    mark_restored(Batch::default(), store)
}

/// Commits a batch with the id of a new incarnation, which marks the store as restored.
fn mark_restored(mut batch: Batch, store: &dyn Store) -> Result<(), BackupError> {
    let mut incarnation = [0; INCARNATION];
    getrandom::fill(&mut incarnation).map_err(|_| KeyError::Random)?;
    batch.put(Space::Meta, RESTORED, incarnation);
    batch.remove(Space::Meta, BEHIND);
    Ok(store.commit(batch)?)
}

fn read(
    input: impl Read,
    identity: &Identity,
    mut visit: impl FnMut(Space, &[u8], &[u8]) -> Result<(), BackupError>,
) -> Result<Contents, BackupError> {
    const SHORT: BackupError = BackupError::Damaged("it ends too early, or was changed");
    let decryptor = age::Decryptor::new(input).map_err(|_| BackupError::OtherKey)?;
    let mut reader = decryptor
        .decrypt(std::iter::once(identity as &dyn age::Identity))
        .map_err(|_| BackupError::OtherKey)?;
    let mut fill = |buffer: &mut [u8]| reader.read_exact(buffer).map_err(|_| SHORT);
    let mut head = [0; HEAD.len()];
    fill(&mut head)?;
    if head != HEAD {
        if head.starts_with(b"vdx backup ") {
            return Err(BackupError::Newer);
        }
        return Err(BackupError::Damaged("it is not a backup that this version can read"));
    }
    let mut contents = Contents::default();
    let mut next = 0;
    loop {
        let mut space = [0];
        fill(&mut space)?;
        if space == [0] {
            break;
        }
        let space = Space::ALL
            .iter()
            .find(|known| known.prefix() == space[0])
            .ok_or(BackupError::Damaged("it holds something that this version does not know"))?;
        let mut part = || {
            let mut length = [0; 4];
            fill(&mut length)?;
            let length = u32::from_be_bytes(length);
            if length > LONGEST {
                return Err(BackupError::Damaged("a length cannot be"));
            }
            let mut bytes = vec![0; length as usize];
            fill(&mut bytes)?;
            Ok(bytes)
        };
        let (key, value) = (part()?, part()?);
        contents.values += 1;
        if *space == Space::Journal {
            let sequence = key.as_slice().try_into().map_or(u64::MAX, u64::from_be_bytes);
            // Those that were erased are missing.
            if sequence < next {
                return Err(BackupError::Damaged("journal entries are not in order"));
            }
            next = sequence.saturating_add(1);
            decode_entry(sequence, &value)?;
            contents.entries += 1;
        }
        visit(*space, &key, &value)?;
    }
    let mut values = [0; 8];
    fill(&mut values)?;
    // The end is authenticated, too: reading it finds what was cut off or appended.
    let rest = reader.read(&mut [0; 1]).map_err(|_| SHORT)?;
    if u64::from_be_bytes(values) != contents.values || rest != 0 {
        return Err(BackupError::Damaged("it does not hold as many values as it says"));
    }
    Ok(contents)
}
