//! One figure as it is told, and the difference between two.

use crate::proto::v1::{self, Basis, CellStatus, Precision, Tier};

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A figure that is told.
    Figure(Figure),
    /// The difference between two figures.
    Change(Change),
    /// Nothing: a dot, with its reason.
    Missing(Reason),
}

/// A figure that is told, with its 90 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// What is told.
    pub told: Told,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// How precise it is.
    pub precision: Precision,
    /// Where it comes from.
    pub basis: Basis,
    /// Its unit.
    pub unit: v1::Unit,
    /// Whether it is provisional: records of its year may be missing.
    pub is_provisional: bool,
}

/// What is told of a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Told {
    /// The estimate, or the true count where the figure is exact.
    Estimate(f64),
    /// An estimate below ten: zero looks the same.
    Few,
}

/// Why a figure is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The tier shows no figure that is modelled.
    Modelled,
    /// The tier shows no figure that is so rough, or that rests on fewer than ten.
    Rough,
    /// It rests on counts of which one is below ten.
    RestsOnFew,
    /// The release measured no table that it follows from.
    NotMeasured,
    /// Releases tell apart none of the codes that it is about.
    NotToldApart,
    /// The year has not been released.
    NotReleased,
    /// The institutions do not report it.
    NotCollected,
    /// One of the two figures that are compared is not told.
    NotComparable,
    /// One of the two figures that are compared is provisional: records of its year may be missing.
    Provisional,
}

impl Reason {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Modelled,
        Self::Rough,
        Self::RestsOnFew,
        Self::NotMeasured,
        Self::NotToldApart,
        Self::NotReleased,
        Self::NotCollected,
        Self::NotComparable,
        Self::Provisional,
    ];

    /// What programs call it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Modelled => "MODELLED",
            Self::Rough => "ROUGH",
            Self::RestsOnFew => "RESTS_ON_FEW",
            Self::NotMeasured => "NOT_MEASURED",
            Self::NotToldApart => "NOT_TOLD_APART",
            Self::NotReleased => "NOT_RELEASED",
            Self::NotCollected => "NOT_COLLECTED",
            Self::NotComparable => "NOT_COMPARABLE",
            Self::Provisional => "PROVISIONAL",
        }
    }

    /// The key of its words.
    pub fn key(self) -> String {
        format!("report-reason_{}", self.code().to_ascii_lowercase())
    }
}

/// The difference between a figure and an earlier one.
///
/// Its interval reaches from the lower end of the one to the upper end of the other. It holds the true
/// difference in at least as many cases as the two hold the truth, however their errors hang together:
/// years of one block of a release are fitted together, so that their errors are not independent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// The difference of the estimates; nothing when one of them is below ten, or when it may be noise: whoever
    /// read the number would take it for a change.
    pub difference: Option<f64>,
    /// The least that it may be.
    pub low: f64,
    /// The most that it may be.
    pub high: f64,
    /// What it says.
    pub verdict: Verdict,
    /// The unit of both.
    pub unit: v1::Unit,
}

/// What a difference says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// More, and more than noise explains.
    More,
    /// Less, and more so than noise explains.
    Less,
    /// No more than noise: the intervals overlap.
    Noise,
    /// Two exact figures are the same.
    Same,
}

impl Change {
    /// The change from an earlier figure to a later one.
    pub fn between(earlier: &Figure, later: &Figure) -> Self {
        let difference = match (earlier.told, later.told) {
            (Told::Estimate(earlier), Told::Estimate(later)) => Some(tenth(later - earlier)),
            _ => None,
        };
        let (low, high) = (tenth(later.low - earlier.high), tenth(later.high - earlier.low));
        let verdict = match (low, high) {
            (low, _) if low > 0.0 => Verdict::More,
            (_, high) if high < 0.0 => Verdict::Less,
            (0.0, 0.0) => Verdict::Same,
            _ => Verdict::Noise,
        };
        let difference = difference.filter(|_| verdict != Verdict::Noise);
        Self { difference, low, high, verdict, unit: later.unit }
    }
}

/// Rounded to a tenth: differences of tenths would else show what floating point makes of them.
fn tenth(value: f64) -> f64 {
    // Adding nothing turns -0 into 0.
    (value * 10.0).round() / 10.0 + 0.0
}

impl Cell {
    /// A count as the exchange told it at a tier.
    pub fn of_count(cell: &v1::Cell, unit: v1::Unit, tier: Tier) -> Self {
        Self::told(
            cell.status(),
            cell.count as f64,
            (cell.low, cell.high),
            (cell.precision(), cell.basis()),
            unit,
            tier,
        )
    }

    /// A figure of an indicator, likewise.
    pub fn of_indicator(value: &v1::IndicatorValue, tier: Tier) -> Self {
        Self::told(
            value.status(),
            value.value,
            (value.low, value.high),
            (value.precision(), value.basis()),
            value.unit(),
            tier,
        )
    }

    fn told(
        status: CellStatus,
        estimate: f64,
        (low, high): (f64, f64),
        (precision, basis): (Precision, Basis),
        unit: v1::Unit,
        tier: Tier,
    ) -> Self {
        let told = match status {
            CellStatus::Published => Told::Estimate(estimate),
            CellStatus::Few => Told::Few,
            CellStatus::NotMeasured => return Self::Missing(Reason::NotMeasured),
            CellStatus::Suppressed | CellStatus::Unspecified => {
                return Self::Missing(match (tier, basis) {
                    (Tier::Transnational | Tier::Public, Basis::Modelled) => Reason::Modelled,
                    (Tier::Public, _) => Reason::Rough,
                    _ => Reason::RestsOnFew,
                });
            }
        };
        Self::Figure(Figure { told, low, high, precision, basis, unit, is_provisional: false })
    }

    /// The same cell, said to be provisional or not.
    pub fn provisional(self, is_provisional: bool) -> Self {
        match self {
            Self::Figure(figure) => Self::Figure(Figure { is_provisional, ..figure }),
            other => other,
        }
    }

    /// What changed since an earlier cell.
    pub fn since(&self, earlier: &Self) -> Self {
        match (earlier, self) {
            (Self::Figure(earlier), Self::Figure(later)) => {
                Self::Change(Change::between(earlier, later))
            }
            _ => Self::Missing(Reason::NotComparable),
        }
    }

    /// The figure, where one is told.
    pub fn figure(&self) -> Option<&Figure> {
        match self {
            Self::Figure(figure) => Some(figure),
            _ => None,
        }
    }
}

impl Figure {
    /// The estimate; nothing when it is below ten.
    pub fn estimate(&self) -> Option<f64> {
        match self.told {
            Told::Estimate(value) => Some(value),
            Told::Few => None,
        }
    }
}

/// The letter of a precision; nothing for a figure that is too rough for one: a dot is no letter here, for it
/// stands for figures that are not told.
pub fn letter(precision: Precision) -> &'static str {
    match precision {
        Precision::A => "A",
        Precision::B => "B",
        Precision::C => "C",
        Precision::Rough | Precision::Unspecified => "",
    }
}

/// Where a figure comes from, as programs read it.
pub fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Exact => "EXACT",
        Basis::Measured => "MEASURED",
        Basis::Modelled => "MODELLED",
        Basis::Unspecified => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(told: Told, low: f64, high: f64) -> Figure {
        let (precision, basis) = (Precision::A, Basis::Measured);
        let unit = v1::Unit::Persons;
        Figure { told, low, high, precision, basis, unit, is_provisional: false }
    }

    #[test]
    fn a_difference_is_more_than_noise_when_the_intervals_are_apart() {
        let of = |earlier: (f64, f64, f64), later: (f64, f64, f64)| {
            let one = |(value, low, high)| figure(Told::Estimate(value), low, high);
            Change::between(&one(earlier), &one(later))
        };
        let change = of((100.0, 90.0, 110.0), (130.0, 120.0, 140.0));
        assert_eq!((change.difference, change.low, change.high), (Some(30.0), 10.0, 50.0));
        assert_eq!(change.verdict, Verdict::More);
        assert_eq!(of((130.0, 120.0, 140.0), (100.0, 90.0, 110.0)).verdict, Verdict::Less);
        let touching = of((100.0, 90.0, 110.0), (120.0, 110.0, 130.0));
        assert_eq!((touching.verdict, touching.low), (Verdict::Noise, 0.0));
        assert_eq!(touching.difference, None);
        // Exact ones are what they are.
        assert_eq!(of((40.0, 40.0, 40.0), (41.0, 41.0, 41.0)).verdict, Verdict::More);
        assert_eq!(of((40.0, 40.0, 40.0), (40.0, 40.0, 40.0)).verdict, Verdict::Same);
        let tenths = of((2.2, 2.1, 2.3), (2.5, 2.4, 2.6));
        assert_eq!((tenths.difference, tenths.low), (Some(0.3), 0.1));
        // One below ten has an interval, and no estimate.
        let few = figure(Told::Few, 0.0, 16.0);
        let change = Change::between(&few, &figure(Told::Estimate(60.0), 50.0, 70.0));
        assert_eq!((change.difference, change.verdict), (None, Verdict::More));
        assert_eq!((change.low, change.high), (34.0, 70.0));
        assert_eq!(Change::between(&few, &few).verdict, Verdict::Noise);
    }

    #[test]
    fn what_is_not_told_has_its_reason_and_no_number() {
        let of = |status: CellStatus, basis: Basis, tier| {
            // Whatever numbers come with it.
            let (count, low, high) = (7, 1.0, 20.0);
            let cell = v1::Cell {
                status: status as i32,
                basis: basis as i32,
                count,
                low,
                high,
                ..Default::default()
            };
            Cell::of_count(&cell, v1::Unit::Persons, tier)
        };
        let withheld = CellStatus::Suppressed;
        for (basis, tier, reason) in [
            (Basis::Modelled, Tier::Public, Reason::Modelled),
            (Basis::Modelled, Tier::Transnational, Reason::Modelled),
            (Basis::Measured, Tier::Public, Reason::Rough),
            (Basis::Modelled, Tier::National, Reason::RestsOnFew),
        ] {
            assert_eq!(of(withheld, basis, tier), Cell::Missing(reason));
        }
        let absent = of(CellStatus::NotMeasured, Basis::Measured, Tier::Public);
        assert_eq!(absent, Cell::Missing(Reason::NotMeasured));
        let few = of(CellStatus::Few, Basis::Measured, Tier::Public);
        assert_eq!(few.figure().unwrap().estimate(), None);
        assert_eq!(few.since(&absent), Cell::Missing(Reason::NotComparable));
    }
}
