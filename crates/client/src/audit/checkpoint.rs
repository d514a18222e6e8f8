//! Signed heads in the checkpoint format of C2SP (<https://c2sp.org/tlog-checkpoint>): a note of
//! three lines and signatures.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use thiserror::Error;

use super::note::{self, Note, VerifierKey};

/// Reason why a head cannot be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CheckpointError {
    /// The text is no checkpoint.
    #[error("not a checkpoint (origin, size, root hash, signature)")]
    Format,
    /// The signature is not the exchange's.
    #[error("the signature is not that of the exchange's audit key")]
    Signature,
}

/// Head of the log: the size and root of its tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Origin of the log, its name.
    pub origin: String,
    /// Number of lines of the log.
    pub size: u64,
    /// Root hash of the log's tree, SHA-256.
    pub root: [u8; 32],
}

impl Checkpoint {
    /// Text of the head that is signed, three lines.
    pub(super) fn body(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, STANDARD.encode(self.root))
    }

    /// Reads the text of a head, which nothing vouches for. Only the one spelling that
    /// [`Checkpoint::body`] writes is taken.
    fn parse_body(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let origin = lines.next()?.to_owned();
        let size = lines.next()?.parse().ok()?;
        let root = STANDARD.decode(lines.next()?).ok()?.try_into().ok()?;
        let checkpoint = Self { origin, size, root };
        (checkpoint.body() == text).then_some(checkpoint)
    }

    /// Reads a checkpoint without checking any signature: who signed it must be found out next.
    pub(super) fn parse_unverified(text: &str) -> Result<Self, CheckpointError> {
        Self::parse_body(&Note::parse(text)?.text).ok_or(CheckpointError::Format)
    }

    /// Reads a signed checkpoint and checks the signature of its log. Signatures of others, such
    /// as witnesses, may stand beside it and are not looked at.
    pub fn verify(text: &str, key: &[u8; 32]) -> Result<Self, CheckpointError> {
        let note = Note::parse(text)?;
        let checkpoint = Self::parse_body(&note.text).ok_or(CheckpointError::Format)?;
        let signer = VerifierKey::of_log(&checkpoint.origin, *key);
        let key = VerifyingKey::from_bytes(key).map_err(|_| CheckpointError::Signature)?;
        let mut is_signed = false;
        for signature in note.signatures_of(&signer) {
            let signature =
                Signature::from_slice(signature).map_err(|_| CheckpointError::Format)?;
            key.verify_strict(note.text.as_bytes(), &signature)
                .map_err(|_| CheckpointError::Signature)?;
            is_signed = true;
        }
        if is_signed { Ok(checkpoint) } else { Err(CheckpointError::Signature) }
    }
}

/// Signer of the heads of one log, with the exchange's audit key.
pub struct Signer {
    key: SigningKey,
    origin: String,
}

impl Signer {
    /// A signer for the log of an origin.
    pub fn new(seed: &[u8; 32], origin: String) -> Self {
        Self { key: SigningKey::from_bytes(seed), origin }
    }

    /// Public audit key, Ed25519.
    pub fn public_key(&self) -> [u8; 32] {
        self.key.verifying_key().to_bytes()
    }

    /// Origin of the log, its name.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// A signer with this signer's key, for a log of another origin.
    pub fn renamed(&self, origin: String) -> Self {
        Self { key: self.key.clone(), origin }
    }

    /// Signs the head of a tree, and returns the checkpoint.
    pub fn sign(&self, size: u64, root: [u8; 32]) -> String {
        let body = Checkpoint { origin: self.origin.clone(), size, root }.body();
        let key = VerifierKey::of_log(&self.origin, self.public_key());
        format!("{body}\n{}", note::line(&key, &self.key.sign(body.as_bytes()).to_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_believed_only_with_its_signature() {
        let signer = Signer::new(&[7; 32], "exchange.example/audit".into());
        let text = signer.sign(12, [9; 32]);
        let key = signer.public_key();
        let head = Checkpoint::verify(&text, &key).unwrap();
        assert_eq!((head.size, head.root), (12, [9; 32]));
        let larger = text.replacen("\n12\n", "\n13\n", 1);
        assert_eq!(Checkpoint::verify(&larger, &key), Err(CheckpointError::Signature));
        let other = Signer::new(&[8; 32], "exchange.example/audit".into());
        assert_eq!(Checkpoint::verify(&text, &other.public_key()), Err(CheckpointError::Signature));
        assert_eq!(Checkpoint::verify("nothing", &key), Err(CheckpointError::Format));
        // One spelling alone, no control characters, and no head of another log.
        for wrong in [
            text.replacen("\n12\n", "\n+12\n", 1),
            text.replacen("\n12\n", "\n012\n", 1),
            text.replacen("\n\n", "\nmore\n\n", 1),
            text.replacen("audit\n", "audit\r\n", 1),
            text.replacen("exchange", "exchange\u{1b}", 1),
        ] {
            assert_eq!(Checkpoint::verify(&wrong, &key), Err(CheckpointError::Format), "{wrong}");
        }
        let renamed = text.replacen("exchange.example", "other.example", 2);
        assert_eq!(Checkpoint::verify(&renamed, &key), Err(CheckpointError::Signature));
        // Others may sign beside the log, never instead of it.
        let beside = format!("{text}{}", other.sign(12, [9; 32]).split_once("\n\n").unwrap().1);
        assert!(Checkpoint::verify(&beside, &key).is_ok());
        assert!(Checkpoint::verify(&beside, &other.public_key()).is_ok());
    }
}
