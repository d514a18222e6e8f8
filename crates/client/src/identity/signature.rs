//! Signatures by the key of a certificate, over statements that outlive a connection.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::{CertificateDer, UnixTime, pem::PemObject};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, SignatureScheme};
use thiserror::Error;
use x509_parser::prelude::{FromDer, SubjectPublicKeyInfo, X509Certificate};

use super::principal::{IdentityError, Principal};
use super::tls::{TlsError, TlsFiles, load, provider, unusable};

/// Kinds of signatures that are made, the most wanted first.
const SCHEMES: &[SignatureScheme] = &[
    SignatureScheme::ECDSA_NISTP256_SHA256,
    SignatureScheme::ECDSA_NISTP384_SHA384,
    SignatureScheme::ED25519,
    SignatureScheme::RSA_PSS_SHA256,
];

/// Signature with the chain of the certificate whose key made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertifiedSignature {
    /// Bytes of the signature.
    pub signature: Vec<u8>,
    /// Certificate chain, DER, the end entity first.
    pub chain: Vec<Vec<u8>>,
}

/// Reason why a signature cannot be believed.
#[derive(Debug, Error)]
pub enum SignatureError {
    /// Certificates or authorities cannot be read.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// No certificate came with the signature.
    #[error("no certificate came with the signature")]
    NoCertificate,
    /// The chain leads to no given authority, or was not valid at the time.
    #[error("the signer's certificate is not of the authority, or was not valid at the time")]
    Chain,
    /// The certificate names no principal.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// The signature does not fit message and key.
    #[error("the signature does not hold")]
    Signature,
}

impl CertifiedSignature {
    /// Signs a message with the key of a certificate. The message must begin with a label of its
    /// kind: the same key signs TLS handshakes.
    pub fn sign(files: &TlsFiles, message: &[u8]) -> Result<Self, TlsError> {
        let (chain, key) = load(files)?;
        let wrong = |error: rustls::Error| unusable(files, &error);
        let key = provider().key_provider.load_private_key(key).map_err(wrong)?;
        let signer = key
            .choose_scheme(SCHEMES)
            .ok_or_else(|| wrong(rustls::Error::General("the key cannot sign".into())))?;
        let signature = signer.sign(message).map_err(wrong)?;
        Ok(Self { signature, chain: chain.iter().map(|der| der.to_vec()).collect() })
    }

    /// Finds who signed a message: the certificate leads to one of the authorities in the files
    /// and was valid at a time, in Unix seconds. Revocation is not looked at, nor the trust
    /// domain: both are for the caller to check.
    pub fn signer(
        &self,
        authorities: &[PathBuf],
        message: &[u8],
        at: u64,
    ) -> Result<Principal, SignatureError> {
        let mut roots = RootCertStore::empty();
        for path in authorities {
            let unreadable =
                |_| TlsError::File { path: path.clone(), what: "not a PEM file".into() };
            for certificate in CertificateDer::pem_file_iter(path).map_err(unreadable)? {
                roots.add(certificate.map_err(unreadable)?).map_err(|_| TlsError::File {
                    path: path.clone(),
                    what: "not a certificate authority".into(),
                })?;
            }
        }
        let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider())
            .build()
            .map_err(|_| SignatureError::Chain)?;
        let chain: Vec<CertificateDer<'_>> =
            self.chain.iter().map(|der| CertificateDer::from(der.as_slice())).collect();
        let (end_entity, intermediates) =
            chain.split_first().ok_or(SignatureError::NoCertificate)?;
        let at = UnixTime::since_unix_epoch(Duration::from_secs(at));
        verifier
            .verify_client_cert(end_entity, intermediates, at)
            .map_err(|_| SignatureError::Chain)?;
        let (_, certificate) =
            X509Certificate::from_der(end_entity).map_err(|_| IdentityError::Unreadable)?;
        if !is_signature(certificate.public_key(), message, &self.signature) {
            return Err(SignatureError::Signature);
        }
        Ok(Principal::of_certificate(end_entity)?)
    }
}

/// Whether a signature of some accepted kind fits message and key. A key has only one form that is
/// accepted, so trying the kinds in turn confuses none with another.
pub(super) fn is_signature(
    key: &SubjectPublicKeyInfo<'_>,
    message: &[u8],
    signature: &[u8],
) -> bool {
    let key = &key.subject_public_key.data;
    let algorithms = provider().signature_verification_algorithms;
    algorithms.all.iter().any(|kind| kind.verify_signature(key, message, signature).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::SpiffeId;
    use crate::identity::pki::{Authority, Profile};

    #[test]
    fn a_signature_tells_who_made_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = |name: &str| dir.path().join(name);
        let mut ours = Authority::init(&path("ours"), "exchange.example", 30).unwrap();
        Authority::init(&path("other"), "exchange.example", 30).unwrap();
        let id = SpiffeId::parse("spiffe://exchange.example/coordinator/one").unwrap();
        ours.issue(&Profile::Client(id.clone()), 7, &path("one")).unwrap();
        ours.issue(&Profile::Server(vec!["localhost".into()]), 7, &path("server")).unwrap();
        let files = |name: &str| TlsFiles {
            certificate: path(&format!("{name}.pem")),
            key: path(&format!("{name}.key.pem")),
            passphrase: None,
        };
        let now = jiff::Timestamp::now().as_second().cast_unsigned();
        let signed = CertifiedSignature::sign(&files("one"), b"label\nmessage").unwrap();
        let authority = |name: &str| [path(name).join("ca.pem")];
        let of = |signed: &CertifiedSignature, ca: &str, message: &[u8], at| {
            signed.signer(&authority(ca), message, at)
        };
        let signer = of(&signed, "ours", b"label\nmessage", now).unwrap();
        assert_eq!(signer.spiffe_id(), id);
        let changed = of(&signed, "ours", b"label\nMessage", now);
        assert!(matches!(changed, Err(SignatureError::Signature)));
        for (ca, at) in [("other", now), ("ours", now + 8 * 86_400), ("ours", now - 86_400)] {
            let refused = of(&signed, ca, b"label\nmessage", at);
            assert!(matches!(refused, Err(SignatureError::Chain)), "{ca} {at}");
        }
        let alone = CertifiedSignature { chain: Vec::new(), ..signed };
        let refused = of(&alone, "ours", b"label\nmessage", now);
        assert!(matches!(refused, Err(SignatureError::NoCertificate)));
        let server = CertifiedSignature::sign(&files("server"), b"m").unwrap();
        assert!(matches!(of(&server, "ours", b"m", now), Err(SignatureError::Chain)));
    }
}
