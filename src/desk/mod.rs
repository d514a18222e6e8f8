//! The page: what browsers are shown of an exchange's answers.

pub mod map;
