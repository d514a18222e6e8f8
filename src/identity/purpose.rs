//! What a certificate was made for: its extended key usage (RFC 5280, 4.2.1.12) must say so.

use std::fmt;
use std::sync::Arc;

use rustls::{CertificateError, Error, OtherError};
use x509_parser::prelude::X509Certificate;

/// What a certificate is shown for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// By a member to an exchange: clientAuth.
    Client,
    /// By an exchange to whoever connects: serverAuth.
    Server,
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
    if fits {
        return Ok(());
    }
    Err(refused(format!(
        "the certificate was not made for this: its extendedKeyUsage lacks {name}"
    )))
}

/// A refusal of a certificate in words of our own.
pub(super) fn refused(reason: impl Into<String>) -> Error {
    #[derive(Debug)]
    struct Reason(String);
    impl fmt::Display for Reason {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(&self.0)
        }
    }
    impl std::error::Error for Reason {}
    let reason = OtherError(Arc::new(Reason(reason.into())));
    Error::InvalidCertificate(CertificateError::Other(reason))
}
