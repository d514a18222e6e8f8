//! The noise of a cell (cell-key method).

use zeroize::Zeroizing;

use super::policy::Policy;
use super::ptable::PTable;
use super::raw::RawCell;

/// Draws noise by the keys of cells.
pub(super) struct Noise {
    secret: Zeroizing<[u8; 32]>,
    table: PTable,
}

impl Noise {
    pub fn new(policy: &Policy, secret: Zeroizing<[u8; 32]>) -> Self {
        Self { secret, table: PTable::new(policy.noise_bound, policy.noise_variance) }
    }

    /// The noise of a cell: the same for the same members and name, for ever. The name holds
    /// the dimensions, or else a cell and a part of it with the same members would betray each
    /// other by equal noise.
    pub fn of(&self, cell: RawCell, name: &str) -> i64 {
        let mut hasher = blake3::Hasher::new_keyed(&self.secret);
        hasher.update(name.as_bytes());
        hasher.update(&cell.key_sum.to_le_bytes());
        let mut key = [0; 8];
        key.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
        self.table.draw(u64::from_le_bytes(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Upper 0.1 % point of chi-square with 16 degrees of freedom.
    const CRITICAL: f64 = 39.25;

    #[test]
    fn drawn_noise_follows_the_table_and_depends_on_every_part() {
        let policy = Policy::default();
        let noise = Noise::new(&policy, Zeroizing::new([5; 32]));
        let cell = |key| {
            let mut cell = RawCell::default();
            cell.add(key);
            cell
        };
        const DRAWS: usize = 100_000;
        let mut seen = [0usize; 17];
        for key in 0..DRAWS as u64 {
            seen[(noise.of(cell(key), "PERSONS: gender") + 8) as usize] += 1;
        }
        // Against exp(-lambda d^2) with lambda found here by another way: Newton's method on
        // the variance.
        let moments = |lambda: f64| {
            let weights: Vec<f64> =
                (-8i32..=8).map(|d| (-lambda * f64::from(d * d)).exp()).collect();
            let total: f64 = weights.iter().sum();
            let moment = |power: i32| {
                let squares = (-8i32..=8).map(|d| f64::from(d * d).powi(power));
                squares.zip(&weights).map(|(square, w)| square * w).sum::<f64>() / total
            };
            (moment(1), moment(2), weights.iter().map(|w| w / total).collect::<Vec<_>>())
        };
        let mut lambda = 1.0 / 12.0;
        for _ in 0..50 {
            let (variance, fourth, _) = moments(lambda);
            lambda += (variance - 6.0) / (fourth - variance * variance);
        }
        let expected = moments(lambda).2;
        let chi_square: f64 = seen
            .iter()
            .zip(&expected)
            .map(|(seen, p)| {
                let expected = p * DRAWS as f64;
                (*seen as f64 - expected).powi(2) / expected
            })
            .sum();
        assert!(chi_square < CRITICAL, "chi-square {chi_square}");

        let other = Noise::new(&policy, Zeroizing::new([6; 32]));
        let differ = |f: &dyn Fn(u64) -> bool| (0..1000).filter(|key| f(*key)).count();
        let by_name =
            differ(&|key| noise.of(cell(key), "PERSONS: a") != noise.of(cell(key), "PERSONS: b"));
        let by_secret = differ(&|key| noise.of(cell(key), "a") != other.of(cell(key), "a"));
        let by_key = differ(&|key| noise.of(cell(key), "a") != noise.of(cell(key + 7777), "a"));
        for differing in [by_name, by_secret, by_key] {
            // Two independent draws are equal with probability 0.116.
            assert!((820..930).contains(&differing), "{differing}");
        }
    }
}
