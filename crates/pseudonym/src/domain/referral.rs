//! Open part of a referral: codes and a pseudonym, nothing that identifies.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::codes::{AgeBand, Service};
use super::id::MemberId;
use super::period::YearMonth;
use super::record::Pseudonym;
use super::referral_codes::{ChildRisk, LegalBasis, ReferralStage, ReferralType};
use super::rules::Violation;

/// Largest number of attachments of one sealed part: whoever opens it has a file of each to look
/// at.
pub const MAX_ATTACHMENTS: usize = 100;

/// Id of a referral: 16 random bytes drawn by the sender's client.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ReferralId(pub [u8; 16]);

impl ReferralId {
    /// Reads an id in its written form, 32 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let mut id = [0; 16];
        hex::decode_to_slice(text, &mut id).ok().map(|()| Self(id))
    }
}

impl fmt::Display for ReferralId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for ReferralId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Handle of a hit: a secret name that a hit gives to its asker. Whoever knows the handle may use
/// it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct HitHandle(pub [u8; 16]);

impl fmt::Debug for HitHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HitHandle(..)")
    }
}

/// Id of a hit check: 16 random bytes drawn by the exchange.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct HitCheckId(pub [u8; 16]);

impl fmt::Display for HitCheckId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for HitCheckId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Addressee of a referral.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Addressee {
    /// A liaison, by its member id.
    Member(MemberId),
    /// The liaison who speaks for the country of the record that was hit: the exchange knows
    /// which.
    Hit(HitHandle),
}

/// Legal basis that allows a referral to cross the border.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// Kind of the basis: consent, or a child at risk.
    pub basis: LegalBasis,
    /// Month in which consent was recorded.
    pub recorded_on: Option<YearMonth>,
    /// Last month for which consent was given.
    pub valid_until: Option<YearMonth>,
    /// Risk to the child, where it stands in for consent.
    pub child_risk: Option<ChildRisk>,
}

/// Open part of a referral: what the exchange and the recipient see before the referral is
/// accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)] // each field is documented in the schema
pub struct OpenPart {
    pub id: ReferralId,
    pub addressee: Addressee,
    pub kind: ReferralType,
    pub pseudonym: Pseudonym,
    pub age_band: Option<AgeBand>,
    pub needs: Vec<Service>,
    pub stage: Option<ReferralStage>,
    pub basis: Basis,
}

impl OpenPart {
    /// Checks all rules, and returns those that the open part breaks. `this_month` is the latest
    /// month that has begun anywhere on earth.
    pub fn check(&self, this_month: YearMonth) -> Vec<Violation> {
        let mut found = Vec::new();
        let mut wrong = |field: &str, rule: &str| found.push(Violation::new(field, rule));
        let is_child = self.age_band.and_then(AgeBand::is_child);
        let basis = &self.basis;
        if basis.basis == LegalBasis::ChildAtRisk {
            if is_child != Some(true) {
                wrong("open.basis.basis", "CHILD_AT_RISK needs an age_band below 18");
            }
            if basis.child_risk.is_none() {
                wrong("open.basis.child_risk", "is required with CHILD_AT_RISK");
            }
            if basis.recorded_on.is_some() || basis.valid_until.is_some() {
                wrong("open.basis.recorded_on", "may only be given with a consent");
            }
        } else {
            match basis.recorded_on {
                None => wrong("open.basis.recorded_on", "is required with a consent"),
                Some(month) if month > this_month => {
                    wrong("open.basis.recorded_on", "must not be in the future");
                }
                Some(_) => {}
            }
            if basis.child_risk.is_some() {
                wrong("open.basis.child_risk", "may only be given with CHILD_AT_RISK");
            }
            if basis.basis == LegalBasis::GuardianConsent && is_child == Some(false) {
                wrong("open.basis.basis", "GUARDIAN_CONSENT is for persons below 18");
            }
        }
        if basis.valid_until.is_some_and(|month| Some(month) < basis.recorded_on) {
            wrong("open.basis.valid_until", "must not be before recorded_on");
        }
        let is_request = self.kind == ReferralType::InformationRequest;
        if matches!(self.addressee, Addressee::Hit(_)) && !is_request {
            wrong("open.type", "must be INFORMATION_REQUEST with a hit_handle");
        }
        let distinct = self.needs.iter().collect::<std::collections::BTreeSet<_>>().len();
        if distinct != self.needs.len() {
            wrong("open.needs", "names a service a second time");
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(basis: Basis, age_band: Option<AgeBand>) -> OpenPart {
        OpenPart {
            id: ReferralId([1; 16]),
            addressee: Addressee::Member(MemberId::new("al.example", "tirana").unwrap()),
            kind: ReferralType::Medical,
            pseudonym: Pseudonym([2; 16]),
            age_band,
            needs: vec![Service::Medical],
            stage: None,
            basis,
        }
    }

    fn fields(part: &OpenPart) -> Vec<String> {
        let month = YearMonth::new(2026, 11).unwrap();
        part.check(month).into_iter().map(|violation| violation.field).collect()
    }

    #[test]
    fn no_referral_without_consent_or_a_child_at_risk() {
        let month = |text: &str| Some(text.parse().unwrap());
        let consent = Basis {
            basis: LegalBasis::VictimConsent,
            recorded_on: month("2026-10"),
            valid_until: None,
            child_risk: None,
        };
        assert!(fields(&open(consent, None)).is_empty());
        let unrecorded = Basis { recorded_on: None, ..consent };
        assert_eq!(fields(&open(unrecorded, None)), ["open.basis.recorded_on"]);
        let future = Basis { recorded_on: month("2027-01"), ..consent };
        assert_eq!(fields(&open(future, None)), ["open.basis.recorded_on"]);
        let ended = Basis { valid_until: month("2026-09"), ..consent };
        assert_eq!(fields(&open(ended, None)), ["open.basis.valid_until"]);

        let child = Basis {
            basis: LegalBasis::ChildAtRisk,
            recorded_on: None,
            valid_until: None,
            child_risk: Some(ChildRisk::MissingChild),
        };
        assert!(fields(&open(child, Some(AgeBand::From9To17))).is_empty());
        for age in [None, Some(AgeBand::Unknown), Some(AgeBand::From18To20)] {
            assert_eq!(fields(&open(child, age)), ["open.basis.basis"], "{age:?}");
        }
        let unexplained = Basis { child_risk: None, ..child };
        let age = Some(AgeBand::From0To8);
        assert_eq!(fields(&open(unexplained, age)), ["open.basis.child_risk"]);
        let guardian = Basis { basis: LegalBasis::GuardianConsent, ..consent };
        assert!(fields(&open(guardian, age)).is_empty());
        assert_eq!(fields(&open(guardian, Some(AgeBand::From48))), ["open.basis.basis"]);
    }
}
