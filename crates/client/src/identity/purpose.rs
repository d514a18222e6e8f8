//! What a certificate was made for, and other demands that the verifier of TLS does not make.

use std::sync::Arc;

use rustls::{CertificateError, Error, OtherError};
use thiserror::Error as ThisError;
use x509_parser::prelude::X509Certificate;

use super::principal::IdentityError;

/// What a certificate is shown for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// By a member to an exchange: clientAuth.
    Client,
    /// By an exchange to whoever connects: serverAuth.
    Server,
}

/// Why a certificate is refused although its chain leads to an authority that is trusted.
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
pub enum CertificateFault {
    /// Its extended key usage (RFC 5280, 4.2.1.12) does not name the purpose that it is shown for.
    #[error("the certificate was not made for this: its extendedKeyUsage lacks {0}")]
    Purpose(&'static str),
    /// It is valid for longer, begin to end, than the configuration allows.
    #[error(
        "the certificate is valid for {days} days, longer than max_certificate_days = {most} allows"
    )]
    LongLife {
        /// Days of its validity.
        days: i64,
        /// Most days that are allowed.
        most: u32,
    },
    /// The certificate of an authority above it has ended, or not begun.
    #[error("the certificate of its authority is not valid at this time")]
    Authority,
    /// It names nobody.
    #[error(transparent)]
    Identity(#[from] IdentityError),
}

impl CertificateFault {
    /// The fault behind an error of TLS, if it is one.
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

/// Refuses a certificate that was not made for a purpose. One that names no purpose at all, or any,
/// was made for none.
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
