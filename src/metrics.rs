//! Figures for operators, in the Prometheus text format, and health, on a port of their own.
//!
//! The port speaks plain HTTP and asks nobody who they are, so it is on the loopback interface
//! alone, and there is nothing on it about records: calls and commits are counted, never what was
//! in them, nor whose they were.
//!
//! | figure | what it is |
//! |---|---|
//! | `vdx_calls_total` | answered calls, by call and result |
//! | `vdx_call_seconds` | time to the answer's begin, by call |
//! | `vdx_hit_alarms_total` | what coordinator and auditor were told of hit checks, by cause |
//! | `vdx_commit_seconds` | time to stable storage |
//! | `vdx_handshakes_refused_total` | connections that came to nothing, by reason: no good certificate, member not admitted, too slow, no place |
//! | `vdx_handshakes` | handshakes in progress |
//! | `vdx_handshakes_expiring_total` | connections whose certificate ends within 30 days |
//! | `vdx_connections` | open connections |
//! | `vdx_connections_cut_total` | open connections that were cut, by reason: idle, unread, member suspended, given up for another |
//! | `vdx_calls_cut_total` | calls that were refused before their handler or in the middle of a message, by reason |
//! | `vdx_valid_until_seconds` | when certificates and revocation lists end, Unix time, by file |
//! | `vdx_writable` | 1 while changes can be stored |
//! | `vdx_disk_low` | 1 while records and releases are refused, because the disk is nearly full |

use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use metrics_exporter_prometheus::{BuildError, PrometheusBuilder, PrometheusHandle};
use tokio::net::TcpListener;

use crate::exchange::Exchange;

/// Upper bounds of the buckets of times, seconds.
const SECONDS: &[f64] = &[0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0];

/// Installs the recorder that counts in this process. May be called once in a process.
pub fn install() -> Result<PrometheusHandle, BuildError> {
    PrometheusBuilder::new().set_buckets(SECONDS)?.install_recorder()
}

/// Answers `GET /metrics` and `GET /health` until the process ends. Health is 503 when the
/// exchange can no longer store.
pub async fn serve(listener: TcpListener, handle: PrometheusHandle, exchange: Exchange) {
    let kept = handle.clone();
    tokio::spawn(async move {
        // What nobody reads would pile up.
        loop {
            tokio::time::sleep(Duration::from_secs(5)).await;
            kept.run_upkeep();
        }
    });
    let health = exchange.clone();
    let routes = Router::new()
        .route(
            "/metrics",
            get(async move || {
                metrics::gauge!("vdx_writable").set(u8::from(exchange.is_writable()));
                metrics::gauge!("vdx_disk_low").set(u8::from(exchange.is_disk_low()));
                handle.render()
            }),
        )
        .route(
            "/health",
            get(async move || match health.is_writable() {
                true => (StatusCode::OK, "serving\n"),
                false => (StatusCode::SERVICE_UNAVAILABLE, "cannot store: see the log\n"),
            }),
        );
    if let Err(error) = axum::serve(listener, routes).await {
        tracing::error!(%error, "metrics");
    }
}
