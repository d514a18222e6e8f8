//! All descriptions and who shares which token, kept small: a token takes about 25 bytes in each
//! description that carries it, or 8 where nobody is sought by it; a description about 24 bytes beside.

use hashbrown::HashTable;

use crate::domain::code_list::CodeList;
use crate::domain::codes::MatchKeyKind;
use crate::domain::hashed::mix;
use crate::domain::record::Token;

use super::bodies::{Bodies, Slot};
use super::lists::Holders;
use super::token_table::TokenTable;

/// Names a description: a hash of its tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DescriptionKey(pub u128);

impl DescriptionKey {
    /// The name of the description with these tokens, which are sorted. They are keyed hashes, of
    /// which nobody outside knows the key: they need mixing, and no hash that withstands chosen ones.
    /// The multiplier is that of PCG's 128-bit generators (O'Neill, 2014).
    pub fn of(tokens: &[LinkToken]) -> Self {
        const MULTIPLIER: u128 = 0x2360_ed05_1fc6_5da4_4385_df64_9fcc_f645;
        let step = |name: u128, token: &LinkToken| {
            (name ^ u128::from(token.0)).wrapping_mul(MULTIPLIER).rotate_left(64)
        };
        let name = tokens.iter().fold(tokens.len() as u128, step);
        Self(name.wrapping_mul(MULTIPLIER) ^ name >> 64)
    }
}

/// A token as the linker holds it: 6 bits of its kind, 6 of its key epoch, 52 of its hash. That
/// tells a hundred million tokens of a kind apart (expected false meetings: 1), and epochs of
/// which fewer than 64 are in use at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkToken(pub(super) u64);

const HASH_BITS: u32 = 52;
const EPOCHS: u32 = 64;

impl LinkToken {
    /// Its kind, as a bit.
    pub fn kind_bit(self) -> u64 {
        1 << (self.0 >> 58)
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
        let kind = u64::from(token.kind.number()) << 58;
        let epoch = u64::from(token.key_epoch % EPOCHS) << HASH_BITS;
        Self(kind | epoch | u64::from_le_bytes(hash) >> (64 - HASH_BITS))
    }
}

/// The bit of a kind.
pub fn bit(kind: MatchKeyKind) -> u64 {
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
    /// Kinds of tokens whose holders are asked for, as bits: the others are compared alone.
    indexed: u64,
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
    /// No descriptions. Holders are known of tokens of some kinds, which are bits.
    pub fn new(indexed: u64) -> Self {
        let (bodies, table) = (Bodies::default(), TokenTable::default());
        Self { bodies, table, indexed, slots: HashTable::new() }
    }

    /// Whether the holders of a token are known.
    pub fn is_indexed(&self, token: LinkToken) -> bool {
        self.indexed & token.kind_bit() != 0
    }

    /// The slot of a description.
    pub fn slot(&self, key: DescriptionKey) -> Option<Slot> {
        let hash = short(key);
        let is = |(short, slot): &(u32, Slot)| *short == hash && self.bodies.key(*slot) == key;
        self.slots.find(long(hash), is).map(|(_, slot)| *slot)
    }

    /// How many different tokens the descriptions have whose holders are known.
    pub fn different_tokens(&self) -> usize {
        self.table.len()
    }

    /// Prepares for [`Descriptions::holders`] of some tokens, which is quicker than one by one.
    pub fn warm(&self, tokens: &[LinkToken]) {
        let indexed = tokens.iter().copied().filter(|token| self.is_indexed(*token));
        self.table.warm(indexed);
    }

    /// How many descriptions carry a token.
    pub fn count(&self, token: LinkToken) -> usize {
        self.holders(token).count as usize
    }

    /// Who carries a token; nobody where that is not known.
    pub fn holders(&self, token: LinkToken) -> Holders {
        if self.is_indexed(token) { self.table.get(token) } else { Holders::NOBODY }
    }

    /// The holders of a token one by one.
    pub fn each(&self, holders: Holders) -> impl Iterator<Item = Slot> {
        self.table.each(holders)
    }

    /// Adds a description whose key is not there; its tokens are sorted. Gives its slot, and who holds
    /// each of its tokens now: most of the time goes into finding that, and it should be found once.
    pub fn insert(&mut self, key: DescriptionKey, tokens: &[LinkToken]) -> (Slot, Vec<Holders>) {
        let slot = self.place(key, tokens);
        self.warm(tokens);
        let holders = tokens.iter().map(|token| {
            if self.indexed & token.kind_bit() != 0 {
                self.table.push(*token, slot)
            } else {
                Holders::NOBODY
            }
        });
        (slot, holders.collect())
    }

    /// Adds a description as [`Descriptions::insert`] does, but for what [`Descriptions::index`] does
    /// afterwards for many at once: it is found by its key from now on.
    pub fn place(&mut self, key: DescriptionKey, tokens: &[LinkToken]) -> Slot {
        let slot = self.bodies.vacant();
        self.bodies.put(slot, key, tokens);
        let hash = short(key);
        self.slots.insert_unique(long(hash), (hash, slot), |(short, _)| long(*short));
        slot
    }

    /// Enters all descriptions, which have so many different tokens, into the table, when none is there
    /// yet.
    pub fn index(&mut self, different: usize) {
        self.table.prepare(different);
        let mut tokens = Vec::new();
        for slot in 0..self.bodies.slots() as Slot {
            self.bodies.read_tokens(slot, &mut tokens);
            tokens.retain(|token| self.is_indexed(*token));
            self.warm(&tokens);
            for token in &tokens {
                self.table.push(*token, slot);
            }
        }
    }

    /// Takes a description away, and gives its tokens.
    pub fn remove(&mut self, slot: Slot) -> Vec<LinkToken> {
        let key = self.bodies.key(slot);
        let tokens = self.bodies.tokens(slot);
        for token in tokens.iter().filter(|token| self.indexed & token.kind_bit() != 0) {
            self.table.take(*token, slot);
        }
        self.bodies.remove(slot);
        let entry = self.slots.find_entry(long(short(key)), |(_, other)| *other == slot);
        if let Ok(entry) = entry {
            entry.remove();
        }
        tokens
    }
}
