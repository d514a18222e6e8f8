//! Decisions about streams: what the audit log tells of them.

use crate::audit::{CallResult, Subject};
use crate::store::{Space, format};

use super::super::by::By;
use super::super::change::{OpenStream, StreamState, Tallies, closing, stream_key};
use super::Group;

/// Version of what is stored of an open stream.
pub const VERSION: u8 = 1;

impl Group<'_> {
    /// Tells that a stream begins.
    pub(super) fn open_stream(&mut self, by: &By) -> OpenStream {
        let subject = by.subject().and(&Subject::default().with("stream", "opened"));
        let opened = self.told().tell(by, CallResult::Ok, &subject);
        let (caller, call) = (by.caller().to_string(), by.call().0.to_owned());
        let state = StreamState { caller, call, tallies: Tallies::new() };
        self.streams.insert(opened, Some(state));
        self.count_on_stream(opened, &Tallies::new());
        OpenStream { opened }
    }

    /// Counts what a stream has brought, in the commit that stores it.
    pub(super) fn count_on_stream(&mut self, opened: u64, counts: &Tallies) {
        let Some(state) = self.stream_with(opened, counts) else { return };
        self.told().put(Space::Meta, &stream_key(Some(opened)), format::encode(VERSION, &state));
        self.told().is_told_by_stream();
        self.streams.insert(opened, Some(state));
    }

    /// Tells that a stream has ended.
    pub(super) fn close_stream(
        &mut self,
        by: &By,
        opened: u64,
        result: CallResult,
        counts: &Tallies,
    ) {
        let Some(state) = self.stream_with(opened, counts) else { return };
        self.told().remove(Space::Meta, &stream_key(Some(opened)));
        self.told().tell(by, result, &closing(opened, &state.tallies));
        self.streams.insert(opened, None);
    }

    /// An open stream, with more that it has brought.
    fn stream_with(&self, opened: u64, counts: &Tallies) -> Option<StreamState> {
        let mut state = match self.streams.get(&opened) {
            Some(pending) => pending.clone()?,
            None => self.views().streams.get(&opened)?.clone(),
        };
        for (tally, count) in counts {
            *state.tallies.entry(*tally).or_default() += count;
        }
        Some(state)
    }
}
