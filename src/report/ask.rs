//! Questions to the exchange, each asked once.

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use tonic::{Code, Response, Status};
use tonic_types::StatusExt;

use crate::client::Client;
use crate::domain::code_list::CodeList;
use crate::domain::period::{YearMonth, Years};
use crate::proto::{v1, year_month};
use crate::statistics::{Catalog, Dimension, Measure};

use super::cell::{Cell, Reason};

/// A report that cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// The exchange refused a question.
    #[error(transparent)]
    Refused(#[from] tonic::Status),
    /// The year cannot be reported.
    #[error("--year: {0}")]
    Year(String),
    /// A year to compare with is not earlier, or stands out of order.
    #[error("--compare: must be years before that of the report, each once, in their order")]
    Compare,
}

/// Restrictions of a question: dimensions, and the codes of each.
pub type Filters<'a> = &'a [(Dimension, &'a [&'a str])];

/// What was asked: measure, restrictions, and the year.
type Asked = (Measure, Vec<(Dimension, Vec<String>)>, i32);

/// Whom to tell, before a wait, that a member's calls are used up for the moment, and for how long.
pub type TellWait = fn(Duration);

/// The longest wait for another call.
const LONGEST: Duration = Duration::from_secs(60);

/// Makes a call, and makes it again where it came too early: once this was told, after the time that the
/// exchange names. Without anybody to tell, such a refusal is the answer.
async fn patiently<T, Call>(
    tell: Option<TellWait>,
    mut call: impl FnMut() -> Call,
) -> Result<T, Status>
where
    Call: Future<Output = Result<Response<T>, Status>>,
{
    loop {
        let status = match call().await {
            Ok(answer) => return Ok(answer.into_inner()),
            Err(status) => status,
        };
        let too_early = status.code() == Code::ResourceExhausted;
        let retry = status.get_details_retry_info().and_then(|info| info.retry_delay);
        match (tell, retry.filter(|wait| too_early && *wait <= LONGEST)) {
            (Some(tell), Some(wait)) => {
                // Whatever was named, it is no reason to ask without a pause.
                let wait = wait.max(Duration::from_secs(1));
                tell(wait);
                tokio::time::sleep(wait).await;
            }
            _ => return Err(status),
        }
    }
}

/// Somebody who asks the exchange, and keeps its answers.
pub struct Asker<'a> {
    client: &'a Client,
    tell: Option<TellWait>,
    /// Who asks.
    pub caller: v1::GetCallerResponse,
    /// The tier under which answers come.
    pub tier: v1::Tier,
    /// Years that questions are answered of.
    pub years: BTreeSet<i32>,
    /// Years that will be asked for: a question about one of them is asked of the others with it.
    pub wanted: BTreeSet<i32>,
    /// Releases that questions are answered from, oldest first.
    releases: Vec<v1::ReleaseInfo>,
    /// Codes that are told apart, by the name of the dimension.
    codes: HashMap<String, Vec<String>>,
    answers: HashMap<Asked, Cell>,
}

impl<'a> Asker<'a> {
    /// Asks what there is.
    ///
    /// # Errors
    /// When the exchange refuses, or has released nothing yet.
    pub async fn new(
        client: &'a Client,
        tier: v1::Tier,
        tell: Option<TellWait>,
    ) -> Result<Self, AskError> {
        let request = v1::GetCallerRequest {};
        let (members, figures) = (client.membership(), client.statistics());
        let caller = patiently(tell, || {
            let mut members = members.clone();
            async move { members.get_caller(request).await }
        });
        let caller = caller.await?;
        let request = v1::ListReleasesRequest {};
        let listed = patiently(tell, || {
            let mut figures = figures.clone();
            async move { figures.list_releases(request).await }
        });
        let mut releases = listed.await?.releases;
        releases.retain(|release| {
            release.stage() == v1::ReleaseStage::Released && years_of(release).is_some()
        });
        releases.sort_by_key(|release| release.number);
        let years = released_years(&releases);
        let request = v1::ListDimensionsRequest {};
        let listed = patiently(tell, || {
            let mut figures = figures.clone();
            async move { figures.list_dimensions(request).await }
        });
        let catalogue = listed.await?;
        // More than an exchange can have would cost its reader a question each.
        let codes = catalogue.dimensions.into_iter().map(|mut of| {
            of.codes.truncate(Catalog::MAX_CODES + 2);
            (of.name, of.codes)
        });
        let codes = codes.collect();
        // What a tier's name says is what the exchange gives, whatever was asked for.
        let request = v1::QueryTableRequest {
            measure: i32::from(Measure::Persons.number()),
            tier: tier as i32,
            ..Default::default()
        };
        let asked = patiently(tell, || {
            let (mut figures, request) = (figures.clone(), request.clone());
            async move { figures.query_table(request).await }
        });
        let answer = asked.await?;
        let tier = match answer.release.unwrap_or_default().tier.as_str() {
            "public" => v1::Tier::Public,
            "transnational" => v1::Tier::Transnational,
            _ => v1::Tier::National,
        };
        let (wanted, answers) = (BTreeSet::new(), HashMap::new());
        Ok(Self { client, tell, caller, tier, years, wanted, releases, codes, answers })
    }

    /// Asker under the tier of what goes out of the house.
    pub fn public(&self) -> Self {
        Self {
            client: self.client,
            tell: self.tell,
            caller: self.caller.clone(),
            tier: v1::Tier::Public,
            years: self.years.clone(),
            wanted: self.wanted.clone(),
            releases: self.releases.clone(),
            codes: self.codes.clone(),
            answers: HashMap::new(),
        }
    }

    /// The country of whoever asks: the exchange's own for its analysts.
    pub fn country(&self) -> &str {
        self.caller.member.as_ref().map_or("", |member| &member.country)
    }

    /// The codes of a dimension that releases tell apart.
    pub fn codes(&self, dimension: Dimension) -> &[String] {
        self.codes.get(dimension.name()).map_or(&[], Vec::as_slice)
    }

    /// A count of a year; nothing else is in the cell than what the exchange tells.
    ///
    /// # Errors
    /// When the exchange refuses for another reason than that it has no such figure.
    pub async fn count(
        &mut self,
        measure: Measure,
        filters: Filters<'_>,
        year: i32,
    ) -> Result<Cell, AskError> {
        if !self.years.contains(&year) {
            return Ok(Cell::Missing(Reason::NotReleased));
        }
        let mut asked = Vec::new();
        for (dimension, codes) in filters {
            let known = self.codes(*dimension);
            let codes: Vec<String> = codes
                .iter()
                .filter(|code| known.iter().any(|known| known == *code))
                .map(|code| (*code).to_owned())
                .collect();
            if codes.is_empty() {
                let is_measured = !known.is_empty();
                let reason = if is_measured { Reason::NotToldApart } else { Reason::NotMeasured };
                return Ok(Cell::Missing(reason));
            }
            asked.push((*dimension, codes));
        }
        let key = (measure, asked, year);
        if let Some(cell) = self.answers.get(&key) {
            return Ok(cell.clone());
        }
        self.ask(&key).await?;
        Ok(self.answers.get(&key).cloned().unwrap_or(Cell::Missing(Reason::NotMeasured)))
    }

    /// Asks one question, and keeps all that its answer tells: where the first restriction is to one code,
    /// the other codes are asked for with it, for most tables have a row for each; and so are other years of
    /// which the same was measured.
    async fn ask(&mut self, key: &Asked) -> Result<(), AskError> {
        let (measure, asked, year) = key;
        let split = match asked.first() {
            Some((dimension, codes)) if codes.len() == 1 && *dimension != Dimension::YearClosed => {
                Some(*dimension)
            }
            _ => None,
        };
        let rest = &asked[usize::from(split.is_some())..];
        let filter = |(dimension, codes): &(Dimension, Vec<String>)| v1::Filter {
            dimension: dimension.name().into(),
            codes: codes.clone(),
        };
        let mut filters: Vec<_> = rest.iter().map(filter).collect();
        // Proceedings may be counted by the year of closing instead.
        let is_closing = rest.iter().any(|(dimension, _)| *dimension == Dimension::YearClosed);
        let years = if is_closing { vec![*year] } else { self.together(*year) };
        let by_year = (years.len() > 1).then_some(Dimension::Year);
        if !is_closing {
            let codes = years.iter().map(ToString::to_string).collect();
            filters.push(v1::Filter { dimension: Dimension::Year.name().into(), codes });
        }
        let by = split.iter().chain(&by_year);
        let request = v1::QueryTableRequest {
            measure: i32::from(measure.number()),
            group_by: by.map(|dimension| dimension.name().to_owned()).collect(),
            filters,
            tier: self.tier as i32,
            ..Default::default()
        };
        let asked = patiently(self.tell, || {
            let (mut figures, request) = (self.client.statistics(), request.clone());
            async move { figures.query_table(request).await }
        });
        let cells = match asked.await {
            Ok(answer) => answer.cells,
            // The question is well formed: what is wrong with it is that nothing was measured.
            Err(status) if status.code() == Code::InvalidArgument => Vec::new(),
            Err(status) => return Err(status.into()),
        };
        let unit = unit_of(*measure);
        let with = |code: &str, year| {
            let first = split.map(|dimension| (dimension, vec![code.to_owned()]));
            (*measure, first.into_iter().chain(rest.iter().cloned()).collect::<Vec<_>>(), year)
        };
        // What no answer is there for was not measured.
        let codes = match split {
            Some(dimension) => self.codes(dimension).to_vec(),
            None => vec![String::new()],
        };
        for of in &years {
            for code in &codes {
                self.answers.insert(with(code, *of), Cell::Missing(Reason::NotMeasured));
            }
        }
        for cell in cells {
            let code = cell.codes.first().filter(|_| split.is_some()).map_or("", String::as_str);
            let of = match by_year {
                Some(_) => cell.codes.last().and_then(|year| year.parse().ok()),
                None => Some(*year),
            };
            if let Some(of) = of.filter(|year| years.contains(year)) {
                let figure = Cell::of_count(&cell, unit, self.tier);
                let figure = figure.provisional(self.is_provisional(of));
                self.answers.insert(with(code, of), figure);
            }
        }
        Ok(())
    }

    /// The years that are asked for together with one: of the same block of years and released in the same
    /// way, so that each is told exactly as it would be by itself.
    fn together(&self, year: i32) -> Vec<i32> {
        let how = |year| {
            let release = self.telling(year)?;
            Some((release.scope.unwrap_or_default().kind, &release.rules))
        };
        let own = how(year);
        let others = self.wanted.iter().copied().filter(|other| how(*other) == own);
        let years: BTreeSet<i32> = others.chain([year]).collect();
        years.into_iter().collect()
    }

    /// Whether the figures of a year are provisional: records of it may be missing.
    pub fn is_provisional(&self, year: i32) -> bool {
        let kind = |release: &v1::ReleaseInfo| release.scope.unwrap_or_default().kind();
        self.telling(year).is_some_and(|release| kind(release) == v1::ReleaseKind::Provisional)
    }

    /// The release that tells of a year: the final one, or else the latest provisional one.
    fn telling(&self, year: i32) -> Option<&v1::ReleaseInfo> {
        let of_year = self
            .releases
            .iter()
            .filter(|release| years_of(release).is_some_and(|years| years.contains(year)));
        of_year.max_by_key(|release| (release.scope.unwrap_or_default().kind, release.number))
    }

    /// The indicators of a year; nothing when it is not released.
    ///
    /// # Errors
    /// When the exchange refuses.
    pub async fn indicators(&self, year: i32) -> Result<Option<Vec<v1::Indicator>>, AskError> {
        if !self.years.contains(&year) {
            return Ok(None);
        }
        let month = |month| YearMonth::new(year, month).map(year_month);
        let period = Some(v1::Period { from: month(1), to: month(12) });
        let request = v1::GetIndicatorsRequest { period, tier: self.tier as i32 };
        let asked = patiently(self.tell, || {
            let mut figures = self.client.statistics();
            async move { figures.get_indicators(request).await }
        });
        let answer = asked.await?;
        Ok(Some(answer.indicators))
    }

    /// The releases that tell of some years, oldest first.
    pub fn releases(&self, years: &[i32]) -> impl Iterator<Item = &v1::ReleaseInfo> {
        let telling: BTreeSet<u32> = years
            .iter()
            .filter_map(|year| self.telling(*year))
            .map(|release| release.number)
            .collect();
        self.releases.iter().filter(move |release| telling.contains(&release.number))
    }
}

/// The years that questions are answered of.
pub fn released_years(releases: &[v1::ReleaseInfo]) -> BTreeSet<i32> {
    let released = releases.iter().filter(|of| of.stage() == v1::ReleaseStage::Released);
    let years = released.filter_map(years_of);
    years.flat_map(|years| years.first()..=years.last()).collect()
}

/// The years of some releases of which nothing final is told: records of them may be missing.
pub fn provisional_years<'a>(
    releases: impl Iterator<Item = &'a v1::ReleaseInfo> + Clone,
) -> BTreeSet<i32> {
    let of_kind = |kind| {
        let of = releases.clone().filter(move |of| of.scope.unwrap_or_default().kind() == kind);
        of.filter_map(years_of).flat_map(|years| years.first()..=years.last())
    };
    let finals: BTreeSet<i32> = of_kind(v1::ReleaseKind::Final).collect();
    of_kind(v1::ReleaseKind::Provisional).filter(|year| !finals.contains(year)).collect()
}

/// The unit of counts of a measure.
pub fn unit_of(measure: Measure) -> v1::Unit {
    match measure {
        Measure::Cases => v1::Unit::Cases,
        Measure::Defendants => v1::Unit::Defendants,
        Measure::Proceedings => v1::Unit::Proceedings,
        Measure::Referrals => v1::Unit::Referrals,
        _ => v1::Unit::Persons,
    }
}

/// The years of a release; nothing when they are none.
pub fn years_of(release: &v1::ReleaseInfo) -> Option<Years> {
    let scope = release.scope.unwrap_or_default();
    Years::new(scope.first_year, scope.last_year)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use tonic_types::ErrorDetails;

    use super::*;

    static WAITED: AtomicU64 = AtomicU64::new(0);

    fn too_early(wait: u64) -> Status {
        let details = ErrorDetails::with_retry_info(Some(Duration::from_secs(wait)));
        Status::with_error_details(Code::ResourceExhausted, "too many calls", details)
    }

    #[tokio::test]
    async fn a_call_that_comes_too_early_is_made_again_when_that_was_told() {
        let tell: TellWait = |wait| {
            let _ = WAITED.fetch_add(wait.as_secs(), Ordering::Relaxed);
        };
        let mut refusals = vec![too_early(0)];
        let call = || std::future::ready(refusals.pop().map_or(Ok(Response::new("answer")), Err));
        assert_eq!(patiently(Some(tell), call).await.unwrap(), "answer");
        assert_eq!(WAITED.load(Ordering::Relaxed), 1);
        // Nobody waits for hours, for another refusal, or in silence.
        for (tell, refusal) in [
            (Some(tell), too_early(3600)),
            (Some(tell), Status::permission_denied("no")),
            (Some(tell), Status::resource_exhausted("too large")),
            (None, too_early(1)),
        ] {
            let code = refusal.code();
            let call = || std::future::ready(Err::<Response<()>, _>(refusal.clone()));
            assert_eq!(patiently(tell, call).await.unwrap_err().code(), code);
        }
        assert_eq!(WAITED.load(Ordering::Relaxed), 1);
    }
}
