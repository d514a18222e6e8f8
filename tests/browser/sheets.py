"""Opens workbooks of reports in LibreOffice, and compares what it shows of each cell, and how many charts
it has, with what is in the files.

Arguments: the workbooks."""

import csv
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from openpyxl import load_workbook

# All sheets as CSV in UTF-8, values as they are and not as they are shown.
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"


def converted(book, form, directory):
    """What LibreOffice makes of a workbook."""
    profile = f"-env:UserInstallation=file://{directory}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", directory, book]
    subprocess.run(command, check=True, capture_output=True, timeout=240)


def text(value):
    """A cell as LibreOffice writes it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)


def is_same(shown, value):
    if shown == text(value):
        return True
    try:
        return abs(float(shown) - float(value)) <= 1e-9 * max(1.0, abs(float(value)))
    except (TypeError, ValueError):
        return False


def charts(book):
    with zipfile.ZipFile(book) as parts:
        return sum(name.startswith("xl/charts/chart") for name in parts.namelist())


def look(book):
    """Compares one workbook. Returns how many cells and charts it has."""
    cells = 0
    with tempfile.TemporaryDirectory() as directory:
        converted(book, AS_CSV, directory)
        for sheet in load_workbook(book, data_only=True).worksheets:
            path = Path(directory, f"{book.stem}-{sheet.title}.csv")
            with open(path, newline="", encoding="utf-8") as file:
                shown = list(csv.reader(file))
            for row in sheet.iter_rows():
                for cell in row:
                    at = shown[cell.row - 1] if cell.row <= len(shown) else []
                    there = at[cell.column - 1] if cell.column <= len(at) else ""
                    assert is_same(there, cell.value), (book.name, sheet.title, cell.coordinate, there, cell.value)
                    cells += cell.value is not None
        Path(directory, "again").mkdir()
        converted(book, "xlsx", f"{directory}/again")
        had, has = charts(book), charts(Path(directory, "again", book.name))
        assert had == has, f"{book.name}: {had} charts, of which LibreOffice has {has}"
    return cells, had


def main():
    books = [Path(name).resolve() for name in sys.argv[1:]]
    found = [look(book) for book in books]
    cells, all_charts = (sum(column) for column in zip(*found))
    assert cells > 200 and all_charts > 0, (cells, all_charts)
    print(f"browser: LibreOffice opens {len(books)} workbooks, {cells} cells and {all_charts} charts as they are")


main()
