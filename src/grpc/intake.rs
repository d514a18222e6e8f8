//! `IntakeService`: batches up, durable acknowledgements down.

use std::pin::Pin;
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Code, Request, Response, Status, Streaming};

use crate::audit::CallResult;
use crate::domain::code_list::CodeList;
use crate::domain::codes::{KeyScope, RecordKind};
use crate::domain::id::{OPAQUE_RULE, OpaqueId};
use crate::domain::reasons::Reason;
use crate::domain::rules::Violation;
use crate::exchange::{
    BatchAnswer, Exchange, ExchangeError, KeyCheck, MAX_BATCH, OpenStream, Outcome, RecordStanding,
    WithdrawOutcome,
};
use crate::proto::{to_record, v1, year_month};

use super::arriving::Slot;
use super::gate::{Caller, result_of_status};
use super::liaisons::key_check;
use super::status::{info, invalid};

/// A client that does not read its acknowledgements for this long is cut off.
const UNREAD: Duration = Duration::from_secs(60);
/// Acknowledgements that may wait for a client to read them.
const WAITING: usize = 4;
/// Batches of a stream that may wait for the flush: the next ones are read and checked meanwhile.
const UNFLUSHED: usize = 16;

pub(super) struct Intake {
    pub exchange: Exchange,
    pub stopping: watch::Receiver<bool>,
}

type Acknowledgement = Result<v1::SubmitRecordsResponse, Status>;
/// What will be one.
type Pending = Pin<Box<dyn Future<Output = Acknowledgement> + Send>>;

#[tonic::async_trait]
impl v1::intake_service_server::IntakeService for Intake {
    type SubmitRecordsStream = ReceiverStream<Acknowledgement>;

    async fn submit_records(
        &self,
        request: Request<Streaming<v1::SubmitRecordsRequest>>,
    ) -> Result<Response<Self::SubmitRecordsStream>, Status> {
        let caller = Caller::of(&request)?;
        let slot = request.extensions().get::<Slot>().cloned().unwrap_or_default();
        let messages = request.into_inner();
        let stream = self.exchange.open_stream(&caller.by).await?;
        let (acknowledge, acknowledgements) = mpsc::channel(WAITING);
        let session = Session {
            exchange: self.exchange.clone(),
            caller,
            stream,
            slot,
            submission: None,
            transnational: false,
        };
        tokio::spawn(session.run(messages, self.stopping.clone(), acknowledge));
        Ok(Response::new(ReceiverStream::new(acknowledgements)))
    }

    async fn withdraw_records(
        &self,
        request: Request<v1::WithdrawRecordsRequest>,
    ) -> Result<Response<v1::WithdrawRecordsResponse>, Status> {
        let caller = Caller::of(&request)?;
        let names = record_names(&request.into_inner().records)?;
        let outcomes = self.exchange.withdraw(&caller.by, caller.member(), &names).await?;
        tracing::info!(caller = %caller.principal.spiffe_id(), records = outcomes.len(), "withdrawal");
        let outcomes = outcomes.into_iter().map(|outcome| {
            (match outcome {
                WithdrawOutcome::Withdrawn => v1::WithdrawOutcome::Withdrawn,
                WithdrawOutcome::Unchanged => v1::WithdrawOutcome::Unchanged,
                WithdrawOutcome::NotFound => v1::WithdrawOutcome::NotFound,
            }) as i32
        });
        Ok(Response::new(v1::WithdrawRecordsResponse { outcomes: outcomes.collect() }))
    }

    async fn get_submission_status(
        &self,
        request: Request<v1::GetSubmissionStatusRequest>,
    ) -> Result<Response<v1::GetSubmissionStatusResponse>, Status> {
        let caller = Caller::of(&request)?;
        let submission = submission(&request.get_ref().submission_id)?;
        let (durable_through, began) =
            self.exchange.submission_status(caller.member(), &submission);
        Ok(Response::new(v1::GetSubmissionStatusResponse { durable_through, began }))
    }

    async fn get_record_states(
        &self,
        request: Request<v1::GetRecordStatesRequest>,
    ) -> Result<Response<v1::GetRecordStatesResponse>, Status> {
        let caller = Caller::of(&request)?;
        let names = record_names(&request.get_ref().records)?;
        let states = self.exchange.record_states(caller.member(), &names)?;
        let states = states.into_iter().map(|standing| {
            let (status, revision) = match standing {
                RecordStanding::Durable(revision) => (v1::RecordStatus::Durable, revision),
                RecordStanding::Withdrawn(revision) => (v1::RecordStatus::Withdrawn, revision),
                RecordStanding::NotFound => (v1::RecordStatus::NotFound, 0),
            };
            v1::RecordState { status: status.into(), revision }
        });
        Ok(Response::new(v1::GetRecordStatesResponse { states: states.collect() }))
    }

    async fn list_records(
        &self,
        request: Request<v1::ListRecordsRequest>,
    ) -> Result<Response<v1::ListRecordsResponse>, Status> {
        let caller = Caller::of(&request)?;
        let v1::ListRecordsRequest { kind, from } = *request.get_ref();
        let wanted = RecordKind::from_number(kind);
        if kind != 0 && wanted.is_none() {
            let rule = "must be VICTIM, ASSISTANCE or PROCEEDING, or not given";
            return Err(invalid(&[Violation::new("kind", rule)]));
        }
        let (exchange, member) = (self.exchange.clone(), caller.member().clone());
        let page = move || exchange.list_records(&member, wanted, from);
        let page = tokio::task::spawn_blocking(page).await;
        let page = page.map_err(|_| Status::internal("the work broke off"))??;
        let records = page.records.into_iter().map(|record| v1::ListedRecord {
            name: Some(v1::RecordName {
                kind: record.kind.number().into(),
                record_id: record.id.as_str().into(),
            }),
            revision: record.revision,
            month: Some(year_month(record.month)),
            order: record.order,
        });
        let records = records.collect();
        Ok(Response::new(v1::ListRecordsResponse { records, next: page.next }))
    }
}

/// Kinds and ids of records, or every field that is none.
fn record_names(records: &[v1::RecordName]) -> Result<Vec<(RecordKind, OpaqueId)>, Status> {
    let mut wrong = Vec::new();
    let mut names = Vec::new();
    for (index, name) in records.iter().enumerate() {
        let kind = RecordKind::from_number(name.kind);
        let id = OpaqueId::new(&name.record_id);
        if kind.is_none() {
            let field = format!("records[{index}].kind");
            wrong.push(Violation::new(field, "must be VICTIM, ASSISTANCE or PROCEEDING"));
        }
        if id.is_none() {
            wrong.push(Violation::new(format!("records[{index}].record_id"), OPAQUE_RULE));
        }
        names.extend(kind.zip(id));
    }
    if wrong.is_empty() { Ok(names) } else { Err(invalid(&wrong)) }
}

/// Sends the acknowledgements of a stream in order, up to the first that is none: what ended it,
/// if anything did.
async fn answer(
    mut pending: mpsc::Receiver<Pending>,
    acknowledge: mpsc::Sender<Acknowledgement>,
) -> Option<(CallResult, Option<Status>)> {
    while let Some(pending) = pending.recv().await {
        let answer = match pending.await {
            Ok(answer) => answer,
            Err(status) => return Some((result_of_status(&status), Some(status))),
        };
        match tokio::time::timeout(UNREAD, acknowledge.send(Ok(answer))).await {
            Ok(Ok(())) => {}
            Ok(Err(_)) => return Some((CallResult::Cancelled, None)),
            Err(_) => return Some((CallResult::TimedOut, None)),
        }
    }
    None
}

/// One stream of batches.
struct Session {
    exchange: Exchange,
    caller: Caller,
    stream: OpenStream,
    /// What the batch that is taken holds.
    slot: Slot,
    /// Set by the first batch.
    submission: Option<OpaqueId>,
    /// Whether the first batch proved a transnational key.
    transnational: bool,
}

impl Session {
    /// Takes batches until somebody ends the stream, and tells how it ended before its caller
    /// hears of it.
    async fn run(
        mut self,
        messages: Streaming<v1::SubmitRecordsRequest>,
        stopping: watch::Receiver<bool>,
        acknowledge: mpsc::Sender<Acknowledgement>,
    ) {
        let (queue, pending) = mpsc::channel(UNFLUSHED);
        let answering = tokio::spawn(answer(pending, acknowledge.clone()));
        let read = self.read(messages, stopping, queue).await;
        // What ended it first: an answer is of a batch before the one that was read last.
        let (result, last) = match answering.await {
            Ok(Some(ended)) => ended,
            Ok(None) => read,
            Err(_) => (CallResult::Failed, None),
        };
        // All batches that were taken have been handed to the writer: they are counted.
        let closed = self.caller.close_stream(self.stream, result, &[]).await;
        if let Some(status) = closed.err().or(last) {
            let _ = tokio::time::timeout(UNREAD, acknowledge.send(Err(status))).await;
        }
    }

    /// Reads batches to the end: how it ended, and what the caller is told.
    async fn read(
        &mut self,
        mut messages: Streaming<v1::SubmitRecordsRequest>,
        mut stopping: watch::Receiver<bool>,
        queue: mpsc::Sender<Pending>,
    ) -> (CallResult, Option<Status>) {
        loop {
            let message = tokio::select! {
                message = messages.message() => message,
                _ = stopping.wait_for(|stopping| *stopping) => {
                    let text =
                        "the server is shutting down; resume at the last acknowledged batch";
                    let status = info(Code::Unavailable, Reason::TryAgain, text.into());
                    return (CallResult::Stopped, Some(status));
                }
            };
            let taken = match message {
                Ok(Some(message)) => self.take(message).await,
                Ok(None) => return (CallResult::Ok, None),
                Err(status) => Err(readable(status)),
            };
            let pending = match taken {
                Ok(pending) => pending,
                Err(status) => return (result_of_status(&status), Some(status)),
            };
            // Nobody takes it when an earlier one was the last: that one tells why.
            if queue.send(pending).await.is_err() {
                return (CallResult::Cancelled, None);
            }
        }
    }

    /// Has a batch stored; the acknowledgement comes after the flush.
    async fn take(&mut self, message: v1::SubmitRecordsRequest) -> Result<Pending, Status> {
        self.caller.still_admitted()?;
        let submission = submission(&message.submission_id)?;
        match &self.submission {
            None => {
                let checks: Vec<KeyCheck> = message.key_checks.into_iter().map(key_check).collect();
                self.exchange.check_keys(&checks)?;
                self.transnational =
                    checks.iter().any(|check| check.scope == KeyScope::Transnational);
                self.submission = Some(submission.clone());
            }
            Some(first) if *first != submission => {
                return Err(invalid(&[Violation::new(
                    "submission_id",
                    "must be the same in all batches of a stream",
                )]));
            }
            Some(_) => {}
        }
        // Checked before anything is read: a huge batch costs nothing more.
        if message.records.len() > MAX_BATCH {
            return Err(
                ExchangeError::invalid("records", format!("must be 1 to {MAX_BATCH}")).into()
            );
        }
        let abroad = |record: &v1::Record| match &record.record {
            Some(v1::record::Record::Victim(victim)) => !victim.transnational_tokens.is_empty(),
            _ => false,
        };
        if !self.transnational && message.records.iter().any(abroad) {
            // A mixed-up key would silently never match.
            return Err(invalid(&[Violation::new(
                "key_checks",
                "must hold the check value of the transnational key too: records carry its tokens",
            )]));
        }
        let (sequence, readmit) = (message.sequence, message.readmit_withdrawn);
        let records = message.records.into_iter().map(to_record).collect();
        let answer = self.exchange.submit(
            &self.stream,
            self.caller.member(),
            &submission,
            sequence,
            records,
            readmit,
        );
        let answer = answer.await?;
        // What the batch holds is free when it is stored, whether or not its client reads that it is.
        let held = self.slot.take();
        let storing = tokio::spawn(async move {
            let answer = answer.await;
            drop(held);
            answer
        });
        Ok(Box::pin(async move {
            let failed = |_| ExchangeError::Unavailable("the batch was not stored");
            Ok(acknowledgement(sequence, storing.await.map_err(failed)??))
        }))
    }
}

fn submission(text: &str) -> Result<OpaqueId, Status> {
    OpaqueId::new(text).ok_or_else(|| invalid(&[Violation::new("submission_id", OPAQUE_RULE)]))
}

/// A message that cannot be decoded is the client's mistake, not ours.
fn readable(status: Status) -> Status {
    match status.code() {
        Code::Internal => info(
            Code::InvalidArgument,
            Reason::UnreadableMessage,
            "the message is not a readable SubmitRecordsRequest (truncated, or text that is not UTF-8)".into(),
        ),
        _ => status,
    }
}

fn acknowledgement(sequence: u64, answer: BatchAnswer) -> v1::SubmitRecordsResponse {
    let results = answer.records.into_iter().enumerate().map(|(index, record)| {
        let outcome = match record.outcome {
            Outcome::Stored => v1::RecordOutcome::Stored,
            Outcome::Amended => v1::RecordOutcome::Amended,
            Outcome::Unchanged => v1::RecordOutcome::Unchanged,
            Outcome::Conflict => v1::RecordOutcome::Conflict,
            Outcome::Stale => v1::RecordOutcome::RefusedStale,
            Outcome::Invalid => v1::RecordOutcome::Invalid,
            Outcome::NoConsent => v1::RecordOutcome::RefusedNoConsent,
            Outcome::Withdrawn => v1::RecordOutcome::RefusedWithdrawn,
        };
        let violations = record
            .violations
            .into_iter()
            .map(|v| v1::FieldViolation { field: v.field, description: v.description });
        v1::RecordResult {
            index: index as u32,
            outcome: outcome as i32,
            violations: violations.collect(),
        }
    });
    v1::SubmitRecordsResponse {
        sequence,
        durable_through: answer.durable_through,
        results: results.collect(),
    }
}
