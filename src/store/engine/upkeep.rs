//! Upkeep beside the commits: renewing salts, counting commits, giving back space.

use std::sync::atomic::Ordering;

use crate::store::StoreError;

use super::Inner;
use super::file::guarded;

/// Size in tenths of what the contents need, from which a file is compacted. Corrections alone, in
/// any order, bring a file to 14: free pages are used again.
pub(super) const TENTHS: u64 = 17;
/// Size from which a file is compacted again whose last compaction did not bring it below
/// [`TENTHS`]: tenths of the size that it reached.
const GROWN_TENTHS: u64 = 12;
/// Bytes that a file needs whatever it holds.
const BASE: u64 = 48 << 10;

impl Inner {
    /// Does the store's upkeep: see [`super::RedbStore::upkeep`].
    pub fn upkeep(&self) -> Result<(), StoreError> {
        let (stopped, kept) = self.renew_salts(false);
        let kept = if stopped { kept } else { kept.and_then(|()| self.compact_if_worth_it()) };
        self.stop_if_failed(kept)
    }

    /// Ends all work of the store: see [`crate::store::Store::close`].
    pub fn close(&self) -> Result<(), StoreError> {
        let (_, kept) = self.renew_salts(true);
        let database = self.database.write().take();
        let closed = guarded(&self.place, || {
            drop(database);
            Ok::<_, redb::Error>(())
        });
        self.stop_if_failed(kept.and(closed))
    }

    /// Renews the salts of what was erased, and notes how many commits are on the disk. Returns
    /// whether commits had stopped before; `close` stops them, and waits for no snapshot.
    fn renew_salts(&self, close: bool) -> (bool, Result<(), StoreError>) {
        let (stopped, upkeep) = {
            let mut state = self.state.lock();
            let stopped = state.stopped.is_some();
            // After a commit that failed nobody knows whether it is on the disk; what earlier ones
            // erased is erased all the same.
            let commits = if stopped { state.salts.attested() } else { state.tally.commits };
            if close {
                state.stopped.get_or_insert_with(|| "it was closed".into());
            }
            // Read under the lock of commits: a snapshot that does not see a commit is counted
            // before that commit has retired a slot.
            let kept = !close && self.snapshots.load(Ordering::SeqCst) > 0;
            (stopped, state.salts.upkeep(commits, !kept))
        };
        if upkeep.is_empty() || self.salt_file.failure().is_some() {
            return (stopped, Ok(()));
        }
        let performed = upkeep.perform(&self.salt_file);
        (stopped, performed.and_then(|()| self.state.lock().salts.done(upkeep)))
    }

    fn stop_if_failed(&self, kept: Result<(), StoreError>) -> Result<(), StoreError> {
        if let Err(error) = &kept {
            // Erased values can still be read: nothing more is promised.
            tracing::error!(%error, "upkeep of the store failed: no further changes until a restart");
            self.state.lock().stopped.get_or_insert(error.to_string());
        }
        kept
    }

    /// Compacts the engine's file when that gives back much space. Everything else waits
    /// meanwhile.
    fn compact_if_worth_it(&self) -> Result<(), StoreError> {
        let io = |source| self.place.io(source);
        let takes = self.file.allocated().map_err(io)?;
        let needs = BASE + self.state.lock().tally.bytes;
        if takes.saturating_mul(10) / needs < self.compact_from.load(Ordering::Relaxed) {
            return Ok(());
        }
        // While somebody reads it is put off.
        let Some(mut database) = self.database.try_write() else { return Ok(()) };
        let Some(database) = database.as_mut() else { return Ok(()) };
        if self.snapshots.load(Ordering::SeqCst) > 0 {
            return Ok(());
        }
        let begun = std::time::Instant::now();
        guarded(&self.place, || database.compact().map_err(redb::Error::from))?;
        let now_takes = self.file.allocated().map_err(io)?;
        let reached = now_takes.saturating_mul(GROWN_TENTHS) / needs;
        self.compact_from.store(reached.max(TENTHS), Ordering::Relaxed);
        let seconds = begun.elapsed().as_secs_f32();
        tracing::info!(bytes_before = takes, bytes = now_takes, seconds, "store compacted");
        Ok(())
    }
}
