//! Streams in the audit log: a line when one begins, before anything is taken from it, and one
//! when it ends, with what was in it.
//!
//! What a stream has brought so far is stored with each of its batches, in the same commit. So an
//! exchange that was killed tells at its next start how far each stream had come.

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;

use crate::audit::{Call, CallResult, Caller, Subject};
use crate::identity::SpiffeId;
use crate::store::{Space, format};

use super::authorization::Method;
use super::by::By;
use super::error::ExchangeError;
use super::intake::Outcome;
use super::told::Told;
use super::writer::Job;
use super::{Exchange, Shared};

macro_rules! tallies {
    ($($variant:ident => $name:literal,)+) => {
        /// What is counted of a stream. Stored by number: new ones go to the end.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[allow(missing_docs)] // the names say it
        pub enum Tally {
            $($variant,)+
        }

        impl Tally {
            fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

tallies! {
    Batches => "batches",
    Stored => "stored",
    Amended => "amended",
    Unchanged => "unchanged",
    Conflict => "conflict",
    Stale => "stale",
    Invalid => "invalid",
    NoConsent => "no_consent",
    AfterWithdrawal => "after_withdrawal",
    Notices => "notices",
    Values => "values",
    Bytes => "bytes",
    Sent => "sent",
    Withdrawn => "withdrawn",
    Refused => "refused",
}

impl From<Outcome> for Tally {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Stored => Self::Stored,
            Outcome::Amended => Self::Amended,
            Outcome::Unchanged => Self::Unchanged,
            Outcome::Conflict => Self::Conflict,
            Outcome::Stale => Self::Stale,
            Outcome::Invalid => Self::Invalid,
            Outcome::NoConsent => Self::NoConsent,
            Outcome::Withdrawn => Self::AfterWithdrawal,
        }
    }
}

/// Counts of a stream.
pub(super) type Tallies = BTreeMap<Tally, u64>;

/// A stream that has begun: changes that it brings are told by its lines. To be closed; one that
/// is not is told as interrupted at the next start of the exchange.
#[derive(Debug)]
pub struct OpenStream {
    /// Index of the line of its beginning.
    pub(super) opened: u64,
}

/// What is stored of an open stream.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct StreamState {
    caller: String,
    call: String,
    tallies: Tallies,
}

/// Streams that are open, by the index of the line of their beginning.
pub(super) type Streams = HashMap<u64, StreamState>;

/// Keys of open streams in the store: this and the index of the line.
/// Version of what is stored of one.
const VERSION: u8 = 1;
pub(super) const PREFIX: &[u8] = b"open stream ";

fn key(opened: u64) -> Vec<u8> {
    [PREFIX, &opened.to_be_bytes()].concat()
}

fn closing(opened: u64, tallies: &Tallies) -> Subject {
    let subject = Subject::default().with("stream", "closed").with("opened", opened);
    tallies.iter().fold(subject, |subject, (tally, count)| subject.with(tally.name(), count))
}

impl StreamState {
    /// Whose it was, after a restart.
    fn by(&self) -> By {
        let caller = SpiffeId::parse(&self.caller).map_or(Caller::Several, Caller::Certificate);
        let call = Method::ALL.iter().map(Method::name).find(|name| *name == self.call);
        By::new(caller, call.map_or(Call::UNKNOWN, Call))
    }
}

impl Exchange {
    /// Begins a stream. Nothing that it brings may be taken before this returns.
    pub async fn open_stream(&self, by: &By) -> Result<OpenStream, ExchangeError> {
        let (reply, answer) = oneshot::channel();
        self.hand_over(Job::OpenStream { by: by.clone(), reply }, answer).await
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
        let job = Job::CloseStream { by: by.clone(), opened: stream.opened, result, counts, reply };
        self.hand_over(job, answer).await
    }
}

impl Shared {
    /// Tells that a stream begins.
    pub(super) fn open_stream(&self, told: &mut Told, by: &By) -> OpenStream {
        let subject = by.subject().and(&Subject::default().with("stream", "opened"));
        let opened = told.tell(by, CallResult::Ok, &subject);
        let (caller, call) = (by.caller().to_string(), by.call().0.to_owned());
        let state = StreamState { caller, call, tallies: Tallies::new() };
        self.streams.lock().insert(opened, state);
        self.count_on_stream(told, opened, &Tallies::new());
        OpenStream { opened }
    }

    /// Counts what a stream has brought, in the commit that stores it.
    pub(super) fn count_on_stream(&self, told: &mut Told, opened: u64, counts: &Tallies) {
        let mut streams = self.streams.lock();
        let Some(state) = streams.get_mut(&opened) else { return };
        for (tally, count) in counts {
            *state.tallies.entry(*tally).or_default() += count;
        }
        let bytes = format::encode(VERSION, state);
        told.put(Space::Meta, &key(opened), bytes);
        told.is_told_by_stream();
    }

    /// Tells that a stream has ended.
    pub(super) fn close_stream(
        &self,
        told: &mut Told,
        by: &By,
        opened: u64,
        result: CallResult,
        counts: &Tallies,
    ) {
        let Some(mut state) = self.streams.lock().remove(&opened) else { return };
        for (tally, count) in counts {
            *state.tallies.entry(*tally).or_default() += count;
        }
        told.remove(Space::Meta, &key(opened));
        told.tell(by, result, &closing(opened, &state.tallies));
    }

    /// Tells of the streams that were open when the exchange was killed. At a start, when all
    /// lines are known.
    pub(super) fn close_interrupted_streams(&self) -> Result<(), ExchangeError> {
        let mut told = Told::new(self);
        self.tell_interrupted_streams(&mut told)?;
        if !told.is_empty() {
            self.commit(told)?;
        }
        Ok(())
    }

    /// The lines of these streams.
    pub(super) fn tell_interrupted_streams(&self, told: &mut Told) -> Result<(), ExchangeError> {
        let mut found = Vec::new();
        self.store.scan(Space::Meta, PREFIX, &mut |key, value| {
            let Some(opened) = key.strip_prefix(PREFIX) else { return Ok(ControlFlow::Break(())) };
            let opened = opened.try_into().map_or(u64::MAX, u64::from_be_bytes);
            let place = format!("the open stream {opened}");
            found.push((key.to_vec(), opened, format::decode(&place, VERSION, value)?));
            Ok(ControlFlow::Continue(()))
        })?;
        for (key, opened, state) in found {
            let state: StreamState = state;
            told.remove(Space::Meta, &key);
            told.tell(&state.by(), CallResult::Interrupted, &closing(opened, &state.tallies));
        }
        Ok(())
    }
}
