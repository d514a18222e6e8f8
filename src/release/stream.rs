//! Uniform random integers from a secret seed: the one source of all noise of a release.
//!
//! The seed comes from the operating system once per release. Each measured table has a stream of
//! its own, derived from seed, release and place, so that tables can be drawn in any order and by
//! several threads with the same result.

use blake3::OutputReader;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The 32 secret bytes that all noise of one release follows from. Wiped when dropped.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Seed([u8; 32]);

impl Seed {
    /// A fresh seed from the operating system.
    ///
    /// # Errors
    /// When the operating system gives no random bytes.
    pub fn fresh() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// A seed from known bytes: to repeat a release that a crash interrupted, and for tests.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The stream of one table of one release. `release` names the release and what it rests on;
    /// different names give unrelated streams.
    pub(super) fn stream(&self, release: &[u8], table: u32) -> Stream {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        hasher.update(&(release.len() as u64).to_le_bytes());
        hasher.update(release);
        hasher.update(&table.to_le_bytes());
        Stream::new(hasher.finalize_xof())
    }
}

const BUFFER: usize = 1024;

/// Uniform random integers, without end.
#[derive(ZeroizeOnDrop)]
pub(super) struct Stream {
    #[zeroize(skip)] // BLAKE3's own type, which wipes itself
    reader: OutputReader,
    buffer: [u8; BUFFER],
    used: usize,
}

impl Stream {
    fn new(reader: OutputReader) -> Self {
        Self { reader, buffer: [0; BUFFER], used: BUFFER }
    }

    /// 64 uniform bits.
    pub fn bits(&mut self) -> u64 {
        if self.used == BUFFER {
            self.reader.fill(&mut self.buffer);
            self.used = 0;
        }
        let mut word = [0; 8];
        word.copy_from_slice(&self.buffer[self.used..self.used + 8]);
        self.used += 8;
        u64::from_le_bytes(word)
    }

    /// A uniform integer from 0 to below `end`, which is at least 1. Exact: what would favour small
    /// values is drawn again.
    pub fn below(&mut self, end: u128) -> u128 {
        debug_assert!(end > 0);
        let mask = u128::MAX.checked_shr((end - 1).leading_zeros()).unwrap_or(0);
        loop {
            let low = u128::from(self.bits());
            let high = if mask > u128::from(u64::MAX) { u128::from(self.bits()) } else { 0 };
            let drawn = (high << 64 | low) & mask;
            if drawn < end {
                return drawn;
            }
        }
    }

    /// Whether something of probability `numerator / denominator`, at most 1, happens.
    pub fn happens(&mut self, numerator: u128, denominator: u128) -> bool {
        self.below(denominator) < numerator
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_repeatable_and_unrelated() {
        let seed = Seed::from_bytes([7; 32]);
        let first = |seed: &Seed, release: &[u8], table| {
            let mut stream = seed.stream(release, table);
            (0..300).map(|_| stream.bits()).collect::<Vec<_>>()
        };
        let usual = first(&seed, b"1", 0);
        assert_eq!(usual, first(&seed, b"1", 0));
        for other in [
            first(&seed, b"2", 0),
            first(&seed, b"1", 1),
            first(&Seed::from_bytes([8; 32]), b"1", 0),
        ] {
            assert!(usual.iter().zip(&other).all(|(a, b)| a != b));
        }
    }

    #[test]
    fn integers_below_a_bound_are_uniform() {
        let mut stream = Seed::from_bytes([1; 32]).stream(b"uniform", 0);
        for end in [1u128, 2, 3, 7, 10] {
            let mut seen = vec![0f64; end as usize];
            const DRAWS: usize = 20_000;
            (0..DRAWS).for_each(|_| seen[stream.below(end) as usize] += 1.0);
            let expected = DRAWS as f64 / end as f64;
            let chi: f64 = seen.iter().map(|s| (s - expected).powi(2) / expected).sum();
            assert!(chi < 30.0, "{end}: {chi}"); // 9 degrees of freedom: beyond 0.1 %
        }
        let far = u128::MAX / 3;
        assert!((0..100).all(|_| stream.below(far) < far));
        assert!((0..100).any(|_| stream.below(far) > far / 2));
    }
}
