//! Files in which a client keeps what it has seen: changed by one process at a time.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};

use super::ProfileError;

/// Changes a file while no other process changes it. The lock is a file beside it, since the file
/// itself is replaced.
pub fn locked<T>(
    path: &Path,
    change: impl FnOnce() -> Result<T, ProfileError>,
) -> Result<T, ProfileError> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let name = PathBuf::from(name);
    let io = |source| ProfileError::Io { path: name.clone(), source };
    let lock =
        OpenOptions::new().create(true).truncate(false).write(true).open(&name).map_err(io)?;
    match lock.lock() {
        // A file system without locks: one process at a time is then up to its user.
        Err(error) if error.kind() == std::io::ErrorKind::Unsupported => {}
        result => result.map_err(io)?,
    }
    change()
}
