"""Paper: what is printed is right, legible, and in fonts that have every Vietnamese letter."""

from __future__ import annotations

import io
import itertools
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from django.utils import translation
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from pypdf import PdfReader

from directives.compliance.choice import Choice
from directives.compliance.documents import compliance_document, document_name, pdf_bytes
from directives.compliance.findings import findings
from directives.compliance.paper import Paper, paper
from directives.compliance.sentence import OfficeStanding
from directives.compliance.source import Published
from directives.compliance.summarising import summarise
from directives.compliance.summary import Summary
from directives.compliance.summary_docx import docx_bytes
from directives.compliance.summary_xlsx import xlsx_bytes
from directives.notices.appendix import appendix_xlsx
from directives.text.imprint import Imprint
from directives.text.letterhead import NATION
from reports.figures.figures import Figure
from tests.cast import make_cast
from tests.directives.letters.letter_case import letter_source, letter_summary

# All letters with all tones, both cases: a font that lacks one garbles a name.
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_SMALL = [
    unicodedata.normalize("NFC", letter + tone)
    for letter, tone in itertools.product("aăâeêioôơuưy", _TONES)
] + ["đ"]
ALPHABET = "".join(_SMALL) + "".join(_SMALL).upper()

NAMES = [line.unit.short_name for line in letter_summary().reported_lines]


@cache
def letter_paper() -> Paper:
    with translation.override("vi"):
        return paper(letter_summary())


@cache
def letter_pdf() -> bytes:
    return pdf_bytes(letter_paper())


def many_units(times: int) -> Summary:
    """The letter's units several times over, as a larger office would have them."""
    source = letter_source()
    units, figures = [], {}
    for copy in range(times):
        for unit in source.units[:-1]:
            key = unit.id + 1000 * copy
            units.append(replace(unit, id=key, code=f"{unit.code}{copy}"))
            figures |= {
                (key, code): figure
                for (owner, code), figure in source.figures.items()
                if owner == unit.id
            }
    return summarise(replace(source, units=tuple(units), figures=figures))


def pages_of(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


def words_of(text: str) -> str:
    return " ".join(text.split())


def test_the_letters_district_fits_one_page() -> None:
    reader = PdfReader(io.BytesIO(letter_pdf()))
    assert len(reader.pages) == 1
    box = reader.pages[0].mediabox
    assert [round(float(side) / 72 * 25.4) for side in (box.width, box.height)] == [210, 297]


@pytest.mark.parametrize(
    "text",
    [
        *("UBND HUYỆN VĨNH LINH", NATION, "Độc lập - Tự do - Hạnh phúc", "85/BC-HCC"),
        *("76,9", "59,29", "5/10", "8/10", "6/10", "4/10", "9/10"),
        *("0,18", "98,8", "98,07", "huyện Cồn Cỏ"),
    ],
)
def test_the_page_says(text: str) -> None:
    assert text in words_of(pages_of(letter_pdf())[0])


@pytest.mark.parametrize("name", NAMES)
def test_every_unit_is_on_the_page(name: str) -> None:
    assert name in words_of(pages_of(letter_pdf())[0])


def test_the_means_of_rates_appear_nowhere() -> None:
    text = pages_of(letter_pdf())[0]
    assert "66,48" not in text and "58,12" not in text


def test_a_unit_line_reads_as_in_the_letter() -> None:
    text = words_of(pages_of(letter_pdf())[0])
    assert re.search(r"8 \S+ Trung Nam 63,3 91,5 2 0,1 69,8 1/3", text)


def _fonts(data: bytes) -> dict[str, Any]:
    found = {}
    for page in PdfReader(io.BytesIO(data)).pages:
        for font in page["/Resources"]["/Font"].values():
            below = font.get_object()["/DescendantFonts"][0].get_object()
            found[str(below["/BaseFont"])] = below["/FontDescriptor"].get_object()
    return found


def test_all_fonts_are_embedded_and_in_times_metrics() -> None:
    fonts = _fonts(letter_pdf())
    assert len(fonts) == 3
    for name, descriptor in fonts.items():
        assert "Tinos" in name
        assert "/FontFile2" in descriptor


def test_every_vietnamese_letter_has_its_glyph() -> None:
    # A letter that the font lacks would be set from another font, or come out as another letter.
    assert len(_SMALL) == 73
    page = replace(
        letter_paper(),
        standing=OfficeStanding(ALPHABET, ALPHABET, ""),
        subtitle=ALPHABET,
        rows=(),
    )
    data = pdf_bytes(page)
    assert all("Tinos" in name for name in _fonts(data))
    text = "".join("".join(pages_of(data)).split())
    assert text.count(ALPHABET) == 3


def test_more_units_than_a_page_holds_repeat_the_head_and_stay_whole() -> None:
    with translation.override("vi"):
        page = paper(many_units(4))
    pages = pages_of(pdf_bytes(page))
    head = words_of(" ".join((page.labels["number"], page.labels["unit"], *page.columns)))
    with_rows = [text for text in pages if re.search(r"\d/3", text)]
    assert len(with_rows) >= 2
    assert all(head in words_of(text) for text in with_rows)
    numbers = re.findall(r"(?m)^(\d+) .*(?:Vĩnh|Hiền|Kim|Trung|Hồ|Bến|Cửa)", "\n".join(pages))
    assert [int(number) for number in numbers] == list(range(1, 77))
    last = page.labels["page"].format(page=len(pages), pages=len(pages))
    assert last in words_of(pages[-1])
    assert page.labels["approver"] in pages[-1]


def test_a_period_without_figures_and_letter_still_prints() -> None:
    source = replace(
        letter_source(), figures={}, targets=(), published={}, directive=None, report=None
    )
    page = paper(summarise(source))
    assert page.rows == () and page.figures == ()
    assert "Vĩnh Linh" in pages_of(pdf_bytes(page))[0]
    assert docx_bytes(page) and xlsx_bytes(summarise(source))


def test_names_are_never_read_as_markup() -> None:
    source = letter_source()
    odd = replace(source.units[0], short_name="#panic() $x$ *A* <b>")
    page = paper(summarise(replace(source, units=(odd, *source.units[1:]))))
    assert "#panic() $x$ *A* <b>" in words_of(pages_of(pdf_bytes(page))[0])
    assert "#panic() $x$ *A* <b>" in _table_text(docx_bytes(page))


# The page itself ------------------------------------------------------------------------------
def test_failing_cells_are_marked_and_passing_ones_are_quiet() -> None:
    rows = {row.name: row for row in letter_paper().rows}
    signs = [cell.sign for cell in rows["Trung Nam"].cells]
    assert signs == ["cross", "check", "", "cross", "check"]
    assert [cell.failing for cell in rows["Trung Nam"].cells] == [True, False, False, True, False]
    assert rows["Hồ Xá"].cells[0].sign == "triangle"
    assert rows["Vĩnh Hà"].cells[3].sign == "ring" and rows["Vĩnh Hà"].cells[3].whole == ""


def test_a_blank_that_is_zero_prints_zero_and_other_blanks_do_not() -> None:
    rows = {row.name: row for row in letter_paper().rows}
    assert rows["Vĩnh Lâm"].cells[2].whole == "0"
    assert rows["Vĩnh Lâm"].cells[3].word and not rows["Vĩnh Lâm"].cells[3].fraction


def test_the_date_line_leaves_room_for_the_day() -> None:
    line = letter_paper().place_and_date
    assert re.fullmatch(r"Vĩnh Linh, ngày\s{3,}tháng 6 năm 2023", line)


# What was found -------------------------------------------------------------------------------
def test_the_findings_are_those_of_the_letter() -> None:
    found = findings(letter_summary())
    assert [one.code for one in found.good] == ["resolved", "results"]
    assert [one.code for one in found.lagging] == [
        "online", "digitization", "overdue", "payment", "receipt",
    ]  # fmt: skip
    assert found.leading == ()
    near = [
        (near.unit.short_name, [(gap.indicator.code, gap.verdict.gap) for gap in near.gaps])
        for near in found.near
    ]
    assert near == [
        ("Hiền Thành", [("online", Decimal("1.2"))]),
        ("Vĩnh Hòa", [("online", Decimal("1.5")), ("payment", Decimal("1.5"))]),
        ("Cửa Tùng", [("digitization", Decimal("0.9"))]),
    ]


@pytest.mark.parametrize(
    ("rank", "out_of", "leads"),
    [
        (1, 10, True),
        (2, 10, True),
        (3, 10, False),
        (4, 10, False),
        (1, None, True),
        (2, None, False),
    ],
)
def test_only_the_first_quarter_leads(rank: int, out_of: int | None, leads: bool) -> None:
    said = Published(Figure.of(Decimal("76.9")), rank=rank, out_of=out_of)
    found = findings(summarise(replace(letter_source(), published={"online": said})))
    assert bool(found.leading) is leads
    assert bool(found.lagging) is not leads


@pytest.mark.parametrize(("value", "good"), [("89.99", False), ("90", True)])
def test_good_begins_at_ninety(value: str, good: bool) -> None:
    said = {"resolved": Published(Figure.of(Decimal(value)))}
    assert bool(findings(summarise(replace(letter_source(), published=said))).good) is good


def test_a_high_rate_is_not_good_while_units_miss_its_target() -> None:
    said = {"online": Published(Figure.of(Decimal("95.5")))}
    assert findings(summarise(replace(letter_source(), published=said))).good == ()


# Word -----------------------------------------------------------------------------------------
def _tables(data: bytes) -> list[Any]:
    return list(Document(io.BytesIO(data)).tables)


def _table_text(data: bytes) -> str:
    return words_of(
        " ".join(cell.text for table in _tables(data) for row in table.rows for cell in row.cells)
    )


def test_word_has_the_whole_table() -> None:
    data = docx_bytes(letter_paper())
    table = max(_tables(data), key=lambda one: len(one.rows))
    rows = [[cell.text.strip() for cell in row.cells] for row in table.rows]
    assert len(rows) == 1 + 2 + 1 + 19
    assert [text.split()[0] for text in rows[3][2:7]] == ["76,9", "59,29", "28", "7,5", "54,9"]
    trung_nam = next(row for row in rows if row[1].endswith("Trung Nam"))
    assert trung_nam[2:8] == ["63,3 ×", "91,5 √", "2", "0,1 ×", "69,8 √", "1/3"]


def test_words_head_repeats_and_rows_stay_whole() -> None:
    table = max(_tables(docx_bytes(letter_paper())), key=lambda one: len(one.rows))
    properties = [row._tr.trPr for row in table.rows]
    assert [one.find(qn("w:tblHeader")) is not None for one in properties] == [True] * 3 + [
        False
    ] * 20
    assert all(one.find(qn("w:cantSplit")) is not None for one in properties)


def test_word_shades_exactly_the_failing_cells() -> None:
    table = max(_tables(docx_bytes(letter_paper())), key=lambda one: len(one.rows))
    shaded = len(table._tbl.findall(f".//{qn('w:shd')}"))
    failing = sum(cell.failing for row in letter_paper().rows for cell in row.cells)
    assert shaded == failing == 42


def test_word_is_a4_in_times_new_roman_and_counts_its_pages() -> None:
    document = Document(io.BytesIO(docx_bytes(letter_paper())))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert document.styles["Normal"].font.name == "Times New Roman"
    footer = section.footer.paragraphs[0]._p.xml
    assert " PAGE " in footer and " NUMPAGES " in footer


# Excel ----------------------------------------------------------------------------------------
@cache
def letter_sheet() -> Any:
    with translation.override("vi"):
        data = xlsx_bytes(letter_summary())
    return load_workbook(io.BytesIO(data)).active


def _row(name: str) -> list[Any]:
    return next(row for row in letter_sheet().iter_rows() if name in str(row[1].value))


def test_excel_keeps_numbers_and_their_decimals() -> None:
    total = _row("Toàn")
    assert [cell.value for cell in total[2:7]] == [76.9, 59.29, 28, 7.5, 54.9]
    assert [cell.number_format for cell in total[2:7]] == [
        "#,##0.0", "#,##0.00", "#,##0", "#,##0.0", "#,##0.0",
    ]  # fmt: skip


def test_excel_has_all_units_with_states_in_words() -> None:
    rows = list(letter_sheet().iter_rows(min_row=7))
    assert [row[0].value for row in rows if isinstance(row[0].value, int)] == list(range(1, 21))
    cells = _row("Vĩnh Hà")
    assert [cell.value for cell in cells[2:4]] == [48.4, 22.8]
    assert isinstance(cells[5].value, str) and cells[5].data_type == "s"
    assert [cell.value for cell in _row("Hồ Xá")[9:11]] == [3, 3]


def test_excel_is_ready_to_print() -> None:
    sheet = letter_sheet()
    assert sheet.freeze_panes == "C7"
    assert sheet.print_title_rows == "$5:$6"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_area.startswith("'") and ":$L$" in sheet.print_area


def test_excel_runs_no_name() -> None:
    source = letter_source()
    odd = replace(source.units[0], short_name='=HYPERLINK("http://x")')
    data = xlsx_bytes(summarise(replace(source, units=(odd, *source.units[1:]))))
    cells = [
        cell
        for row in load_workbook(io.BytesIO(data)).active.iter_rows()
        for cell in row
        if str(cell.value).startswith("=")
    ]
    assert cells and all(cell.data_type == "s" for cell in cells)


# From the choice on a page to a file ----------------------------------------------------------
@pytest.mark.django_db
def test_a_document_needs_a_known_format_and_a_period() -> None:
    choice = Choice(make_cast().office, (), (), None, None)
    with pytest.raises(KeyError):
        compliance_document(choice, "exe")
    with pytest.raises(LookupError):
        compliance_document(choice, "pdf")
    assert document_name(choice, "pdf").isascii()


@pytest.mark.parametrize("make", [xlsx_bytes, appendix_xlsx])
def test_a_workbook_of_a_publication_carries_the_code_that_leads_to_it(
    make: Callable[..., bytes],
) -> None:
    imprint = Imprint("VL-2023-H1", 1, "7F3A-91C2", "https://cchc.example/p/abc")
    published, draft = (load_workbook(io.BytesIO(make(*said))) for said in (
        (letter_summary(), imprint), (letter_summary(),),
    ))  # fmt: skip
    assert len(published.worksheets[0]._images) == 1
    assert not draft.worksheets[0]._images
