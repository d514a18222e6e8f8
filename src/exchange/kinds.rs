//! Names of values beside the journal and the log. One that is not known was written by a newer
//! version, and nobody can tell what it would mean to go on without it.

use std::ops::ControlFlow;

use crate::store::{BEHIND, RESTORED, Space, StoreError, format};

use super::change::OPEN_STREAM;
use super::error::ExchangeError;
use super::log_gate::{ACKNOWLEDGED, EARLIER, WITNESSED};
use super::shared::Shared;

/// Where the check value of the exchange's key lies.
pub const KEY_CHECK: &[u8] = b"exchange key check";
/// Before the name of a hub, under which its latest restore is kept that was dealt with.
pub const HUB_RESTORED: &[u8] = b"hub restored ";
/// Before the trust domain of another exchange, under which is kept what is remembered of its logs.
pub const LOGS: &[u8] = b"logs of ";
/// Where the latest measurement of linkage lies.
pub const QUALITY: &[u8] = b"linkage quality";
/// Version of that measurement.
pub const QUALITY_VERSION: u8 = 1;
/// Where the threshold lies below which linkage is not measured yet.
pub const QUALITY_WAIT: &[u8] = b"linkage quality threshold";
/// Version of that threshold.
pub const QUALITY_WAIT_VERSION: u8 = 1;
/// Before the name of an institution, under which lies what it told of values that it set aside.
pub const SET_ASIDE: &[u8] = b"set aside by ";
/// Version of that.
pub const SET_ASIDE_VERSION: u8 = 1;
/// Where lies what is told of it in a quarter.
pub const SET_ASIDE_TOLD: &[u8] = b"set aside as told";
/// Version of that.
pub const SET_ASIDE_TOLD_VERSION: u8 = 1;
/// Version of what is remembered of another log.
pub const LOGS_VERSION: u8 = 1;

impl Shared {
    /// Refuses a store with facts of unknown kinds. Those of releases are looked at as they are
    /// loaded.
    pub fn check_kinds(&self) -> Result<(), ExchangeError> {
        let whole = [
            ACKNOWLEDGED,
            WITNESSED,
            EARLIER,
            BEHIND,
            RESTORED,
            KEY_CHECK,
            QUALITY,
            QUALITY_WAIT,
            SET_ASIDE_TOLD,
        ];
        let begins = [OPEN_STREAM, HUB_RESTORED, LOGS, SET_ASIDE];
        self.store.scan(Space::Meta, &[], &mut |name, value| {
            if !whole.contains(&name) && !begins.iter().any(|prefix| name.starts_with(prefix)) {
                return Err(unknown_kind("a fact about the store", name));
            }
            if name.starts_with(LOGS) {
                format::split("what is remembered of another log", LOGS_VERSION, value)?;
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(())
    }
}

/// The refusal of a value whose kind is not known.
pub fn unknown_kind(what: &str, name: &[u8]) -> StoreError {
    format::newer(&format!("{what} ({})", name.escape_ascii()))
}
