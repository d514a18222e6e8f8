//! The messages and services of the exchange, generated from the files in `proto/`: package
//! [`v1`] is what travels between every client and an exchange, and the contract with
//! integrators. `docs/api.md` lists it with its comments.

/// Package `vdx.v1`.
#[allow(missing_docs, clippy::all)]
pub mod v1 {
    tonic::include_proto!("vdx.v1");
}

/// All files of the schema, for reflection.
pub const DESCRIPTORS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/descriptors.bin"));
