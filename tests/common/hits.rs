//! Hit checks in tests: invented persons, records that may cross borders, and questions about them.

#![allow(dead_code)] // each test file uses a part

use std::sync::LazyLock;

use vdx::client::Client;
use vdx::demo::{Person, population};
use vdx::domain::profile::Profile;
use vdx::domain::record::Token;
use vdx::proto::{from_tokens, key_check, v1};
use vdx::pseudonym::{BirthDate, Identity, tokens};

use super::{Site, batch, record, send, victim};

static PERSONS: LazyLock<Vec<Person>> = LazyLock::new(|| population(400, 21));

/// An invented person with all details; persons of different numbers share neither names nor date
/// of birth.
pub fn identity(person: u64) -> Identity {
    let invented = &PERSONS[person as usize];
    let mut identity = Identity::default();
    // Few names are invented: a syllable tells these apart.
    let mark =
        |n: u64| ["ba", "ko", "li", "mu", "pe", "ra", "so", "ti", "vu", "zi"][n as usize % 10];
    let marks = [mark(person), mark(person / 10), mark(person / 100)].concat();
    identity.given_name = format!("{marks}{}", invented.given_name);
    identity.surname = format!("{marks}{}", invented.surname);
    identity.national_id.clone_from(&invented.national_id);
    identity.document.clone_from(&invented.passport);
    identity.place_of_birth.clone_from(&invented.place_of_birth);
    identity.sex = "F".into();
    identity.birth_date = Some(BirthDate {
        year: 1970 + (person / 12) as i16,
        month: Some(1 + (person % 12) as i8),
        day: Some(7),
    });
    identity
}

/// The tokens of somebody under the transnational key.
pub fn tokens_of(site: &Site, identity: &Identity) -> Vec<Token> {
    tokens(identity, &Profile::shipped(), site.transnational.as_ref().unwrap())
}

/// A record that may cross borders.
pub fn shared(site: &Site, id: &str, person: u64, discoverable_by: &[&str]) -> v1::VictimRecord {
    let mut victim = victim(id, person);
    victim.citizenships = vec!["AL".into()];
    victim.transnational_tokens = from_tokens(&tokens_of(site, &identity(person)));
    victim.consent = Some(v1::Consent {
        processing: v1::YesNo::Yes as i32,
        cross_border_sharing: v1::YesNo::Yes as i32,
        discoverable_by: discoverable_by.iter().map(|code| (*code).to_owned()).collect(),
    });
    victim
}

pub fn check_of(site: &Site) -> v1::KeyCheck {
    key_check(site.transnational.as_ref().unwrap(), Profile::shipped().id())
}

/// A batch with the proof of the transnational key.
pub fn with_key(site: &Site, mut batch: v1::SubmitRecordsRequest) -> v1::SubmitRecordsRequest {
    batch.key_checks.push(check_of(site));
    batch
}

/// Has an institution share persons with all countries; all are linked when this returns.
pub async fn share(site: &mut Site, institution: &Client, persons: std::ops::Range<u64>) {
    let records = persons.map(|n| record(shared(site, &format!("r-{n}"), n, &[]))).collect();
    send(institution, vec![with_key(site, batch(site, "shared", 1, records))]).await.unwrap();
    // Linkage follows the acknowledgement, and is done before a release is looked at.
    let coordinator = site.coordinator().await;
    let kind = v1::ReleaseKind::Final as i32;
    let scope = Some(v1::ReleaseScope { kind, first_year: 2010, last_year: 2010 });
    let preview = v1::PreviewReleaseRequest { scope };
    coordinator.publication().preview_release(preview).await.unwrap();
}

/// A question with some tokens.
pub fn ask_for(site: &Site, tokens: &[Token]) -> v1::CheckHitRequest {
    v1::CheckHitRequest {
        tokens: from_tokens(tokens),
        purpose: v1::HitPurpose::Protection as i32,
        key_checks: vec![check_of(site)],
    }
}

/// A question about a person.
pub fn question(site: &Site, person: u64) -> v1::CheckHitRequest {
    ask_for(site, &tokens_of(site, &identity(person)))
}

/// Asks about a person.
pub async fn ask(site: &Site, client: &Client, person: u64) -> v1::CheckHitResponse {
    client.hits().check_hit(question(site, person)).await.unwrap().into_inner()
}
