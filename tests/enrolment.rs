//! A member makes its key at home and has a request signed.

mod process;

use std::fs;

use base64::prelude::{BASE64_STANDARD as BASE64, Engine};
use process::{fails, ok};

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
