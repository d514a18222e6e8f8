//! Given name and surname in one column: told apart where the text itself says which is which.

use serde::Deserialize;

use super::missing::is_filler;

/// Column that holds given name and surname in one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FullName {
    /// Name of the column.
    pub column: String,
    /// Order in which the two stand, where no comma tells them apart.
    pub order: NameOrder,
}

/// Order of the two names in one column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum NameOrder {
    /// Given name, then surname.
    #[serde(rename = "given surname")]
    GivenFirst,
    /// Surname, then given name.
    #[serde(rename = "surname given")]
    SurnameFirst,
}

/// Reason why the two names of a row cannot be told apart.
pub const UNCLEAR: &str = "holds given name and surname in more than two words, and nobody can know which is which: put a comma behind the surname, as in \"Surname, Given\", or a hyphen between words that are one name";

impl FullName {
    /// Given name and surname of a text; nothing where they cannot be told apart. With a comma the surname is before it.
    /// What stands in brackets, such as the name of the father, is of neither. A single word is a given name.
    pub fn apart(&self, text: &str) -> Option<(String, String)> {
        let text = without_brackets(text);
        let tidy = |part: &str| part.split_whitespace().collect::<Vec<_>>().join(" ");
        if is_filler(&text) {
            return Some((tidy(&text), String::new()));
        }
        let parts: Vec<String> = text.split(',').map(tidy).collect();
        if let [surname, given] = parts.as_slice()
            && !surname.is_empty()
            && !given.is_empty()
        {
            return Some((given.clone(), surname.clone()));
        }
        match (text.split_whitespace().collect::<Vec<_>>().as_slice(), self.order) {
            ([], _) => Some(Default::default()),
            ([only], _) => Some(((*only).to_owned(), String::new())),
            ([given, surname], NameOrder::GivenFirst) | ([surname, given], _) => {
                Some(((*given).to_owned(), (*surname).to_owned()))
            }
            _ => None,
        }
    }
}

fn without_brackets(text: &str) -> String {
    match (text.find('('), text.rfind(')')) {
        (Some(first), Some(last)) if first < last => {
            format!("{} {}", &text[..first], &text[last + 1..])
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart_or_left() {
        let apart = |order, text| FullName { column: "E".into(), order }.apart(text);
        let [given_first, surname_first] = [NameOrder::GivenFirst, NameOrder::SurnameFirst];
        for (order, text, expected) in [
            (given_first, "Ana Lekaj", Some(("Ana", "Lekaj"))),
            (surname_first, "Lekaj Ana", Some(("Ana", "Lekaj"))),
            (given_first, " LEKAJ-GASHAJ ,  Ana  Vera ", Some(("Ana Vera", "LEKAJ-GASHAJ"))),
            (surname_first, "Lekaj Gashaj, Ana", Some(("Ana", "Lekaj Gashaj"))),
            (given_first, "Ana (Petrit) Lekaj", Some(("Ana", "Lekaj"))),
            (given_first, "Ana", Some(("Ana", ""))),
            (surname_first, "Ana", Some(("Ana", ""))),
            (given_first, "", Some(("", ""))),
            (given_first, "nuk dihet", Some(("nuk dihet", ""))),
            (given_first, "Ana Vera Lekaj", None),
            (given_first, "Ana / Vera", None),
            (given_first, "Lekaj, Ana, Vera", None),
            (given_first, "Lekaj Gashaj Ana,", None),
        ] {
            let expected = expected.map(|(given, surname)| (given.into(), surname.into()));
            assert_eq!(apart(order, text), expected, "{text}");
        }
    }
}
