//! Witnessing the logs of other exchanges.

use serde::{Deserialize, Serialize};

use crate::audit::{Refusal, Seen, VerifierKey, WitnessRequest};
use crate::domain::id::MemberId;
use crate::domain::reasons::Reason;
use crate::store::{Space, format};

use super::super::Exchange;
use super::super::by::By;
use super::super::error::ExchangeError;
use super::super::kinds::{LOGS, LOGS_VERSION};
use super::log::is_log_of;

/// Most logs of one trust domain whose heads are kept: one, and one more for each restore.
const MAX_LOGS: usize = 64;

/// The memory of a witness about the exchange of a trust domain.
#[derive(Default, Serialize, Deserialize)]
struct Logs {
    /// The key of its log: the one that was seen first, unless the configuration names it.
    key: [u8; 32],
    /// The head of each of its logs that was cosigned last, by origin.
    seen: Vec<(String, Seen)>,
}

/// The answer of a witness that is shown a head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WitnessAnswer {
    /// Signature lines.
    Cosigned(String),
    /// Another head was cosigned last: its number of lines.
    Conflict(u64),
}

impl Exchange {
    /// The key of this exchange's own log.
    pub fn log_key(&self) -> VerifierKey {
        self.shared.audit.lock().verifier()
    }

    /// The request to a witness who cosigned a head of `old_size` lines last; nothing when the log is
    /// shorter than that.
    pub fn witness_request(&self, old_size: u64) -> Result<Option<WitnessRequest>, ExchangeError> {
        self.shared.log_gate.check()?;
        let log = self.shared.audit.lock();
        let proof = match old_size {
            0 => Vec::new(),
            _ => match log.tree.prove_consistency(old_size) {
                Some(proof) => proof,
                None => return Ok(None),
            },
        };
        Ok(Some(WitnessRequest { old_size, checkpoint: log.head(Vec::new()).checkpoint, proof }))
    }

    /// The key with which this exchange witnesses other logs.
    pub fn witness_key(&self) -> VerifierKey {
        self.shared.witness.cosigner.verifier()
    }

    /// Cosigns a head of the log of a member's own exchange, when it continues the one that was
    /// cosigned last. `log_key` is believed at the first time, unless the configuration names the
    /// key. The new head is on stable storage before this returns. Blocks on the disk.
    pub fn add_checkpoint(
        &self,
        by: &By,
        member: &MemberId,
        body: &str,
        log_key: Option<&VerifierKey>,
    ) -> Result<WitnessAnswer, ExchangeError> {
        let invalid = |text: &str| ExchangeError::invalid("body", text);
        let request = WitnessRequest::parse(body)
            .ok_or_else(|| invalid("must be an add-checkpoint request of C2SP tlog-witness"))?;
        let domain = &*member.trust_domain;
        let origin =
            request.claimed_origin().filter(|origin| is_log_of(origin, domain)).ok_or_else(
                || invalid("must hold a checkpoint of the log of the caller's own exchange"),
            )?;
        if *domain == *self.shared.setup.first_coordinator.trust_domain {
            return Err(ExchangeError::Denied("an exchange does not witness its own log"));
        }
        let name = [LOGS, domain.as_bytes()].concat();
        let store = &self.shared.store;
        let witness = &self.shared.witness;
        let _deciding = witness.deciding.lock();
        let known = store.get(Space::Meta, &name)?;
        let mut logs: Option<Logs> = match known {
            Some(bytes) => {
                Some(format::decode("what is remembered of another log", LOGS_VERSION, &bytes)?)
            }
            None => None,
        };
        let configured =
            self.shared.setup.witnessed.iter().find(|key| is_log_of(&key.name, domain));
        let key = configured.map(|key| key.key).or(logs.as_ref().map(|logs| logs.key));
        let key = match key {
            Some(key) => key,
            // First use. The caller is authenticated, and the origin is that of its trust domain.
            None => {
                log_key.filter(|key| !key.is_witness()).map(|key| key.key).ok_or_else(|| {
                    ExchangeError::invalid("log_key", "must be the log's key at the first time")
                })?
            }
        };
        let logs = logs.get_or_insert_default();
        logs.key = key;
        let place = logs.seen.iter().position(|(known, _)| *known == origin);
        let seen = place.map(|place| logs.seen[place].1);
        let head = match request.check(&key, seen.as_ref()) {
            Ok(head) => head,
            Err(Refusal::Conflict(size)) => return Ok(WitnessAnswer::Conflict(size)),
            Err(refusal) => {
                tracing::error!(origin, %refusal, "a head of another exchange was not cosigned");
                return Err(invalid(&refusal.to_string()));
            }
        };
        let now = Seen { size: head.size, root: head.root };
        match place {
            Some(place) => logs.seen[place].1 = now,
            None if logs.seen.len() == MAX_LOGS => {
                return Err(ExchangeError::Exhausted(
                    Reason::Logs,
                    "too many logs of this trust domain are known".into(),
                ));
            }
            None => logs.seen.push((origin, now)),
        }
        let bytes = format::encode(LOGS_VERSION, &logs);
        self.keep_blocking(by, &name, bytes)?;
        let at = self.shared.clock.now().max(0).cast_unsigned();
        Ok(WitnessAnswer::Cosigned(witness.cosigner.cosign(&head, at)))
    }
}
