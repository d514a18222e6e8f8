//! What a draft says of lists of objects in JSON, such as the defendants of a case: a row is one record of one
//! person, so that several objects in one row cannot be read where they hold more than codes.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::domain::codes::RecordKind;

use super::draft::{has_word, quoted};
use super::draft_defendant::DEFENDANT;
use super::schema::{self, Holds};
use super::survey::{Guess, Survey};

/// Whether a field takes several values, so that it can be read from several objects.
fn takes_several(kind: RecordKind, field: &str) -> bool {
    let of_field = schema::field_of(kind, field);
    let is_list = |holds| matches!(holds, Holds::Codes(_) | Holds::Countries | Holds::Ids);
    field == "service" || of_field.is_some_and(|field| is_list(field.holds))
}

/// Says which lists hold several objects in one row, where something is read from them that a record has once.
pub fn write(
    survey: &Survey,
    kind: RecordKind,
    guess: &Guess,
    text: &mut String,
    open: &mut Vec<String>,
) {
    let is_once = |column: &str| {
        let fields = guess.fields.iter().filter(|(_, used)| *used == column);
        let is_field = fields.into_iter().any(|(field, _)| !takes_several(kind, field));
        let is_of_person = guess.identity.values().any(|used| used == column);
        let is_charged = kind == RecordKind::Proceeding && has_word(column, DEFENDANT);
        is_field || is_of_person || is_charged
    };
    let mut lists: BTreeMap<&str, u64> = BTreeMap::new();
    for column in
        survey.columns.iter().filter(|column| column.in_several > 0 && is_once(&column.name))
    {
        let Some((list, _)) = column.name.rsplit_once('.') else { continue };
        let rows = lists.entry(list).or_default();
        *rows = (*rows).max(column.in_several);
    }
    for (list, rows) in lists {
        let name = quoted(list);
        let _ = writeln!(
            text,
            "# DECIDE: {name} is a list, with several objects in {rows} of {} rows. A row is one record: where what a record has\n# once is named from several objects, the row is refused. Export a row for each object, with an id of its own",
            survey.rows
        );
        open.push(format!("{name}: a list with several objects in {rows} rows, which are refused where they are named; export a row for each object, with an id of its own"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::draft::draft;
    use super::*;

    #[test]
    fn a_list_of_services_is_read_from_several_objects() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("services.json");
        let of = |from: &str| {
            let service =
                format!("{{\"usluga\": \"smeštaj\"{from}}}, {{\"usluga\": \"lekar\"{from}}}");
            std::fs::write(
                &path,
                format!("[{{\"id\": 1, \"status\": \"pruženo\", \"usluge\": [{service}]}}]"),
            )
            .unwrap();
            let survey = Survey::of(&path, None, jiff::civil::date(2026, 11, 28)).unwrap();
            draft(&survey, RecordKind::Assistance, false, Some("shelter")).text
        };
        assert!(!of("").contains("is a list"), "{}", of(""));
        let dated = of(", \"datum početka\": \"2010-02-03\"");
        assert!(dated.contains("# DECIDE: \"usluge\" is a list"), "{dated}");
    }
}
