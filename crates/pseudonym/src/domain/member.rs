//! Members: organizations that take part, as the register holds them.

use serde::{Deserialize, Serialize};

use super::code_list::CodeList;
use super::codes::{MemberStatus, Role};
use super::country::Country;
use super::id::MemberId;
use super::rules::Violation;

/// Member: an organization that takes part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Id of the member.
    pub id: MemberId,
    /// Name of the organization.
    pub display_name: String,
    /// Country of the member.
    pub country: Country,
    /// Roles of the member; a caller needs the role in the certificate *and* here.
    pub roles: Vec<Role>,
    /// Status of the member: whether it may call at all.
    pub status: MemberStatus,
}

/// Roles that a member holds alone or not at all: each controls, or is controlled by, the others.
const ALONE: &[(Role, &str)] = &[
    (
        Role::Institution,
        "INSTITUTION cannot be combined with another role: who brings records reads no results",
    ),
    (
        Role::Auditor,
        "AUDITOR cannot be combined with another role: who checks what the others do is none of them",
    ),
];

/// Roles of a member that count for nothing, because it holds another role with which they must
/// not be combined; each with the rule that is broken.
pub fn void_roles(roles: &[Role]) -> impl Iterator<Item = (Role, &'static str)> {
    ALONE
        .iter()
        .copied()
        .filter(move |(alone, _)| roles.contains(alone) && roles.iter().any(|role| role != alone))
}

/// Finds what is wrong with new roles of a member that held others before: roles that control each
/// other are not held one after the other either, or an auditor would read what it did itself.
pub fn void_after(held: &[Role], roles: &[Role]) -> Option<Violation> {
    let all: Vec<Role> = held.iter().chain(roles).copied().collect();
    void_roles(&all).next().map(|(_, rule)| {
        let codes: Vec<String> = held.iter().map(|role| role.code().to_owned()).collect();
        Violation::new(
            "member.roles",
            format!(
                "{rule}, one after the other neither, and this member has held {}: suspend it, and make another member for the new roles",
                codes.join(", ")
            ),
        )
    })
}

impl Member {
    /// Whether the member may act in a role: granted, and not void beside another role. A register
    /// that was written before this rule may hold such an entry; of its roles only those count
    /// that may stand together, so that a lone coordinator is not locked out.
    pub fn may_act_as(&self, role: Role) -> bool {
        self.roles.contains(&role) && void_roles(&self.roles).all(|(void, _)| void != role)
    }

    /// Checks what the types do not: the length of the member's name, and that it holds no roles
    /// that control each other.
    pub fn check(&self) -> Vec<Violation> {
        let mut violations = Vec::new();
        let length = self.display_name.chars().count();
        if !(1..=200).contains(&length) || self.display_name.chars().any(char::is_control) {
            violations.push(Violation::new(
                "member.display_name",
                "must be 1 to 200 characters without control characters",
            ));
        }
        if self.roles.is_empty() {
            violations.push(Violation::new("member.roles", "must name at least one role"));
        }
        let void = void_roles(&self.roles);
        violations.extend(void.map(|(_, rule)| Violation::new("member.roles", rule)));
        violations
    }
}
