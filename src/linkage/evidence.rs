//! What an inquiry finds: only somebody who explains what was asked.
//!
//! Linkage adds weights up, which is right for the tokens of a record, since an institution has
//! no reason to mix persons in one. Whoever asks has: tokens of many persons in one inquiry would
//! ask for all of them at once. So a person is found only when all that agrees and all that
//! differs can be so between two identities:
//!
//! 1. *What a key implies, agrees too.* Two identities with the same names and date of birth have
//!    the same keys of the sounds of these names, of the year and month, and so on. Where one
//!    agrees and one that it implies does not, the tokens are not of one person.
//! 2. *The names decide.* When names and a full date of birth are asked, they must agree, in one of
//!    the ways of [`Linker::explains`]; a number cannot stand in for them. Without them, every
//!    number that is asked must agree.
//! 3. Weight and veto as in linkage.
//!
//! Of two persons whom one inquiry finds, the ways have it that they share the national id, or
//! names in sound or but for a letter, with all or most of the date of birth: an inquiry asks for
//! one person. The proof goes through the pairs of ways, each of which rests on a token that is
//! there once (the given name with the date of birth, the names in sound, the number), or on all
//! tokens of a kind.

use crate::domain::inquiry::{Details, Inquiry};
use crate::domain::profile::{MatchKey, Part};

use super::descriptions::{LinkToken, bit, sorted};
use super::linker::Linker;
use super::members::MentionKey;

/// Parts that are known to be the same in two identities, as bits.
#[derive(Clone, Copy, Default)]
struct Same(u32);

impl Same {
    fn add(&mut self, part: Part) {
        self.0 |= 1 << part as u32;
    }

    fn has(self, part: Part) -> bool {
        self.0 & (1 << part as u32) != 0
    }

    /// Whether all values of a part must be the same, too.
    fn implies(self, part: Part) -> bool {
        self.has(part) && !is_plural(part)
            || match part {
                Part::GivenSound | Part::GivenPrefix | Part::GivenNear => self.has(Part::Given),
                Part::SurnameSound
                | Part::SurnamePrefix
                | Part::SurnamePart
                | Part::SurnameNear => self.has(Part::Surname),
                Part::NamesSorted => self.has(Part::Given) && self.has(Part::Surname),
                Part::IdSlip | Part::IdStem | Part::IdForm => self.has(Part::Id),
                Part::DateSorted => self.has(Part::Month) && self.has(Part::Day),
                _ => false,
            }
    }
}

/// Whether a part has several values, of which some may agree and others not.
fn is_plural(part: Part) -> bool {
    matches!(
        part,
        Part::SurnamePart
            | Part::GivenNear
            | Part::SurnameNear
            | Part::IdSlip
            | Part::IdStem
            | Part::DocumentNear
            | Part::NamesPair
            | Part::NamesWord
            | Part::YearNear
            | Part::DateNear
    )
}

/// The detail of which a part has all values, when all of them are the same: a text and what is
/// left of it without a letter tell the text.
fn whole(part: Part) -> Option<Part> {
    match part {
        Part::GivenNear => Some(Part::Given),
        Part::SurnameNear => Some(Part::Surname),
        Part::IdSlip | Part::IdStem => Some(Part::Id),
        _ => None,
    }
}

/// A match key that is asked, with how many of its tokens are asked and how many agree.
struct Asked<'a> {
    key: &'a MatchKey,
    tokens: usize,
    agree: usize,
}

impl Linker {
    /// The mentions of persons whom an inquiry is about, by their keys.
    pub fn find(&self, inquiry: &Inquiry) -> Vec<MentionKey> {
        let tokens = sorted(inquiry.tokens());
        let asked = self.asked(&tokens);
        let mut found: Vec<MentionKey> = self
            .candidates(&tokens, &self.holders(&tokens), None)
            .into_iter()
            .map(|(slot, _)| slot)
            .filter(|slot| {
                let theirs = self.descriptions.bodies.tokens(*slot);
                let comparison = self.compare_sides(asked, self.side(*slot, &theirs));
                comparison.weight >= self.profile.threshold
                    && !comparison.veto
                    && self.explains(inquiry.details(), &tokens, &theirs)
            })
            .flat_map(|slot| self.members.of(slot))
            .collect();
        found.sort_unstable();
        found
    }

    /// Whether one identity behind `theirs` explains what was asked, `asked`, which is made of
    /// these details. Both are sorted.
    fn explains(&self, details: Details, asked: &[LinkToken], theirs: &[LinkToken]) -> bool {
        let agreeing: Vec<LinkToken> =
            asked.iter().filter(|token| theirs.binary_search(token).is_ok()).copied().collect();
        let count = |tokens: &[LinkToken], key: &MatchKey| {
            tokens.iter().filter(|token| token.kind_bit() == bit(key.kind)).count()
        };
        let keys = self.profile.keys.iter().map(|key| Asked {
            key,
            tokens: count(asked, key),
            agree: count(&agreeing, key),
        });
        let keys: Vec<Asked<'_>> = keys.filter(|asked| asked.tokens > 0).collect();
        let same = same_parts(&keys);
        let implied = |asked: &&Asked<'_>| asked.key.parts.iter().all(|part| same.implies(*part));
        if keys.iter().filter(implied).any(|asked| asked.agree < asked.tokens) {
            return false;
        }
        if !details.contain(Details::NAMES_AND_BIRTH_DATE) {
            let differs = |detail, part| details.contain(detail) && !same.has(part);
            return !differs(Details::ID, Part::Id) && !differs(Details::DOCUMENT, Part::Document);
        }
        let dates = [Part::Year, Part::Month, Part::Day].map(|part| same.has(part));
        let date = dates == [true; 3];
        let given = same.has(Part::Given);
        let surname = same.has(Part::Surname);
        let sounds = same.implies(Part::GivenSound) && same.implies(Part::SurnameSound);
        let letters = given || surname || same.has(Part::GivenNear) || same.has(Part::SurnameNear);
        // The one number that may speak for the names; none of it is asked, or it agrees.
        let (asks_number, number) = if details.contain(Details::ID) {
            (true, same.has(Part::Id))
        } else if details.contain(Details::DOCUMENT) {
            (true, same.has(Part::Document))
        } else {
            (false, false)
        };
        // Both names in sound, one of them but for a letter, and the date of birth.
        let as_heard = sounds && letters && date;
        // One name to the letter, the other one in sound, in part or but for a letter, and the date of
        // birth. Another surname altogether, as after a marriage, needs the number in its place:
        // whoever knows a given name and a date must not find out by any surname whether there is one.
        let surname_speaks = surname
            || same.has(Part::SurnameNear)
            || same.has(Part::SurnamePart)
            || same.implies(Part::SurnameSound);
        let with_given = given && (surname_speaks || number);
        let as_written = date && (with_given || surname && same.has(Part::GivenNear));
        // Both names in sound, the number, and two parts of the date of birth.
        let most_of_date = dates.iter().filter(|same| **same).count() >= 2
            || same.has(Part::Year) && same.has(Part::DateSorted);
        as_heard || as_written && (number || !asks_number) || number && sounds && most_of_date
    }
}

/// Whether a key with this part shows nothing to be the same: what it has in common may be a
/// slip of it or another form.
fn is_vague(part: &Part) -> bool {
    matches!(
        part,
        Part::DocumentNear
            | Part::NamesPair
            | Part::NamesConsonants
            | Part::GivenRoot
            | Part::SurnameRoot
            | Part::GivenKnown
            | Part::NamesWord
            | Part::IdForm
            | Part::YearNear
            | Part::DateNear
    )
}

/// The parts that agreeing keys show to be the same.
fn same_parts(keys: &[Asked<'_>]) -> Same {
    let mut same = Same::default();
    let clear = |asked: &&Asked<'_>| asked.agree > 0 && !asked.key.parts.iter().any(is_vague);
    for asked in keys.iter().filter(clear) {
        let all = asked.agree == asked.tokens;
        for part in &asked.key.parts {
            same.add(*part);
            if let Some(detail) = whole(*part).filter(|_| all) {
                same.add(detail);
            }
        }
    }
    same
}
