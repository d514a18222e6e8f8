//! Two liaisons who are no programmers, with the `vdx` binary alone.

mod process;

use std::fs;
use std::path::Path;

use process::{
    broken_at_eighty_columns, certify, configure, epochs, fails, files_with, free_port, ok,
    put_member, serve, submit_export, text, vdx,
};
use serde_json::Value;

/// Appears in every plaintext of this test, and must appear nowhere at the exchange.
const CANARY: &str = "Zamira-Canary-Dervishi";

const ALBANIA: &str = "pki/albania.toml";
const KOSOVO: &str = "pki/kosovo.toml";

/// `vdx referral ...` as one of the two.
fn referral(dir: &Path, who: &str, args: &[&str]) -> String {
    ok(dir, &[&["referral"], args, &["--profile", who]].concat())
}

fn json(dir: &Path, who: &str, args: &[&str]) -> Value {
    serde_json::from_str(&referral(dir, who, &[args, &["--json"]].concat())).unwrap()
}

/// The form that `vdx referral form` prints, filled in.
fn form(dir: &Path) -> String {
    ok(dir, &["referral", "form"])
        .replace("recipient = \"\"", "recipient = \"exchange.example/kosovo\"")
        .replace("type = \"\"", "type = \"PROTECTION_AND_SHELTER\"")
        .replace("case = \"\"", "case = \"AL-2026-17\"")
        .replace("age_band = \"\"", "age_band = \"FROM_18_TO_20\"")
        .replace("needs = []", "needs = [\"SHELTER\", \"MEDICAL\"]")
        .replace("\nkind = \"\"", "\nkind = \"VICTIM_CONSENT\"")
        .replace("recorded_on = \"\"", "recorded_on = \"2026-01\"")
        .replace(
            "narrative = \"\"\"\n",
            &format!("narrative = \"\"\"\nAsks for shelter. {CANARY}\n"),
        )
        .replace("attachments = []", "attachments = [\"report.pdf\"]")
        .replacen("surname = \"\"", &format!("surname = \"{CANARY}\""), 1)
}

/// One record of the police that may cross borders, and one that may not.
fn submit(dir: &Path) {
    let mapping = r#"
record = "victim"
plain_ids = true
[identity]
surname = "surname"
given_name = "given"
birth_date = "born"
national_id = "number"
[fields]
record_id = "id"
identified_on = "identified"
trafficking_status = { constant = "ACTUAL_VICTIM" }
citizenships = { constant = "AL" }
country_of_exploitation = { constant = "XK" }
consent_processing = { constant = "YES" }
consent_cross_border_sharing = "abroad"
"#;
    fs::write(dir.join("m.toml"), mapping).unwrap();
    let export = format!(
        "id,given,surname,born,number,identified,abroad\n\
         a-1,Mira,{CANARY},1991-03-07,1170234567,2010-03,YES\n\
         a-2,Teuta,{CANARY},1985-12-01,1170234999,2010-03,NO\n"
    );
    fs::write(dir.join("export.csv"), export).unwrap();
    assert!(submit_export(dir, "export.csv").contains("2 stored"));
}

fn person(dir: &Path, name: &str, given: &str, born: &str, number: &str) {
    let text = format!(
        "given_name = \"{given}\"\nsurname = \"{CANARY}\"\nbirth_date = \"{born}\"\nnational_id = \"{number}\"\n"
    );
    fs::write(dir.join(name), text).unwrap();
}

#[test]
fn from_keys_to_a_completed_referral_and_a_hit() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let port = free_port();
    let members = [
        ("coordinator", "coordinator"),
        ("institution", "police"),
        ("liaison", "albania"),
        ("liaison", "kosovo"),
    ];
    certify(dir, "exchange.example", port, &members);
    ok(dir, &["keys", "generate"]);
    ok(dir, &["keys", "generate-transnational"]);
    let more = format!(
        "log = \"trace\"\n[referrals]\nhit_checks_per_day = 3\n{}{}",
        epochs(dir, "national.key"),
        epochs(dir, "transnational.key")
    );
    configure(dir, "exchange.example", "XK", port, &more);
    let mut serving = serve(dir);
    put_member(dir, "exchange.example/police", "institution", "XK");
    put_member(dir, "exchange.example/albania", "liaison", "AL");
    put_member(dir, "exchange.example/kosovo", "liaison", "XK");
    submit(dir);

    keys(dir);
    referral_to_the_end(dir);
    hits(dir);
    eighty_columns(dir);
    a_lost_key(dir);

    // Nothing that was sealed, and no name of a person, at the exchange: neither in its store
    // nor in its most talkative log.
    let _ = serving.0.kill();
    let _ = serving.0.wait();
    assert_eq!(files_with(&dir.join("data"), CANARY), [""; 0]);
    let log = fs::read_to_string(dir.join("log")).unwrap();
    assert!(log.contains("TRACE") && log.contains("referral"), "the log talks");
    for secret in [CANARY, "1170234567", "AL-2026-17", "XK-31", "Asks for shelter"] {
        assert!(!log.contains(secret), "{secret} is in the log");
    }
}

fn keys(dir: &Path) {
    assert!(fails(dir, &["referral", "inbox", "--profile", KOSOVO]).contains("keys init"));
    let shown = referral(dir, KOSOVO, &["keys", "init"]);
    let fingerprint =
        shown.lines().find_map(|line| line.strip_prefix("Fingerprint: ")).unwrap().to_owned();
    referral(dir, ALBANIA, &["keys", "init"]);
    assert!(fails(dir, &["referral", "keys", "init", "--profile", KOSOVO]).contains("rotate"));
    a_second_person_of_the_desk(dir);

    // Nothing leaves before fingerprints were compared.
    fs::write(dir.join("case.toml"), form(dir)).unwrap();
    fs::write(dir.join("report.pdf"), format!("%PDF {CANARY}")).unwrap();
    let new = ["referral", "new", "--form", "case.toml", "--profile", ALBANIA];
    assert!(fails(dir, &new).contains(&fingerprint));
    let trust = ["referral", "keys", "trust", "exchange.example/kosovo", "--profile", ALBANIA];
    let wrong = fails(dir, &[&trust[..], &["--fingerprint", "12345 00000"]].concat());
    assert!(wrong.contains("coordinator"), "{wrong}");
    ok(dir, &[&trust[..], &["--fingerprint", &fingerprint]].concat());
    let partners = json(dir, ALBANIA, &["keys", "list"]);
    assert_eq!(partners[0]["compared"], true);
    let own = json(dir, ALBANIA, &["keys", "show"])["fingerprint"].as_str().unwrap().to_owned();
    let trust = ["keys", "trust", "exchange.example/albania", "--fingerprint", &own];
    referral(dir, KOSOVO, &trust);
    // A rotation that the old key confirms needs no new comparison.
    referral(dir, KOSOVO, &["keys", "rotate"]);
    let partners = json(dir, ALBANIA, &["keys", "list"]);
    assert_eq!((&partners[0]["version"], &partners[0]["compared"]), (&2.into(), &true.into()));
}

fn referral_to_the_end(dir: &Path) {
    let sent = json(dir, ALBANIA, &["new", "--form", "case.toml"]);
    assert_eq!(sent["status"], "SENT");
    let id = sent["id"].as_str().unwrap();
    let short = &id[..8];
    let inbox = referral(dir, KOSOVO, &["inbox"]);
    assert!(inbox.starts_with("So says the exchange") && inbox.contains("never"), "{inbox}");
    assert!(inbox.contains(short) && inbox.contains("protection and shelter"), "{inbox}");
    assert!(!inbox.contains(CANARY));

    // Each finds a case by its own number, which the other one and the exchange never see.
    assert!(referral(dir, ALBANIA, &["list"]).contains("AL-2026-17"));
    assert!(!inbox.contains("AL-2026-17"), "{inbox}");
    referral(dir, KOSOVO, &["case", short, "XK-31"]);
    assert!(referral(dir, KOSOVO, &["inbox"]).contains("XK-31"));
    assert_eq!(json(dir, KOSOVO, &["show", short])["own_case"], "XK-31");
    assert!(!referral(dir, ALBANIA, &["list"]).contains("XK-31"));

    let seen = referral(dir, KOSOVO, &["show", short]);
    assert!(seen.contains("received") && seen.contains("not yours before you accept"), "{seen}");
    assert!(!seen.contains(CANARY) && seen.starts_with("History checked"), "{seen}");
    assert!(seen.contains("accept, decline") && seen.contains("ask"), "{seen}");
    // The same form once more, as by an arrow key, is no second referral; an empty word is none.
    let twice = fails(dir, &["referral", "new", "--form", "case.toml", "--profile", ALBANIA]);
    assert!(twice.contains(short) && twice.contains("--again"), "{twice}");
    let empty = ["referral", "ask", short, " ", "--profile", KOSOVO];
    assert!(fails(dir, &empty).contains("must not be empty"));
    referral(dir, KOSOVO, &["ask", short, "Does she travel alone?"]);
    let asked = json(dir, ALBANIA, &["show", short]);
    assert_eq!(asked["opened"][1]["narrative"], "Does she travel alone?");
    referral(dir, ALBANIA, &["answer", short, "Yes."]);
    assert!(referral(dir, KOSOVO, &["accept", short]).contains("accepted"));
    let opened = json(dir, KOSOVO, &["show", short, "--save", "saved"]);
    assert_eq!(opened["verified"], true);
    assert_eq!(opened["opened"][0]["person"]["surname"], CANARY);
    let saved = fs::read_to_string(dir.join("saved/1-report.pdf")).unwrap();
    assert_eq!(saved, format!("%PDF {CANARY}"));
    referral(dir, KOSOVO, &["start", short]);
    referral(dir, ALBANIA, &["message", short, "She is on her way."]);
    referral(dir, KOSOVO, &["complete", short, "--message", "She arrived."]);
    let done = referral(dir, ALBANIA, &["show", short]);
    assert!(done.contains("completed") && done.contains("She arrived."), "{done}");
    let refused = fails(dir, &["referral", "withdraw", short, "--profile", ALBANIA]);
    assert!(refused.contains("COMPLETED") && refused.contains("nothing"), "{refused}");

    // Watching goes on where it left off.
    let first = referral(dir, KOSOVO, &["watch", "--idle", "1", "--json"]);
    let notices: Vec<Value> =
        first.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let actions: Vec<&str> = notices.iter().map(|n| n["action"].as_str().unwrap()).collect();
    let expected = [
        "SEND",
        "RECEIVE",
        "REQUEST_INFORMATION",
        "PROVIDE_INFORMATION",
        "ACCEPT",
        "START",
        "MESSAGE",
        "COMPLETE",
    ];
    assert_eq!(actions, expected);
    assert_eq!(referral(dir, KOSOVO, &["watch", "--idle", "1"]), "");
}

/// On a terminal of 80 columns no date, code or word is broken, in no language.
fn eighty_columns(dir: &Path) {
    let inbox = json(dir, ALBANIA, &["list"]);
    let id = inbox[0]["id"].as_str().unwrap();
    let mut wrong = Vec::new();
    for args in
        [&["list"][..], &["inbox"], &["show", id], &["checks"], &["waiting"], &["keys", "list"]]
    {
        for who in [ALBANIA, KOSOVO] {
            let all = [&["referral"], args, &["--profile", who]].concat();
            wrong.extend(broken_at_eighty_columns(dir, &all));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn hits(dir: &Path) {
    person(dir, "known.toml", "Mira", "07.03.1991", "1170234567");
    person(dir, "unshared.toml", "Teuta", "1985-12-01", "1170234999");
    let args = |purpose: &'static str, person: &'static str| {
        let key = ["--transnational-key", "transnational.key"];
        [&["check", "--purpose", purpose], &key[..], &["--person", person]].concat()
    };
    let check = |who: &str, person: &'static str| json(dir, who, &args("PROTECTION", person));
    let refused = |purpose: &'static str| {
        let rest = args(purpose, "known.toml");
        fails(dir, &[&["referral"], &rest[..], &["--profile", ALBANIA]].concat())
    };
    let hit = check(ALBANIA, "known.toml");
    assert_eq!((&hit["hit"], &hit["checks_left"]), (&true.into(), &2.into()));
    // Without consent to sharing, and from the record's own country: no hit.
    assert_eq!(check(ALBANIA, "unshared.toml")["hit"], false);
    assert_eq!(check(KOSOVO, "known.toml")["hit"], false);
    assert_eq!(check(ALBANIA, "unshared.toml")["checks_left"], 0);
    assert!(refused("PROTECTION").contains("midnight"));
    assert!(refused("CURIOSITY").contains("--purpose"));
    let own = json(dir, KOSOVO, &["checks"]);
    let all: Value = serde_json::from_str(&ok(
        dir,
        &["referral", "checks", "--json", "--profile", "pki/coordinator.toml"],
    ))
    .unwrap();
    assert_eq!((own.as_array().unwrap().len(), all.as_array().unwrap().len()), (2, 4));
    assert_eq!(own[1]["holder_country"], "XK", "both sides have a hit in their log");
    // Who has to know is told without asking.
    let told = vdx(dir, &["members", "list", "--profile", "pki/coordinator.toml"]);
    let told = text(&told.stderr);
    assert!(told.contains("attention:") && told.contains("AL: all 3 hit checks"), "{told}");

    // Nothing can be sealed yet: what was filled in is not dropped in silence.
    let request = form(dir).replace("\"PROTECTION_AND_SHELTER\"", "\"INFORMATION_REQUEST\"");
    fs::write(dir.join("request.toml"), &request).unwrap();
    let handle = hit["handle"].as_str().unwrap();
    let new = ["referral", "new", "--hit", handle, "--form", "request.toml", "--profile", ALBANIA];
    let told = fails(dir, &new);
    assert!(told.contains("sealed") && told.contains("nothing was sent"), "{told}");
    let request = &request[..request.find("[sealed]").unwrap()];
    fs::write(dir.join("request.toml"), request).unwrap();
    // The follow-up: whoever holds the record decides, and is named only then.
    let asked = json(dir, ALBANIA, &["new", "--hit", handle, "--form", "request.toml"]);
    assert_eq!((&asked["status"], &asked["recipient"]), (&"SENT".into(), &Value::Null));
    let short = &asked["id"].as_str().unwrap()[..8];
    assert!(fails(dir, &new).contains("--again"), "the same form twice");
    let again = [&new[..], &["--again"]].concat();
    assert!(fails(dir, &again).contains("open.hit_handle"), "a handle is good for one request");
    assert!(referral(dir, KOSOVO, &["inbox"]).contains("request for information"));
    referral(dir, KOSOVO, &["show", short]);
    let waiting = vdx(dir, &["referral", "show", short, "--profile", ALBANIA]);
    assert_eq!(waiting.status.code(), Some(4), "what nobody signed is not verified");
    let waiting = text(&waiting.stdout);
    assert!(waiting.starts_with("NOT VERIFIED yet"), "{waiting}");
    assert!(waiting.contains("not disclosed yet") && !waiting.contains("kosovo"), "{waiting}");
    referral(dir, KOSOVO, &["accept", short]);
    let accepted = referral(dir, ALBANIA, &["show", short]);
    assert!(accepted.contains("exchange.example/kosovo"), "{accepted}");
    assert!(accepted.contains("History checked"), "{accepted}");
    referral(dir, ALBANIA, &["message", short, "Is she safe?"]);
    let read = json(dir, KOSOVO, &["show", short]);
    assert_eq!(read["opened"][0]["narrative"], "Is she safe?");
}

/// A colleague with a certificate of her own works with the desk's keys, and cannot displace them.
fn a_second_person_of_the_desk(dir: &Path) {
    let first = fs::read_to_string(dir.join(KOSOVO)).unwrap();
    let server = first.lines().find_map(|line| line.strip_prefix("server = ")).unwrap();
    let issue = ["pki", "issue", "--role", "liaison", "--member", "kosovo", "--person", "22"];
    ok(dir, &[&issue[..], &["--exchange", server.trim_matches('"')]].concat());
    let second = "pki/kosovo-22.toml";
    let told = fails(dir, &["referral", "inbox", "--profile", second]);
    assert!(told.contains("another person") && told.contains("--keys"), "{told}");
    let told = fails(dir, &["referral", "keys", "init", "--profile", second]);
    assert!(told.contains("nothing was made") && told.contains("copy its files"), "{told}");
    let before = referral(dir, KOSOVO, &["keys", "show"]);
    ok(dir, &["referral", "inbox", "--profile", second, "--keys", "pki/kosovo.keys"]);
    assert_eq!(referral(dir, KOSOVO, &["keys", "show"]), before);
}

/// Kosovo's machine is gone, with everything on it.
fn a_lost_key(dir: &Path) {
    let sent = json(dir, ALBANIA, &["new", "--form", "case.toml"]);
    let short = &sent["id"].as_str().unwrap()[..8];
    referral(dir, KOSOVO, &["accept", short]);
    referral(dir, ALBANIA, &["show", short]);
    for ending in ["keys", "known", "seen"] {
        fs::remove_file(dir.join(format!("pki/kosovo.{ending}"))).unwrap();
    }
    // Times of the exchange are whole seconds.
    std::thread::sleep(std::time::Duration::from_millis(1100));
    // Without a word that the old keys are lost, nothing takes their place: they may be a
    // colleague's.
    let refused = fails(dir, &["referral", "keys", "init", "--profile", KOSOVO]);
    assert!(
        refused.contains("nothing was made") && refused.contains("--replace-lost-keys"),
        "{refused}"
    );
    assert!(refused.contains("Version 2") && refused.contains(".known"), "{refused}");
    assert!(!dir.join("pki/kosovo.keys").exists());
    let told = referral(dir, KOSOVO, &["keys", "init", "--replace-lost-keys"]);
    assert!(told.contains("version 3") && told.contains("takes the place of version 2"), "{told}");
    assert!(told.contains("exchange.example/albania (") && told.contains("resend"), "{told}");
    let fingerprint = told.lines().find_map(|line| line.strip_prefix("Fingerprint: ")).unwrap();
    let own = json(dir, ALBANIA, &["keys", "show"])["fingerprint"].as_str().unwrap().to_owned();
    let trust = ["keys", "trust", "exchange.example/albania", "--fingerprint", &own];
    referral(dir, KOSOVO, &trust);

    // Albania sees that the key is another one, in the list, in the verdict and in the exit code.
    assert!(referral(dir, ALBANIA, &["keys", "list"]).contains("NO: CHANGED"));
    let changed = vdx(dir, &["referral", "show", short, "--json", "--profile", ALBANIA]);
    let value: Value = serde_json::from_str(&text(&changed.stdout)).unwrap();
    assert_eq!((changed.status.code(), &value["verified"]), (Some(4), &false.into()));
    let resend = ["referral", "resend", short, "--profile", ALBANIA];
    assert!(fails(dir, &resend).contains("has changed"));
    referral(
        dir,
        ALBANIA,
        &["keys", "trust", "exchange.example/kosovo", "--fingerprint", fingerprint],
    );

    // Kosovo's new keys do not prove what its old ones did: the two compare the history.
    let lost = vdx(dir, &["referral", "show", short, "--profile", KOSOVO]);
    assert_eq!(lost.status.code(), Some(4));
    let lost = text(&lost.stdout);
    assert!(lost.contains("one that you lost") && lost.contains("CANNOT BE OPENED"), "{lost}");
    let shown = referral(dir, ALBANIA, &["show", short]);
    let prefix = "Fingerprint of this history: ";
    let history = shown.lines().find_map(|line| line.strip_prefix(prefix)).unwrap();
    let wrong = ["referral", "compare", short, "--fingerprint", "1", "--profile", KOSOVO];
    assert!(fails(dir, &wrong).contains("coordinator"));
    referral(dir, KOSOVO, &["compare", short, "--fingerprint", history]);
    referral(dir, ALBANIA, &["resend", short]);
    assert!(fails(dir, &resend).contains("nothing was sent"));
    let again = vdx(dir, &["referral", "show", short, "--json", "--profile", KOSOVO]);
    let value: Value = serde_json::from_str(&text(&again.stdout)).unwrap();
    assert_eq!((again.status.code(), &value["verified"]), (Some(3), &true.into()));
    assert_eq!(value["not_opened"][0]["event"], 1);
    assert_eq!(value["opened"][0]["resent_event"], 1);
    assert_eq!(value["opened"][0]["person"]["surname"], CANARY);
    referral(dir, KOSOVO, &["complete", short]);
}

#[test]
fn a_hit_waits_for_a_person_of_the_holding_country() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let port = free_port();
    let members = [
        ("coordinator", "coordinator"),
        ("institution", "police"),
        ("liaison", "albania"),
        ("liaison", "kosovo"),
    ];
    certify(dir, "exchange.example", port, &members);
    ok(dir, &["keys", "generate"]);
    ok(dir, &["keys", "generate-transnational"]);
    let more = format!(
        "[referrals]\nhit_confirmation = \"holder\"\n{}{}",
        epochs(dir, "national.key"),
        epochs(dir, "transnational.key")
    );
    configure(dir, "exchange.example", "XK", port, &more);
    let _serving = serve(dir);
    put_member(dir, "exchange.example/police", "institution", "XK");
    put_member(dir, "exchange.example/albania", "liaison", "AL");
    put_member(dir, "exchange.example/kosovo", "liaison", "XK");
    submit(dir);
    referral(dir, KOSOVO, &["keys", "init"]);

    person(dir, "known.toml", "Mira", "1991-03-07", "1170234567");
    let args = ["check", "--purpose", "PROTECTION", "--transnational-key", "transnational.key"];
    let args = [&args[..], &["--person", "known.toml"]].concat();
    let asked = json(dir, ALBANIA, &args);
    assert_eq!((&asked["hit"], &asked["handle"]), (&Value::Null, &Value::Null));
    assert!(referral(dir, ALBANIA, &args).contains("The answer opens at"));
    let id = asked["check"].as_str().unwrap();
    assert!(referral(dir, ALBANIA, &["check", "--result", id]).contains("opens at"));
    assert!(fails(dir, &["referral", "check", "--profile", ALBANIA]).contains("--purpose"));

    let inbox = vdx(dir, &["referral", "inbox", "--profile", KOSOVO]);
    assert!(text(&inbox.stderr).contains("attention: 2 hit checks wait for your word"));
    let waiting = json(dir, KOSOVO, &["waiting"]);
    assert_eq!(waiting.as_array().unwrap().len(), 2);
    assert_eq!((&waiting[0]["country"], &waiting[0]["record_id"]), (&"AL".into(), &"a-1".into()));
    assert!(referral(dir, KOSOVO, &["confirm", &id[..8]]).contains("confirmed"));
    let denied = ["referral", "deny", &id[..8], "--profile", KOSOVO];
    assert!(fails(dir, &denied).contains("has decided"));
    assert!(fails(dir, &["referral", "confirm", id, "--profile", ALBANIA]).contains("no check"));
    let shown = referral(dir, ALBANIA, &["checks"]);
    assert!(shown.contains("opens") && !shown.contains("XK") && !shown.contains("a-1"), "{shown}");
}
