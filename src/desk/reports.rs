//! Reports: forms of a year, filled and laid out as files.

use std::collections::BTreeSet;

use clap::ValueEnum;
use maud::{Markup, html};

use crate::proto::v1;
use crate::report::{AskError, Form, Order, write};

use super::frame::year_options;
use super::problem::Problem;
use super::visit::Visit;
use super::{Answer, LANGUAGES, download};

/// Forms with what they are called in the address and in words.
const FORMS: [(Form, &str); 4] = [
    (Form::Strategy, "desk-form_strategy"),
    (Form::Public, "desk-form_public"),
    (Form::EurostatThb, "desk-form_eurostat"),
    (Form::Glotip, "desk-form_glotip"),
];

/// The name of a form: as on the command line.
fn code(form: Form) -> String {
    form.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}

pub async fn page(visit: &Visit) -> Result<Answer, Problem> {
    let say = visit.say;
    if let Some(of) = download::asked(visit)? {
        let order = order(visit)?;
        let name = format!("{}-{}", code(order.form), order.year);
        let report = write(&visit.client, &order).await.map_err(|error| wrong(visit, error))?;
        return download::file(report, &name, of).await;
    }
    let years = visit.released_years().await?;
    let body = html! {
        p { (say.word("desk-reports_text")) }
        @if years.is_empty() { p class="notice" { (say.word("desk-no_release")) } }
        @else { (form(visit, &years)) }
        section {
            h2 { (say.word("desk-reports_forms")) }
            dl {
                @for (_, key) in FORMS {
                    dt { (say.word(key)) }
                    dd { (say.meaning(key).unwrap_or_default()) }
                }
            }
        }
    };
    Ok(Answer::page(say.word("desk-page_reports"), body))
}

/// What cannot be reported, by the parameter that asks for it.
pub fn wrong(visit: &Visit, error: AskError) -> Problem {
    match error {
        AskError::Refused(status) => status.into(),
        AskError::Year(_) => Problem::wrong("year", visit.say.word("desk-wrong_year")),
        AskError::Compare => Problem::wrong("compare", visit.say.word("desk-wrong_compare")),
    }
}

fn order(visit: &Visit) -> Result<Order, Problem> {
    let say = visit.say;
    let asked = visit.one("form").unwrap_or_default();
    let form = FORMS.iter().map(|(form, _)| *form).find(|form| code(*form) == asked);
    let choices = FORMS.iter().map(|(_, key)| say.word(key));
    let form = form.ok_or_else(|| Problem::choice(say, "form", choices))?;
    let year = visit.number("year")?;
    let year = year.ok_or_else(|| Problem::wrong("year", say.word("desk-wrong_year")))?;
    let compare = visit.numbers::<i32>("compare")?;
    if !compare.is_empty() && matches!(form, Form::EurostatThb | Form::Glotip) {
        return Err(Problem::wrong("compare", say.word("desk-wrong_compare_form")));
    }
    let language = match visit.one("in") {
        None => say.0,
        Some(tag) => {
            tag.parse().map_err(|_| Problem::wrong("in", say.word("desk-wrong_language")))?
        }
    };
    Ok(Order {
        form,
        year,
        compare: compare.into_iter().collect(),
        language,
        tier: v1::Tier::Unspecified,
        tell_wait: None,
    })
}

/// The form, with what can be read of the address.
pub async fn form_of(visit: &Visit) -> Result<Markup, Problem> {
    Ok(form(visit, &visit.released_years().await?))
}

fn form(visit: &Visit, years: &BTreeSet<i32>) -> Markup {
    let say = visit.say;
    let is_chosen = |name: &str, value: &str| visit.all(name).any(|asked| asked == value);
    let language = visit.one("in").unwrap_or(say.0.tag());
    html! {
        form method="get" action="/reports" {
            (visit.kept())
            div class="row" {
                div {
                    label for="form" { (say.word("desk-form")) }
                    select id="form" name="form" {
                        @for (form, key) in FORMS { option value=(code(form)) selected[is_chosen("form", &code(form))] { (say.word(key)) } }
                    }
                }
                div {
                    label for="year" { (say.word("desk-year")) }
                    select id="year" name="year" {
                        (year_options(years.iter().rev(), |year| is_chosen("year", &year.to_string())))
                    }
                }
                div {
                    label for="in" { (say.word("desk-report_language")) }
                    select id="in" name="in" {
                        @for known in LANGUAGES {
                            option value=(known.tag()) selected[known.tag() == language] lang=(known.tag()) {
                                (known.name())
                            }
                        }
                    }
                }
                div {
                    label for="as" { (say.word("desk-as")) }
                    select id="as" name="as" {
                        @for of in download::ALL { option value=(of.code) selected[is_chosen("as", of.code)] { (say.word(of.key)) } }
                    }
                }
            }
            @if years.len() > 1 {
                fieldset {
                    legend { (say.word("desk-compare")) }
                    p class="hint" { (say.word("desk-compare_hint")) }
                    div class="choices" {
                        // The last one has no later one to be compared with.
                        @for year in years.iter().take(years.len() - 1) {
                            label {
                                input type="checkbox" name="compare" value=(year) checked[is_chosen("compare", &year.to_string())];
                                (year)
                            }
                        }
                    }
                }
            }
            button type="submit" { (say.word("desk-make_report")) }
        }
    }
}
