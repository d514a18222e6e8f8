//! Pseudonymization, which runs at the institution: from a row with names to a record without any.
//!
//! ```text
//! row -> identity -> set aside what says nothing -> normalize -> match keys -> keyed hashes -> tokens
//!     -> everything else, mapped to code lists and coarsened   -> record
//! ```
//!
//! Depends on [`crate::domain`] alone, so that an institution's own system can
//! embed it: fill an [`Identity`], make its tokens with [`Tokenizer::padded`], and put them into a record.
//! docs/pseudonyms-spec.md says byte by byte what is made.

mod amounts;
mod build;
mod dates;
pub mod draft;
mod draft_defendant;
mod draft_lists;
mod fields;
mod follow;
mod full_name;
mod identity;
pub mod key;
mod kind;
mod letters;
mod mapping;
mod match_key;
pub mod missing;
pub mod normalize;
mod numbers;
mod persons;
pub mod record_ids;
mod records;
mod remarks;
pub mod rows;
pub mod schema;
mod shared;
pub mod shown;
pub mod survey;
mod transliterate;
mod variants;
#[cfg(test)]
#[allow(clippy::field_reassign_with_default)]
// an Identity wipes itself, so it cannot be taken apart
mod vectors;

pub use build::{Builder, NO_CONSENT, OLDER_VERSION, Refusal, SetAside, TOO_LITTLE};
pub use dates::{DateReader, Found, NoDate};
pub use follow::{Followed, records_of};
pub use full_name::{FullName, NameOrder};
pub use identity::{BirthDate, Identity};
pub use key::TokenKey;
pub use mapping::{FieldSource, IdentityColumns, Mapping, MappingError, Unmapped};
pub use match_key::{Tokenizer, case_pseudonym, defendant_pseudonym, tokens};
pub use record_ids::{RecordIdKey, RecordIds};
pub use remarks::{Remark, Remarked};
pub use rows::{InputFormat, ReadNotes, Row, RowError, Rows};
pub use variants::variant_faults;
