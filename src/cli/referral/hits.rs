//! `vdx referral check` and `checks`: hit / no-hit.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use serde_json::json;
use zeroize::Zeroize;

use crate::domain::codes::KeyScope;
use crate::domain::referral_codes::HitPurpose;
use crate::proto::{from_tokens, key_check, number, v1};
use crate::pseudonym::{BirthDate, Identity, TokenKey, tokens};

use super::super::common::{json_text, keep_head, print, profile, runtime, table, time};
use super::form::PersonForm;
use super::new::ask_person;
use super::render::{code_of, party};
use super::{Options, code};

/// Names, numbers and dates become keyed hashes on this machine; only those leave it. Each check
/// is counted and journaled. A hit gives a handle for one information request, and nothing else.
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
  vdx referral new --hit HANDLE")]
pub struct CheckArgs {
    /// IDENTIFICATION, PROTECTION, RISK_ASSESSMENT, FAMILY_TRACING or INVESTIGATION
    #[arg(long)]
    purpose: String,
    /// The key that all partner countries share; during a rotation both.
    #[arg(long, value_name = "FILE", required = true)]
    transnational_key: Vec<PathBuf>,
    /// Who the person is; asked for at the terminal unless given.
    #[arg(long, value_name = "FILE")]
    person: Option<PathBuf>,
    /// Linkage profile that the coordinator gives out; the shipped one unless given.
    #[arg(long, value_name = "FILE")]
    linkage_profile: Option<PathBuf>,
    #[command(flatten)]
    options: Options,
}

#[derive(clap::Args)]
pub struct ChecksArgs {
    #[command(flatten)]
    options: Options,
}

/// Formats in which a date of birth is understood.
const DATES: &[&str] = &["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%Y%m%d"];

pub fn check(args: &CheckArgs) -> Result<ExitCode> {
    let purpose: HitPurpose = code("--purpose", &args.purpose)?;
    let person = match &args.person {
        Some(path) => {
            let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
            toml::from_str::<PersonForm>(&text).map_err(|_| {
                anyhow::anyhow!("{}: must be lines such as surname = \"...\"", path.display())
            })?
        }
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
    if !tokens.iter().any(|token| profile.seeks(token.kind)) {
        bail!(
            "too little is known to tell the person from others: give a number, or names with a date of birth"
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
        keep_head(&client).await?;
        anyhow::Ok(answer)
    })?;
    let hit = answer.result() == v1::HitResult::Hit;
    let handle = hit.then(|| hex::encode(&answer.handle));
    if args.options.json {
        let left = answer.checks_left;
        let answer = json!({ "hit": hit, "handle": handle, "checks_left": left });
        return print(&json_text(&answer)?);
    }
    let left = format!("You have {} checks left today.\n", answer.checks_left);
    print(&match handle {
        Some(handle) => format!(
            "HIT: the person is known in another country.\nTo ask for information: vdx referral new --hit {handle}\nThe handle is good for one request within 30 days.\n{left}"
        ),
        None => format!("No hit.\n{left}"),
    })
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
    let checks = runtime()?.block_on(async {
        let client = args.options.client().await?;
        let answer = client.hits().list_hit_checks(v1::ListHitChecksRequest {}).await?;
        keep_head(&client).await?;
        anyhow::Ok(answer.into_inner().checks)
    })?;
    if args.options.json {
        let list = checks.iter().map(|check| {
            json!({
                "at": check.at,
                "member": party(check.member.as_ref(), ""),
                "purpose": code_of::<HitPurpose>(check.purpose),
                "hit": check.result() == v1::HitResult::Hit,
            })
        });
        return print(&json_text(&list.collect::<serde_json::Value>())?);
    }
    let mut table = table(&["when", "who", "purpose", "answer"].map(String::from));
    for check in &checks {
        let hit = check.result() == v1::HitResult::Hit;
        table.add_row([
            time(check.at),
            party(check.member.as_ref(), ""),
            code_of::<HitPurpose>(check.purpose),
            (if hit { "hit" } else { "no hit" }).into(),
        ]);
    }
    print(&format!("{table}\n"))
}
