//! Cholesky factorization of a symmetric positive definite matrix, and what is solved with it.
//!
//! By block columns: each is reduced by those before it, row by row on all cores, then solved with
//! its own small triangle. Sums run in one order whatever the number of cores.

use fearless_simd::{Level, Simd, dispatch};
use rayon::prelude::*;

/// Columns that are reduced together.
const BLOCK: usize = 32;
/// Rows that a thread works on at once.
const ROWS: usize = 32;
/// Rows whose products with two others are summed up together: what is read is used several times.
const TILE: usize = 4;
/// Columns that are gone through together, so that what is read again is still in the cache.
const PANEL: usize = 512;
/// Partial sums of a product, so that they fill vectors.
const LANES: usize = 4;

/// A symmetric matrix, or its factor, row by row; only the lower triangle is used.
#[cfg_attr(test, derive(Clone))]
pub(super) struct Lower {
    size: usize,
    values: Vec<f64>,
}

impl Lower {
    pub fn zeros(size: usize) -> Self {
        Self { size, values: vec![0.0; size * size] }
    }

    /// All rows, one after the other.
    pub fn rows_mut(&mut self) -> &mut [f64] {
        &mut self.values
    }

    pub fn at(&mut self, row: usize, column: usize) -> &mut f64 {
        &mut self.values[row * self.size + column]
    }

    /// L of this = L L'. Nothing when the matrix is not positive definite.
    pub fn factorize(mut self) -> Option<Self> {
        let size = self.size;
        for start in (0..size).step_by(BLOCK) {
            let width = BLOCK.min(size - start);
            // The rows of the block as far as they are done: every row below is reduced by them.
            let mut done = Vec::with_capacity(width * start);
            for row in start..start + width {
                done.extend_from_slice(&self.values[row * size..row * size + start]);
            }
            let below = &mut self.values[start * size..];
            below.par_chunks_mut(size * ROWS).for_each(|rows| {
                dispatch!(Level::new(), simd => simd.vectorize(
                    #[inline(always)]
                    || reduce(rows, size, start, width, &done)
                ));
            });
            let (block, below) = below.split_at_mut(width * size);
            let triangle = triangle(block, size, start, width)?;
            below.par_chunks_mut(size).for_each(|row| {
                let row = &mut row[start..start + width];
                for column in 0..width {
                    let known: f64 = (0..column)
                        .map(|before| row[before] * triangle[column * width + before])
                        .sum();
                    row[column] = (row[column] - known) / triangle[column * width + column];
                }
            });
        }
        Some(self)
    }

    /// Solves L L' x = b for several columns at once; `right` has a row of them for each row of
    /// the matrix, and becomes x.
    pub fn solve<const N: usize>(&self, right: &mut [[f64; N]]) {
        for row in 0..self.size {
            let (before, now) = right.split_at_mut(row);
            let factors = &self.values[row * self.size..=row * self.size + row];
            for (factor, known) in factors.iter().zip(before) {
                now[0].iter_mut().zip(known).for_each(|(value, known)| *value -= factor * *known);
            }
            now[0].iter_mut().for_each(|value| *value /= factors[row]);
        }
        for row in (0..self.size).rev() {
            let (before, now) = right.split_at_mut(row);
            let factors = &self.values[row * self.size..=row * self.size + row];
            now[0].iter_mut().for_each(|value| *value /= factors[row]);
            for (factor, open) in factors.iter().zip(before) {
                open.iter_mut().zip(&now[0]).for_each(|(value, known)| *value -= factor * known);
            }
        }
    }
}

/// Subtracts from the block's columns of some rows their products with the rows of the block.
#[inline(always)]
fn reduce(rows: &mut [f64], size: usize, start: usize, width: usize, done: &[f64]) {
    for panel in (0..start).step_by(PANEL) {
        let panel = panel..(panel + PANEL).min(start);
        let right = |place: usize| &done[place * start + panel.start..place * start + panel.end];
        let mut tiles = rows.chunks_exact_mut(size * TILE);
        for tile in &mut tiles {
            for place in (0..width).step_by(2) {
                let second = (place + 1).min(width - 1);
                let left =
                    std::array::from_fn(|n| &tile[n * size + panel.start..n * size + panel.end]);
                let sums = tile_products(left, [right(place), right(second)]);
                for (row, [first, last]) in sums.into_iter().enumerate() {
                    tile[row * size + start + place] -= first;
                    if second > place {
                        tile[row * size + start + second] -= last;
                    }
                }
            }
        }
        for row in tiles.into_remainder().chunks_mut(size) {
            for place in 0..width {
                let left = &row[panel.clone()];
                let (sum, _) = products(left, right(place), right(place));
                row[start + place] -= sum;
            }
        }
    }
}

/// The inner products of each of some vectors with two others.
#[inline(always)]
fn tile_products(left: [&[f64]; TILE], right: [&[f64]; 2]) -> [[f64; 2]; TILE] {
    let length = right[0].len();
    let whole = length / LANES * LANES;
    let mut sums = [[[0f64; LANES]; 2]; TILE];
    let lanes =
        |of: &[f64], at: usize| -> [f64; LANES] { of[at..at + LANES].try_into().expect("so many") };
    let (left, right) = (left.map(|of| &of[..length]), right.map(|of| &of[..length]));
    for at in (0..whole).step_by(LANES) {
        let right = right.map(|of| lanes(of, at));
        for (sums, left) in sums.iter_mut().zip(left) {
            let left = lanes(left, at);
            for (sums, right) in sums.iter_mut().zip(right) {
                for lane in 0..LANES {
                    sums[lane] += left[lane] * right[lane];
                }
            }
        }
    }
    let mut totals = sums.map(|of_row| of_row.map(|lanes| lanes.iter().sum::<f64>()));
    for at in whole..length {
        for (totals, left) in totals.iter_mut().zip(left) {
            for (total, right) in totals.iter_mut().zip(right) {
                *total += left[at] * right[at];
            }
        }
    }
    totals
}

/// The inner products of one vector with two others.
#[inline(always)]
fn products(left: &[f64], first: &[f64], second: &[f64]) -> (f64, f64) {
    let (mut a, mut b) = ([[0f64; LANES]; 2], [[0f64; LANES]; 2]);
    let whole = left.len() / (2 * LANES) * (2 * LANES);
    let chunks = left[..whole]
        .chunks_exact(2 * LANES)
        .zip(first[..whole].chunks_exact(2 * LANES))
        .zip(second[..whole].chunks_exact(2 * LANES));
    for ((left, first), second) in chunks {
        for half in 0..2 {
            for lane in 0..LANES {
                let value = left[half * LANES + lane];
                a[half][lane] += value * first[half * LANES + lane];
                b[half][lane] += value * second[half * LANES + lane];
            }
        }
    }
    let total = |sums: [[f64; LANES]; 2]| sums.iter().flatten().sum::<f64>();
    let (mut a, mut b) = (total(a), total(b));
    for place in whole..left.len() {
        a += left[place] * first[place];
        b += left[place] * second[place];
    }
    (a, b)
}

/// Factorizes the block on the diagonal in place; a copy of its triangle, or nothing when it is not
/// positive definite.
fn triangle(block: &mut [f64], size: usize, start: usize, width: usize) -> Option<Vec<f64>> {
    let mut triangle = vec![0.0; width * width];
    for row in 0..width {
        for column in 0..=row {
            let known: f64 = (0..column)
                .map(|before| triangle[row * width + before] * triangle[column * width + before])
                .sum();
            let rest = block[row * size + start + column] - known;
            triangle[row * width + column] = if row == column {
                if rest <= 0.0 || !rest.is_finite() {
                    return None;
                }
                rest.sqrt()
            } else {
                rest / triangle[column * width + column]
            };
        }
        let from = &triangle[row * width..=row * width + row];
        block[row * size + start..=row * size + start + row].copy_from_slice(from);
    }
    Some(triangle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn solutions_solve() {
        let mut random = fastrand::Rng::with_seed(1);
        for size in [1, 7, 31, 32, 33, 64, 100, 130] {
            // A A' + I, with A of a few columns.
            let a: Vec<[f64; 5]> =
                (0..size).map(|_| std::array::from_fn(|_| random.f64() - 0.5)).collect();
            let value = |row: usize, column: usize| {
                let dot: f64 = a[row].iter().zip(&a[column]).map(|(a, b)| a * b).sum();
                dot + f64::from(u8::from(row == column))
            };
            let mut matrix = Lower::zeros(size);
            for row in 0..size {
                (0..=row).for_each(|column| *matrix.at(row, column) = value(row, column));
            }
            let factor = matrix.clone().factorize().unwrap();
            let solution: Vec<[f64; 3]> =
                (0..size).map(|_| std::array::from_fn(|_| random.f64())).collect();
            let mut right = vec![[0.0; 3]; size];
            for (row, right) in right.iter_mut().enumerate() {
                for (column, solution) in solution.iter().enumerate() {
                    for n in 0..3 {
                        right[n] += value(row, column) * solution[n];
                    }
                }
            }
            factor.solve(&mut right);
            for (found, wanted) in right.iter().zip(&solution) {
                assert!(found.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-9), "{size}");
            }
            // Not positive definite.
            *matrix.at(size - 1, size - 1) = -1.0;
            assert!(matrix.factorize().is_none());
        }
    }
}
