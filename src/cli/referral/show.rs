//! `vdx referral inbox`, `list`, `show` and `compare`.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use serde_json::{Value, json};

use crate::client::{LiaisonError, Part, PartError, SeenReferrals, Step};
use crate::domain::code_list::CodeList;
use crate::domain::codes::AgeBand;
use crate::domain::referral::ReferralId;
use crate::domain::referral_codes::*;
use crate::foreign;
use crate::proto::referral::member_name;
use crate::proto::v1;
use crate::referral::lifecycle;
use crate::referral::proof::{Verdict, spoken};
use crate::words;

use super::super::common::{
    NOT_VERIFIED, SOME_REJECTED, json_text, print, runtime, table, wrapped,
};
use super::super::speech::{header, label_of, language, said, sentence, word};
use super::render::{
    Judged, content_json, content_text, country_or_hidden, due, history_text, referral_json,
    referral_text, verdict_text,
};
use super::save::save;
use super::{Options, all_referrals, cases, find, id_of};

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

/// Checks the history against compared keys and against what you have seen before, and opens what
/// is sealed to you. Looking at a verified referral that was sent to you confirms that it has
/// arrived. Exit code 4: not verified; 3: verified, but a sealed part cannot be opened.
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

/// Notes that the other party has read out the same fingerprint of the history as `show` prints
/// for you, by a way other than this exchange. For histories that no key can prove any more: one of
/// you has lost its keys.
#[derive(clap::Args)]
pub struct CompareArgs {
    /// Its id, or the first digits of it.
    id: String,
    /// The fingerprint that the partner read to you; asked for unless given.
    #[arg(long)]
    fingerprint: Option<String>,
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
    let listed = args.options.with_liaison(async |liaison| {
        super::hits::note_waiting(liaison.client()).await?;
        let own = Some(member_name(liaison.keyring().member()));
        let mut all = all_referrals(liaison.client(), OPEN).await?;
        all.retain(|referral| referral.sender != own);
        let cases = cases::load(&args.options.cases_path())?;
        Ok(Listed::new(all, cases, liaison.seen(), false))
    })?;
    listed.print(args.options.json, "cli-inbox_empty")
}

pub fn list(args: &ListArgs) -> Result<ExitCode> {
    let statuses = args
        .status
        .iter()
        .map(|status| super::code::<ReferralStatus>("--status", status))
        .map(|status| Ok(v1::ReferralStatus::try_from(i32::from(status?.number()))?))
        .collect::<Result<Vec<_>>>()?;
    let listed = args.options.with_liaison(async |liaison| {
        let all = all_referrals(liaison.client(), &statuses).await?;
        let cases = cases::load(&args.options.cases_path())?;
        Ok(Listed::new(all, cases, liaison.seen(), statuses.is_empty()))
    })?;
    listed.print(args.options.json, "cli-list_empty")
}

/// A list is the word of the exchange: it comes without histories. What it says is held against
/// what was verified before.
struct Listed {
    /// Each with the state in which it was when it was verified last.
    referrals: Vec<(v1::Referral, Option<ReferralStatus>)>,
    /// Own numbers of cases, which the exchange does not know.
    cases: BTreeMap<ReferralId, String>,
    /// Referrals that were verified before and are not in a list of all.
    missing: Vec<(ReferralId, ReferralStatus)>,
    /// Of these, those that a restore of the exchange explains.
    lost: Vec<ReferralId>,
}

impl Listed {
    fn new(
        referrals: Vec<v1::Referral>,
        cases: BTreeMap<ReferralId, String>,
        seen: &SeenReferrals,
        is_all: bool,
    ) -> Self {
        let listed: Vec<ReferralId> = referrals.iter().filter_map(id_of).collect();
        let missing = seen.all().filter(|(id, _)| is_all && !listed.contains(id));
        let missing: Vec<_> = missing.map(|(id, seen)| (id, seen.status)).collect();
        let lost = missing.iter().map(|(id, _)| *id);
        let lost = lost.filter(|id| seen.is_before_restoration(*id)).collect();
        let referrals = referrals.into_iter().map(|referral| {
            let status = id_of(&referral).and_then(|id| seen.get(id)).map(|seen| seen.status);
            (referral, status)
        });
        Self { referrals: referrals.collect(), cases, missing, lost }
    }

    /// Whether the exchange says something that cannot follow what was verified.
    fn contradicts(referral: &v1::Referral, verified: Option<ReferralStatus>) -> bool {
        let Some(verified) = verified else { return false };
        ReferralStatus::from_number(referral.status)
            .is_none_or(|status| !lifecycle::may_follow(verified, status))
    }

    /// Own number of a referral's case.
    fn case_of(&self, referral: &v1::Referral) -> Option<&str> {
        self.cases.get(&id_of(referral)?).map(String::as_str)
    }

    fn print(&self, json: bool, empty: &str) -> Result<ExitCode> {
        let lies = self.referrals.iter().any(|(r, verified)| Self::contradicts(r, *verified));
        if json {
            print(&self.json()?)?;
        } else if self.referrals.is_empty() && self.missing.is_empty() {
            print(&(word(empty) + "\n"))?;
        } else {
            print(&self.text())?;
        }
        let is_fine = !lies && self.missing.is_empty();
        Ok(if is_fine { ExitCode::SUCCESS } else { ExitCode::from(NOT_VERIFIED) })
    }

    fn json(&self) -> Result<String> {
        let mut list: Vec<Value> = Vec::new();
        for (referral, verified) in &self.referrals {
            let mut value = referral_json(referral);
            value["own_case"] = json!(self.case_of(referral));
            value["verified"] = false.into();
            value["last_verified_status"] = json!(verified.map(CodeList::code));
            value["contradicts"] = Self::contradicts(referral, *verified).into();
            list.push(value);
        }
        for (id, status) in &self.missing {
            list.push(json!({
                "id": id.to_string(), "verified": false, "last_verified_status": status.code(),
                "status": null, "contradicts": true, "lost_in_restore": self.lost.contains(id),
            }));
        }
        json_text(&list)
    }

    fn text(&self) -> String {
        let names = [
            "cli-from",
            "cli-to",
            "cli-type",
            "cli-age",
            "cli-status",
            "cli-due",
            "cli-last_verified",
        ];
        let mut header = header(names);
        header.insert(0, "ID".into());
        let has_cases = self.referrals.iter().any(|(referral, _)| self.case_of(referral).is_some());
        if has_cases {
            header.insert(1, word("cli-own_case"));
        }
        let mut table = table(&header);
        for (referral, verified) in &self.referrals {
            let open = referral.open.clone().unwrap_or_default();
            let checked = match verified {
                None => word("cli-never"),
                Some(status) if Self::contradicts(referral, *verified) => {
                    let status = words::of(language(), *status).into();
                    sentence("cli-contradicts", &[("status", status)])
                }
                Some(status) => words::of(language(), *status),
            };
            let mut row = vec![
                hex::encode(&open.referral_id).chars().take(8).collect(),
                referral.sender_country.clone(),
                country_or_hidden(&referral.recipient_country),
                label_of::<ReferralType>(open.r#type),
                label_of::<AgeBand>(open.age_band),
                label_of::<ReferralStatus>(referral.status),
                due(referral.deadline),
                checked,
            ];
            if has_cases {
                row.insert(1, foreign::line(self.case_of(referral).unwrap_or_default()));
            }
            table.add_row(row);
        }
        let mut text = String::new();
        for (id, status) in &self.missing {
            let key = match self.lost.contains(id) {
                true => "cli-lost_referral",
                false => "cli-hidden_referral",
            };
            let status = words::of(language(), *status);
            let args = [("id", id.to_string().into()), ("status", status.into())];
            text += &(sentence(key, &args) + "\n");
        }
        wrapped(&format!("{text}{}\n", word("cli-list_unproven"))) + &format!("{table}\n")
    }
}

pub fn show(args: &ShowArgs) -> Result<ExitCode> {
    let (judged, parts) = args.options.with_liaison(async |mut liaison| {
        let mut referral = find(&liaison, &args.id).await?;
        let mut verdict = liaison.verify(&referral).await?;
        let is_waiting = verdict.is_verified()
            && verdict.standing.is_some_and(|s| s.status == ReferralStatus::Sent)
            && referral.sender != Some(member_name(liaison.keyring().member()));
        if is_waiting {
            referral = liaison.act(&referral, Step::new(ReferralAction::Receive)).await?;
            verdict = liaison.verify(&referral).await?;
        }
        let mut parts = match liaison.parts(&referral).await {
            // What cannot be read at all is in the verdict.
            Err(LiaisonError::Answer(_)) => Vec::new(),
            other => other?,
        };
        if verdict.has_lapsed {
            parts.iter_mut().for_each(|part| part.content = Err(PartError::Lapsed));
        }
        let own = liaison.keyring().member().clone();
        Ok((Judged { referral, verdict, own }, parts))
    })?;
    let saved = args.save.as_deref().map(|dir| save(&parts, dir)).transpose()?;
    let unopened = parts.iter().any(|part| part.content.is_err()) || saved == Some(false);
    let case = id_of(&judged.referral)
        .zip(Some(cases::load(&args.options.cases_path())?))
        .and_then(|(id, mut cases)| cases.remove(&id));
    if args.options.json {
        let mut more = parts_json(&parts);
        more["own_case"] = json!(case);
        print(&judged.json_with(&more)?)?;
    } else {
        print(&text(&judged, case.as_deref(), &parts))?;
    }
    Ok(match judged.verdict.is_verified() {
        false => ExitCode::from(NOT_VERIFIED),
        true if unopened => ExitCode::from(SOME_REJECTED),
        true => ExitCode::SUCCESS,
    })
}

fn parts_json(parts: &[Part]) -> Value {
    let opened = parts.iter().filter_map(|part| {
        let content = part.content.as_ref().ok()?;
        Some(content_json(part.number, content))
    });
    let unopened = parts.iter().filter_map(|part| {
        let error = part.content.as_ref().err()?;
        Some(json!({ "event": part.number, "reason": error.to_string() }))
    });
    json!({ "opened": opened.collect::<Value>(), "not_opened": unopened.collect::<Value>() })
}

fn text(judged: &Judged, case: Option<&str>, parts: &[Part]) -> String {
    let verdict = verdict_text(&judged.verdict);
    let mut text = verdict.clone() + &referral_text(judged);
    if let Some(case) = case {
        text += &foreign::labelled(&format!("{:<10} ", word("cli-own_case")), case);
    }
    text += &history_text(&judged.referral, parts);
    if let Some(event) = judged.referral.events.last()
        && let Ok(hash) = event.hash.as_slice().try_into()
    {
        let fingerprint = sentence("cli-fingerprint", &[("words", spoken(&hash).into())]);
        text += &(wrapped(&fingerprint) + "\n");
    }
    for part in parts {
        let mut args = vec![("number", part.number.into())];
        text.push('\n');
        match &part.content {
            Ok(content) => {
                let key = match content.resent_event {
                    0 => "cli-sealed_part_of",
                    _ => "cli-sealed_part_again",
                };
                args.push(("first", content.resent_event.into()));
                text += &format!("{}\n{}", sentence(key, &args), content_text(content));
            }
            Err(error) => {
                args.push(("why", said(&error.to_string()).into()));
                text += &(sentence("cli-sealed_part_closed", &args) + "\n");
            }
        }
    }
    if text.lines().count() > LONG {
        // What was sealed may be as long as its writer likes: the verdict must not scroll away.
        text += &format!("\n{verdict}");
    }
    text
}

/// Lines after which the verdict is said once more.
const LONG: usize = 40;

pub fn compare(args: &CompareArgs) -> Result<ExitCode> {
    let options = &args.options;
    runtime()?.block_on(async {
        let mut liaison = options.liaison().await?;
        let referral = find(&liaison, &args.id).await?;
        let verdict = liaison.verify(&referral).await?;
        if !verdict.can_be_settled() {
            return Err(LiaisonError::NotVerified(verdict.reasons).into());
        }
        let last = referral.events.last().map_or(&[][..], |event| &event.hash);
        let hash = last.try_into().unwrap_or_default();
        let read = match &args.fingerprint {
            Some(read) => read.clone(),
            None if std::io::stdin().is_terminal() => {
                let judged = judged(&referral, &verdict, &liaison);
                print(&(referral_text(&judged) + &history_text(&referral, &[])))?;
                note!("The exchange shows you this history, with the fingerprint\n  {}", spoken(&hash));
                let same = dialoguer::Confirm::new()
                    .with_prompt(
                        "Has the partner, on a number that you know, read the same to you, and did each of you do what is shown in its name",
                    )
                    .default(false)
                    .interact()?;
                if !same {
                    bail!("nothing was noted: tell your coordinator");
                }
                spoken(&hash)
            }
            None => bail!("give --fingerprint with what the partner read to you"),
        };
        let verdict = liaison.settle(&referral, &read).await?;
        judged(&referral, &verdict, &liaison).print(options.json)
    })
}

fn judged(referral: &v1::Referral, verdict: &Verdict, liaison: &crate::client::Liaison) -> Judged {
    let own = liaison.keyring().member().clone();
    Judged { referral: referral.clone(), verdict: verdict.clone(), own }
}
