//! How fast records are pseudonymized and taken in: each figure beside a baseline of the same run.
//!
//! `benches/speed/run` runs it with PostgreSQL beside it; `cargo bench --bench throughput` without,
//! unless `VDX_PYTHON` names a Python that has `psycopg` and `VDX_POSTGRES` says how to connect.
//! `VDX_BATCHES=1000` for a million records.

#[path = "../tests/common/mod.rs"]
mod common;
#[path = "speed/records.rs"]
mod records;
#[path = "speed/table.rs"]
mod table;
#[path = "speed/tokens.rs"]
mod tokens;

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use common::Site;
use itertools::Itertools;
use table::line;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::server::Connected;
use tonic::{Request, Response, Status, Streaming};
use vdx::client::Client;
use vdx::domain::codes::{KeyScope, Role};
use vdx::domain::profile::Profile;
use vdx::exchange::Exchange;
use vdx::grpc::Limits;
use vdx::identity::{TlsFiles, TrustDomain, TrustStore, server_config};
use vdx::proto::v1;
use vdx::proto::v1::intake_service_server::{IntakeService, IntakeServiceServer};
use vdx::pseudonym::{BirthDate, Identity, TokenKey, Tokenizer};
use vdx::statistics::{Dimension, Measure};

/// Records of a batch.
const BATCH: u64 = 1000;

/// Batches of records.
fn batches(site: &Site, which: std::ops::Range<u64>) -> Vec<v1::SubmitRecordsRequest> {
    let batch = |sequence: u64| {
        let numbers = sequence * BATCH..(sequence + 1) * BATCH;
        let records = numbers.map(records::record).collect();
        let first = which.start;
        common::batch(site, &format!("bench{first}"), sequence - first + 1, records)
    };
    which.clone().map(batch).collect()
}

/// Sends all and waits for the last acknowledgement; records a second.
async fn rate(client: &Client, batches: &[v1::SubmitRecordsRequest]) -> f64 {
    let requests = batches.to_vec();
    let begun = Instant::now();
    let answers = common::send(client, requests).await.expect("all is acknowledged");
    assert_eq!(answers.len(), batches.len());
    (batches.len() as u64 * BATCH) as f64 / begun.elapsed().as_secs_f64()
}

/// The same, until everything is linked.
async fn linked_rate(
    exchange: &Exchange,
    client: &Client,
    batches: &[v1::SubmitRecordsRequest],
) -> f64 {
    let requests = batches.to_vec();
    let begun = Instant::now();
    common::send(client, requests).await.expect("all is acknowledged");
    exchange.settle().await.expect("it is linked");
    (batches.len() as u64 * BATCH) as f64 / begun.elapsed().as_secs_f64()
}

/// What a server of an afternoon does: it acknowledges, after it has stored every record under a
/// random key and flushed, or at once.
#[derive(Clone)]
struct Plain(Option<sled::Db>);

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

    async fn withdraw_records(
        &self,
        _: Request<v1::WithdrawRecordsRequest>,
    ) -> Result<Response<v1::WithdrawRecordsResponse>, Status> {
        Err(Status::unimplemented("a baseline"))
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

/// Serves a baseline with the certificates of a site; its port.
async fn serve_plain(site: &Site, service: Plain) -> u16 {
    let pki = site.dir.path().join("pki");
    let domain = TrustDomain {
        domain: common::DOMAIN.into(),
        ca: pki.join("ca.pem"),
        crl: pki.join("crl.pem"),
    };
    let trust = TrustStore::load(vec![domain]).expect("the trust roots load");
    let files = TlsFiles { certificate: pki.join("server.pem"), key: pki.join("server.key.pem") };
    let config = server_config(&files, &trust).expect("the certificates load");
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
    let service = IntakeServiceServer::new(service).max_decoding_message_size(4 << 20);
    tokio::spawn(
        tonic::transport::Server::builder()
            .add_service(service)
            .serve_with_incoming(ReceiverStream::new(connections)),
    );
    port
}

/// Rates of the same batches at a baseline.
async fn plain_rate(site: &mut Site, service: Plain, batches: &[v1::SubmitRecordsRequest]) -> f64 {
    let port = serve_plain(site, service).await;
    let certificate = site.certificate(Role::Institution, "baseline");
    let mut profile = site.profile(Some(certificate));
    profile.server = format!("https://localhost:{port}");
    rate(&Client::connect(&profile).await.expect("it connects"), batches).await
}

/// Batches that PostgreSQL takes: it grows slower with their number.
const POSTGRES_BATCHES: usize = 50;

/// Records a second of PostgreSQL, which stores the same records and looks up the same tokens, with
/// so many others there before.
fn postgres(batches: &[v1::SubmitRecordsRequest], there: u64) -> Option<f64> {
    let batches = &batches[..batches.len().min(POSTGRES_BATCHES)];
    let (python, at) = (std::env::var("VDX_PYTHON").ok()?, std::env::var("VDX_POSTGRES").ok()?);
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    let mut number = 0u128;
    for batch in batches {
        let mut bytes = Vec::new();
        bytes.extend((batch.records.len() as u32).to_le_bytes());
        for record in &batch.records {
            let Some(v1::record::Record::Victim(victim)) = &record.record else { continue };
            let body = prost::Message::encode_to_vec(record);
            number += 1;
            bytes.extend(number.to_le_bytes());
            bytes.extend((body.len() as u32).to_le_bytes());
            bytes.extend(body);
            bytes.extend((victim.tokens.len() as u32).to_le_bytes());
            victim.tokens.iter().for_each(|token| bytes.extend_from_slice(&token.value));
        }
        std::io::Write::write_all(&mut file, &bytes).expect("the file is written");
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/speed/upserts.py");
    let output = std::process::Command::new(python)
        .args([script, &at])
        .arg(file.path())
        .arg(there.to_string())
        .output()
        .expect("Python runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().parse().ok()
}

/// Times of questions that were not asked before, sorted.
async fn questions(analyst: &Client, first: usize, count: usize) -> Vec<Duration> {
    let dimensions: Vec<&str> = Measure::Persons.dimensions().map(Dimension::name).collect();
    let pairs = dimensions.iter().array_combinations().skip(first).take(count);
    let mut times = Vec::new();
    for [a, b] in pairs {
        let begun = Instant::now();
        common::query(analyst, &[*a, *b], &[]).await.expect("it is answered");
        times.push(begun.elapsed());
        tokio::time::sleep(Duration::from_millis(12)).await;
    }
    times.sort();
    times
}

/// p50 and p99 of two lists of times.
fn compare(what: &str, busy: &[Duration], idle: &[Duration]) {
    for (name, share) in [("p50", 50), ("p99", 99)] {
        let milliseconds =
            |times: &[Duration]| times[(times.len() * share).div_ceil(100) - 1].as_secs_f64() * 1e3;
        let (idle, busy) = (milliseconds(idle), milliseconds(busy));
        line(
            &format!("{what}, {name}"),
            &format!("{busy:.1} ms"),
            &format!("alone: {idle:.1} ms"),
            busy / idle,
            "",
        );
    }
}

/// Times of single submissions, sorted.
async fn singles(site: &Site, client: &Client, name: &str, count: u64) -> Vec<Duration> {
    let mut times = Vec::new();
    for number in 0..count {
        let id = format!("{name}-{number}");
        let record = common::record(common::victim(&id, 1 << 40 | number));
        let begun = Instant::now();
        common::send(client, vec![common::batch(site, &id, 1, vec![record])]).await.expect("taken");
        times.push(begun.elapsed());
        // Below the member's rate of calls.
        tokio::time::sleep(Duration::from_millis(12)).await;
    }
    times.sort();
    times
}

fn pseudonymization() {
    let key = TokenKey::from_bytes(KeyScope::National, 1, [42; 32]);
    let tokenizer = Tokenizer::new(&Profile::shipped(), &key);
    let mut identity = Identity::default();
    identity.given_name = "Shpresa".into();
    identity.surname = "Krasniqi".into();
    identity.national_id = "1170234567".into();
    identity.place_of_birth = "Prishtinë".into();
    identity.birth_date = Some(BirthDate { year: 1991, month: Some(3), day: Some(7) });
    let tokens = tokenizer.tokens(&identity).len();
    const PERSONS: u32 = 50_000;
    let begun = Instant::now();
    for _ in 0..PERSONS {
        std::hint::black_box(tokenizer.tokens(std::hint::black_box(&identity)));
    }
    let ours = f64::from(PERSONS) / begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    for _ in 0..PERSONS {
        for _ in 0..tokens {
            let text = std::hint::black_box(b"krasniqi\x1fshpresa\x1f1991\x1f03\x1f07");
            std::hint::black_box(blake3::keyed_hash(&[1; 32], text));
        }
    }
    let plain = f64::from(PERSONS) / begun.elapsed().as_secs_f64();
    line(
        &format!("identities to {tokens} tokens, one core"),
        &format!("{ours:.0}/s"),
        &format!("BLAKE3 of as many texts: {plain:.0}/s"),
        ours / plain,
        "",
    );
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let count = std::env::var("VDX_BATCHES").map_or(200, |text| text.parse().expect("a number"));
    table::header();
    pseudonymization();

    let mut site = Site::prepare(Limits::default());
    let exchange = site.resume().await;
    let batches_of = |site: &Site, part: u64| batches(site, part * count..(part + 1) * count);
    let first = batches_of(&site, 0);
    let records = count * BATCH;
    let echo = plain_rate(&mut site, Plain(None), &first).await;
    let dir = tempfile::tempdir().expect("a directory");
    let db = sled::open(dir.path()).expect("it opens");
    let naive = plain_rate(&mut site, Plain(Some(db)), &first).await;
    let police = site.member(Role::Institution, "police").await;
    let ours = linked_rate(&exchange, &police, &first).await;
    let figure = format!("{ours:.0}/s");
    let what = format!("{records} records: stored, linked");
    line(&what, &figure, &format!("acknowledged, not stored: {echo:.0}/s"), ours / echo, "");
    line(&what, &figure, &format!("sled, a flush a message: {naive:.0}/s"), ours / naive, "");
    if let Some(theirs) = postgres(&first, 0) {
        line(&what, &figure, &format!("PostgreSQL, the same: {theirs:.0}/s"), ours / theirs, "x");
    }
    let again: Vec<_> = first
        .into_iter()
        .map(|batch| v1::SubmitRecordsRequest { submission_id: "again".into(), ..batch })
        .collect();
    let unchanged = rate(&police, &again).await;
    line(
        "the same again: unchanged",
        &format!("{unchanged:.0}/s"),
        &format!("acknowledged, not stored: {echo:.0}/s"),
        unchanged / echo,
        "",
    );
    drop(again);
    let second = batches_of(&site, 1);
    let onto = linked_rate(&exchange, &police, &second).await;
    line(
        &format!("{records} more onto these: stored, linked"),
        &format!("{onto:.0}/s"),
        &format!("acknowledged, not stored: {echo:.0}/s"),
        onto / echo,
        "",
    );
    if let Some(theirs) = postgres(&second, records) {
        let baseline = format!("PostgreSQL, onto as many: {theirs:.0}/s");
        line("the same", &format!("{onto:.0}/s"), &baseline, onto / theirs, "x");
    }
    drop(second);

    let coordinator = site.coordinator().await;
    let published = coordinator.publication().publish_epoch(v1::PublishEpochRequest {}).await;
    published.expect("an epoch is published");
    let analyst = site.member(Role::Analyst, "desk").await;
    let court = site.member(Role::Institution, "court").await;
    let idle = singles(&site, &court, "idle", 100).await;
    let idle_questions = questions(&analyst, 0, 100).await;
    let (third, fourth) = (batches_of(&site, 2), batches_of(&site, 3));
    let load = |batches: Vec<v1::SubmitRecordsRequest>| {
        let police = police.clone();
        tokio::spawn(async move { rate(&police, &batches).await })
    };
    let loading = load(third);
    let busy = singles(&site, &court, "busy", 100).await;
    loading.await.expect("it ends");
    compare("one record while many are loaded", &busy, &idle);
    let loading = load(fourth);
    let busy_questions = questions(&analyst, 100, 100).await;
    loading.await.expect("it ends");
    compare("a new question while many are loaded", &busy_questions, &idle_questions);

    drop(exchange);
    drop((coordinator, analyst));
    drop((police, court));
    site.stop().await;
}
