//! Token keys: the secrets that make tokens, shared by those who pseudonymize and unknown to the
//! exchange. The national key is shared among the institutions of a country, the transnational one
//! among those of all partner countries.

use std::fmt;
use std::path::Path;

use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::domain::codes::KeyScope;
use crate::domain::record::TOKEN_LENGTH;
use crate::secret_file::{KeyError, load_secret, save_secret};

/// Length of a key check value, in bytes.
pub const KEY_CHECK_LENGTH: usize = 8;

/// Names that differ between the scopes: the kind of the file and the contexts of derivation, so
/// that one key never makes the tokens of the other scope.
struct Names {
    file_kind: &'static str,
    token_context: &'static str,
    check_context: &'static str,
}

fn names(scope: KeyScope) -> Names {
    match scope {
        KeyScope::National => Names {
            file_kind: "vdx national key",
            token_context: "victim-data-exchange 2026 v1 national token key",
            check_context: "victim-data-exchange 2026 v1 national key check value",
        },
        KeyScope::Transnational => Names {
            file_kind: "vdx transnational key",
            token_context: "victim-data-exchange 2026 v1 transnational token key",
            check_context: "victim-data-exchange 2026 v1 transnational key check value",
        },
    }
}

/// Secret key of one scope and epoch, under which tokens are made.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct TokenKey {
    #[zeroize(skip)]
    scope: KeyScope,
    epoch: u32,
    secret: [u8; 32],
}

impl TokenKey {
    /// Makes a new random key for an epoch of 1 or more.
    pub fn generate(scope: KeyScope, epoch: u32) -> Result<Self, KeyError> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(|_| KeyError::Random)?;
        Ok(Self { scope, epoch: epoch.max(1), secret })
    }

    /// Makes a key from known bytes, for an institution that keeps it elsewhere (an HSM, a vault).
    pub fn from_bytes(scope: KeyScope, epoch: u32, secret: [u8; 32]) -> Self {
        Self { scope, epoch, secret }
    }

    /// Reads a key file; refuses a file that others may read.
    pub fn load(scope: KeyScope, path: &Path) -> Result<Self, KeyError> {
        let (epoch, secret) = load_secret(path, names(scope).file_kind)?;
        Ok(Self { scope, epoch, secret: *secret })
    }

    /// Writes a new key file with permissions 0600; an existing file is never overwritten.
    pub fn save(&self, path: &Path) -> Result<(), KeyError> {
        save_secret(path, names(self.scope).file_kind, self.epoch, &self.secret)
    }

    /// Scope of the key: national or transnational.
    pub fn scope(&self) -> KeyScope {
        self.scope
    }

    /// Epoch of the key.
    pub fn epoch(&self) -> u32 {
        self.epoch
    }

    /// Check value of the key: tells two keys apart without telling anything of either. The
    /// exchange compares it, so that a mixed-up key is refused instead of silently never matching.
    pub fn check_value(&self) -> [u8; KEY_CHECK_LENGTH] {
        let mut value = [0; KEY_CHECK_LENGTH];
        value.copy_from_slice(
            &self.derive(names(self.scope).check_context, b"")[..KEY_CHECK_LENGTH],
        );
        value
    }

    /// Derives the key of one purpose: equal bytes under two purposes do not meet.
    pub(super) fn derived(&self, purpose: &[u8]) -> DerivedKey {
        DerivedKey(Zeroizing::new(self.derive(names(self.scope).token_context, purpose)))
    }

    fn derive(&self, context: &str, purpose: &[u8]) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_derive_key(context);
        hasher.update(&self.secret);
        hasher.update(&self.epoch.to_le_bytes());
        hasher.update(purpose);
        let derived = *hasher.finalize().as_bytes();
        hasher.zeroize();
        derived
    }
}

/// Key of one purpose, derived from a token key.
pub(super) struct DerivedKey(Zeroizing<[u8; 32]>);

impl DerivedKey {
    /// Hashes canonical bytes under the key.
    pub fn hash(&self, canonical: &[u8]) -> [u8; TOKEN_LENGTH] {
        let mut value = [0; TOKEN_LENGTH];
        value.copy_from_slice(&blake3::keyed_hash(&self.0, canonical).as_bytes()[..TOKEN_LENGTH]);
        value
    }
}

impl fmt::Debug for TokenKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TokenKey {{ {:?}, epoch: {}, secret: redacted }}", self.scope, self.epoch)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::secret_file::write_private;

    #[test]
    fn a_key_file_round_trips_and_stays_private() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("national.key");
        let key = TokenKey::generate(KeyScope::National, 3).unwrap();
        key.save(&path).unwrap();
        let read = TokenKey::load(KeyScope::National, &path).unwrap();
        assert_eq!((read.epoch(), read.check_value()), (3, key.check_value()));
        assert!(matches!(key.save(&path), Err(KeyError::Io { .. })), "never overwritten");
        let mixed_up = TokenKey::load(KeyScope::Transnational, &path);
        assert!(matches!(mixed_up, Err(KeyError::Format { .. })));
        assert!(!format!("{key:?}").contains(&hex::encode(key.secret)));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
            fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
            assert!(matches!(
                TokenKey::load(KeyScope::National, &path),
                Err(KeyError::Permissions(_))
            ));
        }
    }

    #[test]
    fn a_damaged_key_file_is_named_but_not_repeated() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("national.key");
        write_private(&path, b"kind = \"vdx national key\"\nepoch = 1\nsecret = \"c0ffee\"\n")
            .unwrap();
        let error = TokenKey::load(KeyScope::National, &path).unwrap_err().to_string();
        assert!(error.contains("national.key") && !error.contains("c0ffee"), "{error}");
    }

    #[test]
    fn epochs_purposes_and_secrets_separate_hashes() {
        let key = TokenKey::from_bytes(KeyScope::National, 1, [7; 32]);
        let next = TokenKey::from_bytes(KeyScope::National, 2, [7; 32]);
        let other = TokenKey::from_bytes(KeyScope::National, 1, [8; 32]);
        assert_eq!(key.derived(b"a").hash(b"x"), key.derived(b"a").hash(b"x"));
        assert_ne!(key.derived(b"a").hash(b"x"), key.derived(b"b").hash(b"x"));
        assert_ne!(key.derived(b"a").hash(b"x"), next.derived(b"a").hash(b"x"));
        assert_ne!(key.derived(b"a").hash(b"x"), other.derived(b"a").hash(b"x"));
        assert_ne!(key.check_value(), other.check_value());
        let abroad = TokenKey::from_bytes(KeyScope::Transnational, 1, [7; 32]);
        assert_ne!(key.derived(b"a").hash(b"x"), abroad.derived(b"a").hash(b"x"));
        assert_ne!(key.check_value(), abroad.check_value());
    }
}
