//! Certificates: who is calling, and the means to make and check them.

mod crl_memory;
pub mod pki;
mod principal;
mod signature;
mod tls;
mod trust;
mod validity;

pub use principal::{IdentityError, Principal, SpiffeId};
pub use signature::{CertifiedSignature, SignatureError};
pub use tls::{TlsError, TlsFiles, client_config, server_config, server_config_with};
pub use trust::{TrustDomain, TrustStore};
pub use validity::{CERTIFICATE_NOTICE, Kind as ValidityKind, Validity};
