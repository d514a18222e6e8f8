//! What a release costs: zero-concentrated differential privacy (zCDP; Bun and Steinke 2016) in
//! exact integers.
//!
//! A table to which one person contributes at most `s` in squared L2 distance, with discrete
//! Gaussian noise of variance v in every cell, costs rho = s / (2 v). Costs of several tables add
//! up. All amounts are rounded up, so that a sum is never above what it says.

use std::fmt;
use std::iter::Sum;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

use super::gaussian::Variance;

/// An amount of privacy budget (rho of zCDP), in millionths of a millionth.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rho(u64);

/// The units of [`Rho`] in 1.
const UNITS: u64 = 1_000_000_000_000;
/// Units in the smallest amount that a policy may name: a millionth.
const NAMED: u64 = 1_000_000;

impl Rho {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// So many thousandths.
    pub const fn of_thousandths(thousandths: u64) -> Self {
        Self(thousandths * (UNITS / 1000))
    }

    /// A decimal number, to six places; nothing unless it is from 0 to 100.
    pub fn of_decimal(number: f64) -> Option<Self> {
        let millionths = (number * 1e6).round();
        (0.0..=1e8).contains(&millionths).then(|| Self(millionths as u64 * NAMED))
    }

    /// So many units: see [`Rho::units`].
    pub(super) fn of_units(units: u64) -> Self {
        Self(units)
    }

    /// As a number, for display.
    pub fn value(self) -> f64 {
        self.0 as f64 / UNITS as f64
    }

    /// The units, for accounts that must be exact: 10^12 in 1.
    pub fn units(self) -> u64 {
        self.0
    }

    /// In millionths, rounded up.
    pub fn millionths(self) -> u64 {
        self.0.div_ceil(NAMED)
    }

    /// What a squared L2 contribution costs under noise of a variance, rounded up.
    pub fn of_contribution(squared: u64, variance: Variance) -> Self {
        // squared / (2 v) with v = units / 64.
        let numerator = u128::from(squared) * u128::from(Variance::UNITS / 2) * u128::from(UNITS);
        let units = numerator.div_ceil(u128::from(variance.units()));
        Self(u64::try_from(units).unwrap_or(u64::MAX))
    }

    /// The sum; it never wraps.
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// The difference; nothing when `other` is more.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// The epsilon of (epsilon, delta)-differential privacy that this amount implies, by the
    /// conversion of Canonne, Kamath and Steinke (2020), corollary 13.
    pub fn epsilon(self, delta: f64) -> f64 {
        let rho = self.value();
        if rho == 0.0 {
            return 0.0;
        }
        let of = |alpha: f64| {
            alpha * rho - (alpha * delta).ln() / (alpha - 1.0) + (1.0 - 1.0 / alpha).ln()
        };
        // One minimum; alpha - 1 between these bounds for every amount and delta of use.
        let (mut low, mut high) = (1e-3f64.ln(), 1e7f64.ln());
        for _ in 0..200 {
            let (a, b) = (low + (high - low) / 3.0, high - (high - low) / 3.0);
            if of(1.0 + a.exp()) < of(1.0 + b.exp()) { high = b } else { low = a }
        }
        of(1.0 + low.exp()).max(0.0)
    }
}

impl Sum for Rho {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Self::plus)
    }
}

impl fmt::Display for Rho {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.4}", self.value())
    }
}

impl fmt::Debug for Rho {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rho({})", self.value())
    }
}

/// In human-readable formats a decimal number to six places, elsewhere the units.
impl Serialize for Rho {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.serialize_f64(self.value())
        } else {
            serializer.serialize_u64(self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Rho {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return u64::deserialize(deserializer).map(Self);
        }
        Self::of_decimal(f64::deserialize(deserializer)?)
            .ok_or_else(|| serde::de::Error::custom("a budget must be a number from 0 to 1.05"))
    }
}

/// How precise a table shall be, in thousandths: twice the weight gives half the variance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weight(u32);

impl Weight {
    /// So many thousandths; nothing unless it is from 1 to 100,000.
    pub fn of_thousandths(thousandths: u32) -> Option<Self> {
        (1..=100_000).contains(&thousandths).then_some(Self(thousandths))
    }

    /// In thousandths.
    pub fn thousandths(self) -> u32 {
        self.0
    }
}

impl Serialize for Weight {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(f64::from(self.0) / 1000.0)
    }
}

impl<'de> Deserialize<'de> for Weight {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let thousandths = (f64::deserialize(deserializer)? * 1000.0).round();
        let weight = (0.0..=1e6).contains(&thousandths).then_some(thousandths as u32);
        weight
            .and_then(Self::of_thousandths)
            .ok_or_else(|| serde::de::Error::custom("a weight must be from 0.001 to 100"))
    }
}

/// No noise keeps the tables within the budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the budget is too small for the plan: noise would be larger than any figure")]
pub struct TooSmall;

/// The variance of each table: in inverse proportion to its weight, so that all of them together
/// cost at most `budget`. `tables` are the squared L2 contribution of one person to each table and
/// its weight.
///
/// sigma_k^2 = c / w_k with c = sum(s_k w_k) / (2 rho), rounded up to a multiple of 1/64.
///
/// # Errors
/// When a variance would be above [`Variance::MAX`].
pub fn variances(tables: &[(u32, Weight)], budget: Rho) -> Result<Vec<Variance>, TooSmall> {
    let total: u128 = tables.iter().map(|(s, w)| u128::from(*s) * u128::from(w.0)).sum();
    let variance = |weight: Weight| {
        let numerator = total * u128::from(Variance::UNITS / 2) * u128::from(UNITS);
        let denominator = u128::from(budget.0) * u128::from(weight.0);
        if denominator == 0 {
            return Err(TooSmall);
        }
        Variance::of_units(numerator.div_ceil(denominator)).ok_or(TooSmall)
    };
    let mut variances =
        tables.iter().map(|(_, weight)| variance(*weight)).collect::<Result<Vec<_>, _>>()?;
    // Amounts are rounded up, too: where all variances come out even, the sum may be a few units
    // above the budget.
    let mut next = 0;
    while cost(tables, &variances) > budget {
        variances[next] = variances[next].next();
        next = (next + 1) % variances.len();
    }
    Ok(variances)
}

/// What all tables together cost a person who contributes as much as anybody can.
pub fn cost(tables: &[(u32, Weight)], variances: &[Variance]) -> Rho {
    let costs = tables.iter().zip(variances);
    costs.map(|((s, _), variance)| Rho::of_contribution(u64::from(*s), *variance)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn epsilon_is_the_published_conversion() {
        // Of the design: .70 for life is 6.3 at a delta of a millionth; twice as much 9.5.
        assert!((Rho::of_thousandths(700).epsilon(1e-6) - 6.3).abs() < 0.05);
        assert!((Rho::of_thousandths(1400).epsilon(1e-6) - 9.5).abs() < 0.1);
        // The conversion of Bun and Steinke is an upper bound of it.
        for thousandths in [10, 100, 540, 1050] {
            let rho = Rho::of_thousandths(thousandths);
            let coarse = rho.value() + 2.0 * (rho.value() * 1e6f64.ln()).sqrt();
            assert!(rho.epsilon(1e-6) < coarse && rho.epsilon(1e-6) > 0.6 * coarse);
        }
        assert_eq!(Rho::ZERO.epsilon(1e-6), 0.0);
    }

    #[test]
    fn amounts_are_exact() {
        let v = Variance::of_units(800).unwrap(); // 12.5
        assert_eq!(Rho::of_contribution(1, v), Rho::of_thousandths(40));
        let thirds = Variance::of_units(96).unwrap(); // 1.5
        assert_eq!(Rho::of_contribution(1, thirds).units(), 333_333_333_334, "rounded up");
        let json = serde_json::to_string(&Rho::of_thousandths(540)).unwrap();
        assert_eq!(serde_json::from_str::<Rho>(&json).unwrap(), Rho::of_thousandths(540));
        assert!(serde_json::from_str::<Rho>("-1").is_err());
    }

    proptest! {
        #[test]
        fn noise_keeps_within_the_budget_and_wastes_little(
            tables in prop::collection::vec((1u32..64, 1u32..5_000), 1..90),
            budget in 10u64..2_000,
        ) {
            let tables: Vec<(u32, Weight)> =
                tables.into_iter().map(|(s, w)| (s, Weight::of_thousandths(w).unwrap())).collect();
            let budget = Rho::of_thousandths(budget);
            let Ok(variances) = variances(&tables, budget) else { return Ok(()) };
            let spent = cost(&tables, &variances);
            prop_assert!(spent <= budget);
            // Rounding to 1/64 wastes less than 1 part in (units of the smallest variance).
            let smallest = variances.iter().min().unwrap().units();
            let waste = budget.minus(spent).unwrap().value() / budget.value();
            prop_assert!(waste <= 3.0 / f64::from(smallest), "{waste}");
        }
    }
}
