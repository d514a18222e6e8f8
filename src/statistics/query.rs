//! Questions as they are asked: a measure, dimensions to split by, and restrictions to published
//! codes and whole years.

use crate::domain::period::Years;

use super::catalog::{Dimension, Measure};

/// A restriction to years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// [`Dimension::Year`] or [`Dimension::YearClosed`].
    pub dimension: Dimension,
    /// The years.
    pub years: Years,
}

/// A question as it is asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// What to count.
    pub measure: Measure,
    /// Names of the dimensions to split by.
    pub group_by: Vec<String>,
    /// Names of dimensions and the codes to restrict them to.
    pub filters: Vec<(String, Vec<String>)>,
    /// Years to restrict to.
    pub period: Option<Period>,
}
