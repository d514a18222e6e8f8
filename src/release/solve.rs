//! How measured cells depend on each other: K = M W M' + lambda Sigma over all measured cells that
//! matter, and its factor.
//!
//! M W M' is that of a [`Sample`] of the rows.

use rayon::prelude::*;

use super::cholesky::Lower;
use super::fit::{CHUNK, Target};
use super::rows::Placed;
use super::sample::Sample;

/// The most cells that are kept apart: 500 MB of matrix.
const MOST_CELLS: usize = 8_000;
/// A cell with less than this share of lambda times its variance moves nothing: it is left out.
const NEGLIGIBLE: f64 = 0.01;
/// A cell of which a sample has less than this part is as good as missing in it.
const MISSED: f64 = 0.25;
/// The number of a cell that is left out.
const NONE: u32 = u32::MAX;

/// The measured cells that matter, in one numbering.
pub(super) struct Cells {
    /// First number of each target, and the number of all.
    first: Vec<usize>,
    /// Number of each cell of each target, or [`NONE`].
    number: Vec<Vec<u32>>,
    /// Variance of the noise of each.
    pub variances: Vec<f64>,
    /// Weight of each.
    sums: Vec<f64>,
}

/// The numbers of the cells of a sample's rows in one target.
enum Numbers {
    One(Vec<u32>),
    /// `numbers[ends[row - 1]..ends[row]]` are those of a row.
    Many {
        ends: Vec<u32>,
        numbers: Vec<u32>,
    },
}

impl Cells {
    /// Numbers those cells to which these weights give something.
    pub fn new(targets: &[Target], weights: &[f64], lambda: f64) -> Self {
        let sums = all_sums(targets, weights);
        let mut share = NEGLIGIBLE;
        loop {
            let mut cells = Self { first: vec![], number: vec![], variances: vec![], sums: vec![] };
            for (target, sums) in targets.iter().zip(&sums) {
                cells.first.push(cells.variances.len());
                let matters = |cell: usize| {
                    !target.values[cell].is_nan() && sums[cell] > share * lambda * target.variance
                };
                let number = (0..sums.len()).map(|cell| {
                    if !matters(cell) {
                        return NONE;
                    }
                    cells.variances.push(target.variance);
                    cells.sums.push(sums[cell]);
                    cells.variances.len() as u32 - 1
                });
                let number: Vec<u32> = number.collect();
                cells.number.push(number);
            }
            cells.first.push(cells.variances.len());
            if cells.len() <= MOST_CELLS {
                return cells;
            }
            share *= 2.0;
        }
    }

    /// Number of cells.
    pub fn len(&self) -> usize {
        self.variances.len()
    }

    /// The number of a cell of a target, if it matters.
    pub fn of(&self, target: usize, cell: u16) -> Option<usize> {
        let number = self.number[target][usize::from(cell)];
        (number != NONE).then_some(number as usize)
    }

    /// The numbers of a sample's rows in one target.
    fn numbers(&self, target: usize, placed: &Placed, sample: &Sample) -> Numbers {
        let number = &self.number[target];
        let of = |cell: &u16| number[usize::from(*cell)];
        match placed {
            Placed::One(cells) => {
                Numbers::One(sample.rows.iter().map(|row| of(&cells[*row as usize])).collect())
            }
            Placed::Many { .. } => {
                let (mut ends, mut numbers) = (Vec::with_capacity(sample.rows.len()), Vec::new());
                for row in &sample.rows {
                    let cells = placed.of(*row as usize).iter().map(of);
                    numbers.extend(cells.filter(|number| *number != NONE));
                    ends.push(numbers.len() as u32);
                }
                Numbers::Many { ends, numbers }
            }
        }
    }

    /// M W M'.
    fn gram(&self, targets: &[Target], sample: &Sample) -> Lower {
        let size = self.len();
        let mut gram = Lower::zeros(size);
        let numbers: Vec<Numbers> = targets
            .par_iter()
            .enumerate()
            .map(|(place, target)| self.numbers(place, &target.placed, sample))
            .collect();
        // Each target's rows of the matrix, which no other one writes to.
        let (mut parts, mut rest) = (Vec::new(), gram.rows_mut());
        for ends in self.first.windows(2) {
            let (own, others) = rest.split_at_mut((ends[1] - ends[0]) * size);
            parts.push(own);
            rest = others;
        }
        parts.into_par_iter().enumerate().with_max_len(1).for_each(|(a, own)| {
            let first = self.first[a];
            for b in &numbers[..=a] {
                joint(&numbers[a], b, &sample.weights, |row, column, weight| {
                    own[(row as usize - first) * size + column as usize] += weight;
                });
            }
        });
        gram
    }
}

/// Calls with each pair of numbers that a row has in two targets, and its weight.
#[inline(always)]
fn joint(a: &Numbers, b: &Numbers, weights: &[f64], mut add: impl FnMut(u32, u32, f64)) {
    match (a, b) {
        (Numbers::One(a), Numbers::One(b)) => {
            for ((a, b), weight) in a.iter().zip(b).zip(weights) {
                if *a != NONE && *b != NONE {
                    add(*a, *b, *weight);
                }
            }
        }
        (a, b) => {
            for (row, weight) in weights.iter().enumerate() {
                for a in a.of(row) {
                    b.of(row).iter().for_each(|b| add(*a, *b, *weight));
                }
            }
        }
    }
}

impl Numbers {
    fn of(&self, row: usize) -> &[u32] {
        match self {
            Self::One(numbers) if numbers[row] == NONE => &[],
            Self::One(numbers) => &numbers[row..=row],
            Self::Many { ends, numbers } => {
                let start = row.checked_sub(1).map_or(0, |before| ends[before] as usize);
                &numbers[start..ends[row] as usize]
            }
        }
    }
}

/// The sum of each cell of each target.
pub(super) fn all_sums(targets: &[Target], weights: &[f64]) -> Vec<Vec<f64>> {
    let of = |target: &Target| sums(&target.placed, weights, target.values.len());
    targets.par_iter().with_max_len(1).map(of).collect()
}

/// The sum of each cell, chunk by chunk, so that rounding errors do not add up.
fn sums(placed: &Placed, weights: &[f64], cells: usize) -> Vec<f64> {
    let mut all = vec![0.0; cells];
    let mut sums = vec![0.0; cells];
    for (place, weights) in weights.chunks(CHUNK).enumerate() {
        sums.fill(0.0);
        let rows = place * CHUNK..place * CHUNK + weights.len();
        placed.each(rows, |row, cell| sums[usize::from(cell)] += weights[row]);
        all.iter_mut().zip(&sums).for_each(|(all, sum)| *all += sum);
    }
    all
}

/// The factor of K; nothing when rounding made it indefinite.
pub(super) fn factorize(
    targets: &[Target],
    cells: &Cells,
    sample: &Sample,
    lambda: f64,
) -> Option<Lower> {
    let mut k = cells.gram(targets, sample);
    for (place, (variance, sum)) in cells.variances.iter().zip(&cells.sums).enumerate() {
        let own = k.at(place, place);
        // A cell that the sample has missed would go much too far. All others stay as the sample has
        // them: cells and their sums must agree.
        if *own < MISSED * sum {
            *own += sum;
        }
        *own += lambda * variance;
    }
    k.factorize()
}
