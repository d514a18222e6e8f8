//! Accepts TCP connections, shakes hands, and hands streams with a principal to tonic.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use arc_swap::ArcSwap;
use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tonic::transport::server::Connected;

use crate::exchange::{Clock, SystemClock};
use crate::identity::{CERTIFICATE_NOTICE, IdentityError, Principal};
use crate::referral::case::DAY;

/// Who is at the other end of a connection.
#[derive(Clone)]
pub(super) struct Peer(pub Result<Principal, IdentityError>);

/// A TLS connection that counts against the limit while it lives.
pub(super) struct Connection {
    stream: TlsStream<TcpStream>,
    peer: Peer,
    _permit: OwnedSemaphorePermit,
}

impl Drop for Connection {
    fn drop(&mut self) {
        metrics::gauge!("vdx_connections").decrement(1);
    }
}

impl Connected for Connection {
    type ConnectInfo = Peer;

    fn connect_info(&self) -> Peer {
        self.peer.clone()
    }
}

/// Time for a handshake. A peer that dawdles holds a permit, so it is short.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// Accepts connections until the receiver is gone. Each handshake uses the
/// configuration in force at its start.
pub(super) async fn accept(
    listener: TcpListener,
    config: Arc<ArcSwap<ServerConfig>>,
    max_connections: usize,
    connections: mpsc::Sender<io::Result<Connection>>,
) {
    let permits = Arc::new(Semaphore::new(max_connections));
    loop {
        // At the limit no further connection is accepted: it waits in the backlog.
        let Ok(permit) = permits.clone().acquire_owned().await else { return };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = connections.closed() => return,
        };
        let (stream, address) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file descriptors, or the peer is gone already.
                tracing::warn!(%error, "accept");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let acceptor = TlsAcceptor::from(config.load_full());
        let connections = connections.clone();
        tokio::spawn(async move {
            if let Some(stream) = shake_hands(acceptor, stream, address).await {
                let peer = peer_of(&stream);
                metrics::gauge!("vdx_connections").increment(1);
                let _ = connections.send(Ok(Connection { stream, peer, _permit: permit })).await;
            }
        });
    }
}

async fn shake_hands(
    acceptor: TlsAcceptor,
    stream: TcpStream,
    address: SocketAddr,
) -> Option<TlsStream<TcpStream>> {
    // Acknowledgements are small and awaited.
    let _ = stream.set_nodelay(true);
    match tokio::time::timeout(HANDSHAKE, acceptor.accept(stream)).await {
        Ok(Ok(stream)) => return Some(stream),
        Ok(Err(error)) => tracing::info!(%address, %error, "handshake refused"),
        Err(_) => tracing::info!(%address, "handshake took too long"),
    }
    metrics::counter!("vdx_handshakes_refused_total").increment(1);
    None
}

fn peer_of(stream: &TlsStream<TcpStream>) -> Peer {
    let certificate = stream.get_ref().1.peer_certificates().and_then(<[_]>::first);
    let principal =
        certificate.ok_or(IdentityError::Unreadable).and_then(|c| Principal::of_certificate(c));
    if let Ok(principal) = &principal {
        let days = principal.expires_at.saturating_sub(SystemClock.now()) / DAY;
        if days < CERTIFICATE_NOTICE {
            metrics::counter!("vdx_handshakes_expiring_total").increment(1);
            tracing::warn!(caller = %principal.spiffe_id(), days, "the caller's certificate ends soon");
        }
    }
    Peer(principal)
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
