//! Guards of stored values: a checksum, or encryption.
//!
//! Both bind the value to its place. Encryption is XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha)
//! with a random nonce: 24 bytes of nonce, the ciphertext, 16 bytes of tag.

use std::borrow::Cow;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

use super::place;
use crate::store::{StorageKey, StoreError};

const NONCE: usize = 24;

/// Guard of the stored values of a store under the engine sled.
pub enum Cipher {
    /// Checksum: a CRC-32 over place and value.
    Checksum,
    /// Encryption under the storage key (XChaCha20-Poly1305).
    Encryption(Box<XChaCha20Poly1305>),
}

impl Cipher {
    /// Guard of a store under a storage key, or without one.
    pub fn new(key: Option<&StorageKey>) -> Self {
        key.map_or(Self::Checksum, |key| {
            Self::Encryption(Box::new(XChaCha20Poly1305::new((&*key.0).into())))
        })
    }

    /// Seals a value for the key at which it is stored.
    pub fn seal(&self, key: &[u8], value: &[u8]) -> Result<Vec<u8>, StoreError> {
        match self {
            Self::Checksum => Ok([&checksum(key, value).to_le_bytes(), value].concat()),
            Self::Encryption(cipher) => {
                let mut nonce = [0; NONCE];
                getrandom::fill(&mut nonce)
                    .map_err(|_| StoreError::Engine("no random bytes".into()))?;
                let payload = Payload { msg: value, aad: key };
                let sealed = cipher
                    .encrypt(&XNonce::from(nonce), payload)
                    .map_err(|_| StoreError::Engine("a value is too large".into()))?;
                Ok([&nonce[..], &sealed].concat())
            }
        }
    }

    /// Opens the value that was stored at a key; [`StoreError::Corrupt`] where it is damaged.
    pub fn open<'a>(&self, key: &[u8], sealed: &'a [u8]) -> Result<Cow<'a, [u8]>, StoreError> {
        let corrupt = || StoreError::Corrupt { place: place(key) };
        match self {
            Self::Checksum => {
                let (sum, value) = sealed.split_first_chunk::<4>().ok_or_else(corrupt)?;
                if u32::from_le_bytes(*sum) != checksum(key, value) {
                    return Err(corrupt());
                }
                Ok(Cow::Borrowed(value))
            }
            Self::Encryption(cipher) => {
                let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or_else(corrupt)?;
                let payload = Payload { msg: sealed, aad: key };
                let value = cipher.decrypt(&XNonce::from(*nonce), payload);
                value.map(Cow::Owned).map_err(|_| corrupt())
            }
        }
    }
}

fn checksum(key: &[u8], value: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(key);
    hasher.update(value);
    hasher.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_opens_unchanged_at_its_place_alone() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("storage.key");
        StorageKey::generate(&file).unwrap();
        let key = StorageKey::load(&file).unwrap();
        for cipher in [Cipher::new(None), Cipher::new(Some(&key))] {
            let sealed = cipher.seal(b"jplace-01", b"value").unwrap();
            assert_eq!(*cipher.open(b"jplace-01", &sealed).unwrap(), *b"value");
            cipher.open(b"jplace-02", &sealed).unwrap_err();
            for at in 0..sealed.len() {
                let mut flipped = sealed.clone();
                flipped[at] ^= 1;
                cipher.open(b"jplace-01", &flipped).unwrap_err();
                cipher.open(b"jplace-01", &sealed[..at]).unwrap_err();
            }
        }
        let sealed = |text| Cipher::new(Some(&key)).seal(b"j", text).unwrap();
        assert!(!sealed(b"a long word").windows(4).any(|window| window == b"long"));
        assert_ne!(sealed(b"same"), sealed(b"same"));
    }
}
