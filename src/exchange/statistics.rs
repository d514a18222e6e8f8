//! Questions, answered from the latest epoch through disclosure control alone.

use std::sync::Arc;

use crate::disclosure::{Answer, Figure, Protector, Release, TierKind, ratio, share};
use crate::domain::codes::Role;
use crate::domain::period::Years;
use crate::statistics::indicators::{self, Count, Formula, Label, Unit};
use crate::statistics::{Catalog, Query, Question};

use super::Exchange;
use super::error::ExchangeError;
use super::publication::PublishedEpoch;

/// One figure of an indicator.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)]
pub struct IndicatorAnswer {
    pub label: Label,
    pub unit: Unit,
    pub figure: Figure,
}

/// All indicators of a period: number, title, figures.
pub struct IndicatorsAnswer {
    /// Rules and epoch.
    pub release: Release,
    /// In order of their numbers.
    pub indicators: Vec<(u32, Label, Vec<IndicatorAnswer>)>,
}

impl Exchange {
    /// The tier under which a caller in a role gets answers, who may ask for a stricter one.
    pub fn tier(&self, role: Role, asked: Option<TierKind>) -> TierKind {
        TierKind::of(role, self.shared.setup.is_hub).at_least(asked)
    }

    fn protector<'a>(&self, epoch: &'a PublishedEpoch, tier: TierKind) -> Protector<'a> {
        let info = &epoch.info;
        let secret = self.shared.secrets.cell_secret();
        Protector::new(&epoch.facts, &epoch.policy, tier, info.number, info.published_at, secret)
    }

    /// Answers a question under a tier.
    pub fn query(&self, tier: TierKind, question: &Question) -> Result<Arc<Answer>, ExchangeError> {
        let epoch = self.latest()?;
        let protector = self.protector(&epoch, tier);
        let query = well_formed(&epoch, &protector, question)?;
        Ok(epoch.answers.get(tier, query, |query| protector.answer(query)))
    }

    /// The named indicators of a period.
    pub fn indicators(
        &self,
        tier: TierKind,
        years: Years,
    ) -> Result<IndicatorsAnswer, ExchangeError> {
        let epoch = self.latest()?;
        let protector = self.protector(&epoch, tier);
        let figure = |count: &Count| -> Result<Figure, ExchangeError> {
            let query = well_formed(&epoch, &protector, &count.question(years))?;
            Ok(epoch.answers.get(tier, query, |query| protector.answer(query)).figure())
        };
        let mut answers = Vec::new();
        for indicator in indicators::all() {
            let mut figures = Vec::with_capacity(indicator.parts.len());
            for part in indicator.parts {
                let figure = match &part.formula {
                    Formula::Count(count) => figure(count)?,
                    Formula::Share(part, whole) => share(figure(part)?, figure(whole)?),
                    Formula::Ratio(a, b) => ratio(figure(a)?, figure(b)?),
                    Formula::Mean(count, magnitude, divisor) => {
                        let query = well_formed(&epoch, &protector, &count.question(years))?;
                        protector.mean(&query, *magnitude, *divisor)
                    }
                };
                figures.push(IndicatorAnswer { label: part.label, unit: part.unit, figure });
            }
            answers.push((indicator.number, indicator.title, figures));
        }
        Ok(IndicatorsAnswer { release: protector.release().clone(), indicators: answers })
    }

    /// Number of questions that the indicators are made of.
    pub fn indicator_questions() -> u32 {
        let parts = indicators::all().into_iter().flat_map(|indicator| indicator.parts);
        let questions = parts.map(|part| match part.formula {
            Formula::Count(_) | Formula::Mean(..) => 1,
            Formula::Share(..) | Formula::Ratio(..) => 2,
        });
        questions.sum()
    }

    /// The code lists of the latest epoch.
    pub fn catalog(&self) -> Result<Catalog, ExchangeError> {
        Ok(self.latest()?.facts.catalog().clone())
    }
}

fn well_formed(
    epoch: &PublishedEpoch,
    protector: &Protector<'_>,
    question: &Question,
) -> Result<Query, ExchangeError> {
    let catalog = epoch.facts.catalog();
    Query::new(question, catalog, protector.max_dimensions(), protector.periods())
        .map_err(ExchangeError::Invalid)
}
