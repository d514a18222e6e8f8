//! The messages and services generated from `proto/`, and records to and from them.

mod read;
pub mod referral;
mod write;

pub use read::{set_aside_by_detail, to_record, to_tokens};
pub use write::{from_record, from_tokens, key_check, number, year_month};

pub use vdx_proto::{DESCRIPTORS, v1};
