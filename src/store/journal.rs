//! The entries of the journal and their bytes.
//!
//! An entry is a version byte, then `postcard` (see [`super::format`]). A changed layout gets a new
//! version byte and keeps the reader of the old one. New kinds of entries go to the end of [`Entry`]
//! without a new version: a program that does not know a kind says that a newer one wrote it. A test
//! holds known bytes fast.
//!
//! Version 2 added two lists at the end of victim records. Version 3, of accepted records alone, added
//! a list at the end of the entry. What was added stands last, so that an older entry is read as if
//! empty lists followed.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::domain::codes::RecordKind;
use crate::domain::country::Country;
use crate::domain::id::{MemberId, OpaqueId};
use crate::domain::member::Member;
use crate::domain::record::Record;
use crate::domain::referral::{HitCheckId, HitHandle, OpenPart, ReferralId};
use crate::domain::referral_codes::{HitAlarm, HitPurpose};
use crate::domain::release::{ReleaseScope, Signer};
use crate::referral::history::Event;
use crate::referral::keys::PublicKey;

use super::{StoreError, format};

/// Name of a record that never changes: a keyed hash of institution, kind and record id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RecordKey(pub [u8; 16]);

/// Fingerprint of the contents of a record as they came from the record's institution: a hash under
/// the exchange's key, over tokens that the exchange itself keeps nowhere.
pub type Fingerprint = [u8; 8];

/// Journal entry: one accepted change. Tokens and pseudonyms in an entry are hashed again with the
/// exchange's pepper.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Entry {
    /// A record was accepted or corrected.
    Record {
        /// Institution that holds the record.
        member: MemberId,
        /// Name of the record.
        key: RecordKey,
        /// Contents of the record.
        record: Box<Record>,
        /// Fingerprint of the contents, then those of earlier contents, the latest first; empty where
        /// the record has no tokens, or an earlier version stored it.
        fingerprints: Vec<Fingerprint>,
        /// Sequence number of the journal entry with which the submission began that stored the
        /// contents, or that said the same last; 0 where an earlier version stored the record.
        begun: u64,
    },
    /// A record was withdrawn. The record's earlier entries are [`Entry::Erased`].
    Withdrawn {
        /// Institution that holds the record.
        member: MemberId,
        /// Name of the record.
        key: RecordKey,
        /// Kind of the record.
        kind: RecordKind,
        /// Revision of the record that was withdrawn.
        revision: u32,
    },
    /// A submission is durable up to a batch: the layout of earlier versions.
    Position {
        /// Institution that submits.
        member: MemberId,
        /// Random id of the submission.
        submission: OpaqueId,
        /// Sequence number of the last durable batch.
        sequence: u64,
    },
    /// A member was added or changed.
    Member(Member),
    /// An epoch was published, by an earlier version.
    Epoch {
        /// Number of the epoch.
        number: u64,
        /// Time of the publication, in Unix seconds.
        published_at: i64,
        /// Version of the disclosure policy that was in force.
        policy_version: String,
    },
    /// The contents of the entry were superseded or withdrawn, and erased.
    Erased,
    /// A referral was drafted; the referral's envelopes were committed with this entry.
    Referral {
        /// Open part of the referral.
        open: Box<OpenPart>,
        /// Member that drafted the referral.
        sender: MemberId,
        /// Member to which the referral goes.
        recipient: MemberId,
        /// First event of the referral's history.
        event: Box<Event>,
    },
    /// An event was added to the history of a referral.
    ReferralEvent {
        /// Referral to which the event belongs.
        id: ReferralId,
        /// The new event.
        event: Box<Event>,
    },
    /// The envelopes of a completed referral were erased.
    ReferralErased {
        /// Referral whose envelopes were erased.
        id: ReferralId,
    },
    /// A liaison published a key.
    LiaisonKey {
        /// Public half of the key.
        key: Box<PublicKey>,
        /// Time of the publication, in Unix seconds.
        published_at: i64,
    },
    /// A liaison asked whether a person is known: the layout of earlier versions, with the answer.
    HitCheck {
        /// Member that asked.
        member: MemberId,
        /// Purpose of the question.
        purpose: HitPurpose,
        /// Time of the question, in Unix seconds.
        at: i64,
        /// Handle of the record and the member that holds it; none is no hit.
        found: Option<(HitHandle, MemberId)>,
    },
    /// A member reserved further questions of an epoch: written by earlier versions only.
    Questions {
        /// Member that may ask the questions.
        member: MemberId,
        /// Time of the reservation, in Unix seconds.
        at: i64,
        /// Number of the epoch that the questions are about.
        epoch: u64,
        /// Number of further questions.
        count: u32,
    },
    /// Records were carried to a hub.
    Relayed {
        /// Name of the hub in the configuration.
        hub: String,
        /// Sequence number up to which journal entries have been looked at.
        through: u64,
        /// Records that the hub now has.
        sent: Vec<RecordKey>,
        /// Records that the hub no longer has.
        withdrawn: Vec<RecordKey>,
    },
    /// A liaison asks whether a person is known: counted before anything is searched.
    HitAsked {
        /// Random id of the check.
        id: HitCheckId,
        /// Member that asks.
        member: MemberId,
        /// Country of the asking member, whose budget pays for the check.
        country: Country,
        /// Purpose of the check.
        purpose: HitPurpose,
        /// Time of the question, in Unix seconds.
        at: i64,
        /// Cost of the check in units of the day's budget.
        cost: u32,
        /// Time when the answer opens, in Unix seconds, where a person confirms it first.
        opens_at: Option<i64>,
    },
    /// The search for a check found a record or none: without confirmation this is the answer.
    HitFound {
        /// Check whose search ended.
        id: HitCheckId,
        /// Record that was found; none is no match.
        found: Option<HitFound>,
    },
    /// A person at the holding side confirmed or denied what a check found.
    HitDecided {
        /// Check that was decided.
        id: HitCheckId,
        /// Member whose person decided.
        member: MemberId,
        /// Whether the decision is a hit: the person found is the one that was asked for.
        confirmed: bool,
        /// Time of the decision, in Unix seconds.
        at: i64,
    },
    /// The answer to a check opened.
    HitOpened {
        /// Check whose answer opened.
        id: HitCheckId,
        /// The answer: whether it is a hit.
        hit: bool,
    },
    /// An alarm about hit checks, of which coordinator and auditor are told without asking.
    HitAlarmed {
        /// Country whose checks raised the alarm.
        country: Country,
        /// Kind of the alarm.
        alarm: HitAlarm,
        /// Number of checks behind the alarm.
        count: u32,
        /// Time of the alarm, in Unix seconds.
        at: i64,
    },
    /// A coordinator proposed a release, which takes the place of an earlier proposal.
    ReleaseProposed {
        /// Number of the release, from 1.
        number: u32,
        /// Years and kind of what the release measures.
        scope: ReleaseScope,
        /// Hash of the rules of the block of years to which the release belongs.
        rules: [u8; 32],
        /// Coordinator who proposed the release.
        by: Signer,
        /// Time of the proposal, in Unix seconds.
        at: i64,
    },
    /// Another coordinator approved a release: its budget is spent. The frozen units and the
    /// sealed seed were committed with this entry.
    ReleaseApproved {
        /// Number of the release, from 1.
        number: u32,
        /// Coordinator who approved the release.
        by: Signer,
        /// Time of the approval, in Unix seconds.
        at: i64,
        /// Hash of the frozen units of the release.
        snapshot: [u8; 32],
        /// Budget that the release cost each unit.
        charges: Vec<ReleaseCharge>,
    },
    /// A release was measured: its figures were committed with this entry; the frozen units and
    /// the seed are gone.
    Released {
        /// Number of the release, from 1.
        number: u32,
        /// Time of the measurement, in Unix seconds.
        at: i64,
        /// Hash of the measured tables.
        tables: [u8; 32],
    },
    /// A submission is durable up to a batch.
    Submitted {
        /// Institution that submits.
        member: MemberId,
        /// Random id of the submission.
        submission: OpaqueId,
        /// Sequence number of the last durable batch.
        sequence: u64,
        /// Sequence number of the first journal entry after the submission began: records without
        /// a revision that other submissions have stored since are newer than this submission's
        /// own.
        begun: u64,
    },
    /// A coordinator acknowledged that the exchange was restored from a backup: what was released
    /// after the backup was made is not known.
    RestoreAcknowledged {
        /// Time of the acknowledgement, in Unix seconds.
        at: i64,
    },
    /// A coordinator stated which releases were made after the backup. The statement takes the
    /// place of an earlier one of that coordinator, and waits until another one states the same.
    LossesStated {
        /// What the lost releases measured.
        lost: Vec<ReleaseScope>,
        /// Coordinator who made the statement.
        by: Signer,
        /// Time of the statement, in Unix seconds.
        at: i64,
    },
    /// Another coordinator confirmed the statement of lost releases: their budgets are spent.
    LossesConfirmed {
        /// The lost releases, in their order.
        lost: Vec<LostRelease>,
        /// Coordinator who confirmed the statement.
        by: Signer,
        /// Time of the confirmation, in Unix seconds.
        at: i64,
    },
    /// The person of a record that the exchange does not have says no to processing: the record is not
    /// taken later from an older file.
    ConsentEnded {
        /// The institution.
        member: MemberId,
        /// Name of the record.
        key: RecordKey,
        /// Kind of the record.
        kind: RecordKind,
        /// The revision that says so; 0 where versions are not numbered.
        revision: u32,
    },
    /// A record ended because its row in a newer submission does not name it any more: a submission
    /// that is newer still may bring it back.
    Lapsed {
        /// Institution that holds the record.
        member: MemberId,
        /// Name of the record.
        key: RecordKey,
        /// Kind of the record.
        kind: RecordKind,
        /// Revision of the record that ended.
        revision: u32,
    },
}

impl Entry {
    /// The record that is stored or ends with this entry, and its contents unless it ends; nothing for all
    /// other entries.
    pub fn of_record(&self) -> Option<(RecordKey, Option<&Record>)> {
        match self {
            Self::Record { key, record, .. } => Some((*key, Some(record))),
            Self::Withdrawn { key, .. } | Self::Lapsed { key, .. } => Some((*key, None)),
            _ => None,
        }
    }
}

/// A release that was made after the backup from which the exchange was restored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LostRelease {
    /// Number that the release has from now on.
    pub number: u32,
    /// Years and kind of what the release measured.
    pub scope: ReleaseScope,
    /// Hash of the rules of the block of years to which the release belongs; all zero where these
    /// are not known, because the policy has changed since.
    pub rules: [u8; 32],
    /// Budget that the release has cost each unit, as far as is known now.
    pub charges: Vec<ReleaseCharge>,
}

/// Privacy budget that a release cost one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseCharge {
    /// Mentions by which records told of the unit, as 128-bit hashes.
    pub mentions: Vec<u128>,
    /// Privacy budget, in millionths of a millionth of rho.
    pub amount: u64,
}

/// Record that a hit check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HitFound {
    /// Handle that the asker gets with a hit.
    pub handle: HitHandle,
    /// Member that holds the record.
    pub holder: MemberId,
    /// Name of the record.
    pub record: RecordKey,
}

const VERSION: u8 = 2;
/// Version of accepted records.
const RECORD_VERSION: u8 = 4;
/// Kind of accepted records.
const RECORD: u8 = 0;
/// Kinds of entries that this program knows.
const KINDS: u8 = 27;

/// Writes an entry as bytes.
pub fn encode_entry(entry: &Entry) -> Vec<u8> {
    let is_record = matches!(entry, Entry::Record { .. });
    format::encode(if is_record { RECORD_VERSION } else { VERSION }, entry)
}

/// Writes the entry of an accepted record as bytes, all but the place of its submission
/// ([`end_record_entry`]), and tells where the record's own bytes are: a record is serialized once for
/// its entry and its digest.
pub fn begin_record_entry(
    member: &MemberId,
    key: RecordKey,
    record: &Record,
    fingerprints: &[Fingerprint],
) -> (Vec<u8>, Range<usize>) {
    /// Usual length in bytes of an entry, that of a record of some twenty tokens: the buffer's
    /// first size.
    const USUAL: usize = 640;
    let begin = (RECORD_VERSION, RECORD, member, key);
    let bytes = postcard::to_extend(&begin, Vec::with_capacity(USUAL))
        .expect("journal entries always serialize");
    let begin = bytes.len();
    let bytes = record.append_to(bytes);
    let end = bytes.len();
    let bytes = postcard::to_extend(fingerprints, bytes).expect("journal entries always serialize");
    (bytes, begin..end)
}

/// Adds to the bytes of an accepted record's entry when its submission began, which is known last.
pub fn end_record_entry(bytes: Vec<u8>, begun: u64) -> Vec<u8> {
    postcard::to_extend(&begun, bytes).expect("journal entries always serialize")
}

/// Reads an entry from its bytes. `sequence` is its number in the journal, for errors.
pub fn decode_entry(sequence: u64, bytes: &[u8]) -> Result<Entry, StoreError> {
    let place = |what: &str| format!("journal entry {sequence}{what}");
    let (version, body) = format::split(&place(""), RECORD_VERSION, bytes)?;
    // Fewer than 128 kinds: the first byte is the kind.
    let kind = body.first().copied();
    if version >= VERSION && kind.is_some_and(|kind| kind >= KINDS) {
        return Err(format::newer(&place("")));
    }
    let entry = match version {
        VERSION if kind == Some(RECORD) => format::exact(&[body, &[0; 2]].concat()),
        3 => format::exact(&[body, &[0]].concat()),
        VERSION | RECORD_VERSION => format::exact(body),
        1 => version_1(body),
        _ => None,
    };
    entry.ok_or_else(|| StoreError::Corrupt { place: place(" (unreadable)") })
}

/// Reads an entry of version 1: the two lists that a victim record lacks are empty, and that of
/// fingerprints; nothing tells when its submission began.
fn version_1(body: &[u8]) -> Option<Entry> {
    let bytes = [body, &[0; 4]].concat();
    let (entry, rest) = postcard::take_from_bytes(&bytes).ok()?;
    let lists = match &entry {
        Entry::Record { record, .. } if matches!(**record, Record::Victim(_)) => 4,
        Entry::Record { .. } => 2,
        _ => 0,
    };
    (rest.len() == 4 - lists && rest.iter().all(|byte| *byte == 0)).then_some(entry)
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
        let known = "02011065786368616e67652e6578616d706c6506706f6c69636507070707070707070707070707070707\
                     02ac02";
        assert_eq!(hex::encode(encode_entry(&entry)), known.replace(char::is_whitespace, ""));
        assert_eq!(decode_entry(1, &encode_entry(&entry)).unwrap(), entry);
        assert_eq!(encode_entry(&Entry::Erased), [2, 5]);
        // A hit check of an earlier version.
        let entry =
            Entry::HitCheck { member, purpose: HitPurpose::Protection, at: 100, found: None };
        let known = "020a1065786368616e67652e6578616d706c6506706f6c69636502c80100";
        assert_eq!(hex::encode(encode_entry(&entry)), known);
        let released = Entry::Released { number: 3, at: 100, tables: [7; 32] };
        assert_eq!(encode_entry(&released), [&[2, 20, 3, 200, 1][..], &[7; 32]].concat());
        let found = Entry::HitFound { id: HitCheckId([7; 16]), found: None };
        assert_eq!(encode_entry(&found), [&[2, 14][..], &[7; 16], &[0]].concat());
    }

    #[test]
    fn entries_of_version_1_are_read() {
        assert_eq!(decode_entry(1, &[1, 5]).unwrap(), Entry::Erased);
        // A victim record as version 1 wrote it.
        let old = "01001065786368616e67652e6578616d706c6506706f6c6963650707070707070707070707070707070700\
                   05504e2d31340200010101090909090909090909090909090909090200010101020001584b0000000000\
                   0101aa0a0000000000000000000001010102";
        let old = hex::decode(old.replace(char::is_whitespace, "")).unwrap();
        let Entry::Record { member, key, record, .. } = decode_entry(1, &old).unwrap() else {
            panic!("a record");
        };
        // Version 3 did not tell when the submission began, which is the last thing in an entry.
        let (mut bytes, _) = begin_record_entry(&member, key, &record, &[[7; 8]]);
        let whole = end_record_entry(bytes.clone(), 300);
        bytes[0] = 3;
        for (bytes, expected) in [(bytes, 0), (whole, 300)] {
            let Entry::Record { fingerprints, begun, .. } = decode_entry(1, &bytes).unwrap() else {
                panic!("a record");
            };
            assert_eq!((fingerprints, begun), (vec![[7; 8]], expected));
        }
        let Record::Victim(victim) = *record else { panic!("of a victim") };
        assert_eq!(victim.record_id.as_str(), "PN-14");
        assert_eq!(victim.identified_on.to_string(), "2010-03");
        assert!(victim.transnational_tokens.is_empty() && victim.discoverable_by.is_empty());
    }

    #[test]
    fn damage_and_newer_versions_are_named() {
        let cases: [(&[u8], &str); 10] = [
            (&[], "empty"),
            (&[9, 5], "newer version of vdx"),
            (&[3, KINDS], "newer version of vdx"),
            (&[2, KINDS], "newer version of vdx"),
            (&[2, 77], "newer version of vdx"),
            (&[2], "unreadable"),
            (&[2, 5, 0], "unreadable"),
            (&[1, 5, 0], "unreadable"),
            (&[1, 5, 0, 0], "unreadable"),
            (&[0, 5], "unreadable"),
        ];
        for (bytes, what) in cases {
            let error = decode_entry(4, bytes).unwrap_err().to_string();
            assert!(error.contains("journal entry 4") && error.contains(what), "{error}");
        }
        // The last kind is the last one that is known.
        let member = MemberId::new("a.example", "b").unwrap();
        let (key, kind) = (RecordKey([1; 16]), RecordKind::Victim);
        let last = Entry::Lapsed { member, key, kind, revision: 0 };
        assert_eq!(encode_entry(&last)[1], KINDS - 1);
    }
}
