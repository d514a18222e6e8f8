//! Quality of a clustering against known truth, over pairs of records.

use std::collections::HashMap;
use std::hash::Hash;

use serde::Serialize;

/// Pairwise precision and recall.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PairQuality {
    /// Share of linked pairs that are one person; 1 when nothing was linked.
    pub precision: f64,
    /// Share of pairs of one person that were linked; 1 when there are none.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
    /// Number of records.
    pub records: usize,
    /// Number of clusters found.
    pub clusters: usize,
    /// Number of persons in truth.
    pub entities: usize,
}

/// Compares clusters with the truth; each item is (cluster, true person) of one
/// record.
pub fn pair_quality<C, E>(records: impl IntoIterator<Item = (C, E)>) -> PairQuality
where
    C: Eq + Hash + Clone,
    E: Eq + Hash + Clone,
{
    let mut both: HashMap<(C, E), u64> = HashMap::new();
    let mut clusters: HashMap<C, u64> = HashMap::new();
    let mut entities: HashMap<E, u64> = HashMap::new();
    let mut count = 0;
    for (cluster, entity) in records {
        *both.entry((cluster.clone(), entity.clone())).or_default() += 1;
        *clusters.entry(cluster).or_default() += 1;
        *entities.entry(entity).or_default() += 1;
        count += 1;
    }
    let pairs = |sizes: &mut dyn Iterator<Item = &u64>| -> f64 {
        sizes.map(|n| n * (n - 1) / 2).sum::<u64>() as f64
    };
    let right = pairs(&mut both.values());
    let linked = pairs(&mut clusters.values());
    let true_pairs = pairs(&mut entities.values());
    let share = |part: f64, whole: f64| if whole == 0.0 { 1.0 } else { part / whole };
    let (precision, recall) = (share(right, linked), share(right, true_pairs));
    let f1 = if precision + recall == 0.0 {
        0.0
    } else {
        2.0 * precision * recall / (precision + recall)
    };
    PairQuality {
        precision,
        recall,
        f1,
        records: count,
        clusters: clusters.len(),
        entities: entities.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quality_counts_pairs() {
        // Truth: a a a b; found: {a a b} {a}: one right pair of three linked and three true.
        let quality = pair_quality([(1, 'a'), (1, 'a'), (1, 'b'), (2, 'a')]);
        assert!((quality.precision - 1.0 / 3.0).abs() < 1e-12);
        assert!((quality.recall - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!((quality.records, quality.clusters, quality.entities), (4, 2, 2));
        let perfect = pair_quality([(1, 'a'), (2, 'b')]);
        assert_eq!((perfect.precision, perfect.recall), (1.0, 1.0));
    }
}
