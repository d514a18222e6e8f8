//! Single cells: cleaning them, and finding values that nobody can have written.

use std::borrow::Cow;

use super::header::{is_invisible, repaired};

/// Words with which rows of totals begin.
const TOTALS: &[&str] = &[
    "gjithsej",
    "gjithësej",
    "gjithesej",
    "totali",
    "total",
    "totale",
    "shuma",
    "ukupno",
    "svega",
    "zbir",
    "suma",
    "sum",
    "sume",
    "укупно",
    "свега",
    "збир",
    "вкупно",
    "сума",
];

/// Whether a row holds the totals of a report: a word for them, and counts.
pub fn is_total(values: &[String]) -> bool {
    let Some(first) = values.iter().find(|value| !value.is_empty()) else { return false };
    let word: String =
        first.chars().take_while(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let is_count = |value: &String| {
        value.chars().all(|c| !c.is_alphabetic()) && value.len() <= 9 && !is_date(value)
    };
    let mut others = values.iter().filter(|value| !value.is_empty()).skip(1);
    TOTALS.contains(&word.as_str()) && others.all(is_count)
}

/// Whether a value is three numbers as a date has them, of which the last or the first is a year: a person's row,
/// also where the surname is Suma.
pub fn is_date(value: &str) -> bool {
    let parts: Vec<&str> = value.trim_end_matches('.').split(['.', '/', '-']).collect();
    let is_short = |part: &str| (1..=2).contains(&part.trim().len());
    let is_year = |part: &str| matches!(part.trim().len(), 2 | 4);
    matches!(parts[..], [a, b, c] if is_short(b) && (is_short(a) && is_year(c) || is_year(a) && is_short(c)))
}

/// Recognizes a value that nobody wrote as it stands, and says what happened to it.
pub fn damage(value: &str) -> Option<&'static str> {
    let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if value.chars().any(is_control) {
        return Some(
            "holds a control character: the file is damaged, or in another encoding than the mapping says",
        );
    }
    if value.contains('\u{fffd}') {
        return Some(
            "holds the mark of a letter that was lost in a conversion: export it anew, in UTF-8",
        );
    }
    is_twice_converted(value).then_some(
        "was converted twice (UTF-8 that was read as another encoding and saved again): export it anew",
    )
}

/// Whether letters of a value are the bytes of UTF-8, each read as a letter of windows-1252 or 1250; in some
/// words of it or in all.
fn is_twice_converted(value: &str) -> bool {
    let is_capitals = !value.chars().any(char::is_lowercase);
    let runs = value.split(|c: char| c.is_ascii()).filter(|run| run.chars().count() > 1);
    runs.into_iter().any(|run| {
        // BĂŞ may be two letters of a name in capitals; a mark that no name has is sure.
        let is_sure = !is_capitals || run.chars().any(|c| !c.is_alphabetic());
        let before = is_sure.then(|| repaired(run)).flatten();
        before.is_some_and(|before| before.chars().all(is_known))
    })
}

/// Whether a character stands in the texts of the region: Latin and Cyrillic letters, marks over letters,
/// quotation marks and dashes.
fn is_known(c: char) -> bool {
    matches!(c, '\u{a0}'..='\u{17f}' | '\u{300}'..='\u{36f}' | '\u{400}'..='\u{45f}' | '\u{2010}'..='\u{201f}')
}

/// Removes what surrounds a value: blanks of every kind, invisible characters, and what keeps a
/// spreadsheet from taking it for a number (`="0123"`, `'0123`).
pub fn clean(value: &str) -> String {
    let is_noise = |c: char| is_invisible(c) && !matches!(c, '\u{200c}' | '\u{200d}');
    let visible: Cow<'_, str> = match value.is_ascii() || !value.contains(is_noise) {
        true => value.into(),
        false => value.chars().filter(|c| !is_noise(*c)).collect::<String>().into(),
    };
    let mut text = visible.trim();
    if let Some(inner) = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'))
        && !inner.contains('"')
    {
        text = inner.trim();
    } else if let Some(rest) = text.strip_prefix('\'')
        && rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '=' | '+' | '-' | '@'))
    {
        text = rest.trim();
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_told_from_persons() {
        let is = |row: &[&str]| is_total(&row.iter().map(|v| (*v).to_owned()).collect::<Vec<_>>());
        assert!(is(&["Ukupno", "", "17"]) && is(&["Gjithsej:", "1.204", "3,5"]) && is(&["Suma"]));
        assert!(!is(&["Suma", "", "7", "7.3.1991", "1"]) && !is(&["Suma", "Arta"]));
        assert!(!is(&["Suma", "7", "1991-3-7"]) && is(&["Total", "1.234.567"]));
    }

    #[test]
    fn what_was_converted_twice_is_found_among_right_letters() {
        for (value, is_wrong) in [
            ("GjakovÃ«", true),
            ("GjakovÃ« – Peć", true),
            ("Peć, GjakovÄ‡", true),
            ("KovaÄŤeviÄ‡", true),
            ("GjakovĂ«", true),
            ("Ã‹MBËL", true),
            ("Hysenâ€™s", true),
            ("Gjakovë", false),
            ("Žďár", false),
            ("BĂŞESCU", false),
            ("PÓŁTORAK", false),
            ("Đorđević", false),
            ("Ђорђе", false),
            ("Nguyễn", false),
            ("«Ëmbël»", false),
        ] {
            let reason = damage(value);
            assert_eq!(reason.is_some(), is_wrong, "{value}: {reason:?}");
        }
        assert!(damage("Ä\u{8d}akovica").is_some());
    }
}
