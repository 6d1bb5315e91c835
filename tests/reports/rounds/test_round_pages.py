"""The pages of rounds: who sees and does what, one sentence for what is wrong, constant queries."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.rounds.models import Extension, Round, RoundStep
from tests.cast import Cast
from tests.reports.rounds.round_cast import open_round
from units.models import Unit
from units.versions import ChangedMeanwhile


@pytest.fixture
def staff(cast: Cast) -> Client:
    """Staff of the district."""
    return cast.client(cast.staff)


def test_a_year_is_planned_from_the_page(cast: Cast, staff: Client) -> None:
    data = {"year": 2024, "kinds": ["half_year", "year"]}
    page = staff.post(reverse("year_plan"), data, follow=True).content.decode()
    assert "Đã lập 3 đợt báo cáo." in page
    assert Round.objects.filter(office=cast.office).count() == 3


def test_a_round_has_days_of_its_own(cast: Cast, staff: Client) -> None:
    days = {"start": "2024-01-01", "end": "2024-06-30"}
    response = staff.post(reverse("own_period_plan"), days)
    assert response.status_code == 302
    assert Round.objects.get().period.code == "20240101-20240630"
    wrong = staff.post(reverse("own_period_plan"), {"start": "2024-06-30", "end": "2024-01-01"})
    assert wrong.status_code == 422
    assert "Ngày cuối kỳ đứng trước ngày đầu kỳ." in wrong.content.decode()


def test_a_lock_says_which_since_when_and_who_can_open(cast: Cast, staff: Client) -> None:
    one = open_round(cast)
    address = reverse("round_step", args=[one.period.code])
    staff.post(address, {"to": "locked", "reason": "Chốt số"})
    page = staff.get(reverse("round", args=[one.period.code])).content.decode()
    lock = page.split('class="notice warning"')[1].split("</div>")[0]
    assert "6 tháng đầu năm 2023" in lock and "đã khóa" in lock
    assert "Chốt số" in lock and lock.count("Văn phòng UBND") == 2
    refused = staff.post(address, {"to": "open", "reason": ""})
    assert refused.status_code == 422 and "Hãy ghi lý do" in refused.content.decode()
    staff.post(address, {"to": "open", "reason": "Bổ sung"})
    assert Round.objects.get().is_open and RoundStep.objects.count() == 3


def test_more_time_is_given_and_ended(cast: Cast, staff: Client) -> None:
    one = open_round(cast)
    address = reverse("extension_give", args=[one.period.code])
    early = staff.post(address, {"unit": "vinho", "until": "2023-06-01", "reason": "Mất điện"})
    assert early.status_code == 422 and "Hãy chọn ngày muộn hơn" in early.content.decode()
    staff.post(address, {"unit": "vinho", "until": "2023-06-30", "reason": "Mất điện"})
    extension = Extension.objects.get()
    assert (extension.until, extension.by) == (date(2023, 6, 30), cast.staff)
    staff.post(reverse("extension_end", args=[one.period.code, extension.pk]))
    assert not Extension.objects.exists()


def test_deadlines_are_moved(cast: Cast, staff: Client) -> None:
    one = open_round(cast)
    moved = {"deadline": "2023-06-30", "version": one.version}
    staff.post(reverse("round_deadline", args=[one.period.code]), moved)
    assert Round.objects.get().deadline == date(2023, 6, 30)
    days = {"month": 3, "quarter": 4, "half_year": 5, "nine_months": 6, "year": 7, "custom": 8}
    staff.post(reverse("offsets_set"), days)
    staff.post(reverse("year_plan"), {"year": 2024, "kinds": ["month"]})
    assert set(Round.objects.exclude(pk=one.pk).values_list("offset", flat=True)) == {3}


def test_nobody_moves_a_deadline_over_what_they_have_not_seen(cast: Cast, staff: Client) -> None:
    one = open_round(cast)
    address = reverse("round_deadline", args=[one.period.code])
    page = staff.get(reverse("round", args=[one.period.code])).content.decode()
    assert f'name="version" value="{one.version}"' in page
    assert (
        staff.post(address, {"deadline": "2023-07-03", "version": one.version}).status_code == 302
    )
    for unseen in ({"version": one.version}, {}):
        late = staff.post(address, {"deadline": "2023-06-30", **unseen})
        assert late.status_code == 422
        assert str(ChangedMeanwhile(one)) in late.content.decode()
    assert Round.objects.get().deadline == date(2023, 7, 3)


@pytest.mark.parametrize("who", ["officer", "outsider", "nobody"])
def test_others_get_404(cast: Cast, who: str) -> None:
    one = open_round(cast)
    client = cast.client(getattr(cast, who))
    assert client.get(reverse("round", args=[one.period.code])).status_code == 404


def test_a_leader_looks_and_changes_nothing(cast: Cast) -> None:
    one = open_round(cast)
    client = cast.client(cast.leader)
    page = client.get(reverse("round", args=[one.period.code]))
    assert page.status_code == 200 and 'name="to"' not in page.content.decode()
    step = client.post(reverse("round_step", args=[one.period.code]), {"to": "locked"})
    assert step.status_code == 404 and Round.objects.get().is_open


def test_queries_do_not_grow(cast: Cast, staff: Client) -> None:
    def queries(address: str) -> int:
        staff.get(address)
        with CaptureQueriesContext(connection) as caught:
            assert staff.get(address).status_code == 200
        return len(caught)

    one = open_round(cast)
    addresses = [reverse("round_list"), reverse("round", args=[one.period.code])]
    before = [queries(address) for address in addresses]
    staff.post(reverse("year_plan"), {"year": 2024, "kinds": ["month", "quarter"]})
    for unit in Unit.objects.reporting_to(cast.office)[:9]:
        Extension.objects.create(round=one, unit=unit, until=date(2023, 7, 1), reason="x")
    assert [queries(address) for address in addresses] == before


def test_more_time_is_for_units_in_being_during_the_period(cast: Cast, staff: Client) -> None:
    one = open_round(cast)
    for code, days in {"vinhchap": 1, "vinhtu": 400}.items():
        last = one.period.end - timedelta(days=days)
        Unit.objects.filter(code=code).update(valid_to=last)
    page = staff.get(reverse("round", args=[one.period.code])).content.decode()
    assert '<option value="vinhchap">' in page and '<option value="vinhtu">' not in page
    until = {"unit": "vinhchap", "until": "2023-06-30", "reason": "Mất điện"}
    staff.post(reverse("extension_give", args=[one.period.code]), until)
    assert Extension.objects.get().unit.code == "vinhchap"


def test_a_published_round_is_opened_again_with_a_reason(cast: Cast, staff: Client) -> None:
    one = open_round(cast)
    Round.objects.update(state=Round.State.PUBLISHED)
    page = staff.get(reverse("round", args=[one.period.code])).content.decode()
    assert 'name="to" value="open"' in page and 'name="reason"' in page
    address = reverse("round_step", args=[one.period.code])
    refused = staff.post(address, {"to": "open", "reason": ""})
    assert refused.status_code == 422 and "Hãy ghi lý do" in refused.content.decode()
    staff.post(address, {"to": "open", "reason": "Đính chính"})
    assert Round.objects.get().is_open
