//! Client profile: the address of an exchange, and the certificate that a client shows there.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::audit::VerifierKey;
use crate::foreign::toml_fault;
use crate::identity::{Passphrase, TlsFiles, is_encrypted_key};
use crate::secret_file::KeyError;
use crate::small_file::{self, SMALL};

/// Reason why a profile cannot be used.
#[derive(Debug, Error)]
pub enum ProfileError {
    /// A file cannot be read.
    #[error("{path}: {source}")]
    Io {
        /// Path of the file.
        path: PathBuf,
        /// Error of the operating system.
        source: std::io::Error,
    },
    /// The file is no client profile.
    #[error("{path}: {reason}")]
    Format {
        /// Path of the file.
        path: PathBuf,
        /// Fault of the file and its place, in words.
        reason: String,
    },
    /// The file with the key's passphrase cannot be used.
    #[error("key_passphrase_file: {0}")]
    Passphrase(#[from] KeyError),
}

/// Client profile: a TOML file beside the certificate. Relative paths are relative to the file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientProfile {
    /// Address of the exchange, `https://host:port`; the host must be in the server's certificate.
    pub server: String,
    /// File of the authority of the server's certificate, PEM. The file holds both authorities
    /// while one takes over from another.
    pub ca: PathBuf,
    /// File of the client's certificate, PEM; without a certificate every call is refused.
    pub certificate: Option<PathBuf>,
    /// File of the certificate's private key, PEM.
    pub key: Option<PathBuf>,
    /// File whose first line is the passphrase of an encrypted key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_passphrase_file: Option<PathBuf>,
    /// Passphrase of the private key, as it stands in the file or as somebody typed it.
    #[serde(skip)]
    pub key_passphrase: Option<Passphrase>,
    /// The secret under which the institution's record ids are hashed, where it is not `ids.key` beside
    /// the profile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_key: Option<PathBuf>,
    /// The exchange's audit key, 64 hexadecimal digits: then no other one is believed, from the
    /// first call on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audit_key: Option<String>,
    /// Key of a witness of the exchange's log, as a C2SP verifier key. The user is told when the
    /// witness has not signed lately.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witness_key: Option<VerifierKey>,
    /// Days for which the witness's signature is good; 7 unless given.
    #[serde(default = "a_week", skip_serializing_if = "is_a_week")]
    pub witness_days: u32,
    /// Whether nothing is sent without a recent signature of the witness.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub require_witness: bool,
    /// File of the newest heads of the exchange's log: beside the profile, with the ending
    /// `.head`, when the profile was read from a file. Without such a file, nothing is kept nor
    /// compared.
    #[serde(skip)]
    pub heads: Option<PathBuf>,
}

fn a_week() -> u32 {
    7
}

#[allow(clippy::trivially_copy_pass_by_ref)] // as serde calls it
fn is_a_week(days: &u32) -> bool {
    *days == a_week() || *days == 0
}

impl ClientProfile {
    /// Reads a profile from its file.
    pub fn load(path: &Path) -> Result<Self, ProfileError> {
        let text = small_file::read_text(path, SMALL)
            .map_err(|source| ProfileError::Io { path: path.into(), source })?;
        let mut profile: Self = toml::from_str(&text).map_err(|error| ProfileError::Format {
            path: path.into(),
            reason: toml_fault(&text, &error),
        })?;
        let base = path.parent().unwrap_or(Path::new("."));
        profile.ca = base.join(&profile.ca);
        profile.certificate = profile.certificate.map(|file| base.join(file));
        profile.key = profile.key.map(|file| base.join(file));
        profile.key_passphrase_file = profile.key_passphrase_file.map(|file| base.join(file));
        profile.id_key = profile.id_key.map(|file| base.join(file));
        profile.key_passphrase =
            profile.key_passphrase_file.as_deref().map(Passphrase::load).transpose()?;
        if profile.certificate.is_some() != profile.key.is_some() {
            return Err(ProfileError::Format {
                path: path.into(),
                reason: "certificate and key belong together: give both".into(),
            });
        }
        let wrong = match () {
            () if profile.audit_key.is_some() && profile.pinned_key().is_none() => {
                Some("audit_key: must be 64 hexadecimal digits")
            }
            () if profile.witness_key.as_ref().is_some_and(|key| !key.is_witness()) => {
                Some("witness_key: must be the key of a witness, not of a log")
            }
            () if profile.require_witness && profile.witness_key.is_none() => {
                Some("require_witness: needs a witness_key")
            }
            () => None,
        };
        if let Some(reason) = wrong {
            return Err(ProfileError::Format { path: path.into(), reason: reason.into() });
        }
        profile.heads = Some(path.with_extension("head"));
        Ok(profile)
    }

    /// Where the secret of record ids of the institution is that calls by the profile in a file: also
    /// where there is no such profile yet, as when nothing is to be sent.
    pub fn id_key_of(path: &Path) -> PathBuf {
        #[derive(Deserialize)]
        struct Part {
            id_key: Option<PathBuf>,
        }
        let text = small_file::read_text(path, SMALL).unwrap_or_default();
        let named = toml::from_str(&text).ok().and_then(|part: Part| part.id_key);
        path.parent().unwrap_or(Path::new(".")).join(named.unwrap_or_else(|| "ids.key".into()))
    }

    /// The audit key that the profile names.
    pub(super) fn pinned_key(&self) -> Option<[u8; 32]> {
        hex::decode(self.audit_key.as_deref()?.trim()).ok()?.try_into().ok()
    }

    /// Path of the private key, when the key is encrypted and its passphrase is not known.
    pub fn locked_key(&self) -> Option<&Path> {
        let key = self.key.as_deref().filter(|_| self.key_passphrase.is_none())?;
        is_encrypted_key(key).then_some(key)
    }

    pub(super) fn tls_files(&self) -> Option<TlsFiles> {
        let (certificate, key) = self.certificate.clone().zip(self.key.clone())?;
        Some(TlsFiles { certificate, key, passphrase: self.key_passphrase.clone() })
    }
}
