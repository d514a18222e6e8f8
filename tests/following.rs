//! A file that is submitted again and again, as an institution's day goes: what was refused is tried
//! again, corrections and ends are followed, and each run says what is true when it ends. The real
//! binary, certificates and files; all persons are generated.

mod process;

use std::fs;
use std::path::Path;

use process::{certify, configure, epochs, fails, free_port, ok, put_member, serve, text, vdx};

const MAPPING: &str = r#"
record = "victim"
plain_ids = true
[identity]
given_name = "given"
surname = "surname"
birth_date = "born"
[fields]
record_id = "id"
identified_on = "date"
trafficking_status = { constant = "ACTUAL_VICTIM" }
gender = "gender"
region = "region"
consent_processing = { column = "consent", values = { yes = "YES", no = "NO" } }
"#;

/// An export: of each row its id, gender, region and consent.
fn export(dir: &Path, file: &str, rows: &[(&str, &str, &str, &str)]) {
    let mut text = String::from("id,given,surname,born,date,gender,region,consent\n");
    for (place, (id, gender, region, consent)) in rows.iter().enumerate() {
        let name = ["Arbelina", "Besmira", "Cvetka", "Donjeta", "Erzana", "Florina"][place % 6];
        text += &format!(
            "{id},{name},Testovska{place},199{}-02-03,2010-05-01,{gender},{region},{consent}\n",
            place % 10
        );
    }
    fs::write(dir.join(file), text).unwrap();
}

/// An exchange with one institution, whose regions are `PR` and, later, more.
fn prepared(dir: &Path) -> u16 {
    let port = free_port();
    let members = [("coordinator", "coordinator"), ("institution", "police")];
    certify(dir, "exchange.example", port, &members);
    ok(dir, &["keys", "generate"]);
    ok(dir, &["keys", "generate-ids"]);
    regions(dir, port, "\"PR\"");
    fs::write(dir.join("m.toml"), MAPPING).unwrap();
    port
}

fn regions(dir: &Path, port: u16, regions: &str) {
    let more = format!("regions = [{regions}]\n{}", epochs(dir, "national.key"));
    configure(dir, "exchange.example", "XK", port, &more);
}

const SUBMIT: [&str; 7] =
    ["submit", "--mapping", "m.toml", "--key", "national.key", "--profile", "pki/police.toml"];

/// Exit code and what a run says.
fn submit(dir: &Path, more: &[&str]) -> (i32, String) {
    let output = vdx(dir, &[&SUBMIT[..], more].concat());
    (output.status.code().unwrap(), text(&output.stdout) + &text(&output.stderr))
}

fn held(dir: &Path) -> Vec<String> {
    let list = ok(dir, &["records", "--ids", "--csv", "--profile", "pki/police.toml"]);
    // The exchange lists them in the order in which they were last confirmed.
    let ids = list.lines().skip(1).map(|line| line.split(',').nth(1).unwrap().to_owned());
    let mut ids: Vec<_> = ids.collect();
    ids.sort();
    ids
}

#[test]
fn what_was_refused_is_tried_again() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let port = prepared(dir);
    let serving = serve(dir);
    put_member(dir, "exchange.example/police", "institution", "XK");
    export(dir, "e.csv", &[("a-1", "FEMININE", "PR", "yes"), ("a-2", "FEMININE", "PZ", "yes")]);
    for run in 0..2 {
        let (exit, told) = submit(dir, &["e.csv"]);
        assert_eq!(exit, 3, "{told}");
        assert!(told.contains("1 rejected"), "{told}");
        assert_eq!(told.contains("1 stored"), run == 0, "{told}");
        let rejected = fs::read_to_string(dir.join("e.csv.rejected.csv")).unwrap();
        assert!(rejected.contains("\n3,region,must be a code"), "{rejected}");
        assert!(rejected.contains("list of regions: PR"), "the codes are named: {rejected}");
        assert_eq!(rejected.lines().count(), 2, "each run writes it anew: {rejected}");
    }
    serving.stop();
    regions(dir, port, "\"PR\", \"PZ\"");
    let _serving = serve(dir);
    let (exit, told) = submit(dir, &["e.csv"]);
    assert!(exit == 0 && told.contains("1 stored, 0 corrected, 1 unchanged, 0 rejected"), "{told}");
    assert!(!dir.join("e.csv.rejected.csv").exists());
    // Of a row that the exchange refuses it keeps the record as it was, and the run says so.
    export(dir, "f.csv", &[("a-1", "FEMININE", "XX", "yes")]);
    let (exit, told) = submit(dir, &["f.csv"]);
    assert!(
        exit == 3 && told.contains("1 of the rejected rows has a record that IS STILL"),
        "{told}"
    );
    let (exit, told) = submit(dir, &["e.csv"]);
    assert!(exit == 0 && told.contains("nothing changed"), "{told}");
    assert_eq!(held(dir), ["a-1", "a-2"]);
}

/// In counts, by institution, to coordinators.
#[test]
fn how_much_was_set_aside_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    prepared(dir);
    let _serving = serve(dir);
    put_member(dir, "exchange.example/police", "institution", "XK");
    let numbered = "birth_date = \"born\"\nnational_id = \"number\"";
    let mapping = MAPPING.replace("birth_date = \"born\"", numbered);
    fs::write(dir.join("m.toml"), mapping).unwrap();
    let mut text = String::from("id,given,surname,born,date,gender,region,consent,number\n");
    for n in 0..300 {
        let born = format!("19{}-0{}-1{}", 50 + n % 50, 1 + n % 9, n % 7);
        text += &format!("a-{n},Arbelina,Testovska,{born},2010-05-01,FEMININE,PR,yes,nema\n");
    }
    fs::write(dir.join("e.csv"), text).unwrap();
    let (exit, told) = submit(dir, &["e.csv"]);
    assert!(exit == 0 && told.contains("300 stored"), "{told}");
    let quality = ["linkage", "quality", "--profile", "pki/coordinator.toml"];
    let answer = ok(dir, &[&quality[..], &["--json"]].concat());
    let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
    let police = &answer["set_aside_at_least"]["exchange.example/police"];
    assert_eq!(police["national_id"], 200, "{answer}");
    assert!(police["surname"].as_u64().unwrap() <= 100, "{answer}");
    let shown = ok(dir, &quality);
    assert!(shown.contains("exchange.example/police: "), "{shown}");
    assert!(shown.contains("at least 200"), "{shown}");
}

#[test]
fn the_file_that_was_first_submitted_last_holds_what_is_true() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    prepared(dir);
    let _serving = serve(dir);
    put_member(dir, "exchange.example/police", "institution", "XK");
    export(dir, "monday.csv", &[("a-1", "FEMININE", "PR", "yes"), ("a-2", "FEMININE", "", "yes")]);
    export(dir, "friday.csv", &[("a-1", "MASCULINE", "PR", "yes"), ("a-2", "FEMININE", "", "yes")]);
    assert_eq!(submit(dir, &["monday.csv"]).0, 0);
    let (exit, told) = submit(dir, &["friday.csv"]);
    assert!(exit == 0 && told.contains("0 stored, 1 corrected, 1 unchanged"), "{told}");
    // Monday's file, sent by mistake, changes nothing, and its user learns why.
    let (exit, told) = submit(dir, &["monday.csv"]);
    assert_eq!(exit, 3, "{told}");
    assert!(told.contains("0 stored, 0 corrected, 1 unchanged, 1 rejected"), "{told}");
    assert!(told.contains("OLDER") && told.contains("--newest"), "{told}");
    let (exit, told) = submit(dir, &["friday.csv"]);
    assert!(exit == 0 && told.contains("2 unchanged"), "friday's still holds: {told}");
    // Sorted in another way they are the same files.
    for (file, exit, what) in [("friday.csv", 0, "nothing changed"), ("monday.csv", 3, "OLDER")] {
        let whole = fs::read_to_string(dir.join(file)).unwrap();
        let mut lines: Vec<&str> = whole.lines().collect();
        lines[1..].reverse();
        fs::write(dir.join("sorted.csv"), lines.join("\n")).unwrap();
        let (ended, told) = submit(dir, &["sorted.csv"]);
        assert!(ended == exit && told.contains(what), "{told}");
    }
    let (exit, told) = submit(dir, &["monday.csv", "--newest"]);
    assert!(exit == 0 && told.contains("1 corrected, 1 unchanged"), "{told}");
    let (exit, told) = submit(dir, &["friday.csv"]);
    assert!(exit == 3 && told.contains("OLDER"), "now friday's is the older one: {told}");

    // What was withdrawn is not brought back by a file that still has it.
    ok(dir, &["withdraw", "--plain-ids", "a-2", "--profile", "pki/police.toml"]);
    let next = ["a-1", "a-2", "a-3"]
        .map(|id| (id, "FEMININE", if id == "a-1" { "PR" } else { "" }, "yes"));
    export(dir, "next.csv", &next);
    let (exit, told) = submit(dir, &["next.csv"]);
    assert!(exit == 3 && told.contains("WAS WITHDRAWN"), "{told}");
    assert_eq!(held(dir), ["a-1", "a-3"]);
    let (exit, told) = submit(dir, &["next.csv", "--readmit", "a-2"]);
    assert!(exit == 0 && told.contains("1 stored"), "{told}");
    assert_eq!(held(dir).len(), 3);
}

#[test]
fn what_a_newer_file_confirms_is_not_replaced_by_an_older_one() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let port = prepared(dir);
    let serving = serve(dir);
    put_member(dir, "exchange.example/police", "institution", "XK");
    let row = |id, gender, region| (id, gender, region, "yes");
    export(dir, "a.csv", &[row("a-1", "FEMININE", "PR"), row("a-2", "FEMININE", "PR")]);
    assert_eq!(submit(dir, &["a.csv"]).0, 0);
    // The older file's word on a-1 is refused for a region that is not listed yet.
    export(dir, "old.csv", &[row("a-1", "MASCULINE", "PZ"), row("a-2", "FEMININE", "PR")]);
    assert_eq!(submit(dir, &["old.csv"]).0, 3);
    let three =
        [row("a-1", "FEMININE", "PR"), row("a-2", "FEMININE", "PR"), row("a-3", "FEMININE", "PR")];
    export(dir, "new.csv", &three);
    let (exit, told) = submit(dir, &["new.csv"]);
    assert!(exit == 0 && told.contains("1 stored, 0 corrected, 2 unchanged"), "{told}");
    serving.stop();
    regions(dir, port, "\"PR\", \"PZ\"");
    let serving = serve(dir);
    let (exit, told) = submit(dir, &["old.csv"]);
    assert!(exit == 3 && told.contains("0 corrected") && told.contains("OLDER"), "{told}");
    let (exit, told) = submit(dir, &["new.csv"]);
    assert!(exit == 0 && told.contains("3 unchanged"), "{told}");

    // An older export that lacks what a newer complete one has withdraws nothing.
    export(dir, "few.csv", &three[..1]);
    assert_eq!(submit(dir, &["few.csv"]).0, 0);
    let all = [three[0], three[1], three[2], ("a-4", "FEMININE", "PR", "yes")];
    export(dir, "all.csv", &all);
    let (exit, told) = submit(dir, &["all.csv", "--full", "--yes"]);
    assert!(exit == 0 && told.contains("3 unchanged"), "{told}");
    serving.stop();
    let _serving = serve(dir);
    let (exit, told) = submit(dir, &["few.csv", "--full", "--withdraw-missing", "3"]);
    assert!(exit != 0 && told.contains("older than what the exchange has"), "{told}");
    assert_eq!(held(dir).len(), 4);
}

#[test]
fn ends_are_followed() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    prepared(dir);
    let _serving = serve(dir);
    put_member(dir, "exchange.example/police", "institution", "XK");
    let row = |id| (id, "FEMININE", "PR", "yes");
    let no = |id| (id, "FEMININE", "PR", "no");
    export(dir, "one.csv", &[row("a-1"), row("a-2"), row("a-3"), row("a-4")]);
    assert_eq!(submit(dir, &["one.csv"]).0, 0);

    // Consent that was taken back withdraws, also when something else in the row is wrong.
    export(dir, "two.csv", &[row("a-1"), no("a-2"), row("a-3"), row("a-4"), no("a-9")]);
    let (exit, told) = submit(dir, &["two.csv"]);
    assert_eq!(exit, 0, "{told}");
    assert!(told.contains("2 rows say NO") && told.contains("1 of these records"), "{told}");
    assert!(told.contains("it remembers the NO"), "{told}");
    assert_eq!(held(dir), ["a-1", "a-3", "a-4"]);
    export(dir, "three.csv", &[row("a-1"), row("a-3"), ("a-4", "NONSENSE", "PR", "no")]);
    let (exit, told) = submit(dir, &["three.csv"]);
    assert!(exit == 3 && told.contains("WAS WITHDRAWN now"), "{told}");
    assert_eq!(held(dir), ["a-1", "a-3"]);

    // A NO counts also where another cell of its row is damaged; where the id is, that is said.
    export(dir, "damaged.csv", &[row("b-1"), row("b-2"), row("b-3")]);
    assert_eq!(submit(dir, &["damaged.csv"]).0, 0);
    export(dir, "damaged.csv", &[no("b-1"), no("b-2"), no("b-3")]);
    let whole = fs::read(dir.join("damaged.csv")).unwrap();
    let whole = String::from_utf8(whole).unwrap().replace("Arbelina", "Arbe\u{fffd}ina");
    let mut bytes = whole.replace("b-3,Cvetka", "b-3,Cvetka,more").into_bytes();
    let place = bytes.windows(7).position(|found| found == b"Besmira").unwrap();
    bytes[place] = 0xe9;
    fs::write(dir.join("damaged.csv"), bytes).unwrap();
    let (exit, told) = submit(dir, &["damaged.csv"]);
    assert!(exit == 3 && told.contains("2 of these records"), "{told}");
    assert!(told.contains("1 row is so damaged"), "{told}");
    assert_eq!(held(dir), ["a-1", "a-3", "b-3"]);
    ok(dir, &["withdraw", "--plain-ids", "b-3", "--profile", "pki/police.toml"]);

    // A NO of a person whose record is not there is remembered: an older file with a YES, which is sent
    // later, stores nothing.
    export(dir, "late.csv", &[row("a-1"), row("a-9")]);
    let (exit, told) = submit(dir, &["late.csv"]);
    assert!(exit == 3 && told.contains("said NO to processing, before"), "{told}");
    assert_eq!(held(dir), ["a-1", "a-3"]);

    // A NO that the mapping makes of other words counts like one that is written.
    fs::write(dir.join("other.toml"), MAPPING.replace(", no = \"NO\" }", " }, other = \"NO\""))
        .unwrap();
    export(dir, "words.csv", &[row("a-5")]);
    let other = |file: &'static str| {
        let mut args = SUBMIT.to_vec();
        args[2] = "other.toml";
        args.push(file);
        let output = vdx(dir, &args);
        (output.status.code().unwrap(), text(&output.stdout) + &text(&output.stderr))
    };
    assert_eq!(other("words.csv").0, 0);
    export(dir, "words.csv", &[("a-5", "FEMININE", "PR", "taken back")]);
    let (exit, told) = other("words.csv");
    assert!(exit == 0 && told.contains("1 of these records"), "{told}");
    assert_eq!(held(dir), ["a-1", "a-3"]);
    // Consent that is no YES and no NO: what the exchange has stays, and that is said.
    export(dir, "blank.csv", &[("a-3", "FEMININE", "PR", "")]);
    let (exit, told) = submit(dir, &["blank.csv"]);
    assert!(
        exit == 3 && told.contains("1 of the rejected rows has a record that IS STILL"),
        "{told}"
    );

    // A complete export that lacks a record.
    export(dir, "four.csv", &[row("a-1")]);
    let (exit, told) = submit(dir, &["four.csv", "--full"]);
    assert!(
        exit != 0 && told.contains("1 of 2") && told.contains("--withdraw-missing 1"),
        "{told}"
    );
    let (exit, told) = submit(dir, &["four.csv", "--full", "--yes"]);
    assert!(exit != 0 && told.contains("more than 5 %"), "{told}");
    let (exit, told) = submit(dir, &["four.csv", "--full", "--withdraw-missing", "2"]);
    assert!(exit != 0 && told.contains("not 2"), "{told}");
    assert_eq!(held(dir), ["a-1", "a-3"]);
    let (exit, told) = submit(dir, &["four.csv", "--full", "--withdraw-missing", "1"]);
    assert!(exit == 0 && told.contains("does not have any more WAS WITHDRAWN"), "{told}");
    assert!(!told.contains("nothing changed"), "{told}");
    assert_eq!(held(dir), ["a-1"]);
    let (exit, told) = submit(dir, &["four.csv", "--full"]);
    assert!(exit == 0 && !told.contains("missing"), "{told}");
    // One that is older than what it lacks withdraws nothing.
    export(dir, "later.csv", &[row("a-1"), row("a-8")]);
    assert_eq!(submit(dir, &["later.csv"]).0, 0);
    let (exit, told) = submit(dir, &["four.csv", "--full", "--withdraw-missing", "1"]);
    assert!(exit != 0 && told.contains("older than what the exchange has"), "{told}");
    assert_eq!(held(dir), ["a-1", "a-8"]);

    // A row that cannot be told apart stops it.
    export(dir, "five.csv", &[row(""), row("a-7")]);
    let (exit, told) = submit(dir, &["five.csv", "--full", "--yes"]);
    assert!(exit != 0 && told.contains("line 2 cannot be read"), "{told}");
    assert!(held(dir).contains(&"a-1".to_owned()));
}

/// A trial run ends as the run itself would, and a NO alone is followed like any other.
#[test]
fn rows_that_say_no_are_no_mistakes() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    prepared(dir);
    let _serving = serve(dir);
    put_member(dir, "exchange.example/police", "institution", "XK");
    export(dir, "e.csv", &[("a-1", "FEMININE", "PR", "yes"), ("a-2", "FEMININE", "PR", "no")]);
    let (exit, told) = submit(dir, &["e.csv", "--dry-run"]);
    assert!(exit == 0 && told.contains("0 rows would be rejected"), "{told}");
    assert!(told.contains("1 row says NO"), "{told}");
    assert_eq!(submit(dir, &["e.csv"]).0, 0);

    // Another system, whose first file has a NO alone.
    fs::write(dir.join("m.toml"), of_system("cases")).unwrap();
    fs::rename(dir.join("ids.key"), dir.join("pki/ids.key")).unwrap();
    export(dir, "no.csv", &[("c-1", "FEMININE", "PR", "no")]);
    let (exit, told) = submit(dir, &["no.csv"]);
    assert!(exit == 1 && told.contains("--new-system"), "{told}");
    let (exit, told) = submit(dir, &["no.csv", "--new-system"]);
    assert!(exit == 0 && told.contains("remembers the NO"), "{told}");
    export(dir, "no.csv", &[("c-1", "FEMININE", "PR", "no"), ("c-2", "FEMININE", "PR", "no")]);
    let (exit, told) = submit(dir, &["no.csv"]);
    assert!(exit == 0 && told.contains("1 of them was not at the exchange"), "{told}");
}

/// The mapping with hashed ids, as those of a system.
fn of_system(system: &str) -> String {
    MAPPING.replace("plain_ids = true", &format!("system = \"{system}\""))
}

#[test]
fn ids_are_hashed_unless_somebody_says_that_they_are_plain() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    prepared(dir);
    let _serving = serve(dir);
    put_member(dir, "exchange.example/police", "institution", "XK");
    let rows = [("PK-2011/0001", "FEMININE", "PR", "yes"), ("Предмет 7", "FEMININE", "PR", "yes")];
    export(dir, "e.csv", &rows);
    let (exit, told) = submit(dir, &["e.csv"]);
    let rejected = fs::read_to_string(dir.join("e.csv.rejected.csv")).unwrap();
    assert!(exit == 3 && rejected.contains("generate-ids"), "{told}{rejected}");

    // Neither a key nor a word that ids are plain, or no name of the system: nothing leaves.
    fs::write(dir.join("m.toml"), of_system("registry")).unwrap();
    fs::rename(dir.join("ids.key"), dir.join("away.key")).unwrap();
    for more in [&[][..], &["--dry-run"]] {
        let told = fails(dir, &[&SUBMIT[..], &["e.csv"], more].concat());
        assert!(told.contains("keys generate-ids --out pki/ids.key"), "{told}");
    }
    // One that lies in another place is named, so that nobody makes a second one.
    fs::copy(dir.join("away.key"), dir.join("ids.key")).unwrap();
    let told = fails(dir, &[&SUBMIT[..], &["e.csv"]].concat());
    assert!(told.contains("There is one at ids.key") && !told.contains("generate-ids"), "{told}");
    let make = ["keys", "generate-ids", "--profile", "pki/police.toml"];
    let told = fails(dir, &make);
    assert!(told.contains("nothing was made") && !dir.join("pki/ids.key").exists(), "{told}");
    fs::remove_file(dir.join("ids.key")).unwrap();
    ok(dir, &make);
    assert!(dir.join("pki/ids.key").exists(), "where vdx submit looks for it");
    fs::copy(dir.join("away.key"), dir.join("pki/ids.key")).unwrap();
    fs::write(dir.join("none.toml"), MAPPING.replace("plain_ids = true\n", "")).unwrap();
    let mut unnamed = SUBMIT.to_vec();
    unnamed[2] = "none.toml";
    let told = fails(dir, &[&unnamed[..], &["e.csv"]].concat());
    assert!(told.contains("none.toml") && told.contains("system = \"registry\""), "{told}");
    assert!(held(dir).is_empty());

    // The key beside the profile is used by itself.
    let (exit, told) = submit(dir, &["e.csv"]);
    assert!(exit == 0 && told.contains("2 stored"), "{told}");
    assert!(told.contains("copy of the key"), "{told}");
    assert!(held(dir).iter().all(|id| !id.contains("PK") && !id.contains("Пр")));
    let dry = ok(dir, &[&SUBMIT[..], &["e.csv", "--dry-run"]].concat());
    assert!(!dry.contains("PK-2011") && held(dir).iter().all(|id| dry.contains(id)));

    // Another system: its ids are others, and its first submission is asked about.
    fs::write(dir.join("cases.toml"), of_system("cases")).unwrap();
    let mut cases = SUBMIT.to_vec();
    cases[2] = "cases.toml";
    let told = fails(dir, &[&cases[..], &["e.csv"]].concat());
    assert!(told.contains("has 2 records") && told.contains("--new-system"), "{told}");
    assert_eq!(held(dir).len(), 2);
    let told = ok(dir, &[&cases[..], &["e.csv", "--new-system"]].concat());
    assert!(told.contains("2 stored"), "another system's ids are others: {told}");
    assert_eq!(held(dir).len(), 4);
    assert!(ok(dir, &[&cases[..], &["e.csv"]].concat()).contains("nothing changed"));

    // Under another key, as after a loss, every record would be there twice.
    ok(dir, &["keys", "generate-ids", "--out", "other.key", "--copy", "copy.key"]);
    assert_eq!(fs::read(dir.join("other.key")).unwrap(), fs::read(dir.join("copy.key")).unwrap());
    let told = fails(dir, &[&SUBMIT[..], &["e.csv", "--id-key", "other.key"]].concat());
    assert!(told.contains("has 4 records") && told.contains("nothing was sent"), "{told}");
    let told = fails(dir, &[&SUBMIT[..], &["e.csv", "--plain-ids"]].concat());
    assert!(told.contains("with ids as they stand"), "{told}");
    assert_eq!(held(dir).len(), 4);

    // Complete of one system: the other's records stay.
    export(dir, "less.csv", &rows[..1]);
    let full = ["less.csv", "--full", "--withdraw-missing", "1"];
    let told = ok(dir, &[&cases[..], &full].concat());
    assert!(told.contains("1 record that this export does not have"), "{told}");
    assert_eq!(held(dir).len(), 3);

    // An id without a word of how it was named does not leave.
    let withdraw = ["withdraw", "Предмет 7", "--profile", "pki/police.toml"];
    assert!(fails(dir, &withdraw).contains("--mapping"));
    let records = ["records", "--profile", "pki/police.toml"];
    let named = ["--mapping", "m.toml", "--export", "e.csv", "--csv"];
    let list = ok(dir, &[&records[..], &named].concat());
    assert!(list.contains("PK-2011/0001") && list.contains("Предмет 7"), "{list}");
    // Under another system or another key it says nothing that an id is not there; nor under another kind.
    let elsewhere: [(&str, &[&str]); 3] = [
        ("Предмет 7", &["--system", "regjistri"]),
        ("Предмет 7", &["--mapping", "m.toml", "--id-key", "other.key"]),
        ("PN-7", &["--plain-ids"]),
    ];
    for (id, wrong) in elsewhere {
        let ask = ["withdraw", id, "--profile", "pki/police.toml"];
        let output = vdx(dir, &[&ask[..], wrong].concat());
        let told = text(&output.stdout);
        assert_eq!(output.status.code(), Some(3), "{told}");
        assert!(told.contains("NOT FOUND") && told.contains("3 records of your"), "{told}");
        assert!(told.contains("says NOTHING"), "{told}");
        let looked = ok(dir, &[&records[..], &[id], wrong].concat());
        assert!(looked.contains("not at the exchange") && looked.contains("NOTHING"), "{looked}");
    }
    let output =
        vdx(dir, &[&withdraw[..], &["--mapping", "m.toml", "--kind", "proceeding"]].concat());
    let told = text(&output.stdout);
    assert!(told.contains("proceeding") && !told.contains("says NOTHING"), "{told}");
    assert_eq!(held(dir).len(), 3);
    let told = vdx(dir, &[&["--lang", "sq"], &withdraw[..], elsewhere[0].1].concat());
    assert!(text(&told.stdout).contains("KUJDES"), "{}", text(&told.stdout));
    ok(dir, &[&withdraw[..], &["--mapping", "m.toml"]].concat());
    assert_eq!(held(dir).len(), 2);

    // A lost key: what was submitted under it ends all at once, after its number is confirmed.
    let told =
        ok(dir, &[&SUBMIT[..], &["e.csv", "--id-key", "other.key", "--new-system"]].concat());
    assert!(told.contains("2 stored"), "{told}");
    let list = ok(dir, &["records", "--csv", "--profile", "pki/police.toml"]);
    let old = list.lines().skip(1).find(|line| line.contains(",1,")).unwrap();
    let mark = old.split(',').nth(1).unwrap();
    let end = |number| [&records[..], &["--mark", mark, "--withdraw", number]].concat();
    assert!(fails(dir, &end("2")).contains("this is one record, not 2"));
    assert!(ok(dir, &end("1")).contains("1 record withdrawn"));
    assert_eq!(held(dir).len(), 3);
}

#[test]
fn a_report_that_cannot_be_written_stops_the_run_before_anything_is_sent() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    prepared(dir);
    let _serving = serve(dir);
    put_member(dir, "exchange.example/police", "institution", "XK");
    export(dir, "e.csv", &[("a-1", "FEMININE", "PR", "yes")]);
    fs::create_dir(dir.join("e.csv.rejected.csv")).unwrap();
    let told = fails(dir, &[&SUBMIT[..], &["e.csv"]].concat());
    assert!(told.contains("nothing was sent"), "{told}");
    assert_eq!(held(dir), Vec::<String>::new());
}

const SERVICES: &str = r#"
record = "assistance"
plain_ids = true
list_separator = "|"
[fields]
record_id = "id"
victim_record_id = "victim"
service = "services"
status = { constant = "PROVIDED" }
started_on = "date"
"#;

#[test]
fn services_are_named_by_themselves_and_end_with_their_row() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    prepared(dir);
    let _serving = serve(dir);
    put_member(dir, "exchange.example/police", "institution", "XK");
    fs::write(dir.join("m.toml"), SERVICES).unwrap();
    let said = |services: &str| {
        fs::write(
            dir.join("s.csv"),
            format!("id,victim,services,date\nr-1,v-1,{services},2010-05-01\n"),
        )
        .unwrap();
        let (exit, told) = submit(dir, &["s.csv"]);
        assert_eq!(exit, 0, "{told}");
        told
    };
    assert!(said("SHELTER|LEGAL_AID").contains("2 stored"));
    assert!(said("LEGAL_AID|SHELTER").contains("2 unchanged"), "their order says nothing");
    assert!(said("SHELTER").contains("1 service that its row does not have any more"));
    assert_eq!(held(dir).len(), 1);
    // An older file that is sent again withdraws no service of a newer one, and says so.
    assert!(said("SHELTER|MEDICAL").contains("1 stored"));
    let told = said("SHELTER");
    assert!(told.contains("NEWER file") && !told.contains("WITHDRAWN"), "{told}");
    assert_eq!(held(dir).len(), 2);
    // One that ended with its row's correction comes back with a newer file, and with no older one.
    let rows = "id,victim,services,date\nr-1,v-1,SHELTER|LEGAL_AID,2010-05-01\n";
    fs::write(dir.join("back.csv"), rows).unwrap();
    let (exit, told) = submit(dir, &["back.csv"]);
    assert!(exit == 3 && told.contains("OLDER") && told.contains("0 stored"), "{told}");
    fs::write(dir.join("back.csv"), format!("{rows}r-3,v-3,MEDICAL,2010-05-01\n")).unwrap();
    let (exit, told) = submit(dir, &["back.csv"]);
    assert!(exit == 0 && told.contains("2 stored, 0 corrected, 1 unchanged, 0 rejected"), "{told}");
    assert!(told.contains("1 service that its row does not have any more"), "{told}");
    assert_eq!(held(dir).len(), 3);
    // What an institution withdraws does not come back by itself: not what had ended before either.
    let withdraw =
        |id| ok(dir, &["withdraw", id, "--mapping", "m.toml", "--profile", "pki/police.toml"]);
    assert!(withdraw("r-1").contains("withdrawn: 2 services of this row"));
    let rows = "id,victim,services,date\nr-1,v-1,SHELTER|LEGAL_AID|MEDICAL,2010-05-01\n";
    fs::write(dir.join("back.csv"), rows).unwrap();
    let (exit, told) = submit(dir, &["back.csv"]);
    assert!(exit == 3 && told.contains("3 of its records WERE WITHDRAWN"), "{told}");
    assert_eq!(held(dir).len(), 1);
    let (exit, told) = submit(dir, &["back.csv", "--readmit", "r-1"]);
    assert!(exit == 0 && told.contains("3 stored"), "{told}");
    // The id of a row is that of all its services.
    let row = "id,victim,services,date\nr-2,v-1,SHELTER|LEGAL_AID,2010-05-01\n";
    fs::write(dir.join("two.csv"), row).unwrap();
    assert!(submit(dir, &["two.csv"]).1.contains("2 stored"));
    assert!(withdraw("r-2").contains("withdrawn: 2 services of this row"));
    assert_eq!(held(dir).len(), 4);
    // Hashed ids have room for the longest names of services.
    fs::rename(dir.join("ids.key"), dir.join("pki/ids.key")).unwrap();
    fs::write(dir.join("m.toml"), SERVICES.replace("plain_ids = true", "system = \"s\"")).unwrap();
    let services = "SHELTER|SEMI_INDEPENDENT_HOUSING|THIRD_COUNTRY_RESETTLEMENT";
    let row = format!("id,victim,services,date\nr-9,v-1,{services},2010-05-01\n");
    fs::write(dir.join("long.csv"), row).unwrap();
    let (exit, told) = submit(dir, &["long.csv", "--new-system"]);
    assert!(exit == 0 && told.contains("3 stored"), "{told}");
    assert!(withdraw("r-9").contains("withdrawn: 3 services of this row"));
    assert_eq!(held(dir).len(), 4);
    // A victim's NO ends the victim's record, and tells that services do not end with it.
    fs::write(dir.join("m.toml"), MAPPING).unwrap();
    export(dir, "v.csv", &[("v-1", "FEMININE", "PR", "yes")]);
    assert_eq!(submit(dir, &["v.csv"]).0, 0);
    export(dir, "v.csv", &[("v-1", "FEMININE", "PR", "no")]);
    let (exit, told) = submit(dir, &["v.csv"]);
    assert!(exit == 0 && told.contains("are NOT withdrawn by that"), "{told}");
    assert_eq!(held(dir).len(), 4);
}

#[test]
fn numbers_of_versions_are_not_forgotten() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    prepared(dir);
    let _serving = serve(dir);
    put_member(dir, "exchange.example/police", "institution", "XK");
    let numbered = MAPPING
        .replace("gender = ", "revision = \"region\"\ngender = ")
        .replace("region = \"region\"\n", "");
    fs::write(dir.join("n.toml"), numbered).unwrap();
    let with = |mapping: &'static str, rows: &[(&str, &str, &str, &str)]| {
        export(dir, "n.csv", rows);
        let mut args = SUBMIT.to_vec();
        args[2] = mapping;
        args.push("n.csv");
        let output = vdx(dir, &args);
        (output.status.code().unwrap(), text(&output.stdout) + &text(&output.stderr))
    };
    assert_eq!(with("n.toml", &[("a-1", "FEMININE", "5", "yes")]).0, 0);
    let (exit, told) = with("m.toml", &[("a-1", "MASCULINE", "PR", "yes")]);
    assert!(exit == 3 && told.contains("1 rejected"), "{told}");
    assert_eq!(with("n.toml", &[("a-1", "MASCULINE", "3", "yes")]).0, 3);
    // The newest version says whether there is consent, wherever it stands in the file.
    let versions = [("a-1", "FEMININE", "7", "yes"), ("a-1", "FEMININE", "6", "no")];
    let (exit, told) = with("n.toml", &versions);
    assert!(exit == 0 && told.contains("1 corrected") && told.contains("0 rejected"), "{told}");
    assert!(told.contains("1 row is an older version"), "{told}");
    // Of all versions in a file the newest one leaves.
    let history = ["8", "6", "7"].map(|revision| ("a-1", "MASCULINE", revision, "yes"));
    for outcome in ["1 corrected", "1 unchanged"] {
        let (exit, told) = with("n.toml", &history);
        assert!(exit == 0 && told.contains(outcome) && told.contains("0 rejected"), "{told}");
        assert!(told.contains("2 rows are older versions"), "{told}");
    }
    assert_eq!(held(dir), ["a-1"]);
    // What was withdrawn without a number does not come back by one.
    assert_eq!(with("m.toml", &[("a-2", "FEMININE", "PR", "yes")]).0, 0);
    ok(dir, &["withdraw", "--plain-ids", "a-2", "--profile", "pki/police.toml"]);
    assert_eq!(with("n.toml", &[("a-2", "FEMININE", "9", "yes")]).0, 3);
    assert_eq!(held(dir), ["a-1"]);
}

#[test]
fn rows_that_are_sent_again_are_told_once() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    prepared(dir);
    let _serving = serve(dir);
    put_member(dir, "exchange.example/police", "institution", "XK");
    export(dir, "e.csv", &[("a-1", "FEMININE", "PR", "yes"), ("a-2", "FEMININE", "PR", "yes")]);
    let named = fs::read_to_string(dir.join("e.csv")).unwrap();
    fs::write(dir.join("e.csv"), named.replace("Arbelina", "N.N.")).unwrap();
    fs::write(
        dir.join("m.toml"),
        MAPPING.replace("[fields]", "national_id = \"number\"\n[fields]"),
    )
    .unwrap();
    let with_numbers = fs::read_to_string(dir.join("e.csv")).unwrap();
    let with_numbers =
        with_numbers.replacen("\n", ",number\n", 1).replace("yes\n", "yes,1177335501\n");
    fs::write(dir.join("e.csv"), with_numbers.replacen("1177335501", "1177335502", 1)).unwrap();
    for run in 0..2 {
        let (_, told) = submit(dir, &["e.csv"]);
        assert!(told.contains("given: 1 value was set aside"), "run {run}: {told}");
    }
}

/// What is due is listed, and ends only when its number is confirmed.
#[test]
fn what_is_due_is_withdrawn_by_its_institution_alone() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let port = prepared(dir);
    let epochs = epochs(dir, "national.key");
    let more = format!("{epochs}\n[retention]\nvictim_months = 60\n");
    configure(dir, "exchange.example", "XK", port, &more);
    let _serving = serve(dir);
    put_member(dir, "exchange.example/police", "institution", "XK");
    export(dir, "e.csv", &[("a-1", "FEMININE", "PR", "yes"), ("a-2", "FEMININE", "PR", "yes")]);
    let last_year = jiff::tz::Offset::UTC.to_datetime(jiff::Timestamp::now()).year() - 1;
    let text = fs::read_to_string(dir.join("e.csv")).unwrap();
    fs::write(dir.join("e.csv"), text.replacen("2010-", &format!("{last_year}-"), 1)).unwrap();
    assert_eq!(submit(dir, &["e.csv"]).0, 0);
    let told = ok(dir, &["members", "due", "--profile", "pki/coordinator.toml"]);
    assert!(told.contains("60 months") && told.contains("exchange.example/police"), "{told}");
    assert!(told.contains(" 10 ") && !told.contains("a-2"), "{told}");
    let records = ["records", "--profile", "pki/police.toml", "--due"];
    let list = ok(dir, &[&records[..], &["--ids", "--csv"]].concat());
    assert!(list.contains("a-2,0,2010-05,2015-06") && !list.contains("a-1"), "{list}");
    assert!(
        fails(dir, &[&records[..], &["--withdraw", "2"]].concat()).contains("one record, not 2")
    );
    assert_eq!(held(dir), ["a-1", "a-2"]);
    assert!(ok(dir, &[&records[..], &["--withdraw", "1"]].concat()).contains("1 record withdrawn"));
    assert_eq!(held(dir), ["a-1"]);
    let told = ok(dir, &["members", "due", "--profile", "pki/coordinator.toml"]);
    assert!(told.contains("No record is kept for longer"), "{told}");
    // Without a choice of what is due or of a system nothing is withdrawn.
    let all = ["records", "--profile", "pki/police.toml", "--withdraw", "1"];
    assert_eq!(vdx(dir, &all).status.code(), Some(2));
}

/// The clerk reads what became of a file, and why rows were refused, in her language.
#[test]
fn what_became_of_a_file_is_told_in_the_language_of_its_reader() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    prepared(dir);
    let _serving = serve(dir);
    put_member(dir, "exchange.example/police", "institution", "XK");
    let rows = [
        ("a-1", "FEMININE", "PR", "yes"),
        ("a-2", "NONSENSE", "PR", "yes"),
        ("a-3", "FEMININE", "PZ", "yes"),
        ("a-4", "FEMININE", "PR", "no"),
    ];
    export(dir, "e.csv", &rows);
    let words = [
        ("sq", ["të ruajtura", "i thotë JO", "regjistrim"], ["përmban një fjalë", "rajoneve"]),
        ("sr", ["sačuvano", "kaže NE obradi", "zapis"], ["sadrži: jedna reč", "spiska regiona"]),
        (
            "sr-Cyrl",
            ["сачувано", "каже НЕ обради", "запис"],
            ["садржи: једна реч", "списка региона"],
        ),
    ];
    for (language, told_words, reasons) in words {
        let output = vdx(dir, &[&["--lang", language], &SUBMIT[..], &["e.csv"]].concat());
        let told = text(&output.stdout);
        assert_eq!(output.status.code(), Some(3), "{told}{}", text(&output.stderr));
        for word in told_words {
            assert!(told.contains(word), "{language}: {word}\n{told}");
        }
        for english in ["stored", "rejected,", "rows", "WITHDRAWN", "Across", "`"] {
            assert!(!told.contains(english), "{language}: {english}\n{told}");
        }
        let rejected = fs::read_to_string(dir.join("e.csv.rejected.csv")).unwrap();
        assert!(rejected.starts_with("line,column,reason\n"), "{rejected}");
        for reason in reasons {
            assert!(rejected.contains(reason), "{language}: {reason}\n{rejected}");
        }
        let list = ok(dir, &["--lang", language, "records", "--profile", "pki/police.toml"]);
        assert!(!list.contains("records") && !list.contains("kind"), "{list}");
        let dry = vdx(dir, &[&["--lang", language], &SUBMIT[..], &["e.csv", "--dry-run"]].concat());
        assert!(!text(&dry.stderr).contains("would be"), "{}", text(&dry.stderr));
        let csv =
            ok(dir, &["--lang", language, "records", "--csv", "--profile", "pki/police.toml"]);
        assert!(csv.starts_with("kind,ids begin with,") && csv.contains("victim,"), "{csv}");
    }
}

/// The mapping with consent to sharing across borders.
fn across_borders() -> String {
    MAPPING.to_owned()
        + "consent_cross_border_sharing = { column = \"abroad\", values = { yes = \"YES\", no = \"NO\" } }\n"
}

/// An export of persons who say yes or no to sharing across borders.
fn export_abroad(dir: &Path, file: &str, rows: &[(&str, &str)]) {
    let ids: Vec<_> = rows.iter().map(|(id, _)| (*id, "FEMININE", "PR", "yes")).collect();
    export(dir, file, &ids);
    let text = fs::read_to_string(dir.join(file)).unwrap();
    let abroad = ["abroad"].into_iter().chain(rows.iter().map(|(_, abroad)| *abroad));
    let lines = text.lines().zip(abroad).map(|(line, abroad)| format!("{line},{abroad}\n"));
    fs::write(dir.join(file), lines.collect::<String>()).unwrap();
}

#[test]
fn no_file_turns_a_no_to_sharing_into_a_yes_by_itself() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    prepared(dir);
    fs::write(dir.join("m.toml"), across_borders()).unwrap();
    let _serving = serve(dir);
    put_member(dir, "exchange.example/police", "institution", "XK");
    export_abroad(dir, "old.csv", &[("a-1", "yes"), ("a-2", "yes")]);
    assert_eq!(submit(dir, &["old.csv"]).0, 0);
    export_abroad(dir, "new.csv", &[("a-1", "no"), ("a-2", "yes")]);
    let (exit, told) = submit(dir, &["new.csv"]);
    assert!(exit == 0 && told.contains("1 corrected, 1 unchanged"), "{told}");

    // The old file with other line ends, and with another mapping, is as old as it was: no other
    // machine, no spreadsheet and no comment makes it new.
    let old = fs::read_to_string(dir.join("old.csv")).unwrap();
    fs::write(dir.join("lines.csv"), old.replace('\n', "\r\n")).unwrap();
    fs::write(dir.join("other.toml"), across_borders() + "# read by another clerk\n").unwrap();
    let by_mapping = |mapping: &'static str, more: &[&'static str]| {
        let mut args = SUBMIT.to_vec();
        args[2] = mapping;
        let output = vdx(dir, &[&args[..], more].concat());
        (output.status.code().unwrap(), text(&output.stdout) + &text(&output.stderr))
    };
    for (mapping, file) in [("m.toml", "lines.csv"), ("other.toml", "old.csv")] {
        let (exit, told) = by_mapping(mapping, &[file]);
        assert!(exit == 3 && told.contains("OLDER") && told.contains("0 corrected"), "{told}");
    }
    // With a row more it is another file. Its word on consent is asked about all the same.
    export_abroad(dir, "more.csv", &[("a-1", "yes"), ("a-2", "yes"), ("a-3", "yes")]);
    for wrong in [&[][..], &["--confirm-wider", "2", "--confirm-earlier", "1"]] {
        let (exit, told) = submit(dir, &[&["more.csv"], wrong].concat());
        assert!(exit == 3 && told.contains("0 corrected"), "{told}");
        assert!(told.contains("--confirm-wider 1") && told.contains("MORE WIDELY"), "{told}");
        let rejected = fs::read_to_string(dir.join("more.csv.rejected.csv")).unwrap();
        assert!(rejected.contains("2,abroad,\"would share the record more widely"), "{rejected}");
    }
    // Another mapping, under which every content is a new one.
    fs::write(dir.join("third.toml"), across_borders().replace("region = \"region\"\n", ""))
        .unwrap();
    let (exit, told) = by_mapping("third.toml", &["old.csv"]);
    assert!(exit == 3 && told.contains("--confirm-wider 1"), "{told}");
    let (exit, told) = by_mapping("third.toml", &["old.csv", "--newest"]);
    assert!(
        exit == 3 && told.contains("--confirm-wider 1"),
        "consent is no question of age: {told}"
    );

    // A person who consents again: once confirmed, the same export every day asks nothing more. What
    // the other mapping left out comes back with it.
    export_abroad(
        dir,
        "day.csv",
        &[("a-1", "yes"), ("a-2", "yes"), ("a-3", "yes"), ("a-4", "yes")],
    );
    let confirm = ["day.csv", "--confirm-wider", "1", "--confirm-earlier", "2"];
    let (exit, told) = submit(dir, &confirm);
    assert!(exit == 0 && told.contains("2 corrected") && told.contains("confirmed"), "{told}");
    let (exit, told) = submit(dir, &["day.csv"]);
    assert!(exit == 0 && told.contains("4 unchanged"), "{told}");
    export_abroad(dir, "less.csv", &[("a-1", "no"), ("a-2", "yes"), ("a-3", "yes")]);
    let (exit, told) = submit(dir, &["less.csv"]);
    assert!(exit == 3 && told.contains("--confirm-earlier 1"), "it was said before: {told}");
}

#[test]
fn corrected_contents_and_other_persons_are_asked_about() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    prepared(dir);
    let _serving = serve(dir);
    put_member(dir, "exchange.example/police", "institution", "XK");
    let row = |id, gender| (id, gender, "PR", "yes");
    export(dir, "a.csv", &[row("a-1", "FEMININE"), row("a-2", "FEMININE")]);
    assert_eq!(submit(dir, &["a.csv"]).0, 0);
    export(dir, "b.csv", &[row("a-1", "MASCULINE"), row("a-2", "FEMININE")]);
    assert_eq!(submit(dir, &["b.csv"]).0, 0);
    // Part of the older file, as a new one.
    export(dir, "part.csv", &[row("a-1", "FEMININE")]);
    let (exit, told) = submit(dir, &["part.csv"]);
    assert!(exit == 3 && told.contains("CORRECTED BEFORE"), "{told}");
    let (exit, told) = submit(dir, &["part.csv", "--confirm-earlier", "1"]);
    assert!(exit == 0 && told.contains("1 corrected"), "{told}");

    // Another system under the same name: its records take the place of no other person's.
    export(
        dir,
        "other.csv",
        &[row("a-9", "FEMININE"), row("a-2", "FEMININE"), row("a-1", "FEMININE")],
    );
    let (exit, told) = submit(dir, &["other.csv"]);
    assert!(exit == 3 && told.contains("ANOTHER PERSON"), "{told}");
    assert!(told.contains("1 stored, 0 corrected, 1 unchanged, 1 rejected"), "{told}");
    let rejected = fs::read_to_string(dir.join("other.csv.rejected.csv")).unwrap();
    assert!(
        rejected.contains("4,\"born, given, surname\"")
            || rejected.contains("4,\"given, surname, born\""),
        "{rejected}"
    );
    let (exit, told) = submit(dir, &["other.csv", "--confirm-other-person", "1"]);
    assert!(exit == 0 && told.contains("1 corrected"), "{told}");
}

/// An export that lay forgotten, and was never submitted, is the newest submission to the exchange. What it
/// would change shows that it is not.
#[test]
fn an_older_export_does_not_overwrite_a_newer_one_by_itself() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    prepared(dir);
    let _serving = serve(dir);
    put_member(dir, "exchange.example/police", "institution", "XK");
    let ids: Vec<String> = (0..40).map(|number| format!("a-{number}")).collect();
    let rows = |corrected: usize| {
        let row = |(place, id)| {
            let gender = if place < corrected { "MASCULINE" } else { "FEMININE" };
            (id, gender, "PR", "yes")
        };
        let ids = ids.iter().map(String::as_str).enumerate();
        ids.map(row).collect::<Vec<_>>()
    };
    export(dir, "newer.csv", &rows(30));
    assert_eq!(submit(dir, &["newer.csv"]).0, 0);
    // The older one says of thirty something else, has a person that the newer one lacks, and lacks one.
    let mut old = rows(0);
    old[39].0 = "a-99";
    export(dir, "older.csv", &old);
    for more in [&[][..], &["--confirm-corrections", "29"], &["--confirm-earlier", "30"]] {
        let (exit, told) = submit(dir, &[&["older.csv"], more].concat());
        assert_eq!(exit, 3, "{told}");
        assert!(told.contains("0 corrected") && told.contains("30 rejected"), "{told}");
        assert!(told.contains("AN OLDER EXPORT? 30 corrections"), "{told}");
        assert!(told.contains("--confirm-corrections 30"), "{told}");
        let rejected = fs::read_to_string(dir.join("older.csv.rejected.csv")).unwrap();
        assert_eq!(rejected.matches("may be an older export").count(), 30, "{rejected}");
    }
    // Nor is anything withdrawn that it lacks, though its user says that it is whole.
    let (exit, told) = submit(dir, &["older.csv", "--full", "--yes", "--full-limit", "100"]);
    assert!(exit == 1 && told.contains("--full withdraws nothing here"), "{told}");
    assert!(held(dir).contains(&"a-39".to_owned()));
    let (exit, told) = submit(dir, &["newer.csv"]);
    assert!(exit == 0 && told.contains("40 unchanged"), "{told}");

    // What is the newest all the same, as where a column was filled anew, needs one word.
    let (exit, told) = submit(dir, &["older.csv", "--confirm-corrections", "30"]);
    assert!(exit == 0 && told.contains("30 corrected") && told.contains("confirmed"), "{told}");
    assert!(!dir.join("older.csv.rejected.csv").exists());
    export(dir, "newest.csv", &rows(25));
    let (exit, told) = submit(dir, &["newest.csv", "--newest"]);
    assert!(exit == 0 && told.contains("25 corrected"), "{told}");
    // A day's corrections are made at once.
    export(dir, "day.csv", &rows(6));
    let (exit, told) = submit(dir, &["day.csv", "--confirm-earlier", "19"]);
    assert!(exit == 0 && told.contains("19 corrected"), "{told}");
    assert!(!told.contains("OLDER EXPORT"), "{told}");
}

/// An older export of services, or a mapping that lost one of their columns, ends none of them by itself.
#[test]
fn many_services_that_rows_lost_are_asked_about() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    prepared(dir);
    let _serving = serve(dir);
    put_member(dir, "exchange.example/police", "institution", "XK");
    fs::write(dir.join("m.toml"), SERVICES).unwrap();
    let save = |file: &str, services: &str| {
        let row = |place| format!("r-{place},v-{place},{services},2010-05-01\n");
        let rows: String = (0..22).map(row).collect();
        fs::write(dir.join(file), format!("id,victim,services,date\n{rows}")).unwrap();
    };
    save("newer.csv", "SHELTER|MEDICAL");
    save("older.csv", "SHELTER");
    assert!(submit(dir, &["newer.csv"]).1.contains("44 stored"));
    let (exit, told) = submit(dir, &["older.csv"]);
    assert!(exit == 1 && told.contains("that the exchange has: 22"), "{told}");
    assert!(!told.contains("WITHDRAWN now"), "{told}");
    assert_eq!(held(dir).len(), 44);
    let (exit, told) = submit(dir, &["newer.csv"]);
    assert!(told.contains("44 rows are OLDER") || exit == 0, "{told}");
    let (exit, told) = submit(dir, &["older.csv", "--newest"]);
    assert!(exit == 0 && told.contains("22 services that their rows"), "{told}");
    assert_eq!(held(dir).len(), 22);
}

/// A NO in an export of services, or of proceedings, is followed as a victim's is.
#[test]
fn a_no_ends_services_and_proceedings_too() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    prepared(dir);
    let _serving = serve(dir);
    put_member(dir, "exchange.example/police", "institution", "XK");
    fs::rename(dir.join("ids.key"), dir.join("pki/ids.key")).unwrap();
    let mapping = SERVICES.replace("plain_ids = true", "system = \"s\"");
    fs::write(dir.join("m.toml"), mapping + "consent_processing = \"agreed\"\n").unwrap();
    let with = |rows: &[(&str, &str, &str)], more: &[&str]| {
        let row = |(id, services, agreed)| format!("{id},v-1,{services},2010-05-01,{agreed}\n");
        let rows: String = rows.iter().copied().map(row).collect();
        fs::write(dir.join("s.csv"), format!("id,victim,services,date,agreed\n{rows}")).unwrap();
        submit(dir, &[&["s.csv"], more].concat())
    };
    let (exit, told) = with(&[("r-1", "SHELTER|MEDICAL", "po"), ("r-2", "MEDICAL", "da")], &[]);
    assert!(exit == 0 && told.contains("3 stored"), "{told}");
    // Nothing is known of what is empty.
    let (exit, told) = with(&[("r-1", "SHELTER|MEDICAL", "")], &[]);
    assert!(exit == 3 && told.contains("1 rejected") && told.contains("IS STILL"), "{told}");
    assert_eq!(held(dir).len(), 3);
    // All services of a row end with its NO: those that the row does not name any more as well, and one
    // whose row is damaged. Of a row that the exchange does not have it is remembered, once.
    let rows =
        [("r-1", "SHELTER", "jo"), ("r-2", "NONSENSE", "ne"), ("r-3", "SHELTER|MEDICAL", "no")];
    let dry = with(&rows, &["--dry-run"]);
    assert!(dry.0 == 3 && dry.1.contains("2 rows say NO"), "{}", dry.1);
    assert!(with(&rows, &["--dry-run"]).1.contains("0 records would be sent"), "{}", dry.1);
    let (exit, told) = with(&rows, &[]);
    assert!(exit == 3 && told.contains("1 rejected"), "{told}");
    assert!(told.contains("2 rows say NO") && told.contains("3 of these records were"), "{told}");
    assert!(told.contains("1 of them was not at the exchange; it remembers the NO"), "{told}");
    assert_eq!(held(dir), Vec::<String>::new());
    let (_, told) = with(&rows, &[]);
    assert!(!told.contains("of these records") && !told.contains("remembers"), "{told}");
    // A file that nobody has submitted yet, with a YES from before, brings none of them back.
    let old = [("r-1", "SHELTER|LEGAL_AID", "yes"), ("r-3", "COMPENSATION|MEDICAL", "yes")];
    let (exit, told) = with(&old, &[]);
    assert!(exit == 3 && told.contains("0 stored") && told.contains("4 rejected"), "{told}");
    assert_eq!(held(dir), Vec::<String>::new());
    let (exit, told) = with(&old[..1], &["--readmit", "r-1"]);
    assert!(exit == 0 && told.contains("2 stored"), "{told}");

    let case = r#"
record = "proceeding"
system = "cases"
[fields]
record_id = "id"
case_number = "case"
opened_on = "date"
stage = { constant = "PROSECUTION" }
outcome = { constant = "ONGOING" }
offence = { constant = "TRAFFICKING" }
consent_processing = "agreed"
"#;
    fs::write(dir.join("m.toml"), case).unwrap();
    let with = |agreed: &str, more: &[&str]| {
        let rows = format!("id,case,date,agreed\nc-1,PPN 17/2010,2010-05-01,{agreed}\n");
        fs::write(dir.join("c.csv"), rows).unwrap();
        submit(dir, &[&["c.csv"], more].concat())
    };
    assert_eq!(with("po", &["--new-system"]).0, 0);
    assert_eq!(held(dir).len(), 3);
    let (exit, told) = with("jo", &[]);
    assert!(exit == 0 && told.contains("1 of these records was"), "{told}");
    assert_eq!(held(dir).len(), 2);
    let check = ["mapping", "check", "--mapping", "m.toml", "c.csv"];
    let output = vdx(dir, &check);
    let told = text(&output.stdout);
    assert!(output.status.code() == Some(3) && told.contains("agreed: is NO"), "{told}");
    with("da", &["--dry-run"]);
    let told = ok(dir, &check);
    let line = told.lines().find(|line| line.contains("consent_processing")).unwrap();
    assert!(line.contains(" 1 ") && line.contains("agreed"), "{told}");
}

/// An older export shows by what it lacks, too, where an institution has few records or corrects few.
#[test]
fn an_export_without_the_newest_records_is_asked_about() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    prepared(dir);
    let _serving = serve(dir);
    put_member(dir, "exchange.example/police", "institution", "XK");
    let ids: Vec<String> = (0..14).map(|number| format!("a-{number}")).collect();
    // The last six are of a later month.
    let save = |file: &str, count: usize, corrected: usize| {
        let row = |(place, id)| {
            let gender = if place < corrected { "MASCULINE" } else { "FEMININE" };
            (id, gender, "PR", "yes")
        };
        let rows: Vec<_> = ids.iter().map(String::as_str).enumerate().map(row).collect();
        export(dir, file, &rows[..count]);
        let text = fs::read_to_string(dir.join(file)).unwrap();
        let late = |(line, text): (usize, &str)| match line > 8 {
            true => text.replace("2010-05-01", "2010-09-01") + "\n",
            false => format!("{text}\n"),
        };
        fs::write(dir.join(file), text.lines().enumerate().map(late).collect::<String>()).unwrap();
    };
    save("newer.csv", 14, 2);
    assert_eq!(submit(dir, &["newer.csv"]).0, 0);
    save("older.csv", 8, 0);
    let (exit, told) = submit(dir, &["older.csv"]);
    assert!(exit == 3 && told.contains("0 corrected, 6 unchanged, 2 rejected"), "{told}");
    assert!(told.contains("from 2010-09 on the exchange has 6, and the file 0"), "{told}");
    assert!(told.contains("--confirm-corrections 2"), "{told}");
    let (exit, told) = submit(dir, &["older.csv", "--confirm-corrections", "2"]);
    assert!(exit == 0 && told.contains("2 corrected"), "{told}");
    // Without a correction, too: what it lacks is not withdrawn by a percentage.
    save("shorter.csv", 9, 0);
    let full = ["shorter.csv", "--full", "--yes", "--full-limit", "100"];
    let (exit, told) = submit(dir, &full);
    let lacks = "of those from 2010-09 on the exchange has 6, and the file 1 at most";
    assert!(exit == 1 && told.contains("lacks the newest") && told.contains(lacks), "{told}");
    assert_eq!(held(dir).len(), 14);
    // Part of the records, and the newest export, are what they are.
    for (file, count, corrected) in [("part.csv", 3, 3), ("newest.csv", 14, 4)] {
        save(file, count, corrected);
        let (exit, told) = submit(dir, &[file, "--confirm-earlier", "2"]);
        assert!(exit == 0 && !told.contains("OLDER EXPORT"), "{told}");
    }
}
