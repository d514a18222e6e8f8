//! Two national exchanges and a transnational hub, as three processes.

mod process;

use std::fs;
use std::path::{Path, PathBuf};

use process::{
    Serving, certify, configure, epochs, fails, files_with, free_port, ok, put_member, serve,
    submit_export, vdx,
};
use serde_json::Value;
use vdx::audit::{Checkpoint, VerifierKey, cosigned_at};
use vdx::client::{Client, ClientProfile};
use vdx::proto::v1;

const MAPPING: &str = r#"
record = "victim"
plain_ids = true
[identity]
given_name = "given"
surname = "surname"
birth_date = "born"
national_id = "number"
[fields]
record_id = "id"
revision = "revision"
identified_on = "identified"
trafficking_status = { constant = "ACTUAL_VICTIM" }
citizenships = { constant = "AL" }
country_of_exploitation = { constant = "XK" }
region = { constant = "SECRET-REGION" }
consent_processing = { constant = "YES" }
consent_cross_border_sharing = "abroad"
"#;

/// A national exchange in a directory of its own.
struct Country {
    dir: PathBuf,
    domain: String,
    serving: Option<Serving>,
}

impl Country {
    /// Sets it up with its police, and as a member of the hub.
    fn new(root: &Path, name: &str, code: &str, hub_port: u16) -> Self {
        let dir = root.join(name);
        fs::create_dir(&dir).unwrap();
        let domain = format!("{name}.example");
        let port = free_port();
        let members =
            [("coordinator", "coordinator"), ("institution", "police"), ("auditor", "authority")];
        certify(&dir, &domain, port, &members);
        // As whom the exchange, and its country's liaison, are known to the hub.
        let hub = format!("https://localhost:{hub_port}");
        for (role, member) in [("institution", "exchange"), ("liaison", "liaison")] {
            let issue = ["pki", "issue", "--role", role, "--member", member, "--exchange", &hub];
            ok(&dir, &issue);
            let profile = dir.join(format!("pki/{member}.toml"));
            let text = fs::read_to_string(&profile).unwrap();
            fs::write(&profile, text.replace("\"ca.pem\"", "\"../../hub/pki/ca.pem\"")).unwrap();
        }
        ok(&dir, &["keys", "generate"]);
        fs::copy(root.join("transnational.key"), dir.join("transnational.key")).unwrap();
        let more = format!(
            "{}{}[[hubs]]\nname = \"hub\"\nprofile = \"pki/exchange.toml\"\n",
            epochs(&dir, "national.key"),
            epochs(&dir, "transnational.key")
        );
        configure(&dir, &domain, code, port, &more);
        let serving = Some(serve(&dir));
        put_member(&dir, &format!("{domain}/police"), "institution", code);
        put_member(&dir, &format!("{domain}/authority"), "auditor", code);
        fs::write(dir.join("m.toml"), MAPPING).unwrap();
        Self { dir, domain, serving }
    }

    /// Submits persons by number: whether they agree to sharing, and the revision.
    fn submit(&self, file: &str, persons: &[(u32, bool, u32)]) {
        let mut export = String::from("id,revision,given,surname,born,number,identified,abroad\n");
        for (person, shared, revision) in persons {
            let (year, month, day) = (1960 + person % 40, 1 + person % 12, 1 + person % 28);
            let abroad = if *shared { "YES" } else { "NO" };
            export += &format!(
                "r-{person},{revision},Given{person},Surname{},{year}-{month:02}-{day:02},{},2010-03,{abroad}\n",
                person * 7,
                1_000_000_007 + u64::from(*person) * 104_729
            );
        }
        fs::write(self.dir.join(file), export).unwrap();
        submit_export(&self.dir, file);
    }

    fn relay(&self) -> String {
        ok(&self.dir, &["relay", "--to", "hub", "--profile", "pki/coordinator.toml"])
    }

    /// Ends the process as a power cut would, and starts it again.
    fn crash(&mut self) {
        self.serving = None;
        self.serving = Some(serve(&self.dir));
    }

    fn referral(&self, args: &[&str]) -> String {
        ok(&self.dir, &[&["referral"], args, &["--profile", "pki/liaison.toml"]].concat())
    }
}

fn hub_config(root: &Path, port: u16, countries: &[&str]) {
    let hub = root.join("hub");
    let told = ok(&hub, &["keys", "generate-recovery"]);
    let recovery = told.lines().find(|line| line.starts_with("recovery_key")).unwrap();
    let mut more = format!("hub = true\n{recovery}\n{}", epochs(&hub, "../transnational.key"));
    for name in countries {
        more += &format!(
            "[[trust]]\ndomain = \"{name}.example\"\nca = \"../{name}/pki/ca.pem\"\ncrl = \"../{name}/pki/crl.pem\"\n"
        );
    }
    configure(&hub, "hub.example", "XK", port, &more);
}

/// Persons at the hub by citizenship and country of exploitation, as a liaison sees them.
fn flow(country: &Country) -> Value {
    let query = [
        "query",
        "--by",
        "citizenship,country_of_exploitation",
        "--where",
        "citizenship=AL",
        "--where",
        "country_of_exploitation=XK",
        "--format",
        "json",
        "--profile",
        "pki/liaison.toml",
    ];
    serde_json::from_str(&ok(&country.dir, &query)).unwrap()
}

#[test]
fn two_countries_and_a_hub() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    ok(root, &["keys", "generate-transnational"]);
    let hub = root.join("hub");
    fs::create_dir(&hub).unwrap();
    let port = free_port();
    certify(&hub, "hub.example", port, &[("coordinator", "coordinator"), ("analyst", "desk")]);
    let mut kosovo = Country::new(root, "kosovo", "XK", port);
    let albania = Country::new(root, "albania", "AL", port);
    hub_config(root, port, &["kosovo", "albania"]);

    // 40 persons are known in both countries, 30 in Kosovo alone, 30 in Albania alone; five in
    // each have not agreed to sharing. National ids, names and birth dates are the same.
    let known = |from: u32, to: u32| (from..to).map(|person| (person, person % 14 != 0, 1));
    kosovo.submit("first.csv", &known(0, 70).collect::<Vec<_>>());
    albania.submit("first.csv", &known(30, 100).collect::<Vec<_>>());

    // The hub is not there yet: the run fails, nothing is lost.
    let relay = ["relay", "--to", "hub", "--profile", "pki/coordinator.toml"];
    assert!(fails(&kosovo.dir, &relay).contains("the hub"));
    let serving = serve(&hub);
    put_member(&hub, "hub.example/desk", "analyst", "XK");
    for (country, code) in [(&kosovo, "XK"), (&albania, "AL")] {
        put_member(&hub, &format!("{}/exchange", country.domain), "institution", code);
        put_member(&hub, &format!("{}/liaison", country.domain), "liaison", code);
    }
    assert!(kosovo.relay().contains("up to 70 records sent"));
    assert!(albania.relay().contains("up to 70 records sent"));
    assert!(kosovo.relay().contains("no records sent"), "a second run finds nothing new");
    kosovo.crash();
    assert!(kosovo.relay().contains("no records sent"), "nor does one after a crash");
    let elsewhere =
        vdx(&kosovo.dir, &["relay", "--to", "nowhere", "--profile", "pki/coordinator.toml"]);
    assert!(String::from_utf8_lossy(&elsewhere.stderr).contains("must be a hub"));

    witnessed(root, &kosovo);

    // Persons known in both countries count once; those who did not agree are not there.
    process::release(&hub, "2010");
    let answer = flow(&kosovo);
    assert_eq!(answer["tier"], "transnational");
    let cell = &answer["cells"][0];
    let count = cell["count"].as_i64().unwrap();
    let truth = (0..100).filter(|person| person % 14 != 0).count() as i64;
    assert!((count - truth).abs() <= 12, "{count} for {truth}");
    // The stricter tier is everybody's at a hub.
    let desk = ["query", "--format", "json", "--profile", "pki/desk.toml"];
    let answer: Value = serde_json::from_str(&ok(&hub, &desk)).unwrap();
    assert_eq!(answer["tier"], "transnational");
    // What stays in the country, and the names of records, are not at the hub.
    for secret in ["SECRET-REGION", "r-17", "Surname119"] {
        assert_eq!(files_with(&hub.join("data"), secret), [""; 0], "{secret}");
    }

    // Consent is withdrawn: the hub loses the record.
    kosovo.submit("second.csv", &[(1, false, 2)]);
    assert!(kosovo.relay().contains("up to 10 withdrawn"));
    // The auditor at home sees who had what carried away.
    let list = ["audit", "list", "--call", "RunRelay", "--csv", "--profile", "pki/authority.toml"];
    let told = ok(&kosovo.dir, &list);
    let last: Vec<&str> = told.lines().rev().take(2).collect();
    assert!(last[1].contains("hub=hub stream=opened"), "{told}");
    assert!(last[0].contains("/coordinator/coordinator") && last[0].contains(",OK,"), "{told}");
    assert!(last[0].contains("stream=closed") && last[0].ends_with("withdrawn=1"), "{told}");
    turned_back(&mut kosovo);
    let _serving = restored_hub(root, &kosovo, serving);
    hit_and_request(root, &kosovo, &albania);
}

/// Country and hub have cosigned each other's heads; those who name the witness in their profile
/// demand it.
fn witnessed(root: &Path, country: &Country) {
    let profile = |path: PathBuf| ClientProfile::load(&path).unwrap();
    let at_home = profile(country.dir.join("pki/coordinator.toml"));
    let at_hub = profile(root.join("hub/pki/coordinator.toml"));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let head = |profile: &ClientProfile| {
        let profile = ClientProfile { heads: None, ..profile.clone() };
        runtime.block_on(async {
            let client = Client::connect(&profile).await.unwrap();
            client.log().get_head(v1::GetHeadRequest::default()).await.unwrap().into_inner()
        })
    };
    let (home, hub) = (head(&at_home), head(&at_hub));
    assert_eq!(home.witnessed.len(), 1);
    assert_eq!(hub.witnessed.len(), 2, "both countries");
    for (head, witness) in [(&home, &hub), (&hub, &home)] {
        let key: VerifierKey = witness.witness_key.parse().unwrap();
        let signed = head.witnessed.iter().find(|head| head.witness_key == key.to_string());
        let signed = &signed.unwrap().checkpoint;
        assert!(cosigned_at(signed, &key).unwrap().is_some());
        let log = head.public_key.as_slice().try_into().unwrap();
        assert!(Checkpoint::verify(signed, &log).is_ok());
    }
    // A client that demands the hub's word has it, and refuses without the right one.
    let path = country.dir.join("pki/police.toml");
    let text = fs::read_to_string(&path).unwrap();
    let demand = |key: &str| {
        fs::write(&path, format!("witness_key = \"{key}\"\nrequire_witness = true\n{text}"))
            .unwrap();
        vdx(&country.dir, &["whoami", "--profile", "pki/police.toml"])
    };
    assert!(demand(&hub.witness_key).status.success());
    let refused = demand(&home.witness_key);
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && told.contains("has not signed"), "{told}");
    fs::write(&path, text).unwrap();
    // Nobody at the hub speaks for the log of another country, nor for its witness.
    let body = format!("old 0\n\n{}", hub.checkpoint);
    let as_member = profile(country.dir.join("pki/exchange.toml"));
    runtime.block_on(async {
        let client = Client::connect(&as_member).await.unwrap();
        let request = v1::AddCheckpointRequest { body, log_key: String::new() };
        let told = client.log().add_checkpoint(request).await.unwrap_err();
        assert!(told.message().contains("own exchange"), "{told}");
        let request = v1::AddCosignatureRequest {
            checkpoint: hub.witnessed[0].checkpoint.clone(),
            witness_key: hub.witness_key.clone(),
        };
        let told = client.log().add_cosignature(request).await.unwrap_err();
        assert!(told.message().contains("your trust domain"), "{told}");
    });
}

/// An operator puts an old copy of a country's data back, and clears what its own clients have
/// kept: the hub remembers.
fn turned_back(country: &mut Country) {
    let dir = country.dir.clone();
    let swap = |from: &str, to: &str| fs::rename(dir.join(from), dir.join(to)).unwrap();
    country.serving = None;
    let mut copy = std::process::Command::new("cp");
    assert!(copy.args(["-r", "data", "old"]).current_dir(&dir).status().unwrap().success());
    country.serving = Some(serve(&dir));
    country.submit("third.csv", &[(3, true, 3)]);
    country.relay();
    country.serving = None;
    swap("data", "new");
    swap("old", "data");
    for member in ["coordinator", "police"] {
        let _ = fs::remove_file(dir.join(format!("pki/{member}.head")));
    }
    country.serving = Some(serve(&dir));
    let told = country.relay();
    assert!(told.contains("one of the two went back"), "{told}");
    country.serving = None;
    fs::remove_dir_all(dir.join("data")).unwrap();
    swap("new", "data");
    for member in ["coordinator", "police"] {
        let _ = fs::remove_file(dir.join(format!("pki/{member}.head")));
    }
    country.serving = Some(serve(&dir));
    assert!(!country.relay().contains("went back"));
}

/// The hub is restored from a backup: what was withdrawn after it is withdrawn again by the
/// country, with nobody having to remember it.
fn restored_hub(root: &Path, country: &Country, serving: Serving) -> Serving {
    let hub = root.join("hub");
    let coordinator = ["--profile", "pki/coordinator.toml"];
    let relay = ["relay", "--to", "hub", "--profile", "pki/coordinator.toml"];
    ok(&hub, &[&["backup", "--out", "b.backup"][..], &coordinator].concat());
    country.submit("fourth.csv", &[(2, true, 4), (5, false, 2)]);
    assert!(country.relay().contains("up to 10 withdrawn"));
    drop(serving);
    fs::remove_dir_all(hub.join("data")).unwrap();
    let restore = ["restore", "b.backup", "--recovery-key", "recovery.key", "--data-dir", "data"];
    ok(&hub, &[&restore[..], &["--unencrypted"]].concat());
    let serving = serve(&hub);
    assert!(fails(&country.dir, &relay).contains("has not acknowledged it"));
    let acknowledge = ["acknowledge-restore", "--reason", "The hub's disk broke."];
    ok(&hub, &[&acknowledge[..], &coordinator].concat());
    let told = country.relay();
    assert!(told.contains("up to 70 records sent") && told.contains("withdrawn"), "{told}");
    assert!(!told.contains("no withdrawn") && !told.contains("witnessed"), "{told}");
    assert!(country.relay().contains("no records sent, no withdrawn"));
    serving
}

/// Albania finds somebody whom Kosovo alone knows, and asks; the hub carries the question.
fn hit_and_request(root: &Path, kosovo: &Country, albania: &Country) {
    let fingerprint = |country: &Country| -> (String, String) {
        let key: Value =
            serde_json::from_str(&country.referral(&["keys", "init", "--json"])).unwrap();
        let text = |name: &str| key[name].as_str().unwrap().to_owned();
        (text("member"), text("fingerprint"))
    };
    let keys = [kosovo, albania].map(fingerprint);
    // Each has compared the other's.
    for (country, (member, fingerprint)) in [albania, kosovo].iter().zip(&keys) {
        country.referral(&["keys", "trust", member, "--fingerprint", fingerprint]);
    }
    let person = |number: u32| {
        let path = root.join(format!("person-{number}.toml"));
        let text = format!("national_id = \"{}\"\n", 1_000_000_007 + u64::from(number) * 104_729);
        fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let check = |country: &Country, number: u32| -> Value {
        let person = person(number);
        let check = [
            "check",
            "--purpose",
            "IDENTIFICATION",
            "--transnational-key",
            "transnational.key",
            "--person",
            &person,
            "--json",
        ];
        serde_json::from_str(&country.referral(&check)).unwrap()
    };
    let hit = check(albania, 2);
    assert_eq!(hit["hit"], true);
    assert_eq!(check(kosovo, 2)["hit"], false, "its own record tells a country nothing");
    assert_eq!(check(albania, 0)["hit"], false, "not shared");
    assert_eq!(check(albania, 1)["hit"], false, "no longer shared");
    assert_eq!(check(kosovo, 99)["hit"], true);

    let handle = hit["handle"].as_str().unwrap();
    fs::write(
        albania.dir.join("request.toml"),
        "type = \"INFORMATION_REQUEST\"\ncase = \"AL-1\"\n[basis]\nkind = \"VICTIM_CONSENT\"\nrecorded_on = \"2026-01\"\n",
    )
    .unwrap();
    albania.referral(&["new", "--hit", handle, "--form", "request.toml"]);
    let inbox: Value = serde_json::from_str(&kosovo.referral(&["inbox", "--json"])).unwrap();
    assert_eq!(inbox[0]["type"], "INFORMATION_REQUEST");
    assert_eq!(inbox[0]["sender_country"], "AL");
    let id = inbox[0]["id"].as_str().unwrap();
    let asked: Value = serde_json::from_str(&albania.referral(&["show", id, "--json"])).unwrap();
    assert_eq!((&asked["recipient"], &asked["recipient_country"]), (&Value::Null, &Value::Null));
    kosovo.referral(&["accept", id]);
    let asked: Value = serde_json::from_str(&albania.referral(&["show", id, "--json"])).unwrap();
    assert_eq!(asked["recipient_country"], "XK");
    assert_eq!(asked["verified"], true);
}
