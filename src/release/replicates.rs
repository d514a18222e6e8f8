//! How far off figures are: 64 columns of weights that vary as the fitted ones do.
//!
//! Matheron's rule for a normal prior of the weights around the fitted ones, with variance
//! w / lambda a row and a common part for each code, conditioned on measured tables with fresh
//! noise: w_r = w + z - W M' K^-1 (M z + e), with K = M W M' + lambda Sigma. The standard error of
//! any answer is its standard deviation over the columns.

use std::f32::consts::TAU;

use fastrand::Rng;
use rayon::prelude::*;

use super::fit::{CHUNK, Target};
use super::newton::Settled;
use super::rows::{List, Rows};
use super::solve::Cells;

/// Number of columns.
pub const COLUMNS: usize = 64;

/// Relative standard deviation of what the rows of one code have in common beyond the prior.
const COMMON: f32 = 0.2;

/// A row's weight in each column.
pub type Column = [f32; COLUMNS];

/// Draws the columns of settled weights.
pub(super) fn draw(
    targets: &[Target],
    settled: &Settled,
    rows: &Rows,
    weights: &[f64],
    lambda: f64,
    seed: u64,
) -> Vec<Column> {
    let Settled { cells, factor } = settled;
    let mut columns = prior(rows, weights, lambda, seed);
    let mut sums = cell_sums(targets, cells, &columns);
    let mut random = Rng::with_seed(seed ^ 1);
    for (sum, variance) in sums.iter_mut().zip(&cells.variances) {
        sum.iter_mut().for_each(|sum| *sum += f64::from(normal(&mut random)) * variance.sqrt());
    }
    factor.solve(&mut sums);
    let solved: Vec<Column> = sums.iter().map(|sums| sums.map(|sum| sum as f32)).collect();

    columns.par_chunks_mut(CHUNK).enumerate().for_each(|(chunk, columns)| {
        for (place, column) in columns.iter_mut().enumerate() {
            let row = chunk * CHUNK + place;
            let mut pulled = [0f32; COLUMNS];
            for (number, target) in targets.iter().enumerate() {
                for cell in target.placed.of(row) {
                    if let Some(cell) = cells.of(number, *cell) {
                        pulled.iter_mut().zip(&solved[cell]).for_each(|(sum, more)| *sum += more);
                    }
                }
            }
            let weight = weights[row] as f32;
            for (value, pulled) in column.iter_mut().zip(pulled) {
                *value += weight - weight * pulled;
            }
        }
    });
    columns
}

/// Draws of the prior, around zero.
fn prior(rows: &Rows, weights: &[f64], lambda: f64, seed: u64) -> Vec<Column> {
    let mut random = Rng::with_seed(seed);
    let common: Vec<(&[u8], Vec<Column>)> = rows
        .ones
        .values()
        .map(|codes| {
            let most = codes.iter().copied().max().unwrap_or(0);
            let mut code = || std::array::from_fn(|_| COMMON * normal(&mut random));
            (codes.as_slice(), (0..=most).map(|_| code()).collect())
        })
        .collect();
    let lists: Vec<(&List, Vec<Column>)> = rows
        .lists
        .values()
        .map(|list| {
            let most = list.values.iter().copied().max().unwrap_or(0);
            let mut code = || std::array::from_fn(|_| COMMON * normal(&mut random));
            (list, (0..=most).map(|_| code()).collect())
        })
        .collect();
    let mut columns = vec![[0f32; COLUMNS]; rows.count];
    columns.par_chunks_mut(CHUNK).enumerate().for_each(|(chunk, columns)| {
        let mut random = Rng::with_seed(seed.wrapping_add(2 + chunk as u64));
        for (place, column) in columns.iter_mut().enumerate() {
            let row = chunk * CHUNK + place;
            let weight = weights[row] as f32;
            let own = (weights[row] / lambda).sqrt() as f32;
            // Sums of 64 coins have a mean of 32 and a standard deviation of 4: many rows together
            // are as normal as can be.
            for value in column.iter_mut() {
                *value = own * (random.u64(..).count_ones() as f32 - 32.0) / 4.0;
            }
            for (codes, common) in &common {
                let common = &common[usize::from(codes[row])];
                column.iter_mut().zip(common).for_each(|(value, more)| *value += weight * more);
            }
            for (list, common) in &lists {
                for code in list.of(row) {
                    let common = &common[usize::from(*code)];
                    column.iter_mut().zip(common).for_each(|(value, more)| *value += weight * more);
                }
            }
        }
    });
    columns
}

/// M applied to each column.
fn cell_sums(targets: &[Target], cells: &Cells, columns: &[Column]) -> Vec<[f64; COLUMNS]> {
    let of_target = |(number, target): (usize, &Target)| {
        let mut sums = vec![[0f64; COLUMNS]; target.values.len()];
        for (row, column) in columns.iter().enumerate() {
            for cell in target.placed.of(row) {
                let sum = &mut sums[usize::from(*cell)];
                sum.iter_mut().zip(column).for_each(|(sum, value)| *sum += f64::from(*value));
            }
        }
        (number, sums)
    };
    let mut all = vec![[0f64; COLUMNS]; cells.len()];
    let by_target: Vec<_> = targets.par_iter().enumerate().map(of_target).collect();
    for (number, sums) in by_target {
        for (cell, sum) in sums.into_iter().enumerate() {
            if let Some(cell) = cells.of(number, cell as u16) {
                all[cell] = sum;
            }
        }
    }
    all
}

/// A standard normal number (Box and Muller).
fn normal(random: &mut Rng) -> f32 {
    let (a, b) = (1.0 - random.f32(), random.f32());
    (-2.0 * a.ln()).sqrt() * (TAU * b).cos()
}
