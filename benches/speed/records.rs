//! The records that the benches send.

use vdx::domain::code_list::CodeList;
use vdx::proto::v1;

use crate::{common, tokens};

/// A victim record with a token of each kind.
pub fn record(number: u64) -> v1::Record {
    let tokens = tokens::tokens(number).map(|(kind, value)| v1::Token {
        kind: i32::from(kind.number()),
        key_epoch: 1,
        value: value.to_vec().into(),
    });
    let tokens = tokens.collect();
    common::record(v1::VictimRecord { tokens, ..common::victim(&format!("c{number}"), 0) })
}
