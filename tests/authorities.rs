//! Whom an exchange believes: several authorities of one trust domain, intermediate ones, what a
//! certificate was made for and how long it is valid.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use common::{DOMAIN, Site};
use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationListParams, DnType,
    ExtendedKeyUsagePurpose, IsCa, Issuer, KeyIdMethod, KeyPair, KeyUsagePurpose,
    RevokedCertParams, SanType, SerialNumber,
};
use rustls::pki_types::{CertificateDer, UnixTime};
use time::OffsetDateTime;
use vdx::client::{Client, ClientProfile};
use vdx::domain::codes::Role;
use vdx::identity::pki::{Authority, Profile};
use vdx::identity::{CertificateFault, Principal, SpiffeId, TrustDomain, TrustStore};
use vdx::proto::v1;

/// An authority as a country may have one, made without ours.
struct Foreign {
    params: CertificateParams,
    issuer: Issuer<'static, KeyPair>,
    pem: String,
    serial: SerialNumber,
}

fn days(days: i64) -> OffsetDateTime {
    OffsetDateTime::now_utc() + time::Duration::days(days)
}

impl Foreign {
    fn params(name: &str, serial: u8) -> CertificateParams {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        params.serial_number = Some(SerialNumber::from_slice(&[serial]));
        params.not_before = days(-2);
        params.not_after = days(2000);
        params
    }

    fn root(name: &str) -> Self {
        Self::root_of(Self::params(name, 1))
    }

    fn root_of(params: CertificateParams) -> Self {
        let key = KeyPair::generate().unwrap();
        let pem = params.self_signed(&key).unwrap().pem();
        let serial = params.serial_number.clone().unwrap();
        Self { issuer: Issuer::new(params.clone(), key), params, pem, serial }
    }

    fn below(&self, name: &str) -> Self {
        let params = Self::params(name, 77);
        let key = KeyPair::generate().unwrap();
        let pem = params.signed_by(&key, &self.issuer).unwrap().pem();
        let serial = params.serial_number.clone().unwrap();
        Self { issuer: Issuer::new(params.clone(), key), params, pem, serial }
    }

    /// A list that revokes these serial numbers and ends in so many days.
    fn list(&self, revoked: &[&SerialNumber], ends: i64) -> String {
        let revoked = revoked.iter().map(|serial| RevokedCertParams {
            serial_number: (*serial).clone(),
            revocation_time: days(-1),
            reason_code: None,
            invalidity_date: None,
        });
        let list = CertificateRevocationListParams {
            this_update: days(-2),
            next_update: days(ends),
            crl_number: SerialNumber::from_slice(&[1]),
            issuing_distribution_point: None,
            revoked_certs: revoked.collect(),
            key_identifier_method: KeyIdMethod::Sha256,
        };
        list.signed_by(&self.issuer).unwrap().pem().unwrap()
    }

    fn member(&self, change: impl FnOnce(&mut CertificateParams)) -> CertificateDer<'static> {
        let mut params = member_params();
        change(&mut params);
        let key = KeyPair::generate().unwrap();
        params.signed_by(&key, &self.issuer).unwrap().der().clone()
    }
}

const SERIAL: [u8; 2] = [42, 42];

fn member_params() -> CertificateParams {
    let mut params = CertificateParams::default();
    let uri = format!("spiffe://{DOMAIN}/liaison/tirana");
    params.subject_alt_names.push(SanType::URI(uri.as_str().try_into().unwrap()));
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    params.serial_number = Some(SerialNumber::from_slice(&SERIAL));
    params.not_before = days(-1);
    params.not_after = days(89);
    params
}

/// A directory of PEM files and the entry of a configuration that names them.
struct Files {
    dir: tempfile::TempDir,
    domain: TrustDomain,
}

impl Files {
    fn new(ca: &[&str], crl: &[&str]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut domain = TrustDomain::new(DOMAIN, "", "");
        (domain.ca, domain.crl) = (Vec::new(), Vec::new());
        let mut files = Self { dir, domain };
        files.domain.ca = ca.iter().enumerate().map(|(n, pem)| files.put("ca", n, pem)).collect();
        files.domain.crl =
            crl.iter().enumerate().map(|(n, pem)| files.put("crl", n, pem)).collect();
        files
    }

    fn put(&self, name: &str, number: usize, pem: &str) -> PathBuf {
        let path = self.dir.path().join(format!("{name}-{number}.pem"));
        fs::write(&path, pem).unwrap();
        path
    }

    fn load(&self) -> Result<Arc<TrustStore>, String> {
        TrustStore::load(vec![self.domain.clone()]).map_err(|error| error.to_string())
    }
}

fn verify(trust: &Arc<TrustStore>, certificate: &CertificateDer<'_>) -> Result<(), String> {
    let verified = trust.verifier().verify_client_cert(certificate, &[], UnixTime::now());
    verified.map(|_| ()).map_err(|error| match &error {
        rustls::Error::InvalidCertificate(fault) => match CertificateFault::of(fault) {
            Some(fault) => fault.to_string(),
            None => error.to_string(),
        },
        _ => error.to_string(),
    })
}

/// What the configuration is refused for.
fn refusal(files: &Files) -> String {
    files.load().err().expect("refused")
}

#[test]
fn a_serial_number_is_revoked_below_its_own_authority_alone() {
    // Two authorities of one domain, of one name even, as a rollover may make them.
    let (old, new) = (Foreign::root("authority"), Foreign::root("authority"));
    let serial = SerialNumber::from_slice(&SERIAL);
    let (of_old, of_new) = (old.member(|_| {}), new.member(|_| {}));
    let principal = |der: &CertificateDer<'_>| Principal::of_certificate(der).unwrap();

    for order in [[&old, &new], [&new, &old]] {
        let list = |authority: &Foreign, revoked: &[&SerialNumber]| authority.list(revoked, 30);
        let certificates = order.map(|authority| authority.pem.as_str());
        let lists = order.map(|authority| list(authority, &[]));
        // In files of their own, in one file each, and as two entries: it makes no difference.
        let several = Files::new(&certificates, &[&lists[0], &lists[1]]);
        let joined = Files::new(&[&certificates.concat()], &[&lists.concat()]);
        for files in [&several, &joined] {
            let trust = files.load().unwrap();
            for certificate in [&of_old, &of_new] {
                verify(&trust, certificate).unwrap();
                assert!(!trust.is_revoked(&principal(certificate)));
            }
        }
        let entries = [0, 1].map(|n| {
            let mut entry = several.domain.clone();
            entry.ca = vec![entry.ca[n].clone()];
            entry.crl = vec![entry.crl[n].clone()];
            entry
        });
        let trust = TrustStore::load(entries.to_vec()).unwrap();
        verify(&trust, &of_old).unwrap();
        verify(&trust, &of_new).unwrap();

        // Revoked by the old one: the same number of the new one stays good, on open connections
        // too.
        let place = order.iter().position(|authority| std::ptr::eq(*authority, &old)).unwrap();
        several.put("crl", place, &list(&old, &[&serial]));
        trust.reload().unwrap();
        assert!(trust.is_revoked(&principal(&of_old)) && !trust.is_revoked(&principal(&of_new)));
        assert!(verify(&trust, &of_old).unwrap_err().contains("Revoked"));
        verify(&trust, &of_new).unwrap();
    }

    // The old one is gone: so is whom it vouched for, whatever the list says.
    let files = Files::new(&[&old.pem], &[&old.list(&[], 30)]);
    let trust = files.load().unwrap();
    assert!(!trust.is_revoked(&principal(&of_old)));
    files.put("ca", 0, &new.pem);
    files.put("crl", 0, &new.list(&[], 30));
    trust.reload().unwrap();
    assert!(trust.is_revoked(&principal(&of_old)) && !trust.is_revoked(&principal(&of_new)));
    verify(&trust, &of_old).unwrap_err();
}

#[test]
fn every_authority_up_to_the_root_has_its_list() {
    let root = Foreign::root("root");
    let middle = root.below("issuing");
    let member = middle.member(|_| {});
    let serial = SerialNumber::from_slice(&SERIAL);
    let certificates = [root.pem.as_str(), middle.pem.as_str()];
    let (of_root, of_middle) = (root.list(&[], 30), middle.list(&[], 30));

    let files = Files::new(&certificates, &[&of_root, &of_middle]);
    let trust = files.load().unwrap();
    verify(&trust, &member).unwrap();
    let principal = Principal::of_certificate(&member).unwrap();
    assert!(!trust.is_revoked(&principal));
    // The order of the lists counts for nothing.
    verify(&Files::new(&certificates, &[&of_middle, &of_root]).load().unwrap(), &member).unwrap();

    // Revoked itself, or through its authority; on open connections too.
    files.put("crl", 1, &middle.list(&[&serial], 30));
    trust.reload().unwrap();
    assert!(trust.is_revoked(&principal));
    assert!(verify(&trust, &member).unwrap_err().contains("Revoked"));
    files.put("crl", 1, &of_middle);
    trust.reload().unwrap();
    assert!(!trust.is_revoked(&principal));
    files.put("crl", 0, &root.list(&[&middle.serial], 30));
    trust.reload().unwrap();
    assert!(trust.is_revoked(&principal));
    assert!(verify(&trust, &member).unwrap_err().contains("Revoked"));

    // A list of either that has ended shuts the door.
    for lists in [[root.list(&[], -1), of_middle.clone()], [of_root.clone(), middle.list(&[], -1)]]
    {
        let trust = Files::new(&certificates, &[&lists[0], &lists[1]]).load().unwrap();
        verify(&trust, &member).unwrap_err();
    }
    // One is missing: it is said at the start, not to whoever calls.
    for (lists, name) in [(&of_root, "CN=issuing"), (&of_middle, "CN=root")] {
        let told = refusal(&Files::new(&certificates, &[lists]));
        assert!(told.contains("no revocation list") && told.contains(name), "{told}");
    }
    // An intermediate authority that is trusted for itself, as before.
    verify(&Files::new(&[&middle.pem], &[&of_middle]).load().unwrap(), &member).unwrap();
    // One that the root made but the configuration does not name.
    let other = root.below("issuing");
    verify(
        &Files::new(&certificates, &[&of_root, &of_middle]).load().unwrap(),
        &other.member(|_| {}),
    )
    .unwrap_err();
}

#[test]
fn lists_and_authorities_that_do_not_fit_are_refused_at_the_start() {
    let (root, stranger) = (Foreign::root("authority"), Foreign::root("authority"));
    let list = root.list(&[], 30);
    for (ca, crl, words) in [
        // Of the same name, but not its own.
        (&[root.pem.as_str()][..], &[stranger.list(&[], 30).as_str()][..], "signed by none"),
        (&[&root.pem], &[&list, &stranger.list(&[], 30)], "signed by none"),
        // Of two, one would be asked; which one?
        (&[&root.pem], &[&list, &root.list(&[], 20)], "second revocation list"),
        (&[&root.pem], &[&root.pem], "holds no revocation list in PEM: it holds CERTIFICATE"),
        (&[&list], &[&list], "holds no certificate in PEM: it holds X509 CRL"),
    ] {
        let told = refusal(&Files::new(ca, crl));
        assert!(told.contains(words), "{told}");
    }
    let mut params = Foreign::params("authority", 9);
    params.is_ca = IsCa::NoCa;
    let no_authority = Foreign::root_of(params);
    let told = refusal(&Files::new(&[&no_authority.pem], &[&list]));
    assert!(told.contains("basicConstraints"), "{told}");

    // An authority that has expired vouches for nobody.
    let mut params = Foreign::params("authority", 9);
    params.not_after = days(-1);
    let expired = Foreign::root_of(params);
    assert!(expired.params.not_after < OffsetDateTime::now_utc());
    let trust = Files::new(&[&expired.pem], &[&expired.list(&[], 30)]).load().unwrap();
    verify(&trust, &expired.member(|_| {})).unwrap_err();
}

#[test]
fn a_certificate_is_for_its_one_purpose_and_for_a_short_time() {
    let root = Foreign::root("authority");
    let mut files = Files::new(&[&root.pem], &[&root.list(&[], 30)]);
    let trust = files.load().unwrap();
    verify(&trust, &root.member(|_| {})).unwrap();
    for usages in [
        vec![],
        vec![ExtendedKeyUsagePurpose::ServerAuth],
        vec![ExtendedKeyUsagePurpose::Any],
        vec![ExtendedKeyUsagePurpose::EmailProtection],
    ] {
        let member = root.member(|params| params.extended_key_usages = usages.clone());
        verify(&trust, &member).expect_err(&format!("{usages:?}"));
    }

    let long = root.member(|params| params.not_after = days(500));
    let told = verify(&trust, &long).unwrap_err();
    assert!(told.contains("501 days") && told.contains("max_certificate_days = 398"), "{told}");
    verify(&trust, &root.member(|params| params.not_after = days(397))).unwrap();
    files.domain.max_certificate_days = 600;
    verify(&files.load().unwrap(), &long).unwrap();
    files.domain.max_certificate_days = 30;
    verify(&files.load().unwrap(), &root.member(|_| {})).unwrap_err();
}

#[tokio::test]
async fn a_client_believes_a_servers_certificate_alone() {
    let mut site = Site::start().await;
    let certificate = site.certificate(Role::Coordinator, "coordinator");
    let profile = site.profile(Some(certificate));
    Client::connect(&profile).await.unwrap();

    // Of the same authority, for the right host, but made for a client or for nothing.
    let pki = site.dir.path().join("pki");
    let issuer = issuer_of(&pki);
    for usages in [vec![ExtendedKeyUsagePurpose::ClientAuth], vec![]] {
        let mut params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        params.extended_key_usages = usages;
        let key = KeyPair::generate().unwrap();
        let impostor = params.signed_by(&key, &issuer).unwrap();
        fs::write(pki.join("server.key.pem"), key.serialize_pem()).unwrap();
        fs::write(pki.join("server.pem"), impostor.pem()).unwrap();
        site.restart().await;
        let profile = ClientProfile { server: site.profile(None).server, ..profile.clone() };
        let error = Client::connect(&profile).await.err().expect("refused").to_string();
        assert!(error.contains("extended key usage") || error.contains("serverAuth"), "{error}");
    }
}

#[tokio::test]
async fn a_member_whose_certificate_does_not_fit_hears_what_would() {
    let mut site = Site::start().await;
    site.member(Role::Analyst, "desk").await;
    let issuer = issuer_of(&site.dir.path().join("pki"));
    let fit = |params: &mut CertificateParams| {
        let uri = format!("spiffe://{DOMAIN}/analyst/desk");
        params.subject_alt_names = vec![SanType::URI(uri.as_str().try_into().unwrap())];
    };
    type Change = fn(&mut CertificateParams);
    let cases: [(Change, Option<&str>); 5] = [
        (|_| {}, None),
        (|params| params.extended_key_usages.clear(), Some("clientAuth")),
        (
            |params| params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth],
            Some("clientAuth"),
        ),
        (|params| params.not_before = days(-2000), Some("validity no longer")),
        (|params| params.subject_alt_names.clear(), Some("SPIFFE")),
    ];
    let stem = site.dir.path().join("member");
    for (change, words) in cases {
        let mut params = member_params();
        fit(&mut params);
        change(&mut params);
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &issuer).unwrap();
        fs::write(stem.with_extension("pem"), certificate.pem()).unwrap();
        write_private(&stem.with_extension("key.pem"), key.serialize_pem().as_bytes());
        let profile = site.profile(Some(stem.with_extension("pem")));
        let told = match Client::connect(&profile).await {
            Ok(client) => who(&client).await.err().map(|status| format!("{status:?}")),
            Err(error) => Some(error.to_string()),
        };
        match (words, &told) {
            (None, None) => {}
            (Some(words), Some(told)) => assert!(told.contains(words), "{words}: {told}"),
            _ => panic!("{words:?} {told:?}"),
        }
    }
}

/// The authority in a directory, to sign what `vdx pki` would not.
fn issuer_of(pki: &Path) -> Issuer<'static, KeyPair> {
    let read = |name: &str| fs::read_to_string(pki.join(name)).unwrap();
    let key = KeyPair::from_pem(&read("ca.key.pem")).unwrap();
    Issuer::from_ca_cert_pem(&read("ca.pem"), key).unwrap()
}

fn write_private(path: &Path, bytes: &[u8]) {
    let _ = fs::remove_file(path);
    vdx::secret_file::write_private(path, bytes).unwrap();
}

async fn who(client: &Client) -> Result<String, tonic::Status> {
    let caller = client.membership().get_caller(v1::GetCallerRequest {}).await?;
    Ok(caller.into_inner().spiffe_id)
}

/// Waits until files that were changed are in force: within seconds.
async fn until(mut holds: impl AsyncFnMut() -> bool) {
    for _ in 0..200 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the files are not in force");
}

#[tokio::test]
async fn an_authority_is_rolled_over_without_a_flag_day() {
    let mut site = Site::start().await;
    let dir = site.dir.path().to_owned();
    let at = |name: &str| dir.join(name);
    for (role, member) in
        [(Role::Institution, "police"), (Role::Analyst, "desk"), (Role::Analyst, "thief")]
    {
        who(&site.member(role, member).await).await.unwrap();
    }

    // The new authority stands beside the old one, and every client's file holds both.
    let mut new = Authority::init(&at("next"), DOMAIN, 900).unwrap();
    site.more_trust = vec![TrustDomain::new(DOMAIN, at("next/ca.pem"), at("next/crl.pem"))];
    let old_ca = fs::read_to_string(at("pki/ca.pem")).unwrap();
    let both = format!("{old_ca}{}", fs::read_to_string(at("next/ca.pem")).unwrap());
    fs::write(at("both.pem"), both).unwrap();
    site.restart().await;
    let server = site.profile(None).server;
    let connect = async |ca: &str, stem: &Path| {
        let profile = ClientProfile {
            server: server.clone(),
            ca: at(ca),
            certificate: Some(stem.with_extension("pem")),
            key: Some(stem.with_extension("key.pem")),
            ..Default::default()
        };
        let client = Client::connect(&profile).await.map_err(|error| error.to_string())?;
        who(&client).await.map_err(|status| status.message().to_owned())?;
        Ok::<Client, String>(client)
    };
    let old = |name: &str| at("pki").join(name);
    let (police, desk) = (old("police-Institution"), old("desk-Analyst"));
    let of_police = connect("both.pem", &police).await.unwrap();
    // Who has not heard of it yet sees no difference.
    let of_desk = connect("pki/ca.pem", &desk).await.unwrap();

    // One member moves; a thief's old certificate is revoked meanwhile.
    let id = |text: &str| SpiffeId::parse(&format!("spiffe://{DOMAIN}/{text}")).unwrap();
    let issue = |new: &mut Authority, text: &str, stem: &Path| {
        new.issue(&Profile::Client(id(text)), 90, stem).unwrap();
    };
    issue(&mut new, "institution/police", &at("police"));
    let moved = connect("both.pem", &at("police")).await.unwrap();
    let thief = connect("both.pem", &old("thief-Analyst")).await.unwrap();
    site.authority.revoke(&format!("spiffe://{DOMAIN}/analyst/thief")).unwrap();
    until(async || who(&thief).await.is_err()).await;
    connect("both.pem", &old("thief-Analyst")).await.err().expect("refused");
    for client in [&of_police, &of_desk, &moved] {
        who(client).await.unwrap();
    }

    // The exchange's own certificate moves, without a restart.
    let host = Profile::Server(vec!["localhost".into()]);
    new.issue(&host, 90, &at("pki/server")).unwrap();
    until(async || connect("next/ca.pem", &at("police")).await.is_ok()).await;
    connect("both.pem", &desk).await.unwrap();
    for client in [&of_police, &of_desk, &moved] {
        who(client).await.unwrap();
    }
    issue(&mut new, "analyst/desk", &at("desk"));
    let desk_moved = connect("both.pem", &at("desk")).await.unwrap();

    // The old one goes, without a restart: its files now hold the new one.
    for file in ["crl.pem", "ca.pem"] {
        fs::copy(at("next").join(file), at("pki").join(file)).unwrap();
    }
    until(async || who(&of_police).await.is_err()).await;
    who(&of_desk).await.unwrap_err();
    connect("both.pem", &desk).await.err().expect("refused");
    for client in [&moved, &desk_moved] {
        who(client).await.unwrap();
    }
    for member in ["police", "desk"] {
        connect("next/ca.pem", &at(member)).await.unwrap();
    }

    // And it is taken out of the configuration.
    site.more_trust.clear();
    site.restart().await;
    let profile = ClientProfile { ca: at("next/ca.pem"), ..site.profile(Some(at("police.pem"))) };
    who(&Client::connect(&profile).await.unwrap()).await.unwrap();
}
