//! `vdx codes`: what can be asked, without asking anybody.

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::domain::code_list::CodeList;
use crate::domain::period::Years;
use crate::foreign;
use crate::proto::v1;
use crate::statistics::{Catalog, Dimension, Measure, labels};
use crate::words;

use super::common::{Connection, print, table, with_client, wrapped, wrapped_behind, wrong_usage};
use super::speech::{header, language, sentence, word};

/// Lists measures and dimensions, or the codes of one dimension.
#[derive(clap::Args)]
pub struct Args {
    /// A dimension, for example exploitation_type
    dimension: Option<String>,
    /// Explain each code in a sentence.
    #[arg(long)]
    meanings: bool,
    /// Ask the exchange, for its regions, the years that were released, and what was not.
    #[arg(long)]
    online: bool,
    #[command(flatten)]
    connection: Connection,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let Some(name) = &args.dimension else {
        let own = if args.online { own_codes(&ask(args)?) } else { String::new() };
        return print(&(overview() + &own));
    };
    let Some(dimension) = Dimension::from_name(name) else {
        wrong_usage!("no dimension is called {name}; `vdx codes` lists them");
    };
    let codes = if args.online {
        let Some(found) = ask(args)?.into_iter().find(|d| d.name == *name) else {
            bail!("the exchange names no dimension {name}: it may be of an older version");
        };
        found.codes
    } else {
        if dimension == Dimension::Region || dimension.is_year() {
            wrong_usage!("the codes of {name} are the exchange's own; ask it with --online");
        }
        let years = Years::new(2000, 2000).expect("the order is right");
        Catalog { regions: Vec::new(), years }.codes(dimension)
    };
    let key = labels::dimension_key(dimension);
    let meaning = words::meaning(language(), &key).unwrap_or_default();
    let mut text = format!("{name}: {}. {meaning}\n", words::label(language(), &key));
    let width = |code: &String| foreign::line(code).chars().count();
    let width = codes.iter().map(width).max().unwrap_or_default();
    for code in codes {
        // Where there is no label, this is the code as the exchange wrote it.
        let label = foreign::line(&labels::code_label(language(), dimension, &code));
        let explained = labels::code_key(dimension, &code);
        let explained = explained.and_then(|key| words::meaning(language(), &key));
        let code = foreign::line(&code);
        text += match label == code {
            true => format!("  {code}\n"),
            false => format!("  {code:<width$}  {label}\n"),
        }
        .as_str();
        if let Some(meaning) = explained.filter(|_| args.meanings) {
            let indent = " ".repeat(width + 6);
            text += &wrapped_behind(&indent, &format!("{meaning}\n"));
        }
    }
    print(&text)
}

/// The dimensions of the exchange, with the codes that can be asked for.
fn ask(args: &Args) -> Result<Vec<v1::Dimension>> {
    with_client(&args.connection, async |client| {
        let request = v1::ListDimensionsRequest {};
        Ok(client.statistics().list_dimensions(request).await?.into_inner().dimensions)
    })
}

/// What an exchange has of its own: regions, years that were released, and what was not released.
fn own_codes(dimensions: &[v1::Dimension]) -> String {
    let mut text = String::new();
    let is_own = |of: &Dimension| of.is_year() || *of == Dimension::Region;
    let mut missing = Vec::new();
    for dimension in dimensions {
        let name = foreign::line(&dimension.name);
        if dimension.codes.is_empty() {
            missing.push(name);
        } else if Dimension::from_name(&dimension.name).as_ref().is_some_and(is_own) {
            text += &format!("{name}: {}\n", foreign::line(&dimension.codes.join(", ")));
        }
    }
    if !missing.is_empty() {
        let names = [("names", missing.join(", ").into())];
        text += &format!("{}\n", wrapped(&sentence("cli-codes_not_released", &names)));
    }
    text
}

fn overview() -> String {
    let meaning = |key: &str| words::meaning(language(), key).unwrap_or_default();
    let mut measures = table(&header(["cli-code", "cli-counts"]));
    for measure in Measure::ALL {
        let key = labels::measure_key(*measure);
        measures.add_row([measure.code().to_lowercase(), meaning(&key)]);
    }
    let mut dimensions = table(&header(["cli-dimension", "cli-of_records", "cli-meaning"]));
    for dimension in Dimension::ALL {
        let has = |measure: Measure| measure.dimensions().any(|d| d == *dimension);
        let of: Vec<&str> = [
            (Measure::Persons, "persons"),
            (Measure::Assistance, "assistance"),
            (Measure::Cases, "proceedings"),
            (Measure::Referrals, "referrals"),
        ]
        .into_iter()
        .filter(|(measure, _)| has(*measure))
        .map(|(_, name)| name)
        .collect();
        let meaning = meaning(&labels::dimension_key(*dimension));
        let meaning = match dimension.is_multi_valued() {
            true => sentence("cli-several_possible", &[("meaning", meaning.into())]),
            false => meaning,
        };
        dimensions.add_row([dimension.name().to_owned(), of.join(", "), meaning]);
    }
    format!("{measures}\n\n{dimensions}\n\n{}\n", word("cli-codes_hint"))
}
