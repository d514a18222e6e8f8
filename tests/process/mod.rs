//! Exchanges as processes of their own, set up with the commands of the manual.

#![allow(dead_code)] // each test file uses a part

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

pub fn vdx(dir: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vdx"));
    // What is printed is in English, whoever runs the tests.
    command.env("LC_ALL", "C").env_remove("VDX_LANG");
    command.current_dir(dir).args(args).output().unwrap()
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

pub fn ok(dir: &Path, args: &[&str]) -> String {
    let output = vdx(dir, args);
    assert!(output.status.success(), "{args:?}\n{}", text(&output.stderr));
    text(&output.stdout)
}

/// All files below a directory.
pub fn files(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for file in fs::read_dir(dir).unwrap() {
        let path = file.unwrap().path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false => drop(found.insert(path.clone(), fs::read(&path).unwrap())),
        }
    }
    found
}

/// Whether a line stands between the upper border of a table and the one below its header.
fn is_header(text: &str, line: &str) -> bool {
    let before = text.lines().zip(text.lines().skip(1));
    before.filter(|(before, _)| before.starts_with('┌')).any(|(_, header)| header == line)
}

/// What is wrong with what a command prints where a terminal has 80 columns: lines that are longer, though they could
/// be broken, and words that stand whole in a pipe and are broken there. In each language.
pub fn broken_at_eighty_columns(dir: &Path, args: &[&str]) -> Vec<String> {
    let mut wrong = Vec::new();
    for language in ["sq", "sr-Latn", "sr-Cyrl", "en"] {
        let print = |columns: &str| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_vdx"));
            command.env("VDX_LANG", language).env("COLUMNS", columns).current_dir(dir);
            text(&command.args(args).output().unwrap().stdout)
        };
        // Names of columns that are empty are left out where rows are told one by one.
        let whole = print("1000");
        let of_rows = |line: &&str| !line.starts_with('│') || !is_header(&whole, line);
        let whole: String = whole.lines().filter(of_rows).map(|line| format!("{line}\n")).collect();
        let narrow = print("80");
        let told: BTreeSet<&str> =
            narrow.split_whitespace().map(|word| word.trim_end_matches(':')).collect();
        for word in whole.split_whitespace().map(|word| word.trim_end_matches(':')) {
            let is_border = word.starts_with(['┌', '╞', '└', '│']);
            if !is_border && !told.contains(word) {
                wrong.push(format!("{language} {args:?}: {word} is broken"));
            }
        }
        // A record is told as it leaves: as one line of JSON.
        let long = |line: &&str| line.chars().count() > 80 && !line.contains("\":");
        for line in narrow.lines().filter(long) {
            if line.trim().contains(' ') {
                wrong.push(format!("{language} {args:?}: too long: {line}"));
            }
        }
    }
    wrong
}

/// Runs a command that is to fail, and gives what it says.
pub fn fails(dir: &Path, args: &[&str]) -> String {
    let output = vdx(dir, args);
    assert!(!output.status.success(), "{args:?}\n{}", text(&output.stdout));
    text(&output.stderr)
}

/// The part of `vdx keys show-fingerprint` that belongs into a configuration.
pub fn epochs(dir: &Path, key: &str) -> String {
    let fingerprint = ok(dir, &["keys", "show-fingerprint", key]);
    fingerprint[fingerprint.find("[[").unwrap()..].to_owned()
}

/// A server of its own process, ended with the test.
pub struct Serving(pub Child);

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Serving {
    /// Stops it as an operator does, and waits until it has ended.
    pub fn stop(mut self) {
        let pid = self.0.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        assert!(self.0.wait().unwrap().success());
    }
}

/// Makes an authority, certificates of these members and the keys of an exchange, all in `dir`.
pub fn certify(dir: &Path, domain: &str, port: u16, members: &[(&str, &str)]) {
    ok(dir, &["pki", "init", "--trust-domain", domain]);
    ok(dir, &["pki", "issue", "--server", "localhost,127.0.0.1"]);
    let exchange = format!("https://localhost:{port}");
    for (role, member) in members {
        ok(dir, &["pki", "issue", "--role", role, "--member", member, "--exchange", &exchange]);
    }
    ok(dir, &["keys", "generate-exchange"]);
}

/// Writes the configuration; `more` is appended.
pub fn configure(dir: &Path, domain: &str, country: &str, port: u16, more: &str) {
    let config = format!(
        r#"
listen = "127.0.0.1:{port}"
data_dir = "data"
certificate = "pki/server.pem"
key = "pki/server.key.pem"
exchange_key = "exchange.key"
policy = "policy.toml"
country = "{country}"
first_coordinator = "spiffe://{domain}/coordinator/coordinator"
{more}
[[trust]]
domain = "{domain}"
ca = "pki/ca.pem"
crl = "pki/crl.pem"
"#
    );
    fs::write(dir.join("vdx.toml"), config).unwrap();
    fs::write(dir.join("policy.toml"), POLICY).unwrap();
}

/// Few tables, which are fitted fast.
pub const POLICY: &str = r#"
rows = 2000
countries = ["XK", "AL"]
exact = { persons = true, children = true }
tables = """
year x gender x child: 1
year x exploitation_type: 0.5
year x citizenship x country_of_exploitation: 0.5
"""
"#;

/// Releases some years for good: one coordinator proposes, another person approves.
pub fn release(dir: &Path, years: &str) -> String {
    let profile = fs::read_to_string(dir.join("pki/coordinator.toml")).unwrap();
    let profile: toml::Table = toml::from_str(&profile).unwrap();
    let exchange = profile["server"].as_str().unwrap();
    for person in ["1", "2"] {
        if !dir.join(format!("pki/coordinator-{person}.toml")).exists() {
            let who = ["--role", "coordinator", "--member", "coordinator", "--person", person];
            ok(dir, &[&["pki", "issue", "--exchange", exchange][..], &who].concat());
        }
    }
    // In place of whatever waits.
    let propose = ["release", "propose", "--years", years, "--yes"];
    let told = ok(dir, &[&propose[..], &["--profile", "pki/coordinator-1.toml"]].concat());
    let number = told.split_whitespace().nth(1).unwrap();
    ok(dir, &["release", "approve", number, "--profile", "pki/coordinator-2.toml"])
}

/// Starts the exchange in a directory, logging into `log`, and waits until it answers.
pub fn serve(dir: &Path) -> Serving {
    serve_within(dir, TRIES)
}

/// The same, with more patience: so many times it is asked whether it answers, twenty a second.
pub fn serve_within(dir: &Path, tries: usize) -> Serving {
    serve_by(dir, Command::new(env!("CARGO_BIN_EXE_vdx")).arg("serve"), tries)
}

/// The same, where no file can grow beyond so many KiB: what a full disk is to the exchange.
pub fn serve_in(dir: &Path, kib: u64) -> Serving {
    let program = env!("CARGO_BIN_EXE_vdx");
    let script = format!("ulimit -f {}; trap '' XFSZ; exec '{program}' serve", kib * 2);
    serve_by(dir, Command::new("sh").args(["-c", &script]), TRIES)
}

/// Times that an exchange is asked whether it answers.
const TRIES: usize = 200;

fn serve_by(dir: &Path, command: &mut Command, tries: usize) -> Serving {
    let log = fs::OpenOptions::new().create(true).append(true).open(dir.join("log")).unwrap();
    let child =
        command.current_dir(dir).stderr(Stdio::from(log)).stdout(Stdio::null()).spawn().unwrap();
    let mut serving = Serving(child);
    for _ in 0..tries {
        // One that has ended will not come up.
        if serving.0.try_wait().unwrap().is_some() {
            break;
        }
        let up = vdx(dir, &["whoami", "--profile", "pki/coordinator.toml"]);
        // One that went back answers too; what it is told is for the test.
        let told = text(&up.stderr);
        if up.status.success() || told.contains("DO NOT RELY") || told.contains("was restored") {
            return serving;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("the server does not come up: {}", fs::read_to_string(dir.join("log")).unwrap());
}

/// KiB that a process has in memory.
pub fn resident(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Adds a member, as the coordinator of the exchange in `dir`.
pub fn put_member(dir: &Path, member: &str, role: &str, country: &str) {
    ok(
        dir,
        &[
            "members",
            "put",
            member,
            "--roles",
            role,
            "--name",
            "A name",
            "--country",
            country,
            "--profile",
            "pki/coordinator.toml",
        ],
    );
}

/// Submits an export as the police: its tokens are of both keys.
pub fn submit_export(dir: &Path, file: &str) -> String {
    ok(
        dir,
        &[
            "submit",
            "--mapping",
            "m.toml",
            "--key",
            "national.key",
            "--transnational-key",
            "transnational.key",
            "--profile",
            "pki/police.toml",
            file,
        ],
    )
}

pub fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// All files below a directory whose contents hold a text.
pub fn files_with(dir: &Path, needle: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, needle));
        } else {
            let bytes = fs::read(&path).unwrap();
            if bytes.windows(needle.len()).any(|window| window == needle.as_bytes()) {
                found.push(path.display().to_string());
            }
        }
    }
    found
}
