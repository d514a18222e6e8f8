//! Decisions about the keys of liaisons.

use crate::domain::id::MemberId;
use crate::domain::reasons::Reason;
use crate::referral::case::DAY;
use crate::referral::keys::PublicKey;
use crate::store::Entry;

use super::super::error::ExchangeError;
use super::Group;

/// Most versions of one member's key: with one a month, for eight years.
const MAX_VERSIONS: usize = 100;
/// Most versions of one member's key within 24 hours.
const MAX_VERSIONS_A_DAY: usize = 10;

impl Group<'_> {
    pub(super) fn publish_key(&mut self, key: PublicKey) -> Result<(), ExchangeError> {
        let pending = self.pending().rev().find_map(|entry| match entry {
            Entry::LiaisonKey { key: other, .. } if other.member == key.member => {
                Some((**other).clone())
            }
            _ => None,
        });
        let latest = pending.or_else(|| self.views().liaison_keys.latest(&key.member).cloned());
        if latest.as_ref() == Some(&key) {
            return Ok(());
        }
        let next = latest.as_ref().map_or(1, |latest| latest.version.saturating_add(1));
        if key.version != next {
            return Err(ExchangeError::invalid(
                "key.version",
                format!("must be {next}, the one after the latest"),
            ));
        }
        // None after a loss: partners then compare fingerprints again.
        let follows = latest.as_ref().is_some_and(|latest| key.follows(latest));
        if key.previous_signature.is_some() && !follows {
            return Err(ExchangeError::invalid(
                "key.previous_signature",
                "must be made by the latest version's signing key, or be left out",
            ));
        }
        let published_at = self.given.now;
        let (all, of_the_day) = self.views().liaison_keys.count(&key.member, published_at - DAY);
        let waiting = self.pending().filter(|entry| {
            matches!(entry, Entry::LiaisonKey { key: other, .. } if other.member == key.member)
        });
        let waiting = waiting.count();
        if all + waiting >= MAX_VERSIONS || of_the_day + waiting >= MAX_VERSIONS_A_DAY {
            return Err(ExchangeError::Exhausted(
                Reason::TooManyKeys,
                format!(
                    "at most {MAX_VERSIONS_A_DAY} versions of a key are taken within 24 hours, and {MAX_VERSIONS} in all: who needs another one is to be made a member anew by the coordinator"
                ),
            ));
        }
        self.append(Entry::LiaisonKey { key: Box::new(key), published_at });
        Ok(())
    }

    pub(super) fn latest_key(&self, member: &MemberId) -> Result<PublicKey, ExchangeError> {
        self.views().liaison_keys.latest(member).cloned().ok_or(ExchangeError::Precondition(
            Reason::NoLiaisonKey,
            "a party of the referral has not published a key".into(),
        ))
    }
}
