//! Lengths that do not tell of linkage: what a release cost whom is one value of the journal, and who takes
//! backups, which nobody there can read, sees how long they are.
//!
//! A person whom two institutions know has other lines than two persons have. So a line that is nobody's is
//! added, up to the next of the lengths `LEAST * 2^(n + draw)`, n whole, with `draw` drawn evenly from 0 to 1 for
//! each release. Every length below [`LEAST`] becomes the same one; of two greater ones, `a < b`, the lengths seen
//! differ for a share of `log2(b / a)` of the draws alone, and a release is drawn for once.

use crate::release::ledger::PADDING;
use crate::store::{ReleaseCharge, format};

/// Length in bytes up to which all releases look alike.
const LEAST: f64 = 65_536.0;

/// Length in bytes of one mention of the line that is added.
const MENTION: f64 = 19.0;

/// What a release cost whom, with a line that is nobody's behind it. `random` are random bytes.
pub fn padded(mut charges: Vec<ReleaseCharge>, random: [u8; 16]) -> Vec<ReleaseCharge> {
    let length = format::encode(0, &charges).len() as f64;
    // 53 bits, so that it is below 1.
    let draw = (u128::from_le_bytes(random) >> 75) as f64 / (1u64 << 53) as f64;
    let steps = (length.max(LEAST) / LEAST).log2();
    let wanted = LEAST * ((steps - draw).ceil() + draw).exp2();
    let count = ((wanted - length) / MENTION).max(0.0) as usize;
    charges.push(ReleaseCharge { mentions: vec![PADDING; count], amount: 0 });
    charges
}

#[cfg(test)]
mod tests {
    use fastrand::Rng;

    use super::*;

    /// Lines of so many persons, of whom some are known to two institutions.
    fn charges(persons: usize, of_two: usize, random: &mut Rng) -> Vec<ReleaseCharge> {
        let mut line = |count: usize, amount| {
            let mentions = (0..count).map(|_| random.u128(..PADDING)).collect();
            ReleaseCharge { mentions, amount }
        };
        let mut lines: Vec<ReleaseCharge> =
            (of_two..persons).map(|_| line(1, 80_000_000)).collect();
        for _ in 0..of_two {
            lines.extend([line(2, 80_000_000), line(4, 0)]);
        }
        lines
    }

    fn length(charges: Vec<ReleaseCharge>, draw: u128) -> usize {
        format::encode(0, &padded(charges, draw.to_le_bytes())).len()
    }

    #[test]
    fn small_releases_have_one_length_whoever_is_known_twice() {
        let mut random = Rng::with_seed(1);
        for draw in (0..50).map(|place| u128::MAX / 50 * place) {
            let lengths = [0, 1, 19, 20, 300].map(|two| {
                let all = charges(600, two, &mut random);
                length(all, draw) as f64
            });
            let spread = lengths.iter().fold(f64::MIN, |a, b| a.max(*b))
                - lengths.iter().fold(f64::MAX, |a, b| a.min(*b));
            // Whole mentions are added, and the number of them takes one to three bytes.
            assert!(spread <= MENTION + 3.0, "{lengths:?}");
        }
    }

    #[test]
    fn great_releases_differ_for_few_draws() {
        let mut random = Rng::with_seed(2);
        let (a, b) = (charges(20_000, 3_000, &mut random), charges(20_000, 3_001, &mut random));
        let count = 400;
        let differ = (0..count).filter(|place| {
            let draw = u128::MAX / count * place;
            let of = |charges: &[ReleaseCharge]| length(charges.to_vec(), draw) as f64;
            (of(&a) / of(&b) - 1.0).abs() > 0.01
        });
        assert!(differ.count() <= 2);
    }
}
