//! For how long records are kept: periods by kind, and what is kept for longer. Nothing is deleted by
//! itself: the institution withdraws what is due, or decides that it is needed.

use serde::Deserialize;

use crate::domain::codes::RecordKind;
use crate::domain::period::YearMonth;
use crate::domain::record::Record;

/// Months for which records of each kind are kept, from the last month that they name: of
/// identification, of the end (or the beginning) of the service, of closing (or opening) the case. A kind
/// without a period is never due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Retention {
    /// Of victim records, 1 to 1200.
    pub victim_months: Option<u32>,
    /// Of assistance records, 1 to 1200.
    pub assistance_months: Option<u32>,
    /// Of proceeding records, 1 to 1200.
    pub proceeding_months: Option<u32>,
}

/// Most months of a period: a hundred years.
const MOST: u32 = 1200;

impl Retention {
    /// Months of a kind, when it has a period.
    pub fn months(&self, kind: RecordKind) -> Option<u32> {
        match kind {
            RecordKind::Victim => self.victim_months,
            RecordKind::Assistance => self.assistance_months,
            RecordKind::Proceeding => self.proceeding_months,
        }
    }

    /// What is wrong with them: each with the name of its setting.
    pub fn wrong(&self) -> Vec<String> {
        let all = [
            ("victim_months", self.victim_months),
            ("assistance_months", self.assistance_months),
            ("proceeding_months", self.proceeding_months),
        ];
        let wrong = all.into_iter().filter(|(_, m)| m.is_some_and(|m| !(1..=MOST).contains(&m)));
        wrong.map(|(name, _)| format!("retention.{name}: must be 1 to {MOST}")).collect()
    }

    /// The first month in which a record is kept for longer than its period says; nothing without one.
    pub fn due_on(&self, record: &Record) -> Option<YearMonth> {
        let last = match record {
            Record::Victim(victim) => victim.identified_on,
            Record::Assistance(assistance) => assistance.ended_on.unwrap_or(assistance.started_on),
            Record::Proceeding(proceeding) => proceeding.closed_on.unwrap_or(proceeding.opened_on),
        };
        // The whole of the last month is within the period.
        last.after(self.months(record.kind())? + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_have_bounds_and_months_end_years() {
        let month = |year, month| YearMonth::new(year, month).unwrap();
        assert_eq!(month(2010, 11).after(2), Some(month(2011, 1)));
        assert_eq!(month(2199, 12).after(1), None);
        let wrong = Retention {
            victim_months: Some(0),
            proceeding_months: Some(1201),
            ..Retention::default()
        };
        assert_eq!(wrong.wrong().len(), 2);
        assert!(wrong.wrong()[0].contains("retention.victim_months"));
        assert!(Retention { victim_months: Some(1200), ..Retention::default() }.wrong().is_empty());
    }
}
