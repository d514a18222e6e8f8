//! Workbooks as archives: what is in them is bounded before it is read, hidden rows are counted, and cells that
//! have no value of their own are found.

use std::io::{Cursor, Read};

use zip::ZipArchive;

/// Most bytes that all parts of a workbook may have unpacked: a sheet with all rows and twenty columns
/// has less.
const UNPACKED: u64 = if cfg!(test) { 1 << 20 } else { 1 << 30 };
/// Most bytes of a part that is held whole, beside sheets and their texts: styles, names, links. Of the
/// texts of .xlsb too, whose number is not known before they are read.
const HELD: u64 = if cfg!(test) { 1 << 12 } else { 1 << 27 };
/// Most cells of a table of an .ods file: a tag says how often a cell and a row stand.
const CELLS: u64 = if cfg!(test) { 1 << 12 } else { 1 << 24 };
/// Most texts that the cells of an .xlsx file share: sixteen in each row of a sheet with all rows. Each takes some
/// fifty bytes, however short it is.
const TEXTS: u64 = if cfg!(test) { 1 << 10 } else { 1 << 24 };
/// Most cells without a value of their own that are kept, merged ones by their block.
const BLANKS: usize = 1 << 22;
/// Longest tag that is looked at.
const TAG: usize = 1024;
/// Longest tag or text of a part, in bytes: a cell has at most 32,767 characters.
const LONGEST: u64 = if cfg!(test) { 1 << 18 } else { 1 << 20 };

/// Block of cells that have no value of their own, with its first and last row and column, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blank {
    /// First and last row.
    pub rows: (u32, u32),
    /// First and last column.
    pub columns: (u32, u32),
    /// Reason why the cells have none.
    pub why: NoValue,
}

/// Reason why a cell has no value of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoValue {
    /// The cell is a formula that nobody has calculated.
    Formula,
    /// The cell is merged with another one, which has the value.
    Merged,
}

impl NoValue {
    /// Reason, and what would be right.
    pub fn text(self) -> &'static str {
        match self {
            Self::Formula => {
                "is a formula whose value is not in the file: open it in a spreadsheet, and save it there"
            }
            Self::Merged => {
                "is merged with another cell, which alone has the value: take the merging away, and write the value into each row that it holds for"
            }
        }
    }
}

/// What was seen in a workbook.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// Rows that are hidden in its sheets.
    pub hidden: u64,
    /// Of each table of an .ods file, its cells without a value of their own.
    pub tables: Vec<Vec<Blank>>,
}

/// Unpacks an archive to nowhere. Tells what is in it, or what is wrong.
pub fn look(bytes: &[u8]) -> Result<Looked, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let (mut left, mut looked) = (UNPACKED, Looked::default());
    let mut texts = 0;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| error.to_string())?;
        let name = part.name().map(|name| name.to_ascii_lowercase()).unwrap_or_default();
        let name = name.replace('\\', "/");
        let is_sheet = name.starts_with("xl/worksheets/") || name == "content.xml";
        let is_text = name.ends_with(".xml") || name.ends_with(".rels");
        let is_held = ["/styles.xml", "/workbook.xml", ".rels", "sharedstrings.bin"]
            .iter()
            .any(|end| name.ends_with(end))
            || name == "styles.xml";
        let mut tags = Tags { is_table: name == "content.xml", ..Tags::default() };
        let most = if is_held { left.min(HELD) } else { left };
        // The size that stands in the archive may be a lie.
        let mut part = part.take(most + 1);
        let mut piece = vec![0; 1 << 16];
        loop {
            let read = part.read(&mut piece).map_err(|error| error.to_string())?;
            if read == 0 {
                break;
            }
            if is_text {
                piece[..read].iter().for_each(|byte| tags.take(*byte));
                if tags.longest > LONGEST {
                    return Err("it has a text that is longer than a cell can be".into());
                }
                if texts + tags.texts > TEXTS {
                    return Err(format!(
                        "it has more than {} million texts: export CSV in UTF-8",
                        TEXTS >> 20
                    ));
                }
                if tags.cells > CELLS {
                    return Err(format!(
                        "it has, or repeats, more than {} million cells: export CSV in UTF-8",
                        CELLS >> 20
                    ));
                }
                if tags.blanks > BLANKS {
                    return Err("it has more merged cells than any table does".into());
                }
            }
        }
        let over = part.limit() == 0;
        if over {
            let most = if is_held { HELD.min(left) } else { UNPACKED };
            return Err(format!("it has more than {} MiB unpacked", most >> 20));
        }
        left = left.saturating_sub(most + 1 - part.limit());
        texts += tags.texts;
        if is_sheet {
            looked.hidden += tags.hidden;
        }
        looked.tables.append(&mut tags.tables);
    }
    Ok(looked)
}

/// The tags of a part, as they pass.
#[derive(Default)]
struct Tags {
    tag: Vec<u8>,
    is_in_tag: bool,
    /// Bytes since the last beginning or end of a tag, and the most of them that there were.
    since: u64,
    longest: u64,
    hidden: u64,
    /// Texts that cells share.
    texts: u64,
    /// Whether the part is that of the tables of .ods.
    is_table: bool,
    tables: Vec<Vec<Blank>>,
    blanks: usize,
    /// Cells of .ods, as often as they stand.
    cells: u64,
    /// How often the row stands that is read.
    rows: u64,
    /// Empty cells before the next one that is filled.
    empty: u64,
    /// Row that is read, and the next one.
    row: u64,
    next_row: u64,
    /// Column of the next cell.
    column: u64,
}

impl Tags {
    fn take(&mut self, byte: u8) {
        match byte {
            b'<' => {
                self.tag.clear();
                self.is_in_tag = true;
                self.since = 0;
            }
            b'>' if self.is_in_tag => {
                self.is_in_tag = false;
                self.since = 0;
                let tag = std::mem::take(&mut self.tag);
                self.see(&tag);
                self.tag = tag;
            }
            byte => {
                self.since += 1;
                self.longest = self.longest.max(self.since);
                if self.is_in_tag && self.tag.len() < TAG {
                    self.tag.push(byte);
                }
            }
        }
    }

    fn see(&mut self, tag: &[u8]) {
        let is = |name: &[u8]| {
            tag.strip_prefix(name).is_some_and(|rest| {
                matches!(rest.first(), None | Some(b' ' | b'/' | b'\n' | b'\r' | b'\t'))
            })
        };
        self.hidden += u64::from(is_hidden_row(tag));
        // `<x:si>` where the names of the tags have a prefix.
        let local =
            tag.iter().position(|byte| *byte == b':').map_or(tag, |colon| &tag[colon + 1..]);
        self.texts += u64::from(matches!(local, b"si" | b"si/") || local.starts_with(b"si "));
        if !self.is_table {
            return;
        }
        if is(b"table:table") {
            self.tables.push(Vec::new());
            (self.row, self.next_row) = (0, 0);
        } else if is(b"table:table-row") {
            (self.rows, self.empty) = (repeated(tag, b"number-rows-repeated=\""), 0);
            (self.row, self.column) = (self.next_row, 0);
            self.next_row = self.next_row.saturating_add(self.rows);
        } else if is(b"table:table-cell") || is(b"table:covered-table-cell") {
            self.count(tag);
        }
    }

    /// Counts the cells of .ods, but for empty ones at the end of a row or of the table, and notes those without a
    /// value of their own.
    fn count(&mut self, tag: &[u8]) {
        let columns = repeated(tag, b"number-columns-repeated=\"");
        // Whatever has an own value or content.
        let has = |text: &[u8]| tag.windows(text.len()).any(|window| window == text);
        let why = match () {
            () if tag.starts_with(b"table:covered") => Some(NoValue::Merged),
            () if has(b"table:formula=") && !has(b"office:") => Some(NoValue::Formula),
            () => None,
        };
        if let (Some(why), Some(table)) = (why, self.tables.last_mut()) {
            let last = |first: u64, count: u64| {
                let last = first.saturating_add(count.max(1) - 1);
                (first.min(u64::from(u32::MAX)) as u32, last.min(u64::from(u32::MAX)) as u32)
            };
            table.push(Blank {
                rows: last(self.row, self.rows),
                columns: last(self.column, columns),
                why,
            });
            self.blanks += 1;
        }
        self.column = self.column.saturating_add(columns);
        if has(b"office:") || !tag.ends_with(b"/") {
            let cells = self.empty.saturating_add(columns).saturating_mul(self.rows);
            self.cells = self.cells.saturating_add(cells);
            self.empty = 0;
        } else {
            self.empty = self.empty.saturating_add(columns);
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
        let hidden = |bytes: &[u8]| look(bytes).map(|looked| looked.hidden);
        assert_eq!(hidden(&archive("xl/worksheets/sheet1.xml", sheet)), Ok(2));
        assert_eq!(hidden(&archive("xl/styles.xml", sheet)), Ok(0));
        let ods = b"<table:table-row table:visibility=\"filter\"/><table:table-row table:number-rows-repeated=\"9\" table:visibility=\"collapse\"/>";
        assert_eq!(hidden(&archive("content.xml", ods)), Ok(1));
        let cells = |cell: &str, rows: &str| {
            let row = format!("<table:table-row{rows}>{cell}</table:table-row>");
            hidden(&archive("content.xml", row.as_bytes()))
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
        let bomb = archive("xl/worksheets/sheet1.xml", &b" <a/>".repeat(2 << 20));
        assert!(bomb.len() < 100_000);
        assert!(look(&bomb).unwrap_err().contains("unpacked"));
        assert_eq!(hidden(&archive("a", &vec![b' '; 1 << 19])), Ok(0));
    }

    #[test]
    fn what_a_reader_holds_is_bounded_before_it_reads() {
        let told = |name: &str, text: &str| look(&archive(name, text.as_bytes())).unwrap_err();
        let many = |text: &str, count: usize| text.repeat(count);
        for name in ["xl/sharedStrings.xml", "xl\\SharedStrings.xml", "other/texts.xml"] {
            assert!(told(name, &many("<si><t>a</t></si>", 1025)).contains("texts"), "{name}");
            assert!(told(name, &many("<si/>", 1025)).contains("texts"), "{name}");
            assert!(told(name, &many("<x:si >", 1025)).contains("texts"), "{name}");
            assert!(look(&archive(name, many("<si><t>a</t></si>", 1024).as_bytes())).is_ok());
            assert!(told(name, &format!("<t>{}", many("a", 1 << 19))).contains("longer"), "{name}");
        }
        assert!(
            told("xl/worksheets/a.xml", &format!("<c a=\"{}", many("a", 1 << 19)))
                .contains("longer")
        );
        for name in ["xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "styles.xml"]
        {
            assert!(told(name, &many("<xf/>", 1000)).contains("unpacked"), "{name}");
        }
    }

    #[test]
    fn cells_without_a_value_of_their_own_are_found() {
        let tables = b"<table:table table:name=\"a\"><table:table-row/></table:table><table:table>\
            <table:table-row table:number-rows-repeated=\"2\"/>\
            <table:table-row><table:table-cell office:value=\"1\"/><table:covered-table-cell table:number-columns-repeated=\"2\"/>\
            <table:table-cell table:formula=\"of:=A1\"/><table:table-cell table:formula=\"of:=A1\" office:value=\"1\"/>\
            </table:table-row></table:table>";
        let looked = look(&archive("content.xml", tables)).unwrap();
        let blank = |columns, why| Blank { rows: (2, 2), columns, why };
        let found = [blank((1, 2), NoValue::Merged), blank((3, 3), NoValue::Formula)];
        assert_eq!(looked.tables, [vec![], found.to_vec()]);
    }
}
