//! An exchange that lies to a liaison, and foreign text that tries to act on its reader.

#[path = "../common/mod.rs"]
mod common;
#[path = "../process/mod.rs"]
mod process;

mod breaks;
mod forged;
mod hostile;
mod keys;
mod liar;
mod parts;
