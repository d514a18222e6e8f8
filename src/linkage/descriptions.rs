//! All descriptions and who shares which token, kept small: a token takes about 30 bytes in each
//! description that carries it. They lie in pages, of which some may be on disk; what always lies in
//! memory of a description are about 24 bytes.
//!
//! The holders of a token form a list that runs through the descriptions themselves: beside each of
//! its tokens a description keeps the slot of the next holder, and the table of tokens keeps the first
//! one and their number.

use hashbrown::HashTable;

use crate::domain::code_list::CodeList;
use crate::domain::codes::MatchKeyKind;
use crate::domain::hashed::mix;
use crate::domain::record::Token;

use super::bodies::{Bodies, Slot};
use super::pages::MemoryLimit;
use super::token_table::{Holders, NONE, TokenTable};

/// Names a description: a hash of its tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DescriptionKey(pub u128);

impl DescriptionKey {
    /// The name of the description with these tokens, which are sorted.
    pub fn of(tokens: &[LinkToken]) -> Self {
        let mut hasher = blake3::Hasher::new();
        for token in tokens {
            hasher.update(&token.0.to_le_bytes());
        }
        let mut name = [0; 16];
        name.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        Self(u128::from_le_bytes(name))
    }
}

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

/// Tokens as a description holds them: sorted, without doubles.
pub fn sorted(tokens: &[Token]) -> Vec<LinkToken> {
    let mut tokens: Vec<LinkToken> = tokens.iter().map(LinkToken::from).collect();
    tokens.sort_unstable();
    tokens.dedup();
    tokens
}

/// All descriptions.
pub struct Descriptions {
    pub(super) bodies: Bodies,
    table: TokenTable,
    /// Slots by a part of the hash of their key, which is beside them.
    slots: HashTable<(u32, Slot)>,
}

/// Keys are hashes: a part of one is a hash, too.
fn short(key: DescriptionKey) -> u32 {
    (key.0 ^ (key.0 >> 64)) as u32
}

/// The hash under which a part of one is found.
fn long(short: u32) -> u64 {
    mix(u64::from(short))
}

impl Descriptions {
    /// No descriptions.
    pub fn new(limit: Option<MemoryLimit>) -> Self {
        Self { bodies: Bodies::new(limit), table: TokenTable::default(), slots: HashTable::new() }
    }

    /// The slot of a description.
    pub fn slot(&self, key: DescriptionKey) -> Option<Slot> {
        let hash = short(key);
        let is = |(short, slot): &(u32, Slot)| *short == hash && self.bodies.key(*slot) == key;
        self.slots.find(long(hash), is).map(|(_, slot)| *slot)
    }

    /// How many different tokens the descriptions have.
    pub fn different_tokens(&self) -> usize {
        self.table.len()
    }

    /// Prepares for [`Descriptions::holders`] of some tokens, which is quicker than one by one.
    pub fn warm(&self, tokens: &[LinkToken]) {
        self.table.warm(&self.bodies.pages, tokens);
    }

    /// How many descriptions carry a token.
    pub fn count(&self, token: LinkToken) -> usize {
        self.holders(token).count as usize
    }

    /// Who carries a token.
    pub fn holders(&self, token: LinkToken) -> Holders {
        self.table.get(&self.bodies.pages, token)
    }

    /// The holders of a token one by one.
    pub fn each(&self, token: LinkToken, holders: Holders) -> impl Iterator<Item = Slot> {
        let mut slot = holders.first;
        std::iter::from_fn(move || {
            let found = (slot != NONE).then_some(slot)?;
            slot = self.bodies.next(found, token);
            Some(found)
        })
    }

    /// Adds a description whose key is not there; its tokens are sorted. Gives its slot, and who held
    /// each of its tokens before: most of the time goes into finding that, and it should be found
    /// once.
    pub fn insert(&mut self, key: DescriptionKey, tokens: &[LinkToken]) -> (Slot, Vec<Holders>) {
        let slot = self.bodies.vacant();
        self.warm(tokens);
        let pages = &mut self.bodies.pages;
        let before: Vec<Holders> =
            tokens.iter().map(|token| self.table.push(pages, *token, slot)).collect();
        self.put(slot, key, tokens, &before);
        (slot, before)
    }

    /// Adds a description as [`Descriptions::insert`] does, but for what [`Descriptions::index`] does
    /// afterwards for many at once.
    pub fn place(&mut self, key: DescriptionKey, tokens: &[LinkToken]) -> Slot {
        let slot = self.bodies.vacant();
        self.put(slot, key, tokens, &vec![Holders::NOBODY; tokens.len()]);
        slot
    }

    /// Enters all descriptions, which have so many different tokens, into the table, when none is there
    /// yet. Where the table does not fit in memory, one part of it after the other.
    pub fn index(&mut self, different: usize) {
        let parts = self.table.prepare(&mut self.bodies.pages, different);
        let mut tokens = Vec::new();
        for part in 0..parts {
            for slot in 0..self.bodies.slots() as Slot {
                self.bodies.read_tokens(slot, &mut tokens);
                tokens.retain(|token| TokenTable::part(*token, parts) == part);
                self.warm(&tokens);
                for token in &tokens {
                    let before = self.table.push(&mut self.bodies.pages, *token, slot);
                    if before != Holders::NOBODY {
                        self.bodies.set_next(slot, *token, before.first);
                    }
                }
            }
        }
    }

    /// Writes a description, and finds it by its key from now on.
    fn put(&mut self, slot: Slot, key: DescriptionKey, tokens: &[LinkToken], before: &[Holders]) {
        self.bodies.put(slot, key, tokens, before);
        let hash = short(key);
        self.slots.insert_unique(long(hash), (hash, slot), |(short, _)| long(*short));
    }

    /// Takes a description away, and gives its tokens.
    pub fn remove(&mut self, slot: Slot) -> Vec<LinkToken> {
        let key = self.bodies.key(slot);
        let tokens = self.bodies.tokens(slot);
        for token in &tokens {
            let after = self.bodies.next(slot, *token);
            let Holders { first, count } = self.holders(*token);
            let left =
                Holders { first: if first == slot { after } else { first }, count: count - 1 };
            if first != slot {
                let before = self
                    .each(*token, Holders { first, count })
                    .find(|other| self.bodies.next(*other, *token) == slot);
                before.into_iter().for_each(|before| self.bodies.set_next(before, *token, after));
            }
            self.table.set(&mut self.bodies.pages, *token, left);
        }
        self.bodies.remove(slot);
        let entry = self.slots.find_entry(long(short(key)), |(_, other)| *other == slot);
        if let Ok(entry) = entry {
            entry.remove();
        }
        tokens
    }
}
