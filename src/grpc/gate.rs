//! The gate: every call of every service passes it before any handler runs.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use tokio::sync::mpsc;
use tonic::body::Body;
use tonic::{Code, Request, Status};
use tower_layer::Layer;
use tower_service::Service;

use crate::audit::CallResult;
use crate::domain::id::MemberId;
use crate::domain::reasons::Reason;
use crate::exchange::{Access, By, Exchange, Method, OpenStream, Tally, call_at};
use crate::identity::{Principal, TrustStore};

use super::arriving::Slot;
use super::limits::Limits;
use super::listener::Peer;
use super::rates::Rates;
use super::refusals::{Place as At, Refusals};
use super::running::Running;
use super::status::{info, too_early};

/// Largest number of calls of one member at a time that go on although their callers may have left: what a
/// call does and the line that tells of it belong together. So nobody heaps calls up by calling and
/// leaving at once. A stream counts as a call only until it has begun.
const MAX_RUNNING: usize = 256;

/// Layer around all services that checks who calls.
#[derive(Clone)]
pub(super) struct Gate {
    exchange: Exchange,
    trust: Arc<TrustStore>,
    refusals: Arc<Refusals>,
    running: Running,
    rates: Arc<Rates>,
    /// Sender that every call and stream holds: a stop waits until all of them are told.
    _alive: mpsc::Sender<()>,
}

impl Gate {
    /// Makes a gate, and a receiver that is closed when nothing that passed the gate is running
    /// any more.
    pub fn new(
        exchange: Exchange,
        trust: Arc<TrustStore>,
        limits: &Limits,
        refusals: Arc<Refusals>,
    ) -> (Self, mpsc::Receiver<()>) {
        let rates = Arc::new(Rates::new(limits));
        let (alive, gone) = mpsc::channel(1);
        let running = Running::new(MAX_RUNNING);
        (Self { exchange, trust, refusals, running, rates, _alive: alive }, gone)
    }

    /// Counts a request for a page against its member's limits. This comes before everything else: a
    /// refusal costs little.
    pub fn within_rate(&self, member: &MemberId) -> Result<(), Status> {
        self.rates.of_member(member)
    }

    /// Adds the line of a call that has ended to the audit log, unless it has one. Refusals beyond
    /// the first ones are counted instead, and told together.
    async fn tell(&self, by: &By, result: CallResult) -> Result<(), Status> {
        let is_refusal = result != CallResult::Ok && !by.is_told();
        if is_refusal && !self.refusals.is_news(by.caller(), At::Handler, by.call(), result) {
            return Ok(());
        }
        if is_refusal && self.exchange.is_restored() {
            // The log takes no line yet; the caller has to read why its acknowledgement was refused.
            return Ok(());
        }
        self.exchange.tell(by, result).await.map_err(Status::from)
    }

    /// Adds the line of a call that was refused before it was made. Refusals beyond the first ones
    /// are counted instead, and told together.
    pub async fn tell_refusal(&self, by: &By, status: &Status) {
        let result = result_of_status(status);
        if !self.refusals.is_news(by.caller(), At::Gate, by.call(), result) {
            return;
        }
        let (caller, call) = (by.caller(), by.call().0);
        tracing::warn!(%caller, call, reason = status.message(), "refused");
        // Refused either way: a full disk makes no difference to the caller.
        let _ = self.exchange.tell(by, result).await;
    }

    /// Admits a principal to a path, or says why not.
    fn admit(&self, principal: &Principal, path: &str) -> Result<(), Status> {
        if self.trust.is_revoked(principal) {
            let text = "the certificate has been revoked";
            return Err(info(Code::Unauthenticated, Reason::Revoked, text.into()));
        }
        self.exchange.admit(principal, path).map(|_| ()).map_err(Status::from)
    }
}

/// Whether calls of a path have lines in the audit log: all that are not open to every member
/// have. Health and reflection tell nothing.
fn is_told(path: &str) -> bool {
    !matches!(Method::at(path).map(|method| method.access), Some(Access::AnyMember))
}

fn count(path: &str, result: CallResult, begun: Instant) {
    let call = call_at(path).0;
    metrics::counter!("vdx_calls_total", "call" => call, "result" => result.code()).increment(1);
    metrics::histogram!("vdx_call_seconds", "call" => call).record(begun.elapsed());
}

/// Result of a call, as far as it is known before its body: a refusal is in the headers.
fn result_of(response: &http::Response<Body>) -> CallResult {
    let code = response.headers().get("grpc-status").map_or(Code::Ok, |value| {
        value
            .to_str()
            .ok()
            .and_then(|text| text.parse::<i32>().ok())
            .map_or(Code::Unknown, Code::from)
    });
    result_of_code(code)
}

/// Result of a call or stream that ended with this status.
pub(super) fn result_of_status(status: &Status) -> CallResult {
    result_of_code(status.code())
}

/// Result of a stream that ended with this answer.
pub(super) fn result_of_answer<T>(answer: &Result<T, Status>) -> CallResult {
    answer.as_ref().map_or_else(result_of_status, |_| CallResult::Ok)
}

fn result_of_code(code: Code) -> CallResult {
    match code {
        Code::Ok => CallResult::Ok,
        Code::InvalidArgument => CallResult::InvalidArgument,
        Code::NotFound => CallResult::NotFound,
        Code::PermissionDenied | Code::Unauthenticated => CallResult::Denied,
        Code::FailedPrecondition => CallResult::FailedPrecondition,
        Code::ResourceExhausted => CallResult::ResourceExhausted,
        // What tonic says of a stream that the other side has reset, or of a cut connection.
        Code::Cancelled | Code::Unknown => CallResult::Cancelled,
        Code::DeadlineExceeded => CallResult::TimedOut,
        _ => CallResult::Failed,
    }
}

/// Admitted caller, in the extensions of its request.
#[derive(Clone)]
pub(super) struct Caller {
    pub principal: Principal,
    /// Caller and call as the audit log names them: changes are told with them.
    pub by: By,
    path: String,
    gate: Gate,
}

impl Caller {
    /// Finds the caller of a request; there is one in all requests behind the gate.
    pub fn of<T>(request: &Request<T>) -> Result<Self, Status> {
        request
            .extensions()
            .get::<Self>()
            .cloned()
            .ok_or_else(|| Status::internal("the call has not passed the gate"))
    }

    /// Member of the caller.
    pub fn member(&self) -> &MemberId {
        &self.principal.member
    }

    /// Checks admission again, for each message of a stream: a certificate may have been revoked
    /// or a member suspended while the stream is open.
    pub fn still_admitted(&self) -> Result<(), Status> {
        self.gate.admit(&self.principal, &self.path)
    }

    /// Tells in the audit log that a stream of the call has ended.
    pub async fn close_stream(
        &self,
        stream: OpenStream,
        result: CallResult,
        counts: &[(Tally, u64)],
    ) -> Result<(), Status> {
        let closed = self.gate.exchange.close_stream(&self.by, stream, result, counts).await;
        closed.map_err(Status::from)
    }
}

impl<S> Layer<S> for Gate {
    type Service = Gated<S>;

    fn layer(&self, inner: S) -> Gated<S> {
        Gated { gate: self.clone(), inner }
    }
}

/// Service behind the gate.
#[derive(Clone)]
pub(super) struct Gated<S> {
    gate: Gate,
    inner: S,
}

type Answer = Result<http::Response<Body>, Infallible>;

impl<S> Service<http::Request<Body>> for Gated<S>
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
        let begun = Instant::now();
        let path = request.uri().path().to_owned();
        let gate = self.gate.clone();
        let principal = match request.extensions().get::<Peer>() {
            Some(Peer(Ok(principal))) => principal.clone(),
            Some(Peer(Err(error))) => {
                let status = info(Code::Unauthenticated, Reason::Identity, error.to_string());
                return refuse(status, path, begun);
            }
            None => {
                let status =
                    info(Code::Unauthenticated, Reason::Identity, "no client certificate".into());
                return refuse(status, path, begun);
            }
        };
        let by = By::of(&principal, &path);
        // The rate comes before everything else: a refusal costs little.
        let admitted = gate
            .rates
            .count(&principal, &path)
            .and_then(|()| gate.admit(&principal, &path))
            .and_then(|()| {
                gate.running.enter(&principal, &path).ok_or_else(|| {
                    let text = "too many calls of this member at a time; wait for some to end";
                    too_early(Reason::CallsAtATime, text.into(), Duration::from_secs(1))
                })
            });
        let place = match admitted {
            Ok(place) => place,
            Err(status) => {
                return Box::pin(async move {
                    gate.tell_refusal(&by, &status).await;
                    count(&path, result_of_status(&status), begun);
                    Ok(status.into_http())
                });
            }
        };
        // What the call's message holds: it goes on being held when its caller leaves.
        let held = request.extensions().get::<Slot>().cloned();
        let caller = Caller { principal, by: by.clone(), path: path.clone(), gate: gate.clone() };
        request.extensions_mut().insert(caller);
        // A call that has begun goes on to its end and its line, also when its caller leaves.
        let answering = tokio::spawn(self.inner.call(request));
        let telling = tokio::spawn(async move {
            let _held = (place, held);
            let failed = || Status::internal("the call came to no end").into_http();
            let response = match answering.await {
                Ok(Ok(response)) => response,
                Err(_) => failed(),
            };
            // Written before the answer leaves; without it, no answer does.
            let told = match is_told(&path) {
                true => gate.tell(&by, result_of(&response)).await,
                false => Ok(()),
            };
            let response = told.map_or_else(Status::into_http, |()| response);
            count(&path, result_of(&response), begun);
            response
        });
        Box::pin(async move {
            let failed = |_| Status::internal("the call came to no end").into_http();
            Ok(telling.await.unwrap_or_else(failed))
        })
    }
}

/// Refuses a call whose caller is not known.
fn refuse(
    status: Status,
    path: String,
    begun: Instant,
) -> Pin<Box<dyn Future<Output = Answer> + Send>> {
    count(&path, result_of_status(&status), begun);
    Box::pin(async move { Ok(status.into_http()) })
}
