"""The letter as a Word document, on the built-in template or on an office's own.

A template comes from outside: the file is looked through before and after it is filled in, and its
expressions run in the sandbox of `sandbox.py`.
"""

import io
from collections.abc import Mapping
from operator import le
from typing import Any, Final

from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate, RichText

from directives.letters.domain import Letter, LetterRow, listed
from directives.letters.package import check_marks, check_package
from directives.letters.sandbox import Sandbox
from directives.letters.template import NAME_WIDTH, NUMBER_WIDTH, WIDTH, built_in_template
from directives.letters.words import imprint_lines, paragraph_runs, tied
from directives.text.imprint import Imprint
from directives.text.qr import qr_png

_NBSP: Final = "\u00a0"
_ROOM_FOR_NUMBER, _ROOM_FOR_DAY = _NBSP * 8, _NBSP * 4
_PREFERRED: Final = (17.0, 27.0, 13.0, 22.0, 22.0)
_COUNT_WIDTH: Final = 13.0
_NARROWEST_NAME: Final = 40.0
_FEWEST_HEADS: Final = 2
_CODE_WIDE: Final = 16.0
_MOST_AT_FULL_SIZE: Final = 6
_SMALL_HEAD, _SMALL_FIGURE = 19, 22  # half points
_EM, _SMALL_EM = 4.6, 3.9  # 13 and 11 pt in mm
_CELL_MARGINS: Final = 1.6


def letter_docx(
    letter: Letter, imprint: Imprint | None = None, *, template: bytes | None = None
) -> bytes:
    """The letter as docx, on the given template or the built-in one.

    Raises TemplateFault, jinja2's errors, and what python-docx raises, for a template that cannot
    be filled in.
    """
    if template is None:
        return _filled(built_in_template(), letter, imprint, coded=True)
    check_package(template)
    check_marks(template)
    filled = _filled(template, letter, imprint)
    check_package(filled)  # filling in takes pieces away: what is left may read differently
    return filled


def _filled(
    template: bytes, letter: Letter, imprint: Imprint | None, *, coded: bool = False
) -> bytes:
    made = DocxTemplate(io.BytesIO(template))
    made.render(context_of(letter, imprint), jinja_env=Sandbox(), autoescape=True)
    _fit(made.docx, letter)
    if coded and imprint and imprint.url:
        picture = io.BytesIO(qr_png(imprint.url))
        made.docx.add_paragraph().add_run().add_picture(picture, width=Mm(_CODE_WIDE))
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def context_of(letter: Letter, imprint: Imprint | None = None) -> dict[str, Any]:
    """The values of the placeholders, by the names that the page on templates lists."""
    head = letter.head
    return {
        "quoc_hieu": head.nation,
        "tieu_ngu": head.motto,
        "co_quan_tren": list(head.superior),
        "co_quan": list(head.issuer),
        "so": head.number or _ROOM_FOR_NUMBER,
        "ky_hieu": head.symbol,
        "dia_danh": head.place,
        "ngay": head.day or _ROOM_FOR_DAY,
        "thang": head.month,
        "nam": head.year,
        "trich_yeu": list(head.subject),
        "trich_yeu_gon": letter.title,
        "kinh_gui": [tied(line) for line in listed(letter.recipients)],
        "mo_dau": _rich((letter.opening,)),
        "nhan_xet": _rich(letter.findings.paragraphs()),
        "bang": _table(letter),
        "chuyen_tiep": _rich((letter.transition,)),
        "khoan": _rich(letter.numbered_clauses),
        "ket_thuc": _rich((letter.closing,)),
        "noi_nhan": list(listed(letter.copies)),
        "quyen_ky": list(letter.signature.lines),
        "nguoi_ky": letter.signature.name,
        "cong_bo": list(imprint_lines(imprint)) if imprint else [],
    }


def _rich(texts: tuple[str, ...]) -> list[RichText]:
    paragraphs = []
    for text in texts:
        for runs in paragraph_runs(text):
            rich = RichText()
            for run in runs:
                rich.add(run.text, bold=run.bold, italic=run.italic)
            paragraphs.append(rich)
    return paragraphs


def _table(letter: Letter) -> Mapping[str, Any] | None:
    table = letter.table
    if table is None:
        return None
    return {
        "tieu_de": table.caption,
        "dau_tt": table.number_head,
        "dau_ten": table.unit_head,
        "cot": [column.head for column in table.columns],
        "tong": _row(table.total) if table.total else None,
        "dong": [_row(row) for row in table.rows],
    }


def _row(row: LetterRow) -> Mapping[str, Any]:
    return {"tt": row.number, "ten": row.name, "o": list(row.cells)}


def _fit(document: Any, letter: Letter) -> None:
    """Give the table of figures its widths: docxtpl shares them out evenly."""
    if letter.table is None:
        return
    widths = table_widths(letter)
    for table in document.tables:
        grid = table._tbl.tblGrid.findall(qn("w:gridCol"))
        if len(grid) == len(widths) > _FEWEST_HEADS:
            for column, width in zip(grid, widths, strict=True):
                column.set(qn("w:w"), str(Mm(width).twips))
            for row in table._tbl.tr_lst:
                for cell, width in zip(row.tc_lst, widths, strict=False):
                    cell.width = Mm(width)
            if len(letter.table.columns) > _MOST_AT_FULL_SIZE:
                _small(table)


def _small(table: Any) -> None:
    """Smaller figures and heads, so that “100,00” stays on one line in a narrow column."""
    for number, row in enumerate(table._tbl.tr_lst):
        for size in row.iter(qn("w:sz"), qn("w:szCs")):
            size.set(qn("w:val"), str(_SMALL_HEAD if number == 0 else _SMALL_FIGURE))


def table_widths(letter: Letter) -> tuple[float, ...]:
    """The widths of the table's columns in mm, 165 together; each figure fits on one line."""
    columns = letter.table.columns if letter.table else ()
    counts = [column.is_count for column in columns]
    least = _narrowest(letter)
    if counts == [False, False, True, False, False] and all(map(le, least, _PREFERRED)):
        return (NUMBER_WIDTH, NAME_WIDTH, *_PREFERRED)
    room = WIDTH - NUMBER_WIDTH - NAME_WIDTH
    wide = min(27.0, max(15.0, room / max(len(counts), 1)))
    wanted = [_COUNT_WIDTH if is_count else wide for is_count in counts]
    figures = [max(pair) for pair in zip(wanted, least, strict=True)]
    name = max(_NARROWEST_NAME, WIDTH - NUMBER_WIDTH - sum(figures))
    spare = sum(figures) - (WIDTH - NUMBER_WIDTH - name)
    slack = sum(figures) - sum(least)
    share = min(1.0, spare / slack) if slack else 0.0
    figures = [width - (width - small) * share for width, small in zip(figures, least, strict=True)]
    return (NUMBER_WIDTH, WIDTH - NUMBER_WIDTH - sum(figures), *figures)


def _narrowest(letter: Letter) -> list[float]:
    """The width in mm in which each column's longest figure fits: a digit is half an em wide, a
    dot or comma a quarter."""
    table = letter.table
    if table is None:
        return []
    rows = (*((table.total,) if table.total else ()), *table.rows)
    em = _SMALL_EM if len(table.columns) > _MOST_AT_FULL_SIZE else _EM
    return [
        max(sum(0.25 if sign in ".," else 0.5 for sign in row.cells[place]) for row in rows) * em
        + _CELL_MARGINS
        for place in range(len(table.columns))
    ]
