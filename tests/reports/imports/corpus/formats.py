"""The letter's table in other formats than a workbook, told by their content alone."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

from tests.reports.imports.corpus.cases import (
    LETTER_FIGURES,
    NUMBER_FIGURES,
    Case,
    Rows,
    codes,
    numbers,
    table,
)
from tests.reports.imports.corpus.writers import write_csv, write_docx, write_html, write_ods
from tests.reports.old_workbooks import write_xls
from tests.reports.report_files import HEADINGS, LETTER_ROWS, write


def csv_with_bom(folder: Path) -> Path:
    return write_csv(folder / "bom.csv", table(), encoding="utf-8-sig", delimiter=";")


def csv_with_commas(folder: Path) -> Path:
    return write_csv(folder / "commas.csv", table(), encoding="utf-8", delimiter=",")


def csv_in_utf16(folder: Path) -> Path:
    return write_csv(folder / "unicode.txt", table(), encoding="utf-16", delimiter="\t")


def csv_in_windows_1258(folder: Path) -> Path:
    return write_csv(folder / "1258.csv", table(), encoding="cp1258", delimiter=";")


def page_named_xls(folder: Path) -> Path:
    return write_html(folder / "bao-cao.xls", table())


def document(folder: Path) -> Path:
    return write_docx(folder / "cong-van.docx", [list(HEADINGS), *map(list, LETTER_ROWS)])


def open_document(folder: Path) -> Path:
    return write_ods(folder / "bieu.ods", table())


def open_document_numbers(folder: Path) -> Path:
    return write_ods(folder / "so.ods", numbers(table()))


def csv_with_bars(folder: Path) -> Path:
    return write_csv(folder / "bars.txt", table(), encoding="utf-8", delimiter="|")


def tabs_named_xls(folder: Path) -> Path:
    """What old portals save as a workbook: lines of values between tabs."""
    return write_csv(folder / "bieu.xls", table(), encoding="utf-8", delimiter="\t")


def workbook_of_excel_97(folder: Path) -> Path:
    cells = {
        (row, column): float(value) if isinstance(value, int) else value
        for row, line in enumerate(numbers(table()))
        for column, value in enumerate(line)
        if value != ""
    }
    return write_xls(folder / "bieu-97.xls", {"Vĩnh Linh": cells})


def workbook_with_macros(folder: Path) -> Path:
    """Its macros are a part that nobody opens."""
    path = write(folder / "plain.xlsx", table(), merged=()).rename(folder / "macro.xlsm")
    with ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 64)
    return path


def document_in_two_tables(folder: Path) -> Path:
    """A page break cut the table; its second part has no headings."""
    return write_docx(folder / "ngat.docx", [list(HEADINGS), *map(list, LETTER_ROWS)], cut_at=9)


def document_in_two_headed_tables(folder: Path) -> Path:
    rows: Rows = [list(HEADINGS), *map(list, LETTER_ROWS)]
    rows.insert(9, list(HEADINGS))
    return write_docx(folder / "ngat-lai.docx", rows, cut_at=9)


def document_with_two_periods(folder: Path) -> Path:
    """Two tables alike with the same units are two tables, and the other one is told of."""
    rows: Rows = [list(HEADINGS), *map(list, LETTER_ROWS)]
    return write_docx(folder / "hai-bang.docx", [*rows, *rows[:12]], cut_at=len(rows))


CASES = (
    Case("csv-bars", csv_with_bars),
    Case("tabs-named-xls", tabs_named_xls),
    Case("xls", workbook_of_excel_97, figures=NUMBER_FIGURES),
    Case("xlsm-with-macros", workbook_with_macros),
    Case("docx-in-two-tables", document_in_two_tables),
    Case("docx-in-two-headed-tables", document_in_two_headed_tables),
    Case("docx-with-two-tables", document_with_two_periods, told=codes("other-sheets")),
    Case("csv-utf8-bom-semicolons", csv_with_bom),
    Case("csv-commas", csv_with_commas),
    Case("csv-utf16-tabs", csv_in_utf16),
    Case("csv-windows-1258", csv_in_windows_1258),
    Case("html-named-xls", page_named_xls),
    Case("docx", document),
    Case("ods", open_document),
    Case(
        "ods-numbers",
        open_document_numbers,
        figures={**LETTER_FIGURES, "vinhlam.digitization": "76"},
    ),
)
