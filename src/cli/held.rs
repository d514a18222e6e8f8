//! Corrections that wait until it is known how many there are. An older export that nobody has submitted yet
//! is nothing but the newest submission to the exchange; but it corrects most of what it finds there, and so
//! somebody is asked before the first of them is made.

use std::collections::HashSet;

use crate::domain::id::OpaqueId;

/// Fewest corrections that are asked about.
const FEWEST: u64 = 20;
/// They are asked about when they are more than one in so many of the file's records that are there.
const ONE_IN: u64 = 3;

/// The place of a record in its file: the line, and a short hash of the record's id, since a row may have
/// several records and a file a million.
pub type Place = (u64, u64);

/// The place of a record.
pub fn place(line: u64, id: &OpaqueId) -> Place {
    let hash = blake3::hash(id.as_str().as_bytes());
    let (words, _) = hash.as_bytes().as_chunks::<8>();
    (line, u64::from_le_bytes(words[0]))
}

/// Whether so many corrections are more than a day's work brings, beside so many of the file's records that
/// are at the exchange and stay as they are.
pub fn are_many(corrections: usize, others: u64) -> bool {
    let corrections = corrections as u64;
    corrections >= FEWEST && corrections * ONE_IN > corrections + others
}

/// The lines of some records, in their order.
pub fn lines(places: &HashSet<Place>) -> Vec<u64> {
    let mut lines: Vec<u64> = places.iter().map(|(line, _)| *line).collect();
    lines.sort_unstable();
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_are_a_third_and_not_a_few() {
        assert!(!are_many(19, 0) && are_many(20, 0));
        assert!(are_many(20, 39) && !are_many(20, 40));
        assert!(!are_many(0, 0) && are_many(400_000, 700_000));
    }

    #[test]
    fn records_of_a_row_have_places_of_their_own() {
        let id = |id| OpaqueId::new(id).unwrap();
        assert_ne!(place(2, &id("a")), place(2, &id("a:MEDICAL")));
        assert_ne!(place(2, &id("a")), place(3, &id("a")));
        let all = HashSet::from([place(7, &id("b")), place(2, &id("a")), place(2, &id("c"))]);
        assert_eq!(lines(&all), [2, 2, 7]);
    }
}
