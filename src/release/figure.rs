//! Figures as they are told: estimate, interval, how precise, and where it comes from.

use serde::Serialize;

use super::fitted::HALF_WIDTH;
use super::weigh::Sums;
use crate::domain::codes::Role;

/// Who asks: decides what is precise enough to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Analysts and coordinators of the exchange's own country: everything, with its interval.
    National,
    /// Liaisons of partner countries, and everybody at a hub: no modelled figures.
    Transnational,
    /// Whoever reads what is printed or put on a web page: no modelled figures, and none whose
    /// interval reaches further than a quarter of it.
    Public,
}

/// Where a figure comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Basis {
    /// The true count, published as such.
    Exact,
    /// A margin of a table that was measured with noise.
    Measured,
    /// Follows from measured tables where its dimensions do not interact beyond them.
    Modelled,
}

/// How precise a figure is: half the width of its 90 % interval, relative to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Letter {
    /// At most 10 %.
    A,
    /// At most 25 %.
    B,
    /// At most 50 %.
    C,
    /// More.
    Rough,
}

/// Estimates below this are told as "fewer than".
pub const SMALLEST_TOLD: f64 = 10.0;

/// What is told of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub enum Told {
    /// The estimate: a count is whole.
    Estimate(f64),
    /// An estimate below [`SMALLEST_TOLD`]; zero looks the same.
    Few,
    /// Not at this tier: it is modelled, or too rough.
    Withheld,
}

/// A figure with its 90 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// What is told.
    pub told: Told,
    /// Lower end of the interval; 0 when withheld.
    pub low: f64,
    /// Upper end of the interval; 0 when withheld.
    pub high: f64,
    /// How precise.
    pub letter: Letter,
    /// Where it comes from.
    pub basis: Basis,
}

impl Letter {
    /// The letter of a figure by its interval, both as they are told: whoever reads them finds the same.
    pub fn of(value: f64, low: f64, high: f64) -> Self {
        match (high - low) / 2.0 / value {
            share if share <= 0.10 => Self::A,
            share if share <= 0.25 => Self::B,
            share if share <= 0.50 => Self::C,
            _ => Self::Rough,
        }
    }

    /// As it is written: `A`, `B`, `C` or a dot.
    pub fn text(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::Rough => ".",
        }
    }
}

impl Basis {
    /// The weaker of two.
    pub fn and(self, other: Self) -> Self {
        self.max(other)
    }

    /// As it is written: EXACT, MEASURED or MODELLED.
    pub fn text(self) -> &'static str {
        match self {
            Self::Exact => "EXACT",
            Self::Measured => "MEASURED",
            Self::Modelled => "MODELLED",
        }
    }
}

impl Tier {
    /// The tier of a role; at a hub of several countries everybody has one that is as strict as that
    /// of partners, at least. Each role is named: a new one does not compile before somebody has
    /// decided for it.
    pub fn of(role: Role, is_hub: bool) -> Self {
        let own = match role {
            Role::Analyst | Role::Coordinator => Self::National,
            Role::Liaison => Self::Transnational,
            // They ask no questions. Should one ever be let in, it gets the strictest tier.
            Role::Institution | Role::Auditor => Self::Public,
        };
        if is_hub { own.max(Self::Transnational) } else { own }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::National => "national",
            Self::Transnational => "transnational",
            Self::Public => "public",
        }
    }

    /// The tier that somebody gets who may have `self` and asks for another one: the stricter of
    /// the two.
    pub fn at_least(self, asked: Option<Self>) -> Self {
        asked.map_or(self, |asked| asked.max(self))
    }

    fn tells(self, letter: Letter, basis: Basis) -> bool {
        match self {
            Self::National => true,
            Self::Transnational => basis != Basis::Modelled,
            Self::Public => basis != Basis::Modelled && letter <= Letter::B,
        }
    }
}

impl Figure {
    /// A figure that is not told.
    pub fn withheld(basis: Basis) -> Self {
        Self { told: Told::Withheld, low: 0.0, high: 0.0, letter: Letter::Rough, basis }
    }

    /// A count. `smallest_error` is the least standard error of the release.
    pub fn count(sums: &Sums, smallest_error: f64, basis: Basis, tier: Tier) -> Self {
        let value = sums.value.max(0.0);
        let error = if basis == Basis::Exact { 0.0 } else { sums.error().max(smallest_error) };
        let half = HALF_WIDTH * error;
        // An exact figure is whole but for rounding.
        let (low, high) = match basis {
            Basis::Exact => (value.round(), value.round()),
            _ => ((value - half).max(0.0).floor(), (value + half).ceil()),
        };
        if value.round() < SMALLEST_TOLD && basis != Basis::Exact {
            // A rough figure, and yet a plain one: few.
            let told = if tier.tells(Letter::A, basis) { Told::Few } else { Told::Withheld };
            let (low, high) =
                if told == Told::Few { (0.0, high.max(SMALLEST_TOLD)) } else { (0.0, 0.0) };
            return Self { told, low, high, letter: Letter::Rough, basis };
        }
        Self::told(value.round(), low, high, basis, tier)
    }

    /// A part of a whole, as a share, in percent rounded to whole ones; or a ratio of two counts,
    /// rounded to a tenth. Nothing is told where either count is told as few.
    pub fn quotient(
        part: (&Sums, Basis),
        whole: (&Sums, Basis),
        smallest_error: f64,
        kind: Quotient,
        tier: Tier,
    ) -> Self {
        let basis = part.1.and(whole.1);
        let (a, b) = (part.0.value.max(0.0), whole.0.value);
        let few = |sums: &Sums| sums.value.round() < SMALLEST_TOLD;
        if few(whole.0) || kind == Quotient::Ratio && few(part.0) {
            return Self::withheld(basis);
        }
        let mut columns = [0.0; super::replicates::COLUMNS];
        for ((column, a), b) in columns.iter_mut().zip(&part.0.columns).zip(&whole.0.columns) {
            *column = a / b.max(1.0);
        }
        let exact = basis == Basis::Exact;
        let least = if exact { 0.0 } else { smallest_error / b };
        let error = super::fitted::standard_error(&columns).max(least);
        let half = HALF_WIDTH * error;
        let value = a / b;
        let (scale, most) = match kind {
            Quotient::Percent => (100.0, 1.0),
            Quotient::Ratio => (1.0, f64::INFINITY),
        };
        let round = |value: f64, up: fn(f64) -> f64| match kind {
            Quotient::Percent => up(value * scale),
            Quotient::Ratio => up(value * 10.0) / 10.0,
        };
        let told = round(value.min(most), f64::round);
        let low = round((value - half).max(0.0), f64::floor);
        let high = round((value + half).min(most), f64::ceil);
        Self::told(told, low, high, basis, tier)
    }

    /// A mean of values, each with the sums of those that have it, divided by `divisor` and rounded
    /// to a tenth. Nothing is told where those together are few.
    pub fn mean(parts: &[(f64, Sums)], divisor: f64, least: f64, basis: Basis, tier: Tier) -> Self {
        let count: f64 = parts.iter().map(|(_, sums)| sums.value.max(0.0)).sum();
        if count.round() < SMALLEST_TOLD {
            return Self::withheld(basis);
        }
        let weighed: f64 = parts.iter().map(|(value, sums)| value * sums.value.max(0.0)).sum();
        let mut columns = [0.0; super::replicates::COLUMNS];
        for (place, column) in columns.iter_mut().enumerate() {
            let sum = |of: fn(f64, f64) -> f64| {
                parts.iter().map(|(value, sums)| of(*value, sums.columns[place])).sum::<f64>()
            };
            *column = sum(|value, count| value * count) / sum(|_, count| count).max(1.0) / divisor;
        }
        let largest = parts.iter().map(|(value, _)| *value).fold(0.0, f64::max);
        let error = super::fitted::standard_error(&columns).max(least * largest / count / divisor);
        let (value, half) = (weighed / count / divisor, HALF_WIDTH * error);
        let tenth = |value: f64, up: fn(f64) -> f64| up(value * 10.0) / 10.0;
        let low = tenth((value - half).max(0.0), f64::floor);
        let high = tenth(value + half, f64::ceil);
        Self::told(tenth(value, f64::round), low, high, basis, tier)
    }

    fn told(value: f64, low: f64, high: f64, basis: Basis, tier: Tier) -> Self {
        let letter = Letter::of(value, low, high);
        if tier.tells(letter, basis) {
            Self { told: Told::Estimate(value), low, high, letter, basis }
        } else {
            Self::withheld(basis)
        }
    }
}

/// Which quotient of two counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quotient {
    /// The first in percent of the second, of which it is a part.
    Percent,
    /// The first to the second.
    Ratio,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(value: f64, deviation: f64) -> Sums {
        let columns =
            std::array::from_fn(|n| value + if n % 2 == 0 { deviation } else { -deviation });
        Sums { value, columns }
    }

    #[test]
    fn counts_carry_interval_letter_and_basis() {
        let count = |value, deviation, basis, tier| {
            Figure::count(&sums(value, deviation), 1.0, basis, tier)
        };
        let good = count(200.4, 9.0, Basis::Measured, Tier::Public);
        assert_eq!((good.told, good.letter), (Told::Estimate(200.0), Letter::A));
        assert_eq!((good.low, good.high), (182.0, 219.0));
        let fair = count(100.0, 17.0, Basis::Measured, Tier::National);
        assert_eq!(fair.letter, Letter::C);
        assert_eq!(count(100.0, 17.0, Basis::Measured, Tier::Transnational).letter, Letter::C);
        assert_eq!(count(100.0, 17.0, Basis::Measured, Tier::Public).told, Told::Withheld);
        assert_eq!(count(200.0, 10.0, Basis::Modelled, Tier::Transnational).told, Told::Withheld);
        let few = count(9.2, 3.0, Basis::Measured, Tier::Public);
        assert_eq!((few.told, few.low, few.high), (Told::Few, 0.0, 16.0));
        assert_eq!(
            count(0.0, 0.0, Basis::Measured, Tier::National),
            count(1.0, 0.0, Basis::Measured, Tier::National)
        );
        let exact = count(40.0, 9.0, Basis::Exact, Tier::Public);
        assert_eq!((exact.low, exact.high, exact.letter), (40.0, 40.0, Letter::A));
        // No error is told that is smaller than the noise allows.
        assert!(count(100.0, 0.0, Basis::Measured, Tier::National).high >= 101.0);
    }

    /// Ends are rounded outwards, so that an interval as it is told may be wider than the letter of the
    /// unrounded one.
    #[test]
    fn letters_are_those_of_what_is_told() {
        for value in 10..400 {
            for error in [1.0, 2.3, 5.7, 11.0] {
                let sums = sums(f64::from(value) + 0.4, error);
                let figure = Figure::count(&sums, 1.0, Basis::Measured, Tier::National);
                let Told::Estimate(told) = figure.told else { panic!("{figure:?}") };
                let share = (figure.high - figure.low) / 2.0 / told;
                let letter = match share {
                    ..=0.10 => Letter::A,
                    ..=0.25 => Letter::B,
                    ..=0.50 => Letter::C,
                    _ => Letter::Rough,
                };
                assert_eq!(figure.letter, letter, "{figure:?}");
            }
        }
    }

    #[test]
    fn quotients_have_intervals_too() {
        let of = |a: f64, b: f64, kind| {
            let (a, b) = (sums(a, 4.0), sums(b, 4.0));
            let measured = Basis::Measured;
            Figure::quotient((&a, measured), (&b, measured), 1.0, kind, Tier::National)
        };
        let half = of(100.0, 200.0, Quotient::Percent);
        assert_eq!(half.told, Told::Estimate(50.0));
        assert!(half.low < 50.0 && half.high > 50.0 && half.high <= 100.0);
        assert_eq!(of(210.0, 200.0, Quotient::Percent).told, Told::Estimate(100.0));
        assert_eq!(of(4.0, 8.0, Quotient::Percent).told, Told::Withheld);
        assert_eq!(of(50.0, 20.0, Quotient::Ratio).told, Told::Estimate(2.5));
        assert_eq!(of(5.0, 20.0, Quotient::Ratio).told, Told::Withheld);
    }
}
