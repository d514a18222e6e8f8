//! `vdx referral check`, `checks`, `waiting`, `confirm` and `deny`: hit / no-hit.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use serde_json::json;
use zeroize::Zeroize;

use crate::client::Client;
use crate::domain::codes::KeyScope;
use crate::domain::inquiry::Inquiry;
use crate::domain::referral_codes::HitPurpose;
use crate::proto::{from_tokens, key_check, number, v1};
use crate::pseudonym::{BirthDate, Identity, TokenKey, tokens};

use super::super::common::{
    json_text, keep_head, note, print, profile, runtime, table, tell_alarms, time, wrong_usage,
};
use super::super::speech::{country, header, label_of, sentence, word};
use super::form::PersonForm;
use super::new::ask_person;
use super::render::{code_of, party};
use super::{Options, code};

/// Names, numbers and dates become keyed hashes on this machine; only those leave it. Each check
/// is about one person, counted against your country's budget of the day, and journaled. A hit
/// gives a handle for one information request, and nothing else.
///
/// With both names and the full date of birth these must agree with a record, but for the usual
/// slips. If a name may be another one, swapped with the surname, or the date wrong, ask again in
/// that way, or by the number alone.
#[derive(clap::Args)]
#[command(after_help = "\
Example:
  vdx referral check --purpose PROTECTION --transnational-key transnational.key --person p.toml
with p.toml such as
  given_name = \"...\"
  surname = \"...\"
  birth_date = \"1991-03-07\"
  national_id = \"...\"
After a hit:
  vdx referral new --hit HANDLE
Where a person has to confirm hits first, when the answer has opened:
  vdx referral check --result CHECK")]
pub struct CheckArgs {
    /// IDENTIFICATION, PROTECTION, RISK_ASSESSMENT, FAMILY_TRACING or INVESTIGATION
    #[arg(long, required_unless_present = "result")]
    purpose: Option<String>,
    /// The key that all partner countries share; during a rotation both: counts as two checks.
    #[arg(long, value_name = "FILE", required_unless_present = "result")]
    transnational_key: Vec<PathBuf>,
    /// Who the person is; asked for at the terminal unless given.
    #[arg(long, value_name = "FILE")]
    person: Option<PathBuf>,
    /// Linkage profile that the coordinator gives out; the shipped one unless given.
    #[arg(long, value_name = "FILE")]
    linkage_profile: Option<PathBuf>,
    /// The answer to an earlier check, by its id, or its first digits, at least 4.
    #[arg(long, value_name = "CHECK", conflicts_with_all = ["purpose", "transnational_key", "person"])]
    result: Option<String>,
    #[command(flatten)]
    options: Options,
}

#[derive(clap::Args)]
pub struct ChecksArgs {
    #[command(flatten)]
    options: Options,
}

#[derive(clap::Args)]
pub struct WaitingArgs {
    #[command(flatten)]
    options: Options,
}

/// Before you decide, ask the institution whether its record is about a person of whom that
/// country may know. What nobody confirms until the answer opens is no hit.
#[derive(clap::Args)]
pub struct DecideArgs {
    /// The check's id, as `vdx referral waiting` shows it, or its first digits, at least 4.
    check: String,
    #[command(flatten)]
    options: Options,
}

/// Formats in which a date of birth is understood.
const DATES: &[&str] = &["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%Y%m%d"];

pub fn check(args: &CheckArgs) -> Result<ExitCode> {
    if let Some(id) = &args.result {
        return earlier(id, &args.options);
    }
    let purpose: HitPurpose = code("--purpose", args.purpose.as_deref().unwrap_or_default())?;
    let person = match &args.person {
        Some(path) => PersonForm::load(path)?,
        None if std::io::stdin().is_terminal() => ask_person()?,
        None => bail!("give --person FILE, or run this at a terminal to be asked"),
    };
    let identity = identity(person)?;
    let profile = profile(args.linkage_profile.as_deref())?;
    let mut keys = Vec::new();
    for path in &args.transnational_key {
        keys.push(TokenKey::load(KeyScope::Transnational, path)?);
    }
    let tokens: Vec<_> = keys.iter().flat_map(|key| tokens(&identity, &profile, key)).collect();
    if tokens.is_empty() {
        bail!(
            "too little is known to tell the person from others: give a national_id, a document, or given_name and surname with birth_date; nothing was asked"
        );
    }
    if let Err(violations) = Inquiry::read(&profile, "tokens", &tokens) {
        let rules: Vec<String> = violations.into_iter().map(|v| v.description).collect();
        bail!(
            "too little is known to tell the person from others, or a name is too long: {}",
            rules.join("; ")
        );
    }
    let request = v1::CheckHitRequest {
        tokens: from_tokens(&tokens),
        purpose: number(Some(purpose)),
        key_checks: keys.iter().map(|key| key_check(key, profile.id())).collect(),
    };
    let answer = runtime()?.block_on(async {
        let client = args.options.client().await?;
        let answer = client.hits().check_hit(request).await?.into_inner();
        if let Err(error) = keep_head(&client).await {
            // The check is counted: what it said can be asked for again.
            let id = hex::encode(&answer.check_id);
            note!("The check was counted; its answer is not shown. Ask for it again: vdx referral check --result {id}");
            return Err(error);
        }
        anyhow::Ok(answer)
    })?;
    let told = Told {
        id: hex::encode(&answer.check_id),
        result: answer.result(),
        handle: hex::encode(&answer.handle),
        opens_at: answer.opens_at,
        left: Some(answer.checks_left),
    };
    told.print(args.options.json)
}

/// The answer to an earlier check.
fn earlier(id: &str, options: &Options) -> Result<ExitCode> {
    let digits = id.trim().to_lowercase();
    if digits.len() < 4 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        wrong_usage!(
            "--result: a check is named by its id, or by the first digits of it, at least 4"
        );
    }
    let (id, answer) = runtime()?.block_on(async {
        let client = options.client().await?;
        let mut check_id = hex::decode(&digits).ok().filter(|id| id.len() == 16);
        if check_id.is_none() {
            let request = v1::ListHitChecksRequest::default();
            let listed = client.hits().list_hit_checks(request).await?.into_inner().checks;
            let mut named = listed.into_iter().map(|check| check.check_id);
            let mut named = named.by_ref().filter(|id| hex::encode(id).starts_with(&digits));
            check_id = match (named.next(), named.next()) {
                (Some(id), None) => Some(id),
                (None, _) => bail!("--result: no check of yours has an id that begins so"),
                (Some(_), Some(_)) => bail!("--result: several checks begin so: give more digits"),
            };
        }
        let Some(check_id) = check_id else {
            wrong_usage!("--result: must be the digits that the check printed");
        };
        let id = hex::encode(&check_id);
        let request = v1::GetHitCheckRequest { check_id };
        let answer = client.hits().get_hit_check(request).await?.into_inner();
        keep_head(&client).await?;
        anyhow::Ok((id, answer))
    })?;
    let told = Told {
        id,
        result: answer.result(),
        handle: hex::encode(&answer.handle),
        opens_at: answer.opens_at,
        left: None,
    };
    told.print(options.json)
}

/// What is told of an answer.
struct Told {
    id: String,
    result: v1::HitResult,
    handle: String,
    opens_at: i64,
    left: Option<u32>,
}

impl Told {
    fn print(&self, as_json: bool) -> Result<ExitCode> {
        let handle = (self.result == v1::HitResult::Hit).then_some(&self.handle);
        let hit = match self.result {
            v1::HitResult::Hit => Some(true),
            v1::HitResult::NoHit => Some(false),
            _ => None,
        };
        if as_json {
            let mut value = json!({ "check": self.id, "hit": hit, "handle": handle });
            if let Some(left) = self.left {
                value["checks_left"] = left.into();
            }
            if self.opens_at != 0 {
                value["opens_at"] = self.opens_at.into();
            }
            return print(&json_text(&value)?);
        }
        let left = |left: u32| sentence("cli-checks_left", &[("count", left.into())]) + "\n";
        let left = self.left.map_or_else(String::new, left);
        print(&match (handle, hit) {
            (Some(handle), _) => {
                let command = format!("vdx referral new --hit {handle}");
                let next = sentence("cli-hit_next", &[("command", command.into())]);
                format!("{}\n{next}\n{}\n{left}", word("cli-hit"), word("cli-hit_handle"))
            }
            (None, Some(_)) => format!("{}\n{left}", word("cli-no_hit")),
            (None, None) => {
                let opens = sentence("cli-hit_pending", &[("time", time(self.opens_at).into())]);
                let command = format!("vdx referral check --result {}", self.id);
                let then = sentence("cli-hit_ask_then", &[("command", command.into())]);
                format!("{opens}\n{then}\n{left}")
            }
        })
    }
}

fn identity(mut person: PersonForm) -> Result<Identity> {
    let formats: Vec<String> = DATES.iter().map(|format| (*format).to_owned()).collect();
    let birth_date = BirthDate::parse(&person.birth_date, &formats);
    if birth_date.is_none() && !person.birth_date.trim().is_empty() {
        bail!("birth_date: must be a date such as 1991-03-07 or 07.03.1991, or a year");
    }
    let mut identity = Identity::default();
    identity.birth_date = birth_date;
    identity.given_name = std::mem::take(&mut person.given_name);
    identity.surname = std::mem::take(&mut person.surname);
    identity.sex = std::mem::take(&mut person.sex);
    identity.national_id = std::mem::take(&mut person.national_id);
    identity.document = std::mem::take(&mut person.document);
    identity.place_of_birth = std::mem::take(&mut person.place_of_birth);
    person.birth_date.zeroize();
    person.contact.zeroize();
    Ok(identity)
}

pub fn checks(args: &ChecksArgs) -> Result<ExitCode> {
    let answer = runtime()?.block_on(async {
        let client = args.options.client().await?;
        let answer = client.hits().list_hit_checks(v1::ListHitChecksRequest::default()).await?;
        keep_head(&client).await?;
        anyhow::Ok(answer.into_inner())
    })?;
    tell_alarms(&answer.alarms);
    let checks = answer.checks;
    if args.options.json {
        let list = checks.iter().map(|check| {
            let hit = match check.result() {
                v1::HitResult::Hit => Some(true),
                v1::HitResult::NoHit => Some(false),
                _ => None,
            };
            json!({
                "check": hex::encode(&check.check_id),
                "at": check.at,
                "member": party(check.member.as_ref(), ""),
                "country": check.country,
                "purpose": code_of::<HitPurpose>(check.purpose),
                "hit": hit,
                "opens_at": (check.opens_at != 0).then_some(check.opens_at),
                "holder_country": Some(&check.holder_country).filter(|country| !country.is_empty()),
            })
        });
        return print(&json_text(&list.collect::<serde_json::Value>())?);
    }
    let names = ["cli-when", "cli-who", "cli-country", "cli-purpose", "cli-answer", "cli-check"];
    let mut table = table(&header(names));
    for check in &checks {
        let answer = match check.result() {
            v1::HitResult::Hit if check.holder_country.is_empty() => word("cli-answer_hit"),
            v1::HitResult::Hit => {
                let holder = country(&check.holder_country).into();
                sentence("cli-answer_hit_holder", &[("country", holder)])
            }
            v1::HitResult::NoHit => word("cli-answer_no_hit"),
            v1::HitResult::Pending => {
                sentence("cli-answer_opens", &[("time", time(check.opens_at).into())])
            }
            v1::HitResult::Unspecified => word("cli-answer_broken"),
        };
        table.add_row([
            time(check.at),
            party(check.member.as_ref(), ""),
            check.country.clone(),
            label_of::<HitPurpose>(check.purpose),
            answer,
            hex::encode(&check.check_id),
        ]);
    }
    print(&format!("{table}\n"))
}

async fn waiting_hits(client: &Client) -> Result<Vec<v1::WaitingHit>> {
    let answer = client.hits().list_waiting_hits(v1::ListWaitingHitsRequest {}).await?;
    Ok(answer.into_inner().waiting)
}

/// Says to standard error how many checks wait for this liaison's word.
pub async fn note_waiting(client: &Client) -> Result<()> {
    let waiting = waiting_hits(client).await?;
    let open = waiting.iter().filter(|w| w.decision() == v1::HitDecision::Unspecified).count();
    if open > 0 {
        note(&sentence("cli-hits_wait", &[("count", open.into())]));
    }
    Ok(())
}

pub fn waiting(args: &WaitingArgs) -> Result<ExitCode> {
    let waiting = runtime()?.block_on(async {
        let client = args.options.client().await?;
        waiting_hits(&client).await
    })?;
    if args.options.json {
        let list = waiting.iter().map(|check| {
            json!({
                "check": hex::encode(&check.check_id),
                "country": check.country,
                "purpose": code_of::<HitPurpose>(check.purpose),
                "at": check.at,
                "opens_at": check.opens_at,
                "holder": party(check.holder.as_ref(), ""),
                "record_id": check.record_id,
                "decision": decision(check.decision()),
            })
        });
        return print(&json_text(&list.collect::<serde_json::Value>())?);
    }
    if waiting.is_empty() {
        return print(&(word("cli-nothing_waits") + "\n"));
    }
    let names = [
        "cli-check",
        "cli-asked_by",
        "cli-purpose",
        "cli-asked",
        "cli-decide_before",
        "cli-record",
        "cli-decision",
    ];
    let mut table = table(&header(names));
    for check in &waiting {
        table.add_row([
            hex::encode(&check.check_id),
            check.country.clone(),
            label_of::<HitPurpose>(check.purpose),
            time(check.at),
            time(check.opens_at),
            format!("{} {}", party(check.holder.as_ref(), ""), check.record_id),
            decision_label(check.decision()),
        ]);
    }
    print(&format!("{table}\n"))
}

fn decision_label(decision: v1::HitDecision) -> String {
    match decision {
        v1::HitDecision::Unspecified => String::new(),
        v1::HitDecision::Confirm => word("cli-confirmed"),
        v1::HitDecision::Deny => word("cli-denied"),
    }
}

/// As programs read it.
fn decision(decision: v1::HitDecision) -> &'static str {
    match decision {
        v1::HitDecision::Unspecified => "",
        v1::HitDecision::Confirm => "confirmed",
        v1::HitDecision::Deny => "denied",
    }
}

pub fn decide(args: &DecideArgs, decided: v1::HitDecision) -> Result<ExitCode> {
    let digits = args.check.trim().to_lowercase();
    if digits.len() < 4 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        bail!("a check is named by its id, or by the first digits of it, at least 4");
    }
    let (id, opens_at) = runtime()?.block_on(async {
        let client = args.options.client().await?;
        let waiting = waiting_hits(&client).await?;
        let named: Vec<_> = waiting
            .into_iter()
            .filter(|check| hex::encode(&check.check_id).starts_with(&digits))
            .collect();
        let [check] = named.as_slice() else {
            bail!(match named.len() {
                0 => "no check whose id begins so waits for your word",
                _ => "several checks begin so: give more digits",
            });
        };
        let request =
            v1::DecideHitRequest { check_id: check.check_id.clone(), decision: decided as i32 };
        client.hits().decide_hit(request).await?;
        keep_head(&client).await?;
        Ok((hex::encode(&check.check_id), check.opens_at))
    })?;
    if args.options.json {
        return print(&json_text(&json!({ "check": id, "decision": decision(decided) }))?);
    }
    let args = [("decision", decision_label(decided).into()), ("time", time(opens_at).into())];
    print(&(sentence("cli-decided", &args) + "\n"))
}
