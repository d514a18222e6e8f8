//! What the exchange knows, as its journal tells it: one plain value, to which entries are applied one
//! after the other.
//!
//! Nothing here knows a lock, the store, the time or a thread. Live changes, a replay at a start and
//! the simulation of the tests go through the same [`Views::apply`]; what is saved for the next start
//! is this value, serialized. One file a view.

mod hits;
mod liaison_keys;
mod records;
mod referrals;
mod register;
mod relays;
mod releases;

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::domain::country::Country;
use crate::referral::case::{DAY, Referral};
use crate::release::block::BlockRules;
use crate::store::Entry;

use super::change::StreamState;
use super::secrets::ExchangeSecrets;

pub use hits::{Alarmed, Check, HitLog, shared_part};
pub use liaison_keys::LiaisonKeys;
pub use records::{Position, RecordState, Records, order};
pub use referrals::{Notice, Referrals, due_at};
pub use register::Register;
pub use relays::Relays;
pub use releases::Releases;

/// All views of the journal, at one moment.
#[derive(Default, Serialize, Deserialize)]
pub struct Views {
    /// Sequence number of the next journal entry.
    pub next: u64,
    /// Which records there are, and how far submissions have come.
    pub records: Records,
    /// The register of members.
    pub register: Register,
    /// All referrals.
    pub referrals: Referrals,
    /// The public keys of liaisons.
    pub liaison_keys: LiaisonKeys,
    /// Hit checks, and the records that may be found by them.
    pub hits: HitLog,
    /// Records that were carried to hubs.
    pub relays: Relays,
    /// Releases and accounts.
    pub releases: Releases,
    /// Streams that are open, by the index of the line of their beginning. A start tells them as
    /// interrupted.
    #[serde(skip)]
    pub streams: HashMap<u64, StreamState>,
}

/// A change of views that no journal entry tells.
pub enum Note {
    /// A stream as it is now; nothing when it has ended.
    Stream(u64, Option<StreamState>),
    /// A country has sent a set of tokens that one person cannot have, at a time (Unix seconds).
    ImpossibleSet(Country, i64),
    /// The rules of a block of years, which the store keeps.
    Rules(Arc<BlockRules>),
}

/// Key and settings that shape views beside the journal. Saved views that were made under other terms
/// are void.
#[derive(Clone, Copy)]
pub struct Terms<'a> {
    /// The exchange's key, under which records have their names and digests.
    pub secrets: &'a ExchangeSecrets,
    /// Days for which the sealed contents of a completed referral are kept.
    pub keep_completed_days: u32,
}

impl Terms<'_> {
    /// Seconds for which the sealed contents of a completed referral are kept.
    pub fn keep_completed(&self) -> i64 {
        i64::from(self.keep_completed_days) * DAY
    }
}

/// Consequences of journal entries beside the views themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effects {
    /// The entry is about a record that was there before: linkage has something to take away.
    pub was_known: bool,
    /// A record was corrected or withdrawn: what saved views hold of it must go.
    pub erases: bool,
    /// Something happened to a referral: those who watch have to look.
    pub touches_referral: bool,
}

impl Effects {
    /// These and other consequences together.
    pub fn and(self, other: Self) -> Self {
        Self {
            was_known: self.was_known || other.was_known,
            erases: self.erases || other.erases,
            touches_referral: self.touches_referral || other.touches_referral,
        }
    }
}

impl Views {
    /// Applies the next entry. `digest` is that of an accepted record, when it is known already:
    /// hashing the record again would hold up the writer.
    pub fn apply(
        &mut self,
        terms: Terms<'_>,
        sequence: u64,
        entry: &Entry,
        digest: Option<[u8; 16]>,
    ) -> Effects {
        self.next = sequence + 1;
        let mut effects = Effects::default();
        match entry {
            Entry::Record { member, key, record, fingerprints, begun } => {
                self.hits.share_record(terms, *key, member, record);
                let digest =
                    digest.unwrap_or_else(|| terms.secrets.digest(&record.append_to(Vec::new())));
                let (revision, count) = (record.revision(), fingerprints.len());
                let state = RecordState::accepted(sequence, *begun, revision, digest, count);
                let was_known = self.records.set(*key, state);
                self.records.take_up(member, *key);
                effects = Effects { was_known, erases: was_known, ..effects };
            }
            Entry::ConsentEnded { member, key, revision, .. } => {
                self.records.end(member, *key, RecordState::withdrawn(sequence, *revision));
            }
            Entry::Withdrawn { member, key, revision, .. }
            | Entry::Lapsed { member, key, revision, .. } => {
                self.hits.unshare_record(terms, *key);
                let is_lapsed = matches!(entry, Entry::Lapsed { .. });
                let of = if is_lapsed { RecordState::lapsed } else { RecordState::withdrawn };
                self.records.set(*key, of(sequence, *revision));
                // It was there, if only among changes that were decided together.
                self.records.take_up(member, *key);
                effects = Effects { was_known: true, erases: true, ..effects };
            }
            Entry::Position { member, submission, sequence: batch } => {
                let position = Position { batch: *batch, entry: sequence, begun: sequence };
                self.records.positions.insert((member.clone(), submission.clone()), position);
            }
            Entry::Submitted { member, submission, sequence: batch, begun } => {
                let position = Position { batch: *batch, entry: sequence, begun: *begun };
                self.records.positions.insert((member.clone(), submission.clone()), position);
            }
            Entry::Member(member) => self.register.put(member.clone()),
            Entry::Epoch { .. }
            | Entry::ReleaseProposed { .. }
            | Entry::ReleaseApproved { .. }
            | Entry::Released { .. }
            | Entry::RestoreAcknowledged { .. }
            | Entry::LossesStated { .. }
            | Entry::LossesConfirmed { .. } => self.releases.apply(entry),
            // Of earlier versions: entries were not removed, and questions had budgets.
            Entry::Erased | Entry::Questions { .. } => {}
            Entry::Referral { open, sender, recipient, event } => {
                let (open, event) = ((**open).clone(), (**event).clone());
                let referral = Referral::new(open, sender.clone(), recipient.clone(), event);
                self.referrals.insert(referral, terms.keep_completed());
                effects.touches_referral = true;
            }
            Entry::ReferralEvent { id, event } => {
                self.referrals.push(*id, (**event).clone(), terms.keep_completed());
                effects.touches_referral = true;
            }
            Entry::ReferralErased { id } => self.referrals.erased(*id),
            Entry::LiaisonKey { key, published_at } => {
                self.liaison_keys.insert((**key).clone(), *published_at);
            }
            Entry::HitCheck { .. }
            | Entry::HitAsked { .. }
            | Entry::HitFound { .. }
            | Entry::HitDecided { .. }
            | Entry::HitOpened { .. }
            | Entry::HitAlarmed { .. } => self.hits.apply(&self.register, sequence, entry),
            Entry::Relayed { hub, through, sent, withdrawn } => {
                self.relays.insert(hub, *through, sent, withdrawn);
            }
        }
        effects
    }

    /// Notes what no entry tells.
    pub fn note(&mut self, note: Note) {
        match note {
            Note::Stream(opened, Some(state)) => drop(self.streams.insert(opened, state)),
            Note::Stream(opened, None) => drop(self.streams.remove(&opened)),
            Note::ImpossibleSet(country, at) => self.hits.count_impossible_set(country, at),
            Note::Rules(rules) => self.releases.put_rules(rules),
        }
    }

    /// Fails where other views know something else than these, of what the journal tells.
    #[cfg(test)]
    pub fn must_be(&self, other: &Self) {
        assert_eq!(self.next, other.next);
        assert!(self.records == other.records, "records");
        assert!(self.register == other.register, "the register");
        assert!(self.referrals == other.referrals, "referrals");
        assert!(self.liaison_keys == other.liaison_keys, "keys of liaisons");
        assert!(self.hits.is_journal_of(&other.hits), "hit checks");
        assert!(self.relays == other.relays, "relays");
        assert!(self.releases.is_journal_of(&other.releases), "releases");
    }
}
