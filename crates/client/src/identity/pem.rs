//! Reading of certificates, revocation lists and private keys from PEM files; a file that is
//! something else is refused by the name of what it is.

use std::path::Path;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, CertificateRevocationListDer, PrivateKeyDer};
use x509_parser::prelude::{CertificateRevocationList, FromDer, Pem, X509Certificate};
use zeroize::Zeroizing;

use crate::small_file;

use super::private_key::{Passphrase, decrypt};
use super::tls::TlsError;

/// Kind of contents that a file is to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Certificate,
    RevocationList,
    PrivateKey,
}

impl Wanted {
    fn name(self) -> &'static str {
        match self {
            Self::Certificate => "certificate",
            Self::RevocationList => "revocation list",
            Self::PrivateKey => "private key",
        }
    }
}

/// Byte order mark that some editors put before UTF-8 text.
const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";
/// PEM label of a private key under a passphrase (RFC 5958).
pub(super) const ENCRYPTED: &str = "ENCRYPTED PRIVATE KEY";

/// Reads all certificates of a PEM file, in its order; at least one.
pub(super) fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let bytes = read(path)?;
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(text(&bytes)).collect();
    let found = found.map_err(|_| damaged(path, Wanted::Certificate))?;
    if found.is_empty() {
        return Err(refuse(path, &bytes, Wanted::Certificate));
    }
    if found.iter().any(|der| X509Certificate::from_der(der).is_err()) {
        return Err(damaged(path, Wanted::Certificate));
    }
    Ok(found)
}

/// Reads all revocation lists of a PEM file; at least one.
pub(super) fn revocation_lists(
    path: &Path,
) -> Result<Vec<CertificateRevocationListDer<'static>>, TlsError> {
    let bytes = read(path)?;
    let found: Result<Vec<_>, _> =
        CertificateRevocationListDer::pem_slice_iter(text(&bytes)).collect();
    let found = found.map_err(|_| damaged(path, Wanted::RevocationList))?;
    if found.is_empty() {
        return Err(refuse(path, &bytes, Wanted::RevocationList));
    }
    if found.iter().any(|der| CertificateRevocationList::from_der(der).is_err()) {
        return Err(damaged(path, Wanted::RevocationList));
    }
    Ok(found)
}

/// Reads the private key of a PEM file that its owner alone may read; a key under a passphrase is
/// opened with the passphrase given.
pub(super) fn private_key(
    path: &Path,
    passphrase: Option<&Passphrase>,
) -> Result<PrivateKeyDer<'static>, TlsError> {
    #[cfg(unix)]
    if std::fs::metadata(path).is_ok_and(|metadata| crate::secret_file::is_exposed(&metadata)) {
        return Err(TlsError::Permissions(path.into()));
    }
    let bytes = read(path)?;
    if let Some(pem) = sections(&bytes).find(|pem| pem.label == ENCRYPTED) {
        let passphrase = passphrase.ok_or_else(|| TlsError::Encrypted(path.into()))?;
        return decrypt(&pem.contents, passphrase).map_err(|what| wrong(path, what));
    }
    if text_of(&bytes).contains("Proc-Type: 4,ENCRYPTED") {
        let what = format!(
            "this private key is encrypted in OpenSSL's old form, which is weak and is not read: convert it with openssl pkcs8 -topk8 -v2 aes-256-cbc -in {0} -out {0}.new",
            path.display()
        );
        return Err(wrong(path, what));
    }
    match PrivateKeyDer::pem_slice_iter(text(&bytes)).next() {
        Some(Ok(key)) => Ok(key),
        Some(Err(_)) => Err(damaged(path, Wanted::PrivateKey)),
        None => Err(refuse(path, &bytes, Wanted::PrivateKey)),
    }
}

/// Whether a file holds a private key under a passphrase. A file that cannot be read does not:
/// using it tells why.
pub fn is_encrypted_key(path: &Path) -> bool {
    read(path).is_ok_and(|bytes| sections(&bytes).any(|pem| pem.label == ENCRYPTED))
}

/// Bytes that a file of certificates or revocation lists may hold.
const MAX_FILE: u64 = 64 << 20;

/// Reads a file's bytes; they are wiped when dropped, since they may be a key's.
fn read(path: &Path) -> Result<Zeroizing<Vec<u8>>, TlsError> {
    small_file::read(path, MAX_FILE)
        .map(Zeroizing::new)
        .map_err(|error| wrong(path, format!("cannot be read: {error}")))
}

/// Bytes of a text without the byte order mark before them.
fn text(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(UTF8_MARK).unwrap_or(bytes)
}

fn text_of(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(text(bytes))
}

fn sections(bytes: &[u8]) -> impl Iterator<Item = Pem> {
    Pem::iter_from_buffer(text(bytes)).map_while(Result::ok)
}

fn wrong(path: &Path, what: impl Into<String>) -> TlsError {
    TlsError::File { path: path.into(), what: what.into() }
}

fn damaged(path: &Path, wanted: Wanted) -> TlsError {
    wrong(path, format!("the {} in it is damaged or cut off", wanted.name()))
}

/// Error about a file that holds nothing of what is wanted: says what the file is.
fn refuse(path: &Path, bytes: &[u8], wanted: Wanted) -> TlsError {
    let file = path.display();
    let name = wanted.name();
    let bytes = text(bytes);
    let found = match bytes {
        [] => "the file is empty".to_owned(),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [b'-', 0, ..] | [0, b'-', ..] => {
            "this is UTF-16 text, as PowerShell's > writes it: save it as UTF-8 or ASCII".to_owned()
        }
        [0x30, ..] => of_der(&file.to_string(), bytes),
        _ => {
            let text = text_of(bytes);
            let labels = text.lines().filter_map(|line| {
                line.trim().strip_prefix("-----BEGIN ").and_then(|rest| rest.strip_suffix("-----"))
            });
            of_labels(&file.to_string(), &labels.collect::<Vec<_>>(), wanted)
        }
    };
    wrong(path, format!("holds no {name} in PEM: {found}"))
}

/// Describes a file in DER, and how to make PEM of it.
fn of_der(file: &str, bytes: &[u8]) -> String {
    let convert = |what: &str, command: &str| {
        format!(
            "this is {what} in DER: convert it with openssl {command} -inform DER -in {file} -out {file}.pem"
        )
    };
    // Behind the head of the outer SEQUENCE, which names its length in one to five bytes.
    let body = match bytes.get(1) {
        Some(&length) if length >= 0x80 => bytes.get(2 + usize::from(length & 0x7f)..),
        _ => bytes.get(2..),
    }
    .unwrap_or_default();
    const ENCRYPTION: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x05"; // PKCS #5
    match body {
        _ if X509Certificate::from_der(bytes).is_ok() => convert("a certificate", "x509"),
        _ if CertificateRevocationList::from_der(bytes).is_ok() => {
            convert("a revocation list", "crl")
        }
        [2, 1, 3, ..] => format!(
            "this is a PKCS#12 file (.p12, .pfx): take the certificate out of it with openssl pkcs12 -in {file} -clcerts -nokeys -out {file}.pem and the key with openssl pkcs12 -in {file} -nocerts -out {file}.key.pem"
        ),
        [2, 1, 0 | 1, ..] => convert("a private key", "pkey"),
        [0x30, _, rest @ ..] if rest.starts_with(ENCRYPTION) => {
            convert("an encrypted private key", "pkcs8")
        }
        _ => "this is no PEM but something in DER".to_owned(),
    }
}

/// Describes a PEM file by its labels.
fn of_labels(file: &str, labels: &[&str], wanted: Wanted) -> String {
    let is = |end: &str| labels.iter().any(|label| label.ends_with(end));
    match wanted {
        _ if labels.is_empty() => "there is no line -----BEGIN ...----- in it".to_owned(),
        Wanted::Certificate if is("PRIVATE KEY") => {
            "this is a private key; are the certificate's file and the key's swapped?".to_owned()
        }
        Wanted::PrivateKey if is("CERTIFICATE") => {
            "this is a certificate; are the certificate's file and the key's swapped?".to_owned()
        }
        _ if is("CERTIFICATE REQUEST") => {
            "this is a request (CSR): the authority has to sign it, and its answer belongs here"
                .to_owned()
        }
        _ if is("OPENSSH PRIVATE KEY") => format!(
            "this is a key of OpenSSH: convert a copy of it with ssh-keygen -p -m PKCS8 -f {file}"
        ),
        _ if is("PKCS7") => format!(
            "this is a PKCS#7 file: take the certificates out of it with openssl pkcs7 -print_certs -in {file} -out {file}.pem"
        ),
        _ => format!("it holds {}", labels.join(", ")),
    }
}
