//! Attacks on what was done to a person: groups, percentages, means, and an insider.

use vdx::proto::v1;

use crate::world::*;

/// 8. Group disclosure: groups of ten and more in which over 90 % share a sensitive code, and
///    the answers say so.
pub async fn groups(world: &mut World) -> Option<f64> {
    let (mut revealed, mut all) = (0, 0);
    for count in 1..=3 {
        for dimensions in choices(KNOWN, count) {
            for base in cells(&dimensions) {
                let size = world.truth(&base);
                if size < 10 {
                    continue;
                }
                for code in codes(SENSITIVE) {
                    let mut cell = base.clone();
                    cell.insert(SENSITIVE, code);
                    if world.truth(&cell) as f64 > 0.9 * size as f64 {
                        all += 1;
                        let both = world.published(&base).await.zip(world.published(&cell).await);
                        let seen = both.is_some_and(|(b, c)| c as f64 >= 0.9 * b as f64);
                        revealed += usize::from(seen);
                    }
                }
            }
        }
    }
    share(revealed, all)
}

/// 9. Percentages: shares whose part is below ten, from two shown numbers.
pub async fn percentages(world: &mut World) -> Option<f64> {
    let (mut exact, mut all) = (0, 0);
    for dimensions in choices(KNOWN, 2) {
        for base in cells(&dimensions) {
            for code in codes(SENSITIVE) {
                let mut part = base.clone();
                part.insert(SENSITIVE, code);
                let (truth, whole) = (world.truth(&part), world.truth(&base));
                if !(1..=9).contains(&truth) || whole < 20 {
                    continue;
                }
                all += 1;
                let both = world.published(&part).await.zip(world.published(&base).await);
                let percent = |part: u64, whole: u64| (100 * part).div_ceil(whole.max(1));
                exact +=
                    usize::from(both.is_some_and(|(p, b)| percent(p, b) == percent(truth, whole)));
            }
        }
    }
    share(exact, all)
}

/// 15. An insider who knows every record but one, and of that one everything but what was done
///     to the person: weighs each possible answer by how likely the noise of all cells would be
///     that the person would be in.
pub async fn insider(world: &mut World) -> Option<f64> {
    let noise = noise_table();
    let log = |probability: f64| probability.max(1e-9).ln();
    // The chance that noise is below a bound.
    let below = |bound: i64| {
        let shares = (-8..=8i64).zip(&noise).filter(|(d, _)| *d < bound);
        log(shares.map(|(_, p)| p).sum::<f64>())
    };
    let mut scores = Vec::new();
    let targets: Vec<usize> = (0..world.persons.len()).step_by(world.persons.len() / 60).collect();
    for target in targets {
        let person = world.persons[target].clone();
        for code in codes(SENSITIVE) {
            let mut weight = 0.0;
            for count in 0..=3 {
                for dimensions in choices(KNOWN, count) {
                    let mut cell: Cell = dimensions.iter().map(|d| (*d, person[d])).collect();
                    cell.insert(SENSITIVE, code);
                    let others = world.truth(&cell) as i64 - i64::from(person[SENSITIVE] == *code);
                    let shown = world.published(&cell).await;
                    // Hidden because it is small, or for another reason that tells as much
                    // either way.
                    let likelihood = |count: i64| match shown {
                        Some(shown) => {
                            let drawn = usize::try_from(shown as i64 - count + 8).unwrap_or(99);
                            log(noise.get(drawn).copied().unwrap_or(0.0))
                        }
                        None if count < 5 => 0.0,
                        None => below(10 - count),
                    };
                    weight += likelihood(others + 1) - likelihood(others);
                }
            }
            scores.push((weight, person[SENSITIVE] == *code));
        }
    }
    auc(&scores)
}

/// The published distribution of the noise, -8 to 8.
fn noise_table() -> Vec<f64> {
    let weights: Vec<f64> = (-8i32..=8).map(|d| (-0.083 * f64::from(d * d)).exp()).collect();
    let total: f64 = weights.iter().sum();
    weights.iter().map(|weight| weight / total).collect()
}

/// Convicts of a year, and the longest sentence among them in months.
const CASES: [(usize, u32); 8] =
    [(12, 900), (14, 300), (18, 240), (25, 120), (30, 96), (40, 180), (60, 48), (80, 120)];

fn sentences(convicts: usize, longest: u32) -> Vec<u32> {
    (0..convicts).map(|i| if i == 0 { longest } else { 24 + (i as u32 % 5) * 12 }).collect()
}

/// Whether a mean in months tells the longest sentence within a tenth, to somebody who knows all
/// others.
fn is_told(mean: f64, convicts: usize, longest: u32) -> bool {
    let others: u32 = sentences(convicts, longest).iter().skip(1).sum();
    let told = mean * convicts as f64 - f64::from(others);
    (told - f64::from(longest)).abs() <= 0.1 * f64::from(longest)
}

/// 10. Means: the value of one contributor, for somebody who knows all others. Share of years
///     whose longest sentence is told within a tenth.
pub async fn means(world: &mut World) -> Option<f64> {
    let mut told = 0;
    for (place, (convicts, longest)) in CASES.into_iter().enumerate() {
        let year = 2001 + place as i32;
        let months = sentences(convicts, longest);
        let records = months.iter().enumerate().map(|(i, months)| {
            let mut token = vec![0; 16];
            token[..4].copy_from_slice(&(i as u32).to_le_bytes());
            token[4..8].copy_from_slice(&year.to_le_bytes());
            let record = v1::ProceedingRecord {
                record_id: format!("c-{year}-{i}"),
                revision: 1,
                case_token: token.clone(),
                defendant_token: token,
                key_epoch: 1,
                stage: v1::ProceedingStage::Final as i32,
                outcome: v1::ProceedingOutcome::Convicted as i32,
                offence: v1::Offence::Trafficking as i32,
                opened_on: Some(v1::YearMonth { year, month: 1 }),
                closed_on: Some(v1::YearMonth { year, month: 12 }),
                sentence_months: *months,
                ..Default::default()
            };
            v1::Record { record: Some(v1::record::Record::Proceeding(record)) }
        });
        let name = format!("cases-{year}");
        let request = crate::common::batch(&world.site, &name, 1, records.collect());
        crate::common::send(&world.police, vec![request]).await.unwrap();
    }
    world.publish().await;
    for (place, (convicts, longest)) in CASES.into_iter().enumerate() {
        let year = 2001 + place as i32;
        let month = |month| Some(v1::YearMonth { year, month });
        let period = Some(v1::Period { from: month(1), to: month(12) });
        let request = v1::GetIndicatorsRequest { period, tier: 0 };
        let answer = world.analyst.statistics().get_indicators(request).await.unwrap();
        let indicators = answer.into_inner().indicators;
        let mean = &indicators.iter().find(|i| i.number == 5).unwrap().values[0];
        let shown = mean.status() == v1::CellStatus::Published;
        told += usize::from(shown && is_told(mean.value * 12.0, convicts, longest));
    }
    // Eight years: few, but each is a mean of its own.
    Some(told as f64 / CASES.len() as f64)
}

/// What means without dominance rules, caps and noise tell, in three significant digits of
/// years.
pub fn means_of_plain_values() -> f64 {
    let told = CASES.iter().filter(|(convicts, longest)| {
        let mean = sentences(*convicts, *longest).iter().sum::<u32>() as f64 / *convicts as f64;
        is_told((mean / 12.0 * 100.0).round() / 100.0 * 12.0, *convicts, *longest)
    });
    told.count() as f64 / CASES.len() as f64
}
