//! Which keys of partners a liaison has compared: the exchange's directory is not believed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::domain::id::MemberId;
use crate::referral::keys::PublicKey;
use crate::secret_file::replace_private;

use super::ProfileError;

/// How far a partner's latest key can be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// Its fingerprint was compared.
    Compared,
    /// An earlier version was compared, and its owner has signed each one since.
    Continued,
    /// Nobody has compared it yet.
    Unknown,
    /// An earlier version was compared, but it has not signed this one: the owner lost its key,
    /// or somebody puts another one in its place.
    Broken,
}

impl Trust {
    /// Whether contents may be sealed to the key.
    pub fn is_good(self) -> bool {
        matches!(self, Self::Compared | Self::Continued)
    }
}

/// The file of compared fingerprints.
pub struct KnownKeys {
    path: PathBuf,
    file: File,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Member -> fingerprint that was compared.
    #[serde(default)]
    compared: BTreeMap<String, String>,
}

impl KnownKeys {
    /// Reads the file; none is the same as an empty one.
    pub fn load(path: &Path) -> Result<Self, ProfileError> {
        let file = match std::fs::read_to_string(path) {
            Ok(text) => toml::from_str(&text).map_err(|error| ProfileError::Format {
                path: path.into(),
                reason: error.to_string(),
            })?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => File::default(),
            Err(source) => return Err(ProfileError::Io { path: path.into(), source }),
        };
        Ok(Self { path: path.into(), file })
    }

    /// Notes that a key's fingerprint was compared.
    pub fn trust(&mut self, key: &PublicKey) -> Result<(), ProfileError> {
        self.file.compared.insert(key.member.to_string(), key.fingerprint());
        let text = toml::to_string(&self.file).expect("fingerprints always serialize");
        replace_private(&self.path, text.as_bytes())
            .map_err(|source| ProfileError::Io { path: self.path.clone(), source })
    }

    /// How far the last of a member's versions, oldest first, can be believed.
    pub fn judge(&self, member: &MemberId, versions: &[PublicKey]) -> Trust {
        let Some(compared) = self.file.compared.get(&member.to_string()) else {
            return Trust::Unknown;
        };
        let Some(place) = versions.iter().position(|key| key.fingerprint() == *compared) else {
            return Trust::Broken;
        };
        let since = &versions[place..];
        if since.iter().any(|key| key.member != *member || !key.is_sound())
            || since.windows(2).any(|pair| !pair[1].follows(&pair[0]))
        {
            return Trust::Broken;
        }
        if since.len() == 1 { Trust::Compared } else { Trust::Continued }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::referral::keys::Keyring;

    #[test]
    fn a_key_is_believed_when_it_or_its_past_was_compared() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("known.toml");
        let member = MemberId::new("al.example", "tirana").unwrap();
        let mut keyring = Keyring::generate(member.clone()).unwrap();
        let mut known = KnownKeys::load(&path).unwrap();
        let mut versions: Vec<PublicKey> = keyring.all_public().collect();
        assert_eq!(known.judge(&member, &versions), Trust::Unknown);
        known.trust(&versions[0]).unwrap();
        let known = KnownKeys::load(&path).unwrap();
        assert_eq!(known.judge(&member, &versions), Trust::Compared);
        keyring.rotate().unwrap();
        versions = keyring.all_public().collect();
        assert_eq!(known.judge(&member, &versions), Trust::Continued);

        // The exchange puts a key of its own in place of the next one.
        let mut forger = Keyring::generate(member.clone()).unwrap();
        forger.rotate().unwrap();
        versions[1] = forger.public();
        assert_eq!(known.judge(&member, &versions), Trust::Broken);
        assert_eq!(known.judge(&member, &[forger.public()]), Trust::Broken);
    }
}
