//! Decisions about the register.

use std::collections::HashMap;

use crate::domain::codes::{MemberStatus, Role};
use crate::domain::id::MemberId;
use crate::domain::member::{Member, void_after};
use crate::domain::reasons::Reason;
use crate::domain::rules::Violation;
use crate::store::Entry;

use super::super::by::By;
use super::super::change::{MemberChange, about_member};
use super::super::error::ExchangeError;
use super::Group;

impl Group<'_> {
    /// Decides a change of the register against what it holds at this moment, so that neither of
    /// two coordinators undoes what the other has done meanwhile.
    pub(super) fn change_member(
        &mut self,
        by: &By,
        change: MemberChange,
    ) -> Result<Member, ExchangeError> {
        let pending = self.pending().filter_map(|entry| match entry {
            Entry::Member(member) => Some(member),
            _ => None,
        });
        let all = self.views().register.all().chain(pending);
        let register: HashMap<&MemberId, &Member> =
            all.map(|member| (&member.id, member)).collect();
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
                Reason::LastCoordinator,
                "the exchange needs at least one active coordinator".into(),
            ));
        }
        drop(register);
        if let Some(violation) = self.breaks_with_former_roles(&member) {
            return Err(ExchangeError::Invalid(vec![violation]));
        }
        by.concerns(about_member(&member));
        self.append(Entry::Member(member.clone()));
        Ok(member)
    }

    /// The rule that a member's roles break with those that it ever held, if any. An entry whose roles stay
    /// as they are passes: a register of before this rule can be administered.
    fn breaks_with_former_roles(&self, member: &Member) -> Option<Violation> {
        let pending = self.pending().rev().filter_map(|entry| match entry {
            Entry::Member(other) if other.id == member.id => Some(&other.roles),
            _ => None,
        });
        let pending: Vec<&Vec<Role>> = pending.collect();
        let register = &self.views().register;
        let present = register.get(&member.id).map(|known| &known.roles);
        let same = |roles: &&Vec<Role>| {
            roles.iter().all(|role| member.roles.contains(role))
                && roles.len() == member.roles.len()
        };
        if pending.first().copied().or(present).is_some_and(|roles| same(&roles)) {
            return None;
        }
        let mut held: Vec<Role> = register.held_roles(&member.id).collect();
        held.extend(pending.into_iter().flatten());
        held.sort_unstable();
        held.dedup();
        void_after(&held, &member.roles)
    }
}
