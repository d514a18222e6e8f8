//! How a client reaches an exchange, and as whom.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::identity::TlsFiles;

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
}

/// A client profile: a TOML file beside the certificate. Relative paths are relative
/// to it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientProfile {
    /// `https://host:port`; the host must be in the server's certificate.
    pub server: String,
    /// The authority of the server's certificate, PEM.
    pub ca: PathBuf,
    /// The client's certificate, PEM; without one every call is refused.
    pub certificate: Option<PathBuf>,
    /// Its key, PEM.
    pub key: Option<PathBuf>,
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
        if profile.certificate.is_some() != profile.key.is_some() {
            return Err(ProfileError::Format {
                path: path.into(),
                reason: "certificate and key belong together: give both".into(),
            });
        }
        Ok(profile)
    }

    pub(super) fn tls_files(&self) -> Option<TlsFiles> {
        let (certificate, key) = self.certificate.clone().zip(self.key.clone())?;
        Some(TlsFiles { certificate, key })
    }
}
