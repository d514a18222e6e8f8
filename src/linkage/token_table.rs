//! Table from tokens to the lists of their holders.
//!
//! Buckets of two words (token; list and number of its holders) with linear probing, in the order of the
//! tokens' mixed bits. They are divided into shards, each for as many tokens as the others, of
//! different sizes: when one is full it doubles, the others later. So the table grows by a small
//! part at a time, and nobody waits for all of it to be moved.

use crate::domain::hashed::mix;

use super::bodies::Slot;
use super::descriptions::LinkToken;
use super::lists::{Holders, Lists};

/// Number of buckets in a line of the processor's cache.
const LINE: usize = 4;
/// Number of bits of a token's hash that tell its shard.
const SHARD_BITS: u32 = 6;
const SHARDS: usize = 1 << SHARD_BITS;
/// Number of words of a page of the system.
const SYSTEM_PAGE: usize = 512;

/// Hash table of tokens with their holders. A bucket without a token is empty: no token is 0,
/// since kinds begin at 1.
pub struct TokenTable {
    shards: [Shard; SHARDS],
    lists: Lists,
}

impl Default for TokenTable {
    fn default() -> Self {
        Self { shards: std::array::from_fn(|_| Shard::default()), lists: Lists::default() }
    }
}

impl TokenTable {
    /// Number of tokens in the table.
    pub fn len(&self) -> usize {
        self.shards.iter().map(|shard| shard.entries).sum()
    }

    /// Makes room for so many tokens in an empty table.
    pub fn prepare(&mut self, tokens: usize) {
        let each = tokens / SHARDS;
        // What a shard has more or less than the others is by chance: more than four standard
        // deviations are not expected.
        let most = each + 4 * each.isqrt();
        for (number, shard) in self.shards.iter_mut().enumerate() {
            while !shard.has_room(most) {
                shard.buckets = shard.next_size(number);
            }
            shard.words = zeros(2 * shard.buckets);
        }
    }

    fn shard(&self, token: LinkToken) -> &Shard {
        &self.shards[shard_of(token.0)]
    }

    /// Holders of a token; [`Holders::NOBODY`] when no description holds it.
    pub fn get(&self, token: LinkToken) -> Holders {
        let shard = self.shard(token);
        match shard.find(token.0) {
            Ok(bucket) => Holders::unpack(shard.words[2 * bucket + 1]),
            Err(_) => Holders::NOBODY,
        }
    }

    /// Loads the buckets of some tokens into the processor's caches all at once: one after the other,
    /// each would wait for memory.
    pub fn warm(&self, tokens: impl Iterator<Item = LinkToken>) {
        let used = tokens.map(|token| (token.0, self.shard(token)));
        let words = used.filter(|(_, shard)| shard.buckets > 0).flat_map(|(token, shard)| {
            let home = shard.home(token);
            // The line that follows, too: half of the tokens are found, or not, in that one.
            let next = (home + LINE).min(shard.buckets - 1);
            [home, next].map(|bucket| shard.words[2 * bucket])
        });
        std::hint::black_box(words.fold(0, |all, word| all ^ word));
    }

    /// Slots of all holders, in the order of their list.
    pub fn each(&self, holders: Holders) -> impl Iterator<Item = Slot> {
        self.lists.each(holders)
    }

    /// Adds a holder of a token, and returns all its holders.
    pub fn push(&mut self, token: LinkToken, slot: Slot) -> Holders {
        let number = shard_of(token.0);
        let shard = &mut self.shards[number];
        if !shard.has_room(shard.entries + 1) {
            shard.grow(number);
        }
        let (bucket, before) = match shard.find(token.0) {
            Ok(bucket) => (bucket, Holders::unpack(shard.words[2 * bucket + 1])),
            Err(bucket) => {
                shard.entries += 1;
                (bucket, Holders::NOBODY)
            }
        };
        let holders = self.lists.push(before, slot);
        shard.put(bucket, token.0, holders.pack());
        holders
    }

    /// Takes away a holder of a token who is there; a token without holders leaves the table.
    pub fn take(&mut self, token: LinkToken, slot: Slot) {
        let shard = &mut self.shards[shard_of(token.0)];
        let Ok(bucket) = shard.find(token.0) else { return };
        let before = Holders::unpack(shard.words[2 * bucket + 1]);
        let left = self.lists.take(before, slot);
        if left.count > 0 {
            shard.put(bucket, token.0, left.pack());
        } else {
            shard.remove(bucket);
        }
    }
}

fn shard_of(token: u64) -> usize {
    (mix(token) >> (u64::BITS - SHARD_BITS)) as usize
}

/// Shard of the table: the buckets of some of the tokens.
#[derive(Default)]
struct Shard {
    words: Box<[u64]>,
    buckets: usize,
    entries: usize,
}

impl Shard {
    /// Whether so many tokens find room in the shard: they take three quarters at most.
    fn has_room(&self, entries: usize) -> bool {
        4 * entries <= 3 * self.buckets
    }

    /// Number of buckets that the shard has next. The first numbers go from 64 to nearly 128, so
    /// that no two shards of as many tokens double at once.
    fn next_size(&self, number: usize) -> usize {
        if self.buckets == 0 { SHARDS + number } else { 2 * self.buckets }
    }

    /// Bucket where a token is looked for first.
    fn home(&self, token: u64) -> usize {
        let within = mix(token) << SHARD_BITS;
        ((u128::from(within) * self.buckets as u128) >> u64::BITS) as usize
    }

    /// Finds the bucket of a token, or else the empty bucket where it would be.
    fn find(&self, token: u64) -> Result<usize, usize> {
        if self.buckets == 0 {
            return Err(0);
        }
        let mut bucket = self.home(token);
        loop {
            match self.words[2 * bucket] {
                0 => return Err(bucket),
                found if found == token => return Ok(bucket),
                _ => bucket = self.after(bucket),
            }
        }
    }

    fn after(&self, bucket: usize) -> usize {
        if bucket + 1 < self.buckets { bucket + 1 } else { 0 }
    }

    /// Number of steps from one bucket to another, around the end of the shard.
    fn distance(&self, from: usize, to: usize) -> usize {
        if to >= from { to - from } else { to + self.buckets - from }
    }

    fn put(&mut self, bucket: usize, token: u64, holders: u64) {
        self.words[2 * bucket..][..2].copy_from_slice(&[token, holders]);
    }

    /// Empties a bucket, and moves up the tokens that it had pushed back.
    fn remove(&mut self, bucket: usize) {
        self.entries -= 1;
        let (mut empty, mut next) = (bucket, self.after(bucket));
        loop {
            let token = self.words[2 * next];
            if token == 0 {
                break;
            }
            // Its home is not between the empty bucket and its own: it is found at the empty one.
            if self.distance(self.home(token), next) >= self.distance(empty, next) {
                let holders = self.words[2 * next + 1];
                self.put(empty, token, holders);
                empty = next;
            }
            next = self.after(next);
        }
        self.put(empty, 0, 0);
    }

    /// Doubles the shard. Old and new buckets are both gone through from front to back.
    fn grow(&mut self, number: usize) {
        self.buckets = self.next_size(number);
        let old = std::mem::replace(&mut self.words, zeros(2 * self.buckets));
        for [token, holders] in old.as_chunks().0 {
            if *token != 0 {
                let bucket = self.find(*token).unwrap_or_else(|empty| empty);
                self.put(bucket, *token, *holders);
            }
        }
    }
}

/// Makes so many zero words, each page of which is mapped: the words will be read before they are
/// written, and the system would map each page twice.
fn zeros(words: usize) -> Box<[u64]> {
    let mut zeros = vec![0; words].into_boxed_slice();
    let touched = std::hint::black_box(&mut zeros);
    touched.chunks_mut(SYSTEM_PAGE).for_each(|page| page[0] = 0);
    zeros
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    /// Compares the table with a map of the standard library. There are few homes, so that many
    /// tokens are pushed back.
    #[test]
    fn it_holds_what_was_put_in() {
        let mut table = TokenTable::default();
        let mut expected: HashMap<u64, Vec<Slot>> = HashMap::new();
        let mut random = fastrand::Rng::with_seed(2);
        let held = |table: &TokenTable, token| {
            let mut held: Vec<Slot> = table.each(table.get(token)).collect();
            held.sort_unstable();
            held
        };
        for round in 0..60_000u32 {
            let token = LinkToken(1 + random.u64(..3000) * random.u64(1..4));
            let known = expected.entry(token.0).or_default();
            assert_eq!(held(&table, token), *known);
            if random.u8(..5) < 2 && !known.is_empty() {
                table.take(token, known.remove(random.usize(..known.len())));
            } else {
                known.push(round);
                assert_eq!(table.push(token, round).count as usize, known.len());
            }
        }
        expected.retain(|_, known| !known.is_empty());
        assert_eq!(table.len(), expected.len());
        for (token, known) in expected {
            assert_eq!(held(&table, LinkToken(token)), known);
        }
    }
}
