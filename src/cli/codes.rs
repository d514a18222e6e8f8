//! `vdx codes`: what can be asked, without asking anybody.

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::domain::code_list::CodeList;
use crate::domain::country::Country;
use crate::domain::period::Years;
use crate::foreign;
use crate::proto::v1;
use crate::statistics::{Catalog, Dimension, Measure};

use super::common::{Connection, print, table, with_client};

/// Lists measures and dimensions, or the codes of one dimension.
#[derive(clap::Args)]
pub struct Args {
    /// A dimension, for example exploitation_type
    dimension: Option<String>,
    /// Ask the exchange, for its regions and the years that were released.
    #[arg(long)]
    online: bool,
    #[command(flatten)]
    connection: Connection,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let Some(name) = &args.dimension else { return print(&overview()) };
    let Some(dimension) = Dimension::from_name(name) else {
        bail!("no dimension is called {name}; `vdx codes` lists them");
    };
    let codes = if args.online {
        let answer = with_client(&args.connection, async |client| {
            let request = v1::ListDimensionsRequest {};
            Ok(client.statistics().list_dimensions(request).await?.into_inner())
        })?;
        let Some(found) = answer.dimensions.into_iter().find(|d| d.name == *name) else {
            bail!("the exchange names no dimension {name}: it may be of an older version");
        };
        found.codes
    } else {
        if matches!(dimension, Dimension::Region | Dimension::Year | Dimension::YearClosed) {
            bail!("the codes of {name} are the exchange's own; ask it with --online");
        }
        let years = Years::new(2000, 2000).expect("the order is right");
        Catalog { regions: Vec::new(), years }.codes(dimension)
    };
    let mut text = format!("{name}: {}\n", dimension.description());
    for code in codes {
        let country = Country::from_alpha2(&code);
        let country = country.filter(|_| name.starts_with("country") || name == "citizenship");
        let code = foreign::line(&code);
        match country {
            Some(country) => text += &format!("  {code}  {}\n", country.name()),
            None => text += &format!("  {code}\n"),
        }
    }
    print(&text)
}

fn overview() -> String {
    let mut measures = table(&["measure", "counts"].map(String::from));
    for measure in Measure::ALL {
        measures.add_row([measure.code().to_lowercase(), measure.description().into()]);
    }
    let mut dimensions = table(&["dimension", "of", "meaning"].map(String::from));
    for dimension in Dimension::ALL {
        let has = |measure: Measure| measure.dimensions().any(|d| d == *dimension);
        let of: Vec<&str> = [
            (Measure::Persons, "persons"),
            (Measure::Assistance, "assistance"),
            (Measure::Cases, "proceedings"),
        ]
        .into_iter()
        .filter(|(measure, _)| has(*measure))
        .map(|(_, name)| name)
        .collect();
        let several = if dimension.is_multi_valued() { " (several possible)" } else { "" };
        let meaning = format!("{}{several}", dimension.description());
        dimensions.add_row([dimension.name().to_owned(), of.join(", "), meaning]);
    }
    format!("{measures}\n\n{dimensions}\n\n`vdx codes DIMENSION` lists its codes.\n")
}
