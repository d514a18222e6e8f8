//! From a client certificate to a principal.
//!
//! The certificate carries exactly one URI SAN, a SPIFFE id
//! `spiffe://<trust-domain>/<role>/<member>[/<system>]`. Nothing else in it counts.

use std::fmt;

use thiserror::Error;
use x509_parser::prelude::{FromDer, GeneralName, X509Certificate};

use crate::domain::code_list::CodeList;
use crate::domain::codes::Role;
use crate::domain::id::MemberId;

/// A certificate or id that names no principal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum IdentityError {
    /// Not an X.509 certificate.
    #[error("the certificate cannot be read")]
    Unreadable,
    /// None or several URI SANs.
    #[error("the certificate must carry exactly one URI SAN")]
    NotOneUri,
    /// The URI is no SPIFFE id of this scheme.
    #[error(
        "the URI SAN must be spiffe://<trust-domain>/<role>/<member>[/<system>] with the role institution, analyst, liaison, coordinator or auditor"
    )]
    NotSpiffe,
}

/// A SPIFFE id of this scheme.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SpiffeId {
    /// Trust domain and member.
    pub member: MemberId,
    /// The role in the path.
    pub role: Role,
    /// One of a member's systems.
    pub system: Option<Box<str>>,
}

impl SpiffeId {
    /// Reads an id.
    pub fn parse(uri: &str) -> Result<Self, IdentityError> {
        let wrong = IdentityError::NotSpiffe;
        let rest = uri.strip_prefix("spiffe://").ok_or(wrong)?;
        let parts: Vec<&str> = rest.split('/').collect();
        let (domain, role, member, system) = match parts.as_slice() {
            [domain, role, member] => (domain, role, member, None),
            [domain, role, member, system] => (domain, role, member, Some(*system)),
            _ => return Err(wrong),
        };
        // Paths are compared byte by byte: only the lower-case spelling is one.
        let role =
            Role::from_code(role).filter(|r| r.code().to_lowercase() == *role).ok_or(wrong)?;
        let member = MemberId::new(domain, member).map_err(|_| wrong)?;
        if let Some(system) = system {
            // A system is named by the same rule as a member.
            MemberId::new(domain, system).map_err(|_: &str| wrong)?;
        }
        Ok(Self { member, role, system: system.map(Into::into) })
    }
}

impl fmt::Display for SpiffeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let role = self.role.code().to_lowercase();
        write!(f, "spiffe://{}/{role}/{}", self.member.trust_domain, self.member.name)?;
        self.system.as_ref().map_or(Ok(()), |system| write!(f, "/{system}"))
    }
}

/// Who is calling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// The member.
    pub member: MemberId,
    /// The role in the certificate.
    pub role: Role,
    /// One of the member's systems.
    pub system: Option<Box<str>>,
    /// The certificate's serial number, for the check of revocation.
    pub serial: Vec<u8>,
    /// End of the certificate's validity, Unix seconds.
    pub expires_at: i64,
}

impl Principal {
    /// The principal of a certificate whose chain has been verified.
    pub fn of_certificate(der: &[u8]) -> Result<Self, IdentityError> {
        let (_, certificate) =
            X509Certificate::from_der(der).map_err(|_| IdentityError::Unreadable)?;
        let SpiffeId { member, role, system } = SpiffeId::parse(&uri_of(&certificate)?)?;
        Ok(Self {
            member,
            role,
            system,
            serial: certificate.raw_serial().to_vec(),
            expires_at: certificate.validity().not_after.timestamp(),
        })
    }

    /// The SPIFFE id.
    pub fn spiffe_id(&self) -> SpiffeId {
        SpiffeId { member: self.member.clone(), role: self.role, system: self.system.clone() }
    }
}

/// The trust domain that a certificate claims, before anything of it is verified:
/// it chooses the authority that has to have signed it.
pub(super) fn claimed_trust_domain(der: &[u8]) -> Result<String, IdentityError> {
    let (_, certificate) = X509Certificate::from_der(der).map_err(|_| IdentityError::Unreadable)?;
    let id = SpiffeId::parse(&uri_of(&certificate)?)?;
    Ok(id.member.trust_domain.into())
}

fn uri_of(certificate: &X509Certificate<'_>) -> Result<String, IdentityError> {
    let names = certificate
        .subject_alternative_name()
        .map_err(|_| IdentityError::Unreadable)?
        .ok_or(IdentityError::NotOneUri)?;
    let mut uris = names.value.general_names.iter().filter_map(|name| match name {
        GeneralName::URI(uri) => Some(*uri),
        _ => None,
    });
    match (uris.next(), uris.next()) {
        (Some(uri), None) => Ok(uri.to_owned()),
        _ => Err(IdentityError::NotOneUri),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_round_trip() {
        for uri in [
            "spiffe://exchange.example/institution/police",
            "spiffe://exchange.example/analyst/monitoring-unit/desk-1",
        ] {
            assert_eq!(SpiffeId::parse(uri).unwrap().to_string(), uri);
        }
    }

    #[test]
    fn near_misses_are_refused() {
        for uri in [
            "",
            "https://exchange.example/institution/police",
            "spiffe://exchange.example/institution",
            "spiffe://exchange.example/institution/",
            "spiffe://exchange.example/Institution/police",
            "spiffe://exchange.example/administrator/police",
            "spiffe://exchange.example/institution/police/",
            "spiffe://exchange.example/institution/police/a/b",
            "spiffe://Exchange.example/institution/police",
            "spiffe://exchange.example:443/institution/police",
            "spiffe:///institution/police",
            "spiffe://exchange.example/institution/pol%69ce",
        ] {
            assert_eq!(SpiffeId::parse(uri), Err(IdentityError::NotSpiffe), "{uri}");
        }
    }
}
