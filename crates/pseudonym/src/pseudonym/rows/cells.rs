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
    let is_count = |value: &String| value.chars().all(|c| !c.is_alphabetic()) && value.len() <= 9;
    let mut others = values.iter().filter(|value| !value.is_empty()).skip(1);
    TOTALS.contains(&word.as_str()) && others.all(is_count)
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
    repaired(value).map(|_| {
        "was converted twice (UTF-8 that was read as another encoding and saved again): export it anew"
    })
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
