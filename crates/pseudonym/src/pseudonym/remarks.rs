//! Remarks on values that were read in another way than they stand, or in one of several ways:
//! counted by column, for the report of a submission. A remark never holds a value.

use std::collections::BTreeMap;

use parking_lot::Mutex;

/// Way in which values were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remark {
    /// The date can be read by two of the mapping's formats as different days.
    TwoOrders,
    /// The date has a year of two digits.
    ShortYear,
    /// The day, or day and month, of the date of birth are not known.
    PartlyKnown,
    /// The amount has decimals, and was rounded to a whole number.
    Rounded,
    /// The value is a word for nothing.
    Empty,
    /// The value has no code, and the mapping's `other` stands for it.
    Other,
    /// The value has no code, and was left out as the mapping says.
    LeftOut,
    /// The name has letters that names of the region do not have.
    OddLetters,
    /// The name may be of two persons.
    PerhapsTwo,
    /// The id differs from another one of the file in zeros, hyphens or letter case alone.
    AlikeIds,
    /// The id has a hyphen that keyboards do not have.
    OddHyphen,
    /// The number had lost its first zero, which its check digit proves.
    ZeroRestored,
}

/// Count of the values of a column that were read in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remarked {
    /// Column of the export.
    pub column: String,
    /// Way in which the values were read.
    pub remark: Remark,
    /// Number of values.
    pub count: u64,
    /// Smallest line in which such a value stands, from 1.
    pub line: u64,
}

/// Counter of remarks, for several threads at a time.
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

    /// All counts, by column and remark.
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
