//! The rest of the way of a fit: Newton's method on the pulls of all cells at once.
//!
//! With pulls d and weights w = w0 exp(M' d), the fit is where the concave function
//! d' y - d' lambda Sigma d / 2 - sum(w) has its maximum. Its gradient is y - M w - lambda Sigma d,
//! its second derivative -K with K = M W M' + lambda Sigma. A factor of K over a [`Sample`] of the
//! rows is enough: it decides how many steps it takes, and not where they lead. Where K is only
//! nearly so, conjugate directions (Polak and Ribiere) make up for it; each is gone as far as it
//! climbs, so that it cannot fail to arrive.

use rayon::prelude::*;

use super::cholesky::Lower;
use super::fit::{CHUNK, Fit, SETTLED, Target};
use super::sample::{SAMPLE, Sample};
use super::solve::{Cells, all_sums, factorize};

/// Steps with each of the factors that are made: weights change most at the beginning.
const STEPS: &[usize] = &[3, 6, 30, 30];
/// Steps along one direction after which any place will do that is known to be higher.
const SEARCHES: usize = 4;
/// The most steps along one direction: it is not gone if none of them was higher.
const MOST_SEARCHES: usize = 40;
/// No weight grows by more than this factor's logarithm at once.
const FARTHEST: f64 = 5.0;

/// Moves a fit to where it settles: until no cell moves by more than [`SETTLED`] of its sigma.
/// Nothing when K cannot be factorized.
pub(super) fn settle(targets: &[Target], fit: &mut Fit, lambda: f64) -> Option<()> {
    for steps in STEPS {
        let cells = Cells::new(targets, &fit.weights, lambda);
        let mut open = rest(targets, &cells, fit, lambda);
        if open.far < SETTLED {
            break;
        }
        let factor = factorize(targets, &cells, &Sample::of(&fit.weights, SAMPLE), lambda)?;
        let mut before: Option<Gone> = None;
        for _ in 0..*steps {
            let newton = solved(&factor, &open.of);
            let direction = conjugate(&newton, &open.of, before.as_ref());
            let slope = dot(&newton, &open.of);
            climb(targets, &cells, fit, &direction, lambda);
            before = Some(Gone { gradient: open.of, slope, direction });
            open = rest(targets, &cells, fit, lambda);
            if open.far < SETTLED {
                return Some(());
            }
        }
    }
    Some(())
}

/// A step that was gone.
struct Gone {
    gradient: Vec<f64>,
    /// The product of the gradient with Newton's step.
    slope: f64,
    direction: Vec<f64>,
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn solved(factor: &Lower, gradient: &[f64]) -> Vec<f64> {
    let mut step: Vec<[f64; 1]> = gradient.iter().map(|value| [*value]).collect();
    factor.solve(&mut step);
    step.into_iter().map(|[value]| value).collect()
}

/// The direction of a step: Newton's, and as much of the one before as keeps from undoing it.
fn conjugate(newton: &[f64], gradient: &[f64], before: Option<&Gone>) -> Vec<f64> {
    let slope = dot(newton, gradient);
    let Some(before) = before else { return newton.to_vec() };
    let share = ((slope - dot(newton, &before.gradient)) / before.slope).max(0.0);
    let direction: Vec<f64> =
        newton.iter().zip(&before.direction).map(|(new, old)| new + share * old).collect();
    if dot(&direction, gradient) > 0.0 { direction } else { newton.to_vec() }
}

/// The gradient in the numbered cells, and the farthest that one of them would move alone, in
/// sigmas.
struct Rest {
    of: Vec<f64>,
    far: f64,
}

fn rest(targets: &[Target], cells: &Cells, fit: &Fit, lambda: f64) -> Rest {
    let mut rest = Rest { of: vec![0.0; cells.len()], far: 0.0 };
    let sums = all_sums(targets, &fit.weights);
    for (place, (target, dual)) in targets.iter().zip(&fit.duals).enumerate() {
        let v = lambda * target.variance;
        for (cell, sum) in sums[place].iter().enumerate() {
            if let Some(number) = cells.of(place, cell as u16) {
                let open = target.values[cell] - sum - v * dual[cell];
                rest.of[number] = open;
                let moves = (open * sum / (sum + v)).abs() / target.variance.sqrt();
                rest.far = rest.far.max(moves);
            }
        }
    }
    rest
}

/// Goes into a direction as far as it climbs; how far that was.
fn climb(targets: &[Target], cells: &Cells, fit: &mut Fit, direction: &[f64], lambda: f64) -> f64 {
    let pulls: Vec<Vec<f64>> = targets
        .iter()
        .enumerate()
        .map(|(place, target)| {
            let pull = |cell| cells.of(place, cell as u16).map_or(0.0, |number| direction[number]);
            (0..target.values.len()).map(pull).collect()
        })
        .collect();
    let logarithms = logarithms(targets, &pulls, fit.weights.len());
    let farthest = logarithms.par_iter().map(|log| log.abs()).reduce(|| 0.0, f64::max);
    let most = FARTHEST / farthest.max(f64::MIN_POSITIVE);
    let Parabola { slope, curve } = parabola(targets, fit, &pulls, lambda);
    // Where the slope along the direction is zero: what is climbed is concave.
    let (mut low, mut high) = (0.0, most);
    let mut far = most.min(1.0);
    for search in 0..MOST_SEARCHES {
        let (first, second) = along(&fit.weights, &logarithms, far);
        let (first, second) = (slope - far * curve - first, curve + second);
        if first > 0.0 {
            low = far
        } else {
            high = far
        }
        let next = far + first / second;
        let next = if next > low && next < high { next } else { (low + high) / 2.0 };
        let is_there = (next - far).abs() < 0.02 * far;
        far = next;
        if is_there {
            break;
        }
        // Where it rises still, it is higher than at the beginning. Beyond nothing is known.
        if search >= SEARCHES && low > 0.0 || search + 1 == MOST_SEARCHES {
            far = low;
            break;
        }
    }
    for (dual, pulls) in fit.duals.iter_mut().zip(&pulls) {
        dual.iter_mut().zip(pulls).for_each(|(dual, pull)| *dual += far * pull);
    }
    fit.weights.par_iter_mut().zip(&logarithms).for_each(|(weight, log)| {
        *weight *= (far * log).exp();
    });
    far
}

/// What is gained along a direction, but for the sum of the weights: slope t - curve t^2 / 2.
struct Parabola {
    slope: f64,
    curve: f64,
}

fn parabola(targets: &[Target], fit: &Fit, pulls: &[Vec<f64>], lambda: f64) -> Parabola {
    let mut parabola = Parabola { slope: 0.0, curve: 0.0 };
    for ((target, dual), pulls) in targets.iter().zip(&fit.duals).zip(pulls) {
        let v = lambda * target.variance;
        for (cell, pull) in pulls.iter().enumerate().filter(|(_, pull)| **pull != 0.0) {
            parabola.slope += pull * (target.values[cell] - v * dual[cell]);
            parabola.curve += v * pull * pull;
        }
    }
    parabola
}

/// First and second derivative of the sum of weights that have gone so far.
fn along(weights: &[f64], logarithms: &[f64], far: f64) -> (f64, f64) {
    let chunks = weights.par_chunks(CHUNK).zip(logarithms.par_chunks(CHUNK));
    let sums: Vec<(f64, f64)> = chunks
        .map(|(weights, logarithms)| {
            weights.iter().zip(logarithms).fold((0.0, 0.0), |(first, second), (weight, log)| {
                let grown = weight * (far * log).exp() * log;
                (first + grown, second + grown * log)
            })
        })
        .collect();
    sums.into_iter().fold((0.0, 0.0), |(a, b), (c, d)| (a + c, b + d))
}

/// The sum of the pulls of each row's cells.
pub(super) fn logarithms(targets: &[Target], pulls: &[Vec<f64>], rows: usize) -> Vec<f64> {
    let mut logarithms = vec![0.0; rows];
    logarithms.par_chunks_mut(CHUNK).enumerate().for_each(|(chunk, logarithms)| {
        let rows = chunk * CHUNK..chunk * CHUNK + logarithms.len();
        for (target, pulls) in targets.iter().zip(pulls) {
            target.placed.each(rows.clone(), |row, cell| {
                logarithms[row] += pulls[usize::from(cell)];
            });
        }
    });
    logarithms
}
