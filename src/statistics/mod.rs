//! Catalog of statistics: measures, dimensions and their codes, questions and the named
//! indicators, with their labels in every language. Answers come from [`crate::release`] alone.

mod catalog;
pub mod indicators;
pub mod labels;
mod query;

pub(crate) use catalog::{COURT_DAYS_BANDS, SENTENCE_BANDS, band, country_number};
pub use catalog::{Catalog, Dimension, MULTIPLE, Measure, NOT_REPORTED, OTHER_COUNTRY, following};
pub use query::{MOST_CELLS, Period, Question};
