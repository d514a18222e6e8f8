//! The file beside the engine that remembers how many commits were acknowledged.
//!
//! After a crash the engine reads its log to the first place that makes no sense and takes that
//! for the end: right for a write that was cut, but a byte that flipped in the middle looks the
//! same, and everything after it would be gone without a word. So every commit also counts in
//! the store, and the count is written here before the commit is acknowledged. A store that
//! counts less than its witness has lost something.
//!
//! The file holds two slots, each a count and its checksum, which take turns: a write that is cut
//! leaves the other one whole.

use std::fs::{File, OpenOptions};
use std::io::{Error, ErrorKind, Read, Result, Seek, SeekFrom, Write};
use std::path::Path;

use crate::secret_file::replace_private;

/// Bytes from the start of one slot to the next, so that the two never share a disk sector.
const STRIDE: usize = 4096;
/// Length of a slot in bytes: the count and its CRC-32, little-endian.
const SLOT: usize = 12;

/// Open file that remembers how many commits were acknowledged.
pub struct Witness {
    file: File,
    /// Greatest count that the file holds.
    count: u64,
    /// Index of the slot that is written next.
    next: usize,
}

impl Witness {
    /// Makes a file which says that `count` commits were acknowledged.
    pub fn create(path: &Path, count: u64) -> Result<Self> {
        let mut bytes = vec![0; STRIDE + SLOT];
        bytes[..SLOT].copy_from_slice(&slot(count));
        bytes[STRIDE..].copy_from_slice(&slot(count));
        replace_private(path, &bytes)?;
        // The name, too, is to outlive a crash.
        if let Some(dir) = path.parent() {
            File::open(dir)?.sync_all()?;
        }
        Self::open(path)
    }

    /// Opens the file of a store. Unsound contents are [`ErrorKind::InvalidData`].
    pub fn open(path: &Path) -> Result<Self> {
        let mut file = OpenOptions::new().read(true).write(true).open(path)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let (newest, count) = [0, 1]
            .into_iter()
            .filter_map(|at| Some((at, read_slot(&bytes, at)?)))
            .max_by_key(|&(_, count)| count)
            .ok_or_else(|| Error::from(ErrorKind::InvalidData))?;
        Ok(Self { file, count, next: 1 - newest })
    }

    /// Number of commits that were acknowledged.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Writes to the file that `count` commits were acknowledged: on stable storage on return.
    pub fn attest(&mut self, count: u64) -> Result<()> {
        if count <= self.count {
            return Ok(()); // a later commit has spoken for this one
        }
        self.file.seek(SeekFrom::Start((self.next * STRIDE) as u64))?;
        self.file.write_all(&slot(count))?;
        self.file.sync_data()?;
        (self.count, self.next) = (count, 1 - self.next);
        Ok(())
    }
}

fn slot(count: u64) -> [u8; SLOT] {
    let mut bytes = [0; SLOT];
    bytes[..8].copy_from_slice(&count.to_le_bytes());
    bytes[8..].copy_from_slice(&crc32fast::hash(&count.to_le_bytes()).to_le_bytes());
    bytes
}

fn read_slot(bytes: &[u8], at: usize) -> Option<u64> {
    let bytes = bytes.get(at * STRIDE..)?.first_chunk::<SLOT>()?;
    let count = u64::from_le_bytes(*bytes.first_chunk()?);
    (slot(count) == *bytes).then_some(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greatest_whole_count_holds() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("witness");
        let mut witness = Witness::create(&path, 7).unwrap();
        for count in [8, 9, 9, 3, 12] {
            witness.attest(count).unwrap();
        }
        assert_eq!(Witness::open(&path).unwrap().count(), 12);

        // The newest write was cut: the one before it stands.
        let bytes = std::fs::read(&path).unwrap();
        let newest = if read_slot(&bytes, 0) == Some(12) { 0 } else { STRIDE };
        let mut cut = bytes.clone();
        cut[newest + 9] ^= 1;
        std::fs::write(&path, &cut).unwrap();
        assert_eq!(Witness::open(&path).unwrap().count(), 9);

        // Both are unsound.
        cut[STRIDE - newest] ^= 1;
        std::fs::write(&path, &cut).unwrap();
        assert_eq!(Witness::open(&path).err().unwrap().kind(), ErrorKind::InvalidData);
        std::fs::write(&path, []).unwrap();
        assert_eq!(Witness::open(&path).err().unwrap().kind(), ErrorKind::InvalidData);
    }
}
