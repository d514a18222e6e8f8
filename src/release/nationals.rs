//! Who is a foreign national: whose citizenships hold no country of identification.
//!
//! Where no table tells of the country of identification, nearly everybody is taken to be identified in
//! the exchange's own country, so that its citizens are no foreign nationals and all others are. Drawn
//! as if it had nothing to do with citizenship, half of all rows would be persons who cannot be.

use super::domains::{Domain, Domains, MULTIPLE};
use super::forest::Edge;
use crate::statistics::{Dimension, NOT_REPORTED};

/// The share of persons of a citizenship that begins against the rule: some may be identified in another
/// country, and rows that are not there cannot get weight.
const AGAINST: f64 = 0.002;

/// What was measured of a dimension: the count of each code, and the variance of one of them.
pub(super) struct Counts<'a> {
    pub of: &'a [f64],
    pub variance: f64,
}

/// Foreign nationals by citizenship, as an edge of the forest; nothing where the exchange's own country
/// is none of the listed ones.
pub(super) fn by_citizenship(
    domains: &Domains,
    country: &str,
    citizenships: &Counts<'_>,
    foreign: &Counts<'_>,
    total: f64,
) -> Option<Edge> {
    let (of_citizen, of_foreign) =
        (domains.of(Dimension::Citizenship)?, domains.of(Dimension::ForeignNational)?);
    let own = usize::from(of_citizen.place(country)?);
    let place = |domain: &Domain, code| domain.place(code).map(usize::from);
    let unknown = place(of_citizen, NOT_REPORTED);
    let several = place(of_citizen, MULTIPLE);
    let (yes, no) = (place(of_foreign, "YES")?, place(of_foreign, "NO")?);
    let neither = place(of_foreign, NOT_REPORTED)?;

    let count = |code: Option<usize>| code.map_or(0.0, |code| citizenships.of[code]);
    let reported = (citizenships.of.iter().sum::<f64>() - count(unknown)).max(1.0);
    // Of a known citizenship, nothing is known where the country of identification is not.
    let not_told = ((foreign.of[neither] - count(unknown)) / reported).clamp(0.0, 1.0);
    let told = (foreign.of[yes] + foreign.of[no]).max(1.0);
    let nationals = foreign.of[no] / told * reported;

    // Of those of several citizenships as many are nationals as fits; what remains cannot be by the
    // rule, and counts as far as it is no noise.
    let (of_own, of_several) = (count(Some(own)), count(several));
    let of_others = (reported - of_own - of_several).max(1.0);
    let variance = citizenships.variance + foreign.variance;
    let beyond = |excess: f64| excess.powi(3) / (excess * excess + 4.0 * variance);
    let more = beyond((nationals - of_own - of_several).max(0.0));
    let fewer = beyond((of_own - nationals).max(0.0));
    let several_are = ((nationals - of_own) / of_several.max(1.0)).clamp(AGAINST, 1.0 - AGAINST);
    let others_are = (more / of_others).clamp(AGAINST, 1.0);
    let own_are_not = (fewer / of_own.max(1.0)).clamp(AGAINST, 1.0);

    let mut joint = Vec::with_capacity(of_citizen.len() * of_foreign.len());
    for code in 0..of_citizen.len() {
        let mut shares = vec![0.0; of_foreign.len()];
        if Some(code) == unknown {
            shares[neither] = 1.0;
        } else {
            let nationals = if code == own {
                1.0 - own_are_not
            } else if Some(code) == several {
                several_are
            } else {
                others_are
            };
            shares[neither] = not_told;
            shares[no] = (1.0 - not_told) * nationals;
            shares[yes] = (1.0 - not_told) * (1.0 - nationals);
        }
        joint.extend(shares.into_iter().map(|share| share * total));
    }
    Some(Edge { parent: Dimension::Citizenship, child: Dimension::ForeignNational, joint })
}

#[cfg(test)]
mod tests {
    use crate::release::fitted::Fitted;
    use crate::release::plan::Plan;
    use crate::release::trials::{persons, trial};
    use crate::statistics::Dimension;

    use Dimension::{AgeBand, Child, Citizenship, ForeignNational};

    /// The share of persons with two codes of which `fits` says that nobody can have them.
    fn impossible(
        fitted: &Fitted,
        dimensions: [Dimension; 2],
        fits: fn(&str, &str) -> bool,
    ) -> f64 {
        let [first, second] = dimensions.map(|d| fitted.domains().of(d).unwrap().codes());
        let table = fitted.table(&dimensions).unwrap();
        let pairs = first.iter().flat_map(|a| second.iter().map(move |b| (a, b)));
        let wrong = pairs.zip(&table).filter(|((a, b), _)| !fits(a, b));
        let wrong: f64 = wrong.map(|(_, cell)| cell.value).sum();
        wrong / table.iter().map(|cell| cell.value).sum::<f64>()
    }

    fn of_nationals(citizenship: &str, foreign: &str) -> bool {
        match (citizenship, foreign) {
            ("MULTIPLE", _) => true,
            ("NOT_REPORTED", foreign) => foreign == "NOT_REPORTED",
            ("XK", foreign) => foreign != "YES",
            (_, foreign) => foreign != "NO",
        }
    }

    fn of_ages(age: &str, child: &str) -> bool {
        match age {
            "FROM_0_TO_8" | "FROM_9_TO_17" => child == "YES",
            "UNKNOWN" | "NOT_REPORTED" => child == age,
            _ => child == "NO",
        }
    }

    fn tells_of_nobody_who_cannot_be(plan: Plan, count: usize, years: usize) {
        let name = plan.name.clone();
        let trial = trial(plan, persons(count, years, 3), years, 3);
        let fitted = trial.fitted(Some(5_000));
        let wrong = impossible(&fitted, [Citizenship, ForeignNational], of_nationals);
        assert!(wrong < 0.04, "{name}: {wrong:.3} of all persons");
        assert_eq!(impossible(&fitted, [AgeBand, Child], of_ages), 0.0, "{name}");
        let Some(synthetic) = fitted.synthetic(1) else { return };
        let place = |of: Dimension| synthetic.header.iter().position(|name| name == of.name());
        let [citizen, foreign] = [Citizenship, ForeignNational].map(|d| place(d).unwrap());
        let wrong = synthetic.rows.iter().filter(|r| !of_nationals(&r[citizen], &r[foreign]));
        let wrong = wrong.count() as f64 / synthetic.rows.len() as f64;
        assert!(wrong < 0.04, "{name}: {wrong:.3} of all rows");
    }

    #[test]
    fn small_plans_tell_of_nobody_who_cannot_be() {
        tells_of_nobody_who_cannot_be(Plan::h1(), 500, 4);
    }

    #[test]
    #[ignore = "minutes without optimization"]
    fn no_plan_tells_of_persons_who_cannot_be() {
        tells_of_nobody_who_cannot_be(Plan::h2(), 600, 4);
        tells_of_nobody_who_cannot_be(Plan::h3(), 3_000, 1);
    }

    /// A third of all nationals were identified in another country: then they are foreign nationals
    /// there, and what was measured says so.
    #[test]
    fn what_was_measured_outweighs_the_rule() {
        let mut people = persons(600, 4, 5);
        for person in people.iter_mut().step_by(3) {
            person.codes.insert(ForeignNational, vec![1]);
        }
        let trial = trial(Plan::h1(), people, 4, 5);
        let fitted = trial.fitted(Some(3_000));
        let (truth, told) =
            (trial.truth(&[ForeignNational]), fitted.table(&[ForeignNational]).unwrap());
        for (truth, told) in truth.into_iter().zip(told) {
            assert!((truth - told.value).abs() < 50.0, "{truth}, {}", told.value);
        }
    }
}
