//! All mentions and who shares which token, kept small: a token takes about 30 bytes in each
//! mention that carries it.
//!
//! The holders of a token form a list that runs through the mentions themselves: beside each of
//! its tokens a mention keeps the slot of the next holder, and the index keeps the first one and
//! their number.

use serde::{Deserialize, Serialize};

use crate::domain::code_list::CodeList;
use crate::domain::codes::MatchKeyKind;
use crate::domain::hashed::HashedMap;
use crate::domain::record::Token;

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
pub fn sorted(tokens: &[Token]) -> Box<[LinkToken]> {
    let mut tokens: Vec<LinkToken> = tokens.iter().map(LinkToken::from).collect();
    tokens.sort_unstable();
    tokens.dedup();
    tokens.into()
}

/// Where a mention is; given anew when the mention has gone.
pub type Slot = u32;

/// No slot: the end of a list.
const NONE: Slot = Slot::MAX;

struct Mention {
    key: MentionKey,
    tokens: Box<[LinkToken]>,
    /// The next holder of each token.
    next: Box<[Slot]>,
}

impl Mention {
    /// Where one of its tokens is.
    fn place(&self, token: LinkToken) -> usize {
        self.tokens.binary_search(&token).expect("a holder carries its token")
    }
}

/// Who carries a token: the first one of their list, and how many they are.
#[derive(Clone, Copy)]
pub struct Holders {
    first: Slot,
    /// How many.
    pub count: u32,
}

impl Holders {
    const NOBODY: Self = Self { first: NONE, count: 0 };
}

/// All mentions.
#[derive(Default)]
pub struct Mentions {
    mentions: Vec<Option<Mention>>,
    free: Vec<Slot>,
    slots: HashedMap<MentionKey, Slot>,
    holders: HashedMap<LinkToken, Holders>,
}

impl Mentions {
    /// Number of mentions.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// One more than the greatest slot in use.
    pub fn slots(&self) -> usize {
        self.mentions.len()
    }

    /// No mentions, and room for so many, which carry so many tokens together.
    pub fn with_room(mentions: usize, tokens: usize) -> Self {
        Self {
            mentions: Vec::with_capacity(mentions),
            slots: HashedMap::with_capacity_and_hasher(mentions, Default::default()),
            // Most tokens have two holders or more.
            holders: HashedMap::with_capacity_and_hasher(tokens / 2, Default::default()),
            free: Vec::new(),
        }
    }

    /// The slot of a mention.
    pub fn slot(&self, key: MentionKey) -> Option<Slot> {
        self.slots.get(&key).copied()
    }

    /// All mentions' slots.
    pub fn iter(&self) -> impl Iterator<Item = Slot> {
        (0..).zip(&self.mentions).filter_map(|(slot, mention)| mention.as_ref().map(|_| slot))
    }

    /// The key of a mention.
    pub fn key(&self, slot: Slot) -> MentionKey {
        self.mention(slot).key
    }

    /// The tokens of a mention.
    pub fn tokens(&self, slot: Slot) -> &[LinkToken] {
        &self.mention(slot).tokens
    }

    fn mention(&self, slot: Slot) -> &Mention {
        self.mentions[slot as usize].as_ref().expect("slots in use hold a mention")
    }

    /// The holder of a token that follows one in its list.
    fn next(&self, slot: Slot, token: LinkToken) -> Slot {
        let mention = self.mention(slot);
        mention.next[mention.place(token)]
    }

    /// How many mentions carry a token.
    pub fn count(&self, token: LinkToken) -> usize {
        self.holders(token).count as usize
    }

    /// Who carries a token.
    pub fn holders(&self, token: LinkToken) -> Holders {
        self.holders.get(&token).copied().unwrap_or(Holders::NOBODY)
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

    /// Adds a mention whose key is not there. Gives its slot, and who held each of its tokens
    /// before: most of the time goes into finding that, and it should be found once.
    pub fn insert(&mut self, key: MentionKey, tokens: Box<[LinkToken]>) -> (Slot, Vec<Holders>) {
        let slot = self.free.pop().unwrap_or_else(|| {
            self.mentions.push(None);
            (self.mentions.len() - 1) as Slot
        });
        let before: Vec<Holders> = tokens
            .iter()
            .map(|token| {
                let holders = self.holders.entry(*token).or_insert(Holders::NOBODY);
                let count = holders.count + 1;
                std::mem::replace(holders, Holders { first: slot, count })
            })
            .collect();
        let next = before.iter().map(|holders| holders.first).collect();
        self.mentions[slot as usize] = Some(Mention { key, tokens, next });
        self.slots.insert(key, slot);
        (slot, before)
    }

    /// Takes a mention away.
    pub fn remove(&mut self, key: MentionKey) -> Option<Box<[LinkToken]>> {
        let slot = self.slots.remove(&key)?;
        for place in 0..self.tokens(slot).len() {
            let mention = self.mention(slot);
            let (token, after) = (mention.tokens[place], mention.next[place]);
            let Some(holders) = self.holders.get_mut(&token) else { continue };
            holders.count -= 1;
            if holders.count == 0 {
                self.holders.remove(&token);
            } else if holders.first == slot {
                holders.first = after;
            } else {
                let before = self
                    .each(token, self.holders(token))
                    .find(|other| self.next(*other, token) == slot);
                if let Some(before) = before.and_then(|slot| self.mentions[slot as usize].as_mut())
                {
                    before.next[before.place(token)] = after;
                }
            }
        }
        self.free.push(slot);
        self.mentions[slot as usize].take().map(|mention| mention.tokens)
    }
}
