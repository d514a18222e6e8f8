//! Ends are followed: consent that was taken back at the source, and records that a complete export
//! does not have any more, are withdrawn at the exchange in the same run.

use std::collections::{HashMap, HashSet};
use std::io::IsTerminal;

use anyhow::{Context, Result, bail};

use crate::client::{Client, ClientError, record_states};
use crate::domain::code_list::CodeList;
use crate::domain::codes::RecordKind;
use crate::domain::id::OpaqueId;
use crate::proto::v1;
use crate::pseudonym::{Builder, Followed, RecordIds, records_of};
use crate::words::{self, Value};

use super::held::{Lacking, Months, are_many};
use super::naming::is_unknown_call;
use super::speech::{counted, language, sentence, word};
use super::submission::Totals;

/// Most records of one call.
const AT_ONCE: usize = 1000;

/// What an export says of records that it does not have.
#[derive(clap::Args, Clone, Debug)]
pub struct Full {
    /// The export is complete: records of this kind and system that it does not
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
    /// Rows of which the exchange had no record and will take none, because consent was refused.
    pub remembered: u64,
    /// Rows with a record that it would take, because it remembers too many already.
    pub not_remembered: u64,
    /// Because their rows do not have the service any more.
    pub services: u64,
    /// Services that their rows do not have, and that stay: they came with a newer submission.
    pub newer_services: u64,
    /// Because a complete export does not have them.
    pub missing: u64,
    /// Records of refused rows, which are not withdrawn but at the exchange as they were before.
    pub still: u64,
    /// Whether victims said no, and the institution has services or proceedings at the exchange, too.
    pub has_others: bool,
    /// Rows whose id cannot be read, so that it is not known which records they are of.
    pub unknown: u64,
}

/// Withdraws what has ended at the source. What was withdrawn before something went wrong is told with
/// the error. `months` are those of the file, by which it shows whether it is an older one; none where somebody says
/// that it is the newest.
pub async fn follow(
    client: &Client,
    builder: &Builder,
    totals: &Totals,
    full: &Full,
    months: Option<&Months>,
) -> (Ends, Result<()>) {
    let mut ends = Ends::default();
    let done = withdraw_ended(client, builder, totals, full, months, &mut ends).await;
    (ends, done)
}

async fn withdraw_ended(
    client: &Client,
    builder: &Builder,
    totals: &Totals,
    full: &Full,
    months: Option<&Months>,
    ends: &mut Ends,
) -> Result<()> {
    let followed = builder.take_followed();
    let record = builder.mapping().record;
    let kind = i32::from(record.number());
    let said_no: HashMap<_, _> = followed.refused_consent().collect();
    end_consent(client, record, &said_no, ends).await?;
    // What an older export lacks has not ended.
    let ended = match totals.asked.may_be_older() {
        true => Vec::new(),
        false => there(client, kind, followed.other_services()).await?,
    };
    let (ended, newer) = older_than(client, kind, ended, totals.began).await?;
    ends.newer_services = newer;
    // A service that a row lost is as good as a correction of its record.
    let others = totals.unchanged + totals.amended + totals.resumed;
    let are_many = months.is_some() && are_many(ended.len(), others);
    if !are_many {
        ends.services = withdraw(client, &ended, true).await?;
    }
    // Of rows that were refused for another reason, what the exchange has stays as it was.
    let refused = followed.refused.iter().chain(&totals.refused);
    let refused: HashSet<_> = refused.filter(|id| !said_no.contains_key(*id)).cloned().collect();
    ends.still = there(client, kind, refused.into_iter()).await?.len() as u64;
    let is_victim = record == RecordKind::Victim;
    ends.has_others = is_victim && ends.consent > 0 && has_others(client).await?;
    ends.unknown = followed.nameless.len() as u64;
    if are_many {
        bail!(sentence("cli-services_many", &[("count", ended.len().into())]));
    }
    if full.full {
        ends.missing = missing(client, builder, &followed, totals, full, months).await?;
    }
    Ok(())
}

/// Whether the exchange has records of the caller that are not of victims.
async fn has_others(client: &Client) -> Result<bool> {
    for kind in [RecordKind::Assistance, RecordKind::Proceeding] {
        let mut from = Some(0);
        while let Some(begin) = from {
            let (records, next) = page(client, i32::from(kind.number()), begin).await?;
            if !records.is_empty() {
                return Ok(true);
            }
            from = next;
        }
    }
    Ok(false)
}

/// Those of some records that are at the exchange.
async fn there(
    client: &Client,
    kind: i32,
    ids: impl Iterator<Item = OpaqueId>,
) -> Result<Vec<v1::RecordName>> {
    let mut names =
        ids.map(|id| v1::RecordName { kind, record_id: id.as_str().to_owned() }).peekable();
    let mut there = Vec::new();
    while names.peek().is_some() {
        let page: Vec<_> = names.by_ref().take(AT_ONCE).collect();
        match record_states(client, &page).await? {
            Some(states) => {
                let states = page.iter().zip(states);
                let durable = |state: &v1::RecordState| state.status() == v1::RecordStatus::Durable;
                there.extend(states.filter(|(_, s)| durable(s)).map(|(name, _)| name.clone()));
            }
            // An exchange of an earlier version cannot tell: to withdraw what is not there is harmless.
            None => there.extend(page),
        }
    }
    Ok(there)
}

/// Those of some records that the exchange took before a submission began, and how many others there
/// are: what a newer submission brought is not ended by an older one.
async fn older_than(
    client: &Client,
    kind: i32,
    names: Vec<v1::RecordName>,
    began: u64,
) -> Result<(Vec<v1::RecordName>, u64)> {
    if names.is_empty() {
        return Ok((names, 0));
    }
    let held = held(client, kind).await?.into_iter().filter(|record| record.order < began);
    let older: HashSet<_> =
        held.filter_map(|record| record.name.map(|name| name.record_id)).collect();
    let all = names.len();
    let names: Vec<_> = names.into_iter().filter(|name| older.contains(&name.record_id)).collect();
    let newer = all - names.len();
    Ok((names, newer as u64))
}

/// Says of rows that their persons say no to processing, in a revision each: of a row of services each record
/// that it can have ends, since an older file may name a service that this one does not.
async fn end_consent(
    client: &Client,
    record: RecordKind,
    said_no: &HashMap<&OpaqueId, u32>,
    ends: &mut Ends,
) -> Result<()> {
    let kind = i32::from(record.number());
    let mut all = said_no.iter().flat_map(|(row, revision)| {
        records_of(record, row).into_iter().map(|id| (*row, id, *revision))
    });
    let (mut remembered, mut not_remembered) = (HashSet::new(), HashSet::new());
    let mut there_before = HashSet::new();
    loop {
        let page: Vec<_> = all.by_ref().take(AT_ONCE).collect();
        if page.is_empty() {
            break;
        }
        let records = page.iter().map(|(_, id, revision)| v1::EndedConsent {
            name: Some(v1::RecordName { kind, record_id: id.as_str().to_owned() }),
            revision: *revision,
        });
        let request = v1::EndConsentRequest { records: records.collect() };
        let answer = match client.intake().end_consent(request).await {
            Ok(answer) => answer.into_inner(),
            // An exchange of an earlier version remembers nothing of records that it does not have.
            Err(status) if is_unknown_call(&status) => {
                let ids = said_no.keys().flat_map(|row| records_of(record, row));
                let ended = there(client, kind, ids).await?;
                ends.consent = withdraw(client, &ended, false).await?;
                return Ok(());
            }
            Err(status) => return Err(ClientError::from(status).into()),
        };
        for ((row, ..), outcome) in page.iter().zip(answer.outcomes()) {
            match outcome {
                v1::EndConsentOutcome::Withdrawn => {
                    ends.consent += 1;
                    there_before.insert(*row);
                }
                v1::EndConsentOutcome::Unchanged => drop(there_before.insert(*row)),
                v1::EndConsentOutcome::Remembered => drop(remembered.insert(*row)),
                v1::EndConsentOutcome::NotRemembered => drop(not_remembered.insert(*row)),
                v1::EndConsentOutcome::Unspecified => {}
            }
        }
    }
    // A row is told once: by its records that were there, or, without any, by what is remembered of it.
    remembered.retain(|row| !there_before.contains(row) && !not_remembered.contains(row));
    ends.remembered = remembered.len() as u64;
    ends.not_remembered = not_remembered.len() as u64;
    Ok(())
}

/// Withdraws records; gives how many of them were there. What has `lapsed` comes back with a newer
/// file that names it.
pub async fn withdraw(client: &Client, names: &[v1::RecordName], lapsed: bool) -> Result<u64> {
    let mut withdrawn = 0;
    for page in names.chunks(AT_ONCE) {
        let request = v1::WithdrawRecordsRequest { records: page.to_vec(), lapsed };
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
    let mut from = Some(0);
    while let Some(begin) = from {
        let (records, next) = page(client, kind, begin).await?;
        held.extend(records);
        from = next;
    }
    Ok(held)
}

/// A page of the records of a kind that the exchange has of the caller, which may be empty, and where the
/// next one begins.
async fn page(
    client: &Client,
    kind: i32,
    from: u64,
) -> Result<(Vec<v1::ListedRecord>, Option<u64>)> {
    let request = v1::ListRecordsRequest { kind, from };
    let page = client.intake().list_records(request).await.map_err(ClientError::from)?;
    let v1::ListRecordsResponse { mut records, next } = page.into_inner();
    records
        .retain(|record| record.name.as_ref().is_some_and(|name| kind == 0 || name.kind == kind));
    if next != 0 && next <= from {
        bail!("the exchange lists its records without an end");
    }
    Ok((records, (next != 0).then_some(next)))
}

/// How many records are at the exchange of the system whose ids begin with `mark`, and those of them
/// that the export does not have.
fn lacking(
    mut held: Vec<v1::ListedRecord>,
    followed: &Followed,
    mark: Option<&str>,
) -> (usize, Vec<v1::ListedRecord>) {
    let id = |record: &v1::ListedRecord| {
        record.name.as_ref().map_or_else(String::new, |name| name.record_id.clone())
    };
    // Without hashed ids, those of other systems that are hashed are none of this export's.
    held.retain(|record| match mark {
        Some(mark) => id(record).starts_with(mark),
        None => !RecordIds::is_hashed(&id(record)),
    });
    let all = held.len();
    held.retain(|record| !followed.has(&id(record)));
    (all, held)
}

async fn missing(
    client: &Client,
    builder: &Builder,
    followed: &Followed,
    totals: &Totals,
    full: &Full,
    months: Option<&Months>,
) -> Result<u64> {
    if totals.asked.may_be_older() {
        bail!(word("cli-full_perhaps_older"));
    }
    if let Some(line) = followed.nameless.first().copied() {
        bail!(sentence("cli-full_nameless", &[("line", line.into())]));
    }
    if totals.unreadable > 0 {
        bail!(counted("cli-full_unreadable", totals.unreadable));
    }
    let kind = builder.mapping().record;
    let held = held(client, i32::from(kind.number())).await?;
    let lacks =
        months.and_then(|months| super::held::lacking(months, &Months::of_system(&held, builder)));
    let (all, lacking) = lacking(held, followed, builder.ids_mark());
    let count = lacking.len() as u64;
    if count == 0 {
        return Ok(0);
    }
    let newer = lacking.iter().filter(|record| record.order >= totals.began).count();
    if newer > 0 || totals.older > 0 {
        let args = [("newer", newer.into()), ("older", totals.older.into())];
        bail!(sentence("cli-full_older", &args));
    }
    // What this run has added must not make the share look small.
    let before = (all as u64).saturating_sub(totals.stored).max(count);
    let share = count as f64 / before as f64 * 100.0;
    let summary = [
        ("count", count.into()),
        ("all", before.into()),
        ("kind", words::of(language(), kind).into()),
        ("share", format!("{share:.1}").into()),
    ];
    let summary = sentence("cli-full_summary", &summary);
    let say = |key: &str, more: &[(&'static str, Value)]| {
        let args = [("summary", summary.as_str().into()), ("count", count.into())];
        sentence(key, &[&args[..], more].concat())
    };
    if let (Some(Lacking { since, there, own }), None) = (&lacks, full.withdraw_missing) {
        let since = ("since", since.as_str().into());
        let args = [since, ("there", (*there).into()), ("own", (*own).into())];
        bail!(say("cli-full_lacks_newest", &args));
    }
    match full.withdraw_missing {
        Some(confirmed) if confirmed == count => {}
        Some(confirmed) => {
            bail!(say("cli-full_other_number", &[("number", confirmed.into())]))
        }
        None if share > full.full_limit as f64 => {
            bail!(say("cli-full_too_many", &[("limit", full.full_limit.into())]))
        }
        None if full.yes => {}
        None if std::io::stdin().is_terminal() => {
            let question = say("cli-full_question", &[]);
            let answer = dialoguer::Confirm::new().with_prompt(question).default(false);
            if !answer.interact().context("no answer")? {
                bail!(word("cli-full_refused"));
            }
        }
        None => bail!(say("cli-full_confirm", &[])),
    }
    let names: Vec<_> = lacking.into_iter().filter_map(|record| record.name).collect();
    withdraw(client, &names, false).await
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
        let held =
            ["aa-1", "aa-2", "aa-2:LEGAL", "aa-3", "aa-4:LEGAL", "bb-1"].map(record).to_vec();
        let mut followed = Followed::default();
        // Of a row that was built the records are known; one that was refused protects all of its own.
        followed.ids.extend(["aa-1", "aa-2"].map(|id| OpaqueId::new(id).unwrap()));
        followed.refused.insert(OpaqueId::new("aa-4").unwrap());
        let ids = |(all, records): (usize, Vec<v1::ListedRecord>)| {
            let names = records.into_iter().filter_map(|record| record.name);
            (all, names.map(|name| name.record_id).collect::<Vec<_>>())
        };
        let of_system = ids(lacking(held.clone(), &followed, Some("aa-")));
        assert_eq!(of_system, (5, vec!["aa-2:LEGAL".into(), "aa-3".into()]));
        assert_eq!(ids(lacking(held, &followed, None)).1.len(), 3);
    }
}
