//! Exports as institutions write them: each is read as the plain one is, or refused for the reason that
//! helps. Nothing is misread in silence. Names are put together from syllables.

use std::fs;
use std::io::Write;
use std::path::Path;

use vdx_pseudonym::domain::codes::KeyScope;
use vdx_pseudonym::domain::profile::Profile;
use vdx_pseudonym::domain::record::Record;
use vdx_pseudonym::pseudonym::{
    Builder, Mapping, ReadNotes, RecordIdKey, Refusal, Remark, RowError, Rows, TokenKey,
};

const MAPPING: &str = r#"
record = "victim"
delimiter = ";"
date_formats = ["%d.%m.%Y"]
[identity]
given_name = "Emri"
surname = "Mbiemri"
birth_date = "Datëlindja"
national_id = "Nr personal"
[fields]
record_id = "ID"
identified_on = "Data"
trafficking_status = { column = "Statusi", values = { "Viktimë" = "ACTUAL_VICTIM" } }
gender = { column = "Gjinia", values = { F = "FEMININE", M = "MASCULINE" } }
citizenships = "Shtetësia"
exploitation_types = "Lloji"
country_of_exploitation = { constant = "XK" }
consent_processing = { constant = "YES" }
"#;

const JSON: &str = r#"
record = "victim"
[identity]
given_name = "first"
surname = "who.last"
birth_date = "dob"
national_id = "nid"
[fields]
record_id = "id"
identified_on = "date"
trafficking_status = "status"
gender = { column = "sex", values = { F = "FEMININE", M = "MASCULINE" } }
citizenships = "from"
exploitation_types = "types"
country_of_exploitation = { constant = "XK" }
consent_processing = "consent"
"#;

const HEADER: &str = "ID;Emri;Mbiemri;Datëlindja;Gjinia;Nr personal;Data;Statusi;Lloji;Shtetësia";

/// Names with letters of the region, made of syllables.
fn name(seed: usize) -> String {
    let syllables = ["Vë", "ra", "Šu", "mi", "Ćo", "la", "Že", "na", "Çë", "ti"];
    [0, 3, 7].map(|step| syllables[(seed * 3 + step) % syllables.len()]).concat()
}

/// The cells of the plain rows.
fn cells() -> Vec<[String; 10]> {
    let row = |i: usize, birth: &str, gender: &str, date: &str, types: &str, from: &str| {
        let id = format!("{}17733550{}", i, i + 1);
        [
            format!("b-{i}"),
            name(i),
            name(i + 4),
            birth.into(),
            gender.into(),
            id,
            date.into(),
            "Viktimë".into(),
            types.into(),
            from.into(),
        ]
    };
    vec![
        row(1, "07.03.1991", "F", "11.02.2010", "SEXUAL_EXPLOITATION", "XK"),
        row(2, "21.11.1987", "F", "03.05.2010", "FORCED_LABOUR|SERVITUDE", "RS"),
        row(3, "01.01.1979", "M", "30.09.2011", "FORCED_LABOUR", "AL"),
    ]
}

fn plain() -> String {
    let rows = cells().into_iter().map(|row| row.join(";"));
    [HEADER.to_owned()].into_iter().chain(rows).collect::<Vec<_>>().join("\n") + "\n"
}

/// The plain file with one cell of a row (from 0) changed.
fn with(row: usize, column: usize, value: &str) -> String {
    let mut rows = cells();
    rows[row][column] = value.to_owned();
    let rows = rows.into_iter().map(|row| row.join(";"));
    [HEADER.to_owned()].into_iter().chain(rows).collect::<Vec<_>>().join("\n") + "\n"
}

#[derive(Debug)]
struct Outcome {
    records: Vec<Record>,
    rows: Vec<(u64, Refusal)>,
    notes: ReadNotes,
    remarks: Vec<(String, Remark, u64)>,
    set_aside: Vec<(String, u64)>,
}

/// Reads a file as a submission does.
fn read(mapping: &str, file: &str, bytes: &[u8]) -> Result<Outcome, String> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(file);
    fs::write(&path, bytes).unwrap();
    read_file(mapping, &path)
}

/// Reads a file whose ids are hashed.
fn read_named(mapping: &str, text: &str) -> Outcome {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("e.csv");
    fs::write(&path, text).unwrap();
    let key = RecordIdKey::from_bytes([9; 32]);
    outcome(builder(mapping).unwrap().with_record_ids(&key).unwrap(), &path).unwrap()
}

fn read_file(mapping: &str, path: &Path) -> Result<Outcome, String> {
    outcome(builder(mapping)?.with_plain_ids(), path)
}

fn builder(mapping: &str) -> Result<Builder, String> {
    let mapping = Mapping::parse(mapping).map_err(|error| error.to_string())?;
    mapping.check_fields().map_err(|error| error.to_string())?;
    let key = TokenKey::from_bytes(KeyScope::National, 1, [7; 32]);
    let today = jiff::civil::date(2026, 11, 27);
    Ok(Builder::new(mapping, Profile::shipped(), vec![key], today))
}

fn outcome(builder: Builder, path: &Path) -> Result<Outcome, String> {
    let (builder, notes) = builder.study(path).map_err(|error| error.to_string())?;
    let mut outcome = Outcome {
        records: Vec::new(),
        rows: Vec::new(),
        notes,
        remarks: Vec::new(),
        set_aside: Vec::new(),
    };
    for row in Rows::open(path, builder.mapping()).map_err(|error| error.to_string())? {
        match row {
            Ok(row) => match builder.build(&row) {
                Ok(records) => outcome.records.extend(records),
                Err(refusals) => outcome.rows.extend(refusals.into_iter().map(|r| (row.line, r))),
            },
            Err(RowError::Row { line, column, reason, .. }) => {
                outcome.rows.push((line, Refusal { column, reason }));
            }
            Err(error) => return Err(error.to_string()),
        }
    }
    outcome.remarks =
        builder.remarks().into_iter().map(|r| (r.column, r.remark, r.count)).collect();
    outcome.set_aside = builder.set_aside().into_iter().map(|s| (s.column, s.count)).collect();
    Ok(outcome)
}

/// What a file should be.
enum Expected {
    /// The records of the plain file.
    Plain,
    /// So many records, and rows refused by line and column for a reason that holds this.
    Rows(usize, &'static [(u64, &'static str, &'static str)]),
    /// An error of the file that holds all of these.
    File(&'static [&'static str]),
}

use Expected::{File, Plain, Rows as Refused};

fn encoded(text: &str, encoding: &'static encoding_rs::Encoding) -> Vec<u8> {
    encoding.encode(text).0.into_owned()
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

fn say(line: &str) -> String {
    MAPPING.replace("record = \"victim\"", &format!("record = \"victim\"\n{line}"))
}

fn dates(formats: &str) -> String {
    MAPPING.replace("[\"%d.%m.%Y\"]", formats)
}

#[track_caller]
fn check(case: &str, expected: Expected, outcome: Result<Outcome, String>) {
    match (expected, outcome) {
        (Plain, Ok(outcome)) => {
            let control = read(MAPPING, "plain.csv", plain().as_bytes()).unwrap();
            assert_eq!(control.records.len(), 3);
            assert_eq!(outcome.rows, [], "{case}");
            assert!(outcome.records == control.records, "{case}: other records");
        }
        (Refused(records, rows), Ok(outcome)) => {
            assert_eq!(outcome.records.len(), records, "{case}: {:?}", outcome.rows);
            assert_eq!(outcome.rows.len(), rows.len(), "{case}: {:?}", outcome.rows);
            for ((line, column, hint), (found, refusal)) in rows.iter().zip(&outcome.rows) {
                assert_eq!(
                    (*line, *column),
                    (*found, refusal.column.as_str()),
                    "{case}: {refusal:?}"
                );
                assert!(refusal.reason.contains(hint), "{case}: {refusal:?}");
            }
        }
        (File(hints), Err(told)) => {
            for hint in hints {
                assert!(told.contains(hint), "{case}: {told}");
            }
        }
        (_, outcome) => panic!("{case}: {outcome:?}"),
    }
}

#[test]
fn encodings_are_read_as_marked_or_named_and_never_guessed() {
    let text = plain();
    let bom = |text: &str| format!("\u{feff}{text}");
    let windows = |name: &str| say(&format!("encoding = {name:?}"));
    use encoding_rs::{WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};
    let cases: Vec<(&str, String, Vec<u8>, Expected)> = vec![
        ("plain", MAPPING.into(), text.clone().into(), Plain),
        ("mark of UTF-8", MAPPING.into(), bom(&text).into(), Plain),
        ("UTF-16, little end", MAPPING.into(), utf16(&bom(&text), u16::to_le_bytes), Plain),
        ("UTF-16, big end", MAPPING.into(), utf16(&bom(&text), u16::to_be_bytes), Plain),
        ("UTF-16 without a mark", windows("utf-16le"), utf16(&text, u16::to_le_bytes), Plain),
        (
            "UTF-16 that nobody named",
            MAPPING.into(),
            utf16(&text, u16::to_le_bytes),
            File(&["utf-16le"]),
        ),
        ("windows-1250", windows("windows-1250"), encoded(&text, WINDOWS_1250), Plain),
        ("Windows-1250 in capitals", windows("Windows-1250"), encoded(&text, WINDOWS_1250), Plain),
        (
            "windows-1250 that nobody named",
            MAPPING.into(),
            encoded(&text, WINDOWS_1250),
            File(&["UTF-8", "windows-1250"]),
        ),
        (
            "UTF-8 under another name",
            windows("windows-1250"),
            text.clone().into(),
            File(&["is in UTF-8"]),
        ),
        ("a mark against the mapping", windows("windows-1250"), bom(&text).into(), Plain),
        (
            "cut off in a letter",
            MAPPING.into(),
            utf16(&bom(&text), u16::to_le_bytes)[..101].into(),
            File(&["cut off"]),
        ),
        (
            "ASCII header",
            MAPPING.replace("Datëlindja", "Datelindja").replace("Shtetësia", "Shtetesia"),
            encoded(
                &text.replace("Datëlindja", "Datelindja").replace("Shtetësia", "Shtetesia"),
                WINDOWS_1252,
            ),
            File(&["3 rows", "line 2", "encoding ="]),
        ),
    ];
    for (case, mapping, bytes, expected) in cases {
        check(case, expected, read(&mapping, "e.csv", &bytes));
    }
    // Cyrillic.
    let cyrillic = |text: &str| {
        text.replace("Emri", "Име")
            .replace("Vë", "Вера")
            .replace('ë', "е")
            .replace(['Ç', 'Š', 'Ž', 'Ć'], "Ш")
    };
    let mapping = |line: &str| cyrillic(&say(line));
    let text = cyrillic(&plain());
    check(
        "windows-1251",
        Refused(3, &[]),
        read(&mapping("encoding = \"windows-1251\""), "e.csv", &encoded(&text, WINDOWS_1251)),
    );
    check(
        "not named",
        File(&["windows-1251"]),
        read(&mapping(""), "e.csv", &encoded(&text, WINDOWS_1251)),
    );
    // One damaged row among right ones is that row's.
    let mut bytes = plain().into_bytes();
    bytes.extend_from_slice(b"b-9;Vjos\xff;X;07.03.1991;F;;11.02.2010;Viktime;;\n");
    check("a damaged row", Refused(3, &[(5, "Emri", "UTF-8")]), read(MAPPING, "e.csv", &bytes));
    let twice = |text: &str| {
        encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    };
    check(
        "header converted twice",
        File(&["converted twice"]),
        read(MAPPING, "e.csv", twice(&plain()).as_bytes()),
    );
    check(
        "cell converted twice",
        Refused(2, &[(2, "Emri", "converted twice")]),
        read(MAPPING, "e.csv", with(0, 1, &twice("Vëra")).as_bytes()),
    );
    check(
        "lost letter",
        Refused(2, &[(2, "Emri", "lost")]),
        read(MAPPING, "e.csv", with(0, 1, "V\u{fffd}ra").as_bytes()),
    );
    check(
        "letter as ?",
        Refused(2, &[(2, "Mbiemri", "lost")]),
        read(MAPPING, "e.csv", with(0, 2, "V?ra").as_bytes()),
    );
    check(
        "NUL",
        Refused(2, &[(2, "Mbiemri", "control")]),
        read(MAPPING, "e.csv", with(0, 2, "Vë\0ra").as_bytes()),
    );
}

/// A workbook with the plain rows, of which one cell (from 0) is another.
fn workbook(row: usize, column: usize, cell: &str) -> Vec<u8> {
    let mut rows: Vec<Vec<String>> = vec![HEADER.split(';').map(String::from).collect()];
    rows.extend(cells().into_iter().map(|row| row.to_vec()));
    rows[row + 1][column] = cell.to_owned();
    xlsx(&[("R", rows)])
}

/// A file without a header, and what is said of it: nothing that stands in it.
#[test]
fn persons_in_the_place_of_a_header_are_not_shown() {
    let headless = plain().lines().skip(1).collect::<Vec<_>>().join("\n");
    let told = read(MAPPING, "e.csv", headless.as_bytes()).unwrap_err();
    assert!(told.contains("header = \"none\"") && told.contains("column 4 (digits like"), "{told}");
    for cell in cells().iter().flat_map(|row| &row[..7]).filter(|cell| cell.len() > 1) {
        assert!(!told.contains(cell.as_str()), "{cell} in {told}");
    }
    // By numbers it is read as the plain file is; a workbook too.
    let mut numbered = say("header = \"none\"");
    for (place, name) in HEADER.split(';').enumerate() {
        numbered = numbered.replace(&format!("\"{name}\""), &format!("\"{}\"", place + 1));
    }
    check("no header", Plain, read(&numbered, "e.csv", headless.as_bytes()));
    check(
        "blank lines before",
        Plain,
        read(&numbered, "e.csv", format!("\n;;;\n{headless}").as_bytes()),
    );
    let rows: Vec<Vec<String>> = cells().into_iter().map(|row| row.to_vec()).collect();
    check(
        "no header in a workbook",
        Plain,
        read(&numbered, "e.xlsx", &xlsx(&[("R", rows.clone())])),
    );
    let told =
        read(&numbered.replace("\"10\"", "\"11\""), "e.csv", headless.as_bytes()).unwrap_err();
    assert!(told.contains("has no column \"11\""), "{told}");
    // A title with a person, sheets of persons.
    let title = format!("Rasti i Venera Gashaj, 1177335501;;;;;;;;;\n{}", plain());
    let told =
        read(&MAPPING.replace("\"Emri\"", "\"Emër\""), "e.csv", title.as_bytes()).unwrap_err();
    assert!(!told.contains("Gashaj") && !told.contains("1177"), "{told}");
    let book = xlsx(&[("Venera Gashaj", rows.clone()), ("Lista", rows)]);
    let told = read(&numbered, "e.xlsx", &book).unwrap_err();
    assert!(
        told.contains("sheet 1 (a text of 2 words), \"Lista\"") && !told.contains("Gashaj"),
        "{told}"
    );
}

#[test]
fn a_row_is_one_person() {
    let two = |given: &str, surname: &str| {
        plain().replacen(&name(1), given, 1).replacen(&name(5), surname, 1)
    };
    for (given, surname, column) in [
        ("Vera dhe Ana", "Lekaj", "Emri"),
        ("Vera & Ana", "Lekaj", "Emri"),
        ("Vera", "Lekaj and Gashaj", "Mbiemri"),
    ] {
        let outcome = read(MAPPING, "e.csv", two(given, surname).as_bytes()).unwrap();
        let [(2, refusal)] = &outcome.rows[..] else { panic!("{given}: {:?}", outcome.rows) };
        assert_eq!((outcome.records.len(), refusal.column.as_str()), (2, column));
        assert!(refusal.reason.contains("several persons"), "{refusal:?}");
    }
    let both = read(MAPPING, "e.csv", two("Vera / Ana", "Lekaj / Gashaj").as_bytes()).unwrap();
    assert_eq!((both.records.len(), both.rows.len()), (2, 2), "{:?}", both.rows);
    let perhaps = read(MAPPING, "e.csv", two("Vera / Ana", "Lekaj").as_bytes()).unwrap();
    let told = [("Emri".to_owned(), Remark::PerhapsTwo, 1)];
    assert_eq!((perhaps.records.len(), &perhaps.remarks[..]), (3, &told[..]));
    let object = |who: &str| {
        format!(
            "{{\"id\": \"b-1\", \"date\": \"2010-02-11\", \"dob\": \"1991-03-07\", \"status\": \"ACTUAL_VICTIM\", \"sex\": \"F\", \"from\": \"XK\", \"types\": [\"SERVITUDE\", \"OTHER\"], \"consent\": true, \"who\": {who}}}"
        )
    };
    let json = JSON.replace("\"first\"", "\"who.first\"").replace("\"nid\"", "\"who.nid\"");
    let first = "{\"first\": \"Vera\", \"last\": \"Lekaj\", \"nid\": 1177335502}";
    let one = format!("[{first}]");
    check("a list of one", Refused(1, &[]), read(&json, "e.jsonl", object(&one).as_bytes()));
    let two = format!("[{first}, {{\"first\": \"Ana\", \"last\": \"Gashaj\"}}]");
    let two = read(&json, "e.jsonl", object(&two).as_bytes()).unwrap();
    assert_eq!(two.records.len(), 0);
    assert!(two.rows.iter().any(|(_, refusal)| refusal.reason.contains("objects of a list")));
}

#[test]
fn two_names_in_one_column_are_told_apart_or_refused() {
    let both = "full_name = { column = \"Emri dhe mbiemri\", order = \"given surname\" }";
    let mapping = MAPPING.replace("given_name = \"Emri\"\nsurname = \"Mbiemri\"", both);
    // The plain file, with both names of each row in one column.
    let with = |join: fn(&str, &str) -> String| {
        let header = HEADER.replace("Emri;Mbiemri", "Emri dhe mbiemri");
        let rows = cells()
            .into_iter()
            .map(|row| [&[row[0].clone(), join(&row[1], &row[2])], &row[3..]].concat().join(";"));
        [header].into_iter().chain(rows).collect::<Vec<_>>().join("\n") + "\n"
    };
    let read = |text: String| read(&mapping, "e.csv", text.as_bytes());
    check("by their order", Plain, read(with(|given, surname| format!("{given} {surname}"))));
    check("by a comma", Plain, read(with(|given, surname| format!("{surname}, {given}"))));
    check("a father", Plain, read(with(|given, last| format!("{given} (Vëra) {last}"))));
    let three = read(with(|given, surname| format!("{given} Vëra {surname}")));
    const WHERE: &str = "Emri dhe mbiemri";
    const MORE: [(u64, &str, &str); 3] =
        [(2, WHERE, "comma behind the surname"), (3, WHERE, "comma"), (4, WHERE, "comma")];
    check("three words", Refused(0, &MORE), three);
    let two = read(with(|given, surname| format!("{given} dhe Ana {surname}")));
    const TWO: [(u64, &str, &str); 3] =
        [(2, WHERE, "several persons"), (3, WHERE, "several"), (4, WHERE, "several")];
    check("two persons", Refused(0, &TWO), two);
    let nobody = read(with(|_, _| "nuk dihet".into())).unwrap();
    assert_eq!((nobody.records.len(), nobody.set_aside.len()), (3, 1), "{:?}", nobody.rows);
    let twice = mapping.replace("birth_date", "surname = \"Lloji\"\nbirth_date");
    assert!(Mapping::parse(&twice).unwrap_err().to_string().contains("full_name"));
}

#[test]
fn a_date_in_several_columns_is_one_date() {
    let split = |header: &str, date: &dyn Fn(&str, &str, &str) -> String| {
        let header = HEADER.replace("Datëlindja", header);
        let rows = cells().into_iter().map(|mut row| {
            let parts: Vec<String> = row[3].split('.').map(str::to_owned).collect();
            let [day, month, year] = &parts[..] else { panic!("{}", row[3]) };
            row[3] = date(day, month, year);
            row.join(";")
        });
        [header].into_iter().chain(rows).collect::<Vec<_>>().join("\n") + "\n"
    };
    let mapping = |joined: &str, format: &str| {
        let joined = format!("[joined]\n\"Datëlindja\" = {joined}\n[identity]");
        let formats = format!("[\"%d.%m.%Y\", \"{format}\"]");
        MAPPING.replace("[identity]", &joined).replace("[\"%d.%m.%Y\"]", &formats)
    };
    let three = mapping("[\"Dita\", \"Muaji\", \"Viti\"]", "%d/%m/%Y");
    let apart = split("Dita;Muaji;Viti", &|day, month, year| format!("{day};{month};{year}"));
    check("three columns", Plain, read(&three, "e.csv", apart.as_bytes()));
    let two = mapping("[\"Dita\", \"Muaji/Viti\"]", "%d.%m/%Y");
    let half = split("Dita;Muaji/Viti", &|day, month, year| format!("{day};{month}/{year}"));
    check("two columns", Plain, read(&two, "e.csv", half.as_bytes()));
    let unknown = split("Dita;Muaji;Viti", &|_, _, year| format!("-;;{year}"));
    let unknown = read(&three, "e.csv", unknown.as_bytes()).unwrap();
    assert_eq!(unknown.records.len(), 3, "{:?}", unknown.rows);
    assert_eq!(unknown.remarks, [("Datëlindja".to_owned(), Remark::PartlyKnown, 3)]);
    let no_year = split("Dita;Muaji;Viti", &|day, month, _| format!("{day};{month};"));
    let no_year = read(&three, "e.csv", no_year.as_bytes()).unwrap();
    assert_eq!((no_year.records.len(), no_year.rows.len()), (0, 3), "{:?}", no_year.rows);
    let missing = read(&three, "e.csv", half.as_bytes()).unwrap_err();
    assert!(missing.contains("\"Muaji\"") && missing.contains("\"Viti\""), "{missing}");
    let one = Mapping::parse(&mapping("[\"Dita\"]", "%Y"));
    assert!(one.unwrap_err().to_string().contains("two or more"));
}

/// A child of fifteen is no adult of a hundred and ten.
#[test]
fn an_age_is_no_date_of_birth() {
    let excel = dates("[\"%d.%m.%Y\", \"excel\"]");
    for value in ["15", "9", "19", "101", "19.01.1900", "1900-01-15", "22 god."] {
        for mapping in [MAPPING, &excel] {
            check(
                value,
                Refused(2, &[(2, "Datëlindja", "age")]),
                read(mapping, "e.csv", with(0, 3, value).as_bytes()),
            );
        }
    }
    check(
        "in a workbook",
        Refused(2, &[(2, "Datëlindja", "age")]),
        read(&excel, "e.xlsx", &workbook(0, 3, "d:15")),
    );
    check(
        "a number",
        Refused(2, &[(2, "Datëlindja", "age")]),
        read(&excel, "e.xlsx", &workbook(0, 3, "15")),
    );
}

#[test]
fn cells_without_a_value_of_their_own_are_not_empty_in_silence() {
    // Not calculated: refused in a column that is mapped; a formula may give an empty text.
    let formula = read(MAPPING, "e.xlsx", &workbook(0, 5, "f:"));
    check("a formula", Refused(2, &[(2, "Nr personal", "is a formula")]), formula);
    let empty = read(MAPPING, "e.xlsx", &workbook(0, 5, "f:\"\"")).unwrap();
    assert_eq!((empty.records.len(), empty.rows.len()), (3, 0), "{:?}", empty.rows);
    let mut rows: Vec<Vec<String>> = vec![HEADER.split(';').map(String::from).collect()];
    rows.extend(cells().into_iter().map(|row| row.to_vec()));
    rows.push(vec!["f:".into(); 10]);
    check(
        "a row of formulas",
        Refused(3, &[(5, "ID", "is a formula")]),
        read(MAPPING, "e.xlsx", &xlsx(&[("R", rows.clone())])),
    );
    rows.pop();
    rows[3][0].clear();
    rows[3][1].clear();
    let merged = |blocks: &str| {
        let book = merged_xlsx(&[("R", rows.clone())], blocks);
        read(MAPPING, "e.xlsx", &book)
    };
    check("merged down", Refused(2, &[(4, "ID", "is merged")]), merged("A3:A4"));
    check("merged both", Refused(2, &[(4, "ID", "is merged")]), merged("A3:B4"));
    // Of the first row the value stands in its place; columns that nobody maps are not asked.
    check("far away", Refused(2, &[(4, "ID", "required")]), merged("L1:M9"));

    let ods = |row: &str| {
        let rows = [HEADER, row].map(|row| row.split(';').map(String::from).collect());
        read(MAPPING, "e.ods", &ods("R", &rows))
    };
    let row = cells()[0].join(";");
    check("a table", Refused(1, &[]), ods(&row));
    check("covered", Refused(0, &[(2, "Emri", "is merged")]), ods(&row.replacen(&name(1), "@", 1)));
    check(
        "no value",
        Refused(0, &[(2, "Emri", "is a formula")]),
        ods(&row.replacen(&name(1), "=", 1)),
    );
}

/// An export is read several times: each time it must be the same.
#[test]
fn what_is_no_file_or_changes_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let told = |path: &Path| read_file(MAPPING, path).unwrap_err();
    assert!(told(dir.path()).contains("no plain file"));
    #[cfg(unix)]
    {
        let pipe = dir.path().join("p.csv");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
        assert!(made.success());
        assert!(told(&pipe).contains("no plain file"), "and nobody waits");
        let today = jiff::civil::date(2026, 11, 27);
        let survey = vdx_pseudonym::pseudonym::survey::Survey::of(&pipe, None, today);
        assert!(survey.unwrap_err().to_string().contains("no plain file"));
    }
    for (case, after) in [
        ("grown", plain() + "b-9;Ve;Ga;07.03.1991;F;;11.02.2010;Viktimë;SERVITUDE;XK\n"),
        ("other", plain().replace("b-1", "b-4")),
    ] {
        let path = dir.path().join("e.csv");
        fs::write(&path, plain()).unwrap();
        let (builder, _) = builder(MAPPING).unwrap().with_plain_ids().study(&path).unwrap();
        assert!(builder.rows(&path).unwrap().all(|row| row.is_ok()), "unchanged");
        fs::write(&path, after).unwrap();
        let last = builder.rows(&path).unwrap().last().unwrap();
        assert!(last.is_err_and(|e| e.to_string().contains("changed while")), "{case}");
    }
}

#[test]
fn ids_that_a_program_may_have_changed_are_told() {
    let ids = |a: &str, b: &str| {
        let text = plain().replace("b-1;", &format!("{a};")).replace("b-2;", &format!("{b};"));
        let named = MAPPING.replace("record = \"victim\"", "record = \"victim\"\nsystem = \"r\"");
        let outcome = read_named(&named, &text);
        assert_eq!(outcome.records.len(), 3, "{:?}", outcome.rows);
        outcome
            .remarks
            .into_iter()
            .map(|(column, remark, count)| {
                assert_eq!((column.as_str(), count), ("ID", 1));
                remark
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(ids("00012", "12"), [Remark::AlikeIds]);
    assert_eq!(ids("PK\u{2011}12/10", "pk-12/10"), [Remark::AlikeIds, Remark::OddHyphen]);
    assert_eq!(ids("PK\u{2212}12/10", "PK-13/10"), [Remark::OddHyphen]);
    assert_eq!(ids("12", "102"), []);
}

/// What spreadsheets and people do to single cells: nothing becomes another id or another name in silence.
#[test]
fn cells_that_say_something_else_are_refused_or_told() {
    // 1 March 2011, which was typed as 3/11.
    let date = "d:40603";
    check(
        "a date as id",
        Refused(2, &[(2, "ID", "is a date")]),
        read(MAPPING, "e.xlsx", &workbook(0, 0, date)),
    );
    check("a date as date", Refused(3, &[]), read(MAPPING, "e.xlsx", &workbook(0, 6, date)));
    check(
        "an error as id",
        Refused(2, &[(2, "ID", "error of a spreadsheet")]),
        read(MAPPING, "e.xlsx", &workbook(0, 0, "#DIV/0!")),
    );
    // A cell far away does not make a table of 17 thousand million cells.
    let far = read(MAPPING, "e.xlsx", &with_far_cell("XFD1048576")).unwrap();
    assert_eq!(far.records.len(), 3);
    assert!(far.rows.iter().all(|(line, _)| *line == 1_048_576), "{:?}", far.rows);

    // Of a person born on 1 January 1979, with and without its zero; the check digit is right.
    let (whole, short) = ("0101979510005", "101979510005");
    let check_digit = |number: &str| {
        let outcome = read(MAPPING, "e.csv", with(2, 5, number).as_bytes()).unwrap();
        (outcome.records, outcome.remarks, outcome.rows)
    };
    let digits = (0..10)
        .map(|digit| (format!("{}{digit}", &whole[..12]), format!("{}{digit}", &short[..11])));
    let mut proven = 0;
    for (whole, short) in digits {
        let (records, remarks, refused) = check_digit(&short);
        if refused.is_empty() {
            proven += 1;
            assert_eq!(remarks, [("Nr personal".to_owned(), Remark::ZeroRestored, 1)]);
            assert!(records == check_digit(&whole).0, "the tokens of the whole number");
            let number = workbook(2, 5, &short);
            assert!(records == read(MAPPING, "e.xlsx", &number).unwrap().records);
        } else {
            assert!(refused[0].1.reason.contains("first zero"), "{refused:?}");
        }
    }
    assert_eq!(proven, 1);

    for (case, column, value, hint) in [
        ("two ids", 0, "b-1|b-7", "several ids"),
        ("two ids in lines", 0, "\"1170\n1171\"", "several ids"),
        ("two ids in words", 0, "1170 dhe 1171", "several ids"),
        ("two ids and a comma", 0, "PK-12/2010, PK-13/2010", "several ids"),
        ("an id as a quantity", 0, "1,17E+09", "scientific"),
        ("an error as id", 0, "#REF!", "error of a spreadsheet"),
        ("DOS", 1, "Gjakov‰", "another encoding"),
        ("DOS, a box", 2, "Gjakov├½", "another encoding"),
        ("Mac", 1, "Gjakov√´", "another encoding"),
        ("ISO 8859-2", 2, "¾u¾ana", "another encoding"),
        ("Cyrillic as another", 1, "Ìàðêîâè", "windows-1251"),
        ("converted twice beside right letters", 2, "VÃ«ra-Vëra", "converted twice"),
        ("converted twice and a control", 1, "Ä\u{8d}akovica", "control"),
    ] {
        let outcome = read(MAPPING, "e.csv", with(0, column, value).as_bytes()).unwrap();
        assert_eq!(outcome.records.len(), 2, "{case}: {:?}", outcome.rows);
        let (line, refusal) = &outcome.rows[0];
        assert_eq!(
            (*line, refusal.column.as_str()),
            (2, HEADER.split(';').nth(column).unwrap()),
            "{case}"
        );
        assert!(
            refusal.reason.contains(hint) && !refusal.reason.contains(value),
            "{case}: {refusal:?}"
        );
    }
    for (case, column, value) in
        [("windows-1250 as 1252", 2, "Peæ"), ("as 1252", 1, "Ðakovica"), ("as 1251", 2, "Peж")]
    {
        let outcome = read(MAPPING, "e.csv", with(0, column, value).as_bytes()).unwrap();
        let name = HEADER.split(';').nth(column).unwrap().to_owned();
        assert_eq!(
            (outcome.records.len(), outcome.remarks),
            (3, vec![(name, Remark::OddLetters, 1)]),
            "{case}"
        );
    }
    for value in ["PK-2011/0001", "P 12, 2010", "Предмет 7", "3/11", "12-2010"] {
        let ids = MAPPING.replace("record = \"victim\"", "record = \"victim\"\nsystem = \"r\"");
        let file = with(0, 0, value);
        let outcome = read_named(&ids, &file);
        assert_eq!(
            (outcome.records.len(), outcome.rows.len()),
            (3, 0),
            "{value}: {:?}",
            outcome.rows
        );
    }
}

#[test]
fn tables_are_found_in_files() {
    let text = plain();
    let lines: Vec<&str> = text.lines().collect();
    let body = lines[1..].join("\n");
    let head = |header: &str| format!("{header}\n{body}\n");
    let each = |add: &str| lines.iter().map(|line| format!("{line}{add}\n")).collect::<String>();
    let title = format!("Raporti;;;;;;;;;\n;;;;;;;;;\n{text}");
    let cases: Vec<(&str, String, String, Expected)> = vec![
        ("CRLF", MAPPING.into(), text.replace('\n', "\r\n"), Plain),
        ("CR", MAPPING.into(), text.replace('\n', "\r"), Plain),
        ("sep line", MAPPING.into(), format!("sep=;\r\n{text}"), Plain),
        (
            "sep line alone",
            MAPPING.replace("delimiter = \";\"\n", ""),
            format!("sep=;\n{text}"),
            Plain,
        ),
        (
            "sep line against the mapping",
            MAPPING.into(),
            format!("sep=,\n{text}"),
            File(&["line 1", "','", "';'"]),
        ),
        ("comma", MAPPING.into(), text.replace(';', ","), File(&["delimiter = \",\""])),
        ("tab", MAPPING.into(), text.replace(';', "\t"), File(&["delimiter = \"\\t\""])),
        ("tab as mapped", MAPPING.replace("\";\"", "\"\\t\""), text.replace(';', "\t"), Plain),
        (
            "quoted",
            MAPPING.into(),
            text.lines().map(|l| format!("\"{}\"\n", l.replace(';', "\";\""))).collect(),
            Plain,
        ),
        ("columns without a name", MAPPING.into(), each(";;;"), Plain),
        ("a doubled column", MAPPING.into(), each(";Shënime;Shënime"), Plain),
        (
            "a doubled mapped column",
            MAPPING.into(),
            format!("{HEADER};Data\n{body}\n"),
            File(&["two columns", "\"Data\""]),
        ),
        (
            "NBSP and a line end in the header",
            MAPPING.into(),
            head(&HEADER.replace("Nr personal", "\"\u{a0}Nr\npersonal\u{a0}\"")),
            Plain,
        ),
        ("decomposed header", MAPPING.into(), head(&HEADER.replace('ë', "e\u{308}")), Plain),
        (
            "decomposed file",
            MAPPING.into(),
            text.replace('ë', "e\u{308}").replace('Š', "S\u{30c}"),
            Plain,
        ),
        ("decomposed mapping", MAPPING.replace('ë', "e\u{308}"), text.clone(), Plain),
        (
            "capitals",
            MAPPING.into(),
            head(&HEADER.replace("Emri", "EMRI")),
            File(&["\"Emri\"", "there is \"EMRI\""]),
        ),
        (
            "marks forgotten",
            MAPPING.into(),
            head(&HEADER.replace('ë', "e")),
            File(&["there is \"Datelindja\""]),
        ),
        ("title", MAPPING.into(), title.clone(), File(&["header_line = 3"])),
        ("title as mapped", say("header_line = 3"), title, Plain),
        (
            "header line beyond the end",
            say("header_line = 30"),
            text.clone(),
            File(&["before line 30"]),
        ),
        ("blank rows", MAPPING.into(), format!("{text};;;;;;;;;\n\n ; ;;;;;;;;\n"), Plain),
        (
            "totals",
            MAPPING.into(),
            format!("{text}Gjithsej: 3;;;;;;;;;\n;;;;;Ukupno;3;;;\n"),
            Plain,
        ),
        ("header again", MAPPING.into(), format!("{text}{HEADER}\n"), Plain),
        ("empty", MAPPING.into(), String::new(), File(&["the file is empty"])),
        ("a mark alone", MAPPING.into(), "\u{feff}".into(), File(&["the file is empty"])),
        ("blank lines alone", MAPPING.into(), "\n\n \n".into(), File(&["the file is empty"])),
        (
            "a row too long",
            MAPPING.into(),
            format!("{text}b-4;x;y;01.01.1990;F;;11.02.2010;Viktimë;;;;z\n"),
            Refused(3, &[(5, "", "12 columns")]),
        ),
        ("a quote", MAPPING.into(), text.replace("b-2;", "b-2;\""), File(&["line 3", "quote"])),
        (
            "a quote that another one closes",
            MAPPING.into(),
            text.replace("b-1;", "b-1;\"").replace("b-3;", "b-3;\""),
            File(&["line 2", "quote"]),
        ),
        (
            "a quote within quotes",
            MAPPING.into(),
            with(1, 1, "\"Šu\"mi\""),
            Refused(2, &[(3, "", "doubled")]),
        ),
        (
            "a row without end",
            MAPPING.into(),
            format!("{text}b-4;{}\n", "x".repeat(3 << 20)),
            File(&["line 5", "longer"]),
        ),
        (
            "compressed",
            MAPPING.into(),
            String::from_utf8_lossy(b"\x1f\x8b\x08").into_owned(),
            File(&[]),
        ),
        (
            "HTML",
            MAPPING.into(),
            "<html><table><tr><td>ID</td></tr></table></html>".into(),
            File(&["HTML"]),
        ),
    ];
    for (case, mapping, text, expected) in cases {
        let bytes =
            if case == "compressed" { b"\x1f\x8b\x08\0".to_vec() } else { text.into_bytes() };
        check(case, expected, read(&mapping, "e.csv", &bytes));
    }
    let notes = |text: String| read(MAPPING, "e.csv", text.as_bytes()).unwrap().notes;
    assert_eq!(notes(format!("{HEADER}\n")).rows, 0, "a header alone");
    let short = notes(text.replace(";FORCED_LABOUR;AL", ""));
    assert_eq!((short.short.count, short.short.line), (1, 4));
    assert_eq!(
        notes(format!("{text};;;;;;;;;\nTotal;;;;;;;;;\n{HEADER}\n")).text().lines().count(),
        3
    );
}

#[test]
fn dates_and_numbers_are_what_they_say() {
    let short = dates("[\"%d.%m.%y\", \"%d.%m.%Y\"]");
    let from = short.replace("record =", "two_digit_years_from = 1925\nrecord =");
    let excel = dates("[\"%d.%m.%Y\", \"excel\"]");
    let two = dates("[\"%d.%m.%Y\", \"%d/%m/%Y\", \"%m/%d/%Y\"]");
    let birth = |value: &str| with(0, 3, value);
    for value in [
        "07.03.1991 00:00:00",
        "07.03.1991.",
        "7. 3. 1991.",
        "1991-03-07",
        "7 mars 1991",
        "07.03.1991. god.",
    ] {
        check(value, Plain, read(MAPPING, "e.csv", birth(value).as_bytes()));
    }
    check("serial", Plain, read(&excel, "e.csv", birth("33304").as_bytes()));
    check("year of two digits", Plain, read(&short, "e.csv", birth("07.03.91").as_bytes()));
    check(
        "slashes",
        Plain,
        read(&two, "e.csv", birth("03/07/1991").replace("03/07", "07/03").as_bytes()),
    );
    let refused: Vec<(&str, &str, &str)> = vec![
        (MAPPING, "33304", "\"excel\""),
        (MAPPING, "07.03.91", "four digits"),
        (MAPPING, "07.03.2019", "must not be after Data"),
        (MAPPING, "07.03.2199", "must not be in the future"),
        (MAPPING, "99.99.1990", "date_formats"),
        (MAPPING, "31.02.1990", "month does not have"),
        (MAPPING, "29.02.1990", "month does not have"),
        (MAPPING, "1991-03-06T23:00:00Z", "UTC"),
        (MAPPING, "07.03.1849", "1900"),
        (MAPPING, "07.03.0091", "date_formats"),
        (&short, "01.01.12", "two_digit_years_from"),
    ];
    for (mapping, value, hint) in refused {
        let outcome = read(mapping, "e.csv", birth(value).as_bytes()).unwrap();
        assert_eq!(
            (outcome.records.len(), outcome.rows.is_empty()),
            (2, false),
            "{value}: {:?}",
            outcome.rows
        );
        let (line, refusal) = &outcome.rows[0];
        assert_eq!((*line, refusal.column.as_str()), (2, "Datëlindja"));
        assert!(refusal.reason.contains(hint) && !refusal.reason.contains(value), "{refusal:?}");
    }
    for (mapping, value, remark) in [
        (&two, "03/07/1991", Remark::TwoOrders),
        (&short, "21.11.45", Remark::ShortYear),
        (&from, "21.11.24", Remark::ShortYear),
        (&MAPPING.to_owned(), "00.00.1991", Remark::PartlyKnown),
        (&MAPPING.to_owned(), "??.03.1991", Remark::PartlyKnown),
        (&MAPPING.to_owned(), "1987.", Remark::PartlyKnown),
        (&MAPPING.to_owned(), "~1979", Remark::PartlyKnown),
    ] {
        let outcome = read(mapping, "e.csv", birth(value).as_bytes()).unwrap();
        match value {
            // Born in 2024 by the window, and identified in 2010.
            "21.11.24" => assert_eq!(outcome.records.len(), 2, "{value}"),
            _ => assert_eq!(outcome.records.len(), 3, "{value}: {:?}", outcome.rows),
        }
        assert!(
            outcome.remarks.contains(&("Datëlindja".into(), remark, 1)),
            "{value} {:?}",
            outcome.remarks
        );
    }
    for (value, count) in [("n/a", 1), ("nuk dihet", 1), ("??.??.????", 1), ("00.00.0000", 1)] {
        let outcome = read(MAPPING, "e.csv", birth(value).as_bytes()).unwrap();
        assert_eq!(outcome.records.len(), 3, "{value}: {:?}", outcome.rows);
        assert_eq!(outcome.set_aside, [("Datëlindja".to_owned(), count)], "{value}");
    }
    for (value, hint) in
        [("11.02.10", "four digits"), ("2010", "without a month"), ("shkurt", "month (YYYY-MM)")]
    {
        let outcome = read(MAPPING, "e.csv", with(0, 6, value).as_bytes()).unwrap();
        assert!(outcome.rows[0].1.reason.contains(hint), "{value} {:?}", outcome.rows);
        assert_eq!(outcome.rows[0].1.column, "Data");
    }
    check("month alone", Refused(3, &[]), read(MAPPING, "e.csv", with(0, 6, "02.2010").as_bytes()));

    for value in ["=\"11773355 02\"", "'1177335502", "\u{200b}1177335502\u{a0}"] {
        check(value, Plain, read(MAPPING, "e.csv", with(0, 5, value).as_bytes()));
    }
    for value in ["1177335502.0", "2177335502,00", "1,1773E+09"] {
        let outcome = read(MAPPING, "e.csv", with(0, 5, value).as_bytes()).unwrap();
        assert_eq!(
            (outcome.records.len(), outcome.rows[0].1.column.as_str()),
            (2, "Nr personal"),
            "{value}"
        );
    }
    check(
        "an id as a quantity",
        Refused(2, &[(2, "ID", "quantity")]),
        read(MAPPING, "e.csv", with(0, 0, "15.0").as_bytes()),
    );
    for value in ["nuk ka", "9999999999", "1234567890"] {
        let outcome = read(MAPPING, "e.csv", with(0, 5, value).as_bytes()).unwrap();
        assert_eq!(outcome.set_aside, [("Nr personal".to_owned(), 1)], "{value}");
    }
    check(
        "one id for two",
        Refused(2, &[(3, "ID", "line 2")]),
        read(MAPPING, "e.csv", with(1, 0, "b-1").as_bytes()),
    );
    let twice = plain() + plain().lines().nth(1).unwrap();
    check("one row twice", Refused(4, &[]), read(MAPPING, "e.csv", twice.as_bytes()));
}

#[test]
fn codes_are_read_by_rule_and_never_by_guess() {
    let types = |rule: &str| {
        MAPPING.replace("exploitation_types = \"Lloji\"", &format!("exploitation_types = {rule}"))
    };
    check(
        "unknown",
        Refused(2, &[(2, "Lloji", "a text of 2 words; must be one of FORCED_LABOUR")]),
        read(MAPPING, "e.csv", with(0, 8, "punë tjetër").as_bytes()),
    );
    let rules = [("\"OTHER\"", Remark::Other), ("\"leave_out\"", Remark::LeftOut)];
    for (rule, remark) in rules {
        let mapping = types(&format!("{{ column = \"Lloji\", other = {rule} }}"));
        let outcome = read(&mapping, "e.csv", with(0, 8, "punë tjetër").as_bytes()).unwrap();
        assert_eq!(outcome.records.len(), 3);
        assert_eq!(outcome.remarks, [("Lloji".to_owned(), remark, 1)]);
    }
    let wrong = types("{ column = \"Lloji\", other = \"UNKNOWN\" }");
    assert!(
        read(&wrong, "e.csv", plain().as_bytes()).unwrap_err().contains("OTHER"),
        "no such code"
    );
    check(
        "blanks",
        Refused(2, &[(3, "Lloji", "list_separator = \" \"")]),
        read(MAPPING, "e.csv", with(1, 8, "forced_labour servitude").as_bytes()),
    );
    check(
        "blanks as mapped",
        Plain,
        read(
            &say("list_separator = [\" \", \"|\"]"),
            "e.csv",
            with(1, 8, "forced_labour servitude").as_bytes(),
        ),
    );
    for value in ["N/A", "-", "NULL", "—"] {
        let outcome = read(MAPPING, "e.csv", with(0, 9, value).as_bytes()).unwrap();
        assert_eq!((outcome.records.len(), outcome.remarks.len()), (3, 1), "{value}");
    }
    check(
        "a word for nothing that is not listed",
        Refused(2, &[(2, "Shtetësia", "empty = ")]),
        read(&say("empty = [\"asgjë\"]"), "e.csv", with(0, 9, "N/A").as_bytes()),
    );
    check("Namibia", Refused(3, &[]), read(MAPPING, "e.csv", with(0, 9, "NA").as_bytes()));
    for value in ["Kosovë", "KOSOVO", "Косово", "XKX", "RKS"] {
        check(value, Plain, read(MAPPING, "e.csv", with(0, 9, value).as_bytes()));
    }
    check(
        "no country",
        Refused(2, &[(2, "Shtetësia", "ISO 3166-1")]),
        read(MAPPING, "e.csv", with(0, 9, "Atlantis").as_bytes()),
    );
    let consent = MAPPING.replace("{ constant = \"YES\" }", "\"Gjinia\"");
    for value in ["Po", "DA", "да", "Yes", "true"] {
        let text = plain().replace(";F;", &format!(";{value};")).replace(";M;", ";jo;");
        let mapping = consent.replace(
            "gender = { column = \"Gjinia\", values = { F = \"FEMININE\", M = \"MASCULINE\" } }\n",
            "",
        );
        check(
            value,
            Refused(2, &[(4, "Gjinia", "is NO")]),
            read(&mapping, "e.csv", text.as_bytes()),
        );
    }
}

#[test]
fn json_is_read_with_its_digits() {
    let object = |row: &[String; 10], nid: &str| {
        let types: Vec<String> = row[8].split('|').map(|t| format!("{t:?}")).collect();
        format!(
            "{{\"id\": {:?}, \"first\": {:?}, \"who\": {{\"last\": {:?}}}, \"dob\": {:?}, \"nid\": {nid}, \"date\": {:?}, \"status\": \"ACTUAL_VICTIM\", \"sex\": {:?}, \"from\": {:?}, \"types\": [{}], \"consent\": true}}",
            row[0],
            row[1],
            row[2],
            iso(&row[3]),
            iso(&row[6]),
            row[4],
            row[9],
            types.join(", ")
        )
    };
    let objects: Vec<String> = cells().iter().map(|row| object(row, &row[5])).collect();
    let lines = objects.join("\n");
    check("lines", Plain, read(JSON, "e.jsonl", lines.as_bytes()));
    check("mark", Plain, read(JSON, "e.jsonl", format!("\u{feff}{lines}").as_bytes()));
    check("array", Plain, read(JSON, "e.json", format!("[{}]", objects.join(", ")).as_bytes()));
    check(
        "array in lines",
        Plain,
        read(
            JSON,
            "e.json",
            format!("[\n{}\n]\n", objects.join(",\n")).replace(", \"", ",\n \"").as_bytes(),
        ),
    );
    check(
        "UTF-16",
        Plain,
        read(JSON, "e.jsonl", &utf16(&format!("\u{feff}{lines}"), u16::to_le_bytes)),
    );
    check(
        "cut off",
        File(&["not closed"]),
        read(JSON, "e.json", format!("[{}", objects.join(", ")).as_bytes()),
    );
    check(
        "other case",
        File(&["\"nid\"", "\"NID\""]),
        read(JSON, "e.jsonl", lines.replace("nid", "NID").as_bytes()),
    );
    check(
        "path forgotten",
        File(&["\"last\"", "who.last"]),
        read(&JSON.replace("who.last", "last"), "e.jsonl", lines.as_bytes()),
    );
    check(
        "no JSON",
        Refused(3, &[(4, "", "JSON object")]),
        read(JSON, "e.jsonl", format!("{lines}\n{{\"id\": NaN}}\n").as_bytes()),
    );
    check(
        "over lines",
        File(&["further lines"]),
        read(JSON, "e.jsonl", objects[0].replace(", ", ",\n").as_bytes()),
    );
    let long = |digits: &str| [object(&cells()[0], digits), objects[1].clone()].join("\n");
    check(
        "a fraction",
        Refused(1, &[(1, "nid", "quantity")]),
        read(JSON, "e.jsonl", long("1177335502.0").as_bytes()),
    );
    check(
        "twice",
        Refused(1, &[(1, "nid", "twice")]),
        read(JSON, "e.jsonl", long("1, \"nid\": 2").as_bytes()),
    );
    // Two numbers that differ in their last digit are two, however long they are.
    let one = read(JSON, "e.jsonl", long("19283746501928374650192").as_bytes()).unwrap();
    let other = read(JSON, "e.jsonl", long("19283746501928374650193").as_bytes()).unwrap();
    assert!(one.records[0] != other.records[0] && one.records[1] == other.records[1]);
}

fn iso(date: &str) -> String {
    let parts: Vec<&str> = date.split('.').collect();
    format!("{}-{}-{}", parts[2], parts[1], parts[0])
}

/// The plain workbook with a cell more at some place.
fn with_far_cell(place: &str) -> Vec<u8> {
    let mut rows: Vec<Vec<String>> = vec![HEADER.split(';').map(String::from).collect()];
    rows.extend(cells().into_iter().map(|row| row.to_vec()));
    rows.push(vec![format!("at:{place}")]);
    xlsx(&[("R", rows)])
}

/// A workbook with one sheet: cells are numbers, dates (`d:` and a day count), errors, formulas (`f:`; with quotes
/// behind, of an empty text), a text at another
/// place (`at:` and the place), or texts.
fn xlsx(sheets: &[(&str, Vec<Vec<String>>)]) -> Vec<u8> {
    merged_xlsx(sheets, "")
}

/// A workbook with a block of merged cells.
fn merged_xlsx(sheets: &[(&str, Vec<Vec<String>>)], merged: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut file = |name: &str, text: String| {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    file("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>".into());
    file(
        "_rels/.rels",
        format!(
            "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{rel}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        ),
    );
    let listed: String = sheets
        .iter()
        .enumerate()
        .map(|(i, (name, _))| {
            format!("<sheet name=\"{name}\" sheetId=\"{0}\" r:id=\"r{0}\"/>", i + 1)
        })
        .collect();
    file(
        "xl/workbook.xml",
        format!(
            "<workbook xmlns=\"{main}\" xmlns:r=\"{rel}\"><sheets>{listed}</sheets></workbook>"
        ),
    );
    let links: String = (1..=sheets.len()).map(|i| format!("<Relationship Id=\"r{i}\" Type=\"{rel}/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>")).collect();
    file(
        "xl/_rels/workbook.xml.rels",
        format!(
            "<Relationships xmlns=\"{package}\">{links}<Relationship Id=\"rs\" Type=\"{rel}/styles\" Target=\"styles.xml\"/></Relationships>"
        ),
    );
    file(
        "xl/styles.xml",
        format!(
            "<styleSheet xmlns=\"{main}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
        ),
    );
    let blocks = match merged {
        "" => String::new(),
        merged => format!("<mergeCells><mergeCell ref=\"{merged}\"/></mergeCells>"),
    };
    for (i, (_, rows)) in sheets.iter().enumerate() {
        let mut text = String::new();
        for (r, row) in rows.iter().enumerate() {
            text += &format!("<row r=\"{}\">", r + 1);
            for (c, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                let place = format!("{}{}", (b'A' + c as u8) as char, r + 1);
                text += &match cell.strip_prefix("d:") {
                    Some(days) => format!("<c r=\"{place}\" s=\"1\"><v>{days}</v></c>"),
                    None if cell.starts_with('#') => {
                        format!("<c r=\"{place}\" t=\"e\"><v>{cell}</v></c>")
                    }
                    None if cell == "f:" => format!("<c r=\"{place}\"><f>A1</f></c>"),
                    None if cell.starts_with("f:") => {
                        format!("<c r=\"{place}\" t=\"str\"><f>A1</f><v></v></c>")
                    }
                    None if cell.starts_with("at:") => {
                        format!("<c r=\"{}\" t=\"str\"><v>x</v></c>", &cell[3..])
                    }
                    None if cell.parse::<f64>().is_ok() => {
                        format!("<c r=\"{place}\"><v>{cell}</v></c>")
                    }
                    None => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
                };
            }
            text += "</row>";
        }
        file(
            &format!("xl/worksheets/sheet{}.xml", i + 1),
            format!(
                "<worksheet xmlns=\"{main}\"><sheetData>{text}</sheetData>{blocks}</worksheet>"
            ),
        );
    }
    zip.finish().unwrap().into_inner()
}

fn ods(name: &str, rows: &[Vec<String>]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    zip.start_file("mimetype", stored).unwrap();
    zip.write_all(b"application/vnd.oasis.opendocument.spreadsheet").unwrap();
    let cell = |cell: &String| match cell.parse::<f64>() {
        _ if cell == "@" => "<table:covered-table-cell/>".into(),
        _ if cell == "=" => "<table:table-cell table:formula=\"of:=A1\"/>".into(),
        _ if cell.len() == 10 && cell.as_bytes()[4] == b'-' => format!(
            "<table:table-cell office:value-type=\"date\" office:date-value=\"{cell}\"><text:p>x</text:p></table:table-cell>"
        ),
        Ok(_) => format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{cell}\"><text:p>{cell}</text:p></table:table-cell>"
        ),
        Err(_) => format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{cell}</text:p></table:table-cell>"
        ),
    };
    let rows: String = rows
        .iter()
        .map(|row| {
            format!(
                "<table:table-row>{}</table:table-row>",
                row.iter().map(cell).collect::<String>()
            )
        })
        .collect();
    zip.start_file("content.xml", zip::write::SimpleFileOptions::default()).unwrap();
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet><table:table table:name=\"{name}\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    zip.write_all(text.as_bytes()).unwrap();
    zip.start_file("META-INF/manifest.xml", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(b"<?xml version=\"1.0\"?><manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"><manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"application/vnd.oasis.opendocument.spreadsheet\"/></manifest:manifest>").unwrap();
    zip.finish().unwrap().into_inner()
}

/// A workbook of old Excel: `d:` stands before the days of a date.
fn xls(name: &str, rows: &[Vec<String>]) -> Vec<u8> {
    let record = |kind: u16, data: &[u8]| {
        [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
    };
    let text = |text: &str| {
        let units: Vec<u16> = text.encode_utf16().collect();
        let bytes: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        (units.len() as u16, bytes)
    };
    let (mut texts, mut cells) = (vec![0; 8], Vec::new());
    let mut count = 0_u32;
    for (r, row) in rows.iter().enumerate() {
        for (c, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let date = cell.strip_prefix("d:");
            let place = [r as u16, c as u16, date.is_some().into()].map(u16::to_le_bytes).concat();
            if let Ok(number) = date.unwrap_or(cell).parse::<f64>() {
                cells.extend(record(0x0203, &[&place[..], &number.to_le_bytes()].concat()));
                continue;
            }
            let (length, bytes) = text(cell);
            texts.extend([&length.to_le_bytes()[..], &[1], &bytes].concat());
            cells.extend(record(0x00fd, &[&place[..], &count.to_le_bytes()].concat()));
            count += 1;
        }
    }
    let (bof, eof) = (record(0x0809, &[0, 6, 5, 0]), record(0x000a, &[]));
    // Cells as they are, and dates.
    let formats = [record(0x00e0, &[0; 4]), record(0x00e0, &[0, 0, 14, 0])].concat();
    let shared = record(0x00fc, &texts);
    let (length, bytes) = text(name);
    let named = |at: u32| {
        let name = [&at.to_le_bytes()[..], &[0, 0, length as u8, 1], &bytes].concat();
        record(0x0085, &name)
    };
    let of_book = |at| [&bof[..], &formats, &named(at), &shared, &eof].concat();
    let book = of_book(of_book(0).len() as u32);
    let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    let mut stream = file.create_stream("/Workbook").unwrap();
    stream.write_all(&[&book[..], &bof, &cells, &eof].concat()).unwrap();
    stream.flush().unwrap();
    drop(stream);
    file.into_inner().into_inner()
}

#[test]
fn workbooks_are_read_as_they_are() {
    let header: Vec<String> = HEADER.split(';').map(String::from).collect();
    let days = |date: &str| {
        let date: jiff::civil::Date = iso(date).parse().unwrap();
        date.since(jiff::civil::date(1899, 12, 30)).unwrap().get_days()
    };
    let table = |date: &dyn Fn(&str) -> String| -> Vec<Vec<String>> {
        let rows = cells().into_iter().map(|mut row| {
            row[3] = date(&row[3]);
            row[6] = date(&row[6]);
            row.to_vec()
        });
        [header.clone()].into_iter().chain(rows).collect()
    };
    let typed = table(&|date| format!("d:{}", days(date)));
    let other = vec![vec!["nothing".to_owned()]];
    let one = xlsx(&[("Rastet", typed.clone())]);
    check("dates and numbers", Plain, read(MAPPING, "e.xlsx", &one));
    check("old Excel", Plain, read(MAPPING, "e.xls", &xls("Rastet", &typed)));
    check("under another name", Plain, read(MAPPING, "e.csv", &one));
    check(
        "dates as texts",
        Plain,
        read(MAPPING, "e.xlsx", &xlsx(&[("R", table(&|d| d.to_owned()))])),
    );
    check(
        "days without a format",
        Refused(
            0,
            &[
                (2, "Datëlindja", "excel"),
                (2, "Data", "excel"),
                (3, "Datëlindja", "excel"),
                (3, "Data", "excel"),
                (4, "Datëlindja", "excel"),
                (4, "Data", "excel"),
            ],
        ),
        read(MAPPING, "e.xlsx", &xlsx(&[("R", table(&|d| days(d).to_string()))])),
    );
    check(
        "days as mapped",
        Plain,
        read(&dates("[\"excel\"]"), "e.xlsx", &xlsx(&[("R", table(&|d| days(d).to_string()))])),
    );
    let several = xlsx(&[("Hyrje", other.clone()), ("Rastet", typed.clone())]);
    check(
        "several sheets",
        File(&["\"Hyrje\", \"Rastet\"", "sheet ="]),
        read(MAPPING, "e.xlsx", &several),
    );
    check("the sheet as mapped", Plain, read(&say("sheet = \"Rastet\""), "e.xlsx", &several));
    check(
        "a sheet that is not there",
        File(&["no sheet \"X\"", "Rastet"]),
        read(&say("sheet = \"X\""), "e.xlsx", &several),
    );
    let mut titled = vec![vec!["Raporti".to_owned()], Vec::new()];
    titled.extend(typed.clone());
    check(
        "a title",
        File(&["header_line = 3"]),
        read(MAPPING, "e.xlsx", &xlsx(&[("R", titled.clone())])),
    );
    check(
        "a title as mapped",
        Plain,
        read(&say("header_line = 3"), "e.xlsx", &xlsx(&[("R", titled)])),
    );
    let mut long = typed;
    long[1][5] = "19283746501928374650".into();
    check(
        "a number that was rounded",
        Refused(2, &[(2, "Nr personal", "scientific")]),
        read(MAPPING, "e.xlsx", &xlsx(&[("R", long)])),
    );
    check("ods", Plain, read(MAPPING, "e.ods", &ods("R", &table(&|d| iso(d)))));
    check("no workbook", File(&["no workbook"]), read(MAPPING, "e.xlsx", plain().as_bytes()));
    check("an archive", File(&["as .xlsx"]), read(MAPPING, "e.xlsx", b"PK\x03\x04 nothing"));
    check(
        "an old one",
        File(&["password"]),
        read(MAPPING, "e.xls", &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    );
}

#[test]
fn several_services_make_several_records() {
    let mapping = |service: &str| {
        format!(
            "record = \"assistance\"\ndelimiter = \";\"\n[fields]\nrecord_id = \"ID\"\nvictim_record_id = \"Rasti\"\nservice = {service}\nstatus = {{ constant = \"PROVIDED\" }}\nstarted_on = \"Data\"\n"
        )
    };
    let ids = |service: &str, text: &str| -> Vec<String> {
        let outcome = read(&mapping(service), "e.csv", text.as_bytes()).unwrap();
        assert_eq!(outcome.rows, [], "{service}");
        outcome.records.iter().map(|record| record.record_id().as_str().to_owned()).collect()
    };
    let one = "ID;Rasti;Data;Shërbimi\ns-1;r-1;2010-02;SHELTER|MEDICAL|SHELTER\ns-2;r-1;2010-03;LEGAL_AID\n";
    assert_eq!(ids("\"Shërbimi\"", one), ["s-1", "s-1:MEDICAL", "s-2"]);
    let columns =
        "ID;Rasti;Data;S1;S2\ns-1;r-1;2010-02;SHELTER;MEDICAL\ns-2;r-1;2010-02;;LEGAL_AID\n";
    assert_eq!(
        ids("{ columns = [\"S1\", \"S2\"] }", columns),
        ["s-1:SHELTER", "s-1:MEDICAL", "s-2:LEGAL_AID"]
    );
    let flags = "ID;Rasti;Data;Strehim;Juridike\ns-1;r-1;2010-02;Po;x\ns-2;r-1;2010-02;jo;1\n";
    let rule = "{ flags = { Strehim = \"SHELTER\", Juridike = \"LEGAL_AID\" } }";
    let mut found = ids(rule, flags);
    found.sort();
    assert_eq!(found, ["s-1:LEGAL_AID", "s-1:SHELTER", "s-2:LEGAL_AID"]);
    let none = read(
        &mapping(rule),
        "e.csv",
        "ID;Rasti;Data;Strehim;Juridike\ns-1;r-1;2010-02;;ndoshta\n".as_bytes(),
    )
    .unwrap();
    assert_eq!(none.rows[0].1.column, "Juridike");
}

#[test]
fn amounts_are_read_as_they_are_written() {
    let mapping = |line: &str| {
        format!(
            "record = \"proceeding\"\ndelimiter = \";\"\n{line}\n[fields]\nrecord_id = \"ID\"\ncase_number = \"Nr\"\nstage = {{ constant = \"FINAL\" }}\noutcome = {{ constant = \"CONVICTED\" }}\noffence = {{ constant = \"TRAFFICKING\" }}\nopened_on = \"Data\"\nsentence_months = \"Muaj\"\ncompensation_amount_euro = \"Euro\"\n"
        )
    };
    let text = "ID;Nr;Data;Muaj;Euro\np-1;Kt-2010/55;2010-02-01;36;1500\np-2;Kt-2010/56;2010-02-01;36,5;1.500,00\np-3;Kt-2010/57;2010-02-01;36.0;\"1,500\"\np-4;Kt-2010/58;2010-02-01;3 vjet;1 500\n";
    check(
        "amounts",
        Refused(2, &[(4, "Euro", "decimal ="), (5, "Muaj", "must be a number")]),
        read(&mapping(""), "e.csv", text.as_bytes()),
    );
    let outcome =
        read(&mapping("decimal = \".\""), "e.csv", text.replace("1.500,00", "1500").as_bytes())
            .unwrap();
    let amounts: Vec<(Option<u32>, u64)> = outcome
        .records
        .iter()
        .map(|record| match record {
            Record::Proceeding(record) => (record.sentence_months, record.compensation.amount_euro),
            _ => unreachable!(),
        })
        .collect();
    assert_eq!(amounts, [(Some(36), 1500), (Some(36), 1500)]);
}
