//! Two liaisons and a third country at a real server.

mod common;

use std::time::Duration;

use common::liaisons::*;
use common::{DOMAIN, Site};
use tonic::Code;
use tonic_types::StatusExt;
use vdx::client::{Liaison, Step};
use vdx::domain::codes::Role;
use vdx::domain::referral::ReferralId;
use vdx::domain::referral_codes::*;
use vdx::proto::referral::from_open_part;
use vdx::proto::v1;

#[tokio::test]
async fn a_referral_from_draft_to_completion() {
    let mut site = Site::start().await;
    let (mut albania, mut kosovo) = two(&mut site).await;
    let open = open_part(&albania, "kosovo");
    let draft = albania.create(&open, Some(&content("first"))).await.unwrap();
    assert_eq!(draft.status(), v1::ReferralStatus::Draft);
    let unsent = kosovo.get(open.id).await.map_err(refusal).unwrap_err();
    assert_eq!(unsent.code(), Code::NotFound, "a draft is the sender's alone");

    let send = Step::new(ReferralAction::Send).until(site.now() + 14 * DAY);
    albania.act(&draft, send).await.unwrap();
    let seen = received(&mut kosovo, open.id).await;
    assert_eq!(seen.open.as_ref(), Some(&from_open_part(&open)));
    assert!(texts(&mut kosovo, &seen).await.is_empty(), "nothing sealed before accepting");

    // A question and its answer can be read; the first sealed part still cannot.
    let ask = content("question");
    let asked = Step::new(ReferralAction::RequestInformation).sealing(&ask);
    kosovo.act(&seen, asked).await.unwrap();
    let seen = albania.get(open.id).await.unwrap();
    assert_eq!(texts(&mut albania, &seen).await, ["first", "question"], "and one's own");
    let reply = content("answer");
    albania
        .act(&seen, Step::new(ReferralAction::ProvideInformation).sealing(&reply))
        .await
        .unwrap();
    let seen = kosovo.get(open.id).await.unwrap();
    assert_eq!(seen.status(), v1::ReferralStatus::Received);
    assert_eq!(texts(&mut kosovo, &seen).await, ["question", "answer"]);

    let accept = Step::new(ReferralAction::Accept).until(site.now() + 100 * DAY);
    let seen = kosovo.act(&seen, accept).await.unwrap();
    assert_eq!(texts(&mut kosovo, &seen).await, ["first", "question", "answer"]);
    let opened = kosovo.open(&seen, &seen.events[0]).await.unwrap().unwrap();
    assert_eq!(opened, content("first"));

    let started = kosovo.act(&seen, Step::new(ReferralAction::Start)).await.unwrap();
    let word = content("word");
    albania.act(&started, Step::new(ReferralAction::Message).sealing(&word)).await.unwrap();
    let seen = kosovo.get(open.id).await.unwrap();
    let done = content("done");
    let closed =
        kosovo.act(&seen, Step::new(ReferralAction::Complete).sealing(&done)).await.unwrap();
    assert_eq!(closed.status(), v1::ReferralStatus::Completed);
    assert_eq!((closed.deadline, closed.allowed_actions.len()), (0, 0));

    // The history holds for both, also after a restart.
    site.restart().await;
    let albania_again = site.client(Role::Liaison, "albania").await;
    let request = v1::GetReferralRequest { referral_id: open.id.0.to_vec() };
    let kept = albania_again.referrals().get_referral(request).await.unwrap().into_inner();
    let kept = kept.referral.unwrap();
    assert_eq!(kept.events.len(), 9);
    assert_eq!(kept.events.last().unwrap().hash, closed.events.last().unwrap().hash);
    let mut again = site.liaison_with(albania_again, dup(&albania));
    assert!(again.verify(&kept).await.unwrap().is_verified());
    assert_eq!(texts(&mut again, &kept).await, ["first", "question", "answer", "word", "done"]);

    // A changed history is found: a time, an action, a missing event.
    let mut changed = kept.clone();
    changed.events[3].at += 1;
    assert!(!again.verify(&changed).await.unwrap().is_verified());
    let mut changed = kept.clone();
    changed.events[5].statement.as_mut().unwrap().action = v1::ReferralAction::Decline as i32;
    assert!(!again.verify(&changed).await.unwrap().is_verified());
    let mut changed = kept.clone();
    changed.events.remove(4);
    assert!(!again.verify(&changed).await.unwrap().is_verified());
    let mut changed = kept;
    changed.open.as_mut().unwrap().pseudonym[0] ^= 1;
    assert!(!again.verify(&changed).await.unwrap().is_verified());
}

#[tokio::test]
async fn a_third_country_learns_nothing_and_does_nothing() {
    let mut site = Site::start().await;
    let (mut albania, _kosovo) = two(&mut site).await;
    let mut italy = site.liaison("IT", "italy").await;
    italy.trust(&member("albania")).await.unwrap();
    let referral = sent(&site, &mut albania).await;

    let unknown = ReferralId([9; 16]);
    let seen = italy.get(id(&referral)).await.map_err(refusal).unwrap_err();
    let not_there = italy.get(unknown).await.map_err(refusal).unwrap_err();
    assert_eq!((seen.code(), seen.message()), (not_there.code(), not_there.message()));
    let request = v1::ListReferralsRequest::default();
    let listed = italy.client().referrals().list_referrals(request).await.unwrap().into_inner();
    assert!(listed.referrals.is_empty());
    for action in [
        ReferralAction::Receive,
        ReferralAction::Accept,
        ReferralAction::Withdraw,
        ReferralAction::WithdrawConsent,
    ] {
        let mut step = Step::new(action);
        if action == ReferralAction::Accept {
            step = step.until(site.now() + DAY);
        }
        // With everything that only the parties know.
        let refused = italy.act_anyway(&referral, step).await.map_err(refusal).unwrap_err();
        assert_eq!(refused.code(), Code::NotFound, "{action:?}");
    }
    assert_eq!(albania.get(id(&referral)).await.unwrap(), referral);
    // Institutions and analysts have no such call at all.
    let police = site.member(Role::Institution, "police").await;
    let request = v1::ListReferralsRequest::default();
    let denied = police.referrals().list_referrals(request).await.unwrap_err();
    assert_eq!(denied.code(), Code::PermissionDenied);
}

#[tokio::test]
async fn what_may_not_be_is_refused_with_what_may() {
    let mut site = Site::start().await;
    let (mut albania, mut kosovo) = two(&mut site).await;
    let referral = sent(&site, &mut albania).await;

    let too_early = Step::new(ReferralAction::Complete);
    let refused = kosovo.act(&referral, too_early).await.map_err(refusal).unwrap_err();
    assert_eq!(refused.code(), Code::FailedPrecondition);
    assert_eq!(reason(&refused), "ILLEGAL_TRANSITION");
    for word in ["SENT", "RECEIVE", "WITHDRAW_CONSENT"] {
        assert!(refused.message().contains(word), "{}", refused.message());
    }

    // Two people at one desk: the second one acts on what has passed.
    let seen = received(&mut kosovo, id(&referral)).await;
    let accept = Step::new(ReferralAction::Accept).until(site.now() + DAY);
    let first = kosovo.act(&seen, accept).await.unwrap();
    let again = kosovo.act_anyway(&seen, accept).await.unwrap();
    assert_eq!(first, again, "the same request again changes nothing");
    let decline =
        Step { reason: Some(DeclineReason::NoCapacity), ..Step::new(ReferralAction::Decline) };
    let refused = kosovo.act_anyway(&seen, decline).await.map_err(refusal).unwrap_err();
    assert_eq!(reason(&refused), "ILLEGAL_TRANSITION");
    let note = content("note");
    let late = Step::new(ReferralAction::Message).sealing(&note);
    let refused = albania.act(&seen, late).await.map_err(refusal).unwrap_err();
    assert_eq!(reason(&refused), "REFERRAL_CHANGED");

    // A referral to one's own country, to nobody, to oneself.
    site.liaison("AL", "durres").await;
    for recipient in ["durres", "nobody", "albania"] {
        let open = open_part(&albania, recipient);
        let refused = albania.create(&open, None).await.map_err(refusal).unwrap_err();
        assert!(refused.message().starts_with("open.recipient"), "{}", refused.message());
    }
    // Without consent.
    let mut open = open_part(&albania, "kosovo");
    open.basis.recorded_on = None;
    let refused = albania.create(&open, None).await.map_err(refusal).unwrap_err();
    assert!(refused.message().starts_with("open.basis.recorded_on"), "{}", refused.message());
    // An id that is taken, by somebody else and by oneself with other contents.
    let mut open = open_part(&kosovo, "albania");
    open.id = id(&referral);
    let refused = kosovo.create(&open, None).await.map_err(refusal).unwrap_err();
    assert_eq!(reason(&refused), "REFERRAL_ID_TAKEN");
    // All that is wrong with an open part, at once.
    let request = v1::CreateReferralRequest {
        open: Some(v1::ReferralOpenPart { needs: vec![99], ..Default::default() }),
        ..Default::default()
    };
    let refused = albania.client().referrals().create_referral(request).await.unwrap_err();
    let details = refused.get_error_details();
    let fields: Vec<&str> =
        details.bad_request().unwrap().field_violations.iter().map(|v| v.field.as_str()).collect();
    for field in
        ["open.referral_id", "open.recipient", "open.type", "open.needs[0]", "open.basis.basis"]
    {
        assert!(fields.contains(&field), "{field} in {fields:?}");
    }
}

#[tokio::test]
async fn consent_that_is_withdrawn_ends_everything_and_erases_what_was_sealed() {
    let mut site = Site::start().await;
    let (mut albania, mut kosovo) = two(&mut site).await;
    // The victim may tell either side.
    for by_recipient in [false, true] {
        let referral = sent(&site, &mut albania).await;
        let seen = accepted(&site, &mut kosovo, id(&referral)).await;
        assert_eq!(texts(&mut kosovo, &seen).await, ["first"]);
        let step = Step::new(ReferralAction::WithdrawConsent);
        let actor = if by_recipient { &mut kosovo } else { &mut albania };
        let ended = actor.act(&seen, step).await.unwrap();
        assert_eq!(ended.status(), v1::ReferralStatus::ConsentWithdrawn);
        for liaison in [&mut albania, &mut kosovo] {
            let left = liaison.get(id(&referral)).await.unwrap();
            assert!(left.erased && left.allowed_actions.is_empty());
            assert!(left.events.iter().all(|event| event.envelope.is_empty()));
            assert!(liaison.verify(&left).await.unwrap().is_verified(), "the history stays");
        }
    }
    // Declined: the recipient never had it, and never will.
    let referral = sent(&site, &mut albania).await;
    let seen = received(&mut kosovo, id(&referral)).await;
    let step =
        Step { reason: Some(DeclineReason::OutsideMandate), ..Step::new(ReferralAction::Decline) };
    kosovo.act(&seen, step).await.unwrap();
    assert!(albania.get(id(&referral)).await.unwrap().erased);
}

#[tokio::test]
async fn deadlines_pass_and_completed_referrals_are_cleared() {
    let mut site = Site::start().await;
    let (mut albania, mut kosovo) = two(&mut site).await;
    let undecided = sent(&site, &mut albania).await;
    let working = sent(&site, &mut albania).await;
    accepted(&site, &mut kosovo, id(&working)).await;
    let finished = sent(&site, &mut albania).await;
    let seen = accepted(&site, &mut kosovo, id(&finished)).await;
    kosovo.act(&seen, Step::new(ReferralAction::Complete)).await.unwrap();

    site.pass_days(15);
    let late = Step::new(ReferralAction::Receive);
    // Its own client would not even sign it.
    let refused = kosovo.act_anyway(&undecided, late).await.map_err(refusal).unwrap_err();
    assert_eq!(reason(&refused), "ILLEGAL_TRANSITION", "at once, before the exchange comes round");
    let expired = albania.get(id(&undecided)).await.unwrap();
    assert_eq!((expired.status(), expired.erased), (v1::ReferralStatus::Expired, true));
    let by = expired.events.last().unwrap();
    assert!(by.actor.is_none() && by.statement.as_ref().unwrap().signature.is_empty());
    assert!(albania.verify(&expired).await.unwrap().is_verified());

    // More time, from the one who works on it.
    let seen = kosovo.get(id(&working)).await.unwrap();
    let extend = Step::new(ReferralAction::Extend).until(site.now() + 200 * DAY);
    kosovo.act(&seen, extend).await.unwrap();
    site.pass_days(150);
    wait(&kosovo, id(&finished), |referral| referral.erased).await;
    let still = kosovo.get(id(&working)).await.unwrap();
    assert_eq!(still.status(), v1::ReferralStatus::Accepted);
    assert_eq!(texts(&mut kosovo, &still).await, ["first"]);
    site.pass_days(60);
    let status = v1::ReferralStatus::Expired;
    wait(&kosovo, id(&working), |referral| referral.status() == status).await;
}

/// Waits until the exchange has come round to a referral.
async fn wait(liaison: &Liaison, id: ReferralId, done: impl Fn(&v1::Referral) -> bool) {
    for _ in 0..100 {
        if done(&liaison.get(id).await.unwrap()) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the exchange has not come round to it");
}

#[tokio::test]
async fn whoever_watches_misses_nothing() {
    let mut site = Site::start().await;
    let (mut albania, mut kosovo) = two(&mut site).await;
    let first = sent(&site, &mut albania).await;

    let watch = |after| v1::WatchReferralsRequest { after };
    let client = kosovo.client().clone();
    let mut stream = client.referrals().watch_referrals(watch(0)).await.unwrap().into_inner();
    let notice = stream.message().await.unwrap().unwrap();
    assert_eq!((notice.sequence, notice.action()), (1, v1::ReferralAction::Send));
    assert_eq!(notice.referral_id, id(&first).0);
    // What happens while somebody watches.
    received(&mut kosovo, id(&first)).await;
    let second = sent(&site, &mut albania).await;
    let notices =
        [stream.message().await.unwrap().unwrap(), stream.message().await.unwrap().unwrap()];
    assert_eq!(notices[0].action(), v1::ReferralAction::Receive);
    assert_eq!(notices[1].referral_id, id(&second).0);
    assert_eq!(notices.map(|notice| notice.sequence), [2, 3]);

    // The server stops: the stream says so, and nothing is lost after the restart.
    let stopping = tokio::spawn(async move { stream.message().await });
    site.restart().await;
    let ended = stopping.await.unwrap();
    assert!(ended.is_err() || ended.unwrap().is_none());
    let client = site.client(Role::Liaison, "kosovo").await;
    let mut stream = client.referrals().watch_referrals(watch(2)).await.unwrap().into_inner();
    assert_eq!(stream.message().await.unwrap().unwrap().sequence, 3);

    // A suspended member's open stream ends by itself.
    let coordinator = site.coordinator().await;
    let request = v1::SetMemberStatusRequest {
        trust_domain: DOMAIN.into(),
        member_id: "kosovo".into(),
        status: v1::MemberStatus::Suspended as i32,
    };
    coordinator.membership().set_member_status(request).await.unwrap();
    let ended = tokio::time::timeout(Duration::from_secs(10), stream.message()).await.unwrap();
    assert_eq!(ended.unwrap_err().code(), Code::PermissionDenied);
}

/// A client that shares nothing with ours but the schema tries to get round the rules.
#[tokio::test]
async fn lists_come_in_pages_the_latest_first() {
    let mut site = Site::start().await;
    let (mut albania, _) = two(&mut site).await;
    for _ in 0..5 {
        sent(&site, &mut albania).await;
    }
    let mut found = Vec::new();
    let mut page_token = String::new();
    loop {
        let request = v1::ListReferralsRequest {
            statuses: vec![v1::ReferralStatus::Sent as i32],
            page_size: 2,
            page_token,
        };
        let page = albania.client().referrals().list_referrals(request).await.unwrap().into_inner();
        assert!(page.referrals.len() <= 2 && page.referrals.iter().all(|r| r.events.is_empty()));
        found.extend(page.referrals.iter().map(id));
        page_token = page.next_page_token;
        if page_token.is_empty() {
            break;
        }
    }
    found.sort_unstable();
    found.dedup();
    assert_eq!(found.len(), 5);
    let request = v1::ListReferralsRequest { page_token: "?".into(), ..Default::default() };
    let refused = albania.client().referrals().list_referrals(request).await.unwrap_err();
    assert!(refused.message().starts_with("page_token"));
}
