//! What the noise withstands, against the strongest adversary: one who knows everything of
//! everybody, but for one fact.

use itertools::Itertools;

use super::budget::Rho;
use super::cholesky::Lower;
use super::gaussian::{Variance, draw};
use super::measure::{Measured, Wanted, charges, measure};
use super::plan::Plan;
use super::rows::{BoundedUnits, Layout, Unit};
use super::stream::Seed;
use super::trials::{FINAL, PROVISIONAL, Trial, domains, persons, wanted};
use crate::statistics::Dimension;

pub(super) fn spent_on(plan: &Plan) -> Vec<Wanted> {
    let mut all = wanted(plan, &plan.last, FINAL);
    all.extend(wanted(plan, &plan.provisional, PROVISIONAL));
    all
}

/// True counts: with one seed noise is the same, and a difference of two releases is one of counts.
pub(super) fn counts(plan: &Plan, units: &[Unit], wanted: &[Wanted]) -> Vec<Vec<i64>> {
    release(plan, units, wanted, 9)
}

pub(super) fn release(plan: &Plan, units: &[Unit], wanted: &[Wanted], seed: u64) -> Vec<Vec<i64>> {
    let domains = domains(plan, 4);
    let units = BoundedUnits::new(units.iter().cloned(), &domains, plan, &[1; 32]);
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let seed = Seed::from_bytes(bytes);
    let admitted = vec![true; units.len()];
    let measured = measure(&units, &admitted, &domains, plan, wanted, &seed, b"x").unwrap();
    measured.into_iter().map(|table| table.values.into_iter().flatten().collect()).collect()
}

/// Whoever comes or goes, whatever the facts: no table moves by more than its noise is made for,
/// and each is charged for what it moves.
#[test]
fn nobody_moves_a_table_by_more_than_is_paid_for() {
    for plan in [Plan::h1(), Plan::h2(), Plan::h3()] {
        let wanted = spent_on(&plan);
        let domains = domains(&plan, 4);
        let all = persons(60, 4, 5);
        let whole = counts(&plan, &all, &wanted);
        for place in 0..20 {
            let mut others = all.clone();
            let mut gone = others.remove(place);
            if place % 2 == 0 {
                // As many codes and services as can be.
                for dimension in Dimension::ALL {
                    gone.codes.entry(*dimension).or_default().extend(1..=6);
                }
                gone.codes.insert(Dimension::Year, vec![9]);
            }
            let without = counts(&plan, &others, &wanted);
            let mut with = others.clone();
            with.insert(place, gone.clone());
            let whole = if place % 2 == 0 { counts(&plan, &with, &wanted) } else { whole.clone() };
            let mut spent = Rho::ZERO;
            for ((a, b), wanted) in whole.iter().zip(&without).zip(&wanted) {
                let moved: u64 = a.iter().zip(b).map(|(a, b)| (a - b).pow(2) as u64).sum();
                assert!(moved <= u64::from(plan.contribution(&wanted.table)), "{}", wanted.table);
                spent = spent.plus(Rho::of_contribution(moved, wanted.variance));
            }
            let alone = BoundedUnits::new([gone], &domains, &plan, &[1; 32]);
            let charge = charges(&alone, &domains, &plan, &wanted).unwrap()[0];
            assert_eq!(charge, spent);
            assert!(spent <= FINAL.plus(PROVISIONAL));
        }
    }
}

/// The share of pairs in which the first score is above the second; equal ones count half.
pub(super) fn auc(positives: &[f64], negatives: &[f64]) -> f64 {
    let mut all: Vec<(f64, bool)> = positives.iter().map(|score| (*score, true)).collect();
    all.extend(negatives.iter().map(|score| (*score, false)));
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below, mut won) = (0.0, 0.0);
    for equal in all.chunk_by(|a, b| a.0 == b.0) {
        let of = equal.iter().filter(|(_, positive)| *positive).count() as f64;
        let others = equal.len() as f64 - of;
        won += of * (below + others / 2.0);
        below += others;
    }
    won / (positives.len() * negatives.len()) as f64
}

/// The standard normal distribution function, by Simpson's rule.
pub(super) fn phi(z: f64) -> f64 {
    let density = |x: f64| (-x * x / 2.0).exp() / std::f64::consts::TAU.sqrt();
    let steps = 1000;
    let width = z / f64::from(steps);
    let sum: f64 = (0..steps)
        .map(|step| {
            let left = f64::from(step) * width;
            (density(left) + 4.0 * density(left + width / 2.0) + density(left + width)) * width
                / 6.0
        })
        .sum();
    0.5 + sum
}

/// Tells two worlds apart that differ by one person's fact, by the likelihood of everything that is
/// released in them, a thousand times.
fn insider(plan: &Plan, a: &[Unit], b: &[Unit], wanted: &[Wanted]) -> f64 {
    // Of the two counts only the difference matters, in which the noise of one seed falls out.
    let truth = [counts(plan, a, wanted), counts(plan, b, wanted)];
    let score = |world: &[Unit], seed: u64| {
        let released = release(plan, world, wanted, seed);
        let mut score = 0.0;
        for (place, wanted) in wanted.iter().enumerate() {
            let variance = wanted.variance.value();
            for cell in 0..released[place].len() {
                let (a, b) = (truth[0][place][cell], truth[1][place][cell]);
                if a != b {
                    score += released[place][cell] as f64 * (a - b) as f64 / variance;
                }
            }
        }
        score
    };
    const RELEASES: u64 = 1_000;
    let positives: Vec<f64> = (0..RELEASES).map(|n| score(a, 1000 + n)).collect();
    let negatives: Vec<f64> = (0..RELEASES).map(|n| score(b, 5000 + n)).collect();
    auc(&positives, &negatives)
}

/// The standard error of an AUC near .7 of a thousand against a thousand is .012.
pub(super) const ERROR: f64 = 0.035;

#[test]
fn an_insider_learns_a_sensitive_code_as_well_as_the_budget_says_and_no_better() {
    let plan = Plan::h1();
    let mut wanted = spent_on(&plan);
    wanted.retain(|wanted| wanted.table.dimensions.contains(&Dimension::ExploitationType));
    let a = persons(20, 4, 5);
    let mut b = a.clone();
    let code = if a[3].codes[&Dimension::ExploitationType] == [2] { 1 } else { 2 };
    b[3].codes.insert(Dimension::ExploitationType, vec![code]);
    let tables: Vec<_> = wanted.iter().map(|wanted| wanted.table.clone()).collect();
    let variances: Vec<_> = wanted.iter().map(|wanted| wanted.variance).collect();
    let exposed = plan.exposure(Dimension::ExploitationType, &tables, &variances);
    let expected = phi(exposed.value().sqrt());
    let reached = insider(&plan, &a, &b, &wanted);
    println!("form of exploitation: rho {exposed}, AUC {reached:.3}, expected {expected:.3}");
    assert!((reached - expected).abs() < ERROR, "{reached} of {expected}");
    assert!(expected <= 0.73, "the design's bound");
}

#[test]
fn an_insider_learns_whether_somebody_is_there_as_well_as_the_budget_says() {
    let plan = Plan::h1();
    // Tables of one cell a person: the spent budget is their sum.
    let mut wanted = spent_on(&plan);
    wanted.retain(|wanted| {
        plan.contribution(&wanted.table) == 1 && wanted.table.dimensions.len() < 3
    });
    let a = persons(15, 4, 6);
    let b = a[1..].to_vec();
    let spent: Rho = wanted.iter().map(|w| Rho::of_contribution(1, w.variance)).sum();
    let expected = phi(spent.value().sqrt());
    let reached = insider(&plan, &a, &b, &wanted);
    println!("existence: rho {spent}, AUC {reached:.3}, expected {expected:.3}");
    assert!((reached - expected).abs() < ERROR, "{reached} of {expected}");
}

/// What an analyst has seen of tables that split by a dimension: for each its other dimensions, the
/// counts of one code in their cells, if they are shown, and the variance.
pub(super) struct Seen {
    pub others: Vec<Dimension>,
    pub values: Vec<Option<f64>>,
    pub variance: f64,
}

/// Solves everything that was seen together, as a normal posterior of who of the persons has the
/// one code of a dimension, for somebody who knows all else of each; and tells how well that finds
/// them. Before, everybody is thought to have it as often as all do.
pub(super) fn reconstruct(trial: &Trial, seen: &[Seen], dimension: Dimension, code: u8) -> f64 {
    let codes = &trial.units.rows.ones[&dimension];
    let has: Vec<bool> = codes.iter().map(|known| *known == code).collect();
    let share = has.iter().filter(|has| **has).count() as f64 / has.len() as f64;
    told_apart(&has, &posterior(trial, seen, &vec![share; has.len()]))
}

/// Odds that each person has the code, for somebody who saw the release and thought beforehand that each
/// has it with some probability.
pub(super) fn posterior(trial: &Trial, seen: &[Seen], before: &[f64]) -> Vec<f64> {
    let count = before.len();
    let mut matrix = Lower::zeros(count);
    let mut right = vec![[0.0]; count];
    for seen in seen {
        let layout = Layout::new(&seen.others, &trial.domains, &trial.plan).unwrap();
        let placed = layout.place(&trial.units.rows);
        let mut members = vec![Vec::new(); layout.cells];
        for row in 0..count {
            placed.of(row).iter().for_each(|cell| members[usize::from(*cell)].push(row));
        }
        for (members, value) in members.iter().zip(&seen.values) {
            let Some(value) = value else { continue };
            let expected: f64 = members.iter().map(|row| before[*row]).sum();
            let open = (value - expected) / seen.variance;
            for (place, row) in members.iter().enumerate() {
                right[*row][0] += open;
                members[..=place].iter().for_each(|other| {
                    *matrix.at(*row, *other) += 1.0 / seen.variance;
                });
            }
        }
    }
    for (row, before) in before.iter().enumerate() {
        *matrix.at(row, row) += 1.0 / (before * (1.0 - before));
    }
    matrix.factorize().unwrap().solve(&mut right);
    before.iter().zip(right).map(|(before, [more])| before + more).collect()
}

/// How well scores tell those who have something from those who have not.
pub(super) fn told_apart(has: &[bool], scores: &[f64]) -> f64 {
    let of = |which: bool| {
        let scores = has.iter().zip(scores).filter(|(has, _)| **has == which);
        scores.map(|(_, score)| *score).collect::<Vec<f64>>()
    };
    auc(&of(true), &of(false))
}

/// All that is measured of a code of a dimension.
pub(super) fn released(trial: &Trial, dimension: Dimension, code: u8) -> Vec<Seen> {
    let of_code = |table: &&Measured| table.dimensions.contains(&dimension);
    let seen = |table: &Measured| {
        let layout = Layout::new(&table.dimensions, &trial.domains, &trial.plan).unwrap();
        let others: Vec<Dimension> =
            table.dimensions.iter().copied().filter(|d| *d != dimension).collect();
        // Cells of the one code come in the order of the others.
        let of_code = (0..layout.cells)
            .filter(|cell| layout.place_in(*cell, dimension) == Some(usize::from(code)));
        let values = of_code.map(|cell| table.values[cell].map(|value| value as f64)).collect();
        Seen { others, values, variance: table.variance.value() }
    };
    trial.measured.iter().filter(of_code).map(seen).collect()
}

/// The rule that releases replace: noise of variance 6 on every table that is asked, up to four
/// dimensions, and nothing below ten.
pub(super) fn by_cell_keys(
    trial: &Trial,
    dimension: Dimension,
    code: u8,
    release: u8,
) -> Vec<Seen> {
    use Dimension::{AgeBand, Citizenship, CountryOfExploitation, Gender, Region, Year};
    let known = [Year, Gender, AgeBand, Citizenship, Region, CountryOfExploitation];
    let variance = Variance::of_units(6 * 64).unwrap();
    let choices = (1..=3).flat_map(|ways| known.into_iter().combinations(ways));
    let codes = &trial.units.rows.ones[&dimension];
    let seen = |(place, others): (usize, Vec<Dimension>)| {
        let layout = Layout::new(&others, &trial.domains, &trial.plan).unwrap();
        let placed = layout.place(&trial.units.rows);
        let mut counts = vec![0i64; layout.cells];
        for (row, _) in codes.iter().enumerate().filter(|(_, known)| **known == code) {
            placed.of(row).iter().for_each(|cell| counts[usize::from(*cell)] += 1);
        }
        let mut stream = Seed::from_bytes([release; 32])
            .stream(b"cell keys", 2 * place as u32 + u32::from(code));
        let shown = |count: i64| {
            let noisy = count + draw(&mut stream, variance);
            (count >= 5 && noisy >= 10).then_some(noisy as f64)
        };
        Seen { others, values: counts.into_iter().map(shown).collect(), variance: 6.0 }
    };
    choices.enumerate().map(seen).collect()
}

/// Counts of the other one of two codes tell of the first, too: those in the cell who are not it.
pub(super) fn complemented(trial: &Trial, of_other: Vec<Seen>) -> Vec<Seen> {
    let complement = |seen: Seen| {
        let layout = Layout::new(&seen.others, &trial.domains, &trial.plan).unwrap();
        let placed = layout.place(&trial.units.rows);
        let mut members = vec![0.0; layout.cells];
        for row in 0..trial.units.len() {
            placed.of(row).iter().for_each(|cell| members[usize::from(*cell)] += 1.0);
        }
        let values = members.iter().zip(seen.values);
        let values = values.map(|(members, value)| value.map(|value| members - value));
        Seen { values: values.collect(), ..seen }
    };
    of_other.into_iter().map(complement).collect()
}
