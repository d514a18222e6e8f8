//! Principals: who calls, as the client certificate says.
//!
//! The certificate carries exactly one URI SAN, a SPIFFE id
//! `spiffe://<trust-domain>/<role>/<member>[/<system>][/person/<person>]`. Nothing else in it
//! counts.

use std::fmt;

use rustls::pki_types::CertificateDer;
use thiserror::Error;
use x509_parser::prelude::{FromDer, GeneralName, X509Certificate};

use crate::domain::code_list::CodeList;
use crate::domain::codes::Role;
use crate::domain::id::MemberId;

/// Reason why a certificate or id names no principal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum IdentityError {
    /// The certificate is not an X.509 certificate.
    #[error("the certificate cannot be read")]
    Unreadable,
    /// The certificate has no URI SAN, or several.
    #[error("the certificate must carry exactly one URI SAN")]
    NotOneUri,
    /// The URI is no SPIFFE id of this scheme.
    #[error(
        "the URI SAN must be spiffe://<trust-domain>/<role>/<member>[/<system>][/person/<person>] with the role institution, analyst, liaison, coordinator or auditor, and names of 1 to 63 characters of a-z 0-9 -"
    )]
    NotSpiffe,
}

/// SPIFFE id of this scheme, in its parts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SpiffeId {
    /// Trust domain and id of the member.
    pub member: MemberId,
    /// Role in the path.
    pub role: Role,
    /// System of the member, where the id names one.
    pub system: Option<Box<str>>,
    /// Person who calls, by a staff number or another name that says nothing of who it is.
    pub person: Option<Box<str>>,
}

/// Segment of a path before a person. No system beside a person has this name.
const PERSON: &str = "person";

impl SpiffeId {
    /// Reads a SPIFFE id.
    pub fn parse(uri: &str) -> Result<Self, IdentityError> {
        let wrong = IdentityError::NotSpiffe;
        let rest = uri.strip_prefix("spiffe://").ok_or(wrong)?;
        let parts: Vec<&str> = rest.split('/').collect();
        let (named, person) = match parts.as_slice() {
            [named @ .., PERSON, person] if (3..=4).contains(&named.len()) => {
                (named, Some(*person))
            }
            named => (named, None),
        };
        let (domain, role, member, system) = match named {
            [domain, role, member] => (domain, role, member, None),
            [_, _, _, PERSON] if person.is_some() => return Err(wrong),
            [domain, role, member, system] => (domain, role, member, Some(*system)),
            _ => return Err(wrong),
        };
        // Paths are compared byte by byte: only the lower-case spelling is one.
        let role =
            Role::from_code(role).filter(|r| r.code().to_lowercase() == *role).ok_or(wrong)?;
        let member = MemberId::new(domain, member).map_err(|_| wrong)?;
        for name in system.into_iter().chain(person) {
            // Systems and persons are named by the same rule as members.
            MemberId::new(domain, name).map_err(|_: &str| wrong)?;
        }
        Ok(Self { member, role, system: system.map(Into::into), person: person.map(Into::into) })
    }
}

impl fmt::Display for SpiffeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let role = self.role.code().to_lowercase();
        write!(f, "spiffe://{}/{role}/{}", self.member.trust_domain, self.member.name)?;
        if let Some(system) = &self.system {
            write!(f, "/{system}")?;
        }
        self.person.as_ref().map_or(Ok(()), |person| write!(f, "/{PERSON}/{person}"))
    }
}

/// Principal: who calls, as the certificate's SAN says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// Member of the caller.
    pub member: MemberId,
    /// Role in the certificate.
    pub role: Role,
    /// System of the member, where the certificate names one.
    pub system: Option<Box<str>>,
    /// Person who calls, where the certificate names one.
    pub person: Option<Box<str>>,
    /// Certificate of the caller, which is checked again when a revocation list changes.
    pub certificate: CertificateDer<'static>,
    /// End of the certificate's validity, in Unix seconds.
    pub expires_at: i64,
}

impl Principal {
    /// Reads the principal of a certificate whose chain has been verified.
    pub fn of_certificate(der: &[u8]) -> Result<Self, IdentityError> {
        let (_, certificate) =
            X509Certificate::from_der(der).map_err(|_| IdentityError::Unreadable)?;
        let SpiffeId { member, role, system, person } = SpiffeId::parse(&uri_of(&certificate)?)?;
        Ok(Self {
            member,
            role,
            system,
            person,
            certificate: der.to_vec().into(),
            expires_at: certificate.validity().not_after.timestamp(),
        })
    }

    /// SPIFFE id of the principal.
    pub fn spiffe_id(&self) -> SpiffeId {
        SpiffeId {
            member: self.member.clone(),
            role: self.role,
            system: self.system.clone(),
            person: self.person.clone(),
        }
    }
}

/// Trust domain that a certificate claims, before anything is verified: it chooses the authority
/// that has to have signed the certificate.
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
            "spiffe://exchange.example/analyst/monitoring-unit/person/4711",
            "spiffe://exchange.example/analyst/monitoring-unit/desk-1/person/4711",
            "spiffe://exchange.example/analyst/person/person/person",
        ] {
            assert_eq!(SpiffeId::parse(uri).unwrap().to_string(), uri);
        }
    }

    #[test]
    fn a_person_is_told_from_a_system() {
        let parts = |uri: &str| {
            let id = SpiffeId::parse(&format!("spiffe://a.example/liaison/desk{uri}")).unwrap();
            (id.system.map(String::from), id.person.map(String::from))
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(parts("/front"), (some("front"), None));
        assert_eq!(parts("/person/4711"), (None, some("4711")));
        assert_eq!(parts("/front/person/4711"), (some("front"), some("4711")));
        // As it was before there were persons.
        assert_eq!(parts("/person"), (some("person"), None));
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
            "spiffe://exchange.example/institution/police/person/",
            "spiffe://exchange.example/institution/police/person/A.Name",
            "spiffe://exchange.example/institution/police/person/person/1",
            "spiffe://exchange.example/institution/police/a/person/1/2",
            "spiffe://exchange.example/institution/police/a/b/person/1",
            "spiffe://Exchange.example/institution/police",
            "spiffe://exchange.example:443/institution/police",
            "spiffe:///institution/police",
            "spiffe://exchange.example/institution/pol%69ce",
        ] {
            assert_eq!(SpiffeId::parse(uri), Err(IdentityError::NotSpiffe), "{uri}");
        }
    }
}
