//! The engines that a store may have, and how a store is opened.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;

use super::disk::RealDisk;
use super::engine::{self, RedbStore};
use super::look::LookDisk;
use super::sled::SledStore;
use super::{StorageKey, Store, StoreError, salts};

/// Library that keeps the values of a store on the disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Engine {
    /// redb, the engine of new stores: keeps every promise of [`Store`].
    #[default]
    Redb,
    /// sled, as older versions used it: a power cut may take what was acknowledged.
    Sled,
}

impl Engine {
    /// Engine of the store in a directory, told from the names of its files; `None` where there is
    /// no store.
    pub fn of(dir: &Path) -> Option<Self> {
        let has = |name: &str| dir.join(name).exists();
        let redb = [engine::COPYING, engine::FILE, engine::UNFINISHED, salts::NAME];
        if redb.into_iter().any(has) {
            Some(Self::Redb)
        } else if has("db") || has("conf") {
            Some(Self::Sled)
        } else {
            None
        }
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Redb => "redb",
            Self::Sled => "sled",
        })
    }
}

/// Default size of the engine's cache, in bytes. Entries are read again for a publication only, in
/// order.
pub const CACHE: u64 = 128 << 20;

/// Where a store lies and how it is opened.
#[derive(Clone, Copy)]
pub struct StoreSettings<'a> {
    /// Directory of the store, made when it is missing. Only its owner may read it.
    pub dir: &'a Path,
    /// Engine that the store is to have.
    pub engine: Engine,
    /// Storage key. A new store is encrypted when there is one; to encrypt a store that is not
    /// encrypted, or to change its key, restore a backup into a new directory.
    pub key: Option<&'a StorageKey>,
    /// Size of the engine's cache, in bytes.
    pub cache: u64,
}

impl<'a> StoreSettings<'a> {
    /// Settings of a store with the default engine and cache.
    pub fn new(dir: &'a Path, key: Option<&'a StorageKey>) -> Self {
        Self { dir, engine: Engine::default(), key, cache: CACHE }
    }
}

/// Opens the store in a directory, for this process alone.
pub fn open(settings: &StoreSettings<'_>) -> Result<Arc<dyn Store>, StoreError> {
    let StoreSettings { dir, engine, key, cache } = *settings;
    check_engine(settings)?;
    let disk = RealDisk::open(dir).map_err(|source| StoreError::Io { path: dir.into(), source })?;
    let disk = Arc::new(disk.ok_or_else(|| StoreError::InUse(dir.into()))?);
    match engine {
        Engine::Redb => Ok(Arc::new(RedbStore::open(disk, key, cache)?)),
        Engine::Sled => {
            tracing::warn!(
                "the store's engine is sled: a power cut may take what was acknowledged, and what \
                 is erased stays on the disk; move it with vdx store move"
            );
            Ok(Arc::new(SledStore::open(disk, key, cache)?))
        }
    }
}

/// Makes a store that is to be the copy of another one, under the engine redb. The store does not
/// open before its end was committed: see [`super::Batch::end_of_copy`].
pub fn begin_copy(settings: &StoreSettings<'_>) -> Result<Arc<dyn Store>, StoreError> {
    let StoreSettings { dir, key, cache, .. } = *settings;
    if Engine::of(dir).is_some() {
        let half = dir.join(engine::COPYING).exists();
        let path = dir.into();
        return Err(if half { StoreError::Unfinished(path) } else { StoreError::NotEmpty(path) });
    }
    let disk = RealDisk::open(dir).map_err(|source| StoreError::Io { path: dir.into(), source })?;
    let disk = Arc::new(disk.ok_or_else(|| StoreError::InUse(dir.into()))?);
    Ok(Arc::new(RedbStore::begin_copy(disk, key, cache)?))
}

/// Opens the store in a directory and leaves every file as it is: what is changed through the
/// returned store is forgotten with it. `None` where there is no store, and for a store of the
/// engine sled, which cannot be opened without being changed.
pub fn look(settings: &StoreSettings<'_>) -> Result<Option<Arc<dyn Store>>, StoreError> {
    let StoreSettings { dir, engine, key, cache } = *settings;
    check_engine(settings)?;
    if engine != Engine::Redb || Engine::of(dir).is_none() {
        return Ok(None);
    }
    let disk = LookDisk::open(dir).map_err(|source| StoreError::Io { path: dir.into(), source })?;
    let disk = Arc::new(disk.ok_or_else(|| StoreError::InUse(dir.into()))?);
    Ok(Some(Arc::new(RedbStore::look(disk, key, cache)?)))
}

fn check_engine(settings: &StoreSettings<'_>) -> Result<(), StoreError> {
    match Engine::of(settings.dir) {
        Some(found) if found != settings.engine => {
            Err(StoreError::OtherEngine { path: settings.dir.into(), found })
        }
        _ => Ok(()),
    }
}
