//! Backups of a running exchange.

use std::fs::File;

use tokio::sync::oneshot;

use crate::backup;
use crate::domain::reasons::Reason;
use crate::store::Snapshot;

use super::super::Exchange;
use super::super::change::Whole;
use super::super::error::ExchangeError;
use super::super::shared::Shared;

impl Exchange {
    /// Writes a backup of one moment into a file, encrypted to the configured recovery key.
    /// Submissions go on meanwhile. Returns the number of values.
    pub async fn backup(&self, file: File) -> Result<u64, ExchangeError> {
        let Some(recipient) = self.shared.setup.recovery.clone() else {
            return Err(ExchangeError::Precondition(
                Reason::NoRecoveryKey,
                "the exchange's configuration names no recovery_key: make one with vdx keys generate-recovery, and keep its private half elsewhere".into(),
            ));
        };
        let (reply, answer) = oneshot::channel();
        let snapshot = self.hand_over(Whole::Snapshot { reply }, answer).await?;
        let write = move || backup::write(&*snapshot, &recipient, &mut &file);
        let failed =
            ExchangeError::Unavailable("the backup could not be written; see the exchange's log");
        match tokio::task::spawn_blocking(write).await {
            Ok(Ok(values)) => Ok(values),
            Ok(Err(backup::BackupError::Store(error))) => Err(error.into()),
            Ok(Err(error)) => {
                tracing::error!(%error, "backup");
                Err(failed)
            }
            Err(_) => Err(failed),
        }
    }
}

impl Shared {
    /// A snapshot of the store, for a backup. Runs on the writer's thread.
    pub fn snapshot(&self) -> Result<Box<dyn Snapshot>, ExchangeError> {
        // A copy of frozen units and their seed would give away their noise.
        if self.views.read().releases.pending().is_some() {
            return Err(ExchangeError::Precondition(
                Reason::Busy,
                "a release is being measured: take the backup when it is done".into(),
            ));
        }
        Ok(self.store.snapshot()?)
    }
}
