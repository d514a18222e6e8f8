//! Runs at the institution: from a row with names to a record without any.
//!
//! ```text
//! row -> identity -> set aside what says nothing -> normalize -> match keys -> keyed hashes -> tokens
//!     -> everything else, mapped to code lists and coarsened   -> record
//! ```
//!
//! Depends on [`crate::domain`] alone, so that an institution's own system can
//! embed it: fill an [`Identity`], call [`tokens`] with profile and national key, and
//! put the result into a record.

mod build;
mod fields;
mod identity;
pub mod key;
mod mapping;
mod match_key;
pub mod missing;
pub mod normalize;
mod rows;
mod shared;
mod transliterate;
mod variants;

pub use build::{Builder, Refusal, SetAside};
pub use identity::{BirthDate, Identity};
pub use key::TokenKey;
pub use mapping::{FieldSource, Mapping, MappingError};
pub use match_key::{Tokenizer, case_pseudonym, defendant_pseudonym, tokens};
pub use rows::{InputFormat, Row, RowError, Rows};
