//! Which authority may speak for which trust domain.
//!
//! The trust domain that a certificate claims chooses the roots that its chain must
//! lead to. Roots in one common store would let any partner's authority mint another
//! country's identity.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use arc_swap::ArcSwap;
use rustls::client::danger::HandshakeSignatureValid;
use rustls::pki_types::{CertificateDer, CertificateRevocationListDer, UnixTime, pem::PemObject};
use rustls::server::WebPkiClientVerifier;
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::{
    CertificateError, DigitallySignedStruct, DistinguishedName, Error, RootCertStore,
    SignatureScheme,
};
use serde::Deserialize;
use x509_parser::prelude::{CertificateRevocationList, FromDer};

use super::crl_memory::newest;
use super::principal::{Principal, claimed_trust_domain};
use super::tls::{TlsError, provider};

/// The files of one trust domain.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrustDomain {
    /// Its name.
    pub domain: String,
    /// Its authority's certificate, PEM.
    pub ca: PathBuf,
    /// Its authority's revocation list, PEM; must be renewed before it expires.
    pub crl: PathBuf,
}

/// The authorities and revocation lists in force. Reloading changes them at once, for
/// handshakes and for calls on open connections.
pub struct TrustStore {
    domains: Vec<TrustDomain>,
    /// Where the newest revocation lists are remembered.
    memory: OnceLock<PathBuf>,
    loaded: ArcSwap<Loaded>,
}

struct Loaded {
    verifiers: HashMap<String, Arc<dyn ClientCertVerifier>>,
    revoked: HashMap<String, HashSet<Vec<u8>>>,
    hints: Vec<DistinguishedName>,
    warnings: Vec<String>,
}

impl TrustStore {
    /// Loads all files.
    pub fn load(domains: Vec<TrustDomain>) -> Result<Arc<Self>, TlsError> {
        let loaded = ArcSwap::from_pointee(Loaded::load(&domains, None)?);
        Ok(Arc::new(Self { domains, memory: OnceLock::new(), loaded }))
    }

    /// Remembers the newest revocation lists in a directory from now on: an older list is not
    /// taken in their place, nor after a restart. Loads all files anew.
    pub fn remember_in(&self, dir: PathBuf) -> Result<(), TlsError> {
        self.memory.get_or_init(|| dir);
        self.reload()
    }

    /// What is wrong with revocation lists, though they are in force: for the operator.
    pub fn warnings(&self) -> Vec<String> {
        self.loaded.load().warnings.clone()
    }

    /// Loads all files anew. When one is wrong, what was loaded stays in force.
    pub fn reload(&self) -> Result<(), TlsError> {
        self.loaded
            .store(Arc::new(Loaded::load(&self.domains, self.memory.get().map(PathBuf::as_path))?));
        Ok(())
    }

    /// Who is trusted for what.
    pub fn domains(&self) -> &[TrustDomain] {
        &self.domains
    }

    /// The files, to watch for changes.
    pub fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.domains.iter().flat_map(|domain| [&domain.ca, &domain.crl])
    }

    /// Whether the certificate of a caller has been revoked since its handshake.
    pub fn is_revoked(&self, principal: &Principal) -> bool {
        let loaded = self.loaded.load();
        match loaded.revoked.get(&*principal.member.trust_domain) {
            Some(serials) => serials.contains(&principal.serial),
            // The domain itself is no longer trusted.
            None => true,
        }
    }

    /// The verifier for the TLS server.
    pub fn verifier(self: &Arc<Self>) -> Arc<dyn ClientCertVerifier> {
        let hints = self.loaded.load().hints.clone();
        Arc::new(Verifier { store: self.clone(), hints })
    }
}

impl Loaded {
    fn load(domains: &[TrustDomain], memory: Option<&Path>) -> Result<Self, TlsError> {
        let mut loaded = Self {
            verifiers: HashMap::new(),
            revoked: HashMap::new(),
            hints: Vec::new(),
            warnings: Vec::new(),
        };
        for domain in domains {
            let unreadable = |path: &PathBuf, what| TlsError::File { path: path.clone(), what };
            let mut roots = RootCertStore::empty();
            let mut authorities = Vec::new();
            for certificate in CertificateDer::pem_file_iter(&domain.ca)
                .map_err(|_| unreadable(&domain.ca, "not a readable PEM file"))?
            {
                let certificate =
                    certificate.map_err(|_| unreadable(&domain.ca, "not a PEM certificate"))?;
                authorities.push(certificate.clone());
                roots
                    .add(certificate)
                    .map_err(|_| unreadable(&domain.ca, "not a certificate authority"))?;
            }
            if roots.is_empty() {
                return Err(unreadable(&domain.ca, "holds no certificate"));
            }
            loaded.hints.extend(roots.subjects());
            let crl = CertificateRevocationListDer::from_pem_file(&domain.crl)
                .map_err(|_| unreadable(&domain.crl, "not a PEM revocation list"))?;
            let crl = newest(memory, &domain.domain, &authorities, &domain.crl, crl)?;
            loaded.warnings.extend(crl.warning);
            let crl = crl.list;
            let serials =
                serials(&crl).ok_or_else(|| unreadable(&domain.crl, "not a revocation list"))?;
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider())
                .with_crls([crl])
                .enforce_revocation_expiration()
                .build()
                .map_err(|_| unreadable(&domain.crl, "does not fit its authority"))?;
            if loaded.verifiers.insert(domain.domain.clone(), verifier).is_some() {
                return Err(TlsError::DomainTwice(domain.domain.clone()));
            }
            loaded.revoked.insert(domain.domain.clone(), serials);
        }
        Ok(loaded)
    }
}

fn serials(crl: &CertificateRevocationListDer<'_>) -> Option<HashSet<Vec<u8>>> {
    let (_, list) = CertificateRevocationList::from_der(crl).ok()?;
    Some(list.iter_revoked_certificates().map(|revoked| revoked.raw_serial().to_vec()).collect())
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
        intermediates: &[CertificateDer<'_>],
        now: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        let refused = Error::InvalidCertificate(CertificateError::ApplicationVerificationFailure);
        let domain = claimed_trust_domain(end_entity).map_err(|_| refused)?;
        let loaded = self.store.loaded.load();
        let verifier = loaded
            .verifiers
            .get(&domain)
            .ok_or(Error::InvalidCertificate(CertificateError::UnknownIssuer))?;
        verifier.verify_client_cert(end_entity, intermediates, now)
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
