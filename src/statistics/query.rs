//! Questions as they are asked: a measure, dimensions to split by, and restrictions to published
//! codes and whole years.

use crate::domain::period::Years;

use super::catalog::{Dimension, Measure};

/// The most cells of the answer to one question.
pub const MOST_CELLS: usize = 50_000;

/// Restriction of a question to years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// Dimension that is restricted: [`Dimension::Year`] or [`Dimension::YearClosed`].
    pub dimension: Dimension,
    /// Years to which the dimension is restricted.
    pub years: Years,
}

/// Question to the statistics, as it is asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// Measure that is counted.
    pub measure: Measure,
    /// Names of the dimensions by which the measure is split.
    pub group_by: Vec<String>,
    /// Restrictions: names of dimensions, each with the codes to which it is restricted.
    pub filters: Vec<(String, Vec<String>)>,
    /// Years to which the question is restricted; none is all years.
    pub period: Option<Period>,
}
