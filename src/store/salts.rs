//! The file of salts: to overwrite a value's salt is to erase the value.
//!
//! Each value that may be erased has a slot of 16 random bytes here, and its key follows from them
//! (see [`super::seal`]). The engine writes to new pages and leaves old ones behind; this file is
//! overwritten in place. So a value is erased for good when its slot holds new random bytes, however
//! many copies of its sealed bytes are left.
//!
//! A slot is *used*, or *retired* (its value was erased, the salt is still there), or *ready* (it
//! holds random bytes that have sealed nothing). Which slots are used stands in the engine, in the
//! same commit as the values; the others are renewed at a start, since a process that ended before
//! may have sealed something under them that it never committed. Slots are made in advance, so that
//! a commit waits for this file only once in some thousand values.
//!
//! The file begins with 4096 bytes: what it is (16 bytes), the store's number (16), and at 512 and
//! at 1024 in turn how many commits are known to be on the disk (8 bytes and their CRC-32,
//! little-endian). The slots follow.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::Arc;

use parking_lot::Mutex;

use super::StoreError;
use super::disk::{Disk, DiskFile};
use super::seal::{SALT, Salt, StoreNumber, fill_random};

/// Name of the file of salts.
pub const NAME: &str = "salts";

const MAGIC: &[u8; 16] = b"vdx salts 1\n\0\0\0\0";
/// First bytes of a file of salts that another version wrote.
const NEWER: &[u8] = b"vdx salts ";
/// Length in bytes of the file's head, after which the first slot begins.
const HEAD: u64 = 4096;
/// Offsets of the two counts of commits in the head, in bytes.
const COUNTS: [u64; 2] = [512, 1024];
/// Length in bytes of a count and its checksum.
const COUNT: usize = 12;
/// Smallest number of slots that are made at a time.
const CHUNK: u32 = 4096;
/// Number of slots whose use stands in one value of the engine.
pub const ROW: u32 = 4096;
/// Slots of the checkpoints, which take turns.
pub const CHECKPOINT_SLOTS: [u32; 2] = [0, 1];

/// File of salts, for reading salts and putting new ones in their place. No lock is needed:
/// whoever reads a salt while it is renewed gets a salt that opens nothing.
#[derive(Clone)]
pub struct SaltFile {
    file: Arc<dyn DiskFile>,
    /// Path of the file, for messages.
    path: Arc<Path>,
    /// Reason why a write or a sync failed, if one did. The system tells of what it could not
    /// write to whoever syncs first, and to nobody else: from then on nothing in the file is
    /// relied on.
    failed: Arc<Mutex<Option<String>>>,
}

impl SaltFile {
    fn new(file: Arc<dyn DiskFile>, path: Arc<Path>) -> Self {
        Self { file, path, failed: Arc::default() }
    }

    /// Reason why writing failed before, if it did: the store then takes no more commits.
    pub fn failure(&self) -> Option<String> {
        self.failed.lock().clone()
    }

    fn failed(&self, source: io::Error) -> StoreError {
        StoreError::Io { path: self.path.to_path_buf(), source }
    }

    /// Changes the file; an error when this change or an earlier one failed.
    fn change(
        &self,
        change: impl FnOnce(&dyn DiskFile) -> io::Result<()>,
    ) -> Result<(), StoreError> {
        let mut failed = self.failed.lock();
        if let Some(why) = &*failed {
            return Err(StoreError::Stopped(why.clone()));
        }
        change(&*self.file).map_err(|error| {
            let error = self.failed(error);
            *failed = Some(error.to_string());
            error
        })
    }

    /// Reads the salts of `count` slots that follow each other.
    pub fn read(&self, slot: u32, count: usize) -> io::Result<Vec<Salt>> {
        let mut bytes = vec![0; count * SALT];
        self.file.read_at(offset(slot), &mut bytes)?;
        Ok(bytes.as_chunks().0.to_vec())
    }

    /// Reads the salt of one slot.
    pub fn salt(&self, slot: u32) -> io::Result<Salt> {
        let mut salt = [0; SALT];
        self.file.read_at(offset(slot), &mut salt)?;
        Ok(salt)
    }

    /// Puts new salts into slots, which come in ascending order: on stable storage on return.
    pub fn renew(&self, slots: impl IntoIterator<Item = u32>) -> Result<(), StoreError> {
        if self.overwrite(slots)? { self.sync() } else { Ok(()) }
    }

    /// Puts new salts into slots, not yet on stable storage. Returns whether there were any slots.
    fn overwrite(&self, slots: impl IntoIterator<Item = u32>) -> Result<bool, StoreError> {
        /// Number of slots that are written at once.
        const RUN: u32 = 4096;
        let mut slots = slots.into_iter().peekable();
        let mut any = false;
        let mut bytes = Vec::new();
        while let Some(first) = slots.next() {
            let mut end = first + 1;
            while end - first < RUN && slots.next_if_eq(&end).is_some() {
                end += 1;
            }
            bytes.resize((end - first) as usize * SALT, 0);
            fill_random(&mut bytes)?;
            self.change(|file| file.write_at(offset(first), &bytes))?;
            any = true;
        }
        Ok(any)
    }

    fn sync(&self) -> Result<(), StoreError> {
        self.change(|file| file.sync())
    }
}

fn offset(slot: u32) -> u64 {
    HEAD + u64::from(slot) * SALT as u64
}

/// Work on the file of salts that makes erased values unreadable and notes how many commits there
/// were. The work is done without holding up commits.
pub struct SaltUpkeep {
    /// Slots whose salts are to be renewed.
    retired: BTreeSet<u32>,
    /// Number of commits on the disk and which of the two counts is to be written; none when the
    /// number is noted already.
    attest: Option<(u64, usize)>,
}

impl SaltUpkeep {
    /// Whether there is no work to do.
    pub fn is_empty(&self) -> bool {
        self.retired.is_empty() && self.attest.is_none()
    }

    /// Does the work on the file: on stable storage on return.
    pub fn perform(&self, file: &SaltFile) -> Result<(), StoreError> {
        file.overwrite(self.retired.iter().copied())?;
        if let Some((commits, place)) = self.attest {
            file.change(|file| file.write_at(COUNTS[place], &count_bytes(commits)))?;
        }
        file.sync()
    }
}

/// Set of slots, one bit each.
#[derive(Default)]
struct Slots {
    words: Vec<u64>,
}

impl Slots {
    fn resize(&mut self, slots: u32) {
        self.words.resize(slots.div_ceil(u64::BITS) as usize, 0);
    }

    fn contains(&self, slot: u32) -> bool {
        self.words
            .get((slot / u64::BITS) as usize)
            .is_some_and(|w| w >> (slot % u64::BITS) & 1 == 1)
    }

    fn set(&mut self, slot: u32, contained: bool) {
        let bit = 1 << (slot % u64::BITS);
        let word = &mut self.words[(slot / u64::BITS) as usize];
        if contained { *word |= bit } else { *word &= !bit }
    }

    /// First slot of the set that lies in or after a word.
    fn next(&self, from: usize) -> Option<u32> {
        let words = self.words.iter().enumerate().skip(from);
        let (place, word) = words.into_iter().find(|(_, word)| **word != 0)?;
        Some(place as u32 * u64::BITS + word.trailing_zeros())
    }

    fn last(&self) -> Option<u32> {
        let place = self.words.iter().rposition(|word| *word != 0)?;
        Some((place as u32 + 1) * u64::BITS - 1 - self.words[place].leading_zeros())
    }
}

/// Which slots the file of salts has, and which of them are used, ready or retired.
pub struct Salts {
    file: SaltFile,
    /// Number of slots in the file.
    slots: u32,
    used: Slots,
    ready: Slots,
    ready_count: u32,
    /// Index of a word before which no slot is ready.
    first_ready: usize,
    retired: BTreeSet<u32>,
    /// Rows of `used` that changed since the engine was last told.
    changed: BTreeSet<u32>,
    /// Number of commits that the file says are on the disk, and which of the two counts is
    /// written next.
    attested: (u64, usize),
}

impl Salts {
    /// Fills an empty file of salts for a new store: on stable storage on return.
    pub fn create(disk: &dyn Disk, number: &StoreNumber) -> Result<Self, StoreError> {
        let path: Arc<Path> = disk.place().join(NAME).into();
        let failed = |source| StoreError::Io { path: path.to_path_buf(), source };
        let mut head = [&MAGIC[..], number].concat();
        head.resize(HEAD as usize, 0);
        for at in COUNTS {
            head[at as usize..][..COUNT].copy_from_slice(&count_bytes(0));
        }
        let file = disk.create(NAME).map_err(failed)?;
        file.write_at(0, &head).map_err(failed)?;
        let mut salts = Self::of_file(SaltFile::new(file, path), CHUNK, (0, 0));
        salts.file.renew(0..CHUNK)?;
        salts.renewed((0..CHUNK).filter(|slot| !CHECKPOINT_SLOTS.contains(slot)));
        Ok(salts)
    }

    /// Opens the file of salts of a store. A file that is missing, or another store's, is damage.
    pub fn open(disk: &dyn Disk, number: &StoreNumber) -> Result<Self, StoreError> {
        let path: Arc<Path> = disk.place().join(NAME).into();
        let failed = |source| StoreError::Io { path: path.to_path_buf(), source };
        let unsound = || StoreError::Corrupt { place: path.display().to_string() };
        let file = disk.open(NAME).map_err(failed)?.ok_or_else(unsound)?;
        let length = file.len().map_err(failed)?;
        if length < HEAD {
            return Err(unsound());
        }
        let mut head = [0; HEAD as usize];
        file.read_at(0, &mut head).map_err(failed)?;
        if head.starts_with(NEWER) && !head.starts_with(MAGIC) {
            return Err(StoreError::Newer(path.to_path_buf()));
        }
        if !head.starts_with(&[&MAGIC[..], number].concat()) {
            return Err(unsound());
        }
        let counts = COUNTS.iter().enumerate().filter_map(|(place, at)| {
            let bytes: &[u8; COUNT] = head[*at as usize..].first_chunk()?;
            let count = u64::from_le_bytes(*bytes.first_chunk()?);
            (count_bytes(count) == *bytes).then_some((count, 1 - place))
        });
        let attested = counts.max().ok_or_else(unsound)?;
        let slots = u32::try_from((length - HEAD) / SALT as u64).map_err(|_| unsound())?;
        if slots < CHECKPOINT_SLOTS.len() as u32 {
            return Err(unsound());
        }
        Ok(Self::of_file(SaltFile::new(file, path.clone()), slots, attested))
    }

    fn of_file(file: SaltFile, slots: u32, attested: (u64, usize)) -> Self {
        let mut salts = Self {
            file,
            slots,
            used: Slots::default(),
            ready: Slots::default(),
            ready_count: 0,
            first_ready: 0,
            retired: BTreeSet::new(),
            changed: BTreeSet::new(),
            attested,
        };
        salts.used.resize(slots);
        salts.ready.resize(slots);
        CHECKPOINT_SLOTS.iter().for_each(|slot| salts.used.set(*slot, true));
        salts
    }

    /// The file of salts.
    pub fn file(&self) -> &SaltFile {
        &self.file
    }

    /// Number of commits that the file says are on the disk.
    pub fn attested(&self) -> u64 {
        self.attested.0
    }

    /// Takes in which slots of a row are used, as [`Salts::changes`] gave it. False when the file
    /// does not hold all of the slots.
    pub fn load_row(&mut self, row: u32, bits: &[u8]) -> bool {
        let (words, rest) = bits.as_chunks();
        let mut fits = rest.is_empty() && words.len() <= (ROW / u64::BITS) as usize;
        for (place, word) in words.iter().enumerate() {
            let word = u64::from_le_bytes(*word);
            let place = u64::from(row) * u64::from(ROW / u64::BITS) + place as u64;
            match self.used.words.get_mut(place as usize) {
                Some(known) => *known |= word,
                None => fits &= word == 0,
            }
        }
        fits && self.used.last().is_none_or(|last| last < self.slots)
    }

    /// Puts new salts into all slots that are not used: on stable storage on return.
    pub fn renew_unused(&mut self) -> Result<(), StoreError> {
        let unused = |used: &Slots, slot: &u32| !used.contains(*slot);
        self.file.renew((0..self.slots).filter(|slot| unused(&self.used, slot)))?;
        for slot in 0..self.slots {
            if unused(&self.used, &slot) {
                self.renewed([slot]);
            }
        }
        Ok(())
    }

    /// Takes `count` ready slots into use, and makes more slots where too few are ready.
    pub fn allocate(&mut self, count: usize) -> Result<Vec<(u32, Salt)>, StoreError> {
        let wanted = u32::try_from(count).ok().filter(|wanted| *wanted < u32::MAX / 2);
        let wanted = wanted.ok_or_else(|| StoreError::Engine("too many values".into()))?;
        if self.ready_count < wanted {
            let first = self.slots;
            let end = first
                .checked_add((wanted - self.ready_count).max(CHUNK))
                .ok_or_else(|| StoreError::Engine("too many values".into()))?;
            self.file.renew(first..end)?;
            self.slots = end;
            self.used.resize(end);
            self.ready.resize(end);
            self.renewed(first..end);
        }
        let mut slots = Vec::with_capacity(count);
        for _ in 0..count {
            let slot = self.ready.next(self.first_ready).expect("enough slots are ready");
            self.first_ready = (slot / u64::BITS) as usize;
            self.ready.set(slot, false);
            self.mark(slot, true);
            slots.push(slot);
        }
        self.ready_count -= wanted;
        let mut allocated = Vec::with_capacity(count);
        for run in slots.chunk_by(|slot, next| slot + 1 == *next) {
            let salts = self.file.read(run[0], run.len()).map_err(|e| self.file.failed(e))?;
            allocated.extend(run.iter().copied().zip(salts));
        }
        Ok(allocated)
    }

    /// Marks a slot as not used, since a commit erases its value. Once that commit is on the disk
    /// the slot is to be retired.
    pub fn release(&mut self, slot: u32) {
        if self.used.contains(slot) && !CHECKPOINT_SLOTS.contains(&slot) {
            self.mark(slot, false);
        }
    }

    /// Retires slots: the erasure of their values is on the disk, and the next upkeep renews their
    /// salts.
    pub fn retire(&mut self, slots: impl IntoIterator<Item = u32>) {
        let slots = slots.into_iter();
        self.retired.extend(slots.filter(|slot| *slot < self.slots && !self.used.contains(*slot)));
    }

    /// Hands out the work that is due when `commits` commits are on the disk. Retired slots wait
    /// when `renew` is false.
    pub fn upkeep(&mut self, commits: u64, renew: bool) -> SaltUpkeep {
        let (attested, place) = self.attested;
        let retired = if renew { std::mem::take(&mut self.retired) } else { BTreeSet::new() };
        SaltUpkeep { retired, attest: (commits > attested).then_some((commits, place)) }
    }

    /// Takes in that handed-out work was done: the renewed slots are ready again.
    pub fn done(&mut self, upkeep: SaltUpkeep) -> Result<(), StoreError> {
        if let Some((commits, place)) = upkeep.attest {
            self.attested = (commits, 1 - place);
        }
        let any = !upkeep.retired.is_empty();
        self.renewed(upkeep.retired);
        if any { self.shrink() } else { Ok(()) }
    }

    /// Takes in that slots hold new salts on the disk, and are ready.
    fn renewed(&mut self, slots: impl IntoIterator<Item = u32>) {
        for slot in slots {
            self.ready.set(slot, true);
            self.ready_count += 1;
            self.first_ready = self.first_ready.min((slot / u64::BITS) as usize);
        }
    }

    fn mark(&mut self, slot: u32, used: bool) {
        self.used.set(slot, used);
        self.changed.insert(slot / ROW);
    }

    /// Returns the rows of used slots that changed since the last call, with their bits: for the
    /// commit that changes them. A row without bits is a row without used slots.
    pub fn changes(&mut self) -> Vec<(u32, Vec<u8>)> {
        let rows = std::mem::take(&mut self.changed).into_iter();
        rows.map(|row| {
            let first = (row * (ROW / u64::BITS)) as usize;
            let words = self.used.words.iter().skip(first).take((ROW / u64::BITS) as usize);
            let mut bits: Vec<u8> = words.flat_map(|word| word.to_le_bytes()).collect();
            bits.truncate(bits.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1));
            bits.resize(bits.len().next_multiple_of(8), 0);
            (row, bits)
        })
        .collect()
    }

    /// Cuts off the file's end behind the last used slot, if that gives back much.
    fn shrink(&mut self) -> Result<(), StoreError> {
        let end = self.used.last().map_or(0, |last| last + 1).next_multiple_of(u64::BITS) + CHUNK;
        if !self.retired.is_empty() || self.slots < end.saturating_add(2 * CHUNK) {
            return Ok(());
        }
        self.file.change(|file| file.set_len(offset(end)))?;
        self.file.sync()?;
        self.slots = end;
        self.used.resize(end);
        self.ready.resize(end);
        self.ready_count = self.ready.words.iter().map(|word| word.count_ones()).sum();
        Ok(())
    }
}

fn count_bytes(count: u64) -> [u8; COUNT] {
    let mut bytes = [0; COUNT];
    bytes[..8].copy_from_slice(&count.to_le_bytes());
    bytes[8..].copy_from_slice(&crc32fast::hash(&count.to_le_bytes()).to_le_bytes());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::disk::RealDisk;

    fn fresh() -> (tempfile::TempDir, RealDisk, Salts) {
        let dir = tempfile::tempdir().unwrap();
        let disk = RealDisk::open(dir.path()).unwrap().unwrap();
        let salts = Salts::create(&disk, &[1; 16]).unwrap();
        (dir, disk, salts)
    }

    fn reopen(disk: &RealDisk) -> Result<Salts, StoreError> {
        Salts::open(disk, &[1; 16])
    }

    fn upkeep(salts: &mut Salts, commits: u64) {
        let upkeep = salts.upkeep(commits, true);
        upkeep.perform(salts.file()).unwrap();
        salts.done(upkeep).unwrap();
    }

    #[test]
    fn slots_are_used_erased_and_used_again_under_another_salt() {
        let (_dir, disk, mut salts) = fresh();
        let first = salts.allocate(10_000).unwrap();
        let mut slots: Vec<u32> = first.iter().map(|(slot, _)| *slot).collect();
        assert!(slots.is_sorted() && slots[0] == 2);
        slots.dedup();
        assert_eq!(slots.len(), 10_000);
        let different: std::collections::HashSet<_> = first.iter().map(|(_, salt)| salt).collect();
        assert_eq!(different.len(), 10_000);

        let erased = &first[5000..6000];
        erased.iter().for_each(|(slot, _)| salts.release(*slot));
        salts.retire(erased.iter().map(|(slot, _)| *slot));
        let retired: BTreeSet<u32> = erased.iter().map(|(slot, _)| *slot).collect();
        upkeep(&mut salts, 0);
        for (slot, salt) in &first {
            let kept = salts.file().salt(*slot).unwrap() == *salt;
            assert_eq!(kept, !retired.contains(slot), "{slot}");
        }

        // What a start takes up is what was used.
        let mut again = reopen(&disk).unwrap();
        for (row, bits) in salts.changes() {
            assert!(again.load_row(row, &bits));
        }
        again.renew_unused().unwrap();
        for (slot, salt) in &first {
            let kept = again.file().salt(*slot).unwrap() == *salt;
            assert_eq!(kept, !retired.contains(slot), "{slot}");
        }
        // The lowest ones first.
        assert_eq!(again.allocate(1).unwrap()[0].0, erased[0].0);
    }

    #[test]
    fn room_behind_the_last_slot_is_given_back() {
        let (_dir, disk, mut salts) = fresh();
        let slots = salts.allocate(60_000).unwrap();
        let full = disk.open(NAME).unwrap().unwrap().len().unwrap();
        slots[100..].iter().for_each(|(slot, _)| salts.release(*slot));
        salts.retire(slots[100..].iter().map(|(slot, _)| *slot));
        assert_eq!(disk.open(NAME).unwrap().unwrap().len().unwrap(), full);
        upkeep(&mut salts, 0);
        assert!(disk.open(NAME).unwrap().unwrap().len().unwrap() < full / 10);
        let rows = salts.changes();
        let empty = rows.iter().filter(|(_, bits)| bits.is_empty()).count();
        assert_eq!((rows.len(), empty), (15, 14));
        assert_eq!(salts.allocate(20_000).unwrap().len(), 20_000);
    }

    #[test]
    fn a_file_that_is_not_this_stores_is_refused() {
        let (_dir, disk, mut salts) = fresh();
        [7, 9, 8].iter().for_each(|commits| upkeep(&mut salts, *commits));
        assert_eq!(reopen(&disk).unwrap().attested(), 9);
        let file = disk.open(NAME).unwrap().unwrap();
        assert!(matches!(Salts::open(&disk, &[2; 16]), Err(StoreError::Corrupt { .. })));
        // The newest count was cut: the one before it stands.
        file.write_at(COUNTS[1], &[0; 3]).unwrap();
        let newest = reopen(&disk).unwrap().attested();
        assert!(newest == 7 || newest == 9);
        file.write_at(COUNTS[0], &[0xff; 3]).unwrap();
        assert!(reopen(&disk).err().unwrap().to_string().contains(NAME));
        file.set_len(100).unwrap();
        assert!(reopen(&disk).err().unwrap().to_string().contains(NAME));
        // One that holds fewer slots than are used.
        let mut short = Salts::create(&disk, &[1; 16]).unwrap();
        assert!(!short.load_row(1, &[1, 0, 0, 0, 0, 0, 0, 0]));
        assert!(short.load_row(0, &[0xff; 8]));
    }
}
