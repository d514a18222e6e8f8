//! Versions of what is stored.
//!
//! A value begins with a version byte; `postcard` follows. Each version that was ever released keeps
//! its reader. One that is newer than this program stops it with a sentence, since nobody can tell
//! what it would misread; bytes behind the end of a value are damage.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::StoreError;

/// Bytes of a value: its version, then `postcard`.
pub fn encode<T: Serialize>(version: u8, value: &T) -> Vec<u8> {
    postcard::to_stdvec(&(version, value)).expect("what is stored always serializes")
}

/// Reads a value of a kind that has had one version so far. `place` names the value in errors.
pub fn decode<T: DeserializeOwned>(
    place: &str,
    version: u8,
    bytes: &[u8],
) -> Result<T, StoreError> {
    let corrupt = |what: &str| StoreError::Corrupt { place: format!("{place} ({what})") };
    match split(place, version, bytes)? {
        (found, body) if found == version => exact(body).ok_or_else(|| corrupt("unreadable")),
        _ => Err(corrupt("of an unknown version")),
    }
}

/// Splits a stored value into version and body. `newest` is the newest version that this program
/// reads.
pub fn split<'b>(place: &str, newest: u8, bytes: &'b [u8]) -> Result<(u8, &'b [u8]), StoreError> {
    match bytes.split_first() {
        None => Err(StoreError::Corrupt { place: format!("{place} (empty)") }),
        Some((version, _)) if *version > newest => Err(newer(place)),
        Some((version, body)) => Ok((*version, body)),
    }
}

/// Error about a value that a newer version of the program wrote.
pub fn newer(place: &str) -> StoreError {
    StoreError::NewerValue { place: place.into() }
}

/// Reads a value that takes all of the bytes; `None` otherwise.
pub fn exact<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::take_from_bytes(bytes)
        .ok()
        .filter(|(_, rest)| rest.is_empty())
        .map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_their_version_and_their_end() {
        let bytes = encode(3, &("text", 700u32));
        assert_eq!(bytes, [&[3, 4][..], b"text", &[0xbc, 5]].concat());
        let read = |newest, bytes: &[u8]| decode::<(String, u32)>("a value", newest, bytes);
        assert_eq!(read(3, &bytes).unwrap(), ("text".to_owned(), 700));
        for (newest, bytes, words) in [
            (2, bytes.clone(), "newer version of vdx"),
            (4, bytes.clone(), "unknown version"),
            (3, [&bytes[..], &[0]].concat(), "unreadable"),
            (3, bytes[..bytes.len() - 1].to_vec(), "unreadable"),
            (3, Vec::new(), "empty"),
        ] {
            let error = read(newest, &bytes).unwrap_err().to_string();
            assert!(error.contains("a value") && error.contains(words), "{error}");
        }
    }
}
