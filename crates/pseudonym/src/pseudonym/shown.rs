//! What of an export may be shown and written down: names of columns, and values that stand for codes; names,
//! numbers and dates of persons never. A clerk mails a mapping, and what a screen shows, to whoever helps.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::domain::country::Country;
use crate::words::{self, Language};

use super::kind::kind_of;
use super::normalize::fold;
use super::rows::is_date;
use super::schema;

/// Digits of a value from which on it is a number of somebody, or a whole date.
const DIGITS: usize = 6;

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty())
}

/// Words that names of columns are made of.
static COLUMNS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let lines = include_str!("columns.txt").lines();
    let phrases = lines.filter_map(|line| line.split_once('|').map(|(_, phrases)| phrases));
    phrases.flat_map(words_of).map(fold).collect()
});

/// Words of columns, codes and countries.
static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let mut known = COLUMNS.clone();
    let mut add = |text: &str| known.extend(words_of(text).map(fold));
    for label in schema::lists().flat_map(|(_, labels)| labels) {
        label.words.iter().for_each(|word| add(word));
        label.labels.iter().for_each(|label| add(label));
    }
    for country in Country::all() {
        add(country.name());
        let key = words::country_key(country);
        Language::ALL.iter().for_each(|language| add(&words::label(*language, &key)));
    }
    known
});

/// Whether a text holds a long number, a date or an address of mail.
pub fn has_number(text: &str) -> bool {
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    digits >= DIGITS || is_date(text.trim()) || text.contains('@')
}

/// Whether a text is made of words that names of columns are made of.
pub fn is_column_name(text: &str) -> bool {
    let mut words = words_of(text).peekable();
    !has_number(text) && words.peek().is_some() && words.all(|word| COLUMNS.contains(&fold(word)))
}

/// Whether a text may name a person: it holds a number, or names, as far as capitals tell. In the languages of the
/// region only the first word of a text has a capital, unless it is a name.
pub fn may_identify(text: &str) -> bool {
    if has_number(text) {
        return true;
    }
    let is_unknown = |word: &&str| word.chars().count() > 1 && !WORDS.contains(&fold(word));
    if !text.chars().any(char::is_lowercase) {
        return words_of(text).filter(is_unknown).count() > 1;
    }
    let is_name = |word: &&str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(char::is_lowercase)
    };
    words_of(text).skip(1).filter(is_name).any(|word| is_unknown(&word))
}

/// A value as it may be shown: itself, or its kind in brackets where it may name a person.
pub fn value(text: &str) -> String {
    if may_identify(text) { format!("({})", kind_of(text)) } else { text.to_owned() }
}

/// The name of a column (its place counts from 0) as it may be shown. `is_header` tells whether it stands in a
/// header for sure: otherwise it may be a name of a person.
pub fn column(place: usize, name: &str, is_header: bool) -> String {
    match is_header && !has_number(name) || is_column_name(name) {
        true => format!("\"{name}\""),
        false => format!("column {} ({})", place + 1, kind_of(name)),
    }
}

/// Whether a row of cells is of a person, and no header.
pub fn is_data<'c>(cells: impl IntoIterator<Item = &'c str>) -> bool {
    cells.into_iter().any(has_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_not_shown() {
        for value in [
            "1177335501",
            "Viktimë (1177 335 501)",
            "07.03.1991",
            "7.3.91",
            "Viktimë (Venera Gashaj)",
            "Žrtva - Vesna",
            "Venera Gashaj",
            "VENERA GASHAJ",
            "Жртва Весна",
            "v@example.org",
        ] {
            assert!(may_identify(value), "{value}");
            assert!(super::value(value).starts_with('('), "{value}");
        }
        for value in [
            "Viktimë",
            "Viktimë e mundshme",
            "Prostitucion i detyruar",
            "PUNË E DETYRUAR",
            "Republika Srbija",
            "18-20",
            "F",
            "радна експлоатација",
            "Në hetim nga policia",
            "2010",
        ] {
            assert!(!may_identify(value), "{value}");
        }
    }

    #[test]
    fn columns_are_shown_where_they_are_columns() {
        assert_eq!(column(5, "1177335501", true), "column 6 (a number of 10 digits)");
        assert_eq!(column(1, "Venera", false), "column 2 (a word)");
        assert_eq!(column(1, "Venera", true), "\"Venera\"");
        assert_eq!(column(1, "Data e lindjes", false), "\"Data e lindjes\"");
        assert!(is_data(["b-1", "7.3.1991"]) && !is_data(["ID", "Emri", "2010"]));
    }
}
