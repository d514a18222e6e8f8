//! An exchange without network, disk and threads, through whatever a seed brings: steps of all its
//! members, stops, and failures of the store at any commit, with what was to be written on the disk or
//! not. It is compared with a model that is plainly right, answer by answer, and with what a replay of
//! the journal makes of it.
//!
//! `VDX_SEEDS=10000 cargo test --lib simulation` runs that many seeds, and `VDX_SEED=7` one of them.

mod compare;
mod messages;
mod model;
mod samples;
mod steps;

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use fastrand::Rng;

use crate::domain::codes::RecordKind;
use crate::domain::record::{Record, VictimRecord};
use crate::domain::referral::HitCheckId;
use crate::store::RecordKey;
use crate::store::memory::{Failure, MemoryStore};

use super::error::ExchangeError;
use super::secrets::ExchangeSecrets;
use super::setup::Clock;
use super::shared::{Shared, Surroundings};

use model::Model;
use samples::{member, record_id, setup};
use steps::{LIAISON, NAMES, Sent, Step, Way, draw};

/// A victim record, about a person.
pub fn victim(person: u8) -> VictimRecord {
    let sent = Sent { id: 1, revision: 0, person, is_shared: false, detail: 0 };
    match samples::record(sent) {
        Record::Victim(victim) => *victim,
        _ => unreachable!("a victim record"),
    }
}

const START: i64 = 1_790_000_000;
const DAY: i64 = 86_400;

struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A simulated exchange, and what it must know.
struct World {
    seed: u64,
    rng: Rng,
    store: Arc<MemoryStore>,
    clock: Arc<TestClock>,
    shared: Shared,
    model: Model,
    /// The open streams of members.
    streams: HashMap<usize, u64>,
    /// The ids of the model's checks.
    checks: Vec<HitCheckId>,
    /// How many random values were drawn.
    drawn: Arc<AtomicU64>,
}

fn open_shared(
    is_confirmed: bool,
    store: &Arc<MemoryStore>,
    clock: &Arc<TestClock>,
    seed: u64,
    drawn: &Arc<AtomicU64>,
) -> Shared {
    let drawn = drawn.clone();
    let random = move || {
        let number = drawn.fetch_add(1, Ordering::Relaxed);
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&seed.to_be_bytes());
        bytes[8..].copy_from_slice(&number.to_be_bytes());
        Ok(bytes)
    };
    let surroundings = Surroundings {
        store: store.clone(),
        clock: clock.clone(),
        random: Box::new(random),
        fingerprint: Some([1; 32]),
    };
    Shared::new(setup(is_confirmed), ExchangeSecrets::from_bytes([7; 32]), surroundings)
}

impl World {
    fn new(seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        let (store, drawn) = (Arc::new(MemoryStore::default()), Arc::default());
        let clock = Arc::new(TestClock(AtomicI64::new(START)));
        let is_confirmed = rng.bool();
        let shared = open_shared(is_confirmed, &store, &clock, seed, &drawn);
        start(&shared).expect("an empty store opens");
        let model = Model::new(START, is_confirmed);
        let (streams, checks) = (HashMap::new(), Vec::new());
        Self { seed, rng, store, clock, shared, model, streams, checks, drawn }
    }

    /// Goes through some steps, and whatever breaks in between.
    fn run(&mut self) {
        for who in 1..NAMES.len() {
            self.together(vec![Step::Put(who)]);
        }
        for who in LIAISON {
            if self.rng.u8(..8) > 0 {
                self.together(vec![Step::Publish(who, 1)]);
            }
        }
        for _ in 0..self.rng.usize(20..60) {
            if self.rng.u8(..12) == 0 {
                let commits = self.rng.u64(..4);
                self.store.fail(match self.rng.bool() {
                    true => Failure::Kept(commits),
                    false => Failure::Lost(commits),
                });
            }
            match self.rng.u8(..30) {
                0 => self.restart(),
                1 => {
                    // One that cannot be written is no harm.
                    let views = self.shared.views_if_changed();
                    let _ = self.shared.save_checkpoint(views);
                }
                2..5 => drop(self.clock.0.fetch_add(self.rng.i64(0..5 * DAY), Ordering::Relaxed)),
                5 => drop(self.clock.0.fetch_add(31 * DAY, Ordering::Relaxed)),
                _ => {
                    let mut group: Vec<Step> = Vec::new();
                    let mut after = self.model.clone();
                    after.begin(self.clock.now());
                    for _ in 0..self.rng.usize(1..6) {
                        let step = draw(&mut self.rng, &after);
                        if group.iter().any(|other| step.waits_for(other)) || step.is_whole() {
                            self.together(std::mem::take(&mut group));
                            after = self.model.clone();
                            after.begin(self.clock.now());
                        }
                        // What it was drawn for may be over: a stream that a crash has ended.
                        if !self.is_possible(&step) {
                            continue;
                        }
                        after.take(&step);
                        let alone = step.is_whole();
                        group.push(step);
                        if alone {
                            self.together(std::mem::take(&mut group));
                            after = self.model.clone();
                            after.begin(self.clock.now());
                        }
                    }
                    self.together(group);
                }
            }
        }
        self.restart();
    }

    fn is_possible(&self, step: &Step) -> bool {
        match step {
            Step::Submit { who, way: Way::Open, .. } | Step::Close(who) => {
                self.streams.contains_key(who)
            }
            Step::Relay(..) => !self.streams.is_empty(),
            Step::Find(check, _) | Step::Decide(_, check, _) => *check < self.checks.len(),
            Step::Open(who) | Step::Submit { who, way: Way::Begins, .. } => {
                !self.streams.contains_key(who)
            }
            _ => true,
        }
    }

    /// Has steps decided together, and compares the answers.
    fn together(&mut self, steps: Vec<Step>) {
        if steps.is_empty() {
            return;
        }
        let mut after = self.model.clone();
        after.begin(self.clock.now());
        let expected: Vec<String> = steps.iter().map(|step| after.take(step)).collect();
        let (stored, told) = if steps[0].is_whole() {
            let told = self.whole(&steps[0]);
            (told != "unavailable", vec![told])
        } else {
            let (mut changes, mut reads) = (Vec::new(), Vec::new());
            for step in &steps {
                let (change, read) = self.change(step);
                changes.push(change);
                reads.push(read);
            }
            let from = self.shared.views.read().next;
            let stored = self.shared.change_together(&mut changes);
            if stored.is_ok() {
                self.link(from);
            }
            (stored.is_ok(), reads.into_iter().map(|read| read(self)).collect())
        };
        if stored {
            assert_eq!(told, expected, "seed {}: {steps:?}", self.seed);
            self.model = after;
        } else {
            assert!(told.iter().all(|word| word == "unavailable"), "{told:?}");
            // What is on the disk is known after a restart alone: all of it, or nothing.
            if self.store.kept_what_failed() {
                self.model = after;
            }
            self.restart();
        }
    }

    /// Links what was committed, as the thread does that links.
    fn link(&self, mut from: u64) {
        let next = self.shared.views.read().next;
        while from < next {
            let (entries, until) = self.shared.read_piece(from, next, None).expect("it is read");
            for entry in &entries {
                self.shared.link_transnational(entry);
                self.shared.link_national(entry, true);
            }
            from = until;
        }
    }

    fn key(&self, who: usize, id: u8) -> RecordKey {
        self.shared.secrets.record_key(&member(who), RecordKind::Victim, &record_id(id))
    }

    /// The exchange stops, or is killed, and starts again.
    fn restart(&mut self) {
        self.model.restart();
        self.streams.clear();
        self.store.restart();
        // The start may be broken off as well.
        if self.rng.u8(..4) == 0 {
            let failure = if self.rng.bool() { Failure::Kept(0) } else { Failure::Lost(0) };
            self.store.fail(failure);
        }
        let (is_confirmed, drawn) = (self.model.confirmed, &self.drawn);
        let open = || open_shared(is_confirmed, &self.store, &self.clock, self.seed, drawn);
        self.shared = open();
        if start(&self.shared).is_err() {
            self.store.restart();
            self.shared = open();
            start(&self.shared).expect("a second start succeeds");
        }
        self.store.restart();
        let checks = self.shared.views.read();
        self.checks = checks.hits.latest().map(|check| check.id).collect();
        drop(checks);
        self.checks.reverse();
        self.compare();
        self.compare_with_a_replay();
    }
}

/// A start, as [`super::Exchange::open`] makes it.
fn start(shared: &Shared) -> Result<(), ExchangeError> {
    let old_epochs = shared.load()?;
    shared.begin_work(&old_epochs)
}

/// Whatever a seed brings, the exchange answers as the model, forgets nothing that it acknowledged,
/// keeps nothing that it refused, and knows after each start what a replay makes of its journal.
#[test]
fn whatever_happens_the_exchange_is_as_the_model() {
    let one = std::env::var("VDX_SEED").ok().and_then(|seed| seed.parse().ok());
    let many = std::env::var("VDX_SEEDS").ok().and_then(|seeds| seeds.parse().ok());
    let seeds = one.map_or(0..many.unwrap_or(100), |seed: u64| seed..seed + 1);
    for seed in seeds {
        World::new(seed).run();
    }
}
