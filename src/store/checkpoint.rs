//! The file beside the engine that holds what follows from the journal, so that a start need not
//! work it out again. Nothing rests on it: without it, or with one that does not fit, everything
//! is worked out from the journal.
//!
//! It is guarded as values are, bound to this store by a number drawn when the store was made:
//! that of another store, or of the one that this one was restored from, does not open.

use std::io::{ErrorKind, Result};
use std::path::{Path, PathBuf};

use crate::secret_file::replace_private;

use super::StoreError;
use super::cipher::Cipher;

/// The file, and to which store it belongs.
pub struct CheckpointFile {
    path: PathBuf,
    place: Vec<u8>,
}

impl CheckpointFile {
    /// The file of the store with this number, in its directory.
    pub fn new(dir: &Path, store: &[u8]) -> Self {
        Self { path: dir.join("checkpoint"), place: [b"\0checkpoint", store].concat() }
    }

    /// Puts a checkpoint in the place of the former one.
    pub fn save(&self, bytes: &[u8], cipher: &Cipher) -> std::result::Result<(), StoreError> {
        let sealed = cipher.seal(&self.place, bytes)?;
        replace_private(&self.path, &sealed)
            .map_err(|source| StoreError::Io { path: self.path.clone(), source })
    }

    /// The checkpoint, if there is one that belongs to this store and is whole.
    pub fn load(&self, cipher: &Cipher) -> Result<Option<Vec<u8>>> {
        let sealed = match std::fs::read(&self.path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            read => read?,
        };
        Ok(cipher.open(&self.place, &sealed).ok().map(std::borrow::Cow::into_owned))
    }
}
