//! Plans: which tables a release measures, and how precisely, announced before data are seen.
//!
//! Whatever else is asked is modelled from these tables. A plan is text, one table a line:
//! `year x gender x child: 1.5` is the table by three dimensions with the weight 1.5. `year` is the
//! year of first identification, or of the service in a table by service; `assistance_received`
//! goes with a service, too.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

use super::budget::{Rho, TooSmall, Weight, variances};
use super::gaussian::Variance;
use crate::domain::release::ReleaseKind;
use crate::statistics::Dimension;

/// A plan that cannot be used: what is wrong, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct PlanError(pub String);

/// A table of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedTable {
    /// Its dimensions, one to four, none twice.
    pub dimensions: Vec<Dimension>,
    /// How precise it shall be.
    pub weight: Weight,
}

/// The tables of a block of years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Its name, for example `H1`.
    pub name: String,
    /// The most services counted of a person.
    pub services: u32,
    /// Measured of each year soon after it ends, from the provisional budget.
    pub provisional: Vec<PlannedTable>,
    /// Measured once for good, from the final budget: tables by year when the year is closed,
    /// others when the block's last year is.
    pub last: Vec<PlannedTable>,
}

/// How many codes of a dimension one person has in a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One: the reported one, MULTIPLE or NOT_REPORTED.
    Single,
    /// Up to so many, chosen by keyed hash; none when nothing is reported.
    List(u32),
}

/// Whether a dimension tells what was done to a person, and by whom: a plan may expose such a dimension
/// less. Each dimension is named here, so that nobody adds one without a decision.
pub fn is_sensitive(dimension: Dimension) -> bool {
    use Dimension::*;
    match dimension {
        RecruitmentMethod
        | ControlMethod
        | ExploitationType
        | SexualExploitationForm
        | RecruiterRelation
        | LabourSector
        | RepeatTrafficking
        | TraffickingDuration
        | Act
        | Means => true,
        // Of a person, but known to many: where from, how old, which status.
        Year
        | TraffickingStatus
        | StatusDecidedBy
        | Gender
        | AgeBand
        | Child
        | Majority
        | Citizenship
        | ForeignNational
        | CountryOfExploitation
        | CountryOfResidence
        | CountryOfIdentification
        | CountryOfRecruitment
        | Region
        | TraffickingForm
        | InformedOnRights
        | Compensated => false,
        // What institutions and courts did.
        Service | AssistanceReceived | Beneficiary | ProviderType | Stage | HandledBy | Outcome
        | Offence | YearClosed | SentenceBand | CourtDaysBand | Arrested | PublicOfficial
        | AssetsConfiscated | CompensationAwarded | JointInvestigation | ChildInterview
        | ReferringCountry | ReceivingCountry | ReferralType | ReferralStatus
        | ReferralAccepted | ReferralCompleted => false,
    }
}

/// The most that all tables together may expose of one sensitive dimension: who knows everything
/// else of a person tells two of its codes apart with an AUC of at most .75.
pub const MOST_EXPOSED: Rho = Rho::of_thousandths(455);

// Without a cell of its own the number of persons of a year would be the sum of forty noisy ones.
const PROVISIONAL: &str = "
year: 0.5
year x gender x child: 1
year x exploitation_type: 1";

const H1: &str = "
age_band: 1
citizenship: 1
region: 1
country_of_exploitation: 1
exploitation_type: 1
control_method: 0.6
trafficking_form: 0.5
year x gender x child: 1
year x exploitation_type: 1.2
year x service: 0.4
year x service x assistance_received: 0.5
year x repeat_trafficking: 0.5
year x informed_on_rights: 0.3
year x compensated: 0.3
year x foreign_national: 0.3
service x child: 0.5
service x foreign_national: 0.3
gender x exploitation_type: 1
child x exploitation_type: 0.7
citizenship x country_of_exploitation: 0.5
citizenship x trafficking_form: 0.4";

const H2: &str = "
age_band x exploitation_type: 0.6
citizenship x exploitation_type: 0.6
region x exploitation_type: 0.6
citizenship x age_band: 0.6
control_method x gender: 0.4
control_method x exploitation_type: 0.4
year x region: 0.5
year x citizenship: 0.5
year x age_band: 0.5
citizenship x gender: 0.5
region x citizenship: 0.5";

const H3: &str = "
year x gender x child x exploitation_type: 1
year x foreign_national x gender x exploitation_type: 0.5
year x service x child: 0.5
year x status_decided_by x trafficking_status: 0.4
year x country_of_exploitation: 0.5
year x trafficking_form: 0.5
year x control_method: 0.3
region x age_band: 0.5
region x country_of_exploitation: 0.5
age_band x country_of_exploitation: 0.5
gender x age_band x citizenship: 0.6
gender x citizenship x exploitation_type: 0.6
gender x age_band x exploitation_type: 0.6
control_method x age_band: 0.3
control_method x citizenship: 0.3
control_method x region: 0.3
recruiter_relation x gender x child: 0.3
recruitment_method x gender x child: 0.3
means x gender x child: 0.3
act x trafficking_form: 0.3
trafficking_duration x exploitation_type: 0.3
country_of_recruitment x citizenship: 0.4
country_of_residence x citizenship: 0.4
country_of_identification x citizenship: 0.4";

impl Plan {
    /// The shipped plan for blocks of fewer than 400 persons.
    pub fn h1() -> Self {
        Self::shipped("H1", 5, &[H1])
    }

    /// The shipped plan for blocks of 400 to 2,500 persons.
    pub fn h2() -> Self {
        Self::shipped("H2", 5, &[H1, H2])
    }

    /// The shipped plan for blocks of more than 2,500 persons.
    pub fn h3() -> Self {
        Self::shipped("H3", 8, &[H1, H2, H3])
    }

    /// The shipped plan for blocks in which so many persons are expected.
    pub fn expecting(persons: u64) -> Self {
        match persons {
            0..400 => Self::h1(),
            400..=2_500 => Self::h2(),
            _ => Self::h3(),
        }
    }

    /// A plan of one's own, from its tables as text, one a line.
    ///
    /// # Errors
    /// Names the line and what would be right.
    pub fn own(
        name: &str,
        services: u32,
        provisional: &str,
        last: &str,
    ) -> Result<Self, PlanError> {
        let (provisional, last) = (tables(provisional)?, tables(last)?);
        Ok(Self { name: name.into(), services, provisional, last })
    }

    /// Its tables, of a kind.
    pub fn tables(&self, kind: ReleaseKind) -> &[PlannedTable] {
        match kind {
            ReleaseKind::Provisional => &self.provisional,
            ReleaseKind::Final => &self.last,
        }
    }

    /// All dimensions of its tables.
    pub fn dimensions(&self) -> impl Iterator<Item = Dimension> {
        let tables = self.last.iter().chain(&self.provisional);
        tables.flat_map(|table| table.dimensions.iter().copied())
    }

    fn shipped(name: &str, services: u32, last: &[&str]) -> Self {
        let read = |text: &str| tables(text).expect("a test reads the shipped plans");
        Self {
            name: name.into(),
            services,
            provisional: read(PROVISIONAL),
            last: last.iter().flat_map(|text| read(text)).collect(),
        }
    }

    /// How many codes of a dimension count of one person.
    pub fn shape(&self, dimension: Dimension) -> Shape {
        match dimension {
            Dimension::ControlMethod | Dimension::HandledBy => Shape::List(3),
            Dimension::Means | Dimension::Act | Dimension::RecruitmentMethod => Shape::List(2),
            Dimension::RecruiterRelation => Shape::List(1),
            Dimension::Service => Shape::List(self.services),
            _ => Shape::Single,
        }
    }

    /// The squared L2 distance by which one person can change a table: 1, or the most codes that
    /// count of its list.
    pub fn contribution(&self, table: &PlannedTable) -> u32 {
        let caps = table.dimensions.iter().map(|dimension| match self.shape(*dimension) {
            Shape::Single => 1,
            Shape::List(most) => most,
        });
        caps.product()
    }

    /// The variances of some of its tables, which together cost at most a budget.
    ///
    /// # Errors
    /// When the budget is too small for so many tables.
    pub fn variances(
        &self,
        tables: &[PlannedTable],
        budget: Rho,
    ) -> Result<Vec<Variance>, TooSmall> {
        let costs: Vec<_> = tables.iter().map(|t| (self.contribution(t), t.weight)).collect();
        variances(&costs, budget)
    }

    /// What tables tell of one dimension to somebody who knows all else of a person: rho of
    /// telling two of its codes apart. Each table costs a / (2 variance), with a = 2 for a code in
    /// place of another one (on a list that is full, a code more puts another one out), times the most
    /// codes that count of another list of the table.
    pub fn exposure(
        &self,
        dimension: Dimension,
        tables: &[PlannedTable],
        variances: &[Variance],
    ) -> Rho {
        let of = |(table, variance): (&PlannedTable, &Variance)| {
            if !table.dimensions.contains(&dimension) {
                return Rho::ZERO;
            }
            let others = table.dimensions.iter().filter(|other| **other != dimension);
            let lists = others.map(|other| match self.shape(*other) {
                Shape::Single => 1,
                Shape::List(most) => most,
            });
            Rho::of_contribution(u64::from(2 * lists.product::<u32>()), *variance)
        };
        tables.iter().zip(variances).map(of).sum()
    }

    /// Checks that the share of every code is known: a dimension of which a person has one code must
    /// be in a table without lists, which count a person several times or not at all.
    ///
    /// # Errors
    /// Names the dimension.
    pub fn has_margins(&self) -> Result<(), PlanError> {
        let is_list = |dimension: &Dimension| self.shape(*dimension) != Shape::Single;
        let (lists, plain): (Vec<_>, Vec<_>) =
            self.last.iter().partition(|table| table.dimensions.iter().any(is_list));
        let of_services = [Dimension::Year, Dimension::AssistanceReceived];
        let beside = lists.iter().flat_map(|table| &table.dimensions);
        for dimension in beside.filter(|d| !is_list(d) && !of_services.contains(d)) {
            if !plain.iter().any(|table| table.dimensions.contains(dimension)) {
                let (name, plan) = (dimension.name(), &self.name);
                return Err(PlanError(format!(
                    "{plan} has {name} beside lists alone: add a table by {name} without one"
                )));
            }
        }
        Ok(())
    }

    /// Checks what cannot be seen table by table: that no sensitive dimension is exposed more than
    /// [`MOST_EXPOSED`] under these budgets for provisional and final tables.
    ///
    /// # Errors
    /// Names the dimension, and what would be right.
    pub fn check(&self, provisional: Rho, last: Rho) -> Result<(), PlanError> {
        let wrong = |error: TooSmall| PlanError(error.to_string());
        let parts = [(&self.provisional, provisional), (&self.last, last)];
        for dimension in Dimension::ALL.iter().filter(|dimension| is_sensitive(**dimension)) {
            let mut exposed = Rho::ZERO;
            for (tables, budget) in parts.into_iter().filter(|(_, budget)| *budget > Rho::ZERO) {
                let variances = self.variances(tables, budget).map_err(wrong)?;
                exposed = exposed.plus(self.exposure(*dimension, tables, &variances));
            }
            if exposed > MOST_EXPOSED {
                return Err(PlanError(format!(
                    "{} tells too much of {}: {exposed} of at most {MOST_EXPOSED}; give its tables smaller weights, or fewer of them",
                    self.name,
                    dimension.name()
                )));
            }
        }
        Ok(())
    }
}

/// Reads tables, one a line.
///
/// # Errors
/// Names the line and what would be right.
pub fn tables(text: &str) -> Result<Vec<PlannedTable>, PlanError> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let tables: Vec<PlannedTable> = lines.map(table).collect::<Result<_, _>>()?;
    let mut seen = BTreeMap::new();
    for table in &tables {
        let mut name = table.dimensions.clone();
        name.sort_unstable();
        if seen.insert(name, ()).is_some() {
            return Err(PlanError(format!("{table} is there twice: give it one larger weight")));
        }
    }
    Ok(tables)
}

fn table(line: &str) -> Result<PlannedTable, PlanError> {
    let form = || PlanError(format!("{line:?} must be like \"year x gender: 1.5\""));
    let (names, weight) = line.rsplit_once(':').ok_or_else(form)?;
    let weight: f64 = weight.trim().parse().map_err(|_| form())?;
    let thousandths = (weight * 1000.0).round();
    let weight = (1.0..=100_000.0)
        .contains(&thousandths)
        .then_some(thousandths as u32)
        .and_then(Weight::of_thousandths)
        .ok_or_else(|| PlanError(format!("{line:?}: a weight must be from 0.001 to 100")))?;
    let mut dimensions = Vec::new();
    for name in names.split(" x ").map(str::trim) {
        let dimension = Dimension::from_name(name).ok_or_else(|| {
            PlanError(format!("{name:?} in {line:?} is no dimension (vdx codes lists them)"))
        })?;
        if dimensions.contains(&dimension) {
            return Err(PlanError(format!("{line:?} names {name} twice")));
        }
        dimensions.push(dimension);
    }
    if dimensions.len() > 4 {
        return Err(PlanError(format!("{line:?} has more than four dimensions")));
    }
    let is_list = |dimension: &Dimension| {
        matches!(
            dimension,
            Dimension::ControlMethod
                | Dimension::Means
                | Dimension::Act
                | Dimension::RecruitmentMethod
                | Dimension::RecruiterRelation
                | Dimension::HandledBy
                | Dimension::Service
        )
    };
    if dimensions.iter().filter(|dimension| is_list(dimension)).count() > 1 {
        return Err(PlanError(format!(
            "{line:?} has two dimensions of which a person has several codes: one is allowed"
        )));
    }
    if dimensions.contains(&Dimension::AssistanceReceived)
        && !dimensions.contains(&Dimension::Service)
    {
        return Err(PlanError(format!("{line:?}: assistance_received goes with service")));
    }
    Ok(PlannedTable { dimensions, weight })
}

/// A plan is kept as its text: dimensions by their names.
#[derive(Serialize, Deserialize)]
struct PlanText {
    name: String,
    services: u32,
    provisional: String,
    last: String,
}

impl Serialize for Plan {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = |tables: &[PlannedTable]| {
            let line = |table: &PlannedTable| {
                let weight = table.weight.thousandths();
                format!("{table}: {}.{:03}\n", weight / 1000, weight % 1000)
            };
            tables.iter().map(line).collect::<String>()
        };
        let (provisional, last) = (text(&self.provisional), text(&self.last));
        PlanText { name: self.name.clone(), services: self.services, provisional, last }
            .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Plan {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let PlanText { name, services, provisional, last } = PlanText::deserialize(deserializer)?;
        Self::own(&name, services, &provisional, &last).map_err(serde::de::Error::custom)
    }
}

impl std::fmt::Display for PlannedTable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<&str> = self.dimensions.iter().map(|d| d.name()).collect();
        write!(f, "{}", names.join(" x "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_plans_keep_within_what_they_may_expose() {
        let (provisional, last) = (Rho::of_thousandths(80), Rho::of_thousandths(540));
        for plan in [Plan::h1(), Plan::h2(), Plan::h3()] {
            plan.check(provisional, last).unwrap();
            plan.has_margins().unwrap();
            let variances = plan.variances(&plan.last, last).unwrap();
            let exposed = plan.exposure(Dimension::ExploitationType, &plan.last, &variances);
            println!(
                "{}: {} tables, smallest variance {}, exploitation {exposed}",
                plan.name,
                plan.last.len(),
                variances.iter().min().unwrap().value()
            );
        }
        assert_eq!(Plan::h1().last.len(), 21);
        assert_eq!(Plan::h2().last.len(), 32);
        assert_eq!(Plan::h3().last.len(), 56);
        // The whole of one budget on one sensitive table is too much.
        let greedy = Plan { last: tables("exploitation_type: 1").unwrap(), ..Plan::h1() };
        let error = greedy.check(provisional, last).unwrap_err().to_string();
        assert!(error.contains("exploitation_type"), "{error}");
    }

    #[test]
    fn plans_are_kept_as_text() {
        for plan in [Plan::h1(), Plan::h3()] {
            let bytes = postcard::to_stdvec(&plan).unwrap();
            assert_eq!(postcard::from_bytes::<Plan>(&bytes).unwrap(), plan);
        }
    }

    #[test]
    fn sensitivity_follows_from_the_lists_of_a_table() {
        let plan = Plan::h1();
        let of = |line: &str| plan.contribution(&tables(line).unwrap()[0]);
        assert_eq!(of("year x gender x child: 1"), 1);
        assert_eq!(of("control_method: 1"), 3);
        assert_eq!(of("year x service x assistance_received: 1"), 5);
    }

    #[test]
    fn mistakes_name_the_line() {
        for (text, rule) in [
            ("gender", "must be like"),
            ("gender: much", "must be like"),
            ("gender: 0", "weight must be"),
            ("colour: 1", "no dimension"),
            ("gender x gender: 1", "twice"),
            ("gender: 1\ngender: 2", "twice"),
            ("year x gender x child x region x act: 1", "four"),
            ("act x means: 1", "several codes"),
            ("year x assistance_received: 1", "with service"),
        ] {
            let error = tables(text).unwrap_err().to_string();
            assert!(error.contains(rule), "{text}: {error}");
        }
    }
}
