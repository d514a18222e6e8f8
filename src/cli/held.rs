//! Corrections that wait until it is known how many there are. An older export that nobody has submitted yet
//! is nothing but the newest submission to the exchange; but it corrects most of what it finds there, and so
//! somebody is asked before the first of them is made.

use std::collections::{BTreeMap, HashSet};

use crate::domain::id::OpaqueId;
use crate::domain::record::Record;
use crate::proto::v1;
use crate::pseudonym::Builder;

use super::naming::{PLAIN, mark};

/// Fewest corrections that are asked about.
const FEWEST: u64 = 20;
/// They are asked about when they are more than one in so many of the file's records that are there.
const ONE_IN: u64 = 3;

/// Records of the newest months in which it is looked whether a file has them, at least.
const NEWEST: u64 = 5;

/// Numbers of records by the year and month by which they are counted.
#[derive(Clone, Debug, Default)]
pub struct Months(BTreeMap<(i32, i32), u64>);

impl Months {
    /// Counts a record of a file.
    pub fn add(&mut self, record: &Record) {
        let month = match record {
            Record::Victim(victim) => victim.identified_on,
            Record::Assistance(assistance) => assistance.started_on,
            Record::Proceeding(proceeding) => proceeding.opened_on,
        };
        *self.0.entry((month.year(), month.month())).or_default() += 1;
    }

    /// Counts those that the exchange lists of the system whose ids a builder makes.
    pub fn of_system(listed: &[v1::ListedRecord], builder: &Builder) -> Self {
        let own = builder.ids_mark().unwrap_or(PLAIN);
        let mut months = Self::default();
        let listed = listed.iter().filter(|record| mark(record) == own);
        for month in listed.filter_map(|record| record.month) {
            let month = (month.year, month.month);
            *months.0.entry(month).or_default() += 1;
        }
        months
    }

    fn has(&self, month: (i32, i32)) -> u64 {
        self.0.get(&month).copied().unwrap_or(0)
    }
}

/// What a file lacks that has most of the records of its system, and is so no part of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
    /// The first of the newest months, as in `2026-03`.
    pub since: String,
    /// Records that the exchange has of these months.
    pub there: u64,
    /// The most of them that can be in the file.
    pub own: u64,
}

/// What a file lacks, if it has at least half of what the exchange has of its system, and less than half of
/// the newest records there: as an older export does.
pub fn lacking(file: &Months, exchange: &Months) -> Option<Lacking> {
    let common = |month: (i32, i32), there: u64| file.has(month).min(there);
    let all: u64 = exchange.0.values().sum();
    let in_both: u64 = exchange.0.iter().map(|(month, there)| common(*month, *there)).sum();
    if in_both * 2 < all {
        return None;
    }
    let (mut newest, mut own) = (0, 0);
    for (month, there) in exchange.0.iter().rev() {
        newest += there;
        own += common(*month, *there);
        if newest >= NEWEST {
            let since = format!("{}-{:02}", month.0, month.1);
            return (own * 2 < newest).then_some(Lacking { since, there: newest, own });
        }
    }
    None
}

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
    fn an_older_export_lacks_the_newest_records_and_a_part_lacks_most() {
        let months = |counts: &[(i32, u64)]| {
            Months(counts.iter().map(|(month, count)| ((2026, *month), *count)).collect())
        };
        let exchange = months(&[(1, 10), (2, 10), (3, 3), (4, 3)]);
        let told = lacking(&months(&[(1, 10), (2, 10)]), &exchange).unwrap();
        assert_eq!(told, Lacking { since: "2026-03".into(), there: 6, own: 0 });
        assert_eq!(lacking(&months(&[(1, 10), (2, 10), (3, 2)]), &exchange).unwrap().own, 2);
        // The newest export, one with rows that are refused, and a part of the years.
        for file in [
            &[(1, 10), (2, 11), (3, 3), (4, 4)][..],
            &[(1, 8), (2, 10), (3, 2), (4, 1)],
            &[(1, 10), (2, 2)],
            &[(4, 3)],
        ] {
            assert_eq!(lacking(&months(file), &exchange), None, "{file:?}");
        }
        assert_eq!(lacking(&months(&[]), &months(&[])), None);
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
