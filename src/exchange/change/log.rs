//! What the audit log's name and the word of others on it follow from.

use serde::{Deserialize, Serialize};

use crate::audit::{INCARNATION, SignedRestoration, VerifierKey};

/// A head of this exchange's log that a witness signed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Witnessed {
    /// The signed checkpoint, with the lines of log and witness.
    pub checkpoint: String,
    /// The witness's key.
    pub witness: VerifierKey,
    /// Number of lines.
    pub(in crate::exchange) size: u64,
}

/// Restores and witnesses, as the store has them.
#[derive(Clone, Default)]
pub struct Lineage {
    /// The latest restoration that was acknowledged.
    pub acknowledged: Option<SignedRestoration>,
    /// Restorations before the latest one, oldest first.
    pub earlier: Vec<SignedRestoration>,
    /// A restore that waits for its acknowledgement.
    pub pending: Option<[u8; INCARNATION]>,
    /// Heads that witnesses signed.
    pub witnessed: Vec<Witnessed>,
}
