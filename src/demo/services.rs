//! What institutions export besides victims: services and cases.

use fastrand::Rng;

use super::exports::{Export, csv_text, day, enter};
use super::names::to_ascii;
use super::population::{Person, YEARS, digits, pick};

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

pub(super) fn social_work_services(known: &[(String, &Person)], random: &mut Rng) -> Export {
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

pub(super) fn shelter_services(known: &[(String, &Person)], random: &mut Rng) -> Export {
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
pub(super) fn cases(police: &[(String, &Person)], random: &mut Rng) -> Vec<Export> {
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
    let export = |institution: &'static str,
                  header: &[&str],
                  rows: &[Vec<String>],
                  fields: &str| {
        // Cases of the police name victims of its registry.
        let system = if institution == "police" { "registry" } else { "cases" };
        Export {
            institution,
            file: "cases.csv",
            content: csv_text(b',', header, rows),
            truth: Vec::new(),
            mapping: format!(
                "# Case numbers and defendants leave as keyed hashes.\nrecord = \"proceeding\"\nsystem = \"{system}\"\n\n[defendant]\nnational_id = \"defendant\"\n\n[fields]\nrecord_id = \"id\"\ncase_number = \"case\"\nopened_on = \"opened\"\noffence = {{ constant = \"TRAFFICKING\" }}\n{fields}"
            ),
        }
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
