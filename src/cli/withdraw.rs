//! `vdx withdraw`.

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::domain::code_list::CodeList;
use crate::domain::codes::RecordKind;
use crate::proto::v1;

use super::common::{Connection, SOME_REJECTED, or_look, print, with_client};

#[derive(clap::Args)]
pub struct Args {
    /// Kind of the records: victim, assistance or proceeding.
    #[arg(long, default_value = "victim")]
    kind: String,
    /// Ids of the records, as your institution submitted them; at most 1000.
    #[arg(required = true)]
    record_ids: Vec<String>,
    #[command(flatten)]
    connection: Connection,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let Some(kind) = RecordKind::from_code(&args.kind) else {
        bail!("--kind: must be victim, assistance or proceeding");
    };
    let records = args
        .record_ids
        .iter()
        .map(|id| v1::RecordName { kind: i32::from(kind.number()), record_id: id.clone() });
    let request = v1::WithdrawRecordsRequest { records: records.collect() };
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
        text += &format!("{id}: {words}\n");
    }
    print(&text)?;
    Ok(if missing { ExitCode::from(SOME_REJECTED) } else { ExitCode::SUCCESS })
}
