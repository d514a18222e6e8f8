//! Match keys: combinations of identifying details that the same person shares
//! across institutions in spite of spelling, swapped fields and typing errors.
//! Each becomes one token, a keyed hash. A match key with a missing part gives
//! no token, never a hash of nothing.

use crate::domain::code_list::CodeList;
use crate::domain::codes::MatchKeyKind;
use crate::domain::record::{Pseudonym, Token};

use super::identity::Identity;
use super::key::NationalKey;
use super::normalize::{fold, name_words, number, phonetic};

/// Version of normalization and match keys. It enters every token: two versions
/// never meet by accident.
pub const MATCH_KEY_VERSION: &str = "vdx-match-keys-1";

/// Between the parts of a match key; no part can hold it.
const SEPARATOR: char = '\u{1f}';

/// The tokens of a person under one national key, sorted and without doubles.
/// Empty when too little is known to tell the person from others.
pub fn tokens(identity: &Identity, key: &NationalKey) -> Vec<Token> {
    let mut tokens: Vec<Token> = match_keys(identity)
        .into_iter()
        .map(|(kind, parts)| Token {
            kind,
            key_epoch: key.epoch(),
            value: key.hash(&purpose(kind.code()), parts.as_bytes()),
        })
        .collect();
    tokens.sort_unstable();
    tokens.dedup();
    tokens
}

/// The pseudonym of a case number: police, prosecution and court meet on it.
/// `None` when the number has fewer than four letters and digits.
pub fn case_pseudonym(case_number: &str, key: &NationalKey) -> Option<Pseudonym> {
    let number = number(case_number)?;
    Some(Pseudonym(key.hash(&purpose("CASE"), number.as_bytes())))
}

/// The pseudonym of a defendant: of the national id when there is one, else of
/// names and date of birth; `None` when neither is known.
pub fn defendant_pseudonym(identity: &Identity, key: &NationalKey) -> Option<Pseudonym> {
    let keys = match_keys(identity);
    let best = [MatchKeyKind::NationalId, MatchKeyKind::NameBirthDate]
        .into_iter()
        .find_map(|wanted| keys.iter().find(|(kind, _)| *kind == wanted))?;
    let purpose = purpose(&format!("DEFENDANT {}", best.0.code()));
    Some(Pseudonym(key.hash(&purpose, best.1.as_bytes())))
}

fn purpose(name: &str) -> Vec<u8> {
    format!("{MATCH_KEY_VERSION}{SEPARATOR}{name}").into_bytes()
}

fn match_keys(identity: &Identity) -> Vec<(MatchKeyKind, String)> {
    use MatchKeyKind::*;
    let mut keys = Vec::with_capacity(32);
    let mut add = |kind, parts: &[&str]| {
        if parts.iter().all(|part| !part.is_empty()) {
            keys.push((kind, parts.join(&SEPARATOR.to_string())));
        }
    };

    if let Some(id) = number(&identity.national_id) {
        add(NationalId, &[&id]);
        add(NationalIdNear, &[&id]);
        for position in 0..id.len() {
            add(NationalIdNear, &[&format!("{}{}", &id[..position], &id[position + 1..])]);
        }
    }
    if let Some(document) = number(&identity.document) {
        add(Document, &[&document]);
    }

    let given = name_words(&identity.given_name).concat();
    let surname_parts = name_words(&identity.surname);
    let surname = surname_parts.concat();
    let sound_given = phonetic(&given);
    let sound_surname = phonetic(&surname);
    let place = fold(&identity.place_of_birth);
    let sex = fold(&identity.sex);
    let sex = sex.get(..1).unwrap_or_default();

    let Some(birth) = identity.birth_date else { return keys };
    let year = format!("{:04}", birth.year);
    let month = birth.month.map(|m| format!("{m:02}")).unwrap_or_default();
    let day = birth.day.map(|d| format!("{d:02}")).unwrap_or_default();
    let (first, second) = if month <= day { (&month, &day) } else { (&day, &month) };
    let (name_low, name_high) =
        if given <= surname { (&given, &surname) } else { (&surname, &given) };

    add(NameBirthDate, &[&given, &surname, &year, &month, &day]);
    add(SwappedNameBirthDate, &[name_low, name_high, &year, &month, &day]);
    add(PhoneticBirthDate, &[&sound_given, &sound_surname, &year, &month, &day]);
    add(PhoneticYearMonth, &[&sound_given, &sound_surname, &year, &month]);
    add(PhoneticYearDay, &[&sound_given, &sound_surname, &year, &day]);
    add(PhoneticMonthDay, &[&sound_given, &sound_surname, &month, &day]);
    add(PhoneticSwappedDate, &[&sound_given, &sound_surname, &year, first, second]);
    add(PrefixBirthDate, &[prefix(&given), prefix(&surname), &year, &month, &day]);
    for part in &surname_parts {
        add(SurnamePartBirthDate, &[&given, part, &year, &month, &day]);
    }
    add(GivenNameBirthDatePlace, &[&given, &place, &year, &month, &day]);
    add(SurnameBirthDatePlace, &[&surname, sex, &place, &year, &month, &day]);
    add(PhoneticPlaceYear, &[&sound_given, &sound_surname, &place, &year]);
    keys
}

/// The first three letters; nothing when there are fewer.
fn prefix(folded: &str) -> &str {
    match folded.char_indices().nth(3) {
        Some((end, _)) => &folded[..end],
        None if folded.chars().count() == 3 => folded,
        None => "",
    }
}

#[cfg(test)]
#[allow(clippy::field_reassign_with_default)] // an Identity wipes itself, so it cannot be taken apart
mod tests {
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
        let key = NationalKey::from_bytes(1, [1; 32]);
        let theirs = tokens(b, &key);
        let mut kinds: Vec<_> =
            tokens(a, &key).into_iter().filter(|t| theirs.contains(t)).map(|t| t.kind).collect();
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
        let other = person("Arta", "Berisha", (1991, 3, 7));
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
        for near in ["1170234568", "117023456", "11702345567"] {
            assert_eq!(shared(&base, &with_id(near)), [MatchKeyKind::NationalIdNear], "{near}");
        }
        assert!(shared(&base, &with_id("1170234599")).is_empty());
        assert!(shared(&with_id("0000"), &with_id("0000")).is_empty(), "fillers give no token");
    }

    #[test]
    fn missing_parts_give_no_token() {
        let key = NationalKey::from_bytes(1, [1; 32]);
        assert!(tokens(&Identity::default(), &key).is_empty());
        let nameless = person("", "Krasniqi", (1991, 3, 7));
        assert!(tokens(&nameless, &key).is_empty());
        let mut undated = person("Shpresa", "Krasniqi", (1991, 3, 7));
        undated.birth_date = None;
        assert!(tokens(&undated, &key).is_empty());
    }

    #[test]
    fn key_and_epoch_separate_tokens() {
        let base = person("Shpresa", "Krasniqi", (1991, 3, 7));
        let now = tokens(&base, &NationalKey::from_bytes(1, [1; 32]));
        let later = tokens(&base, &NationalKey::from_bytes(2, [1; 32]));
        let other = tokens(&base, &NationalKey::from_bytes(1, [2; 32]));
        assert!(now.iter().all(|t| later.iter().chain(&other).all(|o| o.value != t.value)));
        assert_eq!(now, tokens(&base, &NationalKey::from_bytes(1, [1; 32])));
    }
}
