//! How long the start of a large exchange takes, and what it has in memory then: with a checkpoint,
//! without, and with a part of the tokens on disk.
//!
//! `cargo bench --bench start`; `VDX_RECORDS` for another number than a million. Each million takes
//! about a gigabyte of memory and of disk; with ten of them the start with tokens on disk takes nearly
//! the five minutes for which it is waited.

#[path = "../tests/common/mod.rs"]
mod common;
#[path = "../tests/process/mod.rs"]
mod process;
#[path = "speed/records.rs"]
mod records;
#[path = "speed/table.rs"]
mod table;
#[path = "speed/tokens.rs"]
mod tokens;

use std::path::Path;
use std::time::Instant;

use process::{
    Serving, certify, configure, epochs, free_port, ok, put_member, resident, serve, serve_within,
};
use vdx::proto::v1;

/// Records of a batch.
const BATCH: u64 = 1000;
/// Batches of a submission.
const SUBMISSION: u64 = 100;

/// Sends so many records, made as they are sent.
async fn fill(dir: &Path, records: u64) {
    let client = common::connect(dir, "police").await;
    let key_checks = vec![common::national_check(dir)];
    for first in (0..records / BATCH).step_by(SUBMISSION as usize) {
        let key_checks = key_checks.clone();
        let batches = (first..(first + SUBMISSION).min(records / BATCH)).map(move |batch| {
            v1::SubmitRecordsRequest {
                submission_id: format!("bench{first}"),
                sequence: batch - first + 1,
                key_checks: key_checks.clone(),
                records: (batch * BATCH..(batch + 1) * BATCH).map(records::record).collect(),
                readmit_withdrawn: false,
                confirmed: Vec::new(),
                hold_corrections: false,
            }
        });
        let answers = client.intake().submit_records(tokio_stream::iter(batches)).await;
        let mut answers = answers.expect("it is taken").into_inner();
        while answers.message().await.expect("all is acknowledged").is_some() {}
    }
}

/// Seconds until an exchange answers, and the megabytes that it has in memory then.
fn start(dir: &Path) -> (Serving, f64, f64) {
    let begun = Instant::now();
    let serving = serve_within(dir, 6000);
    let seconds = begun.elapsed().as_secs_f64();
    let megabytes = resident(serving.0.id()) as f64 * 1024.0 / 1e6;
    (serving, seconds, megabytes)
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let records = std::env::var("VDX_RECORDS").map_or(1_000_000, |n| n.parse().expect("a number"));
    let root = tempfile::tempdir().expect("a directory");
    let dir = root.path();
    let port = free_port();
    let members = [("coordinator", "coordinator"), ("institution", "police")];
    certify(dir, "exchange.example", port, &members);
    ok(dir, &["keys", "generate"]);
    let settings = epochs(dir, "national.key");
    configure(dir, "exchange.example", "XK", port, &settings);
    let serving = serve(dir);
    put_member(dir, "exchange.example/police", "institution", "XK");
    fill(dir, records).await;
    serving.stop();

    table::header();
    let (serving, with, all) = start(dir);
    drop(serving);
    let checkpoint = dir.join("data/checkpoint");
    let aside = dir.join("checkpoint");
    std::fs::rename(&checkpoint, &aside).expect("there is one");
    let (serving, without, _) = start(dir);
    drop(serving);
    let line = |how: &str, seconds: f64, megabytes: f64| {
        let each = megabytes * 1e6 / records as f64;
        let what = format!("start with {records} records, {how}: {each:.0} bytes each");
        let baseline = format!("without: {without:.1} s");
        table::line(&what, &format!("{seconds:.1} s"), &baseline, seconds / without, "");
    };
    line("checkpoint", with, all);
}
