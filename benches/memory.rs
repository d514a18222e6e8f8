//! What the token index costs, beside the plainest one that knows who carries which token: a map of the
//! standard library from tokens to lists.
//!
//! `cargo bench --bench memory`; `VDX_RECORDS=10000000` for ten million records. Each of the two gets a
//! process of its own, whose resident memory is what is shown.

#[path = "../tests/process/mod.rs"]
mod process;
#[path = "speed/table.rs"]
mod table;
#[path = "speed/tokens.rs"]
mod tokens;

use std::collections::HashMap;
use std::process::Command;
use std::time::Instant;

use fastrand::Rng;
use vdx::domain::profile::Profile;
use vdx::domain::record::Token;
use vdx::linkage::{Linker, MentionKey};

/// Set in the processes that measure: what they measure.
const MEASURED: &str = "VDX_MEASURED";
const LINKER: &str = "linker";

/// The tokens of a mention.
fn tokens_of(number: u64) -> Vec<Token> {
    let token = |(kind, value)| Token { kind, key_epoch: 1, value };
    tokens::tokens(number).map(token).collect()
}

/// Megabytes that this process has in memory.
fn resident() -> f64 {
    process::resident(std::process::id()) as f64 * 1024.0 / 1e6
}

/// Adds half of the records onto the others: prints records a second, and megabytes.
fn measure(records: u64, mut insert: impl FnMut(u64)) {
    let before = resident();
    let first = records / 2;
    (0..first).for_each(&mut insert);
    let begun = Instant::now();
    (first..records).for_each(&mut insert);
    let rate = (records - first) as f64 / begun.elapsed().as_secs_f64();
    println!("{rate} {}", resident() - before);
}

fn main() {
    let records = std::env::var("VDX_RECORDS").map_or(200_000, |n| n.parse().expect("a number"));
    match std::env::var(MEASURED).as_deref() {
        Ok(LINKER) => {
            let mut linker = Linker::new(Profile::shipped());
            measure(records, |number| {
                let key = MentionKey(Rng::with_seed(!number).u128(..));
                linker.insert(key, &tokens_of(number));
            });
            return std::mem::forget(linker);
        }
        Ok(_) => {
            let mut holders: HashMap<Token, Vec<u64>> = HashMap::new();
            measure(records, |number| {
                for token in tokens_of(number) {
                    holders.entry(token).or_default().push(number);
                }
            });
            return std::mem::forget(holders);
        }
        Err(_) => {}
    }
    let figures = |measured: &str| -> [f64; 2] {
        let output = Command::new(std::env::current_exe().expect("it has a path"))
            .env(MEASURED, measured)
            .output()
            .expect("it runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8_lossy(&output.stdout);
        let mut figures = text.split_whitespace().map(|figure| figure.parse().expect("a number"));
        [(); 2].map(|()| figures.next().expect("two figures"))
    };
    let [[rate, megabytes], [plain_rate, plain_megabytes]] = [LINKER, "map"].map(figures);
    table::header();
    let each = |megabytes: f64| format!("{:.0} bytes a record", megabytes * 1e6 / records as f64);
    let (ours, plain) =
        (each(megabytes), format!("a map from tokens to lists: {}", each(plain_megabytes)));
    table::line(
        &format!("{records} records, linked"),
        &ours,
        &plain,
        megabytes / plain_megabytes,
        "",
    );
    let baseline = format!("a map from tokens to lists: {plain_rate:.0}/s");
    table::line("the same", &format!("{rate:.0}/s"), &baseline, rate / plain_rate, "");
}
