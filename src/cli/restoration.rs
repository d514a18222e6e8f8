//! `vdx acknowledge-restore`: the coordinator's word that an exchange was restored.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, anyhow, bail};

use crate::audit::{MAX_REASON, is_reason};
use crate::client::{Client, ClientError, ClientProfile, PendingRestore};
use crate::domain::code_list::CodeList;
use crate::domain::codes::MemberStatus;
use crate::domain::id::MemberId;
use crate::proto::v1;

use super::common::{
    Connection, connect, explain, head_error, keep_head, print, runtime, wrong_usage,
};
use super::members::{members_text, named};

/// Acknowledges that the exchange was restored from a backup. Without a reason it tells what is
/// known of the restore; with one it signs, with the key of your certificate, that you know of it
/// and why it was done. Every client checks your signature and tells its user the reason. Before
/// that the exchange takes nothing.
#[derive(clap::Args)]
pub struct Args {
    /// Why the exchange was restored, in a line that every member will read.
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Suspend this member before anybody is served; may be given more than once. For each member
    /// that was suspended, or lost a role, after the backup was made: the restored register has it
    /// as it was then. Where the restore was acknowledged before, it is suspended now.
    #[arg(long, value_name = "MEMBER", requires = "reason")]
    suspend: Vec<String>,
    #[command(flatten)]
    connection: Connection,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    if args.reason.as_deref().is_some_and(|reason| !is_reason(reason)) {
        wrong_usage!(
            "--reason: must be one line of at most {MAX_REASON} characters that can be seen"
        );
    }
    let suspend: Vec<MemberId> =
        args.suspend.iter().map(|name| named("--suspend", name)).collect::<Result<_>>()?;
    let told = runtime()?.block_on(async {
        let profile = ClientProfile::load(&args.connection.profile)?;
        let (client, pending) = Client::pending_restore(&profile).await?;
        let Some(pending) = pending else {
            drop(client);
            return suspend_all(&args.connection.profile, &suspend).await;
        };
        let Some(reason) = &args.reason else {
            return anyhow::Ok(describe(&pending) + HOW + CHECKLIST);
        };
        if pending.is_genuine == Some(false) {
            bail!(
                "the log that was restored is not the beginning of the one that you saw: it is no backup of this exchange. Do not sign; find out what was restored"
            );
        }
        let members = client
            .acknowledge_restore(&profile, &pending, reason, &suspend)
            .await
            .map_err(|error| not_certain(error, &suspend))?;
        // As every member from now on.
        let client = connect(&args.connection.profile).await?;
        keep_head(&client).await?;
        // Whoever has signed for it knows of it.
        client.know_restores().await?;
        let register = format!("\nMembers, as the exchange has them now:\n{}", members_text(&members, None));
        Ok(describe(&pending) + AFTER + CHECKLIST + &register)
    })?;
    print(&told)
}

const NONE_WAITS: &str = "No restore waits for an acknowledgement.\n";

/// Suspends members where no restore waits any more, because somebody has signed for it before:
/// whoever names a member here wants every call of it refused, whatever else is to be done.
async fn suspend_all(profile: &Path, suspend: &[MemberId]) -> Result<String> {
    if suspend.is_empty() {
        return Ok(NONE_WAITS.into());
    }
    let client = connect(profile).await?;
    let mut entries = Vec::new();
    let mut failed = Vec::new();
    // One that cannot be suspended keeps none of the others admitted.
    for id in suspend {
        let request = v1::SetMemberStatusRequest {
            trust_domain: id.trust_domain.to_string(),
            member_id: id.name.to_string(),
            status: i32::from(MemberStatus::Suspended.number()),
        };
        match client.membership().set_member_status(request).await {
            Ok(answer) => entries.extend(answer.into_inner().member),
            Err(status) => failed.push(format!("{id}: {}", explain(&status.into()))),
        }
    }
    let kept = keep_head(&client).await;
    if !failed.is_empty() {
        let done: Vec<String> = entries
            .iter()
            .map(|entry| format!("{}/{}", entry.trust_domain, entry.member_id))
            .collect();
        let done = if done.is_empty() { "nobody".into() } else { done.join(", ") };
        bail!(
            "no restore waits for an acknowledgement, and not everybody could be suspended:\n  {}\nSuspended: {done}. Who can call is in vdx members list; whoever must not is suspended with vdx members suspend MEMBER",
            failed.join("\n  ")
        );
    }
    kept?;
    Ok(format!(
        "{NONE_WAITS}The reason was not signed: somebody has signed for the restore before. These are suspended now, as vdx members suspend does it; until now they could call, and the audit log tells what they did (vdx audit list --caller MEMBER):\n{}",
        members_text(&entries, None)
    ))
}

/// What a failed acknowledgement means for those who were to be suspended with it.
fn not_certain(error: ClientError, suspend: &[MemberId]) -> anyhow::Error {
    let error = anyhow::Error::from(error);
    if suspend.is_empty() || head_error(&error).is_some() {
        return error;
    }
    anyhow!(
        "{}\nDo not count on anybody having been suspended: run the same command again, which suspends them also where the restore is acknowledged already, and look at vdx members list",
        explain(&error)
    )
}

const HOW: &str = "\nWhen you know why, and that there is no newer copy of the data, sign for it. Whoever was suspended after the backup can call again from that moment on, unless you name it:\n  vdx acknowledge-restore --reason \"...\" --suspend exchange.example/police --suspend ...\n";

const AFTER: &str =
    "\nAcknowledged: the exchange takes calls again, and every client tells its user.\n";

const CHECKLIST: &str = "\nThe exchange cannot know what it lost. Look at these yourself:
  - members: who was suspended, added or given other roles after the backup. Suspend, with the
    acknowledgement (--suspend), whoever must not call; the rest with vdx members
  - withdrawals: records that were withdrawn after the backup are back; have each institution
    withdraw them again (vdx withdraw), and submit its exports again (vdx submit)
  - referrals: steps and withdrawn consents after the backup are gone; tell the liaisons. vdx
    referral show tells them which, and how to go on or to end it
  - releases that were made after the backup: their budget is spent all the same. Nothing is released
    before two coordinators have said which they were, or that there were none (vdx release lost);
    what your auditors kept of the log shows it (vdx audit list --call ApproveRelease)
  - a hub: what was relayed after the backup stays there until its institution submits it again;
    then relay (vdx relay)
Revocation lists are files of their own and did not go back.\n";

/// What is known of a restore.
fn describe(pending: &PendingRestore) -> String {
    let mut text = format!(
        "The exchange was restored from a backup that holds {} lines of its log.\n",
        pending.head.size
    );
    text += &match &pending.known {
        Some(known) if known.size > pending.head.size => format!(
            "You had seen {}: at least {} lines, and what they were about, are gone.\n",
            known.size,
            known.size - pending.head.size
        ),
        Some(known) => {
            format!("You had seen {} of them, and none that is not there.\n", known.size)
        }
        None => "You have kept no head of its log: what is gone cannot be told here.\n".into(),
    };
    text += match pending.is_genuine {
        Some(true) => "What the backup holds continues what you saw before.\n",
        Some(false) => {
            "IT IS NOT THE BEGINNING OF THE LOG THAT YOU SAW: no backup of this exchange.\n"
        }
        None => "You have kept no head that is old enough to compare the backup with.\n",
    };
    text
}
