//! The yearly report on the national strategy (2008-2011, section IV.3.b), and what of it is for the public.

use crate::domain::code_list::CodeList;
use crate::domain::codes::{ExploitationType, Gender};
use crate::proto::v1;
use crate::statistics::{Dimension as D, Measure};
use crate::words;

use super::ask::{AskError, Asker, Filters};
use super::cell::{Cell, Reason, Told, Verdict};
use super::forms::{Order, counted, level, method, row, source, year_columns};
use super::say::{Say, spans};
use super::{Column, Key, Row, Section, Table};

/// A page for the press, all indicators, who the victims are, and how to read it.
pub async fn sections(
    asker: &mut Asker<'_>,
    say: Say,
    order: &Order,
) -> Result<Vec<Section>, AskError> {
    // The press prints it: under the tier of what is printed, whoever asks.
    let mut public = asker.public();
    Ok(vec![
        press(&mut public, say, order).await?,
        indicators(asker, say, order).await?,
        victims(asker, say, order).await?,
        method(say, &["report-method_change", "report-method_strategy"]),
    ])
}

/// Fills the form of the strategy without what is not for the public.
pub async fn for_public(
    asker: &mut Asker<'_>,
    say: Say,
    order: &Order,
) -> Result<Vec<Section>, AskError> {
    Ok(vec![
        press(asker, say, order).await?,
        victims(asker, say, order).await?,
        method(say, &["report-method_change"]),
    ])
}

/// The indicators without the rest of the form.
pub async fn indicators_alone(
    asker: &mut Asker<'_>,
    say: Say,
    order: &Order,
) -> Result<Vec<Section>, AskError> {
    let method = method(say, &["report-method_change", "report-method_strategy"]);
    Ok(vec![indicators(asker, say, order).await?, method])
}

/// The columns: years that are compared with, the year, and what changed since each of them.
pub fn columns(say: Say, order: &Order) -> Vec<Column> {
    let mut columns = year_columns(order.compare.iter().copied().chain([order.year]));
    for year in &order.compare {
        let label = say.text("report-since", &[("year", year.to_string().into())]);
        columns.push(Column { label, key: Key::new() });
    }
    columns
}

/// Cells of the years with what changed since the earlier ones behind them. With a provisional year nothing is
/// compared: what is missing in it would stand as a change.
fn with_changes(asker: &Asker, order: &Order, mut cells: Vec<Cell>) -> Vec<Cell> {
    if let Some((last, earlier)) = cells.split_last() {
        let is_open = |year: &i32| asker.is_provisional(*year) || asker.is_provisional(order.year);
        let changes = earlier.iter().zip(&order.compare).map(|(cell, year)| match is_open(year) {
            true => Cell::Missing(Reason::Provisional),
            false => last.since(cell),
        });
        let changes: Vec<Cell> = changes.collect();
        cells.extend(changes);
    }
    cells
}

/// A row of counts of persons, or of others, in all years.
pub async fn compared(
    asker: &mut Asker<'_>,
    order: &Order,
    empty: Row,
    measure: Measure,
    filters: Filters<'_>,
) -> Result<Row, AskError> {
    let years: Vec<(i32, Filters)> =
        order.compare.iter().chain([&order.year]).map(|year| (*year, &[] as _)).collect();
    let row = counted(asker, empty, measure, filters, &years).await?;
    Ok(Row { cells: with_changes(asker, order, row.cells), ..row })
}

/// One page of what may be printed as it stands.
async fn press(asker: &mut Asker<'_>, say: Say, order: &Order) -> Result<Section, AskError> {
    let persons = Measure::Persons;
    let mut rows = Vec::new();
    let of = |label: String, indicator: &str, more: Key| {
        let mut key: Key = vec![("INDICATOR", indicator.to_owned())];
        key.extend(more);
        row("", label, key)
    };
    let victims = || say.capital(&words::code_key(Measure::LIST, persons.code()));
    rows.push(compared(asker, order, of(victims(), "VICTIMS", vec![]), persons, &[]).await?);
    let label = say.capital("figure-children");
    let key = vec![("CHILD", "YES".to_owned())];
    let children: Filters = &[(D::Child, &["YES"])];
    rows.push(compared(asker, order, of(label, "VICTIMS", key), persons, children).await?);
    for gender in [Gender::Feminine, Gender::Masculine] {
        let key = vec![("GENDER", gender.code().to_owned())];
        let row = of(say.code(gender), "VICTIMS", key);
        let filters: Filters = &[(D::Gender, &[gender.code()])];
        rows.push(compared(asker, order, row, persons, filters).await?);
    }
    for form in [
        ExploitationType::SexualExploitation,
        ExploitationType::ForcedLabour,
        ExploitationType::ForcedBegging,
    ] {
        let key = vec![("EXPLOITATION_TYPE", form.code().to_owned())];
        let row = of(say.code(form), "VICTIMS", key);
        let filters: Filters = &[(D::ExploitationType, &[form.code()])];
        rows.push(compared(asker, order, row, persons, filters).await?);
    }
    let label = say.capital("figure-arrests");
    let arrested: Filters = &[(D::Arrested, &["YES"])];
    let row = of(label, "ARRESTS", vec![]);
    rows.push(compared(asker, order, row, Measure::Defendants, arrested).await?);
    let mut convictions = of(say.capital("figure-convictions"), "CONVICTIONS", vec![]);
    for year in order.compare.iter().chain([&order.year]) {
        let closed = year.to_string();
        let filters: Filters = &[(D::Outcome, &["CONVICTED"]), (D::YearClosed, &[&closed])];
        convictions.cells.push(asker.count(Measure::Defendants, filters, *year).await?);
    }
    convictions.cells = with_changes(asker, order, convictions.cells);
    rows.push(convictions);
    let text = lead(asker, say, order, &rows[0]);
    let years: Vec<i32> = order.compare.iter().copied().chain([order.year]).collect();
    let table = Table {
        id: "PRESS".into(),
        caption: say.word("report-press_table"),
        rows_are: say.word("report-rows_figures"),
        columns: columns(say, order),
        rows,
        drawn: Some(order.compare.len()),
        source: source(asker, say, &years),
        level: level(say, asker.tier),
        notes: vec![say.word("report-note_list")],
    };
    Ok(Section { title: say.word("report-press"), text, tables: vec![table] })
}

/// What the page for the press begins with: only what is told.
fn lead(asker: &Asker, say: Say, order: &Order, victims: &Row) -> Vec<String> {
    let mut text = Vec::new();
    let year = || order.year.to_string().into();
    let last = victims.cells.get(order.compare.len());
    match last.and_then(Cell::figure) {
        Some(figure) => {
            let cell = Cell::Figure(*figure);
            let args = [
                ("year", year()),
                ("count", say.short(&cell).into()),
                ("interval", say.interval(figure.low, figure.high).into()),
            ];
            let key = match (figure.basis, figure.told) {
                (_, Told::Few) => "report-press_few",
                (v1::Basis::Exact, _) => "report-press_exact",
                _ => "report-press_estimate",
            };
            text.push(say.text(key, &args));
        }
        None => text.push(say.text("report-press_none", &[("year", year())])),
    }
    let of_report = order.compare.iter().chain([&order.year]);
    for year in of_report.filter(|year| asker.is_provisional(**year)) {
        text.push(say.text("report-press_provisional", &[("year", year.to_string().into())]));
    }
    text.extend(comparisons(say, order, victims));
    text.push(say.word("report-press_read"));
    text
}

/// What changed since earlier years: those of which the same can be said in one sentence.
fn comparisons(say: Say, order: &Order, victims: &Row) -> Vec<String> {
    let changes = victims.cells.iter().skip(order.compare.len() + 1);
    let keys = changes.map(|cell| match cell {
        Cell::Change(change) => match change.verdict {
            Verdict::More => "report-press_more",
            Verdict::Less => "report-press_less",
            Verdict::Same => "report-press_same",
            Verdict::Noise => "report-press_noise",
        },
        // What a provisional year means is said above.
        Cell::Missing(Reason::Provisional) => "",
        _ => "report-press_not_compared",
    });
    let keys: Vec<(&str, i32)> = keys.zip(order.compare.iter().copied()).collect();
    let mut text = Vec::new();
    for key in [
        "report-press_more",
        "report-press_less",
        "report-press_same",
        "report-press_noise",
        "report-press_not_compared",
    ] {
        let years = keys.iter().filter(|(of, _)| *of == key).map(|(_, year)| *year);
        let years = spans(years).join(", ");
        if !years.is_empty() {
            text.push(say.text(key, &[("year", years.into())]));
        }
    }
    let has = |wanted: &[&str]| keys.iter().any(|(key, _)| wanted.contains(key));
    if has(&["report-press_noise"]) && has(&["report-press_more", "report-press_less"]) {
        text.push(say.word("report-press_several"));
    }
    text
}

/// All indicators of the strategy.
async fn indicators(asker: &mut Asker<'_>, say: Say, order: &Order) -> Result<Section, AskError> {
    let years: Vec<i32> = order.compare.iter().copied().chain([order.year]).collect();
    let mut of_years = Vec::new();
    for year in &years {
        of_years.push(asker.indicators(*year).await?);
    }
    let mut rows = Vec::new();
    for indicator in of_years.last().cloned().flatten().unwrap_or_default() {
        let number = indicator.number;
        let group = format!("{number}. {}", say.label(indicator.title.as_ref()));
        for (place, value) in indicator.values.iter().enumerate() {
            let key = vec![("INDICATOR", format!("I{number:02}_{:02}", place + 1))];
            let cells = years.iter().zip(&of_years).map(|(own, year)| {
                let is_open = asker.is_provisional(*own);
                let Some(year) = year else { return Cell::Missing(Reason::NotReleased) };
                let same = year.iter().find(|other| other.number == number);
                let value = same.and_then(|other| other.values.get(place));
                value.map_or(Cell::Missing(Reason::NotMeasured), |value| {
                    Cell::of_indicator(value, asker.tier).provisional(is_open)
                })
            });
            let cells = with_changes(asker, order, cells.collect());
            rows.push(Row { cells, ..row(&*group, say.label(value.label.as_ref()), key) });
        }
        if indicator.values.is_empty() {
            let key = vec![("INDICATOR", format!("I{number:02}"))];
            let cells = vec![Cell::Missing(Reason::NotCollected); columns(say, order).len()];
            rows.push(Row { cells, ..row(&*group, "–", key) });
        }
    }
    let table = Table {
        id: "INDICATORS".into(),
        caption: say.word("report-indicators"),
        rows_are: say.word("report-rows_indicators"),
        columns: columns(say, order),
        rows,
        drawn: None,
        source: source(asker, say, &years),
        level: level(say, asker.tier),
        notes: Vec::new(),
    };
    Ok(Section { title: say.word("report-indicators"), text: Vec::new(), tables: vec![table] })
}

/// Who the victims are.
pub async fn victims(asker: &mut Asker<'_>, say: Say, order: &Order) -> Result<Section, AskError> {
    let years: Vec<i32> = order.compare.iter().copied().chain([order.year]).collect();
    let mut tables = Vec::new();
    let by = [
        (D::Gender, "GENDER"),
        (D::AgeBand, "AGE_BAND"),
        (D::ExploitationType, "EXPLOITATION_TYPE"),
        (D::Citizenship, "CITIZENSHIP"),
        (D::Region, "REGION"),
    ];
    for (dimension, id) in by {
        let mut rows = Vec::new();
        for code in asker.codes(dimension).to_vec() {
            let key = vec![("INDICATOR", "VICTIMS".to_owned()), (id, code.clone())];
            let empty = row("", say.of(dimension, &code), key);
            let filters: Filters = &[(dimension, &[&code])];
            rows.push(compared(asker, order, empty, Measure::Persons, filters).await?);
        }
        // Where nothing of it was measured there is nothing to read.
        let is_told = |row: &Row| row.cells.iter().any(|cell| cell.figure().is_some());
        if !rows.iter().any(is_told) {
            continue;
        }
        let what = words::dimension_key(dimension.name());
        tables.push(Table {
            id: format!("VICTIMS_{id}"),
            caption: say.text("report-victims_by", &[("dimension", say.word(&what).into())]),
            rows_are: say.capital(&what),
            columns: columns(say, order),
            rows,
            drawn: Some(order.compare.len()),
            source: source(asker, say, &years),
            level: level(say, asker.tier),
            notes: Vec::new(),
        });
    }
    Ok(Section { title: say.word("report-victims"), text: Vec::new(), tables })
}
