//! Releases: two persons agree, everything is measured once, and nothing that breaks off is measured
//! twice.

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

use common::stores::{Changed, Otherwise};
use common::{Site, batch, policy, precise, query, record, send, victim};
use tonic::Code;
use tonic_types::StatusExt;
use vdx::audit::{LedgerCheck, Parts};
use vdx::backup;
use vdx::client::Client;
use vdx::domain::codes::Role;
use vdx::exchange::{Exchange, ReleaseStage};
use vdx::grpc::Limits;
use vdx::proto::v1::{self, Basis};
use vdx::release::policy::Policy;
use vdx::store::{Batch, RESTORED, Snapshot, Space, Store, StoreError, Visit};

/// Persons of 2008 to 2011.
async fn fill(site: &mut Site, persons: u64) {
    let police = site.member(Role::Institution, "police").await;
    let records = (0..persons).map(|person| {
        record(v1::VictimRecord {
            gender: 1 + (person % 2) as i32,
            exploitation_types: vec![if person % 3 == 0 { 2 } else { 8 }],
            identified_on: Some(v1::YearMonth { year: 2008 + (person % 4) as i32, month: 3 }),
            ..victim(&format!("v{person}"), person)
        })
    });
    send(&police, vec![batch(site, "s", 1, records.collect())]).await.unwrap();
}

fn with_policy(policy: Policy) -> Site {
    let mut site = Site::prepare(Limits::default());
    site.policy = policy;
    site
}

/// A running exchange of 200 persons, whose figures have next to no noise. None is exact: exact totals count
/// everybody.
async fn precisely_filled() -> Site {
    let mut site = with_policy(precise());
    site.policy.exact = Default::default();
    site.resume().await;
    fill(&mut site, 200).await;
    site
}

fn scope(kind: v1::ReleaseKind, first_year: i32, last_year: i32) -> Option<v1::ReleaseScope> {
    Some(v1::ReleaseScope { kind: kind as i32, first_year, last_year })
}

fn reason(status: &tonic::Status) -> String {
    status.get_error_details().error_info().map(|info| info.reason.clone()).unwrap_or_default()
}

#[tokio::test]
async fn a_release_needs_two_persons_and_is_measured_once() {
    let mut site = with_policy(policy());
    let exchange = site.resume().await;
    fill(&mut site, 120).await;
    let [one, two] = [site.coordinator_person("1").await, site.coordinator_person("2").await];
    let nobody = site.coordinator().await;
    let last = v1::ReleaseKind::Final;

    // What it would measure is told beforehand, and is the same whatever the data.
    let preview = v1::PreviewReleaseRequest { scope: scope(last, 2008, 2011) };
    let told = one.publication().preview_release(preview).await.unwrap().into_inner();
    let plan = told.plan.unwrap();
    assert_eq!((plan.closes_block, plan.plan.as_str()), (true, "own"));
    assert!(plan.kinds.iter().any(|kind| kind.name == "victims" && kind.rho_year > 0.2));
    assert!(plan.epsilon_life > 6.0 && plan.epsilon_life < 6.5);

    let propose = |first, until| v1::ProposeReleaseRequest { scope: scope(last, first, until) };
    for (first, until, rule) in [
        (2008, 2012, "one block"),
        (1999, 1999, "begin before 2000"),
        (2150, 2150, "future"),
        (2009, 2008, "not before the first"),
    ] {
        let refused = one.publication().propose_release(propose(first, until)).await.unwrap_err();
        assert!(refused.message().contains(rule), "{}", refused.message());
    }
    let proposed = one.publication().propose_release(propose(2008, 2008)).await.unwrap();
    let first = proposed.into_inner().release.unwrap().number;
    let approve = |number| v1::ApproveReleaseRequest { number };
    // Not by who proposed it, nor by somebody of the same member without a name.
    for same in [&one, &nobody] {
        let refused = same.publication().approve_release(approve(first)).await.unwrap_err();
        assert_eq!(refused.code(), Code::PermissionDenied, "{}", refused.message());
    }
    let missing = two.publication().approve_release(approve(77)).await.unwrap_err();
    assert_eq!(missing.code(), Code::NotFound);
    // A later proposal takes its place.
    let proposed = one.publication().propose_release(propose(2008, 2011)).await.unwrap();
    let second = proposed.into_inner().release.unwrap().number;
    let refused = two.publication().approve_release(approve(first)).await.unwrap_err();
    assert_eq!(reason(&refused), "REPLACED");
    let released = two.publication().approve_release(approve(second)).await.unwrap().into_inner();
    let released = released.release.unwrap();
    assert_eq!(released.stage(), v1::ReleaseStage::Released);
    assert!(released.proposed_by.ends_with("/person/1") && released.approved_by.ends_with("/2"));
    let again = two.publication().approve_release(approve(second)).await.unwrap_err();
    assert_eq!(reason(&again), "APPROVED");
    for kind in [v1::ReleaseKind::Final, v1::ReleaseKind::Provisional] {
        assert_eq!(reason(&site.release_kind("2009", kind).await.unwrap_err()), "RELEASED");
    }

    // An auditor adds it up.
    let mut ledger = LedgerCheck::default();
    for line in exchange.audit_lines(0, 10_000).unwrap() {
        ledger.take(&line).unwrap();
    }
    assert_eq!(ledger.releases(), 1);
    assert!((350_000..=540_000).contains(&ledger.most()), "{}", ledger.most());

    // Roles without business here.
    let police = site.client(Role::Institution, "police").await;
    let refused = police.publication().propose_release(propose(2012, 2012)).await.unwrap_err();
    assert_eq!(refused.code(), Code::PermissionDenied);
}

#[tokio::test]
async fn provisional_figures_come_first_and_final_ones_take_their_place() {
    let mut site = with_policy(policy());
    site.policy.budget.provisional_parts = 2;
    site.resume().await;
    fill(&mut site, 400).await;
    let analyst = site.member(Role::Analyst, "desk").await;
    site.release_kind("2010", v1::ReleaseKind::Provisional).await.unwrap();
    let early = query(&analyst, &["gender"], &[("year", &["2010"])]).await.unwrap();
    // Another release, of other years, is the latest; answers name the one that they rest on.
    site.release_kind("2008", v1::ReleaseKind::Provisional).await.unwrap();
    let month = |month| Some(v1::YearMonth { year: 2010, month });
    let period = Some(v1::Period { from: month(1), to: month(12) });
    let asked = v1::GetIndicatorsRequest { period, tier: 0 };
    let told = analyst.statistics().get_indicators(asked).await.unwrap().into_inner();
    let rests_on = told.release.unwrap();
    assert_eq!((rests_on.releases, rests_on.provisional), (vec![1], vec![1]));
    assert!(early.cells.iter().all(|cell| cell.basis() == Basis::Measured));
    let refused = query(&analyst, &["citizenship"], &[("year", &["2010"])]).await.unwrap_err();
    assert!(refused.message().contains("not measured"), "{}", refused.message());
    let refused = query(&analyst, &["gender"], &[("year", &["2009"])]).await.unwrap_err();
    assert!(refused.message().contains("released years: 2008, 2010"), "{}", refused.message());

    site.release_kind("2010", v1::ReleaseKind::Provisional).await.unwrap();
    let third = site.release_kind("2010", v1::ReleaseKind::Provisional).await.unwrap_err();
    assert_eq!(reason(&third), "PROVISIONAL_SPENT");
    let released = site.release("2008-2010").await.unwrap();
    let fine = query(&analyst, &["gender"], &[("year", &["2010"])]).await.unwrap();
    let rests_on = fine.release.unwrap();
    assert_eq!((rests_on.releases, rests_on.provisional), (vec![released.number], vec![]));
    let width = |cells: &[v1::Cell]| cells.iter().map(|c| c.high - c.low).fold(0.0, f64::max);
    assert!(width(&fine.cells) < width(&early.cells), "final figures are more precise");
    let total = query(&analyst, &[], &[("year", &["2010"])]).await.unwrap();
    assert_eq!((total.cells[0].count, total.cells[0].basis()), (100, Basis::Exact));
    // The last year closes the block.
    let preview = v1::PreviewReleaseRequest { scope: scope(v1::ReleaseKind::Final, 2011, 2011) };
    let coordinator = site.coordinator().await;
    let told = coordinator.publication().preview_release(preview).await.unwrap().into_inner();
    assert!(told.plan.unwrap().closes_block);

    // Another policy waits for the next block.
    site.policy.tables = Some("year x gender: 1".into());
    site.restart().await;
    site.release("2011").await.unwrap();
    let analyst = site.client(Role::Analyst, "desk").await;
    let by_year = query(&analyst, &["year", "citizenship"], &[]).await.unwrap();
    assert!(by_year.cells.iter().any(|cell| cell.codes == ["2011", "XK"]));
    provisional_years_are_left_out(&mut site, &analyst).await;
}

/// A provisional year has few tables: a question that names no years is about those that are released for good,
/// says what it leaves out, and whoever names the provisional one gets it.
async fn provisional_years_are_left_out(site: &mut Site, analyst: &Client) {
    let before = query(analyst, &["citizenship"], &[]).await.unwrap();
    assert_eq!(before.release.unwrap().left_out, Vec::<i32>::new());
    site.release_kind("2012", v1::ReleaseKind::Provisional).await.unwrap();
    // Of the provisional year no citizenship is told, and years are those that are final.
    for by in ["citizenship", "year"] {
        let answer = query(analyst, &[by], &[]).await.unwrap();
        assert!(answer.cells.iter().all(|cell| cell.codes != ["2012"]), "{answer:?}");
        let release = answer.release.unwrap();
        assert_eq!((release.left_out, release.provisional), (vec![2012], vec![]));
    }
    let named = query(analyst, &[], &[("year", &["2012"])]).await.unwrap();
    let release = named.release.unwrap();
    assert_eq!((release.left_out.len(), release.provisional.len()), (0, 1));
}

/// What came after is not there, and who has paid for life is left out.
/// Persons whose budget is spent turn out to have been identified in 2012, together with 30 new ones:
/// the new ones alone count in the release of that year.
async fn only_new_persons_count_in_2012(site: &mut Site, analyst: &Client) {
    let police = site.client(Role::Institution, "police").await;
    let moved = (0..200u64).filter(|person| person % 4 == 0).map(|person| {
        record(v1::VictimRecord {
            revision: 2,
            identified_on: Some(v1::YearMonth { year: 2012, month: 3 }),
            ..victim(&format!("v{person}"), person)
        })
    });
    let fresh = (1000..1030).map(|person| {
        let identified_on = Some(v1::YearMonth { year: 2012, month: 5 });
        record(v1::VictimRecord { identified_on, ..victim(&format!("w{person}"), person) })
    });
    let records = moved.chain(fresh).collect();
    send(&police, vec![batch(site, "later", 1, records)]).await.unwrap();
    site.release("2012").await.unwrap();
    let women = query(analyst, &["gender"], &[("year", &["2012"])]).await.unwrap();
    let women = women.cells.iter().find(|cell| cell.codes == ["FEMININE"]).unwrap().count;
    assert!(women.abs_diff(30) <= 2, "{women}: only those who can pay");
}

#[tokio::test]
async fn nobody_pays_more_than_once_for_life() {
    let mut site = precisely_filled().await;
    let analyst = site.member(Role::Analyst, "desk").await;
    site.release("2008-2011").await.unwrap();
    let total = async |year: &str| {
        query(&analyst, &["gender"], &[("year", &[year])]).await.unwrap().cells[1].count
    };
    assert!(total("2008").await.abs_diff(50) <= 2);
    // All of 2008 turn out to have been identified in 2012: their budget is spent.
    only_new_persons_count_in_2012(&mut site, &analyst).await;

    // What everybody has for life is not raised afterwards, by whatever policy.
    site.stop().await;
    let more = site.policy.budget.life;
    site.policy.budget.life = more.plus(vdx::release::budget::Rho::of_thousandths(1));
    site.resume().await;
    let raised = site.release("2016").await.unwrap_err();
    assert!(raised.message().contains("budget.life"), "{raised}");
    site.stop().await;
    site.policy.budget.life = more;
    site.resume().await;
    site.release("2016").await.unwrap();
}

/// Puts the data as they were before back, as a restore from a backup does.
async fn restore(site: &mut Site, before: &str) {
    site.stop().await;
    let data = site.dir.path().join("data");
    copy_data(&data, before, "data");
    let mut batch = Batch::default();
    batch.put(Space::Meta, RESTORED, [9; 16]);
    common::open_store(&data).unwrap().commit(batch).unwrap();
    site.resume().await;
    let certificate = site.certificate(Role::Coordinator, "coordinator");
    let profile = site.profile(Some(certificate));
    let (client, pending) = Client::pending_restore(&profile).await.unwrap();
    client.acknowledge_restore(&profile, &pending.unwrap(), "a test", &[]).await.unwrap();
}

fn copy_data(data: &std::path::Path, from: &str, to: &str) {
    let (from, to) = (site_path(data, from), site_path(data, to));
    let _ = std::fs::remove_dir_all(&to);
    let copied = std::process::Command::new("cp").arg("-r").args([&from, &to]).status();
    assert!(copied.unwrap().success());
}

/// The budget of releases that a restored exchange has forgotten is spent all the same: nothing is
/// measured before two persons have said which they were.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restored_exchange_measures_nobody_whose_spending_it_does_not_know() {
    let mut site = precisely_filled().await;
    site.member(Role::Analyst, "desk").await;
    site.stop().await;
    let data = site.dir.path().join("data");
    copy_data(&data, "data", "backup");
    site.resume().await;
    site.release("2008-2011").await.unwrap();
    restore(&mut site, "backup").await;

    // Nobody can tell who has budget left.
    assert_eq!(reason(&site.release("2008-2011").await.unwrap_err()), "LOSSES_UNKNOWN");
    assert_eq!(reason(&site.release("2012").await.unwrap_err()), "LOSSES_UNKNOWN");
    let [one, two] = [site.coordinator_person("1").await, site.coordinator_person("2").await];
    let last = v1::ReleaseKind::Final;
    let lost = scope(last, 2008, 2011).into_iter().collect::<Vec<_>>();
    let state = async |who: &Client, lost: &[v1::ReleaseScope]| {
        Ok::<bool, tonic::Status>(state(who, lost).await?.confirmed)
    };
    // One person's word is not enough, however often it is given, nor are two different ones.
    assert!(!state(&one, &[]).await.unwrap());
    assert!(!state(&one, &[]).await.unwrap());
    assert!(!state(&two, &lost).await.unwrap());
    assert!(!state(&one, &[]).await.unwrap());
    assert_eq!(reason(&site.release("2012").await.unwrap_err()), "LOSSES_UNKNOWN");
    let twice = [lost.clone(), lost.clone()].concat();
    assert_eq!(reason(&state(&one, &twice).await.unwrap_err()), "RELEASED");
    // It outlasts a restart.
    site.restart().await;
    // Each one's last word stands; what two say after each other is not one word.
    let [one, two] = [site.coordinator_person("1").await, site.coordinator_person("2").await];
    assert_eq!(reason(&site.release("2012").await.unwrap_err()), "LOSSES_UNKNOWN");
    assert!(state(&one, &lost).await.unwrap());
    assert_eq!(reason(&state(&two, &lost).await.unwrap_err()), "NOTHING_LOST");
    site.stop().await;
    let exchange = site.resume().await;
    let stages: Vec<ReleaseStage> = exchange.releases().iter().map(|r| r.stage()).collect();
    assert_eq!(stages, [ReleaseStage::Lost]);
    // Who proposed and approved it is not known: those who stated that it was made did not.
    let request = v1::ListReleasesRequest {};
    let one = site.coordinator_person("1").await;
    let listed = one.statistics().list_releases(request).await.unwrap().into_inner();
    assert!(!listed.losses_unknown && listed.loss_statements.is_empty());
    let listed = &listed.releases[0];
    assert_eq!((listed.proposed_by.as_str(), listed.approved_by.as_str()), ("", ""));
    let by = |person: &str| listed.stated_by.iter().any(|by| by.ends_with(person));
    assert!(by("/person/1") && by("/person/2") && !listed.of_unknown_rules);

    // The years are spent, and so is the budget of the persons, wherever they turn up.
    assert_eq!(reason(&site.release("2009").await.unwrap_err()), "RELEASED");
    let analyst = site.client(Role::Analyst, "desk").await;
    only_new_persons_count_in_2012(&mut site, &analyst).await;

    // An auditor is told what was lost, and what it has cost.
    let lines = exchange.audit_lines(0, 10_000).unwrap();
    let lost = lines.iter().filter(|line| line.contains("\tLostRelease\tOK\trelease=1 kind=final"));
    assert_eq!(lost.count(), 1);
}

async fn state(
    who: &Client,
    lost: &[v1::ReleaseScope],
) -> Result<v1::StateLostReleasesResponse, tonic::Status> {
    let request = v1::StateLostReleasesRequest { lost: lost.to_vec() };
    Ok(who.publication().state_lost_releases(request).await?.into_inner())
}

/// Two who mean the same agree, whatever the order in which they say it; two who do not are told of
/// each other, and nobody's word takes the place of another one's.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn coordinators_learn_what_others_said_of_losses() {
    let mut site = with_policy(policy());
    site.resume().await;
    fill(&mut site, 40).await;
    site.stop().await;
    copy_data(&site.dir.path().join("data"), "data", "backup");
    site.resume().await;
    restore(&mut site, "backup").await;
    let [one, two] = [site.coordinator_person("1").await, site.coordinator_person("2").await];
    let [first, second, early] = [
        scope(v1::ReleaseKind::Final, 2008, 2011).unwrap(),
        scope(v1::ReleaseKind::Final, 2012, 2012).unwrap(),
        scope(v1::ReleaseKind::Provisional, 2008, 2009).unwrap(),
    ];
    let listed = async |who: &Client| {
        let request = v1::ListReleasesRequest {};
        who.statistics().list_releases(request).await.unwrap().into_inner()
    };

    assert!(state(&two, &[first, second, early]).await.unwrap().others.is_empty());
    let heard = state(&one, &[]).await.unwrap();
    assert!(!heard.confirmed, "they said something else");
    let [other] = heard.others.as_slice() else { panic!("{:?}", heard.others) };
    assert!(other.stated_by.ends_with("/person/2") && other.stated_at > 0);
    assert_eq!(other.lost, [early, first, second]);
    // Both words stand, over a restart, too.
    site.restart().await;
    let [one, two] = [site.coordinator_person("1").await, site.coordinator_person("2").await];
    let all = listed(&two).await;
    assert!(all.losses_unknown);
    let said: Vec<usize> = all.loss_statements.iter().map(|said| said.lost.len()).collect();
    assert_eq!(said, [3, 0]);

    // Another order is the same word.
    let heard = state(&one, &[second, early, first]).await.unwrap();
    assert!(heard.confirmed, "{:?}", heard.others);
    let all = listed(&two).await;
    assert!(!all.losses_unknown && all.loss_statements.is_empty());
    assert!(all.releases.iter().all(|release| release.stage() == v1::ReleaseStage::Lost));
    assert_eq!(all.releases.len(), 3);
}

/// A lost release is named as it was, although the policy has changed since; then nobody knows what it
/// cost, and whoever was in it has nothing left.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_release_of_another_policy_costs_all_that_anybody_has() {
    let mut site = precisely_filled().await;
    site.member(Role::Analyst, "desk").await;
    site.stop().await;
    copy_data(&site.dir.path().join("data"), "data", "backup");
    site.resume().await;
    site.release_kind("2008-2009", v1::ReleaseKind::Provisional).await.unwrap();
    restore(&mut site, "backup").await;
    site.stop().await;
    // Blocks of one year from now on; tables of a year alone, at half the cost.
    site.policy.block_years = Some(1);
    let exchange = site.resume().await;
    let [one, two] = [site.coordinator_person("1").await, site.coordinator_person("2").await];
    let lost = [
        scope(v1::ReleaseKind::Provisional, 2008, 2009).unwrap(),
        scope(v1::ReleaseKind::Provisional, 2010, 2010).unwrap(),
    ];
    let long = scope(v1::ReleaseKind::Final, 2000, 2004).unwrap();
    let refused = state(&one, &[long]).await.unwrap_err();
    let fields = refused.get_error_details();
    let rule = &fields.bad_request().unwrap().field_violations[0].description;
    assert!(rule.contains("at most 4 years"), "{rule}");
    // That of 2010 fits the policy as it is, but what else has changed nobody knows.
    let heard = state(&one, &lost).await.unwrap();
    assert_eq!(heard.of_unknown_rules, lost);
    assert!(state(&two, &lost).await.unwrap().confirmed);

    // An auditor is told that the cost is not known, and the sum holds.
    let mut ledger = LedgerCheck::default();
    for line in exchange.audit_lines(0, 10_000).unwrap() {
        ledger.take(&line).unwrap();
    }
    assert_eq!(ledger.unknown(), 2);

    // The years are used up, whatever blocks they are in now.
    for year in ["2008", "2009", "2010"] {
        assert_eq!(reason(&site.release(year).await.unwrap_err()), "RELEASED", "{year}");
    }
    let analyst = site.client(Role::Analyst, "desk").await;
    only_new_persons_count_in_2012(&mut site, &analyst).await;
    let request = v1::GetReleaseRequest { number: 1 };
    let refused = one.statistics().get_release(request).await.unwrap_err();
    assert_eq!(reason(&refused), "OTHER_RULES");
    drop(exchange);
    site.restart().await;
    assert_eq!(reason(&site.release("2009").await.unwrap_err()), "RELEASED");
}

/// A store that fails from some commit on, as a disk does whose power is cut.
struct Failing {
    store: Arc<dyn Store>,
    /// Commits that still succeed.
    left: Arc<AtomicI64>,
}

impl Otherwise for Failing {
    fn store(&self) -> &dyn Store {
        &*self.store
    }

    fn commit(&self, batch: Batch) -> Result<(), StoreError> {
        if self.left.fetch_sub(1, Ordering::SeqCst) <= 0 {
            return Err(StoreError::Engine("cut".into()));
        }
        self.store.commit(batch)
    }
}

/// The hash of each release's tables, as the audit log has it.
fn tables(exchange: &Exchange) -> Vec<String> {
    let lines = exchange.audit_lines(0, 10_000).unwrap();
    let released = |line: &String| {
        let parts = Parts::of(line)?;
        let hash = parts.subject.split("tables=").nth(1)?;
        (parts.call == "Release").then(|| hash.to_owned())
    };
    lines.iter().filter_map(released).collect()
}

/// Waits until what a crash interrupted is done.
async fn settled(exchange: &Exchange) {
    for _ in 0..600 {
        if exchange.releases().iter().all(|r| r.stage() != ReleaseStage::Approved) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the release is not completed");
}

/// Wherever the power is cut: the same release or none, and the budget is spent once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cut_at_any_commit_gives_the_same_release_or_none() {
    let mut site = with_policy(policy());
    site.resume().await;
    fill(&mut site, 80).await;
    site.stop().await;
    let data = site.dir.path().join("data");
    let copy = |from: &str, to: &str| copy_data(&data, from, to);
    copy("data", "whole");
    let mut seen = [0; 3];
    // Commits of a release: lines of calls, the proposal, the approval, the figures.
    for commits in 1..=12 {
        copy("whole", "data");
        let left = Arc::new(AtomicI64::new(i64::MAX));
        let shared = left.clone();
        let exchange =
            site.resume_on(|store| Arc::new(Changed(Failing { store, left: shared }))).await;
        left.store(commits, Ordering::SeqCst);
        let first = site.release("2008-2011").await;
        drop(exchange);
        site.stop().await;
        copy("data", "cut");
        let mut hashes = Vec::new();
        for _ in 0..2 {
            copy("cut", "data");
            let exchange = site.resume().await;
            settled(&exchange).await;
            let stages: Vec<ReleaseStage> = exchange.releases().iter().map(|r| r.stage()).collect();
            let released = tables(&exchange);
            let spent = stages.contains(&ReleaseStage::Released);
            assert_eq!(released.len(), usize::from(spent), "{commits}: {stages:?}");
            assert!(first.is_err() || spent, "{commits}: what was answered is there");
            seen[usize::from(spent) + usize::from(first.is_ok())] += 1;
            // Afterwards it can be done, or is refused as done.
            let again = site.release("2008-2011").await;
            assert_eq!(again.is_ok(), !spent, "{commits}");
            let all = tables(&exchange);
            assert_eq!(all.len(), 1, "measured once");
            hashes.push((spent, released));
            drop(exchange);
            site.stop().await;
        }
        let [(spent, one), (_, two)] = hashes.try_into().unwrap();
        assert!(!spent || one == two, "{commits}: the same figures whenever it is done");
        if first.is_ok() {
            break;
        }
    }
    assert!(seen.iter().all(|count| *count > 0), "none, resumed and whole were seen: {seen:?}");
}

fn site_path(data: &std::path::Path, name: &str) -> std::path::PathBuf {
    data.with_file_name(name)
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

impl Otherwise for Slow {
    fn store(&self) -> &dyn Store {
        &*self.store
    }

    fn snapshot(&self) -> Result<Box<dyn Snapshot>, StoreError> {
        Ok(Box::new(SlowSnapshot(self.store.snapshot()?, self.open.clone())))
    }
}

/// Submissions go on while units are collected and a backup is written; the release is of the moment
/// at which it was begun, and of two approvals at once one counts.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn release_and_backup_hold_up_no_submission() {
    let mut site = with_policy(policy());
    site.recovery = Some(backup::generate_recovery_key(&site.dir.path().join("recovery")).unwrap());
    let open = Arc::new(AtomicBool::new(false));
    let shared = open.clone();
    let exchange = site.resume_on(|store| Arc::new(Changed(Slow { store, open: shared }))).await;
    fill(&mut site, 400).await;
    let police = site.member(Role::Institution, "police").await;
    let [one, two] = [site.coordinator_person("1").await, site.coordinator_person("2").await];
    let proposal = v1::ProposeReleaseRequest { scope: scope(v1::ReleaseKind::Final, 2008, 2011) };
    one.publication().propose_release(proposal).await.unwrap();
    let approve = || {
        let two = two.clone();
        tokio::spawn(async move {
            two.publication().approve_release(v1::ApproveReleaseRequest { number: 1 }).await
        })
    };
    let approvals = [approve(), approve()];
    let file = tempfile::tempfile().unwrap();
    let backup = {
        let (exchange, file) = (exchange.clone(), file.try_clone().unwrap());
        tokio::spawn(async move { exchange.backup(file).await })
    };
    for _ in 0..20 {
        tokio::time::sleep(Duration::from_millis(10)).await;
        one.membership().get_caller(v1::GetCallerRequest {}).await.unwrap();
    }
    // More come, and all of the first ones are withdrawn: they are in the release all the same.
    let more = (1000..1900).map(|n| record(victim(&format!("later{n}"), n)));
    let sent = batch(&site, "later", 1, more.collect());
    let sent = tokio::time::timeout(Duration::from_secs(60), send(&police, vec![sent])).await;
    assert_eq!(sent.expect("submissions go on").unwrap()[0].durable_through, 1);
    assert!(!approvals[0].is_finished() && !approvals[1].is_finished());
    assert!(!backup.is_finished());
    let ids = (0..400).map(|n| v1::RecordName {
        kind: v1::RecordKind::Victim as i32,
        record_id: format!("v{n}"),
    });
    let request = v1::WithdrawRecordsRequest { records: ids.collect(), lapsed: false };
    police.intake().withdraw_records(request).await.unwrap();
    open.store(true, Ordering::Relaxed);

    let mut done = Vec::new();
    for approval in approvals {
        done.push(approval.await.unwrap());
    }
    done.sort_by_key(Result::is_err);
    assert!(done[0].is_ok() && done[1].as_ref().unwrap_err().code() == Code::FailedPrecondition);
    assert!(backup.await.unwrap().unwrap() >= 400);
    let analyst = site.member(Role::Analyst, "desk").await;
    let total = query(&analyst, &[], &[]).await.unwrap();
    assert_eq!((total.cells[0].count, total.cells[0].basis()), (400, Basis::Exact));
}

/// A proceeding names two persons, of whom the second is known to others under two numbers; then
/// it is corrected and names the first alone, or is withdrawn.
#[tokio::test]
async fn a_correction_that_names_fewer_persons_undoes_what_linked_them() {
    for undone in [false, true] {
        let mut site = with_policy(policy());
        site.resume().await;
        let police = site.member(Role::Institution, "police").await;
        const CASES: u64 = 60;
        let number = |case: u64| victim("", case).tokens.remove(0);
        let document = |case: u64| v1::Token {
            kind: v1::MatchKeyKind::Document as i32,
            ..number(CASES + case)
        };
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
        if undone {
            let corrected = (0..CASES / 2).map(|case| proceeding(case, 2, vec![first(case)]));
            send(&police, vec![batch(&site, "s", 2, corrected.collect())]).await.unwrap();
            let withdrawn = (CASES / 2..CASES).map(|case| v1::RecordName {
                kind: v1::RecordKind::Proceeding as i32,
                record_id: format!("c{case}"),
            });
            let withdrawn =
                v1::WithdrawRecordsRequest { records: withdrawn.collect(), lapsed: false };
            police.intake().withdraw_records(withdrawn).await.unwrap();
        }
        let analyst = site.member(Role::Analyst, "desk").await;
        site.release("2010").await.unwrap();
        let persons = query(&analyst, &[], &[]).await.unwrap().cells[0].count;
        assert_eq!(persons, if undone { 2 * CASES } else { CASES });
    }
}
