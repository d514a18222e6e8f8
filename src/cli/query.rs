//! `vdx query`: a protected table.

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;

use anyhow::Result;
use serde_json::json;

use crate::domain::code_list::CodeList;
use crate::domain::period::{YearMonth, Years};
use crate::proto::{v1, year_month};
use crate::report::{provisional_years, spans};
use crate::statistics::{Dimension, Measure, labels};
use crate::words::{self, Language};

use super::common::{
    Connection, Format, RESTS_ON, Table, Tier, Usage, basis, csv, json_text, last_of, letter, mark,
    print, release_line, rests_on, status, table, with_client, wrapped, wrong_usage,
};
use super::series;
use super::speech::{language, language_of_programs, sentence, word};

/// Counts a measure by up to four dimensions. `vdx codes` lists what there is.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  vdx query --measure persons --by gender,age_band \\
            --where country_of_exploitation=XK --years 2008-2011
  vdx query --by gender,year --years 2009-2010    the years beside each other
  vdx query --measure assisted_persons --by service \\
            --where assistance_received=YES --format csv
  vdx query --measure proceedings --by sentence_band \\
            --where year_closed=2008,2009         by the year of closing

--by, --where and --years name four dimensions at most, all together: figures by
more of them would be guesses of the model. --years does not count where it
names all years of a block (vdx release list).

Every count is an estimate with a 90 % interval. \"<10\" stands for an estimate
below ten, zero or not; a dot for one that the tier does not show, because it is
modelled or too rough. Years beside each other end with what changed in the last
one, and whether that is more than noise. CSV ends with the releases that figures
rest on, those of them that are provisional, and the years whose final release
may still change the figures.")]
pub struct Args {
    /// What to count: persons, prevented_persons, assisted_persons, assistance, cases,
    /// defendants, proceedings or referrals.
    #[arg(long, default_value = "persons")]
    measure: String,
    /// Dimensions to split by, separated by commas.
    #[arg(long, value_delimiter = ',')]
    by: Vec<String>,
    /// Restriction dimension=CODE[,CODE...]; may be given several times.
    #[arg(long = "where", value_name = "DIMENSION=CODES")]
    filters: Vec<String>,
    /// A year, or the first and last of several: 2010 or 2008-2011. All that are released for good unless given
    #[arg(long, conflicts_with_all = ["from", "to"])]
    years: Option<Years>,
    /// First month, a January: what earlier versions have in place of --years.
    #[arg(long, requires = "to", value_name = "YYYY-01")]
    from: Option<YearMonth>,
    /// Last month, a December.
    #[arg(long, requires = "from", value_name = "YYYY-12")]
    to: Option<YearMonth>,
    /// How to print.
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    /// A stricter tier than your own, for what goes out of the house
    #[arg(long, value_enum)]
    tier: Option<Tier>,
    #[command(flatten)]
    shown: Shown,
    #[command(flatten)]
    connection: Connection,
}

/// What is shown beside the figures.
#[derive(clap::Args, Clone, Copy, Default)]
pub struct Shown {
    /// Show rows of which nothing reaches ten, too.
    #[arg(long)]
    pub(super) all: bool,
    /// In CSV, give the label of each code in a column beside it; --lang says in which language.
    #[arg(long)]
    pub(super) labels: bool,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let request = request(args)?;
    let (answer, provisional) = with_client(&args.connection, async |client| {
        let answer = client.statistics().query_table(request).await?.into_inner();
        let is_compared = args.format == Format::Table && answer.group_by.iter().any(is_year);
        let provisional = match &answer.release {
            Some(of) if is_compared && !of.provisional.is_empty() => {
                let request = v1::ListReleasesRequest {};
                let listed = client.statistics().list_releases(request).await?.into_inner();
                let own = |release: &&v1::ReleaseInfo| of.releases.contains(&release.number);
                provisional_years(listed.releases.iter().filter(own))
            }
            _ => BTreeSet::new(),
        };
        Ok((answer, provisional))
    })?;
    print(&render(&answer, args.format, args.shown, &provisional)?)
}

/// Whether a dimension of an answer is one of years.
pub(super) fn is_year(name: &String) -> bool {
    name == "year" || name == "year_closed"
}

fn request(args: &Args) -> Result<v1::QueryTableRequest> {
    let Some(measure) = Measure::from_code(&args.measure) else {
        let known: Vec<_> = Measure::ALL.iter().map(|m| m.code().to_lowercase()).collect();
        wrong_usage!("--measure: must be one of {}", known.join(", "));
    };
    let mut filters = Vec::new();
    for filter in &args.filters {
        let Some((dimension, codes)) = filter.split_once('=') else {
            wrong_usage!("--where: must be dimension=CODE or dimension=CODE,CODE");
        };
        let codes = codes.split(',').map(|code| code.trim().to_owned()).collect();
        filters.push(v1::Filter { dimension: dimension.trim().into(), codes });
    }
    if args.by.iter().any(String::is_empty) {
        wrong_usage!("--by: a dimension has no name: there is a comma too many");
    }
    let named = args.by.iter().chain(filters.iter().map(|filter| &filter.dimension));
    if let Some(unknown) = named.into_iter().find(|name| Dimension::from_name(name).is_none()) {
        wrong_usage!("no dimension is called {unknown}; `vdx codes` lists them");
    }
    let years = match args.from.zip(args.to) {
        None => args.years,
        Some((from, to)) => Some(
            Years::of_months(from, to).map_err(|error| Usage(format!("--from, --to: {error}")))?,
        ),
    };
    let month = |year, month| YearMonth::new(year, month).map(year_month);
    let period = years
        .map(|years| v1::Period { from: month(years.first(), 1), to: month(years.last(), 12) });
    Ok(v1::QueryTableRequest {
        measure: i32::from(measure.number()),
        group_by: args.by.clone(),
        filters,
        period,
        tier: args.tier.map_or(0, Tier::number),
    })
}

/// An answer as text; `provisional` are years of it that are not released for good.
pub fn render(
    answer: &v1::QueryTableResponse,
    format: Format,
    shown: Shown,
    provisional: &BTreeSet<i32>,
) -> Result<String> {
    match format {
        Format::Json => {
            let cells: Vec<_> = answer.cells.iter().map(|cell| json_cell(answer, cell)).collect();
            let release = answer.release.clone().unwrap_or_default();
            let document = json!({
                "release": last_of(&release),
                "releases": release.releases,
                "provisional": release.provisional,
                "rules": release.policy_version,
                "tier": release.tier,
                "not_final": release.not_final,
                "left_out": release.left_out,
                "cells": cells,
            });
            json_text(&document)
        }
        Format::Csv => csv_text(answer, shown.labels),
        Format::Table => {
            let fits = answer.cells.iter().all(|cell| cell.codes.len() == answer.group_by.len());
            let cross =
                (answer.group_by.len() == 2 && fits).then(|| cross_table(answer, shown.all));
            let years = fits.then(|| series::table_of_years(answer, shown.all, provisional));
            let years = years.flatten();
            // What is too wide for the terminal is told one figure a row.
            let cross = years.or_else(|| cross.filter(|(table, _)| table.fits()));
            let (table, hidden) = cross.unwrap_or_else(|| long_table(answer, shown.all));
            let mut text = match table.is_empty() {
                true => format!("{}\n", wrapped(&word("cli-empty"))),
                false => format!("{table}\n"),
            };
            if text.contains('·') {
                text += &format!("{}\n", wrapped(&word("cli-dot_legend")));
            }
            if hidden > 0 {
                text += &wrapped(&sentence("cli-hidden_rows", &[("count", hidden.into())]));
                text.push('\n');
            }
            text += &series::provisional_note(provisional);
            if let Some(release) = &answer.release {
                text += &left_out_note(release);
                text += &format!("{}\n", release_line(release));
            }
            Ok(text)
        }
    }
}

/// Which years an answer leaves out, and how to ask for them; nothing where it leaves out none.
fn left_out_note(release: &v1::Release) -> String {
    let spans = spans(release.left_out.iter().copied());
    let Some(last) = spans.last() else { return String::new() };
    let args = [("years", spans.join(", ").into()), ("last", last.replace('–', "-").into())];
    format!("{}\n", wrapped(&sentence("cli-left_out", &args)))
}

fn csv_text(answer: &v1::QueryTableResponse, with_labels: bool) -> Result<String> {
    let mut header = Vec::new();
    for dimension in &answer.group_by {
        header.push(dimension.clone());
        if with_labels {
            header.push(format!("{dimension}_label"));
        }
    }
    header.extend(["status", "count", "low", "high", "precision", "basis"].map(String::from));
    header.extend(RESTS_ON.map(String::from));
    let rests_on = rests_on(answer.release.as_ref());
    let rows = answer.cells.iter().map(|cell| {
        let mut row = Vec::new();
        for (place, code) in cell.codes.iter().enumerate() {
            row.push(code.clone());
            if with_labels {
                row.push(label(language_of_programs(), answer, place, code));
            }
        }
        row.push(status(cell.status()).into());
        let shown = |value: String, is: bool| if is { value } else { String::new() };
        row.push(shown(cell.count.to_string(), is_published(cell)));
        row.push(shown(cell.low.to_string(), is_told(cell)));
        row.push(shown(cell.high.to_string(), is_told(cell)));
        row.push(letter(cell.precision()).into());
        row.push(basis(cell.basis()).into());
        row.extend(rests_on.clone());
        row
    });
    csv(&header, &rows.collect::<Vec<_>>())
}

/// The label of a code of a dimension of the answer.
pub(super) fn label(
    language: Language,
    answer: &v1::QueryTableResponse,
    place: usize,
    code: &str,
) -> String {
    let dimension = answer.group_by.get(place).and_then(|name| Dimension::from_name(name));
    dimension.map_or_else(|| code.to_owned(), |of| labels::code_label(language, of, code))
}

/// The labels of the dimensions of the answer.
pub(super) fn dimensions(answer: &v1::QueryTableResponse) -> Vec<String> {
    let label = |name: &String| words::find_label(language(), &words::dimension_key(name));
    answer.group_by.iter().map(|name| label(name).unwrap_or_else(|| name.clone())).collect()
}

/// A row for each figure, and how many rows are left out.
fn long_table(answer: &v1::QueryTableResponse, all: bool) -> (Table, usize) {
    let mut header = dimensions(answer);
    header.push(word("cli-count"));
    let mut table = table(&header);
    let mut hidden = 0;
    for cell in &answer.cells {
        if !is_published(cell) && !all && answer.cells.len() > 1 {
            hidden += 1;
            continue;
        }
        let codes = cell.codes.iter().enumerate();
        let mut row: Vec<_> =
            codes.map(|(place, code)| label(language(), answer, place, code)).collect();
        row.push(figure(cell));
        table.add_row(row);
    }
    (table, hidden)
}

/// The codes of one dimension down, those of the other one across, and how many rows are left out.
fn cross_table(answer: &v1::QueryTableResponse, all: bool) -> (Table, usize) {
    // Codes in the order of the answer, which is that of the code lists.
    let order = |place: usize| {
        let mut codes: Vec<&String> = Vec::new();
        for cell in &answer.cells {
            if !codes.contains(&&cell.codes[place]) {
                codes.push(&cell.codes[place]);
            }
        }
        codes
    };
    let cells: BTreeMap<(&String, &String), &v1::Cell> =
        answer.cells.iter().map(|cell| ((&cell.codes[0], &cell.codes[1]), cell)).collect();
    let shown = |cell: Option<&&v1::Cell>| cell.is_some_and(|cell| is_published(cell));
    let (rows, columns) = (order(0), order(1));
    let columns: Vec<_> = columns
        .into_iter()
        .filter(|column| all || rows.iter().any(|row| shown(cells.get(&(*row, *column)))))
        .collect();
    let mut header = vec![dimensions(answer).join(" \\ ")];
    header.extend(columns.iter().map(|column| label(language(), answer, 1, column)));
    let mut table = table(&header);
    let mut hidden = 0;
    for row in rows {
        if !all && !columns.iter().any(|column| shown(cells.get(&(row, *column)))) {
            hidden += 1;
            continue;
        }
        let mut line = vec![label(language(), answer, 0, row)];
        line.extend(columns.iter().map(|column| {
            cells.get(&(row, *column)).map_or_else(|| "·".into(), |cell| figure(cell))
        }));
        table.add_row(line);
    }
    (table, hidden)
}

/// Whether an estimate is told.
pub(super) fn is_published(cell: &v1::Cell) -> bool {
    cell.status() == v1::CellStatus::Published
}

/// Whether its interval is told.
fn is_told(cell: &v1::Cell) -> bool {
    matches!(cell.status(), v1::CellStatus::Published | v1::CellStatus::Few)
}

/// A figure for a table of the command.
pub(super) fn figure(cell: &v1::Cell) -> String {
    match cell.status() {
        v1::CellStatus::Published => format!(
            "{}{} ({}-{}) {}",
            mark(cell.basis()),
            cell.count,
            cell.low,
            cell.high,
            letter(cell.precision())
        ),
        v1::CellStatus::Few => format!("<10 ({}-{})", cell.low, cell.high),
        _ => "·".into(),
    }
}

fn json_cell(answer: &v1::QueryTableResponse, cell: &v1::Cell) -> serde_json::Value {
    let mut object = serde_json::Map::new();
    for (dimension, code) in answer.group_by.iter().zip(&cell.codes) {
        object.insert(dimension.clone(), json!(code));
    }
    object.insert("status".into(), json!(status(cell.status())));
    object.insert("basis".into(), json!(basis(cell.basis())));
    if is_told(cell) {
        object.insert("low".into(), json!(cell.low));
        object.insert("high".into(), json!(cell.high));
    }
    if is_published(cell) {
        object.insert("count".into(), json!(cell.count));
    }
    object.insert("precision".into(), json!(letter(cell.precision())));
    object.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::codes::{AgeBand, Gender};

    fn answer(status: v1::CellStatus) -> v1::QueryTableResponse {
        let pairs = Gender::ALL.iter().flat_map(|gender| {
            AgeBand::ALL.iter().map(|age| vec![gender.code().to_owned(), age.code().to_owned()])
        });
        let cells = pairs.map(|codes| v1::Cell {
            codes,
            status: status as i32,
            count: 123_456,
            low: 100_000.0,
            high: 150_000.0,
            precision: v1::Precision::B as i32,
            basis: v1::Basis::Modelled as i32,
        });
        v1::QueryTableResponse {
            group_by: vec!["gender".into(), "age_band".into()],
            cells: cells.collect(),
            ..Default::default()
        }
    }

    #[test]
    fn a_table_that_is_too_wide_is_told_one_figure_a_row() {
        let wide = answer(v1::CellStatus::Published);
        let text = render(&wide, Format::Table, Shown::default(), &BTreeSet::new()).unwrap();
        assert!(text.lines().count() > 60, "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        assert!(text.contains("girl or woman") && text.contains("child of 9 to 17"), "{text}");
        assert!(!text.contains("FROM_9_TO_17"), "{text}");
        let mut narrow = wide.clone();
        narrow.cells.retain(|cell| cell.codes[1].starts_with("FROM_3"));
        for cell in &mut narrow.cells {
            (cell.count, cell.low, cell.high) = (120, 100.0, 150.0);
        }
        let text = render(&narrow, Format::Table, Shown::default(), &BTreeSet::new()).unwrap();
        assert!(text.contains("gender \\ age") && text.lines().count() < 15, "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    }

    #[test]
    fn an_empty_table_says_that_it_does_not_mean_nobody() {
        let few = answer(v1::CellStatus::Few);
        let text = render(&few, Format::Table, Shown::default(), &BTreeSet::new()).unwrap();
        assert!(text.starts_with("No row is shown") && text.contains("rows of which"), "{text}");
        let mut none = few.clone();
        none.cells.clear();
        let text = render(&none, Format::Table, Shown::default(), &BTreeSet::new()).unwrap();
        assert!(text.starts_with("No row is shown"), "{text}");
        let all = Shown { all: true, ..Shown::default() };
        assert!(render(&few, Format::Table, all, &BTreeSet::new()).unwrap().contains("<10"));
    }

    #[test]
    fn years_that_are_left_out_are_told_with_the_way_to_ask_for_them() {
        let mut answer = answer(v1::CellStatus::Published);
        let years =
            |left_out| Some(v1::Release { left_out, releases: vec![3], ..Default::default() });
        let told =
            |answer: &_| render(answer, Format::Table, Shown::default(), &BTreeSet::new()).unwrap();
        answer.release = years(vec![2019, 2020, 2022]);
        let text = told(&answer);
        assert!(
            text.contains("provisional: 2019–2020, 2022.") && text.contains("--years 2022"),
            "{text}"
        );
        answer.release = years(Vec::new());
        assert!(!told(&answer).contains("Left out"));
    }

    #[test]
    fn csv_keeps_codes_and_has_labels_when_asked() {
        let cells = answer(v1::CellStatus::Published);
        let plain = render(&cells, Format::Csv, Shown::default(), &BTreeSet::new()).unwrap();
        assert!(plain.starts_with("gender,age_band,status,"), "{plain}");
        assert!(plain.contains("\nFEMININE,FROM_9_TO_17,published,123456,"), "{plain}");
        let labels = Shown { labels: true, ..Shown::default() };
        let labelled = render(&cells, Format::Csv, labels, &BTreeSet::new()).unwrap();
        assert!(labelled.starts_with("gender,gender_label,age_band,age_band_label,"));
        let row = "\nFEMININE,girl or woman,FROM_9_TO_17,child of 9 to 17,published,";
        assert!(labelled.contains(row), "{labelled}");
    }
}
