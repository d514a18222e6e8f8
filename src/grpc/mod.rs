//! The gRPC face of the exchange: the gate that every call passes, the services, one
//! mapping of errors, the server, and the second listener for browsers.

mod admission;
mod arriving;
mod audit;
mod backup;
mod batches;
mod connection;
mod connections;
#[cfg(test)]
mod contract;
#[cfg(test)]
mod contract_fields;
mod cuts;
mod frames;
mod gate;
mod hits;
mod intake;
mod liaisons;
mod limits;
mod line;
mod linkage;
mod listener;
mod log;
mod membership;
mod metered;
mod purse;
mod rates;
mod referrals;
mod refusals;
mod relay;
mod running;
mod server;
mod statistics;
mod status;
mod web;
mod weight;

pub use limits::Limits;
pub use server::{Server, ServerError};
