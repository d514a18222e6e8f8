//! Partners: who has published keys. Fingerprints are compared by a liaison's own program: one that was read from
//! a page would be the word of the exchange.

use maud::{Markup, html};

use crate::proto::v1;

use super::Answer;
use super::grid::{cell, grid, short};
use super::problem::Problem;
use super::visit::Visit;

pub async fn page(visit: &Visit) -> Result<Answer, Problem> {
    let say = visit.say;
    let request = v1::ListLiaisonKeysRequest {
        member: None,
        page_token: visit.one("after").unwrap_or_default().to_owned(),
    };
    let answer = visit.client.liaison_keys().list_liaison_keys(request).await?.into_inner();
    let rows: Vec<Vec<Markup>> = answer
        .keys
        .iter()
        .map(|message| {
            let name = message.member.clone().unwrap_or_default();
            let id = visit.text(&format!("{}/{}", name.trust_domain, name.member_id));
            vec![
                html! { (visit.text(&message.display_name)) " " code { (id) } },
                cell(visit.text(&say.country(&message.country))),
                cell(message.version.to_string()),
                short(say.day(message.published_at)),
            ]
        })
        .collect();
    let columns = ["desk-member", "desk-country", "desk-version", "desk-since"];
    let body = html! {
        p class="notice" { (say.word("desk-partners_text")) }
        @if rows.is_empty() {
            p { (say.word("desk-partners_none")) }
        } @else {
            (grid(say, &say.word("desk-page_partners"), &columns, &rows))
        }
        @if !answer.next_page_token.is_empty() {
            p { a href=(visit.with("after", &answer.next_page_token)) { (say.word("desk-more")) } }
        }
    };
    Ok(Answer::page(say.word("desk-page_partners"), body))
}
