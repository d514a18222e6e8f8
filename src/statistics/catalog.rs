//! Catalog of what can be counted, and by what: measures, dimensions and their code lists.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use vdx_pseudonym::code_list;

use crate::domain::code_list::CodeList;
use crate::domain::codes::*;
use crate::domain::country::Country;
use crate::domain::period::Years;
use crate::domain::referral_codes::{ReferralStatus, ReferralType};

/// Code of "not reported", first in every list.
pub const NOT_REPORTED: &str = "NOT_REPORTED";

/// Code of units that report several codes of a dimension of which one counts.
pub const MULTIPLE: &str = "MULTIPLE";

/// Code of countries that are not told apart.
pub const OTHER_COUNTRY: &str = "OTHER";

code_list! {
    /// Measure: what is counted. Units are deduplicated: a person, case or defendant counts once
    /// in a cell however many records tell of it.
    Measure, "MEASURE" {
        Persons = 1 => "PERSONS",
        AssistedPersons = 2 => "ASSISTED_PERSONS",
        Assistance = 3 => "ASSISTANCE",
        Cases = 4 => "CASES",
        Defendants = 5 => "DEFENDANTS",
        Proceedings = 6 => "PROCEEDINGS",
        PreventedPersons = 7 => "PREVENTED_PERSONS",
        Referrals = 8 => "REFERRALS",
    }
}

/// Pairs of dimensions of which one follows from the other by a rule, as whether somebody was informed on
/// rights follows from the services. Most pairs of their codes are of nobody, so that no figure by both may
/// be modelled as if they had nothing to do with each other.
const FOLLOWS: &[(Dimension, Dimension)] = &[
    (Dimension::InformedOnRights, Dimension::Service),
    (Dimension::Compensated, Dimension::Service),
    (Dimension::HandledBy, Dimension::Stage),
    // Of a final conviction for trafficking alone.
    (Dimension::SentenceBand, Dimension::Stage),
    (Dimension::SentenceBand, Dimension::Outcome),
    (Dimension::SentenceBand, Dimension::Offence),
    (Dimension::ReferralAccepted, Dimension::ReferralStatus),
    (Dimension::ReferralCompleted, Dimension::ReferralStatus),
    (Dimension::ReferralCompleted, Dimension::ReferralAccepted),
];

/// The pairs among some dimensions of which one follows from the other by a rule: only what was measured
/// of both together tells of them.
pub fn following(dimensions: &BTreeSet<Dimension>) -> impl Iterator<Item = (Dimension, Dimension)> {
    let has = |(a, b): &(Dimension, Dimension)| dimensions.contains(a) && dimensions.contains(b);
    FOLLOWS.iter().copied().filter(has)
}

/// Kind of the units that a measure counts, each with a table of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TableKind {
    Persons,
    Assistance,
    Proceedings,
    Referrals,
}

impl Measure {
    /// Description of what the measure counts, in English.
    pub fn description(self) -> &'static str {
        match self {
            Self::Persons => "victims (actual or possible), each counted once",
            Self::AssistedPersons => "persons who were offered or given assistance",
            Self::Assistance => "services: person x service x year",
            Self::Cases => "criminal cases",
            Self::Defendants => "defendants",
            Self::Proceedings => "proceedings: case x defendant x offence",
            Self::Referrals => "referrals between countries, from the moment they are sent",
            Self::PreventedPersons => "persons at risk whose trafficking was prevented",
        }
    }

    pub(super) fn table(self) -> TableKind {
        match self {
            Self::Persons | Self::PreventedPersons => TableKind::Persons,
            Self::AssistedPersons | Self::Assistance => TableKind::Assistance,
            Self::Cases | Self::Defendants | Self::Proceedings => TableKind::Proceedings,
            Self::Referrals => TableKind::Referrals,
        }
    }

    /// Dimensions by which the measure can be split or restricted.
    pub fn dimensions(self) -> impl Iterator<Item = Dimension> {
        Dimension::ALL.iter().copied().filter(move |d| d.is_in(self.table()))
    }
}

/// Source of the codes of a dimension.
#[derive(Clone, Copy)]
pub(super) enum Codes {
    /// A code list with its name, under which its codes have their words.
    List(&'static str, fn() -> Vec<&'static str>),
    Countries,
    Regions,
    Years,
}

impl Codes {
    const fn of<T: CodeList>() -> Self {
        Self::List(T::LIST, list::<T>)
    }
}

fn list<T: CodeList>() -> Vec<&'static str> {
    T::ALL.iter().map(|code| code.code()).collect()
}

/// Bands of months of prison: the first month of each, its code, and the month that stands for it
/// in a mean.
pub(crate) const SENTENCE_BANDS: &[(u32, &str, f64)] = &[
    (0, "UNDER_12", 6.0),
    (12, "FROM_12_TO_35", 24.0),
    (36, "FROM_36_TO_59", 48.0),
    (60, "FROM_60_TO_83", 72.0),
    (84, "FROM_84_TO_119", 102.0),
    (120, "FROM_120", 150.0),
];

/// Bands of days in court: the first day of each, its code, and the number of days that stands for
/// it in a mean.
pub(crate) const COURT_DAYS_BANDS: &[(u32, &str, f64)] = &[
    (0, "UNDER_90", 45.0),
    (90, "FROM_90_TO_179", 135.0),
    (180, "FROM_180_TO_364", 272.0),
    (365, "FROM_365_TO_729", 547.0),
    (730, "FROM_730", 1000.0),
];

fn sentence_bands() -> Vec<&'static str> {
    SENTENCE_BANDS.iter().map(|band| band.1).collect()
}

fn court_days_bands() -> Vec<&'static str> {
    COURT_DAYS_BANDS.iter().map(|band| band.1).collect()
}

/// Number of the band that holds a value, from 1.
pub(crate) fn band(bands: &[(u32, &str, f64)], value: u32) -> u8 {
    bands.iter().filter(|(first, ..)| *first <= value).count() as u8
}

fn handlers() -> Vec<&'static str> {
    vec!["POLICE", "PROSECUTION", "COURT"]
}

/// Tables that have a dimension.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    /// The tables of persons and, through the person, of assistance.
    Person,
    Assistance,
    Proceeding,
    Referral,
    All,
}

macro_rules! dimensions {
    ($($variant:ident $name:literal $of:ident $multi:literal $codes:expr, $description:literal;)+) => {
        /// Dimension by which a measure can be split or restricted.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[allow(missing_docs)] // described by `Dimension::description`
        pub enum Dimension { $($variant,)+ }

        impl Dimension {
            /// All dimensions of the catalog.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Name of the dimension in questions.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Description of what the dimension tells of a unit, in English.
            pub fn description(self) -> &'static str {
                match self { $(Self::$variant => $description,)+ }
            }

            /// Whether its codes are years.
            pub fn is_year(self) -> bool {
                matches!(self, Self::Year | Self::YearClosed)
            }

            /// Whether proceedings tell of it when they are closed: then years are those of closing.
            pub fn is_of_closing(self) -> bool {
                use Dimension::{CompensationAwarded, CourtDaysBand, SentenceBand, YearClosed};
                matches!(self, YearClosed | SentenceBand | CourtDaysBand | CompensationAwarded)
            }

            /// Whether a unit can have several codes of the dimension, so that cells may add up to
            /// more than the total.
            pub fn is_multi_valued(self) -> bool {
                match self { $(Self::$variant => $multi,)+ }
            }

            fn of(self) -> Of {
                match self { $(Self::$variant => Of::$of,)+ }
            }

            pub(super) fn source(self) -> Codes {
                match self { $(Self::$variant => $codes,)+ }
            }
        }
    };
}

dimensions! {
    Year "year" All false Codes::Years, "year of first identification (persons), of the service (assistance), of opening (proceedings), of sending (referrals)";
    TraffickingStatus "trafficking_status" Person false Codes::of::<TraffickingStatus>(), "outcome of the identification procedure";
    StatusDecidedBy "status_decided_by" Person false Codes::of::<StatusDecidedBy>(), "who decided the status";
    Gender "gender" Person false Codes::of::<Gender>(), "gender as recorded";
    AgeBand "age_band" Person false Codes::of::<AgeBand>(), "age band at first identification";
    Child "child" Person false Codes::of::<YesNo>(), "below 18 at first identification";
    Majority "majority_at_exploitation" Person false Codes::of::<Majority>(), "of age when exploited";
    Citizenship "citizenship" Person true Codes::Countries, "citizenships";
    ForeignNational "foreign_national" Person false Codes::of::<YesNo>(), "not a citizen of the country of identification";
    CountryOfExploitation "country_of_exploitation" Person true Codes::Countries, "countries of exploitation";
    CountryOfResidence "country_of_residence" Person true Codes::Countries, "countries of residence";
    CountryOfIdentification "country_of_identification" Person true Codes::Countries, "countries of identification";
    CountryOfRecruitment "country_of_recruitment" Person true Codes::Countries, "countries of recruitment";
    Region "region" Person true Codes::Regions, "regions of identification";
    TraffickingForm "trafficking_form" Person false Codes::of::<TraffickingForm>(), "internal, cross-border or both";
    TraffickingDuration "trafficking_duration" Person false Codes::of::<DurationBand>(), "how long the trafficking lasted";
    RepeatTrafficking "repeat_trafficking" Person false Codes::of::<YesNo>(), "trafficked more than once: two or more episodes, or reported so";
    RecruitmentMethod "recruitment_method" Person true Codes::of::<RecruitmentMethod>(), "methods of recruitment";
    ControlMethod "control_method" Person true Codes::of::<ControlMethod>(), "means of control";
    ExploitationType "exploitation_type" Person true Codes::of::<ExploitationType>(), "types of exploitation";
    LabourSector "labour_sector" Person false Codes::of::<LabourSector>(), "ISIC section of labour exploitation";
    SexualExploitationForm "sexual_exploitation_form" Person true Codes::of::<SexualExploitationForm>(), "forms of sexual exploitation";
    RecruiterRelation "recruiter_relation" Person true Codes::of::<RecruiterRelation>(), "relations of the recruiters";
    Act "act" Person true Codes::of::<TraffickingAct>(), "acts of the Palermo Protocol";
    Means "means" Person true Codes::of::<TraffickingMeans>(), "means of the Palermo Protocol";
    InformedOnRights "informed_on_rights" Person false Codes::of::<YesNo>(), "informed on rights and compensation; NO when assistance is reported, but not this";
    Compensated "compensated" Person false Codes::of::<YesNo>(), "received compensation; NO when it was asked for or awarded, but not received";
    Service "service" Assistance false Codes::of::<Service>(), "the service";
    AssistanceReceived "assistance_received" Assistance false Codes::of::<YesNo>(), "received (YES) or offered only (NO)";
    Beneficiary "beneficiary" Assistance false Codes::of::<Beneficiary>(), "victim or family";
    ProviderType "provider_type" Assistance false Codes::of::<ProviderType>(), "kind of provider";
    Stage "stage" Proceeding false Codes::of::<ProceedingStage>(), "furthest stage reached";
    HandledBy "handled_by" Proceeding true Codes::List("HANDLED_BY", handlers), "police, prosecution or court: all that reported the case";
    Outcome "outcome" Proceeding false Codes::of::<ProceedingOutcome>(), "outcome at the furthest stage";
    Offence "offence" Proceeding false Codes::of::<Offence>(), "trafficking or a related offence";
    YearClosed "year_closed" Proceeding false Codes::Years, "year of closing";
    SentenceBand "sentence_band" Proceeding false Codes::List("SENTENCE_BAND", sentence_bands), "months of prison of a final trafficking conviction, in bands";
    CourtDaysBand "court_days_band" Proceeding false Codes::List("COURT_DAYS_BAND", court_days_bands), "days that a closed case took in court, in bands";
    Arrested "arrested" Proceeding false Codes::of::<YesNo>(), "the defendant was arrested";
    PublicOfficial "public_official" Proceeding false Codes::of::<YesNo>(), "the defendant is a public official";
    AssetsConfiscated "assets_confiscated" Proceeding false Codes::of::<YesNo>(), "assets were confiscated";
    CompensationAwarded "compensation_awarded" Proceeding false Codes::of::<YesNo>(), "compensation was awarded";
    JointInvestigation "joint_investigation" Proceeding false Codes::of::<YesNo>(), "investigated jointly with another state";
    ChildInterview "child_interview" Proceeding false Codes::of::<YesNo>(), "child interviewed with (YES) or without (NO) a social worker";
    ReferringCountry "referring_country" Referral false Codes::Countries, "country that sent the referral";
    ReceivingCountry "receiving_country" Referral false Codes::Countries, "country that the referral was sent to";
    ReferralType "referral_type" Referral false Codes::of::<ReferralType>(), "what was asked";
    ReferralStatus "referral_status" Referral false Codes::of::<ReferralStatus>(), "where the referral stood when it was measured";
    ReferralAccepted "referral_accepted" Referral false Codes::of::<YesNo>(), "accepted at any time";
    ReferralCompleted "referral_completed" Referral false Codes::of::<YesNo>(), "completed";
}

impl Dimension {
    /// Finds the dimension with this name; `None` where there is none.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|dimension| dimension.name() == name)
    }

    pub(super) fn is_in(self, table: TableKind) -> bool {
        match self.of() {
            Of::All => true,
            Of::Person => matches!(table, TableKind::Persons | TableKind::Assistance),
            Of::Assistance => table == TableKind::Assistance,
            Of::Proceeding => table == TableKind::Proceedings,
            Of::Referral => table == TableKind::Referrals,
        }
    }
}

/// Code lists that depend on the exchange: its regions and the years of an epoch. The lists are
/// fixed when an epoch is published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalog {
    /// Region codes, at most 254.
    pub regions: Vec<String>,
    /// Years that can be asked for; others count as not reported.
    pub years: Years,
}

impl Catalog {
    /// Largest number of codes of one dimension, "not reported" included.
    pub const MAX_CODES: usize = 255;

    /// Codes of a dimension in this exchange; the place of each is its number in the columns.
    pub fn codes(&self, dimension: Dimension) -> Vec<String> {
        let mut codes = vec![NOT_REPORTED.to_owned()];
        match dimension.source() {
            Codes::List(_, list) => codes.extend(list().into_iter().map(String::from)),
            Codes::Countries => codes.extend(Country::all().map(|c| c.alpha2().to_owned())),
            Codes::Regions => codes.extend(self.regions.iter().cloned()),
            Codes::Years => {
                codes.extend((self.years.first()..=self.years.last()).map(|y| y.to_string()));
            }
        }
        codes
    }

    /// All codes that a dimension can have in any exchange, in capitals; `None` where they depend
    /// on the exchange or on what was released.
    pub fn everywhere(dimension: Dimension) -> Option<Vec<String>> {
        let mut codes = vec![NOT_REPORTED.to_owned()];
        match dimension.source() {
            Codes::List(_, list) => codes.extend(list().into_iter().map(String::from)),
            Codes::Countries => {
                codes.extend(Country::all().map(|c| c.alpha2().to_owned()));
                codes.push(OTHER_COUNTRY.to_owned());
            }
            Codes::Regions | Codes::Years => return None,
        }
        if dimension.is_multi_valued() {
            codes.push(MULTIPLE.to_owned());
        }
        Some(codes)
    }

    /// Number of a year in the columns.
    pub(crate) fn year(&self, year: i32) -> u8 {
        if self.years.contains(year) { (year - self.years.first() + 1) as u8 } else { 0 }
    }

    /// Number of a region in the columns.
    pub(crate) fn region(&self, code: &str) -> u8 {
        self.regions.iter().position(|known| known == code).map_or(0, |place| place as u8 + 1)
    }
}

/// Number of a country in the columns.
pub(crate) fn country_number(country: Country) -> u8 {
    country.index() as u8 + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_fits_its_column() {
        let catalog =
            Catalog { regions: vec!["PR".into()], years: Years::new(2000, 2030).unwrap() };
        for dimension in Dimension::ALL {
            let codes = catalog.codes(*dimension);
            assert!(codes.len() <= Catalog::MAX_CODES, "{}", dimension.name());
            assert_eq!(Dimension::from_name(dimension.name()), Some(*dimension));
            let country = matches!(dimension.source(), Codes::Countries);
            if dimension.is_multi_valued() && !country && *dimension != Dimension::Region {
                assert!(codes.len() <= 32, "{} is kept in 32 bits", dimension.name());
            }
        }
        assert_eq!(catalog.codes(Dimension::Year)[usize::from(catalog.year(2010))], "2010");
        assert_eq!(catalog.year(1999), 0);
        let kosovo = Country::from_alpha2("XK").unwrap();
        let codes = catalog.codes(Dimension::Citizenship);
        assert_eq!(codes[usize::from(country_number(kosovo))], "XK");
    }
}
