//! Sends a file: pseudonymizes row by row, sends batches, and learns of each row what is true of it at
//! the exchange when the run ends. Shared by `vdx submit` and `vdx demo`.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use indicatif::ProgressBar;
use parking_lot::Mutex;
use prost::Message;
use rayon::prelude::*;

use crate::client::{Batch, Client, ClientError, SubmitProgress, record_states, submit};
use crate::domain::code_list::CodeList;
use crate::domain::id::OpaqueId;
use crate::domain::record::Record;
use crate::foreign;
use crate::proto::v1::RecordQuestion as Question;
use crate::proto::{from_record, key_check, v1};
use crate::pseudonym::missing::Detail;
use crate::pseudonym::{Builder, ReadNotes, RowError, Rows, SetAside};

use super::common::beside;
use super::confirm::{Confirm, unconfirmed};
use super::ends;
use super::held::{self, Lacking, Months, Place, place};
use super::naming::row_of;
use super::reasons::{Rejection, notes_text, remarks_text};
use super::rejected_file::RejectedFile;
use super::speech::sentence;
use super::submission::{Hidden, Totals, open_rows, read_row, refused, study, take_by_right};

/// Most records of one batch.
const BATCH: usize = 500;
/// Bytes of one batch, as it is sent, but for a single larger record: a line of 4 KB/s carries it in
/// eight seconds, so that a break costs little and nobody takes the line for dead.
const BATCH_BYTES: usize = 32 << 10;
/// Records that the exchange is asked about at a time.
const NAMES: usize = 1000;
/// Rows that are read at once.
const ROWS: usize = 500;
/// Times that rows are sent again whose answer was lost with a connection.
const AGAIN: usize = 4;

/// How a file is sent.
#[derive(Clone, Debug, Default)]
pub struct Way {
    /// As a new submission, which is newer than all before it.
    pub newest: bool,
    /// Records without revisions that are submitted anew where they were withdrawn; of a row with
    /// several services the id of the row, for all of them.
    pub readmit: HashSet<OpaqueId>,
    /// What its user confirms of corrections.
    pub confirm: Confirm,
}

/// A file on its way.
pub struct Submission {
    file: PathBuf,
    builder: Builder,
    key_checks: Vec<v1::KeyCheck>,
    /// Names the records of the file under these keys: the same records are the same submission,
    /// whenever and from wherever they are sent, however their file is written and sorted. It tells
    /// nothing that they do not tell themselves.
    pub id: String,
    /// Lines in the file, for the progress bar.
    pub lines: u64,
    /// The months of its records.
    months: Months,
    /// What was passed over when the file was read first.
    notes: ReadNotes,
    /// Values that say nothing, which were left out of records.
    set_aside: Vec<SetAside>,
    /// Their numbers, by what they stand for: all that the exchange is told of them.
    set_aside_counts: v1::SetAsideCounts,
    /// What else its user must know of how it was read, a line each.
    reading: String,
}

/// What a client proves of its keys.
fn key_checks(builder: &Builder) -> Vec<v1::KeyCheck> {
    let (keys, profile) = builder.keys();
    keys.map(|key| key_check(key, profile)).collect()
}

/// Numbers of the values that were set aside since the start, by what they stand for.
fn set_aside_counts(builder: &Builder) -> v1::SetAsideCounts {
    let found = builder.set_aside_of();
    let count = |detail| found.get(&detail).copied().unwrap_or_default();
    v1::SetAsideCounts {
        given_names: count(Detail::GivenName),
        surnames: count(Detail::Surname),
        birth_dates: count(Detail::BirthDate),
        national_ids: count(Detail::NationalId),
        documents: count(Detail::Document),
        places_of_birth: count(Detail::PlaceOfBirth),
    }
}

/// Names a number of records whatever their order: the sum of their hashes. Somebody could find other
/// records with the same sum, but only among their own.
#[derive(Default)]
struct AllOf {
    count: u64,
    sum: [u64; 4],
}

impl AllOf {
    fn add(&mut self, record: &[u8]) {
        self.count += 1;
        let hash = blake3::hash(record);
        let (words, _) = hash.as_bytes().as_chunks::<8>();
        for (sum, word) in self.sum.iter_mut().zip(words) {
            *sum = sum.wrapping_add(u64::from_le_bytes(*word));
        }
    }

    fn name(&self, hasher: &mut blake3::Hasher) {
        hasher.update(&self.count.to_le_bytes());
        for word in self.sum {
            hasher.update(&word.to_le_bytes());
        }
    }
}

impl Submission {
    /// Prepares a file: builds its records once to name them.
    pub fn prepare(file: &Path, builder: Builder) -> Result<Self> {
        let (builder, notes) = study(file, builder)?;
        let key_checks = key_checks(&builder);
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"vdx submission v4");
        for check in &key_checks {
            hasher.update(&check.encode_to_vec());
        }
        // Under other ids they are other records.
        hasher.update(builder.ids_mark().unwrap_or_default().as_bytes());
        let (mut lines, mut all, mut months) = (0, AllOf::default(), Months::default());
        let mut records = Records::new(file, &builder)?;
        while let Some((line, record)) = records.next()? {
            lines = line;
            months.add(&record);
            all.add(&from_record(&record).encode_to_vec());
        }
        all.name(&mut hasher);
        let id = format!("file-{}", hex::encode(&hasher.finalize().as_bytes()[..16]));
        // Rows are read again to be sent, and must not be told twice.
        let set_aside = builder.set_aside();
        let set_aside_counts = set_aside_counts(&builder);
        let reading = notes_text(&notes) + &remarks_text(&builder.remarks(), builder.short_years());
        let file = file.into();
        Ok(Self {
            file,
            builder,
            key_checks,
            id,
            lines,
            months,
            notes,
            set_aside,
            set_aside_counts,
            reading,
        })
    }

    /// Whether the exchange has taken batches of this very file before.
    pub async fn has_begun(&self, client: &Client) -> Result<bool> {
        let status = v1::GetSubmissionStatusRequest { submission_id: self.id.clone() };
        let status = client.intake().get_submission_status(status).await;
        Ok(status.map_err(ClientError::from)?.into_inner().durable_through > 0)
    }

    /// The builder of its records.
    pub fn builder(&self) -> &Builder {
        &self.builder
    }

    /// What the file lacks of the newest records of its system, if it may be an older export.
    async fn lacking(&self, client: &Client) -> Result<Option<Lacking>> {
        let kind = i32::from(self.builder.mapping().record.number());
        let listed = ends::held(client, kind).await?;
        Ok(held::lacking(&self.months, &Months::of_system(&listed, &self.builder)))
    }

    /// The months of its records.
    pub fn months(&self) -> &Months {
        &self.months
    }

    /// Sends the file. What is not at the exchange at the end goes to `<file>.rejected.csv`.
    pub async fn send(&self, client: &Client, bar: ProgressBar, way: Way) -> Result<Totals> {
        let state = Arc::new(Mutex::new(State {
            notes: BTreeMap::new(),
            totals: Totals { is_empty: self.notes.rows == 0, ..Totals::default() },
            rejected: RejectedFile::new(beside(&self.file, ".rejected.csv"))?,
            readmit: way.readmit,
            anew: HashSet::new(),
            asked: BTreeMap::new(),
            held: HashSet::new(),
            error: None,
        }));
        let fresh = || -> Result<String> {
            let mut random = [0; 16];
            getrandom::fill(&mut random).context("the operating system gave no random bytes")?;
            Ok(format!("newest-{}", hex::encode(random)))
        };
        let id = if way.newest { fresh()? } else { self.id.clone() };
        // What somebody says is the newest is not asked about.
        let holds = !way.newest;
        let (held, shown) = (state.clone(), bar.clone());
        let run = Run { submission: self, client, id, holds, state: held, bar: shown };
        let batches = run.first().await?;
        let mut wanted = run.unheard(batches).await?;
        for _ in 0..AGAIN {
            if wanted.is_empty() {
                break;
            }
            wanted = run.again(&wanted, Sent { holds, ..Sent::default() }).await?;
        }
        // Those that are sent anew are not taken again, should they be refused once more.
        let anew = state.lock().anew.clone();
        if wanted.is_empty() && !anew.is_empty() {
            let sent = Sent { readmit: true, holds, ..Sent::default() };
            wanted = run.again(&Wanted::Records(anew), sent).await?;
        }
        bar.finish_and_clear();
        if wanted.is_empty() {
            wanted = run.confirmed(&way.confirm, way.newest).await?;
        }
        let status = v1::GetSubmissionStatusRequest { submission_id: run.id.clone() };
        let status = client.intake().get_submission_status(status).await;
        let began = status.map_err(ClientError::from)?.into_inner().began;
        // An exchange of an earlier version does not know this; what was sent is there all the same.
        let report = v1::ReportSetAsideRequest { counts: Some(self.set_aside_counts) };
        let _ = client.intake().report_set_aside(report).await;
        let mut state = state.lock();
        if !wanted.is_empty() {
            bail!(
                "the connection broke too often: run the same command again to learn what became of all rows"
            );
        }
        state.totals.began = began;
        state.totals.set_aside = self.set_aside.clone();
        state.totals.reading = self.reading.clone();
        state.rejected.finish();
        // What was sent is there all the same, and ends still have to be followed.
        state.totals.unreported = state.error.take().map(|error| format!("{error:#}"));
        Ok(state.totals.clone())
    }
}

/// Which records are sent.
enum Wanted {
    /// All.
    All,
    /// Those of these lines.
    Lines(HashSet<u64>),
    /// These records.
    Records(HashSet<Place>),
}

/// How rows are sent again.
#[derive(Default)]
struct Sent<'a> {
    /// Whether withdrawn records are submitted anew.
    readmit: bool,
    /// What is confirmed of corrections.
    confirmed: &'a [Question],
    /// Whether corrections wait until they are confirmed.
    holds: bool,
}

impl Wanted {
    fn is_empty(&self) -> bool {
        matches!(self, Self::Lines(lines) if lines.is_empty())
    }

    fn has(&self, line: u64, record: &Record) -> bool {
        match self {
            Self::All => true,
            Self::Lines(lines) => lines.contains(&line),
            Self::Records(records) => records.contains(&place(line, record.record_id())),
        }
    }
}

/// The records of a file, one after the other, and the rows that are none.
struct Records<'a> {
    rows: Rows,
    builder: &'a Builder,
    /// Records of rows that were read: a row may have several.
    ready: VecDeque<(u64, Record)>,
    /// Of each row that is no record, why.
    rejected: Vec<Vec<Rejection>>,
    /// Rows that cannot be read at all.
    unreadable: u64,
}

impl<'a> Records<'a> {
    fn open(submission: &'a Submission) -> Result<Self> {
        Self::new(&submission.file, &submission.builder)
    }

    fn new(file: &Path, builder: &'a Builder) -> Result<Self> {
        let rows = open_rows(file, builder)?;
        Ok(Self { rows, builder, ready: VecDeque::new(), rejected: Vec::new(), unreadable: 0 })
    }

    /// The next record and its line; nothing at the end of the file.
    fn next(&mut self) -> Result<Option<(u64, Record)>, ClientError> {
        while self.ready.is_empty() {
            let read: Vec<_> = self.rows.by_ref().take(ROWS).collect();
            if read.is_empty() {
                return Ok(None);
            }
            let unreadable = |row: &&Result<_, _>| matches!(row, Err(RowError::Row { .. }));
            self.unreadable += read.iter().filter(unreadable).count() as u64;
            let builder = self.builder;
            let read: Vec<_> = read.into_par_iter().map(|row| read_row(row, builder)).collect();
            for row in read {
                match row? {
                    Ok((line, built)) => {
                        self.ready.extend(built.into_iter().map(|record| (line, record)));
                    }
                    Err(rejections) => self.rejected.push(rejections),
                }
            }
        }
        Ok(self.ready.pop_front())
    }
}

/// What must be remembered of a batch until its answer is heard.
#[derive(Default)]
struct Note {
    lines: Vec<u64>,
    ids: Vec<OpaqueId>,
    /// Of each record, whether partner countries cannot find it.
    hidden: Vec<Hidden>,
}

struct Run<'a> {
    submission: &'a Submission,
    client: &'a Client,
    id: String,
    /// Whether corrections wait until it is known how many there are.
    holds: bool,
    state: Arc<Mutex<State>>,
    bar: ProgressBar,
}

impl Run<'_> {
    /// Sends the batches that the exchange does not have yet; tells how many there are. Which rows make
    /// a batch depends on the file alone: a run that goes on where another broke off counts on it.
    async fn first(&self) -> Result<u64> {
        let mut records = Records::open(self.submission)?;
        let mut sequence = 0;
        let next = || {
            let batch = self.batch(&mut records, &Wanted::All)?;
            let mut state = self.state.lock();
            state.reject_rows(std::mem::take(&mut records.rejected));
            state.totals.unreadable = records.unreadable;
            let Some((note, records)) = batch else { return Ok(None) };
            sequence += 1;
            state.totals.batches = sequence;
            // Of what an earlier run has sent the exchange is asked later.
            if sequence > state.totals.resumed_batches {
                state.notes.insert(sequence, note);
            }
            Ok(Some(Batch {
                sequence,
                records,
                readmit_withdrawn: false,
                confirmed: Vec::new(),
                hold_corrections: self.holds,
            }))
        };
        self.submit(next).await?;
        Ok(sequence)
    }

    async fn submit(
        &self,
        next: impl FnMut() -> Result<Option<Batch>, ClientError>,
    ) -> Result<(), ClientError> {
        let builder = &self.submission.builder;
        let mut progress = Progress { state: self.state.clone(), bar: self.bar.clone(), builder };
        submit(self.client, &self.id, &self.submission.key_checks, next, &mut progress).await
    }

    /// The next records that are wanted, at most a batch of them.
    fn batch(
        &self,
        records: &mut Records<'_>,
        wanted: &Wanted,
    ) -> Result<Option<(Note, Vec<v1::Record>)>, ClientError> {
        let has_key = self.submission.builder.has_transnational_key();
        let mut note = Note::default();
        let mut batch = Vec::new();
        let mut places = HashMap::new();
        let mut bytes = 0;
        while batch.len() < BATCH {
            let Some((line, record)) = records.next()? else { break };
            if !wanted.has(line, &record) {
                continue;
            }
            let message = from_record(&record);
            // A row that says the same once more.
            let first = *places.entry(record.record_id().clone()).or_insert(batch.len());
            if batch.get(first).is_some_and(|first| *first == message) {
                continue;
            }
            bytes += message.encoded_len();
            if bytes > BATCH_BYTES && !batch.is_empty() {
                records.ready.push_front((line, record));
                break;
            }
            note.ids.push(record.record_id().clone());
            let mut hidden = Hidden::default();
            hidden.count(&record, has_key);
            note.hidden.push(hidden);
            note.lines.push(line);
            batch.push(message);
        }
        Ok((!batch.is_empty()).then_some((note, batch)))
    }

    /// Rows of which no answer was heard in this run: those of batches that became durable when a
    /// connection broke, and, of what an earlier run had sent, those that the exchange does not have.
    /// All rows, when an earlier run had sent the whole file: then it is compared once more.
    async fn unheard(&self, batches: u64) -> Result<Wanted> {
        let resumed = self.state.lock().totals.resumed_batches;
        if batches > 0 && resumed >= batches {
            return Ok(Wanted::All);
        }
        let mut lines = self.state.lock().take_unheard();
        if resumed == 0 {
            return Ok(Wanted::Lines(lines));
        }
        let request = v1::GetSubmissionStatusRequest { submission_id: self.id.clone() };
        let status = self.client.intake().get_submission_status(request).await;
        let began = status.map_err(ClientError::from)?.into_inner().began;
        let mut records = Records::open(self.submission)?;
        // Of many batches at once: each question is a line of the exchange's audit log.
        let mut names = Vec::new();
        for batch in 1..=resumed {
            // The same rows as in the batch that was sent.
            let sent = self.batch(&mut records, &Wanted::All)?;
            let is_last = batch == resumed || sent.is_none();
            if let Some((note, batch)) = sent {
                names.extend(note.lines.into_iter().zip(batch.into_iter().map(name_of)));
            }
            if is_last || names.len() + BATCH > NAMES {
                self.unheard_of(std::mem::take(&mut names), began, &mut lines).await?;
            }
            if is_last {
                break;
            }
        }
        Ok(Wanted::Lines(lines))
    }

    /// Adds the lines of those rows that the exchange does not have as they are.
    async fn unheard_of(
        &self,
        rows: Vec<(u64, (u32, v1::RecordName))>,
        began: u64,
        lines: &mut HashSet<u64>,
    ) -> Result<()> {
        let asked: Vec<_> = rows.iter().map(|(_, (_, name))| name.clone()).collect();
        let Some(states) = record_states(self.client, &asked).await? else {
            // An exchange of an earlier version cannot tell: all is sent again.
            lines.extend(rows.iter().map(|(line, _)| *line));
            return Ok(());
        };
        for ((line, (revision, _)), state) in rows.into_iter().zip(states) {
            // One that was there before is not known to be as it was sent.
            let is_there = state.status() == v1::RecordStatus::Durable && state.order >= began;
            if is_there && state.revision >= revision {
                self.state.lock().totals.resumed += 1;
            } else {
                lines.insert(line);
            }
        }
        Ok(())
    }

    /// Sends rows once more whose corrections are confirmed, and rejects the others. Corrections that were
    /// held back need no word of anybody where they are few.
    async fn confirmed(&self, confirm: &Confirm, is_newest: bool) -> Result<Wanted> {
        let (mut told, asked, mut held, others) = {
            let mut state = self.state.lock();
            let (asked, held) = (std::mem::take(&mut state.asked), std::mem::take(&mut state.held));
            let totals = &state.totals;
            (totals.asked.clone(), asked, held, totals.unchanged + totals.resumed)
        };
        asked.iter().for_each(|((line, _), questions)| told.add(*line, questions));
        let are_many = held::are_many(held.len(), others);
        if !are_many && !held.is_empty() {
            told.lacking = self.submission.lacking(self.client).await?;
        }
        let may_be_older = are_many || told.lacking.is_some();
        if may_be_older {
            held::lines(&held).iter().for_each(|line| told.add(*line, &[Question::Correction]));
        }
        let mut confirmed = told.confirm(confirm, is_newest)?;
        if !may_be_older {
            confirmed.push(Question::Correction);
        }
        let are_confirmed =
            |questions: &[Question]| questions.iter().all(|asked| confirmed.contains(asked));
        let (mut taken, mut refused) = (HashSet::new(), Vec::new());
        for ((line, id), mut questions) in asked {
            let place = place(line, &id);
            if held.remove(&place) {
                questions.push(Question::Correction);
            }
            match are_confirmed(&questions) {
                true => drop(taken.insert(place)),
                false => refused.push((line, questions)),
            }
        }
        match confirmed.contains(&Question::Correction) {
            true => taken.extend(held),
            false => {
                let lines = held::lines(&held).into_iter();
                refused.extend(lines.map(|line| (line, vec![Question::Correction])));
            }
        }
        self.state.lock().totals.asked = told;
        self.refuse(refused, &confirmed);
        if taken.is_empty() {
            return Ok(Wanted::Lines(HashSet::new()));
        }
        let sent = Sent { confirmed: &confirmed, holds: may_be_older, ..Sent::default() };
        let wanted = self.again(&Wanted::Records(taken), sent).await?;
        // What was asked now only: somebody else has changed the record meanwhile.
        let asked = std::mem::take(&mut self.state.lock().asked).into_iter();
        let asked: Vec<_> = asked.map(|((line, _), questions)| (line, questions)).collect();
        for (line, questions) in &asked {
            self.state.lock().totals.asked.add(*line, questions);
        }
        self.refuse(asked, &[]);
        Ok(wanted)
    }

    /// Rejects rows whose corrections nobody has confirmed.
    fn refuse(&self, mut rows: Vec<(u64, Vec<Question>)>, confirmed: &[Question]) {
        rows.sort();
        let mut state = self.state.lock();
        state.totals.rejected += rows.len() as u64;
        for (line, questions) in &rows {
            state.write(&unconfirmed(&self.submission.builder, *line, questions, confirmed));
        }
    }

    /// Sends rows again, as further batches of the same submission; gives those back of which no answer
    /// was heard this time either.
    async fn again(&self, wanted: &Wanted, sent: Sent<'_>) -> Result<Wanted> {
        let request = v1::GetSubmissionStatusRequest { submission_id: self.id.clone() };
        let status = self.client.intake().get_submission_status(request).await;
        let mut sequence = status.map_err(ClientError::from)?.into_inner().durable_through;
        let mut records = Records::open(self.submission)?;
        let next = || {
            let Some((note, records)) = self.batch(&mut records, wanted)? else { return Ok(None) };
            sequence += 1;
            self.state.lock().notes.insert(sequence, note);
            Ok(Some(Batch {
                sequence,
                records,
                readmit_withdrawn: sent.readmit,
                confirmed: sent.confirmed.to_vec(),
                hold_corrections: sent.holds,
            }))
        };
        self.submit(next).await?;
        Ok(Wanted::Lines(self.state.lock().take_unheard()))
    }
}

/// The name of a record as it is sent, and its revision.
fn name_of(record: v1::Record) -> (u32, v1::RecordName) {
    use v1::record::Record::{Assistance, Proceeding, Victim};
    let (kind, revision, record_id) = match record.record {
        Some(Victim(record)) => (v1::RecordKind::Victim, record.revision, record.record_id),
        Some(Assistance(record)) => (v1::RecordKind::Assistance, record.revision, record.record_id),
        Some(Proceeding(record)) => (v1::RecordKind::Proceeding, record.revision, record.record_id),
        None => (v1::RecordKind::Unspecified, 0, String::new()),
    };
    (revision, v1::RecordName { kind: kind.into(), record_id })
}

struct State {
    /// Batches whose answer has not been heard.
    notes: BTreeMap<u64, Note>,
    totals: Totals,
    rejected: RejectedFile,
    /// Records that are submitted anew where they were withdrawn.
    readmit: HashSet<OpaqueId>,
    /// Those of them that the exchange said were withdrawn.
    anew: HashSet<Place>,
    /// Corrections that the exchange asks about, by line and record.
    asked: BTreeMap<(u64, OpaqueId), Vec<Question>>,
    /// Corrections that it holds back until it is known how many there are.
    held: HashSet<Place>,
    error: Option<anyhow::Error>,
}

impl State {
    /// Rows that are no records, some of them by right.
    fn reject_rows(&mut self, rows: Vec<Vec<Rejection>>) {
        for mut rejections in rows {
            let by_right = take_by_right(&mut rejections);
            self.totals.without_consent += u64::from(by_right.is_no);
            self.totals.superseded += u64::from(by_right.is_older);
            self.totals.rejected += u64::from(!rejections.is_empty());
            self.write(&rejections);
        }
    }

    /// Whether a record that was withdrawn is to be sent anew. Each is sent once more.
    fn readmits(&mut self, line: u64, id: &OpaqueId) -> bool {
        let row = OpaqueId::new(row_of(id.as_str()));
        let is_named = self.readmit.contains(id) || row.is_some_and(|r| self.readmit.contains(&r));
        is_named && self.anew.insert(place(line, id))
    }

    fn write(&mut self, rejections: &[Rejection]) {
        if let Err(error) = self.rejected.write(rejections) {
            self.error.get_or_insert(error);
        }
    }

    fn take_unheard(&mut self) -> HashSet<u64> {
        std::mem::take(&mut self.notes).into_values().flat_map(|note| note.lines).collect()
    }
}

struct Progress<'a> {
    state: Arc<Mutex<State>>,
    bar: ProgressBar,
    builder: &'a Builder,
}

impl SubmitProgress for Progress<'_> {
    fn resumed(&mut self, durable_through: u64) {
        let mut state = self.state.lock();
        if state.totals.batches == 0 {
            state.totals.resumed_batches = durable_through;
        }
    }

    fn acknowledged(&mut self, sequence: u64, results: Vec<v1::RecordResult>) {
        let mut state = self.state.lock();
        // An answer that lacks results is none: the rows are sent again.
        if state.notes.get(&sequence).is_none_or(|note| note.lines.len() != results.len()) {
            return;
        }
        let Some(note) = state.notes.remove(&sequence) else { return };
        let mut rejections = Vec::new();
        for (place, (result, line)) in results.into_iter().zip(&note.lines).enumerate() {
            use v1::RecordOutcome::{
                Amended, RefusedStale, RefusedUnconfirmed, RefusedWithdrawn, Stored, Unchanged,
            };
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
                Stored => state.totals.stored += 1,
                Amended => state.totals.amended += 1,
                Unchanged => state.totals.unchanged += 1,
                RefusedWithdrawn
                    if note.ids.get(place).is_some_and(|id| state.readmits(*line, id)) => {}
                RefusedUnconfirmed if place < note.ids.len() => {
                    let mut questions: Vec<_> = result.questions().collect();
                    let id = &note.ids[place];
                    if questions.contains(&Question::Correction) {
                        state.held.insert(held::place(*line, id));
                        questions.retain(|question| *question != Question::Correction);
                        if questions.is_empty() {
                            continue;
                        }
                    }
                    state.asked.insert((*line, id.clone()), questions);
                }
                outcome => {
                    state.totals.rejected += 1;
                    state.totals.older += u64::from(outcome == RefusedStale);
                    state.totals.withdrawn_before += u64::from(outcome == RefusedWithdrawn);
                    if !matches!(outcome, RefusedStale | RefusedWithdrawn) {
                        state.totals.refused.extend(note.ids.get(place).cloned());
                    }
                    rejections.extend(refused(self.builder, *line, outcome, result.violations));
                }
            }
        }
        rejections.sort_by_key(|rejection| rejection.line);
        state.write(&rejections);
        self.bar.set_position(note.lines.last().copied().unwrap_or(0));
    }

    fn interrupted(&mut self, reason: &str, pause: Duration) {
        let seconds = pause.as_secs_f32();
        let reason = foreign::line(reason);
        let args = [("reason", reason.into()), ("seconds", format!("{seconds:.1}").into())];
        self.bar.println(sentence("cli-interrupted", &args));
    }

    fn told(&mut self, notice: &str) {
        self.bar.suspend(|| super::common::tell(notice));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::codes::KeyScope;
    use crate::domain::profile::Profile;
    use crate::pseudonym::{Mapping, TokenKey};

    #[test]
    fn records_have_one_name_in_any_order() {
        let name = |records: &[&[u8]]| {
            let mut all = AllOf::default();
            records.iter().for_each(|record| all.add(record));
            let mut hasher = blake3::Hasher::new();
            all.name(&mut hasher);
            hasher.finalize()
        };
        let three = name(&[b"a", b"b", b"c"]);
        assert_eq!(name(&[b"c", b"a", b"b"]), three);
        let others: [&[&[u8]]; 4] =
            [&[b"a", b"b"], &[b"a", b"b", b"c", b"c"], &[b"ab", b"c"], &[b"a", b"b", b"d"]];
        assert!(others.iter().all(|other| name(other) != three));
    }

    /// What is told of records that partner countries cannot find, by what the exchange did with them.
    #[test]
    fn a_record_that_is_unchanged_is_not_said_to_be_hidden() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("e.csv.rejected.csv");
        let hidden = Hidden { without_key: 1, ..Hidden::default() };
        let note = Note { lines: vec![2, 3, 4], hidden: vec![hidden; 3], ids: Vec::new() };
        let state = State {
            notes: BTreeMap::from([(1, note)]),
            totals: Totals::default(),
            rejected: RejectedFile::new(path).unwrap(),
            readmit: HashSet::new(),
            anew: HashSet::new(),
            asked: BTreeMap::new(),
            held: HashSet::new(),
            error: None,
        };
        let state = Arc::new(Mutex::new(state));
        let key = TokenKey::from_bytes(KeyScope::National, 1, [1; 32]);
        let mapping = Mapping::parse("record = \"victim\"").unwrap();
        let today = jiff::civil::date(2026, 1, 1);
        let builder = Builder::new(mapping, Profile::shipped(), vec![key], today);
        let mut progress =
            Progress { state: state.clone(), bar: ProgressBar::hidden(), builder: &builder };
        use v1::RecordOutcome::{Conflict, Stored, Unchanged};
        let results = [Stored, Unchanged, Conflict].into_iter().map(|outcome| v1::RecordResult {
            outcome: outcome.into(),
            ..v1::RecordResult::default()
        });
        progress.acknowledged(1, results.collect());
        let told = state.lock().totals.hidden.text();
        assert!(told.starts_with("1 record with") && told.contains("cannot be found"), "{told}");
        assert!(told.contains("of 1 unchanged records"), "{told}");
        assert_eq!(told.lines().count(), 2, "{told}");
    }
}
