//! An exchange without network, disk and threads, through whatever a seed brings: steps of all its
//! members, stops, and failures of the store at any commit, with what was to be written on the disk or
//! not. It is compared with a model that is plainly right, answer by answer, and with what a replay of
//! the journal makes of it.
//!
//! `VDX_SEEDS=10000 cargo test --lib simulation` runs that many seeds, and `VDX_SEED=7` one of them.

mod model;
mod steps;

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use fastrand::Rng;
use tokio::sync::oneshot;

use crate::audit::{Call, CallResult};
use crate::domain::code_list::CodeList;
use crate::domain::codes::{
    AgeBand, Gender, MatchKeyKind, MemberStatus, RecordKind, Role, TraffickingStatus, YesNo,
};
use crate::domain::country::Country;
use crate::domain::id::{MemberId, OpaqueId};
use crate::domain::member::Member;
use crate::domain::period::Years;
use crate::domain::profile::Profile;
use crate::domain::record::{Consent, Pseudonym, Record, Token, VictimRecord};
use crate::domain::referral::{Addressee, Basis, HitCheckId, OpenPart, ReferralId};
use crate::domain::referral_codes::{
    DeclineReason, HitPurpose, LegalBasis, ReferralAction as Action, ReferralType,
};
use crate::domain::release::{ReleaseKind, ReleaseScope, Signer};
use crate::linkage::MentionKey;
use crate::referral::history::Statement;
use crate::referral::keys::Keyring;
use crate::referral::lifecycle;
use crate::release::block::ReleaseTables;
use crate::release::policy::Policy;
use crate::store::memory::{Failure, MemoryStore};
use crate::store::{Entry, RecordKey, Space};

use super::by::By;
use super::change::{
    Change, Draft, HitResult, HitTarget, Measured, MemberChange, Pending, Ready, SignedAct, Tallies,
};
use super::decide::check_approval;
use super::error::ExchangeError;
use super::secrets::ExchangeSecrets;
use super::setup::{Clock, HitConfirmation, KeyEpoch, ReferralSettings, Setup};
use super::shared::{Shared, Surroundings};

use model::{BUDGET, KEPT, Model};
use steps::{COUNTRIES, INSTITUTION, NAMES, Sent, Step, draw};

const START: i64 = 1_790_000_000;
const DAY: i64 = 86_400;
const DOMAIN: &str = "exchange.example";
const STEP: Call = Call("Step");

struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }
}

fn member(who: usize) -> MemberId {
    MemberId::new(DOMAIN, NAMES[who]).expect("a name")
}

fn country(who: usize) -> Country {
    Country::from_alpha2(COUNTRIES[who]).expect("a country")
}

fn entry_of(who: usize) -> Member {
    let role = match who {
        0 | 1 => Role::Coordinator,
        _ if INSTITUTION.contains(&who) => Role::Institution,
        _ => Role::Liaison,
    };
    Member {
        id: member(who),
        display_name: NAMES[who].into(),
        country: country(who),
        roles: vec![role],
        status: MemberStatus::Active,
    }
}

/// The first and the second version of each liaison's key.
fn keyring(who: usize, version: u32) -> &'static Keyring {
    static KEYS: OnceLock<Vec<[Keyring; 2]>> = OnceLock::new();
    let keys = KEYS.get_or_init(|| {
        let first = |who: usize| Keyring::from_bytes(member(who), [who as u8; 32], [9; 32]);
        let second = |who: usize| {
            let mut keys = first(who);
            keys.rotate().expect("random bytes");
            keys
        };
        (0..NAMES.len()).map(|who| [first(who), second(who)]).collect()
    });
    &keys[who][version as usize - 1]
}

fn record_id(id: u8) -> OpaqueId {
    OpaqueId::new(&format!("R{id}")).expect("an id")
}

fn record(sent: Sent) -> Record {
    let token = |kind| Token { kind, key_epoch: 1, value: [sent.person + 1; 16] };
    let tokens = vec![token(MatchKeyKind::ALL[0]), token(MatchKeyKind::Document)];
    let mut tokens = tokens;
    tokens.sort_unstable();
    let yes_no = |yes| Some(if yes { YesNo::Yes } else { YesNo::No });
    Record::Victim(Box::new(VictimRecord {
        record_id: record_id(sent.id),
        revision: sent.revision,
        episode: None,
        transnational_tokens: if sent.is_shared { tokens.clone() } else { Vec::new() },
        tokens,
        trafficking_status: TraffickingStatus::ALL[0],
        status_decided_by: None,
        gender: Some(Gender::ALL[0]),
        age_band: Some(AgeBand::ALL[sent.detail as usize]),
        majority_at_exploitation: None,
        citizenships: vec![Country::from_alpha2("RS").expect("a country")],
        country_of_exploitation: Country::from_alpha2("XK"),
        country_of_residence: None,
        country_of_identification: None,
        country_of_recruitment: None,
        region: None,
        trafficking_form: None,
        identified_on: "2010-03".parse().expect("a month"),
        trafficking_duration: None,
        previously_trafficked: None,
        recruitment_methods: Default::default(),
        control_methods: Default::default(),
        exploitation_types: Default::default(),
        labour_sector: None,
        sexual_exploitation_forms: Default::default(),
        recruiter_relations: Default::default(),
        acts: Default::default(),
        means: Default::default(),
        consent: Consent { processing: yes_no(true), cross_border_sharing: yes_no(sent.is_shared) },
        discoverable_by: Vec::new(),
    }))
}

fn setup(is_confirmed: bool) -> Setup {
    let epoch = KeyEpoch { epoch: 1, check_value: Default::default() };
    Setup {
        policy: policy(),
        profile: Profile::shipped(),
        token_memory: None,
        key_epochs: vec![epoch.clone()],
        transnational_epochs: vec![epoch],
        is_hub: false,
        referrals: ReferralSettings {
            hit_checks_per_day: BUDGET,
            hit_confirmation: match is_confirmed {
                true => HitConfirmation::Holder,
                false => HitConfirmation::None,
            },
            keep_completed_days: KEPT,
            ..ReferralSettings::default()
        },
        recovery: None,
        witnessed: Vec::new(),
        regions: Vec::new(),
        person_required: Vec::new(),
        first_coordinator: member(0),
        country: country(0),
    }
}

fn policy() -> Policy {
    static POLICY: OnceLock<Policy> = OnceLock::new();
    let text =
        "rows = 2000\ncountries = [\"XK\", \"AL\"]\ntables = \"\"\"\nyear x gender: 1\n\"\"\"\n";
    POLICY.get_or_init(|| Policy::parse(text).expect("a policy")).clone()
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

/// What a step was answered, once it is.
type Told = Box<dyn FnOnce(&mut World) -> String>;

fn word<T>(result: Result<T, ExchangeError>, done: impl FnOnce(T) -> String) -> String {
    match result {
        Ok(value) => done(value),
        Err(ExchangeError::Invalid(violations)) => format!("invalid {}", violations[0].field),
        Err(ExchangeError::Denied(_)) => "denied".into(),
        Err(ExchangeError::NotFound(_)) => "not found".into(),
        Err(ExchangeError::Precondition(reason, _) | ExchangeError::Exhausted(reason, _)) => {
            reason.into()
        }
        Err(ExchangeError::Unavailable(_) | ExchangeError::Store(_)) => "unavailable".into(),
    }
}

fn done<T>(_: T) -> String {
    "done".into()
}

/// A place for an answer, and what will be read from it.
fn reply<T: 'static>(
    told: impl FnOnce(&mut World, T) -> String + 'static,
) -> (oneshot::Sender<Result<T, ExchangeError>>, Told) {
    let (reply, mut answer) = oneshot::channel();
    let read = move |world: &mut World| {
        let result = answer.try_recv().expect("each change is answered");
        word(result, |value| told(world, value))
    };
    (reply, Box::new(read))
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
        shared.load().expect("an empty store opens");
        let model = Model::new(START, is_confirmed);
        let (streams, checks) = (HashMap::new(), Vec::new());
        Self { seed, rng, store, clock, shared, model, streams, checks, drawn }
    }

    /// Goes through some steps, and whatever breaks in between.
    fn run(&mut self) {
        for who in 1..NAMES.len() {
            self.together(vec![Step::Put(who)]);
        }
        for who in steps::LIAISON {
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
                    let _ = self.shared.write_checkpoint();
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
            Step::Submit { who, .. } | Step::Close(who) => self.streams.contains_key(who),
            Step::Relay(..) => !self.streams.is_empty(),
            Step::Find(check, _) | Step::Decide(_, check, _) => *check < self.checks.len(),
            Step::Open(who) => !self.streams.contains_key(who),
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
            let stored = self.shared.change_together(&mut changes);
            if let Ok(linked) = &stored {
                linked.iter().for_each(|(entry, known)| self.shared.link(entry, *known));
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

    fn by(&self) -> By {
        By::exchange(STEP)
    }

    /// The writer's message for a step, and what reads its answer.
    fn change(&mut self, step: &Step) -> (Change, Told) {
        let by = self.by();
        match step.clone() {
            Step::Open(who) => {
                let (reply, told) = reply(move |world, stream: super::change::OpenStream| {
                    world.streams.insert(who, stream.opened);
                    "done".into()
                });
                (Change::OpenStream { by, reply }, told)
            }
            Step::Close(who) => {
                let (reply, told) = reply(|_, ()| done(()));
                let opened = self.streams.remove(&who).expect("it is open");
                let (result, counts) = (CallResult::Ok, Tallies::new());
                (Change::CloseStream { by, opened, result, counts, reply }, told)
            }
            Step::Submit { who, submission, sequence, records } => {
                let (reply, told) = reply(|_, answer: super::change::BatchAnswer| {
                    for violation in answer.records.iter().flat_map(|record| &record.violations) {
                        assert_eq!(violation.field, "record_id", "{violation:?}");
                    }
                    let outcomes: Vec<_> = answer.records.iter().map(|r| r.outcome).collect();
                    format!("{} {outcomes:?}", answer.durable_through)
                });
                let records = records.into_iter().map(|sent| Ok(record(sent))).collect();
                let records = self.shared.prepare(&member(who), records);
                let submission = OpaqueId::new(&format!("S{submission}")).expect("an id");
                let (opened, member) = (self.streams[&who], member(who));
                (Change::Submit { opened, member, submission, sequence, records, reply }, told)
            }
            Step::Withdraw(who, id) => {
                let (reply, told) = reply(|_, outcomes: Vec<super::change::WithdrawOutcome>| {
                    format!("{:?}", outcomes[0])
                });
                let records = vec![(RecordKind::Victim, self.key(who, id))];
                (Change::Withdraw { by, member: member(who), records, reply }, told)
            }
            Step::Put(who) => {
                let (reply, told) = reply(|_, _| done(()));
                let change = MemberChange::Put(entry_of(who));
                (Change::Register { by, change, reply }, told)
            }
            Step::Status(who, is_active) => {
                let (reply, told) = reply(|_, _| done(()));
                let status = MemberStatus::ALL[usize::from(!is_active)];
                let change = MemberChange::Status(member(who), status);
                (Change::Register { by, change, reply }, told)
            }
            Step::Ask(who) => {
                let (reply, told) = reply(|world, counted: super::change::Counted| {
                    world.checks.push(counted.id);
                    format!("{} left", counted.checks_left)
                });
                let (member, purpose, cost) = (member(who), HitPurpose::ALL[0], 1);
                (Change::AskHit { by, member, purpose, cost, reply }, told)
            }
            Step::Find(check, found) => {
                let (reply, told) = reply(|_, result| {
                    let word = match result {
                        HitResult::Hit(_) => "hit",
                        HitResult::NoHit => "no hit",
                        HitResult::Pending => "pending",
                    };
                    word.into()
                });
                let found = found
                    .map(|(who, id)| HitTarget { holder: member(who), record: self.key(who, id) });
                (Change::FoundHit { id: self.checks[check], found, reply }, told)
            }
            Step::Decide(who, check, confirmed) => {
                let (reply, told) = reply(|_, ()| done(()));
                let (member, id) = (member(who), self.checks[check]);
                (Change::DecideHit { by, member, id, confirmed, reply }, told)
            }
            Step::Publish(who, version) => {
                let (reply, told) = reply(|_, ()| done(()));
                let key = Box::new(keyring(who, version).public());
                (Change::PublishKey { by, key, reply }, told)
            }
            Step::Create(slot, from, to) => {
                let (reply, told) = reply(|_, ()| done(()));
                let open = open_part(slot, to);
                let statement = statement(1, [0; 32], from, Action::Create, None);
                let signed = self.sign(from, &statement.bytes(open.id, &open));
                let act = SignedAct { statement, signed, envelopes: None };
                (Change::CreateReferral { by, draft: Box::new(Draft { open, act }), reply }, told)
            }
            Step::Act(slot, who, action) => {
                let (reply, told) = reply(|_, ()| done(()));
                let id = ReferralId([slot; 16]);
                let known = self.shared.views.read().referrals.get(id).cloned();
                let (next, previous, open) = match &known {
                    Some(referral) => {
                        let number = referral.events.len() as u32;
                        let hash = referral.hash(number).expect("of the last event");
                        (number + 1, hash, referral.open.clone())
                    }
                    None => (2, [0; 32], open_part(slot, 6)),
                };
                let deadline = self.clock.now() + 20 * DAY;
                let deadline = lifecycle::sets_deadline(action).then_some(deadline);
                let statement = statement(next, previous, who, action, deadline);
                let signed = self.sign(who, &statement.bytes(id, &open));
                let act = Box::new(SignedAct { statement, signed, envelopes: None });
                (Change::ActOnReferral { by, id, act, reply }, told)
            }
            Step::Upkeep => {
                let (reply, told) = reply(|_, ()| done(()));
                (Change::Upkeep { reply }, told)
            }
            Step::Relay(sent, withdrawn) => {
                let (reply, told) = reply(|_, ()| done(()));
                let keys = |all: Vec<(usize, u8)>| {
                    all.into_iter().map(|(who, id)| self.key(who, id)).collect()
                };
                let (sent, withdrawn) = (keys(sent), keys(withdrawn));
                let entry = Entry::Relayed { hub: "hub".into(), through: 1, sent, withdrawn };
                let opened = *self.streams.values().next().expect("one is open");
                let (counts, entry) = (Tallies::new(), Box::new(entry));
                (Change::Relayed { opened, entry, counts, keep: None, reply }, told)
            }
            Step::Keep(value) => {
                let (reply, told) = reply(|_, ()| done(()));
                (Change::Keep { by, name: b"kept".to_vec(), value: vec![value], reply }, told)
            }
            Step::Tell => {
                let (reply, told) = reply(|_, ()| done(()));
                (Change::Tell { by, result: CallResult::Denied, reply }, told)
            }
            Step::Propose(..) | Step::Approve(..) | Step::Finish => unreachable!("they are whole"),
        }
    }

    /// Takes a step that rests on everything before it.
    fn whole(&mut self, step: &Step) -> String {
        let (by, shared) = (self.by(), &self.shared);
        let signer = |who: usize| Signer { member: member(who), person: None };
        match *step {
            Step::Propose(who, year) => {
                let years = Years::new(year, year).expect("a year");
                let scope = ReleaseScope { kind: ReleaseKind::Final, years };
                let proposed =
                    shared.change_apart(|group| group.propose_release(&by, signer(who), scope));
                word(proposed, |number| number.to_string())
            }
            Step::Approve(who, number) => {
                let number = number as u32;
                let checked = {
                    let views = shared.views.read();
                    let now = shared.clock.now();
                    check_approval(&views, &shared.setup, now, &signer(who), number)
                        .map(|(_, plan)| (plan.closes, views.releases.approved()))
                };
                let approved = checked.and_then(|(closes, after)| {
                    let (nonce, snapshot, frozen) = ([1; 32], [2; 32], Vec::new());
                    let pending = Pending { number, closes, nonce, snapshot, frozen };
                    let prepared =
                        Ready { signer: signer(who), pending, charges: Vec::new(), after };
                    shared.change_apart(|group| group.approve_release(&by, prepared))
                });
                word(approved, done)
            }
            _ => {
                let pending = shared.views.read().releases.pending().cloned();
                let Some(info) = pending else { return "done".into() };
                let (number, scope) = (info.number, info.scope);
                let (parts, exact) = (Vec::new(), Vec::new());
                let tables = ReleaseTables { number, scope, parts, exact };
                let (blocks, fitted, stale) = (Vec::new(), Vec::new(), Vec::new());
                let measured = Measured { pending: number, tables, blocks, fitted, stale };
                word(shared.change_apart(|group| Ok(group.finish_release(&measured))), done)
            }
        }
    }

    fn key(&self, who: usize, id: u8) -> RecordKey {
        self.shared.secrets.record_key(&member(who), RecordKind::Victim, &record_id(id))
    }

    /// Signs with the key that a liaison has published last, or is going to.
    fn sign(
        &self,
        who: usize,
        bytes: &[u8],
    ) -> (crate::referral::keys::KeyId, crate::referral::keys::Signature) {
        let views = self.shared.views.read();
        let version = views.liaison_keys.latest(&member(who)).map_or(1, |key| key.version);
        let keys = keyring(who, version);
        (keys.public().id(), keys.sign(bytes))
    }

    /// The exchange stops, or is killed, and starts again.
    fn restart(&mut self) {
        self.model.restart();
        self.streams.clear();
        self.store.restart();
        // The start may be broken off as well.
        if self.rng.u8(..4) == 0 {
            self.store.fail(Failure::Kept(0));
        }
        let (is_confirmed, drawn) = (self.model.confirmed, &self.drawn);
        let open = || open_shared(is_confirmed, &self.store, &self.clock, self.seed, drawn);
        self.shared = open();
        if self.shared.load().is_err() {
            self.store.restart();
            self.shared = open();
            self.shared.load().expect("a second start succeeds");
        }
        self.store.restart();
        let checks = self.shared.views.read();
        self.checks = checks.hits.latest().map(|check| check.id).collect();
        drop(checks);
        self.checks.reverse();
        self.compare();
        self.compare_with_a_replay();
    }

    /// What the exchange knows is what the model says.
    fn compare(&self) {
        let (model, seed) = (&self.model, self.seed);
        let views = self.shared.views.read();
        assert_eq!(views.records.len(), model.records.len(), "seed {seed}: records");
        let live = model.records.values().filter(|record| !record.withdrawn).count() as u64;
        assert_eq!(views.records.live(), live, "seed {seed}: live records");
        for ((who, id), known) in &model.records {
            let state = views.records.get(self.key(*who, *id)).expect("a record");
            let expected = (known.sent.revision, known.withdrawn);
            assert_eq!((state.revision, state.withdrawn), expected, "seed {seed}");
            let stored = self.stored_record(state.sequence);
            let expected = (!known.withdrawn).then(|| record(known.sent)).map(|mut record| {
                self.shared.secrets.pepper(&mut record);
                record
            });
            assert_eq!(stored, expected, "seed {seed}: contents");
            let mention = self.shared.secrets.mention_key(self.key(*who, *id), 0);
            let is_shared = !known.withdrawn && known.sent.is_shared;
            assert_eq!(views.hits.shared(mention).is_some(), is_shared, "seed {seed}: shared");
            let at_hub = model.at_hub.contains(&(*who, *id));
            assert_eq!(views.relays.is_there("hub", self.key(*who, *id)), at_hub, "seed {seed}");
        }
        for ((who, submission), batch) in &model.submissions {
            let name = OpaqueId::new(&format!("S{submission}")).expect("an id");
            let durable = views.records.durable_through(&(member(*who), name));
            assert_eq!(durable, *batch, "seed {seed}: a submission");
        }
        for (who, is_active) in &model.members {
            let status = views.register.get(&member(*who)).map(|member| member.status);
            assert_eq!(status == Some(MemberStatus::Active), *is_active, "seed {seed}: a member");
        }
        let stages = views.releases.all().iter().map(|release| match release.stage() {
            super::change::ReleaseStage::Proposed => 'P',
            super::change::ReleaseStage::Replaced => 'X',
            super::change::ReleaseStage::Approved => 'A',
            super::change::ReleaseStage::Released => 'R',
        });
        let expected: String = model.releases.iter().map(|release| release.stage).collect();
        assert_eq!(stages.collect::<String>(), expected, "seed {seed}: releases");
        assert_eq!(self.checks.len(), model.checks.len(), "seed {seed}: checks");
        for (id, expected) in self.checks.iter().zip(&model.checks) {
            let check = views.hits.get(*id).expect("a check");
            let decided = check.decided.as_ref().map(|(_, word)| *word);
            let known = (check.opens_at, check.found.is_some(), decided, check.hit);
            let found = expected.found.flatten().is_some();
            let expected = (expected.opens_at, found, expected.decided, expected.hit);
            assert_eq!(known, expected, "seed {seed}: a check");
        }
        for (slot, expected) in &model.referrals {
            let referral = views.referrals.get(ReferralId([*slot; 16])).expect("a referral");
            let known = (referral.status(), referral.deadline, referral.erased);
            let expected = (expected.status, expected.deadline, expected.erased);
            assert_eq!(known, expected, "seed {seed}: a referral");
        }
        assert_eq!(views.referrals.all().count(), model.referrals.len(), "seed {seed}");
        for (who, versions) in &model.keys {
            let published = views.liaison_keys.count(&member(*who), 0).0;
            assert_eq!(published, *versions as usize, "seed {seed}: keys");
        }
        drop(views);
        let kept = self.shared.store.get(Space::Meta, b"kept").expect("it is read");
        assert_eq!(kept, model.kept.map(|value| vec![value]), "seed {seed}: a kept value");
        self.compare_streams();
    }

    /// Each stream that has ended has one line that says so, with all that it has brought.
    fn compare_streams(&self) {
        let mut told = Vec::new();
        self.shared
            .scan_audit(0, &mut |line| {
                if line.contains("stream=closed") {
                    let parts = line.split(['\t', ' ']).filter_map(|part| part.split_once('='));
                    let counts = parts.filter(|(name, _)| !matches!(*name, "stream" | "opened"));
                    let mut counts: Vec<String> =
                        counts.map(|(name, count)| format!("{name}={count}")).collect();
                    counts.sort();
                    told.push(counts);
                }
                std::ops::ControlFlow::Continue(())
            })
            .expect("the log is whole");
        let name = |outcome: &str| match outcome {
            "batches" => "batches".to_owned(),
            "Withdrawn" => "after_withdrawal".to_owned(),
            other => other.to_lowercase(),
        };
        let of_stream = |counts: &std::collections::BTreeMap<&'static str, u64>| {
            let counts = counts.iter().map(|(outcome, n)| format!("{}={n}", name(outcome)));
            let mut counts: Vec<String> = counts.collect();
            counts.sort();
            counts
        };
        let mut expected: Vec<_> = self.model.ended.iter().map(of_stream).collect();
        told.sort();
        expected.sort();
        assert_eq!(told, expected, "seed {}: streams in the log", self.seed);
    }

    /// What a replay of the journal makes is what was saved and what came after it.
    fn compare_with_a_replay(&self) {
        let (is_confirmed, drawn) = (self.model.confirmed, &self.drawn);
        let other = open_shared(is_confirmed, &self.store, &self.clock, self.seed, drawn);
        other.replay().expect("the journal is whole");
        let mentions: Vec<MentionKey> = (self.model.records.keys())
            .map(|(who, id)| self.shared.secrets.mention_key(self.key(*who, *id), 0))
            .collect();
        for linker in [&self.shared.linker, &self.shared.transnational] {
            let is_national = std::ptr::eq(linker, &self.shared.linker);
            let of = |linker: &super::locks::OneHolder<crate::linkage::Linker>| {
                let linker = linker.lock();
                mentions.iter().map(|mention| linker.person(*mention)).collect::<Vec<_>>()
            };
            let again = if is_national { &other.linker } else { &other.transnational };
            assert_eq!(of(linker), of(again), "seed {}: persons", self.seed);
        }
        let views = std::mem::take(&mut *other.views.write());
        self.shared.views.read().must_be(&views);
    }

    fn stored_record(&self, sequence: u64) -> Option<Record> {
        let bytes = self.shared.store.get(Space::Journal, &sequence.to_be_bytes());
        let bytes = bytes.expect("it is read").expect("the entry is there");
        match crate::store::decode_entry(sequence, &bytes).expect("an entry") {
            Entry::Record { record, .. } => Some(*record),
            _ => None,
        }
    }
}

fn open_part(slot: u8, to: usize) -> OpenPart {
    OpenPart {
        id: ReferralId([slot; 16]),
        addressee: Addressee::Member(member(to)),
        kind: ReferralType::ProtectionAndShelter,
        pseudonym: Pseudonym([2; 16]),
        age_band: None,
        needs: Vec::new(),
        stage: None,
        basis: Basis {
            basis: LegalBasis::VictimConsent,
            recorded_on: Some("2026-01".parse().expect("a month")),
            valid_until: None,
            child_risk: None,
        },
    }
}

fn statement(
    number: u32,
    previous: [u8; 32],
    who: usize,
    action: Action,
    deadline: Option<i64>,
) -> Statement {
    let reason = (action == Action::Decline).then_some(DeclineReason::NoCapacity);
    Statement { number, previous, actor: Some(member(who)), action, reason, deadline, sealed: None }
}

/// Whatever a seed brings, the exchange answers as the model, forgets nothing that it acknowledged,
/// keeps nothing that it refused, and knows after each start what a replay makes of its journal.
#[test]
fn whatever_happens_the_exchange_is_as_the_model() {
    let one = std::env::var("VDX_SEED").ok().and_then(|seed| seed.parse().ok());
    let many = std::env::var("VDX_SEEDS").ok().and_then(|seeds| seeds.parse().ok());
    let seeds = one.map_or(0..many.unwrap_or(60), |seed: u64| seed..seed + 1);
    for seed in seeds {
        World::new(seed).run();
    }
}
