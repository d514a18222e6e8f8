//! Records on their way to the writer, and what became of them.

use crate::domain::rules::Violation;
use crate::store::{Entry, RecordKey, end_record_entry};

/// Most records of one batch or withdrawal.
pub const MAX_BATCH: usize = 1000;

/// The outcome of one record. Never tells whether the person was known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // see `RecordOutcome` in the schema
pub enum Outcome {
    Stored,
    Amended,
    Unchanged,
    Conflict,
    Stale,
    Invalid,
    NoConsent,
    Withdrawn,
    Unconfirmed,
}

/// What a correction would do that nobody may want: it is made when the institution confirms it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)] // see `RecordQuestion` in the schema
pub enum Question {
    WiderSharing,
    EarlierContent,
    OtherPerson,
    Correction,
}

/// What a batch may do beside storing new records and plain corrections.
#[derive(Clone, Debug, Default)]
pub struct Allowed {
    /// Whether records that were withdrawn are taken anew.
    pub readmit: bool,
    /// What the institution confirms of corrections.
    pub confirmed: Vec<Question>,
    /// Whether corrections of records without numbered versions wait until they are confirmed.
    pub holds: bool,
}

/// The result of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordAnswer {
    /// The outcome.
    pub outcome: Outcome,
    /// Rules that the record breaks, when it is invalid.
    pub violations: Vec<Violation>,
    /// What the institution has to confirm, of a correction that was not made.
    pub questions: Vec<Question>,
}

impl From<Outcome> for RecordAnswer {
    fn from(outcome: Outcome) -> Self {
        Self { outcome, violations: Vec::new(), questions: Vec::new() }
    }
}

/// The acknowledgement of a batch. It exists only after the flush.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchAnswer {
    /// Every batch of the submission up to this one is on stable storage.
    pub durable_through: u64,
    /// Answers to the records, in order.
    pub records: Vec<RecordAnswer>,
}

/// The outcome of one withdrawal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // see `WithdrawOutcome` in the schema
pub enum WithdrawOutcome {
    Withdrawn,
    Unchanged,
    NotFound,
}

/// What became of one record whose person says no to processing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // see `EndConsentOutcome` in the schema
pub enum ConsentOutcome {
    Withdrawn,
    Unchanged,
    Remembered,
    NotRemembered,
}

/// A record on its way to the writer: checked, peppered, encoded.
pub enum Prepared {
    /// Answered already.
    Refused(RecordAnswer),
    /// To be decided on.
    Ready(Box<ReadyRecord>),
}

/// A record that can be stored.
pub struct ReadyRecord {
    /// Names it for ever.
    pub key: RecordKey,
    /// Revision of the record.
    pub revision: u32,
    /// Keyed hash of the whole record.
    pub digest: [u8; 16],
    /// Journal entry of the record.
    pub entry: Entry,
    /// The bytes of that, all but when its submission began.
    pub bytes: Vec<u8>,
}

impl ReadyRecord {
    /// The record with the place of its submission.
    pub fn of_submission(mut self, began: u64) -> Self {
        if let Entry::Record { begun, .. } = &mut self.entry {
            *begun = began;
        }
        Self { bytes: end_record_entry(self.bytes, began), ..self }
    }
}
