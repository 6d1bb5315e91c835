"""The desk: who stands where, what is shown of a draft, filters, the workbook, who may see it."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from reports.figures.indicator_models import Indicator
from reports.figures.periods import span_for_code
from reports.figures.record_models import Record
from reports.rounds.desk_selectors import DeskLine, desk_lines
from reports.rounds.domain import DeskStatus
from reports.rounds.models import Round
from reports.rounds.services import extension_give, round_plan, round_step
from reports.rounds.submission_models import DraftFigure, Submission
from reports.rounds.submission_services import (
    submission_accept,
    submission_return,
    submission_submit,
    submission_withdraw,
)
from tests.cast import Cast
from tests.reports.rounds.round_cast import open_round, type_all
from units.kinds import UnitKind
from units.models import Unit, User

# 26/6/2023 is the last day; midnight there is 17:00 of the day before in UTC.
IN_TIME = datetime(2023, 6, 26, 16, 59, tzinfo=UTC)
LATE = datetime(2023, 6, 26, 17, 0, tzinfo=UTC)
TODAY = date(2023, 6, 29)


@pytest.fixture
def staff(cast: Cast) -> Client:
    return cast.client(cast.staff)


@pytest.fixture
def one(cast: Cast) -> Round:
    return open_round(cast)


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def send(one: Round, code: str, user: User, at: datetime, **more: Any) -> Submission:
    if not more:
        type_all(one, unit(code), user)
    return submission_submit(round_=one, unit=unit(code), user=user, now=at, **more)


def line_of(one: Round, code: str, today: date = TODAY) -> DeskLine:
    return {line.unit.code: line for line in desk_lines(one, today)}[code]


def page(client: Client, **asked: str) -> str:
    text = " ".join(client.get(reverse("desk"), asked).content.decode().split())
    return text.replace("</a> </th>", "</a></th>")


def row(text: str, name: str) -> str:
    return next(part for part in text.split("<tr") if f"{name}</a></th>" in part)


def names_in(text: str) -> set[str]:
    """The short names in the table."""
    parts = text.split("<table")[1].split("</a></th>")[:-1]
    return {part.rsplit(">", 1)[1].strip() for part in parts}


def test_late_begins_at_midnight_of_the_place(cast: Cast, one: Round) -> None:
    send(one, "vinhgiang", cast.officer, IN_TIME)
    send(one, "hoxa", cast.other_officer, LATE)
    assert line_of(one, "vinhgiang").status is DeskStatus.ON_TIME
    late = line_of(one, "hoxa")
    assert (late.status, late.late) == (DeskStatus.LATE, 1)


def test_more_time_makes_it_in_time(cast: Cast, one: Round) -> None:
    extension_give(
        round_=one, unit=unit("hoxa"), until=date(2023, 6, 27), reason="Mất điện", user=cast.staff
    )
    send(one, "hoxa", cast.other_officer, LATE)
    line = line_of(one, "hoxa")
    assert (line.status, line.due, line.extended) == (DeskStatus.ON_TIME, date(2023, 6, 27), True)


def test_the_first_sending_counts(cast: Cast, one: Round) -> None:
    sent = send(one, "vinhgiang", cast.officer, IN_TIME)
    submission_return(submission=sent, user=cast.staff, cells={"payment": "tử số lớn hơn mẫu số"})
    back = line_of(one, "vinhgiang")
    assert (back.status, back.reason) == (DeskStatus.RETURNED, "tử số lớn hơn mẫu số")
    assert back.cells.segments.count("wrong") == 1 and back.owes
    submission_submit(round_=one, unit=unit("vinhgiang"), user=cast.officer, now=LATE)
    again = line_of(one, "vinhgiang")
    assert again.status is DeskStatus.ON_TIME and again.cells.segments == ("filled",) * 5


def test_nothing_arose_and_accepted_count_as_sent(cast: Cast, one: Round) -> None:
    sent = send(one, "vinho", cast.officer, IN_TIME, nothing_arose=True)
    assert line_of(one, "vinho").status is DeskStatus.NOTHING
    submission_accept(submission=sent, user=cast.staff)
    line = line_of(one, "vinho")
    assert (line.status, line.state, line.owes) == (DeskStatus.NOTHING, "accepted", False)


def test_what_was_taken_back_is_owed_again(cast: Cast, one: Round) -> None:
    sent = send(one, "vinhgiang", cast.officer, IN_TIME)
    submission_withdraw(submission=sent, user=cast.officer)
    assert line_of(one, "vinhgiang").owes


def test_not_reported_is_no_answer(cast: Cast, one: Round) -> None:
    type_all(one, unit("vinhgiang"), cast.officer)
    DraftFigure.objects.filter(indicator__code="payment").update(
        state="not_reported", value=None, numerator=None, denominator=None
    )
    assert line_of(one, "vinhgiang").cells.filled == 4


def test_expected_are_those_in_being_on_the_last_day(cast: Cast, one: Round) -> None:
    Unit.objects.filter(code="vinhchap").update(valid_to=one.period.end - timedelta(days=1))
    Unit.objects.filter(code="vinhtu").update(valid_to=one.period.end + timedelta(days=1))
    codes = {line.unit.code for line in desk_lines(one, TODAY)}
    assert "vinhchap" not in codes and "datdai" not in codes and "vp" in codes
    ended = line_of(one, "vinhtu")
    assert (ended.status, ended.owes) == (DeskStatus.EXCUSED, False)
    send(one, "datdai", cast.officer, IN_TIME)
    assert line_of(one, "datdai").status is DeskStatus.ON_TIME


def test_a_unit_that_ended_within_the_period_and_sent_is_there(cast: Cast, one: Round) -> None:
    ended = Unit.objects.filter(code__in=["vinhchap", "vinhtu"])
    ended.update(valid_to=one.period.end - timedelta(days=1))
    send(one, "vinhchap", cast.officer, IN_TIME)
    type_all(one, unit("vinhtu"), cast.officer)
    assert line_of(one, "vinhchap").status is DeskStatus.ON_TIME
    assert "vinhtu" not in {line.unit.code for line in desk_lines(one, TODAY)}
    (alone,) = desk_lines(one, TODAY, {unit("vinhchap").pk})
    assert alone.unit.code == "vinhchap"


def test_who_is_not_assessed_owes_nothing(cast: Cast, one: Round) -> None:
    entered = Indicator.objects.entered()
    whole, part = unit("vinho"), unit("vinhtu")
    for number, indicator in enumerate(entered):
        for some in (whole, part) if number else (whole,):
            Record.objects.create(
                period=one.period,
                indicator=indicator,
                unit=some,
                source="province",
                state="exempt",
                updated_at=IN_TIME,
            )
    assert line_of(one, "vinho").status is DeskStatus.EXCUSED
    assert line_of(one, "vinhtu").owes


def test_the_sentence_and_the_counts(cast: Cast, one: Round, staff: Client) -> None:
    send(one, "vinhgiang", cast.officer, IN_TIME)
    text = page(staff)
    assert "1 trên 19 đơn vị đã nộp;" in text and "còn nợ 18" in text
    assert "và 13 đơn vị khác." in text
    bar = text.split('class="counts"')[1].split("</nav>")[0]
    assert bar.count("<li>") == 6 and bar.count("aria-current") == 1


def test_of_a_draft_only_the_number_is_shown(cast: Cast, one: Round, staff: Client) -> None:
    type_all(one, unit("vinhgiang"), cast.officer, leave=["payment"])
    text = page(staff)
    mine = row(text, "Vĩnh Giang")
    assert "lưu nháp lúc" in mine and "<b>4/5</b>" in mine and mine.count("s-filled") == 4
    assert "submissions/" not in mine
    for value in ("567", "639", "88,7", "88.7", "352"):
        assert value not in text
    assert "chưa nhập gì" in row(text, "Vĩnh Chấp")


def test_those_who_owe_come_first_and_are_picked(cast: Cast, one: Round, staff: Client) -> None:
    sent = send(one, "vp", cast.officer, IN_TIME)
    text = page(staff)
    assert text.index("VP UBND huyện Vĩnh Linh</a>") > text.index("Cửa Tùng</a>")
    assert text.count('name="unit" value=') == text.count(" checked ") == 18
    assert reverse("submission", args=[sent.pk]) in row(text, "VP UBND huyện Vĩnh Linh")
    assert "Nhắc 18 đơn vị còn nợ" in text


def test_every_row_leads_to_pages_of_its_round(cast: Cast, one: Round, staff: Client) -> None:
    table = page(staff).split("<table")[1].split("</table>")[0]
    addresses = [unescape(address) for address in re.findall(r'href="([^"]+)"', table)]
    assert len(addresses) == 2 * 19
    assert {staff.get(address).status_code for address in addresses} == {200}
    assert all(f"period={one.period.code}" in address for address in addresses)


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"q": "vinh giang"}, {"Vĩnh Giang"}),
        ({"kind": "town"}, {"Hồ Xá", "Bến Quan", "Cửa Tùng"}),
        ({"state": "late"}, {"Hồ Xá"}),
        ({"state": "on_time"}, {"Vĩnh Giang"}),
        ({"review": "submitted"}, {"Hồ Xá"}),
        ({"review": "accepted"}, {"Vĩnh Giang"}),
        ({"kind": "town", "state": "on_time"}, set()),
    ],
)
def test_filters(cast: Cast, one: Round, staff: Client, asked: dict[str, str], names: Any) -> None:
    sent = send(one, "vinhgiang", cast.officer, IN_TIME)
    submission_accept(submission=sent, user=cast.staff)
    send(one, "hoxa", cast.other_officer, LATE)
    assert names_in(page(staff, **asked)) == names


@pytest.mark.parametrize("asked", [{"state": "x"}, {"kind": "x"}, {"page": "99"}, {"sort": "pk"}])
def test_what_there_is_not_shows_all(one: Round, staff: Client, asked: dict[str, str]) -> None:
    assert len(names_in(page(staff, **asked))) == 19


def test_an_unknown_round_is_404(one: Round, staff: Client) -> None:
    for name in ("desk", "desk_export", "reminder_list", "remind"):
        assert staff.get(reverse(name), {"period": "2031-H1"}).status_code == 404


def test_without_a_round_the_page_says_what_to_do(cast: Cast, staff: Client) -> None:
    text = page(staff)
    assert "Chưa mở đợt báo cáo nào" in text and reverse("round_list") in text
    assert staff.get(reverse("desk_export")).status_code == 404


def test_a_locked_round_is_shown_and_nobody_is_reminded(
    cast: Cast, one: Round, staff: Client
) -> None:
    round_step(round_=one, to=Round.State.LOCKED, user=cast.staff)
    text = page(staff)
    assert "đã khóa" in text and "còn nợ 19" in text
    assert reverse("remind") + "?" not in text and 'name="unit"' not in text


def test_the_workbook_has_each_unit_and_no_formula(cast: Cast, one: Round, staff: Client) -> None:
    Unit.objects.filter(code="vinhchap").update(name="=1+1")
    send(one, "hoxa", cast.other_officer, LATE)
    response = staff.get(reverse("desk_export"), {"kind": "commune"})
    assert "don-doc-2023-H1.xlsx" in response["Content-Disposition"]
    sheet: Any = load_workbook(io.BytesIO(response.content)).active
    rows = {line[1].value: line for line in sheet.iter_rows(min_row=5)}
    assert len(rows) == 15 and rows["=1+1"][1].data_type == "s"
    whole: Any = load_workbook(io.BytesIO(staff.get(reverse("desk_export")).content)).active
    late = next(line for line in whole.iter_rows(min_row=5) if "Hồ Xá" in line[1].value)
    assert [late[at].value for at in (4, 6, 7, 8)] == ["Nộp trễ", 1, 5, 5]
    assert late[3].value.date() == date(2023, 6, 26)


@pytest.mark.parametrize("who", ["officer", "outsider", "nobody"])
@pytest.mark.parametrize("name", ["desk", "desk_export", "reminder_list", "remind"])
def test_others_get_404(cast: Cast, one: Round, who: str, name: str) -> None:
    client = cast.client(getattr(cast, who))
    assert client.get(reverse(name), {"period": one.period.code}).status_code == 404


@pytest.mark.parametrize("who", ["leader", "admin"])
def test_who_only_looks_has_no_buttons(cast: Cast, one: Round, who: str) -> None:
    client = cast.client(getattr(cast, who))
    text = page(client)
    assert "còn nợ 19" in text and reverse("remind") + "?" not in text
    assert 'name="unit"' not in text
    told = {"period": one.period.code}
    assert client.post(reverse("remind"), told).status_code == 404


def test_queries_do_not_grow(cast: Cast, one: Round, staff: Client) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert staff.get(reverse("desk")).status_code == 200
        return len(queries)

    send(one, "hoxa", cast.other_officer, LATE)
    page(staff)
    few = count()
    for number in range(30):
        made = Unit.objects.create(
            code=f"them{number}",
            name=f"UBND xã Thêm {number}",
            short_name=f"Thêm {number}",
            kind=UnitKind.COMMUNE.value,
            parent=cast.office,
        )
        if number % 2:
            send(one, made.code, cast.officer, timezone.now())
    assert count() == few


def test_a_round_that_is_planned_is_not_offered(cast: Cast, one: Round, staff: Client) -> None:
    round_plan(office=cast.office, span=span_for_code("2023-H2"))
    chooser = page(staff).split('<select id="period"')[1].split("</select>")[0]
    assert chooser.count("<option") == 1
