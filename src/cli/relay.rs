//! `vdx relay`: has the exchange carry records to a hub.

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::foreign;
use crate::proto::v1;

use super::common::{Connection, SOME_REJECTED, print, with_client};

/// Tells your exchange to send what changed since the last run to a transnational hub: victim
/// records with consent to cross-border sharing and a cross-border element, under the tokens of
/// the transnational key. The exchange itself connects to the hub; no record passes through
/// this command. A run that broke off goes on where it stopped.
#[derive(clap::Args)]
pub struct Args {
    /// Name of the hub in the exchange's configuration.
    #[arg(long, value_name = "HUB")]
    to: String,
    #[command(flatten)]
    connection: Connection,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let last = with_client(&args.connection, async |client| {
        let request = v1::RunRelayRequest { hub: args.to.clone() };
        let mut progress = client.relay().run_relay(request).await?.into_inner();
        let mut last = v1::RunRelayResponse::default();
        while let Some(message) = progress.message().await? {
            last = message;
        }
        Ok(last)
    })?;
    if !last.done {
        bail!("the run broke off; run it again");
    }
    print(&describe(&args.to, &last))?;
    Ok(if last.refused_rounded > 0 { ExitCode::from(SOME_REJECTED) } else { ExitCode::SUCCESS })
}

/// A run in words.
pub fn describe(hub: &str, last: &v1::RunRelayResponse) -> String {
    let up_to = |count: u64| if count == 0 { "no".into() } else { format!("up to {count}") };
    let mut text = format!(
        "To {hub}: {} records sent, {} withdrawn.\n",
        up_to(last.sent_rounded),
        up_to(last.withdrawn_rounded)
    );
    if last.refused_rounded > 0 {
        text += &format!(
            "The hub refused {}; the exchange's log names the fields.\n",
            up_to(last.refused_rounded)
        );
    }
    if !last.witness_problem.is_empty() {
        text += &format!(
            "Exchange and hub have not witnessed each other's logs: {}\n",
            foreign::line(&last.witness_problem)
        );
    }
    text
}
