//! How far off figures are: 64 columns of what weights may be off by, for a sample of the rows.
//!
//! Matheron's rule for a normal prior of the weights around the fitted ones, with variance
//! w / lambda a row, a common part for each code, and one for each pair of codes of which no table
//! tells, conditioned on measured tables with fresh noise: z - W M' K^-1 (M z + e), with
//! K = M W M' + lambda Sigma. The standard error of any answer is its standard deviation over the
//! columns.

use std::f32::consts::TAU;

use fastrand::Rng;
use rayon::prelude::*;

use super::cholesky::Lower;
use super::fit::Target;
use super::interactions::Interactions;
use super::rows::{List, Rows};
use super::sample::Sample;
use super::solve::{Cells, factorize};

/// Number of columns.
pub const COLUMNS: usize = 64;

/// Relative standard deviation of what the rows of one code have in common beyond the prior.
const COMMON: f32 = 0.2;

/// Rows that one thread works on at a time. What is drawn does not depend on the number of threads.
const PART: usize = 1 << 12;

/// How far a row's weight is off in each column.
pub type Column = [f32; COLUMNS];

/// Draws how far the weights of a sample are off in each column. `rows` are those of the sample, of a
/// block of so many years.
/// Nothing when K cannot be factorized.
pub(super) fn draw(
    targets: &[Target],
    weights: &[f64],
    sample: &Sample,
    rows: &Rows,
    lambda: f64,
    years: usize,
    seed: u64,
) -> Option<Vec<Column>> {
    let cells = Cells::new(targets, weights, lambda);
    let factor = factorize(targets, &cells, sample, lambda)?;
    let interactions = Interactions::draw(rows, targets, years, seed);
    let mut columns = prior(rows, &sample.weights, &interactions, lambda, seed);
    let mut sums = cell_sums(targets, &cells, sample, &columns);
    let mut random = Rng::with_seed(seed ^ 1);
    for (sum, variance) in sums.iter_mut().zip(&cells.variances) {
        sum.iter_mut().for_each(|sum| *sum += f64::from(normal(&mut random)) * variance.sqrt());
    }
    let solved = solve(&factor, &sums);
    columns.par_chunks_mut(PART).enumerate().for_each(|(part, columns)| {
        for (place, column) in columns.iter_mut().enumerate() {
            let place = part * PART + place;
            let mut pulled = [0f32; COLUMNS];
            for (number, target) in targets.iter().enumerate() {
                for cell in target.placed.of(sample.rows[place] as usize) {
                    if let Some(cell) = cells.of(number, *cell) {
                        pulled.iter_mut().zip(&solved[cell]).for_each(|(sum, more)| *sum += more);
                    }
                }
            }
            let weight = sample.weights[place] as f32;
            for (value, pulled) in column.iter_mut().zip(pulled) {
                *value -= weight * pulled;
            }
        }
    });
    Some(columns)
}

/// Columns that are solved together: several threads have something to do.
const TOGETHER: usize = 16;

fn solve(factor: &Lower, sums: &[[f64; COLUMNS]]) -> Vec<Column> {
    let parts: Vec<Vec<[f64; TOGETHER]>> = (0..COLUMNS / TOGETHER)
        .into_par_iter()
        .with_max_len(1)
        .map(|part| {
            let of = |sums: &[f64; COLUMNS]| std::array::from_fn(|n| sums[part * TOGETHER + n]);
            let mut right: Vec<[f64; TOGETHER]> = sums.iter().map(of).collect();
            factor.solve(&mut right);
            right
        })
        .collect();
    let column =
        |cell: usize| std::array::from_fn(|n| parts[n / TOGETHER][cell][n % TOGETHER] as f32);
    (0..sums.len()).map(column).collect()
}

/// Draws of the prior, around zero.
fn prior(
    rows: &Rows,
    weights: &[f64],
    interactions: &Interactions<'_>,
    lambda: f64,
    seed: u64,
) -> Vec<Column> {
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
    columns.par_chunks_mut(PART).enumerate().for_each(|(chunk, columns)| {
        let mut random = Rng::with_seed(seed.wrapping_add(2 + chunk as u64));
        for (place, column) in columns.iter_mut().enumerate() {
            let row = chunk * PART + place;
            let weight = weights[row] as f32;
            let own = (weights[row] / lambda).sqrt() as f32;
            // Sums of 64 coins have a mean of 32 and a standard deviation of 4: many rows together
            // are as normal as can be.
            for value in column.iter_mut() {
                *value = own * (random.u64(..).count_ones() as f32 - 32.0) / 4.0;
            }
            interactions.add(row, weight, column);
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
fn cell_sums(
    targets: &[Target],
    cells: &Cells,
    sample: &Sample,
    columns: &[Column],
) -> Vec<[f64; COLUMNS]> {
    let of_target = |target: &Target| {
        let mut sums = vec![[0f64; COLUMNS]; target.values.len()];
        for (row, column) in sample.rows.iter().zip(columns) {
            for cell in target.placed.of(*row as usize) {
                let sum = &mut sums[usize::from(*cell)];
                sum.iter_mut().zip(column).for_each(|(sum, value)| *sum += f64::from(*value));
            }
        }
        sums
    };
    let mut all = vec![[0f64; COLUMNS]; cells.len()];
    let by_target: Vec<_> = targets.par_iter().with_max_len(1).map(of_target).collect();
    for (number, sums) in by_target.into_iter().enumerate() {
        for (cell, sum) in sums.into_iter().enumerate() {
            if let Some(cell) = cells.of(number, cell as u16) {
                all[cell] = sum;
            }
        }
    }
    all
}

/// A standard normal number (Box and Muller).
pub(super) fn normal(random: &mut Rng) -> f32 {
    let (a, b) = (1.0 - random.f32(), random.f32());
    (-2.0 * a.ln()).sqrt() * (TAU * b).cos()
}
