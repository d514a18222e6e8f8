//! The years beside each other, and who the victims of one of them are.

use crate::domain::code_list::CodeList;
use crate::statistics::{Dimension as D, Measure, labels};

use super::ask::{AskError, Asker, Filters};
use super::cell::{Cell, Reason};
use super::forms::{Order, level, method, row, source};
use super::say::Say;
use super::strategy::{columns, compared, victims};
use super::{Column, Key, Section, Table};

/// Victims of all years, what else is counted, and who the victims are.
pub async fn sections(
    asker: &mut Asker<'_>,
    say: Say,
    order: &Order,
) -> Result<Vec<Section>, AskError> {
    let text = Vec::new();
    let tables = vec![by_year(asker, say).await?, measures(asker, say, order).await?];
    Ok(vec![
        Section { title: say.word("report-by_year"), text, tables },
        victims(asker, say, order).await?,
        method(say, &["report-method_change"]),
    ])
}

/// Victims of each year, and what changed since the one before.
async fn by_year(asker: &mut Asker<'_>, say: Say) -> Result<Table, AskError> {
    let persons = Measure::Persons;
    let years: Vec<i32> = asker.years.iter().copied().collect();
    let children: Filters = &[(D::Child, &["YES"])];
    let mut rows = Vec::new();
    let mut before: Option<(i32, Cell)> = None;
    for year in &years {
        let count = asker.count(persons, &[], *year).await?;
        let of_children = asker.count(persons, children, *year).await?;
        let change = match &before {
            Some((earlier, _)) if asker.is_provisional(*earlier) || asker.is_provisional(*year) => {
                Cell::Missing(Reason::Provisional)
            }
            Some((earlier, cell)) if earlier + 1 == *year => count.since(cell),
            _ => Cell::Missing(Reason::NotReleased),
        };
        before = Some((*year, count.clone()));
        let mut row = row("", year.to_string(), vec![("TIME_PERIOD", year.to_string())]);
        row.cells = vec![count, of_children, change];
        rows.push(row);
    }
    let victims = || ("INDICATOR", "VICTIMS".to_owned());
    let child = ("CHILD", "YES".to_owned());
    let measured = |label: String, key| Column { label, key };
    Ok(Table {
        id: "YEARS".into(),
        caption: say.word("report-victims_by_year"),
        rows_are: say.capital(&labels::dimension_key(D::Year)),
        columns: vec![
            measured(say.word("report-rows_victims"), vec![victims()]),
            measured(say.capital("figure-children"), vec![victims(), child]),
            Column { label: say.word("report-since_before"), key: Key::new() },
        ],
        rows,
        drawn: Some(0),
        source: source(asker, say, &years),
        level: level(say, asker.tier),
        notes: Vec::new(),
    })
}

/// What else is counted.
async fn measures(asker: &mut Asker<'_>, say: Say, order: &Order) -> Result<Table, AskError> {
    let years: Vec<i32> = order.compare.iter().copied().chain([order.year]).collect();
    let mut rows = Vec::new();
    for measure in Measure::ALL {
        let key = vec![("INDICATOR", measure.code().to_owned())];
        let empty = row("", say.capital(&labels::measure_key(*measure)), key);
        rows.push(compared(asker, order, empty, *measure, &[]).await?);
    }
    Ok(Table {
        id: "MEASURES".into(),
        caption: say.text("report-measures", &[("year", order.year.to_string().into())]),
        rows_are: say.word("report-rows_figures"),
        columns: columns(say, order),
        rows,
        drawn: None,
        source: source(asker, say, &years),
        level: level(say, asker.tier),
        notes: vec![say.word("report-note_units")],
    })
}
