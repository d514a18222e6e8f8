//! Hit / no-hit: narrow, budgeted, alike from outside; and the statistics of referrals.

mod common;

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use common::hits::*;
use common::liaisons::*;
use common::{Site, batch, outcomes, record, send, victim};
use prost::Message;
use tonic::Code;
use vdx::client::Step;
use vdx::domain::codes::Role;
use vdx::domain::referral::HitHandle;
use vdx::domain::referral_codes::{HitPurpose, ReferralAction};
use vdx::proto::v1;
use vdx::store::{Batch, Entry, Space, encode_entry};

#[tokio::test]
async fn only_what_was_shared_with_the_askers_country_is_found() {
    let mut site = Site::start().await;
    let police = site.member(Role::Institution, "police").await;
    let records = vec![
        record(shared(&site, "all", 1, &[])),
        record(shared(&site, "al", 2, &["AL"])),
        record(victim("none", 3)),
    ];
    let answers = send(&police, vec![with_key(&site, batch(&site, "s", 1, records))]).await;
    let stored = vec![v1::RecordOutcome::Stored; 3];
    assert_eq!(outcomes(&answers.unwrap()[0]), stored);
    // Linkage follows the acknowledgement: the register's changes wait for it.
    let italy = site.member_of("IT", Role::Liaison, "italy").await;
    let albania = site.member_of("AL", Role::Liaison, "albania").await;
    let own = site.member_of("XK", Role::Liaison, "kosovo").await;
    use v1::HitResult::{Hit, NoHit};
    for (client, found) in [(&italy, [Hit, NoHit]), (&albania, [Hit, Hit]), (&own, [NoHit, NoHit])]
    {
        for (person, expected) in [1, 2].into_iter().zip(found) {
            assert_eq!(ask(&site, client, person).await.result(), expected, "{person}");
        }
        assert_eq!(ask(&site, client, 3).await.result(), NoHit, "not shared");
        assert_eq!(ask(&site, client, 4).await.result(), NoHit, "not there");
    }

    // Sent again by a command that forgot the key: what is there stays as it is.
    let mut forgotten = shared(&site, "all", 1, &[]);
    forgotten.transnational_tokens.clear();
    let again = send(&police, vec![batch(&site, "f", 1, vec![record(forgotten)])]).await.unwrap();
    assert_eq!(outcomes(&again[0]), [v1::RecordOutcome::Unchanged]);
    assert_eq!(ask(&site, &albania, 1).await.result(), Hit);

    // After a correction that withdraws consent, after a withdrawal, and after a restart.
    let mut corrected = shared(&site, "al", 2, &["AL"]);
    corrected.revision = 2;
    corrected.transnational_tokens.clear();
    corrected.consent.as_mut().unwrap().cross_border_sharing = v1::YesNo::No as i32;
    send(&police, vec![batch(&site, "c", 1, vec![record(corrected)])]).await.unwrap();
    assert_eq!(ask(&site, &albania, 2).await.result(), NoHit);
    site.restart().await;
    let albania = site.client(Role::Liaison, "albania").await;
    assert_eq!(ask(&site, &albania, 1).await.result(), Hit);
    assert_eq!(ask(&site, &albania, 2).await.result(), NoHit);
    let police = site.client(Role::Institution, "police").await;
    let name = v1::RecordName { kind: v1::RecordKind::Victim as i32, record_id: "all".into() };
    let request = v1::WithdrawRecordsRequest { records: vec![name], lapsed: false };
    police.intake().withdraw_records(request).await.unwrap();
    assert_eq!(ask(&site, &albania, 1).await.result(), NoHit);
}

#[tokio::test]
async fn a_hit_and_a_no_hit_look_alike_and_are_counted() {
    let mut site = Site::start().await;
    let police = site.member(Role::Institution, "police").await;
    let records = vec![record(shared(&site, "all", 1, &[]))];
    send(&police, vec![with_key(&site, batch(&site, "s", 1, records))]).await.unwrap();
    let italy = site.member_of("IT", Role::Liaison, "italy").await;

    let started = Instant::now();
    let hit = ask(&site, &italy, 1).await;
    let no_hit = ask(&site, &italy, 2).await;
    let soonest = Duration::from_millis(2 * site.referrals.hit_answer_milliseconds);
    assert!(started.elapsed() >= soonest, "answers wait for their time");
    assert_ne!(hit.result(), no_hit.result());
    assert_eq!(hit.encoded_len(), no_hit.encoded_len());
    assert_eq!((hit.handle.len(), no_hit.handle.len()), (16, 16));
    assert_eq!((hit.check_id.len(), no_hit.check_id.len()), (16, 16));
    assert_eq!((hit.checks_left, no_hit.checks_left), (19, 18));

    // Both are in the log: whoever asked sees its own, the country whose record was hit sees that
    // it was, an auditor all; nobody sees a person.
    let auditor = site.member(Role::Auditor, "auditor").await;
    let request = v1::ListHitChecksRequest::default();
    let listed = auditor.hits().list_hit_checks(request).await.unwrap().into_inner().checks;
    let results: Vec<_> = listed.iter().map(v1::HitCheck::result).collect();
    assert_eq!(results, [v1::HitResult::NoHit, v1::HitResult::Hit], "the latest first");
    let stranger = site.member_of("AL", Role::Liaison, "albania").await;
    let own = stranger.hits().list_hit_checks(request).await.unwrap().into_inner().checks;
    assert!(own.is_empty());
    let holder = site.member_of("XK", Role::Liaison, "kosovo").await;
    let told = holder.hits().list_hit_checks(request).await.unwrap().into_inner().checks;
    let told: Vec<_> = told.iter().map(|c| (c.result(), &*c.country, &*c.holder_country)).collect();
    assert_eq!(told, [(v1::HitResult::Hit, "IT", "XK")], "both sides have a hit in their log");
    let own = italy.hits().list_hit_checks(request).await.unwrap().into_inner().checks;
    assert!(own.iter().all(|check| check.holder_country.is_empty()), "the asker is not told whose");

    // The budget lasts for the day, over a restart, and is new on the next one.
    for _ in 0..18 {
        ask(&site, &italy, 3).await;
    }
    site.restart().await;
    let italy = site.client(Role::Liaison, "italy").await;
    let refused = italy.hits().check_hit(question(&site, 1)).await.unwrap_err();
    assert_eq!(
        (refused.code(), reason(&refused).as_str()),
        (Code::ResourceExhausted, "HIT_BUDGET")
    );
    // Nor does a clock that is set back give it out twice.
    site.pass_days(-1);
    italy.hits().check_hit(question(&site, 1)).await.unwrap_err();
    site.pass_days(2);
    assert_eq!(ask(&site, &italy, 1).await.checks_left, 19);
}

#[tokio::test]
async fn checks_of_earlier_versions_stay_in_the_log_and_count() {
    let mut site = Site::start().await;
    site.member_of("IT", Role::Liaison, "italy").await;
    site.stop().await;
    {
        let store = common::open_store(&site.dir.path().join("data")).unwrap();
        let mut next = 0u64;
        let mut count = |_: &[u8], _: &[u8]| {
            next += 1;
            Ok(ControlFlow::Continue(()))
        };
        store.scan(Space::Journal, &[], &mut count).unwrap();
        let entry = Entry::HitCheck {
            member: member("italy"),
            purpose: HitPurpose::Protection,
            at: site.now(),
            found: Some((HitHandle([5; 16]), member("police"))),
        };
        let mut batch = Batch::default();
        batch.put(Space::Journal, &next.to_be_bytes(), encode_entry(&entry));
        store.commit(batch).unwrap();
    }
    site.resume().await;
    let italy = site.client(Role::Liaison, "italy").await;
    let listed = italy.hits().list_hit_checks(v1::ListHitChecksRequest::default()).await.unwrap();
    let listed = listed.into_inner().checks;
    assert_eq!((listed.len(), listed[0].result()), (1, v1::HitResult::Hit));
    assert_eq!(ask(&site, &italy, 1).await.checks_left, 18);
}

#[tokio::test]
async fn questions_without_purpose_or_key_are_refused() {
    let mut site = Site::start().await;
    let italy = site.member_of("IT", Role::Liaison, "italy").await;
    let police = site.member(Role::Institution, "police").await;
    let right = question(&site, 1);
    let national = site.key_checks();
    let other_key = v1::KeyCheck { value: vec![0; 8], ..check_of(&site) };
    let epoch = v1::Token { key_epoch: 7, ..right.tokens[0].clone() };
    for (request, told) in [
        (v1::CheckHitRequest { purpose: 0, ..right.clone() }, "purpose"),
        (v1::CheckHitRequest { tokens: vec![], ..right.clone() }, "tokens"),
        (v1::CheckHitRequest { tokens: vec![epoch], ..right.clone() }, "tokens[0].key_epoch"),
        (v1::CheckHitRequest { key_checks: vec![], ..right.clone() }, "key_checks"),
        (v1::CheckHitRequest { key_checks: national, ..right.clone() }, "key_checks"),
        (
            v1::CheckHitRequest { key_checks: vec![other_key], ..right.clone() },
            "the transnational key",
        ),
    ] {
        let refused = italy.hits().check_hit(request).await.unwrap_err();
        assert!(refused.message().starts_with(told), "{told}: {}", refused.message());
    }
    let denied = police.hits().check_hit(right).await.unwrap_err();
    assert_eq!(denied.code(), Code::PermissionDenied);
    let refusals = italy.hits().list_hit_checks(v1::ListHitChecksRequest::default()).await.unwrap();
    assert!(refusals.into_inner().checks.is_empty(), "what was refused costs nothing");

    // Records: tokens without consent, and a stream that did not prove the key.
    let mut unshared = shared(&site, "x", 1, &[]);
    unshared.consent.as_mut().unwrap().cross_border_sharing = v1::YesNo::No as i32;
    let mut domestic = shared(&site, "y", 2, &[]);
    domestic.citizenships = vec!["XK".into()];
    let records = vec![record(unshared), record(domestic)];
    let answers = send(&police, vec![with_key(&site, batch(&site, "s", 1, records))]).await;
    for result in &answers.unwrap()[0].results {
        assert_eq!(result.violations[0].field, "victim.transnational_tokens");
    }
    let unproven = batch(&site, "t", 1, vec![record(shared(&site, "z", 3, &[]))]);
    let (_, refused) = send(&police, vec![unproven]).await.unwrap_err();
    assert!(refused.message().starts_with("key_checks"), "{}", refused.message());
}

#[tokio::test]
async fn referrals_are_counted_by_pair_under_protection() {
    let mut site = Site::start().await;
    let (mut albania, mut kosovo) = two(&mut site).await;
    for place in 0..90 {
        let referral = sent(&site, &mut albania).await;
        if place < 60 {
            let seen = accepted(&site, &mut kosovo, id(&referral)).await;
            if place < 30 {
                kosovo.act(&seen, Step::new(ReferralAction::Complete)).await.unwrap();
            }
        }
    }
    // One the other way, and drafts that nobody has to know of.
    let open = open_part(&kosovo, "albania");
    kosovo.create(&open, None).await.unwrap();
    let police = site.member(Role::Institution, "police").await;
    let records = (0..60).map(|n| record(victim(&format!("r{n}"), n))).collect();
    send(&police, vec![batch(&site, "s", 1, records)]).await.unwrap();
    // The year is over when it is released.
    let year = jiff_year(site.now());
    site.pass_days(400);
    site.release(&year.to_string()).await.unwrap();

    let count = async |filters: &[(&str, &str)]| {
        let request = v1::QueryTableRequest {
            measure: v1::Measure::Referrals as i32,
            group_by: vec!["referring_country".into(), "receiving_country".into()],
            filters: filters
                .iter()
                .map(|(dimension, code)| v1::Filter {
                    dimension: (*dimension).into(),
                    codes: vec![(*code).into()],
                })
                .collect(),
            period: None,
            tier: 0,
        };
        let answer = albania.client().statistics().query_table(request).await.unwrap();
        let cells = answer.into_inner().cells;
        let shown = cells.into_iter().filter(|c| c.status() == v1::CellStatus::Published);
        shown.map(|cell| (cell.codes.join("-"), cell.count as i64)).collect::<Vec<_>>()
    };
    let all = count(&[]).await;
    let (_, total) = all.iter().find(|(pair, _)| pair == "AL-XK").expect("the pair is there");
    assert!((total - 90).abs() <= 20, "{all:?}");
    let accepted = count(&[("referral_accepted", "YES")]).await;
    assert!(accepted.is_empty(), "three dimensions are modelled: not for liaisons");

    // The indicator of the strategy, after a restart from the stored epoch.
    site.restart().await;
    let analyst = site.member(Role::Analyst, "desk").await;
    let month = |month| Some(v1::YearMonth { year, month });
    let period = Some(v1::Period { from: month(1), to: month(12) });
    let request = v1::GetIndicatorsRequest { period, tier: 0 };
    let answer = analyst.statistics().get_indicators(request).await.unwrap().into_inner();
    let indicator = answer.indicators.iter().find(|i| i.number == 23).unwrap();
    let shown: Vec<f64> = indicator.values.iter().map(|value| value.value).collect();
    for (value, truth) in shown.iter().zip([90.0, 60.0, 30.0]) {
        assert!((value - truth).abs() <= 20.0, "{shown:?}");
    }
}

fn jiff_year(unix_seconds: i64) -> i32 {
    vdx::domain::period::YearMonth::at_unix_seconds(unix_seconds).year()
}
