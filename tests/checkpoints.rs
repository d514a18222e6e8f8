//! A start takes up the latest checkpoint and reads only what came after it; with or without, the
//! exchange answers the same.

mod common;
mod process;

use std::fs;
use std::io::{self, Read};
use std::ops::Range;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use common::stores::{Changed, Otherwise};
use common::submit_numbers;
use process::{certify, configure, epochs, free_port, ok, put_member, release, serve};
use vdx::domain::code_list::CodeList;
use vdx::domain::codes::{MatchKeyKind, Role};
use vdx::exchange::Exchange;
use vdx::proto::v1::{self, RecordOutcome};
use vdx::store::{self, Space, StorageKey, Store, StoreError, StoreSettings, Visit, WriteAll};

const COORDINATOR: [&str; 2] = ["--profile", "pki/coordinator.toml"];

fn as_coordinator(dir: &Path, args: &[&str]) -> String {
    ok(dir, &[args, &COORDINATOR].concat())
}

/// What the latest start said about its replay: from which entry, and how many.
fn replayed(dir: &Path) -> (u64, u64) {
    let log = fs::read_to_string(dir.join("log")).unwrap();
    let line = log.lines().rfind(|line| line.contains("journal replayed")).unwrap();
    let field = |name: &str| {
        let value = line.split(name).nth(1).unwrap();
        let digits = value.chars().skip_while(|c| *c != '=').skip(1);
        digits.take_while(char::is_ascii_digit).collect::<String>().parse().unwrap()
    };
    (field("from"), field("entries"))
}

/// Everything that tells two exchanges apart. Records are sent again as they were.
async fn observe(dir: &Path) -> (String, Vec<Vec<RecordOutcome>>) {
    let mut text = as_coordinator(dir, &["members", "list"]);
    for args in [
        &["query", "--format", "json"][..],
        &["query", "--by", "gender", "--format", "json"],
        &["release", "list"],
    ] {
        text.push_str(&as_coordinator(dir, args));
    }
    let mut outcomes = Vec::new();
    for member in ["police", "shelter"] {
        for (name, numbers) in [("again-1", 0..400), ("again-2", 400..900)] {
            let prefix = format!("{member}-");
            outcomes.push(submit_numbers(dir, member, name, &prefix, numbers).await.unwrap());
        }
    }
    (text, outcomes)
}

async fn submit(dir: &Path, member: &str, name: &str, numbers: Range<u64>) {
    let outcomes = submit_numbers(dir, member, name, &format!("{member}-"), numbers).await.unwrap();
    assert!(outcomes.iter().all(|outcome| *outcome == RecordOutcome::Stored));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_start_reads_the_tail_alone_and_answers_the_same() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path();
    let port = free_port();
    let members =
        [("coordinator", "coordinator"), ("institution", "police"), ("institution", "shelter")];
    certify(dir, "exchange.example", port, &members);
    ok(dir, &["keys", "generate"]);
    ok(dir, &["keys", "generate-storage"]);
    let settings = format!("storage_key = \"storage.key\"\n{}", epochs(dir, "national.key"));
    configure(dir, "exchange.example", "XK", port, &settings);

    let serving = serve(dir);
    for member in ["police", "shelter"] {
        put_member(dir, &format!("exchange.example/{member}"), "institution", "XK");
    }
    submit(dir, "police", "one", 0..600).await;
    submit(dir, "shelter", "one", 300..700).await;
    ok(dir, &["withdraw", "--plain-ids", "police-5", "police-301", "--profile", "pki/police.toml"]);
    release(dir, "2010");
    assert_eq!(replayed(dir), (0, 0));
    serving.stop();

    // Everything is in the checkpoint; nothing is left to replay.
    let serving = serve(dir);
    let (from, entries) = replayed(dir);
    assert!(from > 1000 && entries == 0, "{from} {entries}");
    submit(dir, "shelter", "two", 700..800).await;
    ok(dir, &["withdraw", "--plain-ids", "shelter-310", "--profile", "pki/shelter.toml"]);
    drop(serving);

    // Killed: the tail is replayed. In a copy without the checkpoint, all of it; in one whose
    // checkpoint is damaged or under other settings, too.
    let copy = |name: &str| {
        let status = Command::new("cp").args(["-r", "data", name]).current_dir(dir).status();
        assert!(status.unwrap().success());
    };
    copy("without");
    fs::remove_file(dir.join("without/checkpoint")).unwrap();
    copy("damaged");
    let mut bytes = fs::read(dir.join("damaged/checkpoint")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(dir.join("damaged/checkpoint"), bytes).unwrap();
    copy("longer");
    append_to_checkpoint(dir);
    copy("settings");

    let serving = serve(dir);
    let (tail_from, tail) = replayed(dir);
    // A checkpoint may have been written just before the end: then the tail is shorter.
    assert!(tail_from >= from && tail < 200, "{tail_from} {tail}");
    assert!((100..200).contains(&(tail_from + tail - from)), "{from} {tail_from} {tail}");
    let expected = observe(dir).await;
    assert!(expected.1[2][..300].iter().all(|outcome| *outcome == RecordOutcome::Stored));
    drop(serving);

    for name in ["without", "damaged", "longer", "settings"] {
        fs::remove_dir_all(dir.join("data")).unwrap();
        fs::rename(dir.join(name), dir.join("data")).unwrap();
        forget_heads(dir);
        if name == "settings" {
            let more = format!("{settings}\n[referrals]\nkeep_completed_days = 10\n");
            configure(dir, "exchange.example", "XK", port, &more);
        }
        let serving = serve(dir);
        assert_eq!(replayed(dir), (0, tail_from + tail), "{name}");
        if name == "without" {
            assert_eq!(observe(dir).await, expected);
        }
        drop(serving);
    }
}

/// Has the clients forget how far the exchange was: they refuse one whose data are older.
fn forget_heads(dir: &Path) {
    for entry in fs::read_dir(dir.join("pki")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "head") {
            fs::remove_file(path).unwrap();
        }
    }
}

/// Puts a whole checkpoint, and one byte more, in the place of that of the store `longer`.
fn append_to_checkpoint(dir: &Path) {
    let key = StorageKey::load(&dir.join("storage.key")).unwrap();
    let store = store::open(&StoreSettings::new(&dir.join("longer"), Some(&key))).unwrap();
    let mut bytes = Vec::new();
    store.load_checkpoint().unwrap().read_to_end(&mut bytes).unwrap();
    bytes.push(0);
    store.save_checkpoint(&mut |out| out.write_all(&bytes)).unwrap();
}

/// A store that does less than it should.
struct Wanting {
    store: Arc<dyn Store>,
    /// Whether a part of it cannot be read.
    damaged: Arc<AtomicBool>,
    /// So many more checkpoints are kept.
    checkpoints: AtomicUsize,
    /// Whether a checkpoint is not finished yet.
    slow: Arc<AtomicBool>,
    /// Whether the next one brings down the thread that keeps it.
    fatal: Arc<AtomicBool>,
    /// Times that somebody read the audit log from its first line on.
    readings: Arc<AtomicUsize>,
}

impl Wanting {
    /// One that lacks nothing yet.
    fn new(store: Arc<dyn Store>) -> Self {
        Self {
            store,
            damaged: Arc::default(),
            checkpoints: usize::MAX.into(),
            slow: Arc::default(),
            fatal: Arc::default(),
            readings: Arc::default(),
        }
    }
}

impl Otherwise for Wanting {
    fn store(&self) -> &dyn Store {
        &*self.store
    }

    fn scan(&self, space: Space, from: &[u8], visit: &mut Visit<'_>) -> Result<(), StoreError> {
        if space == Space::Audit && from.iter().all(|byte| *byte == 0) {
            self.readings.fetch_add(1, Ordering::Relaxed);
        }
        self.store.scan(space, from, &mut |key, value| {
            let damaged = self.damaged.load(Ordering::Relaxed);
            if damaged && space == Space::Journal && key.ends_with(&[7]) {
                return Err(StoreError::Corrupt { place: "journal entry 7".into() });
            }
            visit(key, value)
        })
    }

    fn save_checkpoint(&self, write: &mut WriteAll<'_>) -> Result<(), StoreError> {
        while self.slow.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(5));
        }
        assert!(!self.fatal.swap(false, Ordering::Relaxed), "the thread ends here");
        let one_less = |left: usize| left.checked_sub(1);
        match self.checkpoints.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less) {
            Ok(_) => self.store.save_checkpoint(write),
            Err(_) => Ok(()),
        }
    }
}

/// Views and linkers are of one moment, though the views are taken while entries wait to be linked,
/// and more arrive until these are.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_checkpoint_while_records_arrive_is_of_one_moment() {
    const BATCH: u64 = 1000;
    let mut site = common::Site::prepare(vdx::grpc::Limits::default());
    let first = |store| Changed(Wanting { checkpoints: 1.into(), ..Wanting::new(store) });
    let exchange = site.resume_on(|store| Arc::new(first(store))).await;
    let police = site.member(Role::Institution, "police").await;
    // Each person has two records, far from each other, with so many tokens that storing them is
    // faster than linking them.
    let victim = |n: u64| {
        let person = n % (2 * BATCH);
        let token = |kind: &MatchKeyKind| v1::Token {
            kind: i32::from(kind.number()),
            key_epoch: 1,
            value: [person.to_le_bytes(), [kind.number(); 8]].concat().into(),
        };
        let tokens = MatchKeyKind::ALL.iter().map(token).collect();
        common::record(v1::VictimRecord { tokens, ..common::victim(&format!("v{n}"), 0) })
    };
    let batch = |site: &common::Site, sequence: u64| {
        let numbers = (sequence - 1) * BATCH..sequence * BATCH;
        common::batch(site, "one", sequence, numbers.map(victim).collect())
    };
    common::send(&police, vec![batch(&site, 1)]).await.unwrap();
    // Has a checkpoint taken at once.
    let name = v1::RecordName { kind: v1::RecordKind::Victim as i32, record_id: "v7".into() };
    let withdrawn = v1::WithdrawRecordsRequest { records: vec![name], lapsed: false };
    police.intake().withdraw_records(withdrawn).await.unwrap();
    let batches = (2..=4).map(|sequence| batch(&site, sequence)).collect();
    common::send(&police, batches).await.unwrap();
    drop((exchange, police));
    site.stop().await;

    let (data, copy) = (site.dir.path().join("data"), site.dir.path().join("copy"));
    assert!(Command::new("cp").arg("-r").args([&data, &copy]).status().unwrap().success());
    assert!(data.join("checkpoint").exists());
    let with = persons(&mut site).await;
    fs::remove_dir_all(&data).unwrap();
    fs::rename(&copy, &data).unwrap();
    fs::remove_file(data.join("checkpoint")).unwrap();
    assert_eq!(with, persons(&mut site).await);
    assert_eq!(with, 2 * BATCH);
}

/// How many persons an exchange knows that is started for this.
async fn persons(site: &mut common::Site) -> u64 {
    drop(site.resume().await);
    site.release("2010").await.unwrap();
    let analyst = site.member(Role::Analyst, "desk").await;
    let answer = common::query(&analyst, &[], &[]).await.unwrap();
    drop(analyst);
    site.stop().await;
    answer.cells[0].count
}

/// Has a checkpoint taken beside the work.
async fn start_checkpoint(site: &mut common::Site, exchange: &Exchange) {
    let police = site.member(Role::Institution, "police").await;
    let record = common::record(common::victim("v1", 1));
    common::send(&police, vec![common::batch(site, "one", 1, vec![record])]).await.unwrap();
    let name = v1::RecordName { kind: v1::RecordKind::Victim as i32, record_id: "v1".into() };
    let withdrawn = v1::WithdrawRecordsRequest { records: vec![name], lapsed: false };
    police.intake().withdraw_records(withdrawn).await.unwrap();
    exchange.settle().await.unwrap();
}

/// What a stop asks for last: that everything is on the disk.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_checkpoint_that_is_on_its_way_is_waited_for() {
    let mut site = common::Site::prepare(vdx::grpc::Limits::default());
    let slow = Arc::new(AtomicBool::new(true));
    let shared = slow.clone();
    let wanting =
        |store| Changed(Wanting { checkpoints: 1.into(), slow: shared, ..Wanting::new(store) });
    let exchange = site.resume_on(|store| Arc::new(wanting(store))).await;
    start_checkpoint(&mut site, &exchange).await;

    let another = exchange.checkpoint();
    tokio::pin!(another);
    let waited = tokio::time::timeout(Duration::from_millis(300), &mut another).await;
    assert!(waited.is_err(), "nothing is on the disk yet");
    slow.store(false, Ordering::Relaxed);
    another.await.unwrap();
    assert!(site.dir.path().join("data/checkpoint").exists());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_checkpoint_that_brings_down_its_thread_holds_up_no_stop() {
    let mut site = common::Site::prepare(vdx::grpc::Limits::default());
    let fatal = Arc::new(AtomicBool::new(true));
    let shared = fatal.clone();
    let wanting = |store| Changed(Wanting { fatal: shared, ..Wanting::new(store) });
    let exchange = site.resume_on(|store| Arc::new(wanting(store))).await;
    start_checkpoint(&mut site, &exchange).await;

    let another = tokio::time::timeout(Duration::from_secs(60), exchange.checkpoint()).await;
    another.expect("it does not wait for a thread that has gone").unwrap();
    assert!(!fatal.load(Ordering::Relaxed));
    assert!(site.dir.path().join("data/checkpoint").exists());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn damage_before_the_checkpoint_is_found_beside_the_work() {
    let mut site = common::Site::prepare(vdx::grpc::Limits::default());
    let failing = Arc::new(AtomicBool::new(false));
    let shared = failing.clone();
    let wanting = |store| Changed(Wanting { damaged: shared, ..Wanting::new(store) });
    let exchange = site.resume_on(|store| Arc::new(wanting(store))).await;
    let police = site.member(Role::Institution, "police").await;
    let records = |from: u64| {
        (from..from + 20).map(|n| common::record(common::victim(&format!("v{n}"), n))).collect()
    };
    common::send(&police, vec![common::batch(&site, "one", 1, records(0))]).await.unwrap();
    exchange.verify().unwrap();

    failing.store(true, Ordering::Relaxed);
    let error = exchange.verify().unwrap_err().to_string();
    assert!(error.contains("journal entry 7") && error.contains("backup"), "{error}");
    let refused = common::send(&police, vec![common::batch(&site, "one", 2, records(20))]).await;
    assert_eq!(refused.unwrap_err().1.code(), tonic::Code::Unavailable);
    assert!(!exchange.is_writable());
}

#[test]
fn a_checkpoint_of_another_store_is_not_taken() {
    let dir = tempfile::tempdir().unwrap();
    let (mine, other) = (dir.path().join("mine"), dir.path().join("other"));
    let store = common::open_store(&mine).unwrap();
    assert!(store.load_checkpoint().is_none());
    store.save_checkpoint(&mut |out| out.write_all(b"what follows")).unwrap();
    let read = |store: &dyn Store| io::read_to_string(store.load_checkpoint().unwrap());
    assert_eq!(read(&*store).unwrap(), "what follows");
    let store = common::open_store(&other).unwrap();
    fs::copy(mine.join("checkpoint"), other.join("checkpoint")).unwrap();
    assert!(read(&*store).is_err());
}

/// A coordinator's list tells who has sent nothing for long: of years of a log's lines nobody reads one for it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_sent_records_last_is_known_without_reading_the_log() {
    let mut site = common::Site::start().await;
    let police = site.member(Role::Institution, "police").await;
    let records = vec![common::record(common::victim("v1", 1))];
    common::send(&police, vec![common::batch(&site, "one", 1, records)]).await.unwrap();
    drop(police);
    site.stop().await;
    assert!(site.dir.path().join("data/checkpoint").exists());

    let readings: Arc<AtomicUsize> = Arc::default();
    let shared = readings.clone();
    let counting = |store| Changed(Wanting { readings: shared, ..Wanting::new(store) });
    let exchange = site.resume_on(|store| Arc::new(counting(store))).await;
    let months: Vec<_> = exchange.last_reports().into_iter().collect();
    assert_eq!(months.len(), 1);
    assert_eq!(&*months[0].0.name, "police");
    assert_eq!(readings.load(Ordering::Relaxed), 0);
    // What comes after the checkpoint is added.
    let shelter = site.member(Role::Institution, "shelter").await;
    let records = vec![common::record(common::victim("v2", 2))];
    common::send(&shelter, vec![common::batch(&site, "two", 1, records)]).await.unwrap();
    assert_eq!(exchange.last_reports().len(), 2);
}
