//! What every member is shown of the log: its head, restores, and the word of witnesses.

use tokio::sync::oneshot;

use crate::audit::{
    CallResult, Checkpoint, INCARNATION, Restoration, SignedRestoration, VerifierKey, cosigned_at,
    domain_of, is_consistent, with_cosignature,
};
use crate::domain::codes::MemberStatus;
use crate::domain::id::MemberId;
use crate::domain::reasons::Reason;
use crate::identity::Principal;
use crate::store::format;

use super::super::Exchange;
use super::super::audit_log::AuditHead;
use super::super::by::By;
use super::super::change::{Change, Whole, Witnessed};
use super::super::error::ExchangeError;
use super::super::log_gate::{LogState, VERSION, WITNESSED};
use super::super::witness_name;

/// The call whose line tells that a member was suspended with the acknowledgement.
const SUSPEND: &str = "/vdx.v1.MembershipService/SetMemberStatus";
/// Most witnesses whose word is kept.
const MAX_WITNESSES: usize = 16;

/// The log, as each member is shown it: head, restores and the word of witnesses.
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
        self.shared.log_gate.is_behind()
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
        let job = Whole::Acknowledge { by: by.clone(), signed: Box::new(signed), reply };
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
        if !is_consistent(&head, &log.unsigned_head(), &proof) || head.origin != key.name {
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
                Reason::Witnesses,
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
        let job = Change::Keep { by: by.clone(), name: name.to_vec(), value, reply };
        self.hand_over_blocking(job, answer)
    }
}

/// The trust domain that the origin of a log names, when it is that of a caller.
pub fn is_log_of(origin: &str, trust_domain: &str) -> bool {
    domain_of(origin) == Some(trust_domain)
}
