//! Tests of what every engine must do; each one runs on all engines.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use super::{
    Batch, CACHE, Engine, Space, StorageKey, Store, StoreError, StoreSettings, open, transfer,
};

const ENGINES: [Engine; 2] = [Engine::Redb, Engine::Sled];

/// Runs a test on each engine, with and without a storage key, in a directory of its own.
fn on_each(test: impl Fn(&dyn Fn(&Path) -> Result<Arc<dyn Store>, StoreError>, &Path)) {
    for engine in ENGINES {
        for encrypted in [false, true] {
            let dir = tempfile::tempdir().unwrap();
            let key = encrypted.then(|| key(&dir.path().join("key")));
            let open =
                |dir: &Path| open(&StoreSettings { dir, engine, key: key.as_ref(), cache: CACHE });
            test(&open, &dir.path().join("data"));
        }
    }
}

fn key(path: &Path) -> StorageKey {
    StorageKey::generate(path).unwrap();
    StorageKey::load(path).unwrap()
}

/// A batch that puts journal entries.
fn entries(entries: &[(u64, &[u8])]) -> Batch {
    let mut batch = Batch::default();
    for (sequence, entry) in entries {
        batch.put(Space::Journal, &sequence.to_be_bytes(), *entry);
    }
    batch
}

/// The journal's entries from a sequence number on, with their numbers.
fn journal(store: &dyn Store, from: u64) -> Vec<(u64, Vec<u8>)> {
    let mut found = Vec::new();
    let mut visit = |key: &[u8], value: &[u8]| {
        found.push((u64::from_be_bytes(key.try_into().unwrap()), value.to_vec()));
        Ok(ControlFlow::Continue(()))
    };
    store.scan(Space::Journal, &from.to_be_bytes(), &mut visit).unwrap();
    found
}

fn owned(entries: &[(u64, &[u8])]) -> Vec<(u64, Vec<u8>)> {
    entries.iter().map(|(sequence, entry)| (*sequence, entry.to_vec())).collect()
}

#[test]
fn commits_are_ordered_and_survive_reopening() {
    on_each(|open, dir| {
        let store = open(dir).unwrap();
        assert_eq!(journal(&*store, 0), []);
        store.commit(entries(&[(1, b"second"), (0, b"first")])).unwrap();
        store.commit(entries(&[(2, b"third")])).unwrap();
        // Neither with a gap, nor all of it again.
        for wrong in [&[(4, &b"fifth"[..])][..], &[(3, b"fourth"), (5, b"sixth")]] {
            let error = store.commit(entries(wrong)).unwrap_err();
            assert!(matches!(error, StoreError::Moved { next: 3 }), "{error}");
        }
        let mut other = Batch::default();
        other.put(Space::Epoch, &1u64.to_be_bytes(), b"epoch");
        other.put(Space::Envelope, b"some name", b"");
        other.put(Space::Audit, &0u64.to_be_bytes(), b"line");
        store.commit(other).unwrap();
        store.commit(Batch::default()).unwrap();
        drop(store);

        let store = open(dir).unwrap();
        let all = owned(&[(0, b"first"), (1, b"second"), (2, b"third")]);
        assert_eq!(journal(&*store, 0), all);
        assert_eq!(journal(&*store, 2), all[2..]);
        assert_eq!(journal(&*store, 3), []);
        let get = |space, key: &[u8]| store.get(space, key).unwrap();
        assert_eq!(get(Space::Epoch, &1u64.to_be_bytes()).unwrap(), b"epoch");
        assert_eq!(get(Space::Envelope, b"some name").unwrap(), b"");
        assert_eq!(get(Space::Audit, &0u64.to_be_bytes()).unwrap(), b"line");
        assert_eq!(get(Space::Envelope, b"some"), None);
        assert_eq!(get(Space::Journal, &3u64.to_be_bytes()), None);
    });
}

#[test]
fn a_snapshot_is_of_one_moment() {
    on_each(|open, dir| {
        let store = open(dir).unwrap();
        store.commit(entries(&[(0, b"first"), (1, b"second")])).unwrap();
        let snapshot = store.snapshot().unwrap();
        let (other, begun) = (store.clone(), std::sync::Barrier::new(2));
        std::thread::scope(|scope| {
            scope.spawn(|| {
                begun.wait();
                let mut batch = entries(&[(2, b"third"), (1, b"other")]);
                batch.remove(Space::Journal, &0u64.to_be_bytes());
                other.commit(batch).unwrap();
            });
            begun.wait();
            // Time for the commit, and for what is done beside it.
            std::thread::sleep(std::time::Duration::from_millis(700));
            let mut found = Vec::new();
            snapshot
                .scan(Space::Journal, &[], &mut |_, value| {
                    found.push(value.to_vec());
                    Ok(ControlFlow::Continue(()))
                })
                .unwrap();
            assert_eq!(found, [&b"first"[..], b"second"]);
            drop(snapshot);
        });
        assert_eq!(journal(&*store, 0), owned(&[(1, b"other"), (2, b"third")]));
    });
}

#[test]
fn what_is_removed_or_overwritten_is_gone() {
    on_each(|open, dir| {
        let store = open(dir).unwrap();
        let many: Vec<(u64, Vec<u8>)> =
            (0..300).map(|n| (n, vec![n as u8; 200 + n as usize])).collect();
        let put = |range: std::ops::Range<usize>| {
            let part: Vec<_> = many[range].iter().map(|(n, entry)| (*n, &entry[..])).collect();
            entries(&part)
        };
        store.commit(put(0..100)).unwrap();
        // Some of it goes with what is appended; one that is appended as well.
        let mut batch = put(100..200);
        for gone in [3, 50, 51, 99, 150] {
            batch.remove(Space::Journal, &u64::to_be_bytes(gone));
        }
        store.commit(batch).unwrap();
        let mut batch = put(200..300);
        batch.remove(Space::Journal, &0u64.to_be_bytes());
        batch.put(Space::Journal, &7u64.to_be_bytes(), b"other");
        batch.remove(Space::Journal, &999u64.to_be_bytes());
        store.commit(batch).unwrap();

        let mut expected = many.clone();
        expected[7].1 = b"other".to_vec();
        expected.retain(|(n, _)| ![0, 3, 50, 51, 99, 150].contains(n));
        assert!(journal(&*store, 0) == expected);
        drop(store);
        let store = open(dir).unwrap();
        assert!(journal(&*store, 0) == expected);
        assert!(journal(&*store, 50) == expected[48..]);
        for (n, _) in &many {
            let key = n.to_be_bytes();
            let known = expected.iter().find(|(kept, _)| kept == n).map(|(_, entry)| entry);
            assert!(store.get(Space::Journal, &key).unwrap().as_ref() == known, "{n}");
        }
        // It goes on behind the last one, whether that is there or not.
        let error = store.commit(entries(&[(299, b"x"), (302, b"y")])).unwrap_err();
        assert!(matches!(error, StoreError::Moved { next: 300 }), "{error}");
        store.commit(entries(&[(300, b"after a restart")])).unwrap();

        // A batch in which the last word is to remove, and one in which it is to put.
        let mut batch = Batch::default();
        batch.put(Space::Envelope, b"a", b"1");
        batch.remove(Space::Envelope, b"a");
        batch.remove(Space::Envelope, b"b");
        batch.put(Space::Envelope, b"b", b"2");
        store.commit(batch).unwrap();
        assert_eq!(store.get(Space::Envelope, b"a").unwrap(), None);
        assert_eq!(store.get(Space::Envelope, b"b").unwrap().unwrap(), b"2");
    });
}

#[test]
fn a_scan_breaks_off_and_may_read_meanwhile() {
    on_each(|open, dir| {
        let store = open(dir).unwrap();
        let all: Vec<_> = (0..500u64).map(|n| (n, n.to_string())).collect();
        let part: Vec<_> = all.iter().map(|(n, entry)| (*n, entry.as_bytes())).collect();
        store.commit(entries(&part)).unwrap();
        let mut seen = 0;
        let mut visit = |key: &[u8], value: &[u8]| {
            assert_eq!(store.get(Space::Journal, key)?.unwrap(), value);
            seen += 1;
            Ok(if seen == 20 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        };
        store.scan(Space::Journal, &70u64.to_be_bytes(), &mut visit).unwrap();
        assert_eq!(seen, 20);
        let mut fails = |_: &[u8], _: &[u8]| Err(StoreError::Stopped("as asked".into()));
        store.scan(Space::Journal, &[], &mut fails).unwrap_err();
    });
}

#[test]
fn large_values_come_back_whole() {
    for engine in ENGINES {
        let dir = tempfile::tempdir().unwrap();
        let open = |dir: &Path| open(&StoreSettings { engine, ..StoreSettings::new(dir, None) });
        let dir = dir.path();
        let mut random = fastrand::Rng::with_seed(3);
        let store = open(dir).unwrap();
        // About the limits of pieces, and one of 64 MB.
        let lengths = [1, 15_999, 16_000, 16_001, 32_000, 100_000, 64 << 20];
        let values = lengths.map(|length| {
            let mut value = vec![0; length];
            random.fill(&mut value);
            value
        });
        for (n, value) in (0u64..).zip(&values) {
            let mut batch = Batch::default();
            batch.put(Space::Epoch, &n.to_be_bytes(), value.clone());
            store.commit(batch).unwrap();
        }
        drop(store);
        let store = open(dir).unwrap();
        let all = |store: &dyn Store| {
            let mut found = Vec::new();
            let mut visit = |_: &[u8], value: &[u8]| {
                found.push(value.to_vec());
                Ok(ControlFlow::Continue(()))
            };
            store.scan(Space::Epoch, &[], &mut visit).unwrap();
            found
        };
        assert!(all(&*store) == values);
        // A small one in the place of the largest, and a large one in that of a small one.
        let mut batch = Batch::default();
        batch.put(Space::Epoch, &6u64.to_be_bytes(), b"small");
        batch.put(Space::Epoch, &0u64.to_be_bytes(), values[5].clone());
        batch.remove(Space::Epoch, &3u64.to_be_bytes());
        store.commit(batch).unwrap();
        let [_, b, c, _, e, f, _] = values;
        assert!(all(&*store) == [f.clone(), b, c, e, f, b"small".to_vec()]);
    }
}

#[test]
fn a_store_is_used_by_one_process_with_one_key() {
    for engine in ENGINES {
        let root = tempfile::tempdir().unwrap();
        let dir = root.path().join("data");
        let (first, second) = (key(&root.path().join("first")), key(&root.path().join("second")));
        let open = |key| open(&StoreSettings { dir: &dir, engine, key, cache: CACHE });
        let store = open(Some(&first)).unwrap();
        assert!(matches!(open(Some(&first)), Err(StoreError::InUse(_))));
        store.commit(entries(&[(0, b"first")])).unwrap();
        drop(store);
        let error = |key| match open(key) {
            Err(error @ StoreError::Key(..)) => error.to_string(),
            other => panic!("{:?}", other.err()),
        };
        assert!(error(Some(&second)).contains("another storage key"));
        assert!(error(None).contains("storage_key must name"));
        drop(open(Some(&first)).unwrap());
        fs::remove_dir_all(&dir).unwrap();
        drop(open(None).unwrap().commit(entries(&[(0, b"first")])));
        assert!(error(Some(&first)).contains("not encrypted, though"));
        drop(open(None).unwrap());
    }
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_its_files() {
    use std::os::unix::fs::PermissionsExt;
    for engine in ENGINES {
        let root = tempfile::tempdir().unwrap();
        let dir = root.path().join("data");
        fs::create_dir(&dir).unwrap();
        fs::set_permissions(&dir, fs::Permissions::from_mode(0o755)).unwrap();
        let settings = StoreSettings { engine, ..StoreSettings::new(&dir, None) };
        let store = open(&settings).unwrap();
        store.commit(entries(&[(0, b"first")])).unwrap();
        store.save_checkpoint(&mut |out| out.write_all(b"views")).unwrap();
        assert_eq!(fs::metadata(&dir).unwrap().permissions().mode() & 0o777, 0o700);
        if engine == Engine::Redb {
            for file in fs::read_dir(&dir).unwrap() {
                let file = file.unwrap();
                let mode = file.metadata().unwrap().permissions().mode() & 0o777;
                assert_eq!(mode, 0o600, "{:?}", file.file_name());
            }
        }
    }
}

#[test]
fn another_engine_is_refused_with_the_way_on() {
    for (engine, other) in [(Engine::Sled, Engine::Redb), (Engine::Redb, Engine::Sled)] {
        let root = tempfile::tempdir().unwrap();
        let dir = root.path().join("data");
        let settings = |engine| StoreSettings { engine, ..StoreSettings::new(&dir, None) };
        open(&settings(engine)).unwrap().commit(entries(&[(0, b"first")])).unwrap();
        let names = || fs::read_dir(&dir).unwrap().count();
        let before = names();
        let error = open(&settings(other)).err().unwrap().to_string();
        assert!(error.contains(&format!("holds a store of the engine {engine}")), "{error}");
        let way =
            if engine == Engine::Sled { "vdx store move --from" } else { "engine = \"redb\"" };
        assert!(error.contains(way), "{error}");
        assert_eq!(names(), before, "nothing was made");
    }
}

#[test]
fn a_store_moves_from_any_engine_to_any_other() {
    let root = tempfile::tempdir().unwrap();
    let key = key(&root.path().join("key"));
    for from in ENGINES {
        for to in ENGINES {
            let at = |name: &str| root.path().join(format!("{name}-{from}-{to}"));
            let open_as = |dir: &Path, engine| {
                open(&StoreSettings { dir, engine, key: Some(&key), cache: CACHE }).unwrap()
            };
            let old = open_as(&at("old"), from);
            let many: Vec<_> = (0..400u64).map(|n| (n, vec![n as u8; 300])).collect();
            let part: Vec<_> = many.iter().map(|(n, entry)| (*n, &entry[..])).collect();
            let mut batch = entries(&part);
            // The last one as well, and the first.
            [0, 7, 8, 399].iter().for_each(|n| batch.remove(Space::Journal, &u64::to_be_bytes(*n)));
            batch.put(Space::Epoch, &1u64.to_be_bytes(), vec![5; 100_000]);
            batch.put(Space::Audit, &0u64.to_be_bytes(), b"line");
            old.commit(batch).unwrap();
            let new = open_as(&at("new"), to);
            let moved = transfer(&*old, &*new).unwrap();
            assert_eq!((moved.values, moved.entries), (398, 396), "{from} {to}");
            drop(new);
            let new = open_as(&at("new"), to);
            assert!(journal(&*new, 0) == journal(&*old, 0));
            new.commit(entries(&[(399, b"goes on")]))
                .or_else(|error| match error {
                    // Where the removed ones count.
                    StoreError::Moved { next: 400 } => new.commit(entries(&[(400, b"goes on")])),
                    error => Err(error),
                })
                .unwrap();
        }
    }
}
