//! The register of members.

use tokio::sync::oneshot;

use crate::audit::Subject;
use crate::domain::code_list::CodeList;
use crate::domain::codes::MemberStatus;
use crate::domain::id::MemberId;
use crate::domain::member::Member;

use super::Exchange;
use super::by::By;
use super::error::ExchangeError;
use super::writer::Job;

impl Exchange {
    /// All members, by trust domain and name.
    pub fn members(&self) -> Vec<Member> {
        self.shared.members.read().values().cloned().collect()
    }

    /// One member.
    pub fn member(&self, id: &MemberId) -> Result<Member, ExchangeError> {
        let members = self.shared.members.read();
        members.get(id).cloned().ok_or(ExchangeError::NotFound("there is no such member"))
    }

    /// Adds a member or replaces its entry.
    pub async fn put_member(&self, by: &By, member: Member) -> Result<Member, ExchangeError> {
        by.concerns(about(&member));
        let (reply, answer) = oneshot::channel();
        self.hand_over(Job::PutMember { by: by.clone(), member, reply }, answer).await
    }

    /// Suspends or reinstates a member.
    pub async fn set_member_status(
        &self,
        by: &By,
        id: &MemberId,
        status: MemberStatus,
    ) -> Result<Member, ExchangeError> {
        by.concerns(Subject::default().with("member", id).with("status", status.code()));
        let member = Member { status, ..self.member(id)? };
        self.put_member(by, member).await
    }
}

/// A member's entry, as the line of its change tells it.
pub(super) fn about(member: &Member) -> Subject {
    Subject::default()
        .with("member", &member.id)
        .with_list("roles", member.roles.iter().map(|role| role.code().to_lowercase()))
        .with("status", member.status.code())
}
