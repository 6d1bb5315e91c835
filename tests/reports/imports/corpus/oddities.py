"""What else stands in real files: letterheads, notes in names, broken headings, formulas."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx

from tests.reports.imports.corpus.cases import (
    LETTER_FIGURES,
    Case,
    Rows,
    codes,
    counts,
    numbers,
    table,
)
from tests.reports.imports.corpus.writers import write_csv
from tests.reports.report_files import (
    HEADINGS,
    LETTER_ROWS,
    TITLES,
    TOTAL,
    UNIT_ROWS,
    letter,
    write,
)


def _named(change: Callable[[int, str], str]) -> Rows:
    rows = tuple((row[0], change(row[0], row[1]), *row[2:]) for row in UNIT_ROWS)
    return table(rows=rows)


def numbers_in_names(folder: Path) -> Path:
    """The number stands in front of the name; there is no column for it."""
    rows = [row[1:] for row in _named(lambda at, name: f"{at}. {name}")[4:]]
    return write(folder / "numbered.xlsx", [*([t] for t in TITLES), [], *rows], merged=())


def marks_in_names(folder: Path) -> Path:
    rows = _named(lambda at, name: f"{name} (*)" if at == 3 else f"- {name};")
    return write(folder / "marks.xlsx", rows, merged=())


def loose_figures(folder: Path) -> Path:
    rows = table()
    for row in rows[5:]:
        row[2:] = [f" {v} %\u00a0" if v and at != 2 else v for at, v in enumerate(row[2:])]
    return write(folder / "loose.xlsx", rows, merged=())


def two_equal_totals(folder: Path) -> Path:
    rows = table()
    rows.append(["", "Tổng cộng", *TOTAL[2:]])
    return write(folder / "equal-totals.xlsx", rows, merged=())


def headings_over_lines(folder: Path) -> Path:
    headings = tuple(heading.replace(" ", "\n", 2) for heading in HEADINGS)
    return write(folder / "lines.xlsx", table(headings=headings), merged=())


def csv_with_broken_headings(folder: Path) -> Path:
    headings = tuple(heading.replace(" ", "\n", 1) for heading in HEADINGS)
    rows = table(headings=headings)
    return write_csv(folder / "lines.csv", rows, encoding="utf-8-sig", delimiter=",")


def page_with_spans(folder: Path) -> Path:
    """An exported page with a heading of two rows; the site's own menu is a table too."""
    first = [f'<th rowspan="2">{html.escape(text)}</th>' for text in HEADINGS[:2]]
    first.append('<th colspan="5">Các chỉ tiêu</th>')
    second = [f"<th>{html.escape(text)}</th>" for text in HEADINGS[2:]]
    body = [[f"<td>{html.escape(str(v))}</td>" for v in row] for row in LETTER_ROWS]
    lines = "".join("<tr>" + "".join(line) + "</tr>" for line in (first, second, *body))
    menu = "<table><tr><td>Trang chủ</td><td>Thống kê</td></tr></table>"
    titles = "".join(f"<p>{html.escape(title)}</p>" for title in TITLES)
    text = f"<html><body>{menu}{titles}<table>{lines}</table></body></html>"
    path = folder / "thong-ke.xls"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    return path


def letter_with_letterhead(folder: Path) -> Path:
    """The whole letter: its head and its signature are tables of their own."""
    document = docx.Document()
    head = document.add_table(rows=1, cols=2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nHUYỆN VĨNH LINH"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    document.add_paragraph(
        "Căn cứ Báo cáo số 85/BC-HCC ngày 21 tháng 6 năm 2023 của Trung tâm Phục vụ Hành chính "
        "công tỉnh Quảng Trị về tình hình hoạt động 6 tháng đầu năm 2023."
    )
    document.add_paragraph("Bảng số liệu chi tiết tính từ 15/12/2022 đến 14/6/2023")
    page = document.add_table(rows=0, cols=7)
    # The heading is repeated after a page break, within the same table.
    for row in (HEADINGS, *LETTER_ROWS[:4], HEADINGS, *LETTER_ROWS[4:]):
        for cell, value in zip(page.add_row().cells, row, strict=True):
            cell.text = str(value)
    foot = document.add_table(rows=1, cols=2)
    foot.cell(0, 0).text = "Nơi nhận:\n- Như trên;"
    foot.cell(0, 1).text = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"
    document.save(str(folder / "letterhead.docx"))
    return folder / "letterhead.docx"


def stored_formulas(folder: Path) -> Path:
    """Formulas with the values that a spreadsheet stored beside them are those values."""
    plain = write(folder / "plain.xlsx", numbers(table()), merged=())
    path = folder / "formulas.xlsx"
    with ZipFile(plain) as source, ZipFile(path, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename.startswith("xl/worksheets/sheet"):
                content = re.sub(rb'(<c r="(?:C16|E6)"[^>]*>)<v>', rb"\1<f>SUM(1)</f><v>", content)
                assert content.count(b"<f>") == 2
            target.writestr(entry, content)
    return path


def formulas_without_results(folder: Path) -> Path:
    """A program wrote formulas and no spreadsheet ever opened the file."""
    rows = numbers(table())
    for row in rows[5:]:
        row[2] = f"={row[2]}*1"
    return write(folder / "uncalculated.xlsx", rows, merged=())


def figures_turned_into_dates(folder: Path) -> Path:
    """A spreadsheet set to English took "24.1" and "5.3" for days of its year."""
    rows = letter(C8=date(2023, 1, 24), F18=date(2023, 3, 5))
    formats = {"C8": "dd/mm/yyyy", "F18": "dd/mm/yyyy"}
    return write(folder / "dates.xlsx", rows, formats=formats)


def second_table_of_a_document(folder: Path) -> Path:
    """The period stands above the first table; the second is the larger one."""
    document = docx.Document()
    for title in TITLES:
        document.add_paragraph(title)
    for title, width in (("Bảng 1", 3), ("Bảng 2", 7)):
        document.add_paragraph(title)
        page = document.add_table(rows=0, cols=width)
        for row in (HEADINGS, *LETTER_ROWS):
            for cell, value in zip(page.add_row().cells, row[:width], strict=True):
                cell.text = str(value)
    document.save(str(folder / "two-tables.docx"))
    return folder / "two-tables.docx"


CASES = (
    Case("second-table-of-a-document", second_table_of_a_document, told=codes("other-sheets")),
    Case("numbers-in-names", numbers_in_names),
    Case("marks-in-names", marks_in_names),
    Case("loose-figures", loose_figures),
    Case("two-equal-totals", two_equal_totals, counts=counts(new=70, blank=30, refused=5)),
    Case("headings-over-lines", headings_over_lines),
    Case("csv-with-broken-headings", csv_with_broken_headings),
    Case("page-with-spans", page_with_spans),
    Case("letter-with-letterhead", letter_with_letterhead),
    Case(
        "formulas-without-results",
        formulas_without_results,
        counts=counts(new=50, blank=30, refused=20),
        figures={"vinhgiang.overdue": "11"},
        blocking=codes("not-calculated"),
    ),
    Case(
        "figures-turned-into-dates",
        figures_turned_into_dates,
        counts=counts(new=68, blank=30, refused=2),
        blocking=codes("date-cell"),
        figures={"vinhgiang.overdue": "11"},
    ),
    Case(
        "stored-formulas", stored_formulas, figures={**LETTER_FIGURES, "vinhlam.digitization": "76"}
    ),
)
