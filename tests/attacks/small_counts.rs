//! Attacks on small counts: read them, subtract them, infer them.

use crate::world::*;

/// 1. Exact small cells: true counts of 1 to 4 that are shown.
pub async fn exact_small_cells(world: &mut World) -> Option<f64> {
    let all = [KNOWN, &[SENSITIVE]].concat();
    let (mut shown, mut small) = (0, 0);
    for count in 1..=3 {
        for dimensions in choices(&all, count) {
            for cell in cells(&dimensions) {
                if (1..=4).contains(&world.truth(&cell)) {
                    small += 1;
                    let value = world.published(&cell).await;
                    shown += usize::from(value == Some(world.truth(&cell)));
                }
            }
        }
    }
    share(shown, small)
}

/// Cells with a part of them from which 1 to 4 persons are left out, and such from which nobody
/// is.
async fn pairs(world: &mut World, among: &[&'static str]) -> Vec<(Cell, Cell, u64)> {
    let mut found = Vec::new();
    for count in 2..=4 {
        for dimensions in choices(among, count) {
            for child in cells(&dimensions) {
                let inside = world.truth(&child);
                if inside < 10 {
                    continue;
                }
                for dimension in &dimensions {
                    let parent = without(&child, dimension);
                    let left_out = world.truth(&parent) - inside;
                    if left_out <= 4 {
                        found.push((parent, child.clone(), left_out));
                    }
                }
            }
        }
    }
    found
}

/// 2. Differencing: the few whom a restriction leaves out, by subtraction.
pub async fn differencing(world: &mut World) -> Option<f64> {
    let (mut exact, mut all) = (0, 0);
    for (parent, child, left_out) in pairs(world, &[KNOWN, &[SENSITIVE]].concat()).await {
        if left_out == 0 {
            continue;
        }
        all += 1;
        if let (Some(parent), Some(child)) =
            (world.published(&parent).await, world.published(&child).await)
        {
            exact += usize::from(parent as i64 - child as i64 == left_out as i64);
        }
    }
    share(exact, all)
}

/// 3. Trackers: count(A and B) as count(A) less count(A and not B), the latter as a list of
///    all other codes.
pub async fn trackers(world: &mut World) -> Option<f64> {
    let (mut exact, mut all) = (0, 0);
    for dimensions in choices(KNOWN, 3) {
        for cell in cells(&dimensions) {
            let truth = world.truth(&cell);
            if !(1..=4).contains(&truth) || all >= 150 {
                continue;
            }
            let target = dimensions[2];
            let base = without(&cell, target);
            let mut filters: Vec<(&str, Vec<&str>)> =
                base.iter().map(|(d, code)| (*d, vec![*code])).collect();
            let others: Vec<&str> =
                codes(target).iter().copied().filter(|code| *code != cell[target]).collect();
            filters.push((target, others));
            let rest = ask(&world.analyst, &[], &filters).await.get(&Vec::new()).copied();
            let (Some(base), Some(rest)) = (world.published(&base).await, rest) else { continue };
            all += 1;
            exact += usize::from(base as i64 - rest as i64 == truth as i64);
        }
    }
    share(exact, all)
}

/// 7. Margins less inner cells: what one hidden cell of a row must be.
pub async fn margins(world: &mut World) -> Option<f64> {
    let all_dimensions = [KNOWN, &[SENSITIVE]].concat();
    let (mut exact, mut all) = (0, 0);
    let tables = choices(&all_dimensions, 2).into_iter().chain(choices(&all_dimensions, 3));
    for dimensions in tables {
        for inner in &dimensions {
            let outer: Vec<&'static str> =
                dimensions.iter().copied().filter(|d| d != inner).collect();
            for margin in cells(&outer) {
                let Some(total) = world.published(&margin).await else { continue };
                let mut hidden = Vec::new();
                let mut shown = 0;
                for code in codes(inner) {
                    let mut cell = margin.clone();
                    cell.insert(inner, code);
                    match world.published(&cell).await {
                        Some(count) => shown += count as i64,
                        None => hidden.push(cell),
                    }
                }
                if let [cell] = hidden.as_slice() {
                    let truth = world.truth(cell) as i64;
                    if truth > 0 {
                        all += 1;
                        exact += usize::from(total as i64 - shown == truth);
                    }
                }
            }
        }
    }
    share(exact, all)
}

/// 11. Existence of rare combinations: 1 to 4 persons against none, by whatever is shown.
pub async fn existence(world: &mut World) -> Option<f64> {
    let mut scores = Vec::new();
    for dimensions in choices(&[KNOWN, &[SENSITIVE]].concat(), 3) {
        for cell in cells(&dimensions) {
            let truth = world.truth(&cell);
            if truth <= 4 {
                let value = world.published(&cell).await.unwrap_or(0);
                scores.push((value as f64, truth > 0));
            }
        }
    }
    auc(&scores)
}

/// 13. Equal noise: whether a part is all of its base, by whether the two look alike.
pub async fn equal_noise(world: &mut World) -> Option<f64> {
    let mut scores = Vec::new();
    for (parent, child, left_out) in pairs(world, KNOWN).await {
        if let (Some(parent), Some(child)) =
            (world.published(&parent).await, world.published(&child).await)
        {
            scores.push((f64::from(u8::from(parent == child)), left_out == 0));
        }
    }
    either_way(auc(&scores))
}

/// What is seen of a pair, as numbers.
type Features = [f64; 8];
/// Those that need no answer: how large the base is.
const SIZE: std::ops::Range<usize> = 0..3;

/// 14. A trained classifier: learns on half of the pairs, whose answers it knows, what shown
///     and hidden counts look like when somebody is left out, and is tested on the other half,
///     both ways round.
///     That larger groups leave out somebody more often is no secret: the figure is what the
///     answers add (in AUC) to a classifier that knows the true size of the base alone.
pub async fn trained(world: &mut World) -> Option<f64> {
    let mut examples: Vec<(Features, bool)> = Vec::new();
    for (parent, child, left_out) in pairs(world, KNOWN).await {
        let size = world.truth(&parent) as f64;
        let (p, c) = (world.published(&parent).await, world.published(&child).await);
        let both = p.zip(c);
        let difference = both.map_or(0.0, |(p, c)| p as f64 - c as f64);
        let features = [
            1.0,
            size.ln() / 6.0,
            f64::from(u8::from(size < 18.0)),
            f64::from(u8::from(p.is_none())),
            f64::from(u8::from(c.is_none())),
            f64::from(u8::from(both.is_some_and(|(p, c)| p == c))),
            difference.clamp(-10.0, 10.0) / 10.0,
            difference.abs().min(10.0) / 10.0,
        ];
        examples.push((features, left_out > 0));
    }
    Some((test(&examples, 0..8)? - test(&examples, SIZE)?).max(0.0))
}

/// The AUC of logistic regression over some of the features: on each half of the examples after
/// learning on the other.
fn test(examples: &[(Features, bool)], used: std::ops::Range<usize>) -> Option<f64> {
    let score = |weights: &Features, features: &Features| {
        used.clone().map(|i| weights[i] * features[i]).sum::<f64>()
    };
    let mut scores = Vec::new();
    for half in 0..2 {
        let known = || examples.iter().skip(half).step_by(2);
        let mut weights = [0.0; 8];
        for _ in 0..1000 {
            let mut gradient = [0.0; 8];
            for (features, is) in known() {
                let predicted = 1.0 / (1.0 + (-score(&weights, features)).exp());
                let error = f64::from(u8::from(*is)) - predicted;
                for (g, x) in gradient.iter_mut().zip(features) {
                    *g += error * x / (examples.len() / 2) as f64;
                }
            }
            for (w, g) in weights.iter_mut().zip(gradient) {
                *w += 2.0 * g;
            }
        }
        let asked = examples.iter().skip(1 - half).step_by(2);
        scores.extend(asked.map(|(features, is)| (score(&weights, features), *is)));
    }
    auc(&scores)
}
