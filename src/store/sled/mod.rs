//! The engine of older stores: sled, one tree.
//!
//! It calls `sync_file_range` where a flush is asked of it, which a power cut does not respect, and
//! syncs no files of large values: commits that were acknowledged may be gone, or the store does not
//! open. It gives no space back, and erased bytes stay in its files. So it is only used when it is
//! asked for by name, for a store that is to be moved later.
//!
//! Journal entries that are removed leave an empty value in their block, which reading passes over.
//! It keeps no checkpoints: each start reads the whole journal.

mod blocks;
mod cipher;
mod witness;

use std::collections::BTreeMap;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::disk::Disk;
use super::{
    Batch, Entry, Snapshot, Space, StorageKey, Store, StoreError, Visit, WriteAll, encode_entry,
    full_key,
};
use cipher::Cipher;
use witness::Witness;

/// Key of the engine's count of commits, 8 bytes, big-endian: it lies in no space, and so in no
/// backup.
const COMMITS: &[u8] = b"\0commits";

/// Key at which an encrypted store keeps a value by which its storage key is checked.
const ENCRYPTED: &[u8] = b"\0encrypted";

/// Number of further tries to open the engine.
const OPENING_TRIES: u32 = 20;

/// Number of commits and of journal entries that the engine's log holds.
struct Tip {
    /// Number of commits made.
    commits: u64,
    /// Sequence number of the next journal entry.
    next: u64,
}

/// Store under the engine sled, in a directory of its own.
pub struct SledStore(Arc<Inner>);

/// Open store, shared with its snapshots.
struct Inner {
    path: PathBuf,
    db: sled::Db,
    cipher: Cipher,
    /// Latest commit, held while a commit enters the engine's log, so that commits stand there in
    /// order.
    tip: Mutex<Tip>,
    /// File that remembers how many commits were acknowledged.
    witness: Mutex<Witness>,
    /// Number of snapshots that are kept: commits wait for their end.
    snapshots: Mutex<usize>,
    no_snapshot: Condvar,
    /// Disk of the store, dropped last, since it holds the lock of the directory.
    disk: Arc<dyn Disk>,
}

impl SledStore {
    /// Opens the store in a directory. A new store is encrypted when there is a key. `cache` is in
    /// bytes.
    pub fn open(
        disk: Arc<dyn Disk>,
        key: Option<&StorageKey>,
        cache: u64,
    ) -> Result<Self, StoreError> {
        let path = disk.place();
        let io = |source| StoreError::Io { path: path.into(), source };
        // Of older versions; it may hold what was erased since.
        disk.remove("checkpoint").map_err(io)?;
        // Every commit flushes itself; the timer would only hide a forgotten one.
        let config = sled::Config::new()
            .path(path)
            .mode(sled::Mode::HighThroughput)
            .flush_every_ms(None)
            .cache_capacity(cache);
        let mut tries = 0;
        let db = loop {
            match config.open() {
                Ok(db) => break db,
                // The directory is ours; a thread of the engine that was closed in this process may
                // hold its file for a moment longer.
                Err(sled::Error::Io(_)) if tries < OPENING_TRIES => {
                    tries += 1;
                    std::thread::sleep(Duration::from_millis(50));
                }
                Err(error) => return Err(failed(path, error)),
            }
        };
        let counted = db.get(COMMITS).map_err(|error| failed(path, error))?;
        let counted = counted.map(|bytes| bytes.as_ref().try_into().map(u64::from_be_bytes));
        let corrupt =
            |place: &str| StoreError::Corrupt { place: path.join(place).display().to_string() };
        let kept = counted.transpose().map_err(|_| corrupt("db"))?.unwrap_or(0);
        let witness = path.join("witness");
        let witness = match Witness::open(&witness) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                if kept > 0 {
                    tracing::warn!(commits = kept, "no witness: a loss before now would not show");
                }
                Witness::create(&witness, kept).map_err(io)?
            }
            Err(error) if error.kind() == ErrorKind::InvalidData => return Err(corrupt("witness")),
            opened => opened.map_err(io)?,
        };
        let acknowledged = witness.count();
        if kept < acknowledged {
            return Err(StoreError::Lost { path: path.into(), kept, acknowledged });
        }
        let cipher = Cipher::new(key);
        prove_key(path, &db, &cipher)?;
        let end = [Space::Journal.prefix() + 1];
        let last = db.get_lt(end).map_err(|error| failed(path, error))?;
        let next = last.and_then(|(key, _)| blocks::entries_of(&key)).map_or(0, |last| last.end);
        let (tip, witness) = (Tip { commits: kept, next }.into(), witness.into());
        Ok(Self(Arc::new(Inner {
            path: path.into(),
            db,
            cipher,
            tip,
            witness,
            snapshots: Mutex::default(),
            no_snapshot: Condvar::new(),
            disk,
        })))
    }
}

impl Inner {
    /// Stored key and value that hold a journal entry.
    fn holder(&self, sequence: u64) -> Result<Option<(sled::IVec, sled::IVec)>, StoreError> {
        let after = full_key(Space::Journal, &sequence.saturating_add(1).to_be_bytes());
        let last = self.db.get_lt(after).map_err(|error| self.engine(error))?;
        let holds = |key: &[u8]| blocks::entries_of(key).is_some_and(|e| e.contains(&sequence));
        Ok(last.filter(|(key, _)| holds(key)))
    }

    /// Overwrites journal entries in the values that hold them.
    fn overwrite(
        &self,
        entries: BTreeMap<u64, Vec<u8>>,
        writes: &mut sled::Batch,
    ) -> Result<(), StoreError> {
        let mut entries = entries.into_iter().peekable();
        while let Some((sequence, entry)) = entries.next() {
            let Some((key, sealed)) = self.holder(sequence)? else {
                let key = full_key(Space::Journal, &sequence.to_be_bytes());
                writes.insert(&*key, self.cipher.seal(&key, &entry)?);
                continue;
            };
            let value = self.cipher.open(&key, &sealed)?;
            let mut block: Vec<Vec<u8>> =
                blocks::split(&key, &value)?.into_iter().map(<[u8]>::to_vec).collect();
            let within = blocks::entries_of(&key).unwrap_or_default();
            block[(sequence - within.start) as usize] = entry;
            while let Some((sequence, entry)) = entries.next_if(|(n, _)| within.contains(n)) {
                block[(sequence - within.start) as usize] = entry;
            }
            let value = match <[Vec<u8>; 1]>::try_from(block) {
                Ok([entry]) => entry,
                Err(block) => blocks::join(&block),
            };
            writes.insert(&key, self.cipher.seal(&key, &value)?);
        }
        Ok(())
    }

    fn scan(&self, space: Space, from: &[u8], visit: &mut Visit<'_>) -> Result<(), StoreError> {
        let end = vec![space.prefix() + 1];
        let from = full_key(space, from);
        // The first entry may be within a block.
        let first = blocks::entries_of(&from).map_or(0, |entry| entry.start);
        let holder = if first > 0 { self.holder(first)? } else { None };
        let start = holder.map_or(from, |(key, _)| key.to_vec());
        for item in self.db.range(start..end) {
            let (key, sealed) = item.map_err(|error| self.engine(error))?;
            let value = self.cipher.open(&key, &sealed)?;
            let Some(entries) = blocks::entries_of(&key) else {
                if visit(&key[1..], &value)?.is_break() {
                    return Ok(());
                }
                continue;
            };
            for (sequence, entry) in entries.zip(blocks::split(&key, &value)?) {
                if sequence < first || is_erased(entry) {
                    continue;
                }
                if visit(&sequence.to_be_bytes(), entry)?.is_break() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn engine(&self, error: sled::Error) -> StoreError {
        failed(&self.path, error)
    }
}

/// Checks that the given storage key, or its absence, fits the store: [`StoreError::Key`]
/// otherwise. A new store is given the key.
fn prove_key(path: &Path, db: &sled::Db, cipher: &Cipher) -> Result<(), StoreError> {
    let engine = |error| failed(path, error);
    let wrong = |why| Err(StoreError::Key(path.into(), why));
    let encrypts = matches!(cipher, Cipher::Encryption(_));
    match db.get(ENCRYPTED).map_err(engine)? {
        Some(proof) if encrypts => match cipher.open(ENCRYPTED, &proof) {
            Ok(_) => Ok(()),
            Err(_) => wrong(
                "encrypted with another storage key: storage_key must name the file of the one that it was made with. If that one is lost nobody can read this directory: restore a backup into a new one (vdx restore --storage-key)",
            ),
        },
        Some(_) => wrong(
            "encrypted: storage_key must name the file of its key, the one that it was made with; a new key does not open it",
        ),
        None if !encrypts => Ok(()),
        None if db.is_empty() => {
            db.insert(ENCRYPTED, cipher.seal(ENCRYPTED, &[])?).map_err(engine)?;
            db.flush().map_err(engine)?;
            Ok(())
        }
        None => wrong(
            "not encrypted, though there is a storage_key: restore a backup into a new directory with \
             vdx restore --storage-key, and destroy this one, which holds everything in plain",
        ),
    }
}

/// Locks a mutex, also after a panic of a thread that held it: the counts in it are whole all the
/// same.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Turns an error of the engine into what it means for the store in a directory.
fn failed(path: &Path, error: sled::Error) -> StoreError {
    match error {
        sled::Error::Io(source) => StoreError::Io { path: path.into(), source },
        sled::Error::Corruption { .. } => StoreError::Corrupt { place: path.display().to_string() },
        // Says that the settings of the engine make no sense: this program never changes them.
        sled::Error::Unsupported(_) => {
            StoreError::Corrupt { place: path.join("conf").display().to_string() }
        }
        other => StoreError::Engine(other.to_string()),
    }
}

/// Snapshot of the store: nothing is committed as long as it is kept.
struct Kept(Arc<Inner>);

impl Snapshot for Kept {
    fn scan(&self, space: Space, from: &[u8], visit: &mut Visit<'_>) -> Result<(), StoreError> {
        self.0.scan(space, from, visit)
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        *lock(&self.0.snapshots) -= 1;
        self.0.no_snapshot.notify_all();
    }
}

impl Store for SledStore {
    fn commit(&self, batch: Batch) -> Result<(), StoreError> {
        let begun = Instant::now();
        let mut tip = lock(&self.0.tip);
        let kept = lock(&self.0.snapshots);
        drop(self.0.no_snapshot.wait_while(kept, |kept| *kept > 0));
        let mut writes = sled::Batch::default();
        let mut entries = BTreeMap::new();
        for (key, value) in batch.changes {
            match (blocks::entries_of(&key), value) {
                (Some(entry), Some(value)) => {
                    entries.insert(entry.start, value);
                }
                (Some(entry), None) => {
                    // One that was never there is not there afterwards either.
                    if entry.start < tip.next || entries.contains_key(&entry.start) {
                        entries.insert(entry.start, erased());
                    }
                }
                (None, Some(value)) => {
                    let sealed = self.0.cipher.seal(&key, &value)?;
                    writes.insert(key, sealed);
                }
                (None, None) => writes.remove(key),
            }
        }
        let mut appended = entries.split_off(&tip.next);
        if batch.copy.is_some() {
            let end = appended.last_key_value().map_or(tip.next, |(last, _)| last + 1);
            for sequence in tip.next..end {
                appended.entry(sequence).or_insert_with(erased);
            }
        }
        let next = tip.next + appended.len() as u64;
        if !appended.keys().copied().eq(tip.next..next) {
            return Err(StoreError::Moved { next: tip.next });
        }
        self.0.overwrite(entries, &mut writes)?;
        for (key, value) in blocks::pack(appended.into_iter()) {
            let sealed = self.0.cipher.seal(&key, &value)?;
            writes.insert(key, sealed);
        }
        let commit = tip.commits + 1;
        writes.insert(COMMITS, &commit.to_be_bytes());
        self.0.db.apply_batch(writes).map_err(|error| self.0.engine(error))?;
        *tip = Tip { commits: commit, next };
        drop(tip);
        self.0.db.flush().map_err(|error| self.0.engine(error))?;
        // Flushed with everything before it. Never acknowledged before the witness knows.
        let io = |source| StoreError::Io { path: self.0.path.join("witness"), source };
        lock(&self.0.witness).attest(commit).map_err(io)?;
        metrics::histogram!("vdx_commit_seconds").record(begun.elapsed());
        Ok(())
    }

    fn get(&self, space: Space, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let key = full_key(space, key);
        if let Some(entry) = blocks::entries_of(&key) {
            let Some((key, sealed)) = self.0.holder(entry.start)? else { return Ok(None) };
            let value = self.0.cipher.open(&key, &sealed)?;
            let place = entry.start - blocks::entries_of(&key).unwrap_or_default().start;
            let entry = blocks::split(&key, &value)?.get(place as usize).map(|e| e.to_vec());
            return Ok(entry.filter(|entry| !is_erased(entry)));
        }
        match self.0.db.get(&key).map_err(|error| self.0.engine(error))? {
            Some(sealed) => self.0.cipher.open(&key, &sealed).map(|v| Some(v.into_owned())),
            None => Ok(None),
        }
    }

    fn scan(&self, space: Space, from: &[u8], visit: &mut Visit<'_>) -> Result<(), StoreError> {
        self.0.scan(space, from, visit)
    }

    /// Takes a snapshot, during which commits wait.
    fn snapshot(&self) -> Result<Box<dyn Snapshot>, StoreError> {
        // One that is under way ends before.
        let _tip = lock(&self.0.tip);
        *lock(&self.0.snapshots) += 1;
        Ok(Box::new(Kept(self.0.clone())))
    }

    fn is_low(&self) -> bool {
        self.0.disk.is_low()
    }

    fn save_checkpoint(&self, _write: &mut WriteAll<'_>) -> Result<(), StoreError> {
        Ok(())
    }

    fn load_checkpoint(&self) -> Option<Box<dyn Read + '_>> {
        None
    }
}

/// Bytes that stand in a block for an entry that was removed.
fn erased() -> Vec<u8> {
    encode_entry(&Entry::Erased)
}

/// Whether bytes stand for an entry that was removed, in whichever version they were written.
fn is_erased(entry: &[u8]) -> bool {
    matches!(entry, [1 | 2, erased] if [2, *erased] == *self::erased())
}

/// Name of a key's value in words, for messages.
fn place(key: &[u8]) -> String {
    match blocks::entries_of(key) {
        Some(entries) if entries.end - entries.start > 1 => {
            format!("journal entries {} to {}", entries.start, entries.end - 1)
        }
        _ => super::place(key),
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::store::disk::RealDisk;

    fn open(dir: &Path) -> SledStore {
        let disk = RealDisk::open(dir).unwrap().unwrap();
        SledStore::open(Arc::new(disk), None, 1 << 20).unwrap()
    }

    fn put(store: &SledStore, key: u64, value: &[u8]) {
        let mut batch = Batch::default();
        batch.put(Space::Journal, &key.to_be_bytes(), value);
        store.commit(batch).unwrap();
    }

    fn all(store: &SledStore) -> Vec<Vec<u8>> {
        let mut values = Vec::new();
        let mut collect = |_: &[u8], value: &[u8]| {
            values.push(value.to_vec());
            Ok(ControlFlow::Continue(()))
        };
        store.scan(Space::Journal, &[], &mut collect).unwrap();
        values
    }

    #[test]
    fn entries_are_read_and_overwritten_within_their_blocks() {
        let dir = tempfile::tempdir().unwrap();
        let store = open(dir.path());
        let entry = |n: u64| vec![n as u8; 300];
        let commit = |entries: &[(u64, Vec<u8>)]| {
            let mut batch = Batch::default();
            for (n, entry) in entries {
                batch.put(Space::Journal, &n.to_be_bytes(), entry.clone());
            }
            store.commit(batch).unwrap();
        };
        // The last of these overwrites one of the same commit.
        let first: Vec<_> = (0..100).map(|n| (n, entry(n))).chain([(50, b"x".to_vec())]).collect();
        commit(&first);
        let few = store.0.db.scan_prefix([Space::Journal.prefix()]).count();
        assert!(few < 10, "{few} values");
        // Of two blocks, of one of them twice, and new ones beside them.
        let second = [3, 4, 77].map(|n| (n, b"y".to_vec()));
        commit(&[&second[..], &[(100, entry(100)), (101, entry(101))]].concat());
        commit(&[(102, entry(102)), (101, b"z".to_vec())]);
        let mut expected: Vec<Vec<u8>> = (0..103).map(entry).collect();
        for (n, text) in [(50, b"x"), (3, b"y"), (4, b"y"), (77, b"y"), (101, b"z")] {
            expected[n] = text.to_vec();
        }
        assert_eq!(all(&store), expected);
        for (n, value) in expected.iter().enumerate() {
            let got = store.get(Space::Journal, &(n as u64).to_be_bytes()).unwrap();
            assert_eq!(got.as_ref(), Some(value));
        }
        assert_eq!(store.get(Space::Journal, &103u64.to_be_bytes()).unwrap(), None);
        let mut seen = Vec::new();
        let mut visit = |key: &[u8], value: &[u8]| {
            seen.push((u64::from_be_bytes(key.try_into().unwrap()), value.to_vec()));
            let last = seen.len() == 20;
            Ok(if last { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        };
        store.scan(Space::Journal, &70u64.to_be_bytes(), &mut visit).unwrap();
        assert_eq!(seen, (70..90).map(|n| (n, expected[n as usize].clone())).collect::<Vec<_>>());
        drop(store);
        let store = open(dir.path());
        put(&store, 103, b"after a restart");
        put(&store, 2, b"w");
        expected[2] = b"w".to_vec();
        expected.push(b"after a restart".to_vec());
        assert_eq!(all(&store), expected);
    }

    #[test]
    fn a_value_in_the_wrong_place_is_damage() {
        let dir = tempfile::tempdir().unwrap();
        let store = open(dir.path());
        put(&store, 0, b"first");
        let sealed =
            store.0.db.get(full_key(Space::Journal, &0u64.to_be_bytes())).unwrap().unwrap();
        store.0.db.insert(full_key(Space::Journal, &1u64.to_be_bytes()), sealed).unwrap();
        let error = store.get(Space::Journal, &1u64.to_be_bytes()).unwrap_err();
        assert!(error.to_string().contains("journal entry 1"), "{error}");
    }
}
