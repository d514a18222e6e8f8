//! Memory of the newest revocation list of each authority, so that an older list readmits nobody:
//! not while the exchange runs, and not after a restart.
//!
//! Each list is kept as it was signed, in a file of its own. A list is older when its number
//! (RFC 5280, 5.2.3) or its time of issue is. What is kept is not believed more than what is
//! given: both must be signed by the authority.

use std::path::{Path, PathBuf};

use rustls::pki_types::{CertificateDer, CertificateRevocationListDer};
use sha2::{Digest, Sha256};
use x509_parser::num_bigint::BigUint;
use x509_parser::prelude::{CertificateRevocationList, FromDer, X509Certificate};

use crate::secret_file::replace_private;

use super::signature::is_signature;
use super::tls::TlsError;

/// Directory where the newest lists are kept, and whether it takes newer ones.
pub(super) struct CrlMemory {
    /// Path of the directory.
    pub dir: PathBuf,
    /// Whether newer lists are kept in the directory from now on.
    pub keeps: bool,
}

/// Revocation list that is in force.
pub(super) struct InForce {
    /// The list itself, DER.
    pub list: CertificateRevocationListDer<'static>,
    /// Warning when the list is not the one of the file.
    pub warning: Option<String>,
}

/// Age of a list: its number and its time of issue.
struct Age {
    number: Option<BigUint>,
    issued_at: i64,
}

impl Age {
    fn is_older_than(&self, other: &Self) -> bool {
        let lower = matches!((&self.number, &other.number), (Some(a), Some(b)) if a < b)
            || self.number.is_none() && other.number.is_some();
        lower || self.issued_at < other.issued_at
    }

    fn describe(&self) -> String {
        let at = jiff::Timestamp::from_second(self.issued_at).map(|at| at.to_string());
        let at = at.unwrap_or_else(|_| "an unknown time".into());
        match &self.number {
            Some(number) => format!("number {number} of {at}"),
            None => format!("without a number, of {at}"),
        }
    }
}

/// Chooses the list that is to be in force: that of the file, or the newer one that was kept in
/// the directory. A list that none of the domain's authorities has signed is refused.
pub(super) fn newest(
    memory: Option<&CrlMemory>,
    domain: &str,
    authorities: &[CertificateDer<'_>],
    path: &Path,
    list: CertificateRevocationListDer<'static>,
) -> Result<InForce, TlsError> {
    let (age, authority) = judge(&list, authorities).ok_or_else(|| TlsError::File {
        path: path.into(),
        what: "was signed by none of the authorities in ca".into(),
    })?;
    let Some(memory) = memory else { return Ok(InForce { list, warning: None }) };
    let kept_path = file_of(&memory.dir, domain, &authority, &part_of(&list));
    if let Ok(bytes) = std::fs::read(&kept_path) {
        let kept = CertificateRevocationListDer::from(bytes);
        let judged = judge(&kept, authorities).filter(|(_, signer)| *signer == authority);
        if let Some((kept_age, _)) = judged
            && age.is_older_than(&kept_age)
        {
            let warning = format!(
                "{}: the revocation list ({}) is older than one that was in force ({}): the newer one stays in force. Put the newest list back, or have the authority sign a fresh one (vdx pki renew-crl)",
                path.display(),
                age.describe(),
                kept_age.describe()
            );
            tracing::error!("{warning}");
            return Ok(InForce { list: kept, warning: Some(warning) });
        }
        if *kept == *list {
            return Ok(InForce { list, warning: None });
        }
    }
    if !memory.keeps {
        return Ok(InForce { list, warning: None });
    }
    let saved =
        std::fs::create_dir_all(&memory.dir).and_then(|()| replace_private(&kept_path, &list));
    let warning = saved.err().map(|error| {
        let path = kept_path.display();
        let warning = format!(
            "{path}: {error}: the revocation list is in force, but an older one would not be noticed after a restart"
        );
        tracing::error!("{warning}");
        warning
    });
    Ok(InForce { list, warning })
}

/// Age of a list, and the public key of the authority that signed it; `None` when no authority
/// has.
fn judge(list: &[u8], authorities: &[CertificateDer<'_>]) -> Option<(Age, Vec<u8>)> {
    let (_, list) = CertificateRevocationList::from_der(list).ok()?;
    let signer = authorities.iter().find_map(|authority| {
        let (_, authority) = X509Certificate::from_der(authority).ok()?;
        let key = authority.public_key();
        let message = list.tbs_cert_list.as_ref();
        let is_its = authority.subject().as_raw() == list.issuer().as_raw()
            && is_signature(key, message, &list.signature_value.data);
        is_its.then(|| key.raw.to_vec())
    })?;
    let age = Age { number: list.crl_number().cloned(), issued_at: list.last_update().timestamp() };
    Some((age, signer))
}

/// Part of its authority's certificates that a list is about (RFC 5280, 5.2.5); empty for a whole
/// list. Parts have numbers of their own.
fn part_of(list: &[u8]) -> Vec<u8> {
    let Ok((_, list)) = CertificateRevocationList::from_der(list) else { return Vec::new() };
    let point = x509_parser::oid_registry::OID_X509_EXT_ISSUER_DISTRIBUTION_POINT;
    let part = list.extensions().iter().find(|extension| extension.oid == point);
    part.map_or(Vec::new(), |extension| extension.value.to_vec())
}

/// Path at which the list of an authority is kept.
fn file_of(memory: &Path, domain: &str, authority: &[u8], part: &[u8]) -> PathBuf {
    let hash = Sha256::digest([domain.as_bytes(), b"\n", authority, part].concat());
    memory.join(format!("{}.crl", hex::encode(&hash[..16])))
}
