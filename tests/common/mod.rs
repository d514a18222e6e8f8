//! An exchange for tests: a real server on a loopback port, a real authority, real
//! certificates, in a directory of its own.

#![allow(dead_code)] // each test file uses a part

pub mod hits;
pub mod liaisons;
pub mod raw;
pub mod stores;

use std::net::SocketAddr;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use vdx::backup::RecoveryRecipient;
use vdx::client::{Client, ClientProfile, KnownKeys, Liaison, SeenReferrals};
use vdx::domain::code_list::CodeList;
use vdx::domain::codes::{KeyScope, Role};
use vdx::domain::country::Country;
use vdx::domain::id::MemberId;
use vdx::domain::profile::Profile as LinkageProfile;
use vdx::exchange::{
    Clock, Exchange, ExchangeSecrets, KeyEpoch, ReferralSettings, Retention, Setup, SystemClock,
};
use vdx::grpc::{Limits, Server};
use vdx::identity::pki::{Authority, Profile};
use vdx::identity::{SpiffeId, TlsFiles, TrustDomain, TrustStore};
use vdx::proto::{key_check, v1};
use vdx::pseudonym::TokenKey;
use vdx::referral::keys::Keyring;
use vdx::release::policy::Policy;
use vdx::store::{self, Store, StoreError, StoreSettings};

pub const DOMAIN: &str = "exchange.example";

/// Days of members' certificates: long enough for tests that set the clock ahead.
pub const MEMBER_DAYS: i64 = 900;

/// The machine's clock, which a test may set ahead.
#[derive(Default)]
pub struct TestClock(pub AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> i64 {
        SystemClock.now() + self.0.load(Ordering::Relaxed)
    }
}

/// The store in a directory, which is not encrypted.
pub fn open_store(dir: &Path) -> Result<Arc<dyn Store>, StoreError> {
    store::open(&StoreSettings::new(dir, None))
}

/// A policy of few tables, which are fitted fast.
pub fn policy() -> Policy {
    Policy::parse(POLICY).unwrap()
}

/// The same as a file.
pub const POLICY: &str = r#"
rows = 2000
countries = ["XK", "AL", "RS", "MK"]
exact = { persons = true, children = true }
tables = """
year x gender x child: 1
year x exploitation_type: 0.5
year x citizenship: 0.5
year x age_band: 0.5
gender x age_band: 0.3
"""
"#;

/// The same with next to no noise, which no policy file can ask for: for tests of what is counted.
pub fn precise() -> Policy {
    let rho = |thousandths| vdx::release::budget::Rho::of_thousandths(thousandths);
    let budget = vdx::release::policy::Budget {
        life: rho(90_000),
        provisional: rho(10_000),
        last: rho(60_000),
        provisional_parts: 1,
    };
    Policy { budget, ..policy() }
}

/// A running exchange.
pub struct Site {
    pub dir: TempDir,
    pub authority: Authority,
    pub key: TokenKey,
    pub address: SocketAddr,
    /// Where there are pages for browsers, from the next start on; port 0 takes a free one.
    pub desk: Option<SocketAddr>,
    pub limits: Limits,
    /// The transnational key.
    pub transnational: Option<TokenKey>,
    /// The next one, during a rotation.
    pub next_transnational: Option<TokenKey>,
    pub referrals: ReferralSettings,
    pub retention: Retention,
    pub policy: Policy,
    pub regions: Vec<String>,
    /// The public half of a key for backups, from the next start on.
    pub recovery: Option<RecoveryRecipient>,
    /// Roles in which certificates must name a person, from the next start on.
    pub person_required: Vec<Role>,
    pub clock: Arc<TestClock>,
    /// The key of a second epoch, accepted from the next start on.
    pub next_key: Option<TokenKey>,
    /// Authorities beside the one in `pki`, trusted from the next start on.
    pub more_trust: Vec<TrustDomain>,
    stop: Option<oneshot::Sender<()>>,
    serving: Option<JoinHandle<()>>,
}

impl Site {
    pub async fn start() -> Self {
        Self::start_with(Limits::default()).await
    }

    pub async fn start_with(limits: Limits) -> Self {
        let mut site = Self::prepare(limits);
        site.resume().await;
        site
    }

    /// A site whose server does not run yet.
    pub fn prepare(limits: Limits) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let pki = dir.path().join("pki");
        let mut authority = Authority::init(&pki, DOMAIN, MEMBER_DAYS + 1).unwrap();
        authority
            .issue(&Profile::Server(vec!["localhost".into()]), 7, &pki.join("server"))
            .unwrap();
        Self {
            dir,
            authority,
            key: TokenKey::from_bytes(KeyScope::National, 1, [42; 32]),
            address: ([127, 0, 0, 1], 0).into(),
            desk: None,
            limits,
            transnational: Some(TokenKey::from_bytes(KeyScope::Transnational, 1, [43; 32])),
            referrals: ReferralSettings { hit_answer_milliseconds: 50, ..Default::default() },
            retention: Retention::default(),
            clock: Arc::default(),
            policy: policy(),
            regions: vec!["PRISHTINA".into(), "PEJA".into()],
            next_key: None,
            next_transnational: None,
            recovery: None,
            person_required: Vec::new(),
            more_trust: Vec::new(),
            stop: None,
            serving: None,
        }
    }

    /// Starts the server on the directory as it is.
    pub async fn resume(&mut self) -> Exchange {
        self.resume_on(|store| store).await
    }

    /// The same, on a store that a test gets hold of.
    pub async fn resume_on(
        &mut self,
        wrap: impl FnOnce(Arc<dyn Store>) -> Arc<dyn Store>,
    ) -> Exchange {
        let setup = Setup {
            retention: self.retention,
            policy: self.policy.clone(),
            profile: LinkageProfile::shipped(),
            key_epochs: [Some(&self.key), self.next_key.as_ref()]
                .into_iter()
                .flatten()
                .map(|key| KeyEpoch { epoch: key.epoch(), check_value: key.check_value() })
                .collect(),
            transnational_epochs: self
                .transnational
                .iter()
                .chain(&self.next_transnational)
                .map(|key| KeyEpoch { epoch: key.epoch(), check_value: key.check_value() })
                .collect(),
            recovery: self.recovery.clone(),
            is_hub: false,
            referrals: self.referrals,
            regions: self.regions.clone(),
            person_required: self.person_required.clone(),
            witnessed: Vec::new(),
            first_coordinator: MemberId::new(DOMAIN, "coordinator").unwrap(),
            country: Country::from_alpha2("XK").unwrap(),
        };
        let store = open_store(&self.dir.path().join("data")).unwrap();
        let secrets = ExchangeSecrets::from_bytes([7; 32]);
        let exchange = Exchange::open(setup, secrets, wrap(store), self.clock.clone()).unwrap();
        let (trust, files) = (self.trust(), self.tls_files());
        let listen = ([127, 0, 0, 1], 0).into();
        let mut server =
            Server::bind(listen, exchange.clone(), files, trust, self.limits).await.unwrap();
        if let Some(address) = self.desk {
            server = server.with_desk(address).await.unwrap();
            self.desk = server.desk_address();
        }
        self.address = server.address();
        let (stop, stopped) = oneshot::channel::<()>();
        self.stop = Some(stop);
        self.serving = Some(tokio::spawn(async {
            let stopped = async {
                let _ = stopped.await;
            };
            server.serve(stopped).await.unwrap();
        }));
        exchange
    }

    /// Stops the server and waits until it has let go of its directory.
    pub async fn stop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(serving) = self.serving.take() {
            tokio::time::timeout(std::time::Duration::from_secs(20), serving)
                .await
                .expect("the server stops in time")
                .unwrap();
        }
        // The writer ends after the last handle on the exchange.
        for _ in 0..100 {
            if open_store(&self.dir.path().join("data")).is_ok() {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("the store is still in use");
    }

    /// Whom the exchange believes.
    pub fn trust(&self) -> Arc<TrustStore> {
        let pki = self.dir.path().join("pki");
        let mut domain = TrustDomain::new(DOMAIN, pki.join("ca.pem"), pki.join("crl.pem"));
        domain.max_certificate_days = MEMBER_DAYS as u32;
        let mut domains = vec![domain];
        domains.extend(self.more_trust.iter().cloned());
        TrustStore::load(domains).unwrap()
    }

    /// Its own certificate and key.
    pub fn tls_files(&self) -> TlsFiles {
        let pki = self.dir.path().join("pki");
        TlsFiles::new(pki.join("server.pem"), pki.join("server.key.pem"))
    }

    pub async fn restart(&mut self) {
        self.stop().await;
        self.resume().await;
    }

    pub fn profile(&self, certificate: Option<PathBuf>) -> ClientProfile {
        ClientProfile {
            server: format!("https://localhost:{}", self.address.port()),
            ca: self.dir.path().join("pki/ca.pem"),
            key: certificate.as_ref().map(|path| path.with_extension("key.pem")),
            certificate,
            ..ClientProfile::default()
        }
    }

    /// Issues a certificate and gives the path of its PEM file.
    pub fn certificate(&mut self, role: Role, member: &str) -> PathBuf {
        let stem = self.dir.path().join(format!("pki/{member}-{role:?}"));
        let role = role.code().to_lowercase();
        let id = SpiffeId::parse(&format!("spiffe://{DOMAIN}/{role}/{member}")).unwrap();
        self.certificate_of(id, &stem)
    }

    /// The same for any id.
    pub fn certificate_of(&mut self, id: SpiffeId, stem: &Path) -> PathBuf {
        self.authority.issue(&Profile::Client(id), MEMBER_DAYS, stem).unwrap();
        stem.with_extension("pem")
    }

    /// A client with a certificate, not necessarily in the register.
    pub async fn client(&mut self, role: Role, member: &str) -> Client {
        let certificate = self.certificate(role, member);
        Client::connect(&self.profile(Some(certificate))).await.unwrap()
    }

    /// A client of a person of the coordinator.
    pub async fn coordinator_person(&mut self, person: &str) -> Client {
        let stem = self.dir.path().join(format!("pki/coordinator-{person}"));
        let id = format!("spiffe://{DOMAIN}/coordinator/coordinator/person/{person}");
        let certificate = self.certificate_of(SpiffeId::parse(&id).unwrap(), &stem);
        Client::connect(&self.profile(Some(certificate))).await.unwrap()
    }

    /// Releases some years for good: one coordinator proposes, another person approves.
    pub async fn release(&mut self, years: &str) -> Result<v1::ReleaseInfo, tonic::Status> {
        self.release_kind(years, v1::ReleaseKind::Final).await
    }

    /// The same for any kind of release.
    pub async fn release_kind(
        &mut self,
        years: &str,
        kind: v1::ReleaseKind,
    ) -> Result<v1::ReleaseInfo, tonic::Status> {
        let years: vdx::domain::period::Years = years.parse().unwrap();
        let (first_year, last_year) = (years.first(), years.last());
        let scope = v1::ReleaseScope { kind: kind as i32, first_year, last_year };
        let [first, second] =
            [self.coordinator_person("1").await, self.coordinator_person("2").await];
        let request = v1::ProposeReleaseRequest { scope: Some(scope) };
        let proposed = first.publication().propose_release(request).await?.into_inner();
        let request = v1::ApproveReleaseRequest { number: proposed.release.unwrap().number };
        let approved = second.publication().approve_release(request).await?.into_inner();
        Ok(approved.release.unwrap())
    }

    pub async fn coordinator(&mut self) -> Client {
        self.client(Role::Coordinator, "coordinator").await
    }

    /// A client of a member that the coordinator has added.
    pub async fn member(&mut self, role: Role, member: &str) -> Client {
        let coordinator = self.coordinator().await;
        let request = v1::PutMemberRequest { member: Some(entry(member, &[role])) };
        coordinator.membership().put_member(request).await.unwrap();
        self.client(role, member).await
    }

    /// A client of a member of some country that the coordinator has added.
    pub async fn member_of(&mut self, country: &str, role: Role, member: &str) -> Client {
        let coordinator = self.coordinator().await;
        let member_entry = v1::Member { country: country.into(), ..entry(member, &[role]) };
        let request = v1::PutMemberRequest { member: Some(member_entry) };
        coordinator.membership().put_member(request).await.unwrap();
        self.client(role, member).await
    }

    /// A liaison with keys that are published.
    pub async fn liaison(&mut self, country: &str, member: &str) -> Liaison {
        let client = self.member_of(country, Role::Liaison, member).await;
        let id = MemberId::new(DOMAIN, member).unwrap();
        let keyring = Keyring::generate(id).unwrap();
        let liaison = self.liaison_with(client, keyring);
        liaison.publish_keys().await.unwrap();
        liaison
    }

    /// A liaison with these keys, with what its member has compared and seen so far, and with the
    /// clock of the exchange.
    pub fn liaison_with(&self, client: Client, keyring: Keyring) -> Liaison {
        let file =
            |ending: &str| self.dir.path().join(format!("{}.{ending}", keyring.member().name));
        let known = KnownKeys::load(&file("known")).unwrap();
        let seen = SeenReferrals::load(&file("seen"), keyring.member()).unwrap();
        let clock = self.clock.clone();
        Liaison::new(client, keyring, known, seen).with_clock(move || clock.now())
    }

    /// Sets the clock of the exchange ahead.
    pub fn pass_days(&self, days: i64) {
        self.clock.0.fetch_add(days * 86_400, Ordering::Relaxed);
    }

    /// What the exchange takes for now.
    pub fn now(&self) -> i64 {
        self.clock.now()
    }

    pub fn key_checks(&self) -> Vec<v1::KeyCheck> {
        vec![v1::KeyCheck {
            key_epoch: 1,
            value: self.key.check_value().to_vec(),
            profile_id: LinkageProfile::shipped().id().0.to_vec(),
            scope: v1::KeyScope::National as i32,
        }]
    }
}

pub fn entry(member: &str, roles: &[Role]) -> v1::Member {
    v1::Member {
        trust_domain: DOMAIN.into(),
        member_id: member.into(),
        display_name: format!("Member {member}"),
        country: "XK".into(),
        roles: roles.iter().map(|role| i32::from(role.number())).collect(),
        status: v1::MemberStatus::Active as i32,
    }
}

/// A well-formed victim record of a person: persons with different numbers share no token.
pub fn victim(id: &str, person: u64) -> v1::VictimRecord {
    let mut value = vec![0; 16];
    value[..8].copy_from_slice(&person.to_le_bytes());
    v1::VictimRecord {
        record_id: id.into(),
        revision: 1,
        tokens: vec![v1::Token {
            kind: v1::MatchKeyKind::NationalId as i32,
            key_epoch: 1,
            value: value.into(),
        }],
        trafficking_status: v1::TraffickingStatus::ActualVictim as i32,
        gender: v1::Gender::Feminine as i32,
        age_band: v1::AgeBand::From18To20 as i32,
        citizenships: vec!["XK".into()],
        country_of_exploitation: "XK".into(),
        identified_on: Some(v1::YearMonth { year: 2010, month: 3 }),
        consent: Some(v1::Consent {
            processing: v1::YesNo::Yes as i32,
            cross_border_sharing: v1::YesNo::No as i32,
            discoverable_by: Vec::new(),
        }),
        ..Default::default()
    }
}

pub fn record(victim: v1::VictimRecord) -> v1::Record {
    v1::Record { record: Some(v1::record::Record::Victim(victim)) }
}

/// Sends batches on one stream and returns the answers to the first failure or the end.
pub async fn send(
    client: &Client,
    batches: Vec<v1::SubmitRecordsRequest>,
) -> Result<Vec<v1::SubmitRecordsResponse>, (Vec<v1::SubmitRecordsResponse>, tonic::Status)> {
    let mut answers = Vec::new();
    let stream = client.intake().submit_records(tokio_stream::iter(batches)).await;
    let mut stream = match stream {
        Ok(stream) => stream.into_inner(),
        Err(status) => return Err((answers, status)),
    };
    loop {
        match stream.message().await {
            Ok(Some(answer)) => answers.push(answer),
            Ok(None) => return Ok(answers),
            Err(status) => return Err((answers, status)),
        }
    }
}

/// A client of a member of the exchange that is set up in a directory.
pub async fn connect(dir: &Path, member: &str) -> Client {
    let profile = ClientProfile::load(&dir.join(format!("pki/{member}.toml"))).unwrap();
    Client::connect(&profile).await.unwrap()
}

/// The proof of the national key in a directory.
pub fn national_check(dir: &Path) -> v1::KeyCheck {
    let key = TokenKey::load(KeyScope::National, &dir.join("national.key")).unwrap();
    key_check(&key, LinkageProfile::shipped().id())
}

/// Submits one batch of victim records as a member of the exchange that is set up in a directory:
/// record n, named by prefix and number, is about person n.
pub async fn submit_numbers(
    dir: &Path,
    member: &str,
    submission: &str,
    prefix: &str,
    numbers: Range<u64>,
) -> Result<Vec<v1::RecordOutcome>, tonic::Status> {
    let client = connect(dir, member).await;
    let request = v1::SubmitRecordsRequest {
        submission_id: submission.into(),
        sequence: 1,
        key_checks: vec![national_check(dir)],
        records: numbers.map(|n| record(victim(&format!("{prefix}{n}"), n))).collect(),
        readmit_withdrawn: false,
        confirmed: Vec::new(),
        hold_corrections: false,
    };
    let answers = send(&client, vec![request]).await.map_err(|(_, status)| status)?;
    Ok(outcomes(&answers[0]))
}

/// The outcomes of one batch.
pub fn outcomes(answer: &v1::SubmitRecordsResponse) -> Vec<v1::RecordOutcome> {
    answer.results.iter().map(|result| result.outcome()).collect()
}

pub fn batch(
    site: &Site,
    submission: &str,
    sequence: u64,
    records: Vec<v1::Record>,
) -> v1::SubmitRecordsRequest {
    v1::SubmitRecordsRequest {
        submission_id: submission.into(),
        sequence,
        key_checks: site.key_checks(),
        records,
        readmit_withdrawn: false,
        confirmed: Vec::new(),
        hold_corrections: false,
    }
}

pub async fn query(
    client: &Client,
    group_by: &[&str],
    filters: &[(&str, &[&str])],
) -> Result<v1::QueryTableResponse, tonic::Status> {
    let owned = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
    let request = v1::QueryTableRequest {
        measure: v1::Measure::Persons as i32,
        group_by: owned(group_by),
        filters: filters
            .iter()
            .map(|(dimension, codes)| v1::Filter {
                dimension: (*dimension).into(),
                codes: owned(codes),
            })
            .collect(),
        period: None,
        tier: 0,
    };
    Ok(client.statistics().query_table(request).await?.into_inner())
}
