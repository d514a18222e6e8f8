//! Who carries a token: a table from tokens to the first of their holders and their number.
//!
//! Buckets of two words (token; first holder and number) with linear probing, in the order of the
//! tokens' mixed bits: when the table doubles, old and new buckets are both gone through from front
//! to back, so that pages are moved and not searched.

use crate::domain::hashed::mix;

use super::mentions::{LinkToken, Slot};
use super::pages::{Area, Pages, WORDS};

/// No slot: the end of a list.
pub const NONE: Slot = Slot::MAX;

/// Buckets of a line of the processor's cache.
const LINE: usize = 4;

/// Who carries a token: the first one of their list, and how many they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holders {
    /// The first.
    pub first: Slot,
    /// How many.
    pub count: u32,
}

impl Holders {
    /// Nobody.
    pub const NOBODY: Self = Self { first: NONE, count: 0 };
}

/// The table. A bucket without a token is empty: no token is 0, since kinds begin at 1.
#[derive(Default)]
pub struct TokenTable {
    area: Area,
    entries: usize,
}

impl TokenTable {
    fn buckets(&self) -> usize {
        self.area.room() / 2
    }

    /// Where a token is looked for first.
    fn home(&self, token: u64) -> usize {
        (mix(token) >> (u64::BITS - self.buckets().ilog2())) as usize
    }

    /// How many tokens are in it.
    pub fn len(&self) -> usize {
        self.entries
    }

    /// Makes room for so many tokens in an empty table, and tells into how many parts it is to be
    /// divided so that each fits in memory.
    pub fn prepare(&mut self, pages: &mut Pages, tokens: usize) -> u64 {
        let words = (2 * (tokens / 3 + 1) * 4).next_power_of_two().max(WORDS);
        self.area = pages.area(words);
        pages.parts(words)
    }

    /// In which of some parts of the table a token is.
    pub fn part(token: LinkToken, parts: u64) -> u64 {
        ((u128::from(mix(token.0)) * u128::from(parts)) >> u64::BITS) as u64
    }

    /// The bucket of a token, or the empty one where it would be.
    fn find(&self, pages: &Pages, token: u64) -> Result<usize, usize> {
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
        (bucket + 1) & (self.buckets() - 1)
    }

    fn put(&mut self, pages: &mut Pages, bucket: usize, token: u64, holders: u64) {
        pages.write(&mut self.area, 2 * bucket, [token, holders]);
    }

    /// Who carries a token.
    pub fn get(&self, pages: &Pages, token: LinkToken) -> Holders {
        if self.entries == 0 {
            return Holders::NOBODY;
        }
        match self.find(pages, token.0) {
            Ok(bucket) => unpack(pages.get(&self.area, 2 * bucket + 1)),
            Err(_) => Holders::NOBODY,
        }
    }

    /// Has the buckets of some tokens at hand.
    pub fn warm(&self, pages: &Pages, tokens: &[LinkToken]) {
        if self.entries > 0 {
            // Of those that follow, too: half of the tokens are found, or not, in the next line of
            // the processor's cache.
            let line = |token: &LinkToken| {
                let home = self.home(token.0);
                [2 * home, 2 * ((home + LINE) & (self.buckets() - 1))]
            };
            pages.warm(&self.area, tokens.iter().flat_map(line));
        }
    }

    /// Puts one more holder before the others, and gives those.
    pub fn push(&mut self, pages: &mut Pages, token: LinkToken, slot: Slot) -> Holders {
        // At most three quarters are in use.
        if 4 * (self.entries + 1) > 3 * self.buckets() {
            self.grow(pages);
        }
        let (bucket, before) = match self.find(pages, token.0) {
            Ok(bucket) => (bucket, unpack(pages.get(&self.area, 2 * bucket + 1))),
            Err(bucket) => {
                self.entries += 1;
                (bucket, Holders::NOBODY)
            }
        };
        let holders = Holders { first: slot, count: before.count + 1 };
        self.put(pages, bucket, token.0, pack(holders));
        before
    }

    /// Changes who carries a token that is there; without a holder it goes.
    pub fn set(&mut self, pages: &mut Pages, token: LinkToken, holders: Holders) {
        let Ok(bucket) = self.find(pages, token.0) else { return };
        if holders.count > 0 {
            self.put(pages, bucket, token.0, pack(holders));
        } else {
            self.remove(pages, bucket);
        }
    }

    /// Empties a bucket, and moves those up that were pushed back by it.
    fn remove(&mut self, pages: &mut Pages, bucket: usize) {
        self.entries -= 1;
        let mask = self.buckets() - 1;
        let (mut empty, mut next) = (bucket, self.after(bucket));
        loop {
            let token = pages.get(&self.area, 2 * next);
            if token == 0 {
                break;
            }
            // Its home is not between the empty bucket and its own: it is found at the empty one.
            if next.wrapping_sub(self.home(token)) & mask >= next.wrapping_sub(empty) & mask {
                let holders = pages.get(&self.area, 2 * next + 1);
                self.put(pages, empty, token, holders);
                empty = next;
            }
            next = self.after(next);
        }
        self.put(pages, empty, 0, 0);
    }

    /// Doubles the table. The memory of the buckets that have moved serves those that follow.
    fn grow(&mut self, pages: &mut Pages) {
        let words = (2 * self.area.room()).max(WORDS);
        let old = std::mem::replace(&mut self.area, pages.area_to_supply(words));
        let (mut moved, mut left, mut late) = (0, None, Vec::new());
        pages.drain(old, |pages, words| {
            moved += words.len();
            // And a word more: some are pushed back.
            pages.supply(&mut self.area, 2 * moved + 1, &mut left);
            for [token, holders] in words.as_chunks().0 {
                // Those that were pushed back from the end to the front wait until it is there.
                if self.home(*token) >= moved {
                    late.push((*token, *holders));
                } else if *token != 0 {
                    self.enter(pages, *token, *holders);
                }
            }
            // One at a time: pages that are limited must not gather here.
            left = Some(words);
        });
        pages.supply(&mut self.area, words, &mut left);
        late.into_iter().for_each(|(token, holders)| self.enter(pages, token, holders));
    }

    /// Puts a token that is not there.
    fn enter(&mut self, pages: &mut Pages, token: u64, holders: u64) {
        let bucket = self.find(pages, token).unwrap_or_else(|empty| empty);
        self.put(pages, bucket, token, holders);
    }
}

fn pack(holders: Holders) -> u64 {
    u64::from(holders.first) | u64::from(holders.count) << 32
}

fn unpack(word: u64) -> Holders {
    Holders { first: word as Slot, count: (word >> 32) as u32 }
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
        let mut expected: HashMap<u64, Holders> = HashMap::new();
        let mut random = fastrand::Rng::with_seed(2);
        for round in 0..60_000u32 {
            let token = LinkToken(1 + random.u64(..3000) * random.u64(1..4));
            let known = expected.get(&token.0).copied().unwrap_or(Holders::NOBODY);
            assert_eq!(table.get(&pages, token), known);
            if random.u8(..5) < 2 && known.count > 0 {
                let left = Holders { count: known.count - 1, ..known };
                table.set(&mut pages, token, left);
                match left.count {
                    0 => drop(expected.remove(&token.0)),
                    _ => drop(expected.insert(token.0, left)),
                }
            } else {
                assert_eq!(table.push(&mut pages, token, round), known);
                let more = Holders { first: round, count: known.count + 1 };
                expected.insert(token.0, more);
            }
        }
        assert_eq!(table.entries, expected.len());
        for (token, holders) in expected {
            assert_eq!(table.get(&pages, LinkToken(token)), holders);
        }
    }
}
