//! Numbers that stand beside different persons in one file: no identity of any of them.
//!
//! A passport that two persons used, or a number that was typed again and again: linking
//! by it would make one person of strangers. Names are kept as hashes under a key of the process,
//! and only while the file is read.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};

use super::identity::{BirthDate, Identity};
use super::normalize::{name_words, phonetic};
use super::numbers::of_register;
use super::rows::Row;

/// Number of different names beside a number from which it is shared, whatever the dates.
const NAMES: usize = 3;

/// Records beside a number that hang together by names or dates, and so are of one person, as far
/// as can be seen. Only hashes are kept of them.
struct Person {
    traits: HashSet<u64>,
    has_date: bool,
}

/// Finder of the shared numbers in a file's identities. What is found does not depend on the order
/// of rows.
#[derive(Default)]
pub struct SharedNumbers {
    hasher: RandomState,
    /// Persons beside each number.
    beside: HashMap<u64, Vec<Person>>,
    /// Counter of numbers that stand in several rows; none where numbers were not counted.
    counted: Option<Counter>,
}

/// Number of bits of each table of a [`Counter`]: of a million different values, one in seventy is
/// taken for one that was there before, which costs a look at it and nothing else.
const BITS: usize = 1 << 26;

/// Counter that tells which of many values come more than once, in memory that does not grow with
/// them (16 MiB). Some values that come once are taken for such values.
struct Counter {
    once: Vec<u64>,
    twice: Vec<u64>,
    has_doubles: bool,
}

impl Default for Counter {
    fn default() -> Self {
        Self { once: vec![0; BITS / 64], twice: vec![0; BITS / 64], has_doubles: false }
    }
}

impl Counter {
    fn add(&mut self, hash: u64) {
        let (word, bit) = Self::place(hash);
        if self.once[word] & bit != 0 {
            self.twice[word] |= bit;
            self.has_doubles = true;
        }
        self.once[word] |= bit;
    }

    fn is_double(&self, hash: u64) -> bool {
        let (word, bit) = Self::place(hash);
        self.twice[word] & bit != 0
    }

    fn place(hash: u64) -> (usize, u64) {
        let place = hash as usize % BITS;
        (place / 64, 1 << (place % 64))
    }
}

/// Finder of ids that stand in several rows of a file.
#[derive(Default)]
pub struct Doubles {
    hasher: RandomState,
    counted: Option<Counter>,
    first: HashMap<u64, First>,
    /// Highest revision of each id that came more than once.
    newest: HashMap<u64, u32>,
    /// The same of ids without what programs change in them, and the first id of each that came more than once.
    plain: Option<Counter>,
    alike: HashMap<u64, u64>,
}

/// Cyrillic letters, in lower case, whose small or capital form looks like that of a Latin one.
const LOOK_ALIKE: [(char, char); 15] = [
    ('а', 'a'),
    ('в', 'b'),
    ('е', 'e'),
    ('к', 'k'),
    ('м', 'm'),
    ('н', 'h'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('т', 't'),
    ('у', 'y'),
    ('х', 'x'),
    ('ј', 'j'),
    ('ѕ', 's'),
    ('і', 'i'),
];

/// An id without zeros at the beginning of its numbers, in one letter case, with one kind of hyphen, and with Latin
/// letters in the place of Cyrillic ones that look the same: two ids of one file that are the same so are perhaps
/// one that a program, or another keyboard, has changed.
fn plain_id(id: &str) -> String {
    let mut plain = String::with_capacity(id.len());
    for c in id.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase) {
        let c = if is_odd_hyphen(c) { '-' } else { c };
        let c =
            LOOK_ALIKE.iter().find(|(cyrillic, _)| *cyrillic == c).map_or(c, |(_, latin)| *latin);
        if c.is_ascii_digit() && plain.ends_with('0') {
            let before = plain[..plain.len() - 1].chars().next_back();
            if !before.is_some_and(|before| before.is_ascii_digit()) {
                plain.pop();
            }
        }
        plain.push(c);
    }
    plain
}

/// Whether a character is a hyphen, a dash or a minus other than the one of keyboards.
pub fn is_odd_hyphen(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}')
}

/// First row with an id.
struct First {
    number: u64,
    line: u64,
    content: u64,
}

impl Doubles {
    /// Counts an id of a row.
    pub fn count(&mut self, id: &str) {
        let hash = self.hasher.hash_one(id);
        self.counted.get_or_insert_default().add(hash);
        self.plain.get_or_insert_default().add(self.hasher.hash_one(plain_id(id)));
    }

    /// Whether any id may have come twice.
    pub fn has_any(&self) -> bool {
        [&self.counted, &self.plain].into_iter().flatten().any(|counted| counted.has_doubles)
    }

    /// Notes a row with an id that was counted more than once. Tells whether an earlier row has another id that is
    /// the same but for zeros, hyphens or letter case.
    pub fn note(&mut self, id: &str, row: &Row) -> bool {
        let hash = self.hasher.hash_one(id);
        if self.counted.as_ref().is_some_and(|counted| counted.is_double(hash)) {
            let content = self.hasher.hash_one(row.values());
            let first = First { number: row.number, line: row.line, content };
            self.first.entry(hash).or_insert(first);
        }
        let plain = self.hasher.hash_one(plain_id(id));
        self.plain.as_ref().is_some_and(|counted| counted.is_double(plain))
            && *self.alike.entry(plain).or_insert(hash) != hash
    }

    /// Notes the revision of a row with an id that was counted more than once.
    pub fn note_revision(&mut self, id: &str, revision: u32) {
        let hash = self.hasher.hash_one(id);
        if self.counted.as_ref().is_some_and(|counted| counted.is_double(hash)) {
            let newest = self.newest.entry(hash).or_default();
            *newest = revision.max(*newest);
        }
    }

    /// Whether another row has a newer version of the record with this id.
    pub fn has_newer(&self, id: &str, revision: u32) -> bool {
        self.newest.get(&self.hasher.hash_one(id)).is_some_and(|newest| *newest > revision)
    }

    /// Line of an earlier row with this id that says something else; `None` where there is none.
    pub fn earlier(&self, id: &str, row: &Row) -> Option<u64> {
        let first = self.first.get(&self.hasher.hash_one(id))?;
        let is_other = first.number != row.number;
        (is_other && first.content != self.hasher.hash_one(row.values())).then_some(first.line)
    }
}

impl SharedNumbers {
    /// Counts the numbers of an identity. Who stands beside numbers that come more than once is
    /// noted later.
    pub fn count(&mut self, identity: &Identity) {
        for number in self.numbers(identity) {
            self.counted.get_or_insert_default().add(number);
        }
    }

    /// Whether any number may have come twice.
    pub fn has_doubles(&self) -> bool {
        self.counted.as_ref().is_some_and(|counted| counted.has_doubles)
    }

    /// Notes who stands beside the numbers of an identity.
    pub fn note(&mut self, identity: &Identity) {
        let words = [&identity.given_name, &identity.surname].map(|name| name_words(name)).concat();
        if words.is_empty() {
            return;
        }
        let birth_date = identity.birth_date;
        let traits: HashSet<u64> = names(&words)
            .into_iter()
            .map(|name| self.hasher.hash_one(name))
            .chain(birth_date.into_iter().flat_map(dates).map(|date| self.hasher.hash_one(date)))
            .collect();
        let has_date = birth_date.is_some_and(|birth| birth.month.is_some());
        for number in self.numbers(identity) {
            if self.counted.as_ref().is_some_and(|counted| !counted.is_double(number)) {
                continue;
            }
            let mut person = Person { traits: traits.clone(), has_date };
            let persons = self.beside.entry(number).or_default();
            // Whoever has something in common with this record is one person by it.
            let (same, others): (Vec<_>, Vec<_>) = std::mem::take(persons)
                .into_iter()
                .partition(|other| !other.traits.is_disjoint(&person.traits));
            for other in same {
                person.has_date |= other.has_date;
                person.traits.extend(other.traits);
            }
            *persons = others;
            persons.push(person);
        }
    }

    /// Whether an identity's national id is shared, and whether its document is.
    pub fn are_shared(&self, identity: &Identity) -> [bool; 2] {
        let is_shared = |text: &str, kind: u8| {
            let number = of_register(text).map(|number| self.hasher.hash_one((kind, number)));
            let persons = number.and_then(|number| self.beside.get(&number));
            persons.is_some_and(|persons| {
                let dated = persons.iter().filter(|person| person.has_date).count();
                dated > 1 || persons.len() >= NAMES
            })
        };
        [is_shared(&identity.national_id, 0), is_shared(&identity.document, 1)]
    }

    fn numbers(&self, identity: &Identity) -> Vec<u64> {
        let both = [(0u8, &identity.national_id), (1, &identity.document)];
        let numbers = both.into_iter().filter_map(|(kind, text)| Some((kind, of_register(text)?)));
        numbers.map(|number| self.hasher.hash_one(number)).collect()
    }
}

/// Traits that alike names share: their sound, their beginning, or all letters but one.
fn names(words: &[String]) -> Vec<(u8, String)> {
    let mut names = Vec::new();
    for word in words {
        names.push((0, phonetic(word)));
        let letters: Vec<char> = word.chars().collect();
        if letters.len() >= 3 {
            names.push((1, letters[..3].iter().collect()));
        }
        for left_out in (0..letters.len()).filter(|_| letters.len() >= 4) {
            let rest = letters.iter().enumerate().filter(|(place, _)| *place != left_out);
            names.push((2, rest.map(|(_, letter)| *letter).collect()));
        }
        names.push((2, word.clone()));
    }
    names
}

/// Traits that dates of birth share which may be slips of one: two of their parts, in any order.
fn dates(birth: BirthDate) -> Vec<(i16, i8, i8)> {
    let (Some(month), Some(day)) = (birth.month, birth.day) else { return Vec::new() };
    vec![
        (birth.year, month, 0),
        (birth.year, 0, day),
        (0, month, day),
        (birth.year, month.min(day), month.max(day)),
    ]
}

#[cfg(test)]
#[allow(clippy::field_reassign_with_default)] // an Identity wipes itself, so it cannot be taken apart
mod tests {
    use super::*;

    fn person(given: &str, surname: &str, year: i16, document: &str) -> Identity {
        let mut identity = Identity::default();
        identity.given_name = given.into();
        identity.surname = surname.into();
        identity.birth_date = (year > 0).then_some(BirthDate {
            year,
            month: Some(1 + (year % 12) as i8),
            day: Some(1 + (year % 28) as i8),
        });
        identity.document = document.into();
        identity
    }

    fn shared(persons: &[Identity]) -> bool {
        let mut numbers = SharedNumbers::default();
        persons.iter().for_each(|person| numbers.note(person));
        numbers.are_shared(&persons[0])[1]
    }

    #[test]
    fn ids_that_programs_change_are_alike() {
        for (a, b) in [
            ("00012", "12"),
            ("PK\u{2011}12/10", "pk-12/10"),
            ("PK-007/0", "PK-7/0"),
            ("a 1", "A1"),
            ("000", "0"),
            ("А-1", "A-1"),
            ("РК-2011/ХВ", "PK-2011/XB"),
        ] {
            assert_eq!(plain_id(a), plain_id(b));
        }
        for (a, b) in [
            ("12", "102"),
            ("1-2", "12"),
            ("10", "1"),
            ("a-0", "a-"),
            ("100", "10"),
            ("Б-1", "B-1"),
        ] {
            assert_ne!(plain_id(a), plain_id(b));
        }
    }

    #[test]
    fn one_passport_of_two_persons_is_none() {
        let oksana = || person("Oksana", "Bondar", 1991, "FE123456");
        assert!(shared(&[oksana(), person("Elena", "Rusu", 1985, "FE 123456")]));
        // The same person under another spelling, another surname, a work name, a wrong date.
        assert!(!shared(&[oksana(), person("Oxana", "Bondar", 1985, "FE123456")]));
        assert!(!shared(&[oksana(), person("Oksana", "Shevchenko", 1985, "FE123456")]));
        assert!(!shared(&[oksana(), person("Jessica", "", 0, "FE123456")]));
        assert!(!shared(&[oksana(), oksana(), oksana(), oksana()]));
        // Different names without dates, often enough.
        let undated = [("Elena", "Rusu"), ("Arta", "Hoxha")]
            .map(|(given, surname)| person(given, surname, 0, "FE123456"));
        assert!(shared(&[&[oksana()][..], &undated].concat()));
    }

    #[test]
    fn records_that_hang_together_are_of_one_person() {
        let oksana = || person("Oksana", "Bondar", 1991, "FE123456");
        let mut married = person("Oksana", "Shevchenko", 1960, "FE123456");
        let known_as = person("Jessica", "Shevchenko", 1960, "FE123456");
        assert!(shared(&[oksana(), known_as.clone()]));
        // The record between the two, wherever it stands.
        assert!(!shared(&[oksana(), married.clone(), known_as.clone()]));
        assert!(!shared(&[oksana(), known_as.clone(), married.clone()]));
        married.document = "FE654321".into();
        assert!(shared(&[oksana(), known_as, married]));
    }
}
