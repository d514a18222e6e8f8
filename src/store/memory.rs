//! A store in memory that fails when it is told to, for simulations.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::ops::ControlFlow;

use parking_lot::Mutex;

use super::{Batch, Snapshot, Space, Store, StoreError, Visit, WriteAll, full_key};

/// When a commit of a [`MemoryStore`] fails, and whether it is on the disk then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// After this many further commits the next one fails, but is on the disk all the same.
    Kept(u64),
    /// After this many further commits the next one fails, and nothing of it is on the disk.
    Lost(u64),
}

#[derive(Default)]
struct Disk {
    values: BTreeMap<Vec<u8>, Vec<u8>>,
    /// Sequence number of the next journal entry.
    next: u64,
    checkpoint: Option<Vec<u8>>,
    failure: Option<Failure>,
    /// Whether a commit has failed: nothing more is taken before a restart.
    is_stopped: bool,
    /// Whether the commit that failed is on the disk.
    has_kept: bool,
}

/// Store in memory, for simulations.
#[derive(Default)]
pub struct MemoryStore(Mutex<Disk>);

impl MemoryStore {
    /// Makes one of the next commits fail.
    pub fn fail(&self, failure: Failure) {
        self.0.lock().failure = Some(failure);
    }

    /// Whether the commit that failed is on the disk.
    pub fn kept_what_failed(&self) -> bool {
        self.0.lock().has_kept
    }

    /// Opens the store again as another process would, after a failed commit.
    pub fn restart(&self) {
        let mut disk = self.0.lock();
        (disk.failure, disk.is_stopped) = (None, false);
    }
}

fn visit_all(
    values: &BTreeMap<Vec<u8>, Vec<u8>>,
    space: Space,
    from: &[u8],
    visit: &mut Visit<'_>,
) -> Result<(), StoreError> {
    let in_space = |key: &[u8]| key.first() == Some(&space.prefix());
    for (key, value) in values.range(full_key(space, from)..).take_while(|(key, _)| in_space(key)) {
        if visit(&key[1..], value)? == ControlFlow::Break(()) {
            break;
        }
    }
    Ok(())
}

struct Moment(BTreeMap<Vec<u8>, Vec<u8>>);

impl Snapshot for Moment {
    fn scan(&self, space: Space, from: &[u8], visit: &mut Visit<'_>) -> Result<(), StoreError> {
        visit_all(&self.0, space, from, visit)
    }
}

impl Store for MemoryStore {
    fn commit(&self, batch: Batch) -> Result<(), StoreError> {
        let mut disk = self.0.lock();
        let failed = || Err(StoreError::Stopped("it was told to fail".into()));
        if disk.is_stopped {
            return failed();
        }
        let is_kept = match &mut disk.failure {
            Some(Failure::Kept(0)) => Some(true),
            Some(Failure::Lost(0)) => Some(false),
            Some(Failure::Kept(others) | Failure::Lost(others)) => {
                *others -= 1;
                None
            }
            None => None,
        };
        disk.is_stopped = is_kept.is_some();
        disk.has_kept = is_kept == Some(true);
        if is_kept == Some(false) {
            return failed();
        }
        for (key, value) in batch.changes {
            let Some(value) = value else {
                disk.values.remove(&key);
                continue;
            };
            if key[0] == Space::Journal.prefix() {
                let sequence = u64::from_be_bytes(key[1..].try_into().expect("a sequence number"));
                if sequence != disk.next {
                    return Err(StoreError::Moved { next: disk.next });
                }
                disk.next += 1;
            }
            disk.values.insert(key, value);
        }
        if is_kept.is_some() { failed() } else { Ok(()) }
    }

    fn get(&self, space: Space, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.0.lock().values.get(&full_key(space, key)).cloned())
    }

    fn scan(&self, space: Space, from: &[u8], visit: &mut Visit<'_>) -> Result<(), StoreError> {
        // The visitor may ask for other values.
        let values = self.0.lock().values.clone();
        visit_all(&values, space, from, visit)
    }

    fn snapshot(&self) -> Result<Box<dyn Snapshot>, StoreError> {
        Ok(Box::new(Moment(self.0.lock().values.clone())))
    }

    fn save_checkpoint(&self, write: &mut WriteAll<'_>) -> Result<(), StoreError> {
        let mut bytes = Vec::new();
        let written: io::Result<()> = write(&mut bytes as &mut dyn Write);
        written.map_err(|error| StoreError::Engine(error.to_string()))?;
        self.0.lock().checkpoint = Some(bytes);
        Ok(())
    }

    fn load_checkpoint(&self) -> Option<Box<dyn Read + '_>> {
        let bytes = self.0.lock().checkpoint.clone()?;
        Some(Box::new(io::Cursor::new(bytes)))
    }
}
