//! Maps and sets whose keys are keyed hashes already, of which no sender knows the key: they need
//! mixing, not hashing against chosen keys.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use serde::{Deserialize, Deserializer};

/// Map from keyed hashes.
pub type HashedMap<K, V> = HashMap<K, V, BuildHasherDefault<Mixer>>;
/// Set of keyed hashes.
pub type HashedSet<K> = HashSet<K, BuildHasherDefault<Mixer>>;

/// Reads a map or a set, as postcard writes it (a list), into one that has room for all from the
/// start. The items come in the order of a table like it; a table that grows would be crowded by
/// them at one end (12 seconds for 10 million records).
pub fn with_room<'de, D, T, C>(deserializer: D) -> Result<C, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
    C: FromIterator<T>,
{
    Ok(Vec::<T>::deserialize(deserializer)?.into_iter().collect())
}

/// Mixes all bits of a word into the high ones. The multiplier is 2^64 divided by the golden ratio
/// (Knuth, section 6.4).
pub fn mix(word: u64) -> u64 {
    word.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Hasher that mixes the bits of a key.
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
        // down.
        let mixed = mix(self.0 ^ value);
        self.0 = mixed ^ (mixed >> 32);
    }
}
