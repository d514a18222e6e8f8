//! `vdx withdraw`.

use std::process::ExitCode;

use anyhow::Result;

use crate::domain::code_list::CodeList;
use crate::domain::codes::RecordKind;
use crate::foreign;
use crate::proto::v1;

use super::common::{Connection, SOME_REJECTED, or_look, print, with_client};
use super::naming::{Kind, Named};

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
    let name = |raw: &String| {
        let kind_number = i32::from(kind.number());
        submitted(kind, raw).map(|record_id| v1::RecordName { kind: kind_number, record_id })
    };
    let records = args.record_ids.iter().map(name).collect::<Result<_>>()?;
    let request = v1::WithdrawRecordsRequest { records };
    let answer = with_client(&args.connection, async |client| {
        Ok(client.intake().withdraw_records(request).await?.into_inner())
    })
    .map_err(|error| {
        or_look(error, "the same command tells of each record whether it was withdrawn before")
    })?;
    let mut text = String::new();
    let mut missing = false;
    for (id, outcome) in args.record_ids.iter().zip(answer.outcomes()) {
        let words = match outcome {
            v1::WithdrawOutcome::Withdrawn => "withdrawn",
            v1::WithdrawOutcome::Unchanged => "was withdrawn before",
            _ => {
                missing = true;
                "not found among your records"
            }
        };
        text += &format!("{}: {words}\n", foreign::line(id));
    }
    print(&text)?;
    Ok(if missing { ExitCode::from(SOME_REJECTED) } else { ExitCode::SUCCESS })
}
