//! The steps that a party takes with a referral.

use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::client::{Liaison, LiaisonError, Step};
use crate::domain::referral_codes::{DeclineReason, ReferralAction, ReferralStatus};
use crate::proto::referral::member_name;
use crate::proto::v1;
use crate::referral::case::DAY;
use crate::small_file::{self, SMALL};

use super::super::common::{now, or_look};
use super::render::Judged;
use super::{Options, find};

#[derive(clap::Args)]
pub struct EndArgs {
    /// Its id, or the first digits of it.
    id: String,
    /// End it although its history is not verified, and may be forged.
    #[arg(long)]
    not_verified: bool,
    #[command(flatten)]
    options: Options,
}

#[derive(clap::Args)]
pub struct ResendArgs {
    /// Its id, or the first digits of it.
    id: String,
    /// Only these steps of yours; all that the other party has lost unless given.
    #[arg(long = "step", value_name = "NUMBER")]
    steps: Vec<u32>,
    #[command(flatten)]
    options: Options,
}

#[derive(clap::Args)]
pub struct SendArgs {
    /// Its id, or the first digits of it.
    id: String,
    /// Days within which the recipient is to decide.
    #[arg(long, default_value_t = 14, value_parser = clap::value_parser!(u32).range(1..=365))]
    within_days: u32,
    #[command(flatten)]
    options: Options,
}

#[derive(clap::Args)]
pub struct AcceptArgs {
    /// Its id, or the first digits of it.
    id: String,
    /// Days within which you mean to complete it; `extend` gives more.
    #[arg(long, default_value_t = 180, value_parser = clap::value_parser!(u32).range(1..=365))]
    within_days: u32,
    /// A word to the sender, sealed.
    #[arg(long, value_name = "TEXT")]
    message: Option<String>,
    #[command(flatten)]
    options: Options,
}

#[derive(clap::Args)]
pub struct ExtendArgs {
    /// Its id, or the first digits of it.
    id: String,
    /// Days from today.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=365))]
    within_days: u32,
    #[command(flatten)]
    options: Options,
}

#[derive(clap::Args)]
pub struct DeclineArgs {
    /// Its id, or the first digits of it.
    id: String,
    /// OUTSIDE_MANDATE, NO_CAPACITY, INSUFFICIENT_INFORMATION, UNREADABLE, PERSON_NOT_KNOWN,
    /// SAFETY_CONCERN or OTHER
    #[arg(long)]
    reason: String,
    /// End it although its history is not verified, and may be forged.
    #[arg(long)]
    not_verified: bool,
    #[command(flatten)]
    options: Options,
}

#[derive(clap::Args)]
pub struct TextArgs {
    /// Its id, or the first digits of it.
    id: String,
    /// What to write; - reads it from standard input. It is sealed to the other party.
    text: String,
    #[command(flatten)]
    options: Options,
}

#[derive(clap::Args)]
pub struct NoteArgs {
    /// Its id, or the first digits of it.
    id: String,
    /// A word to the other party, sealed.
    #[arg(long, value_name = "TEXT")]
    message: Option<String>,
    #[command(flatten)]
    options: Options,
}

/// What to do beside the action itself.
#[derive(Default)]
struct Details<'a> {
    within_days: Option<u32>,
    reason: Option<DeclineReason>,
    text: Option<&'a str>,
    /// Whether a history that is not verified is no reason to refuse.
    anyway: bool,
}

pub fn send(args: &SendArgs) -> Result<ExitCode> {
    let details = Details { within_days: Some(args.within_days), ..Details::default() };
    act(&args.options, &args.id, ReferralAction::Send, details)
}

pub fn accept(args: &AcceptArgs) -> Result<ExitCode> {
    let details = Details {
        within_days: Some(args.within_days),
        text: args.message.as_deref(),
        ..Details::default()
    };
    act(&args.options, &args.id, ReferralAction::Accept, details)
}

pub fn decline(args: &DeclineArgs) -> Result<ExitCode> {
    let reason = Some(super::code("--reason", &args.reason)?);
    let details = Details { reason, anyway: args.not_verified, ..Details::default() };
    act(&args.options, &args.id, ReferralAction::Decline, details)
}

pub fn ask(args: &TextArgs) -> Result<ExitCode> {
    write(args, ReferralAction::RequestInformation)
}

pub fn answer(args: &TextArgs) -> Result<ExitCode> {
    write(args, ReferralAction::ProvideInformation)
}

pub fn message(args: &TextArgs) -> Result<ExitCode> {
    write(args, ReferralAction::Message)
}

pub fn start(args: &NoteArgs) -> Result<ExitCode> {
    note(args, ReferralAction::Start)
}

pub fn complete(args: &NoteArgs) -> Result<ExitCode> {
    note(args, ReferralAction::Complete)
}

pub fn extend(args: &ExtendArgs) -> Result<ExitCode> {
    let details = Details { within_days: Some(args.within_days), ..Details::default() };
    act(&args.options, &args.id, ReferralAction::Extend, details)
}

pub fn withdraw(args: &EndArgs) -> Result<ExitCode> {
    end(args, ReferralAction::Withdraw)
}

pub fn withdraw_consent(args: &EndArgs) -> Result<ExitCode> {
    end(args, ReferralAction::WithdrawConsent)
}

fn end(args: &EndArgs, action: ReferralAction) -> Result<ExitCode> {
    let details = Details { anyway: args.not_verified, ..Details::default() };
    act(&args.options, &args.id, action, details)
}

/// What the other party cannot open any more, since it lost its key, goes to it once more.
pub fn resend(args: &ResendArgs) -> Result<ExitCode> {
    let judged = args.options.with_liaison(async |mut liaison| {
        let mut referral = find(&liaison, &args.id).await?;
        let mut steps = args.steps.clone();
        if steps.is_empty() {
            steps = liaison.lost_parts(&referral).await?;
        }
        if steps.is_empty() {
            bail!(
                "nothing was sent: the other party has lost none of what you have sealed to it and it may have; --step NUMBER sends one all the same"
            );
        }
        for step in steps {
            referral = liaison.resend(&referral, step).await?;
            note!("what step {step} held was sent once more, as step {}", referral.events.len());
        }
        judge(&mut liaison, referral).await
    })?;
    judged.print(args.options.json)
}

fn write(args: &TextArgs, action: ReferralAction) -> Result<ExitCode> {
    let mut text = args.text.clone();
    if text == "-" {
        let read = small_file::read_from(std::io::stdin(), SMALL).and_then(small_file::text);
        text = read.context("standard input")?;
    }
    if text.trim().is_empty() {
        bail!("TEXT: must not be empty; nothing was sent");
    }
    let details = Details { text: Some(text.trim()), ..Details::default() };
    act(&args.options, &args.id, action, details)
}

fn note(args: &NoteArgs, action: ReferralAction) -> Result<ExitCode> {
    let details = Details { text: args.message.as_deref(), ..Details::default() };
    act(&args.options, &args.id, action, details)
}

fn act(
    options: &Options,
    id: &str,
    action: ReferralAction,
    details: Details<'_>,
) -> Result<ExitCode> {
    let judged = options.with_liaison(async |mut liaison| {
        let mut referral = find(&liaison, id).await?;
        referral = received(&mut liaison, referral, action, details.anyway).await?;
        let content = details.text.map(|text| v1::SealedContent {
            narrative: text.into(),
            ..v1::SealedContent::default()
        });
        let step = Step {
            action,
            reason: details.reason,
            deadline: details.within_days.map(|days| now() + i64::from(days) * DAY),
            content: content.as_ref(),
        };
        let referral = take(&mut liaison, &referral, step, details.anyway).await?;
        judge(&mut liaison, referral).await
    });
    let judged = judged.map_err(|error| {
        or_look(with_way_out(error, action), &format!("vdx referral show {id}"))
    })?;
    let exit = judged.print(options.json)?;
    if action == ReferralAction::Accept && !options.json {
        note!("What is sealed to you can be opened now: vdx referral show {id}");
    }
    Ok(exit)
}

async fn take(
    liaison: &mut Liaison,
    referral: &v1::Referral,
    step: Step<'_>,
    anyway: bool,
) -> Result<v1::Referral, LiaisonError> {
    if anyway {
        liaison.act_anyway(referral, step).await
    } else {
        liaison.act(referral, step).await
    }
}

/// Says how to end a referral that cannot be verified.
fn with_way_out(error: anyhow::Error, action: ReferralAction) -> anyhow::Error {
    let only_ends = matches!(
        action,
        ReferralAction::Decline | ReferralAction::Withdraw | ReferralAction::WithdrawConsent
    );
    match error.downcast_ref() {
        Some(LiaisonError::NotVerified(_)) if only_ends => anyhow::anyhow!(
            "{error}\nTo end it all the same, and have what was sealed erased: --not-verified"
        ),
        _ => error,
    }
}

/// A referral with the verdict on it.
pub async fn judge(liaison: &mut Liaison, referral: v1::Referral) -> Result<Judged> {
    let verdict = liaison.verify(&referral).await?;
    Ok(Judged { referral, verdict, own: liaison.keyring().member().clone() })
}

/// Deciding on a referral that was only just sent confirms first that it has arrived.
async fn received(
    liaison: &mut Liaison,
    referral: v1::Referral,
    action: ReferralAction,
    anyway: bool,
) -> Result<v1::Referral> {
    let decides = matches!(
        action,
        ReferralAction::Accept | ReferralAction::Decline | ReferralAction::RequestInformation
    );
    let own = Some(member_name(liaison.keyring().member()));
    let standing = liaison.verify(&referral).await?.standing;
    let is_sent = standing.is_some_and(|standing| standing.status == ReferralStatus::Sent);
    if decides && is_sent && referral.sender != own {
        let receive = Step::new(ReferralAction::Receive);
        return Ok(take(liaison, &referral, receive, anyway).await?);
    }
    Ok(referral)
}
