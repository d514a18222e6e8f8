//! What a release is about, and who signs for it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::id::MemberId;
use super::period::Years;

/// Whether figures of a year are for the time being or for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ReleaseKind {
    /// Few and rough figures of a year, before it is closed for good.
    Provisional,
    /// All figures of a year, once: they are never measured again.
    Final,
}

impl ReleaseKind {
    /// Its name in the audit log and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Provisional => "provisional",
            Self::Final => "final",
        }
    }
}

/// Which figures a release measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ReleaseScope {
    /// For the time being or for good.
    pub kind: ReleaseKind,
    /// The years, all of one block.
    pub years: Years,
}

/// A coordinator who proposes or approves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signer {
    /// The member.
    pub member: MemberId,
    /// The person, where the certificate names one.
    pub person: Option<Box<str>>,
}

impl Signer {
    /// Whether two signers are certainly two persons: of different members, or two named persons
    /// of one.
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
