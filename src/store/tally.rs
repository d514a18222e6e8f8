//! Counts and checksums of what a store holds, renewed with every commit.
//!
//! Entries of the journal are removed when they are erased, so that a gap is no sign of damage.
//! What is: the number of values of a space, or the sum of their marks ([`super::seal`]), that are
//! not what the latest commit said.

use super::Space;

/// Count and checksum of the values of one space.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SpaceTally {
    /// Number of values in the space.
    pub count: u64,
    /// Sum of the marks of the values in the space.
    pub marks: u128,
}

impl SpaceTally {
    /// Adds a value with its mark to the tally.
    pub fn add(&mut self, mark: u128) {
        self.count = self.count.wrapping_add(1);
        self.marks = self.marks.wrapping_add(mark);
    }

    /// Takes a value with its mark out of the tally.
    pub fn remove(&mut self, mark: u128) {
        self.count = self.count.wrapping_sub(1);
        self.marks = self.marks.wrapping_sub(mark);
    }
}

/// Counts and checksums of all that a store holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Number of commits that the store has taken.
    pub commits: u64,
    /// Sequence number of the next journal entry.
    pub next: u64,
    /// Size in bytes of keys and stored values, pieces included.
    pub bytes: u64,
    /// Tally of each space, in the order of [`Space::ALL`].
    spaces: [SpaceTally; Space::ALL.len()],
}

/// Length of a tally in bytes: three numbers and those of each space, little-endian.
const LENGTH: usize = 24 + 24 * Space::ALL.len();

impl Tally {
    /// Tally of one space, to be changed.
    pub fn space(&mut self, space: Space) -> &mut SpaceTally {
        &mut self.spaces[space as usize]
    }

    /// The tally's bytes as they are stored: three numbers and those of each space, little-endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(LENGTH);
        for number in [self.commits, self.next, self.bytes] {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        for space in &self.spaces {
            bytes.extend_from_slice(&space.count.to_le_bytes());
            bytes.extend_from_slice(&space.marks.to_le_bytes());
        }
        bytes
    }

    /// Reads a tally from the bytes that [`Tally::to_bytes`] made. Spaces that were not known then
    /// are empty.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (numbers, spaces) = bytes.split_at_checked(24)?;
        let (numbers, _) = numbers.as_chunks();
        let mut numbers = numbers.iter().map(|number| u64::from_le_bytes(*number));
        let mut tally = Self {
            commits: numbers.next()?,
            next: numbers.next()?,
            bytes: numbers.next()?,
            spaces: Default::default(),
        };
        let (spaces, rest) = spaces.as_chunks::<24>();
        if !rest.is_empty() || spaces.len() > tally.spaces.len() {
            return None;
        }
        for (space, bytes) in tally.spaces.iter_mut().zip(spaces) {
            space.count = u64::from_le_bytes(*bytes.first_chunk()?);
            space.marks = u128::from_le_bytes(*bytes.last_chunk()?);
        }
        Some(tally)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tally_keeps_its_bytes() {
        let mut tally = Tally { commits: 1, next: 2, bytes: 3, ..Tally::default() };
        tally.space(Space::Journal).add(7);
        tally.space(Space::Audit).add(u128::MAX);
        tally.space(Space::Audit).add(5);
        let bytes = tally.to_bytes();
        assert_eq!(bytes.len(), LENGTH);
        assert_eq!(Tally::from_bytes(&bytes).unwrap(), tally);
        let older = Tally::from_bytes(&bytes[..24 + 24]).unwrap();
        assert_eq!((older.commits, older.clone().space(Space::Journal).count), (1, 0));
        assert!(Tally::from_bytes(&bytes[..30]).is_none());
        assert!(Tally::from_bytes(&[&bytes[..], &[0; 24]].concat()).is_none());
        tally.space(Space::Audit).remove(u128::MAX);
        assert_eq!(*tally.space(Space::Audit), SpaceTally { count: 1, marks: 5 });
    }
}
