//! The same with a real exchange on real file systems: ext4 and xfs on loop devices. While
//! institutions submit, the process is frozen, what the device holds is copied, and the copy is
//! mounted and started: everything that was acknowledged is there, once.
//!
//! What the kernel still kept in memory is not in the copy, as after a power cut. What the device was
//! given is, in its order: writes that a device loses or tears are the simulated disk's part.
//!
//! Needs root and loop devices, and says so where it has none. A longer run:
//! `VDX_REAL_CUTS=200 cargo test --release --test real_power_cuts -- --nocapture`, and
//! `VDX_REAL_CUTS_ENGINE=sled` to see what it finds on the engine of older stores.

#![cfg(target_os = "linux")]

mod common;
mod process;

use std::collections::HashMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use common::{connect, national_check, record, victim};
use fastrand::Rng;
use process::{certify, configure, epochs, free_port, ok, put_member, serve, vdx};
use vdx::client::Client;
use vdx::domain::record::Record;
use vdx::proto::v1;
use vdx::store::{self, Engine, Entry, Space, StoreSettings, decode_entry};

const INSTITUTIONS: [&str; 3] = ["police", "shelter", "court"];
/// Records of a batch; those of the court are submitted one by one.
const BATCH: u64 = 40;

/// A file system, how it is made, and bytes of its device.
const FILE_SYSTEMS: [(&str, &[&str], u64); 2] = [
    ("ext4", &["mkfs.ext4", "-q", "-F"], 512 << 20),
    ("xfs", &["mkfs.xfs", "-q", "-f"], 512 << 20),
];

fn run(program: &str, args: &[&str]) -> Result<(), String> {
    let output = Command::new(program).args(args).output();
    let output = output.map_err(|error| format!("{program}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{program} {args:?}: {}", process::text(&output.stderr)))
}

/// A mounted image of a device, unmounted with the test.
struct Mounted(PathBuf);

impl Mounted {
    fn new(kind: &str, image: &Path, at: &Path) -> Result<Self, String> {
        fs::create_dir_all(at).unwrap();
        // A copy of an xfs has the same number as the original.
        let options = if kind == "xfs" { "loop,nouuid" } else { "loop" };
        let (image, place) = (image.to_str().unwrap(), at.to_str().unwrap());
        run("mount", &["-t", kind, "-o", options, image, place])?;
        Ok(Self(at.into()))
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

/// Batches of new records of an institution; those after them correct the same records again and
/// again, so that the store does not outgrow its device.
const NEW_BATCHES: u64 = 2000;

/// A batch of an institution.
fn batch(institution: &str, check: &v1::KeyCheck, sequence: u64) -> v1::SubmitRecordsRequest {
    let (first, revision) = (sequence % NEW_BATCHES, (sequence / NEW_BATCHES + 1) as u32);
    let count = if institution == "court" { 1 } else { BATCH };
    let records = (0..count).map(|i| {
        let number = first * BATCH + i;
        record(v1::VictimRecord { revision, ..victim(&format!("{institution}-{number}"), number) })
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

/// Submits until the connection breaks; `acknowledged` follows.
async fn submit(
    client: Client,
    check: v1::KeyCheck,
    institution: &'static str,
    acknowledged: Arc<AtomicU64>,
    load: Arc<AtomicBool>,
) {
    let (sender, receiver) = tokio::sync::mpsc::channel(2);
    tokio::spawn(async move {
        for sequence in 1.. {
            while !load.load(Ordering::SeqCst) {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
            if sender.send(batch(institution, &check, sequence)).await.is_err() {
                break;
            }
        }
    });
    let requests = tokio_stream::wrappers::ReceiverStream::new(receiver);
    let mut answers = client.intake().submit_records(requests).await.unwrap().into_inner();
    while let Ok(Some(answer)) = answers.message().await {
        acknowledged.fetch_max(answer.durable_through, Ordering::SeqCst);
    }
}

fn signal(name: &str, process: u32) {
    run("kill", &[name, &process.to_string()]).unwrap();
}

/// Copies what a device holds. Its own writes may still be on their way: once two reads are the
/// same, nothing of it is of another moment.
fn copy(image: &Path, to: &Path) {
    let (image, to) = (image.to_str().unwrap(), to.to_str().unwrap());
    for _ in 0..50 {
        run("cp", &["--sparse=always", image, to]).unwrap();
        if run("cmp", &["-s", image, to]).is_ok() {
            return;
        }
    }
    panic!("the device does not come to rest");
}

/// Whether the copy starts, and holds what was acknowledged, once.
fn check(
    dir: &Path,
    kind: &str,
    engine: Engine,
    copied: &Path,
    acknowledged: &[u64],
) -> Result<(), String> {
    let mounted = Mounted::new(kind, copied, &dir.join("copy"))?;
    let output = vdx(dir, &["serve", "--check", "--config", "copy.toml"]);
    if !output.status.success() {
        return Err(process::text(&output.stderr));
    }
    let data = mounted.0.join("data");
    let settings = StoreSettings { engine, ..StoreSettings::new(&data, None) };
    let store = store::open(&settings).map_err(|error| error.to_string())?;
    let mut revisions: HashMap<String, Vec<u32>> = HashMap::new();
    let scanned = store.scan(Space::Journal, &[], &mut |key, value| {
        let sequence = u64::from_be_bytes(key.try_into().unwrap());
        if let Entry::Record { record, .. } = decode_entry(sequence, value)?
            && let Record::Victim(victim) = *record
        {
            let known = revisions.entry(victim.record_id.as_str().into()).or_default();
            known.push(victim.revision);
        }
        Ok(ControlFlow::Continue(()))
    });
    scanned.map_err(|error| error.to_string())?;
    let check = v1::KeyCheck::default();
    for (institution, acknowledged) in INSTITUTIONS.iter().zip(acknowledged) {
        for sequence in 1..=*acknowledged {
            for sent in batch(institution, &check, sequence).records {
                let Some(v1::record::Record::Victim(sent)) = sent.record else { unreachable!() };
                match revisions.get(&sent.record_id).map(Vec::as_slice) {
                    Some([revision]) if *revision >= sent.revision => {}
                    other => {
                        return Err(format!(
                            "{institution}: batch {sequence} of {acknowledged} acknowledged: a \
                             record of revision {} is there as {other:?}",
                            sent.revision
                        ));
                    }
                }
            }
        }
    }
    drop(store);
    Ok(())
}

/// So many cuts on a file system; what went wrong, by round.
async fn cut(kind: &str, make: &[&str], bytes: u64, rounds: u64, engine: Engine) -> Vec<String> {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path();
    let (image, copied) = (dir.join("image"), dir.join("copied"));
    fs::File::create(&image).unwrap().set_len(bytes).unwrap();
    run(make[0], &[&make[1..], &[image.to_str().unwrap()]].concat()).unwrap();
    let device = Mounted::new(kind, &image, &dir.join("device")).unwrap();

    let port = free_port();
    let institutions = INSTITUTIONS.map(|name| ("institution", name));
    let members = [&institutions[..], &[("coordinator", "coordinator")]].concat();
    certify(dir, "exchange.example", port, &members);
    ok(dir, &["keys", "generate"]);
    let more = format!("{}\n[store]\nengine = \"{engine}\"", epochs(dir, "national.key"));
    configure(dir, "exchange.example", "XK", port, &more);
    let config = fs::read_to_string(dir.join("vdx.toml")).unwrap();
    let files = [("vdx.toml", "device/data", port), ("copy.toml", "copy/data", free_port())];
    for (name, place, its_port) in files {
        let config = config.replace("data_dir = \"data\"", &format!("data_dir = \"{place}\""));
        let config = config.replace(&format!(":{port}"), &format!(":{its_port}"));
        fs::write(dir.join(name), config).unwrap();
    }
    let serving = serve(dir);
    for institution in INSTITUTIONS {
        put_member(dir, &format!("exchange.example/{institution}"), "institution", "XK");
    }
    let acknowledged = INSTITUTIONS.map(|_| Arc::new(AtomicU64::new(0)));
    // Only until the cut: the device is small, and looking at the copy takes long.
    let load = Arc::new(AtomicBool::new(false));
    let mut tasks = Vec::new();
    for (institution, acknowledged) in INSTITUTIONS.into_iter().zip(&acknowledged) {
        let client = connect(dir, institution).await;
        let check = national_check(dir);
        tasks.push(tokio::spawn(submit(
            client,
            check,
            institution,
            acknowledged.clone(),
            load.clone(),
        )));
    }
    let mut random = Rng::with_seed(11);
    let mut wrong = Vec::new();
    let (mut before, mut under_load) = (0, 0);
    for round in 0..rounds {
        load.store(true, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(random.u64(10..300))).await;
        signal("-STOP", serving.0.id());
        load.store(false, Ordering::SeqCst);
        // What was answered before is still on its way.
        tokio::time::sleep(Duration::from_millis(20)).await;
        let known = acknowledged.each_ref().map(|known| known.load(Ordering::SeqCst));
        copy(&image, &copied);
        // It goes on at once: an exchange that stands still for long loses its clients.
        signal("-CONT", serving.0.id());
        if known.iter().sum::<u64>() > before {
            under_load += 1;
        }
        before = known.iter().sum();
        if let Err(error) = check(dir, kind, engine, &copied, &known) {
            let error = error.trim().lines().next_back().unwrap_or_default().to_owned();
            println!("{kind}, round {round}, {known:?} acknowledged: {error}");
            wrong.push(format!("round {round}: {error}"));
        }
    }
    let known = acknowledged.map(|known| known.load(Ordering::SeqCst));
    println!(
        "{kind}: {rounds} cuts, {under_load} after new batches, {} failed; batches acknowledged: \
         {known:?}",
        wrong.len()
    );
    load.store(true, Ordering::SeqCst);
    drop(serving);
    for task in tasks {
        task.await.unwrap();
    }
    drop(device);
    assert!(under_load * 2 > rounds, "it was cut under load {under_load} times of {rounds}");
    wrong
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_outlives_a_cut_of_a_real_device() {
    let rounds = std::env::var("VDX_REAL_CUTS").map_or(3, |rounds| rounds.parse().unwrap());
    let sled = std::env::var("VDX_REAL_CUTS_ENGINE").is_ok_and(|engine| engine == "sled");
    let engine = if sled { Engine::Sled } else { Engine::Redb };
    for (kind, make, bytes) in FILE_SYSTEMS {
        if let Err(why) = is_possible(kind, make, bytes) {
            println!("{kind} is not tried: {why}");
            continue;
        }
        let wrong = cut(kind, make, bytes, rounds, engine).await;
        assert!(sled || wrong.is_empty(), "{kind}: {wrong:#?}");
    }
}

/// Whether this machine lets the test make and mount the file system.
fn is_possible(kind: &str, make: &[&str], bytes: u64) -> Result<(), String> {
    let dir = tempfile::tempdir().unwrap();
    let image = dir.path().join("image");
    fs::File::create(&image).unwrap().set_len(bytes).unwrap();
    run(make[0], &[&make[1..], &[image.to_str().unwrap()]].concat())?;
    Mounted::new(kind, &image, &dir.path().join("mounted")).map(drop)
}
