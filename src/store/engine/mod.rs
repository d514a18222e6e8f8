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

/// The engine's file.
pub(super) const FILE: &str = "store.redb";
/// There while the store is a copy of another one that is not finished: from before anything else
/// is written until all of it is there and was compared.
pub const COPYING: &str = "copying";
/// One that is being made.
pub(super) const UNFINISHED: &str = "store.redb.new";

/// Values and rows, by key.
const VALUES: TableDefinition<&[u8], &[u8]> = TableDefinition::new("values");
/// Pieces of large values, by slot (upper half) and number (lower half).
const PIECES: TableDefinition<u64, &[u8]> = TableDefinition::new("pieces");

/// The layout of all this: one byte.
const FORMAT_ROW: &[u8] = b"\0format";
const FORMAT: u8 = 1;
/// The number of this store.
const NUMBER_ROW: &[u8] = b"\0number";
/// Whether there is a storage key (1 byte), and a sealed value by which it is known.
const KEY_ROW: &[u8] = b"\0key";
/// See [`Tally`].
const TALLY_ROW: &[u8] = b"\0tally";
/// Before the number of a row of slots (4 bytes, big-endian): see [`Salts::changes`].
const SLOTS_ROW: &[u8] = b"\0slots";

/// A value that lies at its key as a whole.
const WHOLE: u8 = 1;
/// One whose pieces lie apart.
const IN_PIECES: u8 = 2;
/// The slot of a value that has none.
const NO_SLOT: u32 = u32::MAX;
/// Bytes before the sealed ones: kind and slot.
const HEAD: usize = 5;
/// Largest value that lies at its key, and largest piece of a larger one: a page of the engine is
/// the smallest power of two that a value fits, and this one just fits 16 KB.
const PIECE: usize = 16_000;

/// Between two looks at what there is to do beside the commits.
const UPKEEP_EVERY: Duration = Duration::from_millis(300);

/// What a commit changes.
struct State {
    tally: Tally,
    salts: Salts,
    nonces: Nonces,
    /// Why a write failed, if one did: nobody knows what is on the disk until it is read again.
    stopped: Option<String>,
}

/// The open store.
struct Inner {
    /// The engine's file, for messages.
    place: Arc<Place>,
    /// Given up for the time of a compaction; none when the store was closed.
    database: RwLock<Option<Database>>,
    file: Arc<dyn DiskFile>,
    sealer: Sealer,
    salt_file: SaltFile,
    state: Mutex<State>,
    checkpoint: CheckpointFile,
    /// Snapshots that are kept.
    snapshots: AtomicUsize,
    /// The file is compacted when it takes so many tenths of what its contents need.
    compact_from: AtomicU64,
    /// The last to go: it holds the lock of the directory.
    disk: Arc<dyn Disk>,
}

/// A store in a directory of its own.
pub struct RedbStore {
    inner: Arc<Inner>,
    keeper: Option<Keeper>,
    /// Whether there is nothing to do at the end.
    looks: bool,
}

/// The thread that does what there is to do beside the commits.
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

    /// The same, but nothing happens beside the commits unless [`RedbStore::upkeep`] is called: for
    /// tests that need each step to follow from the one before.
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

    /// The same on a disk that forgets every change: nothing is done beside the commits, at the end
    /// neither.
    pub fn look(
        disk: Arc<dyn Disk>,
        key: Option<&StorageKey>,
        cache: u64,
    ) -> Result<Self, StoreError> {
        let mut store = Self::open_without_upkeep(disk, key, cache)?;
        store.looks = true;
        Ok(store)
    }

    /// Makes unreadable what was erased, notes how many commits are on the disk, and gives back
    /// space.
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

/// The engine's, unless the store was closed.
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
