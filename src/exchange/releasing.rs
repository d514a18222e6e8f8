//! The long work of a release, beside the writer: freezing its units, and measuring them.

use zeroize::Zeroizing;

use crate::domain::release::Signer;
use crate::release::block::{BlockRules, Charged};
use crate::release::collect::Collector;
use crate::release::policy::MOST_LIFE;
use crate::release::stream::Seed;
use crate::store::{LostRelease, ReleaseCharge, Space};

use super::change::{LossPlan, LossStatement, Losses, Measured, Pending, Ready, UNKNOWN_RULES};
use super::decide::{check_approval, plan_losses, rules_of};
use super::error::ExchangeError;
use super::padding::padded;
use super::release_store::{self, PENDING};
use super::setup::Setup;
use super::shared::Shared;

impl Shared {
    /// Freezes the units of a release, finds what they pay, and draws the seed. Nothing is stored
    /// yet.
    pub fn prepare_release(
        &self,
        signer: Signer,
        number: u32,
        collector: Collector,
    ) -> Result<Ready, ExchangeError> {
        let now = self.clock.now();
        let (info, plan, accounts, after) = {
            let views = self.views.read();
            let (info, plan) = check_approval(&views, &self.setup, now, &signer, number)?;
            (info, plan, views.releases.accounts(), views.releases.approved())
        };
        let mut accounts = (*accounts).clone();
        let key = self.secrets.bound_key();
        let (rules, scope, closes) = (&plan.rules, info.scope, plan.closes);
        let (frozen, charged) =
            rules.freeze(&collector, number, scope, closes, &key, &mut accounts)?;
        let mut nonce = [0; 32];
        getrandom::fill(&mut nonce)
            .map_err(|_| ExchangeError::Unavailable("the system gives no random bytes"))?;
        let frozen_bytes = Zeroizing::new(release_store::encode(&frozen));
        let snapshot = self.secrets.snapshot_hash(&frozen_bytes);
        let charges = charged
            .into_iter()
            .map(|(mentions, amount)| ReleaseCharge { mentions, amount: amount.units() });
        let charges = padded(charges.collect(), (self.random)()?);
        let pending = Pending { number, closes, nonce, snapshot, frozen };
        Ok(Ready { signer, pending, charges, after })
    }

    /// Finds what releases that were lost with a restore have cost whom: as much as they would cost
    /// now, and all that anybody can have where their rules are not known. Nobody is left out for want
    /// of budget: who could pay then is not known.
    pub fn charge_losses(
        &self,
        said: LossStatement,
        collector: &Collector,
    ) -> Result<Losses, ExchangeError> {
        let (plans, after, next) = {
            let views = self.views.read();
            let plans = plan_losses(&views, &self.setup, said.at, &said.lost)?;
            (plans, views.releases.approved(), views.releases.next())
        };
        let Setup { policy, regions, country, .. } = &self.setup;
        let key = self.secrets.bound_key();
        let mut charged = Vec::new();
        for (place, LossPlan { scope, known }) in plans.iter().enumerate() {
            let number = next + place as u32;
            let (charges, rules) = match known {
                Some(plan) => {
                    let (rules, closes) = (&plan.rules, plan.closes);
                    let charges = rules.charge_lost(collector, number, *scope, closes, &key)?;
                    (charges, plan.rules.hash())
                }
                None => {
                    let rules = BlockRules::new(policy, scope.years, regions, country.alpha2())?;
                    (
                        rules.charge_everybody(collector, MOST_LIFE.max(policy.budget.life)),
                        UNKNOWN_RULES,
                    )
                }
            };
            let charge =
                |(mentions, amount): Charged| ReleaseCharge { mentions, amount: amount.units() };
            let charges = charges.into_iter().map(charge).collect();
            let charges = padded(charges, (self.random)()?);
            charged.push(LostRelease { number, scope: *scope, rules, charges });
        }
        Ok(Losses { said, charged: Some(charged), after })
    }

    /// Measures what waits for it, and fits its block anew. Follows from what is stored alone.
    pub fn measure_pending(&self) -> Result<Option<Measured>, ExchangeError> {
        let (info, rules) = {
            let views = self.views.read();
            let Some(info) = views.releases.pending().cloned() else { return Ok(None) };
            let rules = rules_of(&views, &self.setup, info.scope)?;
            (info, rules)
        };
        let damaged = |what| release_store::damaged(info.number, what);
        let bytes =
            self.store.get(Space::Epoch, PENDING)?.ok_or_else(|| damaged("frozen units"))?;
        let pending: Pending = release_store::decode("frozen units", &Zeroizing::new(bytes))?;
        if pending.number != info.number || Some(pending.snapshot) != info.snapshot {
            return Err(damaged("frozen units"));
        }
        if rules.hash() != info.rules {
            return Err(damaged("rules"));
        }
        let seed = Seed::from_bytes(*self.secrets.release_seed(&pending.nonce));
        let Pending { number, closes, snapshot, frozen, .. } = pending;
        let tables = rules.measure(&frozen, number, info.scope, closes, &seed, &snapshot)?;
        drop((frozen, seed));
        let mut releases = self.tables_of(rules.years)?;
        releases.push(tables.clone());
        let blocks = self.fit_block(&rules, &releases)?;
        let (mut fitted, mut stale) = (Vec::new(), Vec::new());
        for block in &blocks {
            self.put_fitted(block, &mut fitted, &mut stale)?;
        }
        Ok(Some(Measured { pending: number, tables, blocks, fitted, stale }))
    }
}
