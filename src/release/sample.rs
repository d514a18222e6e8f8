//! A part of the rows that stands for all of them where sums of many are enough: how cells hang
//! together, and how far off figures are.

/// Rows that are enough to find weights.
pub(super) const SAMPLE: usize = 1 << 16;
/// Rows that are enough to tell how far off figures are.
pub(super) const OF_ERRORS: usize = 1 << 15;

/// Some rows, and weights with which they stand for all.
pub(super) struct Sample {
    /// Their places, ascending.
    pub rows: Vec<u32>,
    pub weights: Vec<f64>,
}

impl Sample {
    /// All rows when they are no more than `count`. Otherwise so many of them by weight: a heavy row with the
    /// weight that it has, and of light ones as many as weigh the same together, in even steps. Rows
    /// are in random order, so that steps favour none.
    pub fn of(weights: &[f64], count: usize) -> Self {
        if weights.len() <= count {
            return Self { rows: (0..weights.len() as u32).collect(), weights: weights.to_vec() };
        }
        let light = weights.iter().sum::<f64>() / count as f64;
        let mut sample = Self { rows: Vec::new(), weights: Vec::new() };
        let (mut sum, mut next) = (0.0, 0.5);
        for (row, weight) in weights.iter().enumerate() {
            sum += (weight / light).min(1.0);
            if sum > next {
                next += 1.0;
                sample.rows.push(row as u32);
                sample.weights.push(weight.max(light));
            }
        }
        sample
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_weighs_what_all_rows_weigh() {
        let mut random = fastrand::Rng::with_seed(1);
        let few: Vec<f64> = (0..100).map(|_| random.f64()).collect();
        assert_eq!(Sample::of(&few, SAMPLE).weights, few);
        let many: Vec<f64> = (0..300_000).map(|_| random.f64().powi(8)).collect();
        let sample = Sample::of(&many, SAMPLE);
        assert!(sample.rows.len() <= SAMPLE && sample.rows.len() > SAMPLE / 3);
        // Of every third row, too.
        for part in [1usize, 3] {
            let all: f64 = many.iter().step_by(part).sum();
            let of_part = sample.rows.iter().zip(&sample.weights);
            let of_part = of_part.filter(|(row, _)| (**row as usize).is_multiple_of(part));
            let sum: f64 = of_part.map(|(_, weight)| weight).sum();
            assert!((sum / all - 1.0).abs() < 0.02, "{sum} of {all}");
        }
    }
}
