//! Check whether the releases that a log tells of keep within the budget that everybody has for
//! life.
//!
//! Two coordinators approve each release, and its line says what it may cost: for every kind of
//! units `NAME:YEAR+BLOCK`, the most that one who is protected pays for the tables of a year and for
//! those of the whole block, in millionths of rho. What an individual pays is at most that, and the
//! exchange leaves out who has nothing left; an auditor, who sees no individual, adds up the most.

use std::collections::{BTreeMap, BTreeSet};

use thiserror::Error;

use super::line::Parts;
use crate::domain::period::Years;

/// Name of the call that spends budget.
const APPROVE: &str = "PublicationService/ApproveRelease";
/// Name of the call by which an exchange notes the cost of a release that was lost with a restore.
pub const LOST_RELEASE: &str = "LostRelease";
/// Largest budget that a life may have by any policy, in millionths of rho.
const CEILING: u64 = 1_050_000;
/// Millionths of rho by which rounding may raise the cost of each release: amounts are rounded up.
const ROUNDING: u64 = 2;

/// Rule that the releases of a log break.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LedgerError {
    /// The line with this index cannot be read.
    #[error("line {0} does not tell what the release costs")]
    Unreadable(u64),
    /// One signer proposed and approved a release, by the line with this index.
    #[error("line {0}: the release was proposed and approved by one signer")]
    OneSigner(u64),
    /// A release was approved twice, the second time by the line with this index.
    #[error("line {0}: the release was approved before")]
    Twice(u64),
    /// A year was released for good twice.
    #[error("line {line}: {year} was released for good before")]
    Final {
        /// Index of the line.
        line: u64,
        /// Year that was released twice.
        year: i32,
    },
    /// A release gave everybody more for life than an earlier one, by the line with this index.
    #[error("line {0}: the budget for life was raised after an earlier release")]
    Raised(u64),
    /// A unit would have spent more than everybody has.
    #[error(
        "line {line}: {kind} of {year} would have spent {spent} of at most {life} millionths of rho"
    )]
    Overspent {
        /// Index of the line.
        line: u64,
        /// Kind of the units, as the policy names it.
        kind: String,
        /// Year of the units.
        year: i32,
        /// Budget that the units may have spent, in millionths of rho.
        spent: u64,
        /// Budget that the units have for life, in millionths of rho.
        life: u64,
    },
}

/// Sum of what releases cost, line by line.
#[derive(Default)]
pub struct LedgerCheck {
    releases: BTreeSet<u32>,
    finals: BTreeSet<i32>,
    /// What may be spent of each kind and year, and the budget for life by its latest release.
    spent: BTreeMap<(String, i32), (u64, u64)>,
    unknown: usize,
    /// The least that a release gave for life.
    life: Option<u64>,
}

impl LedgerCheck {
    /// Number of releases so far.
    pub fn releases(&self) -> usize {
        self.releases.len()
    }

    /// The most that anybody may have spent, in millionths of rho.
    pub fn most(&self) -> u64 {
        self.of_most().0
    }

    /// What whoever may have spent the most has for life, in millionths of rho.
    pub fn life(&self) -> u64 {
        self.of_most().1
    }

    fn of_most(&self) -> (u64, u64) {
        self.spent.values().copied().max().unwrap_or_default()
    }

    /// Number of releases that were lost with a restore and whose cost is not known. Everybody in
    /// their years was charged all that anybody can have; the sum does not hold them.
    pub fn unknown(&self) -> usize {
        self.unknown
    }

    /// Takes the next line of the log.
    ///
    /// # Errors
    /// When the releases so far break a rule.
    pub fn take(&mut self, line: &str) -> Result<(), LedgerError> {
        let Some(parts) = Parts::of(line) else { return Ok(()) };
        if !matches!(parts.call, APPROVE | LOST_RELEASE) || parts.result != "OK" {
            return Ok(());
        }
        let line = parts.index;
        let unreadable = || LedgerError::Unreadable(line);
        let words: BTreeMap<&str, &str> =
            parts.subject.split(' ').filter_map(|word| word.split_once('=')).collect();
        let word = |name: &str| words.get(name).copied().ok_or_else(unreadable);
        let years = |name| word(name)?.parse::<Years>().map_err(|_| unreadable());
        let number: u32 = word("release")?.parse().map_err(|_| unreadable())?;
        let life: u64 = word("life")?.parse().map_err(|_| unreadable())?;
        let (own, block) = (years("years")?, years("block")?);
        let (proposed, approved) = (word("proposed_by")?, word("approved_by")?);
        if proposed == approved {
            return Err(LedgerError::OneSigner(line));
        }
        if !self.releases.insert(number) {
            return Err(LedgerError::Twice(line));
        }
        // One that was lost with a restore is charged the most that it can have cost.
        if parts.call == APPROVE {
            if self.life.is_some_and(|least| life > least) {
                return Err(LedgerError::Raised(line));
            }
            self.life = Some(life);
        }
        if word("kind")? == "final" {
            for year in own.first()..=own.last() {
                if !self.finals.insert(year) {
                    return Err(LedgerError::Final { line, year });
                }
            }
        }
        self.unknown += usize::from(words.get("cost") == Some(&"unknown"));
        let life = life.min(CEILING);
        for cost in word("rho")?.split(',').filter(|cost| !cost.is_empty()) {
            let (kind, amounts) = cost.split_once(':').ok_or_else(unreadable)?;
            let (of_year, of_block) = amounts.split_once('+').ok_or_else(unreadable)?;
            let amount = |text: &str| text.parse::<u64>().map_err(|_| unreadable());
            let (of_year, of_block) = (amount(of_year)?, amount(of_block)?);
            for year in block.first()..=block.last() {
                let (spent, of) = self.spent.entry((kind.to_owned(), year)).or_default();
                *of = life;
                *spent += of_block + if own.contains(year) { of_year } else { 0 };
                if *spent > life + ROUNDING * self.releases.len() as u64 {
                    let (kind, spent) = (kind.to_owned(), *spent);
                    return Err(LedgerError::Overspent { line, kind, year, spent, life });
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(release: u32, kind: &str, years: &str, rho: &str, by: [&str; 2]) -> String {
        format!(
            "{release}\t100\tspiffe://a.example/coordinator/b\t{APPROVE}\tOK\trelease={release} kind={kind} years={years} block=2008-2011 rules=00 snapshot=00 life=700000 rho={rho} proposed_by={} approved_by={}",
            by[0], by[1]
        )
    }

    #[test]
    fn releases_add_up_to_no_more_than_a_life() {
        let two = ["a/b/person/1", "a/b/person/2"];
        let mut check = LedgerCheck::default();
        for (n, year) in [(1, "2008"), (2, "2009"), (3, "2010")] {
            check.take(&line(n, "final", year, "victims:200000+0,cases:1+0", two)).unwrap();
        }
        check.take(&line(4, "provisional", "2011", "victims:80000+0", two)).unwrap();
        check.take(&line(5, "final", "2011", "victims:200000+340000", two)).unwrap();
        assert_eq!((check.releases(), check.most()), (5, 620_000));
        // Lines of refused calls and of others cost nothing.
        check.take("9\t1\texchange\tRelease\tOK\trelease=5").unwrap();
        let refused = line(6, "final", "2011", "victims:1+1", two).replace("\tOK\t", "\tDENIED\t");
        check.take(&refused).unwrap();

        // One that was lost with a restore has cost as much.
        let lost = line(9, "provisional", "2010", "victims:1+0", two);
        check.take(&lost.replace(APPROVE, LOST_RELEASE)).unwrap();
        assert_eq!((check.releases(), check.most()), (6, 620_000));
        // Of one that was made by other rules than the exchange knows, the cost is not known.
        let unknown = line(11, "provisional", "2009", "", two).replace(APPROVE, LOST_RELEASE);
        check.take(&format!("{unknown} cost=unknown")).unwrap();
        assert_eq!((check.releases(), check.most(), check.life()), (7, 620_000, 700_000));
        assert_eq!(check.unknown(), 1);
        let again = line(6, "final", "2011", "victims:1+0", two);
        assert_eq!(check.take(&again), Err(LedgerError::Final { line: 6, year: 2011 }));
        let much = line(7, "provisional", "2008", "victims:200000+0", two);
        assert!(matches!(check.take(&much), Err(LedgerError::Overspent { year: 2008, .. })));
        let alone = line(8, "provisional", "2008", "cases:1+0", [two[0]; 2]);
        assert_eq!(check.take(&alone), Err(LedgerError::OneSigner(8)));
        let twice = line(5, "provisional", "2008", "cases:1+0", two);
        assert_eq!(check.take(&twice), Err(LedgerError::Twice(5)));
        let raised = line(12, "provisional", "2008", "cases:1+0", two);
        let raised = raised.replace("life=700000", "life=1050000");
        assert_eq!(check.take(&raised), Err(LedgerError::Raised(12)));
        let unclear = line(10, "provisional", "2008", "cases:x+0", two);
        assert_eq!(check.take(&unclear), Err(LedgerError::Unreadable(10)));
    }
}
