//! Normalization: names and numbers in one spelling.
//!
//! Two forms of a name are used. The *folded* form undoes alphabet, diacritics
//! and national spelling of the same sound: Albanian `xh`, `q`, `sh`, Serbian
//! `dž`, `ć`, `š`, Turkish and Romanian `ş`, and the plain letters that people
//! type instead all meet. The *phonetic* form keeps the first letter and the
//! skeleton of consonants after it, so that most slips of hearing and typing
//! within vowels and doubled letters disappear.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::transliterate::{cyrillic_to_latin, to_latin, without_article};

/// Particles that come and go in the writing of a name.
pub(super) const PARTICLES: &[&str] =
    &["al", "bin", "bint", "da", "de", "del", "der", "di", "el", "ibn", "van", "von"];

/// Letter groups of one sound, tried in this order at each place. Longer groups
/// come first. The Serbian, Albanian, Ukrainian, Turkish and Romanian spelling of
/// a sound, and its spelling without diacritics, have one result.
pub(super) const SOUNDS: &[(&str, &str)] = &[
    ("shch", "sc"),
    ("sch", "s"),
    ("dzh", "d"),
    ("dž", "d"),
    ("dj", "d"),
    ("gj", "d"),
    ("xh", "d"),
    ("đ", "d"),
    ("dz", "d"),
    ("tch", "c"),
    ("ch", "c"),
    ("č", "c"),
    ("ć", "c"),
    ("ç", "c"),
    ("q", "c"),
    ("cz", "c"),
    ("ts", "c"),
    ("sz", "s"),
    ("sh", "s"),
    ("š", "s"),
    ("ş", "s"),
    ("ș", "s"),
    ("ţ", "t"),
    ("ț", "t"),
    ("zh", "z"),
    ("ž", "z"),
    ("x", "ks"),
    ("kh", "h"),
    ("ph", "f"),
    ("th", "t"),
    ("ck", "k"),
    ("ij", "i"),
    ("yj", "i"),
    ("iy", "i"),
    ("yi", "i"),
    ("ii", "i"),
    ("nj", "n"),
    ("lj", "l"),
    ("ñ", "n"),
    ("ë", "e"),
    ("ı", "i"),
    ("ğ", "g"),
    ("y", "i"),
    ("j", "i"),
    ("w", "v"),
    ("ø", "o"),
    ("ł", "l"),
    ("ß", "s"),
    ("æ", "e"),
];

/// Words of a name in folded form, without particles and punctuation. A double surname has two
/// words.
pub fn name_words(name: &str) -> Vec<String> {
    let lower: String = name.nfkc().collect::<String>().to_lowercase();
    let latin = to_latin(&without_article(&lower.nfc().collect::<String>()));
    let words: Vec<String> = latin
        .split(|c: char| !(c.is_alphanumeric() || is_combining_mark(c) || is_apostrophe(c)))
        .map(fold_word)
        .filter(|word| !word.is_empty())
        .collect();
    if words.iter().all(|word| PARTICLES.contains(&word.as_str())) {
        return words;
    }
    words.into_iter().filter(|word| !PARTICLES.contains(&word.as_str())).collect()
}

/// A name in folded form as one word.
pub fn fold(name: &str) -> String {
    name_words(name).concat()
}

/// Words of a text in Latin letters without marks, with nothing folded that makes another word of a name:
/// Babiy is not "baby". Digits behind letters are a word of their own. Only Cyrillic is transliterated.
pub(super) fn plain_words(text: &str) -> Vec<String> {
    let lower: String = text.nfkc().collect::<String>().to_lowercase().nfc().collect();
    let latin: String = cyrillic_to_latin(&lower).chars().filter(|c| !is_apostrophe(*c)).collect();
    let mut words = String::with_capacity(latin.len());
    for c in latin.nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'đ' => words.push('d'),
            'ı' => words.push('i'),
            'ß' => words.push_str("ss"),
            c if c.is_numeric() && words.ends_with(|last: char| last.is_alphabetic()) => {
                words.push(' ');
                words.push(c);
            }
            c if c.is_alphanumeric() => words.push(c),
            _ => words.push(' '),
        }
    }
    words.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The phonetic form of a folded name.
pub fn phonetic(folded: &str) -> String {
    let mut result = String::with_capacity(folded.len());
    for (index, c) in folded.chars().enumerate() {
        let vowel = matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
        if (index == 0 || !vowel) && !result.ends_with(c) {
            result.push(c);
        }
    }
    result
}

/// Number of a person or document: capital letters and digits only, in ASCII. `None` when fewer
/// than four are left, or all are the same: such numbers are fillers ("0000", "n/a").
pub fn number(text: &str) -> Option<String> {
    let number: String =
        text.nfkd().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    let first = number.chars().next()?;
    (number.len() >= 4 && number.chars().any(|c| c != first)).then_some(number)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '`' | '´')
}

/// Folds one word. Folding can bring letters together that form a group of their own, so it is
/// repeated until nothing changes; each round shortens the word.
fn fold_word(word: &str) -> String {
    let mut folded: String = word.chars().filter(|c| !is_apostrophe(*c)).collect();
    loop {
        let next = fold_once(&folded);
        if next == folded {
            return folded;
        }
        folded = next;
    }
}

fn fold_once(word: &str) -> String {
    // Letters with a sound of their own come before the marks are stripped.
    let mut sounds = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        // Most letters begin no group: the first byte tells that at once.
        let begins = |group: &str| group.as_bytes().first() == rest.as_bytes().first();
        match SOUNDS.iter().find(|(group, _)| begins(group) && rest.starts_with(group)) {
            Some((group, sound)) => {
                sounds.push_str(sound);
                rest = &rest[group.len()..];
            }
            None => {
                sounds.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    let mut folded = String::with_capacity(sounds.len());
    // Marks may hide a Cyrillic letter (ѐ, ѝ): transliterate what is left bare.
    let bare: String = sounds.nfkd().filter(|c| !is_combining_mark(*c)).collect();
    for c in to_latin(&bare).chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()) {
        if !folded.ends_with(c) || c.is_numeric() {
            folded.push(c);
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_name_meet() {
        for group in [
            &["Đorđević", "Ђорђевић", "Djordjevic", "Dordevic"][..],
            &["Xhevdet", "Dževdet", "Џевдет"],
            &["Krasniqi", "Krasnići", "Красниќи", "KRASNIQI "],
            &["Shpresa", "Špresa", "Spresa"],
            &["Čolić", "Colic", "Чолић"],
            &["Gjergj", "Đerđ"],
            &["Zhana", "Žana", "Жана"],
            &["Ylli", "Illi", "Yli"],
            &["Şükran", "Sukran"],
            &["Ștefan", "Stefan", "Ştefan"],
            &["O’Brien", "OBrien", "o'brien"],
            &["Ljiljana", "Љиљана", "Lilana"],
        ] {
            let folded: Vec<String> = group.iter().map(|name| fold(name)).collect();
            assert!(folded.windows(2).all(|pair| pair[0] == pair[1]), "{group:?} {folded:?}");
        }
    }

    #[test]
    fn double_surnames_split_and_particles_go() {
        assert_eq!(name_words("Berisha-Hoxha"), ["berisa", "hoda"]);
        assert_eq!(name_words("van der Berg"), ["berg"]);
        assert_eq!(name_words("Al"), ["al"]);
        assert!(name_words(" - ").is_empty());
    }

    #[test]
    fn phonetic_forgives_vowels_and_doubles() {
        assert_eq!(phonetic(&fold("Kelmendi")), phonetic(&fold("Kelmandi")));
        assert_ne!(phonetic(&fold("Arta")), phonetic(&fold("Arba")));
        assert_eq!(phonetic(""), "");
    }

    #[test]
    fn fillers_are_not_numbers() {
        assert_eq!(number(" 1001-234 567 "), Some("1001234567".into()));
        for filler in ["", "-", "0000000", "n/a", "123"] {
            assert_eq!(number(filler), None, "{filler}");
        }
    }

    proptest! {
        #[test]
        fn folding_is_idempotent(name in "\\PC{0,24}") {
            let once = name_words(&name).join(" ");
            prop_assert_eq!(name_words(&once).join(" "), once);
        }

        #[test]
        fn serbian_meets_in_both_alphabets(
            word in prop::collection::vec(0..SERBIAN.len(), 1..12),
        ) {
            let cyrillic: String = word.iter().map(|i| SERBIAN[*i].0).collect();
            let latin: String = word.iter().map(|i| SERBIAN[*i].1).collect();
            prop_assert_eq!(fold(&cyrillic), fold(&latin));
        }
    }

    /// The Serbian alphabet in its two scripts.
    const SERBIAN: &[(&str, &str)] = &[
        ("а", "a"),
        ("б", "b"),
        ("в", "v"),
        ("г", "g"),
        ("д", "d"),
        ("ђ", "đ"),
        ("е", "e"),
        ("ж", "ž"),
        ("з", "z"),
        ("и", "i"),
        ("ј", "j"),
        ("к", "k"),
        ("л", "l"),
        ("љ", "lj"),
        ("м", "m"),
        ("н", "n"),
        ("њ", "nj"),
        ("о", "o"),
        ("п", "p"),
        ("р", "r"),
        ("с", "s"),
        ("т", "t"),
        ("ћ", "ć"),
        ("у", "u"),
        ("ф", "f"),
        ("х", "h"),
        ("ц", "c"),
        ("ч", "č"),
        ("џ", "dž"),
        ("ш", "š"),
    ];
}
