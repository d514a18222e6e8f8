//! Histories that an exchange makes up, cuts, takes back or bends.

use serde_json::Value;
use vdx::client::{Liaison, LiaisonError, PartError, Step};
use vdx::domain::referral_codes::{ReferralAction, ReferralStatus};
use vdx::proto::referral::{from_public_key, member_name};
use vdx::proto::v1;
use vdx::referral::keys::Keyring;
use vdx::referral::proof::{Doubt, Verdict};

use crate::common::Site;
use crate::common::liaisons::*;
use crate::liar::{Liar, Made, append, claim, made_up};
use crate::process;

/// Kosovo before a liar, with a referral that Albania has sent.
struct Scene {
    site: Site,
    albania: Liaison,
    liar: Liar,
    fooled: Liaison,
    referral: v1::Referral,
}

async fn scene() -> Scene {
    let mut site = Site::start().await;
    let (mut albania, kosovo) = two(&mut site).await;
    let referral = sent(&site, &mut albania).await;
    let liar = Liar::before(&site, kosovo.client()).await;
    let fooled = liar.fool(&site, &kosovo).await;
    Scene { site, albania, liar, fooled, referral }
}

impl Scene {
    /// What the fooled one finds of the referral as the liar shows it.
    async fn verdict(&mut self) -> Verdict {
        let shown = self.fooled.get(id(&self.referral)).await.unwrap();
        self.fooled.verify(&shown).await.unwrap()
    }

    /// What is wrong, in words; checks that nothing is signed on top of it.
    async fn doubts(&mut self) -> String {
        let verdict = self.verdict().await;
        assert!(!verdict.is_verified());
        let shown = self.fooled.get(id(&self.referral)).await.unwrap();
        for action in [ReferralAction::Receive, ReferralAction::Start, ReferralAction::Complete] {
            let error = self.fooled.act(&shown, Step::new(action)).await.unwrap_err();
            assert!(matches!(error, LiaisonError::NotVerified(_)), "{error}");
        }
        let texts: Vec<String> = verdict.reasons.iter().map(ToString::to_string).collect();
        texts.join("; ")
    }
}

/// `vdx referral ...` of the one before the liar, with its exit code.
fn vdx(scene: &Scene, args: &[&str]) -> (Option<i32>, String, String) {
    let dir = scene.site.dir.path();
    let name = scene.fooled.keyring().member().name.to_string();
    let stem = dir.join(&name);
    let profile = format!(
        "server = \"https://localhost:{}\"\nca = \"pki/ca.pem\"\ncertificate = \"pki/{name}-Liaison.pem\"\nkey = \"pki/{name}-Liaison.key.pem\"\n",
        scene.liar.port
    );
    std::fs::write(stem.with_extension("toml"), profile).unwrap();
    let keys = stem.with_extension("keys");
    if !keys.exists() {
        scene.fooled.keyring().save_new(&keys).unwrap();
    }
    let profile = stem.with_extension("toml").display().to_string();
    let output = process::vdx(dir, &[&["referral"], args, &["--profile", &profile]].concat());
    (output.status.code(), process::text(&output.stdout), process::text(&output.stderr))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_shown_before_the_compared_one_proves_nothing() {
    let mut scene = scene().await;
    let now = scene.site.now();
    let (ours, theirs) = (member("albania"), member("kosovo"));
    let forger = Keyring::generate(ours.clone()).unwrap();
    let open = open_part(&scene.albania, "kosovo");
    let mut forged = made_up(&open, &ours);
    // The order to bring her to the border, sealed to the right reader.
    let sealed = {
        use vdx::referral::envelope::{Binding, seal};
        let bytes = prost::Message::encode_to_vec(&content("forged"));
        let binding = |reader| Binding { referral: open.id, number: 1, writer: &ours, reader };
        let key = scene.fooled.keyring().public();
        v1::SealedPart {
            to_other: seal(&bytes, binding(&theirs), &key, &forger).unwrap(),
            to_self: seal(&bytes, binding(&ours), &forger.public(), &forger).unwrap(),
        }
    };
    let create = Made::by(&ours, &forger, ReferralAction::Create, now);
    let envelope = sealed.to_other.clone();
    append(&mut forged, &open, Made { sealed: Some(sealed), envelope, ..create });
    let send = Made::by(&ours, &forger, ReferralAction::Send, now).until(now + DAY);
    append(&mut forged, &open, send);
    claim(&mut forged, ReferralStatus::Sent, now + DAY);
    forged.allowed_actions = vec![v1::ReferralAction::Receive as i32];
    forged.updated_at = now;
    scene.referral = forged.clone();
    scene.liar.show(forged, vec![from_public_key(&forger.public())]);

    let doubts = scene.doubts().await;
    assert!(doubts.contains("neither the one that you compared"), "{doubts}");
    let shown = scene.fooled.get(open.id).await.unwrap();
    let verdict = scene.fooled.verify(&shown).await.unwrap();
    assert!(verdict.notes.iter().any(|note| note.contains("cannot be")), "{:?}", verdict.notes);
    let parts = scene.fooled.parts(&shown).await.unwrap();
    assert!(parts.iter().all(|part| part.content.is_err()), "nothing forged is opened");

    // As its user sees it: the verdict first, in words, in JSON and in the exit code.
    let name = open.id.to_string();
    let (code, text, _) = vdx(&scene, &["show", &name]);
    assert_eq!(code, Some(4), "{text}");
    assert!(text.starts_with("NOT VERIFIED") && !text.contains("History checked"), "{text}");
    assert!(!text.contains("forged"), "{text}");
    let (code, text, _) = vdx(&scene, &["show", &name, "--json"]);
    assert_eq!(code, Some(4));
    assert!(text.trim_start_matches(['{', '\n', ' ']).starts_with("\"verified\": false"), "{text}");
    let value: Value = serde_json::from_str(&text).unwrap();
    assert!(!value["reasons"].as_array().unwrap().is_empty());
    assert_eq!(value["opened"], serde_json::json!([]));
    for action in [&["accept"][..], &["message"], &["ask"]] {
        let text: &[&str] = if action[0] == "accept" { &[] } else { &["a word"] };
        let (code, _, error) = vdx(&scene, &[action, &[name.as_str()], text].concat());
        assert_eq!(code, Some(1));
        assert!(error.contains("NOT VERIFIED"), "{error}");
    }
    // Ending it is possible for whoever says so; then it is asked for, and here not known.
    let decline = ["decline", &name, "--reason", "OTHER"];
    let (_, _, error) = vdx(&scene, &decline);
    assert!(error.contains("--not-verified"), "{error}");
    let (_, _, error) = vdx(&scene, &[&decline[..], &["--not-verified"]].concat());
    assert!(error.contains("no such referral"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn steps_that_were_seen_cannot_be_taken_back_or_replaced() {
    let mut scene = scene().await;
    assert!(scene.verdict().await.is_verified());
    let name = id(&scene.referral).to_string();
    let now = scene.site.now();
    let deadline = scene.referral.deadline;
    let seen = received(&mut scene.fooled, id(&scene.referral)).await;
    let accept = Step::new(ReferralAction::Accept).until(now + 100 * DAY);
    let accepted = scene.fooled.act(&seen, accept).await.unwrap();

    // The acceptance is rolled back, with everything else bent to fit.
    scene.liar.referral(move |shown| {
        shown.events.truncate(3);
        claim(shown, ReferralStatus::Received, deadline);
        shown.updated_at = shown.events[2].at;
    });
    let doubts = scene.doubts().await;
    assert!(doubts.contains("taken back") && doubts.contains("ACCEPTED"), "{doubts}");
    // The same for the binary, which has the same files.
    let (code, text, _) = vdx(&scene, &["show", &name]);
    assert_eq!(code, Some(4), "{text}");
    assert!(text.starts_with("NOT VERIFIED: THE HISTORY DOES NOT HOLD"), "{text}");

    // A decline in its place, by the same keys: somebody has a copy of them.
    let keys = dup(&scene.fooled);
    let open = vdx::client::open_part(&accepted).unwrap();
    let theirs = member("kosovo");
    let mut fork = accepted.clone();
    fork.events.truncate(3);
    append(&mut fork, &open, Made::by(&theirs, &keys, ReferralAction::Withdraw, now));
    append(&mut fork, &open, Made::by(&theirs, &keys, ReferralAction::Start, now));
    scene.liar.show(fork, Vec::new());
    let doubts = scene.doubts().await;
    assert!(doubts.contains("one was replaced"), "{doubts}");

    // Consent that was withdrawn, by whoever was not fooled, and the exchange goes back behind it.
    scene.liar.honest();
    let current = scene.fooled.get(id(&scene.referral)).await.unwrap();
    let ended = Step::new(ReferralAction::WithdrawConsent);
    scene.fooled.act(&current, ended).await.unwrap();
    scene.liar.referral(move |shown| {
        shown.events.truncate(4);
        claim(shown, ReferralStatus::Accepted, now + 100 * DAY);
        shown.erased = false;
    });
    let doubts = scene.doubts().await;
    assert!(doubts.contains("CONSENT_WITHDRAWN"), "{doubts}");
    // In a list, too, which comes without a history.
    scene.liar.lie(move |path, answer| {
        if !path.ends_with("/ListReferrals") {
            return answer.to_vec();
        }
        let mut list = <v1::ListReferralsResponse as prost::Message>::decode(answer).unwrap();
        list.referrals.iter_mut().for_each(|r| claim(r, ReferralStatus::Accepted, now + DAY));
        prost::Message::encode_to_vec(&list)
    });
    let (code, text, _) = vdx(&scene, &["list"]);
    assert!(code == Some(4) && text.contains("CONTRADICTS"), "{text}");
    let (code, text, _) = vdx(&scene, &["list", "--json"]);
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((code, &value[0]["contradicts"]), (Some(4), &true.into()));
    assert_eq!(value[0]["last_verified_status"], "CONSENT_WITHDRAWN");
    // Or hidden.
    scene.liar.lie(|path, answer| match path.ends_with("/ListReferrals") {
        true => Vec::new(),
        false => answer.to_vec(),
    });
    let (code, text, _) = vdx(&scene, &["list"]);
    assert!(code == Some(4) && text.contains("HIDES") && text.contains(&name), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_bent_is_found() {
    type Bend = Box<dyn Fn(&mut v1::Referral) + Send>;
    let mut scene = scene().await;
    let now = scene.site.now();
    let keys = dup(&scene.fooled);
    let ours = member("albania");
    let open = vdx::client::open_part(&scene.referral).unwrap();
    let forger = Keyring::generate(ours.clone()).unwrap();
    let mine = Keyring::generate(member("kosovo")).unwrap();
    let bends: Vec<(&str, Bend)> = vec![
        ("names nobody", Box::new(|r| r.events[1].actor = None)),
        (
            "names nobody",
            Box::new(|r| {
                r.events[1].actor = None;
                let statement = r.events[1].statement.as_mut().unwrap();
                (statement.key_id, statement.signature) = (Vec::new(), Vec::new());
            }),
        ),
        (
            "is not signed",
            Box::new(|r| {
                let statement = r.events[1].statement.as_mut().unwrap();
                (statement.key_id, statement.signature) = (Vec::new(), Vec::new());
            }),
        ),
        (
            "is not signed by",
            Box::new(|r| {
                r.events[1].statement.as_mut().unwrap().signature[3] ^= 1;
            }),
        ),
        ("was changed after", Box::new(|r| r.events[0].at += 1)),
        (
            "does not follow",
            Box::new(|r| {
                r.events.remove(0);
            }),
        ),
        ("no history", Box::new(|r| r.events.clear())),
        ("says that it is ACCEPTED", Box::new(|r| r.status = v1::ReferralStatus::Accepted as i32)),
        ("another deadline", Box::new(|r| r.deadline += 1)),
        ("has erased", Box::new(|r| r.erased = true)),
        ("no party", Box::new(|r| r.sender = Some(member_name(&member("italy"))))),
        ("are the same", Box::new(|r| r.sender = Some(member_name(&member("kosovo"))))),
        (
            "you are no party",
            Box::new(|r| {
                r.open.as_mut().unwrap().recipient = Some(member_name(&member("italy")));
            }),
        ),
        ("is not signed by", Box::new(|r| r.open.as_mut().unwrap().pseudonym[0] ^= 1)),
        ("cannot be read", Box::new(|r| r.status = 77)),
        ("cannot be read", Box::new(|r| r.events[1].hash.truncate(3))),
        ("cannot be read", Box::new(|r| r.events[1].statement = None)),
        // Steps that the exchange adds.
        (
            "before its deadline",
            Box::new({
                let open = open.clone();
                move |r| {
                    let expire = Made { actor: None, ..expiry(now) };
                    append(r, &open, expire);
                    claim(r, ReferralStatus::Expired, 0);
                    r.erased = true;
                }
            }),
        ),
        (
            "by the clock of this machine",
            Box::new({
                let open = open.clone();
                move |r| {
                    append(r, &open, Made { actor: None, ..expiry(r.deadline) });
                    claim(r, ReferralStatus::Expired, 0);
                    r.erased = true;
                }
            }),
        ),
        (
            "in your name",
            Box::new({
                let open = open.clone();
                move |r| {
                    let theirs = member("kosovo");
                    append(r, &open, Made::by(&theirs, &mine, ReferralAction::Receive, now));
                    claim(r, ReferralStatus::Received, r.deadline);
                }
            }),
        ),
        (
            "breaks the rules",
            Box::new({
                let open = open.clone();
                move |r| {
                    let theirs = member("kosovo");
                    append(r, &open, Made::by(&theirs, &keys, ReferralAction::Complete, now));
                    claim(r, ReferralStatus::Completed, 0);
                }
            }),
        ),
        (
            "neither the one that you compared",
            Box::new({
                let open = open.clone();
                move |r| {
                    append(
                        r,
                        &open,
                        Made::by(&ours, &forger, ReferralAction::WithdrawConsent, now),
                    );
                    claim(r, ReferralStatus::ConsentWithdrawn, 0);
                    r.erased = true;
                }
            }),
        ),
        ("in the future", Box::new(|r| r.events[1].at += 3 * DAY)),
    ];
    for (words, bend) in bends {
        scene.liar.referral(move |shown| bend(shown));
        let doubts = scene.doubts().await;
        assert!(doubts.contains(words), "{words}: {doubts}");
    }
    // Nothing of all that is kept: the truth is still verified.
    scene.liar.honest();
    assert!(scene.verdict().await.is_verified());
    // What really expires, does.
    scene.site.pass_days(15);
    let is_expired = |r: &v1::Referral| r.status() == v1::ReferralStatus::Expired;
    for _ in 0..100 {
        if is_expired(&scene.fooled.get(id(&scene.referral)).await.unwrap()) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    let verdict = scene.verdict().await;
    assert!(verdict.is_verified(), "{:?}", verdict.reasons);
    assert_eq!(verdict.standing.unwrap().status, ReferralStatus::Expired);
}

fn expiry(at: i64) -> Made<'static> {
    let (action, deadline, sealed) = (ReferralAction::Expire, None, None);
    Made { actor: None, action, deadline, sealed, envelope: Vec::new(), at }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_drops_the_step_or_is_another_referral_is_no_answer() {
    let mut scene = scene().await;
    let other = sent(&scene.site, &mut scene.albania).await;
    let shown = scene.fooled.get(id(&scene.referral)).await.unwrap();
    let hidden = shown.clone();
    scene.liar.referral(move |answer| *answer = hidden.clone());
    let dropped = scene.fooled.act(&shown, Step::new(ReferralAction::Receive)).await.unwrap_err();
    assert!(matches!(dropped, LiaisonError::NotStored), "{dropped}");
    scene.liar.referral(move |answer| *answer = other.clone());
    let swapped = scene.fooled.get(id(&scene.referral)).await.unwrap_err();
    assert!(matches!(swapped, LiaisonError::OtherReferral), "{swapped}");
}

/// Without the recipient's name its steps prove nothing, and that is what is said.
#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_not_disclosed_yet_is_not_verified() {
    let mut scene = scene().await;
    let now = scene.site.now();
    let theirs = member("kosovo");
    let keys = dup(&scene.fooled);
    let mut open = open_part(&scene.fooled, "albania");
    open.kind = vdx::domain::referral_codes::ReferralType::InformationRequest;
    open.addressee =
        vdx::domain::referral::Addressee::Hit(vdx::domain::referral::HitHandle([5; 16]));
    let mut asked = made_up(&open, &theirs);
    append(&mut asked, &open, Made::by(&theirs, &keys, ReferralAction::Create, now));
    let send = Made::by(&theirs, &keys, ReferralAction::Send, now).until(now + DAY);
    append(&mut asked, &open, send);
    claim(&mut asked, ReferralStatus::Sent, now + DAY);
    scene.referral = asked.clone();
    scene.liar.show(asked.clone(), Vec::new());
    assert!(scene.verdict().await.is_verified(), "so far all is one's own");

    let ours = member("albania");
    append(&mut asked, &open, Made::by(&ours, &dup(&scene.albania), ReferralAction::Receive, now));
    let step = asked.events.last_mut().unwrap();
    step.actor = None;
    let statement = step.statement.as_mut().unwrap();
    (statement.key_id, statement.signature) = (Vec::new(), Vec::new());
    claim(&mut asked, ReferralStatus::Received, now + DAY);
    scene.liar.show(asked.clone(), Vec::new());
    let verdict = scene.verdict().await;
    assert!(!verdict.is_verified() && verdict.waits_for_disclosure());
    assert_eq!(verdict.reasons[0].doubt, Doubt::Undisclosed);
    let (code, text, _) = vdx(&scene, &["show", &open.id.to_string()]);
    assert!(code == Some(4) && text.starts_with("NOT VERIFIED yet"), "{text}");
    // Nobody accepts without a name, and a step that was shown cannot go away again.
    let mut unnamed = asked.clone();
    unnamed.events[2].statement.as_mut().unwrap().action = v1::ReferralAction::Accept as i32;
    unnamed.events[2].statement.as_mut().unwrap().deadline = now + DAY;
    scene.liar.show(unnamed, Vec::new());
    assert!(scene.doubts().await.contains("names nobody"));
    asked.events.truncate(2);
    claim(&mut asked, ReferralStatus::Sent, now + DAY);
    scene.liar.show(asked, Vec::new());
    assert!(scene.doubts().await.contains("taken back"));
}

/// The clock of the exchange stands still, by mistake or not: the clients know the month to which
/// consent was given, and the deadline.
#[tokio::test]
async fn what_has_ended_by_ones_own_clock_is_neither_read_nor_worked_on() {
    let mut site = Site::start().await;
    let (mut albania, mut kosovo) = two(&mut site).await;
    let mut open = open_part(&albania, "kosovo");
    let at = jiff::Timestamp::from_second(site.now()).unwrap();
    let month = jiff::tz::Offset::UTC.to_datetime(at).strftime("%Y-%m").to_string();
    open.basis.valid_until = Some(month.parse().unwrap());
    let end = open.basis.valid_until.unwrap().end_unix_seconds();
    let draft = albania.create(&open, Some(&content("first"))).await.unwrap();
    let send = Step::new(ReferralAction::Send).until(site.now() + 14 * DAY);
    albania.act(&draft, send).await.unwrap();
    let by_consent = accepted(&site, &mut kosovo, open.id).await;
    let by_deadline = sent(&site, &mut albania).await;

    let later = |now: i64| {
        let keys = dup(&kosovo);
        site.liaison_with(kosovo.client().clone(), keys).with_clock(move || now)
    };
    // An hour's difference is allowed.
    let mut early = later(end + 3000);
    assert!(early.verify(&by_consent).await.unwrap().is_verified());
    let mut late = later(end + 3700);
    let verdict = late.verify(&by_consent).await.unwrap();
    let reasons: Vec<String> = verdict.reasons.iter().map(ToString::to_string).collect();
    assert!(reasons.concat().contains("month to which consent was given"), "{reasons:?}");
    assert!(verdict.has_lapsed && !verdict.can_be_settled());
    let parts = late.parts(&by_consent).await.unwrap();
    assert!(!parts.is_empty() && parts.iter().all(|part| part.content == Err(PartError::Lapsed)));
    let message = content("more");
    let message = Step::new(ReferralAction::Message).sealing(&message);
    let error = late.act(&by_consent, message).await.unwrap_err();
    assert!(matches!(error, LiaisonError::NotVerified(_)), "{error}");

    let shown = kosovo.get(id(&by_deadline)).await.unwrap();
    let mut late = later(by_deadline.deadline + 3700);
    let verdict = late.verify(&shown).await.unwrap();
    let reasons: Vec<String> = verdict.reasons.iter().map(ToString::to_string).collect();
    assert!(reasons.concat().contains("the deadline has passed"), "{reasons:?}");

    // A step that the exchange dates hours away from the one who signs it.
    let now = site.now();
    let mut ahead = later(now + 7300);
    let error = ahead.act(&shown, Step::new(ReferralAction::Receive)).await.unwrap_err();
    assert!(matches!(error, LiaisonError::Misdated { number: 3, .. }), "{error}");
}
