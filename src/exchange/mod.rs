//! The application: takes a principal and a request, and answers. Knows no
//! transport.
//!
//! One writer thread owns every change: it gathers what arrived meanwhile, decides,
//! commits it to the journal in one flushed batch (group commit), and only then
//! answers. All views are projections of the journal; replaying it gives the same
//! ones.

mod authorization;
mod error;
mod intake;
mod membership;
mod projection;
mod publication;
mod secrets;
mod statistics;
mod writer;

use std::sync::Arc;

use arc_swap::ArcSwapOption;
use parking_lot::{Mutex, RwLock};
use tokio::sync::mpsc;

use crate::disclosure::Policy;
use crate::domain::id::MemberId;
use crate::domain::period::YearMonth;
use crate::domain::profile::Profile;
use crate::linkage::Linker;
use crate::pseudonym::key::KEY_CHECK_LENGTH;
use crate::store::Store;

pub use authorization::{Access, Method, allowed};
pub use error::ExchangeError;
pub use intake::{BatchAnswer, KeyCheck, MAX_BATCH, Outcome, RecordAnswer, WithdrawOutcome};
pub use publication::{EpochInfo, PublicationReport};
pub use secrets::ExchangeSecrets;
pub use statistics::{IndicatorAnswer, IndicatorsAnswer};

use projection::{Members, RecordIndex};
use publication::PublishedEpoch;
use writer::Job;

/// Tells the time; tests bring their own.
pub trait Clock: Send + Sync {
    /// Seconds since the Unix epoch, UTC.
    fn now(&self) -> i64;
}

/// The machine's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> i64 {
        std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(0, |elapsed| elapsed.as_secs() as i64)
    }
}

/// A national key epoch whose tokens are accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyEpoch {
    /// Its number.
    pub epoch: u32,
    /// Check value of its key.
    pub check_value: [u8; KEY_CHECK_LENGTH],
}

/// What an exchange is set up with.
pub struct Setup {
    /// Disclosure policy for the next epochs.
    pub policy: Policy,
    /// Linkage profile.
    pub profile: Profile,
    /// Accepted key epochs.
    pub key_epochs: Vec<KeyEpoch>,
    /// Codes of regions; empty when institutions may use any.
    pub regions: Vec<String>,
    /// The member that is coordinator of an exchange without members.
    pub first_coordinator: MemberId,
    /// Its country.
    pub country: crate::domain::country::Country,
}

/// Everything that answers need; changed by the writer alone.
struct Shared {
    setup: Setup,
    secrets: ExchangeSecrets,
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    index: RwLock<RecordIndex>,
    members: RwLock<Members>,
    linker: Mutex<Linker>,
    epochs: RwLock<Vec<EpochInfo>>,
    latest: ArcSwapOption<PublishedEpoch>,
}

impl Shared {
    /// The latest month that has begun anywhere on earth (UTC+14): an institution in
    /// an early time zone must not be told that its today is in the future.
    fn this_month(&self) -> YearMonth {
        YearMonth::at_unix_seconds(self.clock.now() + 14 * 3600)
    }
}

/// A running exchange. Cheap to clone.
#[derive(Clone)]
pub struct Exchange {
    shared: Arc<Shared>,
    jobs: mpsc::Sender<Job>,
}

/// Batches that may wait for the writer; beyond it submitters wait.
const WAITING_JOBS: usize = 64;

impl Exchange {
    /// Opens an exchange: replays the journal, adds the first coordinator to an empty
    /// register, and starts the writer.
    pub fn open(
        setup: Setup,
        secrets: ExchangeSecrets,
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, ExchangeError> {
        let linker = Linker::new(setup.profile.clone());
        let shared = Arc::new(Shared {
            setup,
            secrets,
            store,
            clock,
            index: RwLock::default(),
            members: RwLock::default(),
            linker: Mutex::new(linker),
            epochs: RwLock::default(),
            latest: ArcSwapOption::empty(),
        });
        shared.check_secrets()?;
        shared.replay()?;
        if shared.members.read().is_empty() {
            shared.add_first_coordinator()?;
        }
        let (jobs, queue) = mpsc::channel(WAITING_JOBS);
        let writer = shared.clone();
        std::thread::Builder::new()
            .name("vdx-writer".into())
            .spawn(move || writer::run(&writer, queue))
            .map_err(|_| ExchangeError::Unavailable("cannot start the writer thread"))?;
        Ok(Self { shared, jobs })
    }

    /// Whether the writer still accepts changes. After a failed commit it does not:
    /// what is on the disk is then unknown until a restart has read it.
    pub fn is_writable(&self) -> bool {
        !self.jobs.is_closed()
    }
}
