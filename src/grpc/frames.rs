//! HTTP/2 frames as they come in, counted: how many of them carry little or nothing.
//!
//! Pings, settings, window updates, resets, priorities, continuations and tiny pieces of data cost
//! the one who sends them next to nothing and the one who reads them some work each. They are not
//! forbidden; a connection that brings too many of them is read more slowly.

use std::time::{Duration, Instant};

/// Length in bytes of the magic that begins a connection (RFC 9113, section 3.4).
const MAGIC: usize = 24;
/// Length in bytes of a frame's head.
const HEAD: usize = 9;
/// Number of contents' bytes below which a frame of data counts as carrying little.
const SMALL: usize = 1024;
/// Number of frames a second that may carry little.
const PER_SECOND: f64 = 1000.0;
/// Number of frames that carry little and may come at once.
const BURST: f64 = 4000.0;
/// Number of contents' bytes, in either direction, with which one more frame that carries little
/// is in order: whoever reads a large answer gives leave for more of it in frames of their own.
const PER_CONTENTS: f64 = 4096.0;

/// Counter of the frames of one connection.
pub(super) struct Frames {
    magic_left: usize,
    head: [u8; HEAD],
    have: usize,
    payload_left: usize,
    /// Whether a frame has come after the magic of HTTP/2.
    pub has_preface: bool,
    tokens: f64,
    counted: Instant,
}

impl Frames {
    pub fn new(now: Instant) -> Self {
        Self {
            magic_left: MAGIC,
            head: [0; HEAD],
            have: 0,
            payload_left: 0,
            has_preface: false,
            tokens: BURST,
            counted: now,
        }
    }

    /// Counts bytes that came in.
    pub fn came(&mut self, mut bytes: &[u8]) {
        let magic = self.magic_left.min(bytes.len());
        self.magic_left -= magic;
        bytes = &bytes[magic..];
        while !bytes.is_empty() {
            if self.payload_left > 0 {
                let payload = self.payload_left.min(bytes.len());
                self.payload_left -= payload;
                bytes = &bytes[payload..];
                continue;
            }
            let part = (HEAD - self.have).min(bytes.len());
            self.head[self.have..self.have + part].copy_from_slice(&bytes[..part]);
            self.have += part;
            bytes = &bytes[part..];
            if self.have == HEAD {
                self.have = 0;
                self.begun();
            }
        }
    }

    fn begun(&mut self) {
        let [a, b, c, kind, ..] = self.head;
        let length = u32::from_be_bytes([0, a, b, c]) as usize;
        self.payload_left = length;
        self.has_preface = true;
        match kind == 0 && length >= SMALL {
            true => self.earn(length),
            false => self.tokens -= 1.0,
        }
    }

    /// Counts bytes that were sent.
    pub fn went(&mut self, bytes: usize) {
        self.earn(bytes);
    }

    fn earn(&mut self, contents: usize) {
        self.tokens = (self.tokens + contents as f64 / PER_CONTENTS).min(BURST);
    }

    /// Time for which no further frames are to be read, if the connection has brought too many.
    pub fn rest(&mut self, now: Instant) -> Option<Duration> {
        let elapsed = now.saturating_duration_since(self.counted).as_secs_f64();
        self.counted = now;
        self.tokens = (self.tokens + elapsed * PER_SECOND).min(BURST);
        (self.tokens < 0.0).then(|| Duration::from_secs_f64(-self.tokens / PER_SECOND))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(kind: u8, length: usize) -> Vec<u8> {
        let mut bytes = (length as u32).to_be_bytes()[1..].to_vec();
        bytes.extend([kind, 0, 0, 0, 0, 1]);
        bytes.extend(vec![7; length]);
        bytes
    }

    #[test]
    fn the_preface_is_over_with_the_first_frame() {
        let mut frames = Frames::new(Instant::now());
        for byte in b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" {
            frames.came(&[*byte]);
        }
        assert!(!frames.has_preface);
        for byte in frame(4, 0) {
            frames.came(&[byte]);
        }
        assert!(frames.has_preface);
    }

    #[test]
    fn many_frames_without_contents_are_slowed_down_however_they_are_cut() {
        let flood: Vec<u8> = (0..6000).flat_map(|_| frame(6, 8)).collect();
        let contents: Vec<u8> = (0..6000).flat_map(|_| frame(0, 16_384)).collect();
        for piece in [1, 7, 9, 17, 4096, usize::MAX] {
            let now = Instant::now();
            let read = |bytes: &[u8]| {
                let mut frames = Frames::new(now);
                frames.came(&[0; MAGIC]);
                bytes.chunks(piece.min(bytes.len())).for_each(|piece| frames.came(piece));
                frames.rest(now)
            };
            assert_eq!(read(&flood), Some(Duration::from_secs(2)), "{piece}");
            assert_eq!(read(&contents), None, "{piece}");
        }
    }
}
