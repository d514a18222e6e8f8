//! A workbook: a sheet that tells what it is, and one for each table, with charts that a spreadsheet can edit.

use rust_xlsxwriter::{
    Chart, ChartErrorBars, ChartErrorBarsDirection, ChartErrorBarsType, ChartFormat, ChartRange,
    ChartSolidFill, DocProperties, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

use crate::foreign;
use crate::proto::v1::{Basis, Unit};

use super::cell::{Cell, letter};
use super::say::Say;
use super::{Report, Section, Table};

/// What each column of a table takes: value, lower and upper end, letter, and where it comes from or why
/// it is not there.
pub const WIDTH: u16 = 5;

/// The row of the first figures: caption and two rows of headings stand above.
pub const FIRST_ROW: u32 = 3;

/// What fits into the broad column of the first sheet, in wide letters.
const LETTERS_OF_A_LINE: usize = 84;

/// Pixels of a row of a sheet, and of a bar of a chart.
const ROW_PIXELS: u32 = 20;
const BAR_PIXELS: u32 = 26;

struct Formats {
    text: Format,
    wrapped: Format,
    title: Format,
    heading: Format,
    group: Format,
    number: Format,
    percent: Format,
    ratio: Format,
    letter: Format,
    untold: Format,
}

impl Formats {
    fn new() -> Self {
        // A text stays one, too, when somebody edits the cell: "=1+1" never becomes a formula.
        let text = || Format::new().set_quote_prefix();
        let heading = text().set_bold().set_text_wrap().set_border_bottom(FormatBorder::Thin);
        Self {
            text: text(),
            wrapped: text().set_text_wrap().set_align(FormatAlign::Top),
            title: text().set_bold().set_font_size(14),
            heading: heading.set_align(FormatAlign::Center),
            group: text().set_bold(),
            number: Format::new().set_num_format("General"),
            percent: Format::new().set_num_format("General\" %\""),
            ratio: Format::new().set_num_format("General\" : 1\""),
            letter: text().set_align(FormatAlign::Center),
            untold: text().set_align(FormatAlign::Right),
        }
    }
}

impl Formats {
    /// How a number of a unit is written: the cell still holds the number.
    fn of(&self, unit: Unit) -> &Format {
        match unit {
            Unit::Percent => &self.percent,
            Unit::Ratio => &self.ratio,
            _ => &self.number,
        }
    }
}

/// The workbook as bytes.
pub fn workbook(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let say = Say(report.language);
    let formats = Formats::new();
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_title(foreign::line(&report.title)));
    cover(workbook.add_worksheet(), report, say, &formats)?;
    for (place, table) in report.tables().enumerate() {
        let name = sheet_name(place + 1, &foreign::line(&table.caption));
        sheet(workbook.add_worksheet(), &name, table, say, &formats)?;
    }
    workbook.save_to_buffer()
}

/// Name of a table's sheet: its place and as many words of its caption as the format takes, which allows
/// 31 characters and neither brackets, colons, asterisks, question marks, slashes nor quotes. Three dots say that
/// there are more.
fn sheet_name(place: usize, caption: &str) -> String {
    const MOST: usize = 31;
    let allowed = |c: char| if "[]*?/\\'".contains(c) { ' ' } else { c };
    let caption: String = caption.replace(':', " –").chars().map(allowed).collect();
    let length = |text: &str| text.encode_utf16().count();
    let words: Vec<&str> = caption.split_whitespace().collect();
    let whole = format!("{place} {}", words.join(" "));
    if length(&whole) <= MOST {
        return whole;
    }
    let mut kept: Vec<&str> = Vec::new();
    for word in &words {
        let longer =
            length(&place.to_string()) + kept.iter().map(|word| length(word) + 1).sum::<usize>();
        if longer + 1 + length(word) + 1 > MOST {
            break;
        }
        kept.push(word);
    }
    // A preposition at the end, or a dash, begins what is left out.
    while kept.len() > 1 && kept.last().is_some_and(|word| length(word) <= 3) {
        kept.pop();
    }
    format!("{place} {}…", kept.join(" "))
}

/// The first sheet: title, what the report is about, and all its paragraphs.
fn cover(
    sheet: &mut Worksheet,
    report: &Report,
    say: Say,
    formats: &Formats,
) -> Result<(), XlsxError> {
    sheet.set_name(say.word("report-sheet_about"))?;
    sheet.set_column_width(0, 28)?;
    sheet.set_column_width(1, 90)?;
    sheet.set_print_fit_to_pages(1, 0);
    let mut row = 0;
    write(sheet, row, 0, &report.title, &formats.title)?;
    row += 2;
    for (name, value) in &report.about {
        write(sheet, row, 0, name, &formats.group)?;
        paragraph(sheet, row, value, formats)?;
        row += 1;
    }
    for Section { title, text, tables } in &report.sections {
        row += 1;
        write(sheet, row, 0, title, &formats.group)?;
        for text in text.iter().chain(tables.iter().map(|table| &table.caption)) {
            paragraph(sheet, row, text, formats)?;
            row += 1;
        }
        row += u32::from(text.is_empty() && tables.is_empty());
    }
    Ok(())
}

/// A text of several lines. Not every spreadsheet makes room for them by itself.
fn paragraph(
    sheet: &mut Worksheet,
    row: u32,
    text: &str,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let lines = text.chars().count().div_ceil(LETTERS_OF_A_LINE).max(1);
    sheet.set_row_height(row, 15.0 * lines as f64)?;
    write(sheet, row, 1, text, &formats.wrapped)
}

fn write(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(row, column, foreign::line(text), format).map(|_| ())
}

fn sheet(
    sheet: &mut Worksheet,
    name: &str,
    table: &Table,
    say: Say,
    formats: &Formats,
) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(1, FIRST_ROW - 1)?;
    sheet.set_freeze_panes(FIRST_ROW, 1)?;
    sheet.set_column_width(0, 44)?;
    write(sheet, 0, 0, &table.caption, &formats.title)?;
    write(sheet, 2, 0, &table.rows_are, &formats.heading)?;
    let parts = ["report-value", "report-low", "report-high", "report-precision", "report-remark"];
    for (place, column) in table.columns.iter().enumerate() {
        let first = 1 + WIDTH * place as u16;
        let label = foreign::line(&column.label);
        sheet.merge_range(1, first, 1, first + WIDTH - 1, &label, &formats.heading)?;
        for (at, part) in (first..).zip(parts) {
            write(sheet, 2, at, &say.word(part), &formats.heading)?;
            sheet.set_column_width(at, if part == "report-remark" { 30 } else { 9 })?;
        }
    }
    let mut row = FIRST_ROW;
    let mut group = "";
    for line in &table.rows {
        if line.group != group {
            write(sheet, row, 0, &line.group, &formats.group)?;
            group = &line.group;
            row += 1;
        }
        write(sheet, row, 0, &line.label, &formats.text)?;
        for (place, cell) in line.cells.iter().enumerate() {
            figure(sheet, row, 1 + WIDTH * place as u16, cell, say, formats)?;
        }
        row += 1;
    }
    for note in table.notes.iter().chain([&table.source, &table.level]) {
        row += 1;
        write(sheet, row, 0, note, &formats.text)?;
    }
    if let Some(column) = table.drawn {
        row = draw(sheet, name, table, column, row + 2, say)?;
    }
    // What the chart is drawn from stands beside, and is not printed.
    sheet.set_print_area(0, 0, row, WIDTH * table.columns.len() as u16)?;
    Ok(())
}

fn figure(
    sheet: &mut Worksheet,
    row: u32,
    first: u16,
    cell: &Cell,
    say: Say,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let (value, bounds, precision, remark) = match cell {
        Cell::Figure(figure) => (
            figure.estimate(),
            Some((figure.low, figure.high)),
            letter(figure.precision),
            match figure.is_provisional {
                true => {
                    let provisional = say.word("report-release_provisional");
                    format!("{}, {provisional}", say.basis(figure.basis))
                }
                false => say.basis(figure.basis),
            },
        ),
        Cell::Change(change) => {
            (change.difference, Some((change.low, change.high)), "", say.verdict(change))
        }
        Cell::Missing(reason) => (None, None, "", say.word(&reason.key())),
    };
    let number = match cell {
        Cell::Figure(figure) => formats.of(figure.unit),
        Cell::Change(change) => formats.of(change.unit),
        Cell::Missing(_) => &formats.number,
    };
    match value {
        Some(value) => {
            sheet.write_number_with_format(row, first, value, number)?;
        }
        // What a difference says stands in the remark.
        None if matches!(cell, Cell::Change(_)) => write(sheet, row, first, "–", &formats.untold)?,
        // `<10` or a dot: a text, which no sum takes for a number.
        None => write(sheet, row, first, &say.short(cell), &formats.untold)?,
    }
    if let Some((low, high)) = bounds {
        sheet.write_number_with_format(row, first + 1, low, number)?;
        sheet.write_number_with_format(row, first + 2, high, number)?;
    }
    write(sheet, row, first + 3, precision, &formats.letter)?;
    write(sheet, row, first + 4, &remark, &formats.text)
}

/// Bars with their margins, from a row on; gives the row behind them. Spreadsheets draw margins as lengths:
/// they stand to the right of the table, under their own heading. What is not told has no bar, and says
/// so in its label.
fn draw(
    sheet: &mut Worksheet,
    name: &str,
    table: &Table,
    column: usize,
    top: u32,
    say: Say,
) -> Result<u32, XlsxError> {
    let drawn: Vec<_> =
        table.rows.iter().filter_map(|row| Some((row, row.cells.get(column)?))).collect();
    let is_drawn = |cell: &Cell| cell.figure().is_some_and(|figure| figure.estimate().is_some());
    if !drawn.iter().any(|(_, cell)| is_drawn(cell)) {
        return Ok(top);
    }
    let first = 1 + WIDTH * table.columns.len() as u16 + 2;
    let formats = Formats::new();
    let parts = ["report-chart_label", "report-value", "report-chart_below", "report-chart_above"];
    for (at, part) in (first..).zip(parts) {
        write(sheet, 2, at, &say.word(part), &formats.heading)?;
    }
    for (row, (line, cell)) in (FIRST_ROW..).zip(&drawn) {
        let estimate = cell.figure().and_then(|figure| figure.estimate());
        let label = match estimate {
            Some(_) => line.label.clone(),
            None => format!("{} ({})", line.label, say.short(cell)),
        };
        write(sheet, row, first, &label, &formats.text)?;
        if let (Some(value), Some(figure)) = (estimate, cell.figure()) {
            sheet.write_number(row, first + 1, value)?;
            let exact = figure.basis == Basis::Exact;
            let (low, high) = if exact { (value, value) } else { (figure.low, figure.high) };
            sheet.write_number(row, first + 2, value - low)?;
            sheet.write_number(row, first + 3, high - value)?;
        }
    }
    let last = FIRST_ROW + drawn.len() as u32 - 1;
    let range = |at: u16| ChartRange::new_from_range(name, FIRST_ROW, at, last, at);
    let mut margins = ChartErrorBars::new();
    margins
        .set_type(ChartErrorBarsType::Custom(range(first + 3), range(first + 2)))
        .set_direction(ChartErrorBarsDirection::Both);
    let mut blue = ChartFormat::new();
    blue.set_solid_fill(ChartSolidFill::new().set_color("#1F5A94"));
    let mut chart = Chart::new_bar();
    chart
        .add_series()
        .set_categories(&range(first))
        .set_values(&range(first + 1))
        .set_format(&mut blue)
        .set_x_error_bars(&margins);
    let year = table.columns.get(column).map(|column| column.label.clone()).unwrap_or_default();
    let title = foreign::line(&format!("{} ({year})", table.caption));
    chart.title().set_name(&title);
    chart.legend().set_hidden();
    // Of a chart of bars the axis of values is the horizontal one. The first row is on top, as in the table.
    chart.x_axis().set_min(0.0);
    chart.y_axis().set_reverse();
    chart.set_alt_text(&title);
    let height = 120 + BAR_PIXELS * drawn.len() as u32;
    chart.set_width(760).set_height(height);
    sheet.insert_chart(top, 0, &chart)?;
    Ok(top + height / ROW_PIXELS + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_a_sheet_that_is_too_long_ends_between_phrases_and_says_so() {
        for (caption, name) in [
            ("Indicators", "3 Indicators"),
            ("Victims by: type of exploitation", "3 Victims by – type…"),
            ("Viktima sipas: lloji i shfrytëzimit", "3 Viktima sipas – lloji…"),
        ] {
            assert_eq!(sheet_name(3, caption), name);
        }
        let long = sheet_name(12, &"a'b[c]:d*e?f/g\\h ".repeat(9));
        assert!(
            long.encode_utf16().count() <= 31
                && !long.contains(['[', ']', ':', '*', '?', '/', '\\', '\''])
        );
    }
}
