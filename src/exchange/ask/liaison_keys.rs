//! The directory of the liaisons' public keys. Clients do not believe it: they compare
//! fingerprints. The exchange only keeps order in it.

use tokio::sync::oneshot;

use crate::audit::Subject;
use crate::domain::country::Country;
use crate::domain::id::MemberId;
use crate::referral::keys::PublicKey;

use super::super::Exchange;
use super::super::by::By;
use super::super::change::Change;
use super::super::error::ExchangeError;

/// Most keys of one page.
const PAGE: usize = 1000;

/// A key as the directory shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedKey {
    /// The public half.
    pub key: PublicKey,
    /// Time of publication, Unix seconds.
    pub published_at: i64,
    /// Country of its member.
    pub country: Country,
    /// Name of its member.
    pub display_name: String,
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
        self.hand_over(Change::PublishKey { by: by.clone(), key: Box::new(key), reply }, answer)
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
        let views = self.shared.views.read();
        let mut found = Vec::new();
        for (owner, versions) in views.liaison_keys.all() {
            let Some(entry) = views.register.get(owner) else { continue };
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
