//! The scene of the demo in which Albania's liaison refers somebody to Kosovo's.

use std::path::Path;

use anyhow::{Context, Result};

use crate::client::{Client, KnownKeys, Liaison, SeenReferrals, Step};
use crate::demo::Person;
use crate::domain::id::MemberId;
use crate::domain::profile::Profile;
use crate::domain::referral::ReferralId;
use crate::domain::referral_codes::{HitPurpose, ReferralAction};
use crate::proto::{from_tokens, key_check, number, v1};
use crate::pseudonym::{BirthDate, Identity, TokenKey, tokens};
use crate::referral::case::DAY;
use crate::referral::keys::Keyring;

use super::common::{now, print, today};
use super::referral::{BasisForm, Form, PersonForm, SealedForm, create, judge, referral_text};

/// The two liaisons: id, name, country.
pub const LIAISONS: [(&str, &str, &str); 2] = [
    ("albania", "Referral mechanism of Albania", "AL"),
    ("kosovo", "Referral mechanism of Kosovo", "XK"),
];

/// Plays the scene. Keys are kept beside the profiles in `pki`, where `vdx referral` looks.
pub async fn play(
    pki: &Path,
    [albania, kosovo]: [Client; 2],
    transnational: &TokenKey,
    citizens: &[&Person],
) -> Result<()> {
    let mut albania = liaison(pki, LIAISONS[0].0, albania).await?;
    let mut kosovo = liaison(pki, LIAISONS[1].0, kosovo).await?;
    let names = [albania.keyring().member().clone(), kosovo.keyring().member().clone()];
    // In life: by telephone.
    albania.trust(&names[1]).await?;
    let key = kosovo.trust(&names[0]).await?;
    say!(
        "Both liaisons have published keys and compared fingerprints, such as\n  {}",
        key.fingerprint()
    );

    say!("\nAlbania asks, by keyed hashes, whether citizens of its are known abroad:");
    for person in citizens {
        let answer = albania.client().hits().check_hit(question(person, transnational)).await?;
        let answer = answer.into_inner();
        let consent = if person.cross_border_consent { "agreed" } else { "did not agree" };
        let word = if answer.result() == v1::HitResult::Hit { "HIT" } else { "no hit" };
        say!("  one who {consent} to sharing: {word} ({} checks left today)", answer.checks_left);
    }
    let person = citizens.first();

    let month = today().strftime("%Y-%m").to_string();
    let form = Form {
        recipient: Some(names[1].to_string()),
        kind: "PROTECTION_AND_SHELTER".into(),
        case: "AL-2026-17".into(),
        age_band: Some("FROM_18_TO_20".into()),
        needs: vec!["SHELTER".into(), "PSYCHOSOCIAL".into()],
        stage: Some("FIRST_ASSISTANCE".into()),
        respond_within_days: 7,
        basis: BasisForm {
            kind: "VICTIM_CONSENT".into(),
            recorded_on: Some(month),
            ..BasisForm::default()
        },
        sealed: Some(SealedForm {
            person: PersonForm {
                given_name: person.map_or("Vjosa", |p| &p.given_name).into(),
                surname: person.map_or("Invented", |p| &p.surname).into(),
                ..PersonForm::default()
            },
            narrative: "Asks for a place in a shelter in Prishtina, near her sister.".into(),
            ..SealedForm::default()
        }),
        ..Form::default()
    };
    let sent = create(&mut albania, &form, Path::new("."), false).await?;
    say!("\nAlbania sends a referral; its sealed part is encrypted to Kosovo's key. Kosovo sees:");
    let id = id_of(&sent)?;
    let seen = kosovo.get(id).await?;
    print(&referral_text(&judge(&mut kosovo, seen.clone()).await?))?;
    let hidden = kosovo.parts(&seen).await?.is_empty();
    say!("Sealed part before accepting: {}.", if hidden { "withheld" } else { "SHOWN" });

    let seen = kosovo.act(&seen, Step::new(ReferralAction::Receive)).await?;
    let accept = Step::new(ReferralAction::Accept).until(now() + 60 * DAY);
    let accepted = kosovo.act(&seen, accept).await?;
    for part in kosovo.parts(&accepted).await? {
        let content = part.content?;
        let person = content.person.unwrap_or_default();
        say!(
            "\nKosovo accepts, and opens: {} {} (invented): {}",
            person.given_name,
            person.surname,
            content.narrative
        );
    }
    let answer = v1::SealedContent {
        narrative: "A place is ready; she arrived safely.".into(),
        ..v1::SealedContent::default()
    };
    let started = kosovo.act(&accepted, Step::new(ReferralAction::Start)).await?;
    kosovo.act(&started, Step::new(ReferralAction::Complete).sealing(&answer)).await?;
    let done = albania.get(id).await?;
    let verdict = albania.verify(&done).await?;
    let last = albania.parts(&done).await?.pop().map(|part| part.content).transpose()?;
    let last = last.map(|content| content.narrative);
    say!(
        "Albania reads: {:?}\nIts client checks the history of {} signed steps: {}.",
        last.unwrap_or_default(),
        done.events.len(),
        if verdict.is_verified() { "it holds" } else { "IT DOES NOT HOLD" }
    );
    Ok(())
}

async fn liaison(pki: &Path, name: &str, client: Client) -> Result<Liaison> {
    let caller = client.membership().get_caller(v1::GetCallerRequest {}).await?.into_inner();
    let member = caller.member.unwrap_or_default();
    let member = MemberId::new(&member.trust_domain, &member.member_id)
        .map_err(|rule| anyhow::anyhow!("a member {rule}"))?;
    let keyring = Keyring::generate(member)?;
    let path = pki.join(name).with_extension("keys");
    keyring.save_new(&path)?;
    let known = KnownKeys::load(&path.with_extension("known"))?;
    let seen = SeenReferrals::load(&path.with_extension("seen"), keyring.member())?;
    let liaison = Liaison::new(client, keyring, known, seen);
    liaison.publish_keys().await?;
    Ok(liaison)
}

fn question(person: &Person, key: &TokenKey) -> v1::CheckHitRequest {
    let mut identity = Identity::default();
    identity.given_name.clone_from(&person.given_name);
    identity.surname.clone_from(&person.surname);
    identity.national_id.clone_from(&person.national_id);
    identity.place_of_birth.clone_from(&person.place_of_birth);
    let (year, month, day) = person.birth;
    identity.birth_date =
        Some(BirthDate { year: year as i16, month: Some(month as i8), day: Some(day as i8) });
    let profile = Profile::shipped();
    v1::CheckHitRequest {
        tokens: from_tokens(&tokens(&identity, &profile, key)),
        purpose: number(Some(HitPurpose::Protection)),
        key_checks: vec![key_check(key, profile.id())],
    }
}

fn id_of(referral: &v1::Referral) -> Result<ReferralId> {
    let id = referral.open.as_ref().map(|open| open.referral_id.as_slice());
    Ok(ReferralId(id.and_then(|id| id.try_into().ok()).context("a referral has an id")?))
}
