//! Workbooks of old Excel (.xls): what a reader would hold is bounded before it reads.
//!
//! Such a file is a compound file, MS-CFB, with one stream of records, MS-XLS: a part for the whole book, then one for
//! each sheet, each from a BOF to its EOF. A few bytes can ask for much: a table as wide as two cells that are far from
//! each other, one text in each of a million cells, one sheet under many names. So the records are walked through, what
//! a table needs no record for is made void, and the reader is given a compound file of these records alone.

use std::collections::HashSet;
use std::io::{Cursor, Read, Write};

use cfb::CompoundFile;

/// Most bytes of a file: one with all rows and 128 columns of numbers has about as many.
pub const FILE: u64 = 1 << 27;
/// Most cells of the tables of all sheets, empty ones too, since a reader holds a place for each: 128 columns of a
/// sheet with all its 65,536 rows.
const AREA: u64 = if cfg!(test) { 1 << 12 } else { 1 << 23 };
/// Most bytes of all texts: one that many cells share counts for each.
const TEXT: u64 = if cfg!(test) { 1 << 16 } else { 1 << 28 };
/// Most pieces of one record: each has up to 8,224 bytes.
const PIECES: usize = if cfg!(test) { 1 << 8 } else { 1 << 15 };

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000a;
const CONTINUE: u16 = 0x003c;
const SHEET: u16 = 0x0085;
const TEXTS: u16 = 0x00fc;
const FORMULA: u16 = 0x0006;
/// Text that a formula gives, behind it.
const FORMULA_TEXT: u16 = 0x0207;
const SHARED_TEXT: u16 = 0x00fd;
const NUMBERS: u16 = 0x00bd;
const MERGED: u16 = 0x00e5;
/// Type that no record has.
const VOID: u16 = 0xffff;

/// Records that are read, with the fewest bytes of each.
const READ: [(u16, usize); 20] = [
    (BOF, 4),
    (EOF, 0),
    (CONTINUE, 0),
    (SHEET, 8),
    (TEXTS, 8),
    (FORMULA, 22),
    (SHARED_TEXT, 10),
    (NUMBERS, 12),
    (MERGED, 2),
    (0x002f, 2),  // a password
    (0x0042, 2),  // the code page of texts
    (0x0022, 2),  // whether days are counted from 1904
    (0x041e, 2),  // a format of numbers
    (0x00e0, 4),  // the format of cells
    (0x0203, 14), // a number
    (0x0204, 8),  // a text
    (0x00d6, 8),  // a text with fonts
    (0x0205, 8),  // a yes or no, or an error
    (0x027e, 10), // a short number
    (FORMULA_TEXT, 2),
];
/// Cells that have a value.
const CELLS: [u16; 8] = [FORMULA, SHARED_TEXT, NUMBERS, 0x0203, 0x0204, 0x00d6, 0x0205, 0x027e];

/// Checks a workbook, and gives one back that has what its tables need alone. Tells what is wrong.
pub fn bounded(bytes: Vec<u8>) -> Result<Vec<u8>, String> {
    if bytes.len() as u64 > FILE {
        return Err(format!("it has more than {} MiB", FILE >> 20));
    }
    let told = |error: std::io::Error| error.to_string();
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(told)?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name));
    let stream = file.open_stream(name.ok_or("it has no stream of a workbook")?).map_err(told)?;
    let mut records = Vec::new();
    stream.take(FILE).read_to_end(&mut records).map_err(told)?;
    drop(file);
    Walk::default().through(&mut records)?;
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).map_err(told)?;
    let mut stream = file.create_stream("/Workbook").map_err(told)?;
    stream.write_all(&records).map_err(told)?;
    stream.flush().map_err(told)?;
    drop(stream);
    Ok(file.into_inner().into_inner())
}

/// What was seen on the way through the records.
#[derive(Default)]
struct Walk {
    /// Beginnings of the parts, and parts within the one that is read.
    parts: HashSet<usize>,
    depth: usize,
    /// Where the sheets are said to begin.
    sheets: HashSet<usize>,
    /// Bytes of each text that cells share.
    texts: Option<Vec<u32>>,
    /// First and last row and column of the sheet.
    table: Option<[u16; 4]>,
    area: u64,
    /// Cells with a value: one may be said several times.
    cells: u64,
    text: u64,
}

impl Walk {
    fn through(mut self, stream: &mut [u8]) -> Result<(), String> {
        let mut at = 0;
        while let Some(end) = end_of(stream, at) {
            let kind = number(stream, at);
            let mut ends = Vec::new();
            let mut next = end;
            while let Some(end) = end_of(stream, next).filter(|_| number(stream, next) == CONTINUE)
            {
                if ends.len() == PIECES {
                    return Err("it has a record in more pieces than any table needs".into());
                }
                ends.push(next + 4..end);
                next = end;
            }
            let pieces: Vec<_> = std::iter::once(at + 4..end).chain(ends).collect();
            self.see(stream, at, kind, &pieces)?;
            at = next;
        }
        self.close();
        match self.sheets.is_subset(&self.parts) {
            true if self.area <= AREA => Ok(()),
            true => Err(too_large()),
            false => Err("it names a sheet where none begins".into()),
        }
    }

    fn see(
        &mut self,
        stream: &mut [u8],
        at: usize,
        kind: u16,
        pieces: &[std::ops::Range<usize>],
    ) -> Result<(), String> {
        let data = pieces[0].clone();
        let fewest = READ.iter().find(|(read, _)| *read == kind);
        let is_book = self.parts.len() == 1 && self.depth == 1;
        match (kind, fewest) {
            (_, None) => stream[at..at + 2].copy_from_slice(&VOID.to_le_bytes()),
            (_, Some((_, fewest))) if data.len() < *fewest => {
                return Err("it has a record that is too short".into());
            }
            (BOF, _) => {
                if self.depth == 0 {
                    self.parts.insert(at);
                }
                self.depth += 1;
            }
            (EOF, _) => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.close();
                }
            }
            (SHEET, _) if is_book => {
                let place = u32::from_le_bytes([
                    stream[data.start],
                    stream[data.start + 1],
                    stream[data.start + 2],
                    stream[data.start + 3],
                ]);
                if place == 0 || !self.sheets.insert(place as usize) {
                    return Err("it has one sheet under several names".into());
                }
            }
            (TEXTS, _) if is_book => {
                let pieces: Vec<&[u8]> =
                    pieces.iter().map(|piece| &stream[piece.clone()]).collect();
                if self.texts.replace(lengths(&pieces)?).is_some() {
                    return Err("it has two lists of texts".into());
                }
            }
            // Elsewhere nobody looks for them.
            (SHEET | TEXTS, _) => stream[at..at + 2].copy_from_slice(&VOID.to_le_bytes()),
            (MERGED, _) if data.len() < 2 + 8 * usize::from(number(stream, data.start)) => {
                return Err("it has a record that is too short".into());
            }
            (FORMULA_TEXT | 0x0204 | 0x00d6, _) => self.text += data.len() as u64 * 3,
            (_, Some(_)) => {}
        }
        if CELLS.contains(&kind) {
            self.cell(stream, kind, data)?;
        }
        match self.area.max(self.cells) > AREA || self.text > TEXT {
            true => Err(too_large()),
            false => Ok(()),
        }
    }

    /// Takes the cells of a record into the table of the sheet.
    fn cell(
        &mut self,
        stream: &mut [u8],
        kind: u16,
        data: std::ops::Range<usize>,
    ) -> Result<(), String> {
        let (row, column) = (number(stream, data.start), number(stream, data.start + 2));
        let mut last = column;
        match kind {
            NUMBERS => {
                last = number(stream, data.end - 2);
                if last < column {
                    return Err("it has a row that ends before it begins".into());
                }
            }
            SHARED_TEXT => {
                let place = data.start + 6;
                let text =
                    u32::from(number(stream, place)) | u32::from(number(stream, place + 2)) << 16;
                let texts = self.texts.as_deref().unwrap_or_default();
                self.text += texts.get(text as usize).map_or(0, |bytes| u64::from(*bytes));
            }
            // Its value is kept; how it is calculated is nobody's concern here.
            FORMULA => stream[data.start + 20..data.start + 22].fill(0),
            _ => {}
        }
        self.cells += u64::from(last - column) + 1;
        let table = self.table.get_or_insert([row, row, column, last]);
        *table = [table[0].min(row), table[1].max(row), table[2].min(column), table[3].max(last)];
        Ok(())
    }

    /// Adds the table of a sheet that ends.
    fn close(&mut self) {
        if let Some([first, last, left, right]) = self.table.take() {
            self.area += (u64::from(last - first) + 1) * (u64::from(right - left) + 1);
        }
    }
}

fn too_large() -> String {
    "it has too many cells or too much text, or cells that are far from the others: export CSV in UTF-8".into()
}

/// Number of two bytes.
fn number(stream: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([stream[at], stream[at + 1]])
}

/// End of the record that begins at a place, if it is there as a whole.
fn end_of(stream: &[u8], at: usize) -> Option<usize> {
    let end = at + 4 + usize::from(number(stream.get(at..at + 4)?, 2));
    (end <= stream.len()).then_some(end)
}

/// Most bytes that each text of a list takes as UTF-8, read as a reader reads it (MS-XLS 2.4.265 and 2.5.293).
fn lengths(pieces: &[&[u8]]) -> Result<Vec<u32>, String> {
    let short = || "it has a text that is cut off".to_owned();
    let (first, rest) = pieces.split_first().ok_or_else(short)?;
    let mut text = Pieces { now: &first[8..], rest };
    let (mut lengths, mut all) = (Vec::new(), 0);
    while !text.now.is_empty() || text.next() {
        if text.now.is_empty() {
            lengths.push(0);
            continue;
        }
        let head = text.take(3).ok_or_else(short)?;
        let (mut left, flags) = (usize::from(number(head, 0)), head[2]);
        let length = 4 * left as u32;
        let runs = match flags & 8 {
            0 => 0,
            _ => usize::from(number(text.take(2).ok_or_else(short)?, 0)),
        };
        let more = match flags & 4 {
            0 => 0,
            _ => text
                .take(4)
                .map(|n| u32::from_le_bytes([n[0], n[1], n[2], n[3]]))
                .ok_or_else(short)?,
        };
        let mut width = 1 + usize::from(flags & 1);
        while left > 0 {
            let there = left.min(text.now.len() / width);
            text.take(there * width);
            left -= there;
            if left > 0 {
                if !text.next() {
                    return Err(short());
                }
                width = 1 + usize::from(text.take(1).ok_or_else(short)?[0] & 1);
            }
        }
        text.skip(4 * runs as u64 + u64::from(more)).ok_or_else(short)?;
        lengths.push(length);
        all += u64::from(length);
        if all > TEXT || lengths.len() as u64 > AREA {
            return Err(too_large());
        }
    }
    Ok(lengths)
}

/// Pieces of one record, of which the first ones are read.
struct Pieces<'a> {
    now: &'a [u8],
    rest: &'a [&'a [u8]],
}

impl<'a> Pieces<'a> {
    fn next(&mut self) -> bool {
        let Some((first, rest)) = self.rest.split_first() else { return false };
        (self.now, self.rest) = (first, rest);
        true
    }

    fn take(&mut self, bytes: usize) -> Option<&'a [u8]> {
        let (taken, left) = self.now.split_at_checked(bytes)?;
        self.now = left;
        Some(taken)
    }

    fn skip(&mut self, mut bytes: u64) -> Option<()> {
        while bytes > 0 {
            if self.now.is_empty() && !self.next() {
                return None;
            }
            let here = bytes.min(self.now.len() as u64);
            self.take(here as usize);
            bytes -= here;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
    }

    fn number_at(row: u16, column: u16) -> Vec<u8> {
        let place = [row.to_le_bytes(), column.to_le_bytes(), [0; 2]].concat();
        record(0x0203, &[&place[..], &1.5_f64.to_le_bytes()].concat())
    }

    fn shared_text_at(row: u16) -> Vec<u8> {
        record(SHARED_TEXT, &[&row.to_le_bytes()[..], &[0; 8]].concat())
    }

    fn texts(letters: u16) -> Vec<u8> {
        let text = [&letters.to_le_bytes()[..], &[0], &vec![b'a'; letters.into()]].concat();
        record(TEXTS, &[&[0; 8][..], &text].concat())
    }

    /// The records of a book with one sheet, which stands in it under so many names.
    fn book(names: usize, of_book: &[u8], of_sheet: &[u8]) -> Vec<u8> {
        let bof = record(BOF, &[0, 6, 5, 0]);
        let eof = record(EOF, &[]);
        let at = bof.len() + names * 13 + of_book.len() + eof.len();
        let name = [&(at as u32).to_le_bytes()[..], &[0, 0, 1, 0, b'S']].concat();
        let sheets = record(SHEET, &name).repeat(names);
        [&bof[..], &sheets, of_book, &eof, &bof, of_sheet, &eof].concat()
    }

    fn walked(mut records: Vec<u8>) -> Result<Vec<u8>, String> {
        Walk::default().through(&mut records).map(|()| records)
    }

    #[test]
    fn what_a_reader_holds_is_bounded_before_it_reads() {
        let told = |names, of_book: &[u8], of_sheet: &[u8]| {
            walked(book(names, of_book, of_sheet)).unwrap_err()
        };
        assert!(walked(book(1, &[], &number_at(9, 9))).is_ok());
        // Two cells in the corners of a table.
        let corners = [number_at(0, 0), number_at(u16::MAX, 255)].concat();
        assert!(told(1, &[], &corners).contains("far from"));
        assert!(walked(book(1, &[], &[number_at(0, 0), number_at(4095, 0)].concat())).is_ok());
        assert!(told(1, &[], &[number_at(0, 0), number_at(4096, 0)].concat()).contains("far from"));
        assert!(told(1, &[], &number_at(0, 0).repeat(4097)).contains("too many"));
        // One long text in many cells.
        let cells = |count: u16| (0..count).flat_map(shared_text_at).collect::<Vec<u8>>();
        assert!(walked(book(1, &texts(1000), &cells(16))).is_ok());
        assert!(told(1, &texts(1000), &cells(17)).contains("too much text"));
        assert!(told(1, &texts(1000).repeat(2), &[]).contains("two lists"));
        let cut = record(TEXTS, &[0, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, b'a']);
        assert!(told(1, &cut, &[]).contains("cut off"));
        assert!(told(2, &[], &number_at(0, 0)).contains("several names"));
        let pieces = [record(TEXTS, &[0; 8]), record(CONTINUE, &[]).repeat(257)].concat();
        assert!(told(1, &pieces, &[]).contains("pieces"));
        let mut elsewhere = book(1, &[], &[]);
        elsewhere[12] += 1;
        assert!(walked(elsewhere).unwrap_err().contains("none begins"));
    }

    /// What a reader would take memory for, or follow, that no table needs.
    #[test]
    fn records_that_no_table_needs_are_made_void() {
        let size = record(0x0200, &[255; 14]);
        let formula = [&[0; 6][..], &1.5_f64.to_le_bytes(), &[0; 6], &[9, 0], &[7; 9]].concat();
        let records = walked(book(1, &[], &[size, record(FORMULA, &formula)].concat())).unwrap();
        let has = |bytes: &[u8]| records.windows(bytes.len()).any(|window| window == bytes);
        assert!(has(&record(VOID, &[255; 14])));
        assert!(has(&[&[0; 2][..], &[7; 9]].concat()) && !has(&[&[9, 0][..], &[7; 9]].concat()));
    }

    #[test]
    fn texts_are_measured_across_pieces() {
        let rich = [&[3, 0, 0b1101, 1, 0, 2, 0, 0, 0][..], &[b'a', 0]].concat();
        let first = [&[0; 8][..], &[2, 0, 0, b'a', b'b'], &rich].concat();
        // The third text goes on in other letters, then come a run of fonts and two more bytes.
        let pieces: [&[u8]; 3] = [&first, &[0, b'b', b'c', 1, 2], &[3, 4, 5, 6, 1, 0, 0, b'x']];
        assert_eq!(lengths(&pieces), Ok(vec![8, 12, 4]));
        assert!(lengths(&pieces[..2]).is_err());
    }

    /// A chain of sectors that ends where it began would be read for ever.
    #[test]
    fn chains_without_an_end_are_refused() {
        let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        let records = book(1, &texts(1000), &number_at(0, 0).repeat(1000));
        file.create_stream("/Workbook").unwrap().write_all(&records).unwrap();
        let bytes = file.into_inner().into_inner();
        assert!(bounded(bytes.clone()).is_ok());
        // The table of sectors says of each which comes behind it.
        let table = bytes
            .chunks(4096)
            .position(|sector| sector.starts_with(&[0xfd, 255, 255, 255]) && sector.len() == 4096);
        let table = table.unwrap() * 4096;
        let entries = (table..table + 4096).step_by(4);
        let next = entries.map(|at| (at, number(&bytes, at), number(&bytes, at + 2)));
        let links: Vec<_> = next.filter(|(_, _, high)| *high == 0).map(|(at, ..)| at).collect();
        let mut bytes = bytes;
        for at in links {
            let own = ((at - table) / 4) as u32;
            bytes[at..at + 4].copy_from_slice(&own.to_le_bytes());
        }
        assert!(bounded(bytes).is_err());
    }
}
