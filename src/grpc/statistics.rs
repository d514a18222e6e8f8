//! `StatisticsService` and `PublicationService`.

use tonic::{Request, Response, Status};

use crate::disclosure::{Answer, CellStatus, Release, TierKind};
use crate::domain::code_list::CodeList;
use crate::domain::period::{YearMonth, Years};
use crate::domain::rules::Violation;
use crate::exchange::{EpochInfo, Exchange};
use crate::proto::v1;
use crate::statistics::indicators::{Label, Unit};
use crate::statistics::{Dimension, Measure, Period, Question};

use super::gate::Caller;
use super::status::invalid;

pub(super) struct Statistics {
    pub exchange: Exchange,
}

impl Statistics {
    /// The tier of a caller, who may ask for a stricter one.
    fn tier(&self, caller: &Caller, asked: i32) -> Result<TierKind, Status> {
        let asked = match v1::Tier::try_from(asked) {
            Ok(v1::Tier::Unspecified) => None,
            Ok(v1::Tier::National) => Some(TierKind::National),
            Ok(v1::Tier::Transnational) => Some(TierKind::Transnational),
            Ok(v1::Tier::Public) => Some(TierKind::Public),
            Err(_) => {
                let rule = "must be NATIONAL, TRANSNATIONAL or PUBLIC";
                return Err(invalid(&[Violation::new("tier", rule)]));
            }
        };
        Ok(self.exchange.tier(caller.principal.role, asked))
    }
}

/// Beyond this many cells only the shown ones are listed.
const LISTED_CELLS: usize = 4096;

#[tonic::async_trait]
impl v1::statistics_service_server::StatisticsService for Statistics {
    async fn query_table(
        &self,
        request: Request<v1::QueryTableRequest>,
    ) -> Result<Response<v1::QueryTableResponse>, Status> {
        let caller = Caller::of(&request)?;
        let request = request.into_inner();
        let tier = self.tier(&caller, request.tier)?;
        let question = question(request)?;
        self.exchange.spend(caller.member(), tier, 1).await?;
        let exchange = self.exchange.clone();
        let answer = blocking(move || exchange.query(tier, &question)).await??;
        tracing::info!(caller = %caller.principal.spiffe_id(), "query");
        Ok(Response::new(table(&answer)))
    }

    async fn list_dimensions(
        &self,
        _request: Request<v1::ListDimensionsRequest>,
    ) -> Result<Response<v1::ListDimensionsResponse>, Status> {
        let catalog = self.exchange.catalog()?;
        let dimensions = Dimension::ALL.iter().map(|dimension| v1::Dimension {
            name: dimension.name().into(),
            description: dimension.description().into(),
            multi_valued: dimension.is_multi_valued(),
            codes: catalog.codes(*dimension),
        });
        let measures = Measure::ALL.iter().map(|measure| v1::MeasureDescription {
            measure: i32::from(measure.number()),
            name: measure.code().to_lowercase(),
            description: measure.description().into(),
            dimensions: measure.dimensions().map(|d| d.name().into()).collect(),
        });
        Ok(Response::new(v1::ListDimensionsResponse {
            dimensions: dimensions.collect(),
            measures: measures.collect(),
        }))
    }

    async fn get_indicators(
        &self,
        request: Request<v1::GetIndicatorsRequest>,
    ) -> Result<Response<v1::GetIndicatorsResponse>, Status> {
        let caller = Caller::of(&request)?;
        let request = request.into_inner();
        let Some(period) = request.period else {
            return Err(invalid(&[Violation::new("period", "is required")]));
        };
        let years = years(period)?;
        let tier = self.tier(&caller, request.tier)?;
        let questions = Exchange::indicator_questions();
        self.exchange.spend(caller.member(), tier, questions).await?;
        let exchange = self.exchange.clone();
        let answer = blocking(move || exchange.indicators(tier, years)).await??;
        tracing::info!(caller = %caller.principal.spiffe_id(), "indicators");
        let indicators = answer.indicators.into_iter().map(|(number, title, figures)| {
            let values = figures.into_iter().map(|figure| v1::IndicatorValue {
                label: Some(label(figure.label)),
                unit: unit(figure.unit) as i32,
                status: status(figure.figure.status()) as i32,
                value: figure.figure.value(),
            });
            v1::Indicator { number, title: Some(label(title)), values: values.collect() }
        });
        Ok(Response::new(v1::GetIndicatorsResponse {
            release: Some(release(&answer.release)),
            indicators: indicators.collect(),
        }))
    }

    async fn list_epochs(
        &self,
        _request: Request<v1::ListEpochsRequest>,
    ) -> Result<Response<v1::ListEpochsResponse>, Status> {
        let epochs = self.exchange.epochs().into_iter().map(epoch).collect();
        Ok(Response::new(v1::ListEpochsResponse { epochs }))
    }
}

#[tonic::async_trait]
impl v1::publication_service_server::PublicationService for Statistics {
    async fn check_epoch(
        &self,
        request: Request<v1::CheckEpochRequest>,
    ) -> Result<Response<v1::CheckEpochResponse>, Status> {
        let caller = Caller::of(&request)?;
        let reports = self.exchange.check_epoch().await?;
        tracing::info!(caller = %caller.principal.spiffe_id(), "epoch checked");
        let percent = |share: f64| (share * 100.0).ceil() as u32;
        let tiers = reports.into_iter().map(|(tier, report)| v1::TierCheck {
            tier: tier.name().into(),
            attacks: report
                .attacks
                .iter()
                .map(|attack| v1::AttackResult {
                    name: attack.name.into(),
                    description: attack.what.into(),
                    trials_rounded: attack.trials.div_ceil(10) * 10,
                    percent: percent(attack.figure),
                    limit_percent: percent(attack.limit),
                    withstood: attack.is_withstood(),
                })
                .collect(),
            utility: report
                .utility
                .iter()
                .map(|utility| v1::UtilityResult {
                    dimensions: utility.dimensions as u32,
                    answered_percent: (utility.answered * 100.0).floor() as u32,
                    median_error_per_mille: (utility.median_error * 1000.0).round() as u32,
                })
                .collect(),
        });
        Ok(Response::new(v1::CheckEpochResponse { tiers: tiers.collect() }))
    }

    async fn publish_epoch(
        &self,
        request: Request<v1::PublishEpochRequest>,
    ) -> Result<Response<v1::PublishEpochResponse>, Status> {
        let caller = Caller::of(&request)?;
        let report = self.exchange.publish(&caller.by).await?;
        tracing::info!(
            caller = %caller.principal.spiffe_id(), epoch = report.epoch.number, "published"
        );
        Ok(Response::new(v1::PublishEpochResponse {
            epoch: Some(epoch(report.epoch)),
            records_rounded: report.records_rounded,
            persons_rounded: report.persons_rounded,
            unresolved_rounded: report.unresolved_rounded,
        }))
    }
}

/// Counts on a thread of their own, so that they do not hold up acknowledgements.
async fn blocking<T: Send + 'static>(f: impl FnOnce() -> T + Send + 'static) -> Result<T, Status> {
    tokio::task::spawn_blocking(f)
        .await
        .map_err(|_| Status::internal("the question could not be answered"))
}

fn question(message: v1::QueryTableRequest) -> Result<Question, Status> {
    let measure = Measure::from_number(message.measure).ok_or_else(|| {
        let known: Vec<_> = Measure::ALL.iter().map(|m| m.code()).collect();
        invalid(&[Violation::new("measure", format!("must be one of {}", known.join(", ")))])
    })?;
    let period = message.period.map(years).transpose()?;
    Ok(Question {
        measure,
        group_by: message.group_by,
        filters: message.filters.into_iter().map(|f| (f.dimension, f.codes)).collect(),
        period: period.map(|years| Period { dimension: Dimension::Year, years }),
    })
}

fn years(period: v1::Period) -> Result<Years, Status> {
    let month = |field: &str, month: Option<v1::YearMonth>| {
        month.and_then(|m| YearMonth::new(m.year, m.month)).ok_or_else(|| {
            let rule = "must be a month: year 1900 to 2199, month 1 to 12";
            invalid(&[Violation::new(field, rule)])
        })
    };
    let (from, to) = (month("period.from", period.from)?, month("period.to", period.to)?);
    Years::of_months(from, to).map_err(|error| invalid(&[Violation::new("period", error.0)]))
}

fn table(answer: &Answer) -> v1::QueryTableResponse {
    let all = answer.cells().len() <= LISTED_CELLS;
    let cells = answer.cells().iter().enumerate();
    let cells = cells.filter(|(_, cell)| all || cell.status() != CellStatus::Suppressed).map(
        |(index, cell)| v1::Cell {
            codes: answer.codes(index).into_iter().map(String::from).collect(),
            status: status(cell.status()) as i32,
            count: cell.count(),
            noise_bound: cell.noise_bound(),
        },
    );
    v1::QueryTableResponse {
        release: Some(release(answer.release())),
        group_by: answer.group_by().to_vec(),
        cells: cells.collect(),
        suppressed_unlisted: !all,
        advice: answer.advice().to_vec(),
    }
}

fn release(release: &Release) -> v1::Release {
    v1::Release {
        epoch: release.epoch,
        published_at: release.published_at,
        policy_version: release.policy_version.clone(),
        tier: release.tier.into(),
        noise_bound: release.noise_bound,
        threshold: release.threshold,
        low_effect: release.low_effect,
        protections: release.protections.clone(),
    }
}

fn status(status: CellStatus) -> v1::CellStatus {
    match status {
        CellStatus::Published => v1::CellStatus::Published,
        CellStatus::Suppressed => v1::CellStatus::Suppressed,
        CellStatus::Partial => v1::CellStatus::Partial,
    }
}

fn unit(unit: Unit) -> v1::Unit {
    match unit {
        Unit::Persons => v1::Unit::Persons,
        Unit::Cases => v1::Unit::Cases,
        Unit::Defendants => v1::Unit::Defendants,
        Unit::Percent => v1::Unit::Percent,
        Unit::Years => v1::Unit::Years,
        Unit::Days => v1::Unit::Days,
        Unit::Ratio => v1::Unit::Ratio,
        Unit::Proceedings => v1::Unit::Proceedings,
        Unit::Referrals => v1::Unit::Referrals,
    }
}

fn label(label: Label) -> v1::Label {
    v1::Label { sq: label.sq.into(), sr: label.sr.into(), en: label.en.into() }
}

fn epoch(info: EpochInfo) -> v1::Epoch {
    v1::Epoch {
        number: info.number,
        published_at: info.published_at,
        policy_version: info.policy_version,
    }
}
