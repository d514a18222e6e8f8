//! The engine's file on a disk, and the engine's errors in our words.

use std::io::{self, ErrorKind};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use redb::StorageBackend;

use crate::store::StoreError;
use crate::store::disk::DiskFile;

/// The file that the engine reads and writes.
#[derive(Debug)]
pub struct EngineFile(pub Arc<dyn DiskFile>);

impl StorageBackend for EngineFile {
    fn len(&self) -> io::Result<u64> {
        self.0.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.0.read_at(offset, out)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.0.set_len(len)
    }

    fn sync_data(&self) -> io::Result<()> {
        self.0.sync()
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.0.write_at(offset, data)
    }
}

/// What an error of the engine means for the store whose file this is.
pub fn failed(path: &Path, error: impl Into<redb::Error>) -> StoreError {
    let corrupt = || StoreError::Corrupt { place: path.display().to_string() };
    match error.into() {
        // What it reads makes no sense, or ends too early.
        redb::Error::Io(source)
            if matches!(source.kind(), ErrorKind::InvalidData | ErrorKind::UnexpectedEof) =>
        {
            corrupt()
        }
        redb::Error::Io(source) => StoreError::Io { path: path.into(), source },
        redb::Error::PreviousIo => StoreError::Stopped("input or output".into()),
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

/// Calls the engine. It does not look for every kind of damage before it follows what a page says,
/// and panics where that makes no sense: then the file is damaged.
pub fn guarded<T, E: Into<redb::Error>>(
    path: &Path,
    call: impl FnOnce() -> Result<T, E>,
) -> Result<T, StoreError> {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(result) => result.map_err(|error| failed(path, error)),
        Err(_) => Err(StoreError::Corrupt { place: path.display().to_string() }),
    }
}
