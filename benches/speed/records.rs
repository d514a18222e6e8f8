//! The records that the benches send.

use fastrand::Rng;
use vdx::domain::code_list::CodeList;
use vdx::domain::codes::MatchKeyKind;
use vdx::proto::v1;

use crate::common;

/// A victim record with a token of each kind. Every second one is about a person who was there
/// before.
pub fn record(number: u64) -> v1::Record {
    let person = if number % 2 == 1 { number / 2 } else { number };
    let mut random = Rng::with_seed(person);
    let tokens = MatchKeyKind::ALL.iter().map(|kind| v1::Token {
        kind: i32::from(kind.number()),
        key_epoch: 1,
        value: std::iter::repeat_with(|| random.u8(..)).take(16).collect(),
    });
    let tokens = tokens.collect();
    common::record(v1::VictimRecord { tokens, ..common::victim(&format!("c{number}"), 0) })
}
