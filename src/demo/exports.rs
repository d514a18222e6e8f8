//! What six institutions' systems export of an invented population: each with its own
//! columns, language, alphabet, format and errors.

use fastrand::Rng;

use super::names::{to_ascii, to_cyrillic};
use super::population::{Person, digits, pick};
use super::services::{cases, shelter_services, social_work_services};

/// The institutions: id, name, and whether a person is known to it, in percent.
pub const INSTITUTIONS: &[(&str, &str, u32)] = &[
    ("police", "Police anti-trafficking unit", 62),
    ("victim-advocates", "Victim advocates", 48),
    ("social-work", "Centres for social work", 45),
    ("shelter-ngo", "Shelter of an NGO", 40),
    ("prosecution", "Prosecution", 26),
    ("court", "Basic court", 0),
];

/// An export: a file, its mapping, and the truth about its rows.
pub struct Export {
    /// Id of the institution.
    pub institution: &'static str,
    /// File name.
    pub file: &'static str,
    /// The file.
    pub content: String,
    /// The mapping file.
    pub mapping: String,
    /// For victim records: record id and the number of the person.
    pub truth: Vec<(String, usize)>,
}

impl Export {
    /// Whether it tells of a person, by number, if sharing with other countries was agreed to.
    pub fn shares_abroad(&self, person: usize) -> bool {
        self.institution == "victim-advocates"
            && self.truth.iter().any(|(_, number)| *number == person)
    }
}

/// Identities as the institutions entered them, with the true persons, as CSV: for
/// measuring linkage. `LABELLED_MAPPING` is its mapping.
pub fn labelled(persons: &[Person], seed: u64) -> String {
    let mut random = Rng::with_seed(seed);
    let mut rows = Vec::new();
    // Share of entries with a national id, and how names are written, by institution.
    type Writing = fn(&str) -> String;
    let writings: [(u32, Writing); 5] = [
        (85, str::to_owned),
        (50, str::to_owned),
        (70, to_cyrillic),
        (30, to_ascii),
        (90, str::to_owned),
    ];
    for person in persons {
        for ((_, _, share), (id_known, write)) in INSTITUTIONS.iter().zip(writings) {
            if random.u32(0..100) >= *share {
                continue;
            }
            let e = enter(person, id_known, &mut random);
            rows.push(vec![
                format!("r{}", rows.len()),
                person.number.to_string(),
                write(&e.given),
                write(&e.surname),
                day(e.birth, '-'),
                e.id,
                write(&person.place_of_birth),
            ]);
        }
    }
    let header = ["record", "person", "given_name", "surname", "born", "national_id", "birthplace"];
    csv_text(b',', &header, &rows)
}

/// Mapping of [`labelled`] identities.
pub const LABELLED_MAPPING: &str = include_str!("mappings/labelled.toml");

/// All exports of a population, the same for the same seed.
pub fn exports(persons: &[Person], seed: u64) -> Vec<Export> {
    let mut random = Rng::with_seed(seed);
    let mut exports = Vec::new();
    let mut known: Vec<Vec<(String, &Person)>> = Vec::new();
    for (institution, _, share) in &INSTITUTIONS[..5] {
        let mut victims = Vec::new();
        for person in persons {
            if random.u32(0..100) < *share {
                victims.push((format!("{}-{}", &institution[..2], digits(&mut random, 9)), person));
            }
        }
        known.push(victims);
    }
    exports.push(police_victims(&known[0], &mut random));
    exports.push(advocates(&known[1], &mut random));
    exports.push(social_work(&known[2], &mut random));
    exports.push(shelter(&known[3], &mut random));
    exports.push(prosecution(&known[4], &mut random));
    exports.push(social_work_services(&known[2], &mut random));
    exports.push(shelter_services(&known[3], &mut random));
    exports.extend(cases(&known[0], &mut random));
    exports
}

/// The identity of a person as a clerk entered it.
pub(super) struct Entered {
    pub given: String,
    pub surname: String,
    pub birth: (i32, u32, u32),
    pub id: String,
}

/// Enters a person with the usual errors. `id_known` is the share of entries with a
/// national id, in percent.
pub(super) fn enter(person: &Person, id_known: u32, random: &mut Rng) -> Entered {
    let mut entered = Entered {
        given: person.given_name.clone(),
        surname: person.surname.clone(),
        birth: person.birth,
        id: if random.u32(0..100) < id_known { person.national_id.clone() } else { String::new() },
    };
    match random.u32(0..1000) {
        0..40 => entered.given = typing_error(&entered.given, random),
        40..85 => entered.surname = typing_error(&entered.surname, random),
        85..105 => std::mem::swap(&mut entered.given, &mut entered.surname),
        105..150 if person.feminine => {
            // Married: the new surname beside or in place of the old one.
            let new = pick(random, &["Hoxha", "Petrović", "Rusu", "Kaya", "Gashi"]);
            entered.surname =
                if random.bool() { format!("{}-{new}", entered.surname) } else { new.into() };
        }
        _ => {}
    }
    match random.u32(0..1000) {
        0..30 if entered.birth.2 <= 12 => {
            entered.birth = (entered.birth.0, entered.birth.2, entered.birth.1);
        }
        30..60 => entered.birth.2 = entered.birth.2 % 28 + 1,
        60..75 => entered.birth.0 -= 1,
        _ => {}
    }
    if !entered.id.is_empty() && random.u32(0..1000) < 25 {
        let place = random.usize(1..10);
        let digit = digits(random, 2).split_off(1);
        entered.id.replace_range(place..=place, &digit);
    }
    entered
}

fn typing_error(name: &str, random: &mut Rng) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let place = random.usize(1..letters.len());
    match random.u32(0..4) {
        0 if letters.len() > 3 => {
            letters.remove(place);
        }
        1 => letters.insert(place, letters[place]),
        2 if place + 1 < letters.len() => letters.swap(place, place + 1),
        _ => letters[place] = pick(random, &['a', 'e', 'i', 'o', 'n', 'r', 's']),
    }
    letters.into_iter().collect()
}

pub(super) fn day((year, month, day): (i32, u32, u32), separator: char) -> String {
    match separator {
        '.' => format!("{day:02}.{month:02}.{year}"),
        _ => format!("{year}-{month:02}-{day:02}"),
    }
}

pub(super) fn csv_text(delimiter: u8, header: &[&str], rows: &[Vec<String>]) -> String {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    writer.write_record(header).expect("memory takes any row");
    for row in rows {
        writer.write_record(row).expect("memory takes any row");
    }
    String::from_utf8(writer.into_inner().expect("memory flushes")).expect("rows are text")
}

fn truth(known: &[(String, &Person)]) -> Vec<(String, usize)> {
    known.iter().map(|(id, person)| (id.clone(), person.number)).collect()
}

fn police_victims(known: &[(String, &Person)], random: &mut Rng) -> Export {
    let mut rows: Vec<Vec<String>> = known
        .iter()
        .map(|(id, p)| {
            let e = enter(p, 85, random);
            vec![
                id.clone(),
                e.given,
                e.surname,
                day(e.birth, '.'),
                if p.feminine { "F" } else { "M" }.into(),
                e.id,
                p.passport.clone(),
                p.place_of_birth.clone(),
                p.citizenship.into(),
                day(p.identified, '.'),
                p.status.into(),
                p.country_of_exploitation.into(),
                p.exploitation.join("|"),
                p.control.join("|"),
                p.region.into(),
                p.again.into(),
                p.form.into(),
                p.recruiter.into(),
                "Adresa nuk ruhet".into(),
            ]
        })
        .collect();
    // A few rows that no system should accept.
    for (row, (column, value)) in
        rows.iter_mut().rev().zip([(9, "31.12.2199"), (4, "?"), (3, "dje"), (8, "Kosovë")])
    {
        row[column] = value.into();
    }
    let header = [
        "ID",
        "Emri",
        "Mbiemri",
        "Datëlindja",
        "Gjinia",
        "Nr personal",
        "Pasaporta",
        "Vendlindja",
        "Shtetësia",
        "Data e identifikimit",
        "Statusi",
        "Shteti i shfrytëzimit",
        "Lloji",
        "Mjetet e kontrollit",
        "Rajoni",
        "Trafikuar më parë",
        "Forma",
        "Rekrutuesi",
        "Shënime",
    ];
    Export {
        institution: "police",
        file: "victims.csv",
        content: csv_text(b';', &header, &rows),
        truth: truth(known),
        mapping: include_str!("mappings/police-victims.toml").into(),
    }
}

fn advocates(known: &[(String, &Person)], random: &mut Rng) -> Export {
    let lines = known.iter().map(|(id, p)| {
        let e = enter(p, 50, random);
        let consent = if p.cross_border_consent { "YES" } else { "NO" };
        serde_json::json!({
            "case": id, "first_name": e.given, "last_name": e.surname, "dob": day(e.birth, '-'),
            "personal_no": e.id, "born_in": p.place_of_birth, "identified": day(p.identified, '-'),
            "status": p.status, "sex": if p.feminine { "female" } else { "male" },
            "nationality": p.citizenship, "exploited_in": p.country_of_exploitation,
            "exploitation": p.exploitation, "phone": "not exported", "share_abroad": consent,
        })
        .to_string()
            + "\n"
    });
    Export {
        institution: "victim-advocates",
        file: "victims.jsonl",
        content: lines.collect(),
        truth: truth(known),
        mapping: include_str!("mappings/advocates-victims.toml").into(),
    }
}

fn social_work(known: &[(String, &Person)], random: &mut Rng) -> Export {
    let rows: Vec<Vec<String>> = known
        .iter()
        .map(|(id, p)| {
            let e = enter(p, 70, random);
            vec![
                id.clone(),
                to_cyrillic(&e.given),
                to_cyrillic(&e.surname),
                day(e.birth, '.'),
                e.id,
                to_cyrillic(&p.place_of_birth),
                day(p.identified, '.'),
                p.status.into(),
                if p.feminine { "ж" } else { "м" }.into(),
                p.citizenship.into(),
                p.region.into(),
            ]
        })
        .collect();
    let header = [
        "Број",
        "Име",
        "Презиме",
        "Датум рођења",
        "ЈМБГ",
        "Место рођења",
        "Идентификован",
        "Статус",
        "Пол",
        "Држављанство",
        "Регион",
    ];
    Export {
        institution: "social-work",
        file: "victims.csv",
        content: csv_text(b',', &header, &rows),
        truth: truth(known),
        mapping: include_str!("mappings/social-work-victims.toml").into(),
    }
}

fn shelter(known: &[(String, &Person)], random: &mut Rng) -> Export {
    let rows: Vec<Vec<String>> = known
        .iter()
        .map(|(id, p)| {
            let e = enter(p, 30, random);
            vec![
                id.clone(),
                to_ascii(&e.given),
                to_ascii(&e.surname),
                day(e.birth, '-'),
                e.id,
                to_ascii(&p.place_of_birth),
                day(p.identified, '-'),
                p.status.into(),
                p.citizenship.into(),
                p.control.join("|"),
                p.exploitation.join("|"),
            ]
        })
        .collect();
    let header = [
        "client",
        "name",
        "surname",
        "born",
        "id_number",
        "birthplace",
        "admitted",
        "status",
        "country",
        "control",
        "exploitation",
    ];
    Export {
        institution: "shelter-ngo",
        file: "victims.csv",
        content: csv_text(b',', &header, &rows),
        truth: truth(known),
        mapping: include_str!("mappings/shelter-victims.toml").into(),
    }
}

fn prosecution(known: &[(String, &Person)], random: &mut Rng) -> Export {
    let rows: Vec<Vec<String>> = known
        .iter()
        .map(|(id, p)| {
            let e = enter(p, 90, random);
            vec![
                id.clone(),
                e.given,
                e.surname,
                day(e.birth, '.'),
                e.id,
                day(p.identified, '.'),
                p.status.into(),
                p.country_of_exploitation.into(),
                p.exploitation.join("|"),
            ]
        })
        .collect();
    let header =
        ["Nr", "Emri", "Mbiemri", "Lindur", "ID", "Data", "Statusi", "Vendi", "Shfrytëzimi"];
    Export {
        institution: "prosecution",
        file: "victims.csv",
        content: csv_text(b',', &header, &rows),
        truth: truth(known),
        mapping: include_str!("mappings/prosecution-victims.toml").into(),
    }
}
