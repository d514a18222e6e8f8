//! An auditor who kept a head.

mod process;

use std::fs;

use process::{certify, configure, epochs, fails, free_port, ok, put_member, serve, vdx};
use serde_json::Value;
use vdx::store::{Batch, SledStore, Space, Store};

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
    // Calls that are refused, and one of nobody in the register.
    fails(dir, &["query", "--profile", "pki/desk.toml"]);
    for _ in 0..5 {
        fails(dir, &["query", "--profile", "pki/stranger.toml"]);
    }
    fails(dir, &["audit", "list", "--profile", "pki/desk.toml"]);

    let auditor = ["--profile", "pki/authority.toml"];
    let audit = |args: &[&str]| ok(dir, &[&["audit"], args, &auditor[..]].concat());
    let lines: Value = serde_json::from_str(&audit(&["list", "--json"])).unwrap();
    let told: Vec<(&str, &str, &str)> = lines
        .as_array()
        .unwrap()
        .iter()
        .map(|line| {
            let text = |name: &str| line[name].as_str().unwrap();
            (text("caller"), text("call"), text("result"))
        })
        .collect();
    let of = |role: &str, member: &str| format!("spiffe://exchange.example/{role}/{member}");
    let (coordinator, desk, stranger) =
        (of("coordinator", "coordinator"), of("analyst", "desk"), of("analyst", "stranger"));
    let expected = [
        (coordinator.as_str(), "MembershipService/PutMember", "OK"),
        (&coordinator, "MembershipService/PutMember", "OK"),
        (&desk, "StatisticsService/QueryTable", "FAILED_PRECONDITION"),
        (&stranger, "StatisticsService/QueryTable", "DENIED"),
        (&desk, "AuditService/ListAuditEntries", "DENIED"),
    ];
    assert_eq!(told, expected, "each once; a flood of denials is one line");
    assert!(!lines.to_string().contains("A name"), "no contents, the names of calls alone");

    assert!(audit(&["verify"]).contains("first head"));
    put_member(dir, "exchange.example/desk", "analyst", "AL");
    let again = audit(&["verify"]);
    assert!(again.contains("that you knew are its beginning"), "{again}");
    let proven = audit(&["prove", "2"]);
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
    let tamper = |change: &dyn Fn(&mut Batch, &SledStore)| {
        let store = SledStore::open(&dir.join("data"), None).unwrap();
        let mut batch = Batch::default();
        change(&mut batch, &store);
        store.commit(batch).unwrap();
    };
    let key = |index: u64| index.to_be_bytes();
    let original =
        SledStore::open(&dir.join("data"), None).unwrap().get(Space::Audit, &key(3)).unwrap();
    let original = original.unwrap();
    let forged = String::from_utf8(original.clone()).unwrap().replace("DENIED", "OK");
    tamper(&|batch, _| batch.put(Space::Audit, &key(3), forged.as_bytes()));
    serving = serve(dir);
    let told = fails(dir, &[&["audit", "verify"], &auditor[..]].concat());
    assert!(told.contains("THE LOG WAS CHANGED"), "{told}");
    assert_eq!(fs::read(dir.join("audit-head.json")).unwrap(), kept, "the good head stays");

    // Or takes out the end of it.
    drop(serving);
    tamper(&|batch, store| {
        batch.put(Space::Audit, &key(3), original.clone());
        let mut last = 0;
        let mut count = |key: &[u8], _: &[u8]| {
            last = u64::from_be_bytes(key.try_into().unwrap());
            Ok(std::ops::ControlFlow::Continue(()))
        };
        store.scan(Space::Audit, &[], &mut count).unwrap();
        (5..=last).for_each(|index| batch.remove(Space::Audit, &key(index)));
    });
    serving = serve(dir);
    let told = fails(dir, &[&["audit", "verify"], &auditor[..]].concat());
    assert!(told.contains("SHORTER"), "{told}");
    drop(serving);
}
