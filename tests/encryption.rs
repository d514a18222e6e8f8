//! A store at rest: encrypted, moved to another key, and useless without it.

mod common;
mod process;

use std::fs;
use std::path::Path;

use common::submit_numbers;
use process::{
    certify, configure, epochs, fails, files_with, free_port, ok, put_member, release, serve, text,
    vdx,
};

const COORDINATOR: [&str; 2] = ["--profile", "pki/coordinator.toml"];

/// Backs up the exchange that runs in `dir`, and moves it to a new store.
fn move_to(dir: &Path, key: Option<&str>, serving: process::Serving) {
    let _ = fs::remove_file(dir.join("a.backup"));
    ok(dir, &[&["backup", "--out", "a.backup"][..], &COORDINATOR].concat());
    drop(serving);
    fs::remove_dir_all(dir.join("data")).unwrap();
    let restore = ["restore", "a.backup", "--recovery-key", "recovery.key", "--data-dir", "data"];
    // A forgotten key writes nothing in plain.
    let error = fails(dir, &restore);
    assert!(error.contains("--storage-key") && error.contains("--unencrypted"), "{error}");
    assert!(!dir.join("data").exists(), "nothing was written");
    let key: Vec<&str> = key.map_or(vec!["--unencrypted"], |key| vec!["--storage-key", key]);
    ok(dir, &[&restore[..], &key].concat());
}

/// Serves a store that was restored, at the word of its coordinator.
fn serve_restored(dir: &Path) -> process::Serving {
    let serving = serve(dir);
    let acknowledge = ["acknowledge-restore", "--reason", "The key of the store changes."];
    ok(dir, &[&acknowledge[..], &COORDINATOR].concat());
    serving
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_store_says_nothing_without_its_key() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path();
    let port = free_port();
    certify(
        dir,
        "exchange.example",
        port,
        &[("coordinator", "coordinator"), ("institution", "police")],
    );
    ok(dir, &["keys", "generate"]);
    let told = ok(dir, &["keys", "generate-recovery"]);
    let recovery = told.lines().find(|line| line.starts_with("recovery_key")).unwrap();
    let key_epochs = epochs(dir, "national.key");
    let with = |key: Option<&str>| {
        let key = key.map_or(String::new(), |key| format!("storage_key = \"{key}\""));
        let more = format!("{key}\n{recovery}\n{key_epochs}");
        configure(dir, "exchange.example", "XK", port, &more);
    };
    for key in ["first.key", "second.key"] {
        ok(dir, &["keys", "generate-storage", "--out", key]);
    }

    // Without a key: sealed as well, but whoever has the files can work out how. That is said.
    with(None);
    let serving = serve(dir);
    put_member(dir, "exchange.example/police", "institution", "XK");
    submit_numbers(dir, "police", "one", "CASE-", 0..200).await.unwrap();
    release(dir, "2010");
    let query = [&["query", "--by", "gender", "--format", "json"][..], &COORDINATOR].concat();
    let before = ok(dir, &query);
    assert!(fs::read_to_string(dir.join("log")).unwrap().contains("not encrypted"));

    // A backup of a store in which something was erased is whole.
    ok(dir, &["withdraw", "--plain-ids", "CASE-199", "--profile", "pki/police.toml"]);
    move_to(dir, None, serving);
    let verified = ok(dir, &["verify", "a.backup", "--recovery-key", "recovery.key"]);
    assert!(verified.contains("The backup is whole"), "{verified}");

    // A key alone does not encrypt what is there already: that is said, not done by half.
    with(Some("first.key"));
    let error = fails(dir, &["serve", "--check"]);
    assert!(error.contains("not encrypted") && error.contains("restore --storage-key"), "{error}");
    assert!(!error.contains("run it without"), "{error}");
    with(None);
    move_to(dir, Some("first.key"), serve_restored(dir));
    with(Some("first.key"));
    let serving = serve_restored(dir);
    assert_eq!(ok(dir, &query), before);
    put_member(dir, "exchange.example/shelter", "institution", "XK");
    // Copies of revocation lists, which are public, name their authority.
    let is_public = |path: &String| path.contains("/data/crl/");
    for word in ["CASE-7", "exchange.example", "shelter"] {
        let mut found = files_with(&dir.join("data"), word);
        found.retain(|path| !is_public(path));
        assert_eq!(found, [""; 0], "{word}");
    }

    // Another key, in the same way.
    move_to(dir, Some("second.key"), serving);
    assert!(fails(dir, &["serve", "--check"]).contains("another storage key"));
    with(None);
    assert!(fails(dir, &["serve", "--check"]).contains("storage_key must name"));
    // A forgotten line is not advice to make another key, which would open nothing.
    let doctor = || {
        let output = vdx(dir, &["doctor"]);
        assert_eq!(output.status.code(), Some(1));
        text(&output.stdout)
    };
    let report = doctor();
    assert!(report.contains("storage_key must name"), "{report}");
    assert!(!report.contains("not encrypted") && !report.contains("generate-storage"), "{report}");
    with(Some("first.key"));
    let report = doctor();
    assert!(report.contains("another storage key") && report.contains("vdx restore"), "{report}");
    with(Some("gone.key"));
    let told = fails(dir, &["serve", "--check"]);
    assert!(told.contains("gone.key") && told.contains("restore a backup"), "{told}");
    assert_eq!(told.matches("No such file").count(), 1, "{told}");
    with(Some("national.key"));
    assert!(fails(dir, &["serve", "--check"]).contains("storage_key: "));
    with(Some("second.key"));
    let _serving = serve_restored(dir);
    assert_eq!(ok(dir, &query), before);
    assert!(ok(dir, &[&["members", "list"][..], &COORDINATOR].concat()).contains("shelter"));
}
