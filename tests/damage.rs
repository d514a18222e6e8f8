//! A store whose files are cut or changed opens whole or not at all: never with less in it than
//! was acknowledged.
//!
//! A longer run: `VDX_DAMAGE_ROUNDS=2000 cargo test --release --test damage`.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fastrand::Rng;
use vdx::store::{
    self, Batch, CACHE, RedbStore, Space, Store, StoreError, StoreSettings, disk::RealDisk,
};

type Contents = Vec<(Vec<u8>, Vec<u8>)>;

/// Commits of a store in use, and one value that changes with each.
const COMMITS: u64 = 200;

fn contents(dir: &Path) -> Result<Contents, StoreError> {
    let store = store::open(&StoreSettings::new(dir, None))?;
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
/// them, a second after the latest commit; `cut` one of the moment of that commit.
fn fill(closed: &Path, crashed: &Path, cut: &Path) {
    let disk = Arc::new(RealDisk::open(closed).unwrap().unwrap());
    let store = RedbStore::open_without_upkeep(disk, None, CACHE).unwrap();
    for number in 0..COMMITS {
        store.upkeep().unwrap();
        let mut batch = Batch::default();
        batch.put(Space::Meta, b"latest", number.to_be_bytes());
        let length = 200 + (number as usize * 37) % 300;
        batch.put(Space::Journal, &number.to_be_bytes(), vec![number as u8; length]);
        // Every seventh entry is corrected by the next one.
        if number % 7 == 1 {
            batch.remove(Space::Journal, &(number - 1).to_be_bytes());
        }
        if number % 50 == 49 {
            batch.put(Space::Epoch, &1u64.to_be_bytes(), vec![number as u8; 50_000]);
        }
        store.commit(batch).unwrap();
    }
    copy(closed, cut);
    store.upkeep().unwrap();
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
    let rounds = std::env::var("VDX_DAMAGE_ROUNDS").map_or(150, |rounds| rounds.parse().unwrap());
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    fill(&at("closed"), &at("crashed"), &at("cut"));
    for image in ["closed", "crashed", "cut"] {
        copy(&at(image), &at("whole"));
        assert_eq!(contents(&at("whole")).unwrap(), contents(&at("closed")).unwrap(), "{image}");
    }
    let whole = contents(&at("whole")).unwrap();
    let latest = [&b"latest"[..], &(COMMITS - 1).to_be_bytes()];
    assert!(whole.iter().any(|(key, value)| [&key[..], value] == latest));

    let mut random = Rng::with_seed(5);
    let (mut unharmed, mut lost, mut corrupt, mut last) = (0, 0, 0, 0);
    for round in 0..rounds {
        let image = ["closed", "crashed", "cut"][round % 3];
        copy(&at(image), &at("damaged"));
        let files = files(&at("damaged"));
        let file = &files[random.usize(..files.len())];
        damage(file, &mut random);
        match contents(&at("damaged")) {
            Ok(found) if found == whole => unharmed += 1,
            // Damage to the pages of the one commit that nothing has followed yet looks like a
            // write that the cut has stopped.
            Ok(found) if image == "cut" => {
                let latest = [&b"latest"[..], &(COMMITS - 2).to_be_bytes()];
                let is_there = found.iter().any(|(key, value)| [&key[..], value] == latest);
                assert!(is_there, "round {round}: {} lost more", file.display());
                last += 1;
            }
            Ok(_) => panic!("round {round}: {image}: {} gave something else", file.display()),
            Err(StoreError::Lost { kept, acknowledged, .. }) => {
                assert!(kept < acknowledged && acknowledged == COMMITS);
                lost += 1;
            }
            Err(StoreError::Corrupt { .. }) => corrupt += 1,
            Err(error) => panic!("round {round}: {image}: {}: {error}", file.display()),
        }
    }
    println!(
        "{rounds} rounds: {unharmed} unharmed, {lost} lost, {corrupt} corrupt, {last} without the \
         latest commit"
    );
    assert!(unharmed > 0 && corrupt > 0, "both happen");
}

#[test]
fn an_older_copy_of_the_engines_file_is_a_loss() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    let disk = Arc::new(RealDisk::open(&at("data")).unwrap().unwrap());
    let store = RedbStore::open_without_upkeep(disk, None, CACHE).unwrap();
    let append = |number: u64| {
        let mut batch = Batch::default();
        batch.put(Space::Journal, &number.to_be_bytes(), b"entry");
        store.commit(batch).unwrap();
    };
    append(0);
    fs::copy(at("data/store.redb"), at("older")).unwrap();
    (1..5).for_each(append);
    store.upkeep().unwrap();
    drop(store);
    fs::rename(at("older"), at("data/store.redb")).unwrap();
    for _ in 0..2 {
        let error = contents(&at("data")).unwrap_err();
        assert!(matches!(error, StoreError::Lost { kept: 1, acknowledged: 5, .. }), "{error}");
        assert!(error.to_string().contains("Restore it from a backup"), "{error}");
    }
}

#[test]
fn a_missing_file_is_no_new_store() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    fill(&at("closed"), &at("crashed"), &at("cut"));
    for name in ["store.redb", "salts"] {
        copy(&at("closed"), &at("without"));
        fs::remove_file(at("without").join(name)).unwrap();
        let error = contents(&at("without")).unwrap_err().to_string();
        assert!(error.contains(name) && error.contains("restore it from a backup"), "{error}");
        // Nor one that is empty, or of another store.
        fs::write(at("without").join(name), []).unwrap();
        let error = contents(&at("without")).unwrap_err().to_string();
        assert!(error.contains(name) && error.contains("restore it from a backup"), "{error}");
    }
    contents(&at("other")).unwrap();
    fs::copy(at("other").join("salts"), at("closed").join("salts")).unwrap();
    assert!(contents(&at("closed")).unwrap_err().to_string().contains("salts"));
}
