//! One certificate, one address or a crowd of strangers shuts nobody out: raw clients that hold on
//! to connections, say nothing, stop in the middle or send rubbish, while others are served.

mod common;

use std::io;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use common::raw::unfinished;
use common::stores::{Changed, Otherwise};
use common::{DOMAIN, Site, liaisons};
use rustls::pki_types::ServerName;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tonic::{Code, Status};
use tonic_types::StatusExt;
use vdx::client::{Client, ClientError};
use vdx::domain::codes::Role;
use vdx::grpc::Limits;
use vdx::identity::{TlsFiles, client_config};
use vdx::proto::v1;
use vdx::store::{Space, Store, StoreError, Visit};

/// Within this, whatever is to happen has happened, on a slow machine too.
const SOON: Duration = Duration::from_secs(30);

/// Addresses of a crowd: all of 127.0.0.0/8 is here.
fn address(number: usize) -> Ipv4Addr {
    Ipv4Addr::new(127, 0, 1, 1 + (number % 50) as u8)
}

async fn tcp(site: &Site, from: Ipv4Addr) -> io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.bind((from, 0).into())?;
    socket.connect(site.address).await
}

/// A TLS connection with a certificate or none, from an address.
async fn tls(
    site: &Site,
    certificate: Option<&Path>,
    from: Ipv4Addr,
) -> io::Result<TlsStream<TcpStream>> {
    let files = certificate.map(|path| TlsFiles {
        certificate: path.into(),
        key: path.with_extension("key.pem"),
        passphrase: None,
    });
    let config = client_config(files.as_ref(), &site.dir.path().join("pki/ca.pem")).unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    TlsConnector::from(Arc::new(config)).connect(name, tcp(site, from).await?).await
}

/// Reads until the server closes; false when it does not.
async fn is_closed(stream: &mut TlsStream<TcpStream>, within: Duration) -> bool {
    let mut buffer = [0; 4096];
    let reading = async { while stream.read(&mut buffer).await.is_ok_and(|n| n > 0) {} };
    tokio::time::timeout(within, reading).await.is_ok()
}

/// A call on a new connection.
async fn call(site: &Site, certificate: &Path) -> Result<(), String> {
    let profile = site.profile(Some(certificate.into()));
    let calling = async {
        let client = Client::connect(&profile).await.map_err(|error| error.to_string())?;
        let request = v1::GetCallerRequest {};
        client.membership().get_caller(request).await.map_err(|status| status.to_string())?;
        Ok(())
    };
    tokio::time::timeout(SOON, calling).await.unwrap_or(Err("no answer".into()))
}

/// A site with one member that floods and one that is to be served.
async fn site(limits: Limits) -> (Site, PathBuf, PathBuf) {
    let mut site = Site::start_with(limits).await;
    site.member(Role::Institution, "police").await;
    site.member(Role::Institution, "flooder").await;
    let police = site.dir.path().join("pki/police-Institution.pem");
    let flooder = site.dir.path().join("pki/flooder-Institution.pem");
    (site, police, flooder)
}

fn few() -> Limits {
    Limits {
        max_connections: 64,
        max_connections_per_member: 16,
        max_connections_per_address: 64,
        max_handshakes: 32,
        max_handshakes_per_address: 16,
        handshakes_per_second: 1000.try_into().unwrap(),
        handshakes_per_second_per_address: 1000.try_into().unwrap(),
        ..Limits::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_and_one_member_leave_the_places_of_others() {
    let (mut site, police, flooder) = site(few()).await;
    let unknown = site.certificate(Role::Analyst, "unknown");
    call(&site, &police).await.unwrap();

    // More than there are connections, of each kind, from one address and from many.
    let mut plain = Vec::new();
    for number in 0..1100 {
        let from = if number < 300 { Ipv4Addr::LOCALHOST } else { address(number) };
        plain.push(tcp(&site, from).await.unwrap());
    }
    call(&site, &police).await.unwrap();
    let mut held = Vec::new();
    for (certificate, count) in [(None, 100), (Some(&unknown), 100), (Some(&flooder), 100)] {
        for number in 0..count {
            let from = if number % 2 == 0 { Ipv4Addr::LOCALHOST } else { address(number) };
            held.push(tls(&site, certificate.map(PathBuf::as_path), from).await);
            if number % 20 == 0 {
                call(&site, &police).await.unwrap();
            }
        }
        call(&site, &police).await.unwrap();
    }
    // The member that floods has its share and no more.
    let mut open = 0;
    for stream in held.iter_mut().flatten() {
        open += usize::from(!is_closed(stream, Duration::from_millis(5)).await);
    }
    assert!(open <= 16, "{open}");
    drop(plain);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_not_admitted_is_cut_at_the_handshake_and_told_why() {
    let (mut site, police, _) = site(Limits::default()).await;
    let unknown = site.certificate(Role::Analyst, "unknown");
    let refused = call(&site, &unknown).await.unwrap_err();
    assert!(refused.contains("not in the register"), "{refused}");
    // A role that the register does not grant.
    let climber = site.certificate(Role::Analyst, "police");
    let refused = call(&site, &climber).await.unwrap_err();
    assert!(refused.contains("does not hold the certificate's role"), "{refused}");
    // Nothing of HTTP/2 comes before the alert.
    let mut stream = tls(&site, Some(&unknown), Ipv4Addr::LOCALHOST).await.unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.unwrap_err();
    assert_eq!(bytes, b"");

    // A member that is suspended loses its open connection, whether it calls or not.
    let client = Client::connect(&site.profile(Some(police.clone()))).await.unwrap();
    client.membership().get_caller(v1::GetCallerRequest {}).await.unwrap();
    let mut silent = tls(&site, Some(&police), Ipv4Addr::LOCALHOST).await.unwrap();
    let request = v1::SetMemberStatusRequest {
        trust_domain: DOMAIN.into(),
        member_id: "police".into(),
        status: v1::MemberStatus::Suspended as i32,
    };
    let coordinator = site.coordinator().await;
    coordinator.membership().set_member_status(request).await.unwrap();
    assert!(is_closed(&mut silent, SOON).await);
    let refused = call(&site, &police).await.unwrap_err();
    assert!(refused.contains("suspended"), "{refused}");
    // Its old client is told so when it comes back.
    let status = client.membership().get_caller(v1::GetCallerRequest {}).await.unwrap_err();
    let mut told = status.to_string();
    let mut cause = std::error::Error::source(&status);
    while let Some(next) = cause {
        told += &next.to_string();
        cause = next.source();
    }
    assert!(told.contains("suspended"), "{told}");

    // The auditor sees that somebody tried.
    let auditor = site.member(Role::Auditor, "authority").await;
    let begun = Instant::now();
    loop {
        let request = v1::ListAuditEntriesRequest { page_size: 100, ..Default::default() };
        let answer = auditor.audit().list_audit_entries(request).await.unwrap().into_inner();
        let lines: Vec<String> = answer.lines;
        let of = |caller: &str| {
            lines.iter().filter(|l| l.contains("Connect") && l.contains(caller)).count()
        };
        // However often it tries: once a minute.
        if of("analyst/unknown") == 1 && of("institution/police") == 1 {
            break;
        }
        assert!(begun.elapsed() < SOON, "{lines:#?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_certificate_is_told_so() {
    let (mut site, police, _) = site(Limits::default()).await;
    let mut silent = tls(&site, Some(&police), Ipv4Addr::LOCALHOST).await.unwrap();
    site.authority.revoke(&format!("spiffe://{DOMAIN}/institution/police")).unwrap();
    assert!(is_closed(&mut silent, SOON).await);
    let refused = call(&site, &police).await.unwrap_err();
    assert!(refused.contains("has been revoked"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_do_nothing_are_closed() {
    let limits = Limits {
        handshake_seconds: 1,
        preface_seconds: 1,
        first_call_seconds: 2,
        idle_seconds: 3,
        ..Limits::default()
    };
    let (site, police, _) = site(limits).await;
    // Nothing at all; a part of a hello; a handshake and no preface; a preface and no call.
    let mut nothing = tcp(&site, Ipv4Addr::LOCALHOST).await.unwrap();
    let mut part = tcp(&site, Ipv4Addr::LOCALHOST).await.unwrap();
    part.write_all(&[0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc]).await.unwrap();
    let mut silent = tls(&site, Some(&police), Ipv4Addr::LOCALHOST).await.unwrap();
    let mut greeting = h2::connect(&site, &police, 65_535).await;
    let mut byte = [0];
    for stream in [&mut nothing, &mut part] {
        let ended = tokio::time::timeout(SOON, stream.read(&mut byte)).await.unwrap();
        assert!(!matches!(ended, Ok(1)), "{ended:?}");
    }
    assert!(is_closed(&mut silent, SOON).await);
    assert!(is_closed(&mut greeting, SOON).await);
    // One that was idle is opened again by itself.
    let client = Client::connect(&site.profile(Some(police))).await.unwrap();
    client.membership().get_caller(v1::GetCallerRequest {}).await.unwrap();
    tokio::time::sleep(Duration::from_secs(5)).await;
    client.membership().get_caller(v1::GetCallerRequest {}).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_goes_on_or_the_call_ends() {
    let limits = Limits { message_idle_seconds: 1, idle_seconds: 2, ..Limits::default() };
    let (site, police, _) = site(limits).await;
    let get_caller = "/vdx.v1.MembershipService/GetCaller";
    let submit = "/vdx.v1.IntakeService/SubmitRecords";
    let reflect = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
    // A call without its message, with a part of it, and one whose end never comes.
    let (nothing, part, whole) = (&[][..], &[0, 0, 0, 0, 9, 1, 2, 3][..], &[0; 5][..]);
    for (path, sent, expected) in [
        (get_caller, nothing, "SLOW_MESSAGE"),
        (get_caller, &part[..3], "SLOW_MESSAGE"),
        (get_caller, part, "SLOW_MESSAGE"),
        (get_caller, whole, "SLOW_MESSAGE"),
        (submit, part, "SLOW_MESSAGE"),
        (submit, nothing, "IDLE"),
        // This service takes an error for the end; end it does.
        (reflect, part, ""),
        (reflect, nothing, ""),
        // Announced to be too large: refused before anything of it has come.
        (get_caller, &[0, 0x7f, 0xff, 0xff, 0xff], "MESSAGE_TOO_LARGE"),
        (submit, &[0, 0x7f, 0xff, 0xff, 0xff], "MESSAGE_TOO_LARGE"),
    ] {
        let client = Client::connect(&site.profile(Some(police.clone()))).await.unwrap();
        let status =
            tokio::time::timeout(SOON, unfinished(&client, path, sent.to_vec())).await.unwrap();
        assert_eq!(reason(&status), expected, "{path} {sent:?} {status:?}");
    }
}

/// The reason of a refusal, for programs.
fn reason(status: &Status) -> String {
    status.get_error_details().error_info().map(|info| info.reason.clone()).unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_small_message_that_unpacks_to_gigabytes_is_refused() {
    let (site, police, _) = site(Limits::default()).await;
    let client = Client::connect(&site.profile(Some(police))).await.unwrap();
    let bomb = v1::SubmitRecordsRequest {
        submission_id: "bomb".into(),
        sequence: 1,
        key_checks: site.key_checks(),
        records: vec![v1::Record::default(); 2_000_000],
        readmit_withdrawn: false,
        confirmed: Vec::new(),
        hold_corrections: false,
    };
    let refused = common::send(&client, vec![bomb]).await.unwrap_err().1;
    assert_eq!(refused.code(), Code::ResourceExhausted, "{refused:?}");
    assert!(refused.message().contains("too large"), "{refused:?}");
    client.membership().get_caller(v1::GetCallerRequest {}).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_nobody_reads_ends_its_connection() {
    let limits = Limits { unread_seconds: 1, ..Limits::default() };
    let (site, police, _) = site(limits).await;
    // A window of nothing: the answer can never leave.
    let mut stream = h2::connect(&site, &police, 0).await;
    let path = "/vdx.v1.MembershipService/GetCaller";
    stream.write_all(&h2::headers(1, path)).await.unwrap();
    stream.write_all(&h2::frame(0, 1, 1, &[0; 5])).await.unwrap();
    assert!(is_closed(&mut stream, SOON).await);
    call(&site, &police).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_at_a_time_are_limited_for_a_member() {
    let limits = Limits { max_calls_per_member: 3, ..Limits::default() };
    let (mut site, police, _) = site(limits).await;
    let watcher = site.member(Role::Liaison, "albania").await;
    let mut watching = Vec::new();
    for _ in 0..3 {
        let request = v1::WatchReferralsRequest::default();
        watching.push(watcher.referrals().watch_referrals(request).await.unwrap());
    }
    let refused = watcher.membership().get_caller(v1::GetCallerRequest {}).await.unwrap_err();
    assert_eq!(refused.code(), Code::ResourceExhausted, "{refused:?}");
    // What cannot wait has places beside these.
    watcher.referrals().list_referrals(v1::ListReferralsRequest::default()).await.unwrap();
    call(&site, &police).await.unwrap();
    drop(watching);
    let begun = Instant::now();
    while watcher.membership().get_caller(v1::GetCallerRequest {}).await.is_err() {
        assert!(begun.elapsed() < SOON);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_of_an_hour_are_limited_for_a_member() {
    let limits = Limits { calls_per_hour: 30.try_into().unwrap(), ..Limits::default() };
    let (site, police, flooder) = site(limits).await;
    let client = Client::connect(&site.profile(Some(flooder))).await.unwrap();
    let mut calls = 0;
    let refused = loop {
        match client.membership().get_caller(v1::GetCallerRequest {}).await {
            Ok(_) => calls += 1,
            Err(status) => break status,
        }
    };
    assert!((20..=30).contains(&calls), "{calls}");
    assert_eq!(reason(&refused), "RATE", "{refused:?}");
    assert!(refused.message().contains("an hour"), "{refused:?}");
    let wait = refused.get_error_details().retry_info().unwrap().retry_delay.unwrap();
    assert!(wait > Duration::from_secs(60), "{wait:?}");
    call(&site, &police).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_uses_up_a_members_calls_keeps_nobody_from_suspending() {
    let limits = Limits { calls_per_hour: 30.try_into().unwrap(), ..Limits::default() };
    let (mut site, _, flooder) = site(limits).await;
    let reader = site.coordinator().await;
    let asked = async || reader.membership().list_members(v1::ListMembersRequest {}).await;
    while asked().await.is_ok() {}
    // The head that a client asks for first, and what it came for.
    let coordinator = site.coordinator().await;
    let set = async |status: v1::MemberStatus| {
        let request = v1::SetMemberStatusRequest {
            trust_domain: DOMAIN.into(),
            member_id: "flooder".into(),
            status: status as i32,
        };
        coordinator.membership().set_member_status(request).await
    };
    set(v1::MemberStatus::Suspended).await.unwrap();
    assert!(call(&site, &flooder).await.unwrap_err().contains("suspended"));
    assert_eq!(reason(&asked().await.unwrap_err()), "RATE", "questions get nothing of it");
    // What is kept for them has an end, too.
    let mut calls = 0;
    let refused = loop {
        match set(v1::MemberStatus::Active).await {
            Ok(_) => calls += 1,
            Err(status) => break status,
        }
        assert!(calls < 100);
    };
    assert_eq!(reason(&refused), "RATE", "{refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_at_its_limit_is_told_so() {
    let limits = Limits { max_connections_per_member: 1, ..Limits::default() };
    let (mut site, police, _) = site(limits).await;
    let watcher = site.member(Role::Liaison, "albania").await;
    let request = v1::WatchReferralsRequest::default();
    let _watching = watcher.referrals().watch_referrals(request).await.unwrap();
    let certificate = site.dir.path().join("pki/albania-Liaison.pem");
    let Err(refused) = Client::connect(&site.profile(Some(certificate))).await else {
        panic!("a second connection");
    };
    assert!(matches!(refused, ClientError::Connect { .. }));
    assert!(refused.to_string().contains("no connection is free"), "{refused}");
    call(&site, &police).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn floods_of_frames_end_or_wait_and_others_are_served() {
    let (site, police, flooder) = site(Limits::default()).await;
    let path = "/vdx.v1.MembershipService/GetCaller";
    // Calls that are given up at once (CVE-2023-44487).
    let resets: Vec<u8> = (0..5000)
        .flat_map(|n| {
            [h2::headers(1 + 2 * n, path), h2::frame(3, 0, 1 + 2 * n, &[0, 0, 0, 8])].concat()
        })
        .collect();
    // Headers that go on and on (CVE-2024-27316).
    let mut open = h2::headers(1, path);
    open[4] = 1; // END_STREAM, and no END_HEADERS
    let more = h2::literal("x-more", &"x".repeat(8000));
    let continuations: Vec<u8> =
        open.into_iter().chain((0..2000).flat_map(|_| h2::frame(9, 0, 1, &more))).collect();
    let pings: Vec<u8> = (0..200_000).flat_map(|_| h2::frame(6, 0, 0, &[0; 8])).collect();
    let settings: Vec<u8> = (0..200_000).flat_map(|_| h2::frame(4, 0, 0, &[])).collect();
    let updates: Vec<u8> = (0..200_000).flat_map(|_| h2::frame(8, 0, 0, &[0, 0, 0, 1])).collect();
    let empty: Vec<u8> = h2::headers(1, path)
        .into_iter()
        .chain((0..200_000).flat_map(|_| h2::frame(0, 0, 1, &[])))
        .collect();
    for (name, flood, ends) in [
        ("resets", resets, true),
        ("continuations", continuations, true),
        ("pings", pings, false),
        ("settings", settings, false),
        ("window updates", updates, false),
        ("empty data", empty, false),
    ] {
        let mut stream = h2::connect(&site, &flooder, 65_535).await;
        // What is not read within a few seconds is not read soon.
        let sending = async {
            let _ = stream.write_all(&flood).await;
            stream
        };
        let sent = tokio::time::timeout(Duration::from_secs(3), sending).await;
        call(&site, &police).await.unwrap_or_else(|error| panic!("{name}: {error}"));
        if ends {
            let mut stream = sent.unwrap_or_else(|_| panic!("{name}: not read"));
            assert!(is_closed(&mut stream, SOON).await, "{name}");
        }
    }
}

/// Just enough HTTP/2 to misuse it.
mod h2 {
    use super::*;

    pub fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
        let mut bytes = (payload.len() as u32).to_be_bytes()[1..].to_vec();
        bytes.extend([kind, flags]);
        bytes.extend(stream.to_be_bytes());
        bytes.extend(payload);
        bytes
    }

    /// A header field without compression.
    pub fn literal(name: &str, value: &str) -> Vec<u8> {
        let mut bytes = vec![0];
        for text in [name, value] {
            let length = text.len();
            if length < 127 {
                bytes.push(length as u8);
            } else {
                bytes.push(127);
                let mut rest = length - 127;
                while rest >= 128 {
                    bytes.push((rest % 128) as u8 | 0x80);
                    rest /= 128;
                }
                bytes.push(rest as u8);
            }
            bytes.extend(text.as_bytes());
        }
        bytes
    }

    pub fn headers(stream: u32, path: &str) -> Vec<u8> {
        let fields = [
            (":method", "POST"),
            (":scheme", "https"),
            (":authority", "localhost"),
            (":path", path),
            ("content-type", "application/grpc"),
            ("te", "trailers"),
        ];
        let block: Vec<u8> = fields.iter().flat_map(|(name, value)| literal(name, value)).collect();
        frame(1, 4, stream, &block)
    }

    /// A connection whose streams have a window of so many bytes.
    pub async fn connect(site: &Site, certificate: &Path, window: u32) -> TlsStream<TcpStream> {
        let mut stream = tls(site, Some(certificate), Ipv4Addr::LOCALHOST).await.unwrap();
        stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await.unwrap();
        let [a, b, c, d] = window.to_be_bytes();
        stream.write_all(&frame(4, 0, 0, &[0, 4, a, b, c, d])).await.unwrap();
        stream
    }
}

/// A store that does not let the thread read on that links.
struct Held {
    store: Arc<dyn Store>,
    held: Arc<AtomicBool>,
}

impl Otherwise for Held {
    fn store(&self) -> &dyn Store {
        &*self.store
    }

    fn scan(&self, space: Space, from: &[u8], visit: &mut Visit<'_>) -> Result<(), StoreError> {
        let is_linkage = std::thread::current().name() == Some("vdx-linkage");
        while is_linkage && self.held.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(5));
        }
        self.store.scan(space, from, visit)
    }
}

/// However far linking is behind, everybody is answered, a stop is a stop, and nothing is lost.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn linking_that_stands_still_holds_up_nobody() {
    /// More than ever waited in memory.
    const RECORDS: u64 = 200;
    let mut site = Site::prepare(Limits::default());
    site.policy = common::precise();
    let held = Arc::new(AtomicBool::new(false));
    let shared = held.clone();
    let exchange = site.resume_on(|store| Arc::new(Changed(Held { store, held: shared }))).await;
    site.release("2009").await.unwrap();
    let police = site.member(Role::Institution, "police").await;
    let analyst = site.member(Role::Analyst, "desk").await;
    let (mut albania, mut kosovo) = liaisons::two(&mut site).await;

    held.store(true, Ordering::Relaxed);
    let work = async {
        for n in 0..RECORDS {
            let record = common::record(common::victim(&format!("v{n}"), n));
            let batch = common::batch(&site, &format!("s{n}"), 1, vec![record]);
            let answers = common::send(&police, vec![batch]).await.unwrap();
            assert_eq!(common::outcomes(&answers[0]), [v1::RecordOutcome::Stored]);
        }
        common::query(&analyst, &[], &[]).await.unwrap();
        let referral = liaisons::sent(&site, &mut albania).await;
        liaisons::accepted(&site, &mut kosovo, liaisons::id(&referral)).await;
        let name = |n: u64| v1::RecordName {
            kind: v1::RecordKind::Victim as i32,
            record_id: format!("v{n}"),
        };
        let request = v1::WithdrawRecordsRequest { records: vec![name(0)], lapsed: false };
        let answer = police.intake().withdraw_records(request).await.unwrap().into_inner();
        assert!(answer.outcomes().eq([v1::WithdrawOutcome::Withdrawn]));
        let ended = v1::EndedConsent { name: Some(name(1)), revision: 2 };
        let request = v1::EndConsentRequest { records: vec![ended] };
        police.intake().end_consent(request).await.unwrap();
        let states = v1::GetRecordStatesRequest { records: vec![name(0), name(1)] };
        let states = police.intake().get_record_states(states).await.unwrap().into_inner();
        assert!(states.states.iter().all(|s| s.status() == v1::RecordStatus::Withdrawn));
    };
    tokio::time::timeout(Duration::from_secs(300), work).await.expect("nobody waits for linking");
    assert!(exchange.is_writable());

    // A stop ends by itself; what holds the thread goes on for longer than it waits for linking.
    drop((exchange, police, analyst, albania, kosovo));
    let shared = held.clone();
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_secs(7)).await;
        shared.store(false, Ordering::Relaxed);
    });
    site.stop().await;
    // The next start links what was left.
    site.resume().await;
    site.release("2010").await.unwrap();
    let analyst = site.client(Role::Analyst, "desk").await;
    let answer = common::query(&analyst, &[], &[("year", &["2010"])]).await.unwrap();
    assert_eq!(answer.cells[0].count, RECORDS - 2);
}

/// Persons of a release are those of its moment, though linking was behind it and records were
/// withdrawn before it came as far.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_release_is_of_its_moment_however_late_it_is_linked() {
    let mut site = Site::prepare(Limits::default());
    site.policy = common::precise();
    let held = Arc::new(AtomicBool::new(false));
    let shared = held.clone();
    let exchange = site.resume_on(|store| Arc::new(Changed(Held { store, held: shared }))).await;
    let police = site.member(Role::Institution, "police").await;
    let analyst = site.member(Role::Analyst, "desk").await;
    held.store(true, Ordering::Relaxed);
    let records = (0..50).map(|n| common::record(common::victim(&format!("v{n}"), n)));
    let batch = common::batch(&site, "s", 1, records.collect());
    common::send(&police, vec![batch]).await.unwrap();
    let withdrawing = async {
        // Not before the release has its moment: what is proposed is there already.
        while exchange.releases().is_empty() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
        let names = (0..20).map(|n| v1::RecordName {
            kind: v1::RecordKind::Victim as i32,
            record_id: format!("v{n}"),
        });
        let request = v1::WithdrawRecordsRequest { records: names.collect(), lapsed: false };
        police.intake().withdraw_records(request).await.unwrap();
        held.store(false, Ordering::Relaxed);
    };
    let (released, ()) = tokio::join!(site.release("2010"), withdrawing);
    released.unwrap();
    let answer = common::query(&analyst, &[], &[("year", &["2010"])]).await.unwrap();
    assert_eq!(answer.cells[0].count, 50);
}
