//! Files to be kept: a report in each of its layouts.

use maud::{Markup, html};

use crate::report::{Layout, Report};

use super::Answer;
use super::problem::Problem;
use super::visit::Visit;

/// A file to be kept.
pub struct File {
    /// Its name: letters, digits, hyphens and dots.
    pub name: String,
    /// Its media type.
    pub kind: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What a file is, as the parameter `as` names it.
pub struct As {
    /// The parameter's value.
    pub code: &'static str,
    /// The key of its words.
    pub key: &'static str,
    ending: &'static str,
    layout: Layout,
    /// The place among the files of its layout: rows come with a description for programs.
    place: usize,
    kind: &'static str,
}

const ROWS: &str = "text/csv; charset=utf-8";
const DESCRIPTION: &str = "application/csvm+json";

/// All of them.
pub const ALL: &[As] = &[
    As {
        code: "xlsx",
        key: "desk-as_xlsx",
        ending: ".xlsx",
        layout: Layout::Xlsx,
        place: 0,
        kind: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    },
    As {
        code: "html",
        key: "desk-as_html",
        ending: ".html",
        layout: Layout::Html,
        place: 0,
        kind: "text/html; charset=utf-8",
    },
    As {
        code: "csv",
        key: "desk-as_csv",
        ending: ".csv",
        layout: Layout::Csv,
        place: 0,
        kind: ROWS,
    },
    As {
        code: "csvw",
        key: "desk-as_csvw",
        ending: ".csv",
        layout: Layout::Csv,
        place: 1,
        kind: DESCRIPTION,
    },
    As {
        code: "sdmx",
        key: "desk-as_sdmx",
        ending: ".sdmx.csv",
        layout: Layout::Sdmx,
        place: 0,
        kind: ROWS,
    },
    As {
        code: "sdmx-csvw",
        key: "desk-as_sdmx_csvw",
        ending: ".sdmx.csv",
        layout: Layout::Sdmx,
        place: 1,
        kind: DESCRIPTION,
    },
];

/// The file that is asked for; nothing where a page is.
pub fn asked(visit: &Visit) -> Result<Option<&'static As>, Problem> {
    let Some(code) = visit.one("as") else { return Ok(None) };
    let found = ALL.iter().find(|known| known.code == code);
    let choices = ALL.iter().map(|known| visit.say.word(known.key));
    found.map(Some).ok_or_else(|| Problem::choice(visit.say, "as", choices))
}

/// A report as a file, made where computing holds up nobody.
pub async fn file(report: Report, name: &str, of: &'static As) -> Result<Answer, Problem> {
    let name = format!("{name}{}", of.ending);
    let making = tokio::task::spawn_blocking(move || report.files(&name, of.layout));
    let files = making.await.map_err(|_| Problem::Failed)?.map_err(|_| Problem::Failed)?;
    let (name, bytes) = files.into_iter().nth(of.place).ok_or(Problem::Failed)?;
    Ok(Answer::File(File { name, kind: of.kind, bytes }))
}

/// Links to this very page as a file, in each layout.
pub fn links(visit: &Visit) -> Markup {
    let say = visit.say;
    html! {
        nav class="downloads" aria-label=(say.word("desk-downloads")) {
            p { (say.word("desk-downloads_text")) }
            ul {
                @for of in ALL { li { a href=(visit.with("as", of.code)) { (say.word(of.key)) } } }
            }
        }
    }
}
