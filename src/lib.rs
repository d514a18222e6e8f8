//! x
pub mod cli;
pub mod client;
pub mod demo;
pub mod disclosure;
pub mod domain;
pub mod exchange;
pub mod grpc;
pub mod identity;
pub mod linkage;
pub mod proto;
pub mod pseudonym;
pub mod secret_file;
pub mod statistics;
pub mod store;
