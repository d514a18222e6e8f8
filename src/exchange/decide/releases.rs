//! Decisions about releases.

use std::sync::Arc;

use crate::audit::{Call, CallResult, LOST_RELEASE, Subject};
use crate::domain::period::YearMonth;
use crate::domain::reasons::Reason;
use crate::domain::release::{ReleaseKind, ReleaseScope, Signer};
use crate::release::block::{BlockRules, MeasureError};
use crate::release::budget::Rho;
use crate::release::policy::MOST_LIFE;
use crate::store::{Entry, Space};

use super::super::by::By;
use super::super::change::{
    LossPlan, LossStatement, Losses, LossesHeard, Measured, Ready, ReleaseInfo, ReleasePlan,
    ReleaseStage, UNKNOWN_RULES, about_release,
};
use super::super::error::ExchangeError;
use super::super::release_store::{self, PENDING};
use super::super::setup::Setup;
use super::super::views::{Note, Views};
use super::Group;

/// The exchange itself measures what two coordinators have agreed on.
const RELEASE: Call = Call("Release");
/// The exchange notes the cost of a release that was lost with a restore.
const LOST: Call = Call(LOST_RELEASE);

fn refused(reason: Reason, text: impl Into<String>) -> ExchangeError {
    ExchangeError::Precondition(reason, text.into())
}

/// Why two signers of one member may be one person, and which of them has to bring what.
fn not_two_persons(proposed_by: &Signer, signer: &Signer) -> &'static str {
    match (&proposed_by.person, &signer.person) {
        (None, Some(_)) => {
            "a release needs two persons, and the certificate with which this one was PROPOSED names none, so that it may be you: propose it again with a certificate that names its person (vdx pki issue --person), or have a coordinator of another member approve it"
        }
        (Some(_), None) => {
            "a release needs two persons, and YOUR certificate names none, so that it may be you who proposed it: approve it with a certificate that names you (vdx pki issue --person), or have a coordinator of another member approve it"
        }
        (None, None) => {
            "a release needs two persons, and neither your certificate nor the one with which this one was proposed names any: propose it again with a certificate that names its person (vdx pki issue --person) and approve it with one that names another, or have a coordinator of another member approve it"
        }
        (Some(_), Some(_)) => {
            "a release needs two persons, and it was you who proposed this one: another coordinator must approve it, with a certificate of another member or one that names another person (vdx pki issue --person)"
        }
    }
}

impl From<MeasureError> for ExchangeError {
    fn from(error: MeasureError) -> Self {
        refused(Reason::Plan, format!("the plan of the policy cannot be measured: {error}"))
    }
}

/// The rules of the block of a release: those that the block began with, or else the policy's.
pub fn rules_of(
    views: &Views,
    setup: &Setup,
    scope: ReleaseScope,
) -> Result<Arc<BlockRules>, ExchangeError> {
    let (first, last) = (scope.years.first(), scope.years.last());
    let blocks = views.releases.rules();
    let known = blocks.values().find(|rules| rules.years.contains(first));
    let years = match known {
        Some(rules) => rules.years,
        None => setup.policy.block_of(first).ok_or_else(|| {
            let rule = format!("must not begin before {}", setup.policy.first_year);
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
    let overlaps =
        |rules: &Arc<BlockRules>| (years.first()..=years.last()).any(|y| rules.years.contains(y));
    if let Some(other) = blocks.values().find(|rules| overlaps(rules)) {
        return Err(refused(
            Reason::BlocksOverlap,
            format!(
                "by the policy {first} is in the block {years}, which overlaps {}, of which there is a release: set first_year and block_years so that blocks go on after it",
                other.years
            ),
        ));
    }
    // What was once promised for life is not raised afterwards: earlier releases have spent of it.
    if let Some(least) = blocks.values().map(|rules| rules.life).min()
        && setup.policy.budget.life > least
    {
        let rule = format!(
            "must be {} at most, as in an earlier release: what everybody has for life is never raised",
            least.value()
        );
        return Err(ExchangeError::invalid("policy: budget.life", rule));
    }
    let country = setup.country.alpha2();
    Ok(BlockRules::new(&setup.policy, years, &setup.regions, country)?.into())
}

/// Checks a release against what was released before, and tells what it would measure.
pub fn plan(
    views: &Views,
    setup: &Setup,
    now: i64,
    scope: ReleaseScope,
) -> Result<ReleasePlan, ExchangeError> {
    if views.releases.is_unknown() {
        return Err(refused(
            Reason::LossesUnknown,
            "the exchange was restored from a backup, and what was released after the backup is not known, so that nobody knows who has budget left: two coordinators say first which releases were lost, or that none was (vdx release lost)",
        ));
    }
    plan_after(views, now, &[], scope, rules_of(views, setup, scope)?)
}

/// Plans a release after those that the exchange knows and further ones that it does not know.
fn plan_after(
    views: &Views,
    now: i64,
    further: &[ReleaseScope],
    scope: ReleaseScope,
    rules: Arc<BlockRules>,
) -> Result<ReleasePlan, ExchangeError> {
    let budget = rules.kinds.iter().any(|kind| kind.provisional > Rho::ZERO);
    if scope.kind == ReleaseKind::Provisional && !budget {
        return Err(refused(Reason::NoProvisional, "the policy has no provisional budget"));
    }
    check_years(views, now, further, scope, rules.provisional_parts)?;
    let closes = views.releases.closes(rules.years, further, scope);
    Ok(ReleasePlan { scope, rules, closes })
}

/// Checks that years are over, and that no release has used them up.
fn check_years(
    views: &Views,
    now: i64,
    further: &[ReleaseScope],
    scope: ReleaseScope,
    provisional_parts: u32,
) -> Result<(), ExchangeError> {
    let this_year = YearMonth::at_unix_seconds(now).year();
    if scope.years.last() > this_year {
        return Err(ExchangeError::invalid("years", "must not lie in the future"));
    }
    if scope.kind == ReleaseKind::Final && scope.years.last() == this_year {
        let rule = "must be over: a year is released for good once";
        return Err(ExchangeError::invalid("years", rule));
    }
    for year in scope.years.first()..=scope.years.last() {
        let known = views.releases.of_block(scope.years).map(ReleaseInfo::spent_scope);
        let of_year: Vec<ReleaseScope> = known
            .chain(further.iter().copied())
            .filter(|scope| scope.years.contains(year))
            .collect();
        if of_year.iter().any(|scope| scope.kind == ReleaseKind::Final) {
            return Err(refused(
                Reason::Released,
                format!("{year} was released for good: it is never measured again"),
            ));
        }
        let parts = of_year.len() as u32;
        if scope.kind == ReleaseKind::Provisional && parts >= provisional_parts {
            return Err(refused(
                Reason::ProvisionalSpent,
                format!("the provisional budget of {year} is spent in {parts} release(s)"),
            ));
        }
    }
    Ok(())
}

/// The most years that a block has by any policy.
const MOST_YEARS: usize = 4;

/// Checks what a coordinator says of releases that were lost with a restore, and tells what each of
/// them has measured.
///
/// A block has the rules with which its first release began. They are kept where the backup has a
/// release of the block, and are the policy's otherwise; but where a release cannot have been made by
/// the policy as it is, the policy has changed since, and nobody knows the rules of any other one.
pub fn plan_losses(
    views: &Views,
    setup: &Setup,
    now: i64,
    lost: &[ReleaseScope],
) -> Result<Vec<LossPlan>, ExchangeError> {
    if !views.releases.is_unknown() {
        return Err(refused(
            Reason::NothingLost,
            "no restore waits for anybody to say which releases were lost",
        ));
    }
    let is_kept = |scope: &ReleaseScope| {
        views.releases.rules().values().any(|rules| rules.years.overlaps(scope.years))
    };
    let others = lost.iter().filter(|scope| !is_kept(scope));
    let is_by_policy = others.clone().all(|scope| rules_of(views, setup, *scope).is_ok());
    let plan = |place: usize| {
        let (further, scope) = (&lost[..place], lost[place]);
        if is_by_policy || is_kept(&scope) {
            let plan = plan_after(views, now, further, scope, rules_of(views, setup, scope)?)?;
            return Ok(LossPlan { scope, known: Some(plan) });
        }
        if scope.years.len() > MOST_YEARS {
            let rule = format!("must lie within one block, which has at most {MOST_YEARS} years");
            return Err(ExchangeError::invalid("years", rule));
        }
        check_years(views, now, further, scope, u32::MAX)?;
        Ok(LossPlan { scope, known: None })
    };
    (0..lost.len()).map(plan).collect()
}

/// Whether somebody may approve a release now, and what it measures.
pub fn check_approval(
    views: &Views,
    setup: &Setup,
    now: i64,
    signer: &Signer,
    number: u32,
) -> Result<(ReleaseInfo, ReleasePlan), ExchangeError> {
    let info = {
        let releases = &views.releases;
        let missing = ExchangeError::NotFound("there is no such proposal: see vdx release list");
        let info = releases.get(number).cloned().ok_or(missing)?;
        if let Some(other) = releases.pending() {
            let text = format!("release {} is being measured: wait for it", other.number);
            return Err(refused(Reason::Busy, text));
        }
        info
    };
    match info.stage() {
        ReleaseStage::Proposed => {}
        ReleaseStage::Replaced => {
            let text = "a later proposal took its place: see vdx release list";
            return Err(refused(Reason::Replaced, text));
        }
        ReleaseStage::Approved | ReleaseStage::Released | ReleaseStage::Lost => {
            return Err(refused(Reason::Approved, "it is approved already"));
        }
    }
    if !signer.is_other_person_than(&info.proposed_by) {
        return Err(ExchangeError::Denied(not_two_persons(&info.proposed_by, signer)));
    }
    let plan = plan(views, setup, now, info.scope)?;
    if plan.rules.hash() != info.rules {
        return Err(refused(
            Reason::OtherRules,
            "policy or regions have changed since it was proposed: propose it again",
        ));
    }
    Ok((info, plan))
}

impl Group<'_> {
    /// Decides on a proposal of a release; tells its number.
    pub fn propose_release(
        &mut self,
        by: &By,
        signer: Signer,
        scope: ReleaseScope,
    ) -> Result<u32, ExchangeError> {
        by.concerns(about_release(scope));
        let plan = plan(self.views(), self.given.setup, self.given.now, scope)?;
        let number = self.views().releases.next();
        let (rules, at) = (plan.rules.hash(), self.given.now);
        let subject = Subject::default()
            .with("release", number)
            .and(&about_release(scope))
            .with("rules", hex::encode(rules));
        let entry = Entry::ReleaseProposed { number, scope, rules, by: signer, at };
        self.append_told(by, entry, subject);
        Ok(number)
    }

    /// Decides on an approval: what the release is made of, and what it costs, is stored.
    pub fn approve_release(&mut self, by: &By, prepared: Ready) -> Result<(), ExchangeError> {
        let Ready { signer, pending, charges, after } = prepared;
        let (number, snapshot) = (pending.number, pending.snapshot);
        let (setup, at) = (self.given.setup, self.given.now);
        // Whatever came in between was not charged for.
        let (info, plan) = check_approval(self.views(), setup, at, &signer, number)?;
        if self.views().releases.approved() != after || plan.closes != pending.closes {
            return Err(refused(Reason::Busy, "another release was approved meanwhile: try again"));
        }
        let subject = ledger_line(&info, &signer, &plan, &snapshot)?;
        let entry = Entry::ReleaseApproved { number, by: signer, at, snapshot, charges };
        let rules = plan.rules;
        let key = release_store::rules_key(rules.years);
        self.told().put(Space::Epoch, PENDING, release_store::encode(&pending));
        self.told().put(Space::Epoch, &key, release_store::encode(&*rules));
        self.append_told(by, entry, subject);
        self.decided.notes.push(Note::Rules(rules));
        Ok(())
    }

    /// Decides on what a coordinator says of releases that were lost with a restore. It counts once
    /// another one has said the same.
    pub fn state_losses(&mut self, by: &By, losses: Losses) -> Result<LossesHeard, ExchangeError> {
        let Losses { said, charged, after } = losses;
        let (setup, at) = (self.given.setup, self.given.now);
        let plans = plan_losses(self.views(), setup, at, &said.lost)?;
        let names = said.lost.iter().map(|scope| format!("{}:{}", scope.kind.name(), scope.years));
        let subject = Subject::default().with_list("lost", names);
        let others = self.views().releases.stated().iter().filter(|word| word.by != said.by);
        let others: Vec<LossStatement> = others.cloned().collect();
        let first = others.iter().find(|word| word.agrees(&said)).map(|word| word.by.clone());
        let unknown = plans.iter().filter(|plan| plan.known.is_none()).map(|plan| plan.scope);
        let heard = LossesHeard {
            is_confirmed: first.is_some(),
            of_unknown_rules: unknown.collect(),
            others,
        };
        let LossStatement { lost, by: signer, .. } = said;
        let Some(first) = first else {
            let entry = Entry::LossesStated { lost, by: signer, at };
            self.append_told(by, entry, subject.with("state", "STATED"));
            return Ok(heard);
        };
        let is_current = self.views().releases.approved() == after;
        let Some(charged) = charged.filter(|_| is_current) else {
            return Err(refused(Reason::Busy, "something else was said meanwhile: try again"));
        };
        for (plan, release) in plans.iter().zip(&charged) {
            let line =
                Subject::default().with("release", release.number).and(&about_release(plan.scope));
            let line = match &plan.known {
                Some(plan) => {
                    let key = release_store::rules_key(plan.rules.years);
                    self.told().put(Space::Epoch, &key, release_store::encode(&*plan.rules));
                    self.decided.notes.push(Note::Rules(plan.rules.clone()));
                    line.with("block", plan.rules.years)
                        .with("rules", hex::encode(release.rules))
                        .with("life", plan.rules.life.millionths())
                        .with_list("rho", costs(plan)?)
                }
                None => line
                    .with("block", plan.scope.years)
                    .with("rules", hex::encode(UNKNOWN_RULES))
                    .with("life", MOST_LIFE.millionths())
                    .with("rho", "")
                    .with("cost", "unknown"),
            };
            let line = line.with("proposed_by", &first).with("approved_by", &signer);
            self.told().tell(&By::exchange(LOST), CallResult::Ok, &line);
        }
        let entry = Entry::LossesConfirmed { lost: charged, by: signer, at };
        self.append_told(by, entry, subject.with("state", "CONFIRMED"));
        Ok(heard)
    }

    /// Decides on figures: they are stored, and the frozen units and the seed taken away. Nothing is
    /// decided, and false returned, when another measurement of the same release was faster, with
    /// the same result.
    pub fn finish_release(&mut self, measured: &Measured) -> bool {
        let Measured { pending: number, tables, fitted, stale, .. } = measured;
        if self.views().releases.pending().is_none_or(|release| release.number != *number) {
            return false;
        }
        let bytes = release_store::encode(tables);
        let hash = *blake3::hash(&bytes).as_bytes();
        self.told().put(Space::Epoch, &release_store::tables_key(*number), bytes);
        self.told().remove(Space::Epoch, PENDING);
        for (key, value) in fitted {
            self.told().put(Space::Epoch, key, value.as_slice());
        }
        for key in stale {
            self.told().remove(Space::Epoch, key);
        }
        let subject = Subject::default()
            .with("release", number)
            .and(&about_release(tables.scope))
            .with("tables", hex::encode(hash));
        let entry = Entry::Released { number: *number, at: self.given.now, tables: hash };
        self.append_told(&By::exchange(RELEASE), entry, subject);
        true
    }

    /// Appends an entry with its line.
    fn append_told(&mut self, by: &By, entry: Entry, subject: Subject) {
        self.append(entry);
        by.concerns(subject.clone());
        self.told().tell(by, CallResult::Ok, &subject);
    }
}

/// The line of an approval, which an auditor can check: see [`crate::audit::LedgerCheck`].
fn ledger_line(
    info: &ReleaseInfo,
    signer: &Signer,
    plan: &ReleasePlan,
    snapshot: &[u8; 32],
) -> Result<Subject, ExchangeError> {
    let costs = costs(plan)?;
    Ok(Subject::default()
        .with("release", info.number)
        .and(&about_release(info.scope))
        .with("block", plan.rules.years)
        .with("rules", hex::encode(info.rules))
        .with("snapshot", hex::encode(snapshot))
        .with("life", plan.rules.life.millionths())
        .with_list("rho", costs)
        .with("proposed_by", &info.proposed_by)
        .with("approved_by", signer))
}

/// What a release costs at most, as its line tells it: see [`crate::audit::LedgerCheck`].
fn costs(plan: &ReleasePlan) -> Result<Vec<String>, ExchangeError> {
    let mut costs = Vec::new();
    for kind in &plan.rules.kinds {
        let cost = plan.rules.cost(kind, plan.scope.kind, plan.closes)?;
        if cost.year > Rho::ZERO || cost.block > Rho::ZERO {
            let (year, block) = (cost.year.millionths(), cost.block.millionths());
            costs.push(format!("{}:{year}+{block}", kind.population.name()));
        }
    }
    Ok(costs)
}
