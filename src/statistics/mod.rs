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
mod plan;
mod query;
mod swap;

pub use build::{FactsBuilder, ReferralFact, Source};
pub use catalog::{Catalog, Dimension, Measure, NOT_REPORTED};
pub use facts::{Facts, Magnitude};
pub(crate) use kernel::{contributions, count, rows_are_units};
pub(crate) use plan::KeyDimension;
pub(crate) use query::MAX_CELLS;
pub use query::{Period, Query, Question};
pub use swap::{SWAPPED, Swap};
