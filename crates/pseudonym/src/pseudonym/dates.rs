//! Dates as institutions write them: in the formats that the mapping lists, with times and trailing
//! dots, with a day or month that is not known, with months by name, as days of a spreadsheet. What
//! can be read in two ways is said, and what nobody can know is not guessed.

use jiff::civil::Date;
use jiff::fmt::strtime::BrokenDownTime;

use super::normalize::fold;

/// Name of the format for days as a spreadsheet counts them.
pub const EXCEL: &str = "excel";
/// Name of the format for days as a spreadsheet counts them in workbooks whose count begins in
/// 1904.
pub const EXCEL_1904: &str = "excel-1904";

/// Date that was read, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Year of four digits.
    pub year: i16,
    /// Month, 1 to 12; none when it is not known.
    pub month: Option<i8>,
    /// Day, 1 to 31, not checked against the month; none when it is not known.
    pub day: Option<i8>,
    /// Time in seconds since midnight, when a time stood beside the date.
    pub seconds: Option<u32>,
    /// Whether the year had two digits.
    pub is_short: bool,
    /// Whether another format of the mapping reads another date.
    pub is_ambiguous: bool,
    /// Whether the time was told in another zone than the institution's own, perhaps of another
    /// day.
    pub is_instant: bool,
}

impl Found {
    fn new(year: i16, month: Option<i8>, day: Option<i8>) -> Self {
        Self {
            year,
            month,
            day,
            seconds: None,
            is_short: false,
            is_ambiguous: false,
            is_instant: false,
        }
    }

    fn parts(&self) -> (i16, Option<i8>, Option<i8>) {
        (self.year, self.month, self.day)
    }

    /// The date, when it is known to the day and there is such a day.
    pub fn date(&self) -> Option<Date> {
        Date::new(self.year, self.month?, self.day?).ok()
    }

    /// Whether the day is one that its month does not have, such as the 31st of February.
    pub fn is_impossible(&self) -> bool {
        self.month.is_some() && self.day.is_some() && self.date().is_none()
    }
}

/// Reason why a value is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDate {
    /// No part of the date is known (`??.??.????`).
    Unknown,
    /// The year has two digits, and no format of the mapping says so.
    ShortYear,
    /// The value looks like a day of a spreadsheet.
    Serial,
    /// The value is a number of up to three digits: an age, or a count.
    Age,
    /// The value is anything else.
    Other,
}

impl NoDate {
    /// Advice that says what would be right.
    pub fn text(self) -> &'static str {
        match self {
            Self::Unknown => "holds no part of a date that is known",
            Self::ShortYear => {
                "must have a year of four digits (or the mapping's date_formats %y in place of %Y)"
            }
            Self::Serial => {
                "looks like a day as a spreadsheet counts them: add \"excel\" to date_formats in the mapping if it is"
            }
            Self::Age => {
                "an age, it seems: must be a date or a year (a column of ages is mapped as age_band under [fields])"
            }
            Self::Other => "must be a date in one of the mapping's date_formats",
        }
    }
}

/// Part of a date in a format.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Part {
    Day,
    Month,
    Year,
    ShortYear,
}

/// Format of dates in a mapping.
#[derive(Clone, Debug)]
enum Format {
    /// Numbers between separators.
    Parts([Part; 3], [char; 2]),
    /// Numbers of fixed width.
    Digits([Part; 3]),
    /// Days since a date.
    Days(Date),
    /// Any other format, which `strptime` reads.
    Other(String),
}

/// Reader of dates in the formats of a mapping.
#[derive(Clone, Debug)]
pub struct DateReader {
    formats: Vec<Format>,
    /// First of the hundred years in which years of two digits lie.
    window: Option<i16>,
    today: Date,
}

impl DateReader {
    /// A reader of these formats. Years of two digits lie in the hundred years that begin with
    /// `window`; without it, in the hundred years up to `today`.
    pub fn new(formats: &[String], window: Option<i16>, today: Date) -> Self {
        let formats = formats.iter().map(|format| Format::parse(format)).collect();
        Self { formats, window, today }
    }

    /// First and last year that years of two digits stand for.
    pub fn short_years(&self) -> (i16, i16) {
        let first = self.window.unwrap_or(self.today.year() - 99);
        (first, first + 99)
    }

    /// Reads a date from a value.
    pub fn read(&self, text: &str) -> Result<Found, NoDate> {
        let text = text.trim();
        // Formats with a time of their own go first: they know more.
        if let Some(found) = self.read_whole(text) {
            return Ok(found);
        }
        let (date, time) = without_time(text);
        let mut found = self.read_date(&tidy(date))?;
        if let Some((seconds, is_instant)) = time {
            found.seconds = Some(seconds);
            found.is_instant = is_instant && seconds > 0;
        }
        Ok(found)
    }

    fn read_whole(&self, text: &str) -> Option<Found> {
        self.formats.iter().find_map(|format| match format {
            Format::Other(format) => self.strptime(format, text),
            _ => None,
        })
    }

    fn strptime(&self, format: &str, text: &str) -> Option<Found> {
        let parts = BrokenDownTime::parse(format, text).ok()?;
        let mut found = Found::new(parts.year()?, parts.month(), parts.day());
        if format.contains("%y") {
            found.year = self.year_of_two(found.year.rem_euclid(100), found.month, found.day);
            found.is_short = true;
        }
        let clock = |part: Option<i8>| u32::try_from(part.unwrap_or(0)).unwrap_or(0);
        found.seconds = parts.hour().map(|hour| {
            clock(Some(hour)) * 3600 + clock(parts.minute()) * 60 + clock(parts.second())
        });
        (1000..=9999).contains(&found.year).then_some(found)
    }

    fn year_of_two(&self, year: i16, month: Option<i8>, day: Option<i8>) -> i16 {
        let (first, _) = self.short_years();
        let year = first + (year - first).rem_euclid(100);
        let today = (self.today.year(), self.today.month(), self.today.day());
        let is_future = (year, month.unwrap_or(1), day.unwrap_or(1)) > today;
        if self.window.is_none() && is_future { year - 100 } else { year }
    }

    fn read_date(&self, text: &str) -> Result<Found, NoDate> {
        let tokens: Vec<&str> = text.split(is_separator).collect();
        let separators: Vec<char> = text.chars().filter(|c| is_separator(*c)).collect();
        if let Some(found) = by_name(&tokens) {
            return Ok(found);
        }
        if let [number] = tokens.as_slice() {
            return self.read_number(number);
        }
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if let [days, part_of_day] = tokens.as_slice()
            && days.len() == 5
            && is_number(part_of_day)
        {
            return self.days(days).ok_or(NoDate::Serial);
        }
        let numbers: Option<Vec<Token>> = tokens.iter().map(|token| Token::parse(token)).collect();
        let Some(numbers) = numbers else { return Err(NoDate::Other) };
        if numbers.iter().all(|number| number.value.is_none()) {
            return Err(NoDate::Unknown);
        }
        match numbers.as_slice() {
            [a, b, c] => {
                let separators = [separators[0], separators[1]];
                self.read_three([*a, *b, *c], separators)
            }
            // A month and a year of four digits can be told apart in either order.
            [year, month] | [month, year] if year.is_year() && !month.is_year() => {
                let month = match month.value {
                    Some(month) if (1..=12).contains(&month) => Some(month as i8),
                    Some(_) => return Err(NoDate::Other),
                    None => None,
                };
                Ok(Found::new(year.value.unwrap_or(0), month, None))
            }
            _ => Err(NoDate::Other),
        }
    }

    fn read_three(&self, tokens: [Token; 3], separators: [char; 2]) -> Result<Found, NoDate> {
        let iso = ([Part::Year, Part::Month, Part::Day], ['-', '-']);
        let listed = self.formats.iter().filter_map(|format| match format {
            Format::Parts(parts, separators) => Some((*parts, *separators)),
            _ => None,
        });
        let mut found: Option<Found> = None;
        let mut is_short = false;
        // Year, month and day between hyphens is what the standard says, whatever is listed.
        for (parts, expected) in listed.chain([iso]) {
            if expected != separators {
                continue;
            }
            is_short |= tokens.iter().zip(parts).any(|(token, part)| {
                part == Part::Year && token.width <= 2 && token.value.is_some()
            });
            let Some(read) = self.assemble(tokens, parts) else { continue };
            match &mut found {
                None => found = Some(read),
                Some(first) => first.is_ambiguous |= first.parts() != read.parts(),
            }
        }
        // A year alone, whatever is listed: nothing else of it is known.
        let years: Vec<Token> = tokens.into_iter().filter(|token| token.is_year()).collect();
        let is_bare = tokens.iter().filter(|token| token.value.is_some()).count() == 1;
        if let (None, [year], true) = (&found, years.as_slice(), is_bare) {
            found = year.value.map(|year| Found::new(year, None, None));
        }
        found.ok_or(if is_short { NoDate::ShortYear } else { NoDate::Other })
    }

    fn assemble(&self, tokens: [Token; 3], parts: [Part; 3]) -> Option<Found> {
        let mut found = Found::new(0, None, None);
        let mut short = None;
        for (token, part) in tokens.iter().zip(parts) {
            let within = |last: i16| token.width <= 2 && token.value.is_none_or(|v| v <= last);
            match part {
                Part::Day if within(31) => found.day = token.value.map(|value| value as i8),
                Part::Month if within(12) => found.month = token.value.map(|value| value as i8),
                Part::Year if token.is_year() => found.year = token.value?,
                Part::ShortYear if token.width == 2 => {
                    short = Some(token.digits?);
                }
                _ => return None,
            }
        }
        if let Some(year) = short {
            found.year = self.year_of_two(year, found.month, found.day);
            found.is_short = true;
        }
        Some(found)
    }

    /// Reads a number without separators: fixed widths, a year, days of a spreadsheet.
    fn read_number(&self, text: &str) -> Result<Found, NoDate> {
        let digits = text.trim_end_matches('?');
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !is_number(digits) {
            let (whole, fraction) = digits.split_once(',').unwrap_or((digits, ""));
            let days = self.days(whole).filter(|_| is_number(fraction));
            return days.ok_or(NoDate::Other);
        }
        let mut found: Option<Found> = None;
        for format in &self.formats {
            let Format::Digits(parts) = format else { continue };
            let Some(read) = self.assemble_digits(digits, *parts) else { continue };
            match &mut found {
                None => found = Some(read),
                Some(first) => first.is_ambiguous |= first.parts() != read.parts(),
            }
        }
        if let Some(found) = found {
            return Ok(found);
        }
        if digits.len() == 4
            && let Some(year) = digits.parse().ok().filter(|year| (1850..2200).contains(year))
        {
            return Ok(Found::new(year, None, None));
        }
        self.days(digits).ok_or(match digits.len() {
            _ if digits.bytes().all(|byte| byte == b'0') => NoDate::Unknown,
            1..=3 => NoDate::Age,
            5 => NoDate::Serial,
            _ => NoDate::Other,
        })
    }

    /// Reads a day of a spreadsheet: from 1927 (or 1931) on. A smaller number is an age or a year, and would
    /// be a day of somebody who is dead.
    fn days(&self, digits: &str) -> Option<Found> {
        let count: i32 = digits.parse().ok().filter(|days| (10_000..=110_000).contains(days))?;
        let start = self.formats.iter().find_map(|format| match format {
            Format::Days(start) => Some(*start),
            _ => None,
        })?;
        let date = start.checked_add(jiff::Span::new().days(count)).ok()?;
        Some(Found::new(date.year(), Some(date.month()), Some(date.day())))
    }

    fn assemble_digits(&self, digits: &str, parts: [Part; 3]) -> Option<Found> {
        let width = |part: &Part| if *part == Part::Year { 4 } else { 2 };
        if digits.len() != parts.iter().map(width).sum::<usize>() {
            return None;
        }
        let mut at = 0;
        let tokens = parts.map(|part| {
            let token = Token::parse(&digits[at..at + width(&part)]);
            at += width(&part);
            token
        });
        let [a, b, c] = tokens;
        self.assemble([a?, b?, c?], parts)
    }
}

impl Format {
    fn parse(format: &str) -> Self {
        let other = || Self::Other(format.to_owned());
        match format.trim() {
            EXCEL => return Self::Days(jiff::civil::date(1899, 12, 30)),
            EXCEL_1904 => return Self::Days(jiff::civil::date(1904, 1, 1)),
            _ => {}
        }
        let (mut parts, mut separators) = (Vec::new(), Vec::new());
        let mut chars =
            format.trim().trim_end_matches('.').chars().filter(|c| *c != ' ').peekable();
        while let Some(c) = chars.next() {
            if c != '%' {
                separators.push((parts.len(), c));
                continue;
            }
            if matches!(chars.peek(), Some('-' | '_' | '0')) {
                chars.next();
            }
            parts.push(match chars.next() {
                Some('d' | 'e') => Part::Day,
                Some('m') => Part::Month,
                Some('Y') => Part::Year,
                Some('y') => Part::ShortYear,
                _ => return other(),
            });
        }
        let Ok(parts) = <[Part; 3]>::try_from(parts) else { return other() };
        let has = |wanted: &[Part]| parts.iter().any(|part| wanted.contains(part));
        if !has(&[Part::Day]) || !has(&[Part::Month]) || !has(&[Part::Year, Part::ShortYear]) {
            return other();
        }
        match separators.as_slice() {
            [] => Self::Digits(parts),
            [(1, first), (2, second)] if is_separator(*first) && is_separator(*second) => {
                Self::Parts(parts, [*first, *second])
            }
            _ => other(),
        }
    }
}

/// Number in a date; a number of which nothing is known has no value.
#[derive(Clone, Copy)]
struct Token {
    /// Value of the number; none where it is zero or a mark.
    value: Option<i16>,
    /// Digits as a number; none where they are marks.
    digits: Option<i16>,
    width: usize,
}

impl Token {
    fn parse(text: &str) -> Option<Self> {
        let width = text.chars().count();
        if width == 0 || width > 4 {
            return None;
        }
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            let number: i16 = text.parse().ok()?;
            return Some(Self {
                value: (number > 0).then_some(number),
                digits: Some(number),
                width,
            });
        }
        let is_mark = |c: char| matches!(c, '?' | 'x' | 'X' | '_' | '*' | 'n' | 'N' | '#');
        text.chars().all(is_mark).then_some(Self { value: None, digits: None, width })
    }

    fn is_year(&self) -> bool {
        self.width == 4 && self.value.is_some_and(|year| year >= 1000)
    }
}

fn is_separator(c: char) -> bool {
    matches!(c, '.' | '/' | '-')
}

/// Date without what people put around it: `~1979`, `oko 1979`, `7. 3. 1991. god.`
fn tidy(text: &str) -> String {
    let mut text = text.trim().trim_end_matches([',', ';']).trim();
    let words = ["~", "≈", "ca.", "ca", "c.", "rreth", "oko", "око", "around", "about", "approx."];
    // Nearly all dates begin with a number.
    let is_plain = text.starts_with(|c: char| c.is_ascii_digit());
    for before in words.iter().filter(|_| !is_plain) {
        let rest = text.get(..before.len()).filter(|start| start.to_lowercase() == *before);
        if rest.is_some() {
            text = text[before.len()..].trim();
        }
    }
    for behind in [
        "godine",
        "године",
        "godina",
        "година",
        "god.",
        "год.",
        "god",
        "год",
        "g.",
        "г.",
        "g",
        "г",
        "viti",
    ] {
        let rest = text.strip_suffix(behind).filter(|rest| {
            rest.ends_with([' ', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
        });
        if let Some(rest) = rest {
            text = rest.trim();
            break;
        }
    }
    let text = text.trim_end_matches(['.', ' ']);
    let mut tidied = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_blank = c.is_whitespace();
        let beside = tidied.ends_with(is_separator)
            || chars.peek().is_none_or(|next| is_separator(*next) || next.is_whitespace());
        if !(is_blank && beside) {
            tidied.push(if is_blank { ' ' } else { c });
        }
    }
    tidied
}

/// Splits off a time behind a date: its seconds since midnight, and whether it is told in a zone
/// (`Z`, `+02:00`).
fn without_time(text: &str) -> (&str, Option<(u32, bool)>) {
    let places = text.char_indices().filter(|(_, c)| matches!(c, ' ' | 'T' | 't' | '\u{a0}'));
    for (place, c) in places {
        if let Some(time) = time(text[place + c.len_utf8()..].trim()) {
            return (&text[..place], Some(time));
        }
    }
    (text, None)
}

fn time(text: &str) -> Option<(u32, bool)> {
    let lower = text.to_ascii_lowercase();
    let mut text = lower.as_str();
    let mut is_zoned = false;
    if let Some(rest) = text.strip_suffix('z').or_else(|| text.strip_suffix("utc")) {
        (text, is_zoned) = (rest.trim(), true);
    } else if let Some(place) = text.rfind(['+', '-']) {
        let zone = &text[place + 1..];
        if !zone.bytes().all(|byte| byte.is_ascii_digit() || byte == b':') || zone.len() < 2 {
            return None;
        }
        // A time in the institution's own zone is of its own day.
        is_zoned = zone.bytes().all(|byte| matches!(byte, b'0' | b':'));
        text = text[..place].trim();
    }
    let mut afternoon = None;
    for (mark, is_pm) in [("a.m.", false), ("p.m.", true), ("am", false), ("pm", true)] {
        if let Some(rest) = text.strip_suffix(mark) {
            (text, afternoon) = (rest.trim(), Some(is_pm));
            break;
        }
    }
    let mut parts = text.split(':');
    let number = |part: &str, last: u32| {
        let is_short = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        part.parse::<u32>().ok().filter(|number| is_short && *number <= last)
    };
    let mut hour = number(parts.next()?, 24)?;
    let minute = number(parts.next()?, 59)?;
    let second = match parts.next() {
        Some(second) => number(second.split(['.', ',']).next()?, 60)?,
        None => 0,
    };
    if parts.next().is_some() {
        return None;
    }
    match afternoon {
        Some(true) if hour < 12 => hour += 12,
        Some(false) if hour == 12 => hour = 0,
        _ => {}
    }
    Some((hour * 3600 + minute * 60 + second, is_zoned))
}

/// Names of months: Albanian, Serbian (also as in `21. novembra`), Croatian, Macedonian and English, whole and
/// short; compared in folded form.
const MONTHS: [&[&str]; 12] = [
    &["janar", "januar", "januara", "januari", "january", "jan", "siječanj", "siječnja"],
    &["shkurt", "februar", "februara", "fevruari", "february", "feb", "shk", "veljača", "veljače"],
    &["mars", "mart", "marta", "march", "mar", "ožujak", "ožujka"],
    &["prill", "april", "aprila", "apr", "pri", "travanj", "travnja"],
    &["maj", "maja", "may", "svibanj", "svibnja"],
    &["qershor", "jun", "juna", "juni", "june", "qer", "lipanj", "lipnja"],
    &["korrik", "jul", "jula", "juli", "july", "kor", "srpanj", "srpnja"],
    &[
        "gusht", "avgust", "avgusta", "august", "augusta", "aug", "avg", "gus", "kolovoz",
        "kolovoza",
    ],
    &[
        "shtator",
        "septembar",
        "septembra",
        "septemvri",
        "september",
        "sep",
        "sept",
        "sht",
        "rujan",
        "rujna",
    ],
    &[
        "tetor",
        "oktobar",
        "oktobra",
        "oktomvri",
        "october",
        "oct",
        "okt",
        "tet",
        "listopad",
        "listopada",
    ],
    &[
        "nentor",
        "novembar",
        "novembra",
        "noemvri",
        "november",
        "nov",
        "nen",
        "studeni",
        "studenog",
        "studenoga",
    ],
    &[
        "dhjetor", "decembar", "decembra", "dekemvri", "december", "dec", "dek", "dhj", "prosinac",
        "prosinca",
    ],
];

/// Months as Roman numbers. X is not among them: it also stands for what is not known.
const ROMAN: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "", "XI", "XII"];

/// Number of the month that a word names, 1 to 12.
fn month_of(word: &str) -> Option<i8> {
    let folded = fold(word);
    let is_name = |names: &&[&str]| names.iter().any(|name| fold(name) == folded);
    let found = ROMAN.iter().position(|roman| *roman == word);
    found.or_else(|| MONTHS.iter().position(is_name)).map(|place| place as i8 + 1)
}

/// Reads a date whose month is a name; such a date can be read in one way only.
fn by_name(tokens: &[&str]) -> Option<Found> {
    let words: Vec<&str> = tokens.iter().flat_map(|token| token.split([' ', ','])).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    if !(2..=3).contains(&words.len()) {
        return None;
    }
    let mut month = None;
    let mut numbers = Vec::new();
    for word in words {
        if word.bytes().all(|byte| byte.is_ascii_digit()) {
            numbers.push(word);
            continue;
        }
        if !word.chars().all(char::is_alphabetic) || month.is_some() {
            return None;
        }
        month = Some(month_of(word)?);
    }
    let month = Some(month?);
    let year = |text: &str| text.parse::<i16>().ok().filter(|_| text.len() == 4);
    match numbers.as_slice() {
        [only] => Some(Found::new(year(only)?, month, None)),
        [a, b] => {
            let (day, year) = match (year(a), year(b)) {
                (None, Some(year)) => (a, year),
                (Some(year), None) => (b, year),
                _ => return None,
            };
            let day = day.parse().ok().filter(|day| (1..=31).contains(day))?;
            Some(Found::new(year, month, Some(day)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(formats: &[&str], window: Option<i16>) -> DateReader {
        let formats: Vec<String> = formats.iter().map(|format| (*format).to_owned()).collect();
        DateReader::new(&formats, window, jiff::civil::date(2026, 11, 27))
    }

    fn parts(formats: &[&str], text: &str) -> Result<(i16, i8, i8), NoDate> {
        let found = reader(formats, None).read(text)?;
        Ok((found.year, found.month.unwrap_or(0), found.day.unwrap_or(0)))
    }

    #[test]
    fn whole_dates() {
        let formats = ["%d.%m.%Y", "%Y%m%d", "%d %B %Y", "%d/%m/%Y %H:%M"];
        for text in [
            "07.03.1991",
            "7.3.1991",
            "07.03.1991.",
            "7. 3. 1991.",
            "07.03.1991 00:00:00",
            "07.03.1991 0:00",
            "07.03.1991, 14:05",
            "07.03.1991T14:05:59.123",
            "07.03.1991 2:05 PM",
            "07.03.1991. godine",
            "07.03.1991.g.",
            "1991-03-07",
            "1991-03-07T00:00:00Z",
            "1991-03-07T00:00:00+02:00",
            "19910307",
            "07/03/1991 14:05",
            "7 mars 1991",
            "7. mart 1991.",
            "7. март 1991. године",
            "7 March 1991",
            "March 7, 1991",
            "7-Mar-1991",
            "7. marta 1991.",
            "7. ožujka 1991.",
            "7.III.1991",
            "7. III 1991.",
        ] {
            assert_eq!(parts(&formats, text), Ok((1991, 3, 7)), "{text}");
        }
        for (text, month) in [
            ("21. novembra 1987", 11),
            ("5. januara 1987.", 1),
            ("5. јануара 1987.", 1),
            ("21. studenoga 1987.", 11),
            ("5. srpnja 1987", 7),
            ("5. рујна 1987", 9),
            ("5.XII.1987", 12),
            ("5/V/1987", 5),
        ] {
            assert_eq!(parts(&formats, text).map(|found| found.1), Ok(month), "{text}");
        }
        // Nobody can know whether the month is October or not known.
        assert_eq!(parts(&formats, "7.X.1991"), Ok((1991, 0, 7)));
        assert_eq!(parts(&formats, "5 qershor 2010"), Ok((2010, 6, 5)));
        assert_eq!(parts(&formats, "5. јун 2010"), Ok((2010, 6, 5)));
        assert_eq!(parts(&formats, "12. maj 2010"), Ok((2010, 5, 12)));
        assert_eq!(
            reader(&["%d.%m.%Y"], None).read("07.03.1991 14:05").unwrap().seconds,
            Some(50_700)
        );
        assert!(reader(&[], None).read("1991-03-06T23:00:00Z").unwrap().is_instant);
        assert!(!reader(&[], None).read("1991-03-06T23:00:00").unwrap().is_instant);
    }

    #[test]
    fn what_is_known_of_a_date_is_kept() {
        let formats = ["%d.%m.%Y"];
        for text in [
            "00.00.1991",
            "??.??.1991",
            "xx.xx.1991",
            "1991",
            "1991.",
            "~1991",
            "oko 1991. godine",
            "00/00/1991",
            "1991-00-00",
            "1991?",
            "rreth 1991",
        ] {
            assert_eq!(parts(&formats, text), Ok((1991, 0, 0)), "{text}");
        }
        for text in
            ["03.1991", "3/1991", "1991-03", "00.03.1991", "??.03.1991.", "mars 1991", "март 1991"]
        {
            assert_eq!(parts(&formats, text), Ok((1991, 3, 0)), "{text}");
        }
        assert_eq!(parts(&formats, "07.00.1991"), Ok((1991, 0, 7)));
        assert_eq!(parts(&formats, "??.??.????"), Err(NoDate::Unknown));
        assert_eq!(parts(&formats, "00.00.0000"), Err(NoDate::Unknown));
    }

    #[test]
    fn two_digits_lie_in_a_window() {
        let year =
            |text: &str, window| reader(&["%d.%m.%y", "%d.%m.%Y"], window).read(text).unwrap().year;
        assert_eq!(year("21.11.45", None), 1945);
        assert_eq!(year("07.03.91", None), 1991);
        assert_eq!(year("01.01.12", None), 2012);
        assert_eq!(year("28.11.26", None), 1926, "tomorrow is not a birth date");
        assert_eq!(year("01.01.12", Some(1911)), 1912);
        assert_eq!(year("01.01.10", Some(1911)), 2010);
        assert_eq!(year("21.11.1987", None), 1987);
        assert!(reader(&["%d.%m.%y"], None).read("07.03.91").unwrap().is_short);
        assert_eq!(parts(&["%d.%m.%Y"], "07.03.91"), Err(NoDate::ShortYear));
    }

    #[test]
    fn order_of_day_and_month() {
        let both = reader(&["%d/%m/%Y", "%m/%d/%Y"], None);
        assert!(both.read("03/07/1991").unwrap().is_ambiguous);
        for clear in ["11/21/1987", "05/05/1991", "21/11/1987"] {
            assert!(!both.read(clear).unwrap().is_ambiguous, "{clear}");
        }
        assert!(!reader(&["%d/%m/%Y"], None).read("03/07/1991").unwrap().is_ambiguous);
    }

    #[test]
    fn days_of_a_spreadsheet() {
        assert_eq!(parts(&["excel"], "33304"), Ok((1991, 3, 7)));
        assert_eq!(parts(&["%d.%m.%Y", "excel"], "33304.5"), Ok((1991, 3, 7)));
        assert_eq!(parts(&["excel-1904"], "31842"), Ok((1991, 3, 7)));
        assert_eq!(parts(&["%d.%m.%Y"], "33304"), Err(NoDate::Serial));
        assert_eq!(parts(&["excel"], "1991"), Ok((1991, 0, 0)), "a year is a year");
        for age in ["9", "19", "22 god.", "030", "110"] {
            assert_eq!(parts(&["%d.%m.%Y", "excel"], age), Err(NoDate::Age), "{age}");
        }
        assert!(parts(&["excel"], "00019").is_err() && parts(&["excel"], "7305").is_err());
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "March",
            "32.01.1991",
            "07.13.1991",
            "07/03/1991",
            "99.99.1990",
            "x",
            "12345678",
            "7.3.19911",
            "1.2",
        ] {
            assert!(parts(&["%d.%m.%Y"], text).is_err(), "{text}");
        }
    }
}
