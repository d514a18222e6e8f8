//! `MembershipService`: the coordinator keeps the register of members here.

use std::sync::Arc;

use tonic::{Request, Response, Status};

use crate::audit::Subject;
use crate::domain::code_list::CodeList;
use crate::domain::codes::{MemberStatus, Role};
use crate::domain::country::Country;
use crate::domain::id::MemberId;
use crate::domain::member::Member;
use crate::domain::rules::Violation;
use crate::exchange::{Exchange, Method, allowed};
use crate::identity::TrustStore;
use crate::proto::{number, v1, year_month};

use super::gate::Caller;
use super::status::invalid;

pub(super) struct Membership {
    pub exchange: Exchange,
    pub trust: Arc<TrustStore>,
}

#[tonic::async_trait]
impl v1::membership_service_server::MembershipService for Membership {
    async fn get_caller(
        &self,
        request: Request<v1::GetCallerRequest>,
    ) -> Result<Response<v1::GetCallerResponse>, Status> {
        let caller = Caller::of(&request)?;
        let principal = &caller.principal;
        let member = self.exchange.member(caller.member())?;
        let methods = Method::ALL.iter().filter(|method| allowed(principal.role, method.path));
        Ok(Response::new(v1::GetCallerResponse {
            spiffe_id: principal.spiffe_id().to_string(),
            role: number(Some(principal.role)),
            member: Some(to_message(&member)),
            allowed_methods: methods.map(|method| method.path.to_owned()).collect(),
            certificate_expires_at: principal.expires_at,
        }))
    }

    async fn list_members(
        &self,
        request: Request<v1::ListMembersRequest>,
    ) -> Result<Response<v1::ListMembersResponse>, Status> {
        let caller = Caller::of(&request)?;
        let members = self.exchange.members().iter().map(to_message).collect();
        let mut last_reports = Vec::new();
        if caller.principal.role == Role::Coordinator {
            let reports = self.exchange.last_reports();
            last_reports.extend(reports.into_iter().map(|(member, month)| v1::LastReport {
                trust_domain: member.trust_domain.to_string(),
                member_id: member.name.to_string(),
                month: Some(year_month(month)),
            }));
        }
        Ok(Response::new(v1::ListMembersResponse { members, last_reports }))
    }

    async fn get_member(
        &self,
        request: Request<v1::GetMemberRequest>,
    ) -> Result<Response<v1::GetMemberResponse>, Status> {
        let caller = Caller::of(&request)?;
        let request = request.into_inner();
        let id = id(&request.trust_domain, &request.member_id)?;
        caller.by.concerns(Subject::default().with("member", &id));
        let member = self.exchange.member(&id)?;
        Ok(Response::new(v1::GetMemberResponse { member: Some(to_message(&member)) }))
    }

    async fn put_member(
        &self,
        request: Request<v1::PutMemberRequest>,
    ) -> Result<Response<v1::PutMemberResponse>, Status> {
        let caller = Caller::of(&request)?;
        let Some(message) = request.into_inner().member else {
            return Err(invalid(&[Violation::new("member", "is required")]));
        };
        let member = from_message(&message)?;
        let domains = self.trust.domains();
        let is_trusted = domains.iter().any(|d| d.domain == *member.id.trust_domain);
        if !is_trusted && self.exchange.member(&member.id).is_err() {
            // Nobody could ever call as it, and no entry is taken out again.
            let known: Vec<&str> = domains.iter().map(|d| d.domain.as_str()).collect();
            let rule = format!(
                "must be one for which the exchange's configuration names an authority: {}",
                known.join(", ")
            );
            return Err(invalid(&[Violation::new("member.trust_domain", rule)]));
        }
        let member = self.exchange.put_member(&caller.by, member).await?;
        tracing::info!(caller = %caller.principal.spiffe_id(), member = %member.id, "member put");
        Ok(Response::new(v1::PutMemberResponse { member: Some(to_message(&member)) }))
    }

    async fn set_member_status(
        &self,
        request: Request<v1::SetMemberStatusRequest>,
    ) -> Result<Response<v1::SetMemberStatusResponse>, Status> {
        let caller = Caller::of(&request)?;
        let request = request.into_inner();
        let id = id(&request.trust_domain, &request.member_id)?;
        let status = MemberStatus::from_number(request.status)
            .ok_or_else(|| invalid(&[Violation::new("status", "must be ACTIVE or SUSPENDED")]))?;
        let member = self.exchange.set_member_status(&caller.by, &id, status).await?;
        tracing::info!(
            caller = %caller.principal.spiffe_id(), member = %member.id, ?status, "member status"
        );
        Ok(Response::new(v1::SetMemberStatusResponse { member: Some(to_message(&member)) }))
    }
}

fn id(trust_domain: &str, name: &str) -> Result<MemberId, Status> {
    MemberId::new(trust_domain, name)
        .map_err(|rule| invalid(&[Violation::new("trust_domain, member_id", rule)]))
}

fn from_message(message: &v1::Member) -> Result<Member, Status> {
    let mut wrong = Vec::new();
    let id = MemberId::new(&message.trust_domain, &message.member_id)
        .map_err(|rule| wrong.push(Violation::new("member.trust_domain, member.member_id", rule)));
    let country = Country::from_alpha2(&message.country);
    if country.is_none() {
        let rule = "must be an ISO 3166-1 alpha-2 code in capitals (XK for Kosovo)";
        wrong.push(Violation::new("member.country", rule));
    }
    let mut roles = Vec::new();
    for (index, role) in message.roles.iter().enumerate() {
        match Role::from_number(*role) {
            Some(role) if !roles.contains(&role) => roles.push(role),
            Some(_) => {}
            None => {
                let field = format!("member.roles[{index}]");
                wrong.push(Violation::new(field, "must be a value of ROLE (1 to 5)"));
            }
        }
    }
    let status = MemberStatus::from_number(message.status);
    if status.is_none() {
        wrong.push(Violation::new("member.status", "must be ACTIVE or SUSPENDED"));
    }
    match (id, country, status, wrong.is_empty()) {
        (Ok(id), Some(country), Some(status), true) => {
            Ok(Member { id, display_name: message.display_name.clone(), country, roles, status })
        }
        _ => Err(invalid(&wrong)),
    }
}

/// A member's entry as a message.
pub(super) fn to_message(member: &Member) -> v1::Member {
    v1::Member {
        trust_domain: member.id.trust_domain.to_string(),
        member_id: member.id.name.to_string(),
        display_name: member.display_name.clone(),
        country: member.country.alpha2().into(),
        roles: member.roles.iter().map(|role| number(Some(*role))).collect(),
        status: number(Some(member.status)),
    }
}
