//! Reports: tables of figures with their intervals, made of the exchange's answers to one analyst and laid out as
//! a workbook, a page, or rows of text.
//!
//! [`write()`] asks the same calls as everybody and makes one plain [`Report`]; [`Report::files`] lays it out.
//! Nothing here sees more than answers: a figure that is not told is a dot with its [`Reason`], and no
//! writer can make a number of it.
//!
//! | file | what is in it |
//! |---|---|
//! | `cell` | one figure as it is told, and the difference between two |
//! | `ask` | questions to the exchange, each asked once |
//! | `forms`, `overview`, `strategy`, `eurostat`, `glotip` | what each form asks for |
//! | `table` | a table of one's own |
//! | `say` | words, numbers and intervals in the reader's language |
//! | `csv`, `sdmx`, `html`, `chart`, `xlsx` | the writers |

mod ask;
mod cell;
mod chart;
mod csv;
mod eurostat;
mod forms;
mod glotip;
pub(crate) mod html;
mod overview;
mod say;
mod sdmx;
mod strategy;
mod table;
#[cfg(test)]
mod tests;
mod xlsx;

use crate::words::Language;

pub use ask::{AskError, TellWait, provisional_years, released_years};
pub use cell::{Cell, Change, Figure, Reason, Told, Verdict};
pub use forms::{Form, Order, write};
pub use say::{FEW, Say, spans, years_text};
pub use table::{Question, table};

/// A report, before it is laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// What programs call what is in it: part of the name of a data set.
    pub data_set: &'static str,
    /// The language of all its texts.
    pub language: Language,
    /// The year that it is about; the last one where there are several.
    pub year: i32,
    /// Title.
    pub title: String,
    /// The country that it is about, ISO 3166-1 alpha-2 or XK; empty when the exchange names none.
    pub country: String,
    /// What it is about and rests on: names and values, in the order in which they are read.
    pub about: Vec<(String, String)>,
    /// Its parts.
    pub sections: Vec<Section>,
}

/// A part of a report: paragraphs, then tables.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// Title.
    pub title: String,
    /// Paragraphs.
    pub text: Vec<String>,
    /// Tables.
    pub tables: Vec<Table>,
}

/// A table of figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What programs call it: letters and digits, once in a report.
    pub id: String,
    /// What it shows.
    pub caption: String,
    /// What the labels of its rows are.
    pub rows_are: String,
    /// Its columns, beside the labels.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// The column that is drawn as bars.
    pub drawn: Option<usize>,
    /// Where its figures come from.
    pub source: String,
    /// Under which level of protection they stand, and whether they may be published.
    pub level: String,
    /// What must be known to read it.
    pub notes: Vec<String>,
}

/// What a row or column is about, for programs: dimensions and codes. A dimension that neither names is
/// not split.
pub type Key = Vec<(&'static str, String)>;

/// A column of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// What people read.
    pub label: String,
    /// What programs read; of a column of differences nothing.
    pub key: Key,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// The heading that it stands under, with others that have the same one; or none.
    pub group: String,
    /// What people read.
    pub label: String,
    /// What programs read.
    pub key: Key,
    /// A cell for each column.
    pub cells: Vec<Cell>,
}

impl Report {
    /// All tables, in their order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.sections.iter().flat_map(|section| &section.tables)
    }

    /// Lays the report out: the files that it consists of, each with its name.
    ///
    /// # Errors
    /// When a workbook cannot be made.
    pub fn files(&self, name: &str, layout: Layout) -> Result<Vec<(String, Vec<u8>)>, WriteError> {
        let described = |rows: String, description: String| {
            // The name under which the W3C's "CSV on the Web" has readers look for it.
            vec![
                (name.to_owned(), rows.into()),
                (format!("{name}-metadata.json"), description.into()),
            ]
        };
        Ok(match layout {
            Layout::Xlsx => vec![(name.to_owned(), xlsx::workbook(self)?)],
            Layout::Html => vec![(name.to_owned(), html::page(self).into())],
            Layout::Csv => described(csv::rows(self)?, csv::description(self, name)),
            Layout::Sdmx => described(sdmx::rows(self)?, sdmx::description(self, name)),
        })
    }
}

/// What a report is laid out as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A workbook with charts.
    Xlsx,
    /// One page that needs nothing else, and prints well.
    Html,
    /// A row for each figure, for people, with a description for programs (CSV on the Web) beside it.
    Csv,
    /// A row for each figure, in codes: SDMX-CSV 2.0, with a description beside it.
    Sdmx,
}

impl Layout {
    /// The layout that the ending of a file's name asks for.
    pub fn of_file_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let endings = [
            (".xlsx", Self::Xlsx),
            (".html", Self::Html),
            (".sdmx.csv", Self::Sdmx),
            (".csv", Self::Csv),
        ];
        endings.into_iter().find(|(ending, _)| name.ends_with(ending)).map(|(_, layout)| layout)
    }
}

/// A report that cannot be laid out.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// As a workbook.
    #[error("the workbook cannot be made: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// As rows.
    #[error("the rows cannot be written: {0}")]
    Rows(String),
}
