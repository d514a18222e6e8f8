//! An auditor who kept a head.

mod process;

use std::fs;

use process::{certify, configure, epochs, fails, free_port, ok, put_member, serve, vdx};
use serde_json::Value;
use vdx::store::{self, Batch, Space, Store, StoreSettings};

#[test]
fn a_changed_or_missing_line_is_noticed() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let port = free_port();
    let members = [
        ("coordinator", "coordinator"),
        ("analyst", "desk"),
        ("analyst", "stranger"),
        ("auditor", "authority"),
    ];
    certify(dir, "exchange.example", port, &members);
    ok(dir, &["keys", "generate"]);
    configure(dir, "exchange.example", "XK", port, &epochs(dir, "national.key"));
    let mut serving = serve(dir);
    put_member(dir, "exchange.example/desk", "analyst", "XK");
    put_member(dir, "exchange.example/authority", "auditor", "XK");
    // Calls that are refused, and somebody who is not in the register and gets no call through.
    fails(dir, &["query", "--profile", "pki/desk.toml"]);
    for _ in 0..5 {
        fails(dir, &["query", "--profile", "pki/stranger.toml"]);
    }
    fails(dir, &["audit", "list", "--profile", "pki/desk.toml"]);

    let auditor = ["--profile", "pki/authority.toml"];
    let audit = |args: &[&str]| ok(dir, &[&["audit"], args, &auditor[..]].concat());
    let lines: Value = serde_json::from_str(&audit(&["list", "--json"])).unwrap();
    let all: Vec<(&str, &str, &str)> = lines
        .as_array()
        .unwrap()
        .iter()
        .map(|line| {
            let text = |name: &str| line[name].as_str().unwrap();
            (text("caller"), text("call"), text("result"))
        })
        .collect();
    // Beside these there are the lines that make a head cover what was stored before.
    let told: Vec<_> = all
        .iter()
        .filter(|line| (line.1, line.2) != ("LogService/GetHead", "OK"))
        .copied()
        .collect();
    let of = |role: &str, member: &str| format!("spiffe://exchange.example/{role}/{member}");
    let (coordinator, desk, stranger) =
        (of("coordinator", "coordinator"), of("analyst", "desk"), of("analyst", "stranger"));
    let expected = [
        ("exchange", "AddFirstCoordinator", "OK"),
        (coordinator.as_str(), "MembershipService/PutMember", "OK"),
        (&coordinator, "MembershipService/PutMember", "OK"),
        (&desk, "StatisticsService/QueryTable", "FAILED_PRECONDITION"),
        (&stranger, "Connect", "DENIED"),
        (&desk, "AuditService/ListAuditEntries", "DENIED"),
    ];
    assert_eq!(told, expected, "each once; a flood of denials is one line");
    assert!(!lines.to_string().contains("A name"), "no contents, the names of calls alone");

    // On first use the auditor compares what the operator reads from the exchange's key.
    let shown = ok(dir, &["keys", "show-audit-key", "exchange.key"]);
    let shown = shown.trim();
    let other = "ab".repeat(32);
    let told = fails(dir, &[&["audit", "verify", "--key", &other], &auditor[..]].concat());
    assert!(told.contains("NOT THE AUDIT KEY THAT THE OPERATOR SHOWED"), "{told}");
    assert!(!dir.join("audit-head.json").exists(), "nothing is kept of it");
    let first = audit(&["verify", "--head", "by-hand.json"]);
    assert!(first.contains(shown), "{first}");
    assert!(audit(&["verify", "--key", shown]).contains("first head"));
    put_member(dir, "exchange.example/desk", "analyst", "AL");
    let again = audit(&["verify"]);
    assert!(again.contains("that you knew are its beginning"), "{again}");
    let place = |call: &str| all.iter().position(|line| line.1 == call).unwrap() as u64;
    let proven = audit(&["prove", &place("StatisticsService/QueryTable").to_string()]);
    assert!(proven.contains("QueryTable") && proven.contains("exchange.example/audit"), "{proven}");
    // A restart signs on.
    drop(serving);
    serving = serve(dir);
    audit(&["verify"]);
    let denied = vdx(dir, &["audit", "verify", "--profile", "pki/coordinator.toml"]);
    assert!(!denied.status.success(), "the coordinator does not audit itself");

    // Somebody with the disk and the exchange's key makes a refusal look like an answer.
    drop(serving);
    let kept = fs::read(dir.join("audit-head.json")).unwrap();
    let tamper = |change: &dyn Fn(&mut Batch, &dyn Store)| {
        let store = store::open(&StoreSettings::new(&dir.join("data"), None)).unwrap();
        let mut batch = Batch::default();
        change(&mut batch, &*store);
        store.commit(batch).unwrap();
    };
    let key = |index: u64| index.to_be_bytes();
    let denied = all.iter().position(|line| line.2 == "DENIED").unwrap() as u64;
    let original = store::open(&StoreSettings::new(&dir.join("data"), None))
        .unwrap()
        .get(Space::Audit, &key(denied))
        .unwrap();
    let original = original.unwrap();
    let forged = String::from_utf8(original.clone()).unwrap().replace("DENIED", "OK");
    tamper(&|batch, _| batch.put(Space::Audit, &key(denied), forged.as_bytes()));
    serving = serve(dir);
    let verify = [&["audit", "verify"], &auditor[..]].concat();
    // By the head that every client keeps, and by the one that the auditor keeps elsewhere.
    for _ in 0..2 {
        let told = fails(dir, &verify);
        assert!(told.contains("another one than before"), "{told}");
        let _ = fs::remove_file(dir.join("pki/authority.head"));
    }
    assert_eq!(fs::read(dir.join("audit-head.json")).unwrap(), kept, "the good head stays");

    // Or takes out the end of it.
    drop(serving);
    tamper(&|batch, store| {
        batch.put(Space::Audit, &key(denied), original.clone());
        let mut last = 0;
        let mut count = |key: &[u8], _: &[u8]| {
            last = u64::from_be_bytes(key.try_into().unwrap());
            Ok(std::ops::ControlFlow::Continue(()))
        };
        store.scan(Space::Audit, &[], &mut count).unwrap();
        (denied + 2..=last).for_each(|index| batch.remove(Space::Audit, &key(index)));
    });
    serving = serve(dir);
    let told = fails(dir, &verify);
    assert!(told.contains("gone back"), "{told}");
    drop(serving);
}

#[test]
fn an_auditor_finds_lines_and_persons() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let port = free_port();
    let members = [("coordinator", "coordinator"), ("analyst", "desk"), ("auditor", "authority")];
    certify(dir, "exchange.example", port, &members);
    let exchange = format!("https://localhost:{port}");
    let issue = ["pki", "issue", "--role", "analyst", "--member", "desk", "--exchange", &exchange];
    let of_person = ok(dir, &[&issue[..], &["--system", "front", "--person", "4711"]].concat());
    assert!(of_person.contains("/analyst/desk/front/person/4711"), "{of_person}");
    assert!(dir.join("pki/desk-4711.toml").exists() && dir.join("pki/desk.toml").exists());
    let named = fails(dir, &[&issue[..], &["--person", "A. Name"]].concat());
    assert!(named.contains("--person") && named.contains("staff number"), "{named}");
    ok(dir, &["pki", "request", "--out", "other"]);
    let sign = ["pki", "sign", "--csr", "other.csr.pem", "--role", "analyst", "--member", "desk"];
    let signed = ok(dir, &[&sign[..], &["--person", "4712", "--out", "other.pem"]].concat());
    assert!(signed.contains("/analyst/desk/person/4712"), "{signed}");

    ok(dir, &["keys", "generate"]);
    let demanded = |roles: &str| {
        let more = format!("person_required = {roles}\n{}", epochs(dir, "national.key"));
        configure(dir, "exchange.example", "XK", port, &more);
    };
    demanded("[\"clerk\"]");
    assert!(fails(dir, &["serve", "--check"]).contains("person_required[0]: must be institution"));
    demanded("[\"analyst\", \"liaison\"]");
    let serving = serve(dir);
    put_member(dir, "exchange.example/desk", "analyst", "XK");
    put_member(dir, "exchange.example/authority", "auditor", "XK");
    // Who of the desk it is must be told: the member's certificate does for nothing.
    let refused = fails(dir, &["query", "--profile", "pki/desk.toml"]);
    assert!(refused.contains("names no person") && refused.contains("--person"), "{refused}");
    assert!(fails(dir, &["whoami", "--profile", "pki/desk.toml"]).contains("names no person"));
    let whoami = ok(dir, &["whoami", "--profile", "pki/desk-4711.toml"]);
    assert!(whoami.contains("person/4711"), "{whoami}");
    let unpublished = fails(dir, &["query", "--profile", "pki/desk-4711.toml"]);
    assert!(unpublished.contains("nothing has been released"), "{unpublished}");

    let list = |args: &[&str]| {
        let auditor = ["--profile", "pki/authority.toml"];
        let told = ok(dir, &[&["audit", "list", "--json"], args, &auditor[..]].concat());
        let told: Value = serde_json::from_str(&told).unwrap();
        let index = |line: &Value| line["index"].as_str().unwrap().parse::<usize>().unwrap();
        told.as_array().unwrap().iter().map(index).collect::<Vec<_>>()
    };
    // 0 the first coordinator, 1 and 2 members, 3 refused, 4 asked by a person.
    assert_eq!(list(&["--call", "GetHead"]), [3]);
    // A part of a name, or just one name.
    assert_eq!(list(&["--call", "Head"]), [3]);
    assert!(list(&["--call", "=Head"]).is_empty());
    assert_eq!(list(&["--call", "=GetHead"]), [3]);
    assert_eq!(list(&["--call", "QueryTable"]), [4]);
    assert_eq!(list(&["--caller", "person/4711"]), [4]);
    assert_eq!(list(&["--caller", "exchange.example/desk"]), [3, 4]);
    assert_eq!(list(&["--result", "denied"]), [3]);
    assert_eq!(list(&["--subject", "member=exchange.example/desk"]), [1]);
    assert_eq!(list(&["--with", "PutMember", "--limit", "1"]), [1]);
    assert_eq!(list(&["--with", "PutMember", "--from", "2"]), [2]);
    assert_eq!(list(&["--until", "2020-01-01"]), [0_usize; 0]);
    assert_eq!(list(&["--since", "2020-01-01", "--result", "FAILED_PRECONDITION"]), [4]);
    let auditor = ["--profile", "pki/authority.toml"];
    let wrong = fails(dir, &[&["audit", "list", "--since", "soon"], &auditor[..]].concat());
    assert!(wrong.contains("--since") && wrong.contains("2026-11-01"), "{wrong}");

    let csv = ok(dir, &[&["audit", "list", "--csv", "--limit", "5"], &auditor[..]].concat());
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(rows[0], "index,at,caller,call,result,subject");
    assert_eq!(rows.len(), 6);
    let row = format!(
        ",spiffe://exchange.example/coordinator/coordinator,MembershipService/PutMember,OK,{}",
        "member=exchange.example/desk roles=analyst status=ACTIVE"
    );
    assert!(rows[2].starts_with("1,20") && rows[2].ends_with(&row), "{}", rows[2]);
    // For people: no line is wider than a terminal, whatever a line of the log tells.
    let told = ok(dir, &[&["audit", "list"], &auditor[..]].concat());
    assert!(told.lines().all(|line| line.chars().count() <= 80), "{told}");
    let shown = told.contains("roles=analyst") && told.contains("MembershipService/PutMember");
    assert!(shown && told.contains("spiffe://exchange.example/coordinator/coordinator"), "{told}");
    serving.stop();
}
