//! Releases: who proposed and approved each, what it measures, and what it costs those who are in it.

use maud::{Markup, html};

use crate::proto::v1;
use crate::report::{Say, spans};
use crate::statistics::Dimension;

use super::Answer;
use super::grid::{cell, grid, short};
use super::problem::Problem;
use super::visit::Visit;

/// Half of a 90 % interval, in standard deviations.
const HALF: f64 = 1.645;

pub async fn page(visit: &Visit) -> Result<Answer, Problem> {
    let say = visit.say;
    if let Some(number) = visit.number("number")? {
        let request = v1::GetReleaseRequest { number };
        let answer = visit.client.statistics().get_release(request).await?.into_inner();
        let title = say.text("desk-release_title", &[("number", number.into())]);
        let body =
            one(visit, &answer.release.unwrap_or_default(), &answer.plan.unwrap_or_default());
        return Ok(Answer::page(title, body));
    }
    let request = v1::ListReleasesRequest {};
    let releases = visit.client.statistics().list_releases(request).await?.into_inner().releases;
    let rows: Vec<Vec<Markup>> = releases
        .iter()
        .map(|release| {
            let number = release.number.to_string();
            let link = visit.link("/releases", &[("number", &number)]);
            vec![
                html! { a href=(link) { (number) } },
                short(years(release)),
                cell(kind(say, release)),
                cell(stage(say, release)),
                cell(visit.text(&release.proposed_by)),
                cell(visit.text(&release.approved_by)),
                short(day(say, release.released_at)),
            ]
        })
        .collect();
    let columns = [
        "desk-number",
        "report-about_years",
        "desk-kind",
        "desk-stage",
        "desk-proposed_by",
        "desk-approved_by",
        "desk-released",
    ];
    let body = html! {
        p { (say.word("desk-releases_protection")) }
        @if rows.is_empty() {
            p class="notice" { (say.word("desk-no_release")) }
        } @else {
            (grid(say, &say.word("desk-releases"), &columns, &rows))
            p class="hint" { (say.word("desk-releases_number")) }
        }
        @if visit.may(PROPOSE) { p class="hint" { (say.word("desk-releases_how")) } }
    };
    Ok(Answer::page(say.word("desk-page_releases"), body))
}

/// Who may make this call is told how releases are made; a page does not make it.
const PROPOSE: &str = "/vdx.v1.PublicationService/ProposeRelease";

/// One release.
fn one(visit: &Visit, release: &v1::ReleaseInfo, plan: &v1::ReleasePlan) -> Markup {
    let say = visit.say;
    let is_final = release.scope.unwrap_or_default().kind() == v1::ReleaseKind::Final;
    let rho = say.number(rounded(plan.rho_life, 4));
    let epsilon = say.number(rounded(plan.epsilon_life, 1));
    let exact: Vec<String> = plan.exact.iter().map(|name| visit.text(name)).collect();
    html! {
        p { a href=(visit.link("/releases", &[])) { (say.word("desk-releases_all")) } }
        dl {
            dt { (say.word("report-about_years")) } dd { (years(release)) }
            dt { (say.word("desk-kind")) }
            dd {
                (kind(say, release))
                @if !release.not_final.is_empty() {
                    @let open = spans(release.not_final.iter().copied()).join(", ");
                    ". " (say.text("report-release_open", &[("years", open.into())]))
                }
            }
            dt { (say.word("desk-stage")) } dd { (stage(say, release)) }
            dt { (say.word("desk-proposed_by")) }
            dd { (visit.text(&release.proposed_by)) ", " (day(say, release.proposed_at)) }
            @if !release.approved_by.is_empty() {
                dt { (say.word("desk-approved_by")) }
                dd { (visit.text(&release.approved_by)) ", " (day(say, release.approved_at)) }
            }
            dt { (say.word("desk-block")) } dd { (span(plan.block_first_year, plan.block_last_year)) }
            dt { (say.word("desk-plan")) } dd { (visit.text(&plan.plan)) }
            @if !exact.is_empty() { dt { (say.word("desk-exact")) } dd { (exact.join(", ")) } }
        }
        h2 { (say.word("desk-protection")) }
        p { (say.text("desk-protection_life", &[("rho", rho.into()), ("epsilon", epsilon.into())])) }
        @if is_final && !plan.closes_block { p { (say.word("desk-protection_block")) } }
        p { (say.word("desk-protection_read")) }
        @for of in &plan.kinds { (measured(visit, of)) }
    }
}

/// What is measured of a kind of units.
fn measured(visit: &Visit, of: &v1::KindPlan) -> Markup {
    let say = visit.say;
    let near =
        |sigma: f64, count: f64| format!("±\u{a0}{:.0}\u{a0}%", 100.0 * HALF * sigma / count);
    let rows: Vec<Vec<Markup>> = of
        .tables
        .iter()
        .map(|table| {
            let names: Vec<String> =
                table.dimensions.iter().map(|name| dimension(visit, name)).collect();
            let yearly = if table.yearly { "desk-yearly_yes" } else { "desk-yearly_no" };
            vec![
                cell(names.join(" × ")),
                cell(say.word(yearly)),
                short(format!("±\u{a0}{}", say.number(rounded(HALF * table.sigma, 1)))),
                short(near(table.sigma, 20.0)),
                short(near(table.sigma, 100.0)),
                short(near(table.sigma, 500.0)),
            ]
        })
        .collect();
    let [year, block] = [of.rho_year, of.rho_block].map(|rho| say.number(rounded(rho, 4)));
    let columns = [
        "desk-measured",
        "desk-yearly",
        "desk-noise",
        "desk-noise_20",
        "desk-noise_100",
        "desk-noise_500",
    ];
    let name = units(visit, of);
    html! {
        h3 { (name) }
        p { (say.text("desk-pays", &[("year", year.into()), ("block", block.into())])) }
        (grid(say, &name, &columns, &rows))
    }
}

/// What is counted; as the exchange says it where this version does not know it.
fn units(visit: &Visit, of: &v1::KindPlan) -> String {
    visit.say.word(match of.name.as_str() {
        "victims" => "desk-units_victims",
        "prevented" => "desk-units_prevented",
        "carried_over" => "desk-units_carried_over",
        "opened" => "desk-units_opened",
        "closed" => "desk-units_closed",
        "cases" => "desk-units_cases",
        "referrals" => "desk-units_referrals",
        _ => return visit.text(&of.description),
    })
}

/// A dimension in words; its name where this version does not know it.
fn dimension(visit: &Visit, name: &str) -> String {
    let known = Dimension::ALL.iter().find(|dimension| dimension.name() == name);
    known.map_or_else(
        || visit.text(name),
        |known| visit.say.word(&crate::statistics::labels::dimension_key(*known)),
    )
}

/// A figure with so many decimals.
fn rounded(value: f64, decimals: i32) -> f64 {
    let tens = 10_f64.powi(decimals);
    (value * tens).round() / tens
}

/// A day; nothing for a time that has not come.
fn day(say: Say, at: i64) -> String {
    if at == 0 { String::new() } else { say.day(at) }
}

fn span(first: i32, last: i32) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

/// The years that a release is about.
pub fn years(release: &v1::ReleaseInfo) -> String {
    let scope = release.scope.unwrap_or_default();
    span(scope.first_year, scope.last_year)
}

fn kind(say: Say, release: &v1::ReleaseInfo) -> String {
    say.word(match release.scope.unwrap_or_default().kind() {
        v1::ReleaseKind::Final => "report-release_final",
        _ => "report-release_provisional",
    })
}

fn stage(say: Say, release: &v1::ReleaseInfo) -> String {
    say.word(match release.stage() {
        v1::ReleaseStage::Proposed => "desk-stage_proposed",
        v1::ReleaseStage::Approved => "desk-stage_approved",
        v1::ReleaseStage::Released => "desk-stage_released",
        v1::ReleaseStage::Replaced => "desk-stage_replaced",
        v1::ReleaseStage::Lost => "desk-stage_lost",
        v1::ReleaseStage::Unspecified => return String::new(),
    })
}
