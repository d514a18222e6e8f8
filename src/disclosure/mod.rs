//! The only door out of statistics.
//!
//! A true count enters sealed ([`raw`]) and leaves as an [`Answer`], which only this
//! room can make: with noise drawn by the cell's key, or suppressed. The rule is the
//! cell-key method (Fraser and Wooton 2005, as used by the ABS, the ONS and
//! Eurostat) behind a soft threshold, over frozen epochs.

mod answer;
mod check;
mod lattice;
mod magnitude;
mod noise;
mod policy;
mod ptable;
pub mod raw;

pub use answer::{Answer, Cell, CellStatus, Figure, Protector, Release, ratio, share};
pub use check::{Attack, CheckReport, Utility};
pub use policy::{Policy, PolicyError, SENSITIVE, Tier, TierKind};
