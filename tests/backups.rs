//! An operator backs up a running exchange, loses the machine, and restores.

mod common;
mod process;

use std::fs;
use std::path::Path;

use common::submit_numbers;
use process::{certify, configure, epochs, fails, free_port, ok, put_member, release, serve, vdx};
use vdx::proto::v1;

async fn submit(dir: &Path, name: &str, from: u64, to: u64) -> Vec<v1::RecordOutcome> {
    submit_numbers(dir, "police", name, "v", from..to).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_machine_is_restored_and_answers_as_before() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path();
    let port = free_port();
    let members = [("coordinator", "coordinator"), ("institution", "police"), ("analyst", "desk")];
    certify(dir, "exchange.example", port, &members);
    ok(dir, &["keys", "generate"]);
    fs::create_dir(dir.join("away")).unwrap();
    let told = ok(dir, &["keys", "generate-recovery", "--out", "away/recovery.key"]);
    let recovery = told.lines().find(|line| line.starts_with("recovery_key")).unwrap();
    let key_epochs = epochs(dir, "national.key");

    // Without a recovery key there are no backups, and a word about it.
    configure(dir, "exchange.example", "XK", port, &key_epochs);
    let serving = serve(dir);
    let coordinator = ["--profile", "pki/coordinator.toml"];
    let backup = [&["backup", "--out", "first.backup"][..], &coordinator].concat();
    assert!(fails(dir, &backup).contains("recovery_key"));
    assert!(!dir.join("first.backup").exists(), "no half of a backup stays");
    drop(serving);
    configure(dir, "exchange.example", "XK", port, &format!("{recovery}\n{key_epochs}"));
    let serving = serve(dir);
    put_member(dir, "exchange.example/police", "institution", "XK");
    put_member(dir, "exchange.example/desk", "analyst", "XK");
    assert_eq!(submit(dir, "one", 0, 900).await.len(), 900);
    release(dir, "2010");
    let query = ["query", "--by", "gender", "--format", "json", "--profile", "pki/desk.toml"];
    let before = ok(dir, &query);
    let denied = vdx(dir, &["backup", "--out", "x.backup", "--profile", "pki/desk.toml"]);
    assert!(String::from_utf8_lossy(&denied.stderr).contains("role"));

    // While submissions go on.
    let (_, made) = tokio::join!(submit(dir, "two", 900, 1700), async { ok(dir, &backup) });
    assert!(made.contains("vdx verify"), "{made}");
    assert!(fails(dir, &backup).contains("first.backup"), "never overwritten");
    let sealed = fs::read(dir.join("first.backup")).unwrap();
    assert!(sealed.starts_with(b"age-encryption.org/v1"));
    assert!(!sealed.windows(16).any(|window| window == b"exchange.example"));

    // What is damaged, cut off, or of another key is found.
    let verify = |file: &str, key: &str| vdx(dir, &["verify", file, "--recovery-key", key]);
    let whole = verify("first.backup", "away/recovery.key");
    assert!(whole.status.success(), "{}", String::from_utf8_lossy(&whole.stderr));
    let mut flipped = sealed.clone();
    flipped[sealed.len() / 2] ^= 1;
    fs::write(dir.join("flipped.backup"), flipped).unwrap();
    fs::write(dir.join("short.backup"), &sealed[..sealed.len() - 70_000]).unwrap();
    ok(dir, &["keys", "generate-recovery", "--out", "other.key"]);
    for (file, key, word) in [
        ("flipped.backup", "away/recovery.key", "damaged"),
        ("short.backup", "away/recovery.key", "damaged"),
        ("first.backup", "other.key", "decrypted"),
        ("first.backup", "national.key", "recovery key"),
    ] {
        let error = verify(file, key);
        assert!(!error.status.success());
        let text = String::from_utf8_lossy(&error.stderr).into_owned();
        assert!(text.contains(word), "{file} {key}: {text}");
    }

    // The machine is lost.
    drop(serving);
    fs::remove_dir_all(dir.join("data")).unwrap();
    let restore = |file: &'static str| {
        let key = "away/recovery.key";
        ["restore", file, "--recovery-key", key, "--data-dir", "data", "--unencrypted"]
    };
    assert!(fails(dir, &restore("flipped.backup")).contains("damaged"));
    assert!(!dir.join("data").exists(), "a damaged backup leaves nothing");
    ok(dir, &restore("first.backup"));
    assert!(fails(dir, &restore("first.backup")).contains("empty"));
    let _serving = serve(dir);
    assert!(fails(dir, &query).contains("has not acknowledged it"));
    let acknowledge = ["acknowledge-restore", "--reason", "The machine was lost."];
    ok(dir, &[&acknowledge[..], &coordinator].concat());
    assert_eq!(ok(dir, &query), before, "the same answers, the same noise");
    // What was acknowledged before the backup is there; what came later is sent again.
    let outcomes = submit(dir, "again", 0, 900).await;
    assert!(outcomes.iter().all(|outcome| *outcome == v1::RecordOutcome::Unchanged));
    let outcomes = submit(dir, "again-two", 900, 1700).await;
    assert!(outcomes.iter().all(|outcome| matches!(
        outcome,
        v1::RecordOutcome::Stored | v1::RecordOutcome::Unchanged
    )));
}
