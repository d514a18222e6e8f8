//! Attacks on hit checks: many persons in one check, more checks than the budget, checks that
//! nobody hears of.

mod common;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use common::Site;
use common::hits::*;
use common::liaisons::reason;
use tonic::Code;
use vdx::client::Client;
use vdx::domain::code_list::CodeList;
use vdx::domain::codes::{KeyScope, MatchKeyKind, Role};
use vdx::domain::profile::Profile;
use vdx::domain::record::Token;
use vdx::proto::{from_tokens, key_check, v1};
use vdx::pseudonym::{TokenKey, tokens};

/// Somebody whose record is shared, among many.
const VICTIM: u64 = 7;

/// A site with ten shared records of the police of Kosovo, and a liaison of Italy.
async fn site_with(change: impl FnOnce(&mut Site)) -> (Site, Client) {
    let mut site = Site::prepare(Default::default());
    change(&mut site);
    site.resume().await;
    let police = site.member(Role::Institution, "police").await;
    share(&mut site, &police, 0..10).await;
    let italy = site.member_of("IT", Role::Liaison, "italy").await;
    (site, italy)
}

fn of_kind(tokens: &[Token], kind: MatchKeyKind) -> Vec<Token> {
    tokens.iter().filter(|token| token.kind == kind).copied().collect()
}

async fn listed(client: &Client) -> v1::ListHitChecksResponse {
    let request = v1::ListHitChecksRequest::default();
    client.hits().list_hit_checks(request).await.unwrap().into_inner()
}

async fn audit_lines(auditor: &Client) -> Vec<String> {
    let request = v1::ListAuditEntriesRequest { page_size: 10_000, ..Default::default() };
    auditor.audit().list_audit_entries(request).await.unwrap().into_inner().lines
}

#[tokio::test]
async fn a_victim_among_strangers_is_not_screened() {
    let (mut site, italy) = site_with(|_| {}).await;
    assert_eq!(ask(&site, &italy, VICTIM).await.result(), v1::HitResult::Hit);

    // The numbers of 255 strangers and the victim, and every half in which she is.
    let number =
        |person: u64| of_kind(&tokens_of(&site, &identity(person)), MatchKeyKind::NationalId);
    let strangers = (100..355).flat_map(number);
    let mut all: Vec<Token> = strangers.chain(number(VICTIM)).collect();
    while all.len() > 1 {
        let refused = italy.hits().check_hit(ask_for(&site, &all)).await.unwrap_err();
        assert_eq!(refused.code(), Code::InvalidArgument);
        assert!(refused.message().contains("NATIONAL_ID: must be at most 1"), "{refused}");
        all.drain(..all.len() / 2);
    }
    // The number alone, without what goes with it.
    let refused = italy.hits().check_hit(ask_for(&site, &all)).await.unwrap_err();
    assert!(refused.message().contains("NATIONAL_ID_NEAR is missing"), "{refused}");

    // Her names without a date of birth: every month of 21 years.
    let mut months = Vec::new();
    for month in 0..255 {
        let mut guess = identity(VICTIM);
        let birth = guess.birth_date.as_mut().unwrap();
        (birth.year, birth.month) = (1965 + month / 12, Some(1 + (month % 12) as i8));
        months.extend(of_kind(&tokens_of(&site, &guess), MatchKeyKind::PhoneticYearMonth));
    }
    let refused = italy.hits().check_hit(ask_for(&site, &months)).await.unwrap_err();
    assert!(refused.message().contains("PHONETIC_YEAR_MONTH: must be at most 1"), "{refused}");
    // One month alone.
    let mut undated = identity(VICTIM);
    undated.national_id.clear();
    undated.document.clear();
    undated.birth_date.as_mut().unwrap().day = None;
    let undated = tokens_of(&site, &undated);
    let refused = italy.hits().check_hit(ask_for(&site, &undated)).await.unwrap_err();
    assert!(refused.message().contains("full date of birth"), "{refused}");

    // None of it was searched or counted; coordinator and auditor are told.
    let left = ask(&site, &italy, VICTIM).await.checks_left;
    assert_eq!(left, 18, "two checks were made");
    let coordinator = site.coordinator().await;
    let auditor = site.member(Role::Auditor, "auditor").await;
    for reader in [&coordinator, &auditor] {
        let alarms = listed(reader).await.alarms;
        let told: Vec<_> = alarms.iter().map(|alarm| (alarm.alarm(), &*alarm.country)).collect();
        assert_eq!(told, [(v1::HitAlarm::ImpossibleSets, "IT")], "once a day");
    }
    assert!(listed(&italy).await.alarms.is_empty(), "whoever it is about is not told");
    let lines = audit_lines(&auditor).await;
    let told = lines
        .iter()
        .filter(|line| line.contains("\tAttention\t") && line.contains("IMPOSSIBLE_SETS"));
    assert_eq!(told.count(), 1, "{lines:#?}");
}

#[tokio::test]
async fn the_tokens_of_three_persons_are_a_hit_for_none() {
    let (site, italy) = site_with(|site| site.referrals.hit_checks_per_day = 1000).await;
    let of: Vec<Vec<Token>> =
        [VICTIM, 8, 9].iter().map(|person| tokens_of(&site, &identity(*person))).collect();
    // Each kind of one of the three, whichever way they are dealt out; and of kinds with many
    // tokens each token of the next one.
    let kinds: Vec<MatchKeyKind> = MatchKeyKind::ALL.to_vec();
    let mut random = fastrand::Rng::with_seed(3);
    for deal in 0..20 {
        let mut mixed = Vec::new();
        for (place, kind) in kinds.iter().enumerate() {
            let own: Vec<Vec<Token>> = of.iter().map(|tokens| of_kind(tokens, *kind)).collect();
            // Each of the three has something.
            let owner = if place < 6 { place % 3 } else { random.usize(0..3) };
            if deal % 2 == 0 {
                mixed.extend(&own[owner]);
            } else {
                let each = own[owner].iter().enumerate();
                mixed.extend(each.map(|(n, token)| *own[(owner + n) % 3].get(n).unwrap_or(token)));
            }
        }
        let answer = italy.hits().check_hit(ask_for(&site, &mixed)).await.unwrap().into_inner();
        assert_eq!(answer.result(), v1::HitResult::NoHit, "deal {deal}");
    }
    // Her number beside the names of a stranger, and her names beside the number of a stranger:
    // the number is not found, and the names are, alone.
    let mut number = identity(200);
    number.national_id = identity(VICTIM).national_id.clone();
    number.document = identity(8).document.clone();
    let mixed = tokens_of(&site, &number);
    let answer = italy.hits().check_hit(ask_for(&site, &mixed)).await.unwrap().into_inner();
    assert_eq!(answer.result(), v1::HitResult::NoHit);
    // By her number alone she is.
    let mut number = vdx::pseudonym::Identity::default();
    number.national_id = identity(VICTIM).national_id.clone();
    let alone = tokens_of(&site, &number);
    let answer = italy.hits().check_hit(ask_for(&site, &alone)).await.unwrap().into_inner();
    assert_eq!(answer.result(), v1::HitResult::Hit);
}

#[tokio::test]
async fn the_budget_is_a_countrys_and_cannot_be_overspent() {
    let (mut site, italy) = site_with(|site| site.referrals.hit_checks_per_day = 10).await;
    let second = site.member_of("IT", Role::Liaison, "sicily").await;
    // Forty at once, by two members.
    let mut running = Vec::new();
    for n in 0..40 {
        let client = if n % 2 == 0 { italy.clone() } else { second.clone() };
        let question = question(&site, n % 10);
        running.push(tokio::spawn(async move { client.hits().check_hit(question).await }));
    }
    let mut refused = 0;
    for check in running {
        if let Err(status) = check.await.unwrap() {
            assert_eq!(reason(&status), "HIT_BUDGET", "{status}");
            refused += 1;
        }
    }
    assert_eq!(refused, 30);
    let albania = site.member_of("AL", Role::Liaison, "albania").await;
    assert_eq!(ask(&site, &albania, 1).await.checks_left, 9, "another country has its own");
    // Over a restart, and with the clock set back and forth.
    site.restart().await;
    let italy = site.client(Role::Liaison, "italy").await;
    for days in [0, -1, -1, -300, 302, -1] {
        site.pass_days(days);
        let refused = italy.hits().check_hit(question(&site, 1)).await.unwrap_err();
        assert_eq!(reason(&refused), "HIT_BUDGET");
    }
    site.pass_days(2);
    assert_eq!(ask(&site, &italy, 1).await.checks_left, 9);
    let coordinator = site.coordinator().await;
    let alarms = listed(&coordinator).await.alarms;
    assert!(alarms.iter().any(|alarm| alarm.alarm() == v1::HitAlarm::BudgetUsedUp), "{alarms:?}");
}

/// During a rotation a check under both keys is two, also where one is left of the budget.
#[tokio::test]
async fn the_last_check_of_a_day_is_not_spent_twice() {
    let next = TokenKey::from_bytes(KeyScope::Transnational, 2, [44; 32]);
    let (site, italy) = site_with(|site| {
        site.referrals.hit_checks_per_day = 3;
        site.next_transnational = Some(next);
    })
    .await;
    let both = || {
        let next = site.next_transnational.as_ref().unwrap();
        let profile = Profile::shipped();
        let mut asked = question(&site, 1);
        asked.tokens.extend(from_tokens(&tokens(&identity(1), &profile, next)));
        asked.key_checks.push(key_check(next, profile.id()));
        asked
    };
    let first = italy.hits().check_hit(both()).await.unwrap().into_inner();
    assert_eq!(first.checks_left, 1);
    let refused = italy.hits().check_hit(both()).await.unwrap_err();
    assert_eq!(reason(&refused), "HIT_BUDGET");
    assert_eq!(ask(&site, &italy, 1).await.checks_left, 0);
}

#[tokio::test]
async fn a_cancelled_check_is_counted_and_in_the_log() {
    let (mut site, italy) = site_with(|site| site.referrals.hit_checks_per_day = 100).await;
    for n in 0..40u64 {
        let client = italy.clone();
        let question = question(&site, n % 10);
        let call = tokio::spawn(async move { client.hits().check_hit(question).await });
        // Right after sending, sooner or later.
        tokio::time::sleep(Duration::from_millis(n % 8)).await;
        call.abort();
    }
    let auditor = site.member(Role::Auditor, "auditor").await;
    let left = ask(&site, &italy, 99).await.checks_left;
    let spent = 100 - left;
    assert!(spent > 1, "some have arrived");
    // What was counted has an answer in the log, though nobody waited for it.
    for patience in 0.. {
        let checks = listed(&auditor).await.checks;
        assert_eq!(checks.len() as u32, spent);
        let unanswered =
            checks.iter().filter(|check| check.result() == v1::HitResult::Unspecified).count();
        if unanswered == 0 {
            break;
        }
        assert!(patience < 100, "{unanswered} without an answer");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let hits = listed(&auditor).await.checks;
    let hits = hits.iter().filter(|check| check.result() == v1::HitResult::Hit).count();
    assert_eq!(hits as u32, spent - 1);
}

#[tokio::test]
async fn refusals_take_as_long_as_answers() {
    let (site, italy) = site_with(|site| {
        site.referrals.hit_answer_milliseconds = 400;
        site.referrals.hit_checks_per_day = 1;
    })
    .await;
    let answered = question(&site, VICTIM);
    let impossible =
        v1::CheckHitRequest { tokens: answered.tokens[..1].to_vec(), ..answered.clone() };
    let unproven = v1::CheckHitRequest { key_checks: Vec::new(), ..answered.clone() };
    let purposeless = v1::CheckHitRequest { purpose: 0, ..answered.clone() };
    for request in [&answered, &answered, &impossible, &unproven, &purposeless] {
        let begun = Instant::now();
        let _ = italy.hits().check_hit(request.clone()).await;
        assert!(begun.elapsed() >= Duration::from_millis(400), "{:?}", begun.elapsed());
    }
}

#[tokio::test]
async fn coordinator_and_auditor_are_told_of_many_checks_and_hits() {
    let (mut site, italy) = site_with(|site| {
        site.referrals.alarm_checks_per_day = 4;
        site.referrals.alarm_hits_per_week = 2;
    })
    .await;
    let coordinator = site.coordinator().await;
    ask(&site, &italy, 1).await;
    assert!(listed(&coordinator).await.alarms.is_empty());
    for person in [2, 50, 51, 52, 53] {
        ask(&site, &italy, person).await;
    }
    let told = |alarms: Vec<v1::HitAlarmNotice>| -> BTreeMap<i32, u32> {
        alarms.iter().map(|alarm| (alarm.alarm, alarm.count)).collect()
    };
    let expected =
        BTreeMap::from([(v1::HitAlarm::ManyHits as i32, 2), (v1::HitAlarm::ManyChecks as i32, 4)]);
    assert_eq!(told(listed(&coordinator).await.alarms), expected);
    // It is in the journal, and once in a day.
    site.restart().await;
    let auditor = site.member(Role::Auditor, "auditor").await;
    let italy = site.client(Role::Liaison, "italy").await;
    ask(&site, &italy, 3).await;
    let request = v1::ListHitChecksRequest { alarms_only: true };
    let only = auditor.hits().list_hit_checks(request).await.unwrap().into_inner();
    assert!(only.checks.is_empty());
    assert_eq!(told(only.alarms), expected);
    let lines = audit_lines(&auditor).await;
    assert_eq!(lines.iter().filter(|line| line.contains("\tAttention\t")).count(), 2, "{lines:#?}");
}
