//! Rows of a file that an earlier run has sent: how their records stand now. A file that was
//! submitted is not sent again, and what was withdrawn since must not look as if it were there.

use crate::client::{Client, ClientError, record_states};
use crate::domain::code_list::CodeList;
use crate::domain::record::Record;
use crate::proto::v1;

use super::reasons::Rejection;
use super::submission::WITHDRAWN;

/// A row that an earlier run has sent.
pub struct SentRow {
    line: u64,
    name: v1::RecordName,
    revision: u32,
}

impl SentRow {
    /// The row at a line of the file, and its record.
    pub fn new(line: u64, record: &Record) -> Self {
        let kind = i32::from(record.kind().number());
        let name = v1::RecordName { kind, record_id: record.record_id().as_str().into() };
        Self { line, name, revision: record.revision() }
    }

    /// Its line in the file.
    pub fn line(&self) -> u64 {
        self.line
    }
}

/// How the records of rows that were sent before stand now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Whether the exchange could not be asked, being of an earlier version.
    pub is_unknown: bool,
    /// Rows whose record is withdrawn, and not submitted anew.
    pub withdrawn: u64,
    /// Rows that the exchange does not have: it refused them when they were sent.
    pub absent: u64,
    /// Rows in whose place the exchange has a higher revision.
    pub superseded: u64,
}

/// Asks how the records of rows stand: what is to be told of them all, and of each row whose record
/// is not there.
pub async fn ask(
    client: &Client,
    rows: &[SentRow],
) -> Result<(Standing, Vec<Rejection>), ClientError> {
    let names: Vec<v1::RecordName> = rows.iter().map(|row| row.name.clone()).collect();
    let Some(states) = record_states(client, &names).await? else {
        return Ok((Standing { is_unknown: true, ..Standing::default() }, Vec::new()));
    };
    Ok(compare(rows, &states))
}

fn compare(rows: &[SentRow], states: &[v1::RecordState]) -> (Standing, Vec<Rejection>) {
    let mut standing = Standing::default();
    let mut gone = Vec::new();
    for (row, state) in rows.iter().zip(states) {
        let reason = match state.status() {
            v1::RecordStatus::Withdrawn => {
                standing.withdrawn += 1;
                WITHDRAWN
            }
            v1::RecordStatus::Durable if state.revision >= row.revision => {
                standing.superseded += u64::from(state.revision > row.revision);
                continue;
            }
            _ => {
                standing.absent += 1;
                ABSENT
            }
        };
        gone.push(Rejection { line: row.line, column: "revision".into(), reason: reason.into() });
    }
    (standing, gone)
}

/// Why a row that was sent is not at the exchange.
pub const ABSENT: &str = "the exchange does not have this row: it was refused when this file was submitted. Submit it in a file of its own to be told why";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_exchange_has_now_passes() {
        use v1::RecordStatus::{Durable, NotFound, Withdrawn};
        let row = |line, revision| SentRow { line, name: v1::RecordName::default(), revision };
        let rows: Vec<SentRow> = (1..=6).map(|line| row(line, 2)).collect();
        let state = |status: v1::RecordStatus, revision| v1::RecordState {
            status: status.into(),
            revision,
        };
        let states = [
            state(Durable, 2),
            state(Durable, 3),
            state(Durable, 1),
            state(Withdrawn, 2),
            state(Withdrawn, 3),
            state(NotFound, 0),
        ];
        let (standing, gone) = compare(&rows, &states);
        let told = Standing { is_unknown: false, withdrawn: 2, absent: 2, superseded: 1 };
        assert_eq!(standing, told);
        let lines: Vec<(u64, bool)> =
            gone.iter().map(|row| (row.line, row.reason == WITHDRAWN)).collect();
        assert_eq!(lines, [(3, false), (4, true), (5, true), (6, false)]);
    }
}
