//! What is told of how a file was read: why rows were rejected, what was set aside, what was read in
//! another way than it stands. Columns and lines, never a value.

use std::collections::BTreeMap;

use crate::foreign;
use crate::pseudonym::{ReadNotes, Remark, Remarked, SetAside};

use super::speech::{counted, said, sentence, word};

/// What was set aside, a line for each column and reason; never a value.
pub fn set_aside_text(found: &[SetAside]) -> String {
    let line = |found: &SetAside| {
        let args = [
            ("column", foreign::line(&found.column).into()),
            ("count", found.count.into()),
            ("why", said(found.why.text()).into()),
            ("line", found.line.into()),
        ];
        sentence("cli-set_aside", &args) + "\n"
    };
    found.iter().map(line).collect()
}

/// How values were read in another way than they stand, a line for each column and way.
pub fn remarks_text(found: &[Remarked], (first, last): (i16, i16)) -> String {
    let line = |found: &Remarked| {
        let what = match found.remark {
            Remark::TwoOrders => word("cli-remark_two_orders"),
            Remark::ShortYear => {
                let years = [("first", i64::from(first).into()), ("last", i64::from(last).into())];
                sentence("cli-remark_short_year", &years)
            }
            Remark::PartlyKnown => word("cli-remark_partly"),
            Remark::Rounded => word("cli-remark_rounded"),
            Remark::Empty => word("cli-remark_empty"),
            Remark::Other => word("cli-remark_other"),
            Remark::LeftOut => word("cli-remark_left_out"),
            Remark::OddLetters => word("cli-remark_odd_letters"),
            Remark::PerhapsTwo => word("cli-remark_two_persons"),
            Remark::AlikeIds => word("cli-remark_alike_ids"),
            Remark::OddHyphen => word("cli-remark_odd_hyphen"),
            Remark::ZeroRestored => word("cli-remark_zero"),
        };
        let args = [
            ("column", foreign::line(&found.column).into()),
            ("count", found.count.into()),
            ("what", what.into()),
            ("line", found.line.into()),
        ];
        sentence("cli-remark", &args) + "\n"
    };
    found.iter().map(line).collect()
}

/// What was passed over while a file was read, a line each.
pub fn notes_text(notes: &ReadNotes) -> String {
    let mut lines = Vec::new();
    if let Some(marked) = &notes.marked {
        lines.push(sentence("cli-note_marked", &[("encoding", marked.as_str().into())]));
    }
    if notes.hidden > 0 {
        lines.push(counted("cli-note_hidden", notes.hidden));
    }
    let passed = [
        (notes.totals, "cli-note_totals"),
        (notes.headers, "cli-note_headers"),
        (notes.empty, "cli-note_empty"),
        (notes.short, "cli-note_short"),
    ];
    for (passed, key) in passed.into_iter().filter(|(passed, _)| passed.count > 0) {
        let args = [("count", passed.count.into()), ("line", passed.line.into())];
        lines.push(sentence(key, &args));
    }
    lines.into_iter().map(|line| line + "\n").collect()
}

/// Why rows were rejected: what concerns many of them is told once.
#[derive(Default)]
pub struct Reasons(BTreeMap<(String, String), (u64, Vec<u64>)>);

/// Rows of one reason that are told one by one.
const TOLD: usize = 5;

impl Reasons {
    /// Adds those of a row.
    pub fn add(&mut self, rejections: Vec<Rejection>) {
        for Rejection { line, column, reason } in rejections {
            let (count, lines) = self.0.entry((column, reason)).or_default();
            *count += 1;
            if lines.len() < TOLD {
                lines.push(line);
            }
        }
    }

    /// A line for each row, or for each reason that many rows have; in the order of the file.
    pub fn text(&self) -> String {
        let mut told: Vec<(u64, String)> = Vec::new();
        for ((column, reason), (count, lines)) in &self.0 {
            let reason = foreign::line(&said(reason));
            let what = match column.is_empty() {
                true => reason,
                false => format!("{}: {reason}", foreign::line(column)),
            };
            if *count as usize > TOLD {
                let first: Vec<String> = lines.iter().map(u64::to_string).collect();
                let line = lines.first().copied().unwrap_or_default();
                let args = [
                    ("count", (*count).into()),
                    ("lines", first.join(", ").into()),
                    ("what", what.into()),
                ];
                told.push((line, sentence("cli-rows_of_reason", &args) + "\n"));
                continue;
            }
            told.extend(lines.iter().map(|line| {
                let args = [("line", (*line).into()), ("what", what.as_str().into())];
                (*line, sentence("cli-line_of_reason", &args) + "\n")
            }));
        }
        told.sort();
        told.into_iter().map(|(_, text)| text).collect()
    }
}

/// Why a row was rejected.
#[derive(Clone, Debug)]
pub struct Rejection {
    /// Its line in the file.
    pub line: u64,
    /// The column or field at fault.
    pub column: String,
    /// What would be right.
    pub reason: String,
}
