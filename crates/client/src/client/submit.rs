//! Submission of batches: keeps a window of them on the way, and resumes after breaks.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use prost::Message;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Code, Status};
use tonic_types::StatusExt;

use crate::proto::v1;

use super::connect::{Client, ClientError};
use super::heads::HeadError;
use super::pace::Pace;

/// Most batches on the way at a time; [`Pace`] bounds their bytes.
const WINDOW: usize = 128;
/// Batches that are made before they can be sent.
const AHEAD: usize = 4;
/// Records that are asked about at a time.
const NAMES: usize = 1000;
/// Breaks without any progress between them before giving up.
const MAX_BREAKS: u32 = 8;

/// Batch of records with its place in the submission.
pub struct Batch {
    /// Place of the batch in its submission, from 1.
    pub sequence: u64,
    /// Records of the batch.
    pub records: Vec<v1::Record>,
    /// Whether withdrawn records are submitted anew.
    pub readmit_withdrawn: bool,
    /// Questions that the institution has confirmed: corrections that raise them are made.
    pub confirmed: Vec<v1::RecordQuestion>,
    /// Whether corrections of records without numbered versions wait until they are confirmed.
    pub hold_corrections: bool,
}

/// All questions that a correction can raise.
pub const ALL_QUESTIONS: [v1::RecordQuestion; 3] = [
    v1::RecordQuestion::WiderSharing,
    v1::RecordQuestion::EarlierContent,
    v1::RecordQuestion::OtherPerson,
];

/// Receiver of news about a submission as it goes on.
pub trait SubmitProgress {
    /// Hears that the exchange has the submission up to this place: these batches are not sent.
    fn resumed(&mut self, durable_through: u64);
    /// Hears that a batch is durable; there is one result for each record.
    fn acknowledged(&mut self, sequence: u64, results: Vec<v1::RecordResult>);
    /// Hears that the connection broke; another attempt follows after a pause.
    fn interrupted(&mut self, reason: &str, pause: Duration);
    /// Hears of something about the exchange that its user must know.
    fn told(&mut self, notice: &str);
}

/// Submits all batches; returns when every batch is durable. Batches that the server has already
/// are skipped. `batches` is called for the next batch and must give the same batches in each run,
/// or the submission must have another id.
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

/// Asks how records of the caller stand at the exchange now, in their order; `None` when the
/// exchange is of an earlier version, which cannot tell. Changes nothing.
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

/// Pause after so many breaks: doubles from a quarter of a second, with jitter, since many clients
/// must not come back at the same moment.
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
    /// Batches that are sent or to be sent, and not acknowledged.
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
        self.fill(0, batches)?;
        if self.waiting.is_empty() {
            return Ok(());
        }

        let (sender, receiver) = mpsc::channel(1);
        let mut sent = 0;
        let mut pace = Pace::new();
        let call = intake.submit_records(ReceiverStream::new(receiver));
        tokio::pin!(call);
        // Servers may answer with headers only after the first batch.
        let first = self.request(0);
        pace.sent(first.encoded_len(), Instant::now());
        let _ = sender.send(first).await;
        sent += 1;
        let mut answers = call.await?.into_inner();

        loop {
            if sent < WINDOW {
                self.fill(sent, batches)?;
            }
            if self.waiting.is_empty() {
                return Ok(());
            }
            let next = self.waiting.get(sent).map(|_| self.request(sent));
            let next = next.filter(|next| sent < WINDOW && pace.allows(next.encoded_len()));
            let answer = tokio::select! {
                permit = sender.reserve(), if next.is_some() => match (permit, next) {
                    (Ok(permit), Some(next)) => {
                        pace.sent(next.encoded_len(), Instant::now());
                        permit.send(next);
                        sent += 1;
                        continue;
                    }
                    // The stream has ended: the answers tell why.
                    _ => answers.message().await?,
                },
                answer = answers.message() => answer?,
            };
            if self.answer(answer, &mut sent, progress)? {
                pace.answered(Instant::now());
            }
        }
    }

    /// Has some more batches than were sent, when there are any.
    fn fill(
        &mut self,
        sent: usize,
        batches: &mut impl FnMut() -> Result<Option<Batch>, ClientError>,
    ) -> Result<(), ClientError> {
        while !self.exhausted && self.waiting.len() < sent + AHEAD {
            match batches()? {
                Some(batch) if batch.sequence > self.durable => self.waiting.push_back(batch),
                Some(_) => {}
                None => self.exhausted = true,
            }
        }
        Ok(())
    }

    fn request(&self, index: usize) -> v1::SubmitRecordsRequest {
        let batch = &self.waiting[index];
        v1::SubmitRecordsRequest {
            submission_id: self.submission_id.into(),
            sequence: batch.sequence,
            key_checks: if index == 0 { self.key_checks.to_vec() } else { Vec::new() },
            records: batch.records.clone(),
            readmit_withdrawn: batch.readmit_withdrawn,
            confirmed: batch.confirmed.iter().map(|question| *question as i32).collect(),
            hold_corrections: batch.hold_corrections,
        }
    }

    /// Whether it is that of the first batch on its way.
    fn answer(
        &mut self,
        answer: Option<v1::SubmitRecordsResponse>,
        sent: &mut usize,
        progress: &mut (dyn SubmitProgress + Send),
    ) -> Result<bool, ClientError> {
        let Some(answer) = answer else {
            return Err(Status::unavailable("the server ended the stream").into());
        };
        if self.waiting.front().is_some_and(|batch| batch.sequence == answer.sequence) {
            self.waiting.pop_front();
            *sent = sent.saturating_sub(1);
            self.durable = self.durable.max(answer.durable_through);
            progress.acknowledged(answer.sequence, answer.results);
            return Ok(true);
        }
        Ok(false)
    }
}
