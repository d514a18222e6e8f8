//! Who has spent how much of the budget that everybody has once for life.
//!
//! Persons are found by linkage, and linkage changes: two persons turn out to be one, one turns out
//! to be two. So what a release costs is noted with each of the records that told of a person at
//! that time. Whoever is told of by any of them later has spent it: two who become one have spent
//! the sum; one who becomes two has spent it twice over. Nobody's account ever falls.
//!
//! Accounts also know for life which voices of institutions were of one person in a release, and which
//! was *taken* for somebody whom another institution had told of before: in lines of keys that are
//! hashes of mentions, so that they stand with the charges.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::budget::Rho;
use crate::linkage::Institution;

/// Names a record's mention of a person for ever.
pub type Mention = u128;

/// A mention of nobody, which makes lists as long as others.
pub(crate) const PADDING: Mention = Mention::MAX;

/// What one release cost one person: a line of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Charge {
    /// Number of the release.
    release: u32,
    /// Number of the person within it.
    unit: u32,
    amount: u64,
}

/// The accounts of all persons who were ever part of a release.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Accounts {
    of: BTreeMap<Mention, Vec<Charge>>,
}

impl Accounts {
    /// What a person has spent whom these mentions tell of now.
    pub fn spent(&self, mentions: &[Mention]) -> Rho {
        let lists = mentions.iter().filter_map(|mention| self.of.get(mention));
        let charges: BTreeSet<&Charge> = lists.flatten().collect();
        charges.into_iter().map(|charge| Rho::of_units(charge.amount)).sum()
    }

    /// Whether a voice with these mentions was taken for somebody who was known before.
    pub fn are_taken(&self, mentions: &[Mention]) -> bool {
        mentions.iter().any(|mention| self.of.contains_key(&as_taken(*mention)))
    }

    /// Whether the voice with these mentions has taken one of an institution.
    pub fn have_taken(&self, mentions: &[Mention], of: Institution) -> bool {
        mentions.iter().any(|mention| self.of.contains_key(&as_taker(*mention, of)))
    }

    /// Notes for life that a voice was taken for somebody whom another voice tells of. It has spent
    /// what that one has spent. Returns the line that is charged.
    pub fn take_for(
        &mut self,
        (release, unit): (u32, u32),
        taken: &[Mention],
        of: Institution,
        taker: &[Mention],
    ) -> (Vec<Mention>, Rho) {
        let spent = self.spent(taker);
        let marks = taken.iter().map(|mention| as_taken(*mention));
        let takes = taker.iter().map(|mention| as_taker(*mention, of));
        let line: Vec<Mention> = taken.iter().copied().chain(marks).chain(takes).collect();
        self.note(release, unit, &line, spent);
        (line, spent)
    }

    /// Whether two voices may be of one person: neither has met another voice of the other's institution
    /// in a release. Of each the mentions and the institution are given.
    pub fn may_meet(&self, a: (&[Mention], Institution), b: (&[Mention], Institution)) -> bool {
        let has_room = |of: &[Mention], (them, institution): (&[Mention], Institution)| {
            let mut met =
                of.iter().filter_map(|m| self.of.get(&as_met(*m, institution))).peekable();
            let theirs = || them.iter().filter_map(|mention| self.of.get(mention)).flatten();
            met.peek().is_none() || met.flatten().any(|line| theirs().any(|other| line == other))
        };
        has_room(a.0, b) && has_room(b.0, a)
    }

    /// Notes for life that some voices were of one person in a release, unless it is known of all of
    /// them. Returns the line that is charged, which costs nothing.
    pub fn meet(
        &mut self,
        (release, unit): (u32, u32),
        voices: &[(Vec<Mention>, Institution)],
    ) -> Option<(Vec<Mention>, Rho)> {
        let met = |(own, _): &(Vec<Mention>, Institution)| {
            let others = voices.iter().filter(|(others, _)| others != own);
            let with = others.map(|(_, institution)| *institution);
            let keys = |institution| own.iter().map(move |m| as_met(*m, institution));
            with.flat_map(keys).collect::<Vec<_>>()
        };
        let met: Vec<Mention> = voices.iter().flat_map(met).collect();
        if met.iter().all(|key| self.of.contains_key(key)) {
            return None;
        }
        let own = voices.iter().flat_map(|(own, _)| own).copied();
        let line: Vec<Mention> = own.chain(met).collect();
        self.note(release, unit, &line, Rho::ZERO);
        Some((line, Rho::ZERO))
    }

    /// Notes what a release cost each person: the mentions that tell of the person now, and the
    /// amount. Persons who were left out have no place in it.
    pub fn charge(&mut self, release: u32, persons: &[(Vec<Mention>, Rho)]) {
        for (unit, (mentions, amount)) in persons.iter().enumerate() {
            self.note(release, unit as u32, mentions, *amount);
        }
    }

    /// Whether these mentions were part of a release before.
    pub fn knows(&self, mentions: &[Mention]) -> bool {
        mentions.iter().any(|mention| self.of.contains_key(mention))
    }

    /// Which persons can still pay: who would have spent more than `life` afterwards is left out
    /// (the individual filter of Feldman and Zrnic 2021).
    pub fn admit<'a>(
        &self,
        persons: impl Iterator<Item = (&'a [Mention], Rho)>,
        life: Rho,
    ) -> Vec<bool> {
        persons.map(|(mentions, amount)| self.spent(mentions).plus(amount) <= life).collect()
    }

    /// Admits those who can pay, one after the other, and charges them at once: whoever is admitted
    /// twice in one release pays twice. `apart`: each mention has an account of its own and counts
    /// in one unit only; otherwise all mentions of a unit are one account. Returns who is admitted,
    /// and what they are charged. `first` is the number of the first unit charged.
    pub fn admit_and_charge(
        &mut self,
        release: u32,
        first: u32,
        units: impl Iterator<Item = (Vec<Mention>, Rho)>,
        life: Rho,
        apart: bool,
    ) -> (Vec<bool>, Vec<(Vec<Mention>, Rho)>) {
        let (mut admitted, mut charged) = (Vec::new(), Vec::<(Vec<Mention>, Rho)>::new());
        for (mentions, amount) in units {
            let can_pay = if apart {
                mentions.iter().all(|mention| self.spent(&[*mention]).plus(amount) <= life)
            } else {
                self.spent(&mentions).plus(amount) <= life
            };
            admitted.push(can_pay);
            // Who changes no cell has nothing to pay.
            if !can_pay || amount == Rho::ZERO {
                continue;
            }
            let unit = first + charged.len() as u32;
            self.note(release, unit, &mentions, amount);
            charged.push((mentions, amount));
        }
        (admitted, charged)
    }

    /// Takes the charges of a release as the journal has them: mentions, and units of rho.
    pub(crate) fn take<'a>(
        &mut self,
        release: u32,
        charges: impl Iterator<Item = (&'a [Mention], u64)>,
    ) {
        for (unit, (mentions, amount)) in charges.enumerate() {
            self.note(release, unit as u32, mentions, Rho::of_units(amount));
        }
    }

    /// Notes what a release cost one unit.
    fn note(&mut self, release: u32, unit: u32, mentions: &[Mention], amount: Rho) {
        let charge = Charge { release, unit, amount: amount.units() };
        for mention in mentions.iter().filter(|mention| **mention != PADDING) {
            self.of.entry(*mention).or_default().push(charge);
        }
    }
}

/// The key under which accounts know that the voice of a mention was taken.
fn as_taken(mention: Mention) -> Mention {
    let context = "victim-data-exchange 2026 v1 taken for somebody known before";
    of_hash(blake3::derive_key(context, &mention.to_le_bytes()))
}

/// The key under which accounts know that the voice of a mention has taken one of an institution.
fn as_taker(mention: Mention, of: Institution) -> Mention {
    let context = "victim-data-exchange 2026 v1 took a voice of an institution";
    of_hash(blake3::derive_key(context, &[mention.to_le_bytes(), of.to_le_bytes()].concat()))
}

/// The key under which accounts know that the voice of a mention has met one of an institution.
fn as_met(mention: Mention, of: Institution) -> Mention {
    let context = "victim-data-exchange 2026 v1 met a voice of an institution";
    of_hash(blake3::derive_key(context, &[mention.to_le_bytes(), of.to_le_bytes()].concat()))
}

fn of_hash(hash: [u8; 32]) -> Mention {
    let [low, _] = *hash.as_chunks::<16>().0 else { unreachable!("32 bytes") };
    Mention::from_le_bytes(low)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    /// What may happen between releases.
    #[derive(Clone, Debug)]
    enum Step {
        /// A record of a person that nobody knew.
        Arrive,
        /// One more record of a known person, late.
        Late(usize),
        /// Two persons turn out to be one.
        Merge(usize, usize),
        /// A person turns out to be two: every second record is of another one.
        Split(usize),
        /// A person's record is withdrawn.
        Withdraw(usize),
        /// A release that costs each person so much, by its number of records.
        Release(u64),
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            4 => Just(Step::Arrive),
            2 => (0usize..40).prop_map(Step::Late),
            2 => (0usize..40, 0usize..40).prop_map(|(a, b)| Step::Merge(a, b)),
            2 => (0usize..40).prop_map(Step::Split),
            1 => (0usize..40).prop_map(Step::Withdraw),
            3 => (1u64..200).prop_map(Step::Release),
        ]
    }

    proptest! {
        /// Against the whole history, told person by person.
        #[test]
        fn accounts_hold_whatever_linkage_finds_out(steps in prop::collection::vec(step(), 1..60)) {
            let life = Rho::of_thousandths(700);
            let mut accounts = Accounts::default();
            let mut persons: Vec<Vec<Mention>> = Vec::new();
            let mut next = 0;
            // Every measurement: of which mentions, and what it cost.
            let mut history: Vec<(Vec<Mention>, Rho)> = Vec::new();
            let mut releases = 0;
            for step in steps {
                let count = persons.len();
                let mut record = || { next += 1; next };
                match step {
                    Step::Arrive => { let new = record(); persons.push(vec![new]); }
                    Step::Late(a) if count > 0 => { let new = record(); persons[a % count].push(new); }
                    Step::Merge(a, b) if count > 1 && a % count != b % count => {
                        let gone = persons[b % count].clone();
                        persons[a % count].extend(gone);
                        persons.remove(b % count);
                    }
                    Step::Split(a) if count > 0 && persons[a % count].len() > 1 => {
                        let all = std::mem::take(&mut persons[a % count]);
                        let (even, odd): (Vec<_>, Vec<_>) =
                            all.into_iter().enumerate().partition(|(place, _)| place % 2 == 0);
                        let only = |part: Vec<(usize, Mention)>| part.into_iter().map(|(_, m)| m).collect();
                        persons[a % count] = only(even);
                        persons.push(only(odd));
                    }
                    Step::Withdraw(a) if count > 0 => {
                        let place = a % count;
                        persons[place].pop();
                        if persons[place].is_empty() { persons.remove(place); }
                    }
                    Step::Release(thousandths) => {
                        let cost = |person: &Vec<Mention>| {
                            Rho::of_thousandths(thousandths / (1 + person.len() as u64 % 3))
                        };
                        let asked = persons.iter().map(|p| (p.as_slice(), cost(p)));
                        let admitted = accounts.admit(asked, life);
                        let mut charged = Vec::new();
                        for (person, admitted) in persons.iter().zip(&admitted) {
                            // By definition: everything that was measured of any of its records.
                            let before: Rho = history.iter()
                                .filter(|(of, _)| of.iter().any(|m| person.contains(m)))
                                .map(|(_, cost)| *cost)
                                .sum();
                            prop_assert_eq!(accounts.spent(person), before);
                            prop_assert_eq!(*admitted, before.plus(cost(person)) <= life);
                            if *admitted {
                                charged.push((person.clone(), cost(person)));
                            }
                        }
                        releases += 1;
                        accounts.charge(releases, &charged);
                        history.extend(charged);
                    }
                    _ => {}
                }
            }
            // What was spent on anything is never above the budget of a life, unless linkage found
            // out afterwards that several were one.
            let mut of_mention: HashMap<Mention, Rho> = HashMap::new();
            for (of, cost) in &history {
                for mention in of {
                    let sum = of_mention.entry(*mention).or_default();
                    *sum = sum.plus(*cost);
                }
            }
            for (mention, spent) in of_mention {
                prop_assert_eq!(accounts.spent(&[mention]), spent);
                prop_assert!(spent <= life);
            }
        }
    }

    #[test]
    fn two_who_were_one_have_both_spent_and_one_who_was_two_has_spent_the_sum() {
        let mut accounts = Accounts::default();
        let half = Rho::of_thousandths(350);
        accounts.charge(1, &[(vec![1, 2], half), (vec![3], half)]);
        assert_eq!(accounts.spent(&[1]), half);
        assert_eq!(accounts.spent(&[2]), half);
        assert_eq!(accounts.spent(&[1, 2]), half);
        assert_eq!(accounts.spent(&[1, 3]), Rho::of_thousandths(700));
        assert!(!accounts.knows(&[4]) && accounts.knows(&[4, 2]));
        let more = Rho::of_thousandths(1);
        let asked: [&[Mention]; 3] = [&[1, 3], &[1], &[4]];
        let asked = asked.into_iter().map(|mentions| (mentions, more));
        assert_eq!(accounts.admit(asked, Rho::of_thousandths(700)), [false, true, true]);
    }

    #[test]
    fn who_was_taken_and_who_has_met_whom_is_known_for_life() {
        let mut accounts = Accounts::default();
        let half = Rho::of_thousandths(350);
        accounts.charge(1, &[(vec![1], half)]);
        let mut lines = vec![accounts.take_for((2, 0), &[2], 7, &[1])];
        let voices = [(vec![3], 7), (vec![4, 9], 8)];
        lines.extend(accounts.meet((2, 1), &voices));
        assert_eq!(lines.len(), 2);
        assert!(accounts.meet((3, 0), &voices).is_none(), "once is enough");
        // As the journal has them.
        let mut read = Accounts::default();
        read.charge(1, &[(vec![1], half)]);
        read.take(2, lines.iter().map(|(line, amount)| (line.as_slice(), amount.units())));
        for accounts in [accounts, read] {
            assert!(accounts.are_taken(&[2]) && !accounts.are_taken(&[1]));
            assert!(accounts.have_taken(&[1], 7) && !accounts.have_taken(&[1], 8));
            assert_eq!(accounts.spent(&[2]), half, "what the one has spent that took it");
            assert_eq!(accounts.spent(&[3, 4]), Rho::ZERO);
            let may = |a: Mention, b: Mention| accounts.may_meet((&[a], 7), (&[b], 8));
            assert!(may(3, 4) && may(3, 9) && may(5, 6));
            assert!(!may(3, 5) && !may(5, 4), "each has met another one");
            assert!(
                accounts.may_meet((&[3], 7), (&[5], 10)),
                "of an institution that it has not met"
            );
        }
    }
}
