//! `vdx linkage quality` and `vdx linkage duplicates`: what a running exchange tells of linkage.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use serde_json::json;

use crate::proto::{set_aside_by_detail, v1};

use super::common::{Connection, attend, csv, json_text, print, table, tell, with_client, wrapped};
use super::naming::Named;
use super::speech::{counted, decimal, header, sentence, word};

#[derive(Args)]
pub struct QualityArgs {
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Args)]
#[command(after_help = "\
Examples:
  vdx linkage duplicates --profile police-profile.toml
  vdx linkage duplicates --profile police-profile.toml --mapping police.toml --export export.csv
                                                  beside each id, that of the export

Found from your own records alone. Correct names, dates and numbers at the source, and submit them again;
withdraw what is there twice (vdx withdraw). Two records of one person may be right, too.")]
pub struct DuplicatesArgs {
    /// With --mapping: an export, whose own id is shown beside that of each record.
    #[arg(long, value_name = "FILE", requires = "mapping")]
    export: Option<PathBuf>,
    /// As CSV.
    #[arg(long)]
    csv: bool,
    #[command(flatten)]
    named: Named,
    #[command(flatten)]
    connection: Connection,
}

/// Tells how good linkage seems to be.
pub fn quality(args: &QualityArgs) -> Result<ExitCode> {
    let answer = with_client(&args.connection, async |client| {
        let answer = client.linkage().get_linkage_quality(v1::GetLinkageQualityRequest {}).await?;
        attend(&client).await?;
        Ok(answer.into_inner())
    })?;
    let aside: Vec<_> = answer.set_aside.iter().map(counted_aside).collect();
    let quarter = answer.quarter.map(|month| (month.year, month.month));
    if args.json {
        let band = |band: Option<v1::ShareBand>| {
            band.map(|b| json!([b.at_least_permille, b.at_most_permille]))
        };
        return print(&json_text(&json!({
            "quarter": quarter.map(month),
            "missed_permille": band(answer.missed),
            "wrong_permille": band(answer.wrong),
            "large_at_least": quarter.map(|_| answer.large_at_least),
            "contradicting_at_least": quarter.map(|_| answer.contradicting_at_least),
            "set_aside_at_least": aside.iter().map(|(member, counts)| {
                let counts: serde_json::Map<_, _> =
                    counts.iter().map(|(name, count)| ((*name).into(), json!(count))).collect();
                (member.clone(), json!(counts))
            }).collect::<serde_json::Map<_, _>>(),
        }))?);
    }
    let Some((year, first)) = quarter else {
        return print(&(wrapped(&(word("desk-linkage_not_yet") + "\n")) + &aside_text(&aside)));
    };
    let measured = sentence("desk-linkage_text", &[("month", month((year, first)).into())]);
    let last = month((year, first + 2));
    let stands = sentence("desk-linkage_stands", &[("month", last.into())]);
    let rows = [
        ("missed", share(answer.missed)),
        ("wrong", share(answer.wrong)),
        ("large", least(answer.large_at_least)),
        ("contradicting", least(answer.contradicting_at_least)),
    ];
    let mut text = wrapped(&format!("{measured} {stands}\n"));
    for (key, value) in rows {
        text += &format!("{}: {value}\n", word(&format!("desk-linkage_{key}")));
    }
    print(&(text + &aside_text(&aside)))
}

/// An institution, and how many values it set aside at least, by the detail that they stand for.
type Aside = (String, [(&'static str, u64); 6]);

fn counted_aside(told: &v1::InstitutionSetAside) -> Aside {
    let counts = set_aside_by_detail(&told.at_least.unwrap_or_default());
    (format!("{}/{}", told.trust_domain, told.member_id), counts)
}

/// What institutions set aside: those that told anything, and details of which there are some.
fn aside_text(aside: &[Aside]) -> String {
    if aside.is_empty() {
        return String::new();
    }
    let line = |(member, counts): &Aside| {
        let some = counts.iter().filter(|(_, count)| *count > 0);
        let some: Vec<String> = some
            .map(|(detail, count)| {
                format!("{}: {}", word(&format!("identity-{detail}")), least(*count))
            })
            .collect();
        let counts = if some.is_empty() { least(0) } else { some.join(", ") };
        wrapped(&format!("{member}: {counts}\n"))
    };
    format!("{}:\n", word("desk-linkage_aside")) + &aside.iter().map(line).collect::<String>()
}

/// A month as in 2026-03.
fn month((year, month): (i32, i32)) -> String {
    format!("{year:04}-{month:02}")
}

fn share(band: Option<v1::ShareBand>) -> String {
    let Some(band) = band else { return word("desk-linkage_too_few") };
    let percent = |permille: u32| decimal(f64::from(permille) / 10.0);
    format!("{} – {} %", percent(band.at_least_permille), percent(band.at_most_permille))
}

fn least(count: u64) -> String {
    match count {
        0 => word("desk-fewer_than_10"),
        count => counted("desk-at_least", count),
    }
}

/// Lists the caller's own records that seem to be of one person.
pub fn duplicates(args: &DuplicatesArgs) -> Result<ExitCode> {
    let own = match &args.export {
        Some(export) => Some(args.named.of_export(export, &args.connection)?),
        None => None,
    };
    let answer = with_client(&args.connection, async |client| {
        let answer = client.linkage().list_own_duplicates(v1::ListOwnDuplicatesRequest {}).await?;
        Ok(answer.into_inner())
    })?;
    if answer.more {
        tell(&word("cli-duplicates_more"));
    }
    let mut rows = Vec::new();
    for (person, group) in (1..).zip(&answer.groups) {
        for (place, id) in group.record_ids.iter().enumerate() {
            let is_first = place == 0 || args.csv;
            let person: u64 = person;
            let mut row = vec![if is_first { person.to_string() } else { String::new() }];
            row.push(id.clone());
            row.extend(own.as_ref().map(|own| own.get(id).cloned().unwrap_or_default()));
            rows.push(row);
        }
    }
    let mut header = match args.csv {
        true => ["person", "record_id"].map(String::from).to_vec(),
        false => header(["cli-duplicates_person", "cli-records_id"]),
    };
    header.extend(own.as_ref().map(|_| match args.csv {
        true => "in the export".to_owned(),
        false => word("cli-records_export"),
    }));
    if args.csv {
        return print(&csv(&header, &rows)?);
    }
    if rows.is_empty() {
        return print(&wrapped(&(word("cli-duplicates_none") + "\n")));
    }
    let count = [("persons", answer.groups.len().into()), ("records", rows.len().into())];
    let mut table = table(&header);
    rows.iter().for_each(|row| table.add_row(row));
    let mut text = wrapped(&format!("{}\n", sentence("cli-duplicates_found", &count)));
    text += &format!("{table}\n");
    if own.is_none() {
        text += &wrapped(&format!("{}\n", word("cli-duplicates_own")));
    }
    print(&text)
}
