//! Who carries a token: a table from tokens to the lists of their holders.
//!
//! Buckets of two words (token; list and number of its holders) with linear probing, in the order of the
//! tokens' mixed bits. They are divided into shards, each for as many tokens as the others, of
//! different sizes: when one is full it doubles, the others later. So the table grows by a small
//! part at a time, and nobody waits for all of it to be moved.

use crate::domain::hashed::mix;

use super::bodies::Slot;
use super::descriptions::LinkToken;
use super::lists::{Holders, Lists};
use super::pages::{Area, Pages, WORDS};

/// Buckets of a line of the processor's cache.
const LINE: usize = 4;
/// Bits of a token's hash that tell its shard.
const SHARD_BITS: u32 = 6;
const SHARDS: usize = 1 << SHARD_BITS;

/// The table. A bucket without a token is empty: no token is 0, since kinds begin at 1.
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
    /// How many tokens are in it.
    pub fn len(&self) -> usize {
        self.shards.iter().map(|shard| shard.entries).sum()
    }

    /// Makes room for so many tokens in an empty table, and tells into how many parts it is to be
    /// divided so that each fits in memory.
    pub fn prepare(&mut self, pages: &mut Pages, tokens: usize) -> u64 {
        let each = tokens / SHARDS;
        // What a shard has more or less than the others is by chance: more than four standard
        // deviations are not expected.
        let most = each + 4 * each.isqrt();
        for (number, shard) in self.shards.iter_mut().enumerate() {
            while !shard.has_room(most) {
                shard.buckets = shard.next_size(number);
            }
            shard.area = pages.area(2 * shard.buckets);
        }
        pages.parts(self.shards.iter().map(|shard| 2 * shard.buckets).sum())
    }

    /// In which of some parts of the table a token is.
    pub fn part(token: LinkToken, parts: u64) -> u64 {
        ((u128::from(mix(token.0)) * u128::from(parts)) >> u64::BITS) as u64
    }

    fn shard(&self, token: LinkToken) -> &Shard {
        &self.shards[shard_of(token.0)]
    }

    /// Who carries a token.
    pub fn get(&self, pages: &Pages, token: LinkToken) -> Holders {
        let shard = self.shard(token);
        match shard.find(pages, token.0) {
            Ok(bucket) => Holders::unpack(pages.get(&shard.area, 2 * bucket + 1)),
            Err(_) => Holders::NOBODY,
        }
    }

    /// Has the buckets of some tokens at hand.
    pub fn warm(&self, pages: &Pages, tokens: impl Iterator<Item = LinkToken>) {
        // Of those that follow, too: half of the tokens are found, or not, in the next line of
        // the processor's cache.
        let used = tokens.map(|token| (token.0, self.shard(token)));
        pages.warm(used.filter(|(_, shard)| shard.buckets > 0).flat_map(|(token, shard)| {
            let home = shard.home(token);
            let next = (home + LINE).min(shard.buckets - 1);
            [home, next].map(|bucket| (&shard.area, 2 * bucket))
        }));
    }

    /// The holders one by one.
    pub fn each(&self, pages: &Pages, holders: Holders) -> impl Iterator<Item = Slot> {
        self.lists.each(pages, holders)
    }

    /// Adds a holder of a token, and gives all.
    pub fn push(&mut self, pages: &mut Pages, token: LinkToken, slot: Slot) -> Holders {
        let number = shard_of(token.0);
        let shard = &mut self.shards[number];
        if !shard.has_room(shard.entries + 1) {
            shard.grow(pages, number);
        }
        let (bucket, before) = match shard.find(pages, token.0) {
            Ok(bucket) => (bucket, Holders::unpack(pages.get(&shard.area, 2 * bucket + 1))),
            Err(bucket) => {
                shard.entries += 1;
                (bucket, Holders::NOBODY)
            }
        };
        let holders = self.lists.push(pages, before, slot);
        shard.put(pages, bucket, token.0, holders.pack());
        holders
    }

    /// Takes a holder of a token away who is there; a token without one goes.
    pub fn take(&mut self, pages: &mut Pages, token: LinkToken, slot: Slot) {
        let shard = &mut self.shards[shard_of(token.0)];
        let Ok(bucket) = shard.find(pages, token.0) else { return };
        let before = Holders::unpack(pages.get(&shard.area, 2 * bucket + 1));
        let left = self.lists.take(pages, before, slot);
        if left.count > 0 {
            shard.put(pages, bucket, token.0, left.pack());
        } else {
            shard.remove(pages, bucket);
        }
    }
}

fn shard_of(token: u64) -> usize {
    (mix(token) >> (u64::BITS - SHARD_BITS)) as usize
}

/// The buckets of some of the tokens.
#[derive(Default)]
struct Shard {
    area: Area,
    buckets: usize,
    entries: usize,
}

impl Shard {
    /// Whether so many tokens find room: they take three quarters at most.
    fn has_room(&self, entries: usize) -> bool {
        4 * entries <= 3 * self.buckets
    }

    /// So many buckets it has next. The first ones have from one page of them to nearly two, so
    /// that no two shards of as many tokens double at once.
    fn next_size(&self, number: usize) -> usize {
        if self.buckets == 0 { WORDS / 2 + number } else { 2 * self.buckets }
    }

    /// Where a token is looked for first.
    fn home(&self, token: u64) -> usize {
        let within = mix(token) << SHARD_BITS;
        ((u128::from(within) * self.buckets as u128) >> u64::BITS) as usize
    }

    /// The bucket of a token, or the empty one where it would be.
    fn find(&self, pages: &Pages, token: u64) -> Result<usize, usize> {
        if self.buckets == 0 {
            return Err(0);
        }
        let mut bucket = self.home(token);
        loop {
            match pages.get(&self.area, 2 * bucket) {
                0 => return Err(bucket),
                found if found == token => return Ok(bucket),
                _ => bucket = self.after(bucket),
            }
        }
    }

    fn after(&self, bucket: usize) -> usize {
        if bucket + 1 < self.buckets { bucket + 1 } else { 0 }
    }

    /// How many buckets further on another one is.
    fn distance(&self, from: usize, to: usize) -> usize {
        if to >= from { to - from } else { to + self.buckets - from }
    }

    fn put(&mut self, pages: &mut Pages, bucket: usize, token: u64, holders: u64) {
        pages.write(&mut self.area, 2 * bucket, [token, holders]);
    }

    /// Empties a bucket, and moves those up that were pushed back by it.
    fn remove(&mut self, pages: &mut Pages, bucket: usize) {
        self.entries -= 1;
        let (mut empty, mut next) = (bucket, self.after(bucket));
        loop {
            let token = pages.get(&self.area, 2 * next);
            if token == 0 {
                break;
            }
            // Its home is not between the empty bucket and its own: it is found at the empty one.
            if self.distance(self.home(token), next) >= self.distance(empty, next) {
                let holders = pages.get(&self.area, 2 * next + 1);
                self.put(pages, empty, token, holders);
                empty = next;
            }
            next = self.after(next);
        }
        self.put(pages, empty, 0, 0);
    }

    /// Doubles it. Old and new buckets are both gone through from front to back, so that pages
    /// are moved and not searched.
    fn grow(&mut self, pages: &mut Pages, number: usize) {
        self.buckets = self.next_size(number);
        let old = std::mem::replace(&mut self.area, pages.area(2 * self.buckets));
        pages.drain(old, |pages, words| {
            for [token, holders] in words.as_chunks().0 {
                if *token != 0 {
                    let bucket = self.find(pages, *token).unwrap_or_else(|empty| empty);
                    self.put(pages, bucket, *token, *holders);
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    /// Against a map of the standard library, with few homes, so that many are pushed back.
    #[test]
    fn it_holds_what_was_put_in() {
        let mut pages = Pages::new(None);
        let mut table = TokenTable::default();
        let mut expected: HashMap<u64, Vec<Slot>> = HashMap::new();
        let mut random = fastrand::Rng::with_seed(2);
        let held = |table: &TokenTable, pages: &Pages, token| {
            let mut held: Vec<Slot> = table.each(pages, table.get(pages, token)).collect();
            held.sort_unstable();
            held
        };
        for round in 0..60_000u32 {
            let token = LinkToken(1 + random.u64(..3000) * random.u64(1..4));
            let known = expected.entry(token.0).or_default();
            assert_eq!(held(&table, &pages, token), *known);
            if random.u8(..5) < 2 && !known.is_empty() {
                table.take(&mut pages, token, known.remove(random.usize(..known.len())));
            } else {
                known.push(round);
                assert_eq!(table.push(&mut pages, token, round).count as usize, known.len());
            }
        }
        expected.retain(|_, known| !known.is_empty());
        assert_eq!(table.len(), expected.len());
        for (token, known) in expected {
            assert_eq!(held(&table, &pages, LinkToken(token)), known);
        }
    }
}
