//! The kinds of units that a release counts, each with a plan and a budget of its own.

use serde::{Deserialize, Serialize};

use super::budget::Rho;
use super::plan::Plan;
use super::weigh::Counting;
use crate::statistics::{Dimension, Measure};

/// A kind of units. New ones go to the end: stored releases name them by their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Population {
    /// Actual and possible victims. `year` is that of first identification.
    Victims,
    /// Persons at risk whose trafficking was prevented. `year` likewise.
    Prevented,
    /// Persons who get services in a block of years that is not that of their first
    /// identification, or of whom there is no victim record. `year` is that of the first service.
    CarriedOver,
    /// Defendants, each with one proceeding: `year` is that in which it was opened.
    Opened,
    /// Defendants whose proceeding was closed: `year` is that of closing.
    Closed,
    /// Criminal cases. `year` is that of opening.
    Cases,
    /// Referrals between countries. `year` is that of sending.
    Referrals,
}

use Population::{CarriedOver, Cases, Closed, Opened, Prevented, Referrals, Victims};

const PREVENTED: &str = "
year x gender x child: 1";

const CARRIED_OVER: &str = "
year x child: 0.5
year x foreign_national: 0.2
year x service x assistance_received: 1
service x child: 0.5
service x foreign_national: 0.3";

const OPENED: &str = "
year x stage: 1
year x outcome: 1
year x arrested x outcome: 0.7
year x offence: 0.7
year x handled_by: 0.4
year x public_official: 0.3
year x child_interview: 0.5
year x joint_investigation: 0.3";

const CLOSED: &str = "
year x offence x outcome: 1
year x sentence_band: 0.8
year x court_days_band: 0.7
year x compensation_awarded: 0.6
year x assets_confiscated: 0.5
year x stage: 0.4";

const CASES: &str = "
year x handled_by: 0.6
year x outcome: 0.7
year x stage: 0.5
year x assets_confiscated: 0.5
year x joint_investigation: 0.5";

const REFERRALS_SOON: &str = "
year x referral_status: 1";

const REFERRALS: &str = "
year x referring_country x receiving_country: 1
year x referral_type: 0.7
year x referral_status: 0.7
year x referral_accepted: 0.7
year x referral_completed: 0.7
referral_type x referral_accepted: 0.5";

impl Population {
    /// All of them.
    pub const ALL: &'static [Self] =
        &[Victims, Prevented, CarriedOver, Opened, Closed, Cases, Referrals];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Victims => "victims",
            Prevented => "prevented",
            CarriedOver => "carried_over",
            Opened => "opened",
            Closed => "closed",
            Cases => "cases",
            Referrals => "referrals",
        }
    }

    /// What its units are.
    pub fn description(self) -> &'static str {
        match self {
            Victims => "victims, by year of first identification",
            Prevented => "persons whose trafficking was prevented, by year of first identification",
            CarriedOver => {
                "persons of earlier years, or without a victim record, by year of service"
            }
            Opened => "defendants, by year in which their proceeding was opened",
            Closed => "defendants, by year in which their proceeding was closed",
            Cases => "cases, by year of opening",
            Referrals => "referrals, by year of sending",
        }
    }

    /// Its number in the keys of the store.
    pub(crate) fn number(self) -> u8 {
        self as u8
    }

    /// The plan of all but victims, whose plan a policy chooses.
    pub(super) fn plan(self) -> Option<Plan> {
        let (soon, last) = match self {
            Victims => return None,
            Prevented => ("", PREVENTED),
            CarriedOver => ("", CARRIED_OVER),
            Opened => ("", OPENED),
            Closed => ("", CLOSED),
            Cases => ("", CASES),
            Referrals => (REFERRALS_SOON, REFERRALS),
        };
        let plan = Plan::own(self.name(), 5, soon, last);
        Some(plan.expect("a test reads the shipped plans"))
    }

    /// What one unit may spend on provisional and on final tables, of a life's budget. A person
    /// who was prevented, carried over or both may become a victim and still has the victims'
    /// budget, or gets services later and has this one. A defendant is in two of three kinds and in
    /// a case, whose row counts twice: see [`Population::rows_changed`].
    pub(super) fn budgets(self, life: Rho, provisional: Rho, last: Rho) -> (Rho, Rho) {
        let part = |of: u64| Rho::of_units(life.units() / 100 * of);
        let rest = Rho::of_units(life.units() - provisional.units() - last.units());
        match self {
            Victims | Referrals => (provisional, last),
            Prevented | CarriedOver => (Rho::ZERO, rest),
            Opened | Closed => (Rho::ZERO, part(35)),
            Cases => (Rho::ZERO, part(15)),
        }
    }

    /// How many rows change when one who is protected comes or goes. A case changes in place when
    /// one of several defendants does: one row goes, and another one comes.
    pub(crate) fn rows_changed(self) -> u64 {
        if self == Cases { 2 } else { 1 }
    }

    /// Whether each of a unit's mentions has an account of its own (defendants of a case), and not
    /// all of them together one (records of a person).
    pub(crate) fn has_several_accounts(self) -> bool {
        self == Cases
    }

    /// Which units a question about a measure is answered from, and how they count.
    pub(super) fn of(measure: Measure, dimensions: &[Dimension]) -> Vec<(Self, Counting)> {
        let is_about_closing = dimensions.iter().any(|dimension| dimension.is_of_closing());
        match measure {
            Measure::Persons => vec![(Victims, Counting::Units)],
            Measure::PreventedPersons => vec![(Prevented, Counting::Units)],
            Measure::AssistedPersons => {
                vec![(Victims, Counting::Assisted), (CarriedOver, Counting::Assisted)]
            }
            Measure::Assistance => {
                vec![(Victims, Counting::Services), (CarriedOver, Counting::Services)]
            }
            Measure::Cases => vec![(Cases, Counting::Units)],
            Measure::Defendants | Measure::Proceedings if is_about_closing => {
                vec![(Closed, Counting::Units)]
            }
            Measure::Defendants | Measure::Proceedings => vec![(Opened, Counting::Units)],
            Measure::Referrals => vec![(Referrals, Counting::Units)],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::indicators::{self, Formula, Part};

    #[test]
    fn nobody_can_spend_more_than_a_life() {
        for thousandths in [100, 700, 1050] {
            let life = Rho::of_thousandths(thousandths);
            let provisional = Rho::of_units(life.units() / 10);
            let last = Rho::of_units(life.units() / 10 * 7);
            let most = |of: Population| {
                let (soon, last) = of.budgets(life, provisional, last);
                soon.plus(last)
            };
            // A person is prevented, then a victim; or a victim, then carried over once.
            assert!(most(Prevented).plus(most(Victims)) <= life);
            assert!(most(CarriedOver).plus(most(Victims)) <= life);
            // A defendant's proceeding is opened and closed, and the case changes.
            let case = Rho::of_units(most(Cases).units() * Cases.rows_changed());
            assert!(most(Opened).plus(most(Closed)).plus(case) <= life);
            assert!(most(Referrals) <= life);
        }
    }

    /// What an indicator asks for together is measured together, and by year: independence is no
    /// model of who is brought home, or of who is convicted.
    #[test]
    fn every_plan_measures_what_indicators_ask_for() {
        let counts = indicators::all().into_iter().flat_map(|indicator| {
            let number = indicator.number;
            let of = move |part: Part| match part.formula {
                Formula::Count(count) => vec![(number, count, None)],
                Formula::Mean(count, dimension, ..) => vec![(number, count, Some(dimension))],
                Formula::Share(a, b) | Formula::Ratio(a, b) => {
                    vec![(number, a, None), (number, b, None)]
                }
            };
            indicator.parts.into_iter().flat_map(of).collect::<Vec<_>>()
        });
        for (number, count, mean) in counts {
            let mut asked: Vec<Dimension> = count.filters.iter().map(|(d, _)| *d).collect();
            asked.extend(mean);
            let all: Vec<Dimension> = asked.iter().copied().chain([count.period]).collect();
            // Whether a service was received depends on the service.
            asked.retain(|dimension| *dimension != Dimension::AssistanceReceived);
            for (population, _) in Population::of(count.measure, &all) {
                let own = population.plan().map(|plan| vec![plan]);
                for plan in own.unwrap_or_else(|| vec![Plan::h1(), Plan::h2(), Plan::h3()]) {
                    let is_measured = |a, b| {
                        let both = |d: &[Dimension]| d.contains(&a) && d.contains(&b);
                        plan.last.iter().any(|table| both(&table.dimensions))
                    };
                    for (place, a) in asked.iter().enumerate() {
                        for b in asked[..place].iter().chain([&Dimension::Year]) {
                            let name = &plan.name;
                            assert!(
                                is_measured(*a, *b),
                                "indicator {number}, {name}: {a:?} x {b:?}"
                            );
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn shipped_plans_can_be_read() {
        for population in Population::ALL.iter().filter(|p| **p != Victims) {
            let plan = population.plan().unwrap();
            assert!(!plan.last.is_empty() && plan.has_margins().is_ok(), "{}", plan.name);
        }
        let numbers = Population::ALL.iter().map(|population| population.number());
        assert!(numbers.eq(0..7));
    }
}
