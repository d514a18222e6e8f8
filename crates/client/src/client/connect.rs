//! Client of an exchange, connected over mutual TLS.

use std::sync::Arc;

use thiserror::Error;

use crate::domain::id::MemberId;
use crate::foreign;
use crate::identity::TlsError;
use crate::proto::referral::member_name;
use crate::proto::v1;

use super::heads::{HeadError, Keeper};
use super::link::{Answering, Dialer, Link};
use super::profile::ClientProfile;

use v1::audit_service_client::AuditServiceClient;
use v1::backup_service_client::BackupServiceClient;
use v1::hit_service_client::HitServiceClient;
use v1::intake_service_client::IntakeServiceClient;
use v1::liaison_key_service_client::LiaisonKeyServiceClient;
use v1::linkage_service_client::LinkageServiceClient;
use v1::log_service_client::LogServiceClient;
use v1::membership_service_client::MembershipServiceClient;
use v1::publication_service_client::PublicationServiceClient;
use v1::referral_service_client::ReferralServiceClient;
use v1::relay_service_client::RelayServiceClient;
use v1::statistics_service_client::StatisticsServiceClient;

/// Reason why there is no connection, or why a call failed.
#[derive(Debug, Error)]
pub enum ClientError {
    /// The server's address is not of the form `https://host:port`.
    #[error("server must be https://host:port")]
    Address,
    /// Certificates or keys cannot be used.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// Nobody answers, or the handshake failed.
    #[error("cannot connect to {server}: {reason}")]
    Connect {
        /// Address of the server.
        server: String,
        /// Cause of the failure, as far as it is known.
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
        /// Number of batches that were acknowledged.
        acknowledged: u64,
        /// Number of batches that the exchange has now.
        kept: u64,
    },
    /// The input of a submission broke off, for this reason.
    #[error("{0}")]
    Input(String),
}

impl From<tonic::Status> for ClientError {
    fn from(status: tonic::Status) -> Self {
        match HeadError::of(&status) {
            Some(head) => Self::Head(Box::new(head.clone())),
            None => Self::Refused(Box::new(status)),
        }
    }
}

impl From<Box<HeadError>> for ClientError {
    fn from(error: Box<HeadError>) -> Self {
        Self::Head(error)
    }
}

/// Connection to an exchange. Cheap to clone; connects again after a break, and then says nothing
/// before the head of the exchange's log was compared once more.
#[derive(Clone)]
pub struct Client {
    pub(super) link: Link,
    pub(super) keeper: Option<Arc<Keeper>>,
    /// Address of the exchange, as the profile names it.
    server: Arc<str>,
    notices: Arc<[String]>,
}

/// Largest number of keys of liaisons that are read: those of a thousand liaisons, all with as
/// many as are taken.
const MAX_KEYS: usize = 100_000;
/// Largest answer that is accepted, in bytes.
const MAX_ANSWER: usize = 64 << 20;

impl Client {
    /// Connects, shakes hands, and compares the head of the exchange's log with the newest one
    /// that was kept for the profile, before anything else is said. What the user must be told is
    /// in [`Client::notices`].
    pub async fn connect(profile: &ClientProfile) -> Result<Self, ClientError> {
        let dialer = Dialer::of(profile)?;
        let line = dialer.dial().await?;
        let keeper = Keeper::of(profile).map(Arc::new);
        let notices = match &keeper {
            Some(keeper) => keeper.check(&line.channel).await?,
            None => Vec::new(),
        };
        let link = Link::new(dialer, line, keeper.clone());
        let server = profile.server.as_str().into();
        Ok(Self { link, keeper, server, notices: notices.into() })
    }

    /// Makes a client whose calls go the way that is given, in place of a connection of its own.
    /// It keeps no heads: whoever gives the way vouches for what is at its end.
    pub fn over(
        calls: impl Fn(http::Request<tonic::body::Body>) -> Answering + Send + Sync + 'static,
    ) -> Self {
        let (server, notices) = (Arc::from(""), Arc::default());
        Self { link: Link::given(calls), keeper: None, server, notices }
    }

    /// Notices about the exchange for the user, such as that it was restored from a backup.
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// Compares the head of the exchange's log once more, and keeps it. To be called when the work
    /// is done: the head that is kept then covers all that was acknowledged. Returns what the user
    /// must be told.
    pub async fn check_head(&self) -> Result<Vec<String>, ClientError> {
        let (Some(keeper), Some(dialed)) = (&self.keeper, self.link.dialed()) else {
            return Ok(Vec::new());
        };
        let (channel, is_checked) = dialed.channel().await?;
        let found = if is_checked { Vec::new() } else { keeper.check(&channel).await? };
        let mut notices = dialed.take_notices();
        notices.extend(found);
        Ok(notices)
    }

    /// Compares the head of the exchange's log with a head that somebody keeps elsewhere. Returns
    /// what must be told of a restore since; nothing when the log simply continues. The
    /// connection's profile must keep heads.
    pub async fn compare_head(
        &self,
        key: [u8; 32],
        checkpoint: &str,
    ) -> Result<Vec<String>, ClientError> {
        match (&self.keeper, self.link.dialed()) {
            (Some(keeper), Some(dialed)) => {
                let (channel, _) = dialed.channel().await?;
                keeper.compare(&channel, key, checkpoint).await
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Stops telling of restores until now: the user knows of them, and has sent and withdrawn again what
    /// was lost.
    pub async fn know_restores(&self) -> Result<(), ClientError> {
        match &self.keeper {
            Some(keeper) => Ok(keeper.know_restores().await?),
            None => Ok(()),
        }
    }

    /// Number of the latest restore of the exchange that its coordinator has acknowledged and this
    /// client has checked, from the file of heads; 0 for none, or without such a file.
    pub fn restoration(&self) -> u64 {
        let kept = self.keeper.as_ref().and_then(|keeper| keeper.load().ok());
        kept.and_then(|kept| kept.at(&self.server).map(|log| log.number)).unwrap_or(0)
    }

    /// Connects and shakes hands; looks at no head, now or after a break.
    pub(super) async fn connect_unchecked(profile: &ClientProfile) -> Result<Self, ClientError> {
        let dialer = Dialer::of(profile)?;
        let line = dialer.dial().await?;
        let keeper = Keeper::of(profile).map(Arc::new);
        let server = profile.server.as_str().into();
        Ok(Self { link: Link::new(dialer, line, None), keeper, server, notices: Arc::default() })
    }

    /// Calls of `IntakeService`: records of an institution.
    pub fn intake(&self) -> IntakeServiceClient<Link> {
        IntakeServiceClient::new(self.link.clone()).max_decoding_message_size(MAX_ANSWER)
    }

    /// Calls of `StatisticsService`: questions to the released figures.
    pub fn statistics(&self) -> StatisticsServiceClient<Link> {
        StatisticsServiceClient::new(self.link.clone()).max_decoding_message_size(MAX_ANSWER)
    }

    /// Calls of `PublicationService`: releases of figures.
    pub fn publication(&self) -> PublicationServiceClient<Link> {
        PublicationServiceClient::new(self.link.clone())
    }

    /// Calls of `MembershipService`: the register of members.
    pub fn membership(&self) -> MembershipServiceClient<Link> {
        MembershipServiceClient::new(self.link.clone()).max_decoding_message_size(MAX_ANSWER)
    }

    /// Calls of `ReferralService`: referrals between countries.
    pub fn referrals(&self) -> ReferralServiceClient<Link> {
        ReferralServiceClient::new(self.link.clone()).max_decoding_message_size(MAX_ANSWER)
    }

    /// Calls of `LiaisonKeyService`: the directory of the liaisons' keys.
    pub fn liaison_keys(&self) -> LiaisonKeyServiceClient<Link> {
        LiaisonKeyServiceClient::new(self.link.clone()).max_decoding_message_size(MAX_ANSWER)
    }

    /// Reads every version of the keys of one member, or of all members, as the exchange shows
    /// them, page by page.
    pub async fn all_liaison_keys(
        &self,
        member: Option<&MemberId>,
    ) -> Result<Vec<v1::LiaisonKey>, ClientError> {
        let mut all = Vec::new();
        let mut page_token = String::new();
        loop {
            let request =
                v1::ListLiaisonKeysRequest { member: member.map(member_name), page_token };
            let page = self.liaison_keys().list_liaison_keys(request).await?.into_inner();
            let is_empty = page.keys.is_empty();
            all.extend(page.keys);
            page_token = page.next_page_token;
            // Pages without an end would never be read to it.
            if page_token.is_empty() || is_empty || all.len() > MAX_KEYS {
                return Ok(all);
            }
        }
    }

    /// Calls of `HitService`: hit checks.
    pub fn hits(&self) -> HitServiceClient<Link> {
        HitServiceClient::new(self.link.clone())
    }

    /// Calls of `AuditService`: the audit log.
    pub fn audit(&self) -> AuditServiceClient<Link> {
        AuditServiceClient::new(self.link.clone()).max_decoding_message_size(MAX_ANSWER)
    }

    /// Calls of `BackupService`: backups of the store.
    pub fn backup(&self) -> BackupServiceClient<Link> {
        BackupServiceClient::new(self.link.clone())
    }

    /// Calls of `RelayService`: relays to hubs.
    pub fn relay(&self) -> RelayServiceClient<Link> {
        RelayServiceClient::new(self.link.clone())
    }

    /// Calls of `LinkageService`: the quality of the linkage.
    pub fn linkage(&self) -> LinkageServiceClient<Link> {
        LinkageServiceClient::new(self.link.clone()).max_decoding_message_size(MAX_ANSWER)
    }

    /// Calls of `LogService`: heads of the audit log, restores and witnesses.
    pub fn log(&self) -> LogServiceClient<Link> {
        LogServiceClient::new(self.link.clone())
    }

    /// Connection for the calls of general services, such as health and reflection.
    pub fn channel(&self) -> Link {
        self.link.clone()
    }
}
