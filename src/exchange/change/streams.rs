//! Streams, as the audit log counts what they bring.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::audit::Subject;

use super::super::by::By;
use super::Reply;
use super::records::Outcome;

macro_rules! tallies {
    ($($variant:ident => $name:literal,)+) => {
        /// A count of a stream, by what is counted. Stored by number: new ones go to the end.
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
    Unconfirmed => "unconfirmed",
    Confirmed => "confirmed",
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
            Outcome::Unconfirmed => Self::Unconfirmed,
        }
    }
}

/// Counts of a stream.
pub type Tallies = BTreeMap<Tally, u64>;

/// A stream that has begun: changes that it brings are told by its lines. To be closed; one that
/// is not is told as interrupted at the next start of the exchange.
#[derive(Debug)]
pub struct OpenStream {
    /// Index of the line of its beginning.
    pub(in crate::exchange) opened: u64,
}

/// The stream that brings a change.
pub enum On {
    /// A stream that has begun, by the index of the line that says so.
    Open(u64),
    /// A stream that begins with the change: its line is in the same commit.
    Begins {
        /// The caller of the stream.
        by: By,
        /// Takes the stream, for what follows on it.
        reply: Reply<OpenStream>,
    },
    /// A stream that brings nothing else: both of its lines are in the same commit.
    All(By),
}

/// An open stream, as it is stored.
#[derive(Clone, Serialize, Deserialize)]
pub struct StreamState {
    pub caller: String,
    pub call: String,
    pub tallies: Tallies,
}

/// Before the index of an open stream's line: the names of open streams in the store.
pub const OPEN_STREAM: &[u8] = b"open stream ";

/// Where the store keeps an open stream; without an index, where those of all begin.
pub fn stream_key(opened: Option<u64>) -> Vec<u8> {
    let index = opened.map(u64::to_be_bytes);
    [OPEN_STREAM, index.as_ref().map_or(&[][..], |index| index)].concat()
}

/// The index of the line of a stream's beginning, by its key in the store.
pub fn stream_opened(key: &[u8]) -> Option<u64> {
    let index = key.strip_prefix(OPEN_STREAM)?;
    Some(index.try_into().map_or(u64::MAX, u64::from_be_bytes))
}

/// The end of a stream, as its line tells it.
pub fn closing(opened: u64, tallies: &Tallies) -> Subject {
    let subject = Subject::default().with("stream", "closed").with("opened", opened);
    tallies.iter().fold(subject, |subject, (tally, count)| subject.with(tally.name(), count))
}
