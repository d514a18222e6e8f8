//! Trust store: the authorities that may speak for each trust domain.
//!
//! The trust domain that a certificate claims chooses the authorities that its chain must
//! lead to. Roots in one common store would let any partner's authority mint another
//! country's identity.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use arc_swap::ArcSwap;
use parking_lot::Mutex;
use rustls::client::danger::HandshakeSignatureValid;
use rustls::pki_types::{CertificateDer, UnixTime};
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::{CertificateError, DigitallySignedStruct, DistinguishedName, Error, SignatureScheme};
use serde::{Deserialize, Deserializer};

use super::authorities::Authorities;
use super::crl_memory::CrlMemory;
use super::principal::{Principal, claimed_trust_domain};
use super::purpose::CertificateFault;
use super::tls::{TlsError, provider};

/// Trust domain with the files of its authorities. Several entries may name one domain, each with
/// an authority and its revocation list: they stand beside each other.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrustDomain {
    /// Name of the trust domain.
    pub domain: String,
    /// Files of the authorities' certificates, PEM: roots, and intermediate authorities below
    /// them. A file may hold several certificates.
    #[serde(deserialize_with = "one_or_several")]
    pub ca: Vec<PathBuf>,
    /// Files of revocation lists, PEM, one list of each authority in `ca`; must be renewed before
    /// they expire. A file may hold several lists.
    #[serde(deserialize_with = "one_or_several")]
    pub crl: Vec<PathBuf>,
    /// Longest validity of a member's certificate, begin to end, in days.
    #[serde(default = "default_max_days")]
    pub max_certificate_days: u32,
}

/// Longest validity of a member's certificate unless configured otherwise, in days.
pub const MAX_CERTIFICATE_DAYS: u32 = 398;

fn default_max_days() -> u32 {
    MAX_CERTIFICATE_DAYS
}

fn one_or_several<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<PathBuf>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "must be a path or a list of paths")]
    enum Paths {
        One(PathBuf),
        Several(Vec<PathBuf>),
    }
    Ok(match Paths::deserialize(deserializer)? {
        Paths::One(path) => vec![path],
        Paths::Several(paths) => paths,
    })
}

impl TrustDomain {
    /// A domain with one authority and the default bound on the validity of certificates.
    pub fn new(domain: impl Into<String>, ca: impl Into<PathBuf>, crl: impl Into<PathBuf>) -> Self {
        Self {
            domain: domain.into(),
            ca: vec![ca.into()],
            crl: vec![crl.into()],
            max_certificate_days: MAX_CERTIFICATE_DAYS,
        }
    }
}

/// Authorities and revocation lists in force. Reloading changes them at once, for handshakes and
/// for calls on open connections.
pub struct TrustStore {
    domains: Vec<TrustDomain>,
    /// Directory in which the newest revocation lists are remembered.
    memory: OnceLock<CrlMemory>,
    loaded: ArcSwap<Loaded>,
}

/// Contents of the files when they were read last.
struct Loaded {
    authorities: HashMap<String, Authorities>,
    /// Warnings about revocation lists that are in force all the same.
    warnings: Vec<String>,
    /// Certificates of open connections that were checked against these files, and whether they
    /// are good: each is checked once, not at every call.
    checked: Mutex<HashMap<CertificateDer<'static>, bool>>,
}

/// Largest number of certificates whose check is remembered.
const MAX_CHECKED: usize = 10_000;

impl TrustStore {
    /// Makes a trust store, and loads all its files.
    pub fn load(domains: Vec<TrustDomain>) -> Result<Arc<Self>, TlsError> {
        let loaded = ArcSwap::from_pointee(Loaded::load(&domains, None)?);
        Ok(Arc::new(Self { domains, memory: OnceLock::new(), loaded }))
    }

    /// Remembers the newest revocation lists in a directory from now on: an older list is not
    /// taken in their place, nor after a restart. Loads all files anew.
    pub fn remember_in(&self, dir: PathBuf) -> Result<(), TlsError> {
        self.memory.get_or_init(|| CrlMemory { dir, keeps: true });
        self.reload()
    }

    /// Compares revocation lists with those that are remembered in a directory, and keeps nothing:
    /// a newer remembered list is taken in the place of an older one. Loads all files anew.
    pub fn compare_with(&self, dir: PathBuf) -> Result<(), TlsError> {
        self.memory.get_or_init(|| CrlMemory { dir, keeps: false });
        self.reload()
    }

    /// Warnings for the operator about revocation lists that are in force all the same.
    pub fn warnings(&self) -> Vec<String> {
        self.loaded.load().warnings.clone()
    }

    /// Loads all files anew. When one is wrong, what was loaded stays in force.
    pub fn reload(&self) -> Result<(), TlsError> {
        self.loaded.store(Arc::new(Loaded::load(&self.domains, self.memory.get())?));
        Ok(())
    }

    /// Trust domains that are configured.
    pub fn domains(&self) -> &[TrustDomain] {
        &self.domains
    }

    /// Paths of all files, to be watched for changes.
    pub fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.domains.iter().flat_map(|domain| domain.ca.iter().chain(&domain.crl))
    }

    /// Whether the certificate of a caller is no longer good since its handshake: revoked by its
    /// authority, or the authority itself is revoked or no longer trusted. The whole check of a
    /// handshake is made again when files have changed.
    pub fn is_revoked(&self, principal: &Principal) -> bool {
        let loaded = self.loaded.load();
        let certificate = &principal.certificate;
        if let Some(is_good) = loaded.checked.lock().get(certificate) {
            return !is_good;
        }
        loaded.verify(&principal.member.trust_domain, certificate, UnixTime::now()).is_err()
    }

    /// Verifier of client certificates for the TLS server.
    pub fn verifier(self: &Arc<Self>) -> Arc<dyn ClientCertVerifier> {
        let loaded = self.loaded.load();
        let hints = loaded.authorities.values().flat_map(|of| of.hints.iter().cloned()).collect();
        Arc::new(Verifier { store: self.clone(), hints })
    }
}

impl Loaded {
    fn load(domains: &[TrustDomain], memory: Option<&CrlMemory>) -> Result<Self, TlsError> {
        let mut authorities = HashMap::new();
        let mut warnings = Vec::new();
        for TrustDomain { domain, .. } in domains {
            if !authorities.contains_key(domain) {
                let entries = domains.iter().filter(|entry| entry.domain == *domain);
                let loaded = Authorities::load(entries, memory, &mut warnings)?;
                authorities.insert(domain.clone(), loaded);
            }
        }
        Ok(Self { authorities, warnings, checked: Mutex::default() })
    }

    /// Verifies a certificate that claims a trust domain, and remembers the outcome.
    fn verify(
        &self,
        domain: &str,
        certificate: &CertificateDer<'_>,
        now: UnixTime,
    ) -> Result<(), Error> {
        let result = self
            .authorities
            .get(domain)
            .ok_or(Error::InvalidCertificate(CertificateError::UnknownIssuer))
            .and_then(|authorities| authorities.verify(certificate, now));
        let mut checked = self.checked.lock();
        if checked.len() >= MAX_CHECKED {
            checked.clear();
        }
        checked.insert(certificate.clone().into_owned(), result.is_ok());
        result
    }
}

struct Verifier {
    store: Arc<TrustStore>,
    hints: Vec<DistinguishedName>,
}

impl std::fmt::Debug for Verifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Verifier")
    }
}

impl ClientCertVerifier for Verifier {
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &self.hints
    }

    fn verify_client_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _sent: &[CertificateDer<'_>],
        now: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        let domain = claimed_trust_domain(end_entity).map_err(CertificateFault::from)?;
        self.store.loaded.load().verify(&domain, end_entity, now)?;
        Ok(ClientCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _cert: &CertificateDer<'_>,
        _dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Err(Error::General("TLS 1.3 only".into()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &provider().signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, cert, dss, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        provider().signature_verification_algorithms.supported_schemes()
    }
}
