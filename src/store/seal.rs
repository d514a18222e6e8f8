//! Sealing of values: each under a key of its own, bound to its place and its store.
//!
//! A value that may be erased has a *salt*, 16 random bytes in a file beside the engine (see
//! [`super::salts`]). Its key follows from the storage key, the store's number and the salt: once
//! the salt is overwritten no copy of the sealed bytes opens any more, wherever the engine, the
//! file system or a copy of the disk kept one. Values that are never erased (lines of the audit
//! log, facts about the store) are sealed under a key that needs no salt.
//!
//! Sealed bytes are a nonce (24 bytes), the ciphertext and its tag (16 bytes): XChaCha20-Poly1305
//! (draft-irtf-cfrg-xchacha). A store without a storage key seals alike, under a key that anybody
//! can work out who has its files: damage is found and what was erased is gone, but nothing is
//! secret.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use super::{StorageKey, StoreError};

/// Length of a salt in bytes.
pub const SALT: usize = 16;
/// Salt of a value: random bytes of which its key is made.
pub type Salt = [u8; SALT];
/// Random number of a store, which tells it from all others.
pub type StoreNumber = [u8; 16];

const NONCE: usize = 24;
const TAG: usize = 16;
/// Number of bytes that sealing adds to a value.
pub const OVERHEAD: usize = NONCE + TAG;

/// Sealer of the values of one store, which also opens them.
pub struct Sealer {
    /// Key from which the keys of values with a salt are derived.
    salted: Zeroizing<[u8; 32]>,
    /// Cipher of values without a salt.
    unsalted: ValueCipher,
    /// Key of the marks: see [`Sealer::mark`].
    marks: Zeroizing<[u8; 32]>,
}

/// Fills a buffer with random bytes of the operating system.
pub fn fill_random(bytes: &mut [u8]) -> Result<(), StoreError> {
    getrandom::fill(bytes).map_err(|_| StoreError::Engine("no random bytes".into()))
}

impl Sealer {
    /// Sealer of the store with this number, under a storage key or without one.
    pub fn new(key: Option<&StorageKey>, number: &StoreNumber) -> Self {
        let secret = key.map_or(Zeroizing::new([0; 32]), |key| key.0.clone());
        let material = Zeroizing::new([&secret[..], number].concat());
        let derive = |context| Zeroizing::new(blake3::derive_key(context, &material));
        Self {
            salted: derive("victim-data-exchange 2026 store values with salts 1"),
            unsalted: ValueCipher::new(&derive(
                "victim-data-exchange 2026 store values without salts 1",
            )),
            marks: derive("victim-data-exchange 2026 store marks 1"),
        }
    }

    /// Cipher of a value that has a salt.
    pub fn salted(&self, salt: &Salt) -> ValueCipher {
        ValueCipher::new(blake3::keyed_hash(&self.salted, salt).as_bytes())
    }

    /// Cipher of values that have no salt.
    pub fn unsalted(&self) -> &ValueCipher {
        &self.unsalted
    }

    /// Mark of a stored value: a number that stands for its key and its sealed bytes. The sum over
    /// all marks shows when a value is missing, added or changed.
    pub fn mark(&self, key: &[u8], stored: &[u8]) -> u128 {
        // The tag stands for what lies before it.
        let (head, rest) = stored.split_at_checked(HEAD_OF_MARK).unwrap_or((stored, &[]));
        let mut hasher = blake3::Hasher::new_keyed(&self.marks);
        hasher.update(&[key.len() as u8]);
        hasher.update(key);
        hasher.update(head);
        hasher.update(&rest[rest.len().saturating_sub(TAG)..]);
        let hash = hasher.finalize();
        u128::from_le_bytes(*hash.as_bytes().first_chunk().expect("a hash has 32 bytes"))
    }
}

/// Number of bytes that a mark reads from the beginning of a stored value: kind, slot and nonce.
const HEAD_OF_MARK: usize = 5 + NONCE;

/// Cipher that seals and opens values under one key.
pub struct ValueCipher(XChaCha20Poly1305);

impl ValueCipher {
    fn new(key: &[u8; 32]) -> Self {
        Self(XChaCha20Poly1305::new(key.into()))
    }

    /// Appends the sealed value to `out`.
    pub fn seal(
        &self,
        nonce: &[u8; NONCE],
        place: &[u8],
        value: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), StoreError> {
        let payload = Payload { msg: value, aad: place };
        let sealed = self
            .0
            .encrypt(&XNonce::from(*nonce), payload)
            .map_err(|_| StoreError::Engine("a value is too large".into()))?;
        out.extend_from_slice(nonce);
        out.extend_from_slice(&sealed);
        Ok(())
    }

    /// Opens a sealed value; `None` when the bytes are not its own or were sealed for another
    /// place.
    pub fn open(&self, place: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        let payload = Payload { msg: sealed, aad: place };
        self.0.decrypt(&XNonce::from(*nonce), payload).ok()
    }
}

/// Nonces that never repeat: 16 random bytes, drawn once, and a counter.
pub struct Nonces {
    next: [u8; NONCE],
}

impl Nonces {
    /// Starts a sequence of nonces with new random bytes.
    pub fn new() -> Result<Self, StoreError> {
        let mut next = [0; NONCE];
        fill_random(&mut next[..16])?;
        Ok(Self { next })
    }

    /// Returns the next nonce.
    pub fn next(&mut self) -> [u8; NONCE] {
        let nonce = self.next;
        let (_, counter) = self.next.split_last_chunk_mut::<8>().expect("a nonce has 24 bytes");
        *counter = (u64::from_le_bytes(*counter) + 1).to_le_bytes();
        nonce
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_opens_under_its_salt_at_its_place_alone() {
        let mut nonces = Nonces::new().unwrap();
        let sealer = Sealer::new(None, &[1; 16]);
        let mut sealed = Vec::new();
        let cipher = sealer.salted(&[7; SALT]);
        cipher.seal(&nonces.next(), b"j1", b"a long word", &mut sealed).unwrap();
        assert_eq!(cipher.open(b"j1", &sealed).unwrap(), b"a long word");
        assert_eq!(sealed.len(), b"a long word".len() + OVERHEAD);
        assert!(cipher.open(b"j2", &sealed).is_none());
        assert!(sealer.salted(&[8; SALT]).open(b"j1", &sealed).is_none());
        assert!(sealer.unsalted().open(b"j1", &sealed).is_none());
        let other = Sealer::new(None, &[2; 16]);
        assert!(other.salted(&[7; SALT]).open(b"j1", &sealed).is_none());
        for at in 0..sealed.len() {
            let mut flipped = sealed.clone();
            flipped[at] ^= 1;
            assert!(cipher.open(b"j1", &flipped).is_none());
            assert!(cipher.open(b"j1", &sealed[..at]).is_none());
        }
        assert!(!sealed.windows(4).any(|window| window == b"long"));
    }

    #[test]
    fn marks_tell_places_and_values_apart() {
        let sealer = Sealer::new(None, &[1; 16]);
        let stored = vec![9; 80];
        let mark = sealer.mark(b"j1", &stored);
        assert_eq!(mark, sealer.mark(b"j1", &stored));
        assert_ne!(mark, sealer.mark(b"j2", &stored));
        assert_ne!(mark, Sealer::new(None, &[2; 16]).mark(b"j1", &stored));
        for at in [0, 4, 28, 64, 79] {
            let mut other = stored.clone();
            other[at] ^= 1;
            assert_ne!(mark, sealer.mark(b"j1", &other), "{at}");
        }
    }

    #[test]
    fn nonces_do_not_repeat() {
        let mut nonces = Nonces::new().unwrap();
        let drawn: std::collections::HashSet<_> = (0..1000).map(|_| nonces.next()).collect();
        assert_eq!(drawn.len(), 1000);
    }
}
