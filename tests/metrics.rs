//! What an operator's monitoring sees: enough to act, and nothing of what is stored.

mod process;

use std::io::{Read, Write};
use std::net::TcpStream;

use process::{certify, configure, epochs, fails, free_port, ok, put_member, serve, serve_in, vdx};

fn fetch(port: u16, path: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn monitoring_sees_calls_and_health_and_no_contents() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path();
    let (port, metrics) = (free_port(), free_port());
    let members = [("coordinator", "coordinator"), ("analyst", "desk"), ("analyst", "stranger")];
    certify(dir, "exchange.example", port, &members);
    ok(dir, &["keys", "generate"]);
    let key_epochs = epochs(dir, "national.key");
    let with = |address: &str| {
        let more = format!("metrics = \"{address}\"\n{key_epochs}");
        configure(dir, "exchange.example", "XK", port, &more);
    };
    with("0.0.0.0:9464");
    assert!(fails(dir, &["serve", "--check"]).contains("metrics: must be a loopback address"));

    with(&format!("127.0.0.1:{metrics}"));
    let serving = serve(dir);
    put_member(dir, "exchange.example/desk", "analyst", "XK");
    assert!(!vdx(dir, &["members", "list", "--profile", "pki/desk.toml"]).status.success());
    let refused = vdx(dir, &["epochs", "--profile", "pki/stranger.toml"]);
    assert!(process::text(&refused.stderr).contains("not in the register"), "{refused:?}");
    let figures = fetch(metrics, "/metrics");
    let has = |start: &str| figures.lines().find(|line| line.starts_with(start));
    assert!(figures.starts_with("HTTP/1.1 200"), "{figures}");
    for start in [
        "vdx_calls_total{call=\"MembershipService/PutMember\",result=\"OK\"} 1",
        "vdx_calls_total{call=\"MembershipService/ListMembers\",result=\"DENIED\"} 1",
        "vdx_handshakes_refused_total{reason=\"not_admitted\"} ",
        "vdx_call_seconds_bucket{call=\"MembershipService/PutMember\",le=\"+Inf\"} 1",
        "vdx_commit_seconds_count",
        "vdx_connections",
        "vdx_writable 1",
    ] {
        assert!(has(start).is_some(), "{start}\n{figures}");
    }
    let end = has("vdx_valid_until_seconds{file=\"pki/server.pem\"}")
        .or_else(|| figures.lines().find(|l| l.contains("valid_until") && l.contains("server.pem")))
        .unwrap_or_else(|| panic!("{figures}"));
    let end: f64 = end.rsplit(' ').next().unwrap().parse().unwrap();
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    assert!((89.0..91.0).contains(&((end - now.as_secs_f64()) / 86_400.0)));
    for word in ["desk", "stranger", "spiffe", "A name"] {
        assert!(!figures.contains(word), "{word} in {figures}");
    }
    // A member's certificate that ends soon: the member is told, and so is the operator.
    let exchange = format!("https://localhost:{port}");
    let issue = ["pki", "issue", "--role", "analyst", "--member", "desk", "--exchange", &exchange];
    ok(dir, &[&issue[..], &["--days", "10", "--out", "pki/ending"]].concat());
    let whoami = vdx(dir, &["whoami", "--profile", "pki/ending.toml"]);
    assert!(process::text(&whoami.stderr).contains("ending.pem ends in"), "{whoami:?}");
    let whoami = vdx(dir, &["whoami", "--profile", "pki/desk.toml"]);
    assert!(!process::text(&whoami.stderr).contains("ends in"), "{whoami:?}");
    assert!(fetch(metrics, "/metrics").contains("vdx_handshakes_expiring_total 1"));
    let log = std::fs::read_to_string(dir.join("log")).unwrap();
    assert!(log.contains("analyst/desk days="), "{log}");
    assert!(fetch(metrics, "/health").starts_with("HTTP/1.1 200"));
    assert!(fetch(metrics, "/vdx.v1.StatisticsService/Query").starts_with("HTTP/1.1 404"));
    drop(serving);

    // Without room it says so.
    let _serving = serve_in(dir, 520);
    let name = "\u{10ffff}".repeat(200); // the longest there is
    let fits = |member: u32| {
        let member = format!("exchange.example/m{member}");
        let put = ["members", "put", &member, "--roles", "analyst", "--country", "XK"];
        let rest = ["--name", &name, "--profile", "pki/coordinator.toml"];
        vdx(dir, &[&put[..], &rest].concat()).status.success()
    };
    assert!((0..2000).any(|member| !fits(member)));
    assert!(fetch(metrics, "/health").starts_with("HTTP/1.1 503"));
    assert!(fetch(metrics, "/metrics").contains("vdx_writable 0"));
}
