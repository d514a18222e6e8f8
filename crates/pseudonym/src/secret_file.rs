//! Files that hold secrets: readable by their owner alone, never overwritten,
//! never repeated in an error.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::small_file::{self, SMALL};

/// Reason why a key file cannot be used. No message repeats anything of the key.
#[derive(Debug, Error)]
pub enum KeyError {
    /// The file cannot be read or written.
    #[error("{path}: {source}")]
    Io {
        /// Path of the file.
        path: PathBuf,
        /// Error of the operating system.
        source: std::io::Error,
    },
    /// Others than the owner may read the file.
    #[error("{0}: others may read this key file; allow only its owner (chmod 600)")]
    Permissions(PathBuf),
    /// The file is not a key file of this kind.
    #[error(
        "{path}: not a {expected} file (kind, epoch of 1 or more, 64 hexadecimal digits of secret)"
    )]
    Format {
        /// Path of the file.
        path: PathBuf,
        /// Kind of file that was expected.
        expected: &'static str,
    },
    /// The file is not of this kind.
    #[error("{path}: not a {expected} file")]
    NotOfKind {
        /// Path of the file.
        path: PathBuf,
        /// Kind of file that was expected.
        expected: &'static str,
    },
    /// The operating system gave no randomness.
    #[error("the operating system gave no random bytes")]
    Random,
}

#[derive(Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    kind: String,
    epoch: u32,
    secret: String,
}

/// Reads a secret of 32 bytes from a key file of the given kind.
pub fn load_secret(
    path: &Path,
    kind: &'static str,
) -> Result<(u32, Zeroizing<[u8; 32]>), KeyError> {
    let format = || KeyError::Format { path: path.into(), expected: kind };
    let text = read_private(path)?;
    let file: KeyFile = toml::from_str(&text).map_err(|_| format())?;
    if file.kind != kind || file.epoch == 0 {
        return Err(format());
    }
    let mut secret = Zeroizing::new([0; 32]);
    hex::decode_to_slice(&file.secret, secret.as_mut()).map_err(|_| format())?;
    Ok((file.epoch, secret))
}

/// Whether others than its owner may read a file. Root may open one of its own files to a group:
/// that is how systemd hands credentials to a service.
#[cfg(unix)]
pub fn is_exposed(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    exposes(metadata.mode(), metadata.uid())
}

#[cfg(unix)]
fn exposes(mode: u32, owner: u32) -> bool {
    let allowed = if owner == 0 { 0o740 } else { 0o700 };
    mode & 0o777 & !allowed != 0
}

/// Reads a file that only its owner may read.
pub fn read_private(path: &Path) -> Result<Zeroizing<String>, KeyError> {
    let io = |source| KeyError::Io { path: path.into(), source };
    let metadata = fs::metadata(path).map_err(io)?;
    #[cfg(unix)]
    if is_exposed(&metadata) {
        return Err(KeyError::Permissions(path.into()));
    }
    #[cfg(not(unix))]
    let _ = metadata;
    Ok(Zeroizing::new(small_file::read_text(path, SMALL).map_err(io)?))
}

/// Writes a secret of 32 bytes to a new key file of the given kind.
pub fn save_secret(path: &Path, kind: &str, epoch: u32, secret: &[u8; 32]) -> Result<(), KeyError> {
    let io = |source| KeyError::Io { path: path.into(), source };
    let secret = Zeroizing::new(hex::encode(secret));
    let text =
        Zeroizing::new(format!("kind = \"{kind}\"\nepoch = {epoch}\nsecret = \"{}\"\n", *secret));
    write_private(path, text.as_bytes()).map_err(io)
}

/// Creates a file that only its owner can read and flushes it to the disk; fails when the file
/// exists.
pub fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    write_private_by(path, |file| file.write_all(bytes))
}

fn write_private_by(
    path: &Path,
    write: impl FnOnce(&mut fs::File) -> std::io::Result<()>,
) -> std::io::Result<()> {
    let mut file = create_private(path)?;
    write(&mut file)?;
    file.sync_all()
}

/// Creates an empty file that only its owner can read; fails when the file exists.
pub fn create_private(path: &Path) -> std::io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => std::io::Error::new(
            error.kind(),
            "exists already, and is never overwritten; name another file (--out), or move this one away",
        ),
        _ => error,
    })
}

/// Replaces a file that only its owner can read in one step: a reader sees the old or the new
/// file.
pub fn replace_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    replace_private_by(path, |file| file.write_all(bytes))
}

/// Replaces a file that only its owner can read in one step by what a function writes; when the
/// function fails the old file stays.
pub fn replace_private_by(
    path: &Path,
    write: impl FnOnce(&mut fs::File) -> std::io::Result<()>,
) -> std::io::Result<()> {
    let temporary = PathBuf::from(format!("{}.new", path.display()));
    let _ = fs::remove_file(&temporary);
    write_private_by(&temporary, write)?;
    fs::rename(&temporary, path)
}

/// Makes a new file for its owner's eyes beside another one, under a name that nobody can guess:
/// whatever lies in the directory, nothing else is written. Returns the file's path with it.
pub fn create_beside(path: &Path) -> std::io::Result<(PathBuf, fs::File)> {
    let mut random = [0; 8];
    getrandom::fill(&mut random).map_err(std::io::Error::other)?;
    let name = path.file_name().unwrap_or_default().display().to_string();
    let beside = path.with_file_name(format!(".{name}.{}", hex::encode(random)));
    let file = create_private(&beside)?;
    Ok((beside, file))
}

/// Replaces a file that others may read in one step: a reader sees the old or the new file. What lies
/// under its name goes, and is not followed where it is a link.
pub fn replace_public(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let (beside, mut file) = create_beside(path)?;
    let written = file.write_all(bytes).and_then(|()| {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            file.set_permissions(fs::Permissions::from_mode(0o644))?;
        }
        file.sync_all()?;
        fs::rename(&beside, path)
    });
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

#[cfg(all(test, unix))]
mod tests {
    use super::exposes;

    #[test]
    fn a_group_may_read_what_root_gives_it() {
        assert!(!exposes(0o100_600, 1000) && !exposes(0o100_400, 0) && !exposes(0o100_440, 0));
        assert!(exposes(0o100_440, 1000) && exposes(0o100_404, 0) && exposes(0o100_660, 0));
    }
}
