//! A liaison's referrals: what is open in them, as the exchange tells it.
//!
//! Sealed parts open with keys that lie on a liaison's own machine, and whether a history holds is proven by keys
//! that were compared there. The page has neither: it says so, and names the commands.

use maud::{Markup, html};

use crate::client::action_of;
use crate::domain::code_list::CodeList;
use crate::domain::codes::{AgeBand, Service};
use crate::domain::referral_codes::{
    ChildRisk, DeclineReason, LegalBasis, ReferralStage, ReferralStatus, ReferralType,
};
use crate::proto::v1;
use crate::report::Say;

use super::Answer;
use super::grid::{cell, grid, short};
use super::problem::Problem;
use super::visit::Visit;

/// Referrals of one page.
const AT_ONCE: u32 = 100;

/// Those that wait for somebody.
const OPEN: [v1::ReferralStatus; 5] = [
    v1::ReferralStatus::Sent,
    v1::ReferralStatus::Received,
    v1::ReferralStatus::InformationRequested,
    v1::ReferralStatus::Accepted,
    v1::ReferralStatus::InProgress,
];

pub async fn page(visit: &Visit) -> Result<Answer, Problem> {
    let say = visit.say;
    if let Some(id) = visit.one("id") {
        let id = hex::decode(id).ok().filter(|id| id.len() == 16);
        let id = id.ok_or_else(|| Problem::wrong("id", say.word("desk-wrong_referral")))?;
        let request = v1::GetReferralRequest { referral_id: id };
        let answer = visit.client.referrals().get_referral(request).await?.into_inner();
        let body = one(visit, &answer.referral.unwrap_or_default());
        return Ok(Answer::page(say.word("cli-referral"), body));
    }
    let all = match visit.one("show") {
        None => false,
        Some("all") => true,
        Some(_) => return Err(Problem::wrong("show", say.word("desk-wrong_show"))),
    };
    let request = v1::ListReferralsRequest {
        statuses: if all { Vec::new() } else { OPEN.map(|status| status as i32).to_vec() },
        page_size: AT_ONCE,
        page_token: visit.one("after").unwrap_or_default().to_owned(),
    };
    let answer = visit.client.referrals().list_referrals(request).await?.into_inner();
    let own = visit.caller.member.clone().unwrap_or_default();
    let own = v1::MemberName { trust_domain: own.trust_domain, member_id: own.member_id };
    let is_own = |referral: &&v1::Referral| referral.sender.as_ref() == Some(&own);
    let (sent, received): (Vec<_>, Vec<_>) = answer.referrals.iter().partition(is_own);
    let body = html! {
        p class="notice" { (say.word("desk-referrals_unverified")) }
        section {
            h2 { (say.word("desk-referrals_received")) }
            (list(visit, &received, "desk-referrals_received"))
        }
        section {
            h2 { (say.word("desk-referrals_sent")) }
            (list(visit, &sent, "desk-referrals_sent"))
        }
        @if !answer.next_page_token.is_empty() {
            p { a href=(visit.with("after", &answer.next_page_token)) { (say.word("desk-more")) } }
        }
        p {
            @if all {
                a href=(visit.link("/referrals", &[])) { (say.word("desk-referrals_open")) }
            } @else {
                a href=(visit.link("/referrals", &[("show", "all")])) { (say.word("desk-referrals_all")) }
            }
        }
        section {
            h2 { (say.word("desk-hits")) }
            p { (say.word("desk-hits_text")) }
        }
    };
    Ok(Answer::page(say.word("desk-page_referrals"), body))
}

/// Referrals as a table.
fn list(visit: &Visit, referrals: &[&v1::Referral], caption: &str) -> Markup {
    let say = visit.say;
    if referrals.is_empty() {
        return html! { p { (say.word("desk-referrals_none")) } };
    }
    let rows: Vec<Vec<Markup>> = referrals
        .iter()
        .map(|referral| {
            let open = referral.open.clone().unwrap_or_default();
            let id = hex::encode(&open.referral_id);
            let first: String = id.chars().take(8).collect();
            vec![
                html! { a href=(visit.link("/referrals", &[("id", &id)])) { code { (first) } } },
                cell(country(visit, &referral.sender_country)),
                cell(country(visit, &referral.recipient_country)),
                cell(code::<ReferralType>(say, open.r#type)),
                cell(code::<ReferralStatus>(say, referral.status)),
                short(time(say, referral.deadline)),
                short(time(say, referral.updated_at)),
            ]
        })
        .collect();
    let columns =
        ["cli-referral", "cli-from", "cli-to", "cli-type", "cli-status", "cli-due", "desk-changed"];
    grid(say, &say.word(caption), &columns, &rows)
}

/// One referral: its open part and its history.
fn one(visit: &Visit, referral: &v1::Referral) -> Markup {
    let say = visit.say;
    let open = referral.open.clone().unwrap_or_default();
    let basis = open.basis.unwrap_or_default();
    let needs: Vec<String> = open.needs.iter().map(|need| code::<Service>(say, *need)).collect();
    let id = hex::encode(&open.referral_id);
    let month = |key, month: Option<v1::YearMonth>| {
        month.map_or_else(String::new, |month| {
            let month = format!("{:04}-{:02}", month.year, month.month);
            say.text(key, &[("month", month.into())])
        })
    };
    let mut rests_on = code::<LegalBasis>(say, basis.basis);
    rests_on += &month("cli-recorded", basis.recorded_on);
    rests_on += &month("cli-valid_until", basis.valid_until);
    if basis.child_risk != 0 {
        rests_on += &format!(": {}", code::<ChildRisk>(say, basis.child_risk));
    }
    let status = code::<ReferralStatus>(say, referral.status);
    let recipient = party(visit, open.recipient.as_ref(), &referral.recipient_country);
    let lines = [
        ("cli-status", say.text("cli-status_unproven", &[("status", status.into())])),
        ("cli-due", time(say, referral.deadline)),
        ("cli-from", party(visit, referral.sender.as_ref(), &referral.sender_country)),
        ("cli-to", recipient),
        ("cli-type", code::<ReferralType>(say, open.r#type)),
        ("cli-pseudonym", hex::encode(&open.pseudonym)),
        ("cli-age", code::<AgeBand>(say, open.age_band)),
        ("cli-needs", needs.join(", ")),
        ("cli-stage", code::<ReferralStage>(say, open.stage)),
        ("cli-basis", rests_on),
    ];
    let command = format!("vdx referral show {id}");
    html! {
        p { a href=(visit.link("/referrals", &[])) { (say.word("desk-referrals_back")) } }
        p class="notice" { (say.word("desk-referrals_unverified")) }
        dl {
            dt { (say.word("cli-referral")) } dd { code { (id) } }
            @for (name, value) in lines.iter().filter(|(_, value)| !value.is_empty()) {
                dt { (say.word(name)) } dd { (value) }
            }
        }
        h2 { (say.word("desk-sealed")) }
        @if referral.erased {
            p { (say.word("desk-sealed_erased")) }
        } @else {
            p { (say.word("desk-sealed_text")) }
            p { code { (command) } }
        }
        h2 { (say.word("desk-history")) }
        (history(visit, referral))
    }
}

/// The steps, as the exchange tells them.
fn history(visit: &Visit, referral: &v1::Referral) -> Markup {
    let say = visit.say;
    let rows: Vec<Vec<Markup>> = referral
        .events
        .iter()
        .map(|event| {
            let statement = event.statement.clone().unwrap_or_default();
            let mut did = action_of(event).map_or_else(String::new, |action| say.code(action));
            if statement.reason != 0 {
                did += &format!(": {}", code::<DeclineReason>(say, statement.reason));
            }
            if statement.deadline != 0 {
                let until = time(say, statement.deadline);
                did = say.text("cli-until", &[("what", did.into()), ("time", until.into())]);
            }
            let who = match (&event.actor, statement.signature.is_empty()) {
                (Some(_), _) => party(visit, event.actor.as_ref(), ""),
                (None, true) => say.word("cli-by_exchange"),
                (None, false) => say.word("cli-not_disclosed"),
            };
            let sealed = match event.to_other_hash.is_empty() {
                true => String::new(),
                false if referral.erased => say.word("cli-erased"),
                false => say.word("desk-sealed_closed"),
            };
            vec![
                cell(statement.number.to_string()),
                short(time(say, event.at)),
                cell(who),
                cell(did),
                cell(sealed),
            ]
        })
        .collect();
    let columns = ["desk-number", "cli-when", "cli-who", "cli-did", "cli-sealed_part"];
    grid(say, &say.word("desk-history"), &columns, &rows)
}

/// A member, with its country; that none is disclosed.
fn party(visit: &Visit, name: Option<&v1::MemberName>, country: &str) -> String {
    let Some(name) = name else { return visit.say.word("cli-not_disclosed") };
    let member = visit.text(&format!("{}/{}", name.trust_domain, name.member_id));
    match country {
        "" => member,
        country => format!("{member} ({})", visit.text(&visit.say.country(country))),
    }
}

fn country(visit: &Visit, code: &str) -> String {
    match code {
        "" => visit.say.word("cli-not_disclosed"),
        code => visit.text(&visit.say.country(code)),
    }
}

/// The label of a code by its number; nothing for one that this version does not know.
fn code<T: CodeList>(say: Say, number: i32) -> String {
    T::from_number(number).map_or_else(String::new, |code| say.code(code))
}

/// A time to the minute, UTC; nothing for none.
fn time(say: Say, at: i64) -> String {
    if at == 0 { String::new() } else { say.minute(at) }
}
