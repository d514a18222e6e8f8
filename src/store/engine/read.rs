//! Reading values: single ones, in order, and of one moment.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use redb::{ReadOnlyTable, ReadableDatabase};

use crate::store::seal::Salt;
use crate::store::tally::SpaceTally;
use crate::store::{Snapshot, Space, StoreError, Visit, full_key, place};

use super::commit::{head, pieces_of, place_of_piece};
use super::file::guarded;
use super::{HEAD, IN_PIECES, Inner, NO_SLOT, PIECES, TALLY_ROW, VALUES, WHOLE, open_one};

/// The engine's tables as they are at one moment.
struct Tables {
    values: ReadOnlyTable<&'static [u8], &'static [u8]>,
    pieces: ReadOnlyTable<u64, &'static [u8]>,
}

/// Function that reads the present value of a key.
type Again<'a> = dyn Fn(&[u8]) -> Result<Option<Vec<u8>>, StoreError> + 'a;

/// Tables of one moment that a snapshot of the store reads. Salts are not renewed, and nothing is
/// compacted, as long as a snapshot is there.
struct Kept {
    /// Tables of the moment, dropped before the count of snapshots, which lets the engine compact
    /// its file.
    tables: Tables,
    counted: Counted,
}

/// Share of a snapshot in the count of snapshots, given back when it is dropped.
struct Counted(Arc<Inner>);

impl Snapshot for Kept {
    fn scan(&self, space: Space, from: &[u8], visit: &mut Visit<'_>) -> Result<(), StoreError> {
        let erased = |key: &[u8]| Err(StoreError::Corrupt { place: place(key) });
        self.counted.0.scan_tables(&self.tables, space, from, visit, &erased)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.snapshots.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Cache of the salts of neighbouring slots, so that reading in order reads the file of salts only
/// once in a while.
#[derive(Default)]
struct SaltCache {
    first: u32,
    salts: Vec<Salt>,
}

/// Number of neighbouring salts that are read at once.
const NEIGHBOURS: u32 = 256;

impl Inner {
    /// Returns the present value of a key: see [`crate::store::Store::get`].
    pub fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let mut before = None;
        loop {
            let database = self.database.read();
            let snapshot = self.tables(&database)?;
            let stored = guarded(&self.place, || {
                let stored = snapshot.values.get(key)?;
                Ok::<_, redb::StorageError>(stored.map(|stored| stored.value().to_vec()))
            })?;
            let Some(stored) = stored else { return Ok(None) };
            match self.open_value(&snapshot, key, &stored, None)? {
                Some(value) => return Ok(Some(value)),
                // It may have been erased, and its salt with it, since the moment of the snapshot.
                None if before.as_ref() != Some(&stored) => before = Some(stored),
                None => return Err(StoreError::Corrupt { place: place(key) }),
            }
        }
    }

    /// Visits the keys of a space in order: see [`crate::store::Store::scan`]. The values are of
    /// one moment, except that values erased meanwhile may be left out.
    pub fn scan(&self, space: Space, from: &[u8], visit: &mut Visit<'_>) -> Result<(), StoreError> {
        let database = self.database.read();
        let tables = self.tables(&database)?;
        self.scan_tables(&tables, space, from, visit, &|key| self.get(key))
    }

    /// Takes a snapshot of the store: see [`crate::store::Store::snapshot`].
    pub fn snapshot(self: &Arc<Self>) -> Result<Box<dyn Snapshot>, StoreError> {
        // Held, so that no compaction begins before it is counted.
        let database = self.database.read();
        self.snapshots.fetch_add(1, Ordering::SeqCst);
        let counted = Counted(self.clone());
        Ok(Box::new(Kept { tables: self.tables(&database)?, counted }))
    }

    /// Visits the values in the tables. A value that does not open is damaged, or was erased or
    /// replaced since: `again` tells what is there now.
    fn scan_tables(
        &self,
        snapshot: &Tables,
        space: Space,
        from: &[u8],
        visit: &mut Visit<'_>,
        again: &Again<'_>,
    ) -> Result<(), StoreError> {
        let (first, from) = (full_key(space, &[]), full_key(space, from));
        let end = [space.prefix() + 1];
        // Whoever reads all of it learns whether something is missing.
        let (expected, mut items) = guarded(&self.place, || {
            let mut before = snapshot.values.range::<&[u8]>(&first[..]..&from[..])?;
            let from_start = before.next().transpose()?.is_none();
            let tally = snapshot.values.get(TALLY_ROW)?;
            let tally = tally.map(|tally| tally.value().to_vec()).filter(|_| from_start);
            Ok::<_, redb::StorageError>((
                tally.map(|tally| tally_of(&tally, space)),
                snapshot.values.range::<&[u8]>(&from[..]..&end[..])?,
            ))
        })?;
        let mut tally = SpaceTally::default();
        let mut salts = SaltCache::default();
        let (mut key, mut stored) = (Vec::new(), Vec::new());
        let mut advance = |key: &mut Vec<u8>, stored: &mut Vec<u8>| {
            guarded(&self.place, || {
                let Some(item) = items.next().transpose()? else { return Ok(false) };
                key.clear();
                key.extend_from_slice(item.0.value());
                stored.clear();
                stored.extend_from_slice(item.1.value());
                Ok::<_, redb::StorageError>(true)
            })
        };
        while advance(&mut key, &mut stored)? {
            let (key, stored) = (&key[..], &stored[..]);
            if expected.is_some() {
                tally.add(self.sealer.mark(key, stored));
            }
            let value = match self.open_value(snapshot, key, stored, Some(&mut salts))? {
                Some(value) => Some(value),
                None => again(key)?,
            };
            if let Some(value) = value
                && visit(&key[1..], &value)?.is_break()
            {
                return Ok(());
            }
        }
        match expected {
            Some(expected) if expected != Some(tally) => {
                let what = format!("{} (a value is missing, or one too many)", space.name());
                Err(StoreError::Corrupt { place: what })
            }
            _ => Ok(()),
        }
    }

    fn tables(&self, database: &Option<redb::Database>) -> Result<Tables, StoreError> {
        let database = open_one(database)?;
        guarded(&self.place, || {
            let transaction = database.begin_read()?;
            let (values, pieces) =
                (transaction.open_table(VALUES)?, transaction.open_table(PIECES)?);
            Ok::<_, redb::Error>(Tables { values, pieces })
        })
    }

    /// Opens the stored value of a key; `None` when its seal does not open.
    fn open_value(
        &self,
        snapshot: &Tables,
        key: &[u8],
        stored: &[u8],
        cache: Option<&mut SaltCache>,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let Some((kind, slot)) = head(stored) else { return Ok(None) };
        let salted = match (slot, cache) {
            (NO_SLOT, _) => None,
            (slot, Some(cache)) => self.cached_salt(slot, cache),
            (slot, None) => self.salt_file.salt(slot).ok(),
        };
        let salted = match salted {
            Some(salt) => Some(self.sealer.salted(&salt)),
            None if slot == NO_SLOT => None,
            // The file of salts does not reach as far.
            None => return Ok(None),
        };
        let cipher = salted.as_ref().unwrap_or(self.sealer.unsalted());
        let Some(value) = cipher.open(key, &stored[HEAD..]) else { return Ok(None) };
        if kind == WHOLE {
            return Ok(Some(value));
        }
        let lengths = value.split_first_chunk().map(|(length, count)| {
            (u64::from_le_bytes(*length), count.first_chunk().map(|c| u32::from_le_bytes(*c)))
        });
        let Some((length, Some(count))) = lengths.filter(|_| kind == IN_PIECES) else {
            return Ok(None);
        };
        let mut whole = Vec::new();
        let mut pieces = guarded(&self.place, || snapshot.pieces.range(pieces_of(slot)))?;
        let mut number = 0;
        let mut next = || {
            let piece = pieces.next().transpose()?;
            Ok::<_, redb::StorageError>(piece.map(|(_, piece)| piece.value().to_vec()))
        };
        while let Some(piece) = guarded(&self.place, &mut next)? {
            let Some(piece) = cipher.open(&place_of_piece(key, number), &piece) else {
                return Ok(None);
            };
            whole.extend_from_slice(&piece);
            number += 1;
        }
        Ok((number == count && whole.len() as u64 == length).then_some(whole))
    }

    fn cached_salt(&self, slot: u32, cache: &mut SaltCache) -> Option<Salt> {
        if !(cache.first..cache.first + cache.salts.len() as u32).contains(&slot) {
            cache.first = slot - slot % NEIGHBOURS;
            let neighbours = self.salt_file.read(cache.first, NEIGHBOURS as usize);
            // Behind the last ones there are none.
            cache.salts = neighbours.unwrap_or_default();
        }
        let salt = cache.salts.get((slot - cache.first) as usize).copied();
        salt.or_else(|| self.salt_file.salt(slot).ok())
    }
}

fn tally_of(bytes: &[u8], space: Space) -> Option<SpaceTally> {
    crate::store::tally::Tally::from_bytes(bytes).map(|mut tally| *tally.space(space))
}
