//! Whether the audit log may grow, and what of restores and witnesses the store keeps.
//!
//! A restore marks the store ([`crate::backup::restore`]). The exchange then signs nothing new
//! and takes no call with a role, because each would be a line of a second history, until its
//! coordinator has signed for the restore. From then on the log has a new origin.

use std::sync::atomic::{AtomicU8, Ordering};

use crate::audit::{Checkpoint, Restoration, SignedRestoration, is_consistent};
use crate::domain::reasons::Reason;
use crate::store::{BEHIND, RESTORED, Space, format};

use super::change::Lineage;
use super::error::ExchangeError;
use super::shared::Shared;

/// Version of what is stored of restores and witnesses.
pub const VERSION: u8 = 1;

/// Where the store keeps the latest restoration that was acknowledged.
pub const ACKNOWLEDGED: &[u8] = b"restoration acknowledged";
/// Where it keeps heads that witnesses signed.
pub const WITNESSED: &[u8] = b"witnessed heads";
/// Where it keeps those before the latest one.
pub const EARLIER: &[u8] = b"restorations before";
/// Most restorations before the latest one that are kept, and shown to those who missed them.
pub const MAX_EARLIER: usize = 32;
/// Whether the log may grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum LogState {
    /// The log may grow.
    Open,
    /// The store was restored from a backup, and nobody has acknowledged it.
    Restored,
    /// A head that this exchange signed is newer than its store.
    Behind,
}

/// The state, asked for at every call.
pub struct LogGate(AtomicU8);

impl Default for LogGate {
    fn default() -> Self {
        Self(AtomicU8::new(LogState::Open as u8))
    }
}

impl LogGate {
    pub fn set(&self, state: LogState) {
        self.0.store(state as u8, Ordering::Release);
    }

    fn state(&self) -> LogState {
        match self.0.load(Ordering::Acquire) {
            0 => LogState::Open,
            1 => LogState::Restored,
            _ => LogState::Behind,
        }
    }

    /// Whether a restore waits for its acknowledgement.
    pub fn is_restored(&self) -> bool {
        self.state() == LogState::Restored
    }

    /// Whether the data turned out to be older than what was acknowledged.
    pub fn is_behind(&self) -> bool {
        self.state() == LogState::Behind
    }

    /// Refuses while the log may not grow.
    pub fn check(&self) -> Result<(), ExchangeError> {
        match self.state() {
            LogState::Open => Ok(()),
            LogState::Restored => Err(ExchangeError::Precondition(
                Reason::Restored,
                "the exchange was restored from a backup and takes nothing before its coordinator has acknowledged it (vdx acknowledge-restore)".into(),
            )),
            LogState::Behind => Err(ExchangeError::Precondition(
                Reason::Behind,
                "the data of the exchange is older than what it has acknowledged: an old copy was put in the place of the newer one. The operator must put the newest data back, or restore a backup".into(),
            )),
        }
    }
}

impl Shared {
    /// Reads restores and witnesses from the store. The log's lines must be loaded.
    pub fn load_lineage(&self) -> Result<(), ExchangeError> {
        let get = |name| self.store.get(Space::Meta, name);
        // Without them the log would go on under another name, or nobody would see who signed it.
        let acknowledged: Option<SignedRestoration> = get(ACKNOWLEDGED)?
            .map(|bytes| format::decode("the acknowledged restore", VERSION, &bytes))
            .transpose()?;
        let witnessed = get(WITNESSED)?
            .map(|bytes| format::decode("the heads that witnesses signed", VERSION, &bytes))
            .transpose()?;
        let earlier = get(EARLIER)?
            .map(|bytes| format::decode("the restores before it", VERSION, &bytes))
            .transpose()?;
        let pending = match get(RESTORED)? {
            None => None,
            Some(id) => Some(id.try_into().map_err(|_| {
                ExchangeError::Precondition(
                    Reason::RestoreUnfinished,
                    "the data directory is that of a restore which broke off: empty it and restore again".into(),
                )
            })?),
        };
        if get(BEHIND)?.is_some() && pending.is_none() {
            self.log_gate.set(LogState::Behind);
            tracing::error!(
                "the data is older than what was acknowledged: put the newest data directory back, or restore a backup (vdx restore)"
            );
        }
        let mut log = self.audit.lock();
        let statement = acknowledged.as_ref().and_then(|signed| Restoration::parse(&signed.text));
        if let Some(statement) = statement {
            log.rename(statement.origin_after());
        }
        let witnessed = witnessed.unwrap_or_default();
        let earlier = earlier.unwrap_or_default();
        log.lineage = Lineage { acknowledged, earlier, pending, witnessed };
        if pending.is_some() {
            self.log_gate.set(LogState::Restored);
            tracing::warn!(
                lines = log.tree.len(),
                "restored from a backup: nothing is taken before the coordinator has acknowledged it (vdx acknowledge-restore)"
            );
        }
        Ok(())
    }

    /// Looks at a head that a caller has kept. One that this exchange signed, of the same log, and
    /// cannot continue tells that its own data went back: nothing more is taken, so that no second
    /// history begins. Nobody else can make such a head.
    pub fn notice_newer(&self, known: &str) {
        if known.is_empty() || self.log_gate.state() != LogState::Open {
            return;
        }
        let log = self.audit.lock();
        let key = log.verifier();
        let Ok(known) = Checkpoint::verify(known, &key.key) else { return };
        if known.origin != key.name {
            return;
        }
        let head = log.unsigned_head();
        let proof = log.tree.prove_consistency(known.size).unwrap_or_default();
        if known.size == 0 || is_consistent(&known, &head, &proof) {
            return;
        }
        tracing::error!(
            known = known.size,
            lines = head.size,
            "a member knows a head of this exchange's log that its data does not continue: an old data directory was put in the place of the newer one. Nothing more is taken"
        );
        drop(log);
        self.log_gate.set(LogState::Behind);
        if let Err(error) = self.store.mark_behind() {
            tracing::error!(%error, "a restart will not know that the data is an old one");
        }
    }
}
