//! Scope of a release, and who signs for it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::id::MemberId;
use super::period::Years;

/// Kind of a release: whether its figures of a year are for the time being or for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ReleaseKind {
    /// Provisional: few and rough figures of a year, before the year is closed for good.
    Provisional,
    /// Final: all figures of a year, once. They are never measured again.
    Final,
}

impl ReleaseKind {
    /// Name of the kind in the audit log and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Provisional => "provisional",
            Self::Final => "final",
        }
    }
}

/// Scope of a release: which figures it measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ReleaseScope {
    /// Kind of the release: for the time being or for good.
    pub kind: ReleaseKind,
    /// Years of the figures, all of one block.
    pub years: Years,
}

/// Coordinator who proposes or approves a release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signer {
    /// Member of the coordinator.
    pub member: MemberId,
    /// Person of the coordinator, where the certificate names one.
    pub person: Option<Box<str>>,
}

impl Signer {
    /// Whether two signers are certainly two persons: of different members, or two named persons
    /// of one member.
    pub fn is_other_person_than(&self, other: &Self) -> bool {
        self.member != other.member
            || matches!((&self.person, &other.person), (Some(a), Some(b)) if a != b)
    }
}

impl fmt::Display for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.member)?;
        self.person.as_ref().map_or(Ok(()), |person| write!(f, "/person/{person}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_eyes_are_of_two_persons() {
        let signer = |name, person: Option<&str>| Signer {
            member: MemberId::new("a.example", name).unwrap(),
            person: person.map(Into::into),
        };
        let one = signer("desk", Some("1"));
        assert!(one.is_other_person_than(&signer("desk", Some("2"))));
        assert!(one.is_other_person_than(&signer("other", None)));
        assert!(!one.is_other_person_than(&signer("desk", Some("1"))));
        assert!(!one.is_other_person_than(&signer("desk", None)), "it may be the same person");
        assert!(!signer("desk", None).is_other_person_than(&signer("desk", None)));
        assert_eq!(one.to_string(), "a.example/desk/person/1");
    }
}
