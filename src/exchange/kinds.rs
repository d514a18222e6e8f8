//! Which kinds of values there are beside the journal and the log: one that is not known was written
//! by a newer version, and nobody can tell what it would mean to go on without it.

use std::ops::ControlFlow;

use crate::store::{BEHIND, RESTORED, Space, StoreError, format};

use super::error::ExchangeError;
use super::release_store::{OLD_KEY, PENDING};
use super::{Shared, log, projection, relay, streams, witness};

impl Shared {
    /// Refuses a store with values of unknown kinds.
    pub(super) fn check_kinds(&self) -> Result<(), ExchangeError> {
        let known = |name: &[u8]| {
            let whole = [
                log::ACKNOWLEDGED,
                log::WITNESSED,
                log::EARLIER,
                BEHIND,
                RESTORED,
                projection::KEY_CHECK,
            ];
            let begins = [streams::PREFIX, relay::HUB_RESTORED, witness::LOGS];
            whole.contains(&name) || begins.iter().any(|prefix| name.starts_with(prefix))
        };
        self.store.scan(Space::Meta, &[], &mut |name, value| {
            if !known(name) {
                return Err(unknown("a fact about the store", name));
            }
            if name.starts_with(witness::LOGS) {
                witness::decode(value)?;
            }
            Ok(ControlFlow::Continue(()))
        })?;
        self.store.scan(Space::Epoch, &[], &mut |name, _| {
            let is_known = name == PENDING
                || name.len() == OLD_KEY
                || matches!((name.first(), name.len()), (Some(b'b' | b't'), 5) | (Some(b'f'), 10));
            if is_known {
                Ok(ControlFlow::Continue(()))
            } else {
                Err(unknown("a release's value", name))
            }
        })?;
        Ok(())
    }
}

fn unknown(what: &str, name: &[u8]) -> StoreError {
    format::newer(&format!("{what} ({})", name.escape_ascii()))
}
