//! A commit and the lines of the audit log that tell of it: both or neither are stored.

use crate::audit::{Call, CallResult, Subject, line};
use crate::store::{Batch, Space, StoreError};

use super::Shared;
use super::by::By;

/// A change that nobody accounted for. There is no way to make one; should there be, it is told.
const UNTOLD: Call = Call("unaccounted change");

/// What is to be committed, with its lines.
pub(super) struct Told {
    batch: Batch,
    /// Index of the next line.
    next: u64,
    /// When, Unix seconds.
    at: i64,
    lines: Vec<String>,
    by: Vec<By>,
    /// How many changes of the batch have been told.
    covered: usize,
}

impl Told {
    /// Nothing yet. To be committed before another one is begun.
    pub fn new(shared: &Shared) -> Self {
        let next = shared.audit.lock().tree.len();
        let (batch, at) = (Batch::default(), shared.clock.now());
        Self { batch, next, at, lines: Vec::new(), by: Vec::new(), covered: 0 }
    }

    /// Puts a value.
    pub fn put(&mut self, space: Space, key: &[u8], value: impl Into<Vec<u8>>) {
        self.batch.put(space, key, value);
    }

    /// Removes a value.
    pub fn remove(&mut self, space: Space, key: &[u8]) {
        self.batch.remove(space, key);
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

    /// What was changed is told by the line of the stream on which it was sent: the line of its
    /// beginning is stored, and the counts that will be in the one of its end are part of this.
    pub fn is_told_by_stream(&mut self) {
        self.covered = self.batch.len();
    }
}

impl Shared {
    /// Commits changes and their lines at once.
    pub(super) fn commit(&self, mut told: Told) -> Result<(), StoreError> {
        if told.is_untold() {
            debug_assert!(false, "a change without a line");
            tracing::error!("a change without a line in the audit log: please report this");
            told.tell(&By::exchange(UNTOLD), CallResult::Ok, &Subject::default());
        }
        self.store.commit(told.batch)?;
        let mut audit = self.audit.lock();
        told.lines.iter().for_each(|line| audit.tree.push(line));
        audit.is_uncovered = told.lines.is_empty();
        drop(audit);
        told.by.iter().for_each(By::has_been_told);
        Ok(())
    }
}
