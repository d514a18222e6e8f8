//! Rules that a well-formed record must keep beyond its types.
//!
//! A violation names the field and what would be right. It never repeats the
//! value: error messages end up in logs and tickets.

use super::code_list::CodeList;
use super::codes::{ProceedingOutcome, YesNo};
use super::inquiry::most_in_record;
use super::period::YearMonth;
use super::profile::Profile;
use super::record::{ProceedingRecord, Record, Token, VictimRecord, VictimReference};
use crate::{assistance_fields, proceeding_fields, victim_fields};

/// Violation: a field and the rule that it breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Path of the field, for example `victim.identified_on`.
    pub field: String,
    /// Words that say what would be right.
    pub description: String,
}

impl Violation {
    /// Makes a violation of a field.
    pub fn new(field: impl Into<String>, description: impl Into<String>) -> Self {
        Self { field: field.into(), description: description.into() }
    }
}

/// Largest number of tokens that one person may carry in one record: long names with one letter
/// left out at each place, under two key epochs.
pub const MAX_TOKENS: usize = 256;
/// Largest number of citizenships of one person.
pub const MAX_CITIZENSHIPS: usize = 4;
/// Largest number of countries by which a record may be discoverable.
pub const MAX_DISCOVERABLE: usize = 32;
/// Most codes of the exchange's own lists that a violation names.
const MOST_NAMED: usize = 100;
/// Largest number of victims of one proceeding record.
pub const MAX_VICTIMS: usize = 32;

/// Context of the rules: what they need to know besides the record.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The present month; later months are refused. Institutions in time zones
    /// ahead of UTC lose nothing: the caller passes the latest month that has
    /// begun anywhere.
    pub this_month: YearMonth,
    /// Epochs of the national key whose tokens are accepted.
    pub key_epochs: &'a [u32],
    /// Epochs of the transnational key whose tokens are accepted.
    pub transnational_epochs: &'a [u32],
    /// Region codes that may be used; empty when any may.
    pub regions: &'a [String],
    /// Linkage profile by which tokens are made.
    pub profile: &'a Profile,
}

/// Refuses months to come in the fields of the table that hold months.
macro_rules! months {
    (
        $record:ident, $kind:literal, $context:expr, $found:expr;
        $($shape:ident $name:ident: $type:tt $(< $($of:ty)? >)? $(=> $dimension:ident)?;)+
    ) => {
        $(month! { $shape $type $record, $name, $kind, $context, $found })+
    };
}

macro_rules! month {
    (must YearMonth $record:ident, $name:ident, $kind:literal, $context:expr, $found:expr) => {
        not_future(concat!($kind, ".", stringify!($name)), $record.$name, $context, $found);
    };
    (may YearMonth $record:ident, $name:ident, $kind:literal, $context:expr, $found:expr) => {
        if let Some(month) = $record.$name {
            not_future(concat!($kind, ".", stringify!($name)), month, $context, $found);
        }
    };
    ($($other:tt)*) => {};
}

/// Checks all rules, and returns those that a record breaks; empty when it is well-formed.
pub fn check(record: &Record, context: &Context<'_>) -> Vec<Violation> {
    let mut found = Vec::new();
    match record {
        Record::Victim(victim) => check_victim(victim, context, &mut found),
        Record::Assistance(assistance) => {
            reference("assistance.victim", &assistance.victim, context, &mut found);
            assistance_fields! { months assistance, "assistance", context, &mut found };
            if let Some(end) = assistance.ended_on {
                let start = assistance.started_on;
                not_before("assistance.ended_on", end, start, "started_on", &mut found);
            }
        }
        Record::Proceeding(proceeding) => check_proceeding(proceeding, context, &mut found),
    }
    found
}

/// Whether a record may be processed at all: the consent must say so.
pub fn may_be_processed(record: &Record) -> bool {
    match record {
        Record::Victim(victim) => victim.consent.processing == Some(YesNo::Yes),
        Record::Assistance(_) | Record::Proceeding(_) => true,
    }
}

fn check_victim(victim: &VictimRecord, context: &Context<'_>, found: &mut Vec<Violation>) {
    person("victim.tokens", &victim.tokens, context.key_epochs, context, found);
    if !victim.transnational_tokens.is_empty() {
        let field = "victim.transnational_tokens";
        let epochs = context.transnational_epochs;
        person(field, &victim.transnational_tokens, epochs, context, found);
        if !victim.may_cross_borders() {
            found.push(Violation::new(
                field,
                "may only be given with consent.cross_border_sharing YES and a cross-border element",
            ));
        }
    }
    if victim.discoverable_by.len() > MAX_DISCOVERABLE {
        found.push(Violation::new(
            "victim.consent.discoverable_by",
            format!("must be at most {MAX_DISCOVERABLE} countries"),
        ));
    }
    victim_fields! { months victim, "victim", context, found };
    if victim.citizenships.len() > MAX_CITIZENSHIPS {
        found.push(Violation::new(
            "victim.citizenships",
            format!("must be at most {MAX_CITIZENSHIPS} countries"),
        ));
    }
    if let Some(region) = &victim.region {
        let listed = context.regions.iter().any(|known| known == region.as_str());
        if !context.regions.is_empty() && !listed {
            let codes: Vec<&str> =
                context.regions.iter().take(MOST_NAMED).map(String::as_str).collect();
            let more = if context.regions.len() > MOST_NAMED { ", ..." } else { "" };
            found.push(Violation::new(
                "victim.region",
                format!(
                    "must be a code of the exchange's list of regions: {}{more}",
                    codes.join(", ")
                ),
            ));
        }
    }
}

fn check_proceeding(record: &ProceedingRecord, context: &Context<'_>, found: &mut Vec<Violation>) {
    known_epoch("proceeding.key_epoch", record.key_epoch, context.key_epochs, found);
    proceeding_fields! { months record, "proceeding", context, found };
    if let Some(closed) = record.closed_on {
        not_before("proceeding.closed_on", closed, record.opened_on, "opened_on", found);
    }
    if record.court_days.is_some_and(|days| days > 20_000) {
        found.push(Violation::new("proceeding.court_days", "must be at most 20000"));
    }
    if let Some(months) = record.sentence_months {
        if months > 1_200 {
            found.push(Violation::new("proceeding.sentence_months", "must be at most 1200"));
        }
        if record.outcome != ProceedingOutcome::Convicted {
            found.push(Violation::new(
                "proceeding.sentence_months",
                "may only be given with outcome CONVICTED",
            ));
        }
    }
    if record.victims.len() > MAX_VICTIMS {
        found.push(Violation::new(
            "proceeding.victims",
            format!("must be at most {MAX_VICTIMS} victims"),
        ));
    }
    for (index, victim) in record.victims.iter().enumerate() {
        reference(&format!("proceeding.victims[{index}]"), victim, context, found);
    }
}

fn reference(
    field: &str,
    reference: &VictimReference,
    context: &Context<'_>,
    found: &mut Vec<Violation>,
) {
    if let VictimReference::Tokens(list) = reference {
        person(&format!("{field}.tokens"), list, context.key_epochs, context, found);
    }
}

/// Checks the tokens of one person in a record. Of each kind there are as many as one person has: more
/// would be of several, and link strangers.
fn person(
    field: &str,
    list: &[Token],
    epochs: &[u32],
    context: &Context<'_>,
    found: &mut Vec<Violation>,
) {
    tokens(field, list, epochs, found);
    let mut sorted = list.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    for alike in sorted.chunk_by(|a, b| (a.kind, a.key_epoch) == (b.kind, b.key_epoch)) {
        let (kind, count) = (alike[0].kind, alike.len());
        let code = kind.code();
        match most_in_record(context.profile, kind) {
            most if count <= most => {}
            0 => found.push(Violation::new(
                field,
                format!("{code} is no match key of the linkage profile"),
            )),
            most => found.push(Violation::new(
                field,
                format!(
                    "{code}: must be at most {most} for each key epoch, as one person has; there are {count}"
                ),
            )),
        }
    }
}

/// Checks number and key epochs of the tokens of one person.
pub fn check_tokens(field: &str, list: &[Token], epochs: &[u32]) -> Vec<Violation> {
    let mut found = Vec::new();
    tokens(field, list, epochs, &mut found);
    found
}

fn tokens(field: &str, tokens: &[Token], epochs: &[u32], found: &mut Vec<Violation>) {
    if tokens.is_empty() || tokens.len() > MAX_TOKENS {
        found.push(Violation::new(field, format!("must be 1 to {MAX_TOKENS} tokens")));
    }
    for (index, token) in tokens.iter().enumerate() {
        if !epochs.contains(&token.key_epoch) {
            let field = format!("{field}[{index}].key_epoch");
            found.push(Violation::new(field, epoch_rule(epochs)));
        }
    }
}

fn known_epoch(field: &str, epoch: u32, epochs: &[u32], found: &mut Vec<Violation>) {
    if !epochs.contains(&epoch) {
        found.push(Violation::new(field, epoch_rule(epochs)));
    }
}

/// Rule for a key epoch, with the epochs that are accepted.
pub fn epoch_rule(epochs: &[u32]) -> String {
    let known: Vec<String> = epochs.iter().map(u32::to_string).collect();
    if known.is_empty() {
        return "is of a key that this exchange is not set up for".into();
    }
    format!("must be a key epoch in use: {}", known.join(", "))
}

fn not_future(field: &str, month: YearMonth, context: &Context<'_>, found: &mut Vec<Violation>) {
    if month > context.this_month {
        found.push(Violation::new(field, "must not be in the future"));
    }
}

fn not_before(
    field: &str,
    month: YearMonth,
    start: YearMonth,
    start_name: &str,
    found: &mut Vec<Violation>,
) {
    if month < start {
        found.push(Violation::new(field, format!("must not be before {start_name}")));
    }
}
