//! Attacks on a candidate epoch before it opens. The lattice of an epoch is finite, so that
//! whoever holds the truth can try everything that an analyst could; what comes out are shares
//! with limits, and how much is answered, never a cell.

use itertools::Itertools;

use crate::statistics::{Dimension, MAX_CELLS, Measure, Query, Question};

use super::answer::Protector;
use super::lattice::Lattice;

/// An attack and what it reached.
#[derive(Clone, Debug, PartialEq)]
pub struct Attack {
    /// Its name.
    pub name: &'static str,
    /// What the figure is.
    pub what: &'static str,
    /// How often it was tried.
    pub trials: u64,
    /// The share in which it succeeded.
    pub figure: f64,
    /// What it may reach.
    pub limit: f64,
}

impl Attack {
    /// Whether the epoch withstands it. A few hits among few trials are chance, where chance has
    /// a part in it at all.
    pub fn is_withstood(&self) -> bool {
        let hits = (self.figure * self.trials as f64).round();
        let chance = if self.limit > 0.0 { CHANCE } else { 0.0 };
        self.figure <= self.limit || hits <= chance
    }
}

/// How much is answered of cells of ten and more.
#[derive(Clone, Debug, PartialEq)]
pub struct Utility {
    /// Number of dimensions.
    pub dimensions: usize,
    /// Share of them that is shown.
    pub answered: f64,
    /// Median relative error of the shown ones.
    pub median_error: f64,
}

/// What a check found.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckReport {
    /// The attacks.
    pub attacks: Vec<Attack>,
    /// What is left of the data.
    pub utility: Vec<Utility>,
}

/// Hits that tell nothing.
const CHANCE: f64 = 3.0;
/// Tables of three dimensions that are tried; all of one and two are.
const THREE_WAY: usize = 150;
/// A table larger than this is left out, as the question would be.
const LARGEST: usize = if MAX_CELLS < 1 << 17 { MAX_CELLS } else { 1 << 17 };

#[derive(Clone, Copy, Default)]
struct Tally {
    trials: u64,
    hits: u64,
}

impl Tally {
    fn count(&mut self, hit: bool) {
        self.trials += 1;
        self.hits += u64::from(hit);
    }

    fn attack(self, name: &'static str, what: &'static str, limit: f64) -> Attack {
        let figure = if self.trials == 0 { 0.0 } else { self.hits as f64 / self.trials as f64 };
        Attack { name, what, trials: self.trials, figure, limit }
    }
}

#[derive(Default)]
struct Tallies {
    small: Tally,
    differences: Tally,
    margins: Tally,
    groups: Tally,
    epochs: Tally,
}

pub(super) fn check(candidate: &Protector<'_>, previous: Option<&Protector<'_>>) -> CheckReport {
    let mut tallies = Tallies::default();
    let mut utility = Vec::new();
    for dimensions in 1..=candidate.max_dimensions().min(3) {
        let (mut asked, mut errors) = (0u64, Vec::new());
        for query in queries(candidate, dimensions) {
            let lattice = candidate.lattice(&query);
            let before = previous.map(|previous| previous.lattice(&query));
            // Another list of years or regions: the cells are not the same.
            let before = before.filter(|before| before.len() == lattice.len());
            for index in 0..lattice.len() {
                let truth = lattice.truth(index);
                if truth == 0 {
                    continue;
                }
                let shown = lattice.release(index);
                if truth >= 10 {
                    asked += 1;
                    let error = |shown: u64| shown.abs_diff(truth.into()) as f64;
                    errors.extend(shown.map(|shown| error(shown) / f64::from(truth)));
                }
                attack(&mut tallies, &lattice, index, truth, shown);
                if let Some(before) = &before {
                    let old = before.truth(index);
                    let changed = i64::from(truth) - i64::from(old);
                    if (1..=4).contains(&changed.abs()) {
                        let published = shown.zip(before.release(index));
                        let told = published.map(|(new, old)| new as i64 - old as i64);
                        tallies.epochs.count(told == Some(changed));
                    }
                }
            }
            if dimensions == 2 && !query.groups().any(Dimension::is_multi_valued) {
                margins(&mut tallies.margins, &lattice);
            }
        }
        errors.sort_unstable_by(f64::total_cmp);
        utility.push(Utility {
            dimensions,
            answered: if asked == 0 { 0.0 } else { errors.len() as f64 / asked as f64 },
            median_error: errors.get(errors.len() / 2).copied().unwrap_or(0.0),
        });
    }
    let Tallies { small, differences, margins, groups, epochs } = tallies;
    CheckReport {
        attacks: vec![
            small.attack("small cells", "cells of 1 to 4 that are shown", 0.0),
            differences.attack(
                "differencing",
                "restrictions that leave out 1 to 4 and are told exactly by subtraction",
                0.05,
            ),
            margins.attack(
                "margins less inner cells",
                "single hidden cells of a row that are told exactly by subtraction",
                0.30,
            ),
            groups.attack(
                "group disclosure",
                "groups of which over 95 % share a sensitive code that are shown to do so",
                0.02,
            ),
            epochs.attack(
                "comparing epochs",
                "cells that changed by 1 to 4 since the last epoch and are told so exactly",
                0.30,
            ),
        ],
        utility,
    }
}

fn attack(
    tallies: &mut Tallies,
    lattice: &Lattice<'_>,
    index: usize,
    truth: u32,
    shown: Option<u64>,
) {
    if truth <= 4 {
        tallies.small.count(shown.is_some());
        return;
    }
    let places = lattice.places(index);
    for axis in 0..places.len() {
        let base = lattice.truth_without(index, axis);
        let left_out = base - truth;
        if (1..=4).contains(&left_out) {
            let both = lattice.release_without(index, axis).zip(shown);
            let told = both.map(|(base, cell)| base as i64 - cell as i64);
            tallies.differences.count(told == Some(left_out.into()));
        }
        if lattice.is_sensitive(axis, &places)
            && base >= 10
            && f64::from(truth) > 0.95 * f64::from(base)
        {
            let both = lattice.release_without(index, axis).zip(shown);
            tallies.groups.count(both.is_some_and(|(base, cell)| cell as f64 >= 0.9 * base as f64));
        }
    }
}

/// Rows of a two-way table with a single hidden cell: what is left of the total.
fn margins(tally: &mut Tally, lattice: &Lattice<'_>) {
    let mut rows: std::collections::BTreeMap<(usize, usize), Vec<usize>> = Default::default();
    for index in 0..lattice.len() {
        for (axis, place) in lattice.places(index).into_iter().enumerate() {
            rows.entry((axis, place)).or_default().push(index);
        }
    }
    for ((axis, _), cells) in rows {
        let Some(total) = lattice.release_without(cells[0], 1 - axis) else { continue };
        let mut hidden = Vec::new();
        let mut shown = 0;
        for cell in cells {
            match lattice.release(cell) {
                Some(count) => shown += count as i64,
                None if lattice.truth(cell) > 0 => hidden.push(cell),
                None => {}
            }
        }
        if let [cell] = hidden.as_slice() {
            tally.count(total as i64 - shown == i64::from(lattice.truth(*cell)));
        }
    }
}

/// All questions about victims that split by so many dimensions; a sample of the larger ones.
fn queries(protector: &Protector<'_>, count: usize) -> Vec<Query> {
    let all: Vec<Dimension> = Measure::Persons.dimensions().collect();
    let catalog = protector.facts().catalog();
    let mut queries = Vec::new();
    for choice in (0..all.len()).combinations(count) {
        let group_by: Vec<String> =
            choice.iter().map(|place| all[*place].name().to_owned()).collect();
        let cells: usize = choice.iter().map(|place| catalog.codes(all[*place]).len()).product();
        if cells > LARGEST {
            continue;
        }
        let question =
            Question { measure: Measure::Persons, group_by, filters: Vec::new(), period: None };
        queries.extend(Query::new(&question, catalog, count, &[]));
    }
    // Spread over all choices.
    let step = if count < 3 { 1 } else { queries.len().div_ceil(THREE_WAY).max(1) };
    queries.into_iter().step_by(step).collect()
}
