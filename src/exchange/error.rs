//! Why the exchange refuses.

use thiserror::Error;

use crate::domain::reasons::Reason;
use crate::domain::rules::Violation;
use crate::store::StoreError;

/// A refusal. No message repeats contents of records.
#[derive(Debug, Error)]
pub enum ExchangeError {
    /// Fields break rules.
    #[error("the request breaks a rule")]
    Invalid(Vec<Violation>),
    /// The caller may not do this.
    #[error("{0}")]
    Denied(&'static str),
    /// The thing that is asked for does not exist.
    #[error("{0}")]
    NotFound(&'static str),
    /// The request is well-formed, but not now. The reason is for programs, the text for
    /// people.
    #[error("{1}")]
    Precondition(Reason, String),
    /// A budget is used up. The reason is for programs, the text for people.
    #[error("{1}")]
    Exhausted(Reason, String),
    /// Nothing was done; try again later.
    #[error("{0}")]
    Unavailable(&'static str),
    /// The store cannot do what was asked.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ExchangeError {
    /// A single violation.
    pub fn invalid(field: &str, description: impl Into<String>) -> Self {
        Self::Invalid(vec![Violation::new(field, description)])
    }
}
