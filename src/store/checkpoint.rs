//! The file beside the engine that holds what follows from the journal, so that a start need not
//! work it out again. Nothing rests on it: without it, or with one that does not fit, everything
//! is worked out from the journal.
//!
//! It is written and read in pieces, so that it never lies in memory as a whole: a random number of
//! 16 bytes, then for each piece its length (4 bytes, little-endian), whether it is the last one
//! (1), and the piece. Pieces are guarded as values are, each bound to its place in this checkpoint
//! and to this store by a number drawn when the store was made: that of another store, or of the
//! one that this one was restored from, does not open.

use std::fs::File;
use std::io::{self, BufReader, Error, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use crate::secret_file::replace_private_by;

use super::cipher::Cipher;
use super::{StoreError, WriteAll};

/// Bytes of a piece.
const PIECE: usize = 1 << 20;
/// Bytes that guarding may add to a piece, at most.
const GUARD: usize = 64;

/// The file, and to which store it belongs.
pub struct CheckpointFile {
    path: PathBuf,
    place: Vec<u8>,
}

impl CheckpointFile {
    /// The file of the store with this number, in its directory.
    pub fn new(dir: &Path, store: &[u8]) -> Self {
        Self { path: dir.join("checkpoint"), place: [b"\0checkpoint", store].concat() }
    }

    /// Puts a checkpoint in the place of the former one, once all of it is written.
    pub fn save(&self, cipher: &Cipher, write: &mut WriteAll<'_>) -> Result<(), StoreError> {
        replace_private_by(&self.path, |file| {
            let mut number = [0; 16];
            getrandom::fill(&mut number).map_err(|_| Error::other("no random bytes"))?;
            file.write_all(&number)?;
            let place = [&self.place[..], &number].concat();
            let piece = Vec::with_capacity(PIECE);
            let mut pieces = PieceWriter { file, cipher, place, number: 0, piece };
            write(&mut pieces)?;
            pieces.put(true)
        })
        .map_err(|source| StoreError::Io { path: self.path.clone(), source })
    }

    /// The checkpoint, if there is one. Reading it fails where it is not whole, or when it is not
    /// of this store.
    pub fn load<'a>(&self, cipher: &'a Cipher) -> io::Result<Option<impl Read + use<'a>>> {
        let file = match File::open(&self.path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            opened => opened?,
        };
        let mut file = BufReader::new(file);
        let mut number = [0; 16];
        file.read_exact(&mut number)?;
        let place = [&self.place[..], &number].concat();
        let piece = Vec::new();
        Ok(Some(PieceReader { file, cipher, place, number: 0, piece, at: 0, last: false }))
    }
}

/// What a piece is bound to.
fn place_of(place: &[u8], number: u64, last: bool) -> Vec<u8> {
    [place, &number.to_le_bytes(), &[u8::from(last)]].concat()
}

struct PieceWriter<'a> {
    file: &'a mut File,
    cipher: &'a Cipher,
    place: Vec<u8>,
    number: u64,
    piece: Vec<u8>,
}

impl PieceWriter<'_> {
    fn put(&mut self, last: bool) -> io::Result<()> {
        let place = place_of(&self.place, self.number, last);
        let sealed = self.cipher.seal(&place, &self.piece).map_err(Error::other)?;
        let length = (sealed.len() as u32).to_le_bytes();
        self.file.write_all(&[&length[..], &[u8::from(last)]].concat())?;
        self.file.write_all(&sealed)?;
        self.number += 1;
        self.piece.clear();
        Ok(())
    }
}

impl Write for PieceWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.piece.len() == PIECE {
            self.put(false)?;
        }
        let taken = bytes.len().min(PIECE - self.piece.len());
        self.piece.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct PieceReader<'a> {
    file: BufReader<File>,
    cipher: &'a Cipher,
    place: Vec<u8>,
    number: u64,
    piece: Vec<u8>,
    /// Where in the piece.
    at: usize,
    last: bool,
}

impl PieceReader<'_> {
    fn next(&mut self) -> io::Result<()> {
        let mut head = [0; 5];
        self.file.read_exact(&mut head)?;
        let [length @ .., last] = head;
        let length = u32::from_le_bytes(length) as usize;
        if length > PIECE + GUARD {
            return Err(ErrorKind::InvalidData.into());
        }
        let mut sealed = vec![0; length];
        self.file.read_exact(&mut sealed)?;
        self.last = last != 0;
        let place = place_of(&self.place, self.number, self.last);
        let piece = self.cipher.open(&place, &sealed);
        self.piece = piece.map_err(|_| Error::from(ErrorKind::InvalidData))?.into_owned();
        self.at = 0;
        self.number += 1;
        Ok(())
    }
}

impl Read for PieceReader<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        while self.at == self.piece.len() && !self.last {
            self.next()?;
        }
        let taken = (&self.piece[self.at..]).read(bytes)?;
        self.at += taken;
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::StorageKey;

    fn load(file: &CheckpointFile, cipher: &Cipher) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        file.load(cipher)?.ok_or(ErrorKind::NotFound)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    #[test]
    fn pieces_are_bound_to_their_place() {
        let dir = tempfile::tempdir().unwrap();
        StorageKey::generate(&dir.path().join("key")).unwrap();
        let key = StorageKey::load(&dir.path().join("key")).unwrap();
        let mut random = fastrand::Rng::with_seed(6);
        let bytes: Vec<u8> =
            std::iter::repeat_with(|| random.u8(..)).take(2 * PIECE + 1000).collect();
        for cipher in [Cipher::new(None), Cipher::new(Some(&key))] {
            let file = CheckpointFile::new(dir.path(), b"one");
            // In steps that do not fit the pieces.
            let mut write = |out: &mut dyn Write| {
                bytes.chunks(700_001).try_for_each(|chunk| out.write_all(chunk))
            };
            file.save(&cipher, &mut write).unwrap();
            assert!(load(&file, &cipher).unwrap() == bytes);
            assert!(load(&CheckpointFile::new(dir.path(), b"two"), &cipher).is_err());

            let whole = std::fs::read(&file.path).unwrap();
            let length = u32::from_le_bytes(*whole[16..].first_chunk().unwrap()) as usize + 5;
            let (head, pieces) = whole.split_at(16);
            let (first, rest) = pieces.split_at(length);
            let (second, third) = rest.split_at(length);
            let mut flipped = whole.clone();
            flipped[16 + length + 100] ^= 1;
            for wrong in [
                [head, first].concat(),
                [head, first, second].concat(),
                [head, second, first, third].concat(),
                [head, first, third].concat(),
                whole[..whole.len() - 1].to_vec(),
                flipped,
            ] {
                std::fs::write(&file.path, wrong).unwrap();
                assert!(load(&file, &cipher).is_err());
            }
            // One that could not be written leaves the former one.
            std::fs::write(&file.path, &whole).unwrap();
            let mut fails = |_: &mut dyn Write| Err(Error::other("full"));
            assert!(file.save(&cipher, &mut fails).is_err());
            assert!(load(&file, &cipher).unwrap() == bytes);
        }
    }
}
