//! What disclosure control leaves of the data, and what it costs: `cargo bench --bench
//! disclosure`. Persons are invented by the demo's generator; the truth is the same facts,
//! unswapped, under a policy without any protection.

use std::collections::HashMap;
use std::time::Instant;

use itertools::Itertools;
use vdx::demo::{Person, population};
use vdx::disclosure::{CellStatus, Policy, Protector, Tier, TierKind};
use vdx::domain::code_list::{CodeList, CodeSet};
use vdx::domain::codes::*;
use vdx::domain::country::Country;
use vdx::domain::id::OpaqueId;
use vdx::domain::period::{YearMonth, Years};
use vdx::domain::record::{Consent, VictimRecord};
use vdx::statistics::{Catalog, Facts, FactsBuilder, Measure, Query, Question, Source, Swap};
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
    let facts = facts(&persons, shipped.swap_share, shipped.swap_rare_share);
    let truth_facts = self::facts(&persons, 0.0, 0.0);
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
            let answers: HashMap<&[String], (CellStatus, u64)> =
                answer.cells().iter().map(|c| (c.codes(), (c.status(), c.count()))).collect();
            for cell in exact.cells().iter().filter(|cell| cell.count() >= 10) {
                large += 1;
                let (status, count) = answers[cell.codes()];
                if status == CellStatus::Published {
                    shown += 1;
                    let error = count.abs_diff(cell.count()) as f64 / cell.count() as f64;
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

fn facts(persons: &[Person], share: f64, rare_share: f64) -> Facts {
    let mut builder = FactsBuilder::default();
    let mut regions: Vec<String> = persons.iter().map(|p| p.region.to_owned()).collect();
    regions.sort_unstable();
    regions.dedup();
    for person in persons {
        let source = Source { record: person.number as u128, institution: 0 };
        builder.victim(source, person.number as u128, record(person));
    }
    let catalog = Catalog { regions, years: Years::new(2000, 2026).expect("years in order") };
    let keys = |_: Measure, unit: u128| {
        let hash = blake3::hash(&unit.to_le_bytes());
        u64::from_le_bytes(hash.as_bytes()[..8].try_into().expect("a hash has 32 bytes"))
    };
    let swap = Swap { secret: Zeroizing::new([4; 32]), share, rare_share };
    builder.build(catalog, keys, &[5; 32], &swap)
}

fn record(person: &Person) -> VictimRecord {
    fn set<T: CodeList>(codes: &[&str]) -> CodeSet<T> {
        codes.iter().filter_map(|code| T::from_code(code)).collect()
    }
    let (year, month, _) = person.identified;
    VictimRecord {
        record_id: OpaqueId::new(&format!("r{}", person.number)).expect("an opaque id"),
        revision: 1,
        episode: None,
        tokens: Vec::new(),
        trafficking_status: TraffickingStatus::ActualVictim,
        status_decided_by: None,
        gender: Some(if person.feminine { Gender::Feminine } else { Gender::Masculine }),
        age_band: Some(AgeBand::of_age((year - person.birth.0) as u32)),
        majority_at_exploitation: None,
        citizenships: Country::from_alpha2(person.citizenship).into_iter().collect(),
        country_of_exploitation: Country::from_alpha2(person.country_of_exploitation),
        country_of_residence: None,
        country_of_identification: None,
        country_of_recruitment: None,
        region: OpaqueId::new(person.region),
        trafficking_form: TraffickingForm::from_code(person.form),
        identified_on: YearMonth::new(year, month as i32).expect("a month"),
        trafficking_duration: None,
        previously_trafficked: None,
        recruitment_methods: CodeSet::EMPTY,
        control_methods: set(&person.control),
        exploitation_types: set(&person.exploitation),
        labour_sector: None,
        sexual_exploitation_forms: CodeSet::EMPTY,
        recruiter_relations: set(&[person.recruiter]),
        acts: CodeSet::EMPTY,
        means: CodeSet::EMPTY,
        consent: Consent { processing: Some(YesNo::Yes), cross_border_sharing: None },
        transnational_tokens: Vec::new(),
        discoverable_by: Vec::new(),
    }
}
