//! Releases on their way: proposed, approved, frozen, measured.

use std::sync::Arc;
use std::sync::mpsc::Receiver;

use serde::{Deserialize, Serialize};

use crate::audit::Subject;
use crate::domain::release::{ReleaseKind, ReleaseScope, Signer};
use crate::linkage::Persons;
use crate::release::block::{BlockRules, Frozen, ReleaseTables};
use crate::release::collect::ReferralFact;
use crate::release::served::ServedBlock;
use crate::store::{LostRelease, ReleaseCharge, Snapshot};

/// How far a release has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReleaseStage {
    /// The proposal waits for another coordinator.
    Proposed,
    /// A later proposal took its place.
    Replaced,
    /// The release's budget is spent; it is being measured.
    Approved,
    /// Questions are answered from it.
    Released,
    /// It was made after the backup from which the exchange was restored: its budget is spent, and
    /// its figures are gone.
    Lost,
}

/// A release, as every reader of statistics may know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseInfo {
    /// Number of the release, from 1. Proposals that were replaced have numbers, too.
    pub number: u32,
    /// Years that it measures, for the time being or for good.
    pub scope: ReleaseScope,
    /// Hash of the rules of its block.
    pub rules: [u8; 32],
    /// The coordinator who proposed it.
    pub proposed_by: Signer,
    /// Time of the proposal, Unix seconds.
    pub proposed_at: i64,
    /// The coordinator who approved it.
    pub approved_by: Option<Signer>,
    /// Time of the approval, Unix seconds.
    pub approved_at: Option<i64>,
    /// Time since which questions are answered from it, Unix seconds.
    pub released_at: Option<i64>,
    /// Keyed hash of its frozen units.
    pub(in crate::exchange) snapshot: Option<[u8; 32]>,
    /// Whether a later proposal took its place.
    pub(in crate::exchange) is_replaced: bool,
    /// Whether its figures are gone, after a restore. Then two coordinators stated that it was made,
    /// and stand where others have those who proposed and approved it.
    pub(in crate::exchange) is_lost: bool,
}

/// In place of the hash of the rules of a lost release, where these are gone with the restore.
pub const UNKNOWN_RULES: [u8; 32] = [0; 32];

impl ReleaseInfo {
    /// Whether it was lost with a restore, and by which rules it was made is not known: everybody in
    /// its years was charged all that anybody can have.
    pub fn is_of_unknown_rules(&self) -> bool {
        self.is_lost && self.rules == UNKNOWN_RULES
    }

    /// What it has used up: years of a release of unknown rules are never measured again.
    pub(in crate::exchange) fn spent_scope(&self) -> ReleaseScope {
        let kind = if self.is_of_unknown_rules() { ReleaseKind::Final } else { self.scope.kind };
        ReleaseScope { kind, ..self.scope }
    }

    /// How far it has come.
    pub fn stage(&self) -> ReleaseStage {
        if self.is_lost {
            return ReleaseStage::Lost;
        }
        match (self.released_at, &self.approved_by, self.is_replaced) {
            (Some(_), ..) => ReleaseStage::Released,
            (None, Some(_), _) => ReleaseStage::Approved,
            (None, None, true) => ReleaseStage::Replaced,
            (None, None, false) => ReleaseStage::Proposed,
        }
    }
}

/// Frozen units of a release that waits to be measured.
#[derive(Serialize, Deserialize)]
pub struct Pending {
    pub number: u32,
    pub closes: bool,
    /// Random bytes from which the exchange's key makes the seed.
    pub nonce: [u8; 32],
    pub snapshot: [u8; 32],
    pub frozen: Vec<Frozen>,
}

/// The plan of a release: what it is going to measure and to cost.
pub struct ReleasePlan {
    /// Years that it measures, for the time being or for good.
    pub scope: ReleaseScope,
    /// The rules of its block.
    pub rules: Arc<BlockRules>,
    /// Whether tables of the whole block are measured as well.
    pub closes: bool,
}

/// A release that can be approved.
pub struct Ready {
    pub signer: Signer,
    pub pending: Pending,
    pub charges: Vec<ReleaseCharge>,
    /// How many releases had been approved before.
    pub after: usize,
}

/// A release that is measured, and waits to be stored.
pub struct Measured {
    pub pending: u32,
    pub tables: ReleaseTables,
    pub blocks: Vec<ServedBlock>,
    /// The fitted tables as the store keeps them, in pieces: keys and values.
    pub fitted: Vec<(Vec<u8>, Vec<u8>)>,
    /// Keys of pieces that earlier, longer tables left.
    pub stale: Vec<Vec<u8>>,
}

/// What one coordinator has said of the releases that were made after the backup from which the
/// exchange was restored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LossStatement {
    /// What they measured: provisional ones first, then by years.
    pub lost: Vec<ReleaseScope>,
    /// The coordinator.
    pub by: Signer,
    /// Time of the statement, Unix seconds.
    pub at: i64,
}

impl LossStatement {
    /// A statement: the order in which releases are named says nothing.
    pub fn new(lost: Vec<ReleaseScope>, by: Signer, at: i64) -> Self {
        Self { lost: in_order(lost), by, at }
    }

    /// Whether two persons have said the same.
    pub fn agrees(&self, other: &Self) -> bool {
        self.lost == other.lost && self.by.is_other_person_than(&other.by)
    }
}

/// Releases in the one order that their statements have: provisional figures of a year come before
/// its final ones.
fn in_order(mut lost: Vec<ReleaseScope>) -> Vec<ReleaseScope> {
    lost.sort_by_key(|scope| (scope.kind, scope.years.first(), scope.years.last()));
    lost
}

/// What is known of a release that was lost.
pub struct LossPlan {
    /// What it measured.
    pub scope: ReleaseScope,
    /// What it cost; nothing where its rules are gone with the restore.
    pub known: Option<ReleasePlan>,
}

/// What became of a statement of losses.
pub struct LossesHeard {
    /// Whether another person had said the same.
    pub is_confirmed: bool,
    /// Releases of which nobody knows by which rules they were made.
    pub of_unknown_rules: Vec<ReleaseScope>,
    /// What other coordinators had said, each their latest word.
    pub others: Vec<LossStatement>,
}

/// A statement of losses, with what the lost releases have cost.
pub struct Losses {
    /// The statement.
    pub said: LossStatement,
    /// What each of them has cost, where another coordinator has said the same before.
    pub charged: Option<Vec<LostRelease>>,
    /// How many releases had been approved before.
    pub after: usize,
}

/// The records, persons and referrals of one moment, of which a release is made.
pub struct Moment {
    pub store: Box<dyn Snapshot>,
    pub persons: Receiver<Persons>,
    pub referrals: Vec<(u128, ReferralFact)>,
}

/// A release, as its lines tell it.
pub fn about_release(scope: ReleaseScope) -> Subject {
    Subject::default().with("kind", scope.kind.name()).with("years", scope.years)
}
