//! The register: who takes part, as what.

use maud::{Markup, html};

use crate::domain::code_list::CodeList;
use crate::domain::codes::{MemberStatus, Role};
use crate::domain::member::void_roles;
use crate::proto::v1;
use crate::report::Say;

use super::grid::{cell, grid};
use super::problem::Problem;
use super::visit::Visit;
use super::{Answer, Shown};

pub async fn page(visit: &Visit) -> Result<Answer, Problem> {
    let say = visit.say;
    let request = v1::ListMembersRequest {};
    let members = visit.client.membership().list_members(request).await?.into_inner().members;
    let rows: Vec<Vec<Markup>> = members
        .iter()
        .map(|member| {
            let id = visit.text(&format!("{}/{}", member.trust_domain, member.member_id));
            vec![
                html! { (visit.text(&member.display_name)) " " code { (id) } },
                cell(visit.text(&say.country(&member.country))),
                cell(roles(say, member)),
                cell(status(say, member)),
            ]
        })
        .collect();
    let columns = ["desk-member", "desk-country", "desk-roles", "desk-status"];
    let body = html! {
        (grid(say, &say.word("desk-page_members"), &columns, &rows))
        p class="hint" { (say.word("desk-members_how")) }
    };
    Ok(Answer::Page(Shown { title: say.word("desk-page_members"), body }))
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
