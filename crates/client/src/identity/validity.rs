//! Validity of certificates and revocation lists, so that somebody hears in time that one ends.
//!
//! An expired revocation list shuts everybody out, and so does an expired certificate of the
//! exchange: both are deliberate, neither should come as a surprise.

use std::fmt;
use std::path::{Path, PathBuf};

use x509_parser::prelude::{CertificateRevocationList, FromDer, X509Certificate};

use super::pem;
use super::tls::TlsError;
use super::trust::TrustStore;

const DAY: i64 = 24 * 60 * 60;

/// Kind of thing whose validity ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A certificate of a server or a client.
    Certificate,
    /// A certificate of an authority.
    Authority,
    /// A revocation list.
    RevocationList,
}

/// Days before the end of a certificate at which it is time to renew it.
pub const CERTIFICATE_NOTICE: i64 = 30;

impl Kind {
    /// Number of days before the end at which it is time to renew a thing of this kind.
    fn notice(self) -> i64 {
        match self {
            Self::Certificate => CERTIFICATE_NOTICE,
            Self::Authority => 180,
            Self::RevocationList => 7,
        }
    }
}

/// Time in which a certificate or list is valid.
#[derive(Clone, Debug)]
pub struct Validity {
    /// Path of its file.
    pub path: PathBuf,
    /// Kind of what is valid.
    pub kind: Kind,
    /// Begin of validity, in Unix seconds.
    pub from: i64,
    /// End of validity, in Unix seconds.
    pub to: i64,
}

impl Validity {
    /// Reads the validity of every certificate in a PEM file.
    pub fn of_certificates(path: &Path, kind: Kind) -> Result<Vec<Self>, TlsError> {
        let found = pem::certificates(path)?.into_iter().map(|der| {
            let (_, certificate) = X509Certificate::from_der(&der).expect("read before");
            let validity = certificate.validity();
            let (from, to) = (validity.not_before.timestamp(), validity.not_after.timestamp());
            Self { path: path.into(), kind, from, to }
        });
        Ok(found.collect())
    }

    /// Reads the validity of every revocation list in a PEM file. A list that names no end has
    /// none.
    pub fn of_revocation_lists(path: &Path) -> Result<Vec<Self>, TlsError> {
        let found = pem::revocation_lists(path)?.into_iter().map(|der| {
            let (_, list) = CertificateRevocationList::from_der(&der).expect("read before");
            let to = list.next_update().map_or(i64::MAX, |time| time.timestamp());
            let from = list.last_update().timestamp();
            Self { path: path.into(), kind: Kind::RevocationList, from, to }
        });
        Ok(found.collect())
    }

    /// Reads the validity of all certificates and lists by which an exchange lives.
    pub fn of_exchange(certificate: &Path, trust: &TrustStore) -> Result<Vec<Self>, TlsError> {
        let mut found = Self::of_certificates(certificate, Kind::Certificate)?;
        for domain in trust.domains() {
            for path in &domain.ca {
                found.extend(Self::of_certificates(path, Kind::Authority)?);
            }
            for path in &domain.crl {
                found.extend(Self::of_revocation_lists(path)?);
            }
        }
        Ok(found)
    }

    /// Whether a time in Unix seconds lies within the validity.
    pub fn is_valid(&self, now: i64) -> bool {
        (self.from..=self.to).contains(&now)
    }

    /// Whether it is time to renew the certificate or list, at a time in Unix seconds.
    pub fn is_due(&self, now: i64) -> bool {
        self.to.saturating_sub(now) < self.kind.notice() * DAY
    }

    /// Describes in words how the certificate or list stands at a time in Unix seconds.
    pub fn describe(&self, now: i64) -> String {
        let days = self.to.saturating_sub(now) / DAY;
        match () {
            () if now < self.from => format!("{self} is not valid yet: is the clock right?"),
            () if now > self.to => format!("{self} has expired: renew it now"),
            () if self.to == i64::MAX => format!("{self} is valid without an end"),
            () if self.is_due(now) => format!("{self} ends in {days} days: renew it"),
            () => format!("{self} is valid for {days} days"),
        }
    }
}

impl fmt::Display for Validity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            Kind::Certificate => "certificate",
            Kind::Authority => "authority",
            Kind::RevocationList => "revocation list",
        };
        write!(f, "{kind} {}", self.path.display())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::pki::{Authority, CRL_DAYS, Profile};

    #[test]
    fn an_end_is_told_in_time() {
        let dir = tempfile::tempdir().unwrap();
        let mut authority = Authority::init(dir.path(), "exchange.example", 3650).unwrap();
        let stem = dir.path().join("server");
        authority.issue(&Profile::Server(vec!["localhost".into()]), 90, &stem).unwrap();
        let lists = Validity::of_revocation_lists(&dir.path().join("crl.pem")).unwrap();
        let [list] = &lists[..] else { panic!("one list") };
        let certificates =
            Validity::of_certificates(&stem.with_extension("pem"), Kind::Certificate).unwrap();
        let [certificate] = &certificates[..] else { panic!("one certificate") };
        for (of, days, notice) in [(list, CRL_DAYS, 7), (certificate, 90, 30)] {
            let end = of.to;
            assert!((of.to - of.from - days * DAY).abs() < 3600, "{}", of.to - of.from);
            assert!(!of.is_due(end - notice * DAY) && of.is_due(end - notice * DAY + 1));
            assert!(of.describe(end - 30 * DAY + 3600).contains("29 days"));
            assert!(of.describe(end - 2 * DAY).contains("ends in 2 days"));
            assert!(of.is_valid(end) && !of.is_valid(end + 1));
            assert!(of.describe(end + 1).contains("has expired"));
            assert!(!of.is_valid(of.from - 1) && of.describe(of.from - 1).contains("clock"));
        }
    }
}
