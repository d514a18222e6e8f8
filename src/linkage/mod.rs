//! Runs at the exchange: from tokens to persons.
//!
//! A *mention* is one person in one record; its *description* is its list of tokens, which other
//! mentions may have as well. Two descriptions that share tokens are compared; the weights of a
//! [`Profile`](crate::domain::profile::Profile) decide whether they are linked; linked
//! descriptions form *clusters*, one for each person, with all of their mentions. The result
//! depends on the set of mentions alone, never on their order of arrival, and a person's weight
//! among others is that of one, in however many records.

mod bodies;
mod clusters;
mod commonness;
mod compare;
mod crowds;
mod descriptions;
mod estimate;
mod evaluate;
mod evidence;
mod heap;
mod linker;
mod lists;
mod members;
mod own_word;
mod persons;
mod quality;
mod saved;
mod token_table;

pub use compare::Comparison;
pub use estimate::{Example, estimate};
pub use evaluate::{PairQuality, pair_quality};
pub use linker::Linker;
pub use members::{MentionKey, Sender};
pub use own_word::{Heard, Institution, Voices};
pub use persons::Persons;
pub use quality::{Agreement, Between, ENOUGH, Estimate, LARGE};
pub use saved::Snapshot;
