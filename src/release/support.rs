//! The rows of a fitted table, before they have weights: drawn from one-way margins, independently
//! but for dimensions that hang together strongly,
//! with a public seed.
//!
//! Nothing here sees a person: margins come from measured tables, or follow from a rule.

use std::collections::BTreeMap;

use fastrand::Rng;

use super::domains::{Domains, NOWHERE};
use super::fitted::Tuning;
use super::forest::{Edge, forest};
use super::lists::{list, services};
use super::measure::Measured;
use super::nationals::{self, Counts};
use super::plan::{Plan, Shape};
use super::rows::{Layout, Rows, ServiceCode};
use crate::statistics::Dimension;

/// The fewest rows of a table.
const FEWEST: usize = 40_000;
/// The most.
const MOST: usize = 1_000_000;
/// Rows for each unit in between.
const OF_A_UNIT: usize = 40;
/// No code has a smaller share of the rows: rows that are not there cannot get weight.
pub(super) const SMALLEST_SHARE: f64 = 0.0005;

/// Sums of noise alone are not taken for counts beyond this factor.
const MOST_SCALED: f64 = 1.5;

/// No code begins with less than this many units.
const SMALLEST_COUNT: f64 = 0.05;

/// Rows and the weight with which each begins.
pub(super) struct Support {
    pub rows: Rows,
    pub weights: Vec<f64>,
    /// The estimated number of units, and its variance.
    pub total: (f64, f64),
}

/// A sum of measured cells, weighed by its precision.
#[derive(Clone, Copy, Default)]
struct Pooled {
    sum: f64,
    precision: f64,
}

impl Pooled {
    fn add(&mut self, value: f64, variance: f64) {
        self.sum += value / variance;
        self.precision += 1.0 / variance;
    }

    fn mean(self) -> f64 {
        if self.precision > 0.0 { self.sum / self.precision } else { 0.0 }
    }

    /// The mean, drawn to zero as far as it may be noise alone: there are many codes that nobody
    /// has, and none of them has less than nobody.
    fn shrunk(self) -> f64 {
        let mean = self.mean().max(0.0);
        mean * mean * mean / (mean * mean + 1.0 / self.precision.max(1e-9))
    }
}

/// All codes of a margin, shrunk, with the sum that was measured: what is taken from codes that may
/// be noise is had by the others.
fn shrunk(margin: Vec<Pooled>) -> Vec<f64> {
    let sum: f64 = margin.iter().map(|code| code.mean()).sum();
    let shrunk: Vec<f64> = margin.into_iter().map(Pooled::shrunk).collect();
    let of_shrunk: f64 = shrunk.iter().sum();
    let scale = (sum / of_shrunk.max(1.0)).clamp(1.0, MOST_SCALED);
    shrunk.into_iter().map(|count| count * scale).collect()
}

/// One-way margins as measured: for each dimension the count of each code.
struct Margins {
    of: BTreeMap<Dimension, Vec<f64>>,
    /// The variance of a code of each, as it was measured.
    variances: BTreeMap<Dimension, f64>,
    /// Of each service: how many get it in any year, where a table without years tells.
    served: Option<Vec<f64>>,
    total: f64,
    variance: f64,
}

/// Draws the rows of a release, as many as its size asks for unless `count` says. `exact_total` is
/// the number of units where it is published; `country` the exchange's own, where all persons are
/// identified unless a table says otherwise.
pub(super) fn draw(
    measured: &[Measured],
    domains: &Domains,
    plan: &Plan,
    exact_total: Option<f64>,
    seed: u64,
    Tuning { rows: count, country }: Tuning<'_>,
) -> Support {
    let margins = margins(measured, domains, plan, exact_total);
    let total = margins.total;
    let count = count.unwrap_or((OF_A_UNIT * total as usize).clamp(FEWEST, MOST));
    let mut random = Rng::with_seed(seed);
    let mut rows = Rows { count, ..Rows::default() };
    let mut weights = vec![total / count as f64; count];
    let foreign = country.and_then(|country| margins.foreign(domains, country));
    let is_foreign = |dimension| dimension == Dimension::ForeignNational && foreign.is_some();
    let mut edges = forest(measured, domains, plan, total, |dimension| {
        !is_derived(dimension, &margins.of) && !is_foreign(dimension)
    });
    edges.extend(foreign);
    for (dimension, margin) in &margins.of {
        let given = edges.iter().any(|edge| edge.child == *dimension);
        if plan.shape(*dimension) != Shape::Single || given {
            continue;
        }
        let shares = shares(margin, total);
        let column = column(&shares, count, &mut random);
        // A derived code follows another one and has no weight of its own.
        if !is_derived(*dimension, &margins.of) {
            let begins: Vec<f64> =
                shares.iter().map(|share| share / share.max(SMALLEST_SHARE)).collect();
            weights.iter_mut().zip(&column).for_each(|(w, code)| *w *= begins[usize::from(*code)]);
        }
        rows.ones.insert(*dimension, column);
    }
    for edge in &edges {
        let Some(margin) = margins.of.get(&edge.child) else { continue };
        given(&mut rows, &mut weights, edge, margin, total, &mut random);
    }
    derive(&mut rows, domains, &mut random);
    for (dimension, margin) in &margins.of {
        if let Shape::List(most) = plan.shape(*dimension) {
            let list = if *dimension == Dimension::Service {
                let served = margins.served.as_deref();
                services(&rows, domains.year_count(), margin, served, total, most, &mut random)
            } else {
                list(count, margin, total, most, &mut random)
            };
            rows.lists.insert(*dimension, list);
        }
    }
    Support { rows, weights, total: (total, margins.variance) }
}

/// Whether a dimension follows from others of the release.
fn is_derived(dimension: Dimension, known: &BTreeMap<Dimension, Vec<f64>>) -> bool {
    match dimension {
        Dimension::Child => known.contains_key(&Dimension::AgeBand),
        Dimension::ForeignNational => {
            known.contains_key(&Dimension::Citizenship)
                && known.contains_key(&Dimension::CountryOfIdentification)
        }
        _ => false,
    }
}

impl Margins {
    /// Foreign nationals by citizenship, where no table tells of the country of identification.
    fn foreign(&self, domains: &Domains, country: &str) -> Option<Edge> {
        if is_derived(Dimension::ForeignNational, &self.of) {
            return None;
        }
        let counts = |dimension| {
            let variance = self.variances.get(&dimension).copied()?;
            Some(Counts { of: self.of.get(&dimension)?, variance })
        };
        let citizenships = counts(Dimension::Citizenship)?;
        let foreign = counts(Dimension::ForeignNational)?;
        nationals::by_citizenship(domains, country, &citizenships, &foreign, self.total)
    }
}

fn margins(
    measured: &[Measured],
    domains: &Domains,
    plan: &Plan,
    exact_total: Option<f64>,
) -> Margins {
    let mut of_total = Pooled::default();
    let mut pooled: BTreeMap<Dimension, Vec<Pooled>> = BTreeMap::new();
    let mut services: Option<Vec<Pooled>> = None;
    let mut times: BTreeMap<Dimension, Vec<Pooled>> = BTreeMap::new();
    for table in measured.iter().filter(|table| !table.is_exact()) {
        let Some(layout) = Layout::new(&table.dimensions, domains, plan) else { continue };
        let variance = table.variance.value();
        let whole = table.values.iter().all(Option::is_some);
        let is_list = |d: Dimension| plan.shape(d) != Shape::Single;
        let has_list = layout.dimensions.iter().any(|d| is_list(*d));
        if whole && !has_list {
            let sum: i64 = table.values.iter().flatten().sum();
            of_total.add(sum as f64, variance * layout.cells as f64);
        }
        for (place, dimension) in layout.dimensions.iter().enumerate() {
            // A dimension beside a list counts units several times over; the year of services is
            // another year.
            if has_list && !is_list(*dimension) {
                continue;
            }
            if *dimension == Dimension::AssistanceReceived {
                continue;
            }
            let of_service = [Dimension::Year, Dimension::AssistanceReceived];
            if *dimension == Dimension::Service
                && of_service.iter().all(|other| layout.dimensions.contains(other))
            {
                let count = ServiceCode::count(layout.sizes[place], domains.year_count());
                let of = services.get_or_insert_with(|| vec![Pooled::default(); count]);
                let mut sums = vec![(0.0, 0.0); count];
                for (cell, value) in table.values.iter().enumerate() {
                    if let Some(value) = value {
                        let sum = &mut sums[layout.list_code(cell)];
                        *sum = (sum.0 + *value as f64, sum.1 + variance);
                    }
                }
                of.iter_mut()
                    .zip(sums)
                    .filter(|(_, sum)| sum.1 > 0.0)
                    .for_each(|(pooled, (sum, variance))| pooled.add(sum, variance));
                continue;
            }
            // By years, a service that is given in two of them counts twice.
            let by_years =
                *dimension == Dimension::Service && layout.dimensions.contains(&Dimension::Year);
            let pooled = if by_years { &mut times } else { &mut pooled };
            let of = pooled
                .entry(*dimension)
                .or_insert_with(|| vec![Pooled::default(); layout.sizes[place]]);
            let mut sums = vec![(0.0, 0.0); of.len()];
            for (cell, value) in table.values.iter().enumerate() {
                if let (Some(value), Some(place)) = (value, layout.place_in(cell, *dimension)) {
                    sums[place] = (sums[place].0 + *value as f64, sums[place].1 + variance);
                }
            }
            // A part of the years tells of the years alone.
            if whole || *dimension == Dimension::Year {
                of.iter_mut()
                    .zip(sums)
                    .filter(|(_, sum)| sum.1 > 0.0)
                    .for_each(|(pooled, (sum, variance))| pooled.add(sum, variance));
            } else {
                // Better than nothing: shares of the years that were measured.
                of.iter_mut()
                    .zip(sums)
                    .filter(|(_, sum)| sum.1 > 0.0)
                    .for_each(|(pooled, (sum, variance))| pooled.add(sum, variance * 1e3));
            }
        }
    }
    let of_years = pooled.get(&Dimension::Year);
    let by_years = of_years.map(|years| years.iter().map(|year| year.mean()).sum::<f64>());
    let estimated =
        if of_total.precision > 0.0 { of_total.mean() } else { by_years.unwrap_or(0.0) };
    let total = exact_total.unwrap_or(estimated).max(1.0);
    let variance = |codes: &Vec<Pooled>| {
        let precision: f64 = codes.iter().map(|code| code.precision).sum();
        codes.len() as f64 / precision.max(1e-9)
    };
    let variances = pooled.iter().map(|(d, codes)| (*d, variance(codes))).collect();
    let mut of: BTreeMap<Dimension, Vec<f64>> =
        pooled.into_iter().map(|(dimension, margin)| (dimension, shrunk(margin))).collect();
    let served = of.get(&Dimension::Service).cloned();
    if let (None, Some(times)) = (&served, times.remove(&Dimension::Service)) {
        of.insert(Dimension::Service, shrunk(times));
    }
    if let Some(services) = services {
        of.insert(Dimension::Service, shrunk(services));
    } else if let Some(margin) = of.get_mut(&Dimension::Service) {
        // Services without their years: the same share in each.
        let parts = ServiceCode::count(1, domains.year_count());
        let spread = |count: &f64| vec![count / parts as f64; parts];
        *margin = margin.iter().flat_map(spread).collect();
    }
    let variance = 1.0 / of_total.precision.max(1e-6);
    Margins { of, variances, served, total, variance }
}

/// Shares of a margin that add up to 1; none is nothing.
fn shares(margin: &[f64], total: f64) -> Vec<f64> {
    let smallest = SMALLEST_COUNT / total;
    let sum: f64 = margin.iter().sum::<f64>().max(smallest);
    let shares: Vec<f64> = margin.iter().map(|count| (count / sum).max(smallest)).collect();
    let sum: f64 = shares.iter().sum();
    shares.iter().map(|share| share / sum).collect()
}

/// A column with just these shares, but with some rows for each code, shuffled.
fn column(shares: &[f64], count: usize, random: &mut Rng) -> Vec<u8> {
    let sum: f64 = shares.iter().map(|share| share.max(SMALLEST_SHARE)).sum();
    let mut column = Vec::with_capacity(count);
    let mut upper = 0.0;
    for (code, share) in shares.iter().enumerate() {
        upper += share.max(SMALLEST_SHARE) / sum * count as f64;
        let end = (upper.round() as usize).min(count);
        column.resize(column.len().max(end), code as u8);
    }
    column.resize(count, column.last().copied().unwrap_or(0));
    random.shuffle(&mut column);
    column
}

/// A column that hangs on another one: for each code of the parent the shares of the codes of the
/// child, as measured together.
fn given(
    rows: &mut Rows,
    weights: &mut [f64],
    edge: &Edge,
    margin: &[f64],
    total: f64,
    random: &mut Rng,
) {
    let Some(parents) = rows.ones.get(&edge.parent) else { return };
    let mut column = vec![0u8; rows.count];
    for (code, joint) in edge.joint.chunks(margin.len()).enumerate() {
        let known: f64 = joint.iter().sum();
        // Of a code that hardly anybody has too little is known.
        let shares = if known < 1.0 { shares(margin, total) } else { shares(joint, known) };
        let of_code: Vec<usize> =
            (0..rows.count).filter(|row| usize::from(parents[*row]) == code).collect();
        let drawn = self::column(&shares, of_code.len(), random);
        for (row, child) in of_code.into_iter().zip(drawn) {
            let share = shares[usize::from(child)];
            weights[row] *= share / share.max(SMALLEST_SHARE);
            column[row] = child;
        }
    }
    rows.ones.insert(edge.child, column);
}

/// Dimensions that follow from others: a child is who is below 18, a foreign national who is no
/// citizen of the country of identification.
fn derive(rows: &mut Rows, domains: &Domains, random: &mut Rng) {
    let place = |dimension, code: &str| {
        domains.of(dimension).and_then(|domain| domain.place(code)).unwrap_or(NOWHERE)
    };
    if rows.ones.contains_key(&Dimension::Child)
        && let Some(ages) = rows.ones.get(&Dimension::AgeBand)
    {
        let of_age: Vec<u8> = domains.of(Dimension::AgeBand).map_or(vec![], |ages| {
            let child = |code: &String| match code.as_str() {
                "FROM_0_TO_8" | "FROM_9_TO_17" => "YES",
                "UNKNOWN" => "UNKNOWN",
                crate::statistics::NOT_REPORTED => "NOT_REPORTED",
                _ => "NO",
            };
            ages.codes().iter().map(|code| place(Dimension::Child, child(code))).collect()
        });
        let children = ages.iter().map(|age| of_age[usize::from(*age)]).collect();
        rows.ones.insert(Dimension::Child, children);
    }
    if rows.ones.contains_key(&Dimension::ForeignNational)
        && let (Some(citizens), Some(countries)) = (
            rows.ones.get(&Dimension::Citizenship),
            rows.ones.get(&Dimension::CountryOfIdentification),
        )
    {
        let yes = place(Dimension::ForeignNational, "YES");
        let no = place(Dimension::ForeignNational, "NO");
        let code = |dimension, place: u8| {
            domains.of(dimension).map_or("", |domain| domain.codes()[usize::from(place)].as_str())
        };
        let foreign = |(citizen, country): (&u8, &u8)| {
            let citizen = code(Dimension::Citizenship, *citizen);
            let country = code(Dimension::CountryOfIdentification, *country);
            let vague = |code: &str| matches!(code, "MULTIPLE" | "OTHER");
            match (citizen, country) {
                (crate::statistics::NOT_REPORTED, _) | (_, crate::statistics::NOT_REPORTED) => 0,
                (a, b) if vague(a) && vague(b) || [a, b].contains(&super::domains::MULTIPLE) => {
                    if random.bool() {
                        yes
                    } else {
                        no
                    }
                }
                (a, b) if a == b => no,
                _ => yes,
            }
        };
        let foreign = citizens.iter().zip(countries).map(foreign).collect();
        rows.ones.insert(Dimension::ForeignNational, foreign);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_rows_and_none_begins_with_what_may_be_noise() {
        let mut random = Rng::with_seed(1);
        let shares = shares(&[60.0, 40.0, 0.0], 100.0);
        assert!((shares[0] - 0.6).abs() < 0.01 && shares[2] < 0.001);
        let column = column(&shares, 10_000, &mut random);
        let count = |code| column.iter().filter(|known| **known == code).count();
        assert_eq!(column.len(), 10_000);
        assert!((5..=10).contains(&count(2)) && count(0).abs_diff(6_000) < 20);
        let pooled = |value, variance| {
            let mut pooled = Pooled::default();
            pooled.add(value, variance);
            pooled.shrunk()
        };
        assert_eq!(pooled(-3.0, 16.0), 0.0);
        assert!(pooled(3.0, 16.0) < 1.2 && pooled(100.0, 16.0) > 99.0);
    }
}
