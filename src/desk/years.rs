//! The years beside each other, who the victims of one of them are, and the indicators of the strategy.

use std::collections::BTreeSet;

use maud::{Markup, html};

use crate::proto::v1;
use crate::report::{Form, Order, html as tables, write};

use super::frame::year_options;
use super::problem::Problem;
use super::visit::Visit;
use super::{Answer, download, reports};

/// The overview.
pub async fn overview(visit: &Visit) -> Result<Answer, Problem> {
    page(visit, Form::Overview, "overview").await
}

/// The indicators.
pub async fn indicators(visit: &Visit) -> Result<Answer, Problem> {
    page(visit, Form::Indicators, "indicators").await
}

async fn page(visit: &Visit, form: Form, name: &str) -> Result<Answer, Problem> {
    let say = visit.say;
    let title = say.word(visit.page.title);
    let years = visit.released_years().await?;
    let Some(latest) = years.last().copied() else {
        let body = html! { p class="notice" { (say.word("desk-no_release")) } };
        return Ok(Answer::page(title, body));
    };
    let year = visit.number("year")?.unwrap_or(latest);
    // Of two years the later one is compared with the earlier one, whichever was named first.
    let compare = compared(visit, &years, year)?;
    let (year, compare) = match compare {
        Some(other) if other > year && years.contains(&year) => (other, Some(year)),
        compare => (year, compare),
    };
    let compare: Vec<i32> = compare.into_iter().collect();
    let (language, tier) = (say.0, v1::Tier::Unspecified);
    let order = Order { form, year, compare, language, tier, tell_wait: None };
    let report =
        write(&visit.client, &order).await.map_err(|error| reports::wrong(visit, error))?;
    if let Some(of) = download::asked(visit)? {
        return download::file(report, &format!("{name}-{year}"), of).await;
    }
    let body = html! {
        (choice(visit, &years, year, order.compare.first().copied()))
        (download::links(visit))
        (tables::sections(&report))
    };
    Ok(Answer::page(format!("{title}, {year}"), body))
}

/// The year that another one is compared with: unless told otherwise the one before.
fn compared(visit: &Visit, years: &BTreeSet<i32>, year: i32) -> Result<Option<i32>, Problem> {
    Ok(match visit.asks("compare") {
        true => visit.number("compare")?.filter(|other| *other != year),
        false => year.checked_sub(1).filter(|before| years.contains(before)),
    })
}

/// The form, with what can be read of the address.
pub async fn form(visit: &Visit) -> Result<Markup, Problem> {
    let years = visit.released_years().await?;
    let asked = visit.number("year")?.filter(|year| years.contains(year));
    let Some(year) = asked.or(years.last().copied()) else { return Ok(Markup::default()) };
    Ok(choice(visit, &years, year, compared(visit, &years, year)?))
}

/// The year, and the one that it is compared with.
fn choice(visit: &Visit, years: &BTreeSet<i32>, chosen: i32, compared: Option<i32>) -> Markup {
    let say = visit.say;
    html! {
        form method="get" action=(visit.page.path) {
            (visit.kept())
            div class="row" {
                div {
                    label for="year" { (say.word("desk-year")) }
                    select id="year" name="year" {
                        (year_options(years.iter().rev(), |year| year == chosen))
                    }
                }
                div {
                    label for="compare" { (say.word("desk-compare")) }
                    select id="compare" name="compare" {
                        option value="" { (say.word("desk-compare_none")) }
                        (year_options(years.iter().rev(), |year| Some(year) == compared))
                    }
                }
                div { button type="submit" { (say.word("desk-show")) } }
            }
        }
    }
}
