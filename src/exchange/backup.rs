//! Backups of a running exchange.

use std::fs::File;

use tokio::sync::oneshot;

use crate::backup::{self, RecoveryRecipient};

use super::error::ExchangeError;
use super::writer::Job;
use super::{Exchange, Shared};

impl Exchange {
    /// Writes a backup into a file, encrypted to the configured recovery key. Submissions wait
    /// meanwhile: the copy is of one moment. Returns the number of values.
    pub async fn backup(&self, file: File) -> Result<u64, ExchangeError> {
        let Some(recipient) = self.shared.setup.recovery.clone() else {
            return Err(ExchangeError::Precondition(
                "NO_RECOVERY_KEY",
                "the exchange's configuration names no recovery_key: make one with vdx keys generate-recovery, and keep its private half elsewhere".into(),
            ));
        };
        let (reply, answer) = oneshot::channel();
        self.hand_over(Job::Backup { file, recipient: Box::new(recipient), reply }, answer).await
    }
}

impl Shared {
    /// Runs on the writer's thread: nothing changes meanwhile.
    pub(super) fn backup(
        &self,
        mut file: &File,
        recipient: &RecoveryRecipient,
    ) -> Result<u64, ExchangeError> {
        backup::write(&*self.store, recipient, &mut file).map_err(|error| match error {
            backup::BackupError::Store(error) => error.into(),
            error => {
                tracing::error!(%error, "backup");
                ExchangeError::Unavailable(
                    "the backup could not be written; see the exchange's log",
                )
            }
        })
    }
}
