//! The submission of one file: pseudonymizes row by row, sends batches, and notes what
//! was rejected. Shared by `vdx submit` and `vdx demo`.

use std::collections::{BTreeMap, VecDeque};
use std::fs::{File, OpenOptions};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use indicatif::ProgressBar;
use parking_lot::Mutex;
use rayon::prelude::*;

use crate::client::{Batch, Client, ClientError, SubmitProgress, submit};
use crate::domain::codes::YesNo;
use crate::domain::record::Record;
use crate::foreign;
use crate::proto::{from_record, key_check, v1};
use crate::pseudonym::{Builder, ReadNotes, RowError, Rows, SetAside};

use super::common::beside;
use super::reasons::{Rejection, remarks_text};
use super::resubmission::{ABSENT, SentRow, Standing, ask};

/// Records of one batch: small enough that a break costs little.
const BATCH: usize = 500;

/// A file on its way.
pub struct Submission {
    file: PathBuf,
    builder: Builder,
    key_checks: Vec<v1::KeyCheck>,
    /// Names this file under this mapping and these keys: the same content is the same
    /// submission, whenever and from wherever it is sent.
    pub id: String,
    /// Lines in the file, for the progress bar.
    pub lines: u64,
    notes: ReadNotes,
}

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
    /// How the records of rows stand that an earlier run had sent.
    pub before: Standing,
}

/// Victim records whose sharing across borders was consented to, and that no hit check and no hub
/// can find all the same: by reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// No transnational key was given.
    pub without_key: u64,
    /// The same of records that were at the exchange already, perhaps with what a key has made.
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
    fn add(&mut self, other: Self) {
        self.without_key += other.without_key;
        self.perhaps += other.perhaps;
        self.too_little += other.too_little;
        self.at_home += other.at_home;
        self.found += other.found;
        self.without_consent += other.without_consent;
    }

    /// How many victim records may cross borders, in one line; nothing where there is no victim.
    pub fn borders_text(&self) -> String {
        let hidden = self.without_key + self.perhaps + self.too_little + self.at_home;
        let all = self.found + self.without_consent + hidden;
        if all == 0 {
            return String::new();
        }
        let mut text = format!(
            "Across borders: partner countries can find {} of {all} victim records",
            self.found
        );
        let mut add = |count: u64, why: &str| {
            if count > 0 {
                text += &format!("; {count} {why}");
            }
        };
        add(
            self.without_consent,
            "have no consent to it (consent_cross_border_sharing is not YES)",
        );
        add(self.at_home, "name no second country");
        add(self.without_key, "were made without the transnational key");
        add(self.perhaps, "are unchanged, and this run had no transnational key");
        add(self.too_little, "tell too little of the person");
        text + ".\n"
    }

    /// What its user must know, a line for each reason.
    pub fn text(&self) -> String {
        let add = |count: u64, why: &str| match count {
            0 => String::new(),
            count => format!(
                "{count} records with consent_cross_border_sharing YES cannot be found by partner countries: {why}.\n"
            ),
        };
        let mut text = add(
            self.without_key,
            "no --transnational-key was given, so they carry no transnational tokens; run the same command again with it",
        );
        if self.perhaps > 0 {
            text += &format!(
                "No --transnational-key was given: of {} unchanged records with consent_cross_border_sharing YES, partner countries find those alone that were submitted with it before; run the same command again with it.\n",
                self.perhaps
            );
        }
        text += &add(
            self.too_little,
            "too little is known of the person (a national id, a document number, or names with a date of birth)",
        );
        text += &add(
            self.at_home,
            "nothing in them crosses a border (citizenships, country_of_residence, country_of_recruitment, country_of_exploitation)",
        );
        text
    }
}

impl Totals {
    /// Whether an earlier run had sent everything.
    pub fn was_complete(&self) -> bool {
        self.batches > 0 && self.resumed_batches == self.batches
    }
}

/// Opens the rows of a file and checks that it has the mapping's columns.
pub fn open_rows(file: &Path, builder: &Builder) -> Result<Rows> {
    Rows::open(file, builder.mapping()).map_err(|error| of_file(file, error))
}

/// An error of a file, with its name.
fn of_file(file: &Path, error: RowError) -> anyhow::Error {
    anyhow!("{}: {error}", file.display())
}

/// Reads the file before its rows are built: what is wrong with it as a whole is found before
/// anything is sent, and so are numbers that stand beside different persons in it, and ids that stand
/// in several rows.
pub fn study(file: &Path, builder: Builder) -> Result<(Builder, ReadNotes)> {
    builder.study(file).map_err(|error| of_file(file, error))
}

/// What a client proves of its keys.
fn key_checks(builder: &Builder) -> Vec<v1::KeyCheck> {
    let (keys, profile) = builder.keys();
    keys.map(|key| key_check(key, profile)).collect()
}

impl Submission {
    /// Prepares a file: reads it once to name it.
    pub fn prepare(file: &Path, mapping_file: &Path, builder: Builder) -> Result<Self> {
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"vdx submission v1");
        let mapping = std::fs::read(mapping_file)?;
        hasher.update(&(mapping.len() as u64).to_le_bytes());
        hasher.update(&mapping);
        let (builder, notes) = study(file, builder)?;
        let key_checks = key_checks(&builder);
        for check in &key_checks {
            hasher.update(&check.scope.to_le_bytes());
            hasher.update(&check.key_epoch.to_le_bytes());
            hasher.update(&check.value);
            hasher.update(&check.profile_id);
        }
        let mut input = File::open(file).with_context(|| file.display().to_string())?;
        let mut lines = 0;
        let mut buffer = vec![0; 1 << 16];
        loop {
            let read = input.read(&mut buffer).with_context(|| file.display().to_string())?;
            if read == 0 {
                break;
            }
            lines += buffer[..read].iter().filter(|byte| **byte == b'\n').count() as u64;
            hasher.update(&buffer[..read]);
        }
        let id = format!("file-{}", hex::encode(&hasher.finalize().as_bytes()[..16]));
        Ok(Self { file: file.into(), builder, key_checks, id, lines, notes })
    }

    /// Sends the file. What was rejected goes to `<file>.rejected.csv`.
    pub async fn send(self, client: &Client, bar: ProgressBar) -> Result<Totals> {
        let mut rows = open_rows(&self.file, &self.builder)?;
        let state = Arc::new(Mutex::new(State {
            notes: BTreeMap::new(),
            totals: Totals::default(),
            rejected: RejectedFile::new(beside(&self.file, ".rejected.csv")),
            sent_before: Vec::new(),
            hidden_before: Hidden::default(),
            error: None,
        }));
        let mut sequence = 0;
        let shared = state.clone();
        let notes = self.notes;
        // Records of rows that were read, for the next batch: a row may have several.
        let mut ready: VecDeque<(u64, Record)> = VecDeque::new();
        let builder = self.builder;
        let has_key = builder.has_transnational_key();
        let next = || {
            let mut note = Note::default();
            let mut records = Vec::with_capacity(BATCH);
            let mut sent = Vec::with_capacity(BATCH);
            // Which rows make a batch depends on the file alone: a resumed submission counts on it.
            while records.len() < BATCH {
                if let Some((line, record)) = ready.pop_front() {
                    let mut hidden = Hidden::default();
                    hidden.count(&record, has_key);
                    note.hidden.push(hidden);
                    note.lines.push(line);
                    sent.push(SentRow::new(line, &record));
                    records.push(from_record(&record));
                    continue;
                }
                let read: Vec<_> = rows.by_ref().take(BATCH - records.len()).collect();
                if read.is_empty() {
                    break;
                }
                let read: Vec<_> =
                    read.into_par_iter().map(|row| read_row(row, &builder)).collect();
                for row in read {
                    match row? {
                        Ok((line, built)) => {
                            ready.extend(built.into_iter().map(|record| (line, record)));
                        }
                        Err(rejections) => note.rejected.extend(rejections),
                    }
                }
            }
            let mut shared = shared.lock();
            shared.totals.set_aside = builder.set_aside();
            shared.totals.reading =
                notes.text() + &remarks_text(&builder.remarks(), builder.short_years());
            shared.totals.is_empty = notes.rows == 0;
            if records.is_empty() {
                // Rows at the end that were all rejected belong to no batch.
                shared.tail(note);
                return Ok(None);
            }
            sequence += 1;
            shared.totals.batches = sequence;
            if sequence <= shared.totals.resumed_batches {
                shared.sent_before.extend(sent);
                note.hidden.iter().for_each(|hidden| shared.hidden_before.add(*hidden));
            }
            shared.notes.insert(sequence, note);
            Ok(Some(Batch { sequence, records }))
        };
        let mut progress = Progress { state: state.clone(), bar: bar.clone() };
        submit(client, &self.id, &self.key_checks, next, &mut progress).await?;
        bar.finish_and_clear();
        let sent_before = std::mem::take(&mut state.lock().sent_before);
        let (standing, gone) = ask(client, &sent_before).await?;
        let asked: Vec<u64> = sent_before.iter().map(SentRow::line).collect();
        let mut state = state.lock();
        if let Some(error) = state.error.take() {
            return Err(error);
        }
        state.recall(standing, &asked, &gone)?;
        Ok(state.totals.clone())
    }
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
        Err(RowError::Row { line, column, reason }) => {
            Ok(Err(vec![Rejection { line, column, reason }]))
        }
        Err(error) => Err(ClientError::Input(error.to_string())),
    }
}

/// What must be remembered of a batch until it is durable.
#[derive(Default)]
struct Note {
    lines: Vec<u64>,
    /// Of each record, whether partner countries cannot find it.
    hidden: Vec<Hidden>,
    rejected: Vec<Rejection>,
}

impl Note {
    fn rejected_lines(&self) -> impl Iterator<Item = u64> {
        self.rejected.iter().map(|rejection| rejection.line)
    }
}

struct State {
    notes: BTreeMap<u64, Note>,
    totals: Totals,
    rejected: RejectedFile,
    /// Rows of batches that an earlier run had sent.
    sent_before: Vec<SentRow>,
    /// Of these, what partner countries could not find as they were sent.
    hidden_before: Hidden,
    error: Option<anyhow::Error>,
}

impl State {
    fn reject(&mut self, rejections: &[Rejection]) {
        let mut lines: Vec<u64> = rejections.iter().map(|rejection| rejection.line).collect();
        lines.dedup();
        self.totals.rejected += lines.len() as u64;
        if let Err(error) = self.rejected.write(rejections) {
            self.error.get_or_insert(error);
        }
    }

    /// Rejected rows after the last batch; an earlier complete run has written them.
    fn tail(&mut self, note: Note) {
        if self.totals.was_complete() {
            self.notes.insert(u64::MAX, note);
            return;
        }
        self.reject(&note.rejected);
    }

    /// After the end: tells of the rows that an earlier run had sent how they stand now, and counts
    /// the rows that a complete one rejected, as far as they are rejected here again or stand in the
    /// file that it wrote. The file of an earlier run of another mapping or content goes, when nothing
    /// of this one was rejected.
    fn recall(&mut self, standing: Standing, asked: &[u64], gone: &[Rejection]) -> Result<()> {
        if !standing.is_unknown {
            self.rejected.settle(asked, gone)?;
        }
        if self.totals.was_complete() {
            let mut lines: Vec<u64> = self.notes.values().flat_map(Note::rejected_lines).collect();
            lines.extend(self.rejected.rows().iter().map(|rejection| rejection.line));
            lines.extend(gone.iter().map(|rejection| rejection.line));
            lines.sort_unstable();
            lines.dedup();
            self.totals.rejected = lines.len() as u64;
        } else {
            self.totals.rejected += standing.withdrawn;
            // Nobody was told by the run that broke off.
            let mut hidden = self.hidden_before;
            hidden.perhaps = std::mem::take(&mut hidden.without_key);
            self.totals.hidden.add(hidden);
            if self.totals.rejected == 0 && !self.rejected.append {
                let _ = std::fs::remove_file(&self.rejected.path);
            }
        }
        self.totals.before = standing;
        Ok(())
    }
}

struct Progress {
    state: Arc<Mutex<State>>,
    bar: ProgressBar,
}

impl SubmitProgress for Progress {
    fn resumed(&mut self, durable_through: u64) {
        let mut state = self.state.lock();
        state.totals.resumed_batches = durable_through;
        state.rejected.append = true;
    }

    fn acknowledged(&mut self, sequence: u64, results: Vec<v1::RecordResult>) {
        let mut state = self.state.lock();
        let note = state.notes.remove(&sequence).unwrap_or_default();
        // Batches before the first acknowledged one were durable: forget them.
        state.notes.retain(|other, _| *other > sequence);
        let mut rejections = note.rejected;
        for (place, (result, line)) in results.into_iter().zip(&note.lines).enumerate() {
            use v1::RecordOutcome::{Amended, Stored, Unchanged};
            // Of a row that was refused it is not known what the exchange has instead.
            if matches!(result.outcome(), Stored | Amended | Unchanged)
                && let Some(mut hidden) = note.hidden.get(place).copied()
            {
                if result.outcome() == Unchanged {
                    hidden.perhaps = std::mem::take(&mut hidden.without_key);
                }
                state.totals.hidden.add(hidden);
            }
            match result.outcome() {
                v1::RecordOutcome::Stored => state.totals.stored += 1,
                v1::RecordOutcome::Amended => state.totals.amended += 1,
                v1::RecordOutcome::Unchanged => state.totals.unchanged += 1,
                outcome => rejections.extend(refused(*line, outcome, result.violations)),
            }
        }
        rejections.sort_by_key(|rejection| rejection.line);
        state.reject(&rejections);
        self.bar.set_position(note.lines.last().copied().unwrap_or(0));
    }

    fn interrupted(&mut self, reason: &str, pause: Duration) {
        let seconds = pause.as_secs_f32();
        let reason = foreign::line(reason);
        self.bar.println(format!("interrupted ({reason}); resuming in {seconds:.1} s"));
    }

    fn told(&mut self, notice: &str) {
        self.bar.suspend(|| super::common::tell(notice));
    }
}

/// Why a row of a withdrawn record is not taken.
pub const WITHDRAWN: &str = "was withdrawn: to submit it anew, give the row a higher number in the column that [fields] revision names (1 without one)";

fn refused(
    line: u64,
    outcome: v1::RecordOutcome,
    violations: Vec<v1::FieldViolation>,
) -> Vec<Rejection> {
    let one = |column: &str, reason: &str| {
        vec![Rejection { line, column: column.into(), reason: reason.into() }]
    };
    match outcome {
        v1::RecordOutcome::Conflict => one(
            "revision",
            "this revision is at the exchange with other content: to correct it, give the row a higher number in the column that [fields] revision names (1 without one)",
        ),
        v1::RecordOutcome::RefusedStale => {
            one("revision", "a higher revision is at the exchange already")
        }
        v1::RecordOutcome::RefusedWithdrawn => one("revision", WITHDRAWN),
        v1::RecordOutcome::RefusedNoConsent => one(
            "consent_processing",
            "must be YES: without it the exchange may not keep the record",
        ),
        _ => violations
            .into_iter()
            .map(|v| Rejection { line, column: v.field, reason: v.description })
            .collect(),
    }
}

/// `<file>.rejected.csv`: made at the first rejection, appended to when a submission is
/// resumed. Holds lines, columns and reasons, never values.
struct RejectedFile {
    path: PathBuf,
    writer: Option<csv::Writer<File>>,
    append: bool,
}

impl RejectedFile {
    fn new(path: PathBuf) -> Self {
        Self { path, writer: None, append: false }
    }

    /// What the file on the disk says.
    fn rows(&self) -> Vec<Rejection> {
        let Ok(mut reader) = csv::Reader::from_path(&self.path) else { return Vec::new() };
        let rows = reader.records().map_while(Result::ok);
        let read = |row: csv::StringRecord| {
            let text = |place| row.get(place).unwrap_or_default().to_owned();
            Some(Rejection { line: row.get(0)?.parse().ok()?, column: text(1), reason: text(2) })
        };
        rows.filter_map(read).collect()
    }

    /// Has the file say of rows that an earlier run had sent, whose lines are `asked` in order, what
    /// is true now: which of them are gone. What an earlier run said of them and does not hold any
    /// more goes out of it. Of a row that is not there, the reason which the exchange gave first stays.
    fn settle(&mut self, asked: &[u64], gone: &[Rejection]) -> Result<()> {
        if asked.is_empty() {
            return Ok(());
        }
        let before = self.rows();
        let passing = |rejection: &&Rejection| {
            let reason = &rejection.reason;
            asked.binary_search(&rejection.line).is_ok()
                && (foreign::cell(WITHDRAWN) == *reason || foreign::cell(ABSENT) == *reason)
        };
        let mut after: Vec<Rejection> =
            before.iter().filter(|rejection| !passing(rejection)).cloned().collect();
        let is_known = |line| before.iter().any(|old| old.line == line && !passing(&old));
        after.extend(
            gone.iter().filter(|row| row.reason == WITHDRAWN || !is_known(row.line)).cloned(),
        );
        after.sort_by_key(|rejection| rejection.line);
        let same = |a: &Rejection, b: &Rejection| {
            (a.line, &a.column, &foreign::cell(&a.reason))
                == (b.line, &b.column, &foreign::cell(&b.reason))
        };
        if after.len() == before.len() && after.iter().zip(&before).all(|(a, b)| same(a, b)) {
            return Ok(());
        }
        self.writer = None;
        if after.is_empty() {
            return std::fs::remove_file(&self.path)
                .with_context(|| self.path.display().to_string());
        }
        let append = std::mem::replace(&mut self.append, false);
        let written = self.write(&after);
        self.append = append;
        written
    }

    fn write(&mut self, rejections: &[Rejection]) -> Result<()> {
        if rejections.is_empty() {
            return Ok(());
        }
        if self.writer.is_none() {
            let continued = self.append && self.path.exists();
            let mut options = OpenOptions::new();
            options.create(true).write(true).append(continued).truncate(!continued);
            let file = options.open(&self.path).with_context(|| self.path.display().to_string())?;
            let mut writer = csv::Writer::from_writer(file);
            if !continued {
                writer.write_record(["line", "column", "reason"])?;
            }
            self.writer = Some(writer);
        }
        if let Some(writer) = &mut self.writer {
            for rejection in rejections {
                let line = rejection.line.to_string();
                let (column, reason) =
                    (foreign::cell(&rejection.column), foreign::cell(&rejection.reason));
                writer.write_record([line, column, reason])?;
            }
            writer.flush()?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told of records that partner countries cannot find, by what the exchange did with them.
    #[test]
    fn a_record_that_is_unchanged_is_not_said_to_be_hidden() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("e.csv.rejected.csv");
        let hidden = Hidden { without_key: 1, ..Hidden::default() };
        let note = Note { lines: vec![2, 3, 4], hidden: vec![hidden; 3], rejected: Vec::new() };
        let state = State {
            notes: BTreeMap::from([(1, note)]),
            totals: Totals::default(),
            rejected: RejectedFile::new(path),
            sent_before: Vec::new(),
            hidden_before: Hidden::default(),
            error: None,
        };
        let state = Arc::new(Mutex::new(state));
        let mut progress = Progress { state: state.clone(), bar: ProgressBar::hidden() };
        use v1::RecordOutcome::{Conflict, Stored, Unchanged};
        let results = [Stored, Unchanged, Conflict].into_iter().map(|outcome| v1::RecordResult {
            outcome: outcome.into(),
            ..v1::RecordResult::default()
        });
        progress.acknowledged(1, results.collect());
        let told = state.lock().totals.hidden.text();
        assert!(told.starts_with("1 records") && told.contains("cannot be found"), "{told}");
        assert!(told.contains("of 1 unchanged records"), "{told}");
        assert_eq!(told.lines().count(), 2, "{told}");
    }

    /// Reasons are the exchange's words, and are read with a spreadsheet.
    #[test]
    fn nothing_in_the_file_of_rejected_rows_is_run_by_a_spreadsheet() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("e.csv.rejected.csv");
        let rejection = Rejection {
            line: 7,
            column: "=1+1".into(),
            reason: "x;=HYPERLINK(\"http://evil\")".into(),
        };
        RejectedFile::new(path.clone()).write(&[rejection]).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains("7,'=1+1,") && text.contains("x;'=HYPERLINK"), "{text}");
    }
}
