//! `vdx linkage quality` and `vdx linkage duplicates`: what a running exchange tells of linkage.

use std::process::ExitCode;

use anyhow::{Result, anyhow};
use clap::Args;
use serde_json::json;

use crate::foreign;
use crate::proto::v1;

use super::common::{Connection, attend, json_text, note, print, with_client};

#[derive(Args)]
pub struct QualityArgs {
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Args)]
pub struct DuplicatesArgs {
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
    let quarter = answer.quarter.ok_or_else(|| anyhow!("the exchange did not name the quarter"))?;
    let quarter = format!("{:04}-{:02}", quarter.year, quarter.month);
    if args.json {
        let band = |band: Option<v1::ShareBand>| {
            band.map(|b| json!([b.at_least_permille, b.at_most_permille]))
        };
        return print(&json_text(&json!({
            "quarter": quarter,
            "missed_permille": band(answer.missed),
            "wrong_permille": band(answer.wrong),
            "large_at_least": answer.large_at_least,
            "contradicting_at_least": answer.contradicting_at_least,
        }))?);
    }
    let share = |band: Option<v1::ShareBand>| match band {
        None => "too few records say something about it".to_owned(),
        Some(band) => {
            let percent = |permille: u32| f64::from(permille) / 10.0;
            let [least, most] = [band.at_least_permille, band.at_most_permille].map(percent);
            format!("{least} to {most} %")
        }
    };
    let least = |count: u64| match count {
        0 => "fewer than 10".to_owned(),
        count => format!("at least {count}"),
    };
    print(&format!(
        "Measured in the quarter that began in {quarter}, within each institution by itself, with noise:\n\
         pairs of one person that are not linked   {}\n\
         linked pairs that are of two persons      {}\n\
         persons with very many descriptions       {}\n\
         persons whose records contradict          {}\n",
        share(answer.missed),
        share(answer.wrong),
        least(answer.large_at_least),
        least(answer.contradicting_at_least),
    ))
}

/// Lists the caller's own records that seem to be of one person.
pub fn duplicates(args: &DuplicatesArgs) -> Result<ExitCode> {
    let answer = with_client(&args.connection, async |client| {
        let answer = client.linkage().list_own_duplicates(v1::ListOwnDuplicatesRequest {}).await?;
        Ok(answer.into_inner())
    })?;
    let mut text = String::new();
    for group in &answer.groups {
        let ids: Vec<String> = group.record_ids.iter().map(|id| foreign::line(id)).collect();
        text += &format!("{}\n", ids.join(" "));
    }
    if answer.groups.is_empty() {
        note("no two of your victim records seem to be of one person");
    }
    if answer.more {
        note("there are more: correct or withdraw some of these, and ask again");
    }
    print(&text)
}
