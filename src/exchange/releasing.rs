//! The long work of a release, beside the writer: freezing its units, and measuring them.

use zeroize::Zeroizing;

use crate::domain::release::{ReleaseScope, Signer};
use crate::release::block::Charged;
use crate::release::collect::Collector;
use crate::release::stream::Seed;
use crate::store::{LostRelease, ReleaseCharge, Space};

use super::change::{Losses, Measured, Pending, Ready};
use super::decide::{check_approval, plan_losses, rules_of};
use super::error::ExchangeError;
use super::release_store::{self, PENDING};
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
        let charges = charges.collect();
        let pending = Pending { number, closes, nonce, snapshot, frozen };
        Ok(Ready { signer, pending, charges, after })
    }

    /// Finds what releases that were lost with a restore have cost whom: as much as they would cost
    /// now.
    pub fn charge_losses(
        &self,
        signer: Signer,
        lost: Vec<ReleaseScope>,
        collector: &Collector,
    ) -> Result<Losses, ExchangeError> {
        let now = self.clock.now();
        let (plans, accounts, after, next) = {
            let views = self.views.read();
            let plans = plan_losses(&views, &self.setup, now, &lost)?;
            let releases = &views.releases;
            (plans, releases.accounts(), releases.approved(), releases.next())
        };
        let mut accounts = (*accounts).clone();
        let key = self.secrets.bound_key();
        let mut charged = Vec::new();
        for (place, plan) in plans.iter().enumerate() {
            let number = next + place as u32;
            let (_, charges) = plan.rules.freeze(
                collector,
                number,
                plan.scope,
                plan.closes,
                &key,
                &mut accounts,
            )?;
            let charge =
                |(mentions, amount): Charged| ReleaseCharge { mentions, amount: amount.units() };
            let charges = charges.into_iter().map(charge).collect();
            charged.push(LostRelease {
                number,
                scope: plan.scope,
                rules: plan.rules.hash(),
                charges,
            });
        }
        Ok(Losses { signer, lost, charged: Some(charged), after })
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
