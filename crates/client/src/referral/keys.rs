//! Keys of a liaison in versions: each has a key to which others seal, and a key with which the
//! liaison signs.
//!
//! Public halves are published through the exchange, which could lie about them. They are
//! therefore believed only after their fingerprint was compared by another way, or when the
//! version before, which was compared, has signed them.

use std::fmt;
use std::path::Path;

use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use hpke::kem::XWing;
use hpke::{Deserializable, Kem, Serializable};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::domain::id::MemberId;
use crate::domain::record::{Pseudonym, TOKEN_LENGTH};
use crate::secret_file::{KeyError, read_private, replace_private, write_private};

use super::FieldBytes;

/// Length in bytes of a sealing key (X-Wing).
pub const SEALING_KEY_LENGTH: usize = 1216;

const FILE_KIND: &str = "vdx liaison keys";
const PSEUDONYM_CONTEXT: &str = "victim-data-exchange 2026 v1 referral pseudonym";

/// Id of one version of a member's keys: the first 8 bytes of the hash of its public half.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct KeyId(pub [u8; 8]);

/// Signature of a liaison, Ed25519.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature(#[serde(with = "halves")] pub [u8; 64]);

/// Public half of one version of a member's keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicKey {
    /// Member that owns the keys.
    pub member: MemberId,
    /// Number of the version, from 1.
    pub version: u32,
    /// Public sealing key (X-Wing), [`SEALING_KEY_LENGTH`] bytes.
    pub sealing: Vec<u8>,
    /// Public signing key (Ed25519).
    pub signing: [u8; 32],
    /// Signature of this version by its own signing key.
    pub signature: Signature,
    /// Signature of this version by the signing key of the version before; `None` for the first
    /// version, and after a loss.
    pub previous_signature: Option<Signature>,
}

impl PublicKey {
    fn bytes(&self) -> Vec<u8> {
        FieldBytes::new("vdx liaison key v1")
            .with(self.member.to_string().as_bytes())
            .with(&self.version.to_be_bytes())
            .with(&self.sealing)
            .with(&self.signing)
            .0
    }

    /// Id of the version.
    pub fn id(&self) -> KeyId {
        let hash = blake3::hash(&self.bytes());
        KeyId(hash.as_bytes()[..8].try_into().expect("a hash has 32 bytes"))
    }

    /// Fingerprint of the version, which two people compare by telephone: 128 bits as eight groups
    /// of five digits, the same in every language.
    pub fn fingerprint(&self) -> String {
        let hash = blake3::hash(&self.bytes());
        let groups = hash.as_bytes()[..16]
            .chunks_exact(2)
            .map(|pair| format!("{:05}", u16::from_be_bytes([pair[0], pair[1]])));
        groups.collect::<Vec<_>>().join(" ")
    }

    /// Whether both keys can be used and the version is signed by its own signing key.
    pub fn is_sound(&self) -> bool {
        <XWing as Kem>::PublicKey::from_bytes(&self.sealing).is_ok()
            && self.verify(&self.bytes(), &self.signature)
    }

    /// Whether the owner of an earlier version has signed that this version follows it.
    pub fn follows(&self, previous: &Self) -> bool {
        self.member == previous.member
            && previous.version.checked_add(1) == Some(self.version)
            && self
                .previous_signature
                .is_some_and(|signature| previous.verify(&self.bytes(), &signature))
    }

    /// Whether the owner of the key signed these bytes.
    pub fn verify(&self, bytes: &[u8], signature: &Signature) -> bool {
        let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
        VerifyingKey::from_bytes(&self.signing)
            .is_ok_and(|key| key.verify_strict(bytes, &signature).is_ok())
    }
}

/// Secret halves of one version, with the public half.
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
struct SecretKey {
    version: u32,
    #[serde(with = "hex::serde")]
    sealing: [u8; 32],
    #[serde(with = "hex::serde")]
    signing: [u8; 32],
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    kind: String,
    member: String,
    pseudonyms: Zeroizing<String>,
    keys: Vec<SecretKey>,
}

/// Keyring: a liaison's own keys in every version, because old versions open old mail, and the
/// secret that makes pseudonyms. Kept in one file that only its owner may read.
pub struct Keyring {
    member: MemberId,
    pseudonyms: Zeroizing<[u8; 32]>,
    /// Versions of the keys, oldest first, never empty.
    keys: Vec<SecretKey>,
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keyring {{ member: {}, secrets: redacted }}", self.member)
    }
}

fn random() -> Result<[u8; 32], KeyError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|_| KeyError::Random)?;
    Ok(bytes)
}

impl Keyring {
    /// Makes a keyring with new keys of version 1.
    pub fn generate(member: MemberId) -> Result<Self, KeyError> {
        Self::generate_from(member, 1)
    }

    /// Makes a keyring with new keys whose version comes after those that were lost. Nothing
    /// confirms the new keys: partners compare their fingerprint as they did that of the first
    /// version.
    pub fn generate_from(member: MemberId, version: u32) -> Result<Self, KeyError> {
        let first = SecretKey { version, sealing: random()?, signing: random()? };
        Ok(Self { member, pseudonyms: Zeroizing::new(random()?), keys: vec![first] })
    }

    /// Makes a keyring from known bytes, for tests and for keys that are kept elsewhere.
    pub fn from_bytes(member: MemberId, sealing: [u8; 32], signing: [u8; 32]) -> Self {
        let pseudonyms = Zeroizing::new(blake3::derive_key(PSEUDONYM_CONTEXT, &signing));
        Self { member, pseudonyms, keys: vec![SecretKey { version: 1, sealing, signing }] }
    }

    /// Adds a new version of the keys; the old versions go on opening old mail.
    pub fn rotate(&mut self) -> Result<(), KeyError> {
        let version = self.latest().version.saturating_add(1);
        self.keys.push(SecretKey { version, sealing: random()?, signing: random()? });
        Ok(())
    }

    /// Reads the file of a keyring; refuses a file that others may read.
    pub fn load(path: &Path) -> Result<Self, KeyError> {
        let format = || KeyError::NotOfKind { path: path.into(), expected: FILE_KIND };
        let text = read_private(path)?;
        let file: KeyFile = toml::from_str(&text).map_err(|_| format())?;
        let member = file.member.split_once('/').and_then(|(d, n)| MemberId::new(d, n).ok());
        let in_order = file
            .keys
            .windows(2)
            .all(|pair| pair[0].version.checked_add(1) == Some(pair[1].version));
        let mut pseudonyms = Zeroizing::new([0; 32]);
        let read = hex::decode_to_slice(&*file.pseudonyms, pseudonyms.as_mut());
        match member {
            Some(member)
                if file.kind == FILE_KIND
                    && read.is_ok()
                    && in_order
                    && file.keys.first().is_some_and(|key| key.version >= 1) =>
            {
                Ok(Self { member, pseudonyms, keys: file.keys })
            }
            _ => Err(format()),
        }
    }

    /// Writes the keyring to a new file with permissions 0600; an existing file is never
    /// overwritten.
    pub fn save_new(&self, path: &Path) -> Result<(), KeyError> {
        let io = |source| KeyError::Io { path: path.into(), source };
        write_private(path, self.text().as_bytes()).map_err(io)
    }

    /// Replaces the keyring's file in one step, after a rotation.
    pub fn replace(&self, path: &Path) -> Result<(), KeyError> {
        let io = |source| KeyError::Io { path: path.into(), source };
        replace_private(path, self.text().as_bytes()).map_err(io)
    }

    fn text(&self) -> Zeroizing<String> {
        let file = KeyFile {
            kind: FILE_KIND.into(),
            member: self.member.to_string(),
            pseudonyms: Zeroizing::new(hex::encode(*self.pseudonyms)),
            keys: self.keys.clone(),
        };
        Zeroizing::new(toml::to_string(&file).expect("a key file always serializes"))
    }

    fn latest(&self) -> &SecretKey {
        self.keys.last().expect("a keyring is never empty")
    }

    /// Number of the oldest version in the keyring: more than 1 after a loss.
    pub fn first_version(&self) -> u32 {
        self.keys.first().map_or(1, |key| key.version)
    }

    /// Member that owns the keyring.
    pub fn member(&self) -> &MemberId {
        &self.member
    }

    /// Public half of the latest version.
    pub fn public(&self) -> PublicKey {
        self.public_of(self.keys.len() - 1)
    }

    /// Public halves of all versions, oldest first.
    pub fn all_public(&self) -> impl Iterator<Item = PublicKey> {
        (0..self.keys.len()).map(|place| self.public_of(place))
    }

    fn public_of(&self, place: usize) -> PublicKey {
        let key = &self.keys[place];
        let signing = SigningKey::from_bytes(&key.signing);
        let mut public = PublicKey {
            member: self.member.clone(),
            version: key.version,
            sealing: XWing::sk_to_pk(&sealing_key(key)).to_bytes().to_vec(),
            signing: signing.verifying_key().to_bytes(),
            signature: Signature([0; 64]),
            previous_signature: None,
        };
        let bytes = public.bytes();
        let sign = |key: &SigningKey| Signature(key.sign(&bytes).to_bytes());
        public.signature = sign(&signing);
        public.previous_signature = place.checked_sub(1).map(|before| {
            let previous = SigningKey::from_bytes(&self.keys[before].signing);
            sign(&previous)
        });
        public
    }

    /// Signs bytes with the latest version.
    pub fn sign(&self, bytes: &[u8]) -> Signature {
        Signature(SigningKey::from_bytes(&self.latest().signing).sign(bytes).to_bytes())
    }

    /// Private key that opens what was sealed to a version; `None` when the keyring does not have
    /// it.
    pub(super) fn opener(&self, id: KeyId) -> Option<<XWing as Kem>::PrivateKey> {
        let place = self.all_public().position(|public| public.id() == id)?;
        Some(sealing_key(&self.keys[place]))
    }

    /// Pseudonym of a case of this liaison for one partner: the same case has unrelated pseudonyms
    /// at two partners, and nobody without this keyring can tell whose case it is.
    pub fn pseudonym(&self, partner: &str, case: &str) -> Pseudonym {
        let bytes = FieldBytes::new("pair")
            .with(&*self.pseudonyms)
            .with(self.member.to_string().as_bytes())
            .with(partner.as_bytes())
            .with(case.trim().as_bytes());
        let bytes = Zeroizing::new(bytes.0);
        let mut value = [0; TOKEN_LENGTH];
        let hash = blake3::derive_key(PSEUDONYM_CONTEXT, &bytes);
        value.copy_from_slice(&hash[..TOKEN_LENGTH]);
        Pseudonym(value)
    }
}

fn sealing_key(key: &SecretKey) -> <XWing as Kem>::PrivateKey {
    <XWing as Kem>::PrivateKey::from_bytes(&key.sealing).expect("an X-Wing key is any 32 bytes")
}

/// Serialization of 64 bytes as two halves, since serde knows arrays of up to 32 bytes.
mod halves {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(bytes: &[u8; 64], serializer: S) -> Result<S::Ok, S::Error> {
        let (first, second) = bytes.split_at(32);
        let halves: ([u8; 32], [u8; 32]) =
            (first.try_into().unwrap_or([0; 32]), second.try_into().unwrap_or([0; 32]));
        halves.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; 64], D::Error> {
        let (first, second) = <([u8; 32], [u8; 32])>::deserialize(deserializer)?;
        let mut bytes = [0; 64];
        bytes[..32].copy_from_slice(&first);
        bytes[32..].copy_from_slice(&second);
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(name: &str) -> MemberId {
        MemberId::new("al.example", name).unwrap()
    }

    #[test]
    fn a_rotation_is_signed_by_the_version_before() {
        let mut keyring = Keyring::generate(member("tirana")).unwrap();
        let first = keyring.public();
        keyring.rotate().unwrap();
        let second = keyring.public();
        assert!(first.is_sound() && second.is_sound() && second.follows(&first));
        assert!(!first.follows(&second));
        assert_ne!(first.fingerprint(), second.fingerprint());
        assert!(keyring.opener(first.id()).is_some(), "old keys open old mail");

        // A key that the exchange made up follows nothing, and a changed one is not sound.
        let mut forged = Keyring::generate(member("tirana")).unwrap();
        forged.rotate().unwrap();
        assert!(!forged.public().follows(&first));
        let changed = PublicKey { member: member("other"), ..second };
        assert!(!changed.is_sound());
    }

    #[test]
    fn the_file_round_trips_and_stays_private() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("keys.toml");
        let mut keyring = Keyring::generate(member("tirana")).unwrap();
        keyring.save_new(&path).unwrap();
        assert!(keyring.save_new(&path).is_err(), "never overwritten");
        keyring.rotate().unwrap();
        keyring.replace(&path).unwrap();
        let read = Keyring::load(&path).unwrap();
        assert!(read.all_public().eq(keyring.all_public()));
        assert_eq!(read.pseudonym("p", "c"), keyring.pseudonym("p", "c"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        std::fs::remove_file(&path).unwrap();
        write_private(&path, b"kind = \"vdx national key\"\n").unwrap();
        let error = Keyring::load(&path).unwrap_err().to_string();
        assert!(error.contains(FILE_KIND), "{error}");
    }

    #[test]
    fn pseudonyms_depend_on_the_pair() {
        let keyring = Keyring::generate(member("tirana")).unwrap();
        let other = Keyring::generate(member("tirana")).unwrap();
        let one = keyring.pseudonym("xk.example/mechanism", "AL-17");
        assert_eq!(one, keyring.pseudonym("xk.example/mechanism", " AL-17 "));
        assert_ne!(one, keyring.pseudonym("it.example/mechanism", "AL-17"));
        assert_ne!(one, keyring.pseudonym("xk.example/mechanism", "AL-18"));
        assert_ne!(one, other.pseudonym("xk.example/mechanism", "AL-17"));
    }
}
