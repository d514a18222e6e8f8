//! x
pub mod domain;
pub mod linkage;
pub mod pseudonym;
