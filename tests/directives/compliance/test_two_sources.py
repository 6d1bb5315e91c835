"""Two sources in rankings, verdicts and prints: which one counts, and that the page says so."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from directives.compliance.choice import choose
from directives.compliance.documents import pdf_bytes
from directives.compliance.pages import source_line
from directives.compliance.paper import paper
from directives.compliance.serialise import compliance_json, ranking_json
from directives.compliance.summarising import summarise
from directives.compliance.summary import Summary
from directives.compliance.summary_docx import docx_bytes
from directives.compliance.summary_xlsx import xlsx_bytes
from reports.figures.figures import Figure, State
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.period_services import period_ensure
from reports.figures.record_models import Record, Source
from reports.figures.selectors import figures_of_periods
from reports.figures.sources import SourceName
from reports.history.difference_models import Difference
from tests.cast import Cast
from tests.directives.letters.letter_case import letter_source
from tests.reports.history.test_difference_pages import accepted
from units.models import Unit

__all__ = ["accepted"]
NOTE = "3 ô có dấu * do đơn vị tự báo"


def summary_with_own(first: str = SourceName.PROVINCE.value) -> Summary:
    """The letter's case, three of its figures given by the units themselves."""
    source = letter_source()
    giang = next(unit.id for unit in source.units if unit.code == "vinhgiang")
    o = next(unit.id for unit in source.units if unit.code == "vinho")
    own = frozenset({(giang, "online"), (giang, "payment"), (o, "digitization")})
    return summarise(replace(source, own=own, first=first))


def own_record(unit: str, indicator: str) -> Any:
    return Record.objects.filter(unit__code=unit, indicator__code=indicator, source=Source.UNIT)


def of_province(unit: str, indicator: str) -> Any:
    return Record.objects.filter(unit__code=unit, indicator__code=indicator, source=Source.PROVINCE)


def official(cast: Cast, indicator: str) -> tuple[Figure, bool]:
    """The figure of xã Vĩnh Giang that counts, and whether it gave it itself."""
    period, rows = Period.objects.get(code="2023-H1"), Indicator.objects.all()
    found = figures_of_periods([period], rows, office=cast.office)[period.pk]
    key = (Unit.objects.get(code="vinhgiang").pk, indicator)
    return found.figures[key], key in found.own


@pytest.fixture
def answered(accepted: Cast) -> Cast:
    """The province has a figure in every cell of xã Vĩnh Giang: there is no blank to fill."""
    blank = Record.objects.filter(unit__code="vinhgiang", source=Source.PROVINCE)
    blank.filter(state=State.NOT_STARTED.value).update(state=State.VALUE.value, value=0)
    return accepted


def test_the_province_comes_first(accepted: Cast) -> None:
    figure, own = official(accepted, "digitization")
    assert (figure.value, own) == (Decimal("51.6"), False)


@override_settings(OFFICIAL_SOURCE="unit")
def test_the_units_come_first_where_it_is_set(accepted: Cast) -> None:
    figure, own = official(accepted, "digitization")
    assert (figure.numerator, own) == (352, True)
    own_record("vinhgiang", "digitization").update(state=State.NOT_REPORTED.value, value=None)
    figure, own = official(accepted, "digitization")
    assert (figure.value, own) == (Decimal("51.6"), False)


@pytest.mark.parametrize("gap", ["no record", "not reported", "not started"])
def test_the_other_source_fills_a_gap(accepted: Cast, gap: str) -> None:
    if gap == "no record":
        of_province("vinhgiang", "digitization").delete()
    else:
        state = State(gap.replace(" ", "_")).value
        of_province("vinhgiang", "digitization").update(state=state, value=None)
    figure, own = official(accepted, "digitization")
    assert (figure.numerator, own) == (352, True)


def test_the_order_of_the_rows_decides_nothing(accepted: Cast) -> None:
    row = of_province("vinhgiang", "digitization").get()
    row.delete()
    row.pk = None
    row.save()
    assert official(accepted, "digitization")[1] is False


def test_pages_say_which_source_they_used(answered: Cast) -> None:
    client = answered.client(answered.staff)
    names = ["dashboard", "compliance", "ranking"]
    before = [client.get(reverse(name)).content.decode() for name in names]
    assert not any('class="own"' in page or "do đơn vị tự báo" in page for page in before)
    of_province("vinhgiang", "digitization").delete()
    for name in names:
        page = client.get(reverse(name)).content.decode()
        assert "85/BC-HCC" in page and "1 ô có dấu * do đơn vị tự báo" in page
        assert page.count('class="own"') == 1
    unit = client.get(reverse("unit", args=["vinhgiang"])).content.decode()
    assert "1 ô có dấu * do đơn vị tự báo" in unit and unit.count('class="own-word"') == 1
    other = client.get(reverse("unit", args=["vinho"])).content.decode()
    assert "do đơn vị tự báo" not in other


def test_an_officer_is_told_of_own_figures_alone(answered: Cast) -> None:
    of_province("vinhgiang", "digitization").delete()
    own = answered.client(answered.officer).get(reverse("ranking")).content.decode()
    other = answered.client(answered.other_officer).get(reverse("ranking")).content.decode()
    assert "1 ô có dấu *" in own and "có dấu *" not in other


def test_an_officer_finds_the_two_sources_from_the_own_unit(accepted: Cast) -> None:
    where = reverse("unit", args=["vinhgiang"])
    link = f'<a href="{reverse("difference_list")}">'
    assert link in accepted.client(accepted.officer).get(where).content.decode()
    assert link not in accepted.client(accepted.outsider).get(reverse("ranking")).content.decode()


def test_the_line_names_the_policy() -> None:
    with translation.override("vi"):
        assert NOTE in source_line(summary_with_own())
        first = source_line(summary_with_own(SourceName.UNIT.value))
        without = source_line(summarise(letter_source()))
    assert first.startswith("Nguồn: ưu tiên số đơn vị tự báo (3 ô có dấu *); Báo cáo")
    assert "*" not in without


def test_two_sources_make_no_change_over_time() -> None:
    source = letter_source()
    key = next((unit.id, "online") for unit in source.units if unit.code == "vinhgiang")
    before = replace(source, previous_figures={key: Figure.of(Decimal(50))})

    def changes(**said: Any) -> bool:
        lines = summarise(replace(before, **said)).lines
        return "online" in next(one for one in lines if one.unit.id == key[0]).changes

    both = frozenset({key})
    assert changes() and changes(own=both, previous_own=both)
    assert not changes(own=both) and not changes(previous_own=both)


def test_json_names_the_source_of_each_figure() -> None:
    for data in (compliance_json(summary_with_own()), ranking_json(summary_with_own())):
        text = json.dumps(data)
        assert text.count('"source": "unit"') == 3
        assert text.count('"source": "province"') == 97 - 5
    silent = next(row for row in data["rows"] if row["unit"]["code"] == "datdai")
    assert {one["source"] for one in silent["figures"].values()} == {None}


def test_paper_marks_and_explains() -> None:
    with translation.override("vi"):
        page = paper(summary_with_own())
    marked = [cell for row in page.rows for cell in row.cells if cell.mark]
    assert len(marked) == 3 and any(NOTE in note for note in page.notes)
    text = "".join(one.extract_text() for one in PdfReader(io.BytesIO(pdf_bytes(page))).pages)
    assert NOTE in " ".join(text.split())
    assert len(PdfReader(io.BytesIO(pdf_bytes(page))).pages) == 1
    document = Document(io.BytesIO(docx_bytes(page)))
    cells = [cell.text for row in document.tables[-2].rows for cell in row.cells]
    assert sum("*" in cell for cell in cells) == 3
    assert any(NOTE in paragraph.text for paragraph in document.paragraphs)


def test_excel_marks_numbers_that_stay_numbers() -> None:
    with translation.override("vi"):
        sheet: Any = load_workbook(io.BytesIO(xlsx_bytes(summary_with_own()))).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    numbers = [one for one in cells if '"*"' in one.number_format]
    texts = [one for one in cells if isinstance(one.value, str) and one.value.endswith("*")]
    assert len(numbers) + len(texts) == 3
    assert numbers and all(one.data_type == "n" for one in numbers)
    assert any(NOTE in str(one.value) for one in cells)


def test_the_ranking_leaves_the_house_with_its_sources(answered: Cast) -> None:
    client = answered.client(answered.staff)
    plain = client.get(reverse("ranking_export", args=["csv"])).content.decode("utf-8-sig")
    assert "Số đơn vị tự báo" not in plain
    of_province("vinhgiang", "digitization").delete()
    csv = client.get(reverse("ranking_export", args=["csv"])).content.decode("utf-8-sig")
    head, *rows = csv.splitlines()
    assert head.endswith("Số đơn vị tự báo")
    assert [row for row in rows if "Số hóa" in row.rsplit(";", 1)[1]] == [
        row for row in rows if "Vĩnh Giang" in row
    ]
    book = client.get(reverse("ranking_export", args=["xlsx"])).content
    sheet: Any = load_workbook(io.BytesIO(book)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert sum('"*"' in one.number_format for one in cells) == 1
    assert any("1 ô có dấu *" in str(one.value) for one in cells)


def test_commands_mark_and_explain(answered: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    of_province("vinhgiang", "digitization").delete()
    for name in ("ranking", "compliance"):
        call_command(name, period="2023-H1")
        text = capsys.readouterr().out
        assert "1 ô có dấu *" in text and "55,09*" in text


def test_the_page_of_a_figure_shows_both(accepted: Cast) -> None:
    client = accepted.client(accepted.staff)
    where = reverse("figure", args=["vinhgiang", "digitization"])
    page = client.get(where).content.decode().replace("\u00a0", " ")
    assert "Hai nguồn chênh nhau 3,49 điểm" in page and "chưa xử lý" in page
    province, own = page.split('class="source-card')[1:3]
    assert "đang dùng" in province and "đang dùng" not in own
    Difference.objects.create(
        period=Period.objects.get(code="2023-H1"),
        unit=Unit.objects.get(code="vinhgiang"),
        indicator=Indicator.objects.get(code="digitization"),
        state="explained",
        note="Cổng chậm đồng bộ",
        by=accepted.staff,
        at=timezone.now(),
    )
    page = client.get(where).content.decode()
    assert "đã giải thích" in page and "Cổng chậm đồng bộ" in page
    link = page.split('href="/differences/')[-1].split('"')[0].replace("&amp;", "&")
    assert "Cổng chậm đồng bộ" in client.get(f"/differences/{link}").content.decode()
    with override_settings(OFFICIAL_SOURCE="unit"):
        page = client.get(where).content.decode()
    province, own = page.split('class="source-card')[1:3]
    assert "đang dùng" not in province and "đang dùng" in own
    assert 'class="figure-big">55,09<' in "".join(page.split())


def test_a_period_of_units_alone_is_shown_where_they_come_first(accepted: Cast) -> None:
    later = period_ensure(code="2023-Q3")
    Record.objects.filter(source=Source.UNIT).update(period=later)
    chosen = choose(accepted.office).period
    assert chosen is not None and chosen.code == "2023-H1"
    with override_settings(OFFICIAL_SOURCE="unit"):
        chosen = choose(accepted.office).period
    assert chosen is not None and chosen.code == "2023-Q3"


def test_reading_takes_a_query_and_one_for_the_register(accepted: Cast) -> None:
    period, rows = Period.objects.get(code="2023-H1"), list(Indicator.objects.all())
    with CaptureQueriesContext(connection) as caught:
        figures_of_periods([period], rows, office=accepted.office)
    assert len(caught) == 2
