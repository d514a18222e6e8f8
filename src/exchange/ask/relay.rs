//! What a relay carries to a hub: victim records that may cross borders, under names that the
//! hub cannot connect with those here, and with the tokens of the transnational key alone.

use std::ops::ControlFlow;

use tokio::sync::oneshot;

use crate::domain::id::OpaqueId;
use crate::domain::record::{Record, VictimRecord};
use crate::store::{Entry, RecordKey, Space, decode_entry};

use super::super::Exchange;
use super::super::change::{Change, MAX_BATCH, OpenStream, Tallies, Tally};
use super::super::error::ExchangeError;
use super::super::kinds::HUB_RESTORED;
use super::super::setup::KeyEpoch;
use super::super::shared::Shared;

/// Entries without anything for a hub that are looked at again rather than noted.
const WORTH_NOTING: u64 = 1024;

/// Record keys in one journal entry, at most.
const KEYS_OF_ENTRY: usize = 10_000;

/// The next part of the journal, as a hub is told it.
pub struct RelayBatch {
    /// Records to send.
    pub records: Vec<Record>,
    /// Records to withdraw there.
    pub withdrawals: Vec<OpaqueId>,
    /// Whether nothing is left.
    pub is_last: bool,
    next: u64,
    sent: Vec<RecordKey>,
    withdrawn: Vec<RecordKey>,
}

impl Exchange {
    /// Reads on in the journal where the last run for a hub ended.
    pub fn relay_batch(&self, hub: &str) -> Result<RelayBatch, ExchangeError> {
        // The journal may grow meanwhile: only what has been applied is looked at.
        let (first, end) = {
            let views = self.shared.views.read();
            (views.relays.next(hub), views.next)
        };
        // Asked for each, since reading the journal takes long; a run of this hub alone changes it.
        let is_there = |key| self.shared.views.read().relays.is_there(hub, key);
        let mut batch = RelayBatch {
            records: Vec::new(),
            withdrawals: Vec::new(),
            is_last: true,
            next: first,
            sent: Vec::new(),
            withdrawn: Vec::new(),
        };
        let secrets = &self.shared.secrets;
        self.shared.store.scan(Space::Journal, &first.to_be_bytes(), &mut |key, value| {
            let sequence = key.try_into().map_or(u64::MAX, u64::from_be_bytes);
            if sequence >= end {
                return Ok(ControlFlow::Break(()));
            }
            if batch.sent.len() + batch.withdrawn.len() == MAX_BATCH / 2 {
                batch.is_last = false;
                return Ok(ControlFlow::Break(()));
            }
            batch.next = sequence + 1;
            let entry = decode_entry(sequence, value)?;
            let Some((key, record)) = entry.of_record() else {
                return Ok(ControlFlow::Continue(()));
            };
            let shared = match record {
                Some(Record::Victim(victim)) => self.shared.for_hub(hub, key, victim),
                Some(_) => return Ok(ControlFlow::Continue(())),
                None => None,
            };
            if let Some(record) = shared {
                batch.records.push(Record::Victim(Box::new(record)));
                batch.sent.push(key);
            } else if is_there(key) || batch.sent.contains(&key) {
                batch.withdrawals.push(secrets.name_at_hub(hub, key));
                batch.withdrawn.push(key);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(batch)
    }

    /// Notes that a hub has a batch: the next one starts after it, after a restart too.
    /// The stream is that of the coordinator who had the run made.
    pub async fn relayed(
        &self,
        stream: &OpenStream,
        hub: &str,
        batch: RelayBatch,
        counts: &[(Tally, u64)],
    ) -> Result<(), ExchangeError> {
        let (reply, answer) = oneshot::channel();
        let RelayBatch { next, sent, withdrawn, .. } = batch;
        let known = self.shared.views.read().relays.next(hub);
        // A run that found nothing would otherwise leave an entry for the next one to find.
        if sent.is_empty() && withdrawn.is_empty() && next < known + WORTH_NOTING {
            return Ok(());
        }
        let entry = Entry::Relayed { hub: hub.to_owned(), through: next, sent, withdrawn };
        let (opened, counts) = (stream.opened, counts.iter().copied().collect());
        let job = Change::Relayed { opened, entry: Box::new(entry), counts, keep: None, reply };
        self.hand_over(job, answer).await
    }

    /// Begins anew with a hub that was restored from a backup since the last run; `number` is that
    /// of the latest restoration that it shows, 0 for none. All that may be there is sent again,
    /// and all that may have been there and may not be is withdrawn again: the backup holds what
    /// was withdrawn after it. The stream is that of the coordinator who had the run made.
    pub async fn hub_was_restored(
        &self,
        stream: &OpenStream,
        hub: &str,
        number: u64,
    ) -> Result<(), ExchangeError> {
        let name = [HUB_RESTORED, hub.as_bytes()].concat();
        let store = &self.shared.store;
        let known = match store.get(Space::Meta, &name)? {
            Some(bytes) => {
                let newer = |_| crate::store::format::newer("the restore of a hub");
                u64::from_be_bytes(bytes.try_into().map_err(newer)?)
            }
            None => 0,
        };
        if known >= number {
            return Ok(());
        }
        tracing::warn!(hub, "the hub was restored from a backup: everything is sent again");
        // Records as they were first made were never at the hub and taken back from there.
        let changed: Vec<RecordKey> = {
            let views = self.shared.views.read();
            let records = views.records.all();
            let changed = records.filter(|(_, state)| state.withdrawn || state.revision > 1);
            changed.map(|(key, _)| key).collect()
        };
        let mut parts: Vec<Vec<RecordKey>> =
            changed.chunks(KEYS_OF_ENTRY).map(<[RecordKey]>::to_vec).collect();
        if parts.is_empty() {
            parts.push(Vec::new());
        }
        let last = parts.len() - 1;
        for (place, sent) in parts.into_iter().enumerate() {
            let (reply, answer) = oneshot::channel();
            let entry =
                Entry::Relayed { hub: hub.to_owned(), through: 0, sent, withdrawn: Vec::new() };
            let (opened, counts) = (stream.opened, Tallies::new());
            // Noted with the last part: a run that breaks off begins anew.
            let value = number.to_be_bytes().to_vec();
            let keep = (place == last).then(|| (name.clone(), value));
            let job = Change::Relayed { opened, entry: Box::new(entry), counts, keep, reply };
            self.hand_over(job, answer).await?;
        }
        Ok(())
    }

    /// The proofs of the transnational key that a hub asks of whoever sends records: epoch and
    /// check value of each, and the id of the linkage profile.
    pub fn transnational_keys(&self) -> (&[KeyEpoch], [u8; 16]) {
        (&self.shared.setup.transnational_epochs, self.shared.setup.profile.id().0)
    }
}

impl Shared {
    /// A record as a hub may have it, or `None` when it may not. Region, episode names and
    /// national tokens stay here.
    fn for_hub(&self, hub: &str, key: RecordKey, record: &VictimRecord) -> Option<VictimRecord> {
        if !record.may_cross_borders() || record.transnational_tokens.is_empty() {
            return None;
        }
        let tokens = self.secrets.restore(&record.transnational_tokens);
        Some(VictimRecord {
            record_id: self.secrets.name_at_hub(hub, key),
            // The hub would take the names of two institutions here for two episodes.
            episode: None,
            region: None,
            tokens: tokens.clone(),
            transnational_tokens: tokens,
            ..record.clone()
        })
    }
}
