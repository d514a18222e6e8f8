//! What linkage costs when only a part of the tokens may lie in memory, beside all of them there.
//!
//! `cargo bench --bench memory`; `VDX_RECORDS=10000000` for ten million records. Each limit gets a
//! process of its own, whose resident memory is what is shown.

#[path = "../tests/process/mod.rs"]
mod process;
#[path = "speed/table.rs"]
mod table;
#[path = "speed/tokens.rs"]
mod tokens;

use std::io::{BufReader, BufWriter, Seek};
use std::process::Command;
use std::time::Instant;

use fastrand::Rng;
use vdx::domain::profile::Profile;
use vdx::domain::record::Token;
use vdx::linkage::{Linker, MemoryLimit, MentionKey};

/// Set in the processes of the limits: megabytes, or nothing for all.
const LIMIT: &str = "VDX_LIMIT_MB";

/// Adds a mention.
fn insert(linker: &mut Linker, number: u64) {
    let token = |(kind, value)| Token { kind, key_epoch: 1, value };
    let tokens: Vec<Token> = tokens::tokens(number).map(token).collect();
    linker.insert(MentionKey(Rng::with_seed(!number).u128(..)), &tokens);
}

/// Megabytes that this process has in memory.
fn resident() -> f64 {
    process::resident(std::process::id()) as f64 * 1024.0 / 1e6
}

/// Links half of the records onto the others, and restores all: prints records a second,
/// megabytes, and records restored a second.
fn measure(limit: &str, records: u64) {
    let dir = tempfile::tempdir().expect("a directory");
    let limit = limit.parse::<u64>().ok();
    let limit =
        limit.map(|megabytes| MemoryLimit { bytes: megabytes * 1_000_000, dir: dir.path().into() });
    let before = resident();
    let mut linker = Linker::new(Profile::shipped(), limit.clone());
    let first = records / 2;
    (0..first).for_each(|number| insert(&mut linker, number));
    let begun = Instant::now();
    (first..records).for_each(|number| insert(&mut linker, number));
    let rate = (records - first) as f64 / begun.elapsed().as_secs_f64();
    let megabytes = resident() - before;
    let mut file = BufWriter::new(tempfile::tempfile().expect("a file"));
    linker.save(&mut file).expect("it is saved");
    drop(linker);
    let mut file = file.into_inner().expect("it is written");
    file.rewind().expect("it begins anew");
    let begun = Instant::now();
    let restored = Linker::restore(Profile::shipped(), limit, &mut BufReader::new(file));
    assert_eq!(restored.expect("it is restored").len() as u64, records);
    println!("{rate} {megabytes} {}", records as f64 / begun.elapsed().as_secs_f64());
}

fn main() {
    let records = std::env::var("VDX_RECORDS").map_or(200_000, |n| n.parse().expect("a number"));
    if let Ok(limit) = std::env::var(LIMIT) {
        return measure(&limit, records);
    }
    table::header();
    let mut all: Option<[f64; 3]> = None;
    for share in [None, Some(50), Some(10), Some(1)] {
        let megabytes = share.zip(all).map(|(share, all)| all[1] * f64::from(share) / 100.0);
        let output = Command::new(std::env::current_exe().expect("it has a path"))
            .env(LIMIT, megabytes.map_or(String::new(), |megabytes| format!("{megabytes:.0}")))
            .output()
            .expect("it runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8_lossy(&output.stdout);
        let figures: Vec<f64> =
            text.split_whitespace().map(|figure| figure.parse().expect("a number")).collect();
        let [rate, resident, restored] = *figures else { panic!("three figures: {text}") };
        let base = *all.get_or_insert([rate, resident, restored]);
        let bytes = resident * 1e6 / records as f64;
        let limit = share.map_or("all in memory".into(), |share| format!("{share} % in memory"));
        let what = format!("{limit}: {bytes:.0} bytes a record, linked");
        let baseline = format!("all: {:.0}/s", base[0]);
        table::line(&what, &format!("{rate:.0}/s"), &baseline, rate / base[0], "");
        let baseline = format!("all: {:.0}/s", base[2]);
        let what = format!("{limit}: restored");
        table::line(&what, &format!("{restored:.0}/s"), &baseline, restored / base[2], "");
    }
}
