//! Words in pages, of which a limited number lie in memory and the others in a file.
//!
//! The file is a convenience of one process: it has no name, it is encrypted under a random key that
//! is nowhere else (ChaCha20-Poly1305, the writes numbered, bound to the page), and it is gone with
//! the process. Pages that were not used since the hand of a clock last came by leave
//! memory first. Without a limit there is no file.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Error};
use std::os::unix::fs::FileExt;
use std::path::PathBuf;

use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use zeroize::Zeroizing;

/// Words of 8 bytes of a page.
pub const WORDS: usize = 128;
const BYTES: usize = 8 * WORDS;
const TAG: usize = 16;
/// Bytes of the number of a write.
const NUMBER: usize = 8;
/// A page in the file: ciphertext, tag, number.
const SEALED: usize = BYTES + TAG + NUMBER;
/// Fewer pages than this would be read again before they are used.
const LEAST: usize = 64;
/// Words of a page of the system.
const SYSTEM_PAGE: usize = 512;

/// How much may lie in memory, and where the rest goes.
#[derive(Clone, Debug)]
pub struct MemoryLimit {
    /// Bytes.
    pub bytes: u64,
    /// The directory of the file.
    pub dir: PathBuf,
}

/// Some words that lie one after the other.
#[derive(Default)]
pub struct Area {
    /// Without a limit.
    words: Box<[u64]>,
    /// With one.
    pages: Vec<u32>,
}

/// What the words of areas lie in: memory, or pages of which some are in a file. A file that cannot
/// be written or read is the end: whoever uses the words panics.
pub struct Pages(Option<Box<RefCell<Cache>>>);

impl Pages {
    /// Without a limit all lies in memory.
    pub fn new(limit: Option<MemoryLimit>) -> Self {
        Self(limit.map(|limit| Box::new(RefCell::new(Cache::new(limit)))))
    }

    /// How many parts so many words must be divided into, so that one fits in memory beside a few
    /// others.
    pub fn parts(&self, words: usize) -> u64 {
        self.0.as_ref().map_or(1, |cache| {
            let most = cache.borrow().most() / 2 * WORDS;
            words.div_ceil(most) as u64
        })
    }

    /// Whether some of the words lie in a file.
    pub fn are_limited(&self) -> bool {
        self.0.is_some()
    }

    /// An area of zeros.
    pub fn area(&mut self, words: usize) -> Area {
        let mut area = Area::default();
        if self.are_limited() {
            area.pages.extend((0..words.div_ceil(WORDS)).map(|_| self.allocate()));
        } else {
            area.words = vec![0; words].into();
            // Words will be read before they are written: the system would map each page twice.
            let touched = std::hint::black_box(&mut area.words);
            touched.chunks_mut(SYSTEM_PAGE).for_each(|page| page[0] = 0);
        }
        area
    }

    /// Gives the words of an area away from the first to the last, and their room back.
    pub fn drain(&mut self, area: Area, mut each: impl FnMut(&mut Self, &[u64])) {
        each(self, &area.words);
        for page in area.pages {
            if let Some(cache) = &mut self.0 {
                let words = cache.get_mut().take(page);
                each(self, &words);
            }
        }
    }

    /// Loads words of areas into the processor's caches all at once: one after the other, each
    /// would wait for memory.
    pub fn warm<'a>(&self, words: impl Iterator<Item = (&'a Area, usize)>) {
        if !self.are_limited() {
            std::hint::black_box(words.fold(0, |all, (area, word)| all ^ area.words[word]));
        }
    }

    /// A word of an area.
    #[inline(always)]
    pub fn get(&self, area: &Area, word: usize) -> u64 {
        if self.are_limited() { self.paged(&area.pages, word) } else { area.words[word] }
    }

    /// Changes words of an area that follow each other.
    #[inline]
    pub fn write(&mut self, area: &mut Area, first: usize, words: [u64; 2]) {
        if self.are_limited() {
            self.write_paged(&area.pages, first, words);
        } else {
            area.words[first..][..words.len()].copy_from_slice(&words);
        }
    }

    /// With a limit: a page of zeros.
    pub fn allocate(&mut self) -> u32 {
        self.cache().get_mut().allocate()
    }

    /// With a limit: a word of some pages.
    pub fn paged(&self, pages: &[u32], word: usize) -> u64 {
        let cache = self.0.as_ref().expect(UNLIMITED);
        cache.borrow_mut().frame(pages[word / WORDS]).words[word % WORDS]
    }

    /// With a limit: changes words of some pages.
    pub fn write_paged(
        &mut self,
        pages: &[u32],
        first: usize,
        words: impl IntoIterator<Item = u64>,
    ) {
        let cache = self.cache().get_mut();
        for (at, word) in (first..).zip(words) {
            let frame = cache.frame(pages[at / WORDS]);
            frame.changed = true;
            frame.words[at % WORDS] = word;
        }
    }

    fn cache(&mut self) -> &mut RefCell<Cache> {
        self.0.as_mut().expect(UNLIMITED)
    }
}

const UNLIMITED: &str = "without a limit there are no pages";

/// No frame: the page is in the file.
const NONE: u32 = u32::MAX;
/// No frame: the page was not used yet, and holds zeros.
const ZEROS: u32 = NONE - 1;

/// A page in memory.
struct Frame {
    page: u32,
    used: bool,
    changed: bool,
    words: [u64; WORDS],
}

/// Pages of which some are in a file.
struct Cache {
    limit: MemoryLimit,
    file: Option<(File, ChaCha20Poly1305)>,
    /// So many pages were written.
    writes: u64,
    /// A page as it is in the file.
    buffer: Vec<u8>,
    /// The frame of each page.
    frame_of: Vec<u32>,
    frames: Vec<Frame>,
    /// Frames without a page.
    empty: Vec<u32>,
    /// Pages that are in no area.
    free: Vec<u32>,
    hand: usize,
}

impl Cache {
    fn new(limit: MemoryLimit) -> Self {
        Self {
            limit,
            file: None,
            writes: 0,
            buffer: Vec::new(),
            frame_of: Vec::new(),
            frames: Vec::new(),
            empty: Vec::new(),
            free: Vec::new(),
            hand: 0,
        }
    }

    fn allocate(&mut self) -> u32 {
        self.free.pop().unwrap_or_else(|| {
            self.frame_of.push(ZEROS);
            (self.frame_of.len() - 1) as u32
        })
    }

    /// Frees a page, and gives what was in it.
    fn take(&mut self, page: u32) -> [u64; WORDS] {
        let words = self.frame(page).words;
        self.empty.push(std::mem::replace(&mut self.frame_of[page as usize], ZEROS));
        self.free.push(page);
        words
    }

    #[inline]
    fn frame(&mut self, page: u32) -> &mut Frame {
        let mut place = self.frame_of[page as usize];
        if place >= ZEROS {
            place = self.load(page);
        }
        let frame = &mut self.frames[place as usize];
        frame.used = true;
        frame
    }

    #[cold]
    fn load(&mut self, page: u32) -> u32 {
        let place = self.room();
        let fresh = self.frame_of[page as usize] == ZEROS;
        if fresh {
            self.frames[place].words.fill(0);
        } else {
            self.read(page, place).unwrap_or_else(|error| unusable(&error));
        }
        let frame = &mut self.frames[place];
        // A fresh page that leaves again is in the file from then on.
        (frame.page, frame.changed) = (page, fresh);
        self.frame_of[page as usize] = place as u32;
        place as u32
    }

    /// Pages that may be in memory.
    fn most(&self) -> usize {
        LEAST.max(usize::try_from(self.limit.bytes).unwrap_or(usize::MAX) / BYTES)
    }

    /// A frame that holds no page.
    fn room(&mut self) -> usize {
        if let Some(place) = self.empty.pop() {
            return place as usize;
        }
        if self.frames.len() < self.most() {
            // Room for all at once, if there is so much: it is taken as it is used, and not moved.
            let _ = self.frames.try_reserve(self.most() - self.frames.len());
            let words = [0; WORDS];
            self.frames.push(Frame { page: NONE, used: false, changed: false, words });
            return self.frames.len() - 1;
        }
        loop {
            let place = self.hand;
            self.hand = (self.hand + 1) % self.frames.len();
            let frame = &mut self.frames[place];
            if std::mem::take(&mut frame.used) {
                continue;
            }
            let page = frame.page;
            if std::mem::take(&mut frame.changed) {
                self.write(place).unwrap_or_else(|error| unusable(&error));
            }
            self.frame_of[page as usize] = NONE;
            return place;
        }
    }

    fn write(&mut self, place: usize) -> io::Result<()> {
        if self.file.is_none() {
            let mut key = Zeroizing::new([0; 32]);
            getrandom::fill(key.as_mut()).map_err(|_| Error::other("no random bytes"))?;
            let cipher = ChaCha20Poly1305::new((&*key).into());
            self.file = Some((tempfile::tempfile_in(&self.limit.dir)?, cipher));
        }
        let Some((file, cipher)) = &mut self.file else { unreachable!("it was just made") };
        let Frame { page, words, .. } = &self.frames[place];
        self.writes += 1;
        let number = self.writes.to_le_bytes();
        self.buffer.clear();
        self.buffer.extend(words.iter().flat_map(|word| word.to_le_bytes()));
        let sealed = cipher.encrypt_in_place(&nonce(number), &page.to_le_bytes(), &mut self.buffer);
        sealed.map_err(|_| Error::other("a page cannot be encrypted"))?;
        self.buffer.extend(number);
        file.write_all_at(&self.buffer, u64::from(*page) * SEALED as u64)
    }

    fn read(&mut self, page: u32, place: usize) -> io::Result<()> {
        let Some((file, cipher)) = &mut self.file else {
            return Err(Error::other("a page that was never written"));
        };
        self.buffer.resize(SEALED, 0);
        file.read_exact_at(&mut self.buffer, u64::from(page) * SEALED as u64)?;
        let number = *self.buffer.last_chunk().expect("it is longer");
        self.buffer.truncate(BYTES + TAG);
        let opened = cipher.decrypt_in_place(&nonce(number), &page.to_le_bytes(), &mut self.buffer);
        opened.map_err(|_| Error::other("a page was changed"))?;
        for (word, bytes) in self.frames[place].words.iter_mut().zip(self.buffer.as_chunks().0) {
            *word = u64::from_le_bytes(*bytes);
        }
        Ok(())
    }
}

/// The nonce of a write: the key is of this process alone, so a number is enough.
fn nonce(number: [u8; NUMBER]) -> Nonce {
    let mut nonce = Nonce::default();
    nonce[..NUMBER].copy_from_slice(&number);
    nonce
}

/// Ends the thread that links, and with it all changes.
fn unusable(error: &Error) -> ! {
    panic!("the file of the token index cannot be used: {error}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_survive_outside_of_memory() {
        let dir = tempfile::tempdir().unwrap();
        let limit = MemoryLimit { bytes: 0, dir: dir.path().into() };
        let mut pages = Pages::new(Some(limit));
        let [mut area, mut other] = [(); 2].map(|()| pages.area(100 * WORDS));
        let mut random = fastrand::Rng::with_seed(1);
        let mut expected = vec![0; 100 * WORDS];
        for _ in 0..2_000 {
            let (word, value) = (2 * random.usize(..expected.len() / 2), random.u64(..));
            pages.write(&mut area, word, [value, !value]);
            expected[word..][..2].copy_from_slice(&[value, !value]);
            assert_eq!(pages.get(&other, word), 0);
        }
        assert_eq!(pages.0.as_ref().unwrap().borrow().frames.len(), LEAST);
        assert!((0..).zip(&expected).all(|(word, value)| pages.get(&area, word) == *value));
        // The pages of one that was given back are empty for the next.
        let mut taken = Vec::new();
        pages.drain(area, |_, words| taken.extend_from_slice(words));
        assert!(taken == expected);
        other = pages.area(100 * WORDS);
        assert!((0..expected.len()).step_by(97).all(|word| pages.get(&other, word) == 0));
        // Nothing of it has a name.
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
    }
}
