//! The exchange's own secret and what is derived from it.

use std::path::Path;

use aes::Aes128;
use aes::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::audit::Signer;
use crate::domain::code_list::CodeList;
use crate::domain::codes::RecordKind;
use crate::domain::id::{MemberId, OpaqueId};
use crate::domain::record::{Record, TOKEN_LENGTH, Token, TokenValue};
use crate::keyed_hash::keyed_hashes;
use crate::linkage::{Institution, MentionKey};
use crate::secret_file::{KeyError, load_secret, save_secret};
use crate::store::{Fingerprint, RecordKey};

const FILE_KIND: &str = "vdx exchange key";

/// The exchange's secret. A stolen database without it cannot be searched, not even
/// by somebody who holds the national key; a stolen secret without the database is
/// of no use.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct ExchangeSecrets {
    root: [u8; 32],
    pepper: [u8; 32],
    names: [u8; 32],
    transnational: [u8; 16],
}

impl ExchangeSecrets {
    /// Secrets derived from 32 random bytes.
    pub fn from_bytes(root: [u8; 32]) -> Self {
        let transnational =
            blake3::derive_key("victim-data-exchange 2026 v1 exchange transnational tokens", &root);
        Self {
            transnational: transnational[..16].try_into().expect("a hash has 32 bytes"),
            root,
            pepper: blake3::derive_key("victim-data-exchange 2026 v1 exchange pepper", &root),
            names: blake3::derive_key("victim-data-exchange 2026 v1 exchange record names", &root),
        }
    }

    /// Writes a new random secret to a file with permissions 0600.
    pub fn generate(path: &Path) -> Result<(), KeyError> {
        let mut root = Zeroizing::new([0; 32]);
        getrandom::fill(root.as_mut()).map_err(|_| KeyError::Random)?;
        save_secret(path, FILE_KIND, 1, &root)
    }

    /// Reads the secret from a file; refuses one that others may read.
    pub fn load(path: &Path) -> Result<Self, KeyError> {
        let (_, root) = load_secret(path, FILE_KIND)?;
        Ok(Self::from_bytes(*root))
    }

    /// Tells two secrets apart without telling anything of either.
    pub(super) fn check_value(&self) -> [u8; 8] {
        let hash =
            blake3::derive_key("victim-data-exchange 2026 v1 exchange key check", &self.root);
        hash[..8].try_into().expect("a hash has 32 bytes")
    }

    /// Hashes every token and pseudonym of a record again. Transnational tokens are permuted
    /// instead.
    pub(super) fn pepper(&self, record: &mut Record) {
        record.rehash(|values| self.pepper_all(values));
        if let Record::Victim(victim) = record {
            self.permute(&mut victim.transnational_tokens);
        }
    }

    /// Hides transnational tokens from whoever steals the store, and yet leaves them comparable:
    /// a keyed permutation (one block of AES-128), because a relay must be able to send them
    /// on, which a hash would forbid.
    pub(super) fn permute(&self, tokens: &mut Vec<Token>) {
        if tokens.is_empty() {
            return;
        }
        let cipher = Aes128::new(&self.transnational.into());
        for token in tokens.iter_mut() {
            let mut block = token.value.into();
            cipher.encrypt_block(&mut block);
            token.value = block.into();
        }
        tokens.sort_unstable();
        tokens.dedup();
    }

    /// The transnational tokens as their institution sent them.
    pub(super) fn restore(&self, tokens: &[Token]) -> Vec<Token> {
        let cipher = Aes128::new(&self.transnational.into());
        let restored = tokens.iter().map(|token| {
            let mut block = token.value.into();
            cipher.decrypt_block(&mut block);
            Token { value: block.into(), ..*token }
        });
        restored.collect()
    }

    /// The name of a record at a hub: unrelated to its names here and at other hubs.
    pub(super) fn name_at_hub(&self, hub: &str, record: RecordKey) -> OpaqueId {
        let mut hasher = blake3::Hasher::new_keyed(&self.names);
        hasher.update(b"h");
        hasher.update(&record.0);
        hasher.update(hub.as_bytes());
        let name = hex::encode(truncate(hasher.finalize().as_bytes()));
        OpaqueId::new(&name).expect("hexadecimal digits are an opaque id")
    }

    /// Hashes the tokens of a person again: what the exchange compares.
    pub fn pepper_tokens(&self, tokens: &mut [Token]) {
        self.pepper_all(&mut tokens.iter_mut().map(TokenValue::from).collect::<Vec<_>>());
    }

    fn pepper_all(&self, values: &mut [TokenValue]) {
        let message = |token: &TokenValue| {
            let mut bytes = [0; 5 + TOKEN_LENGTH];
            bytes[0] = token.kind.map_or(0, CodeList::number);
            bytes[1..5].copy_from_slice(&token.key_epoch.to_le_bytes());
            bytes[5..].copy_from_slice(token.value);
            bytes
        };
        let messages: Vec<_> = values.iter().map(message).collect();
        for (token, hash) in values.iter_mut().zip(keyed_hashes(&self.pepper, &messages)) {
            *token.value = truncate(&hash);
        }
    }

    /// The name of a record of an institution.
    pub(super) fn record_key(
        &self,
        member: &MemberId,
        kind: RecordKind,
        record_id: &OpaqueId,
    ) -> RecordKey {
        let mut bytes = Vec::with_capacity(128);
        bytes.extend([b'r', kind.number()]);
        for part in [&*member.trust_domain, &*member.name, record_id.as_str()] {
            bytes.extend((part.len() as u32).to_le_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
        RecordKey(truncate(blake3::keyed_hash(&self.names, &bytes).as_bytes()))
    }

    /// The name of an institution among what is kept of persons.
    pub(super) fn institution(&self, member: &MemberId) -> Institution {
        let mut bytes = vec![b'i'];
        for part in [&*member.trust_domain, &*member.name] {
            bytes.extend((part.len() as u32).to_le_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
        let hash = blake3::keyed_hash(&self.names, &bytes);
        Institution::from_le_bytes(truncate(hash.as_bytes()))
    }

    /// The name of a person in a record.
    pub(super) fn mention_key(&self, record: RecordKey, place: usize) -> MentionKey {
        let mut bytes = [b'm'; 21];
        bytes[1..17].copy_from_slice(&record.0);
        bytes[17..].copy_from_slice(&(place as u32).to_le_bytes());
        let hash = blake3::keyed_hash(&self.names, &bytes);
        MentionKey(u128::from_le_bytes(truncate(hash.as_bytes())))
    }

    /// The digest that tells two contents of one revision apart, from the bytes of the record.
    pub(super) fn digest(&self, record: &[u8]) -> [u8; 16] {
        truncate(blake3::keyed_hash(&self.names, record).as_bytes())
    }

    /// The fingerprint of a record as it came, by which the exchange knows contents again that were
    /// corrected since. It covers the tokens of persons before they are hashed again, which the exchange
    /// keeps nowhere: with this key and the whole store nobody can try which contents they were. A
    /// record without such tokens has none. What partner countries find it by is left out.
    pub(super) fn fingerprint(&self, record: &Record) -> Option<Fingerprint> {
        let mut record = record.without_transnational();
        // Sorts the tokens.
        record.rehash(|_| {});
        let has_secret = record.kind() == RecordKind::Proceeding
            || record.token_groups().iter().any(|tokens| !tokens.is_empty());
        let hash = || blake3::keyed_hash(&self.names, &record.append_to(vec![b'f']));
        has_secret.then(|| hash().as_bytes()[..8].try_into().expect("a hash has 32 bytes"))
    }

    /// The seed of the key that signs the heads of the audit log.
    pub(super) fn audit_seed(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.of_epoch("victim-data-exchange 2026 v1 audit heads", 0))
    }

    /// The public key that verifies the heads of the audit log: an auditor compares it once.
    pub fn audit_public_key(&self) -> [u8; 32] {
        // The name of the log is no part of the key.
        Signer::new(&self.audit_seed(), String::new()).public_key()
    }

    /// The seed of the key that witnesses the logs of others.
    pub(super) fn witness_seed(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.of_epoch("victim-data-exchange 2026 v1 witness", 0))
    }

    /// From what linkage draws at which numbers of persons each person is weighed anew: of all records, or
    /// of one institution's records by themselves, which must tell nothing of the other.
    pub(super) fn phases(&self, alone: Option<&MemberId>) -> [u8; 32] {
        let key = self.of_epoch("victim-data-exchange 2026 v2 phases of persons", 0);
        let mut hasher = blake3::Hasher::new_keyed(&key);
        for part in alone.iter().flat_map(|member| [&*member.trust_domain, &*member.name]) {
            hasher.update(&(part.len() as u32).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        hasher.finalize().into()
    }

    /// Chooses which codes of a list that is too long count of a unit.
    pub(super) fn bound_key(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.of_epoch("victim-data-exchange 2026 v2 bounds of contributions", 0))
    }

    /// Names the frozen units of a release: whoever sees it cannot try which units they are.
    pub(super) fn snapshot_hash(&self, frozen: &[u8]) -> [u8; 32] {
        let key = self.of_epoch("victim-data-exchange 2026 v2 frozen units", 0);
        *blake3::keyed_hash(&key, frozen).as_bytes()
    }

    /// The seed of a release's noise. The stored nonce alone does not tell it; once that is
    /// removed, this key does not either.
    pub(super) fn release_seed(&self, nonce: &[u8; 32]) -> Zeroizing<[u8; 32]> {
        let key = self.of_epoch("victim-data-exchange 2026 v2 release seeds", 0);
        Zeroizing::new(*blake3::keyed_hash(&key, nonce).as_bytes())
    }

    fn of_epoch(&self, context: &str, epoch: u64) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_derive_key(context);
        hasher.update(&self.root);
        hasher.update(&epoch.to_le_bytes());
        *hasher.finalize().as_bytes()
    }
}

fn truncate(hash: &[u8; 32]) -> [u8; 16] {
    hash[..16].try_into().expect("a hash has 32 bytes")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::codes::MatchKeyKind;

    #[test]
    fn names_depend_on_every_part() {
        let secrets = ExchangeSecrets::from_bytes([1; 32]);
        let member = |name| MemberId::new("a.example", name).unwrap();
        let id = |text| OpaqueId::new(text).unwrap();
        let key = secrets.record_key(&member("x"), RecordKind::Victim, &id("1"));
        assert_ne!(key, secrets.record_key(&member("y"), RecordKind::Victim, &id("1")));
        assert_ne!(key, secrets.record_key(&member("x"), RecordKind::Assistance, &id("1")));
        assert_ne!(key, secrets.record_key(&member("x"), RecordKind::Victim, &id("2")));
        let other = ExchangeSecrets::from_bytes([2; 32]);
        assert_ne!(key, other.record_key(&member("x"), RecordKind::Victim, &id("1")));
        assert_ne!(secrets.check_value(), other.check_value());
        let phases = [None, Some(&member("x")), Some(&member("y"))].map(|m| secrets.phases(m));
        assert!(phases[0] != phases[1] && phases[1] != phases[2] && phases[0] != phases[2]);
        assert_ne!(phases[0], other.phases(None));
    }

    #[test]
    fn transnational_tokens_are_hidden_and_can_be_sent_on() {
        let secrets = ExchangeSecrets::from_bytes([1; 32]);
        let token = |byte| Token { kind: MatchKeyKind::Document, key_epoch: 1, value: [byte; 16] };
        let mut tokens = vec![token(1), token(2), token(2)];
        secrets.permute(&mut tokens);
        assert_eq!(tokens.len(), 2);
        assert!(!tokens.contains(&token(1)));
        let mut restored = secrets.restore(&tokens);
        restored.sort_unstable();
        assert_eq!(restored, [token(1), token(2)]);
        let mut elsewhere = vec![token(1)];
        ExchangeSecrets::from_bytes([2; 32]).permute(&mut elsewhere);
        assert!(!tokens.contains(&elsewhere[0]));
    }

    #[test]
    fn seeds_follow_from_nonce_and_key() {
        let (one, other) = ([1; 32], [2; 32]);
        let secrets = ExchangeSecrets::from_bytes([1; 32]);
        assert_eq!(secrets.release_seed(&one), secrets.release_seed(&one));
        assert_ne!(secrets.release_seed(&one), secrets.release_seed(&other));
        assert_ne!(
            secrets.release_seed(&one),
            ExchangeSecrets::from_bytes([2; 32]).release_seed(&one)
        );
        assert_ne!(secrets.snapshot_hash(b"a"), secrets.snapshot_hash(b"b"));
    }
}
