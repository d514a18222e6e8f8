//! Attacks by asking again: in other words, as somebody else, in sums, or later.

use std::collections::HashSet;

use fastrand::Rng;
use vdx::domain::codes::Role;
use vdx::proto::v1;

use crate::world::*;

/// 4. Rephrasing: cells that get more than one answer when they are asked for in other words.
pub async fn rephrasing(world: &mut World) -> Option<f64> {
    let (mut several, mut all) = (0, 0);
    for dimensions in choices(KNOWN, 2).into_iter().chain(choices(KNOWN, 3)) {
        for cell in cells(&dimensions).into_iter().step_by(7) {
            if world.truth(&cell) == 0 {
                continue;
            }
            let mut answers = HashSet::new();
            for phrasing in 0..4 {
                let mut order = dimensions.clone();
                order.rotate_left(phrasing % dimensions.len());
                let split = if phrasing < 2 { 1 } else { 0 };
                let (group, filters) = order.split_at(split);
                let mut filters: Vec<(&str, Vec<&str>)> =
                    filters.iter().map(|d| (*d, vec![cell[d]; 1 + phrasing])).collect();
                if phrasing == 3 {
                    // A restriction to everything is none.
                    let other = KNOWN.iter().find(|d| !dimensions.contains(d)).unwrap();
                    let mut every: Vec<&str> = codes(other).to_vec();
                    if *other == "gender" {
                        every.extend(["NOT_REPORTED", "TRANSGENDER_FEMININE"]);
                        every.extend(["TRANSGENDER_MASCULINE", "NON_CONFORMING", "UNKNOWN"]);
                        filters.push((other, every));
                    }
                }
                let shown = ask(&world.analyst, group, &filters).await;
                let codes: Vec<String> = group.iter().map(|d| cell[d].to_owned()).collect();
                answers.insert(shown.get(&codes).copied());
            }
            all += 1;
            several += usize::from(answers.len() > 1);
        }
    }
    share(several, all)
}

/// 5. Averaging: the mean of many answers, over certificates and orders, rounded to the truth.
pub async fn averaging(world: &mut World) -> Option<f64> {
    let mut clients = vec![world.analyst.clone(), world.site.coordinator().await];
    for name in ["desk-2", "desk-3", "desk-4"] {
        clients.push(world.site.member(Role::Analyst, name).await);
    }
    let (mut exact, mut all) = (0, 0);
    for dimensions in choices(KNOWN, 2) {
        let turned = [dimensions[1], dimensions[0]];
        let mut answers = Vec::new();
        for client in &clients {
            answers.push((false, ask(client, &dimensions, &[]).await));
            answers.push((true, ask(client, &turned, &[]).await));
        }
        for cell in cells(&dimensions) {
            let value =
                |(is_turned, shown): &(bool, std::collections::HashMap<Vec<String>, u64>)| {
                    let order: &[&str] = if *is_turned { &turned } else { &dimensions };
                    let codes: Vec<String> = order.iter().map(|d| cell[d].to_owned()).collect();
                    shown.get(&codes).copied()
                };
            let values: Vec<u64> = answers.iter().filter_map(value).collect();
            if values.is_empty() {
                continue;
            }
            let mean = values.iter().sum::<u64>() as f64 / values.len() as f64;
            all += 1;
            exact += usize::from(mean.round() as u64 == world.truth(&cell));
        }
    }
    share(exact, all)
}

/// What averaging would reach if every answer had fresh noise: the weak rule that this attack
/// is made for.
pub fn averaging_of_fresh_noise() -> f64 {
    let mut random = Rng::with_seed(5);
    let exact = (0..200).filter(|_| {
        let noise: i64 = (0..100).map(|_| random.i64(-4..=4)).sum();
        (noise as f64 / 100.0).round() == 0.0
    });
    exact.count() as f64 / 200.0
}

/// 6. Linear reconstruction: small single cells from hundreds of sums over random lists, by
///    least squares.
pub async fn reconstruction(world: &mut World) -> Option<f64> {
    let mut random = Rng::with_seed(6);
    let (mut exact, mut small) = (0, 0);
    for age in codes("age_band") {
        let unknowns: Vec<Cell> = codes("region")
            .iter()
            .map(|region| [("age_band", *age), ("region", *region), ("citizenship", "AL")].into())
            .collect();
        let n = unknowns.len();
        // Normal equations, with a touch of ridge against lists that tell nothing.
        let mut matrix = vec![vec![0.0; n + 1]; n];
        for (place, row) in matrix.iter_mut().enumerate() {
            row[place] = 1e-6;
        }
        for _ in 0..60 {
            let chosen: Vec<usize> = (0..n).filter(|_| random.bool()).collect();
            if chosen.is_empty() {
                continue;
            }
            let list = chosen.iter().map(|place| codes("region")[*place]).collect();
            let filters = [("age_band", vec![*age]), ("citizenship", vec!["AL"]), ("region", list)];
            let shown = ask(&world.analyst, &[], &filters).await;
            let sum = shown.get(&Vec::new()).copied().unwrap_or(0) as f64;
            for a in &chosen {
                for b in &chosen {
                    matrix[*a][*b] += 1.0;
                }
                matrix[*a][n] += sum;
            }
        }
        for (cell, solved) in unknowns.iter().zip(solve(matrix)) {
            let truth = world.truth(cell);
            if (1..=9).contains(&truth) {
                small += 1;
                exact += usize::from((solved - truth as f64).abs() < 0.5);
            }
        }
    }
    share(exact, small)
}

/// Gauss, with pivots.
fn solve(mut matrix: Vec<Vec<f64>>) -> Vec<f64> {
    let n = matrix.len();
    for column in 0..n {
        let pivot = (column..n)
            .max_by(|a, b| matrix[*a][column].abs().total_cmp(&matrix[*b][column].abs()))
            .unwrap();
        matrix.swap(column, pivot);
        let row = matrix[column].clone();
        for (place, other) in matrix.iter_mut().enumerate() {
            if place != column {
                let factor = other[column] / row[column];
                other.iter_mut().zip(&row).for_each(|(x, y)| *x -= factor * y);
            }
        }
    }
    (0..n).map(|place| matrix[place][n] / matrix[place][place]).collect()
}

/// 12. Comparing epochs: in which cells of two closed years has somebody arrived or gone, when
///     many others have changed in another year.
pub async fn comparing_epochs(world: &mut World) -> Option<f64> {
    let candidates: Vec<Cell> = cells(&["age_band", "gender", "year"])
        .into_iter()
        .chain(cells(&["region", "gender", "year"]))
        .chain(cells(&["citizenship", "age_band", "year"]))
        .filter(|cell| ["2009", "2010"].contains(&cell["year"]))
        .collect();
    let shown_before = values(world, &candidates).await;
    let true_before: Vec<u64> = candidates.iter().map(|cell| world.truth(cell)).collect();

    // Fewer in each year than revise it: four arrive, four are withdrawn.
    let mut random = Rng::with_seed(12);
    let first = world.persons.len() + 10_000;
    let mut arriving = Vec::new();
    let mut gone = Vec::new();
    for year in ["2009", "2010"] {
        for _ in 0..4 {
            let mut newcomer = person(&mut random);
            newcomer.insert("year", year);
            arriving.push(newcomer);
        }
        let there = (0..world.persons.len()).filter(|p| world.persons[*p]["year"] == year);
        gone.extend(there.step_by(17).take(4));
    }
    for person in &gone {
        let kind = v1::RecordKind::Victim as i32;
        let name = v1::RecordName { kind, record_id: format!("p{person}") };
        let request = v1::WithdrawRecordsRequest { records: vec![name] };
        world.police.intake().withdraw_records(request).await.unwrap();
    }
    while arriving.len() < 80 {
        let mut other = person(&mut random);
        other.insert("year", "2011");
        arriving.push(other);
    }
    world.submit("second", first, &arriving).await;
    world.publish().await;
    for person in gone.into_iter().rev() {
        world.persons.remove(person);
    }
    world.persons.extend(arriving);

    let shown_after = values(world, &candidates).await;
    let shown = shown_before.iter().zip(&shown_after);
    let scores: Vec<(f64, bool)> = candidates
        .iter()
        .zip(true_before)
        .zip(shown)
        .map(|((cell, before), (old, new))| {
            let moved = new.unwrap_or(0) as f64 - old.unwrap_or(0) as f64;
            (moved.abs(), world.truth(cell) != before)
        })
        .collect();
    either_way(auc(&scores))
}

async fn values(world: &mut World, cells: &[Cell]) -> Vec<Option<u64>> {
    let mut values = Vec::new();
    for cell in cells {
        values.push(world.published(cell).await);
    }
    values
}
