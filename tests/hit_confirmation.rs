//! Hits that a person at the holding side confirms, with answers that open at a fixed hour.

mod common;

use std::sync::atomic::Ordering;
use std::time::Duration;

use common::hits::*;
use common::liaisons::*;
use common::{Site, batch, record, send};
use prost::Message;
use tonic::Code;
use v1::HitResult::{Hit, NoHit, Pending};
use vdx::client::{Client, Step};
use vdx::domain::codes::Role;
use vdx::domain::referral::{Addressee, HitHandle};
use vdx::domain::referral_codes::{ReferralAction, ReferralType};
use vdx::exchange::HitConfirmation;
use vdx::proto::v1;

async fn confirming() -> (Site, Client) {
    let mut site = Site::prepare(Default::default());
    site.referrals.hit_confirmation = HitConfirmation::Holder;
    site.resume().await;
    let police = site.member(Role::Institution, "police").await;
    share(&mut site, &police, 0..4).await;
    (site, police)
}

async fn waiting(client: &Client) -> Vec<v1::WaitingHit> {
    let answer = client.hits().list_waiting_hits(v1::ListWaitingHitsRequest {}).await.unwrap();
    answer.into_inner().waiting
}

async fn decide(
    client: &Client,
    check: &v1::CheckHitResponse,
    decision: v1::HitDecision,
) -> Result<(), tonic::Status> {
    let request =
        v1::DecideHitRequest { check_id: check.check_id.clone(), decision: decision as i32 };
    client.hits().decide_hit(request).await.map(|_| ())
}

async fn get(
    client: &Client,
    check: &v1::CheckHitResponse,
) -> Result<v1::GetHitCheckResponse, tonic::Status> {
    let request = v1::GetHitCheckRequest { check_id: check.check_id.clone() };
    Ok(client.hits().get_hit_check(request).await?.into_inner())
}

/// Waits for the hour at which the answers of some checks open, and until they have.
async fn opened(
    site: &Site,
    client: &Client,
    checks: &[&v1::CheckHitResponse],
) -> Vec<v1::GetHitCheckResponse> {
    let latest = checks.iter().map(|check| check.opens_at).max().unwrap();
    site.clock.0.fetch_add((latest - site.now()).max(0), Ordering::Relaxed);
    let mut answers = Vec::new();
    for check in checks {
        for patience in 0.. {
            let answer = get(client, check).await.unwrap();
            if answer.result() != Pending {
                answers.push(answer);
                break;
            }
            assert!(patience < 100, "the answer does not open");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
    answers
}

#[tokio::test]
async fn a_hit_is_one_only_after_a_person_of_the_holding_country_said_so() {
    let (mut site, police) = confirming().await;
    let mut italy = site.liaison("IT", "italy").await;
    let albania = site.member_of("AL", Role::Liaison, "albania").await;
    let mut kosovo = site.liaison("XK", "kosovo").await;

    // Hit or not, the asker is told the same at once.
    let mut checks = Vec::new();
    for person in [0, 1, 2, 3, 50] {
        checks.push(ask(&site, italy.client(), person).await);
    }
    let [confirmed, denied, forgotten, withdrawn, nobody] = checks.as_slice() else { panic!() };
    for check in &checks {
        assert_eq!(check.result(), Pending);
        assert_eq!(check.encoded_len(), nobody.encoded_len());
        let wait = check.opens_at - site.now();
        assert!(check.opens_at % DAY == 12 * 3600 && wait > 3 * 3600 && wait <= 28 * 3600);
        assert_eq!(get(italy.client(), check).await.unwrap().result(), Pending);
    }
    let again = get(&albania, confirmed).await.unwrap_err();
    assert_eq!(again.code(), Code::NotFound, "somebody else's check");

    // The holding side alone sees what waits for it: no person, no asker but its country.
    assert!(waiting(italy.client()).await.is_empty() && waiting(&albania).await.is_empty());
    let seen = waiting(kosovo.client()).await;
    assert_eq!(seen.len(), 4, "nothing waits where nobody was found");
    assert_eq!((&*seen[0].country, seen[0].purpose()), ("IT", v1::HitPurpose::Protection));
    let mut records: Vec<&str> = seen.iter().map(|check| &*check.record_id).collect();
    records.sort_unstable();
    assert_eq!(records, ["r-0", "r-1", "r-2", "r-3"]);
    use v1::HitDecision::{Confirm, Deny};
    for (client, check) in [(&albania, confirmed), (italy.client(), confirmed)] {
        let refused = decide(client, check, Confirm).await.unwrap_err();
        assert_eq!(refused.code(), Code::NotFound);
    }
    let refused = decide(kosovo.client(), nobody, Confirm).await.unwrap_err();
    assert_eq!(refused.code(), Code::NotFound, "told alike");
    decide(kosovo.client(), confirmed, Confirm).await.unwrap();
    decide(kosovo.client(), confirmed, Confirm).await.unwrap();
    let refused = decide(kosovo.client(), confirmed, Deny).await.unwrap_err();
    assert_eq!(reason(&refused), "HIT_DECIDED");
    decide(kosovo.client(), denied, Deny).await.unwrap();
    decide(kosovo.client(), withdrawn, Confirm).await.unwrap();
    assert_eq!(get(italy.client(), confirmed).await.unwrap().result(), Pending, "not before");

    // The consent of one is withdrawn meanwhile; and the exchange starts anew.
    let name = v1::RecordName { kind: v1::RecordKind::Victim as i32, record_id: "r-3".into() };
    let request = v1::WithdrawRecordsRequest { records: vec![name], lapsed: false };
    police.intake().withdraw_records(request).await.unwrap();
    site.restart().await;
    let client = site.client(Role::Liaison, "italy").await;
    let holder = site.client(Role::Liaison, "kosovo").await;

    let all = [confirmed, denied, forgotten, withdrawn, nobody];
    let answers = opened(&site, &client, &all).await;
    let results: Vec<_> = answers.iter().map(v1::GetHitCheckResponse::result).collect();
    assert_eq!(results, [Hit, NoHit, NoHit, NoHit, NoHit]);
    assert_eq!(answers[0].encoded_len(), answers[4].encoded_len());
    let refused = decide(&holder, forgotten, Confirm).await.unwrap_err();
    assert_eq!(reason(&refused), "HIT_OPENED");
    assert!(waiting(&holder).await.is_empty());
    let told = holder.hits().list_hit_checks(v1::ListHitChecksRequest::default()).await;
    let told = told.unwrap().into_inner().checks;
    assert_eq!(told.len(), 1, "the holding side's log has the hit, and no other check");

    // The handle is good for a request, which goes to the holding side.
    italy = site.liaison_with(client, dup(&italy));
    kosovo = site.liaison_with(holder, dup(&kosovo));
    let mut open = open_part(&italy, "kosovo");
    open.addressee = Addressee::Hit(HitHandle(answers[0].handle.as_slice().try_into().unwrap()));
    open.kind = ReferralType::InformationRequest;
    let draft = italy.create(&open, None).await.unwrap();
    let send = Step::new(ReferralAction::Send).until(site.now() + 14 * DAY);
    let sent = italy.act(&draft, send).await.unwrap();
    assert!(kosovo.get(id(&sent)).await.is_ok());
}

#[tokio::test]
async fn a_correction_that_ends_sharing_counts_too() {
    let (mut site, police) = confirming().await;
    let italy = site.member_of("IT", Role::Liaison, "italy").await;
    let kosovo = site.member_of("XK", Role::Liaison, "kosovo").await;
    let check = ask(&site, &italy, 1).await;
    decide(&kosovo, &check, v1::HitDecision::Confirm).await.unwrap();
    let mut corrected = shared(&site, "r-1", 1, &["AL"]);
    corrected.revision = 2;
    let batch = with_key(&site, batch(&site, "c", 1, vec![record(corrected)]));
    send(&police, vec![batch]).await.unwrap();
    assert_eq!(opened(&site, &italy, &[&check]).await[0].result(), NoHit);
}
