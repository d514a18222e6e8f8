//! The entries of the journal and their bytes.
//!
//! An entry is a version byte, then `postcard`. A changed layout gets a new
//! version byte and keeps the reader of the old one. A test holds known bytes
//! fast.

use serde::{Deserialize, Serialize};

use crate::domain::codes::RecordKind;
use crate::domain::id::{MemberId, OpaqueId};
use crate::domain::member::Member;
use crate::domain::record::Record;

use super::StoreError;

/// Names a record for ever: a keyed hash of institution, kind and record id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RecordKey(pub [u8; 16]);

/// One accepted change. Tokens and pseudonyms in it are re-hashed with the
/// exchange's pepper.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Entry {
    /// A record was accepted or corrected.
    Record {
        /// Its institution.
        member: MemberId,
        /// Its name.
        key: RecordKey,
        /// The record.
        record: Box<Record>,
    },
    /// A record was withdrawn. Its earlier entries are [`Entry::Erased`].
    Withdrawn {
        /// Its institution.
        member: MemberId,
        /// Its name.
        key: RecordKey,
        /// Its kind.
        kind: RecordKind,
        /// The revision that was withdrawn.
        revision: u32,
    },
    /// A submission is durable up to here.
    Position {
        /// Its institution.
        member: MemberId,
        /// The submission.
        submission: OpaqueId,
        /// The last durable batch.
        sequence: u64,
    },
    /// A member was added or changed.
    Member(Member),
    /// An epoch was published; its snapshot was committed with this entry.
    Epoch {
        /// Its number.
        number: u64,
        /// When, Unix seconds.
        published_at: i64,
        /// Version of the disclosure policy.
        policy_version: String,
    },
    /// The contents were superseded or withdrawn, and erased.
    Erased,
}

const VERSION: u8 = 1;

/// The bytes of an entry.
pub fn encode_entry(entry: &Entry) -> Vec<u8> {
    postcard::to_extend(entry, vec![VERSION]).expect("journal entries always serialize")
}

/// The entry at a sequence number.
pub fn decode_entry(sequence: u64, bytes: &[u8]) -> Result<Entry, StoreError> {
    let corrupt =
        |what: &str| StoreError::Corrupt { place: format!("journal entry {sequence} ({what})") };
    match bytes.split_first() {
        Some((&VERSION, body)) => postcard::from_bytes(body).map_err(|_| corrupt("unreadable")),
        Some(_) => Err(corrupt("written by a newer version")),
        None => Err(corrupt("empty")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_keep_their_bytes() {
        let member = MemberId::new("exchange.example", "police").unwrap();
        let entry = Entry::Withdrawn {
            member: member.clone(),
            key: RecordKey([7; 16]),
            kind: RecordKind::Assistance,
            revision: 300,
        };
        let known = "01011065786368616e67652e6578616d706c6506706f6c69636507070707070707070707070707070707\
                     02ac02";
        assert_eq!(hex::encode(encode_entry(&entry)), known.replace(char::is_whitespace, ""));
        assert_eq!(decode_entry(1, &encode_entry(&entry)).unwrap(), entry);
        assert_eq!(encode_entry(&Entry::Erased), [1, 5]);
    }

    #[test]
    fn damage_and_newer_versions_are_named() {
        for (bytes, what) in [(&[][..], "empty"), (&[9, 5], "newer"), (&[1, 77], "unreadable")] {
            let error = decode_entry(4, bytes).unwrap_err().to_string();
            assert!(error.contains("journal entry 4") && error.contains(what), "{error}");
        }
    }
}
