//! The audit log of a running exchange. A line is on stable storage before the answer that it is
//! about leaves.

use std::ops::ControlFlow;

use crate::audit::{Checkpoint, Signer, Tree, VerifierKey};
use crate::store::{Space, StoreError};

use super::ask::Reported;
use super::change::Lineage;
use super::error::ExchangeError;
use super::shared::Shared;

/// Lines that were stored, and who signs for them.
pub struct AuditLog {
    pub tree: Tree,
    /// What the lines tell of when institutions last sent records.
    pub reported: Reported,
    /// Whether something was stored since the latest line: a batch of a stream whose line of its
    /// end is still to come.
    pub is_uncovered: bool,
    /// Restores and witnesses.
    pub lineage: Lineage,
    signer: Signer,
}

impl AuditLog {
    pub fn new(signer: Signer) -> Self {
        Self {
            tree: Tree::default(),
            reported: Reported::default(),
            is_uncovered: false,
            lineage: Lineage::default(),
            signer,
        }
    }

    /// Takes in a line that is stored.
    pub fn push(&mut self, line: &str) {
        self.tree.push(line);
        self.reported.read(line);
    }
}

/// A head with what was to be proven about it.
pub struct AuditHead {
    /// The signed checkpoint.
    pub checkpoint: String,
    /// The key that signed it.
    pub public_key: [u8; 32],
    /// The proof; empty when there was nothing to prove.
    pub proof: Vec<u8>,
}

impl AuditLog {
    /// The key of the log.
    pub fn verifier(&self) -> VerifierKey {
        VerifierKey::of_log(self.signer.origin(), self.signer.public_key())
    }

    /// Goes on under another origin.
    pub fn rename(&mut self, origin: String) {
        self.signer = self.signer.renamed(origin);
    }

    /// The present head, not signed.
    pub fn unsigned_head(&self) -> Checkpoint {
        let origin = self.verifier().name;
        Checkpoint { origin, size: self.tree.len(), root: self.tree.root() }
    }

    /// The present head with a proof.
    pub fn head(&self, proof: Vec<u8>) -> AuditHead {
        AuditHead {
            checkpoint: self.signer.sign(self.tree.len(), self.tree.root()),
            public_key: self.signer.public_key(),
            proof,
        }
    }
}

impl Shared {
    /// Brings the tree up to date with the stored lines.
    pub fn load_audit(&self) -> Result<(), ExchangeError> {
        let mut log = self.audit.lock();
        let from = log.tree.len();
        self.scan_audit(from, &mut |line| {
            log.push(line);
            ControlFlow::Continue(())
        })
    }

    /// Visits the lines from an index on, until the visitor breaks off; none may be missing.
    pub fn scan_audit(
        &self,
        from: u64,
        visit: &mut dyn FnMut(&str) -> ControlFlow<()>,
    ) -> Result<(), ExchangeError> {
        let mut expected = from;
        self.store.scan(Space::Audit, &from.to_be_bytes(), &mut |key, value| {
            let index = key.try_into().map_or(u64::MAX, u64::from_be_bytes);
            let line = std::str::from_utf8(value).ok().filter(|_| index == expected);
            let place = format!("audit line {expected}");
            let damaged = || StoreError::Corrupt { place };
            expected += 1;
            Ok(visit(line.ok_or_else(damaged)?))
        })?;
        Ok(())
    }
}
