//! The gate: every call, of every service, passes it before any handler runs.

use std::collections::HashMap;
use std::convert::Infallible;
use std::future::Future;
use std::num::NonZeroU32;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use parking_lot::Mutex;
use tonic::body::Body;
use tonic::{Code, Request, Status};
use tower_layer::Layer;
use tower_service::Service;

use crate::domain::id::MemberId;
use crate::exchange::{Access, Exchange, Method};
use crate::identity::{Principal, TrustStore};

use super::listener::Peer;
use super::status::{info, too_early};

/// Checks callers: the layer around all services.
#[derive(Clone)]
pub(super) struct Gate {
    exchange: Exchange,
    trust: Arc<TrustStore>,
    /// When a caller was last denied a call: one line a minute says as much as a flood.
    denied: Arc<Mutex<HashMap<(String, String), Instant>>>,
    rates: Arc<DefaultKeyedRateLimiter<MemberId>>,
}

/// Denials of one caller and call within this time are one line of the audit log.
const DENIAL: Duration = Duration::from_secs(60);
/// Seconds' worth of calls that a member may make at once.
const BURST: NonZeroU32 = NonZeroU32::new(4).unwrap();
/// Members whose calls are remembered before those that rest are forgotten.
const MAX_RATES: usize = 10_000;
/// Denials that are remembered.
const MAX_DENIALS: usize = 10_000;

impl Gate {
    pub fn new(exchange: Exchange, trust: Arc<TrustStore>, per_second: NonZeroU32) -> Self {
        let quota = Quota::per_second(per_second).allow_burst(per_second.saturating_mul(BURST));
        let rates = Arc::new(RateLimiter::keyed(quota));
        Self { exchange, trust, denied: Arc::default(), rates }
    }

    /// Counts a call against its member's rate. Before everything else: a refusal costs little.
    fn within_rate(&self, member: &MemberId) -> Result<(), Status> {
        if self.rates.len() > MAX_RATES {
            self.rates.retain_recent();
        }
        self.rates.check_key(member).map_err(|early| {
            let wait = early.wait_time_from(DefaultClock::default().now());
            let text = "too many calls a second of this member; wait as the details say";
            too_early("RATE", text.into(), wait)
        })
    }

    /// Adds a line to the audit log about a call that anybody but a member with a role may not
    /// make; health and reflection tell nothing.
    async fn audit(&self, caller: String, path: &str, result: &'static str) -> Result<(), Status> {
        let is_told = !matches!(Method::at(path).map(|m| m.access), Some(Access::AnyMember));
        if !is_told {
            return Ok(());
        }
        self.exchange.audit(caller, name_of(path), result).await.map_err(Status::from)
    }

    /// Whether a denial is to be written.
    fn is_news(&self, caller: &str, path: &str) -> bool {
        let mut denied = self.denied.lock();
        let now = Instant::now();
        if denied.len() >= MAX_DENIALS {
            denied.retain(|_, at| now.duration_since(*at) < DENIAL);
        }
        let key = (caller.to_owned(), path.to_owned());
        let known = denied.get(&key).is_some_and(|at| now.duration_since(*at) < DENIAL);
        if !known && denied.len() < MAX_DENIALS {
            denied.insert(key, now);
        }
        !known
    }

    /// Admits a principal to a path, or says why not. Denials are logged with who and
    /// what, never with contents.
    fn admit(&self, principal: &Principal, path: &str) -> Result<(), Status> {
        let result = if self.trust.is_revoked(principal) {
            Err(info(Code::Unauthenticated, "REVOKED", "the certificate has been revoked".into()))
        } else {
            self.exchange.admit(principal, path).map(|_| ()).map_err(Status::from)
        };
        if let Err(status) = &result {
            tracing::warn!(
                caller = %principal.spiffe_id(), path, reason = status.message(), "denied"
            );
        }
        result
    }
}

/// A call's name. A path that is no method of ours is the caller's own text: it stays out.
fn name_of(path: &str) -> &'static str {
    Method::at(path).map_or("unknown", |method| method.path).trim_start_matches("/vdx.v1.")
}

fn count(path: &str, result: &'static str, begun: Instant) {
    let call = name_of(path);
    metrics::counter!("vdx_calls_total", "call" => call, "result" => result).increment(1);
    metrics::histogram!("vdx_call_seconds", "call" => call).record(begun.elapsed());
}

/// The result of a call, as far as it is known before its body: a refusal is in the headers.
fn result_of(response: &http::Response<Body>) -> &'static str {
    let code = response.headers().get("grpc-status").map_or(Code::Ok, |value| {
        value
            .to_str()
            .ok()
            .and_then(|text| text.parse::<i32>().ok())
            .map_or(Code::Unknown, Code::from)
    });
    result_of_code(code)
}

fn result_of_code(code: Code) -> &'static str {
    match code {
        Code::Ok => "OK",
        Code::InvalidArgument => "INVALID_ARGUMENT",
        Code::NotFound => "NOT_FOUND",
        Code::PermissionDenied | Code::Unauthenticated => "DENIED",
        Code::FailedPrecondition => "FAILED_PRECONDITION",
        Code::ResourceExhausted => "RESOURCE_EXHAUSTED",
        _ => "FAILED",
    }
}

/// An admitted caller, in the extensions of its request.
#[derive(Clone)]
pub(super) struct Caller {
    pub principal: Principal,
    path: String,
    gate: Gate,
}

impl Caller {
    /// The caller of a request. Present behind the gate.
    pub fn of<T>(request: &Request<T>) -> Result<Self, Status> {
        request
            .extensions()
            .get::<Self>()
            .cloned()
            .ok_or_else(|| Status::internal("the call has not passed the gate"))
    }

    /// Its member.
    pub fn member(&self) -> &MemberId {
        &self.principal.member
    }

    /// Asks again, for each message of a stream: a certificate may have been revoked or
    /// a member suspended while it is open.
    pub fn still_admitted(&self) -> Result<(), Status> {
        self.gate.admit(&self.principal, &self.path)
    }
}

impl<S> Layer<S> for Gate {
    type Service = Gated<S>;

    fn layer(&self, inner: S) -> Gated<S> {
        Gated { gate: self.clone(), inner }
    }
}

/// A service behind the gate.
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
        let admitted = match request.extensions().get::<Peer>() {
            Some(Peer(Ok(principal))) => {
                let gate = &self.gate;
                let within = gate.within_rate(&principal.member);
                within.and_then(|()| gate.admit(principal, &path)).map(|()| principal.clone())
            }
            Some(Peer(Err(error))) => {
                Err(info(Code::Unauthenticated, "IDENTITY", error.to_string()))
            }
            None => Err(Status::unauthenticated("no client certificate")),
        };
        let gate = self.gate.clone();
        match admitted {
            Ok(principal) => {
                let name = principal.spiffe_id().to_string();
                let caller = Caller { principal, path: path.clone(), gate: self.gate.clone() };
                request.extensions_mut().insert(caller);
                let answering = self.inner.call(request);
                Box::pin(async move {
                    let response = answering.await?;
                    // Written before the answer leaves; without it, no answer does.
                    let response = match gate.audit(name, &path, result_of(&response)).await {
                        Ok(()) => response,
                        Err(status) => status.into_http(),
                    };
                    count(&path, result_of(&response), begun);
                    Ok(response)
                })
            }
            Err(status) => {
                let caller = match request.extensions().get::<Peer>() {
                    Some(Peer(Ok(principal))) => Some(principal.spiffe_id().to_string()),
                    _ => None,
                };
                Box::pin(async move {
                    let result = result_of_code(status.code());
                    if let Some(caller) = caller.filter(|caller| gate.is_news(caller, &path)) {
                        // Refused either way: a full disk makes no difference to the caller.
                        let _ = gate.audit(caller, &path, result).await;
                    }
                    count(&path, result, begun);
                    Ok(status.into_http())
                })
            }
        }
    }
}
