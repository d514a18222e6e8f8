//! Identity: certificates and the principals that they name, and the means to make and check them.

mod authorities;
mod crl_memory;
mod export;
mod key_files;
mod pem;
pub mod pki;
mod principal;
mod private_key;
mod purpose;
mod signature;
mod tls;
mod trust;
mod validity;

pub use export::pkcs12;
pub use key_files::{encrypt_key, request};
pub use pem::is_encrypted_key;
pub use principal::{IdentityError, Principal, SpiffeId};
pub use private_key::{MIN_PASSPHRASE, Passphrase};
pub use purpose::CertificateFault;
pub use signature::{CertifiedSignature, SignatureError};
pub use tls::{TlsError, TlsFiles, client_config, server_config, server_config_with};
pub use trust::{MAX_CERTIFICATE_DAYS, TrustDomain, TrustStore};
pub use validity::{CERTIFICATE_NOTICE, Kind as ValidityKind, Validity};
