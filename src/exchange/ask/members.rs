//! The register of members.

use tokio::sync::oneshot;

use crate::audit::Subject;
use crate::domain::code_list::CodeList;
use crate::domain::codes::MemberStatus;
use crate::domain::id::MemberId;
use crate::domain::member::Member;

use super::super::Exchange;
use super::super::by::By;
use super::super::change::{Change, MemberChange, about_member};
use super::super::error::ExchangeError;

impl Exchange {
    /// All members, by trust domain and name.
    pub fn members(&self) -> Vec<Member> {
        self.shared.views.read().register.all().cloned().collect()
    }

    /// The member that the configuration names as the first coordinator.
    pub fn first_coordinator(&self) -> &MemberId {
        &self.shared.setup.first_coordinator
    }

    /// The register's entry of a member.
    pub fn member(&self, id: &MemberId) -> Result<Member, ExchangeError> {
        let views = self.shared.views.read();
        views.register.get(id).cloned().ok_or(ExchangeError::NotFound("there is no such member"))
    }

    /// Adds a member or replaces its entry, except that a suspended member stays suspended.
    pub async fn put_member(&self, by: &By, member: Member) -> Result<Member, ExchangeError> {
        by.concerns(about_member(&member));
        self.change_member(by, MemberChange::Put(member)).await
    }

    /// Suspends or reinstates a member.
    pub async fn set_member_status(
        &self,
        by: &By,
        id: &MemberId,
        status: MemberStatus,
    ) -> Result<Member, ExchangeError> {
        by.concerns(Subject::default().with("member", id).with("status", status.code()));
        self.change_member(by, MemberChange::Status(id.clone(), status)).await
    }

    async fn change_member(&self, by: &By, change: MemberChange) -> Result<Member, ExchangeError> {
        let (reply, answer) = oneshot::channel();
        self.hand_over(Change::Register { by: by.clone(), change, reply }, answer).await
    }
}
