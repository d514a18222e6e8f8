//! A flood from members whose certificates are good: memory stays flat, others are served, and
//! whoever asks too much is told when to come back.
//!
//! A longer run: `VDX_FLOOD_SECONDS=600 cargo test --release --test flood -- --nocapture`.

#![cfg(target_os = "linux")] // reads the server's memory from /proc

mod common;
mod process;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use common::{connect, national_check, raw, record, submit_numbers, victim};
use process::{certify, configure, epochs, free_port, ok, put_member, serve};
use tokio::net::TcpStream;
use tokio::runtime::Builder;
use tokio_stream::wrappers::ReceiverStream;
use tonic::Code;
use tonic_types::StatusExt;
use vdx::client::Client;
use vdx::proto::v1;

/// Streams that send as fast as they can; every second one never reads an acknowledgement.
const STREAMS: usize = 12;
/// Connections that never say anything.
const SILENT: usize = 40;
/// Callers that ask as fast as they can, on one connection.
const CALLERS: usize = 24;
/// Until every buffer has been full once.
const WARM_UP: Duration = Duration::from_secs(4);
/// MiB by which the server may be larger in the second half than in the first.
const SLACK: u64 = 96;

/// Resident memory of a process, MiB.
fn resident(pid: u32) -> u64 {
    process::resident(pid) / 1024
}

/// Sends full batches for as long as it is let: the same records in each.
async fn pour(
    client: Client,
    name: String,
    check: v1::KeyCheck,
    reads: bool,
    sent: Arc<AtomicU64>,
) {
    let (sender, receiver) = tokio::sync::mpsc::channel(1);
    let Ok(answers) = client.intake().submit_records(ReceiverStream::new(receiver)).await else {
        return;
    };
    let mut answers = answers.into_inner();
    let reading = async {
        while reads && answers.message().await.is_ok_and(|answer| answer.is_some()) {}
        std::future::pending::<()>().await;
    };
    let records: Vec<_> =
        (0..1000).map(|n| record(victim(&format!("{name}-{n}"), n % 100))).collect();
    let sending = async {
        for sequence in 1.. {
            let request = v1::SubmitRecordsRequest {
                submission_id: name.clone(),
                sequence,
                key_checks: vec![check.clone()],
                records: records.clone(),
                readmit_withdrawn: false,
                confirmed: Vec::new(),
                hold_corrections: false,
            };
            if sender.send(request).await.is_err() {
                return;
            }
            sent.fetch_add(1, Ordering::Relaxed);
        }
    };
    tokio::select! { () = reading => {}, () = sending => {} }
}

#[tokio::test]
async fn memory_stays_flat_and_others_are_served() {
    let seconds = std::env::var("VDX_FLOOD_SECONDS").map_or(6, |text| text.parse().unwrap());
    let root = tempfile::tempdir().unwrap();
    let dir = root.path();
    let port = free_port();
    let institutions = [("institution", "flooder"), ("institution", "police")];
    certify(
        dir,
        "exchange.example",
        port,
        &[&institutions[..], &[("coordinator", "coordinator")]].concat(),
    );
    ok(dir, &["keys", "generate"]);
    let limits = format!("{}\n[limits]\ncalls_per_second = 5\n", epochs(dir, "national.key"));
    configure(dir, "exchange.example", "XK", port, &limits);
    let serving = serve(dir);
    for member in ["flooder", "police"] {
        put_member(dir, &format!("exchange.example/{member}"), "institution", "XK");
    }
    let check = national_check(dir);

    let sent = Arc::new(AtomicU64::new(0));
    let over = Arc::new(AtomicBool::new(false));
    // Threads of their own: the other member is to wait for the server, not for its own process.
    let flood = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    for number in 0..STREAMS {
        let (dir, check, sent) = (dir.to_path_buf(), check.clone(), sent.clone());
        flood.spawn(async move {
            let client = connect(&dir, "flooder").await;
            pour(client, format!("pour-{number}"), check, number % 2 == 0, sent).await;
        });
    }
    let mut silent = Vec::new();
    for _ in 0..SILENT {
        silent.push(TcpStream::connect(("127.0.0.1", port)).await.unwrap());
    }
    let refused = Arc::new(AtomicU64::new(0));
    let flooder = dir.to_path_buf();
    let caller = flood.spawn(async move { connect(&flooder, "flooder").await }).await.unwrap();
    for _ in 0..CALLERS {
        let client = caller.clone();
        let (refused, over) = (refused.clone(), over.clone());
        flood.spawn(async move {
            while !over.load(Ordering::Relaxed) {
                let request = v1::GetSubmissionStatusRequest { submission_id: "x".into() };
                let Err(status) = client.intake().get_submission_status(request).await else {
                    continue;
                };
                assert_eq!(status.code(), Code::ResourceExhausted, "{status:?}");
                let delay = status.get_details_retry_info().and_then(|info| info.retry_delay);
                assert!(delay.is_some(), "it says when to come back");
                refused.fetch_add(1, Ordering::Relaxed);
                // As a client does that does not listen, though not in a tight loop.
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        });
    }

    let begun = Instant::now();
    let server = serving.0.id();
    let measuring = std::thread::spawn(move || {
        std::thread::sleep(WARM_UP);
        let mut sizes = Vec::new();
        while begun.elapsed() < WARM_UP + Duration::from_secs(seconds) {
            sizes.push(resident(server));
            std::thread::sleep(Duration::from_millis(100));
        }
        sizes
    });
    let mut served = 0;
    while begun.elapsed() < WARM_UP + Duration::from_secs(seconds) {
        // Another member is served meanwhile: its batches are stored and acknowledged.
        let prefix = format!("case-{served}-");
        let outcomes =
            submit_numbers(dir, "police", &prefix, &prefix, served * 10..served * 10 + 10).await;
        assert_eq!(outcomes.unwrap(), vec![v1::RecordOutcome::Stored; 10]);
        served += 1;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    over.store(true, Ordering::Relaxed);
    let sizes = measuring.join().unwrap();
    let (first, second) = sizes.split_at(sizes.len() / 2);
    let (first, second) = (first.iter().max().unwrap(), second.iter().max().unwrap());
    println!(
        "{seconds} s: {} batches poured in, {} calls refused, {served} batches of another member \
         served; memory {first} MiB in the first half, {second} MiB in the second",
        sent.load(Ordering::Relaxed),
        refused.load(Ordering::Relaxed),
    );
    assert!(second <= &(first + SLACK), "{first} MiB grew to {second} MiB");
    assert!(refused.load(Ordering::Relaxed) > 0 && served > 1);
    flood.shutdown_background();
    drop(silent);
    ok(dir, &["whoami", "--profile", "pki/police.toml"]);
}

/// Connections with messages that stop in the middle, and messages on each.
const HALF_SENT: (usize, usize) = (10, 12);
/// MiB by which the server may grow: a member's share, and what connections hold beside it.
const SHARE: u64 = 32 + 64;

#[tokio::test(flavor = "multi_thread")]
async fn half_sent_messages_hold_a_share_and_end() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path();
    let port = free_port();
    let members =
        [("institution", "flooder"), ("institution", "police"), ("coordinator", "coordinator")];
    certify(dir, "exchange.example", port, &members);
    ok(dir, &["keys", "generate"]);
    let limits = "[limits]\nmessage_idle_seconds = 6\nmin_message_bytes_per_second = 1000000\n";
    configure(
        dir,
        "exchange.example",
        "XK",
        port,
        &format!("{}\n{limits}", epochs(dir, "national.key")),
    );
    let serving = serve(dir);
    for member in ["flooder", "police"] {
        put_member(dir, &format!("exchange.example/{member}"), "institution", "XK");
    }
    let before = resident(serving.0.id());
    // Four MiB are announced, and all but the last bytes of them sent.
    let length: u32 = 4 << 20;
    let mut half = vec![0; length as usize];
    half[1..5].copy_from_slice(&length.to_be_bytes());
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..HALF_SENT.0 {
        let client = connect(dir, "flooder").await;
        for _ in 0..HALF_SENT.1 {
            let (client, half) = (client.clone(), half.clone());
            calls.spawn(async move {
                raw::unfinished(&client, "/vdx.v1.IntakeService/SubmitRecords", half).await
            });
        }
    }
    let mut largest = before;
    let mut served = 0;
    while served < 8 {
        largest = largest.max(resident(serving.0.id()));
        let prefix = format!("case-{served}-");
        let outcomes =
            submit_numbers(dir, "police", &prefix, &prefix, served * 10..served * 10 + 10);
        let outcomes = tokio::time::timeout(Duration::from_secs(20), outcomes).await.unwrap();
        assert_eq!(outcomes.unwrap(), vec![v1::RecordOutcome::Stored; 10]);
        served += 1;
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    println!("memory {before} MiB before, at most {largest} MiB meanwhile");
    assert!(largest <= before + SHARE, "{before} MiB grew to {largest} MiB");
    // Each of them ends.
    while let Some(status) = calls.join_next().await {
        let status = status.unwrap();
        assert!(
            matches!(status.code(), Code::DeadlineExceeded | Code::ResourceExhausted),
            "{status:?}"
        );
    }
}
