//! From sealed true counts to answers.

use serde::Serialize;
use zeroize::Zeroizing;

use crate::domain::period::Years;
use crate::statistics::{Facts, KeyDimension, Magnitude, Measure, Query, contributions, count};

use super::check::{CheckReport, check};
use super::lattice::Lattice;
use super::magnitude;
use super::noise::Noise;
use super::policy::{Policy, Tier, TierKind};

/// Fewer cells than this are not worth another thread.
const CELLS_OF_A_THREAD: usize = 1 << 13;

/// Whether a figure is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CellStatus {
    /// Shown, with noise.
    Published,
    /// Zero or too small to show: the two look the same.
    Suppressed,
    /// The sum of those parts that are shown; others are suppressed.
    Partial,
}

/// One cell of an answer. Only this room can make one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    status: CellStatus,
    count: u64,
    noise_bound: u32,
}

impl Cell {
    /// Whether it is shown.
    pub fn status(&self) -> CellStatus {
        self.status
    }

    /// The published count; 0 when suppressed.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The shown parts differ from their true counts by at most this.
    pub fn noise_bound(&self) -> u32 {
        self.noise_bound
    }
}

/// Under which rules figures were released.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Release {
    /// The epoch that they come from.
    pub epoch: u64,
    /// When it was published, Unix seconds.
    pub published_at: i64,
    /// Version of the policy in force when it was published.
    pub policy_version: String,
    /// Tier of the caller.
    pub tier: &'static str,
    /// Bound of the noise of a single cell.
    pub noise_bound: u32,
    /// Published counts are never below this.
    pub threshold: u32,
    /// A restriction that leaves out fewer than about this many units is ignored.
    pub low_effect: u32,
    /// Names of the protections in force.
    pub protections: Vec<String>,
}

/// An answer to a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    release: Release,
    group_by: Vec<String>,
    /// The codes of each dimension.
    codes: Vec<Vec<String>>,
    cells: Vec<Cell>,
    advice: Vec<String>,
}

impl Answer {
    /// Rules and epoch.
    pub fn release(&self) -> &Release {
        &self.release
    }

    /// Names of the dimensions of the cells' codes.
    pub fn group_by(&self) -> &[String] {
        &self.group_by
    }

    /// All cells, the last dimension fastest.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The codes of a cell, one for each dimension of the answer.
    pub fn codes(&self, cell: usize) -> Vec<&str> {
        let mut place = cell;
        let code = |codes: &'_ Vec<String>| {
            let code = place % codes.len();
            place /= codes.len();
            code
        };
        let places: Vec<usize> = self.codes.iter().rev().map(code).collect();
        let places = places.into_iter().rev();
        self.codes.iter().zip(places).map(|(codes, place)| codes[place].as_str()).collect()
    }

    /// The figure of an answer without dimensions.
    pub fn figure(&self) -> Figure {
        match self.cells.as_slice() {
            [cell] if cell.status != CellStatus::Suppressed => {
                Figure { status: cell.status, value: cell.count as f64 }
            }
            _ => Figure::SUPPRESSED,
        }
    }

    /// What the caller could ask instead when little is shown. Follows from the
    /// published cells alone.
    pub fn advice(&self) -> &[String] {
        &self.advice
    }
}

/// One protected figure of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Figure {
    status: CellStatus,
    value: f64,
}

impl Figure {
    /// A figure that is not shown.
    pub const SUPPRESSED: Self = Self { status: CellStatus::Suppressed, value: 0.0 };

    pub(super) fn published(value: f64) -> Self {
        Self { status: CellStatus::Published, value }
    }

    /// Whether it is shown.
    pub fn status(self) -> CellStatus {
        self.status
    }

    /// The figure; 0 when suppressed.
    pub fn value(self) -> f64 {
        self.value
    }
}

/// The share of one published figure in another, in whole percent. Nothing but
/// published figures enters; a part above the whole (noise) gives 100.
pub fn share(part: Figure, whole: Figure) -> Figure {
    combine(part, whole, |part, whole| (part / whole * 100.0).round().min(100.0))
}

/// The ratio of two published figures, rounded to one decimal.
pub fn ratio(a: Figure, b: Figure) -> Figure {
    combine(a, b, |a, b| (a / b * 10.0).round() / 10.0)
}

fn combine(a: Figure, b: Figure, f: impl Fn(f64, f64) -> f64) -> Figure {
    let shown = |figure: Figure| figure.status == CellStatus::Published && figure.value > 0.0;
    if shown(a) && shown(b) { Figure::published(f(a.value, b.value)) } else { Figure::SUPPRESSED }
}

/// Answers questions from one epoch for one tier.
pub struct Protector<'a> {
    facts: &'a Facts,
    policy: &'a Policy,
    tier: &'a Tier,
    release: Release,
    noise: Noise,
}

impl<'a> Protector<'a> {
    /// A protector of the facts of an epoch.
    pub fn new(
        facts: &'a Facts,
        policy: &'a Policy,
        kind: TierKind,
        epoch: u64,
        published_at: i64,
        cell_secret: Zeroizing<[u8; 32]>,
    ) -> Self {
        let tier = policy.tier(kind);
        let release = Release {
            epoch,
            published_at,
            policy_version: policy.version(),
            tier: kind.name(),
            noise_bound: policy.noise_bound,
            threshold: tier.threshold,
            low_effect: policy.low_effect,
            protections: policy.protections(),
        };
        Self { facts, policy, tier, release, noise: Noise::new(policy, cell_secret) }
    }

    /// Most dimensions of one question.
    pub fn max_dimensions(&self) -> usize {
        self.tier.max_dimensions
    }

    /// Periods of several years that are cells of their own.
    pub fn periods(&self) -> &[Years] {
        &self.policy.periods
    }

    /// Rules and epoch.
    pub fn release(&self) -> &Release {
        &self.release
    }

    /// Attacks everything that could be asked of these facts in up to three dimensions, with the
    /// truth at hand, before anybody else can. `previous` answers from the epoch before.
    pub fn check(&self, previous: Option<&Protector<'_>>) -> CheckReport {
        check(self, previous)
    }

    pub(super) fn facts(&self) -> &'a Facts {
        self.facts
    }

    pub(super) fn lattice(&self, query: &Query) -> Lattice<'_> {
        Lattice::new(self.facts, self.policy, self.tier, &self.noise, query)
    }

    /// Answers a question.
    pub fn answer(&self, query: &Query) -> Answer {
        let catalog = self.facts.catalog();
        let lattice = self.lattice(query);
        let parts: usize = query.filters.iter().map(|(_, codes)| codes.len()).product();

        let codes = query.group.iter().map(|(dimension, listed)| {
            let names = catalog.codes(*dimension);
            listed.iter().map(|code| names[usize::from(*code)].clone()).collect()
        });
        let cells = all_cells(&lattice, parts);
        let advice = self.advice(query, &cells);
        let group_by = query.group.iter().map(|(d, _)| d.name().to_owned()).collect();
        Answer { release: self.release.clone(), group_by, codes: codes.collect(), cells, advice }
    }

    /// Counts the cells of a question and tells only how many they are: what an answer costs
    /// before it is protected, for benches.
    pub fn count_unprotected(&self, query: &Query) -> usize {
        let keys = query.keys(self.facts.catalog()).into_iter();
        let keys: Vec<_> = keys.map(|key| self.facts.occurring(query.measure, &key)).collect();
        count(self.facts, query.measure, &keys).len()
    }

    /// The protected mean of a magnitude over the units of a question without
    /// dimensions to split by, divided by a number (months to years).
    pub fn mean(&self, query: &Query, magnitude: Magnitude, divisor: f64) -> Figure {
        let mut keys = query.keys(self.facts.catalog());
        // A mean has one cell: restrictions to several codes are taken together.
        for (key, (dimension, codes)) in keys.iter_mut().skip(query.group.len()).zip(&query.filters)
        {
            *key = KeyDimension::together(*dimension, codes.iter().copied());
        }
        let raw = contributions(self.facts, query.measure, &keys, magnitude);
        let name = format!("{} mean {magnitude:?}", query.canonical_name());
        let perturbed = i64::from(raw.cell.count) + self.noise.of(raw.cell, &name);
        if raw.cell.count < self.tier.minimum || perturbed < i64::from(self.tier.threshold) {
            return Figure::SUPPRESSED;
        }
        let noise = self.noise.of(raw.cell, &format!("{name} sum")) as f64
            / f64::from(self.policy.noise_bound);
        magnitude::mean(raw, noise, divisor).map_or(Figure::SUPPRESSED, Figure::published)
    }

    fn advice(&self, query: &Query, cells: &[Cell]) -> Vec<String> {
        let hidden = cells.iter().filter(|cell| cell.status == CellStatus::Suppressed).count();
        let mut advice = Vec::new();
        if cells.len() > 1 && hidden * 2 > cells.len() || hidden == cells.len() {
            let mut text = "Most cells are zero or too small to show.".to_owned();
            if query.group.len() + query.filters.len() > 1 {
                text += " Ask for fewer dimensions at once, or coarser ones (child instead of age_band).";
            }
            if !self.policy.periods.is_empty() && query.measure != Measure::Assistance {
                let periods: Vec<String> =
                    self.policy.periods.iter().map(Years::to_string).collect();
                text += &format!(" Periods published as a whole: {}.", periods.join(", "));
            }
            advice.push(text);
        }
        if cells.iter().any(|cell| cell.status == CellStatus::Partial) {
            advice.push("Cells marked partial are sums from which some parts are hidden.".into());
        }
        advice
    }
}

/// All cells of an answer, each of so many atomic ones.
///
/// Decided by threads of their own: one of a pool, while it waits for the table that others count,
/// could be given a cell that waits for the same table.
fn all_cells(lattice: &Lattice<'_>, parts: usize) -> Vec<Cell> {
    let count = lattice.len() / parts;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let share = count.div_ceil((count / CELLS_OF_A_THREAD).clamp(1, cores));
    let decide = |first: usize| -> Vec<Cell> {
        let mut places = lattice.places(first * parts);
        (first..(first + share).min(count)).map(|_| sum(lattice, parts, &mut places)).collect()
    };
    std::thread::scope(|scope| {
        let decide = &decide;
        let others: Vec<_> =
            (share..count).step_by(share).map(|first| scope.spawn(move || decide(first))).collect();
        let mut cells = decide(0);
        for other in others {
            cells.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        cells
    })
}

/// The sum of the released ones of some atomic cells, the first of which is at `places`; these
/// move on to the one after the last.
fn sum(lattice: &Lattice<'_>, parts: usize, places: &mut [usize]) -> Cell {
    let mut shown = 0;
    let mut cell = Cell { status: CellStatus::Suppressed, count: 0, noise_bound: 0 };
    for _ in 0..parts {
        if let Some(count) = lattice.release_at(places) {
            shown += 1;
            cell.count += count;
            cell.noise_bound += lattice.bound(places);
        }
        lattice.advance(places);
    }
    if shown > 0 {
        cell.status = if shown == parts { CellStatus::Published } else { CellStatus::Partial };
    }
    cell
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::{facts, population};
    use crate::statistics::Question;

    /// Whichever thread decides on a cell.
    #[test]
    fn a_large_table_is_its_cells() {
        let facts = facts(&population(3_000, 3), 0.0, 0.0);
        let policy = Policy::default();
        let secret = Zeroizing::new([1; 32]);
        let protector = Protector::new(&facts, &policy, TierKind::National, 1, 0, secret);
        let question = Question {
            measure: Measure::Persons,
            group_by: ["country_of_exploitation", "year", "gender"].map(String::from).into(),
            filters: vec![("trafficking_form".into(), vec!["CROSS_BORDER".into()])],
            period: None,
        };
        let query = Query::new(&question, facts.catalog(), 4, &[]).unwrap();
        let answer = protector.answer(&query);
        let lattice = protector.lattice(&query);
        assert!(answer.cells().len() > 2 * CELLS_OF_A_THREAD, "shared by threads");
        let shown = |cell: &Cell| (cell.status() == CellStatus::Published).then(|| cell.count());
        let released: Vec<_> = (0..lattice.len()).map(|cell| lattice.release(cell)).collect();
        assert_eq!(answer.cells().iter().map(shown).collect::<Vec<_>>(), released);
        assert!(released.iter().flatten().count() > 10);
    }
}
