//! One bad part spoils one part.

use prost::Message;
use vdx::client::{Liaison, PartError, Step};
use vdx::domain::referral_codes::ReferralAction;
use vdx::proto::referral::{from_statement, sealed_hashes};
use vdx::proto::v1;
use vdx::referral::envelope::{Binding, EnvelopeError, seal};
use vdx::referral::history::Statement;
use vdx::referral::keys::Keyring;

use crate::common::Site;
use crate::common::liaisons::*;
use crate::liar::Liar;

/// A message whose envelope to the other party is whatever a broken client makes, in a right
/// statement.
async fn message(writer: &Liaison, referral: &v1::Referral, to_other: Vec<u8>, to_self: Vec<u8>) {
    let keyring = dup(writer);
    let open = vdx::client::open_part(referral).unwrap();
    let sealed = v1::SealedPart { to_other, to_self };
    let statement = Statement {
        number: referral.events.len() as u32 + 1,
        previous: referral.events.last().unwrap().hash.as_slice().try_into().unwrap(),
        actor: Some(keyring.member().clone()),
        action: ReferralAction::Message,
        reason: None,
        deadline: None,
        sealed: Some(sealed_hashes(&sealed)),
    };
    let signature = keyring.sign(&statement.bytes(open.id, &open));
    let request = v1::AddReferralMessageRequest {
        referral_id: open.id.0.to_vec(),
        statement: Some(from_statement(&statement, Some((keyring.public().id(), signature)))),
        sealed: Some(sealed),
    };
    writer.client().referrals().add_referral_message(request).await.unwrap();
}

fn sealed(keys: &Keyring, reader: &Keyring, referral: &v1::Referral, bytes: &[u8]) -> Vec<u8> {
    let number = referral.events.len() as u32 + 1;
    let (writer, to) = (keys.member(), reader.member());
    let binding = Binding { referral: id(referral), number, writer, reader: to };
    seal(bytes, binding, &reader.public(), keys).unwrap()
}

#[tokio::test]
async fn what_cannot_be_opened_says_so_and_the_rest_is_shown() {
    let mut site = Site::start().await;
    let (mut albania, mut kosovo) = two(&mut site).await;
    let (ours, theirs) = (dup(&albania), dup(&kosovo));
    let referral = sent(&site, &mut albania).await;
    let mut seen = accepted(&site, &mut kosovo, id(&referral)).await;
    // Sealed and signed as it must be, and no contents.
    let garbage = sealed(&ours, &theirs, &seen, b"\xff\xff\xff no message");
    message(&albania, &seen, garbage, sealed(&ours, &ours, &seen, b"")).await;
    seen = albania.get(id(&referral)).await.unwrap();
    // For a reader that is another one, as far as the secret part goes: nobody without the key
    // could have told.
    let stranger = Keyring::from_bytes(theirs.member().clone(), [9; 32], [8; 32]);
    let mut unreadable = sealed(&ours, &theirs, &seen, b"");
    let other = sealed(&ours, &stranger, &seen, &content("lost").encode_to_vec());
    let end = unreadable.len() - 64;
    unreadable[22..end].copy_from_slice(&other[22..end]);
    let signed = sign_again(&ours, &theirs, &seen, unreadable);
    message(&albania, &seen, signed, sealed(&ours, &ours, &seen, b"")).await;
    seen = albania.get(id(&referral)).await.unwrap();
    let last = content("last");
    albania.act(&seen, Step::new(ReferralAction::Message).sealing(&last)).await.unwrap();

    let shown = kosovo.get(id(&referral)).await.unwrap();
    assert!(kosovo.verify(&shown).await.unwrap().is_verified(), "the history holds");
    let parts = kosovo.parts(&shown).await.unwrap();
    let found: Vec<Result<&str, PartError>> = parts
        .iter()
        .map(|part| match &part.content {
            Ok(content) => Ok(content.narrative.split(' ').next().unwrap()),
            Err(error) => Err(error.clone()),
        })
        .collect();
    let tampered = PartError::Envelope(EnvelopeError::Tampered);
    assert_eq!(found, [Ok("first"), Err(PartError::Contents), Err(tampered), Ok("last")]);

    // The exchange hides one, swaps one, and changes one.
    let liar = Liar::before(&site, kosovo.client()).await;
    let mut fooled = liar.fool(&site, &kosovo).await;
    liar.referral(|shown| {
        shown.events[0].envelope.clear();
        shown.events[4].envelope = shown.events[6].envelope.clone();
        shown.events[5].envelope[2000] ^= 1;
    });
    let shown = fooled.get(id(&referral)).await.unwrap();
    let parts = fooled.parts(&shown).await.unwrap();
    let found: Vec<_> = parts.iter().map(|part| part.content.as_ref().err().cloned()).collect();
    let swapped = Some(PartError::OtherEnvelope);
    assert_eq!(found, [Some(PartError::Withheld), swapped.clone(), swapped, None]);
}

/// The writer's signature over an envelope that was changed.
fn sign_again(
    writer: &Keyring,
    reader: &Keyring,
    referral: &v1::Referral,
    mut envelope: Vec<u8>,
) -> Vec<u8> {
    let fields = |label: &str, fields: &[&[u8]]| {
        let all = std::iter::once(label.as_bytes()).chain(fields.iter().copied());
        all.flat_map(|field| [&(field.len() as u32).to_be_bytes()[..], field].concat())
            .collect::<Vec<u8>>()
    };
    let number = (referral.events.len() as u32 + 1).to_be_bytes();
    let names = [writer.member().to_string(), reader.member().to_string()];
    let referral = id(referral).0;
    let bound = fields(
        "vdx referral envelope v1",
        &[&referral, &number, names[0].as_bytes(), names[1].as_bytes(), &envelope[..22]],
    );
    envelope.truncate(envelope.len() - 64);
    let signed = fields("vdx referral envelope signature v1", &[&bound, &envelope]);
    envelope.extend_from_slice(&writer.sign(&signed).0);
    envelope
}
