//! Pseudonymized records. Field meanings and units are those of `proto/vdx/v1/records.proto`;
//! `None` and empty sets mean "not reported".

use std::fmt;

use serde::{Deserialize, Serialize};

use super::code_list::CodeSet;
use super::codes::*;
use super::country::Country;
use super::id::OpaqueId;
use super::period::YearMonth;
use crate::{assistance_fields, proceeding_fields, victim_fields};

/// Length of a token and of every other pseudonym, in bytes.
pub const TOKEN_LENGTH: usize = 16;

/// Token: a keyed hash of one match key of a person.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Token {
    /// Kind of the match key that was hashed.
    pub kind: MatchKeyKind,
    /// Epoch of the national or transnational key that made the token.
    pub key_epoch: u32,
    /// Bytes of the hash.
    pub value: [u8; TOKEN_LENGTH],
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Token({:?}, ..)", self.kind)
    }
}

/// Pseudonym of a case or a defendant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Pseudonym(pub [u8; TOKEN_LENGTH]);

impl fmt::Debug for Pseudonym {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pseudonym(..)")
    }
}

/// Value of a token or another pseudonym, with its kind and key epoch.
pub struct TokenValue<'a> {
    /// Kind of the match key; `None` for a case or a defendant.
    pub kind: Option<MatchKeyKind>,
    /// Epoch of the national key that made the value.
    pub key_epoch: u32,
    /// Bytes of the hash.
    pub value: &'a mut [u8; TOKEN_LENGTH],
}

impl<'a> From<&'a mut Token> for TokenValue<'a> {
    fn from(token: &'a mut Token) -> Self {
        Self { kind: Some(token.kind), key_epoch: token.key_epoch, value: &mut token.value }
    }
}

/// Consent of the person or the guardian.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// Consent to processing by the exchange.
    pub processing: Option<YesNo>,
    /// Consent to sharing with other countries' referral mechanisms.
    pub cross_border_sharing: Option<YesNo>,
}

/// The type of a field in its record, by its shape in the table of fields.
macro_rules! held {
    (may $type:ty) => { Option<$type> };
    (may_made $type:ty) => { Option<$type> };
    ($shape:ident $type:ty) => { $type };
}

macro_rules! record {
    (
        $(#[$meta:meta])* $Record:ident;
        $($shape:ident $name:ident: $type:ty $(=> $dimension:ident)?;)+
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[allow(missing_docs)] // each field is documented in the schema
        pub struct $Record {
            $(pub $name: held!($shape $type),)+
        }
    };
}

victim_fields! { record
    /// Victim record: one person x one trafficking episode x one institution. Its last two fields
    /// came with version 2 of the journal, which fills them with nothing when it reads an older
    /// entry.
    VictimRecord
}

impl VictimRecord {
    /// Whether the case crosses a border: by its trafficking form, or because it names two
    /// countries.
    pub fn is_cross_border(&self) -> bool {
        let countries = [
            self.country_of_exploitation,
            self.country_of_residence,
            self.country_of_identification,
            self.country_of_recruitment,
        ];
        let mut named = self.citizenships.iter().copied().chain(countries.into_iter().flatten());
        let first = named.next();
        let by_form = matches!(
            self.trafficking_form,
            Some(TraffickingForm::CrossBorder | TraffickingForm::Both)
        );
        by_form || named.any(|country| Some(country) != first)
    }

    /// Whether the record may be shared with other countries at all: by consent, and only when the
    /// case crosses a border.
    pub fn may_cross_borders(&self) -> bool {
        self.consent.cross_border_sharing == Some(YesNo::Yes) && self.is_cross_border()
    }
}

/// Reference to the person that an assistance or proceeding record is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum VictimReference {
    /// Id of a victim record of the same institution, which may arrive later.
    Record(OpaqueId),
    /// Tokens of the person.
    Tokens(Vec<Token>),
}

impl VictimReference {
    /// Tokens of the person, where the reference itself has them.
    pub fn tokens(&self) -> Option<&[Token]> {
        match self {
            Self::Tokens(tokens) => Some(tokens),
            Self::Record(_) => None,
        }
    }

    fn tokens_mut(&mut self) -> Option<&mut Vec<Token>> {
        match self {
            Self::Tokens(tokens) => Some(tokens),
            Self::Record(_) => None,
        }
    }
}

assistance_fields! { record
    /// Assistance record: one service offered or given to one person.
    AssistanceRecord
}

/// Compensation of victims in a proceeding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)] // each field is documented in the schema
pub struct Compensation {
    pub requested: Option<YesNo>,
    pub awarded: Option<YesNo>,
    pub paid: Option<YesNo>,
    pub amount_euro: u64,
}

proceeding_fields! { record
    /// Proceeding record: one case x one defendant x one offence.
    ProceedingRecord
}

/// A record of any kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)] // each kind is documented at its own type
pub enum Record {
    Victim(Box<VictimRecord>),
    Assistance(Box<AssistanceRecord>),
    Proceeding(Box<ProceedingRecord>),
}

impl Record {
    /// Kind of the record.
    pub fn kind(&self) -> RecordKind {
        match self {
            Self::Victim(_) => RecordKind::Victim,
            Self::Assistance(_) => RecordKind::Assistance,
            Self::Proceeding(_) => RecordKind::Proceeding,
        }
    }

    /// Id of the record within its institution and kind.
    pub fn record_id(&self) -> &OpaqueId {
        match self {
            Self::Victim(record) => &record.record_id,
            Self::Assistance(record) => &record.record_id,
            Self::Proceeding(record) => &record.record_id,
        }
    }

    /// Revision of the record.
    pub fn revision(&self) -> u32 {
        match self {
            Self::Victim(record) => record.revision,
            Self::Assistance(record) => record.revision,
            Self::Proceeding(record) => record.revision,
        }
    }

    /// Groups of the record's tokens, each of one person, in order.
    pub fn token_groups(&self) -> Vec<&[Token]> {
        match self {
            Self::Victim(record) => vec![record.tokens.as_slice()],
            Self::Assistance(record) => record.victim.tokens().into_iter().collect(),
            Self::Proceeding(record) => {
                record.victims.iter().filter_map(VictimReference::tokens).collect()
            }
        }
    }

    /// Groups of the record's tokens, each of one person, to be changed.
    fn token_lists(&mut self) -> Vec<&mut Vec<Token>> {
        match self {
            Self::Victim(record) => vec![&mut record.tokens],
            Self::Assistance(record) => record.victim.tokens_mut().into_iter().collect(),
            Self::Proceeding(record) => {
                record.victims.iter_mut().filter_map(VictimReference::tokens_mut).collect()
            }
        }
    }

    /// Appends the record's bytes as they stand in the journal and under its digest.
    pub fn append_to(&self, bytes: Vec<u8>) -> Vec<u8> {
        postcard::to_extend(self, bytes).expect("records always serialize")
    }

    /// The record without tokens and pseudonyms: what it says, whoever it is about and under
    /// whichever national key.
    pub fn without_pseudonyms(&self) -> Self {
        let mut record = self.clone();
        record.token_lists().into_iter().for_each(Vec::clear);
        match &mut record {
            Self::Victim(record) => record.transnational_tokens.clear(),
            Self::Assistance(_) => {}
            Self::Proceeding(record) => {
                record.case_token = Pseudonym([0; TOKEN_LENGTH]);
                record.defendant_token = None;
                record.key_epoch = 0;
            }
        }
        record
    }

    /// The record without what lets partner countries find its person.
    pub fn without_transnational(&self) -> Self {
        let mut record = self.clone();
        if let Self::Victim(record) = &mut record {
            record.transnational_tokens.clear();
        }
        record
    }

    /// Scopes and epochs of the keys of the record's tokens and pseudonyms, sorted.
    pub fn key_epochs(&self) -> Vec<(KeyScope, u32)> {
        let national = |epoch: u32| (KeyScope::National, epoch);
        let mut epochs: Vec<(KeyScope, u32)> = self
            .token_groups()
            .into_iter()
            .flatten()
            .map(|token| national(token.key_epoch))
            .collect();
        match self {
            Self::Victim(record) => epochs.extend(
                record
                    .transnational_tokens
                    .iter()
                    .map(|token| (KeyScope::Transnational, token.key_epoch)),
            ),
            Self::Proceeding(record) => epochs.push(national(record.key_epoch)),
            Self::Assistance(_) => {}
        }
        epochs.sort_unstable();
        epochs.dedup();
        epochs
    }

    /// Replaces every token and pseudonym by its keyed hash. The function is given all of them at
    /// once, which is quicker than one by one.
    pub fn rehash(&mut self, hash: impl FnOnce(&mut [TokenValue])) {
        let tokens = self.token_groups().iter().map(|list| list.len()).sum::<usize>();
        // A proceeding has two pseudonyms beside.
        let mut values = Vec::with_capacity(tokens + 2);
        match self {
            Self::Victim(record) => values.extend(record.tokens.iter_mut().map(TokenValue::from)),
            Self::Assistance(record) => {
                let tokens = record.victim.tokens_mut().into_iter().flatten();
                values.extend(tokens.map(TokenValue::from));
            }
            Self::Proceeding(record) => {
                let lists = record.victims.iter_mut().filter_map(VictimReference::tokens_mut);
                values.extend(lists.flatten().map(TokenValue::from));
                let pseudonyms = [Some(&mut record.case_token), record.defendant_token.as_mut()];
                values.extend(pseudonyms.into_iter().flatten().map(|Pseudonym(value)| {
                    TokenValue { kind: None, key_epoch: record.key_epoch, value }
                }));
            }
        }
        hash(&mut values);
        for list in self.token_lists() {
            list.sort_unstable();
            list.dedup();
        }
    }
}
