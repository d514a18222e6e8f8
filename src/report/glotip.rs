//! The questionnaire of UNODC's Global Report on Trafficking in Persons: offences, suspects, prosecuted and
//! convicted persons, and victims by age and sex, form of exploitation and citizenship, in four years.

use crate::domain::code_list::CodeList;
use crate::domain::codes::ExploitationType;
use crate::domain::period::Years;
use crate::statistics::{Dimension as D, MULTIPLE, Measure, NOT_REPORTED};

use super::ask::{AskError, Asker, Filters};
use super::eurostat::{OTHER_GENDER, PROSECUTED};
use super::forms::{counted, level, method, not_collected, row, source, year_columns};
use super::say::Say;
use super::{Column, Key, Row, Section, Table};

/// The tables of four years.
pub async fn sections(
    asker: &mut Asker<'_>,
    say: Say,
    years: Years,
) -> Result<Vec<Section>, AskError> {
    let offenders = Section {
        title: say.word("report-glotip_offenders"),
        text: vec![say.word("report-eurostat_defendants")],
        tables: vec![
            offences(asker, say, years).await?,
            persons(asker, say, years).await?,
            convicted_by_citizenship(asker, say, years),
        ],
    };
    let victims = Section {
        title: say.word("report-glotip_victims"),
        text: vec![say.word("report-eurostat_sex")],
        tables: vec![
            by_age_and_sex(asker, say, years).await?,
            by_exploitation(asker, say, years).await?,
            exploitation_of_the_last_year(asker, say, years).await?,
            by_country(asker, say, years, D::Citizenship, "GLOTIP_CITIZENSHIP").await?,
            by_country(asker, say, years, D::CountryOfExploitation, "GLOTIP_ABROAD").await?,
        ],
    };
    let hand = Section {
        title: say.word("report-by_hand"),
        text: vec![say.word("report-by_hand_glotip")],
        tables: Vec::new(),
    };
    Ok(vec![offenders, victims, hand, method(say, &[])])
}

fn all(years: Years) -> Vec<i32> {
    (years.first()..=years.last()).collect()
}

/// A table with a column for each year.
fn table(asker: &Asker, say: Say, years: Years, id: &str, caption: &str, rows: Vec<Row>) -> Table {
    Table {
        id: id.into(),
        caption: say.word(caption),
        rows_are: say.word("report-rows_figures"),
        columns: year_columns(years.first()..=years.last()),
        rows,
        drawn: None,
        source: source(asker, say, &all(years)),
        level: level(say, asker.tier),
        notes: Vec::new(),
    }
}

fn of(label: String, indicator: &str, more: &[(&'static str, &str)]) -> Row {
    let mut key: Key = vec![("INDICATOR", indicator.to_owned())];
    key.extend(more.iter().map(|(dimension, code)| (*dimension, (*code).to_owned())));
    row("", label, key)
}

/// A row of counts of all years.
async fn counts(
    asker: &mut Asker<'_>,
    years: Years,
    empty: Row,
    measure: Measure,
    filters: Filters<'_>,
) -> Result<Row, AskError> {
    let columns: Vec<(i32, Filters)> =
        all(years).into_iter().map(|year| (year, &[] as _)).collect();
    counted(asker, empty, measure, filters, &columns).await
}

async fn offences(asker: &mut Asker<'_>, say: Say, years: Years) -> Result<Table, AskError> {
    let empty = of(say.word("report-glotip_cases"), "OFFENCES", &[]);
    let rows = vec![counts(asker, years, empty, Measure::Cases, &[]).await?];
    let mut table = table(asker, say, years, "GLOTIP_OFFENCES", "report-glotip_offences", rows);
    table.notes.push(say.word("report-glotip_cases_note"));
    Ok(table)
}

async fn persons(asker: &mut Asker<'_>, say: Say, years: Years) -> Result<Table, AskError> {
    let trafficking: (D, &[&str]) = (D::Offence, &["TRAFFICKING"]);
    let mut rows = Vec::new();
    for (label, code, filters) in [
        ("report-suspected", "SUSPECTED", vec![trafficking]),
        ("report-prosecuted", "PROSECUTED", vec![trafficking, (D::Stage, PROSECUTED)]),
        ("report-convicted", "CONVICTED", vec![trafficking, (D::Outcome, &["CONVICTED"])]),
    ] {
        let group = say.word(label);
        let mut total = Row { group: group.clone(), ..of(say.word("report-total"), code, &[]) };
        for year in all(years) {
            let closed = year.to_string();
            let closed = [closed.as_str()];
            let mut filters = filters.clone();
            if code == "CONVICTED" {
                filters.push((D::YearClosed, &closed));
            }
            total.cells.push(asker.count(Measure::Defendants, &filters, year).await?);
        }
        rows.push(total);
        for (label, sex) in [("report-male", "M"), ("report-female", "F")] {
            let empty = Row { group: group.clone(), ..of(say.word(label), code, &[("SEX", sex)]) };
            rows.push(not_collected(empty, years.len()));
        }
    }
    Ok(table(asker, say, years, "GLOTIP_PERSONS", "report-glotip_persons", rows))
}

fn convicted_by_citizenship(asker: &Asker, say: Say, years: Years) -> Table {
    let rows = [("report-own_citizens", "NAT"), ("report-foreign_citizens", "FOR")].map(
        |(label, code)| {
            not_collected(of(say.word(label), "CONVICTED", &[("CITIZEN", code)]), years.len())
        },
    );
    table(asker, say, years, "GLOTIP_CONVICTED", "report-glotip_convicted", rows.to_vec())
}

const WHO: &[(&str, &str, Filters)] = &[
    ("report-women", "WOMEN", &[(D::Gender, &["FEMININE"]), (D::Child, &["NO"])]),
    ("report-men", "MEN", &[(D::Gender, &["MASCULINE"]), (D::Child, &["NO"])]),
    ("report-girls", "GIRLS", &[(D::Gender, &["FEMININE"]), (D::Child, &["YES"])]),
    ("report-boys", "BOYS", &[(D::Gender, &["MASCULINE"]), (D::Child, &["YES"])]),
];

async fn by_age_and_sex(asker: &mut Asker<'_>, say: Say, years: Years) -> Result<Table, AskError> {
    let rest: &[(&str, &str, Filters)] = &[
        ("report-sex_other", "SEX_UNK", &[(D::Gender, OTHER_GENDER)]),
        ("report-age_unknown", "AGE_UNK", &[(D::Child, &["UNKNOWN", NOT_REPORTED, MULTIPLE])]),
    ];
    let total: &[(&str, &str, Filters)] = &[("report-total", "TOTAL", &[])];
    let mut rows = Vec::new();
    for (label, code, filters) in total.iter().chain(WHO).chain(rest) {
        let empty = of(say.word(label), "VICTIMS", &[("WHO", code)]);
        rows.push(counts(asker, years, empty, Measure::Persons, filters).await?);
    }
    Ok(table(asker, say, years, "GLOTIP_VICTIMS", "report-glotip_by_age_sex", rows))
}

/// The forms of exploitation with those that are several or not reported.
fn exploitation(say: Say) -> Vec<(String, &'static str)> {
    let forms = ExploitationType::ALL.iter().map(|form| (say.code(*form), form.code()));
    forms
        .chain([
            (say.word("report-several_forms"), MULTIPLE),
            (say.word("report-not_reported"), NOT_REPORTED),
        ])
        .collect()
}

async fn by_exploitation(asker: &mut Asker<'_>, say: Say, years: Years) -> Result<Table, AskError> {
    let mut rows = Vec::new();
    for (label, code) in exploitation(say) {
        let empty = of(label, "VICTIMS", &[("EXPLOITATION", code)]);
        let filters: Filters = &[(D::ExploitationType, &[code])];
        rows.push(counts(asker, years, empty, Measure::Persons, filters).await?);
    }
    let mut found =
        table(asker, say, years, "GLOTIP_EXPLOITATION", "report-glotip_by_exploitation", rows);
    found.drawn = Some(years.len() - 1);
    Ok(found)
}

async fn exploitation_of_the_last_year(
    asker: &mut Asker<'_>,
    say: Say,
    years: Years,
) -> Result<Table, AskError> {
    let year = years.last();
    let columns: Vec<(i32, Filters)> = WHO.iter().map(|(.., filters)| (year, *filters)).collect();
    let mut rows = Vec::new();
    for (label, code) in exploitation(say) {
        let empty = of(label, "VICTIMS", &[("EXPLOITATION", code)]);
        let filters: Filters = &[(D::ExploitationType, &[code])];
        rows.push(counted(asker, empty, Measure::Persons, filters, &columns).await?);
    }
    let columns = WHO.iter().map(|(label, code, _)| Column {
        label: say.word(label),
        key: vec![("WHO", (*code).to_owned()), ("TIME_PERIOD", year.to_string())],
    });
    let caption =
        say.text("report-glotip_by_exploitation_who", &[("year", year.to_string().into())]);
    let mut found = table(asker, say, years, "GLOTIP_EXPLOITATION_WHO", "report-total", rows);
    (found.caption, found.columns) = (caption, columns.collect());
    Ok(found)
}

/// Victims by citizenship; or own citizens by the country that they were exploited in.
async fn by_country(
    asker: &mut Asker<'_>,
    say: Say,
    years: Years,
    dimension: D,
    id: &str,
) -> Result<Table, AskError> {
    let own = asker.country().to_owned();
    let is_abroad = dimension == D::CountryOfExploitation;
    let (indicator, name, caption) = match is_abroad {
        true => ("OWN_CITIZENS", "EXPLOITED_IN", "report-glotip_abroad"),
        false => ("VICTIMS", "CITIZEN", "report-glotip_by_citizenship"),
    };
    let mut rows = Vec::new();
    for code in asker.codes(dimension).to_vec() {
        if is_abroad && code == own {
            continue;
        }
        let empty = of(say.of(dimension, &code), indicator, &[(name, &code)]);
        let (codes, citizens) = ([code.as_str()], [own.as_str()]);
        let both: Filters = &[(dimension, &codes), (D::Citizenship, &citizens)];
        let filters = if is_abroad { both } else { &both[..1] };
        rows.push(counts(asker, years, empty, Measure::Persons, filters).await?);
    }
    if rows.is_empty() {
        let empty = of(say.word("report-total"), indicator, &[]);
        let cells = vec![super::Cell::Missing(super::Reason::NotMeasured); years.len()];
        rows.push(Row { cells, ..empty });
    }
    Ok(table(asker, say, years, id, caption, rows))
}
