//! Submits batches, keeps a window of them on the way, and resumes after breaks.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Code, Status};
use tonic_types::StatusExt;

use crate::proto::v1;

use super::connect::{Client, ClientError};
use super::heads::HeadError;

/// Batches on the way at a time.
const WINDOW: usize = 8;
/// Records that are asked about at a time.
const NAMES: usize = 1000;
/// Breaks without any progress between them before giving up.
const MAX_BREAKS: u32 = 6;

/// A batch with its place in the submission, from 1.
pub struct Batch {
    /// Its place.
    pub sequence: u64,
    /// Its records.
    pub records: Vec<v1::Record>,
    /// Whether records of revision 0 that were withdrawn are submitted anew.
    pub readmit_withdrawn: bool,
}

/// Told about a submission as it goes on.
pub trait SubmitProgress {
    /// The server knows the submission up to here: these batches are not sent.
    fn resumed(&mut self, durable_through: u64);
    /// A batch is durable; one result for each record.
    fn acknowledged(&mut self, sequence: u64, results: Vec<v1::RecordResult>);
    /// The connection broke; another attempt follows after a pause.
    fn interrupted(&mut self, reason: &str, pause: Duration);
    /// Something about the exchange that its user must know.
    fn told(&mut self, notice: &str);
}

/// Submits all batches; returns when every one is durable. Batches that the server
/// has already are skipped. `batches` is called for the next one and must give the
/// same batches in each run, or the submission must have another id.
pub async fn submit(
    client: &Client,
    submission_id: &str,
    key_checks: &[v1::KeyCheck],
    mut batches: impl FnMut() -> Result<Option<Batch>, ClientError>,
    progress: &mut (dyn SubmitProgress + Send),
) -> Result<(), ClientError> {
    let mut state =
        State { submission_id, key_checks, waiting: VecDeque::new(), exhausted: false, durable: 0 };
    let mut breaks = 0;
    let mut told = false;
    let mut is_doubtful = false;
    loop {
        let before = state.durable;
        // Another one may answer now, or the same one with older data: after a break nothing is
        // sent before the head was compared.
        let attempt = match is_doubtful {
            true => client.check_head().await,
            false => Ok(Vec::new()),
        };
        let attempt = match attempt {
            Ok(notices) => {
                notices.iter().for_each(|notice| progress.told(notice));
                state.attempt(client, &mut batches, progress, &mut told).await
            }
            Err(error) => Err(error),
        };
        let Err(error) = attempt else { return Ok(()) };
        breaks = if state.durable > before { 1 } else { breaks + 1 };
        let reason = match &error {
            ClientError::Refused(status) if is_passing(status) => status.message().to_owned(),
            ClientError::Connect { reason, .. } => reason.clone(),
            _ => return Err(error),
        };
        if breaks >= MAX_BREAKS {
            return Err(error);
        }
        is_doubtful = true;
        let pause = pause(breaks);
        progress.interrupted(&reason, pause);
        tokio::time::sleep(pause).await;
    }
}

/// How records of the caller stand at the exchange now, in their order; nothing when it is of an
/// earlier version, which cannot tell. Changes nothing.
pub async fn record_states(
    client: &Client,
    records: &[v1::RecordName],
) -> Result<Option<Vec<v1::RecordState>>, ClientError> {
    let mut states = Vec::with_capacity(records.len());
    for page in records.chunks(NAMES) {
        let mut tries = 1;
        let answer = loop {
            let request = v1::GetRecordStatesRequest { records: page.to_vec() };
            match client.intake().get_record_states(request).await {
                Ok(answer) => break answer.into_inner(),
                // How an exchange answers a call that it does not know.
                Err(status)
                    if matches!(status.code(), Code::Unimplemented | Code::PermissionDenied) =>
                {
                    return Ok(None);
                }
                Err(status)
                    if is_passing(&status)
                        && HeadError::of(&status).is_none()
                        && tries < MAX_BREAKS =>
                {
                    tokio::time::sleep(pause(tries)).await;
                    tries += 1;
                }
                Err(status) => return Err(status.into()),
            }
        };
        if answer.states.len() != page.len() {
            return Err(Status::internal("states of records: must be one for each").into());
        }
        states.extend(answer.states);
    }
    Ok(Some(states))
}

/// Doubles from a quarter of a second, with jitter: many clients must not come back at
/// the same moment.
fn pause(breaks: u32) -> Duration {
    let base = 250u64 << breaks.min(6);
    Duration::from_millis(base / 2 + fastrand::u64(0..=base / 2))
}

fn is_passing(status: &Status) -> bool {
    let details = status.get_error_details();
    // The same batch will be as large the next time.
    let is_too_large = details.error_info().is_some_and(|info| info.reason == "MESSAGE_TOO_LARGE");
    !is_too_large
        && matches!(
            status.code(),
            Code::Unavailable | Code::ResourceExhausted | Code::DeadlineExceeded | Code::Aborted
            | Code::Cancelled
            // How tonic reports a connection that was cut in the middle of a stream.
            | Code::Unknown
        )
}

struct State<'a> {
    submission_id: &'a str,
    key_checks: &'a [v1::KeyCheck],
    /// Sent or to be sent, not acknowledged.
    waiting: VecDeque<Batch>,
    exhausted: bool,
    durable: u64,
}

impl State<'_> {
    async fn attempt(
        &mut self,
        client: &Client,
        batches: &mut impl FnMut() -> Result<Option<Batch>, ClientError>,
        progress: &mut (dyn SubmitProgress + Send),
        told: &mut bool,
    ) -> Result<(), ClientError> {
        let mut intake = client.intake();
        let status = intake
            .get_submission_status(v1::GetSubmissionStatusRequest {
                submission_id: self.submission_id.into(),
            })
            .await?
            .into_inner();
        if status.durable_through < self.durable {
            let (acknowledged, kept) = (self.durable, status.durable_through);
            return Err(ClientError::WentBack { acknowledged, kept });
        }
        self.durable = status.durable_through;
        if !*told && self.durable > 0 {
            progress.resumed(self.durable);
        }
        *told = true;
        self.waiting.retain(|batch| batch.sequence > self.durable);
        if !self.fill(batches)? {
            return Ok(());
        }

        let (sender, receiver) = mpsc::channel(1);
        let mut sent = 0;
        let call = intake.submit_records(ReceiverStream::new(receiver));
        tokio::pin!(call);
        // Servers may answer with headers only after the first batch.
        let first = self.request(0);
        let _ = sender.send(first).await;
        sent += 1;
        let mut answers = call.await?.into_inner();

        loop {
            let more = sent < WINDOW && (sent < self.waiting.len() || self.fill(batches)?);
            if !more && self.waiting.is_empty() {
                return Ok(());
            }
            tokio::select! {
                permit = sender.reserve(), if more && sent < self.waiting.len() => match permit {
                    Ok(permit) => {
                        permit.send(self.request(sent));
                        sent += 1;
                    }
                    // The stream has ended: the answers tell why.
                    Err(_) => self.answer(answers.message().await?, &mut sent, progress)?,
                },
                answer = answers.message() => self.answer(answer?, &mut sent, progress)?,
            }
        }
    }

    /// Has at least one more batch than were sent, when there is one. False when nothing
    /// waits and nothing comes.
    fn fill(
        &mut self,
        batches: &mut impl FnMut() -> Result<Option<Batch>, ClientError>,
    ) -> Result<bool, ClientError> {
        while !self.exhausted && self.waiting.len() < WINDOW {
            match batches()? {
                Some(batch) if batch.sequence > self.durable => self.waiting.push_back(batch),
                Some(_) => {}
                None => self.exhausted = true,
            }
        }
        Ok(!self.waiting.is_empty())
    }

    fn request(&self, index: usize) -> v1::SubmitRecordsRequest {
        let batch = &self.waiting[index];
        v1::SubmitRecordsRequest {
            submission_id: self.submission_id.into(),
            sequence: batch.sequence,
            key_checks: if index == 0 { self.key_checks.to_vec() } else { Vec::new() },
            records: batch.records.clone(),
            readmit_withdrawn: batch.readmit_withdrawn,
        }
    }

    fn answer(
        &mut self,
        answer: Option<v1::SubmitRecordsResponse>,
        sent: &mut usize,
        progress: &mut (dyn SubmitProgress + Send),
    ) -> Result<(), ClientError> {
        let Some(answer) = answer else {
            return Err(Status::unavailable("the server ended the stream").into());
        };
        if self.waiting.front().is_some_and(|batch| batch.sequence == answer.sequence) {
            self.waiting.pop_front();
            *sent = sent.saturating_sub(1);
            self.durable = self.durable.max(answer.durable_through);
            progress.acknowledged(answer.sequence, answer.results);
        }
        Ok(())
    }
}
