//! Streams in the audit log: a line when one begins, before anything is taken from it, and one
//! when it ends, with what was in it.
//!
//! What a stream has brought so far is stored with each of its batches, in the same commit. So an
//! exchange that was killed tells at its next start how far each stream had come.

use tokio::sync::oneshot;

use crate::audit::CallResult;

use super::super::Exchange;
use super::super::by::By;
use super::super::change::{Change, OpenStream, Tally};
use super::super::error::ExchangeError;

impl Exchange {
    /// Begins a stream. Nothing that it brings may be taken before this returns.
    pub async fn open_stream(&self, by: &By) -> Result<OpenStream, ExchangeError> {
        let (reply, answer) = oneshot::channel();
        self.hand_over(Change::OpenStream { by: by.clone(), reply }, answer).await
    }

    /// Ends a stream, with what is to be added to its counts.
    pub async fn close_stream(
        &self,
        by: &By,
        stream: OpenStream,
        result: CallResult,
        counts: &[(Tally, u64)],
    ) -> Result<(), ExchangeError> {
        let (reply, answer) = oneshot::channel();
        let counts = counts.iter().copied().collect();
        let job =
            Change::CloseStream { by: by.clone(), opened: stream.opened, result, counts, reply };
        self.hand_over(job, answer).await
    }
}
