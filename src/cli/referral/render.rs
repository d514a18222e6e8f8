//! Referrals in words and as JSON. The verdict stands before everything else: what follows it is
//! the word of the exchange where it is not verified.

use std::process::ExitCode;

use anyhow::Result;
use serde::Serialize;
use serde_json::{Value, json};

use crate::client::{Part, action_of};
use crate::domain::code_list::CodeList;
use crate::domain::codes::{AgeBand, Service};
use crate::domain::id::MemberId;
use crate::domain::referral_codes::*;
use crate::foreign;
use crate::proto::referral::{member_name, to_member};
use crate::proto::v1;
use crate::referral::lifecycle::{self, Party};
use crate::referral::proof::Verdict;
use crate::words;

use super::super::common::{NOT_VERIFIED, json_text, print, reason_said, table, time, wrapped};
use super::super::speech::{header, label_of, language, sentence, word};

/// A referral with the verdict on its history, for one of its parties.
pub struct Judged {
    /// As the exchange shows it.
    pub referral: v1::Referral,
    /// What is proven of it.
    pub verdict: Verdict,
    /// Who looks at it.
    pub own: MemberId,
}

/// The verdict in front of the rest.
#[derive(Serialize)]
struct Document {
    verified: bool,
    reasons: Vec<String>,
    notes: Vec<String>,
    #[serde(flatten)]
    referral: Value,
    #[serde(flatten)]
    parts: Value,
}

impl Judged {
    /// What the looker may do now; nothing on top of a history that is not verified.
    pub fn allowed(&self) -> Vec<ReferralAction> {
        let is_sender = self.referral.sender == Some(member_name(&self.own));
        let party = if is_sender { Party::Sender } else { Party::Recipient };
        let standing = self.verdict.standing.filter(|_| self.verdict.is_verified());
        standing.map_or_else(Vec::new, |standing| lifecycle::allowed(standing.status, party))
    }

    /// As JSON, with what else belongs to it.
    pub fn json_with(&self, parts: &Value) -> Result<String> {
        let mut referral = referral_json(&self.referral);
        let allowed: Vec<&str> = self.allowed().iter().map(|action| action.code()).collect();
        referral["allowed_actions"] = json!(allowed);
        json_text(&Document {
            verified: self.verdict.is_verified(),
            reasons: self.verdict.reasons.iter().map(ToString::to_string).collect(),
            notes: self.verdict.notes.clone(),
            referral,
            parts: parts.clone(),
        })
    }

    /// Prints it after a step; the exit code tells whether it is verified.
    pub fn print(&self, json: bool) -> Result<ExitCode> {
        if json {
            print(&self.json_with(&json!({}))?)?;
        } else {
            print(&(verdict_text(&self.verdict) + &referral_text(self)))?;
        }
        let verified = self.verdict.is_verified();
        Ok(if verified { ExitCode::SUCCESS } else { ExitCode::from(NOT_VERIFIED) })
    }
}

/// The verdict in words.
pub fn verdict_text(verdict: &Verdict) -> String {
    let mut text = word(if verdict.is_verified() {
        "cli-verified"
    } else if verdict.waits_for_disclosure() {
        "cli-waits_for_disclosure"
    } else if verdict.can_be_settled() {
        "cli-unproven"
    } else {
        "cli-false_history"
    });
    text.push('\n');
    for reason in &verdict.reasons {
        text += &format!("  {}\n", foreign::line(&reason_said(&reason.to_string())));
    }
    for note in &verdict.notes {
        text += &format!("{}\n", foreign::line(note));
    }
    wrapped(&text) + "\n"
}

/// The command of `vdx referral` that takes a step; `None` for steps that follow by themselves.
fn command_of(action: ReferralAction) -> Option<&'static str> {
    Some(match action {
        ReferralAction::Send => "send",
        ReferralAction::RequestInformation => "ask",
        ReferralAction::ProvideInformation => "answer",
        ReferralAction::Accept => "accept",
        ReferralAction::Decline => "decline",
        ReferralAction::Start => "start",
        ReferralAction::Extend => "extend",
        ReferralAction::Complete => "complete",
        ReferralAction::Withdraw => "withdraw",
        ReferralAction::WithdrawConsent => "withdraw-consent",
        ReferralAction::Message => "message",
        ReferralAction::Create | ReferralAction::Receive | ReferralAction::Expire => return None,
    })
}

/// A referral in words, without its history.
pub fn referral_text(judged: &Judged) -> String {
    let referral = &judged.referral;
    let open = referral.open.clone().unwrap_or_default();
    let basis = open.basis.unwrap_or_default();
    let needs: Vec<String> = open.needs.iter().map(|need| label_of::<Service>(*need)).collect();
    let month = |key, month: v1::YearMonth| {
        let month = format!("{:04}-{:02}", month.year, month.month);
        sentence(key, &[("month", month.into())])
    };
    let mut basis_text = label_of::<LegalBasis>(basis.basis);
    if let Some(recorded) = basis.recorded_on {
        basis_text += &month("cli-recorded", recorded);
    }
    if let Some(until) = basis.valid_until {
        basis_text += &month("cli-valid_until", until);
    }
    if basis.child_risk != 0 {
        basis_text += &format!(": {}", label_of::<ChildRisk>(basis.child_risk));
    }
    let allowed: Vec<&str> = judged.allowed().into_iter().filter_map(command_of).collect();
    let status = label_of::<ReferralStatus>(referral.status);
    let status = if judged.verdict.is_verified() {
        status
    } else {
        sentence("cli-status_unproven", &[("status", status.into())])
    };
    let mut lines = vec![
        ("cli-referral", hex::encode(&open.referral_id)),
        ("cli-status", status),
        ("cli-due", due(referral.deadline)),
        ("cli-from", party(referral.sender.as_ref(), &referral.sender_country)),
        ("cli-to", party(open.recipient.as_ref(), &referral.recipient_country)),
        ("cli-type", label_of::<ReferralType>(open.r#type)),
        ("cli-pseudonym", hex::encode(&open.pseudonym)),
        ("cli-age", label_of::<AgeBand>(open.age_band)),
        ("cli-needs", needs.join(", ")),
        ("cli-stage", label_of::<ReferralStage>(open.stage)),
        ("cli-basis", basis_text),
        ("cli-you_may", allowed.join(", ")),
    ];
    if referral.erased {
        lines.push(("cli-sealed", word("cli-erased")));
    }
    let lines = lines.iter().filter(|(_, value)| !value.is_empty());
    lines.map(|(name, value)| foreign::labelled(&format!("{:<10} ", word(name)), value)).collect()
}

/// The history as a table.
pub fn history_text(referral: &v1::Referral, parts: &[Part]) -> String {
    let mut header = header(["cli-when", "cli-who", "cli-did", "cli-sealed_part"]);
    header.insert(0, String::new());
    let mut table = table(&header);
    for event in &referral.events {
        let statement = event.statement.clone().unwrap_or_default();
        let action = action_of(event);
        let by_exchange = action == Some(ReferralAction::Expire);
        let mut did = action.map_or(String::new(), |action| words::of(language(), action));
        if statement.reason != 0 {
            did += &format!(": {}", label_of::<DeclineReason>(statement.reason));
        }
        if statement.deadline != 0 {
            let time = due(statement.deadline);
            did = sentence("cli-until", &[("what", did.into()), ("time", time.into())]);
        }
        let part = parts.iter().find(|part| part.number == statement.number);
        let sealed = match part.map(|part| part.content.is_ok()) {
            _ if event.to_other_hash.is_empty() => String::new(),
            Some(true) => word("cli-opened_below"),
            Some(false) => word("cli-cannot_be_opened"),
            None if referral.erased => word("cli-erased"),
            None => word("cli-not_yours_yet"),
        };
        let who = match &event.actor {
            Some(_) => party(event.actor.as_ref(), ""),
            None if by_exchange => word("cli-by_exchange"),
            None => word("cli-not_disclosed"),
        };
        table.add_row([statement.number.to_string(), time(event.at), who, did, sealed]);
    }
    format!("\n{table}\n")
}

/// What was sealed. Whoever wrote it chose every word: each line is marked as theirs.
pub fn content_text(content: &v1::SealedContent) -> String {
    let mut text = String::new();
    for (name, value) in person_fields(content) {
        if !value.is_empty() {
            let name = match name {
                "contact" => word("cli-contact"),
                detail => words::label(language(), &words::identity_key(detail)),
            };
            text += &foreign::labelled(&format!("  {name:<15} "), &value);
        }
    }
    if !content.narrative.trim().is_empty() {
        text += &foreign::block(&content.narrative);
    }
    if let Some(handover) = &content.handover {
        let v1::Handover { place, time, escort } = handover;
        let args = [("place", place), ("time", time), ("escort", escort)];
        let args = args.map(|(name, value)| (name, value.as_str().into()));
        let label = format!("  {}: ", word("cli-handover"));
        text += &foreign::labelled(&label, &sentence("cli-handover_text", &args));
    }
    for attachment in &content.attachments {
        let bytes = attachment.content.len().into();
        let label = format!("  {}: ", sentence("cli-attachment", &[("bytes", bytes)]));
        text += &foreign::labelled(&label, &attachment.name);
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

/// What was sealed, as JSON.
pub fn content_json(number: u32, content: &v1::SealedContent) -> Value {
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
        "resent_event": (content.resent_event != 0).then_some(content.resent_event),
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
        "erased": referral.erased,
        "events": events.collect::<Value>(),
    })
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
        Some(Ok(member)) => format!("{member} ({})", foreign::line(country)),
        Some(Err(_)) => "not the name of a member".into(),
        None => "not disclosed before it accepts".into(),
    }
}

/// A country, or that none is disclosed.
pub fn country_or_hidden(country: &str) -> String {
    if country.is_empty() { "?".into() } else { country.into() }
}

/// A deadline; nothing without one.
pub fn due(deadline: i64) -> String {
    if deadline == 0 { String::new() } else { time(deadline) }
}
