//! The gRPC face of the exchange: the gate that every call passes, the services, one
//! mapping of errors, and the server.

mod audit;
mod backup;
mod gate;
mod hits;
mod intake;
mod liaisons;
mod listener;
mod log;
mod membership;
mod referrals;
mod refusals;
mod relay;
mod running;
mod server;
mod statistics;
mod status;

pub use server::{Limits, Server, ServerError};
