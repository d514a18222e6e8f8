//! The decision on a coordinator's word that the exchange was restored.

use crate::audit::{CallResult, Checkpoint, Restoration, SignedRestoration};
use crate::domain::reasons::Reason;
use crate::store::{Entry, RESTORED, Space, format};

use super::super::by::By;
use super::super::change::{Lineage, StreamState, closing, stream_key};
use super::super::error::ExchangeError;
use super::super::log_gate::{ACKNOWLEDGED, EARLIER, MAX_EARLIER, VERSION, WITNESSED};
use super::Group;

impl Group<'_> {
    /// Decides on a coordinator's word. It is stored with the lines of streams that were open when
    /// the backup was made, and the line of the call; from then on the log has a new origin. `head`
    /// and `lineage` are those of the log, `interrupted` the streams.
    pub fn acknowledge(
        &mut self,
        by: &By,
        signed: SignedRestoration,
        head: &Checkpoint,
        lineage: &Lineage,
        interrupted: &[(u64, StreamState, By)],
    ) -> Result<(), ExchangeError> {
        let wrong = |text: &str| ExchangeError::invalid("restoration.statement", text);
        let Some(incarnation) = lineage.pending else {
            return Err(ExchangeError::Precondition(
                Reason::NotRestored,
                "no restore waits for an acknowledgement".into(),
            ));
        };
        let statement = Restoration::parse(&signed.text)
            .ok_or_else(|| wrong("must be a statement of seven lines"))?;
        if statement.incarnation != incarnation || statement.predecessor() != *head {
            return Err(wrong("must name the incarnation and the head that the exchange shows"));
        }
        let latest = lineage.acknowledged.as_ref();
        let number =
            |signed: &SignedRestoration| Restoration::parse(&signed.text).map(|s| s.number);
        if latest.and_then(number).is_some_and(|latest| latest >= statement.number) {
            return Err(wrong("must have a higher number than the one before"));
        }
        let mut earlier = lineage.earlier.clone();
        earlier.extend(latest.cloned());
        let excess = earlier.len().saturating_sub(MAX_EARLIER);
        earlier.drain(..excess);
        // A stream of before the backup ends in the log that goes on.
        self.tell_interrupted(interrupted);
        self.told().put(Space::Meta, ACKNOWLEDGED, format::encode(VERSION, &signed));
        self.told().put(Space::Meta, EARLIER, format::encode(VERSION, &earlier));
        self.told().remove(Space::Meta, RESTORED);
        // What witnesses said was about the log before.
        self.told().remove(Space::Meta, WITNESSED);
        // Nobody knows what was released after the backup.
        let at = self.given.now;
        self.append(Entry::RestoreAcknowledged { at });
        self.told().tell(by, CallResult::Ok, &by.subject());
        let acknowledged = Some(signed);
        let lineage = Lineage { acknowledged, earlier, pending: None, witnessed: Vec::new() };
        self.told().renew_log(statement.origin_after(), lineage);
        Ok(())
    }

    /// Tells of streams that were open when the exchange was killed.
    pub fn tell_interrupted(&mut self, streams: &[(u64, StreamState, By)]) {
        for (opened, state, by) in streams {
            self.told().remove(Space::Meta, &stream_key(Some(*opened)));
            let subject = closing(*opened, &state.tallies);
            self.told().tell(by, CallResult::Interrupted, &subject);
        }
    }
}
