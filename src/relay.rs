//! Relay: carries consented cross-border records from an exchange to a transnational hub.
//!
//! The exchange connects to the hub as a member of it, with the role institution, and submits
//! what [`Exchange::relay_batch`] gives. A batch is noted only after the hub has it on stable
//! storage; a run that breaks off goes on there, and what is sent twice changes nothing.

use crate::audit::Restoration;
use crate::client::{
    ALL_QUESTIONS, Batch, Client, ClientError, ClientProfile, SubmitProgress, submit,
};
use crate::domain::code_list::CodeList;
use crate::domain::codes::{KeyScope, RecordKind};
use crate::exchange::{Exchange, ExchangeError, OpenStream, Tally};
use crate::foreign;
use crate::proto::{from_record, number, v1};

use prost::Message;
use thiserror::Error;

/// Transnational hub to which an exchange may relay records.
#[derive(Clone, Debug)]
pub struct Hub {
    /// Name of the hub in the configuration.
    pub name: String,
    /// Connection to the hub: its address, and the certificate that is shown there.
    pub profile: ClientProfile,
}

/// Reason why a run of the relay broke off. What was noted stays.
#[derive(Debug, Error)]
pub enum RelayError {
    /// The own exchange failed.
    #[error(transparent)]
    Exchange(#[from] ExchangeError),
    /// The hub refused or failed.
    #[error("the hub: {0}")]
    Hub(#[from] ClientError),
    /// The exchange has no transnational key.
    #[error("the configuration names no [[transnational_key_epochs]]: nothing can be relayed")]
    NoKey,
}

/// Numbers of what a run has done so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Number of records that the hub has now from this run.
    pub sent: u64,
    /// Number of records that were withdrawn at the hub.
    pub withdrawn: u64,
    /// Number of records that the hub refused.
    pub refused: u64,
    /// Reason why exchange and hub did not witness each other's logs at the end; empty when they
    /// did.
    pub witness_problem: String,
}

/// Relays everything that changed since the last run to a hub. `stream` is that of the call which
/// started the run; `told` hears of each batch.
pub async fn run(
    exchange: &Exchange,
    stream: &OpenStream,
    hub: &Hub,
    mut told: impl FnMut(Progress),
) -> Result<Progress, RelayError> {
    let (epochs, profile) = exchange.transnational_keys();
    if epochs.is_empty() {
        return Err(RelayError::NoKey);
    }
    // The hub links by the transnational key: for it, that is the national one too.
    let scopes = [KeyScope::National, KeyScope::Transnational];
    let checks: Vec<v1::KeyCheck> = scopes
        .iter()
        .flat_map(|scope| epochs.iter().map(move |epoch| (scope, epoch)))
        .map(|(scope, epoch)| v1::KeyCheck {
            key_epoch: epoch.epoch,
            value: epoch.check_value.to_vec(),
            profile_id: profile.to_vec(),
            scope: number(Some(*scope)),
        })
        .collect();
    let client = Client::connect(&hub.profile).await?;
    for notice in client.notices() {
        tracing::warn!("the hub: {notice}");
    }
    let head = client.log().get_head(v1::GetHeadRequest::default()).await;
    let head = head.map_err(ClientError::from)?.into_inner();
    // The coordinator's signature on it was checked when the client connected.
    let restored = head.restoration.and_then(|signed| Restoration::parse(&signed.statement));
    let number = restored.map_or(0, |statement| statement.number);
    exchange.hub_was_restored(stream, &hub.name, number).await?;
    let mut progress = Progress::default();
    loop {
        // Reads the disk: not on a thread that answers calls.
        let (reader, name) = (exchange.clone(), hub.name.clone());
        let read = tokio::task::spawn_blocking(move || reader.relay_batch(&name)).await;
        let batch = read.map_err(|_| ExchangeError::Unavailable("the journal was not read"))??;
        let is_last = batch.is_last;
        let mut counted = vec![(Tally::Batches, 1)];
        if !batch.records.is_empty() {
            let records: Vec<v1::Record> = batch.records.iter().map(from_record).collect();
            let mut counts = Counts::default();
            send(&client, records, &checks, &mut counts).await?;
            progress.sent += counts.stored;
            progress.refused += counts.refused;
            counted.extend([(Tally::Sent, counts.stored), (Tally::Refused, counts.refused)]);
        }
        if !batch.withdrawals.is_empty() {
            let kind = i32::from(RecordKind::Victim.number());
            let records = batch
                .withdrawals
                .iter()
                .map(|id| v1::RecordName { kind, record_id: id.as_str().into() });
            let request = v1::WithdrawRecordsRequest { records: records.collect(), lapsed: false };
            client.intake().withdraw_records(request).await.map_err(ClientError::from)?;
            progress.withdrawn += batch.withdrawals.len() as u64;
            counted.push((Tally::Withdrawn, batch.withdrawals.len() as u64));
        }
        exchange.relayed(stream, &hub.name, batch, &counted).await?;
        told(progress.clone());
        if is_last {
            if let Err(error) = crate::witness::exchange_heads(exchange, &client).await {
                progress.witness_problem = error.to_string();
            }
            return Ok(progress);
        }
    }
}

/// Submits the records of one batch. The name of the submission follows from the records, so that
/// a batch which is sent twice has one name.
async fn send(
    client: &Client,
    records: Vec<v1::Record>,
    checks: &[v1::KeyCheck],
    counts: &mut Counts,
) -> Result<(), ClientError> {
    let mut hasher = blake3::Hasher::new();
    for record in &records {
        hasher.update(&record.encode_to_vec());
    }
    let id = format!("relay-{}", hex::encode(&hasher.finalize().as_bytes()[..16]));
    let total = records.len() as u64;
    // Its institution has confirmed here what a correction asks, and taken back a withdrawal.
    let confirmed = ALL_QUESTIONS.to_vec();
    let mut waiting = Some(Batch {
        sequence: 1,
        records,
        readmit_withdrawn: true,
        confirmed,
        hold_corrections: false,
    });
    submit(client, &id, checks, || Ok(waiting.take()), counts).await?;
    // An earlier run had sent it, and was cut off before it could note so.
    if counts.stored + counts.refused == 0 {
        counts.stored = total;
    }
    Ok(())
}

#[derive(Default)]
struct Counts {
    stored: u64,
    refused: u64,
}

impl SubmitProgress for Counts {
    fn resumed(&mut self, _: u64) {}

    fn acknowledged(&mut self, _: u64, results: Vec<v1::RecordResult>) {
        use v1::RecordOutcome::{Amended, Stored, Unchanged};
        for result in results {
            match result.outcome() {
                Stored | Amended | Unchanged => self.stored += 1,
                outcome => {
                    let field = result.violations.first().map_or("", |v| v.field.as_str());
                    let field = foreign::line(field);
                    tracing::warn!(?outcome, field, "the hub refused a record");
                    self.refused += 1;
                }
            }
        }
    }

    fn interrupted(&mut self, reason: &str, pause: std::time::Duration) {
        let reason = foreign::line(reason);
        tracing::info!(reason, ?pause, "the connection to the hub broke");
    }

    fn told(&mut self, notice: &str) {
        tracing::warn!("the hub: {notice}");
    }
}
