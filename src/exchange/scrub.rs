//! Reading everything that is stored, to find damage before somebody needs what is damaged.
//!
//! A start reads only what came after the latest checkpoint. So an exchange that runs reads all of
//! its store once, beside its work; when something is damaged it says where and takes no more
//! changes.

use std::ops::ControlFlow;
use std::sync::atomic::Ordering;

use crate::audit::leaf;
use crate::store::{Space, StoreError};

use super::Exchange;
use super::error::ExchangeError;
use super::shared::Shared;

impl Exchange {
    /// Reads every value of the store. An error is damage, or a disk that cannot be read.
    pub fn verify(&self) -> Result<(), ExchangeError> {
        let verified = self.shared.verify();
        if let Err(error) = &verified {
            self.shared.damaged.store(true, Ordering::Release);
            tracing::error!(%error, "no further changes");
        }
        verified
    }
}

impl Shared {
    fn verify(&self) -> Result<(), ExchangeError> {
        self.scan_journal(0, &mut |_, _| ())?;
        self.verify_audit()?;
        for space in Space::ALL {
            if !matches!(space, Space::Journal | Space::Audit) {
                self.store.scan(*space, &[], &mut |_, _| Ok(ControlFlow::Continue(())))?;
            }
        }
        Ok(())
    }

    /// The lines are those whose hashes the tree holds. What is added meanwhile is not looked at.
    fn verify_audit(&self) -> Result<(), ExchangeError> {
        let leaves = self.audit.lock().tree.leaves().to_vec();
        let mut index = 0;
        let mut other = None;
        self.scan_audit(0, &mut |line| {
            if leaves.get(index).is_some_and(|known| *known != leaf(line)) {
                other.get_or_insert(index);
            }
            index += 1;
            ControlFlow::Continue(())
        })?;
        // Either one that is not as it was, or one that is missing at the end.
        match other.or((index < leaves.len()).then_some(index)) {
            None => Ok(()),
            Some(index) => Err(StoreError::Corrupt { place: format!("audit line {index}") }.into()),
        }
    }
}
