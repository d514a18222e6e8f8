//! Messages as they arrive: a message holds what was sent of it and no more, has to go on, and is
//! weighed before it is unpacked.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Buf, Bytes, BytesMut};
use http_body::{Body as HttpBody, Frame};
use parking_lot::Mutex;
use tokio::time::{Instant, Sleep};
use tonic::body::Body;
use tonic::{Code, Status};

use super::cuts::Cut;
use super::line::Line;
use super::metered::Meter;
use super::purse::Held;
use super::status::{info, too_early};
use super::weight::Method;
use crate::domain::reasons::Reason;

/// Length in bytes of what stands before each message: a flag, and its length (gRPC over HTTP/2,
/// Length-Prefixed-Message).
const PREFIX: usize = 5;

/// Bytes of memory that the latest message of a call holds, until the next message comes or the
/// call is over. The slot stands in the extensions of the request: a handler that passes a message
/// on passes the bytes on with it.
#[derive(Clone, Default)]
pub(super) struct Slot(Arc<Mutex<Vec<Held>>>);

impl Slot {
    /// Takes the bytes that the latest message holds, to be dropped when the message is.
    pub fn take(&self) -> Vec<Held> {
        std::mem::take(&mut self.0.lock())
    }
}

type Granting = Pin<Box<dyn Future<Output = Result<Held, tokio::time::error::Elapsed>> + Send>>;

enum Step {
    /// The prefix of a message is coming.
    Prefix,
    /// The message waits for its bytes of the purse.
    Granting(Granting),
    /// The message is coming.
    Message,
    /// The message is complete, and waits for the bytes that it takes unpacked.
    Weighed(Granting),
    /// The body has ended.
    Over,
}

/// Body of a request, out of which whole messages come.
pub(super) struct Arriving {
    inner: Body,
    meter: Arc<Meter>,
    line: Arc<Line>,
    method: Option<Method>,
    step: Step,
    /// Bytes that have come and are not yet in the message.
    chunk: Bytes,
    /// Prefix and message, as far as they have come.
    message: BytesMut,
    /// Length in bytes of the message with its prefix.
    length: usize,
    slot: Slot,
    patience: Patience,
}

impl Arriving {
    pub fn new(
        inner: Body,
        meter: Arc<Meter>,
        line: Arc<Line>,
        method: Option<Method>,
        slot: Slot,
    ) -> Self {
        Self {
            inner,
            meter,
            line,
            method,
            step: Step::Prefix,
            chunk: Bytes::new(),
            message: BytesMut::new(),
            length: PREFIX,
            slot,
            patience: Patience::default(),
        }
    }

    fn is_streaming(&self) -> bool {
        self.method.is_some_and(|method| method.is_streaming)
    }

    fn refuse(&mut self, reason: Cut) -> Status {
        self.step = Step::Over;
        let limits = &self.meter.connections.limits;
        self.meter.connections.cuts.call(reason, self.line.principal.spiffe_id());
        match reason {
            Cut::TooLarge => {
                let text = format!(
                    "the message is too large: at most {} bytes as it is sent and {} as it is unpacked; send less at a time",
                    limits.max_message_bytes, limits.max_bytes_in_flight_per_member
                );
                info(Code::ResourceExhausted, Reason::MessageTooLarge, text)
            }
            Cut::BytesFull => {
                let text =
                    "too many messages of this member are on their way; send fewer at a time";
                too_early(Reason::Bytes, text.into(), Duration::from_secs(1))
            }
            Cut::Idle => {
                let text = format!(
                    "no message arrived for {} seconds; open a new stream and resume",
                    limits.idle_seconds
                );
                info(Code::DeadlineExceeded, Reason::Idle, text)
            }
            _ => {
                let text = "the message did not arrive in time: it paused, or came too slowly";
                info(Code::DeadlineExceeded, Reason::SlowMessage, text.into())
            }
        }
    }

    /// Waits for bytes of a purse, but only for a bounded time.
    fn grant(&self, is_unpacked: bool, bytes: usize) -> Granting {
        let (meter, member) = (self.meter.clone(), self.line.principal.member.clone());
        Box::pin(async move {
            let purse = if is_unpacked { &meter.unpacked } else { &meter.received };
            let patience = meter.connections.limits.message_idle();
            tokio::time::timeout(patience, purse.take(&member, bytes)).await
        })
    }

    /// Moves bytes that have come into the message, up to its present length. True when the
    /// message has that length.
    fn fill(&mut self) -> bool {
        let part = (self.length - self.message.len()).min(self.chunk.len());
        self.message.extend_from_slice(&self.chunk[..part]);
        self.chunk.advance(part);
        self.message.len() == self.length
    }

    /// Reads the prefix of a message. The flag is left to what unpacks the message.
    fn begin(&mut self) -> Result<(), Status> {
        let length = (&self.message[1..PREFIX]).get_u32() as usize;
        if length > self.meter.connections.limits.max_message_bytes {
            return Err(self.refuse(Cut::TooLarge));
        }
        // What the message before held is free, unless a handler has it.
        self.slot.take();
        self.length = PREFIX + length;
        self.patience = Patience::default();
        self.step = Step::Granting(self.grant(false, length));
        Ok(())
    }

    fn complete(&mut self) -> Result<(), Status> {
        let weights = &self.meter.weights;
        let message = &self.message[PREFIX..];
        let weight = self.method.map_or(message.len(), |m| weights.weigh(m, message));
        if weight > self.meter.connections.limits.max_bytes_in_flight_per_member {
            return Err(self.refuse(Cut::TooLarge));
        }
        self.step = Step::Weighed(self.grant(true, weight));
        Ok(())
    }

    /// Incomplete message at the end of a body, so that what unpacks it can complain; `None` when
    /// there is none.
    fn rest(&mut self) -> Option<Bytes> {
        self.step = Step::Over;
        (!self.message.is_empty()).then(|| self.message.split().freeze())
    }

    /// Waits until the client has paused for too long, and returns the reason for the cut.
    fn poll_patience(&mut self, cx: &mut Context<'_>) -> Poll<Cut> {
        let limits = &self.meter.connections.limits;
        let (pause, all, reason) = if !self.message.is_empty() {
            (limits.message_idle(), limits.patience(self.length), Cut::Slow)
        } else if self.is_streaming() {
            (limits.idle(), Duration::MAX, Cut::Idle)
        } else {
            (limits.message_idle(), Duration::MAX, Cut::Slow)
        };
        self.patience.poll(cx, pause, all).map(|()| reason)
    }
}

impl HttpBody for Arriving {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        let this = &mut *self;
        loop {
            let granted = match &mut this.step {
                Step::Over => return Poll::Ready(None),
                Step::Granting(granting) | Step::Weighed(granting) => {
                    Some(ready!(granting.as_mut().poll(cx)))
                }
                Step::Prefix | Step::Message => None,
            };
            if let Some(granted) = granted {
                let Ok(held) = granted else {
                    return Poll::Ready(Some(Err(this.refuse(Cut::BytesFull))));
                };
                this.slot.0.lock().push(held);
                if matches!(this.step, Step::Granting(_)) {
                    this.step = Step::Message;
                } else {
                    this.step = Step::Prefix;
                    this.length = PREFIX;
                    this.patience = Patience::default();
                    let message = std::mem::take(&mut this.message).freeze();
                    return Poll::Ready(Some(Ok(Frame::data(message))));
                }
            }
            if this.fill() {
                let next = match this.step {
                    Step::Prefix => this.begin(),
                    _ => this.complete(),
                };
                if let Err(status) = next {
                    return Poll::Ready(Some(Err(status)));
                }
                continue;
            }
            let Poll::Ready(frame) = Pin::new(&mut this.inner).poll_frame(cx) else {
                let reason = ready!(this.poll_patience(cx));
                return Poll::Ready(Some(Err(this.refuse(reason))));
            };
            this.patience.came();
            match frame {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) => this.chunk = data,
                    // Trailers: there is nothing in them for us.
                    Err(_) => return Poll::Ready(this.rest().map(|rest| Ok(Frame::data(rest)))),
                },
                Some(Err(status)) => {
                    this.step = Step::Over;
                    return Poll::Ready(Some(Err(status)));
                }
                None => return Poll::Ready(this.rest().map(|rest| Ok(Frame::data(rest)))),
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.step, Step::Over)
            || (self.message.is_empty() && self.chunk.is_empty() && self.inner.is_end_stream())
    }
}

/// Time for which the rest of a refused call is read and thrown away.
const DRAINING: Duration = Duration::from_secs(1);
/// Number of bytes of a refused call that are thrown away.
const DRAINED: usize = 64 << 10;

impl Drop for Arriving {
    /// Reads the rest of a call that was answered before its message had come: a refusal must not
    /// look as if its client had broken the protocol, for which connections are ended.
    fn drop(&mut self) {
        let is_read = matches!(self.step, Step::Over) || self.inner.is_end_stream();
        let runtime = tokio::runtime::Handle::try_current();
        if let (false, Ok(runtime)) = (is_read, runtime) {
            let rest = std::mem::take(&mut self.inner);
            runtime.spawn(tokio::time::timeout(DRAINING, drain(rest)));
        }
    }
}

async fn drain(mut body: Body) {
    let mut drained = 0;
    while let Some(Ok(frame)) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        drained += frame.data_ref().map_or(0, Bytes::len);
        if drained > DRAINED {
            return;
        }
    }
}

/// Time for which a client has let the server wait. Time in which nothing was asked of the client
/// does not count.
#[derive(Default)]
struct Patience {
    waited: Duration,
    since: Option<Instant>,
    sleep: Option<Pin<Box<Sleep>>>,
}

impl Patience {
    /// Notes that something has come.
    fn came(&mut self) {
        if let Some(since) = self.since.take() {
            self.waited += since.elapsed();
        }
    }

    /// Notes that nothing has come: ready after a pause of `pause`, or once the client has let the
    /// server wait for `all` together.
    fn poll(&mut self, cx: &mut Context<'_>, pause: Duration, all: Duration) -> Poll<()> {
        let left = all.saturating_sub(self.waited).min(pause);
        let since = *self.since.get_or_insert_with(Instant::now);
        let until = since + left;
        let sleep = self.sleep.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(until)));
        if sleep.deadline() != until {
            sleep.as_mut().reset(until);
        }
        sleep.as_mut().poll(cx)
    }
}
