//! Typed client of the exchange: used by the command line, the demo and the tests, and by an
//! institution's own system.

mod connect;
mod heads;
mod history;
mod kept;
mod known_keys;
mod liaison;
mod liaison_error;
mod link;
mod pace;
mod parts;
mod profile;
mod proxy;
mod refusal;
mod resend;
mod restoration;
mod seen_referrals;
mod state_file;
mod submit;

pub use connect::{Client, ClientError};
pub use heads::{EVIDENCE, Evidence, HeadError};
pub use history::{action_of, open_part, other_party};
pub use known_keys::{Chain, KnownKeys, Trust};
pub use liaison::{Liaison, Step};
pub use liaison_error::LiaisonError;
pub use link::{Answering, Link};
pub use parts::{Part, PartError};
pub use profile::{ClientProfile, ProfileError};
pub use restoration::PendingRestore;
pub use seen_referrals::SeenReferrals;
pub use submit::{ALL_QUESTIONS, Batch, SubmitProgress, record_states, submit};
