//! `vdx indicators`: the indicators of the national strategy.

use std::process::ExitCode;

use anyhow::Result;
use serde_json::json;

use crate::domain::period::{YearMonth, Years};
use crate::proto::{v1, year_month};
use crate::words::{self, Language};

use super::common::{
    Connection, Format, Tier, basis, csv, json_text, letter, mark, print, release_line, status,
    table, with_client,
};
use super::speech::{header, language, language_of_programs};

/// Prints all indicators of a period.
#[derive(clap::Args)]
pub struct Args {
    /// A year, or two: 2010 or 2008-2011
    #[arg(long)]
    period: Years,
    /// How to print.
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    /// A stricter tier than your own, for what goes out of the house.
    #[arg(long, value_enum)]
    tier: Option<Tier>,
    #[command(flatten)]
    connection: Connection,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let tier = args.tier.map_or(0, Tier::number);
    let request = v1::GetIndicatorsRequest { tier, ..request(args.period) };
    let answer = with_client(&args.connection, async |client| {
        Ok(client.statistics().get_indicators(request).await?.into_inner())
    })?;
    print(&render(&answer, args.format)?)
}

/// The request for a period.
pub fn request(years: Years) -> v1::GetIndicatorsRequest {
    let month = |year, month| YearMonth::new(year, month).map(year_month);
    let period = v1::Period { from: month(years.first(), 1), to: month(years.last(), 12) };
    v1::GetIndicatorsRequest { period: Some(period), tier: 0 }
}

/// The indicators as text.
pub fn render(answer: &v1::GetIndicatorsResponse, format: Format) -> Result<String> {
    let language = match format {
        Format::Table => language(),
        Format::Csv | Format::Json => language_of_programs(),
    };
    let text = |label: &Option<v1::Label>| {
        let mut label = label.clone().unwrap_or_default();
        // Exchanges of earlier versions give three fields alone.
        label.by_language.remove(language.tag()).unwrap_or(match language {
            Language::Sq => label.sq,
            Language::SrLatn | Language::SrCyrl => label.sr,
            Language::En => label.en,
        })
    };
    let release = answer.release.clone().unwrap_or_default();
    if format == Format::Json {
        let indicators: Vec<_> = answer
            .indicators
            .iter()
            .map(|indicator| {
                let values: Vec<_> = indicator
                    .values
                    .iter()
                    .map(|value| {
                        json!({
                            "label": text(&value.label),
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
                json!({ "number": indicator.number, "title": text(&indicator.title), "values": values })
            })
            .collect();
        let document = json!({
            "release": release.epoch,
            "tier": release.tier,
            "indicators": indicators,
        });
        return json_text(&document);
    }
    let mut header = header(["cli-number", "cli-indicator", "cli-figure", "cli-value"]);
    if format == Format::Csv {
        header = ["no", "indicator", "figure", "value"].map(String::from).to_vec();
        header.extend(["unit", "status", "low", "high", "precision", "basis"].map(String::from));
    }
    let mut rows = Vec::new();
    for indicator in &answer.indicators {
        let number = indicator.number.to_string();
        let title = text(&indicator.title);
        if indicator.values.is_empty() {
            rows.push(vec![number, title, String::new(), words::label(language, "cli-no_source")]);
            continue;
        }
        for (place, value) in indicator.values.iter().enumerate() {
            // A table reads better when a title stands once; a CSV row stands alone.
            let repeat = place == 0 || format == Format::Csv;
            let mut row = vec![
                if repeat { number.clone() } else { String::new() },
                if repeat { title.clone() } else { String::new() },
                text(&value.label),
            ];
            if format == Format::Csv {
                let told =
                    |number: f64, is: bool| if is { number.to_string() } else { String::new() };
                row.push(told(value.value, shown(value)));
                row.push(unit(value.unit()));
                row.push(status(value.status()).into());
                row.push(told(value.low, is_told(value)));
                row.push(told(value.high, is_told(value)));
                row.push(letter(value.precision()).into());
                row.push(basis(value.basis()).into());
            } else {
                row.push(figure(value));
            }
            rows.push(row);
        }
    }
    if format == Format::Csv {
        return csv(&header, &rows);
    }
    let mut table = table(&header);
    rows.into_iter().for_each(|row| {
        table.add_row(row);
    });
    Ok(format!("{table}\n{}\n", release_line(&release)))
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
        v1::CellStatus::Few => return "<10".into(),
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
