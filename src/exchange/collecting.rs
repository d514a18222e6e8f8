//! All live records and referrals, brought together for a release.

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;
use std::sync::mpsc::Receiver;

use crate::domain::codes::RecordKind;
use crate::domain::id::MemberId;
use crate::domain::period::YearMonth;
use crate::domain::record::{Record, VictimReference};
use crate::domain::referral_codes::ReferralAction;
use crate::linkage::{Institution, Linker, MentionKey, Persons};
use crate::referral::case::Referral;
use crate::release::collect::{Collector, Named, ReferralFact, Source};
use crate::store::{Entry, RecordKey, Snapshot, Space, decode_entry};

use super::change::Moment;
use super::error::ExchangeError;
use super::shared::Shared;
use super::views::Views;

impl Shared {
    /// Takes what a release is made of, as it is now: the persons of the same moment follow. Runs on
    /// the writer's thread.
    pub fn moment(&self, persons: Receiver<Persons>) -> Result<Moment, ExchangeError> {
        let (store, referrals) = (self.store.snapshot()?, referral_facts(&self.views.read()));
        Ok(Moment { store, persons, referrals })
    }

    /// Reads all live records of a moment. Changes go on meanwhile.
    pub fn collect(&self, moment: Moment) -> Result<Collector, ExchangeError> {
        let Moment { store, persons, referrals } = moment;
        let persons = persons.recv().map_err(|_| {
            ExchangeError::Unavailable("linkage failed: no further changes until a restart")
        })?;
        let own = self.own_words(&*store)?;
        let voices = persons.by_own_word(|mention| own.get(&mention).copied());
        drop(own);
        let mut collector = Collector::default();
        let named = |key: RecordKey, place: usize| {
            let mention = self.secrets.mention_key(key, place);
            Some(Named { voice: voices.voice(mention)?.0, mention: mention.0 })
        };
        // The person of a reference; tokens are counted by their place in the record. A reference to
        // a record that is not there is of nobody.
        let resolve = |member: &MemberId, key, place: &mut usize, reference: &VictimReference| {
            match reference {
                VictimReference::Record(id) => {
                    let victim = self.secrets.record_key(member, RecordKind::Victim, id);
                    named(victim, 0)
                }
                VictimReference::Tokens(_) => {
                    *place += 1;
                    named(key, *place - 1)
                }
            }
        };
        each_record(&*store, &mut |member, key, record| {
            let institution = self.secrets.institution(member);
            let source = Source { record: u128::from_be_bytes(key.0), institution };
            let mut place = 0;
            match record {
                Record::Victim(victim) => {
                    if let Some(named) = named(key, 0) {
                        collector.victim(source, named, *victim);
                    }
                }
                Record::Assistance(assistance) => {
                    if let Some(named) = resolve(member, key, &mut place, &assistance.victim) {
                        collector.assistance(source, named, *assistance);
                    }
                }
                Record::Proceeding(proceeding) => {
                    let victims = proceeding.victims.iter();
                    let victims: Vec<Named> = victims
                        .filter_map(|victim| resolve(member, key, &mut place, victim))
                        .collect();
                    collector.proceeding(source, &victims, *proceeding);
                }
            }
        })?;
        referrals.into_iter().for_each(|(id, fact)| collector.referral(id, fact));
        collector.voices = voices;
        Ok(collector)
    }

    /// The institution of each mention, and the person whom it tells of by the records of that
    /// institution alone, linked as if there were no others.
    fn own_words(&self, store: &dyn Snapshot) -> Result<OwnWords, ExchangeError> {
        let mut counts: BTreeMap<MemberId, usize> = BTreeMap::new();
        each_record(store, &mut |member, _, record| {
            *counts.entry(member.clone()).or_default() += record.token_groups().len();
        })?;
        let mut own = HashMap::with_capacity(counts.values().sum());
        // Linkers take much memory: some of the institutions at a time.
        while !counts.is_empty() {
            let mut linkers: BTreeMap<MemberId, (Linker, Vec<MentionKey>)> = BTreeMap::new();
            let mut room = AT_A_TIME;
            while let Some((member, count)) = counts.pop_first() {
                if count > room && !linkers.is_empty() {
                    counts.insert(member, count);
                    break;
                }
                room = room.saturating_sub(count);
                let phases = self.secrets.phases(Some(&member));
                let linker = Linker::new(self.setup.profile.clone()).with_phases(phases);
                linkers.insert(member, (linker, Vec::with_capacity(count)));
            }
            each_record(store, &mut |member, key, record| {
                let Some((linker, mentions)) = linkers.get_mut(member) else { return };
                for (place, tokens) in record.token_groups().into_iter().enumerate() {
                    let mention = self.secrets.mention_key(key, place);
                    linker.insert(mention, tokens);
                    mentions.push(mention);
                }
            })?;
            for (member, (linker, mentions)) in linkers {
                let institution = self.secrets.institution(&member);
                let said = |mention| Some((mention, (institution, linker.person(mention)?)));
                own.extend(mentions.into_iter().filter_map(said));
            }
        }
        Ok(own)
    }
}

/// What institutions say, by mention: who says it, and of whom.
type OwnWords = HashMap<MentionKey, (Institution, MentionKey)>;

/// Persons in records of several institutions that are linked by themselves at a time, at most.
const AT_A_TIME: usize = 200_000;

/// Reads all live records: entries that were superseded or withdrawn are not there.
fn each_record(
    store: &dyn Snapshot,
    each: &mut dyn FnMut(&MemberId, RecordKey, Record),
) -> Result<(), ExchangeError> {
    store.scan(Space::Journal, &[], &mut |sequence, value| {
        let sequence = sequence.try_into().map_or(u64::MAX, u64::from_be_bytes);
        if let Entry::Record { member, key, record, .. } = decode_entry(sequence, value)? {
            each(&member, key, *record);
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(())
}

/// Facts that are counted of each referral that was sent, with the referral's name.
fn referral_facts(views: &Views) -> Vec<(u128, ReferralFact)> {
    let country = |id: &MemberId| views.register.country_of(id);
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
    views.referrals.all().filter_map(fact).collect()
}
