//! Match keys: combinations of identifying details that the same person shares across
//! institutions in spite of spelling, swapped fields and typing errors. Each becomes one
//! token, a keyed hash. A match key with a missing part gives no token, never a hash of
//! nothing.

use zeroize::Zeroizing;

use crate::domain::code_list::CodeList;
use crate::domain::codes::MatchKeyKind;
use crate::domain::profile::{MatchKey, Part, Profile, ProfileId};
use crate::domain::record::{Pseudonym, Token};

use super::identity::Identity;
use super::key::{DerivedKey, TokenKey};
use super::missing::set_aside;
use super::normalize::{fold, name_words, number, phonetic};

/// Between the parts of a match key; no part can hold it.
const SEPARATOR: &str = "\u{1f}";

/// Makes tokens under one national or transnational key.
pub struct Tokenizer {
    key_epoch: u32,
    /// The match keys, each with the key of its hashes.
    keys: Vec<(MatchKeyKind, Vec<Part>, DerivedKey)>,
}

impl Tokenizer {
    /// Derives a key for each match key of the profile.
    pub fn new(profile: &Profile, key: &TokenKey) -> Self {
        let derive = |match_key: &MatchKey| {
            let derived = key.derived(&purpose(profile.id(), match_key.kind.code()));
            (match_key.kind, match_key.parts.clone(), derived)
        };
        Self { key_epoch: key.epoch(), keys: profile.keys.iter().map(derive).collect() }
    }

    /// The tokens of a person, sorted and without doubles. Empty when too little is known to tell
    /// the person from others.
    pub fn tokens(&self, identity: &Identity) -> Vec<Token> {
        let details = Details::of(identity);
        let mut tokens = Vec::with_capacity(48);
        for (kind, parts, key) in &self.keys {
            for canonical in combinations(&details, parts) {
                let value = key.hash(canonical.as_bytes());
                tokens.push(Token { kind: *kind, key_epoch: self.key_epoch, value });
            }
        }
        tokens.sort_unstable();
        tokens.dedup();
        tokens
    }
}

/// The tokens of one person; see [`Tokenizer`], which is faster for many.
pub fn tokens(identity: &Identity, profile: &Profile, key: &TokenKey) -> Vec<Token> {
    Tokenizer::new(profile, key).tokens(identity)
}

/// The pseudonym of a case number: police, prosecution and court meet on it. `None` when
/// the number has fewer than four letters and digits.
pub fn case_pseudonym(case_number: &str, key: &TokenKey) -> Option<Pseudonym> {
    let number = number(case_number)?;
    Some(Pseudonym(key.derived(b"case").hash(number.as_bytes())))
}

/// The pseudonym of a defendant: of the national id when there is one, else of names and
/// date of birth; `None` when neither is known.
pub fn defendant_pseudonym(identity: &Identity, key: &TokenKey) -> Option<Pseudonym> {
    let details = Details::of(identity);
    let by_name = [Part::Given, Part::Surname, Part::Year, Part::Month, Part::Day];
    let choices: [(&[u8], &[Part]); 2] =
        [(b"defendant by id", &[Part::Id]), (b"defendant by name", &by_name)];
    choices.into_iter().find_map(|(purpose, parts)| {
        let canonical = combinations(&details, parts).into_iter().next()?;
        Some(Pseudonym(key.derived(purpose).hash(canonical.as_bytes())))
    })
}

/// Each kind of match key of each profile has a key of its own.
fn purpose(profile: ProfileId, kind: &str) -> Vec<u8> {
    let mut purpose = b"match key ".to_vec();
    purpose.extend_from_slice(&profile.0);
    purpose.extend_from_slice(kind.as_bytes());
    purpose
}

/// All texts that the parts give together; none when a part is missing.
fn combinations(details: &Details, parts: &[Part]) -> Vec<Zeroizing<String>> {
    let mut texts: Vec<Zeroizing<String>> = vec![Zeroizing::default()];
    for (place, part) in parts.iter().enumerate() {
        let values = details.values(*part);
        let mut longer = Vec::with_capacity(texts.len() * values.len());
        for text in &texts {
            for value in values.iter().filter(|value| !value.is_empty()) {
                let separator = if place == 0 { "" } else { SEPARATOR };
                longer.push(Zeroizing::new([text.as_str(), separator, value].concat()));
            }
        }
        texts = longer;
    }
    texts
}

/// Normalized details of a person.
#[derive(zeroize::Zeroize, zeroize::ZeroizeOnDrop)]
struct Details {
    given: String,
    surname: String,
    surname_parts: Vec<String>,
    id: String,
    document: String,
    place: String,
    sex: String,
    year: String,
    month: String,
    day: String,
}

impl Details {
    fn of(identity: &Identity) -> Self {
        let mut identity = identity.clone();
        set_aside(&mut identity);
        let surname_parts = name_words(&identity.surname);
        let birth = identity.birth_date;
        let two = |part: Option<i8>| part.map(|n| format!("{n:02}")).unwrap_or_default();
        Self {
            given: name_words(&identity.given_name).concat(),
            surname: surname_parts.concat(),
            surname_parts,
            id: number(&identity.national_id).unwrap_or_default(),
            document: number(&identity.document).unwrap_or_default(),
            place: fold(&identity.place_of_birth),
            sex: fold(&identity.sex).chars().take(1).collect(),
            year: birth.map(|birth| format!("{:04}", birth.year)).unwrap_or_default(),
            month: two(birth.and_then(|birth| birth.month)),
            day: two(birth.and_then(|birth| birth.day)),
        }
    }

    fn values(&self, part: Part) -> Vec<String> {
        match part {
            Part::Given => vec![self.given.clone()],
            Part::Surname => vec![self.surname.clone()],
            Part::GivenSound => vec![phonetic(&self.given)],
            Part::SurnameSound => vec![phonetic(&self.surname)],
            Part::GivenPrefix => vec![prefix(&self.given)],
            Part::SurnamePrefix => vec![prefix(&self.surname)],
            Part::NamesSorted => vec![sorted(&self.given, &self.surname)],
            Part::SurnamePart => self.surname_parts.clone(),
            Part::GivenNear => near(&self.given),
            Part::SurnameNear => near(&self.surname),
            Part::Id => vec![self.id.clone()],
            Part::IdSlip => {
                let mut texts = near(&self.id);
                texts.retain(|text| *text == self.id || !self.id.starts_with(text.as_str()));
                texts
            }
            Part::IdStem => stem(&self.id),
            Part::Document => vec![self.document.clone()],
            Part::Place => vec![self.place.clone()],
            Part::Sex => vec![self.sex.clone()],
            Part::Year => vec![self.year.clone()],
            Part::Month => vec![self.month.clone()],
            Part::Day => vec![self.day.clone()],
            Part::DateSorted => vec![sorted(&self.month, &self.day)],
        }
    }
}

/// The first three letters; nothing when there are fewer.
fn prefix(folded: &str) -> String {
    if folded.chars().count() < 3 { String::new() } else { folded.chars().take(3).collect() }
}

/// Two details in order; nothing when one is missing.
fn sorted(a: &str, b: &str) -> String {
    if a.is_empty() || b.is_empty() {
        return String::new();
    }
    let (low, high) = if a <= b { (a, b) } else { (b, a) };
    [low, SEPARATOR, high].concat()
}

/// The text itself and all texts with one character left out: two texts that differ by one
/// typing error share one of them. Nothing for texts too short to tell people apart.
fn near(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    if characters.len() < 4 {
        return Vec::new();
    }
    let mut texts = vec![text.to_owned()];
    for left_out in 0..characters.len() {
        let rest = characters.iter().enumerate().filter(|(place, _)| *place != left_out);
        texts.push(rest.map(|(_, c)| *c).collect());
    }
    texts.sort_unstable();
    texts.dedup();
    texts
}

/// A number and what is left of it without its last character; nothing of a short one.
fn stem(number: &str) -> Vec<String> {
    match number.char_indices().next_back() {
        Some((last, _)) if last >= 3 => vec![number.to_owned(), number[..last].to_owned()],
        _ => Vec::new(),
    }
}

#[cfg(test)]
#[allow(clippy::field_reassign_with_default)] // an Identity wipes itself, so it cannot be taken apart
mod tests {
    use crate::domain::codes::KeyScope;

    use super::super::identity::BirthDate;
    use super::*;

    fn person(given: &str, surname: &str, date: (i16, i8, i8)) -> Identity {
        let mut identity = Identity::default();
        identity.given_name = given.into();
        identity.surname = surname.into();
        identity.birth_date =
            Some(BirthDate { year: date.0, month: Some(date.1), day: Some(date.2) });
        identity
    }

    fn shared(a: &Identity, b: &Identity) -> Vec<MatchKeyKind> {
        let profile = Profile::shipped();
        let key = TokenKey::from_bytes(KeyScope::National, 1, [1; 32]);
        let theirs = tokens(b, &profile, &key);
        let ours = tokens(a, &profile, &key);
        let mut kinds: Vec<_> =
            ours.into_iter().filter(|t| theirs.contains(t)).map(|t| t.kind).collect();
        kinds.dedup();
        kinds
    }

    #[test]
    fn errors_leave_some_keys_in_common() {
        use MatchKeyKind::*;
        let base = person("Shpresa", "Krasniqi", (1991, 3, 7));
        let in_cyrillic = person("Шпреса", "Краснићи", (1991, 3, 7));
        assert!(shared(&base, &in_cyrillic).contains(&NameBirthDate));
        let swapped = person("Krasniqi", "Shpresa", (1991, 3, 7));
        assert!(shared(&base, &swapped).contains(&SwappedNameBirthDate));
        let vowel = person("Shprese", "Krasniqi", (1991, 3, 7));
        assert!(shared(&base, &vowel).contains(&PhoneticBirthDate));
        let day_month = person("Shpresa", "Krasniqi", (1991, 7, 3));
        assert!(shared(&base, &day_month).contains(&PhoneticSwappedDate));
        let married = person("Shpresa", "Krasniqi-Hoxha", (1991, 3, 7));
        assert!(shared(&base, &married).contains(&SurnamePartBirthDate));
        let other = person("Arta", "Berisha", (1990, 4, 8));
        assert!(shared(&base, &other).is_empty());
    }

    #[test]
    fn one_wrong_digit_still_meets() {
        let with_id = |id: &str| {
            let mut identity = Identity::default();
            identity.national_id = id.into();
            identity
        };
        let base = with_id("1170234567");
        for near in ["1170284567", "117034567", "11702345567", "1170243567"] {
            assert_eq!(shared(&base, &with_id(near)), [MatchKeyKind::NationalIdNear], "{near}");
        }
        // A last digit may be that of a brother or sister.
        for stem in ["1170234568", "117023456", "11702345671"] {
            assert_eq!(shared(&base, &with_id(stem)), [MatchKeyKind::NationalIdStem], "{stem}");
        }
        assert!(shared(&base, &with_id("1170234599")).is_empty());
        assert!(shared(&with_id("0000"), &with_id("0000")).is_empty(), "fillers give no token");
    }

    #[test]
    fn what_says_nothing_gives_no_token() {
        let profile = Profile::shipped();
        let key = TokenKey::from_bytes(KeyScope::National, 1, [1; 32]);
        let mut nobody = person("Nuk dihet", "i panjohur", (1900, 1, 1));
        nobody.national_id = "7,03991E+11".into();
        nobody.document = "pa dokument".into();
        nobody.place_of_birth = "непознато".into();
        assert!(tokens(&nobody, &profile, &key).is_empty());
    }

    #[test]
    fn missing_parts_give_no_token() {
        let profile = Profile::shipped();
        let key = TokenKey::from_bytes(KeyScope::National, 1, [1; 32]);
        assert!(tokens(&Identity::default(), &profile, &key).is_empty());
        let mut undated = person("Shpresa", "Krasniqi", (1991, 3, 7));
        undated.birth_date = None;
        let kinds: Vec<_> = tokens(&undated, &profile, &key).iter().map(|t| t.kind).collect();
        assert_eq!(kinds, [MatchKeyKind::PhoneticName], "names alone never seek anybody");
        assert!(!profile.seeks(MatchKeyKind::PhoneticName));
    }

    #[test]
    fn key_epoch_and_profile_separate_tokens() {
        let base = person("Shpresa", "Krasniqi", (1991, 3, 7));
        let shipped = Profile::shipped();
        let now = tokens(&base, &shipped, &TokenKey::from_bytes(KeyScope::National, 1, [1; 32]));
        let later = tokens(&base, &shipped, &TokenKey::from_bytes(KeyScope::National, 2, [1; 32]));
        let other = tokens(&base, &shipped, &TokenKey::from_bytes(KeyScope::National, 1, [2; 32]));
        let changed = include_str!("../domain/profile.toml")
            .replace("[\"document\"]", "[\"document\", \"sex\"]");
        let changed = Profile::parse(&changed).unwrap();
        let changed =
            tokens(&base, &changed, &TokenKey::from_bytes(KeyScope::National, 1, [1; 32]));
        let all = later.iter().chain(&other).chain(&changed);
        assert!(now.iter().all(|t| all.clone().all(|o| o.value != t.value)));
        assert_eq!(
            now,
            tokens(&base, &shipped, &TokenKey::from_bytes(KeyScope::National, 1, [1; 32]))
        );
    }
}
