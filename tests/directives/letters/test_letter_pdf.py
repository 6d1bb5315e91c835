"""The letter as PDF: cell by cell that of June 2023, in the form of Decree 30/2020/NĐ-CP."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from cchc.demo.letter import DIRECTIVE, PERIOD
from directives.compliance.choice import choose
from directives.letters.documents import letter_for, letter_pdf
from directives.letters.domain import Letter, LetterColumn, LetterRow, LetterTable
from directives.letters.sample import sample_letter
from directives.text.imprint import Imprint
from tests.cast import Cast
from tests.directives.compliance.test_documents import ALPHABET
from tests.directives.letters.letter_reading import (
    MM,
    Piece,
    pieces_of,
    reference_paragraphs,
    reference_rows,
    rows_of,
    words_of,
)

RIGHT_EDGE, TOP, BOTTOM = 195.0, 277.0, 20.0


@pytest.fixture
def letter(district: Cast) -> Letter:
    return letter_for(choose(district.office, period_code=PERIOD, directive_code=DIRECTIVE))


def text_of(data: bytes) -> str:
    return words_of(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages))


def first(pieces: list[Piece], text: str) -> Piece:
    return next(one for one in pieces if text in one.text)


def test_every_cell_is_that_of_the_letter(letter: Letter) -> None:
    rows = rows_of(pieces_of(letter_pdf(letter)))
    assert sum(map(len, rows)) == 140
    assert rows == reference_rows()


def test_every_paragraph_stands_in_its_order(letter: Letter) -> None:
    text, place = text_of(letter_pdf(letter)), 0
    for paragraph in reference_paragraphs():
        found = text.find(paragraph, place)
        assert found >= 0, paragraph
        place = found + 1
    assert text.endswith("Thái Văn Thành")


def test_the_form(letter: Letter) -> None:
    data = letter_pdf(letter)
    pieces = pieces_of(data)
    boxes = [page.mediabox for page in PdfReader(io.BytesIO(data)).pages]
    assert {(round(one.width / MM), round(one.height / MM)) for one in boxes} == {(210, 297)}
    assert min(one.x for one in pieces) >= 30 - 0.1
    nation, motto = first(pieces, "CỘNG HÒA"), first(pieces, "Độc lập")
    assert nation.text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert motto.text == "Độc lập - Tự do - Hạnh phúc"
    assert (nation.size, motto.size) == (13, 14)
    committee, district = first(pieces, "ỦY BAN"), first(pieces, "HUYỆN VĨNH LINH")
    assert committee.y == pytest.approx(nation.y, abs=0.1)
    assert (committee.size, district.size) == (13, 13)
    number, dated = first(pieces, "Số:"), first(pieces, "Vĩnh Linh, ngày")
    assert number.y == pytest.approx(dated.y, abs=0.3)
    assert (number.size, dated.size, "Italic" in dated.font) == (13, 14, True)
    assert first(pieces, "V/v").size == 12


def test_number_and_day_are_left_to_be_written(letter: Letter) -> None:
    pieces = pieces_of(letter_pdf(letter))
    start, end = first(pieces, "Số:"), first(pieces, "/UBND-VP")
    assert end.x - start.x > 14 and end.y == start.y
    day, month = first(pieces, "Vĩnh Linh, ngày"), first(pieces, "tháng 6 năm 2023")
    assert month.x - day.x > 30 + 9


def test_an_issued_letter_prints_number_and_day(letter: Letter) -> None:
    head = replace(letter.head, number="07", day="05", month="02", year="2024")
    text = text_of(letter_pdf(replace(letter, head=head)))
    assert "Số: 07/UBND-VP" in text
    assert "Vĩnh Linh, ngày 05 tháng 02 năm 2024" in text


def test_pages_are_numbered_from_the_second(letter: Letter) -> None:
    pieces = pieces_of(letter_pdf(letter))
    above = [(one.page, one.text, one.size) for one in pieces if one.y > TOP]
    assert above == [(2, "2", 14), (3, "3", 14)]
    number = next(one for one in pieces if one.y > TOP)
    assert number.y == pytest.approx(297 - 14, abs=0.2)


def test_the_signature_stays_with_the_last_paragraph(letter: Letter) -> None:
    for more in range(0, 40, 3):
        long = replace(letter, clauses=(*letter.clauses, *("Việc nữa." for _ in range(more))))
        pieces = pieces_of(letter_pdf(long))
        end, signed = first(pieces, "Trên đây là"), first(pieces, "Thái Văn Thành")
        assert end.page == signed.page
        assert first(pieces, "Nơi nhận").y == pytest.approx(first(pieces, "TM. ỦY BAN").y, abs=0.5)


def test_the_head_of_the_table_is_on_each_of_its_pages(letter: Letter) -> None:
    heads = [one.page for one in pieces_of(letter_pdf(letter)) if one.text == "TT"]
    assert heads == [1, 2]


def test_pages_break_where_the_measures_say(letter: Letter) -> None:
    pieces = pieces_of(letter_pdf(letter))
    units = [one for one in pieces if one.text.startswith(("UBND xã", "UBND thị", "VP UBND"))]
    assert [one.page for one in units if one.size == 13] == [1] * 4 + [2] * 15
    clauses = [one.page for one in pieces if one.text[:2] in ("1.", "2.", "3.", "4.", "5.")]
    assert clauses == [2, 2, 2, 3, 3]


def test_emphasis_is_printed(letter: Letter) -> None:
    pieces = pieces_of(letter_pdf(letter))
    assert "Italic" in first(pieces, "đây là yêu cầu bắt buộc").font
    assert "Bold" in first(pieces, "30/6/2023").font


def test_fonts_are_embedded_and_have_every_letter() -> None:
    letter = replace(sample_letter(), opening=ALPHABET, closing=f"**{ALPHABET}** *{ALPHABET}*./.")
    data = letter_pdf(letter)
    assert text_of(data).replace(" ", "").count(ALPHABET) == 3
    for page in PdfReader(io.BytesIO(data)).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            (inner,) = font.get_object()["/DescendantFonts"]
            assert "/FontFile2" in inner.get_object()["/FontDescriptor"].get_object()
            assert "Tinos" in inner.get_object()["/BaseFont"]


@pytest.mark.parametrize("columns", [1, 2, 5, 9])
def test_many_long_names_and_columns_stay_on_the_sheet(columns: int) -> None:
    """Nothing leaves the margins, and no words stand on each other."""
    names = "UBND thị trấn Nông trường Việt Trung Nghiêng Thượng Hạ"
    heads = "Tỷ lệ số hóa đầy đủ thành phần hồ sơ khi tiếp nhận giải quyết thủ tục hành chính"
    table = LetterTable(
        caption="Bảng số liệu",
        columns=tuple(LetterColumn(heads, is_count=number == 2) for number in range(columns)),
        total=LetterRow("", "Toàn huyện", ("100,00",) * columns),
        rows=tuple(
            LetterRow(str(number), f"{names} {number}", ("100,00",) * columns)
            for number in range(1, 101)
        ),
    )
    pieces = pieces_of(letter_pdf(replace(sample_letter(), table=table)))
    assert sum(one.text == "100,00" for one in pieces) == 101 * columns
    figures = [one for one in pieces if one.text == "100,00"]
    assert max(one.x + 6 * 0.5 * one.size * 25.4 / 72 for one in figures) < RIGHT_EDGE + 0.5
    assert min(one.y for one in pieces) >= BOTTOM - 0.1
    for page in {one.page for one in figures}:
        lines: dict[float, list[float]] = {}
        for one in figures:
            if one.page == page:
                lines.setdefault(round(one.y, 1), []).append(one.x)
        for places in lines.values():
            gaps = [b - a for a, b in zip(sorted(places), sorted(places)[1:], strict=False)]
            assert all(gap > 9 for gap in gaps)


def test_one_recipient_stands_on_the_line(letter: Letter) -> None:
    one = replace(letter, recipients=("UBND các xã, thị trấn",))
    assert "Kính gửi: UBND các xã, thị trấn." in text_of(letter_pdf(one))


def test_the_imprint_is_on_the_last_page_alone(letter: Letter) -> None:
    imprint = Imprint("VL-2023-H1", 2, "7F3A-91C2", "https://cchc.example/p/abc")
    pieces = pieces_of(letter_pdf(letter, imprint))
    said = [one for one in pieces if "VL-2023-H1" in one.text]
    assert [one.page for one in said] == [3]
    assert said[0].y < BOTTOM
    assert "7F3A-91C2" in " ".join(one.text for one in pieces)
