//! Changes of the register.

use crate::audit::Subject;
use crate::domain::code_list::CodeList;
use crate::domain::codes::MemberStatus;
use crate::domain::id::MemberId;
use crate::domain::member::Member;

/// A coordinator's change of the register.
pub enum MemberChange {
    /// A new entry, or one that takes the place of another.
    Put(Member),
    /// The status alone.
    Status(MemberId, MemberStatus),
}

/// A member's entry, as the line of its change tells it.
pub fn about_member(member: &Member) -> Subject {
    Subject::default()
        .with("member", &member.id)
        .with_list("roles", member.roles.iter().map(|role| role.code().to_lowercase()))
        .with("status", member.status.code())
}
