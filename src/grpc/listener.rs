//! Accepts TCP connections, shakes hands, and hands connections of admitted members to what serves
//! them: tonic, or the pages for browsers.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use rustls::{CertificateError, Error as TlsError, ServerConfig};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_rustls::LazyConfigAcceptor;
use tokio_rustls::server::TlsStream;

use crate::exchange::{Clock, SystemClock};
use crate::identity::{CERTIFICATE_NOTICE, CertificateFault, IdentityError, Principal};
use crate::referral::case::DAY;

use super::connection::Connection;
use super::connections::{Connections, Knock};
use super::cuts::Cut;

/// Principal at the other end of a connection, or the reason why there is none, in the extensions
/// of requests.
#[derive(Clone)]
pub(super) struct Peer(pub Result<Principal, IdentityError>);

/// What is spoken on a connection once hands are shaken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Speech {
    /// gRPC over HTTP/2.
    Grpc,
    /// Pages over HTTP/1.1.
    Pages,
}

impl Speech {
    /// The configuration in force, with the protocol that is spoken.
    fn config(self, config: &ArcSwap<ServerConfig>) -> Arc<ServerConfig> {
        match self {
            Self::Grpc => config.load_full(),
            Self::Pages => {
                let mut config = ServerConfig::clone(&config.load());
                config.alpn_protocols = vec![b"http/1.1".to_vec()];
                Arc::new(config)
            }
        }
    }
}

/// Time for which a refused peer may read why.
const LINGER: Duration = Duration::from_secs(1);
/// Number of bytes of a refused peer that are read meanwhile.
const LINGERING: u64 = 64 << 10;
/// Pause after a failure to accept a connection, such as for want of file descriptors.
const PAUSE: Duration = Duration::from_millis(50);

/// Accepts connections until the receiver is gone. Each handshake uses the configuration in force
/// when the peer has said hello.
pub(super) async fn accept(
    listener: TcpListener,
    speech: Speech,
    config: Arc<ArcSwap<ServerConfig>>,
    connections: Arc<Connections>,
    ready: mpsc::Sender<io::Result<Connection>>,
) {
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = ready.closed() => return,
        };
        let (stream, address) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file descriptors, or the peer is gone already.
                connections.cuts.handshake(Cut::HandshakesFull, error);
                connections.end_oldest();
                tokio::time::sleep(PAUSE).await;
                continue;
            }
        };
        let knock = connections.knock(address.ip());
        let (config, connections, ready) = (config.clone(), connections.clone(), ready.clone());
        tokio::spawn(async move {
            let welcome = tokio::select! {
                welcome = welcome(stream, speech, knock, &config, &connections) => welcome,
                () = ready.closed() => return,
            };
            match welcome {
                Ok(connection) => _ = ready.send(Ok(connection)).await,
                Err((reason, who)) => {
                    let who = who.unwrap_or_else(|| address.ip().to_string());
                    connections.cuts.handshake(reason, who);
                }
            }
        });
    }
}

/// Refusal of a connection: its reason and, when known, whom it concerns.
type Refused = (Cut, Option<String>);

/// Shakes hands and finds a place for the connection.
async fn welcome(
    stream: TcpStream,
    speech: Speech,
    mut knock: Knock,
    config: &ArcSwap<ServerConfig>,
    connections: &Arc<Connections>,
) -> Result<Connection, Refused> {
    // Acknowledgements are small and awaited.
    let _ = stream.set_nodelay(true);
    let network = knock.network;
    let shaking = tokio::time::timeout(connections.limits.handshake(), async {
        let config = || speech.config(config);
        let stream = shake_hands(stream, config, connections.turn(network)).await?;
        let Some(principal) = principal_of(&stream) else {
            return Err((Cut::Certificate, None));
        };
        let who = principal.spiffe_id().to_string();
        match connections.enter(network, principal) {
            Ok((place, cut)) => Ok(Connection::new(stream, speech, place, cut)),
            Err(reason) => {
                turn_away(stream, speech).await;
                Err((reason, Some(who)))
            }
        }
    });
    tokio::select! {
        result = shaking => result.unwrap_or(Err((Cut::HandshakeTimeout, None))),
        _ = &mut knock.ended => Err((Cut::HandshakesFull, None)),
    }
}

/// Shakes hands with a peer. What costs time to compute comes after the peer's hello and its turn.
async fn shake_hands(
    stream: TcpStream,
    config: impl Fn() -> Arc<ServerConfig>,
    turn: impl Future<Output = ()>,
) -> Result<TlsStream<TcpStream>, Refused> {
    let mut acceptor = std::pin::pin!(LazyConfigAcceptor::new(Default::default(), stream));
    let hello = match acceptor.as_mut().await {
        Ok(hello) => hello,
        Err(error) => {
            if let Some(stream) = acceptor.take_io() {
                linger(stream).await;
            }
            return Err((reason_of(&error), None));
        }
    };
    turn.await;
    match hello.into_stream(config()).into_fallible().await {
        Ok(stream) => Ok(stream),
        Err((error, stream)) => {
            linger(stream).await;
            Err((reason_of(&error), None))
        }
    }
}

fn reason_of(error: &io::Error) -> Cut {
    let tls = error.get_ref().and_then(|inner| inner.downcast_ref::<TlsError>());
    match tls {
        None => Cut::Gone,
        Some(TlsError::NoCertificatesPresented) => Cut::NoCertificate,
        Some(TlsError::InvalidCertificate(error)) => match error {
            CertificateError::Revoked => Cut::Revoked,
            CertificateError::ApplicationVerificationFailure => Cut::NotAdmitted,
            CertificateError::Expired
            | CertificateError::ExpiredContext { .. }
            | CertificateError::ExpiredRevocationList
            | CertificateError::ExpiredRevocationListContext { .. } => Cut::Expired,
            error => match CertificateFault::of(error) {
                Some(CertificateFault::Purpose(_)) => Cut::Purpose,
                Some(CertificateFault::LongLife { .. }) => Cut::LongLife,
                Some(CertificateFault::Authority) => Cut::Expired,
                Some(CertificateFault::Identity(_)) | None => Cut::Certificate,
            },
        },
        Some(_) => Cut::Tls,
    }
}

/// Closes a refused connection so that what was said last is read: closing while there is unread
/// input would take it back.
async fn linger(mut stream: impl AsyncRead + AsyncWrite + Unpin) {
    let closing = async {
        stream.shutdown().await?;
        tokio::io::copy(&mut stream.take(LINGERING), &mut tokio::io::sink()).await
    };
    let _ = tokio::time::timeout(LINGER, closing).await;
}

/// Text for a member whose connection finds no place.
const FULL: &str = "no connection is free: too many of this member, this address or this exchange; close others or try again later";

/// Tells an admitted member in HTTP/2 that there is no place: an empty SETTINGS frame, then GOAWAY
/// with the code ENHANCE_YOUR_CALM and a text (RFC 9113, section 6.8); or a browser in HTTP/1.1.
async fn turn_away(mut stream: TlsStream<TcpStream>, speech: Speech) {
    let mut frames = Vec::new();
    match speech {
        Speech::Grpc => {
            frames.extend([0, 0, 0, 4, 0, 0, 0, 0, 0]);
            frames.extend([0, 0, 8 + FULL.len() as u8, 7, 0, 0, 0, 0, 0]);
            frames.extend([0, 0, 0, 0, 0, 0, 0, 11]);
        }
        Speech::Pages => frames.extend(
            b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Type: text/plain\r\nCache-Control: no-store\r\nContent-Security-Policy: default-src 'none'\r\nX-Content-Type-Options: nosniff\r\nRetry-After: 10\r\n\r\n",
        ),
    }
    frames.extend(FULL.as_bytes());
    let telling = async {
        stream.write_all(&frames).await?;
        stream.flush().await
    };
    if let Ok(Ok(())) = tokio::time::timeout(LINGER, telling).await {
        linger(stream).await;
    }
}

fn principal_of(stream: &TlsStream<TcpStream>) -> Option<Principal> {
    let certificate = stream.get_ref().1.peer_certificates()?.first()?;
    let principal = Principal::of_certificate(certificate).ok()?;
    let days = principal.expires_at.saturating_sub(SystemClock.now()) / DAY;
    if days < CERTIFICATE_NOTICE {
        metrics::counter!("vdx_handshakes_expiring_total").increment(1);
        tracing::warn!(caller = %principal.spiffe_id(), days, "the caller's certificate ends soon");
    }
    Some(principal)
}
