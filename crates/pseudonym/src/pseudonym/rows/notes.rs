//! Notes on what was passed over while a file was read.

/// Counts of what was passed over while a file was read, or read in another way than it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadNotes {
    /// Number of rows that were given out, right or wrong.
    pub rows: u64,
    /// Rows without any value.
    pub empty: Passed,
    /// Rows that hold totals.
    pub totals: Passed,
    /// Rows that repeat the header.
    pub headers: Passed,
    /// Rows that end early: the cells behind count as empty.
    pub short: Passed,
    /// Rows of a workbook that its program does not show: they are read like all others.
    pub hidden: u64,
    /// The encoding that the file's own mark tells, where the mapping names another.
    pub marked: Option<String>,
}

/// Number of rows that were passed over for one reason, and the line of the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Passed {
    /// Number of rows.
    pub count: u64,
    /// Line of the first such row.
    pub line: u64,
}

impl Passed {
    pub(super) fn add(&mut self, line: u64) {
        if self.count == 0 {
            self.line = line;
        }
        self.count += 1;
    }
}

impl ReadNotes {
    /// Sentences for the user about what was passed over.
    pub fn text(&self) -> String {
        let mut text = String::new();
        if let Some(marked) = &self.marked {
            text += &format!(
                "The file begins with the mark of {marked}, and was read so; the mapping names another encoding.\n"
            );
        }
        if self.hidden > 0 {
            text += &format!(
                "{} rows are hidden in the workbook (by hand, or by a filter) and were read like all others: to leave them out, copy what is shown into another file.\n",
                self.hidden
            );
        }
        let mut add = |passed: Passed, what: &str| {
            if passed.count > 0 {
                let (count, line) = (passed.count, passed.line);
                text += &format!("{count} {what} (first in line {line}).\n");
            }
        };
        add(self.totals, "rows with totals were passed over");
        add(self.headers, "rows that repeat the header were passed over");
        add(self.empty, "rows without any value were passed over");
        add(self.short, "rows end early: the cells that are missing were taken as empty");
        text
    }
}
