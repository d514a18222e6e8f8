//! A disk in memory whose power can be cut at any step.
//!
//! It keeps a log of everything that is written. A cut at a step makes an image: what was synced
//! before is there; of what was not, any part may be, down to single sectors and torn bytes, in any
//! order: also names of files, and their lengths.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Error, ErrorKind};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};

use fastrand::Rng;
use vdx::store::disk::{Disk, DiskFile};

/// Bytes that a disk writes whole or not at all.
const SECTOR: u64 = 512;

/// What happened, in order.
#[derive(Clone)]
enum Event {
    Name(NameChange),
    SyncNames,
    Data(usize, DataChange),
    Sync(usize),
    /// Something was acknowledged.
    Acknowledged(u64),
}

#[derive(Clone)]
enum NameChange {
    Create(String, usize),
    Rename(String, String),
    Remove(String),
}

#[derive(Clone)]
enum DataChange {
    Write(u64, Vec<u8>),
    SetLen(u64),
}

/// A sync that does nothing though it says that it did: to see that a test notices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mutant {
    /// That of a file.
    FileSync(&'static str),
    /// That of the directory.
    NameSync,
}

#[derive(Default)]
struct State {
    names: BTreeMap<String, usize>,
    files: Vec<Vec<u8>>,
    log: Vec<Event>,
    mutant: Option<Mutant>,
    /// Whether it has begun to leave out syncs.
    mutates: bool,
    /// Writing and syncing fail from this event on.
    failing_from: Option<usize>,
    /// Writing to the file of this name fails.
    failing: Option<String>,
}

/// The disk. Clones are the same one.
#[derive(Clone, Default)]
pub struct SimDisk(Arc<Mutex<State>>);

/// The files of a disk at one moment.
pub type Image = BTreeMap<String, Vec<u8>>;

impl SimDisk {
    /// One that holds the files of an image, all on stable storage.
    pub fn of(image: Image) -> Self {
        let disk = Self::default();
        let mut state = disk.state();
        for (number, (name, bytes)) in image.into_iter().enumerate() {
            state.names.insert(name, number);
            state.files.push(bytes);
        }
        drop(state);
        disk
    }

    /// Leaves out syncs: those of names from the first one on, those of files when it is told to.
    pub fn with(self, mutant: Mutant) -> Self {
        self.state().mutant = Some(mutant);
        self
    }

    /// Begins to leave out syncs of files.
    pub fn start_mutant(&self) {
        self.state().mutates = true;
    }

    /// Lets every write and sync fail after so many more events.
    pub fn fail_after(&self, events: usize) {
        let mut state = self.state();
        state.failing_from = Some(state.log.len() + events);
    }

    /// Lets every write to one file fail, as when the disk is full and the others need no space.
    pub fn fail_file(&self, name: &str) {
        self.state().failing = Some(name.into());
    }

    /// All files as whoever reads them now sees them.
    pub fn files(&self) -> Image {
        let state = self.state();
        let file = |(name, file): (&String, &usize)| (name.clone(), state.files[*file].clone());
        state.names.iter().map(file).collect()
    }

    /// Notes that something was acknowledged.
    pub fn acknowledge(&self, number: u64) {
        self.state().log.push(Event::Acknowledged(number));
    }

    /// The power can be cut before each of so many events, and after them.
    pub fn events(&self) -> usize {
        self.state().log.len()
    }

    /// What led here, to be cut at any step; from a disk that held `from` to begin with.
    pub fn cuts(&self, from: Image) -> Cuts {
        let start = Self::of(from);
        let durable = start.state();
        Cuts {
            log: self.state().log.clone(),
            at: 0,
            names: durable.names.clone(),
            files: durable.files.clone(),
            pending_names: Vec::new(),
            pending: BTreeMap::new(),
            acknowledged: None,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }
}

impl State {
    fn push(&mut self, event: Event) -> io::Result<()> {
        if self.failing_from.is_some_and(|from| self.log.len() >= from) {
            return Err(Error::other("the disk fails, as the test wants it"));
        }
        self.log.push(event);
        Ok(())
    }
}

impl Disk for SimDisk {
    fn place(&self) -> &Path {
        Path::new("simulated")
    }

    fn open(&self, name: &str) -> io::Result<Option<Arc<dyn DiskFile>>> {
        let file = self.state().names.get(name).copied();
        Ok(file.map(|file| Arc::new(SimFile { disk: self.clone(), file }) as Arc<dyn DiskFile>))
    }

    fn create(&self, name: &str) -> io::Result<Arc<dyn DiskFile>> {
        let mut state = self.state();
        let file = state.files.len();
        state.push(Event::Name(NameChange::Create(name.into(), file)))?;
        state.files.push(Vec::new());
        state.names.insert(name.into(), file);
        Ok(Arc::new(SimFile { disk: self.clone(), file }))
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        let mut state = self.state();
        let file = *state.names.get(from).ok_or(ErrorKind::NotFound)?;
        state.push(Event::Name(NameChange::Rename(from.into(), to.into())))?;
        state.names.remove(from);
        state.names.insert(to.into(), file);
        Ok(())
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        let mut state = self.state();
        if state.names.contains_key(name) {
            state.push(Event::Name(NameChange::Remove(name.into())))?;
            state.names.remove(name);
        }
        Ok(())
    }

    fn sync(&self) -> io::Result<()> {
        let mut state = self.state();
        if state.mutant == Some(Mutant::NameSync) {
            return Ok(());
        }
        state.push(Event::SyncNames)
    }
}

struct SimFile {
    disk: SimDisk,
    file: usize,
}

impl fmt::Debug for SimFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "file {}", self.file)
    }
}

impl SimFile {
    fn change(&self, change: DataChange) -> io::Result<()> {
        let mut state = self.disk.state();
        let failing = state.failing.as_ref().and_then(|name| state.names.get(name));
        if failing == Some(&self.file) {
            return Err(ErrorKind::StorageFull.into());
        }
        state.push(Event::Data(self.file, change.clone()))?;
        apply(&mut state.files[self.file], &change);
        Ok(())
    }
}

impl DiskFile for SimFile {
    fn len(&self) -> io::Result<u64> {
        Ok(self.disk.state().files[self.file].len() as u64)
    }

    fn allocated(&self) -> io::Result<u64> {
        self.len()
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        let state = self.disk.state();
        let bytes = state.files[self.file].get(offset as usize..);
        let bytes = bytes.and_then(|bytes| bytes.get(..buffer.len()));
        buffer.copy_from_slice(bytes.ok_or(ErrorKind::UnexpectedEof)?);
        Ok(())
    }

    fn write_at(&self, offset: u64, bytes: &[u8]) -> io::Result<()> {
        self.change(DataChange::Write(offset, bytes.into()))
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        self.change(DataChange::SetLen(length))
    }

    fn sync(&self) -> io::Result<()> {
        let mut state = self.disk.state();
        if let Some(Mutant::FileSync(name)) = state.mutant
            && state.mutates
            && state.names.iter().any(|(other, file)| other.contains(name) && *file == self.file)
        {
            return Ok(());
        }
        state.push(Event::Sync(self.file))
    }
}

fn apply(bytes: &mut Vec<u8>, change: &DataChange) {
    match change {
        DataChange::Write(offset, written) => {
            let (begin, end) = (*offset as usize, *offset as usize + written.len());
            if bytes.len() < end {
                bytes.resize(end, 0);
            }
            bytes[begin..end].copy_from_slice(written);
        }
        DataChange::SetLen(length) => bytes.resize(*length as usize, 0),
    }
}

fn rename(names: &mut BTreeMap<String, usize>, change: &NameChange) {
    match change {
        NameChange::Create(name, file) => drop(names.insert(name.clone(), *file)),
        NameChange::Remove(name) => drop(names.remove(name)),
        NameChange::Rename(from, to) => {
            if let Some(file) = names.remove(from) {
                names.insert(to.clone(), file);
            }
        }
    }
}

/// A disk as it comes from step to step.
pub struct Cuts {
    log: Vec<Event>,
    /// The next event.
    at: usize,
    names: BTreeMap<String, usize>,
    files: Vec<Vec<u8>>,
    pending_names: Vec<NameChange>,
    pending: BTreeMap<usize, Vec<DataChange>>,
    /// The latest number that was acknowledged.
    pub acknowledged: Option<u64>,
}

impl Cuts {
    /// Lets time pass up to an event.
    pub fn advance(&mut self, to: usize) {
        while self.at < to {
            match self.log[self.at].clone() {
                Event::Name(change) => {
                    if let NameChange::Create(_, file) = &change {
                        self.files.resize(self.files.len().max(file + 1), Vec::new());
                    }
                    self.pending_names.push(change);
                }
                Event::SyncNames => {
                    for change in self.pending_names.drain(..) {
                        rename(&mut self.names, &change);
                    }
                }
                Event::Data(file, change) => self.pending.entry(file).or_default().push(change),
                Event::Sync(file) => {
                    for change in self.pending.remove(&file).unwrap_or_default() {
                        apply(&mut self.files[file], &change);
                    }
                }
                Event::Acknowledged(number) => self.acknowledged = Some(number),
            }
            self.at += 1;
        }
    }

    /// What is found when the power comes back after a cut at this moment.
    pub fn image(&self, random: &mut Rng) -> Image {
        let fate = Fate::draw(random);
        let mut names = self.names.clone();
        for change in &self.pending_names {
            if fate.keeps(random) {
                rename(&mut names, change);
            }
        }
        let file = |number: usize, random: &mut Rng| {
            let mut bytes = self.files[number].clone();
            for change in self.pending.get(&number).into_iter().flatten() {
                fate.apply(&mut bytes, change, random);
            }
            bytes
        };
        names.into_iter().map(|(name, number)| (name, file(number, random))).collect()
    }
}

/// What a cut does to what was not synced.
#[derive(Clone, Copy)]
enum Fate {
    None,
    All,
    /// Each change is there, or is not.
    Some,
    /// Each sector of each change.
    Sectors,
    /// Each change up to any byte.
    Torn,
}

impl Fate {
    fn draw(random: &mut Rng) -> Self {
        match random.u8(..8) {
            0 => Self::None,
            1 => Self::All,
            2 | 3 => Self::Some,
            4..=6 => Self::Sectors,
            _ => Self::Torn,
        }
    }

    fn keeps(self, random: &mut Rng) -> bool {
        match self {
            Self::None => false,
            Self::All => true,
            _ => random.bool(),
        }
    }

    fn apply(self, bytes: &mut Vec<u8>, change: &DataChange, random: &mut Rng) {
        match (self, change) {
            (Self::Sectors, DataChange::Write(offset, written)) => {
                let mut at = *offset;
                let end = offset + written.len() as u64;
                while at < end {
                    let next = ((at / SECTOR + 1) * SECTOR).min(end);
                    if random.bool() {
                        let part = &written[(at - offset) as usize..(next - offset) as usize];
                        apply(bytes, &DataChange::Write(at, part.into()));
                    }
                    at = next;
                }
            }
            (Self::Torn, DataChange::Write(offset, written)) => {
                let kept = random.usize(..=written.len());
                // Either its beginning or its end.
                let (offset, part) = if random.bool() {
                    (*offset, &written[..kept])
                } else {
                    (offset + (written.len() - kept) as u64, &written[written.len() - kept..])
                };
                if !part.is_empty() {
                    apply(bytes, &DataChange::Write(offset, part.into()));
                }
            }
            _ if self.keeps(random) => apply(bytes, change),
            _ => {}
        }
    }
}
