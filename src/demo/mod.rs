//! Generated data for the demo, tests and benches: an invented population of several
//! languages, and the exports that six institutions might hold of it, with the errors
//! that such exports have.
//!
//! Everything is drawn from lists of common names by a seeded generator. Nobody in it
//! exists.

mod exports;
mod names;
mod population;
mod services;

pub use exports::{Export, INSTITUTIONS, LABELLED_MAPPING, exports, labelled};
pub use population::{Person, population};
