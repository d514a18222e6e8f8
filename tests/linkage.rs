//! Which records are taken for one person, from names to clusters.

mod common;
mod linkage_cases;

use std::fs;
use std::process::Command;

use vdx::domain::codes::KeyScope;
use vdx::domain::profile::Profile;
use vdx::linkage::{Heard, Linker, MentionKey};
use vdx::pseudonym::{BirthDate, Identity, TokenKey, tokens};

#[derive(Clone, Default)]
struct Entry {
    given: &'static str,
    surname: &'static str,
    born: (i16, i8, i8),
    id: &'static str,
    place: &'static str,
}

fn identity(entry: &Entry) -> Identity {
    let mut identity = Identity::default();
    identity.given_name = entry.given.into();
    identity.surname = entry.surname.into();
    let (year, month, day) = entry.born;
    identity.birth_date = Some(BirthDate { year, month: Some(month), day: Some(day) });
    identity.national_id = entry.id.into();
    identity.place_of_birth = entry.place.into();
    identity
}

/// Whether the first two of the records are found to be one person.
fn one_person(entries: &[Entry]) -> bool {
    let profile = Profile::shipped();
    let key = TokenKey::from_bytes(KeyScope::National, 1, [9; 32]);
    let mut linker = Linker::new(profile.clone());
    for (index, entry) in entries.iter().enumerate() {
        linker.insert(MentionKey(index as u128), &tokens(&identity(entry), &profile, &key));
    }
    linker.person(MentionKey(0)) == linker.person(MentionKey(1))
}

fn base() -> Entry {
    Entry {
        given: "Shpresa",
        surname: "Krasniqi",
        born: (1991, 3, 7),
        id: "1170234567",
        place: "Pejë",
    }
}

/// Whoever sends many records that each resemble somebody, and none another, does not find out by a
/// release whether anybody else knows the person.
#[test]
fn records_that_only_another_institutions_record_joins_are_several_persons_in_a_release() {
    let profile = Profile::shipped();
    let key = TokenKey::from_bytes(KeyScope::National, 1, [9; 32]);
    let known = Entry {
        given: "Violeta",
        surname: "Marinković",
        born: (1993, 5, 27),
        id: "1192837465",
        place: "Prizren",
    };
    let no_id = Entry { id: "", place: "", ..known.clone() };
    let arms = [
        Entry { given: "Mioleta", ..no_id.clone() },
        Entry { given: "Vcoleta", ..no_id.clone() },
        Entry { given: "Virleta", ..no_id.clone() },
        Entry { given: "Vioseta", ..no_id.clone() },
        Entry { born: (1993, 5, 17), ..no_id.clone() },
        Entry { born: (1993, 11, 27), ..no_id.clone() },
        Entry { given: "", surname: "", born: (1990, 1, 2), ..known.clone() },
    ];
    let mut linker = Linker::new(profile.clone());
    let name = |number: usize| MentionKey(number as u128 * 0x9e37_79b9_7f4a_7c15);
    let insert = |linker: &mut Linker, number: usize, entry: &Entry| {
        linker.insert(name(number), &tokens(&identity(entry), &profile, &key));
    };
    arms.iter().enumerate().for_each(|(n, arm)| insert(&mut linker, n + 1, arm));
    // The arms are of one institution, the record that joins them of another.
    let mut own = Linker::new(profile.clone());
    arms.iter().enumerate().for_each(|(n, arm)| insert(&mut own, n + 1, arm));
    let count = |linker: &Linker, released: bool| {
        if released {
            let voices = linker.persons().by_own_word(|mention| {
                let is_arm = mention != name(0);
                Some((u128::from(is_arm), own.person(mention).unwrap_or(mention)))
            });
            return voices.persons(|_| Heard::Here, |_, _| false).len();
        }
        let all = (0..=arms.len()).filter_map(|number| linker.person(name(number)));
        all.collect::<std::collections::BTreeSet<_>>().len()
    };
    let unknown = [count(&linker, false), count(&linker, true)];
    insert(&mut linker, 0, &known);
    let known = [count(&linker, false), count(&linker, true)];
    assert!(unknown[0] >= known[0] + 4, "linkage joins them: {unknown:?}, {known:?}");
    assert!(known[1].abs_diff(unknown[1]) <= 1, "{unknown:?}, {known:?}");
}

#[test]
fn the_same_person_meets_across_alphabets_spellings_and_slips() {
    let no_id = Entry { id: "", ..base() };
    let variants = [
        Entry {
            given: "Шпреса", surname: "Краснићи", place: "Пећ", ..no_id.clone()
        },
        Entry { given: "SPRESA", surname: "KRASNIQI", ..no_id.clone() },
        Entry { given: "Krasniqi", surname: "Shpresa", ..no_id.clone() },
        Entry { born: (1991, 7, 3), ..no_id.clone() },
        Entry { born: (1991, 3, 8), ..no_id.clone() },
        Entry { born: (1990, 3, 7), ..no_id.clone() },
        Entry { surname: "Krasniqi-Hoxha", ..no_id.clone() },
        Entry { surname: "Krasmiqi", ..no_id.clone() },
        // Married, and known by nothing else than given name, birth and place.
        Entry { surname: "Rusu", ..no_id.clone() },
        // Nothing right but the number, or the number but for one digit.
        Entry { given: "X", surname: "Y", born: (1950, 1, 1), place: "Niš", ..base() },
        Entry { id: "1170234568", ..base() },
        Entry { id: "117234567", born: (1991, 3, 17), ..base() },
    ];
    for variant in variants {
        assert!(
            one_person(&[base(), variant.clone()]),
            "{} {} {:?} {}",
            variant.given,
            variant.surname,
            variant.born,
            variant.id
        );
    }
}

#[test]
fn relatives_and_namesakes_stay_apart() {
    let base = base();
    let no_id = |entry: &Entry| Entry { id: "", ..entry.clone() };
    let twin = Entry { given: "Teuta", id: "1170234568", ..base.clone() };
    assert!(!one_person(&[base.clone(), twin.clone()]), "twins with neighbouring numbers");
    assert!(!one_person(&[no_id(&base), no_id(&twin)]), "twins without numbers");
    // Not even through a record that could be either.
    let either = Entry { given: "", id: "", ..base.clone() };
    assert!(!one_person(&[base.clone(), twin, either]));
    let child = Entry { born: (2009, 11, 23), id: "1180999111", ..base.clone() };
    assert!(!one_person(&[base.clone(), child.clone()]), "parent and child of one name");
    assert!(!one_person(&[no_id(&base), no_id(&child)]));
    let namesake = Entry { born: (1991, 3, 30), id: "1160555777", place: "Gjilan", ..base.clone() };
    assert!(!one_person(&[base.clone(), namesake]), "same name, same month, another place");
    let stranger = Entry { given: "Vjosa", surname: "Gashi", ..no_id(&base) };
    assert!(!one_person(&[no_id(&base), stranger]), "same date and place of birth");
}

#[test]
fn a_very_common_name_needs_more() {
    let two = [
        Entry { id: "", place: "", ..base() },
        Entry { id: "", place: "", born: (1991, 3, 8), ..base() },
    ];
    assert!(one_person(&two), "a rare name with one wrong digit in the day");
    let mut many = two.to_vec();
    for year in 1940..1990 {
        many.push(Entry { born: (year, 5, 5), id: "", place: "", ..base() });
    }
    assert!(!one_person(&many), "fifty others have the name: the day must be right");
}

/// How many persons the records are found to be, in either order of arrival.
fn persons(entries: &[Entry]) -> usize {
    let profile = Profile::shipped();
    let key = TokenKey::from_bytes(KeyScope::National, 1, [9; 32]);
    let count = |order: &mut dyn Iterator<Item = usize>| {
        let mut linker = Linker::new(profile.clone());
        for index in order {
            let tokens = tokens(&identity(&entries[index]), &profile, &key);
            linker.insert(MentionKey(index as u128), &tokens);
        }
        let person = |index| linker.person(MentionKey(index as u128)).unwrap();
        (0..entries.len()).map(person).collect::<std::collections::HashSet<_>>().len()
    };
    let found = count(&mut (0..entries.len()));
    assert_eq!(count(&mut (0..entries.len()).rev()), found, "the order of arrival does not matter");
    found
}

#[test]
fn one_person_is_one_in_any_number_of_records() {
    let no_id = Entry { id: "", ..base() };
    let no_place = Entry { place: "", ..no_id.clone() };
    for number in [1, 60, 61, 1000] {
        assert_eq!(persons(&vec![base(); number]), 1, "{number} equal records");
        let services = vec![no_place.clone(); number];
        assert_eq!(persons(&[vec![base()], services].concat()), 1, "{number} services");
        let kinds = [base(), no_id.clone(), Entry { place: "Prizren", ..base() }];
        let mixed: Vec<Entry> = kinds.into_iter().cycle().take(number).collect();
        assert_eq!(persons(&mixed), 1, "{number} records of several kinds");
    }
    // Thirty clients of a shelter with as many services each, all of one surname.
    let given =
        ["Arta", "Besa", "Drita", "Flora", "Genta", "Hana", "Jeta", "Kaltrina", "Lira", "Mira"];
    let clients: Vec<Entry> = (0..30)
        .map(|client: i16| Entry {
            given: given[client as usize % 10],
            born: (1970 + client, 1 + (client % 12) as i8, 1 + (client % 27) as i8),
            ..no_id.clone()
        })
        .collect();
    for services in [1, 60, 61, 100] {
        let records: Vec<Entry> =
            clients.iter().flat_map(|client| vec![client.clone(); services]).collect();
        assert_eq!(persons(&records), 30, "{services} services each");
    }
}

/// An identity of the cells of a case.
fn of_cells(cells: &str) -> Identity {
    let cells: Vec<&str> = cells.split('|').collect();
    let mut identity = Identity::default();
    identity.given_name = cells[0].into();
    identity.surname = cells[1].into();
    identity.sex = cells[2].into();
    identity.birth_date = BirthDate::parse(cells[3], &["%Y-%m-%d".into()]);
    identity.national_id = cells[4].into();
    identity.document = cells[5].into();
    identity.place_of_birth = cells[6].into();
    identity
}

#[test]
fn hard_cases_are_as_an_expert_expects() {
    let profile = Profile::shipped();
    let key = TokenKey::from_bytes(KeyScope::National, 1, [9; 32]);
    let is_one = |(a, b): &linkage_cases::Case| {
        let mut linker = Linker::new(profile.clone());
        for (place, cells) in [a, b].into_iter().enumerate() {
            linker.insert(MentionKey(place as u128), &tokens(&of_cells(cells), &profile, &key));
        }
        linker.person(MentionKey(0)) == linker.person(MentionKey(1))
    };
    let missed: Vec<_> = linkage_cases::ONE_PERSON.iter().filter(|case| !is_one(case)).collect();
    let merged: Vec<_> = linkage_cases::TWO_PERSONS.iter().filter(|case| is_one(case)).collect();
    assert!(missed.is_empty() && merged.is_empty(), "missed {missed:#?}\nmerged {merged:#?}");
}

/// A record that could be of either of two persons makes them no one.
#[test]
fn no_third_record_makes_two_persons_one() {
    let profile = Profile::shipped();
    let key = TokenKey::from_bytes(KeyScope::National, 1, [9; 32]);
    let bridges = [
        // The year alone is known, beside two dates of that year on two documents.
        [
            "Arta|Rama|f|1990-03-07||P7712345|",
            "Arta|Rama|f|1990|||",
            "Arta|Rama|f|1990-10-21||K9034417|",
        ],
        [
            "Arta|Rama|f|1990-03-07||P7712345|Pejë",
            "Arta|Rama|f|1990|||Pejë",
            "Arta|Rama|f|1990-10-21||K9034417|Pejë",
        ],
        // A number alone, beside two persons who used it.
        [
            "Olena|Koval|f|1993-01-27|1170384412||",
            "||||1170384412||",
            "Doina|Lupu|f|1984-10-15|1170384412||",
        ],
        [
            "Olena|Koval|f|1993-01-27||FE883120|",
            "|||||FE883120|",
            "Doina|Lupu|f|1984-10-15||FE883120|",
        ],
    ];
    for bridge in bridges {
        for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2], [0, 2, 1]] {
            let mut linker = Linker::new(profile.clone());
            for place in order {
                let tokens = tokens(&of_cells(bridge[place]), &profile, &key);
                linker.insert(MentionKey(place as u128), &tokens);
            }
            let [a, b, c] = [0, 1, 2].map(|place| linker.person(MentionKey(place)));
            assert!(a != c && (b == a || b == c), "{bridge:?}");
        }
    }
}

/// A name and a place are no person: neither of namesakes of one place, nor of father and son.
#[test]
fn a_record_without_a_date_joins_no_namesakes() {
    let profile = Profile::shipped();
    let key = TokenKey::from_bytes(KeyScope::National, 1, [9; 32]);
    for [one, without, other] in [
        [
            "Youssef|Hamdan|m|1988-12-08|||Damascus",
            "Youssef|Hamdan|m||||Damascus",
            "Youssef|Hamdan|m|1992-09-24|||Damascus",
        ],
        [
            "Arben|Gashi|m|1990-03-04||P5512345|",
            "Arben|Gashi|m||||Prizren",
            "Arben|Gashi|m|1983||K8867112|",
        ],
        [
            "Arben|Gashi|m|1960-03-04|||Prizren",
            "Arben|Gashi|m||||Prizren",
            "Arben|Gashi|m|1990-03-04|||Prizren",
        ],
    ] {
        let mut linker = Linker::new(profile.clone());
        for (place, cells) in [one, without, other].into_iter().enumerate() {
            let tokens = tokens(&of_cells(cells), &profile, &key);
            linker.insert(MentionKey(place as u128), &tokens);
        }
        assert_ne!(linker.person(MentionKey(0)), linker.person(MentionKey(2)), "{one}");
    }
}

/// Numbers of a register tell namesakes apart, however many there are, also when a record without
/// a number could be any of them.
#[test]
fn namesakes_with_different_numbers_stay_apart() {
    let ids: Vec<String> = (0..200u64)
        .map(|n| format!("{}", 1_000_000_007 + n * 40_503_701 % 8_999_999_989))
        .collect();
    for number in [2, 10, 200] {
        let all: Vec<Entry> =
            ids[..number].iter().map(|id| Entry { id: id.clone().leak(), ..base() }).collect();
        assert_eq!(persons(&all), number);
        if number > 10 {
            continue;
        }
        let with_one_more = [&all[..], &[Entry { id: "", ..base() }]].concat();
        assert!(persons(&with_one_more) >= number, "{number} and one without a number");
    }
}

#[test]
fn a_number_of_many_persons_is_no_number() {
    let given =
        ["Arta", "Besa", "Drita", "Flora", "Genta", "Hana", "Jeta", "Kaltrina", "Lira", "Mira"];
    let others: Vec<Entry> = (0..70)
        .map(|other: i16| Entry {
            given: given[other as usize % 10],
            surname: ["Gashi", "Hoxha", "Rama", "Leka", "Berisha", "Sadiku", "Zeka"]
                [other as usize / 10],
            born: (1930 + other, 1 + (other % 12) as i8, 1 + (other % 27) as i8),
            place: "",
            ..base()
        })
        .collect();
    assert_eq!(persons(&others), 70);
}

#[test]
fn what_says_nothing_is_set_aside_and_what_is_damaged_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vdx"));
        let output = command.current_dir(dir.path()).args(args).output().unwrap();
        [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap())
    };
    let mapping = "record = \"victim\"\nplain_ids = true\n[identity]\ngiven_name = \"given\"\nsurname = \"surname\"\n\
        birth_date = \"born\"\nnational_id = \"number\"\ndocument = \"passport\"\n[fields]\n\
        record_id = \"record\"\nidentified_on = \"identified\"\n\
        trafficking_status = { constant = \"ACTUAL_VICTIM\" }\n\
        consent_processing = { constant = \"YES\" }\n";
    let rows = [
        // 2 to 5: strangers who share fillers, and a passport.
        "r1,A,Oksana,Bondar,1991-03-07,nuk ka,FE123456,2024-05-01",
        "r2,B,Elena,Rusu,1985-11-12,nuk ka,FE123456,2024-05-01",
        "r3,C,Arta,Hoxha,1979-02-03,1234567890,,2024-05-01",
        "r4,D,Besa,Gashi,1982-06-07,1234567890,nema,2024-05-01",
        // 6 to 9: damaged, or impossible.
        "r5,E,Drita,Rama,1988-01-02,\"7,03991E+11\",,2024-05-01",
        "r6,F,Flora,Leka,1988-01-03,1177335501.0,,2024-05-01",
        "r7,G,Genta,Zeka,94-03-07,,,2024-05-01",
        "r8,H,Hana,Krasniqi,2024-05-02,,,2024-05-01",
    ];
    let header = "record,person,given,surname,born,number,passport,identified";
    fs::write(dir.path().join("m.toml"), mapping).unwrap();
    fs::write(dir.path().join("f.csv"), format!("{header}\n{}\n", rows.join("\n"))).unwrap();
    run(&["keys", "generate", "--epoch", "1"]);
    let [sent, told] =
        run(&["submit", "--mapping", "m.toml", "--key", "national.key", "--dry-run", "f.csv"]);
    assert_eq!(sent.lines().count(), 4, "{told}");
    for line in [
        "number: 2 values were set aside as saying nothing: a word for what is not known (first in line 2)",
        "number: 2 values were set aside as saying nothing: a sequence, or one digit repeated (first in line 4)",
        "passport: 2 values were set aside as saying nothing: one number beside different persons in this file (first in line 2)",
        "passport: 1 value was set aside",
        "line 6: number: is in a spreadsheet's scientific notation",
        "line 7: number: was taken for a quantity",
        "line 8: born: holds digits like 99-99-99; must have a year of four digits",
        "line 9: born: must not be after identified:",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
    for value in ["nuk ka", "FE123456", "7,03991", "1177335501", "94-03"] {
        assert!(!told.contains(value), "{value} is repeated\n{told}");
    }
    // No two of the four share a token of a number.
    let columns = ["--mapping", "m.toml", "--record-column", "record", "--entity-column", "person"];
    let [found, told] = run(&[&["linkage", "evaluate", "f.csv", "--json"][..], &columns].concat());
    let figures: serde_json::Value = serde_json::from_str(&found).expect(&told);
    assert_eq!(figures["clusters"], 8, "{found}");
}

#[test]
fn a_labelled_file_is_evaluated_and_estimated_by_the_binary() {
    let dir = tempfile::tempdir().unwrap();
    let vdx = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_vdx"))
            .current_dir(dir.path())
            .args(args)
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned(), told)
    };
    let columns = ["--mapping", "p.toml", "--record-column", "record", "--entity-column", "person"];
    let (made, how, _) = vdx(&["linkage", "generate", "p", "--persons", "800", "--seed", "77"]);
    assert!(made && how.contains("--entity-column person"));

    let evaluate =
        [&["linkage", "evaluate", "p.csv", "--json", "--clusters", "c.csv"][..], &columns].concat();
    let (done, json, told) = vdx(&evaluate);
    assert!(done, "{told}");
    let figures: serde_json::Value = serde_json::from_str(&json).unwrap();
    let figure = |name: &str| figures[name].as_f64().unwrap();
    assert!(figure("precision") > 0.99 && figure("recall") > 0.97, "{json}");
    let f1 =
        2.0 * figure("precision") * figure("recall") / (figure("precision") + figure("recall"));
    assert!((figure("f1") - f1).abs() < 1e-9);
    let clusters = fs::read_to_string(dir.path().join("c.csv")).unwrap();
    let mut lines = clusters.lines();
    assert_eq!(lines.next(), Some("record_id,cluster_id"));
    let names: Vec<&str> = lines.map(|line| line.split_once(',').unwrap().1).collect();
    assert_eq!(names.len(), figure("records") as usize);
    let distinct: std::collections::HashSet<_> = names.into_iter().collect();
    assert_eq!(distinct.len(), figure("clusters") as usize);

    // Other weights, same definitions: the estimated profile can be used at once.
    let (done, estimated, told) = vdx(&[&["linkage", "estimate", "p.csv"][..], &columns].concat());
    assert!(done, "{told}");
    fs::write(dir.path().join("e.toml"), &estimated).unwrap();
    assert_eq!(Profile::parse(&estimated).unwrap().id(), Profile::shipped().id());
    let with = [&evaluate[..], &["--linkage-profile", "e.toml"]].concat();
    let (done, json, _) = vdx(&with);
    let figures: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(done && figures["f1"].as_f64().unwrap() > 0.95, "{json}");

    let wrong = [&["linkage", "evaluate", "p.csv"][..], &columns[..5], &["nobody"]].concat();
    assert!(vdx(&wrong).2.contains("no column nobody"));
}

#[tokio::test]
async fn a_rotation_of_the_national_key_keeps_persons_together() {
    use common::{Site, batch, outcomes, record, send, victim};
    use vdx::domain::codes::Role;
    use vdx::proto::v1::{self, RecordOutcome};

    // Tokens of a person under the keys of some epochs, as an institution sends them.
    let under = |id: &str, person: u64, epochs: &[u32]| {
        let mut message = victim(id, person);
        let token = message.tokens.remove(0);
        for epoch in epochs {
            let value = [&token.value[..15], &[*epoch as u8]].concat();
            let token = v1::Token { key_epoch: *epoch, value: value.into(), ..token.clone() };
            message.tokens.push(token);
        }
        message
    };
    let all = |prefix: &str, epochs: &[u32]| -> Vec<v1::Record> {
        (0..60).map(|i| record(under(&format!("{prefix}{i}"), i, epochs))).collect()
    };
    let mut site = Site::start().await;
    let police = site.member(Role::Institution, "police").await;
    send(&police, vec![batch(&site, "old", 1, all("p", &[1]))]).await.unwrap();

    site.next_key = Some(TokenKey::from_bytes(KeyScope::National, 2, [43; 32]));
    site.restart().await;
    // The same records and revisions, with tokens of both epochs: no conflict.
    let police = site.client(Role::Institution, "police").await;
    let answers = send(&police, vec![batch(&site, "both", 1, all("p", &[1, 2]))]).await.unwrap();
    assert!(outcomes(&answers[0]).iter().all(|o| *o == RecordOutcome::Amended));
    let answers = send(&police, vec![batch(&site, "again", 1, all("p", &[1, 2]))]).await.unwrap();
    assert!(outcomes(&answers[0]).iter().all(|o| *o == RecordOutcome::Unchanged));
    // Something else under another epoch is still a conflict.
    let mut other = under("p0", 0, &[2]);
    other.gender = v1::Gender::Masculine as i32;
    let answers = send(&police, vec![batch(&site, "other", 1, vec![record(other)])]).await.unwrap();
    assert_eq!(outcomes(&answers[0]), [RecordOutcome::Conflict]);

    // One institution still on the old key, one already on the new one alone.
    for (institution, epochs) in [("shelter", &[1][..]), ("court", &[2])] {
        let client = site.member(Role::Institution, institution).await;
        send(&client, vec![batch(&site, "s", 1, all("x", epochs))]).await.unwrap();
    }
    // The policy lists the total of each year: exactly 60 persons, of 180 records.
    let analyst = site.member(Role::Analyst, "desk").await;
    site.release("2010").await.unwrap();
    assert_eq!(common::query(&analyst, &[], &[]).await.unwrap().cells[0].count, 60);

    // The old epoch is retired: its key is refused by name, and what was linked across stays so.
    site.key = site.next_key.take().unwrap();
    site.restart().await;
    let court = site.client(Role::Institution, "court").await;
    let later = vec![record(under("late", 7, &[1])), record(under("new", 8, &[2]))];
    let mut request = batch(&site, "retired", 1, later);
    request.key_checks[0].key_epoch = 2;
    let answers = send(&court, vec![request]).await.unwrap();
    assert_eq!(outcomes(&answers[0]), [RecordOutcome::Invalid, RecordOutcome::Stored]);
    let why = &answers[0].results[0].violations[0];
    assert!(why.field.contains("key_epoch") && why.description.contains('2'), "{why:?}");
    let more = (0..60).map(|i| record(under(&format!("y{i}"), i, &[2]))).collect();
    let mut request = batch(&site, "more", 1, more);
    request.key_checks[0].key_epoch = 2;
    send(&court, vec![request]).await.unwrap();
    // All have moved to 2009: the same persons, whom the first release counted.
    let moved = |mut message: v1::VictimRecord| {
        message.identified_on = Some(v1::YearMonth { year: 2009, month: 1 });
        record(v1::VictimRecord { revision: 2, ..message })
    };
    let moved = (0..60).map(|i| moved(under(&format!("y{i}"), i, &[2]))).collect();
    let mut request = batch(&site, "moved", 1, moved);
    request.key_checks[0].key_epoch = 2;
    send(&court, vec![request]).await.unwrap();
    let analyst = site.client(Role::Analyst, "desk").await;
    site.release("2008-2009").await.unwrap();
    let of_2009 = common::query(&analyst, &[], &[("year", &["2009"])]).await.unwrap();
    assert_eq!(of_2009.cells[0].count, 60, "first identified a year earlier: still 60 persons");
}

#[test]
fn a_key_is_rotated_by_command() {
    let dir = tempfile::tempdir().unwrap();
    let vdx = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vdx"));
        let output = command.current_dir(dir.path()).args(args).output().unwrap();
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    };
    vdx(&["keys", "generate", "--epoch", "4"]);
    let told = vdx(&["keys", "rotate", "national.key", "--out", "next.key"]);
    assert!(told.contains("[[key_epochs]]\nepoch = 5\n"), "{told}");
    assert!(told.contains("--key next.key --key national.key"), "{told}");
    let load = |file: &str| TokenKey::load(KeyScope::National, &dir.path().join(file)).unwrap();
    assert_eq!((load("national.key").epoch(), load("next.key").epoch()), (4, 5));
    assert_ne!(load("national.key").check_value(), load("next.key").check_value());
    assert!(vdx(&["keys", "rotate", "national.key", "--out", "next.key"]).contains("next.key"));
    assert_eq!(load("next.key").epoch(), 5, "never overwritten");
}

/// What an exchange tells of linkage is of each institution by itself.
mod told {
    use super::common::{Site, batch, record, send, victim};
    use vdx::client::Client;
    use vdx::domain::codes::Role;
    use vdx::proto::v1;

    async fn duplicates(client: &Client) -> Result<Vec<Vec<String>>, tonic::Status> {
        let request = v1::ListOwnDuplicatesRequest {};
        let answer = client.linkage().list_own_duplicates(request).await?.into_inner();
        assert!(!answer.more);
        Ok(answer.groups.into_iter().map(|group| group.record_ids).collect())
    }

    async fn quality(client: &Client) -> Result<v1::GetLinkageQualityResponse, tonic::Status> {
        let request = v1::GetLinkageQualityRequest {};
        Ok(client.linkage().get_linkage_quality(request).await?.into_inner())
    }

    fn token(kind: v1::MatchKeyKind, value: u64) -> v1::Token {
        let value = [&value.to_le_bytes()[..], &[0; 8]].concat();
        v1::Token { kind: kind as i32, key_epoch: 1, value: value.into() }
    }

    /// A record with tokens of these kinds and values.
    fn with(id: &str, tokens: &[(v1::MatchKeyKind, u64)]) -> v1::Record {
        let tokens = tokens.iter().map(|(kind, value)| token(*kind, *value)).collect();
        record(v1::VictimRecord { tokens, ..victim(id, 0) })
    }

    #[tokio::test]
    async fn an_institution_sees_its_own_duplicates_and_nothing_through_others() {
        use v1::MatchKeyKind::{Document, NationalId};
        let mut site = Site::start().await;
        let police = site.member(Role::Institution, "police").await;
        let shelter = site.member(Role::Institution, "shelter").await;
        let ours = vec![
            with("a", &[(NationalId, 1)]),
            with("b", &[(NationalId, 1), (Document, 2)]),
            // These two are one person by what the shelter knows.
            with("c", &[(NationalId, 5)]),
            with("d", &[(Document, 6)]),
            with("e", &[(NationalId, 9)]),
        ];
        send(&police, vec![batch(&site, "s", 1, ours)]).await.unwrap();
        let before = duplicates(&police).await.unwrap();
        assert_eq!(before, [["a", "b"]]);
        let theirs = vec![
            with("x", &[(NationalId, 5), (Document, 6)]),
            with("y", &[(NationalId, 9)]),
            with("z", &[(NationalId, 9), (Document, 77)]),
        ];
        send(&shelter, vec![batch(&site, "s", 1, theirs)]).await.unwrap();
        assert_eq!(duplicates(&police).await.unwrap(), before, "nothing through another's record");
        assert_eq!(duplicates(&shelter).await.unwrap(), [["y", "z"]]);
        // What is withdrawn is no duplicate any more.
        let name =
            |id: &str| v1::RecordName { kind: v1::RecordKind::Victim as i32, record_id: id.into() };
        let request = v1::WithdrawRecordsRequest { records: vec![name("b")], lapsed: false };
        police.intake().withdraw_records(request).await.unwrap();
        assert!(duplicates(&police).await.unwrap().is_empty());
        // Nobody else may ask, and the log has each call.
        for role in [Role::Analyst, Role::Coordinator, Role::Auditor, Role::Liaison] {
            let client = match role {
                Role::Coordinator => site.coordinator().await,
                _ => site.member(role, &format!("m{role:?}").to_lowercase()).await,
            };
            let refused = duplicates(&client).await.unwrap_err();
            assert_eq!(refused.code(), tonic::Code::PermissionDenied, "{role:?}");
        }
        let auditor = site.client(Role::Auditor, "mauditor").await;
        let request = v1::ListAuditEntriesRequest::default();
        let lines = auditor.audit().list_audit_entries(request).await.unwrap().into_inner().lines;
        let told = lines.iter().filter(|line| line.contains("ListOwnDuplicates"));
        assert!(told.count() >= 4);
    }

    /// Of each institution apart, in steps and once a quarter; whatever it reports later.
    #[tokio::test]
    async fn what_institutions_set_aside_is_told_to_coordinators() {
        let mut site = Site::start().await;
        let police = site.member(Role::Institution, "police").await;
        let shelter = site.member(Role::Institution, "shelter").await;
        let coordinator = site.coordinator().await;
        let report = async |client: &Client, national_ids| {
            let counts = v1::SetAsideCounts { national_ids, ..v1::SetAsideCounts::default() };
            let request = v1::ReportSetAsideRequest { counts: Some(counts) };
            client.intake().report_set_aside(request).await
        };
        assert!(report(&coordinator, 1).await.is_err(), "for institutions");
        assert!(quality(&coordinator).await.unwrap().set_aside.is_empty());
        report(&police, 5).await.unwrap();
        report(&police, 100_000).await.unwrap();
        let first = quality(&coordinator).await.unwrap();
        let [told] = &first.set_aside[..] else { panic!("{first:?}") };
        assert_eq!(told.member_id, "police");
        let at_least = told.at_least.unwrap();
        // But for the noise, which takes away or adds fifty once in a thousand times.
        assert!([50_000, 100_000].contains(&at_least.national_ids), "{told:?}");
        assert!(at_least.documents <= 100 && at_least.documents != 1, "{told:?}");
        report(&police, 0).await.unwrap();
        report(&shelter, 900).await.unwrap();
        let second = quality(&coordinator).await.unwrap();
        assert_eq!(second.quarter, None, "no pairs are there");
        assert_eq!(second.set_aside[0], *told, "once a quarter");
        assert_eq!(second.set_aside[1].member_id, "shelter");
        assert_eq!(quality(&coordinator).await.unwrap(), second);
    }

    #[tokio::test]
    async fn quality_is_told_in_bands_once_a_quarter_and_of_no_overlap() {
        use v1::MatchKeyKind::*;
        let mut site = Site::start().await;
        let police = site.member(Role::Institution, "police").await;
        let shelter = site.member(Role::Institution, "shelter").await;
        let coordinator = site.coordinator().await;
        assert!(quality(&police).await.is_err(), "for coordinators");
        // Asked too early, nothing is measured, and nothing stands in the way of a later answer.
        for _ in 0..3 {
            let nothing = v1::GetLinkageQualityResponse::default();
            assert_eq!(quality(&coordinator).await.unwrap(), nothing);
        }
        // Of five hundred persons in two records each, a tenth is written so differently that the
        // number alone links them; as many more have no number.
        let names = |n| [(NameBirthDate, n), (PhoneticBirthDate, n), (PhoneticName, n)];
        let mut records = Vec::new();
        for n in 0..480 {
            let other = if n % 10 == 0 { 1000 + n } else { n };
            records.push(with(&format!("a{n}"), &[&[(NationalId, n)][..], &names(n)].concat()));
            let second = [&[(NationalId, n), (Document, n)][..], &names(other)].concat();
            records.push(with(&format!("b{n}"), &second));
            let n = 5000 + n;
            records.push(with(&format!("c{n}"), &names(n)));
            let second = [&[(Document, n)][..], &names(n)].concat();
            records.push(with(&format!("d{n}"), &second));
        }
        for (piece, records) in (1..).zip(records.chunks(960)) {
            let name = format!("s{piece}");
            send(&police, vec![batch(&site, &name, 1, records.to_vec())]).await.unwrap();
        }
        let first = quality(&coordinator).await.unwrap();
        let missed = first.missed.unwrap();
        assert!(missed.at_least_permille <= 52 && missed.at_most_permille >= 52, "{first:?}");
        assert!(missed.at_most_permille <= 200, "{first:?}");
        assert_eq!(first.wrong, None, "no registered numbers that could tell");
        // None, but for the noise: a hundred is beyond it but once in half a million times.
        assert!(first.contradicting_at_least < 100, "{first:?}");

        // What is sent within the quarter changes nothing, also over a restart.
        let more = (0..50).map(|n| with(&format!("m{n}"), &names(n))).collect();
        send(&shelter, vec![batch(&site, "s", 1, more)]).await.unwrap();
        assert_eq!(quality(&coordinator).await.unwrap(), first);
        site.restart().await;
        let coordinator = site.coordinator().await;
        assert_eq!(quality(&coordinator).await.unwrap(), first);
        site.pass_days(100);
        let later = quality(&coordinator).await.unwrap();
        assert_ne!(later.quarter, first.quarter);
        assert!(later.missed.is_some());
    }
}
