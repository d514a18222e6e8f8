//! What is told of how a file was read: why rows were rejected, what was set aside, what was read in
//! another way than it stands. Columns and lines, never a value.

use std::collections::BTreeMap;

use crate::foreign;
use crate::pseudonym::{Remark, Remarked, SetAside};

/// What a file without rows is told: an export that broke looks like this.
pub const NO_ROWS: &str = "ATTENTION: the file has a header and NO ROWS. If that is not what you expect, the export broke.";

/// What was set aside, a line for each column and reason; never a value.
pub fn set_aside_text(found: &[SetAside]) -> String {
    let line = |found: &SetAside| {
        let column = foreign::line(&found.column);
        let (count, why, line) = (found.count, found.why.text(), found.line);
        let values = if count == 1 { "value was" } else { "values were" };
        format!(
            "{column}: {count} {values} set aside as saying nothing: {why} (first in line {line}).\n"
        )
    };
    found.iter().map(line).collect()
}

/// How values were read in another way than they stand, a line for each column and way.
pub fn remarks_text(found: &[Remarked], short_years: (i16, i16)) -> String {
    let line = |found: &Remarked| {
        let column = foreign::line(&found.column);
        let (count, line) = (found.count, found.line);
        let (first, last) = short_years;
        let what = match found.remark {
            Remark::TwoOrders => {
                "can be read as DIFFERENT DAYS by two of date_formats, and the one that is listed first was taken; list the right one alone".to_owned()
            }
            Remark::ShortYear => format!(
                "with years of two digits, read as {first} to {last}; two_digit_years_from in the mapping says which hundred years"
            ),
            Remark::PartlyKnown => "known in part: what is known was used".into(),
            Remark::Rounded => "with decimals, rounded".into(),
            Remark::Empty => "taken as empty (the mapping's empty = [...] lists what is)".into(),
            Remark::Other => "without a code: the mapping's other stands for them".into(),
            Remark::LeftOut => "without a code, left out as the mapping says".into(),
            Remark::OddLetters => "with letters that names of the region do not have (æ è ð, or two alphabets in one word): CHECK that they are right; in a file in windows-1250 that is read as windows-1252, ć č đ look so".into(),
            Remark::ZeroRestored => "of twelve digits: the first zero, which a spreadsheet takes, was restored, as the check digit proves".into(),
        };
        let values = if count == 1 { "value" } else { "values" };
        format!("{column}: {count} {values} {what} (first in line {line}).\n")
    };
    found.iter().map(line).collect()
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
            let what = match column.is_empty() {
                true => foreign::line(reason),
                false => format!("{}: {}", foreign::line(column), foreign::line(reason)),
            };
            if *count as usize > TOLD {
                let first: Vec<String> = lines.iter().map(u64::to_string).collect();
                let line = lines.first().copied().unwrap_or_default();
                told.push((
                    line,
                    format!("{count} rows (lines {}, ...): {what}\n", first.join(", ")),
                ));
                continue;
            }
            told.extend(lines.iter().map(|line| (*line, format!("line {line}: {what}\n"))));
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
