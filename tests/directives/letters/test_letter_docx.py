"""The letter as a Word document: built-in template, LibreOffice, and templates from outside."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from cchc.demo.letter import DIRECTIVE, PERIOD
from directives.compliance.choice import choose
from directives.letters.documents import letter_for
from directives.letters.docx import context_of, letter_docx, table_widths
from directives.letters.domain import Letter, LetterColumn, LetterRow, LetterTable
from directives.letters.faults import TemplateFault
from directives.letters.placeholders import PLACEHOLDERS
from directives.letters.sample import sample_letter
from directives.letters.template import built_in_template
from directives.letters.template_services import template_tried
from directives.text.imprint import Imprint
from tests.cast import Cast
from tests.directives.letters.letter_reading import (
    Piece,
    pieces_of,
    reference_paragraphs,
    reference_rows,
    rows_of,
    words_of,
)
from tests.services.office import converted_bytes


@pytest.fixture
def letter(district: Cast) -> Letter:
    return letter_for(choose(district.office, period_code=PERIOD, directive_code=DIRECTIVE))


def as_pdf(data: bytes, folder: Path) -> list[Piece]:
    """The words of a document as LibreOffice lays it out."""
    return pieces_of(converted_bytes(data, folder, "docx", "pdf"))


def lines_of(data: bytes) -> list[str]:
    """All paragraphs of a document, those of its tables in their place."""
    document = Document(io.BytesIO(data))
    found = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            found += [
                line.text for row in block.rows for cell in row.cells for line in cell.paragraphs
            ]
        else:
            found.append(block.text)
    return found


def changed(edit: Callable[[Any], None]) -> bytes:
    """The built-in template after somebody worked on it."""
    document = Document(io.BytesIO(built_in_template()))
    edit(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_text(text: str) -> bytes:
    return changed(lambda document: document.add_paragraph(text))


def refused(content: bytes) -> TemplateFault:
    with pytest.raises(TemplateFault) as caught:
        template_tried(content)
    return caught.value


# -- The built-in template -----------------------------------------------------------------------


def test_every_cell_and_page_in_libreoffice(letter: Letter, tmp_path: Path) -> None:
    pieces = as_pdf(letter_docx(letter), tmp_path)
    assert rows_of(pieces) == reference_rows()
    pages = max(one.page for one in pieces)
    above = [one.text for one in pieces if one.y > 297 - 20]
    assert (pages, above) == (3, ["2", "3"])
    whole = words_of(" ".join(one.text for one in pieces))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in [one.text for one in pieces]
    assert whole.endswith("Thái Văn Thành")


def test_every_paragraph_of_the_letter(letter: Letter) -> None:
    text, place = words_of(" ".join(lines_of(letter_docx(letter)))), 0
    for paragraph in reference_paragraphs():
        found = text.find(paragraph, place)
        assert found >= 0, paragraph
        place = found + 1


def test_bold_and_italic_come_through() -> None:
    document = Document(io.BytesIO(letter_docx(sample_letter())))
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
    assert [run.text for run in runs if run.bold and "30/6" in run.text] == ["30/6/2024"]
    assert [run.text for run in runs if run.italic] == ["bắt buộc"]


def test_nothing_of_the_template_is_left(letter: Letter) -> None:
    with zipfile.ZipFile(io.BytesIO(letter_docx(letter))) as archive:
        text = archive.read("word/document.xml").decode()
    assert not re.findall(r"\{[{%]|[}%]\}", text)


def test_words_of_people_are_no_markup() -> None:
    hostile = "A & B <w:p/> {{ so }} {% for %}"
    data = letter_docx(replace(sample_letter(), opening=hostile, recipients=(hostile, "B")))
    assert sum(hostile in line for line in lines_of(data)) == 2


def test_an_issued_letter_has_number_and_day() -> None:
    text = words_of(" ".join(lines_of(letter_docx(sample_letter()))))
    assert "Số: 05/UBND-VP" in text
    assert "ngày 05 tháng 02 năm 2024" in text


def test_the_imprint_is_written() -> None:
    imprint = Imprint("VL-2023-H1", 2, "7F3A-91C2", "https://cchc.example/p/abc")
    data = letter_docx(sample_letter(), imprint)
    assert len(Document(io.BytesIO(data)).inline_shapes) == 1  # the code that leads to it
    assert not Document(io.BytesIO(letter_docx(sample_letter()))).inline_shapes
    text = " ".join(lines_of(data))
    assert "VL-2023-H1" in text and "7F3A-91C2" in text


@pytest.mark.parametrize("columns", [1, 3, 5, 9])
def test_the_table_fills_the_width(columns: int, tmp_path: Path) -> None:
    table = LetterTable(
        caption="Bảng",
        columns=tuple(
            LetterColumn("Tỷ lệ số hóa", is_count=number == 2) for number in range(columns)
        ),
        total=None,
        rows=tuple(
            LetterRow(str(number), f"UBND xã {number}", ("100,00",) * columns)
            for number in range(100)
        ),
    )
    letter = replace(sample_letter(), table=table)
    assert sum(table_widths(letter)) == pytest.approx(165)
    pieces = as_pdf(letter_docx(letter), tmp_path)
    assert sum(one.text == "100,00" for one in pieces) == 100 * columns
    assert max(one.x for one in pieces) < 195


def test_a_letter_without_figures() -> None:
    text = " ".join(lines_of(letter_docx(replace(sample_letter(), table=None))))
    assert "Bảng" not in text and "Việc thứ nhất" in text


# -- Templates from outside ------------------------------------------------------------------------


def test_the_built_in_template_passes_its_own_trial() -> None:
    template_tried(built_in_template())


def test_a_changed_template_makes_the_letter() -> None:
    template = with_text("Người soạn: {{ nguoi_ky }}")
    template_tried(template)
    assert "Người soạn: Họ và tên" in lines_of(letter_docx(sample_letter(), template=template))


def test_every_placeholder_is_explained() -> None:
    explained = " ".join(name for name, _meaning in PLACEHOLDERS)
    assert [name for name in context_of(sample_letter()) if name not in explained] == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{{ ngay_ky }}", ("ngay_ky",)),
        ("{{ ten_don_vi }} {{ abc }}", ("abc", "ten_don_vi")),
        ("{{ bang.so_dong }}", ("so_dong",)),
        ("{{ so.upper }}", ("upper",)),
        ("{% for dong in bang.dong %}{{ dong.items }}{% endfor %}", ("items",)),
    ],
)
def test_unknown_placeholders_are_told_by_name(text: str, names: tuple[str, ...]) -> None:
    error = refused(with_text(text))
    assert (error.code, error.names) == ("unknown-names", names)
    assert ", ".join(names) in error.message


def test_the_sandbox_holds_without_a_trial() -> None:
    with pytest.raises(TemplateFault):
        letter_docx(sample_letter(), template=with_text("{{ 'x' * 99999999 }}"))


def test_a_template_without_placeholders_is_refused() -> None:
    stream = io.BytesIO()
    Document().save(stream)
    assert refused(stream.getvalue()).code == "no-placeholders"
