//! Inquiry: the tokens by which one person is asked for, and the proof by count and shape that one
//! person can have made them.
//!
//! Tokens are hashes: nobody can see whose they are. What can be seen is which kinds there are and
//! how many of each, and the linkage profile tells what one identity makes: of each kind one token,
//! but for the kinds made of parts with several values; and with some details known, every kind
//! that these details make. A set of the tokens of many persons has another shape.

use std::collections::BTreeMap;

use super::code_list::CodeList;
use super::codes::MatchKeyKind;
use super::profile::{MatchKey, Part, Profile, is_of_any_year};
use super::record::Token;
use super::rules::Violation;

/// Largest number of values of [`Part::GivenNear`]: the given name, and that name with each of its
/// first ten letters left out. Four names of five have no more letters, and whoever has more gets
/// as many tokens as all.
pub const MAX_GIVEN_NEAR: usize = 11;
/// Largest number of values of [`Part::SurnameNear`]: the surname, and that name with each of its
/// first eleven letters left out.
pub const MAX_SURNAME_NEAR: usize = 12;
/// Largest number of parts of a surname that are joined with the given name.
pub const MAX_SURNAME_PARTS: usize = 2;
/// Largest number of words of given name and surname that are taken two by two.
pub const MAX_NAME_WORDS: usize = 4;
/// Largest number of letters and digits of a national id or a document number that is asked for.
pub const MAX_ID_CHARACTERS: usize = 24;
/// Largest number of letters and digits of such a number in a record, where a whole remark may stand
/// in its column.
pub const MAX_RECORD_ID_CHARACTERS: usize = 64;

/// Set of identifying details of a person, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Details(u16);

impl Details {
    const GIVEN: Self = Self(1);
    const SURNAME: Self = Self(1 << 1);
    /// National id of the person.
    pub const ID: Self = Self(1 << 2);
    /// Number of a document of the person.
    pub const DOCUMENT: Self = Self(1 << 3);
    const PLACE: Self = Self(1 << 4);
    const SEX: Self = Self(1 << 5);
    const YEAR: Self = Self(1 << 6);
    const MONTH: Self = Self(1 << 7);
    const DAY: Self = Self(1 << 8);
    /// Both names and the date of birth to the day.
    pub const NAMES_AND_BIRTH_DATE: Self =
        Self(Self::GIVEN.0 | Self::SURNAME.0 | Self::YEAR.0 | Self::MONTH.0 | Self::DAY.0);

    /// Whether these details contain all of `others`.
    pub fn contain(self, others: Self) -> bool {
        self.0 & others.0 == others.0
    }

    fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// Details of which a part is made.
    fn of(part: Part) -> Self {
        match part {
            Part::Given | Part::GivenSound | Part::GivenPrefix | Part::GivenNear => Self::GIVEN,
            Part::Surname
            | Part::SurnameSound
            | Part::SurnamePrefix
            | Part::SurnamePart
            | Part::SurnameNear => Self::SURNAME,
            Part::NamesSorted => Self::GIVEN.and(Self::SURNAME),
            Part::GivenRoot | Part::GivenKnown => Self::GIVEN,
            Part::SurnameRoot => Self::SURNAME,
            // Of one field with all names as well as of two: they tell nothing of which are known.
            Part::NamesPair | Part::NamesConsonants | Part::NamesWord => Self::default(),
            Part::Id | Part::IdSlip | Part::IdStem | Part::IdForm => Self::ID,
            Part::Document | Part::DocumentNear => Self::DOCUMENT,
            Part::Place => Self::PLACE,
            Part::Sex => Self::SEX,
            Part::Year | Part::YearNear => Self::YEAR,
            Part::Month => Self::MONTH,
            Part::Day => Self::DAY,
            Part::DateSorted => Self::MONTH.and(Self::DAY),
            Part::DateNear => Self::YEAR.and(Self::MONTH).and(Self::DAY),
        }
    }

    fn of_key(key: &MatchKey) -> Self {
        key.parts.iter().fold(Self::default(), |all, part| all.and(Self::of(*part)))
    }
}

/// Smallest and largest number of values that a part of one identity has.
fn values(part: Part) -> (usize, usize) {
    match part {
        // The last character is never left out.
        Part::IdSlip => (2, MAX_ID_CHARACTERS),
        Part::IdStem => (2, 2),
        Part::DocumentNear => (2, MAX_ID_CHARACTERS + 1),
        Part::YearNear => (6, 6),
        Part::DateNear => (4, 4),
        // The text itself, and with a letter left out; a short given name alone.
        Part::SurnameNear => (2, full_number(part)),
        _ => (1, full_number(part)),
    }
}

/// Largest number of values of a part of a name, so that as many tokens can be made for everybody;
/// 1 for other parts.
pub fn full_number(part: Part) -> usize {
    match part {
        Part::GivenNear => MAX_GIVEN_NEAR,
        Part::SurnameNear => MAX_SURNAME_NEAR,
        Part::SurnamePart => MAX_SURNAME_PARTS,
        Part::NamesPair => MAX_NAME_WORDS * (MAX_NAME_WORDS - 1) / 2,
        Part::NamesWord => MAX_NAME_WORDS,
        _ => 1,
    }
}

/// Largest number of tokens of a kind that one person has in a record under one key epoch, dummies
/// among them; 0 for a kind that the linkage profile does not have.
pub fn most_in_record(profile: &Profile, kind: MatchKeyKind) -> usize {
    let most = |part: &Part| match part {
        Part::IdSlip => MAX_RECORD_ID_CHARACTERS,
        Part::DocumentNear => MAX_RECORD_ID_CHARACTERS + 1,
        other => values(*other).1,
    };
    let key = profile.keys.iter().find(|key| key.kind == kind);
    key.map_or(0, |key| key.parts.iter().map(most).product())
}

/// Whether a part may be missing although the detail is known: of names or numbers that are too short for
/// it, of names that are not well known, and of nobody's name.
fn needs_length(part: Part) -> bool {
    matches!(
        part,
        Part::GivenNear
            | Part::SurnameNear
            | Part::GivenPrefix
            | Part::SurnamePrefix
            | Part::IdForm
            | Part::GivenKnown
            | Part::DocumentNear
            | Part::NamesPair
            | Part::NamesWord
            | Part::NamesConsonants
    )
}

/// Smallest and largest number of tokens of a match key that one identity makes under one key
/// epoch.
fn bounds(key: &MatchKey) -> (usize, usize) {
    let both = key.parts.iter().map(|part| values(*part));
    both.fold((1, 1), |(least, most), (low, high)| (least * low, most * high))
}

/// Inquiry: the tokens of one person under one key epoch, of a shape that one identity can make.
#[derive(Clone, Debug)]
pub struct Inquiry {
    tokens: Vec<Token>,
    details: Details,
}

impl Inquiry {
    /// Reads the tokens of one person: an inquiry for each key epoch. Sets that one identity
    /// cannot make are refused, and those that can find nobody: without a number, and without both
    /// names and the full date of birth. A violation names the kind and what would be right.
    pub fn read(
        profile: &Profile,
        field: &str,
        tokens: &[Token],
    ) -> Result<Vec<Self>, Vec<Violation>> {
        let mut of_epoch: BTreeMap<u32, Vec<Token>> = BTreeMap::new();
        for token in tokens {
            of_epoch.entry(token.key_epoch).or_default().push(*token);
        }
        let mut wrong = Vec::new();
        let mut inquiries = Vec::new();
        for mut tokens in of_epoch.into_values() {
            tokens.sort_unstable();
            tokens.dedup();
            let (details, broken) = check(profile, &tokens);
            wrong.extend(broken.into_iter().map(|rule| Violation::new(field, rule)));
            inquiries.push(Self { tokens, details });
        }
        // The same under every key epoch: one person.
        if inquiries.windows(2).any(|two| two[0].details != two[1].details) {
            wrong.push(Violation::new(
                field,
                "must be made of the same details under every key epoch",
            ));
        }
        if wrong.is_empty() { Ok(inquiries) } else { Err(wrong) }
    }

    /// Tokens of the inquiry, sorted.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Details of which the tokens are made.
    pub fn details(&self) -> Details {
        self.details
    }
}

/// Finds the details behind sorted tokens of one key epoch, and the rules that the tokens break.
fn check(profile: &Profile, tokens: &[Token]) -> (Details, Vec<String>) {
    let mut broken = Vec::new();
    let count = |kind: MatchKeyKind| tokens.iter().filter(|token| token.kind == kind).count();
    let strange = tokens.iter().map(|token| token.kind);
    let mut strange: Vec<_> =
        strange.filter(|kind| profile.keys.iter().all(|key| key.kind != *kind)).collect();
    strange.dedup();
    for kind in strange {
        broken.push(format!("{} is no match key of the linkage profile", kind.code()));
    }
    let (there, missing): (Vec<_>, Vec<_>) =
        profile.keys.iter().partition(|key| count(key.kind) > 0);
    let details = there.iter().fold(Details::default(), |all, key| all.and(Details::of_key(key)));
    for key in &there {
        let ((least, most), count) = (bounds(key), count(key.kind));
        let code = key.kind.code();
        if count > most {
            broken.push(format!(
                "{code}: must be at most {most} for each key epoch, as one person has; there are {count}"
            ));
        } else if count < least {
            broken.push(format!(
                "{code}: must be at least {least} for each key epoch, as one person has; there is {count}"
            ));
        }
    }
    // Whoever was born on 1 January has no key of the day in any year.
    let is_new_year = !there.iter().any(|key| is_of_any_year(&key.parts));
    for key in missing {
        let is_optional = key.parts.iter().any(|part| needs_length(*part))
            || is_of_any_year(&key.parts) && is_new_year;
        if details.contain(Details::of_key(key)) && !is_optional {
            let with =
                there.iter().find(|other| Details::of_key(other).0 & Details::of_key(key).0 != 0);
            broken.push(format!(
                "{} is missing: whoever has {} and the others has it too",
                key.kind.code(),
                with.map_or("", |with| with.kind.code()),
            ));
        }
    }
    let asks = details.contain(Details::NAMES_AND_BIRTH_DATE)
        || details.contain(Details::ID)
        || details.contain(Details::DOCUMENT);
    if !asks {
        broken.push(
            "must be made of a national id, a document number, or both names with the full date of birth"
                .into(),
        );
    }
    (details, broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(kind: MatchKeyKind, value: u8) -> Token {
        Token { kind, key_epoch: 1, value: [value; 16] }
    }

    fn refusals(tokens: &[Token]) -> Vec<String> {
        let read = Inquiry::read(&Profile::shipped(), "tokens", tokens);
        read.err().unwrap_or_default().into_iter().map(|v| v.description).collect()
    }

    #[test]
    fn refusals_name_the_kind_and_the_bound() {
        use MatchKeyKind::*;
        let months: Vec<Token> = (0..=255).map(|n| token(PhoneticYearMonth, n)).collect();
        let told = refusals(&months);
        assert!(told[0].starts_with("PHONETIC_YEAR_MONTH: must be at most 1"), "{told:?}");
        assert!(told.iter().any(|rule| rule.contains("full date of birth")), "{told:?}");
        let told = refusals(&[token(NameBirthDate, 1)]);
        assert!(told.iter().any(|rule| rule.starts_with("PHONETIC_BIRTH_DATE is missing")));
        let told = refusals(&[token(NationalId, 1)]);
        assert_eq!(told.len(), 2, "NEAR and STEM go with it: {told:?}");
        let told = refusals(&[token(PhoneticName, 1)]);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(refusals(&[token(Document, 1)]).is_empty());
        let two = [token(Document, 1), token(Document, 2)];
        assert!(refusals(&two)[0].starts_with("DOCUMENT: must be at most 1"));
        let again = [token(Document, 1), token(Document, 1)];
        assert!(refusals(&again).is_empty(), "a double is no second one");
    }

    #[test]
    fn every_key_epoch_is_of_the_same_details() {
        let old = token(MatchKeyKind::Document, 1);
        let new = Token { key_epoch: 2, ..old };
        let read = Inquiry::read(&Profile::shipped(), "tokens", &[old, new]);
        assert_eq!(read.unwrap().len(), 2);
        let other = Token { kind: MatchKeyKind::NationalId, ..new };
        assert!(Inquiry::read(&Profile::shipped(), "tokens", &[old, other]).is_err());
    }
}
