//! Numbers that stand beside different persons in one file: no identity of any of them.
//!
//! A passport that two persons used, or a number that was typed again and again: linking
//! by it would make one person of strangers. Names are kept as hashes under a key of the process,
//! and only while the file is read.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};

use super::identity::{BirthDate, Identity};
use super::normalize::{name_words, number, phonetic};

/// Different names beside a number from which it is none, whatever the dates.
const NAMES: usize = 3;

/// Who stands beside a number: hashes of the sounds of all names, and the date of birth.
struct Person {
    names: Vec<u64>,
    birth_date: Option<BirthDate>,
}

impl Person {
    fn shares_a_name(&self, other: &Self) -> bool {
        self.names.iter().any(|name| other.names.contains(name))
    }

    /// Whether both dates are known in full and more than a slip lies between them.
    fn has_another_date(&self, other: &Self) -> bool {
        let (Some(a), Some(b)) = (self.birth_date, other.birth_date) else { return false };
        let differ = [
            a.year != b.year,
            a.month.is_some() && b.month.is_some() && a.month != b.month,
            a.day.is_some() && b.day.is_some() && a.day != b.day,
        ];
        differ.into_iter().filter(|differs| *differs).count() >= 2
    }
}

/// Reads a file's identities and finds its shared numbers.
#[derive(Default)]
pub struct SharedNumbers {
    hasher: RandomState,
    /// The first persons with different names beside each number.
    beside: HashMap<u64, Vec<Person>>,
    shared: HashSet<u64>,
}

impl SharedNumbers {
    /// Notes who stands beside the numbers of an identity.
    pub fn note(&mut self, identity: &Identity) {
        let words = [&identity.given_name, &identity.surname].map(|name| name_words(name)).concat();
        let mut names: Vec<u64> =
            words.iter().map(|word| self.hasher.hash_one(phonetic(word))).collect();
        // "Shpresa" and "Presa" sound otherwise, but names with the same beginning are alike.
        names
            .extend(words.iter().filter_map(|word| word.get(..3)).map(|s| self.hasher.hash_one(s)));
        if names.is_empty() {
            return;
        }
        for number in self.numbers(identity) {
            if self.shared.contains(&number) {
                continue;
            }
            let person = Person { names: names.clone(), birth_date: identity.birth_date };
            let others = self.beside.entry(number).or_default();
            let different = others.iter().filter(|other| !other.shares_a_name(&person));
            let (different, dated): (Vec<_>, usize) = {
                let different: Vec<_> = different.collect();
                let dated = different.iter().filter(|o| o.has_another_date(&person)).count();
                (different, dated)
            };
            if dated > 0 || different.len() + 1 >= NAMES {
                self.shared.insert(number);
                self.beside.remove(&number);
            } else if different.len() == others.len() || others.len() < NAMES {
                others.push(person);
            }
        }
    }

    /// Whether an identity's national id is shared, and its document.
    pub fn are_shared(&self, identity: &Identity) -> [bool; 2] {
        let is_shared = |text: &str, kind: u8| {
            number(text).is_some_and(|n| self.shared.contains(&self.hasher.hash_one((kind, n))))
        };
        [is_shared(&identity.national_id, 0), is_shared(&identity.document, 1)]
    }

    fn numbers(&self, identity: &Identity) -> Vec<u64> {
        let both = [(0u8, &identity.national_id), (1, &identity.document)];
        let numbers = both.into_iter().filter_map(|(kind, text)| Some((kind, number(text)?)));
        numbers.map(|number| self.hasher.hash_one(number)).collect()
    }
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
}
