//! Connections through an HTTP proxy (CONNECT), as `HTTPS_PROXY` and `NO_PROXY` of the environment say.
//! TLS is spoken with the exchange all the same: a proxy learns the exchange's name, and no more.

use std::error::Error;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use http::Uri;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::proxy::matcher::Matcher;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tower_service::Service;

/// Connects to a host and port, through a proxy where the environment names one for it.
pub(super) async fn reach(host: &str, port: u16) -> io::Result<TcpStream> {
    let bracketed = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
    let wrong = |_| io::Error::new(io::ErrorKind::InvalidInput, "the exchange's name is no host");
    let exchange: Uri = format!("https://{bracketed}:{port}").parse().map_err(wrong)?;
    let Some(proxy) = Matcher::from_env().intercept(&exchange) else {
        return TcpStream::connect((host, port)).await;
    };
    let at = proxy.uri();
    let name = format!("{}:{}", at.host().unwrap_or_default(), port_of(at));
    let told = |kind, what: &str| {
        io::Error::new(kind, format!("the proxy {name} that HTTPS_PROXY names {what}"))
    };
    if at.scheme_str() != Some("http") {
        let what = "must be http://HOST:PORT (what goes through it is encrypted all the same)";
        return Err(told(io::ErrorKind::Unsupported, what));
    }
    let mut tunnel = Tunnel::new(at.clone(), ToProxy);
    if let Some(auth) = proxy.basic_auth() {
        tunnel = tunnel.with_auth(auth.clone());
    }
    let connected = tunnel.call(exchange).await.map_err(|error| {
        let cause = error.source().map_or_else(String::new, |cause| format!(": {cause}"));
        told(io::ErrorKind::NotConnected, &format!("gives no connection to it ({error}{cause})"))
    })?;
    Ok(connected.into_inner())
}

fn port_of(uri: &Uri) -> u16 {
    uri.port_u16().unwrap_or(80)
}

/// Connects to the proxy itself.
#[derive(Clone)]
struct ToProxy;

impl Service<Uri> for ToProxy {
    type Response = TokioIo<TcpStream>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<TokioIo<TcpStream>>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, proxy: Uri) -> Self::Future {
        Box::pin(async move {
            let host = proxy.host().unwrap_or_default();
            let host = host.trim_start_matches('[').trim_end_matches(']');
            Ok(TokioIo::new(TcpStream::connect((host, port_of(&proxy))).await?))
        })
    }
}
