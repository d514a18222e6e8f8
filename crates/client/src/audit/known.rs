//! Judgement of a shown head by whoever kept an earlier one.

use thiserror::Error;

use super::restoration::{Restoration, domain_of};
use super::{Checkpoint, is_consistent};

/// Heads of one log that somebody has kept.
#[derive(Clone, Debug)]
pub struct Known {
    /// Newest kept head.
    pub newest: Checkpoint,
    /// Older kept heads, in any order.
    pub older: Vec<Checkpoint>,
    /// Number of the latest restoration that was taken note of; 0 for none.
    pub number: u64,
    /// Time when the newest head was seen, in Unix seconds.
    pub seen_at: i64,
}

impl Known {
    /// Newest kept head with at most so many lines.
    pub fn up_to(&self, size: u64) -> Option<&Checkpoint> {
        let all = std::iter::once(&self.newest).chain(&self.older);
        all.filter(|head| head.size <= size).max_by_key(|head| head.size)
    }
}

/// Head of a log as an exchange shows it, with proofs and restorations.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Present head; its signature was checked.
    pub head: Checkpoint,
    /// Number of lines from which `proof` proves the present head to continue.
    pub from: u64,
    /// Proof of consistency of the present head.
    pub proof: Vec<u8>,
    /// Latest restoration; its signature was checked.
    pub restoration: Option<Restoration>,
    /// Restorations before the latest, oldest first; their signatures were checked.
    pub earlier: Vec<Restoration>,
    /// Proof that the present head continues the head of the restoration's backup.
    pub restoration_proof: Vec<u8>,
    /// Whether a restore waits for the coordinator's acknowledgement.
    pub is_pending: bool,
}

/// Way in which an honest shown head relates to the kept one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// The shown head continues the kept one.
    Continues,
    /// The shown head comes after a restore that the coordinator has acknowledged and that was not
    /// known yet.
    Restored,
}

/// Reason why an honest exchange would not show this head.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Mismatch {
    /// The log has fewer lines than before.
    #[error(
        "the log of the exchange has gone back: it had {known} lines, and shows {shown}. An older copy of its data was put in the place of the newer one"
    )]
    StepBack {
        /// Number of lines of the kept head.
        known: u64,
        /// Number of lines of the shown head.
        shown: u64,
    },
    /// The kept head is not the beginning of the shown one.
    #[error(
        "the log of the exchange is another one than before: its {shown} lines do not continue the {known} that were seen. Lines were changed or taken out, or different members are shown different logs"
    )]
    Fork {
        /// Number of lines of the kept head.
        known: u64,
        /// Number of lines of the shown head.
        shown: u64,
    },
    /// The log has another origin.
    #[error("the log is called {shown}, and was called {known}: it is another exchange")]
    Origin {
        /// Origin of the kept log.
        known: String,
        /// Origin of the shown log.
        shown: String,
    },
    /// The exchange was restored, and nobody has acknowledged the restore.
    #[error(
        "the exchange was restored from a backup of {size} lines of its log, and its coordinator has not acknowledged it (vdx acknowledge-restore). It takes nothing before that"
    )]
    Pending {
        /// Number of lines of the log that the backup held.
        size: u64,
    },
    /// The log claims to have been restored, without a statement that can be believed.
    #[error("the exchange says that it was restored from a backup, but {0}")]
    Unacknowledged(String),
}

/// Seconds by which the clocks of a coordinator and of others may differ.
const CLOCKS: i64 = 86_400;

/// Judges a shown head by the kept ones.
pub fn judge(known: &Known, shown: &Shown) -> Result<Judgement, Mismatch> {
    let head = &shown.head;
    let sizes = |known: &Checkpoint| (known.size, head.size);
    if shown.is_pending {
        return Err(Mismatch::Pending { size: head.size });
    }
    if head.origin == known.newest.origin {
        let (known_size, shown_size) = sizes(&known.newest);
        if shown_size < known_size {
            return Err(Mismatch::StepBack { known: known_size, shown: shown_size });
        }
        let continues = (shown.from == known_size || known_size == shown_size || known_size == 0)
            && is_consistent(&known.newest, head, &shown.proof);
        if !continues {
            return Err(Mismatch::Fork { known: known_size, shown: shown_size });
        }
        return Ok(Judgement::Continues);
    }
    let domain = domain_of(&head.origin);
    if domain.is_none() || domain != domain_of(&known.newest.origin) {
        let (known, shown) = (known.newest.origin.clone(), head.origin.clone());
        return Err(Mismatch::Origin { known, shown });
    }
    explained(shown)?;
    let missed = missed(known, shown);
    let oldest = missed.first().map_or(0, |restoration| restoration.number);
    if oldest <= known.number {
        return Err(Mismatch::Unacknowledged(format!(
            "the coordinator's statement for it has number {oldest}, and one with number {} is known: it is an older one, used again",
            known.number
        )));
    }
    if oldest.cast_signed() < known.seen_at - CLOCKS {
        return Err(Mismatch::Unacknowledged(
            "the coordinator's statement for it is older than the newest head that was seen".into(),
        ));
    }
    // Of what is kept, the part that every backup held must be in the log still.
    if let Some(base) = known.up_to(surviving(&missed)) {
        let renamed = Checkpoint { origin: head.origin.clone(), ..base.clone() };
        let is_there = (shown.from == base.size || base.size == head.size || base.size == 0)
            && is_consistent(&renamed, head, &shown.proof);
        if !is_there {
            let (known, shown) = sizes(base);
            return Err(Mismatch::Fork { known, shown });
        }
    }
    Ok(Judgement::Restored)
}

/// Restorations since the newest kept head, oldest first, the latest one at the end: each begins
/// with the log that the one before opened. Where the chain from the kept log is not shown, the
/// list holds the latest alone, so that more has to have survived.
pub fn missed<'a>(known: &Known, shown: &'a Shown) -> Vec<&'a Restoration> {
    let mut chain: Vec<&Restoration> = shown.restoration.iter().collect();
    for restoration in shown.earlier.iter().rev() {
        let Some(next) = chain.last() else { break };
        let is_whole = next.origin == known.newest.origin;
        let follows = restoration.origin_after() == next.origin && restoration.number < next.number;
        if is_whole || !follows {
            break;
        }
        chain.push(restoration);
    }
    if chain.last().is_none_or(|oldest| oldest.origin != known.newest.origin) {
        chain.truncate(1);
    }
    chain.reverse();
    chain
}

/// Number of the lines before some restorations that are there after all of them.
pub fn surviving(restorations: &[&Restoration]) -> u64 {
    restorations.iter().map(|restoration| restoration.size).min().unwrap_or(u64::MAX)
}

/// Restoration that explains the origin of the shown head, which must continue the backup's head.
pub fn explained(shown: &Shown) -> Result<&Restoration, Mismatch> {
    let wrong = |text: &str| Mismatch::Unacknowledged(text.into());
    let restoration = shown
        .restoration
        .as_ref()
        .filter(|restoration| restoration.origin_after() == shown.head.origin)
        .ok_or_else(|| wrong("shows no statement of its coordinator about it"))?;
    let before = Checkpoint { origin: shown.head.origin.clone(), ..restoration.predecessor() };
    if !is_consistent(&before, &shown.head, &shown.restoration_proof) {
        return Err(wrong("its log does not continue that of the backup in the statement"));
    }
    Ok(restoration)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Tree;
    use crate::audit::restoration::first_origin;

    fn tree(lines: u64, salt: &str) -> Tree {
        let mut tree = Tree::default();
        (0..lines).for_each(|i| tree.push(&format!("{i} {salt}")));
        tree
    }

    fn head(tree: &Tree, origin: &str) -> Checkpoint {
        Checkpoint { origin: origin.into(), size: tree.len(), root: tree.root() }
    }

    fn shown(tree: &Tree, origin: &str, from: u64) -> Shown {
        Shown {
            head: head(tree, origin),
            from,
            proof: tree.prove_consistency(from).unwrap_or_default(),
            restoration: None,
            earlier: Vec::new(),
            restoration_proof: Vec::new(),
            is_pending: false,
        }
    }

    fn known(tree: &Tree, origin: &str) -> Known {
        Known { newest: head(tree, origin), older: Vec::new(), number: 0, seen_at: 1000 }
    }

    const ORIGIN: &str = "exchange.example/audit";

    #[test]
    fn a_log_only_grows() {
        let kept = known(&tree(7, "a"), ORIGIN);
        assert_eq!(judge(&kept, &shown(&tree(12, "a"), ORIGIN, 7)), Ok(Judgement::Continues));
        assert_eq!(judge(&kept, &shown(&tree(7, "a"), ORIGIN, 7)), Ok(Judgement::Continues));
        let back = judge(&kept, &shown(&tree(6, "a"), ORIGIN, 7));
        assert_eq!(back, Err(Mismatch::StepBack { known: 7, shown: 6 }));
        for size in [7, 12] {
            let forked = judge(&kept, &shown(&tree(size, "b"), ORIGIN, 7));
            assert_eq!(forked, Err(Mismatch::Fork { known: 7, shown: size }));
        }
        let other = judge(&kept, &shown(&tree(7, "a"), "other.example/audit", 7));
        assert!(matches!(other, Err(Mismatch::Origin { .. })));
        let unproven = Shown { proof: Vec::new(), ..shown(&tree(12, "a"), ORIGIN, 7) };
        assert!(matches!(judge(&kept, &unproven), Err(Mismatch::Fork { .. })));
    }

    #[test]
    fn a_restore_is_explained_once_by_its_own_statement() {
        let backup = tree(5, "a");
        let statement = Restoration {
            origin: first_origin("exchange.example"),
            size: 5,
            root: backup.root(),
            incarnation: [1; 16],
            number: 2000,
            reason: "test".into(),
        };
        // Five lines of the backup, then others.
        let mut after = tree(5, "a");
        (5..9).for_each(|i| after.push(&format!("{i} b")));
        let origin = statement.origin_after();
        let kept =
            Known { older: vec![head(&tree(3, "a"), ORIGIN)], ..known(&tree(8, "a"), ORIGIN) };
        let restored = Shown {
            restoration: Some(statement.clone()),
            restoration_proof: after.prove_consistency(5).unwrap(),
            ..shown(&after, &origin, 3)
        };
        assert_eq!(judge(&kept, &restored), Ok(Judgement::Restored));

        let told = |kept: &Known, shown: &Shown| judge(kept, shown).unwrap_err().to_string();
        let silent = Shown { restoration: None, ..restored.clone() };
        assert!(told(&kept, &silent).contains("no statement"));
        let replayed = Known { number: 2000, ..kept.clone() };
        assert!(told(&replayed, &restored).contains("used again"));
        let late = Known { seen_at: 100_000, ..kept.clone() };
        assert!(told(&late, &restored).contains("older than"));
        let pending = Shown { is_pending: true, ..restored.clone() };
        assert!(matches!(judge(&kept, &pending), Err(Mismatch::Pending { .. })));
        // What the backup held was changed: found by the older head.
        let other = Known { older: vec![head(&tree(3, "c"), ORIGIN)], ..kept.clone() };
        assert!(matches!(judge(&other, &restored), Err(Mismatch::Fork { .. })));
        let invented = Shown { restoration_proof: Vec::new(), ..restored.clone() };
        assert!(told(&kept, &invented).contains("does not continue"));
        // Whoever was away through a second restore, of a backup that was made in between, has lost
        // what the first one lost, and is told so by both statements.
        let second = Restoration {
            origin: origin.clone(),
            size: 8,
            root: {
                let mut held = tree(5, "a");
                (5..8).for_each(|i| held.push(&format!("{i} b")));
                held.root()
            },
            incarnation: [2; 16],
            number: 3000,
            ..statement.clone()
        };
        let twice = Shown {
            restoration: Some(second.clone()),
            earlier: vec![statement.clone()],
            restoration_proof: after.prove_consistency(8).unwrap(),
            ..shown(&after, &second.origin_after(), 3)
        };
        assert_eq!(missed(&kept, &twice), [&statement, &second]);
        assert_eq!(surviving(&missed(&kept, &twice)), 5);
        assert_eq!(judge(&kept, &twice), Ok(Judgement::Restored));
        let between = Known { number: 2000, ..known(&after, &origin) };
        assert_eq!(missed(&between, &twice), [&second]);
        // Without the first statement, or with one that is known already, it explains nothing.
        let hidden = Shown { earlier: Vec::new(), ..twice.clone() };
        assert!(matches!(judge(&kept, &hidden), Err(Mismatch::Fork { .. })));
        assert!(told(&Known { number: 2000, ..kept.clone() }, &twice).contains("used again"));
        let foreign = Restoration { incarnation: [9; 16], ..statement.clone() };
        let torn = Shown { earlier: vec![foreign], ..twice };
        assert!(matches!(judge(&kept, &torn), Err(Mismatch::Fork { .. })));
        // From then on it only grows.
        let then = Known { number: 2000, ..known(&after, &origin) };
        assert!(matches!(
            judge(&then, &shown(&tree(5, "a"), &origin, 9)),
            Err(Mismatch::StepBack { .. })
        ));
    }
}
