//! What a draft says of who is charged. A column is proposed when its name speaks of the defendant; none is
//! taken by itself, since a case names lawyers, witnesses and victims, too.

use std::fmt::Write;

use super::draft::{has_word, quoted};
use super::schema::folded;
use super::survey::Survey;

/// Beginnings of the words for who is charged.
pub const DEFENDANT: &[&str] =
    &["pandehur", "akuzuar", "dyshuar", "okrivljen", "optužen", "osumnjič", "defendant", "accused"];

/// Words in the name of a column for a detail, and for what makes it another one.
const DETAILS: [(&str, &[&str], &[&str]); 4] = [
    ("given_name", &["emri", "emer", "ime", "given", "first", "name"], &["last", "family"]),
    ("surname", &["mbiemri", "mbiemer", "prezime", "surname", "last", "family"], &[]),
    (
        "birth_date",
        &[
            "lindur",
            "lindjes",
            "lindja",
            "datelindja",
            "rođen",
            "rođena",
            "rođenja",
            "born",
            "birth",
        ],
        &["place"],
    ),
    ("national_id", &["personal", "jmbg", "embg", "matični", "national"], &[]),
];

/// Words of somebody else in a case.
const OTHERS: &[&str] =
    &["avokat", "mbrojt", "advokat", "branil", "lawyer", "counsel", "deshmit", "svedok", "witness"];

/// The column whose name speaks of this detail of the defendant.
fn column<'s>(survey: &'s Survey, wanted: &[&str], others: &[&str]) -> Option<&'s str> {
    let names =
        survey.columns.iter().filter(|column| column.filled > 0).map(|column| &*column.name);
    let mut fitting = names.filter(|name| {
        // Folded word by word, since folding takes what stands between them.
        let words: Vec<String> = name
            .split(|c: char| !c.is_alphabetic())
            .map(folded)
            .filter(|word| !word.is_empty())
            .collect();
        let has = |of: &[&str]| words.iter().any(|word| of.iter().any(|of| *word == folded(of)));
        has_word(name, DEFENDANT) && !has_word(name, OTHERS) && has(wanted) && !has(others)
    });
    fitting.next()
}

/// Writes the section, with a line behind a `#` for each detail.
pub fn write(survey: &Survey, text: &mut String, open: &mut Vec<String>) {
    *text += "\n[defendant]  # who is charged; makes keyed hashes, never leaves\n";
    let found = DETAILS.map(|(detail, wanted, others)| (detail, column(survey, wanted, others)));
    if found.iter().any(|(_, column)| column.is_some()) {
        *text += "# DECIDE: columns that speak of the defendant, by their names. Take the # away where they are right:\n";
        open.push(
            "[defendant]: columns that speak of the defendant were found; see the lines there"
                .into(),
        );
    }
    for (detail, column) in found {
        let _ = writeln!(text, "# {detail} = {}", quoted(column.unwrap_or("...")));
    }
}

#[cfg(test)]
mod tests {
    use super::super::draft::draft;
    use super::super::mapping::Mapping;
    use super::*;
    use crate::domain::codes::RecordKind;

    fn of(file: &str, content: &str) -> super::super::draft::Draft {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(file);
        std::fs::write(&path, content).unwrap();
        let survey = Survey::of(&path, None, jiff::civil::date(2026, 11, 28)).unwrap();
        assert_eq!(survey.kind(), RecordKind::Proceeding);
        draft(&survey, RecordKind::Proceeding, false, Some("cases"))
    }

    #[test]
    fn who_is_charged_is_proposed_by_the_name_of_the_column() {
        for (given, surname, born) in [
            ("Emri i të pandehurit", "Mbiemri i të pandehurit", "Datëlindja e të pandehurit"),
            ("Ime okrivljenog", "Prezime okrivljenog", "Datum rođenja okrivljenog"),
            ("Име оптуженог", "Презиме оптуженог", "Рођен оптужени"),
            ("Defendant first name", "Defendant last name", "Defendant born"),
        ] {
            let draft = of(
                "cases.csv",
                &format!(
                    "Nr;Ime advokata okrivljenog;{given};{surname};{born};Faza;Aktgjykimi\n1;Xh Y;Ve;Ga;07.03.1971;Hetim;\n2;Xh Y;Ne;Le;08.03.1972;Apel;në vazhdim\n"
                ),
            );
            for (detail, column) in
                [("given_name", given), ("surname", surname), ("birth_date", born)]
            {
                let line = format!("\n# {detail} = \"{column}\"\n");
                assert!(draft.text.contains(&line), "{line}{}", draft.text);
            }
            assert!(draft.text.contains("# national_id = \"...\""), "{}", draft.text);
            assert!(
                draft.open.iter().any(|line| line.starts_with("[defendant]")),
                "{:?}",
                draft.open
            );
            // An investigation is the prosecution's, unless the value speaks of the police.
            assert!(draft.text.contains("\"Hetim\" = \"PROSECUTION\""), "{}", draft.text);
            Mapping::parse(&draft.text).unwrap();
        }
    }

    #[test]
    fn several_defendants_of_a_case_are_said_to_need_a_row_each() {
        let one = r#"{"emri": "Ve", "mbiemri": "Ga", "vendimi": "i dënuar"}"#;
        let cases = |charged: &str| {
            format!(
                "[{{\"id\": 1, \"lenda\": \"PPN 17\", \"faza\": \"Apel\", \"te_pandehurit\": {charged}}},\n{{\"id\": 2, \"lenda\": \"PPN 18\", \"faza\": \"Hetim\", \"te_pandehurit\": [{one}]}}]"
            )
        };
        let draft = of("cases.json", &cases(&format!("[{one}, {one}]")));
        assert!(
            draft.text.contains(
                "# DECIDE: \"te_pandehurit\" is a list, with several objects in 1 of 2 rows"
            ),
            "{}",
            draft.text
        );
        assert!(
            draft.open.iter().any(|line| line.contains("a row for each object")),
            "{:?}",
            draft.open
        );
        assert!(draft.text.contains("# given_name = \"te_pandehurit.emri\""), "{}", draft.text);
        let draft = of("cases.json", &cases(one));
        assert!(!draft.text.contains("is a list"), "{}", draft.text);
    }
}
