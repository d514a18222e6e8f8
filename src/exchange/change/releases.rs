//! Releases on their way: proposed, approved, frozen, measured.

use std::sync::Arc;
use std::sync::mpsc::Receiver;

use serde::{Deserialize, Serialize};

use crate::audit::Subject;
use crate::domain::release::{ReleaseScope, Signer};
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
    /// Whether its figures are gone, after a restore.
    pub(in crate::exchange) is_lost: bool,
}

impl ReleaseInfo {
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

/// What a coordinator says of the releases that were made after the backup from which the exchange
/// was restored.
pub struct Losses {
    pub signer: Signer,
    /// What they measured, in their order.
    pub lost: Vec<ReleaseScope>,
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
