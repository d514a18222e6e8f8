//! The steps that a party takes with a referral.

use std::io::Read;
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::client::{Liaison, Step};
use crate::domain::referral_codes::{DeclineReason, ReferralAction};
use crate::proto::v1;
use crate::referral::case::DAY;

use super::super::common::{now, print};
use super::show::{json_text, referral_json, referral_text};
use super::{Options, find};

#[derive(clap::Args)]
pub struct IdArgs {
    /// Its id, or the first digits of it.
    id: String,
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
    let details = Details { reason, ..Details::default() };
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

pub fn withdraw(args: &IdArgs) -> Result<ExitCode> {
    act(&args.options, &args.id, ReferralAction::Withdraw, Details::default())
}

pub fn withdraw_consent(args: &IdArgs) -> Result<ExitCode> {
    act(&args.options, &args.id, ReferralAction::WithdrawConsent, Details::default())
}

fn write(args: &TextArgs, action: ReferralAction) -> Result<ExitCode> {
    let mut text = args.text.clone();
    if text == "-" {
        text.clear();
        std::io::stdin().read_to_string(&mut text).context("cannot read standard input")?;
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
    let referral = options.with_liaison(async |mut liaison| {
        let mut referral = find(&liaison, id).await?;
        referral = received(&mut liaison, referral, action).await?;
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
        Ok(liaison.act(&referral, step).await?)
    })?;
    if options.json {
        return print(&json_text(&referral_json(&referral)));
    }
    print(&referral_text(&referral))
}

/// Deciding on a referral that was only just sent confirms first that it has arrived.
async fn received(
    liaison: &mut Liaison,
    referral: v1::Referral,
    action: ReferralAction,
) -> Result<v1::Referral> {
    let decides = matches!(
        action,
        ReferralAction::Accept | ReferralAction::Decline | ReferralAction::RequestInformation
    );
    let may_receive = referral.allowed_actions.contains(&(v1::ReferralAction::Receive as i32));
    if decides && may_receive {
        return Ok(liaison.act(&referral, Step::new(ReferralAction::Receive)).await?);
    }
    Ok(referral)
}
