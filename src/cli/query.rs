//! `vdx query`: a protected table.

use std::collections::BTreeMap;
use std::process::ExitCode;

use anyhow::{Result, bail};
use serde_json::json;

use crate::domain::code_list::CodeList;
use crate::domain::period::{YearMonth, Years};
use crate::proto::{v1, year_month};
use crate::statistics::Measure;

use super::common::{
    Connection, Format, Tier, basis, csv, json_text, letter, mark, print, release_line, status,
    table, with_client,
};

/// Counts a measure by up to four dimensions. `vdx codes` lists what there is.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  vdx query --measure persons --by gender,age_band --where country_of_exploitation=XK \\
            --from 2008-01 --to 2011-12
  vdx query --measure assisted_persons --by service --where assistance_received=YES --format csv

Every count is an estimate with a 90 % interval. \"<10\" stands for an estimate below ten, zero or
not; a dot for one that the tier does not show, because it is modelled or too rough.")]
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
    /// First month, a January.
    #[arg(long, requires = "to", value_name = "YYYY-01")]
    from: Option<YearMonth>,
    /// Last month, a December.
    #[arg(long, requires = "from", value_name = "YYYY-12")]
    to: Option<YearMonth>,
    /// How to print.
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    /// A stricter tier than your own, for what goes out of the house.
    #[arg(long, value_enum)]
    tier: Option<Tier>,
    /// Show rows of which nothing reaches ten, too.
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    connection: Connection,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let request = request(args)?;
    let answer = with_client(&args.connection, async |client| {
        Ok(client.statistics().query_table(request).await?.into_inner())
    })?;
    print(&render(&answer, args.format, args.all)?)
}

fn request(args: &Args) -> Result<v1::QueryTableRequest> {
    let Some(measure) = Measure::from_code(&args.measure) else {
        let known: Vec<_> = Measure::ALL.iter().map(|m| m.code().to_lowercase()).collect();
        bail!("--measure: must be one of {}", known.join(", "));
    };
    let mut filters = Vec::new();
    for filter in &args.filters {
        let Some((dimension, codes)) = filter.split_once('=') else {
            bail!("--where: must be dimension=CODE or dimension=CODE,CODE");
        };
        let codes = codes.split(',').map(|code| code.trim().to_owned()).collect();
        filters.push(v1::Filter { dimension: dimension.trim().into(), codes });
    }
    let period = match args.from.zip(args.to) {
        None => None,
        Some((from, to)) => {
            Years::of_months(from, to).map_err(|error| anyhow::anyhow!("--from, --to: {error}"))?;
            Some(v1::Period { from: Some(year_month(from)), to: Some(year_month(to)) })
        }
    };
    Ok(v1::QueryTableRequest {
        measure: i32::from(measure.number()),
        group_by: args.by.clone(),
        filters,
        period,
        tier: args.tier.map_or(0, Tier::number),
    })
}

/// An answer as text.
pub fn render(answer: &v1::QueryTableResponse, format: Format, all: bool) -> Result<String> {
    let mut header = answer.group_by.clone();
    match format {
        Format::Json => {
            let cells: Vec<_> = answer.cells.iter().map(|cell| json_cell(answer, cell)).collect();
            let release = answer.release.clone().unwrap_or_default();
            let document = json!({
                "release": release.epoch,
                "releases": release.releases,
                "rules": release.policy_version,
                "tier": release.tier,
                "cells": cells,
            });
            json_text(&document)
        }
        Format::Csv => {
            header
                .extend(["status", "count", "low", "high", "precision", "basis"].map(String::from));
            let rows = answer.cells.iter().map(|cell| {
                let mut row = cell.codes.clone();
                row.push(status(cell.status()).into());
                let shown = |value: String, is: bool| if is { value } else { String::new() };
                row.push(shown(cell.count.to_string(), is_published(cell)));
                row.push(shown(cell.low.to_string(), is_told(cell)));
                row.push(shown(cell.high.to_string(), is_told(cell)));
                row.push(letter(cell.precision()).into());
                row.push(basis(cell.basis()).into());
                row
            });
            csv(&header, &rows.collect::<Vec<_>>())
        }
        Format::Table => {
            let fits = answer.cells.iter().all(|cell| cell.codes.len() == 2);
            let mut text = if answer.group_by.len() == 2 && fits {
                cross_table(answer, all)
            } else {
                header.push("count".into());
                let mut table = table(&header);
                let mut hidden = 0;
                for cell in &answer.cells {
                    if !is_published(cell) && !all && answer.cells.len() > 1 {
                        hidden += 1;
                        continue;
                    }
                    let mut row = cell.codes.clone();
                    row.push(figure(cell));
                    table.add_row(row);
                }
                format!("{table}\n{}", hidden_line(hidden))
            };
            if let Some(release) = &answer.release {
                text += &format!("{}\n", release_line(release));
            }
            Ok(text)
        }
    }
}

fn cross_table(answer: &v1::QueryTableResponse, all: bool) -> String {
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
    let mut header = vec![format!("{} \\ {}", answer.group_by[0], answer.group_by[1])];
    header.extend(columns.iter().map(|column| (*column).clone()));
    let mut table = table(&header);
    let mut hidden = 0;
    for row in rows {
        if !all && !columns.iter().any(|column| shown(cells.get(&(row, *column)))) {
            hidden += 1;
            continue;
        }
        let mut line = vec![row.clone()];
        line.extend(columns.iter().map(|column| {
            cells.get(&(row, *column)).map_or_else(|| "·".into(), |cell| figure(cell))
        }));
        table.add_row(line);
    }
    format!("{table}\n{}", hidden_line(hidden))
}

fn hidden_line(rows: usize) -> String {
    match rows {
        0 => String::new(),
        n => format!(
            "{n} rows of which nothing is shown, or reaches ten, are left out; --all shows them.\n"
        ),
    }
}

fn is_published(cell: &v1::Cell) -> bool {
    cell.status() == v1::CellStatus::Published
}

/// Whether its interval is told.
fn is_told(cell: &v1::Cell) -> bool {
    matches!(cell.status(), v1::CellStatus::Published | v1::CellStatus::Few)
}

fn figure(cell: &v1::Cell) -> String {
    match cell.status() {
        v1::CellStatus::Published => format!(
            "{}{} ({}-{}) {}",
            mark(cell.basis()),
            cell.count,
            cell.low,
            cell.high,
            letter(cell.precision())
        ),
        v1::CellStatus::Few => "<10".into(),
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
        object.insert("precision".into(), json!(letter(cell.precision())));
    }
    object.into()
}
