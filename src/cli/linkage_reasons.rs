//! Why pairs of records were linked or not, in lines for people.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::code_list::CodeList;
use crate::domain::codes::MatchKeyKind;
use crate::domain::profile::{Part, Profile};
use crate::linkage::Comparison;

use super::common::wrap;

/// Columns that a line takes at most.
const COLUMNS: usize = 80;
/// Reasons that are told, the commonest ones.
const TOLD: usize = 15;

/// What two records have in common, and what it came to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reason {
    /// Match keys that both have and share.
    shared: Vec<MatchKeyKind>,
    /// Names of groups of which both have keys, and share none; of a group with one such key, the key.
    apart: Vec<String>,
    /// Weight in bits, and whether a veto keeps them apart.
    verdict: String,
}

impl Reason {
    /// Two records that were never compared.
    pub fn not_compared() -> Self {
        Self { shared: Vec::new(), apart: Vec::new(), verdict: "not compared".into() }
    }

    /// What a comparison found.
    pub fn of(comparison: &Comparison, profile: &Profile) -> Self {
        let shared = MatchKeyKind::ALL.iter().copied().filter(|kind| comparison.shares(*kind));
        let mut apart = Vec::new();
        for group in &profile.groups {
            let of_group = |kind: &&MatchKeyKind| group.kinds & (1 << kind.number()) != 0;
            let both = MatchKeyKind::ALL.iter().filter(of_group);
            let both: Vec<_> = both.filter(|kind| comparison.both_have(**kind)).collect();
            match both.as_slice() {
                [] => {}
                kinds if kinds.iter().any(|kind| comparison.shares(**kind)) => {}
                [kind] => apart.push(kind.code().to_owned()),
                // A group may be called as a detail is, though its keys hold others beside it.
                _ => apart.push(format!("any key of \"{}\"", group.name)),
            }
        }
        let veto = if comparison.veto { ", veto" } else { "" };
        let verdict = format!("{:+.1} bits{veto}", comparison.weight);
        Self { shared: shared.collect(), apart, verdict }
    }

    /// The reason in one line, for programs.
    pub fn line(&self) -> String {
        let mut text = self.shares();
        if !self.apart.is_empty() {
            text += &format!("; do not share {}", self.apart.join(", "));
        }
        format!("{text} ({})", self.verdict)
    }

    fn shares(&self) -> String {
        match self.shared.is_empty() {
            true => "none".into(),
            false => self.shared.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(" "),
        }
    }
}

/// The commonest reasons, a few lines for each.
pub fn reasons_text(title: &str, reasons: &[(Reason, usize)]) -> String {
    if reasons.is_empty() {
        return format!("{title}: none\n");
    }
    let mut text = format!("{title}:\n");
    for (reason, pairs) in reasons.iter().take(TOLD) {
        text += &format!("{pairs:>6}  {}\n", reason.verdict);
        text += &indented("share", &reason.shares());
        if !reason.apart.is_empty() {
            text += &indented("both have, and do not share", &reason.apart.join(", "));
        }
    }
    if reasons.len() > TOLD {
        let rest: usize = reasons[TOLD..].iter().map(|(_, pairs)| pairs).sum();
        text += &format!("{rest:>6}  of {} other sorts (--json has all)\n", reasons.len() - TOLD);
    }
    text
}

fn indented(what: &str, words: &str) -> String {
    let lines = wrap(&format!("{what}: {words}"), COLUMNS - 10);
    lines.lines().map(|line| format!("        {line}\n")).collect()
}

/// What the match keys in some reasons are made of.
pub fn legend<'r>(profile: &Profile, reasons: impl Iterator<Item = &'r Reason>) -> String {
    let mut named = BTreeSet::new();
    for reason in reasons {
        named.extend(reason.shared.iter().map(|kind| kind.code()));
        named.extend(reason.apart.iter().map(String::as_str));
    }
    let keys: BTreeMap<&str, &[Part]> =
        profile.keys.iter().map(|key| (key.kind.code(), key.parts.as_slice())).collect();
    let mut text = String::new();
    for (code, parts) in keys.into_iter().filter(|(code, _)| named.contains(code)) {
        let parts = parts.iter().map(|part| meaning(*part)).collect::<Vec<_>>().join(", ");
        let lines = wrap(&format!("{code}: {parts}"), COLUMNS - 6);
        for (place, line) in lines.lines().enumerate() {
            text += &format!("{}{line}\n", if place == 0 { "  " } else { "      " });
        }
    }
    if text.is_empty() { text } else { format!("\nWhat the keys are made of:\n{text}") }
}

/// A part of a match key, in words.
fn meaning(part: Part) -> &'static str {
    match part {
        Part::Given => "given name",
        Part::Surname => "surname",
        Part::GivenSound => "sound of the given name",
        Part::SurnameSound => "sound of the surname",
        Part::GivenPrefix => "beginning of the given name",
        Part::SurnamePrefix => "beginning of the surname",
        Part::NamesSorted => "both names in any order",
        Part::SurnamePart => "a part of the surname",
        Part::GivenNear => "given name but for a letter",
        Part::SurnameNear => "surname but for a letter",
        Part::Id => "national id",
        Part::IdSlip => "national id but for a character that is not the last",
        Part::IdStem => "national id but for the last character",
        Part::IdForm => "where the national id has letters and digits",
        Part::Document => "document",
        Part::DocumentNear => "document but for a character",
        Part::Place => "place of birth",
        Part::Sex => "sex",
        Part::Year => "year of birth",
        Part::YearNear => "year of birth but for a slip",
        Part::Month => "month of birth",
        Part::Day => "day of birth",
        Part::DateSorted => "day and month of birth in any order",
        Part::DateNear => "date of birth but for a day or a year",
        Part::NamesPair => "two words of the names",
        Part::NamesWord => "a word of the names",
        Part::NamesConsonants => "consonants of both names",
        Part::GivenRoot => "commonest variant of the given name",
        Part::SurnameRoot => "common form of the surname",
        Part::GivenKnown => "well-known given name",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_fit_a_terminal_and_every_key_is_explained() {
        let profile = Profile::shipped();
        let reason = Reason {
            shared: profile.keys.iter().map(|key| key.kind).collect(),
            apart: vec!["SEX_BIRTH_DATE".into(), "any key of \"place\"".into()],
            verdict: "+1.0 bits".into(),
        };
        let text = reasons_text("Missed pairs", &[(reason.clone(), 3)])
            + &legend(&profile, std::iter::once(&reason));
        assert!(text.lines().all(|line| line.chars().count() <= COLUMNS), "{text}");
        for key in &profile.keys {
            assert!(text.contains(&format!("\n  {}: ", key.kind.code())), "{text}");
        }
        assert!(text.contains("do not share: SEX_BIRTH_DATE"), "{text}");
        assert!(text.contains("SEX_BIRTH_DATE: sex, year of birth, month of birth, day of birth"));
        assert!(reason.line().contains("; do not share SEX_BIRTH_DATE"));
    }
}
