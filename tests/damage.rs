//! A store whose files are cut or changed opens whole or not at all: never with less in it than
//! was acknowledged.
//!
//! A longer run: `VDX_DAMAGE_ROUNDS=2000 cargo test --release --test damage`.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use fastrand::Rng;
use vdx::store::{Batch, SledStore, Space, Store, StoreError};

type Contents = Vec<(Vec<u8>, Vec<u8>)>;

/// Commits of a store in use, and one value that changes with each.
const COMMITS: u64 = 200;

fn contents(dir: &Path) -> Result<Contents, StoreError> {
    let store = SledStore::open(dir, None)?;
    let mut contents = Vec::new();
    for space in Space::ALL {
        store.scan(*space, &[], &mut |key, value| {
            contents.push((key.to_vec(), value.to_vec()));
            Ok(ControlFlow::Continue(()))
        })?;
    }
    Ok(contents)
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> =
        paths.filter(|path| path.is_file() && path.metadata().unwrap().len() > 0).collect();
    files.sort();
    files
}

fn copy(from: &Path, to: &Path) {
    let _ = fs::remove_dir_all(to);
    fs::create_dir(to).unwrap();
    for file in files(from) {
        fs::copy(&file, to.join(file.file_name().unwrap())).unwrap();
    }
}

/// Fills a store. `crashed` is a copy of its files from before it was closed, as a crash leaves
/// them; `closed` is the store itself.
fn fill(closed: &Path, crashed: &Path) {
    let store = SledStore::open(closed, None).unwrap();
    for number in 0..COMMITS {
        let mut batch = Batch::default();
        batch.put(Space::Meta, b"latest", number.to_be_bytes());
        let length = 200 + (number as usize * 37) % 300;
        batch.put(Space::Journal, &number.to_be_bytes(), vec![number as u8; length]);
        store.commit(batch).unwrap();
    }
    copy(closed, crashed);
}

/// Flips a bit, or cuts the end off.
fn damage(file: &Path, random: &mut Rng) {
    let mut bytes = fs::read(file).unwrap();
    // Behind the last byte that is used there is only room.
    let used = bytes.iter().rposition(|byte| *byte != 0).map_or(1, |last| last + 1);
    let at = random.usize(..used);
    if random.u8(..4) == 0 {
        bytes.truncate(at);
    } else {
        bytes[at] ^= 1 << random.u8(..8);
    }
    fs::write(file, bytes).unwrap();
}

#[test]
fn nothing_is_lost_without_a_word() {
    let rounds = std::env::var("VDX_DAMAGE_ROUNDS").map_or(200, |rounds| rounds.parse().unwrap());
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    fill(&at("closed"), &at("crashed"));
    copy(&at("closed"), &at("whole"));
    let whole = contents(&at("whole")).unwrap();
    assert_eq!(whole.len() as u64, COMMITS + 1);

    let mut random = Rng::with_seed(5);
    let (mut unharmed, mut lost, mut corrupt) = (0, 0, 0);
    for round in 0..rounds {
        copy(&at(["closed", "crashed"][round % 2]), &at("damaged"));
        let files = files(&at("damaged"));
        let file = &files[random.usize(..files.len())];
        damage(file, &mut random);
        match contents(&at("damaged")) {
            Ok(found) => {
                assert!(found == whole, "round {round}: {} gave something else", file.display());
                unharmed += 1;
            }
            Err(StoreError::Lost { kept, acknowledged, .. }) => {
                assert!(kept < acknowledged && acknowledged == COMMITS);
                lost += 1;
            }
            Err(StoreError::Corrupt { .. }) => corrupt += 1,
            Err(error) => panic!("round {round}: {error}"),
        }
    }
    println!("{rounds} rounds: {unharmed} unharmed, {lost} lost, {corrupt} corrupt");
    assert!(unharmed > 0 && lost > 0 && corrupt > 0, "each of them happens");
}

#[test]
fn a_loss_shows_at_every_start_until_it_is_accepted() {
    let dir = tempfile::tempdir().unwrap();
    let (closed, crashed) = (dir.path().join("closed"), dir.path().join("crashed"));
    fill(&closed, &crashed);
    let log = fs::read(crashed.join("db")).unwrap();
    fs::write(crashed.join("db"), &log[..log.len() / 2]).unwrap();
    for _ in 0..2 {
        let error = contents(&crashed).unwrap_err().to_string();
        assert!(error.contains("of its 200 acknowledged commits"), "{error}");
        assert!(error.contains("Restore it from a backup"), "{error}");
    }
    fs::remove_file(crashed.join("witness")).unwrap();
    let rest = contents(&crashed).unwrap();
    assert!(!rest.is_empty() && rest.len() as u64 <= COMMITS);
    // From here on it is watched again.
    assert_eq!(contents(&crashed).unwrap(), rest);
    assert!(crashed.join("witness").exists());
}
