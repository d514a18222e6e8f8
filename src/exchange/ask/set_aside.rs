//! Values that say nothing of a person, which institutions set aside before they made records: what they told of
//! them, and what is told of it.
//!
//! An institution's counts come from its own file, and what others send cannot move them. What is told has noise and is
//! in steps, once a quarter of each institution: whoever asks again gets the same.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;

use crate::domain::id::MemberId;
use crate::domain::period::YearMonth;
use crate::store::{Space, format};

use super::super::Exchange;
use super::super::by::By;
use super::super::change::Change;
use super::super::error::ExchangeError;
use super::super::kinds::{SET_ASIDE, SET_ASIDE_TOLD, SET_ASIDE_TOLD_VERSION, SET_ASIDE_VERSION};
use super::linkage::{least, quarter};

/// Number of values that were set aside: given names, surnames, dates of birth, national ids, document numbers,
/// places of birth.
pub type SetAsideCounts = [u64; 6];

/// What is told in a quarter, by institution.
#[derive(Serialize, Deserialize)]
struct Told {
    /// The first month of the quarter.
    quarter: YearMonth,
    at_least: BTreeMap<MemberId, SetAsideCounts>,
}

impl Exchange {
    /// Keeps what an institution set aside of the file that it submitted last, in place of what it told before.
    pub async fn report_set_aside(
        &self,
        by: &By,
        member: &MemberId,
        counts: &SetAsideCounts,
    ) -> Result<(), ExchangeError> {
        let (reply, answer) = oneshot::channel();
        let name = [SET_ASIDE, member.to_string().as_bytes()].concat();
        let value = format::encode(SET_ASIDE_VERSION, &(member, counts));
        self.hand_over(Change::Keep { by: by.clone(), name, value, reply }, answer).await
    }

    /// Least numbers of values that each institution set aside - 0, 10, 20, 50, 100 ... - as it had told them when they
    /// were first asked for in this quarter. Waits for the disk, and one at a time: not for threads that
    /// answer calls.
    pub fn set_aside(&self, by: &By) -> Result<BTreeMap<MemberId, SetAsideCounts>, ExchangeError> {
        let quarter = quarter(YearMonth::at_unix_seconds(self.shared.clock.now()));
        let kept: Option<Told> = match self.shared.store.get(Space::Meta, SET_ASIDE_TOLD)? {
            Some(bytes) => {
                Some(format::decode("what was set aside", SET_ASIDE_TOLD_VERSION, &bytes)?)
            }
            None => None,
        };
        let kept = kept.filter(|kept| kept.quarter >= quarter);
        let mut told = kept.unwrap_or(Told { quarter, at_least: BTreeMap::new() });
        let mut reports: Vec<(MemberId, SetAsideCounts)> = Vec::new();
        self.shared.store.scan(Space::Meta, SET_ASIDE, &mut |name, value| {
            if !name.starts_with(SET_ASIDE) {
                return Ok(ControlFlow::Break(()));
            }
            reports.push(format::decode(
                "what an institution set aside",
                SET_ASIDE_VERSION,
                value,
            )?);
            Ok(ControlFlow::Continue(()))
        })?;
        let known = told.at_least.len();
        for (member, counts) in reports {
            if told.at_least.contains_key(&member) {
                continue;
            }
            let mut at_least = SetAsideCounts::default();
            for (least_of, count) in at_least.iter_mut().zip(counts) {
                *least_of = least(self.shared.noisy(count)?);
            }
            told.at_least.insert(member, at_least);
        }
        if told.at_least.len() > known {
            let bytes = format::encode(SET_ASIDE_TOLD_VERSION, &told);
            self.keep_blocking(by, SET_ASIDE_TOLD, bytes)?;
        }
        Ok(told.at_least)
    }
}
