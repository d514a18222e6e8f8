//! How fast records are pseudonymized and taken in: each figure beside a baseline of the same run.
//!
//! `benches/speed/run` runs it with PostgreSQL beside it; `cargo bench --bench throughput` without,
//! unless `VDX_PYTHON` names a Python that has `psycopg` and `VDX_POSTGRES` says how to connect.
//! `VDX_PARTS=1` loads onto 500,000 records instead of a million.

#[path = "speed/baselines.rs"]
mod baselines;
#[path = "../tests/common/mod.rs"]
mod common;
#[path = "speed/records.rs"]
mod records;
#[path = "speed/table.rs"]
mod table;
#[path = "speed/tokens.rs"]
mod tokens;

use std::time::{Duration, Instant};

use baselines::Plain;
use common::Site;
use itertools::Itertools;
use table::line;
use vdx::client::Client;
use vdx::domain::codes::{KeyScope, Role};
use vdx::domain::profile::Profile;
use vdx::exchange::Exchange;
use vdx::grpc::Limits;
use vdx::proto::v1;
use vdx::pseudonym::{BirthDate, Identity, TokenKey, Tokenizer};
use vdx::release::plan::Plan;
use vdx::release::policy::Policy;
use vdx::statistics::{Dimension, Measure, Question};

/// Records of a batch.
const BATCH: u64 = 1000;
/// Batches that are loaded at once.
const PART: u64 = 500;

/// The batches of a part of the records.
fn batches(site: &Site, part: u64) -> Vec<v1::SubmitRecordsRequest> {
    let batch = |place: u64| {
        let first = (part * PART + place) * BATCH;
        let records = (first..first + BATCH).map(records::record).collect();
        common::batch(site, &format!("bench{part}"), place + 1, records)
    };
    (0..PART).map(batch).collect()
}

/// Sends all and waits for the last acknowledgement; records a second.
async fn rate(client: &Client, batches: &[v1::SubmitRecordsRequest]) -> f64 {
    let requests = batches.to_vec();
    let begun = Instant::now();
    let answers = common::send(client, requests).await.expect("all is acknowledged");
    assert_eq!(answers.len(), batches.len());
    (batches.len() as u64 * BATCH) as f64 / begun.elapsed().as_secs_f64()
}

/// A client of a baseline.
async fn baseline(site: &mut Site, service: Plain) -> Client {
    let port = baselines::serve(site, service).await;
    let certificate = site.certificate(Role::Institution, "baseline");
    let mut profile = site.profile(Some(certificate));
    profile.server = format!("https://localhost:{port}");
    Client::connect(&profile).await.expect("it connects")
}

/// Batches between two looks at the echo: the machine is not alone on its host, and what is compared
/// should be close in time.
const SLICE: usize = 100;

/// Records a second, until everything is linked, and of the same batches that come back as they are:
/// slice by slice in turn.
async fn beside_echo(
    exchange: &Exchange,
    client: &Client,
    plain: &Client,
    batches: &[v1::SubmitRecordsRequest],
) -> (f64, f64) {
    let (mut ours, mut echo) = (Duration::ZERO, Duration::ZERO);
    for slice in batches.chunks(SLICE) {
        let requests = slice.to_vec();
        let begun = Instant::now();
        let count = baselines::echo(plain.channel(), requests).await.expect("all come back");
        echo += begun.elapsed();
        assert_eq!(count, slice.len());
        let requests = slice.to_vec();
        let begun = Instant::now();
        common::send(client, requests).await.expect("all is acknowledged");
        exchange.settle().await.expect("it is linked");
        ours += begun.elapsed();
    }
    let records = (batches.len() as u64 * BATCH) as f64;
    (records / ours.as_secs_f64(), records / echo.as_secs_f64())
}

/// Batches that PostgreSQL takes: it grows slower with their number.
const POSTGRES_BATCHES: usize = 50;

/// Records a second of PostgreSQL, which stores the same records and looks up the same tokens, with
/// so many others there before.
fn postgres(batches: &[v1::SubmitRecordsRequest], there: u64) -> Option<f64> {
    let batches = &batches[..batches.len().min(POSTGRES_BATCHES)];
    let (python, at) = (std::env::var("VDX_PYTHON").ok()?, std::env::var("VDX_POSTGRES").ok()?);
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    let mut number = 0u128;
    for batch in batches {
        let mut bytes = Vec::new();
        bytes.extend((batch.records.len() as u32).to_le_bytes());
        for record in &batch.records {
            let Some(v1::record::Record::Victim(victim)) = &record.record else { continue };
            let body = prost::Message::encode_to_vec(record);
            number += 1;
            bytes.extend(number.to_le_bytes());
            bytes.extend((body.len() as u32).to_le_bytes());
            bytes.extend(body);
            bytes.extend((victim.tokens.len() as u32).to_le_bytes());
            victim.tokens.iter().for_each(|token| bytes.extend_from_slice(&token.value));
        }
        std::io::Write::write_all(&mut file, &bytes).expect("the file is written");
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/speed/upserts.py");
    let output = std::process::Command::new(python)
        .args([script, &at])
        .arg(file.path())
        .arg(there.to_string())
        .output()
        .expect("Python runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().parse().ok()
}

/// Some of all pairs of dimensions.
fn pairs(first: usize, count: usize) -> impl Iterator<Item = [&'static str; 2]> {
    // Tables of the whole block wait for its last year.
    let plan = Plan::h3();
    let yearly = plan.last.iter().filter(|table| table.dimensions.contains(&Dimension::Year));
    let measured: Vec<Dimension> = yearly.flat_map(|table| table.dimensions.clone()).collect();
    let of_persons = Measure::Persons.dimensions().filter(|dimension| measured.contains(dimension));
    let dimensions: Vec<&str> = of_persons.map(Dimension::name).collect();
    dimensions.into_iter().array_combinations().skip(first).take(count)
}

/// Times of questions by pairs of dimensions, sorted.
async fn questions(analyst: &Client, first: usize, count: usize) -> Vec<Duration> {
    let mut times = Vec::new();
    for pair in pairs(first, count) {
        let begun = Instant::now();
        common::query(analyst, &pair, &[]).await.expect("it is answered");
        times.push(begun.elapsed());
        tokio::time::sleep(Duration::from_millis(12)).await;
    }
    times.sort();
    times
}

/// The same within the exchange, which has been asked all of them: no call, no line of the log.
fn known(exchange: &Exchange, first: usize, count: usize) -> Vec<Duration> {
    let time = |pair: [&str; 2]| {
        let question = Question {
            measure: Measure::Persons,
            group_by: pair.map(String::from).into(),
            filters: vec![],
            period: None,
        };
        let tier = exchange.tier(Role::Analyst, None);
        let begun = Instant::now();
        exchange.query(tier, &question).expect("it is answered");
        begun.elapsed()
    };
    let mut times: Vec<Duration> = pairs(first, count).map(time).collect();
    times.sort();
    times
}

/// p50 and p99 of two lists of times.
fn compare(what: &str, ours: &[Duration], baseline: &str, theirs: &[Duration]) {
    for (name, share) in [("p50", 50), ("p99", 99)] {
        let milliseconds =
            |times: &[Duration]| times[(times.len() * share).div_ceil(100) - 1].as_secs_f64() * 1e3;
        let (ours, theirs) = (milliseconds(ours), milliseconds(theirs));
        line(
            &format!("{what}, {name}"),
            &format!("{ours:.3} ms"),
            &format!("{baseline}: {theirs:.3} ms"),
            ours / theirs,
            "",
        );
    }
}

/// Times of single submissions, sorted.
async fn singles(site: &Site, client: &Client, name: &str, count: u64) -> Vec<Duration> {
    let mut times = Vec::new();
    for number in 0..count {
        let id = format!("{name}-{number}");
        let record = common::record(common::victim(&id, 1 << 40 | number));
        let begun = Instant::now();
        common::send(client, vec![common::batch(site, &id, 1, vec![record])]).await.expect("taken");
        times.push(begun.elapsed());
        // Below the member's rate of calls.
        tokio::time::sleep(Duration::from_millis(12)).await;
    }
    times.sort();
    times
}

/// Times of writing one page of a file and syncing it, sorted: what a disk asks of whoever waits for
/// it. With the pauses of [`singles`].
fn syncs(count: u64) -> Vec<Duration> {
    use std::os::unix::fs::FileExt;
    let file = tempfile::tempfile().expect("a file");
    file.set_len(64 << 20).expect("room");
    file.sync_all().expect("it syncs");
    let one = |number: u64| {
        std::thread::sleep(Duration::from_millis(12));
        let begun = Instant::now();
        file.write_all_at(&[number as u8; 4096], number * 65_536).expect("it is written");
        file.sync_data().expect("it syncs");
        begun.elapsed()
    };
    let mut times: Vec<Duration> = (0..count).map(one).collect();
    times.sort();
    times
}

fn pseudonymization() {
    let key = TokenKey::from_bytes(KeyScope::National, 1, [42; 32]);
    let tokenizer = Tokenizer::new(&Profile::shipped(), &key);
    let mut identity = Identity::default();
    identity.given_name = "Shpresa".into();
    identity.surname = "Krasniqi".into();
    identity.national_id = "1170234567".into();
    identity.place_of_birth = "Prishtinë".into();
    identity.birth_date = Some(BirthDate { year: 1991, month: Some(3), day: Some(7) });
    let tokens = tokenizer.tokens(&identity).len();
    const PERSONS: u32 = 50_000;
    let begun = Instant::now();
    for _ in 0..PERSONS {
        std::hint::black_box(tokenizer.tokens(std::hint::black_box(&identity)));
    }
    let ours = f64::from(PERSONS) / begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    for _ in 0..PERSONS {
        for _ in 0..tokens {
            let text = std::hint::black_box(b"krasniqi\x1fshpresa\x1f1991\x1f03\x1f07");
            std::hint::black_box(blake3::keyed_hash(&[1; 32], text));
        }
    }
    let plain = f64::from(PERSONS) / begun.elapsed().as_secs_f64();
    line(
        &format!("identities to {tokens} tokens, one core"),
        &format!("{ours:.0}/s"),
        &format!("BLAKE3 of as many texts: {plain:.0}/s"),
        ours / plain,
        "",
    );
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let parts = std::env::var("VDX_PARTS").map_or(2, |text| text.parse().expect("a number"));
    table::header();
    pseudonymization();

    let mut site = Site::prepare(Limits::default());
    site.policy = Policy { plan: Some("H3".into()), ..Policy::default() };
    let exchange = site.resume().await;
    let first = batches(&site, 0);
    let records = PART * BATCH;
    let plain = baseline(&mut site, Plain(None)).await;
    let acknowledged = rate(&plain, &first).await;
    let dir = tempfile::tempdir().expect("a directory");
    let db = sled::open(dir.path()).expect("it opens");
    let naive = rate(&baseline(&mut site, Plain(Some(db))).await, &first).await;
    let police = site.member(Role::Institution, "police").await;
    let beside = |what: &str, (ours, echo): (f64, f64)| {
        for (baseline, rate) in [("sent back", echo), ("acknowledged, not stored", acknowledged)] {
            let figure = format!("{ours:.0}/s");
            line(what, &figure, &format!("{baseline}: {rate:.0}/s"), ours / rate, "");
        }
    };
    let rates = beside_echo(&exchange, &police, &plain, &first).await;
    let ours = rates.0;
    let what = format!("{records} records: stored, linked");
    beside(&what, rates);
    let figure = format!("{ours:.0}/s");
    line(&what, &figure, &format!("sled, a flush a message: {naive:.0}/s"), ours / naive, "");
    if let Some(theirs) = postgres(&first, 0) {
        line(&what, &figure, &format!("PostgreSQL, the same: {theirs:.0}/s"), ours / theirs, "x");
    }
    let again: Vec<_> = first
        .into_iter()
        .map(|batch| v1::SubmitRecordsRequest { submission_id: "again".into(), ..batch })
        .collect();
    beside("the same again: unchanged", beside_echo(&exchange, &police, &plain, &again).await);
    drop(again);

    // Part by part: all at once would take the memory that is measured elsewhere.
    for part in 1..parts {
        rate(&police, &batches(&site, part)).await;
        exchange.settle().await.expect("it is linked");
    }
    let more = batches(&site, parts);
    let rates = beside_echo(&exchange, &police, &plain, &more).await;
    let onto = rates.0;
    let what = format!("{records} onto {}: stored, linked", parts * records);
    beside(&what, rates);
    if let Some(theirs) = postgres(&more, parts * records) {
        let baseline = format!("PostgreSQL, the same: {theirs:.0}/s");
        line(&what, &format!("{onto:.0}/s"), &baseline, onto / theirs, "x");
    }
    drop(more);

    let published = site.release("2010").await;
    published.expect("a release is made");
    let analyst = site.member(Role::Analyst, "desk").await;
    let court = site.member(Role::Institution, "court").await;
    let idle = singles(&site, &court, "idle", 100).await;
    compare("one record alone", &idle, "a page written and synced", &syncs(100));
    let idle_questions = questions(&analyst, 0, 100).await;
    let again = questions(&analyst, 0, 100).await;
    compare("a question that was asked before", &again, "new", &idle_questions);
    compare("the same within the exchange", &known(&exchange, 0, 100), "by a call", &again);
    let (third, fourth) = (batches(&site, parts + 1), batches(&site, parts + 2));
    let load = |batches: Vec<v1::SubmitRecordsRequest>| {
        let police = police.clone();
        tokio::spawn(async move { rate(&police, &batches).await })
    };
    let loading = load(third);
    let busy = singles(&site, &court, "busy", 100).await;
    loading.await.expect("it ends");
    compare("one record while many are loaded", &busy, "alone", &idle);
    let loading = load(fourth);
    let busy_questions = questions(&analyst, 100, 100).await;
    loading.await.expect("it ends");
    compare("a new question while many are loaded", &busy_questions, "alone", &idle_questions);

    drop(exchange);
    drop(analyst);
    drop((police, court));
    site.stop().await;
}
