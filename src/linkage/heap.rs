//! Words that grow in number, and can be shared as they are at a moment.

use std::ops::Range;
use std::sync::Arc;

use super::pages::{Pages, WORDS};

/// Words of an allocation, as a power of two: so much is copied when a shared one is written.
const SLAB: u32 = if cfg!(test) { 8 } else { 18 };
/// The part of a word's place that is within an allocation.
const MASK: usize = (1 << SLAB) - 1;

/// The words. Where they lie in pages, all calls get the same ones.
#[derive(Default)]
pub struct Heap {
    /// Without a limit of memory. One that is shared is copied before it is written.
    slabs: Vec<Arc<[u64]>>,
    /// With one.
    pages: Vec<u32>,
}

impl Heap {
    /// Has room for so many words, of which the new ones are zeros.
    pub fn grow_to(&mut self, pages: &mut Pages, words: usize) {
        if pages.are_limited() {
            while self.pages.len() * WORDS < words {
                self.pages.push(pages.allocate());
            }
        } else {
            while self.slabs.len() << SLAB < words {
                // Copied from a vector: when it was filled in place, a load onto a million
                // records took a fifth longer.
                self.slabs.push(vec![0; 1 << SLAB].into());
            }
        }
    }

    /// A word.
    #[inline(always)]
    pub fn get(&self, pages: &Pages, word: usize) -> u64 {
        if pages.are_limited() {
            pages.paged(&self.pages, word)
        } else {
            self.slabs[word >> SLAB][word & MASK]
        }
    }

    /// Gives some words that follow each other, in pieces.
    pub fn read(&self, pages: &Pages, words: Range<usize>, mut each: impl FnMut(&[u64])) {
        if pages.are_limited() {
            words.for_each(|word| each(&[pages.paged(&self.pages, word)]));
            return;
        }
        let mut first = words.start;
        while first < words.end {
            let slab = &self.slabs[first >> SLAB][first & MASK..];
            let piece = &slab[..slab.len().min(words.end - first)];
            each(piece);
            first += piece.len();
        }
    }

    /// Changes words that follow each other.
    pub fn write(&mut self, pages: &mut Pages, first: usize, words: impl IntoIterator<Item = u64>) {
        if pages.are_limited() {
            pages.write_paged(&self.pages, first, words);
            return;
        }
        let mut words = words.into_iter();
        let (mut slab, mut within) = (first >> SLAB, first & MASK);
        while let Some(word) = words.next() {
            let slab_words = Arc::make_mut(&mut self.slabs[slab]);
            slab_words[within] = word;
            // As many as the slab has room for.
            for (place, word) in slab_words[within + 1..].iter_mut().zip(words.by_ref()) {
                *place = word;
            }
            (slab, within) = (slab + 1, 0);
        }
    }

    /// The words as they are now, which take no more memory until they are changed; nothing when
    /// they lie in pages.
    pub fn share(&self, pages: &Pages) -> Option<Self> {
        (!pages.are_limited()).then(|| Self { slabs: self.slabs.clone(), pages: Vec::new() })
    }
}
