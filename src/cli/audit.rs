//! `vdx audit`: what an auditor reads, and how it is sure that nothing was changed.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::audit::{
    CallResult, Checkpoint, Filter, LedgerCheck, Parts, Tree, is_consistent, is_included,
};
use crate::client::Client;
use crate::foreign;
use crate::proto::v1;
use crate::referral::case::DAY;
use crate::secret_file::replace_private;

use super::common::{Connection, Format, attend, csv, json_text, print, time, with_client};

#[derive(Subcommand)]
pub enum Command {
    /// List what was called: who, what, when, with which result, and whom or what it concerned.
    /// Never what was in it. What is asked for below must fit all together.
    List {
        /// From this line on.
        #[arg(long, default_value_t = 0)]
        from: u64,
        /// At most this many.
        #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
        limit: u32,
        #[command(flatten)]
        wanted: Wanted,
        /// Print JSON.
        #[arg(long, conflicts_with = "csv")]
        json: bool,
        /// Print comma-separated values.
        #[arg(long)]
        csv: bool,
        #[command(flatten)]
        connection: Connection,
    },
    /// Read the whole log and check it against its signed head, and against the head that you
    /// kept: nothing before it may have been changed or taken out. Then keep the new head.
    Verify {
        /// Where you keep the head and the exchange's audit key. The first time they are taken
        /// as they are: compare the key with what the operator shows (vdx keys show-audit-key).
        #[arg(long, default_value = "audit-head.json", value_name = "FILE")]
        head: PathBuf,
        /// The exchange's audit key, as the operator showed it: another one is refused.
        #[arg(long, value_name = "HEX", value_parser = audit_key)]
        key: Option<[u8; 32]>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        connection: Connection,
    },
    /// Tell what a file of evidence proves, which a member's client wrote when the exchange went
    /// back or showed another log. Connects to nobody.
    Evidence {
        /// The file.
        file: PathBuf,
    },
    /// Prove that a line is in the log of its signed head.
    Prove {
        /// The line's number.
        index: u64,
        /// Where you keep the head and the exchange's audit key.
        #[arg(long, default_value = "audit-head.json", value_name = "FILE")]
        head: PathBuf,
        #[command(flatten)]
        connection: Connection,
    },
}

/// Which lines are wanted.
#[derive(Args)]
pub struct Wanted {
    /// Only lines from this day or time on, UTC: 2026-11-01 or 2026-11-01T14:30
    #[arg(long, value_name = "TIME", value_parser = since)]
    since: Option<i64>,
    /// Only lines up to the end of this day, or before this time, UTC.
    #[arg(long, value_name = "TIME", value_parser = until)]
    until: Option<i64>,
    /// Only calls of this member (exchange.example/desk), or whose SPIFFE id has these whole
    /// segments: person/4711 for a person.
    #[arg(long, default_value = "")]
    caller: String,
    /// Only calls whose name holds this text: Release. With = before it, only calls of just this
    /// name: =Release.
    #[arg(long, default_value = "")]
    call: String,
    /// Only this result: OK, DENIED, INVALID_ARGUMENT ...
    #[arg(long, value_parser = result)]
    result: Option<String>,
    /// Only lines about this: member=exchange.example/desk, or 'referral=3fa1*' for what begins so.
    #[arg(long, default_value = "")]
    subject: String,
    /// Only lines that hold this text.
    #[arg(long, default_value = "")]
    with: String,
}

impl Wanted {
    /// Whether a line is of just the call that is wanted; the exchange looks for a part of its name.
    fn names(&self, line: &str) -> bool {
        let Some(name) = self.call.strip_prefix('=') else { return true };
        // The service may stand before it. A line that cannot be read is not to be hidden.
        let is_it = |call: &str| call == name || call.rsplit('/').next() == Some(name);
        Parts::of(line).is_none_or(|parts| is_it(parts.call))
    }

    fn filter(&self) -> Filter {
        Filter {
            since: self.since,
            until: self.until,
            caller: self.caller.clone(),
            call: self.call.trim_start_matches('=').to_owned(),
            result: self.result.clone().unwrap_or_default(),
            subject: self.subject.clone(),
            text: self.with.clone(),
        }
    }
}

const TIME_RULE: &str = "must be a day such as 2026-11-01 or a time such as 2026-11-01T14:30, UTC";

fn since(text: &str) -> Result<i64, String> {
    if let Ok(time) = text.parse::<jiff::Timestamp>() {
        return Ok(time.as_second());
    }
    let time: jiff::civil::DateTime = text.parse().map_err(|_| TIME_RULE)?;
    Ok(jiff::tz::Offset::UTC.to_timestamp(time).map_err(|_| TIME_RULE)?.as_second())
}

/// A day is meant with all its hours.
fn until(text: &str) -> Result<i64, String> {
    let is_day = !text.contains([':', 'T', 't', ' ']);
    Ok(since(text)? + if is_day { DAY } else { 0 })
}

fn result(text: &str) -> Result<String, String> {
    let known: Vec<&str> = CallResult::ALL.iter().map(|result| result.code()).collect();
    match known.iter().find(|code| code.eq_ignore_ascii_case(text)) {
        Some(code) => Ok((*code).to_owned()),
        None => Err(format!("must be one of {}", known.join(", "))),
    }
}

fn audit_key(text: &str) -> Result<[u8; 32], String> {
    let mut key = [0; 32];
    hex::decode_to_slice(text, &mut key)
        .map_err(|_| "must be the 64 hexadecimal digits of vdx keys show-audit-key")?;
    Ok(key)
}

/// What an auditor keeps.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// The exchange's audit key.
    #[serde(with = "hex::serde")]
    key: [u8; 32],
    /// The last signed head.
    checkpoint: String,
}

impl Kept {
    fn load(path: &Path) -> Result<Option<Self>> {
        match std::fs::read_to_string(path) {
            Ok(text) => serde_json::from_str(&text)
                .map(Some)
                .with_context(|| format!("{}: not a head that was kept here", path.display())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| path.display().to_string()),
        }
    }

    fn head(&self) -> Result<Checkpoint> {
        Ok(Checkpoint::verify(&self.checkpoint, &self.key)?)
    }
}

pub fn run(command: &Command) -> Result<ExitCode> {
    match command {
        Command::List { from, limit, wanted, json, csv, connection } => {
            let format = match (json, csv) {
                (true, _) => Format::Json,
                (_, true) => Format::Csv,
                _ => Format::Table,
            };
            let (lines, next) = with_client(connection, async |client| {
                let found = search(&client, *from, *limit as usize, wanted).await?;
                attend(&client).await?;
                Ok(found)
            })?;
            if let Some(next) = next {
                note!("note: there may be more lines: go on with --from {next}");
            }
            if lines.is_empty() {
                note!(
                    "note: no line fits what was asked for; a name that is misspelt fits none either (vdx members list)"
                );
            }
            list(&lines, format)
        }
        Command::Verify { head, key, json, connection } => {
            let kept = Kept::load(head)?;
            let (fresh, told, ledger) = with_client(connection, async |client| {
                let verified = verify(&client, kept.as_ref(), key.as_ref()).await?;
                attend(&client).await?;
                Ok(verified)
            })?;
            let bytes = serde_json::to_vec_pretty(&fresh)?;
            replace_private(head, &bytes).with_context(|| head.display().to_string())?;
            let size = fresh.head()?.size;
            if *json {
                let value = json!({
                    "lines": size, "first": kept.is_none(), "key": hex::encode(fresh.key),
                    "ledger": {
                        "releases": ledger.releases(),
                        "rho_spent_at_most": rho(ledger.most()),
                        "rho_for_life": rho(ledger.life()),
                        "lost_at_unknown_cost": ledger.unknown(),
                    },
                });
                return print(&json_text(&value)?);
            }
            print(&format!("{told}The head of {size} lines is kept in {}.\n", head.display()))
        }
        Command::Evidence { file } => super::evidence::run(file),
        Command::Prove { index, head, connection } => {
            let kept = Kept::load(head)?.with_context(|| {
                format!("{}: keep a head first: vdx audit verify", head.display())
            })?;
            let answer = with_client(connection, async |client| {
                let request = v1::ProveAuditEntryRequest { index: *index };
                Ok(client.audit().prove_audit_entry(request).await?.into_inner())
            })?;
            let checkpoint = Checkpoint::verify(&answer.checkpoint, &kept.key)?;
            if !is_included(&answer.line, *index, &checkpoint, &answer.inclusion_proof) {
                bail!("THE PROOF DOES NOT HOLD: the line is not in the log of the signed head");
            }
            print(&format!(
                "{}\nproven by {} hashes to be line {index} of the {} lines of this head:\n\n{}",
                foreign::line(&answer.line),
                answer.inclusion_proof.len() / 32,
                checkpoint.size,
                answer.checkpoint
            ))
        }
    }
}

/// Reads and checks everything; what to keep from now on, a word on it, and what releases cost.
async fn verify(
    client: &Client,
    kept: Option<&Kept>,
    shown: Option<&[u8; 32]>,
) -> Result<(Kept, String, LedgerCheck)> {
    let mut old = kept.map(Kept::head).transpose().context("the head that you kept")?;
    // A restore that the coordinator has signed for explains that the log is another one.
    let restored = match kept {
        Some(kept) => client.compare_head(kept.key, &kept.checkpoint).await?,
        None => Vec::new(),
    };
    if !restored.is_empty() {
        old = None;
    }
    let old_size = old.as_ref().map_or(0, |head| head.size);
    let request = v1::GetAuditHeadRequest { old_size };
    let answer = match client.audit().get_audit_head(request).await {
        Ok(answer) => answer.into_inner(),
        Err(status) if status.code() == tonic::Code::InvalidArgument => bail!(
            "THE LOG IS SHORTER THAN THE HEAD THAT YOU KEPT ({old_size} lines): lines were taken out"
        ),
        Err(status) => return Err(status.into()),
    };
    let key: [u8; 32] =
        answer.public_key.as_slice().try_into().context("an audit key has 32 bytes")?;
    if let Some(kept) = kept
        && kept.key != key
    {
        bail!("THE AUDIT KEY HAS CHANGED: it is not the exchange, or not the same one, as before");
    }
    if shown.is_some_and(|shown| *shown != key) {
        bail!(
            "THIS IS NOT THE AUDIT KEY THAT THE OPERATOR SHOWED: the exchange gave {}",
            hex::encode(key)
        );
    }
    let head = Checkpoint::verify(&answer.checkpoint, &key)?;
    if let Some(old) = &old
        && !is_consistent(old, &head, &answer.consistency_proof)
    {
        bail!("THE LOG WAS CHANGED: the head that you kept is not its beginning");
    }
    let mut tree = Tree::default();
    let mut ledger = LedgerCheck::default();
    let mut broken = None;
    while tree.len() < head.size {
        let request =
            v1::ListAuditEntriesRequest { from: tree.len(), page_size: 10_000, filter: None };
        let lines = client.audit().list_audit_entries(request).await?.into_inner().lines;
        if lines.is_empty() {
            bail!("LINES ARE MISSING: the exchange shows {} of {}", tree.len(), head.size);
        }
        for line in lines.iter().take((head.size - tree.len()) as usize) {
            tree.push(line);
            broken = broken.or_else(|| ledger.take(line).err());
        }
    }
    if tree.root() != head.root {
        bail!("THE LINES ARE NOT THOSE OF THE SIGNED HEAD");
    }
    if let Some(error) = broken {
        bail!("THE RELEASES BREAK THEIR RULES: {error}");
    }
    let told = match old {
        Some(old) => format!(
            "All {} lines are those of the signed head, and the {} that you knew are its beginning.\n",
            head.size, old.size
        ),
        None if !restored.is_empty() => {
            format!(
                "{}\nAll {} lines are those of the signed head.\n",
                restored.join("\n"),
                head.size
            )
        }
        None if shown.is_some() => format!(
            "All {} lines are those of the signed head, by the key that the operator showed.\nThis is the first head that you keep.\n",
            head.size
        ),
        None => format!(
            "All {} lines are those of the signed head.\nThis is the first head that you keep. Compare the audit key with the operator's:\n  {}\n",
            head.size,
            hex::encode(key)
        ),
    };
    let told = match ledger.releases() {
        0 => told,
        n => format!(
            "{told}{n} release(s), each signed by two, cost at most rho {:.4} of the {:.4} that everybody has for life.\n",
            rho(ledger.most()),
            rho(ledger.life())
        ),
    };
    let told = match ledger.unknown() {
        0 => told,
        n => format!(
            "{told}The cost of {n} of them, lost with a restore, is not known: everybody in their years was charged all that anybody can have.\n"
        ),
    };
    Ok((Kept { key, checkpoint: answer.checkpoint }, told, ledger))
}

/// Millionths of rho as rho.
fn rho(millionths: u64) -> f64 {
    millionths as f64 / 1e6
}

/// Lines from an index on that fit, up to a limit, and where to go on if there may be more.
async fn search(
    client: &Client,
    from: u64,
    limit: usize,
    asked: &Wanted,
) -> Result<(Vec<String>, Option<u64>)> {
    let filter = asked.filter();
    let Filter { since, until, caller, call, result, subject, text } = filter.clone();
    let wanted = v1::AuditFilter { since, until, caller, call, result, subject, text };
    let mut found: Vec<String> = Vec::new();
    let mut next = from;
    loop {
        let page_size = (limit - found.len()).min(PAGE) as u32;
        let request =
            v1::ListAuditEntriesRequest { from: next, page_size, filter: Some(wanted.clone()) };
        let page = client.audit().list_audit_entries(request).await?.into_inner();
        // An exchange that does not know filters gives everything.
        let fits = |line: &String| filter.admits(line) && asked.names(line);
        found.extend(page.lines.into_iter().filter(fits));
        // No progress is no answer.
        if page.next <= next || found.len() >= limit {
            found.truncate(limit);
            return Ok((found, (page.next > next).then_some(page.next)));
        }
        next = page.next;
    }
}

/// Lines of a page.
const PAGE: usize = 10_000;

/// The columns of a list.
const COLUMNS: [&str; 6] = ["index", "at", "caller", "call", "result", "subject"];

fn list(lines: &[String], format: Format) -> Result<ExitCode> {
    let rows = lines.iter().map(|line| line.splitn(COLUMNS.len(), '\t').collect::<Vec<_>>());
    let at = |row: &[&str]| row.get(1).and_then(|at| at.parse::<i64>().ok());
    match format {
        Format::Json => {
            let object = |row: Vec<&str>| -> serde_json::Value {
                let cell = |place| row.get(place).copied().unwrap_or_default();
                let cells = COLUMNS.iter().enumerate();
                cells.map(|(place, name)| ((*name).to_owned(), json!(cell(place)))).collect()
            };
            print(&json_text(&rows.map(object).collect::<serde_json::Value>())?)
        }
        Format::Csv => {
            let time = |at| jiff::Timestamp::from_second(at).ok().map(|time| time.to_string());
            let cells = rows.map(|row| {
                let mut cells: Vec<String> = row.iter().map(|cell| (*cell).to_owned()).collect();
                if let Some(time) = at(&row).and_then(time) {
                    cells[1] = time;
                }
                cells.resize(COLUMNS.len(), String::new());
                cells
            });
            print(&csv(&COLUMNS.map(String::from), &cells.collect::<Vec<_>>())?)
        }
        Format::Table => {
            let width = width();
            let text = rows.map(|row| {
                let at = at(&row).map_or(String::new(), time);
                entry(&row, &at, width)
            });
            print(&text.collect::<String>())
        }
    }
}

/// Columns of the terminal, or of one that everybody has.
fn width() -> usize {
    let size = dialoguer::console::Term::stdout().size_checked();
    size.map_or(80, |(_, columns)| usize::from(columns).max(40))
}

/// A line of the log for people: when, what and how it ended, then who and about what, each no wider
/// than `width` columns.
fn entry(row: &[&str], at: &str, width: usize) -> String {
    let cell = |place: usize| foreign::line(row.get(place).copied().unwrap_or_default());
    let head = format!("{:>7}  {}  {}  {}", cell(0), at, cell(4), cell(3));
    let mut text = wrapped(&head, "", width);
    for cell in [cell(2), cell(5)] {
        if !cell.is_empty() {
            text += &wrapped(&cell, "         ", width);
        }
    }
    text
}

/// Text in lines of at most `width` columns, each after an indent, broken between words where that
/// can be. Lines after the first one are indented by two more.
fn wrapped(text: &str, indent: &str, width: usize) -> String {
    let mut out = String::new();
    let mut line = String::from(indent);
    let next = format!("{indent}  ");
    let mut is_begun = false;
    for word in text.split(' ') {
        let mut word: Vec<char> = word.chars().collect();
        if is_begun && line.chars().count() + 1 + word.len() > width {
            out += &format!("{line}\n");
            line.clone_from(&next);
        } else if is_begun {
            line.push(' ');
        }
        is_begun = true;
        loop {
            let room = width.saturating_sub(line.chars().count()).max(1);
            let rest = word.split_off(room.min(word.len()));
            line.extend(word);
            if rest.is_empty() {
                break;
            }
            out += &format!("{line}\n");
            line.clone_from(&next);
            word = rest;
        }
    }
    out + &line + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let long = "release=1 rules=".to_owned() + &"0123456789abcdef".repeat(20);
        let about = format!("{long} charges=1,2,3 {}", "word ".repeat(40));
        let row = ["12", "7", "spiffe://a.example/coordinator/c", "X", "OK", &about];
        for width in [40, 80, 200] {
            let text = entry(&row, "2026-11-27 16:20 UTC", width);
            assert!(text.lines().all(|line| line.chars().count() <= width), "{text}");
            assert!(text.contains("spiffe://a.example"), "{text}");
            // Nothing is left out.
            let bare = |text: &str| text.replace([' ', '\n'], "");
            assert!(bare(&text).contains(&bare(&about)), "{text}");
        }
    }

    #[test]
    fn days_and_times_are_read_as_utc() {
        assert_eq!(since("1970-01-02"), Ok(DAY));
        assert_eq!(since("1970-01-02T00:01"), Ok(DAY + 60));
        assert_eq!(since("1970-01-02T01:00:00+01:00"), Ok(DAY));
        assert_eq!(until("1970-01-02"), Ok(2 * DAY));
        assert_eq!(until("1970-01-02T00:01"), Ok(DAY + 60));
        assert!(since("yesterday").unwrap_err().contains("2026-11-01"));
        assert!(result("refused").unwrap_err().contains("DENIED"));
        assert_eq!(result("denied").as_deref(), Ok("DENIED"));
    }
}
