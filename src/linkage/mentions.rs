//! All mentions and who shares which token, kept small: a token takes about 30 bytes in each
//! mention that carries it. They lie in pages, of which some may be on disk; what always lies in
//! memory of a mention are about 24 bytes.
//!
//! The holders of a token form a list that runs through the mentions themselves: beside each of
//! its tokens a mention keeps the slot of the next holder, and the table of tokens keeps the first
//! one and their number.

use std::collections::HashMap;

use hashbrown::HashTable;
use serde::{Deserialize, Serialize};

use crate::domain::code_list::CodeList;
use crate::domain::codes::MatchKeyKind;
use crate::domain::hashed::mix;
use crate::domain::record::Token;

use super::pages::{Area, MemoryLimit, Pages};
use super::token_table::{Holders, NONE, TokenTable};

/// Names a mention: a keyed hash of institution, record and place in the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MentionKey(pub u128);

/// A token as the linker holds it: 5 bits of its kind, 7 of its key epoch, 52 of its hash. That
/// tells a hundred million tokens of a kind apart (expected false meetings: 1), and epochs of
/// which fewer than 128 are in use at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkToken(pub(super) u64);

const HASH_BITS: u32 = 52;
const EPOCHS: u32 = 128;

impl LinkToken {
    /// Its kind, as a bit.
    pub fn kind_bit(self) -> u32 {
        1 << (self.0 >> 59)
    }

    /// Its kind and its key epoch: what two tokens must have in common to be comparable.
    pub fn kind_and_epoch(self) -> u64 {
        self.0 >> HASH_BITS
    }
}

impl From<&Token> for LinkToken {
    fn from(token: &Token) -> Self {
        let mut hash = [0; 8];
        hash.copy_from_slice(&token.value[..8]);
        let kind = u64::from(token.kind.number()) << 59;
        let epoch = u64::from(token.key_epoch % EPOCHS) << HASH_BITS;
        Self(kind | epoch | u64::from_le_bytes(hash) >> (64 - HASH_BITS))
    }
}

/// The bit of a kind.
pub fn bit(kind: MatchKeyKind) -> u32 {
    1 << kind.number()
}

/// Tokens as a mention holds them: sorted, without doubles.
pub fn sorted(tokens: &[Token]) -> Vec<LinkToken> {
    let mut tokens: Vec<LinkToken> = tokens.iter().map(LinkToken::from).collect();
    tokens.sort_unstable();
    tokens.dedup();
    tokens
}

/// Where a mention is; given anew when the mention has gone.
pub type Slot = u32;

/// Words of a mention before its tokens: its key. After them come the next holders of the tokens,
/// two in a word.
const KEY: usize = 2;

/// Where the words of a mention begin, and how many tokens it has.
#[derive(Clone, Copy)]
struct Place(u64);

impl Place {
    const GONE: Self = Self(u64::MAX);

    fn new(first: usize, tokens: usize) -> Self {
        Self(first as u64 | (tokens as u64) << 48)
    }

    fn first(self) -> usize {
        (self.0 & ((1 << 48) - 1)) as usize
    }

    fn tokens(self) -> usize {
        (self.0 >> 48) as usize
    }
}

/// Words of a mention with so many tokens.
fn size(tokens: usize) -> usize {
    KEY + tokens + tokens.div_ceil(2)
}

/// All mentions.
pub struct Mentions {
    pages: Pages,
    heap: Area,
    /// The first word of the heap that was never used.
    end: usize,
    /// Words that are used no more, by their number.
    spare: HashMap<usize, Vec<usize>>,
    table: TokenTable,
    /// Of each slot.
    places: Vec<Place>,
    free: Vec<Slot>,
    /// Slots by a part of the hash of their key, which is beside them.
    slots: HashTable<(u32, Slot)>,
}

/// Keys are keyed hashes: a part of one is a hash.
fn short(key: MentionKey) -> u32 {
    (key.0 ^ (key.0 >> 64)) as u32
}

/// The hash under which a part of one is found.
fn long(short: u32) -> u64 {
    mix(u64::from(short))
}

impl Mentions {
    /// No mentions.
    pub fn new(limit: Option<MemoryLimit>) -> Self {
        let pages = Pages::new(limit);
        Self {
            heap: pages.growing(),
            pages,
            end: 0,
            spare: HashMap::new(),
            table: TokenTable::default(),
            places: Vec::new(),
            free: Vec::new(),
            slots: HashTable::new(),
        }
    }

    /// Number of mentions.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// One more than the greatest slot in use.
    pub fn slots(&self) -> usize {
        self.places.len()
    }

    /// The slot of a mention.
    pub fn slot(&self, key: MentionKey) -> Option<Slot> {
        let hash = short(key);
        let is = |(short, slot): &(u32, Slot)| *short == hash && self.key(*slot) == key;
        self.slots.find(long(hash), is).map(|(_, slot)| *slot)
    }

    /// All mentions' slots.
    pub fn iter(&self) -> impl Iterator<Item = Slot> {
        (0..)
            .zip(&self.places)
            .filter_map(|(slot, place)| (place.0 != Place::GONE.0).then_some(slot))
    }

    /// The key of a mention.
    pub fn key(&self, slot: Slot) -> MentionKey {
        let first = self.places[slot as usize].first();
        let word = |word| u128::from(self.pages.get(&self.heap, word));
        MentionKey(word(first) | word(first + 1) << 64)
    }

    /// How many tokens a mention has.
    pub fn token_count(&self, slot: Slot) -> usize {
        self.places[slot as usize].tokens()
    }

    /// How many different tokens the mentions have.
    pub fn different_tokens(&self) -> usize {
        self.table.len()
    }

    /// The tokens of a mention.
    pub fn tokens(&self, slot: Slot) -> Vec<LinkToken> {
        let mut tokens = Vec::new();
        self.read_tokens(slot, &mut tokens);
        tokens
    }

    /// The same, into a list that is emptied before.
    pub fn read_tokens(&self, slot: Slot, tokens: &mut Vec<LinkToken>) {
        let place = self.places[slot as usize];
        tokens.clear();
        let first = place.first() + KEY;
        tokens.extend(self.pages.read(&self.heap, first..first + place.tokens()).map(LinkToken));
    }

    /// Where in the heap the next holder of a token of a mention is, and its shift in that word.
    fn link(&self, slot: Slot, token: LinkToken) -> (usize, u32) {
        let place = self.places[slot as usize];
        let first = place.first() + KEY;
        let (mut low, mut high) = (0, place.tokens());
        while low < high {
            let middle = (low + high) / 2;
            match self.pages.get(&self.heap, first + middle).cmp(&token.0) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => (low, high) = (middle, middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        (first + place.tokens() + low / 2, 32 * (low as u32 % 2))
    }

    /// The holder of a token that follows one in its list.
    fn next(&self, slot: Slot, token: LinkToken) -> Slot {
        let (word, shift) = self.link(slot, token);
        (self.pages.get(&self.heap, word) >> shift) as Slot
    }

    fn set_next(&mut self, slot: Slot, token: LinkToken, next: Slot) {
        let (word, shift) = self.link(slot, token);
        let other = self.pages.get(&self.heap, word) & !(u64::from(u32::MAX) << shift);
        self.pages.write(&mut self.heap, word, [other | u64::from(next) << shift]);
    }

    /// Prepares for [`Mentions::holders`] of some tokens, which is quicker than one by one.
    pub fn warm(&self, tokens: &[LinkToken]) {
        self.table.warm(&self.pages, tokens);
    }

    /// How many mentions carry a token.
    pub fn count(&self, token: LinkToken) -> usize {
        self.holders(token).count as usize
    }

    /// Who carries a token.
    pub fn holders(&self, token: LinkToken) -> Holders {
        self.table.get(&self.pages, token)
    }

    /// The holders of a token one by one.
    pub fn each(&self, token: LinkToken, holders: Holders) -> impl Iterator<Item = Slot> {
        let mut slot = holders.first;
        std::iter::from_fn(move || {
            let found = (slot != NONE).then_some(slot)?;
            slot = self.next(found, token);
            Some(found)
        })
    }

    /// Adds a mention whose key is not there; its tokens are sorted. Gives its slot, and who held
    /// each of its tokens before: most of the time goes into finding that, and it should be found
    /// once.
    pub fn insert(&mut self, key: MentionKey, tokens: &[LinkToken]) -> (Slot, Vec<Holders>) {
        let slot = self.vacant();
        self.warm(tokens);
        let before: Vec<Holders> =
            tokens.iter().map(|token| self.table.push(&mut self.pages, *token, slot)).collect();
        self.put(slot, key, tokens, &before);
        (slot, before)
    }

    /// Adds a mention as [`Mentions::insert`] does, but for what [`Mentions::index`] does
    /// afterwards for many at once.
    pub fn place(&mut self, key: MentionKey, tokens: &[LinkToken]) {
        let slot = self.vacant();
        self.put(slot, key, tokens, &vec![Holders::NOBODY; tokens.len()]);
    }

    /// Enters all mentions, which have so many different tokens, into the table, when none is there
    /// yet. Where the table does not fit in memory, one part of it after the other.
    pub fn index(&mut self, different: usize) {
        let parts = self.table.prepare(&mut self.pages, different);
        let mut tokens = Vec::new();
        for part in 0..parts {
            for slot in 0..self.places.len() as Slot {
                self.read_tokens(slot, &mut tokens);
                tokens.retain(|token| TokenTable::part(*token, parts) == part);
                self.warm(&tokens);
                for token in &tokens {
                    let before = self.table.push(&mut self.pages, *token, slot);
                    if before != Holders::NOBODY {
                        self.set_next(slot, *token, before.first);
                    }
                }
            }
        }
    }

    /// A slot without a mention.
    fn vacant(&mut self) -> Slot {
        self.free.pop().unwrap_or_else(|| {
            self.places.push(Place::GONE);
            (self.places.len() - 1) as Slot
        })
    }

    /// Writes a mention, and finds it by its key from now on.
    fn put(&mut self, slot: Slot, key: MentionKey, tokens: &[LinkToken], before: &[Holders]) {
        let first = self.allocate(size(tokens.len()));
        self.places[slot as usize] = Place::new(first, tokens.len());
        let key_words = [key.0 as u64, (key.0 >> 64) as u64];
        let links = before.chunks(2).map(|pair| {
            let second = pair.get(1).map_or(NONE, |holders| holders.first);
            u64::from(pair[0].first) | u64::from(second) << 32
        });
        let words = key_words.into_iter().chain(tokens.iter().map(|token| token.0)).chain(links);
        self.pages.write(&mut self.heap, first, words);
        let hash = short(key);
        self.slots.insert_unique(long(hash), (hash, slot), |(short, _)| long(*short));
    }

    /// So many words of the heap that nobody uses.
    fn allocate(&mut self, size: usize) -> usize {
        if let Some(first) = self.spare.get_mut(&size).and_then(Vec::pop) {
            return first;
        }
        let first = self.end;
        self.end += size;
        while self.heap.room() < self.end {
            self.pages.extend(&mut self.heap);
        }
        first
    }

    /// Takes a mention away.
    pub fn remove(&mut self, key: MentionKey) -> Option<Vec<LinkToken>> {
        let slot = self.slot(key)?;
        let tokens = self.tokens(slot);
        for token in &tokens {
            let after = self.next(slot, *token);
            let Holders { first, count } = self.holders(*token);
            let left =
                Holders { first: if first == slot { after } else { first }, count: count - 1 };
            if first != slot {
                let before = self
                    .each(*token, Holders { first, count })
                    .find(|other| self.next(*other, *token) == slot);
                before.into_iter().for_each(|before| self.set_next(before, *token, after));
            }
            self.table.set(&mut self.pages, *token, left);
        }
        let place = std::mem::replace(&mut self.places[slot as usize], Place::GONE);
        self.spare.entry(size(tokens.len())).or_default().push(place.first());
        self.free.push(slot);
        let entry = self.slots.find_entry(long(short(key)), |(_, other)| *other == slot);
        if let Ok(entry) = entry {
            entry.remove();
        }
        Some(tokens)
    }
}
