"""The summary as a Word document that the office can still correct before it is signed."""

import io
from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm

from directives.compliance.paper import KeyFigure, Paper, PaperCell, PaperRow
from directives.compliance.sheet import TargetRowView
from directives.text import word
from directives.text.qr import qr_png
from directives.text.word import CENTRE, LEFT, RIGHT, border, spaced, write

_MARGINS = (12.0, 13.0, 14.0, 20.0)
_WIDTH = 177.0
_LEFT_HEAD, _RIGHT_HEAD = 75.0, 102.0
_CODE_WIDE = 18.0
_GREY = "E6E6E6"
# Times New Roman has these; it has no proper tick, and a substitute font would move the lines.
_SIGNS = {"check": "√", "triangle": "▲", "cross": "×", "ring": "○", "": ""}
_BODY, _SMALL = 9.5, 8.5


def docx_bytes(page: Paper) -> bytes:
    """The page as docx: the same words, signs and table as the PDF."""
    document = word.new_document(margins=_MARGINS, size=10.5)
    document.core_properties.title = page.title
    document.core_properties.author = page.office
    document.core_properties.language = "vi-VN"
    _head(document, page)
    _standing(document, page)
    if page.figures:
        _figures(document, page.figures)
    if page.rows:
        _table(document, page)
    _legend(document, page)
    _end(document, page)
    _footer(document, page)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _head(document: Any, page: Paper) -> None:
    wide = (_LEFT_HEAD, _RIGHT_HEAD)
    if page.url:
        wide = (_LEFT_HEAD - 10, _RIGHT_HEAD - _CODE_WIDE + 10)
    cells = word.table(document, 1, (*wide, _CODE_WIDE) if page.url else wide).rows[0].cells
    left, right = cells[:2]
    left.vertical_alignment = right.vertical_alignment = None
    if page.url:
        picture = io.BytesIO(qr_png(page.url))
        cells[2].paragraphs[0].add_run().add_picture(picture, width=Mm(_CODE_WIDE - 2))
    write(left.paragraphs[0], page.office, bold=True, size=12, align=CENTRE)
    word.rule(left.add_paragraph(), column=wide[0], width=22)
    write(right.paragraphs[0], page.nation, bold=True, size=12, align=CENTRE)
    write(right.add_paragraph(), page.motto, bold=True, size=13, align=CENTRE)
    word.rule(right.add_paragraph(), column=wide[1], width=57)
    title = document.add_paragraph()
    spaced(write(title, page.title, bold=True, size=14, align=CENTRE), before=8)
    subtitle = document.add_paragraph()
    spaced(write(subtitle, page.subtitle, italic=True, size=11, align=CENTRE), after=6)


def _standing(document: Any, page: Paper) -> None:
    paragraph = document.add_paragraph()
    standing = page.standing
    write(paragraph, standing.who, bold=True, size=12.5)
    for part in filter(None, (standing.worst, standing.overdue)):
        write(paragraph, f" {part}", size=12.5)
    paragraph.paragraph_format.left_indent = Mm(4)
    border(paragraph, "left", eighths=24, space=8)
    spaced(paragraph, after=6)


_FIGURES_IN_A_ROW = 5


def _figures(document: Any, figures: Sequence[KeyFigure]) -> None:
    for start in range(0, len(figures), _FIGURES_IN_A_ROW):
        some = figures[start : start + _FIGURES_IN_A_ROW]
        sides = ("top", "left", "bottom", "right", "insideV")
        made = word.table(document, 1, [_WIDTH / len(some)] * len(some), ruled=sides)
        for cell, figure in zip(made.rows[0].cells, some, strict=True):
            _figure(cell, figure)
        spaced(document.add_paragraph()).paragraph_format.line_spacing = 0.4


def _figure(cell: Any, figure: KeyFigure) -> None:
    cell.vertical_alignment = None
    write(cell.paragraphs[0], figure.name, bold=True, size=9)
    value = write(cell.add_paragraph(), figure.value, bold=True, size=16)
    write(value, f"\u00a0{figure.unit}", size=10.5)
    for text in figure.lines:
        write(cell.add_paragraph(), text, size=9)
    if figure.rank:
        write(cell.add_paragraph(), figure.rank, bold=True, size=9)


def _table(document: Any, page: Paper) -> None:
    heads = 1 + len(page.targets)
    totals = 1 if page.total else 0
    rows = heads + totals + len(page.rows)
    made = word.table(document, rows, _widths(page), ruled=("top", "bottom", "insideH"))
    # Reading rows and cells anew each time is quadratic in python-docx.
    lines = list(made.rows)
    _head_row(lines[0], page)
    for row, target in zip(lines[1:heads], page.targets, strict=True):
        _target_row(row, target)
    if page.total:
        _total_row(lines[heads], page)
    for row, unit in zip(lines[heads + totals :], page.rows, strict=True):
        _unit_row(row, unit)
    word.repeat_head(lines[:heads])


def _widths(page: Paper) -> list[float]:
    number, name, met = 6.5, 43.0, 8.0
    room = 90.0 / max(len(page.columns), 1)
    figures = [min(13.3 if is_count else 16.7, room) for is_count in page.counts]
    return [number, name, *figures, met, _WIDTH - number - name - met - sum(figures)]


def _head_row(row: Any, page: Paper) -> None:
    labels = page.labels
    texts = (labels["number"], labels["unit"], *page.columns, labels["met"], labels["missing"])
    for position, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        at_left = position in (1, len(texts) - 1)
        align = LEFT if at_left else CENTRE
        write(cell.paragraphs[0], text, bold=True, size=_SMALL, align=align)


def _target_row(row: Any, target: TargetRowView) -> None:
    cells = row.cells
    first = cells[0].merge(cells[1])
    write(first.paragraphs[0], target.label, italic=True, size=_SMALL)
    for cell, text in zip(cells[2:-2], target.texts, strict=True):
        write(cell.paragraphs[0], text, italic=True, size=_SMALL, align=CENTRE)
    write(cells[-1].paragraphs[0], target.clauses, italic=True, size=_SMALL)


def _total_row(row: Any, page: Paper) -> None:
    cells = row.cells
    write(cells[1].paragraphs[0], page.total_label, bold=True, size=_BODY)
    for cell, figure in zip(cells[2:-2], page.total, strict=True):
        _figure_cell(cell, figure)
    write(cells[-1].paragraphs[0], page.total_note, italic=True, size=_SMALL)


def _unit_row(row: Any, unit: PaperRow) -> None:
    cells = row.cells
    write(cells[0].paragraphs[0], str(unit.number), size=_BODY, align=CENTRE)
    name = cells[1].paragraphs[0]
    if unit.prefix:
        write(name, f"{unit.prefix} ", size=_BODY)
    write(name, unit.name, bold=True, size=_BODY)
    for cell, figure in zip(cells[2:-2], unit.cells, strict=True):
        _figure_cell(cell, figure)
    if unit.of:
        met = write(cells[-2].paragraphs[0], unit.met, bold=True, size=_BODY, align=CENTRE)
        write(met, f"/{unit.of}", size=_BODY)
    write(cells[-1].paragraphs[0], unit.missing, size=_SMALL)


def _figure_cell(cell: Any, figure: PaperCell) -> None:
    text = (figure.word or figure.whole + figure.fraction) + figure.mark
    paragraph = cell.paragraphs[0]
    size = _SMALL if figure.word else _BODY
    write(paragraph, text, bold=figure.bold, italic=bool(figure.word), size=size, align=RIGHT)
    # Without a sign a wide space keeps the figures of a column under each other.
    write(paragraph, f" {_SIGNS[figure.sign] or chr(0x2003)}", size=_SMALL)
    if figure.failing:
        word.shade(cell, _GREY)


def _legend(document: Any, page: Paper) -> None:
    paragraph = spaced(document.add_paragraph(), before=3)
    marks = "    ".join(f"{_SIGNS[mark.sign]} {mark.word}" for mark in page.legend)
    write(paragraph, "    ".join(filter(None, (marks, " ".join(page.notes)))), size=_SMALL)


def _end(document: Any, page: Paper) -> None:
    spaced(document.add_paragraph()).paragraph_format.line_spacing = 0.5
    findings, signature = word.table(document, 1, (_WIDTH - 70, 70)).rows[0].cells
    findings.vertical_alignment = signature.vertical_alignment = None
    for number, finding in enumerate(page.findings):
        paragraph = findings.add_paragraph() if number else findings.paragraphs[0]
        write(paragraph, f"{finding.label}:", bold=True)
        spaced(write(paragraph, f" {finding.text}"), after=3)
    write(signature.paragraphs[0], page.place_and_date, italic=True, size=11.5, align=CENTRE)
    approver = signature.add_paragraph()
    spaced(write(approver, page.labels["approver"], bold=True, size=12, align=CENTRE), before=3)
    write(signature.add_paragraph(), page.labels["sign_here"], italic=True, align=CENTRE)
    room = write(signature.add_paragraph(), "." * 40, align=CENTRE)
    spaced(room, before=54)


def _footer(document: Any, page: Paper) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    border(paragraph, "top", eighths=4)
    write(paragraph, page.imprint, size=_SMALL)
    paragraph.add_run().add_tab()
    before, _, rest = page.labels["page"].partition("{page}")
    between, _, after = rest.partition("{pages}")
    write(paragraph, before, size=_SMALL)
    word.field(paragraph, "PAGE", size=_SMALL)
    write(paragraph, between, size=_SMALL)
    word.field(paragraph, "NUMPAGES", size=_SMALL)
    write(paragraph, after, size=_SMALL)
