//! History of a referral: a chain of hashes over signed statements. Each party signs what it does
//! together with the hash of everything before, so that nothing in between can be left out,
//! changed or denied later, not by the exchange either.

use serde::{Deserialize, Serialize};

use crate::domain::code_list::CodeList;
use crate::domain::id::MemberId;
use crate::domain::referral::{Addressee, OpenPart, ReferralId};
use crate::domain::referral_codes::{DeclineReason, ReferralAction, ReferralStatus};

use super::FieldBytes;
use super::keys::{KeyId, Signature};

/// Hash of a statement, an event or an envelope: BLAKE3, 32 bytes.
pub type Hash = [u8; 32];

/// Statement of an actor about the step that it takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Place of the statement in the history, from 1.
    pub number: u32,
    /// Hash of the event before; zeros for the first statement.
    pub previous: Hash,
    /// Member that acts; `None` for the exchange itself.
    pub actor: Option<MemberId>,
    /// Action of the step.
    pub action: ReferralAction,
    /// Reason for declining, with a refusal.
    pub reason: Option<DeclineReason>,
    /// Deadline in Unix seconds, with actions that set one.
    pub deadline: Option<i64>,
    /// Hashes of the envelopes to the other party and to the actor itself; none without a sealed
    /// part.
    pub sealed: Option<[Hash; 2]>,
}

impl Statement {
    /// Bytes of the statement that the actor signs. The first statement covers the open part.
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

/// Bytes of the open part, as they are signed with the first statement.
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

/// Event: a statement that the exchange has stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Statement of the actor.
    pub statement: Statement,
    /// Key and signature of the actor; `None` for the exchange itself.
    pub signed: Option<(KeyId, Signature)>,
    /// Time when the statement was stored, in Unix seconds.
    pub at: i64,
    /// State of the referral after the statement.
    pub status: ReferralStatus,
    /// Size in bytes of the envelope to the other party; 0 without one.
    pub sealed_bytes: u32,
}

impl Event {
    /// Hash of the event, which the next statement names.
    pub fn hash(&self, id: ReferralId, open: &OpenPart) -> Hash {
        let statement = self.statement.bytes(id, open);
        event_hash(&statement, self.signed.as_ref().map(|(_, signature)| &signature.0), self.at)
    }
}

/// Hash of an event, made of the bytes of its statement, its signature and its time.
pub fn event_hash(statement: &[u8], signature: Option<&[u8; 64]>, at: i64) -> Hash {
    let bytes = FieldBytes::new("vdx referral event v1")
        .with(statement)
        .with(signature.map_or(&[], |signature| &signature[..]))
        .with(&at.to_be_bytes());
    *blake3::hash(&bytes.0).as_bytes()
}
