//! Maps: where victims come from, where they were exploited, and in which region they were identified.

use std::collections::BTreeSet;

use maud::{Markup, html};

use tonic::Code;

use crate::domain::period::Years;
use crate::proto::v1;
use crate::report::{AskError, Cell, Question, Report, html as tables, table};
use crate::statistics::{Dimension, Measure, labels};

use super::frame::{whole, year_options};
use super::map::{Extent, Place, countries, regions};
use super::problem::Problem;
use super::visit::Visit;
use super::{Answer, Shown, download};

/// What is drawn: dimensions, and what programs call their tables.
const DRAWN: [(Dimension, &str); 3] = [
    (Dimension::Citizenship, "CITIZENSHIP"),
    (Dimension::CountryOfExploitation, "COUNTRY_OF_EXPLOITATION"),
    (Dimension::Region, "REGION"),
];

pub async fn page(visit: &Visit) -> Result<Answer, Problem> {
    let say = visit.say;
    let title = say.word("desk-page_maps");
    let released = visit.released_years().await?;
    if released.is_empty() {
        let body = html! { p class="notice" { (say.word("desk-no_release")) } };
        return Ok(Answer::Page(Shown { title, body }));
    }
    let extent = match visit.one("extent") {
        None | Some("europe") => Extent::Europe,
        Some("world") => Extent::World,
        Some(_) => {
            let args = [("codes", "europe, world".into())];
            return Err(Problem::wrong("extent", say.text("desk-wrong_code", &args)));
        }
    };
    // Without a year all released ones together, of which more is measured.
    let year = visit.number::<i32>("year")?;
    if year.is_some_and(|year| !released.contains(&year)) {
        return Err(Problem::wrong("year", say.word("desk-wrong_year")));
    }
    let mut all: Option<Report> = None;
    let mut missing = Vec::new();
    for (dimension, id) in DRAWN {
        let question = Question {
            measure: Measure::Persons,
            by: vec![dimension],
            only: Vec::new(),
            years: year.and_then(|year| Years::new(year, year)),
            tier: v1::Tier::Unspecified,
            language: say.0,
        };
        match table(&visit.client, &visit.caller, &question).await {
            Ok(mut found) => {
                // The last one is about reading the figures, and stands once.
                let method = found.sections.pop();
                for table in found.sections.iter_mut().flat_map(|section| &mut section.tables) {
                    id.clone_into(&mut table.id);
                    table.drawn = None;
                }
                match &mut all {
                    Some(all) => all
                        .sections
                        .splice(all.sections.len() - 1.., found.sections.into_iter().chain(method))
                        .for_each(drop),
                    None => {
                        found.sections.extend(method);
                        found.title.clone_from(&title);
                        found.data_set = "MAPS";
                        all = Some(found);
                    }
                }
            }
            // The question is well formed: what is wrong with it is that nothing was measured.
            Err(AskError::Refused(status)) if status.code() == Code::InvalidArgument => {
                missing.push(say.word(&labels::dimension_key(dimension)));
            }
            Err(AskError::Refused(status)) => return Err(status.into()),
            Err(_) => return Err(Problem::Failed),
        }
    }
    if let (Some(of), Some(report)) = (download::asked(visit)?, &all) {
        let years = year.map_or_else(|| whole(&released), |year| Years::new(year, year));
        let name = years.map_or_else(|| "maps".to_owned(), |years| format!("maps-{years}"));
        return download::file(report.clone(), &name, of).await;
    }
    let body = html! {
        (choice(visit, &released, year, extent))
        @if !missing.is_empty() {
            p class="notice" { (say.text("desk-maps_missing", &[("dimensions", missing.join(", ").into())])) }
        }
        @if let Some(report) = &all {
            (download::links(visit))
            (drawings(visit, report, extent))
            (tables::sections(report))
        }
    };
    Ok(Answer::Page(Shown { title, body }))
}

fn choice(visit: &Visit, years: &BTreeSet<i32>, chosen: Option<i32>, extent: Extent) -> Markup {
    let say = visit.say;
    html! {
        form method="get" action="/maps" {
            (visit.kept())
            div class="row" {
                div {
                    label for="year" { (say.word("desk-year")) }
                    select id="year" name="year" {
                        option value="" { (say.word("desk-all_years")) }
                        (year_options(years.iter().rev(), |year| Some(year) == chosen))
                    }
                }
                div {
                    label for="extent" { (say.word("desk-extent")) }
                    select id="extent" name="extent" {
                        option value="europe" { (say.word("desk-extent_europe")) }
                        option value="world" selected[extent == Extent::World] { (say.word("desk-extent_world")) }
                    }
                }
                div { button type="submit" { (say.word("desk-show")) } }
            }
        }
    }
}

/// A drawing of each table.
fn drawings(visit: &Visit, report: &Report, extent: Extent) -> Markup {
    let say = visit.say;
    html! {
        section {
            h2 { (say.word("desk-maps")) }
            p class="hint" { (say.word("desk-maps_text")) }
            @for table in report.tables() {
                @let places: Vec<Place> = table.rows.iter().filter_map(|row| {
                    let code = row.key.first()?.1.clone();
                    let cell = row.cells.first().cloned();
                    Some(Place { code, cell: cell.unwrap_or(Cell::Missing(crate::report::Reason::NotMeasured)) })
                }).collect();
                @let id = format!("map-{}", table.id.to_ascii_lowercase().replace('_', "-"));
                @if table.id == "REGION" {
                    (regions(&id, &table.caption, &places, say))
                } @else {
                    (countries(&id, &table.caption, &places, extent, say))
                }
            }
        }
    }
}
