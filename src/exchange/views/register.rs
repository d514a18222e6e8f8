//! The view of the register: who is a member, and what each member ever was.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::domain::codes::{MemberStatus, Role};
use crate::domain::country::Country;
use crate::domain::id::MemberId;
use crate::domain::member::Member;

/// All members, by trust domain and name.
#[derive(Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(Clone, PartialEq))]
pub struct Register {
    members: BTreeMap<MemberId, Member>,
    /// Every role that a member has ever held.
    held: BTreeMap<MemberId, BTreeSet<Role>>,
}

impl Register {
    /// Takes a member's entry, in place of an earlier one.
    pub fn put(&mut self, member: Member) {
        // Void roles have allowed nothing.
        let roles = member.roles.iter().filter(|role| member.may_act_as(**role));
        self.held.entry(member.id.clone()).or_default().extend(roles);
        self.members.insert(member.id.clone(), member);
    }

    /// The entry of a member.
    pub fn get(&self, id: &MemberId) -> Option<&Member> {
        self.members.get(id)
    }

    /// All members, by trust domain and name.
    pub fn all(&self) -> impl Iterator<Item = &Member> {
        self.members.values()
    }

    /// Whether nobody is in it.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Every role that a member has ever held.
    pub fn held_roles(&self, id: &MemberId) -> impl Iterator<Item = Role> {
        self.held.get(id).into_iter().flatten().copied()
    }

    /// Country of a member.
    pub fn country_of(&self, id: &MemberId) -> Option<Country> {
        self.members.get(id).map(|member| member.country)
    }

    /// Whether a member's country has an active liaison.
    pub fn has_liaison_beside(&self, id: &MemberId) -> bool {
        let country = self.country_of(id);
        self.all().any(|member| Some(member.country) == country && is_active_liaison(member))
    }
}

/// Whether a member is a liaison who can act.
pub fn is_active_liaison(member: &Member) -> bool {
    member.status == MemberStatus::Active && member.roles.contains(&Role::Liaison)
}
