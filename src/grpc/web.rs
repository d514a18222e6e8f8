//! The second listener: pages for browsers.
//!
//! A browser's connection is accepted, admitted, bounded and cut as every other one is. What it asks
//! for becomes calls of the same services behind the same gate, under the certificate of that very
//! connection; [`desk`] makes pages of the answers. There is no way around the gate: what
//! a page may ask, the same certificate may ask by itself.

use std::convert::Infallible;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tonic::service::Routes;
use tower_layer::Layer;
use tower_service::Service;

use crate::desk::{self, Calls as DeskCalls};
use crate::exchange::By;

use super::connection::{Connection, OnLine};
use super::gate::{Gate, Gated};
use super::line::Line;
use super::metered::{Meter, Metered, Metering};
use super::purse::Calls;

/// Largest length in bytes of what a request says before its body, its address included.
const HEAD: usize = 16 << 10;
/// Largest number of headers of a request.
const HEADERS: usize = 64;
/// Number of pages that are made at a time for one member: a page is some calls, and some computing.
const PAGES: usize = 4;
/// Time for a page, all its calls and waiting for other pages included.
const PAGE: Duration = Duration::from_secs(60);
/// The call that every page makes first: in the log it stands for a page that was refused for its rate.
const FIRST_CALL: &str = "/vdx.v1.MembershipService/GetCaller";
/// Time at a stop, or at the end of a connection's age, for the page that is being made.
const LAST: Duration = Duration::from_secs(5);

/// What makes pages: the same services behind the same gate as the other listener's.
#[derive(Clone)]
pub(super) struct Web {
    services: Metered<Gated<Routes>>,
    gate: Gate,
    meter: Arc<Meter>,
    pages: Arc<Calls>,
}

impl Web {
    pub fn new(meter: Arc<Meter>, gate: Gate, routes: Routes) -> Self {
        let services = Metering(meter.clone()).layer(gate.layer(routes));
        Self { services, gate, meter, pages: Arc::new(Calls::new(PAGES)) }
    }

    /// Serves connections until there are no more, and ends those that are open when `stopping`
    /// says so.
    pub async fn serve(
        self,
        mut connections: mpsc::Receiver<io::Result<Connection>>,
        mut stopping: watch::Receiver<bool>,
    ) {
        let mut open = JoinSet::new();
        loop {
            let connection = tokio::select! {
                connection = connections.recv() => connection,
                _ = stopping.wait_for(|stopping| *stopping) => break,
                Some(_) = open.join_next() => continue,
            };
            match connection {
                Some(Ok(connection)) => {
                    _ = open.spawn(self.clone().talk(connection, stopping.clone()))
                }
                Some(Err(_)) => {}
                None => break,
            }
        }
        // No further handshakes.
        drop(connections);
        let last = async { while open.join_next().await.is_some() {} };
        let _ = tokio::time::timeout(LAST + Duration::from_secs(1), last).await;
    }

    /// Answers what comes on one connection, until its time is over.
    async fn talk(self, connection: Connection, mut stopping: watch::Receiver<bool>) {
        let line = connection.line().clone();
        let limits = self.meter.connections.limits;
        let service = service_fn(|request| {
            let (web, line) = (self.clone(), line.clone());
            async move { Ok::<_, Infallible>(web.answer(line, request).await) }
        });
        let talking = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(Duration::from_secs(limits.first_call_seconds))
            .max_headers(HEADERS)
            .max_buf_size(HEAD)
            .serve_connection(TokioIo::new(connection), service);
        let mut talking = pin!(talking);
        tokio::select! {
            _ = talking.as_mut() => return,
            () = tokio::time::sleep(Duration::from_secs(limits.max_connection_seconds)) => {}
            _ = stopping.wait_for(|stopping| *stopping) => {}
        }
        talking.as_mut().graceful_shutdown();
        let _ = tokio::time::timeout(LAST, talking).await;
    }

    /// Answers one request.
    async fn answer(
        self,
        line: Arc<Line>,
        request: http::Request<Incoming>,
    ) -> http::Response<Full<Bytes>> {
        // While it is answered its connection is in use, and gives way to no other.
        let _running = line.begin();
        let (head, _unread) = request.into_parts();
        let member = &line.principal.member;
        // What another site has the browser ask for is nobody's call: it must not use up the member's.
        if let Some(refused) = desk::refused_from_elsewhere(&head) {
            return refused.map(Full::new);
        }
        if let Err(status) = self.gate.within_rate(member) {
            self.gate.tell_refusal(&By::of(&line.principal, FIRST_CALL), &status).await;
            return desk::later(&head, Some(&status)).map(Full::new);
        }
        let page = async {
            // Further pages of a member wait: it has as many connections as that.
            let _place = match desk::is_file(head.uri.path()) {
                true => None,
                false => self.pages.take(member).await,
            };
            desk::answer(&head, self.calls(line.clone())).await
        };
        match tokio::time::timeout(PAGE, page).await {
            Ok(answer) => answer.map(Full::new),
            Err(_) => desk::later(&head, None).map(Full::new),
        }
    }

    /// Calls of the services, as the principal of a connection.
    fn calls(&self, line: Arc<Line>) -> DeskCalls {
        let services = self.services.clone();
        Arc::new(move |mut request| {
            request.extensions_mut().insert(OnLine(line.clone()));
            let mut services = services.clone();
            Box::pin(async move {
                std::future::poll_fn(|cx| services.poll_ready(cx)).await?;
                Ok(services.call(request).await?)
            })
        })
    }
}
