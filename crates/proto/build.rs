//! Compiles `proto/` in pure Rust: no `protoc` has to be installed.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use prost::Message;

const FILES: &[&str] = &[
    "vdx/v1/codes.proto",
    "vdx/v1/reasons.proto",
    "vdx/v1/records.proto",
    "vdx/v1/intake.proto",
    "vdx/v1/statistics.proto",
    "vdx/v1/membership.proto",
    "vdx/v1/referral_codes.proto",
    "vdx/v1/referrals.proto",
    "vdx/v1/relay.proto",
    "vdx/v1/backup.proto",
    "vdx/v1/audit.proto",
    "vdx/v1/log.proto",
    "vdx/v1/linkage.proto",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=../../proto");
    let descriptors = protox::compile(FILES, ["../../proto"])?;
    // Served by gRPC reflection, and read by the test that holds code lists together.
    let out = PathBuf::from(env::var("OUT_DIR")?).join("descriptors.bin");
    fs::write(out, descriptors.encode_to_vec())?;
    tonic_prost_build::configure()
        // Most fields of a batch are these: slices of the message that was read, not copies.
        .bytes(".vdx.v1.Token.value")
        .compile_fds(descriptors)?;
    Ok(())
}
