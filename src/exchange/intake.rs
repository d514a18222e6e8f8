//! Accepting, correcting and withdrawing records.

use tokio::sync::oneshot;

use crate::domain::codes::{KeyScope, RecordKind};
use crate::domain::hashed::HashedSet;
use crate::domain::id::{MemberId, OpaqueId};
use crate::domain::record::Record;
use crate::domain::rules::{self, Context, Violation};
use crate::pseudonym::key::KEY_CHECK_LENGTH;
use crate::store::{Entry, RecordKey, encode_record_entry};

use super::by::By;
use super::error::ExchangeError;
use super::streams::OpenStream;
use super::writer::Job;
use super::{Exchange, KeyEpoch};

/// Most records of one batch or withdrawal.
pub const MAX_BATCH: usize = 1000;

/// A client's proof that it holds the right key.
#[derive(Clone, Debug)]
pub struct KeyCheck {
    /// Which of the two.
    pub scope: KeyScope,
    /// Epoch of the key.
    pub epoch: u32,
    /// Its check value.
    pub value: Vec<u8>,
    /// Id of the linkage profile that makes the match keys.
    pub profile: Vec<u8>,
}

/// What became of a record. Never tells whether the person was known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // see `RecordOutcome` in the schema
pub enum Outcome {
    Stored,
    Amended,
    Unchanged,
    Conflict,
    Stale,
    Invalid,
    NoConsent,
    Withdrawn,
}

/// The result of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordAnswer {
    /// What became of it.
    pub outcome: Outcome,
    /// Why, when invalid.
    pub violations: Vec<Violation>,
}

impl From<Outcome> for RecordAnswer {
    fn from(outcome: Outcome) -> Self {
        Self { outcome, violations: Vec::new() }
    }
}

/// The acknowledgement of a batch. It exists only after the flush.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchAnswer {
    /// Every batch of the submission up to this one is on stable storage.
    pub durable_through: u64,
    /// One for each record, in order.
    pub records: Vec<RecordAnswer>,
}

/// What became of a withdrawal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // see `WithdrawOutcome` in the schema
pub enum WithdrawOutcome {
    Withdrawn,
    Unchanged,
    NotFound,
}

/// A record on its way to the writer: checked, peppered, encoded.
pub(super) enum Prepared {
    Refused(RecordAnswer),
    Ready(Box<ReadyRecord>),
}

pub(super) struct ReadyRecord {
    pub key: RecordKey,
    pub revision: u32,
    pub digest: [u8; 16],
    pub entry: Entry,
    pub bytes: Vec<u8>,
}

impl Exchange {
    /// Checks the national keys that a client works with. A mixed-up key is refused
    /// here with a clear word; without this it would silently never match.
    pub fn check_keys(&self, checks: &[KeyCheck]) -> Result<(), ExchangeError> {
        if checks.is_empty() {
            return Err(ExchangeError::invalid(
                "key_checks",
                "must hold the check value of every key epoch in use, in the first batch of a stream",
            ));
        }
        for (index, check) in checks.iter().enumerate() {
            let field = |name: &str| format!("key_checks[{index}].{name}");
            let epochs = self.shared.epochs_of(check.scope);
            let Some(KeyEpoch { check_value, .. }) =
                epochs.iter().find(|known| known.epoch == check.epoch)
            else {
                let rule = rules::epoch_rule(&self.shared.epoch_numbers(check.scope));
                return Err(ExchangeError::invalid(&field("key_epoch"), rule));
            };
            if check.value.len() != KEY_CHECK_LENGTH {
                return Err(ExchangeError::invalid(
                    &field("value"),
                    format!("must have {KEY_CHECK_LENGTH} bytes"),
                ));
            }
            if check.profile != self.shared.setup.profile.id().0 {
                return Err(ExchangeError::Precondition(
                    "WRONG_LINKAGE_PROFILE",
                    "the client makes its match keys by another linkage profile than the exchange: use the same version and the profile file that the coordinator gives out".into(),
                ));
            }
            if check.value != check_value {
                let (reason, name) = match check.scope {
                    KeyScope::National => ("WRONG_NATIONAL_KEY", "national"),
                    KeyScope::Transnational => ("WRONG_TRANSNATIONAL_KEY", "transnational"),
                };
                return Err(ExchangeError::Precondition(
                    reason,
                    format!(
                        "the {name} key of epoch {} is not the one that the others use; ask the coordinator for it",
                        check.epoch
                    ),
                ));
            }
        }
        Ok(())
    }

    /// Takes in one batch of an institution. Records that could not even be read come
    /// as their violations. Returns when the batch has its place before all later ones; what it
    /// returns gives the answer, after the flush.
    pub async fn submit(
        &self,
        stream: &OpenStream,
        member: &MemberId,
        submission: &OpaqueId,
        sequence: u64,
        records: Vec<Result<Record, Vec<Violation>>>,
    ) -> Result<impl Future<Output = Result<BatchAnswer, ExchangeError>> + use<>, ExchangeError>
    {
        if sequence == 0 {
            return Err(ExchangeError::invalid("sequence", "must be 1 or more"));
        }
        if records.is_empty() || records.len() > MAX_BATCH {
            return Err(ExchangeError::invalid("records", format!("must be 1 to {MAX_BATCH}")));
        }
        self.needs_room()?;
        let records = self.prepare(member, records);
        let (reply, answer) = oneshot::channel();
        let job = Job::Submit {
            opened: stream.opened,
            member: member.clone(),
            submission: submission.clone(),
            sequence,
            records,
            reply,
        };
        self.queue(job).await?;
        Ok(answered(answer))
    }

    fn prepare(
        &self,
        member: &MemberId,
        records: Vec<Result<Record, Vec<Violation>>>,
    ) -> Vec<Prepared> {
        let key_epochs = self.shared.epoch_numbers(KeyScope::National);
        let transnational_epochs = self.shared.epoch_numbers(KeyScope::Transnational);
        let context = Context {
            this_month: self.shared.this_month(),
            key_epochs: &key_epochs,
            transnational_epochs: &transnational_epochs,
            regions: &self.shared.setup.regions,
        };
        let secrets = &self.shared.secrets;
        let mut names = HashedSet::default();
        let invalid =
            |violations| Prepared::Refused(RecordAnswer { outcome: Outcome::Invalid, violations });
        records
            .into_iter()
            .map(|record| {
                let mut record = match record {
                    Ok(record) => record,
                    Err(violations) => return invalid(violations),
                };
                let violations = rules::check(&record, &context);
                if !violations.is_empty() {
                    return invalid(violations);
                }
                if !rules::may_be_processed(&record) {
                    return Prepared::Refused(Outcome::NoConsent.into());
                }
                let key = secrets.record_key(member, record.kind(), record.record_id());
                if !names.insert(key) {
                    return invalid(vec![Violation::new(
                        "record_id",
                        "is there a second time in this batch: the first one counts",
                    )]);
                }
                secrets.pepper(&mut record);
                let (bytes, begin) = encode_record_entry(member, key, &record);
                let digest = secrets.digest(&bytes[begin..]);
                let revision = record.revision();
                let entry = Entry::Record { member: member.clone(), key, record: record.into() };
                Prepared::Ready(Box::new(ReadyRecord { key, revision, digest, entry, bytes }))
            })
            .collect()
    }

    /// Withdraws records of an institution and erases their contents.
    pub async fn withdraw(
        &self,
        by: &By,
        member: &MemberId,
        records: &[(RecordKind, OpaqueId)],
    ) -> Result<Vec<WithdrawOutcome>, ExchangeError> {
        if records.is_empty() || records.len() > MAX_BATCH {
            return Err(ExchangeError::invalid("records", format!("must be 1 to {MAX_BATCH}")));
        }
        let records = records
            .iter()
            .map(|(kind, id)| (*kind, self.shared.secrets.record_key(member, *kind, id)))
            .collect();
        let (reply, answer) = oneshot::channel();
        let (by, member) = (by.clone(), member.clone());
        self.hand_over(Job::Withdraw { by, member, records, reply }, answer).await
    }

    /// Waits until everything that was acknowledged is linked, too: for tests and benches.
    pub async fn settle(&self) -> Result<(), ExchangeError> {
        let (reply, answer) = oneshot::channel();
        self.hand_over(Job::Settle { reply }, answer).await
    }

    /// How far a submission of an institution is durable; 0 when it is not known.
    pub fn submission_status(&self, member: &MemberId, submission: &OpaqueId) -> u64 {
        let index = self.shared.index.read();
        index.positions.get(&(member.clone(), submission.clone())).map_or(0, |known| known.batch)
    }

    /// Gives a job to the writer and waits for its answer.
    pub(super) async fn hand_over<T>(
        &self,
        job: Job,
        answer: oneshot::Receiver<Result<T, ExchangeError>>,
    ) -> Result<T, ExchangeError> {
        self.queue(job).await?;
        answered(answer).await
    }

    /// The same for a thread that may wait for the disk.
    pub(super) fn hand_over_blocking<T>(
        &self,
        job: Job,
        answer: oneshot::Receiver<Result<T, ExchangeError>>,
    ) -> Result<T, ExchangeError> {
        let stopped = || ExchangeError::Unavailable(STOPPED);
        if !self.is_writable() {
            return Err(stopped());
        }
        self.jobs.blocking_send(job).map_err(|_| stopped())?;
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
        Err(ExchangeError::Exhausted("DISK_NEARLY_FULL", NEARLY_FULL.into()))
    }

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

async fn answered<T>(
    answer: oneshot::Receiver<Result<T, ExchangeError>>,
) -> Result<T, ExchangeError> {
    answer.await.map_err(|_| ExchangeError::Unavailable(STOPPED))?
}
