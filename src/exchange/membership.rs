//! The register of members.

use std::collections::HashMap;

use tokio::sync::oneshot;

use crate::audit::Subject;
use crate::domain::code_list::CodeList;
use crate::domain::codes::{MemberStatus, Role};
use crate::domain::id::MemberId;
use crate::domain::member::{Member, void_after};
use crate::domain::rules::Violation;
use crate::store::Entry;

use super::Exchange;
use super::by::By;
use super::error::ExchangeError;
use super::writer::{Group, Job};

impl Exchange {
    /// All members, by trust domain and name.
    pub fn members(&self) -> Vec<Member> {
        self.shared.members.read().values().cloned().collect()
    }

    /// The member that the configuration names as the first coordinator.
    pub fn first_coordinator(&self) -> &MemberId {
        &self.shared.setup.first_coordinator
    }

    /// One member.
    pub fn member(&self, id: &MemberId) -> Result<Member, ExchangeError> {
        let members = self.shared.members.read();
        members.get(id).cloned().ok_or(ExchangeError::NotFound("there is no such member"))
    }

    /// Adds a member or replaces its entry, except that a suspended member stays suspended.
    pub async fn put_member(&self, by: &By, member: Member) -> Result<Member, ExchangeError> {
        by.concerns(about(&member));
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
        self.hand_over(Job::ChangeMember { by: by.clone(), change, reply }, answer).await
    }
}

/// What a coordinator changes of the register.
pub(super) enum MemberChange {
    /// A new entry, or one that takes the place of another.
    Put(Member),
    /// The status alone.
    Status(MemberId, MemberStatus),
}

impl Group<'_> {
    /// Decides a change of the register against what it holds at this moment, so that neither of
    /// two coordinators undoes what the other has done meanwhile.
    pub(super) fn change_member(
        &mut self,
        by: &By,
        change: MemberChange,
    ) -> Result<Member, ExchangeError> {
        let members = self.shared.members.read();
        let pending = self.entries.iter().filter_map(|(_, entry)| match entry {
            Entry::Member(member) => Some((&member.id, member)),
            _ => None,
        });
        let register: HashMap<&MemberId, &Member> = members.iter().chain(pending).collect();
        let (member, is_put) = match change {
            MemberChange::Status(id, status) => {
                let known = register.get(&id).copied();
                let known = known.ok_or(ExchangeError::NotFound("there is no such member"))?;
                (Member { status, ..known.clone() }, false)
            }
            MemberChange::Put(member) => {
                // Whoever corrects a name must not readmit a thief: that takes a word of its own.
                let known = register.get(&member.id).map(|known| known.status);
                let status = match known {
                    Some(MemberStatus::Suspended) => MemberStatus::Suspended,
                    _ => member.status,
                };
                (Member { status, ..member }, true)
            }
        };
        let violations = member.check();
        // Whatever else its entry breaks, a member can be suspended.
        let is_suspension = !is_put && member.status == MemberStatus::Suspended;
        if !violations.is_empty() && !is_suspension {
            return Err(ExchangeError::Invalid(violations));
        }
        let coordinates = |member: &Member| {
            member.status == MemberStatus::Active && member.may_act_as(Role::Coordinator)
        };
        let another = register.iter().any(|(id, other)| **id != member.id && coordinates(other));
        if !coordinates(&member) && !another {
            return Err(ExchangeError::Precondition(
                "LAST_COORDINATOR",
                "the exchange needs at least one active coordinator".into(),
            ));
        }
        drop(register);
        drop(members);
        if let Some(violation) = self.breaks_with_former_roles(&member) {
            return Err(ExchangeError::Invalid(vec![violation]));
        }
        by.concerns(about(&member));
        self.append(Entry::Member(member.clone()));
        Ok(member)
    }

    /// What is wrong with a member's roles after those that it ever held. An entry whose roles stay
    /// as they are passes: a register of before this rule can be administered.
    fn breaks_with_former_roles(&self, member: &Member) -> Option<Violation> {
        let pending = self.entries.iter().rev().filter_map(|(_, entry)| match entry {
            Entry::Member(other) if other.id == member.id => Some(&other.roles),
            _ => None,
        });
        let pending: Vec<&Vec<Role>> = pending.collect();
        let members = self.shared.members.read();
        let present = members.get(&member.id).map(|known| &known.roles);
        let same = |roles: &&Vec<Role>| {
            roles.iter().all(|role| member.roles.contains(role))
                && roles.len() == member.roles.len()
        };
        if pending.first().copied().or(present).is_some_and(|roles| same(&roles)) {
            return None;
        }
        let held = self.shared.held_roles.read();
        let mut held: Vec<Role> = held.get(&member.id).into_iter().flatten().copied().collect();
        held.extend(pending.into_iter().flatten());
        held.sort_unstable();
        held.dedup();
        void_after(&held, &member.roles)
    }
}

/// A member's entry, as the line of its change tells it.
pub(super) fn about(member: &Member) -> Subject {
    Subject::default()
        .with("member", &member.id)
        .with_list("roles", member.roles.iter().map(|role| role.code().to_lowercase()))
        .with("status", member.status.code())
}
