"""Trying a target's level on its page: what it says, what it writes, and the way back."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cchc.demo.letter import CLAUSES, DIRECTIVE, PERIOD
from directives.clauses.models import Clause, Directive, Target
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.record_models import Record, RecordState, Source
from tests.cast import Cast
from tests.directives.pages.test_pages import text_of
from units.kinds import UnitKind
from units.models import Unit


@pytest.fixture
def staff(unissued: Cast) -> Client:
    return unissued.client(unissued.staff)


def target_of(indicator: str, clause: int = 3) -> Target:
    rows = Target.objects.filter(clause__number=clause, indicator__code=indicator)
    target: Target = rows.exclude(floor=None).get()
    return target


def address(name: str = "target_try", indicator: str = "digitization", clause: int = 3) -> str:
    return reverse(name, args=[DIRECTIVE, target_of(indicator, clause).pk])


def write(client: Client, floor: str, words: str = "apart", **more: str) -> int:
    version = str(Directive.objects.get().version)
    typed = {"floor": floor, "words": words, "version": version, **more}
    return client.post(address("target_try_write"), typed).status_code


@pytest.mark.parametrize(
    ("floor", "text"),
    [
        ("", "9 thành 9 đơn vị đạt, trên 18 Không đơn vị nào rớt 60 là mức đang dùng."),
        ("70", "không đổi ai đạt: giữa 59,1 và 70,3 không có đơn vị nào. Đến mức 70,4 thì rớt"),
        ("70,4", "9 thành 8 đơn vị đạt, trên 18 1 đơn vị rớt"),
        ("71", "thì rớt: xã\xa0Vĩnh Long (70,3)."),
        ("80", "9 thành 5 đơn vị đạt, trên 18 4 đơn vị rớt"),
        ("50", "thêm 3 đơn vị đạt"),
    ],
)
def test_what_a_level_brings(staff: Client, floor: str, text: str) -> None:
    page = text_of(staff.get(address(), {"floor": floor}))
    assert " ".join(text.split()) in page


def test_the_levels_nearby_are_those_of_the_figures(staff: Client) -> None:
    page = text_of(staff.get(address(), {"floor": "70"}))
    for row in (
        "50 12 /18 +3 thêm Vĩnh Giang, Vĩnh Khê và Cửa Tùng",
        "đang dùng 60 9 /18 –",
        "đang thử 70 9 /18 0 không ai rớt",
        "71 8 /18 −1 rớt Vĩnh Long",
        "80 5 /18 −4 rớt Vĩnh Long, Vĩnh Lâm, Vĩnh Hòa và Kim Thạch",
    ):
        assert row in page
    assert "Đạt mọi chỉ tiêu có mức vẫn là 1 đơn vị (thị trấn Hồ Xá)" in page


def test_trying_keeps_nothing(staff: Client) -> None:
    staff.get(address(), {"floor": "80"})
    assert target_of("digitization").floor == 60
    assert Directive.objects.get().version == 1


@pytest.mark.parametrize("floor", ["bảy mươi", "-5", "101", "70,12345", "<script>", "9" * 30])
def test_a_mistake_is_told_with_what_was_typed(staff: Client, floor: str) -> None:
    answer = staff.get(address(), {"floor": floor})
    assert answer.status_code == 422
    assert "Hãy" in text_of(answer) or "không quá" in text_of(answer)
    assert answer.context["form"]["floor"].value() == floor


def test_a_band_cannot_rise_over_its_end(staff: Client) -> None:
    answer = staff.get(address(indicator="online"), {"floor": "90,5"})
    assert answer.status_code == 422
    assert "Hãy ghi số không quá 90." in text_of(answer)


def test_the_clause_shows_what_would_stand_there(staff: Client) -> None:
    html = re.sub(r"\s+>", ">", staff.get(address(), {"floor": "70"}).content.decode())
    assert "<del>60%</del><ins>70%</ins>" in html
    assert "riêng số hóa kết quả giải quyết TTHC từ 60% trở lên" in html
    assert "một mức cho nhiều chỉ số" in html
    together = staff.get(address(), {"floor": "70", "words": "together"})
    alone = re.sub(r"\s+>", ">", together.content.decode())
    assert "<del>60%</del><ins>70%</ins>" in alone
    assert "riêng" not in alone


def test_the_script_gets_the_body_alone(staff: Client) -> None:
    answer = staff.get(address(), {"floor": "70"}, headers={"hx-request": "true"})
    assert b"<html" not in answer.content
    assert b'data-part="answer"' in answer.content


def test_the_level_and_the_words_are_written_together(staff: Client) -> None:
    assert write(staff, "70") == 302
    assert target_of("digitization").floor == 70
    assert target_of("results").floor == 60
    text = Clause.objects.get(number=3).text
    assert "phải đạt tỷ lệ 70% trở lên (riêng số hóa kết quả giải quyết TTHC từ 60%" in text
    assert Directive.objects.get().version == 2


def test_all_that_share_the_number_can_go_together(staff: Client) -> None:
    write(staff, "72,5", "together")
    assert {target_of(row).floor for row in ("digitization", "results")} == {Decimal("72.5")}
    assert Clause.objects.get(number=3).text == CLAUSES[2].replace("60%", "72,5%")


def test_undo_brings_all_of_it_back(staff: Client) -> None:
    write(staff, "70", "together")
    assert "Hoàn tác" in text_of(staff.get(address()))
    assert staff.post(address("target_try_undo")).status_code == 302
    assert {target_of(row).floor for row in ("digitization", "results")} == {60}
    assert Clause.objects.get(number=3).text == CLAUSES[2]
    assert "Hoàn tác" not in text_of(staff.get(address()))


def test_undo_takes_nothing_from_somebody_else(staff: Client) -> None:
    write(staff, "70")
    Directive.objects.update(version=9)
    staff.post(address("target_try_undo"))
    assert target_of("digitization").floor == 70


def test_who_did_not_see_the_last_change_writes_nothing(staff: Client) -> None:
    Directive.objects.update(version=5)
    typed = {"floor": "70", "version": "4"}
    answer = staff.post(address("target_try_write"), typed)
    assert answer.status_code == 422
    assert "Người khác vừa thay đổi nội dung này." in text_of(answer)
    assert target_of("digitization").floor == 60


def test_an_issued_directive_stays(staff: Client) -> None:
    Directive.objects.update(number="125", issued_on="2023-06-30")
    page = text_of(staff.get(address(), {"floor": "71"}))
    assert "9 thành 8" in page
    assert "Đưa mức" not in page
    assert write(staff, "71") == 422
    assert target_of("digitization").floor == 60


def test_a_leader_tries_and_does_not_write(district: Cast) -> None:
    leader = district.client(district.leader)
    page = text_of(leader.get(address(), {"floor": "71"}))
    assert "9 thành 8" in page
    assert "Đưa mức" not in page
    assert write(leader, "71") == 404
    assert target_of("digitization").floor == 60


def test_officers_and_others_do_not_find_it(district: Cast) -> None:
    for user in (district.officer, district.outsider):
        assert district.client(user).get(address()).status_code == 404


def test_a_target_without_a_number_is_not_there(staff: Client) -> None:
    row = Target.objects.filter(rule="lowest").first()
    assert row is not None
    assert staff.get(reverse("target_try", args=[DIRECTIVE, row.pk])).status_code == 404


def test_a_period_without_the_target_says_so(staff: Client) -> None:
    Target.objects.filter(pk=target_of("digitization").pk).update(valid_to="2023-01-31")
    assert "Chưa có đơn vị để thử" in text_of(staff.get(address()))
    assert staff.get(address(), {"period": "1999"}).status_code == 404


def test_a_ceiling_on_a_count(staff: Client) -> None:
    row = Target.objects.create(
        clause=Clause.objects.get(number=4),
        indicator=Indicator.objects.get(code="overdue"),
        rule=Target.Rule.CEILING,
        floor=2,
        kinds=["commune", "town"],
    )
    path = reverse("target_try", args=[DIRECTIVE, row.pk])
    page = text_of(staff.get(path, {"floor": "1"}))
    assert "Thử mức trần: hồ sơ quá hạn" in page
    assert "hồ sơ quá hạn, hồ sơ" in page
    answer = staff.get(path, {"floor": "1,5"})
    assert answer.status_code == 422
    assert "Hãy ghi số nguyên" in text_of(answer)


def test_without_any_figures_nobody_is_judged(staff: Client) -> None:
    Record.objects.all().delete()
    page = text_of(staff.get(address(), {"floor": "70"}))
    assert "0 thành 0 đơn vị đạt, trên 0" in page
    assert "Chưa có số liệu nên không mức nào làm thay đổi:" in page


def test_a_clause_that_does_not_say_the_number_is_left_alone(staff: Client) -> None:
    Clause.objects.filter(number=3).update(text="Phải đạt chỉ tiêu.")
    assert "Lời khoản 3 không ghi 60%" in text_of(staff.get(address(), {"floor": "70"}))
    assert write(staff, "70") == 302
    assert Clause.objects.get(number=3).text == "Phải đạt chỉ tiêu."
    assert target_of("digitization").floor == 70


def test_the_trial_stands_below_the_form_of_its_target(staff: Client) -> None:
    page = text_of(staff.get(reverse("target_edit", args=[DIRECTIVE, target_of("online").pk])))
    assert "Thử mức sàn: hồ sơ trực tuyến" in page
    lowest = Target.objects.filter(rule="lowest")[0]
    page = text_of(staff.get(reverse("target_edit", args=[DIRECTIVE, lowest.pk])))
    assert "Thử mức" not in page


def test_units_without_a_value_are_named(staff: Client) -> None:
    page = text_of(staff.get(address(indicator="payment")))
    assert "Chưa có số liệu nên không mức nào làm thay đổi:" in page
    assert "chưa thực hiện" in page


def test_queries_do_not_grow_with_units(staff: Client, district: Cast) -> None:
    path = address()

    def queries() -> int:
        with CaptureQueriesContext(connection) as result:
            assert staff.get(path, {"floor": "70"}).status_code == 200
        return len(result)

    queries()
    few = queries()
    indicator = Indicator.objects.get(code="digitization")
    period = Period.objects.get(code=PERIOD)
    for at in range(30):
        unit = Unit.objects.create(
            code=f"xa{at}",
            name=f"Xã {at}",
            short_name=f"Xã {at}",
            kind=UnitKind.COMMUNE.value,
            parent=district.office,
        )
        Record.objects.create(
            unit=unit,
            indicator=indicator,
            period=period,
            source=Source.PROVINCE,
            state=RecordState.VALUE,
            value=Decimal(at),
            places=0,
            updated_at=timezone.now(),
        )
    assert queries() == few
