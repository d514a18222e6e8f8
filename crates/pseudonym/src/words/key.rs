//! Keys of words: made of what is named, so that a new code or field has its key by itself.

use crate::domain::code_list::CodeList;
use crate::domain::codes::RecordKind;
use crate::domain::country::Country;

/// The key of a code: `code-age_band-from_9_to_17`. Codes that every list has ("not reported")
/// belong to no list: `code-not_reported`.
pub fn code_key(list: &str, code: &str) -> String {
    let code = code.to_ascii_lowercase();
    match list {
        "" => format!("code-{code}"),
        list => format!("code-{}-{code}", list.to_ascii_lowercase()),
    }
}

/// The key of a list of codes: `list-age_band`.
pub fn list_key(list: &str) -> String {
    format!("list-{}", list.to_ascii_lowercase())
}

/// The key of a field of a kind of record, as mapping files name it: `field-victim-identified_on`.
pub fn field_key(kind: RecordKind, field: &str) -> String {
    format!("field-{}-{field}", kind.code().to_ascii_lowercase())
}

/// The key of a detail that identifies a person, as mapping files name it: `identity-surname`.
pub fn identity_key(detail: &str) -> String {
    format!("identity-{detail}")
}

/// The key of something to split or restrict figures by: `dimension-age_band`.
pub fn dimension_key(dimension: &str) -> String {
    format!("dimension-{dimension}")
}

/// The key of a country: `country-xk`.
pub fn country_key(country: Country) -> String {
    format!("country-{}", country.alpha2().to_ascii_lowercase())
}

/// Whether a key is that of a country.
pub fn is_of_country(key: &str) -> bool {
    key.starts_with("country-")
}
