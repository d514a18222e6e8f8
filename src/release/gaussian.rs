//! The discrete Gaussian distribution, drawn exactly.
//!
//! Algorithms 1 to 3 of Canonne, Kamath and Steinke, "The Discrete Gaussian for Differential
//! Privacy" (2020): rejection from a discrete Laplace distribution, with Bernoulli variables of
//! probability exp(-a/b) made of uniform integers. All arithmetic is on integers, so that the
//! distribution is what the proof says to the last bit; floating-point noise is not (Mironov 2012).

use super::stream::Stream;

/// A variance in units of 1/64.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub struct Variance(u32);

impl Variance {
    /// Units in 1.
    pub const UNITS: u32 = 64;
    /// The largest variance: beyond it nothing is worth measuring.
    pub const MAX: Self = Self(1 << 26);

    /// Of a count that a policy publishes without noise. No budget leads to it.
    pub(super) const EXACT: Self = Self(0);

    /// A variance of so many 64ths; nothing unless it is from 1 to [`Variance::MAX`].
    pub fn of_units(units: u128) -> Option<Self> {
        let units = u32::try_from(units).ok()?;
        (1..=Self::MAX.0).contains(&units).then_some(Self(units))
    }

    /// In units of 1/64.
    pub fn units(self) -> u32 {
        self.0
    }

    /// As a number, for the fit and for display; noise is never drawn with it.
    pub fn value(self) -> f64 {
        f64::from(self.0) / f64::from(Self::UNITS)
    }

    /// The next larger one.
    pub(super) fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// Values beyond this are drawn again. With a variance of at most 2^20 one occurs with a
/// probability below exp(-2^43): no computer will ever see it, and the arithmetic below cannot
/// overflow.
const FARTHEST: u64 = 1 << 32;

/// Draws an integer x with probability proportional to exp(-x^2 / (2 variance)).
pub(super) fn draw(stream: &mut Stream, variance: Variance) -> i64 {
    let units = u128::from(variance.units());
    // floor(sigma) + 1: floor(sqrt(u / 64)) = floor(sqrt(floor(u / 64))).
    let scale = u128::from((variance.units() / Variance::UNITS).isqrt()) + 1;
    loop {
        let drawn = laplace(stream, scale);
        let Some(drawn) = drawn else { continue };
        // (|x| - v/t)^2 / (2 v), with v = units / 64 and t the scale, over 128 units t^2.
        let away = (64 * u128::from(drawn.unsigned_abs()) * scale).abs_diff(units);
        if happens_exp(stream, away * away, 128 * units * scale * scale) {
            return drawn;
        }
    }
}

/// Draws an integer x with probability proportional to exp(-|x| / scale); nothing when it lies
/// beyond all bounds.
fn laplace(stream: &mut Stream, scale: u128) -> Option<i64> {
    loop {
        let rest = stream.below(scale);
        if !happens_exp(stream, rest, scale) {
            continue;
        }
        let mut times = 0u128;
        while happens_exp_of_one(stream) {
            times += 1;
        }
        let size = rest + scale * times;
        let negative = stream.happens(1, 2);
        if negative && size == 0 {
            continue;
        }
        let size = u64::try_from(size).ok().filter(|size| *size < FARTHEST)? as i64;
        return Some(if negative { -size } else { size });
    }
}

/// Whether something of probability exp(-numerator / denominator) happens.
fn happens_exp(stream: &mut Stream, numerator: u128, denominator: u128) -> bool {
    let mut rest = numerator;
    while rest > denominator {
        if !happens_exp_of_one(stream) {
            return false;
        }
        rest -= denominator;
    }
    happens_exp_below_one(stream, rest, denominator)
}

fn happens_exp_of_one(stream: &mut Stream) -> bool {
    happens_exp_below_one(stream, 1, 1)
}

/// Draws an event of probability exp(-numerator/denominator), an exponent of at most 1: the number of
/// successes in a row of ever rarer events is even with just that probability.
fn happens_exp_below_one(stream: &mut Stream, numerator: u128, denominator: u128) -> bool {
    let mut k = 1u128;
    while stream.happens(numerator, denominator * k) {
        k += 1;
    }
    k % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::release::stream::Seed;

    /// Probabilities of -far..=far, by definition.
    fn probabilities(variance: Variance, far: i64) -> Vec<f64> {
        let weight = |x: i64| (-(x * x) as f64 / (2.0 * variance.value())).exp();
        let total: f64 = (-4 * far - 40..=4 * far + 40).map(weight).sum();
        (-far..=far).map(|x| weight(x) / total).collect()
    }

    #[test]
    fn draws_follow_the_exact_distribution() {
        for (units, far) in
            [(1, 1i64), (16, 1), (64, 3), (100, 4), (800, 10), (1132, 12), (64 * 400, 60)]
        {
            let variance = Variance::of_units(units).unwrap();
            let mut stream = Seed::from_bytes([3; 32]).stream(b"chi-square", units as u32);
            const DRAWS: usize = 40_000;
            let mut seen = vec![0f64; 2 * far as usize + 1];
            let mut outside = 0f64;
            for _ in 0..DRAWS {
                match draw(&mut stream, variance) {
                    x if x.abs() <= far => seen[(x + far) as usize] += 1.0,
                    _ => outside += 1.0,
                }
            }
            let expected: Vec<f64> = probabilities(variance, far);
            let rest = 1.0 - expected.iter().sum::<f64>();
            let (mut chi, mut degrees) = (0.0, -1.0);
            for (seen, p) in seen.iter().zip(&expected).chain([(&outside, &rest)]) {
                let expected = p * DRAWS as f64;
                if expected >= 5.0 {
                    chi += (seen - expected).powi(2) / expected;
                    degrees += 1.0;
                }
            }
            // Wilson and Hilferty: the upper 0.1 % point.
            let degrees: f64 = f64::max(degrees, 1.0);
            let z = 2.0 / (9.0 * degrees);
            let critical = degrees * (1.0 - z + 3.09 * z.sqrt()).powi(3);
            assert!(chi < critical, "{units}/64: {chi} of {critical}");
        }
    }

    #[test]
    fn draws_depend_on_seed_release_and_table() {
        let variance = Variance::of_units(1132).unwrap();
        let draws = |seed: u8, release: &[u8], table| {
            let mut stream = Seed::from_bytes([seed; 32]).stream(release, table);
            (0..2_000).map(|_| draw(&mut stream, variance)).collect::<Vec<i64>>()
        };
        let usual = draws(1, b"a", 0);
        assert_eq!(usual, draws(1, b"a", 0));
        let equal: f64 = probabilities(variance, 60).iter().map(|p| p * p).sum();
        for other in [draws(2, b"a", 0), draws(1, b"b", 0), draws(1, b"a", 1)] {
            let same = usual.iter().zip(&other).filter(|(a, b)| a == b).count() as f64;
            let (mean, sd) = (2_000.0 * equal, (2_000.0 * equal).sqrt());
            assert!((same - mean).abs() < 5.0 * sd, "{same} of {mean}");
            let products = usual.iter().zip(&other).map(|(a, b)| (a * b) as f64);
            let correlation = products.sum::<f64>() / (2_000.0 * variance.value());
            assert!(correlation.abs() < 5.0 / 2_000f64.sqrt(), "{correlation}");
        }
    }
}
