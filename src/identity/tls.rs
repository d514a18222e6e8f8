//! TLS 1.3 and nothing else, with certificates on both sides and the post-quantum
//! hybrid key exchange (X25519MLKEM768) preferred.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject};
use rustls::server::danger::ClientCertVerifier;
use rustls::{ClientConfig, RootCertStore, ServerConfig};
use thiserror::Error;

use super::trust::TrustStore;

/// Files or settings from which no TLS configuration can be made.
#[derive(Debug, Error)]
pub enum TlsError {
    /// A file.
    #[error("{path}: {what}")]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: &'static str,
    },
    /// Others may read a private key.
    #[error("{0}: others may read this private key; allow only its owner (chmod 600)")]
    Permissions(PathBuf),
    /// A trust domain is configured twice.
    #[error("trust domain {0} is configured twice")]
    DomainTwice(String),
    /// Key and certificate do not fit.
    #[error("{path}: certificate and key cannot be used: {reason}")]
    Unusable {
        /// The certificate.
        path: PathBuf,
        /// What the TLS library says.
        reason: String,
    },
}

/// A certificate chain and its private key, PEM.
#[derive(Clone, Debug)]
pub struct TlsFiles {
    /// The certificate, the end entity first.
    pub certificate: PathBuf,
    /// Its key.
    pub key: PathBuf,
}

/// The cryptography that all configurations use.
pub(super) fn provider() -> Arc<CryptoProvider> {
    static PROVIDER: OnceLock<Arc<CryptoProvider>> = OnceLock::new();
    PROVIDER.get_or_init(|| Arc::new(rustls::crypto::aws_lc_rs::default_provider())).clone()
}

/// What the server speaks: every client must show a certificate. No session tickets:
/// a resumed session would skip the check of revocation.
pub fn server_config(files: &TlsFiles, trust: &Arc<TrustStore>) -> Result<ServerConfig, TlsError> {
    server_config_with(files, trust.verifier())
}

/// The same, with a verifier that asks for more than the trust store does.
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

/// What a client speaks to a server whose certificate the authority in `ca` signed.
pub fn client_config(files: Option<&TlsFiles>, ca: &Path) -> Result<ClientConfig, TlsError> {
    let unreadable = |what| TlsError::File { path: ca.into(), what };
    let mut roots = RootCertStore::empty();
    let certificates =
        CertificateDer::pem_file_iter(ca).map_err(|_| unreadable("not a readable PEM file"))?;
    for certificate in certificates {
        let certificate = certificate.map_err(|_| unreadable("not a PEM certificate"))?;
        roots.add(certificate).map_err(|_| unreadable("not a certificate authority"))?;
    }
    if roots.is_empty() {
        return Err(unreadable("holds no certificate"));
    }
    let builder = ClientConfig::builder_with_provider(provider())
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(|error| TlsError::Unusable { path: ca.into(), reason: error.to_string() })?
        .with_root_certificates(roots);
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

pub(super) fn unusable(files: &TlsFiles, error: &rustls::Error) -> TlsError {
    TlsError::Unusable { path: files.certificate.clone(), reason: error.to_string() }
}

pub(super) fn load(
    files: &TlsFiles,
) -> Result<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>), TlsError> {
    let wrong = |path: &Path, what| TlsError::File { path: path.into(), what };
    let chain: Vec<_> = CertificateDer::pem_file_iter(&files.certificate)
        .map_err(|_| wrong(&files.certificate, "not a readable PEM file"))?
        .collect::<Result<_, _>>()
        .map_err(|_| wrong(&files.certificate, "not a PEM certificate"))?;
    if chain.is_empty() {
        return Err(wrong(&files.certificate, "holds no certificate"));
    }
    #[cfg(unix)]
    {
        let metadata =
            std::fs::metadata(&files.key).map_err(|_| wrong(&files.key, "not a readable file"))?;
        if crate::secret_file::is_exposed(&metadata) {
            return Err(TlsError::Permissions(files.key.clone()));
        }
    }
    let key = PrivateKeyDer::from_pem_file(&files.key)
        .map_err(|_| wrong(&files.key, "not a PEM private key"))?;
    Ok((chain, key))
}
