"""What an official page needs and python-docx leaves out: rules, shades, repeated heads, fields."""

from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

FONT = "Times New Roman"
LEFT, CENTRE, RIGHT = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
)
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def new_document(*, margins: tuple[float, float, float, float], size: float) -> Any:
    """An empty A4 document in the letters' font; margins top, right, bottom, left in mm."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.right_margin = Mm(margins[0]), Mm(margins[1])
    section.bottom_margin, section.left_margin = Mm(margins[2]), Mm(margins[3])
    section.footer_distance = Mm(7)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    language = _element("w:lang", val="vi-VN", eastAsia="vi-VN")
    style.element.get_or_add_rPr().append(language)
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.line_spacing = 1
    return document


def write(
    paragraph: Any,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: float | None = None,
    align: Any = None,
) -> Any:
    """Add a run to a paragraph and give the paragraph back."""
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic
    if size is not None:
        run.font.size = Pt(size)
    if align is not None:
        paragraph.alignment = align
    return paragraph


def spaced(paragraph: Any, *, before: float = 0, after: float = 0) -> Any:
    """Set the space around a paragraph in points."""
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.space_after = Pt(after)
    return paragraph


def border(paragraph: Any, side: str, *, eighths: int, space: int = 1) -> None:
    """A line along one side of a paragraph; its thickness in eighths of a point."""
    borders = _element("w:pBdr")
    borders.append(_line(side, eighths, space=space))
    paragraph._p.get_or_add_pPr().append(borders)


def rule(paragraph: Any, *, column: float, width: float) -> None:
    """A centred rule under a paragraph of its own, `width` of the `column`'s mm."""
    inset = Mm((column - width) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = inset
    paragraph.paragraph_format.line_spacing = Pt(3)
    border(paragraph, "top", eighths=5)


def table(document: Any, rows: int, widths: Sequence[float], *, ruled: Sequence[str] = ()) -> Any:
    """A table with fixed column widths in mm; `ruled` are the sides that get thin lines."""
    made = document.add_table(rows=rows, cols=len(widths))
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    properties = made._tbl.tblPr
    borders = _element("w:tblBorders")
    for side in _SIDES:
        borders.append(_line(side, 4) if side in ruled else _element(f"w:{side}", val="nil"))
    properties.append(borders)
    properties.append(_cell_margins())
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    for row in made.rows:
        _unbroken(row)
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    return made


def repeat_head(rows: Sequence[Any]) -> None:
    """Let these first rows of a table stand on top of each of its pages."""
    for row in rows:
        row._tr.get_or_add_trPr().append(_element("w:tblHeader", val="true"))


def shade(cell: Any, fill: str) -> None:
    cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=fill))


def field(paragraph: Any, name: str, *, size: float) -> None:
    """A field that Word computes, such as PAGE or NUMPAGES."""
    for kind, text in (("begin", ""), ("", name), ("separate", ""), ("text", "1"), ("end", "")):
        run = paragraph.add_run(text if kind == "text" else "")
        run.font.size = Pt(size)
        if kind == "":
            code = _element("w:instrText")
            code.text = f" {name} "
            run._r.append(code)
        elif kind != "text":
            run._r.append(_element("w:fldChar", fldCharType=kind))


def page_numbers(document: Any) -> None:
    """Centred on top, from page 2."""
    section = document.sections[0]
    section.header_distance, section.footer_distance = Mm(9), Mm(7)
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = CENTRE
    field(paragraph, "PAGE", size=14)


def _unbroken(row: Any) -> None:
    row._tr.get_or_add_trPr().append(_element("w:cantSplit", val="true"))


def _cell_margins() -> Any:
    margins = _element("w:tblCellMar")
    for side, twentieths in (("top", 34), ("left", 30), ("bottom", 34), ("right", 30)):
        margins.append(_element(f"w:{side}", w=str(twentieths), type="dxa"))
    return margins


def _line(side: str, eighths: int, *, space: int = 0) -> Any:
    return _element(f"w:{side}", val="single", sz=str(eighths), space=str(space), color="auto")


def _element(tag: str, **attributes: str) -> Any:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made
