//! Changes on their way to the writer: messages and the plain values in them. Nothing here knows how
//! a change is decided, and everything else in the exchange may know this.

mod hits;
mod log;
mod members;
mod records;
mod referrals;
mod releases;
mod streams;

use tokio::sync::oneshot;

use crate::audit::{CallResult, SignedRestoration};
use crate::domain::codes::RecordKind;
use crate::domain::country::Country;
use crate::domain::id::{MemberId, OpaqueId};
use crate::domain::member::Member;
use crate::domain::referral::{HitCheckId, ReferralId};
use crate::domain::referral_codes::HitPurpose;
use crate::domain::release::{ReleaseScope, Signer};
use crate::referral::keys::PublicKey;
use crate::store::{Entry, RecordKey, Snapshot};

use super::by::By;
use super::error::ExchangeError;

pub use hits::{Counted, HitResult, HitTarget};
pub use log::{Lineage, Witnessed};
pub use members::{MemberChange, about_member};
pub use records::{
    Allowed, BatchAnswer, ConsentOutcome, MAX_BATCH, Outcome, Prepared, Question, ReadyRecord,
    RecordAnswer, WithdrawOutcome,
};
pub use referrals::{Draft, Envelopes, SignedAct, about_step, envelope_key};
pub use releases::{
    LossPlan, LossStatement, Losses, LossesHeard, Measured, Moment, Pending, Ready, ReleaseInfo,
    ReleasePlan, ReleaseStage, UNKNOWN_RULES, about_release,
};
pub use streams::{
    OPEN_STREAM, On, OpenStream, StreamState, Tallies, Tally, closing, stream_key, stream_opened,
};

/// Where the answer to a change goes.
pub type Reply<T> = oneshot::Sender<Result<T, ExchangeError>>;

/// A message to the writer.
pub enum Job {
    /// A change that is decided together with others and shares their flush.
    Change(Change),
    /// A change, or other work, that rests on everything before it.
    Whole(Whole),
}

impl From<Change> for Job {
    fn from(change: Change) -> Self {
        Self::Change(change)
    }
}

impl From<Whole> for Job {
    fn from(whole: Whole) -> Self {
        Self::Whole(whole)
    }
}

/// A change that is decided in a group. Each says who asks for it, or on which open stream it came:
/// so it has its line in the audit log, in the commit that makes it.
pub enum Change {
    /// One batch of a submission.
    Submit {
        on: On,
        member: MemberId,
        submission: OpaqueId,
        sequence: u64,
        records: Vec<Prepared>,
        allowed: Allowed,
        reply: Reply<BatchAnswer>,
    },
    /// Records of an institution are withdrawn, and their contents erased.
    Withdraw {
        by: By,
        member: MemberId,
        records: Vec<(RecordKind, RecordKey)>,
        /// Whether a newer submission may bring them back.
        lapsed: bool,
        reply: Reply<Vec<WithdrawOutcome>>,
    },
    /// Persons of records of an institution say no to processing, in a revision each.
    EndConsent {
        by: By,
        member: MemberId,
        records: Vec<(RecordKind, RecordKey, u32)>,
        reply: Reply<Vec<ConsentOutcome>>,
    },
    /// The register changes.
    Register { by: By, change: MemberChange, reply: Reply<Member> },
    /// The line of a call that changed nothing.
    Tell { by: By, result: CallResult, reply: Reply<()> },
    /// A stream begins.
    OpenStream { by: By, reply: Reply<OpenStream> },
    /// A stream ends.
    CloseStream { by: By, opened: u64, result: CallResult, counts: Tallies, reply: Reply<()> },
    /// A referral is drafted.
    CreateReferral { by: By, draft: Box<Draft>, reply: Reply<()> },
    /// A party of a referral takes a step.
    ActOnReferral { by: By, id: ReferralId, act: Box<SignedAct>, reply: Reply<()> },
    /// A liaison publishes a version of its key.
    PublishKey { by: By, key: Box<PublicKey>, reply: Reply<()> },
    /// A hit check, before anything is searched.
    AskHit { by: By, member: MemberId, purpose: HitPurpose, cost: u32, reply: Reply<Counted> },
    /// The search for a hit check is over.
    FoundHit { id: HitCheckId, found: Option<HitTarget>, reply: Reply<HitResult> },
    /// A word of the holding side on a hit check.
    DecideHit { by: By, member: MemberId, id: HitCheckId, confirmed: bool, reply: Reply<()> },
    /// A hit check whose tokens one person cannot have.
    ImpossibleHitCheck { country: Country, reply: Reply<()> },
    /// Lets referrals expire whose time has come, opens answers to hit checks, and erases what was
    /// kept long enough.
    Upkeep { reply: Reply<()> },
    /// Records were carried to a hub.
    Relayed {
        opened: u64,
        entry: Box<Entry>,
        counts: Tallies,
        /// A value to keep with it, by its name in [`crate::store::Space::Meta`].
        keep: Option<(Vec<u8>, Vec<u8>)>,
        reply: Reply<()>,
    },
    /// A value to keep, by its name in [`crate::store::Space::Meta`].
    Keep { by: By, name: Vec<u8>, value: Vec<u8>, reply: Reply<()> },
}

/// Work that rests on everything before it: while it goes on, nothing else changes.
pub enum Whole {
    /// A coordinator proposes a release.
    ProposeRelease { by: By, signer: Signer, scope: ReleaseScope, reply: Reply<ReleaseInfo> },
    /// A release whose units were frozen meanwhile is approved.
    ApproveRelease { by: By, prepared: Box<Ready>, reply: Reply<()> },
    /// A release that two coordinators agreed on is measured, and is to be stored.
    FinishRelease { measured: Box<Measured>, reply: Reply<()> },
    /// A coordinator says which releases were lost with a restore.
    StateLosses { by: By, losses: Box<Losses>, reply: Reply<LossesHeard> },
    /// A coordinator's word on a restore.
    Acknowledge { by: By, signed: Box<SignedRestoration>, reply: Reply<()> },
    /// Tells when everything before it is linked: other changes go on meanwhile.
    Settle { reply: Reply<()> },
    /// Saves all views for the next start, when everything before it is linked.
    Checkpoint { reply: Reply<()> },
    /// Takes a snapshot of the store.
    Snapshot { reply: Reply<Box<dyn Snapshot>> },
    /// Takes what a release is made of, as it is at one moment.
    Freeze { reply: Reply<Moment> },
}
