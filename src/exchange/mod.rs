//! The application: takes a principal and a request, and answers. Knows no
//! transport.
//!
//! One writer thread owns every change: it gathers what arrived meanwhile, has it decided,
//! commits it to the journal in one flushed batch (group commit), applies it to the views, and only
//! then answers. All views are projections of the journal; replaying it gives the same ones.
//!
//! Its floors, of which each knows those before it:
//!
//! | floor | what is in it |
//! |---|---|
//! | `change` | messages to the writer, and the plain values in them |
//! | `views` | what the journal tells: one plain value, to which entries are applied |
//! | `decide` | what becomes of a change, given views and time: entries, lines and an answer |
//! | `shared` | what all threads share: views behind a lock, the store, the log, the linkers |
//! | `writer`, `linking` | the two threads that change it |
//! | `ask` | what callers ask for: one file a service |
//!
//! Two words stand for different things outside. A *checkpoint* is here what is saved of views and
//! linkers for the next start; what C2SP calls so, the signed text about the audit log, is here the
//! log's *head* (and `checkpoint` where it goes over the wire). A *snapshot* is the store at one moment;
//! what a release rests on are its *frozen units*, whose hash stands in the journal and the audit log
//! as `snapshot`.

mod ask;
mod audit_log;
mod authorization;
mod by;
mod change;
mod checkpoint;
mod collecting;
mod decide;
mod error;
mod interrupted;
mod kinds;
mod linking;
mod locks;
mod log_gate;
mod padding;
mod release_store;
mod releasing;
mod retention;
mod scrub;
mod secrets;
mod setup;
mod shared;
#[cfg(test)]
mod simulation;
mod told;
mod views;
mod witness;
mod writer;

use std::sync::Arc;
use std::sync::atomic::Ordering;

use tokio::sync::mpsc;

use crate::store::Store;

pub use ask::{
    EventView, HitAnswer, HitCheck, IndicatorAnswer, IndicatorsAnswer, KeyCheck, LinkageQuality,
    LogHead, NewBatch, OwnDuplicates, PublishedKey, Reader, RecordPage, RecordStanding,
    ReferralPage, ReferralView, RelayBatch, SetAsideCounts, ShareBand, WaitingCheck, WitnessAnswer,
};
pub use audit_log::AuditHead;
pub use authorization::{Access, Method, Urgency, allowed};
pub use by::{By, call_at};
pub use change::{
    Allowed, BatchAnswer, ConsentOutcome, Envelopes, HitResult, LossStatement, LossesHeard,
    MAX_BATCH, OpenStream, Outcome, Question, RecordAnswer, ReleaseInfo, ReleasePlan, ReleaseStage,
    Tally, WithdrawOutcome, Witnessed,
};
pub use error::ExchangeError;
pub use retention::Retention;
pub use secrets::ExchangeSecrets;
pub use setup::{Clock, HitConfirmation, KeyEpoch, ReferralSettings, Setup, SystemClock};
pub use views::{Alarmed, Notice};
pub use witness::witness_name;

use change::Job;
use release_store::OldEpochs;
use shared::{Shared, Surroundings};

/// A running exchange. Cheap to clone.
#[derive(Clone)]
pub struct Exchange {
    shared: Arc<Shared>,
    jobs: mpsc::Sender<Job>,
}

/// Batches that may wait for the writer; beyond it submitters wait.
const WAITING_JOBS: usize = 64;

impl Exchange {
    /// Opens an exchange: takes up the latest checkpoint, replays the journal from there, adds the
    /// first coordinator to an empty register, and starts the writer.
    pub fn open(
        setup: Setup,
        secrets: ExchangeSecrets,
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, ExchangeError> {
        let (shared, old_epochs) = Self::load(setup, secrets, store, clock)?;
        shared.begin_work(&old_epochs)?;
        let (jobs, queue) = mpsc::channel(WAITING_JOBS);
        let writer = shared.clone();
        std::thread::Builder::new()
            .name("vdx-writer".into())
            .spawn(move || writer::run(&writer, queue))
            .map_err(|_| ExchangeError::Unavailable("cannot start the writer thread"))?;
        let exchange = Self { shared, jobs };
        exchange.resume_release()?;
        Ok(exchange)
    }

    /// An exchange that answers what it can read, and changes nothing: not even what
    /// [`Exchange::open`] does at its start. Changes are refused.
    pub fn look(
        setup: Setup,
        secrets: ExchangeSecrets,
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, ExchangeError> {
        let (shared, _) = Self::load(setup, secrets, store, clock)?;
        let (jobs, _) = mpsc::channel(WAITING_JOBS);
        Ok(Self { shared, jobs })
    }

    /// What is stored, and the names of epochs of earlier versions in it.
    fn load(
        setup: Setup,
        secrets: ExchangeSecrets,
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
    ) -> Result<(Arc<Shared>, OldEpochs), ExchangeError> {
        let surroundings = Surroundings::of_machine(&setup, store, clock);
        let shared = Shared::new(setup, secrets, surroundings);
        let old_epochs = shared.load()?;
        Ok((Arc::new(shared), old_epochs))
    }

    /// Ends all work on the store, after the last call: what was erased can no longer be read from
    /// the disk on return. Whatever is asked afterwards fails.
    pub fn close(&self) -> Result<(), ExchangeError> {
        self.shared.linking.end();
        Ok(self.shared.store.close()?)
    }

    /// Whether the disk is so nearly full that records and releases are refused.
    pub fn is_disk_low(&self) -> bool {
        self.shared.store.is_low()
    }

    /// Whether the writer still accepts changes. After a failed commit it does not:
    /// what is on the disk is then unknown until a restart has read it. Nor does it when the store
    /// turned out to be damaged.
    pub fn is_writable(&self) -> bool {
        !self.jobs.is_closed() && !self.shared.damaged.load(Ordering::Acquire)
    }
}
