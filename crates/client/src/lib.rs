//! The client's side of the victim data exchange: what an institution, an analyst, a liaison or an
//! auditor needs to speak with an exchange over mutual TLS and to check what it answers. There is
//! no server and no store in it.
//!
//! | room | what is in it |
//! |---|---|
//! | [`client`] | a typed client that resumes |
//! | [`proto`] | the messages, and records to and from them |
//! | [`referral`] | life cycle, signed history and sealed envelopes of referrals |
//! | [`audit`] | the audit log: lines, Merkle proofs, signed heads |
//! | [`identity`] | certificates, trust domains, TLS |
//!
//! The rooms of [`vdx_pseudonym`] are part of this crate's interface and are passed on.

pub use vdx_pseudonym::{domain, foreign, pseudonym, secret_file, small_file};

pub mod audit;
pub mod client;
pub mod identity;
pub mod proto;
pub mod referral;
