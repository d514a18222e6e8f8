//! How measured cells depend on each other: K = M W M' + lambda Sigma over all measured cells that
//! matter, and its factor.

use rayon::prelude::*;

use super::cholesky::Lower;
use super::fit::{CHUNK, Target};
use super::rows::Placed;

/// The most cells that are kept apart: 800 MB of matrix.
const MOST_CELLS: usize = 10_000;
/// A cell with less than this share of lambda times its variance moves nothing: it is left out.
const NEGLIGIBLE: f64 = 0.01;

/// The measured cells that matter, in one numbering.
pub(super) struct Cells {
    /// First number of each target.
    first: Vec<usize>,
    /// Number of each cell of each target, or `u32::MAX`.
    number: Vec<Vec<u32>>,
    /// Variance of the noise of each.
    pub variances: Vec<f64>,
}

impl Cells {
    /// Numbers those cells to which these weights give something.
    pub fn new(targets: &[&Target], weights: &[f64], lambda: f64) -> Self {
        let sums: Vec<Vec<f64>> = targets
            .par_iter()
            .map(|target| sums(&target.placed, weights, target.values.len()))
            .collect();
        let mut share = NEGLIGIBLE;
        loop {
            let mut cells = Self { first: vec![], number: vec![], variances: vec![] };
            for (target, sums) in targets.iter().zip(&sums) {
                cells.first.push(cells.variances.len());
                let matters = |cell: usize| {
                    !target.values[cell].is_nan() && sums[cell] > share * lambda * target.variance
                };
                let number = (0..sums.len()).map(|cell| {
                    if !matters(cell) {
                        return u32::MAX;
                    }
                    cells.variances.push(target.variance);
                    cells.variances.len() as u32 - 1
                });
                let number: Vec<u32> = number.collect();
                cells.number.push(number);
            }
            if cells.len() <= MOST_CELLS {
                return cells;
            }
            share *= 2.0;
        }
    }

    /// How many they are.
    pub fn len(&self) -> usize {
        self.variances.len()
    }

    /// The number of a cell of a target, if it matters.
    pub fn of(&self, target: usize, cell: u16) -> Option<usize> {
        let number = self.number[target][usize::from(cell)];
        (number != u32::MAX).then_some(number as usize)
    }

    /// M W M'.
    fn gram(&self, targets: &[&Target], weights: &[f64]) -> Lower {
        let pairs: Vec<(usize, usize)> =
            (0..targets.len()).flat_map(|a| (0..=a).map(move |b| (a, b))).collect();
        let mut gram = Lower::zeros(self.len());
        let blocks =
            pairs.par_iter().map(|(a, b)| (*a, *b, joint(targets[*a], targets[*b], weights)));
        let blocks: Vec<_> = blocks.collect();
        for (a, b, joint) in blocks {
            let columns = targets[b].values.len();
            for (place, value) in joint.into_iter().enumerate().filter(|(_, value)| *value != 0.0) {
                let (row, column) = (place / columns, place % columns);
                if let (Some(row), Some(column)) =
                    (self.of(a, row as u16), self.of(b, column as u16))
                    && row >= column
                {
                    *gram.at(row, column) = value;
                }
            }
        }
        gram
    }
}

/// The weight of each pair of cells of two targets, the second one's fastest.
fn joint(a: &Target, b: &Target, weights: &[f64]) -> Vec<f64> {
    let columns = b.values.len();
    let mut joint = vec![0.0; a.values.len() * columns];
    match (&a.placed, &b.placed) {
        (Placed::One(a), Placed::One(b)) => {
            for ((a, b), weight) in a.iter().zip(b).zip(weights) {
                joint[usize::from(*a) * columns + usize::from(*b)] += weight;
            }
        }
        (a, b) => {
            for (row, weight) in weights.iter().enumerate() {
                for cell in a.of(row) {
                    let first = usize::from(*cell) * columns;
                    b.of(row).iter().for_each(|b| joint[first + usize::from(*b)] += weight);
                }
            }
        }
    }
    joint
}

/// The sum of each cell.
pub(super) fn sums(placed: &Placed, weights: &[f64], cells: usize) -> Vec<f64> {
    let chunk = |(place, weights): (usize, &[f64])| {
        let mut sums = vec![0.0; cells];
        for (row, weight) in weights.iter().enumerate() {
            for cell in placed.of(place * CHUNK + row) {
                sums[usize::from(*cell)] += weight;
            }
        }
        sums
    };
    let chunks: Vec<Vec<f64>> = weights.par_chunks(CHUNK).enumerate().map(chunk).collect();
    chunks.into_iter().fold(vec![0.0; cells], |mut sums, chunk| {
        sums.iter_mut().zip(chunk).for_each(|(sum, more)| *sum += more);
        sums
    })
}

/// The factor of K; nothing when rounding made it indefinite.
pub(super) fn factorize(
    targets: &[&Target],
    cells: &Cells,
    weights: &[f64],
    lambda: f64,
) -> Option<Lower> {
    let mut k = cells.gram(targets, weights);
    for (place, variance) in cells.variances.iter().enumerate() {
        *k.at(place, place) += lambda * variance;
    }
    k.factorize()
}
