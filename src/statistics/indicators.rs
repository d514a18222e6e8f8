//! Indicators of the National Strategy against Trafficking (2008-2011, section IV.3.b and action
//! plan), as questions over the closed algebra. Titles and labels are keys of [`words`].

use std::borrow::Cow;

use crate::domain::code_list::CodeList;
use crate::domain::codes::Service;
use crate::domain::period::Years;
use crate::words::{self, Language};

use super::catalog::{Dimension as D, Measure as M};
use super::query::{Period, Question};
use super::{COURT_DAYS_BANDS, SENTENCE_BANDS};

/// Key of a text that every language has; see [`words`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label(Cow<'static, str>);

impl Label {
    /// The key of the text.
    pub fn key(&self) -> &str {
        &self.0
    }

    /// The text in a language.
    pub fn text(&self, language: Language) -> String {
        words::label(language, &self.0)
    }

    const fn of(key: &'static str) -> Self {
        Self(Cow::Borrowed(key))
    }

    fn title(number: u32) -> Self {
        Self(Cow::Owned(format!("indicator-{number}")))
    }

    fn service(service: Service) -> Self {
        Self(Cow::Owned(words::code_key(Service::LIST, service.code())))
    }
}

/// Unit of a figure; see `Unit` in the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Unit {
    Persons,
    Cases,
    Defendants,
    Percent,
    Years,
    Days,
    Ratio,
    Proceedings,
    Referrals,
}

/// Count that an indicator asks for: a measure under restrictions, in a period.
#[derive(Clone, Debug)]
pub struct Count {
    /// Measure that is counted.
    pub measure: M,
    /// Restrictions: dimensions, each with the codes to which it is restricted.
    pub filters: Vec<(D, Vec<&'static str>)>,
    /// Dimension of the year to which the period restricts: [`Dimension::Year`](D::Year) or
    /// [`Dimension::YearClosed`](D::YearClosed).
    pub period: D,
}

/// Bands of a quantity: the first value of each, its code, and the value that stands for it.
pub type Bands = &'static [(u32, &'static str, f64)];

/// Rule by which a figure is made of counts.
#[derive(Clone, Debug)]
pub enum Formula {
    /// A count as it is.
    Count(Count),
    /// Share: the first count in whole percent of the second.
    Share(Count, Count),
    /// Ratio of the first count to the second.
    Ratio(Count, Count),
    /// Mean of a dimension of bands, each with the value that stands for it, divided by a number.
    Mean(Count, D, Bands, f64),
}

/// One figure of an indicator.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Part {
    pub label: Label,
    pub unit: Unit,
    pub formula: Formula,
}

/// Indicator of the strategy, with its figures. Without parts the exchange holds no source for it
/// yet.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Indicator {
    pub number: u32,
    pub title: Label,
    pub parts: Vec<Part>,
}

const PERSONS: Label = Label::of("figure-persons");
const CASES: Label = Label::of("figure-cases");
const CHILDREN: Label = Label::of("figure-children");
const SHARE: Label = Label::of("figure-share");
const CHILD_SHARE: Label = Label::of("figure-share_of_children");

impl Count {
    fn of(measure: M) -> Self {
        Self { measure, filters: Vec::new(), period: D::Year }
    }

    fn with(mut self, dimension: D, codes: &[&'static str]) -> Self {
        self.filters.push((dimension, codes.to_vec()));
        self
    }

    fn yes(self, dimension: D) -> Self {
        self.with(dimension, &["YES"])
    }

    /// Restricts the count to those for whom the fact is known: unknown is not no.
    fn known(self, dimension: D) -> Self {
        self.with(dimension, &["YES", "NO"])
    }

    /// The question that asks for this count in a period.
    pub(crate) fn question(&self, years: Years) -> Question {
        let filters = self.filters.iter().map(|(dimension, codes)| {
            (dimension.name().to_owned(), codes.iter().map(|code| (*code).to_owned()).collect())
        });
        Question {
            measure: self.measure,
            group_by: Vec::new(),
            filters: filters.collect(),
            period: Some(Period { dimension: self.period, years }),
        }
    }

    fn in_year_closed(mut self) -> Self {
        self.period = D::YearClosed;
        self
    }
}

fn counted(label: Label, unit: Unit, count: Count) -> Part {
    Part { label, unit, formula: Formula::Count(count) }
}

fn share(label: Label, part: Count, whole: Count) -> Part {
    Part { label, unit: Unit::Percent, formula: Formula::Share(part, whole) }
}

/// Count of the persons who received one of the services.
fn received(services: &[Service]) -> Count {
    let codes: Vec<&'static str> = services.iter().map(|service| service.code()).collect();
    Count::of(M::AssistedPersons).with(D::Service, &codes).yes(D::AssistanceReceived)
}

/// Figures of an indicator: persons who received a service, and the share of children among them.
fn persons_and_children(services: &[Service]) -> Vec<Part> {
    let children = received(services).yes(D::Child);
    vec![
        counted(PERSONS, Unit::Persons, received(services)),
        share(CHILD_SHARE, children, received(services)),
    ]
}

fn indicator(number: u32, parts: Vec<Part>) -> Indicator {
    Indicator { number, title: Label::title(number), parts }
}

/// All indicators of the strategy, in order.
pub fn all() -> Vec<Indicator> {
    vec![
        // Victims identified.
        indicator(
            1,
            vec![
                counted(PERSONS, Unit::Persons, Count::of(M::Persons)),
                counted(CHILDREN, Unit::Persons, Count::of(M::Persons).yes(D::Child)),
            ],
        ),
        // Cases prevented (children).
        indicator(
            2,
            vec![
                counted(CHILDREN, Unit::Persons, Count::of(M::PreventedPersons).yes(D::Child)),
                counted(PERSONS, Unit::Persons, Count::of(M::PreventedPersons)),
                counted(CASES, Unit::Cases, Count::of(M::Cases).with(D::Outcome, &["PREVENTED"])),
            ],
        ),
        // Victims trafficked more than once.
        indicator(
            3,
            vec![share(
                SHARE,
                Count::of(M::Persons).yes(D::RepeatTrafficking),
                Count::of(M::Persons).known(D::RepeatTrafficking),
            )],
        ),
        // Victims offered an adequate service, by service.
        indicator(
            4,
            Service::ALL
                .iter()
                .map(|service| {
                    let offered = Count::of(M::AssistedPersons).with(D::Service, &[service.code()]);
                    counted(Label::service(*service), Unit::Persons, offered)
                })
                .collect(),
        ),
        // Mean prison sentence.
        indicator(
            5,
            vec![Part {
                label: Label::of("figure-years_of_prison"),
                unit: Unit::Years,
                formula: Formula::Mean(
                    Count::of(M::Proceedings).in_year_closed(),
                    D::SentenceBand,
                    SENTENCE_BANDS,
                    12.0,
                ),
            }],
        ),
        // Cases handled.
        indicator(
            6,
            [
                ("POLICE", Label::of("code-handled_by-police")),
                ("PROSECUTION", Label::of("code-handled_by-prosecution")),
                ("COURT", Label::of("code-handled_by-court")),
            ]
            .map(|(code, label)| {
                counted(label, Unit::Cases, Count::of(M::Cases).with(D::HandledBy, &[code]))
            })
            .to_vec(),
        ),
        // Victims receiving education.
        indicator(7, persons_and_children(&[Service::Education])),
        // Vocational training.
        indicator(8, persons_and_children(&[Service::VocationalTraining])),
        // Victims employed.
        indicator(9, persons_and_children(&[Service::Employment])),
        // Housing.
        indicator(10, housing()),
        // Victims returned to their family.
        indicator(11, persons_and_children(&[Service::FamilyReintegration])),
        // Victims who started a business.
        indicator(12, vec![counted(PERSONS, Unit::Persons, received(&[Service::MicroEnterprise]))]),
        // Foreign victims repatriated to the country of origin.
        indicator(
            13,
            vec![counted(
                PERSONS,
                Unit::Persons,
                received(&[Service::VoluntaryReturn]).yes(D::ForeignNational),
            )],
        ),
        // Victims resettled in third countries.
        indicator(
            14,
            vec![counted(PERSONS, Unit::Persons, received(&[Service::ThirdCountryResettlement]))],
        ),
        // Compensation.
        indicator(
            15,
            vec![
                share(
                    Label::of("figure-share_compensated"),
                    Count::of(M::Persons).yes(D::Compensated),
                    Count::of(M::Persons).known(D::Compensated),
                ),
                counted(
                    Label::of("figure-proceedings_compensation"),
                    Unit::Proceedings,
                    Count::of(M::Proceedings).yes(D::CompensationAwarded).in_year_closed(),
                ),
            ],
        ),
        // Victims informed on rights and compensation.
        indicator(
            16,
            vec![share(
                SHARE,
                Count::of(M::Persons).yes(D::InformedOnRights),
                Count::of(M::Persons).known(D::InformedOnRights),
            )],
        ),
        // Arrests and convictions.
        indicator(17, arrests()),
        // Mean duration of a court case.
        indicator(
            18,
            vec![Part {
                label: Label::of("figure-days"),
                unit: Unit::Days,
                formula: Formula::Mean(
                    Count::of(M::Proceedings).in_year_closed(),
                    D::CourtDaysBand,
                    COURT_DAYS_BANDS,
                    1.0,
                ),
            }],
        ),
        // Asset confiscations.
        indicator(
            19,
            vec![counted(CASES, Unit::Cases, Count::of(M::Cases).yes(D::AssetsConfiscated))],
        ),
        // Child interviews with a social worker.
        indicator(
            20,
            vec![share(
                SHARE,
                Count::of(M::Proceedings).yes(D::ChildInterview),
                Count::of(M::Proceedings).known(D::ChildInterview),
            )],
        ),
        // Joint investigations with other states.
        indicator(
            21,
            vec![counted(CASES, Unit::Cases, Count::of(M::Cases).yes(D::JointInvestigation))],
        ),
        // Families counselled.
        indicator(
            22,
            vec![counted(
                Label::of("figure-families"),
                Unit::Persons,
                received(&[Service::FamilyCounselling]),
            )],
        ),
        // Referrals between countries.
        indicator(23, referrals()),
    ]
}

/// Figures about referrals, for the indicator by partner country: split the measure by referring
/// and receiving country.
fn referrals() -> Vec<Part> {
    let count = || Count::of(M::Referrals);
    vec![
        counted(Label::of("figure-referrals_sent"), Unit::Referrals, count()),
        counted(
            Label::of("figure-referrals_accepted"),
            Unit::Referrals,
            count().yes(D::ReferralAccepted),
        ),
        counted(
            Label::of("figure-referrals_completed"),
            Unit::Referrals,
            count().yes(D::ReferralCompleted),
        ),
    ]
}

fn housing() -> Vec<Part> {
    let living = || received(&[Service::IndependentHousing, Service::SemiIndependentHousing]);
    vec![
        counted(Label::of("figure-independent"), Unit::Persons, living()),
        counted(Label::of("figure-sheltered"), Unit::Persons, received(&[Service::Shelter])),
        Part {
            label: Label::of("figure-sheltered_to_independent"),
            unit: Unit::Ratio,
            formula: Formula::Ratio(received(&[Service::Shelter]), living()),
        },
    ]
}

fn arrests() -> Vec<Part> {
    let arrested = || Count::of(M::Defendants).yes(D::Arrested);
    let convicted = || Count::of(M::Defendants).with(D::Outcome, &["CONVICTED"]);
    vec![
        counted(Label::of("figure-arrests"), Unit::Defendants, arrested()),
        counted(Label::of("figure-convictions"), Unit::Defendants, convicted().in_year_closed()),
        share(
            Label::of("figure-arrests_convicted"),
            arrested().with(D::Outcome, &["CONVICTED"]),
            arrested(),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::Dimension;

    #[test]
    fn all_indicators_ask_for_dimensions_of_their_measure() {
        let years = Years::new(2010, 2010).unwrap();
        let indicators = all();
        assert!(indicators.iter().map(|i| i.number).eq(1..=23));
        for part in indicators.iter().flat_map(|indicator| &indicator.parts) {
            let counts = match &part.formula {
                Formula::Count(count) | Formula::Mean(count, ..) => vec![count],
                Formula::Share(a, b) | Formula::Ratio(a, b) => vec![a, b],
            };
            for count in counts {
                let question = count.question(years);
                assert!(matches!(question.period, Some(Period { .. })));
                for (name, _) in &question.filters {
                    let dimension = Dimension::from_name(name).unwrap();
                    let known = count.measure.dimensions().any(|of| of == dimension);
                    assert!(known, "{}: {name}", part.label.key());
                }
            }
        }
    }
}
