//! A member organization, as the register holds it.

use serde::{Deserialize, Serialize};

use super::codes::{MemberStatus, Role};
use super::country::Country;
use super::id::MemberId;
use super::rules::Violation;

/// An organization that takes part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Its id.
    pub id: MemberId,
    /// Name of the organization.
    pub display_name: String,
    /// Its country.
    pub country: Country,
    /// What it may be; a caller needs the role in the certificate *and* here.
    pub roles: Vec<Role>,
    /// Whether it may call at all.
    pub status: MemberStatus,
}

impl Member {
    /// Checks what the types do not: the name's length, and that the pusher of
    /// records holds no role that reads results.
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
        if self.roles.contains(&Role::Institution) && self.roles.len() > 1 {
            violations.push(Violation::new(
                "member.roles",
                "INSTITUTION cannot be combined with another role",
            ));
        }
        violations
    }
}
