//! Keys that can be believed, and envelopes that open for their reader alone.

mod common;

use common::Site;
use common::liaisons::*;
use vdx::client::{LiaisonError, Step};
use vdx::domain::id::MemberId;
use vdx::domain::referral_codes::ReferralAction;
use vdx::proto::referral::{from_open_part, from_statement, sealed_hashes};
use vdx::proto::v1;
use vdx::referral::envelope::{self, Binding};
use vdx::referral::history::Statement;
use vdx::referral::keys::{Keyring, PublicKey};

#[tokio::test]
async fn nothing_is_sealed_to_a_key_that_was_not_compared_or_has_changed() {
    let mut site = Site::start().await;
    let mut albania = site.liaison("AL", "albania").await;
    let kosovo = site.liaison("XK", "kosovo").await;
    let open = open_part(&albania, "kosovo");
    let first = content("first");
    let error = albania.create(&open, Some(&first)).await.unwrap_err();
    let LiaisonError::NotCompared { fingerprint, .. } = error else { panic!("{error}") };
    assert_eq!(fingerprint, kosovo.keyring().public().fingerprint());
    albania.trust(&member("kosovo")).await.unwrap();
    albania.create(&open, Some(&first)).await.unwrap();

    // A rotation that the old key confirms needs no new comparison, and the old one opens old
    // mail; the exchange takes nothing for the old one any more.
    let referral = sent(&site, &mut albania).await;
    let mut keyring = dup(&kosovo);
    keyring.rotate().unwrap();
    let mut kosovo = site.liaison_with(kosovo.client().clone(), keyring);
    kosovo.publish_keys().await.unwrap();
    kosovo.trust(&member("albania")).await.unwrap();
    let seen = accepted(&site, &mut kosovo, id(&referral)).await;
    assert_eq!(texts(&mut kosovo, &seen).await, ["first"]);
    let word = content("word");
    let message = Step::new(ReferralAction::Message).sealing(&word);
    albania.act(&seen, message).await.unwrap();
    let seen = kosovo.get(id(&referral)).await.unwrap();
    assert_eq!(texts(&mut kosovo, &seen).await, ["first", "word"]);

    // A key without the word of the former one: the owner lost it, or somebody cheats.
    let mut lost = Keyring::generate(member("kosovo")).unwrap();
    lost.rotate().unwrap();
    lost.rotate().unwrap();
    let key = v1::LiaisonKey {
        previous_signature: Vec::new(),
        ..vdx::proto::referral::from_public_key(&lost.public())
    };
    let request = v1::PublishLiaisonKeyRequest { key: Some(key) };
    kosovo.client().liaison_keys().publish_liaison_key(request).await.unwrap();
    let error = albania.act(&seen, message).await.unwrap_err();
    assert!(matches!(error, LiaisonError::NotVerified { .. }), "{error}");
    let error = albania.act_anyway(&seen, message).await.unwrap_err();
    assert!(matches!(error, LiaisonError::KeyChanged { .. }), "{error}");
}

#[tokio::test]
async fn keys_are_published_in_order_by_their_owner_alone() {
    let mut site = Site::start().await;
    let albania = site.liaison("AL", "albania").await;
    let publish = async |key: PublicKey| {
        let request =
            v1::PublishLiaisonKeyRequest { key: Some(vdx::proto::referral::from_public_key(&key)) };
        albania.client().liaison_keys().publish_liaison_key(request).await.map(|_| ())
    };
    let field = |status: tonic::Status| status.message().split(':').next().unwrap().to_owned();
    let foreign = Keyring::generate(member("kosovo")).unwrap().public();
    assert_eq!(field(publish(foreign).await.unwrap_err()), "key.member");
    let own = albania.keyring().public();
    publish(own.clone()).await.unwrap();
    let another = Keyring::generate(member("albania")).unwrap().public();
    assert_eq!(field(publish(another).await.unwrap_err()), "key.version");
    let unsound = PublicKey { version: 2, ..own };
    assert_eq!(field(publish(unsound).await.unwrap_err()), "key.signature");
    // One that says that it is confirmed, and is not; without a word it is a loss.
    let mut forger = Keyring::generate(member("albania")).unwrap();
    forger.rotate().unwrap();
    let forged = forger.public();
    assert_eq!(field(publish(forged).await.unwrap_err()), "key.previous_signature");
    publish(Keyring::generate_from(member("albania"), 2).unwrap().public()).await.unwrap();
}

#[tokio::test]
async fn forged_statements_and_wrong_envelopes_are_refused() {
    let mut site = Site::start().await;
    let (albania, kosovo) = two(&mut site).await;
    let open = open_part(&albania, "kosovo");
    let (ours, theirs) = (member("albania"), member("kosovo"));
    let keyring = dup(&albania);
    let seal = |reader: &MemberId, key: &PublicKey| {
        let binding = Binding { referral: open.id, number: 1, writer: &ours, reader };
        envelope::seal(b"x", binding, key, &keyring).unwrap()
    };
    let right = v1::SealedPart {
        to_other: seal(&theirs, &kosovo.keyring().public()),
        to_self: seal(&ours, &keyring.public()),
    };
    let create = async |sealed: &v1::SealedPart, signer: &Keyring, named: &v1::SealedPart| {
        let statement = Statement {
            number: 1,
            previous: [0; 32],
            actor: Some(ours.clone()),
            action: ReferralAction::Create,
            reason: None,
            deadline: None,
            sealed: Some(sealed_hashes(named)),
        };
        let signature = signer.sign(&statement.bytes(open.id, &open));
        let request = v1::CreateReferralRequest {
            open: Some(from_open_part(&open)),
            sealed: Some(sealed.clone()),
            statement: Some(from_statement(&statement, Some((signer.public().id(), signature)))),
        };
        albania.client().referrals().create_referral(request).await.map(|_| ())
    };
    // Signed by another key; other envelopes than were signed.
    let forged = create(&right, &dup(&kosovo), &right).await.unwrap_err();
    assert_eq!(reason(&forged), "WRONG_SIGNATURE");
    let swapped =
        v1::SealedPart { to_other: right.to_self.clone(), to_self: right.to_other.clone() };
    let refused = create(&swapped, &keyring, &right).await.unwrap_err();
    assert_eq!(reason(&refused), "WRONG_SIGNATURE");
    // Sealed to a key that is not the recipient's; plaintext instead of an envelope.
    let refused = create(&swapped, &keyring, &swapped).await.unwrap_err();
    assert_eq!(reason(&refused), "STALE_KEY");
    let plain = v1::SealedPart { to_other: vec![b'x'; 6000], ..right.clone() };
    let refused = create(&plain, &keyring, &plain).await.unwrap_err();
    assert!(refused.message().starts_with("sealed.to_other"), "{}", refused.message());
    // A right head and a right signature of the statement, with garbage in between; an envelope of
    // another place; contents of a length that tells something.
    let mut garbage = right.clone();
    garbage.to_other[1500] ^= 1;
    let refused = create(&garbage, &keyring, &garbage).await.unwrap_err();
    assert!(refused.message().starts_with("sealed.to_other"), "{}", refused.message());
    assert!(refused.message().contains("signature"), "{}", refused.message());
    let mut garbage = right.clone();
    let end = garbage.to_self.len();
    garbage.to_self[end - 70] ^= 1;
    let refused = create(&garbage, &keyring, &garbage).await.unwrap_err();
    assert!(refused.message().starts_with("sealed.to_self"), "{}", refused.message());
    let elsewhere = Binding { referral: open.id, number: 2, writer: &ours, reader: &theirs };
    let moved = envelope::seal(b"x", elsewhere, &kosovo.keyring().public(), &keyring).unwrap();
    let moved = v1::SealedPart { to_other: moved, ..right.clone() };
    let refused = create(&moved, &keyring, &moved).await.unwrap_err();
    assert!(refused.message().contains("signature"), "{}", refused.message());
    let mut longer = right.clone();
    longer.to_other.push(0);
    let refused = create(&longer, &keyring, &longer).await.unwrap_err();
    assert!(refused.message().contains("length"), "{}", refused.message());
    create(&right, &keyring, &right).await.unwrap();
    // More than 1 MiB does not leave the client.
    let huge = v1::SealedContent { narrative: "x".repeat(1 << 20), ..Default::default() };
    let mut albania = albania;
    let error = albania.create(&open_part(&kosovo, "kosovo"), Some(&huge)).await.unwrap_err();
    assert!(error.to_string().contains("1 MiB"), "{error}");
}
