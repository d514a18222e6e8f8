//! `vdx indicators`: the indicators of the national strategy.

use std::collections::BTreeSet;
use std::process::ExitCode;

use anyhow::{Result, bail};
use serde_json::json;

use crate::domain::period::{YearMonth, Years};
use crate::proto::{v1, year_month};
use crate::report::Cell;
use crate::words::{self, Language};

use super::common::{
    Connection, Format, RESTS_ON, Tier, basis, csv, json_text, last_of, letter, mark, print,
    release_line, rests_on, status, table, together, with_client, wrapped,
};
use super::series::{change_text, provisional_note};
use super::speech::{header, language, language_of_programs, sentence, word};

/// Prints all indicators of a period.
#[derive(clap::Args)]
pub struct Args {
    /// A year, or the first and last of several: 2010 or 2008-2011
    #[arg(long, visible_alias = "period")]
    years: Years,
    /// Tell each year apart, and what changed in the last one: 2 to 6 years.
    #[arg(long)]
    by_year: bool,
    /// How to print.
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    /// A stricter tier than your own, for what goes out of the house
    #[arg(long, value_enum)]
    tier: Option<Tier>,
    #[command(flatten)]
    connection: Connection,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let tier = args.tier.map_or(0, Tier::number);
    let years: Vec<Years> = match args.by_year {
        false => vec![args.years],
        true => (args.years.first()..=args.years.last())
            .filter_map(|year| Years::new(year, year))
            .collect(),
    };
    if args.by_year && !(2..=MOST_YEARS).contains(&years.len()) {
        bail!("--by-year: needs 2 to {MOST_YEARS} years, for example --years 2009-2010");
    }
    let answers = with_client(&args.connection, async |client| {
        let mut answers = Vec::new();
        for years in &years {
            let request = v1::GetIndicatorsRequest { tier, ..request(*years) };
            answers.push(client.statistics().get_indicators(request).await?.into_inner());
        }
        Ok(answers)
    })?;
    print(&match args.by_year {
        false => render(&answers[0], args.format)?,
        true => render_years(args.years, &answers, args.format)?,
    })
}

/// The most years that are told beside each other.
const MOST_YEARS: usize = 6;

/// The request for a period.
pub fn request(years: Years) -> v1::GetIndicatorsRequest {
    let month = |year, month| YearMonth::new(year, month).map(year_month);
    let period = v1::Period { from: month(years.first(), 1), to: month(years.last(), 12) };
    v1::GetIndicatorsRequest { period: Some(period), tier: 0 }
}

/// A label of the exchange in a language.
fn text(language: Language, label: Option<&v1::Label>) -> String {
    let mut label = label.cloned().unwrap_or_default();
    // Exchanges of earlier versions give three fields alone.
    label.by_language.remove(language.tag()).unwrap_or(match language {
        Language::Sq => label.sq,
        Language::SrLatn | Language::SrCyrl => label.sr,
        Language::En => label.en,
    })
}

fn document(answer: &v1::GetIndicatorsResponse) -> serde_json::Value {
    let language = language_of_programs();
    let release = answer.release.clone().unwrap_or_default();
    let indicators = answer.indicators.iter().map(|indicator| {
        let values: Vec<_> = indicator
            .values
            .iter()
            .map(|value| {
                json!({
                    "label": text(language, value.label.as_ref()),
                    "unit": unit(value.unit()),
                    "status": status(value.status()),
                    "value": shown(value).then_some(value.value),
                    "low": is_told(value).then_some(value.low),
                    "high": is_told(value).then_some(value.high),
                    "precision": letter(value.precision()),
                    "basis": basis(value.basis()),
                })
            })
            .collect();
        let title = text(language, indicator.title.as_ref());
        json!({ "number": indicator.number, "title": title, "values": values })
    });
    json!({
        "release": last_of(&release),
        "releases": release.releases,
        "provisional": release.provisional,
        "not_final": release.not_final,
        "tier": release.tier,
        "indicators": indicators.collect::<Vec<_>>(),
    })
}

/// The columns of a row of CSV, before those of [`RESTS_ON`].
const CSV: [&str; 10] =
    ["no", "indicator", "figure", "value", "unit", "status", "low", "high", "precision", "basis"];

fn csv_header() -> Vec<String> {
    CSV.into_iter().chain(RESTS_ON).map(String::from).collect()
}

/// Rows of CSV, each of which stands alone.
fn csv_rows(answer: &v1::GetIndicatorsResponse) -> Vec<Vec<String>> {
    let language = language_of_programs();
    let rests_on = rests_on(answer.release.as_ref());
    let mut rows = Vec::new();
    for indicator in &answer.indicators {
        let number = indicator.number.to_string();
        let title = text(language, indicator.title.as_ref());
        if indicator.values.is_empty() {
            let none = words::label(language, "cli-no_source");
            let mut row = vec![number.clone(), title.clone(), String::new(), none];
            row.resize(CSV.len(), String::new());
            row.extend(rests_on.clone());
            rows.push(row);
        }
        for value in &indicator.values {
            let told = |number: f64, is: bool| if is { number.to_string() } else { String::new() };
            let mut row = vec![
                number.clone(),
                title.clone(),
                text(language, value.label.as_ref()),
                told(value.value, shown(value)),
                unit(value.unit()),
                status(value.status()).into(),
                told(value.low, is_told(value)),
                told(value.high, is_told(value)),
                letter(value.precision()).into(),
                basis(value.basis()).into(),
            ];
            row.extend(rests_on.clone());
            rows.push(row);
        }
    }
    rows
}

/// The indicators as text.
pub fn render(answer: &v1::GetIndicatorsResponse, format: Format) -> Result<String> {
    match format {
        Format::Json => json_text(&document(answer)),
        Format::Csv => csv(&csv_header(), &csv_rows(answer)),
        Format::Table => {
            let header = header(["cli-number", "cli-indicator", "cli-figure", "cli-value"]);
            let answers = std::slice::from_ref(answer);
            Ok(table_text(answer, answers, header, |_, _, value| vec![figure(value)]))
        }
    }
}

/// The indicators of several years beside each other, with what changed in the last one.
fn render_years(
    years: Years,
    answers: &[v1::GetIndicatorsResponse],
    format: Format,
) -> Result<String> {
    let of_years = || (years.first()..).zip(answers);
    match format {
        Format::Json => {
            let documents: Vec<_> = of_years()
                .map(|(year, answer)| {
                    let mut document = document(answer);
                    document["year"] = year.into();
                    document
                })
                .collect();
            json_text(&json!({ "years": documents }))
        }
        Format::Csv => {
            let header = [vec!["year".to_owned()], csv_header()].concat();
            let rows = of_years().flat_map(|(year, answer)| {
                csv_rows(answer).into_iter().map(move |row| [vec![year.to_string()], row].concat())
            });
            csv(&header, &rows.collect::<Vec<_>>())
        }
        Format::Table => {
            let Some((last, earlier)) = answers.split_last() else {
                bail!("no year was asked for")
            };
            let mut header = header(["cli-number", "cli-indicator", "cli-figure"]).to_vec();
            header.extend(of_years().map(|(year, _)| year.to_string()));
            let before = (years.last() - 1).to_string();
            header.push(sentence("report-since", &[("year", before.into())]));
            // With a provisional year nothing is compared: what is missing in it would stand as a change.
            let open: BTreeSet<i32> = of_years()
                .filter(|(_, answer)| {
                    answer.release.as_ref().is_some_and(|of| !of.provisional.is_empty())
                })
                .map(|(year, _)| year)
                .collect();
            let is_open = open.iter().any(|year| *year >= years.last() - 1);
            let text = table_text(last, answers, header, |number, place, value| {
                let same = |answer: &v1::GetIndicatorsResponse| {
                    let found = answer.indicators.iter().find(|other| other.number == number);
                    found.and_then(|other| other.values.get(place).cloned())
                };
                let of = |value: &v1::IndicatorValue| Cell::of_indicator(value, v1::Tier::National);
                let found: Vec<_> = earlier.iter().map(same).collect();
                let mut cells: Vec<String> = found
                    .iter()
                    .map(|value| value.as_ref().map_or_else(|| "-".into(), figure))
                    .collect();
                let before = found.last().cloned().flatten();
                let change = before.map(|before| change_text(&of(value).since(&of(&before))));
                cells.push(figure(value));
                cells.push(match is_open {
                    true => word("report-release_provisional"),
                    false => change.unwrap_or_else(|| "·".into()),
                });
                cells
            });
            Ok(text + &provisional_note(&open))
        }
    }
}

/// A table of indicators, in which a title stands once; `figures` gives the last cells of a row, by the
/// number of the indicator and the place of the figure in it. Below it stands what `answers`, whose figures
/// these are, rest on.
fn table_text(
    answer: &v1::GetIndicatorsResponse,
    answers: &[v1::GetIndicatorsResponse],
    header: Vec<String>,
    figures: impl Fn(u32, usize, &v1::IndicatorValue) -> Vec<String>,
) -> String {
    let language = language();
    let mut table = table(&header);
    for indicator in &answer.indicators {
        let number = indicator.number.to_string();
        let title = text(language, indicator.title.as_ref());
        if indicator.values.is_empty() {
            let none = words::label(language, "cli-no_source");
            table.add_row([number, title, String::new(), none]);
            continue;
        }
        for (place, value) in indicator.values.iter().enumerate() {
            let [number, title] = match place {
                0 => [number.clone(), title.clone()],
                _ => [String::new(), String::new()],
            };
            let mut row = vec![number, title, text(language, value.label.as_ref())];
            row.extend(figures(indicator.number, place, value));
            table.add_row(row);
        }
    }
    let release = together(answers.iter().filter_map(|answer| answer.release.as_ref()));
    let mut notes = word("cli-indicators_legend");
    let all = answers.iter().flat_map(|answer| &answer.indicators);
    let mut values = all.flat_map(|indicator| &indicator.values);
    if values.any(|value| value.status() == v1::CellStatus::NotMeasured) {
        notes = format!("{notes} {}", word("cli-not_measured_legend"));
    }
    let table = table.to_string();
    if table.contains('·') {
        notes = format!("{notes} {}", word("cli-dot_legend"));
    }
    format!("{table}\n{}\n{}\n", release_line(&release), wrapped(&notes))
}

fn shown(value: &v1::IndicatorValue) -> bool {
    value.status() == v1::CellStatus::Published
}

/// Whether its interval is told.
fn is_told(value: &v1::IndicatorValue) -> bool {
    shown(value) || value.status() == v1::CellStatus::Few
}

fn figure(value: &v1::IndicatorValue) -> String {
    match value.status() {
        v1::CellStatus::Published => {}
        v1::CellStatus::Few => return format!("<10 ({}-{})", value.low, value.high),
        v1::CellStatus::NotMeasured => return "-".into(),
        _ => return "·".into(),
    }
    let ending = match value.unit() {
        v1::Unit::Percent => " %",
        v1::Unit::Ratio => " : 1",
        _ => "",
    };
    let v1::IndicatorValue { value: number, low, high, .. } = value;
    let (mark, letter) = (mark(value.basis()), letter(value.precision()));
    format!("{mark}{number}{ending} ({low}-{high}) {letter}")
}

fn unit(unit: v1::Unit) -> String {
    unit.as_str_name().trim_start_matches("UNIT_").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(
        releases: &[u32],
        provisional: &[u32],
        not_final: &[i32],
    ) -> v1::GetIndicatorsResponse {
        let value = |status: v1::CellStatus| v1::IndicatorValue {
            label: Some(v1::Label { en: "persons".into(), ..Default::default() }),
            status: status as i32,
            value: 40.0,
            low: 30.0,
            high: 50.0,
            ..Default::default()
        };
        let values = [v1::CellStatus::Published, v1::CellStatus::NotMeasured].map(value).into();
        v1::GetIndicatorsResponse {
            release: Some(v1::Release {
                releases: releases.into(),
                provisional: provisional.into(),
                not_final: not_final.into(),
                tier: "national".into(),
                ..Default::default()
            }),
            indicators: vec![v1::Indicator { number: 1, title: None, values }],
        }
    }

    #[test]
    fn what_figures_rest_on_is_told_in_each_format() {
        let soon = answer(&[3], &[3], &[2009, 2010]);
        let csv = render(&soon, Format::Csv).unwrap();
        assert!(csv.lines().next().unwrap().ends_with("basis,releases,provisional,not_final"));
        assert!(csv.lines().skip(1).all(|line| line.ends_with(",3,3,2009 2010")), "{csv}");
        let json = render(&soon, Format::Json).unwrap();
        assert!(json.contains("\"provisional\"") && json.contains("\"not_final\""), "{json}");
        let table = render(&soon, Format::Table).unwrap();
        for part in ["Release 3 (provisional)", "2009, 2010", "-: not measured in these years"] {
            assert!(table.contains(part), "{part}: {table}");
        }
        // Of two years both are told, and not the last one alone.
        let years = Years::new(2009, 2010).unwrap();
        let both = [answer(&[2], &[], &[2010]), soon];
        let table = render_years(years, &both, Format::Table).unwrap();
        assert!(table.contains("Releases 2, 3 (provisional)"), "{table}");
        // With a provisional year nothing is compared, and that is said.
        assert!(!table.contains("noise"), "{table}");
        assert!(table.contains("provisional figures alone for 2010"), "{table}");
        let finals = [answer(&[2], &[], &[]), answer(&[3], &[], &[])];
        let table = render_years(years, &finals, Format::Table).unwrap();
        assert!(table.contains("noise") && !table.contains("provisional figures"), "{table}");
        let csv = render_years(years, &both, Format::Csv).unwrap();
        assert!(csv.lines().any(|line| line.starts_with("2009,") && line.ends_with(",2,,2010")));
    }
}
