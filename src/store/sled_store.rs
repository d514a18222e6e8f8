//! The embedded default: sled, one tree.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::checkpoint::CheckpointFile;
use super::cipher::{Cipher, StorageKey};
use super::witness::Witness;
use super::{Batch, Space, Store, StoreError, Visit, full_key};

/// Where the engine counts commits, 8 bytes, big-endian: in no space, and so in no backup.
const COMMITS: &[u8] = b"\0commits";

/// Where the engine keeps a random number by which this store is told from all others.
const STORE: &[u8] = b"\0store";

/// Bytes of the engine's cache. Entries are read again for a publication only, in order.
const CACHE: u64 = 128 << 20;

/// Where an encrypted store keeps a value by which its key is known.
const ENCRYPTED: &[u8] = b"\0encrypted";

/// A store in a directory of its own.
pub struct SledStore {
    path: PathBuf,
    db: sled::Db,
    cipher: Cipher,
    /// Commits made. Held while one enters the engine's log, so that they stand there in order.
    commits: Mutex<u64>,
    /// Commits acknowledged.
    witness: Mutex<Witness>,
    checkpoint: CheckpointFile,
}

impl SledStore {
    /// Opens the store in a directory, which is made when it is missing. Only its owner may read
    /// it. A new store is encrypted when there is a key; to encrypt one that is not, or to change
    /// its key, restore a backup into a new directory.
    pub fn open(path: &Path, key: Option<&StorageKey>) -> Result<Self, StoreError> {
        let io = |source| StoreError::Io { path: path.into(), source };
        std::fs::create_dir_all(path).map_err(io)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o700)).map_err(io)?;
        }
        // Every commit flushes itself; the timer would only hide a forgotten one.
        let db = sled::Config::new()
            .path(path)
            .mode(sled::Mode::HighThroughput)
            .flush_every_ms(None)
            .cache_capacity(CACHE)
            .open()
            .map_err(|error| failed(path, error))?;
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
        let checkpoint = CheckpointFile::new(path, &store_number(path, &db)?);
        let (commits, witness) = (kept.into(), witness.into());
        Ok(Self { path: path.into(), db, cipher, commits, witness, checkpoint })
    }

    fn engine(&self, error: sled::Error) -> StoreError {
        failed(&self.path, error)
    }
}

/// Whether the key, or none, is the store's. A new store is given it.
fn prove_key(path: &Path, db: &sled::Db, cipher: &Cipher) -> Result<(), StoreError> {
    let engine = |error| failed(path, error);
    let wrong = |why| Err(StoreError::Key(path.into(), why));
    let encrypts = matches!(cipher, Cipher::Encryption(_));
    match db.get(ENCRYPTED).map_err(engine)? {
        Some(proof) if encrypts => match cipher.open(ENCRYPTED, &proof) {
            Ok(_) => Ok(()),
            Err(_) => wrong("encrypted with another storage key"),
        },
        Some(_) => wrong("encrypted: storage_key must name the file of its key"),
        None if !encrypts => Ok(()),
        None if db.is_empty() => {
            db.insert(ENCRYPTED, cipher.seal(ENCRYPTED, &[])?).map_err(engine)?;
            db.flush().map_err(engine)?;
            Ok(())
        }
        None => wrong(
            "not encrypted, though there is a storage_key: run it without, back it up, and restore \
             the backup with the key into a new directory",
        ),
    }
}

/// The number of a store; a new one is given it.
fn store_number(path: &Path, db: &sled::Db) -> Result<Vec<u8>, StoreError> {
    let engine = |error| failed(path, error);
    if let Some(number) = db.get(STORE).map_err(engine)? {
        return Ok(number.to_vec());
    }
    let mut number = [0; 16];
    getrandom::fill(&mut number).map_err(|_| StoreError::Engine("no random bytes".into()))?;
    db.insert(STORE, &number).map_err(engine)?;
    db.flush().map_err(engine)?;
    Ok(number.to_vec())
}

/// A count is whole even when the thread that held it panicked.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What an error of the engine means for the store in a directory.
fn failed(path: &Path, error: sled::Error) -> StoreError {
    match error {
        sled::Error::Io(source) if source.to_string().contains("could not acquire lock") => {
            StoreError::InUse(path.into())
        }
        sled::Error::Io(source) => StoreError::Io { path: path.into(), source },
        sled::Error::Corruption { .. } => StoreError::Corrupt { place: path.display().to_string() },
        // Says that the settings of the engine make no sense: this program never changes them.
        sled::Error::Unsupported(_) => {
            StoreError::Corrupt { place: path.join("conf").display().to_string() }
        }
        other => StoreError::Engine(other.to_string()),
    }
}

impl Store for SledStore {
    fn commit(&self, batch: Batch) -> Result<(), StoreError> {
        let begun = Instant::now();
        let mut writes = sled::Batch::default();
        for (key, value) in batch.changes {
            match value {
                Some(value) => {
                    let sealed = self.cipher.seal(&key, &value)?;
                    writes.insert(key, sealed);
                }
                None => writes.remove(key),
            }
        }
        let mut commits = lock(&self.commits);
        let commit = *commits + 1;
        writes.insert(COMMITS, &commit.to_be_bytes());
        self.db.apply_batch(writes).map_err(|error| self.engine(error))?;
        *commits = commit;
        drop(commits);
        self.db.flush().map_err(|error| self.engine(error))?;
        // Flushed with everything before it. Never acknowledged before the witness knows.
        let io = |source| StoreError::Io { path: self.path.join("witness"), source };
        lock(&self.witness).attest(commit).map_err(io)?;
        metrics::histogram!("vdx_commit_seconds").record(begun.elapsed());
        Ok(())
    }

    fn get(&self, space: Space, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let key = full_key(space, key);
        match self.db.get(&key).map_err(|error| self.engine(error))? {
            Some(sealed) => self.cipher.open(&key, &sealed).map(|v| Some(v.into_owned())),
            None => Ok(None),
        }
    }

    fn scan(&self, space: Space, from: &[u8], visit: &mut Visit<'_>) -> Result<(), StoreError> {
        let end = vec![space.prefix() + 1];
        for item in self.db.range(full_key(space, from)..end) {
            let (key, sealed) = item.map_err(|error| self.engine(error))?;
            if visit(&key[1..], &self.cipher.open(&key, &sealed)?)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    fn save_checkpoint(&self, bytes: &[u8]) -> Result<(), StoreError> {
        self.checkpoint.save(bytes, &self.cipher)
    }

    fn load_checkpoint(&self) -> Option<Vec<u8>> {
        self.checkpoint.load(&self.cipher).unwrap_or_else(|error| {
            tracing::warn!(%error, "the checkpoint cannot be read");
            None
        })
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;

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
    fn commits_are_ordered_and_survive_reopening() {
        let dir = tempfile::tempdir().unwrap();
        let store = SledStore::open(dir.path(), None).unwrap();
        put(&store, 2, b"second");
        put(&store, 1, b"first");
        put(&store, 300, b"third");
        let mut other = Batch::default();
        other.put(Space::Epoch, &1u64.to_be_bytes(), b"epoch");
        store.commit(other).unwrap();
        drop(store);
        let store = SledStore::open(dir.path(), None).unwrap();
        assert_eq!(all(&store), [&b"first"[..], b"second", b"third"]);
        let value = store.get(Space::Epoch, &1u64.to_be_bytes()).unwrap();
        assert_eq!(value.as_deref(), Some(&b"epoch"[..]));
    }

    #[test]
    fn a_second_process_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let _store = SledStore::open(dir.path(), None).unwrap();
        assert!(matches!(SledStore::open(dir.path(), None), Err(StoreError::InUse(_))));
    }

    #[test]
    fn a_value_in_the_wrong_place_is_damage() {
        let dir = tempfile::tempdir().unwrap();
        let store = SledStore::open(dir.path(), None).unwrap();
        put(&store, 1, b"first");
        let sealed = store.db.get(full_key(Space::Journal, &1u64.to_be_bytes())).unwrap().unwrap();
        store.db.insert(full_key(Space::Journal, &2u64.to_be_bytes()), sealed).unwrap();
        let error = store.get(Space::Journal, &2u64.to_be_bytes()).unwrap_err();
        assert!(error.to_string().contains("journal entry 2"), "{error}");
    }
}
