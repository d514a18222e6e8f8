//! Logs at their most talkative tell who did what, and nothing of what was in it.

mod process;

use std::fs;

use process::{certify, configure, epochs, free_port, ok, put_member, serve, text, vdx};

const MAPPING: &str = r#"
record = "victim"
plain_ids = true
date_formats = ["%Y-%m-%d"]
[identity]
given_name = "given"
surname = "surname"
birth_date = "born"
national_id = "number"
[fields]
record_id = "id"
identified_on = "identified"
trafficking_status = { constant = "ACTUAL_VICTIM" }
gender = "gender"
country_of_exploitation = { constant = "XK" }
consent_processing = { constant = "YES" }
"#;

/// Sound rows, and some that are refused for one reason or another.
const EXPORT: &str = "\
id,given,surname,born,number,identified,gender,note
CANARY-1,Canarina,Kanarinaj,1990-01-02,7493816251,2010-03-04,FEMININE,canary note
CANARY-2,Canarine,Kanarinaj,1991-01-02,7493816252,2010-03-04,MASCULINE,canary note
CANARY-3,Canarino,Kanarinaj,1992-01-02,7493816253,2199-03-04,FEMININE,canary note
CANARY-4,Canarini,Kanarinaj,1993-01-02,7493816254,2010-03-04,CANARYGENDER,canary note
7493816255,Canarinu,Kanarinaj,1994-01-02,7493816255,2010-03-04,FEMININE,canary note
";

#[test]
fn a_log_at_trace_level_holds_no_contents() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path();
    let port = free_port();
    let members = [("coordinator", "coordinator"), ("institution", "police")];
    certify(dir, "exchange.example", port, &members);
    ok(dir, &["keys", "generate"]);
    let more = format!("log = \"trace\"\nlog_format = \"json\"\n{}", epochs(dir, "national.key"));
    configure(dir, "exchange.example", "XK", port, &more);
    let serving = serve(dir);
    put_member(dir, "exchange.example/police", "institution", "XK");
    fs::write(dir.join("m.toml"), MAPPING).unwrap();
    fs::write(dir.join("e.csv"), EXPORT).unwrap();

    let submit = ["submit", "--mapping", "m.toml", "--key", "national.key", "e.csv"];
    let dry = text(&vdx(dir, &[&submit[..], &["--dry-run"]].concat()).stdout);
    let police = ["--profile", "pki/police.toml"];
    let submitted = vdx(dir, &[&submit[..], &police].concat());
    let told = text(&submitted.stdout) + &text(&submitted.stderr);
    assert!(told.contains("2 stored") && told.contains("3 rejected"), "{told}");
    ok(dir, &[&["withdraw", "--plain-ids", "CANARY-2"][..], &police].concat());
    vdx(dir, &[&["withdraw", "--plain-ids", "CANARY-9"][..], &police].concat());
    serving.stop();

    let log = fs::read_to_string(dir.join("log")).unwrap();
    assert!(log.contains("\"level\":\"TRACE\"") && log.contains("vdx::"), "it is talkative");
    let lower = log.to_lowercase();
    // Long enough not to come up by chance in the hexadecimal bytes that rustls traces.
    for word in ["canar", "kanarinaj", "749381625", "1990-01", "feminine", "actual_victim"] {
        assert!(!lower.contains(word), "{word}: {:?}", lower.lines().find(|l| l.contains(word)));
    }
    // Tokens, as they were sent, in base64 and as bytes in either notation.
    let message: serde_json::Value =
        serde_json::Deserializer::from_str(&dry).into_iter().next().unwrap().unwrap();
    let mut tokens = Vec::new();
    values(&message, &mut tokens);
    assert!(tokens.len() > 10, "{dry}");
    use base64::Engine;
    for token in tokens {
        let bytes = base64::engine::general_purpose::STANDARD.decode(&token).unwrap();
        for shown in [token, hex::encode(&bytes), format!("{:?}", &bytes[..4]).replace(']', "")] {
            assert!(!log.contains(&shown), "a token");
        }
    }
    for key in ["national.key", "exchange.key"] {
        let file = fs::read_to_string(dir.join(key)).unwrap();
        let secret = file.lines().find(|line| line.starts_with("secret")).unwrap();
        assert!(!log.contains(secret.split('"').nth(1).unwrap()), "{key}");
    }
    // What an institution sees of its rejected rows is in a file beside the export, not here.
    assert!(dir.join("e.csv.rejected.csv").exists());
}

/// Everything called `value` in a message.
fn values(message: &serde_json::Value, found: &mut Vec<String>) {
    match message {
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str() {
                    Some(text) if name == "value" => found.push(text.to_owned()),
                    _ => values(value, found),
                }
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| values(item, found)),
        _ => {}
    }
}
