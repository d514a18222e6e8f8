//! The engine of new stores: redb, a copy-on-write B-tree in one file.
//!
//! A commit writes new pages and a new root, and then syncs the file once. After a cut the engine
//! reads all pages that the newest root leads to and takes the root before it when one of them is
//! not what its checksum says. A commit that was acknowledged was synced, so that only damage can
//! make the engine go back: the count of commits in the file of salts shows that.
//!
//! | file | what is in it |
//! |---|---|
//! | `store.redb` | the engine's: two tables, of values and of pieces |
//! | `salts` | see [`super::salts`] |
//! | `checkpoint` | see [`super::checkpoint`] |
//! | `lock` | nothing; held by the process that uses the store |
//! | `copying` | nothing; there while the store is half a copy of another one |
//! | `store.redb.new`, `checkpoint.new` | unfinished ones, which the next start removes |
//!
//! A value is stored at its key as: its kind (1 byte), its slot (4 bytes, little-endian; all ones
//! when it has none), and the sealed bytes. Those of a large one are its length and the number of
//! its pieces (8 and 4 bytes, little-endian); the pieces lie in a table of their own, by slot and
//! number, each sealed under the same key and bound to the place of the value and its own number.
//! Rows of the store itself have a key that begins with a zero byte and belong to no space.

mod commit;
mod file;
mod open;
mod read;
mod upkeep;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use parking_lot::{Mutex, RwLock};
use redb::{Database, TableDefinition};

use super::checkpoint::CheckpointFile;
use super::disk::{Disk, DiskFile};
use super::salts::{SaltFile, Salts};
use super::seal::{Nonces, Sealer};
use super::tally::Tally;
use super::{Batch, Snapshot, Space, StorageKey, Store, StoreError, Visit, WriteAll, full_key};
use file::Place;

/// Name of the engine's file.
pub(super) const FILE: &str = "store.redb";
/// Name of the file that marks a copy of another store as not finished: it is there from before
/// anything else is written until all of the copy is there and was compared.
pub const COPYING: &str = "copying";
/// Name of an engine's file that is still being made.
pub(super) const UNFINISHED: &str = "store.redb.new";

/// Table of values and rows, by key.
const VALUES: TableDefinition<&[u8], &[u8]> = TableDefinition::new("values");
/// Table of the pieces of large values, by slot (upper half) and number (lower half).
const PIECES: TableDefinition<u64, &[u8]> = TableDefinition::new("pieces");

/// Key of the row that holds the version of the store's layout, one byte.
const FORMAT_ROW: &[u8] = b"\0format";
const FORMAT: u8 = 1;
/// Key of the row that holds the number of this store, 16 random bytes.
const NUMBER_ROW: &[u8] = b"\0number";
/// Key of the row that tells whether there is a storage key (1 byte) and holds a sealed value by
/// which the key is checked.
const KEY_ROW: &[u8] = b"\0key";
/// Key of the row that holds the store's [`Tally`].
const TALLY_ROW: &[u8] = b"\0tally";
/// First bytes of the key of a row of slots, before the number of the row (4 bytes, big-endian):
/// see [`Salts::changes`].
const SLOTS_ROW: &[u8] = b"\0slots";

/// Kind of a value that lies at its key as a whole.
const WHOLE: u8 = 1;
/// Kind of a value whose pieces lie in the table of pieces.
const IN_PIECES: u8 = 2;
/// Slot number that stands for a value without a slot.
const NO_SLOT: u32 = u32::MAX;
/// Length in bytes of what stands before the sealed bytes of a value: kind and slot.
const HEAD: usize = 5;
/// Largest value that lies at its key, and largest piece of a larger one: a page of the engine is
/// the smallest power of two that a value fits, and this one just fits 16 KB.
const PIECE: usize = 16_000;

/// Time between two rounds of upkeep (see [`RedbStore::upkeep`]).
const UPKEEP_EVERY: Duration = Duration::from_millis(300);

/// State of the store that a commit changes.
struct State {
    tally: Tally,
    salts: Salts,
    nonces: Nonces,
    /// Reason why a write failed, if one did: nobody knows what is on the disk until it is read
    /// again.
    stopped: Option<String>,
}

/// Open store, shared with its snapshots and with the thread that keeps it up.
struct Inner {
    /// Path of the engine's file, for messages, and its first error.
    place: Arc<Place>,
    /// The engine's database: given up for the time of a compaction, and none when the store was
    /// closed.
    database: RwLock<Option<Database>>,
    file: Arc<dyn DiskFile>,
    sealer: Sealer,
    salt_file: SaltFile,
    state: Mutex<State>,
    checkpoint: CheckpointFile,
    /// Number of snapshots that are kept.
    snapshots: AtomicUsize,
    /// Tenths of the size that the contents need: a file that takes as much is compacted.
    compact_from: AtomicU64,
    /// Disk of the store, dropped last, since it holds the lock of the directory.
    disk: Arc<dyn Disk>,
}

/// Store under the engine redb, in a directory of its own.
pub struct RedbStore {
    inner: Arc<Inner>,
    keeper: Option<Keeper>,
    /// Whether the store only looks at its files (see [`RedbStore::look`]) and does nothing when
    /// it is dropped.
    looks: bool,
}

/// Thread that keeps the store up beside the commits: see [`RedbStore::upkeep`].
struct Keeper {
    thread: JoinHandle<()>,
    stop: Arc<AtomicBool>,
}

impl RedbStore {
    /// Opens the store on a disk, or makes one where there is none. A new store is encrypted when
    /// there is a key. `cache` is in bytes.
    pub fn open(
        disk: Arc<dyn Disk>,
        key: Option<&StorageKey>,
        cache: u64,
    ) -> Result<Self, StoreError> {
        let mut store = Self::open_without_upkeep(disk, key, cache)?;
        let stop = Arc::new(AtomicBool::new(false));
        let (inner, stopping) = (store.inner.clone(), stop.clone());
        let work = move || {
            while !stopping.load(Ordering::Acquire) {
                std::thread::park_timeout(UPKEEP_EVERY);
                // Has been logged, and stops all commits.
                let _ = inner.upkeep();
            }
        };
        let thread = std::thread::Builder::new().name("store".into()).spawn(work);
        let thread = thread.map_err(|source| store.inner.place.io(source))?;
        store.keeper = Some(Keeper { thread, stop });
        Ok(store)
    }

    /// Opens the store as [`RedbStore::open`] does, but nothing happens beside the commits unless
    /// [`RedbStore::upkeep`] is called: for tests that need each step to follow from the step
    /// before.
    pub fn open_without_upkeep(
        disk: Arc<dyn Disk>,
        key: Option<&StorageKey>,
        cache: u64,
    ) -> Result<Self, StoreError> {
        let inner = Inner::open(disk, key, cache)?;
        Ok(Self { inner: Arc::new(inner), keeper: None, looks: false })
    }

    /// Begins a copy of another store on an empty disk: it does not open before its end was
    /// committed (see [`Batch::end_of_copy`]).
    pub fn begin_copy(
        disk: Arc<dyn Disk>,
        key: Option<&StorageKey>,
        cache: u64,
    ) -> Result<Self, StoreError> {
        let path = disk.place().join(COPYING);
        let io = |source| StoreError::Io { path, source };
        disk.create(COPYING).and_then(|file| file.sync()).and_then(|()| disk.sync()).map_err(io)?;
        let inner = Inner::make(disk, key, cache)?;
        Ok(Self { inner: Arc::new(inner), keeper: None, looks: false })
    }

    /// Opens the store on a disk that forgets every change: nothing is done beside the commits,
    /// nor when the store is dropped.
    pub fn look(
        disk: Arc<dyn Disk>,
        key: Option<&StorageKey>,
        cache: u64,
    ) -> Result<Self, StoreError> {
        let mut store = Self::open_without_upkeep(disk, key, cache)?;
        store.looks = true;
        Ok(store)
    }

    /// Does the store's upkeep: makes unreadable what was erased, notes how many commits are on
    /// the disk, and gives back space.
    pub fn upkeep(&self) -> Result<(), StoreError> {
        self.inner.upkeep()
    }
}

impl Drop for RedbStore {
    fn drop(&mut self) {
        if let Some(Keeper { thread, stop }) = self.keeper.take() {
            stop.store(true, Ordering::Release);
            thread.thread().unpark();
            let _ = thread.join();
        }
        if self.looks {
            return;
        }
        // What cannot be done now is done at the next start.
        let _ = self.inner.close();
    }
}

/// The engine's database; an error when the store was closed.
fn open_one(database: &Option<Database>) -> Result<&Database, StoreError> {
    database.as_ref().ok_or_else(|| StoreError::Stopped("it was closed".into()))
}

impl Store for RedbStore {
    fn commit(&self, batch: Batch) -> Result<(), StoreError> {
        self.inner.commit(batch)
    }

    fn get(&self, space: Space, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.inner.get(&full_key(space, key))
    }

    fn scan(&self, space: Space, from: &[u8], visit: &mut Visit<'_>) -> Result<(), StoreError> {
        self.inner.scan(space, from, visit)
    }

    fn snapshot(&self) -> Result<Box<dyn Snapshot>, StoreError> {
        self.inner.snapshot()
    }

    fn close(&self) -> Result<(), StoreError> {
        self.inner.close()
    }

    fn is_low(&self) -> bool {
        self.inner.disk.is_low()
    }

    fn save_checkpoint(&self, write: &mut WriteAll<'_>) -> Result<(), StoreError> {
        self.inner.checkpoint.save(&self.inner.sealer, write)
    }

    fn load_checkpoint(&self) -> Option<Box<dyn std::io::Read + '_>> {
        let loaded = self.inner.checkpoint.load(&self.inner.sealer).unwrap_or_else(|error| {
            tracing::warn!(%error, "the checkpoint cannot be read");
            None
        });
        loaded.map(|reader| Box::new(reader) as Box<dyn std::io::Read>)
    }
}
