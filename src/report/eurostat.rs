//! Eurostat's collection on trafficking in human beings (data sets crim_thb): victims registered in a year by
//! organisation, age, citizenship and form of exploitation, each by sex, and who was suspected, prosecuted
//! and convicted. Codes of sex, age, citizenship and legal status are those of its data sets.

use crate::domain::code_list::CodeList;
use crate::domain::codes::{ExploitationType as E, StatusDecidedBy};
use crate::statistics::{Dimension as D, MULTIPLE, Measure, NOT_REPORTED, OTHER_COUNTRY};

use super::ask::{AskError, Asker, Filters};
use super::forms::{Citizenships, counted, level, method, not_collected, row, source};
use super::say::Say;
use super::{Column, Key, Row, Section, Table};

/// Everybody who is neither recorded as a woman nor as a man.
pub const OTHER_GENDER: &[&str] = &[
    "TRANSGENDER_FEMININE",
    "TRANSGENDER_MASCULINE",
    "NON_CONFORMING",
    "UNKNOWN",
    NOT_REPORTED,
    MULTIPLE,
];

/// Stages of a proceeding that a prosecutor has reached.
pub const PROSECUTED: &[&str] = &["PROSECUTION", "FIRST_INSTANCE", "APPEAL", "FINAL"];

type Owned = Vec<(D, Vec<String>)>;

/// The tables of a year.
pub async fn sections(
    asker: &mut Asker<'_>,
    say: Say,
    year: i32,
) -> Result<Vec<Section>, AskError> {
    let mut victims = Vec::new();
    for (id, caption, rows) in [
        ("THB1", "report-eurostat_organisation", organisations(say)),
        ("THB2", "report-eurostat_age", ages(say)),
        ("THB3", "report-eurostat_citizenship", citizenships(asker, say)),
        ("THB4", "report-eurostat_exploitation", exploitation(say)),
    ] {
        victims.push(table(asker, say, year, id, caption, rows).await?);
    }
    let victims = Section {
        title: say.word("report-eurostat_victims"),
        text: vec![say.word("report-eurostat_sex")],
        tables: victims,
    };
    let persons = Section {
        title: say.word("report-eurostat_traffickers"),
        text: vec![say.word("report-eurostat_defendants")],
        tables: vec![by_sex(asker, say, year).await?, by_citizenship(asker, say, year)],
    };
    let hand = Section {
        title: say.word("report-by_hand"),
        text: vec![say.word("report-by_hand_eurostat")],
        tables: Vec::new(),
    };
    Ok(vec![victims, persons, hand, method(say, &[])])
}

fn sexes(say: Say) -> Vec<Column> {
    let column = |label: &str, code: &str| Column {
        label: say.word(label),
        key: vec![("SEX", code.to_owned())],
    };
    vec![
        column("report-total", "T"),
        column("report-female", "F"),
        column("report-male", "M"),
        column("report-sex_other", "UNK"),
    ]
}

/// A row and what it is restricted to.
fn part(label: String, dimension: &'static str, code: &str, filters: Owned) -> (Row, Owned) {
    let key: Key = vec![("LEG_STAT", "PER_VICT".to_owned()), (dimension, code.to_owned())];
    (row("", label, key), filters)
}

fn owned(dimension: D, codes: &[&str]) -> Owned {
    vec![(dimension, codes.iter().map(|code| (*code).to_owned()).collect())]
}

fn organisations(say: Say) -> Vec<(Row, Owned)> {
    let mut rows = vec![part(say.word("report-total"), "REGISTERED_BY", "TOTAL", Vec::new())];
    for by in StatusDecidedBy::ALL {
        let filters = owned(D::StatusDecidedBy, &[by.code()]);
        rows.push(part(say.code(*by), "REGISTERED_BY", by.code(), filters));
    }
    let rest = owned(D::StatusDecidedBy, &[NOT_REPORTED, MULTIPLE]);
    rows.push(part(say.word("report-not_reported"), "REGISTERED_BY", "UNK", rest));
    rows
}

fn ages(say: Say) -> Vec<(Row, Owned)> {
    let of = |label: &str, code: &str, codes: &[&str]| {
        part(say.word(label), "AGE", code, owned(D::Child, codes))
    };
    vec![
        part(say.word("report-total"), "AGE", "TOTAL", Vec::new()),
        of("report-under_18", "Y_LT18", &["YES"]),
        of("report-from_18", "Y_GE18", &["NO"]),
        of("report-not_reported", "UNK", &["UNKNOWN", NOT_REPORTED, MULTIPLE]),
    ]
}

fn citizenships(asker: &Asker, say: Say) -> Vec<(Row, Owned)> {
    let of = Citizenships::of(asker);
    let named = |codes: &[String]| {
        let names: Vec<String> = codes.iter().map(|code| say.country(code)).collect();
        if names.is_empty() { "–".into() } else { names.join(", ") }
    };
    let several =
        |key: &str, codes: &[String]| say.text(key, &[("countries", named(codes).into())]);
    let row = |label: String, code: &str, codes: Vec<String>| {
        part(label, "CITIZEN", code, vec![(D::Citizenship, codes)])
    };
    let (eu, outside) =
        (several("report-other_eu", &of.other_eu), several("report-outside_eu", &of.outside_eu));
    vec![
        part(say.word("report-total"), "CITIZEN", "TOTAL", Vec::new()),
        row(say.word("report-own_citizens"), "NAT", of.own),
        row(eu, "EU27_2020_FOR", of.other_eu),
        row(outside, "NEU27_2020_FOR", of.outside_eu),
        row(say.word("report-not_told_apart"), "FOR_OTH", vec![OTHER_COUNTRY.into()]),
        row(
            say.word("report-not_reported_or_several"),
            "UNK",
            [NOT_REPORTED, MULTIPLE].map(String::from).to_vec(),
        ),
    ]
}

fn exploitation(say: Say) -> Vec<(Row, Owned)> {
    let of = |label: String, code: &str, codes: &[&str]| {
        part(label, "EXPLOITATION", code, owned(D::ExploitationType, codes))
    };
    let labour = [E::ForcedLabour, E::ChildLabour, E::Servitude, E::ForcedBegging].map(E::code);
    let other = [
        E::ForcedMarriage,
        E::ForcedMilitary,
        E::ForcedAdoption,
        E::Surrogacy,
        E::ForcedCriminality,
        E::Other,
    ]
    .map(E::code);
    vec![
        part(say.word("report-total"), "EXPLOITATION", "TOTAL", Vec::new()),
        of(say.code(E::SexualExploitation), "SEXUAL", &[E::SexualExploitation.code()]),
        of(say.word("report-eurostat_labour"), "LABOUR", &labour),
        of(say.code(E::OrganRemoval), "ORGAN_REMOVAL", &[E::OrganRemoval.code()]),
        of(say.word("report-eurostat_other"), "OTHER", &other),
        of(say.word("report-several_forms"), "MULTIPLE", &[MULTIPLE]),
        of(say.word("report-not_reported"), "UNK", &[NOT_REPORTED]),
    ]
}

async fn table(
    asker: &mut Asker<'_>,
    say: Say,
    year: i32,
    id: &str,
    caption: &str,
    parts: Vec<(Row, Owned)>,
) -> Result<Table, AskError> {
    let sexes_asked: &[Filters] = &[
        &[],
        &[(D::Gender, &["FEMININE"])],
        &[(D::Gender, &["MASCULINE"])],
        &[(D::Gender, OTHER_GENDER)],
    ];
    let asked: Vec<(i32, Filters)> = sexes_asked.iter().map(|filters| (year, *filters)).collect();
    let mut rows = Vec::new();
    for (empty, filters) in parts {
        let codes: Vec<(D, Vec<&str>)> = filters
            .iter()
            .map(|(dimension, codes)| (*dimension, codes.iter().map(String::as_str).collect()))
            .collect();
        let filters: Vec<(D, &[&str])> =
            codes.iter().map(|(dimension, codes)| (*dimension, codes.as_slice())).collect();
        rows.push(counted(asker, empty, Measure::Persons, &filters, &asked).await?);
    }
    Ok(Table {
        id: id.into(),
        caption: say.word(caption),
        rows_are: say.word("report-rows_victims"),
        columns: sexes(say),
        rows,
        drawn: Some(0),
        source: source(asker, say, &[year]),
        level: level(say, asker.tier),
        notes: Vec::new(),
    })
}

fn legal(label: String, code: &str, more: Key) -> Row {
    let mut key: Key = vec![("LEG_STAT", code.to_owned())];
    key.extend(more);
    row("", label, key)
}

async fn by_sex(asker: &mut Asker<'_>, say: Say, year: i32) -> Result<Table, AskError> {
    let trafficking: (D, &[&str]) = (D::Offence, &["TRAFFICKING"]);
    let closed = year.to_string();
    let closed = [closed.as_str()];
    let prosecuted: Filters = &[trafficking, (D::Stage, PROSECUTED)];
    let convicted: Filters = &[trafficking, (D::Outcome, &["CONVICTED"]), (D::YearClosed, &closed)];
    let asked = [
        ("report-suspected", "PER_SUSP", &[trafficking] as Filters),
        ("report-prosecuted", "PER_PRSC", prosecuted),
        ("report-convicted", "PER_CNV", convicted),
    ];
    let mut rows = Vec::new();
    for (label, code, filters) in asked {
        let empty = legal(say.word(label), code, Key::new());
        let mut found = counted(asker, empty, Measure::Defendants, filters, &[(year, &[])]).await?;
        // Nothing is reported of the sex of defendants.
        found.cells.extend(not_collected(Row::default(), 3).cells);
        rows.push(found);
    }
    Ok(Table {
        id: "THB5".into(),
        caption: say.word("report-eurostat_persons"),
        rows_are: say.word("report-rows_persons"),
        columns: sexes(say),
        rows,
        drawn: Some(0),
        source: source(asker, say, &[year]),
        level: level(say, asker.tier),
        notes: Vec::new(),
    })
}

fn by_citizenship(asker: &Asker, say: Say, year: i32) -> Table {
    let column = |key: &str, code: &str| Column {
        label: say.word(key),
        key: vec![("CITIZEN", code.to_owned())],
    };
    let columns = vec![
        column("report-own_citizens", "NAT"),
        column("report-other_eu_short", "EU27_2020_FOR"),
        column("report-outside_eu_short", "NEU27_2020_FOR"),
    ];
    let rows = [
        ("report-suspected", "PER_SUSP"),
        ("report-prosecuted", "PER_PRSC"),
        ("report-convicted", "PER_CNV"),
    ]
    .map(|(label, code)| not_collected(legal(say.word(label), code, Key::new()), columns.len()));
    Table {
        id: "THB6".into(),
        caption: say.word("report-eurostat_persons_citizenship"),
        rows_are: say.word("report-rows_persons"),
        columns,
        rows: rows.to_vec(),
        drawn: None,
        source: source(asker, say, &[year]),
        level: level(say, asker.tier),
        notes: Vec::new(),
    }
}
