//! No change without its line in the audit log: whatever the caller does, and whenever the exchange
//! is killed. And no flood of lines, however many calls are refused.

mod common;
mod process;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicIsize, Ordering};
use std::time::Duration;

use common::liaisons::{content, open_part};
use common::stores::{Changed, Otherwise};
use common::{
    DOMAIN, Site, batch, connect, entry, national_check, open_store, record, send, victim,
};
use fastrand::Rng;
use process::{certify, configure, epochs, free_port, ok, put_member, serve};
use tokio_stream::wrappers::ReceiverStream;
use tonic::Code;
use vdx::audit::Parts;
use vdx::client::{Client, ClientProfile};
use vdx::domain::codes::Role;
use vdx::domain::id::MemberId;
use vdx::exchange::Exchange;
use vdx::proto::v1;
use vdx::store::{Batch, RESTORED, Space, Store, StoreError};

/// A line, its parts owned.
#[derive(Clone, Debug)]
struct Line {
    index: u64,
    caller: String,
    call: String,
    result: String,
    words: BTreeMap<String, String>,
}

impl Line {
    fn of(text: &str) -> Self {
        let parts = Parts::of(text).unwrap();
        let words = parts.subject.split_whitespace().map(|word| word.split_once('=').unwrap());
        Self {
            index: parts.index,
            caller: parts.caller.into(),
            call: parts.call.into(),
            result: parts.result.into(),
            words: words.map(|(name, value)| (name.into(), value.into())).collect(),
        }
    }

    fn word(&self, name: &str) -> &str {
        self.words.get(name).map_or("", String::as_str)
    }

    fn count(&self, name: &str) -> u64 {
        self.words.get(name).map_or(0, |count| count.parse().unwrap())
    }
}

fn lines(exchange: &Exchange) -> Vec<Line> {
    exchange.audit_lines(0, usize::MAX).unwrap().iter().map(|line| Line::of(line)).collect()
}

/// The lines of the audit log of the exchange in a directory, read by its auditor.
fn lines_in(dir: &std::path::Path) -> Vec<Line> {
    let told = ok(
        dir,
        &["audit", "list", "--limit", "10000", "--json", "--profile", "pki/authority.toml"],
    );
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    let text = |line: &serde_json::Value, name: &str| line[name].as_str().unwrap().to_owned();
    let line = |line: &serde_json::Value| {
        let parts = ["index", "at", "caller", "call", "result", "subject"].map(|n| text(line, n));
        Line::of(&parts.join("\t"))
    };
    told.as_array().unwrap().iter().map(line).collect()
}

/// Calls, and leaves at once or a little later: while it is on its way, decided or answered.
async fn call_and_leave<T: Send + 'static>(
    random: &mut Rng,
    call: impl Future<Output = T> + Send + 'static,
) {
    let calling = tokio::spawn(call);
    tokio::time::sleep(Duration::from_micros(random.u64(0..4000))).await;
    calling.abort();
}

/// Waits until what has been sent is done: a change after it is.
async fn calm(client: &Client) {
    tokio::time::sleep(Duration::from_millis(300)).await;
    put(client, "last").await.unwrap();
}

async fn put(client: &Client, member: &str) -> Result<(), tonic::Status> {
    let request = v1::PutMemberRequest { member: Some(entry(member, &[Role::Analyst])) };
    client.membership().put_member(request).await.map(|_| ())
}

/// The members that lines tell of, as done.
fn put_by(lines: &[Line]) -> BTreeSet<String> {
    let put = lines.iter().filter(|line| line.call.ends_with("PutMember") && line.result == "OK");
    put.map(|line| line.word("member").rsplit('/').next().unwrap().to_owned()).collect()
}

fn registered(exchange: &Exchange) -> BTreeSet<String> {
    exchange.members().iter().map(|member| member.id.name.to_string()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_leaves_right_after_calling_leaves_a_line() {
    let mut site = Site::prepare(vdx::grpc::Limits::default());
    let exchange = site.resume().await;
    let coordinator = site.coordinator().await;
    let certificate = site.certificate(Role::Coordinator, "coordinator");
    let mut random = Rng::with_seed(16);
    // On one connection, where a call that is given up is reset.
    for number in 0..60 {
        let client = coordinator.clone();
        let calling = async move { put(&client, &format!("reset-{number}")).await };
        call_and_leave(&mut random, calling).await;
    }
    // On connections of their own, which are gone with the call.
    for number in 0..30 {
        let client = Client::connect(&site.profile(Some(certificate.clone()))).await.unwrap();
        let calling = async move { put(&client, &format!("cut-{number}")).await };
        call_and_leave(&mut random, calling).await;
    }
    calm(&coordinator).await;
    let mut members = registered(&exchange);
    members.remove("coordinator");
    assert!(members.len() > 30, "some calls came through: {}", members.len());
    assert_eq!(put_by(&lines(&exchange)), members);
    let roles = lines(&exchange);
    let line = roles.iter().find(|line| line.word("member").ends_with("/last")).unwrap();
    assert_eq!((line.word("roles"), line.word("status")), ("analyst", "ACTIVE"));
    assert_eq!(line.caller, format!("spiffe://{DOMAIN}/coordinator/coordinator"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn referrals_keys_hit_checks_and_withdrawals_have_their_lines_as_well() {
    let mut site = Site::prepare(vdx::grpc::Limits::default());
    let exchange = site.resume().await;
    let mut random = Rng::with_seed(17);
    let (mut sender, _kosovo) = common::liaisons::two(&mut site).await;
    let mut drafted = BTreeSet::new();
    for _ in 0..30 {
        let open = open_part(&sender, "kosovo");
        let content = content("first");
        drafted.insert(open.id);
        let wait = Duration::from_millis(random.u64(0..12));
        let _ = tokio::time::timeout(wait, sender.create(&open, Some(&content))).await;
    }
    // A key that is published while its owner leaves.
    let italy = site.member_of("IT", Role::Liaison, "italy").await;
    let id = MemberId::new(DOMAIN, "italy").unwrap();
    let keys = vdx::referral::keys::Keyring::generate(id.clone()).unwrap();
    let italy = site.liaison_with(italy, keys);
    call_and_leave(&mut random, async move { drop(italy.publish_keys().await) }).await;

    // Hit checks: each that counts has its line.
    let france = site.member_of("FR", Role::Liaison, "france").await;
    let key = site.transnational.as_ref().unwrap();
    let check = vdx::proto::key_check(key, vdx::domain::profile::Profile::shipped().id());
    for number in 0..15 {
        let (client, check) = (france.clone(), check.clone());
        let token = v1::Token {
            kind: v1::MatchKeyKind::Document as i32,
            key_epoch: 1,
            value: vec![number; 16].into(),
        };
        let request = v1::CheckHitRequest {
            tokens: vec![token],
            purpose: v1::HitPurpose::Protection as i32,
            key_checks: vec![check],
        };
        let calling = async move { client.hits().check_hit(request).await.map(|_| ()) };
        call_and_leave(&mut random, calling).await;
    }

    let police = site.member(Role::Institution, "police").await;
    let records = (0..40).map(|n| record(victim(&format!("v{n}"), n))).collect();
    send(&police, vec![batch(&site, "one", 1, records)]).await.unwrap();
    for number in 0..40 {
        let client = police.clone();
        let name =
            v1::RecordName { kind: v1::RecordKind::Victim as i32, record_id: format!("v{number}") };
        let request = v1::WithdrawRecordsRequest { records: vec![name], lapsed: false };
        let calling = async move { client.intake().withdraw_records(request).await.map(|_| ()) };
        call_and_leave(&mut random, calling).await;
    }
    let coordinator = site.coordinator().await;
    calm(&coordinator).await;

    let told = lines(&exchange);
    let done = |call: &str| -> Vec<&Line> {
        told.iter().filter(|line| line.call.ends_with(call) && line.result == "OK").collect()
    };
    let albania = MemberId::new(DOMAIN, "albania").unwrap();
    let page = exchange.referrals(&albania, &[], None, 1000).unwrap();
    let there: BTreeSet<String> = page.referrals.iter().map(|r| r.open.id.to_string()).collect();
    let named: BTreeSet<String> =
        done("CreateReferral").iter().map(|line| line.word("referral").to_owned()).collect();
    assert!(!there.is_empty());
    assert_eq!(named, there);
    let checks = exchange.hit_checks(&vdx::exchange::Reader::Everything).len();
    assert!(checks > 0);
    assert_eq!(done("CheckHit").len(), checks);
    let published = exchange.liaison_keys(Some(&id)).len();
    let named = done("PublishLiaisonKey");
    let named = named.iter().filter(|line| line.word("member").ends_with("/italy"));
    assert_eq!(named.count(), published);

    // What the exchange does by itself is told as its own.
    let sent = common::liaisons::sent(&site, &mut sender).await;
    let id = common::liaisons::id(&sent);
    sender.get(id).await.unwrap();
    let seen = lines(&exchange).pop().unwrap();
    assert_eq!(
        (seen.call.as_str(), seen.word("referral")),
        ("ReferralService/GetReferral", &*id.to_string())
    );
    site.pass_days(15);
    exchange.upkeep().await.unwrap();
    let told = lines(&exchange);
    let expired = told.iter().find(|line| line.call == "ExpireReferral").unwrap();
    assert_eq!((expired.caller.as_str(), expired.word("referral")), ("exchange", &*id.to_string()));

    // Asking once more tells which ones were withdrawn.
    let records = (0..40).map(|n| v1::RecordName {
        kind: v1::RecordKind::Victim as i32,
        record_id: format!("v{n}"),
    });
    let withdrawn: u64 = done("WithdrawRecords").iter().map(|line| line.count("withdrawn")).sum();
    let request = v1::WithdrawRecordsRequest { records: records.collect(), lapsed: false };
    let answer = police.intake().withdraw_records(request).await.unwrap().into_inner();
    let already = answer.outcomes().filter(|o| *o == v1::WithdrawOutcome::Unchanged).count();
    assert!(already > 0);
    assert_eq!(withdrawn, already as u64);
    let line = lines(&exchange).pop().unwrap();
    assert_eq!((line.count("unchanged"), line.count("withdrawn")), (withdrawn, 40 - withdrawn));
    assert!(!told.iter().any(|line| line.words.values().any(|value| value.contains("v1"))));
}

/// What is asked for while a release is made has its place, and so have the lines.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_publication_amid_other_changes_keeps_its_place_and_its_line() {
    let mut site = Site::prepare(vdx::grpc::Limits::default());
    site.resume().await;
    let police = site.member(Role::Institution, "police").await;
    let coordinator = site.coordinator().await;
    let signers = [site.coordinator_person("1").await, site.coordinator_person("2").await];
    for round in 0..3 {
        let records = (0..60).map(|n| record(victim(&format!("v{round}-{n}"), n))).collect();
        send(&police, vec![batch(&site, &format!("s{round}"), 1, records)]).await.unwrap();
        let mut calls = tokio::task::JoinSet::new();
        for number in 0..40 {
            let client = coordinator.clone();
            let [one, two] = signers.clone();
            calls.spawn(async move {
                if number == 20 {
                    let (kind, year) = (v1::ReleaseKind::Final as i32, 2008 + round);
                    let scope = v1::ReleaseScope { kind, first_year: year, last_year: year };
                    let proposal = v1::ProposeReleaseRequest { scope: Some(scope) };
                    let proposed = one.publication().propose_release(proposal).await.unwrap();
                    let number = proposed.into_inner().release.unwrap().number;
                    let approval = v1::ApproveReleaseRequest { number };
                    two.publication().approve_release(approval).await.unwrap();
                } else {
                    put(&client, &format!("m{round}-{number}")).await.unwrap();
                }
            });
        }
        while let Some(done) = calls.join_next().await {
            done.unwrap();
        }
    }
    drop((police, coordinator, signers));
    site.stop().await;
    // Everything is read anew: a start that had a checkpoint would not look.
    std::fs::remove_file(site.dir.path().join("data/checkpoint")).unwrap();
    let exchange = site.resume().await;
    assert_eq!(exchange.releases().len(), 3);
    assert_eq!(exchange.members().len(), 2 + 3 * 39);
    let told = lines(&exchange);
    let published: Vec<_> = told.iter().filter(|l| l.call.ends_with("ApproveRelease")).collect();
    assert_eq!(
        published.iter().map(|line| line.word("release")).collect::<Vec<_>>(),
        ["1", "2", "3"]
    );
    assert_eq!(put_by(&told).len(), 1 + 3 * 39);
    assert!(told.iter().enumerate().all(|(place, line)| line.index == place as u64));
}

/// The lines of streams: those of their ends by those of their beginnings.
fn ends(lines: &[Line]) -> BTreeMap<u64, Line> {
    let closed = lines.iter().filter(|line| line.word("stream") == "closed");
    closed.map(|line| (line.count("opened"), line.clone())).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_has_a_line_at_its_beginning_and_one_with_counts_at_its_end() {
    let mut site = Site::prepare(vdx::grpc::Limits::default());
    let exchange = site.resume().await;
    let police = site.member(Role::Institution, "police").await;
    let coordinator = site.coordinator().await;
    let without_consent = |mut victim: v1::VictimRecord| {
        victim.consent.as_mut().unwrap().processing = v1::YesNo::No as i32;
        victim
    };
    let first = vec![
        record(victim("a", 1)),
        record(victim("b", 2)),
        record(without_consent(victim("c", 3))),
        record(v1::VictimRecord { identified_on: None, ..victim("d", 4) }),
    ];
    let second =
        vec![record(victim("a", 1)), record(v1::VictimRecord { revision: 2, ..victim("b", 2) })];
    let batches = vec![batch(&site, "one", 1, first), batch(&site, "one", 2, second)];
    send(&police, batches).await.unwrap();
    let told = lines(&exchange);
    let line = ends(&told).into_values().next_back().unwrap();
    let opened = &told[line.count("opened") as usize];
    assert_eq!((opened.word("stream"), opened.call.as_str()), ("opened", line.call.as_str()));
    assert_eq!(opened.caller, line.caller);
    let counts = ["batches", "stored", "amended", "unchanged", "no_consent", "invalid"]
        .map(|n| line.count(n));
    assert_eq!((counts, line.result.as_str()), ([2, 2, 1, 1, 1, 1], "OK"));

    // Whose first batch is refused has one line; then whose last one is, who leaves, and who is
    // suspended.
    let lines_before = told.len();
    let (_, status) = send(&police, vec![batch(&site, "two", 1, vec![])]).await.unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    // By the writer, which knows of the batches before.
    let gap = vec![batch(&site, "two", 3, vec![record(victim("e", 5))])];
    let (_, status) = send(&police, gap).await.unwrap_err();
    assert_eq!(status.code(), Code::FailedPrecondition);
    let told = lines(&exchange);
    assert_eq!(told.len(), lines_before + 2);
    let refused = told[lines_before..].iter().map(|line| (line.word("stream"), &*line.result));
    assert!(refused.eq([("", "INVALID_ARGUMENT"), ("", "FAILED_PRECONDITION")]));
    let batches =
        vec![batch(&site, "two", 1, vec![record(victim("e", 5))]), batch(&site, "two", 2, vec![])];
    let (_, status) = send(&police, batches).await.unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    let line = ends(&lines(&exchange)).into_values().next_back().unwrap();
    assert_eq!((line.count("stored"), line.result.as_str()), (1, "INVALID_ARGUMENT"));

    let checks = site.key_checks();
    let one = |name: &str, sequence| v1::SubmitRecordsRequest {
        submission_id: name.into(),
        sequence,
        key_checks: checks.clone(),
        records: vec![record(victim(name, 7))],
        readmit_withdrawn: false,
        confirmed: Vec::new(),
        hold_corrections: false,
    };
    // A client whose machine goes out: its connection is cut in the midst of the stream.
    let machine = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let certificate = site.certificate(Role::Institution, "police");
    let (profile, first) = (site.profile(Some(certificate)), one("left", 1));
    let (acknowledged, heard) = tokio::sync::oneshot::channel();
    machine.spawn(async move {
        let client = Client::connect(&profile).await.unwrap();
        let (sender, receiver) = tokio::sync::mpsc::channel(4);
        let answers = client.intake().submit_records(ReceiverStream::new(receiver)).await;
        let mut answers = answers.unwrap().into_inner();
        sender.send(first).await.unwrap();
        answers.message().await.unwrap().unwrap();
        acknowledged.send(()).unwrap();
        std::future::pending::<()>().await;
    });
    heard.await.unwrap();
    machine.shutdown_background();
    let left = closed(&exchange, 3).await;
    assert_eq!((left.count("stored"), left.result.as_str()), (1, "CANCELLED"));

    let (sender, receiver) = tokio::sync::mpsc::channel(4);
    let mut answers =
        police.intake().submit_records(ReceiverStream::new(receiver)).await.unwrap().into_inner();
    sender.send(one("put-out", 1)).await.unwrap();
    answers.message().await.unwrap().unwrap();
    let request = v1::SetMemberStatusRequest {
        trust_domain: DOMAIN.into(),
        member_id: "police".into(),
        status: v1::MemberStatus::Suspended as i32,
    };
    coordinator.membership().set_member_status(request.clone()).await.unwrap();
    sender.send(one("put-out", 2)).await.unwrap();
    assert_eq!(answers.message().await.unwrap_err().code(), Code::PermissionDenied);
    let line = ends(&lines(&exchange)).into_values().next_back().unwrap();
    assert_eq!((line.result.as_str(), line.count("batches")), ("DENIED", 1));
    let told = lines(&exchange);
    let suspended = told.iter().find(|line| line.call.ends_with("SetMemberStatus")).unwrap();
    assert_eq!(
        (suspended.word("member"), suspended.word("status")),
        ("exchange.example/police", "SUSPENDED")
    );

    // An exchange that is stopped tells so of the streams that it ends.
    let request = v1::SetMemberStatusRequest { status: v1::MemberStatus::Active as i32, ..request };
    coordinator.membership().set_member_status(request).await.unwrap();
    let (sender, receiver) = tokio::sync::mpsc::channel(4);
    let mut answers =
        police.intake().submit_records(ReceiverStream::new(receiver)).await.unwrap().into_inner();
    sender.send(one("stopped", 1)).await.unwrap();
    answers.message().await.unwrap().unwrap();
    drop(exchange);
    let (stopping, ending) = tokio::join!(site.stop(), answers.message());
    let () = stopping;
    assert_eq!(ending.unwrap_err().code(), Code::Unavailable);
    let exchange = site.resume().await;
    let line = ends(&lines(&exchange)).into_values().next_back().unwrap();
    assert_eq!((line.result.as_str(), line.count("stored")), ("STOPPED", 1));
}

/// Waits for the line of the end of so many streams, and gives the last one.
async fn closed(exchange: &Exchange, count: usize) -> Line {
    for _ in 0..200 {
        let ends = ends(&lines(exchange));
        if ends.len() >= count {
            return ends.into_values().next_back().unwrap();
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("a stream has no line of its end");
}

/// A store that fails at one of its commits: before it, or when all of it is on the disk.
struct Failing {
    store: Arc<dyn Store>,
    left: Arc<AtomicIsize>,
    after: bool,
}

impl Otherwise for Failing {
    fn store(&self) -> &dyn Store {
        &*self.store
    }

    fn commit(&self, batch: Batch) -> Result<(), StoreError> {
        let failed = || Err(StoreError::Engine("as the test wants it".into()));
        match self.left.fetch_sub(1, Ordering::Relaxed) {
            1 if self.after => self.store.commit(batch).and_then(|()| failed()),
            1 => failed(),
            _ => self.store.commit(batch),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_that_fails_leaves_change_and_line_or_neither() {
    for (number, after) in [(1, false), (1, true), (2, false), (2, true), (3, true)] {
        let mut site = Site::prepare(vdx::grpc::Limits::default());
        let left = Arc::new(AtomicIsize::new(isize::MAX));
        let shared = left.clone();
        let exchange =
            site.resume_on(|store| Arc::new(Changed(Failing { store, left: shared, after }))).await;
        let coordinator = site.coordinator().await;
        put(&coordinator, "before").await.unwrap();
        left.store(number, Ordering::Relaxed);
        let mut refused = 0;
        for member in ["one", "two", "three", "four"] {
            refused += usize::from(put(&coordinator, member).await.is_err());
        }
        assert!(refused > 0, "{number} {after}");
        drop((coordinator, exchange));
        site.stop().await;
        let exchange = site.resume().await;
        let mut members = registered(&exchange);
        members.remove("coordinator");
        assert_eq!(put_by(&lines(&exchange)), members, "{number} {after}");
        assert_eq!(members.len(), 5 - refused + usize::from(after), "{number} {after}");
    }
}

/// A record that a system pushes by itself waits for one write of the disk, not for one more at each
/// end of its stream; the lines of the stream are in the same commit, whatever becomes of it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_of_one_batch_is_one_commit_with_both_lines() {
    for after in [false, true] {
        let mut site = Site::prepare(vdx::grpc::Limits::default());
        let left = Arc::new(AtomicIsize::new(isize::MAX));
        let shared = left.clone();
        let exchange =
            site.resume_on(|store| Arc::new(Changed(Failing { store, left: shared, after }))).await;
        let police = site.member(Role::Institution, "police").await;
        let one = |n: u64| {
            let name = format!("single-{n}");
            vec![batch(&site, &name, 1, vec![record(victim(&name, n))])]
        };
        let mut commits = Vec::new();
        for n in 0..10 {
            left.store(isize::MAX, Ordering::Relaxed);
            send(&police, one(n)).await.unwrap();
            commits.push(isize::MAX - left.load(Ordering::Relaxed));
        }
        // The end of a stream may come a moment after its batch, on a machine with other work.
        assert_eq!(commits.iter().min(), Some(&1), "{commits:?}");

        let before = (lines(&exchange).len(), ends(&lines(&exchange)).len());
        left.store(1, Ordering::Relaxed);
        let (_, status) = send(&police, one(10)).await.unwrap_err();
        assert_eq!(status.code(), Code::Unavailable);
        drop((police, exchange));
        site.stop().await;
        let exchange = site.resume().await;
        let now = (lines(&exchange).len(), ends(&lines(&exchange)).len());
        let added = if after { (2, 1) } else { (0, 0) };
        assert_eq!(now, (before.0 + added.0, before.1 + added.1));
        let last = ends(&lines(&exchange)).into_values().next_back().unwrap();
        assert_eq!((last.count("stored"), last.result.as_str()), (1, "OK"));
    }
}

/// The word on a restore is a change like any other, and the first one that a restored exchange makes.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restore_is_acknowledged_with_its_line_or_not_at_all() {
    for (number, after) in [(1, false), (1, true), (2, false)] {
        let mut site = Site::start().await;
        let certificate = site.certificate(Role::Coordinator, "coordinator");
        site.stop().await;
        let data = site.dir.path().join("data");
        let mut batch = Batch::default();
        batch.put(Space::Meta, RESTORED, [9; 16]);
        open_store(&data).unwrap().commit(batch).unwrap();
        let left = Arc::new(AtomicIsize::new(isize::MAX));
        let shared = left.clone();
        let exchange =
            site.resume_on(|store| Arc::new(Changed(Failing { store, left: shared, after }))).await;
        let profile = site.profile(Some(certificate));
        let (client, pending) = Client::pending_restore(&profile).await.unwrap();
        left.store(number, Ordering::Relaxed);
        let said = client.acknowledge_restore(&profile, &pending.unwrap(), "a test", &[]).await;
        assert_eq!(said.is_ok(), number > 1, "{number} {after}: {said:?}");
        drop((client, exchange));
        site.stop().await;
        let exchange = site.resume().await;
        let told = lines(&exchange)
            .iter()
            .filter(|line| line.call.ends_with("/AcknowledgeRestoration") && line.result == "OK")
            .count();
        let profile = ClientProfile {
            server: format!("https://localhost:{}", site.address.port()),
            ..profile
        };
        let (_, pending) = Client::pending_restore(&profile).await.unwrap();
        assert_eq!(told == 1, pending.is_none(), "{number} {after}");
        assert_eq!(told, usize::from(after || number > 1), "{number} {after}");
    }
}

/// Roles that control each other are not held one after the other either.
#[tokio::test]
async fn nobody_audits_what_it_did_in_an_earlier_role() {
    let mut site = Site::start().await;
    let coordinator = site.coordinator().await;
    let put = async |member: &str, roles: &[Role]| {
        let member = Some(entry(member, roles));
        coordinator.membership().put_member(v1::PutMemberRequest { member }).await
    };
    for (number, (first, then)) in [
        (vec![Role::Analyst], vec![Role::Auditor]),
        (vec![Role::Coordinator], vec![Role::Auditor]),
        (vec![Role::Auditor], vec![Role::Coordinator]),
        (vec![Role::Institution], vec![Role::Analyst]),
    ]
    .into_iter()
    .enumerate()
    {
        let name = format!("member-{number}");
        put(&name, &first).await.unwrap();
        let refused = put(&name, &then).await.unwrap_err();
        assert_eq!(refused.code(), tonic::Code::InvalidArgument);
        let details = tonic_types::StatusExt::get_error_details(&refused);
        let violation = &details.bad_request().unwrap().field_violations[0];
        assert_eq!(violation.field, "member.roles");
        assert!(violation.description.contains("has held"), "{}", violation.description);
    }
    // Over a detour and a restart, too; other changes are free.
    put("desk", &[Role::Analyst]).await.unwrap();
    put("desk", &[Role::Liaison]).await.unwrap();
    put("desk", &[Role::Analyst, Role::Coordinator]).await.unwrap();
    site.restart().await;
    let coordinator = site.coordinator().await;
    let member = Some(entry("desk", &[Role::Auditor]));
    let refused = coordinator.membership().put_member(v1::PutMemberRequest { member }).await;
    assert!(refused.is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_any_moment_there_is_no_change_without_a_line() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path();
    let port = free_port();
    let members =
        [("coordinator", "coordinator"), ("auditor", "authority"), ("institution", "police")];
    certify(dir, DOMAIN, port, &members);
    ok(dir, &["keys", "generate"]);
    configure(dir, DOMAIN, "XK", port, &epochs(dir, "national.key"));
    let mut serving = serve(dir);
    put_member(dir, "exchange.example/authority", "auditor", "XK");
    put_member(dir, "exchange.example/police", "institution", "XK");
    let check = national_check(dir);
    let mut random = Rng::with_seed(18);
    const ROUNDS: u64 = 3;
    for round in 0..ROUNDS {
        let coordinator = connect(dir, "coordinator").await;
        let mut putting = Vec::new();
        for number in 0..40 {
            let client = coordinator.clone();
            putting.push(tokio::spawn(
                async move { put(&client, &format!("m{round}-{number}")).await },
            ));
        }
        let police = connect(dir, "police").await;
        let (sender, receiver) = tokio::sync::mpsc::channel(1);
        let check = check.clone();
        tokio::spawn(async move {
            for sequence in 1.. {
                let records = (0..20).map(|n| {
                    let number = (round * 1000 + sequence) * 100 + n;
                    record(victim(&format!("v{number}"), number))
                });
                let request = v1::SubmitRecordsRequest {
                    submission_id: format!("of-{round}"),
                    sequence,
                    key_checks: vec![check.clone()],
                    records: records.collect(),
                    readmit_withdrawn: false,
                    confirmed: Vec::new(),
                    hold_corrections: false,
                };
                if sender.send(request).await.is_err() {
                    return;
                }
            }
        });
        let answers = police.intake().submit_records(ReceiverStream::new(receiver)).await;
        let mut answers = answers.unwrap().into_inner();
        answers.message().await.unwrap().unwrap();
        tokio::time::sleep(Duration::from_millis(random.u64(0..200))).await;
        serving.0.kill().unwrap();
        drop((putting, answers));
        drop(serving);
        serving = serve(dir);
    }

    let told = lines_in(dir);
    let list = ok(dir, &["members", "list", "--profile", "pki/coordinator.toml"]);
    let there: BTreeSet<String> = list
        .split_whitespace()
        .filter_map(|word| word.strip_prefix("exchange.example/"))
        .filter(|name| *name != "coordinator")
        .map(String::from)
        .collect();
    assert_eq!(put_by(&told), there);

    // Each stream that was cut by the end of the exchange is told, with exactly what is stored.
    let cut: Vec<Line> =
        ends(&told).into_values().filter(|line| line.result == "INTERRUPTED").collect();
    assert_eq!(cut.len() as u64, ROUNDS, "{told:?}");
    let police = connect(dir, "police").await;
    for (round, line) in cut.iter().enumerate() {
        assert_eq!(line.caller, "spiffe://exchange.example/institution/police");
        let request = v1::GetSubmissionStatusRequest { submission_id: format!("of-{round}") };
        let durable = police.intake().get_submission_status(request).await.unwrap().into_inner();
        assert_eq!(line.count("batches"), durable.durable_through);
        assert_eq!(line.count("stored"), 20 * durable.durable_through);
    }
    ok(dir, &["audit", "verify", "--profile", "pki/authority.toml"]);
}

/// Calls a path that the exchange does not have.
async fn invented(client: &Client, path: String) -> tonic::Status {
    let mut grpc = tonic::client::Grpc::new(client.channel());
    grpc.ready().await.unwrap();
    let codec = tonic_prost::ProstCodec::<v1::GetCallerRequest, v1::GetCallerResponse>::default();
    let request = tonic::Request::new(v1::GetCallerRequest {});
    grpc.unary(request, path.parse().unwrap(), codec).await.unwrap_err()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn refused_calls_are_few_lines_however_many_they_are() {
    let mut site = Site::prepare(vdx::grpc::Limits::default());
    let exchange = site.resume().await;
    let desk = site.member(Role::Analyst, "desk").await;
    let court = site.member(Role::Institution, "court").await;
    let before = lines(&exchange).len();
    let mut calls = tokio::task::JoinSet::new();
    for task in 0..20 {
        for client in [&desk, &court] {
            let client = client.clone();
            calls.spawn(async move {
                for number in 0..100 {
                    invented(&client, format!("/vdx.v1.Invented/Path{task}x{number}")).await;
                }
            });
        }
    }
    while let Some(done) = calls.join_next().await {
        done.unwrap();
    }
    let added = lines(&exchange).split_off(before);
    // Each of the two: the first that was denied, and the first beyond its rate.
    assert!((2..=4).contains(&added.len()), "{added:?}");
    assert!(added.iter().all(|line| line.call == "unknown"), "{added:?}");
    // In no register, but with a good certificate: gets no call through.
    let stranger = site.certificate(Role::Analyst, "stranger");
    let stranger = site.profile(Some(stranger));
    for _ in 0..30 {
        assert!(Client::connect(&stranger).await.is_err());
    }
    drop((exchange, desk, court));
    site.stop().await;
    let exchange = site.resume().await;
    let added = lines(&exchange).split_off(before);
    let (connects, added): (Vec<_>, Vec<_>) =
        added.into_iter().partition(|line| line.call == "Connect");
    assert_eq!(connects.len(), 2, "{connects:?}");
    assert_eq!(connects.iter().map(|line| line.count("refused_more")).sum::<u64>(), 29);
    assert!(added.len() <= 8, "{added:?}");
    let together: u64 = added.iter().map(|line| line.count("refused_more")).sum();
    let single = added.iter().filter(|line| line.words.is_empty()).count() as u64;
    assert_eq!(together + single, 4000, "all are counted: {added:?}");
}
