//! Epochs: all answers come from the latest published one, never from live data.
//!
//! An epoch is a snapshot of facts with the policy in force at its publication,
//! stored with its journal entry in one commit. Records corrected or withdrawn later
//! change the next epoch.

use std::collections::HashMap;
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tokio::sync::oneshot;

use crate::audit::{CallResult, Subject};
use crate::disclosure::{CheckReport, Policy, Protector, TierKind};
use crate::domain::codes::RecordKind;
use crate::domain::id::MemberId;
use crate::domain::period::{YearMonth, Years};
use crate::domain::record::{Record, VictimReference};
use crate::domain::referral_codes::ReferralAction;
use crate::statistics::{Catalog, Facts, FactsBuilder, ReferralFact, Source, Swap};
use crate::store::{Entry, RecordKey, Space, StoreError, decode_entry, encode_entry};

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

/// What is stored of an epoch.
#[derive(Serialize, Deserialize)]
struct Snapshot {
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
        let (reply, answer) = oneshot::channel();
        self.hand_over(Job::Publish { by: by.clone(), reply }, answer).await
    }

    /// Attacks the epoch that would be published now, under every tier, and tells how it would
    /// fare. Nothing is published.
    pub async fn check_epoch(&self) -> Result<Vec<(TierKind, CheckReport)>, ExchangeError> {
        let (reply, answer) = oneshot::channel();
        let (number, facts) = self.hand_over(Job::Candidate { reply }, answer).await?;
        let exchange = self.clone();
        tokio::task::spawn_blocking(move || exchange.attack(number, &facts))
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
    /// The number and the facts of the next epoch, as it would be now.
    pub(super) fn candidate(&self) -> Result<(u64, Facts), ExchangeError> {
        let number = self.epochs.read().last().map_or(0, |epoch| epoch.number) + 1;
        let (facts, _, _) = self.collect_facts(number, self.clock.now())?;
        Ok((number, facts))
    }

    /// Runs on the writer's thread: nothing changes meanwhile.
    pub(super) fn publish(&self, by: &By) -> Result<PublicationReport, ExchangeError> {
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
        let number = self.epochs.read().last().map_or(0, |epoch| epoch.number) + 1;
        let published_at = self.clock.now();
        let (facts, records, unresolved) = self.collect_facts(number, published_at)?;
        let persons = facts.person_rows() as u64;
        let policy_json = serde_json::to_string(policy).expect("a policy always serializes");
        let snapshot = Snapshot { policy: policy_json, facts };
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
        let snapshot: Snapshot = postcard::from_bytes(&bytes).map_err(|_| damaged("unreadable"))?;
        let policy = serde_json::from_str(&snapshot.policy).map_err(|_| damaged("its policy"))?;
        let answers = Answers::default();
        let epoch = PublishedEpoch { info, policy, facts: snapshot.facts, answers };
        self.latest.store(Some(Arc::new(epoch)));
        Ok(())
    }

    /// Reads all live records and makes facts of them. Also returns the number of
    /// records and of references to victim records that are not there.
    fn collect_facts(&self, number: u64, now: i64) -> Result<(Facts, u64, u64), ExchangeError> {
        let index = self.index.read();
        let linker = self.linker.lock();
        let mut builder = FactsBuilder::default();
        let mut institutions: HashMap<MemberId, u32> = HashMap::new();
        let (mut records, mut unresolved) = (0u64, 0u64);

        let person = |key: RecordKey, place: usize| {
            linker.person(self.secrets.mention_key(key, place)).map(|person| person.0)
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
        self.store.scan(Space::Journal, &[], &mut |sequence, value| {
            let sequence = sequence.try_into().map_or(u64::MAX, u64::from_be_bytes);
            let Entry::Record { member, key, record } = decode_entry(sequence, value)? else {
                return Ok(ControlFlow::Continue(()));
            };
            if index.records.get(&key).is_none_or(|state| state.sequence != sequence) {
                return Ok(ControlFlow::Continue(()));
            }
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

        self.add_referrals(&mut builder);

        let this_year = YearMonth::at_unix_seconds(now).year();
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
        Ok((facts, records, unresolved))
    }

    fn add_referrals(&self, builder: &mut FactsBuilder) {
        let members = self.members.read();
        let country = |id: &MemberId| members.get(id).map(|member| member.country);
        for referral in self.referrals.read().all() {
            let mut events = referral.events.iter();
            let Some(sent) = events.find(|e| e.statement.action == ReferralAction::Send) else {
                continue;
            };
            let fact = ReferralFact {
                sent: YearMonth::at_unix_seconds(sent.at),
                from: country(&referral.sender),
                to: country(&referral.recipient),
                kind: referral.open.kind,
                status: referral.status(),
                accepted: referral.was_accepted(),
            };
            builder.referral(u128::from_be_bytes(referral.id().0), fact);
        }
    }
}
