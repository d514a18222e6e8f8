//! The engine's file on a disk, and the engine's errors in our words.

use std::io::{self, ErrorKind};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use redb::StorageBackend;

use crate::store::StoreError;
use crate::store::disk::DiskFile;

/// Path of the engine's file, and the first error that the disk gave for the file.
#[derive(Debug)]
pub struct Place {
    /// Path of the file, for messages.
    pub path: PathBuf,
    /// First error of the disk. The engine tells the cause once; whoever asks later hears only
    /// that there was an error.
    failure: OnceLock<(ErrorKind, String)>,
}

impl Place {
    /// Place of a file for which the disk gave no error yet.
    pub fn new(path: PathBuf) -> Arc<Self> {
        Arc::new(Self { path, failure: OnceLock::new() })
    }

    /// Turns an error of the disk into a [`StoreError`] that names the file.
    pub fn io(&self, source: io::Error) -> StoreError {
        StoreError::Io { path: self.path.clone(), source }
    }

    fn noted<T>(&self, result: io::Result<T>) -> io::Result<T> {
        result.inspect_err(|error| {
            self.failure.get_or_init(|| (error.kind(), error.to_string()));
        })
    }
}

/// The file that the engine reads and writes.
#[derive(Debug)]
pub struct EngineFile {
    /// The file on the disk.
    pub file: Arc<dyn DiskFile>,
    /// Path of the file, and its first error.
    pub place: Arc<Place>,
}

impl StorageBackend for EngineFile {
    fn len(&self) -> io::Result<u64> {
        self.place.noted(self.file.len())
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.place.noted(self.file.read_at(offset, out))
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.place.noted(self.file.set_len(len))
    }

    fn sync_data(&self) -> io::Result<()> {
        self.place.noted(self.file.sync())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.place.noted(self.file.write_at(offset, data))
    }
}

/// Turns an error of the engine into what it means for the store at `place`.
pub fn failed(place: &Place, error: impl Into<redb::Error>) -> StoreError {
    let path = &place.path;
    let corrupt = || StoreError::Corrupt { place: path.display().to_string() };
    match error.into() {
        // What it reads makes no sense, or ends too early.
        redb::Error::Io(source)
            if matches!(source.kind(), ErrorKind::InvalidData | ErrorKind::UnexpectedEof) =>
        {
            corrupt()
        }
        redb::Error::Io(source) => place.io(source),
        redb::Error::PreviousIo => match place.failure.get() {
            Some((kind, why)) => place.io(io::Error::new(*kind, why.clone())),
            None => StoreError::Stopped("input or output".into()),
        },
        redb::Error::UpgradeRequired(_) => StoreError::Newer(path.into()),
        redb::Error::ValueTooLarge(_) => StoreError::Engine("a value is too large".into()),
        redb::Error::DatabaseAlreadyOpen => StoreError::InUse(path.into()),
        // Its tables are made with the file.
        redb::Error::Corrupted(_)
        | redb::Error::TableDoesNotExist(_)
        | redb::Error::TableTypeMismatch { .. } => corrupt(),
        other => StoreError::Engine(other.to_string()),
    }
}

/// Calls the engine, and turns its panics into [`StoreError::Corrupt`]. The engine does not look
/// for every kind of damage before it follows what a page says, and panics where that makes no
/// sense: then the file is damaged.
pub fn guarded<T, E: Into<redb::Error>>(
    place: &Place,
    call: impl FnOnce() -> Result<T, E>,
) -> Result<T, StoreError> {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(result) => result.map_err(|error| failed(place, error)),
        Err(_) => Err(StoreError::Corrupt { place: place.path.display().to_string() }),
    }
}
