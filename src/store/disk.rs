//! The files of a store: everything that the store writes goes through here.
//!
//! A test puts a simulated disk in the place of the real one and cuts the power at any step, so the
//! trait promises no more than a real disk does: what was written is on stable storage once it was
//! synced, and a name once its directory was. Before that any part of it may be there, or none.

use std::fmt::Debug;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A directory of files that belong to one store.
pub trait Disk: Send + Sync {
    /// Path of the directory, for messages.
    fn place(&self) -> &Path;

    /// Opens a file for reading and writing, if there is one of this name.
    fn open(&self, name: &str) -> io::Result<Option<Arc<dyn DiskFile>>>;

    /// Makes an empty file that only its owner may read, in the place of one of this name.
    fn create(&self, name: &str) -> io::Result<Arc<dyn DiskFile>>;

    /// Gives a file another name, in the place of a file that has that name. A reader sees the old
    /// file or the new one, never a mixture.
    fn rename(&self, from: &str, to: &str) -> io::Result<()>;

    /// Removes a file, if there is one of this name.
    fn remove(&self, name: &str) -> io::Result<()>;

    /// Brings the names in the directory to stable storage.
    fn sync(&self) -> io::Result<()>;

    /// Whether less space is free than is kept back (see [`kept_back`]); false where the free
    /// space is not known.
    fn is_low(&self) -> bool {
        false
    }
}

/// Number of bytes that are kept back of a disk of `size` bytes, for what must go on when the disk
/// is nearly full: withdrawals, suspensions, lines of the audit log, and a start after a power
/// cut. A twentieth, at least 16 MiB and at most 1 GiB.
pub fn kept_back(size: u64) -> u64 {
    (size / 20).clamp(16 << 20, 1 << 30)
}

/// An open file. Several threads may use it at once.
pub trait DiskFile: Debug + Send + Sync {
    /// Length of the file in bytes. The disk may spend less on the file: see
    /// [`DiskFile::allocated`].
    fn len(&self) -> io::Result<u64>;

    /// Whether the file holds no bytes.
    fn is_empty(&self) -> io::Result<bool> {
        Ok(self.len()? == 0)
    }

    /// Bytes that the disk spends on the file.
    fn allocated(&self) -> io::Result<u64>;

    /// Fills the buffer from an offset on. [`ErrorKind::UnexpectedEof`] when the file is shorter.
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()>;

    /// Writes all of the bytes from an offset on; the file grows when they go beyond its end.
    fn write_at(&self, offset: u64, bytes: &[u8]) -> io::Result<()>;

    /// Sets the length of the file in bytes: cuts the file, or adds zeros.
    fn set_len(&self, length: u64) -> io::Result<()>;

    /// Brings contents and length to stable storage. When it fails nobody knows what is there.
    fn sync(&self) -> io::Result<()>;
}

/// A directory of the file system, used by one process at a time.
pub struct RealDisk {
    dir: PathBuf,
    /// Locks on the directory, held as long as the disk is used.
    _locks: Vec<File>,
}

/// Name of the file that is locked by the process which uses the directory.
pub const LOCK: &str = "lock";

impl RealDisk {
    /// Takes a directory for this process alone, and makes it when it is missing. Only its owner
    /// may read it. `None` when another process uses it.
    pub fn open(dir: &Path) -> io::Result<Option<Self>> {
        std::fs::create_dir_all(dir)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            std::fs::set_permissions(dir, std::fs::Permissions::from_mode(0o700))?;
        }
        let mut locks = vec![private().create(true).truncate(false).open(dir.join(LOCK))?];
        // The directory, too: the file looks as if it were left over, and somebody may remove it.
        #[cfg(unix)]
        locks.push(File::open(dir)?);
        let are_free = locked(&locks, File::try_lock)?;
        Ok(are_free.then(|| Self { dir: dir.into(), _locks: locks }))
    }
}

/// Takes the locks of a directory; false where another process holds one of them.
pub(super) fn locked(
    locks: &[File],
    lock: impl Fn(&File) -> Result<(), TryLockError>,
) -> io::Result<bool> {
    for file in locks {
        match lock(file) {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(false),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
    Ok(true)
}

/// Options by which files are opened: for reading and writing, and new files for their owner
/// alone.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
}

impl Disk for RealDisk {
    fn place(&self) -> &Path {
        &self.dir
    }

    fn open(&self, name: &str) -> io::Result<Option<Arc<dyn DiskFile>>> {
        match private().open(self.dir.join(name)) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            opened => Ok(Some(Arc::new(RealFile::new(opened?)))),
        }
    }

    fn create(&self, name: &str) -> io::Result<Arc<dyn DiskFile>> {
        self.remove(name)?;
        let file = private().create_new(true).open(self.dir.join(name))?;
        Ok(Arc::new(RealFile::new(file)))
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        std::fs::rename(self.dir.join(from), self.dir.join(to))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        match std::fs::remove_file(self.dir.join(name)) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            removed => removed,
        }
    }

    fn sync(&self) -> io::Result<()> {
        // Elsewhere a directory cannot be opened, and its names are as durable as they get.
        if cfg!(unix) { File::open(&self.dir)?.sync_all() } else { Ok(()) }
    }

    #[cfg(unix)]
    fn is_low(&self) -> bool {
        rustix::fs::statvfs(&self.dir).is_ok_and(|disk| {
            let bytes = |blocks: u64| blocks.saturating_mul(disk.f_frsize);
            bytes(disk.f_bavail) < kept_back(bytes(disk.f_blocks))
        })
    }
}

/// A file of the file system.
#[derive(Debug)]
pub(super) struct RealFile {
    file: File,
    /// Lock that is held while the position of the file is used, where reading and writing need a
    /// position.
    #[cfg(not(unix))]
    position: parking_lot::Mutex<()>,
}

impl RealFile {
    pub(super) fn new(file: File) -> Self {
        Self {
            file,
            #[cfg(not(unix))]
            position: parking_lot::Mutex::new(()),
        }
    }
}

impl DiskFile for RealFile {
    fn len(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len())
    }

    fn allocated(&self) -> io::Result<u64> {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            /// Unit of `st_blocks` in bytes, whatever the file system's own blocks are.
            const BLOCK: u64 = 512;
            Ok(self.file.metadata()?.blocks() * BLOCK)
        }
        #[cfg(not(unix))]
        self.len()
    }

    #[cfg(unix)]
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        std::os::unix::fs::FileExt::read_exact_at(&self.file, buffer, offset)
    }

    #[cfg(not(unix))]
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        use std::io::{Read, Seek, SeekFrom};
        let _position = self.position.lock();
        (&self.file).seek(SeekFrom::Start(offset))?;
        (&self.file).read_exact(buffer)
    }

    #[cfg(unix)]
    fn write_at(&self, offset: u64, bytes: &[u8]) -> io::Result<()> {
        std::os::unix::fs::FileExt::write_all_at(&self.file, bytes, offset)
    }

    #[cfg(not(unix))]
    fn write_at(&self, offset: u64, bytes: &[u8]) -> io::Result<()> {
        use std::io::{Seek, SeekFrom, Write};
        let _position = self.position.lock();
        (&self.file).seek(SeekFrom::Start(offset))?;
        (&self.file).write_all(bytes)
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        self.file.set_len(length)
    }

    fn sync(&self) -> io::Result<()> {
        // Also the length: without it what was appended could not be read.
        self.file.sync_data()
    }
}
