//! `vdx records`: what the exchange has of the caller's institution, without the contents.

use std::collections::BTreeMap;
use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::domain::code_list::CodeList;
use crate::domain::codes::RecordKind;
use crate::domain::id::OpaqueId;
use crate::foreign;
use crate::proto::v1;

use super::common::{Connection, csv, print, table, with_client};
use super::ends::held;
use super::withdraw::{Hashed, record_kind};

/// Lists ids, kinds, revisions and months of the records that your institution has at the exchange;
/// no contents, and nothing of other institutions. Withdrawn records are not listed: nothing of
/// them is left.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  vdx records --profile police-profile.toml                 how many records of which kind
  vdx records --profile police-profile.toml --ids --csv     all of them
  vdx records --profile police-profile.toml PN-14 PN-15     whether these are there

When a person asks what is known of her: look her ids up in your own system, see here which of them
are at the exchange, and erase them with vdx withdraw.")]
pub struct Args {
    /// Ids to look for, as your institution submitted them; all records unless given.
    record_ids: Vec<String>,
    /// One kind alone: victim, assistance or proceeding.
    #[arg(long)]
    kind: Option<String>,
    /// One line for each record, not one for each kind.
    #[arg(long)]
    ids: bool,
    /// As CSV.
    #[arg(long)]
    csv: bool,
    #[command(flatten)]
    hashed: Hashed,
    #[command(flatten)]
    connection: Connection,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let kind = match &args.kind {
        None => 0,
        Some(kind) => i32::from(record_kind(kind)?.number()),
    };
    let mut records = with_client(&args.connection, async |client| held(&client, kind).await)?;
    let id = |record: &v1::ListedRecord| {
        record.name.as_ref().map_or_else(String::new, |name| name.record_id.clone())
    };
    let submitted = args.hashed.ids()?;
    let mut wanted: Vec<(&String, Vec<String>)> = Vec::new();
    for raw in &args.record_ids {
        let ids: Vec<_> = RecordKind::ALL.iter().map(|kind| submitted(*kind, raw)).collect();
        if ids.iter().any(|id| OpaqueId::new(id).is_none()) {
            bail!(
                "{} can be no id at the exchange as it stands: with hashed ids give --id-key and --system as well",
                foreign::line(raw)
            );
        }
        wanted.push((raw, ids));
    }
    // A row with several services has records of its own id and a service.
    let is = |record: &v1::ListedRecord, ids: &Vec<String>| {
        let id = id(record);
        let row = id.rsplit_once(':').map_or(id.as_str(), |(row, _)| row);
        ids.iter().any(|wanted| *wanted == id || wanted == row)
    };
    if !wanted.is_empty() {
        records.retain(|record| wanted.iter().any(|(_, ids)| is(record, ids)));
    }
    let month = |record: &v1::ListedRecord| {
        record.month.map_or_else(String::new, |m| format!("{}-{:02}", m.year, m.month))
    };
    let kind = |record: &v1::ListedRecord| {
        let number = record.name.as_ref().map_or(0, |name| name.kind);
        RecordKind::from_number(number).map_or("unknown", CodeList::code).to_lowercase()
    };
    let (header, rows): (&[&str], Vec<Vec<String>>) = if args.ids || !args.record_ids.is_empty() {
        let row = |r: &v1::ListedRecord| vec![kind(r), id(r), r.revision.to_string(), month(r)];
        (&["kind", "record_id", "revision", "month"], records.iter().map(row).collect())
    } else {
        let mut kinds: BTreeMap<String, (u64, String, String)> = BTreeMap::new();
        for record in &records {
            let month = month(record);
            let kind = kinds.entry(kind(record));
            let (count, first, last) = kind.or_insert_with(|| (0, month.clone(), month.clone()));
            *count += 1;
            *first = first.clone().min(month.clone());
            *last = last.clone().max(month);
        }
        let row = |(kind, (count, first, last))| vec![kind, u64::to_string(&count), first, last];
        (&["kind", "records", "first month", "last month"], kinds.into_iter().map(row).collect())
    };
    let header: Vec<String> = header.iter().map(|name| (*name).to_owned()).collect();
    if args.csv {
        return print(&csv(&header, &rows)?);
    }
    let mut text = String::new();
    if rows.is_empty() {
        text += match args.record_ids.is_empty() {
            true => "The exchange has no records of your institution.\n",
            false => "The exchange has none of these records.\n",
        };
    } else {
        let mut table = table(&header);
        rows.iter().for_each(|row| table.add_row(row));
        text += &format!("{table}\n");
    }
    for (raw, ids) in &wanted {
        if !records.iter().any(|record| is(record, ids)) {
            text += &format!("{}: not at the exchange\n", foreign::line(raw));
        }
    }
    print(&text)
}
