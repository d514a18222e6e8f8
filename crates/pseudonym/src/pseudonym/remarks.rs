//! What was read in another way than it stands, or in one of several: counted by column, for the
//! report of a submission. Never a value.

use std::collections::BTreeMap;

use parking_lot::Mutex;

/// One way in which values were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remark {
    /// A date that two of the mapping's formats read as different days.
    TwoOrders,
    /// A year of two digits.
    ShortYear,
    /// A date of birth of which the day, or day and month, are not known.
    PartlyKnown,
    /// An amount with decimals, rounded to a whole number.
    Rounded,
    /// A word for nothing.
    Empty,
    /// A value without a code, for which the mapping's `other` stands.
    Other,
    /// A value without a code, left out as the mapping says.
    LeftOut,
}

/// Values of a column that were read in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remarked {
    /// Column of the export.
    pub column: String,
    /// How they were read.
    pub remark: Remark,
    /// How many.
    pub count: u64,
    /// Smallest line in which one stands, from 1.
    pub line: u64,
}

/// Counts them, on several threads at a time.
#[derive(Default)]
pub struct Remarks(Mutex<BTreeMap<(String, Remark), (u64, u64)>>);

impl Remarks {
    /// Counts a value.
    pub fn add(&self, column: &str, remark: Remark, line: u64) {
        let mut all = self.0.lock();
        let (count, first) = all.entry((column.to_owned(), remark)).or_insert((0, line));
        *count += 1;
        *first = line.min(*first);
    }

    /// All that were counted.
    pub fn all(&self) -> Vec<Remarked> {
        let all = self.0.lock();
        let found = all.iter().map(|((column, remark), (count, line))| Remarked {
            column: column.clone(),
            remark: *remark,
            count: *count,
            line: *line,
        });
        found.collect()
    }
}
