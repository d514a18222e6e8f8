//! How good linkage seems to be.

use maud::{Markup, html};

use crate::proto::{set_aside_by_detail, v1};
use crate::report::Say;

use super::Answer;
use super::problem::Problem;
use super::visit::Visit;

pub async fn page(visit: &Visit) -> Result<Answer, Problem> {
    let say = visit.say;
    let request = v1::GetLinkageQualityRequest {};
    let answer = visit.client.linkage().get_linkage_quality(request).await?.into_inner();
    let title = say.word("desk-page_linkage");
    let Some(quarter) = answer.quarter else {
        let body = html! {
            p { (say.word("desk-linkage_not_yet")) }
            (aside(say, &answer.set_aside))
        };
        return Ok(Answer::page(title, body));
    };
    let last = format!("{:04}-{:02}", quarter.year, quarter.month + 2);
    let quarter = format!("{:04}-{:02}", quarter.year, quarter.month);
    let body = html! {
        p {
            (say.text("desk-linkage_text", &[("month", quarter.into())])) " "
            (say.text("desk-linkage_stands", &[("month", last.into())]))
        }
        dl {
            dt { (say.word("desk-linkage_missed")) } dd { (share(say, answer.missed)) }
            dt { (say.word("desk-linkage_wrong")) } dd { (share(say, answer.wrong)) }
            dt { (say.word("desk-linkage_large")) } dd { (at_least(say, answer.large_at_least)) }
            dt { (say.word("desk-linkage_contradicting")) }
            dd { (at_least(say, answer.contradicting_at_least)) }
        }
        p class="hint" { (say.word("desk-linkage_how")) }
        (aside(say, &answer.set_aside))
    };
    Ok(Answer::page(title, body))
}

/// What institutions told of values that they set aside.
fn aside(say: Say, told: &[v1::InstitutionSetAside]) -> Markup {
    html! {
        @if !told.is_empty() {
            h2 { (say.word("desk-linkage_aside")) }
            dl {
                @for told in told {
                    dt { (told.trust_domain) "/" (told.member_id) }
                    @for (detail, count) in set_aside_by_detail(&told.at_least.unwrap_or_default()) {
                        dd { (say.word(&format!("identity-{detail}"))) ": " (at_least(say, count)) }
                    }
                }
            }
        }
    }
}

fn share(say: Say, band: Option<v1::ShareBand>) -> String {
    let Some(band) = band else { return say.word("desk-linkage_too_few") };
    let percent = |permille: u32| say.number(f64::from(permille) / 10.0);
    format!("{}–{}\u{a0}%", percent(band.at_least_permille), percent(band.at_most_permille))
}

fn at_least(say: Say, count: u64) -> String {
    match count {
        0 => say.word("desk-fewer_than_10"),
        count => say.text("desk-at_least", &[("count", count.into())]),
    }
}
