//! Streams that were open when the exchange was killed: the next start tells how far each had come.

use std::ops::ControlFlow;

use crate::audit::{Call, Caller};
use crate::identity::SpiffeId;
use crate::store::{Space, format};

use super::authorization::Method;
use super::by::By;
use super::change::{StreamState, stream_key, stream_opened};
use super::decide::STREAM_VERSION;
use super::error::ExchangeError;
use super::shared::Shared;

impl StreamState {
    /// The caller whose stream it was, after a restart.
    fn by(&self) -> By {
        let caller = SpiffeId::parse(&self.caller).map_or(Caller::Several, Caller::Certificate);
        let call = Method::ALL.iter().map(Method::name).find(|name| *name == self.call);
        By::new(caller, call.map_or(Call::UNKNOWN, Call))
    }
}

impl Shared {
    /// Tells of the streams that were open when the exchange was killed. At a start, when all
    /// lines are known.
    pub fn close_interrupted_streams(&self) -> Result<(), ExchangeError> {
        let streams = self.interrupted_streams()?;
        if !streams.is_empty() {
            self.change_apart(|group| {
                group.tell_interrupted(&streams);
                Ok(())
            })?;
        }
        Ok(())
    }

    /// Streams that were open when the exchange was killed, by the index of the line of their
    /// beginning.
    pub fn interrupted_streams(&self) -> Result<Vec<(u64, StreamState, By)>, ExchangeError> {
        let mut found = Vec::new();
        self.store.scan(Space::Meta, &stream_key(None), &mut |key, value| {
            let Some(opened) = stream_opened(key) else { return Ok(ControlFlow::Break(())) };
            let place = format!("the open stream {opened}");
            let state: StreamState = format::decode(&place, STREAM_VERSION, value)?;
            let by = state.by();
            found.push((opened, state, by));
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(found)
    }
}
