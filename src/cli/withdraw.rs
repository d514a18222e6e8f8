//! `vdx withdraw`.

use std::process::ExitCode;

use anyhow::Result;

use crate::domain::code_list::CodeList;
use crate::domain::codes::{RecordKind, Service};
use crate::domain::id::OpaqueId;
use crate::foreign;
use crate::proto::v1;
use crate::words;

use super::common::{Connection, SOME_REJECTED, or_look, print, with_client};
use super::ends::{held, withdraw};
use super::naming::{Kind, Named, row_of};
use super::speech::{language, sentence, word};

#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  vdx withdraw PN-10021 --mapping police.toml --profile police-profile.toml
  vdx withdraw PN-10021 --kind victim --system registry --profile police-profile.toml")]
pub struct Args {
    /// Kind of the records; that of the mapping, or victim, unless given.
    #[arg(long)]
    kind: Option<Kind>,
    /// Ids of the records, as the export has them or as vdx records lists them; at most 1000.
    #[arg(required = true)]
    record_ids: Vec<String>,
    #[command(flatten)]
    named: Named,
    #[command(flatten)]
    connection: Connection,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let kind = match args.kind {
        Some(kind) => kind.into(),
        None => args.named.mapping()?.map_or(RecordKind::Victim, |mapping| mapping.record),
    };
    let submitted = args.named.submitted(&args.record_ids, &args.connection)?;
    let number = i32::from(kind.number());
    let name = |raw: &String| {
        submitted.id(kind, raw).map(|record_id| v1::RecordName { kind: number, record_id })
    };
    let records: Vec<v1::RecordName> = args.record_ids.iter().map(name).collect::<Result<_>>()?;
    let (told, unknown) = with_client(&args.connection, async |client| {
        let request = v1::WithdrawRecordsRequest { records: records.clone(), lapsed: false };
        let answer = client.intake().withdraw_records(request).await?.into_inner();
        let outcomes: Vec<_> = answer.outcomes().collect();
        let is_lost = |outcome: &v1::WithdrawOutcome| !was_there(*outcome);
        // Services of one row have ids of their own. What is not found may be there by another name.
        let all = match kind == RecordKind::Assistance || outcomes.iter().any(is_lost) {
            true => held(&client, 0).await?,
            false => Vec::new(),
        };
        let unknown = submitted.unknown_system(&all);
        let mut told = Vec::new();
        for (record, outcome) in records.iter().zip(outcomes) {
            let is_service = |other: &v1::RecordName| {
                other.kind == record.kind && row_of(&other.record_id) == record.record_id
            };
            let names = all.iter().filter_map(|listed| listed.name.clone());
            let names = names.filter(is_service);
            let services: Vec<_> = names.chain(services_of(record)).collect();
            told.push((outcome, withdraw(&client, &services, false).await?));
        }
        Ok((told, unknown))
    })
    .map_err(|error| or_look(error, &word("cli-withdraw_again")))?;
    let mut text = String::new();
    let mut missing = false;
    for (id, (outcome, services)) in args.record_ids.iter().zip(told) {
        let others = services > 0;
        let words = match outcome {
            v1::WithdrawOutcome::Withdrawn if others => {
                sentence("cli-withdrawn_services", &[("count", (services + 1).into())])
            }
            _ if others => sentence("cli-withdrawn_services", &[("count", services.into())]),
            v1::WithdrawOutcome::Withdrawn => word("cli-withdrawn"),
            v1::WithdrawOutcome::Unchanged => word("cli-withdrawn_before"),
            _ => {
                missing = true;
                let kind = words::of(language(), kind);
                sentence("cli-withdraw_missing", &[("kind", kind.into())])
            }
        };
        text += &format!("{}: {words}\n", foreign::line(id));
    }
    if missing {
        text += &unknown.unwrap_or_else(|| word("cli-withdraw_hint"));
        text.push('\n');
    }
    print(&text)?;
    Ok(if missing { ExitCode::from(SOME_REJECTED) } else { ExitCode::SUCCESS })
}

/// What the services of a row of assistance may be called: one that its row did not name for a while is
/// not listed, and must not come back either.
fn services_of(row: &v1::RecordName) -> impl Iterator<Item = v1::RecordName> {
    let is_row = row.kind == i32::from(RecordKind::Assistance.number())
        && row_of(&row.record_id) == row.record_id;
    let services = if is_row { Service::ALL } else { &[] };
    // A name that is too long for an id is none of a record.
    let names = services
        .iter()
        .filter_map(|service| OpaqueId::new(&format!("{}:{}", row.record_id, service.code())));
    names.map(|id| v1::RecordName { kind: row.kind, record_id: id.as_str().into() })
}

/// Whether the exchange has a record, or had it before.
fn was_there(outcome: v1::WithdrawOutcome) -> bool {
    matches!(outcome, v1::WithdrawOutcome::Withdrawn | v1::WithdrawOutcome::Unchanged)
}
