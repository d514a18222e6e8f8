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
use crate::store::{ReleaseCharge, Snapshot};

/// How far a release has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReleaseStage {
    /// It waits for another coordinator.
    Proposed,
    /// A later proposal took its place.
    Replaced,
    /// Its budget is spent; it is being measured.
    Approved,
    /// Questions are answered from it.
    Released,
}

/// A release, as every reader of statistics may know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseInfo {
    /// Its number, from 1. Proposals that were replaced have numbers, too.
    pub number: u32,
    /// What it measures.
    pub scope: ReleaseScope,
    /// Hash of the rules of its block.
    pub rules: [u8; 32],
    /// Who proposed it.
    pub proposed_by: Signer,
    /// When, Unix seconds.
    pub proposed_at: i64,
    /// Who approved it.
    pub approved_by: Option<Signer>,
    /// When, Unix seconds.
    pub approved_at: Option<i64>,
    /// Since when it is answered from, Unix seconds.
    pub released_at: Option<i64>,
    /// Keyed hash of what it rests on.
    pub(in crate::exchange) snapshot: Option<[u8; 32]>,
    /// Whether a later proposal took its place.
    pub(in crate::exchange) is_replaced: bool,
}

impl ReleaseInfo {
    /// How far it has come.
    pub fn stage(&self) -> ReleaseStage {
        match (self.released_at, &self.approved_by, self.is_replaced) {
            (Some(_), ..) => ReleaseStage::Released,
            (None, Some(_), _) => ReleaseStage::Approved,
            (None, None, true) => ReleaseStage::Replaced,
            (None, None, false) => ReleaseStage::Proposed,
        }
    }
}

/// What waits to be measured.
#[derive(Serialize, Deserialize)]
pub struct Pending {
    pub number: u32,
    pub closes: bool,
    /// With the exchange's key, the seed.
    pub nonce: [u8; 32],
    pub snapshot: [u8; 32],
    pub frozen: Vec<Frozen>,
}

/// What a release is going to measure and to cost.
pub struct ReleasePlan {
    /// What it measures.
    pub scope: ReleaseScope,
    /// The rules of its block.
    pub rules: Arc<BlockRules>,
    /// Whether tables of the whole block are measured as well.
    pub closes: bool,
    /// Live records in the exchange, rounded down to ten. That of persons would tell, by trying,
    /// whether somebody is one of them.
    pub records_rounded: u64,
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

/// What a release is made of, as it was at one moment.
pub struct Moment {
    pub store: Box<dyn Snapshot>,
    pub persons: Receiver<Persons>,
    pub referrals: Vec<(u128, ReferralFact)>,
}

/// A release, as its lines tell it.
pub fn about_release(scope: ReleaseScope) -> Subject {
    Subject::default().with("kind", scope.kind.name()).with("years", scope.years)
}
