//! When institutions last sent records, by the month: as the lines of their streams in the audit log say.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::audit::Parts;
use crate::domain::id::MemberId;
use crate::domain::period::YearMonth;
use crate::identity::SpiffeId;

use super::super::Exchange;

/// The call whose streams bring records.
const SUBMIT: &str = "IntakeService/SubmitRecords";
/// What a line says of records that the exchange has since, or had before.
const BROUGHT: [&str; 3] = ["stored=", "amended=", "unchanged="];

/// The month in which each institution last sent records. It grows with the log, and a checkpoint has it,
/// so that nobody reads the log for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    months: BTreeMap<MemberId, YearMonth>,
}

impl Reported {
    /// Takes in the next line of the log.
    pub fn read(&mut self, line: &str) {
        let Some(parts) = Parts::of(line).filter(|parts| parts.call == SUBMIT) else { return };
        let brought = |word: &str| {
            let count = BROUGHT.iter().find_map(|name| word.strip_prefix(name));
            count.is_some_and(|count| count.parse().is_ok_and(|count: u64| count > 0))
        };
        if let Ok(caller) = SpiffeId::parse(parts.caller)
            && parts.subject.split(' ').any(brought)
        {
            self.months.insert(caller.member, YearMonth::at_unix_seconds(parts.at));
        }
    }
}

impl Exchange {
    /// The month in which each institution last sent records that were stored, corrected or confirmed. No
    /// day is told: where records are few, it would be that on which a person came.
    pub fn last_reports(&self) -> BTreeMap<MemberId, YearMonth> {
        self.shared.audit.lock().reported.months.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_stream_that_brought_records_counts() {
        let mut reported = Reported::default();
        let line = |at: i64, call: &str, subject: &str| {
            format!("0\t{at}\tspiffe://exchange.example/institution/police\t{call}\tOK\t{subject}")
        };
        let police = MemberId::new("exchange.example", "police").unwrap();
        for (at, call, subject, month) in [
            (0, SUBMIT, "stream=opened", None),
            (0, SUBMIT, "stream=closed opened=0 batches=1 invalid=3 stored=0", None),
            (86_400 * 40, SUBMIT, "stream=closed opened=0 batches=1 stored=3", Some((1970, 2))),
            (86_400 * 80, "IntakeService/ListRecords", "stored=3", Some((1970, 2))),
            (86_400 * 80, SUBMIT, "stream=closed opened=9 unchanged=1", Some((1970, 3))),
        ] {
            reported.read(&line(at, call, subject));
            let month = month.and_then(|(year, month)| YearMonth::new(year, month));
            assert_eq!(reported.months.get(&police).copied(), month, "{call} {subject}");
        }
    }
}
