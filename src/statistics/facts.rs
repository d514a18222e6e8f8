//! Facts in columns: what an epoch is made of.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::catalog::{Catalog, Dimension, Measure, TableKind};
use super::edition::Digests;
use super::kernel::unit_number;
use super::plan::KeyDimension;

/// One dimension of all rows. Numbers are places in the catalogue's code list; 0
/// is "not reported".
#[derive(Clone, Serialize, Deserialize)]
pub(super) enum Column {
    /// One code a row.
    One(Vec<u8>),
    /// A set of codes below 32 a row, as bits.
    Set(Vec<u32>),
    /// A list of codes a row: `values[ends[row - 1]..ends[row]]`.
    Many { ends: Vec<u32>, values: Vec<u8> },
}

/// What a measure counts in a table.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Units {
    /// The unit of each row; empty when every row is a unit of its own.
    pub of_row: Vec<u32>,
    /// The record key of each unit (cell-key method).
    pub keys: Vec<u64>,
}

/// A measured quantity of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Magnitude {
    /// Custodial sentence in months, for final trafficking convictions.
    SentenceMonths,
    /// Days that a closed case took in court.
    CourtDays,
}

/// Rows of one kind.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Table {
    pub rows: usize,
    pub units: BTreeMap<u8, Units>,
    pub columns: BTreeMap<Dimension, Column>,
    /// Value of each row that has one.
    pub magnitudes: BTreeMap<Magnitude, Vec<Option<u32>>>,
    /// Which codes occur in each single-valued dimension, once somebody has asked.
    #[serde(skip)]
    pub occurring: OnceLock<BTreeMap<Dimension, [bool; 256]>>,
}

/// All facts of an epoch. It holds one row for each person and is never sent
/// anywhere: it can be stored, and counted by the disclosure room.
#[derive(Serialize, Deserialize)]
pub struct Facts {
    pub(super) catalog: Catalog,
    pub(super) persons: Table,
    pub(super) assistance: Table,
    pub(super) proceedings: Table,
    // Last, so that an epoch that was stored before there were referrals is still read.
    pub(super) referrals: Table,
    pub(super) digests: Digests,
}

impl Facts {
    /// The bytes of an empty table and of four empty lists in the journal's encoding: what an
    /// epoch lacks that was stored before there were referrals and editions.
    pub(crate) const LATER_FIELDS: [u8; 8] = [0; 8];

    /// The code lists that the columns refer to.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// The persons so many times over, with record keys of their own, and nothing else: what a
    /// larger exchange would hold, for benches.
    pub fn enlarged(&self, times: usize, record_key: impl Fn(Measure, u128) -> u64) -> Self {
        let number = unit_number(Measure::Persons);
        let once: Vec<usize> = (0..self.persons.rows).collect();
        let mut persons = Table::default();
        (0..times).for_each(|_| persons.append(&self.persons, &once));
        let keys = (0..persons.rows).map(|row| record_key(Measure::Persons, row as u128));
        persons.units.insert(number, Units { of_row: Vec::new(), keys: keys.collect() });
        Self {
            catalog: self.catalog.clone(),
            persons,
            assistance: Table::default(),
            proceedings: Table::default(),
            referrals: Table::default(),
            digests: Digests::default(),
        }
    }

    pub(super) fn table(&self, measure: Measure) -> &Table {
        match measure.table() {
            TableKind::Persons => &self.persons,
            TableKind::Assistance => &self.assistance,
            TableKind::Proceedings => &self.proceedings,
            TableKind::Referrals => &self.referrals,
        }
    }

    /// A dimension of cells without the places that hold nobody, as far as that is known without
    /// counting: most combinations of countries and years do not occur. One place stays.
    pub(crate) fn occurring(&self, measure: Measure, key: &KeyDimension) -> KeyDimension {
        match self.table(measure).occurring(key.dimension) {
            Some(occurs) => key.only(occurs),
            None => key.clone(),
        }
    }

    /// Number of persons with a victim record: for the publisher's rounded report.
    pub(crate) fn person_rows(&self) -> usize {
        self.persons.rows
    }
}

impl Table {
    /// Which codes occur in a dimension; nothing when it is multi-valued.
    fn occurring(&self, dimension: Dimension) -> Option<&[bool; 256]> {
        let find = || {
            let occurring = |(dimension, column): (&Dimension, &Column)| {
                let Column::One(codes) = column else { return None };
                let mut found = [false; 256];
                codes.iter().for_each(|code| found[usize::from(*code)] = true);
                Some((*dimension, found))
            };
            self.columns.iter().filter_map(occurring).collect()
        };
        self.occurring.get_or_init(find).get(&dimension)
    }

    /// Adds a code to a row of a single-valued dimension. Rows are filled in order.
    pub fn push_one(&mut self, dimension: Dimension, code: u8) {
        self.occurring.take();
        match self.columns.entry(dimension).or_insert_with(|| Column::One(Vec::new())) {
            Column::One(values) => values.push(code),
            _ => unreachable!("a dimension has one kind of column"),
        }
    }

    /// Adds a set of codes, as bits; an empty one is "not reported".
    pub fn push_set(&mut self, dimension: Dimension, bits: u32) {
        let bits = if bits == 0 { 1 } else { bits };
        match self.columns.entry(dimension).or_insert_with(|| Column::Set(Vec::new())) {
            Column::Set(values) => values.push(bits),
            _ => unreachable!("a dimension has one kind of column"),
        }
    }

    /// Adds a list of distinct codes; an empty one is "not reported".
    pub fn push_many(&mut self, dimension: Dimension, codes: &[u8]) {
        let empty = || Column::Many { ends: Vec::new(), values: Vec::new() };
        match self.columns.entry(dimension).or_insert_with(empty) {
            Column::Many { ends, values } => {
                values.extend_from_slice(if codes.is_empty() { &[0] } else { codes });
                ends.push(values.len() as u32);
            }
            _ => unreachable!("a dimension has one kind of column"),
        }
    }

    /// Copies the columns of `source` row by row: row i gets those of `rows[i]`.
    pub fn inherit(&mut self, source: &Table, rows: &[Option<u32>], except: Dimension) {
        for (dimension, column) in source.columns.iter().filter(|(d, _)| **d != except) {
            for row in rows {
                match (column, row.map(|r| r as usize)) {
                    (Column::One(values), Some(row)) => self.push_one(*dimension, values[row]),
                    (Column::One(_), None) => self.push_one(*dimension, 0),
                    (Column::Set(values), Some(row)) => self.push_set(*dimension, values[row]),
                    (Column::Set(_), None) => self.push_set(*dimension, 0),
                    (Column::Many { ends, values }, Some(row)) => {
                        self.push_many(*dimension, many(ends, values, row));
                    }
                    (Column::Many { .. }, None) => self.push_many(*dimension, &[]),
                }
            }
        }
    }
}

/// The codes of a row in a [`Column::Many`].
pub(super) fn many<'a>(ends: &[u32], values: &'a [u8], row: usize) -> &'a [u8] {
    let start = row.checked_sub(1).map_or(0, |before| ends[before] as usize);
    &values[start..ends[row] as usize]
}
