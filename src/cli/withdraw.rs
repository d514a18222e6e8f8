//! `vdx withdraw`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};

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
    #[command(flatten)]
    hashed: Hashed,
    #[command(flatten)]
    connection: Connection,
}

/// How ids were hashed when they were submitted, if they were.
#[derive(clap::Args)]
pub struct Hashed {
    /// Secret under which the ids were hashed when they were submitted.
    #[arg(long, value_name = "FILE", requires = "system")]
    id_key: Option<PathBuf>,
    /// System of the mapping with which they were submitted.
    #[arg(long, requires = "id_key")]
    system: Option<String>,
}

impl Hashed {
    /// What makes the submitted id of an id of some kind.
    pub fn ids(&self) -> Result<impl Fn(RecordKind, &str) -> String> {
        let ids = match (&self.id_key, &self.system) {
            (Some(path), Some(system)) => Some(RecordIdKey::load(path)?.of_system(system)),
            _ => None,
        };
        Ok(move |kind, raw: &str| match &ids {
            Some(ids) => ids.id(kind, raw).map_or_else(String::new, |id| id.as_str().to_owned()),
            None => raw.to_owned(),
        })
    }
}

/// The kind of records that `--kind` names.
pub fn record_kind(text: &str) -> Result<RecordKind> {
    RecordKind::from_code(text).context("--kind: must be victim, assistance or proceeding")
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let kind = record_kind(&args.kind)?;
    let submitted = args.hashed.ids()?;
    let name = |raw: &String| v1::RecordName {
        kind: i32::from(kind.number()),
        record_id: submitted(kind, raw),
    };
    let records = args.record_ids.iter().map(name).collect();
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
