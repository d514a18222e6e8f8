//! What the intake is compared with: servers that do less with the same messages.

use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tokio_stream::wrappers::ReceiverStream;
use tonic::codegen::{Body, BoxFuture, Service, StdError, http};
use tonic::server::{NamedService, StreamingService};
use tonic::transport::server::Connected;
use tonic::{Request, Response, Status, Streaming};
use tonic_prost::ProstCodec;
use vdx::identity::server_config;
use vdx::proto::v1;
use vdx::proto::v1::intake_service_server::{IntakeService, IntakeServiceServer};

use crate::common::Site;

/// Most bytes of a message.
const MOST: usize = 4 << 20;

/// What a server of an afternoon does: it acknowledges, after it has stored every record under a
/// random key and flushed, or at once.
#[derive(Clone)]
pub struct Plain(pub Option<sled::Db>);

type Answers = ReceiverStream<Result<v1::SubmitRecordsResponse, Status>>;

#[tonic::async_trait]
impl IntakeService for Plain {
    type SubmitRecordsStream = Answers;

    async fn submit_records(
        &self,
        request: Request<Streaming<v1::SubmitRecordsRequest>>,
    ) -> Result<Response<Answers>, Status> {
        let (answer, answers) = mpsc::channel(4);
        let mut requests = request.into_inner();
        let db = self.0.clone();
        tokio::spawn(async move {
            while let Ok(Some(request)) = requests.message().await {
                if let Some(db) = &db {
                    let mut writes = sled::Batch::default();
                    for record in &request.records {
                        use prost::Message;
                        writes.insert(&fastrand::u128(..).to_be_bytes(), record.encode_to_vec());
                    }
                    db.apply_batch(writes).expect("the batch is applied");
                    db.flush().expect("the store is flushed");
                }
                let sequence = request.sequence;
                let response = v1::SubmitRecordsResponse {
                    sequence,
                    durable_through: sequence,
                    ..Default::default()
                };
                if answer.send(Ok(response)).await.is_err() {
                    return;
                }
            }
        });
        Ok(Response::new(ReceiverStream::new(answers)))
    }

    async fn get_submission_status(
        &self,
        _: Request<v1::GetSubmissionStatusRequest>,
    ) -> Result<Response<v1::GetSubmissionStatusResponse>, Status> {
        Err(Status::unimplemented("a baseline"))
    }

    async fn get_record_states(
        &self,
        _: Request<v1::GetRecordStatesRequest>,
    ) -> Result<Response<v1::GetRecordStatesResponse>, Status> {
        Err(Status::unimplemented("a baseline"))
    }

    async fn list_records(
        &self,
        _: Request<v1::ListRecordsRequest>,
    ) -> Result<Response<v1::ListRecordsResponse>, Status> {
        Err(Status::unimplemented("a baseline"))
    }

    async fn end_consent(
        &self,
        _: Request<v1::EndConsentRequest>,
    ) -> Result<Response<v1::EndConsentResponse>, Status> {
        Err(Status::unimplemented("a baseline"))
    }

    async fn report_set_aside(
        &self,
        _: Request<v1::ReportSetAsideRequest>,
    ) -> Result<Response<v1::ReportSetAsideResponse>, Status> {
        Err(Status::unimplemented("a baseline"))
    }

    async fn count_due_records(
        &self,
        _: Request<v1::CountDueRecordsRequest>,
    ) -> Result<Response<v1::CountDueRecordsResponse>, Status> {
        Err(Status::unimplemented("a baseline"))
    }

    async fn withdraw_records(
        &self,
        _: Request<v1::WithdrawRecordsRequest>,
    ) -> Result<Response<v1::WithdrawRecordsResponse>, Status> {
        Err(Status::unimplemented("a baseline"))
    }
}

/// Sends every message back as it came.
#[derive(Clone)]
struct Echo;

impl NamedService for Echo {
    const NAME: &'static str = "bench.Echo";
}

impl StreamingService<v1::SubmitRecordsRequest> for Echo {
    type Response = v1::SubmitRecordsRequest;
    type ResponseStream = Streaming<v1::SubmitRecordsRequest>;
    type Future = std::future::Ready<Result<Response<Self::ResponseStream>, Status>>;

    fn call(&mut self, request: Request<Self::ResponseStream>) -> Self::Future {
        std::future::ready(Ok(Response::new(request.into_inner())))
    }
}

impl<B> Service<http::Request<B>> for Echo
where
    B: Body + Send + 'static,
    B::Error: Into<StdError> + Send + 'static,
{
    type Response = http::Response<tonic::body::Body>;
    type Error = std::convert::Infallible;
    type Future = BoxFuture<Self::Response, Self::Error>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<B>) -> Self::Future {
        let codec = ProstCodec::default();
        let mut server =
            tonic::server::Grpc::new(codec).apply_max_message_size_config(Some(MOST), None);
        Box::pin(async move { Ok(server.streaming(Echo, request).await) })
    }
}

struct Connection(TlsStream<TcpStream>);

impl Connected for Connection {
    type ConnectInfo = ();
    fn connect_info(&self) {}
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Connection {
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

/// Serves a baseline, and an echo, with the certificates of a site; its port.
pub async fn serve(site: &Site, service: Plain) -> u16 {
    let config = server_config(&site.tls_files(), &site.trust()).expect("the certificates load");
    let acceptor = TlsAcceptor::from(std::sync::Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let port = listener.local_addr().expect("it has an address").port();
    let (connection, connections) = mpsc::channel::<std::io::Result<Connection>>(4);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let _ = stream.set_nodelay(true);
            if let Ok(stream) = acceptor.accept(stream).await {
                let _ = connection.send(Ok(Connection(stream))).await;
            }
        }
    });
    let service = IntakeServiceServer::new(service).max_decoding_message_size(MOST);
    tokio::spawn(
        tonic::transport::Server::builder()
            .add_service(service)
            .add_service(Echo)
            .serve_with_incoming(ReceiverStream::new(connections)),
    );
    port
}

/// Sends messages through the echo, and tells how many came back.
pub async fn echo(
    channel: vdx::client::Link,
    batches: Vec<v1::SubmitRecordsRequest>,
) -> Result<usize, Status> {
    let mut client = tonic::client::Grpc::new(channel).max_decoding_message_size(MOST);
    client.ready().await.map_err(|error| Status::unavailable(error.to_string()))?;
    let request = Request::new(tokio_stream::iter(batches));
    let path = http::uri::PathAndQuery::from_static("/bench.Echo/Echo");
    let codec: ProstCodec<v1::SubmitRecordsRequest, v1::SubmitRecordsRequest> =
        ProstCodec::default();
    let mut answers = client.streaming(request, path, codec).await?.into_inner();
    let mut count = 0;
    while answers.message().await?.is_some() {
        count += 1;
    }
    Ok(count)
}
