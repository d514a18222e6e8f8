//! x
pub mod disclosure;
pub mod domain;
pub mod exchange;
pub mod identity;
pub mod linkage;
pub mod pseudonym;
pub mod secret_file;
pub mod statistics;
pub mod store;
