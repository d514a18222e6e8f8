//! What scripts and terminals count on: exit code 2 for a value that an option cannot have, tables that
//! fit, and an empty setting that is none.

mod process;

use std::fs;
use std::process::Command;

use process::{
    broken_at_eighty_columns, certify, configure, epochs, free_port, ok, put_member, release,
    serve, text, vdx,
};

/// Options of all commands whose values are not free text, with one that they cannot have. None of these
/// commands needs to reach anybody to know.
const WRONG: &[&[&str]] = &[
    &["--lang", "xx", "codes"],
    &["init", "--trust-domain", "a b"],
    &["init", "--country", "XX"],
    &["init", "--port", "70000"],
    &["init", "--coordinator", "a/b"],
    &["submit", "e.csv", "--mapping", "m", "--key", "k", "--full", "--full-limit", "101"],
    &["submit", "e.csv", "--mapping", "m", "--key", "k", "--plain-ids", "--id-key", "k"],
    &["mapping", "new", "e.csv", "--record", "person"],
    &["mapping", "fields", "nonsense"],
    &["records", "--kind", "person"],
    &["records", "--withdraw", "1"],
    &["records", "--due", "--withdraw", "many"],
    &["withdraw", "1", "--kind", "person"],
    &["query", "--measure", "nonsense"],
    &["query", "--by", "nonsense"],
    &["query", "--where", "nonsense"],
    &["query", "--from", "2010-13", "--to", "2011-01"],
    &["query", "--from", "2012-01", "--to", "2011-01"],
    &["query", "--tier", "nonsense"],
    &["query", "--format", "nonsense"],
    &["indicators", "--period", "nonsense"],
    &["indicators", "--period", "2010", "--format", "nonsense"],
    &["codes", "nonsense"],
    &["referral", "list", "--status", "nonsense"],
    &["referral", "decline", "1234", "--reason", "nonsense"],
    &["referral", "complete", "1234", "--step", "x"],
    &["referral", "check", "--purpose", "nonsense", "--transnational-key", "k"],
    &["referral", "check", "--result", "x"],
    &["referral", "keys", "trust", "nobody"],
    &["release", "propose", "--years", "nonsense"],
    &["release", "approve", "x"],
    &["release", "show", "x"],
    &["members", "put", "police", "--roles", "institution", "--name", "n", "--country", "XK"],
    &["members", "put", "a.example/b", "--roles", "nonsense", "--name", "n", "--country", "XK"],
    &["members", "put", "a.example/b", "--roles", "analyst", "--name", "n", "--country", "QQ"],
    &["members", "suspend", "nobody"],
    &["members", "reinstate", "nobody"],
    &["audit", "list", "--since", "nonsense"],
    &["audit", "list", "--until", "nonsense"],
    &["audit", "list", "--result", "nonsense"],
    &["audit", "list", "--limit", "0"],
    &["audit", "verify", "--key", "zz"],
    &["keys", "generate", "--epoch", "0"],
    &["keys", "generate-transnational", "--epoch", "x"],
    &["pki", "init", "--trust-domain", "a.example", "--days", "0"],
    &["pki", "issue", "--role", "nonsense", "--member", "m"],
    &["pki", "issue", "--role", "analyst", "--member", "a/b"],
    &["pki", "issue", "--role", "analyst", "--member", "m", "--days", "0"],
    &["pki", "issue", "--role", "analyst", "--member", "m", "--exchange", "http://x"],
    &["acknowledge-restore", "--reason", "two\nlines"],
    &["demo", "--persons", "1"],
    &["completions", "nonsense"],
    &["serve", "--nonsense"],
];

#[test]
fn a_value_that_an_option_cannot_have_is_wrong_usage() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    ok(dir, &["pki", "init", "--trust-domain", "exchange.example"]);
    let mut failed = Vec::new();
    for args in WRONG {
        let output = vdx(dir, args);
        if output.status.code() != Some(2) {
            failed.push(format!("{args:?}: {:?} {}", output.status.code(), text(&output.stderr)));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn an_empty_setting_of_the_language_is_none() {
    let dir = tempfile::tempdir().unwrap();
    let said = |language: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vdx"));
        command.env("LC_ALL", "C").env("VDX_LANG", language).current_dir(dir.path());
        let output = command.args(["codes", "gender"]).output().unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout)
    };
    assert_eq!(said(""), said("en"));
    assert_ne!(said(""), said("sq"));
}

/// Every command that lists something, on a terminal of 80 columns.
#[test]
fn tables_fit_eighty_columns() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let roles = ["coordinator", "institution", "analyst", "auditor", "liaison"];
    let name = |role: &str| format!("the-{role}-of-a-long-name");
    let named: Vec<(&str, String)> = roles.iter().map(|role| (*role, name(role))).collect();
    let mut members: Vec<(&str, &str)> =
        named.iter().map(|(role, name)| (*role, name.as_str())).collect();
    members.push(("coordinator", "coordinator"));
    let port = free_port();
    certify(dir, "exchange.example", port, &members);
    ok(dir, &["keys", "generate"]);
    ok(dir, &["keys", "generate-ids", "--out", "pki/ids.key"]);
    let more = format!("{}[retention]\nvictim_months = 12\n", epochs(dir, "national.key"));
    configure(dir, "exchange.example", "XK", port, &more);
    let _serving = serve(dir);
    for role in &roles[1..] {
        put_member(dir, &format!("exchange.example/{}", name(role)), role, "XK");
    }
    let mapping = "record = \"victim\"\nsystem = \"s\"\n[identity]\nnational_id = \"n\"\n[fields]\nrecord_id = \"n\"\nidentified_on = { constant = \"2010-05\" }\ntrafficking_status = { constant = \"ACTUAL_VICTIM\" }\nconsent_processing = { constant = \"YES\" }\n";
    fs::write(dir.join("m.toml"), mapping).unwrap();
    fs::write(dir.join("e.csv"), "n\n7493816252\n7493816253\n").unwrap();
    let of = |role: &str| format!("pki/{}.toml", name(role));
    let submit = ["submit", "--mapping", "m.toml", "--key", "national.key", "e.csv", "--profile"];
    ok(dir, &[&submit[..], &[&of("institution")]].concat());
    release(dir, "2010");
    let at_home: &[&[&str]] = &[
        &["codes"],
        &["codes", "exploitation_type", "--meanings"],
        &["mapping", "fields"],
        &["mapping", "fields", "EXPLOITATION_TYPE"],
        &["mapping", "check", "--mapping", "m.toml", "e.csv"],
        &["pki", "show"],
    ];
    let asked: &[(&str, &[&str])] = &[
        ("institution", &["records"]),
        ("institution", &["records", "--ids"]),
        ("institution", &["records", "--mapping", "m.toml", "--export", "e.csv"]),
        ("institution", &["records", "--due", "--ids"]),
        ("coordinator", &["members", "list"]),
        ("coordinator", &["members", "due"]),
        ("coordinator", &["release", "list"]),
        ("coordinator", &["referral", "checks"]),
        ("auditor", &["audit", "list"]),
        ("liaison", &["referral", "checks"]),
        ("liaison", &["referral", "keys", "list"]),
        ("liaison", &["referral", "list"]),
        ("liaison", &["referral", "waiting"]),
        ("analyst", &["whoami"]),
        ("analyst", &["query", "--by", "gender,age_band", "--all"]),
        ("analyst", &["query", "--by", "year", "--all"]),
        ("analyst", &["indicators", "--years", "2010"]),
        ("coordinator", &["linkage", "quality"]),
        ("coordinator", &["release", "show", "1"]),
    ];
    let mut wrong = Vec::new();
    at_home.iter().for_each(|args| wrong.extend(broken_at_eighty_columns(dir, args)));
    for (role, args) in asked {
        // The coordinator who was there first is the one whom the exchange knows.
        let profile = if *role == "coordinator" { "pki/coordinator.toml".into() } else { of(role) };
        let args = [args, &["--profile", profile.as_str()][..]].concat();
        wrong.extend(broken_at_eighty_columns(dir, &args));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
