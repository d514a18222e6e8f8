//! A stream of batches: batches up, durable acknowledgements down.

use std::pin::Pin;
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::time::timeout;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Code, Status, Streaming};

use crate::audit::CallResult;
use crate::domain::codes::KeyScope;
use crate::domain::id::OpaqueId;
use crate::domain::reasons::Reason;
use crate::domain::rules::Violation;
use crate::exchange::{
    Allowed, BatchAnswer, Exchange, ExchangeError, KeyCheck, MAX_BATCH, NewBatch, OpenStream,
    Outcome, Question,
};
use crate::proto::{to_record, v1};

use super::arriving::Slot;
use super::gate::{Caller, result_of_status};
use super::intake::submission;
use super::liaisons::key_check;
use super::purse::Held;
use super::status::{info, invalid};

/// Time for which a client may leave its acknowledgements unread before it is cut off.
const UNREAD: Duration = Duration::from_secs(60);
/// Time for which a stream waits for its first batch before its line is written to the audit log
/// alone.
const PROMPT: Duration = Duration::from_millis(100);
/// Number of acknowledgements that may wait for a client to read them.
const WAITING: usize = 4;
/// Number of a stream's batches that may wait for the flush: the next batches are read and checked
/// meanwhile.
const UNFLUSHED: usize = 16;

/// Next message of a stream of batches: a batch, the end of the stream, or the status that broke
/// it.
type Message = Result<Option<v1::SubmitRecordsRequest>, Status>;
pub(super) type Acknowledgement = Result<v1::SubmitRecordsResponse, Status>;
/// Acknowledgement of a batch that is still being stored.
type Pending = Pin<Box<dyn Future<Output = Acknowledgement> + Send>>;

/// Takes batches from a stream, and gives their acknowledgements. Nothing that a stream brings is
/// stored before the line that says that it began: the two share a commit when the first batch comes
/// at once, and the line of the end does too when nothing follows it.
pub(super) async fn take_in(
    exchange: Exchange,
    stopping: watch::Receiver<bool>,
    caller: Caller,
    slot: Slot,
    mut messages: Streaming<v1::SubmitRecordsRequest>,
) -> Result<ReceiverStream<Acknowledgement>, Status> {
    let mut reader = Reader { exchange, caller, slot, submission: None, transnational: false };
    let (acknowledge, acknowledgements) = mpsc::channel(WAITING);
    let answers = ReceiverStream::new(acknowledgements);
    // What is refused at once has one line, that of its refusal.
    let (stream, pending, next) = match timeout(PROMPT, messages.message()).await {
        Err(_) => (reader.exchange.open_stream(&reader.caller.by).await?, None, None),
        Ok(Ok(None)) => return Ok(answers),
        Ok(Err(status)) => return Err(readable(status)),
        Ok(Ok(Some(message))) => {
            let batch = reader.check(message)?;
            // Before the next message may come, in whose place it would be free.
            let held = reader.slot.take();
            let next = arrived(&mut messages).await;
            if matches!(next, Some(Ok(None))) {
                let answer = reader.store_all(batch).await?;
                acknowledge.send(Ok(answer)).await.expect("it has room");
                return Ok(answers);
            }
            let (stream, pending) = reader.store_first(batch, held).await?;
            (stream, Some(pending), next)
        }
    };
    let session = Session { reader, stream };
    tokio::spawn(session.run(pending, next, messages, stopping, acknowledge));
    Ok(answers)
}

/// Sends the acknowledgements of a stream in order, up to the first status that is no
/// acknowledgement. Returns what ended the stream, if anything did.
async fn answer(
    mut pending: mpsc::Receiver<Pending>,
    acknowledge: mpsc::Sender<Acknowledgement>,
) -> Option<(CallResult, Option<Status>)> {
    while let Some(pending) = pending.recv().await {
        let answer = match pending.await {
            Ok(answer) => answer,
            Err(status) => return Some((result_of_status(&status), Some(status))),
        };
        match timeout(UNREAD, acknowledge.send(Ok(answer))).await {
            Ok(Ok(())) => {}
            Ok(Err(_)) => return Some((CallResult::Cancelled, None)),
            Err(_) => return Some((CallResult::TimedOut, None)),
        }
    }
    None
}

/// What has come of a stream by now, without waiting: a message, or the end of the stream; `None`
/// when nothing has come.
async fn arrived(messages: &mut Streaming<v1::SubmitRecordsRequest>) -> Option<Message> {
    tokio::select! {
        biased;
        message = messages.message() => Some(message),
        () = tokio::task::yield_now() => None,
    }
}

/// Reader that checks the batches of a stream, and has them stored.
struct Reader {
    exchange: Exchange,
    caller: Caller,
    /// Bytes of memory that the latest batch of the stream holds.
    slot: Slot,
    /// Id of the submission, set by the first batch.
    submission: Option<OpaqueId>,
    /// Whether the first batch proved a transnational key.
    transnational: bool,
}

impl Reader {
    /// Reads a batch from its message, and refuses a batch that may not come from this caller on
    /// this stream.
    fn check(&mut self, message: v1::SubmitRecordsRequest) -> Result<NewBatch, Status> {
        self.caller.still_admitted()?;
        let confirmed = message.confirmed().filter_map(question).collect();
        let (readmit, holds) = (message.readmit_withdrawn, message.hold_corrections);
        let allowed = Allowed { readmit, confirmed, holds };
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
        Ok(NewBatch {
            submission,
            sequence: message.sequence,
            records: message.records.into_iter().map(to_record).collect(),
            allowed,
        })
    }

    /// Has a batch stored that is the only one of its stream.
    async fn store_all(&self, batch: NewBatch) -> Acknowledgement {
        let (by, sequence) = (&self.caller.by, batch.sequence);
        let answer = self.exchange.submit_all(by, self.caller.member(), batch).await?;
        Ok(acknowledgement(sequence, answer))
    }

    /// Begins a stream with its first batch; the acknowledgement comes after the flush.
    async fn store_first(
        &self,
        batch: NewBatch,
        held: Vec<Held>,
    ) -> Result<(OpenStream, Pending), Status> {
        let (by, sequence) = (&self.caller.by, batch.sequence);
        let first = self.exchange.submit_first(by, self.caller.member(), batch).await?;
        let (stream, answer) = first;
        Ok((stream, pending(sequence, answer, held)))
    }

    /// Has a further batch of a stream stored; the acknowledgement comes after the flush.
    async fn store(&self, stream: &OpenStream, batch: NewBatch) -> Result<Pending, Status> {
        let sequence = batch.sequence;
        let answer = self.exchange.submit(stream, self.caller.member(), batch).await?;
        Ok(pending(sequence, answer, self.slot.take()))
    }
}

/// Acknowledgement of a batch that is being stored. The memory of the batch is free when the batch
/// is stored, whether or not its client reads the acknowledgement.
fn pending(
    sequence: u64,
    answer: impl Future<Output = Result<BatchAnswer, ExchangeError>> + Send + 'static,
    held: Vec<Held>,
) -> Pending {
    let storing = tokio::spawn(async move {
        let answer = answer.await;
        drop(held);
        answer
    });
    Box::pin(async move {
        let failed = |_| ExchangeError::Unavailable("the batch was not stored");
        Ok(acknowledgement(sequence, storing.await.map_err(failed)??))
    })
}

/// Stream of batches that has begun, with its reader.
struct Session {
    reader: Reader,
    stream: OpenStream,
}

impl Session {
    /// Takes batches until somebody ends the stream, and writes to the audit log how the stream
    /// ended before its caller hears of it. The stream's first batch may be pending, and its next
    /// message may have come.
    async fn run(
        mut self,
        first: Option<Pending>,
        next: Option<Message>,
        messages: Streaming<v1::SubmitRecordsRequest>,
        stopping: watch::Receiver<bool>,
        acknowledge: mpsc::Sender<Acknowledgement>,
    ) {
        let (queue, pending) = mpsc::channel(UNFLUSHED);
        let mut answering = tokio::spawn(answer(pending, acknowledge.clone()));
        if let Some(first) = first {
            // There is room, and it is waited for.
            let _ = queue.send(first).await;
        }
        // A refusal ends it while its client waits for an answer and sends nothing.
        let (read, answered) = tokio::select! {
            read = self.read(next, messages, stopping, queue) => (Some(read), answering.await),
            answered = &mut answering => (None, answered),
        };
        // What ended it first: an answer is of a batch before the one that was read last.
        let failed = (CallResult::Failed, None);
        let (result, last) = match answered {
            Ok(ended) => ended.or(read).unwrap_or(failed),
            Err(_) => failed,
        };
        // All batches that were taken have been handed to the writer: they are counted.
        let closed = self.reader.caller.close_stream(self.stream, result, &[]).await;
        if let Some(status) = closed.err().or(last) {
            let _ = timeout(UNREAD, acknowledge.send(Err(status))).await;
        }
    }

    /// Reads batches to the end of the stream, and returns how it ended and what the caller is
    /// told.
    async fn read(
        &mut self,
        mut next: Option<Message>,
        mut messages: Streaming<v1::SubmitRecordsRequest>,
        mut stopping: watch::Receiver<bool>,
        queue: mpsc::Sender<Pending>,
    ) -> (CallResult, Option<Status>) {
        loop {
            let message = match next.take() {
                Some(message) => message,
                None => tokio::select! {
                    message = messages.message() => message,
                    _ = stopping.wait_for(|stopping| *stopping) => {
                        let text =
                            "the server is shutting down; resume at the last acknowledged batch";
                        let status = info(Code::Unavailable, Reason::TryAgain, text.into());
                        return (CallResult::Stopped, Some(status));
                    }
                },
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

    async fn take(&mut self, message: v1::SubmitRecordsRequest) -> Result<Pending, Status> {
        let batch = self.reader.check(message)?;
        self.reader.store(&self.stream, batch).await
    }
}

/// Status of a message that cannot be read: a message that cannot be decoded is the client's
/// mistake, not the exchange's.
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

/// A question that a caller confirms; nothing for one that this program does not know.
fn question(confirmed: v1::RecordQuestion) -> Option<Question> {
    Some(match confirmed {
        v1::RecordQuestion::Unspecified => return None,
        v1::RecordQuestion::WiderSharing => Question::WiderSharing,
        v1::RecordQuestion::EarlierContent => Question::EarlierContent,
        v1::RecordQuestion::OtherPerson => Question::OtherPerson,
        v1::RecordQuestion::Correction => Question::Correction,
    })
}

fn asked(question: Question) -> i32 {
    let question = match question {
        Question::WiderSharing => v1::RecordQuestion::WiderSharing,
        Question::EarlierContent => v1::RecordQuestion::EarlierContent,
        Question::OtherPerson => v1::RecordQuestion::OtherPerson,
        Question::Correction => v1::RecordQuestion::Correction,
    };
    question.into()
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
            Outcome::Unconfirmed => v1::RecordOutcome::RefusedUnconfirmed,
        };
        let violations = record
            .violations
            .into_iter()
            .map(|v| v1::FieldViolation { field: v.field, description: v.description });
        v1::RecordResult {
            index: index as u32,
            outcome: outcome as i32,
            violations: violations.collect(),
            questions: record.questions.into_iter().map(asked).collect(),
        }
    });
    v1::SubmitRecordsResponse {
        sequence,
        durable_through: answer.durable_through,
        results: results.collect(),
    }
}
