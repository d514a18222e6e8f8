//! `vdx referral inbox`, `list` and `show`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::client::{Liaison, LiaisonError, Step, Trust, action_of, other_party};
use crate::domain::code_list::CodeList;
use crate::domain::codes::{AgeBand, Service};
use crate::domain::id::MemberId;
use crate::domain::referral_codes::*;
use crate::proto::referral::{member_name, to_member};
use crate::proto::v1;
use crate::secret_file::write_private;

use super::super::common::{print, table, time};
use super::{Options, all_referrals, find};

#[derive(clap::Args)]
pub struct InboxArgs {
    #[command(flatten)]
    options: Options,
}

#[derive(clap::Args)]
pub struct ListArgs {
    /// Only these, for example SENT,RECEIVED
    #[arg(long, value_delimiter = ',')]
    status: Vec<String>,
    #[command(flatten)]
    options: Options,
}

/// Shows the open part, the history (checked against hashes and signatures), and what is sealed
/// to you. Looking at a referral that was sent to you confirms that it has arrived.
#[derive(clap::Args)]
pub struct ShowArgs {
    /// Its id, or the first digits of it.
    id: String,
    /// Save attachments into this directory, readable by you alone.
    #[arg(long, value_name = "DIR")]
    save: Option<PathBuf>,
    #[command(flatten)]
    options: Options,
}

const OPEN: &[v1::ReferralStatus] = &[
    v1::ReferralStatus::Sent,
    v1::ReferralStatus::Received,
    v1::ReferralStatus::InformationRequested,
    v1::ReferralStatus::Accepted,
    v1::ReferralStatus::InProgress,
];

pub fn inbox(args: &InboxArgs) -> Result<ExitCode> {
    let referrals = args.options.with_liaison(async |liaison| {
        let own = Some(member_name(liaison.keyring().member()));
        let mut all = all_referrals(liaison.client(), OPEN).await?;
        all.retain(|referral| referral.sender != own);
        Ok(all)
    })?;
    print_list(&referrals, args.options.json, "Nothing is waiting for you.\n")
}

pub fn list(args: &ListArgs) -> Result<ExitCode> {
    let statuses = args
        .status
        .iter()
        .map(|status| super::code::<ReferralStatus>("--status", status))
        .map(|status| Ok(v1::ReferralStatus::try_from(i32::from(status?.number()))?))
        .collect::<Result<Vec<_>>>()?;
    let referrals = args
        .options
        .with_liaison(async |liaison| all_referrals(liaison.client(), &statuses).await)?;
    print_list(&referrals, args.options.json, "You have no such referral.\n")
}

fn print_list(referrals: &[v1::Referral], json: bool, empty: &str) -> Result<ExitCode> {
    if json {
        return print(&json_text(&referrals.iter().map(referral_json).collect()));
    }
    if referrals.is_empty() {
        return print(empty);
    }
    let header = ["id", "from", "to", "type", "age", "status", "due"].map(String::from);
    let mut table = table(&header);
    for referral in referrals {
        let open = referral.open.clone().unwrap_or_default();
        table.add_row([
            hex::encode(&open.referral_id)[..8].to_owned(),
            referral.sender_country.clone(),
            country_or_hidden(&referral.recipient_country),
            code_of::<ReferralType>(open.r#type),
            code_of::<AgeBand>(open.age_band),
            code_of::<ReferralStatus>(referral.status),
            due(referral.deadline),
        ]);
    }
    print(&format!("{table}\n"))
}

pub fn show(args: &ShowArgs) -> Result<ExitCode> {
    let (referral, problems, opened, trust) = args.options.with_liaison(async |mut liaison| {
        let mut referral = find(&liaison, &args.id).await?;
        if referral.status() == v1::ReferralStatus::Sent
            && referral.allowed_actions.contains(&(v1::ReferralAction::Receive as i32))
        {
            referral = liaison.act(&referral, Step::new(ReferralAction::Receive)).await?;
        }
        let problems = liaison.verify(&referral).await?;
        let opened = opened(&mut liaison, &referral).await?;
        let trust = match other_party(&referral, liaison.keyring().member()) {
            Ok(other) => Some((other.clone(), liaison.judge(&other).await?.1)),
            Err(LiaisonError::NotDisclosed) => None,
            Err(error) => return Err(error.into()),
        };
        Ok((referral, problems, opened, trust))
    })?;
    if let Some(dir) = &args.save {
        save(&opened, dir)?;
    }
    if args.options.json {
        let mut value = referral_json(&referral);
        value["verified"] = problems.is_empty().into();
        value["problems"] = json!(problems);
        let parts = opened.iter().map(|(number, content)| content_json(*number, content));
        value["opened"] = parts.collect();
        return print(&json_text(&value));
    }
    let mut text = referral_text(&referral);
    text += &history_text(&referral);
    for (number, content) in &opened {
        text += &format!("\nSealed part of event {number}:\n{}", content_text(content));
    }
    text += &verdict(&problems, trust.as_ref());
    print(&text)
}

/// Everything of a referral that the liaison can open, by the number of its event. Parts that
/// cannot be opened are reported by `verify` or by the exchange's silence, not here.
pub async fn opened(
    liaison: &mut Liaison,
    referral: &v1::Referral,
) -> Result<Vec<(u32, v1::SealedContent)>> {
    let mut found = Vec::new();
    for event in &referral.events {
        if let Some(content) = liaison.open(referral, event).await? {
            found.push((event.statement.as_ref().map_or(0, |s| s.number), content));
        }
    }
    Ok(found)
}

fn save(opened: &[(u32, v1::SealedContent)], dir: &std::path::Path) -> Result<()> {
    std::fs::create_dir_all(dir).with_context(|| dir.display().to_string())?;
    for (number, content) in opened {
        for attachment in &content.attachments {
            // The sender chose the name: only its last part counts, and nothing is overwritten.
            let name = std::path::Path::new(&attachment.name).file_name();
            let name = name.map_or("attachment".into(), |name| name.to_string_lossy());
            let path = dir.join(format!("{number}-{name}"));
            write_private(&path, &attachment.content)
                .with_context(|| path.display().to_string())?;
            eprintln!("saved {}", path.display());
        }
    }
    Ok(())
}

fn verdict(problems: &[String], trust: Option<&(MemberId, Trust)>) -> String {
    let mut text = String::new();
    if problems.is_empty() {
        text += "\nHistory checked: every step is signed, and none is missing.\n";
    } else {
        text += "\nTHE HISTORY DOES NOT HOLD. Tell your coordinator and the auditor:\n";
        for problem in problems {
            text += &format!("  {problem}\n");
        }
    }
    match trust {
        Some((member, Trust::Unknown)) => {
            text += &format!(
                "The key of {member} has not been compared: it could be somebody else's (vdx referral keys list).\n"
            );
        }
        Some((member, Trust::Broken)) => {
            text += &format!(
                "WARNING: the key of {member} has changed without the word of its former key.\n"
            );
        }
        _ => {}
    }
    text
}

/// A referral in words, without its history.
pub fn referral_text(referral: &v1::Referral) -> String {
    let open = referral.open.clone().unwrap_or_default();
    let basis = open.basis.unwrap_or_default();
    let needs: Vec<String> = open.needs.iter().map(|need| code_of::<Service>(*need)).collect();
    let mut basis_text = code_of::<LegalBasis>(basis.basis);
    if let Some(month) = basis.recorded_on {
        basis_text += &format!(", recorded {:04}-{:02}", month.year, month.month);
    }
    if let Some(month) = basis.valid_until {
        basis_text += &format!(", valid until {:04}-{:02}", month.year, month.month);
    }
    if basis.child_risk != 0 {
        basis_text += &format!(": {}", code_of::<ChildRisk>(basis.child_risk));
    }
    let allowed: Vec<String> =
        referral.allowed_actions.iter().map(|a| code_of::<ReferralAction>(*a)).collect();
    let mut lines = vec![
        ("Referral", hex::encode(&open.referral_id)),
        ("Status", code_of::<ReferralStatus>(referral.status)),
        ("Due", due(referral.deadline)),
        ("From", party(referral.sender.as_ref(), &referral.sender_country)),
        ("To", party(open.recipient.as_ref(), &referral.recipient_country)),
        ("Type", code_of::<ReferralType>(open.r#type)),
        ("Pseudonym", hex::encode(&open.pseudonym)),
        ("Age", code_of::<AgeBand>(open.age_band)),
        ("Needs", needs.join(", ")),
        ("Stage", code_of::<ReferralStage>(open.stage)),
        ("Basis", basis_text),
        ("You may", allowed.join(", ")),
    ];
    if referral.erased {
        lines.push(("Sealed", "erased".into()));
    }
    let lines = lines.iter().filter(|(_, value)| !value.is_empty());
    lines.map(|(name, value)| format!("{name:<10} {value}\n")).collect()
}

fn history_text(referral: &v1::Referral) -> String {
    let mut table = table(&["", "when", "who", "did", "sealed part"].map(String::from));
    for event in &referral.events {
        let statement = event.statement.clone().unwrap_or_default();
        let action = action_of(event);
        let by_exchange = action == Some(ReferralAction::Expire);
        let mut did = action.map_or(String::new(), |action| action.code().to_owned());
        if statement.reason != 0 {
            did += &format!(": {}", code_of::<DeclineReason>(statement.reason));
        }
        if statement.deadline != 0 {
            did += &format!(" until {}", due(statement.deadline));
        }
        let sealed = match (event.to_other_hash.is_empty(), event.envelope.is_empty()) {
            (true, _) => "",
            (false, false) => "opened below",
            (false, true) if referral.erased => "erased",
            (false, true) => "not yours before you accept",
        };
        let who = match &event.actor {
            Some(_) => party(event.actor.as_ref(), ""),
            None if by_exchange => "the exchange".into(),
            None => "not disclosed yet".into(),
        };
        table.add_row([statement.number.to_string(), time(event.at), who, did, sealed.into()]);
    }
    format!("\n{table}\n")
}

fn content_text(content: &v1::SealedContent) -> String {
    let mut text = String::new();
    for (name, value) in person_fields(content) {
        if !value.is_empty() {
            text += &format!("  {name:<15} {value}\n");
        }
    }
    for line in content.narrative.lines() {
        text += &format!("  {line}\n");
    }
    if let Some(handover) = &content.handover {
        text += &format!(
            "  Handover: {}, {}, escorted by {}\n",
            handover.place, handover.time, handover.escort
        );
    }
    for attachment in &content.attachments {
        text += &format!(
            "  Attachment {} ({} bytes; --save DIR saves it)\n",
            attachment.name,
            attachment.content.len()
        );
    }
    text
}

fn person_fields(content: &v1::SealedContent) -> Vec<(&'static str, String)> {
    let person = content.person.clone().unwrap_or_default();
    vec![
        ("given_name", person.given_name),
        ("surname", person.surname),
        ("birth_date", person.birth_date),
        ("sex", person.sex),
        ("national_id", person.national_id),
        ("document", person.document),
        ("place_of_birth", person.place_of_birth),
        ("contact", person.contact),
    ]
}

fn content_json(number: u32, content: &v1::SealedContent) -> Value {
    let person: serde_json::Map<String, Value> = person_fields(content)
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name.to_owned(), value.into()))
        .collect();
    let attachments = content
        .attachments
        .iter()
        .map(|attachment| json!({ "name": attachment.name, "bytes": attachment.content.len() }));
    json!({
        "event": number,
        "person": person,
        "narrative": content.narrative,
        "handover": content.handover.as_ref().map(|handover| json!({
            "place": handover.place, "time": handover.time, "escort": handover.escort,
        })),
        "attachments": attachments.collect::<Value>(),
    })
}

/// A referral as JSON.
pub fn referral_json(referral: &v1::Referral) -> Value {
    let open = referral.open.clone().unwrap_or_default();
    let basis = open.basis.unwrap_or_default();
    let month = |month: Option<v1::YearMonth>| {
        month.map(|month| format!("{:04}-{:02}", month.year, month.month))
    };
    let events = referral.events.iter().map(|event| {
        let statement = event.statement.clone().unwrap_or_default();
        json!({
            "number": statement.number,
            "at": event.at,
            "actor": event.actor.as_ref().map(|_| party(event.actor.as_ref(), "")),
            "action": code_of::<ReferralAction>(statement.action),
            "reason": optional(code_of::<DeclineReason>(statement.reason)),
            "deadline": (statement.deadline != 0).then_some(statement.deadline),
            "hash": hex::encode(&event.hash),
            "has_sealed_part": !event.to_other_hash.is_empty(),
        })
    });
    json!({
        "id": hex::encode(&open.referral_id),
        "status": code_of::<ReferralStatus>(referral.status),
        "deadline": (referral.deadline != 0).then_some(referral.deadline),
        "updated_at": referral.updated_at,
        "sender": party(referral.sender.as_ref(), ""),
        "sender_country": referral.sender_country,
        "recipient": open.recipient.as_ref().map(|_| party(open.recipient.as_ref(), "")),
        "recipient_country": optional(referral.recipient_country.clone()),
        "type": code_of::<ReferralType>(open.r#type),
        "pseudonym": hex::encode(&open.pseudonym),
        "age_band": optional(code_of::<AgeBand>(open.age_band)),
        "needs": open.needs.iter().map(|need| code_of::<Service>(*need)).collect::<Vec<_>>(),
        "stage": optional(code_of::<ReferralStage>(open.stage)),
        "basis": {
            "kind": code_of::<LegalBasis>(basis.basis),
            "recorded_on": month(basis.recorded_on),
            "valid_until": month(basis.valid_until),
            "child_risk": optional(code_of::<ChildRisk>(basis.child_risk)),
        },
        "allowed_actions": referral
            .allowed_actions
            .iter()
            .map(|action| code_of::<ReferralAction>(*action))
            .collect::<Vec<_>>(),
        "erased": referral.erased,
        "events": events.collect::<Value>(),
    })
}

/// A JSON document as text.
pub fn json_text(value: &Value) -> String {
    format!("{value:#}\n")
}

fn optional(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

/// A code by its number; nothing when it is not reported.
pub fn code_of<T: CodeList>(number: i32) -> String {
    T::from_number(number).map_or("", CodeList::code).to_owned()
}

/// A member, with its country.
pub fn party(name: Option<&v1::MemberName>, country: &str) -> String {
    match name.map(|name| to_member("member", Some(name))) {
        Some(Ok(member)) if country.is_empty() => member.to_string(),
        Some(Ok(member)) => format!("{member} ({country})"),
        _ => "not disclosed before it accepts".into(),
    }
}

fn country_or_hidden(country: &str) -> String {
    if country.is_empty() { "?".into() } else { country.into() }
}

fn due(deadline: i64) -> String {
    if deadline == 0 { String::new() } else { time(deadline) }
}
