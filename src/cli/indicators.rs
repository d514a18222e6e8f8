//! `vdx indicators`: the indicators of the national strategy.

use std::process::ExitCode;

use anyhow::Result;
use clap::ValueEnum;
use serde_json::json;

use crate::domain::period::{YearMonth, Years};
use crate::proto::{v1, year_month};

use super::common::{
    Connection, Format, Tier, csv, json_text, print, release_line, table, with_client,
};

/// Prints all indicators of a period.
#[derive(clap::Args)]
pub struct Args {
    /// A year, or two: 2010 or 2008-2011
    #[arg(long)]
    period: Years,
    /// Language of the labels.
    #[arg(long, value_enum, default_value = "en")]
    lang: Language,
    /// How to print.
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    /// A stricter tier than your own, for what goes out of the house.
    #[arg(long, value_enum)]
    tier: Option<Tier>,
    #[command(flatten)]
    connection: Connection,
}

/// The languages of the exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// Albanian.
    Sq,
    /// Serbian.
    Sr,
    /// English.
    En,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let tier = args.tier.map_or(0, Tier::number);
    let request = v1::GetIndicatorsRequest { tier, ..request(args.period) };
    let answer = with_client(&args.connection, async |client| {
        Ok(client.statistics().get_indicators(request).await?.into_inner())
    })?;
    print(&render(&answer, args.lang, args.format)?)
}

/// The request for a period.
pub fn request(years: Years) -> v1::GetIndicatorsRequest {
    let month = |year, month| YearMonth::new(year, month).map(year_month);
    let period = v1::Period { from: month(years.first(), 1), to: month(years.last(), 12) };
    v1::GetIndicatorsRequest { period: Some(period), tier: 0 }
}

/// The indicators as text.
pub fn render(
    answer: &v1::GetIndicatorsResponse,
    language: Language,
    format: Format,
) -> Result<String> {
    let text = |label: &Option<v1::Label>| {
        let label = label.clone().unwrap_or_default();
        match language {
            Language::Sq => label.sq,
            Language::Sr => label.sr,
            Language::En => label.en,
        }
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
                            "value": shown(value).then_some(value.value),
                            "partial": value.status() == v1::CellStatus::Partial,
                        })
                    })
                    .collect();
                json!({ "number": indicator.number, "title": text(&indicator.title), "values": values })
            })
            .collect();
        let document = json!({
            "epoch": release.epoch,
            "policy_version": release.policy_version,
            "indicators": indicators,
        });
        return json_text(&document);
    }
    let header = ["no", "indicator", "figure", "value"].map(String::from);
    let mut rows = Vec::new();
    for indicator in &answer.indicators {
        let number = indicator.number.to_string();
        let title = text(&indicator.title);
        if indicator.values.is_empty() {
            rows.push(vec![number, title, String::new(), no_source(language).into()]);
            continue;
        }
        for (place, value) in indicator.values.iter().enumerate() {
            // A table reads better when a title stands once; a CSV row stands alone.
            let repeat = place == 0 || format == Format::Csv;
            rows.push(vec![
                if repeat { number.clone() } else { String::new() },
                if repeat { title.clone() } else { String::new() },
                text(&value.label),
                figure(value),
            ]);
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

fn no_source(language: Language) -> &'static str {
    match language {
        Language::Sq => "ende pa burim të dhënash",
        Language::Sr => "još nema izvora podataka",
        Language::En => "no source of data yet",
    }
}

fn shown(value: &v1::IndicatorValue) -> bool {
    value.status() != v1::CellStatus::Suppressed
}

fn figure(value: &v1::IndicatorValue) -> String {
    if !shown(value) {
        return "·".into();
    }
    let number = value.value;
    let text = match value.unit() {
        v1::Unit::Percent => format!("{number} %"),
        v1::Unit::Ratio => format!("{number} : 1"),
        _ => number.to_string(),
    };
    if value.status() == v1::CellStatus::Partial { format!("~{text}") } else { text }
}

fn unit(unit: v1::Unit) -> String {
    unit.as_str_name().trim_start_matches("UNIT_").to_lowercase()
}
