//! A commit and the lines of the audit log that tell of it: both or neither are stored. Nothing else
//! in the exchange can commit: the store itself is behind [`Stored`].

use std::io::Read;
use std::sync::Arc;

use crate::audit::{Call, CallResult, Subject, line};
use crate::store::{BEHIND, Batch, Snapshot, Space, Store, StoreError, Visit, WriteAll};

use super::by::By;
use super::change::Lineage;
use super::shared::Shared;

/// A change that nobody accounted for. There is no way to make one; should there be, it is told.
const UNTOLD: Call = Call("unaccounted change");

/// The store of an exchange. Whatever is read goes through to it; changes are made by
/// [`Shared::commit`] alone, with the lines that tell of them.
#[derive(Clone)]
pub struct Stored(Arc<dyn Store>);

impl Stored {
    pub fn new(store: Arc<dyn Store>) -> Self {
        Self(store)
    }

    /// Writes the first value of an empty store, which says under which key all others are
    /// written: before there is a log, and so without a line.
    pub fn begin(&self, name: &[u8], value: &[u8]) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        batch.put(Space::Meta, name, value);
        self.0.commit(batch)
    }

    /// See [`Store::close`].
    pub fn close(&self) -> Result<(), StoreError> {
        self.0.close()
    }

    /// See [`Store::is_low`].
    pub fn is_low(&self) -> bool {
        self.0.is_low()
    }

    /// Marks the store as older than what was acknowledged: the second value that is written without
    /// a line, since the log must not go on.
    pub fn mark_behind(&self) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        batch.put(Space::Meta, BEHIND, [1]);
        self.0.commit(batch)
    }

    /// See [`Store::get`].
    pub fn get(&self, space: Space, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.0.get(space, key)
    }

    /// See [`Store::scan`].
    pub fn scan(&self, space: Space, from: &[u8], visit: &mut Visit<'_>) -> Result<(), StoreError> {
        self.0.scan(space, from, visit)
    }

    /// See [`Store::snapshot`].
    pub fn snapshot(&self) -> Result<Box<dyn Snapshot>, StoreError> {
        self.0.snapshot()
    }

    /// See [`Store::save_checkpoint`].
    pub fn save_checkpoint(&self, write: &mut WriteAll<'_>) -> Result<(), StoreError> {
        self.0.save_checkpoint(write)
    }

    /// See [`Store::load_checkpoint`].
    pub fn load_checkpoint(&self) -> Option<Box<dyn Read + '_>> {
        self.0.load_checkpoint()
    }
}

/// A commit that is being put together: values, and the lines of the audit log that tell of them.
pub struct Told {
    batch: Batch,
    /// Index of the next line.
    next: u64,
    /// The time in its lines, Unix seconds.
    at: i64,
    lines: Vec<String>,
    by: Vec<By>,
    /// How many changes of the batch have been told.
    covered: usize,
    /// The log goes on under this name, and with this lineage.
    renewal: Option<(String, Lineage)>,
}

impl Told {
    /// An empty commit. The log has `lines` lines; those to come are of a time (Unix seconds). A
    /// commit ends before another one is begun.
    pub fn new(lines: u64, at: i64) -> Self {
        let (batch, next) = (Batch::default(), lines);
        Self { batch, next, at, lines: Vec::new(), by: Vec::new(), covered: 0, renewal: None }
    }

    /// Puts a value.
    pub fn put(&mut self, space: Space, key: &[u8], value: impl Into<Vec<u8>>) {
        self.batch.put(space, key, value);
    }

    /// Removes a value.
    pub fn remove(&mut self, space: Space, key: &[u8]) {
        self.batch.remove(space, key);
    }

    /// The log goes on under another name from this commit on, its lines included: no head under
    /// the former name has any of them.
    pub fn renew_log(&mut self, origin: String, lineage: Lineage) {
        self.renewal = Some((origin, lineage));
    }

    pub fn is_empty(&self) -> bool {
        self.batch.is_empty()
    }

    /// Whether something was changed since the latest line.
    pub fn is_untold(&self) -> bool {
        self.batch.len() > self.covered
    }

    /// Adds the line of a call, which tells of everything changed since the one before. Returns
    /// its index.
    pub fn tell(&mut self, by: &By, result: CallResult, subject: &Subject) -> u64 {
        let index = self.next;
        let line = line(index, self.at, by.caller(), by.call(), result, subject);
        self.batch.put(Space::Audit, &index.to_be_bytes(), line.as_bytes());
        self.lines.push(line);
        self.by.push(by.clone());
        self.next += 1;
        self.covered = self.batch.len();
        index
    }

    /// Leaves the changes so far to the lines of the stream on which they were sent: the line of the
    /// stream's beginning is stored, and the counts that will be in that of its end are part of this
    /// commit.
    pub fn is_told_by_stream(&mut self) {
        self.covered = self.batch.len();
    }
}

impl Shared {
    /// A commit to be put together now.
    pub fn begin(&self) -> Told {
        Told::new(self.audit.lock().tree.len(), self.clock.now())
    }

    /// Commits changes and their lines at once.
    pub fn commit(&self, mut told: Told) -> Result<(), StoreError> {
        if told.is_untold() {
            debug_assert!(false, "a change without a line");
            tracing::error!("a change without a line in the audit log: please report this");
            told.tell(&By::exchange(UNTOLD), CallResult::Ok, &Subject::default());
        }
        self.store.0.commit(told.batch)?;
        let mut audit = self.audit.lock();
        if let Some((origin, lineage)) = told.renewal {
            audit.rename(origin);
            audit.lineage = lineage;
        }
        told.lines.iter().for_each(|line| audit.push(line));
        audit.is_uncovered = told.lines.is_empty();
        drop(audit);
        told.by.iter().for_each(By::has_been_told);
        Ok(())
    }
}
