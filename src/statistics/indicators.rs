//! The indicators of the National Strategy against Trafficking (2008-2011, section
//! IV.3.b and action plan), as questions over the closed algebra. Titles are in the
//! exchange's three languages.

use crate::domain::code_list::CodeList;
use crate::domain::codes::Service;
use crate::domain::period::Years;

use super::catalog::{Dimension as D, Measure as M};
use super::query::{Period, Question};
use super::{COURT_DAYS_BANDS, SENTENCE_BANDS};

/// A text in Albanian, Serbian and English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Label {
    pub sq: &'static str,
    pub sr: &'static str,
    pub en: &'static str,
}

const fn label(sq: &'static str, sr: &'static str, en: &'static str) -> Label {
    Label { sq, sr, en }
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

/// A count to ask for: a measure under restrictions, in a period.
#[derive(Clone, Debug)]
pub struct Count {
    /// What is counted.
    pub measure: M,
    /// Restrictions.
    pub filters: Vec<(D, Vec<&'static str>)>,
    /// The year that the period means.
    pub period: D,
}

/// Bands: the first value of each, its code, and the value that stands for it.
pub type Bands = &'static [(u32, &'static str, f64)];

/// How a figure is made.
#[derive(Clone, Debug)]
pub enum Formula {
    /// A count.
    Count(Count),
    /// The first in whole percent of the second.
    Share(Count, Count),
    /// The first to the second.
    Ratio(Count, Count),
    /// The mean of a dimension of bands, each with the value that stands for it, divided by a
    /// number.
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

/// An indicator. Without parts the exchange holds no source for it yet.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Indicator {
    pub number: u32,
    pub title: Label,
    pub parts: Vec<Part>,
}

const PERSONS: Label = label("persona", "lica", "persons");
const CASES: Label = label("raste", "slučajevi", "cases");
const CHILDREN: Label = label("prej tyre fëmijë", "od toga deca", "of them children");
const SHARE: Label = label("përqindja", "udeo", "share");
const CHILD_SHARE: Label = label("përqindja e fëmijëve", "udeo dece", "share of children");

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

    /// Those for whom the fact is known: unknown is not no.
    fn known(self, dimension: D) -> Self {
        self.with(dimension, &["YES", "NO"])
    }

    /// The question in a period.
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

/// Persons who received one of the services.
fn received(services: &[Service]) -> Count {
    let codes: Vec<&'static str> = services.iter().map(|service| service.code()).collect();
    Count::of(M::AssistedPersons).with(D::Service, &codes).yes(D::AssistanceReceived)
}

/// Persons who received a service, and the share of children among them.
fn persons_and_children(services: &[Service]) -> Vec<Part> {
    let children = received(services).yes(D::Child);
    vec![
        counted(PERSONS, Unit::Persons, received(services)),
        share(CHILD_SHARE, children, received(services)),
    ]
}

fn indicator(number: u32, title: Label, parts: Vec<Part>) -> Indicator {
    Indicator { number, title, parts }
}

/// All indicators, in order.
pub fn all() -> Vec<Indicator> {
    vec![
        indicator(
            1,
            label("Viktima të identifikuara", "Identifikovane žrtve", "Victims identified"),
            vec![
                counted(PERSONS, Unit::Persons, Count::of(M::Persons)),
                counted(CHILDREN, Unit::Persons, Count::of(M::Persons).yes(D::Child)),
            ],
        ),
        indicator(
            2,
            label(
                "Raste të parandaluara (fëmijë)",
                "Sprečeni slučajevi (deca)",
                "Cases prevented (children)",
            ),
            vec![
                counted(CHILDREN, Unit::Persons, Count::of(M::PreventedPersons).yes(D::Child)),
                counted(PERSONS, Unit::Persons, Count::of(M::PreventedPersons)),
                counted(CASES, Unit::Cases, Count::of(M::Cases).with(D::Outcome, &["PREVENTED"])),
            ],
        ),
        indicator(
            3,
            label(
                "Viktima të trafikuara më shumë se një herë",
                "Žrtve trgovine više od jednom",
                "Victims trafficked more than once",
            ),
            vec![share(
                SHARE,
                Count::of(M::Persons).yes(D::RepeatTrafficking),
                Count::of(M::Persons).known(D::RepeatTrafficking),
            )],
        ),
        indicator(
            4,
            label(
                "Viktima të cilave u është ofruar shërbim adekuat, sipas shërbimit",
                "Žrtve kojima je ponuđena odgovarajuća usluga, po usluzi",
                "Victims offered an adequate service, by service",
            ),
            Service::ALL
                .iter()
                .map(|service| {
                    let offered = Count::of(M::AssistedPersons).with(D::Service, &[service.code()]);
                    counted(service_label(*service), Unit::Persons, offered)
                })
                .collect(),
        ),
        indicator(
            5,
            label(
                "Mesatarja e dënimit me burgim",
                "Prosečna kazna zatvora",
                "Mean prison sentence",
            ),
            vec![Part {
                label: label(
                    "vjet, dënime përfundimtare për trafikim",
                    "godina, pravosnažne presude za trgovinu ljudima",
                    "years, final trafficking convictions",
                ),
                unit: Unit::Years,
                formula: Formula::Mean(
                    Count::of(M::Proceedings).in_year_closed(),
                    D::SentenceBand,
                    SENTENCE_BANDS,
                    12.0,
                ),
            }],
        ),
        indicator(
            6,
            label("Raste të trajtuara", "Obrađeni slučajevi", "Cases handled"),
            [
                ("POLICE", label("policia", "policija", "police")),
                ("PROSECUTION", label("prokuroria", "tužilaštvo", "prosecution")),
                ("COURT", label("gjykata", "sud", "court")),
            ]
            .map(|(code, label)| {
                counted(label, Unit::Cases, Count::of(M::Cases).with(D::HandledBy, &[code]))
            })
            .to_vec(),
        ),
        indicator(
            7,
            label("Viktima në arsimim", "Žrtve u obrazovanju", "Victims receiving education"),
            persons_and_children(&[Service::Education]),
        ),
        indicator(
            8,
            label("Aftësim profesional", "Stručno osposobljavanje", "Vocational training"),
            persons_and_children(&[Service::VocationalTraining]),
        ),
        indicator(
            9,
            label("Viktima të punësuara", "Zaposlene žrtve", "Victims employed"),
            persons_and_children(&[Service::Employment]),
        ),
        indicator(10, label("Strehimi", "Stanovanje", "Housing"), housing()),
        indicator(
            11,
            label(
                "Viktima të kthyera në familje",
                "Žrtve vraćene u porodicu",
                "Victims returned to their family",
            ),
            persons_and_children(&[Service::FamilyReintegration]),
        ),
        indicator(
            12,
            label(
                "Viktima që kanë nisur biznes",
                "Žrtve koje su pokrenule posao",
                "Victims who started a business",
            ),
            vec![counted(PERSONS, Unit::Persons, received(&[Service::MicroEnterprise]))],
        ),
        indicator(
            13,
            label(
                "Viktima të huaja të riatdhesuara",
                "Strane žrtve vraćene u zemlju porekla",
                "Foreign victims repatriated to the country of origin",
            ),
            vec![counted(
                PERSONS,
                Unit::Persons,
                received(&[Service::VoluntaryReturn]).yes(D::ForeignNational),
            )],
        ),
        indicator(
            14,
            label(
                "Viktima të vendosura në vende të treta",
                "Žrtve preseljene u treće zemlje",
                "Victims resettled in third countries",
            ),
            vec![counted(PERSONS, Unit::Persons, received(&[Service::ThirdCountryResettlement]))],
        ),
        indicator(
            15,
            label("Kompensimi", "Naknada štete", "Compensation"),
            vec![
                share(
                    label(
                        "përqindja e viktimave që e kanë marrë",
                        "udeo žrtava koje su je primile",
                        "share of victims who received it",
                    ),
                    Count::of(M::Persons).yes(D::Compensated),
                    Count::of(M::Persons).known(D::Compensated),
                ),
                counted(
                    label(
                        "procedura me kompensim të caktuar",
                        "postupci sa dosuđenom naknadom",
                        "proceedings in which it was awarded",
                    ),
                    Unit::Proceedings,
                    Count::of(M::Proceedings).yes(D::CompensationAwarded).in_year_closed(),
                ),
            ],
        ),
        indicator(
            16,
            label(
                "Viktima të informuara për të drejtat dhe kompensimin",
                "Žrtve obaveštene o pravima i naknadi",
                "Victims informed on rights and compensation",
            ),
            vec![share(
                SHARE,
                Count::of(M::Persons).yes(D::InformedOnRights),
                Count::of(M::Persons).known(D::InformedOnRights),
            )],
        ),
        indicator(
            17,
            label("Arrestime dhe dënime", "Hapšenja i presude", "Arrests and convictions"),
            arrests(),
        ),
        indicator(
            18,
            label(
                "Kohëzgjatja mesatare e një rasti në gjykatë",
                "Prosečno trajanje slučaja na sudu",
                "Mean duration of a court case",
            ),
            vec![Part {
                label: label("ditë", "dana", "days"),
                unit: Unit::Days,
                formula: Formula::Mean(
                    Count::of(M::Proceedings).in_year_closed(),
                    D::CourtDaysBand,
                    COURT_DAYS_BANDS,
                    1.0,
                ),
            }],
        ),
        indicator(
            19,
            label("Konfiskime të pasurisë", "Oduzimanja imovine", "Asset confiscations"),
            vec![counted(CASES, Unit::Cases, Count::of(M::Cases).yes(D::AssetsConfiscated))],
        ),
        indicator(
            20,
            label(
                "Intervista me fëmijë në prani të punëtorit social",
                "Razgovori sa decom uz socijalnog radnika",
                "Child interviews with a social worker",
            ),
            vec![share(
                SHARE,
                Count::of(M::Proceedings).yes(D::ChildInterview),
                Count::of(M::Proceedings).known(D::ChildInterview),
            )],
        ),
        indicator(
            21,
            label(
                "Hetime të përbashkëta me shtete tjera",
                "Zajedničke istrage sa drugim državama",
                "Joint investigations with other states",
            ),
            vec![counted(CASES, Unit::Cases, Count::of(M::Cases).yes(D::JointInvestigation))],
        ),
        indicator(
            22,
            label("Familje të këshilluara", "Savetovane porodice", "Families counselled"),
            vec![counted(
                label("familje", "porodice", "families"),
                Unit::Persons,
                received(&[Service::FamilyCounselling]),
            )],
        ),
        indicator(
            23,
            label(
                "Referime ndërmjet shteteve",
                "Upućivanja između država",
                "Referrals between countries",
            ),
            referrals(),
        ),
    ]
}

/// By partner country: split the measure by referring and receiving country.
fn referrals() -> Vec<Part> {
    let count = || Count::of(M::Referrals);
    vec![
        counted(label("të dërguara", "upućena", "sent"), Unit::Referrals, count()),
        counted(
            label("të pranuara", "prihvaćena", "accepted"),
            Unit::Referrals,
            count().yes(D::ReferralAccepted),
        ),
        counted(
            label("të përfunduara", "završena", "completed"),
            Unit::Referrals,
            count().yes(D::ReferralCompleted),
        ),
    ]
}

fn housing() -> Vec<Part> {
    let living = || received(&[Service::IndependentHousing, Service::SemiIndependentHousing]);
    vec![
        counted(
            label("në banim të pavarur", "u samostalnom stanovanju", "living independently"),
            Unit::Persons,
            living(),
        ),
        counted(
            label("në strehimore", "u skloništu", "sheltered"),
            Unit::Persons,
            received(&[Service::Shelter]),
        ),
        Part {
            label: label(
                "të strehuara : të pavarura",
                "sklonište : samostalno",
                "sheltered : independent",
            ),
            unit: Unit::Ratio,
            formula: Formula::Ratio(received(&[Service::Shelter]), living()),
        },
    ]
}

fn arrests() -> Vec<Part> {
    let arrested = || Count::of(M::Defendants).yes(D::Arrested);
    let convicted = || Count::of(M::Defendants).with(D::Outcome, &["CONVICTED"]);
    vec![
        counted(label("arrestime", "hapšenja", "arrests"), Unit::Defendants, arrested()),
        counted(
            label("dënime", "presude", "convictions"),
            Unit::Defendants,
            convicted().in_year_closed(),
        ),
        share(
            label(
                "arrestime që çuan në dënim",
                "hapšenja koja su dovela do presude",
                "arrests that led to a conviction",
            ),
            arrested().with(D::Outcome, &["CONVICTED"]),
            arrested(),
        ),
    ]
}

fn service_label(service: Service) -> Label {
    match service {
        Service::Shelter => label("strehim", "sklonište", "shelter"),
        Service::Medical => label("ndihmë mjekësore", "medicinska pomoć", "medical"),
        Service::Psychosocial => {
            label("ndihmë psikosociale", "psihosocijalna pomoć", "psychosocial")
        }
        Service::LegalAid => label("ndihmë juridike", "pravna pomoć", "legal aid"),
        Service::Education => label("arsimim", "obrazovanje", "education"),
        Service::VocationalTraining => {
            label("aftësim profesional", "stručno osposobljavanje", "vocational training")
        }
        Service::Employment => label("punësim", "zapošljavanje", "employment"),
        Service::MicroEnterprise => label("mikrondërmarrje", "mikropreduzeće", "micro-enterprise"),
        Service::IndependentHousing => {
            label("banim i pavarur", "samostalno stanovanje", "independent housing")
        }
        Service::SemiIndependentHousing => {
            label("banim gjysmë i pavarur", "polusamostalno stanovanje", "semi-independent housing")
        }
        Service::FamilyReintegration => {
            label("riintegrim në familje", "reintegracija u porodicu", "family reintegration")
        }
        Service::FamilyCounselling => {
            label("këshillim familjar", "porodično savetovanje", "family counselling")
        }
        Service::VoluntaryReturn => {
            label("kthim vullnetar", "dobrovoljni povratak", "voluntary return")
        }
        Service::ThirdCountryResettlement => label(
            "vendosje në vend të tretë",
            "preseljenje u treću zemlju",
            "third-country resettlement",
        ),
        Service::Compensation => label("kompensim", "naknada štete", "compensation"),
        Service::WitnessProtection => {
            label("mbrojtje e dëshmitarëve", "zaštita svedoka", "witness protection")
        }
        Service::InformationOnRights => {
            label("informim për të drejtat", "informisanje o pravima", "information on rights")
        }
    }
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
                    assert!(known, "{}: {name}", part.label.en);
                }
            }
        }
    }
}
