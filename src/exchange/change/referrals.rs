//! Steps on referrals.

use crate::audit::Subject;
use crate::domain::code_list::CodeList;
use crate::domain::referral::{OpenPart, ReferralId};
use crate::domain::referral_codes::ReferralAction;
use crate::referral::history::Statement;
use crate::referral::keys::{KeyId, Signature};

/// The envelopes of one sealed part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelopes {
    /// To the other party.
    pub to_other: Vec<u8>,
    /// To the writer itself.
    pub to_self: Vec<u8>,
}

/// Somebody's signed statement, with the envelopes that it names.
pub struct SignedAct {
    pub statement: Statement,
    pub signed: (KeyId, Signature),
    pub envelopes: Option<Envelopes>,
}

/// A referral to be made.
pub struct Draft {
    pub open: OpenPart,
    pub act: SignedAct,
}

/// The key of an envelope in the store. `copy` 0 is the one to the other party.
pub fn envelope_key(id: ReferralId, number: u32, copy: u8) -> Vec<u8> {
    [&id.0[..], &number.to_be_bytes(), &[copy]].concat()
}

/// A step on a referral, as its line tells it: which referral, and the step.
pub fn about_step(id: ReferralId, action: ReferralAction) -> Subject {
    Subject::default().with("referral", id).with("action", action.code())
}
