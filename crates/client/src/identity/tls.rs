//! TLS 1.3 and nothing else, with certificates on both sides and the post-quantum
//! hybrid key exchange (X25519MLKEM768) preferred.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::server::danger::ClientCertVerifier;
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, ServerConfig,
    SignatureScheme,
};
use thiserror::Error as ThisError;
use x509_parser::prelude::{FromDer, X509Certificate};

use super::pem;
use super::private_key::Passphrase;
use super::purpose::{Purpose, demand};
use super::trust::TrustStore;

/// Reason why no TLS configuration can be made of files or settings.
#[derive(Debug, ThisError)]
pub enum TlsError {
    /// A file cannot be used.
    #[error("{path}: {what}")]
    File {
        /// Path of the file.
        path: PathBuf,
        /// Fault of the file, and what would be right.
        what: String,
    },
    /// Others may read a private key.
    #[error("{0}: others may read this private key; allow only its owner (chmod 600)")]
    Permissions(PathBuf),
    /// A private key is encrypted, and there is no passphrase.
    #[error(
        "{0}: this private key is encrypted and no passphrase is given: name a file that holds it (key_passphrase_file), or decrypt the key with openssl pkcs8 -in {0} -out {0}.plain"
    )]
    Encrypted(PathBuf),
    /// The private key is not that of the certificate.
    #[error("{key}: this private key does not belong to the certificate in {certificate}{hint}")]
    OtherKey {
        /// Path of the key.
        key: PathBuf,
        /// Path of the certificate.
        certificate: PathBuf,
        /// Guess at what may have happened.
        hint: &'static str,
    },
    /// Key and certificate cannot be used together.
    #[error("{path}: certificate and key cannot be used: {reason}")]
    Unusable {
        /// Path of the certificate.
        path: PathBuf,
        /// Error of the TLS library.
        reason: String,
    },
}

/// Files of a certificate chain and its private key, PEM.
#[derive(Clone, Debug)]
pub struct TlsFiles {
    /// File of the certificate, the end entity first.
    pub certificate: PathBuf,
    /// File of the private key.
    pub key: PathBuf,
    /// Passphrase that opens the key, where it is encrypted.
    pub passphrase: Option<Passphrase>,
}

impl TlsFiles {
    /// Files of a certificate and its key, which is not encrypted.
    pub fn new(certificate: impl Into<PathBuf>, key: impl Into<PathBuf>) -> Self {
        Self { certificate: certificate.into(), key: key.into(), passphrase: None }
    }
}

/// Cryptographic provider that all configurations use.
pub(super) fn provider() -> Arc<CryptoProvider> {
    static PROVIDER: OnceLock<Arc<CryptoProvider>> = OnceLock::new();
    PROVIDER.get_or_init(|| Arc::new(rustls::crypto::aws_lc_rs::default_provider())).clone()
}

/// TLS configuration of the server: every client must show a certificate. There are no session
/// tickets: a resumed session would skip the check of revocation.
pub fn server_config(files: &TlsFiles, trust: &Arc<TrustStore>) -> Result<ServerConfig, TlsError> {
    server_config_with(files, trust.verifier())
}

/// TLS configuration of the server with a verifier that asks for more than the trust store does.
pub fn server_config_with(
    files: &TlsFiles,
    verifier: Arc<dyn ClientCertVerifier>,
) -> Result<ServerConfig, TlsError> {
    let (chain, key) = load(files)?;
    let mut config = ServerConfig::builder_with_provider(provider())
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(|error| unusable(files, &error))?
        .with_client_cert_verifier(verifier)
        .with_single_cert(chain, key)
        .map_err(|error| unusable(files, &error))?;
    config.alpn_protocols = vec![b"h2".to_vec()];
    config.send_tls13_tickets = 0;
    config.session_storage = Arc::new(rustls::server::NoServerSessionStorage {});
    Ok(config)
}

/// TLS configuration of a client for a server whose certificate an authority in `ca` signed. While
/// one authority takes over from another the file holds both.
pub fn client_config(files: Option<&TlsFiles>, ca: &Path) -> Result<ClientConfig, TlsError> {
    let unusable_ca = |error: String| TlsError::File {
        path: ca.into(),
        what: format!("cannot be used: {error}"),
    };
    let mut roots = RootCertStore::empty();
    for certificate in pem::certificates(ca)? {
        roots.add(certificate).map_err(|error| unusable_ca(error.to_string()))?;
    }
    let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider())
        .build()
        .map_err(|error| unusable_ca(error.to_string()))?;
    let builder = ClientConfig::builder_with_provider(provider())
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(|error| unusable_ca(error.to_string()))?
        .dangerous() // stricter than the verifier that it wraps
        .with_custom_certificate_verifier(Arc::new(ServerVerifier(verifier)));
    let mut config = match files {
        None => builder.with_no_client_auth(),
        Some(files) => {
            let (chain, key) = load(files)?;
            builder.with_client_auth_cert(chain, key).map_err(|error| unusable(files, &error))?
        }
    };
    config.alpn_protocols = vec![b"h2".to_vec()];
    config.resumption = rustls::client::Resumption::disabled();
    Ok(config)
}

/// Verifier of a server's certificate that also demands that it was made for a server: a member's
/// certificate must not pass for the exchange's.
#[derive(Debug)]
struct ServerVerifier(Arc<WebPkiServerVerifier>);

impl ServerCertVerifier for ServerVerifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let verified = self.0.verify_server_cert(
            end_entity,
            intermediates,
            server_name,
            ocsp_response,
            now,
        )?;
        let (_, certificate) = X509Certificate::from_der(end_entity)
            .map_err(|_| Error::InvalidCertificate(CertificateError::BadEncoding))?;
        demand(&certificate, Purpose::Server)?;
        Ok(verified)
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
        self.0.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.supported_verify_schemes()
    }
}

pub(super) fn unusable(files: &TlsFiles, error: &Error) -> TlsError {
    TlsError::Unusable { path: files.certificate.clone(), reason: error.to_string() }
}

/// Loads a certificate chain and its key, which have to belong together.
pub(super) fn load(
    files: &TlsFiles,
) -> Result<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>), TlsError> {
    let chain = pem::certificates(&files.certificate)?;
    let key = pem::private_key(&files.key, files.passphrase.as_ref())?;
    let signer = provider().key_provider.load_private_key(key.clone_key()).map_err(|_| {
        let what =
            "this private key is damaged, or of a kind that is not used here: ECDSA on P-256 is";
        TlsError::File { path: files.key.clone(), what: what.into() }
    })?;
    let public = signer.public_key();
    let is_of = |der: &CertificateDer<'_>| {
        let (_, certificate) = X509Certificate::from_der(der).expect("read before");
        public.as_ref().is_none_or(|public| certificate.public_key().raw == public.as_ref())
    };
    if !is_of(&chain[0]) {
        let hint = if chain.iter().any(is_of) {
            ": the file's certificates are in the wrong order, the key's own must come first"
        } else {
            ""
        };
        let (key, certificate) = (files.key.clone(), files.certificate.clone());
        return Err(TlsError::OtherKey { key, certificate, hint });
    }
    Ok((chain, key))
}
