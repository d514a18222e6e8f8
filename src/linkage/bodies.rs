//! Descriptions by slot: the key of each, and its tokens.

use std::collections::HashMap;

use super::descriptions::{DescriptionKey, LinkToken};
use super::heap::Heap;

/// Slot of a description: its number in the tables of the linker. A slot is given anew when its
/// description has gone.
pub type Slot = u32;

/// Number of words of a description before its tokens: the words of its key.
const KEY: usize = 2;

/// Place of a description in the heap: its first word, and the number of its tokens.
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

/// Number of words of a description with so many tokens.
fn size(tokens: usize) -> usize {
    KEY + tokens
}

/// All descriptions by slot, with their keys and tokens.
#[derive(Default)]
pub struct Bodies {
    heap: Heap,
    /// First word of the heap that was never used.
    end: usize,
    /// First words of pieces of the heap that are used no more, by the number of their words.
    spare: HashMap<usize, Vec<usize>>,
    /// Place of the description in each slot.
    places: Vec<Place>,
    free: Vec<Slot>,
}

impl Bodies {
    /// Copy of what can be read of the descriptions, as they are now. The copy takes no more
    /// memory until one of the two is changed.
    pub fn share(&self) -> Self {
        Self { heap: self.heap.clone(), places: self.places.clone(), ..Self::default() }
    }

    /// Number of slots: one more than the greatest slot in use.
    pub fn slots(&self) -> usize {
        self.places.len()
    }

    /// Slots of all descriptions, in order.
    pub fn iter(&self) -> impl Iterator<Item = Slot> {
        (0..)
            .zip(&self.places)
            .filter_map(|(slot, place)| (place.0 != Place::GONE.0).then_some(slot))
    }

    /// Key of a description.
    pub fn key(&self, slot: Slot) -> DescriptionKey {
        let first = self.places[slot as usize].first();
        let word = |word| u128::from(self.heap.get(word));
        DescriptionKey(word(first) | word(first + 1) << 64)
    }

    /// Tokens of a description.
    pub fn tokens(&self, slot: Slot) -> Vec<LinkToken> {
        let mut tokens = Vec::new();
        self.read_tokens(slot, &mut tokens);
        tokens
    }

    /// Reads the tokens of a description into a list, which is emptied before.
    pub fn read_tokens(&self, slot: Slot, tokens: &mut Vec<LinkToken>) {
        let place = self.places[slot as usize];
        tokens.clear();
        let first = place.first() + KEY;
        self.heap.read(first..first + place.tokens(), |words| {
            tokens.extend(words.iter().map(|word| LinkToken(*word)));
        });
    }

    /// Takes a slot without a description.
    pub fn vacant(&mut self) -> Slot {
        self.free.pop().unwrap_or_else(|| {
            self.places.push(Place::GONE);
            (self.places.len() - 1) as Slot
        })
    }

    /// Writes a description into a vacant slot.
    pub fn put(&mut self, slot: Slot, key: DescriptionKey, tokens: &[LinkToken]) {
        let first = self.allocate(size(tokens.len()));
        self.places[slot as usize] = Place::new(first, tokens.len());
        let key_words = [key.0 as u64, (key.0 >> 64) as u64];
        let words = key_words.into_iter().chain(tokens.iter().map(|token| token.0));
        self.heap.write(first, words);
    }

    /// Takes `size` words of the heap that no description uses, and returns the first of them.
    fn allocate(&mut self, size: usize) -> usize {
        if let Some(first) = self.spare.get_mut(&size).and_then(Vec::pop) {
            return first;
        }
        let first = self.end;
        self.end += size;
        self.heap.grow_to(self.end);
        first
    }

    /// Removes a description: gives up its slot and its words.
    pub fn remove(&mut self, slot: Slot) {
        let place = std::mem::replace(&mut self.places[slot as usize], Place::GONE);
        self.spare.entry(size(place.tokens())).or_default().push(place.first());
        self.free.push(slot);
    }
}
