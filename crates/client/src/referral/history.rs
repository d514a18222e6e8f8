//! The history of a referral: a chain of hashes over signed statements. Each party signs what
//! it does together with the hash of everything before it, so that nothing in between can be
//! left out, changed or denied later, not by the exchange either.

use serde::{Deserialize, Serialize};

use crate::domain::code_list::CodeList;
use crate::domain::id::MemberId;
use crate::domain::referral::{Addressee, OpenPart, ReferralId};
use crate::domain::referral_codes::{DeclineReason, ReferralAction, ReferralStatus};

use super::FieldBytes;
use super::keys::{KeyId, Signature};

/// A BLAKE3 hash.
pub type Hash = [u8; 32];

/// What an actor says that it does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Place in the history, from 1.
    pub number: u32,
    /// Hash of the event before; zeros for the first.
    pub previous: Hash,
    /// Who acts; `None` for the exchange itself.
    pub actor: Option<MemberId>,
    /// What is done.
    pub action: ReferralAction,
    /// With a refusal.
    pub reason: Option<DeclineReason>,
    /// With actions that set a deadline: Unix seconds.
    pub deadline: Option<i64>,
    /// Hashes of the envelopes to the other party and to the actor itself.
    pub sealed: Option<[Hash; 2]>,
}

impl Statement {
    /// The bytes that the actor signs. The first statement covers the open part.
    pub fn bytes(&self, id: ReferralId, open: &OpenPart) -> Vec<u8> {
        let code = |code: Option<&'static str>| code.unwrap_or("").as_bytes();
        let actor = self.actor.as_ref().map(MemberId::to_string).unwrap_or_default();
        let open = if self.number == 1 { open_bytes(open) } else { Vec::new() };
        let (to_other, to_self) = match &self.sealed {
            Some([other, own]) => (&other[..], &own[..]),
            None => (&[][..], &[][..]),
        };
        FieldBytes::new("vdx referral statement v1")
            .with(&id.0)
            .with(&self.number.to_be_bytes())
            .with(&self.previous)
            .with(actor.as_bytes())
            .with(self.action.code().as_bytes())
            .with(code(self.reason.map(CodeList::code)))
            .with(&self.deadline.unwrap_or(0).to_be_bytes())
            .with(&open)
            .with(to_other)
            .with(to_self)
            .0
    }
}

/// The open part as it is signed.
fn open_bytes(open: &OpenPart) -> Vec<u8> {
    let (member, handle) = match &open.addressee {
        Addressee::Member(member) => (member.to_string(), &[][..]),
        Addressee::Hit(handle) => (String::new(), &handle.0[..]),
    };
    let needs: Vec<&str> = open.needs.iter().map(|need| need.code()).collect();
    let month = |month: Option<crate::domain::period::YearMonth>| {
        month.map(|month| month.to_string()).unwrap_or_default()
    };
    FieldBytes::new("vdx referral open part v1")
        .with(&open.id.0)
        .with(member.as_bytes())
        .with(handle)
        .with(open.kind.code().as_bytes())
        .with(&open.pseudonym.0)
        .with(open.age_band.map_or("", CodeList::code).as_bytes())
        .with(needs.join(",").as_bytes())
        .with(open.stage.map_or("", CodeList::code).as_bytes())
        .with(open.basis.basis.code().as_bytes())
        .with(month(open.basis.recorded_on).as_bytes())
        .with(month(open.basis.valid_until).as_bytes())
        .with(open.basis.child_risk.map_or("", CodeList::code).as_bytes())
        .0
}

/// A statement that the exchange has stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// What was said.
    pub statement: Statement,
    /// With which key, and the signature; `None` for the exchange itself.
    pub signed: Option<(KeyId, Signature)>,
    /// When it was stored, Unix seconds.
    pub at: i64,
    /// Where the referral stood afterwards.
    pub status: ReferralStatus,
    /// Bytes of the envelope to the other party; 0 without one.
    pub sealed_bytes: u32,
}

impl Event {
    /// The hash that the next statement names.
    pub fn hash(&self, id: ReferralId, open: &OpenPart) -> Hash {
        let statement = self.statement.bytes(id, open);
        event_hash(&statement, self.signed.as_ref().map(|(_, signature)| &signature.0), self.at)
    }
}

/// The hash of an event from its parts.
pub fn event_hash(statement: &[u8], signature: Option<&[u8; 64]>, at: i64) -> Hash {
    let bytes = FieldBytes::new("vdx referral event v1")
        .with(statement)
        .with(signature.map_or(&[], |signature| &signature[..]))
        .with(&at.to_be_bytes());
    *blake3::hash(&bytes.0).as_bytes()
}
