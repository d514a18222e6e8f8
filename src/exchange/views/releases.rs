//! Proposals, releases and accounts: what the journal tells of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::domain::period::Years;
use crate::domain::release::{ReleaseKind, ReleaseScope, Signer};
use crate::release::block::{BlockRules, standing};
use crate::release::ledger::Accounts;
use crate::store::{Entry, LostRelease, ReleaseCharge};

use super::super::change::{LossStatement, ReleaseInfo, ReleaseStage};

/// All releases, and what everybody has spent.
#[derive(Default, Serialize, Deserialize)]
pub struct Releases {
    all: Vec<ReleaseInfo>,
    /// Shared, so that whoever needs all of them for long holds up nobody.
    #[serde(with = "inside")]
    accounts: Arc<Accounts>,
    /// The rules of blocks of years that have a release, by first year: the store keeps them beside
    /// the journal.
    #[serde(skip)]
    rules: BTreeMap<i32, Arc<BlockRules>>,
    /// Whether the exchange was restored, and nobody has said yet which releases were lost.
    is_unknown: bool,
    /// What coordinators have said of it, each their latest word, in the order of their first ones.
    stated: Vec<LossStatement>,
    /// Whether an earlier version published epochs, which are not served.
    pub has_old_epochs: bool,
}

/// Saves what a shared value holds.
mod inside {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(
        value: &Arc<impl Serialize>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        (**value).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
        deserializer: D,
    ) -> Result<Arc<T>, D::Error> {
        T::deserialize(deserializer).map(Arc::new)
    }
}

impl Releases {
    /// The accounts of all persons as they are now.
    pub fn accounts(&self) -> Arc<Accounts> {
        self.accounts.clone()
    }

    /// Whether two views know the same of what the journal tells.
    #[cfg(test)]
    pub fn is_journal_of(&self, other: &Self) -> bool {
        let bytes = |accounts: &Accounts| postcard::to_allocvec(accounts).expect("it serializes");
        self.all == other.all
            && (self.is_unknown, &self.stated) == (other.is_unknown, &other.stated)
            && self.has_old_epochs == other.has_old_epochs
            && bytes(&self.accounts) == bytes(&other.accounts)
    }

    /// The rules of all blocks of years that have a release, by first year.
    pub fn rules(&self) -> &BTreeMap<i32, Arc<BlockRules>> {
        &self.rules
    }

    /// Takes the rules of a block of years.
    pub fn put_rules(&mut self, rules: Arc<BlockRules>) {
        self.rules.insert(rules.years.first(), rules);
    }

    pub fn all(&self) -> &[ReleaseInfo] {
        &self.all
    }

    pub fn get(&self, number: u32) -> Option<&ReleaseInfo> {
        self.all.iter().find(|release| release.number == number)
    }

    /// Whether releases may have been made of which nothing is known, because the exchange was
    /// restored from a backup.
    pub fn is_unknown(&self) -> bool {
        self.is_unknown
    }

    /// What coordinators have said of releases that were lost, each their latest word.
    pub fn stated(&self) -> &[LossStatement] {
        &self.stated
    }

    /// The number of the next proposal.
    pub fn next(&self) -> u32 {
        self.all.last().map_or(0, |release| release.number) + 1
    }

    /// Number of releases that were approved.
    pub fn approved(&self) -> usize {
        self.all.iter().filter(|release| release.approved_by.is_some()).count()
    }

    /// The release that is being measured.
    pub fn pending(&self) -> Option<&ReleaseInfo> {
        self.all.iter().find(|release| release.stage() == ReleaseStage::Approved)
    }

    /// Releases of years of a block whose budget is spent. Lost ones may reach beyond it: see
    /// [`ReleaseInfo::is_of_unknown_rules`].
    pub fn of_block(&self, block: Years) -> impl Iterator<Item = &ReleaseInfo> {
        self.all.iter().filter(move |release| {
            release.approved_by.is_some() && block.overlaps(release.scope.years)
        })
    }

    /// Whether a release would be the one after which all years of its block are released for good.
    /// `further` are releases of which the exchange does not know.
    pub fn closes(&self, block: Years, further: &[ReleaseScope], scope: ReleaseScope) -> bool {
        let before = self.of_block(block).map(|release| (release.number, release.spent_scope()));
        let further = further.iter().filter(|scope| block.overlaps(scope.years));
        let last = further.chain([&scope]).map(|scope| (u32::MAX, *scope));
        let standing = standing(before.chain(last));
        scope.kind == ReleaseKind::Final
            && (block.first()..=block.last()).all(|year| {
                standing.get(&year).is_some_and(|(kind, _)| *kind == ReleaseKind::Final)
            })
    }

    /// Takes a release whose figures are gone: what it has cost is spent.
    fn lose(&mut self, lost: &LostRelease, first: &Signer, second: &Signer, at: i64) {
        let LostRelease { number, scope, rules, charges } = lost;
        self.all.push(ReleaseInfo {
            number: *number,
            scope: *scope,
            rules: *rules,
            proposed_by: first.clone(),
            proposed_at: at,
            approved_by: Some(second.clone()),
            approved_at: Some(at),
            released_at: None,
            snapshot: None,
            is_replaced: false,
            is_lost: true,
        });
        self.charge(*number, charges);
    }

    fn charge(&mut self, number: u32, charges: &[ReleaseCharge]) {
        let charged =
            charges.iter().map(|ReleaseCharge { mentions, amount }| (mentions.as_slice(), *amount));
        Arc::make_mut(&mut self.accounts).take(number, charged);
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
                    is_lost: false,
                });
            }
            Entry::ReleaseApproved { number, by, at, snapshot, charges } => {
                if let Some(release) = self.all.iter_mut().find(|r| r.number == *number) {
                    release.approved_by = Some(by.clone());
                    release.approved_at = Some(*at);
                    release.snapshot = Some(*snapshot);
                }
                self.charge(*number, charges);
            }
            Entry::Released { number, at, .. } => {
                if let Some(release) = self.all.iter_mut().find(|r| r.number == *number) {
                    release.released_at = Some(*at);
                }
            }
            Entry::RestoreAcknowledged { .. } => {
                self.is_unknown = true;
                self.stated.clear();
            }
            Entry::LossesStated { lost, by, at } => {
                let word = LossStatement::new(lost.clone(), by.clone(), *at);
                match self.stated.iter_mut().find(|earlier| earlier.by == *by) {
                    Some(earlier) => *earlier = word,
                    None => self.stated.push(word),
                }
            }
            Entry::LossesConfirmed { lost, by, at } => {
                let said = LossStatement::new(
                    lost.iter().map(|release| release.scope).collect(),
                    by.clone(),
                    *at,
                );
                let first = std::mem::take(&mut self.stated).into_iter().find(|s| s.agrees(&said));
                let first = first.map_or_else(|| by.clone(), |statement| statement.by);
                self.is_unknown = false;
                for release in lost {
                    self.lose(release, &first, by, *at);
                }
            }
            Entry::Epoch { .. } => self.has_old_epochs = true,
            _ => {}
        }
    }
}
