//! The gate: every call, of every service, passes it before any handler runs.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tonic::body::Body;
use tonic::{Code, Request, Status};
use tower_layer::Layer;
use tower_service::Service;

use crate::domain::id::MemberId;
use crate::exchange::Exchange;
use crate::identity::{Principal, TrustStore};

use super::listener::Peer;
use super::status::info;

/// Checks callers: the layer around all services.
#[derive(Clone)]
pub(super) struct Gate {
    exchange: Exchange,
    trust: Arc<TrustStore>,
}

impl Gate {
    pub fn new(exchange: Exchange, trust: Arc<TrustStore>) -> Self {
        Self { exchange, trust }
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
        let path = request.uri().path().to_owned();
        let admitted = match request.extensions().get::<Peer>() {
            Some(Peer(Ok(principal))) => {
                self.gate.admit(principal, &path).map(|()| principal.clone())
            }
            Some(Peer(Err(error))) => {
                Err(info(Code::Unauthenticated, "IDENTITY", error.to_string()))
            }
            None => Err(Status::unauthenticated("no client certificate")),
        };
        match admitted {
            Ok(principal) => {
                let caller = Caller { principal, path, gate: self.gate.clone() };
                request.extensions_mut().insert(caller);
                Box::pin(self.inner.call(request))
            }
            Err(status) => Box::pin(std::future::ready(Ok(status.into_http()))),
        }
    }
}
