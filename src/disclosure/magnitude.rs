//! Means of measured quantities: sentence lengths, days in court.
//!
//! Rules as used for business statistics (Hundepool and others, *Statistical
//! Disclosure Control*, 2012, chapter 4): dominance (2, 60 %) and p % with p = 15,
//! after extreme values are capped; then noise in proportion to the largest
//! contribution; then three significant digits. The number of contributors has
//! passed the threshold before.

use super::raw::RawContributions;

/// No mean over fewer contributors.
const MIN_CONTRIBUTORS: usize = 10;
/// Values above this percentile are lowered to it.
const CAP_PERCENTILE: f64 = 0.95;
/// The two largest contributions may be at most this share of the total.
const DOMINANCE_SHARE: f64 = 0.60;
/// The second largest contributor must not learn the largest within this share.
const P_PERCENT: f64 = 0.15;

/// The protected mean, or `None` when a rule forbids it. `noise` is in
/// -1..=1; the mean is divided by `divisor` before it is rounded.
pub(super) fn mean(mut raw: RawContributions, noise: f64, divisor: f64) -> Option<f64> {
    let values = &mut raw.values;
    if values.len() < MIN_CONTRIBUTORS {
        return None;
    }
    values.sort_unstable_by(|a, b| b.total_cmp(a));
    if dominated(values) {
        return None;
    }
    let cap_rank = ((values.len() as f64) * (1.0 - CAP_PERCENTILE)).ceil() as usize;
    let cap = values[cap_rank.min(values.len() - 1)];
    let sum: f64 = values.iter().map(|value| value.min(cap)).sum();
    let mean = (sum + noise * cap) / values.len() as f64;
    Some(significant(mean.max(0.0) / divisor))
}

fn dominated(descending: &[f64]) -> bool {
    let total: f64 = descending.iter().sum();
    let (first, second) = (descending[0], descending[1]);
    total <= 0.0
        || first + second > DOMINANCE_SHARE * total
        || total - first - second < P_PERCENT * first
}

/// Three significant digits.
fn significant(value: f64) -> f64 {
    if value == 0.0 {
        return 0.0;
    }
    let scale = 10f64.powf(2.0 - value.abs().log10().floor());
    (value * scale).round() / scale
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(values: &[f64]) -> RawContributions {
        let mut raw = RawContributions::default();
        values.iter().for_each(|value| raw.add(1, *value));
        raw
    }

    #[test]
    fn few_or_dominant_contributors_are_hidden() {
        assert_eq!(mean(raw(&[5.0; 9]), 0.0, 1.0), None);
        assert_eq!(mean(raw(&[5.0; 10]), 0.0, 1.0), Some(5.0));
        let mut dominant = vec![1.0; 20];
        dominant[3] = 100.0;
        assert_eq!(mean(raw(&dominant), 0.0, 1.0), None);
        assert_eq!(mean(raw(&[0.0; 12]), 0.0, 1.0), None);
    }

    #[test]
    fn an_extreme_value_is_capped_and_noise_is_proportional() {
        let mut values = vec![10.0; 39];
        values.push(100.0);
        assert_eq!(mean(raw(&values), 0.0, 1.0), Some(10.0));
        assert_eq!(mean(raw(&values), 1.0, 1.0), Some(10.3));
        assert_eq!(significant(1234.5), 1230.0);
        assert_eq!(significant(0.012_345), 0.0123);
    }
}
