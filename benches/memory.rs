//! What linkage costs when only a part of the tokens may lie in memory, beside all of them there.
//!
//! `cargo bench --bench memory`; `VDX_RECORDS=10000000` for ten million records. Each limit gets a
//! process of its own, whose resident memory is what is shown.

#[path = "speed/table.rs"]
mod table;

use std::process::Command;
use std::time::Instant;

use fastrand::Rng;
use vdx::domain::code_list::CodeList;
use vdx::domain::codes::MatchKeyKind;
use vdx::domain::profile::Profile;
use vdx::domain::record::Token;
use vdx::linkage::{Linker, MemoryLimit, MentionKey};

/// Set in the processes of the limits: megabytes, or nothing for all.
const LIMIT: &str = "VDX_LIMIT_MB";

/// A mention with a token of each kind; every second one is of a person who was there before.
fn insert(linker: &mut Linker, number: u64) {
    let mut random = Rng::with_seed(if number % 2 == 1 { number / 2 } else { number });
    let token = |kind| {
        let mut value = [0; 16];
        value.fill_with(|| random.u8(..));
        Token { kind, key_epoch: 1, value }
    };
    let tokens: Vec<Token> = MatchKeyKind::ALL.iter().copied().map(token).collect();
    linker.insert(MentionKey(Rng::with_seed(!number).u128(..)), &tokens);
}

/// Megabytes that this process has in memory.
fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<f64>().ok());
    kilobytes.unwrap_or(f64::NAN) * 1024.0 / 1e6
}

/// Links a tenth of the records onto the others, and prints records a second and megabytes.
fn measure(limit: &str, records: u64) {
    let dir = tempfile::tempdir().expect("a directory");
    let limit = limit.parse::<u64>().ok();
    let limit =
        limit.map(|megabytes| MemoryLimit { bytes: megabytes * 1_000_000, dir: dir.path().into() });
    let before = resident();
    let mut linker = Linker::new(Profile::shipped(), limit);
    let first = records / 10 * 9;
    (0..first).for_each(|number| insert(&mut linker, number));
    let begun = Instant::now();
    (first..records).for_each(|number| insert(&mut linker, number));
    let rate = (records - first) as f64 / begun.elapsed().as_secs_f64();
    println!("{rate} {}", resident() - before);
}

fn main() {
    let records = std::env::var("VDX_RECORDS").map_or(200_000, |n| n.parse().expect("a number"));
    if let Ok(limit) = std::env::var(LIMIT) {
        return measure(&limit, records);
    }
    table::header();
    let mut all = None;
    for share in [None, Some(50), Some(25), Some(10), Some(5)] {
        let megabytes =
            share.zip(all).map(|(share, (_, all))| (all * f64::from(share) / 100.0) as u64);
        let output = Command::new(std::env::current_exe().expect("it has a path"))
            .env(LIMIT, megabytes.map_or(String::new(), |megabytes| megabytes.to_string()))
            .output()
            .expect("it runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8_lossy(&output.stdout);
        let mut figures = text.split_whitespace().map(|figure| figure.parse::<f64>().expect("two"));
        let (rate, resident) = (figures.next().expect("one"), figures.next().expect("two"));
        let (base, _) = *all.get_or_insert((rate, resident));
        let bytes = resident * 1e6 / records as f64;
        let limit =
            megabytes.map_or("no limit".into(), |megabytes| format!("limit {megabytes} MB"));
        table::line(
            &format!("linked, {records} records there, {limit}"),
            &format!("{rate:.0}/s"),
            &format!("no limit: {base:.0}/s; {bytes:.0} bytes/record"),
            rate / base,
            "",
        );
    }
}
