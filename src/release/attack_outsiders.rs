//! What all tables together tell of single persons to somebody who knows all else of everybody.

use super::attack_trials::{ERROR, Seen, by_cell_keys, complemented, reconstruct, released};
use super::plan::Plan;
use super::rows::Unit;
use super::trials::{Trial, persons, trial};
use crate::statistics::Dimension;

/// Persons of whom one of two codes of a dimension depends on nothing else: whatever is found out of
/// it is theirs, and no group tells of its members.
pub(super) fn with_a_coin(dimension: Dimension, count: usize, seed: u64) -> Vec<Unit> {
    let mut people = persons(count, 4, seed);
    toss(dimension, &mut people, seed);
    people
}

fn toss(dimension: Dimension, people: &mut [Unit], seed: u64) {
    let mut random = fastrand::Rng::with_seed(seed);
    for person in people {
        let code = if random.u8(0..10) < 4 { 1 } else { 2 };
        person.codes.insert(dimension, vec![code]);
    }
}

/// Everything that is seen of one of two codes.
pub(super) fn both(trial: &Trial, seen: impl Fn(&Trial, u8) -> Vec<Seen>) -> Vec<Seen> {
    let mut all = seen(trial, 1);
    all.extend(complemented(trial, seen(trial, 2)));
    all
}

/// How well a code that depends on nothing is found, on average of some populations.
struct Found {
    /// From the release of these persons.
    released: f64,
    /// From the release of the same persons, all of whom have tossed again: what the attack makes of
    /// answers that know nothing of anybody's code.
    of_others: f64,
    /// From the rule that releases replace.
    before: f64,
}

fn found(plan: fn() -> Plan, dimension: Dimension, of_table: impl Fn(&Seen) -> bool) -> Found {
    const POPULATIONS: u64 = 4;
    let mut found = Found { released: 0.0, of_others: 0.0, before: 0.0 };
    for seed in 0..POPULATIONS {
        let mut people = with_a_coin(dimension, 600, seed);
        let own = trial(plan(), people.clone(), 4, seed as u8);
        toss(dimension, &mut people, seed + 1_000);
        let others = trial(plan(), people, 4, seed as u8);
        let share = |seen: Vec<Seen>| {
            let seen: Vec<Seen> = seen.into_iter().filter(&of_table).collect();
            reconstruct(&own, &seen, dimension, 1) / POPULATIONS as f64
        };
        let released = |trial: &Trial, code| released(trial, dimension, code);
        found.released += share(both(&own, released));
        found.of_others += share(both(&others, released));
        found.before += share(both(&own, |trial, code| by_cell_keys(trial, dimension, code, 4)));
    }
    found
}

/// The form of exploitation is in more tables than any other sensitive code, since every report asks
/// for it. Where it depends on nothing, the tables tell an outsider about half of what the budget
/// lets an insider know: cells of few persons hide nobody but by their noise.
#[test]
fn an_outsider_learns_less_of_the_form_than_an_insider() {
    let Found { released, of_others, before } =
        found(Plan::h2, Dimension::ExploitationType, |_| true);
    println!("form: {released:.3}, of others {of_others:.3}, the rule before {before:.3}");
    // The standard error of these means is .012. An insider reaches .73.
    assert!(released <= 0.60 + ERROR, "{released}");
    assert!((of_others - 0.5).abs() < ERROR, "{of_others}");
    assert!(before >= 0.75, "the attack itself is too weak to tell: {before}");
}

/// Sensitive codes that are in fewer tables: known anyway is .5.
#[test]
fn an_outsider_learns_next_to_nothing_of_other_sensitive_codes() {
    for (plan, dimension) in [
        (Plan::h1 as fn() -> Plan, Dimension::RepeatTrafficking),
        (Plan::h2, Dimension::RepeatTrafficking),
        (Plan::h3, Dimension::TraffickingDuration),
    ] {
        let Found { released, of_others, before } = found(plan, dimension, |_| true);
        println!("{dimension:?}: {released:.3}, of others {of_others:.3}, before {before:.3}");
        assert!(released <= 0.54 + ERROR, "{released}");
        assert!(before >= 0.75, "the attack itself is too weak to tell: {before}");
    }
}

/// Which tables tell most of the form: `cargo test --release --lib release::attack_outsiders --
/// --ignored --nocapture`.
#[test]
#[ignore = "prints, and takes a minute"]
fn what_each_table_tells_of_the_form() {
    let form = Dimension::ExploitationType;
    for table in Plan::h2().last.iter().filter(|table| table.dimensions.contains(&form)) {
        let others: Vec<_> = table.dimensions.iter().copied().filter(|d| *d != form).collect();
        let alone = found(Plan::h2, form, |seen| seen.others == others).released;
        println!("{table}: {alone:.3}");
    }
}
