//! An exchange that lies: it stands between a liaison and the real one, passes on what is asked,
//! and changes the answers.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use axum::extract::Request;
use axum::response::Response;
use http_body_util::BodyExt;
use prost::Message;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tonic::body::Body;
use tonic::service::Routes;
use tonic::transport::server::Connected;
use tower_service::Service;
use vdx::client::{Client, Liaison, Link};
use vdx::domain::code_list::CodeList;
use vdx::domain::id::MemberId;
use vdx::domain::referral::OpenPart;
use vdx::domain::referral_codes::ReferralAction;
use vdx::identity::server_config;
use vdx::proto::referral::{from_open_part, from_statement, member_name, sealed_hashes};
use vdx::proto::v1;
use vdx::referral::history::{Statement, event_hash};
use vdx::referral::keys::Keyring;

use crate::common::Site;
use crate::common::liaisons::dup;

pub type Lie = Box<dyn FnMut(&str, &[u8]) -> Vec<u8> + Send>;

/// A lying exchange in front of a real one.
pub struct Liar {
    pub port: u16,
    lie: Arc<Mutex<Option<Lie>>>,
}

impl Liar {
    /// Stands before the exchange; what comes in goes on over the client's connection.
    pub async fn before(site: &Site, client: &Client) -> Self {
        let lie: Arc<Mutex<Option<Lie>>> = Arc::default();
        let (upstream, told) = (client.channel(), lie.clone());
        let router = axum::Router::new()
            .fallback(move |request: Request| pass_on(upstream.clone(), told.clone(), request));
        Self { port: listen(site, router).await, lie }
    }

    /// From now on, every answer is what the function makes of it.
    pub fn lie(&self, lie: impl FnMut(&str, &[u8]) -> Vec<u8> + Send + 'static) {
        *self.lie.lock().unwrap() = Some(Box::new(lie));
    }

    /// Changes every referral that is shown by itself.
    pub fn referral(&self, mut change: impl FnMut(&mut v1::Referral) + Send + 'static) {
        self.lie(move |path, answer| change_referral(path, answer, &mut change));
    }

    /// Shows this referral, and these keys in addition to the real ones, in front of them.
    pub fn show(&self, referral: v1::Referral, keys: Vec<v1::LiaisonKey>) {
        self.lie(move |path, answer| {
            if path.ends_with("/ListLiaisonKeys") {
                let mut message = v1::ListLiaisonKeysResponse::decode(answer).unwrap();
                message.keys.splice(..0, keys.clone());
                return message.encode_to_vec();
            }
            change_referral(path, answer, &mut |shown| *shown = referral.clone())
        });
    }

    /// Changes the keys that are shown.
    pub fn keys(&self, mut change: impl FnMut(&mut Vec<v1::LiaisonKey>) + Send + 'static) {
        self.lie(move |path, answer| {
            if !path.ends_with("/ListLiaisonKeys") {
                return answer.to_vec();
            }
            let mut message = v1::ListLiaisonKeysResponse::decode(answer).unwrap();
            change(&mut message.keys);
            message.encode_to_vec()
        });
    }

    /// Tells the truth again.
    pub fn honest(&self) {
        *self.lie.lock().unwrap() = None;
    }

    /// A client of a member that takes the liar for the exchange.
    pub async fn client(&self, site: &Site, member: &str) -> Client {
        let certificate = site.dir.path().join(format!("pki/{member}-Liaison.pem"));
        let mut profile = site.profile(Some(certificate));
        profile.server = format!("https://localhost:{}", self.port);
        Client::connect(&profile).await.unwrap()
    }

    /// The liaison once more, with everything it has kept, before the liar.
    pub async fn fool(&self, site: &Site, liaison: &Liaison) -> Liaison {
        let name = liaison.keyring().member().name.to_string();
        site.liaison_with(self.client(site, &name).await, dup(liaison))
    }
}

fn change_referral(
    path: &str,
    answer: &[u8],
    change: &mut dyn FnMut(&mut v1::Referral),
) -> Vec<u8> {
    macro_rules! changed {
        ($message:ty) => {{
            let mut message = <$message>::decode(answer).unwrap();
            if let Some(referral) = &mut message.referral {
                change(referral);
            }
            message.encode_to_vec()
        }};
    }
    match path.rsplit('/').next().unwrap() {
        // A referral that is not there is shown all the same.
        "GetReferral" => {
            let mut message = v1::GetReferralResponse::decode(answer).unwrap();
            change(message.referral.get_or_insert_default());
            message.encode_to_vec()
        }
        "UpdateReferralStatus" => changed!(v1::UpdateReferralStatusResponse),
        "AddReferralMessage" => changed!(v1::AddReferralMessageResponse),
        _ => answer.to_vec(),
    }
}

/// Serves over TLS with the exchange's own certificate.
pub async fn listen(site: &Site, router: axum::Router) -> u16 {
    let config = server_config(&site.tls_files(), &site.trust()).unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (connections, accepted) = tokio::sync::mpsc::channel(8);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            if let Ok(stream) = acceptor.accept(stream).await {
                let _ = connections.send(Ok::<_, std::io::Error>(Io(stream))).await;
            }
        }
    });
    let accepted = tokio_stream::wrappers::ReceiverStream::new(accepted);
    let server = tonic::transport::Server::builder().add_routes(Routes::from(router));
    tokio::spawn(server.serve_with_incoming(accepted));
    port
}

/// Asks the real exchange, and changes its answer.
pub async fn pass_on(
    mut upstream: Link,
    lie: Arc<Mutex<Option<Lie>>>,
    request: Request,
) -> Response {
    let path = request.uri().path().to_owned();
    let request = request.map(Body::new);
    std::future::poll_fn(|cx| upstream.poll_ready(cx)).await.unwrap();
    let response = upstream.call(request).await.unwrap();
    if path.ends_with("/WatchReferrals") {
        return response.map(axum::body::Body::new);
    }
    let (parts, body) = response.into_parts();
    let collected = body.collect().await.unwrap();
    let trailers = collected.trailers().cloned();
    let frame = collected.to_bytes();
    let answer = frame.get(5..).unwrap_or_default();
    let lied = lie.lock().unwrap().as_mut().map(|lie| lie(&path, answer));
    match lied {
        // What the real one refuses to show is shown all the same, when the liar has it.
        Some(answer) if !frame.is_empty() || path.ends_with("/GetReferral") => answered(&answer),
        _ => Response::from_parts(parts, with_trailers(frame.to_vec(), trailers)),
    }
}

/// An answer that says that all went well.
pub fn answered(message: &[u8]) -> Response {
    let status = http::HeaderName::from_static("grpc-status");
    let trailers = [(status, http::HeaderValue::from_static("0"))].into_iter().collect();
    let body = with_trailers(framed(message), Some(trailers));
    Response::builder().header("content-type", "application/grpc").body(body).unwrap()
}

/// A message as gRPC frames it.
fn framed(message: &[u8]) -> Vec<u8> {
    [&[0][..], &(message.len() as u32).to_be_bytes(), message].concat()
}

fn with_trailers(frame: Vec<u8>, trailers: Option<http::HeaderMap>) -> axum::body::Body {
    let body = http_body_util::Full::new(axum::body::Bytes::from(frame));
    axum::body::Body::new(body.with_trailers(async move { trailers.map(Ok) }))
}

/// A TLS connection as tonic wants it.
struct Io(TlsStream<TcpStream>);

impl Connected for Io {
    type ConnectInfo = ();

    fn connect_info(&self) {}
}

impl AsyncRead for Io {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Io {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<std::io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}

/// A step of a history that somebody makes up.
pub struct Made<'a> {
    /// In whose name, and with whose keys; the exchange itself for `None`.
    pub actor: Option<(&'a MemberId, &'a Keyring)>,
    pub action: ReferralAction,
    pub deadline: Option<i64>,
    pub sealed: Option<v1::SealedPart>,
    /// The envelope that the looker gets.
    pub envelope: Vec<u8>,
    pub at: i64,
}

impl<'a> Made<'a> {
    pub fn by(member: &'a MemberId, keys: &'a Keyring, action: ReferralAction, at: i64) -> Self {
        let actor = Some((member, keys));
        Self { actor, action, deadline: None, sealed: None, envelope: Vec::new(), at }
    }

    pub fn until(self, deadline: i64) -> Self {
        Self { deadline: Some(deadline), ..self }
    }
}

/// Appends a made-up step to a history; hashes and signatures fit.
pub fn append(referral: &mut v1::Referral, open: &OpenPart, made: Made<'_>) {
    let previous =
        referral.events.last().map_or([0; 32], |event| event.hash.as_slice().try_into().unwrap());
    let statement = Statement {
        number: referral.events.len() as u32 + 1,
        previous,
        actor: made.actor.map(|(member, _)| member.clone()),
        action: made.action,
        reason: None,
        deadline: made.deadline,
        sealed: made.sealed.as_ref().map(sealed_hashes),
    };
    let bytes = statement.bytes(open.id, open);
    let signed = made.actor.map(|(_, keys)| (keys.public().id(), keys.sign(&bytes)));
    let hash = event_hash(&bytes, signed.as_ref().map(|(_, signature)| &signature.0), made.at);
    let [to_other_hash, to_self_hash] =
        statement.sealed.map_or([Vec::new(), Vec::new()], |hashes| hashes.map(Vec::from));
    referral.events.push(v1::ReferralEvent {
        statement: Some(from_statement(&statement, signed)),
        actor: statement.actor.as_ref().map(member_name),
        at: made.at,
        hash: hash.to_vec(),
        to_other_hash,
        to_self_hash,
        envelope: made.envelope,
    });
}

/// A made-up referral without steps.
pub fn made_up(open: &OpenPart, sender: &MemberId) -> v1::Referral {
    v1::Referral {
        open: Some(from_open_part(open)),
        sender: Some(member_name(sender)),
        sender_country: "AL".into(),
        recipient_country: "XK".into(),
        ..Default::default()
    }
}

/// Says that a referral stands so.
pub fn claim(
    referral: &mut v1::Referral,
    status: vdx::domain::referral_codes::ReferralStatus,
    deadline: i64,
) {
    referral.status = i32::from(status.number());
    referral.deadline = deadline;
}
