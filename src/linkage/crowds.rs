//! Number of persons beside whom a token stands in the records of each institution.
//!
//! Each institution's records are counted by themselves: whoever sends many invented persons with somebody's
//! number says of their own records that it tells nothing there, and of nobody else's.
//!
//! Who is one person rests on how many persons share a token, so the number must come from
//! something else: the *cores* of the descriptions that hold the token. The core of a description
//! is the sound of both names with the date of birth, or what comes next to it. A person has one,
//! or a few with slips, in however many records; other persons have others. Descriptions without a
//! date of birth are most likely of somebody who is there with one: the larger of the two numbers
//! counts.

use crate::domain::codes::MatchKeyKind;
use crate::domain::hashed::{HashedMap, mix};

use super::descriptions::{LinkToken, bit};
use super::members::Sender;

/// Core of a description: a keyed hash of the person that the description seems to be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Core {
    dated: bool,
    word: u64,
}

/// Kinds of tokens that can make a core, the best first.
const CORES: [MatchKeyKind; 5] = [
    MatchKeyKind::PhoneticBirthDate,
    MatchKeyKind::PhoneticPlaceYear,
    MatchKeyKind::PhoneticName,
    MatchKeyKind::NationalId,
    MatchKeyKind::Document,
];

impl Core {
    /// Keyed hash that stands for the person.
    pub fn word(self) -> u64 {
        self.word
    }
}

/// Makes the core of a description with these tokens.
pub fn core(tokens: &[LinkToken]) -> Core {
    let of_kind = |kind: &MatchKeyKind| {
        tokens.iter().find(|token| token.kind_bit() == bit(*kind)).map(|token| token.0)
    };
    let dated = of_kind(&CORES[0]);
    let word = dated.or_else(|| CORES[1..].iter().find_map(of_kind));
    let any = || tokens.first().map_or(0, |token| token.0);
    Core { dated: dated.is_some(), word: word.unwrap_or_else(any) }
}

/// Stands for all institutions together, where names and persons are counted.
pub const ALL: Option<Sender> = None;

/// Number of cores beside each of the tokens that are followed.
#[derive(Default)]
pub struct Crowds {
    /// Number of descriptions with a token and a core, by a hash of the two and the institution.
    beside: HashedMap<u64, u32>,
    /// Number of different cores of a token, without and with a date of birth, by a hash of the token and
    /// the institution.
    cores: HashedMap<u64, [u32; 2]>,
    /// Institutions beside whose token there are so many persons that some descriptions are beyond their
    /// limit, with the number of persons.
    large: HashedMap<u64, Vec<(Sender, u32)>>,
}

/// Hash of a token and who says it. A token is a keyed hash; that two meet is a matter of 2^-64.
fn said(token: LinkToken, by: Option<Sender>) -> u64 {
    by.map_or(token.0, |by| mix(token.0 ^ mix(u64::from(by) + 1)))
}

/// Hash of what is said and a core. Both are keyed hashes; that two pairs meet is a matter of 2^-64.
fn pair(said: u64, core: Core) -> u64 {
    mix(said).rotate_left(32) ^ mix(core.word).rotate_left(7)
}

impl Crowds {
    /// Number of persons beside whom a token stands, as an institution says; 0 of a token that is not
    /// followed.
    pub fn persons(&self, token: LinkToken, by: Option<Sender>) -> usize {
        self.cores.get(&said(token, by)).map_or(0, |[undated, dated]| *undated.max(dated) as usize)
    }

    /// Institutions that have a token beside more persons than the least limit allows, with the number of
    /// persons, as far as [`Crowds::note`] was told; nothing of most tokens.
    pub fn large(&self, token: LinkToken) -> &[(Sender, u32)] {
        if self.large.is_empty() {
            return &[];
        }
        self.large.get(&token.0).map_or(&[], |large| large)
    }

    /// Notes beside how many persons a token stands now at an institution; `least` is the least limit of
    /// all.
    pub fn note(&mut self, token: LinkToken, by: Sender, least: u32) {
        let persons = self.persons(token, Some(by)) as u32;
        let large = self.large.entry(token.0).or_default();
        large.retain(|(other, _)| *other != by);
        if persons > least {
            large.push((by, persons));
        }
        if large.is_empty() {
            self.large.remove(&token.0);
        }
    }

    /// Notes that a description of an institution with this core has the token now.
    pub fn add(&mut self, token: LinkToken, by: Option<Sender>, core: Core) {
        let said = said(token, by);
        let together = self.beside.entry(pair(said, core)).or_default();
        *together += 1;
        if *together == 1 {
            self.cores.entry(said).or_default()[usize::from(core.dated)] += 1;
        }
    }

    /// Notes that a description of an institution with this core has the token no more.
    pub fn take(&mut self, token: LinkToken, by: Option<Sender>, core: Core) {
        let said = said(token, by);
        let pair = pair(said, core);
        let Some(together) = self.beside.get_mut(&pair) else { return };
        *together -= 1;
        if *together > 0 {
            return;
        }
        self.beside.remove(&pair);
        if let Some(cores) = self.cores.get_mut(&said) {
            cores[usize::from(core.dated)] -= 1;
            if *cores == [0, 0] {
                self.cores.remove(&said);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cores_are_counted_once() {
        let mut crowds = Crowds::default();
        let token = LinkToken(9);
        let core = |dated, word| Core { dated, word };
        for word in [4, 4, 5] {
            crowds.add(token, ALL, core(true, word));
        }
        crowds.add(token, ALL, core(false, 6));
        assert_eq!(crowds.persons(token, ALL), 2);
        crowds.take(token, ALL, core(true, 4));
        assert_eq!(crowds.persons(token, ALL), 2);
        crowds.take(token, ALL, core(true, 4));
        crowds.take(token, ALL, core(true, 5));
        assert_eq!(crowds.persons(token, ALL), 1);
        crowds.take(token, ALL, core(false, 6));
        assert!(
            crowds.persons(token, ALL) == 0 && crowds.beside.is_empty() && crowds.cores.is_empty()
        );
    }

    #[test]
    fn each_institution_is_counted_by_itself() {
        let mut crowds = Crowds::default();
        let token = LinkToken(9);
        let core = |word| Core { dated: true, word };
        (0..5).for_each(|word| crowds.add(token, Some(1), core(word)));
        crowds.add(token, Some(2), core(1));
        (1..=2).for_each(|by| crowds.note(token, by, 3));
        assert_eq!([1, 2].map(|by| crowds.persons(token, Some(by))), [5, 1]);
        assert_eq!((crowds.persons(token, ALL), crowds.large(token)), (0, &[(1, 5)][..]));
        (0..2).for_each(|word| crowds.take(token, Some(1), core(word)));
        crowds.note(token, 1, 3);
        assert!(crowds.large(token).is_empty() && crowds.large.is_empty());
    }
}
