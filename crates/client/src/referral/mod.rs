//! Referrals between countries: their life cycle, the signed history that proves what
//! happened, and the envelopes that the exchange stores and cannot open.
//!
//! The exchange decides with [`lifecycle`], [`standing`], [`history`] and [`case`]; a liaison's
//! client seals and signs with [`keys`] and [`envelope`], and verifies with [`proof`].
//! `docs/referrals.md` tells the bytes.

pub mod case;
pub mod envelope;
pub mod history;
pub mod keys;
pub mod lifecycle;
pub mod proof;
pub mod standing;

/// Bytes that are signed or hashed: a label, then every field with its length before it (4 bytes,
/// big-endian), so that no two lists of fields give the same bytes.
struct FieldBytes(Vec<u8>);

impl FieldBytes {
    fn new(label: &str) -> Self {
        Self(Vec::with_capacity(256)).with(label.as_bytes())
    }

    fn with(mut self, field: &[u8]) -> Self {
        self.0.extend_from_slice(&(field.len() as u32).to_be_bytes());
        self.0.extend_from_slice(field);
        self
    }
}
