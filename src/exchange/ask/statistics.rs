//! Questions, answered from releases alone.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::codes::Role;
use crate::domain::period::Years;
use crate::domain::reasons::Reason;
use crate::domain::release::ReleaseKind;
use crate::release::budget::Rho;
use crate::release::figure::{Figure, Quotient, Tier};
use crate::release::population::Population;
use crate::release::served::{Answer, Asked, Served, ServedBlock, Summed};
use crate::release::synthetic::Synthetic;
use crate::statistics::indicators::{self, Count, Formula, Label, Unit};
use crate::statistics::{Dimension, NOT_REPORTED, Question};

use super::super::Exchange;
use super::super::change::ReleaseInfo;
use super::super::error::ExchangeError;

/// One figure of an indicator.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct IndicatorAnswer {
    pub label: Label,
    pub unit: Unit,
    /// The figure; nothing when it was not measured in these years.
    pub figure: Option<Figure>,
}

/// All indicators of a period: number, title, figures.
pub struct IndicatorsAnswer {
    /// The tier.
    pub tier: Tier,
    /// The releases that their figures rest on, oldest first.
    pub releases: Vec<u32>,
    /// In order of their numbers.
    pub indicators: Vec<(u32, Label, Vec<IndicatorAnswer>)>,
}

impl Exchange {
    /// The tier under which a caller in a role gets answers, who may ask for a stricter one.
    pub fn tier(&self, role: Role, asked: Option<Tier>) -> Tier {
        Tier::of(role, self.shared.setup.is_hub).at_least(asked)
    }

    fn served(&self) -> Result<Arc<Served>, ExchangeError> {
        let served = self.shared.served.load_full();
        if !served.is_empty() {
            return Ok(served);
        }
        let old = if self.shared.views.read().releases.has_old_epochs {
            " (epochs of earlier versions are not served any more)"
        } else {
            ""
        };
        Err(ExchangeError::Precondition(
            Reason::NoRelease,
            format!(
                "nothing has been released yet{old}: one coordinator proposes a release, another one approves it (vdx release propose, vdx release approve)"
            ),
        ))
    }

    /// Answers a question under a tier.
    pub fn query(&self, tier: Tier, question: &Question) -> Result<Arc<Answer>, ExchangeError> {
        let served = self.served()?;
        let asked = served.read(question).map_err(ExchangeError::Invalid)?;
        served.answer(tier, &asked).map_err(ExchangeError::Invalid)
    }

    /// The latest release that questions are answered from.
    pub fn latest_release(&self) -> Option<ReleaseInfo> {
        let views = self.shared.views.read();
        views.releases.all().iter().rev().find(|release| release.released_at.is_some()).cloned()
    }

    /// Which of these releases are provisional.
    pub fn provisional_of(&self, releases: &[u32]) -> Vec<u32> {
        let views = self.shared.views.read();
        let is_provisional = |number: &u32| {
            let release = views.releases.get(*number);
            release.is_some_and(|release| release.scope.kind == ReleaseKind::Provisional)
        };
        releases.iter().copied().filter(is_provisional).collect()
    }

    /// The named indicators of a period.
    pub fn indicators(&self, tier: Tier, years: Years) -> Result<IndicatorsAnswer, ExchangeError> {
        let served = self.served()?;
        let released: BTreeSet<i32> =
            served.blocks().iter().flat_map(|block| block.standing.keys().copied()).collect();
        if (years.first()..=years.last()).any(|year| !released.contains(&year)) {
            let all: Vec<String> = released.iter().map(ToString::to_string).collect();
            let rule = format!("must lie within the released years: {}", all.join(", "));
            return Err(ExchangeError::invalid("period", rule));
        }
        let mut releases = BTreeSet::new();
        let mut answers = Vec::new();
        for indicator in indicators::all() {
            let parts = indicator.parts.into_iter().map(|part| IndicatorAnswer {
                label: part.label,
                unit: part.unit,
                figure: figure(&served, tier, years, &part.formula, &mut releases),
            });
            answers.push((indicator.number, indicator.title, parts.collect()));
        }
        let releases = releases.into_iter().collect();
        Ok(IndicatorsAnswer { tier, releases, indicators: answers })
    }

    /// Synthetic victims of the block that holds a year: its years, the rows, and the rho that
    /// everybody has for life.
    pub fn synthetic(&self, year: i32) -> Result<(Years, Synthetic, Rho), ExchangeError> {
        let served = self.served()?;
        let of_year = |block: &&Arc<ServedBlock>| {
            block.population == Population::Victims && block.years.contains(year)
        };
        let block = served.blocks().iter().find(of_year);
        let is_whole = |block: &&Arc<ServedBlock>| {
            let finals = block.standing.values().filter(|(kind, _)| *kind == ReleaseKind::Final);
            finals.count() == block.years.len()
        };
        let Some(block) = block.filter(is_whole) else {
            let rule = "must be of a block all of whose years are released for good";
            return Err(ExchangeError::invalid("year", rule));
        };
        let life = {
            let views = self.shared.views.read();
            views.releases.rules().get(&block.years.first()).map(|rules| rules.life)
        };
        let synthetic = block.fitted.synthetic(1).ok_or_else(|| {
            ExchangeError::Precondition(
                Reason::TooFew,
                format!(
                    "the block {} has fewer than 400 victims: single rows would mislead",
                    block.years
                ),
            )
        })?;
        Ok((block.years, synthetic, life.unwrap_or_default()))
    }

    /// The codes of a dimension that can be asked for.
    pub fn codes(&self, dimension: Dimension) -> Result<Vec<String>, ExchangeError> {
        Ok(self.served()?.codes(dimension))
    }
}

/// A figure of an indicator; nothing when it was not measured. The releases that it rests on are added
/// to `releases`.
fn figure(
    served: &Served,
    tier: Tier,
    years: Years,
    formula: &Formula,
    releases: &mut BTreeSet<u32>,
) -> Option<Figure> {
    let count = |count: &Count| -> Option<Summed> {
        let asked: Asked = served.read(&count.question(years)).ok()?;
        Some(served.sum(&asked).ok()?.1)
    };
    let quotient = |a: &Count, b: &Count, kind, releases: &mut BTreeSet<u32>| {
        let (a, b) = (count(a)?, count(b)?);
        releases.extend(a.releases.union(&b.releases));
        let least = a.least.max(b.least);
        let (a, b) = ((&a.sums[0], a.bases[0]), (&b.sums[0], b.bases[0]));
        Some(Figure::quotient(a, b, least, kind, tier))
    };
    match formula {
        Formula::Count(of) => {
            let summed = count(of)?;
            releases.extend(&summed.releases);
            Some(Figure::count(&summed.sums[0], summed.least, summed.bases[0], tier))
        }
        Formula::Share(part, of) => quotient(part, of, Quotient::Percent, releases),
        Formula::Ratio(a, b) => quotient(a, b, Quotient::Ratio, releases),
        Formula::Mean(of, dimension, bands, divisor) => {
            let mut question = of.question(years);
            question.group_by = vec![dimension.name().into()];
            let asked = served.read(&question).ok()?;
            let (group, summed) = served.sum(&asked).ok()?;
            releases.extend(&summed.releases);
            let parts: Vec<_> = group[0]
                .1
                .iter()
                .zip(summed.sums)
                .filter(|(code, _)| *code != NOT_REPORTED)
                .filter_map(|(code, sums)| {
                    let band = bands.iter().find(|(_, known, _)| known == code)?;
                    Some((band.2, sums))
                })
                .collect();
            let basis = *summed.bases.first()?;
            Some(Figure::mean(&parts, *divisor, summed.least, basis, tier))
        }
    }
}
