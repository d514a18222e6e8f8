//! True results, sealed. The counting kernel fills these types; nobody outside
//! the disclosure room can look inside. They have no `Debug`, no `Serialize` and
//! no public field, so that a true count cannot be printed or sent by mistake: it
//! does not compile.
//!
//! Printing:
//!
//! ```compile_fail,E0277
//! println!("{:?}", vdx::disclosure::raw::RawCell::default());
//! ```
//!
//! Looking inside:
//!
//! ```compile_fail,E0616
//! let count = vdx::disclosure::raw::RawCell::default().count;
//! ```
//!
//! Sending:
//!
//! ```compile_fail,E0277
//! let sent = serde_json::to_string(&vdx::disclosure::raw::RawCell::default());
//! ```
//!
//! Making an answer without disclosure control, or changing one:
//!
//! ```compile_fail,E0451
//! use vdx::disclosure::{Cell, CellStatus};
//! let cell = Cell { status: CellStatus::Published, count: 1, noise_bound: 0 };
//! ```
//!
//! Counting past it: the kernel is no part of the library's face.
//!
//! ```compile_fail,E0603
//! use vdx::statistics::count;
//! ```

/// A true count with the sum of its members' record keys (cell-key method of the
/// Australian Bureau of Statistics).
#[derive(Clone, Copy, Default)]
pub struct RawCell {
    pub(super) count: u32,
    pub(super) key_sum: u64,
}

impl RawCell {
    /// The units of this cell that are not in a part of it.
    pub(super) fn without(self, part: Self) -> Self {
        Self {
            count: self.count.saturating_sub(part.count),
            key_sum: self.key_sum.wrapping_sub(part.key_sum),
        }
    }

    /// So many units, with the sum of their record keys.
    pub(crate) fn of(count: u32, key_sum: u64) -> Self {
        Self { count, key_sum }
    }

    /// Counts the units of another part of the cell.
    #[inline]
    pub(crate) fn join(&mut self, part: Self) {
        self.count += part.count;
        self.key_sum = self.key_sum.wrapping_add(part.key_sum);
    }

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

    /// Number of cells.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// Counts and sums, for the tests of the kernel alone.
    #[cfg(test)]
    pub(crate) fn revealed(&self) -> Vec<(u32, u64)> {
        self.cells.iter().map(|cell| (cell.count, cell.key_sum)).collect()
    }

    /// The table without one of its dimensions, which has so many places, while those that follow
    /// it have so many together.
    pub(super) fn sum(&self, places: usize, following: usize) -> Self {
        let mut cells = Vec::with_capacity(self.cells.len() / places);
        for part in self.cells.chunks_exact(places * following) {
            let (first, others) = part.split_at(following);
            let sums = cells.len();
            cells.extend_from_slice(first);
            for other in others.chunks_exact(following) {
                cells[sums..].iter_mut().zip(other).for_each(|(sum, cell)| sum.join(*cell));
            }
        }
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
