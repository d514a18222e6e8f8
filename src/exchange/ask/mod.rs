//! What callers ask for: one file a service. Questions are answered from the views; changes are
//! checked as far as that can be done beside the writer, handed over to it, and awaited.

mod admission;
mod audit;
mod backup;
mod hits;
mod intake;
mod liaison_keys;
mod linkage;
mod log;
mod members;
mod records;
mod referrals;
mod relay;
mod releases;
mod reported;
mod set_aside;
mod statistics;
mod streams;
mod witness;

use tokio::sync::oneshot;

use super::Exchange;
use super::change::Job;
use super::error::ExchangeError;
use crate::domain::reasons::Reason;

pub use hits::{HitAnswer, HitCheck, Reader, WaitingCheck};
pub use intake::{KeyCheck, NewBatch, RecordStanding};
pub use liaison_keys::PublishedKey;
pub use linkage::{LinkageQuality, OwnDuplicates, ShareBand};
pub use log::LogHead;
pub use records::RecordPage;
pub use referrals::{EventView, ReferralPage, ReferralView};
pub use relay::RelayBatch;
pub use reported::Reported;
pub use set_aside::SetAsideCounts;
pub use statistics::{IndicatorAnswer, IndicatorsAnswer};
pub use witness::WitnessAnswer;

impl Exchange {
    /// Gives a job to the writer and waits for its answer.
    pub(super) async fn hand_over<T>(
        &self,
        job: impl Into<Job>,
        answer: oneshot::Receiver<Result<T, ExchangeError>>,
    ) -> Result<T, ExchangeError> {
        self.queue(job.into()).await?;
        answered(answer).await
    }

    /// Gives a job to the writer and waits for its answer, on a thread that may wait for the disk.
    pub(super) fn hand_over_blocking<T>(
        &self,
        job: impl Into<Job>,
        answer: oneshot::Receiver<Result<T, ExchangeError>>,
    ) -> Result<T, ExchangeError> {
        let stopped = || ExchangeError::Unavailable(STOPPED);
        if !self.is_writable() {
            return Err(stopped());
        }
        self.jobs.blocking_send(job.into()).map_err(|_| stopped())?;
        answer.blocking_recv().map_err(|_| stopped())?
    }

    /// Refuses what can wait while the disk is nearly full. What is kept back then is for
    /// withdrawals, members, referrals and the audit log.
    pub(super) fn needs_room(&self) -> Result<(), ExchangeError> {
        if !self.shared.store.is_low() {
            return Ok(());
        }
        tracing::error!(
            "the disk is nearly full: records and releases are refused until it has space"
        );
        Err(ExchangeError::Exhausted(Reason::DiskNearlyFull, NEARLY_FULL.into()))
    }

    /// Gives a job to the writer.
    async fn queue(&self, job: Job) -> Result<(), ExchangeError> {
        if !self.is_writable() {
            return Err(ExchangeError::Unavailable(STOPPED));
        }
        self.jobs.send(job).await.map_err(|_| ExchangeError::Unavailable(STOPPED))
    }
}

const NEARLY_FULL: &str = "the disk of the exchange is nearly full; nothing of this was stored: tell \
    its operator, and try again when there is space";

const STOPPED: &str =
    "the exchange has stopped accepting changes; nothing was stored, try again later";

/// The answer of the writer.
async fn answered<T>(
    answer: oneshot::Receiver<Result<T, ExchangeError>>,
) -> Result<T, ExchangeError> {
    answer.await.map_err(|_| ExchangeError::Unavailable(STOPPED))?
}
