//! Puts listener, gate and services together, watches certificates and revocation
//! lists, and stops without losing an acknowledgement.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use arc_swap::ArcSwap;
use rustls::ServerConfig;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, mpsc, watch};
use tokio_stream::wrappers::ReceiverStream;
use tonic::service::Routes;

use crate::audit::Caller;
use crate::exchange::Exchange;
use crate::identity::{TlsError, TlsFiles, TrustStore, Validity, server_config_with};
use crate::proto::{DESCRIPTORS, v1};
use crate::relay::Hub;

use super::admission::{Admissions, barred, tell_refused};
use super::audit::Audit;
use super::backup::Backup;
use super::connections::Connections;
use super::gate::Gate;
use super::hits::Hits;
use super::intake::Intake;
use super::liaisons::Liaisons;
use super::limits::Limits;
use super::linkage::Linkage;
use super::listener::{Speech, accept};
use super::log::Log;
use super::membership::Membership;
use super::metered::{Meter, Metering};
use super::purse::Calls;
use super::referrals::Referrals;
use super::refusals::Refusals;
use super::relay::Relay;
use super::statistics::Statistics;
use super::web::Web;
use super::weight::Weights;

/// Number of bytes of a stream that a client may send ahead of what was read: at a distance of 100
/// ms, 1.3 MB a second.
const STREAM_WINDOW: u32 = 128 << 10;
/// Number of bytes of a connection that a client may send ahead of what was read: what the
/// connection holds at most beside what is counted. A few streams that are not read leave room for
/// the others.
const WINDOW: u32 = 512 << 10;
/// Largest length of a frame in bytes.
const FRAME: u32 = 16 << 10;
/// Largest length in bytes of the headers of a call; RFC 9113 counts 32 more for each.
/// Continuations beyond it end the connection.
const HEADERS: u32 = 8 << 10;
/// Number of calls that a client may give up before they are looked at (CVE-2023-44487), and of
/// streams that its own mistakes may end, before the connection is ended.
const RESETS: usize = 20;
const ERRORS: usize = 1024;

/// Encoded file descriptors of all services.
const SCHEMA: [&[u8]; 4] = [
    DESCRIPTORS,
    tonic_health::pb::FILE_DESCRIPTOR_SET,
    tonic_reflection::pb::v1::FILE_DESCRIPTOR_SET,
    tonic_reflection::pb::v1alpha::FILE_DESCRIPTOR_SET,
];

/// Reason why a server cannot start or go on.
#[derive(Debug, Error)]
pub enum ServerError {
    /// The address cannot be listened on.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, std::io::Error),
    /// Certificates, keys or revocation lists cannot be used.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The HTTP/2 server failed.
    #[error("server: {0}")]
    Transport(#[from] tonic::transport::Error),
    /// The schema's descriptors cannot be served by reflection.
    #[error("reflection: {0}")]
    Reflection(#[from] tonic_reflection::server::Error),
    /// The schema's descriptors cannot be read for the weight of messages.
    #[error("schema: {0}")]
    Schema(#[from] prost_reflect::DescriptorError),
}

/// A server that listens but does not serve yet.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    desk: Option<(TcpListener, SocketAddr)>,
    exchange: Exchange,
    trust: Arc<TrustStore>,
    files: TlsFiles,
    config: Arc<ArcSwap<ServerConfig>>,
    admissions: Admissions,
    refusals: Arc<Refusals>,
    refused: mpsc::Receiver<Caller>,
    limits: Limits,
    hubs: Arc<[Hub]>,
}

impl Server {
    /// Loads the certificates and binds the address; port 0 takes a free one.
    pub async fn bind(
        address: SocketAddr,
        exchange: Exchange,
        files: TlsFiles,
        trust: Arc<TrustStore>,
        limits: Limits,
    ) -> Result<Self, ServerError> {
        let refusals = Arc::new(Refusals::default());
        let (admissions, refused) = Admissions::new(exchange.clone(), refusals.clone());
        let config = server_config_with(&files, admissions.verifier(&trust))?;
        let config = Arc::new(ArcSwap::from_pointee(config));
        let (listener, address) = listen(address).await?;
        let hubs = Arc::new([]);
        Ok(Self {
            listener,
            address,
            desk: None,
            exchange,
            trust,
            files,
            config,
            admissions,
            refusals,
            refused,
            limits,
            hubs,
        })
    }

    /// Names the hubs to which a coordinator may have records relayed.
    pub fn with_hubs(mut self, hubs: Vec<Hub>) -> Self {
        self.hubs = hubs.into();
        self
    }

    /// Serves pages for browsers on a second address, for the same members under the same rules;
    /// port 0 takes a free one.
    pub async fn with_desk(mut self, address: SocketAddr) -> Result<Self, ServerError> {
        self.desk = Some(listen(address).await?);
        Ok(self)
    }

    /// Address that the server listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Address on which there are pages for browsers.
    pub fn desk_address(&self) -> Option<SocketAddr> {
        self.desk.as_ref().map(|(_, address)| *address)
    }

    /// Serves until `stop` is done. Batches that were taken are finished and
    /// acknowledged; open streams then end with UNAVAILABLE and are resumed by their
    /// clients.
    pub async fn serve(self, stop: impl Future<Output = ()>) -> Result<(), ServerError> {
        let (connection, connections) = mpsc::channel(16);
        let (stopping, stopped) = watch::channel(false);
        let open = Connections::new(self.limits);
        let (config, all) = (self.config.clone(), open.clone());
        tokio::spawn(accept(self.listener, Speech::Grpc, config, all, connection));
        let browsers = self.desk.map(|(listener, _)| {
            let (browser, browsers) = mpsc::channel(16);
            let (config, all) = (self.config.clone(), open.clone());
            tokio::spawn(accept(listener, Speech::Pages, config, all, browser));
            browsers
        });
        let (register, revoked) = (self.exchange.clone(), self.trust.clone());
        let admitted = tokio::spawn(
            open.clone().watch(move |principal| barred(&register, &revoked, principal)),
        );
        let meter = Meter::new(open, Weights::new(SCHEMA.iter().copied())?);
        let certificate = self.files.certificate.clone();
        let expiry = tokio::spawn(warn_of_expiry(certificate, self.trust.clone()));
        let watched = watch_files(self.files, self.trust.clone(), self.admissions, self.config);
        let watcher = tokio::spawn(watched);

        let max = self.limits.max_message_bytes;
        let exchange = self.exchange;
        let intake = Intake { exchange: exchange.clone(), stopping: stopped.clone() };
        let intake = v1::intake_service_server::IntakeServiceServer::new(intake)
            .max_decoding_message_size(max);
        let statistics = Statistics { exchange: exchange.clone() };
        let publication = Statistics { exchange: exchange.clone() };
        let membership = Membership { exchange: exchange.clone(), trust: self.trust.clone() };
        let referrals = Referrals { exchange: exchange.clone(), stopping: stopped.clone() };
        let referrals = v1::referral_service_server::ReferralServiceServer::new(referrals)
            .max_decoding_message_size(max);
        let keys = Liaisons { exchange: exchange.clone() };
        let hits = Hits { exchange: exchange.clone() };
        let audit = Audit { exchange: exchange.clone() };
        let backup = Backup { exchange: exchange.clone(), making: Calls::new(1) };
        let linkage = Linkage { exchange: exchange.clone(), reading: Arc::new(Semaphore::new(1)) };
        let log = Log { exchange: exchange.clone(), trust: self.trust.clone() };
        let log = v1::log_service_server::LogServiceServer::new(log)
            .max_decoding_message_size(MAX_HEAD_REQUEST);
        let running = Arc::default();
        let witness = crate::witness::keep_exchanging(exchange.clone(), self.hubs.clone());
        let witness = tokio::spawn(witness);
        let relay = Relay { exchange: exchange.clone(), hubs: self.hubs, running };
        let upkeep = tokio::spawn(keep_up(exchange.clone()));
        let refusals = self.refusals;
        let (counted, teller) = (refusals.clone(), exchange.clone());
        let telling = tokio::spawn(async move { counted.keep_telling(&teller).await });
        let refused = tokio::spawn(tell_refused(exchange.clone(), self.refused));
        let (gate, mut gone) =
            Gate::new(exchange.clone(), self.trust, &self.limits, refusals.clone());
        let last = exchange.clone();
        let (health_reporter, health) = tonic_health::server::health_reporter();
        health_reporter.set_service_status("", tonic_health::ServingStatus::Serving).await;
        let stopping_pages = stopped.clone();
        let health_watch = tokio::spawn(report_health(exchange.clone(), health_reporter, stopped));
        let reflection = || {
            tonic_reflection::server::Builder::configure()
                .register_encoded_file_descriptor_set(DESCRIPTORS)
                .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
        };

        let statistics = v1::statistics_service_server::StatisticsServiceServer::new(statistics);
        let routes = Routes::new(intake)
            .add_service(statistics)
            .add_service(v1::publication_service_server::PublicationServiceServer::new(publication))
            .add_service(v1::membership_service_server::MembershipServiceServer::new(membership))
            .add_service(referrals)
            .add_service(v1::liaison_key_service_server::LiaisonKeyServiceServer::new(keys))
            .add_service(v1::hit_service_server::HitServiceServer::new(hits))
            .add_service(v1::relay_service_server::RelayServiceServer::new(relay))
            .add_service(v1::audit_service_server::AuditServiceServer::new(audit))
            .add_service(v1::backup_service_server::BackupServiceServer::new(backup))
            .add_service(v1::linkage_service_server::LinkageServiceServer::new(linkage))
            .add_service(log)
            .add_service(health)
            .add_service(reflection().build_v1()?)
            .add_service(reflection().build_v1alpha()?);
        let pages = browsers.map(|browsers| {
            let web = Web::new(meter.clone(), gate.clone(), routes.clone());
            tokio::spawn(web.serve(browsers, stopping_pages))
        });

        tonic::transport::Server::builder()
            .layer(Metering(meter))
            .layer(gate)
            .max_connection_age(Duration::from_secs(self.limits.max_connection_seconds))
            .max_concurrent_streams(self.limits.max_calls_per_connection)
            .concurrency_limit_per_connection(self.limits.max_calls_per_connection as usize)
            .initial_stream_window_size(STREAM_WINDOW)
            .initial_connection_window_size(WINDOW)
            .max_frame_size(FRAME)
            .http2_max_header_list_size(HEADERS)
            .http2_max_pending_accept_reset_streams(Some(RESETS))
            .http2_max_local_error_reset_streams(Some(ERRORS))
            .http2_keepalive_interval(Some(Duration::from_secs(30)))
            .http2_keepalive_timeout(Some(Duration::from_secs(20)))
            .add_routes(routes)
            .serve_with_incoming_shutdown(ReceiverStream::new(connections), async {
                stop.await;
                tracing::info!("stopping");
                stopping.send_replace(true);
            })
            .await?;
        if let Some(pages) = pages {
            // It ends by itself, soon.
            let _ = pages.await;
        }
        watcher.abort();
        admitted.abort();
        refused.abort();
        expiry.abort();
        health_watch.abort();
        upkeep.abort();
        witness.abort();
        telling.abort();
        // Nothing is ever sent: it ends when the last call and stream has been told.
        if tokio::time::timeout(TELLING, gone.recv()).await.is_err() {
            tracing::warn!("some calls have not ended: their streams are told at the next start");
        }
        refusals.tell_all(&last).await;
        // A stop does not wait for much that is to be linked: the next start does it.
        match tokio::time::timeout(LINKING, last.settle()).await {
            Err(_) => {
                tracing::warn!("linking is behind: no checkpoint, the next start takes longer")
            }
            Ok(_) => {
                if let Err(error) = last.checkpoint().await {
                    tracing::warn!(%error, "no checkpoint: the next start takes longer");
                }
            }
        }
        Ok(())
    }
}

/// Listens on an address; port 0 takes a free one.
async fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), ServerError> {
    let failed = |error| ServerError::Listen(address, error);
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    Ok((listener, address))
}

/// Largest message about heads, in bytes: checkpoints, proofs and a certificate chain are small.
const MAX_HEAD_REQUEST: usize = 64 << 10;

/// Lets referrals expire and erases what was kept long enough, within a second or so.
async fn keep_up(exchange: Exchange) {
    while exchange.is_writable() {
        tokio::time::sleep(Duration::from_secs(1)).await;
        if let Err(error) = exchange.upkeep().await {
            tracing::error!(%error, "upkeep of referrals");
        }
    }
}

/// Keeps the health service true: an exchange that cannot store is not serving.
async fn report_health(
    exchange: Exchange,
    reporter: tonic_health::server::HealthReporter,
    mut stopping: watch::Receiver<bool>,
) {
    loop {
        let stopped = tokio::select! {
            _ = stopping.wait_for(|stopping| *stopping) => true,
            () = tokio::time::sleep(Duration::from_secs(1)) => false,
        };
        if stopped || !exchange.is_writable() {
            reporter.set_service_status("", tonic_health::ServingStatus::NotServing).await;
            return;
        }
    }
}

/// Logs once a day which certificates and lists have to be renewed, and keeps the figures of their
/// expiry fresh.
async fn warn_of_expiry(certificate: PathBuf, trust: Arc<TrustStore>) {
    for minute in 0.. {
        let is_told = minute % (24 * 60) == 0;
        let now = jiff::Timestamp::now().as_second();
        match Validity::of_exchange(&certificate, &trust) {
            Ok(found) => {
                for validity in found {
                    let file = validity.path.display().to_string();
                    metrics::gauge!("vdx_valid_until_seconds", "file" => file)
                        .set(validity.to as f64);
                    if is_told && (validity.is_due(now) || !validity.is_valid(now)) {
                        tracing::warn!("{}", validity.describe(now));
                    }
                }
            }
            Err(error) if is_told => tracing::error!(%error, "cannot tell what expires"),
            Err(_) => {}
        }
        tokio::time::sleep(Duration::from_secs(60)).await;
    }
}

/// Time at a stop for the last calls and streams to be told in the audit log.
const TELLING: Duration = Duration::from_secs(10);
/// Time at a stop for what is committed to be linked.
const LINKING: Duration = Duration::from_secs(5);
/// Time between two looks at certificate and revocation files.
const WATCH: Duration = Duration::from_secs(1);

/// Loads certificates, trust roots and revocation lists anew when a file changes. A
/// wrong file is reported and what was loaded stays in force.
async fn watch_files(
    files: TlsFiles,
    trust: Arc<TrustStore>,
    admissions: Admissions,
    config: Arc<ArcSwap<ServerConfig>>,
) {
    let paths: Vec<PathBuf> =
        trust.files().chain([&files.certificate, &files.key]).cloned().collect();
    let times = || -> Vec<Option<SystemTime>> {
        paths.iter().map(|path| std::fs::metadata(path).and_then(|m| m.modified()).ok()).collect()
    };
    let mut seen = times();
    loop {
        tokio::time::sleep(WATCH).await;
        let now = times();
        if now == seen {
            continue;
        }
        seen = now;
        let reloaded =
            trust.reload().and_then(|()| server_config_with(&files, admissions.verifier(&trust)));
        match reloaded {
            Ok(fresh) => {
                config.store(Arc::new(fresh));
                tracing::info!("certificates and revocation lists reloaded");
            }
            Err(error) => tracing::error!(%error, "reload failed: the old files stay in force"),
        }
    }
}
