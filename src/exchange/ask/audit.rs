//! The audit log, as auditors read it.

use std::ops::ControlFlow;

use tokio::sync::oneshot;

use crate::audit::{CallResult, Filter, Parts};
use crate::store::Space;

use super::super::Exchange;
use super::super::audit_log::AuditHead;
use super::super::by::By;
use super::super::change::Change;
use super::super::error::ExchangeError;

/// Lines that are looked at for one page: an exchange with a long log has other work, too.
const LOOKED: u64 = 100_000;

impl Exchange {
    /// Adds the line of a call that changed nothing; one that did has its line already. Fails
    /// when it cannot be stored: then the answer must not leave.
    pub async fn tell(&self, by: &By, result: CallResult) -> Result<(), ExchangeError> {
        if by.is_told() {
            return Ok(());
        }
        self.shared.log_gate.check()?;
        let (reply, answer) = oneshot::channel();
        self.hand_over(Change::Tell { by: by.clone(), result, reply }, answer).await
    }

    /// Lines from an index on.
    pub fn audit_lines(&self, from: u64, limit: usize) -> Result<Vec<String>, ExchangeError> {
        let mut lines = Vec::new();
        self.shared.store.scan(Space::Audit, &from.to_be_bytes(), &mut |_, value| {
            if lines.len() == limit {
                return Ok(ControlFlow::Break(()));
            }
            lines.push(String::from_utf8_lossy(value).into_owned());
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(lines)
    }

    /// Lines from an index on that fit a filter, and the index of the first line that was not
    /// looked at, if there is one.
    pub fn search_audit(
        &self,
        from: u64,
        limit: usize,
        filter: &Filter,
    ) -> Result<(Vec<String>, Option<u64>), ExchangeError> {
        let mut lines = Vec::new();
        let mut looked = 0;
        let mut next = None;
        self.shared.scan_audit(from, &mut |line| {
            if lines.len() == limit || looked == LOOKED {
                next = Some(from + looked);
                return ControlFlow::Break(());
            }
            looked += 1;
            if filter.admits(line) {
                lines.push(line.to_owned());
            }
            ControlFlow::Continue(())
        })?;
        Ok((lines, next))
    }

    /// Seconds by which the clock is behind the latest line; 0 when it is not.
    pub fn clock_lag(&self) -> Result<i64, ExchangeError> {
        let lines = self.shared.audit.lock().tree.len();
        let Some(latest) = lines.checked_sub(1) else { return Ok(0) };
        let line = self.audit_lines(latest, 1)?.pop().unwrap_or_default();
        let at = Parts::of(&line).map_or(0, |parts| parts.at);
        Ok((at - self.shared.clock.now()).max(0))
    }

    /// The present head, with the proof that an older one is its beginning.
    pub fn audit_head(&self, old_size: u64) -> Result<AuditHead, ExchangeError> {
        let log = self.shared.audit.lock();
        let proof = if old_size == 0 {
            Vec::new()
        } else {
            log.tree.prove_consistency(old_size).ok_or_else(|| {
                ExchangeError::invalid("old_size", "must not be above the present number of lines")
            })?
        };
        Ok(log.head(proof))
    }

    /// A line of the log, with the proof that it is in the present tree.
    pub fn audit_entry(&self, index: u64) -> Result<(String, AuditHead), ExchangeError> {
        let line = self.audit_lines(index, 1)?.pop();
        let log = self.shared.audit.lock();
        let proof = log.tree.prove_inclusion(index);
        line.zip(proof)
            .map(|(line, proof)| (line, log.head(proof)))
            .ok_or(ExchangeError::NotFound("there is no such line"))
    }
}
