//! Transliteration of other scripts to Latin, by table.
//!
//! Serbian and Macedonian letters follow Serbian Latin (ISO 9 national
//! practice); a word with a letter that only Ukrainian has follows the Ukrainian
//! passport romanization of 2010. The result may hold diacritics: the next step
//! folds them. All other scripts follow a table that was made once (`scripts.txt`).

use std::collections::HashMap;
use std::sync::LazyLock;

/// Table of letters of other scripts in Latin ones; the file says where it comes from.
pub(super) const SCRIPTS: &str = include_str!("scripts.txt");

static LETTERS: LazyLock<HashMap<char, &'static str>> = LazyLock::new(|| {
    let lines = SCRIPTS.lines().filter(|line| !line.starts_with('#'));
    let run = |line: &'static str| {
        let mut words = line.split(' ');
        let first = words.next().and_then(|first| u32::from_str_radix(first, 16).ok());
        let letters = (first.unwrap_or(0)..).filter_map(char::from_u32);
        letters.zip(words.map(|word| if word == "-" { "" } else { word }))
    };
    lines.flat_map(run).collect()
});

/// Letters that only Ukrainian has, in lower case.
const UKRAINIAN_MARKS: &[char] = &['і', 'ї', 'є', 'ґ'];

/// Letters read alike in all the alphabets.
pub(super) const COMMON: &[(char, &str)] = &[
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('д', "d"),
    ('е', "e"),
    ('ж', "ž"),
    ('з', "z"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "h"),
    ('ц', "c"),
    ('ч', "č"),
    ('ш', "š"),
    ('ђ', "đ"),
    ('ј', "j"),
    ('љ', "lj"),
    ('њ', "nj"),
    ('ћ', "ć"),
    ('џ', "dž"),
    ('ѓ', "đ"),
    ('ќ', "ć"),
    ('ѕ', "dz"),
    ('й', "i"),
    ('щ', "šč"),
    ('ь', ""),
    ('ъ', ""),
    ('ю', "iu"),
    ('я', "ia"),
    ('ё', "e"),
    ('э', "e"),
    ('ы', "i"),
    ('ґ', "g"),
    ('є', "ie"),
    ('і', "i"),
    ('ї', "i"),
    ('’', ""),
    ('ʼ', ""),
];

/// Transliterates lower-case text to Latin letters; letters of scripts in neither table stay.
pub(super) fn to_latin(lower: &str) -> String {
    latin(lower, |c| LETTERS.get(&c).copied())
}

/// Transliterates Cyrillic in lower case to Latin letters; all other letters stay.
pub(super) fn cyrillic_to_latin(lower: &str) -> String {
    latin(lower, |_| None)
}

/// Transliterates lower-case text, what is not Cyrillic by `others`.
fn latin(lower: &str, others: impl Fn(char) -> Option<&'static str>) -> String {
    let ukrainian = lower.chars().any(|c| UKRAINIAN_MARKS.contains(&c));
    let mut latin = String::with_capacity(lower.len());
    for c in lower.chars() {
        match c {
            'г' => latin.push(if ukrainian { 'h' } else { 'g' }),
            'и' => latin.push('i'),
            _ if c.is_ascii() => latin.push(c),
            _ => match COMMON.iter().find(|(from, _)| *from == c) {
                Some((_, to)) => latin.push_str(to),
                None => match others(c) {
                    Some(letters) => latin.push_str(letters),
                    None => latin.push(c),
                },
            },
        }
    }
    latin
}

/// Words without the Arabic article, which Latin letters write apart and which comes and goes.
pub(super) fn without_article(text: &str) -> String {
    let bare = |word| {
        let rest = str::strip_prefix(word, "ال").filter(|rest| rest.chars().count() > 2);
        rest.unwrap_or(word)
    };
    text.split(' ').map(bare).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serbian_and_ukrainian_are_told_apart() {
        assert_eq!(to_latin("ђорђевић"), "đorđević");
        assert_eq!(to_latin("љиљана"), "ljiljana");
        assert_eq!(to_latin("григорій"), "hrihorii");
        assert_eq!(to_latin("драган"), "dragan");
        assert_eq!(to_latin("xhevdet"), "xhevdet");
    }
}
