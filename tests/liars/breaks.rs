//! An exchange that breaks calls off, and goes on without showing the head of its log: nobody can tell
//! whether it still has the newest data, so nothing is sent to it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::Request;
use vdx::client::{Batch, Client, ClientError, SubmitProgress, submit};
use vdx::domain::codes::Role;
use vdx::proto::v1;

use crate::common::liaisons::two;
use crate::common::{Site, entry, record, victim};
use crate::liar::{listen, pass_on};
use crate::process;

/// Calls by method.
#[derive(Clone, Default)]
struct Calls(Arc<Mutex<HashMap<String, usize>>>);

impl Calls {
    fn of(&self, method: &str) -> usize {
        self.0.lock().unwrap().get(method).copied().unwrap_or(0)
    }
}

/// Stands before the exchange, answers each call of `broken` with UNAVAILABLE, and shows the head as
/// often as `heads` says.
async fn breaking(
    site: &Site,
    upstream: &Client,
    broken: &'static str,
    heads: usize,
) -> (u16, Calls) {
    let (upstream, calls) = (upstream.channel(), Calls::default());
    let counted = calls.clone();
    let router = axum::Router::new().fallback(move |request: Request| {
        let (upstream, calls) = (upstream.clone(), counted.clone());
        async move {
            let method = request.uri().path().rsplit('/').next().unwrap().to_owned();
            let count = {
                let mut calls = calls.0.lock().unwrap();
                let count = calls.entry(method.clone()).or_default();
                *count += 1;
                *count
            };
            if method == broken || method == "GetHead" && count > heads {
                return tonic::Status::unavailable("restarting").into_http::<axum::body::Body>();
            }
            pass_on(upstream, Arc::default(), request).await
        }
    });
    (listen(site, router).await, calls)
}

struct Silent;

impl SubmitProgress for Silent {
    fn resumed(&mut self, _: u64) {}
    fn acknowledged(&mut self, _: u64, _: Vec<v1::RecordResult>) {}
    fn interrupted(&mut self, _: &str, _: Duration) {}
    fn told(&mut self, _: &str) {}
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_break_no_record_is_sent_without_a_head() {
    let mut site = Site::start().await;
    let police = site.member(Role::Institution, "police").await;
    let (port, calls) = breaking(&site, &police, "SubmitRecords", 1).await;
    let mut profile = site.profile(Some(site.dir.path().join("pki/police-Institution.pem")));
    profile.server = format!("https://localhost:{port}");
    profile.heads = Some(site.dir.path().join("police.head"));
    let client = Client::connect(&profile).await.unwrap();
    let mut batches = vec![Batch {
        sequence: 1,
        records: vec![record(victim("r1", 1))],
        readmit_withdrawn: false,
        confirmed: Vec::new(),
        hold_corrections: false,
    }]
    .into_iter();
    let next = || Ok(batches.next());
    let sent = submit(&client, "s-1", &site.key_checks(), next, &mut Silent).await;
    assert!(matches!(sent, Err(ClientError::Refused(_))), "{sent:?}");
    assert_eq!(calls.of("SubmitRecords"), 1, "sent again without a head");
    assert_eq!(calls.of("GetSubmissionStatus"), 1);
    assert!(calls.of("GetHead") > 2, "the head is asked for again");
}

/// A liaison's profile before that port, in the site's directory; the name of its file.
fn profile_at(site: &Site, port: u16, keys: &vdx::referral::keys::Keyring) -> String {
    let dir = site.dir.path();
    let profile = format!(
        "server = \"https://localhost:{port}\"\nca = \"pki/ca.pem\"\ncertificate = \"pki/kosovo-Liaison.pem\"\nkey = \"pki/kosovo-Liaison.key.pem\"\n"
    );
    std::fs::write(dir.join("kosovo.toml"), profile).unwrap();
    let file = dir.join("kosovo.keys");
    if !file.exists() {
        keys.save_new(&file).unwrap();
    }
    dir.join("kosovo.toml").display().to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_head_at_the_end_nothing_is_certain() {
    let mut site = Site::start().await;
    let (_, kosovo) = two(&mut site).await;
    let (port, calls) = breaking(&site, kosovo.client(), "nothing", 1).await;
    let profile = profile_at(&site, port, kosovo.keyring());
    let output = process::vdx(site.dir.path(), &["referral", "list", "--profile", &profile]);
    let told = process::text(&output.stderr);
    assert_eq!(output.status.code(), Some(5), "{told}");
    assert!(told.contains("NOT CERTAIN") && !told.contains("DO NOT RELY"), "{told}");
    assert!(calls.of("GetHead") > 2, "asked for more than once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_watch_goes_on_only_after_a_head() {
    let mut site = Site::start().await;
    let (_, kosovo) = two(&mut site).await;
    let (port, calls) = breaking(&site, kosovo.client(), "WatchReferrals", 1).await;
    let profile = profile_at(&site, port, kosovo.keyring());
    let mut watching = std::process::Command::new(env!("CARGO_BIN_EXE_vdx"))
        .current_dir(site.dir.path())
        .args(["referral", "watch", "--after", "0", "--profile", &profile])
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    while calls.of("GetHead") < 4 {
        assert!(watching.try_wait().unwrap().is_none(), "it waits for the head");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    watching.kill().unwrap();
    watching.wait().unwrap();
    assert_eq!(calls.of("WatchReferrals"), 1, "asked again without a head");
}

/// A connection that breaks is followed by another one, which carries nothing before its head.
#[tokio::test(flavor = "multi_thread")]
async fn a_new_connection_carries_nothing_before_its_head() {
    let mut site = Site::start().await;
    drop(site.coordinator().await);
    site.stop().await;
    let (data, old) = (site.dir.path().join("data"), site.dir.path().join("old"));
    copy(&data, &old);
    site.resume().await;
    let certificate = site.certificate(Role::Coordinator, "coordinator");
    let mut profile = site.profile(Some(certificate));
    let front = Front::before(site.address.port()).await;
    profile.server = format!("https://localhost:{}", front.port);
    profile.heads = Some(site.dir.path().join("kept.head"));
    let client = Client::connect(&profile).await.unwrap();
    let put = async |name: &str| {
        let member = Some(entry(name, &[Role::Analyst]));
        client.membership().put_member(v1::PutMemberRequest { member }).await
    };
    put("first").await.unwrap();
    client.check_head().await.unwrap();
    // An honest restart: the client goes on by itself.
    site.restart().await;
    front.to(site.address.port());
    let _ = put("second").await;
    put("third").await.unwrap();
    client.check_head().await.unwrap();

    site.stop().await;
    std::fs::remove_dir_all(&data).unwrap();
    std::fs::rename(&old, &data).unwrap();
    let exchange = site.resume().await;
    front.to(site.address.port());
    for _ in 0..3 {
        let refused = put("late").await.unwrap_err();
        let refused = ClientError::from(refused);
        let _ = client.check_head().await;
        let text = refused.to_string();
        assert!(text.contains("DO NOT RELY") || text.contains("broke"), "{text}");
    }
    assert!(matches!(ClientError::from(put("late").await.unwrap_err()), ClientError::Head(_)));
    assert!(matches!(client.check_head().await, Err(ClientError::Head(_))));
    let lines = exchange.audit_lines(0, usize::MAX).unwrap();
    assert!(!lines.iter().any(|line| line.contains("late")), "{lines:?}");
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &to),
            false => drop(std::fs::copy(entry.path(), to).unwrap()),
        }
    }
}

/// Passes bytes on to whatever port it is told: the exchange is replaced behind a client's back.
struct Front {
    port: u16,
    to: Arc<Mutex<u16>>,
}

impl Front {
    async fn before(port: u16) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (front, to) = (listener.local_addr().unwrap().port(), Arc::new(Mutex::new(port)));
        let target = to.clone();
        tokio::spawn(async move {
            while let Ok((mut near, _)) = listener.accept().await {
                let port = *target.lock().unwrap();
                tokio::spawn(async move {
                    if let Ok(mut far) = tokio::net::TcpStream::connect(("127.0.0.1", port)).await {
                        let _ = tokio::io::copy_bidirectional(&mut near, &mut far).await;
                    }
                });
            }
        });
        Self { port: front, to }
    }

    fn to(&self, port: u16) {
        *self.to.lock().unwrap() = port;
    }
}
