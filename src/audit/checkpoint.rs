//! Signed heads in the checkpoint format of C2SP: a note of three lines and a signature.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};
use thiserror::Error;

/// A head that cannot be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CheckpointError {
    /// Not a checkpoint.
    #[error("not a checkpoint (origin, size, root hash, signature)")]
    Format,
    /// The signature is not the exchange's.
    #[error("the signature is not that of the exchange's audit key")]
    Signature,
}

/// A head of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log.
    pub origin: String,
    /// Number of lines.
    pub size: u64,
    /// Root hash.
    pub root: [u8; 32],
}

/// Algorithm of the signature in the key id: Ed25519.
const ED25519: u8 = 1;

impl Checkpoint {
    fn body(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, STANDARD.encode(self.root))
    }

    /// Reads a signed checkpoint and checks its signature.
    pub fn verify(text: &str, key: &[u8; 32]) -> Result<Self, CheckpointError> {
        let (body, signature) = text.split_once("\n\n").ok_or(CheckpointError::Format)?;
        let mut lines = body.lines();
        let mut next = || lines.next().ok_or(CheckpointError::Format);
        let origin = next()?.to_owned();
        let size = next()?.parse().map_err(|_| CheckpointError::Format)?;
        let root = STANDARD
            .decode(next()?)
            .ok()
            .and_then(|root| root.try_into().ok())
            .ok_or(CheckpointError::Format)?;
        let checkpoint = Self { origin, size, root };
        let signed = signature
            .trim_end()
            .strip_prefix(&format!("\u{2014} {} ", checkpoint.origin))
            .and_then(|signature| STANDARD.decode(signature).ok())
            .ok_or(CheckpointError::Format)?;
        let (id, signature) = signed.split_first_chunk::<4>().ok_or(CheckpointError::Format)?;
        let signature = Signature::from_slice(signature).map_err(|_| CheckpointError::Format)?;
        let verified = *id == key_id(&checkpoint.origin, key)
            && VerifyingKey::from_bytes(key).is_ok_and(|key| {
                key.verify_strict(checkpoint.body().as_bytes(), &signature).is_ok()
            });
        if verified { Ok(checkpoint) } else { Err(CheckpointError::Signature) }
    }
}

/// Names a key in a signature: the first bytes of a hash of name, algorithm and key.
fn key_id(origin: &str, key: &[u8; 32]) -> [u8; 4] {
    let hash = Sha256::digest([origin.as_bytes(), b"\n", &[ED25519], key].concat());
    hash[..4].try_into().expect("a hash has 32 bytes")
}

/// Signs heads.
pub struct Signer {
    key: SigningKey,
    origin: String,
}

impl Signer {
    /// A signer for the log of an origin.
    pub fn new(seed: &[u8; 32], origin: String) -> Self {
        Self { key: SigningKey::from_bytes(seed), origin }
    }

    /// The public key.
    pub fn public_key(&self) -> [u8; 32] {
        self.key.verifying_key().to_bytes()
    }

    /// The signed checkpoint of a tree.
    pub fn sign(&self, size: u64, root: [u8; 32]) -> String {
        let checkpoint = Checkpoint { origin: self.origin.clone(), size, root };
        let body = checkpoint.body();
        let id = key_id(&self.origin, &self.public_key());
        let signed = [&id[..], &self.key.sign(body.as_bytes()).to_bytes()].concat();
        format!("{body}\n\u{2014} {} {}\n", self.origin, STANDARD.encode(signed))
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
    }
}
