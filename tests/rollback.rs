//! Nobody turns the clock of an exchange back: an operator who puts older data in the place of
//! newer data, restores a backup, or changes the log, against clients who have been there before.

mod common;
mod process;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use common::submit_numbers;
use process::{
    Serving, certify, configure, epochs, fails, free_port, ok, put_member, serve, text, vdx,
};
use vdx::audit::{Restoration, SignedRestoration};
use vdx::client::{Client, ClientProfile};
use vdx::identity::{CertifiedSignature, TlsFiles};
use vdx::proto::v1;
use vdx::store::{self, Batch, RESTORED, Space, Store, StoreError, StoreSettings};

const MEMBERS: &[(&str, &str)] = &[
    ("coordinator", "coordinator"),
    ("institution", "police"),
    ("analyst", "desk"),
    ("analyst", "newcomer"),
    ("liaison", "tirana"),
    ("liaison", "prizren"),
    ("auditor", "authority"),
];

const MAPPING: &str = r#"
record = "victim"
plain_ids = true
[identity]
national_id = "number"
[fields]
record_id = "id"
identified_on = { constant = "2010-03-01" }
trafficking_status = { constant = "ACTUAL_VICTIM" }
country_of_exploitation = { constant = "XK" }
consent_processing = { constant = "YES" }
"#;

/// An exchange whose data an operator holds.
struct World {
    root: tempfile::TempDir,
    serving: Option<Serving>,
}

impl World {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let dir = root.path();
        let port = free_port();
        certify(dir, "exchange.example", port, MEMBERS);
        ok(dir, &["keys", "generate"]);
        let told = ok(dir, &["keys", "generate-recovery"]);
        let recovery = told.lines().find(|line| line.starts_with("recovery_key")).unwrap();
        let more = format!("{recovery}\n{}", epochs(dir, "national.key"));
        configure(dir, "exchange.example", "XK", port, &more);
        fs::write(dir.join("m.toml"), MAPPING).unwrap();
        let mut world = Self { root, serving: None };
        world.start();
        for (role, member) in MEMBERS.iter().filter(|(role, _)| *role != "coordinator") {
            put_member(world.dir(), &format!("exchange.example/{member}"), role, "XK");
        }
        world.succeeds("tirana", &["referral", "keys", "init"]);
        world
    }

    fn dir(&self) -> &Path {
        self.root.path()
    }

    fn start(&mut self) {
        self.serving = Some(serve(self.dir()));
    }

    fn stop(&mut self) {
        if let Some(serving) = self.serving.take() {
            serving.stop();
        }
    }

    /// Does something to the data while the exchange stands still.
    fn while_stopped(&mut self, change: impl FnOnce(&Path)) {
        self.stop();
        change(self.dir());
        self.start();
    }

    fn run(&self, member: &str, command: &[&str]) -> std::process::Output {
        let profile = format!("pki/{member}.toml");
        vdx(self.dir(), &[command, &["--profile", &profile]].concat())
    }

    fn succeeds(&self, member: &str, command: &[&str]) -> (String, String) {
        let output = self.run(member, command);
        let told = (text(&output.stdout), text(&output.stderr));
        assert!(output.status.success(), "{member} {command:?}: {told:?}");
        told
    }

    fn refused(&self, member: &str, command: &[&str]) -> String {
        let output = self.run(member, command);
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{member} {command:?}: {told}");
        assert_eq!(text(&output.stdout), "", "{member} {command:?}");
        told
    }

    /// Submits an export of so many persons as the police.
    fn submit(&self, persons: u64) -> (String, String) {
        let rows: String = (0..persons).map(|n| format!("r{n},{}\n", 1_000_000 + n)).collect();
        fs::write(self.dir().join("e.csv"), format!("id,number\n{rows}")).unwrap();
        let output = self.run("police", &SUBMIT);
        let told = (text(&output.stdout), text(&output.stderr));
        // Rows that were withdrawn are rejected: exit code 3.
        assert!(matches!(output.status.code(), Some(0 | 3)), "{told:?}");
        told
    }

    fn evidence(&self) -> Vec<PathBuf> {
        let files = fs::read_dir(self.dir().join("pki")).unwrap();
        let files = files.map(|file| file.unwrap().path());
        files.filter(|path| path.display().to_string().contains("evidence")).collect()
    }
}

const SUBMIT: [&str; 6] = ["submit", "--mapping", "m.toml", "--key", "national.key", "e.csv"];

/// The store of a stopped exchange. The engine lets go of its files a moment after the last use.
fn open(dir: &Path) -> Arc<dyn Store> {
    for _ in 0..100 {
        match store::open(&StoreSettings::new(&dir.join("data"), None)) {
            Err(StoreError::InUse(_)) => {
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            opened => return opened.unwrap(),
        }
    }
    panic!("the store is still in use");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, to) = (entry.as_ref().unwrap().path(), to.join(entry.unwrap().file_name()));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).unwrap();
        }
    }
}

/// What each kind of member does.
const DEEDS: &[(&str, &[&str])] = &[
    ("police", &SUBMIT),
    ("police", &["withdraw", "--plain-ids", "r0"]),
    ("desk", &["query", "--by", "gender"]),
    ("desk", &["indicators", "--period", "2010"]),
    ("desk", &["epochs"]),
    ("tirana", &["referral", "inbox"]),
    ("tirana", &["referral", "checks"]),
    ("authority", &["audit", "list"]),
    ("authority", &["audit", "verify"]),
    ("coordinator", &["members", "list"]),
    ("coordinator", &["release", "propose", "--years", "2010", "--dry"]),
    ("coordinator", &["backup", "--out", "late.backup"]),
    ("coordinator", &["relay", "--to", "hub"]),
    ("coordinator", &["whoami"]),
];

#[test]
fn older_data_in_the_place_of_newer_is_noticed_by_every_member() {
    let mut world = World::new();
    world.submit(60);
    world.while_stopped(|dir| copy(&dir.join("data"), &dir.join("old")));
    // What is done now is to be undone by the operator: a withdrawal above all. Each member has
    // been there since, if only to ask who it is.
    world.succeeds("police", &["withdraw", "--plain-ids", "r7"]);
    for member in ["desk", "tirana", "authority", "coordinator"] {
        world.succeeds(member, &["whoami"]);
    }
    world.while_stopped(|dir| {
        fs::rename(dir.join("data"), dir.join("new")).unwrap();
        copy(&dir.join("old"), &dir.join("data"));
    });
    for (member, deed) in DEEDS {
        let told = world.refused(member, deed);
        assert!(
            told.contains("DO NOT RELY ON") && told.contains("has gone back"),
            "{deed:?} {told}"
        );
        assert!(told.contains("hand them") && told.contains(".evidence-"), "{told}");
    }
    assert!(!world.dir().join("late.backup").exists());
    // Through them, the exchange itself: it takes nothing from others either.
    let told = world.refused("newcomer", &["query", "--by", "gender"]);
    assert!(told.contains("older than what it has acknowledged"), "{told}");
    // What they hand over says what it proves, and is believed only as it was signed.
    let evidence = world.evidence();
    assert!(!evidence.is_empty());
    let file = evidence[0].display().to_string();
    let told = ok(world.dir(), &["audit", "evidence", &file]);
    assert!(told.contains("signed both"), "{told}");
    let forged = fs::read_to_string(&evidence[0]).unwrap().replacen("audit\\n", "audit\\n1", 1);
    fs::write(&evidence[0], forged).unwrap();
    fails(world.dir(), &["audit", "evidence", &file]);

    // The newest data again: all is well, and nothing was lost.
    world.while_stopped(|dir| {
        fs::remove_dir_all(dir.join("data")).unwrap();
        fs::rename(dir.join("new"), dir.join("data")).unwrap();
    });
    for (member, deed) in
        [("desk", &["epochs"][..]), ("police", &["withdraw", "--plain-ids", "r8"])]
    {
        world.succeeds(member, deed);
    }

    // Within one run of a client, too: the head after the work covers it, and the next run asks.
    world.while_stopped(|dir| {
        fs::remove_dir_all(dir.join("old")).unwrap();
        copy(&dir.join("data"), &dir.join("old"));
    });
    world.submit(61);
    world.while_stopped(|dir| {
        fs::remove_dir_all(dir.join("data")).unwrap();
        copy(&dir.join("old"), &dir.join("data"));
    });
    assert!(world.refused("police", &SUBMIT).contains("has gone back"));
}

#[test]
fn a_changed_log_is_noticed_by_every_member() {
    let mut world = World::new();
    world.submit(3);
    for member in ["desk", "tirana", "authority"] {
        world.succeeds(member, &["whoami"]);
    }
    // Somebody with the disk and all keys changes who did it; the number of lines stays.
    world.while_stopped(|dir| {
        let store = open(dir);
        let line = store.get(Space::Audit, &1u64.to_be_bytes()).unwrap().unwrap();
        let forged = String::from_utf8(line).unwrap().replace("coordinator", "c00rdinator");
        let mut batch = Batch::default();
        batch.put(Space::Audit, &1u64.to_be_bytes(), forged.into_bytes());
        store.commit(batch).unwrap();
        // Not taken up from the checkpoint, which holds the old leaves.
        fs::remove_file(dir.join("data/checkpoint")).unwrap();
    });
    for (member, deed) in DEEDS {
        let told = world.refused(member, deed);
        assert!(told.contains("another one than before"), "{deed:?} {told}");
    }
    // Another exchange key signs another log.
    world.stop();
    let told = fails(world.dir(), &["keys", "generate-exchange"]);
    assert!(told.contains("exchange.key"), "{told}");
    fs::remove_file(world.dir().join("exchange.key")).unwrap();
    fs::remove_dir_all(world.dir().join("data")).unwrap();
    ok(world.dir(), &["keys", "generate-exchange"]);
    world.start();
    let told = world.refused("coordinator", &["whoami"]);
    assert!(told.contains("its audit key is"), "{told}");
    // A pinned key is believed from the first call on.
    fs::remove_file(world.dir().join("pki/coordinator.head")).unwrap();
    let profile = world.dir().join("pki/coordinator.toml");
    let text = fs::read_to_string(&profile).unwrap();
    fs::write(&profile, format!("audit_key = \"{}\"\n{text}", "ab".repeat(32))).unwrap();
    let told = world.refused("coordinator", &["whoami"]);
    assert!(told.contains("the one in the profile"), "{told}");
    fs::write(&profile, format!("audit_key = \"abc\"\n{text}")).unwrap();
    assert!(world.refused("coordinator", &["whoami"]).contains("64 hexadecimal digits"));
}

fn restore(dir: &Path) {
    fs::remove_dir_all(dir.join("data")).unwrap();
    let restore = ["restore", "b.backup", "--recovery-key", "recovery.key", "--data-dir", "data"];
    let told = ok(dir, &[&restore[..], &["--unencrypted"]].concat());
    assert!(told.contains("acknowledge-restore") && told.contains("NOT ENCRYPTED"), "{told}");
}

/// What an operator can do alone: puts a statement about the restore into the store.
fn inject(dir: &Path, signed: &SignedRestoration) {
    let store = open(dir);
    let mut batch = Batch::default();
    batch.put(Space::Meta, b"restoration acknowledged", store::format::encode(1, signed));
    batch.remove(Space::Meta, RESTORED);
    store.commit(batch).unwrap();
}

/// The statement about the restore that waits, signed with some certificate.
fn statement(
    dir: &Path,
    pki: &str,
    member: &str,
    head: &vdx::audit::Checkpoint,
) -> SignedRestoration {
    let store = open(dir);
    let incarnation = store.get(Space::Meta, RESTORED).unwrap().unwrap();
    let statement = Restoration {
        origin: head.origin.clone(),
        size: head.size,
        root: head.root,
        incarnation: incarnation.try_into().unwrap(),
        number: jiff::Timestamp::now().as_second() as u64,
        reason: "nothing happened".into(),
    };
    let path = |ending: &str| dir.join(format!("{pki}/{member}.{ending}"));
    let files = TlsFiles { certificate: path("pem"), key: path("key.pem"), passphrase: None };
    let text = statement.text();
    let CertifiedSignature { signature, chain } =
        CertifiedSignature::sign(&files, text.as_bytes()).unwrap();
    SignedRestoration { text, signature, chain }
}

/// The head that the exchange shows, as anybody may ask for it.
fn shown(world: &World) -> vdx::audit::Checkpoint {
    let profile = ClientProfile::load(&world.dir().join("pki/desk.toml")).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let head = runtime.block_on(async {
        let bare = ClientProfile { heads: None, ..profile };
        let client = Client::connect(&bare).await.unwrap();
        client.log().get_head(v1::GetHeadRequest::default()).await.unwrap().into_inner()
    });
    let key = head.public_key.try_into().unwrap();
    vdx::audit::Checkpoint::verify(&head.checkpoint, &key).unwrap()
}

#[test]
fn a_restore_is_taken_only_at_the_coordinators_signed_word() {
    let mut world = World::new();
    world.submit(50);
    for member in ["desk", "authority"] {
        world.succeeds(member, &["whoami"]);
    }
    world.succeeds("coordinator", &["backup", "--out", "b.backup"]);
    // After the backup: more records, a withdrawal, a member put out.
    assert!(world.submit(80).0.contains("30 stored"));
    world.succeeds("police", &["withdraw", "--plain-ids", "r7"]);
    let suspend = ["members", "suspend", "exchange.example/newcomer"];
    world.succeeds("coordinator", &suspend);
    world.succeeds("tirana", &["whoami"]);
    world.while_stopped(restore);

    // Nobody is served, and all are told why; a client that keeps no head as well.
    for (member, deed) in DEEDS.iter().chain([&("newcomer", &["whoami"][..])]) {
        let told = world.refused(member, deed);
        assert!(told.contains("has not acknowledged it"), "{deed:?} {told}");
    }
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let bare = |member: &str| ClientProfile {
        heads: None,
        ..ClientProfile::load(&world.dir().join(format!("pki/{member}.toml"))).unwrap()
    };
    runtime.block_on(async {
        let client = Client::connect(&bare("police")).await.unwrap();
        let request = v1::GetSubmissionStatusRequest { submission_id: "s".into() };
        let told = client.intake().get_submission_status(request).await.unwrap_err();
        assert_eq!(told.code(), tonic::Code::FailedPrecondition);
        assert!(told.message().contains("acknowledge-restore"), "{told}");
    });
    // Not for others than the coordinator.
    let acknowledge = ["acknowledge-restore", "--reason", "The disk of the exchange broke."];
    for member in ["desk", "police", "authority"] {
        assert!(world.refused(member, &acknowledge).contains("role"), "{member}");
    }

    // An operator signs for itself: with an analyst's certificate, with that of an authority of
    // its own, and with a statement of another log.
    let dir = world.dir().to_owned();
    let head = shown(&world);
    ok(&dir, &["pki", "init", "--dir", "evil", "--trust-domain", "exchange.example"]);
    let mine =
        ["pki", "issue", "--dir", "evil", "--role", "coordinator", "--member", "coordinator"];
    ok(&dir, &mine);
    world.stop();
    copy(&dir.join("data"), &dir.join("restored"));
    for (pki, member, word) in [
        ("pki", "desk", "who is no coordinator of this exchange"),
        ("evil", "coordinator", "certificate is not of the authority"),
        ("pki", "coordinator", "does not continue that of the backup"),
    ] {
        let mut about = head.clone();
        if word.contains("continue") {
            about.root = [7; 32];
        }
        inject(&dir, &statement(&dir, pki, member, &about));
        world.start();
        let told = world.refused("police", &SUBMIT);
        assert!(told.contains("DO NOT RELY ON") && told.contains(word), "{word}: {told}");
        world.while_stopped(|dir| {
            fs::remove_dir_all(dir.join("data")).unwrap();
            copy(&dir.join("restored"), &dir.join("data"));
        });
        world.stop();
    }
    world.start();

    // The coordinator looks at it first, then signs.
    let (told, _) = world.succeeds("coordinator", &["acknowledge-restore"]);
    assert!(told.contains("continues what you saw") && told.contains("are gone"), "{told}");
    assert!(told.contains("who was suspended") && told.contains("--suspend"), "{told}");
    world.stop();
    let report = vdx(&dir, &["doctor"]);
    assert!(text(&report.stdout).contains("acknowledge-restore"), "{}", text(&report.stdout));
    world.start();
    assert!(world.refused("desk", &["whoami"]).contains("has not acknowledged"));
    // Whoever was suspended after the backup is put out again before anybody is served; a name
    // that the backup does not know stops the whole.
    let typo = [&acknowledge[..], &["--suspend", "exchange.example/newcoomer"]].concat();
    let told = world.refused("coordinator", &typo);
    assert!(told.contains("suspend[0]") && told.contains("register"), "{told}");
    let own = [&acknowledge[..], &["--suspend", "exchange.example/coordinator"]].concat();
    assert!(world.refused("coordinator", &own).contains("caller's own"));
    assert!(world.refused("desk", &["whoami"]).contains("has not acknowledged"));
    let suspending = [&acknowledge[..], &["--suspend", "exchange.example/newcomer"]].concat();
    let (told, note) = world.succeeds("coordinator", &suspending);
    let entry = told.lines().find(|line| line.contains("exchange.example/newcomer")).unwrap();
    assert!(entry.contains("suspended"), "{told}");
    assert!(!world.run("newcomer", &["query", "--by", "gender"]).status.success());
    assert!(told.contains("members") && note.contains("RESTORED FROM A BACKUP"), "{told} {note}");
    let again = world.succeeds("coordinator", &acknowledge);
    assert!(again.0.contains("No restore waits") && again.1.is_empty(), "{again:?}");
    // Who was forgotten then is suspended now; one who cannot be keeps none of the others admitted.
    put_member(&dir, "exchange.example/forgotten", "analyst", "XK");
    let late = |names: &[&str]| {
        let named = names.iter().flat_map(|name| ["--suspend", *name]);
        let args: Vec<&str> = acknowledge.iter().copied().chain(named).collect();
        world.run("coordinator", &args)
    };
    let members = || ok(&dir, &["members", "list", "--profile", "pki/coordinator.toml"]);
    let is_suspended = |name: &str| {
        let listed = members();
        listed.lines().any(|line| line.contains(name) && line.contains("suspended"))
    };
    let output = late(&["exchange.example/nobody", "exchange.example/forgotten"]);
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(
        told.contains("exchange.example/nobody:") && told.contains("members suspend"),
        "{told}"
    );
    assert!(is_suspended("exchange.example/forgotten"), "{told}");
    put_member(&dir, "exchange.example/second", "analyst", "XK");
    let output = late(&["exchange.example/second"]);
    let told = text(&output.stdout);
    assert!(output.status.success() && told.contains("No restore waits"), "{told}");
    assert!(told.contains("suspended now") && is_suspended("exchange.example/second"), "{told}");

    // Each is told, loudly, and goes on; what is gone is sent again.
    let (told, note) = world.submit(80);
    assert!(
        note.contains("RESTORED") && note.contains("The disk of the exchange broke."),
        "{note}"
    );
    assert!(note.contains("send it again"), "{note}");
    assert!(told.contains("80 stored") || told.contains("30 stored"), "{told}");
    // A nightly run is not the person who withdrew something by hand: it is told until somebody knows.
    let (_, note) = world.submit(80);
    assert!(note.contains("RESTORED") && note.contains("vdx whoami --restore-known"), "{note}");
    assert_eq!(note.matches("THE EXCHANGE WAS RESTORED").count(), 1, "{note}");
    for member in ["police", "desk", "tirana", "authority"] {
        for args in [&["whoami"][..], &["whoami", "--restore-known"]] {
            assert!(world.succeeds(member, args).1.contains("RESTORED"), "{member}");
        }
        assert_eq!(world.succeeds(member, &["whoami"]).1, "", "{member}");
    }
    assert_eq!(world.submit(80).1, "");
    world.succeeds("authority", &["audit", "verify"]);

    // The same backup again is another restore, and needs another word; the older word is no use.
    world.stop();
    let signed = {
        let store = open(&dir);
        store.get(Space::Meta, b"restoration acknowledged").unwrap().unwrap()
    };
    let signed: SignedRestoration = store::format::decode("a statement", 1, &signed).unwrap();
    restore(&dir);
    world.start();
    assert!(world.refused("police", &SUBMIT).contains("has not acknowledged it"));
    world.while_stopped(|dir| inject(dir, &signed));
    let told = world.refused("police", &SUBMIT);
    assert!(told.contains("has gone back"), "{told}");
    world.while_stopped(restore);
    let (_, note) = world.succeeds("coordinator", &acknowledge);
    assert!(note.contains("RESTORED"), "{note}");
    let (told, note) = world.submit(80);
    assert!(note.contains("RESTORED") && told.contains("30 stored"), "{told} {note}");
}

/// Whoever was away through two restores is told of both, and not that the log was changed.
#[test]
fn a_member_who_missed_several_restores_goes_on() {
    let mut world = World::new();
    world.submit(50);
    world.succeeds("coordinator", &["backup", "--out", "b.backup"]);
    // Lines that the first restore loses.
    world.submit(60);
    for member in ["desk", "authority"] {
        world.succeeds(member, &["whoami"]);
    }
    let acknowledge = |reason| ["acknowledge-restore", "--reason", reason];
    world.while_stopped(restore);
    world.succeeds("coordinator", &acknowledge("The first disk broke."));
    world.succeeds("police", &["whoami", "--restore-known"]);
    // Many more lines than the desk had seen of the log before, in the second backup.
    for persons in 61..70 {
        world.submit(persons);
    }
    fs::remove_file(world.dir().join("b.backup")).unwrap();
    world.succeeds("coordinator", &["backup", "--out", "b.backup"]);
    world.submit(80);
    world.while_stopped(restore);
    world.succeeds("coordinator", &acknowledge("The second disk broke."));

    for member in ["desk", "authority"] {
        let (_, note) = world.succeeds(member, &["whoami"]);
        for word in ["first disk", "second disk", "restored 2 times since you were there"] {
            assert!(note.contains(word), "{member}: {note}");
        }
        world.succeeds(member, &["whoami", "--restore-known"]);
        assert_eq!(world.succeeds(member, &["whoami"]).1, "", "it is known");
    }
    let (_, note) = world.submit(80);
    assert!(note.contains("second disk") && !note.contains("first disk"), "{note}");
    world.succeeds("authority", &["audit", "verify"]);
    assert_eq!(world.evidence(), Vec::<PathBuf>::new());
}

/// Two liaisons who have compared keys, with a referral from Tirana that Prizren has accepted.
fn referral_between(world: &World) -> String {
    let (tirana, prizren) = ("exchange.example/tirana", "exchange.example/prizren");
    put_member(world.dir(), tirana, "liaison", "AL");
    world.succeeds("prizren", &["referral", "keys", "init"]);
    let fingerprint = |member: &str| {
        let (shown, _) = world.succeeds(member, &["referral", "keys", "show"]);
        let line = shown.lines().find_map(|line| line.strip_prefix("Fingerprint: "));
        line.unwrap().to_owned()
    };
    for (member, partner, read) in
        [("tirana", prizren, fingerprint("prizren")), ("prizren", tirana, fingerprint("tirana"))]
    {
        let trust = ["referral", "keys", "trust", partner, "--fingerprint", &read];
        world.succeeds(member, &trust);
    }
    accepted(world, "AL-1")
}

/// A new referral that is accepted; its id.
fn accepted(world: &World, case: &str) -> String {
    let form = ok(world.dir(), &["referral", "form"])
        .replace("recipient = \"\"", "recipient = \"exchange.example/prizren\"")
        .replace("type = \"\"", "type = \"PROTECTION_AND_SHELTER\"")
        .replace("case = \"\"", &format!("case = \"{case}\""))
        .replace("\nkind = \"\"", "\nkind = \"VICTIM_CONSENT\"")
        .replace("recorded_on = \"\"", "recorded_on = \"2026-01\"")
        .replace("narrative = \"\"\"\n", "narrative = \"\"\"\nAsks for a place.\n");
    fs::write(world.dir().join("case.toml"), form).unwrap();
    let new = ["referral", "new", "--form", "case.toml", "--json"];
    let sent: serde_json::Value = serde_json::from_str(&world.succeeds("tirana", &new).0).unwrap();
    let id = sent["id"].as_str().unwrap().to_owned();
    world.succeeds("prizren", &["referral", "accept", &id]);
    world.succeeds("tirana", &["referral", "show", &id]);
    id
}

/// What `vdx referral show` prints, and its exit code.
fn show(world: &World, member: &str, id: &str) -> (String, Option<i32>) {
    let shown = world.run(member, &["referral", "show", id]);
    (text(&shown.stdout), shown.status.code())
}

#[test]
fn referrals_that_lost_steps_in_a_restore_go_on_or_end_at_a_word() {
    let mut world = World::new();
    let running = referral_between(&world);
    let ended = accepted(&world, "AL-2");
    let finished = accepted(&world, "AL-5");
    world.succeeds("coordinator", &["backup", "--out", "b.backup"]);
    // After the backup: a message, a withdrawn consent, and a whole referral.
    world.succeeds("prizren", &["referral", "message", &running, "A place is ready."]);
    assert!(show(&world, "tirana", &running).0.contains("A place is ready."));
    world.succeeds("tirana", &["referral", "withdraw-consent", &ended]);
    assert!(show(&world, "prizren", &ended).0.contains("consent withdrawn"));
    world.succeeds("prizren", &["referral", "complete", &finished]);
    assert!(show(&world, "tirana", &finished).0.contains("completed"));
    let young = accepted(&world, "AL-3");
    world.while_stopped(restore);
    world.succeeds("coordinator", &["acknowledge-restore", "--reason", "The disk broke."]);

    // Both are told what it is and how to go on; nothing is signed before.
    for member in ["tirana", "prizren"] {
        let (told, code) = show(&world, member, &running);
        assert_eq!(code, Some(4), "{told}");
        assert!(told.contains("was restored from a backup") && told.contains("compare"), "{told}");
        assert!(!told.contains("DOES NOT HOLD"), "{told}");
        let message = ["referral", "message", &running, "Once more."];
        assert!(world.refused(member, &message).contains("was restored from a backup"));
        let wrong = ["referral", "compare", &running, "--fingerprint", "12345 54321"];
        assert!(world.refused(member, &wrong).contains("coordinator"));
    }
    let (told, _) = show(&world, "tirana", &running);
    let prefix = "Fingerprint of this history: ";
    let read = told.lines().find_map(|line| line.strip_prefix(prefix)).unwrap();
    let compare = ["referral", "compare", &running, "--fingerprint", read];
    for member in ["prizren", "tirana"] {
        world.succeeds(member, &compare);
    }
    world.succeeds("prizren", &["referral", "message", &running, "A place is ready, I said."]);
    let (told, code) = show(&world, "tirana", &running);
    assert!(code == Some(0) && told.contains("I said"), "{told}");
    world.succeeds("prizren", &["referral", "complete", &running]);

    // What was completed is completed again, after the call, by whoever may: no other way is named.
    let (told, _) = show(&world, "prizren", &finished);
    assert!(told.contains("compare ID; then you run: vdx referral complete ID"), "{told}");
    assert!(!told.contains("--not-verified") && !told.contains("every key"), "{told}");
    let (told, _) = show(&world, "tirana", &finished);
    assert!(told.contains("the partner completes it again"), "{told}");
    let read = told.lines().find_map(|line| line.strip_prefix(prefix)).unwrap();
    let compare = ["referral", "compare", &finished, "--fingerprint", read];
    for member in ["prizren", "tirana"] {
        world.succeeds(member, &compare);
    }
    world.succeeds("prizren", &["referral", "complete", &finished]);

    // What had ended is ended again; what is gone is said to be gone.
    let (told, code) = show(&world, "tirana", &ended);
    assert!(code == Some(4) && told.contains("withdraw-consent ID --not-verified"), "{told}");
    let end = world.run("tirana", &["referral", "withdraw-consent", &ended, "--not-verified"]);
    let told = text(&end.stdout);
    assert!(told.contains("CONSENT_WITHDRAWN") && told.contains("no step can follow"), "{told}");
    assert!(!told.contains("--not-verified"), "{told}");
    let list = world.run("tirana", &["referral", "list"]);
    let told = text(&list.stdout);
    assert!(told.contains(&young) && told.contains("write it anew"), "{told}");
    assert!(!told.contains("HIDES"), "{told}");

    // The same once more without a restore is a lie, and no telephone settles it.
    world.while_stopped(|dir| copy(&dir.join("data"), &dir.join("old")));
    let fresh = accepted(&world, "AL-4");
    assert!(show(&world, "tirana", &fresh).0.starts_with("History checked"));
    // The list and the history of a younger exchange, as its own client would be shown them.
    world.while_stopped(|dir| {
        fs::remove_dir_all(dir.join("data")).unwrap();
        fs::rename(dir.join("old"), dir.join("data")).unwrap();
    });
    assert!(world.refused("tirana", &["referral", "list"]).contains("has gone back"));
}

#[test]
fn a_snapshot_of_the_disk_is_marked_and_a_broken_restore_does_not_start() {
    let mut world = World::new();
    world.submit(5);
    world.while_stopped(|dir| copy(&dir.join("data"), &dir.join("snapshot")));
    world.submit(9);
    world.while_stopped(|dir| {
        fs::remove_dir_all(dir.join("data")).unwrap();
        fs::rename(dir.join("snapshot"), dir.join("data")).unwrap();
        ok(dir, &["restore", "--mark", "--data-dir", "data"]);
    });
    assert!(world.refused("police", &SUBMIT).contains("has not acknowledged it"));
    let acknowledge = ["acknowledge-restore", "--reason", "A snapshot was all there was."];
    world.succeeds("coordinator", &acknowledge);
    assert!(world.submit(9).0.contains("stored"));
    world.stop();
    // As a restore leaves it that breaks off.
    {
        let store = open(world.dir());
        let mut batch = Batch::default();
        batch.put(Space::Meta, RESTORED, []);
        store.commit(batch).unwrap();
    }
    assert!(fails(world.dir(), &["serve", "--check"]).contains("broke off"));
}

#[test]
fn a_head_that_cannot_be_kept_is_told_and_a_damaged_file_stops() {
    let world = World::new();
    let kept = world.dir().join("pki/desk.head");
    let (_, note) = world.succeeds("desk", &["whoami"]);
    assert!(note.contains("first contact") && note.contains("audit key"), "{note}");
    let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&kept).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    let good = fs::read(&kept).unwrap();
    fs::write(&kept, "{").unwrap();
    let told = world.refused("desk", &["whoami"]);
    assert!(told.contains("desk.head") && told.contains("begin anew"), "{told}");
    // Two processes at once: none loses the newer head.
    fs::write(&kept, good).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| world.succeeds("desk", &["whoami"]));
        }
    });
    // Where no file can be made it goes on, and says so.
    fs::remove_file(&kept).unwrap();
    fs::create_dir(world.dir().join("pki/desk.head.new")).unwrap();
    fs::write(world.dir().join("pki/desk.head.new/x"), "").unwrap();
    let (_, note) = world.succeeds("desk", &["whoami"]);
    assert!(note.contains("could not be kept"), "{note}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_older_revocation_list_readmits_nobody() {
    let mut world = tokio::task::spawn_blocking(World::new).await.unwrap();
    let dir = world.dir().to_owned();
    world.succeeds("desk", &["whoami"]);
    let old = fs::read(dir.join("pki/crl.pem")).unwrap();
    ok(&dir, &["pki", "revoke", "spiffe://exchange.example/analyst/desk"]);
    let is_refused = |world: &World| !world.run("desk", &["whoami"]).status.success();
    let mut tries = 0;
    while !is_refused(&world) {
        tries += 1;
        assert!(tries < 200, "the revocation is noticed");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let new = fs::read(dir.join("pki/crl.pem")).unwrap();
    let log = || fs::read_to_string(dir.join("log")).unwrap();
    fs::write(dir.join("pki/crl.pem"), &old).unwrap();
    for _ in 0..200 {
        if log().contains("is older than one that was in force") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert!(log().contains("is older than one that was in force"), "{}", log());
    assert!(is_refused(&world), "on the running exchange");
    world.while_stopped(|dir| {
        let doctor = vdx(dir, &["doctor"]);
        assert!(text(&doctor.stdout).contains("is older than"), "{}", text(&doctor.stdout));
    });
    assert!(is_refused(&world), "after a restart with the old file");
    // One that the authority has not signed is refused, whatever its number.
    ok(&dir, &["pki", "init", "--dir", "other", "--trust-domain", "exchange.example"]);
    for _ in 0..3 {
        ok(&dir, &["pki", "renew-crl", "--dir", "other"]);
    }
    fs::copy(dir.join("other/crl.pem"), dir.join("pki/crl.pem")).unwrap();
    for _ in 0..200 {
        if log().contains("signed by none of the authorities") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert!(log().contains("signed by none of the authorities") && is_refused(&world));
    // An index that went back does not make the numbers go back.
    fs::write(dir.join("pki/crl.pem"), &new).unwrap();
    let index = fs::read_to_string(dir.join("pki/index.json")).unwrap();
    fs::write(dir.join("pki/index.json"), index.replace("\"crl_number\": 2", "\"crl_number\": 0"))
        .unwrap();
    ok(&dir, &["pki", "renew-crl"]);
    let before = log().len();
    std::thread::sleep(std::time::Duration::from_secs(3));
    assert!(!log()[before..].contains("older"), "{}", &log()[before..]);
    assert!(is_refused(&world));
    let outcome = submit_numbers(&dir, "police", "s", "v", 0..3).await.unwrap();
    assert_eq!(outcome.len(), 3, "others are served");
}
