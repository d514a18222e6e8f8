//! Maps and sets whose keys are keyed hashes already, of which no sender knows the key: they need
//! mixing, not hashing against chosen keys.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A map from keyed hashes.
pub type HashedMap<K, V> = HashMap<K, V, BuildHasherDefault<Mixer>>;
/// A set of keyed hashes.
pub type HashedSet<K> = HashSet<K, BuildHasherDefault<Mixer>>;

/// Mixes the bits of a key.
#[derive(Default)]
pub struct Mixer(u64);

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..part.len()].copy_from_slice(part);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u64(&mut self, value: u64) {
        // A token has its kind and epoch in the high bits, of which a table takes some: fold them
        // down. The multiplier is 2^64 divided by the golden ratio (Knuth, section 6.4).
        let mixed = (self.0 ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ (mixed >> 32);
    }
}
