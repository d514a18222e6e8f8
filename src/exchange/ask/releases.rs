//! Releases: proposed by one coordinator, approved by another person, measured once.
//!
//! With the approval the units are frozen, what each of them pays is noted, and a seed is drawn:
//! one commit. Everything after it follows from what that stored, so that whatever breaks off is
//! done again with the same result, and nobody pays twice. The last commit stores the figures and
//! takes away the frozen units and the seed.

use tokio::sync::oneshot;

use crate::audit::Subject;
use crate::domain::period::Years;
use crate::domain::reasons::Reason;
use crate::domain::release::{ReleaseKind, ReleaseScope, Signer};

use super::super::Exchange;
use super::super::by::By;
use super::super::change::{LossStatement, Losses, LossesHeard, ReleaseInfo, ReleasePlan, Whole};
use super::super::decide::{check_approval, plan, plan_losses, rules_of};
use super::super::error::ExchangeError;
use super::super::shared::Shared;

impl Exchange {
    /// Tells what a release would measure and cost. Nothing is changed.
    pub async fn preview_release(&self, scope: ReleaseScope) -> Result<ReleasePlan, ExchangeError> {
        let now = self.shared.clock.now();
        plan(&self.shared.views.read(), &self.shared.setup, now, scope)
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
        self.hand_over(Whole::ProposeRelease { by: by.clone(), signer, scope, reply }, answer).await
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
            {
                let Shared { views, setup, clock, .. } = &*exchange.shared;
                check_approval(&views.read(), setup, clock.now(), &signer, number)?;
            }
            let (reply, answer) = oneshot::channel();
            let moment = exchange.hand_over(Whole::Freeze { reply }, answer).await?;
            let shared = exchange.shared.clone();
            let prepare = move || shared.prepare_release(signer, number, shared.collect(moment)?);
            let prepared = tokio::task::spawn_blocking(prepare).await;
            let prepared =
                prepared.map_err(|_| ExchangeError::Unavailable("collecting did not end"))??;
            let (reply, answer) = oneshot::channel();
            let job = Whole::ApproveRelease { by, prepared: Box::new(prepared), reply };
            exchange.hand_over(job, answer).await?;
            exchange.complete_release().await
        });
        done.await
            .map_err(|_| ExchangeError::Unavailable("the release could not be measured"))??;
        let views = self.shared.views.read();
        views
            .releases
            .get(number)
            .cloned()
            .ok_or(ExchangeError::NotFound("there is no such release"))
    }

    /// Takes a coordinator's word on which releases were made after the backup from which the
    /// exchange was restored, in any order. It counts once another person has said the same: the
    /// budgets of these releases are spent, and releases can be made again.
    pub async fn state_losses(
        &self,
        by: &By,
        signer: Signer,
        lost: Vec<ReleaseScope>,
    ) -> Result<LossesHeard, ExchangeError> {
        self.needs_room()?;
        let said = LossStatement::new(lost, signer, self.shared.clock.now());
        let is_second = {
            let views = self.shared.views.read();
            plan_losses(&views, &self.shared.setup, said.at, &said.lost)?;
            views.releases.stated().iter().any(|word| word.agrees(&said))
        };
        let losses = if is_second {
            let (reply, answer) = oneshot::channel();
            let moment = self.hand_over(Whole::Freeze { reply }, answer).await?;
            let shared = self.shared.clone();
            let charge = move || shared.charge_losses(said, &shared.collect(moment)?);
            let charged = tokio::task::spawn_blocking(charge).await;
            charged.map_err(|_| ExchangeError::Unavailable("collecting did not end"))??
        } else {
            Losses { said, charged: None, after: 0 }
        };
        let (reply, answer) = oneshot::channel();
        let job = Whole::StateLosses { by: by.clone(), losses: Box::new(losses), reply };
        self.hand_over(job, answer).await
    }

    /// Measures what waits for it, on a thread of its own, and has it stored.
    async fn complete_release(&self) -> Result<(), ExchangeError> {
        let exchange = self.clone();
        let failed = |_| ExchangeError::Unavailable("the release could not be measured");
        let measured = tokio::task::spawn_blocking(move || exchange.shared.measure_pending());
        let Some(measured) = measured.await.map_err(failed)?? else { return Ok(()) };
        let (reply, answer) = oneshot::channel();
        let job = Whole::FinishRelease { measured: Box::new(measured), reply };
        self.hand_over(job, answer).await
    }

    /// Completes, at a start and on a thread of its own, the release that a crash interrupted.
    pub(in crate::exchange) fn resume_release(&self) -> Result<(), ExchangeError> {
        let is_pending = self.shared.views.read().releases.pending().is_some();
        if !is_pending || self.shared.log_gate.check().is_err() {
            return Ok(());
        }
        let exchange = self.clone();
        let resume = move || {
            let measured = exchange.shared.measure_pending();
            let stored = measured.and_then(|measured| {
                let Some(measured) = measured else { return Ok(()) };
                let (reply, answer) = oneshot::channel();
                let job = Whole::FinishRelease { measured: Box::new(measured), reply };
                let stopped = || ExchangeError::Unavailable("the exchange is stopping");
                exchange.jobs.blocking_send(job.into()).map_err(|_| stopped())?;
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
        self.shared.views.read().releases.all().to_vec()
    }

    /// What coordinators have said of releases that were lost with a restore, each their latest word;
    /// nothing unless the exchange waits for two who say the same.
    pub fn loss_statements(&self) -> Option<Vec<LossStatement>> {
        let views = self.shared.views.read();
        views.releases.is_unknown().then(|| views.releases.stated().to_vec())
    }

    /// The years that are not released for good, of the blocks of these releases: until they are, all
    /// figures of these blocks may still change.
    pub fn not_final(&self, numbers: &[u32]) -> Vec<i32> {
        let views = self.shared.views.read();
        let releases = &views.releases;
        let scopes = numbers.iter().filter_map(|number| Some(releases.get(*number)?.scope));
        let is_asked = |block: Years| scopes.clone().any(|of| block.contains(of.years.first()));
        let mut open = Vec::new();
        for block in releases.rules().values().map(|rules| rules.years).filter(|b| is_asked(*b)) {
            let finals = releases.of_block(block).filter(|release| {
                release.released_at.is_some() && release.scope.kind == ReleaseKind::Final
            });
            let finals: Vec<Years> = finals.map(|release| release.scope.years).collect();
            let years = block.first()..=block.last();
            open.extend(years.filter(|year| !finals.iter().any(|of| of.contains(*year))));
        }
        open
    }

    /// A release, and what it measures.
    pub fn release(&self, number: u32) -> Result<(ReleaseInfo, ReleasePlan), ExchangeError> {
        let missing = ExchangeError::NotFound("there is no such release");
        let views = self.shared.views.read();
        let releases = &views.releases;
        let info = releases.get(number).cloned().ok_or(missing)?;
        if info.is_of_unknown_rules() {
            return Err(ExchangeError::Precondition(
                Reason::OtherRules,
                "it was lost with a restore, and what it measured is not known any more: everybody in its years was charged all that anybody can have".into(),
            ));
        }
        let rules = rules_of(&views, &self.shared.setup, info.scope)?;
        if rules.hash() != info.rules {
            return Err(ExchangeError::Precondition(
                Reason::OtherRules,
                "the policy has changed since it was proposed: what it would have measured is not known any more".into(),
            ));
        }
        let final_years: Vec<Years> = releases
            .of_block(rules.years)
            .filter(|other| other.number < number)
            .map(ReleaseInfo::spent_scope)
            .filter(|scope| scope.kind == ReleaseKind::Final)
            .map(|scope| scope.years)
            .collect();
        let is_final = |year: i32| {
            info.scope.years.contains(year) || final_years.iter().any(|years| years.contains(year))
        };
        let mut years = rules.years.first()..=rules.years.last();
        let closes = info.scope.kind == ReleaseKind::Final && years.all(is_final);
        let plan = ReleasePlan { scope: info.scope, rules, closes };
        Ok((info, plan))
    }
}
