//! How much of a submission is on its way at a time: as much as the line carries in a few seconds, so
//! that answers and signs of life get through on a slow one, and a fast one is kept busy.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// Bytes that are always let go: about one batch. A line of 4 KB/s carries them in eight seconds.
const LEAST: usize = 32 << 10;
/// Most bytes on their way.
const MOST: usize = 4 << 20;
/// An answer within this time doubles what is let go.
const SOON: Duration = Duration::from_secs(2);
/// An answer after this time halves it.
const LATE: Duration = Duration::from_secs(8);

/// What is on its way, and how much may be.
pub(super) struct Pace {
    allowed: usize,
    on_the_way: VecDeque<(usize, Instant)>,
    bytes: usize,
}

impl Pace {
    /// With nothing on its way, on a line that is not known yet.
    pub fn new() -> Self {
        Self { allowed: LEAST, on_the_way: VecDeque::new(), bytes: 0 }
    }

    /// Whether so many bytes more may be sent. A first message always may.
    pub fn allows(&self, bytes: usize) -> bool {
        self.on_the_way.is_empty() || self.bytes + bytes <= self.allowed
    }

    /// Notes a message that is sent.
    pub fn sent(&mut self, bytes: usize, now: Instant) {
        self.bytes += bytes;
        self.on_the_way.push_back((bytes, now));
    }

    /// Notes that the first message on its way was answered.
    pub fn answered(&mut self, now: Instant) {
        let Some((bytes, since)) = self.on_the_way.pop_front() else { return };
        self.bytes -= bytes;
        let took = now.saturating_duration_since(since);
        if took < SOON {
            self.allowed = (self.allowed * 2).min(MOST);
        } else if took > LATE {
            self.allowed = (self.allowed / 2).max(LEAST);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_line_gets_one_batch_and_a_fast_one_many() {
        let (mut pace, start) = (Pace::new(), Instant::now());
        let after = |seconds| start + Duration::from_secs(seconds);
        assert!(pace.allows(1 << 20), "the first one always goes");
        pace.sent(30 << 10, start);
        assert!(!pace.allows(30 << 10));
        pace.answered(after(7));
        pace.sent(30 << 10, after(7));
        assert!(!pace.allows(30 << 10), "not faster, and not slower");
        for _ in 0..7 {
            pace.answered(after(8));
            pace.sent(30 << 10, after(8));
        }
        let mut sent = 1;
        while pace.allows(30 << 10) {
            pace.sent(30 << 10, after(8));
            sent += 1;
        }
        assert!((130..=140).contains(&sent), "{sent}");
        // The line gets slow.
        for _ in 0..sent {
            pace.answered(after(60));
        }
        pace.sent(LEAST, after(60));
        assert!(!pace.allows(1));
    }
}
