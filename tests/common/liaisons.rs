//! Liaisons in tests: referrals on their way, and what is sealed in them.

#![allow(dead_code)] // each test file uses a part

use tonic_types::StatusExt;
use vdx::client::{Liaison, LiaisonError, Step};
use vdx::domain::codes::{AgeBand, Service};
use vdx::domain::id::MemberId;
use vdx::domain::referral::{Addressee, Basis, OpenPart, ReferralId};
use vdx::domain::referral_codes::*;
use vdx::proto::v1;
use vdx::referral::keys::Keyring;

use super::{DOMAIN, Site};

pub const DAY: i64 = 86_400;
/// Appears in every plaintext of these tests, and must appear nowhere else.
pub const CANARY: &str = "Vjollca-Canary-Krasniqi";

pub fn member(name: &str) -> MemberId {
    MemberId::new(DOMAIN, name).unwrap()
}

pub fn open_part(liaison: &Liaison, recipient: &str) -> OpenPart {
    let mut id = [0; 16];
    getrandom::fill(&mut id).unwrap();
    OpenPart {
        id: ReferralId(id),
        addressee: Addressee::Member(member(recipient)),
        kind: ReferralType::ProtectionAndShelter,
        pseudonym: liaison.keyring().pseudonym(recipient, "case-17"),
        age_band: Some(AgeBand::From18To20),
        needs: vec![Service::Shelter, Service::Medical],
        stage: Some(ReferralStage::FirstAssistance),
        basis: Basis {
            basis: LegalBasis::VictimConsent,
            recorded_on: Some("2026-01".parse().unwrap()),
            valid_until: None,
            child_risk: None,
        },
    }
}

pub fn content(text: &str) -> v1::SealedContent {
    v1::SealedContent {
        person: Some(v1::SealedPerson { surname: CANARY.into(), ..Default::default() }),
        narrative: format!("{text} {CANARY}"),
        handover: None,
        attachments: vec![v1::Attachment {
            name: "report.txt".into(),
            content: format!("attached {CANARY}").into_bytes(),
        }],
        resent_event: 0,
    }
}

/// Albania and Kosovo, who have compared fingerprints.
pub async fn two(site: &mut Site) -> (Liaison, Liaison) {
    let mut albania = site.liaison("AL", "albania").await;
    let mut kosovo = site.liaison("XK", "kosovo").await;
    albania.trust(&member("kosovo")).await.unwrap();
    kosovo.trust(&member("albania")).await.unwrap();
    (albania, kosovo)
}

pub fn id(referral: &v1::Referral) -> ReferralId {
    ReferralId(referral.open.as_ref().unwrap().referral_id.as_slice().try_into().unwrap())
}

/// A referral that has been sent.
pub async fn sent(site: &Site, albania: &mut Liaison) -> v1::Referral {
    let open = open_part(albania, "kosovo");
    let draft = albania.create(&open, Some(&content("first"))).await.unwrap();
    let send = Step::new(ReferralAction::Send).until(site.now() + 14 * DAY);
    albania.act(&draft, send).await.unwrap()
}

pub async fn received(kosovo: &mut Liaison, id: ReferralId) -> v1::Referral {
    let seen = kosovo.get(id).await.unwrap();
    kosovo.act(&seen, Step::new(ReferralAction::Receive)).await.unwrap()
}

pub async fn accepted(site: &Site, kosovo: &mut Liaison, id: ReferralId) -> v1::Referral {
    let seen = received(kosovo, id).await;
    let accept = Step::new(ReferralAction::Accept).until(site.now() + 100 * DAY);
    kosovo.act(&seen, accept).await.unwrap()
}

pub async fn texts(liaison: &mut Liaison, referral: &v1::Referral) -> Vec<String> {
    let mut found = Vec::new();
    for event in &referral.events {
        if let Some(content) = liaison.open(referral, event).await.unwrap() {
            found.push(content.narrative.split(' ').next().unwrap().to_owned());
        }
    }
    found
}

pub fn refusal(error: LiaisonError) -> tonic::Status {
    match error {
        LiaisonError::Client(vdx::client::ClientError::Refused(status)) => *status,
        other => panic!("{other}"),
    }
}

pub fn reason(status: &tonic::Status) -> String {
    status.get_error_details().error_info().map(|info| info.reason.clone()).unwrap_or_default()
}

/// The keyring once more, through its file.
pub fn dup(liaison: &Liaison) -> Keyring {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("keys");
    liaison.keyring().save_new(&path).unwrap();
    Keyring::load(&path).unwrap()
}
