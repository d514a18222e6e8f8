//! Signed notes of C2SP (<https://c2sp.org/signed-note>): a text and lines of signatures.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::CheckpointError;

/// Signature type of a log's own Ed25519 signature.
pub(super) const ED25519: u8 = 0x01;
/// Signature type of a witness's Ed25519 cosignature with a time.
pub(super) const COSIGNATURE: u8 = 0x04;

/// Largest number of signature lines of a note that are read; the format demands at least 16.
const MAX_LINES: usize = 32;

/// Signed note that is not verified yet.
#[derive(Debug)]
pub(super) struct Note<'a> {
    /// Text that is signed, its last line break included.
    pub text: String,
    lines: Vec<Line<'a>>,
}

#[derive(Debug)]
struct Line<'a> {
    name: &'a str,
    id: [u8; 4],
    signature: Vec<u8>,
    whole: &'a str,
}

impl<'a> Note<'a> {
    /// Splits a note into its text and its signature lines.
    pub fn parse(note: &'a str) -> Result<Self, CheckpointError> {
        if note.chars().any(|c| c.is_control() && c != '\n') {
            return Err(CheckpointError::Format);
        }
        let (text, lines) = note.rsplit_once("\n\n").ok_or(CheckpointError::Format)?;
        let lines: Vec<Line<'a>> =
            lines.lines().map(Line::parse).collect::<Option<_>>().ok_or(CheckpointError::Format)?;
        if lines.is_empty() || lines.len() > MAX_LINES {
            return Err(CheckpointError::Format);
        }
        Ok(Self { text: format!("{text}\n"), lines })
    }

    /// Signatures by a key, after its id.
    pub fn signatures_of<'n>(&'n self, key: &VerifierKey) -> impl Iterator<Item = &'n [u8]> {
        let (name, id) = (key.name.clone(), key.id());
        self.lines
            .iter()
            .filter(move |line| line.name == name && line.id == id)
            .map(|line| line.signature.as_slice())
    }

    /// Signature lines by a key, as they stand in the note.
    pub fn lines_of<'n>(&'n self, key: &VerifierKey) -> impl Iterator<Item = &'n str> {
        let (name, id) = (key.name.clone(), key.id());
        self.lines
            .iter()
            .filter(move |line| line.name == name && line.id == id)
            .map(|line| line.whole)
    }
}

impl<'a> Line<'a> {
    fn parse(whole: &'a str) -> Option<Self> {
        let (name, signature) = whole.strip_prefix("\u{2014} ")?.split_once(' ')?;
        if !is_name(name) {
            return None;
        }
        let bytes = STANDARD.decode(signature).ok()?;
        let (id, signature) = bytes.split_first_chunk::<4>()?;
        Some(Self { name, id: *id, signature: signature.to_vec(), whole })
    }
}

/// Makes a signature line.
pub(super) fn line(key: &VerifierKey, signature: &[u8]) -> String {
    let signed = [&key.id()[..], signature].concat();
    format!("\u{2014} {} {}\n", key.name, STANDARD.encode(signed))
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+')
}

/// Public key of a log or a witness with its name: a *vkey* of C2SP, written `name+id+base64`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifierKey {
    /// Name in signature lines: a log's origin, or a witness's name.
    pub name: String,
    /// Signature type of the key: 1 for a log, 4 for a witness.
    pub(super) kind: u8,
    /// Public key, Ed25519.
    pub key: [u8; 32],
}

impl VerifierKey {
    /// Key of a log with this origin.
    pub fn of_log(origin: &str, key: [u8; 32]) -> Self {
        Self { name: origin.into(), kind: ED25519, key }
    }

    /// Key of a witness of this name.
    pub fn of_witness(name: &str, key: [u8; 32]) -> Self {
        Self { name: name.into(), kind: COSIGNATURE, key }
    }

    /// Whether the key is a witness's.
    pub fn is_witness(&self) -> bool {
        self.kind == COSIGNATURE
    }

    /// Id of the key: the first bytes of a hash of name, type and key, by which signature lines
    /// name it.
    pub(super) fn id(&self) -> [u8; 4] {
        let hash = Sha256::digest([self.name.as_bytes(), b"\n", &[self.kind], &self.key].concat());
        hash[..4].try_into().expect("a hash has 32 bytes")
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = STANDARD.encode([&[self.kind][..], &self.key].concat());
        write!(f, "{}+{}+{key}", self.name, hex::encode(self.id()))
    }
}

/// Rule that a text must fit to be a [`VerifierKey`].
const RULE: &str = "must be a key such as exchange.example/witness+1a2b3c4d+BASE64";

impl FromStr for VerifierKey {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // The base64 may itself hold a plus.
        let mut parts = text.trim().splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(RULE);
        };
        let bytes = STANDARD.decode(key).map_err(|_| RULE)?;
        let (kind, key) = bytes.split_first().ok_or(RULE)?;
        let key = key.try_into().map_err(|_| RULE)?;
        let parsed = Self { name: name.into(), kind: *kind, key };
        let fits = matches!(*kind, ED25519 | COSIGNATURE)
            && is_name(name)
            && hex::encode(parsed.id()) == id.to_lowercase();
        if fits { Ok(parsed) } else { Err(RULE) }
    }
}

impl serde::Serialize for VerifierKey {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for VerifierKey {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
