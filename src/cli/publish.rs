//! `vdx publish` and `vdx epochs`.

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::foreign;
use crate::proto::v1;

use super::common::{Connection, date, print, table, with_client};

/// Attacks the epoch that would be published, and publishes it when it withstands. Answers come
/// from the latest epoch alone.
#[derive(clap::Args)]
pub struct Args {
    /// Only attack it and tell how it fares; publish nothing.
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    connection: Connection,
}

#[derive(clap::Args)]
pub struct EpochsArgs {
    #[command(flatten)]
    connection: Connection,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let (checked, report) = with_client(&args.connection, async |client| {
        let mut publication = client.publication();
        let checked = publication.check_epoch(v1::CheckEpochRequest {}).await?.into_inner();
        if args.check || !withstood(&checked) {
            return Ok((checked, None));
        }
        let report = publication.publish_epoch(v1::PublishEpochRequest {}).await?.into_inner();
        Ok((checked, Some(report)))
    })?;
    match report {
        Some(report) => print(&describe(&report)),
        None => {
            print(&check_text(&checked))?;
            if withstood(&checked) {
                return Ok(ExitCode::SUCCESS);
            }
            bail!("the epoch does not withstand: nothing was published");
        }
    }
}

fn withstood(checked: &v1::CheckEpochResponse) -> bool {
    checked.tiers.iter().flat_map(|tier| &tier.attacks).all(|attack| attack.withstood)
}

/// A check of the national tier in a few lines.
pub fn check_summary(checked: &v1::CheckEpochResponse) -> String {
    let Some(tier) = checked.tiers.first() else { return String::new() };
    let names: Vec<String> = tier
        .attacks
        .iter()
        .map(|a| {
            format!(
                "{} {}",
                foreign::line(&a.name),
                if a.withstood { "withstood" } else { "FAILED" }
            )
        })
        .collect();
    let answered: Vec<String> = tier
        .utility
        .iter()
        .map(|u| format!("{} % in {}", u.answered_percent, u.dimensions))
        .collect();
    format!(
        "Attacked before it opens: {}.\nOf cells of 10 and more it answers {} dimension(s).\n",
        names.join(", "),
        answered.join(", ")
    )
}

/// A check as tables.
pub fn check_text(checked: &v1::CheckEpochResponse) -> String {
    let mut text = String::new();
    for tier in &checked.tiers {
        let mut attacks = table(&["attack", "tried", "reached", "limit", ""].map(String::from));
        for attack in &tier.attacks {
            attacks.add_row([
                format!("{}: {}", attack.name, attack.description),
                format!("up to {}", attack.trials_rounded),
                format!("{} %", attack.percent),
                format!("{} %", attack.limit_percent),
                (if attack.withstood { "withstood" } else { "FAILED" }).into(),
            ]);
        }
        text += &format!("Tier {}\n{attacks}\n", foreign::line(&tier.tier));
        for utility in &tier.utility {
            text += &format!(
                "Of cells of 10 and more in {} dimension(s), {} % are shown, with a median error of {}.{} %.\n",
                utility.dimensions,
                utility.answered_percent,
                utility.median_error_per_mille / 10,
                utility.median_error_per_mille % 10,
            );
        }
        text.push('\n');
    }
    text
}

/// A publication in words.
pub fn describe(report: &v1::PublishEpochResponse) -> String {
    let epoch = report.epoch.clone().unwrap_or_default();
    let mut text = format!(
        "Epoch {} published under policy {}: at least {} records, {} persons.\n",
        epoch.number,
        foreign::line(&epoch.policy_version),
        report.records_rounded,
        report.persons_rounded
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
