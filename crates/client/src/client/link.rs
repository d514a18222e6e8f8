//! Connection of a client. After a break another connection is made, and carries nothing before
//! the head of the exchange's log was compared on it: an exchange that went back meanwhile gets no
//! call.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use hyper_util::rt::TokioIo;
use parking_lot::Mutex;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tonic::Status;
use tonic::body::Body;
use tonic::transport::{Channel, Endpoint, Uri};
use tower_service::Service;

use crate::identity::client_config;

use super::connect::ClientError;
use super::heads::Keeper;
use super::profile::ClientProfile;
use super::proxy::reach;
use super::refusal::{explain, in_frames};

/// Time for a connection, handshake included: on a line of 4 KB/s it takes some seconds.
const CONNECT: Duration = Duration::from_secs(20);
/// Time for the first word of a server. One that waits for the client's is let do so.
const FIRST_WORD: Duration = Duration::from_secs(5);

/// Connection to an exchange: one that is made anew after a break, or a way that was given to it.
/// Cheap to clone.
#[derive(Clone)]
pub struct Link(Way);

#[derive(Clone)]
enum Way {
    Dialed(Dialed),
    Given(Arc<Calls>),
}

/// Answer to a call that is on its way.
pub type Answering = Pin<
    Box<
        dyn Future<Output = Result<http::Response<Body>, Box<dyn std::error::Error + Send + Sync>>>
            + Send,
    >,
>;

type Calls = dyn Fn(http::Request<Body>) -> Answering + Send + Sync;

/// Connection that was dialed, and is dialed again after a break.
#[derive(Clone)]
pub(super) struct Dialed(Arc<Inner>);

struct Inner {
    dialer: Dialer,
    /// Keeper that compares the head on each new connection; none when no heads are kept.
    keeper: Option<Arc<Keeper>>,
    line: Mutex<Line>,
    /// Lock that is held while another connection is made.
    renewing: tokio::sync::Mutex<()>,
    /// Notices for the user from connections since the first one.
    notices: Mutex<Vec<String>>,
}

/// One connection, which is never replaced by itself.
#[derive(Clone)]
pub(super) struct Line {
    pub channel: Channel,
    ended: Arc<AtomicBool>,
}

impl Link {
    /// A link whose first connection has been made, and checked where a keeper is given.
    pub(super) fn new(dialer: Dialer, line: Line, keeper: Option<Arc<Keeper>>) -> Self {
        Self(Way::Dialed(Dialed(Arc::new(Inner {
            dialer,
            keeper,
            line: Mutex::new(line),
            renewing: tokio::sync::Mutex::default(),
            notices: Mutex::default(),
        }))))
    }

    /// A link whose calls go the way that is given.
    pub(super) fn given(
        calls: impl Fn(http::Request<Body>) -> Answering + Send + Sync + 'static,
    ) -> Self {
        Self(Way::Given(Arc::new(calls)))
    }

    /// The connection, where it was dialed.
    pub(super) fn dialed(&self) -> Option<&Dialed> {
        match &self.0 {
            Way::Dialed(dialed) => Some(dialed),
            Way::Given(_) => None,
        }
    }
}

impl Dialed {
    /// Returns the present connection, or a new one on which the head was compared; and whether it
    /// is new.
    pub(super) async fn channel(&self) -> Result<(Channel, bool), ClientError> {
        if let Some(channel) = self.present() {
            return Ok((channel, false));
        }
        let _renewing = self.0.renewing.lock().await;
        if let Some(channel) = self.present() {
            return Ok((channel, false));
        }
        let line = self.0.dialer.dial().await?;
        if let Some(keeper) = &self.0.keeper {
            let notices = keeper.check(&line.channel).await?;
            self.0.notices.lock().extend(notices);
        }
        let channel = line.channel.clone();
        *self.0.line.lock() = line;
        Ok((channel, true))
    }

    /// Takes the notices for the user from connections since the first one; each is given once.
    pub(super) fn take_notices(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.notices.lock())
    }

    fn present(&self) -> Option<Channel> {
        let line = self.0.line.lock();
        (!line.ended.load(Ordering::Acquire)).then(|| line.channel.clone())
    }
}

impl Service<http::Request<Body>> for Link {
    type Response = http::Response<Body>;
    type Error = Box<dyn std::error::Error + Send + Sync>;
    type Future = Answering;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let dialed = match &self.0 {
            Way::Dialed(dialed) => dialed.clone(),
            Way::Given(calls) => return calls(request),
        };
        Box::pin(async move {
            let (mut channel, _) = dialed.channel().await.map_err(unavailable)?;
            std::future::poll_fn(|cx| channel.poll_ready(cx)).await?;
            Ok(channel.call(request).await?)
        })
    }
}

/// Status that a call gets when no connection could be made.
fn unavailable(error: ClientError) -> Status {
    match error {
        ClientError::Refused(status) => *status,
        ClientError::Head(head) => {
            let mut status = Status::unavailable(head.to_string());
            status.set_source(Arc::new(*head));
            status
        }
        error => {
            let mut status = Status::unavailable(error.to_string());
            status.set_source(Arc::new(error));
            status
        }
    }
}

/// Dialer of an exchange: its address, and the TLS configuration with the client's certificate.
#[derive(Clone)]
pub(super) struct Dialer {
    server: String,
    host: String,
    port: u16,
    name: ServerName<'static>,
    tls: TlsConnector,
}

impl Dialer {
    /// Makes a dialer from a profile; reads the profile's certificates and keys.
    pub fn of(profile: &ClientProfile) -> Result<Self, ClientError> {
        let address: Uri = profile.server.parse().map_err(|_| ClientError::Address)?;
        if address.scheme_str() != Some("https") {
            return Err(ClientError::Address);
        }
        let host = address.host().ok_or(ClientError::Address)?;
        // An address of IPv6 stands in brackets.
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let port = address.port_u16().unwrap_or(443);
        let name = ServerName::try_from(host.clone()).map_err(|_| ClientError::Address)?;
        let tls = client_config(profile.tls_files().as_ref(), &profile.ca)?;
        let tls = TlsConnector::from(Arc::new(tls));
        Ok(Self { server: profile.server.clone(), host, port, name, tls })
    }

    /// Connects and shakes hands once; looks at no head.
    pub async fn dial(&self) -> Result<Line, ClientError> {
        // Tonic is told "http": the connector below does TLS.
        let address = self.server.replacen("https://", "http://", 1);
        let endpoint = Endpoint::from_shared(address)
            .map_err(|_| ClientError::Address)?
            .connect_timeout(CONNECT)
            .http2_keep_alive_interval(Duration::from_secs(30))
            .keep_alive_timeout(Duration::from_secs(40))
            .tcp_nodelay(true);
        let ended = Arc::new(AtomicBool::new(false));
        let used = Arc::new(AtomicBool::new(false));
        let connector = Once { dialer: self.clone(), used, ended: ended.clone() };
        let channel = endpoint.connect_with_connector(connector).await.map_err(|error| {
            ClientError::Connect { server: self.server.clone(), reason: causes(&error) }
        })?;
        Ok(Line { channel, ended })
    }

    async fn shake_hands(self) -> std::io::Result<TlsStream<TcpStream>> {
        let stream = reach(&self.host, self.port).await?;
        stream.set_nodelay(true)?;
        let mut stream = self.tls.connect(self.name, stream).await.map_err(explain)?;
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
        Ok(stream)
    }
}

/// Connector that connects one time. Tonic's channels ask again after a break: they are refused,
/// since nothing would compare the head.
#[derive(Clone)]
struct Once {
    dialer: Dialer,
    used: Arc<AtomicBool>,
    ended: Arc<AtomicBool>,
}

impl Service<Uri> for Once {
    type Response = TokioIo<Ending>;
    type Error = std::io::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Uri) -> Self::Future {
        let Self { dialer, used, ended } = self.clone();
        Box::pin(async move {
            if used.swap(true, Ordering::AcqRel) {
                ended.store(true, Ordering::Release);
                let reason = "the connection to the exchange broke";
                return Err(std::io::Error::new(std::io::ErrorKind::ConnectionReset, reason));
            }
            Ok(TokioIo::new(Ending { stream: dialer.shake_hands().await?, ended }))
        })
    }
}

/// Stream of a connection that tells when it has ended.
struct Ending {
    stream: TlsStream<TcpStream>,
    ended: Arc<AtomicBool>,
}

impl Drop for Ending {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Release);
    }
}

impl AsyncRead for Ending {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Ending {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<std::io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[std::io::IoSlice<'_>],
    ) -> Poll<std::io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

/// Text of an error with its causes, in one line.
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
