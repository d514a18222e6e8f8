//! Person facts in columns, the closed algebra of questions, the counting kernel
//! and the named indicators.
//!
//! Raw results leave this room only as types that [`crate::disclosure`] alone can
//! open.

mod build;
mod catalog;
mod edition;
mod facts;
pub mod indicators;
mod kernel;
mod query;
mod swap;

pub use build::{FactsBuilder, ReferralFact, Source};
pub use catalog::{Catalog, Dimension, Measure, NOT_REPORTED};
pub use facts::{Facts, Magnitude};
pub(crate) use kernel::{KeyDimension, contributions, count};
pub(crate) use query::MAX_CELLS;
pub use query::{Period, Query, Question};
pub use swap::{SWAPPED, Swap};
