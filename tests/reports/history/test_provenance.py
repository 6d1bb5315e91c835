"""From a figure to its file, sheet, cell and history: what the page tells, and to whom."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reports.figures.figures import Figure, State
from reports.figures.import_models import ImportRun
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.record_models import Record, Source
from reports.figures.record_services import NewFigure, figures_write
from reports.figures.record_services import Provenance as Origin
from reports.history.provenance import figure_provenance, surroundings
from reports.imports.applying import import_run_apply
from reports.imports.undoing import import_run_undo
from reports.rounds.submission_services import submission_accept, submission_submit
from tests.cast import Cast
from tests.reports.entry.test_entry_workbooks import download, send
from tests.reports.rounds.round_cast import open_round, type_all
from units.models import Unit


@pytest.fixture
def staff(district: Cast) -> Client:
    return district.client(district.staff)


def address(unit: str, indicator: str, **query: str) -> str:
    tail = "&".join(f"{key}={value}" for key, value in query.items())
    return reverse("figure", args=[unit, indicator]) + (f"?{tail}" if tail else "")


def page(client: Client, unit: str, indicator: str, **query: str) -> str:
    response = client.get(address(unit, indicator, **query))
    assert response.status_code == 200
    return response.content.decode()


def near_table(text: str) -> str:
    """The table without the white space around the text of its cells."""
    table = text.split('<table class="near">')[1].split("</table>")[0]
    return re.sub(r"(?<=>)\s+|\s+(?=<)", "", table)


def write(unit: str, indicator: str, figure: Figure, *, source: str, cast: Cast) -> None:
    figures_write(
        period=Period.objects.get(),
        source=source,
        figures=[
            NewFigure(
                Unit.objects.get(code=unit).pk, Indicator.objects.get(code=indicator).pk, figure
            )
        ],
        provenance=Origin(cast.officer, timezone.now(), reason="đối chiếu sổ"),
    )


def test_a_figure_tells_its_file_its_cell_and_its_target(staff: Client) -> None:
    record = Record.objects.get(unit__code="vinhgiang", indicator__code="digitization")
    text = page(staff, "vinhgiang", "digitization", period="2023-H1")
    for part in ("51,6", "8,4", f"{record.sheet}!{record.cell}", "85/BC-HCC"):
        assert part in text
    assert record.import_run is not None
    assert record.import_run.filename in text
    assert reverse("import_file", args=[record.import_run.pk]) in text


def test_the_cell_stands_among_its_neighbours(staff: Client) -> None:
    table = near_table(page(staff, "vinhgiang", "digitization"))
    for part in ("88,7", "<b>51,6</b>", "11", "Vĩnh Chấp", "Hiền Thành", ">D<"):
        assert part in table
    assert "Vĩnh Lâm" not in table


def test_an_officer_sees_no_other_unit_in_the_file_and_no_way_to_it(district: Cast) -> None:
    text = page(district.client(district.officer), "vinhgiang", "digitization")
    assert "51,6" in near_table(text)
    for other in ("Vĩnh Chấp", "Hiền Thành", "/imports/"):
        assert other not in text


@pytest.mark.parametrize(
    ("who", "unit"),
    [("officer", "hoxa"), ("outsider", "vinhgiang"), ("nobody", "vinhgiang"), ("staff", "nowhere")],
)
def test_what_is_out_of_scope_is_not_found(district: Cast, who: str, unit: str) -> None:
    client = district.client(getattr(district, who))
    assert client.get(address(unit, "online")).status_code == 404


@pytest.mark.parametrize("query", [{"period": "1999"}, {"period": "2023-H7"}])
def test_an_unknown_period_or_indicator_is_not_found(staff: Client, query: dict[str, str]) -> None:
    assert staff.get(address("hoxa", "online", **query)).status_code == 404
    assert staff.get(address("hoxa", "nothing")).status_code == 404


def test_a_zero_from_the_total_and_a_blank_say_so(staff: Client) -> None:
    with_zero = page(staff, "hoxa", "overdue")
    assert "source-figure" in with_zero and 'class="note"' in with_zero
    assert 'class="blank-means"' in page(staff, "vinhgiang", "payment")
    assert 'class="blank-means"' not in with_zero


def test_a_written_zero_does_not_pretend_to_come_from_the_total(
    staff: Client, district: Cast
) -> None:
    assert 'class="note"' not in page(staff, "vinhgiang", "overdue")


def test_the_offices_own_figure_is_kept_as_published(staff: Client, district: Cast) -> None:
    text = page(staff, district.office.code, "digitization")
    assert "59,29" in text
    assert 'class="chip chip-bad"' not in text


def test_both_sources_stand_side_by_side_with_their_difference(
    staff: Client, district: Cast
) -> None:
    own = Figure(State.VALUE, Decimal("55.09"), 2, 352, 639)
    write("vinhgiang", "digitization", own, source=Source.UNIT, cast=district)
    text = page(staff, "vinhgiang", "digitization")
    for part in ("55,09%", "51,6%", "3,49", "352 / 639"):
        assert part in text
    assert text.index("51,6%") < text.index("55,09%")


def test_the_history_tells_who_changed_what_and_why(staff: Client, district: Cast) -> None:
    run = ImportRun.objects.get()
    write("hoxa", "online", Figure.of(Decimal("91.5")), source=Source.PROVINCE, cast=district)
    history = page(staff, "hoxa", "online").split('class="history"')[1].split("</ol>")[0]
    assert history.index("91,5") < history.index(run.filename)
    for part in ("90,4", "đối chiếu sổ", str(district.officer)):
        assert part in history
    import_run_undo(run=run, user=district.staff)
    taken_back = page(staff, "vinhgiang", "online").split('class="history"')[1].split("</ol>")[0]
    assert "Hoàn tác lần nhập" in taken_back
    assert taken_back.count('class="undone"') == 1


def test_a_figure_that_was_never_reported_has_a_page(staff: Client) -> None:
    unit = Unit.objects.create(
        code="moi",
        name="UBND xã Mới",
        short_name="Mới",
        kind="commune",
        parent=Unit.objects.get(code="vinhgiang").parent,
    )
    text = page(staff, unit.code, "online")
    assert 'class="blank-means"' in text


@pytest.mark.parametrize(
    ("parsed", "cell"), [(None, "C9"), ({"version": 0, "rows": []}, "C9"), ({}, ""), ([], "C9")]
)
def test_a_run_that_tells_no_more_gives_no_neighbours(parsed: Any, cell: str) -> None:
    assert surroundings(parsed, cell, neighbours=True) is None


def provenance_of(unit: str, indicator: str) -> Any:
    records = Record.objects.filter(source=Source.PROVINCE).select_related("unit")
    record = records.get(unit__code=unit, indicator__code=indicator)
    return figure_provenance(
        period_id=record.period_id,
        unit_id=record.unit_id,
        indicator_id=record.indicator_id,
        neighbours=True,
    )


def test_three_queries_tell_it_all(district: Cast) -> None:
    record = Record.objects.get(unit__code="hoxa", indicator__code="online")
    with CaptureQueriesContext(connection) as captured:
        found = figure_provenance(
            period_id=record.period_id,
            unit_id=record.unit_id,
            indicator_id=record.indicator_id,
            neighbours=True,
        )
        source = found.sources[Source.PROVINCE]
        assert source.record.import_run is not None
        assert source.surroundings is not None
        assert [change.cell for change in found.changes] == [record.cell]
    assert len(captured) == 3


@pytest.mark.parametrize(
    ("unit", "indicator", "letters"),
    [("hoxa", "online", "CDE"), ("hoxa", "digitization", "CDE"), ("hoxa", "receipt", "EFG")],
)
def test_three_columns_around_the_cell(
    district: Cast, unit: str, indicator: str, letters: str
) -> None:
    around = provenance_of(unit, indicator).sources[Source.PROVINCE].surroundings
    assert "".join(around.letters) == letters
    assert [len(row.cells) for row in around.rows] == [3, 3, 3]


def test_every_figure_on_the_pages_leads_to_its_own(staff: Client) -> None:
    for name in ("dashboard", "compliance", "ranking"):
        text = staff.get(reverse(name)).content.decode()
        assert text.count('href="/figures/vinhgiang/') >= 5, name
    unit = staff.get(reverse("unit", args=["vinhgiang"])).content.decode()
    assert unit.count('href="/figures/vinhgiang/') >= 5


def test_drafts_next_to_an_accepted_figure_stay_their_units_own(district: Cast) -> None:
    round_, unit = open_round(district), Unit.objects.get(code="vinhgiang")
    type_all(round_, unit, district.officer, leave=["overdue"])
    book = download(round_, district.staff).put("vinhgiang", overdue_value=4)
    for code in {*book.rows} - {"vinhgiang"}:
        book.put(code, overdue_value=9173)
    import_run_apply(run=send(book.bytes, round_, district.staff), user=district.staff)
    sent = submission_submit(round_=round_, unit=unit, user=district.officer)
    submission_accept(submission=sent, user=district.admin)
    sources = provenance_of("vinhgiang", "overdue").sources
    around = {source: stated.surroundings for source, stated in sources.items()}
    assert [row.here for row in around[Source.UNIT].rows] == [True]
    assert len(around[Source.PROVINCE].rows) == 3
    for who in (district.leader, district.officer):
        assert "9173" not in page(district.client(who), "vinhgiang", "overdue")
