//! Opening a store, and making one.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize};

use parking_lot::{Mutex, RwLock};
use redb::{Builder, Database, ReadableDatabase};

use crate::store::checkpoint::CheckpointFile;
use crate::store::disk::{Disk, DiskFile};
use crate::store::salts::{self, Salts};
use crate::store::seal::{Nonces, Sealer, StoreNumber, fill_random};
use crate::store::tally::Tally;
use crate::store::{Space, StorageKey, StoreError, full_key};

use super::file::{EngineFile, Place, guarded};
use super::{
    COPYING, FILE, FORMAT, FORMAT_ROW, Inner, KEY_ROW, NUMBER_ROW, PIECES, SLOTS_ROW, State,
    TALLY_ROW, UNFINISHED, VALUES, upkeep,
};

impl Inner {
    /// Opens the store on a disk: see [`super::RedbStore::open`].
    pub fn open(
        disk: Arc<dyn Disk>,
        key: Option<&StorageKey>,
        cache: u64,
    ) -> Result<Self, StoreError> {
        let place = Place::new(disk.place().join(FILE));
        let io = |source| place.io(source);
        let corrupt = || StoreError::Corrupt { place: place.path.display().to_string() };
        if disk.open(COPYING).map_err(io)?.is_some() {
            return Err(StoreError::Unfinished(disk.place().into()));
        }
        let Some(file) = disk.open(FILE).map_err(io)? else {
            let left = disk.open(salts::NAME).map_err(io)?.is_some();
            if left && disk.open(UNFINISHED).map_err(io)?.is_none() {
                let place = format!("{} (missing)", place.path.display());
                return Err(StoreError::Corrupt { place });
            }
            return Self::make(disk, key, cache);
        };
        // The engine would take it for a new one.
        if file.is_empty().map_err(io)? {
            return Err(corrupt());
        }
        let database = open_database(&place, file.clone(), cache)?;
        Self::of(disk, place, key, file, database)
    }

    /// Makes a store where there is none. The store is encrypted when there is a key.
    pub fn make(
        disk: Arc<dyn Disk>,
        key: Option<&StorageKey>,
        cache: u64,
    ) -> Result<Self, StoreError> {
        let place = Place::new(disk.place().join(FILE));
        let (file, database) = make(&*disk, &place, key, cache)?;
        Self::of(disk, place, key, file, database)
    }

    fn of(
        disk: Arc<dyn Disk>,
        place: Arc<Place>,
        key: Option<&StorageKey>,
        file: Arc<dyn DiskFile>,
        database: Database,
    ) -> Result<Self, StoreError> {
        let rows = Rows::read(&place, &database)?;
        let sealer = Sealer::new(key, &rows.number);
        prove_key(disk.place(), &rows.key, key.is_some(), &sealer)?;
        let mut salts = Salts::open(&*disk, &rows.number)?;
        let acknowledged = salts.attested();
        if rows.tally.commits < acknowledged {
            let path = disk.place().into();
            return Err(StoreError::Lost { path, kept: rows.tally.commits, acknowledged });
        }
        for (row, bits) in &rows.slots {
            if !salts.load_row(*row, bits) {
                let salts = disk.place().join(salts::NAME);
                return Err(StoreError::Corrupt { place: format!("{} (cut)", salts.display()) });
            }
        }
        // Something may have been sealed under them that was never committed, or erased, and the
        // process ended before their turn.
        salts.renew_unused()?;
        let salt_file = salts.file().clone();
        let checkpoint = CheckpointFile::open(disk.clone(), salt_file.clone())?;
        let state = State { tally: rows.tally, salts, nonces: Nonces::new()?, stopped: None };
        Ok(Self {
            place,
            database: RwLock::new(Some(database)),
            file,
            sealer,
            salt_file,
            state: Mutex::new(state),
            checkpoint,
            snapshots: AtomicUsize::new(0),
            compact_from: AtomicU64::new(upkeep::TENTHS),
            disk,
        })
    }
}

fn open_database(
    place: &Arc<Place>,
    file: Arc<dyn DiskFile>,
    cache: u64,
) -> Result<Database, StoreError> {
    guarded(place, || {
        Builder::new()
            .set_cache_size(usize::try_from(cache).unwrap_or(usize::MAX))
            .set_repair_callback(|repair| {
                let done = repair.progress();
                tracing::info!(done, "the store was not closed: reading all of it");
            })
            .create_with_backend(EngineFile { file, place: place.clone() })
    })
}

/// Makes the files of a new store. The engine's file gets its name last, when all is on the disk:
/// until then the next start begins anew.
fn make(
    disk: &dyn Disk,
    place: &Arc<Place>,
    key: Option<&StorageKey>,
    cache: u64,
) -> Result<(Arc<dyn DiskFile>, Database), StoreError> {
    let io = |source| place.io(source);
    let file = disk.create(UNFINISHED).map_err(io)?;
    disk.sync().map_err(io)?;
    let database = open_database(place, file.clone(), cache)?;
    let mut number = [0; 16];
    fill_random(&mut number)?;
    let sealer = Sealer::new(key, &number);
    let mut proof = vec![u8::from(key.is_some())];
    sealer.unsalted().seal(&Nonces::new()?.next(), KEY_ROW, &[], &mut proof)?;
    guarded(place, || {
        let transaction = database.begin_write()?;
        {
            let mut values = transaction.open_table(VALUES)?;
            values.insert(FORMAT_ROW, &[FORMAT][..])?;
            values.insert(NUMBER_ROW, &number[..])?;
            values.insert(KEY_ROW, &proof[..])?;
            values.insert(TALLY_ROW, &Tally::default().to_bytes()[..])?;
            transaction.open_table(PIECES)?;
        }
        transaction.commit()?;
        Ok::<_, redb::Error>(())
    })?;
    Salts::create(disk, &number)?;
    disk.sync().map_err(io)?;
    disk.rename(UNFINISHED, FILE).map_err(io)?;
    disk.sync().map_err(io)?;
    Ok((file, database))
}

/// Rows in which a store keeps facts about itself, such as its number and its tally.
struct Rows {
    number: StoreNumber,
    key: Vec<u8>,
    tally: Tally,
    slots: Vec<(u32, Vec<u8>)>,
}

impl Rows {
    fn read(place: &Place, database: &Database) -> Result<Self, StoreError> {
        let path = &place.path;
        let corrupt =
            |what: &str| StoreError::Corrupt { place: format!("{} ({what})", path.display()) };
        let journal = full_key(Space::Journal, &[]);
        let (mut rows, mut last) = (Vec::new(), None);
        guarded(place, || {
            let values = database.begin_read()?.open_table(VALUES)?;
            for row in values.range::<&[u8]>(..&[1][..])? {
                let (key, value) = row?;
                rows.push((key.value().to_vec(), value.value().to_vec()));
            }
            let after = [Space::Journal.prefix() + 1];
            let mut entries = values.range::<&[u8]>(&journal[..]..&after[..])?;
            last = entries.next_back().transpose()?.map(|(key, _)| key.value().to_vec());
            Ok::<_, redb::Error>(())
        })?;
        let row = |name: &[u8]| {
            let row = rows.iter().find(|(key, _)| key == name);
            row.map(|(_, value)| value.as_slice()).ok_or_else(|| corrupt("a row is missing"))
        };
        match row(FORMAT_ROW)? {
            [FORMAT] => {}
            [newer] if *newer > FORMAT => return Err(StoreError::Newer(path.into())),
            _ => return Err(corrupt("format")),
        }
        let tally = Tally::from_bytes(row(TALLY_ROW)?).ok_or_else(|| corrupt("tally"))?;
        let last = last.and_then(|key| Some(u64::from_be_bytes(*key[1..].first_chunk()?)));
        if last.is_some_and(|last| last >= tally.next) {
            return Err(corrupt("the end of the journal"));
        }
        let slots = rows.iter().filter_map(|(key, bits)| {
            let number = key.strip_prefix(SLOTS_ROW)?.try_into().ok()?;
            Some((u32::from_be_bytes(number), bits.clone()))
        });
        Ok(Self {
            number: row(NUMBER_ROW)?.try_into().map_err(|_| corrupt("number"))?,
            key: row(KEY_ROW)?.to_vec(),
            slots: slots.collect(),
            tally,
        })
    }
}

/// Checks that the given storage key, or its absence, fits the store: [`StoreError::Key`]
/// otherwise.
fn prove_key(dir: &Path, row: &[u8], has_key: bool, sealer: &Sealer) -> Result<(), StoreError> {
    let wrong = |why| Err(StoreError::Key(dir.into(), why));
    let (encrypted, proof) = match row.split_first() {
        Some((0, proof)) => (false, proof),
        Some((_, proof)) => (true, proof),
        None => (false, row),
    };
    match (encrypted, has_key) {
        (true, false) => wrong(
            "encrypted: storage_key must name the file of its key, the one that it was made with; a new key does not open it",
        ),
        (false, true) => wrong(
            "not encrypted, though there is a storage_key: restore a backup into a new directory with \
             vdx restore --storage-key, and destroy this one, which holds everything in plain",
        ),
        (encrypted, _) if sealer.unsalted().open(KEY_ROW, proof).is_none() => {
            if encrypted {
                return wrong(
                    "encrypted with another storage key: storage_key must name the file of the one that it was made with. If that one is lost nobody can read this directory: restore a backup into a new one (vdx restore --storage-key)",
                );
            }
            Err(StoreError::Corrupt { place: format!("{} (its key)", dir.join(FILE).display()) })
        }
        _ => Ok(()),
    }
}
