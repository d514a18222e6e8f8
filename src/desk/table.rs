//! A table of one's own: what is counted, by what, of which years; what can be answered is told before it is
//! asked.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use crate::domain::code_list::CodeList;
use crate::domain::period::Years;
use crate::foreign;
use crate::proto::v1;
use crate::report::{AskError, Question, Report, html as tables, released_years, spans, table};
use crate::statistics::{Dimension, MOST_CELLS, Measure, labels};

use super::forecast::{Asked, Forecast, MOST, Plans};
use super::frame::{whole, year_options};
use super::problem::Problem;
use super::visit::Visit;
use super::{Answer, Shown, download};

/// Parameters: dimensions, and what each is for.
const SLOTS: [(&str, &str); MOST] = [("d1", "u1"), ("d2", "u2"), ("d3", "u3"), ("d4", "u4")];
/// The value that has a dimension restrict, and not split.
const ONLY: &str = "only";
/// The most rows that a page shows; files have all.
const ROWS: usize = 500;

/// What can be asked about.
struct Catalogue {
    codes: BTreeMap<Dimension, Vec<String>>,
    years: BTreeSet<i32>,
    plans: Plans,
}

/// A dimension that was chosen.
struct Slot {
    dimension: Dimension,
    is_only: bool,
    /// The codes that it is restricted to; all where there are none.
    codes: Vec<String>,
}

pub async fn page(visit: &Visit) -> Result<Answer, Problem> {
    let say = visit.say;
    let catalogue = catalogue(visit).await?;
    let title = say.word("desk-page_table");
    if catalogue.years.is_empty() {
        let body = html! { p class="notice" { (say.word("desk-no_release")) } };
        return Ok(Answer::page(title, body));
    }
    let (question, slots) = read(visit, &catalogue)?;
    let unused = unused(visit, &slots)?;
    let is_asked = visit.one("ask").is_some() || visit.one("as").is_some();
    if let Some(slot) = slots.iter().find(|slot| slot.is_only && slot.codes.is_empty())
        && visit.one("as").is_some()
    {
        let named = codes_of(slot.dimension);
        return Err(Problem::wrong(&named, say.word("desk-before_no_codes")));
    }
    let mut report = None;
    if is_asked && !is_empty_restriction(&slots) {
        report =
            Some(table(&visit.client, &visit.caller, &question).await.map_err(
                |error| match error {
                    AskError::Refused(status) => Problem::from(status),
                    _ => Problem::Failed,
                },
            )?);
    }
    if let (Some(of), Some(report)) = (download::asked(visit)?, &report) {
        let years = question.asked_years().unwrap_or_else(|| catalogue.years.clone());
        let years = whole(&years).map_or_else(String::new, |years| format!("-{years}"));
        let name = format!("{}{years}", question.measure.code().to_lowercase());
        return download::file(report.clone(), &name.replace('_', "-"), of).await;
    }
    let body = html! {
        p { (say.word("desk-table_text")) }
        (measures(visit, question.measure))
        (form(visit, &question, &slots, &catalogue))
        @for dimension in &unused {
            @let args = [("dimension", say.word(&labels::dimension_key(*dimension)).into())];
            p class="notice" { (say.text("desk-unused_restriction", &args)) }
        }
        // Where the form leads to, so that its answer is seen and read first.
        div id="answer" tabindex="-1" {
            @if let Some(report) = &report {
                (download::links(visit))
                (result(visit, report))
            } @else {
                (before(visit, &question, &slots, &catalogue))
            }
        }
    };
    let asked = report.map(|report| report.title);
    Ok(Answer::Page(Shown { title, asked, body }))
}

/// The form, with what can be read of the address.
pub async fn form_of(visit: &Visit) -> Result<Markup, Problem> {
    let catalogue = catalogue(visit).await?;
    let mut visit = visit.clone();
    loop {
        match read(&visit, &catalogue) {
            Ok((question, slots)) => {
                return Ok(html! {
                    (measures(&visit, question.measure))
                    (form(&visit, &question, &slots, &catalogue))
                });
            }
            Err(problem) => {
                let left = visit.without(&problem.parameters().unwrap_or_default());
                if left.query.len() == visit.query.len() {
                    return Err(problem);
                }
                visit = left;
            }
        }
    }
}

/// What an address asks, and the dimensions that were chosen for it.
fn read(visit: &Visit, catalogue: &Catalogue) -> Result<(Question, Vec<Slot>), Problem> {
    let measure = measure(visit)?;
    let slots = slots(visit, measure, catalogue)?;
    Ok((question(visit, measure, &slots, catalogue)?, slots))
}

async fn catalogue(visit: &Visit) -> Result<Catalogue, Problem> {
    let mut client = visit.client.statistics();
    let listed = client.list_releases(v1::ListReleasesRequest {}).await?.into_inner().releases;
    let mut releases = Vec::new();
    for release in listed.iter().filter(|of| of.stage() == v1::ReleaseStage::Released) {
        let request = v1::GetReleaseRequest { number: release.number };
        let plan = client.get_release(request).await?.into_inner().plan;
        releases.push((release.clone(), plan.unwrap_or_default()));
    }
    let dimensions = client.list_dimensions(v1::ListDimensionsRequest {}).await?.into_inner();
    let codes = dimensions.dimensions.into_iter().filter_map(|of| {
        let dimension = Dimension::from_name(&of.name)?;
        Some((dimension, of.codes))
    });
    Ok(Catalogue {
        codes: codes.collect(),
        years: released_years(&listed),
        plans: Plans::of(&releases),
    })
}

fn code(measure: Measure) -> String {
    measure.code().to_lowercase()
}

fn measure(visit: &Visit) -> Result<Measure, Problem> {
    let Some(asked) = visit.one("measure") else { return Ok(Measure::Persons) };
    Measure::ALL.iter().copied().find(|measure| code(*measure) == asked).ok_or_else(|| {
        let say = visit.say;
        let choices = Measure::ALL.iter().map(|known| say.word(&labels::measure_key(*known)));
        Problem::choice(say, "measure", choices)
    })
}

/// The parameter that names codes of a dimension.
fn codes_of(dimension: Dimension) -> String {
    format!("c.{}", dimension.name())
}

fn slots(visit: &Visit, measure: Measure, catalogue: &Catalogue) -> Result<Vec<Slot>, Problem> {
    let say = visit.say;
    let mut slots: Vec<Slot> = Vec::new();
    for (name, used) in SLOTS {
        let Some(asked) = visit.one(name) else { continue };
        let of_measure = measure.dimensions().find(|dimension| dimension.name() == asked);
        let dimension =
            of_measure.ok_or_else(|| Problem::wrong(name, say.word("desk-wrong_dimension")))?;
        if slots.iter().any(|slot| slot.dimension == dimension) {
            return Err(Problem::wrong(name, say.word("desk-wrong_twice")));
        }
        let is_only = match visit.one(used) {
            None | Some("by") => false,
            Some(ONLY) => true,
            Some(_) => {
                let choices = ["desk-use_by", "desk-use_only"].map(|key| say.word(key));
                return Err(Problem::choice(say, used, choices.into_iter()));
            }
        };
        let named = codes_of(dimension);
        let known = catalogue.codes.get(&dimension);
        let codes: Vec<String> = visit.all(&named).map(String::from).collect();
        if codes.iter().any(|code| known.is_none_or(|known| !known.contains(code))) {
            return Err(Problem::wrong(&named, say.word("desk-wrong_codes")));
        }
        slots.push(Slot { dimension, is_only, codes });
    }
    Ok(slots)
}

/// Dimensions that a part of the form restricts and that are not chosen any more: this is told, and no file is
/// made without the restriction.
fn unused(visit: &Visit, slots: &[Slot]) -> Result<Vec<Dimension>, Problem> {
    let say = visit.say;
    let mut unused = BTreeSet::new();
    for (name, _) in visit.query.iter().filter(|(name, _)| name.starts_with("c.")) {
        let of = Dimension::from_name(&name["c.".len()..])
            .ok_or_else(|| Problem::wrong(name, say.word("desk-wrong_dimension")))?;
        if !slots.iter().any(|slot| slot.dimension == of) {
            if visit.one("as").is_some() {
                return Err(Problem::wrong(name, say.word("desk-wrong_dimension")));
            }
            unused.insert(of);
        }
    }
    Ok(unused.into_iter().collect())
}

fn question(
    visit: &Visit,
    measure: Measure,
    slots: &[Slot],
    catalogue: &Catalogue,
) -> Result<Question, Problem> {
    let say = visit.say;
    let years = match (visit.number::<i32>("from")?, visit.number::<i32>("to")?) {
        (None, None) => None,
        (from, to) => {
            // As without both: the first and last year that are released for good, or else of all.
            let is_about_closing = slots.iter().any(|slot| slot.dimension.is_of_closing());
            let finals = whole(&catalogue.plans.default_years(measure, is_about_closing));
            let all = whole(&catalogue.years);
            let from = from.or_else(|| {
                let first = finals.map(|years| years.first()).filter(|first| to >= Some(*first));
                first.or(all.map(|years| years.first()))
            });
            let to = to.or_else(|| {
                let last = finals.map(|years| years.last()).filter(|last| from <= Some(*last));
                last.or(all.map(|years| years.last()))
            });
            from.zip(to)
        }
    };
    let years = years.map(|(from, to)| {
        Years::new(from, to).ok_or_else(|| Problem::wrong("to", say.word("desk-wrong_years")))
    });
    let years = years.transpose()?;
    // Years that are codes of a dimension are years of the figures.
    if let Some(slot) = slots.iter().find(|slot| slot.dimension.is_year() && !slot.codes.is_empty())
    {
        let codes: BTreeSet<i32> = slot.codes.iter().filter_map(|code| code.parse().ok()).collect();
        let has_gap = whole(&codes).is_none_or(|span| span.len() != codes.len());
        if years.is_some() || (slot.is_only && has_gap) {
            let named = codes_of(slot.dimension);
            return Err(Problem::wrong(&named, say.word("desk-wrong_year_codes")));
        }
    }
    let tier = match visit.one("tier") {
        None => v1::Tier::Unspecified,
        Some("transnational") => v1::Tier::Transnational,
        Some("public") => v1::Tier::Public,
        Some(_) => {
            let choices = ["desk-tier_own", "tier-transnational", "tier-public"];
            let choices = choices.into_iter().map(|key| say.word(key));
            return Err(Problem::choice(say, "tier", choices));
        }
    };
    let by = slots.iter().filter(|slot| !slot.is_only).map(|slot| slot.dimension).collect();
    let only = slots.iter().filter(|slot| !slot.codes.is_empty());
    let only = only.map(|slot| (slot.dimension, slot.codes.clone())).collect();
    Ok(Question { measure, by, only, years, tier, language: say.0 })
}

/// Whether a dimension is to restrict and names no code.
fn is_empty_restriction(slots: &[Slot]) -> bool {
    slots.iter().any(|slot| slot.is_only && slot.codes.is_empty())
}

fn measures(visit: &Visit, chosen: Measure) -> Markup {
    let say = visit.say;
    html! {
        nav class="tabs" aria-label=(say.word("desk-measures")) {
            ul {
                @for measure in Measure::ALL {
                    @let is_here = *measure == chosen;
                    li {
                        a href=(visit.link("/table", &[("measure", &code(*measure))])) aria-current=[is_here.then_some("true")] {
                            (say.capital(&labels::measure_key(*measure)))
                        }
                    }
                }
            }
        }
        @if let Some(meaning) = say.meaning(&labels::measure_key(chosen)) {
            p class="hint" { (meaning) }
        }
    }
}

fn form(visit: &Visit, question: &Question, slots: &[Slot], catalogue: &Catalogue) -> Markup {
    let say = visit.say;
    let measured = catalogue.plans.years(question.measure);
    let finals =
        catalogue.plans.default_years(question.measure, question.year() == Dimension::YearClosed);
    let all = if finals.len() < measured.len() { "desk-all_for_good" } else { "desk-all_years" };
    let year = |name: &str, label: &str| {
        let chosen: Option<i32> = visit.one(name).and_then(|year| year.parse().ok());
        // Years of which nothing of it is released cannot be chosen; one that was, for something else, stays in sight.
        let years =
            catalogue.years.iter().filter(|year| measured.contains(year) || Some(**year) == chosen);
        html! {
            div {
                label for=(name) { (say.word(label)) }
                select id=(name) name=(name) {
                    option value="" { (say.word(all)) }
                    (year_options(years, |year| Some(year) == chosen))
                }
            }
        }
    };
    let tiers = [
        ("", "desk-tier_own", v1::Tier::Unspecified),
        ("transnational", "tier-transnational", v1::Tier::Transnational),
        ("public", "tier-public", v1::Tier::Public),
    ];
    html! {
        form method="get" action="/table#answer" {
            (visit.kept())
            input type="hidden" name="measure" value=(code(question.measure));
            @for (place, (name, used)) in SLOTS.iter().enumerate() {
                (slot(visit, question.measure, (place, name, used), slots.get(place), catalogue))
            }
            fieldset {
                legend { (say.word("desk-years_and_tier")) }
                div class="row" {
                    (year("from", "desk-from"))
                    (year("to", "desk-to"))
                    div {
                        label for="tier" { (say.word("report-about_tier")) }
                        select id="tier" name="tier" {
                            @for (value, key, tier) in tiers {
                                option value=(value) selected[tier == question.tier] { (say.word(key)) }
                            }
                        }
                    }
                }
                div class="check" {
                    label {
                        input type="checkbox" name="all" value="1" checked[visit.one("all").is_some()];
                        (say.word("desk-show_all"))
                    }
                }
            }
            button type="submit" name="ask" value="" class="second" { (say.word("desk-look")) }
            " "
            button type="submit" name="ask" value="1" { (say.word("desk-ask")) }
        }
    }
}

/// One of the dimensions of a question.
fn slot(
    visit: &Visit,
    measure: Measure,
    (place, name, used): (usize, &str, &str),
    slot: Option<&Slot>,
    catalogue: &Catalogue,
) -> Markup {
    let say = visit.say;
    let mut measured = Vec::new();
    // Why others cannot be chosen, in words.
    let mut others: BTreeMap<String, Vec<Dimension>> = BTreeMap::new();
    for dimension in measure.dimensions() {
        let label = |of: Dimension| say.capital(&labels::dimension_key(of));
        let reason = match catalogue.plans.of_dimension(measure, dimension) {
            Forecast::OtherYear(_, own) => {
                say.text("desk-not_this_year", &[("own", label(own).into())])
            }
            Forecast::Apart(one, other) => {
                let from = if one == dimension { other } else { one };
                say.text("desk-not_apart", &[("other", label(from).into())])
            }
            Forecast::NotMeasured(_) | Forecast::NotReleased => say.word("desk-not_measured"),
            _ => {
                measured.push(dimension);
                continue;
            }
        };
        others.entry(reason).or_default().push(dimension);
    }
    let option = |dimension: &Dimension, is_measured: bool| {
        let is_chosen = slot.is_some_and(|slot| slot.dimension == *dimension);
        html! {
            option value=(dimension.name()) selected[is_chosen] disabled[!is_measured && !is_chosen] {
                (say.capital(&labels::dimension_key(*dimension)))
            }
        }
    };
    let number = place + 1;
    html! {
        fieldset {
            legend { (say.text("desk-dimension", &[("number", number.into())])) }
            div class="row" {
                div {
                    label for=(name) { (say.word("desk-dimension_what")) }
                    select id=(name) name=(name) {
                        option value="" { (say.word("desk-dimension_none")) }
                        @for dimension in &measured { (option(dimension, true)) }
                        @for (reason, dimensions) in &others {
                            optgroup label=(reason) {
                                @for dimension in dimensions { (option(dimension, false)) }
                            }
                        }
                    }
                }
                div {
                    label for=(used) { (say.word("desk-dimension_use")) }
                    select id=(used) name=(used) {
                        option value="by" { (say.word("desk-use_by")) }
                        option value=(ONLY) selected[slot.is_some_and(|slot| slot.is_only)] { (say.word("desk-use_only")) }
                    }
                }
            }
            @if let Some(slot) = slot { (restriction(visit, measure, slot, catalogue)) }
        }
    }
}

/// The codes that a dimension can be restricted to.
fn restriction(visit: &Visit, measure: Measure, slot: &Slot, catalogue: &Catalogue) -> Markup {
    let say = visit.say;
    let name = codes_of(slot.dimension);
    let label = say.word(&labels::dimension_key(slot.dimension));
    let all = catalogue.codes.get(&slot.dimension).map_or(&[][..], Vec::as_slice);
    let measured = catalogue.plans.years(measure);
    let is_told = |code: &String| {
        let year = code.parse().ok().filter(|_| slot.dimension.is_year());
        slot.codes.contains(code) || year.is_none_or(|year| measured.contains(&year))
    };
    let codes: Vec<&String> = all.iter().filter(|code| is_told(code)).collect();
    html! {
        details open[slot.is_only || !slot.codes.is_empty()] {
            summary { (say.text("desk-restrict", &[("dimension", label.into())])) }
            div class="choices" {
                @for code in &codes {
                    label {
                        input type="checkbox" name=(name) value=(code) checked[slot.codes.contains(*code)];
                        (foreign::line(&say.of(slot.dimension, code)))
                    }
                }
            }
        }
    }
}

/// What the question would be answered with, and what could be added to it.
fn before(visit: &Visit, question: &Question, slots: &[Slot], catalogue: &Catalogue) -> Markup {
    let say = visit.say;
    let years_of = |question: &Question| {
        let is_about_closing = question.year() == Dimension::YearClosed;
        let all = || catalogue.plans.default_years(question.measure, is_about_closing);
        question.asked_years().unwrap_or_else(all)
    };
    let years = years_of(question);
    let provisional: Vec<String> = match question.asked_years() {
        Some(_) => Vec::new(),
        None => spans(catalogue.plans.years(question.measure).difference(&years).copied()),
    };
    let unreleased: Vec<String> =
        years.difference(&catalogue.years).map(ToString::to_string).collect();
    let only: Vec<(Dimension, usize)> =
        question.only.iter().map(|(dimension, codes)| (*dimension, codes.len())).collect();
    let forecast = |by: &[Dimension]| {
        // What is counted by another year with a dimension more has other years.
        let years = years_of(&Question { by: by.to_vec(), ..question.clone() });
        let is_whole = catalogue.plans.are_whole_blocks(&years);
        let restricting = only.iter().map(|(of, _)| *of).filter(|of| !(of.is_year() && is_whole));
        let named: BTreeSet<Dimension> = by.iter().copied().chain(restricting).collect();
        let restricts_years =
            question.years.is_some() && !named.contains(&question.year()) && !is_whole;
        if named.len() + usize::from(restricts_years) > MOST {
            return Forecast::TooMany;
        }
        let cells = by.iter().map(|dimension| {
            let restricted = only.iter().find(|(of, _)| of == dimension).map(|(_, codes)| *codes);
            let all = || catalogue.codes.get(dimension).map_or(1, Vec::len);
            match dimension.is_year() {
                true => years.len(),
                false => restricted.unwrap_or_else(all),
            }
        });
        if cells.fold(1, usize::saturating_mul) > MOST_CELLS {
            return Forecast::TooLarge;
        }
        let are_named = question.asked_years().is_some();
        let asked = Asked { measure: question.measure, by, only: &only, years: &years, are_named };
        catalogue.plans.of_question(&asked)
    };
    let own = forecast(&question.by);
    let is_free = |dimension: &Dimension| slots.iter().all(|slot| slot.dimension != *dimension);
    let further: Vec<(Dimension, Forecast)> = question
        .measure
        .dimensions()
        .filter(is_free)
        .map(|dimension| {
            let by: Vec<Dimension> = question.by.iter().copied().chain([dimension]).collect();
            (dimension, forecast(&by))
        })
        .collect();
    let of = |wanted: &Forecast| -> Vec<String> {
        let found = further.iter().filter(|(_, forecast)| forecast == wanted);
        found.map(|(dimension, _)| say.word(&labels::dimension_key(*dimension))).collect()
    };
    html! {
        section {
            h2 { (say.word("desk-before")) }
            @if is_empty_restriction(slots) {
                p class="notice" { (say.word("desk-before_no_codes")) }
            } @else if !unreleased.is_empty() {
                p class="notice" { (say.text("desk-before_not_released", &[("years", unreleased.join(", ").into())])) }
            } @else {
                p class=(if matches!(own, Forecast::Measured | Forecast::Modelled) { "verdict" } else { "notice" }) {
                    (verdict(visit, &own))
                }
            }
            @if !provisional.is_empty() {
                p class="notice" { (say.text("report-note_left_out", &[("years", provisional.join(", ").into())])) }
            }
            @for (forecast, key) in [
                (Forecast::Measured, "desk-further_measured"),
                (Forecast::Modelled, "desk-further_modelled"),
            ] {
                @let found = of(&forecast);
                @if !found.is_empty() {
                    h3 { (say.word(key)) }
                    ul class="columns" { @for dimension in found { li { (dimension) } } }
                }
            }
        }
    }
}

fn verdict(visit: &Visit, forecast: &Forecast) -> String {
    let say = visit.say;
    match forecast {
        Forecast::Measured => say.word("desk-before_measured"),
        Forecast::Modelled => say.word("desk-before_modelled"),
        Forecast::NotReleased => say.word("desk-before_nothing"),
        Forecast::TooMany => say.word("desk-before_too_many"),
        Forecast::TooLarge => say.word("desk-before_too_large"),
        Forecast::OtherYear(other, own) => {
            let [other, own] = [other, own].map(|of| say.capital(&labels::dimension_key(*of)));
            say.text("desk-before_other_year", &[("other", other.into()), ("own", own.into())])
        }
        Forecast::NotMeasured(dimension) => {
            let label = say.word(&labels::dimension_key(*dimension));
            say.text("desk-before_not_measured", &[("dimension", label.into())])
        }
        Forecast::Apart(one, other) => {
            let [one, other] = [one, other].map(|of| say.word(&labels::dimension_key(*of)));
            say.text("desk-before_apart", &[("dimension", one.into()), ("other", other.into())])
        }
    }
}

/// The table, without rows of which nothing is told unless they are asked for.
fn result(visit: &Visit, report: &Report) -> Markup {
    let say = visit.say;
    let mut shown = report.clone();
    let (mut hidden, mut more) = (0, 0);
    for table in shown.sections.iter_mut().flat_map(|section| &mut section.tables) {
        let count = table.rows.len();
        if visit.one("all").is_none() && count > 1 {
            let is_told = |cell: &crate::report::Cell| {
                cell.figure().is_some_and(|figure| figure.estimate().is_some())
            };
            table.rows.retain(|row| row.cells.iter().any(is_told));
            hidden = count - table.rows.len();
        }
        more = table.rows.len().saturating_sub(ROWS);
        table.rows.truncate(ROWS);
    }
    html! {
        @if hidden > 0 {
            p class="notice" { (say.text("desk-hidden_rows", &[("count", hidden.into())])) }
        }
        @if more > 0 {
            p class="notice" { (say.text("desk-more_rows", &[("count", more.into())])) }
        }
        (tables::sections(&shown))
    }
}
