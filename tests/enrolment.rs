//! A member makes its key at home and has a request signed.

mod process;

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use base64::prelude::{BASE64_STANDARD as BASE64, Engine};
use process::{fails, ok, text};

const SIGN: [&str; 8] =
    ["pki", "sign", "--role", "institution", "--member", "police", "--out", "police.pem"];

fn sign(csr: &str) -> Vec<&str> {
    [&SIGN[..], &["--csr", csr]].concat()
}

#[test]
fn a_signed_request_is_a_certificate_of_who_the_coordinator_says() {
    let (centre, member) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let port = process::free_port();
    let domain = "exchange.example";
    process::certify(centre.path(), domain, port, &[("coordinator", "coordinator")]);
    ok(centre.path(), &["keys", "generate"]);
    let epochs = process::epochs(centre.path(), "national.key");
    process::configure(centre.path(), domain, "XK", port, &epochs);
    let _server = process::serve(centre.path());
    process::put_member(centre.path(), "exchange.example/police", "institution", "XK");

    let exchange = format!("https://localhost:{port}");
    ok(member.path(), &["pki", "request", "--out", "police", "--exchange", &exchange]);
    fs::copy(member.path().join("police.csr.pem"), centre.path().join("police.csr.pem")).unwrap();
    assert!(ok(centre.path(), &sign("police.csr.pem")).contains("/institution/police valid to"));
    for (from, to) in [("police.pem", "police.pem"), ("pki/ca.pem", "ca.pem")] {
        fs::copy(centre.path().join(from), member.path().join(to)).unwrap();
    }
    let caller = ok(member.path(), &["whoami", "--profile", "police.toml"]);
    assert!(caller.contains("spiffe://exchange.example/institution/police"), "{caller}");

    // It can be put out like any other.
    ok(centre.path(), &["pki", "revoke", "spiffe://exchange.example/institution/police"]);
}

#[test]
fn an_authority_loses_nothing_and_leaves_nobody_behind() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    // Without an authority, or with a mistake, it says what would be right.
    let desk = ["pki", "issue", "--role", "analyst", "--member", "desk"];
    let told = fails(dir, &desk);
    assert!(told.contains("no authority here") && told.contains("pki init"), "{told}");
    ok(dir, &["pki", "init", "--trust-domain", "exchange.example"]);
    for (args, words) in [
        (
            &["--role", "cordinator", "--member", "desk"][..],
            &["--role", "cordinator", "analyst"][..],
        ),
        (&["--role", "analyst", "--member", "the desk"], &["--member", "the desk"]),
        (
            &["--role", "analyst", "--member", "desk", "--person", "Besa"],
            &["--person", "never a person"],
        ),
    ] {
        let told = fails(dir, &[&["pki", "issue"][..], args].concat());
        assert!(words.iter().all(|word| told.contains(word)), "{words:?} {told}");
    }
    for exchange in ["exchange.example:7443", "http://exchange.example:7443", "https://a/b"] {
        let output = process::vdx(dir, &[&desk[..], &["--exchange", exchange]].concat());
        assert_eq!(output.status.code(), Some(2), "{exchange}");
        assert!(text(&output.stderr).contains("https://HOST:PORT"));
    }
    assert_eq!(process::vdx(dir, &["pki", "issue"]).status.code(), Some(2));

    // A second time, or a second role of the same member: key, certificate and profile stay.
    ok(dir, &desk);
    let profile = fs::read_to_string(dir.join("pki/desk.toml")).unwrap();
    let edited = format!("audit_key = \"{}\"\n{profile}", "ab".repeat(32));
    fs::write(dir.join("pki/desk.toml"), &edited).unwrap();
    let key = fs::read(dir.join("pki/desk.key.pem")).unwrap();
    let liaison = ["pki", "issue", "--role", "liaison", "--member", "desk"];
    for again in [&desk[..], &liaison] {
        let told = fails(dir, again);
        assert!(told.contains("nothing was issued") && told.contains("/analyst/desk"), "{told}");
        assert!(told.contains("--out") && told.contains("--replace"), "{told}");
    }
    assert_eq!(fs::read(dir.join("pki/desk.key.pem")).unwrap(), key);
    let told = ok(dir, &[&desk[..], &["--replace"]].concat());
    assert!(told.contains("stays valid: vdx pki revoke"), "{told}");
    assert_ne!(fs::read(dir.join("pki/desk.key.pem")).unwrap(), key);
    assert_eq!(fs::read_to_string(dir.join("pki/desk.toml")).unwrap(), edited);
    // Dots are part of a name.
    ok(dir, &[&liaison[..], &["--out", "pki/desk.al"]].concat());
    ok(dir, &[&liaison[..], &["--out", "pki/desk.rs", "--ca", "both.pem"]].concat());
    let text_of = |name: &str| fs::read_to_string(dir.join(name)).unwrap();
    assert!(text_of("pki/desk.al.toml").contains("desk.al.key.pem"));
    assert!(text_of("pki/desk.rs.toml").contains("/both.pem"));
    assert_eq!(text_of("pki/desk.toml"), edited);
    // Renewing takes nobody else's place either.
    let renew = ["pki", "renew", "spiffe://exchange.example/liaison/desk", "--out", "pki/desk"];
    assert!(fails(dir, &renew).contains("holds the certificate of"));
    ok(dir, &["pki", "issue", "--server", "exchange.example,localhost"]);
    ok(dir, &["pki", "renew", "localhost", "--out", "pki/server"]);

    // Whoever is put out is put out with all persons and systems.
    for more in [&["--person", "4711"][..], &["--system", "front", "--person", "4712"]] {
        ok(dir, &[&desk[..], more].concat());
    }
    ok(dir, &["pki", "issue", "--role", "analyst", "--member", "desk-two"]);
    let told = ok(dir, &["pki", "revoke", "spiffe://exchange.example/analyst/desk"]);
    assert!(told.contains("Revoked 4") && told.contains("/desk/front/person/4712"), "{told}");
    assert!(!told.contains("desk-two"), "{told}");
    assert!(
        fails(dir, &["pki", "revoke", "spiffe://exchange.example/analyst/desk"])
            .contains("already")
    );
    ok(dir, &["pki", "revoke", "spiffe://exchange.example/analyst/desk-two"]);
}

#[test]
fn names_in_a_request_count_for_nothing() {
    let dir = tempfile::tempdir().unwrap();
    ok(dir.path(), &["pki", "init", "--trust-domain", "exchange.example"]);
    let key = rcgen::KeyPair::generate().unwrap();
    let wish = "spiffe://exchange.example/coordinator/coordinator";
    let mut params = rcgen::CertificateParams::new(vec!["localhost".into()]).unwrap();
    params.subject_alt_names.push(rcgen::SanType::URI(wish.try_into().unwrap()));
    params.distinguished_name.push(rcgen::DnType::CommonName, "coordinator");
    params.insert_extended_key_usage(rcgen::ExtendedKeyUsagePurpose::ServerAuth);
    let csr = params.serialize_request(&key).unwrap().pem().unwrap();
    fs::write(dir.path().join("wish.csr.pem"), csr).unwrap();
    ok(dir.path(), &sign("wish.csr.pem"));

    let pem = fs::read(dir.path().join("police.pem")).unwrap();
    let (_, pem) = x509_parser::pem::parse_x509_pem(&pem).unwrap();
    let certificate = pem.parse_x509().unwrap();
    assert!(!format!("{}", certificate.subject()).contains("coordinator"));
    let names = &certificate.subject_alternative_name().unwrap().unwrap().value.general_names;
    let [x509_parser::extensions::GeneralName::URI(only)] = names[..] else { panic!("{names:?}") };
    assert_eq!(only, "spiffe://exchange.example/institution/police");
    let usage = certificate.extended_key_usage().unwrap().unwrap().value;
    assert!(usage.client_auth && !usage.server_auth);
}

#[test]
fn what_is_no_sound_request_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    ok(dir.path(), &["pki", "init", "--trust-domain", "exchange.example"]);
    ok(dir.path(), &["pki", "request", "--out", "police"]);

    // Its signature, the proof that the sender has the key, no longer fits.
    let text = fs::read_to_string(at("police.csr.pem")).unwrap();
    let lines: String = text.lines().filter(|line| !line.starts_with('-')).collect();
    let mut der = BASE64.decode(lines).unwrap();
    *der.last_mut().unwrap() ^= 1;
    let text = BASE64.encode(der);
    let forged =
        format!("-----BEGIN CERTIFICATE REQUEST-----\n{text}\n-----END CERTIFICATE REQUEST-----\n");
    fs::write(at("forged.csr.pem"), forged).unwrap();
    let error = fails(dir.path(), &sign("forged.csr.pem"));
    assert_eq!(error.matches("signature").count(), 1, "{error}");

    // Of another kind of key.
    let key = rcgen::KeyPair::generate_for(&rcgen::PKCS_ED25519).unwrap();
    let csr = rcgen::CertificateParams::default().serialize_request(&key).unwrap();
    fs::write(at("other.csr.pem"), csr.pem().unwrap()).unwrap();
    assert!(fails(dir.path(), &sign("other.csr.pem")).contains("P-256"));

    assert!(!at("police.pem").exists());

    // A key that is there is not overwritten by asking again.
    let before = fs::read(at("police.key.pem")).unwrap();
    assert!(fails(dir.path(), &["pki", "request", "--out", "police"]).contains("exists"));
    assert_eq!(fs::read(at("police.key.pem")).unwrap(), before);
}

const PHRASE: &str = "five words that nobody guesses";

/// A passphrase in a file that its owner alone may read.
fn phrase(dir: &Path, name: &str, text: &str) {
    fs::write(dir.join(name), format!("{text}\n")).unwrap();
    fs::set_permissions(dir.join(name), fs::Permissions::from_mode(0o600)).unwrap();
}

/// Runs a command with something on its standard input.
fn with_input(dir: &Path, args: &[&str], input: &str) -> std::process::Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_vdx"))
        .current_dir(dir)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // One that is refused before it reads has closed its end.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

#[test]
fn an_authoritys_key_is_of_no_use_without_its_passphrase() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    phrase(dir, "phrase", PHRASE);
    let init = ["pki", "init", "--trust-domain", "exchange.example", "--encrypt"];
    let with = |args: &[&'static str]| [args, &["--passphrase-file", "phrase"]].concat();
    phrase(dir, "short", "too short");
    let short = [&init[..], &["--passphrase-file", "short"]].concat();
    assert!(fails(dir, &short).contains("at least 12 characters"));
    assert!(fails(dir, &init).contains("no terminal to ask on"));
    ok(dir, &with(&init));
    let key = fs::read_to_string(dir.join("pki/ca.key.pem")).unwrap();
    assert!(key.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----"), "{key}");

    // Every command that signs needs it, from a file, from standard input or named by the
    // environment; what only reads does not.
    ok(dir, &["pki", "request", "--out", "police"]);
    let signing: &[&[&str]] = &[
        &["pki", "issue", "--server", "localhost"],
        &["pki", "issue", "--role", "analyst", "--member", "desk"],
        &[&SIGN[..], &["--csr", "police.csr.pem"]].concat(),
        &["pki", "renew", "localhost", "--out", "pki/server"],
        &["pki", "renew-crl"],
        &["pki", "revoke", "spiffe://exchange.example/analyst/desk"],
    ];
    phrase(dir, "wrong", "another five words entirely");
    for args in signing {
        assert!(fails(dir, args).contains("no terminal to ask on"), "{args:?}");
        let wrong = [args, &["--passphrase-file", "wrong"][..]].concat();
        assert!(fails(dir, &wrong).contains("passphrase does not open"), "{args:?}");
        ok(dir, &[args, &["--passphrase-file", "phrase"][..]].concat());
    }
    let output = with_input(dir, &["pki", "renew-crl", "--passphrase-file", "-"], PHRASE);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let mut named = Command::new(env!("CARGO_BIN_EXE_vdx"));
    named.current_dir(dir).args(["pki", "renew-crl"]).env("VDX_PASSPHRASE_FILE", "phrase");
    assert!(named.output().unwrap().status.success());
    assert!(ok(dir, &["pki", "show"]).contains("/analyst/desk"));
    fs::set_permissions(dir.join("phrase"), fs::Permissions::from_mode(0o644)).unwrap();
    assert!(fails(dir, &with(&["pki", "renew-crl"])).contains("chmod 600"));
    assert!(process::files_with(dir, PHRASE).iter().all(|file| file.ends_with("/phrase")));

    // One that was not encrypted can be, and a passphrase changes.
    fs::set_permissions(dir.join("phrase"), fs::Permissions::from_mode(0o600)).unwrap();
    ok(dir, &["pki", "init", "--trust-domain", "exchange.example", "--dir", "plain"]);
    ok(dir, &["pki", "renew-crl", "--dir", "plain"]);
    ok(dir, &with(&["pki", "encrypt", "plain/ca.key.pem"]));
    fails(dir, &["pki", "renew-crl", "--dir", "plain"]);
    ok(dir, &with(&["pki", "renew-crl", "--dir", "plain"]));
    let change = ["pki", "encrypt", "plain/ca.key.pem", "--passphrase-file", "wrong"];
    fails(dir, &[&change[..], &["--old-passphrase-file", "wrong"]].concat());
    ok(dir, &[&change[..], &["--old-passphrase-file", "phrase"]].concat());
    fails(dir, &with(&["pki", "renew-crl", "--dir", "plain"]));
    ok(dir, &["pki", "renew-crl", "--dir", "plain", "--passphrase-file", "wrong"]);
}

#[test]
fn lifetimes_have_bounds() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let init = ["pki", "init", "--trust-domain", "exchange.example", "--days"];
    for days in ["0", "3654"] {
        let told = fails(dir, &[&init[..], &[days]].concat());
        assert!(told.contains("--days"), "{told}");
    }
    ok(dir, &[&init[..], &["100"]].concat());
    ok(dir, &["pki", "request", "--out", "police"]);
    for args in [
        &["pki", "issue", "--server", "localhost"][..],
        &["pki", "issue", "--role", "analyst", "--member", "desk"],
        &sign("police.csr.pem"),
    ] {
        let told = fails(dir, &[args, &["--days", "399"]].concat());
        assert!(told.contains("399 is not in 1..=398"), "{told}");
        // Nor may one end after the authority that vouches for it.
        let told = fails(dir, &[args, &["--days", "101"]].concat());
        assert!(told.contains("the authority's own certificate ends in"), "{told}");
        ok(dir, &[args, &["--days", "99"]].concat());
    }
}

/// Runs OpenSSL, where it is installed.
fn openssl(dir: &Path, args: &[&str]) -> Option<std::process::Output> {
    Command::new("openssl").current_dir(dir).args(args).output().ok()
}

#[test]
fn an_encrypted_key_and_a_pkcs_12_file_serve_their_owner() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let port = process::free_port();
    let domain = "exchange.example";
    process::certify(dir, domain, port, &[("coordinator", "coordinator")]);
    ok(dir, &["keys", "generate"]);
    process::configure(dir, domain, "XK", port, &process::epochs(dir, "national.key"));
    phrase(dir, "phrase", PHRASE);

    // The exchange's own key: it says what is missing, and starts with it.
    ok(dir, &["pki", "encrypt", "pki/server.key.pem", "--passphrase-file", "phrase"]);
    let told = fails(dir, &["serve", "--check"]);
    assert!(told.contains("encrypted") && told.contains("key_passphrase_file"), "{told}");
    let more =
        format!("key_passphrase_file = \"phrase\"\n{}", process::epochs(dir, "national.key"));
    process::configure(dir, domain, "XK", port, &more);
    let _server = process::serve(dir);

    // A member's.
    let exchange = format!("https://localhost:{port}");
    let police = ["--role", "institution", "--member", "police", "--exchange", &exchange];
    ok(dir, &[&["pki", "issue"][..], &police].concat());
    process::put_member(dir, "exchange.example/police", "institution", "XK");
    let whoami = ["whoami", "--profile", "pki/police.toml"];
    ok(dir, &whoami);
    ok(dir, &["pki", "encrypt", "pki/police.key.pem", "--passphrase-file", "phrase"]);
    let told = fails(dir, &whoami);
    assert!(
        told.contains("no terminal to ask on") && told.contains("key_passphrase_file"),
        "{told}"
    );
    assert!(
        !told.contains("--passphrase-file"),
        "an option that the command does not have: {told}"
    );
    let export = ["pki", "export", "pki/police", "--p12", "p.p12", "--passphrase-file", "phrase"];
    assert!(fails(dir, &export).contains("--key-passphrase-file"));
    let change = ["pki", "encrypt", "pki/police.key.pem", "--passphrase-file", "phrase"];
    assert!(fails(dir, &change).contains("--old-passphrase-file"));
    let profile = fs::read_to_string(dir.join("pki/police.toml")).unwrap();
    let named = format!("{profile}key_passphrase_file = \"../phrase\"\n");
    fs::write(dir.join("pki/police.toml"), named).unwrap();
    assert!(ok(dir, &whoami).contains("/institution/police"));

    // Both in one file, which others can read: the certificate, its key and the authority.
    let export = |p12: &'static str| {
        let file = ["pki", "export", "pki/police", "--ca", "pki/ca.pem", "--p12", p12];
        let phrases = ["--passphrase-file", "phrase", "--key-passphrase-file", "phrase"];
        [&file[..], &phrases].concat()
    };
    ok(dir, &export("police.p12"));
    assert!(fails(dir, &export("police.p12")).contains("exists"));
    let mode = fs::metadata(dir.join("police.p12")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let read = |args: &[&str]| {
        let all = [&["pkcs12", "-in", "police.p12", "-passin", "file:phrase"][..], args].concat();
        openssl(dir, &all)
    };
    let Some(certificates) = read(&["-nokeys"]) else {
        eprintln!("openssl is not installed: what it reads was NOT tested");
        return;
    };
    assert!(certificates.status.success(), "{}", text(&certificates.stderr));
    assert_eq!(text(&certificates.stdout).matches("BEGIN CERTIFICATE").count(), 2);
    let info = text(&read(&["-info", "-noout"]).unwrap().stderr);
    assert!(info.contains("AES-256-CBC") && info.contains("sha256"), "{info}");
    assert!(!info.contains("RC2") && !info.contains("3DES"), "{info}");
    // Under a passphrase that is made: shown once, another one each time.
    let made = |p12: &'static str| {
        let out = ok(
            dir,
            &[
                "pki",
                "export",
                "pki/police",
                "--p12",
                p12,
                "--make-passphrase",
                "--key-passphrase-file",
                "phrase",
            ],
        );
        assert!(out.contains("in two places"), "{out}");
        let made = out.lines().find_map(|line| line.strip_prefix("Passphrase, shown this once: "));
        made.unwrap().to_owned()
    };
    let passphrase = made("made.p12");
    assert_ne!(passphrase, made("other.p12"));
    phrase(dir, "made", &passphrase);
    let opened = openssl(dir, &["pkcs12", "-in", "made.p12", "-passin", "file:made", "-noout"]);
    assert!(opened.unwrap().status.success());
    // The way back: what OpenSSL takes out of it is what the profile can use.
    read(&["-nocerts", "-nodes", "-out", "pki/police.key.pem"]).unwrap();
    fs::set_permissions(dir.join("pki/police.key.pem"), fs::Permissions::from_mode(0o600)).unwrap();
    fs::write(dir.join("pki/police.toml"), &profile).unwrap();
    ok(dir, &whoami);
    // Keys that OpenSSL encrypted are read, and it reads ours.
    for scheme in [&["-v2", "aes-256-cbc"][..], &["-scrypt"]] {
        let encrypt = ["pkcs8", "-topk8", "-in", "pki/police.key.pem", "-out", "theirs.pem"];
        let out =
            openssl(dir, &[&encrypt[..], scheme, &["-passout", "file:phrase"]].concat()).unwrap();
        assert!(out.status.success(), "{}", text(&out.stderr));
        fs::set_permissions(dir.join("theirs.pem"), fs::Permissions::from_mode(0o600)).unwrap();
        let profile = profile.replace("police.key.pem", "../theirs.pem");
        let with_phrase = format!("{profile}key_passphrase_file = \"../phrase\"\n");
        fs::write(dir.join("pki/theirs.toml"), with_phrase).unwrap();
        ok(dir, &["whoami", "--profile", "pki/theirs.toml"]);
    }
    let ours = ["pkey", "-in", "pki/server.key.pem", "-passin", "file:phrase", "-noout", "-text"];
    assert!(text(&openssl(dir, &ours).unwrap().stdout).contains("prime256v1"));
}

#[test]
fn a_file_that_is_something_else_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let port = process::free_port();
    let domain = "exchange.example";
    process::certify(dir, domain, port, &[("coordinator", "coordinator"), ("analyst", "desk")]);
    ok(dir, &["keys", "generate"]);
    process::configure(dir, domain, "XK", port, &process::epochs(dir, "national.key"));
    phrase(dir, "phrase", PHRASE);
    ok(dir, &["pki", "request", "--out", "request"]);
    let export = ["pki", "export", "pki/desk", "--p12", "desk.p12", "--passphrase-file", "phrase"];
    ok(dir, &export);
    let read = |name: &str| fs::read(dir.join(name)).unwrap();
    let der = |name: &str| {
        let text = String::from_utf8(read(name)).unwrap();
        let lines: String = text.lines().filter(|line| !line.starts_with('-')).collect();
        BASE64.decode(lines).unwrap()
    };
    let utf16 = |name: &str| {
        let text = String::from_utf8(read(name)).unwrap();
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        [0xff, 0xfe].into_iter().chain(units).collect::<Vec<u8>>()
    };
    let (certificate, key, list) =
        (read("pki/server.pem"), read("pki/server.key.pem"), read("pki/crl.pem"));
    let cut = |bytes: &[u8]| bytes[..bytes.len() - 40].to_vec();
    let old_form = "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n-----END EC PRIVATE KEY-----\n";
    let cases: &[(&str, Vec<u8>, &str)] = &[
        ("server.pem", key.clone(), "the certificate's file and the key's swapped?"),
        ("server.key.pem", certificate.clone(), "the certificate's file and the key's swapped?"),
        ("server.pem", der("pki/server.pem"), "a certificate in DER: convert it with openssl x509"),
        (
            "server.key.pem",
            der("pki/server.key.pem"),
            "a private key in DER: convert it with openssl pkey",
        ),
        ("crl.pem", der("pki/crl.pem"), "a revocation list in DER: convert it with openssl crl"),
        ("server.pem", read("desk.p12"), "a PKCS#12 file"),
        ("server.key.pem", read("desk.p12"), "openssl pkcs12 -in"),
        ("ca.pem", utf16("pki/ca.pem"), "UTF-16"),
        ("server.key.pem", utf16("pki/server.key.pem"), "UTF-16"),
        ("server.pem", read("request.csr.pem"), "a request (CSR)"),
        ("server.pem", Vec::new(), "is empty"),
        ("server.key.pem", b"no key".to_vec(), "no line -----BEGIN"),
        ("server.pem", cut(&certificate), "damaged or cut off"),
        ("server.key.pem", cut(&key), "damaged or cut off"),
        ("crl.pem", cut(&list), "damaged or cut off"),
        ("server.key.pem", old_form.as_bytes().to_vec(), "OpenSSL's old form"),
        ("server.key.pem", read("pki/desk.key.pem"), "does not belong to the certificate"),
        ("server.pem", [read("pki/ca.pem"), certificate.clone()].concat(), "wrong order"),
        ("crl.pem", certificate.clone(), "it holds CERTIFICATE"),
    ];
    for (name, bytes, words) in cases {
        let path = dir.join("pki").join(name);
        let right = fs::read(&path).unwrap();
        fs::write(&path, bytes).unwrap();
        let told = fails(dir, &["serve", "--check"]);
        assert!(told.contains(words) && told.contains(name), "{name} {words}\n{told}");
        // No word of a key.
        let secret = String::from_utf8_lossy(&key).lines().nth(1).unwrap().to_owned();
        assert!(!told.contains(&secret));
        // A member hears the same of its own files.
        let is_a_mix = words.contains("belong") || words.contains("order");
        if name.starts_with("server") && !is_a_mix {
            let own = dir.join("pki").join(name.replace("server", "desk"));
            let whole = fs::read(&own).unwrap();
            fs::write(&own, bytes).unwrap();
            let told = fails(dir, &["whoami", "--profile", "pki/desk.toml"]);
            assert!(told.contains(words), "{name} {words}\n{told}");
            fs::write(&own, whole).unwrap();
        }
        fs::write(&path, right).unwrap();
    }
    // What an editor puts before UTF-8 text does no harm.
    for name in ["ca.pem", "crl.pem", "server.pem", "server.key.pem"] {
        let path = dir.join("pki").join(name);
        let marked = [b"\xef\xbb\xbf".to_vec(), fs::read(&path).unwrap()].concat();
        fs::write(&path, marked).unwrap();
    }
    ok(dir, &["serve", "--check"]);
}
