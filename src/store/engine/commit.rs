//! Commits: how a batch of changes is written.

use std::collections::BTreeMap;
use std::time::Instant;

use redb::Table;

use crate::store::salts::Salts;
use crate::store::seal::{Nonces, OVERHEAD, Salt, Sealer};
use crate::store::tally::Tally;
use crate::store::{Batch, Copying, Space, StoreError};

use super::file::guarded;
use super::{
    COPYING, HEAD, IN_PIECES, Inner, NO_SLOT, PIECE, PIECES, SLOTS_ROW, State, TALLY_ROW, VALUES,
    WHOLE, open_one,
};

/// The engine's tables while a commit is made.
struct Tables<'t> {
    values: Table<'t, &'static [u8], &'static [u8]>,
    pieces: Table<'t, u64, &'static [u8]>,
}

/// Range of keys that the pieces of a slot's value have in the table of pieces.
pub(super) fn pieces_of(slot: u32) -> std::ops::RangeInclusive<u64> {
    let first = u64::from(slot) << u32::BITS;
    first..=first | u64::from(u32::MAX)
}

/// Place to which the seal of a piece is bound: the value's key and the number of the piece.
pub(super) fn place_of_piece(key: &[u8], number: u32) -> Vec<u8> {
    [key, b"\0piece", &number.to_be_bytes()].concat()
}

/// Reads kind and slot of a stored value from its first bytes.
pub(super) fn head(stored: &[u8]) -> Option<(u8, u32)> {
    let (kind, rest) = stored.split_first()?;
    Some((*kind, u32::from_le_bytes(*rest.first_chunk()?)))
}

impl Inner {
    /// Applies a batch: see [`crate::store::Store::commit`].
    pub fn commit(&self, batch: Batch) -> Result<(), StoreError> {
        let begun = Instant::now();
        if batch.is_empty() {
            return Ok(());
        }
        let mut state = self.state.lock();
        if let Some(why) = state.stopped.clone().or_else(|| self.salt_file.failure()) {
            return Err(StoreError::Stopped(why));
        }
        let copy = batch.copy;
        let (changes, next) = decide(batch, state.tally.next)?;
        // Whatever fails from here on leaves in memory, or on the disk, what is not known.
        let committed = self.write(&mut state, changes, next, copy);
        state.stopped = committed.as_ref().err().map(ToString::to_string);
        committed?;
        drop(state);
        metrics::histogram!("vdx_commit_seconds").record(begun.elapsed());
        Ok(())
    }

    fn write(
        &self,
        state: &mut State,
        changes: Changes,
        next: u64,
        copy: Option<Copying>,
    ) -> Result<(), StoreError> {
        let State { tally, salts, nonces, .. } = state;
        let salted = changes.iter().filter(|(key, value)| value.is_some() && is_erasable(key));
        let mut fresh = salts.allocate(salted.count())?.into_iter();
        let database = self.database.read();
        let database = open_one(&database)?;
        let transaction = guarded(&self.place, || database.begin_write())?;
        let mut erased = Vec::new();
        {
            let mut tables = guarded(&self.place, || {
                let values = transaction.open_table(VALUES)?;
                let pieces = transaction.open_table(PIECES)?;
                Ok::<_, redb::TableError>(Tables { values, pieces })
            })?;
            for (key, value) in changes {
                let mut change = Change {
                    inner: self,
                    tables: &mut tables,
                    tally,
                    key: &key,
                    erased: &mut erased,
                };
                match value {
                    Some(value) => {
                        let slot = if is_erasable(&key) { fresh.next() } else { None };
                        change.put(&self.sealer, nonces, slot, &value)?;
                    }
                    None => change.remove()?,
                }
            }
            tally.commits += 1;
            tally.next = next;
            self.write_rows(&mut tables, salts, tally, &erased)?;
        }
        guarded(&self.place, || transaction.commit())?;
        salts.retire(erased);
        if copy == Some(Copying::End) {
            let done = self.disk.remove(COPYING).and_then(|()| self.disk.sync());
            done.map_err(|source| self.place.io(source))?;
        }
        Ok(())
    }

    /// Writes which slots are used from now on, and the tally.
    fn write_rows(
        &self,
        tables: &mut Tables<'_>,
        salts: &mut Salts,
        tally: &Tally,
        erased: &[u32],
    ) -> Result<(), StoreError> {
        erased.iter().for_each(|slot| salts.release(*slot));
        let rows = salts.changes();
        guarded(&self.place, || {
            for (row, bits) in rows {
                let key = [SLOTS_ROW, &row.to_be_bytes()].concat();
                if bits.is_empty() {
                    tables.values.remove(&key[..])?;
                } else {
                    tables.values.insert(&key[..], &bits[..])?;
                }
            }
            tables.values.insert(TALLY_ROW, &tally.to_bytes()[..])?;
            Ok::<_, redb::StorageError>(())
        })
    }
}

/// New value of each changed key; none removes the value.
type Changes = BTreeMap<Vec<u8>, Option<Vec<u8>>>;

/// Merges a batch into one change for each key, and tells the sequence number of the next journal
/// entry after it.
fn decide(batch: Batch, next: u64) -> Result<(Changes, u64), StoreError> {
    let mut changes = Changes::new();
    let mut appended = std::collections::BTreeSet::new();
    for (key, value) in batch.changes {
        if let Some(sequence) = sequence_of(&key)
            && sequence >= next
            && value.is_some()
        {
            appended.insert(sequence);
        }
        changes.insert(key, value);
    }
    let end = appended.last().map_or(next, |last| last + 1);
    // An entry that the same batch erases is among them.
    if batch.copy.is_none() && !appended.iter().copied().eq(next..end) {
        return Err(StoreError::Moved { next });
    }
    Ok((changes, end))
}

/// Sequence number of the journal entry at a key; `None` for other keys.
fn sequence_of(key: &[u8]) -> Option<u64> {
    let sequence = key.strip_prefix(&[Space::Journal.prefix()])?;
    sequence.try_into().ok().map(u64::from_be_bytes)
}

/// Whether the value at a key is sealed under a salt, by which it can be erased.
fn is_erasable(key: &[u8]) -> bool {
    space_of(key).is_none_or(Space::is_erasable)
}

fn space_of(key: &[u8]) -> Option<Space> {
    Space::ALL.iter().copied().find(|space| key.first() == Some(&space.prefix()))
}

/// Change of the value at one key, within a commit.
struct Change<'a, 't> {
    inner: &'a Inner,
    tables: &'a mut Tables<'t>,
    tally: &'a mut Tally,
    key: &'a [u8],
    /// Slots of values that the commit erases.
    erased: &'a mut Vec<u32>,
}

impl Change<'_, '_> {
    fn put(
        &mut self,
        sealer: &Sealer,
        nonces: &mut Nonces,
        slot: Option<(u32, Salt)>,
        value: &[u8],
    ) -> Result<(), StoreError> {
        let salted = slot.map(|(_, salt)| sealer.salted(&salt));
        let cipher = salted.as_ref().unwrap_or(sealer.unsalted());
        let slot = slot.map_or(NO_SLOT, |(slot, _)| slot);
        let in_pieces = value.len() > PIECE && slot != NO_SLOT;
        let kind = if in_pieces { IN_PIECES } else { WHOLE };
        let mut stored = Vec::with_capacity(HEAD + value.len().min(PIECE) + OVERHEAD);
        stored.push(kind);
        stored.extend_from_slice(&slot.to_le_bytes());
        if in_pieces {
            let pieces = value.chunks(PIECE);
            let mut lengths = (value.len() as u64).to_le_bytes().to_vec();
            lengths.extend_from_slice(&(pieces.len() as u32).to_le_bytes());
            cipher.seal(&nonces.next(), self.key, &lengths, &mut stored)?;
            for (number, piece) in (0..).zip(pieces) {
                let mut sealed = Vec::with_capacity(piece.len() + OVERHEAD);
                let place = place_of_piece(self.key, number);
                cipher.seal(&nonces.next(), &place, piece, &mut sealed)?;
                let at = pieces_of(slot).start() | u64::from(number);
                self.tally.bytes += 8 + sealed.len() as u64;
                guarded(&self.inner.place, || {
                    self.tables.pieces.insert(at, &sealed[..]).map(|_| ())
                })?;
            }
        } else {
            cipher.seal(&nonces.next(), self.key, value, &mut stored)?;
        }
        let before = guarded(&self.inner.place, || {
            let before = self.tables.values.insert(self.key, &stored[..])?;
            Ok::<_, redb::StorageError>(before.map(|before| before.value().to_vec()))
        })?;
        if let Some(before) = before {
            self.forget(&before)?;
        }
        self.tally.bytes += (self.key.len() + stored.len()) as u64;
        if let Some(space) = space_of(self.key) {
            self.tally.space(space).add(sealer.mark(self.key, &stored));
        }
        Ok(())
    }

    fn remove(&mut self) -> Result<(), StoreError> {
        let before = guarded(&self.inner.place, || {
            let before = self.tables.values.remove(self.key)?;
            Ok::<_, redb::StorageError>(before.map(|before| before.value().to_vec()))
        })?;
        before.map_or(Ok(()), |before| self.forget(&before))
    }

    /// Takes a replaced or removed value out of the tally, and removes its pieces.
    fn forget(&mut self, stored: &[u8]) -> Result<(), StoreError> {
        let (kind, slot) = head(stored)
            .ok_or_else(|| StoreError::Corrupt { place: crate::store::place(self.key) })?;
        let mut bytes = (self.key.len() + stored.len()) as u64;
        if kind == IN_PIECES {
            guarded(&self.inner.place, || {
                for piece in self.tables.pieces.extract_from_if(pieces_of(slot), |_, _| true)? {
                    bytes += 8 + piece?.1.value().len() as u64;
                }
                Ok::<_, redb::StorageError>(())
            })?;
        }
        if slot != NO_SLOT {
            self.erased.push(slot);
        }
        self.tally.bytes = self.tally.bytes.saturating_sub(bytes);
        if let Some(space) = space_of(self.key) {
            self.tally.space(space).remove(self.inner.sealer.mark(self.key, stored));
        }
        Ok(())
    }
}
