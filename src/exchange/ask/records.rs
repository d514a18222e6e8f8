//! What the exchange holds of an institution, without the contents: for its own overview, and to
//! answer a person who asks what is known of her.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use crate::domain::codes::RecordKind;
use crate::domain::id::{MemberId, OpaqueId};
use crate::domain::period::YearMonth;
use crate::domain::record::Record;
use crate::store::{Entry, Space, decode_entry};

use super::super::Exchange;
use super::super::error::ExchangeError;
use super::super::retention::Retention;
use super::super::views::order;

/// Most records of a page.
const PAGE: usize = 1000;
/// Journal entries that are read for one page: other institutions' records are read, too, and one call
/// must not read the whole journal.
const LOOKED_AT: usize = 50_000;

/// One record of an institution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedRecord {
    /// Its kind.
    pub kind: RecordKind,
    /// Its id.
    pub id: OpaqueId,
    /// Its revision; 0 where versions are not numbered.
    pub revision: u32,
    /// The month by which it is counted.
    pub month: YearMonth,
    /// When the submission began that stored it, or said the same last.
    pub order: u64,
    /// First month in which it is kept for longer than the retention period says.
    pub due_on: Option<YearMonth>,
    /// Whether that month has come.
    pub is_due: bool,
}

/// A page of records, in the order of the journal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordPage {
    /// At most a thousand.
    pub records: Vec<ListedRecord>,
    /// Where the next page begins; 0 when there is none.
    pub next: u64,
}

impl Exchange {
    /// A page of the records that an institution has at the exchange, from a place in the journal on.
    /// Blocks while it reads.
    pub fn list_records(
        &self,
        member: &MemberId,
        kind: Option<RecordKind>,
        from: u64,
    ) -> Result<RecordPage, ExchangeError> {
        let mut page = RecordPage::default();
        let mut seen = 0;
        self.shared.store.scan(Space::Journal, &from.to_be_bytes(), &mut |key, value| {
            let sequence = key.try_into().map_or(0, u64::from_be_bytes);
            if page.records.len() == PAGE || seen == LOOKED_AT {
                page.next = sequence;
                return Ok(ControlFlow::Break(()));
            }
            seen += 1;
            if let Entry::Record { member: of, record, begun, .. } = decode_entry(sequence, value)?
                && of == *member
                && kind.is_none_or(|kind| kind == record.kind())
            {
                page.records.push(self.listed(&record, order(begun, sequence)));
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(page)
    }
}

impl Exchange {
    fn listed(&self, record: &Record, order: u64) -> ListedRecord {
        let due_on = self.shared.setup.retention.due_on(record);
        let is_due = due_on.is_some_and(|due| due <= self.shared.this_month());
        ListedRecord { due_on, is_due, ..of_record(record, order) }
    }

    /// How many records of each institution and kind are kept for longer than they are to be, rounded up
    /// to the next ten: nobody needs to know of a single one here. Blocks while it reads the whole
    /// journal, once at a time.
    pub fn count_due(&self) -> Result<BTreeMap<(MemberId, RecordKind), u64>, ExchangeError> {
        let Some(_alone) = self.shared.counting.try_lock() else {
            return Err(ExchangeError::Unavailable("somebody else is counting: try again"));
        };
        let (retention, now) = (self.shared.setup.retention, self.shared.this_month());
        let mut due: BTreeMap<(MemberId, RecordKind), u64> = BTreeMap::new();
        if retention == Retention::default() {
            return Ok(due);
        }
        self.shared.store.scan(Space::Journal, &[], &mut |key, value| {
            let sequence = key.try_into().map_or(0, u64::from_be_bytes);
            if let Entry::Record { member, record, .. } = decode_entry(sequence, value)?
                && retention.due_on(&record).is_some_and(|month| month <= now)
            {
                *due.entry((member, record.kind())).or_default() += 1;
            }
            Ok(ControlFlow::Continue(()))
        })?;
        due.values_mut().for_each(|count| *count = count.next_multiple_of(10));
        Ok(due)
    }

    /// Retention periods, by kind.
    pub fn retention(&self) -> Retention {
        self.shared.setup.retention
    }
}

fn of_record(record: &Record, order: u64) -> ListedRecord {
    let month = match record {
        Record::Victim(victim) => victim.identified_on,
        Record::Assistance(assistance) => assistance.started_on,
        Record::Proceeding(proceeding) => proceeding.opened_on,
    };
    ListedRecord {
        kind: record.kind(),
        id: record.record_id().clone(),
        revision: record.revision(),
        month,
        order,
        due_on: None,
        is_due: false,
    }
}
