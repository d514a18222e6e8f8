//! Text and tables as wide as the terminal: lines break between words alone, for half a date, id or code is another
//! one.

use std::io::IsTerminal;

use unicode_width::UnicodeWidthStr;

use crate::foreign;

/// Columns where neither a terminal nor the environment tells them.
const COLUMNS: usize = 80;

/// Columns that the environment names, for where no terminal tells them.
fn columns() -> Option<u16> {
    std::env::var("COLUMNS").ok()?.trim().parse().ok().filter(|columns| *columns >= 20)
}

/// Text of sentences, each line of which is broken between words where a terminal ends, or where `COLUMNS` says; in
/// a pipe, where each line may be looked for, it stays as it is.
pub fn wrapped(text: &str) -> String {
    wrapped_behind("", text)
}

/// The same behind an indent, at which each line begins.
pub fn wrapped_behind(indent: &str, text: &str) -> String {
    let width = match std::io::stdout().is_terminal() {
        true => {
            let columns = comfy_table::Table::new().width().filter(|columns| *columns >= 20);
            Some(columns.map_or(COLUMNS, usize::from))
        }
        false => columns().map(usize::from),
    };
    let text = format!("{indent}{text}");
    match width {
        Some(columns) => hanging(&text, columns, indent),
        None => text,
    }
}

/// Text of which each line is broken between words where it would take more columns.
pub fn wrap(text: &str, columns: usize) -> String {
    hanging(text, columns, "")
}

/// The same, with something at the beginning of each line that goes on.
fn hanging(text: &str, columns: usize, indent: &str) -> String {
    let mut wrapped = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let mut used = 0;
        for word in line.split_inclusive(' ') {
            let length = word.trim_end().width();
            if used > 0 && used + length > columns {
                wrapped.truncate(wrapped.trim_end_matches(' ').len());
                wrapped.push('\n');
                wrapped += indent;
                used = indent.width();
            }
            wrapped += word;
            used += word.trim_end_matches('\n').width();
        }
    }
    wrapped
}

/// A table for people. Whatever is put into it, a cell stays one line of visible text, and no word of it is broken:
/// a table that has no room for its longest words beside each other is told row by row, a line for each column.
pub struct Table(comfy_table::Table);

/// A table without frills: as wide as the terminal, or as `COLUMNS` says; in a pipe each row is one line.
pub fn table(header: &[String]) -> Table {
    let mut table = comfy_table::Table::new();
    table.load_style(comfy_table::presets::UTF8_BORDERS_ONLY);
    table.set_content_arrangement(comfy_table::ContentArrangement::Dynamic);
    if let Some(columns) = columns().filter(|_| !std::io::stdout().is_terminal()) {
        table.set_width(columns);
    }
    table.set_header(header.iter().map(|cell| foreign::line(cell)));
    Table(table)
}

impl Table {
    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn columns(&self) -> usize {
        self.0.width().map_or(COLUMNS, usize::from)
    }

    /// Whether each of its lines fits the terminal; 80 columns where there is none.
    pub fn fits(&self) -> bool {
        let columns = self.columns();
        let mut natural = self.0.clone();
        natural.set_content_arrangement(comfy_table::ContentArrangement::Disabled);
        natural.lines().all(|line| line.width() <= columns)
    }

    /// Whether it fits the terminal when its cells take several lines, and no word is broken.
    pub fn fits_in_lines(&self) -> bool {
        // A blank on both sides of each cell, and a line or a blank before, between and behind the cells.
        self.longest_words().iter().map(|width| width + 3).sum::<usize>() < self.columns()
    }

    /// How wide the longest word of each column is.
    fn longest_words(&self) -> Vec<usize> {
        let longest = |cell: &comfy_table::Cell| {
            let content = cell.content();
            content.split(' ').map(UnicodeWidthStr::width).max().unwrap_or_default()
        };
        let mut widths: Vec<usize> = Vec::new();
        for row in self.0.header().into_iter().chain(self.0.row_iter()) {
            for (place, cell) in row.cell_iter().enumerate() {
                widths.resize(widths.len().max(place + 1), 0);
                widths[place] = widths[place].max(longest(cell));
            }
        }
        widths
    }

    /// Adds a row.
    pub fn add_row<T: AsRef<str>>(&mut self, row: impl IntoIterator<Item = T>) {
        self.0.add_row(row.into_iter().map(|cell| foreign::line(cell.as_ref())));
    }

    /// Each row as lines of `name: value`, and a blank line between rows.
    fn row_by_row(&self) -> String {
        let header = self.0.header();
        let names: Vec<String> = header
            .into_iter()
            .flat_map(comfy_table::Row::cell_iter)
            .map(|cell| cell.content())
            .collect();
        let rows = self.0.row_iter().map(|row| {
            let cells = row.cell_iter().zip(&names).filter(|(cell, _)| !cell.content().is_empty());
            let lines = cells.map(|(cell, name)| {
                let line = match name.is_empty() {
                    true => cell.content(),
                    false => format!("{name}: {}", cell.content()),
                };
                hanging(&line, self.columns(), "    ") + "\n"
            });
            lines.collect::<String>()
        });
        rows.collect::<Vec<_>>().join("\n")
    }
}

impl std::fmt::Display for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A pipe has no width: each row is one line.
        if self.0.width().is_some() && !self.fits_in_lines() {
            return f.write_str(self.row_by_row().trim_end());
        }
        let mut table = self.0.clone();
        for (column, width) in table.column_iter_mut().zip(self.longest_words()) {
            // A blank on both sides of each cell.
            let width = u16::try_from(width + 2).unwrap_or(u16::MAX);
            let whole = comfy_table::Width::Fixed(width);
            column.set_constraint(comfy_table::ColumnConstraint::LowerBoundary(whole));
        }
        table.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_width(columns: u16, header: &[&str], rows: &[&[&str]]) -> String {
        let header: Vec<String> = header.iter().map(ToString::to_string).collect();
        let mut table = table(&header);
        table.0.set_width(columns);
        rows.iter().for_each(|row| table.add_row(*row));
        table.to_string()
    }

    /// Whatever the width, each word of a table stands whole in it, and no line is too long.
    #[test]
    fn no_word_of_a_table_is_broken_at_any_width() {
        let header = ["ID", "vrsta eksploatacije", "stanje", "rok", ""];
        let rows: &[&[&str]] = &[
            &["0a1b2c3d", "prinudni rad", "poslato", "2026-12-12 10:13 UTC", ""],
            &["ffff0000", "seksualna eksploatacija", "zatraženo obaveštenje", "", "nikada"],
            &["00000001", "x", "y", "2026-12-12 10:13 UTC", "exchange.example/a-long-name"],
        ];
        let words: Vec<&str> = header
            .iter()
            .chain(rows.iter().copied().flatten())
            .flat_map(|cell| cell.split(' '))
            .collect();
        let mut layouts = std::collections::BTreeSet::new();
        for columns in 28..=160 {
            let text = of_width(columns, &header, rows);
            layouts.insert(text.contains('┌'));
            let told: Vec<&str> = text.split_whitespace().collect();
            for word in &words {
                let named = format!("{word}:");
                let stands = told.iter().any(|told| told == word || *told == named);
                assert!(stands || word.is_empty(), "{columns}: {word} in\n{text}");
            }
            let longest = text.lines().map(UnicodeWidthStr::width).max().unwrap();
            assert!(longest <= columns.max(34).into(), "{columns}:\n{text}");
        }
        assert_eq!(
            layouts.len(),
            2,
            "as a table where there is room, row by row where there is none"
        );
    }

    #[test]
    fn sentences_are_broken_between_words() {
        let text = "one two three\n\nfour, five six\n";
        assert_eq!(wrap(text, 8), "one two\nthree\n\nfour,\nfive six\n");
        assert_eq!(wrap("unbreakable word", 5), "unbreakable\nword");
        assert_eq!(wrap("", 5), "");
    }

    #[test]
    fn a_narrow_table_breaks_sentences_and_no_ids() {
        let mut table = table(&["id".into(), "what".into(), "who".into()]);
        table.add_row([
            "8d4dc6da",
            "a long sentence that takes several lines",
            "somebody or other",
        ]);
        table.0.set_width(34);
        let text = table.to_string();
        assert!(text.contains(" 8d4dc6da ") && text.lines().count() > 5, "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 34), "{text}");
    }
}
