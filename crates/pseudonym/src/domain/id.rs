//! Identifiers: opaque names with a closed alphabet, so that they are safe in
//! file names, certificates and logs.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Rule for an opaque identifier (record, episode, submission).
pub const OPAQUE_RULE: &str = "must be 1 to 96 characters of A-Z a-z 0-9 . _ - :";
/// Rule for the id of a member.
pub const MEMBER_RULE: &str = "must be 1 to 63 characters of a-z 0-9 -";
/// Rule for the name of a trust domain.
pub const TRUST_DOMAIN_RULE: &str = "must be 1 to 255 characters of a-z 0-9 . - _";

/// Opaque identifier chosen by an institution: of a record, an episode or a submission.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OpaqueId(Box<str>);

impl OpaqueId {
    /// Longest identifier, in characters.
    pub const MAX: usize = 96;

    /// Reads an identifier; `None` when the text breaks [`OPAQUE_RULE`].
    pub fn new(text: &str) -> Option<Self> {
        let fits = (1..=Self::MAX).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-:".contains(&b));
        fits.then(|| Self(text.into()))
    }

    /// Text of the identifier.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

// An institution may have chosen badly (a case number): keep it out of logs.
impl fmt::Debug for OpaqueId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OpaqueId(..)")
    }
}

/// Id of a member organization within its trust domain.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MemberId {
    /// Trust domain of the member's certificates.
    pub trust_domain: Box<str>,
    /// Name of the member within the trust domain.
    pub name: Box<str>,
}

impl MemberId {
    /// Reads an id; the error is the rule that it breaks.
    pub fn new(trust_domain: &str, name: &str) -> Result<Self, &'static str> {
        let domain_fits = (1..=255).contains(&trust_domain.len())
            && trust_domain
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b));
        if !domain_fits {
            return Err(TRUST_DOMAIN_RULE);
        }
        let name_fits = (1..=63).contains(&name.len())
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !name_fits {
            return Err(MEMBER_RULE);
        }
        Ok(Self { trust_domain: trust_domain.into(), name: name.into() })
    }
}

impl fmt::Display for MemberId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.trust_domain, self.name)
    }
}

impl fmt::Debug for MemberId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opaque_ids_have_a_closed_alphabet() {
        assert!(OpaqueId::new("PN-2010:17_a.b").is_some());
        for wrong in ["", "a b", "a/b", "ë", "a\n", &"x".repeat(97)] {
            assert!(OpaqueId::new(wrong).is_none());
        }
    }

    #[test]
    fn member_ids_name_the_rule_they_break() {
        assert!(MemberId::new("exchange.example", "police").is_ok());
        assert_eq!(MemberId::new("Exchange", "police"), Err(TRUST_DOMAIN_RULE));
        assert_eq!(MemberId::new("exchange.example", "Police"), Err(MEMBER_RULE));
        assert_eq!(MemberId::new("exchange.example", ""), Err(MEMBER_RULE));
    }
}
