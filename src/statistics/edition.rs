//! Editions: what was published of a year is revised in batches, never person by person.
//!
//! Two epochs that differ by one person could be subtracted. So the persons of a year are taken
//! anew only when enough of them have changed since the year's last edition; until then they
//! are counted as they were, with the record keys that they had, and every cell within the year
//! repeats what it said. The services, proceedings and referrals are revised as a whole.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::catalog::{Dimension, Measure};
use super::facts::{Column, Facts, Table, many};
use super::kernel::unit_number;

/// What tells whether rows have changed: a keyed hash of each row's true contents.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Digests {
    pub persons: Vec<u64>,
    pub assistance: Vec<u64>,
    pub proceedings: Vec<u64>,
    pub referrals: Vec<u64>,
}

/// Hashes the rows of a table; `with` gives what else belongs to a row.
pub(super) fn digests(table: &Table, key: &[u8; 32], with: impl Fn(usize) -> u64) -> Vec<u64> {
    (0..table.rows)
        .map(|row| {
            let mut hasher = blake3::Hasher::new_keyed(key);
            hasher.update(&with(row).to_le_bytes());
            for (dimension, column) in &table.columns {
                hasher.update(dimension.name().as_bytes());
                match column {
                    Column::One(values) => hasher.update(&[values[row]]),
                    Column::Set(values) => hasher.update(&values[row].to_le_bytes()),
                    Column::Many { ends, values } => hasher.update(many(ends, values, row)),
                };
                hasher.update(b"\0");
            }
            for values in table.magnitudes.values() {
                let value = values[row].map_or(u64::MAX, u64::from);
                hasher.update(&value.to_le_bytes());
            }
            let hash = hasher.finalize();
            u64::from_le_bytes(hash.as_bytes()[..8].try_into().expect("a hash has 32 bytes"))
        })
        .collect()
}

/// How many rows differ between two lists of digests.
fn changes(old: &[u64], new: &[u64]) -> usize {
    let mut balance: HashMap<u64, i64> = HashMap::new();
    new.iter().for_each(|digest| *balance.entry(*digest).or_default() += 1);
    old.iter().for_each(|digest| *balance.entry(*digest).or_default() -= 1);
    let gone: i64 = balance.values().filter(|n| **n < 0).map(|n| -n).sum();
    let come: i64 = balance.values().filter(|n| **n > 0).sum();
    gone.max(come) as usize
}

impl Facts {
    /// These facts, in which everything that changed too little since `previous` is as it was
    /// there.
    pub(crate) fn revised(mut self, previous: &Self, minimum: usize) -> Self {
        let comparable = self.catalog.regions == previous.catalog.regions
            && self.catalog.years.first() == previous.catalog.years.first();
        if !comparable {
            return self;
        }
        let stays = |old: &[u64], new: &[u64]| !old.is_empty() && changes(old, new) < minimum;
        if self.persons.columns.keys().eq(previous.persons.columns.keys()) {
            self.revise_persons(previous, &stays);
        }
        let (old, new) = (&previous.digests, &mut self.digests);
        for (old, new, table, before) in [
            (&old.assistance, &mut new.assistance, &mut self.assistance, &previous.assistance),
            (&old.proceedings, &mut new.proceedings, &mut self.proceedings, &previous.proceedings),
            (&old.referrals, &mut new.referrals, &mut self.referrals, &previous.referrals),
        ] {
            if stays(old, new) {
                *table = before.clone();
                new.clone_from(old);
            }
        }
        self
    }

    fn revise_persons(&mut self, previous: &Self, stays: &impl Fn(&[u64], &[u64]) -> bool) {
        let (old, new) = (by_year(&previous.persons), by_year(&self.persons));
        let mut table = Table::default();
        let mut digests = Vec::new();
        let none = Vec::new();
        let years = old.keys().chain(new.keys()).collect::<std::collections::BTreeSet<_>>();
        for year in years {
            let (before, now) = (old.get(year).unwrap_or(&none), new.get(year).unwrap_or(&none));
            let of = |digests: &[u64], rows: &[usize]| {
                rows.iter().map(|row| digests[*row]).collect::<Vec<u64>>()
            };
            let old_digests = of(&previous.digests.persons, before);
            let new_digests = of(&self.digests.persons, now);
            if stays(&old_digests, &new_digests) {
                table.append(&previous.persons, before);
                digests.extend(old_digests);
            } else {
                table.append(&self.persons, now);
                digests.extend(new_digests);
            }
        }
        self.persons = table;
        self.digests.persons = digests;
    }
}

/// The rows of each year.
fn by_year(table: &Table) -> BTreeMap<u8, Vec<usize>> {
    let mut years: BTreeMap<u8, Vec<usize>> = BTreeMap::new();
    if let Some(Column::One(codes)) = table.columns.get(&Dimension::Year) {
        for (row, year) in codes.iter().enumerate() {
            years.entry(*year).or_default().push(row);
        }
    }
    years
}

impl Table {
    /// Adds rows of another table whose every row is a unit of its own.
    pub(super) fn append(&mut self, source: &Table, rows: &[usize]) {
        for (dimension, column) in &source.columns {
            for row in rows {
                match column {
                    Column::One(values) => self.push_one(*dimension, values[*row]),
                    Column::Set(values) => self.push_set(*dimension, values[*row]),
                    Column::Many { ends, values } => {
                        self.push_many(*dimension, many(ends, values, *row));
                    }
                }
            }
        }
        let number = unit_number(Measure::Persons);
        let units = self.units.entry(number).or_default();
        if let Some(from) = source.units.get(&number) {
            for row in rows {
                units.keys.push(from.keys[*row]);
            }
        }
        self.rows += rows.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_counted_once() {
        assert_eq!(changes(&[1, 2, 3], &[3, 2, 1]), 0);
        assert_eq!(changes(&[1, 2, 3], &[1, 2]), 1, "withdrawn");
        assert_eq!(changes(&[1, 2], &[1, 2, 9]), 1, "new");
        assert_eq!(changes(&[1, 2, 2], &[1, 2, 5]), 1, "corrected");
        assert_eq!(changes(&[], &[1, 1]), 2);
    }
}
