//! Space comes back, erased values cannot be read any more by anybody, and a store of older versions
//! moves over.

mod common;
mod process;

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use common::stores::{Changed, Otherwise};
use common::{open_store, submit_numbers};
use fastrand::Rng;
use process::{
    certify, configure, epochs, fails, files, free_port, ok, put_member, release, serve,
};
use vdx::proto::v1::RecordOutcome;
use vdx::store::disk::RealDisk;
use vdx::store::{
    self, Batch, RedbStore, Snapshot, Space, Store, StoreError, StoreSettings, transfer,
};

/// Bytes that the disk spends on the files of a directory.
fn taken(dir: &Path) -> u64 {
    use std::os::unix::fs::MetadataExt;
    let files = fs::read_dir(dir).unwrap().map(|file| file.unwrap().metadata().unwrap());
    files.map(|file| file.blocks() * 512).sum()
}

/// What a new store takes that has the same contents.
fn fresh(store: &dyn Store, dir: &Path) -> u64 {
    let _ = fs::remove_dir_all(dir);
    let copy = open_store(dir).unwrap();
    transfer(store, &*copy).unwrap();
    drop(copy);
    taken(dir)
}

/// A store that is written as the exchange does it.
struct Worked<'a> {
    store: &'a dyn Store,
    random: Rng,
    next: u64,
    live: Vec<u64>,
}

impl Worked<'_> {
    /// Puts so many records, in the place of those that are named.
    fn put(&mut self, count: usize, length: usize, gone: &[u64]) {
        let mut batch = Batch::default();
        gone.iter().for_each(|gone| batch.remove(Space::Journal, &gone.to_be_bytes()));
        for _ in 0..count {
            let mut entry = vec![0; length];
            self.random.fill(&mut entry);
            batch.put(Space::Journal, &self.next.to_be_bytes(), entry);
            self.live.push(self.next);
            self.next += 1;
        }
        self.store.commit(batch).unwrap();
    }

    /// Takes so many of the records, in any order.
    fn take(&mut self, count: usize) -> Vec<u64> {
        (0..count).map(|_| self.live.swap_remove(self.random.usize(..self.live.len()))).collect()
    }

    fn publish(&self, number: u64, length: usize) {
        let mut batch = Batch::default();
        batch.put(Space::Epoch, &number.to_be_bytes(), vec![number as u8; length]);
        batch.remove(Space::Epoch, &(number - 1).to_be_bytes());
        self.store.commit(batch).unwrap();
    }
}

#[test]
fn a_store_in_use_takes_less_than_twice_what_a_new_one_does() {
    let root = tempfile::tempdir().unwrap();
    let (dir, other) = (root.path().join("data"), root.path().join("fresh"));
    let store = open_store(&dir).unwrap();
    let (random, live) = (Rng::with_seed(1), Vec::new());
    let mut worked = Worked { store: &*store, random, next: 0, live };
    let check = |what: &str| {
        let fresh = fresh(&*store, &other);
        let begun = Instant::now();
        // Compactions happen beside the work.
        while taken(&dir) >= 2 * fresh && begun.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(100));
        }
        let taken = taken(&dir);
        println!("{what}: {} KiB, fresh {} KiB", taken >> 10, fresh >> 10);
        assert!(taken < 2 * fresh, "{what}: {taken}, a new one {fresh}");
    };
    const RECORDS: usize = 800;
    worked.put(RECORDS, 750, &[]);
    check("written");
    // In order, as a file that is sent again; in any order, in groups; and one by one.
    for round in 1..=40 {
        let all = std::mem::take(&mut worked.live);
        all.chunks(300).for_each(|gone| worked.put(gone.len(), 750, gone));
        worked.publish(round, 100_000);
    }
    check("corrected 40 times in order, and published");
    for _ in 0..20 {
        let gone = worked.take(500);
        worked.put(500, 750, &gone);
    }
    for _ in 0..200 {
        let gone = worked.take(1);
        worked.put(1, 750, &gone);
    }
    check("corrected in any order");
    // Larger and smaller ones in turn.
    for round in 0..10 {
        let gone = worked.take(RECORDS);
        let length = if round % 2 == 0 { 3000 } else { 200 };
        gone.chunks(500).for_each(|gone| worked.put(gone.len(), length, gone));
        worked.publish(41 + round, if round % 2 == 0 { 700_000 } else { 10_000 });
    }
    check("of other lengths");
    // Withdrawals leave small entries.
    while worked.live.len() > RECORDS / 10 {
        let gone = worked.take(100);
        worked.put(100, 40, &gone);
        worked.live.truncate(worked.live.len() - 100);
    }
    check("withdrawn");
}

/// The strongest position: whoever has every page that the engine ever wrote, as free pages and
/// freed blocks of the disk would show them, and everything that is on the disk afterwards.
#[test]
fn what_was_erased_opens_no_more_with_all_that_is_left() {
    let root = tempfile::tempdir().unwrap();
    let at = |name: &str| root.path().join(name);
    let store = open_store(&at("data")).unwrap();
    let mut batch = Batch::default();
    for sequence in 0..500u64 {
        batch.put(Space::Journal, &sequence.to_be_bytes(), format!("record {sequence}"));
    }
    batch.put(Space::Epoch, &1u64.to_be_bytes(), vec![1; 100_000]);
    batch.put(Space::Envelope, b"sealed", b"envelope");
    store.commit(batch).unwrap();
    store.save_checkpoint(&mut |out| out.write_all(b"views")).unwrap();
    // The pages as they are now, whatever becomes of them.
    let copy = |to: &str| {
        fs::create_dir(at(to)).unwrap();
        for file in fs::read_dir(at("data")).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), at(to).join(file.file_name())).unwrap();
        }
    };
    copy("before");
    let mut batch = Batch::default();
    (0..500u64)
        .filter(|n| n.is_multiple_of(3))
        .for_each(|n| batch.remove(Space::Journal, &n.to_be_bytes()));
    batch.put(Space::Journal, &1u64.to_be_bytes(), b"corrected");
    batch.put(Space::Journal, &500u64.to_be_bytes(), b"next");
    batch.put(Space::Epoch, &1u64.to_be_bytes(), b"");
    batch.remove(Space::Envelope, b"sealed");
    store.commit(batch).unwrap();
    store.save_checkpoint(&mut |out| out.write_all(b"later views")).unwrap();
    std::thread::sleep(Duration::from_secs(1));
    copy("after");
    let erased = |n: u64| n.is_multiple_of(3) || n == 1;

    // Their reader: the old pages with the salts that are left.
    let mut salts = fs::read(at("before/salts")).unwrap();
    let now = fs::read(at("after/salts")).unwrap();
    salts.resize(salts.len().max(now.len()), 0);
    salts[4096..now.len()].copy_from_slice(&now[4096..]);
    fs::write(at("before/salts"), salts).unwrap();
    let old = open_store(&at("before")).unwrap();
    for n in 0..500u64 {
        match old.get(Space::Journal, &n.to_be_bytes()) {
            Ok(Some(value)) => {
                assert!(!erased(n), "{n} can be read");
                assert_eq!(value, format!("record {n}").into_bytes());
            }
            Err(StoreError::Corrupt { place }) => {
                assert!(erased(n) && place == format!("journal entry {n}"), "{place}");
            }
            other => panic!("{n}: {other:?}"),
        }
    }
    assert!(old.get(Space::Epoch, &1u64.to_be_bytes()).is_err());
    assert!(old.get(Space::Envelope, b"sealed").is_err());
    let mut views = Vec::new();
    assert!(old.load_checkpoint().unwrap().read_to_end(&mut views).is_err() || views.is_empty());
    // And the store itself has what it should have.
    assert_eq!(store.get(Space::Journal, &0u64.to_be_bytes()).unwrap(), None);
    assert_eq!(store.get(Space::Journal, &1u64.to_be_bytes()).unwrap().unwrap(), b"corrected");
    assert_eq!(store.get(Space::Journal, &2u64.to_be_bytes()).unwrap().unwrap(), b"record 2");
}

/// A store that holds two envelopes and does nothing beside its commits.
fn with_two_envelopes(dir: &Path) -> RedbStore {
    let disk = Arc::new(RealDisk::open(dir).unwrap().unwrap());
    let store = RedbStore::open_without_upkeep(disk, None, 1 << 20).unwrap();
    let mut batch = Batch::default();
    batch.put(Space::Envelope, b"sealed", b"envelope");
    batch.put(Space::Envelope, b"other", b"envelope");
    store.commit(batch).unwrap();
    store
}

/// The salts in the bytes of their file.
fn salts_in(bytes: &[u8]) -> Vec<[u8; 16]> {
    bytes[4096..].as_chunks::<16>().0.to_vec()
}

/// A process that ended between a commit and the overwriting of the salts.
#[test]
fn what_a_crash_left_is_erased_at_the_next_start() {
    let root = tempfile::tempdir().unwrap();
    let at = |name: &str| root.path().join(name);
    let store = with_two_envelopes(&at("data"));
    let before = fs::read(at("data/salts")).unwrap();
    let mut batch = Batch::default();
    batch.remove(Space::Envelope, b"sealed");
    store.commit(batch).unwrap();
    assert!(fs::read(at("data/salts")).unwrap() == before, "nothing happens beside the commits");
    fs::create_dir(at("crashed")).unwrap();
    for name in ["store.redb", "salts"] {
        fs::copy(at("data").join(name), at("crashed").join(name)).unwrap();
    }
    let again = open_store(&at("crashed")).unwrap();
    let after = fs::read(at("crashed/salts")).unwrap();
    let kept = salts_in(&before).iter().zip(&salts_in(&after)).filter(|(a, b)| a == b).count();
    assert_eq!(kept, 1, "that of the envelope which is left");
    assert_eq!(again.get(Space::Envelope, b"other").unwrap().unwrap(), b"envelope");
}

/// An orderly stop erases what is to be erased, whoever still reads, and closes the engine's file.
#[test]
fn a_store_that_is_closed_has_erased_what_it_should() {
    let root = tempfile::tempdir().unwrap();
    let at = |name: &str| root.path().join(name);
    let store = with_two_envelopes(&at("data"));
    let before = fs::read(at("data/salts")).unwrap();
    let reader = store.snapshot().unwrap();
    let mut batch = Batch::default();
    batch.remove(Space::Envelope, b"sealed");
    store.commit(batch).unwrap();
    store.close().unwrap();
    let after = fs::read(at("data/salts")).unwrap();
    let renewed = salts_in(&before).iter().zip(&salts_in(&after)).filter(|(a, b)| a != b).count();
    assert_eq!(renewed, 1, "that of what was removed");
    // Nothing goes on afterwards.
    let mut batch = Batch::default();
    batch.put(Space::Envelope, b"late", b"envelope");
    assert!(matches!(store.commit(batch), Err(StoreError::Stopped(_))));
    assert!(store.get(Space::Envelope, b"other").is_err());
    let read = reader.scan(Space::Envelope, &[], &mut |_, _| Ok(ControlFlow::Continue(())));
    assert!(read.is_err());
    store.close().unwrap();
    drop((reader, store));
    let again = open_store(&at("data")).unwrap();
    assert_eq!(again.get(Space::Envelope, b"other").unwrap().unwrap(), b"envelope");
    assert_eq!(again.get(Space::Envelope, b"late").unwrap(), None);
}

/// As long as a snapshot is kept it can be read, also what is erased meanwhile; then that is gone.
#[test]
fn what_is_erased_is_readable_as_long_as_a_snapshot_is_kept() {
    let root = tempfile::tempdir().unwrap();
    let disk = Arc::new(RealDisk::open(root.path()).unwrap().unwrap());
    let store = RedbStore::open_without_upkeep(disk, None, 1 << 20).unwrap();
    let mut batch = Batch::default();
    for sequence in 0..500u64 {
        batch.put(Space::Journal, &sequence.to_be_bytes(), vec![sequence as u8; 5000]);
    }
    store.commit(batch).unwrap();
    let read = |snapshot: &dyn Snapshot| {
        let mut read = 0;
        let scanned = snapshot.scan(Space::Journal, &[], &mut |_, value| {
            assert_eq!(value.len(), 5000);
            read += 1;
            Ok(ControlFlow::Continue(()))
        });
        scanned.map(|()| read)
    };
    let salts = || fs::read(root.path().join("salts")).unwrap()[4096..].to_vec();
    let (first, second) = (store.snapshot().unwrap(), store.snapshot().unwrap());
    let before = salts();
    let mut batch = Batch::default();
    (0..499u64).for_each(|n| batch.remove(Space::Journal, &n.to_be_bytes()));
    store.commit(batch).unwrap();
    let bytes = taken(root.path());
    store.upkeep().unwrap();
    drop(first);
    store.upkeep().unwrap();
    assert_eq!(read(&*second).unwrap(), 500);
    assert!(salts() == before, "no salt is renewed");
    assert!(taken(root.path()) >= bytes, "nothing is compacted");
    let third = store.snapshot().unwrap();
    assert_eq!(read(&*third).unwrap(), 1);
    drop((second, third));
    store.upkeep().unwrap();
    let (before, after) = (before.as_chunks::<16>().0, salts());
    let kept = before.iter().zip(after.as_chunks::<16>().0).filter(|(a, b)| a == b).count();
    assert!(kept <= before.len() - 499, "{kept} salts are the same");
    assert!(taken(root.path()) < bytes / 2, "space is given back");
}

/// Whoever reads sees a moment; what is erased after it is left out, and no damage.
#[test]
fn reading_goes_on_while_what_is_read_is_erased() {
    let root = tempfile::tempdir().unwrap();
    let disk = Arc::new(RealDisk::open(root.path()).unwrap().unwrap());
    let store = RedbStore::open_without_upkeep(disk, None, 1 << 20).unwrap();
    let mut batch = Batch::default();
    for sequence in 0..2000u64 {
        batch.put(Space::Journal, &sequence.to_be_bytes(), sequence.to_string());
    }
    store.commit(batch).unwrap();
    let mut seen = Vec::new();
    store
        .scan(Space::Journal, &[], &mut |key, value| {
            let sequence = u64::from_be_bytes(key.try_into().unwrap());
            assert_eq!(value, sequence.to_string().as_bytes());
            if sequence == 3 {
                let mut batch = Batch::default();
                (1000..2000u64).for_each(|n| batch.remove(Space::Journal, &n.to_be_bytes()));
                store.commit(batch).unwrap();
                store.upkeep().unwrap();
                // Their slots are used again at once.
                let mut batch = Batch::default();
                for n in 2000..4000u64 {
                    batch.put(Space::Journal, &n.to_be_bytes(), n.to_string());
                }
                store.commit(batch).unwrap();
            }
            seen.push(sequence);
            Ok(ControlFlow::Continue(()))
        })
        .unwrap();
    assert_eq!(seen, (0..1000).collect::<Vec<_>>());
}

/// A store that reads one value otherwise than it was written.
struct Altered(Arc<dyn Store>);

impl Otherwise for Altered {
    fn store(&self) -> &dyn Store {
        &*self.0
    }

    fn get(&self, space: Space, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let value = self.0.get(space, key)?;
        Ok(value.map(|value| if value == b"one" { b"ONE".to_vec() } else { value }))
    }
}

/// A copy that differs is not finished, and does not open.
#[test]
fn a_copy_is_compared_before_it_counts() {
    let root = tempfile::tempdir().unwrap();
    let at = |name: &str| root.path().join(name);
    let from = open_store(&at("from")).unwrap();
    let mut batch = Batch::default();
    batch.put(Space::Envelope, b"a", b"one");
    batch.put(Space::Envelope, b"b", b"two");
    from.commit(batch).unwrap();
    let to = store::begin_copy(&StoreSettings::new(&at("to"), None)).unwrap();
    let copied = transfer(&*from, &Changed(Altered(to)));
    assert!(matches!(copied, Err(StoreError::Corrupt { .. })), "{copied:?}");
    assert!(matches!(open_store(&at("to")), Err(StoreError::Unfinished(_))));
    // Nor may another copy begin there; elsewhere it ends.
    let half = at("to");
    let again = store::begin_copy(&StoreSettings::new(&half, None));
    assert!(matches!(again, Err(StoreError::Unfinished(_))));
    let to = store::begin_copy(&StoreSettings::new(&at("other"), None)).unwrap();
    assert_eq!(transfer(&*from, &*to).unwrap().values, 2);
    drop(to);
    assert_eq!(
        open_store(&at("other")).unwrap().get(Space::Envelope, b"a").unwrap().unwrap(),
        b"one"
    );
}

/// The file by which a store is locked looks as if a crash had left it.
#[test]
fn a_store_is_used_by_one_process_with_or_without_its_lock_file() {
    let root = tempfile::tempdir().unwrap();
    let _store = open_store(root.path()).unwrap();
    assert!(matches!(open_store(root.path()), Err(StoreError::InUse(_))));
    fs::remove_file(root.path().join("lock")).unwrap();
    assert!(matches!(open_store(root.path()), Err(StoreError::InUse(_))));
    let settings = StoreSettings::new(root.path(), None);
    assert!(matches!(store::look(&settings), Err(StoreError::InUse(_))));
}

/// Snapshots end while the engine's file is compacted: no commit is refused for it.
#[test]
fn the_end_of_a_snapshot_stops_no_commit() {
    let root = tempfile::tempdir().unwrap();
    let disk = Arc::new(RealDisk::open(root.path()).unwrap().unwrap());
    let store = RedbStore::open_without_upkeep(disk, None, 1 << 20).unwrap();
    let until = Instant::now() + Duration::from_secs(5);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while Instant::now() < until {
                    drop(store.snapshot().unwrap());
                }
            });
        }
        let mut round = 0u64;
        while Instant::now() < until {
            let name = (round % 2).to_be_bytes();
            let mut batch = Batch::default();
            batch.put(Space::Envelope, &name, vec![1; 200_000]);
            batch.remove(Space::Envelope, &(1 - round % 2).to_be_bytes());
            store.commit(batch).unwrap();
            store.upkeep().unwrap();
            round += 1;
        }
    });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_store_of_older_versions_moves_over() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path();
    let port = free_port();
    let members = [("coordinator", "coordinator"), ("institution", "police")];
    certify(dir, "exchange.example", port, &members);
    ok(dir, &["keys", "generate"]);
    ok(dir, &["keys", "generate-storage"]);
    let settings = format!("storage_key = \"storage.key\"\n{}", epochs(dir, "national.key"));
    let with = |more: &str| {
        configure(dir, "exchange.example", "XK", port, &format!("{settings}\n{more}"));
    };
    // As an older version ran it.
    with("[store]\nengine = \"sled\"");
    let serving = serve(dir);
    put_member(dir, "exchange.example/police", "institution", "XK");
    submit_numbers(dir, "police", "one", "CASE-", 0..200).await.unwrap();
    ok(dir, &["withdraw", "--plain-ids", "CASE-7", "--profile", "pki/police.toml"]);
    release(dir, "2010");
    let query =
        ["query", "--by", "gender", "--format", "json", "--profile", "pki/coordinator.toml"];
    let before = ok(dir, &query);
    let log = fs::read_to_string(dir.join("log")).unwrap();
    assert!(log.contains("a power cut may take what was acknowledged"), "{log}");
    serving.stop();

    // The new one refuses it, and says what to do.
    with("");
    let refused = fails(dir, &["serve", "--check"]);
    assert!(refused.contains("vdx store move --from") && refused.contains("sled"), "{refused}");
    let refused = fails(dir, &["store", "move", "--from", "data", "--to", "new"]);
    assert!(refused.contains("storage_key"), "{refused}");
    let _ = fs::remove_dir_all(dir.join("new"));
    let moves = ["store", "move", "--from", "data", "--to", "new", "--storage-key", "storage.key"];
    let before_move = files(&dir.join("data"));
    let told = ok(dir, &moves);
    assert!(told.contains("copied, read back and compared"), "{told}");
    assert!(files(&dir.join("data")) == before_move, "the old directory has changed");
    assert!(fs::read_dir(dir.join("new/crl")).unwrap().count() > 0, "lists are remembered");
    assert!(
        !fs::read_dir(dir)
            .unwrap()
            .any(|f| { f.unwrap().file_name().to_string_lossy().starts_with("vdx-move-") })
    );
    let refused = fails(dir, &moves);
    assert!(refused.contains("holds something already"), "{refused}");
    let missing = fails(dir, &["store", "move", "--from", "nowhere", "--to", "other"]);
    assert!(missing.contains("no such directory") && !dir.join("other").exists(), "{missing}");
    let other = fails(dir, &["store", "move", "--from", "pki", "--to", "other"]);
    assert!(
        other.contains("no store of the engine sled") && !dir.join("pki/db").exists(),
        "{other}"
    );
    let inside = fails(dir, &["store", "move", "--from", "data", "--to", "data/new"]);
    assert!(inside.contains("name one beside it") && !dir.join("data/new").exists(), "{inside}");
    // One that was broken off at its first step.
    fs::create_dir(dir.join("half")).unwrap();
    fs::write(dir.join("half/copying"), "").unwrap();
    let half = fails(dir, &["store", "move", "--from", "data", "--to", "half"]);
    assert!(half.contains("half a copy"), "{half}");
    // What looks leaves an old store alone, and says so.
    with("[store]\nengine = \"sled\"");
    assert!(ok(dir, &["doctor"]).contains("not read here"));
    assert!(ok(dir, &["serve", "--check"]).contains("was not read"));
    assert!(files(&dir.join("data")) == before_move, "the old directory has changed");
    with("");

    fs::rename(dir.join("data"), dir.join("old")).unwrap();
    fs::rename(dir.join("new"), dir.join("data")).unwrap();
    assert!(ok(dir, &["doctor"]).contains("everything in it is sound"));
    let _serving = serve(dir);
    assert_eq!(ok(dir, &query), before);
    let again = submit_numbers(dir, "police", "two", "CASE-", 0..200).await.unwrap();
    for (number, outcome) in again.into_iter().enumerate() {
        let expected =
            if number == 7 { RecordOutcome::RefusedWithdrawn } else { RecordOutcome::Unchanged };
        assert_eq!(outcome, expected, "{number}");
    }
    // The old one is as it was.
    fs::rename(dir.join("data"), dir.join("moved")).unwrap();
    fs::rename(dir.join("old"), dir.join("data")).unwrap();
    assert!(fails(dir, &["serve", "--check"]).contains("store move"));
}
