//! Corrections that somebody has to confirm: none is made by itself that would share a record more widely,
//! bring back what was corrected, or put another person in the place of the one before, and none of very
//! many at once, which may be those of an older export.

use std::collections::BTreeMap;
use std::io::IsTerminal;

use anyhow::{Context, Result};

use crate::proto::v1::RecordQuestion as Question;
use crate::pseudonym::Builder;

use super::held::Lacking;
use super::reasons::Rejection;
use super::speech::{counted, sentence, word};

/// Lines that are told one by one.
const TOLD: usize = 20;

/// What its user confirms before it is asked.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct Confirm {
    /// Confirms how many records are shared more widely than before: consent to sharing across borders
    /// becomes YES, or more countries may find them.
    #[arg(long, value_name = "NUMBER")]
    pub confirm_wider: Option<u64>,
    /// Confirms how many rows bring back contents that were corrected since; --newest says so of all.
    #[arg(long, value_name = "NUMBER")]
    pub confirm_earlier: Option<u64>,
    /// Confirms how many rows are about another person than their record at the exchange.
    #[arg(long, value_name = "NUMBER")]
    pub confirm_other_person: Option<u64>,
    /// Confirms how many records are corrected, where a file corrects more than a third of its records that
    /// are at the exchange, as an older export does that is sent by mistake; --newest says so of all.
    #[arg(long, value_name = "NUMBER")]
    pub confirm_corrections: Option<u64>,
}

/// Rows with corrections that have to be confirmed, by what they would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Number of records, and the first lines of their rows.
    rows: BTreeMap<Question, (u64, Vec<u64>)>,
    /// What was confirmed.
    confirmed: Vec<Question>,
    /// Why the file may be an older one though it makes few corrections.
    pub lacking: Option<Lacking>,
}

/// The words for what would become of rows, and for how that is confirmed.
fn keys(question: Question) -> Option<(&'static str, &'static str)> {
    match question {
        Question::WiderSharing => Some(("cli-asked_wider", "cli-asked_wider_how")),
        Question::EarlierContent => Some(("cli-asked_earlier", "cli-asked_earlier_how")),
        Question::OtherPerson => Some(("cli-asked_other", "cli-asked_other_how")),
        Question::Correction => Some(("cli-asked_many", "cli-asked_many_how")),
        Question::Unspecified => None,
    }
}

impl Asked {
    /// Adds a row.
    pub fn add(&mut self, line: u64, questions: &[Question]) {
        for question in questions {
            let (count, lines) = self.rows.entry(*question).or_default();
            *count += 1;
            if lines.len() < TOLD {
                lines.push(line);
            }
        }
    }

    /// What is confirmed of all these, by options or in answer to a question on a terminal.
    pub fn confirm(&mut self, options: &Confirm, is_newest: bool) -> Result<Vec<Question>> {
        let mut confirmed = Vec::new();
        for (&question, (count, _)) in &self.rows {
            let Some((key, _)) = keys(question) else { continue };
            let option = match question {
                Question::WiderSharing => options.confirm_wider,
                Question::EarlierContent => options.confirm_earlier,
                Question::Correction => options.confirm_corrections,
                _ => options.confirm_other_person,
            };
            let is_confirmed = match option {
                Some(number) => number == *count,
                None if question == Question::EarlierContent && is_newest => true,
                None if std::io::stdin().is_terminal() => {
                    note!("{}", self.told(key, question));
                    let prompt = counted("cli-asked_question", *count);
                    let asked = dialoguer::Confirm::new().with_prompt(prompt).default(false);
                    asked.interact().context("no answer")?
                }
                None => false,
            };
            if is_confirmed {
                confirmed.push(question);
            }
        }
        self.confirmed.clone_from(&confirmed);
        Ok(confirmed)
    }

    /// Whether the file may be an older one: it corrects very many records, and nobody has confirmed that.
    pub fn may_be_older(&self) -> bool {
        let question = Question::Correction;
        self.rows.contains_key(&question) && !self.confirmed.contains(&question)
    }

    /// What would become of them, and which rows they are.
    fn told(&self, key: &str, question: Question) -> String {
        let Some((count, lines)) = self.rows.get(&question) else { return String::new() };
        let more = if *count as usize > lines.len() { ", ..." } else { "" };
        let lines: Vec<_> = lines.iter().map(u64::to_string).collect();
        let mut args =
            vec![("count", (*count).into()), ("lines", (lines.join(", ") + more).into())];
        match &self.lacking {
            Some(Lacking { since, there, own }) if question == Question::Correction => {
                args.extend([("since", since.as_str().into())]);
                args.extend([("there", (*there).into()), ("own", (*own).into())]);
                sentence("cli-asked_lacking", &args)
            }
            _ => sentence(key, &args),
        }
    }

    /// What its user must know at the end of the run, a line for each question.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (&question, (count, _)) in &self.rows {
            let Some((key, how)) = keys(question) else {
                text += &(counted("cli-asked_unknown", *count) + "\n");
                continue;
            };
            let end = match self.confirmed.contains(&question) {
                true => word("cli-asked_confirmed"),
                false => sentence(how, &[("count", (*count).into())]),
            };
            text += &format!("{} {end}\n", self.told(key, question));
        }
        text
    }
}

/// Why rows were rejected whose corrections nobody confirmed.
pub fn unconfirmed(
    builder: &Builder,
    line: u64,
    questions: &[Question],
    confirmed: &[Question],
) -> Vec<Rejection> {
    let column = |field| builder.column_of_violation(field);
    let of = |question: &Question| {
        let (column, reason) = match question {
            Question::WiderSharing => (
                column("victim.consent.cross_border_sharing"),
                "would share the record more widely than before; if the person says so, run again with --confirm-wider NUMBER",
            ),
            Question::EarlierContent => (
                String::new(),
                "would bring back contents that were corrected since; if it is right all the same, run again with --confirm-earlier NUMBER",
            ),
            Question::OtherPerson => (
                column("victim.tokens"),
                "is about another person than the record with this id at the exchange; if it is right all the same, run again with --confirm-other-person NUMBER",
            ),
            Question::Correction => (
                String::new(),
                "is a correction by a file that may be an older export; if it is the newest, run again with --confirm-corrections NUMBER, or --newest",
            ),
            Question::Unspecified => (
                String::new(),
                "the exchange asks what this version does not know: use a newer one",
            ),
        };
        Rejection { line, column, reason: reason.into() }
    };
    questions.iter().filter(|question| !confirmed.contains(question)).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_confirmed_is_confirmed_by_its_number() {
        let mut asked = Asked::default();
        asked.add(2, &[Question::WiderSharing, Question::EarlierContent]);
        asked.add(5, &[Question::WiderSharing]);
        let with = |confirm_wider, confirm_earlier| Confirm {
            confirm_wider,
            confirm_earlier,
            ..Confirm::default()
        };
        assert_eq!(asked.confirm(&with(Some(1), Some(2)), false).unwrap(), []);
        let told = asked.text();
        assert!(told.contains("--confirm-wider 2") && told.contains("2, 5"), "{told}");
        let confirmed = asked.confirm(&with(Some(2), Some(0)), true).unwrap();
        assert_eq!(confirmed, [Question::WiderSharing]);
        let confirmed = asked.confirm(&with(Some(1), None), true).unwrap();
        assert_eq!(confirmed, [Question::EarlierContent], "--newest says so");
    }
}
