//! What each form asks for.

use std::collections::BTreeSet;

use crate::client::Client;
use crate::domain::period::Years;
use crate::foreign;
use crate::proto::v1;
use crate::statistics::{Dimension, Measure};
use crate::words::Language;

use super::ask::{AskError, Asker, Filters, TellWait};
use super::cell::{Cell, Reason};
use super::say::{Say, spans, years_text};
use super::{Column, Key, Report, Row, Section, eurostat, glotip, overview, strategy};

/// A form that a report fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Form {
    /// The yearly report on the national strategy: all its indicators, with a page for the press.
    Strategy,
    /// What may be printed or put on a web page.
    Public,
    /// Eurostat's collection on trafficking in human beings, of one year.
    EurostatThb,
    /// The questionnaire of UNODC's Global Report on Trafficking in Persons, of four years.
    Glotip,
    /// The years beside each other, and who the victims of one of them are.
    #[value(skip)]
    Overview,
    /// The indicators of the strategy alone.
    #[value(skip)]
    Indicators,
}

impl Form {
    /// What programs call it: part of the name of a data set.
    pub fn code(self) -> &'static str {
        match self {
            Self::Strategy => "STRATEGY",
            Self::Public => "PUBLIC",
            Self::EurostatThb => "EUROSTAT_THB",
            Self::Glotip => "GLOTIP",
            Self::Overview => "OVERVIEW",
            Self::Indicators => "INDICATORS",
        }
    }
}

/// What is wanted.
#[derive(Clone, Debug)]
pub struct Order {
    /// The form.
    pub form: Form,
    /// The year that it is about.
    pub year: i32,
    /// Earlier years to compare it with, in their order.
    pub compare: Vec<i32>,
    /// The language of its texts.
    pub language: Language,
    /// A stricter tier than the caller's own.
    pub tier: v1::Tier,
    /// Whom to tell before a wait for the rate of calls; without it a call that comes too early ends the report.
    pub tell_wait: Option<TellWait>,
}

/// Asks the exchange, and makes the report.
///
/// # Errors
/// When the exchange refuses, when the year is not released, or a year to compare with is not earlier.
pub async fn write(client: &Client, order: &Order) -> Result<Report, AskError> {
    let is_in_order = order.compare.windows(2).all(|two| two[0] < two[1]);
    if !is_in_order || order.compare.last().is_some_and(|last| *last >= order.year) {
        return Err(AskError::Compare);
    }
    let tier = if order.form == Form::Public { v1::Tier::Public } else { order.tier };
    let mut asker = Asker::new(client, tier, order.tell_wait).await?;
    if !asker.years.contains(&order.year) {
        let years: Vec<String> = asker.years.iter().map(ToString::to_string).collect();
        return Err(AskError::Year(format!("must be a released year: {}", years.join(", "))));
    }
    let years = Years::new(order.year - 3, order.year)
        .ok_or_else(|| AskError::Year("must be a year from 1903 to 2199".into()))?;
    asker.wanted = match order.form {
        Form::Overview => asker.years.clone(),
        Form::Glotip => (years.first()..=years.last()).collect(),
        _ => compared(order).into_iter().collect(),
    };
    asker.wanted.retain(|year| asker.years.contains(year));
    let say = Say(order.language);
    let (title, shown, sections) = match order.form {
        Form::Strategy => {
            let shown = compared(order);
            ("report-title_strategy", shown, strategy::sections(&mut asker, say, order).await?)
        }
        Form::Public => {
            let shown = compared(order);
            ("report-title_public", shown, strategy::for_public(&mut asker, say, order).await?)
        }
        Form::EurostatThb => {
            let shown = vec![order.year];
            ("report-title_eurostat", shown, eurostat::sections(&mut asker, say, order.year).await?)
        }
        Form::Glotip => {
            let shown: Vec<i32> = (years.first()..=years.last()).collect();
            ("report-title_glotip", shown, glotip::sections(&mut asker, say, years).await?)
        }
        Form::Overview => {
            let shown = asker.years.iter().copied().collect();
            ("report-title_public", shown, overview::sections(&mut asker, say, order).await?)
        }
        Form::Indicators => {
            let shown = compared(order);
            let sections = strategy::indicators_alone(&mut asker, say, order).await?;
            ("report-title_strategy", shown, sections)
        }
    };
    Ok(Report {
        data_set: order.form.code(),
        language: order.language,
        year: order.year,
        title: say.text(title, &[("year", order.year.to_string().into())]),
        country: foreign::line(asker.country()),
        about: about(say, asker.country(), &shown, asker.tier, asker.releases(&shown)),
        sections,
    })
}

/// The year and those that it is compared with, in their order.
fn compared(order: &Order) -> Vec<i32> {
    order.compare.iter().copied().chain([order.year]).collect()
}

/// What a report is about and rests on.
pub fn about<'a>(
    say: Say,
    country: &str,
    years: &[i32],
    tier: v1::Tier,
    releases: impl Iterator<Item = &'a v1::ReleaseInfo>,
) -> Vec<(String, String)> {
    let country = say.country(&foreign::line(country));
    let years_text: Vec<String> = years.iter().map(ToString::to_string).collect();
    let tier = match tier {
        v1::Tier::Public => "tier-public",
        v1::Tier::Transnational => "tier-transnational",
        _ => "tier-national",
    };
    let meaning = say.meaning(tier).unwrap_or_default();
    let mut about = vec![
        (say.word("report-about_country"), country),
        (say.word("report-about_years"), years_text.join(", ")),
        (say.word("report-about_tier"), format!("{}. {meaning}", say.word(tier))),
        (say.word("report-about_source"), say.word("report-source")),
    ];
    for release in releases {
        let open = still_open(say, [release].into_iter());
        let text = [Some(release_text(say, release)), open].into_iter().flatten();
        about.push((say.word("report-about_release"), text.collect::<Vec<_>>().join(". ")));
    }
    about
}

/// A release in words.
pub fn release_text(say: Say, release: &v1::ReleaseInfo) -> String {
    let scope = release.scope.unwrap_or_default();
    let years = years_text(scope.first_year, scope.last_year);
    let kind = match scope.kind() {
        v1::ReleaseKind::Final => "report-release_final",
        _ => "report-release_provisional",
    };
    let args = [
        ("number", release.number.to_string().into()),
        ("years", years.into()),
        ("kind", say.word(kind).into()),
        ("day", say.day(release.released_at).into()),
    ];
    say.text("report-release", &args)
}

/// That figures of releases may still change, and until which years are released; nothing where they stand.
fn still_open<'a>(say: Say, releases: impl Iterator<Item = &'a v1::ReleaseInfo>) -> Option<String> {
    let years: BTreeSet<i32> = releases.flat_map(|release| release.not_final.clone()).collect();
    let years = spans(years).join(", ");
    (!years.is_empty()).then(|| say.text("report-release_open", &[("years", years.into())]))
}

/// The source of the tables of some years, for the rows that forms have for it.
pub fn source(asker: &Asker, say: Say, years: &[i32]) -> String {
    source_of(say, &asker.releases(years).collect::<Vec<_>>())
}

/// The source of a table that rests on releases.
pub fn source_of(say: Say, releases: &[&v1::ReleaseInfo]) -> String {
    let texts: Vec<String> = releases.iter().map(|release| release_text(say, release)).collect();
    let texts = if texts.is_empty() { "–".into() } else { texts.join("; ") };
    let source = say.text("report-source_of_table", &[("releases", texts.into())]);
    let open = still_open(say, releases.iter().copied());
    [Some(source), open].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Under which level of protection the figures of a table stand, and whether they may be published: a table
/// that is taken out of its report says it by itself.
pub fn level(say: Say, tier: v1::Tier) -> String {
    say.word(match tier {
        v1::Tier::Public => "report-level_public",
        v1::Tier::Transnational => "report-level_transnational",
        _ => "report-level_national",
    })
}

/// A row of counts: of a measure under the restrictions of the row, and of each column together.
pub async fn counted(
    asker: &mut Asker<'_>,
    row: Row,
    measure: Measure,
    filters: Filters<'_>,
    columns: &[(i32, Filters<'_>)],
) -> Result<Row, AskError> {
    let mut cells = Vec::new();
    for (year, more) in columns {
        let both: Vec<_> = filters.iter().chain(*more).copied().collect();
        cells.push(asker.count(measure, &both, *year).await?);
    }
    Ok(Row { cells, ..row })
}

/// A row that no institution reports anything for.
pub fn not_collected(row: Row, columns: usize) -> Row {
    Row { cells: vec![Cell::Missing(Reason::NotCollected); columns], ..row }
}

/// A row without cells yet.
pub fn row(group: impl Into<String>, label: impl Into<String>, key: Key) -> Row {
    Row { group: group.into(), label: label.into(), key, cells: Vec::new() }
}

/// A column for each year.
pub fn year_columns(years: impl Iterator<Item = i32>) -> Vec<Column> {
    let column = |year: i32| Column {
        label: year.to_string(),
        key: vec![("TIME_PERIOD", year.to_string())],
    };
    years.map(column).collect()
}

/// How to read the figures: what stands at the end of every report.
pub fn method(say: Say, more: &[&str]) -> Section {
    let keys = [
        "report-method_persons",
        "report-method_noise",
        "report-method_letters",
        "report-method_few",
        "report-method_dot",
        "report-method_modelled",
        "report-method_reported",
        "report-method_group",
    ];
    let text = keys.iter().chain(more).map(|key| say.word(key)).collect();
    Section { title: say.word("report-method"), text, tables: Vec::new() }
}

/// The citizenships that stand together in a form, by the countries that releases tell apart.
pub struct Citizenships {
    /// The exchange's own country.
    pub own: Vec<String>,
    /// Members of the European Union, as of 2020, but for the own country.
    pub other_eu: Vec<String>,
    /// Countries outside of it.
    pub outside_eu: Vec<String>,
}

impl Citizenships {
    /// Sorts the codes of a dimension of countries.
    pub fn of(asker: &Asker) -> Self {
        let own = asker.country().to_owned();
        let named = asker.codes(Dimension::Citizenship).iter();
        let named = named.filter(|code| code.len() == 2 && **code != own).cloned();
        let (other_eu, outside_eu) = named.partition(|code| is_of_union(code));
        Self { own: vec![own], other_eu, outside_eu }
    }
}

/// Whether a country is of the European Union as of 1 February 2020: the composition that Eurostat's codes
/// EU27_2020 mean, in whichever year.
fn is_of_union(country: &str) -> bool {
    const MEMBERS: [&str; 27] = [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
        "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    ];
    MEMBERS.contains(&country)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::country::Country;

    #[test]
    fn members_of_the_union_are_countries_and_as_many_as_there_were() {
        assert_eq!(Country::all().filter(|country| is_of_union(country.alpha2())).count(), 27);
        for other in ["XK", "AL", "GB", "OTHER"] {
            assert!(!is_of_union(other), "{other}");
        }
    }
}
