//! Files of private keys: making them, encrypting them, and the form that they must have for it.

use std::path::{Path, PathBuf};

use rcgen::{CertificateParams, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use zeroize::Zeroizing;

use crate::secret_file::replace_private;

use super::pem;
use super::pki::{PkiError, io, replace};
use super::private_key::{Passphrase, encrypt};
use super::tls::TlsError;

/// Makes a key and a request for a certificate of it: writes `<stem>.key.pem`, which never leaves
/// its machine, and `<stem>.csr.pem`, which the authority signs. A key that is there is never
/// replaced. With a passphrase the key is encrypted.
pub fn request(stem: &Path, passphrase: Option<&Passphrase>) -> Result<PathBuf, PkiError> {
    let key = KeyPair::generate()?;
    let csr = CertificateParams::default().serialize_request(&key)?.pem()?;
    let (path, key_path) = (file(stem, "csr.pem"), file(stem, "key.pem"));
    if key_path.exists() {
        return Err(PkiError::Exists(key_path));
    }
    write_key(&key_path, &key, passphrase)?;
    replace(&path, csr.as_bytes())?;
    Ok(path)
}

/// Encrypts the private key in a file under a passphrase; `old` opens it when it is encrypted
/// already. What was on the disk before may lie in its free space still.
pub fn encrypt_key(
    path: &Path,
    old: Option<&Passphrase>,
    new: &Passphrase,
) -> Result<(), PkiError> {
    let key = pem::private_key(path, old)?;
    let pem = encrypt(pkcs8(path, &key)?, new).map_err(PkiError::Encryption)?;
    replace_private(path, pem.as_bytes()).map_err(io(path))
}

/// The bytes of a key in PKCS#8, the form in which keys are encrypted and exported.
pub(super) fn pkcs8<'a>(path: &Path, key: &'a PrivateKeyDer<'_>) -> Result<&'a [u8], PkiError> {
    match key {
        PrivateKeyDer::Pkcs8(key) => Ok(key.secret_pkcs8_der()),
        _ => {
            let what = format!(
                "this private key is not in the form of PKCS#8: convert it with openssl pkcs8 -topk8 -nocrypt -in {0} -out {0}.new",
                path.display()
            );
            Err(TlsError::File { path: path.into(), what }.into())
        }
    }
}

/// Path of one of the files of a stem, by its ending.
pub(super) fn file(stem: &Path, ending: &str) -> PathBuf {
    PathBuf::from(format!("{}.{ending}", stem.display()))
}

pub(super) fn write_key(
    path: &Path,
    key: &KeyPair,
    passphrase: Option<&Passphrase>,
) -> Result<(), PkiError> {
    replace_private(path, key_pem(key, passphrase)?.as_bytes()).map_err(io(path))
}

/// A key in PEM, encrypted when there is a passphrase.
pub(super) fn key_pem(
    key: &KeyPair,
    passphrase: Option<&Passphrase>,
) -> Result<Zeroizing<String>, PkiError> {
    match passphrase {
        None => Ok(Zeroizing::new(key.serialize_pem())),
        Some(passphrase) => encrypt(key.serialized_der(), passphrase).map_err(PkiError::Encryption),
    }
}
