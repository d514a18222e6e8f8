//! What every member is shown of the log: its head, restores, and the word of witnesses.
//!
//! A restore marks the store ([`crate::backup::restore`]). The exchange then signs nothing new
//! and takes no call with a role, because each would be a line of a second history, until its
//! coordinator has signed for the restore. From then on the log has a new origin.

use std::sync::atomic::{AtomicU8, Ordering};

use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;

use crate::audit::{
    CallResult, Checkpoint, INCARNATION, Restoration, SignedRestoration, VerifierKey, cosigned_at,
    domain_of, is_consistent, with_cosignature,
};
use crate::domain::codes::MemberStatus;
use crate::domain::id::MemberId;
use crate::identity::Principal;
use crate::store::{BEHIND, RESTORED, Space, format};

use super::audit::{AuditHead, AuditLog};
use super::by::By;
use super::error::ExchangeError;
use super::told::Told;
use super::writer::Job;
use super::{Exchange, Shared};

/// Version of what is stored of restores and witnesses.
const VERSION: u8 = 1;

/// Where the store keeps the latest restoration that was acknowledged.
pub(super) const ACKNOWLEDGED: &[u8] = b"restoration acknowledged";
/// Where it keeps heads that witnesses signed.
pub(super) const WITNESSED: &[u8] = b"witnessed heads";
/// Where it keeps those before the latest one.
pub(super) const EARLIER: &[u8] = b"restorations before";
/// Most restorations before the latest one that are kept, and shown to those who missed them.
const MAX_EARLIER: usize = 32;
/// The call whose line tells that a member was suspended with the acknowledgement.
const SUSPEND: &str = "/vdx.v1.MembershipService/SetMemberStatus";
/// Most witnesses whose word is kept.
const MAX_WITNESSES: usize = 16;

/// Whether the log may grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum LogState {
    /// It does.
    Open,
    /// The store was restored from a backup, and nobody has acknowledged it.
    Restored,
    /// A head that this exchange signed is newer than its store.
    Behind,
}

/// The state, asked for at every call.
pub(super) struct LogGate(AtomicU8);

impl Default for LogGate {
    fn default() -> Self {
        Self(AtomicU8::new(LogState::Open as u8))
    }
}

impl LogGate {
    fn set(&self, state: LogState) {
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

    /// Refuses while the log may not grow.
    pub fn check(&self) -> Result<(), ExchangeError> {
        match self.state() {
            LogState::Open => Ok(()),
            LogState::Restored => Err(ExchangeError::Precondition(
                "RESTORED",
                "the exchange was restored from a backup and takes nothing before its coordinator has acknowledged it (vdx acknowledge-restore)".into(),
            )),
            LogState::Behind => Err(ExchangeError::Precondition(
                "BEHIND",
                "the data of the exchange is older than what it has acknowledged: an old copy was put in the place of the newer one. The operator must put the newest data back, or restore a backup".into(),
            )),
        }
    }
}

/// A head that a witness signed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Witnessed {
    /// The checkpoint with the lines of log and witness.
    pub checkpoint: String,
    /// The witness's key.
    pub witness: VerifierKey,
    /// Number of lines.
    size: u64,
}

/// Restores and witnesses, as the store has them.
#[derive(Default)]
pub(super) struct Lineage {
    /// The latest restoration.
    pub acknowledged: Option<SignedRestoration>,
    /// Those before it, oldest first.
    pub earlier: Vec<SignedRestoration>,
    pub pending: Option<[u8; INCARNATION]>,
    pub witnessed: Vec<Witnessed>,
}

/// All that a member is shown.
pub struct LogHead {
    /// The head, with the proof that was asked for.
    pub head: AuditHead,
    /// The latest acknowledged restoration, with the proof that the head continues its backup's.
    pub restoration: Option<(SignedRestoration, Vec<u8>)>,
    /// The restorations before it, oldest first.
    pub earlier: Vec<SignedRestoration>,
    /// A restore that waits for its acknowledgement.
    pub pending: Option<[u8; INCARNATION]>,
    /// Heads that witnesses signed, each with the proof that the head continues it.
    pub witnessed: Vec<(Witnessed, Vec<u8>)>,
}

impl Exchange {
    /// Whether the store was restored from a backup, and waits for the coordinator's word.
    pub fn is_restored(&self) -> bool {
        self.shared.log_gate.is_restored()
    }

    /// Whether a member has shown that the data is older than what was acknowledged: nothing is
    /// taken.
    pub fn is_behind(&self) -> bool {
        self.shared.log_gate.state() == LogState::Behind
    }

    /// The present head for a member. `known` is the newest signed head that the caller has kept,
    /// or empty; consistency with `old_size` lines is proven where that can be.
    ///
    /// The head covers everything that was acknowledged before: where something was stored since
    /// the last line, as batches of an open stream are, a line is added first.
    pub async fn log_head(
        &self,
        by: &By,
        old_size: u64,
        known: &str,
    ) -> Result<LogHead, ExchangeError> {
        self.shared.notice_newer(known);
        let is_uncovered = self.shared.audit.lock().is_uncovered;
        if is_uncovered && self.shared.log_gate.check().is_ok() {
            self.tell(by, CallResult::Ok).await?;
        }
        let log = self.shared.audit.lock();
        let prove = |size: u64| log.tree.prove_consistency(size).unwrap_or_default();
        let lineage = &log.lineage;
        let restoration = lineage.acknowledged.clone().map(|signed| {
            let size = Restoration::parse(&signed.text).map_or(0, |statement| statement.size);
            (signed, prove(size))
        });
        let witnessed = lineage.witnessed.iter().map(|head| (head.clone(), prove(head.size)));
        Ok(LogHead {
            restoration,
            earlier: lineage.earlier.clone(),
            pending: lineage.pending,
            witnessed: witnessed.collect(),
            head: log.head(prove(old_size)),
        })
    }

    /// Takes a coordinator's word that the exchange was restored, and suspends members before
    /// anybody else is served: those that were suspended after the backup, which the restored
    /// register does not know. The signature has been checked; `signer` made it and is the caller.
    ///
    /// When this fails after the word was stored, some of the members may not be suspended.
    pub async fn acknowledge_restoration(
        &self,
        by: &By,
        signer: &Principal,
        signed: SignedRestoration,
        suspend: &[MemberId],
    ) -> Result<(), ExchangeError> {
        for (index, id) in suspend.iter().enumerate() {
            let field = format!("suspend[{index}]");
            if self.member(id).is_err() {
                let rule = "is not in the register, as it was when the backup was made";
                return Err(ExchangeError::invalid(&field, rule));
            }
            if *id == signer.member {
                return Err(ExchangeError::invalid(&field, "must not be the caller's own member"));
            }
        }
        if *signer.member.trust_domain != *self.shared.setup.first_coordinator.trust_domain {
            return Err(ExchangeError::Denied(
                "only a coordinator of the exchange's own trust domain acknowledges a restore",
            ));
        }
        let (reply, answer) = oneshot::channel();
        let job = Job::Acknowledge { by: by.clone(), signed: Box::new(signed), reply };
        self.hand_over(job, answer).await?;
        let mut suspended = Ok(());
        for id in suspend {
            let by = By::of(signer, SUSPEND);
            let done = self.set_member_status(&by, id, MemberStatus::Suspended).await;
            suspended = suspended.and(done.map(|_| ()));
        }
        self.shared.log_gate.set(LogState::Open);
        suspended
    }

    /// Keeps the word of a witness on a head of this log. A member may speak for the witness of
    /// its own trust domain alone. Blocks on the disk.
    pub fn add_cosignature(
        &self,
        by: &By,
        member: &MemberId,
        checkpoint: &str,
        witness: VerifierKey,
    ) -> Result<(), ExchangeError> {
        let invalid = |field: &str, text: &str| Err(ExchangeError::invalid(field, text));
        if !witness.is_witness() || witness.name != witness_name(&member.trust_domain) {
            return invalid(
                "witness_key",
                "must be the key of a witness that is named <your trust domain>/witness",
            );
        }
        // No other word is kept between the look at those that are there and the commit.
        let _deciding = self.shared.witness.deciding.lock();
        let log = self.shared.audit.lock();
        let key = log.verifier();
        let Ok(head) = Checkpoint::verify(checkpoint, &key.key) else {
            return invalid("checkpoint", "must be a head of this exchange's log");
        };
        let proof = log.tree.prove_consistency(head.size).unwrap_or_default();
        if !is_consistent(&head, &log.checkpoint(), &proof) || head.origin != key.name {
            return invalid("checkpoint", "must be a head that the log continues");
        }
        if !matches!(cosigned_at(checkpoint, &witness), Ok(Some(_))) {
            return invalid("checkpoint", "must hold a cosignature of the witness that verifies");
        }
        let Ok(checkpoint) = with_cosignature(checkpoint, &key, &witness) else {
            return invalid("checkpoint", "must be a signed checkpoint");
        };
        let mut witnessed = log.lineage.witnessed.clone();
        witnessed.retain(|other| other.witness.name != witness.name);
        if witnessed.len() == MAX_WITNESSES {
            return Err(ExchangeError::Exhausted(
                "WITNESSES",
                format!("the word of {MAX_WITNESSES} witnesses is kept, and no more"),
            ));
        }
        drop(log);
        witnessed.push(Witnessed { checkpoint, witness, size: head.size });
        let bytes = format::encode(VERSION, &witnessed);
        self.keep_blocking(by, WITNESSED, bytes)?;
        self.shared.audit.lock().lineage.witnessed = witnessed;
        Ok(())
    }
}

impl Exchange {
    /// Keeps a value under a name, with the line of the call that brought it. Waits for the disk:
    /// not for threads that answer calls.
    pub(super) fn keep_blocking(
        &self,
        by: &By,
        name: &[u8],
        value: Vec<u8>,
    ) -> Result<(), ExchangeError> {
        let (reply, answer) = oneshot::channel();
        let job = Job::Keep { by: by.clone(), name: name.to_vec(), value, reply };
        self.hand_over_blocking(job, answer)
    }
}

/// The name of the witness that an exchange of a trust domain is.
pub fn witness_name(trust_domain: &str) -> String {
    format!("{trust_domain}/witness")
}

impl Shared {
    /// Decides on a coordinator's word and stores it, with the lines of streams that were open when
    /// the backup was made and the line of the call. On the writer's thread.
    pub(super) fn acknowledge(
        &self,
        by: &By,
        signed: SignedRestoration,
    ) -> Result<(), ExchangeError> {
        let wrong = |text: &str| ExchangeError::invalid("restoration.statement", text);
        let (head, pending, latest, mut earlier) = {
            let log = self.audit.lock();
            let Lineage { pending, acknowledged, earlier, .. } = &log.lineage;
            (log.checkpoint(), *pending, acknowledged.clone(), earlier.clone())
        };
        let Some(incarnation) = pending else {
            return Err(ExchangeError::Precondition(
                "NOT_RESTORED",
                "no restore waits for an acknowledgement".into(),
            ));
        };
        let statement = Restoration::parse(&signed.text)
            .ok_or_else(|| wrong("must be a statement of seven lines"))?;
        if statement.incarnation != incarnation || statement.predecessor() != head {
            return Err(wrong("must name the incarnation and the head that the exchange shows"));
        }
        let number =
            |signed: &SignedRestoration| Restoration::parse(&signed.text).map(|s| s.number);
        if latest.as_ref().and_then(number).is_some_and(|latest| latest >= statement.number) {
            return Err(wrong("must have a higher number than the one before"));
        }
        earlier.extend(latest);
        let excess = earlier.len().saturating_sub(MAX_EARLIER);
        earlier.drain(..excess);
        let bytes = format::encode(VERSION, &signed);
        let before = format::encode(VERSION, &earlier);
        // A stream of before the backup ends in the log that goes on.
        let mut told = Told::new(self);
        self.tell_interrupted_streams(&mut told)?;
        told.put(Space::Meta, ACKNOWLEDGED, bytes);
        told.put(Space::Meta, EARLIER, before);
        told.remove(Space::Meta, RESTORED);
        // What witnesses said was about the log before.
        told.remove(Space::Meta, WITNESSED);
        told.tell(by, CallResult::Ok, &by.subject());
        let acknowledged = Some(signed);
        let lineage = Lineage { acknowledged, earlier, pending: None, witnessed: Vec::new() };
        told.renew_log(statement.origin_after(), lineage);
        self.commit(told)?;
        tracing::warn!(by = %by.caller(), lines = head.size, "a restore was acknowledged");
        Ok(())
    }

    /// Reads restores and witnesses from the store. The log's lines must be loaded.
    pub(super) fn load_lineage(&self) -> Result<(), ExchangeError> {
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
                    "RESTORE_UNFINISHED",
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
    fn notice_newer(&self, known: &str) {
        if known.is_empty() || self.log_gate.state() != LogState::Open {
            return;
        }
        let log = self.audit.lock();
        let key = log.verifier();
        let Ok(known) = Checkpoint::verify(known, &key.key) else { return };
        if known.origin != key.name {
            return;
        }
        let head = log.checkpoint();
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

impl AuditLog {
    /// The present head.
    pub fn checkpoint(&self) -> Checkpoint {
        let origin = self.verifier().name;
        Checkpoint { origin, size: self.tree.len(), root: self.tree.root() }
    }
}

/// The trust domain that the origin of a log names, when it is that of a caller.
pub(super) fn is_log_of(origin: &str, trust_domain: &str) -> bool {
    domain_of(origin) == Some(trust_domain)
}
