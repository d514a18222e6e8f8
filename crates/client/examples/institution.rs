//! An institution's own system submits one record and withdraws it again.
//!
//! `cargo run -p vdx-client --example institution -- police-profile.toml national.key`

use std::error::Error;
use std::path::Path;
use std::time::Duration;

use vdx_client::client::{Batch, Client, ClientProfile, SubmitProgress, submit};
use vdx_client::domain::codes::KeyScope;
use vdx_client::domain::profile::Profile;
use vdx_client::proto::{from_tokens, key_check, v1};
use vdx_client::pseudonym::{BirthDate, Identity, TokenKey, Tokenizer};

/// Prints what becomes of the batches.
struct Told;

impl SubmitProgress for Told {
    fn resumed(&mut self, durable_through: u64) {
        println!("the exchange has {durable_through} batches already");
    }
    fn acknowledged(&mut self, sequence: u64, results: Vec<v1::RecordResult>) {
        let outcomes: Vec<_> = results.iter().map(v1::RecordResult::outcome).collect();
        println!("batch {sequence} is on the disk: {outcomes:?}");
    }
    fn interrupted(&mut self, reason: &str, pause: Duration) {
        println!("interrupted ({reason}), again in {pause:?}");
    }
    fn told(&mut self, notice: &str) {
        println!("{notice}");
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(profile), Some(key)) = (args.next(), args.next()) else {
        return Err("usage: institution PROFILE NATIONAL_KEY".into());
    };
    let key = TokenKey::load(KeyScope::National, Path::new(&key))?;
    let linkage = Profile::shipped();
    // Invented for this example.
    let mut person = Identity::default();
    person.given_name = "Arbelina".into();
    person.surname = "Testovska".into();
    person.birth_date = Some(BirthDate { year: 1991, month: Some(3), day: Some(7) });
    let record = v1::VictimRecord {
        record_id: "example-1".into(),
        tokens: from_tokens(&Tokenizer::new(&linkage, &key).padded(&person)),
        trafficking_status: v1::TraffickingStatus::ActualVictim.into(),
        identified_on: Some(v1::YearMonth { year: 2010, month: 6 }),
        consent: Some(v1::Consent { processing: v1::YesNo::Yes.into(), ..v1::Consent::default() }),
        ..v1::VictimRecord::default()
    };
    let record = v1::Record { record: Some(v1::record::Record::Victim(record)) };
    let client = Client::connect(&ClientProfile::load(Path::new(&profile))?).await?;
    let checks = [key_check(&key, linkage.id())];
    let mut batches = [Batch {
        sequence: 1,
        records: vec![record],
        readmit_withdrawn: true,
        confirmed: Vec::new(),
        hold_corrections: false,
    }]
    .into_iter();
    submit(&client, "example", &checks, || Ok(batches.next()), &mut Told).await?;
    let name =
        v1::RecordName { kind: v1::RecordKind::Victim.into(), record_id: "example-1".into() };
    let request = v1::WithdrawRecordsRequest { records: vec![name], lapsed: false };
    let answer = client.intake().withdraw_records(request).await?.into_inner();
    println!("withdrawn: {:?}", answer.outcomes().collect::<Vec<_>>());
    Ok(())
}
