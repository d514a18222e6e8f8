//! `vdx submit`: from an export with names to records at the exchange.

use std::io::{ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::LazyLock;

use anyhow::{Context, Result, anyhow};
use indicatif::{ProgressBar, ProgressStyle};
use prost::Message;
use prost_reflect::{DescriptorPool, DynamicMessage, SerializeOptions};

use crate::domain::codes::KeyScope;
use crate::foreign;
use crate::proto::{DESCRIPTORS, from_record, v1};
use crate::pseudonym::{Builder, Mapping, ReadNotes, TokenKey};
use crate::secret_file::KeyError;

use super::common::{
    Connection, SOME_REJECTED, beside, keep_head, no_such_file, print, profile, shown_path, today,
    with_client, wrapped,
};
use super::confirm::Confirm;
use super::ends::{Ends, Full, follow};
use super::naming::{Naming, known_system, load_mapping};
use super::reasons::{Reasons, notes_text, remarks_text, set_aside_text};
use super::sending::{Submission, Way};
use super::speech::{counted, sentence, word};
use super::submission::{Hidden, Totals, open_rows, read_row, study, take_by_right};

/// Names, numbers and dates of birth are read here and leave only as keyed hashes.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  vdx submit --mapping police.toml --key national.key export.csv --dry-run
  vdx submit --mapping police.toml --key national.key --transnational-key transnational.key \\
      --profile police-profile.toml export.csv

A record is corrected by a row with the same record_id: the file that was first submitted last holds the
newest content, and an older one that is sent again is told and not taken (--newest takes it). Where
the export numbers its versions, name the column in the mapping, as in revision = \"Version\" under
[fields]: then the higher number is the newer one. A withdrawn record is submitted anew with
--readmit ID alone.

A correction is asked about that would share a record more widely, bring back what was corrected, or
put another person in the place of the one before; and so are all of a file that would correct at least 20
records and more than a third of its records that are at the exchange, as an older export does. Without
a terminal none of these is made (exit 3), and the run names the option that confirms it, with the
number of rows.

Record ids leave hashed under a key of the institution (vdx keys generate-ids, once): any text is an id, and
none leaves. The mapping names the system that they are of.

A row that says NO to processing does not leave, and its record is withdrawn where the exchange has it.
--full says that the export is complete: records that it lacks are withdrawn after a question.

Files ending in .jsonl, .ndjson or .json are JSON (an object a line, or an array); .xlsx, .ods and .xls
are workbooks; all others are CSV, in UTF-8 or as the mapping's encoding says (docs/mapping.md).
`vdx mapping new` writes a first mapping. Rows that cannot be used go to <file>.rejected.csv with line, column and reason; the others go on.
A submission that breaks off is resumed by running the same command again.")]
pub struct Args {
    /// The export: CSV, JSON, .xlsx, .ods or .xls.
    file: PathBuf,
    /// Mapping of the export's columns.
    #[arg(long, value_name = "FILE")]
    mapping: PathBuf,
    /// National key; during a rotation the new one first, then the old one.
    #[arg(long, value_name = "FILE", required = true)]
    key: Vec<PathBuf>,
    /// Transnational key; records that may cross borders then get its tokens too. During a
    /// rotation the new one first, then the old one.
    #[arg(long, value_name = "FILE")]
    transnational_key: Vec<PathBuf>,
    /// Linkage profile that the coordinator gives out; the shipped one unless given.
    #[arg(long, value_name = "FILE")]
    linkage_profile: Option<PathBuf>,
    #[command(flatten)]
    naming: Naming,
    /// The exchange has no records of the mapping's system under this id key yet, and may have some of
    /// other systems of the institution.
    #[arg(long)]
    new_system: bool,
    /// The file is the newest, also where its content was submitted before and replaced since.
    #[arg(long)]
    newest: bool,
    /// Submit the record with this id of the export anew, though it was withdrawn or said NO; may be
    /// given several times.
    #[arg(long, value_name = "ID")]
    readmit: Vec<String>,
    #[command(flatten)]
    confirm: Confirm,
    #[command(flatten)]
    full: Full,
    /// Connect to nobody; print exactly what would leave, as JSON Lines. They hold tokens: write them
    /// where you alone can read, and delete them.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    connection: Connection,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let mapping = load_mapping(&args.mapping)?;
    mapping.check_fields().with_context(|| shown_path(&args.mapping))?;
    let load = |scope, paths: &[PathBuf]| {
        let one = |path: &PathBuf| {
            TokenKey::load(scope, path).map_err(|error| no_key(path, scope, error))
        };
        paths.iter().map(one).collect::<Result<Vec<_>>>()
    };
    let keys = load(KeyScope::National, &args.key)?;
    let builder = Builder::new(mapping, profile(args.linkage_profile.as_deref())?, keys, today())
        .with_transnational(load(KeyScope::Transnational, &args.transnational_key)?);
    let builder =
        args.naming.name(builder, &args.connection).with_context(|| shown_path(&args.mapping))?;
    let builder = if args.full.full { builder.following_ids() } else { builder };
    if args.dry_run {
        let (builder, notes) = study(&args.file, builder)?;
        return dry_run(&args.file, &builder, &notes);
    }
    // Everything that can be wrong here is found before anybody is called.
    open_rows(&args.file, &builder)?;
    let submission = Submission::prepare(&args.file, builder)?;
    let bar = bar(submission.lines);
    let readmit = args.readmit.iter().map(|raw| {
        let id = submission.builder().record_id(raw);
        id.with_context(|| format!("--readmit: {} is no id of this export", foreign::line(raw)))
    });
    let (newest, confirm) = (args.newest, args.confirm.clone());
    let way = Way { newest, readmit: readmit.collect::<Result<_>>()?, confirm };
    let (totals, ends, ended) = with_client(&args.connection, async |client| {
        if !submission.has_begun(&client).await? {
            known_system(&client, submission.builder(), args.new_system).await?;
        }
        let totals = submission.send(&client, bar, way).await?;
        let months = (!newest).then(|| submission.months());
        let (ends, ended) =
            follow(&client, submission.builder(), &totals, &args.full, months).await;
        if keep_head(&client).await.is_err() {
            note!("{}", sentence("cli-submit_says", &[("summary", summary(&totals).into())]));
        }
        Ok((totals, ends, ended))
    })?;
    let exit = report(&args.file, submission.builder().mapping(), &totals, &ends)?;
    ended.map(|()| exit)
}

/// A key that cannot be read: one that is not there is asked of whoever gives it.
fn no_key(path: &Path, scope: KeyScope, error: KeyError) -> anyhow::Error {
    match error {
        KeyError::Io { source, .. } if source.kind() == ErrorKind::NotFound => match scope {
            KeyScope::National => {
                let path = shown_path(path).into();
                anyhow!(sentence("cli-no_national_key", &[("path", path)]))
            }
            KeyScope::Transnational => no_such_file(path),
        },
        error => error.into(),
    }
}

/// The very bytes that would be sent of a record, shown as JSON.
pub fn json_line(record: &v1::Record) -> Result<String> {
    static POOL: LazyLock<Option<DescriptorPool>> =
        LazyLock::new(|| DescriptorPool::decode(DESCRIPTORS).ok());
    let descriptor = POOL.as_ref().and_then(|pool| pool.get_message_by_name("vdx.v1.Record"));
    let descriptor = descriptor.context("the schema has Record")?;
    let message = DynamicMessage::decode(descriptor, record.encode_to_vec().as_slice())?;
    let mut line = serde_json::Serializer::new(Vec::new());
    let names = SerializeOptions::new().use_proto_field_name(true);
    message.serialize_with_options(&mut line, &names)?;
    Ok(String::from_utf8(line.into_inner())?)
}

fn dry_run(file: &Path, builder: &Builder, notes: &ReadNotes) -> Result<ExitCode> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let (mut records, mut rejected) = (0_i64, 0_i64);
    let (mut without_consent, mut superseded) = (0, 0);
    let mut hidden = Hidden::default();
    let mut reasons = Reasons::default();
    for row in open_rows(file, builder)? {
        match read_row(row, builder)? {
            Ok((_, built)) => {
                for record in built {
                    hidden.count(&record, builder.has_transnational_key());
                    let line = foreign::json(&json_line(&from_record(&record))?);
                    match writeln!(out, "{line}") {
                        Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => {
                            return Ok(ExitCode::SUCCESS);
                        }
                        result => result?,
                    }
                    records += 1;
                }
            }
            Err(mut rejections) => {
                let by_right = take_by_right(&mut rejections);
                without_consent += u64::from(by_right.is_no);
                superseded += u64::from(by_right.is_older);
                rejected += i64::from(!rejections.is_empty());
                reasons.add(rejections);
            }
        }
    }
    out.flush()?;
    let told = reasons.text()
        + &set_aside_text(&builder.set_aside())
        + &notes_text(notes)
        + &remarks_text(&builder.remarks(), builder.short_years());
    told.lines().for_each(|line| note!("{line}"));
    let counts = [("records", i64::into(records)), ("rejected", i64::into(rejected))];
    note!("{}", sentence("cli-dry_summary", &counts));
    if without_consent > 0 {
        note!("{}", counted("cli-told_no", without_consent));
    }
    if superseded > 0 {
        note!("{}", counted("cli-told_superseded", superseded));
    }
    (hidden.text() + &hidden.borders_text(builder.mapping()))
        .lines()
        .for_each(|line| note!("{line}"));
    if notes.rows == 0 {
        note!("{}", word("cli-no_rows"));
    }
    Ok(if rejected > 0 || notes.rows == 0 {
        ExitCode::from(SOME_REJECTED)
    } else {
        ExitCode::SUCCESS
    })
}

/// A progress bar on a terminal, nothing elsewhere.
fn bar(lines: u64) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(lines);
    if let Ok(style) =
        ProgressStyle::with_template("{bar:40} {percent}% line {pos} of {len}, {eta} left")
    {
        bar.set_style(style);
    }
    bar
}

/// What became of the records, in one line.
fn summary(totals: &Totals) -> String {
    let args = [
        ("stored", totals.stored.into()),
        ("corrected", totals.amended.into()),
        ("unchanged", totals.unchanged.into()),
        ("rejected", totals.rejected.into()),
    ];
    sentence("cli-submit_summary", &args)
}

/// What became of rows that are not simply there, a line each.
fn told_of(totals: &Totals, ends: &Ends) -> String {
    let told = [
        (totals.resumed, "cli-told_resumed"),
        (totals.older, "cli-told_older"),
        (totals.withdrawn_before, "cli-told_withdrawn_before"),
        (totals.superseded, "cli-told_superseded"),
        (totals.without_consent, "cli-told_no"),
        (ends.consent, "cli-told_consent"),
        (u64::from(ends.has_others), "cli-told_others"),
        (ends.remembered, "cli-told_remembered"),
        (ends.not_remembered, "cli-told_not_remembered"),
        (ends.services, "cli-told_services"),
        (ends.newer_services, "cli-told_newer_services"),
        (ends.still, "cli-told_still"),
        (ends.unknown, "cli-told_unknown"),
        (ends.missing, "cli-told_missing"),
    ];
    let told = told.into_iter().filter(|(count, _)| *count > 0);
    told.map(|(count, key)| counted(key, count) + "\n").collect()
}

fn report(file: &Path, mapping: &Mapping, totals: &Totals, ends: &Ends) -> Result<ExitCode> {
    let mut text = String::new();
    let is_wrong = totals.rejected > 0 || totals.is_empty;
    let changed = totals.stored + totals.amended + totals.rejected;
    let ended = ends.consent + ends.remembered + ends.services + ends.missing;
    let nothing_new = changed + ended == 0;
    if totals.was_complete() {
        let key =
            if nothing_new { "cli-submit_before_nothing" } else { "cli-submit_before_compared" };
        text += &(word(key) + "\n");
    } else if totals.resumed_batches > 0 {
        text += &(counted("cli-submit_resumed", totals.resumed_batches) + "\n");
    }
    text += &summary(totals);
    text.push('\n');
    text += &told_of(totals, ends);
    text += &totals.asked.text();
    text += &set_aside_text(&totals.set_aside);
    text += &totals.reading;
    if totals.is_empty {
        text += &(word("cli-no_rows") + "\n");
    }
    let rejected = beside(file, ".rejected.csv");
    let file = ("file", shown_path(&rejected).into());
    if let Some(why) = &totals.unreported {
        text +=
            &(sentence("cli-rejected_incomplete", &[file, ("why", why.as_str().into())]) + "\n");
    } else if totals.rejected > 0 {
        text += &(sentence("cli-rejected_file", &[file]) + "\n");
    }
    text += &(totals.hidden.text() + &totals.hidden.borders_text(mapping));
    print(&wrapped(&text))?;
    Ok(match () {
        () if totals.unreported.is_some() => ExitCode::FAILURE,
        () if is_wrong => ExitCode::from(SOME_REJECTED),
        () => ExitCode::SUCCESS,
    })
}
