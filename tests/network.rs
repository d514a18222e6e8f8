//! Lines as institutions have them: slow ones, behind a proxy, with addresses of IPv6, and broken ones.
//! The real binary; traffic stays on this machine.

mod process;

use std::fs;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use process::{certify, configure, epochs, free_port, ok, put_member, serve, text};

const MAPPING: &str = r#"
record = "victim"
system = "registry"
[identity]
given_name = "given"
surname = "surname"
birth_date = "born"
[fields]
record_id = "id"
identified_on = "date"
trafficking_status = { constant = "ACTUAL_VICTIM" }
consent_processing = { constant = "YES" }
"#;

fn prepared(dir: &Path, port: u16, rows: usize) {
    let members = [("coordinator", "coordinator"), ("institution", "police")];
    certify(dir, "exchange.example", port, &members);
    ok(dir, &["keys", "generate"]);
    ok(dir, &["keys", "generate-ids", "--out", "pki/ids.key"]);
    configure(dir, "exchange.example", "XK", port, &epochs(dir, "national.key"));
    fs::write(dir.join("m.toml"), MAPPING).unwrap();
    let mut export = String::from("id,given,surname,born,date\n");
    for n in 0..rows {
        export += &format!(
            "{n}/2010,Arbelina,Testovska,19{:02}-0{}-1{},2010-05-01\n",
            50 + n % 50,
            1 + n % 9,
            n / 50 % 10
        );
    }
    fs::write(dir.join("e.csv"), export).unwrap();
}

/// Runs a command as the police, with an environment that names proxies.
fn police(dir: &Path, args: &[&str], environment: &[(&str, &str)]) -> Output {
    submitting(dir, args, environment).output().unwrap()
}

fn submitting(dir: &Path, args: &[&str], environment: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vdx"));
    command.env("LC_ALL", "C").env_remove("VDX_LANG").current_dir(dir);
    for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"] {
        command.env_remove(name);
    }
    command.envs(environment.iter().copied());
    command.args(args).args(["--profile", "pki/police.toml"]);
    command
}

const SUBMIT: [&str; 6] = ["submit", "--mapping", "m.toml", "--key", "national.key", "e.csv"];

/// An HTTP proxy that carries so many bytes a second in each direction, and counts those of clients.
fn proxy(rate: usize) -> (String, Arc<AtomicU64>) {
    proxy_over(rate, &Lines::default())
}

/// The connections of a proxy.
type Lines = Arc<Mutex<Vec<TcpStream>>>;

/// A proxy whose connections are noted.
fn proxy_over(rate: usize, lines: &Lines) -> (String, Arc<AtomicU64>) {
    let lines = lines.clone();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let carried = Arc::new(AtomicU64::default());
    let counted = carried.clone();
    std::thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let counted = counted.clone();
            lines.lock().unwrap().push(client.try_clone().unwrap());
            std::thread::spawn(move || carry(client, rate, &counted));
        }
    });
    (address, carried)
}

fn carry(mut client: TcpStream, rate: usize, counted: &Arc<AtomicU64>) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if client.read(&mut byte).unwrap_or(0) == 0 {
            return;
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap();
    let target = head.strip_prefix("CONNECT ").unwrap().split(' ').next().unwrap();
    let Ok(server) = TcpStream::connect(target) else { return };
    client.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
    let back = (server.try_clone().unwrap(), client.try_clone().unwrap());
    std::thread::spawn(move || slowly(back.0, back.1, rate, &Arc::default()));
    slowly(client, server, rate, counted);
}

fn slowly(mut from: TcpStream, mut to: TcpStream, rate: usize, counted: &Arc<AtomicU64>) {
    // Twenty pieces a second.
    let mut piece = vec![0; rate / 20];
    while let Ok(read) = from.read(&mut piece) {
        if read == 0 || to.write_all(&piece[..read]).is_err() {
            break;
        }
        counted.fetch_add(read as u64, Ordering::Relaxed);
        std::thread::sleep(Duration::from_secs_f64(read as f64 / rate as f64));
    }
    let _ = to.shutdown(Shutdown::Both);
    let _ = from.shutdown(Shutdown::Both);
}

/// Some 300 KB over 4 KB a second: no sign of life is held up until somebody takes the line for dead.
#[test]
fn a_line_of_four_kilobytes_a_second_is_enough() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    prepared(dir, free_port(), 300);
    let _serving = serve(dir);
    put_member(dir, "exchange.example/police", "institution", "XK");
    let (slow, carried) = proxy(4096);
    let submitted = police(dir, &SUBMIT, &[("HTTPS_PROXY", &slow)]);
    let told = text(&submitted.stdout) + &text(&submitted.stderr);
    assert!(submitted.status.success() && told.contains("300 stored"), "{told}");
    assert!(!told.contains("Resumed") && !told.contains("from the run that broke off"), "{told}");
    let bytes = carried.load(Ordering::Relaxed);
    assert!((150_000..450_000).contains(&bytes), "nothing was sent twice: {bytes}");
}

/// A machine that sleeps amid a run: the process stands still, and whoever is between forgets its connections.
/// When it wakes, it goes on, and all rows are there, each once.
#[cfg(unix)]
#[test]
fn a_machine_that_sleeps_goes_on_when_it_wakes() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    prepared(dir, free_port(), 300);
    let _serving = serve(dir);
    put_member(dir, "exchange.example/police", "institution", "XK");
    let lines: Lines = Lines::default();
    let (slow, carried) = proxy_over(60_000, &lines);
    let mut command = submitting(dir, &SUBMIT, &[("HTTPS_PROXY", &slow)]);
    let pipes = command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    let child = pipes.spawn().unwrap();
    let signal = |name: &str| {
        let id = child.id().to_string();
        assert!(Command::new("kill").args([name, &id]).status().unwrap().success());
    };
    while carried.load(Ordering::Relaxed) < 100_000 {
        std::thread::sleep(Duration::from_millis(20));
    }
    signal("-STOP");
    std::thread::sleep(Duration::from_secs(2));
    for line in lines.lock().unwrap().drain(..) {
        let _ = line.shutdown(Shutdown::Both);
    }
    std::thread::sleep(Duration::from_secs(1));
    signal("-CONT");
    let submitted = child.wait_with_output().unwrap();
    let told = text(&submitted.stdout) + &text(&submitted.stderr);
    assert!(submitted.status.success(), "{told}");
    let list = police(dir, &["records", "--ids", "--csv"], &[]);
    assert_eq!(text(&list.stdout).lines().count(), 301, "{told}");
    let again = police(dir, &SUBMIT, &[]);
    assert!(text(&again.stdout).contains("300 unchanged"), "{}", text(&again.stdout));
}

#[test]
fn proxies_of_the_environment_are_used_and_passed_over_as_it_says() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    prepared(dir, free_port(), 3);
    let _serving = serve(dir);
    put_member(dir, "exchange.example/police", "institution", "XK");
    let (fast, carried) = proxy(10_000_000);
    let told = police(dir, &["whoami"], &[("https_proxy", &fast)]);
    assert!(told.status.success(), "{}", text(&told.stderr));
    let through = carried.load(Ordering::Relaxed);
    assert!(through > 1000);
    for none in ["localhost", "*"] {
        let told = police(dir, &["whoami"], &[("https_proxy", &fast), ("NO_PROXY", none)]);
        assert!(told.status.success(), "{}", text(&told.stderr));
    }
    assert_eq!(carried.load(Ordering::Relaxed), through);
    // One that is not there, or that is none, is named; a password is not.
    let nobody = format!("http://name:secret@127.0.0.1:{}", free_port());
    for wrong in [nobody.as_str(), "socks5://127.0.0.1:1080"] {
        let told = police(dir, &["whoami"], &[("HTTPS_PROXY", wrong)]);
        let told = text(&told.stderr);
        assert!(told.contains("the proxy 127.0.0.1:") && !told.contains("secret"), "{told}");
    }
}

#[test]
fn a_connection_that_is_reset_does_not_blame_the_certificate() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    prepared(dir, listener.local_addr().unwrap().port(), 1);
    std::thread::spawn(move || {
        for client in listener.incoming().flatten() {
            // What is closed with unread bytes is reset.
            let _ = client.peek(&mut [0]);
        }
    });
    let output = police(dir, &["whoami"], &[]);
    let told = text(&output.stderr);
    assert!(!output.status.success() && told.contains("was reset before"), "{told}");
    assert!(!told.contains("refused") && !told.contains("admit"), "{told}");
}

#[test]
fn an_exchange_is_reached_by_an_address_of_ipv6() {
    let Ok(listener) = TcpListener::bind("[::1]:0") else {
        println!("this machine has no IPv6");
        return;
    };
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    prepared(dir, port, 2);
    let exchange = format!("https://[::1]:{port}");
    ok(dir, &["pki", "issue", "--server", "localhost,::1", "--replace"]);
    for (role, member) in [("coordinator", "coordinator"), ("institution", "police")] {
        let who = ["--role", role, "--member", member, "--exchange", &exchange, "--replace"];
        fs::remove_file(dir.join(format!("pki/{member}.toml"))).unwrap();
        ok(dir, &[&["pki", "issue"][..], &who].concat());
    }
    let config = fs::read_to_string(dir.join("vdx.toml")).unwrap();
    fs::write(dir.join("vdx.toml"), config.replace("127.0.0.1:", "[::1]:")).unwrap();
    let _serving = serve(dir);
    put_member(dir, "exchange.example/police", "institution", "XK");
    let submitted = police(dir, &SUBMIT, &[]);
    let told = text(&submitted.stdout) + &text(&submitted.stderr);
    assert!(submitted.status.success() && told.contains("2 stored"), "{told}");
    let (fast, carried) = proxy(10_000_000);
    let told = police(dir, &["whoami"], &[("HTTPS_PROXY", &fast)]);
    assert!(told.status.success() && carried.load(Ordering::Relaxed) > 0, "{told:?}");
}
