//! The messages and services generated from `proto/`, and records to and from them.

mod read;
pub mod referral;
mod write;

pub use read::{to_record, to_tokens};
pub use write::{from_record, from_tokens, key_check, number, year_month};

/// Package `vdx.v1`.
#[allow(missing_docs, clippy::all)]
pub mod v1 {
    tonic::include_proto!("vdx.v1");
}

/// All files of the schema, for reflection.
pub const DESCRIPTORS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/descriptors.bin"));
