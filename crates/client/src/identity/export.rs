//! A member's certificate and key as one PKCS#12 file (RFC 7292), for browsers and Windows.

use std::path::Path;

use p12_keystore::{
    Certificate, EncryptionAlgorithm, KeyStore, KeyStoreEntry, MacAlgorithm, PrivateKey,
    PrivateKeyChain,
};
use sha2::Digest;
use zeroize::Zeroizing;

use super::key_files::pkcs8;
use super::pem;
use super::pki::PkiError;
use super::principal::Principal;
use super::private_key::Passphrase;
use super::tls::{TlsFiles, load};

/// Number of rounds of PBKDF2 for each of the file's three parts. .NET opens no file of more than
/// 600,000 rounds together.
const ROUNDS: u32 = 150_000;

/// Makes the PKCS#12 file of a certificate and its key, with the certificates of the authorities
/// in `ca`: encrypted with AES-256-CBC under a key of PBKDF2, guarded by HMAC-SHA-256.
pub fn pkcs12(
    files: &TlsFiles,
    ca: Option<&Path>,
    passphrase: &Passphrase,
) -> Result<Zeroizing<Vec<u8>>, PkiError> {
    let failed = |_| PkiError::Encryption("the PKCS#12 file cannot be made".into());
    let (mut chain, key) = load(files)?;
    if let Some(ca) = ca {
        let authorities = pem::certificates(ca)?;
        chain
            .extend(authorities.into_iter().filter(|der| !chain.contains(der)).collect::<Vec<_>>());
    }
    // The name under which a browser lists it.
    let alias = Principal::of_certificate(&chain[0])
        .map_or_else(|_| "vdx".to_owned(), |principal| principal.spiffe_id().to_string());
    let id = sha2::Sha256::digest(&chain[0]);
    let key = PrivateKey::from_der(pkcs8(&files.key, &key)?).map_err(failed)?;
    let certificates: Result<Vec<_>, _> =
        chain.iter().map(|der| Certificate::from_der(der)).collect();
    let mut store = KeyStore::new();
    let entry = PrivateKeyChain::new(&id[..20], key, certificates.map_err(failed)?);
    store.add_entry(&alias, KeyStoreEntry::PrivateKeyChain(entry));
    store
        .writer(passphrase.as_str())
        .encryption_algorithm(EncryptionAlgorithm::PbeWithHmacSha256AndAes256)
        .encryption_iterations(ROUNDS)
        .mac_algorithm(MacAlgorithm::HmacSha256)
        .mac_iterations(ROUNDS)
        .write()
        .map(Zeroizing::new)
        .map_err(failed)
}
