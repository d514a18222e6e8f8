//! The rest of the way of a fit: Newton's method on the pulls of all cells at once.
//!
//! With pulls d and weights w = w0 exp(M' d), the fit is where the concave function
//! d' y - d' lambda Sigma d / 2 - sum(w) has its maximum. Its gradient is y - M w - lambda Sigma d,
//! its second derivative -K with K = M W M' + lambda Sigma, whose factor the errors of figures need
//! anyway. Steps that do not climb are halved, so that it cannot fail to arrive.

use rayon::prelude::*;

use super::cholesky::Lower;
use super::fit::{CHUNK, Fit, SETTLED, Target};
use super::solve::{Cells, factorize, sums};

/// The most factors that are made.
const FACTORS: usize = 12;
/// The most steps with one factor.
const STEPS: usize = 4;
/// A step that has to be shortened to less than this asks for another factor.
const LONG: f64 = 0.5;
/// Halvings of a step.
const HALVINGS: usize = 12;
/// No weight grows by more than this factor's logarithm at once.
const FARTHEST: f64 = 5.0;

/// The cells that matter under fitted weights, and the factor of their K.
pub(super) struct Settled {
    pub cells: Cells,
    pub factor: Lower,
}

/// Moves a fit to where it settles. Nothing when K cannot be factorized.
pub(super) fn settle(targets: &[Target], fit: &mut Fit, lambda: f64) -> Option<Settled> {
    let all: Vec<&Target> = targets.iter().collect();
    let mut made = 0;
    loop {
        let cells = Cells::new(&all, &fit.weights, lambda);
        let factor = factorize(&all, &cells, &fit.weights, lambda)?;
        made += 1;
        let mut open = rest(targets, &cells, fit, lambda);
        let first = open.far;
        for _ in 0..STEPS {
            if open.far < SETTLED {
                break;
            }
            let share = climb(targets, &cells, &factor, fit, &open, lambda);
            open = rest(targets, &cells, fit, lambda);
            if share < LONG {
                break;
            }
        }
        // The factor is that of weights a little away: near enough once it has settled.
        if open.far < SETTLED && first < 1.0 || made == FACTORS {
            return Some(Settled { cells, factor });
        }
    }
}

/// The gradient in the numbered cells, and the farthest that one of them would move alone, in
/// sigmas.
struct Rest {
    of: Vec<[f64; 1]>,
    far: f64,
}

fn rest(targets: &[Target], cells: &Cells, fit: &Fit, lambda: f64) -> Rest {
    let mut rest = Rest { of: vec![[0.0]; cells.len()], far: 0.0 };
    for (place, (target, dual)) in targets.iter().zip(&fit.duals).enumerate() {
        let v = lambda * target.variance;
        let sums = sums(&target.placed, &fit.weights, target.values.len());
        for (cell, sum) in sums.iter().enumerate() {
            if let Some(number) = cells.of(place, cell as u16) {
                let open = target.values[cell] - sum - v * dual[cell];
                rest.of[number] = [open];
                let moves = (open * sum / (sum + v)).abs() / target.variance.sqrt();
                rest.far = rest.far.max(moves);
            }
        }
    }
    rest
}

/// Goes one step; the share of it that was gone.
fn climb(
    targets: &[Target],
    cells: &Cells,
    factor: &Lower,
    fit: &mut Fit,
    open: &Rest,
    lambda: f64,
) -> f64 {
    let mut pulls = open.of.clone();
    factor.solve(&mut pulls);
    let slope: f64 = pulls.iter().zip(&open.of).map(|([pull], [open])| pull * open).sum();
    let logarithms = logarithms(targets, cells, fit.weights.len(), &pulls);
    let farthest = logarithms.par_iter().copied().reduce(|| 0.0, f64::max);
    let mut share = if farthest > FARTHEST { FARTHEST / farthest } else { 1.0 };
    let before = total(&fit.weights, &logarithms, 0.0);
    for _ in 0..HALVINGS {
        // What the part without the weights gains is known: its gradient is that of the whole plus
        // M w, and it is a parabola.
        let gain = share * linear(targets, cells, fit, &pulls, lambda, share) + before
            - total(&fit.weights, &logarithms, share);
        if gain >= 1e-4 * share * slope {
            break;
        }
        share /= 2.0;
    }
    for (place, dual) in fit.duals.iter_mut().enumerate() {
        for (cell, dual) in dual.iter_mut().enumerate() {
            if let Some(number) = cells.of(place, cell as u16) {
                *dual += share * pulls[number][0];
            }
        }
    }
    fit.weights.par_iter_mut().zip(&logarithms).for_each(|(weight, log)| {
        *weight *= (share * log).exp();
    });
    share
}

/// What pulls that grow by `share` of these gain for each unit of it, but for the weights.
fn linear(
    targets: &[Target],
    cells: &Cells,
    fit: &Fit,
    pulls: &[[f64; 1]],
    lambda: f64,
    share: f64,
) -> f64 {
    let mut gain = 0.0;
    for (place, (target, dual)) in targets.iter().zip(&fit.duals).enumerate() {
        let v = lambda * target.variance;
        for (cell, dual) in dual.iter().enumerate() {
            if let Some(number) = cells.of(place, cell as u16) {
                let [pull] = pulls[number];
                gain += pull * (target.values[cell] - v * dual) - share * v * pull * pull / 2.0;
            }
        }
    }
    gain
}

/// The sum of weights that have gone a share of the way.
fn total(weights: &[f64], logarithms: &[f64], share: f64) -> f64 {
    let chunks = weights.par_chunks(CHUNK).zip(logarithms.par_chunks(CHUNK));
    let sums: Vec<f64> = chunks
        .map(|(weights, logarithms)| {
            weights.iter().zip(logarithms).map(|(weight, log)| weight * (share * log).exp()).sum()
        })
        .collect();
    sums.into_iter().sum()
}

/// The sum of the pulls of each row's cells.
fn logarithms(targets: &[Target], cells: &Cells, rows: usize, pulls: &[[f64; 1]]) -> Vec<f64> {
    let mut logarithms = vec![0.0; rows];
    logarithms.par_chunks_mut(CHUNK).enumerate().for_each(|(chunk, logarithms)| {
        for (row, logarithm) in logarithms.iter_mut().enumerate() {
            for (place, target) in targets.iter().enumerate() {
                for cell in target.placed.of(chunk * CHUNK + row) {
                    *logarithm += cells.of(place, *cell).map_or(0.0, |number| pulls[number][0]);
                }
            }
        }
    });
    logarithms
}
