//! Before an epoch opens, and how much may be asked of it.

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use common::{Site, batch, query, record, send, victim};
use tonic::{Code, Response};
use tonic_types::StatusExt;
use vdx::backup;
use vdx::client::Client;
use vdx::disclosure::{Policy, Tier};
use vdx::domain::codes::Role;
use vdx::grpc::Limits;
use vdx::proto::v1;
use vdx::store::{Batch, Snapshot, Space, Store, StoreError, Visit, WriteAll};

/// 400 persons whose exploitation follows from their age, with a few exceptions.
async fn fill(site: &mut Site) {
    let police = site.member(Role::Institution, "police").await;
    let records = (0..400u64).map(|person| {
        let adult = person % 3 != 0;
        let usual = person % 40 != 1;
        record(v1::VictimRecord {
            gender: 1 + (person % 2) as i32,
            age_band: if adult { 4 } else { 2 },
            exploitation_types: vec![if adult == usual { 2 } else { 8 }],
            identified_on: Some(v1::YearMonth { year: 2009 + (person / 7 % 2) as i32, month: 3 }),
            region: if person % 50 == 7 { "PEJA" } else { "PRISHTINA" }.into(),
            citizenships: vec![["XK", "AL", "RS", "MK", "XK"][(person % 5) as usize].into()],
            country_of_recruitment: if person % 130 == 3 { "MD" } else { "XK" }.into(),
            recruiter_relations: vec![1 + (person * person % 6) as i32],
            ..victim(&format!("v{person}"), person)
        })
    });
    send(&police, vec![batch(site, "s", 1, records.collect())]).await.unwrap();
}

/// A store whose snapshots are read only once they may be.
struct Slow {
    store: Arc<dyn Store>,
    open: Arc<AtomicBool>,
}

struct SlowSnapshot(Box<dyn Snapshot>, Arc<AtomicBool>);

impl Snapshot for SlowSnapshot {
    fn scan(&self, space: Space, from: &[u8], visit: &mut Visit<'_>) -> Result<(), StoreError> {
        while !self.1.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(5));
        }
        self.0.scan(space, from, visit)
    }
}

impl Store for Slow {
    fn commit(&self, batch: Batch) -> Result<(), StoreError> {
        self.store.commit(batch)
    }

    fn get(&self, space: Space, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.store.get(space, key)
    }

    fn scan(&self, space: Space, from: &[u8], visit: &mut Visit<'_>) -> Result<(), StoreError> {
        self.store.scan(space, from, visit)
    }

    fn snapshot(&self) -> Result<Box<dyn Snapshot>, StoreError> {
        Ok(Box::new(SlowSnapshot(self.store.snapshot()?, self.open.clone())))
    }

    fn save_checkpoint(&self, write: &mut WriteAll<'_>) -> Result<(), StoreError> {
        self.store.save_checkpoint(write)
    }

    fn load_checkpoint(&self) -> Option<Box<dyn std::io::Read + '_>> {
        self.store.load_checkpoint()
    }
}

/// Submissions go on while an epoch is collected and a backup is written; the epoch is of the moment
/// at which it was begun, and of two that were begun at once one is published.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn publication_and_backup_hold_up_no_submission() {
    let mut site = Site::prepare(Limits::default());
    site.recovery = Some(backup::generate_recovery_key(&site.dir.path().join("recovery")).unwrap());
    let open = Arc::new(AtomicBool::new(false));
    let shared = open.clone();
    let exchange = site.resume_on(|store| Arc::new(Slow { store, open: shared })).await;
    fill(&mut site).await;
    let police = site.member(Role::Institution, "police").await;
    let coordinator = site.coordinator().await;
    let publish = || {
        let coordinator = coordinator.clone();
        tokio::spawn(async move {
            let request = v1::PublishEpochRequest {};
            coordinator.publication().publish_epoch(request).await.map(Response::into_inner)
        })
    };
    let publications = [publish(), publish()];
    let file = tempfile::tempfile().unwrap();
    let backup = {
        let (exchange, file) = (exchange.clone(), file.try_clone().unwrap());
        tokio::spawn(async move { exchange.backup(file).await })
    };
    // Once these are answered the publications wait for their snapshots, or for the records.
    for _ in 0..20 {
        tokio::time::sleep(Duration::from_millis(10)).await;
        coordinator.membership().get_caller(v1::GetCallerRequest {}).await.unwrap();
    }
    // 1,000 more, and all of the first ones withdrawn: they are in the epoch all the same.
    let more = (1000..1900).map(|n| record(victim(&format!("later{n}"), n)));
    let sent = batch(&site, "later", 1, more.collect());
    let sent = tokio::time::timeout(Duration::from_secs(60), send(&police, vec![sent])).await;
    assert_eq!(sent.expect("submissions go on").unwrap()[0].durable_through, 1);
    assert!(!publications[0].is_finished() && !publications[1].is_finished());
    assert!(!backup.is_finished());
    let ids = (0..400).map(|n| v1::RecordName {
        kind: v1::RecordKind::Victim as i32,
        record_id: format!("v{n}"),
    });
    let request = v1::WithdrawRecordsRequest { records: ids.collect() };
    police.intake().withdraw_records(request).await.unwrap();
    open.store(true, Ordering::Relaxed);

    let mut published = Vec::new();
    for publication in publications {
        published.push(publication.await.unwrap());
    }
    published.sort_by_key(Result::is_err);
    let report = published[0].as_ref().unwrap();
    assert_eq!((report.records_rounded, report.persons_rounded), (400, 400));
    let refused = published[1].as_ref().unwrap_err();
    assert_eq!(refused.code(), Code::FailedPrecondition);
    assert!(refused.message().contains("another epoch"), "{refused:?}");
    assert_eq!(exchange.epochs().len(), 1);
    assert!(backup.await.unwrap().unwrap() >= 400);
}

async fn check(site: &mut Site) -> v1::CheckEpochResponse {
    let coordinator = site.coordinator().await;
    coordinator.publication().check_epoch(v1::CheckEpochRequest {}).await.unwrap().into_inner()
}

async fn publish(site: &mut Site) {
    let coordinator = site.coordinator().await;
    coordinator.publication().publish_epoch(v1::PublishEpochRequest {}).await.unwrap();
}

fn with_policy(policy: Policy) -> Site {
    let mut site = Site::prepare(Limits::default());
    site.policy = policy;
    site
}

#[tokio::test]
async fn the_check_tells_a_weak_policy_from_the_shipped_one() {
    let mut site = Site::start().await;
    fill(&mut site).await;
    let checked = check(&mut site).await;
    let tiers: Vec<&str> = checked.tiers.iter().map(|tier| tier.tier.as_str()).collect();
    assert_eq!(tiers, ["national", "transnational", "public"]);
    for tier in &checked.tiers {
        assert!(tier.attacks.iter().all(|attack| attack.withstood), "{tier:?}");
        assert_eq!(tier.utility.len(), 3);
    }
    let small = &checked.tiers[0].attacks[0];
    assert!(small.trials_rounded > 0 && small.percent == 0, "{small:?}");
    // Nothing was published by it.
    let listed = site.coordinator().await.statistics().list_epochs(v1::ListEpochsRequest {}).await;
    assert!(listed.unwrap().into_inner().epochs.is_empty());

    let exact = Tier { minimum: 1, threshold: 1, ..Policy::default().national };
    let weak = Policy {
        noise_variance: 1e-9,
        national: exact,
        low_effect: 0,
        homogeneity: 1.0,
        swap_share: 0.0,
        swap_rare_share: 0.0,
        ..Policy::default()
    };
    let mut site = with_policy(weak);
    site.resume().await;
    fill(&mut site).await;
    let checked = check(&mut site).await;
    let failed: Vec<&str> = checked.tiers[0]
        .attacks
        .iter()
        .filter(|attack| !attack.withstood)
        .map(|attack| attack.name.as_str())
        .collect();
    for name in ["small cells", "differencing", "group disclosure"] {
        assert!(failed.contains(&name), "{name} in {failed:?}");
    }
}

#[tokio::test]
async fn questions_are_counted_over_restarts() {
    let tier = Tier { questions_per_day: 150, ..Policy::default().national };
    let mut site = with_policy(Policy { national: tier, ..Policy::default() });
    site.resume().await;
    fill(&mut site).await;
    publish(&mut site).await;
    let analyst = site.member(Role::Analyst, "desk").await;
    let ask = async |client: &Client| query(client, &[], &[]).await;
    for _ in 0..150 {
        ask(&analyst).await.unwrap();
    }
    let refused = ask(&analyst).await.unwrap_err();
    assert_eq!(refused.code(), Code::ResourceExhausted);
    let details = refused.get_error_details();
    assert_eq!(details.error_info().unwrap().reason, "QUESTION_BUDGET");
    // Everybody has a budget of one's own; a restart gives none back, the next day does.
    let other = site.member(Role::Analyst, "other").await;
    ask(&other).await.unwrap();
    site.restart().await;
    let analyst = site.client(Role::Analyst, "desk").await;
    assert_eq!(ask(&analyst).await.unwrap_err().code(), Code::ResourceExhausted);
    site.pass_days(1);
    ask(&analyst).await.unwrap();
}

#[tokio::test]
async fn a_stricter_tier_can_be_asked_for_and_a_weaker_one_cannot() {
    let mut site = Site::start().await;
    fill(&mut site).await;
    publish(&mut site).await;
    let analyst = site.member(Role::Analyst, "desk").await;
    let liaison = site.member_of("AL", Role::Liaison, "albania").await;
    for (client, asked, tier, threshold) in [
        (&analyst, v1::Tier::Unspecified, "national", 10),
        (&analyst, v1::Tier::Public, "public", 20),
        (&liaison, v1::Tier::National, "transnational", 20),
    ] {
        let request = v1::QueryTableRequest {
            measure: v1::Measure::Persons as i32,
            group_by: vec!["gender".into()],
            tier: asked as i32,
            ..Default::default()
        };
        let answer = client.statistics().query_table(request).await.unwrap().into_inner();
        let release = answer.release.unwrap();
        assert_eq!((release.tier.as_str(), release.threshold), (tier, threshold));
        // Whoever weakens a protection says so in every answer; the shipped ones are all there.
        for protection in ["low-effect detection", "homogeneity 90 %", "swapping 5 %, rare 30 %"] {
            assert!(release.protections.iter().any(|p| p == protection), "{protection}");
        }
    }
}

#[tokio::test]
async fn neither_a_later_epoch_nor_a_changed_policy_draws_noise_anew() {
    let mut site = Site::start().await;
    fill(&mut site).await;
    publish(&mut site).await;
    let analyst = site.member(Role::Analyst, "desk").await;
    let in_2010: &[(&str, &[&str])] = &[("year", &["2010"])];
    let before = query(&analyst, &["gender", "citizenship"], in_2010).await.unwrap();
    let total = query(&analyst, &[], &[]).await.unwrap();

    // Other rules, many more persons in another year, and five in this one: too few to revise
    // what was said of it.
    site.policy.revision_changes = 30;
    site.restart().await;
    let police = site.client(Role::Institution, "police").await;
    let late = |n: u64, year| {
        let identified_on = Some(v1::YearMonth { year, month: 3 });
        record(v1::VictimRecord { identified_on, ..victim(&format!("late{n}"), 5000 + n) })
    };
    let more = (0..100).map(|n| late(n, 2011)).chain((100..105).map(|n| late(n, 2010)));
    send(&police, vec![batch(&site, "late", 1, more.collect())]).await.unwrap();
    publish(&mut site).await;
    let analyst = site.client(Role::Analyst, "desk").await;
    let after = query(&analyst, &["gender", "citizenship"], in_2010).await.unwrap();
    assert!(before.cells == after.cells, "the year repeats what it said");
    let (old, new) = (before.release.unwrap(), after.release.unwrap());
    assert_eq!((old.epoch, new.epoch), (1, 2));
    assert_ne!(old.policy_version, new.policy_version);
    let grown = query(&analyst, &[], &[]).await.unwrap().cells[0].count;
    assert!(grown.abs_diff(total.cells[0].count + 100) <= 16, "{grown}");

    // Enough have changed: the year is taken anew.
    let more = (105..140).map(|n| late(n, 2010)).chain((140..160).map(|n| late(n, 2011)));
    let police = site.client(Role::Institution, "police").await;
    send(&police, vec![batch(&site, "late", 2, more.collect())]).await.unwrap();
    publish(&mut site).await;
    let revised = query(&analyst, &[], in_2010).await.unwrap().cells[0].count;
    assert!(revised.abs_diff(199 + 40) <= 8 + 17, "{revised}");
}

/// A proceeding names two persons, of whom the second is known to others under two numbers; then
/// it is corrected and names the first alone, or is withdrawn.
#[tokio::test]
async fn a_correction_that_names_fewer_persons_undoes_what_linked_them() {
    let exact = Tier { minimum: 1, threshold: 1, ..Policy::default().national };
    let mut site = with_policy(Policy {
        noise_variance: 1e-9,
        national: exact,
        swap_share: 0.0,
        swap_rare_share: 0.0,
        ..Policy::default()
    });
    site.resume().await;
    let police = site.member(Role::Institution, "police").await;
    const CASES: u64 = 60;
    let number = |case: u64| victim("", case).tokens.remove(0);
    let document =
        |case: u64| v1::Token { kind: v1::MatchKeyKind::Document as i32, ..number(CASES + case) };
    let named = |tokens| v1::VictimReference { tokens, ..Default::default() };
    let first = |case: u64| named(vec![number(3 * CASES + case)]);
    let proceeding = |case: u64, revision, victims: Vec<v1::VictimReference>| v1::Record {
        record: Some(v1::record::Record::Proceeding(v1::ProceedingRecord {
            record_id: format!("c{case}"),
            revision,
            case_token: vec![case as u8; 16],
            key_epoch: 1,
            stage: v1::ProceedingStage::Police as i32,
            outcome: v1::ProceedingOutcome::Ongoing as i32,
            offence: v1::Offence::Trafficking as i32,
            opened_on: Some(v1::YearMonth { year: 2010, month: 3 }),
            victims,
            ..Default::default()
        })),
    };
    let mut records = Vec::new();
    for case in 0..CASES {
        let of_document =
            v1::VictimRecord { tokens: vec![document(case)], ..victim(&format!("d{case}"), 0) };
        let both = named(vec![number(case), document(case)]);
        records.push(record(victim(&format!("n{case}"), case)));
        records.push(record(of_document));
        records.push(proceeding(case, 1, vec![first(case), both]));
    }
    let stored = send(&police, vec![batch(&site, "s", 1, records)]).await.unwrap();
    let refused = stored[0].results.iter().find(|result| !result.violations.is_empty());
    assert!(refused.is_none(), "{refused:?}");
    let analyst = site.member(Role::Analyst, "desk").await;
    publish(&mut site).await;
    assert_eq!(query(&analyst, &[], &[]).await.unwrap().cells[0].count, CASES);

    let corrected = (0..CASES / 2).map(|case| proceeding(case, 2, vec![first(case)]));
    send(&police, vec![batch(&site, "s", 2, corrected.collect())]).await.unwrap();
    let withdrawn = (CASES / 2..CASES).map(|case| v1::RecordName {
        kind: v1::RecordKind::Proceeding as i32,
        record_id: format!("c{case}"),
    });
    let withdrawn = v1::WithdrawRecordsRequest { records: withdrawn.collect() };
    police.intake().withdraw_records(withdrawn).await.unwrap();
    publish(&mut site).await;
    assert_eq!(query(&analyst, &[], &[]).await.unwrap().cells[0].count, 2 * CASES);
}
