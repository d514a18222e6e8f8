//! Authorities of one trust domain and their revocation lists, which decide what certificates are
//! vouched for.
//!
//! Several authorities may stand beside each other, as while one takes over from another, and
//! intermediate ones below a root. Each has a revocation list that it signed itself: serial
//! numbers are unique below one authority only, and two authorities may even have one name.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::pki_types::{CertificateDer, CertificateRevocationListDer, UnixTime};
use rustls::server::WebPkiClientVerifier;
use rustls::server::danger::ClientCertVerifier;
use rustls::{CertificateError, DistinguishedName, Error, RootCertStore};
use x509_parser::prelude::{CertificateRevocationList, FromDer, X509Certificate};

use super::crl_memory::{CrlMemory, InForce, newest};
use super::pem;
use super::purpose::{CertificateFault, Purpose, demand};
use super::tls::{TlsError, provider};
use super::trust::TrustDomain;

/// Largest number of certificates from an end entity's authority up to its root.
const MAX_DEPTH: usize = 6;
/// Largest number of authorities of one trust domain, counted once for each way up to a root.
const MAX_CHAINS: usize = 64;

const DAY: i64 = 24 * 60 * 60;

/// Authorities of one trust domain, with their revocation lists.
pub(super) struct Authorities {
    chains: Vec<Chain>,
    /// Names of the authorities, which tell a client what certificate to show.
    pub hints: Vec<DistinguishedName>,
}

/// Chain of an authority that issues certificates, up to its root.
struct Chain {
    /// Name of the authority in DER, as its certificates name their issuer.
    subject: Vec<u8>,
    /// Certificate of the authority first, then those above it, without the root's.
    intermediates: Vec<CertificateDer<'static>>,
    /// Begin and end of the time in which all certificates of the chain are valid, in Unix
    /// seconds.
    valid: (i64, i64),
    /// Longest validity of a certificate that the authority issued, in days.
    max_days: u32,
    /// Verifier that knows the root, and one revocation list of each authority of the chain.
    verifier: Arc<dyn ClientCertVerifier>,
}

/// Certificate of an authority, as it is configured.
struct Authority {
    path: PathBuf,
    der: CertificateDer<'static>,
    max_days: u32,
    lists: Vec<CertificateRevocationListDer<'static>>,
}

impl Authority {
    fn parsed(&self) -> X509Certificate<'_> {
        X509Certificate::from_der(&self.der).expect("read before").1
    }

    /// Whether another authority, or this one itself, issued the certificate of this authority.
    fn is_issued_by(&self, other: &Self) -> bool {
        let (mine, theirs) = (self.parsed(), other.parsed());
        mine.issuer().as_raw() == theirs.subject().as_raw()
            && mine.verify_signature(Some(theirs.public_key())).is_ok()
    }

    fn wrong(&self, what: impl Into<String>) -> TlsError {
        TlsError::File { path: self.path.clone(), what: what.into() }
    }
}

impl Authorities {
    /// Reads the files of all entries of one trust domain. Revocation lists that are older than
    /// those in `memory` are replaced by these, with a sentence in `warnings`.
    pub fn load<'a>(
        entries: impl Iterator<Item = &'a TrustDomain>,
        memory: Option<&CrlMemory>,
        warnings: &mut Vec<String>,
    ) -> Result<Self, TlsError> {
        let mut authorities: Vec<Authority> = Vec::new();
        let mut lists = Vec::new();
        for entry in entries {
            for path in &entry.ca {
                for der in pem::certificates(path)? {
                    if authorities.iter().any(|known| known.der == der) {
                        continue;
                    }
                    let authority = Authority {
                        path: path.clone(),
                        der,
                        max_days: entry.max_certificate_days,
                        lists: Vec::new(),
                    };
                    if !authority.parsed().is_ca() {
                        return Err(authority.wrong(
                            "is no certificate of an authority: basicConstraints must be CA:TRUE",
                        ));
                    }
                    authorities.push(authority);
                }
            }
            for path in &entry.crl {
                let of_file = pem::revocation_lists(path)?.into_iter();
                lists.extend(of_file.map(|der| (entry.domain.as_str(), path, der)));
            }
        }
        let certificates: Vec<_> = authorities.iter().map(|known| known.der.clone()).collect();
        for (domain, path, list) in lists {
            let InForce { list, warning } = newest(memory, domain, &certificates, path, list)?;
            warnings.extend(warning);
            hand_out(path, &list, &mut authorities)?;
        }
        let mut chains = Vec::new();
        for issuer in 0..authorities.len() {
            add_chains(&authorities, &mut vec![issuer], &mut chains)?;
        }
        let mut names = RootCertStore::empty();
        for authority in &authorities {
            names
                .add(authority.der.clone())
                .map_err(|error| authority.wrong(format!("cannot be used: {error}")))?;
        }
        Ok(Self { chains, hints: names.subjects() })
    }

    /// Checks that one of the authorities vouches for a member's certificate: issued by the
    /// authority, neither expired nor revoked anywhere up to the root, made for a client, and not
    /// valid for longer than allowed. Certificates that the client sent beside it count for
    /// nothing.
    pub fn verify(&self, der: &CertificateDer<'_>, now: UnixTime) -> Result<(), Error> {
        let (_, certificate) = X509Certificate::from_der(der)
            .map_err(|_| Error::InvalidCertificate(CertificateError::BadEncoding))?;
        let issuer = certificate.issuer().as_raw();
        let mut told = Error::InvalidCertificate(CertificateError::UnknownIssuer);
        for chain in self.chains.iter().filter(|chain| chain.subject == issuer) {
            match chain.verify(der, now) {
                Ok(()) => {
                    demand(&certificate, Purpose::Client)?;
                    return demand_short_life(&certificate, chain.max_days);
                }
                // Of another authority of the same name.
                Err(Error::InvalidCertificate(CertificateError::BadSignature)) => {}
                Err(error) => told = error,
            }
        }
        Err(told)
    }
}

impl Chain {
    fn verify(&self, der: &CertificateDer<'_>, now: UnixTime) -> Result<(), Error> {
        self.verifier.verify_client_cert(der, &self.intermediates, now)?;
        // Not asked by the verifier for a root.
        let (from, to) = self.valid;
        let now = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
        if !(from..=to).contains(&now) {
            return Err(CertificateFault::Authority.into());
        }
        Ok(())
    }
}

/// Refuses a certificate whose whole validity is longer than allowed.
fn demand_short_life(certificate: &X509Certificate<'_>, max_days: u32) -> Result<(), Error> {
    let validity = certificate.validity();
    let seconds = validity.not_after.timestamp().saturating_sub(validity.not_before.timestamp());
    // Authorities let a certificate begin a little before its issue.
    let most = (i64::from(max_days) + 1) * DAY;
    if seconds > most {
        return Err(CertificateFault::LongLife { days: seconds / DAY, most: max_days }.into());
    }
    Ok(())
}

/// Gives a revocation list to the authority that signed it.
fn hand_out(
    path: &Path,
    list: &CertificateRevocationListDer<'static>,
    authorities: &mut [Authority],
) -> Result<(), TlsError> {
    let wrong = |what: &str| TlsError::File { path: path.into(), what: what.into() };
    let (_, parsed) = CertificateRevocationList::from_der(list).expect("read before");
    let mut is_known = false;
    for authority in authorities {
        let certificate = authority.parsed();
        let signed = certificate.subject().as_raw() == parsed.issuer().as_raw()
            && parsed.verify_signature(certificate.public_key()).is_ok();
        if !signed {
            continue;
        }
        is_known = true;
        if authority.lists.contains(list) {
            continue;
        }
        // Of two whole lists only one would be asked. Parts of one list say which part they are.
        let is_part = |list: &CertificateRevocationListDer<'_>| {
            let list = CertificateRevocationList::from_der(list).expect("read before").1;
            list.extensions().iter().any(|extension| {
                extension.oid == x509_parser::oid_registry::OID_X509_EXT_ISSUER_DISTRIBUTION_POINT
            })
        };
        let fits =
            authority.lists.is_empty() || (is_part(list) && authority.lists.iter().all(is_part));
        if !fits {
            return Err(wrong(
                "is a second revocation list of one authority: name the newest alone",
            ));
        }
        authority.lists.push(list.clone());
    }
    if !is_known {
        return Err(wrong("was signed by none of the authorities in ca"));
    }
    Ok(())
}

/// Adds a chain for every way from the last authority of `way` up to a root.
fn add_chains(
    authorities: &[Authority],
    way: &mut Vec<usize>,
    chains: &mut Vec<Chain>,
) -> Result<(), TlsError> {
    let last = &authorities[*way.last().expect("begins with an authority")];
    let mut is_root = true;
    if !last.is_issued_by(last) {
        for (index, above) in authorities.iter().enumerate() {
            if way.contains(&index) || !last.is_issued_by(above) {
                continue;
            }
            if way.len() == MAX_DEPTH {
                return Err(last.wrong("has more authorities above it than are followed"));
            }
            is_root = false;
            way.push(index);
            add_chains(authorities, way, chains)?;
            way.pop();
        }
    }
    // One whose own authority is not configured is trusted for itself.
    if is_root {
        if chains.len() == MAX_CHAINS {
            return Err(last.wrong("leads to more authorities of one trust domain than are taken"));
        }
        let way: Vec<&Authority> = way.iter().map(|index| &authorities[*index]).collect();
        chains.push(chain(&way)?);
    }
    Ok(())
}

/// Makes the chain of an authority and those above it, the root last.
fn chain(way: &[&Authority]) -> Result<Chain, TlsError> {
    let (issuer, root) = (way[0], way[way.len() - 1]);
    let (mut from, mut to) = (i64::MIN, i64::MAX);
    let mut lists = Vec::new();
    for (index, authority) in way.iter().enumerate() {
        let certificate = authority.parsed();
        let validity = certificate.validity();
        from = from.max(validity.not_before.timestamp());
        to = to.min(validity.not_after.timestamp());
        if authority.lists.is_empty() {
            return Err(authority.wrong(format!(
                "crl names no revocation list of the authority {}: every authority needs one",
                certificate.subject()
            )));
        }
        if way[..index]
            .iter()
            .any(|o| o.parsed().subject().as_raw() == certificate.subject().as_raw())
        {
            return Err(authority.wrong(
                "has the name of another authority of its chain: their revocation lists cannot be told apart",
            ));
        }
        lists.extend(authority.lists.iter().cloned());
    }
    let mut roots = RootCertStore::empty();
    let unusable = |error: &dyn std::fmt::Display| root.wrong(format!("cannot be used: {error}"));
    roots.add(root.der.clone()).map_err(|error| unusable(&error))?;
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider())
        .with_crls(lists)
        .enforce_revocation_expiration()
        .build()
        .map_err(|error| unusable(&error))?;
    Ok(Chain {
        subject: issuer.parsed().subject().as_raw().to_vec(),
        intermediates: way[..way.len() - 1].iter().map(|a| a.der.clone()).collect(),
        valid: (from, to),
        max_days: issuer.max_days,
        verifier,
    })
}
