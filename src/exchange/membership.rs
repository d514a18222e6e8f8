//! The register of members.

use tokio::sync::oneshot;

use crate::domain::codes::MemberStatus;
use crate::domain::id::MemberId;
use crate::domain::member::Member;

use super::Exchange;
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
    pub async fn put_member(&self, member: Member) -> Result<Member, ExchangeError> {
        let (reply, answer) = oneshot::channel();
        self.hand_over(Job::PutMember { member, reply }, answer).await
    }

    /// Suspends or reinstates a member.
    pub async fn set_member_status(
        &self,
        id: &MemberId,
        status: MemberStatus,
    ) -> Result<Member, ExchangeError> {
        let member = Member { status, ..self.member(id)? };
        self.put_member(member).await
    }
}
