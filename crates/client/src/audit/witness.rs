//! Requests to a witness, and its decision (<https://c2sp.org/tlog-witness>, `add-checkpoint`).

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Checkpoint, is_consistent};

/// Largest number of hashes of a consistency proof.
const MAX_PROOF: usize = 63;

/// A request to cosign a checkpoint: `add-checkpoint` of C2SP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WitnessRequest {
    /// Number of lines of the head that the witness cosigned last; 0 for none.
    pub old_size: u64,
    /// Proof that the checkpoint continues that head: SHA-256 hashes, one after the other.
    pub proof: Vec<u8>,
    /// Signed checkpoint that is to be cosigned.
    pub checkpoint: String,
}

impl fmt::Display for WitnessRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old_size)?;
        self.proof.chunks(32).try_for_each(|hash| writeln!(f, "{}", STANDARD.encode(hash)))?;
        write!(f, "\n{}", self.checkpoint)
    }
}

impl WitnessRequest {
    /// Reads the body of a request; `None` where it has another form.
    pub fn parse(text: &str) -> Option<Self> {
        let (head, checkpoint) = text.split_once("\n\n")?;
        let mut lines = head.lines();
        let digits = lines.next()?.strip_prefix("old ")?;
        let old_size: u64 = digits.parse().ok()?;
        if old_size.to_string() != digits {
            return None;
        }
        let hashes: Vec<[u8; 32]> =
            lines.map(|line| STANDARD.decode(line).ok()?.try_into().ok()).collect::<Option<_>>()?;
        if hashes.len() > MAX_PROOF {
            return None;
        }
        Some(Self { old_size, proof: hashes.concat(), checkpoint: checkpoint.into() })
    }

    /// Origin of the log as the request claims it, before anything is verified: it chooses the
    /// key.
    pub fn claimed_origin(&self) -> Option<String> {
        Checkpoint::parse_unverified(&self.checkpoint).ok().map(|checkpoint| checkpoint.origin)
    }

    /// Checks whether the witness, who cosigned `seen` last, may cosign the checkpoint of the log
    /// that has this key. What the witness then cosigns must be kept as seen before it answers.
    pub fn check(&self, key: &[u8; 32], seen: Option<&Seen>) -> Result<Checkpoint, Refusal> {
        let head = Checkpoint::verify(&self.checkpoint, key).map_err(|_| Refusal::Signature)?;
        if self.old_size > head.size {
            return Err(Refusal::OldSize);
        }
        let latest = seen.map_or(0, |seen| seen.size);
        if self.old_size != latest {
            return Err(Refusal::Conflict(latest));
        }
        let Some(seen) = seen.filter(|seen| seen.size > 0) else {
            return if self.proof.is_empty() { Ok(head) } else { Err(Refusal::Proof) };
        };
        let old = Checkpoint { origin: head.origin.clone(), size: seen.size, root: seen.root };
        if old.size == head.size {
            // Two heads of one size are the proof of a fork.
            return if old.root == head.root { Ok(head) } else { Err(Refusal::Conflict(latest)) };
        }
        if is_consistent(&old, &head, &self.proof) { Ok(head) } else { Err(Refusal::Proof) }
    }
}

/// Head of a log that a witness cosigned last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Number of lines of the log.
    pub size: u64,
    /// Root hash of the log's tree, SHA-256.
    pub root: [u8; 32],
}

/// Reason why a witness does not cosign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The checkpoint is not signed by the key that is known for the log (403 of C2SP).
    #[error("the checkpoint is not signed by the key that is known for its log")]
    Signature,
    /// The old size is above that of the checkpoint (400 of C2SP).
    #[error("old size must not be above the size of the checkpoint")]
    OldSize,
    /// The witness cosigned another head last (409 of C2SP), which has this size.
    #[error("the last head of this log that was cosigned has {0} lines, or another root hash")]
    Conflict(u64),
    /// The proof does not hold (422 of C2SP).
    #[error("the checkpoint does not continue the last head of this log that was cosigned")]
    Proof,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::{Signer, Tree};

    #[test]
    fn a_witness_signs_growth_alone() {
        let log = Signer::new(&[1; 32], "exchange.example/audit".into());
        let mut tree = Tree::default();
        let mut heads = Vec::new();
        for index in 0..9 {
            tree.push(&format!("line {index}"));
            heads.push((tree.len(), tree.root()));
        }
        let seen = |size: usize| Seen { size: heads[size - 1].0, root: heads[size - 1].1 };
        let request = |old: u64| WitnessRequest {
            old_size: old,
            proof: tree.prove_consistency(old).unwrap_or_default(),
            checkpoint: log.sign(tree.len(), tree.root()),
        };
        let key = log.public_key();
        for old in [0, 4, 5, 9] {
            let request = request(old);
            let text = request.to_string();
            assert_eq!(WitnessRequest::parse(&text), Some(request.clone()), "{text}");
            assert_eq!(request.claimed_origin().as_deref(), Some("exchange.example/audit"));
            let seen = (old > 0).then(|| seen(old as usize));
            assert_eq!(request.check(&key, seen.as_ref()).unwrap().size, 9);
        }
        let conflict = |size| Err(Refusal::Conflict(size));
        assert_eq!(request(0).check(&key, Some(&seen(5))), conflict(5));
        assert_eq!(request(4).check(&key, Some(&seen(5))), conflict(5));
        assert_eq!(request(5).check(&[8; 32], Some(&seen(5))), Err(Refusal::Signature));
        // A step back, a fork of the same size, and one that grew on.
        let back = WitnessRequest { checkpoint: log.sign(4, heads[3].1), ..request(9) };
        assert_eq!(back.check(&key, Some(&seen(9))), Err(Refusal::OldSize));
        let other = WitnessRequest { checkpoint: log.sign(9, [7; 32]), ..request(9) };
        assert_eq!(other.check(&key, Some(&seen(9))), conflict(9));
        let forked = Seen { root: [7; 32], ..seen(5) };
        assert_eq!(request(5).check(&key, Some(&forked)), Err(Refusal::Proof));
        for wrong in ["", "old 1", "old +1\n\nx", "old 01\n\nx", "new 1\n\nx", "old 1\nAAAA\n\nx"] {
            assert_eq!(WitnessRequest::parse(wrong), None, "{wrong}");
        }
    }
}
