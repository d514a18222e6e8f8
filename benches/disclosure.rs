//! What disclosure control leaves of the data, and what it costs: `cargo bench --bench
//! disclosure`. Persons are invented by the demo's generator; the truth is the same facts,
//! unswapped, under a policy without any protection.

use std::time::Instant;

use itertools::Itertools;
use vdx::demo::{facts, population};
use vdx::disclosure::{CellStatus, Policy, Protector, Tier, TierKind};
use vdx::statistics::{Facts, Measure, Query, Question};
use zeroize::Zeroizing;

/// What is asked of a person, with the dimensions that swapping exchanges marked.
const DIMENSIONS: &[(&str, bool)] = &[
    ("year", false),
    ("gender", false),
    ("age_band", false),
    ("citizenship", false),
    ("country_of_exploitation", false),
    ("region", false),
    ("trafficking_form", false),
    ("exploitation_type", true),
    ("control_method", true),
    ("recruiter_relation", true),
];

fn main() {
    println!(
        "{:<9} {:<5} {:>9} {:>9} {:>14} {:>14} {:>12}",
        "persons", "ways", "cells>=10", "answered", "median error", "with swapped", "time ratio"
    );
    for size in [5_000, 200_000] {
        measure(size);
    }
    println!(
        "\nanswered: share of true cells of 10 and more that are shown; median error: relative,\nwithout and with a swapped dimension; time ratio: protected answers to bare counting."
    );
}

fn measure(size: usize) {
    let persons = population(size, 7);
    let shipped = Policy::default();
    let truth_facts = facts(&persons, 0.0, 0.0);
    let facts = facts(&persons, shipped.swap_share, shipped.swap_rare_share);
    let bare = bare();
    let secret = || Zeroizing::new([3; 32]);
    let protector = Protector::new(&facts, &shipped, TierKind::National, 1, 0, secret());
    let truth = Protector::new(&truth_facts, &bare, TierKind::National, 1, 0, secret());
    for ways in 1..=3 {
        let (mut large, mut shown) = (0u64, 0u64);
        let mut errors: [Vec<f64>; 2] = Default::default();
        let (mut bare_time, mut protected_time) = (0.0, 0.0);
        for choice in (0..DIMENSIONS.len()).combinations(ways) {
            let swapped = choice.iter().any(|place| DIMENSIONS[*place].1);
            let Some(query) = query(&facts, &choice) else { continue };
            let started = Instant::now();
            let exact = truth.answer(&query);
            bare_time += started.elapsed().as_secs_f64();
            let started = Instant::now();
            let answer = protector.answer(&query);
            protected_time += started.elapsed().as_secs_f64();
            // The same question has the same cells.
            for (cell, answered) in exact.cells().iter().zip(answer.cells()) {
                if cell.count() < 10 {
                    continue;
                }
                large += 1;
                if answered.status() == CellStatus::Published {
                    shown += 1;
                    let error =
                        answered.count().abs_diff(cell.count()) as f64 / cell.count() as f64;
                    errors[usize::from(swapped)].push(error);
                }
            }
        }
        let [plain, swapped] = errors.map(median);
        println!(
            "{size:<9} {ways:<5} {large:>9} {:>8.1}% {:>13.1}% {:>13.1}% {:>12.1}",
            100.0 * shown as f64 / large as f64,
            100.0 * plain,
            100.0 * swapped,
            protected_time / bare_time,
        );
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

fn query(facts: &Facts, choice: &[usize]) -> Option<Query> {
    let question = Question {
        measure: Measure::Persons,
        group_by: choice.iter().map(|place| DIMENSIONS[*place].0.to_owned()).collect(),
        filters: Vec::new(),
        period: None,
    };
    // A table of three country dimensions has too many cells to be asked for.
    Query::new(&question, facts.catalog(), 4, &[]).ok()
}

fn bare() -> Policy {
    let tier = Tier { minimum: 1, threshold: 1, ..Policy::default().national };
    Policy {
        noise_variance: 1e-9,
        national: tier,
        low_effect: 0,
        homogeneity: 1.0,
        ..Policy::default()
    }
}
