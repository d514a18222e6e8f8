//! Journal entries as the engine holds them: several neighbours in one value, a *block*.
//!
//! The engine's cost is by the item (its leaves hold sixteen, whatever their size), so a block for
//! each ten entries makes a commit several times cheaper. An entry alone stays a value of its own.
//!
//! A block's key is that of its first entry and one more byte, the number of its entries. Its value
//! is the length of each entry (4 bytes, little-endian), then the entries.

use std::ops::Range;

use super::place;
use crate::store::{Space, StoreError, full_key};

/// Length in bytes from which a block is full. The engine writes a leaf to a file of its own when
/// it is larger than 128 KB.
const FULL: usize = 6 << 10;

/// Sequence numbers of the journal entries that a stored key stands for; `None` for other keys.
pub fn entries_of(key: &[u8]) -> Option<Range<u64>> {
    let (prefix, rest) = key.split_first()?;
    let (first, count) = rest.split_first_chunk()?;
    let first = u64::from_be_bytes(*first);
    let count = match count {
        [] => 1,
        [count] => u64::from(*count),
        _ => return None,
    };
    (*prefix == Space::Journal.prefix()).then(|| first..first.saturating_add(count))
}

/// Packs journal entries with their sequence numbers, which are in order, into keys and values of
/// blocks.
pub fn pack(entries: impl Iterator<Item = (u64, Vec<u8>)>) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut packed = Vec::new();
    let mut block: Vec<Vec<u8>> = Vec::new();
    let (mut next, mut size) = (0, 0);
    for (sequence, entry) in entries {
        let full = block.len() == usize::from(u8::MAX) || size + entry.len() > FULL;
        if sequence != next || full {
            close(next, &mut block, &mut packed);
            size = 0;
        }
        size += entry.len();
        next = sequence + 1;
        block.push(entry);
    }
    close(next, &mut block, &mut packed);
    packed
}

/// Ends a block before the entry with number `next`.
fn close(next: u64, block: &mut Vec<Vec<u8>>, packed: &mut Vec<(Vec<u8>, Vec<u8>)>) {
    let mut key = full_key(Space::Journal, &(next - block.len() as u64).to_be_bytes());
    match block.len() {
        0 => {}
        1 => packed.extend(block.pop().map(|entry| (key, entry))),
        count => {
            key.push(count as u8);
            packed.push((key, join(block)));
            block.clear();
        }
    }
}

/// Joins entries into the value of a block.
pub fn join(entries: &[Vec<u8>]) -> Vec<u8> {
    let size = entries.iter().map(|entry| 4 + entry.len()).sum();
    let mut value = Vec::with_capacity(size);
    entries.iter().for_each(|entry| value.extend((entry.len() as u32).to_le_bytes()));
    entries.iter().for_each(|entry| value.extend_from_slice(entry));
    value
}

/// Splits a stored value into its entries; an error when it is damaged.
pub fn split<'a>(key: &[u8], value: &'a [u8]) -> Result<Vec<&'a [u8]>, StoreError> {
    let corrupt = || StoreError::Corrupt { place: place(key) };
    let entries = entries_of(key).ok_or_else(corrupt)?;
    let count = (entries.end - entries.start) as usize;
    if count == 1 {
        return Ok(vec![value]);
    }
    let (lengths, mut rest) = value.split_at_checked(4 * count).ok_or_else(corrupt)?;
    let mut split = Vec::with_capacity(count);
    for length in lengths.as_chunks().0 {
        let length = u32::from_le_bytes(*length) as usize;
        let (entry, after) = rest.split_at_checked(length).ok_or_else(corrupt)?;
        split.push(entry);
        rest = after;
    }
    if rest.is_empty() { Ok(split) } else { Err(corrupt()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_packed_with_their_neighbours() {
        let entry = |sequence: u64| (sequence, vec![sequence as u8; 1 + (sequence % 700) as usize]);
        let large = (2000, vec![7; 3 * FULL]);
        let entries: Vec<_> =
            (5..1000).map(entry).chain([large]).chain((2001..2003).map(entry)).collect();
        let packed = pack(entries.iter().cloned());
        assert!(packed.len() < entries.len() / 5, "{}", packed.len());
        let mut unpacked = Vec::new();
        for (key, value) in &packed {
            let entries = entries_of(key).unwrap();
            let split = split(key, value).unwrap();
            assert!(split.len() == 1 || value.len() <= FULL + 4 * split.len());
            unpacked.extend(entries.zip(split.iter().map(|entry| entry.to_vec())));
        }
        assert_eq!(unpacked, entries);
        assert!(packed.is_sorted_by_key(|(key, _)| key.clone()));
        // Small ones are limited by their number.
        assert_eq!(pack((0..256).map(|n| (n, vec![]))).len(), 2);
        assert_eq!(pack(std::iter::empty()), []);
    }

    #[test]
    fn a_block_that_does_not_add_up_is_damage() {
        let (key, value) = pack((3..6).map(|n| (n, vec![1; 9]))).remove(0);
        for cut in 0..value.len() {
            split(&key, &value[..cut]).unwrap_err();
        }
        let error = split(&key, &[&value[..], &[0]].concat()).unwrap_err();
        assert!(error.to_string().contains("journal entries 3 to 5"), "{error}");
    }
}
