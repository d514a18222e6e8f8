//! Stores that do one thing otherwise than the real one.

use std::io::Read;

use vdx::store::{Batch, Snapshot, Space, Store, StoreError, Visit, WriteAll};

/// What a store does otherwise; all else goes through to the real one.
pub trait Otherwise: Send + Sync {
    fn store(&self) -> &dyn Store;

    fn commit(&self, batch: Batch) -> Result<(), StoreError> {
        self.store().commit(batch)
    }

    fn get(&self, space: Space, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.store().get(space, key)
    }

    fn scan(&self, space: Space, from: &[u8], visit: &mut Visit<'_>) -> Result<(), StoreError> {
        self.store().scan(space, from, visit)
    }

    fn snapshot(&self) -> Result<Box<dyn Snapshot>, StoreError> {
        self.store().snapshot()
    }

    fn is_low(&self) -> bool {
        self.store().is_low()
    }

    fn save_checkpoint(&self, write: &mut WriteAll<'_>) -> Result<(), StoreError> {
        self.store().save_checkpoint(write)
    }
}

/// A store that does something otherwise.
pub struct Changed<O>(pub O);

impl<O: Otherwise> Store for Changed<O> {
    fn commit(&self, batch: Batch) -> Result<(), StoreError> {
        self.0.commit(batch)
    }

    fn get(&self, space: Space, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.0.get(space, key)
    }

    fn scan(&self, space: Space, from: &[u8], visit: &mut Visit<'_>) -> Result<(), StoreError> {
        self.0.scan(space, from, visit)
    }

    fn snapshot(&self) -> Result<Box<dyn Snapshot>, StoreError> {
        self.0.snapshot()
    }

    fn close(&self) -> Result<(), StoreError> {
        self.0.store().close()
    }

    fn is_low(&self) -> bool {
        self.0.is_low()
    }

    fn save_checkpoint(&self, write: &mut WriteAll<'_>) -> Result<(), StoreError> {
        self.0.save_checkpoint(write)
    }

    fn load_checkpoint(&self) -> Option<Box<dyn Read + '_>> {
        self.0.store().load_checkpoint()
    }
}
