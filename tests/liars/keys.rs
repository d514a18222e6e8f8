//! Directories of keys that an exchange makes up, and keys that are lost.

use vdx::client::{Liaison, LiaisonError, PartError, Step, Trust};
use vdx::domain::referral_codes::{ReferralAction, ReferralStatus};
use vdx::proto::referral::from_public_key;
use vdx::proto::v1;
use vdx::referral::envelope::{self, Binding};
use vdx::referral::keys::Keyring;
use vdx::referral::proof::{Doubt, spoken};

use crate::common::Site;
use crate::common::liaisons::*;
use crate::liar::{Liar, Made, append, claim};

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

/// Somebody has a key that its owner has replaced since, and the exchange: nothing new can be signed
/// with it, whether the first step with the new key is seen for the first time or known.
#[tokio::test]
async fn a_replaced_key_signs_no_later_step() {
    let mut site = Site::start().await;
    let (mut albania, mut kosovo) = two(&mut site).await;
    let liar = Liar::before(&site, albania.client()).await;
    let mut fooled = liar.fool(&site, &albania).await;
    let referral = sent(&site, &mut albania).await;
    accepted(&site, &mut kosovo, id(&referral)).await;
    let thief = dup(&kosovo);
    let mut keyring = dup(&kosovo);
    keyring.rotate().unwrap();
    let mut kosovo = site.liaison_with(kosovo.client().clone(), keyring);
    kosovo.publish_keys().await.unwrap();
    let shown = kosovo.get(id(&referral)).await.unwrap();
    kosovo.act(&shown, Step::new(ReferralAction::Start)).await.unwrap();

    let real = albania.get(id(&referral)).await.unwrap();
    let open = vdx::client::open_part(&real).unwrap();
    let (reader, writer) = (member("albania"), member("kosovo"));
    let mut completed = real.clone();
    append(&mut completed, &open, Made::by(&writer, &thief, ReferralAction::Complete, site.now()));
    claim(&mut completed, ReferralStatus::Completed, 0);
    let mut message = Made::by(&writer, &thief, ReferralAction::Message, site.now());
    let bytes = prost::Message::encode_to_vec(&content("come alone"));
    let seal = |to: &_, key: &_| {
        let number = real.events.len() as u32 + 1;
        let binding = Binding { referral: open.id, number, writer: &writer, reader: to };
        envelope::seal(&bytes, binding, key, &thief).unwrap()
    };
    let to_other = seal(&reader, &fooled.keyring().public());
    let to_self = seal(&writer, &kosovo.keyring().public());
    message.envelope = to_other.clone();
    message.sealed = Some(v1::SealedPart { to_other, to_self });
    let mut written = real.clone();
    append(&mut written, &open, message);

    for known in [false, true] {
        for forged in [&completed, &written] {
            liar.show(forged.clone(), vec![]);
            let shown = fooled.get(open.id).await.unwrap();
            let verdict = fooled.verify(&shown).await.unwrap();
            let reasons: Vec<String> = verdict.reasons.iter().map(ToString::to_string).collect();
            assert!(
                reasons.concat().contains("older key than a step before"),
                "{known}: {reasons:?}"
            );
            assert!(!verdict.can_be_settled());
        }
        liar.honest();
        let shown = fooled.get(open.id).await.unwrap();
        let verdict = fooled.verify(&shown).await.unwrap();
        assert!(verdict.is_verified(), "{:?}", verdict.reasons);
        // The ACCEPT with the old key is as old as it says, or not: that is said once.
        let notes = verdict.notes.concat();
        assert_eq!(notes.contains("who has replaced it by version 2"), !known, "{notes}");
    }
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

#[tokio::test]
async fn nobody_floods_the_directory_of_keys() {
    let mut site = Site::start().await;
    let (albania, kosovo) = two(&mut site).await;
    let mut keyring = dup(&kosovo);
    let mut published = 1;
    let refused = loop {
        keyring.rotate().unwrap();
        let key = Some(from_public_key(&keyring.public()));
        let request = v1::PublishLiaisonKeyRequest { key };
        match kosovo.client().liaison_keys().publish_liaison_key(request).await {
            Ok(_) => published += 1,
            Err(refused) => break refused,
        }
    };
    assert_eq!((published, reason(&refused).as_str()), (10, "TOO_MANY_KEYS"));
    // The next day goes on, and nobody else is held up.
    site.pass_days(2);
    let key = Some(from_public_key(&keyring.public()));
    let request = v1::PublishLiaisonKeyRequest { key };
    kosovo.client().liaison_keys().publish_liaison_key(request).await.unwrap();
    albania.publish_keys().await.unwrap();

    // An answer in pages: the next begins after the last key of the one before.
    let liar = Liar::before(&site, albania.client()).await;
    let fooled = liar.fool(&site, &albania).await;
    let whole = fooled.client().all_liaison_keys(None).await.unwrap();
    assert_eq!(whole.len(), 12);
    liar.lie(move |path, answer| {
        if !path.ends_with("/ListLiaisonKeys") {
            return answer.to_vec();
        }
        let mut page = <v1::ListLiaisonKeysResponse as prost::Message>::decode(answer).unwrap();
        if page.keys.len() > 5 {
            page.keys.truncate(5);
            let last = page.keys.last().unwrap();
            let member = last.member.as_ref().unwrap();
            page.next_page_token =
                format!("{}-{}/{}", last.version, member.trust_domain, member.member_id);
        }
        prost::Message::encode_to_vec(&page)
    });
    assert_eq!(fooled.client().all_liaison_keys(None).await.unwrap(), whole);
    let request = v1::ListLiaisonKeysRequest { page_token: "7".into(), ..Default::default() };
    let wrong = fooled.client().liaison_keys().list_liaison_keys(request).await.unwrap_err();
    assert_eq!(wrong.code(), tonic::Code::InvalidArgument);
}

/// Each of a hundred thousand empty attachments would be a line of the answer and a file.
#[tokio::test]
async fn a_part_with_too_many_attachments_is_neither_sealed_nor_opened() {
    let mut site = Site::start().await;
    let (mut albania, mut kosovo) = two(&mut site).await;
    let mut many = content("many");
    many.attachments = vec![v1::Attachment::default(); 101];
    let open = open_part(&albania, "kosovo");
    let refused = albania.create(&open, Some(&many)).await.unwrap_err();
    assert!(matches!(refused, LiaisonError::TooManyAttachments(101)), "{refused}");
    let referral = sent(&site, &mut albania).await;
    let accepted = accepted(&site, &mut kosovo, id(&referral)).await;

    // Another client has sealed them.
    let liar = Liar::before(&site, albania.client()).await;
    let mut fooled = liar.fool(&site, &albania).await;
    let open = vdx::client::open_part(&accepted).unwrap();
    let (reader, writer) = (member("albania"), member("kosovo"));
    let keys = dup(&kosovo);
    let bytes = prost::Message::encode_to_vec(&many);
    let number = accepted.events.len() as u32 + 1;
    let seal = |to: &_, key: &_| {
        let binding = Binding { referral: open.id, number, writer: &writer, reader: to };
        envelope::seal(&bytes, binding, key, &keys).unwrap()
    };
    let to_other = seal(&reader, &fooled.keyring().public());
    let to_self = seal(&writer, &keys.public());
    let mut made = Made::by(&writer, &keys, ReferralAction::Message, site.now());
    made.envelope = to_other.clone();
    made.sealed = Some(v1::SealedPart { to_other, to_self });
    let mut shown = albania.get(open.id).await.unwrap();
    append(&mut shown, &open, made);
    liar.show(shown, vec![]);
    let shown = fooled.get(open.id).await.unwrap();
    assert!(fooled.verify(&shown).await.unwrap().is_verified());
    let parts = fooled.parts(&shown).await.unwrap();
    assert_eq!(parts.last().unwrap().content, Err(PartError::TooManyAttachments(101)));
}
