//! An operator asks what is wrong, and hears it before it is too late.

mod process;

use std::fs;
use std::os::unix::fs::PermissionsExt;

use vdx::domain::codes::{MemberStatus, Role};
use vdx::domain::country::Country;
use vdx::domain::id::MemberId;
use vdx::domain::member::Member;
use vdx::identity::pki::{Authority, Profile};
use vdx::store::{self, Batch, Entry, Space, StorageKey, StoreSettings, encode_entry};

use process::{certify, configure, epochs, files, free_port, ok, serve, text, vdx};

#[test]
fn the_doctor_tells_what_to_attend_to_and_what_is_wrong() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path();
    let port = free_port();
    certify(dir, "exchange.example", port, &[("coordinator", "coordinator")]);
    ok(dir, &["keys", "generate"]);
    let key_epochs = epochs(dir, "national.key");
    configure(dir, "exchange.example", "XK", port, &key_epochs);
    let part = |report: &str, mark: &str, words: &str| {
        report.lines().any(|line| line.contains(mark) && line.contains(words))
    };

    // Nothing wrong, some things to attend to; nothing is made.
    let report = ok(dir, &["doctor"]);
    assert!(!report.contains("WRONG"), "{report}");
    for words in ["ca.key.pem is on this machine", "not encrypted", "recovery_key"] {
        assert!(part(&report, "attend to", words), "{words}\n{report}");
    }
    for words in ["vdx.toml", "server.pem is valid for", "ca.pem is valid", "crl.pem"] {
        assert!(part(&report, "ok", words), "{words}\n{report}");
    }
    assert!(report.contains("made at the first start") && !dir.join("data").exists());

    // Well kept.
    fs::create_dir(dir.join("away")).unwrap();
    fs::rename(dir.join("pki/ca.key.pem"), dir.join("away/ca.key.pem")).unwrap();
    ok(dir, &["keys", "generate-storage"]);
    let told = ok(dir, &["keys", "generate-recovery", "--out", "away/recovery.key"]);
    let recovery = told.lines().find(|line| line.starts_with("recovery_key")).unwrap();
    let more = format!("storage_key = \"storage.key\"\n{recovery}\n{key_epochs}");
    configure(dir, "exchange.example", "XK", port, &more);
    let report = ok(dir, &["doctor"]);
    assert!(!report.contains("WRONG"), "{report}");
    assert!(!report.lines().any(|l| l.contains("attend to") && !l.contains("disk")), "{report}");

    // A certificate that is about to end: the doctor knows, and so does the log.
    fs::rename(dir.join("away/ca.key.pem"), dir.join("pki/ca.key.pem")).unwrap();
    ok(dir, &["pki", "issue", "--server", "localhost,127.0.0.1", "--days", "10", "--replace"]);
    let serving = serve(dir);
    let report = ok(dir, &["doctor"]);
    assert!(part(&report, "attend to", "server.pem ends in"), "{report}");
    assert!(report.contains("in use by a running exchange"), "{report}");
    let log = fs::read_to_string(dir.join("log")).unwrap();
    assert!(log.contains("server.pem ends in") && !log.contains("ca.pem ends"), "{log}");
    assert!(!log.contains('\u{1b}'), "no colours in a file");
    drop(serving);
    assert!(part(&ok(dir, &["doctor"]), "ok", "everything in it is sound"));

    // A register from before roles excluded each other.
    let key = StorageKey::load(&dir.join("storage.key")).unwrap();
    let store = store::open(&StoreSettings::new(&dir.join("data"), Some(&key))).unwrap();
    let two_hats = Member {
        id: MemberId::new("exchange.example", "two-hats").unwrap(),
        display_name: "Of old".into(),
        country: Country::from_alpha2("XK").unwrap(),
        roles: vec![Role::Analyst, Role::Auditor],
        status: MemberStatus::Active,
    };
    let mut next: u64 = 0;
    let mut count = |_: &[u8], _: &[u8]| {
        next += 1;
        Ok(std::ops::ControlFlow::Continue(()))
    };
    store.scan(Space::Journal, &[], &mut count).unwrap();
    let mut batch = Batch::default();
    batch.put(Space::Journal, &next.to_be_bytes(), encode_entry(&Entry::Member(two_hats)));
    store.commit(batch).unwrap();
    drop(store);
    let report = ok(dir, &["doctor"]);
    assert!(part(&report, "attend to", "exchange.example/two-hats: AUDITOR"), "{report}");

    // What is wrong is told with the file, and by the exit code.
    let wrong = |words: &[&str]| {
        let output = vdx(dir, &["doctor"]);
        let report = text(&output.stdout);
        assert_eq!(output.status.code(), Some(1), "{report}");
        assert!(report.contains("WRONG") && words.iter().all(|w| report.contains(w)), "{report}");
    };
    let whole = fs::read(dir.join("data/store.redb")).unwrap();
    fs::write(dir.join("data/store.redb"), b"something else").unwrap();
    wrong(&["restore it from a backup"]);
    fs::write(dir.join("data/store.redb"), whole).unwrap();
    let key = dir.join("storage.key");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    wrong(&["storage.key", "chmod 600"]);
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
    let mut authority = Authority::open(&dir.join("pki")).unwrap();
    let server = Profile::Server(vec!["localhost".into()]);
    authority.issue(&server, 0, &dir.join("pki/server")).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(1500));
    wrong(&["server.pem has expired"]);
}

/// Whoever only looks changes nothing: not a store that was not closed, and not a directory that
/// holds something else, or nothing because its disk is not mounted.
#[test]
fn looking_changes_nothing() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path();
    let port = free_port();
    certify(dir, "exchange.example", port, &[("coordinator", "coordinator")]);
    ok(dir, &["keys", "generate"]);
    configure(dir, "exchange.example", "XK", port, &epochs(dir, "national.key"));
    let data = dir.join("data");
    let look = || {
        let before = files(&data);
        let told =
            ["doctor", "serve --check"].map(|words| ok(dir, &words.split(' ').collect::<Vec<_>>()));
        let after = files(&data);
        let changed = after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes));
        let changed: Vec<_> = changed.map(|(path, _)| path).collect();
        assert!(after == before, "{changed:?} changed");
        told
    };
    fs::create_dir(&data).unwrap();
    fs::write(data.join("notes"), "of somebody").unwrap();
    let [doctor, check] = look();
    assert!(doctor.contains("holds none: the first start makes one"), "{doctor}");
    assert!(check.contains("the first start makes the store"), "{check}");
    fs::remove_dir_all(&data).unwrap();

    let mut serving = serve(dir);
    // Beside a running exchange.
    for words in [&["doctor"][..], &["serve", "--check"]] {
        assert!(ok(dir, words).contains("in use by a running exchange"));
    }
    serving.0.kill().unwrap();
    serving.0.wait().unwrap();
    let [doctor, check] = look();
    assert!(doctor.contains("everything in it is sound"), "{doctor}");
    assert!(check.contains("The configuration and the store are right"), "{check}");
    drop(serving);

    // After an orderly stop nothing needs to be repaired.
    fs::remove_file(dir.join("log")).unwrap();
    serve(dir).stop();
    fs::remove_file(dir.join("log")).unwrap();
    serve(dir).stop();
    let log = fs::read_to_string(dir.join("log")).unwrap();
    assert!(!log.contains("was not closed"), "{log}");
}

/// One command makes an exchange that starts, and the members' first profiles; it asks nobody where
/// nobody is, and overwrites nothing.
#[test]
fn a_new_exchange_is_made_by_one_command() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path();
    // What it was not told it does not guess.
    let output = vdx(dir, &["init", "ex", "--host", "localhost"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("--trust-domain") && !dir.join("ex").exists());
    for wrong in [["--country", "XX"], ["--trust-domain", "a b"], ["--institution", "a/b"]] {
        let output = vdx(dir, &[&["init", "ex"][..], &wrong].concat());
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
    }
    let port = free_port().to_string();
    let answers = ["--trust-domain", "exchange.example", "--country", "XK", "--port", &port];
    let hosts = ["--host", "localhost,127.0.0.1", "--institution", "police,shelter"];
    let init = [&["init", "ex"][..], &answers, &hosts].concat();
    let told = ok(dir, &init);
    for step in ["offline", "vdx doctor", "vdx serve", "members put exchange.example/shelter"] {
        assert!(told.contains(step), "{step}\n{told}");
    }
    let before = files(&dir.join("ex"));
    let again = vdx(dir, &init);
    assert!(!again.status.success() && text(&again.stderr).contains("not empty"));
    assert!(files(&dir.join("ex")) == before);
    for (path, bytes) in &before {
        let mode = fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let is_secret = path.to_string_lossy().contains(".key");
        assert!(!is_secret || mode == 0o600, "{} {mode:o}", path.display());
        let is_config = path.ends_with("vdx.toml");
        assert!(!is_config || !text(bytes).contains("0000000000000000\"\n\n# The trans"));
    }
    let config = ["--config", "ex/vdx.toml"];
    assert!(ok(dir, &[&["serve", "--check"][..], &config].concat()).contains("right"));
    let report = ok(dir, &[&["doctor"][..], &config].concat());
    assert!(!report.contains("WRONG"), "{report}");

    // It runs, and its members reach it.
    let program = env!("CARGO_BIN_EXE_vdx");
    let log = fs::File::create(dir.join("log")).unwrap();
    let child = std::process::Command::new(program)
        .current_dir(dir)
        .args(["serve", "--config", "ex/vdx.toml"])
        .stderr(log)
        .spawn()
        .unwrap();
    let _serving = process::Serving(child);
    let coordinator = "ex/members/national-coordinator/national-coordinator.toml";
    let mut tries = 0;
    while !vdx(dir, &["whoami", "--profile", coordinator]).status.success() {
        tries += 1;
        assert!(tries < 200, "{}", fs::read_to_string(dir.join("log")).unwrap());
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let put = ["members", "put", "exchange.example/police", "--roles", "institution"];
    let named = ["--name", "Police", "--country", "XK", "--profile", coordinator];
    ok(dir, &[&put[..], &named].concat());
    ok(dir, &["whoami", "--profile", "ex/members/police/police.toml"]);
    for person in ["1", "2"] {
        let profile = format!("ex/members/national-coordinator/national-coordinator-{person}.toml");
        assert!(ok(dir, &["whoami", "--profile", &profile]).contains("/person/"));
    }
}

/// What is shipped is no configuration: its placeholders are named.
#[test]
fn placeholders_are_refused() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path();
    let port = free_port();
    certify(dir, "exchange.example", port, &[("coordinator", "coordinator")]);
    for (table, name) in [
        ("key_epochs", "key_epochs[0]"),
        ("transnational_key_epochs", "transnational_key_epochs[0]"),
    ] {
        let zeros = format!("[[{table}]]\nepoch = 1\ncheck_value = \"0000000000000000\"\n");
        configure(dir, "exchange.example", "XK", port, &zeros);
        for command in [&["serve", "--check"][..], &["doctor"]] {
            let output = vdx(dir, command);
            let told = text(&output.stdout) + &text(&output.stderr);
            assert_eq!(output.status.code(), Some(1), "{told}");
            assert!(told.contains(name), "{told}");
        }
    }
}
