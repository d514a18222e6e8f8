//! Cyrillic to Latin, by table.
//!
//! Serbian and Macedonian letters follow Serbian Latin (ISO 9 national
//! practice); a word with a letter that only Ukrainian has follows the Ukrainian
//! passport romanization of 2010. The result may hold diacritics: the next step
//! folds them.

/// Letters that only Ukrainian has, in lower case.
const UKRAINIAN_MARKS: &[char] = &['і', 'ї', 'є', 'ґ'];

/// Letters read alike in all the alphabets.
const COMMON: &[(char, &str)] = &[
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

/// Lower-case text in Latin letters; other scripts than Cyrillic stay.
pub(super) fn to_latin(lower: &str) -> String {
    let ukrainian = lower.chars().any(|c| UKRAINIAN_MARKS.contains(&c));
    let mut latin = String::with_capacity(lower.len());
    for c in lower.chars() {
        match c {
            'г' => latin.push(if ukrainian { 'h' } else { 'g' }),
            'и' => latin.push('i'),
            _ => match COMMON.iter().find(|(from, _)| *from == c) {
                Some((_, to)) => latin.push_str(to),
                None => latin.push(c),
            },
        }
    }
    latin
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
