//! `vdx records`: what the exchange has of the caller's institution, without the contents.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::domain::code_list::CodeList;
use crate::domain::codes::RecordKind;
use crate::foreign;
use crate::proto::v1;
use crate::words;

use super::common::{Connection, csv, print, table, with_client};
use super::ends::{held, withdraw};
use super::naming::{Kind, Named, mark, row_of};
use super::speech::{counted, header as words_of, language, sentence, word};

/// Lists ids, kinds, revisions and months of the records that your institution has at the exchange;
/// no contents, and nothing of other institutions. Withdrawn records are not listed: nothing of
/// them is left.
#[derive(clap::Args)]
#[command(group(clap::ArgGroup::new("selection").args(["mark", "due"]).multiple(true)))]
#[command(after_help = "\
Examples:
  vdx records --profile police-profile.toml                 how many records of which kind and system
  vdx records --profile police-profile.toml --ids --csv     all of them
  vdx records --profile police-profile.toml --mapping police.toml    those of this mapping's system and kind
  vdx records --profile police-profile.toml --mapping police.toml PN-14 PN-15    whether these are there
  vdx records --profile police-profile.toml --mapping police.toml --export export.csv --ids
                                                            beside each id, that of the export
  vdx records --profile police-profile.toml --due --ids     what is kept for longer than the periods say
  vdx records --profile police-profile.toml --due --withdraw 31    ends these 31 records
  vdx records --profile police-profile.toml --mark 1a2b3c4d --withdraw 812
                                                            ends all records under an id key that is lost

When a person asks what is known of her: look her ids up in your own system, see here which of them
are at the exchange, and erase them with vdx withdraw.")]
pub struct Args {
    /// Ids to look for, as the export has them or as they are listed; all records unless given.
    record_ids: Vec<String>,
    /// One kind alone.
    #[arg(long)]
    kind: Option<Kind>,
    /// Records of one system alone, by the mark that their ids begin with; `plain` for ids that are not
    /// hashed.
    #[arg(long, value_name = "MARK")]
    mark: Option<String>,
    /// Records alone that are kept for longer than the retention period of their kind says.
    #[arg(long)]
    due: bool,
    /// One line for each record, not one for each kind.
    #[arg(long)]
    ids: bool,
    /// With --ids and --mapping: an export, whose own id is shown beside that of each record.
    #[arg(long, value_name = "FILE", requires = "mapping")]
    export: Option<PathBuf>,
    /// Withdraw all records that are listed, and confirm how many they are.
    #[arg(long, value_name = "NUMBER", requires = "selection", conflicts_with = "csv")]
    withdraw: Option<u64>,
    /// As CSV.
    #[arg(long)]
    csv: bool,
    #[command(flatten)]
    named: Named,
    #[command(flatten)]
    connection: Connection,
}

fn id(record: &v1::ListedRecord) -> &str {
    record.name.as_ref().map_or("", |name| &name.record_id)
}

fn number_of(record: &v1::ListedRecord) -> i32 {
    record.name.as_ref().map_or(0, |name| name.kind)
}

/// The kind of a record: its code for programs, its label for people.
fn kind(record: &v1::ListedRecord, is_csv: bool) -> String {
    match (RecordKind::from_number(number_of(record)), is_csv) {
        (Some(kind), false) => words::of(language(), kind),
        (kind, _) => kind.map_or("unknown", CodeList::code).to_lowercase(),
    }
}

fn month(month: Option<v1::YearMonth>) -> String {
    month.map_or_else(String::new, |m| format!("{}-{:02}", m.year, m.month))
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let number = args.kind.map_or(0, |kind| i32::from(RecordKind::from(kind).number()));
    let mut wanted: Vec<(&String, Vec<String>)> = Vec::new();
    let submitted = match args.record_ids.as_slice() {
        [] => None,
        ids => Some(args.named.submitted(ids, &args.connection)?),
    };
    for (raw, submitted) in args.record_ids.iter().zip(submitted.iter().cycle()) {
        let ids = RecordKind::ALL.iter().map(|kind| submitted.id(*kind, raw));
        wanted.push((raw, ids.collect::<Result<_>>()?));
    }
    let own = match &args.export {
        Some(export) => args.named.of_export(export, &args.connection)?,
        None => HashMap::new(),
    };
    // A mapping is of one system and kind, unless somebody asks for another one, or for some ids.
    let system = match wanted.is_empty() && args.mark.is_none() {
        true => args.named.system(&args.connection)?,
        false => None,
    };
    let is_of_system = |record: &v1::ListedRecord| {
        let Some((kind, own)) = &system else { return true };
        let kind = kind.map_or(0, |kind| i32::from(kind.number()));
        *own == mark(record) && (number != 0 || kind == 0 || kind == number_of(record))
    };
    let is = |record: &v1::ListedRecord, ids: &Vec<String>| {
        ids.iter().any(|wanted| *wanted == id(record) || wanted == row_of(id(record)))
    };
    let (records, others, withdrawn, unknown) = with_client(&args.connection, async |client| {
        let of_kind = if wanted.is_empty() { number } else { 0 };
        let mut records = held(&client, of_kind).await?;
        let unknown = submitted.as_ref().and_then(|submitted| submitted.unknown_system(&records));
        records.retain(|record| number == 0 || number == number_of(record));
        let all = records.len();
        records.retain(is_of_system);
        let others = all - records.len();
        records.retain(|record| {
            args.mark.as_deref().is_none_or(|wanted| wanted == mark(record))
                && (!args.due || record.is_due)
                && (wanted.is_empty() || wanted.iter().any(|(_, ids)| is(record, ids)))
        });
        let Some(confirmed) = args.withdraw else { return Ok((records, others, None, unknown)) };
        if records.len() as u64 != confirmed {
            let args = [("count", records.len().into()), ("number", confirmed.into())];
            bail!(sentence("cli-records_other_number", &args));
        }
        let names: Vec<_> = records.iter().filter_map(|record| record.name.clone()).collect();
        let withdrawn = withdraw(&client, &names, false).await?;
        Ok((records, others, Some(withdrawn), unknown))
    })?;
    if let Some(withdrawn) = withdrawn {
        return print(&(counted("cli-records_withdrawn", withdrawn) + "\n"));
    }
    let shows_ids = args.ids || !wanted.is_empty() || args.export.is_some();
    let (header, rows) = match shows_ids {
        true => listed(&records, args.export.is_some().then_some(&own), args.csv),
        false => summed(&records, args.csv),
    };
    if args.csv {
        return print(&csv(&header, &rows)?);
    }
    let mut text = String::new();
    if rows.is_empty() {
        let is_all =
            wanted.is_empty() && args.mark.is_none() && args.kind.is_none() && system.is_none();
        let key = match () {
            () if args.due => "cli-records_no_periods",
            () if is_all => "cli-records_none",
            () => "cli-records_none_such",
        };
        text += &(word(key) + "\n");
    } else {
        let mut table = table(&header);
        rows.iter().for_each(|row| table.add_row(row));
        text += &format!("{table}\n");
    }
    for (raw, ids) in &wanted {
        if !records.iter().any(|record| is(record, ids)) {
            let id = ("id", foreign::line(raw).into());
            text += &(sentence("cli-records_absent", &[id]) + "\n");
        }
    }
    if others > 0 {
        text += &(counted("cli-records_others", others as u64) + "\n");
    }
    if let Some(unknown) = unknown {
        text += &format!("{unknown}\n");
    }
    print(&text)
}

/// A table: its header and its rows.
type Rows = (Vec<String>, Vec<Vec<String>>);

/// A line for each record.
fn listed(
    records: &[v1::ListedRecord],
    own: Option<&HashMap<String, String>>,
    is_csv: bool,
) -> Rows {
    let mut header = match is_csv {
        true => ["kind", "record_id", "revision", "month", "due"].map(String::from).to_vec(),
        false => words_of([
            "cli-records_kind",
            "cli-records_id",
            "cli-records_revision",
            "cli-records_month",
            "cli-due",
        ]),
    };
    header.extend(own.map(|_| match is_csv {
        true => "in the export".to_owned(),
        false => word("cli-records_export"),
    }));
    let row = |record: &v1::ListedRecord| {
        let id = id(record);
        let [month, due] = [record.month, record.due_on].map(month);
        let mut row =
            vec![kind(record, is_csv), id.to_owned(), record.revision.to_string(), month, due];
        row.extend(
            own.map(|own| own.get(id).or_else(|| own.get(row_of(id))).cloned().unwrap_or_default()),
        );
        row
    };
    (header, records.iter().map(row).collect())
}

/// A line for each kind and system.
fn summed(records: &[v1::ListedRecord], is_csv: bool) -> Rows {
    let header = match is_csv {
        true => ["kind", "ids begin with", "records", "first month", "last month"]
            .map(String::from)
            .to_vec(),
        false => words_of([
            "cli-records_kind",
            "cli-records_mark",
            "cli-records_count",
            "cli-records_first",
            "cli-records_last",
        ]),
    };
    let mut kinds: BTreeMap<(String, &str), (u64, String, String)> = BTreeMap::new();
    for record in records {
        let month = month(record.month);
        let kind = kinds.entry((kind(record, is_csv), mark(record)));
        let (count, first, last) = kind.or_insert_with(|| (0, month.clone(), month.clone()));
        *count += 1;
        *first = first.clone().min(month.clone());
        *last = last.clone().max(month);
    }
    let row = |((kind, mark), (count, first, last)): ((String, &str), (u64, String, String))| {
        vec![kind, mark.to_owned(), count.to_string(), first, last]
    };
    (header, kinds.into_iter().map(row).collect())
}
