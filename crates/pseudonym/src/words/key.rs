//! Keys of words: made of the name of the thing, so that a new code or field has its key by
//! itself.

use crate::domain::code_list::CodeList;
use crate::domain::codes::RecordKind;
use crate::domain::country::Country;

/// Key of a code, such as `code-age_band-from_9_to_17`. Codes that every list has ("not reported")
/// belong to no list: `code-not_reported`.
pub fn code_key(list: &str, code: &str) -> String {
    let code = code.to_ascii_lowercase();
    match list {
        "" => format!("code-{code}"),
        list => format!("code-{}-{code}", list.to_ascii_lowercase()),
    }
}

/// Key of a list of codes, such as `list-age_band`.
pub fn list_key(list: &str) -> String {
    format!("list-{}", list.to_ascii_lowercase())
}

/// Key of a field of a kind of record, as mapping files name it, such as
/// `field-victim-identified_on`.
pub fn field_key(kind: RecordKind, field: &str) -> String {
    format!("field-{}-{field}", kind.code().to_ascii_lowercase())
}

/// Key of a detail that identifies a person, as mapping files name it, such as `identity-surname`.
pub fn identity_key(detail: &str) -> String {
    format!("identity-{detail}")
}

/// Key of a dimension by which figures are split or restricted, such as `dimension-age_band`.
pub fn dimension_key(dimension: &str) -> String {
    format!("dimension-{dimension}")
}

/// Key of a country, such as `country-xk`.
pub fn country_key(country: Country) -> String {
    format!("country-{}", country.alpha2().to_ascii_lowercase())
}

/// Whether a key is that of a country.
pub fn is_of_country(key: &str) -> bool {
    key.starts_with("country-")
}
