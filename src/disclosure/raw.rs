//! True results, sealed. The counting kernel fills these types; nobody outside
//! the disclosure room can look inside. They have no `Debug`, no `Serialize` and
//! no public field, so that a true count cannot be printed or sent by mistake: it
//! does not compile.

/// A true count with the sum of its members' record keys (cell-key method of the
/// Australian Bureau of Statistics).
#[derive(Clone, Copy, Default)]
pub struct RawCell {
    pub(super) count: u32,
    pub(super) key_sum: u64,
}

impl RawCell {
    /// Counts one more unit.
    #[inline]
    pub(crate) fn add(&mut self, record_key: u64) {
        self.count += 1;
        self.key_sum = self.key_sum.wrapping_add(record_key);
    }
}

/// True counts of a table: dense, the last dimension runs fastest.
pub struct RawTable {
    pub(super) cells: Vec<RawCell>,
}

impl RawTable {
    /// Wraps the kernel's cells.
    pub(crate) fn new(cells: Vec<RawCell>) -> Self {
        Self { cells }
    }
}

/// True contributions to a mean, one for each unit.
#[derive(Default)]
pub struct RawContributions {
    pub(super) cell: RawCell,
    pub(super) values: Vec<f64>,
}

impl RawContributions {
    /// Adds a unit's value.
    pub(crate) fn add(&mut self, record_key: u64, value: f64) {
        self.cell.add(record_key);
        self.values.push(value);
    }
}
