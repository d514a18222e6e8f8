//! The entries of the journal and their bytes.
//!
//! An entry is a version byte, then `postcard` (see [`super::format`]). A changed layout gets a new
//! version byte and keeps the reader of the old one. New kinds of entries go to the end of [`Entry`]
//! without a new version: a program that does not know a kind says that a newer one wrote it. A test
//! holds known bytes fast.
//!
//! Version 2 added two lists at the end of victim records. They are the last bytes of an entry,
//! so that one of version 1 is read as if two empty lists followed.

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
    /// A submission is durable up to here: as earlier versions wrote it.
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
    /// An epoch was published, by an earlier version.
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
    /// A referral was drafted; its envelopes were committed with this entry.
    Referral {
        /// Its open part.
        open: Box<OpenPart>,
        /// Who made it.
        sender: MemberId,
        /// To whom it goes.
        recipient: MemberId,
        /// The first event of its history.
        event: Box<Event>,
    },
    /// Something happened to a referral.
    ReferralEvent {
        /// Which.
        id: ReferralId,
        /// What.
        event: Box<Event>,
    },
    /// The envelopes of a completed referral were erased.
    ReferralErased {
        /// Which.
        id: ReferralId,
    },
    /// A liaison published a key.
    LiaisonKey {
        /// The public half.
        key: Box<PublicKey>,
        /// When, Unix seconds.
        published_at: i64,
    },
    /// A liaison asked whether a person is known: as earlier versions wrote it, with the answer.
    HitCheck {
        /// Who asked.
        member: MemberId,
        /// Why.
        purpose: HitPurpose,
        /// When, Unix seconds.
        at: i64,
        /// With a hit: its handle, and the member whose record it was.
        found: Option<(HitHandle, MemberId)>,
    },
    /// A member may ask this many more questions, by an earlier version.
    Questions {
        /// Who.
        member: MemberId,
        /// When it was reserved, Unix seconds.
        at: i64,
        /// For which epoch.
        epoch: u64,
        /// How many.
        count: u32,
    },
    /// Records were carried to a hub.
    Relayed {
        /// Its name in the configuration.
        hub: String,
        /// Everything up to this journal entry has been looked at.
        through: u64,
        /// Records that the hub now has.
        sent: Vec<RecordKey>,
        /// Records that it no longer has.
        withdrawn: Vec<RecordKey>,
    },
    /// A liaison asks whether a person is known: counted before anything is searched.
    HitAsked {
        /// Names the check.
        id: HitCheckId,
        /// Who asks.
        member: MemberId,
        /// Its country: whose budget it is.
        country: Country,
        /// Why.
        purpose: HitPurpose,
        /// When, Unix seconds.
        at: i64,
        /// What it takes of the day's budget.
        cost: u32,
        /// When the answer opens, Unix seconds, where a person confirms it first.
        opens_at: Option<i64>,
    },
    /// What the search for a check found. Without confirmation this is the answer.
    HitFound {
        /// Which check.
        id: HitCheckId,
        /// A record, if any.
        found: Option<HitFound>,
    },
    /// A person at the holding side confirmed or denied what a check found.
    HitDecided {
        /// Which check.
        id: HitCheckId,
        /// Who decided.
        member: MemberId,
        /// Whether it is a hit.
        confirmed: bool,
        /// When, Unix seconds.
        at: i64,
    },
    /// The answer to a check opened.
    HitOpened {
        /// Which check.
        id: HitCheckId,
        /// What it is.
        hit: bool,
    },
    /// Something about hit checks that coordinator and auditor are told without asking.
    HitAlarmed {
        /// Whose checks.
        country: Country,
        /// What.
        alarm: HitAlarm,
        /// How many there were.
        count: u32,
        /// When, Unix seconds.
        at: i64,
    },
    /// A coordinator proposed a release: it takes the place of an earlier proposal.
    ReleaseProposed {
        /// Its number, from 1.
        number: u32,
        /// What it measures.
        scope: ReleaseScope,
        /// Hash of the rules of its block of years.
        rules: [u8; 32],
        /// Who proposed it.
        by: Signer,
        /// When, Unix seconds.
        at: i64,
    },
    /// Another coordinator approved it: its budget is spent. The frozen units and the sealed seed
    /// were committed with this entry.
    ReleaseApproved {
        /// Which.
        number: u32,
        /// Who approved it.
        by: Signer,
        /// When, Unix seconds.
        at: i64,
        /// Hash of the frozen units.
        snapshot: [u8; 32],
        /// What it cost each unit.
        charges: Vec<ReleaseCharge>,
    },
    /// Its figures were committed with this entry; the frozen units and the seed are gone.
    Released {
        /// Which.
        number: u32,
        /// When, Unix seconds.
        at: i64,
        /// Hash of the measured tables.
        tables: [u8; 32],
    },
    /// A submission is durable up to here.
    Submitted {
        /// Its institution.
        member: MemberId,
        /// The submission.
        submission: OpaqueId,
        /// The last durable batch.
        sequence: u64,
        /// Sequence number of the first journal entry after which it began: records without a revision
        /// that other submissions have stored since are newer than its own.
        begun: u64,
    },
    /// A coordinator acknowledged that the exchange was restored from a backup: what was released
    /// after the backup was made is not known.
    RestoreAcknowledged {
        /// When, Unix seconds.
        at: i64,
    },
    /// A coordinator said which releases were made after the backup: it takes the place of what was
    /// said before, and waits for another coordinator to say the same.
    LossesStated {
        /// What they measured, in their order.
        lost: Vec<ReleaseScope>,
        /// Who said so.
        by: Signer,
        /// When, Unix seconds.
        at: i64,
    },
    /// Another coordinator said the same: the budgets of these releases are spent.
    LossesConfirmed {
        /// The releases, in their order.
        lost: Vec<LostRelease>,
        /// Who said so.
        by: Signer,
        /// When, Unix seconds.
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
}

/// A release that was made after the backup from which the exchange was restored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LostRelease {
    /// The number that it has from now on.
    pub number: u32,
    /// What it measured.
    pub scope: ReleaseScope,
    /// Hash of the rules of its block of years.
    pub rules: [u8; 32],
    /// What it has cost each unit, as far as it is known now.
    pub charges: Vec<ReleaseCharge>,
}

/// What a release cost one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseCharge {
    /// All mentions that told of the unit.
    pub mentions: Vec<u128>,
    /// Privacy budget, in millionths of a millionth of rho.
    pub amount: u64,
}

/// A record that a check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HitFound {
    /// What the asker gets, with a hit.
    pub handle: HitHandle,
    /// Whose record it is.
    pub holder: MemberId,
    /// The record.
    pub record: RecordKey,
}

const VERSION: u8 = 2;
/// Kinds of entries that this program knows.
const KINDS: u8 = 26;

/// The bytes of an entry.
pub fn encode_entry(entry: &Entry) -> Vec<u8> {
    format::encode(VERSION, entry)
}

/// The bytes of the entry of an accepted record, and where the record's own begin: a record is
/// serialized once for its entry and its digest.
pub fn encode_record_entry(member: &MemberId, key: RecordKey, record: &Record) -> (Vec<u8>, usize) {
    const RECORD: u8 = 0;
    /// Of a record of some twenty tokens.
    const USUAL: usize = 640;
    let bytes = postcard::to_extend(&(VERSION, RECORD, member, key), Vec::with_capacity(USUAL))
        .expect("journal entries always serialize");
    let begin = bytes.len();
    (record.append_to(bytes), begin)
}

/// The entry at a sequence number.
pub fn decode_entry(sequence: u64, bytes: &[u8]) -> Result<Entry, StoreError> {
    let place = |what: &str| format!("journal entry {sequence}{what}");
    let (version, body) = format::split(&place(""), VERSION, bytes)?;
    // Fewer than 128 kinds: the first byte is the kind.
    if version == VERSION && body.first().is_some_and(|kind| *kind >= KINDS) {
        return Err(format::newer(&place("")));
    }
    let entry = match version {
        VERSION => format::exact(body),
        1 => version_1(body),
        _ => None,
    };
    entry.ok_or_else(|| StoreError::Corrupt { place: place(" (unreadable)") })
}

/// An entry of version 1: the two lists that a victim record lacks are empty.
fn version_1(body: &[u8]) -> Option<Entry> {
    let lists = [0, 0];
    let bytes = [body, &lists].concat();
    let (entry, rest) = postcard::take_from_bytes(&bytes).ok()?;
    let is_victim =
        matches!(&entry, Entry::Record { record, .. } if matches!(**record, Record::Victim(_)));
    (rest == if is_victim { &[][..] } else { &lists }).then_some(entry)
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
        let Entry::Record { record, .. } = decode_entry(1, &old).unwrap() else {
            panic!("a record");
        };
        let Record::Victim(victim) = *record else { panic!("of a victim") };
        assert_eq!(victim.record_id.as_str(), "PN-14");
        assert_eq!(victim.identified_on.to_string(), "2010-03");
        assert!(victim.transnational_tokens.is_empty() && victim.discoverable_by.is_empty());
    }

    #[test]
    fn damage_and_newer_versions_are_named() {
        let cases: [(&[u8], &str); 9] = [
            (&[], "empty"),
            (&[9, 5], "newer version of vdx"),
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
        let last = Entry::ConsentEnded { member, key, kind, revision: 0 };
        assert_eq!(encode_entry(&last)[1], KINDS - 1);
    }
}
