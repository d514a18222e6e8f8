//! Durable storage: one ordered journal and a few snapshots, behind a trait.
//!
//! Everything that the exchange knows follows from the journal. A commit is
//! atomic and on stable storage when it returns; the caller acknowledges nothing
//! before. Every value is sealed and bound to its place, so that a torn or flipped byte is found
//! when it is read, never used; what is missing is found when all of a space is read. What was
//! removed or overwritten cannot be read any more a second later, whatever is left of it on the
//! disk. `docs/storage.md` tells why it is so and what was measured.

mod checkpoint;
#[cfg(test)]
mod conformance;
pub mod disk;
mod engine;
pub mod format;
mod journal;
mod key;
mod look;
#[cfg(test)]
pub(crate) mod memory;
mod open;
mod salts;
mod seal;
mod sled;
mod tally;
mod transfer;

pub use engine::{COPYING, RedbStore};
pub use journal::{
    Entry, Fingerprint, HitFound, LostRelease, RecordKey, ReleaseCharge, begin_record_entry,
    decode_entry, encode_entry, end_record_entry,
};
pub use key::StorageKey;
pub use open::{CACHE, Engine, StoreSettings, begin_copy, look, open};
pub use transfer::{Transferred, transfer};

use std::io::{self, Read, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

use thiserror::Error;

/// Name in [`Space::Meta`] of the mark of a store that was restored from a backup. Its value is
/// the random id of the new incarnation, or nothing while the restore goes on. The coordinator's
/// word removes the mark.
pub const RESTORED: &[u8] = b"restored";

/// Name in [`Space::Meta`] of the mark of a store that is older than what its exchange has
/// acknowledged. Its value is one byte, 1. A restore removes the mark.
pub const BEHIND: &[u8] = b"behind";

/// Parts of the store, each an ordered set of keys with their values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    /// Facts about the store itself, by name.
    Meta,
    /// The journal, by sequence number (8 bytes, big-endian).
    Journal,
    /// Releases by name: what they measured, what waits to be measured, and the rules of blocks of
    /// years. Of earlier versions: epochs, by number (8 bytes, big-endian).
    Epoch,
    /// Envelopes of referrals, by referral, event and copy; removed when the referral's envelopes
    /// are erased.
    Envelope,
    /// Lines of the audit log, by index (8 bytes, big-endian).
    Audit,
}

impl Space {
    /// All parts of the store.
    pub const ALL: &'static [Self] =
        &[Self::Meta, Self::Journal, Self::Epoch, Self::Envelope, Self::Audit];

    /// Name of what the space holds, for messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Meta => "facts about the store",
            Self::Journal => "journal",
            Self::Epoch => "releases",
            Self::Envelope => "envelopes",
            Self::Audit => "audit log",
        }
    }

    /// Whether values of the space may have to be erased. Lines of the audit log are never erased.
    pub(crate) fn is_erasable(self) -> bool {
        self != Self::Audit
    }

    /// First byte of all keys of the space.
    pub(crate) fn prefix(self) -> u8 {
        match self {
            Self::Meta => b'm',
            Self::Journal => b'j',
            Self::Epoch => b'e',
            Self::Envelope => b's',
            Self::Audit => b'a',
        }
    }
}

/// Values to put and remove in one atomic commit.
#[derive(Debug, Default)]
pub struct Batch {
    /// Changed keys with their new values; none removes the value.
    changes: Vec<(Vec<u8>, Option<Vec<u8>>)>,
    /// Which part of a copy of another store the batch is; none for a batch of changes.
    copy: Option<Copying>,
}

/// Part that a batch is of a copy of another store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Copying {
    /// A part before the last one.
    Part,
    /// The end of the copy.
    End,
}

impl Batch {
    /// Begins a batch that is part of a copy of another store: entries of the journal that were
    /// erased there are missing between those that are put. A store that was made for a copy (see
    /// [`begin_copy`]) does not open until the copy was ended.
    pub fn of_copy() -> Self {
        Self { copy: Some(Copying::Part), ..Self::default() }
    }

    /// Begins a batch that ends a copy of another store: all parts are there.
    pub fn end_of_copy() -> Self {
        Self { copy: Some(Copying::End), ..Self::default() }
    }

    /// Puts a value, in place of the value that the key had.
    pub fn put(&mut self, space: Space, key: &[u8], value: impl Into<Vec<u8>>) {
        self.changes.push((full_key(space, key), Some(value.into())));
    }

    /// Removes the value of a key, if there is one.
    pub fn remove(&mut self, space: Space, key: &[u8]) {
        self.changes.push((full_key(space, key), None));
    }

    /// Number of changes in the batch.
    pub fn len(&self) -> usize {
        self.changes.len()
    }

    /// Whether the batch changes nothing.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.copy != Some(Copying::End)
    }
}

/// Reason why a store cannot do what was asked.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Another process holds the directory.
    #[error("{0} is in use by another process: stop it, or choose another data directory")]
    InUse(PathBuf),
    /// The directory cannot be created, read or written.
    #[error("{path}: {}", in_words(source))]
    Io {
        /// Path of the directory.
        path: PathBuf,
        /// Error of the operating system.
        source: std::io::Error,
    },
    /// A value is not what was written. The store must be restored from a backup.
    #[error("the store is damaged at {place}: restore it from a backup")]
    Corrupt {
        /// Place of the damaged value, in words.
        place: String,
    },
    /// The store is encrypted and the key is not its own, or one of the two is missing.
    #[error("{0}: {1}")]
    Key(PathBuf, &'static str),
    /// Commits that were acknowledged are gone. The store must be restored from a backup.
    #[error(
        "{path} has lost the last {} of its {acknowledged} acknowledged commits: a file was cut or \
         damaged, or is an older copy. Restore it from a backup",
        acknowledged - kept
    )]
    Lost {
        /// Path of the directory.
        path: PathBuf,
        /// Number of commits that are there.
        kept: u64,
        /// Number of commits that were acknowledged.
        acknowledged: u64,
    },
    /// The directory holds a store of another engine than was asked for.
    #[error("{path} holds a store of the engine {found}: {}", advice(*found, path))]
    OtherEngine {
        /// Path of the directory.
        path: PathBuf,
        /// Engine of the store that is there.
        found: Engine,
    },
    /// A newer version of this program has written the store.
    #[error("{0} was written by a newer version of vdx: run that one, or restore a backup")]
    Newer(PathBuf),
    /// A newer version of this program has written a value.
    #[error(
        "{place} was written by a newer version of vdx: run that version, or restore a backup from \
         before it"
    )]
    NewerValue {
        /// Place of the value, in words.
        place: String,
    },
    /// A directory that a copy is to be made in holds something.
    #[error("{0} holds a store already: name a directory that is missing or empty")]
    NotEmpty(PathBuf),
    /// A copy into this directory was broken off.
    #[error("{0} holds half a copy of another store: remove it, and restore or move again")]
    Unfinished(PathBuf),
    /// Writing failed before: what is on the disk is not known until the store is opened again.
    #[error(
        "the store takes no more changes, because one failed ({0}): mend the cause, and restart"
    )]
    Stopped(String),
    /// Journal entries were to be appended elsewhere than at the journal's end.
    #[error("the journal goes on at entry {next}: another process has appended to it")]
    Moved {
        /// Sequence number of the next journal entry.
        next: u64,
    },
    /// The engine of the store failed.
    #[error("the storage engine failed: {0}")]
    Engine(String),
}

/// Function to which [`Store::scan`] hands each key and value; it may break off.
pub type Visit<'a> = dyn FnMut(&[u8], &[u8]) -> Result<ControlFlow<()>, StoreError> + 'a;

/// Function that writes the contents of a checkpoint.
pub type WriteAll<'a> = dyn FnMut(&mut dyn Write) -> io::Result<()> + 'a;

/// The values of a store at one moment, whatever is committed meanwhile.
pub trait Snapshot: Send {
    /// Visits the keys of a space of this moment: see [`Store::scan`].
    fn scan(&self, space: Space, from: &[u8], visit: &mut Visit<'_>) -> Result<(), StoreError>;
}

/// An ordered key-value store with atomic, durable commits.
pub trait Store: Send + Sync {
    /// Applies a batch: all of it or nothing, and on stable storage on return. Entries of the
    /// journal are appended without a gap; one that is erased is removed, so that a gap is what was
    /// erased. What was removed or overwritten can no longer be read from the disk a second after
    /// the commit, unless a snapshot is kept. Entries that do not begin where the journal ends are refused with [`StoreError::Moved`]: of several processes that
    /// share a store one has been faster, and the others decide anew after what it appended.
    fn commit(&self, batch: Batch) -> Result<(), StoreError>;

    /// Returns the present value of a key; `None` where there is none.
    fn get(&self, space: Space, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError>;

    /// Visits the keys of a space from `from` on, in order, until the visitor breaks off. When all
    /// of a space is visited, a missing value, or one too many, is found as damage.
    fn scan(&self, space: Space, from: &[u8], visit: &mut Visit<'_>) -> Result<(), StoreError>;

    /// Takes a snapshot: the values of this moment, for reading that takes long. As long as the
    /// snapshot is kept, what is erased can still be read from the disk, and no space is given
    /// back; an engine may hold up commits.
    fn snapshot(&self) -> Result<Box<dyn Snapshot>, StoreError>;

    /// Ends all work: what was erased can no longer be read from the disk on return, and every
    /// further call fails, also of snapshots.
    fn close(&self) -> Result<(), StoreError> {
        Ok(())
    }

    /// Whether the disk is so nearly full that only what cannot wait should be stored.
    fn is_low(&self) -> bool {
        false
    }

    /// Saves a checkpoint, as the function writes it, in place of the former one. A checkpoint may
    /// be lost: it holds nothing but what follows from the journal.
    fn save_checkpoint(&self, write: &mut WriteAll<'_>) -> Result<(), StoreError>;

    /// Opens the saved checkpoint, if there is one. Reading fails where it is damaged or belongs
    /// to another store.
    fn load_checkpoint(&self) -> Option<Box<dyn Read + '_>>;
}

fn full_key(space: Space, key: &[u8]) -> Vec<u8> {
    let mut full = Vec::with_capacity(key.len() + 1);
    full.push(space.prefix());
    full.extend_from_slice(key);
    full
}

/// Describes an error of the disk, and what the operator should do about it.
fn in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => format!(
            "the disk is full ({error}): give it space, and start again; what was acknowledged is \
             still there"
        ),
        _ => error.to_string(),
    }
}

/// Advice to the operator for a store of another engine.
fn advice(found: Engine, path: &std::path::Path) -> String {
    let path = path.display();
    match found {
        Engine::Sled => format!(
            "it may lose what was acknowledged when the power fails. Move it with `vdx store move \
             --from {path} --to NEW_DIRECTORY` and set data_dir to that, or set engine = \"sled\" \
             under [store] to go on as before"
        ),
        Engine::Redb => "set engine = \"redb\" under [store], or leave it out".into(),
    }
}

/// Name of a key's value in words, for messages.
fn place(key: &[u8]) -> String {
    let number = |rest: &[u8]| {
        rest.try_into().map_or_else(|_| hex::encode(rest), |n| u64::from_be_bytes(n).to_string())
    };
    match key.split_first() {
        Some((b'j', rest)) => format!("journal entry {}", number(rest)),
        Some((b'e', rest)) => format!("epoch {}", number(rest)),
        Some((b'a', rest)) => format!("audit line {}", number(rest)),
        Some((b's', rest)) => format!("envelope {}", hex::encode(rest)),
        _ => format!("key {}", hex::encode(key)),
    }
}
