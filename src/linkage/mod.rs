//! Runs at the exchange: from tokens to persons.
//!
//! A *mention* is one person in one record. Two mentions that share tokens are
//! compared; the weights of a [`Profile`](crate::domain::profile::Profile) decide whether they are linked; linked
//! mentions form *clusters*, one for each person. The result depends on the set
//! of mentions alone, never on their order of arrival.

mod bodies;
mod compare;
mod estimate;
mod evaluate;
mod evidence;
mod heap;
mod linker;
mod mentions;
mod pages;
mod persons;
mod saved;
mod token_table;

pub use compare::Comparison;
pub use estimate::{Example, estimate};
pub use evaluate::{PairQuality, pair_quality};
pub use linker::Linker;
pub use mentions::MentionKey;
pub use pages::MemoryLimit;
pub use persons::Persons;
pub use saved::Snapshot;
