//! What releases withstand over time, and against those who have a hand in the data: each attack
//! beside what is known anyway, and shown to succeed against the rule that releases replace.

use itertools::Itertools;

use super::attack_outsiders::{both, with_a_coin};
use super::attack_trials::{
    ERROR, Seen, auc, by_cell_keys, counts, phi, posterior, reconstruct, release, released,
    spent_on, told_apart,
};
use super::budget::Rho;
use super::ledger::Accounts;
use super::measure::{Wanted, charges, measure};
use super::plan::Plan;
use super::rows::Unit;
use super::stream::Seed;
use super::trials::{Trial, catalog, persons, trial};
use crate::statistics::Dimension;

const FORM: Dimension = Dimension::ExploitationType;
const LIFE: Rho = Rho::of_thousandths(700);

/// Two coordinators agree eight times to measure everything of the same persons, each time with other
/// noise: the accounts let them pay once.
#[test]
fn eight_releases_tell_as_much_as_one() {
    const POPULATIONS: u64 = 2;
    let (mut one, mut eight, mut control) = (0.0, 0.0, 0.0);
    for seed in 0..POPULATIONS {
        let mut trial = trial(Plan::h2(), with_a_coin(FORM, 240, seed), 4, seed as u8);
        let wanted = spent_on(&trial.plan);
        one +=
            reconstruct(&trial, &both(&trial, |trial, code| released(trial, FORM, code)), FORM, 1)
                / POPULATIONS as f64;
        let mut accounts = Accounts::default();
        let costs = charges(&trial.units, &trial.domains, &trial.plan, &wanted).unwrap();
        let (mut seen, mut old, mut measured) = (Vec::new(), Vec::new(), 0);
        for release in 0..8u8 {
            let of = |(id, cost): (&u128, &Rho)| (vec![*id], *cost);
            let units = trial.units.ids().iter().zip(&costs).map(of);
            let (admitted, _) =
                accounts.admit_and_charge(u32::from(release), 0, units, LIFE, false);
            measured += admitted.iter().filter(|admitted| **admitted).count();
            let noise = Seed::from_bytes([release; 32]);
            let Trial { units, domains, plan, .. } = &trial;
            let tables = measure(units, &admitted, domains, plan, &wanted, &noise, b"n").unwrap();
            // Of persons who are not in them, tables tell nothing.
            if admitted.iter().any(|admitted| *admitted) {
                trial.measured = tables;
                seen.extend(both(&trial, |trial, code| released(trial, FORM, code)));
            }
            old.extend(both(&trial, |trial, code| by_cell_keys(trial, FORM, code, release)));
        }
        assert_eq!(measured, 240, "everybody once");
        eight += reconstruct(&trial, &seen, FORM, 1) / POPULATIONS as f64;
        control += reconstruct(&trial, &old, FORM, 1) / POPULATIONS as f64;
    }
    println!("one release {one:.3}, eight {eight:.3}, the rule before {control:.3}; anyway .5");
    assert!(eight < 0.66 && (eight - one).abs() < 0.07, "{eight} after {one}");
    assert!(control > 0.85, "{control}");
}

/// What somebody knows of invented persons whose form depends on age and sex, before any release:
/// how often each form is in other years and countries.
#[test]
fn an_outsider_learns_little_more_than_is_known_anyway() {
    const POPULATIONS: u64 = 2;
    let (mut anyway, mut reached, mut control) = (0.0, 0.0, 0.0);
    let share = |person: &Unit| {
        let is = |dimension: Dimension| person.codes[&dimension] == [1];
        match (is(Dimension::Child), is(Dimension::Gender)) {
            (true, _) => 0.35,
            (_, true) => 0.8,
            _ => 0.15,
        }
    };
    for seed in 0..POPULATIONS {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut people = persons(600, 4, seed);
        let before: Vec<f64> = people.iter().map(share).collect();
        for (person, share) in people.iter_mut().zip(&before) {
            let form = if random.f64() < *share { 1 } else { 2 };
            person.codes.insert(Dimension::ExploitationType, vec![form]);
        }
        let trial = trial(Plan::h2(), people, 4, seed as u8);
        let forms = &trial.units.rows.ones[&Dimension::ExploitationType];
        let has: Vec<bool> = forms.iter().map(|form| *form == 1).collect();
        let solve = |seen: Vec<Seen>| {
            told_apart(&has, &posterior(&trial, &seen, &before)) / POPULATIONS as f64
        };
        anyway += told_apart(&has, &before) / POPULATIONS as f64;
        reached += solve(both(&trial, |trial, code| released(trial, FORM, code)));
        control += solve(both(&trial, |trial, code| by_cell_keys(trial, FORM, code, 4)));
    }
    println!("anyway {anyway:.3}, reached {reached:.3}, by the rule before {control:.3}");
    assert!(reached - anyway <= 0.04, "{reached} of {anyway}");
    assert!(control - anyway > 0.08, "{control} of {anyway}");
}

/// How well scores of many releases of two worlds tell them apart.
fn worlds(a: impl Fn(u64) -> f64, b: impl Fn(u64) -> f64) -> f64 {
    const RELEASES: u64 = 400;
    let a: Vec<f64> = (0..RELEASES).map(|n| a(1_000 + n)).collect();
    let b: Vec<f64> = (0..RELEASES).map(|n| b(9_000 + n)).collect();
    auc(&a, &b)
}

/// An institution wants to know whether another one knows a person. It sends a record of the person
/// with rare countries, and many invented persons with the same ones, so that no threshold hides
/// them; an analyst tells it every table. Who is known elsewhere has other countries as well, and
/// leaves the cells of the rare ones.
#[test]
fn a_planted_record_hardly_tells_whether_the_person_is_known() {
    let plan = Plan::h1();
    let number = |code: &str| {
        let codes = catalog().codes(Dimension::Citizenship);
        codes.iter().position(|known| known == code).unwrap() as u8
    };
    let marks = [Dimension::Citizenship, Dimension::CountryOfExploitation];
    let of_marks = |wanted: &&Wanted| {
        wanted.table.dimensions.iter().any(|dimension| marks.contains(dimension))
    };
    let all = spent_on(&plan);
    let wanted: Vec<Wanted> = all.iter().filter(of_marks).cloned().collect();
    for planted in [30, 480] {
        let mut unknown = persons(planted + 1, 4, 3);
        for person in &mut unknown {
            marks.iter().for_each(|mark| {
                person.codes.insert(*mark, vec![number("UA")]);
            });
        }
        let mut known = unknown.clone();
        for mark in marks {
            known[planted].codes.get_mut(&mark).unwrap().push(number("XK"));
        }
        let truth = [&unknown, &known].map(|world| counts(&plan, world, &wanted));
        // What the colluding pair knows: the cells of its own marks. Who else is MULTIPLE it does
        // not know.
        let score = |world: &[Unit], seed| {
            let told = release(&plan, world, &wanted, seed);
            let mut score = 0.0;
            for (table, wanted) in wanted.iter().enumerate() {
                for (cell, told) in told[table].iter().enumerate() {
                    if truth[0][table][cell] > truth[1][table][cell] {
                        score += *told as f64 / wanted.variance.value();
                    }
                }
            }
            score
        };
        let reached = worlds(|n| score(&unknown, n), |n| score(&known, n));
        // The rule before: each table of up to four dimensions that holds a mark has noise of its
        // own, of variance 6.
        let tables = (1..=2)
            .cartesian_product(0..=3)
            .filter(|(marks, others)| marks + others <= 4)
            .map(|(marks, others)| [2, 1][marks - 1] * [1, 6, 15, 20][others])
            .sum::<usize>();
        let control = phi((tables as f64 / 6.0 / 2.0).sqrt());
        println!("{planted} planted: {reached:.3}, by the rule before {control:.3}; anyway .5");
        assert!(reached < 0.64 + ERROR, "{reached}");
        assert!(control > 0.95);
    }
}

/// Figures of a year come in four provisional releases, and a person arrives between the second and
/// the third. Who knows everything else is hardly told when: what a part may tell is a quarter of
/// the provisional budget.
#[test]
fn arrivals_between_releases_hardly_show() {
    let plan = Plan::h1();
    let of_part = Rho::of_units(Rho::of_thousandths(80).units() / 4);
    let wanted = super::trials::wanted(&plan, &plan.provisional, of_part);
    let after = persons(20, 4, 5);
    let before = &after[1..];
    let truth = [counts(&plan, &after, &wanted), counts(&plan, before, &wanted)];
    // The third part less the second one.
    let score = |second: &[Unit], seed: u64| {
        let second = release(&plan, second, &wanted, seed);
        let third = release(&plan, &after, &wanted, seed + 500_000);
        let mut score = 0.0;
        for (table, wanted) in wanted.iter().enumerate() {
            for cell in 0..second[table].len() {
                if truth[0][table][cell] != truth[1][table][cell] {
                    let rise = third[table][cell] - second[table][cell];
                    score += rise as f64 / wanted.variance.value();
                }
            }
        }
        score
    };
    let reached = worlds(|n| score(before, n), |n| score(&after, n));
    let most = phi(of_part.value().sqrt());
    println!("arrived between two parts: {reached:.3}, at most {most:.3}; anyway .5");
    assert!(reached < most + ERROR, "{reached} of {most}");
    // The rule before: 41 tables by three known dimensions and less, twice with noise of variance 6.
    let control = phi((41.0f64 / 12.0 / 2.0).sqrt());
    assert!(control > 0.8, "{control}");
}

/// A group is told of by as much as its members together: with two who have the same secret an
/// insider's odds are those of twice the distance. Nothing hides what is true of many.
#[test]
fn a_group_is_hidden_as_far_as_its_size_allows() {
    let plan = Plan::h1();
    let mut wanted = spent_on(&plan);
    wanted.retain(|wanted| wanted.table.dimensions.contains(&Dimension::ExploitationType));
    let tables: Vec<_> = wanted.iter().map(|wanted| wanted.table.clone()).collect();
    let variances: Vec<_> = wanted.iter().map(|wanted| wanted.variance).collect();
    let exposed = plan.exposure(Dimension::ExploitationType, &tables, &variances).value();
    let alike = persons(20, 4, 5);
    for size in [1usize, 2, 4] {
        // Members who are alike in all else, so that they share every cell.
        let mut a = alike.clone();
        for (place, member) in a[..size].iter_mut().enumerate() {
            *member = Unit { id: 100 + place as u128, ..alike[0].clone() };
            member.codes.insert(Dimension::ExploitationType, vec![1]);
        }
        let mut b = a.clone();
        for member in &mut b[..size] {
            member.codes.insert(Dimension::ExploitationType, vec![2]);
        }
        let truth = [counts(&plan, &a, &wanted), counts(&plan, &b, &wanted)];
        let score = |world: &[Unit], seed| {
            let told = release(&plan, world, &wanted, seed);
            let mut score = 0.0;
            for (table, wanted) in wanted.iter().enumerate() {
                for (cell, told) in told[table].iter().enumerate() {
                    let moved = truth[0][table][cell] - truth[1][table][cell];
                    score += (*told * moved) as f64 / wanted.variance.value();
                }
            }
            score
        };
        let reached = worlds(|n| score(&a, n), |n| score(&b, n));
        let expected = phi(size as f64 * exposed.sqrt());
        println!("a group of {size}: {reached:.3}, expected {expected:.3}");
        assert!((reached - expected).abs() < ERROR, "{reached} of {expected}");
    }
}

/// Somebody knows all of a person, and how many are of that kind on average, but not who the others
/// are: whether the person is there is next to nothing beyond a guess.
#[test]
fn a_known_profile_hardly_tells_whether_somebody_is_there() {
    let plan = Plan::h1();
    let wanted = spent_on(&plan);
    const COUNT: usize = 200;
    const WORLDS: u64 = 40;
    // What is known of others: the average of other populations.
    let target = persons(1, 4, 77).remove(0);
    let target = Unit { id: 1 << 100, ..target };
    let alone = counts(&plan, std::slice::from_ref(&target), &wanted);
    let nobody = counts(&plan, &[], &wanted);
    let cells: Vec<(usize, usize)> = (0..wanted.len())
        .flat_map(|table| (0..alone[table].len()).map(move |cell| (table, cell)))
        .filter(|(table, cell)| alone[*table][*cell] != nobody[*table][*cell])
        .collect();
    let mut expected = vec![0.0; cells.len()];
    for seed in 0..10 {
        let others = counts(&plan, &persons(COUNT, 4, 500 + seed), &wanted);
        for (expected, (table, cell)) in expected.iter_mut().zip(&cells) {
            *expected += (others[*table][*cell] - nobody[*table][*cell]) as f64 / 10.0;
        }
    }
    // The counts of each world are made once, and noise is added to them.
    let worlds: Vec<Vec<Vec<i64>>> =
        (0..WORLDS).map(|seed| counts(&plan, &persons(COUNT, 4, 10_000 + seed), &wanted)).collect();
    let score = |is_there: bool, seed: u64| {
        let noise = release(&plan, &[], &wanted, seed);
        let world = &worlds[(seed % WORLDS) as usize];
        let of = |((table, cell), expected): (&(usize, usize), &f64)| {
            let own = if is_there { alone[*table][*cell] - nobody[*table][*cell] } else { 0 };
            let count = world[*table][*cell] - nobody[*table][*cell] + own;
            let spread = wanted[*table].variance.value() + expected;
            ((count + noise[*table][*cell]) as f64 - expected) / spread
        };
        cells.iter().zip(&expected).map(of).sum::<f64>()
    };
    let there: Vec<f64> = (0..8 * WORLDS).map(|n| score(true, n)).collect();
    let not: Vec<f64> = (0..8 * WORLDS).map(|n| score(false, 100_000 + n)).collect();
    let reached = auc(&there, &not);
    println!("a known profile: {reached:.3}; anyway .5");
    assert!(reached < 0.68 + ERROR, "{reached}");
}
