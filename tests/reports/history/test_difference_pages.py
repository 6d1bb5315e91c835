"""The page of differences: what it shows, who may say what, and what is kept for good."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from auditlog.models import LogEntry
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from reports.figures.figures import Figure
from reports.figures.indicator_models import Indicator
from reports.figures.record_models import Record, Source
from reports.figures.record_services import NewFigure, Provenance, figures_write
from reports.history.difference_models import Difference
from reports.rounds.services import round_step
from reports.rounds.submission_models import DraftFigure
from reports.rounds.submission_services import submission_accept, submission_submit
from tests.cast import Cast
from tests.reports.rounds.round_cast import open_round, type_all
from units.models import Unit

LIST = "difference_list"


@pytest.fixture
def accepted(district: Cast) -> Cast:
    """Xã Vĩnh Giang's figures accepted beside the province's: three differ, one with a reason."""
    one = open_round(district)
    unit = Unit.objects.get(code="vinhgiang")
    type_all(one, unit, district.officer)
    DraftFigure.objects.filter(indicator__code="digitization").update(note="Cổng chậm đồng bộ")
    sent = submission_submit(round_=one, unit=unit, user=district.officer)
    submission_accept(submission=sent, user=district.staff)
    return district


def address(indicator: str = "digitization", unit: str = "vinhgiang") -> str:
    return reverse("difference_write", args=["2023-H1", unit, indicator])


def say(client: Client, **data: str) -> HttpResponse:
    given = {"state": "explained", "note": "Đã đối chiếu", "version": "", **data}
    where = given.pop("where", address())
    response: HttpResponse = client.post(where, given)
    return response


def rows_of(page: str) -> list[str]:
    return " ".join(page.split()).split('<tr role="row" id="')[1:]


def test_the_two_sources_stand_side_by_side(accepted: Cast) -> None:
    page = accepted.client(accepted.staff).get(reverse(LIST)).content.decode()
    row = next(one for one in rows_of(page) if "Số hóa" in one)
    record = Record.objects.get(
        unit__code="vinhgiang", indicator__code="digitization", source=Source.PROVINCE
    )
    assert record.value is not None and record.value != Decimal("55.09")
    assert "55,09" in row and "352 / 639" in " ".join(row.split())
    assert "Cổng chậm đồng bộ" in row and "chưa xử lý" in row


def test_a_figure_that_prints_alike_is_no_difference(accepted: Cast) -> None:
    Record.objects.filter(
        unit__code="vinhgiang", indicator__code="online", source=Source.PROVINCE
    ).update(value=Decimal("88.7"), places=1)
    client = accepted.client(accepted.staff)
    shown = client.get(reverse(LIST)).content.decode()
    assert not any("figures/vinhgiang/online/" in row for row in rows_of(shown))
    every = client.get(reverse(LIST), {"show": "all"}).content.decode()
    row = next(one for one in rows_of(every) if "figures/vinhgiang/online/" in one)
    assert "khớp" in row and "chưa xử lý" not in row


def test_a_tolerance_lets_small_differences_pass(accepted: Cast) -> None:
    client = accepted.client(accepted.staff)
    assert any("Số hóa" in row for row in rows_of(client.get(reverse(LIST)).content.decode()))
    Indicator.objects.filter(code="digitization").update(tolerance=Decimal(100))
    assert not any("Số hóa" in row for row in rows_of(client.get(reverse(LIST)).content.decode()))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"indicator": "digitization"}, True),
        ({"indicator": "overdue"}, False),
        ({"state": "open"}, True),
        ({"state": "disputed"}, False),
        ({"show": "beyond"}, True),
        ({"q": "vinh giang"}, True),
        ({"q": "vinh o"}, False),
        ({"period": "2023-H1"}, True),
        # What is not on the list of choices asks for nothing.
        ({"state": "note", "indicator": "password"}, True),
    ],
)
def test_filters(accepted: Cast, query: dict[str, str], found: bool) -> None:
    page = accepted.client(accepted.staff).get(reverse(LIST), query).content.decode()
    assert any("figures/vinhgiang/digitization/" in row for row in rows_of(page)) is found


def test_nothing_of_a_draft_is_compared(district: Cast) -> None:
    one = open_round(district)
    unit = Unit.objects.get(code="vinhgiang")
    type_all(one, unit, district.officer)
    submission_submit(round_=one, unit=unit, user=district.officer)
    page = district.client(district.staff).get(reverse(LIST), {"show": "all"}).content.decode()
    assert not rows_of(page) and "Chưa có số liệu đơn vị nào được nhận" in page


def test_staff_settle_a_difference(accepted: Cast) -> None:
    client = accepted.client(accepted.staff)
    response = say(client, state="disputed", note="Tỉnh tính thiếu tháng 5")
    assert response.status_code == 302
    row = Difference.objects.get()
    assert (row.state, row.note, row.by) == (
        "disputed",
        "Tỉnh tính thiếu tháng 5",
        accepted.staff,
    )
    assert LogEntry.objects.get_for_object(row).exists()
    page = client.get(reverse(LIST), {"state": "disputed"}).content.decode()
    assert "Tỉnh tính thiếu tháng 5" in page and "chưa thống nhất" in page


def test_the_unit_explains_and_no_more(accepted: Cast) -> None:
    client = accepted.client(accepted.officer)
    assert say(client).status_code == 302
    assert Difference.objects.get().by == accepted.officer
    refused = say(client, state="corrected", version=str(Difference.objects.get().version))
    assert refused.status_code == 422 and Difference.objects.get().state == "explained"


def test_the_unit_does_not_undo_what_the_office_settled(accepted: Cast) -> None:
    say(accepted.client(accepted.staff), state="disputed", note="Chưa đủ căn cứ")
    client = accepted.client(accepted.officer)
    refused = say(client, version=str(Difference.objects.get().version))
    assert refused.status_code == 422
    assert "Văn phòng đã xử lý chênh lệch này" in refused.content.decode()
    assert Difference.objects.get().note == "Chưa đủ căn cứ"
    page = client.get(reverse(LIST), {"indicator": "digitization"}).content.decode()
    assert "Chưa đủ căn cứ" in page and 'class="say"' not in page


def test_a_note_that_nobody_saw_is_not_overwritten(accepted: Cast) -> None:
    say(accepted.client(accepted.officer), note="Giải thích của xã")
    second = say(accepted.client(accepted.staff), state="corrected", note="")
    assert second.status_code == 422
    page = second.content.decode()
    assert "Giải thích của xã" in page and "Người khác vừa thay đổi nội dung này." in page
    assert Difference.objects.get().note == "Giải thích của xã"


def test_an_explanation_needs_words(accepted: Cast) -> None:
    refused = say(accepted.client(accepted.staff), note="  ")
    assert refused.status_code == 422 and "Hãy ghi ý kiến" in refused.content.decode()
    assert not Difference.objects.exists()


@pytest.mark.parametrize("who", ["leader", "admin", "other_officer", "outsider", "nobody"])
def test_others_say_nothing(accepted: Cast, who: str) -> None:
    assert say(accepted.client(getattr(accepted, who))).status_code == 404
    assert not Difference.objects.exists()


def test_an_officer_sees_the_own_unit_alone(accepted: Cast) -> None:
    own = accepted.client(accepted.officer).get(reverse(LIST), {"show": "all"}).content.decode()
    assert "figures/vinhgiang/" in own
    other = accepted.client(accepted.other_officer).get(reverse(LIST), {"show": "all"})
    assert other.status_code == 200 and "figures/vinhgiang/" not in other.content.decode()
    elsewhere = accepted.client(accepted.outsider).get(reverse(LIST), {"show": "all"})
    assert "figures/vinhgiang/" not in elsewhere.content.decode()
    assert accepted.client(accepted.nobody).get(reverse(LIST)).status_code == 404


@pytest.mark.parametrize("period", ["2023-Q1", "2099", "nope"])
def test_a_period_without_a_round_is_404(accepted: Cast, period: str) -> None:
    client = accepted.client(accepted.staff)
    assert client.get(reverse(LIST), {"period": period}).status_code == 404
    assert client.get(reverse("difference_export"), {"period": period}).status_code == 404


@pytest.mark.parametrize(
    "where", [("vinho", "digitization"), ("vinhgiang", "results"), ("nowhere", "digitization")]
)
def test_no_word_where_there_is_no_own_figure(accepted: Cast, where: tuple[str, str]) -> None:
    there = address(unit=where[0], indicator=where[1])
    assert say(accepted.client(accepted.staff), where=there).status_code == 404


def test_the_export_has_numbers_and_runs_nothing(accepted: Cast) -> None:
    say(accepted.client(accepted.staff), note='=HYPERLINK("http://x";"y")')
    response = accepted.client(accepted.staff).get(reverse("difference_export"))
    assert 'filename="chenh-lech-2023-H1.xlsx"' in response["Content-Disposition"]
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert sheet is not None
    rows = [row for row in sheet.iter_rows(min_row=4) if "Số hóa" in str(row[1].value)]
    assert len(rows) == 1
    own, gap, note = rows[0][3], rows[0][4], rows[0][8]
    assert own.data_type == "n" and round(own.value, 2) == 55.09
    assert gap.data_type == "n"
    assert note.data_type == "s" and note.quotePrefix and note.value.startswith("=HYPERLINK")


def test_queries_do_not_grow(accepted: Cast) -> None:
    client = accepted.client(accepted.staff)

    def queries() -> int:
        where = reverse(LIST), {"show": "all", "q": "vinh"}
        client.get(*where)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(*where).status_code == 200
        return len(caught)

    before = queries()
    one = accepted.office.rounds.get()
    for code in ("vinho", "vinhtu", "vinhlam"):
        unit = Unit.objects.get(code=code)
        type_all(one, unit, accepted.other_officer)
        sent = submission_submit(round_=one, unit=unit, user=accepted.other_officer)
        submission_accept(submission=sent, user=accepted.staff)
    say(client)
    assert queries() == before


def test_a_locked_round_is_still_spoken_of(accepted: Cast) -> None:
    one = accepted.office.rounds.get()
    round_step(round_=one, to="locked", user=accepted.staff, reason="Chốt số")
    assert say(accepted.client(accepted.officer)).status_code == 302


@pytest.mark.parametrize("source", [Source.PROVINCE, Source.UNIT])
def test_a_word_about_older_figures_leaves_the_difference_open(
    accepted: Cast, source: Source
) -> None:
    client = accepted.client(accepted.staff)
    say(client, state="disputed", note="Chưa đủ căn cứ")
    figure = reverse("figure", args=["vinhgiang", "digitization"])
    assert digitization(client, state="disputed")
    assert "chưa thống nhất" in client.get(figure).content.decode()
    change(accepted, source)
    assert digitization(client, state="open") and not digitization(client, state="disputed")
    page = client.get(figure).content.decode()
    assert "chưa xử lý" in page and "chưa thống nhất" not in page
    say(client, state="corrected", note="", version=str(Difference.objects.get().version))
    assert digitization(client, state="corrected") and not digitization(client, state="open")


def test_the_unit_explains_what_is_open_again(accepted: Cast) -> None:
    say(accepted.client(accepted.staff), state="disputed", note="Chưa đủ căn cứ")
    change(accepted, Source.PROVINCE)
    client, old = accepted.client(accepted.officer), Difference.objects.get()
    page = client.get(reverse(LIST), {"indicator": "digitization"}).content.decode()
    assert "chưa xử lý" in page and 'class="say"' in page
    assert say(client, note="Tỉnh đã sửa", version=str(old.version)).status_code == 302
    row = Difference.objects.get()
    assert (row.state, row.note, row.by) == ("explained", "Tỉnh đã sửa", accepted.officer)


def change(cast: Cast, source: Source) -> None:
    """One of the two figures becomes another."""
    rows = Record.objects.filter(unit__code="vinhgiang", indicator__code="digitization")
    row = rows.get(source=source.value)
    figures_write(
        period=row.period,
        source=source,
        figures=[NewFigure(row.unit_id, row.indicator_id, Figure.of(Decimal("33.3")))],
        provenance=Provenance(cast.staff, timezone.now()),
    )


def digitization(client: Client, **asked: str) -> bool:
    """Whether the list shows the difference that was asked for."""
    page = client.get(reverse(LIST), asked).content.decode()
    return any("figures/vinhgiang/digitization/" in row for row in rows_of(page))
