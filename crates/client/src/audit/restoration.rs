//! A restore from a backup opens a new *incarnation* of an exchange: its log goes on from what
//! the backup holds, under a new origin, and the coordinator says so in a signed statement.
//!
//! The statement is a text of seven lines: a label, the origin of the log before, the number of
//! lines and the root hash (base64) that the backup held, the incarnation's random id
//! (hexadecimal), the statement's number and the reason. The number is the Unix time of the
//! statement, raised where it is not above every earlier one.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use super::Checkpoint;

/// Length in bytes of an incarnation's id.
pub const INCARNATION: usize = 16;

const LABEL: &str = "vdx restoration v1";
/// Largest length of a reason, in characters.
pub const MAX_REASON: usize = 200;

/// Statement of a coordinator about a restore.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restoration {
    /// Origin of the log before the restore.
    pub origin: String,
    /// Number of lines of the log that the backup held.
    pub size: u64,
    /// Root hash of the log that the backup held.
    pub root: [u8; 32],
    /// Random id of the new incarnation.
    pub incarnation: [u8; INCARNATION],
    /// Number of the statement: its Unix time, and higher than the number of every earlier
    /// statement.
    pub number: u64,
    /// Reason for the restore, one line.
    pub reason: String,
}

/// A statement with its signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedRestoration {
    /// Text of the statement.
    pub text: String,
    /// Signature by the key of the first certificate.
    pub signature: Vec<u8>,
    /// Certificate chain of the coordinator, DER, the end entity first.
    pub chain: Vec<Vec<u8>>,
}

impl Restoration {
    /// The text that is signed, seven lines.
    pub fn text(&self) -> String {
        format!(
            "{LABEL}\n{}\n{}\n{}\n{}\n{}\n{}\n",
            self.origin,
            self.size,
            STANDARD.encode(self.root),
            hex::encode(self.incarnation),
            self.number,
            self.reason
        )
    }

    /// Reads a statement from its text; only the one spelling that [`Restoration::text`] writes is
    /// taken.
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines().skip(1);
        let origin = lines.next()?.to_owned();
        let size = lines.next()?.parse().ok()?;
        let root = STANDARD.decode(lines.next()?).ok()?.try_into().ok()?;
        let incarnation = hex::decode(lines.next()?).ok()?.try_into().ok()?;
        let number = lines.next()?.parse().ok()?;
        let reason = lines.next()?.to_owned();
        let parsed = Self { origin, size, root, incarnation, number, reason };
        let is_fine = is_reason(&parsed.reason) && domain_of(&parsed.origin).is_some();
        (is_fine && parsed.text() == text).then_some(parsed)
    }

    /// Head of the log that the backup held.
    pub fn predecessor(&self) -> Checkpoint {
        Checkpoint { origin: self.origin.clone(), size: self.size, root: self.root }
    }

    /// Origin of the log from the restore on.
    pub fn origin_after(&self) -> String {
        let domain = domain_of(&self.origin).unwrap_or_default();
        format!("{}/{}", first_origin(domain), hex::encode(self.incarnation))
    }
}

/// Whether a text can stand as the reason: one line of at most [`MAX_REASON`] characters, none of
/// them a control or formatting character.
pub fn is_reason(text: &str) -> bool {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    !text.trim().is_empty() && text.chars().count() <= MAX_REASON && !text.contains(hidden)
}

/// Origin of the log of an exchange that was never restored.
pub fn first_origin(domain: &str) -> String {
    format!("{domain}/audit")
}

/// Trust domain of the exchange whose log has this origin; `None` for a text that is no such
/// origin.
pub fn domain_of(origin: &str) -> Option<&str> {
    let (domain, rest) = origin.split_once('/')?;
    let incarnation = match rest.strip_prefix("audit")? {
        "" => None,
        rest => Some(rest.strip_prefix('/')?),
    };
    let is_id = |id: &str| {
        id.len() == 2 * INCARNATION && id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    };
    let is_fine =
        crate::domain::id::MemberId::new(domain, "x").is_ok() && incarnation.is_none_or(is_id);
    is_fine.then_some(domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_have_one_spelling() {
        let statement = Restoration {
            origin: first_origin("exchange.example"),
            size: 12,
            root: [9; 32],
            incarnation: [0xab; 16],
            number: 1_800_000_000,
            reason: "The disk broke.".into(),
        };
        let text = statement.text();
        assert_eq!(Restoration::parse(&text), Some(statement.clone()));
        let after = statement.origin_after();
        assert_eq!(after, format!("exchange.example/audit/{}", "ab".repeat(16)));
        let again = Restoration { origin: after, ..statement };
        assert_eq!(Restoration::parse(&again.text()), Some(again.clone()));
        assert_eq!(again.origin_after(), again.origin, "not nested");
        for wrong in [
            text.replacen("\n12\n", "\n012\n", 1),
            text.replacen("abab", "ABAB", 1),
            text.replacen("v1", "v2", 1),
            text.replacen("The disk", "\u{1b}[2J", 1),
            text.replacen("The disk broke.", "", 1),
            format!("{text}more\n"),
            text.replacen("/audit", "/other", 1),
        ] {
            assert_eq!(Restoration::parse(&wrong), None, "{wrong}");
        }
    }
}
