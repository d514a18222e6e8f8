//! Directories of keys that an exchange makes up, and keys that are lost.

use vdx::client::{Liaison, LiaisonError, Step, Trust};
use vdx::domain::referral_codes::{ReferralAction, ReferralStatus};
use vdx::proto::referral::from_public_key;
use vdx::proto::v1;
use vdx::referral::keys::Keyring;
use vdx::referral::proof::{Doubt, spoken};

use crate::common::Site;
use crate::common::liaisons::*;
use crate::liar::Liar;

#[tokio::test]
async fn an_old_key_that_comes_back_gets_nothing_sealed() {
    let mut site = Site::start().await;
    let (albania, kosovo) = two(&mut site).await;
    let liar = Liar::before(&site, albania.client()).await;
    let mut fooled = liar.fool(&site, &albania).await;
    let mut keyring = dup(&kosovo);
    keyring.rotate().unwrap();
    let mut kosovo = site.liaison_with(kosovo.client().clone(), keyring);
    kosovo.publish_keys().await.unwrap();
    assert_eq!(fooled.judge(&member("kosovo")).await.unwrap().trust, Trust::Continued);
    let referral = sent(&site, &mut fooled).await;
    received(&mut kosovo, id(&referral)).await;

    // The rotation is hidden: what was sealed now, the old key would open.
    liar.keys(|keys| keys.retain(|key| key.version == 1));
    let open = open_part(&fooled, "kosovo");
    let refused = fooled.create(&open, Some(&content("secret"))).await.unwrap_err();
    assert!(matches!(refused, LiaisonError::KeyChanged { .. }), "{refused}");
    let shown = fooled.get(id(&referral)).await.unwrap();
    assert!(!fooled.verify(&shown).await.unwrap().is_verified());
    // A next version that the former one has not signed.
    let mut forger = Keyring::generate(member("kosovo")).unwrap();
    forger.rotate().unwrap();
    forger.rotate().unwrap();
    let forged = forger.public();
    liar.keys(move |keys| keys.push(from_public_key(&forged)));
    let refused = fooled.create(&open, Some(&content("secret"))).await.unwrap_err();
    assert!(matches!(refused, LiaisonError::KeyChanged { .. }), "{refused}");
    // Two of one version: nobody is asked to compare either.
    let twin = forger.public();
    let other = Keyring::generate_from(member("kosovo"), 3).unwrap().public();
    liar.keys(move |keys| keys.extend([&twin, &other].map(from_public_key)));
    let refused = fooled.trust(&member("kosovo")).await.unwrap_err();
    assert!(matches!(refused, LiaisonError::SeveralKeys(_)), "{refused}");
    liar.honest();
    assert!(fooled.create(&open, Some(&content("secret"))).await.is_ok());

    // A key in one's own name.
    let made_up = Keyring::generate_from(member("albania"), 2).unwrap().public();
    liar.keys(move |keys| keys.push(from_public_key(&made_up)));
    let found = fooled.publish_keys().await.unwrap_err();
    assert!(matches!(found, LiaisonError::ForeignKey { version: 2, .. }), "{found}");
}

#[tokio::test]
async fn whoever_lost_a_key_gets_what_was_sealed_to_it_once_more() {
    let mut site = Site::start().await;
    let (mut albania, mut kosovo) = two(&mut site).await;
    let waiting = sent(&site, &mut albania).await;
    received(&mut kosovo, id(&waiting)).await;
    let seen = albania.get(id(&waiting)).await.unwrap();
    assert!(albania.verify(&seen).await.unwrap().is_verified());
    let running = sent(&site, &mut albania).await;
    let seen = accepted(&site, &mut kosovo, id(&running)).await;
    let word = content("word");
    let seen = albania.act(&seen, Step::new(ReferralAction::Message).sealing(&word)).await.unwrap();
    // One message of Kosovo arrives, and one is not looked at before its key is lost.
    let answer = content("A place is ready");
    let step = Step::new(ReferralAction::Message).sealing(&answer);
    let answered = kosovo.act(&kosovo.get(id(&seen)).await.unwrap(), step).await.unwrap();
    assert!(albania.verify(&answered).await.unwrap().is_verified());
    let later = content("Come by the other door");
    let step = Step::new(ReferralAction::Message).sealing(&later);
    kosovo.act(&answered, step).await.unwrap();

    // Kosovo loses its keys, with all that was beside them.
    site.pass_days(1);
    for file in ["kosovo.known", "kosovo.seen"] {
        std::fs::remove_file(site.dir.path().join(file)).unwrap();
    }
    let keyring = Keyring::generate_from(member("kosovo"), 2).unwrap();
    let mut kosovo = site.liaison_with(kosovo.client().clone(), keyring);
    kosovo.publish_keys().await.unwrap();
    kosovo.trust(&member("albania")).await.unwrap();

    // Until Albania has compared the new key, nothing goes on.
    let seen = albania.get(id(&running)).await.unwrap();
    let verdict = albania.verify(&seen).await.unwrap();
    assert!(!verdict.is_verified() && verdict.can_be_settled());
    let refused = albania.resend(&seen, 1).await.unwrap_err();
    assert!(matches!(refused, LiaisonError::NotVerified(_)), "{refused}");
    albania.trust(&member("kosovo")).await.unwrap();
    let verdict = albania.verify(&seen).await.unwrap();
    assert!(!verdict.is_verified() && verdict.can_be_settled(), "step 7 was never proven");
    // What was proven with the key that was compared then stays open; what was not stays shut,
    // until the two have compared the history.
    let own_parts = async |albania: &mut Liaison| {
        let parts = albania.parts(&seen).await.unwrap();
        let opened = parts.into_iter().filter(|part| !part.is_own);
        opened.map(|part| (part.number, part.content.ok())).collect::<Vec<_>>()
    };
    let opened = own_parts(&mut albania).await;
    assert_eq!(opened, [(6, Some(answer.clone())), (7, None)]);
    let last = |referral: &v1::Referral| {
        spoken(referral.events.last().unwrap().hash.as_slice().try_into().unwrap())
    };
    assert!(albania.settle(&seen, &last(&seen)).await.unwrap().is_verified());
    assert_eq!(own_parts(&mut albania).await, [(6, Some(answer)), (7, Some(later))]);

    // What Kosovo has done before, its new keys do not prove: the two compare the history.
    let shown = kosovo.get(id(&running)).await.unwrap();
    let verdict = kosovo.verify(&shown).await.unwrap();
    assert!(verdict.reasons.iter().all(|reason| reason.doubt == Doubt::Unproven));
    let parts = kosovo.parts(&shown).await.unwrap();
    assert_eq!(parts.len(), 4);
    assert!(parts.iter().all(|part| part.content.is_err()), "sealed to the lost key");
    let hash = |referral: &v1::Referral| {
        spoken(referral.events.last().unwrap().hash.as_slice().try_into().unwrap())
    };
    let wrong = kosovo.settle(&shown, &hash(&waiting)).await.unwrap_err();
    assert!(matches!(wrong, LiaisonError::NotVerified(_)), "{wrong}");
    let read_out = hash(&albania.get(id(&running)).await.unwrap());
    assert!(kosovo.settle(&shown, &read_out).await.unwrap().is_verified());

    // Albania sends it once more; a second run finds nothing left.
    assert_eq!(albania.lost_parts(&seen).await.unwrap(), [1, 5]);
    let mut sent_again = seen;
    for number in [1, 5] {
        sent_again = albania.resend(&sent_again, number).await.unwrap();
    }
    assert_eq!(albania.lost_parts(&sent_again).await.unwrap(), [0; 0]);
    let shown = kosovo.get(id(&running)).await.unwrap();
    assert!(kosovo.verify(&shown).await.unwrap().is_verified());
    let parts = kosovo.parts(&shown).await.unwrap();
    let opened: Vec<(u32, u32)> = parts
        .iter()
        .filter_map(|part| Some((part.number, part.content.as_ref().ok()?.resent_event)))
        .collect();
    assert_eq!(opened, [(8, 1), (9, 5)]);
    let first = parts.iter().find(|part| part.number == 8).unwrap().content.clone().unwrap();
    assert_eq!(first, v1::SealedContent { resent_event: 1, ..content("first") });
    // Kosovo goes on with it.
    kosovo.act(&shown, Step::new(ReferralAction::Start)).await.unwrap();

    // The first sealed part goes to nobody who has not accepted, not this way either.
    let seen = albania.get(id(&waiting)).await.unwrap();
    assert_eq!(albania.lost_parts(&seen).await.unwrap(), [0; 0]);
    let refused = albania.resend(&seen, 1).await.unwrap_err();
    assert!(matches!(refused, LiaisonError::NotAccepted), "{refused}");
    assert_eq!(
        albania.verify(&seen).await.unwrap().standing.unwrap().status,
        ReferralStatus::Received
    );
}
