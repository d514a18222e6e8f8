//! The start: who is asking, what there is to look at, and what was released.

use maud::{Markup, html};

use crate::identity::SpiffeId;
use crate::proto::v1;

use super::problem::Problem;
use super::visit::Visit;
use super::{Answer, LIST_RELEASES, PAGES, frame};

/// Days before the end of a certificate from which on the page warns of it.
const SOON: i64 = 30;
const DAY: i64 = 86_400;

pub async fn page(visit: &Visit) -> Result<Answer, Problem> {
    let say = visit.say;
    let mut releases = None;
    if visit.may(LIST_RELEASES) {
        let request = v1::ListReleasesRequest {};
        releases =
            Some(visit.client.statistics().list_releases(request).await?.into_inner().releases);
    }
    let body = html! {
        (pages(visit))
        section {
            h2 { (say.word("desk-who")) }
            (who(visit))
        }
        @if let Some(releases) = &releases {
            section {
                h2 { (say.word("desk-releases")) }
                (standing(visit, releases))
            }
        }
        section {
            h2 { (say.word("desk-mind")) }
            ul {
                li { (say.word("desk-mind_log")) }
                li { (say.word("desk-mind_close")) }
                li { (say.word("desk-mind_keys")) }
            }
        }
    };
    Ok(Answer::page(say.word("desk-page_start"), body))
}

/// What there is to look at.
fn pages(visit: &Visit) -> Markup {
    let say = visit.say;
    let others = || PAGES.iter().filter(|page| page.path != "/" && visit.may_see(page));
    html! {
        @if others().next().is_none() {
            p class="notice" { (say.word("desk-nothing_to_see")) }
        } @else {
            ul class="cards" {
                @for page in others() {
                    li {
                        a href=(visit.link(page.path, &[])) { (say.word(page.title)) }
                        @if let Some(meaning) = say.meaning(page.title) { p { (meaning) } }
                    }
                }
            }
        }
    }
}

/// Who the exchange takes the caller for.
fn who(visit: &Visit) -> Markup {
    let say = visit.say;
    let member = visit.caller.member.clone().unwrap_or_default();
    let ends = visit.caller.certificate_expires_at;
    let days = (ends - jiff::Timestamp::now().as_second()).div_euclid(DAY);
    let person = SpiffeId::parse(&visit.caller.spiffe_id).ok().and_then(|id| id.person);
    html! {
        dl {
            dt { (say.word("desk-member")) }
            dd { (visit.text(&member.display_name)) " (" code { (visit.text(&member.member_id)) } ")" }
            dt { (say.word("desk-role")) }
            dd { (frame::role(say, &visit.caller)) }
            @if let Some(person) = person {
                dt { (say.word("desk-person")) }
                dd { code { (person) } }
            }
            dt { (say.word("desk-certificate_ends")) }
            dd { (say.day(ends)) }
        }
        @if days < SOON {
            p class="notice" { (say.text("desk-certificate_soon", &[("days", days.into())])) }
        }
    }
}

/// Which releases stand.
fn standing(visit: &Visit, releases: &[v1::ReleaseInfo]) -> Markup {
    let say = visit.say;
    let released: Vec<&v1::ReleaseInfo> =
        releases.iter().filter(|release| release.stage() == v1::ReleaseStage::Released).collect();
    html! {
        @if released.is_empty() {
            p { (say.word("desk-no_release")) }
        } @else {
            p { (say.word("desk-releases_text")) }
            div class="scroll" tabindex="0" role="group" aria-label=(say.word("desk-releases")) {
                table {
                    caption { (say.word("desk-releases")) }
                    thead {
                        tr {
                            th scope="col" { (say.word("desk-number")) }
                            th scope="col" { (say.word("report-about_years")) }
                            th scope="col" { (say.word("desk-kind")) }
                            th scope="col" { (say.word("desk-released")) }
                        }
                    }
                    tbody {
                        @for release in released {
                            tr {
                                th scope="row" { (release.number) }
                                td { (years(release)) }
                                td { (kind(visit, release)) }
                                td { (say.day(release.released_at)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn years(release: &v1::ReleaseInfo) -> String {
    let scope = release.scope.unwrap_or_default();
    match (scope.first_year, scope.last_year) {
        (first, last) if first == last => first.to_string(),
        (first, last) => format!("{first}–{last}"),
    }
}

fn kind(visit: &Visit, release: &v1::ReleaseInfo) -> String {
    visit.say.word(match release.scope.unwrap_or_default().kind() {
        v1::ReleaseKind::Final => "report-release_final",
        _ => "report-release_provisional",
    })
}
