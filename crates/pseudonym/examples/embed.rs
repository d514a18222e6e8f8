//! Pseudonymization within an institution's own system: from rows in memory to records that may leave.
//! Nothing is opened but the rows; the keys are generated for the example.
//!
//! `cargo run -p vdx-pseudonym --example embed`

use std::error::Error;

use jiff::civil::date;
use vdx_pseudonym::domain::codes::KeyScope;
use vdx_pseudonym::domain::profile::Profile;
use vdx_pseudonym::pseudonym::{Builder, InputFormat, Mapping, RecordIdKey, Rows, TokenKey};

const MAPPING: &str = r#"
record = "victim"
system = "registry"
date_formats = ["%d.%m.%Y"]
[identity]
given_name = "emri"
surname = "mbiemri"
birth_date = "lindur"
[fields]
record_id = "nr"
identified_on = "data"
trafficking_status = { constant = "ACTUAL_VICTIM" }
gender = { column = "gjinia", values = { F = "FEMININE", M = "MASCULINE" } }
consent_processing = { column = "pelqimi", values = { Po = "YES", Jo = "NO" } }
"#;

// Invented by hand for this example.
const ROWS: &str = "\
nr,emri,mbiemri,lindur,data,gjinia,pelqimi
PN-1,Arbelina,Testovska,07.03.1991,15.06.2010,F,Po
PN-2,Besim,Provaj,01.12.1993,20.07.2010,M,Jo
";

fn main() -> Result<(), Box<dyn Error>> {
    let mapping = Mapping::parse(MAPPING)?;
    mapping.check_fields()?;
    let key = TokenKey::generate(KeyScope::National, 1)?;
    let rows = Rows::read(Box::new(ROWS.as_bytes()), InputFormat::Csv, &mapping)?;
    // The institution keeps it: under another one every record looks new.
    let ids = RecordIdKey::generate()?;
    let builder = Builder::new(mapping, Profile::shipped(), vec![key], date(2010, 12, 1))
        .with_record_ids(&ids)?;
    for row in rows {
        let row = row?;
        match builder.build(&row) {
            Ok(records) => {
                for record in records {
                    let tokens: usize = record.token_groups().iter().map(|group| group.len()).sum();
                    println!(
                        "line {}: {} with {tokens} tokens",
                        row.line,
                        record.record_id().as_str()
                    );
                }
            }
            Err(refusals) => {
                for refusal in refusals {
                    println!("line {}: {}: {}", row.line, refusal.column, refusal.reason);
                }
            }
        }
    }
    Ok(())
}
