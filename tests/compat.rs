//! Stores and backups as earlier releases left them (`tests/compat/write`): each opens with the present
//! program, tells the same but for its epochs, goes on, and is the same from its backup.

mod process;

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use flate2::read::GzDecoder;
use process::{certify, fails, free_port, ok, put_member, serve, text, vdx};
use serde_json::Value;
use vdx::store::{self, Batch, Space, Store, StoreError, StoreSettings};

const MEMBERS: &[(&str, &str)] = &[
    ("coordinator", "coordinator"),
    ("institution", "police"),
    ("institution", "shelter"),
    ("analyst", "desk"),
    ("auditor", "authority"),
    ("liaison", "kosovo"),
    ("liaison", "albania"),
];

/// What a release has left, in a directory with certificates of today.
fn set_up(release: &Path, dir: &Path) {
    let port = free_port();
    certify(dir, "exchange.example", port, MEMBERS);
    let private = |from: &Path, to: &Path| {
        let _ = fs::remove_file(to);
        vdx::secret_file::write_private(to, &fs::read(from).unwrap()).unwrap();
    };
    for name in ["exchange.key", "national.key", "transnational.key", "recovery.key", "backup"] {
        private(&release.join(name), &dir.join(name));
    }
    for file in fs::read_dir(release.join("liaisons")).unwrap() {
        let file = file.unwrap().path();
        private(&file, &dir.join("pki").join(file.file_name().unwrap()));
    }
    let config = fs::read_to_string(release.join("vdx.toml")).unwrap();
    let (_, rest) = config.split_once('\n').unwrap();
    let mine = format!("listen = \"127.0.0.1:{port}\"\npolicy = \"policy.toml\"\n");
    // Match keys have changed since: institutions submit under keys of the next epoch.
    let mut epochs = String::new();
    for key in ["national.key", "transnational.key"] {
        ok(dir, &["keys", "rotate", key, "--out", "next.key"]);
        epochs += &process::epochs(dir, "next.key");
        fs::rename(dir.join("next.key"), dir.join(key)).unwrap();
    }
    fs::write(dir.join("vdx.toml"), mine + rest + "\n" + &epochs).unwrap();
    fs::write(dir.join("policy.toml"), process::POLICY).unwrap();
    let data = fs::File::open(release.join("data.tar.gz")).unwrap();
    tar::Archive::new(GzDecoder::new(data)).unpack(dir).unwrap();
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Everything that is asked of an exchange which serves what a release has left.
fn check(release: &Path, dir: &Path) {
    let by = |member: &str, words: &[&str]| {
        let profile = format!("pki/{member}.toml");
        ok(dir, &[words, &["--profile", &profile]].concat())
    };
    let read = |name: &str| json(&fs::read_to_string(release.join(name)).unwrap());
    // Epochs are not served any more, and it is said what is in their place.
    let query = ["query", "--by", "gender,region", "--profile", "pki/desk.toml"];
    let told = fails(dir, &query);
    assert!(told.contains("epochs of earlier versions are not served any more"), "{told}");
    // The same lines, and more behind them.
    let lines = json(&by("authority", &["audit", "list", "--json"]));
    let (lines, before) = (lines.as_array().unwrap(), read("audit.json"));
    let before = before.as_array().unwrap();
    assert!(!before.is_empty() && lines.len() > before.len());
    for (line, before) in lines.iter().zip(before) {
        for (field, value) in before.as_object().unwrap() {
            assert_eq!(&line[field], value, "{field} of {line}");
        }
    }
    by("authority", &["audit", "verify"]);
    // The referral, its history and its sealed part.
    let sent = json(&by("albania", &["referral", "inbox", "--json"]));
    let id = sent[0]["id"].as_str().unwrap();
    let shown = by("albania", &["referral", "show", id]);
    assert!(shown.contains("accepted") && shown.contains("A place is ready."), "{shown}");
    by("kosovo", &["referral", "show", id]);
    by("albania", &["referral", "message", id, "She has arrived."]);
    assert!(by("kosovo", &["referral", "show", id]).contains("She has arrived."));
}

/// Records go on where they were: under new keys they need no new revision, unchanged ones are known,
/// and a release counts persons whom two institutions have sent under the new keys once.
fn go_on(dir: &Path) {
    let export = fs::read_to_string(dir.join("police.csv")).unwrap();
    let mapping = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compat/victims.toml");
    fs::copy(mapping, dir.join("m.toml")).unwrap();
    let told = process::submit_export(dir, "police.csv");
    assert!(told.contains("0 stored, 160 corrected, 0 unchanged"), "{told}");
    // All of them once more, corrected.
    fs::write(dir.join("police2.csv"), export.replace(",1,20", ",3,20").replace(",2,20", ",3,20"))
        .unwrap();
    let told = process::submit_export(dir, "police2.csv");
    assert!(told.contains("0 stored, 160 corrected"), "{told}");
    // The shelter knows rows 84 to 160 of them.
    let rows: Vec<&str> = export.lines().collect();
    let theirs = [&rows[..1], &rows[84..=160]].concat().join("\n").replace("PN-", "SH-");
    let theirs = theirs.replace(",1,20", ",9,20").replace(",2,20", ",9,20") + "\n";
    fs::write(dir.join("shelter.csv"), theirs).unwrap();
    let submit = ["submit", "--mapping", "m.toml", "--key", "national.key"];
    let to = ["--transnational-key", "transnational.key", "--profile", "pki/shelter.toml"];
    let told = ok(dir, &[&submit[..], &to, &["shelter.csv"]].concat());
    assert!(told.contains("0 stored, 77 corrected"), "{told}");
    process::release(dir, "2009-2010");
    let profile = ["--format", "json", "--profile", "pki/desk.toml"];
    let answer = json(&ok(dir, &[&["query"][..], &profile].concat()));
    assert_eq!(
        (&answer["cells"][0]["count"], &answer["cells"][0]["basis"]),
        (&240.into(), &"EXACT".into())
    );
}

/// Opens a store that nobody uses. A process that another test starts at this moment holds the lock of
/// each open file until its program has begun.
fn open(settings: &StoreSettings) -> Arc<dyn Store> {
    for _ in 0..500 {
        match store::open(settings) {
            Err(StoreError::InUse(_)) => std::thread::sleep(Duration::from_millis(20)),
            opened => return opened.unwrap(),
        }
    }
    panic!("the store is in use")
}

/// What the next version of this program may have written stops this one, with a sentence.
#[test]
fn what_a_newer_version_wrote_is_not_guessed_at() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let port = free_port();
    certify(dir, "exchange.example", port, &[("coordinator", "coordinator")]);
    ok(dir, &["keys", "generate"]);
    process::configure(dir, "exchange.example", "XK", port, &process::epochs(dir, "national.key"));
    serve(dir).stop();
    let data = dir.join("data");
    let settings = StoreSettings::new(&data, None);
    for (space, key, value) in [
        (Space::Journal, 1u64.to_be_bytes().to_vec(), vec![5, 0]),
        (Space::Journal, 1u64.to_be_bytes().to_vec(), vec![2, 120, 0]),
        (Space::Meta, b"restoration acknowledged".to_vec(), vec![2, 0]),
        (Space::Meta, b"exchange key check".to_vec(), vec![0; 9]),
        (Space::Meta, b"logs of partner.example".to_vec(), vec![2, 0]),
        (Space::Meta, b"a fact of a later version".to_vec(), vec![1]),
        (Space::Epoch, b"q of a later version".to_vec(), vec![1]),
    ] {
        let put = |value: Option<&[u8]>| {
            let store = open(&settings);
            let mut batch = Batch::default();
            match value {
                Some(value) => batch.put(space, &key, value),
                None => batch.remove(space, &key),
            }
            store.commit(batch).unwrap();
        };
        let known = open(&settings).get(space, &key).unwrap();
        put(Some(&value));
        for args in [&["serve", "--check"][..], &["serve"]] {
            let told = fails(dir, args);
            assert!(told.contains("was written by a newer version of vdx"), "{args:?}: {told}");
        }
        put(known.as_deref());
    }
    let row = redb::TableDefinition::<&[u8], &[u8]>::new("values");
    let set_format = |format: u8| {
        let engine = redb::Database::open(data.join("store.redb")).unwrap();
        let change = engine.begin_write().unwrap();
        change.open_table(row).unwrap().insert(&b"\0format"[..], &[format][..]).unwrap();
        change.commit().unwrap();
    };
    set_format(2);
    let told = fails(dir, &["serve", "--check"]);
    assert!(told.contains("was written by a newer version of vdx"), "{told}");
    set_format(1);
    let salts = data.join("salts");
    let mut bytes = fs::read(&salts).unwrap();
    bytes[10] = b'2';
    fs::write(&salts, bytes).unwrap();
    let told = fails(dir, &["serve", "--check"]);
    assert!(told.contains("salts was written by a newer version of vdx"), "{told}");
}

#[test]
fn what_earlier_releases_left_opens_and_goes_on() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compat");
    let mut releases = 0;
    for release in fs::read_dir(root).unwrap() {
        let release = release.unwrap().path();
        if !release.is_dir() {
            continue;
        }
        releases += 1;
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        set_up(&release, dir);
        fs::copy(release.join("police.csv"), dir.join("police.csv")).unwrap();
        // One that a power cut may harm is moved first.
        if dir.join("data/conf").exists() {
            let told = fails(dir, &["serve"]);
            assert!(told.contains("vdx store move"), "{told}");
            fs::rename(dir.join("data"), dir.join("old")).unwrap();
            ok(dir, &["store", "move", "--from", "old", "--to", "data"]);
        }
        let checked = vdx(dir, &["serve", "--check"]);
        assert!(checked.status.success(), "{}", text(&checked.stderr));
        let serving = serve(dir);
        check(&release, dir);
        go_on(dir);
        serving.stop();

        // The same from its backup, for which its coordinator has a word. Liaisons and members are
        // of before.
        fs::remove_dir_all(dir.join("data")).unwrap();
        for name in [
            "albania",
            "kosovo",
            "desk",
            "coordinator",
            "coordinator-1",
            "coordinator-2",
            "police",
            "shelter",
            "authority",
        ] {
            for kept in ["head", "seen"] {
                let _ = fs::remove_file(dir.join(format!("pki/{name}.{kept}")));
            }
        }
        ok(dir, &["verify", "backup", "--recovery-key", "recovery.key"]);
        let key = ["--recovery-key", "recovery.key", "--data-dir", "data", "--unencrypted"];
        ok(dir, &[&["restore", "backup"][..], &key].concat());
        let serving = serve(dir);
        let reason = ["--reason", "The disk broke.", "--profile", "pki/coordinator.toml"];
        ok(dir, &[&["acknowledge-restore"][..], &reason].concat());
        check(&release, dir);
        put_member(dir, "exchange.example/one-more", "institution", "XK");
        // Nobody has released anything after the backup: two coordinators say so.
        for coordinator in ["pki/coordinator-1.toml", "pki/coordinator-2.toml"] {
            ok(dir, &["release", "lost", "--none", "--profile", coordinator]);
        }
        go_on(dir);
        serving.stop();
    }
    assert!(releases > 0);
}
