//! Names of several persons in one row. A row is one person: of two in one, the second is counted nowhere and found by
//! nobody, and the first is linked by a name that is not hers.

/// How surely names are of several persons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Several {
    /// They are: such a row is refused.
    Surely,
    /// They may be, or are two spellings of one name: such a name is told, and used.
    Perhaps,
}

/// Words between the names of two persons, which are part of no name.
const BETWEEN: &[&str] = &["dhe", "edhe", "and", "und", "и"];
/// Marks between the names of two persons, which stand in no name.
const MARKS: &[char] = &['&', '+', ';'];
/// Marks between two persons, or between two spellings, or surname and given name.
const DIVIDING: &[char] = &['/', ',', '|', '\n'];

/// Parts of a name between dividing marks, or a Serbian `i` between two words.
fn parts(name: &str) -> usize {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_i = |word: &&&str| matches!(**word, "i" | "I");
    let joined = words.iter().skip(1).take(words.len().saturating_sub(2)).filter(is_i).count();
    let divided = name.split(DIVIDING).filter(|part| part.chars().any(char::is_alphabetic));
    divided.count() + joined
}

/// Judges given name and surname of a row.
pub fn in_names(given: &str, surname: &str) -> [Option<Several>; 2] {
    let is_sure = |name: &str| {
        let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
        let inner = words.iter().skip(1).take(words.len().saturating_sub(2));
        let is_letter = |part: &str| part.chars().any(char::is_alphabetic);
        let divided = name.split(MARKS).filter(|part| is_letter(part)).count() > 1;
        divided || inner.into_iter().any(|word| BETWEEN.contains(&word.as_str()))
    };
    let both = parts(given) > 1 && parts(given) == parts(surname);
    [given, surname].map(|name| match () {
        () if is_sure(name) || both => Some(Several::Surely),
        () if parts(name) > 1 => Some(Several::Perhaps),
        () => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_are_told_from_names() {
        use Several::{Perhaps, Surely};
        for (given, surname, expected) in [
            ("Vera dhe Ana", "Lekaj", [Some(Surely), None]),
            ("Vera & Ana", "Lekaj", [Some(Surely), None]),
            ("Vera+Ana", "Lekaj", [Some(Surely), None]),
            ("Вера и Ана", "Лекић", [Some(Surely), None]),
            ("Vera", "Lekaj; Gashaj", [None, Some(Surely)]),
            ("Vera / Ana", "Lekaj / Gashaj", [Some(Surely), Some(Surely)]),
            ("Vera i Ana", "Lekaj, Gashaj", [Some(Surely), Some(Surely)]),
            ("Vera / Ana", "Lekaj", [Some(Perhaps), None]),
            ("Vera i Ana", "Lekić", [Some(Perhaps), None]),
            ("Vera", "LEKAJ, Vera", [None, Some(Perhaps)]),
            ("Vera Ana", "Lekaj-Gashaj", [None, None]),
            ("Vera", "Puig i", [None, None]),
            ("And", "Dhe", [None, None]),
            ("Vera,", "/", [None, None]),
            ("", "", [None, None]),
        ] {
            assert_eq!(in_names(given, surname), expected, "{given} {surname}");
        }
    }
}
