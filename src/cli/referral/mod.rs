//! `vdx referral`: everything that a liaison does, without being a programmer.

mod act;
mod cases;
mod form;
mod hits;
mod keys;
mod new;
mod render;
mod save;
mod show;
mod watch;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{Args, Subcommand};

use crate::client::{Client, KnownKeys, Liaison, SeenReferrals};
use crate::domain::code_list::CodeList;
use crate::domain::referral::ReferralId;
use crate::proto::v1;
use crate::referral::keys::Keyring;
use crate::secret_file::KeyError;

use super::common::{Connection, Usage, connect, runtime, settled};

pub use act::judge;
pub use form::{BasisForm, Form, PersonForm, SealedForm};
pub use new::create;
pub use render::referral_text;

/// How to reach the exchange, with which keys, and how to print.
#[derive(Args, Clone)]
pub struct Options {
    #[command(flatten)]
    connection: Connection,
    /// Your keys; beside the profile unless given, with the ending .keys.
    #[arg(long, env = "VDX_REFERRAL_KEYS", value_name = "FILE")]
    keys: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Subcommand)]
pub enum Command {
    /// Make, publish, compare and rotate keys.
    #[command(subcommand)]
    Keys(keys::Command),
    /// Print an empty form for `new --form`.
    Form,
    /// Write a referral: step by step, or from a form file.
    New(new::Args),
    /// Send a draft.
    Send(act::SendArgs),
    /// What partners have sent you and is not closed.
    Inbox(show::InboxArgs),
    /// All your referrals.
    List(show::ListArgs),
    /// Show one referral with its history; opens what is sealed to you.
    Show(show::ShowArgs),
    /// Accept; the sealed part can be opened from then on.
    Accept(act::AcceptArgs),
    /// Decline, with a reason; the sealed part is erased unread.
    Decline(act::DeclineArgs),
    /// Ask for more before you decide.
    Ask(act::TextArgs),
    /// Answer such a question.
    Answer(act::TextArgs),
    /// Say that work on it has begun.
    Start(act::NoteArgs),
    /// Give yourself more time to complete it.
    Extend(act::ExtendArgs),
    /// Write to the other party.
    Message(act::TextArgs),
    /// Say that it is done.
    Complete(act::NoteArgs),
    /// Take it back; everything sealed is erased.
    Withdraw(act::EndArgs),
    /// Record that the victim withdrew consent; everything sealed is erased.
    WithdrawConsent(act::EndArgs),
    /// Seal once more, to a partner that lost its key, what you had sealed to the lost one.
    Resend(act::ResendArgs),
    /// Note your own number of the case beside a referral; it stays on this machine.
    Case(cases::CaseArgs),
    /// Note that the partner has read out the same fingerprint of a history.
    Compare(show::CompareArgs),
    /// Print what happens to your referrals, as it happens.
    Watch(watch::Args),
    /// Ask whether a person is known in another country (hit / no-hit).
    Check(hits::CheckArgs),
    /// List the hit checks that were made by you, or hit a record of your country.
    Checks(hits::ChecksArgs),
    /// List hit checks that found a record of your country and wait for your word.
    Waiting(hits::WaitingArgs),
    /// Confirm what such a check found: the asker is told of a hit when the answer opens.
    Confirm(hits::DecideArgs),
    /// Deny it: the asker is told that there is no hit.
    Deny(hits::DecideArgs),
}

pub fn run(command: &Command) -> Result<ExitCode> {
    match command {
        Command::Keys(command) => keys::run(command),
        Command::Form => super::common::print(&form::template()),
        Command::New(args) => new::run(args),
        Command::Send(args) => act::send(args),
        Command::Inbox(args) => show::inbox(args),
        Command::List(args) => show::list(args),
        Command::Show(args) => show::show(args),
        Command::Accept(args) => act::accept(args),
        Command::Decline(args) => act::decline(args),
        Command::Ask(args) => act::ask(args),
        Command::Answer(args) => act::answer(args),
        Command::Start(args) => act::start(args),
        Command::Extend(args) => act::extend(args),
        Command::Message(args) => act::message(args),
        Command::Complete(args) => act::complete(args),
        Command::Withdraw(args) => act::withdraw(args),
        Command::WithdrawConsent(args) => act::withdraw_consent(args),
        Command::Resend(args) => act::resend(args),
        Command::Case(args) => cases::note(args),
        Command::Compare(args) => show::compare(args),
        Command::Watch(args) => watch::run(args),
        Command::Check(args) => hits::check(args),
        Command::Checks(args) => hits::checks(args),
        Command::Waiting(args) => hits::waiting(args),
        Command::Confirm(args) => hits::decide(args, v1::HitDecision::Confirm),
        Command::Deny(args) => hits::decide(args, v1::HitDecision::Deny),
    }
}

impl Options {
    fn keys_path(&self) -> PathBuf {
        self.keys.clone().unwrap_or_else(|| self.connection.profile.with_extension("keys"))
    }

    /// Fingerprints that were compared.
    fn known_path(&self) -> PathBuf {
        self.keys_path().with_extension("known")
    }

    /// What was seen of referrals.
    fn seen_path(&self) -> PathBuf {
        self.keys_path().with_extension("seen")
    }

    /// Own numbers of cases.
    fn cases_path(&self) -> PathBuf {
        self.keys_path().with_extension("cases")
    }

    /// Where `watch` left off.
    fn cursor_path(&self) -> PathBuf {
        self.keys_path().with_extension("cursor")
    }

    async fn client(&self) -> Result<Client> {
        connect(&self.connection.profile).await
    }

    /// The liaison with its keys.
    async fn liaison(&self) -> Result<Liaison> {
        let path = self.keys_path();
        let keyring = match Keyring::load(&path) {
            Err(KeyError::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
                bail!(
                    "{} is not there. If another person or machine of your desk has its keys, use the same ones: copy the files .keys, .known, .seen and .cases, or name the keys with --keys (or VDX_REFERRAL_KEYS). If your desk has none yet, make them: vdx referral keys init",
                    path.display()
                )
            }
            other => other?,
        };
        self.liaison_with(self.client().await?, keyring)
    }

    /// A liaison with these keys, and what is kept beside them.
    fn liaison_with(&self, client: Client, keyring: Keyring) -> Result<Liaison> {
        let known = KnownKeys::load(&self.known_path())?;
        let seen = SeenReferrals::load(&self.seen_path(), keyring.member())?;
        Ok(Liaison::new(client, keyring, known, seen))
    }

    /// Runs a task of the liaison to its end.
    fn with_liaison<F, T>(&self, task: impl FnOnce(Liaison) -> F) -> Result<T>
    where
        F: Future<Output = Result<T>>,
    {
        runtime()?.block_on(async {
            let liaison = self.liaison().await?;
            let client = liaison.client().clone();
            let result = task(liaison).await;
            settled(&client, result).await
        })
    }
}

/// Id of a referral; `None` where what the exchange shows has none.
fn id_of(referral: &v1::Referral) -> Option<ReferralId> {
    referral.open.as_ref()?.referral_id.as_slice().try_into().ok().map(ReferralId)
}

/// The referral that an id, or the beginning of one, names.
async fn find(liaison: &Liaison, id: &str) -> Result<v1::Referral> {
    let id = id.trim().to_lowercase();
    if let Some(id) = ReferralId::parse(&id) {
        return Ok(liaison.get(id).await?);
    }
    if id.len() < 4 || !id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        bail!("a referral is named by its id, or by the first digits of it, at least 4");
    }
    let all = all_referrals(liaison.client(), &[]).await?;
    let listed = all.iter().filter_map(id_of);
    // One that was seen before counts, too: the exchange cannot put another one in its place.
    let mut found: Vec<_> = listed.chain(liaison.seen().all().map(|(id, _)| id)).collect();
    found.retain(|full| full.to_string().starts_with(&id));
    found.sort_unstable();
    found.dedup();
    let mut found = found.into_iter();
    match (found.next(), found.next()) {
        (Some(id), None) => Ok(liaison.get(id).await?),
        (None, _) => bail!("you have no referral whose id begins so"),
        (Some(_), Some(_)) => bail!("several of your referrals begin so: give more digits"),
    }
}

/// All referrals of the caller, page by page.
async fn all_referrals(
    client: &Client,
    statuses: &[v1::ReferralStatus],
) -> Result<Vec<v1::Referral>> {
    let mut all = Vec::new();
    let mut page_token = String::new();
    loop {
        let request = v1::ListReferralsRequest {
            statuses: statuses.iter().map(|status| *status as i32).collect(),
            page_size: 1000,
            page_token,
        };
        let page = client.referrals().list_referrals(request).await?.into_inner();
        all.extend(page.referrals);
        page_token = page.next_page_token;
        if page_token.is_empty() {
            return Ok(all);
        }
    }
}

/// A code, or what would be right.
fn code<T: CodeList>(field: &str, text: &str) -> Result<T> {
    T::from_code(&text.trim().replace([' ', '-'], "_")).ok_or_else(|| {
        let known: Vec<&str> = T::ALL.iter().map(|code| code.code()).collect();
        let rule = format!("{field}: must be one of {}", known.join(", "));
        // Others are fields of a form.
        match field.starts_with("--") {
            true => Usage(rule).into(),
            false => anyhow::anyhow!(rule),
        }
    })
}
