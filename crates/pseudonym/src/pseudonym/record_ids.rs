//! Ids of records as they leave the institution: hashed with a secret of the institution, so that
//! any text works as an id, no text leaves, and the ids of two systems of one institution do not
//! meet.

use std::path::Path;

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::domain::code_list::CodeList;
use crate::domain::codes::RecordKind;
use crate::domain::id::OpaqueId;
use crate::secret_file::{KeyError, load_secret, save_secret};

use super::key::KEY_CHECK_LENGTH;

const FILE_KIND: &str = "vdx record id key";
const CONTEXT: &str = "victim-data-exchange 2026 v1 record ids";
const CHECK_CONTEXT: &str = "victim-data-exchange 2026 v1 record ids check value";

/// How record ids of an export leave.
pub(super) enum Naming {
    /// Nobody has said: no record leaves.
    Undecided,
    /// As they stand.
    Plain,
    /// Hashed.
    Hashed(RecordIds),
}

/// Secret of one institution under which its record ids are hashed. All machines of the
/// institution need the same secret: under another one every record looks new.
pub struct RecordIdKey(Zeroizing<[u8; 32]>);

impl RecordIdKey {
    /// Makes a new random secret.
    pub fn generate() -> Result<Self, KeyError> {
        let mut secret = Zeroizing::new([0; 32]);
        getrandom::fill(&mut secret[..]).map_err(|_| KeyError::Random)?;
        Ok(Self(secret))
    }

    /// A secret from known bytes, for an institution that keeps it elsewhere (an HSM, a vault).
    pub fn from_bytes(secret: [u8; 32]) -> Self {
        Self(Zeroizing::new(secret))
    }

    /// Reads a key file; refuses one that others may read.
    pub fn load(path: &Path) -> Result<Self, KeyError> {
        let (_, secret) = load_secret(path, FILE_KIND)?;
        Ok(Self(Zeroizing::new(*secret)))
    }

    /// Writes a new key file with permissions 0600; an existing file is never overwritten.
    pub fn save(&self, path: &Path) -> Result<(), KeyError> {
        save_secret(path, FILE_KIND, 1, &self.0)
    }

    /// A value that tells whether two machines have the same key, and nothing else of it.
    pub fn check_value(&self) -> [u8; KEY_CHECK_LENGTH] {
        let mut hasher = blake3::Hasher::new_derive_key(CHECK_CONTEXT);
        hasher.update(&self.0[..]);
        let mut value = [0; KEY_CHECK_LENGTH];
        value.copy_from_slice(&hasher.finalize().as_bytes()[..KEY_CHECK_LENGTH]);
        value
    }

    /// The ids of one system of the institution, such as `police-registry`.
    pub fn of_system(&self, system: &str) -> RecordIds {
        let mut hasher = blake3::Hasher::new_derive_key(CONTEXT);
        hasher.update(&self.0[..]);
        hasher.update(system.trim().as_bytes());
        let key = Zeroizing::new(*hasher.finalize().as_bytes());
        let mark = hex::encode(&blake3::keyed_hash(&key, b"system").as_bytes()[..4]);
        RecordIds { key, mark }
    }
}

/// Hasher of the record ids of one system of an institution.
pub struct RecordIds {
    key: Zeroizing<[u8; 32]>,
    mark: String,
}

impl RecordIds {
    /// Mark with which every id of this system begins: tells the records of one system from those
    /// of others.
    pub fn mark(&self) -> &str {
        &self.mark
    }

    /// What a hashed id begins with; `None` for one that left as it stands.
    pub fn mark_of(id: &str) -> Option<&str> {
        Self::is_hashed(id).then(|| id.split_once('-').map(|(mark, _)| mark))?
    }

    /// Whether an id looks like one of hashed ids.
    pub fn is_hashed(id: &str) -> bool {
        let row = id.split_once(':').map_or(id, |(row, _)| row);
        let is_hex = |text: &str, length| {
            text.len() == length
                && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        };
        row.split_once('-').is_some_and(|(mark, hash)| is_hex(mark, 8) && is_hex(hash, 32))
    }

    /// Hashes the id of a record. White space at the ends and repeated white space do not count;
    /// `None` when nothing is left.
    pub fn id(&self, kind: RecordKind, raw: &str) -> Option<OpaqueId> {
        let words: Vec<String> = raw.split_whitespace().map(|word| word.nfc().collect()).collect();
        if words.is_empty() {
            return None;
        }
        let mut hasher = blake3::Hasher::new_keyed(&self.key);
        hasher.update(&[kind.number()]);
        hasher.update(words.join(" ").as_bytes());
        let hash = hex::encode(&hasher.finalize().as_bytes()[..16]);
        OpaqueId::new(&format!("{}-{hash}", self.mark))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_is_an_id_and_none_can_be_read_from_it() {
        let key = RecordIdKey::generate().unwrap();
        let ids = key.of_system("registry");
        let id = |raw| ids.id(RecordKind::Victim, raw).unwrap();
        for raw in ["PK-2011/0001", "Предмет 12", "a b"] {
            assert!(RecordIds::is_hashed(id(raw).as_str()) && !RecordIds::is_hashed(raw));
            assert!(!id(raw).as_str().contains(raw) && id(raw).as_str().starts_with(ids.mark()));
            assert_eq!(RecordIds::mark_of(id(raw).as_str()), Some(ids.mark()));
        }
        assert_eq!(id(" Предмет  12 "), id("Предмет 12"));
        assert_eq!(id("Gjakove\u{308}"), id("Gjakov\u{eb}"));
        assert_ne!(id("1"), id("2"));
        assert_ne!(ids.id(RecordKind::Assistance, "1"), Some(id("1")));
        assert_ne!(key.of_system("cases").id(RecordKind::Victim, "1"), Some(id("1")));
        let other = RecordIdKey::generate().unwrap().of_system("registry");
        assert_ne!(other.id(RecordKind::Victim, "1"), Some(id("1")));
        assert_eq!(ids.id(RecordKind::Victim, "  "), None);
    }

    #[test]
    fn a_saved_key_makes_the_same_ids() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("ids.key");
        let key = RecordIdKey::generate().unwrap();
        key.save(&path).unwrap();
        let again = RecordIdKey::load(&path).unwrap();
        let id = |key: &RecordIdKey| key.of_system("s").id(RecordKind::Victim, "1");
        assert_eq!(id(&key), id(&again));
        assert_eq!(key.check_value(), again.check_value());
        assert_ne!(key.check_value(), RecordIdKey::generate().unwrap().check_value());
        assert!(key.save(&path).is_err(), "never overwritten");
    }
}
