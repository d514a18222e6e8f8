//! What is due: years without a release, records that are kept for too long, certificates that end.

use maud::{Markup, html};

use crate::domain::code_list::CodeList;
use crate::domain::codes::RecordKind;
use crate::proto::v1;
use crate::report::{Say, released_years, spans};

use super::Answer;
use super::grid::{cell, grid, short};
use super::problem::Problem;
use super::visit::Visit;

/// Most years that are named one by one.
const NAMED: usize = 6;

pub async fn page(visit: &Visit) -> Result<Answer, Problem> {
    let say = visit.say;
    let request = v1::ListReleasesRequest {};
    let releases = visit.client.statistics().list_releases(request).await?.into_inner().releases;
    let request = v1::CountDueRecordsRequest {};
    let due = visit.client.intake().count_due_records(request).await?.into_inner();
    let today = jiff::Timestamp::now();
    let this_year = i32::from(jiff::tz::Offset::UTC.to_datetime(today).year());
    let ends = visit.caller.certificate_expires_at;
    let days = (ends - today.as_second()).div_euclid(86_400);
    let body = html! {
        section {
            h2 { (say.word("desk-due_reports")) }
            (reports(visit, &releases, this_year))
        }
        section {
            h2 { (say.word("desk-due_records")) }
            (records(visit, &due))
        }
        section {
            h2 { (say.word("desk-due_certificates")) }
            p { (say.text("desk-due_own", &[("day", say.day(ends).into()), ("days", days.into())])) }
            p class="hint" { (say.word("desk-due_others")) }
        }
    };
    Ok(Answer::page(say.word("desk-page_due"), body))
}

/// Years that are over, and are not released for good.
fn reports(visit: &Visit, releases: &[v1::ReleaseInfo], this_year: i32) -> Markup {
    let say = visit.say;
    let of = |kind| {
        let of_kind = releases.iter().filter(|r| r.scope.unwrap_or_default().kind() == kind);
        released_years(&of_kind.cloned().collect::<Vec<_>>())
    };
    let for_good = of(v1::ReleaseKind::Final);
    let meanwhile = of(v1::ReleaseKind::Provisional);
    let first = for_good.iter().chain(&meanwhile).min().copied();
    let missing = |year: &i32| !for_good.contains(year);
    let lacking: Vec<i32> =
        first.into_iter().flat_map(|first| first..this_year).filter(missing).collect();
    html! {
        @if first.is_none() {
            p { (say.word("desk-no_release")) }
        } @else if lacking.is_empty() {
            p { (say.word("desk-due_no_report")) }
        } @else {
            p { (say.text("desk-due_years", &[("years", first_spans(&lacking).into())])) }
            @let provisional: Vec<i32> =
                lacking.iter().copied().filter(|year| meanwhile.contains(year)).collect();
            @if !provisional.is_empty() {
                p { (say.text("desk-due_provisional", &[("years", first_spans(&provisional).into())])) }
            }
            p class="hint" { (say.word("desk-due_report_how")) }
        }
    }
}

/// Years in their order, neighbours joined; the first ones where they are many.
fn first_spans(years: &[i32]) -> String {
    let mut named = spans(years.iter().copied());
    if named.len() > NAMED {
        named.truncate(NAMED);
        named.push("…".to_owned());
    }
    named.join(", ")
}

/// Records that are kept for longer than the periods say.
fn records(visit: &Visit, due: &v1::CountDueRecordsResponse) -> Markup {
    let say = visit.say;
    let rows: Vec<Vec<Markup>> = due
        .due
        .iter()
        .map(|due| {
            vec![
                html! { code { (visit.text(&format!("{}/{}", due.trust_domain, due.member_id))) } },
                cell(kind(say, due.kind)),
                short(say.text("desk-up_to", &[("count", due.up_to.into())])),
            ]
        })
        .collect();
    html! {
        @if due.periods.is_empty() {
            p class="notice" { (say.word("desk-due_no_periods")) }
        } @else {
            ul {
                @for period in &due.periods {
                    li {
                        (say.text("desk-due_period", &[("kind", kind(say, period.kind).into()), ("months", period.months.into())]))
                    }
                }
            }
            @if rows.is_empty() {
                p { (say.word("desk-due_no_record")) }
            } @else {
                (grid(say, &say.word("desk-due_records"), &["desk-member", "desk-kind", "desk-records"], &rows))
                p class="hint" { (say.word("desk-due_records_how")) }
            }
        }
    }
}

fn kind(say: Say, number: i32) -> String {
    RecordKind::from_number(number).map_or_else(String::new, |kind| say.code(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbouring_years_are_joined() {
        assert_eq!(first_spans(&[]), "");
        assert_eq!(first_spans(&[2009]), "2009");
        assert_eq!(first_spans(&[2009, 2012, 2013, 2014]), "2009, 2012–2014");
        assert_eq!(first_spans(&[1, 3, 5, 7, 9, 11, 13]), "1, 3, 5, 7, 9, 11, …");
    }
}
