//! Releases: proposed by one coordinator, approved by another person, measured once.
//!
//! With the approval the units are frozen, what each of them pays is noted, and a seed is drawn:
//! one commit. Everything after it follows from what that stored, so that whatever breaks off is
//! done again with the same result, and nobody pays twice. The last commit stores the figures and
//! takes away the frozen units and the seed.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;
use zeroize::Zeroizing;

use crate::audit::{Call, CallResult, Subject};
use crate::domain::period::{YearMonth, Years};
use crate::domain::release::{ReleaseKind, ReleaseScope, Signer};
use crate::release::block::{BlockRules, Frozen, MeasureError, ReleaseTables};
use crate::release::budget::Rho;
use crate::release::collect::Collector;
use crate::release::served::ServedBlock;
use crate::release::stream::Seed;
use crate::store::{Entry, ReleaseCharge, Space, encode_entry};

use super::by::By;
use super::error::ExchangeError;
use super::release_state::{ReleaseInfo, ReleaseStage};
use super::release_store::{self, PENDING};
use super::told::Told;
use super::writer::Job;
use super::{Exchange, Shared};

/// The exchange itself measures what two coordinators have agreed on.
const RELEASE: Call = Call("Release");

/// What waits to be measured.
#[derive(Serialize, Deserialize)]
pub(super) struct Pending {
    number: u32,
    closes: bool,
    /// With the exchange's key, the seed.
    nonce: [u8; 32],
    snapshot: [u8; 32],
    frozen: Vec<Frozen>,
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
pub(super) struct Ready {
    signer: Signer,
    pending: Pending,
    charges: Vec<ReleaseCharge>,
    /// How many releases had been approved before.
    after: usize,
}

/// A release that is measured, and waits to be stored.
pub(super) struct Measured {
    pending: u32,
    tables: ReleaseTables,
    blocks: Vec<ServedBlock>,
}

fn refused(reason: &'static str, text: impl Into<String>) -> ExchangeError {
    ExchangeError::Precondition(reason, text.into())
}

impl From<MeasureError> for ExchangeError {
    fn from(error: MeasureError) -> Self {
        refused("PLAN", format!("the plan of the policy cannot be measured: {error}"))
    }
}

impl Exchange {
    /// What a release would measure and cost. Nothing is changed.
    pub async fn preview_release(&self, scope: ReleaseScope) -> Result<ReleasePlan, ExchangeError> {
        let (reply, answer) = oneshot::channel();
        self.hand_over(Job::Settle { reply }, answer).await?;
        self.shared.plan(scope)
    }

    /// Proposes a release, in place of an earlier proposal.
    pub async fn propose_release(
        &self,
        by: &By,
        signer: Signer,
        scope: ReleaseScope,
    ) -> Result<ReleaseInfo, ExchangeError> {
        self.needs_room()?;
        let (reply, answer) = oneshot::channel();
        self.hand_over(Job::ProposeRelease { by: by.clone(), signer, scope, reply }, answer).await
    }

    /// Approves a release, and waits until it is measured. It goes on without whoever asked.
    pub async fn approve_release(
        &self,
        by: &By,
        signer: Signer,
        number: u32,
    ) -> Result<ReleaseInfo, ExchangeError> {
        self.needs_room()?;
        let (exchange, by) = (self.clone(), by.clone());
        let done = tokio::spawn(async move {
            by.concerns(Subject::default().with("release", number));
            exchange.shared.check_approval(&signer, number)?;
            let (reply, answer) = oneshot::channel();
            let moment = exchange.hand_over(Job::Freeze { reply }, answer).await?;
            let shared = exchange.shared.clone();
            let prepare = move || shared.prepare_release(signer, number, shared.collect(moment)?);
            let prepared = tokio::task::spawn_blocking(prepare).await;
            let prepared =
                prepared.map_err(|_| ExchangeError::Unavailable("collecting did not end"))??;
            let (reply, answer) = oneshot::channel();
            let job = Job::ApproveRelease { by, prepared: Box::new(prepared), reply };
            exchange.hand_over(job, answer).await?;
            exchange.complete_release().await
        });
        done.await
            .map_err(|_| ExchangeError::Unavailable("the release could not be measured"))??;
        let releases = self.shared.releases.read();
        releases.get(number).cloned().ok_or(ExchangeError::NotFound("there is no such release"))
    }

    /// Measures what waits for it, on a thread of its own, and has it stored.
    async fn complete_release(&self) -> Result<(), ExchangeError> {
        let exchange = self.clone();
        let failed = |_| ExchangeError::Unavailable("the release could not be measured");
        let measured = tokio::task::spawn_blocking(move || exchange.shared.measure_pending());
        let Some(measured) = measured.await.map_err(failed)?? else { return Ok(()) };
        let (reply, answer) = oneshot::channel();
        let job = Job::FinishRelease { measured: Box::new(measured), reply };
        self.hand_over(job, answer).await
    }

    /// The same without a runtime, at the start: what a crash interrupted.
    pub(super) fn resume_release(&self) -> Result<(), ExchangeError> {
        if self.shared.releases.read().pending().is_none() || self.shared.log_gate.check().is_err()
        {
            return Ok(());
        }
        let exchange = self.clone();
        let resume = move || {
            let measured = exchange.shared.measure_pending();
            let stored = measured.and_then(|measured| {
                let Some(measured) = measured else { return Ok(()) };
                let (reply, answer) = oneshot::channel();
                let job = Job::FinishRelease { measured: Box::new(measured), reply };
                let stopped = || ExchangeError::Unavailable("the exchange is stopping");
                exchange.jobs.blocking_send(job).map_err(|_| stopped())?;
                answer.blocking_recv().map_err(|_| stopped())?
            });
            if let Err(error) = stored {
                tracing::error!(%error, "a release that was interrupted cannot be completed");
            }
        };
        std::thread::Builder::new()
            .name("vdx-release".into())
            .spawn(resume)
            .map_err(|_| ExchangeError::Unavailable("cannot start a thread"))?;
        Ok(())
    }

    /// All proposals and releases, oldest first.
    pub fn releases(&self) -> Vec<ReleaseInfo> {
        self.shared.releases.read().all().to_vec()
    }

    /// A release, and what it measures.
    pub fn release(&self, number: u32) -> Result<(ReleaseInfo, ReleasePlan), ExchangeError> {
        let missing = ExchangeError::NotFound("there is no such release");
        let releases = self.shared.releases.read();
        let info = releases.get(number).cloned().ok_or(missing)?;
        let rules = self.shared.rules_of(info.scope)?;
        if rules.hash() != info.rules {
            return Err(refused(
                "OTHER_RULES",
                "the policy has changed since it was proposed: what it would have measured is not known any more",
            ));
        }
        let final_years: Vec<Years> = releases
            .of_block(rules.years)
            .filter(|other| other.number < number)
            .map(|other| other.scope)
            .filter(|scope| scope.kind == ReleaseKind::Final)
            .map(|scope| scope.years)
            .collect();
        let is_final = |year: i32| {
            info.scope.years.contains(year) || final_years.iter().any(|years| years.contains(year))
        };
        let mut years = rules.years.first()..=rules.years.last();
        let closes = info.scope.kind == ReleaseKind::Final && years.all(is_final);
        let plan = ReleasePlan { scope: info.scope, rules, closes, records_rounded: 0 };
        Ok((info, plan))
    }
}

impl Shared {
    /// The rules of the block of a release: those that the block began with, or else the policy's.
    fn rules_of(&self, scope: ReleaseScope) -> Result<Arc<BlockRules>, ExchangeError> {
        let (first, last) = (scope.years.first(), scope.years.last());
        let blocks = self.blocks.read();
        let known = blocks.values().find(|rules| rules.years.contains(first));
        let years = match known {
            Some(rules) => rules.years,
            None => self.setup.policy.block_of(first).ok_or_else(|| {
                let rule = format!("must not begin before {}", self.setup.policy.first_year);
                ExchangeError::invalid("years", rule)
            })?,
        };
        if !years.contains(last) {
            let rule = format!("must lie within one block: {first} is in {years}");
            return Err(ExchangeError::invalid("years", rule));
        }
        if let Some(rules) = known {
            return Ok(rules.clone());
        }
        let overlaps = |rules: &Arc<BlockRules>| {
            (years.first()..=years.last()).any(|y| rules.years.contains(y))
        };
        if let Some(other) = blocks.values().find(|rules| overlaps(rules)) {
            return Err(refused(
                "BLOCKS_OVERLAP",
                format!(
                    "by the policy {first} is in the block {years}, which overlaps {}, of which there is a release: set first_year and block_years so that blocks go on after it",
                    other.years
                ),
            ));
        }
        let country = self.setup.country.alpha2();
        Ok(BlockRules::new(&self.setup.policy, years, &self.setup.regions, country)?.into())
    }

    /// Checks a release against what was released before, and tells what it would measure.
    fn plan(&self, scope: ReleaseScope) -> Result<ReleasePlan, ExchangeError> {
        let rules = self.rules_of(scope)?;
        let releases = self.releases.read();
        let this_year = YearMonth::at_unix_seconds(self.clock.now()).year();
        let years = scope.years.first()..=scope.years.last();
        let budget = rules.kinds.iter().any(|kind| kind.provisional > Rho::ZERO);
        if scope.kind == ReleaseKind::Provisional && !budget {
            return Err(refused("NO_PROVISIONAL", "the policy has no provisional budget"));
        }
        if scope.years.last() > this_year {
            return Err(ExchangeError::invalid("years", "must not lie in the future"));
        }
        if scope.kind == ReleaseKind::Final && scope.years.last() == this_year {
            let rule = "must be over: a year is released for good once";
            return Err(ExchangeError::invalid("years", rule));
        }
        for year in years {
            let of_year =
                || releases.of_block(rules.years).filter(|r| r.scope.years.contains(year));
            if of_year().any(|release| release.scope.kind == ReleaseKind::Final) {
                return Err(refused(
                    "RELEASED",
                    format!("{year} was released for good: it is never measured again"),
                ));
            }
            let parts = of_year().count() as u32;
            if scope.kind == ReleaseKind::Provisional && parts >= rules.provisional_parts {
                return Err(refused(
                    "PROVISIONAL_SPENT",
                    format!("the provisional budget of {year} is spent in {parts} release(s)"),
                ));
            }
        }
        let closes = releases.closes(rules.years, scope);
        let index = self.index.read();
        let live = index.records.values().filter(|state| !state.withdrawn).count() as u64;
        Ok(ReleasePlan { scope, rules, closes, records_rounded: live - live % 10 })
    }

    /// Runs on the writer's thread.
    pub(super) fn propose_release(
        &self,
        by: &By,
        signer: Signer,
        scope: ReleaseScope,
    ) -> Result<ReleaseInfo, ExchangeError> {
        by.concerns(about(scope));
        let plan = self.plan(scope)?;
        let number = self.releases.read().next();
        let (rules, at) = (plan.rules.hash(), self.clock.now());
        let subject = Subject::default()
            .with("release", number)
            .and(&about(scope))
            .with("rules", hex::encode(rules));
        let entry = Entry::ReleaseProposed { number, scope, rules, by: signer, at };
        self.store_entry(Told::new(self), by, &entry, &subject)?;
        let releases = self.releases.read();
        releases.get(number).cloned().ok_or(ExchangeError::NotFound("there is no such release"))
    }

    /// Whether somebody may approve a release now, and what it measures.
    fn check_approval(
        &self,
        signer: &Signer,
        number: u32,
    ) -> Result<(ReleaseInfo, ReleasePlan), ExchangeError> {
        let info = {
            let releases = self.releases.read();
            let missing =
                ExchangeError::NotFound("there is no such proposal: see vdx release list");
            let info = releases.get(number).cloned().ok_or(missing)?;
            if let Some(other) = releases.pending() {
                let text = format!("release {} is being measured: wait for it", other.number);
                return Err(refused("BUSY", text));
            }
            info
        };
        match info.stage() {
            ReleaseStage::Proposed => {}
            ReleaseStage::Replaced => {
                let text = "a later proposal took its place: see vdx release list";
                return Err(refused("REPLACED", text));
            }
            ReleaseStage::Approved | ReleaseStage::Released => {
                return Err(refused("APPROVED", "it is approved already"));
            }
        }
        if !signer.is_other_person_than(&info.proposed_by) {
            return Err(ExchangeError::Denied(
                "a release needs two persons: another coordinator must approve it, with a certificate of another member or one that names another person (vdx pki issue --person)",
            ));
        }
        let plan = self.plan(info.scope)?;
        if plan.rules.hash() != info.rules {
            return Err(refused(
                "OTHER_RULES",
                "policy or regions have changed since it was proposed: propose it again",
            ));
        }
        Ok((info, plan))
    }

    /// Freezes the units of a release, finds what they pay, and draws the seed. Nothing is stored
    /// yet.
    fn prepare_release(
        &self,
        signer: Signer,
        number: u32,
        collector: Collector,
    ) -> Result<Ready, ExchangeError> {
        let (info, plan) = self.check_approval(&signer, number)?;
        let (mut accounts, after) = {
            let releases = self.releases.read();
            (releases.accounts.clone(), releases.approved())
        };
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

    /// Stores what a release is made of, and what it costs. Runs on the writer's thread.
    pub(super) fn approve_release(&self, by: &By, prepared: Ready) -> Result<(), ExchangeError> {
        let Ready { signer, pending, charges, after } = prepared;
        let (number, snapshot) = (pending.number, pending.snapshot);
        // Whatever came in between was not charged for.
        let (info, plan) = self.check_approval(&signer, number)?;
        if self.releases.read().approved() != after || plan.closes != pending.closes {
            return Err(refused("BUSY", "another release was approved meanwhile: try again"));
        }
        let subject = ledger_line(&info, &signer, &plan, &snapshot)?;
        let at = self.clock.now();
        let entry = Entry::ReleaseApproved { number, by: signer, at, snapshot, charges };
        let rules = plan.rules;
        let mut told = Told::new(self);
        told.put(Space::Epoch, PENDING, release_store::encode(&pending));
        told.put(
            Space::Epoch,
            &release_store::rules_key(rules.years),
            release_store::encode(&*rules),
        );
        self.store_entry(told, by, &entry, &subject)?;
        self.blocks.write().insert(rules.years.first(), rules);
        Ok(())
    }

    /// Measures what waits for it, and fits its block anew. Follows from what is stored alone.
    fn measure_pending(&self) -> Result<Option<Measured>, ExchangeError> {
        let Some(info) = self.releases.read().pending().cloned() else { return Ok(None) };
        let damaged = |what| release_store::damaged(info.number, what);
        let bytes =
            self.store.get(Space::Epoch, PENDING)?.ok_or_else(|| damaged("frozen units"))?;
        let pending: Pending = release_store::decode("frozen units", &Zeroizing::new(bytes))?;
        if pending.number != info.number || Some(pending.snapshot) != info.snapshot {
            return Err(damaged("frozen units"));
        }
        let rules = self.rules_of(info.scope)?;
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
        Ok(Some(Measured { pending: number, tables, blocks }))
    }

    /// Stores figures, and takes away the frozen units and the seed. Runs on the writer's thread.
    pub(super) fn finish_release(&self, measured: Measured) -> Result<(), ExchangeError> {
        let Measured { pending: number, tables, blocks } = measured;
        if self.releases.read().pending().is_none_or(|release| release.number != number) {
            // Somebody else was faster, with the same result.
            return Ok(());
        }
        let bytes = release_store::encode(&tables);
        let hash = *blake3::hash(&bytes).as_bytes();
        let mut told = Told::new(self);
        told.put(Space::Epoch, &release_store::tables_key(number), bytes);
        told.remove(Space::Epoch, PENDING);
        for block in &blocks {
            self.put_fitted(&mut told, block)?;
        }
        let subject = Subject::default()
            .with("release", number)
            .and(&about(tables.scope))
            .with("tables", hex::encode(hash));
        let at = self.clock.now();
        let entry = Entry::Released { number, at, tables: hash };
        self.store_entry(told, &By::exchange(RELEASE), &entry, &subject)?;
        self.serve(blocks);
        Ok(())
    }

    /// Commits an entry with its line, and takes it into the views.
    fn store_entry(
        &self,
        mut told: Told,
        by: &By,
        entry: &Entry,
        subject: &Subject,
    ) -> Result<(), ExchangeError> {
        let sequence = self.index.read().next_sequence;
        told.put(Space::Journal, &sequence.to_be_bytes(), encode_entry(entry));
        by.concerns(subject.clone());
        told.tell(by, CallResult::Ok, subject);
        self.commit(told)?;
        self.apply(sequence, entry, None);
        Ok(())
    }
}

fn about(scope: ReleaseScope) -> Subject {
    Subject::default().with("kind", scope.kind.name()).with("years", scope.years)
}

/// What an auditor can check: see [`crate::audit::LedgerCheck`].
fn ledger_line(
    info: &ReleaseInfo,
    signer: &Signer,
    plan: &ReleasePlan,
    snapshot: &[u8; 32],
) -> Result<Subject, ExchangeError> {
    let mut costs = Vec::new();
    for kind in &plan.rules.kinds {
        let cost = plan.rules.cost(kind, plan.scope.kind, plan.closes)?;
        if cost.year > Rho::ZERO || cost.block > Rho::ZERO {
            let (year, block) = (cost.year.millionths(), cost.block.millionths());
            costs.push(format!("{}:{year}+{block}", kind.population.name()));
        }
    }
    Ok(Subject::default()
        .with("release", info.number)
        .and(&about(info.scope))
        .with("block", plan.rules.years)
        .with("rules", hex::encode(info.rules))
        .with("snapshot", hex::encode(snapshot))
        .with("life", plan.rules.life.millionths())
        .with_list("rho", costs)
        .with("proposed_by", &info.proposed_by)
        .with("approved_by", signer))
}
