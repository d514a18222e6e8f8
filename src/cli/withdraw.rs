//! `vdx withdraw`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::domain::code_list::CodeList;
use crate::domain::codes::RecordKind;
use crate::proto::v1;
use crate::pseudonym::RecordIdKey;

use super::common::{Connection, SOME_REJECTED, or_look, print, with_client};

#[derive(clap::Args)]
pub struct Args {
    /// Kind of the records: victim, assistance or proceeding.
    #[arg(long, default_value = "victim")]
    kind: String,
    /// Ids of the records, as your institution submitted them; at most 1000.
    #[arg(required = true)]
    record_ids: Vec<String>,
    /// Secret under which the ids were hashed when they were submitted.
    #[arg(long, value_name = "FILE", requires = "system")]
    id_key: Option<PathBuf>,
    /// System of the mapping with which they were submitted.
    #[arg(long, requires = "id_key")]
    system: Option<String>,
    #[command(flatten)]
    connection: Connection,
}

/// An id as it was submitted.
pub fn submitted_id(
    raw: &str,
    kind: RecordKind,
    id_key: Option<&Path>,
    system: Option<&str>,
) -> Result<String> {
    let (Some(path), Some(system)) = (id_key, system) else { return Ok(raw.to_owned()) };
    let id = RecordIdKey::load(path)?.of_system(system).id(kind, raw);
    Ok(id.map_or_else(String::new, |id| id.as_str().to_owned()))
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let Some(kind) = RecordKind::from_code(&args.kind) else {
        bail!("--kind: must be victim, assistance or proceeding");
    };
    let number = i32::from(kind.number());
    let name = |raw: &String| {
        let id = submitted_id(raw, kind, args.id_key.as_deref(), args.system.as_deref())?;
        anyhow::Ok(v1::RecordName { kind: number, record_id: id })
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
        text += &format!("{id}: {words}\n");
    }
    print(&text)?;
    Ok(if missing { ExitCode::from(SOME_REJECTED) } else { ExitCode::SUCCESS })
}
