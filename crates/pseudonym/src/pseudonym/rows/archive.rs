//! Workbooks as archives: what is in them is bounded before it is read, and hidden rows are counted.

use std::io::{Cursor, Read};

use zip::ZipArchive;

/// Most bytes that all parts of a workbook may have unpacked: a sheet with all rows and twenty columns
/// has less.
const UNPACKED: u64 = if cfg!(test) { 1 << 20 } else { 1 << 30 };
/// Most cells of a table of an .ods file: a tag says how often a cell and a row stand.
const CELLS: u64 = if cfg!(test) { 1 << 12 } else { 1 << 25 };
/// Longest tag that is looked at.
const TAG: usize = 1024;

/// Unpacks an archive to nowhere. Gives the rows that are hidden in its sheets, or what is wrong.
pub fn look(bytes: &[u8]) -> Result<u64, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let (mut left, mut hidden) = (UNPACKED, 0);
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| error.to_string())?;
        let name = part.name().map(|name| name.into_owned()).unwrap_or_default();
        let is_sheet = name.starts_with("xl/worksheets/") || name == "content.xml";
        let mut tags = Tags::default();
        // The size that stands in the archive may be a lie.
        let mut part = part.take(left + 1);
        let mut piece = vec![0; 1 << 16];
        loop {
            let read = part.read(&mut piece).map_err(|error| error.to_string())?;
            if read == 0 {
                break;
            }
            if is_sheet {
                piece[..read].iter().for_each(|byte| tags.take(*byte));
            }
        }
        left = part
            .limit()
            .checked_sub(1)
            .ok_or_else(|| format!("it has more than {} MiB unpacked", UNPACKED >> 20))?;
        if tags.cells > CELLS {
            return Err("it repeats cells more often than any table does".into());
        }
        hidden += tags.hidden;
    }
    Ok(hidden)
}

/// The tags of a sheet, as they pass.
#[derive(Default)]
struct Tags {
    tag: Option<Vec<u8>>,
    hidden: u64,
    /// Cells of .ods, as often as they stand.
    cells: u64,
    /// How often the row stands that is read.
    rows: u64,
    /// Empty cells before the next one that is filled.
    empty: u64,
}

impl Tags {
    fn take(&mut self, byte: u8) {
        match (byte, &mut self.tag) {
            (b'<', tag) => *tag = Some(Vec::new()),
            (b'>', tag) => {
                let tag = tag.take().unwrap_or_default();
                self.hidden += u64::from(is_hidden_row(&tag));
                self.count(&tag);
            }
            (byte, Some(tag)) if tag.len() < TAG => tag.push(byte),
            _ => {}
        }
    }
}

impl Tags {
    /// Counts the cells of .ods, but for empty ones at the end of a row or of the table.
    fn count(&mut self, tag: &[u8]) {
        let starts = |name: &[u8]| tag.starts_with(name);
        if starts(b"table:table-row") {
            (self.rows, self.empty) = (repeated(tag, b"number-rows-repeated=\""), 0);
        } else if starts(b"table:table-cell") || starts(b"table:covered-table-cell") {
            let columns = repeated(tag, b"number-columns-repeated=\"");
            // Whatever has an own value or content.
            let has = |text: &[u8]| tag.windows(text.len()).any(|window| window == text);
            if has(b"office:") || !tag.ends_with(b"/") {
                let cells = self.empty.saturating_add(columns).saturating_mul(self.rows);
                self.cells = self.cells.saturating_add(cells);
                self.empty = 0;
            } else {
                self.empty = self.empty.saturating_add(columns);
            }
        }
    }
}

/// How often a tag says that its cell or row stands.
fn repeated(tag: &[u8], attribute: &[u8]) -> u64 {
    let at = tag.windows(attribute.len()).position(|window| window == attribute);
    let digits = at.map_or(&[][..], |at| &tag[at + attribute.len()..]);
    let digits: String =
        digits.iter().take_while(|byte| byte.is_ascii_digit()).map(|byte| *byte as char).collect();
    match digits.parse() {
        Ok(count) => count,
        Err(_) if digits.is_empty() => 1,
        Err(_) => u64::MAX,
    }
}

/// Whether a tag begins a row that a spreadsheet does not show, by hand or by a filter. Rows behind the
/// last one that is filled are said to be hidden many at a time: they have no values.
fn is_hidden_row(tag: &[u8]) -> bool {
    let has = |text: &[u8]| tag.windows(text.len()).any(|window| window == text);
    let is_row = tag.starts_with(b"row ") || tag.starts_with(b"table:table-row ");
    is_row
        && !has(b"number-rows-repeated")
        && (has(b"hidden=\"1\"")
            || has(b"hidden=\"true\"")
            || has(b"visibility=\"collapse\"")
            || has(b"visibility=\"filter\""))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn archive(name: &str, content: &[u8]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn hidden_rows_are_counted_and_bombs_are_not_unpacked() {
        let sheet = b"<sheetData><row r=\"1\"><c/></row><row r=\"2\" hidden=\"1\"/><row hidden=\"true\" r=\"3\"></row></sheetData>";
        assert_eq!(look(&archive("xl/worksheets/sheet1.xml", sheet)), Ok(2));
        assert_eq!(look(&archive("xl/styles.xml", sheet)), Ok(0));
        let ods = b"<table:table-row table:visibility=\"filter\"/><table:table-row table:number-rows-repeated=\"9\" table:visibility=\"collapse\"/>";
        assert_eq!(look(&archive("content.xml", ods)), Ok(1));
        let cells = |cell: &str, rows: &str| {
            let row = format!("<table:table-row{rows}>{cell}</table:table-row>");
            look(&archive("content.xml", row.as_bytes()))
        };
        let cell = "<table:table-cell office:value=\"1\" table:number-columns-repeated=\"4000\"/>";
        let rows = " table:number-rows-repeated=\"2\"";
        assert_eq!(cells(cell, ""), Ok(0));
        assert!(cells(cell, rows).unwrap_err().contains("repeats"));
        let far = "<table:table-cell table:number-columns-repeated=\"4200\"/><table:table-cell><text:p>x</text:p></table:table-cell>";
        assert!(cells(far, "").unwrap_err().contains("repeats"));
        // As every .ods file ends.
        let blank = "<table:table-cell table:number-columns-repeated=\"16384\"/>";
        assert_eq!(cells(blank, " table:number-rows-repeated=\"1048576\""), Ok(0));
        let bomb = archive("xl/worksheets/sheet1.xml", &vec![b' '; 2 << 20]);
        assert!(bomb.len() < 10_000);
        assert!(look(&bomb).unwrap_err().contains("unpacked"));
        assert_eq!(look(&archive("a", &vec![b' '; 1 << 20])), Ok(0));
    }
}
