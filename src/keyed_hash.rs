//! Keyed BLAKE3 of many short messages at once.
//!
//! The `blake3` crate hashes one message after the other, and a short one fills no vector register.
//! Here each lane of a register has a message of its own. The hashes are the crate's, bit by bit: a
//! message of up to 64 bytes is a single block, which is chunk and root at once (BLAKE3 paper,
//! sections 2.1 to 2.5).

use std::array::from_fn;

use fearless_simd::{Level, Simd, dispatch};

/// Length of a hash and of a key, in bytes.
const LENGTH: usize = 32;
/// Length of a block in bytes.
const BLOCK: usize = 64;
/// Number of messages that are hashed at once: as many as a register of AVX2 has words.
const LANES: usize = 8;

const IV: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];
/// Order of a block's words in the next round.
const PERMUTATION: [usize; 16] = [2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8];
/// Flags of a single block: CHUNK_START, CHUNK_END, ROOT and KEYED_HASH.
const FLAGS: u32 = 1 | 2 | 8 | 16;

/// One word of each lane.
type Words = [u32; LANES];

/// Keyed hash of each message. The length `N` of a message is at most 64 bytes.
pub fn keyed_hashes<const N: usize>(key: &[u8; LENGTH], messages: &[[u8; N]]) -> Vec<[u8; LENGTH]> {
    const { assert!(N <= BLOCK) };
    let key: [u32; 8] = words(key);
    let mut hashes = Vec::with_capacity(messages.len());
    for messages in messages.chunks(LANES) {
        let mut blocks = [[0; LANES]; 16];
        for (lane, message) in messages.iter().enumerate() {
            let mut block = [0; BLOCK];
            block[..N].copy_from_slice(message);
            for (word, value) in words::<16>(&block).into_iter().enumerate() {
                blocks[word][lane] = value;
            }
        }
        let compressed = dispatch!(Level::new(), simd => simd.vectorize(
            #[inline(always)]
            || compress(&key, &blocks, N as u32)
        ));
        hashes.extend((0..messages.len()).map(|lane| {
            let mut hash = [0; LENGTH];
            for (bytes, words) in hash.as_chunks_mut().0.iter_mut().zip(&compressed) {
                *bytes = words[lane].to_le_bytes();
            }
            hash
        }));
    }
    hashes
}

fn words<const W: usize>(bytes: &[u8]) -> [u32; W] {
    let chunks = bytes.as_chunks().0;
    from_fn(|word| u32::from_le_bytes(chunks[word]))
}

/// Compresses a block in each lane. The compiler makes vectors of the lanes, since nothing in one
/// depends on another.
#[inline(always)]
fn compress(key: &[u32; 8], blocks: &[Words; 16], length: u32) -> [Words; 8] {
    let mut hashes = [[0; LANES]; 8];
    for lane in 0..LANES {
        let mut v: [u32; 16] = from_fn(|word| match word {
            0..8 => key[word],
            8..12 => IV[word - 8],
            14 => length,
            15 => FLAGS,
            _ => 0, // the counter of chunks
        });
        let block: [u32; 16] = from_fn(|word| blocks[word][lane]);
        // Written out: a loop over the rounds would be the one that is made vectors of.
        let block = round(&mut v, block);
        let block = round(&mut v, block);
        let block = round(&mut v, block);
        let block = round(&mut v, block);
        let block = round(&mut v, block);
        let block = round(&mut v, block);
        round(&mut v, block);
        for word in 0..8 {
            hashes[word][lane] = v[word] ^ v[word + 8];
        }
    }
    hashes
}

/// Does a round in each lane, and returns the block of the next round.
#[inline(always)]
fn round(v: &mut [u32; 16], block: [u32; 16]) -> [u32; 16] {
    let mut mix = |a: usize, b: usize, c: usize, d: usize, x: usize| {
        v[a] = v[a].wrapping_add(v[b]).wrapping_add(block[x]);
        v[d] = (v[d] ^ v[a]).rotate_right(16);
        v[c] = v[c].wrapping_add(v[d]);
        v[b] = (v[b] ^ v[c]).rotate_right(12);
        v[a] = v[a].wrapping_add(v[b]).wrapping_add(block[x + 1]);
        v[d] = (v[d] ^ v[a]).rotate_right(8);
        v[c] = v[c].wrapping_add(v[d]);
        v[b] = (v[b] ^ v[c]).rotate_right(7);
    };
    mix(0, 4, 8, 12, 0);
    mix(1, 5, 9, 13, 2);
    mix(2, 6, 10, 14, 4);
    mix(3, 7, 11, 15, 6);
    mix(0, 5, 10, 15, 8);
    mix(1, 6, 11, 12, 10);
    mix(2, 7, 8, 13, 12);
    mix(3, 4, 9, 14, 14);
    from_fn(|word| block[PERMUTATION[word]])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn same<const N: usize>(key: &[u8; LENGTH], seed: u64) {
        let mut random = fastrand::Rng::with_seed(seed);
        for count in [0, 1, LANES - 1, LANES, 3 * LANES + 2] {
            let messages: Vec<[u8; N]> = (0..count).map(|_| from_fn(|_| random.u8(..))).collect();
            let theirs: Vec<[u8; LENGTH]> = messages
                .iter()
                .map(|message| *blake3::keyed_hash(key, message).as_bytes())
                .collect();
            assert_eq!(keyed_hashes(key, &messages), theirs);
        }
    }

    proptest! {
        #[test]
        fn hashes_are_those_of_the_crate(key: [u8; LENGTH], seed: u64) {
            same::<0>(&key, seed);
            same::<1>(&key, seed);
            same::<21>(&key, seed);
            same::<63>(&key, seed);
            same::<64>(&key, seed);
        }
    }
}
