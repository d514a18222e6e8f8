//! The server is killed (SIGKILL) at random moments under concurrent submissions: what was
//! acknowledged is there afterwards, once. So it is when the disk is full.
//!
//! A longer run: `VDX_CRASH_ROUNDS=300 cargo test --release --test crashes -- --nocapture`.

mod common;
mod process;

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use common::stores::{Changed, Otherwise};
use common::{connect, national_check, record, victim};
use fastrand::Rng;
use process::{certify, configure, epochs, free_port, ok, put_member, serve, serve_in};
use vdx::client::Client;
use vdx::domain::codes::Role;
use vdx::proto::v1;
use vdx::store::Store;

const INSTITUTIONS: [&str; 3] = ["police", "shelter", "court"];
const BATCH: u64 = 40;
/// Most batches of an institution in one round: some kills meet a server that has just finished.
const PER_ROUND: u64 = 30;

/// One institution's submission: batches are numbered from 1, records follow from the number.
fn batch(institution: &str, check: &v1::KeyCheck, sequence: u64) -> v1::SubmitRecordsRequest {
    let records = (0..BATCH).map(|i| {
        let number = sequence * BATCH + i;
        // Every person is known to all institutions.
        record(victim(&format!("{institution}-{number}"), number))
    });
    v1::SubmitRecordsRequest {
        submission_id: format!("of-{institution}"),
        sequence,
        key_checks: vec![check.clone()],
        records: records.collect(),
        readmit_withdrawn: false,
        confirmed: Vec::new(),
        hold_corrections: false,
    }
}

/// Submits batches until the connection breaks; the last acknowledged one.
async fn submit(
    client: Client,
    institution: &str,
    check: v1::KeyCheck,
    batches: Range<u64>,
) -> u64 {
    let mut durable = batches.start - 1;
    let (sender, receiver) = tokio::sync::mpsc::channel(4);
    let name = institution.to_owned();
    tokio::spawn(async move {
        for sequence in batches {
            if sender.send(batch(&name, &check, sequence)).await.is_err() {
                break;
            }
        }
    });
    let requests = tokio_stream::wrappers::ReceiverStream::new(receiver);
    let Ok(answers) = client.intake().submit_records(requests).await else { return durable };
    let mut answers = answers.into_inner();
    while let Ok(Some(answer)) = answers.message().await {
        durable = durable.max(answer.durable_through);
    }
    durable
}

async fn status(client: &Client, institution: &str) -> u64 {
    let submission_id = format!("of-{institution}");
    let request = v1::GetSubmissionStatusRequest { submission_id };
    client.intake().get_submission_status(request).await.unwrap().into_inner().durable_through
}

/// Sets an exchange up in a directory.
fn set_up(dir: &Path) -> v1::KeyCheck {
    let port = free_port();
    let institutions = INSTITUTIONS.map(|name| ("institution", name));
    let members = [&institutions[..], &[("coordinator", "coordinator")]].concat();
    certify(dir, "exchange.example", port, &members);
    ok(dir, &["keys", "generate"]);
    configure(dir, "exchange.example", "XK", port, &epochs(dir, "national.key"));
    national_check(dir)
}

/// Sends batches up to the last acknowledged one again: each record is there, as it was, once.
async fn all_there(dir: &Path, institution: &str, check: &v1::KeyCheck, acknowledged: u64) {
    let client = connect(dir, institution).await;
    let mut again = Vec::new();
    for sequence in 1..=acknowledged {
        let mut request = batch(institution, check, sequence);
        request.submission_id = format!("again-{institution}");
        again.push(request);
    }
    let answers = common::send(&client, again).await.unwrap();
    assert_eq!(answers.len() as u64, acknowledged);
    for answer in &answers {
        let unchanged = vec![v1::RecordOutcome::Unchanged; BATCH as usize];
        assert_eq!(common::outcomes(answer), unchanged, "{institution} {}", answer.sequence);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_outlives_the_process() {
    let rounds = std::env::var("VDX_CRASH_ROUNDS").map_or(4, |rounds| rounds.parse().unwrap());
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let check = set_up(dir);
    let mut random = Rng::with_seed(4);
    let mut acknowledged = [0u64; INSTITUTIONS.len()];
    let mut serving = serve(dir);
    for institution in INSTITUTIONS {
        put_member(dir, &format!("exchange.example/{institution}"), "institution", "XK");
    }
    for round in 0..rounds {
        let mut tasks = Vec::new();
        for (place, institution) in INSTITUTIONS.into_iter().enumerate() {
            let client = connect(dir, institution).await;
            // It knows no less than was acknowledged, and perhaps more.
            let durable = status(&client, institution).await;
            assert!(durable >= acknowledged[place], "round {round}: {institution} lost a batch");
            acknowledged[place] = durable;
            let check = check.clone();
            tasks.push(tokio::spawn(submit(
                client,
                institution,
                check,
                durable + 1..durable + 1 + PER_ROUND,
            )));
        }
        tokio::time::sleep(Duration::from_millis(random.u64(30..500))).await;
        serving.0.kill().unwrap();
        for (place, task) in tasks.into_iter().enumerate() {
            acknowledged[place] = task.await.unwrap();
        }
        drop(serving);
        serving = serve(dir);
    }
    println!("{rounds} rounds, batches acknowledged: {acknowledged:?}");
    // On a machine with much else to do, not to each of them.
    assert!(acknowledged.iter().any(|durable| *durable > 0), "something was acknowledged");

    for (place, institution) in INSTITUTIONS.into_iter().enumerate() {
        all_there(dir, institution, &check, acknowledged[place]).await;
    }
    // Persons are those that a run without crashes finds: each of them once, whoever knows it.
    let persons = acknowledged.iter().max().unwrap() * BATCH;
    let coordinator = ["--profile", "pki/coordinator.toml"];
    process::release(dir, "2010");
    let answer: serde_json::Value = serde_json::from_str(&ok(
        dir,
        &[&["query", "--format", "json"][..], &coordinator].concat(),
    ))
    .unwrap();
    let count = answer["cells"][0]["count"].as_u64().unwrap();
    // Batches that were stored, but whose acknowledgement died, are at most the window.
    assert!(count + 8 >= persons && count <= persons + 8 + 12 * BATCH, "{count} for {persons}");

    // A second process on the directory is refused with a word.
    assert!(process::fails(dir, &["serve"]).contains("in use"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_and_flipped_bytes_lose_nothing_in_silence() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let check = set_up(dir);
    let serving = serve_in(dir, 2048);
    put_member(dir, "exchange.example/police", "institution", "XK");
    // Ends by itself: the exchange refuses when it cannot store.
    let client = connect(dir, "police").await;
    let sending = submit(client.clone(), "police", check.clone(), 1..u64::MAX);
    let acknowledged = tokio::time::timeout(Duration::from_secs(60), sending).await.unwrap();
    assert!(acknowledged > 0);
    let (_, refused) =
        common::send(&client, vec![batch("police", &check, acknowledged + 1)]).await.unwrap_err();
    assert_eq!(refused.code(), tonic::Code::Unavailable, "{refused}");
    drop((client, serving));
    assert!(std::fs::read_to_string(dir.join("log")).unwrap().contains("commit failed"));

    // With room again everything is there, and it goes on.
    let serving = serve(dir);
    all_there(dir, "police", &check, acknowledged).await;
    drop(serving);

    let file = dir.join("data/store.redb");
    let mut bytes = std::fs::read(&file).unwrap();
    // One a page: a single one may sit where nothing is read any more.
    bytes.iter_mut().step_by(4096).for_each(|byte| *byte ^= 1);
    std::fs::write(&file, bytes).unwrap();
    let error = process::fails(dir, &["serve", "--check"]);
    assert!(error.to_lowercase().contains("restore it from a backup"), "{error}");
}

/// Nothing is started on a directory that cannot be written, and nothing in it changes.
#[cfg(unix)]
#[test]
fn a_directory_that_cannot_be_written_is_refused_with_a_word() {
    use std::fs;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    let root = tempfile::tempdir().unwrap();
    let dir = root.path();
    set_up(dir);
    drop(serve(dir));
    // Root may write anywhere: then the exchange runs as nobody, who owns the files.
    let is_root = fs::metadata(dir).unwrap().uid() == 0;
    let program = dir.join("vdx");
    fs::copy(env!("CARGO_BIN_EXE_vdx"), &program).unwrap();
    let check = || {
        let mut command = Command::new(&program);
        command.current_dir(dir).args(["serve", "--check"]);
        if is_root {
            command.uid(NOBODY).gid(NOBODY);
        }
        command.output().unwrap()
    };
    for path in everything_in(dir) {
        if is_root {
            chown(&path, Some(NOBODY), Some(NOBODY)).unwrap();
        }
    }
    assert!(check().status.success());

    let data = everything_in(&dir.join("data"));
    let before: Vec<_> = data.iter().filter_map(|path| fs::read(path).ok()).collect();
    let allow = |bits: u32| {
        for path in &data {
            let mode = if path.is_dir() { bits | 0o100 } else { bits };
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    // The directory is not its own, as one on a medium that is mounted for reading.
    allow(0o444);
    if is_root {
        data.iter().for_each(|path| chown(path, Some(0), Some(0)).unwrap());
        fs::set_permissions(&data[0], fs::Permissions::from_mode(0o555)).unwrap();
    }
    let refused = check();
    let error = process::text(&refused.stderr);
    assert!(!refused.status.success() && error.contains("data"), "{error}");
    assert!(error.to_lowercase().contains("permi"), "{error}");
    let after: Vec<_> = data.iter().filter_map(|path| fs::read(path).ok()).collect();
    assert!(before == after);
    allow(0o600);
}

#[cfg(unix)]
const NOBODY: u32 = 65534;

/// A directory and all that is in it, it first.
#[cfg(unix)]
fn everything_in(dir: &Path) -> Vec<std::path::PathBuf> {
    let mut found = vec![dir.to_owned()];
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(everything_in(&path)) } else { found.push(path) }
    }
    found
}

/// A store whose disk is nearly full.
struct Low(Arc<dyn Store>, Arc<AtomicBool>);

impl Otherwise for Low {
    fn store(&self) -> &dyn Store {
        &*self.0
    }

    fn is_low(&self) -> bool {
        self.1.load(Ordering::SeqCst)
    }
}

/// What is kept back of the disk is for what cannot wait: a withdrawal, a suspension.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_nearly_full_disk_refuses_records_and_takes_withdrawals() {
    let mut site = common::Site::prepare(vdx::grpc::Limits::default());
    let low = Arc::new(AtomicBool::new(false));
    let shared = low.clone();
    let exchange = site.resume_on(|store| Arc::new(Changed(Low(store, shared)))).await;
    let police = site.member(Role::Institution, "police").await;
    let records = |site: &common::Site, sequence, id: &str| {
        let records = vec![common::record(common::victim(id, sequence))];
        common::batch(site, "a", sequence, records)
    };
    let first = records(&site, 1, "one");
    common::send(&police, vec![first]).await.unwrap();
    low.store(true, Ordering::SeqCst);
    assert!(exchange.is_disk_low());
    let (_, refused) = common::send(&police, vec![records(&site, 2, "two")]).await.unwrap_err();
    assert_eq!(refused.code(), tonic::Code::ResourceExhausted);
    assert!(refused.message().contains("nearly full"), "{refused}");
    assert!(site.release("2010").await.unwrap_err().message().contains("nearly full"));
    let name = v1::RecordName { kind: v1::RecordKind::Victim.into(), record_id: "one".into() };
    let withdrawn = v1::WithdrawRecordsRequest { records: vec![name], lapsed: false };
    let answer = police.intake().withdraw_records(withdrawn).await.unwrap().into_inner();
    assert_eq!(answer.outcomes, [v1::WithdrawOutcome::Withdrawn as i32]);
    // With room again it goes on.
    low.store(false, Ordering::SeqCst);
    common::send(&police, vec![records(&site, 2, "two")]).await.unwrap();
}
