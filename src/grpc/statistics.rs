//! `StatisticsService` and `PublicationService`.

use std::collections::HashMap;

use tonic::{Request, Response, Status};

use crate::domain::code_list::CodeList;
use crate::domain::period::{YearMonth, Years};
use crate::domain::reasons::Reason;
use crate::domain::release::{ReleaseKind, ReleaseScope, Signer};
use crate::domain::rules::Violation;
use crate::exchange::{
    Exchange, ExchangeError, LossStatement, ReleaseInfo, ReleasePlan, ReleaseStage,
};
use crate::proto::v1;
use crate::release::figure::{Basis, Figure, Letter, Tier, Told};
use crate::release::served::Answer;
use crate::statistics::indicators::{Label, Unit};
use crate::statistics::{Catalog, Dimension, Measure, Period, Question, labels};
use crate::words::{self, Language};

use super::gate::Caller;
use super::status::invalid;

pub(super) struct Statistics {
    pub exchange: Exchange,
}

impl Statistics {
    /// Tier of a caller, or the stricter one that was asked for.
    fn tier(&self, caller: &Caller, asked: i32) -> Result<Tier, Status> {
        let asked = match v1::Tier::try_from(asked) {
            Ok(v1::Tier::Unspecified) => None,
            Ok(v1::Tier::National) => Some(Tier::National),
            Ok(v1::Tier::Transnational) => Some(Tier::Transnational),
            Ok(v1::Tier::Public) => Some(Tier::Public),
            Err(_) => {
                let rule = "must be NATIONAL, TRANSNATIONAL or PUBLIC";
                return Err(invalid(&[Violation::new("tier", rule)]));
            }
        };
        Ok(self.exchange.tier(caller.principal.role, asked))
    }

    /// What an answer rests on.
    fn release(&self, tier: Tier, releases: Vec<u32>) -> Option<v1::Release> {
        let latest = self.exchange.latest_release()?;
        let provisional = self.exchange.provisional_of(&releases);
        Some(v1::Release {
            epoch: u64::from(latest.number),
            published_at: latest.released_at.unwrap_or_default(),
            policy_version: hex::encode(latest.rules),
            tier: tier.name().into(),
            not_final: self.exchange.not_final(&releases),
            releases,
            provisional,
            ..Default::default()
        })
    }

    fn info(&self, release: &ReleaseInfo) -> v1::ReleaseInfo {
        info(release, self.exchange.not_final(&[release.number]))
    }
}

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
        let exchange = self.exchange.clone();
        let answer = blocking(move || exchange.query(tier, &question)).await??;
        tracing::info!(caller = %caller.principal.spiffe_id(), "query");
        let release = self.release(tier, answer.releases.clone());
        let left_out = answer.left_out.clone();
        let release = release.map(|release| v1::Release { left_out, ..release });
        Ok(Response::new(table(&answer, release)))
    }

    async fn list_dimensions(
        &self,
        _request: Request<v1::ListDimensionsRequest>,
    ) -> Result<Response<v1::ListDimensionsResponse>, Status> {
        let mut dimensions = Vec::new();
        for dimension in Dimension::ALL {
            dimensions.push(v1::Dimension {
                name: dimension.name().into(),
                description: dimension.description().into(),
                multi_valued: dimension.is_multi_valued(),
                codes: self.exchange.codes(*dimension)?,
                words: Some(words_of(&labels::dimension_key(*dimension))),
                code_words: code_words(*dimension),
            });
        }
        let measures = Measure::ALL.iter().map(|measure| v1::MeasureDescription {
            measure: i32::from(measure.number()),
            name: measure.code().to_lowercase(),
            description: measure.description().into(),
            dimensions: measure.dimensions().map(|d| d.name().into()).collect(),
            words: Some(words_of(&labels::measure_key(*measure))),
        });
        let measures = measures.collect();
        Ok(Response::new(v1::ListDimensionsResponse { dimensions, measures }))
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
        let exchange = self.exchange.clone();
        let answer = blocking(move || exchange.indicators(tier, years)).await??;
        tracing::info!(caller = %caller.principal.spiffe_id(), "indicators");
        let indicators = answer.indicators.into_iter().map(|(number, title, figures)| {
            let values = figures.into_iter().map(|answer| {
                let mut value = v1::IndicatorValue {
                    label: Some(label(&answer.label)),
                    unit: unit(answer.unit) as i32,
                    status: v1::CellStatus::NotMeasured as i32,
                    ..Default::default()
                };
                if let Some(figure) = answer.figure {
                    value.status = status(&figure) as i32;
                    value.value = estimate(&figure);
                    (value.low, value.high) = (figure.low, figure.high);
                    value.precision = precision(figure.letter) as i32;
                    value.basis = basis(figure.basis) as i32;
                }
                value
            });
            v1::Indicator { number, title: Some(label(&title)), values: values.collect() }
        });
        Ok(Response::new(v1::GetIndicatorsResponse {
            release: self.release(answer.tier, answer.releases),
            indicators: indicators.collect(),
        }))
    }

    async fn list_epochs(
        &self,
        _request: Request<v1::ListEpochsRequest>,
    ) -> Result<Response<v1::ListEpochsResponse>, Status> {
        let epochs = self.exchange.releases().into_iter().filter_map(|release| {
            Some(v1::Epoch {
                number: u64::from(release.number),
                published_at: release.released_at?,
                policy_version: hex::encode(release.rules),
            })
        });
        Ok(Response::new(v1::ListEpochsResponse { epochs: epochs.collect() }))
    }

    async fn list_releases(
        &self,
        _request: Request<v1::ListReleasesRequest>,
    ) -> Result<Response<v1::ListReleasesResponse>, Status> {
        let releases = self.exchange.releases().iter().map(|release| self.info(release)).collect();
        let statements = self.exchange.loss_statements();
        Ok(Response::new(v1::ListReleasesResponse {
            releases,
            losses_unknown: statements.is_some(),
            loss_statements: statements.unwrap_or_default().iter().map(loss_statement).collect(),
        }))
    }

    async fn export_synthetic(
        &self,
        request: Request<v1::ExportSyntheticRequest>,
    ) -> Result<Response<v1::ExportSyntheticResponse>, Status> {
        let caller = Caller::of(&request)?;
        let year = request.into_inner().year;
        let exchange = self.exchange.clone();
        let (years, synthetic, life) = blocking(move || exchange.synthetic(year)).await??;
        tracing::info!(caller = %caller.principal.spiffe_id(), "synthetic data");
        let fidelity = synthetic.fidelity.into_iter().map(|fidelity| {
            let (column, code) = fidelity.first;
            let (second_column, second_code) = fidelity.second.unwrap_or_default();
            v1::SyntheticFidelity {
                column,
                code,
                second_column,
                second_code,
                released: estimate(&fidelity.figure),
                synthetic: fidelity.rows,
                status: status(&fidelity.figure) as i32,
                low: fidelity.figure.low,
                high: fidelity.figure.high,
                precision: precision(fidelity.figure.letter) as i32,
            }
        });
        let rows = synthetic.rows.into_iter().map(|values| v1::SyntheticRow { values });
        Ok(Response::new(v1::ExportSyntheticResponse {
            first_year: years.first(),
            last_year: years.last(),
            columns: synthetic.header,
            rows: rows.collect(),
            fidelity: fidelity.collect(),
            rho_life: life.value(),
        }))
    }

    async fn get_release(
        &self,
        request: Request<v1::GetReleaseRequest>,
    ) -> Result<Response<v1::GetReleaseResponse>, Status> {
        let (release, plan) = self.exchange.release(request.into_inner().number)?;
        let plan = plan_message(&plan)?;
        Ok(Response::new(v1::GetReleaseResponse {
            release: Some(self.info(&release)),
            plan: Some(plan),
        }))
    }
}

#[tonic::async_trait]
impl v1::publication_service_server::PublicationService for Statistics {
    async fn preview_release(
        &self,
        request: Request<v1::PreviewReleaseRequest>,
    ) -> Result<Response<v1::PreviewReleaseResponse>, Status> {
        let plan = self.exchange.preview_release(scope(request.into_inner().scope)?).await?;
        Ok(Response::new(v1::PreviewReleaseResponse { plan: Some(plan_message(&plan)?) }))
    }

    async fn propose_release(
        &self,
        request: Request<v1::ProposeReleaseRequest>,
    ) -> Result<Response<v1::ProposeReleaseResponse>, Status> {
        let caller = Caller::of(&request)?;
        let scope = scope(request.into_inner().scope)?;
        let release = self.exchange.propose_release(&caller.by, signer(&caller), scope).await?;
        let (caller, number) = (caller.principal.spiffe_id(), release.number);
        tracing::info!(%caller, release = number, "release proposed");
        Ok(Response::new(v1::ProposeReleaseResponse { release: Some(self.info(&release)) }))
    }

    async fn approve_release(
        &self,
        request: Request<v1::ApproveReleaseRequest>,
    ) -> Result<Response<v1::ApproveReleaseResponse>, Status> {
        let caller = Caller::of(&request)?;
        let number = request.into_inner().number;
        let release = self.exchange.approve_release(&caller.by, signer(&caller), number).await?;
        tracing::info!(caller = %caller.principal.spiffe_id(), release = number, "released");
        Ok(Response::new(v1::ApproveReleaseResponse { release: Some(self.info(&release)) }))
    }

    async fn state_lost_releases(
        &self,
        request: Request<v1::StateLostReleasesRequest>,
    ) -> Result<Response<v1::StateLostReleasesResponse>, Status> {
        let caller = Caller::of(&request)?;
        let lost = request.into_inner().lost.into_iter().map(|message| scope(Some(message)));
        let lost = lost.collect::<Result<Vec<_>, _>>()?;
        let count = lost.len();
        let heard = self.exchange.state_losses(&caller.by, signer(&caller), lost).await?;
        let confirmed = heard.is_confirmed;
        tracing::warn!(caller = %caller.principal.spiffe_id(), lost = count, confirmed, "releases that were lost");
        Ok(Response::new(v1::StateLostReleasesResponse {
            confirmed,
            others: heard.others.iter().map(loss_statement).collect(),
            of_unknown_rules: heard.of_unknown_rules.into_iter().map(scope_message).collect(),
        }))
    }

    async fn check_epoch(
        &self,
        _request: Request<v1::CheckEpochRequest>,
    ) -> Result<Response<v1::CheckEpochResponse>, Status> {
        Err(replaced().into())
    }

    async fn publish_epoch(
        &self,
        _request: Request<v1::PublishEpochRequest>,
    ) -> Result<Response<v1::PublishEpochResponse>, Status> {
        Err(replaced().into())
    }
}

fn replaced() -> ExchangeError {
    ExchangeError::Precondition(
        Reason::Releases,
        "there are no epochs any more: one coordinator proposes a release, another one approves it (PreviewRelease, ProposeRelease, ApproveRelease)".into(),
    )
}

fn signer(caller: &Caller) -> Signer {
    let principal = &caller.principal;
    Signer { member: principal.member.clone(), person: principal.person.clone() }
}

fn scope(message: Option<v1::ReleaseScope>) -> Result<ReleaseScope, Status> {
    let message = message.unwrap_or_default();
    let kind = match message.kind() {
        v1::ReleaseKind::Provisional => ReleaseKind::Provisional,
        v1::ReleaseKind::Final => ReleaseKind::Final,
        v1::ReleaseKind::Unspecified => {
            return Err(invalid(&[Violation::new("scope.kind", "must be PROVISIONAL or FINAL")]));
        }
    };
    let years = Years::new(message.first_year, message.last_year).ok_or_else(|| {
        let rule = "must be years from 1900 to 2199, the last one not before the first";
        invalid(&[Violation::new("scope.first_year", rule)])
    })?;
    Ok(ReleaseScope { kind, years })
}

fn scope_message(scope: ReleaseScope) -> v1::ReleaseScope {
    let kind = match scope.kind {
        ReleaseKind::Provisional => v1::ReleaseKind::Provisional,
        ReleaseKind::Final => v1::ReleaseKind::Final,
    };
    let (first_year, last_year) = (scope.years.first(), scope.years.last());
    v1::ReleaseScope { kind: kind as i32, first_year, last_year }
}

fn info(release: &ReleaseInfo, not_final: Vec<i32>) -> v1::ReleaseInfo {
    let stage = match release.stage() {
        ReleaseStage::Proposed => v1::ReleaseStage::Proposed,
        ReleaseStage::Replaced => v1::ReleaseStage::Replaced,
        ReleaseStage::Approved => v1::ReleaseStage::Approved,
        ReleaseStage::Released => v1::ReleaseStage::Released,
        ReleaseStage::Lost => v1::ReleaseStage::Lost,
    };
    let signed = v1::ReleaseInfo {
        number: release.number,
        scope: Some(scope_message(release.scope)),
        stage: stage as i32,
        rules: release.rules.to_vec(),
        of_unknown_rules: release.is_of_unknown_rules(),
        ..Default::default()
    };
    let first = release.proposed_by.to_string();
    let second = release.approved_by.as_ref().map(ToString::to_string);
    let at = release.approved_at.unwrap_or_default();
    if release.stage() == ReleaseStage::Lost {
        let stated_by = [Some(first), second].into_iter().flatten().collect();
        return v1::ReleaseInfo { stated_by, stated_at: at, ..signed };
    }
    v1::ReleaseInfo {
        proposed_by: first,
        proposed_at: release.proposed_at,
        approved_by: second.unwrap_or_default(),
        approved_at: at,
        released_at: release.released_at.unwrap_or_default(),
        not_final,
        ..signed
    }
}

fn loss_statement(statement: &LossStatement) -> v1::LossStatement {
    v1::LossStatement {
        lost: statement.lost.iter().copied().map(scope_message).collect(),
        stated_by: statement.by.to_string(),
        stated_at: statement.at,
    }
}

fn plan_message(plan: &ReleasePlan) -> Result<v1::ReleasePlan, ExchangeError> {
    let (rules, scope) = (&plan.rules, plan.scope);
    let mut kinds = Vec::new();
    for kind in &rules.kinds {
        let cost = rules.cost(kind, scope.kind, plan.closes)?;
        let tables = rules.planned(kind, scope.kind, plan.closes)?;
        if tables.is_empty() {
            continue;
        }
        let tables = tables.into_iter().map(|(table, sigma)| v1::PlannedTable {
            yearly: table.dimensions.contains(&Dimension::Year),
            dimensions: table.dimensions.iter().map(|d| d.name().to_owned()).collect(),
            sigma,
        });
        kinds.push(v1::KindPlan {
            name: kind.population.name().into(),
            description: kind.population.description().into(),
            rho_year: cost.year.value(),
            rho_block: cost.block.value(),
            tables: tables.collect(),
        });
    }
    let exact = rules
        .exact
        .named()
        .into_iter()
        .filter(|(listed, _)| *listed)
        .map(|(_, name)| name.to_owned());
    Ok(v1::ReleasePlan {
        scope: Some(scope_message(scope)),
        block_first_year: rules.years.first(),
        block_last_year: rules.years.last(),
        closes_block: plan.closes,
        rules: rules.hash().to_vec(),
        rho_life: rules.life.value(),
        epsilon_life: rules.life.epsilon(1e-6),
        plan: rules.kinds.first().map(|kind| kind.plan.name.clone()).unwrap_or_default(),
        kinds,
        exact: exact.collect(),
    })
}

/// Runs what counts on a thread of its own, so that it does not hold up acknowledgements.
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

fn table(answer: &Answer, release: Option<v1::Release>) -> v1::QueryTableResponse {
    let cells = answer.cells.iter().map(|cell| {
        let figure = &cell.figure;
        v1::Cell {
            codes: cell.codes.clone(),
            status: status(figure) as i32,
            count: estimate(figure) as u64,
            low: figure.low,
            high: figure.high,
            precision: precision(figure.letter) as i32,
            basis: basis(figure.basis) as i32,
        }
    });
    v1::QueryTableResponse {
        release,
        group_by: answer.group_by.iter().map(|d| d.name().to_owned()).collect(),
        cells: cells.collect(),
    }
}

fn status(figure: &Figure) -> v1::CellStatus {
    match figure.told {
        Told::Estimate(_) => v1::CellStatus::Published,
        Told::Few => v1::CellStatus::Few,
        Told::Withheld => v1::CellStatus::Suppressed,
    }
}

fn estimate(figure: &Figure) -> f64 {
    match figure.told {
        Told::Estimate(value) => value,
        Told::Few | Told::Withheld => 0.0,
    }
}

fn precision(letter: Letter) -> v1::Precision {
    match letter {
        Letter::A => v1::Precision::A,
        Letter::B => v1::Precision::B,
        Letter::C => v1::Precision::C,
        Letter::Rough => v1::Precision::Rough,
    }
}

fn basis(basis: Basis) -> v1::Basis {
    match basis {
        Basis::Exact => v1::Basis::Exact,
        Basis::Measured => v1::Basis::Measured,
        Basis::Modelled => v1::Basis::Modelled,
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

fn label(label: &Label) -> v1::Label {
    v1::Label {
        sq: label.text(Language::Sq),
        sr: label.text(Language::SrLatn),
        en: label.text(Language::En),
        by_language: by_language(label.key()),
    }
}

/// Labels of a key by the tag of each language.
fn by_language(key: &str) -> HashMap<String, String> {
    words::by_language(key).collect()
}

/// Words of the codes of a dimension, but for codes of countries: a thousand names in each answer
/// would serve nobody.
fn code_words(dimension: Dimension) -> HashMap<String, v1::Words> {
    let codes = Catalog::everywhere(dimension).unwrap_or_default();
    codes
        .into_iter()
        .filter_map(|code| {
            let key = labels::code_key(dimension, &code)?;
            (!words::is_of_country(&key)).then(|| (code, words_of(&key)))
        })
        .collect()
}

/// Label and meaning of a key in every language.
fn words_of(key: &str) -> v1::Words {
    v1::Words { label: by_language(key), meaning: words::meanings(key).collect() }
}
