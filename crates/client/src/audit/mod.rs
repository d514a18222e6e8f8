//! The audit log: lines, their Merkle tree, and signed heads.
//!
//! A line says who called what, when, with which result, and whom or what it concerned. The tree is that of RFC 6962
//! (SHA-256); a head is a checkpoint in the format of C2SP (`tlog-checkpoint`), signed with
//! Ed25519. An auditor who kept a head can tell later that nothing before it was changed or
//! taken out, whatever the exchange says.
//!
//! Whoever keeps heads judges the next one by them ([`judge`]): a log that went back or was forked
//! is found by everybody who calls. After a restore from a backup the log has a new origin, which
//! the coordinator signs for ([`Restoration`]). Others who saw it grow can say so
//! ([`Cosigner`]).

mod checkpoint;
mod cosignature;
mod filter;
mod known;
mod ledger;
mod line;
mod note;
mod restoration;
mod witness;

pub use checkpoint::{Checkpoint, CheckpointError, Signer};
pub use cosignature::{Cosigner, cosigned_at, with_cosignature};
pub use filter::Filter;
pub use known::{Judgement, Known, Mismatch, Shown, explained, judge, missed, surviving};
pub use ledger::{LOST_RELEASE, LedgerCheck, LedgerError};
pub use line::{Call, CallResult, Caller, Parts, Subject, line};
pub use note::VerifierKey;
pub use restoration::{
    INCARNATION, MAX_REASON, Restoration, SignedRestoration, domain_of, first_origin, is_reason,
};
pub use witness::{Refusal, Seen, WitnessRequest};

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ct_merkle::{ConsistencyProof, InclusionProof, RootHash};
use sha2::{Digest, Sha256};

/// Leaf of the tree: the SHA-256 of a line.
pub type Leaf = [u8; 32];

/// Makes the leaf of a line.
pub fn leaf(line: &str) -> Leaf {
    Sha256::digest(line.as_bytes()).into()
}

/// Merkle tree over all lines of the log (RFC 6962).
#[derive(Default)]
pub struct Tree {
    tree: MemoryBackedTree<Sha256, Leaf>,
}

impl Tree {
    /// Adds a line to the tree.
    pub fn push(&mut self, line: &str) {
        self.tree.push(leaf(line));
    }

    /// Adds lines to the tree by their leaves.
    pub fn extend(&mut self, leaves: impl IntoIterator<Item = Leaf>) {
        leaves.into_iter().for_each(|leaf| self.tree.push(leaf));
    }

    /// Leaves of all lines, in order.
    pub fn leaves(&self) -> &[Leaf] {
        self.tree.items()
    }

    /// Number of lines of the log.
    pub fn len(&self) -> u64 {
        self.tree.len()
    }

    /// Whether the log has no lines.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Root hash of the tree.
    pub fn root(&self) -> [u8; 32] {
        (*self.tree.root().as_bytes()).into()
    }

    /// Proof that the tree of an older size is the beginning of this one; `None` when there is
    /// nothing to prove.
    pub fn prove_consistency(&self, old_size: u64) -> Option<Vec<u8>> {
        if old_size == 0 || old_size > self.len() {
            return None;
        }
        let additions = usize::try_from(self.len() - old_size).ok()?;
        Some(self.tree.prove_consistency(additions).as_bytes().to_vec())
    }

    /// Proof that a line is in the tree; `None` for an index beyond the last line.
    pub fn prove_inclusion(&self, index: u64) -> Option<Vec<u8>> {
        if index >= self.len() {
            return None;
        }
        Some(self.tree.prove_inclusion(usize::try_from(index).ok()?).as_bytes().to_vec())
    }
}

fn root_of(checkpoint: &Checkpoint) -> RootHash<Sha256> {
    RootHash::new(checkpoint.root.into(), checkpoint.size)
}

/// Whether an older head is the beginning of a newer one, by a proof of consistency.
pub fn is_consistent(old: &Checkpoint, new: &Checkpoint, proof: &[u8]) -> bool {
    if old.origin != new.origin {
        return false;
    }
    if old.size == 0 || old.size == new.size {
        return old.size == 0 || old.root == new.root;
    }
    ConsistencyProof::<Sha256>::try_from_bytes(proof.to_vec())
        .is_ok_and(|proof| root_of(new).verify_consistency(&root_of(old), &proof).is_ok())
}

/// Whether a line is at this place in the tree of a head, by a proof of inclusion.
pub fn is_included(line: &str, index: u64, head: &Checkpoint, proof: &[u8]) -> bool {
    InclusionProof::<Sha256>::try_from_bytes(proof.to_vec())
        .is_ok_and(|proof| root_of(head).verify_inclusion(&leaf(line), index, &proof).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(lines: &[String]) -> Tree {
        let mut tree = Tree::default();
        lines.iter().for_each(|line| tree.push(line));
        tree
    }

    fn head(tree: &Tree) -> Checkpoint {
        Checkpoint { origin: "o".into(), size: tree.len(), root: tree.root() }
    }

    #[test]
    fn a_changed_or_missing_line_is_found_by_an_old_head() {
        let lines: Vec<String> =
            (0..20).map(|i| format!("{i}\t1000\tspiffe://a/analyst/b\tS/M\tOK")).collect();
        let (old, new) = (tree(&lines[..7]), tree(&lines));
        let proof = new.prove_consistency(7).unwrap();
        assert!(is_consistent(&head(&old), &head(&new), &proof));
        for index in 0..20 {
            let proof = new.prove_inclusion(index).unwrap();
            assert!(is_included(&lines[index as usize], index, &head(&new), &proof));
            assert!(!is_included("another", index, &head(&new), &proof));
        }

        let mut changed = lines.clone();
        changed[3] = changed[3].replace("OK", "DENIED");
        let changed = tree(&changed);
        let proof = changed.prove_consistency(7).unwrap();
        assert!(!is_consistent(&head(&old), &head(&changed), &proof));
        let mut missing = lines.clone();
        missing.remove(2);
        let missing = tree(&missing);
        let proof = missing.prove_consistency(7).unwrap();
        assert!(!is_consistent(&head(&old), &head(&missing), &proof));
        // Shorter than before.
        assert!(!is_consistent(&head(&new), &head(&old), &[]));
        assert_eq!(old.prove_consistency(20), None);
    }

    /// Root hashes of RFC 6962 trees over nothing, one and two leaves, computed by hand.
    #[test]
    fn the_tree_is_that_of_rfc_6962() {
        let hash = |parts: &[&[u8]]| -> [u8; 32] { Sha256::digest(parts.concat()).into() };
        let (a, b) = (leaf("a"), leaf("b"));
        assert_eq!(tree(&[]).root(), hash(&[]));
        let (a, b) = (hash(&[&[0], &a]), hash(&[&[0], &b]));
        assert_eq!(tree(&["a".into()]).root(), a);
        assert_eq!(tree(&["a".into(), "b".into()]).root(), hash(&[&[1], &a, &b]));
    }
}
