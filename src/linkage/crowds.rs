//! Number of persons beside whom a token stands.
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

/// Number of cores beside each of the tokens that are followed.
#[derive(Default)]
pub struct Crowds {
    /// Number of descriptions with a token and a core, by a hash of the two.
    beside: HashedMap<u64, u32>,
    /// Number of different cores of a token, without and with a date of birth.
    cores: HashedMap<u64, [u32; 2]>,
    /// Number of persons beside each token of which some descriptions are beyond their limit.
    large: HashedMap<u64, u32>,
}

/// Hash of a token and a core. Both are keyed hashes; that two pairs meet is a matter of 2^-64.
fn pair(token: LinkToken, core: Core) -> u64 {
    mix(token.0).rotate_left(32) ^ mix(core.word).rotate_left(7)
}

impl Crowds {
    /// Number of persons beside whom a token stands; 0 of a token that is not followed.
    pub fn persons(&self, token: LinkToken) -> usize {
        self.cores.get(&token.0).map_or(0, |[undated, dated]| *undated.max(dated) as usize)
    }

    /// Whether a token stands beside more persons than a description's limit allows, as far as
    /// [`Crowds::note`] was told.
    pub fn is_beyond(&self, token: LinkToken, limit: u32) -> bool {
        !self.large.is_empty() && self.large.get(&token.0).is_some_and(|persons| *persons > limit)
    }

    /// Notes beside how many persons a token stands now; `least` is the least limit of all.
    pub fn note(&mut self, token: LinkToken, least: u32) {
        let persons = self.persons(token) as u32;
        if persons > least {
            self.large.insert(token.0, persons);
        } else {
            self.large.remove(&token.0);
        }
    }

    /// Notes that a description with this core has the token now.
    pub fn add(&mut self, token: LinkToken, core: Core) {
        let together = self.beside.entry(pair(token, core)).or_default();
        *together += 1;
        if *together == 1 {
            self.cores.entry(token.0).or_default()[usize::from(core.dated)] += 1;
        }
    }

    /// Notes that a description with this core has the token no more.
    pub fn take(&mut self, token: LinkToken, core: Core) {
        let pair = pair(token, core);
        let Some(together) = self.beside.get_mut(&pair) else { return };
        *together -= 1;
        if *together > 0 {
            return;
        }
        self.beside.remove(&pair);
        if let Some(cores) = self.cores.get_mut(&token.0) {
            cores[usize::from(core.dated)] -= 1;
            if *cores == [0, 0] {
                self.cores.remove(&token.0);
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
            crowds.add(token, core(true, word));
        }
        crowds.add(token, core(false, 6));
        assert_eq!(crowds.persons(token), 2);
        crowds.take(token, core(true, 4));
        assert_eq!(crowds.persons(token), 2);
        crowds.take(token, core(true, 4));
        crowds.take(token, core(true, 5));
        assert_eq!(crowds.persons(token), 1);
        crowds.take(token, core(false, 6));
        assert!(crowds.persons(token) == 0 && crowds.beside.is_empty() && crowds.cores.is_empty());
    }
}
