//! Copying everything from one store into an empty one, and comparing the two.

use std::ops::ControlFlow;

use super::{Batch, Space, Store, StoreError, full_key, place};

/// Number and size of the values that were copied from one store to another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Transferred {
    /// Number of values of all kinds.
    pub values: u64,
    /// Number of journal entries among the values.
    pub entries: u64,
    /// Size of the values in bytes.
    pub bytes: u64,
}

/// Size in bytes of the values that are committed together.
const COMMIT: usize = 8 << 20;

/// Copies all values of a store that nobody changes into an empty store, then reads both and
/// compares them value by value. What was erased is not copied. An error leaves the new store
/// unfinished: remove it.
pub fn transfer(from: &dyn Store, to: &dyn Store) -> Result<Transferred, StoreError> {
    let mut transferred = Transferred::default();
    for space in Space::ALL {
        let mut batch = Batch::of_copy();
        let mut size = 0;
        from.scan(*space, &[], &mut |key, value| {
            batch.put(*space, key, value);
            size += key.len() + value.len();
            if size >= COMMIT {
                to.commit(std::mem::replace(&mut batch, Batch::of_copy()))?;
                size = 0;
            }
            transferred.values += 1;
            transferred.entries += u64::from(*space == Space::Journal);
            transferred.bytes += value.len() as u64;
            Ok(ControlFlow::Continue(()))
        })?;
        to.commit(batch)?;
    }
    let mut compared = 0;
    for space in Space::ALL {
        from.scan(*space, &[], &mut |key, value| {
            if to.get(*space, key)?.as_deref() != Some(value) {
                return Err(StoreError::Corrupt { place: place(&full_key(*space, key)) });
            }
            compared += 1;
            Ok(ControlFlow::Continue(()))
        })?;
    }
    let mut there = 0;
    for space in Space::ALL {
        to.scan(*space, &[], &mut |_, _| {
            there += 1;
            Ok(ControlFlow::Continue(()))
        })?;
    }
    if (compared, there) != (transferred.values, transferred.values) {
        return Err(StoreError::Corrupt { place: "the copy (other values than were read)".into() });
    }
    to.commit(Batch::end_of_copy())?;
    Ok(transferred)
}
