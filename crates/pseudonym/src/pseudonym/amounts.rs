//! Amounts as institutions write them: with groups of thousands, with decimals, with a currency.

/// Reason why a value is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAmount {
    /// The value can be read in two ways: `1,500` and `1.500` are one and a half or fifteen
    /// hundred.
    Ambiguous,
    /// The value is no number.
    Other,
}

impl NoAmount {
    /// Advice that says what would be right.
    pub fn text(self) -> &'static str {
        match self {
            Self::Ambiguous => {
                "can be read as thousands or as decimals: say which in the mapping, as in decimal = \",\""
            }
            Self::Other => "must be a number, without words beside it",
        }
    }
}

/// Reads an amount as a whole number, rounded half up, and tells whether it was rounded. `decimal`
/// is the mark before decimals, where the mapping tells it; the other mark then groups thousands.
pub fn whole(text: &str, decimal: Option<char>) -> Result<(u64, bool), NoAmount> {
    let text = text.trim();
    let is_unit = |c: char| matches!(c, '€' | ' ' | '\u{a0}' | '\u{202f}');
    let text = ["EUR", "eur", "Eur", "euro", "EURO", "Euro", "evra"].iter().fold(
        text.trim_matches(is_unit),
        |text, unit| {
            text.strip_suffix(unit)
                .or(text.strip_prefix(unit))
                .unwrap_or(text)
                .trim_matches(is_unit)
        },
    );
    let text: String = text
        .chars()
        .map(|c| if matches!(c, '\u{a0}' | '\u{202f}' | '\u{2009}' | '’' | '\'') { ' ' } else { c })
        .collect();
    let is_mark = |c: char| matches!(c, '.' | ',');
    let marks: Vec<char> = text.chars().filter(|c| is_mark(*c)).collect();
    let last = text.rfind(is_mark);
    // Where the decimals begin, if there are any.
    let decimals = match (decimal, marks.as_slice(), last) {
        (_, [], _) | (_, _, None) => None,
        (Some(decimal), _, _) => text.rfind(decimal),
        (None, [only], Some(last)) => {
            let (before, behind) = (&text[..last], &text[last + only.len_utf8()..]);
            let is_group = behind.len() == 3 && (1..=3).contains(&before.len()) && before != "0";
            if is_group {
                return Err(NoAmount::Ambiguous);
            }
            Some(last)
        }
        (None, [first, .., end], Some(last)) => (first != end).then_some(last),
    };
    let (units, fraction) = match decimals {
        Some(place) => (&text[..place], &text[place + 1..]),
        None => (text.as_str(), ""),
    };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let mut groups = units.split(|c: char| is_mark(c) || c == ' ');
    let mut number =
        groups.next().filter(|group| is_digits(group)).ok_or(NoAmount::Other)?.to_owned();
    let first = number.len();
    for group in groups {
        if !is_digits(group) || group.len() != 3 || first > 3 {
            return Err(NoAmount::Other);
        }
        number += group;
    }
    if decimals.is_some() && !is_digits(fraction) {
        return Err(NoAmount::Other);
    }
    let number: u64 = number.parse().map_err(|_| NoAmount::Other)?;
    let up = fraction.bytes().next().is_some_and(|digit| digit >= b'5');
    let is_rounded = fraction.bytes().any(|digit| digit != b'0');
    Ok((number.saturating_add(u64::from(up)), is_rounded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts() {
        for (text, number, is_rounded) in [
            ("36", 36, false),
            ("36.0", 36, false),
            ("36,5", 37, true),
            ("36,4", 36, true),
            ("1.500,00", 1500, false),
            ("1,500.00", 1500, false),
            ("1500,00", 1500, false),
            ("1 500", 1500, false),
            ("1\u{a0}500,50", 1501, true),
            ("1.500.000", 1_500_000, false),
            ("€ 1500", 1500, false),
            ("1500 EUR", 1500, false),
            ("0,500", 1, true),
            ("1'500", 1500, false),
        ] {
            assert_eq!(whole(text, None), Ok((number, is_rounded)), "{text}");
        }
        for text in ["1,500", "1.500", "36.125"] {
            assert_eq!(whole(text, None), Err(NoAmount::Ambiguous), "{text}");
        }
        assert_eq!(whole("1.500", Some(',')), Ok((1500, false)));
        assert_eq!(whole("1.500", Some('.')), Ok((2, true)));
        assert_eq!(whole("36,125", Some(',')), Ok((36, true)));
        for text in ["3 vjet", "-5", "1.5.0,0", "12 34", ",5", "5,", "1e3", "", "٣"] {
            assert_eq!(whole(text, None), Err(NoAmount::Other), "{text}");
        }
    }
}
