//! The application: takes a principal and a request, and answers. Knows no
//! transport.
//!
//! One writer thread owns every change: it gathers what arrived meanwhile, decides,
//! commits it to the journal in one flushed batch (group commit), and only then
//! answers. All views are projections of the journal; replaying it gives the same
//! ones.

mod audit;
mod authorization;
mod backup;
mod by;
mod checkpoint;
mod collecting;
mod error;
mod hit_changes;
mod hit_log;
mod hits;
mod intake;
mod kinds;
mod liaison_keys;
mod linking;
mod log;
mod membership;
mod projection;
mod record_changes;
mod referral_changes;
mod referral_index;
mod referrals;
mod relay;
mod release_flow;
mod release_state;
mod release_store;
mod scrub;
mod secrets;
mod statistics;
mod streams;
mod told;
mod witness;
mod writer;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use arc_swap::ArcSwap;
use parking_lot::{Mutex, RwLock};
use serde::Deserialize;
use tokio::sync::{mpsc, watch};

use crate::audit::{Signer, VerifierKey, first_origin};
use crate::backup::RecoveryRecipient;
use crate::domain::codes::Role;
use crate::domain::id::MemberId;
use crate::domain::period::YearMonth;
use crate::domain::profile::Profile;
use crate::linkage::{Linker, MemoryLimit};
use crate::pseudonym::key::KEY_CHECK_LENGTH;
use crate::release::block::BlockRules;
use crate::release::policy::Policy;
use crate::release::served::Served;
use crate::store::Store;

pub use audit::AuditHead;
pub use authorization::{Access, Method, allowed};
pub use by::{By, call_at};
pub use error::ExchangeError;
pub use hit_log::Alarmed;
pub use hits::{HitAnswer, HitCheck, HitResult, Reader, WaitingCheck};
pub use intake::{BatchAnswer, KeyCheck, MAX_BATCH, Outcome, RecordAnswer, WithdrawOutcome};
pub use liaison_keys::PublishedKey;
pub use log::{LogHead, Witnessed, witness_name};
pub use referral_index::Notice;
pub use referrals::{Envelopes, EventView, ReferralPage, ReferralView};
pub use relay::RelayBatch;
pub use release_flow::ReleasePlan;
pub use release_state::{ReleaseInfo, ReleaseStage};
pub use secrets::ExchangeSecrets;
pub use statistics::{IndicatorAnswer, IndicatorsAnswer};
pub use streams::{OpenStream, Tally};
pub use witness::WitnessAnswer;

use audit::AuditLog;
use checkpoint::CheckpointState;
use hit_log::HitLog;
use liaison_keys::LiaisonKeys;
use log::LogGate;
use projection::{HeldRoles, Members, RecordIndex};
use referral_index::ReferralIndex;
use relay::Relays;
use release_state::Releases;
use streams::Streams;
use told::Stored;
use witness::Witness;
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
    /// Policy of releases, for blocks of years that have none yet.
    pub policy: Policy,
    /// Linkage profile.
    pub profile: Profile,
    /// How much of the tokens of persons, national and transnational ones each, may lie in memory;
    /// all of them unless set.
    pub token_memory: Option<MemoryLimit>,
    /// Accepted key epochs.
    pub key_epochs: Vec<KeyEpoch>,
    /// Accepted epochs of the transnational key; empty when there is none.
    pub transnational_epochs: Vec<KeyEpoch>,
    /// A hub of several countries: everybody sees statistics under the transnational tier.
    pub is_hub: bool,
    /// Bounds of referrals and hit checks.
    pub referrals: ReferralSettings,
    /// To which recovery key backups are encrypted, when there is one.
    pub recovery: Option<RecoveryRecipient>,
    /// Keys of the logs of other exchanges that this one witnesses. The key of one that is not
    /// listed is taken as it is first shown.
    pub witnessed: Vec<VerifierKey>,
    /// Codes of regions; empty when institutions may use any.
    pub regions: Vec<String>,
    /// Roles in which a certificate must name a person.
    pub person_required: Vec<Role>,
    /// The member that is coordinator of an exchange without members.
    pub first_coordinator: MemberId,
    /// Its country.
    pub country: crate::domain::country::Country,
}

/// Bounds of referrals and hit checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReferralSettings {
    /// Hit checks of one country on one day (UTC), 0 to 1000.
    pub hit_checks_per_day: u32,
    /// Milliseconds after which a hit check is answered, whatever the answer; 50 to 10,000.
    pub hit_answer_milliseconds: u64,
    /// Who has to confirm a hit before it is one.
    pub hit_confirmation: HitConfirmation,
    /// Hour of the day (UTC) at which answers open that somebody had to confirm, 0 to 23.
    pub hit_opening_hour: u8,
    /// Hours that somebody has for it at least, 1 to 168.
    pub hit_opening_delay_hours: u8,
    /// Hit checks of one country on one day from which coordinator and auditor are told, 1 or more.
    pub alarm_checks_per_day: u32,
    /// Hits of one country in seven days from which they are told, 1 or more.
    pub alarm_hits_per_week: u32,
    /// Checks of one country on one day with tokens that one person cannot have, from which they
    /// are told, 1 or more.
    pub alarm_impossible_per_day: u32,
    /// Days for which the sealed contents of a completed referral are kept, 0 to 365.
    pub keep_completed_days: u32,
}

/// Who has to confirm a hit before it is one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HitConfirmation {
    /// Nobody: a check is answered at once.
    #[default]
    None,
    /// A liaison of the country whose record it is.
    Holder,
}

impl Default for ReferralSettings {
    fn default() -> Self {
        Self {
            hit_checks_per_day: 20,
            hit_answer_milliseconds: 250,
            hit_confirmation: HitConfirmation::None,
            hit_opening_hour: 12,
            hit_opening_delay_hours: 4,
            alarm_checks_per_day: 15,
            alarm_hits_per_week: 5,
            alarm_impossible_per_day: 3,
            keep_completed_days: 30,
        }
    }
}

impl ReferralSettings {
    /// What is wrong with them: each with the name of its setting.
    pub fn wrong(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut within = |name: &str, value: u64, least: u64, most: u64| {
            if !(least..=most).contains(&value) {
                wrong.push(format!("referrals.{name}: must be {least} to {most}"));
            }
        };
        let most = u64::from(u32::MAX);
        within("hit_checks_per_day", self.hit_checks_per_day.into(), 0, 1000);
        within("hit_answer_milliseconds", self.hit_answer_milliseconds, 50, 10_000);
        within("hit_opening_hour", self.hit_opening_hour.into(), 0, 23);
        within("hit_opening_delay_hours", self.hit_opening_delay_hours.into(), 1, 168);
        within("alarm_checks_per_day", self.alarm_checks_per_day.into(), 1, most);
        within("alarm_hits_per_week", self.alarm_hits_per_week.into(), 1, most);
        within("alarm_impossible_per_day", self.alarm_impossible_per_day.into(), 1, most);
        within("keep_completed_days", self.keep_completed_days.into(), 0, 365);
        wrong
    }
}

/// Everything that answers need; changed by the writer alone.
struct Shared {
    setup: Setup,
    secrets: ExchangeSecrets,
    store: Stored,
    clock: Arc<dyn Clock>,
    index: RwLock<RecordIndex>,
    members: RwLock<Members>,
    /// Every role that a member has ever held.
    held_roles: RwLock<HeldRoles>,
    linker: Mutex<Linker>,
    /// Links the transnational tokens of records that may cross borders.
    transnational: Mutex<Linker>,
    referrals: RwLock<ReferralIndex>,
    liaison_keys: RwLock<LiaisonKeys>,
    hits: RwLock<HitLog>,
    relays: RwLock<Relays>,
    audit: Mutex<AuditLog>,
    streams: Mutex<Streams>,
    /// Whether the log may grow.
    log_gate: LogGate,
    /// Witnesses the logs of others.
    witness: Witness,
    checkpoint: Arc<Mutex<CheckpointState>>,
    /// Set when the store turns out to be damaged.
    damaged: AtomicBool,
    /// Counts the changes of referrals, for those who watch them.
    referral_changes: watch::Sender<u64>,
    releases: RwLock<Releases>,
    /// The rules of blocks of years that have a release, by first year.
    blocks: RwLock<BTreeMap<i32, Arc<BlockRules>>>,
    /// What questions are answered from.
    served: ArcSwap<Served>,
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
    /// Opens an exchange: takes up the latest checkpoint, replays the journal from there, adds the
    /// first coordinator to an empty register, and starts the writer.
    pub fn open(
        setup: Setup,
        secrets: ExchangeSecrets,
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, ExchangeError> {
        let shared = Self::load(setup, secrets, store, clock)?;
        shared.drop_old_epochs()?;
        if shared.log_gate.check().is_ok() {
            shared.close_interrupted_streams()?;
        }
        if shared.members.read().is_empty() {
            shared.add_first_coordinator()?;
        }
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
        let (jobs, _) = mpsc::channel(WAITING_JOBS);
        Ok(Self { shared: Self::load(setup, secrets, store, clock)?, jobs })
    }

    /// Everything that follows from what is stored.
    fn load(
        setup: Setup,
        secrets: ExchangeSecrets,
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
    ) -> Result<Arc<Shared>, ExchangeError> {
        let new_linker = || Linker::new(setup.profile.clone(), setup.token_memory.clone());
        let (linker, transnational) = (new_linker(), new_linker());
        let domain = &setup.first_coordinator.trust_domain;
        let (origin, witness) = (first_origin(domain), Witness::new(&secrets, domain));
        let audit = AuditLog::new(Signer::new(&secrets.audit_seed(), origin));
        let checkpoint = CheckpointState::new(&setup);
        let shared = Arc::new(Shared {
            setup,
            secrets,
            store: Stored::new(store),
            clock,
            index: RwLock::default(),
            members: RwLock::default(),
            held_roles: RwLock::default(),
            linker: Mutex::new(linker),
            transnational: Mutex::new(transnational),
            referrals: RwLock::default(),
            liaison_keys: RwLock::default(),
            hits: RwLock::default(),
            relays: RwLock::default(),
            audit: Mutex::new(audit),
            streams: Mutex::default(),
            log_gate: LogGate::default(),
            witness,
            checkpoint: Arc::new(Mutex::new(checkpoint)),
            damaged: AtomicBool::new(false),
            referral_changes: watch::Sender::new(0),
            releases: RwLock::default(),
            blocks: RwLock::default(),
            served: ArcSwap::default(),
        });
        shared.check_secrets()?;
        shared.check_kinds()?;
        shared.restore_checkpoint()?;
        shared.replay()?;
        shared.load_audit()?;
        shared.load_lineage()?;
        shared.load_releases()?;
        Ok(shared)
    }

    /// Whether the writer still accepts changes. After a failed commit it does not:
    /// what is on the disk is then unknown until a restart has read it. Nor does it when the store
    /// turned out to be damaged.
    pub fn is_writable(&self) -> bool {
        !self.jobs.is_closed() && !self.shared.damaged.load(Ordering::Acquire)
    }

    /// Ends all work on the store, after the last call: what was erased can no longer be read from
    /// the disk on return. Whatever is asked afterwards fails.
    pub fn close(&self) -> Result<(), ExchangeError> {
        Ok(self.shared.store.close()?)
    }

    /// Whether the disk is so nearly full that records and releases are refused.
    pub fn is_disk_low(&self) -> bool {
        self.shared.store.is_low()
    }
}
