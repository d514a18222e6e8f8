//! The file beside the engine that holds what follows from the journal, so that a start need not
//! work it out again. Nothing rests on the file: without it, or with a file that does not fit,
//! everything is worked out from the journal.
//!
//! It is written and read in pieces, so that it never lies in memory as a whole: the slot of its salt
//! (4 bytes, little-endian), a random number (16 bytes), then for each piece its length (4 bytes,
//! little-endian), whether it is the last one (1), and the piece. Pieces are sealed as values are,
//! each bound to its place in this checkpoint. Two slots take turns: when a checkpoint has taken the
//! place of another one, the salt of that is renewed before saving returns, and what it said can no
//! longer be read.

use std::io::{self, BufReader, Error, ErrorKind, Read, Write};
use std::sync::Arc;

use parking_lot::Mutex;

use super::disk::{Disk, DiskFile};
use super::salts::{CHECKPOINT_SLOTS, SaltFile};
use super::seal::{Nonces, OVERHEAD, Sealer, ValueCipher, fill_random};
use super::{StoreError, WriteAll};

/// Length of a piece in bytes.
const PIECE: usize = 1 << 20;

const FILE: &str = "checkpoint";
const UNFINISHED: &str = "checkpoint.new";

/// Checkpoint file of a store.
pub struct CheckpointFile {
    disk: Arc<dyn Disk>,
    salts: SaltFile,
    /// Slot of the present checkpoint's salt, if there is one. Held while a checkpoint is written.
    slot: Mutex<Option<u32>>,
}

impl CheckpointFile {
    /// Checkpoint file of the store on a disk. What an interrupted saving left cannot be read
    /// afterwards.
    pub fn open(disk: Arc<dyn Disk>, salts: SaltFile) -> Result<Self, StoreError> {
        let io = |source| StoreError::Io { path: disk.place().join(FILE), source };
        disk.remove(UNFINISHED).map_err(io)?;
        let slot = disk.open(FILE).map_err(io)?.and_then(|file| {
            let mut slot = [0; 4];
            file.read_at(0, &mut slot).ok()?;
            Some(u32::from_le_bytes(slot)).filter(|slot| CHECKPOINT_SLOTS.contains(slot))
        });
        salts.renew(CHECKPOINT_SLOTS.into_iter().filter(|other| slot != Some(*other)))?;
        Ok(Self { disk, salts, slot: slot.into() })
    }

    /// Saves a checkpoint in the place of the former one, once all of it is written. Saving uses
    /// no space that the disk keeps back. When it fails there is no checkpoint any more.
    pub fn save(&self, sealer: &Sealer, write: &mut WriteAll<'_>) -> Result<(), StoreError> {
        let mut present = self.slot.lock();
        let [first, second] = CHECKPOINT_SLOTS;
        let slot = if *present == Some(first) { second } else { first };
        // One that failed may have used it.
        self.salts.renew([slot])?;
        let written = self.write(sealer, slot, write);
        if let Err(source) = written {
            let _ = self.disk.remove(UNFINISHED);
            // What was erased since may be in the present one, and nothing rests on it.
            if let Some(slot) = present.take() {
                self.salts.renew([slot])?;
                let _ = self.disk.remove(FILE);
            }
            return Err(StoreError::Io { path: self.disk.place().join(FILE), source });
        }
        match present.replace(slot) {
            Some(former) => self.salts.renew([former]),
            None => Ok(()),
        }
    }

    fn write(&self, sealer: &Sealer, slot: u32, write: &mut WriteAll<'_>) -> io::Result<()> {
        let cipher = sealer.salted(&self.salts.salt(slot)?);
        let mut number = [0; 16];
        fill_random(&mut number).map_err(Error::other)?;
        let file = self.disk.create(UNFINISHED)?;
        let mut pieces = PieceWriter {
            file: Appending { file: &*file, end: 0 },
            disk: &*self.disk,
            cipher,
            nonces: Nonces::new().map_err(Error::other)?,
            place: [b"\0checkpoint", &number[..]].concat(),
            number: 0,
            piece: Vec::with_capacity(PIECE),
        };
        pieces.file.append(&[&slot.to_le_bytes()[..], &number].concat())?;
        write(&mut pieces)?;
        pieces.put(true)?;
        file.sync()?;
        self.disk.rename(UNFINISHED, FILE)?;
        self.disk.sync()
    }

    /// Opens the checkpoint, if there is one. Reading fails where the checkpoint is not whole, or
    /// not of this store.
    pub fn load(&self, sealer: &Sealer) -> io::Result<Option<impl Read + use<>>> {
        let Some(file) = self.disk.open(FILE)? else { return Ok(None) };
        let mut file = BufReader::new(Reading { file, at: 0 });
        let mut head = [0; 20];
        file.read_exact(&mut head)?;
        let (slot, number) = head.split_at(4);
        let slot = u32::from_le_bytes(slot.try_into().expect("4 bytes"));
        if !CHECKPOINT_SLOTS.contains(&slot) {
            return Err(ErrorKind::InvalidData.into());
        }
        let cipher = sealer.salted(&self.salts.salt(slot)?);
        let place = [b"\0checkpoint", number].concat();
        let piece = Vec::new();
        Ok(Some(PieceReader { file, cipher, place, number: 0, piece, at: 0, last: false }))
    }
}

/// Place to which the seal of a piece is bound: the checkpoint, the number of the piece, and
/// whether it is the last.
fn place_of(place: &[u8], number: u64, last: bool) -> Vec<u8> {
    [place, &number.to_le_bytes(), &[u8::from(last)]].concat()
}

/// A file that is written from front to back.
struct Appending<'a> {
    file: &'a dyn DiskFile,
    end: u64,
}

impl Appending<'_> {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_at(self.end, bytes)?;
        self.end += bytes.len() as u64;
        Ok(())
    }
}

/// A file that is read from front to back.
struct Reading {
    file: Arc<dyn DiskFile>,
    at: u64,
}

impl Read for Reading {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let left = self.file.len()?.saturating_sub(self.at);
        let taken = bytes.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        self.file.read_at(self.at, &mut bytes[..taken])?;
        self.at += taken as u64;
        Ok(taken)
    }
}

struct PieceWriter<'a> {
    file: Appending<'a>,
    disk: &'a dyn Disk,
    cipher: ValueCipher,
    nonces: Nonces,
    place: Vec<u8>,
    number: u64,
    piece: Vec<u8>,
}

impl PieceWriter<'_> {
    fn put(&mut self, last: bool) -> io::Result<()> {
        if self.disk.is_low() {
            return Err(ErrorKind::StorageFull.into());
        }
        let place = place_of(&self.place, self.number, last);
        let mut sealed = Vec::with_capacity(self.piece.len() + OVERHEAD);
        let nonce = self.nonces.next();
        self.cipher.seal(&nonce, &place, &self.piece, &mut sealed).map_err(Error::other)?;
        let length = (sealed.len() as u32).to_le_bytes();
        self.file.append(&[&length[..], &[u8::from(last)]].concat())?;
        self.file.append(&sealed)?;
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

struct PieceReader {
    file: BufReader<Reading>,
    cipher: ValueCipher,
    place: Vec<u8>,
    number: u64,
    piece: Vec<u8>,
    /// Position of the next byte in the piece.
    at: usize,
    last: bool,
}

impl PieceReader {
    fn next(&mut self) -> io::Result<()> {
        let mut head = [0; 5];
        self.file.read_exact(&mut head)?;
        let [length @ .., last] = head;
        let length = u32::from_le_bytes(length) as usize;
        if length > PIECE + OVERHEAD {
            return Err(ErrorKind::InvalidData.into());
        }
        let mut sealed = vec![0; length];
        self.file.read_exact(&mut sealed)?;
        self.last = last != 0;
        let place = place_of(&self.place, self.number, self.last);
        let piece = self.cipher.open(&place, &sealed);
        self.piece = piece.ok_or_else(|| Error::from(ErrorKind::InvalidData))?;
        self.at = 0;
        self.number += 1;
        Ok(())
    }
}

impl Read for PieceReader {
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
    use crate::store::disk::RealDisk;
    use crate::store::salts::Salts;

    fn load(file: &CheckpointFile, sealer: &Sealer) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        file.load(sealer)?.ok_or(ErrorKind::NotFound)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    #[test]
    fn pieces_are_bound_to_their_place_and_gone_with_the_next_checkpoint() {
        let dir = tempfile::tempdir().unwrap();
        let disk = Arc::new(RealDisk::open(dir.path()).unwrap().unwrap());
        let salts = Salts::create(&*disk, &[1; 16]).unwrap().file().clone();
        let open = || CheckpointFile::open(disk.clone(), salts.clone()).unwrap();
        let path = dir.path().join(FILE);
        let mut random = fastrand::Rng::with_seed(6);
        let bytes: Vec<u8> =
            std::iter::repeat_with(|| random.u8(..)).take(2 * PIECE + 1000).collect();
        let sealer = Sealer::new(None, &[1; 16]);
        let file = open();
        assert_eq!(load(&file, &sealer).unwrap_err().kind(), ErrorKind::NotFound);
        // In steps that do not fit the pieces.
        let mut write =
            |out: &mut dyn Write| bytes.chunks(700_001).try_for_each(|chunk| out.write_all(chunk));
        file.save(&sealer, &mut write).unwrap();
        assert!(load(&file, &sealer).unwrap() == bytes);
        assert!(load(&open(), &sealer).unwrap() == bytes);
        assert!(load(&file, &Sealer::new(None, &[2; 16])).is_err());

        let whole = std::fs::read(&path).unwrap();
        let length = u32::from_le_bytes(*whole[20..].first_chunk().unwrap()) as usize + 5;
        let (head, pieces) = whole.split_at(20);
        let (first, rest) = pieces.split_at(length);
        let (second, third) = rest.split_at(length);
        let mut flipped = whole.clone();
        flipped[20 + length + 100] ^= 1;
        let mut other_slot = whole.clone();
        other_slot[0] ^= 1;
        for wrong in [
            [head, first].concat(),
            [head, first, second].concat(),
            [head, second, first, third].concat(),
            [head, first, third].concat(),
            whole[..whole.len() - 1].to_vec(),
            whole[..10].to_vec(),
            flipped,
            other_slot,
        ] {
            std::fs::write(&path, wrong).unwrap();
            assert!(load(&file, &sealer).is_err());
        }
        // Where the next one could not be written there is none, and a copy of the former one, which
        // may hold what was erased since, does not open.
        std::fs::write(&path, &whole).unwrap();
        let mut fails = |_: &mut dyn Write| Err(Error::other("full"));
        assert!(file.save(&sealer, &mut fails).is_err());
        assert!(!path.exists() && !dir.path().join(UNFINISHED).exists());
        std::fs::write(&path, &whole).unwrap();
        assert!(load(&file, &sealer).is_err());

        // The next one makes it unreadable, whoever kept a copy.
        file.save(&sealer, &mut |out| out.write_all(b"former")).unwrap();
        let whole = std::fs::read(&path).unwrap();
        file.save(&sealer, &mut |out| out.write_all(b"next")).unwrap();
        assert_eq!(load(&file, &sealer).unwrap(), b"next");
        std::fs::write(&path, &whole).unwrap();
        assert!(load(&open(), &sealer).is_err());
    }
}
