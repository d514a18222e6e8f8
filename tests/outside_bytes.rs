//! Every parser of outside bytes meets its seeds, and thousands of changes of them: no panic, and
//! what must hold holds. `fuzz/run` goes further.

#[path = "../fuzz/targets.rs"]
mod targets;

use std::fs;
use std::path::{Path, PathBuf};

use fastrand::Rng;
use targets::TARGETS;

fn seeds(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
    let paths = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    let mut seeds: Vec<_> = paths.map(|path| (path.clone(), fs::read(&path).unwrap())).collect();
    seeds.sort();
    seeds
}

/// Flips, cuts, repeats and overwrites pieces.
fn change(bytes: &mut Vec<u8>, random: &mut Rng) {
    for _ in 0..random.usize(1..4) {
        if bytes.is_empty() {
            bytes.push(random.u8(..));
        }
        let at = random.usize(..bytes.len());
        let to = at + random.usize(..=(bytes.len() - at).min(16));
        match random.u8(..5) {
            0 => bytes[at] ^= 1 << random.u8(..8),
            1 => bytes[at] = *random.choice(&[0, 1, 0x7f, 0x80, 0xff]).unwrap(),
            2 => drop(bytes.drain(at..to)),
            3 => bytes.truncate(at),
            _ => {
                let piece = bytes[at..to].to_vec();
                let place = random.usize(..=bytes.len());
                bytes.splice(place..place, piece);
            }
        }
    }
}

#[test]
fn no_bytes_from_outside_break_anything() {
    let mut random = Rng::with_seed(11);
    for (name, target) in TARGETS {
        let seeds = seeds(name);
        assert!(!seeds.is_empty(), "{name} has no seeds");
        for (path, seed) in &seeds {
            target(seed);
            for _ in 0..400 / seeds.len() + 20 {
                let mut bytes = seed.clone();
                change(&mut bytes, &mut random);
                let result = std::panic::catch_unwind(|| target(&bytes));
                assert!(result.is_ok(), "{name}, from {}: {}", path.display(), hex::encode(bytes));
            }
        }
    }
}
