//! Accepting, correcting and withdrawing records.

use tokio::sync::oneshot;

use crate::domain::codes::{KeyScope, RecordKind};
use crate::domain::hashed::HashedSet;
use crate::domain::id::{MemberId, OpaqueId};
use crate::domain::reasons::Reason;
use crate::domain::record::Record;
use crate::domain::rules::{self, Context, Violation};
use crate::pseudonym::key::KEY_CHECK_LENGTH;
use crate::store::{Entry, begin_record_entry};

use super::super::Exchange;
use super::super::by::By;
use super::super::change::{
    Allowed, BatchAnswer, Change, ConsentOutcome, MAX_BATCH, On, OpenStream, Outcome, Prepared,
    ReadyRecord, RecordAnswer, Whole, WithdrawOutcome,
};
use super::super::error::ExchangeError;
use super::super::setup::KeyEpoch;
use super::super::shared::Shared;
use super::super::views::RecordState;
use super::{STOPPED, answered};

/// How a record of an institution stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordStanding {
    /// It is there.
    Durable {
        /// Its revision.
        revision: u32,
        /// When the submission began that stored it, or said the same last: see [`Exchange::submission_status`].
        order: u64,
    },
    /// It was withdrawn, in this revision.
    Withdrawn(u32),
    /// There is no such record of this institution.
    NotFound,
}

/// A client's proof that it holds the right key.
#[derive(Clone, Debug)]
pub struct KeyCheck {
    /// National or transnational key.
    pub scope: KeyScope,
    /// Epoch of the key.
    pub epoch: u32,
    /// Check value of the key.
    pub value: Vec<u8>,
    /// Id of the linkage profile that makes the match keys.
    pub profile: Vec<u8>,
}

/// One batch of a submission, as an institution sends it.
pub struct NewBatch {
    /// The submission that the batch is part of.
    pub submission: OpaqueId,
    /// Place of the batch in its submission, from 1 on.
    pub sequence: u64,
    /// At most [`MAX_BATCH`] records; of those that could not be read, what is wrong with them.
    pub records: Vec<Result<Record, Vec<Violation>>>,
    /// What the batch may do beside storing new records and plain corrections.
    pub allowed: Allowed,
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
                    Reason::WrongLinkageProfile,
                    "the client makes its match keys by another linkage profile than the exchange: use the same version and the profile file that the coordinator gives out".into(),
                ));
            }
            if check.value != check_value {
                let (reason, name) = match check.scope {
                    KeyScope::National => (Reason::WrongNationalKey, "national"),
                    KeyScope::Transnational => (Reason::WrongTransnationalKey, "transnational"),
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

    /// Takes in one batch on an open stream. Returns when the batch has its place before all later
    /// ones; what it returns gives the answer, after the flush.
    pub async fn submit(
        &self,
        stream: &OpenStream,
        member: &MemberId,
        batch: NewBatch,
    ) -> Result<impl Future<Output = Result<BatchAnswer, ExchangeError>> + use<>, ExchangeError>
    {
        self.take_in(On::Open(stream.opened), member, batch).await
    }

    /// Begins a stream with its first batch, in one commit. Returns the stream when it has begun, and
    /// what gives the answer. A batch that is refused as a whole begins none.
    pub async fn submit_first(
        &self,
        by: &By,
        member: &MemberId,
        batch: NewBatch,
    ) -> Result<
        (OpenStream, impl Future<Output = Result<BatchAnswer, ExchangeError>> + use<>),
        ExchangeError,
    > {
        let (reply, stream) = oneshot::channel();
        let answer = self.take_in(On::Begins { by: by.clone(), reply }, member, batch).await?;
        match stream.await {
            Ok(stream) => Ok((stream?, answer)),
            // None has begun, and the batch tells why.
            Err(_) => Err(answer.await.err().unwrap_or(ExchangeError::Unavailable(STOPPED))),
        }
    }

    /// Takes in a stream of one batch, in one commit. A batch that is refused as a whole has no line of a
    /// stream.
    pub async fn submit_all(
        &self,
        by: &By,
        member: &MemberId,
        batch: NewBatch,
    ) -> Result<BatchAnswer, ExchangeError> {
        self.take_in(On::All(by.clone()), member, batch).await?.await
    }

    async fn take_in(
        &self,
        on: On,
        member: &MemberId,
        batch: NewBatch,
    ) -> Result<impl Future<Output = Result<BatchAnswer, ExchangeError>> + use<>, ExchangeError>
    {
        let NewBatch { submission, sequence, records, allowed } = batch;
        if sequence == 0 {
            return Err(ExchangeError::invalid("sequence", "must be 1 or more"));
        }
        if records.is_empty() || records.len() > MAX_BATCH {
            return Err(ExchangeError::invalid("records", format!("must be 1 to {MAX_BATCH}")));
        }
        self.needs_room()?;
        let records = self.shared.prepare(member, records);
        let (reply, answer) = oneshot::channel();
        let member = member.clone();
        let job = Change::Submit { on, member, submission, sequence, records, allowed, reply };
        self.queue(job.into()).await?;
        Ok(answered(answer))
    }

    /// Withdraws records of an institution and erases their contents. What has `lapsed`, because its row
    /// does not name it any more, a newer submission may bring back.
    pub async fn withdraw(
        &self,
        by: &By,
        member: &MemberId,
        records: &[(RecordKind, OpaqueId)],
        lapsed: bool,
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
        self.hand_over(Change::Withdraw { by, member, records, lapsed, reply }, answer).await
    }

    /// Has persons of records of an institution say no to processing, in a revision each: the records are
    /// withdrawn, or, where there are none, not taken later.
    pub async fn end_consent(
        &self,
        by: &By,
        member: &MemberId,
        records: &[(RecordKind, OpaqueId, u32)],
    ) -> Result<Vec<ConsentOutcome>, ExchangeError> {
        if records.is_empty() || records.len() > MAX_BATCH {
            return Err(ExchangeError::invalid("records", format!("must be 1 to {MAX_BATCH}")));
        }
        let key = |kind, id| self.shared.secrets.record_key(member, kind, id);
        let records = records.iter().map(|(kind, id, revision)| (*kind, key(*kind, id), *revision));
        let records = records.collect();
        let (reply, answer) = oneshot::channel();
        let (by, member) = (by.clone(), member.clone());
        self.hand_over(Change::EndConsent { by, member, records, reply }, answer).await
    }

    /// Waits until everything that was acknowledged is linked, too.
    pub async fn settle(&self) -> Result<(), ExchangeError> {
        let (reply, answer) = oneshot::channel();
        self.hand_over(Whole::Settle { reply }, answer).await
    }

    /// How far a submission of an institution is durable, and the journal entry with which it began;
    /// zeros when it is not known.
    pub fn submission_status(&self, member: &MemberId, submission: &OpaqueId) -> (u64, u64) {
        let name = (member.clone(), submission.clone());
        let known = self.shared.views.read().records.position(&name);
        known.map_or((0, 0), |known| (known.batch, known.begun))
    }

    /// How records of an institution stand now, in their order; changes nothing. At most
    /// [`MAX_BATCH`] of them.
    pub fn record_states(
        &self,
        member: &MemberId,
        records: &[(RecordKind, OpaqueId)],
    ) -> Result<Vec<RecordStanding>, ExchangeError> {
        if records.is_empty() || records.len() > MAX_BATCH {
            return Err(ExchangeError::invalid("records", format!("must be 1 to {MAX_BATCH}")));
        }
        let key =
            |(kind, id): &(RecordKind, OpaqueId)| self.shared.secrets.record_key(member, *kind, id);
        let keys: Vec<_> = records.iter().map(key).collect();
        let views = self.shared.views.read();
        let standing = |key| match views.records.get(key) {
            None => RecordStanding::NotFound,
            Some(state) if state.withdrawn => RecordStanding::Withdrawn(state.revision),
            Some(RecordState { revision, order, .. }) => {
                RecordStanding::Durable { revision, order }
            }
        };
        Ok(keys.into_iter().map(standing).collect())
    }
}

impl Shared {
    /// Checks, peppers and encodes what an institution sent.
    pub fn prepare(
        &self,
        member: &MemberId,
        records: Vec<Result<Record, Vec<Violation>>>,
    ) -> Vec<Prepared> {
        let key_epochs = self.epoch_numbers(KeyScope::National);
        let transnational_epochs = self.epoch_numbers(KeyScope::Transnational);
        let context = Context {
            this_month: self.this_month(),
            key_epochs: &key_epochs,
            transnational_epochs: &transnational_epochs,
            regions: &self.setup.regions,
            profile: &self.setup.profile,
        };
        let secrets = &self.secrets;
        let mut names = HashedSet::default();
        let invalid =
            |violations| Prepared::Refused(RecordAnswer { violations, ..Outcome::Invalid.into() });
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
                let fingerprints: Vec<_> = secrets.fingerprint(&record).into_iter().collect();
                secrets.pepper(&mut record);
                let (bytes, of_record) = begin_record_entry(member, key, &record, &fingerprints);
                let digest = secrets.digest(&bytes[of_record]);
                let (member, revision) = (member.clone(), record.revision());
                let record = record.into();
                // The batch tells when its submission began.
                let entry = Entry::Record { member, key, record, fingerprints, begun: 0 };
                Prepared::Ready(Box::new(ReadyRecord { key, revision, digest, entry, bytes }))
            })
            .collect()
    }
}
