//! Witnessing between two exchanges: each signs that it has seen the other's log grow
//! (<https://c2sp.org/tlog-witness>). A national exchange does so with its hub, whose member it
//! is: at the end of each relay, and once an hour.
//!
//! The word of the hub is kept and shown beside the head of the national exchange, and the other
//! way around. An operator who turns one exchange back then has to turn back the other as well.

use std::time::Duration;

use thiserror::Error;

use crate::audit::{VerifierKey, WitnessRequest, domain_of};
use crate::client::{Client, ClientError};
use crate::domain::id::MemberId;
use crate::exchange::{By, Exchange, ExchangeError, WitnessAnswer};
use crate::proto::v1;
use crate::relay::Hub;

/// Time between two exchanges of heads with each hub.
const EVERY: Duration = Duration::from_secs(3600);

/// Reason why one of two exchanges did not witness the other.
#[derive(Debug, Error)]
pub enum WitnessError {
    /// The own exchange refuses to cosign, or to keep a cosignature.
    #[error("this exchange does not witness the hub: {0}")]
    Exchange(#[from] ExchangeError),
    /// The hub refuses, or cannot be reached.
    #[error("the hub: {0}")]
    Hub(#[from] ClientError),
    /// An answer of the hub makes no sense.
    #[error("the hub's answer cannot be used: {0}")]
    Answer(&'static str),
    /// The other side remembers a head that the log does not continue.
    #[error(
        "{0} has cosigned a head of {1} lines that the log does not continue: one of the two went back"
    )]
    Conflict(&'static str, u64),
}

/// Lets hub and exchange cosign each other's present head, and each keep the other's cosignature.
pub async fn exchange_heads(exchange: &Exchange, hub: &Client) -> Result<(), WitnessError> {
    let domain = ours(exchange, hub).await?;
    theirs(exchange, hub, &domain).await
}

/// Has the hub cosign the head of the exchange. Returns the hub's trust domain.
async fn ours(exchange: &Exchange, hub: &Client) -> Result<String, WitnessError> {
    let log_key = exchange.log_key().to_string();
    let mut old_size = 0;
    let mut is_first = true;
    let (request, answer) = loop {
        let request = exchange
            .witness_request(old_size)?
            .ok_or(WitnessError::Conflict("the hub", old_size))?;
        let body = request.to_string();
        let message = v1::AddCheckpointRequest { body, log_key: log_key.clone() };
        let answer = hub.log().add_checkpoint(message).await.map_err(ClientError::from)?;
        let answer = answer.into_inner();
        match answer.conflict {
            false => break (request, answer),
            true if is_first => (old_size, is_first) = (answer.latest_size, false),
            true => return Err(WitnessError::Conflict("the hub", answer.latest_size)),
        }
    };
    let witness: VerifierKey =
        answer.witness_key.parse().map_err(|_| WitnessError::Answer("no key of a witness"))?;
    let domain = witness.name.strip_suffix("/witness").unwrap_or_default().to_owned();
    let member = member_of(&domain)?;
    let signed = format!("{}{}", request.checkpoint, answer.cosignatures);
    let kept = exchange.clone();
    blocking(move || kept.add_cosignature(&By::witnessing(), &member, &signed, witness)).await??;
    Ok(domain)
}

/// Has the exchange cosign the head of the hub.
async fn theirs(exchange: &Exchange, hub: &Client, domain: &str) -> Result<(), WitnessError> {
    let member = member_of(domain)?;
    let mut old_size = 0;
    for _ in 0..2 {
        let request = v1::GetHeadRequest { old_size, known_checkpoint: String::new() };
        let head = hub.log().get_head(request).await.map_err(ClientError::from)?.into_inner();
        let origin = head.checkpoint.lines().next().unwrap_or_default();
        let key = head.public_key.as_slice().try_into();
        let key = key.map_err(|_| WitnessError::Answer("an audit key has 32 bytes"))?;
        if domain_of(origin) != Some(domain) {
            return Err(WitnessError::Answer("log and witness are of different trust domains"));
        }
        let key = VerifierKey::of_log(origin, key);
        let body = WitnessRequest {
            old_size,
            proof: head.consistency_proof,
            checkpoint: head.checkpoint.clone(),
        };
        let (witness, member) = (exchange.clone(), member.clone());
        let answer = blocking(move || {
            witness.add_checkpoint(&By::witnessing(), &member, &body.to_string(), Some(&key))
        })
        .await??;
        match answer {
            WitnessAnswer::Cosigned(lines) => {
                let request = v1::AddCosignatureRequest {
                    checkpoint: format!("{}{lines}", head.checkpoint),
                    witness_key: exchange.witness_key().to_string(),
                };
                hub.log().add_cosignature(request).await.map_err(ClientError::from)?;
                return Ok(());
            }
            WitnessAnswer::Conflict(latest) => old_size = latest,
        }
    }
    Err(WitnessError::Conflict("this exchange", old_size))
}

fn member_of(domain: &str) -> Result<MemberId, WitnessError> {
    MemberId::new(domain, "exchange")
        .map_err(|_| WitnessError::Answer("the witness is not named by a trust domain"))
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, WitnessError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| ExchangeError::Unavailable("the work broke off").into())
}

/// Exchanges heads with each hub once an hour. Failures are logged, and tried again.
pub async fn keep_exchanging(exchange: Exchange, hubs: std::sync::Arc<[Hub]>) {
    loop {
        tokio::time::sleep(EVERY).await;
        for hub in hubs.iter() {
            let exchanged = async {
                let client = Client::connect(&hub.profile).await?;
                exchange_heads(&exchange, &client).await
            };
            if let Err(error) = exchanged.await {
                tracing::error!(hub = hub.name, %error, "heads were not exchanged");
            }
        }
    }
}
