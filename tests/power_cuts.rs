//! The power is cut at any step of the writer, on a simulated disk: what was acknowledged is there
//! afterwards, once, and every start succeeds.
//!
//! A longer run: `VDX_POWER_CUTS=100000 cargo test --release --test power_cuts -- --nocapture`.

mod common;
mod sim_disk;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use common::{Site, batch, outcomes, record, send, victim};
use fastrand::Rng;
use sim_disk::{Image, Mutant, SimDisk};
use vdx::domain::codes::Role;
use vdx::domain::record::Record;
use vdx::grpc::Limits;
use vdx::proto::v1;
use vdx::store::{Batch, Entry, RedbStore, Space, Store, StoreError, decode_entry};

/// What a store holds.
type Contents = BTreeMap<(u8, Vec<u8>), Vec<u8>>;

/// Contents after each commit; none to begin with.
type Model = Vec<Contents>;

const CACHE: u64 = 1 << 20;

fn open(disk: &SimDisk) -> Result<RedbStore, StoreError> {
    RedbStore::open_without_upkeep(Arc::new(disk.clone()), None, CACHE)
}

fn contents(store: &dyn Store) -> Result<Contents, StoreError> {
    let mut contents = Contents::new();
    for space in Space::ALL {
        store.scan(*space, &[], &mut |key, value| {
            contents.insert((*space as u8, key.to_vec()), value.to_vec());
            Ok(ControlFlow::Continue(()))
        })?;
    }
    Ok(contents)
}

/// Commits as the exchange's writer makes them: records, corrections, positions, lines of the audit
/// log, envelopes that come and go, epochs that take the place of one another, checkpoints.
struct Writer {
    random: Rng,
    next: u64,
    lines: u64,
    live: Vec<u64>,
    position: Option<u64>,
    model: Model,
    /// What there would be had the first commit that failed succeeded.
    failed: Option<Contents>,
}

impl Writer {
    fn new(seed: u64) -> Self {
        Self {
            random: Rng::with_seed(seed),
            next: 0,
            lines: 0,
            live: Vec::new(),
            position: None,
            model: vec![Contents::new()],
            failed: None,
        }
    }

    fn value(&mut self, longest: usize) -> Vec<u8> {
        let mut value = vec![0; self.random.usize(..longest)];
        self.random.fill(&mut value);
        value
    }

    /// Makes a commit and notes it on the disk as acknowledged.
    fn commit(&mut self, store: &RedbStore, disk: &SimDisk) -> Result<(), StoreError> {
        let mut changes: Vec<(Space, Vec<u8>, Option<Vec<u8>>)> = Vec::new();
        let mut change = |space, key: &[u8], value| changes.push((space, key.to_vec(), value));
        for _ in 0..self.random.u8(1..12) {
            if !self.live.is_empty() && self.random.u8(..3) == 0 {
                let gone = self.live.swap_remove(self.random.usize(..self.live.len()));
                change(Space::Journal, &gone.to_be_bytes(), None);
            }
            let record = self.value(400);
            change(Space::Journal, &self.next.to_be_bytes(), Some(record));
            self.live.push(self.next);
            self.next += 1;
        }
        if let Some(before) = self.position.replace(self.next) {
            change(Space::Journal, &before.to_be_bytes(), None);
        }
        change(Space::Journal, &self.next.to_be_bytes(), Some(b"position".to_vec()));
        self.next += 1;
        change(Space::Audit, &self.lines.to_be_bytes(), Some(self.value(200)));
        self.lines += 1;
        let name = [self.random.u8(..9); 20];
        let kept = self.random.bool().then(|| self.value(1500));
        change(Space::Envelope, &name, kept);
        if self.random.u8(..12) == 0 {
            let number = self.random.u64(1..3);
            let epoch = self.value(36_000);
            change(Space::Epoch, &number.to_be_bytes(), Some(epoch));
            change(Space::Epoch, &(3 - number).to_be_bytes(), None);
        }
        let mut batch = Batch::default();
        let mut after = self.model.last().unwrap().clone();
        for (space, key, value) in changes {
            match value {
                Some(value) => {
                    batch.put(space, &key, value.clone());
                    after.insert((space as u8, key), value);
                }
                None => {
                    batch.remove(space, &key);
                    after.remove(&(space as u8, key));
                }
            }
        }
        if let Err(error) = store.commit(batch) {
            self.failed.get_or_insert(after);
            return Err(error);
        }
        disk.acknowledge(self.model.len() as u64);
        self.model.push(after);
        if self.random.u8(..3) == 0 {
            store.upkeep()?;
        }
        if self.random.u8(..20) == 0 {
            let views = self.value(3000);
            // The exchange goes on without.
            let _ = store.save_checkpoint(&mut |out| out.write_all(&views));
        }
        Ok(())
    }
}

/// A store from its first moment through so many commits.
fn write(disk: &SimDisk, seed: u64, commits: u64) -> Model {
    let store = open(disk).unwrap();
    let mut writer = Writer::new(seed);
    for number in 0..commits {
        if number == 5 {
            disk.start_mutant();
        }
        writer.commit(&store, disk).unwrap();
    }
    drop(store);
    writer.model
}

/// Opens what a cut left. It holds what was acknowledged, and perhaps the commit after it, whole.
fn recover(image: Image, model: &Model, acknowledged: u64) -> Result<SimDisk, String> {
    let disk = SimDisk::of(image);
    let store = open(&disk).map_err(|error| format!("does not open: {error}"))?;
    let found = contents(&store).map_err(|error| format!("cannot be read: {error}"))?;
    let place = acknowledged as usize;
    let fits = model.iter().skip(place).take(2).any(|contents| *contents == found);
    if !fits {
        let earlier = model.iter().position(|contents| *contents == found);
        return Err(match earlier {
            Some(earlier) => format!("holds commit {earlier} of {acknowledged} acknowledged"),
            None => format!("holds what was never committed; {acknowledged} acknowledged"),
        });
    }
    // A checkpoint may be gone; one that is there is whole or refused.
    if let Some(mut checkpoint) = store.load_checkpoint() {
        let _ = std::io::copy(&mut checkpoint, &mut std::io::sink());
    }
    // It goes on: the next entry is accepted, and read again.
    let next = found.keys().rfind(|(space, _)| *space == Space::Journal as u8);
    let next = next.map_or(0, |(_, key)| u64::from_be_bytes(key[..].try_into().unwrap()) + 1);
    let mut batch = Batch::default();
    batch.put(Space::Journal, &next.to_be_bytes(), b"goes on");
    store.commit(batch).map_err(|error| format!("does not go on: {error}"))?;
    Ok(disk)
}

/// Cuts the power so many times, at any step.
fn cut(cuts: usize, seed: u64, mutant: Option<Mutant>) -> Result<(), String> {
    let mut random = Rng::with_seed(seed);
    let per_run = cuts.clamp(1, 500);
    for run in 0..cuts.div_ceil(per_run) {
        let disk = mutant.iter().fold(SimDisk::default(), |disk, mutant| disk.with(*mutant));
        let model = write(&disk, seed + run as u64, 30);
        let mut steps: Vec<usize> = (0..per_run).map(|_| random.usize(..=disk.events())).collect();
        steps.sort_unstable();
        let mut course = disk.cuts(Image::new());
        for step in steps {
            course.advance(step);
            let acknowledged = course.acknowledged.unwrap_or(0);
            let image = course.image(&mut random);
            let failed = |what: String| format!("run {run}, step {step}: {what}");
            let recovered = recover(image.clone(), &model, acknowledged).map_err(failed)?;
            // Cut again while it opens.
            if random.u8(..4) == 0 {
                let mut again = recovered.cuts(image);
                again.advance(random.usize(..=recovered.events() * 2 / 3));
                let image = again.image(&mut random);
                let mut longer = model.clone();
                // It may have gone on before the second cut.
                for contents in &model[acknowledged as usize..] {
                    let last = contents.keys().rfind(|(space, _)| *space == Space::Journal as u8);
                    let next = last
                        .map_or(0, |(_, key)| u64::from_be_bytes(key[..].try_into().unwrap()) + 1);
                    let mut contents = contents.clone();
                    let key = (Space::Journal as u8, next.to_be_bytes().to_vec());
                    contents.insert(key, b"goes on".to_vec());
                    longer.push(contents);
                }
                let store = open(&SimDisk::of(image));
                let store = store.map_err(|e| failed(format!("second cut: does not open: {e}")))?;
                let found = contents(&store).map_err(|e| failed(format!("second cut: {e}")))?;
                if !longer[acknowledged as usize..].contains(&found) {
                    return Err(failed("second cut: holds something else".into()));
                }
            }
        }
    }
    Ok(())
}

#[test]
fn what_was_acknowledged_outlives_a_power_cut_at_any_step() {
    let cuts = std::env::var("VDX_POWER_CUTS").map_or(1000, |cuts| cuts.parse().unwrap());
    let begun = std::time::Instant::now();
    cut(cuts, 7, None).unwrap();
    println!("{cuts} cuts in {:.1?}: nothing lost", begun.elapsed());
}

/// What the test above would say if a sync were forgotten.
#[test]
fn a_forgotten_sync_is_noticed() {
    let forgotten = [Mutant::FileSync("store.redb"), Mutant::FileSync("salts"), Mutant::NameSync];
    for mutant in forgotten {
        let found = cut(300, 7, Some(mutant)).expect_err(&format!("{mutant:?} is not noticed"));
        println!("{mutant:?}: {found}");
    }
}

/// A copy that is broken off, from its very first step on, never opens as a store of its own.
#[test]
fn a_copy_that_is_cut_opens_at_no_step_before_its_end() {
    let mut random = Rng::with_seed(5);
    let disk = SimDisk::default();
    let store = RedbStore::begin_copy(Arc::new(disk.clone()), None, CACHE).unwrap();
    let mut batch = Batch::of_copy();
    batch.put(Space::Journal, &7u64.to_be_bytes(), b"copied");
    store.commit(batch).unwrap();
    let before_end = disk.events();
    store.commit(Batch::end_of_copy()).unwrap();
    let end = disk.events();
    let (mut unfinished, mut nothing, mut finished) = (0, 0, 0);
    for at in 0..=end {
        for _ in 0..10 {
            let mut course = disk.cuts(Image::new());
            course.advance(at);
            let image = course.image(&mut random);
            if image.is_empty() {
                // As if it had never begun.
                nothing += 1;
                continue;
            }
            match open(&SimDisk::of(image)) {
                Ok(store) => {
                    assert!(at >= before_end, "it opens when cut at {at} of {end}");
                    let found = store.get(Space::Journal, &7u64.to_be_bytes()).unwrap();
                    assert_eq!(found.as_deref(), Some(&b"copied"[..]));
                    finished += 1;
                }
                Err(StoreError::Unfinished(_)) => unfinished += 1,
                Err(other) => panic!("cut at {at} of {end}: {other}"),
            }
        }
    }
    assert!(unfinished > 100 && nothing > 0 && finished > 0, "{unfinished} {nothing} {finished}");
}

/// Where nothing can be erased any more, nothing more is promised.
#[test]
fn a_salt_that_cannot_be_renewed_stops_the_commits() {
    let disk = SimDisk::default();
    let store = open(&disk).unwrap();
    let put = |value: Option<&str>| {
        let mut batch = Batch::default();
        match value {
            Some(value) => batch.put(Space::Envelope, b"name", value),
            None => batch.remove(Space::Envelope, b"name"),
        }
        store.commit(batch)
    };
    put(Some("first")).unwrap();
    put(None).unwrap();
    disk.fail_file("salts");
    assert!(store.upkeep().is_err());
    assert!(matches!(put(Some("second")), Err(StoreError::Stopped(_))));
}

/// A full disk stops the commits; what was withdrawn before is erased all the same.
#[test]
fn what_was_erased_before_the_disk_was_full_is_erased() {
    let disk = SimDisk::default();
    let store = open(&disk).unwrap();
    let mut batch = Batch::default();
    batch.put(Space::Envelope, b"withdrawn", b"secret");
    store.commit(batch).unwrap();
    let pages = disk.files().remove("store.redb").unwrap();
    let mut batch = Batch::default();
    batch.remove(Space::Envelope, b"withdrawn");
    store.commit(batch).unwrap();
    disk.fail_file("store.redb");
    let mut batch = Batch::default();
    batch.put(Space::Envelope, b"next", b"one");
    let full = store.commit(batch).unwrap_err().to_string();
    assert!(full.contains("the disk is full"), "{full}");
    store.upkeep().unwrap();
    assert!(matches!(store.commit(Batch::end_of_copy()), Err(StoreError::Stopped(_))));
    // The old pages with the salts that are left; the count of commits would refuse them.
    let mut left = disk.files();
    left.insert("store.redb".into(), pages);
    let opened = open(&SimDisk::of(left)).unwrap();
    assert!(opened.get(Space::Envelope, b"withdrawn").is_err(), "it can be read");
}

/// After a write or a sync that failed nothing is taken for written any more; a start shows what was
/// acknowledged.
#[test]
fn nothing_is_acknowledged_on_a_disk_that_fails() {
    let mut random = Rng::with_seed(3);
    for round in 0..60 {
        let disk = SimDisk::default();
        let store = open(&disk).unwrap();
        let mut writer = Writer::new(round);
        for _ in 0..random.u8(..5) {
            writer.commit(&store, &disk).unwrap();
        }
        disk.fail_after(random.usize(..30));
        let failed = (0..50).find_map(|_| writer.commit(&store, &disk).err());
        let failed = failed.expect("a disk that fails is noticed");
        assert!(matches!(failed, StoreError::Io { .. } | StoreError::Stopped(_)), "{failed}");
        // It stays so, whatever the disk does afterwards.
        disk.fail_after(usize::MAX / 2);
        let refused = writer.commit(&store, &disk).unwrap_err();
        assert!(matches!(&refused, StoreError::Stopped(why) if !why.is_empty()), "{refused}");
        drop(store);
        let acknowledged = writer.model.len() as u64 - 1;
        let mut course = disk.cuts(Image::new());
        course.advance(disk.events());
        // The commit that failed may be there as well.
        let found = contents(&open(&SimDisk::of(course.image(&mut random))).unwrap()).unwrap();
        let before = &writer.model[acknowledged as usize];
        assert!(found == *before || Some(&found) == writer.failed.as_ref(), "round {round}");
    }
}

/// Records by id with their revisions, as a model of what was acknowledged has them.
type Records = BTreeMap<String, u32>;

/// The records that a store's journal holds. Each is there once.
fn records(store: &dyn Store) -> Result<Records, String> {
    let mut records = Records::new();
    let mut twice = None;
    let scanned = store.scan(Space::Journal, &[], &mut |key, value| {
        let sequence = u64::from_be_bytes(key.try_into().unwrap());
        if let Entry::Record { record, .. } = decode_entry(sequence, value)?
            && let Record::Victim(victim) = *record
        {
            let id = victim.record_id.as_str().to_owned();
            if records.insert(id.clone(), victim.revision).is_some() {
                twice = Some(id);
            }
        }
        Ok(ControlFlow::Continue(()))
    });
    scanned.map_err(|error| error.to_string())?;
    twice.map_or(Ok(records), |id| Err(format!("{id} is there twice")))
}

/// The same with the real exchange: its writer, its threads, its clients. It is cut at any step of its
/// work, started on what is left, and goes on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_exchange_keeps_what_it_acknowledged_whenever_it_is_cut() {
    let cuts = std::env::var("VDX_EXCHANGE_CUTS").map_or(60, |cuts| cuts.parse().unwrap());
    let disk = SimDisk::default();
    let on = |disk: &SimDisk| -> Result<Arc<dyn Store>, StoreError> {
        Ok(Arc::new(RedbStore::open(Arc::new(disk.clone()), None, CACHE)?))
    };
    let mut site = Site::prepare(Limits::default());
    let store = on(&disk).unwrap();
    drop(site.resume_on(|_| store).await);
    let police = site.member(Role::Institution, "police").await;
    let coordinator = site.coordinator().await;
    let set_up = disk.events();
    let mut model = vec![Records::new()];
    for step in 1..=40u64 {
        let mut after = model.last().unwrap().clone();
        let first = format!("v{}", step * 10 - 10);
        if step % 10 == 0 {
            let kind = v1::ReleaseKind::Final as i32;
            let scope = Some(v1::ReleaseScope { kind, first_year: 2010, last_year: 2010 });
            let proposal = v1::ProposeReleaseRequest { scope };
            coordinator.publication().propose_release(proposal).await.unwrap();
        } else if step % 4 == 3 {
            let named = |n: u64| v1::RecordName {
                kind: v1::RecordKind::Victim as i32,
                record_id: format!("v{}", step * 10 - 20 + n),
            };
            let request =
                v1::WithdrawRecordsRequest { records: (0..4).map(named).collect(), lapsed: false };
            police.intake().withdraw_records(request.clone()).await.unwrap();
            for record in &request.records {
                after.remove(&record.record_id);
            }
        } else {
            // New ones, and those of the batch before once more.
            let revise = |n: u64| (format!("v{}", step * 10 + n - 20), n, 2);
            let new = |n: u64| (format!("v{}", step * 10 - 10 + n), n, 1);
            let known = step > 1 && after.contains_key(&format!("v{}", step * 10 - 16));
            let revised = (4..10).filter(|_| known).map(revise);
            let all: Vec<_> = revised.chain((0..10).map(new)).collect();
            let sent = all.iter().map(|(id, n, revision)| {
                record(v1::VictimRecord { revision: *revision, ..victim(id, *n) })
            });
            let sent = batch(&site, &first, 1, sent.collect());
            let answers = send(&police, vec![sent]).await.unwrap();
            assert!(outcomes(&answers[0]).iter().all(|outcome| {
                matches!(outcome, v1::RecordOutcome::Stored | v1::RecordOutcome::Amended)
            }));
            after.extend(all.into_iter().map(|(id, _, revision)| (id, revision)));
        }
        disk.acknowledge(step);
        model.push(after);
    }
    drop((police, coordinator));
    site.stop().await;

    let mut random = Rng::with_seed(11);
    let mut steps: Vec<usize> = (0..cuts).map(|_| random.usize(set_up..=disk.events())).collect();
    steps.sort_unstable();
    let mut course = disk.cuts(Image::new());
    for (round, step) in steps.into_iter().enumerate() {
        course.advance(step);
        let place = course.acknowledged.unwrap_or(0) as usize;
        let failed = |what: String| -> String { format!("step {step}: {what}") };
        let image = SimDisk::of(course.image(&mut random));
        let store = on(&image).map_err(|error| failed(error.to_string())).unwrap();
        let found = records(&*store).map_err(failed).unwrap();
        let fits = model[place..].iter().take(2).any(|records| *records == found);
        assert!(fits, "step {step}: {place} were acknowledged, and {found:?} are there");
        // Every tenth goes on as an exchange.
        if round % 10 == 0 {
            let exchange = site.resume_on(|_| store).await;
            let police = site.member(Role::Institution, "police").await;
            let sent = vec![record(victim("afterwards", 5))];
            let sent = batch(&site, "afterwards", 1, sent);
            assert_eq!(send(&police, vec![sent]).await.unwrap()[0].durable_through, 1);
            drop((police, exchange));
            site.stop().await;
        }
    }
}
