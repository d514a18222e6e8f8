//! The layer around all calls that counts what they hold: places, bytes on their way in, messages
//! unpacked, answers on their way out.

use std::convert::Infallible;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame};
use tonic::Status;
use tonic::body::Body;
use tower_layer::Layer;
use tower_service::Service;

use super::arriving::{Arriving, Slot};
use super::connection::OnLine;
use super::connections::Connections;
use super::cuts::Cut;
use super::line::{Line, Running as RunningOnLine};
use super::listener::Peer;
use super::purse::{Held, Purse};
use super::running::{Place, Running};
use super::status::too_early;
use super::weight::Weights;
use crate::domain::reasons::Reason;

/// Bounds of what calls hold, of each member and of all members together.
pub(super) struct Meter {
    pub connections: Arc<Connections>,
    pub weights: Weights,
    /// Bytes of messages on their way in.
    pub received: Purse,
    /// Bytes of messages that have been unpacked.
    pub unpacked: Purse,
    /// Bytes of answers on their way out.
    answers: Purse,
    calls: Running,
}

impl Meter {
    pub fn new(connections: Arc<Connections>, weights: Weights) -> Arc<Self> {
        let limits = connections.limits;
        let purse =
            || Purse::new(limits.max_bytes_in_flight_per_member, limits.max_bytes_in_flight);
        Arc::new(Self {
            received: purse(),
            unpacked: purse(),
            answers: purse(),
            calls: Running::new(limits.max_calls_per_member),
            weights,
            connections,
        })
    }
}

/// Layer that puts services behind a [`Meter`].
#[derive(Clone)]
pub(super) struct Metering(pub Arc<Meter>);

impl<S> Layer<S> for Metering {
    type Service = Metered<S>;

    fn layer(&self, inner: S) -> Metered<S> {
        Metered { meter: self.0.clone(), inner }
    }
}

/// Service whose calls are counted.
#[derive(Clone)]
pub(super) struct Metered<S> {
    meter: Arc<Meter>,
    inner: S,
}

type Answer = Result<http::Response<Body>, Infallible>;

impl<S> Service<http::Request<Body>> for Metered<S>
where
    S: Service<http::Request<Body>, Response = http::Response<Body>, Error = Infallible>,
    S::Future: Send + 'static,
{
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Answer> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: http::Request<Body>) -> Self::Future {
        let Some(OnLine(line)) = request.extensions_mut().remove::<OnLine>() else {
            // Not of our listener: the gate knows no caller, and refuses it.
            return Box::pin(self.inner.call(request));
        };
        let meter = self.meter.clone();
        let running = line.begin();
        let principal = &line.principal;
        let Some(place) = meter.calls.enter(principal, request.uri().path()) else {
            meter.connections.cuts.call(Cut::CallsFull, principal.spiffe_id());
            let text = "too many calls of this member at a time; end some of them first";
            let status = too_early(Reason::Calls, text.into(), Duration::from_secs(1));
            return Box::pin(async { Ok(status.into_http()) });
        };
        request.extensions_mut().insert(Peer(Ok(principal.clone())));
        let method = meter.weights.method(request.uri().path());
        let slot = Slot::default();
        request.extensions_mut().insert(slot.clone());
        let (arriving, line_of_body) = ((meter.clone(), slot.clone()), line.clone());
        let request = request.map(|body| {
            let (meter, slot) = arriving;
            Body::new(Arriving::new(body, meter, line_of_body, method, slot))
        });
        let answering = self.inner.call(request);
        Box::pin(async move {
            let call = InProgress { _running: running, _place: place, _slot: slot };
            let response = answering.await?;
            let (parts, body) = response.into_parts();
            let mut leaving = Leaving::new(body, meter, line, call);
            // Encoded and counted now: a client that wants no byte of it must not make us keep it
            // uncounted.
            poll_fn(|cx| {
                leaving.look_ahead(cx);
                Poll::Ready(())
            })
            .await;
            Ok(http::Response::from_parts(parts, Body::new(leaving)))
        })
    }
}

/// Resources that a call holds until its answer has left.
struct InProgress {
    _running: RunningOnLine,
    _place: Place,
    _slot: Slot,
}

type Piece = Option<Result<Frame<Bytes>, Status>>;

/// Body of an answer that is on its way out.
struct Leaving {
    inner: Body,
    meter: Arc<Meter>,
    line: Arc<Line>,
    number: u64,
    /// Next piece of the answer, when it is there before it is asked for.
    ahead: Option<Piece>,
    /// Bytes taken from the purse for the latest piece.
    held: Option<Held>,
    is_given: bool,
    is_over: bool,
    _call: InProgress,
}

impl Leaving {
    fn new(inner: Body, meter: Arc<Meter>, line: Arc<Line>, call: InProgress) -> Self {
        let number = line.new_answer();
        Self {
            inner,
            meter,
            line,
            number,
            ahead: None,
            held: None,
            is_given: false,
            is_over: false,
            _call: call,
        }
    }

    fn look_ahead(&mut self, cx: &mut Context<'_>) {
        if self.inner.is_end_stream() {
            return;
        }
        if let Poll::Ready(piece) = self.poll_inner(cx) {
            self.ahead = Some(piece);
            self.give();
        }
    }

    /// Notes that a piece was given to HTTP/2: from now on the client has to read.
    fn give(&mut self) {
        self.is_given = true;
        self.line.gave(self.number);
    }

    /// Returns the next piece of the answer if there is room for it, and otherwise the refusal as
    /// the answer's end.
    fn poll_inner(&mut self, cx: &mut Context<'_>) -> Poll<Piece> {
        let piece = ready!(Pin::new(&mut self.inner).poll_frame(cx));
        let Some(Ok(frame)) = &piece else { return Poll::Ready(piece) };
        let Some(data) = frame.data_ref() else { return Poll::Ready(piece) };
        let principal = &self.line.principal;
        self.held = self.meter.answers.try_take(&principal.member, data.len());
        if self.held.is_some() {
            return Poll::Ready(piece);
        }
        self.meter.connections.cuts.call(Cut::BytesFull, principal.spiffe_id());
        let text = "too many answers of this member are unread; read them first";
        let status = too_early(Reason::Bytes, text.into(), Duration::from_secs(1));
        self.is_over = true;
        let mut trailers = http::HeaderMap::new();
        Poll::Ready(match status.add_header(&mut trailers) {
            Ok(()) => Some(Ok(Frame::trailers(trailers))),
            Err(status) => Some(Err(status)),
        })
    }
}

impl HttpBody for Leaving {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Piece> {
        let this = &mut *self;
        if let Some(piece) = this.ahead.take() {
            return Poll::Ready(piece);
        }
        if std::mem::take(&mut this.is_given) {
            this.line.asked(this.number);
        }
        this.held = None;
        if this.is_over {
            return Poll::Ready(None);
        }
        let piece = ready!(this.poll_inner(cx));
        if piece.is_some() {
            this.give();
        }
        Poll::Ready(piece)
    }

    fn is_end_stream(&self) -> bool {
        self.ahead.is_none() && (self.is_over || self.inner.is_end_stream())
    }
}

impl Drop for Leaving {
    fn drop(&mut self) {
        if self.is_given {
            self.line.asked(self.number);
        }
    }
}
