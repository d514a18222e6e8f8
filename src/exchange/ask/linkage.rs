//! How good linkage seems to be, and records of an institution that seem to be of one person.
//!
//! Whether a record of one institution and one of another are of one person is what nobody may be
//! told, nor see in a figure that moves when a record is sent. So all of this rests on the records of
//! each institution by themselves, linked anew as if there were no others: a record of one cannot
//! join, part or outweigh records of another here. What an institution is told it could find out from
//! its own files and the national key.

use std::collections::HashMap;
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::domain::codes::Role;
use crate::domain::id::{MemberId, OpaqueId};
use crate::domain::period::YearMonth;
use crate::domain::record::Record;
use crate::linkage::{Agreement, ENOUGH, Estimate, Linker, MentionKey};
use crate::store::{Entry, Snapshot, Space, decode_entry, format};

use super::super::Exchange;
use super::super::by::By;
use super::super::error::ExchangeError;
use super::super::kinds::{QUALITY, QUALITY_VERSION, QUALITY_WAIT, QUALITY_WAIT_VERSION};
use super::super::shared::Shared;

/// Ids that one answer holds at most: some 3 MB.
const MAX_IDS: usize = 40_000;

/// Records of one institution that seem to be of one person, by groups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnDuplicates {
    /// The ids of two records or more.
    pub groups: Vec<Vec<OpaqueId>>,
    /// Whether there are more groups than an answer holds.
    pub more: bool,
}

impl OwnDuplicates {
    /// As many of the groups as an answer holds; of the last one perhaps a part.
    fn of(groups: Vec<Vec<OpaqueId>>) -> Self {
        let mut answer = Self::default();
        let mut room = MAX_IDS;
        for mut ids in groups {
            answer.more |= ids.len() > room;
            ids.truncate(room);
            room -= ids.len();
            if ids.len() > 1 {
                answer.groups.push(ids);
            }
        }
        answer
    }
}

/// A share in parts of a thousand, from the least to the most that it may be. Both are rounded
/// outwards to the bounds of the bands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct ShareBand {
    pub at_least: u32,
    pub at_most: u32,
}

/// Ends of the bands that shares are told in, in parts of a thousand.
pub const SHARES: [u32; 11] = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/// How good linkage seemed to be in a quarter of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkageQuality {
    /// The first month of the quarter in which it was measured.
    pub quarter: YearMonth,
    /// Share of the pairs of one person that were not linked; nothing when too little is known.
    pub missed: Option<ShareBand>,
    /// Share of the linked pairs that are of two persons; nothing when too little is known.
    pub wrong: Option<ShareBand>,
    /// The least number of clusters with many different descriptions: 0, 10, 20, 50, 100 ...
    pub large: u64,
    /// The least number of clusters of which two records contradict each other, likewise.
    pub contradicting: u64,
}

/// The pairs that must be there before linkage is measured, but for noise that is drawn once a quarter.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Threshold {
    /// The first month of the quarter.
    quarter: YearMonth,
    pairs: f64,
}

/// Scale of the Laplace noise that each count gets. A record is in one pair of each sort at most.
const NOISE: f64 = 8.0;
/// No more than this is added or taken away by the noise of a part and its whole, but in one of a
/// hundred cases.
const SPREAD: f64 = 45.0;

/// Pairs beyond [`ENOUGH`] that the threshold lies at: noise alone hardly ever reaches it.
const MARGIN: f64 = 50.0;
/// Scale of the noise in the threshold; what is compared with it gets twice as much, anew each time.
const THRESHOLD_NOISE: f64 = 8.0;

impl Exchange {
    /// The records of an institution that seem to be of one person, found from its own records alone.
    /// Reads the whole store: not for threads that answer calls.
    pub fn own_duplicates(&self, member: &MemberId) -> Result<OwnDuplicates, ExchangeError> {
        let store = self.shared.store.snapshot()?;
        let (linker, ids) = self.shared.link_own(&*store, member)?;
        let mut persons: HashMap<MentionKey, Vec<OpaqueId>> = HashMap::new();
        for (mention, id) in (0..).map(MentionKey).zip(ids) {
            if let Some(person) = linker.person(mention) {
                persons.entry(person).or_default().push(id);
            }
        }
        let mut groups: Vec<Vec<OpaqueId>> =
            persons.into_values().filter(|ids| ids.len() > 1).collect();
        groups.iter_mut().for_each(|ids| ids.sort_unstable());
        groups.sort_unstable();
        Ok(OwnDuplicates::of(groups))
    }

    /// How good linkage seems to be, measured once a quarter: whoever asks again in the same one gets
    /// the same answer, so that no two answers differ by what was sent between them. As long as too
    /// few pairs say something about it nothing is measured, and `None` is the answer. However often
    /// that is asked, all of these answers together tell no more of one record than one noisy
    /// count would: both sides of the comparison are noisy, and that of the threshold stays (the sparse
    /// vector technique). Reads the whole
    /// store once for each institution: not for threads that answer calls, and one at a time.
    pub fn linkage_quality(&self, by: &By) -> Result<Option<LinkageQuality>, ExchangeError> {
        let quarter = quarter(YearMonth::at_unix_seconds(self.shared.clock.now()));
        if let Some(bytes) = self.shared.store.get(Space::Meta, QUALITY)? {
            let kept: LinkageQuality =
                format::decode("what is known of linkage", QUALITY_VERSION, &bytes)?;
            if kept.quarter >= quarter {
                return Ok(Some(kept));
            }
        }
        let institutions: Vec<MemberId> = {
            let views = self.shared.views.read();
            let members = views.register.all();
            let sending = members.filter(|member| member.roles.contains(&Role::Institution));
            sending.map(|member| member.id.clone()).collect()
        };
        let store = self.shared.store.snapshot()?;
        let mut counts = Agreement::default();
        for member in &institutions {
            counts.add(&self.shared.link_own(&*store, member)?.0.agreement());
        }
        drop(store);
        if self.is_too_little(by, quarter, &counts)? {
            return Ok(None);
        }
        let quality = self.shared.blur(quarter, &counts)?;
        self.keep_blocking(by, QUALITY, format::encode(QUALITY_VERSION, &quality))?;
        Ok(Some(quality))
    }

    /// Whether fewer pairs say something of linkage than the threshold of a quarter, both with noise.
    fn is_too_little(
        &self,
        by: &By,
        quarter: YearMonth,
        counts: &Agreement,
    ) -> Result<bool, ExchangeError> {
        let kept: Option<Threshold> = match self.shared.store.get(Space::Meta, QUALITY_WAIT)? {
            Some(bytes) => Some(format::decode(
                "the threshold below which linkage is not measured",
                QUALITY_WAIT_VERSION,
                &bytes,
            )?),
            None => None,
        };
        let kept = kept.filter(|kept| kept.quarter >= quarter);
        let threshold = match kept {
            Some(kept) => kept,
            None => {
                let pairs = ENOUGH + MARGIN + self.shared.laplace(THRESHOLD_NOISE)?;
                Threshold { quarter, pairs }
            }
        };
        // One record changes each of these by one at most, and so the whole.
        let telling = counts.linked.min(counts.same_number.max(counts.same_names));
        let telling = telling as f64 + self.shared.laplace(2.0 * THRESHOLD_NOISE)?;
        let is_too_little = telling < threshold.pairs;
        if is_too_little && kept.is_none() {
            let bytes = format::encode(QUALITY_WAIT_VERSION, &threshold);
            self.keep_blocking(by, QUALITY_WAIT, bytes)?;
        }
        Ok(is_too_little)
    }
}

impl Shared {
    /// The victim records of an institution, linked with each other, and their ids: mentions are
    /// numbered in this order.
    fn link_own(
        &self,
        store: &dyn Snapshot,
        member: &MemberId,
    ) -> Result<(Linker, Vec<OpaqueId>), ExchangeError> {
        let phases = self.secrets.phases(Some(member));
        let mut linker = Linker::new(self.setup.profile.clone()).with_phases(phases);
        let mut ids = Vec::new();
        store.scan(Space::Journal, &[], &mut |sequence, value| {
            let sequence = sequence.try_into().map_or(u64::MAX, u64::from_be_bytes);
            if let Entry::Record { member: of, record, .. } = decode_entry(sequence, value)?
                && of == *member
                && let Record::Victim(victim) = *record
            {
                linker.insert(MentionKey(ids.len() as u128), &victim.tokens);
                ids.push(victim.record_id);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok((linker, ids))
    }

    /// A draw from Laplace's distribution of a scale.
    fn laplace(&self, scale: f64) -> Result<f64, ExchangeError> {
        let [low, high] = *(self.random)()?.as_chunks::<8>().0 else { unreachable!("16 bytes") };
        Ok(scale * (exponential(low) - exponential(high)))
    }

    /// A count with noise.
    pub(super) fn noisy(&self, count: u64) -> Result<f64, ExchangeError> {
        Ok((count as f64 + self.laplace(NOISE)?).round().max(0.0))
    }

    /// Counts with noise, told in bands.
    fn blur(
        &self,
        quarter: YearMonth,
        counts: &Agreement,
    ) -> Result<LinkageQuality, ExchangeError> {
        let mut six = [0.0; 6];
        let exact = [
            counts.same_number,
            counts.same_number_found,
            counts.same_names,
            counts.same_names_other_number,
            counts.linked,
            counts.linked_by_names,
        ];
        for (blurred, count) in six.iter_mut().zip(exact) {
            *blurred = self.noisy(count)?;
        }
        let Estimate { missed, wrong } = Estimate::of(six, SPREAD);
        Ok(LinkageQuality {
            quarter,
            missed: missed.map(|share| band(share.low, share.high)),
            wrong: wrong.map(|share| band(share.low, share.high)),
            large: least(self.noisy(counts.large)?),
            contradicting: least(self.noisy(counts.contradicting)?),
        })
    }
}

/// The first month of the quarter that a month is in.
pub(super) fn quarter(month: YearMonth) -> YearMonth {
    YearMonth::new(month.year(), (month.month() - 1) / 3 * 3 + 1).unwrap_or(month)
}

/// A draw from the exponential distribution with mean 1, out of random bytes; the difference of two
/// is Laplace's.
fn exponential(bytes: [u8; 8]) -> f64 {
    let uniform = (u64::from_le_bytes(bytes) >> 11) as f64 / (1u64 << 53) as f64;
    -(1.0 - uniform).ln()
}

/// The band of a share between two others.
fn band(low: f64, high: f64) -> ShareBand {
    let [low, high] = [low, high].map(|share| share * 1000.0);
    let below = SHARES.iter().rev().find(|end| f64::from(**end) <= low);
    let above = SHARES.iter().find(|end| f64::from(**end) >= high);
    ShareBand { at_least: *below.unwrap_or(&0), at_most: *above.unwrap_or(&1000) }
}

/// The greatest of 0, 10, 20, 50, 100, 200 ... that a count reaches.
pub(super) fn least(count: f64) -> u64 {
    let mut found = 0;
    for ten in (1..18).map(|power| 10u64.pow(power)) {
        let reached = [1, 2, 5].map(|step| step * ten).into_iter().filter(|n| *n as f64 <= count);
        found = reached.max().unwrap_or(found);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_hold_what_is_in_them() {
        assert_eq!(band(0.012, 0.031), ShareBand { at_least: 10, at_most: 50 });
        assert_eq!(band(0.0, 0.0), ShareBand { at_least: 0, at_most: 0 });
        assert_eq!(band(0.7, 1.0), ShareBand { at_least: 500, at_most: 1000 });
        assert_eq!([0.0, 9.0, 10.0, 49.0, 50.0, 1999.0].map(least), [0, 0, 10, 20, 50, 1000]);
    }

    #[test]
    fn an_answer_holds_so_many_ids() {
        let id = |n: usize| OpaqueId::new(&format!("r{n}")).unwrap();
        let group = |ids: usize| (0..ids).map(id).collect::<Vec<_>>();
        let whole = OwnDuplicates::of(vec![group(3), group(2)]);
        assert!(whole.groups.len() == 2 && !whole.more);
        let cut = OwnDuplicates::of(vec![group(MAX_IDS - 5), group(9), group(2)]);
        assert_eq!(cut.groups.iter().map(Vec::len).collect::<Vec<_>>(), [MAX_IDS - 5, 5]);
        assert!(cut.more);
    }

    #[test]
    fn noise_is_what_it_is_said_to_be() {
        let mut random = fastrand::Rng::with_seed(3);
        let mut draw = || exponential(random.u64(..).to_le_bytes());
        let mean = (0..20_000).map(|_| draw()).sum::<f64>() / 20_000.0;
        assert!((0.97..1.03).contains(&mean), "{mean}");
        assert_eq!(exponential([0; 8]), 0.0);
        assert!(exponential([255; 8]).is_finite());
    }
}
