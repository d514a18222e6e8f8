//! Purpose of certificates, and other demands that the verifier of TLS does not make.

use std::sync::Arc;

use rustls::{CertificateError, Error, OtherError};
use thiserror::Error as ThisError;
use x509_parser::prelude::X509Certificate;

use super::principal::IdentityError;

/// Purpose for which a certificate is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Shown by a member to an exchange: clientAuth.
    Client,
    /// Shown by an exchange to whoever connects: serverAuth.
    Server,
}

/// Reason why a certificate is refused although its chain leads to a trusted authority.
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
pub enum CertificateFault {
    /// The extended key usage of the certificate (RFC 5280, 4.2.1.12) does not name the purpose
    /// for which it is shown.
    #[error("the certificate was not made for this: its extendedKeyUsage lacks {0}")]
    Purpose(&'static str),
    /// The certificate is valid for longer, begin to end, than the configuration allows.
    #[error(
        "the certificate is valid for {days} days, longer than max_certificate_days = {most} allows"
    )]
    LongLife {
        /// Number of days of the certificate's validity.
        days: i64,
        /// Largest number of days that is allowed.
        most: u32,
    },
    /// The certificate of an authority above it has ended, or not begun.
    #[error("the certificate of its authority is not valid at this time")]
    Authority,
    /// The certificate names no principal.
    #[error(transparent)]
    Identity(#[from] IdentityError),
}

impl CertificateFault {
    /// Finds this fault behind an error of TLS.
    pub fn of(error: &CertificateError) -> Option<Self> {
        match error {
            CertificateError::Other(OtherError(error)) => error.downcast_ref().cloned(),
            // Said by the verifier of TLS of a certificate that names other purposes.
            CertificateError::InvalidPurpose | CertificateError::InvalidPurposeContext { .. } => {
                Some(Self::Purpose("the purpose that it is shown for"))
            }
            _ => None,
        }
    }
}

impl From<CertificateFault> for Error {
    fn from(fault: CertificateFault) -> Self {
        Self::InvalidCertificate(CertificateError::Other(OtherError(Arc::new(fault))))
    }
}

/// Refuses a certificate that was not made for a purpose. A certificate that names no purpose at
/// all, or any purpose, was made for none.
pub(super) fn demand(certificate: &X509Certificate<'_>, purpose: Purpose) -> Result<(), Error> {
    let usage = certificate
        .extended_key_usage()
        .map_err(|_| Error::InvalidCertificate(CertificateError::BadEncoding))?;
    let usage = usage.as_ref().map(|extension| extension.value);
    let (fits, name) = match purpose {
        Purpose::Client => (usage.is_some_and(|usage| usage.client_auth), "clientAuth"),
        Purpose::Server => (usage.is_some_and(|usage| usage.server_auth), "serverAuth"),
    };
    if fits { Ok(()) } else { Err(CertificateFault::Purpose(name).into()) }
}
