//! Epochs: all answers come from the latest published one, never from live data.
//!
//! An epoch is a snapshot of facts with the policy in force at its publication,
//! stored with its journal entry in one commit. Records corrected or withdrawn later
//! change the next epoch.

use std::collections::HashMap;
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use tokio::sync::oneshot;

use crate::audit::{CallResult, Subject};
use crate::disclosure::{CheckReport, Policy, Protector, TierKind};
use crate::domain::codes::RecordKind;
use crate::domain::id::MemberId;
use crate::domain::period::{YearMonth, Years};
use crate::domain::record::{Record, VictimReference};
use crate::domain::referral_codes::ReferralAction;
use crate::linkage::Persons;
use crate::referral::case::Referral;
use crate::statistics::{Catalog, Facts, FactsBuilder, ReferralFact, Source, Swap};
use crate::store::{Entry, RecordKey, Snapshot, Space, StoreError, decode_entry, encode_entry};

use super::answers::Answers;
use super::by::By;
use super::error::ExchangeError;
use super::told::Told;
use super::writer::Job;
use super::{Exchange, Shared};

/// A published epoch, as anybody may know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EpochInfo {
    /// Its number, from 1.
    pub number: u64,
    /// When, Unix seconds.
    pub published_at: i64,
    /// Version of the policy in force.
    pub policy_version: String,
}

/// What was published, in sizes that are rounded down to ten, so that two reports do
/// not betray one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicationReport {
    /// The epoch.
    pub epoch: EpochInfo,
    /// Records that it rests on.
    pub records_rounded: u64,
    /// Persons with a victim record.
    pub persons_rounded: u64,
    /// References to victim records that are not there.
    pub unresolved_rounded: u64,
}

/// The epoch from which questions are answered.
pub(super) struct PublishedEpoch {
    pub info: EpochInfo,
    /// The policy in force at publication: a later change waits for the next epoch.
    pub policy: Policy,
    pub facts: Facts,
    pub answers: Answers,
}

/// What an epoch is made of, as it was at one moment.
pub(super) struct Frozen {
    number: u64,
    at: i64,
    store: Box<dyn Snapshot>,
    persons: Receiver<Persons>,
    referrals: Vec<(u128, ReferralFact)>,
}

/// An epoch that may be published.
pub(super) struct Candidate {
    number: u64,
    /// When its records were frozen, Unix seconds.
    at: i64,
    facts: Facts,
    records: u64,
    /// References to victim records that are not there.
    unresolved: u64,
}

/// What is stored of an epoch.
#[derive(Serialize, Deserialize)]
struct StoredEpoch {
    /// The policy as JSON: it outlives changes of layout.
    policy: String,
    facts: Facts,
}

fn damaged(what: &str) -> ExchangeError {
    StoreError::Corrupt { place: format!("latest epoch ({what})") }.into()
}

fn round_down(count: u64) -> u64 {
    count - count % 10
}

impl Exchange {
    /// Freezes the present records as a new epoch.
    pub async fn publish(&self, by: &By) -> Result<PublicationReport, ExchangeError> {
        self.shared.demand_changes()?;
        let candidate = Box::new(self.candidate().await?);
        let (reply, answer) = oneshot::channel();
        self.hand_over(Job::Publish { by: by.clone(), candidate, reply }, answer).await
    }

    /// The next epoch, as it would be now. Changes go on while its facts are collected.
    async fn candidate(&self) -> Result<Candidate, ExchangeError> {
        let (reply, answer) = oneshot::channel();
        let frozen = self.hand_over(Job::Freeze { reply }, answer).await?;
        let shared = self.shared.clone();
        tokio::task::spawn_blocking(move || shared.collect(frozen))
            .await
            .map_err(|_| ExchangeError::Unavailable("collecting the facts did not end"))?
    }

    /// Attacks the epoch that would be published now, under every tier, and tells how it would
    /// fare. Nothing is published.
    pub async fn check_epoch(&self) -> Result<Vec<(TierKind, CheckReport)>, ExchangeError> {
        let candidate = self.candidate().await?;
        let exchange = self.clone();
        tokio::task::spawn_blocking(move || exchange.attack(candidate.number, &candidate.facts))
            .await
            .map_err(|_| ExchangeError::Unavailable("the check did not end"))
    }

    fn attack(&self, number: u64, facts: &Facts) -> Vec<(TierKind, CheckReport)> {
        let setup = &self.shared.setup;
        let latest = self.shared.latest.load_full();
        let tiers: &[TierKind] = if setup.is_hub {
            &[TierKind::Transnational, TierKind::Public]
        } else {
            &[TierKind::National, TierKind::Transnational, TierKind::Public]
        };
        let protect = |facts, policy, tier, number| {
            Protector::new(facts, policy, tier, number, 0, self.shared.secrets.cell_secret())
        };
        let report = |tier: &TierKind| {
            let before = latest
                .as_ref()
                .map(|latest| protect(&latest.facts, &latest.policy, *tier, latest.info.number));
            let candidate = protect(facts, &setup.policy, *tier, number);
            (*tier, candidate.check(before.as_ref()))
        };
        tiers.iter().map(report).collect()
    }

    /// All epochs, oldest first.
    pub fn epochs(&self) -> Vec<EpochInfo> {
        self.shared.epochs.read().clone()
    }

    pub(super) fn latest(&self) -> Result<Arc<PublishedEpoch>, ExchangeError> {
        self.shared.latest.load_full().ok_or_else(|| {
            ExchangeError::Precondition(
                "NO_EPOCH",
                "no epoch has been published yet: the coordinator publishes one".into(),
            )
        })
    }
}

impl Shared {
    fn next_epoch(&self) -> u64 {
        self.epochs.read().last().map_or(0, |epoch| epoch.number) + 1
    }

    /// What the next epoch is made of, as it is now. Runs on the writer's thread, with the persons
    /// of the same moment to follow.
    pub(super) fn freeze(&self, persons: Receiver<Persons>) -> Result<Frozen, ExchangeError> {
        Ok(Frozen {
            number: self.next_epoch(),
            at: self.clock.now(),
            store: self.store.snapshot()?,
            persons,
            referrals: self.referral_facts(),
        })
    }

    /// Whether enough has changed for another epoch. What changes while one is collected counts for
    /// none: that demands more, not less.
    fn demand_changes(&self) -> Result<(), ExchangeError> {
        let policy = &self.setup.policy;
        let changed = self.index.read().changed.len() as u64;
        if changed < policy.minimum_changes {
            return Err(ExchangeError::Precondition(
                "TOO_FEW_CHANGES",
                format!(
                    "fewer than {} records changed since the last epoch: comparing the two would tell of single persons",
                    policy.minimum_changes
                ),
            ));
        }
        Ok(())
    }

    /// Runs on the writer's thread: nothing changes meanwhile.
    pub(super) fn publish(
        &self,
        by: &By,
        candidate: Candidate,
    ) -> Result<PublicationReport, ExchangeError> {
        let policy = &self.setup.policy;
        let Candidate { number, at: published_at, facts, records, unresolved } = candidate;
        if number != self.next_epoch() {
            return Err(ExchangeError::Precondition(
                "ANOTHER_EPOCH",
                "another epoch was published meanwhile; nothing was published twice".into(),
            ));
        }
        let persons = facts.person_rows() as u64;
        let policy_json = serde_json::to_string(policy).expect("a policy always serializes");
        let snapshot = StoredEpoch { policy: policy_json, facts };
        let bytes = postcard::to_stdvec(&snapshot).expect("facts always serialize");
        let info = EpochInfo { number, published_at, policy_version: policy.version() };
        let entry =
            Entry::Epoch { number, published_at, policy_version: info.policy_version.clone() };
        let sequence = self.index.read().next_sequence;
        let mut told = Told::new(self);
        told.put(Space::Epoch, &number.to_be_bytes(), bytes);
        told.put(Space::Journal, &sequence.to_be_bytes(), encode_entry(&entry));
        if number > 1 {
            // Questions are answered from the latest epoch alone: keep no older rows.
            told.remove(Space::Epoch, &(number - 1).to_be_bytes());
        }
        by.concerns(Subject::default().with("epoch", number).with("policy", policy.version()));
        told.tell(by, CallResult::Ok, &by.subject());
        self.commit(told)?;
        self.apply(sequence, &entry, None);
        let epoch = PublishedEpoch {
            info: info.clone(),
            policy: policy.clone(),
            facts: snapshot.facts,
            answers: Answers::default(),
        };
        self.latest.store(Some(Arc::new(epoch)));
        Ok(PublicationReport {
            epoch: info,
            records_rounded: round_down(records),
            persons_rounded: round_down(persons),
            unresolved_rounded: round_down(unresolved),
        })
    }

    /// Loads the snapshot of the latest epoch, after a replay.
    pub(super) fn load_latest_epoch(&self) -> Result<(), ExchangeError> {
        let Some(info) = self.epochs.read().last().cloned() else { return Ok(()) };
        let bytes = self
            .store
            .get(Space::Epoch, &info.number.to_be_bytes())?
            .ok_or_else(|| damaged("missing"))?;
        let bytes = [&bytes[..], &Facts::LATER_FIELDS].concat();
        let snapshot: StoredEpoch =
            postcard::from_bytes(&bytes).map_err(|_| damaged("unreadable"))?;
        let policy = serde_json::from_str(&snapshot.policy).map_err(|_| damaged("its policy"))?;
        let answers = Answers::default();
        let epoch = PublishedEpoch { info, policy, facts: snapshot.facts, answers };
        self.latest.store(Some(Arc::new(epoch)));
        Ok(())
    }

    /// Reads all live records and makes facts of them.
    fn collect(&self, frozen: Frozen) -> Result<Candidate, ExchangeError> {
        let Frozen { number, at, store, persons, referrals } = frozen;
        let persons = persons.recv().map_err(|_| {
            ExchangeError::Unavailable("linkage failed: no further changes until a restart")
        })?;
        let persons = persons.sorted();
        let mut builder = FactsBuilder::default();
        let mut institutions: HashMap<MemberId, u32> = HashMap::new();
        let (mut records, mut unresolved) = (0u64, 0u64);

        let person = |key: RecordKey, place: usize| {
            persons.person(self.secrets.mention_key(key, place)).map(|person| person.0)
        };
        // The person of a reference; tokens are counted by their place in the record.
        let resolve = |member: &MemberId, key, place: &mut usize, reference: &VictimReference| {
            match reference {
                VictimReference::Record(id) => {
                    let victim = self.secrets.record_key(member, RecordKind::Victim, id);
                    person(victim, 0)
                }
                VictimReference::Tokens(_) => {
                    *place += 1;
                    person(key, *place - 1)
                }
            }
        };
        // Entries that were superseded or withdrawn are not there.
        store.scan(Space::Journal, &[], &mut |sequence, value| {
            let sequence = sequence.try_into().map_or(u64::MAX, u64::from_be_bytes);
            let Entry::Record { member, key, record } = decode_entry(sequence, value)? else {
                return Ok(ControlFlow::Continue(()));
            };
            records += 1;
            let next = institutions.len() as u32;
            let institution = *institutions.entry(member.clone()).or_insert(next);
            let source = Source { record: u128::from_be_bytes(key.0), institution };
            let mut place = 0;
            match *record {
                Record::Victim(victim) => {
                    if let Some(person) = person(key, 0) {
                        builder.victim(source, person, *victim);
                    }
                }
                Record::Assistance(assistance) => {
                    match resolve(&member, key, &mut place, &assistance.victim) {
                        Some(person) => builder.assistance(source, person, *assistance),
                        None => unresolved += 1,
                    }
                }
                Record::Proceeding(proceeding) => {
                    let victims: Vec<Option<u128>> = proceeding
                        .victims
                        .iter()
                        .map(|victim| resolve(&member, key, &mut place, victim))
                        .collect();
                    unresolved += victims.iter().filter(|victim| victim.is_none()).count() as u64;
                    let victims: Vec<u128> = victims.into_iter().flatten().collect();
                    builder.proceeding(source, &victims, *proceeding);
                }
            }
            Ok(ControlFlow::Continue(()))
        })?;

        // The rest reads nothing that is stored.
        drop(store);
        referrals.into_iter().for_each(|(id, fact)| builder.referral(id, fact));

        let this_year = YearMonth::at_unix_seconds(at).year();
        let first_year = self.setup.policy.first_year.min(this_year);
        let catalog = Catalog {
            regions: self.setup.regions.clone(),
            years: Years::new(first_year, this_year).ok_or_else(|| damaged("clock"))?,
        };
        let policy = &self.setup.policy;
        let swap = Swap {
            secret: self.secrets.swap_secret(number),
            share: policy.swap_share,
            rare_share: policy.swap_rare_share,
        };
        let digest_key = self.secrets.row_digest_key();
        let mut facts =
            builder.build(catalog, self.secrets.record_keys(number), &digest_key, &swap);
        if let Some(latest) = self.latest.load_full() {
            facts = facts.revised(&latest.facts, policy.revision_changes);
        }
        Ok(Candidate { number, at, facts, records, unresolved })
    }

    /// What is counted of each referral that was sent, with its name.
    fn referral_facts(&self) -> Vec<(u128, ReferralFact)> {
        let members = self.members.read();
        let country = |id: &MemberId| members.get(id).map(|member| member.country);
        let fact = |referral: &Referral| {
            let mut events = referral.events.iter();
            let sent = events.find(|e| e.statement.action == ReferralAction::Send)?;
            let fact = ReferralFact {
                sent: YearMonth::at_unix_seconds(sent.at),
                from: country(&referral.sender),
                to: country(&referral.recipient),
                kind: referral.open.kind,
                status: referral.status(),
                accepted: referral.was_accepted(),
            };
            Some((u128::from_be_bytes(referral.id().0), fact))
        };
        self.referrals.read().all().filter_map(fact).collect()
    }
}
