//! A disk on which nothing is written: what a store changes when it opens stays in memory.
//!
//! Opening a store repairs what a cut left, renews salts and notes commits. Whoever only wants to know
//! whether the store is sound must leave all of it as it is.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parking_lot::{Mutex, RwLock};

use super::disk::{Disk, DiskFile, LOCK, RealFile, locked};
use super::engine::FILE;
use super::salts;

/// Size in bytes of the pages in which changes are kept in memory.
const PAGE: usize = 4096;

/// Files of a directory, with their changes kept in memory alone.
pub struct LookDisk {
    dir: PathBuf,
    /// Files that were opened, by name; none for files that were removed.
    files: Mutex<HashMap<String, Option<Arc<LookFile>>>>,
    /// Locks on the directory, held as long as the disk is used, so that no process changes the
    /// files meanwhile.
    _locks: Vec<File>,
}

impl LookDisk {
    /// Takes a directory for looking at it. `None` while another process uses it.
    pub fn open(dir: &Path) -> io::Result<Option<Self>> {
        // A start will have to write.
        #[cfg(unix)]
        for place in [dir.into(), dir.join(LOCK), dir.join(FILE), dir.join(salts::NAME)] {
            match rustix::fs::access(&place, rustix::fs::Access::WRITE_OK) {
                Ok(()) | Err(rustix::io::Errno::NOENT) => {}
                Err(error) => return Err(error.into()),
            }
        }
        let mut locks = match File::open(dir.join(LOCK)) {
            Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
            lock => vec![lock?],
        };
        #[cfg(unix)]
        locks.push(File::open(dir)?);
        let are_free = locked(&locks, File::try_lock_shared)?;
        Ok(are_free.then(|| Self { dir: dir.into(), files: Mutex::default(), _locks: locks }))
    }
}

impl Disk for LookDisk {
    fn place(&self) -> &Path {
        &self.dir
    }

    fn open(&self, name: &str) -> io::Result<Option<Arc<dyn DiskFile>>> {
        let mut files = self.files.lock();
        if !files.contains_key(name) {
            let file = match File::open(self.dir.join(name)) {
                Err(error) if error.kind() == ErrorKind::NotFound => None,
                file => Some(Arc::new(LookFile::of(file?)?)),
            };
            files.insert(name.into(), file);
        }
        Ok(files[name].clone().map(|file| file as Arc<dyn DiskFile>))
    }

    fn create(&self, name: &str) -> io::Result<Arc<dyn DiskFile>> {
        let file = Arc::new(LookFile::default());
        self.files.lock().insert(name.into(), Some(file.clone()));
        Ok(file)
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.open(from)?.ok_or(ErrorKind::NotFound)?;
        let mut files = self.files.lock();
        let file = files.insert(from.into(), None).flatten();
        files.insert(to.into(), file);
        Ok(())
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        self.files.lock().insert(name.into(), None);
        Ok(())
    }

    fn sync(&self) -> io::Result<()> {
        Ok(())
    }
}

/// File whose changes stay in memory.
#[derive(Debug, Default)]
struct LookFile {
    /// File on the disk; none for a file that was made in memory.
    file: Option<RealFile>,
    changed: RwLock<Changed>,
}

#[derive(Debug, Default)]
struct Changed {
    length: u64,
    /// Length in bytes of what still counts of the file on the disk: what was cut once does not
    /// come back.
    kept: u64,
    /// Changed pages, by number.
    pages: BTreeMap<u64, Box<[u8; PAGE]>>,
}

impl LookFile {
    fn of(file: File) -> io::Result<Self> {
        let file = RealFile::new(file);
        let length = file.len()?;
        let changed = Changed { length, kept: length, pages: BTreeMap::new() };
        Ok(Self { file: Some(file), changed: changed.into() })
    }

    /// Fills the buffer with what the file on the disk has from an offset on, and zeros after its
    /// end.
    fn read_kept(&self, kept: u64, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        let there = kept.saturating_sub(offset).min(buffer.len() as u64) as usize;
        let (there, rest) = buffer.split_at_mut(there);
        rest.fill(0);
        match &self.file {
            Some(file) if !there.is_empty() => file.read_at(offset, there),
            _ => Ok(()),
        }
    }
}

/// Splits a range of bytes into parts that lie in one page each: number of the page, offset in the
/// page, and place in the range.
fn parts(offset: u64, length: usize) -> impl Iterator<Item = (u64, usize, std::ops::Range<usize>)> {
    let mut done = 0;
    std::iter::from_fn(move || {
        let at = offset + done as u64;
        let (page, within) = (at / PAGE as u64, (at % PAGE as u64) as usize);
        let part = done..length.min(done + PAGE - within);
        done = part.end;
        (!part.is_empty()).then_some((page, within, part))
    })
}

impl DiskFile for LookFile {
    fn len(&self) -> io::Result<u64> {
        Ok(self.changed.read().length)
    }

    fn allocated(&self) -> io::Result<u64> {
        self.len()
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        let changed = self.changed.read();
        if offset.saturating_add(buffer.len() as u64) > changed.length {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        self.read_kept(changed.kept, offset, buffer)?;
        if changed.pages.is_empty() {
            return Ok(());
        }
        for (page, within, part) in parts(offset, buffer.len()) {
            if let Some(page) = changed.pages.get(&page) {
                let length = part.len();
                buffer[part].copy_from_slice(&page[within..within + length]);
            }
        }
        Ok(())
    }

    fn write_at(&self, offset: u64, bytes: &[u8]) -> io::Result<()> {
        let mut changed = self.changed.write();
        let Changed { length, kept, pages } = &mut *changed;
        for (number, within, part) in parts(offset, bytes.len()) {
            let page = match pages.entry(number) {
                std::collections::btree_map::Entry::Occupied(page) => page.into_mut(),
                std::collections::btree_map::Entry::Vacant(place) => {
                    let mut page = Box::new([0; PAGE]);
                    self.read_kept(*kept, number * PAGE as u64, &mut page[..])?;
                    place.insert(page)
                }
            };
            page[within..within + part.len()].copy_from_slice(&bytes[part]);
        }
        *length = (*length).max(offset + bytes.len() as u64);
        Ok(())
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        let mut changed = self.changed.write();
        if length < changed.length {
            changed.pages.split_off(&length.div_ceil(PAGE as u64));
            if let Some(last) = changed.pages.get_mut(&(length / PAGE as u64)) {
                last[(length % PAGE as u64) as usize..].fill(0);
            }
            changed.kept = changed.kept.min(length);
        }
        changed.length = length;
        Ok(())
    }

    fn sync(&self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Clone, Debug)]
    enum Step {
        Write(u64, Vec<u8>),
        SetLen(u64),
    }

    fn step() -> impl Strategy<Value = Step> {
        let bytes = prop::collection::vec(any::<u8>(), 1..9000);
        prop_oneof![
            (0u64..20_000, bytes).prop_map(|(at, bytes)| Step::Write(at, bytes)),
            (0u64..30_000).prop_map(Step::SetLen),
        ]
    }

    proptest! {
        /// Whatever is written, a file that is looked at reads like a file that takes the writing,
        /// and the file on the disk keeps what it had.
        #[test]
        fn a_look_reads_like_a_file_and_changes_none(
            start in prop::collection::vec(any::<u8>(), 0..20_000),
            steps in prop::collection::vec(step(), 0..12),
        ) {
            let dir = tempfile::tempdir().unwrap();
            std::fs::write(dir.path().join("f"), &start).unwrap();
            let disk = LookDisk::open(dir.path()).unwrap().unwrap();
            let file = disk.open("f").unwrap().unwrap();
            let mut model = start.clone();
            for step in steps {
                match step {
                    Step::Write(at, bytes) => {
                        let (begin, end) = (at as usize, at as usize + bytes.len());
                        model.resize(model.len().max(end), 0);
                        model[begin..end].copy_from_slice(&bytes);
                        file.write_at(at, &bytes).unwrap();
                    }
                    Step::SetLen(length) => {
                        model.resize(length as usize, 0);
                        file.set_len(length).unwrap();
                    }
                }
                prop_assert_eq!(file.len().unwrap(), model.len() as u64);
                let mut read = vec![1; model.len()];
                file.read_at(0, &mut read).unwrap();
                prop_assert!(read == model);
                prop_assert!(file.read_at(1, &mut read).is_err() || model.is_empty());
            }
            prop_assert_eq!(std::fs::read(dir.path().join("f")).unwrap(), start);
            prop_assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
        }
    }

    #[test]
    fn names_change_in_memory_alone() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("a"), b"here").unwrap();
        let disk = LookDisk::open(dir.path()).unwrap().unwrap();
        disk.create("b").unwrap().write_at(0, b"new").unwrap();
        disk.rename("b", "a").unwrap();
        let mut read = [0; 3];
        disk.open("a").unwrap().unwrap().read_at(0, &mut read).unwrap();
        assert_eq!(&read, b"new");
        disk.remove("a").unwrap();
        assert!(disk.open("a").unwrap().is_none() && disk.open("b").unwrap().is_none());
        assert_eq!(std::fs::read(dir.path().join("a")).unwrap(), b"here");
    }
}
