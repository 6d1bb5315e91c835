"""Sending, judging and returning through the pages: who may, what is said, what is shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reports.entry.draft_services import Typed, draft_write
from reports.figures.indicator_models import Indicator
from reports.figures.record_models import Record, Source
from reports.rounds.models import Round
from reports.rounds.services import extension_give, round_step
from reports.rounds.submission_models import DraftFigure, Evidence, Submission, SubmissionStep
from reports.rounds.submission_services import (
    submission_accept,
    submission_return,
    submission_submit,
)
from tests.cast import Cast
from tests.reports.rounds.round_cast import open_round, rate, type_all
from units.models import Membership, Unit, User
from units.versions import ChangedMeanwhile

EVERYBODY = ("officer", "other_officer", "staff", "leader", "admin", "outsider", "nobody")
State = Submission.State


def text_of(response: HttpResponse) -> str:
    """The words of a page, spaces in one form."""
    plain = unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))
    return " ".join(plain.split())


@pytest.fixture
def unit(cast: Cast) -> Unit:
    """Xã Vĩnh Giang."""
    return Unit.objects.get(code="vinhgiang")


@pytest.fixture
def one(cast: Cast) -> Round:
    """The district's round, with the unit's figures typed."""
    one = open_round(cast)
    type_all(one, Unit.objects.get(code="vinhgiang"), cast.officer)
    return one


@pytest.fixture
def sent(cast: Cast, one: Round, unit: Unit) -> Submission:
    """The figures, sent."""
    return submission_submit(round_=one, unit=unit, user=cast.officer)


@pytest.fixture
def staff(cast: Cast) -> Client:
    return cast.client(cast.staff)


@pytest.fixture
def officer(cast: Cast) -> Client:
    return cast.client(cast.officer)


def address(name: str) -> str:
    """An address of the unit's own."""
    return reverse(name, args=["vinhgiang", "2023-H1"])


def judged(name: str, sent: Submission) -> str:
    """An address of a submission."""
    return reverse(name, args=[sent.pk])


def seen(sent: Submission) -> int:
    """The version that a page would show."""
    return Submission.objects.get(pk=sent.pk).version


# Sending ------------------------------------------------------------------------------------


def test_figures_are_sent_from_the_page(cast: Cast, one: Round, officer: Client) -> None:
    page = officer.post(address("submission_submit"), follow=True)
    assert Submission.objects.get().state == State.SUBMITTED
    said = text_of(page)
    assert "Đã nộp số liệu của Xã Vĩnh Giang." in said
    assert "Xã Vĩnh Giang đã nộp 5 chỉ số" in said
    assert "88,73 %" in said and "567 / 639" in said


def test_gaps_are_named(cast: Cast, one: Round, officer: Client) -> None:
    DraftFigure.objects.filter(indicator__code__in=["payment", "receipt"]).delete()
    page = officer.post(address("submission_submit"), follow=True)
    assert Submission.objects.get().state == State.DRAFT
    said = text_of(page)
    assert "Còn 2 chỉ số chưa khai: Thanh toán trực tuyến, Biên lai điện tử." in said


def test_nothing_arose_counts_as_sent(cast: Cast, unit: Unit, officer: Client) -> None:
    open_round(cast)
    page = officer.post(address("submission_submit"), {"nothing_arose": "1"}, follow=True)
    found = Submission.objects.get()
    assert (found.state, found.nothing_arose) == (State.SUBMITTED, True)
    assert "Xã Vĩnh Giang báo kỳ này không phát sinh." in text_of(page)


def test_twice_is_told(cast: Cast, sent: Submission, officer: Client) -> None:
    page = officer.post(address("submission_submit"), follow=True)
    assert SubmissionStep.objects.count() == 1
    assert "Số liệu đã nộp" in text_of(page)


def test_a_closed_round_is_told(cast: Cast, one: Round, officer: Client) -> None:
    round_step(round_=one, to=Round.State.LOCKED, user=cast.staff)
    page = officer.post(address("submission_submit"), follow=True)
    assert not SubmissionStep.objects.exists()
    assert "Đợt báo cáo không mở" in text_of(page)


def test_the_unit_withdraws_until_it_is_accepted(
    cast: Cast, sent: Submission, officer: Client
) -> None:
    page = officer.post(address("submission_withdraw"), follow=True)
    assert Submission.objects.get().state == State.DRAFT
    assert "Đã rút lại. Hãy sửa số liệu rồi nộp lại." in text_of(page)
    again = submission_submit(round_=sent.round, unit=sent.unit, user=cast.officer)
    submission_accept(submission=again, user=cast.staff)
    late = officer.post(address("submission_withdraw"), follow=True)
    assert Submission.objects.get().state == State.ACCEPTED
    assert "Bản nộp nay đã ở trạng thái khác." in text_of(late)


def test_staff_return_and_do_not_withdraw_what_others_sent(
    cast: Cast, sent: Submission, staff: Client, one: Round
) -> None:
    page = staff.post(address("submission_withdraw"), follow=True)
    assert "Số liệu này do đơn vị nộp. Hãy trả lại kèm lý do." in text_of(page)
    assert Submission.objects.get().state == State.SUBMITTED
    other = Unit.objects.get(code="hoxa")
    submission_submit(round_=one, unit=other, user=cast.staff, nothing_arose=True)
    response = staff.post(reverse("submission_withdraw", args=["hoxa", "2023-H1"]))
    assert response.status_code == 302
    assert Submission.objects.get(unit=other).state == State.DRAFT


# The page -----------------------------------------------------------------------------------


def test_the_page_shows_each_figure_with_all_that_is_known(district: Cast, staff: Client) -> None:
    one, unit = open_round(district), Unit.objects.get(code="vinhgiang")
    type_all(one, unit, district.officer)
    row = DraftFigure.objects.get(indicator__code="digitization")
    noted = Typed(row.indicator_id, row.figure, row.version, note="Cổng tính cả hồ sơ chuyển đi")
    draft_write(round_=one, unit=unit, typed=[noted], user=district.officer)
    sent = submission_submit(round_=one, unit=unit, user=district.officer)
    Evidence.objects.create(
        submission=sent, indicator=row.indicator, filename="bang.pdf", sha256="1" * 64, size=2048
    )
    said = text_of(staff.get(judged("submission", sent)))
    assert "Xã Vĩnh Giang đã nộp 5 chỉ số, đạt 1 trên 3 chỉ tiêu." in said
    assert "khoản 3: từ 60%" in said
    assert "55,09 %" in said and "352 / 639" in said
    assert "thiếu 4,91 điểm, tức 32 hồ sơ" in said
    assert "51,6 lệch 3,49 điểm" in said
    assert "88,7 khớp" in said
    assert "Đơn vị giải trình: Cổng tính cả hồ sơ chuyển đi" in said
    assert "bang.pdf" in said
    assert "Nộp lúc" in said and "Công chức xã Vĩnh Giang" in said


@pytest.mark.parametrize(
    ("who", "status", "accept", "withdraw"),
    [
        ("officer", 200, False, True),
        ("staff", 200, True, False),
        ("leader", 200, False, False),
        ("admin", 200, False, False),
        ("other_officer", 404, False, False),
        ("outsider", 404, False, False),
        ("nobody", 404, False, False),
    ],
)
def test_who_sees_which_buttons(
    cast: Cast, sent: Submission, who: str, status: int, accept: bool, withdraw: bool
) -> None:
    response = cast.client(getattr(cast, who)).get(judged("submission", sent))
    assert response.status_code == status
    page = response.content.decode()
    assert (judged("submission_accept", sent) in page) == accept
    assert (judged("submission_return", sent) in page) == accept
    assert (address("submission_withdraw") in page) == withdraw


def test_nobody_without_a_log_in(client: Client, sent: Submission) -> None:
    response = client.get(judged("submission", sent))
    assert response.status_code == 302 and "login" in response["Location"]


def test_a_draft_is_the_units_own(cast: Cast, sent: Submission, officer: Client) -> None:
    officer.post(address("submission_withdraw"))
    for who in ("staff", "leader", "officer"):
        response = cast.client(getattr(cast, who)).get(judged("submission", sent))
        said = text_of(response)
        assert "Đơn vị chưa nộp nên Văn phòng chưa xem được số liệu." in said
        assert "88,73" not in said and "567" not in said


def test_a_returned_one_shows_what_was_sent_not_what_is_typed_since(
    cast: Cast, sent: Submission, unit: Unit, staff: Client
) -> None:
    submission_return(submission=sent, user=cast.staff, cells={"online": "Tử số chưa đúng"})
    row = DraftFigure.objects.get(indicator__code="online")
    typed = Typed(row.indicator_id, rate(111, 639), row.version)
    draft_write(round_=sent.round, unit=unit, typed=[typed], user=cast.officer)
    said = text_of(staff.get(judged("submission", sent)))
    assert "567 / 639" in said and "111" not in said
    assert "Bị trả lại: Tử số chưa đúng" in said


def test_more_time_is_told(cast: Cast, sent: Submission, unit: Unit, staff: Client) -> None:
    until = sent.round.deadline + timedelta(days=4000)
    extension_give(round_=sent.round, unit=unit, until=until, reason="Mất điện", user=cast.staff)
    said = text_of(staff.get(judged("submission", sent)))
    assert "đúng hạn" in said and "Mất điện" in said


def test_queries_do_not_grow(cast: Cast, sent: Submission, staff: Client) -> None:
    def queries() -> int:
        staff.get(judged("submission", sent))
        with CaptureQueriesContext(connection) as caught:
            assert staff.get(judged("submission", sent)).status_code == 200
        return len(caught)

    before = queries()
    for _turn in range(3):
        submission_return(submission=sent, user=cast.staff, reason="Sai")
        submission_submit(round_=sent.round, unit=sent.unit, user=cast.officer)
    for at in range(4):
        Evidence.objects.create(submission=sent, filename=f"{at}.pdf", sha256=f"{at}" * 64, size=1)
    assert queries() == before


# Judging ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of_province", "told"),
    [
        (None, "Tất cả được dùng để đánh giá và xếp hạng."),
        ("not_started", "Tất cả được dùng để đánh giá và xếp hạng."),
        ("value", "1 chỉ số vẫn tính theo số của tỉnh"),
    ],
)
def test_who_accepts_is_told_whose_figures_count(
    sent: Submission, staff: Client, of_province: str | None, told: str
) -> None:
    """The province's figure stays official: it was said that the unit's counts from now on."""
    if of_province is not None:
        Record.objects.create(
            period=sent.round.period,
            unit=sent.unit,
            indicator=Indicator.objects.get(code="online"),
            source=Source.PROVINCE,
            state=of_province,
            value=70 if of_province == "value" else None,
            updated_at=timezone.now(),
        )
    page = staff.post(judged("submission_accept", sent), {"version": seen(sent)}, follow=True)
    assert told in text_of(page)


def test_accepted_figures_count(cast: Cast, sent: Submission, staff: Client) -> None:
    page = staff.post(judged("submission_accept", sent), {"version": seen(sent)}, follow=True)
    assert "Đã nhận số liệu của Xã Vĩnh Giang" in text_of(page)
    assert Submission.objects.get().decided_by == cast.staff
    assert Record.objects.filter(source=Source.UNIT).count() == 5
    ranking = staff.get(reverse("ranking"), {"period": "2023-H1", "indicator": "online"})
    assert "88,73" in text_of(ranking)


def test_a_return_goes_back_with_its_reasons(
    cast: Cast, sent: Submission, staff: Client, officer: Client
) -> None:
    data = {"version": seen(sent), "reason": "Sửa hai ô", "cell-online": "Tử số chưa đúng"}
    page = staff.post(judged("submission_return", sent), data, follow=True)
    assert "Đã trả lại bản nộp cho Xã Vĩnh Giang kèm lý do." in text_of(page)
    step = SubmissionStep.objects.get(action="return")
    assert (step.reason, step.cells) == ("Sửa hai ô", {"online": "Tử số chưa đúng"})
    said = text_of(officer.get(judged("submission", sent)))
    assert "Văn phòng đã trả lại số liệu." in said
    assert "Sửa hai ô" in said and "Tử số chưa đúng" in said and "Sửa số liệu" in said


def test_a_return_without_a_reason_is_refused_with_the_page(
    cast: Cast, sent: Submission, staff: Client
) -> None:
    data = {"version": seen(sent), "reason": "  ", "cell-online": " "}
    response = staff.post(judged("submission_return", sent), data)
    page = response.content.decode()
    assert response.status_code == 422 and "<title>Lỗi: " in page
    assert "Hãy ghi lý do, chung cho cả bản nộp hoặc cho từng chỉ số." in page
    assert Submission.objects.get().state == State.SUBMITTED


def test_what_was_sent_again_is_looked_at_first(
    cast: Cast, sent: Submission, staff: Client, officer: Client
) -> None:
    old = seen(sent)
    officer.post(address("submission_withdraw"))
    officer.post(address("submission_submit"))
    for name, data in (
        ("submission_accept", {"version": old}),
        ("submission_accept", {}),
        ("submission_return", {"version": "²", "reason": "Sai"}),
    ):
        page = staff.post(judged(name, sent), data, follow=True)
        assert str(ChangedMeanwhile(sent)) in text_of(page)
    assert Submission.objects.get().state == State.SUBMITTED


def test_who_typed_cannot_judge_and_is_told(cast: Cast, one: Round, staff: Client) -> None:
    unit = Unit.objects.get(code="hoxa")
    type_all(one, unit, cast.staff)
    sent = submission_submit(round_=one, unit=unit, user=cast.other_officer)
    response = staff.get(judged("submission", sent))
    assert "Số liệu này do chính bạn nộp hoặc nhập." in text_of(response)
    assert judged("submission_accept", sent) not in response.content.decode()
    for name in ("submission_accept", "submission_return"):
        page = staff.post(judged(name, sent), {"version": seen(sent), "reason": "Sai"}, follow=True)
        assert "người khác trong Văn phòng phải duyệt" in text_of(page)
    colleague = User.objects.create_user("dongnghiep", password=None)
    Membership.objects.create(user=colleague, unit=cast.office, role=Membership.Role.STAFF)
    cast.client(colleague).post(judged("submission_accept", sent), {"version": seen(sent)})
    assert Submission.objects.get(pk=sent.pk).state == State.ACCEPTED


def test_the_second_judge_is_told(cast: Cast, sent: Submission, staff: Client) -> None:
    data = {"version": seen(sent), "reason": "Sai"}
    staff.post(judged("submission_accept", sent), data)
    page = staff.post(judged("submission_return", sent), data, follow=True)
    assert "Bản nộp nay đã ở trạng thái khác." in text_of(page)
    assert Submission.objects.get().state == State.ACCEPTED


def test_the_next_one_to_look_at_is_named(
    cast: Cast, one: Round, sent: Submission, staff: Client, officer: Client
) -> None:
    assert "Bản nộp tiếp theo" not in text_of(staff.get(judged("submission", sent)))
    pages = {"vinhgiang": sent}
    for code in ("hoxa", "vinho"):
        unit = Unit.objects.get(code=code)
        pages[code] = submission_submit(
            round_=one, unit=unit, user=cast.officer, nothing_arose=True
        )
    order = sorted(pages, key=lambda code: Unit.objects.get(code=code).display_order)
    for code, following in zip(order, [*order[1:], order[0]], strict=True):
        page = staff.get(judged("submission", pages[code]))
        assert judged("submission", pages[following]) in page.content.decode()
        assert "chờ duyệt: 2" in text_of(page)
    assert "Bản nộp tiếp theo" not in text_of(officer.get(judged("submission", sent)))


def test_the_history_tells_which_cells_changed(
    cast: Cast, sent: Submission, unit: Unit, officer: Client
) -> None:
    submission_return(submission=sent, user=cast.staff, cells={"online": "Tử số chưa đúng"})
    row = DraftFigure.objects.get(indicator__code="online")
    typed = Typed(row.indicator_id, rate(500, 639), row.version)
    draft_write(round_=sent.round, unit=unit, typed=[typed], user=cast.officer)
    officer.post(address("submission_submit"))
    said = text_of(officer.get(judged("submission", sent)))
    assert "1 chỉ số khác lần nộp trước" in said
    assert "Hồ sơ trực tuyến: 88,73% (567/639) → thành 78,25% (500/639)" in said
    assert "Đã sửa so với lần nộp trước: 88,73% (567/639)" in said


# Access -------------------------------------------------------------------------------------

Ask = Callable[[Client, Submission], HttpResponse]
ASKS: dict[str, tuple[Ask, frozenset[str]]] = {
    "submit": (
        lambda client, sent: client.post(address("submission_submit")),  # type: ignore[return-value]
        frozenset({"officer", "staff"}),
    ),
    "withdraw": (
        lambda client, sent: client.post(address("submission_withdraw")),  # type: ignore[return-value]
        frozenset({"officer", "staff"}),
    ),
    "page": (
        lambda client, sent: client.get(judged("submission", sent)),  # type: ignore[return-value]
        frozenset({"officer", "staff", "leader", "admin"}),
    ),
    "accept": (
        lambda client, sent: client.post(judged("submission_accept", sent)),  # type: ignore[return-value]
        frozenset({"staff"}),
    ),
    "return": (
        lambda client, sent: client.post(judged("submission_return", sent)),  # type: ignore[return-value]
        frozenset({"staff"}),
    ),
}


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("what", list(ASKS))
def test_the_access_matrix(cast: Cast, sent: Submission, what: str, who: str) -> None:
    ask, allowed = ASKS[what]
    response = ask(cast.client(getattr(cast, who)), sent)
    assert (response.status_code != 404) == (who in allowed)
    if who not in allowed:
        assert Submission.objects.get().state == State.SUBMITTED


@pytest.mark.parametrize("name", ["submission_accept", "submission_return"])
def test_judging_needs_a_post(cast: Cast, sent: Submission, staff: Client, name: str) -> None:
    assert staff.get(judged(name, sent))["Location"] == reverse("submission", args=[sent.pk])
    assert Submission.objects.get().state == State.SUBMITTED
