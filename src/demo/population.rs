//! Invented persons and what happened to them.

use fastrand::Rng;

use super::names::{LANGUAGES, Names};

/// An invented person.
#[derive(Clone, Debug)]
#[allow(missing_docs)] // the names say it
pub struct Person {
    pub number: usize,
    pub given_name: String,
    pub surname: String,
    pub feminine: bool,
    /// Year, month, day.
    pub birth: (i32, u32, u32),
    pub national_id: String,
    pub passport: String,
    pub place_of_birth: String,
    pub citizenship: &'static str,
    /// Year, month, day.
    pub identified: (i32, u32, u32),
    pub exploitation: Vec<&'static str>,
    pub control: Vec<&'static str>,
    pub recruiter: &'static str,
    pub form: &'static str,
    pub country_of_exploitation: &'static str,
    pub status: &'static str,
    pub region: &'static str,
    pub again: &'static str,
    pub cross_border_consent: bool,
}

/// Years in which the invented persons were identified.
pub(super) const YEARS: std::ops::RangeInclusive<i32> = 2006..=2012;

pub(super) const REGIONS: &[&str] =
    &["PRISHTINA", "PRIZREN", "PEJA", "MITROVICA", "GJILAN", "FERIZAJ", "GJAKOVA"];

/// A population, the same for the same size and seed.
pub fn population(size: usize, seed: u64) -> Vec<Person> {
    let mut random = Rng::with_seed(seed);
    let mut persons: Vec<Person> = Vec::with_capacity(size);
    for number in 0..size {
        let mut person = draw(number, &mut random);
        // Some have a sibling or a twin among the others: same surname, place, and for
        // twins the same date of birth.
        if number > 0 && random.u32(0..100) < 4 {
            let relative = persons[random.usize(0..number)].clone();
            person.surname = relative.surname;
            person.place_of_birth = relative.place_of_birth;
            if random.u32(0..4) == 0 {
                person.birth = relative.birth;
            }
        }
        persons.push(person);
    }
    persons
}

fn draw(number: usize, random: &mut Rng) -> Person {
    let names = language(random);
    let feminine = random.u32(0..100) < 80;
    let given = if feminine { names.feminine } else { names.masculine };
    let identified = (random.i32(YEARS), random.u32(1..=12), random.u32(1..=28));
    let age = match random.u32(0..100) {
        0..4 => random.i32(5..=8),
        4..34 => random.i32(9..=17),
        34..58 => random.i32(18..=20),
        58..76 => random.i32(21..=23),
        76..90 => random.i32(24..=29),
        _ => random.i32(30..=52),
    };
    let citizenship = pick(random, names.citizenships);
    let foreign = citizenship != "XK";
    let exploitation = match random.u32(0..100) {
        0..58 => vec!["SEXUAL_EXPLOITATION"],
        58..72 => vec!["FORCED_LABOUR"],
        72..84 if age < 18 => vec!["FORCED_BEGGING", "CHILD_LABOUR"],
        84..90 => vec!["FORCED_MARRIAGE"],
        90..95 => vec!["FORCED_LABOUR", "SEXUAL_EXPLOITATION"],
        _ => vec!["FORCED_CRIMINALITY"],
    };
    let all_control = [
        "PHYSICAL_ABUSE",
        "PSYCHOLOGICAL_ABUSE",
        "RESTRICTS_MOVEMENT",
        "WITHHOLDS_DOCUMENTS",
        "TAKES_EARNINGS",
        "FALSE_PROMISES",
        "DEBT_BONDAGE",
        "THREATENS_FAMILY",
    ];
    let control = all_control.into_iter().filter(|_| random.u32(0..100) < 30).collect();
    Person {
        number,
        given_name: pick(random, given).into(),
        surname: pick(random, names.surnames).into(),
        feminine,
        birth: (identified.0 - age, random.u32(1..=12), random.u32(1..=28)),
        national_id: digits(random, 10),
        passport: format!("P{}", digits(random, 8)),
        place_of_birth: pick(random, names.places).into(),
        citizenship,
        identified,
        exploitation,
        control,
        recruiter: pick(
            random,
            &["FAMILY", "FRIEND", "ACQUAINTANCE", "INTIMATE_PARTNER", "STRANGER"],
        ),
        form: if foreign {
            "CROSS_BORDER"
        } else {
            pick(random, &["INTERNAL", "INTERNAL", "BOTH"])
        },
        country_of_exploitation: pick(random, &["XK", "XK", "XK", "XK", "AL", "IT", "MK"]),
        status: match random.u32(0..100) {
            0..66 => "ACTUAL_VICTIM",
            66..88 => "POSSIBLE_VICTIM",
            88..97 => "AT_RISK_PREVENTED",
            _ => "NOT_A_VICTIM",
        },
        region: pick(random, REGIONS),
        again: pick(random, &["NO", "NO", "NO", "NO", "YES", "UNKNOWN", ""]),
        cross_border_consent: random.u32(0..100) < 35,
    }
}

fn language(random: &mut Rng) -> &'static Names {
    let mut draw = random.u32(0..100);
    for names in LANGUAGES {
        if draw < names.share {
            return names;
        }
        draw -= names.share;
    }
    &LANGUAGES[0]
}

pub(super) fn pick<T: Copy>(random: &mut Rng, list: &[T]) -> T {
    list[random.usize(0..list.len())]
}

pub(super) fn digits(random: &mut Rng, count: usize) -> String {
    // No leading zero: spreadsheets would lose it.
    (0..count).map(|place| char::from(b'0' + random.u8(u8::from(place == 0)..10))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_persons() {
        let (a, b) = (population(200, 7), population(200, 7));
        assert!(a.iter().zip(&b).all(|(x, y)| x.national_id == y.national_id));
        let c = population(200, 8);
        assert!(a.iter().zip(&c).any(|(x, y)| x.national_id != y.national_id));
        assert_eq!(LANGUAGES.iter().map(|names| names.share).sum::<u32>(), 100);
    }
}
