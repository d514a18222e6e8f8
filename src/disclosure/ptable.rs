//! The perturbation table: noise of maximum entropy within a bound, for a given
//! variance.
//!
//! Among all symmetric distributions on -D..=D with variance V the one of maximum
//! entropy is p(d) proportional to exp(-lambda d^2); lambda is found by bisection.

/// Cumulative probabilities of -D..=D, scaled to 64 bits.
#[derive(Clone, Debug)]
pub(super) struct PTable {
    bound: i64,
    upper: Vec<u64>,
}

impl PTable {
    /// A table for a bound D of 1 to 64 and a variance V above 0 and below that of
    /// the uniform distribution, D (D + 1) / 3.
    pub fn new(bound: u32, variance: f64) -> Self {
        let bound = i64::from(bound);
        let weights = |lambda: f64| {
            (-bound..=bound).map(move |d| (-lambda * (d * d) as f64).exp()).collect::<Vec<f64>>()
        };
        let variance_of = |lambda: f64| {
            let weights = weights(lambda);
            let total: f64 = weights.iter().sum();
            let squares = (-bound..=bound).map(|d| (d * d) as f64);
            squares.zip(&weights).map(|(square, w)| square * w).sum::<f64>() / total
        };
        let (mut low, mut high) = (0.0, 64.0);
        for _ in 0..200 {
            let middle = (low + high) / 2.0;
            // The variance falls as lambda grows.
            if variance_of(middle) > variance { low = middle } else { high = middle }
        }
        let weights = weights((low + high) / 2.0);
        let total: f64 = weights.iter().sum();
        let mut sum = 0.0;
        let mut upper: Vec<u64> = weights
            .iter()
            .map(|weight| {
                sum += weight / total;
                (sum * 2f64.powi(64)) as u64 // saturates
            })
            .collect();
        if let Some(last) = upper.last_mut() {
            *last = u64::MAX;
        }
        Self { bound, upper }
    }

    /// The noise of a uniformly distributed key.
    pub fn draw(&self, key: u64) -> i64 {
        self.upper.partition_point(|upper| *upper < key) as i64 - self.bound
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn probability(table: &PTable, d: i64) -> f64 {
        let place = (d + table.bound) as usize;
        let below = place.checked_sub(1).map_or(0, |p| table.upper[p]);
        (table.upper[place] - below) as f64 / 2f64.powi(64)
    }

    #[test]
    fn probabilities_are_the_published_ones() {
        // Computed independently for D = 8, V = 6 and D = 5, V = 2.
        let wide = PTable::new(8, 6.0);
        for (d, p) in [(0, 0.1624), (1, 0.1495), (2, 0.1166), (3, 0.0771), (5, 0.0205), (8, 0.0008)]
        {
            assert!((probability(&wide, d) - p).abs() < 6e-5, "{d}");
            assert!((probability(&wide, -d) - p).abs() < 6e-5, "-{d}");
        }
        let narrow = PTable::new(5, 2.0);
        for (d, p) in [(0, 0.2819), (1, 0.2196), (2, 0.1039), (3, 0.0298), (4, 0.0052)] {
            assert!((probability(&narrow, d) - p).abs() < 6e-5, "{d}");
        }
    }

    #[test]
    fn moments_and_bounds_hold() {
        let table = PTable::new(8, 6.0);
        let moment = |power: i32| {
            (-8..=8).map(|d| (d as f64).powi(power) * probability(&table, d)).sum::<f64>()
        };
        assert!(moment(1).abs() < 1e-9);
        assert!((moment(2) - 6.0).abs() < 1e-6);
        assert_eq!(table.draw(0), -8);
        assert_eq!(table.draw(u64::MAX), 8);
        assert_eq!(table.draw(u64::MAX / 2), 0);
    }
}
