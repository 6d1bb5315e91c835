"""The built-in Word template of a letter: what offices get to make their own from.

It is made here, not kept as a file, so that every measure can be read and changed in words. The
placeholders are explained in `placeholders.py`.
"""

import io
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from directives.text import word
from directives.text.word import CENTRE, LEFT, spaced, write

WIDTH = 165.0
_MARGINS = (20.0, 15.0, 20.0, 30.0)
_HEAD = (68.0, 97.0)  # the nation's name at 13 pt bold is 95 mm wide and must not wrap
_END = (82.0, 83.0)
NUMBER_WIDTH, NAME_WIDTH = 9.0, 55.0
_FIRST_LINE = Mm(12.7)
_ALL_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_SIGNING_LINES = 5
_TAG = 8.0


def built_in_template() -> bytes:
    """The template as docx, in the form of Decree 30/2020/NĐ-CP."""
    document = word.new_document(margins=_MARGINS, size=14)
    document.core_properties.title = "{{ trich_yeu_gon }}"
    document.core_properties.language = "vi-VN"
    word.page_numbers(document)
    _head(document)
    _recipients(document)
    _each(document, "doan", "mo_dau")
    _each(document, "doan", "nhan_xet")
    _table(document)
    for name in ("chuyen_tiep", "khoan", "ket_thuc"):
        _each(document, "doan", name, kept=name == "ket_thuc")
    _end(document)
    _imprint(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _loop(cell: Any, item: str, many: str, **face: Any) -> list[Any]:
    """A paragraph for each of many lines; the paragraphs made, tags included."""
    made = [cell.add_paragraph(f"{{%p for {item} in {many} %}}"), cell.add_paragraph()]
    write(made[1], f"{{{{ {item} }}}}", **face)
    made.append(cell.add_paragraph("{%p endfor %}"))
    return made


def _head(document: Any) -> None:
    made = word.table(document, 3, _HEAD)
    _without_margins(made)
    rows = made.rows
    for row in rows:
        for cell in row.cells:
            cell.vertical_alignment = None
    left, right = rows[0].cells
    _loop(left, "dong", "co_quan_tren", size=13, align=CENTRE)
    _loop(left, "dong", "co_quan", bold=True, size=13, align=CENTRE)
    word.rule(spaced(left.add_paragraph(), before=2), column=_HEAD[0], width=18)
    _drop_first(left)
    write(right.paragraphs[0], "{{ quoc_hieu }}", bold=True, size=13, align=CENTRE)
    write(right.add_paragraph(), "{{ tieu_ngu }}", bold=True, size=14, align=CENTRE)
    word.rule(spaced(right.add_paragraph(), before=2), column=_HEAD[1], width=60.4)
    left, right = rows[1].cells
    number = write(left.paragraphs[0], "Số: {{ so }}/{{ ky_hieu }}", size=13, align=CENTRE)
    dated = "{{ dia_danh }}, ngày {{ ngay }} tháng {{ thang }} năm {{ nam }}"
    write(right.paragraphs[0], dated, italic=True, size=14, align=CENTRE)
    spaced(number, before=6, after=5)
    spaced(right.paragraphs[0], before=5)
    left = rows[2].cells[0]
    _loop(left, "dong", "trich_yeu", size=12, align=CENTRE)
    _drop_first(left)


def _without_margins(table: Any) -> None:
    """Text may fill the whole width of a cell."""
    for side in table._tbl.tblPr.find(qn("w:tblCellMar")):
        side.set(qn("w:w"), "0")


def _drop_first(cell: Any) -> None:
    """Without the empty paragraph that a new cell has."""
    first = cell.paragraphs[0]._p
    first.getparent().remove(first)


def _recipients(document: Any) -> None:
    document.add_paragraph("{%p if kinh_gui|length == 1 %}")
    only = write(document.add_paragraph(), "Kính gửi: {{ kinh_gui[0] }}", align=LEFT)
    document.add_paragraph("{%p else %}")
    many = write(document.add_paragraph(), "Kính gửi:", align=LEFT)
    for paragraph in (only, many):
        spaced(paragraph, before=14, after=2).paragraph_format.left_indent = Mm(23)
    _, line, _ = _loop(document, "noi", "kinh_gui")
    line.runs[0].text = "- {{ noi }}"
    spaced(line, after=3).paragraph_format.left_indent = Mm(40.6)
    document.add_paragraph("{%p endif %}")
    spaced(document.add_paragraph()).paragraph_format.line_spacing = Pt(6)


def _each(document: Any, item: str, many: str, *, kept: bool = False) -> None:
    """A paragraph of the body for each; `{{r` keeps what is bold or italic in it."""
    document.add_paragraph(f"{{%p for {item} in {many} %}}")
    paragraph = write(document.add_paragraph(), f"{{{{r {item} }}}}")
    document.add_paragraph("{%p endfor %}")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    form = spaced(paragraph, before=3, after=3).paragraph_format
    form.first_line_indent, form.line_spacing = _FIRST_LINE, 1.1
    form.widow_control, form.keep_with_next = True, kept


def _table(document: Any) -> None:
    """Head, total row and a row for each unit; a column for each indicator."""
    document.add_paragraph("{%p if bang %}")
    caption = write(document.add_paragraph(), "{{ bang.tieu_de }}", bold=True, align=CENTRE)
    spaced(caption, before=6, after=4).paragraph_format.keep_with_next = True
    # Tags of a loop over cells or rows stand in cells or rows of their own, which go.
    widths = (NUMBER_WIDTH + 12, NAME_WIDTH, 36.0, 17.0, 36.0)
    made = word.table(document, 7, widths, ruled=_ALL_SIDES)
    head, _if, total, _endif, _for, unit, _endfor = lines = list(made.rows)
    _line(head, ("{{ bang.dau_tt }}", "{{ bang.dau_ten }}"), "cot", "bang.cot", bold=True, size=12)
    head.cells[1].paragraphs[0].alignment = CENTRE
    _line(total, ("", "{{ bang.tong.ten }}"), "o", "bang.tong.o", bold=True, size=13)
    _line(unit, ("{{ dong.tt }}", "{{ dong.ten }}"), "o", "dong.o", bold=False, size=13)
    for row, tag in (
        (_if, "{%tr if bang.tong %}"),
        (_endif, "{%tr endif %}"),
        (_for, "{%tr for dong in bang.dong %}"),
        (_endfor, "{%tr endfor %}"),
    ):
        write(row.cells[1].paragraphs[0], tag, size=_TAG)
    word.repeat_head(lines[:1])
    spaced(document.add_paragraph()).paragraph_format.line_spacing = Pt(6)
    document.add_paragraph("{%p endif %}")


def _line(row: Any, names: tuple[str, str], item: str, many: str, **face: Any) -> None:
    number, name, start, figure, end = row.cells
    write(number.paragraphs[0], names[0], align=CENTRE, **face)
    write(name.paragraphs[0], names[1], align=LEFT, **face)
    write(start.paragraphs[0], f"{{%tc for {item} in {many} %}}", size=_TAG)
    write(figure.paragraphs[0], f"{{{{ {item} }}}}", align=CENTRE, **face)
    write(end.paragraphs[0], "{%tc endfor %}", size=_TAG)


def _end(document: Any) -> None:
    """Who gets it, and the signature: one row, which is never torn apart."""
    spaced(document.add_paragraph()).paragraph_format.keep_with_next = True
    left, right = word.table(document, 1, _END).rows[0].cells
    left.vertical_alignment = right.vertical_alignment = None
    write(left.paragraphs[0], "Nơi nhận:", bold=True, italic=True, size=12, align=LEFT)
    _, line, _ = _loop(left, "noi", "noi_nhan", size=11, align=LEFT)
    line.runs[0].text = "- {{ noi }}"
    _loop(right, "dong", "quyen_ky", bold=True, size=14, align=CENTRE)
    for _ in range(_SIGNING_LINES):
        right.add_paragraph()
    write(right.add_paragraph(), "{{ nguoi_ky }}", bold=True, size=14, align=CENTRE)
    _drop_first(right)


def _imprint(document: Any) -> None:
    document.add_paragraph("{%p for dong in cong_bo %}")
    write(document.add_paragraph(), "{{ dong }}", size=8.5, align=LEFT)
    document.add_paragraph("{%p endfor %}")
