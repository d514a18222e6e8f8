//! How a client reaches an exchange, and as whom.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::identity::{Passphrase, TlsFiles, is_encrypted_key};
use crate::secret_file::KeyError;

/// A profile that cannot be used.
#[derive(Debug, Error)]
pub enum ProfileError {
    /// Reading failed.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Not a client profile.
    #[error("{path}: {reason}")]
    Format {
        /// The file.
        path: PathBuf,
        /// What is wrong and where.
        reason: String,
    },
    /// The file with the key's passphrase cannot be used.
    #[error("key_passphrase_file: {0}")]
    Passphrase(#[from] KeyError),
}

/// A client profile: a TOML file beside the certificate. Relative paths are relative
/// to it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientProfile {
    /// `https://host:port`; the host must be in the server's certificate.
    pub server: String,
    /// The authority of the server's certificate, PEM; both while one takes over from another.
    pub ca: PathBuf,
    /// The client's certificate, PEM; without one every call is refused.
    pub certificate: Option<PathBuf>,
    /// Its key, PEM.
    pub key: Option<PathBuf>,
    /// A file whose first line is the passphrase of an encrypted key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_passphrase_file: Option<PathBuf>,
    /// The passphrase itself: of the file, or as somebody typed it.
    #[serde(skip)]
    pub key_passphrase: Option<Passphrase>,
}

impl ClientProfile {
    /// Reads a profile.
    pub fn load(path: &Path) -> Result<Self, ProfileError> {
        let text = fs::read_to_string(path)
            .map_err(|source| ProfileError::Io { path: path.into(), source })?;
        let mut profile: Self = toml::from_str(&text).map_err(|error| ProfileError::Format {
            path: path.into(),
            reason: error.to_string(),
        })?;
        let base = path.parent().unwrap_or(Path::new("."));
        profile.ca = base.join(&profile.ca);
        profile.certificate = profile.certificate.map(|file| base.join(file));
        profile.key = profile.key.map(|file| base.join(file));
        profile.key_passphrase_file = profile.key_passphrase_file.map(|file| base.join(file));
        profile.key_passphrase =
            profile.key_passphrase_file.as_deref().map(Passphrase::load).transpose()?;
        if profile.certificate.is_some() != profile.key.is_some() {
            return Err(ProfileError::Format {
                path: path.into(),
                reason: "certificate and key belong together: give both".into(),
            });
        }
        Ok(profile)
    }

    /// The key, when it is encrypted and its passphrase is not known.
    pub fn locked_key(&self) -> Option<&Path> {
        let key = self.key.as_deref().filter(|_| self.key_passphrase.is_none())?;
        is_encrypted_key(key).then_some(key)
    }

    pub(super) fn tls_files(&self) -> Option<TlsFiles> {
        let (certificate, key) = self.certificate.clone().zip(self.key.clone())?;
        Some(TlsFiles { certificate, key, passphrase: self.key_passphrase.clone() })
    }
}
