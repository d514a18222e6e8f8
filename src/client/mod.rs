//! A typed client of the exchange: used by the command line, the demo and the tests,
//! and by an institution's own system.

mod connect;
mod profile;
mod submit;

pub use connect::{Client, ClientError};
pub use profile::{ClientProfile, ProfileError};
pub use submit::{Batch, SubmitProgress, submit};
