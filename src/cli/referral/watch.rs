//! `vdx referral watch`: what happens to the caller's referrals, as it happens.

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::json;
use tonic::Code;

use crate::client::{Client, HeadError};
use crate::domain::referral_codes::{ReferralAction, ReferralStatus};
use crate::foreign;
use crate::proto::v1;
use crate::secret_file::replace_private;

use super::super::common::{explain, head_error, print, runtime, time};
use super::super::speech::label_of;
use super::Options;
use super::render::code_of;

/// Prints one line for each thing that happens, and goes on after breaks. Where it left off is
/// noted beside your keys, so that nothing is missed while it does not run. What it prints is the
/// word of the exchange; `show` verifies it.
#[derive(clap::Args)]
pub struct Args {
    /// Go on after this sequence number instead; 0 begins at the beginning.
    #[arg(long)]
    after: Option<u64>,
    /// End when nothing has happened for this many seconds.
    #[arg(long, value_name = "SECONDS")]
    idle: Option<u64>,
    #[command(flatten)]
    options: Options,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let cursor = args.options.cursor_path();
    let mut after = match args.after {
        Some(after) => after,
        None => read_cursor(&cursor)?,
    };
    runtime()?.block_on(async {
        let mut pause = Duration::from_millis(500);
        let mut client = args.options.client().await?;
        if !args.options.json {
            note!("So says the exchange; vdx referral show ID verifies it.");
        }
        loop {
            let before = after;
            match follow(args, &client, &cursor, &mut after).await? {
                Ended::Idle => return Ok(ExitCode::SUCCESS),
                Ended::Refused(status) => return Err(status.into()),
                Ended::Broken(reason) => {
                    if after > before {
                        pause = Duration::from_millis(500);
                    }
                    note!("interrupted ({}); going on after {after}", foreign::line(&reason));
                    client = again(args, &mut pause).await?;
                }
            }
        }
    })
}

/// Connects once more, which compares the head of the exchange's log: nothing of it is believed
/// before. A certificate may have been renewed meanwhile.
async fn again(args: &Args, pause: &mut Duration) -> Result<Client> {
    loop {
        let jitter = fastrand::u64(0..=pause.as_millis() as u64 / 2);
        tokio::time::sleep(*pause + Duration::from_millis(jitter)).await;
        *pause = (*pause * 2).min(Duration::from_secs(30));
        match args.options.client().await {
            // The exchange went back: nobody must go on with it.
            Err(error) if head_error(&error).is_some() => return Err(error),
            Err(error) => note!("not connected yet: {}", explain(&error)),
            connected => return connected,
        }
    }
}

/// Why a stream ended.
enum Ended {
    Idle,
    Refused(tonic::Status),
    Broken(String),
}

async fn follow(args: &Args, client: &Client, cursor: &Path, after: &mut u64) -> Result<Ended> {
    let ended = |status: tonic::Status| match status.code() {
        Code::PermissionDenied | Code::Unauthenticated | Code::InvalidArgument => {
            Ended::Refused(status)
        }
        _ if HeadError::of(&status).is_some() => Ended::Refused(status),
        _ => Ended::Broken(status.message().to_owned()),
    };
    let request = v1::WatchReferralsRequest { after: *after };
    let mut stream = match client.referrals().watch_referrals(request).await {
        Ok(stream) => stream.into_inner(),
        Err(status) => return Ok(ended(status)),
    };
    loop {
        let next = match args.idle {
            None => stream.message().await,
            Some(idle) => {
                match tokio::time::timeout(Duration::from_secs(idle), stream.message()).await {
                    Ok(next) => next,
                    Err(_) => return Ok(Ended::Idle),
                }
            }
        };
        match next {
            Ok(Some(notice)) if notice.sequence > *after => {
                if notice.sequence - *after > 1 {
                    note!(
                        "THE EXCHANGE HAS LEFT OUT what happened between {after} and {}: look at your referrals (vdx referral list), and tell your coordinator",
                        notice.sequence
                    );
                }
                print(&line(&notice, args.options.json))?;
                *after = notice.sequence;
                // After printing: at least once, never less.
                replace_private(cursor, format!("{after}\n").as_bytes())
                    .with_context(|| cursor.display().to_string())?;
            }
            Ok(Some(_)) => {}
            Ok(None) => return Ok(Ended::Broken("the server ended the stream".into())),
            Err(status) => return Ok(ended(status)),
        }
    }
}

fn read_cursor(path: &Path) -> Result<u64> {
    match std::fs::read_to_string(path) {
        Ok(text) => match text.trim().parse() {
            Ok(after) => Ok(after),
            Err(_) => {
                bail!("{}: must hold a sequence number; remove it to begin anew", path.display())
            }
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(error).with_context(|| path.display().to_string()),
    }
}

fn line(notice: &v1::WatchReferralsResponse, as_json: bool) -> String {
    let action = code_of::<ReferralAction>(notice.action);
    let status = code_of::<ReferralStatus>(notice.status);
    let id = hex::encode(&notice.referral_id);
    if as_json {
        let value = json!({
            "sequence": notice.sequence, "id": id, "event": notice.event,
            "action": action, "status": status, "at": notice.at, "verified": false,
        });
        return foreign::json(&value.to_string()) + "\n";
    }
    let action = label_of::<ReferralAction>(notice.action);
    let status = label_of::<ReferralStatus>(notice.status);
    let short: String = id.chars().take(8).collect();
    format!("{}  {short}  {action:<20} -> {status}\n", time(notice.at))
}
