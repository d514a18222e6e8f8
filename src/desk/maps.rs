//! Maps: where victims come from, where they were exploited, and in which region they were identified.

use std::collections::BTreeSet;

use maud::{Markup, html};

use tonic::Code;

use crate::domain::period::Years;
use crate::proto::v1;
use crate::report::{AskError, Cell, Question, Report, html as tables, released_years, table};
use crate::statistics::{Dimension, Measure, labels};

use super::frame::{whole, year_options};
use super::map::{Extent, Place, countries, regions};
use super::problem::Problem;
use super::visit::Visit;
use super::{Answer, download};

/// What is drawn: dimensions, and what programs call their tables.
const DRAWN: [(Dimension, &str); 3] = [
    (Dimension::Citizenship, "CITIZENSHIP"),
    (Dimension::CountryOfExploitation, "COUNTRY_OF_EXPLOITATION"),
    (Dimension::Region, "REGION"),
];

pub async fn page(visit: &Visit) -> Result<Answer, Problem> {
    let say = visit.say;
    let title = say.word("desk-page_maps");
    let request = v1::ListReleasesRequest {};
    let releases = visit.client.statistics().list_releases(request).await?.into_inner().releases;
    let released = released_years(&releases);
    if released.is_empty() {
        let body = html! { p class="notice" { (say.word("desk-no_release")) } };
        return Ok(Answer::page(title, body));
    }
    let extent = extent(visit)?;
    // Without a year all together that are released for good, of which more is measured: a provisional one has few
    // tables, and a question with it is answered by what all years have.
    let for_good = releases
        .iter()
        .filter(|release| release.scope.unwrap_or_default().kind() == v1::ReleaseKind::Final);
    let for_good = released_years(&for_good.cloned().collect::<Vec<_>>());
    let has_gap = |span: &Years| span.len() != for_good.len();
    let standing = whole(&for_good).filter(|span| !has_gap(span));
    let year = visit.number::<i32>("year")?;
    let years = year.map_or(standing, |year| Years::new(year, year));
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
            years,
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
    if let Some(of) = download::asked(visit)? {
        let Some(report) = &all else {
            let args = [("dimensions", missing.join(", ").into())];
            return Err(Problem::wrong("year", say.text("desk-maps_missing", &args)));
        };
        let years = years.or_else(|| whole(&released));
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
    Ok(Answer::page(title, body))
}

fn extent(visit: &Visit) -> Result<Extent, Problem> {
    match visit.one("extent") {
        None | Some("europe") => Ok(Extent::Europe),
        Some("world") => Ok(Extent::World),
        Some(_) => {
            let say = visit.say;
            let choices = ["desk-extent_europe", "desk-extent_world"].map(|key| say.word(key));
            Err(Problem::choice(say, "extent", choices.into_iter()))
        }
    }
}

/// The form, with what can be read of the address.
pub async fn form(visit: &Visit) -> Result<Markup, Problem> {
    let years = visit.released_years().await?;
    Ok(choice(visit, &years, visit.number("year")?, extent(visit)?))
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
                        option value="" { (say.word("desk-all_for_good")) }
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
