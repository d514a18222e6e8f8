//! A typed client of the exchange: used by the command line, the demo and the tests,
//! and by an institution's own system.

mod connect;
mod known_keys;
mod liaison;
mod profile;
mod submit;

pub use connect::{Client, ClientError};
pub use known_keys::{KnownKeys, Trust};
pub use liaison::{Liaison, LiaisonError, Step, action_of, open_part, other_party};
pub use profile::{ClientProfile, ProfileError};
pub use submit::{Batch, SubmitProgress, submit};
