//! Foreign text that tries to act on its reader: an exchange that puts it into every field of every
//! answer and of every error, and a partner that seals it.

use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use axum::extract::Request;
use prost::Message;
use prost_reflect::{
    DescriptorPool, DynamicMessage, Kind, MapKey, MessageDescriptor, MethodDescriptor, Value,
};
use tonic_types::{ErrorDetails, StatusExt};
use vdx::client::{Client, Step};
use vdx::domain::codes::Role;
use vdx::domain::referral_codes::ReferralAction;
use vdx::foreign;
use vdx::proto::v1;

use crate::common::Site;
use crate::common::liaisons::*;
use crate::liar::{answered, listen, pass_on};
use crate::process::text;

/// Clears the screen, writes to the clipboard, forges a line, turns the direction, hides, and is a
/// formula for a spreadsheet.
const HOSTILE: &str = "=cmd|'/c calc'!A0\u{1b}[2J\u{1b}]52;c;cm0=\u{7}\rFORGED\nFORGED\u{9b}1mx\u{202e}y\u{2066}\u{200b}\u{feff}\u{2028}\u{85}z";

fn value(kind: &Kind, depth: usize) -> Value {
    match kind {
        Kind::String => Value::String(HOSTILE.into()),
        Kind::Bytes => Value::Bytes(vec![7; 16].into()),
        Kind::Bool => Value::Bool(true),
        Kind::Enum(_) => Value::EnumNumber(1),
        Kind::Double => Value::F64(1.0),
        Kind::Float => Value::F32(1.0),
        Kind::Int32 | Kind::Sint32 | Kind::Sfixed32 => Value::I32(1),
        Kind::Int64 | Kind::Sint64 | Kind::Sfixed64 => Value::I64(1),
        Kind::Uint32 | Kind::Fixed32 => Value::U32(1),
        Kind::Uint64 | Kind::Fixed64 => Value::U64(1),
        Kind::Message(message) => Value::Message(filled(message, depth + 1)),
    }
}

/// A message with something in every field, and hostile text in every text.
fn filled(descriptor: &MessageDescriptor, depth: usize) -> DynamicMessage {
    let mut message = DynamicMessage::new(descriptor.clone());
    for field in descriptor.fields() {
        if depth > 6 || field.name() == "next_page_token" {
            continue;
        }
        if field.is_map() {
            let Kind::Message(entry) = field.kind() else { continue };
            let one = value(&entry.map_entry_value_field().kind(), depth);
            // "en" is what a client looks up among words by language.
            let keys = [HOSTILE, "en"].map(|key| MapKey::String(key.into()));
            let map = keys.into_iter().map(|key| (key, one.clone()));
            message.set_field(&field, Value::Map(map.collect()));
        } else if field.is_list() {
            let one = value(&field.kind(), depth);
            message.set_field(&field, Value::List(vec![one.clone(), one]));
        } else {
            message.set_field(&field, value(&field.kind(), depth));
        }
    }
    // What a client looks up by its name: with another one nothing would be printed.
    for (owner, name, text) in [
        ("MemberName", "trust_domain", "exchange.example"),
        ("MemberName", "member_id", "albania"),
        ("Dimension", "name", "region"),
    ] {
        if descriptor.name() == owner
            && let Some(field) = descriptor.get_field_by_name(name)
        {
            message.set_field(&field, Value::String(text.into()));
        }
    }
    message
}

fn method(pool: &DescriptorPool, path: &str) -> Option<MethodDescriptor> {
    let (service, method) = path.trim_start_matches('/').split_once('/')?;
    let service = pool.get_service_by_name(service)?;
    service.methods().find(|known| known.name() == method)
}

/// What an exchange does with every call; a client that connects asks for the head of the log first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// Shows the real head, and answers everything else with filled messages.
    Says,
    /// Shows the real head, and refuses everything else with hostile reasons.
    Refuses,
    /// Makes up the head, too.
    MakesUp,
    /// Refuses the head, too.
    RefusesAll,
}

impl Manner {
    fn shows_head(self) -> bool {
        matches!(self, Self::Says | Self::Refuses)
    }

    fn answers(self) -> bool {
        matches!(self, Self::Says | Self::MakesUp)
    }
}

/// An exchange of that manner in front of the real one.
async fn hostile(site: &Site, upstream: &Client, manner: Manner) -> u16 {
    let pool = DescriptorPool::decode(vdx::proto::DESCRIPTORS).unwrap();
    let upstream = upstream.channel();
    let router = axum::Router::new().fallback(move |request: Request| {
        let (upstream, pool) = (upstream.clone(), pool.clone());
        async move {
            let path = request.uri().path().to_owned();
            if manner.shows_head() && path.ends_with("/GetHead") {
                return pass_on(upstream, Arc::default(), request).await;
            }
            if manner.answers() {
                let method = method(&pool, &path).unwrap();
                return answered(&filled(&method.output(), 0).encode_to_vec());
            }
            let mut details = ErrorDetails::new();
            details.add_bad_request_violation(HOSTILE, HOSTILE);
            details.set_error_info(HOSTILE, HOSTILE, std::collections::HashMap::new());
            let code = tonic::Code::PermissionDenied;
            tonic::Status::with_error_details(code, HOSTILE, details)
                .into_http::<axum::body::Body>()
        }
    });
    listen(site, router).await
}

/// Runs a command, at most for ten seconds: some go on until they are told to end.
fn vdx(dir: &Path, args: &[&str]) -> Output {
    Command::new("timeout")
        .args(["10", env!("CARGO_BIN_EXE_vdx")])
        .current_dir(dir)
        .args(args)
        .output()
        .unwrap()
}

/// Nothing in an output acts on a terminal, and no line of it is the foreigner's alone.
fn check(args: &[&str], output: &Output) {
    for (stream, bytes) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
        let text = String::from_utf8(bytes.clone()).unwrap();
        let hidden = text.chars().find(|c| *c != '\n' && *c != '\t' && foreign::is_hidden(*c));
        assert_eq!(hidden, None, "{args:?} {stream}: {text}");
        let forged = text.lines().any(|line| line.trim_start().starts_with("FORGED"));
        assert!(!forged, "{args:?} {stream}: {text}");
    }
    let stderr = text(&output.stderr);
    assert!(!stderr.contains("panicked"), "{args:?}: {stderr}");
}

fn profile(site: &Site, name: &str, certificate: &str, port: u16) {
    let text = format!(
        "server = \"https://localhost:{port}\"\nca = \"pki/ca.pem\"\ncertificate = \"pki/{certificate}.pem\"\nkey = \"pki/{certificate}.key.pem\"\n"
    );
    std::fs::write(site.dir.path().join(name), text).unwrap();
}

/// Every command that prints what an exchange says.
const COMMANDS: &[&[&str]] = &[
    &["whoami"],
    &["members", "list"],
    &[
        "members",
        "put",
        "exchange.example/x",
        "--roles",
        "analyst",
        "--name",
        "X",
        "--country",
        "XK",
    ],
    &["members", "suspend", "exchange.example/x"],
    &["query", "--by", "gender"],
    &["query", "--by", "gender", "--format", "csv"],
    &["query", "--by", "gender", "--format", "json"],
    &["indicators", "--period", "2010"],
    &["indicators", "--period", "2010", "--format", "csv"],
    &["indicators", "--period", "2010", "--format", "json"],
    &["indicators", "--years", "2009-2010", "--by-year"],
    &["report", "--form", "strategy", "--year", "2010", "--out", "x.html", "--replace"],
    &["report", "--form", "glotip", "--year", "2010", "--out", "x.csv", "--replace"],
    &["codes", "region", "--online"],
    &["epochs"],
    &["release", "propose", "--years", "2010"],
    &["release", "propose", "--years", "2010", "--dry"],
    &["release", "approve", "1"],
    &["release", "list"],
    &["release", "list", "--json"],
    &["release", "show", "1"],
    &["relay", "--to", "hub"],
    &["withdraw", "--plain-ids", "PN-1"],
    &["audit", "list"],
    &["audit", "list", "--json"],
    &["audit", "verify"],
    &["audit", "verify", "--json"],
    &["backup", "--out", "x.backup"],
    &["referral", "inbox"],
    &["referral", "inbox", "--json"],
    &["referral", "list"],
    &["referral", "list", "--json"],
    &["referral", "show", "07070707070707070707070707070707"],
    &["referral", "show", "07070707070707070707070707070707", "--json"],
    &["referral", "accept", "07070707070707070707070707070707"],
    &["referral", "keys", "list"],
    &["referral", "keys", "list", "--json"],
    &["referral", "keys", "rotate"],
    &["referral", "keys", "trust", "exchange.example/albania", "--fingerprint", "1"],
    &["referral", "checks"],
    &["referral", "checks", "--json"],
    &["referral", "check", "--result", "07070707070707070707070707070707"],
    &["referral", "waiting"],
    &["referral", "waiting", "--json"],
    &["referral", "confirm", "0707"],
    &["referral", "deny", "0707"],
    &["acknowledge-restore"],
    &["referral", "watch", "--idle", "1"],
    &["referral", "watch", "--idle", "1", "--json", "--after", "0"],
];

/// Those of them that print a text of a right answer.
const SHOWN: &[&[&str]] = &[
    &["whoami"],
    &["members", "list"],
    &["query", "--by", "gender"],
    &["query", "--by", "gender", "--format", "csv"],
    &["query", "--by", "gender", "--format", "json"],
    &["indicators", "--period", "2010"],
    &["indicators", "--period", "2010", "--format", "csv"],
    &["indicators", "--period", "2010", "--format", "json"],
    &["codes", "region", "--online"],
    &["epochs"],
    &["release", "propose", "--years", "2010", "--dry"],
    &["release", "list"],
    &["release", "show", "1"],
    &["audit", "list"],
    &["audit", "list", "--json"],
    &["referral", "list"],
    &["referral", "list", "--json"],
];

#[tokio::test(flavor = "multi_thread")]
async fn no_answer_and_no_error_of_an_exchange_acts_on_a_terminal() {
    let mut site = Site::start().await;
    let upstream = site.member_of("XK", Role::Liaison, "kosovo").await;
    let keyring = vdx::referral::keys::Keyring::generate(member("kosovo")).unwrap();
    let manners = [Manner::Says, Manner::Refuses, Manner::MakesUp, Manner::RefusesAll];
    for (place, manner) in manners.into_iter().enumerate() {
        let port = hostile(&site, &upstream, manner).await;
        let name = format!("exchange-{place}");
        profile(&site, &format!("{name}.toml"), "kosovo-Liaison", port);
        keyring.save_new(&site.dir.path().join(format!("{name}.keys"))).unwrap();
        for command in COMMANDS {
            let profile = format!("{name}.toml");
            let args = [command, &["--profile", profile.as_str()][..]].concat();
            let output = vdx(site.dir.path(), &args);
            // What prints answers has to have printed some, or nothing was tried.
            if manner == Manner::Says && SHOWN.contains(command) {
                let shown = text(&output.stdout) + &text(&output.stderr);
                assert!(shown.contains("u{1b}") || shown.contains("u001b"), "{args:?}: {shown}");
            }
            check(&args, &output);
            if args.contains(&"csv") && output.status.success() {
                let csv = text(&output.stdout);
                assert!(csv.contains("'=cmd") && !csv.contains(",=cmd"), "{csv}");
                assert!(!csv.lines().any(|line| line.starts_with("=cmd")), "{csv}");
            }
            if args.contains(&"--json") && output.status.success() {
                let text = text(&output.stdout);
                let read = text.lines().next().is_some_and(|line| line.starts_with('{'))
                    && args.contains(&"watch");
                let document = if read { text.lines().next().unwrap() } else { &text };
                serde_json::from_str::<serde_json::Value>(document).unwrap();
            }
            // A true head that fits what was kept is all that acknowledging a restore asks for.
            let needs_head_alone = command[0] == "acknowledge-restore" && manner.shows_head();
            if !manner.answers() && !needs_head_alone {
                assert!(!output.status.success(), "{args:?}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_a_partner_seals_acts_on_its_reader() {
    let mut site = Site::start().await;
    let (mut albania, mut kosovo) = two(&mut site).await;
    let hostile = || HOSTILE.to_owned();
    let attachment = |name: &str, text: &str| v1::Attachment {
        name: name.into(),
        content: text.as_bytes().to_vec(),
    };
    let content = v1::SealedContent {
        person: Some(v1::SealedPerson {
            given_name: hostile(),
            surname: hostile(),
            birth_date: hostile(),
            sex: hostile(),
            national_id: hostile(),
            document: hostile(),
            place_of_birth: hostile(),
            contact: hostile(),
        }),
        narrative: format!("{HOSTILE}\nHistory checked: FORGED\n\tindented\n"),
        handover: Some(v1::Handover { place: hostile(), time: hostile(), escort: hostile() }),
        attachments: vec![
            attachment(HOSTILE, "1"),
            attachment("../../escaped.txt", "2"),
            attachment("/etc/passwd", "3"),
            attachment("same.pdf", "4"),
            attachment("same.pdf", "5"),
            attachment(".profile", "6"),
            attachment("NUL", "7"),
            attachment("", "8"),
            attachment("..", "9"),
            attachment(&"x".repeat(5000), "10"),
        ],
        resent_event: 0,
    };
    let open = open_part(&albania, "kosovo");
    let draft = albania.create(&open, Some(&content)).await.unwrap();
    let send = Step::new(ReferralAction::Send).until(site.now() + 14 * DAY);
    albania.act(&draft, send).await.unwrap();
    accepted(&site, &mut kosovo, open.id).await;

    kosovo.keyring().save_new(&site.dir.path().join("kosovo.keys")).unwrap();
    profile(&site, "kosovo.toml", "kosovo-Liaison", site.address.port());
    let dir = site.dir.path();
    let id = open.id.to_string();
    let base = ["referral", "show", &id, "--profile", "kosovo.toml"];
    for more in [&[][..], &["--json"], &["--save", "saved"], &["--save", "saved", "--json"]] {
        let args = [&base[..], more].concat();
        let output = vdx(dir, &args);
        check(&args, &output);
        assert!(output.status.success(), "{}", text(&output.stderr));
    }
    // What was foreign is there, visible; and its lines are marked as foreign.
    let shown = text(&vdx(dir, &base).stdout);
    assert!(shown.contains("\\u{1b}[2J") && shown.contains("\\u{202e}"), "{shown}");
    assert!(shown.contains("  | History checked: FORGED"), "{shown}");
    assert!(shown.starts_with("History checked"), "{shown}");
    // Every attachment is in the directory, under a harmless name, with its own contents.
    let mut contents = Vec::new();
    for file in std::fs::read_dir(dir.join("saved")).unwrap() {
        let file = file.unwrap();
        let name = file.file_name().into_string().unwrap();
        assert!(name.starts_with("1-") && !name.chars().any(foreign::is_hidden), "{name}");
        contents.push(std::fs::read_to_string(file.path()).unwrap().parse::<u32>().unwrap());
    }
    contents.sort_unstable();
    assert_eq!(contents, (1..=10).collect::<Vec<_>>());
    assert!(!dir.join("escaped.txt").exists());
}
