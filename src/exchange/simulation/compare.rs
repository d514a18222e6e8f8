//! What a simulated exchange knows, beside the model and beside a replay of its journal.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use crate::domain::codes::MemberStatus;
use crate::domain::id::OpaqueId;
use crate::domain::record::Record;
use crate::domain::referral::ReferralId;
use crate::linkage::{Linker, MentionKey};
use crate::store::{Entry, Space, decode_entry};

use super::super::change::ReleaseStage;
use super::super::locks::OneHolder;
use super::samples::{HUB_NOTE, member, record};
use super::{World, open_shared};

impl World {
    /// What the exchange knows is what the model says.
    pub fn compare(&self) {
        let (model, seed) = (&self.model, self.seed);
        let views = self.shared.views.read();
        assert_eq!(views.records.len(), model.records.len(), "seed {seed}: records");
        for ((who, id), known) in &model.records {
            let state = views.records.get(self.key(*who, *id)).expect("a record");
            let expected = (known.sent.revision, known.withdrawn);
            assert_eq!((state.revision, state.withdrawn), expected, "seed {seed}");
            assert_eq!(state.lapsed, known.lapsed.is_some(), "seed {seed}");
            let stored = self.stored_record(state.sequence);
            let expected = (!known.withdrawn).then(|| record(known.sent)).map(|mut record| {
                self.shared.secrets.pepper(&mut record);
                record
            });
            assert_eq!(stored, expected, "seed {seed}: contents");
            let mention = self.shared.secrets.mention_key(self.key(*who, *id), 0);
            let is_shared = !known.withdrawn && known.sent.is_shared;
            assert_eq!(views.hits.shared(mention).is_some(), is_shared, "seed {seed}: shared");
            let at_hub = model.at_hub.contains(&(*who, *id));
            assert_eq!(views.relays.is_there("hub", self.key(*who, *id)), at_hub, "seed {seed}");
        }
        for ((who, submission), (batch, _)) in &model.submissions {
            let name = OpaqueId::new(&format!("S{submission}")).expect("an id");
            let durable =
                views.records.position(&(member(*who), name)).map_or(0, |known| known.batch);
            assert_eq!(durable, *batch, "seed {seed}: a submission");
        }
        for (who, is_active) in &model.members {
            let status = views.register.get(&member(*who)).map(|member| member.status);
            assert_eq!(status == Some(MemberStatus::Active), *is_active, "seed {seed}: a member");
        }
        let stages = views.releases.all().iter().map(|release| match release.stage() {
            ReleaseStage::Proposed => 'P',
            ReleaseStage::Replaced => 'X',
            ReleaseStage::Approved => 'A',
            ReleaseStage::Released => 'R',
            ReleaseStage::Lost => 'L',
        });
        let expected: String = model.releases.iter().map(|release| release.stage).collect();
        assert_eq!(stages.collect::<String>(), expected, "seed {seed}: releases");
        assert_eq!(self.checks.len(), model.checks.len(), "seed {seed}: checks");
        for (id, expected) in self.checks.iter().zip(&model.checks) {
            let check = views.hits.get(*id).expect("a check");
            let decided = check.decided.as_ref().map(|(_, word)| *word);
            let known = (check.opens_at, check.found.is_some(), decided, check.hit);
            let found = expected.found.flatten().is_some();
            let expected = (expected.opens_at, found, expected.decided, expected.hit);
            assert_eq!(known, expected, "seed {seed}: a check");
        }
        for (slot, expected) in &model.referrals {
            let referral = views.referrals.get(ReferralId([*slot; 16])).expect("a referral");
            let known = (referral.status(), referral.deadline, referral.erased);
            let expected = (expected.status, expected.deadline, expected.erased);
            assert_eq!(known, expected, "seed {seed}: a referral");
        }
        assert_eq!(views.referrals.all().count(), model.referrals.len(), "seed {seed}");
        for (who, versions) in &model.keys {
            let published = views.liaison_keys.count(&member(*who), 0).0;
            assert_eq!(published, *versions as usize, "seed {seed}: keys");
        }
        drop(views);
        let kept = self.shared.store.get(Space::Meta, HUB_NOTE).expect("it is read");
        assert_eq!(kept, model.kept.map(|value| vec![value]), "seed {seed}: a kept value");
        self.compare_streams();
    }

    /// Each stream that has ended has one line that says so, with all that it has brought.
    fn compare_streams(&self) {
        let mut told = Vec::new();
        self.shared
            .scan_audit(0, &mut |line| {
                if line.contains("stream=closed") {
                    let parts = line.split(['\t', ' ']).filter_map(|part| part.split_once('='));
                    let counts = parts.filter(|(name, _)| !matches!(*name, "stream" | "opened"));
                    let mut counts: Vec<String> =
                        counts.map(|(name, count)| format!("{name}={count}")).collect();
                    counts.sort();
                    told.push(counts);
                }
                ControlFlow::Continue(())
            })
            .expect("the log is whole");
        let name = |outcome: &str| match outcome {
            "batches" => "batches".to_owned(),
            "Withdrawn" => "after_withdrawal".to_owned(),
            other => other.to_lowercase(),
        };
        let of_stream = |counts: &BTreeMap<&'static str, u64>| {
            let counts = counts.iter().map(|(outcome, n)| format!("{}={n}", name(outcome)));
            let mut counts: Vec<String> = counts.collect();
            counts.sort();
            counts
        };
        let mut expected: Vec<_> = self.model.ended.iter().map(of_stream).collect();
        told.sort();
        expected.sort();
        assert_eq!(told, expected, "seed {}: streams in the log", self.seed);
    }

    /// What a replay of the journal makes is what was saved and what came after it.
    pub fn compare_with_a_replay(&self) {
        let (is_confirmed, drawn) = (self.model.confirmed, &self.drawn);
        let other = open_shared(is_confirmed, &self.store, &self.clock, self.seed, drawn);
        other.replay().expect("the journal is whole");
        let mentions: Vec<MentionKey> = (self.model.records.keys())
            .map(|(who, id)| self.shared.secrets.mention_key(self.key(*who, *id), 0))
            .collect();
        for linker in [&self.shared.linker, &self.shared.transnational] {
            let is_national = std::ptr::eq(linker, &self.shared.linker);
            let of = |linker: &OneHolder<Linker>| {
                let linker = linker.lock();
                mentions.iter().map(|mention| linker.person(*mention)).collect::<Vec<_>>()
            };
            let again = if is_national { &other.linker } else { &other.transnational };
            assert_eq!(of(linker), of(again), "seed {}: persons", self.seed);
        }
        let views = std::mem::take(&mut *other.views.write());
        self.shared.views.read().must_be(&views);
    }

    fn stored_record(&self, sequence: u64) -> Option<Record> {
        let bytes = self.shared.store.get(Space::Journal, &sequence.to_be_bytes());
        let bytes = bytes.expect("it is read").expect("the entry is there");
        match decode_entry(sequence, &bytes).expect("an entry") {
            Entry::Record { record, .. } => Some(*record),
            _ => None,
        }
    }
}
