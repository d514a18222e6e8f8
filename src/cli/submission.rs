//! What is told of a file: how it was read, why rows were rejected, and what became of its records.

use std::path::Path;

use anyhow::{Result, anyhow};

use crate::client::ClientError;
use crate::domain::codes::YesNo;
use crate::domain::id::OpaqueId;
use crate::domain::record::Record;
use crate::proto::v1;
use crate::pseudonym::{Builder, Mapping, ReadNotes, RowError, Rows, SetAside};

use super::common::{no_such_file, shown_path};
use super::confirm::Asked;
use super::reasons::Rejection;
use super::speech::{counted, said, sentence, word};

use crate::pseudonym::{NO_CONSENT, OLDER_VERSION};

/// What became of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// New records.
    pub stored: u64,
    /// Corrected records.
    pub amended: u64,
    /// Records that were there already.
    pub unchanged: u64,
    /// Rows that did not become records, here or at the exchange.
    pub rejected: u64,
    /// Batches that an earlier run had sent.
    pub resumed_batches: u64,
    /// Batches in all.
    pub batches: u64,
    /// Values that say nothing, which were left out of records.
    pub set_aside: Vec<SetAside>,
    /// What else its user must know of how the file was read, a line each.
    pub reading: String,
    /// Whether the file has no rows at all.
    pub is_empty: bool,
    /// Records that are at the exchange as this run sent them, and that partner countries cannot
    /// find, though their victims consented.
    pub hidden: Hidden,
    /// Records that an earlier run, which broke off, has sent and that are at the exchange.
    pub resumed: u64,
    /// Rows in whose place the exchange has newer content, or a higher revision.
    pub older: u64,
    /// Rows whose record was withdrawn before.
    pub withdrawn_before: u64,
    /// When the submission began, in the order of the exchange's records.
    pub began: u64,
    /// Rows that cannot be read at all.
    pub unreadable: u64,
    /// Why the report of rejected rows could not be written whole.
    pub unreported: Option<String>,
    /// Rows that say NO to processing, and whose record does not leave.
    pub without_consent: u64,
    /// Rows whose record has a newer version in another row.
    pub superseded: u64,
    /// Records that the exchange refused, and of which it may have what was there before.
    pub refused: Vec<OpaqueId>,
    /// Corrections that had to be confirmed.
    pub asked: Asked,
}

/// Victim records whose sharing across borders was consented to, and that no hit check and no hub
/// can find all the same: by reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// No transnational key was given.
    pub without_key: u64,
    /// No transnational key was given, of records that were at the exchange already, perhaps with tokens.
    pub perhaps: u64,
    /// Too little is known of the person for a transnational token.
    pub too_little: u64,
    /// Nothing in the record crosses a border.
    pub at_home: u64,
    /// Not hidden: partner countries can find them.
    pub found: u64,
    /// Victim records without consent to sharing across borders.
    pub without_consent: u64,
}

impl Hidden {
    /// Counts a record, if it is one of them.
    pub fn count(&mut self, record: &Record, has_key: bool) {
        let Record::Victim(victim) = record else { return };
        let consented = victim.consent.cross_border_sharing == Some(YesNo::Yes);
        match () {
            () if !victim.transnational_tokens.is_empty() => self.found += 1,
            () if !consented => self.without_consent += 1,
            () if !victim.may_cross_borders() => self.at_home += 1,
            () if !has_key => self.without_key += 1,
            () => self.too_little += 1,
        }
    }

    /// Adds those of another count.
    pub fn add(&mut self, other: Self) {
        self.without_key += other.without_key;
        self.perhaps += other.perhaps;
        self.too_little += other.too_little;
        self.at_home += other.at_home;
        self.found += other.found;
        self.without_consent += other.without_consent;
    }

    /// How many victim records may cross borders, in one line; nothing where there is no victim.
    /// `mapping` tells whether the export was asked for consent at all.
    pub fn borders_text(&self, mapping: &Mapping) -> String {
        let hidden = self.without_key + self.perhaps + self.too_little + self.at_home;
        let all = self.found + self.without_consent + hidden;
        if all == 0 {
            return String::new();
        }
        let args = [("found", self.found.into()), ("all", all.into())];
        let mut parts = vec![sentence("cli-borders", &args)];
        let consent = match mapping.fields.contains_key("consent_cross_border_sharing") {
            true => "cli-borders_consent",
            false => "cli-borders_no_column",
        };
        let reasons = [
            (self.without_consent, consent),
            (self.at_home, "cli-borders_home"),
            (self.without_key, "cli-borders_key"),
            (self.perhaps, "cli-borders_perhaps"),
            (self.too_little, "cli-borders_little"),
        ];
        let reasons = reasons.into_iter().filter(|(count, _)| *count > 0);
        parts.extend(reasons.map(|(count, key)| counted(key, count)));
        parts.join("; ") + ".\n"
    }

    /// What its user must know, a line for each reason.
    pub fn text(&self) -> String {
        let add = |count: u64, why: &str| match count {
            0 => String::new(),
            count => {
                let args = [("count", count.into()), ("why", word(why).into())];
                sentence("cli-hidden_records", &args) + "\n"
            }
        };
        let mut text = add(self.without_key, "cli-hidden_key");
        if self.perhaps > 0 {
            text += &format!("{}\n", counted("cli-hidden_perhaps", self.perhaps));
        }
        text += &add(self.too_little, "cli-hidden_little");
        text += &add(self.at_home, "cli-hidden_home");
        text
    }
}

impl Totals {
    /// Whether an earlier run had sent everything.
    pub fn was_complete(&self) -> bool {
        self.batches > 0 && self.resumed_batches >= self.batches
    }
}

/// Opens the rows of a file and checks that it has the mapping's columns.
pub fn open_rows(file: &Path, builder: &Builder) -> Result<Rows> {
    builder.rows(file).map_err(|error| of_file(file, error))
}

/// An error of a file, with its name.
pub fn of_file(file: &Path, error: RowError) -> anyhow::Error {
    match error {
        RowError::File(error) if error.kind() == std::io::ErrorKind::NotFound => no_such_file(file),
        error => anyhow!("{}: {}", shown_path(file), said(&error.to_string())),
    }
}

/// Reads the file before its rows are built: what is wrong with it as a whole is found before
/// anything is sent, and so are numbers that stand beside different persons in it, and ids that stand
/// in several rows.
pub fn study(file: &Path, builder: Builder) -> Result<(Builder, ReadNotes)> {
    builder.study(file).map_err(|error| of_file(file, error))
}

/// A row's line and records, or its rejections; an error when the file cannot be read on.
#[allow(clippy::type_complexity)] // two ways to fail: the row, or the file
pub fn read_row(
    row: Result<crate::pseudonym::Row, RowError>,
    builder: &Builder,
) -> Result<Result<(u64, Vec<Record>), Vec<Rejection>>, ClientError> {
    match row {
        Ok(row) => Ok(match builder.build(&row) {
            Ok(records) => Ok((row.line, records)),
            Err(refusals) => Err(refusals
                .into_iter()
                .map(|r| Rejection { line: row.line, column: r.column, reason: r.reason })
                .collect()),
        }),
        Err(RowError::Row { line, column, reason, rest }) => {
            let mut rejections = vec![Rejection { line, column, reason }];
            if builder.follow_damaged(line, rest.as_deref()) {
                let column = String::new();
                rejections.push(Rejection { line, column, reason: NO_CONSENT.into() });
            }
            Ok(Err(rejections))
        }
        Err(error) => Err(ClientError::Input(error.to_string())),
    }
}

/// Why a row does not leave though nothing is wrong with it.
#[derive(Clone, Copy, Debug, Default)]
pub struct ByRight {
    /// It says NO to processing.
    pub is_no: bool,
    /// Another row has a newer version of its record.
    pub is_older: bool,
}

/// Takes out of a row's rejections those that are no mistakes.
pub fn take_by_right(rejections: &mut Vec<Rejection>) -> ByRight {
    let mut found = ByRight::default();
    rejections.retain(|rejection| {
        found.is_no |= rejection.reason == NO_CONSENT;
        found.is_older |= rejection.reason == OLDER_VERSION;
        rejection.reason != NO_CONSENT && rejection.reason != OLDER_VERSION
    });
    found
}

/// Why the exchange did not take a row.
pub fn refused(
    builder: &Builder,
    line: u64,
    outcome: v1::RecordOutcome,
    violations: Vec<v1::FieldViolation>,
) -> Vec<Rejection> {
    let is_numbered = builder.mapping().fields.contains_key("revision");
    let one = |column: &str, reason: &str| {
        vec![Rejection { line, column: column.into(), reason: reason.into() }]
    };
    match outcome {
        v1::RecordOutcome::Conflict if !is_numbered => one(
            "",
            "the exchange has numbered versions of this record: name the column of the number, as in revision = \"...\" under [fields]",
        ),
        v1::RecordOutcome::Conflict => one(
            &builder.column_of_violation("victim.revision"),
            "this revision is at the exchange with other content: to correct it, give the row a higher number in the column that [fields] revision names",
        ),
        v1::RecordOutcome::RefusedStale if is_numbered => one(
            &builder.column_of_violation("victim.revision"),
            "a higher revision is at the exchange already",
        ),
        v1::RecordOutcome::RefusedStale => one(
            "",
            "the exchange has newer content of this record, from a file that was first submitted after this one; if this file is right all the same, run again with --newest",
        ),
        v1::RecordOutcome::RefusedWithdrawn => one(
            "",
            "was withdrawn, or said NO to processing, before: to submit it anew, run again with --readmit ID",
        ),
        v1::RecordOutcome::RefusedNoConsent => one(
            &builder.column_of_violation("victim.consent.processing"),
            "must be YES: without it the exchange may not keep the record",
        ),
        _ => violations
            .into_iter()
            .map(|v| Rejection {
                line,
                column: builder.column_of_violation(&v.field),
                reason: v.description,
            })
            .collect(),
    }
}
