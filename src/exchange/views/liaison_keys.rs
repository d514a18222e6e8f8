//! The view of the liaisons' public keys.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::id::MemberId;
use crate::referral::keys::PublicKey;

/// Every version of every liaison's key, oldest first.
#[derive(Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(Clone, PartialEq))]
pub struct LiaisonKeys {
    of_member: BTreeMap<MemberId, Vec<(PublicKey, i64)>>,
}

impl LiaisonKeys {
    /// Takes a version of a member's key, published at a time (Unix seconds).
    pub fn insert(&mut self, key: PublicKey, published_at: i64) {
        self.of_member.entry(key.member.clone()).or_default().push((key, published_at));
    }

    /// How many versions of its key a member has published, and how many since a time.
    pub fn count(&self, member: &MemberId, since: i64) -> (usize, usize) {
        let versions = self.of_member.get(member).map_or(&[][..], Vec::as_slice);
        (versions.len(), versions.iter().filter(|(_, at)| *at >= since).count())
    }

    /// The latest version of a member's key.
    pub fn latest(&self, member: &MemberId) -> Option<&PublicKey> {
        self.of_member.get(member)?.last().map(|(key, _)| key)
    }

    /// All members with the versions of their keys and when each was published, oldest first.
    pub fn all(&self) -> impl Iterator<Item = (&MemberId, &[(PublicKey, i64)])> {
        self.of_member.iter().map(|(member, versions)| (member, versions.as_slice()))
    }
}
