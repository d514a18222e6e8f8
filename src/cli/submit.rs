//! `vdx submit`: from an export with names to records at the exchange.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use indicatif::{ProgressBar, ProgressStyle};
use prost::Message;
use prost_reflect::{DescriptorPool, DynamicMessage, SerializeOptions};

use crate::domain::codes::KeyScope;
use crate::foreign;
use crate::proto::{DESCRIPTORS, from_record};
use crate::pseudonym::{Builder, Mapping, TokenKey};

use super::common::{
    Connection, SOME_REJECTED, beside, keep_head, print, profile, today, with_client,
};
use super::resubmission::Standing;
use super::submission::{
    Hidden, Rejection, Submission, Totals, open_rows, read_row, set_aside_text, study,
};

/// Names, numbers and dates of birth are read here and leave only as keyed hashes.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  vdx submit --mapping police.toml --key national.key export.csv --dry-run
  vdx submit --mapping police.toml --key national.key --transnational-key transnational.key \\
      --profile police-profile.toml export.csv

A record is corrected by a row with the same record_id and a higher revision: name its column in
the mapping, as in revision = \"Version\" under [fields] (1 unless named). A withdrawn one is
submitted anew in the same way.

Files ending in .jsonl or .ndjson are JSON Lines, all others CSV; both in UTF-8. Rows that
cannot be used go to <file>.rejected.csv with line, column and reason; the others go on.
A submission that breaks off is resumed by running the same command again.")]
pub struct Args {
    /// The export: CSV or JSON Lines.
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
    /// Connect to nobody; print exactly what would leave, as JSON Lines.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    connection: Connection,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let mapping = Mapping::load(&args.mapping)?;
    mapping.check_fields().with_context(|| args.mapping.display().to_string())?;
    let load = |scope, paths: &[PathBuf]| {
        paths.iter().map(|path| TokenKey::load(scope, path)).collect::<Result<Vec<_>, _>>()
    };
    let keys = load(KeyScope::National, &args.key)?;
    let builder = Builder::new(mapping, profile(args.linkage_profile.as_deref())?, keys, today())
        .with_transnational(load(KeyScope::Transnational, &args.transnational_key)?);
    if args.dry_run {
        return dry_run(&args.file, &study(&args.file, builder)?);
    }
    // Everything that can be wrong here is found before anybody is called.
    open_rows(&args.file, &builder)?;
    let submission = Submission::prepare(&args.file, &args.mapping, builder)?;
    let bar = bar(submission.lines);
    let totals = with_client(&args.connection, async |client| {
        let totals = submission.send(&client, bar).await?;
        if keep_head(&client).await.is_err() {
            note!("The exchange says: {}", summary(&totals));
        }
        Ok(totals)
    })?;
    report(&args.file, &totals)
}

fn dry_run(file: &Path, builder: &Builder) -> Result<ExitCode> {
    let pool = DescriptorPool::decode(DESCRIPTORS)?;
    let descriptor = pool.get_message_by_name("vdx.v1.Record").context("the schema has Record")?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let (mut records, mut rejected) = (0, 0);
    let mut hidden = Hidden::default();
    for row in open_rows(file, builder)? {
        match read_row(row, builder)? {
            Ok((_, record)) => {
                hidden.count(&record, builder.has_transnational_key());
                // The very bytes that would be sent, shown as JSON.
                let bytes = from_record(&record).encode_to_vec();
                let message = DynamicMessage::decode(descriptor.clone(), bytes.as_slice())?;
                let mut line = serde_json::Serializer::new(Vec::new());
                let names = SerializeOptions::new().use_proto_field_name(true);
                message.serialize_with_options(&mut line, &names)?;
                let line = foreign::json(&String::from_utf8(line.into_inner())?);
                match writeln!(out, "{line}") {
                    Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => {
                        return Ok(ExitCode::SUCCESS);
                    }
                    result => result?,
                }
                records += 1;
            }
            Err(rejections) => {
                rejected += 1;
                for Rejection { line, column, reason } in rejections {
                    let (column, reason) = (foreign::line(&column), foreign::line(&reason));
                    note!("line {line}: {column}: {reason}");
                }
            }
        }
    }
    out.flush()?;
    set_aside_text(&builder.set_aside()).lines().for_each(|line| note!("{line}"));
    note!("{records} records would be sent; {rejected} rows would be rejected; nothing was sent.");
    hidden.text().lines().for_each(|line| note!("{line}"));
    Ok(if rejected > 0 { ExitCode::from(SOME_REJECTED) } else { ExitCode::SUCCESS })
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
    format!(
        "{} stored, {} corrected, {} unchanged, {} rejected.",
        totals.stored, totals.amended, totals.unchanged, totals.rejected
    )
}

/// What became since of the rows that an earlier run had sent.
fn standing_text(before: &Standing) -> String {
    let mut text = String::new();
    if before.is_unknown {
        text += "Whether any of its records was withdrawn since, this exchange cannot tell: it is of an earlier version.\n";
    }
    if before.withdrawn > 0 {
        text += &format!(
            "{} of its records WERE WITHDRAWN and are NOT at the exchange; nothing of them was sent now. To submit one anew, give its row a higher number in the column that [fields] revision names.\n",
            before.withdrawn
        );
    }
    if before.superseded > 0 {
        text += &format!(
            "Of {} of its records the exchange has a higher revision.\n",
            before.superseded
        );
    }
    text
}

fn report(file: &Path, totals: &Totals) -> Result<ExitCode> {
    let mut text = String::new();
    let exit = if totals.rejected > 0 { ExitCode::from(SOME_REJECTED) } else { ExitCode::SUCCESS };
    if totals.was_complete() {
        text += match totals.rejected {
            0 => "This file was submitted completely before; nothing changed.\n",
            _ => {
                "All rows of this file that could be used were submitted before; nothing changed.\n"
            }
        };
        text += &standing_text(&totals.before);
        if totals.rejected > 0 {
            let rejected = beside(file, ".rejected.csv");
            text += &format!("{} rows were rejected", totals.rejected);
            text += &match rejected.exists() {
                true => format!("; see {}\n", rejected.display()),
                false => "; --dry-run tells why\n".into(),
            };
        }
        print(&(text + &totals.hidden.text()))?;
        return Ok(exit);
    }
    if totals.resumed_batches > 0 {
        text += &format!("Resumed after {} durable batches.\n", totals.resumed_batches);
        text += &standing_text(&totals.before);
    }
    text += &summary(totals);
    text.push('\n');
    text += &set_aside_text(&totals.set_aside);
    if totals.rejected > 0 {
        let rejected = beside(file, ".rejected.csv");
        text += &format!("Rejected rows and reasons: {}\n", rejected.display());
    }
    print(&(text + &totals.hidden.text()))?;
    Ok(exit)
}
