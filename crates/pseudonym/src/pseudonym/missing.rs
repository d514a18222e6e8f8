//! Missing values: the one place that decides whether a value says nothing of a person.
//!
//! What stands in a file where nothing is known - `nuk ka`, `nema`, `unknown`, `1234567890`,
//! 1900-01-01 - is the same for many persons, and would link strangers. Such values are *set
//! aside*: they make no tokens, and are counted for the report of a submission. Values that a
//! spreadsheet has *damaged* are refused, since nobody can tell what they were.
//!
//! Values that say something have the tokens that they always had, so the id of a linkage profile
//! does not depend on the lists below.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use unicode_normalization::char::is_combining_mark;

use crate::domain::inquiry::MAX_RECORD_ID_CHARACTERS;

use super::identity::{BirthDate, Identity};
use super::normalize::{fold, number, plain_words};
use super::numbers::{is_birth_date, no_number, of_register, without_remarks};
use super::variants::place;

/// Worth of a value: whether it says something of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worth {
    /// The value says something, or is empty.
    Known,
    /// The value says nothing of a person.
    Nothing(Why),
    /// The value was something else before a program damaged it; the text says what happened.
    Damaged(&'static str),
}

/// Reason why a value was set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The value is a word for what is not known.
    Filler,
    /// The value stands for a number and has no digit.
    NoDigit,
    /// The value is a number of the kind that is typed when there is none.
    Pattern,
    /// The value is a single letter in place of a name.
    Letter,
    /// The value is a date that stands for none.
    Placeholder,
    /// The value is a number that stands beside different persons in one file.
    Shared,
    /// A date in place of a number.
    Date,
    /// A case number in place of a person's.
    CaseNumber,
    /// A telephone number.
    Telephone,
    /// Several numbers in one cell.
    Several,
    /// A number of fewer than four digits.
    Short,
    /// A number of more characters than a record may have.
    Long,
}

impl Why {
    /// Words for the reason in a report.
    pub fn text(self) -> &'static str {
        match self {
            Self::Filler => "a word for what is not known",
            Self::NoDigit => "no digit in it",
            Self::Pattern => "a sequence, or one digit repeated",
            Self::Letter => "a single letter",
            Self::Placeholder => "a date that stands for none",
            Self::Shared => "one number beside different persons in this file",
            Self::Date => "a date in place of a number",
            Self::CaseNumber => "a case number or a year in place of a person's number",
            Self::Telephone => "a telephone number",
            Self::Several => "several numbers in one cell",
            Self::Short => "fewer than four digits",
            Self::Long => "longer than any number",
        }
    }
}

/// What stands where nothing is known; the file says how it is divided.
pub(super) const FILLERS: &str = include_str!("fillers.txt");

/// The entries under a line such as `[words]`.
fn entries(section: &'static str) -> impl Iterator<Item = &'static str> {
    let lines = FILLERS.lines().skip_while(move |line| *line != section).skip(1);
    let own = lines.take_while(|line| !line.starts_with('['));
    own.filter(|line| !line.is_empty() && !line.starts_with("# "))
}

/// Words and phrases for what is not known, without blanks.
static WORDS: LazyLock<HashSet<String>> =
    LazyLock::new(|| entries("[words]").map(|entry| plain_words(entry).concat()).collect());

/// The same as they are written with marks between single letters.
static MARKED: LazyLock<HashSet<&str>> = LazyLock::new(|| entries("[marked]").collect());

/// Made-up names of nobody, as given name and surname.
static NOBODY: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let pairs = entries("[nobody]").filter_map(|entry| entry.split_once(", "));
    pairs.map(|(given, surname)| (fold(given), fold(surname))).collect()
});

/// What a word is worth among the words of a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// Says alone that nothing is known.
    Alone,
    /// Denies what follows.
    Not,
    /// Says nothing of a person.
    Beside,
    /// A person, which may be a name.
    Person,
    /// A number or a letter.
    One,
    /// A word of two letters that says nothing, and may be a name as well.
    Small,
}

/// Words that stand where nothing is known of a person.
static VOCABULARY: LazyLock<HashMap<String, Sort>> = LazyLock::new(|| {
    let sections = [
        ("[words]", Sort::Alone),
        ("[not]", Sort::Not),
        ("[beside]", Sort::Beside),
        ("[numbered]", Sort::Person),
    ];
    let mut vocabulary = HashMap::new();
    for (section, sort) in sections {
        for mut words in entries(section).map(plain_words) {
            if let (Some(word), None) = (words.pop(), words.pop()) {
                vocabulary.entry(word).or_insert(sort);
            }
        }
    }
    vocabulary
});

/// Sort of a word, if it is none that may name somebody.
fn sort(word: &str) -> Option<Sort> {
    let length = word.chars().count();
    if length == 1 || word.chars().all(|c| c.is_ascii_digit()) {
        return Some(Sort::One);
    }
    let sort = *VOCABULARY.get(word)?;
    Some(if sort == Sort::Beside && length == 2 { Sort::Small } else { sort })
}

/// Whether words are all of those that stand where nothing is known, and say so together.
fn say_nothing(words: &[String]) -> bool {
    let Some(sorts) = words.iter().map(|word| sort(word)).collect::<Option<Vec<Sort>>>() else {
        return false;
    };
    let denies = sorts.contains(&Sort::Not) && sorts.contains(&Sort::Beside);
    let counted = sorts.iter().filter(|sort| **sort != Sort::Small).count();
    let is_person = counted > 1 && sorts.contains(&Sort::Person);
    sorts.contains(&Sort::Alone) || denies || is_person
}

/// Whether a text stands where nothing is known: a word or a phrase for it, or words of the vocabulary
/// alone.
pub(super) fn is_filler(text: &str) -> bool {
    let text = text.trim();
    let lower = text.to_lowercase();
    if text == "NaN" || MARKED.contains(lower.as_str()) || lower.starts_with("#n/a") {
        return true;
    }
    let words = plain_words(text);
    WORDS.contains(&words.concat()) || say_nothing(&words)
}

/// Whether a character is a letter, or one of the marks that are vowels in scripts such as Devanagari;
/// not an accent on a letter.
fn is_sign(c: char) -> bool {
    let is_accent = ('\u{300}'..='\u{36f}').contains(&c);
    !is_accent && (c.is_alphabetic() || is_combining_mark(c))
}

/// Judges a given name or a surname.
pub fn of_name(text: &str) -> Worth {
    if text.trim().is_empty() {
        return Worth::Known;
    }
    if let Some(what) = spreadsheet_error(text) {
        return Worth::Damaged(what);
    }
    let letters: String = text.chars().filter(|c| is_sign(*c)).collect();
    if letters.is_empty() || text.trim_start().starts_with('#') || is_filler(text) {
        return Worth::Nothing(Why::Filler);
    }
    // In scripts of letters; in others it is a syllable or a word.
    let is_letter = |c: char| ('A'..='\u{52f}').contains(&c);
    if letters.chars().count() == 1 && letters.chars().all(is_letter) {
        return Worth::Nothing(Why::Letter);
    }
    // "xxx", "aaaa": folding makes one of equal letters, so that the letters are asked.
    let mut lower = letters.chars().flat_map(char::to_lowercase);
    let one = lower.next();
    if letters.chars().count() > 2 && lower.all(|c| Some(c) == one) {
        return Worth::Nothing(Why::Filler);
    }
    Worth::Known
}

/// Judges a place, which may be written as its postal code.
pub fn of_place(text: &str) -> Worth {
    let mut digits = text.chars().filter(|c| c.is_numeric());
    let first = digits.next();
    let is_code = first.is_some_and(|first| digits.any(|digit| digit != first));
    if is_code && !text.chars().any(is_sign) {
        return Worth::Known;
    }
    match of_name(text) {
        // A country, "abroad", "hospital".
        Worth::Known if !text.trim().is_empty() && place(text).is_empty() => {
            Worth::Nothing(Why::Filler)
        }
        worth => worth,
    }
}

/// Judges a number of a person or a document.
pub fn of_number(text: &str) -> Worth {
    let text = text.trim();
    if text.is_empty() {
        return Worth::Known;
    }
    if let Some(what) = spreadsheet_error(text).or_else(|| spreadsheet_number(text)) {
        return Worth::Damaged(what);
    }
    if !text.chars().any(char::is_numeric) {
        return Worth::Nothing(if is_filler(text) { Why::Filler } else { Why::NoDigit });
    }
    // "N/A123", "unknown 2"; not what was remarked of a number, nor a series of passports: "NN1234567".
    let words: String = without_remarks(text).chars().filter(|c| !c.is_numeric()).collect();
    if is_filler(&words) && !is_of_series(text) {
        return Worth::Nothing(Why::Filler);
    }
    let Some(number) = number(text) else { return Worth::Nothing(Why::Pattern) };
    let digits: Option<Vec<u32>> = number.chars().map(|c| c.to_digit(10)).collect();
    if digits.is_some_and(|digits| is_pattern(&digits)) {
        return Worth::Nothing(Why::Pattern);
    }
    // "A0000000", "XX999999".
    let behind = number.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let first = behind.chars().next();
    // "P0000001".
    let is_first = behind != number && behind.trim_start_matches('0').len() < 2;
    if behind.len() >= 5 && (is_first || behind.chars().all(|c| Some(c) == first)) {
        return Worth::Nothing(Why::Pattern);
    }
    if let Some(why) = no_number(text) {
        return Worth::Nothing(why);
    }
    // A whole sentence: no exchange takes so many tokens of a number.
    let characters = of_register(text).map_or(0, |number| number.chars().count());
    if characters > MAX_RECORD_ID_CHARACTERS { Worth::Nothing(Why::Long) } else { Worth::Known }
}

/// Whether a text is two capital letters and six digits or more, as numbers of passports are.
fn is_of_series(text: &str) -> bool {
    let letters = text.chars().take_while(char::is_ascii_uppercase).count();
    let behind = text[letters..].trim_start();
    letters == 2 && behind.len() >= 6 && behind.chars().all(|c| c.is_ascii_digit())
}

/// Whether digits are of the kind that is typed when there is no number: one after the other, up
/// or down, also from the first one anew, or each twice; a group of up to three, again and again; or one
/// digit in all places but one.
fn is_pattern(digits: &[u32]) -> bool {
    let steps = |step: u32| digits.windows(2).all(|pair| (pair[0] + step) % 10 == pair[1]);
    let repeats = |length: usize| {
        digits.len() >= 2 * length.max(2)
            && digits.iter().zip(&digits[length..]).all(|(a, b)| a == b)
    };
    let but_one = digits.len() >= 6
        && (0..10).any(|digit| digits.iter().filter(|d| **d != digit).count() <= 1);
    // "1234567891", "1234512345": no number that begins with a date of birth is of this kind.
    let anew = digits.windows(2).filter(|pair| pair[1] == digits[0]).count() == 1;
    let begins_anew = digits.len() >= 8
        && digits[0] != 0
        && anew
        && digits.windows(2).all(|pair| pair[1] == digits[0] || pair[0] + 1 == pair[1]);
    let twice = digits.len() >= 8
        && digits.chunks(2).all(|pair| pair.len() == 2 && pair[0] == pair[1])
        && digits.windows(3).step_by(2).all(|three| three[1] + 1 == three[2]);
    let counts = digits.len() >= 11 && digits.starts_with(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 0]);
    steps(1) || steps(9) || (1..=3).any(repeats) || but_one || begins_anew || twice || counts
}

/// Recognizes what a spreadsheet writes where a formula fails or a column is narrow; the text says
/// what happened.
pub(super) fn spreadsheet_error(text: &str) -> Option<&'static str> {
    let text = text.trim();
    // "#VALUE!", "#NAME?", "#BROJ!", "#DEĞER!": in any language.
    let is_letter = |c: char| c.is_alphabetic() && !is_combining_mark(c);
    let named = text.ends_with(['!', '?']) && !text.contains(' ') && text.contains(is_letter);
    let text = text.strip_prefix('#')?;
    let error = named || !text.is_empty() && text.chars().all(|c| c == '#');
    error.then_some(
        "holds an error of a spreadsheet in place of a value: export it anew, with the column as text",
    )
}

/// Recognizes a number that a spreadsheet took for a quantity, in scientific notation or with a
/// fraction; the text says what happened.
pub(super) fn spreadsheet_number(text: &str) -> Option<&'static str> {
    let is_separator = |c: char| matches!(c, '.' | ',');
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let decimal = |text: &str| match text.split_once(is_separator) {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(text),
    };
    if let Some((value, exponent)) = text.split_once(['e', 'E']) {
        let signed = exponent.starts_with(['+', '-']);
        let is_marked = signed || value.contains(is_separator);
        if is_marked && decimal(value) && digits(exponent.trim_start_matches(['+', '-'])) {
            return Some(
                "is in a spreadsheet's scientific notation, which has lost digits: export it anew, with the column as text",
            );
        }
    }
    let zeros = |fraction: &str| !fraction.is_empty() && fraction.chars().all(|c| c == '0');
    let fraction = text.rsplit_once(is_separator);
    let fraction = fraction.filter(|(whole, end)| {
        // Three zeros behind four digits or more are no thousands.
        digits(whole) && zeros(end) && (end.len() <= 2 || whole.len() > 3)
    });
    fraction.map(|_| {
        "was taken for a quantity by a spreadsheet (it ends in .0), which may have lost digits: export it anew, with the column as text"
    })
}

/// Judges a date of birth: fillers of databases and spreadsheets say nothing.
pub fn of_birth_date(birth: BirthDate) -> Worth {
    let parts = (birth.year, birth.month, birth.day);
    let zero = [(1899, 12, 30), (1899, 12, 31), (1904, 1, 1), (1111, 11, 11), (1001, 1, 1)];
    let is_zero = zero.iter().any(|(year, month, day)| parts == (*year, Some(*month), Some(*day)));
    // What systems write where no year is known, to the day or as a year alone.
    let is_first = matches!(parts, (1900, None | Some(1), None | Some(1)));
    if is_zero || is_first || parts == (1901, Some(1), Some(1)) {
        return Worth::Nothing(Why::Placeholder);
    }
    if birth.year < 1900 {
        return Worth::Damaged("must be a year from 1900 on, in four digits");
    }
    Worth::Known
}

/// Detail of a person, as the mapping names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)] // the fields of `Identity`
pub enum Detail {
    GivenName,
    Surname,
    BirthDate,
    NationalId,
    Document,
    PlaceOfBirth,
}

/// Empties the details of an identity that say nothing or are damaged, so that they make no
/// tokens, and returns their worth.
pub fn set_aside(identity: &mut Identity) -> Vec<(Detail, Worth)> {
    let mut found = Vec::new();
    let (given, surname) = (fold(&identity.given_name), fold(&identity.surname));
    // What is written across both columns: "Victim" and "1".
    let both = format!("{} {}", identity.given_name, identity.surname);
    let is_nobody = !identity.surname.is_empty()
        && (is_filler(&both)
            || NOBODY.iter().any(|nobody| nobody.0 == given && nobody.1 == surname));
    let born = identity.birth_date.and_then(|birth| Some((birth.year, birth.month?, birth.day?)));
    let mut texts = [
        (Detail::GivenName, &mut identity.given_name, of_name as fn(&str) -> Worth),
        (Detail::Surname, &mut identity.surname, of_name),
        (Detail::NationalId, &mut identity.national_id, of_number),
        (Detail::Document, &mut identity.document, of_number),
        (Detail::PlaceOfBirth, &mut identity.place_of_birth, of_place),
    ];
    for (detail, text, worth) in &mut texts {
        let is_name = matches!(detail, Detail::GivenName | Detail::Surname);
        let is_number = matches!(detail, Detail::NationalId | Detail::Document);
        let worth = match worth(text) {
            Worth::Known if is_nobody && is_name => Worth::Nothing(Why::Filler),
            Worth::Known if is_number && born.is_some_and(|born| is_birth_date(text, born)) => {
                Worth::Nothing(Why::Date)
            }
            worth => worth,
        };
        if worth != Worth::Known {
            text.clear();
            found.push((*detail, worth));
        }
    }
    if let Some(worth) = identity.birth_date.map(of_birth_date).filter(|w| *w != Worth::Known) {
        identity.birth_date = None;
        found.push((Detail::BirthDate, worth));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fillers_are_no_numbers() {
        for filler in [
            "nuk ka",
            "nema",
            "unknown",
            "UNKNOWN",
            "pa dokument",
            "N/A123",
            "1234567890",
            "0123456789",
            "9876543210",
            "999999999",
            "0000000",
            "0000000001",
            "121212121212",
            "bez dokumenta",
            "ne proces",
            "expired",
            "непознат",
            "#N/A",
            "?",
            "-",
            "123",
            "Test 12",
            "XX000000",
            "без документа 2",
            "1234567891",
            "12345678910",
            "1234512345",
            "1122334455",
            "P0000001",
            "dosja 1234",
            "044 123 456",
            "00383 44 123456",
            "N.N. 1234567",
        ] {
            assert!(matches!(of_number(filler), Worth::Nothing(_)), "{filler}");
        }
        let of = |characters: usize| format!("P{}71934", "A".repeat(characters - 6));
        assert_eq!(of_number(&of(MAX_RECORD_ID_CHARACTERS)), Worth::Known);
        let remark = of(MAX_RECORD_ID_CHARACTERS + 1);
        assert_eq!(of_number(&remark), Worth::Nothing(Why::Long));
        for number in [
            "1170234567",
            "P1234567",
            "PO123456",
            "NA1234567",
            "FE123456",
            "0703991123456",
            "12E45",
            "1177335501",
            "AB 12-34.56",
            "K01234567",
            "NN1234567",
            "NK7713409",
            "1177335519 i skaduar",
            "P7713409 (skaduar)",
            "0101012345678",
            "1121121211",
        ] {
            assert_eq!(of_number(number), Worth::Known, "{number}");
        }
    }

    #[test]
    fn what_a_spreadsheet_has_damaged_is_not_guessed() {
        for damaged in [
            "7,03991E+11",
            "7.03991e+11",
            "1,1E12",
            "1177335501.0",
            "1177335501,00",
            "1177345501.000",
            "#VALUE!",
            "#BROJ!",
            "#DEĞER!",
            "########",
            "#REF!",
        ] {
            assert!(matches!(of_number(damaged), Worth::Damaged(_)), "{damaged}");
        }
    }

    #[test]
    fn fillers_are_no_names_and_names_are_no_fillers() {
        for filler in [
            "i panjohur",
            "E panjohur",
            "N.N.",
            "nn",
            "непознат",
            "Непознато",
            "NEPOZNATO",
            "unknown",
            "Unbekannt",
            "sconosciuta",
            "X",
            "x.",
            "-",
            "???",
            "TEST",
            "n/a",
            "null",
            "anonim",
            "Nuk dihet",
            "xxx",
            "Ж.",
            "nuk-ka",
            "zaštićen podatak",
            "Konfidenciale",
            "e mitur",
            "Baby Girl",
            "Viktima 2",
            "Osoba A",
            "жртва 3",
            "CASE-12",
            "viktima",
            "e dëmtuara 1",
            "nuk ka emër",
            "nema ime",
            "нема име",
            "nepoznato lice",
            "непозната особа",
            "заштићено лице",
            "Zaštićeni svjedok",
            "жртва",
            "kimliği belirsiz",
            "neidentificată",
            "fără nume",
            "unbekannte Frau",
            "unknown female",
            "name withheld",
            "protected witness",
            "unaccompanied minor",
            "Person A",
            "Unknown1",
            "Victim no. 1",
            "άγνωστη",
            "مجهول",
            "NaN",
            "TRUE",
            "#NV",
            "#YOK",
            "# 1",
        ] {
            assert!(matches!(of_name(filler), Worth::Nothing(_)), "{filler}");
        }
        for name in [
            "Shpresa",
            "No",
            "Na",
            "Nil",
            "Nan",
            "Li",
            "Ng",
            "Xu",
            "芳",
            "王",
            "علي",
            "An",
            "Nada",
            "Nemanja",
            "Blessing Osagie",
            "Nuka",
            "Ана",
            "Xhemajli",
            "Aaron",
            "Noname-Berisha",
            "Person",
            "Ana M",
            "Babiy",
            "Бабій",
            "Neema",
            "Lice",
            "Femi",
            "Osoba",
            "Witness",
            "Child",
            "Vajza",
            "de Man",
            "Se Man",
            "Sin",
            "Nepoznata Ana",
            "طبّاع",
        ] {
            assert_eq!(of_name(name), Worth::Known, "{name}");
        }
    }

    #[test]
    fn no_name_of_the_lists_is_a_filler() {
        for list in [super::super::variants::NAMES, super::super::variants::KNOWN] {
            let lines = list.lines().filter(|line| !line.starts_with('#'));
            for name in lines.flat_map(str::split_whitespace) {
                assert_eq!(of_name(name), Worth::Known, "{name}");
            }
        }
    }

    #[test]
    fn a_place_may_be_a_postal_code() {
        for place in ["Prizren", "20000", "4067", "Beograd 11000"] {
            assert_eq!(of_place(place), Worth::Known, "{place}");
        }
        for filler in ["nuk ka", "?", "0000", "nepoznato", "Kosovë", "abroad", "spital"] {
            assert!(matches!(of_place(filler), Worth::Nothing(_)), "{filler}");
        }
    }

    #[test]
    fn dates_that_stand_for_none_say_nothing() {
        let worth = |year, month, day| {
            of_birth_date(BirthDate { year, month: Some(month), day: Some(day) })
        };
        assert_eq!(worth(1900, 1, 1), Worth::Nothing(Why::Placeholder));
        assert_eq!(worth(1899, 12, 30), Worth::Nothing(Why::Placeholder));
        assert_eq!(worth(1991, 1, 1), Worth::Known);
        assert!(matches!(worth(94, 3, 7), Worth::Damaged(_)));
    }

    #[test]
    #[allow(clippy::field_reassign_with_default)] // an Identity wipes itself
    fn an_identity_keeps_what_it_says() {
        let mut identity = Identity::default();
        identity.given_name = "Jane".into();
        identity.surname = "Doe".into();
        identity.national_id = "nuk ka".into();
        identity.place_of_birth = "Prizren".into();
        let details: Vec<Detail> = set_aside(&mut identity).into_iter().map(|(d, _)| d).collect();
        assert_eq!(details, [Detail::GivenName, Detail::Surname, Detail::NationalId]);
        assert!(identity.given_name.is_empty() && identity.place_of_birth == "Prizren");
        assert!(set_aside(&mut identity).is_empty());
        // What may be a name in one column is none in both.
        identity.given_name = "Child".into();
        identity.surname = "Child".into();
        assert_eq!(set_aside(&mut identity).len(), 2);
    }
}
