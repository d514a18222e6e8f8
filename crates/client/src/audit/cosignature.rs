//! Cosignatures of witnesses (<https://c2sp.org/tlog-cosignature>, `cosignature/v1`): a witness
//! says that it has seen a log grow to a head, and when.

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

use super::checkpoint::{Checkpoint, CheckpointError};
use super::note::{self, Note, VerifierKey};

/// Length in bytes of a cosignature after the key id: the time and an Ed25519 signature.
const LENGTH: usize = 8 + 64;

/// Key of a witness, with which it cosigns heads.
pub struct Cosigner {
    key: SigningKey,
    name: String,
}

/// Message that a witness signs: a time in Unix seconds and the text of the head.
fn message(at: u64, body: &str) -> String {
    format!("cosignature/v1\ntime {at}\n{body}")
}

impl Cosigner {
    /// Key of a witness with this name, which must be used for nothing else. `seed` is that of an
    /// Ed25519 key.
    pub fn new(seed: &[u8; 32], name: String) -> Self {
        Self { key: SigningKey::from_bytes(seed), name }
    }

    /// Public key of the witness, to be given to those who want its cosignatures.
    pub fn verifier(&self) -> VerifierKey {
        VerifierKey::of_witness(&self.name, self.key.verifying_key().to_bytes())
    }

    /// Signs that the log had grown to this head at a time, in Unix seconds. The caller has
    /// verified that it has. Returns one signature line.
    pub fn cosign(&self, head: &Checkpoint, at: u64) -> String {
        let signature = self.key.sign(message(at, &head.body()).as_bytes());
        let signed = [&at.to_be_bytes()[..], &signature.to_bytes()].concat();
        note::line(&self.verifier(), &signed)
    }
}

/// Time when a witness last signed the head in a checkpoint, in Unix seconds; `None` when it never
/// did. A line of the witness that does not verify spoils the whole checkpoint.
pub fn cosigned_at(
    checkpoint: &str,
    witness: &VerifierKey,
) -> Result<Option<u64>, CheckpointError> {
    let note = Note::parse(checkpoint)?;
    let key = VerifyingKey::from_bytes(&witness.key).map_err(|_| CheckpointError::Signature)?;
    let mut latest = None;
    for signed in note.signatures_of(witness) {
        let signed: &[u8; LENGTH] = signed.try_into().map_err(|_| CheckpointError::Format)?;
        let (at, signature) = signed.split_first_chunk::<8>().expect("it is longer");
        let at = u64::from_be_bytes(*at);
        let signature = Signature::from_slice(signature).map_err(|_| CheckpointError::Format)?;
        key.verify_strict(message(at, &note.text).as_bytes(), &signature)
            .map_err(|_| CheckpointError::Signature)?;
        latest = latest.max(Some(at));
    }
    Ok(latest)
}

/// The checkpoint with its log's signature and that of one witness, without other lines.
pub fn with_cosignature(
    checkpoint: &str,
    log: &VerifierKey,
    witness: &VerifierKey,
) -> Result<String, CheckpointError> {
    let note = Note::parse(checkpoint)?;
    let lines: Vec<&str> = note.lines_of(log).chain(note.lines_of(witness)).collect();
    Ok(format!("{}\n{}\n", note.text, lines.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Signer;

    /// Checkpoint of a public log of certificates, of May 2026, with the cosignatures of public
    /// witnesses, as other software wrote it.
    const REAL: &str = "arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

\u{2014} arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
\u{2014} transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
\u{2014} witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
\u{2014} remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
\u{2014} witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==
";

    #[test]
    fn checkpoints_and_cosignatures_of_others_verify() {
        let log = "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f";
        let log: VerifierKey = log.parse().unwrap();
        assert_eq!(Checkpoint::verify(REAL, &log.key).unwrap().size, 1_432_088_532);
        for witness in [
            "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
            "witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv",
            "transparency.dev/DEV:witness-little-garden+d8042a87+BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM",
            "witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO",
        ] {
            let key: VerifierKey = witness.parse().unwrap();
            assert_eq!(key.to_string(), witness);
            assert_eq!(cosigned_at(REAL, &key), Ok(Some(0x6a12_2120)), "{witness}");
            let other = REAL.replacen("1432088532", "1432088533", 1);
            assert_eq!(cosigned_at(&other, &key), Err(CheckpointError::Signature));
        }
        let absent = "rgdd.se/poc-witness+db03732e+BCjJKlo6BU0xfIb8LutqerIFTWIXEA0L5n3tW3QyPFgG";
        assert_eq!(cosigned_at(REAL, &absent.parse().unwrap()), Ok(None));
    }

    #[test]
    fn a_witness_signs_head_and_time() {
        let log = Signer::new(&[1; 32], "exchange.example/audit".into());
        let witness = Cosigner::new(&[2; 32], "hub.example/witness".into());
        let text = log.sign(5, [3; 32]);
        let head = Checkpoint::verify(&text, &log.public_key()).unwrap();
        let signed = format!("{text}{}", witness.cosign(&head, 1_700_000_000));
        assert!(Checkpoint::verify(&signed, &log.public_key()).is_ok());
        assert_eq!(cosigned_at(&signed, &witness.verifier()), Ok(Some(1_700_000_000)));
        assert_eq!(cosigned_at(&text, &witness.verifier()), Ok(None));
        let origin = VerifierKey::of_log(log.origin(), log.public_key());
        assert_eq!(with_cosignature(&signed, &origin, &witness.verifier()).unwrap(), signed);
        for wrong in ["", "a+b", "name+00000000+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv"] {
            assert!(wrong.parse::<VerifierKey>().is_err());
        }
    }
}
