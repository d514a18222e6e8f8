//! The directory of the liaisons' public keys. Clients do not believe it: they compare
//! fingerprints. The exchange only keeps order in it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;

use crate::audit::Subject;
use crate::domain::country::Country;
use crate::domain::id::MemberId;
use crate::referral::keys::PublicKey;

use super::Exchange;
use super::by::By;
use super::error::ExchangeError;
use super::writer::Job;

/// Most versions of one member's key: with one a month, for eight years.
pub(super) const MAX_VERSIONS: usize = 100;
/// Most versions of one member's key within 24 hours.
pub(super) const MAX_VERSIONS_A_DAY: usize = 10;
/// Most keys of one page.
const PAGE: usize = 1000;

/// A key as the directory shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedKey {
    /// The public half.
    pub key: PublicKey,
    /// When it was published, Unix seconds.
    pub published_at: i64,
    /// Country of its member.
    pub country: Country,
    /// Name of its member.
    pub display_name: String,
}

/// Every version of every liaison's key, oldest first.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct LiaisonKeys {
    of_member: BTreeMap<MemberId, Vec<(PublicKey, i64)>>,
}

impl LiaisonKeys {
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
}

impl Exchange {
    /// Publishes a version of the caller's key. Publishing the latest one again changes nothing.
    pub async fn publish_key(
        &self,
        by: &By,
        member: &MemberId,
        key: PublicKey,
    ) -> Result<PublishedKey, ExchangeError> {
        by.concerns(Subject::default().with("member", member).with("key_version", key.version));
        if key.member != *member {
            return Err(ExchangeError::invalid("key.member", "must be the caller"));
        }
        if key.sealing.len() != crate::referral::keys::SEALING_KEY_LENGTH || !key.is_sound() {
            return Err(ExchangeError::invalid(
                "key.signature",
                "must be the key's own, over keys that can be used",
            ));
        }
        let (reply, answer) = oneshot::channel();
        self.hand_over(Job::PublishKey { by: by.clone(), key: Box::new(key), reply }, answer)
            .await?;
        let latest = self.liaison_keys(Some(member)).pop();
        latest.ok_or(ExchangeError::NotFound("there is no such key"))
    }

    /// A page of the keys of one member, or of all, after the one of this member and version; with
    /// the last one of the page when more follow.
    #[allow(clippy::type_complexity)] // a place: whose, and which version
    pub fn liaison_keys_page(
        &self,
        member: Option<&MemberId>,
        after: Option<&(MemberId, u32)>,
    ) -> (Vec<PublishedKey>, Option<(MemberId, u32)>) {
        let place = |key: &PublishedKey| (key.key.member.clone(), key.key.version);
        let mut keys = self.liaison_keys(member);
        // By member, and the versions of a member in their order.
        keys.retain(|key| after.is_none_or(|after| place(key) > *after));
        let is_last = keys.len() <= PAGE;
        keys.truncate(PAGE);
        let next = keys.last().filter(|_| !is_last).map(place);
        (keys, next)
    }

    /// All versions of the keys of one member, or of all, oldest first.
    pub fn liaison_keys(&self, member: Option<&MemberId>) -> Vec<PublishedKey> {
        let members = self.shared.members.read();
        let keys = self.shared.liaison_keys.read();
        let mut found = Vec::new();
        for (owner, versions) in &keys.of_member {
            let Some(entry) = members.get(owner) else { continue };
            if member.is_some_and(|member| member != owner) {
                continue;
            }
            found.extend(versions.iter().map(|(key, published_at)| PublishedKey {
                key: key.clone(),
                published_at: *published_at,
                country: entry.country,
                display_name: entry.display_name.clone(),
            }));
        }
        found
    }
}
