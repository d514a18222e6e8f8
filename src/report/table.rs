//! A table of one's own: a measure by up to four dimensions.

use std::collections::{BTreeMap, BTreeSet};

use crate::client::Client;
use crate::domain::code_list::CodeList;
use crate::domain::period::{YearMonth, Years};
use crate::foreign;
use crate::proto::{v1, year_month};
use crate::statistics::{Dimension as D, Measure, labels};
use crate::words::Language;

use super::ask::{AskError, provisional_years, unit_of, years_of};
use super::cell::{Cell, Reason};
use super::forms::{about, level, method, source_of};
use super::say::{Say, spans};
use super::{Column, Key, Report, Row, Section, Table};

/// The most codes that stand beside each other.
const MOST_COLUMNS: usize = 8;

/// A question, and how its answer is laid out.
#[derive(Clone, Debug)]
pub struct Question {
    /// What is counted.
    pub measure: Measure,
    /// The dimensions that it is split by.
    pub by: Vec<D>,
    /// Restrictions: dimensions, and the codes of each.
    pub only: Vec<(D, Vec<String>)>,
    /// Years; all released ones where nothing is said.
    pub years: Option<Years>,
    /// A stricter tier than the caller's own.
    pub tier: v1::Tier,
    /// The language of all texts.
    pub language: Language,
}

impl Question {
    /// The dimension of its years: defendants and proceedings are counted by year of closing where something is
    /// asked that only the closing tells.
    pub fn year(&self) -> D {
        if !matches!(self.measure, Measure::Defendants | Measure::Proceedings) {
            return D::Year;
        }
        let mut named = self.by.iter().chain(self.only.iter().map(|(dimension, _)| dimension));
        match named.any(|dimension| dimension.is_of_closing()) {
            true => D::YearClosed,
            false => D::Year,
        }
    }

    /// The years that it is restricted to, as a span or by codes; nothing where it is about all.
    pub fn asked_years(&self) -> Option<BTreeSet<i32>> {
        let span = self.years.map(|years| (years.first()..=years.last()).collect());
        let codes = self.only.iter().find(|(of, _)| of.is_year());
        span.or_else(|| Some(codes?.1.iter().filter_map(|code| code.parse().ok()).collect()))
    }

    /// The request for it.
    pub fn request(&self) -> v1::QueryTableRequest {
        let filter = |dimension: D, codes| v1::Filter { dimension: dimension.name().into(), codes };
        let mut filters: Vec<v1::Filter> =
            self.only.iter().map(|(dimension, codes)| filter(*dimension, codes.clone())).collect();
        let mut period = None;
        if let Some(years) = self.years {
            match self.year() {
                D::YearClosed => {
                    let codes = (years.first()..=years.last()).map(|year| year.to_string());
                    filters.push(filter(D::YearClosed, codes.collect()));
                }
                _ => {
                    let month = |year, month| YearMonth::new(year, month).map(year_month);
                    let (from, to) = (month(years.first(), 1), month(years.last(), 12));
                    period = Some(v1::Period { from, to });
                }
            }
        }
        v1::QueryTableRequest {
            measure: i32::from(self.measure.number()),
            group_by: self.by.iter().map(|dimension| dimension.name().to_owned()).collect(),
            filters,
            period,
            tier: self.tier as i32,
        }
    }
}

/// Asks a question, and lays its answer out as a report of one table.
///
/// # Errors
/// When the exchange refuses.
pub async fn table(
    client: &Client,
    caller: &v1::GetCallerResponse,
    question: &Question,
) -> Result<Report, AskError> {
    let listed = client.statistics().list_releases(v1::ListReleasesRequest {}).await?.into_inner();
    let answer = client.statistics().query_table(question.request()).await?.into_inner();
    let country = caller.member.as_ref().map(|member| foreign::line(&member.country));
    Ok(laid_out(question, &answer, &listed.releases, country.unwrap_or_default()))
}

/// An answer as a report of one table.
fn laid_out(
    question: &Question,
    answer: &v1::QueryTableResponse,
    releases: &[v1::ReleaseInfo],
    country: String,
) -> Report {
    let say = Say(question.language);
    let release = answer.release.clone().unwrap_or_default();
    let tier = match release.tier.as_str() {
        "public" => v1::Tier::Public,
        "transnational" => v1::Tier::Transnational,
        _ => v1::Tier::National,
    };
    let rests_on: Vec<&v1::ReleaseInfo> =
        releases.iter().filter(|of| release.releases.contains(&of.number)).collect();
    let released = rests_on.iter().filter_map(|of| years_of(of));
    let years = question
        .asked_years()
        .unwrap_or_else(|| released.flat_map(|years| years.first()..=years.last()).collect());
    let dimension = |dimension: &D| say.word(&labels::dimension_key(*dimension));
    let measure = say.capital(&labels::measure_key(question.measure));
    let title = match question.by.is_empty() {
        true => measure,
        false => {
            let by: Vec<String> = question.by.iter().map(dimension).collect();
            let args = [("measure", measure.into()), ("dimensions", by.join(", ").into())];
            say.text("report-table_by", &args)
        }
    };
    let only: Vec<(String, String)> = question
        .only
        .iter()
        .filter(|(of, _)| !of.is_year())
        .map(|(of, codes)| {
            let codes: Vec<String> = codes.iter().map(|code| say.of(*of, code)).collect();
            (dimension(of), codes.join(", "))
        })
        .collect();
    // What the figures are restricted to stands in their very name, in every layout.
    let mut named = vec![title];
    named.extend(only.iter().map(|(of, codes)| format!("{of}: {codes}")));
    if !years.is_empty() {
        named.push(spans(years.iter().copied()).join(", "));
    }
    let title = named.join(" · ");
    let source = source_of(say, &rests_on);
    let level = level(say, tier);
    let provisional = provisional_years(rests_on.iter().copied());
    let found = cells(question, answer, tier, &provisional);
    let mut table = Table { caption: title.clone(), source, level, ..found };
    table.rows.iter_mut().for_each(|row| row.key.extend(restrictions(question, &years)));
    if !release.left_out.is_empty() {
        let left_out = spans(release.left_out.iter().copied()).join(", ");
        table.notes.push(say.text("report-note_left_out", &[("years", left_out.into())]));
    }
    if question.by.iter().any(|dimension| dimension.is_multi_valued()) {
        table.notes.push(say.word("report-note_several"));
    }
    let text = only.into_iter().map(|(of, codes)| {
        say.text("report-table_only", &[("dimension", of.into()), ("codes", codes.into())])
    });
    let section = Section { title: title.clone(), text: text.collect(), tables: vec![table] };
    Report {
        data_set: "TABLE",
        language: question.language,
        year: years.last().copied().unwrap_or_default(),
        title,
        about: about(
            say,
            &country,
            &years.into_iter().collect::<Vec<_>>(),
            tier,
            rests_on.iter().copied(),
        ),
        country,
        sections: vec![section, method(say, &["report-method_change"])],
    }
}

/// What all figures of an answer are restricted to, in codes: dimensions, with several codes as
/// `A-OR-B`, and the years where they are not beside each other, as an SDMX time range such as
/// `2009-01-01/P2Y`.
fn restrictions(question: &Question, years: &BTreeSet<i32>) -> Key {
    let only = question.only.iter().filter(|(of, _)| !question.by.contains(of) && !of.is_year());
    let mut key: Key = only.map(|(of, codes)| (of.name(), codes.join("-OR-"))).collect();
    let span = years.first().zip(years.last());
    if let Some((first, last)) = span.filter(|_| !question.by.iter().any(|of| of.is_year())) {
        key.push((
            "TIME_PERIOD",
            match last - first {
                0 => first.to_string(),
                more => format!("{first}-01-01/P{}Y", more + 1),
            },
        ));
    }
    key
}

/// Rows, columns and cells: years beside each other with what changed in the last one, or the codes of the last
/// dimension where they are few; all others are rows.
fn cells(
    question: &Question,
    answer: &v1::QueryTableResponse,
    tier: v1::Tier,
    provisional: &BTreeSet<i32>,
) -> Table {
    let say = Say(question.language);
    let unit = unit_of(question.measure);
    let fits = |cell: &&v1::Cell| cell.codes.len() == question.by.len();
    let found: BTreeMap<Vec<&str>, &v1::Cell> = answer
        .cells
        .iter()
        .filter(fits)
        .map(|cell| (cell.codes.iter().map(String::as_str).collect(), cell))
        .collect();
    let of_year = question.by.iter().position(|of| of.is_year());
    let at = |codes: &[&str]| {
        // A figure of several years is provisional with each of them.
        let is_open = match of_year.and_then(|place| codes[place].parse().ok()) {
            Some(year) => provisional.contains(&year),
            None => question.asked_years().is_none_or(|of| !of.is_disjoint(provisional)),
        };
        let is_open = is_open && !provisional.is_empty();
        let cell = found.get(codes);
        cell.map_or(Cell::Missing(Reason::NotMeasured), |cell| {
            Cell::of_count(cell, unit, tier).provisional(is_open)
        })
    };
    // Codes in the order of the answer, which is that of the code lists.
    let codes: Vec<Vec<&str>> = (0..question.by.len())
        .map(|place| {
            let mut codes: Vec<&str> = Vec::new();
            for cell in answer.cells.iter().filter(fits) {
                if !codes.contains(&&*cell.codes[place]) {
                    codes.push(&cell.codes[place]);
                }
            }
            codes
        })
        .collect();
    let years =
        question.by.iter().position(|of| of.is_year()).filter(|place| codes[*place].len() > 1);
    let last = question.by.len().checked_sub(1).filter(|place| *place > 0);
    let across = years.or(last.filter(|place| codes[*place].len() <= MOST_COLUMNS));
    let key = |dimension: D, code: &str| match dimension.is_year() {
        true => ("TIME_PERIOD", code.to_owned()),
        false => (dimension.name(), code.to_owned()),
    };
    let mut columns: Vec<Column> = match across {
        None => vec![Column {
            label: say.word("report-count"),
            key: vec![("INDICATOR", question.measure.code().to_owned())],
        }],
        Some(place) => {
            let column = |code: &&str| Column {
                label: say.of(question.by[place], code),
                key: vec![
                    ("INDICATOR", question.measure.code().to_owned()),
                    key(question.by[place], code),
                ],
            };
            codes[place].iter().map(column).collect()
        }
    };
    let drawn = match (across, years) {
        (None, _) => Some(0),
        (_, Some(_)) => Some(columns.len() - 1),
        _ => None,
    };
    if let Some([.., before, _]) = years.map(|place| &codes[place][..]) {
        let label = say.text("report-since", &[("year", (*before).to_owned().into())]);
        columns.push(Column { label, key: Key::new() });
    }
    let is_provisional = years.is_some_and(|place| {
        let two = codes[place].iter().rev().take(2);
        two.filter_map(|year| year.parse().ok()).any(|year: i32| provisional.contains(&year))
    });
    let down: Vec<usize> = (0..question.by.len()).filter(|place| Some(*place) != across).collect();
    let rows = combinations(&down.iter().map(|place| &codes[*place][..]).collect::<Vec<_>>());
    let rows = rows.into_iter().map(|row| {
        let mut all = vec![""; question.by.len()];
        for (place, code) in down.iter().zip(&row) {
            all[*place] = code;
        }
        let mut cells: Vec<Cell> = match across {
            None => vec![at(&all)],
            Some(place) => {
                let with = |code: &&str| {
                    let mut all = all.clone();
                    all[place] = code;
                    at(&all)
                };
                codes[place].iter().map(with).collect()
            }
        };
        if let (Some(_), [.., before, last]) = (years, &cells[..]) {
            let change = match is_provisional {
                true => Cell::Missing(Reason::Provisional),
                false => last.since(before),
            };
            cells.push(change);
        }
        let labels: Vec<String> =
            down.iter().zip(&row).map(|(place, code)| say.of(question.by[*place], code)).collect();
        let (label, group) = match labels.split_last() {
            Some((label, group)) => (label.clone(), group.join(" · ")),
            None => (say.word("report-total"), String::new()),
        };
        let key = down.iter().zip(&row).map(|(place, code)| key(question.by[*place], code));
        Row { group, label, key: key.collect(), cells }
    });
    Table {
        id: "TABLE".into(),
        rows_are: down
            .iter()
            .map(|place| say.capital(&labels::dimension_key(question.by[*place])))
            .collect::<Vec<_>>()
            .join(" · "),
        columns,
        rows: rows.collect(),
        drawn,
        ..Table::default()
    }
}

/// All combinations of one code of each list, the last list fastest; of no list the empty one.
fn combinations<'a>(lists: &[&[&'a str]]) -> Vec<Vec<&'a str>> {
    lists.iter().fold(vec![Vec::new()], |all, list| {
        let with = |first: &Vec<&'a str>| {
            let first = first.clone();
            list.iter().map(move |code| [&first[..], &[*code]].concat())
        };
        all.iter().flat_map(with).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(by: &[&[&str]]) -> v1::QueryTableResponse {
        let cells = combinations(by).into_iter().enumerate().map(|(place, codes)| v1::Cell {
            codes: codes.into_iter().map(String::from).collect(),
            status: v1::CellStatus::Published as i32,
            count: 100 + place as u64,
            low: 90.0 + place as f64,
            high: 110.0 + place as f64,
            precision: v1::Precision::B as i32,
            basis: v1::Basis::Measured as i32,
        });
        v1::QueryTableResponse { cells: cells.collect(), ..Default::default() }
    }

    fn laid(by: &[D], codes: &[&[&str]]) -> Table {
        let question = Question {
            measure: Measure::Persons,
            by: by.to_vec(),
            only: Vec::new(),
            years: None,
            tier: v1::Tier::Unspecified,
            language: Language::En,
        };
        cells(&question, &answer(codes), v1::Tier::National, &BTreeSet::new())
    }

    /// Every cell of a table by its codes, as far as they are told.
    fn told(table: &Table) -> BTreeMap<Vec<String>, f64> {
        let mut told = BTreeMap::new();
        for row in &table.rows {
            for (column, cell) in table.columns.iter().zip(&row.cells) {
                if let Some(value) = cell.figure().and_then(|figure| figure.estimate()) {
                    let both = row.key.iter().chain(&column.key);
                    let codes = both.filter(|(name, _)| *name != "INDICATOR");
                    let mut codes: Vec<String> = codes.map(|(_, code)| code.clone()).collect();
                    codes.sort();
                    assert!(told.insert(codes, value).is_none());
                }
            }
        }
        told
    }

    /// A file that has left the page says by itself of whom and of which years its figures are.
    #[test]
    fn restrictions_and_years_stand_beside_every_figure() {
        let mut question = Question {
            measure: Measure::Persons,
            by: vec![D::Citizenship],
            only: vec![(D::Gender, vec!["FEMININE".into()])],
            years: Years::new(2009, 2010),
            tier: v1::Tier::Unspecified,
            language: Language::En,
        };
        let answer = answer(&[&["XK", "AL"]]);
        let rows = |question: &Question| {
            let report = laid_out(question, &answer, &[], "XK".into());
            let caption = report.sections[0].tables[0].caption.clone();
            (caption, super::super::sdmx::rows(&report).unwrap())
        };
        let (caption, rows_of_women) = rows(&question);
        assert!(
            caption.contains("girl or woman") || caption.contains("Girl or woman"),
            "{caption}"
        );
        assert!(caption.contains("2009–2010"), "{caption}");
        let mut lines = rows_of_women.lines();
        assert!(lines.next().unwrap().contains("GENDER"));
        for line in lines {
            assert!(line.contains("FEMININE") && line.contains("2009-01-01/P2Y"), "{line}");
            assert!(line.contains(",A2,"), "{line}");
        }
        question.only[0].1.push("MASCULINE".into());
        question.years = Years::new(2010, 2010);
        let (_, rows_of_both) = rows(&question);
        let figures = rows_of_both.lines().skip(1);
        assert!(figures.clone().count() > 0);
        for line in figures {
            assert!(line.contains("FEMININE-OR-MASCULINE") && line.contains(",2010,"), "{line}");
        }
    }

    #[test]
    fn every_cell_of_an_answer_stands_once_in_its_place() {
        let (gender, years) = (&["F", "M"][..], &["2009", "2010"][..]);
        let many: Vec<String> = (0..12).map(|n| format!("C{n:02}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        for (by, codes) in [
            (vec![], vec![]),
            (vec![D::Gender], vec![gender]),
            (vec![D::Year], vec![years]),
            (vec![D::Year, D::Gender], vec![years, gender]),
            (vec![D::Gender, D::Citizenship], vec![gender, &many]),
            (vec![D::Citizenship, D::Gender], vec![&many, gender]),
            (
                vec![D::Gender, D::Year, D::Citizenship, D::Child],
                vec![gender, years, &many, &["YES", "NO"]],
            ),
        ] {
            let table = laid(&by, &codes);
            let expected = answer(&codes).cells.into_iter().map(|mut cell| {
                cell.codes.sort();
                (cell.codes, cell.count as f64)
            });
            assert_eq!(told(&table), expected.collect(), "{by:?}");
            let width = table.columns.len();
            assert!(table.rows.iter().all(|row| row.cells.len() == width), "{by:?}");
        }
        let series = laid(&[D::Gender, D::Year], &[gender, years]);
        assert_eq!(series.columns.len(), 3);
        assert!(series.rows.iter().all(|row| matches!(row.cells[2], Cell::Change(_))));
        assert_eq!(series.drawn, Some(1));
        assert_eq!(laid(&[D::Gender, D::Citizenship], &[gender, &many]).columns.len(), 1);
    }
}
