//! Private keys under a passphrase: PKCS#8 encrypted by PBES2 (RFC 8018) with scrypt and
//! AES-256-CBC, which OpenSSL reads and writes too.

use std::fmt;
use std::path::Path;

use pkcs8::EncryptedPrivateKeyInfoOwned;
use pkcs8::der::asn1::OctetString;
use pkcs8::der::pem::LineEnding;
use pkcs8::der::{Decode, SecretDocument};
use pkcs8::pkcs5::{pbes2, scrypt};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use zeroize::Zeroizing;

use super::pem::ENCRYPTED;
use crate::secret_file::{KeyError, read_private};

/// Passphrase of a private key; wiped from memory when dropped, and never printed.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

/// Smallest number of characters of a passphrase under which a key is newly encrypted.
pub const MIN_PASSPHRASE: usize = 12;

/// Cost of scrypt: 2^14 blocks of 1 KiB, five times over. This is the strongest of the equal
/// choices of OWASP's password storage cheat sheet that OpenSSL still opens, whose limit is 32
/// MiB.
const SCRYPT: (u8, u32, u32) = (14, 8, 5);

impl Passphrase {
    /// Makes a passphrase of a text.
    pub fn new(text: Zeroizing<String>) -> Self {
        Self(text)
    }

    /// Reads a passphrase: the first line of a file that its owner alone may read.
    pub fn load(path: &Path) -> Result<Self, KeyError> {
        Ok(Self::first_line(&read_private(path)?))
    }

    /// Takes the first line of a text as the passphrase.
    pub fn first_line(text: &str) -> Self {
        Self(Zeroizing::new(text.lines().next().unwrap_or_default().to_owned()))
    }

    /// Whether the passphrase is long enough to encrypt a key under: [`MIN_PASSPHRASE`]
    /// characters.
    pub fn is_long_enough(&self) -> bool {
        self.0.chars().count() >= MIN_PASSPHRASE
    }

    /// Text of the passphrase.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(..)")
    }
}

/// Encrypts a PKCS#8 key under a passphrase, and returns it as PEM.
pub(super) fn encrypt(key: &[u8], passphrase: &Passphrase) -> Result<Zeroizing<String>, String> {
    let failed = |_| "the key cannot be encrypted".to_owned();
    let mut random = [0; 32];
    getrandom::fill(&mut random)
        .map_err(|_| "the operating system gave no random bytes".to_owned())?;
    let (salt, iv) = random.split_at(16);
    let iv = iv.try_into().expect("half of 32 bytes");
    let (log_n, r, p) = SCRYPT;
    let params = scrypt::Params::new(log_n, r, p).expect("sound parameters");
    let scheme = pbes2::Parameters::generate_scrypt_aes256cbc(params, salt, iv).map_err(failed)?;
    let encrypted = scheme.encrypt(passphrase.as_str(), key).map_err(failed)?;
    let info = EncryptedPrivateKeyInfoOwned {
        encryption_algorithm: scheme.into(),
        encrypted_data: OctetString::new(encrypted).expect("a key is short"),
    };
    SecretDocument::try_from(&info)
        .and_then(|document| Ok(document.to_pem(ENCRYPTED, LineEnding::LF)?))
        .map_err(|_| "the key cannot be encrypted".to_owned())
}

/// Decrypts the key in an EncryptedPrivateKeyInfo (DER); the error says what is wrong.
pub(super) fn decrypt(
    der: &[u8],
    passphrase: &Passphrase,
) -> Result<PrivateKeyDer<'static>, String> {
    let info = EncryptedPrivateKeyInfoOwned::from_der(der)
        .map_err(|_| "this encrypted private key is damaged, or of a form that is not read: convert it with openssl pkcs8 -topk8 -v2 aes-256-cbc".to_owned())?;
    match info.decrypt(passphrase.as_str()) {
        // A wrong passphrase mostly breaks the padding; where it does not, no key comes out.
        Ok(key) if pkcs8::PrivateKeyInfoRef::try_from(key.as_bytes()).is_ok() => {
            Ok(PrivatePkcs8KeyDer::from(key.as_bytes().to_vec()).into())
        }
        Err(pkcs8::Error::EncryptedPrivateKey(
            pkcs8::pkcs5::Error::UnsupportedAlgorithm { .. }
            | pkcs8::pkcs5::Error::AlgorithmParametersInvalid { .. },
        )) => Err("this private key is encrypted in a way that is not read: convert it with openssl pkcs8 -topk8 -v2 aes-256-cbc".to_owned()),
        _ => Err("the passphrase does not open this private key".to_owned()),
    }
}
