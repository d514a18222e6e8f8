//! What six institutions' systems export of an invented population: each with its own
//! columns, language, alphabet, format and errors.

use fastrand::Rng;

use super::names::{to_ascii, to_cyrillic};
use super::population::{Person, YEARS, digits, pick};

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
struct Entered {
    given: String,
    surname: String,
    birth: (i32, u32, u32),
    id: String,
}

/// Enters a person with the usual errors. `id_known` is the share of entries with a
/// national id, in percent.
fn enter(person: &Person, id_known: u32, random: &mut Rng) -> Entered {
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

fn day((year, month, day): (i32, u32, u32), separator: char) -> String {
    match separator {
        '.' => format!("{day:02}.{month:02}.{year}"),
        _ => format!("{year}-{month:02}-{day:02}"),
    }
}

fn csv_text(delimiter: u8, header: &[&str], rows: &[Vec<String>]) -> String {
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

const SERVICES: &[(&str, u32)] = &[
    ("SHELTER", 55),
    ("MEDICAL", 50),
    ("PSYCHOSOCIAL", 60),
    ("LEGAL_AID", 40),
    ("EDUCATION", 25),
    ("VOCATIONAL_TRAINING", 22),
    ("EMPLOYMENT", 14),
    ("MICRO_ENTERPRISE", 6),
    ("INDEPENDENT_HOUSING", 10),
    ("SEMI_INDEPENDENT_HOUSING", 8),
    ("FAMILY_REINTEGRATION", 25),
    ("FAMILY_COUNSELLING", 18),
    ("VOLUNTARY_RETURN", 20),
    ("THIRD_COUNTRY_RESETTLEMENT", 4),
    ("COMPENSATION", 6),
    ("WITNESS_PROTECTION", 6),
    ("INFORMATION_ON_RIGHTS", 70),
];

/// Draws services of a person: service, status, beneficiary, month.
fn services(person: &Person, random: &mut Rng) -> Vec<[String; 4]> {
    let mut drawn = Vec::new();
    for (service, share) in SERVICES {
        if random.u32(0..100) >= *share {
            continue;
        }
        let status = pick(random, &["PROVIDED", "PROVIDED", "COMPLETED", "OFFERED", "DECLINED"]);
        let family = *service == "FAMILY_COUNSELLING" && random.u32(0..10) < 8;
        let year = (person.identified.0 + random.i32(0..=1)).min(*YEARS.end());
        drawn.push([
            (*service).into(),
            status.into(),
            if family { "FAMILY" } else { "VICTIM" }.into(),
            format!("{year}-{:02}", random.u32(1..=12)),
        ]);
    }
    drawn
}

fn social_work_services(known: &[(String, &Person)], random: &mut Rng) -> Export {
    let mut rows = Vec::new();
    for (id, person) in known {
        for [service, status, beneficiary, month] in services(person, random) {
            let number = format!("ss-{}", digits(random, 9));
            rows.push(vec![number, id.clone(), service, status, beneficiary, month]);
        }
    }
    let header = ["Број", "Предмет", "Услуга", "Стање", "Корисник", "Од"];
    Export {
        institution: "social-work",
        file: "services.csv",
        content: csv_text(b',', &header, &rows),
        truth: Vec::new(),
        mapping: include_str!("mappings/social-work-services.toml").into(),
    }
}

fn shelter_services(known: &[(String, &Person)], random: &mut Rng) -> Export {
    let mut rows = Vec::new();
    for (_, person) in known {
        let e = enter(person, 30, random);
        for [service, status, beneficiary, month] in services(person, random) {
            rows.push(vec![
                format!("sn-{}", digits(random, 9)),
                to_ascii(&e.given),
                to_ascii(&e.surname),
                day(e.birth, '-'),
                e.id.clone(),
                service,
                status,
                beneficiary,
                month,
            ]);
        }
    }
    let header =
        ["no", "name", "surname", "born", "id_number", "service", "status", "beneficiary", "month"];
    Export {
        institution: "shelter-ngo",
        file: "services.csv",
        content: csv_text(b',', &header, &rows),
        truth: Vec::new(),
        mapping: include_str!("mappings/shelter-services.toml").into(),
    }
}

/// Cases as police, prosecution and court know them, joined by the case number.
fn cases(police: &[(String, &Person)], random: &mut Rng) -> Vec<Export> {
    let mut rows: [Vec<Vec<String>>; 3] = Default::default();
    for (number, victims) in police.chunks(3).enumerate() {
        let opened = victims[0].1.identified;
        let case = format!("PPN {}/{}", 1000 + number, opened.0);
        let ids: Vec<&str> = victims.iter().map(|(id, _)| id.as_str()).collect();
        for _ in 0..random.u32(1..=2) {
            let defendant = digits(random, 10);
            let arrested = if random.u32(0..100) < 70 { "YES" } else { "NO" };
            let joint = if random.u32(0..100) < 12 { "YES" } else { "NO" };
            let interview = pick(random, &["YES", "YES", "NO", ""]);
            rows[0].push(vec![
                format!("pc-{}", digits(random, 9)),
                case.clone(),
                defendant.clone(),
                day(opened, '-'),
                arrested.into(),
                joint.into(),
                interview.into(),
                ids.join("|"),
            ]);
            if random.u32(0..100) < 70 {
                let confiscated = if random.u32(0..100) < 15 { "YES" } else { "NO" };
                rows[1].push(vec![
                    format!("pr-{}", digits(random, 9)),
                    case.clone(),
                    defendant.clone(),
                    day(opened, '-'),
                    confiscated.into(),
                ]);
            }
            if random.u32(0..100) < 50 {
                let convicted = random.u32(0..100) < 60;
                let (year, month, _) = opened;
                let closed = (year + 1, month, random.u32(1..=28));
                let sentence =
                    if convicted { random.u32(12..=96).to_string() } else { String::new() };
                rows[2].push(vec![
                    format!("ct-{}", digits(random, 9)),
                    case.clone(),
                    defendant,
                    day(opened, '-'),
                    day(closed, '-'),
                    if convicted { "CONVICTED" } else { "ACQUITTED" }.into(),
                    sentence,
                    if convicted && random.u32(0..10) < 3 { "YES" } else { "NO" }.into(),
                ]);
            }
        }
    }
    let export = |institution, header: &[&str], rows: &[Vec<String>], fields: &str| Export {
        institution,
        file: "cases.csv",
        content: csv_text(b',', header, rows),
        truth: Vec::new(),
        mapping: format!(
            "# Case numbers and defendants leave as keyed hashes.\nrecord = \"proceeding\"\n\n[defendant]\nnational_id = \"defendant\"\n\n[fields]\nrecord_id = \"id\"\ncase_number = \"case\"\nopened_on = \"opened\"\noffence = {{ constant = \"TRAFFICKING\" }}\n{fields}"
        ),
    };
    vec![
        export(
            "police",
            &["id", "case", "defendant", "opened", "arrested", "joint", "interview", "victims"],
            &rows[0],
            "stage = { constant = \"POLICE\" }\noutcome = { constant = \"ONGOING\" }\narrested = \"arrested\"\njoint_investigation = \"joint\"\nchild_interview_with_social_worker = \"interview\"\nvictim_record_ids = \"victims\"\n",
        ),
        export(
            "prosecution",
            &["id", "case", "defendant", "opened", "confiscated"],
            &rows[1],
            "stage = { constant = \"PROSECUTION\" }\noutcome = { constant = \"ONGOING\" }\nassets_confiscated = \"confiscated\"\n",
        ),
        export(
            "court",
            &["id", "case", "defendant", "opened", "closed", "outcome", "months", "compensation"],
            &rows[2],
            "closed_on = \"closed\"\nstage = { constant = \"FINAL\" }\noutcome = \"outcome\"\nsentence_months = \"months\"\ncompensation_awarded = \"compensation\"\n",
        ),
    ]
}
