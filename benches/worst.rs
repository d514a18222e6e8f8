//! What one change costs linkage where an institution sends the worst that it can: a name that very many
//! persons have, at the very number at which its commonness doubles, and one person in very many
//! different descriptions, with and without a veto between two of them.
//!
//! `cargo bench --bench worst`.

use std::time::{Duration, Instant};

use vdx::domain::codes::MatchKeyKind::{self, *};
use vdx::domain::profile::Profile;
use vdx::domain::record::Token;
use vdx::linkage::{Linker, MentionKey};

/// Changes that are timed of each sort.
const CHANGES: u64 = 20;

fn token(kind: MatchKeyKind, value: u64) -> Token {
    let hash = blake3::hash(&value.to_le_bytes());
    let mut token = Token { kind, key_epoch: 1, value: [0; 16] };
    token.value.copy_from_slice(&hash.as_bytes()[..16]);
    token
}

/// A record of a person, all of whom have one name; the second one names a document.
fn namesake(person: u64, second: bool) -> Vec<Token> {
    let own = [PhoneticBirthDate, NameBirthDate, GivenNameBirthDate, NationalId];
    let mut tokens: Vec<Token> = own.map(|kind| token(kind, person)).into();
    tokens.push(token(PhoneticName, u64::MAX));
    tokens.extend(second.then(|| token(Document, person)));
    tokens
}

/// A record of the person with a national id, whose document is new each time.
fn description(id: u64, document: u64) -> Vec<Token> {
    let kinds = [PhoneticName, PhoneticBirthDate, NameBirthDate, GivenNameBirthDate];
    let mut tokens: Vec<Token> = kinds.map(|kind| token(kind, 1)).into();
    tokens.extend([token(NationalId, id), token(NationalIdWhole, 1), token(Document, document)]);
    tokens
}

/// Adds records and takes each away again: prints how long a change took on average, and at most.
fn time(what: &str, linker: &mut Linker, record: impl Fn(u64) -> Vec<Token>) {
    let mut times = Vec::new();
    for change in 0..CHANGES {
        let tokens = record(change);
        let begun = Instant::now();
        linker.insert(MentionKey(u128::MAX), &tokens);
        times.push(begun.elapsed());
        let begun = Instant::now();
        linker.remove(MentionKey(u128::MAX));
        times.push(begun.elapsed());
    }
    let mean = times.iter().sum::<Duration>() / times.len() as u32;
    let most = times.iter().max().copied().unwrap_or_default();
    println!("{what:50} {mean:>12.1?} {most:>12.1?}");
}

fn main() {
    println!("{:50} {:>12} {:>12}", "a change", "mean", "at most");
    for persons in [1 << 10, 1 << 12, 1 << 16, 1 << 17] {
        let mut linker = Linker::new(Profile::shipped());
        let mut keys = (0..).map(MentionKey);
        for person in 1..persons {
            for second in [false, true] {
                linker.insert(keys.next().expect("keys do not end"), &namesake(person, second));
            }
        }
        let what = format!("of the {persons}th person of one name");
        time(&what, &mut linker, |change| namesake(2 * persons + change, false));
    }
    for descriptions in [60, 200, 1000] {
        for veto in [false, true] {
            let mut linker = Linker::new(Profile::shipped());
            for number in 0..descriptions {
                linker.insert(MentionKey(number.into()), &description(1, number));
            }
            if veto {
                // Another number under the same name, and a record that could be of either.
                linker.insert(MentionKey(1 << 64), &description(2, 0));
            }
            let with = if veto { " with a veto" } else { "" };
            let what = format!("of a person in {descriptions} descriptions{with}");
            time(&what, &mut linker, |change| description(1, u64::MAX - change));
        }
    }
}
