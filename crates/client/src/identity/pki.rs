//! A small certificate authority in a directory: for a country that has none, for
//! pilots and for tests.
//!
//! `ca.pem` and `crl.pem` are public; `ca.key.pem` signs and stays offline;
//! `index.json` lists what was issued and revoked.

use std::fs;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationListParams,
    CertificateSigningRequestParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyIdMethod, KeyPair, KeyUsagePurpose, PKCS_ECDSA_P256_SHA256, PublicKeyData,
    RevokedCertParams, SanType, SerialNumber,
};
use serde::{Deserialize, Serialize};
use sha2::Digest;
use thiserror::Error;
use time::{Duration, OffsetDateTime};
use x509_parser::prelude::{CertificateRevocationList, FromDer, X509Certificate};

use crate::secret_file::{replace_public, write_private};

use super::key_files::{file, key_pem, write_key};
use super::principal::SpiffeId;
use super::private_key::Passphrase;
use super::tls::{TlsError, TlsFiles, load};

/// Reason why the authority cannot do something.
#[derive(Debug, Error)]
pub enum PkiError {
    /// A file cannot be read or written.
    #[error("{path}: {source}")]
    Io {
        /// Path of the file.
        path: PathBuf,
        /// Error of the operating system.
        source: std::io::Error,
    },
    /// The directory holds no authority at all.
    #[error(
        "{}: there is no authority here; name its directory with --dir, or make one: vdx pki init --trust-domain DOMAIN",
        .0.display()
    )]
    NoAuthority(PathBuf),
    /// The directory holds no authority, or a damaged one.
    #[error("{0}: {1}")]
    Damaged(PathBuf, &'static str),
    /// Making a key, certificate or list failed.
    #[error("certificate: {0}")]
    Certificate(#[from] rcgen::Error),
    /// A name cannot be put into a certificate.
    #[error("{0}")]
    Name(String),
    /// A certificate or a key of a file cannot be used.
    #[error(transparent)]
    File(#[from] TlsError),
    /// A key cannot be encrypted.
    #[error("{0}")]
    Encryption(String),
    /// A certificate would end after that of the authority, which ends in so many days.
    #[error(
        "the authority's own certificate ends in {0} days: ask for fewer, or let a new authority take over (certs/README.md)"
    )]
    Outlives(i64),
    /// A request asks for a kind of key that the profile does not have.
    #[error("the request's key is not ECDSA on P-256; `vdx pki request` makes one that is")]
    Key,
    /// A key is there already and would be lost.
    #[error("{0} exists; choose another name, or move it away")]
    Exists(PathBuf),
    /// No issued certificate fits the serial number or name.
    #[error("no certificate {0} was issued here, or it is revoked already")]
    NotFound(String),
}

/// Largest number of days of validity that `vdx pki` gives a certificate, as an exchange accepts
/// them unless configured otherwise.
pub const MOST_DAYS: i64 = super::MAX_CERTIFICATE_DAYS as i64;
/// Largest number of days of validity that `vdx pki` gives an authority.
pub const MOST_AUTHORITY_DAYS: i64 = 3653;

/// Number of days for which a revocation list is good; it should be renewed well before.
pub const CRL_DAYS: i64 = 30;

/// First characters of every SPIFFE id.
const SPIFFE: &str = "spiffe://";

/// Length in bytes of an uncompressed point of P-256 (SEC 1, 2.3.3).
const P256_POINT: usize = 65;

/// Profile of a certificate: what it is for.
#[derive(Clone, Debug)]
pub enum Profile {
    /// Certificate of an exchange: server authentication, reached under these host names and
    /// addresses.
    Server(Vec<String>),
    /// Certificate of a member's system: client authentication, named by its SPIFFE id alone.
    Client(SpiffeId),
}

/// Certificate that the authority has issued.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Issued {
    /// Serial number, hexadecimal.
    pub serial: String,
    /// SPIFFE id of a client, or the host names of a server.
    pub subject: String,
    /// End of validity, in Unix seconds.
    pub expires_at: i64,
    /// Time of the revocation, in Unix seconds; none while the certificate is not revoked.
    pub revoked_at: Option<i64>,
}

#[derive(Serialize, Deserialize)]
struct Index {
    trust_domain: String,
    crl_number: u64,
    issued: Vec<Issued>,
}

/// Certificate authority in a directory.
pub struct Authority {
    dir: PathBuf,
    index: Index,
    issuer: Issuer<'static, KeyPair>,
    /// End of validity of the authority's certificate.
    ends: OffsetDateTime,
}

impl Authority {
    /// Makes a new authority in a directory that holds none; its key is not encrypted.
    pub fn init(dir: &Path, trust_domain: &str, days: i64) -> Result<Self, PkiError> {
        Self::init_with(dir, trust_domain, days, None)
    }

    /// Makes a new authority in a directory that holds none, its key encrypted under a passphrase.
    pub fn init_with(
        dir: &Path,
        trust_domain: &str,
        days: i64,
        passphrase: Option<&Passphrase>,
    ) -> Result<Self, PkiError> {
        crate::domain::id::MemberId::new(trust_domain, "x")
            .map_err(|rule| PkiError::Name(format!("trust domain {rule}")))?;
        fs::create_dir_all(dir).map_err(io(dir))?;
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::default();
        // A name of its own: two authorities of a domain may stand beside each other.
        let mark = hex::encode(&sha2::Sha256::digest(key.public_key_raw())[..4]);
        params.distinguished_name = name(&format!("{trust_domain} authority {mark}"));
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        params.serial_number = Some(serial()?);
        let now = OffsetDateTime::now_utc();
        params.not_before = now - Duration::hours(1);
        params.not_after = now + Duration::days(days);
        let certificate = params.self_signed(&key)?;
        let key_path = Self::key_path(dir);
        let pem = key_pem(&key, passphrase)?;
        write_private(&key_path, pem.as_bytes()).map_err(io(&key_path))?;
        replace(&dir.join("ca.pem"), certificate.pem().as_bytes())?;
        let index = Index { trust_domain: trust_domain.into(), crl_number: 0, issued: Vec::new() };
        let ends = params.not_after;
        let mut authority = Self { dir: dir.into(), index, issuer: Issuer::new(params, key), ends };
        authority.write_crl()?;
        Ok(authority)
    }

    /// Path of the key of the authority in a directory.
    pub fn key_path(dir: &Path) -> PathBuf {
        dir.join("ca.key.pem")
    }

    /// Opens the authority in a directory, whose key is not encrypted.
    pub fn open(dir: &Path) -> Result<Self, PkiError> {
        Self::open_with(dir, None)
    }

    /// Opens the authority in a directory, with the passphrase of its key.
    pub fn open_with(dir: &Path, passphrase: Option<&Passphrase>) -> Result<Self, PkiError> {
        let index = read_index(dir)?;
        let mut files = TlsFiles::new(dir.join("ca.pem"), Self::key_path(dir));
        files.passphrase = passphrase.cloned();
        let (chain, key) = load(&files)?;
        let (_, certificate) = X509Certificate::from_der(&chain[0]).expect("read before");
        let ends = certificate.validity().not_after.to_datetime();
        let issuer = Issuer::from_ca_cert_der(&chain[0], KeyPair::try_from(&key)?)
            .map_err(|_| PkiError::Damaged(files.certificate, "not an authority's certificate"))?;
        Ok(Self { dir: dir.into(), index, issuer, ends })
    }

    /// Reads the trust domain of the authority in a directory, and the certificates that it has
    /// issued; the authority's key is not needed.
    pub fn list(dir: &Path) -> Result<(String, Vec<Issued>), PkiError> {
        let index = read_index(dir)?;
        Ok((index.trust_domain, index.issued))
    }

    /// Finds the certificate of this authority that is in a file, whose holder [`Issued::subject`]
    /// names. `None` for a file that is not there, or holds something else.
    pub fn holder(&self, certificate: &Path) -> Option<&Issued> {
        let pem = fs::read(certificate).ok()?;
        let (_, pem) = x509_parser::pem::parse_x509_pem(&pem).ok()?;
        let (_, certificate) = X509Certificate::from_der(&pem.contents).ok()?;
        let serial = hex::encode(certificate.raw_serial());
        self.index.issued.iter().find(|issued| issued.serial == serial)
    }

    /// Trust domain of the authority.
    pub fn trust_domain(&self) -> &str {
        &self.index.trust_domain
    }

    /// All certificates that the authority has issued.
    pub fn issued(&self) -> &[Issued] {
        &self.index.issued
    }

    /// Issues a certificate with a new key: writes `<stem>.pem` and `<stem>.key.pem`,
    /// replacing what was there.
    pub fn issue(&mut self, profile: &Profile, days: i64, stem: &Path) -> Result<Issued, PkiError> {
        let key = KeyPair::generate()?;
        let (issued, certificate) = self.certify(profile, days, &key)?;
        write_key(&file(stem, "key.pem"), &key, None)?;
        replace(&file(stem, "pem"), certificate.as_bytes())?;
        Ok(issued)
    }

    /// Certifies the key of a request, whose owner keeps the private half. Every name in the
    /// request is ignored: the profile alone says who it is. Writes the certificate to a file.
    pub fn sign_request(
        &mut self,
        request: &str,
        profile: &Profile,
        days: i64,
        out: &Path,
    ) -> Result<Issued, PkiError> {
        let request = CertificateSigningRequestParams::from_pem(request)?;
        let key = &request.public_key;
        if key.algorithm() != &PKCS_ECDSA_P256_SHA256 || key.der_bytes().len() != P256_POINT {
            return Err(PkiError::Key);
        }
        let (issued, certificate) = self.certify(profile, days, key)?;
        replace(out, certificate.as_bytes())?;
        Ok(issued)
    }

    /// Issues a certificate for a key, and returns it as PEM.
    fn certify(
        &mut self,
        profile: &Profile,
        days: i64,
        key: &impl PublicKeyData,
    ) -> Result<(Issued, String), PkiError> {
        let mut params = CertificateParams::default();
        let subject = match profile {
            Profile::Server(hosts) => {
                for host in hosts {
                    params.subject_alt_names.push(host_name(host)?);
                }
                params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
                hosts.join(",")
            }
            Profile::Client(id) => {
                if *id.member.trust_domain != *self.index.trust_domain {
                    return Err(PkiError::Name(format!(
                        "this authority speaks for {} only",
                        self.index.trust_domain
                    )));
                }
                let uri = id.to_string().as_str().try_into()?;
                params.subject_alt_names.push(SanType::URI(uri));
                params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
                id.to_string()
            }
        };
        params.distinguished_name = name(subject.get(..64).unwrap_or(&subject));
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.use_authority_key_identifier_extension = true;
        let serial = serial()?;
        let serial_text = hex::encode(serial.to_bytes());
        params.serial_number = Some(serial);
        let now = OffsetDateTime::now_utc();
        params.not_before = now - Duration::minutes(5);
        params.not_after = now + Duration::days(days);
        if params.not_after > self.ends {
            return Err(PkiError::Outlives((self.ends - now).whole_days()));
        }
        let certificate = params.signed_by(key, &self.issuer)?;

        let issued = Issued {
            serial: serial_text,
            subject,
            expires_at: params.not_after.unix_timestamp(),
            revoked_at: None,
        };
        // Known to the index before it is given out: it can always be revoked.
        self.index.issued.push(issued.clone());
        self.write_index()?;
        Ok((issued, certificate.pem()))
    }

    /// Revokes a serial number, or every certificate of a SPIFFE id and of the systems and persons
    /// below it, and renews the revocation list. Returns the certificates that were revoked.
    pub fn revoke(&mut self, serial_or_subject: &str) -> Result<Vec<Issued>, PkiError> {
        let now = OffsetDateTime::now_utc().unix_timestamp();
        let mut revoked = Vec::new();
        let below = format!("{}/", serial_or_subject.trim_end_matches('/'));
        for issued in &mut self.index.issued {
            let subject = &issued.subject;
            let named = issued.serial == serial_or_subject
                || subject == serial_or_subject.trim_end_matches('/')
                || (subject.starts_with(SPIFFE) && subject.starts_with(&below));
            if named && issued.revoked_at.is_none() {
                issued.revoked_at = Some(now);
                revoked.push(issued.clone());
            }
        }
        if revoked.is_empty() {
            return Err(PkiError::NotFound(serial_or_subject.into()));
        }
        self.write_crl()?;
        Ok(revoked)
    }

    /// Signs a fresh revocation list, good for [`CRL_DAYS`], and writes it to its file.
    pub fn write_crl(&mut self) -> Result<(), PkiError> {
        // An index that was put back from an older copy must not make the number go back: no
        // exchange would take the list.
        let latest = published_number(&self.dir.join("crl.pem")).unwrap_or(0);
        self.index.crl_number = self.index.crl_number.max(latest) + 1;
        self.write_index()?;
        let now = OffsetDateTime::now_utc();
        let revoked = self.index.issued.iter().filter_map(|issued| {
            let at = OffsetDateTime::from_unix_timestamp(issued.revoked_at?).ok()?;
            Some(RevokedCertParams {
                serial_number: SerialNumber::from_slice(&hex::decode(&issued.serial).ok()?),
                revocation_time: at,
                reason_code: None,
                invalidity_date: None,
            })
        });
        let list = CertificateRevocationListParams {
            this_update: now - Duration::minutes(5),
            next_update: now + Duration::days(CRL_DAYS),
            crl_number: SerialNumber::from_slice(&self.index.crl_number.to_be_bytes()),
            issuing_distribution_point: None,
            revoked_certs: revoked.collect(),
            key_identifier_method: KeyIdMethod::Sha256,
        }
        .signed_by(&self.issuer)?;
        replace(&self.dir.join("crl.pem"), list.pem()?.as_bytes())
    }

    fn write_index(&self) -> Result<(), PkiError> {
        let json = serde_json::to_vec_pretty(&self.index).expect("an index always serializes");
        replace(&self.dir.join("index.json"), &json)
    }
}

/// Number of the revocation list in a file; `None` where there is no list.
fn published_number(path: &Path) -> Option<u64> {
    let pem = fs::read(path).ok()?;
    let (_, pem) = x509_parser::pem::parse_x509_pem(&pem).ok()?;
    let (_, list) = CertificateRevocationList::from_der(&pem.contents).ok()?;
    list.crl_number().and_then(|number| u64::try_from(number).ok())
}

fn read_index(dir: &Path) -> Result<Index, PkiError> {
    let path = dir.join("index.json");
    let text = match fs::read_to_string(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(PkiError::NoAuthority(dir.into()));
        }
        text => text.map_err(io(&path))?,
    };
    serde_json::from_str(&text).map_err(|_| PkiError::Damaged(path, "not an authority's index"))
}

fn name(common: &str) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, common);
    name
}

fn host_name(host: &str) -> Result<SanType, PkiError> {
    match host.parse::<IpAddr>() {
        Ok(address) => Ok(SanType::IpAddress(address)),
        Err(_) => Ok(SanType::DnsName(host.try_into()?)),
    }
}

/// Draws a serial number: 128 random bits, positive, as RFC 5280 wants.
fn serial() -> Result<SerialNumber, PkiError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)
        .map_err(|_| PkiError::Name("the operating system gave no random bytes".into()))?;
    bytes[0] = bytes[0] & 0x7f | 0x40;
    Ok(SerialNumber::from_slice(&bytes))
}

pub(super) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> PkiError + use<> {
    let path = path.to_owned();
    |source| PkiError::Io { path, source }
}

/// Replaces a public file in one step: a reader sees the old or the new file.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), PkiError> {
    replace_public(path, bytes).map_err(io(path))
}
