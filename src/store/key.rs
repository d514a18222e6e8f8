//! The key of an encrypted store.

use std::path::Path;

use zeroize::Zeroizing;

use crate::secret_file::{KeyError, load_secret, save_secret};

/// Secret key under which a store is encrypted, 32 bytes. The exchange needs the key to start.
pub struct StorageKey(pub(super) Zeroizing<[u8; 32]>);

const FILE_KIND: &str = "vdx-storage-key";

impl StorageKey {
    /// Writes a random key to a new file that only its owner may read.
    pub fn generate(path: &Path) -> Result<(), KeyError> {
        let mut key = Zeroizing::new([0; 32]);
        getrandom::fill(key.as_mut()).map_err(|_| KeyError::Random)?;
        save_secret(path, FILE_KIND, 1, &key)
    }

    /// Reads the storage key from a file that its owner alone may read.
    pub fn load(path: &Path) -> Result<Self, KeyError> {
        load_secret(path, FILE_KIND).map(|(_, key)| Self(key))
    }
}
