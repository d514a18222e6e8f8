//! The years beside each other, who the victims of one of them are, and the indicators of the strategy.

use std::collections::BTreeSet;

use maud::{Markup, html};

use crate::proto::v1;
use crate::report::{Form, Order, html as tables, write};

use super::frame::year_options;
use super::problem::Problem;
use super::visit::Visit;
use super::{Answer, Shown, download, reports};

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
        return Ok(Answer::Page(Shown { title, body }));
    };
    let year = visit.number("year")?.unwrap_or(latest);
    // Unless told otherwise a year is compared with the one before.
    let compare = match visit.asks("compare") {
        true => visit.number::<i32>("compare")?.filter(|other| *other != year),
        false => year.checked_sub(1).filter(|before| years.contains(before)),
    };
    let compare: Vec<i32> = compare.into_iter().collect();
    let order = Order { form, year, compare, language: say.0, tier: v1::Tier::Unspecified };
    let report =
        write(&visit.client, &order).await.map_err(|error| reports::wrong(visit, error))?;
    if let Some(of) = download::asked(visit)? {
        return download::file(report, &format!("{name}-{year}"), of).await;
    }
    let body = html! {
        (choice(visit, &years, &order))
        (download::links(visit))
        (tables::sections(&report))
    };
    Ok(Answer::Page(Shown { title: format!("{title}, {year}"), body }))
}

/// The year, and the one that it is compared with.
fn choice(visit: &Visit, years: &BTreeSet<i32>, order: &Order) -> Markup {
    let say = visit.say;
    let compared = order.compare.first();
    html! {
        form method="get" action=(visit.page.path) {
            (visit.kept())
            div class="row" {
                div {
                    label for="year" { (say.word("desk-year")) }
                    select id="year" name="year" {
                        (year_options(years.iter().rev(), |year| year == order.year))
                    }
                }
                div {
                    label for="compare" { (say.word("desk-compare")) }
                    select id="compare" name="compare" {
                        option value="" { (say.word("desk-compare_none")) }
                        (year_options(years.iter().rev(), |year| Some(&year) == compared))
                    }
                }
                div { button type="submit" { (say.word("desk-show")) } }
            }
        }
    }
}
