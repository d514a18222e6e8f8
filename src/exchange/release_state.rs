//! Proposals, releases and accounts: what the journal tells of them.

use serde::{Deserialize, Serialize};

use crate::domain::period::Years;
use crate::domain::release::{ReleaseKind, ReleaseScope, Signer};
use crate::release::block::standing;
use crate::release::ledger::Accounts;
use crate::store::{Entry, ReleaseCharge};

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
    pub(super) snapshot: Option<[u8; 32]>,
    is_replaced: bool,
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

/// All releases, and what everybody has spent.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Releases {
    all: Vec<ReleaseInfo>,
    pub accounts: Accounts,
    /// Whether an earlier version published epochs, which are not served.
    pub has_old_epochs: bool,
}

impl Releases {
    pub fn all(&self) -> &[ReleaseInfo] {
        &self.all
    }

    pub fn get(&self, number: u32) -> Option<&ReleaseInfo> {
        self.all.iter().find(|release| release.number == number)
    }

    /// The number of the next proposal.
    pub fn next(&self) -> u32 {
        self.all.last().map_or(0, |release| release.number) + 1
    }

    /// How many were approved.
    pub fn approved(&self) -> usize {
        self.all.iter().filter(|release| release.approved_by.is_some()).count()
    }

    /// The one that is being measured.
    pub fn pending(&self) -> Option<&ReleaseInfo> {
        self.all.iter().find(|release| release.stage() == ReleaseStage::Approved)
    }

    /// Those whose budget is spent, of a block of years.
    pub fn of_block(&self, block: Years) -> impl Iterator<Item = &ReleaseInfo> {
        self.all.iter().filter(move |release| {
            release.approved_by.is_some() && block.contains(release.scope.years.first())
        })
    }

    /// Whether a release would be the one after which all years of its block are released for good.
    pub fn closes(&self, block: Years, scope: ReleaseScope) -> bool {
        let before = self.of_block(block).map(|release| (release.number, release.scope));
        let standing = standing(before.chain([(u32::MAX, scope)]));
        scope.kind == ReleaseKind::Final
            && (block.first()..=block.last()).all(|year| {
                standing.get(&year).is_some_and(|(kind, _)| *kind == ReleaseKind::Final)
            })
    }

    /// Takes an entry of the journal.
    pub fn apply(&mut self, entry: &Entry) {
        match entry {
            Entry::ReleaseProposed { number, scope, rules, by, at } => {
                for earlier in self.all.iter_mut().filter(|r| r.stage() == ReleaseStage::Proposed) {
                    earlier.is_replaced = true;
                }
                self.all.push(ReleaseInfo {
                    number: *number,
                    scope: *scope,
                    rules: *rules,
                    proposed_by: by.clone(),
                    proposed_at: *at,
                    approved_by: None,
                    approved_at: None,
                    released_at: None,
                    snapshot: None,
                    is_replaced: false,
                });
            }
            Entry::ReleaseApproved { number, by, at, snapshot, charges } => {
                if let Some(release) = self.all.iter_mut().find(|r| r.number == *number) {
                    release.approved_by = Some(by.clone());
                    release.approved_at = Some(*at);
                    release.snapshot = Some(*snapshot);
                }
                let charged = charges
                    .iter()
                    .map(|ReleaseCharge { mentions, amount }| (mentions.as_slice(), *amount));
                self.accounts.take(*number, charged);
            }
            Entry::Released { number, at, .. } => {
                if let Some(release) = self.all.iter_mut().find(|r| r.number == *number) {
                    release.released_at = Some(*at);
                }
            }
            Entry::Epoch { .. } => self.has_old_epochs = true,
            _ => {}
        }
    }
}
