//! Calendar months and the periods that questions may name.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Calendar month between January 1900 and December 2199, as the number of months since January
/// 1900.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct YearMonth(u16);

/// First year that a month may have.
pub const FIRST_YEAR: i32 = 1900;
/// Last year that a month may have.
pub const LAST_YEAR: i32 = 2199;

impl YearMonth {
    /// Makes a month; `None` when the year is not 1900-2199 or the month not 1-12.
    pub fn new(year: i32, month: i32) -> Option<Self> {
        ((FIRST_YEAR..=LAST_YEAR).contains(&year) && (1..=12).contains(&month))
            .then(|| Self(((year - FIRST_YEAR) * 12 + month - 1) as u16))
    }

    /// Calendar year of the month.
    pub fn year(self) -> i32 {
        FIRST_YEAR + i32::from(self.0) / 12
    }

    /// Number of the month in its year, 1 to 12.
    pub fn month(self) -> i32 {
        i32::from(self.0) % 12 + 1
    }

    /// The month so many months later; `None` after the last that there is.
    pub fn after(self, months: u32) -> Option<Self> {
        let number = i64::from(self.0) + i64::from(months);
        Self::new(FIRST_YEAR + (number / 12) as i32, (number % 12) as i32 + 1)
    }

    /// Unix seconds at which the month is over everywhere on earth (UTC-12).
    pub fn end_unix_seconds(self) -> i64 {
        let next = self.0 + 1;
        let year = (FIRST_YEAR + i32::from(next) / 12) as i16;
        let first = jiff::civil::date(year, (next % 12 + 1) as i8, 1).at(12, 0, 0, 0);
        jiff::tz::Offset::UTC.to_timestamp(first).map_or(i64::MAX, |time| time.as_second())
    }

    /// Month in UTC at this many seconds after the Unix epoch.
    pub fn at_unix_seconds(seconds: i64) -> Self {
        let instant = jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        let date = jiff::tz::Offset::UTC.to_datetime(instant);
        Self::new(i32::from(date.year()), i32::from(date.month())).unwrap_or(Self(0))
    }
}

impl fmt::Display for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month())
    }
}

impl fmt::Debug for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Rule that a text breaks which is no month or period.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct PeriodError(pub &'static str);

impl FromStr for YearMonth {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = PeriodError("a month is written YYYY-MM, for example 2010-03");
        let (year, month) = text.split_once('-').ok_or(wrong.clone())?;
        if year.len() != 4 || month.len() != 2 {
            return Err(wrong);
        }
        let (year, month) = (year.parse(), month.parse());
        match (year, month) {
            (Ok(year), Ok(month)) => Self::new(year, month).ok_or(wrong),
            _ => Err(wrong),
        }
    }
}

/// Run of whole calendar years. Questions may name no finer period: months could be subtracted
/// from each other down to single persons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Years {
    first: u16,
    last: u16,
}

impl Years {
    /// Makes a run from the first to the last year, both included; `None` when they are in the
    /// wrong order or outside 1900-2199.
    pub fn new(first: i32, last: i32) -> Option<Self> {
        (first <= last && first >= FIRST_YEAR && last <= LAST_YEAR)
            .then_some(Self { first: first as u16, last: last as u16 })
    }

    /// Makes a run of the years from a January to a December.
    pub fn of_months(from: YearMonth, to: YearMonth) -> Result<Self, PeriodError> {
        if from.month() != 1 || to.month() != 12 {
            return Err(PeriodError(
                "a period is whole calendar years: it starts in a January (YYYY-01) and ends in a December (YYYY-12)",
            ));
        }
        Self::new(from.year(), to.year())
            .ok_or(PeriodError("a period ends in or after the year in which it starts"))
    }

    /// First year of the run.
    pub fn first(self) -> i32 {
        i32::from(self.first)
    }

    /// Last year of the run.
    pub fn last(self) -> i32 {
        i32::from(self.last)
    }

    /// Number of years, at least 1.
    pub fn len(self) -> usize {
        usize::from(self.last - self.first) + 1
    }

    /// Whether the run has no year: never, since a period has at least one.
    pub fn is_empty(self) -> bool {
        false
    }

    /// Whether a year lies within the run.
    pub fn contains(self, year: i32) -> bool {
        (self.first()..=self.last()).contains(&year)
    }

    /// Whether two runs have a year in common.
    pub fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

impl fmt::Display for Years {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            write!(f, "{}", self.first)
        } else {
            write!(f, "{}-{}", self.first, self.last)
        }
    }
}

impl FromStr for Years {
    type Err = PeriodError;

    /// Reads one year or a run of years: `2010` or `2008-2011`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = PeriodError(
            "must be a year, or the first and last of several: 2010 or 2008-2011, from 1900 to 2199",
        );
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        match (first.trim().parse(), last.trim().parse()) {
            (Ok(first), Ok(last)) => Self::new(first, last).ok_or(wrong),
            _ => Err(wrong),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_round_trip_and_order() {
        let march: YearMonth = "2010-03".parse().unwrap();
        assert_eq!((march.year(), march.month()), (2010, 3));
        assert_eq!(march.to_string(), "2010-03");
        assert!(march < "2010-04".parse().unwrap());
        for wrong in ["2010", "2010-3", "2010-13", "10-03", "1899-12", "2200-01", "2010-0x"] {
            assert!(wrong.parse::<YearMonth>().is_err(), "{wrong}");
        }
        assert_eq!(YearMonth::at_unix_seconds(1_267_401_600), march);
    }

    #[test]
    fn periods_are_whole_years() {
        let month = |text: &str| text.parse().unwrap();
        let years = Years::of_months(month("2008-01"), month("2011-12")).unwrap();
        assert_eq!(years, "2008-2011".parse().unwrap());
        assert_eq!(years.len(), 4);
        assert!(Years::of_months(month("2008-02"), month("2011-12")).is_err());
        assert!(Years::of_months(month("2008-01"), month("2011-11")).is_err());
        assert!(Years::of_months(month("2012-01"), month("2011-12")).is_err());
    }
}
