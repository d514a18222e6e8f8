//! The register: who takes part, as what.

use maud::{Markup, html};

use crate::domain::code_list::CodeList;
use crate::domain::codes::{MemberStatus, Role};
use crate::domain::member::void_roles;
use crate::proto::v1;
use crate::report::Say;

use super::Answer;
use super::grid::{cell, grid, short};
use super::problem::Problem;
use super::visit::Visit;

pub async fn page(visit: &Visit) -> Result<Answer, Problem> {
    let say = visit.say;
    let request = v1::ListMembersRequest {};
    let answer = visit.client.membership().list_members(request).await?.into_inner();
    let (members, reports) = (answer.members, answer.last_reports);
    // Coordinators alone are told of months.
    let is_told = visit.caller.role == i32::from(Role::Coordinator.number());
    let rows: Vec<Vec<Markup>> = members
        .iter()
        .map(|member| {
            let id = visit.text(&format!("{}/{}", member.trust_domain, member.member_id));
            let mut row = vec![
                html! { (visit.text(&member.display_name)) " " code { (id) } },
                cell(visit.text(&say.country(&member.country))),
                cell(roles(say, member)),
                cell(status(say, member)),
            ];
            row.extend(is_told.then(|| short(last_report(say, member, &reports))));
            row
        })
        .collect();
    let mut columns = vec!["desk-member", "desk-country", "desk-roles", "desk-status"];
    columns.extend(is_told.then_some("desk-last_report"));
    let body = html! {
        (grid(say, &say.word("desk-page_members"), &columns, &rows))
        @if is_told { p class="hint" { (say.word("desk-last_report_how")) } }
        p class="hint" { (say.word("desk-members_how")) }
    };
    Ok(Answer::page(say.word("desk-page_members"), body))
}

fn roles(say: Say, member: &v1::Member) -> String {
    let held: Vec<Role> = member.roles.iter().filter_map(|role| Role::from_number(*role)).collect();
    let names = held.iter().map(|role| match void_roles(&held).any(|(void, _)| void == *role) {
        true => say.text("desk-role_void", &[("role", say.code(*role).into())]),
        false => say.code(*role),
    });
    names.collect::<Vec<_>>().join(", ")
}

fn status(say: Say, member: &v1::Member) -> String {
    MemberStatus::from_number(member.status).map_or_else(String::new, |status| say.code(status))
}

/// The month in which a member last sent records; a dash for an institution that has sent none.
fn last_report(say: Say, member: &v1::Member, reports: &[v1::LastReport]) -> String {
    let is_own = |of: &&v1::LastReport| {
        (&of.trust_domain, &of.member_id) == (&member.trust_domain, &member.member_id)
    };
    match reports.iter().find(is_own).and_then(|of| of.month) {
        Some(month) => format!("{:04}-{:02}", month.year, month.month),
        None if member.roles.contains(&i32::from(Role::Institution.number())) => {
            say.word("desk-last_report_none")
        }
        None => String::new(),
    }
}
