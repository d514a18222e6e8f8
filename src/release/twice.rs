//! Two fits to the same tables, one of which is held nearer to independence.
//!
//! Noise is not all by which a figure may be off. Rows begin independent, and tables pull them away
//! from it only as far as they must: where dimensions hang together, figures stay behind. How far is
//! seen from a second fit that stays behind more.

use fastrand::Rng;

use super::fit::{self, Fit, Target};
use super::fitted::Singular;
use super::newton;
use super::replicates::{COLUMNS, Column, normal};
use super::sample::Sample;

/// How far tables may pull rows from independence: less, and empty cells keep what independence
/// would give them; more, and noise is taken for dependence. Invented persons, who are nearly
/// independent, are told most precisely with .3, and rows that hang together as real cases do with
/// .1.
pub(super) const LAMBDA: f64 = 0.15;
/// That of the second fit: what it is behind the first one is about as much as the first one is
/// behind the truth.
const SECOND: f64 = 2.0 * LAMBDA;

/// A fit whose cells are off by more than so many times their variance on average has failed, or its
/// tables contradict each other.
const MOST_OFF: f64 = 4.0;

/// Weights of two fits.
pub(super) struct Twice {
    pub weights: Vec<f64>,
    second: Vec<f64>,
    off: f64,
}

impl Twice {
    /// Fits weights that begin as `start`. Targets from `own` on are margins of the others: they make
    /// a fit better, as a rule, and harder to reach, so that it goes without them where it fails.
    ///
    /// # Errors
    /// When it fails either way.
    pub fn new(targets: &[Target], own: usize, start: &[f64]) -> Result<Self, Singular> {
        let whole = Self::of(targets, own, start);
        if targets.len() == own || whole.as_ref().is_ok_and(|fit| fit.off < MOST_OFF) {
            return whole;
        }
        let plain = Self::of(&targets[..own], own, start);
        match (whole, plain) {
            (Ok(whole), Ok(plain)) => Ok(if plain.off < whole.off { plain } else { whole }),
            (whole, plain) => whole.or(plain),
        }
    }

    fn of(targets: &[Target], own: usize, start: &[f64]) -> Result<Self, Singular> {
        let mut fit = fit::fit(targets, start, LAMBDA);
        newton::settle(targets, &mut fit, LAMBDA).ok_or(Singular)?;
        let off = fit::off(&targets[..own], &fit.weights);
        let mut second = Fit { weights: fit.weights.clone(), duals: fit.duals };
        newton::settle(targets, &mut second, SECOND).ok_or(Singular)?;
        let is_usable = off.is_finite() && second.weights.iter().all(|weight| weight.is_finite());
        let fits = Self { weights: fit.weights, second: second.weights, off };
        if is_usable { Ok(fits) } else { Err(Singular) }
    }

    /// Adds to the columns of a sample by what the two fits differ.
    pub fn spread(&self, columns: &mut [Column], sample: &Sample, seed: u64) {
        let mut random = Rng::with_seed(seed ^ 2);
        let draws: [f32; COLUMNS] = std::array::from_fn(|_| normal(&mut random));
        let rows = sample.rows.iter().zip(&sample.weights);
        for (column, (row, weight)) in columns.iter_mut().zip(rows) {
            let own = self.weights[*row as usize].max(f64::MIN_POSITIVE);
            let more = (weight * (self.second[*row as usize] / own - 1.0).clamp(-1.0, 1.0)) as f32;
            column.iter_mut().zip(&draws).for_each(|(value, draw)| *value += draw * more);
        }
    }
}
