//! From sealed true counts to answers.

use serde::Serialize;
use zeroize::Zeroizing;

use crate::domain::period::Years;
use crate::statistics::{Facts, KeyDimension, Magnitude, Measure, Query, contributions};

use super::check::{CheckReport, check};
use super::lattice::Lattice;
use super::magnitude;
use super::noise::Noise;
use super::policy::{Policy, Tier, TierKind};

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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    codes: Vec<String>,
    status: CellStatus,
    count: u64,
    noise_bound: u32,
}

impl Cell {
    /// A code for each dimension of the answer.
    pub fn codes(&self) -> &[String] {
        &self.codes
    }

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

        let code_lists: Vec<Vec<String>> =
            query.group.iter().map(|(dimension, _)| catalog.codes(*dimension)).collect();
        let mut cells = Vec::with_capacity(lattice.len() / parts);
        for index in 0..lattice.len() / parts {
            let mut codes = Vec::with_capacity(query.group.len());
            let mut place = index;
            for ((_, listed), names) in query.group.iter().zip(&code_lists).rev() {
                codes.push(names[usize::from(listed[place % listed.len()])].clone());
                place /= listed.len();
            }
            codes.reverse();
            cells.push(sum(codes, &lattice, index * parts..(index + 1) * parts));
        }
        let advice = self.advice(query, &cells);
        let group_by = query.group.iter().map(|(d, _)| d.name().to_owned()).collect();
        Answer { release: self.release.clone(), group_by, cells, advice }
    }

    /// Answers a question without dimensions to split by.
    pub fn figure(&self, query: &Query) -> Figure {
        match self.answer(query).cells.as_slice() {
            [cell] if cell.status == CellStatus::Published => Figure::published(cell.count as f64),
            [cell] if cell.status == CellStatus::Partial => {
                Figure { status: CellStatus::Partial, value: cell.count as f64 }
            }
            _ => Figure::SUPPRESSED,
        }
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

/// The sum of the released ones of some atomic cells.
fn sum(codes: Vec<String>, lattice: &Lattice<'_>, parts: std::ops::Range<usize>) -> Cell {
    let all = parts.len();
    let shown: Vec<(u64, u32)> = parts
        .filter_map(|part| lattice.release(part).map(|count| (count, lattice.bound(part))))
        .collect();
    let status = match shown.len() {
        0 => CellStatus::Suppressed,
        n if n == all => CellStatus::Published,
        _ => CellStatus::Partial,
    };
    let count = shown.iter().map(|(count, _)| count).sum();
    let noise_bound = shown.iter().map(|(_, bound)| bound).sum();
    Cell { codes, status, count, noise_bound }
}
