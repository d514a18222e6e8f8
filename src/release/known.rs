//! Who counts in a block of years, and who was known before.
//!
//! A person is counted once, in the block of years in which she was first identified, however
//! many institutions tell of her later. So whether a record makes a row depends on records of others
//! from other years; and what one record does to rows has to stay small for life, not only in each
//! release: an institution could send another record like somebody's in each block, to
//! see which of them make a row.
//!
//! So *a voice takes at most one voice of each other institution, for life*. A voice that is at home in
//! a block, that nothing was charged for yet, and that is linked with one of another institution that
//! told of somebody before, is taken by the strongest of these that has not taken any of its institution:
//! it is at home nowhere from then on. Others stand for themselves.
//!
//! Then the records of one institution about a person, whatever all others send and whatever they
//! are told meanwhile, change for at most one voice of each institution whether it is taken. Proof: compare
//! what becomes of the same records with the voice x of that institution, and without it. For any
//! other institution A let S be the voices that have taken one of A. In the beginning S is the same
//! both times, but for x, which can take one more. As long as the two differ by one voice that can
//! take in one world alone, each voice of A that comes next finds its first choice in both, and the
//! difference stays; or in one of them it takes that one voice in place of another one, which is the
//! difference from then on; or it is taken in one world alone, and then there is none any more. A voice
//! that was charged is never taken afterwards, and one that was taken is for life, so that nothing of
//! this is undone. For x's own institution the same holds, with one voice that can take in the world
//! without x alone. (This is how a matching found one by one differs by one path when a vertex is added; no
//! more of the path can be seen in a release than its end, since whoever is taken adds nothing to a row.)
//! The proof takes it that x does not change otherwise what others are charged. In x's own block it does, of
//! those who are of one person with x or would be of one with somebody who is: there trials stand in
//! place of a proof (`linkage::own_word`, `attack_lookalikes`).
//!
//! In a block that is released a year at a time a person would be found anew with each year. So voices
//! that were of one person in a release have *met*, and neither is of one person with another
//! voice of the other's institution from then on.

use super::budget::Rho;
use super::collect::{Collector, is_no_victim};
use super::ledger::{Accounts, Mention};
use crate::domain::period::Years;
use crate::linkage::{Heard, MentionKey};

impl Collector {
    /// The year of first identification by a voice; nothing where it tells of no victim.
    pub(super) fn home(&self, voice: MentionKey) -> Option<i32> {
        let records = self.victims.get(&voice.0).into_iter().flatten();
        let identified = records.filter(|(_, record)| !is_no_victim(record));
        identified.map(|(_, record)| record.identified_on.year()).min()
    }

    /// The mentions of a voice.
    pub(super) fn mentions(&self, voice: MentionKey) -> Vec<Mention> {
        self.mentions.get(&voice.0).into_iter().flatten().copied().collect()
    }

    /// Whether a voice is heard in a block of years. It is at home where it tells of a first
    /// identification, and heard in any other block only for what it tells of the years of that one: so a
    /// record does not bear on blocks of which it does not tell.
    pub(super) fn heard(&self, voice: MentionKey, block: Years, accounts: &Accounts) -> Heard {
        let home = self.home(voice);
        if home.is_some_and(|year| block.contains(year))
            && !accounts.are_taken(&self.mentions(voice))
        {
            return Heard::Here;
        }
        let mut given = self.assistance.get(&voice.0).into_iter().flatten();
        let mut opened = self.compensation.get(&voice.0).into_iter().flatten();
        let tells = given.any(|(_, record)| block.contains(record.started_on.year()))
            || opened.any(|(year, _)| block.contains(*year));
        match home {
            _ if !tells => Heard::Not,
            Some(_) => Heard::Elsewhere,
            None => Heard::Anywhere,
        }
    }

    /// The persons of a block of years, each as the voices that tell of her.
    pub(super) fn voices_of_persons(
        &self,
        block: Years,
        accounts: &Accounts,
    ) -> Vec<Vec<MentionKey>> {
        let heard = |voice| self.heard(voice, block, accounts);
        self.voices.persons(heard, |a, b| self.are_two(a, b, accounts))
    }

    /// Whether two voices cannot be of one person for what they met in earlier releases.
    pub(super) fn are_two(&self, a: MentionKey, b: MentionKey, accounts: &Accounts) -> bool {
        let of = |voice| Some((self.mentions(voice), self.voices.institution(voice)?));
        let (Some((own, of_own)), Some((theirs, of_theirs))) = (of(a), of(b)) else { return false };
        !accounts.may_meet((&own, of_own), (&theirs, of_theirs))
    }

    /// Notes in the accounts which voices are of one person in a block of years. Returns the lines that
    /// are charged; `first` is the number of the first one.
    pub fn meet(
        &self,
        release: u32,
        first: u32,
        block: Years,
        accounts: &mut Accounts,
    ) -> Vec<(Vec<Mention>, Rho)> {
        let mut lines = Vec::new();
        for person in self.voices_of_persons(block, accounts).iter().filter(|of| of.len() > 1) {
            let of = |voice: &MentionKey| {
                Some((self.mentions(*voice), self.voices.institution(*voice)?))
            };
            let voices: Vec<_> = person.iter().filter_map(of).collect();
            let unit = first + lines.len() as u32;
            lines.extend(accounts.meet((release, unit), &voices));
        }
        lines
    }

    /// Notes in the accounts who of those at home in a block of years is taken for somebody who was
    /// known before. Returns the lines that are charged, the first ones of the release.
    pub fn known_before(
        &self,
        release: u32,
        block: Years,
        accounts: &mut Accounts,
    ) -> Vec<(Vec<Mention>, Rho)> {
        let mut lines: Vec<(Vec<Mention>, Rho)> = Vec::new();
        for voice in self.voices.all() {
            let linked = self.voices.linked(voice);
            if linked.is_empty() || !self.home(voice).is_some_and(|year| block.contains(year)) {
                continue;
            }
            let own = self.mentions(voice);
            let Some(institution) = self.voices.institution(voice) else { continue };
            if accounts.are_taken(&own) || accounts.spent(&own) > Rho::ZERO {
                continue;
            }
            let mut others = linked.into_iter().filter_map(|other| {
                let home = self.home(other).filter(|year| !block.contains(*year))?;
                let theirs = self.mentions(other);
                // One of later years told of the person before only if it was in a release.
                let is_before = home < block.first() || accounts.spent(&theirs) > Rho::ZERO;
                (is_before && !accounts.have_taken(&theirs, institution)).then_some(theirs)
            });
            if let Some(taker) = others.next() {
                let unit = lines.len() as u32;
                lines.push(accounts.take_for((release, unit), &own, institution, &taker));
            }
        }
        lines
    }
}
