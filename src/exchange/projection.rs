//! The views of the journal: which records there are, who is a member, who is one
//! person. Replay and live changes go through the same functions.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;
use std::time::Instant;

use serde::{Deserialize, Serialize};

use crate::audit::CallResult;
use crate::domain::codes::{KeyScope, MemberStatus, Role};
use crate::domain::hashed::{HashedMap, with_room};
use crate::domain::id::{MemberId, OpaqueId};
use crate::domain::member::Member;
use crate::domain::record::{Record, VictimRecord};
use crate::referral::case::{DAY, Referral};
use crate::store::{Entry, RecordKey, Space, decode_entry, encode_entry};

use super::by::{By, FIRST_MEMBER};
use super::error::ExchangeError;
use super::membership::about;
use super::told::Told;
use super::{KeyEpoch, Shared};

/// What is known of a record without reading it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct RecordState {
    /// Its journal entry, or that of its withdrawal.
    pub sequence: u64,
    pub revision: u32,
    /// Of the whole record; meaningless when withdrawn.
    pub digest: [u8; 16],
    pub withdrawn: bool,
}

/// How far a submission has come.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Position {
    /// The last durable batch.
    pub batch: u64,
    /// The journal entry that says so.
    pub entry: u64,
}

/// The register.
pub(super) type Members = BTreeMap<MemberId, Member>;
/// Every role that a member has ever held.
pub(super) type HeldRoles = BTreeMap<MemberId, BTreeSet<Role>>;

/// All records and submissions.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct RecordIndex {
    #[serde(deserialize_with = "with_room::<_, (RecordKey, RecordState), _>")]
    pub records: HashedMap<RecordKey, RecordState>,
    pub positions: HashMap<(MemberId, OpaqueId), Position>,
    /// Sequence of the next journal entry.
    pub next_sequence: u64,
}

/// The part of a record that may be found from abroad, if any.
fn shared_part(record: &Record) -> Option<&VictimRecord> {
    match record {
        Record::Victim(victim) => {
            Some(&**victim).filter(|v| v.may_cross_borders() && !v.transnational_tokens.is_empty())
        }
        _ => None,
    }
}

/// Where the check value of the exchange's key lies.
pub(super) const KEY_CHECK: &[u8] = b"exchange key check";

impl Shared {
    /// Refuses a store that was written under another secret: nothing would match.
    pub(super) fn check_secrets(&self) -> Result<(), ExchangeError> {
        let mine = self.secrets.check_value();
        match self.store.get(Space::Meta, KEY_CHECK)? {
            None => Ok(self.store.begin(KEY_CHECK, &mine)?),
            Some(theirs) if theirs == mine => Ok(()),
            Some(theirs) if theirs.len() != mine.len() => {
                Err(crate::store::format::newer("the check of the exchange key").into())
            }
            Some(_) => Err(ExchangeError::Precondition(
                "WRONG_EXCHANGE_KEY",
                "the store was written under another exchange key: use the key that belongs to it"
                    .into(),
            )),
        }
    }

    /// Brings all views up to date with the journal.
    pub(super) fn replay(&self) -> Result<(), ExchangeError> {
        let begun = Instant::now();
        let from = self.index.read().next_sequence;
        self.scan_journal(from, &mut |sequence, entry| {
            let known = self.apply(sequence, &entry, None);
            self.apply_linkage(&entry, known);
        })?;
        let entries = self.index.read().next_sequence - from;
        let seconds = begun.elapsed().as_secs_f32();
        tracing::info!(from, entries, seconds, "journal replayed");
        Ok(())
    }

    /// Visits the journal from an entry on. Those that were erased are not there; that no other one
    /// is missing the store itself makes sure of when all of it is read.
    pub(super) fn scan_journal(
        &self,
        from: u64,
        visit: &mut dyn FnMut(u64, Entry),
    ) -> Result<(), ExchangeError> {
        self.store.scan(Space::Journal, &from.to_be_bytes(), &mut |key, value| {
            let sequence = key.try_into().map_or(u64::MAX, u64::from_be_bytes);
            visit(sequence, decode_entry(sequence, value)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(())
    }

    /// Brings the index, the register and the releases up to date. `decided` is the
    /// state of an accepted record, when it is known already: hashing it again would hold up
    /// the writer. Tells whether the entry is about a record that was there before.
    pub(super) fn apply(&self, sequence: u64, entry: &Entry, decided: Option<RecordState>) -> bool {
        let mut known = false;
        let mut index = self.index.write();
        index.next_sequence = sequence + 1;
        match entry {
            Entry::Record { member, key, record } => {
                self.share(*key, member, record);
                let state = decided.unwrap_or_else(|| RecordState {
                    sequence,
                    revision: record.revision(),
                    digest: self.secrets.digest(&record.append_to(Vec::new())),
                    withdrawn: false,
                });
                known = index.records.insert(*key, state).is_some();
                if known {
                    self.checkpoint.lock().erased = true;
                }
            }
            Entry::Withdrawn { key, revision, .. } => {
                self.unshare(*key);
                let state =
                    RecordState { sequence, revision: *revision, digest: [0; 16], withdrawn: true };
                index.records.insert(*key, state);
                self.checkpoint.lock().erased = true;
                known = true;
            }
            Entry::Position { member, submission, sequence: batch } => {
                let position = Position { batch: *batch, entry: sequence };
                index.positions.insert((member.clone(), submission.clone()), position);
            }
            Entry::Member(member) => {
                let mut held = self.held_roles.write();
                // Void ones have allowed nothing.
                let roles = member.roles.iter().filter(|role| member.may_act_as(**role));
                held.entry(member.id.clone()).or_default().extend(roles);
                self.members.write().insert(member.id.clone(), member.clone());
            }
            Entry::Epoch { .. }
            | Entry::ReleaseProposed { .. }
            | Entry::ReleaseApproved { .. }
            | Entry::Released { .. } => self.releases.write().apply(entry),
            // Of earlier versions: entries were not removed, and questions had budgets.
            Entry::Erased | Entry::Questions { .. } => {}
            Entry::Referral { open, sender, recipient, event } => {
                let referral = Referral::new(
                    (**open).clone(),
                    sender.clone(),
                    recipient.clone(),
                    (**event).clone(),
                );
                self.referrals.write().insert(referral, self.keep_completed());
            }
            Entry::ReferralEvent { id, event } => {
                self.referrals.write().push(*id, (**event).clone(), self.keep_completed());
            }
            Entry::ReferralErased { id } => self.referrals.write().erased(*id),
            Entry::LiaisonKey { key, published_at } => {
                self.liaison_keys.write().insert((**key).clone(), *published_at);
            }
            Entry::HitCheck { .. }
            | Entry::HitAsked { .. }
            | Entry::HitFound { .. }
            | Entry::HitDecided { .. }
            | Entry::HitOpened { .. }
            | Entry::HitAlarmed { .. } => self.apply_hit(sequence, entry),
            Entry::Relayed { hub, through, sent, withdrawn } => {
                self.relays.write().insert(hub, *through, sent, withdrawn);
            }
        }
        if matches!(entry, Entry::Referral { .. } | Entry::ReferralEvent { .. }) {
            self.referral_changes.send_modify(|count| *count += 1);
        }
        known
    }

    /// Brings the persons up to date. Kept apart from [`Shared::apply`]: it happens
    /// after the answer, so that its time tells the sender nothing. `known` is what that said.
    pub(super) fn apply_linkage(&self, entry: &Entry, known: bool) {
        let (key, groups) = match entry {
            Entry::Record { key, record, .. } => (*key, record.token_groups()),
            Entry::Withdrawn { key, .. } => (*key, Vec::new()),
            _ => return,
        };
        self.link_transnational(key, entry);
        let mut linker = self.linker.lock();
        let mut place = 0;
        for tokens in &groups {
            linker.insert(self.secrets.mention_key(key, place), tokens);
            place += 1;
        }
        // The previous revision may have named more persons.
        while known && linker.remove(self.secrets.mention_key(key, place)) {
            place += 1;
        }
    }

    /// The same for records that may cross borders, under the transnational key.
    fn link_transnational(&self, key: RecordKey, entry: &Entry) {
        let shared = match entry {
            Entry::Record { record, .. } => shared_part(record),
            _ => None,
        };
        let mut linker = self.transnational.lock();
        let mention = || self.secrets.mention_key(key, 0);
        match shared {
            Some(victim) => linker.insert(mention(), &victim.transnational_tokens),
            None if linker.is_empty() => {}
            None => drop(linker.remove(mention())),
        }
    }

    /// Whether a record can be found from abroad, and from where: in force before its sender has
    /// the answer.
    fn share(&self, key: RecordKey, member: &MemberId, record: &Record) {
        match shared_part(record) {
            Some(victim) => {
                let mention = self.secrets.mention_key(key, 0);
                self.hits.write().share(mention, key, member, &victim.discoverable_by);
            }
            None => self.unshare(key),
        }
    }

    /// A record can no longer be found from abroad.
    fn unshare(&self, key: RecordKey) {
        if !self.hits.read().shares_any() {
            return;
        }
        self.hits.write().unshare(self.secrets.mention_key(key, 0));
    }

    /// Seconds for which the envelopes of a completed referral are kept.
    pub(super) fn keep_completed(&self) -> i64 {
        i64::from(self.setup.referrals.keep_completed_days) * DAY
    }

    /// Makes the configured coordinator a member, so that somebody can add others.
    pub(super) fn add_first_coordinator(&self) -> Result<(), ExchangeError> {
        let coordinator = Member {
            id: self.setup.first_coordinator.clone(),
            display_name: "Coordinator".into(),
            country: self.setup.country,
            roles: vec![Role::Coordinator],
            status: MemberStatus::Active,
        };
        let subject = about(&coordinator);
        let entry = Entry::Member(coordinator);
        let sequence = self.index.read().next_sequence;
        let mut told = Told::new(self);
        told.put(Space::Journal, &sequence.to_be_bytes(), encode_entry(&entry));
        told.tell(&By::exchange(FIRST_MEMBER), CallResult::Ok, &subject);
        self.commit(told)?;
        self.apply(sequence, &entry, None);
        Ok(())
    }

    /// The accepted key epochs of a scope.
    pub(super) fn epochs_of(&self, scope: KeyScope) -> &[KeyEpoch] {
        match scope {
            KeyScope::National => &self.setup.key_epochs,
            KeyScope::Transnational => &self.setup.transnational_epochs,
        }
    }

    /// Their numbers.
    pub(super) fn epoch_numbers(&self, scope: KeyScope) -> Vec<u32> {
        self.epochs_of(scope).iter().map(|KeyEpoch { epoch, .. }| *epoch).collect()
    }
}
