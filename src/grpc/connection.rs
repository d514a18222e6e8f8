//! The bytes of one open connection: cut when its time is over, read slowly when it is flooded.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Instant;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::time::Sleep;
use tokio_rustls::server::TlsStream;
use tonic::transport::server::Connected;

use super::connections::Place;
use super::frames::Frames;
use super::line::Line;
use super::listener::Speech;

/// Connection that a call came on, in the extensions of its request.
#[derive(Clone)]
pub(super) struct OnLine(pub Arc<Line>);

/// TLS connection of an admitted member, which has its place while it lives.
pub(super) struct Connection {
    stream: TlsStream<TcpStream>,
    place: Place,
    /// Receiver that is done when the connection has to be cut.
    cut: oneshot::Receiver<()>,
    /// Frames of HTTP/2; none where something else is spoken.
    frames: Option<Frames>,
    /// Time until which nothing is read.
    rest: Option<Pin<Box<Sleep>>>,
    has_greeted: bool,
    is_stalled: bool,
}

impl Connection {
    pub fn new(
        stream: TlsStream<TcpStream>,
        speech: Speech,
        place: Place,
        cut: oneshot::Receiver<()>,
    ) -> Self {
        let frames = match speech {
            Speech::Grpc => Some(Frames::new(Instant::now())),
            Speech::Pages => {
                // HTTP/1.1 has no preface: the first request alone is waited for.
                place.line.greeted();
                None
            }
        };
        Self { stream, place, cut, frames, rest: None, has_greeted: false, is_stalled: false }
    }

    /// State of the connection.
    pub fn line(&self) -> &Arc<Line> {
        &self.place.line
    }

    fn cut_error(&mut self, cx: &mut Context<'_>) -> Option<io::Error> {
        // Polled once more after it was done, a receiver panics: a terminated one is cut.
        let is_cut = self.cut.is_terminated() || Pin::new(&mut self.cut).poll(cx).is_ready();
        is_cut.then(|| io::Error::new(io::ErrorKind::ConnectionAborted, "cut by the server"))
    }

    fn sent(&mut self, written: &Poll<io::Result<usize>>) {
        let is_stalled = written.is_pending();
        if is_stalled != self.is_stalled {
            self.is_stalled = is_stalled;
            self.place.line.sending(is_stalled);
        }
        if let (Poll::Ready(Ok(bytes)), Some(frames)) = (written, &mut self.frames) {
            frames.went(*bytes);
        }
    }
}

impl Connected for Connection {
    type ConnectInfo = OnLine;

    fn connect_info(&self) -> OnLine {
        OnLine(self.place.line.clone())
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        if let Some(error) = this.cut_error(cx) {
            return Poll::Ready(Err(error));
        }
        if let Some(rest) = &mut this.rest {
            ready!(rest.as_mut().poll(cx));
            this.rest = None;
        }
        let before = buffer.filled().len();
        ready!(Pin::new(&mut this.stream).poll_read(cx, buffer))?;
        let Some(frames) = &mut this.frames else { return Poll::Ready(Ok(())) };
        frames.came(&buffer.filled()[before..]);
        if frames.has_preface && !this.has_greeted {
            this.has_greeted = true;
            this.place.line.greeted();
        }
        this.rest = frames.rest(Instant::now()).map(|rest| Box::pin(tokio::time::sleep(rest)));
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if let Some(error) = self.cut_error(cx) {
            return Poll::Ready(Err(error));
        }
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.sent(&written);
        written
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if let Some(error) = self.cut_error(cx) {
            return Poll::Ready(Err(error));
        }
        let flushed = Pin::new(&mut self.stream).poll_flush(cx);
        let is_stalled = flushed.is_pending();
        self.sent(&if is_stalled { Poll::Pending } else { Poll::Ready(Ok(0)) });
        flushed
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        // A peer that reads nothing does not get to see an orderly end.
        if self.cut_error(cx).is_some() {
            return Poll::Ready(Ok(()));
        }
        let closed = Pin::new(&mut self.stream).poll_shutdown(cx);
        let is_stalled = closed.is_pending();
        self.sent(&if is_stalled { Poll::Pending } else { Poll::Ready(Ok(0)) });
        closed
    }
}
