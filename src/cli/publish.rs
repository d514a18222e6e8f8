//! `vdx publish` and `vdx epochs`.

use std::process::ExitCode;

use anyhow::Result;

use crate::proto::v1;

use super::common::{Connection, date, print, table, with_client};

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    connection: Connection,
}

#[derive(clap::Args)]
pub struct EpochsArgs {
    #[command(flatten)]
    connection: Connection,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let report = with_client(&args.connection, async |client| {
        Ok(client.publication().publish_epoch(v1::PublishEpochRequest {}).await?.into_inner())
    })?;
    print(&describe(&report))
}

/// A publication in words.
pub fn describe(report: &v1::PublishEpochResponse) -> String {
    let epoch = report.epoch.clone().unwrap_or_default();
    let mut text = format!(
        "Epoch {} published under policy {}: at least {} records, {} persons.\n",
        epoch.number, epoch.policy_version, report.records_rounded, report.persons_rounded
    );
    if report.unresolved_rounded > 0 {
        text += &format!(
            "At least {} references name a victim record that is not there.\n",
            report.unresolved_rounded
        );
    }
    text
}

pub fn epochs(args: &EpochsArgs) -> Result<ExitCode> {
    let answer = with_client(&args.connection, async |client| {
        Ok(client.statistics().list_epochs(v1::ListEpochsRequest {}).await?.into_inner())
    })?;
    let mut table = table(&["epoch", "published", "policy"].map(String::from));
    for epoch in answer.epochs {
        table.add_row([epoch.number.to_string(), date(epoch.published_at), epoch.policy_version]);
    }
    print(&format!("{table}\n"))
}
