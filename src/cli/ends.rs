//! Ends are followed: consent that was taken back at the source, and records that a complete export
//! does not have any more, are withdrawn at the exchange in the same run.

use std::io::IsTerminal;

use anyhow::{Context, Result, bail};

use crate::client::{Client, ClientError, record_states};
use crate::domain::code_list::CodeList;
use crate::domain::id::OpaqueId;
use crate::proto::v1;
use crate::pseudonym::{Builder, Followed};

use super::submission::Totals;

/// Most records of one call.
const AT_ONCE: usize = 1000;

/// What an export says of records that it does not have.
#[derive(clap::Args, Clone, Debug)]
pub struct Full {
    /// The export is complete: records of this kind (with --id-key: of this system) that it does not
    /// have are withdrawn, after a question.
    #[arg(long)]
    pub full: bool,
    /// With --full: withdraw without a question.
    #[arg(long, requires = "full")]
    pub yes: bool,
    /// With --full: most records that are withdrawn, in percent of those at the exchange; more are
    /// refused unless --withdraw-missing confirms their number.
    #[arg(long, requires = "full", value_name = "PERCENT", default_value_t = 5,
          value_parser = clap::value_parser!(u64).range(0..=100))]
    pub full_limit: u64,
    /// With --full: confirms how many records are withdrawn.
    #[arg(long, requires = "full", value_name = "NUMBER")]
    pub withdraw_missing: Option<u64>,
}

/// Records that a run has withdrawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ends {
    /// Because consent was taken back.
    pub consent: u64,
    /// Because a complete export does not have them.
    pub missing: u64,
}

/// Withdraws what has ended at the source.
pub async fn follow(
    client: &Client,
    builder: &Builder,
    totals: &Totals,
    full: &Full,
) -> Result<Ends> {
    let followed = builder.followed();
    let mut ends = Ends { consent: of_consent(client, builder, &followed).await?, missing: 0 };
    if full.full {
        ends.missing = missing(client, builder, &followed, totals, full).await?;
    }
    Ok(ends)
}

async fn of_consent(client: &Client, builder: &Builder, followed: &Followed) -> Result<u64> {
    let kind = i32::from(builder.mapping().record.number());
    let names = followed.refused_consent.keys();
    let names = names.map(|id| v1::RecordName { kind, record_id: id.as_str().into() });
    let names: Vec<_> = names.collect();
    let mut there = Vec::new();
    for page in names.chunks(AT_ONCE) {
        match record_states(client, page).await? {
            Some(states) => {
                let states = page.iter().zip(states);
                let durable = |state: &v1::RecordState| state.status() == v1::RecordStatus::Durable;
                there.extend(states.filter(|(_, s)| durable(s)).map(|(name, _)| name.clone()));
            }
            // An exchange of an earlier version cannot tell: to withdraw what is not there is harmless.
            None => there.extend_from_slice(page),
        }
    }
    withdraw(client, &there).await
}

async fn withdraw(client: &Client, names: &[v1::RecordName]) -> Result<u64> {
    let mut withdrawn = 0;
    for page in names.chunks(AT_ONCE) {
        let request = v1::WithdrawRecordsRequest { records: page.to_vec() };
        let answer = client.intake().withdraw_records(request).await.map_err(ClientError::from)?;
        let outcomes = answer.into_inner();
        let done = |outcome: &v1::WithdrawOutcome| *outcome == v1::WithdrawOutcome::Withdrawn;
        withdrawn += outcomes.outcomes().filter(done).count() as u64;
    }
    Ok(withdrawn)
}

/// All records of a kind that the exchange has of the caller.
pub async fn held(client: &Client, kind: i32) -> Result<Vec<v1::ListedRecord>> {
    let mut held = Vec::new();
    let mut from = 0;
    loop {
        let request = v1::ListRecordsRequest { kind, from };
        let page = client.intake().list_records(request).await.map_err(ClientError::from)?;
        let page = page.into_inner();
        held.extend(page.records);
        if page.next == 0 {
            return Ok(held);
        }
        from = page.next;
    }
}

/// Whether an export has a record: under its id, or under that of the row whose service it is.
fn has(followed: &Followed, id: &str) -> bool {
    let row = id.rsplit_once(':').map_or(id, |(row, _)| row);
    [id, row].iter().filter_map(|id| OpaqueId::new(id)).any(|id| followed.ids.contains(&id))
}

/// Records that are at the exchange, of the system whose ids begin with `mark`, and not in the export.
fn lacking(
    held: Vec<v1::ListedRecord>,
    followed: &Followed,
    mark: Option<&str>,
) -> (usize, Vec<v1::RecordName>) {
    let names = held.into_iter().filter_map(|record| record.name);
    let ours = |name: &v1::RecordName| mark.is_none_or(|mark| name.record_id.starts_with(mark));
    let names: Vec<_> = names.filter(ours).collect();
    let all = names.len();
    (all, names.into_iter().filter(|name| !has(followed, &name.record_id)).collect())
}

async fn missing(
    client: &Client,
    builder: &Builder,
    followed: &Followed,
    totals: &Totals,
    full: &Full,
) -> Result<u64> {
    if let Some(line) = followed.nameless {
        bail!(
            "--full: the id of line {line} cannot be read, so it is not known which record the export has: nothing was withdrawn for missing"
        );
    }
    if totals.unreadable > 0 {
        bail!(
            "--full: {} rows cannot be read, so it is not known which records the export has: nothing was withdrawn for missing",
            totals.unreadable
        );
    }
    let kind = builder.mapping().record;
    let held = held(client, i32::from(kind.number())).await?;
    let (all, lacking) = lacking(held, followed, builder.ids_mark());
    let count = lacking.len() as u64;
    if count == 0 {
        return Ok(0);
    }
    let share = count as f64 / all as f64 * 100.0;
    let summary = format!(
        "{count} of {all} {} records at the exchange ({share:.1} %) are not in this export",
        kind.code().to_lowercase()
    );
    match full.withdraw_missing {
        Some(confirmed) if confirmed == count => {}
        Some(confirmed) => bail!("{summary}, not {confirmed}: nothing was withdrawn for missing"),
        None if share > full.full_limit as f64 => bail!(
            "{summary}, which is more than {} %: nothing was withdrawn for missing. If the export is complete, confirm with --withdraw-missing {count}",
            full.full_limit
        ),
        None if full.yes => {}
        None if std::io::stdin().is_terminal() => {
            let question = format!("{summary}. Withdraw them?");
            let answer = dialoguer::Confirm::new().with_prompt(question).default(false);
            if !answer.interact().context("no answer")? {
                bail!("nothing was withdrawn for missing");
            }
        }
        None => {
            bail!("{summary}: to withdraw them, confirm with --yes or --withdraw-missing {count}")
        }
    }
    withdraw(client, &lacking).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_complete_export_lacks_is_found() {
        let record = |id: &str| v1::ListedRecord {
            name: Some(v1::RecordName { kind: 2, record_id: id.into() }),
            ..v1::ListedRecord::default()
        };
        let held = ["aa-1", "aa-2", "aa-2:LEGAL", "aa-3", "bb-1"].map(record).to_vec();
        let mut followed = Followed::default();
        followed.ids.extend(["aa-1", "aa-2"].map(|id| OpaqueId::new(id).unwrap()));
        let ids = |(all, names): (usize, Vec<v1::RecordName>)| {
            (all, names.into_iter().map(|name| name.record_id).collect::<Vec<_>>())
        };
        assert_eq!(ids(lacking(held.clone(), &followed, Some("aa-"))), (4, vec!["aa-3".into()]));
        let without = ids(lacking(held, &followed, None));
        assert_eq!(without, (5, vec!["aa-3".into(), "bb-1".into()]));
    }
}
