//! Kind of a value, for messages that must not repeat the value.

/// Names the kind of a value: enough to find what is wrong, and nothing that identifies.
pub fn kind_of(value: &str) -> String {
    let value = value.trim();
    let has = |test: fn(char) -> bool| value.chars().any(test);
    let count = value.chars().count();
    let is_digit = |c: char| c.is_ascii_digit();
    if count == 0 {
        return "nothing".into();
    }
    if value.chars().all(is_digit) {
        return format!("a number of {count} digits");
    }
    if has(is_digit) && count <= 24 && !has(char::is_alphabetic) {
        let shape: String = value.chars().map(|c| if is_digit(c) { '9' } else { c }).collect();
        return format!("digits like {}", shape.escape_debug());
    }
    let words = value.split_whitespace().count();
    match (has(is_digit), words) {
        (false, _) if !has(char::is_alphabetic) => "marks without letters or digits".into(),
        (false, 1) => "a word".into(),
        (false, _) => format!("a text of {words} words"),
        (true, 1) => "letters and digits".into(),
        (true, _) => format!("a text of {words} words with digits"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_repeat_nothing() {
        for (value, kind) in [
            ("1177335501", "a number of 10 digits"),
            ("07.03.91", "digits like 99.99.99"),
            ("Femër", "a word"),
            ("Prostitucion i detyruar", "a text of 3 words"),
            ("??", "marks without letters or digits"),
            ("P1234", "letters and digits"),
            ("3 vjet", "a text of 2 words with digits"),
            ("", "nothing"),
        ] {
            assert_eq!(kind_of(value), kind);
        }
    }
}
