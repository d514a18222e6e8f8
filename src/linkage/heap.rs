//! Words of 64 bits that grow in number, and can be shared as they are at a moment: a clone takes
//! no more memory until one of the two is changed.

use std::ops::Range;
use std::sync::Arc;

/// Number of words of an allocation, as a power of two: so much is copied when a shared allocation
/// is written.
const SLAB: u32 = if cfg!(test) { 8 } else { 18 };
/// Mask of the part of a word's place that is within an allocation.
const MASK: usize = (1 << SLAB) - 1;

/// Growing array of words. A shared allocation is copied before it is written.
#[derive(Clone, Default)]
pub struct Heap(Vec<Arc<[u64]>>);

impl Heap {
    /// Grows the heap to room for so many words, of which the new ones are zeros.
    pub fn grow_to(&mut self, words: usize) {
        while self.0.len() << SLAB < words {
            // Copied from a vector: when it was filled in place, a load onto a million records took
            // a fifth longer.
            self.0.push(vec![0; 1 << SLAB].into());
        }
    }

    /// The word at a place.
    #[inline(always)]
    pub fn get(&self, word: usize) -> u64 {
        self.0[word >> SLAB][word & MASK]
    }

    /// Reads words that follow each other, and hands them on in pieces.
    pub fn read(&self, words: Range<usize>, mut each: impl FnMut(&[u64])) {
        let mut first = words.start;
        while first < words.end {
            let slab = &self.0[first >> SLAB][first & MASK..];
            let piece = &slab[..slab.len().min(words.end - first)];
            each(piece);
            first += piece.len();
        }
    }

    /// Writes words that follow each other.
    pub fn write(&mut self, first: usize, words: impl IntoIterator<Item = u64>) {
        let mut words = words.into_iter();
        let (mut slab, mut within) = (first >> SLAB, first & MASK);
        while let Some(word) = words.next() {
            let slab_words = Arc::make_mut(&mut self.0[slab]);
            slab_words[within] = word;
            // As many as the slab has room for.
            for (place, word) in slab_words[within + 1..].iter_mut().zip(words.by_ref()) {
                *place = word;
            }
            (slab, within) = (slab + 1, 0);
        }
    }
}
