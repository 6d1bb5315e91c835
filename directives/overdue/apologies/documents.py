"""Apology letters on paper: as a Word document, and as PDF with a page each."""

import io
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from directives.overdue.apologies.presentation import ApologyPaper
from directives.text import word
from directives.text.typesetting import typeset
from directives.text.word import CENTRE, LEFT, RIGHT, spaced, write

_TEMPLATE: Final = Path(__file__).with_name("apology.typ")
_MARGINS: Final = (20.0, 15.0, 20.0, 30.0)
_HEAD: Final = (68.0, 97.0)
_END: Final = (75.0, 90.0)
_SIGNING_LINES: Final = 4


def apology_pdf(letters: Iterable[ApologyPaper]) -> bytes:
    """The letters as one PDF, with its fonts embedded; there must be one at least."""
    return typeset(_TEMPLATE, "letters", [asdict(letter) for letter in letters])


def apology_docx(letter: ApologyPaper) -> bytes:
    """The letter in the official form."""
    document = word.new_document(margins=_MARGINS, size=14)
    word.page_numbers(document)
    document.core_properties.title = letter.title
    document.core_properties.language = "vi-VN"
    write(document.add_paragraph(), letter.form, bold=True, size=13, align=RIGHT)
    _head(document, letter)
    title = write(document.add_paragraph(), letter.title, bold=True, align=CENTRE)
    spaced(title, before=20, after=12)
    for line in letter.addressed:
        write(document.add_paragraph(), line, align=CENTRE)
    spaced(document.paragraphs[-1], after=14)
    for runs in letter.paragraphs:
        paragraph = spaced(document.add_paragraph(), after=6)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Mm(12.7)
        for run in runs:
            write(paragraph, run.text, bold=run.bold)
    _end(document, letter)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _head(document: Any, letter: ApologyPaper) -> None:
    made = word.table(document, 2, _HEAD)
    (left, right), (number, dated) = (row.cells for row in made.rows)
    superior = [(line, False) for line in letter.superior]
    _lines(left, superior + [(line, True) for line in letter.issuer])
    word.rule(spaced(left.add_paragraph(), before=2), column=_HEAD[0], width=18)
    write(right.paragraphs[0], letter.nation, bold=True, size=13, align=CENTRE)
    write(right.add_paragraph(), letter.motto, bold=True, size=14, align=CENTRE)
    word.rule(spaced(right.add_paragraph(), before=2), column=_HEAD[1], width=60.4)
    write(spaced(number.paragraphs[0], before=6), letter.number, size=13, align=CENTRE)
    write(spaced(dated.paragraphs[0], before=6), letter.place_and_date, italic=True, align=CENTRE)


def _lines(cell: Any, lines: list[tuple[str, bool]]) -> None:
    for place, (text, bold) in enumerate(lines):
        paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
        write(paragraph, text, bold=bold, size=13, align=CENTRE)


def _end(document: Any, letter: ApologyPaper) -> None:
    """Who gets it, and the signature: one row, which is never torn apart."""
    spaced(document.add_paragraph()).paragraph_format.keep_with_next = True
    left, right = word.table(document, 1, _END).rows[0].cells
    left.vertical_alignment = right.vertical_alignment = None
    write(left.paragraphs[0], "Nơi nhận:", bold=True, italic=True, size=12, align=LEFT)
    for place, reader in enumerate(letter.copies, start=1):
        end = ";" if place < len(letter.copies) else "."
        write(left.add_paragraph(), f"- {reader}{end}", size=11, align=LEFT)
    _lines(right, [(line, True) for line in letter.signature])
    write(right.add_paragraph(), letter.sign_here, italic=True, size=13, align=CENTRE)
    for _ in range(_SIGNING_LINES):
        right.add_paragraph()
    write(right.add_paragraph(), letter.signer, bold=True, align=CENTRE)
