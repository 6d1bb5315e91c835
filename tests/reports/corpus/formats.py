"""The letter's table in other formats than a workbook, told by their content alone."""

from __future__ import annotations

from pathlib import Path

from tests.reports.corpus.cases import LETTER_FIGURES, Case, numbers, table
from tests.reports.corpus.writers import write_csv, write_docx, write_html, write_ods
from tests.reports.workbooks import HEADINGS, LETTER_ROWS


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


CASES = (
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
