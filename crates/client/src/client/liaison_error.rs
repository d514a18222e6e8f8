//! Errors of a liaison's client: what it cannot, or must not, do.

use thiserror::Error;

use crate::domain::id::MemberId;
use crate::domain::referral::MAX_ATTACHMENTS;
use crate::domain::rules::Violation;
use crate::referral::envelope::EnvelopeError;
use crate::referral::proof::Reason;

use super::parts::PartError;
use super::{ClientError, ProfileError};

/// Reason why a liaison's client cannot do something.
#[derive(Debug, Error)]
pub enum LiaisonError {
    /// The exchange refused, or cannot be reached.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The file of compared keys, or the file of seen referrals, cannot be used.
    #[error(transparent)]
    Known(#[from] ProfileError),
    /// An envelope cannot be made.
    #[error(transparent)]
    Envelope(#[from] EnvelopeError),
    /// A sealed part cannot be opened.
    #[error(transparent)]
    Part(#[from] PartError),
    /// The exchange's answer breaks a rule.
    #[error("the exchange's answer breaks a rule: {}: {}", .0.field, .0.description)]
    Answer(Violation),
    /// The exchange answered with another referral than was asked for.
    #[error(
        "the exchange answered with another referral than was asked for: tell your coordinator"
    )]
    OtherReferral,
    /// The exchange accepted a step and does not show it.
    #[error(
        "the exchange took the step, but does not show it in the history: look at the referral again, and tell your coordinator when it is not there"
    )]
    NotStored,
    /// The exchange dates a step that was just signed far from the present.
    #[error(
        "the step was stored, but the exchange dates step {number} {minutes} minutes from the clock of this machine. Deadlines and consents end by that time. Find out which clock is wrong; when it is not yours, tell your coordinator"
    )]
    Misdated {
        /// Number of the step.
        number: u32,
        /// Difference in minutes; negative when the exchange is behind.
        minutes: i64,
    },
    /// The step has more attachments than one sealed part may hold: this many.
    #[error(
        "one sealed part holds at most {MAX_ATTACHMENTS} attachments, and this one has {0}: put several into one file, or send the others with a message"
    )]
    TooManyAttachments(usize),
    /// The history is not verified: nothing may be signed after it.
    #[error("nothing was done, because the history is NOT VERIFIED:{}", lines(.0))]
    NotVerified(Vec<Reason>),
    /// The member has published no key.
    #[error("{0} has not published a key yet")]
    NoKey(MemberId),
    /// Nobody has compared the fingerprint of the member's key.
    #[error(
        "the key of {member} has not been compared: call the partner on a number that you know, compare {fingerprint} and then run: vdx referral keys trust {member}"
    )]
    NotCompared {
        /// Member whose key it is.
        member: MemberId,
        /// Fingerprint that is to be compared.
        fingerprint: String,
    },
    /// The member's key changed, and its former key has not confirmed the new one.
    #[error(
        "the key of {member} has changed, and its former key has not confirmed the new one. Send nothing before you have asked the partner, on a number that you know, whether its fingerprint is now {fingerprint}. If it is: vdx referral keys trust {member}"
    )]
    KeyChanged {
        /// Member whose key changed.
        member: MemberId,
        /// Fingerprint that is to be compared.
        fingerprint: String,
    },
    /// The exchange shows several latest keys of the member, which no honest exchange does.
    #[error(
        "the exchange shows several keys of {0} with one version number, which must not be: note none of them, and tell your coordinator"
    )]
    SeveralKeys(MemberId),
    /// No key with that fingerprint is shown, or a later key does not follow the compared one.
    #[error(
        "the fingerprint is not that of the key which the exchange shows for {0}: seal nothing to it, and tell your coordinator"
    )]
    OtherFingerprint(MemberId),
    /// The exchange shows a key in the liaison's own name that is not in the keyring.
    #[error(
        "the exchange shows version {version} of your own key with the fingerprint {fingerprint}, and it is not in your key file. Either the file is an old copy, or a colleague has made other keys for your desk (use one file, with --keys), or somebody has published a key in your name: ask your coordinator who did. If the other key is lost: move the file away and run vdx referral keys init --replace-lost-keys"
    )]
    ForeignKey {
        /// Version of the key that is shown.
        version: u32,
        /// Fingerprint of the key that is shown.
        fingerprint: String,
    },
    /// The recipient is not disclosed before it accepts.
    #[error("the request follows a hit: messages can be sealed once it was accepted")]
    NotDisclosed,
    /// The step that is to be sent once more is not the liaison's own, or holds nothing sealed.
    #[error("step {0} cannot be sent once more: it must be your own and have a sealed part")]
    NotToResend(u32),
    /// The first sealed part is only for a recipient that has accepted.
    #[error(
        "the first sealed part is for a recipient that has accepted: send it once more after that"
    )]
    NotAccepted,
}

/// Joins reasons to text, each on a line of its own.
fn lines(reasons: &[Reason]) -> String {
    reasons.iter().map(|reason| format!("\n  {reason}")).collect()
}

impl From<Violation> for LiaisonError {
    fn from(violation: Violation) -> Self {
        Self::Answer(violation)
    }
}

impl From<tonic::Status> for LiaisonError {
    fn from(status: tonic::Status) -> Self {
        Self::Client(status.into())
    }
}
