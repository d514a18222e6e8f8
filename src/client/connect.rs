//! Connects over mutual TLS.

use std::sync::Arc;
use std::time::Duration;

use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use thiserror::Error;
use tokio::io::AsyncBufReadExt;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tonic::transport::{Channel, Endpoint, Uri};

use crate::foreign;
use crate::identity::{TlsError, client_config};
use crate::proto::v1;

use super::heads::{HeadError, Keeper};
use super::profile::ClientProfile;
use super::refusal::{explain, in_frames};

use v1::audit_service_client::AuditServiceClient;
use v1::backup_service_client::BackupServiceClient;
use v1::hit_service_client::HitServiceClient;
use v1::intake_service_client::IntakeServiceClient;
use v1::liaison_key_service_client::LiaisonKeyServiceClient;
use v1::log_service_client::LogServiceClient;
use v1::membership_service_client::MembershipServiceClient;
use v1::publication_service_client::PublicationServiceClient;
use v1::referral_service_client::ReferralServiceClient;
use v1::relay_service_client::RelayServiceClient;
use v1::statistics_service_client::StatisticsServiceClient;

/// No connection, or a call that failed.
#[derive(Debug, Error)]
pub enum ClientError {
    /// The server's address is no `https://host:port`.
    #[error("server must be https://host:port")]
    Address,
    /// Certificates or keys.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// Nobody answers, or the handshake failed.
    #[error("cannot connect to {server}: {reason}")]
    Connect {
        /// The server.
        server: String,
        /// The cause, as far as it is known.
        reason: String,
    },
    /// The server refused a call.
    #[error("{}", foreign::line(.0.message()))]
    Refused(Box<tonic::Status>),
    /// The exchange went back, or cannot be relied upon for another reason that its log tells.
    #[error(transparent)]
    Head(Box<HeadError>),
    /// The exchange has less of a submission than it acknowledged to this very run.
    #[error(
        "the exchange acknowledged {acknowledged} batches and now has {kept}: it was restored from a backup. Run the same command again: it sends what is gone"
    )]
    WentBack {
        /// Batches that were acknowledged.
        acknowledged: u64,
        /// Batches that are there.
        kept: u64,
    },
    /// The input of a submission broke off.
    #[error("{0}")]
    Input(String),
}

impl From<tonic::Status> for ClientError {
    fn from(status: tonic::Status) -> Self {
        Self::Refused(Box::new(status))
    }
}

impl From<Box<HeadError>> for ClientError {
    fn from(error: Box<HeadError>) -> Self {
        Self::Head(error)
    }
}

/// A connection to an exchange. Cheap to clone; reconnects by itself.
#[derive(Clone)]
pub struct Client {
    pub(super) channel: Channel,
    pub(super) keeper: Option<Arc<Keeper>>,
    /// As the profile names it.
    server: Arc<str>,
    notices: Arc<[String]>,
}

/// Time for the first word of a server. One that waits for the client's is let do so.
const FIRST_WORD: Duration = Duration::from_secs(5);
/// Largest answer that is accepted.
const MAX_ANSWER: usize = 64 << 20;

impl Client {
    /// Connects, shakes hands, and compares the head of the exchange's log with the newest one
    /// that was kept for the profile, before anything else is said. What the user must be told is
    /// in [`Client::notices`].
    pub async fn connect(profile: &ClientProfile) -> Result<Self, ClientError> {
        let mut client = Self::connect_unchecked(profile).await?;
        client.notices = client.check_head().await?.into();
        Ok(client)
    }

    /// What the user must be told of the exchange, such as that it was restored from a backup.
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// Compares the head of the exchange's log once more, and keeps it. To be called when the work
    /// is done: the head that is kept then covers all that was acknowledged. Gives what the user
    /// must be told.
    pub async fn check_head(&self) -> Result<Vec<String>, ClientError> {
        match &self.keeper {
            Some(keeper) => keeper.check(&self.channel).await,
            None => Ok(Vec::new()),
        }
    }

    /// Compares the head of the exchange's log with one that somebody keeps elsewhere. Gives what
    /// must be told of a restore since; nothing when the head simply continues. The connection's
    /// profile must keep heads.
    pub async fn compare_head(
        &self,
        key: [u8; 32],
        checkpoint: &str,
    ) -> Result<Vec<String>, ClientError> {
        match &self.keeper {
            Some(keeper) => keeper.compare(&self.channel, key, checkpoint).await,
            None => Ok(Vec::new()),
        }
    }

    /// Number of the latest restore of the exchange that its coordinator has acknowledged and this
    /// client has checked, from the file of heads; 0 for none, or without such a file.
    pub fn restoration(&self) -> u64 {
        let kept = self.keeper.as_ref().and_then(|keeper| keeper.load().ok());
        kept.and_then(|kept| kept.at(&self.server).map(|log| log.number)).unwrap_or(0)
    }

    /// Connects and shakes hands; looks at no head.
    pub(super) async fn connect_unchecked(profile: &ClientProfile) -> Result<Self, ClientError> {
        let address: Uri = profile.server.parse().map_err(|_| ClientError::Address)?;
        if address.scheme_str() != Some("https") {
            return Err(ClientError::Address);
        }
        let host = address.host().ok_or(ClientError::Address)?.to_owned();
        let port = address.port_u16().unwrap_or(443);
        let name = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let name = ServerName::try_from(name).map_err(|_| ClientError::Address)?;
        let tls = client_config(profile.tls_files().as_ref(), &profile.ca)?;
        let tls = TlsConnector::from(Arc::new(tls));

        // Tonic is told "http": the connector below does TLS for every connection.
        let endpoint = Endpoint::from_shared(format!("http://{host}:{port}"))
            .map_err(|_| ClientError::Address)?
            .connect_timeout(Duration::from_secs(10))
            .http2_keep_alive_interval(Duration::from_secs(30))
            .keep_alive_timeout(Duration::from_secs(20))
            .tcp_nodelay(true);
        let connector = Connector { host, port, name, tls };
        let channel = endpoint.connect_with_connector(connector).await.map_err(|error| {
            ClientError::Connect { server: profile.server.clone(), reason: causes(&error) }
        })?;
        let keeper = Keeper::of(profile).map(Arc::new);
        let server = profile.server.as_str().into();
        Ok(Self { channel, keeper, server, notices: Arc::default() })
    }

    /// Intake.
    pub fn intake(&self) -> IntakeServiceClient<Channel> {
        IntakeServiceClient::new(self.channel.clone()).max_decoding_message_size(MAX_ANSWER)
    }

    /// Statistics.
    pub fn statistics(&self) -> StatisticsServiceClient<Channel> {
        StatisticsServiceClient::new(self.channel.clone()).max_decoding_message_size(MAX_ANSWER)
    }

    /// Publication.
    pub fn publication(&self) -> PublicationServiceClient<Channel> {
        PublicationServiceClient::new(self.channel.clone())
    }

    /// The register of members.
    pub fn membership(&self) -> MembershipServiceClient<Channel> {
        MembershipServiceClient::new(self.channel.clone()).max_decoding_message_size(MAX_ANSWER)
    }

    /// Referrals.
    pub fn referrals(&self) -> ReferralServiceClient<Channel> {
        ReferralServiceClient::new(self.channel.clone()).max_decoding_message_size(MAX_ANSWER)
    }

    /// The directory of the liaisons' keys.
    pub fn liaison_keys(&self) -> LiaisonKeyServiceClient<Channel> {
        LiaisonKeyServiceClient::new(self.channel.clone()).max_decoding_message_size(MAX_ANSWER)
    }

    /// Hit checks.
    pub fn hits(&self) -> HitServiceClient<Channel> {
        HitServiceClient::new(self.channel.clone())
    }

    /// The audit log.
    pub fn audit(&self) -> AuditServiceClient<Channel> {
        AuditServiceClient::new(self.channel.clone()).max_decoding_message_size(MAX_ANSWER)
    }

    /// Backups.
    pub fn backup(&self) -> BackupServiceClient<Channel> {
        BackupServiceClient::new(self.channel.clone())
    }

    /// Relays to hubs.
    pub fn relay(&self) -> RelayServiceClient<Channel> {
        RelayServiceClient::new(self.channel.clone())
    }

    /// Heads of the log, restores and witnesses.
    pub fn log(&self) -> LogServiceClient<Channel> {
        LogServiceClient::new(self.channel.clone())
    }

    /// The channel, for services that are not ours (health, reflection).
    pub fn channel(&self) -> Channel {
        self.channel.clone()
    }
}

#[derive(Clone)]
struct Connector {
    host: String,
    port: u16,
    name: ServerName<'static>,
    tls: TlsConnector,
}

impl tower_service::Service<Uri> for Connector {
    type Response = TokioIo<tokio_rustls::client::TlsStream<TcpStream>>;
    type Error = std::io::Error;
    type Future =
        std::pin::Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(
        &mut self,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Result<(), Self::Error>> {
        std::task::Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Uri) -> Self::Future {
        let this = self.clone();
        Box::pin(async move {
            let stream = TcpStream::connect((this.host.as_str(), this.port)).await?;
            stream.set_nodelay(true)?;
            let mut stream = this.tls.connect(this.name, stream).await.map_err(explain)?;
            // In TLS 1.3 a server tells of a refusal after the client's part is over. The exchange
            // speaks first in HTTP/2: what comes is either that or the reason.
            if let Ok(first) = tokio::time::timeout(FIRST_WORD, stream.fill_buf()).await {
                let first = first.map_err(explain)?;
                if first.is_empty() {
                    return Err(explain(std::io::ErrorKind::UnexpectedEof.into()));
                }
                if let Some(refusal) = in_frames(first) {
                    return Err(refusal);
                }
            }
            Ok(TokioIo::new(stream))
        })
    }
}

/// An error with its causes in one line.
fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let next = error.to_string();
        if !text.contains(&next) {
            text = format!("{text}: {next}");
        }
        cause = error.source();
    }
    text
}
